"""Pictures of dots as objects of a PDF, each once."""

from __future__ import annotations

import hashlib
from typing import Any, Final

from planner.files.png import Bitmap
from planner.formats.pdf.engine import pdfdoc

_KEYS: Final = {"Type": "XObject", "Subtype": "Image", "ColorSpace": "DeviceRGB", "Filter": "FlateDecode"}


def draw(canvas: Any, picture: Bitmap, box: tuple[float, float, float, float]) -> None:
    """Draw a picture in a box: its left, its lower edge, its width and its height."""
    name = _entered(canvas._doc, picture)
    canvas._formsinuse.append(name)
    x, low, width, height = box
    # Each by itself: what is painted as decoration is known by the last operator of what was drawn.
    canvas.paint(f"q {width:.2f} 0 0 {height:.2f} {x:.2f} {low:.2f} cm")
    canvas.paint(f"/{canvas._doc.getXObjectName(name)} Do")
    canvas.paint("Q")


def _entered(doc: Any, picture: Bitmap) -> str:
    """Return the name of a picture of a document, which holds it once however often it is drawn."""
    name = f"dots-{hashlib.md5(picture.colours, usedforsecurity=False).hexdigest()}"
    if not doc.hasForm(name):
        keys = {key: pdfdoc.PDFName(value) for key, value in _KEYS.items()}
        keys |= {"BitsPerComponent": 8, "Width": picture.width, "Height": picture.height}
        doc.Reference(pdfdoc.PDFStream(pdfdoc.PDFDictionary(keys), picture.colours), doc.getXObjectName(name))
    return name
