"""Names of files that are made from what people write: safe on every system, and alike however it was typed."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 80
# File systems take 255 bytes, and an ending of ours comes to it; a letter may be four.
_MOST_BYTES = 200
_OTHER = "\0"
_PLAIN = re.compile(r"[A-Za-z0-9_-]")
# Windows takes these for devices, whatever their ending.
_DEVICES = frozenset(("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))))


def safe_name(text: str) -> str:
    """Return the letters, numbers, - and _ of a text as the name of a file without its ending; nothing if none is left.

    A Latin letter with an accent is written without it; the letters of other scripts stay as they are. One letter, and
    letter and sign apart, give one name.
    """
    name = unicodedata.normalize("NFC", "".join(_kept(unicodedata.normalize("NFKD", text))))
    name = _cut(re.sub(f"{_OTHER}+", "-", name).strip("-"))
    return f"id-{name}" if name.lower() in _DEVICES else name


def spelled_out(name: str) -> str:
    """Return the name of a file as text: bytes of it that are no letters are spelled out."""
    return name.encode("utf-8", "backslashreplace").decode()


def folded(name: str) -> str:
    """Return what two names have in common that some system takes for one: case, and how a letter is put together."""
    return unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())


def _kept(text: str) -> list[str]:
    """Return the signs of a decomposed text that a name may hold; and a mark for each other one."""
    kept: list[str] = []
    bare = True  # Nothing stands before that may carry a mark.
    for sign in text:
        kind = unicodedata.category(sign)[0]
        if kind == "M":
            kept += [sign] * (not bare)
            continue
        plain = _PLAIN.fullmatch(sign) is not None
        letter = not sign.isascii() and (kind == "L" or unicodedata.category(sign) == "Nd")
        kept.append(sign if plain or letter else _OTHER)
        bare = not letter or unicodedata.name(sign, "").startswith("LATIN")
    return kept


def _cut(name: str) -> str:
    name = name[:LONGEST].encode()[:_MOST_BYTES].decode(errors="ignore")
    return name.strip("-")
