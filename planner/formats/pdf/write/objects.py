"""The PDF file itself: objects packed into compressed object streams, the same bytes for the same objects."""

from __future__ import annotations

import hashlib
import struct
import zlib
from itertools import accumulate
from typing import Final, NamedTuple

HEADER: Final = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
# Two characters, so that data that happens to end with a carriage return keeps its length.
STREAM_END: Final = b"\r\nendstream"
# How hard streams are pressed: zlib's usual 6 makes a sheet a twentieth smaller and takes more than twice the time.
_LEVEL: Final = 4
# Dictionaries to one stream: more than a sheet has. Readers unpack a whole stream for each that they look up.
_A_STREAM: Final = 2000
_ROW: Final = struct.Struct(">BIH")
_HEAD: Final = struct.Struct(">BI")
_NOWHERE: Final = bytes(_ROW.size)
# The ends of rows: the place of an object in its stream.
_INDEXES: Final = [index.to_bytes(2, "big") for index in range(_A_STREAM)]


def pressed(data: bytes) -> bytes:
    """Return the data of a stream compressed."""
    return zlib.compress(data, _LEVEL)


def text_string(text: str) -> str:
    """Return a PDF text string: readable where it is plain ASCII, else UTF-16 in hexadecimal."""
    if text.isascii() and text.isprintable():
        return "(" + text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") + ")"
    return f"<FEFF{text.encode('utf-16-be', 'replace').hex().upper()}>"


class Begun(NamedTuple):
    """The beginning of a file, with all that was written so far: its bytes, the places of its objects, its hash.

    `last` is the last number of an object; those that were reserved and not yet written have no place.
    """

    data: bytes
    rows: bytes
    last: int
    digest: hashlib._Hash


class PdfFile:
    """A file while it is being made: what objects have a number, and what those are that are written."""

    def __init__(self, begun: Begun | None = None) -> None:
        """Begin with no object, or go on behind those of a beginning, whose reserved numbers may be written."""
        self._begun = begun or Begun(HEADER, _ROW.pack(0, 0, 65535), 0, _digest(HEADER))
        self._packed: dict[int, str] = {}
        self._streams: dict[int, bytes] = {}
        self._last = self._begun.last

    def reserved(self, count: int = 1) -> int:
        """Return the first number of so many objects, which are written later."""
        first = self._last + 1
        self._last += count
        return first

    def put(self, number: int, text: str) -> None:
        """Write an object, other than a stream, under a number that was reserved."""
        self._packed[number] = text

    def add(self, text: str) -> int:
        """Write an object, other than a stream, and return its number."""
        number = self.reserved()
        self.put(number, text)
        return number

    def put_stream(self, number: int, data: bytes, keys: str = "/Filter/FlateDecode") -> None:
        """Write a stream, whose data are compressed already if its keys say so, under a number that was reserved."""
        self._streams[number] = _stream(keys, data)

    def add_stream(self, data: bytes, keys: str = "/Filter/FlateDecode") -> int:
        """Write a stream, whose data are compressed already if its keys say so, and return its number."""
        number = self.reserved()
        self.put_stream(number, data, keys)
        return number

    def begun(self) -> Begun:
        """Return the beginning of a file: streams one by one, then everything else in object streams."""
        objects, holder, order = dict(self._streams), self._last, sorted(self._packed)
        rows: dict[int, bytes] = {}
        for start in range(0, len(order), _A_STREAM):
            numbers, holder = order[start : start + _A_STREAM], holder + 1
            objects[holder] = _packed({number: self._packed[number] for number in numbers})
            head = _HEAD.pack(2, holder)
            rows.update(zip(numbers, [head + index for index in _INDEXES[: len(numbers)]], strict=True))
        out, before = bytearray(), len(self._begun.data)
        for number, body in objects.items():
            rows[number] = _ROW.pack(1, before + len(out), 0)
            out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
        digest = self._begun.digest.copy()
        digest.update(out)
        return Begun(self._begun.data + out, _with_rows(self._begun.rows, rows, holder), holder, digest)

    def finished(self, catalog: int, info: int) -> bytes:
        """Return the file: all that was written, then the table of places."""
        begun = self.begun()
        number, start = begun.last + 1, len(begun.data)
        rows = begun.rows + _ROW.pack(1, start, 0)
        mark = begun.digest.hexdigest()
        keys = (
            f"/Type/XRef/Size {number + 1}/W[1 4 2]/Root {catalog} 0 R/Info {info} 0 R/ID[<{mark}><{mark}>]"
            f"/Filter/FlateDecode"
        )
        table = b"%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (number, _stream(keys, pressed(rows)), start)
        return begun.data + table


def _digest(data: bytes) -> hashlib._Hash:
    """Return what gives the mark that tells a file from others; it keeps no secret."""
    return hashlib.md5(data, usedforsecurity=False)


def _with_rows(table: bytes, rows: dict[int, bytes], last: int) -> bytes:
    """Return the table of places up to the last number with the rows of some objects."""
    before = len(table) // _ROW.size
    made = bytearray(table)
    for number in [number for number in rows if number < before]:
        made[number * _ROW.size : (number + 1) * _ROW.size] = rows[number]
    return bytes(made + b"".join([rows.get(number, _NOWHERE) for number in range(before, last + 1)]))


def _packed(bodies: dict[int, str]) -> bytes:
    """Return an object stream with the given objects."""
    places = accumulate([len(body) + 1 for body in bodies.values()], initial=0)
    head = " ".join([f"{number} {at}" for number, at in zip(bodies, places, strict=False)]).encode() + b"\n"
    keys = f"/Type/ObjStm/N {len(bodies)}/First {len(head)}/Filter/FlateDecode"
    return _stream(keys, pressed(head + "\n".join(bodies.values()).encode("latin-1")))


def _stream(keys: str, data: bytes) -> bytes:
    return f"<<{keys}/Length {len(data)}>>\nstream\n".encode() + data + STREAM_END
