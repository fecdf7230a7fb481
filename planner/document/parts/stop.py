"""Who should not use the sheet, where we could not tell."""

from __future__ import annotations

from collections.abc import Iterator

from planner.document.context import SheetContext
from planner.document.lines import upper_first
from planner.document.model import Block, BulletList, ListItem, Note, Paragraph, words

# Where these apply, the sheet says how fast; anything else is for asking first.
_FAST = ("emergency", "urgent")


def stop_groups(sheet: SheetContext) -> dict[str, dict[str, None]]:
    """Return the reasons not to use the sheet, where we could not tell, by how fast to act, the fastest first."""
    groups: dict[str, dict[str, None]] = {}
    for rule in sheet.plan.stop_if:
        if rule.refuse:
            reason = sheet.language.fill(rule.refuse.stop_if).rstrip(".")
            lead = rule.refuse.urgency if rule.refuse.urgency in _FAST else "routine"
            groups.setdefault(lead, {})[f"{upper_first(reason)}."] = None
    return groups


def stop_note(sheet: SheetContext) -> Iterator[Block]:
    """Yield who should not use the sheet, where we could not tell: those first who must act now or today."""
    if stop_groups(sheet):
        yield Note("caution", sheet.say("stop-title"), tuple(stop_lists(sheet, stop_groups(sheet))))


def stop_lists(sheet: SheetContext, groups: dict[str, dict[str, None]]) -> Iterator[Block]:
    """Yield the reasons not to use the sheet by how fast to act."""
    for urgency, reasons in groups.items():
        yield Paragraph(words(sheet.say(f"stop-{urgency}")))
        yield BulletList(tuple(ListItem(words(reason)) for reason in reasons), columns=2)
