"""A table that goes on on another page has its title there again, for the eye alone."""

from __future__ import annotations

import pytest
from pdf_reading import Aloud, expected_words, with_parts

from planner.document.model import Cell, Heading, Paragraph, Table, words
from planner.formats.pdf import pdf_bytes

AGAIN = "Nights (continued)"
ROWS = tuple((Cell(words(f"Night {number}")), Cell(kind="blank")) for number in range(70))


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("header", [("Night", "Slept"), ("", "")])
def test_its_title_comes_again_on_each_page_and_is_passed_over(header: tuple[str, str], large: bool) -> None:
    table = Table(tuple(map(words, header)), ROWS, (0.5, 0.5), row_height=8, look="grid", continued=AGAIN)
    document = with_parts((Heading(2, "Nights"), table), large_print=large)
    reader = Aloud(pdf_bytes(document))
    assert reader.words() == expected_words(document)
    shown = [" ".join(decoration.split()) for _, decoration, _ in reader.pages]
    assert len(shown) > 1
    assert [AGAIN in page for page in shown] == [False, *[True] * (len(shown) - 1)]


def test_a_table_that_begins_away_from_its_title_has_it_there() -> None:
    """As its heading ends the page before, with what stands between them."""
    between = tuple(Paragraph(words("Fill in one line a night.")) for _ in range(20))
    table = Table((words("Night"), words("Slept")), ROWS[:20], (0.5, 0.5), look="grid", row_height=8, continued=AGAIN)
    reader = Aloud(pdf_bytes(with_parts((Heading(2, "Nights"), *between, table))))
    _, second, *_ = [" ".join(decoration.split()) for _, decoration, _ in reader.pages]
    assert AGAIN in second
