"""What each medicine changed: a table whose first column heads the rows of a subject, none of them cut in two."""

from __future__ import annotations

import re

import page
import pdf_sample
import pytest
from pdf_reading import Aloud, expected_words, extracted, with_parts

from planner.document.model import Effect, Heading, Note, Paragraph, Section, Subject, SubjectTable, words
from planner.formats.pdf import pdf_bytes

HEADER = ("As we read it", "What it changed")


def test_a_subject_heads_the_rows_of_its_effects() -> None:
    """Its cell spans them, and each effect has its label and its text."""
    document = with_parts((SubjectTable(HEADER, pdf_sample.SUBJECTS),))
    reader = Aloud(pdf_bytes(document))
    assert reader.words() == expected_words(document)
    spans = [int(node.A.RowSpan) for role, _, _, node in reader.walk() if role == "TH" and "/RowSpan" in node.A]
    assert spans == [2, 4, 2]
    assert len([role for role, *_ in reader.walk() if role == "TR"]) == 1 + 2 + 4 + 2


def test_in_large_print_a_subject_opens_the_line_of_its_first_effect_where_that_saves_one() -> None:
    """It heads the rows of its effects there too; what is to be watched for always begins a line."""
    effects = [Effect(kind, kind, words("A few words.")) for kind in ("no", "watch", "do")]
    subjects = [Subject(words("bisoprolol"), words("a tablet"), (effect, effects[2])) for effect in effects]
    document = with_parts((SubjectTable(HEADER, tuple(subjects)),), large_print=True)
    reader = Aloud(pdf_bytes(document))
    assert reader.words() == expected_words(document)
    spans = [int(node.A.RowSpan) for role, _, _, node in reader.walk() if role == "TH" and node.A.Scope == "/Row"]
    assert spans == [2, 2, 2]
    assert len([role for role, *_ in reader.walk() if role == "TR"]) == 1 + 2 + 2 + 2
    lines = extracted(pdf_bytes(document)).splitlines()
    assert ["A few words." in line for line in lines if "bisoprolol" in line] == [True, False, True]


def test_effects_of_no_one_subject_have_two_columns() -> None:
    """What several medicines forbid stands first, its labels heading its rows."""
    shared = SubjectTable(("", ""), (Subject((), (), pdf_sample.SUBJECTS[1].effects),))
    document = with_parts((Note("together", "All together", (shared,)),))
    reader = Aloud(pdf_bytes(document))
    assert reader.words() == expected_words(document)
    assert [role for role, *_ in reader.walk() if role in {"TH", "TD"}] == ["TH", "TD"] * 4


@pytest.mark.parametrize("large", [False, True])
def test_no_subject_is_cut_in_two(large: bool) -> None:
    """Over many pages, under a header that is heard once; in large print a long one goes on below its name.

    There the table has one column, and no header.
    """
    header = ("", "") if large else HEADER
    document = with_parts((SubjectTable(header, pdf_sample.SUBJECTS * 8),), large_print=large)
    data = pdf_bytes(document)
    reader = Aloud(data)
    assert reader.words() == expected_words(document)
    assert len(reader.pages) > 1
    assert {"As we read it" in " ".join(decoration.split()) for _, decoration, _ in reader.pages[1:]} == {not large}
    for profile in ("ua1", "2a"):
        assert page.validate_pdf_bytes(data, profile=profile).is_compliant
    home, name = 0, ""
    for role, text, at, node in reader.walk():
        if role == "TH" and node.A.Scope == "/Row":
            home = reader.numbers[_page(reader, node)]
            name = next(title for kind, title, *_ in reader.walk(node) if kind == "P")
        elif role == "TD" and text:
            assert at == home or (large and at == home + 1 and name in reader.pages[at][1])


def _page(reader: Aloud, node: object) -> object:
    return next(
        at for at, number in reader.numbers.items() for _, text, where, _ in reader.walk(node) if where == number
    )


def test_a_subject_that_no_page_can_hold_is_parted_between_its_effects() -> None:
    effects = tuple(pdf_sample.effect("no", f"Thing {number}, " + "and more of it, " * 12) for number in range(30))
    document = with_parts((SubjectTable(HEADER, (Subject(words("Much"), (), effects),)),))
    assert Aloud(pdf_bytes(document)).words() == expected_words(document)


@pytest.mark.parametrize("above", [0, 12])
def test_a_subject_is_parted_where_a_page_would_hold_a_heading_alone(above: int) -> None:
    """It goes on below its header and its name, which nobody hears twice; below more text it goes over whole."""
    long = words("The cat sat on the mat, and the dog sat on the rug. ")
    effects = tuple(Effect("do", "Do", (*words(f"Number {n}. "), *long, *long, *long)) for n in range(12))
    table = SubjectTable(HEADER, (Subject(words("Headword"), (), effects),))
    blocks = (Heading(2, "A part"), *[Paragraph(long * 4)] * (2 + above), table)
    reader = Aloud(pdf_bytes(with_parts((Paragraph(long),), Section("food", blocks))))
    (node,) = (one for role, _, _, one in reader.walk() if role == "Table")
    pages = {at for role, text, at, _ in reader.walk(node) if role == "TD" and text.strip()}
    assert len(pages) == (1 if above else 2)
    assert reader.words().count("Headword") == 1
    again = sum("Headword" in decoration for _, decoration, _ in reader.pages)
    assert again == len(pages) - 1


@pytest.mark.parametrize("large", [False, True])
def test_the_title_of_a_group_heads_rows_of_its_own(large: bool) -> None:
    """It is heard before the first of its effects, and the last of them opens no page alone."""
    effects = [
        Effect("no", "No", words(f"Leave out thing {at}."), group="" if at % 4 else f"Matter {at // 4}")
        for at in range(160)
    ]
    document = with_parts(
        (SubjectTable(HEADER, (Subject(words("a long one"), (), tuple(effects)),)),), large_print=large
    )
    reader = Aloud(pdf_bytes(document))
    assert reader.words() == expected_words(document)
    heads = [node for role, _, _, node in reader.walk() if role == "TH" and "/Scope" in node.A]
    assert [int(node.A.RowSpan) for node in heads if "/RowSpan" in node.A] == [160 + 40]
    assert len([node for node in heads if node.A.Scope == "/Row" and "/ColSpan" in node.A]) == 40
    texts = [" ".join(told.values()) for told, *_ in reader.pages]
    assert len(texts) > 1
    opening = [at for at in range(160) for text in texts[1:] if _first_thing(text) == at]
    assert opening
    assert not any(at % 4 == 3 for at in opening)


def _first_thing(text: str) -> int:
    return int(re.search(r"thing (\d+)\.", text)[1])  # type: ignore[index]
