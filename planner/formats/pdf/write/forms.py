"""Drawings that pages only name (form XObjects): pressed once, and written once in a file for all its pages."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from typing import Final, NamedTuple

from planner.formats.pdf.write.objects import PdfFile, pressed

_KEYS: Final = "/Type/XObject/Subtype/Form/Resources<<>>/Filter/FlateDecode"


class Form(NamedTuple):
    """A drawing: its name, which is the same in every file, the keys of its object, and its pressed operators."""

    name: str
    keys: str
    data: bytes


def form(operators: str, size: tuple[float, float]) -> Form:
    """Return a drawing of a size; its lines may go over the edges of that."""
    code = operators.encode()
    width, height = size
    # Its name says what is drawn, so that what names it can be kept for other files.
    name = f"V{hashlib.sha256(code).hexdigest()[:16]}"
    keys = f"{_KEYS}/BBox[{-width:g} {-height:g} {2 * width:g} {2 * height:g}]"
    return Form(name, keys, pressed(code))


def write_forms(pdf: PdfFile, forms: Collection[Form]) -> str:
    """Write the drawings of a file in the order of their names, and return what names them."""
    return "".join(f"/{one.name} {pdf.add_stream(one.data, one.keys)} 0 R" for one in sorted(forms))
