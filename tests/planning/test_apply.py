"""What one person's plan leaves behind for the next: nothing, in any order, in two threads, in a copy."""

from __future__ import annotations

import copy
import pickle
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import msgspec
import pytest
from conftest import CONTENT, START, plan_for, sheet
from msgspec import structs
from test_cases import ALL

from planner.content.knowledge import Content, PlanTemplate
from planner.document.compose import compose
from planner.files.json import json_bytes
from planner.formats.json import plan_json
from planner.formats.markdown import to_markdown
from planner.model.items import Item
from planner.model.rules import Rule
from planner.planning.apply import apply
from planner.planning.plan import Plan
from planner.profile.resolve import load_profile

# About a hundred people, among them all that have an allergy, of whom rules look at their own list.
_ALLERGIC = [(profile, case) for _, case, profile in ALL if profile.get("allergies") not in (None, "none", [])]
_OTHERS = [(profile, case) for _, case, profile in ALL[::15]]
PEOPLE = [(profile, case.get("plan", "night-leg-cramps")) for profile, case in (*_ALLERGIC[::4], *_OTHERS)]
Person = tuple[dict[str, Any], str]


def fresh(*rules: Rule) -> Content:
    """Return the content with nothing worked out yet, and with some rules more."""
    return Content(structs.replace(CONTENT.raw, rules=(*CONTENT.raw.rules, *rules)), CONTENT.folder)


def output(content: Content, person: Person) -> bytes:
    """Return all that a person gets: the JSON with every decision, and the words of the sheet."""
    profile, plan = person
    made = apply(content.template(plan), load_profile(profile, content), START)
    return json_bytes(plan_json(made, content)) + to_markdown(compose(made, content)).encode()


@pytest.fixture(scope="module", params=["some", pytest.param("all", marks=pytest.mark.wide)])
def people(request: pytest.FixtureRequest) -> list[Person]:
    """Return all of them, or every sixth."""
    return PEOPLE if request.param == "all" else PEOPLE[::6]


@pytest.fixture(scope="module")
def alone(people: list[Person]) -> list[bytes]:
    """Return what each person gets from content of which nobody else has asked anything."""
    names = fresh().names
    found = []
    for person in people:
        content = fresh()
        # The index of names holds nothing of a person and takes longest to make.
        vars(content)["names"] = names
        found.append(output(content, person))
    return found


def test_there_are_enough_people_and_they_differ(people: list[Person], alone: list[bytes]) -> None:
    assert 90 < len(PEOPLE) < 240
    assert len(set(alone)) > len(people) * 0.9
    assert any(profile.get("allergies") for profile, _ in people)
    assert sum(bool(profile.get("allergies")) for profile, _ in PEOPLE) > 15


def test_whoever_came_before_and_whoever_comes_again_changes_no_byte(people: list[Person], alone: list[bytes]) -> None:
    """A, B, A: forwards, backwards, and each between two others."""
    content = fresh()
    count = len(people)
    for order in (range(count), reversed(range(count)), [at * 37 % count for at in range(count)]):
        for at in order:
            assert output(content, people[at]) == alone[at], people[at]


@contextmanager
def restless() -> Iterator[None]:
    """Let threads take turns as often as they can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


def test_two_threads_on_content_that_nobody_used_give_each_person_the_same(
    people: list[Person], alone: list[bytes]
) -> None:
    content = fresh()
    forwards = list(range(len(people)))

    def run(order: list[int]) -> dict[int, bytes]:
        return {at: output(content, people[at]) for at in order}

    with restless(), ThreadPoolExecutor(2) as pool:
        for found in pool.map(run, (forwards, forwards[::-1])):
            assert found == dict(enumerate(alone))


# --- what a person request for the sheet ------------------------------------------------------------

SIZES = [{"paper": paper, "large_print": large} for paper in ("a4", "letter") for large in (False, True)]


class _Unseen:
    """Something of a person at which nobody may look."""

    def __getattr__(self, key: str) -> Any:
        raise AssertionError(f"the plan looks at the {key} of a person")


@pytest.mark.parametrize("step", [pytest.param(10, marks=pytest.mark.wide), 40])
@pytest.mark.parametrize("plan", sorted(CONTENT.templates))
def test_a_plan_follows_from_the_facts_and_looks_at_no_answer(plan: str, step: int) -> None:
    """Neither an answer nor paper, print size, language, name and id can change a decision but through the facts."""
    template = CONTENT.template(plan)
    for _, _, written in ALL[::step]:
        profile = load_profile(written, CONTENT)
        blind = apply(
            template, structs.replace(profile, answers=_Unseen(), options=_Unseen(), identity=_Unseen()), START
        )
        assert structs.replace(blind, profile=profile) == apply(template, profile, START)


def test_the_json_of_one_person_is_the_same_on_each_paper_and_in_large_print(people: list[Person]) -> None:
    for profile, plan in people:
        found = {json_bytes(plan_json(plan_for({**profile, **size}, plan), CONTENT)) for size in SIZES}
        assert len(found) == 1, profile


# --- rules that look at a person, and rules that only seem to ---------------------------------------


def _rule(**written: Any) -> Rule:
    return msgspec.convert({"id": "new-rule", "sources": ["general-advice"], **written}, Rule)


ALMONDS: Person = ({"age": 44, "allergies": ["almonds"], "conditions": "none"}, "night-leg-cramps")
MILK: Person = ({"age": 44, "allergies": ["milk"], "conditions": "none"}, "night-leg-cramps")


def test_a_rule_that_looks_at_a_list_deep_within_is_worked_out_for_each_person() -> None:
    """All foods but those with what the person is allergic to: the opposite for two people with two allergies."""
    mine = {"all": [{"tag": "food"}, {"not": {"allergens": {"in_fact": "allergies"}}}]}
    rule = _rule(when={"age": {"at_least": 1}}, exclude={"any": [{"id": "water"}, mine]})
    one, other = (output(fresh(rule), person) for person in (ALMONDS, MILK))
    assert one != other
    content = fresh(rule)
    assert [output(content, person) for person in (ALMONDS, MILK, ALMONDS)] == [one, other, one]
    place = [bound.rule.id for bound in content.rules].index("new-rule")
    assert not any(of_truth[place] for of_truth in content.template("night-leg-cramps").known_hits)


@pytest.mark.parametrize(
    "beside",
    [{"section": "in_season"}, {"allergens": {"in_fact": "allergies"}}, {"named": {"in_unreadable": "allergies"}}],
)
def test_a_rule_that_bars_a_stretch_bars_doing_it_whatever_else_it_looks_at(beside: dict[str, Any]) -> None:
    """Words that look like a list of the person, or such a list, leave the activity that rests on it no way in."""
    profile = {"age": 44, "allergies": "none", "exercise_level": "light"}
    before = plan_for(profile)
    stretch = before.stretches[0].id
    assert stretch in _done(before)
    content = fresh(_rule(when={"age": {"at_least": 1}}, exclude={"any": [{"id": stretch}, beside]}))
    after = apply(content.template("night-leg-cramps"), load_profile(profile, content), START)
    assert stretch not in _done(after)
    assert stretch not in {one.id for one in after.stretches}


def _done(plan: Plan) -> set[str]:
    """Return the stretches on which what is done in the week rests."""
    return {one.item.stretch for one in (*plan.every_day, *(item for day in plan.days for item in day.items))}


# --- what a condition is about --------------------------------------------------------------------


def _minutes(template: PlanTemplate, age: int) -> list[Any]:
    plan = apply(template, load_profile({"age": age}, CONTENT), START)
    return [item.values for day in plan.days for item in day.items if item.id == "rows"]


def _with_rows() -> Content:
    """Return content with one item that has two values, whose rows are the very same records."""
    rows = [{"when": {"age": {"at_least": 65}}, "value": 2}, {"value": 3}]
    turned = [{"when": {"age": {"below": 65}}, "value": 2}, {"value": 3}]
    written = {"id": "rows", "text": "{a} {b} {c}", "short": "Rows", "slot": "morning", "days": [1], "values": {}}
    item = msgspec.convert({**written, "sources": ["general-advice"]}, Item)
    one, other = (msgspec.convert({**written, "sources": ["x"], "values": {"a": r}}, Item) for r in (rows, turned))
    item = structs.replace(item, values={"a": one.values["a"], "b": other.values["a"], "c": one.values["a"]})
    template = structs.replace(CONTENT.raw.templates[0], items=(*CONTENT.raw.templates[0].items, item))
    return Content(structs.replace(CONTENT.raw, templates=(template,)), CONTENT.folder)


def test_a_row_is_known_by_its_item_its_value_and_its_place() -> None:
    content = _with_rows()
    [template] = content.templates.values()
    about = [key for key in template.conditions if key[0] == "rows"]
    assert about == [("rows", "a", 0), ("rows", "b", 0), ("rows", "c", 0)]
    assert _minutes(template, 70) == [{"a": 2, "b": 3, "c": 2}]
    assert _minutes(template, 40) == [{"a": 3, "b": 2, "c": 3}]


@pytest.mark.parametrize("copied", [copy.deepcopy, lambda template: pickle.loads(pickle.dumps(template))])  # noqa: S301
def test_a_copy_of_a_plan_gives_the_same_values(copied: Any) -> None:
    """Such as the one that another process is handed, after the first has used it."""
    [template] = _with_rows().templates.values()
    wanted = [_minutes(template, age) for age in (70, 40)]
    other = copied(template)
    del template
    assert [_minutes(other, age) for age in (70, 40)] == wanted


@pytest.mark.parametrize(
    ("told", "asks"),
    [
        ({}, True),
        ({"limits": {"fluid": "1.5 L"}}, False),
        ({"conditions": ["heart failure"], "medications": []}, False),
        ({"conditions": ["CKD stage 3"], "medications": []}, False),
    ],
)
def test_what_an_answer_has_settled_is_not_asked_on_page_1(told: dict[str, Any], asks: bool) -> None:
    """Who has a limit on drinks, or what brings one, is not asked for it: half of the answer could be taken for all."""
    asked = [check.id for check in plan_for({"age": 67, **told}).front_checks]
    assert ("drinks" in asked) == asks


def test_a_limit_that_was_told_takes_the_place_of_thirst() -> None:
    def drinking(told: dict[str, Any]) -> str:
        text = sheet(plan_for({"age": 70, "conditions": ["heart failure"], "medications": [], **told}))
        return " ".join(part for part in ("Not set?", "Count every drink and soup.") if part in text)

    assert drinking({}) == "Not set?"
    assert drinking({"limits": {"fluid": "1.5 L"}}) == "Count every drink and soup."
