"""The letters of a PDF: which subset of a font draws each, and under which code."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from planner.formats.pdf.engine import escapePDF
from planner.formats.pdf.fonts import font


class FontCodes:
    """The subsets and codes to which reportlab assigned the letters of one document."""

    def __init__(self, doc: Any) -> None:
        """Begin with no letter."""
        self._doc = doc
        self._codes: dict[str, tuple[dict[str, str], dict[int, str]]] = {}

    def shown(self, name: str, text: str, size: float) -> list[str]:
        """Return the operators that show a text in a font at a size in points."""
        subsets, codes = self._codes.setdefault(name, ({}, {}))
        for char in dict.fromkeys(text):
            if char not in subsets:
                self._enter(name, char)
        return [
            f"{subset} {size:g} Tf ({''.join(part).translate(codes)}) Tj"
            for subset, part in groupby(text, key=subsets.__getitem__)
        ]

    def _enter(self, name: str, char: str) -> None:
        face, (subsets, codes) = font(name), self._codes[name]
        ((subset, code),) = face.splitString(char, self._doc)
        subsets[char] = face.getSubsetInternalName(subset, self._doc)
        codes[ord(char)] = escapePDF(code)
