"""What people and systems write into the cells of a list means what it says, or fails its own row alone."""

from __future__ import annotations

from typing import Any

import pytest
from lists import batch, failed, opened

from planner.errors import ProfileError
from planner.records.rows import row_answers

pytestmark = pytest.mark.usefixtures("here")


def answer(key: str, cell: str) -> Any:
    """Return what one cell says of its key, or of how the sheet looks."""
    (row,) = opened(f'age,{key}\n67,"{cell}"\n').rows()
    person = row_answers(row)
    return getattr(person.options if hasattr(person.options, key) else person.answers, key)


@pytest.mark.parametrize("key", ["medications", "conditions", "allergies"])
@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        *((word, ()) for word in ("None", "NIL", "no", "N/A", "nil known", "none;", "keine", "ninguna", "aucun")),
        *((word, None) for word in ("", "-", "NULL", "#N/A", "Not on file", "not recorded", "unbekannt", "inconnu")),
    ],
)
def test_none_and_not_known_are_never_one(key: str, cell: str, meant: object) -> None:
    assert answer(key, cell) == meant


@pytest.mark.parametrize(
    ("key", "cell", "meant"),
    [
        ("allergies", "NKDA", ()),
        ("allergies", "No known allergy (situation)", ()),
        ("sex", "F", "female"),
        ("sex", "FEMALE ", "female"),
        ("sex", "weiblich", "female"),
        ("sex", "mujer", "female"),
        ("sex", "M", "male"),
        ("sex", "other", "unspecified"),
        ("sex", "U", None),
        ("country", "USA", "US"),
        ("country", "England", "GB"),
        ("country", "España", "ES"),
        ("language", "en-US", "en-us"),
        ("language", "English", "en"),
        ("sleep_position", "supine", "back"),
        ("paper", "US Letter", "letter"),
        ("large_print", "ja", True),
        ("daily_posture", "desk job", "sitting"),
    ],
)
def test_a_cell_is_read_as_people_write_it(key: str, cell: str, meant: object) -> None:
    assert answer(key, cell) == meant


@pytest.mark.parametrize(("key", "cell", "words"), [("sex", "1", "expected female, male"), ("country", "ZZ", "GB, US")])
def test_a_cell_without_a_meaning_fails_its_row_with_what_is_allowed(key: str, cell: str, words: str) -> None:
    with pytest.raises(ProfileError, match=words):
        answer(key, cell)
    done = batch(f"id,age,{key}\nA,67,{cell}\nB,66,\n")
    assert (failed(done.said), done.sheets) == ([2], ["B"])
