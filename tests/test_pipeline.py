"""The path from answers to bytes as a program takes it: twelve names, every format, dated as the command dates it."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pypdf
import pytest
from click.testing import CliRunner
from conftest import CONTENT, START, plan_for

import planner
from planner.cli.app import main
from planner.content.knowledge import Content
from planner.document.compose import compose
from planner.errors import UsageError
from planner.files.places import YamlText
from planner.formats.pdf import write_pdf
from planner.model.sheet import Identity, SheetOptions
from planner.pipeline import (
    SUFFIXES,
    SheetRequest,
    chosen_plan,
    compose_ahead,
    document_of,
    make_plan,
    plan_ahead,
    render,
    rendered,
    sheet_of,
)
from planner.planning.apply import apply
from planner.planning.plan import Plan
from planner.profile.answers import Person, read_answers
from planner.profile.recognise import known_readings
from planner.profile.resolve import profile_of


def test_dir_shows_the_names_that_stay() -> None:
    functions = ("load_content", "load_profile", "apply", "compose", "write_pdf", "render")
    names = (*functions, "Content", "Profile", "Plan", "Decision", "PlannerError")
    assert dir(planner) == sorted(names)
    assert all(callable(getattr(planner, name)) for name in names)


def test_render_gives_the_bytes_of_each_format() -> None:
    plan = plan_for({"age": 67})
    for form in SUFFIXES:
        assert planner.render(plan, form) == rendered(plan, CONTENT, form)
    assert planner.render(plan, "text", CONTENT) == planner.render(plan, "text")


def test_a_plan_of_other_plans_is_not_told_in_our_words() -> None:
    rules = (msgspec.structs.replace(CONTENT.raw.rules[0], say="Something else."), *CONTENT.raw.rules[1:])
    other = Content(msgspec.structs.replace(CONTENT.raw, rules=rules), CONTENT.folder)
    plan = planner.apply(other.template("night-leg-cramps"), planner.load_profile({"age": 67}, other), START)
    with pytest.raises(UsageError, match="other plans"):
        render(plan, "text")
    assert render(plan, "text", other)


def test_a_pdf_of_the_library_is_the_command_s(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    plan = plan_for({"age": 67})
    held = io.BytesIO()
    write_pdf(planner.compose(plan, CONTENT), held)
    CliRunner().invoke(main, ["render", "--age", "67", "--start", START.isoformat(), "-o", "x.pdf"])
    assert held.getvalue() == Path("x.pdf").read_bytes()
    assert _made(held.getvalue()) == START


def test_nothing_is_worked_out_ahead_where_it_hangs_on_today() -> None:
    person, days = read_answers(YamlText("profile", None, {}), {"age": 61}), {"start": START, "as_of": START}
    kept = (planner.pipeline._known_plan, planner.pipeline._known_document)
    before = [one.cache_info().misses for one in kept]

    for step in (plan_ahead, compose_ahead):
        step(person, CONTENT, SheetRequest())
    assert [one.cache_info().misses for one in kept] == before

    for step in (plan_ahead, compose_ahead):
        step(person, CONTENT, SheetRequest(**days))
    make_plan(person, CONTENT, SheetRequest(**days))
    assert [one.cache_info().misses for one in kept] == [number + 1 for number in before]


def test_another_start_is_another_date() -> None:
    profile = planner.load_profile({"age": 67}, CONTENT)
    later = planner.apply(CONTENT.template("night-leg-cramps"), profile, date(2027, 1, 4))
    assert _made(planner.render(later, "pdf")) == date(2027, 1, 4)


def _made(pdf: bytes) -> date:
    metadata = pypdf.PdfReader(io.BytesIO(pdf)).metadata
    assert metadata is not None
    assert metadata.creation_date is not None
    return metadata.creation_date.date()


# --- what is kept from one person to the next ---

ANSWERS = (
    {"age": 67, "medications": ["Zocor", "qzzbxq 5 mg"], "conditions": ["CKD stage 3", "gout 3 weeks ago"]},
    {"age": 30, "sex": "female", "pregnancy": {"weeks": 30}, "country": "US", "limits": {"fluid": "1.5 L"}},
    {"age": 30, "sex": "female", "pregnancy": {"weeks": 30}, "country": "US", "limits": {"fluid": "1.2 L"}},
    {"age": 71, "cramps": {"where": ["back"]}, "large_print": True, "country": "GB"},
    {"age": 71, "cramps": {"where": ["back"]}, "large_print": False, "country": "GB"},
    {"age": 60, "medications": ["spironolactone"], "allergies": ["nuts"], "edition": "easy"},
    {"age": 44, "symptoms": ["one calf swollen and warm"]},
)
WHO = ({"name": "Ana García", "id": "A-1"}, {"id": "B-2"}, {"name": "{id}"}, {})
REQUEST = SheetRequest(start=START, as_of=START)


def _person(answers: dict[str, Any], who: dict[str, str]) -> Person:
    return read_answers(YamlText("profile", {**answers, **who}, {}), as_of=START)


def _alone(person: Person) -> Plan:
    return apply(CONTENT.template(chosen_plan(person.answers)), profile_of(person, CONTENT, START), START)


def _forget() -> None:
    known_readings.cache_clear()
    for wording in CONTENT.languages.values():
        wording.forms.clear()


@pytest.mark.parametrize("answers", ANSWERS)
def test_a_sheet_is_the_same_whoever_gave_its_answers_before(answers: dict[str, Any]) -> None:
    for who in (*WHO, *WHO):
        person = _person(answers, who)
        plan = make_plan(person, CONTENT, REQUEST)
        assert plan.profile.identity == person.identity == Identity(**who)
        assert rendered(plan, CONTENT, "json") == rendered(_alone(person), CONTENT, "json")
        said = document_of(person, CONTENT, REQUEST)
        assert said == compose(_alone(person), CONTENT)
        given = sheet_of(plan, CONTENT, "text", lambda said=said: said)
        assert given.data == rendered(_alone(person), CONTENT, "text")


def test_an_answer_a_wish_or_a_day_that_differs_is_another_sheet() -> None:
    said = [document_of(_person(answers, {}), CONTENT, REQUEST) for answers in ANSWERS]
    assert all(one != other for at, one in enumerate(said) for other in said[:at])
    later = msgspec.structs.replace(REQUEST, start=date(2026, 11, 30))
    assert document_of(_person(ANSWERS[0], {}), CONTENT, later).day == date(2026, 11, 30)
    us = msgspec.structs.replace(REQUEST, options=SheetOptions(paper="letter"))
    assert document_of(_person(ANSWERS[0], {}), CONTENT, us).paper == "letter"


def test_sheets_are_the_same_with_nothing_kept_and_in_any_order() -> None:
    people = [_person(answers, WHO[0]) for answers in ANSWERS]
    said = [rendered(_alone(person), CONTENT, "text") for person in people]
    again = [rendered(_alone(person), CONTENT, "text") for person in reversed(people)]
    cold = []
    for person in people:
        _forget()
        cold.append(rendered(_alone(person), CONTENT, "text"))
    assert said == list(reversed(again)) == cold


def test_without_a_day_a_plan_is_of_today(monkeypatch: pytest.MonkeyPatch) -> None:
    person = _person(ANSWERS[0], {})
    for day, start in ((date(2026, 11, 24), date(2026, 11, 30)), (date(2026, 12, 2), date(2026, 12, 7))):
        monkeypatch.setattr("planner.pipeline.today", lambda day=day: day)
        assert make_plan(person, CONTENT, SheetRequest()).start == start
        assert document_of(person, CONTENT, SheetRequest()).day == start
