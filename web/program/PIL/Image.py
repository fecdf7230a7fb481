"""What reportlab asks for when it is loaded, and nothing else: no sheet of the page opens a picture."""

from __future__ import annotations


class Image:
    """The type of an opened picture, of which there is none here."""


def open(*_: object, **__: object) -> Image:  # noqa: A001 - Pillow's name
    """Raise OSError: pictures are opened where the page is built."""
    raise OSError("there is no reader of pictures in the page")
