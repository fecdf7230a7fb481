"""The records of a CSV text and its quotes: one that is out of place costs its own line alone."""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import Struct

_QUOTE = "a quote in this line is not closed where its cell ends; close it, or write it twice if it belongs to the text"
_LONG = f"a cell of this line is longer than {csv.field_size_limit():,} letters"
_EMPTY = ("\n", "\r\n", "\r")


class Record(Struct, frozen=True):
    """The cells of one record and the line where it begins; after a fault, those that are certain."""

    line: int
    cells: list[str]
    problem: str = ""
    swallowed: bool = False  # stands after a quote that was never closed
    raw: str = ""


class CutLine(str):
    """The beginning of a line that is longer than any row."""

    __slots__ = ()


class Lines:
    """The lines of a text, each with its end; lines that were taken by mistake can be given back."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.taken = 0
        self._given_back: deque[str] = deque()
        self._rest = iter(lines)

    def take(self) -> str | None:
        """Return the next line, or None at the end."""
        line = self._given_back.popleft() if self._given_back else next(self._rest, None)
        self.taken += line is not None
        return line

    def pass_over_empty(self) -> None:
        """Take the lines without a letter that come next: a file may hold millions."""
        while not self._given_back:
            line = next(self._rest, None)
            if line is None:
                return
            if line not in _EMPTY:
                self._given_back.append(line)
                return
            self.taken += 1

    def give_back(self, lines: Sequence[str]) -> None:
        """Let the last lines that were taken be taken again."""
        self._given_back.extendleft(reversed(lines))
        self.taken -= len(lines)


class _Attempt(Struct, frozen=True):
    """The lines that a record took, its cells if its quotes are in order, and whether one was open at the end."""

    lines: list[str]
    cells: list[str] | None
    open: bool


def records_of(lines: Lines, sign: str, is_row: Callable[[list[str]], bool]) -> Iterator[Record]:
    """Yield the records of a CSV text divided by `sign`; where a quote is out of place, its own line alone is lost.

    `is_row` says whether cells are a whole row; a line of a quoted cell that is one was swallowed by a stray quote.
    """
    doubtful = 0
    torn: set[int] = set()
    while (attempt := _next_attempt(lines, sign)).lines:
        more = attempt.lines[1:]
        first = lines.taken - len(more)
        swallowed = first <= doubtful
        if first in torn:
            # It may end a cell of the line before as well as begin a row: nobody gets a sheet from a piece of a row.
            lines.give_back(more)
            yield _lost(first, attempt.lines[0], sign, whole=False)
            continue
        if attempt.cells is not None and not any(is_row(_plain_cells(line, sign)) for line in more):
            yield Record(first, attempt.cells, swallowed=swallowed, raw=_without_end("".join(attempt.lines)))
            continue
        if attempt.cells is not None:
            torn |= {number for number, line in enumerate(more, start=first + 1) if '"' in line}
        lines.give_back(more)
        doubtful = max(doubtful, first + len(more))
        cells = None if more or attempt.open else _same_without_quotes(attempt.lines[0], sign)
        if cells is None:
            whole = not swallowed or is_row(_plain_cells(attempt.lines[0], sign))
            yield _lost(first, attempt.lines[0], sign, whole=whole)
        else:
            yield Record(first, cells, swallowed=swallowed, raw=_without_end(attempt.lines[0]))


def _without_end(line: str) -> str:
    return line.rstrip("\r\n")


def _lost(number: int, line: str, sign: str, *, whole: bool) -> Record:
    """Return a line that cannot be read, with the cells that are certain; what begins a piece of a cell is no id."""
    cells = _cells_before_the_fault(line, sign) if whole else []
    quoted = '"' in line and not isinstance(line, CutLine)
    return Record(number, cells, _QUOTE if quoted else _LONG, raw=_without_end(line))


def _next_attempt(lines: Lines, sign: str) -> _Attempt:
    lines.pass_over_empty()
    return _attempt(lines, sign)


def _attempt(lines: Lines, sign: str) -> _Attempt:
    """Take the lines of one record; the length that csv allows a cell bounds what an open quote can take."""
    taken: list[str] = []
    at_end = False

    def feed() -> Iterator[str]:
        nonlocal at_end
        while (line := lines.take()) is not None:
            taken.append(line)
            if isinstance(line, CutLine):
                raise csv.Error
            yield line
        at_end = True

    try:
        return _Attempt(taken, next(csv.reader(feed(), delimiter=sign, strict=True), []), open=False)
    except csv.Error:
        return _Attempt(taken, None, open=at_end)


def _plain_cells(line: str, sign: str) -> list[str]:
    """Return the cells between the signs of a line, a quote inside one being text."""
    return [cell[1:-1] if _QUOTED.fullmatch(cell) else cell for cell in _without_end(line).split(sign)]


def _same_without_quotes(line: str, sign: str) -> list[str] | None:
    """Return the cells of a line with a quote out of place, such as `"Bea" Jones`, if no cell hangs on that quote."""
    if isinstance(line, CutLine):
        return None
    plain = _plain_cells(line, sign)
    try:
        loose = next(csv.reader([line], delimiter=sign), [])
    except csv.Error:
        return None
    return plain if len(loose) == len(plain) else None


def _cells_before_the_fault(line: str, sign: str) -> list[str]:
    """Return the cells at the start of a line that are certain, so that its id can be named."""
    cells, at = [], 0
    certain = re.compile(_CERTAIN.replace(",", re.escape(sign)))
    while found := certain.match(line, at):
        cells.append(found[1] or found[2] or "")
        at = found.end()
    return cells


_QUOTED = re.compile(r'"[^"]*"')
# Possessive, as a way back for each letter would take a hundred times their memory.
_CERTAIN = r'(?:"([^"]*+(?:""[^"]*+)*+)"|([^",]*+)),'
