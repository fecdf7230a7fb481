"""Rows that are never cut, under a header that comes again."""

from __future__ import annotations

import pdf_sample
from pdf_reading import (
    Aloud,
    aloud,
)

from planner.document.model import (
    Cell,
    Table,
    words,
)
from planner.formats.pdf import pdf_bytes


def test_table_rows_are_whole_and_the_header_comes_again_as_decoration() -> None:
    """A long table repeats its header on the next page, where it is seen and not heard."""
    rows = tuple((Cell(words(f"row {n}")), Cell(words("a line " * 20))) for n in range(40))
    data = pdf_bytes(pdf_sample.sample(extra=(Table(("Headword", "Meaning"), rows, (1, 3)),)))
    reader = Aloud(data)
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
    assert "box to tick for Monday" in {str(node.get("/Alt", "")) for role, node in nodes if role == "TD"}
