"""What a language remembers: the same words for the same things, its own for others, and no more than it may."""

from __future__ import annotations

from datetime import date

from conftest import CONTENT

from planner.i18n.language import load_language
from planner.i18n.once import Remembering
from planner.model.sheet import ClinicNumbers


class _Named(Remembering, frozen=True):
    name: str


def test_the_same_is_worked_out_once_and_something_else_anew() -> None:
    asked: list[tuple[str, int]] = []

    def joined(one: _Named, number: int) -> str:
        asked.append((one.name, number))
        return f"{one.name} {number}"

    ann, bob = _Named("Ann"), _Named("Bob")
    assert [one.once(joined, 1) for one in (ann, bob, ann, bob)] == ["Ann 1", "Bob 1", "Ann 1", "Bob 1"]
    assert ann.once(joined, 2) == "Ann 2"
    assert asked == [("Ann", 1), ("Bob", 1), ("Ann", 2)]


def test_each_clinic_has_its_numbers_and_only_some_are_kept() -> None:
    for number in range(100):
        urgent = f"call {number}"
        said = load_language(CONTENT, "en", "GB", ClinicNumbers("GB", urgent=urgent))
        assert said.numbers["urgent"] == urgent
        assert urgent in said.fill("{urgent}")
    assert len(CONTENT.languages["en"].forms) <= 32


def test_a_language_says_a_day_as_each_country_writes_it() -> None:
    day = date(2026, 11, 23)
    said = {country: load_language(CONTENT, "en", country).date(day) for country in ("GB", "US", "GB")}
    assert said["GB"] != said["US"]
    assert load_language(CONTENT, "en", "GB") is load_language(CONTENT, "en", "GB")
