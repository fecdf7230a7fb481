"""How words are understood is told for each entry: what was found, and what was not read."""

from __future__ import annotations

import pytest
from conftest import CONTENT, START

from planner.errors import ProfileError
from planner.reports.understanding import understood


def test_what_is_found_in_an_entry_is_named_with_what_it_is() -> None:
    medicine, unknown = understood(["furosemide 40 mg", "blargh syndrome"], "medications", CONTENT, START)
    assert medicine["found"][0]["id"] == "furosemide"
    assert (medicine["not_read"], unknown["not_read"]) == (False, True)
    assert medicine["steps"]


def test_what_somebody_dislikes_is_told_as_the_foods_that_go() -> None:
    (entry,) = understood(["bananas"], "dislikes", CONTENT, START)
    assert "banana" in {one["id"] for one in entry["found"]}
    assert not entry["not_read"]


def test_words_that_are_no_entry_are_refused_with_their_key() -> None:
    with pytest.raises(ProfileError, match="conditions"):
        understood(["x" * 100_000], "conditions", CONTENT, START)
