"""Rows that are never cut, under a header that comes again; boxes, bars and pictures in cells."""

from __future__ import annotations

import re
from itertools import pairwise

import pdf_sample
import pytest
from pdf_reading import Aloud, aloud, code, expected_words, operands, with_parts

from planner.document.model import Cell, Heading, Paragraph, Section, Table, words
from planner.formats.pdf import pdf_bytes
from planner.formats.pdf.theme import MM


def test_table_rows_are_whole_and_the_header_comes_again_as_decoration() -> None:
    """A long table repeats its header on the next page, where it is seen and not heard."""
    rows = tuple((Cell(words(f"row {n}")), Cell(words("a line " * 20))) for n in range(40))
    table = Table((words("Headword"), words("Meaning")), rows, (1, 3))
    reader = Aloud(pdf_bytes(pdf_sample.sample(extra=(table,))))
    assert reader.words().count("Headword") == 1
    assert sum("Headword" in decoration for _, decoration, _ in reader.pages) >= 1
    for role, _, _, node in reader.walk():
        if role == "TR":
            assert len({at for _, text, at, _ in reader.walk(node) if text}) <= 1


def test_header_cells_have_a_scope() -> None:
    """Each header cell says whether it heads a column or a row; a box says what to tick."""
    nodes = [(role, node) for role, _, _, node in aloud("standard").walk()]
    scopes = {str(node.A.Scope) for role, node in nodes if role == "TH"}
    assert scopes == {"/Column", "/Row"}
    alts = {str(node.get("/Alt", "")) for role, node in nodes if role == "TD"}
    assert "Bedtime: 3 stretches: box for Monday" in alts


def test_a_header_of_empty_words_is_not_drawn() -> None:
    """A table without one has rows alone, headed by their first cells."""
    table = Table((words(""), words("")), ((Cell(words("Morning")), Cell(words("Walk."))),), (1, 3))
    document = with_parts((table,))
    reader = Aloud(pdf_bytes(document))
    assert reader.words() == expected_words(document)
    assert not [role for role, *_ in reader.walk() if role == "THead"]
    assert [role for role, *_ in reader.walk() if role in {"TH", "TD"}] == ["TH", "TD"]


def test_a_heading_stands_on_the_line_of_a_header_whose_first_cell_is_empty() -> None:
    """Read before the table, and a line saved."""

    def height(*blocks: Heading | Table) -> tuple[float, list[str]]:
        reader = Aloud(pdf_bytes(with_parts(blocks)))
        spots = operands(pdf_bytes(with_parts(blocks)), "Tm")
        return min(spot[5] for spot in spots if spot[5] > 80), reader.words()

    row = (Cell(words("Walk")), Cell(kind="tick", alt="box"))
    heading = Heading(2, "Tick")
    shared, heard = height(heading, Table((words(""), words("Mon")), (row,), (3, 1)))
    apart, _ = height(heading, Table((words("Habit"), words("Mon")), (row,), (3, 1)))
    assert shared > apart + 15
    assert heard.index("Tick") < heard.index("Mon") < heard.index("Walk")


def test_bars_count_from_nothing() -> None:
    """A bar takes its share of the cell, below its words: twice as many minutes, twice the bar."""
    rows = tuple((Cell(words(f"day {n}")), Cell(words(f"{n} min"), kind="bar", share=n / 20)) for n in (5, 10, 20))
    data = pdf_bytes(with_parts((Table((words("Day"), words("Walk")), rows, (1, 1)),)))
    widths = [width for _, _, width, _ in operands(data, "re") if width > 20]
    assert [width / widths[-1] for width in widths] == pytest.approx([0.25, 0.5, 1.0], abs=0.01)


def test_the_longest_bar_ends_before_the_words_beside_it() -> None:
    row = (Cell(words("Sun")), Cell(words("12 min"), kind="bar", share=1), Cell(words("Read")))
    data = pdf_bytes(with_parts((Table((words("Day"), words("Walk"), words("Also")), (row,), (1, 1, 4)),)))
    end = max(x + width for x, _, width, _ in operands(data, "re") if width > 20)
    (start,) = {x for *_, x, _ in operands(data, "Tm") if end - 30 < x < end + 30}
    assert start >= end + 7


def test_sentences_of_a_cell_are_paragraphs_beside_its_picture() -> None:
    """Each is heard as its own, and the pictures after them."""
    shown = (pdf_sample.shown("sleep-side", "Lying."), pdf_sample.shown("covers-off-toes-hold", "Covers."))
    cell = Cell(words("First."), more=(words("Second."),), figures=shown)
    reader = Aloud(pdf_bytes(with_parts((Table((words("A"), words("B")), ((Cell(words("Bed")), cell),), (1, 3)),))))
    (found,) = [node for role, _, _, node in reader.walk() if role == "TD"]
    assert [role for role, *_ in reader.walk(found)] == ["TD", "P", "P", "Figure", "Figure"]


def test_rows_to_write_in_are_high_enough_and_weeks_are_told_apart() -> None:
    """At least 8 mm, and a heavy line stands above every seventh row but the first."""
    rows = tuple((Cell(words(f"Night {n}")), Cell(kind="blank", alt="space")) for n in range(14))
    table = Table((words("Night"), words("What")), rows, (1, 3), look="grid", every=7)
    data = pdf_bytes(with_parts((table,)))
    assert len(re.findall(r"^1\.98 w 0 J", code(data), re.MULTILINE)) == 1
    baselines = sorted({round(spot[5], 1) for spot in operands(data, "Tm")})[1:15]
    gaps = {round(after - before, 1) for before, after in pairwise(baselines)}
    assert min(gaps) >= 8 * MM - 0.2


def test_a_row_that_no_page_can_hold_is_parted_and_loses_nothing() -> None:
    """However much stands in a cell."""
    sentences = tuple(words(f"Sentence number {number} of a long cell.") for number in range(90))
    rows = ((Cell(words("Long")), Cell(sentences[0], more=sentences[1:])), (Cell(words("Short")), Cell(words("End."))))
    document = with_parts((Table((words("A"), words("B")), rows, (1, 1)),))
    reader = Aloud(pdf_bytes(document))
    assert reader.words() == expected_words(document)
    assert len(reader.pages) > 1


def test_words_over_a_column_run_on_over_columns_without_any() -> None:
    """So that a title of a table takes one line."""
    table = Table((words("What you told us"), words("")), ((Cell(words("Age")), Cell(words("66"))),), (1, 9))
    spots = {round(spot[5], 1) for spot in operands(pdf_bytes(with_parts((table,))), "Tm")}
    # The head, the foot, the title, the header, the row.
    assert len(spots) == 5


@pytest.mark.parametrize(("rows", "pages"), [(7, 1), (8, 2)])
def test_a_week_is_not_parted_where_a_page_can_hold_it(rows: int, pages: int) -> None:
    """So that all of its days are in sight; a longer table of the same height goes over."""
    long = words("The cat sat on the mat, and the dog sat on the rug. " * 6)
    table = Table(
        (words("Day"), words("Do")), tuple((Cell(words(f"Day {n}")), Cell(long)) for n in range(rows)), (1, 6)
    )
    data = pdf_bytes(with_parts((), Section("food", (Heading(2, "A"), *[Paragraph(long)] * 3, table))))
    reader = Aloud(data)
    (node,) = (one for role, _, _, one in reader.walk() if role == "Table")
    assert len({at for _, text, at, _ in reader.walk(node) if text}) == pages
