"""Pictures of dots as objects of a PDF, each once."""

from __future__ import annotations

from typing import Any, Final

from planner.files.png import Bitmap
from planner.formats.pdf.write.objects import PdfFile

_KEYS: Final = "/Type/XObject/Subtype/Image/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/FlateDecode"


def draw(canvas: Any, picture: Bitmap, box: tuple[float, float, float, float]) -> None:
    """Draw a picture in a box: its left, its lower edge, its width and its height."""
    x, low, width, height = box
    # Each by itself: what is painted as decoration is known by the last operator of what was drawn.
    canvas.paint(f"q {width:.2f} 0 0 {height:.2f} {x:.2f} {low:.2f} cm")
    canvas.image(picture)
    canvas.paint("Q")


class Images:
    """The pictures of a file with their names, each once however often it is drawn."""

    def __init__(self) -> None:
        """Begin with none."""
        self._names: dict[Bitmap, str] = {}

    def __bool__(self) -> bool:
        """Return whether there are any."""
        return bool(self._names)

    def name(self, picture: Bitmap) -> str:
        """Return the name of a picture."""
        return self._names.setdefault(picture, f"X{len(self._names) + 1}")

    def write(self, pdf: PdfFile) -> str:
        """Write the pictures, and return what names them."""
        sizes = {name: f"{_KEYS}/Width {one.width}/Height {one.height}" for one, name in self._names.items()}
        written = [(name, pdf.add_stream(one.colours, sizes[name])) for one, name in self._names.items()]
        return "".join(f"/{name} {number} 0 R" for name, number in written)
