"""Which items a selector hits, and whether it looks at a person: then nothing that it hits holds for everybody."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from conftest import CONTENT
from test_cases import ALL

from planner.content.knowledge import BoundRule
from planner.logic.facts import Entry, Facts, Listed
from planner.logic.selectors import NOBODY, Hits, Ids, Index, compile_selector
from planner.model.foods import Food
from planner.model.items import Item
from planner.profile.resolve import load_profile

_SOURCE = {"sources": ("general-advice",), "serving": "one", "grams": 100}
INDEX = Index(
    (
        Food(id="nuts", text="Walnuts", allergens=("nuts",), tags=("food",), section="in_season", **_SOURCE),
        Food(id="milk", text="Milk", allergens=("milk",), tags=("drink",), potassium_mg=350, **_SOURCE),
        Item(id="walk", text="Walk.", tags=("in_fact", "in_unreadable"), sources=("general-advice",)),
    )
)
NUTS: Facts = {"allergies": Listed((Entry("nuts"),))}
NONE: Facts = {"allergies": Listed()}
NOT_SAID: Facts = {"allergies": Listed(stated=False)}
UNREAD: Facts = {"allergies": Listed((), unreadable=("walnut halves",))}
MINE: dict[str, Any] = {"allergens": {"in_fact": "allergies"}}
UNREADABLE: dict[str, Any] = {"named": {"in_unreadable": "allergies"}}


def compiled(raw: object) -> Hits:
    """Return a selector that is well written."""
    faults: list[str] = []
    hits = compile_selector(raw, lambda path, text: faults.append(text))
    assert not faults
    return hits


@pytest.mark.parametrize(
    "raw",
    [
        {"section": "in_season"},
        {"tag": "in_fact"},
        {"tag": ["in_unreadable", "in_fact"]},
        {"any": [{"id": "in_"}, {"not": {"variant": "in_bed"}}]},
        {"all": [{"tag": "food"}, {"potassium_mg": {"at_least": 200}}]},
    ],
)
def test_words_that_only_look_like_a_list_of_the_person_are_words(raw: Any) -> None:
    hits = compiled(raw)
    assert hits.lists == frozenset()
    assert hits.of(INDEX, NOBODY) == hits.of(INDEX, NUTS) == hits.of(INDEX, NOT_SAID)


@pytest.mark.parametrize(
    "raw",
    [
        MINE,
        UNREADABLE,
        {"not": MINE},
        {"any": [{"id": "walk"}, {"all": [{"tag": "food"}, {"not": MINE}]}]},
        {"all": [{"any": [{"not": {"not": UNREADABLE}}]}]},
    ],
)
def test_a_selector_knows_however_deep_that_it_looks_at_a_list_of_the_person(raw: Any) -> None:
    hits = compiled(raw)
    assert hits.lists == {"allergies"}
    assert hits.of(INDEX, NUTS) != hits.of(INDEX, NONE) or hits.of(INDEX, UNREAD) != hits.of(INDEX, NONE)
    with pytest.raises(AssertionError, match="allergies"):
        hits.of(INDEX, NOBODY)


@pytest.mark.parametrize(
    ("raw", "facts", "hit"),
    [
        (MINE, NUTS, {"nuts"}),
        (MINE, NONE, set()),
        (MINE, NOT_SAID, {"nuts", "milk"}),
        (MINE, {}, {"nuts", "milk"}),
        (MINE, {"allergies": Listed((Entry("nuts", status="denied"),))}, set()),
        (UNREADABLE, UNREAD, {"nuts"}),
        (UNREADABLE, NUTS, set()),
        ({"not": MINE}, NUTS, {"milk", "walk"}),
        ({"all": [{"tag": ["food", "drink"]}, {"not": MINE}]}, NUTS, {"milk"}),
        ({"any": [{"id": "walk"}, MINE]}, NUTS, {"walk", "nuts"}),
        ({"potassium_mg": {"above": 300, "below": 400}}, NONE, {"milk"}),
        ({"potassium_mg": {"above": 350}}, NONE, set()),
        ({"section": ["in_season", "other"]}, NONE, {"nuts"}),
    ],
)
def test_a_selector_hits_what_it_says(raw: Any, facts: Facts, hit: Ids) -> None:
    assert compiled(raw).of(INDEX, facts) == hit


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ({"allergens": {"in_fact": "alergies"}}, "did you mean 'allergies'"),
        ({"named": {"in_unreadable": "age"}}, "'age' is no list of facts"),
        ({"allergens": {"in_fcat": "allergies"}}, "in_fact: allergies"),
        ({"named": "walnut"}, "in_unreadable: allergies"),
        ({"id": {"in_fact": "allergies"}}, "a word or a list of words"),
        ({"id": [["walk"]]}, "a word or a list of words"),
        ({"idd": "walk"}, "unknown selector 'idd'; did you mean 'id'"),
        ({"all": []}, "'all' needs a list"),
        ({"grams": {"at_leest": 3}}, "did you mean 'at_least'"),
        ({"grams": {"at_least": True}}, "with a number"),
        ({"grams": 3}, "expected a comparison"),
        ("walk", "expected one of all, any, not"),
    ],
)
def test_a_selector_that_is_not_well_written_is_a_fault_and_hits_nothing(raw: Any, words: str) -> None:
    faults: list[str] = []
    hits = compile_selector(raw, lambda path, text: faults.append(text))
    assert len(faults) == 1
    assert words in faults[0]
    assert hits.of(INDEX, NUTS) == hits.of(INDEX, NOT_SAID) == frozenset()


def _keys(raw: Any) -> Iterator[str]:
    """Yield every key of a selector as written."""
    if isinstance(raw, dict):
        yield from raw
    for part in raw.values() if isinstance(raw, dict) else raw if isinstance(raw, list | tuple) else ():
        yield from _keys(part)


def test_a_rule_of_the_plans_is_personal_where_it_names_a_list_and_else_hits_the_same_for_everybody() -> None:
    people = [load_profile(profile, CONTENT).facts for _, _, profile in ALL[::40]]
    own = {"in_fact", "in_stated", "in_unreadable"}
    naming = {rule.id for rule in CONTENT.raw.rules if own & {*_keys(rule.exclude), *_keys(rule.ask_first)}}
    assert {bound.rule.id for bound in CONTENT.rules if bound.personal} == naming != set()
    shared = [bound.hits for bound in CONTENT.rules if bound.hits is not None and bound.rule.id not in naming]
    for template, hits in product(CONTENT.templates.values(), shared):
        assert {hits.of(template.index, facts) for facts in people} == {hits.of(template.index, NOBODY)}


def test_a_rule_is_personal_by_its_selector_and_by_nothing_else() -> None:
    bound = next(bound for bound in CONTENT.rules if bound.personal)
    assert not BoundRule(bound.rule, bound.when, bound.effect, compiled({"section": "in_season"})).personal
    assert BoundRule(bound.rule, bound.when, bound.effect, compiled({"not": MINE})).personal
