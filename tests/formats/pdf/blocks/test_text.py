"""Headings with what stands at their line's end, words to say aloud, and marks behind words."""

from __future__ import annotations

import pdf_sample
import pytest
from pdf_reading import Aloud, code, expected_words, opened, with_parts

from planner.document.model import Heading, Paragraph, Run, words
from planner.formats.pdf import pdf_bytes


@pytest.mark.parametrize("aside", ["1 each", "a portion " * 9])
def test_an_aside_is_read_after_its_heading(aside: str) -> None:
    """Beside it where there is room, else below; it is no part of the title."""
    document = with_parts((Heading(2, "Food"), Heading(3, "Fruit", aside, "fruit"), Paragraph(words("Banana."))))
    data = pdf_bytes(document)
    reader = Aloud(data)
    assert reader.words() == expected_words(document)
    assert [reader.read(node).strip() for role, _, _, node in reader.walk() if role == "H3"] == ["Fruit"]
    with opened(data).open_outline() as outline:
        assert outline.root[0].children[0].children[0].title == "Fruit"


def test_what_to_say_aloud_is_large() -> None:
    document = with_parts((Paragraph(words("My urine is dark."), "said"),))
    data = pdf_bytes(document)
    assert Aloud(data).words() == expected_words(document)
    assert " 16 Tf" in code(data)


def test_a_mark_is_an_element_of_its_own_with_its_expansion() -> None:
    """In its place among the words, so that it is not read as a lone letter."""
    text = (*pdf_sample.said("Walk.", "○", "[2]"), *words(" Then rest."), Run("[3]", mark=True))
    document = with_parts((Paragraph(text),))
    reader = Aloud(pdf_bytes(document))
    assert reader.words() == expected_words(document)
    spans = [(own.strip(), str(node.get("/E", ""))) for role, own, _, node in reader.walk() if role == "Span"]
    assert spans == [("○", "little evidence, no harm"), ("[2]", "source 2"), ("[3]", "")]
