"""A workbook looked through before it is opened: how large it becomes, how far its sheets reach, what has no value."""

from __future__ import annotations

import html
import re
import zipfile
import zlib
from collections import deque
from collections.abc import Collection, Iterator
from typing import BinaryIO

from msgspec import Struct, field

from planner.errors import ProfileError
from planner.records.held import MAX_BYTES

# A sheet is unpacked as a whole rectangle, whether its cells hold something or not.
_MOST_CELLS = 5_000_000
_MOST_PARTS = 2_000
_CHUNK = 1 << 20
# A cell holds at most 32,767 letters.
_LONGEST_TEXT = 1 << 22
_BOOK = "xl/workbook.xml"
_STRINGS = "xl/sharedStrings.xml"
_TAG = re.compile(rb"<(?:[\w.-]+:)?(row|c|f|v|is|t)(?=[\s/>])([^<>]*?)(/?)>([^<]*)|</(?:[\w.-]+:)?(c|si)\s*>")
_PLACE = re.compile(rb"""\sr\s*=\s*["']\s*\$?([A-Za-z]{0,3})\$?([0-9]{1,7})""")
_SHARED = re.compile(rb"""\st\s*=\s*["']s["']""")
_ANY_TAG = re.compile(r"<(?:[\w.-]+:)?(sheet|Relationship)\s([^<>]*)>")
_VALUE = re.compile(r"""([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
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


def look_through(name: str, stream: BinaryIO) -> dict[str, SheetPart]:
    """Return what each sheet of a workbook holds, by its name; raise ProfileError if the workbook cannot be opened."""
    try:
        with zipfile.ZipFile(stream) as packed:
            _check_sizes(name, packed)
            names = packed.namelist()
            _refuse(_BOOK not in names or len({part.lower() for part in names}) < len(names))
            titles = _titles(packed)
            strings = list(_lengths(packed)) if _STRINGS in names else []
            for part in {*names} - {*titles.values(), _STRINGS}:
                # To the end: what is larger than it says, or damaged, is found out here.
                deque(_chunks(packed, part), maxlen=0)
            found: dict[str, SheetPart] = {}
            for title, part in titles.items():
                found[title] = _sheet(_chunks(packed, part), strings)
                _check_room(found.values())
            return found
    except TooLarge:
        what_to_do = "delete what stands far from the list"
        raise ProfileError(f"{name}: a sheet reaches over more than {_MOST_CELLS:,} cells; {what_to_do}") from None
    except _DAMAGED as error:
        raise ProfileError(f"{name}: is a damaged or locked workbook; open it, and save it again as .xlsx") from error


def _refuse(damaged: bool) -> None:
    """Raise ValueError for what no spreadsheet writes, and in which other readers would see other cells than ours."""
    if damaged:
        raise ValueError


def _check_room(parts: Collection[SheetPart]) -> None:
    """Raise TooLarge if all sheets together would take more memory than a list of people may take."""
    if sum(part.area for part in parts) > _MOST_CELLS or sum(part.letters for part in parts) > MAX_BYTES:
        raise TooLarge


def _check_sizes(name: str, packed: zipfile.ZipFile) -> None:
    entries = packed.infolist()
    size = sum(entry.file_size for entry in entries)
    if size > MAX_BYTES or len(entries) > _MOST_PARTS:
        large = f"{size // 1_000_000} MB" if size > MAX_BYTES else f"{len(entries):,} parts"
        raise ProfileError(
            f"{name}: would become {large} when it is unpacked, more than {MAX_BYTES // 1_000_000} MB or "
            f"{_MOST_PARTS:,} parts; divide the list, or save it as CSV UTF-8"
        )


def _chunks(packed: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    with packed.open(part) as opened:
        while chunk := opened.read(_CHUNK):
            yield chunk


Tag = tuple[bytes, bytes, bytes, bytes, bytes]


def _tags(chunks: Iterator[bytes]) -> Iterator[Tag]:
    """Yield the tags that matter: the name, attributes, whether it is empty, the text after it; or what it ends."""
    rest = b""
    for chunk in chunks:
        text = rest + chunk
        whole = max(text.rfind(b"<"), 0)
        _refuse(len(text) - whole > _LONGEST_TEXT or b"<!" in text or b"\0" in text)
        yield from _TAG.findall(text, 0, whole)
        rest = text[whole:]
    yield from _TAG.findall(rest)


def _lengths(packed: zipfile.ZipFile) -> Iterator[int]:
    """Yield how long each text is that cells can share."""
    length = 0
    for _, _, _, text, ended in _tags(_chunks(packed, _STRINGS)):
        length += len(text)
        if ended == b"si":
            yield length
            length = 0


def _sheet(chunks: Iterator[bytes], strings: list[int]) -> SheetPart:
    """Return what a part of a workbook holds, if it is a sheet; raise ValueError for what no spreadsheet writes."""
    part = SheetPart()
    row = column = 0
    formula = value = shared = False
    for name, attributes, empty, text, ended in _tags(chunks):
        if name == b"c":
            _refuse(b"&" in attributes or attributes.count(b'"') % 2 == 1 or attributes.count(b"'") % 2 == 1)
            column = _column(attributes) or column + 1
            formula = value = False
            shared = bool(_SHARED.search(attributes))
            if empty:
                part.reach(row, column, formula=False, value=False)
        elif name == b"f":
            formula = True
        elif name in (b"v", b"is") and not empty:
            value = True
            part.letters += _length(text, strings) if shared else len(text)
        elif name == b"t":
            part.letters += len(text)
        elif name == b"row":
            row, column = _number(attributes) or row + 1, 0
        elif ended == b"c":
            part.reach(row, column, formula=formula, value=value)
    return part


def _length(text: bytes, strings: list[int]) -> int:
    _refuse(not text.strip().isdigit() or int(text) >= len(strings))
    return strings[int(text)]


def _number(attributes: bytes) -> int:
    found = _PLACE.search(attributes)
    return int(found[2]) if found else 0


def _column(attributes: bytes) -> int:
    found = _PLACE.search(attributes)
    number = 0
    for letter in found[1].upper() if found else b"":
        number = number * 26 + letter - 64
    return number


def _titles(packed: zipfile.ZipFile) -> dict[str, str]:
    """Return the part of each sheet, by the name that people see."""
    files = {}
    for tag, values in _named(packed, "xl/_rels/workbook.xml.rels"):
        if tag == "Relationship":
            target = values.get("Target", "")
            files[values.get("Id", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    sheets = (values for tag, values in _named(packed, _BOOK) if tag == "sheet")
    found = {}
    for values in sheets:
        id_ = next((value for name, value in values.items() if name.endswith(":id")), "")
        found[values.get("name", "")] = files.get(id_, "")
    return found


def _named(packed: zipfile.ZipFile, part: str) -> Iterator[tuple[str, dict[str, str]]]:
    if part not in packed.namelist():
        return
    text = packed.read(part).decode("utf-8", "replace")
    _refuse("<!" in text or "\0" in text)
    for found in _ANY_TAG.finditer(text):
        yield found[1], {name: html.unescape(one or other) for name, one, other in _VALUE.findall(found[2])}
