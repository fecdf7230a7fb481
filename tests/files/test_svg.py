"""Pictures as they may be written: each of ours can be drawn, and what would not be is named."""

from __future__ import annotations

import pdf_sample
import pytest
from pdf_reading import (
    Aloud,
)

from planner.document.model import (
    Figure,
)
from planner.errors import ContentError
from planner.files.svg import fault, path_of, picture_of
from planner.formats.pdf import pdf_bytes
from planner.resources import bundled


@pytest.mark.wide
@pytest.mark.parametrize("picture", sorted(path.stem for path in (bundled("plans") / "pictures").glob("*.svg")))
def test_every_picture_can_be_drawn(picture: str) -> None:
    """A picture has lines, a glass fewer than a body, and a sheet with it conforms and tells its movement."""
    drawn = picture_of(pdf_sample.svg(picture))
    assert len(drawn.shapes) > (1 if picture.startswith("portion-") else 5)
    assert not fault(pdf_sample.svg(picture))
    data = pdf_bytes(pdf_sample.sample(extra=(Figure(drawn, f"shows {picture}"),)))
    figures = [str(node.Alt) for role, _, _, node in Aloud(data).walk() if role == "Figure"]
    assert figures[-1] == f"shows {picture}"


SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 120">{}</svg>'
LINE = '<line x1="1" y1="1" x2="9" y2="9" stroke="#000000"/>'


@pytest.mark.parametrize(
    ("picture", "words"),
    [
        ("../../etc/passwd", "no SVG"),
        ("", "no SVG"),
        (SVG.format(LINE)[:-3], "no SVG"),
        (SVG.format(""), "nothing is drawn"),
        (LINE, "does not begin with <svg"),
        (SVG.format(LINE).replace("160 120", "90 0"), "viewBox"),
        ('<!DOCTYPE svg [<!ENTITY x "y">]>' + SVG.format(LINE), "entity"),
        (SVG.format("<text>hello</text>"), "<text> is not drawn"),
        (SVG.format('<image href="http://example.org/x.png"/>'), "<image> is not drawn"),
        (SVG.format(f'<g transform="scale(2)">{LINE}</g>'), "transform"),
        (SVG.format(LINE.replace("/>", ' opacity="0"/>')), "opacity"),
        (SVG.format(LINE.replace("#000000", "red")), "'red' of <line> is no colour"),
        (SVG.format(LINE.replace("#000000", "")), "is no colour"),
        (SVG.format(LINE.replace('x1="1"', 'x1="nan"')), "is no number"),
        (SVG.format(LINE.replace('x1="1"', 'x1="one"')), "is no number"),
        (SVG.format(LINE.replace("/>", ' stroke-width="-1"/>')), "below 0"),
        (SVG.format(LINE.replace('x2="9"', 'x2="999"')), "outside its viewBox"),
        (SVG.format('<circle cx="5" cy="5" r="9" stroke="#000000"/>'), "outside its viewBox"),
        (SVG.format('<polyline points="1,2 3" stroke="#000000"/>'), "no pairs"),
        (SVG.format('<polyline points="1,2 3e1,4" stroke="#000000"/>'), "no pairs"),
        (SVG.format('<polyline points="1,2" stroke="#000000"/>'), "two points"),
        (SVG.format('<path d="M 1 2 Q 3 4 5 6" stroke="#000000"/>'), "hold only"),
        (SVG.format('<path d="L 1 2" stroke="#000000"/>'), "begin with M"),
        (SVG.format('<path d="M 1 2 C 3 4 5 6" stroke="#000000"/>'), "needs 3 points"),
        (SVG.format("<g>" * 30 + LINE + "</g>" * 30), "deeper"),
        (SVG.format(LINE * 3000), "larger"),
        (SVG.format('<polyline points="' + "1" * 90_000 + 'x" stroke="#000000"/>'), "no pairs"),
    ],
)
def test_a_picture_that_would_not_be_drawn_as_it_is_meant_is_named(picture: str, words: str) -> None:
    """What the reader would skip, or draw elsewhere, is a fault; there is no picture of it."""
    assert words in fault(picture)
    if "outside" not in words:
        with pytest.raises(ContentError, match=words):
            picture_of(picture)


@pytest.mark.parametrize(
    ("small", "large"),
    [
        ("m10 10l5 0 0 5z", "M10,10L15,10 15,15Z"),
        ("m10 10 5 0 0 5", "M10,10L15,10L15,15"),
        ("M10,10c1 2 3 4 5 6 1 1 2 2 3-3", "M10,10C11,12 13,14 15,16 16,17 17,18 18,13"),
        ("m10 10l9 9zm5 0l1 1z", "M10,10L19,19ZM15,10L16,11Z"),
        ("M1,1L9,9m1 1L2,2", "M1,1L9,9M10,10L2,2"),
    ],
)
def test_small_letters_count_from_where_a_step_begins(small: str, large: str) -> None:
    """As drawing programs write it: every point is where SVG says, also after the end of a closed line."""
    assert path_of(small) == path_of(large)


def test_points_behind_a_beginning_are_lines() -> None:
    """They once were beginnings too, so that a line was not drawn."""
    assert path_of("M1,1 2,2 3,3") == path_of("M1,1L2,2L3,3")


def test_a_small_letter_that_leads_outside_is_found() -> None:
    """Where a point lies counts, and not how small its number is."""
    assert "outside" in fault(SVG.format('<path d="m150 10l9 0 9 0" stroke="#000000"/>'))
