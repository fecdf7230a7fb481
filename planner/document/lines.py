"""Lines of a plan in words: with their reasons, what to take care of, and the letters of their self-checks."""

from __future__ import annotations

from collections.abc import Iterator

from planner.document.context import SheetContext
from planner.document.model import Block, BulletList, ListItem, Text, words
from planner.planning.plan import Planned


def point(sheet: SheetContext, line: Planned, *, reasoned: bool = True) -> ListItem:
    """Return one line with its reason and, where nothing says it already, its because in the same breath."""
    text = sheet.language.text(line) if line.item.part else sheet.language.fill(line.item.short or line.item.text)
    parts = [text.rstrip(".") + ".", sheet.language.fill(line.item.why)]
    text = " ".join(part for part in parts if part)
    text += reason(sheet, sheet.language.fill(line.item.because)) if reasoned else ""
    return ListItem(words(text), care(sheet, line), marks(sheet, line))


def line(sheet: SheetContext, line: Planned) -> ListItem:
    """Return one line without its reasons."""
    return ListItem(words(sheet.language.text(line)), marks=marks(sheet, line))


def notes(sheet: SheetContext, *parts: str) -> Iterator[Block]:
    """Yield the notes of some parts as a list."""
    points = tuple(point(sheet, line) for line in sheet.plan.notes if line.item.part in parts)
    if points:
        yield BulletList(points, columns=2)


def care(sheet: SheetContext, planned: Planned) -> tuple[Text, ...]:
    """Return what to take care of with an item: each caution once, those of one reason together."""
    said: dict[str, dict[str, None]] = {}
    for rule in planned.cautions:
        said.setdefault(sheet.language.fill(rule.because), {})[sheet.language.fill(rule.say)] = None
    cautions = (" ".join(map(str, sentences)) + reason(sheet, because) for because, sentences in said.items())
    text = " ".join(cautions)
    return (words(sheet.say("take-care", text=text)),) if text else ()


def marks(sheet: SheetContext, planned: Planned) -> tuple[str, ...]:
    """Return the letters of the self-checks on which an item or a line depends."""
    return tuple(sheet.letters[check] for check in planned.checks if check in sheet.letters)


def reason(sheet: SheetContext, because: str) -> str:
    """Return the reason to put behind a sentence, where there is one."""
    return f" {sheet.say('because', because=because)}" if because else ""


def title(sheet: SheetContext) -> str:
    """Return the title of the sheet."""
    if sheet.plan.see_clinician:
        key = f"see-clinician-{sheet.plan.see_clinician.urgency}"
        return sheet.say(key if key in sheet.language.messages else "see-clinician-title")
    return sheet.language.fill(sheet.plan.template.title)


def upper_first(text: str) -> str:
    """Return text for the head of a sentence or a cell."""
    return text[:1].upper() + text[1:]
