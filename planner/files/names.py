"""Names of files that are made from what people write: safe on every system, and alike however it was typed."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 80
_UNSAFE = re.compile(r"[^A-Za-z0-9_-]+")
# Windows takes these for devices, whatever their ending.
_DEVICES = frozenset(("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))))


def safe_name(text: str) -> str:
    """Return the letters, numbers, - and _ of a text as the name of a file without its ending; nothing if none is left.

    A letter with an accent is written without it, so that one letter and letter and accent apart give one name.
    """
    parts = unicodedata.normalize("NFKD", text)
    plain = "".join(part for part in parts if not unicodedata.combining(part))
    name = _UNSAFE.sub("-", plain).strip("-")[:LONGEST].strip("-")
    return f"id-{name}" if name.lower() in _DEVICES else name
