"""The stretches with their pictures."""

from __future__ import annotations

from collections.abc import Iterator

from planner.document.context import SheetContext
from planner.document.model import Block, BulletList, Figure, Heading, Illustrated, ListItem, Paragraph, words
from planner.model.stretches import Stretch


def stretches(sheet: SheetContext) -> Iterator[Block]:
    """Yield each stretch with its picture, its steps and its dose."""
    if not sheet.plan.stretches:
        return
    yield Heading(2, sheet.say("stretches-title"))
    yield Paragraph(words(sheet.say("stretches-lead")))
    for one in sheet.plan.stretches:
        yield stretch(sheet, one)


def stretch(sheet: SheetContext, stretch: Stretch) -> Illustrated:
    """Return one stretch beside its picture."""
    steps = tuple(ListItem(words(sheet.language.fill(step))) for step in stretch.steps)
    blocks: list[Block] = [Heading(3, sheet.language.fill(stretch.text)), BulletList(steps, ordered=True)]
    if stretch.dose:
        blocks.append(Paragraph(words(f"**{sheet.language.fill(stretch.dose)}**"), "small"))
    # The column is too narrow for both positions; the one to hold and its arrow are what a person copies.
    pictures = sheet.content.core.pictures
    svg = pictures.get(f"{stretch.picture}-hold", pictures.get(stretch.picture))
    figure = Figure(svg, sheet.language.fill(stretch.alt)) if svg else None
    return Illustrated(figure, tuple(blocks))
