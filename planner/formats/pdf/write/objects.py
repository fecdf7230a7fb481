"""The PDF file itself: objects packed into compressed object streams, the same bytes for the same objects."""

from __future__ import annotations

import hashlib
import struct
import zlib
from typing import Final

HEADER: Final = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
# Two characters, so that data that happens to end with a carriage return keeps its length.
STREAM_END: Final = b"\r\nendstream"
# How hard streams are pressed: zlib's usual 6 makes a sheet a twentieth smaller and takes more than twice the time.
_LEVEL: Final = 4
# Dictionaries to one stream: more than a sheet has. Readers unpack a whole stream for each that they look up.
_A_STREAM: Final = 2000
_ROW: Final = struct.Struct(">BIH")


def pressed(data: bytes) -> bytes:
    """Return the data of a stream compressed."""
    return zlib.compress(data, _LEVEL)


def text_string(text: str) -> str:
    """Return a PDF text string: readable where it is plain ASCII, else UTF-16 in hexadecimal."""
    if text.isascii() and text.isprintable():
        return "(" + text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") + ")"
    return f"<FEFF{text.encode('utf-16-be', 'replace').hex().upper()}>"


class PdfFile:
    """A file while it is being made: what objects have a number, and what those are that are written."""

    def __init__(self) -> None:
        """Begin with no object."""
        self._packed: dict[int, bytes] = {}
        self._streams: dict[int, bytes] = {}
        self._last = 0

    def reserved(self, count: int = 1) -> int:
        """Return the first number of so many objects, which are written later."""
        first = self._last + 1
        self._last += count
        return first

    def put(self, number: int, text: str) -> None:
        """Write an object, other than a stream, under a number that was reserved."""
        self._packed[number] = text.encode("latin-1")

    def add(self, text: str) -> int:
        """Write an object, other than a stream, and return its number."""
        number = self.reserved()
        self.put(number, text)
        return number

    def add_stream(self, data: bytes, keys: str = "/Filter/FlateDecode") -> int:
        """Write a stream, whose data are compressed already if its keys say so, and return its number."""
        number = self.reserved()
        self._streams[number] = _stream(keys, data)
        return number

    def finished(self, catalog: int, info: int) -> bytes:
        """Return the file: streams one by one, everything else in object streams, then the table of places."""
        objects, places = dict(self._streams), dict[int, tuple[int, int, int]]()
        holder, order = self._last, sorted(self._packed)
        for start in range(0, len(order), _A_STREAM):
            numbers, holder = order[start : start + _A_STREAM], holder + 1
            objects[holder] = _packed({number: self._packed[number] for number in numbers})
            places.update((number, (2, holder, index)) for index, number in enumerate(numbers))
        out = bytearray(HEADER)
        for number, body in objects.items():
            places[number] = (1, len(out), 0)
            out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
        start = len(out)
        places[holder + 1] = (1, start, 0)
        table = _table(places, f"/Root {catalog} 0 R/Info {info} 0 R", hashlib.md5(out, usedforsecurity=False))
        out += b"%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (holder + 1, table, start)
        return bytes(out)


def _table(places: dict[int, tuple[int, int, int]], keys: str, digest: hashlib._Hash) -> bytes:
    rows = b"".join(_ROW.pack(*places[number]) for number in sorted(places))
    mark = digest.hexdigest()
    size = f"/Type/XRef/Size {len(places) + 1}/W[1 4 2]{keys}/ID[<{mark}><{mark}>]/Filter/FlateDecode"
    return _stream(size, pressed(_ROW.pack(0, 0, 65535) + rows))


def _packed(bodies: dict[int, bytes]) -> bytes:
    """Return an object stream with the given objects."""
    index, at = [], 0
    for number, body in bodies.items():
        index.append(f"{number} {at}")
        at += len(body) + 1
    head = " ".join(index).encode() + b"\n"
    keys = f"/Type/ObjStm/N {len(bodies)}/First {len(head)}/Filter/FlateDecode"
    return _stream(keys, pressed(head + b"\n".join(bodies.values())))


def _stream(keys: str, data: bytes) -> bytes:
    return f"<<{keys}/Length {len(data)}>>\nstream\n".encode() + data + STREAM_END
