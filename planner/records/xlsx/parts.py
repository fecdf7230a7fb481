"""A workbook looked through before it is opened: how large it becomes, how far its sheets reach, what has no value."""

from __future__ import annotations

import html
import re
import zipfile
import zlib
from collections.abc import Iterator
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
_SHEETS = "xl/worksheets/"
_STRINGS = "xl/sharedStrings.xml"
_TAG = re.compile(rb"<(/?)(?:[\w.-]+:)?(row|c|f|v|is|si|t)(?=[\s/>])([^<>]*?)(/?)>([^<]*)")
_PLACE = re.compile(rb"""\sr\s*=\s*["']\s*\$?([A-Za-z]{0,3})\$?([0-9]{1,7})""")
_SHARED = re.compile(rb"""\st\s*=\s*["']s["']""")
_ANY_TAG = re.compile(r"<(?:[\w.-]+:)?(sheet|Relationship)\s([^<>]*)>")
_VALUE = re.compile(r"""([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
Cell = tuple[int, int]


class TooLarge(Exception):
    """A sheet that no memory is there for."""


class SheetPart(Struct):
    """What one sheet of a workbook holds: how far it reaches, and its cells with a formula and no value."""

    rows: int = 0
    columns: int = 0
    valueless: set[Cell] = field(default_factory=set)
    letters: int = 0

    def reach(self, row: int, column: int, *, formula: bool, value: bool) -> None:
        """Take in one cell; raise ValueError where a sheet would need more memory than a list of people may take."""
        if formula and not value:
            self.valueless.add((row, column))
        if formula or value:
            self.rows, self.columns = max(self.rows, row), max(self.columns, column)
        if self.rows * self.columns > _MOST_CELLS or self.letters > MAX_BYTES or len(self.valueless) > _MOST_CELLS:
            raise TooLarge


def look_through(name: str, stream: BinaryIO) -> dict[str, SheetPart]:
    """Return what each sheet of a workbook holds, by its name; raise ProfileError if the workbook cannot be opened."""
    try:
        with zipfile.ZipFile(stream) as packed:
            _check_sizes(name, packed)
            strings = list(_lengths(packed)) if _STRINGS in packed.namelist() else []
            parts = {}
            for entry in packed.infolist():
                if entry.filename.startswith(_SHEETS) and entry.filename.endswith(".xml"):
                    parts[entry.filename] = _sheet(packed, entry, strings)
                elif entry.filename != _STRINGS:
                    # To the end: what is larger than it says, or damaged, is found out here.
                    for _ in _chunks(packed, entry):
                        pass
            return {title: parts[file] for title, file in _titles(packed).items() if file in parts}
    except TooLarge:
        raise ProfileError(
            f"{name}: a sheet reaches over more than {_MOST_CELLS:,} cells; delete what stands far from the list"
        ) from None
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError) as error:
        raise ProfileError(f"{name}: is a damaged or locked workbook; open it, and save it again as .xlsx") from error


def _check_sizes(name: str, packed: zipfile.ZipFile) -> None:
    entries = packed.infolist()
    size = sum(entry.file_size for entry in entries)
    if size > MAX_BYTES or len(entries) > _MOST_PARTS:
        large = f"{size // 1_000_000} MB" if size > MAX_BYTES else f"{len(entries):,} parts"
        raise ProfileError(
            f"{name}: would become {large} when it is unpacked, more than {MAX_BYTES // 1_000_000} MB or "
            f"{_MOST_PARTS:,} parts; divide the list, or save it as CSV UTF-8"
        )


def _chunks(packed: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    with packed.open(entry) as part:
        while chunk := part.read(_CHUNK):
            yield chunk


Tag = tuple[bytes, bytes, bytes, bytes, bytes]


def _tags(chunks: Iterator[bytes]) -> Iterator[Tag]:
    """Yield the tags that matter: whether one ends something, its name, attributes, whether it is empty, its text."""
    rest = b""
    for chunk in chunks:
        text = rest + chunk
        whole = max(text.rfind(b"<"), 0)
        if len(text) - whole > _LONGEST_TEXT:
            raise ValueError
        yield from _TAG.findall(text, 0, whole)
        rest = text[whole:]
    yield from _TAG.findall(rest)


def _lengths(packed: zipfile.ZipFile) -> Iterator[int]:
    """Yield how long each text is that cells can share."""
    length = 0
    for ends, name, _, _, text in _tags(_chunks(packed, packed.getinfo(_STRINGS))):
        if name == b"si":
            if ends:
                yield length
            length = 0
        else:
            length += len(text)


def _sheet(packed: zipfile.ZipFile, entry: zipfile.ZipInfo, strings: list[int]) -> SheetPart:
    """Return what a sheet holds; raise ValueError for one that no memory is there for."""
    part = SheetPart()
    row = column = 0
    formula = value = shared = False
    for ends, name, attributes, empty, text in _tags(_chunks(packed, entry)):
        if name == b"row" and not ends:
            row, column = _number(attributes) or row + 1, 0
        elif name == b"c" and not ends:
            column = _column(attributes) or column + 1
            formula = value = False
            shared = bool(_SHARED.search(attributes))
        elif name == b"f":
            formula = True
        elif name in (b"v", b"is") and not ends and not empty:
            value = True
            part.letters += _length(text, strings) if shared else len(text)
        elif name == b"t":
            part.letters += len(text)
        elif name == b"c":
            part.reach(row, column, formula=formula, value=value)
    return part


def _length(text: bytes, strings: list[int]) -> int:
    at = int(text) if text.isdigit() else len(strings)
    return strings[at] if at < len(strings) else 0


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
    sheets = (values for tag, values in _named(packed, "xl/workbook.xml") if tag == "sheet")
    found = {}
    for values in sheets:
        id_ = next((value for name, value in values.items() if name.endswith(":id")), "")
        found[values.get("name", "")] = files.get(id_, "")
    return found


def _named(packed: zipfile.ZipFile, part: str) -> Iterator[tuple[str, dict[str, str]]]:
    if part not in packed.namelist():
        return
    for found in _ANY_TAG.finditer(packed.read(part).decode("utf-8", "replace")):
        yield found[1], {name: html.unescape(one or other) for name, one, other in _VALUE.findall(found[2])}
