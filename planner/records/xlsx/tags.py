"""The tags of a part of a workbook, bit by bit: every letter of it is accounted for, so that no reader sees others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

# A cell holds at most 32,767 letters.
_LONGEST_TEXT = 1 << 22
_BEGINNING = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^<>?]*\?>)?\s*")
_TAG = re.compile(
    rb"""(<(/?)(?:[^\s/<>:"'=?!][^\s/<>:"'=]*:)?([^\s/<>:"'=?!][^\s/<>:"'=]*)"""
    rb"""((?:\s+[^\s=<>"'/]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(/?)>([^<]*))"""
)
_ATTRIBUTE = re.compile(rb"""\s([^\s=<>"'/]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')""")


class Unusual(ValueError):
    """What no spreadsheet writes, and in which other readers would see other cells than ours."""


class Tag(Struct, frozen=True, gc=False):
    """One tag: its name without a prefix, what it says, whether it ends something or is empty, the text after it."""

    name: bytes
    attributes: bytes
    ends: bool
    empty: bool
    text: bytes

    def says(self, name: bytes) -> bytes:
        """Return what the tag says of itself under a name, or nothing; raise Unusual where it says it twice."""
        said = [one or other for key, one, other in _ATTRIBUTE.findall(self.attributes) if key == name]
        refuse(len(said) > 1)
        return said[0] if said else b""


def refuse(unusual: bool) -> None:
    """Raise Unusual for what no spreadsheet writes."""
    if unusual:
        raise Unusual


def tags(chunks: Iterable[bytes], wanted: frozenset[bytes]) -> Iterator[Tag]:
    """Yield the tags of some names; raise Unusual where a letter belongs to no tag and no text."""
    rest = b""
    begun = False
    for chunk in chunks:
        text = rest + chunk
        if not begun:
            text = text[_end_of(text) :]
            begun = True
        whole = max(text.rfind(b"<"), 0)
        refuse(len(text) - whole > _LONGEST_TEXT or b"\0" in chunk)
        yield from _tags(text[:whole], wanted)
        rest = text[whole:]
    yield from _tags(rest, wanted)


def _end_of(text: bytes) -> int:
    found = _BEGINNING.match(text)
    return found.end() if found else 0


def _tags(text: bytes, wanted: frozenset[bytes]) -> Iterator[Tag]:
    seen = 0
    for whole, ends, name, attributes, empty, after in _TAG.findall(text):
        seen += len(whole)
        if name in wanted:
            yield Tag(name, attributes, bool(ends), bool(empty), after)
    refuse(seen != len(text))
