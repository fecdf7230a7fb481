"""Where the header of a list stands, and the sign that divides it: those with which most columns are known."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import Struct

from planner.records.text.quotes import Lines, Record, records_of

SIGNS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
# A title, an address and a date may stand above the header.
FIRST = 30
_MOST_LETTERS = 1_000_000


class Header(Struct, frozen=True):
    """The header of a list, the sign that divides it, and how many lines with words stand above it."""

    record: Record
    sign: str
    above: int = 0


def header_of(lines: Iterable[str], known: Callable[[list[str]], int]) -> Header | None:
    """Return the line that divides into most columns that are known, the first of several; or nothing if all are empty.

    `known` counts the keys that the cells of a line name. If no line names one, the first stands for the header.
    """
    first = list(_first(lines))
    return best_header([header for sign in SIGNS for header in _headers(first, sign)], known)


def _first(lines: Iterable[str]) -> Iterator[str]:
    """Yield the first lines, as far as they could be a header and what stands above it."""
    filled = letters = 0
    for line in lines:
        yield line
        letters += len(line)
        filled += bool(line.strip())
        if filled == FIRST or letters > _MOST_LETTERS:
            return


def best_header(found: Sequence[Header], known: Callable[[list[str]], int]) -> Header | None:
    """Return the header of which most columns are known, the first of several, or nothing if there is none."""
    if not found:
        return None
    return max(found, key=lambda header: (known(header.record.cells), -header.record.line, len(header.record.cells)))


def _headers(lines: list[str], sign: str) -> Iterator[Header]:
    above = 0
    for record in records_of(Lines(iter(lines)), sign, lambda cells: False):
        if record.problem or any(cell.strip() for cell in record.cells):
            yield Header(record, sign, above)
            above += not record.raw.lower().startswith("sep=")


def told(header: Header) -> list[str]:
    """Return what was passed over above a header."""
    return [f"{header.above} line{'s' * (header.above > 1)} above the header passed over"] * bool(header.above)
