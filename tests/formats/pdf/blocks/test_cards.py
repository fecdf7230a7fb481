"""Pictures side by side, numbered, with one dose under all."""

from __future__ import annotations

import pdf_sample
import pytest
from pdf_reading import Aloud, expected_words, kids, opened, with_parts

from planner.formats.pdf import pdf_bytes
from planner.formats.pdf.theme import MM


@pytest.mark.parametrize("count", [1, 2, 3])
@pytest.mark.parametrize("large", [False, True])
def test_cards_are_a_numbered_list_and_the_dose_is_said_once(count: int, large: bool) -> None:
    document = with_parts((pdf_sample.cards(count),), large_print=large)
    reader = Aloud(pdf_bytes(document))
    assert reader.words() == expected_words(document)
    (found,) = [node for role, _, _, node in reader.walk() if role == "L"]
    assert (len(kids(found)), str(found.A.ListNumbering)) == (count, "/Decimal")
    assert [text.strip() for role, text, *_ in reader.walk() if role == "Lbl"] == [str(n + 1) for n in range(count)]
    assert reader.words().count("seconds,") == 1


@pytest.mark.parametrize("height", [30, 45])
def test_a_picture_is_as_high_as_it_was_asked_for(height: float) -> None:
    """Where its column is wide enough."""
    data = pdf_bytes(with_parts((pdf_sample.cards(3, height),)))
    boxes = [node.A.BBox for role, _, _, node in Aloud(data).walk() if role == "Figure"]
    sizes = [(float(box[3]) - float(box[1]), float(box[2]) - float(box[0])) for box in boxes]
    assert len(sizes) == 3
    assert all(high == pytest.approx(height * MM, abs=0.3) or wide > 45 * MM for high, wide in sizes)
    assert opened(data).pages
