"""On paper: the wide margin on the binding side of both sides of each leaf, little ink, boxes and lines for a hand."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import pairwise, product
from typing import Any, Final, NamedTuple

import pikepdf
import pypdfium2
import pytest
from conftest import CONTENT, ROOT, plan_for, wide
from msgspec.structs import replace
from pdf_reading import FORMS, opened, placed

from planner.content.theme import load_theme
from planner.document.compose import compose
from planner.document.model import Document
from planner.formats.pdf import pdf_bytes, shapes
from planner.formats.pdf.bodies import BODIES
from planner.formats.pdf.layout.kept import PIECES
from planner.formats.pdf.layout.kept_units import UNITS
from planner.formats.pdf.theme import HAIR, INK, MM
from planner.model.sheet import PARTS
from planner.reports.quality.ink import ink_of_pages
from planner.reports.quality.standard import quality_standard

PEOPLE: Final[dict[str, dict[str, Any]]] = {
    "nothing told": {"age": 57},
    "many medicines": {
        "age": 79,
        "name": "Ana Hill",
        "medications": ["warfarin", "furosemide", "digoxin", "simvastatin", "metformin", "zyxol"],
        "conditions": ["heart failure", "CKD stage 3a", "gout"],
        "limits": {"fluid": "1.5 L"},
    },
    "to a clinician at once": {"age": 66, "symptoms": ["dark urine"], "medications": ["simvastatin"]},
    "to a clinician today": {"age": 9},
}
EVERY = [(who, form) for who, form in product(PEOPLE, FORMS)]
SOME = [EVERY[0], EVERY[3], EVERY[5], EVERY[6], EVERY[9], EVERY[15]]
# A line is drawn half outside of what it frames, and letters such as J begin a little before their place.
EDGE: Final = 0.7
DOTS: Final = 2.0


class Edges(NamedTuple):
    """How far what is printed stays from the sides of a page, in millimetres."""

    left: float
    right: float
    top: float
    bottom: float


@cache
def printed(who: str, form: str) -> bytes:
    """Return somebody's sheet as a PDF."""
    return pdf_bytes(whole(who, form))


def whole(who: str, form: str) -> Document:
    """Return somebody's sheet with every part and a clinic's face."""
    plan = plan_for({**PEOPLE[who], **FORMS[form]})
    theme = load_theme(ROOT / "examples" / "clinic" / "clinic.yaml")
    return compose(plan, CONTENT, options=replace(plan.profile.options, parts=PARTS, theme=theme))


def edges(data: bytes) -> Iterator[Edges]:
    """Yield how far the ink of each page stays from its sides."""
    for page in pypdfium2.PdfDocument(data):
        picture = page.render(scale=DOTS, grayscale=True).to_pil()
        left, top, right, bottom = picture.point(lambda grey: 255 if grey < 250 else 0).getbbox()
        free = (left, picture.width - right, top, picture.height - bottom)
        yield Edges(*(dots / DOTS / MM for dots in free))


@pytest.mark.parametrize("of", wide(EVERY, *SOME), ids=" ".join)
def test_the_wide_margin_lies_on_the_binding_side_of_both_sides_of_every_leaf(of: tuple[str, str]) -> None:
    """20 mm on the left of odd pages and on the right of even ones, and 15 mm all around, for all that is drawn."""
    for number, page in enumerate(edges(printed(*of)), start=1):
        bound, other = (page.left, page.right) if number % 2 else (page.right, page.left)
        assert bound >= 20 - EDGE, number
        assert min(other, page.top, page.bottom) >= 15 - EDGE, number
        assert other < 20, number


@pytest.mark.parametrize("of", wide(EVERY, *SOME), ids=" ".join)
def test_every_page_takes_little_ink(of: tuple[str, str]) -> None:
    most = quality_standard().limits["standard"].ink.most
    assert most == 12
    shares = ink_of_pages(printed(*of))
    assert len(shares) == len(pypdfium2.PdfDocument(printed(*of)))
    assert max(shares) < most


def test_ink_is_the_same_in_fine_and_in_coarse_dots() -> None:
    """What is measured at a dot a point is what a printer with 300 dots an inch lays on the page."""
    data = printed("many medicines", "a4")
    for page, coarse in zip(pypdfium2.PdfDocument(data), ink_of_pages(data), strict=True):
        picture = page.render(scale=300 / 72, grayscale=True).to_pil()
        grey = sum(number * (255 - value) for value, number in enumerate(picture.histogram()))
        assert 100 * grey / 255 / picture.width / picture.height == pytest.approx(coarse, abs=0.3)


@pytest.mark.parametrize("of", wide(EVERY, *SOME[:4]), ids=" ".join)
def test_every_box_to_tick_is_at_least_4_mm_wide(monkeypatch: pytest.MonkeyPatch, of: tuple[str, str]) -> None:
    sides: list[float] = []
    drawn = shapes.tick_box

    def noted(canvas: Any, x: float, top: float, side: float) -> None:
        sides.append(side)
        drawn(canvas, x, top, side)

    monkeypatch.setattr(shapes, "tick_box", noted)
    PIECES.clear()
    UNITS.clear()
    BODIES.clear()
    pdf_bytes(whole(*of))
    assert sides or "clinician" in of[0]
    # The frame is drawn within the side.
    assert all(side >= 4 * MM for side in sides)


@pytest.mark.parametrize("of", wide(EVERY, *SOME), ids=" ".join)
def test_lines_to_write_on_are_at_least_8_mm_apart(of: tuple[str, str]) -> None:
    lines = 0
    for page in opened(printed(*of)).pages:
        for heights in written_lines(page).values():
            lines += len(heights)
            assert all(above - below >= 8 * MM - 0.1 for below, above in pairwise(sorted(heights)))
    assert lines or "clinician" in of[0]


def written_lines(page: pikepdf.Page) -> dict[tuple[float, float], list[float]]:
    """Return the heights of the thin lines of a page that stand below each other, by where they begin and end."""
    found: dict[tuple[float, float], set[float]] = {}
    weight, ink, start = 0.0, False, (0.0, 0.0)
    for values, operator in placed(page):
        if operator not in ("w", "m", "l", "RG"):
            continue
        if operator == "w":
            weight = values[0]
        elif operator == "RG":
            ink = values == [pytest.approx(int(INK[at : at + 2], 16) / 255, abs=0.01) for at in (1, 3, 5)]
        elif operator == "m":
            start = (values[0], values[1])
        elif (
            ink and weight == pytest.approx(HAIR, abs=0.01) and values[1] == start[1] and values[0] - start[0] > 20 * MM
        ):
            found.setdefault((start[0], values[0]), set()).add(start[1])
    return {ends: sorted(heights) for ends, heights in found.items()}
