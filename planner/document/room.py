"""What there is room for on page 1, on the leaf for a visit and on the checklist, reckoned from what must stand there.

Where things stand is the same in the PDF and in text, and text is never laid out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Final, NamedTuple

from planner.document.model import Paper


class Held(NamedTuple):
    """What page 1 must hold: the items of its boxes, steps and notes outside them, what was not read, habits."""

    boxes: list[str]
    steps: list[str]
    notes: list[str]
    unread: list[str]
    habits: int


class Shares(NamedTuple):
    """The share of page 1 of its heads and empty boxes, a letter and an item in a box, a line outside, a habit."""

    empty: float
    letter: float
    item: float
    step: float
    note: float
    unread: float
    habit: float


# Fitted to the heights of 416 sheets of each paper in the closest setting, and off by at most 0.07 of the page. Of what
# takes more than `_FULL`, some would still have fitted; of what takes less, nothing ran over.
_SHARES: Final[dict[Paper, Shares]] = {
    "a4": Shares(empty=0.292, letter=0.000262, item=0.0112, step=0.0184, note=0.0323, unread=0.0104, habit=0.0153),
    "letter": Shares(empty=0.313, letter=0.000296, item=0.0107, step=0.0204, note=0.0345, unread=0.0112, habit=0.0162),
}
_FULL: Final[dict[Paper, float]] = {"a4": 0.98, "letter": 0.97}
# How many letters a line outside a box has, and how many the space round a paragraph is worth.
_LINE, _AROUND = 70, 60
# In large print: the letters of a line of what the person told us, and of a question for the visit.
_LINE_TOLD, _LINE_ASKED = 60, 54
# In large print so many letters fill the two sides of the front; so many reasons not to use the sheet stand above the
# night log.
_FRONT_LARGE: Final[dict[Paper, int]] = {"a4": 1500, "letter": 1238}
_STOP_LARGE: Final[dict[Paper, int]] = {"a4": 370, "letter": 360}
# The shares of the page for a visit: its heads and empty lines, a line of what the person told us, a line to ask.
# Fitted to 290 such pages in the closest setting, and off by at most 0.03 of the page.
_VISIT_LARGE: Final[dict[Paper, tuple[float, float, float]]] = {
    "a4": (0.275, 0.0326, 0.0358),
    "letter": (0.297, 0.0348, 0.0386),
}


class Log(NamedTuple):
    """The page of the night log in millimetres: its height, what stands round the nights, the box above, the grid.

    The box has its title and frame, leads, and lines of so many letters, reckoned as if it had one column.
    """

    body: dict[Paper, float]
    around: float
    box: float
    lead: float
    line: float
    letters: int
    grid: float


# Fitted to the widest setting, so that no page is set closer for the sake of high rows.
_LOG: Final = Log({"a4": 253, "letter": 236}, around=54, box=18, lead=10, line=6.5, letters=80, grid=58)
_LOG_LARGE: Final = Log({"a4": 248, "letter": 231}, around=82, box=32, lead=12, line=11.8, letters=50, grid=78)
_NIGHTS, _LOW_NIGHT, _HIGH_NIGHT = 7, 9.5, 20.0
# In large print so many foods of one shelf fit a checklist that people still read.
_SHELF_LARGE = 2


def height_of_a_night(paper: Paper, reasons: Iterable[str], leads: int, *, grid: bool, large: bool) -> float:
    """Return the height in millimetres of a night's row of the log, below what else stands on its page."""
    page = _LOG_LARGE if large else _LOG
    box = page.box + leads * page.lead + _lines(reasons, page.letters) * page.line if leads else 0
    free = page.body[paper] - page.around - box - (page.grid if grid else 0)
    return round(min(max(free / _NIGHTS, _LOW_NIGHT), _HIGH_NIGHT), 1)


def front_is_full(paper: Paper, held: Held, *, large: bool) -> bool:
    """Return whether page 1, which in large print has two sides, holds so much that the tick grid has no room."""
    unread = sum(len(text) + _AROUND for text in held.unread)
    if large:
        # Outside a box letters are larger.
        return _letters(held.boxes) + 2 * _letters(held.notes) + unread > _FRONT_LARGE[paper]
    each = _SHARES[paper]
    share = each.empty + _letters(held.boxes) * each.letter + len(held.boxes) * each.item + held.habits * each.habit
    share += _lines(held.steps) * each.step + _lines(held.notes) * each.note + unread / _LINE * each.unread
    return share > _FULL[paper]


def stop_fills_a_page(paper: Paper, reasons: Iterable[str]) -> bool:
    """Return whether, in large print, the reasons not to use the sheet leave no room for the night log below them."""
    return _letters(reasons) > _STOP_LARGE[paper]


def told_fills_a_page(paper: Paper, told: Iterable[str], asked: Iterable[str]) -> bool:
    """Return whether, in large print, what the person told us leaves no room for what to ask below it."""
    empty, line, question = _VISIT_LARGE[paper]
    return empty + _lines(told, _LINE_TOLD) * line + _lines(asked, _LINE_ASKED) * question > _FULL[paper]


def foods_without_room(shelves: Iterable[Sequence[str]], week: Collection[str], *, large: bool) -> frozenset[str]:
    """Return the foods and drinks that the checklist leaves out: in large print all but the first of each shelf.

    What the week names is always on the list.
    """
    last = (id_ for shelf in shelves for id_ in shelf[_SHELF_LARGE:] if id_ not in week)
    return frozenset(last) if large else frozenset()


def _letters(texts: Iterable[str]) -> int:
    return sum(map(len, texts))


def _lines(texts: Iterable[str], letters: int = _LINE) -> int:
    return sum(-(-len(text) // letters) for text in texts)
