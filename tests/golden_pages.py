"""Eight pages as pictures, as they were agreed: small and grey, compared field by field: no edge of a letter counts."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2
from conftest import CONTENT, plan_for
from golden_sheets import plan_of, profile_of
from msgspec import Struct
from PIL import Image

from planner.document.compose import compose
from planner.formats.pdf import pdf_bytes

FOLDER = Path(__file__).resolve().parent / "golden_pages"
# A dot is 0.6 mm: enough to see whether a picture, a box or a column stands where it stood.
DOTS_PER_INCH = 42
# A field of five millimetres, whose mean grey (0 to 255) may differ by so much before somebody must look.
FIELD = 8
MOST = 20.0


class Page(Struct, frozen=True):
    """One page of one person's sheet, by its number from 0, with what else that person asks for."""

    person: str
    number: int
    also: Mapping[str, Any] = {}


# One of each kind of page, both papers, large print, and a page that sends to a clinician.
PAGES = {
    "fridge": Page("ordinary", 0),
    "fridge-full": Page("ten-medicines", 0, {"paper": "letter"}),
    "fridge-large": Page("age-only", 0, {"large_print": True}),
    "night-log": Page("ordinary", 1),
    "week": Page("everything", 2),
    "stretches": Page("ordinary", 3),
    "shopping": Page("three-medicines", 4),
    "see-a-clinician": Page("transplant", 0),
}


@cache
def _sheet(name: str) -> bytes:
    page = PAGES[name]
    plan = plan_for({**profile_of(page.person), **page.also}, plan_of(page.person))
    return pdf_bytes(compose(plan, CONTENT))


def drawn(name: str) -> Image.Image:
    """Return a page as it looks now, in greys."""
    document = pypdfium2.PdfDocument(_sheet(name))
    try:
        page = document[PAGES[name].number]
        picture: Image.Image = page.render(scale=DOTS_PER_INCH / 72, grayscale=True).to_pil().convert("L")
        return picture
    finally:
        document.close()


def agreed(name: str) -> Image.Image:
    """Return a page as it was agreed."""
    with Image.open(FOLDER / f"{name}.png") as picture:
        return picture.convert("L")


def difference(one: Image.Image, other: Image.Image) -> str:
    """Return where two pictures of a page differ more than letters' edges do, or nothing."""
    if one.size != other.size:
        return f"{one.size} is not {other.size}"
    first, second = (_fields(picture) for picture in (one, other))
    width = first.width
    apart = [abs(a - b) for a, b in zip(first.tobytes(), second.tobytes(), strict=True)]
    worst = max(range(len(apart)), key=apart.__getitem__)
    if apart[worst] <= MOST:
        return ""
    many = sum(one > MOST for one in apart)
    row, column = divmod(worst, width)
    mm = FIELD * 25.4 / DOTS_PER_INCH
    place = f"{column * mm:.0f} mm from the left, {row * mm:.0f} mm from the top"
    return f"{many} fields differ, most by {apart[worst]} at {place}"


def _fields(picture: Image.Image) -> Image.Image:
    """Return the mean grey of each field of a picture, as one dot each."""
    return picture.resize((picture.width // FIELD, picture.height // FIELD), Image.Resampling.BOX)


def update() -> None:
    """Write all pictures anew."""
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.png"):
        old.unlink()
    for name in PAGES:
        # Sixteen greys are enough for fields of a mean grey, and half as large a file.
        drawn(name).quantize(16).save(FOLDER / f"{name}.png", optimize=True)
