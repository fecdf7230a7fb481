"""The short edition: one leaf, page 1 and on its back the night log with every warning for this person."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from planner.document.context import SheetContext
from planner.document.editions.warnings import common_warnings, own_warnings, warning_lists
from planner.document.lines import care, condition
from planner.document.model import Block, Leaf, Paragraph, Section, words
from planner.document.parts.fridge import FrontForm, back_of, forms, fridge, shown_stretches
from planner.document.parts.log import night_log


class BackForm(Struct, frozen=True):
    """How full the back of page 1 is: what yields where it has no room, in the order of the fields."""

    soon: bool = True
    lists: bool = True
    grid: bool = True


# First the signs that can wait for a visit and that hold for everybody; then warnings stand one after the other, and
# at last there is no tick grid: the log has a box for each night.
_BACKS: Final = (
    BackForm(),
    BackForm(soon=False),
    BackForm(soon=False, lists=False),
    BackForm(soon=False, lists=False, grid=False),
)


def short_leaves(sheet: SheetContext) -> tuple[Leaf, ...]:
    """Return the one leaf in each form that it may have, the fullest first."""
    return tuple(leaf for back in _BACKS for leaf in _leaves(sheet, back))


def longer_leaves(sheet: SheetContext) -> tuple[Leaf, ...]:
    """Return the forms for a person whose warnings do not go on the back of page 1: they say so."""
    said = Paragraph(words(sheet.say("longer")))
    return tuple((page, replace(back, blocks=(said, *back.blocks))) for page, back in _leaves(sheet, BackForm()))


def _leaves(sheet: SheetContext, form: BackForm) -> Iterator[tuple[Section, Section]]:
    @cache
    def back(front: FrontForm) -> Section:
        made = night_log(sheet, front, tuple(_above_the_nights(sheet, front, form)))
        return replace(made, blocks=(*made.blocks, Paragraph(words(sheet.say("more-in-full")), "small")))

    for front in _fronts(form, clinic=sheet.theme is not None):
        at_back = replace(back_of(front), words=front.words, stretches=front.stretches)
        at_back = replace(at_back, grid=front.grid or not form.grid)
        yield fridge(sheet, front), back(at_back)


@cache
def _fronts(form: BackForm, *, clinic: bool) -> tuple[FrontForm, ...]:
    """Return the forms of page 1: where there is no grid, the words under the pictures have its room first."""
    usual = forms(clinic=clinic)
    if form.grid:
        return usual
    gone = [replace(front, grid=False) for front in usual]
    return tuple(dict.fromkeys((*(replace(front, words=True) for front in gone), *gone)))


def _above_the_nights(sheet: SheetContext, front: FrontForm, form: BackForm) -> Iterator[Block]:
    found = [*own_warnings(sheet), *common_warnings(sheet, soon=form.soon)]
    yield from warning_lists(sheet, found, lists=form.lists)
    yield from _how(sheet, front)


def _how(sheet: SheetContext, form: FrontForm) -> Iterator[Block]:
    """Yield what the cards of the full edition say of tonight's stretches and page 1 does not."""
    doing = {item.item.stretch: item for item in sheet.plan.every_day if item.slot == "bedtime"}
    parts: list[str] = []
    for stretch in shown_stretches(sheet, form):
        planned = doing[stretch.id]
        said = [] if form.words or not stretch.cue else [sheet.language.fill(stretch.cue)]
        said += [*care(sheet, planned), *condition(sheet, planned.checks)]
        if said:
            name = sheet.language.fill(stretch.card or stretch.short or stretch.text)
            parts += [f"**{name}:**", *said]
    if parts:
        yield Paragraph(words(" ".join(parts)))
