"""Who should ask before starting, where we could not tell: those first who must act now or today."""

from __future__ import annotations

from collections.abc import Iterator

from planner.document.context import SheetContext, alike, once
from planner.document.lines import short_lists, upper_first
from planner.document.model import Block, Heading, ListItem, Note, Paragraph, words

# Where these apply, the sheet says how fast; anything else is for asking first.
_FAST = ("emergency", "urgent")
# A sentence of so many letters stands on the line of the title.
_BESIDE = 33


def stop_groups(sheet: SheetContext) -> dict[str, list[str]]:
    """Return the reasons not to use the sheet, where we could not tell, by how fast to act, the fastest first."""
    groups: dict[str, dict[str, None]] = {}
    for rule in sheet.plan.stop_if:
        if rule.refuse:
            reason = sheet.language.fill(rule.refuse.stop_if).rstrip(".")
            lead = rule.refuse.urgency if rule.refuse.urgency in _FAST else "routine"
            groups.setdefault(lead, {})[f"{upper_first(reason)}."] = None
    return {lead: list(groups[lead]) for lead in (*_FAST, "routine") if lead in groups}


@once
@alike("stop_if")
def stop_blocks(sheet: SheetContext) -> tuple[Block, ...]:
    """Return who should not use the sheet: by how fast to act, a box for today or now, below it who asks first."""
    groups = stop_groups(sheet)
    blocks: list[Block] = [*_opening(sheet)] if groups else []
    for lead, reasons in groups.items():
        points = short_lists([ListItem(words(reason)) for reason in reasons], columns=2)
        if lead in _FAST:
            blocks.append(Note("stop", sheet.say(f"stop-{lead}"), points))
        else:
            blocks += [Heading(3, sheet.say(f"stop-{lead}")), *points]
    return tuple(blocks)


def _opening(sheet: SheetContext) -> Iterator[Block]:
    """Yield the title, and beside or below it what could happen to whoever starts all the same, each risk once."""
    risks = dict.fromkeys(rule.refuse.risk for rule in sheet.plan.stop_if if rule.refuse and rule.refuse.risk)
    listed = sheet.language.join(map(sheet.language.fill, risks), "or")
    said = sheet.say("stop-risks", risks=listed) if listed else ""
    beside = len(said) <= _BESIDE
    yield Heading(2, sheet.say("stop-title"), said if beside else "")
    if not beside:
        yield Paragraph(words(said))
