"""How much of a page is covered by ink, as it comes out of a printer without colours."""

from __future__ import annotations

from typing import Any, Final

from planner.reports.quality.language import needed

# One dot a point is fine enough: edges are grey, and count by how grey they are.
SCALE: Final = 1.0


def most_ink(pdf: bytes) -> float:
    """Return the share of the fullest page that is covered, in per cent."""
    return max(ink_of_pages(pdf))


def ink_of_pages(pdf: bytes) -> list[float]:
    """Return the share of each page that is covered, in per cent."""
    document = needed("pypdfium2").PdfDocument(pdf)
    try:
        return [_ink(page) for page in document]
    finally:
        document.close()


def _ink(page: Any) -> float:
    picture = page.render(scale=SCALE, grayscale=True)
    dots, stride = bytes(picture.buffer), int(picture.stride)
    wide, high = int(picture.width), int(picture.height)
    light: int = sum(sum(dots[row * stride : row * stride + wide]) for row in range(high))
    return 100 * (1 - light / (255 * wide * high))
