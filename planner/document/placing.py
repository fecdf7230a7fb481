"""Where what may move stands."""

from __future__ import annotations

from collections.abc import Iterator

from planner.document.context import SheetContext
from planner.document.model import plain
from planner.document.room import Held, front_is_full, height_of_a_night, stop_fills_a_page, told_fills_a_page
from planner.document.stop import stop_groups
from planner.document.told import MOST_UNREAD, to_ask, told_points, unread


def crowded(sheet: SheetContext) -> bool:
    """Return whether page 1 holds so much that must stand there that the tick grid goes elsewhere."""
    text, plan = sheet.language.text, sheet.plan
    questions = (sheet.language.fill(check.text) for check in plan.checks)
    held = Held(
        boxes=[*map(text, plan.alerts), *questions],
        steps=list(map(text, plan.tonight)),
        notes=[f"{text(one)} {one.item.because}" for one in plan.notes if one.item.part == "front"],
        unread=[plain(block.text) for block in unread(sheet, MOST_UNREAD)],
        habits=len(plan.habits),
    )
    return front_is_full(sheet.paper, held, large=sheet.large)


def long_stop(sheet: SheetContext) -> bool:
    """Return whether, in large print, those who should not use the sheet take a page, the back of the log."""
    reasons = {rule.refuse.stop_if for rule in sheet.plan.stop_if if rule.refuse}
    return sheet.large and stop_fills_a_page(sheet.paper, reasons)


def told_runs_on(sheet: SheetContext) -> bool:
    """Return whether, in large print, what the person told us has no room for a line each."""
    return (
        sheet.large and not sheet.plan.see_clinician and (long_stop(sheet) or told_fills(sheet, [*told_texts(sheet)]))
    )


def told_later(sheet: SheetContext) -> bool:
    """Return whether, in large print, it stands with what came of it, as the page for the visit is full."""
    return told_runs_on(sheet) and (long_stop(sheet) or told_fills(sheet, [". ".join(told_texts(sheet))]))


def told_texts(sheet: SheetContext) -> Iterator[str]:
    """Yield the words of each fact."""
    yield from (plain(point.text) for point in told_points(sheet))


def told_fills(sheet: SheetContext, told: list[str]) -> bool:
    """Return whether these lines leave no room for the questions for the visit."""
    asked = [plain(block.text) for block in unread(sheet)] + [sheet.language.text(line) for line in to_ask(sheet)]
    return told_fills_a_page(sheet.paper, told, asked)


def log_row(sheet: SheetContext) -> float:
    """Return the height in millimetres of a night's row: lower where more stands with the log."""
    if long_stop(sheet):
        return 9
    groups = stop_groups(sheet)
    reasons = [reason for group in groups.values() for reason in group]
    grid = grid_stands_by_the_log(sheet)
    return height_of_a_night(sheet.paper, reasons, len(groups), grid=grid, large=sheet.large)


def grid_stands_by_the_log(sheet: SheetContext) -> bool:
    """Return whether the tick grid, for which page 1 has no room, stands on its back."""
    return crowded(sheet) and bool(sheet.plan.habits) and not sheet.plan.stop_if
