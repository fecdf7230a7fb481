"""Letters as PDF operators: the codes of characters in the fonts of a document, and shapes each where it belongs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby

from planner.formats.pdf.fonts import font
from planner.formats.pdf.write.objects import CompactDocument


class ShownLetters:
    """The fonts of a document with the code that each character got in them."""

    def __init__(self, doc: CompactDocument, escaped: Callable[[bytes], str]) -> None:
        """Begin with no character; `escaped` writes codes as a PDF string holds them."""
        self.doc = doc
        self.escaped = escaped
        self.codes: dict[str, tuple[dict[str, str], dict[int, str]]] = {}

    def shown(self, name: str, text: str, size: float) -> Iterator[str]:
        """Yield the operators that draw a text of one font in a size."""
        subsets, codes = self.codes.setdefault(name, ({}, {}))
        for char in dict.fromkeys(text):
            if char not in subsets:
                self._enter(name, char)
        shapes = font(name).shapes
        for subset, part in groupby(text, key=subsets.__getitem__):
            letters = "".join(part)
            yield f"{subset} {size:g} Tf"
            if shapes and any(char in shapes for char in letters):
                yield from (self._placed(name, char, size) for char in letters)
            else:
                yield f"({letters.translate(codes)}) Tj"

    def _enter(self, name: str, char: str) -> None:
        """Keep the subset of a font, and the code in it, to which reportlab assigns a character."""
        face, (subsets, codes) = font(name), self.codes[name]
        ((subset, code),) = face.splitString(char, self.doc)
        subsets[char] = face.getSubsetInternalName(subset, self.doc)
        codes[ord(char)] = self.escaped(code)

    def _placed(self, name: str, char: str, size: float) -> str:
        """Return the operators that draw a shape where it belongs, and move the pen as far as it says."""
        opened, shown = font(name), f"({char.translate(self.codes[name][1])})"
        shape = opened.shapes.get(char)
        if shape is None:
            return f"{shown} Tj"
        back = opened.face.getCharWidth(ord(char)) + shape.right - shape.advance
        drawn = f"[{-shape.right:g}{shown}{back:g}]TJ" if round(shape.right) or round(back) else f"{shown} Tj"
        return f"{shape.up * size / 1000:.2f} Ts {drawn} 0 Ts" if round(shape.up) else drawn
