"""Whole entries: what a medicine is for, the complaint itself, and what nobody listed."""

from __future__ import annotations

import pytest
from conftest import CONTENT
from recognised import ids

from planner.lexicon.names import Names
from planner.profile.resolve import load_profile
from planner.recognition.reading import read_entry, read_medicine_entry

PURPOSES = [
    ("furosemide for heart failure", ("heart-failure",)),
    ("furosemide 40 mg (for heart failure)", ("heart-failure",)),
    ("simvastatin for high cholesterol", ()),
    ("metformin for type 2 diabetes and furosemide", ("diabetes", "type-2-diabetes")),
]


@pytest.mark.parametrize(("text", "implied"), PURPOSES)
def test_what_a_medicine_is_said_to_be_for_is_found_too(names: Names, text: str, implied: tuple[str, ...]) -> None:
    reading = read_medicine_entry(text, names)
    assert not reading.leftover
    assert reading.medicines[0].implies == implied


def test_the_complaint_itself_is_understood_and_finds_nothing(names: Names) -> None:
    for text in ("leg cramps", "night cramps for 3 weeks", "calf cramps at night"):
        assert read_entry(text, names, "conditions").findings == ()
        assert not read_entry(text, names, "conditions").leftover
    assert ids(read_entry("arm cramps", names, "symptoms").findings) == {"arm-or-face-cramps"}


@pytest.mark.parametrize(
    "text", ["penicillium", "nestberries", "<img src=x>", "z" * 10_000, "a " * 5_000, "\u202e\u0000", "🙂"]
)
def test_what_nobody_listed_is_unrecognised_and_harmless(names: Names, text: str) -> None:
    for asked in ("allergies", "conditions"):
        assert read_entry(text, names, asked).leftover
    assert read_medicine_entry(text, names).leftover


@pytest.mark.parametrize(
    ("listed", "twice"),
    [
        (["paracetamol effervescent", "Sando-K effervescent"], []),
        (["water tablet", "blood pressure tablet"], []),
        (["Lasix", "furosemide"], ["furosemide"]),
    ],
)
def test_a_word_for_a_class_is_no_medicine_that_stands_twice(listed: list[str], twice: list[str]) -> None:
    profile = load_profile({"age": 60, "medications": listed}, CONTENT)
    assert [name for name, _, _ in profile.twice] == twice


LETTERS = [
    ("PD", {"parkinsons-disease", "dialysis"}),
    ("PD on levodopa", {"parkinsons-disease"}),
    ("ESRF on PD", {"dialysis"}),
    ("MS", {"multiple-sclerosis", "heart-disease"}),
    ("relapsing MS", {"multiple-sclerosis"}),
    ("AS", {"aortic-stenosis", "arthritis", "heart-disease"}),
    ("same as before", set()),
    ("500 mg", set()),
    ("MG", {"myasthenia-gravis"}),
]


@pytest.mark.parametrize(("text", "meant"), LETTERS)
def test_letters_with_several_meanings_take_all_unless_other_words_decide(
    names: Names, text: str, meant: set[str]
) -> None:
    several = {id_ for one in names.words.raw.letters for id_ in one.meanings}
    assert ids(read_entry(text, names, "conditions").findings) & several == meant
