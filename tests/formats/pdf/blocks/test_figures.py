"""Pictures beside the steps that they belong to."""

from __future__ import annotations

import pdf_sample
import pytest
from msgspec.structs import replace
from pdf_reading import Aloud, expected_words, with_parts

from planner.document.model import Heading, Illustrated
from planner.formats.pdf import lay_out, pdf_bytes
from planner.formats.pdf.theme import MM, theme_for
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
