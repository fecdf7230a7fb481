"""The clinic's own face: its line on the first leaf, and its address and box where there is room for them."""

from __future__ import annotations

from collections.abc import Iterator

from planner.document.context import SheetContext
from planner.document.model import Block, Heading, Letterhead, Note, Paragraph, Run, Text, literal


def clinic_line(sheet: SheetContext, *, logo: bool = True) -> Iterator[Block]:
    """Yield the clinic's name and telephone in a line, with its logo where there is room for it."""
    theme = sheet.theme
    if theme is not None:
        yield Letterhead((_name_and_telephone(sheet),), theme.logo if logo else None)


def clinic_aside(sheet: SheetContext) -> str:
    """Return the clinic's name and telephone for the head of a page."""
    theme = sheet.theme
    return ", ".join(filter(None, (theme.name, theme.telephone))) if theme is not None else ""


def about_clinic(sheet: SheetContext) -> Iterator[Block]:
    """Yield the clinic's name, address and telephone, who prepared the sheet, and its one box.

    What has no more to say than the line on page 1 takes no room here.
    """
    theme = sheet.theme
    if theme is None or not (theme.logo or theme.address or theme.prepared_by or theme.box):
        return
    prepared = _filled(sheet, "clinic-prepared", theme.prepared_by) if theme.prepared_by else ()
    lines = (_name_and_telephone(sheet), literal(", ".join(theme.address)), prepared)
    yield Heading(2, sheet.say("clinic-title"))
    yield Letterhead(tuple(line for line in lines if line), theme.logo)
    if theme.box is not None:
        yield Note("clinic", theme.box.title, (Paragraph(literal(theme.box.text)),))


def _name_and_telephone(sheet: SheetContext) -> Text:
    theme = sheet.theme
    assert theme is not None
    telephone = _filled(sheet, "clinic-telephone", theme.telephone) if theme.telephone else ()
    return (Run(theme.name, strong=True), *((Run(" · "), *telephone) if telephone else ()))


def _filled(sheet: SheetContext, key: str, value: str) -> Text:
    """Return a message with the clinic's own words as they stand."""
    before, after = sheet.language.message(key).split("{value}")
    return (*literal(before), *literal(value), *literal(after))
