"""The PDF file itself: objects packed into compressed object streams, the same bytes for the same objects."""

from __future__ import annotations

import hashlib
import zlib
from typing import Any

from planner.formats.pdf.engine import pdfdoc

HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
REPORTLAB_END = b"endstream\n"
# Two characters, so that data that happens to end with a carriage return keeps its length.
STREAM_END = b"\r\nendstream"
# How hard streams are pressed: zlib's usual 6 makes a sheet a twentieth smaller and takes more than twice the time.
_LEVEL = 4
# Dictionaries to one stream: more than a sheet has. Readers unpack a whole stream for each that they look up.
_A_STREAM = 2000


def pressed(text: str) -> Any:
    """Return a stream of a text, compressed at once, so that what it was made from can be forgotten."""
    keys = pdfdoc.PDFDictionary({"Filter": pdfdoc.PDFArray([pdfdoc.PDFName("FlateDecode")])})
    return pdfdoc.PDFStream(keys, zlib.compress(text.encode(), _LEVEL))


class RawDictionary(pdfdoc.PDFObject):  # type: ignore[misc]
    """A dictionary that is already written, between its brackets."""

    def __init__(self, text: str) -> None:
        """Hold the text of a dictionary, which may change until the file is written."""
        self.text = text
        self.number = 0
        self.name = ""

    def format(self, _document: Any) -> bytes:
        """Return the dictionary's bytes."""
        return f"<<{self.text}>>".encode("latin-1")


def text_string(text: str) -> str:
    """Return a PDF text string: readable where it is plain ASCII, else UTF-16 in hexadecimal."""
    if text.isascii() and text.isprintable():
        return "(" + text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") + ")"
    return f"<FEFF{text.encode('utf-16-be', 'replace').hex().upper()}>"


class CompactDocument(pdfdoc.PDFDocument):  # type: ignore[misc]
    """A document whose dictionaries share compressed streams, many to each."""

    def add_raw(self, text: str) -> RawDictionary:
        """Add a written dictionary as an object and return it with its number."""
        raw = RawDictionary(text)
        raw.name = self.Reference(raw).name
        raw.number = self.number_of(raw.name)
        return raw

    def number_of(self, name: str) -> int:
        """Return the number of an object by its internal name."""
        number: int = self.idToObjectNumberAndVersion[name][0]
        return number

    def format(self) -> bytes:
        """Return the file: streams one by one, everything else in object streams, then the table of places."""
        self.Reference(self.Catalog)
        self.Reference(self.info)
        packed = self._bodies()
        plain = {number: body for number, body in packed.items() if body.endswith(REPORTLAB_END)}
        for number in plain:
            del packed[number]
        return self._file(plain, packed)

    def _bodies(self) -> dict[int, bytes]:
        # Formatting an object may add others, so the end is not known before.
        bodies: dict[int, bytes] = {}
        number = 1
        while number in self.numberToId:
            bodies[number] = pdfdoc.format(self.idToObject[self.numberToId[number]], self, toplevel=1)
            number += 1
        return bodies

    def _file(self, plain: dict[int, bytes], packed: dict[int, bytes]) -> bytes:
        places: dict[int, tuple[int, int, int]] = {}
        objects = {number: body[: -len(REPORTLAB_END)] + STREAM_END for number, body in plain.items()}
        holder, order = len(plain) + len(packed), list(packed)
        for start in range(0, len(order), _A_STREAM):
            numbers, holder = order[start : start + _A_STREAM], holder + 1
            objects[holder] = _packed({number: packed[number] for number in numbers})
            places.update({number: (2, holder, index) for index, number in enumerate(numbers)})
        out = bytearray(HEADER)
        for number, body in objects.items():
            places[number] = (1, len(out), 0)
            out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
        start = len(out)
        places[holder + 1] = (1, start, 0)
        out += b"%d 0 obj\n%s\nendobj\n" % (holder + 1, self._table(places, out))
        out += b"startxref\n%d\n%%%%EOF\n" % start
        return bytes(out)

    def _table(self, places: dict[int, tuple[int, int, int]], so_far: bytearray) -> bytes:
        rows = [(0, 0, 65535), *(places[number] for number in sorted(places))]
        data = b"".join(bytes((kind,)) + place.to_bytes(4, "big") + at.to_bytes(2, "big") for kind, place, at in rows)
        digest = hashlib.md5(so_far, usedforsecurity=False).hexdigest()
        keys = (
            f"/Type/XRef/Size {len(rows)}/W[1 4 2]/Root {self._reference(self.Catalog)}"
            f"/Info {self._reference(self.info)}/ID[<{digest}><{digest}>]"
        )
        return _stream(keys, data)

    def _reference(self, item: Any) -> str:
        return f"{self.number_of(self.Reference(item).name)} 0 R"


def _packed(bodies: dict[int, bytes]) -> bytes:
    """Return an object stream with the given objects."""
    index, at = [], 0
    for number, body in bodies.items():
        index.append(f"{number} {at}")
        at += len(body) + 1
    head = " ".join(index).encode() + b"\n"
    return _stream(f"/Type/ObjStm/N {len(bodies)}/First {len(head)}", head + b"\n".join(bodies.values()))


def _stream(keys: str, data: bytes) -> bytes:
    squeezed = zlib.compress(data, _LEVEL)
    return f"<<{keys}/Filter/FlateDecode/Length {len(squeezed)}>>\nstream\n".encode() + squeezed + STREAM_END
