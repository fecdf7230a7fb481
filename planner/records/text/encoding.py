"""How the letters of a list are written: what somebody says, a byte order mark, UTF-8, UTF-16, cp1252 or Mac Roman."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from msgspec import Struct

from planner.errors import ProfileError, UsageError
from planner.records.held import Held
from planner.records.text.quotes import CutLine

_CHUNK = 1 << 20
# So many letters of one line are read; what is longer is no row.
_LONGEST_LINE = 1 << 20
_ENDS = ("\r", "\n")
_LOOKED_AT = 20_000
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16 LE"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16 BE"),
)
# These can give half of a letter, which is no text.
_HALVES = frozenset(("utf-7", "unicode-escape", "raw-unicode-escape"))
_USUAL = "utf-8, utf-16, cp1252, mac-roman"
_OTHER_NAMES = {
    "ansi": "cp1252",
    "windows": "cp1252",
    "mac": "mac-roman",
    "macintosh": "mac-roman",
    "unicode": "utf-16",
}
_MANY_BYTES = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}|(?P<other>[\x80-\xff])"
)
_HIGH = re.compile(rb"(?s)(?<=(.))([\x80-\xff])(?=(.))")
_CAPITALS = "ŠŽ"
_APOSTROPHES = "\u2018\u2019"
_SIGNS = "\u2013\u2014\u201c\u201d„…€£°§·«»¿¡½º²"
_LETTERS = frozenset("àáâãäåæçèéêëìíîïñòóôõöøùúûüýÿœßÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝŒ")


class Encoding(Struct, frozen=True):
    """The codec of a list, how people call it, and whether it was found out rather than plain."""

    codec: str
    name: str
    plain: bool = False
    lossy: bool = False  # bytes that are no letters stand among it


def encoding_of(held: Held, asked: str | None) -> Encoding:
    """Return how the letters of a list are written; raise ProfileError if what somebody says does not fit."""
    start = held.start
    if asked is not None:
        return _checked(held, _asked(asked))
    for mark, codec, name in _MARKS:
        if start.startswith(mark):
            return Encoding(codec, name, plain=codec == "utf-8-sig", lossy=not _reads(held, codec))
    if codec := _wide(start):
        return Encoding(codec, codec.replace("utf-16-", "UTF-16 ").upper(), lossy=not _reads(held, codec))
    if _reads(held, "utf-8"):
        return Encoding("utf-8", "UTF-8", plain=True)
    return _narrow(held)


@contextmanager
def opened_text(held: Held, encoding: Encoding) -> Iterator[Iterator[str]]:
    """Open the lines of a list, each with its end as it is written; no line is longer than a bound."""
    with held.opened() as stream:
        text = io.TextIOWrapper(stream, encoding.codec, errors="replace", newline="")
        try:
            yield _lines(text)
        finally:
            text.detach()


def _lines(text: io.TextIOWrapper) -> Iterator[str]:
    while line := text.readline(_LONGEST_LINE):
        cut = len(line) == _LONGEST_LINE and not line.endswith(_ENDS)
        yield CutLine(line) if cut else line
        while cut and line and not line.endswith(_ENDS):
            line = text.readline(_LONGEST_LINE)


def _asked(name: str) -> Encoding:
    codec = _OTHER_NAMES.get(name.strip().lower(), name.strip())
    try:
        # Some codecs turn bytes into other bytes, some cannot hold a header, and some read no part of a text.
        if (
            codecs.lookup(codec).name not in _HALVES
            and b"id,age".decode(codec)
            and codecs.getincrementaldecoder(codec)("replace").decode(b"id,age", final=True)
        ):
            return Encoding(codecs.lookup(codec).name, name.strip())
    except (LookupError, ValueError, TypeError):
        pass
    raise UsageError(f"--encoding: there is no such encoding; usual ones are {_USUAL}")


def _checked(held: Held, encoding: Encoding) -> Encoding:
    at = _first_fault(held, encoding.codec)
    if at is not None:
        raise ProfileError(
            f"{held.name}: is not {encoding.name} text (near byte {at + 1}); leave --encoding out, or name another"
        )
    return encoding


def _reads(held: Held, codec: str) -> bool:
    return _first_fault(held, codec) is None


def _first_fault(held: Held, codec: str) -> int | None:
    """Return the place of the first bytes that a codec cannot read, or nothing."""
    decoder = codecs.getincrementaldecoder(codec)()
    done = 0
    with held.opened() as stream:
        while True:
            chunk = stream.read(_CHUNK)
            try:
                decoder.decode(chunk, final=not chunk)
            except UnicodeError as error:
                return done + getattr(error, "start", 0)
            if not chunk:
                return None
            done += len(chunk)


def _wide(start: bytes) -> str:
    """Return the UTF-16 that text without a mark is in: every other byte of Western letters is nought."""
    even, odd = start[::2].count(0), start[1::2].count(0)
    if 3 * max(even, odd) < len(start) // 2 or len(start) < 4:
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _narrow(held: Held) -> Encoding:
    """Return the encoding of text that is no UTF-8: that of Windows or of old Macs, or UTF-8 with faults."""
    whole = broken = windows = mac = 0
    with held.opened() as stream:
        for chunk in iter(lambda: stream.read(_CHUNK), b""):
            for found in _MANY_BYTES.finditer(chunk):
                broken += found["other"] is not None
                whole += found["other"] is None
            for found in _HIGH.finditer(chunk):
                around = found[1] + found[3]
                windows += _fits(found[2], around, "cp1252")
                mac += _fits(found[2], around, "mac-roman")
            if whole + broken > _LOOKED_AT:
                break
        is_mac_lines = _ends_with_cr(stream)
    if whole > broken:
        return Encoding("utf-8", "UTF-8 with faults", lossy=True)
    if mac > windows or (mac == windows and is_mac_lines):
        return Encoding("mac-roman", "Mac Roman")
    return Encoding("cp1252", "cp1252", lossy=not _reads(held, "cp1252"))


def _ends_with_cr(stream: BinaryIO) -> bool:
    stream.seek(0)
    start = stream.read(_CHUNK)
    return b"\r" in start and b"\n" not in start


def _fits(byte: bytes, around: bytes, codec: str) -> bool:
    """Return whether a byte reads as a letter inside a word, or as a sign where such signs stand."""
    letter = byte.decode(codec, "replace")
    beside = [chr(one).isalpha() for one in around if one < 0x80]
    if letter in _LETTERS:
        return any(beside) or not beside
    if letter in _CAPITALS:
        # Of Slavic names, which begin with them; inside a word they are other letters of a Mac.
        return not around[:1].isalpha() and any(beside)
    if letter in _APOSTROPHES:
        return around[:1].isalpha() == (letter == _APOSTROPHES[1]) and any(beside)
    return letter in _SIGNS and not all(beside)
