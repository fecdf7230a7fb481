"""A workbook looked through before it is opened: how large it becomes, how far its sheets reach, what has no value."""

from __future__ import annotations

import html
import io
import re
import zipfile
import zlib
from collections import deque
from collections.abc import Collection, Generator, Iterable, Iterator
from contextlib import closing
from typing import BinaryIO

from msgspec import Struct, field

from planner.errors import ProfileError
from planner.records.held import MAX_BYTES
from planner.records.xlsx.package import new_parts, sheet_part
from planner.records.xlsx.tags import Tag, refuse, tags

# A sheet is unpacked as a whole rectangle, whether its cells hold something or not.
_MOST_CELLS = 5_000_000
_MOST_PARTS = 2_000
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_CHUNK = 1 << 20
# The list of the sheets and where they are take a few kilobytes.
_LONGEST_LIST = 1 << 22
_BOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_STRINGS = "xl/sharedStrings.xml"
_STYLES = "xl/styles.xml"
_CELL = re.compile(rb"([A-Za-z]{1,3})([1-9][0-9]{0,6})")
_ROW = re.compile(rb"[1-9][0-9]{0,6}")
_OF_CELLS = frozenset((b"row", b"c", b"f", b"v", b"is", b"t"))
_OF_STRINGS = frozenset((b"si", b"t"))
_OF_BOOK = frozenset((b"sheet", b"workbookPr"))
_OF_RELATIONS = frozenset((b"Relationship",))
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    RuntimeError,
    NotImplementedError,
    ValueError,
    KeyError,
)
Cell = tuple[int, int]


class TooLarge(Exception):
    """A sheet that no memory is there for."""


class SheetPart(Struct):
    """What one sheet of a workbook holds: how far it reaches, and its cells with a formula and no value."""

    rows: int = 0
    columns: int = 0
    valueless: set[Cell] = field(default_factory=set)
    letters: int = 0
    cells: int = 0

    def reach(self, row: int, column: int, *, formula: bool, value: bool) -> None:
        """Take in one cell; raise TooLarge where a sheet would need more memory than a list of people may take."""
        if formula and not value:
            self.valueless.add((row, column))
        if formula or value:
            self.rows, self.columns = max(self.rows, row), max(self.columns, column)
        self.cells += 1
        # What holds nothing takes no memory, and time.
        if self.area > _MOST_CELLS or self.letters > MAX_BYTES or self.cells > 4 * _MOST_CELLS:
            raise TooLarge

    @property
    def area(self) -> int:
        """How many cells the sheet becomes when it is unpacked."""
        return self.rows * self.columns


class LookedThrough(Struct, frozen=True):
    """What each sheet of a workbook holds, by its name, and a workbook of what was looked through and nothing else."""

    sheets: dict[str, SheetPart]
    workbook: bytes


def look_through(name: str, stream: BinaryIO) -> LookedThrough:
    """Return what a workbook holds; raise ProfileError if it cannot be opened.

    Whoever reads it after us reads the workbook that is returned: in the one that was given, it could find other
    sheets, longer parts and other cells than we did.
    """
    written = io.BytesIO()
    try:
        with (
            zipfile.ZipFile(stream) as packed,
            zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
        ):
            _check_sizes(name, packed)
            names = packed.namelist()
            refuse(_BOOK not in names or len({part.lower() for part in names}) < len(names))
            found = _copied(packed, new, names)
    except TooLarge:
        what_to_do = "delete what stands far from the list"
        raise ProfileError(f"{name}: a sheet reaches over more than {_MOST_CELLS:,} cells; {what_to_do}") from None
    except _DAMAGED as error:
        raise ProfileError(f"{name}: is a damaged or locked workbook; open it, and save it again as .xlsx") from error
    return LookedThrough(found, written.getvalue())


def _check_sizes(name: str, packed: zipfile.ZipFile) -> None:
    entries = packed.infolist()
    size = sum(entry.file_size for entry in entries)
    if size > MAX_BYTES or len(entries) > _MOST_PARTS:
        large = f"{size // 1_000_000} MB" if size > MAX_BYTES else f"{len(entries):,} parts"
        raise ProfileError(
            f"{name}: would become {large} when it is unpacked, more than {MAX_BYTES // 1_000_000} MB or "
            f"{_MOST_PARTS:,} parts; divide the list, or save it as CSV UTF-8"
        )
    # Other ways of packing may ask for gigabytes before they give a letter; no spreadsheet packs so.
    refuse(any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries))


def _copied(packed: zipfile.ZipFile, new: zipfile.ZipFile, names: Collection[str]) -> dict[str, SheetPart]:
    """Look through each sheet while it is copied into a new workbook; return what they hold, by their titles."""
    titles, from_1904 = _titles(packed, names)
    others = [part for part in (_STYLES, _STRINGS) if part in names]
    for part, text in new_parts(list(titles), others, from_1904=from_1904):
        new.writestr(part, text)
    strings: list[int] = []
    if _STYLES in names:
        with closing(_chunks(packed, _STYLES, new, _STYLES)) as chunks:
            deque(chunks, maxlen=0)
    if _STRINGS in names:
        with closing(_chunks(packed, _STRINGS, new, _STRINGS)) as chunks:
            strings = list(_lengths(chunks))
    found: dict[str, SheetPart] = {}
    for number, (title, part) in enumerate(titles.items(), start=1):
        with closing(_chunks(packed, part, new, sheet_part(number))) as chunks:
            found[title] = _sheet(chunks, strings)
        _check_room(found.values())
    return found


def _check_room(parts: Collection[SheetPart]) -> None:
    """Raise TooLarge if all sheets together would take more memory than a list of people may take."""
    if sum(part.area for part in parts) > _MOST_CELLS or sum(part.letters for part in parts) > MAX_BYTES:
        raise TooLarge


def _chunks(packed: zipfile.ZipFile, part: str, new: zipfile.ZipFile, place: str) -> Generator[bytes, None, None]:
    """Yield a part piece by piece, each of which is copied."""
    with packed.open(part) as opened, new.open(place, "w") as copy:
        while chunk := opened.read(_CHUNK):
            copy.write(chunk)
            yield chunk


# --- what a part holds ---


def _lengths(chunks: Iterable[bytes]) -> Iterator[int]:
    """Yield how long each text is that cells can share."""
    length = count = 0
    inside = False
    for tag in tags(chunks, _OF_STRINGS):
        if tag.name == b"t":
            length += len(tag.text)
            continue
        refuse(inside != tag.ends)
        inside = not tag.ends and not tag.empty
        if not inside:
            yield length
            length, count = 0, count + 1
        if count > _MOST_CELLS:
            raise TooLarge


def _sheet(chunks: Iterable[bytes], strings: list[int]) -> SheetPart:
    """Return what a part of a workbook holds, if it is a sheet; raise Unusual for what no spreadsheet writes."""
    made = _Reading(strings)
    for tag in tags(chunks, _OF_CELLS):
        _STEPS[tag.name](made, tag)
    return made.part


class _Reading(Struct):
    """How far the reading of a sheet is: the row and the cell that are open, and where they stand."""

    strings: list[int]
    part: SheetPart = field(default_factory=SheetPart)
    in_row: bool = False
    in_cell: bool = False
    row: int = 0
    # Where the open cell stands, which may say another row than the one around it.
    place: Cell = (0, 0)
    formula: bool = False
    value: bool = False
    shared: bool = False


def _row(made: _Reading, tag: Tag) -> None:
    refuse(made.in_cell or made.in_row != tag.ends)
    if not tag.ends:
        said = tag.says(b"r")
        refuse(bool(said) and not _ROW.fullmatch(said))
        made.row, made.place = int(said) if said else made.row + 1, (0, 0)
        refuse(made.row > _LAST_ROW)
    made.in_row = not tag.ends and not tag.empty


def _cell(made: _Reading, tag: Tag) -> None:
    refuse(not made.in_row or made.in_cell != tag.ends)
    if not tag.ends:
        made.place = _place(made, tag.says(b"r"))
        made.formula = made.value = False
        made.shared = tag.says(b"t") == b"s"
    made.in_cell = not tag.ends and not tag.empty
    if not made.in_cell:
        made.part.reach(*made.place, formula=made.formula, value=made.value)


def _place(made: _Reading, said: bytes) -> Cell:
    """Return the row and the column of a cell, as it says or behind the one before."""
    if not said:
        place = made.row, made.place[1] + 1
    else:
        found = _CELL.fullmatch(said)
        refuse(found is None)
        assert found is not None  # noqa: S101 - or it was refused
        column = 0
        for letter in found[1].upper():
            column = column * 26 + letter - 64
        place = int(found[2]), column
    refuse(place[0] > _LAST_ROW or place[1] > _LAST_COLUMN)
    return place


def _formula(made: _Reading, tag: Tag) -> None:
    made.formula = True


def _value(made: _Reading, tag: Tag) -> None:
    if tag.ends or tag.empty:
        return
    made.value = True
    made.part.letters += _length(tag.text, made.strings) if made.shared and tag.name == b"v" else len(tag.text)


def _text(made: _Reading, tag: Tag) -> None:
    made.part.letters += 0 if tag.ends else len(tag.text)


_STEPS = {b"row": _row, b"c": _cell, b"f": _formula, b"v": _value, b"is": _value, b"t": _text}


def _length(text: bytes, strings: list[int]) -> int:
    refuse(not text.strip().isdigit() or int(text) >= len(strings))
    return strings[int(text)]


# --- which sheets there are ---


def _titles(packed: zipfile.ZipFile, names: Collection[str]) -> tuple[dict[str, str], bool]:
    """Return the part of each sheet by the name that people see, and whether days are counted from 1904."""
    parts = {}
    for tag in _list(packed, _RELATIONS, _OF_RELATIONS) if _RELATIONS in names else ():
        if not tag.ends and tag.says(b"Type").endswith(b"/worksheet"):
            parts[tag.says(b"Id")] = _part(_words(tag.says(b"Target")), names)
    found: dict[str, str] = {}
    from_1904 = False
    for tag in _list(packed, _BOOK, _OF_BOOK):
        if tag.name == b"workbookPr":
            from_1904 = tag.says(b"date1904") in (b"1", b"true")
        elif not tag.ends and (part := parts.get(_id(tag))):
            title = _words(tag.says(b"name"))
            refuse(title in found)
            found[title] = part
    return found, from_1904


def _id(tag: Tag) -> bytes:
    return next((said for name in _IDS if (said := tag.says(name))), b"")


# Of the namespace of relations, by the prefixes that are in use.
_IDS = (b"r:id", b"relationships:id", b"rel:id", b"d3p1:id")


def _part(target: str, names: Collection[str]) -> str:
    """Return the part that a target names: from the top, or from the folder of the workbook."""
    if target.startswith("/"):
        return target.lstrip("/")
    return f"xl/{target}" if f"xl/{target}" in names or target not in names else target


def _list(packed: zipfile.ZipFile, part: str, wanted: frozenset[bytes]) -> Iterator[Tag]:
    refuse(packed.getinfo(part).file_size > _LONGEST_LIST)
    return tags([packed.read(part)], wanted)


def _words(said: bytes) -> str:
    return html.unescape(said.decode("utf-8", "replace"))
