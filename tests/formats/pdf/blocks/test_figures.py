"""Pictures beside the steps that they belong to."""

from __future__ import annotations

from typing import Final

import pdf_sample
import pytest
from msgspec.structs import replace
from pdf_reading import Aloud, expected_words, with_parts

from planner.document.model import Cell, Heading, Illustrated, Paragraph, Table, words
from planner.formats.pdf import lay_out, pdf_bytes
from planner.formats.pdf.blocks.flow import any_table
from planner.formats.pdf.blocks.place import Place
from planner.formats.pdf.layout.strips import height_of
from planner.formats.pdf.theme import MM, TIGHTNESS, theme_for, tightened
from planner.formats.pdf.write.tags import Element
from planner.reports.quality.watching import watched


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("count", [0, 1, 2])
def test_start_and_end_stand_beside_their_steps(count: int, large: bool) -> None:
    """Read after the heading and before the steps, each with what it shows, at least 35 mm wide, all on one page."""
    made = pdf_sample.stretch(*pdf_sample.STRETCHES[0])
    block = Illustrated(made.figures[:count], made.blocks)
    document = with_parts((Heading(2, "Part"), *(block,) * 9), large_print=large)
    reader = Aloud(pdf_bytes(document))
    assert reader.words() == expected_words(document)
    cards = [node for role, _, _, node in reader.walk() if role == "Sect"][1:]
    assert len(cards) == 9
    for node in cards:
        parts = list(reader.walk(node))
        assert len({at for _, text, at, _ in parts if text}) == 1
        assert [role for role, *_ in parts if role in {"H3", "Figure", "L"}] == ["H3", *["Figure"] * count, "L"]
        boxes = [figure.A.BBox for role, _, _, figure in parts if role == "Figure"]
        assert all(float(box[3]) - float(box[1]) >= 30 * MM for box in boxes)


def test_in_large_print_steps_that_have_no_room_beside_the_picture_have_the_whole_width() -> None:
    """The first steps stand beside it, as many as make the card lowest."""
    steps = tuple(f"Step {number} says what to do, at some length, and what not to do." for number in range(6))
    card = pdf_sample.stretch("heel-raises", "Heel raises", *steps)
    card = replace(card, figures=card.figures[:1])
    document = with_parts((Heading(2, "Cards"), card), large_print=True)
    layout = lay_out(document, theme_for("a4", large_print=True))
    lines = [line for line in watched(document, layout).lines if line.text.startswith("Step")]
    starts = [line.x for line in sorted(lines, key=lambda line: -line.y)]
    assert starts == sorted(starts, reverse=True)
    assert len(set(starts)) == 2
    assert Aloud(pdf_bytes(document)).words() == expected_words(document)


LINES: Final = ("Roll to your side, then push up.", "Fill in your log. Calm? Tick it.", "Drink when thirsty, not more.")


def _row(sentences: int, **changes: bool) -> Table:
    """Return a row with some sentences and a picture that has no name."""
    shown = replace(pdf_sample.shown("roll-to-get-up-hold", "Somebody gets up."), **changes)
    text = " ".join(LINES[at % len(LINES)] for at in range(sentences))
    return Table(((), ()), ((Cell(words("**Morning**")), Cell(words(text), figures=(shown,))),), (0.2, 0.8))


def _box(table: Table, *, large: bool) -> tuple[float, float] | None:
    """Return the width and the height of the picture of a row."""
    reader = Aloud(pdf_bytes(with_parts((Heading(2, "Week"), table), large_print=large)))
    boxes = [[float(one) for one in node.A.BBox] for role, _, _, node in reader.walk() if role == "Figure"]
    return next(((right - left, top - low) for left, low, right, top in boxes), None)


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("sentences", [1, 3, 5, 9])
def test_a_picture_without_a_name_is_as_high_as_the_lines_beside_it(sentences: int, large: bool) -> None:
    """It is 9.5 mm high at least, and 16 mm at most; what it shows is heard behind the words."""
    box = _box(_row(sentences), large=large)
    assert box
    assert 9.4 * MM <= box[1] <= 16.1 * MM
    document = with_parts((Heading(2, "Week"), _row(sentences)), large_print=large)
    reader = Aloud(pdf_bytes(document))
    assert reader.words() == expected_words(document)
    assert [role for role, *_ in reader.walk() if role in ("P", "Figure")][-2:] == ["P", "Figure"]


@pytest.mark.parametrize("yields", [False, True])
def test_on_a_full_page_a_picture_yields_that_may_and_would_take_a_line(yields: bool) -> None:
    """Where there is room, both stand; words that are few leave a row no higher than they are."""
    assert _box(_row(1, yields=yields), large=False)
    close = tightened(theme_for("a4", large_print=False), len(TIGHTNESS) - 1)
    place = Place(close, close.inner, Element("Trial"))
    bare, one = (height_of(any_table(_row(1, yields=at), place)) for at in (True, yields))
    assert (one > bare) == (not yields)


@pytest.mark.parametrize("large", [False, True])
def test_a_paragraph_has_its_picture_where_it_takes_no_line(large: bool) -> None:
    shown = pdf_sample.shown("walk-hold", "Somebody walks.")
    for count in (1, 5):
        text = words(" ".join(LINES[at % len(LINES)] for at in range(count)))
        document = with_parts((Heading(2, "Week"), Paragraph(text, figure=shown)), large_print=large)
        roles = [role for role, *_ in Aloud(pdf_bytes(document)).walk()]
        assert ("Figure" in roles) == (count > 1)
