"""PNG pictures, such as a logo: bounded, on a white ground, as the bytes that a PDF holds."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from planner.errors import ContentError

MAX_BYTES: Final = 1_000_000
MAX_SIDE: Final = 2_000
_HEAD: Final = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"


class Bitmap(Struct, frozen=True):
    """A picture of dots: how many across and down, and their colours, three bytes each, squeezed by zlib."""

    width: int
    height: int
    colours: bytes

    @property
    def ratio(self) -> float:
        """Return the height as a share of the width."""
        return self.height / self.width


class UnreadablePngError(ContentError):
    """A picture that is no PNG, or one that is too large."""


def bitmap_of(data: bytes) -> Bitmap:
    """Return the picture of a PNG; what is clear in it is white, as paper is. Raise UnreadablePngError."""
    width, height = _size(data)
    # The library takes the last size that a file gives, which may be another than the one that was looked at.
    if [*_chunks(data)].count(b"IHDR") != 1:
        raise UnreadablePngError("it says several times how large it is; save it anew")
    if not (0 < width <= MAX_SIDE and 0 < height <= MAX_SIDE):
        raise UnreadablePngError(f"it has {width} by {height} dots; at most {MAX_SIDE} by {MAX_SIDE} are read")
    # Slow to load, and needed for these pictures alone.
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data), formats=["PNG"]) as opened:
            drawn = opened.convert("RGBA")
    except (OSError, SyntaxError, ValueError, zlib.error) as error:
        raise UnreadablePngError("it is no whole PNG; save it anew") from error
    ground = Image.new("RGBA", drawn.size, "white")
    ground.alpha_composite(drawn)
    return Bitmap(width, height, zlib.compress(ground.convert("RGB").tobytes(), 9))


def _size(data: bytes) -> tuple[int, int]:
    """Return how many dots a PNG says it has, before anything of it is unpacked."""
    if len(data) > MAX_BYTES:
        raise UnreadablePngError(f"it is larger than {MAX_BYTES // 1_000_000} MB")
    if not data.startswith(_HEAD) or len(data) < len(_HEAD) + 8:
        raise UnreadablePngError("it is no PNG")
    width, height = struct.unpack(">II", data[len(_HEAD) : len(_HEAD) + 8])
    return width, height


def _chunks(data: bytes) -> Iterator[bytes]:
    """Yield the kind of each part of a PNG, in order."""
    at = 8
    while len(data) - at >= 8:
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        yield kind
        at += length + 12
