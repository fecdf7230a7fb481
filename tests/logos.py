"""Logos for tests."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image


def png(width: int = 3, height: int = 2, mode: str = "RGBA", colour: Any = (255, 0, 0, 255), **more: Any) -> bytes:
    """Return a PNG of one colour."""
    stream = io.BytesIO()
    Image.new(mode, (width, height), colour).save(stream, "PNG", **more)
    return stream.getvalue()
