"""What must hold for every profile of facts: the five properties of the merge, and that nothing ever crashes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import jsonschema
import pytest
from conftest import CONTENT, advice, plan_for, sheet, words_of
from hypothesis import assume, example, given, reject
from hypothesis import strategies as st
from strategies import KNOWN, LISTS, OTHERS, PLANS, PROFILES, Made, examples, one_of_list

from planner.content.knowledge import PlanTemplate
from planner.document.context import SheetContext
from planner.document.parts.stop import stop_blocks
from planner.errors import ProfileError
from planner.formats.json import plan_json
from planner.i18n.language import load_language
from planner.logic.truth import Truth
from planner.model.items import SLOTS
from planner.planning.plan import Plan, Planned, Referral
from planner.reports.schemas import schema_of

VALIDATOR = jsonschema.Draft202012Validator(schema_of("plan"))


def made(profile: Made, plan: str) -> Plan:
    """Return the plan of a profile; what contradicts itself in free words is no profile."""
    try:
        return plan_for(profile, plan)
    except ProfileError:
        reject()


def barred(plan: Plan) -> dict[str, dict[str, str]]:
    """Return the effect of each rule that holds and bars, by the id of the item: worked out from the rules alone."""
    template = CONTENT.template(plan.template.plan)
    found: dict[str, dict[str, str]] = {}
    for bound, verdict in zip(CONTENT.rules, plan.verdicts, strict=True):
        if bound.effect in ("exclude", "ask_first") and verdict.judgement.truth >= Truth.ASSUMED:
            for id_ in template.hit_by(bound, plan.profile.facts):
                found.setdefault(id_, {})[bound.rule.id] = bound.effect
    return found


def each(plan: Plan) -> Iterator[Planned]:
    """Yield every item and line of a sheet, and the food that a day chose."""
    yield from plan.printed


# --- nothing crashes, and everything is said why -------------------------------------------------------


@given(profile=PROFILES, plan=PLANS)
@examples(60)
def test_any_profile_gives_seven_days_or_the_page_that_stops(profile: Made, plan: str) -> None:
    made_plan = made(profile, plan)
    assert sheet(made_plan)
    if made_plan.see_clinician:
        parts = (made_plan.every_day, made_plan.days, made_plan.foods, made_plan.drinks, made_plan.stretches)
        assert not any(parts)
        assert made_plan.see_clinician.rules
    else:
        assert [day.day for day in made_plan.days] == [1, 2, 3, 4, 5, 6, 7]
        assert len(made_plan.tonight) == 3


@given(profile=PROFILES, plan=PLANS)
@examples(50)
def test_the_json_of_any_plan_fits_its_schema(profile: Made, plan: str) -> None:
    data = plan_json(made(profile, plan), CONTENT)
    # The decisions are hundreds of one shape; test_schemas looks at all of those of the examples.
    data["decisions"] = data["decisions"][::25]
    problems = [f"{'/'.join(map(str, error.path))}: {error.message[:200]}" for error in VALIDATOR.iter_errors(data)]
    assert not problems


@given(profile=PROFILES, plan=PLANS)
@examples(60)
def test_everything_shown_has_a_decision_and_sources_that_exist(profile: Made, plan: str) -> None:
    made_plan = made(profile, plan)
    assume(not made_plan.see_clinician)
    decided = {decision.item: decision.outcome for decision in made_plan.decisions}
    for item in each(made_plan):
        # A stretch that stands in for an activity bears the stretch's decision.
        assert item.id in decided, f"{item.id} is printed without a decision"
        assert item.item.sources, f"{item.id} names no source"
        assert set(item.item.sources) <= set(CONTENT.sources)
    known = {source["id"] for source in plan_json(made_plan, CONTENT)["sources"]}
    assert {source for item in each(made_plan) for source in item.item.sources} <= known


def _each_alone() -> Iterator[tuple[str, str]]:
    """Yield every concept as somebody would write it."""
    yield from ((concept.fact, concept.label) for concept in CONTENT.raw.concepts if concept.fact in LISTS)


@pytest.mark.wide
@pytest.mark.parametrize("key", sorted(set(LISTS) - {"medications"}))
def test_each_thing_that_the_planner_knows_gives_a_sheet_on_its_own(key: str) -> None:
    broken = {}
    for fact, words in _each_alone():
        if fact == key:
            try:
                assert sheet(plan_for({"age": 50, "sex": "unspecified", key: [words]}))
            except (KeyError, AssertionError) as error:
                broken[words] = repr(error)
    assert not broken


# --- 1: not knowing never frees anything ---------------------------------------------------------------


def _freed(known: Plan, unknown: Plan) -> list[str]:
    """Return what was barred or only to ask about, and is now advice without the letter of a question."""
    was, advised = barred(known), advice(unknown)
    # A group of foods is asked about in one line ("Leave out what you are allergic to"), not beside each food.
    told_to_skip = any("asks-allergies" in item.item.tags for item in each(unknown))
    faults = []
    for item in each(unknown):
        if item.id not in was or item.id not in advised or item.item.part in ("alert", "avoid", "when-to-see"):
            continue
        if set(was[item.id]) == {"allergy-food-group"} and told_to_skip:
            continue
        high_stakes = item.item.high_stakes and item.kind != "ask_first"
        if high_stakes or not item.checks:
            faults.append(f"{item.id} ({', '.join(sorted(was[item.id]))}) came in as {item.kind} with {item.checks}")
    return faults


def _past_bearing(profile: Made) -> bool:
    """Return whether the age, without a birth that was told, answers all that is asked around a birth with no."""
    return profile["age"] < 12 or (profile["age"] > 55 and profile.get("born_weeks_ago") is None)


_FEEDING: Made = {"sex": "female", "pregnancy": False, "breastfeeding": True, "heat": False, "exercise_level": "light"}
_HEALTHY: Made = dict.fromkeys([*LISTS, "limits"], "none")


@given(profile=KNOWN, plan=PLANS, key=st.sampled_from([*LISTS, *OTHERS]))
@example(_HEALTHY | _FEEDING | {"age": 56, "born_weeks_ago": 0}, "night-leg-cramps", "breastfeeding")
@examples(60)
def test_1_making_a_key_unknown_never_frees_an_item(profile: Made, plan: str, key: str) -> None:
    assume(profile.get(key) is not None)
    known = made(profile, plan)
    rest = {name: value for name, value in profile.items() if name != key}
    # As in the proof: what another fact settles is not unknown. At 80 nobody is asked whether she breastfeeds.
    assume(key not in ("pregnancy", "born_weeks_ago", "breastfeeding") or not _past_bearing(rest))
    unknown = made(rest, plan)
    assume(not known.see_clinician and not unknown.see_clinician)
    # A limit that nobody named is no question, if all else was told and read: limits-not-given says "keep to it".
    told = f"{profile.get(key)}".casefold() if key in ("diet", "limits") else ""
    limited = key == "limits" or "potassium" in told
    assume(not limited or "limits-not-given" not in {item.id for item in each(unknown)})
    # Words that nobody could read are no facts: what they remove is not what this property is about.
    assume(not [entry for entry in known.profile.not_recognised if entry.key == key])
    assert not _freed(known, unknown), f"without '{key}'"


_REFUSING = ("conditions", "symptoms", "habits")
_NOTHING_ELSE: Made = {"age": 40, "sex": "unspecified", "pregnancy": False, **dict.fromkeys(LISTS, "none")}


@cache
def _refusing() -> dict[tuple[str, str], Referral]:
    """Return each thing that alone stops a plan, with its key, and why it does."""
    named = {(one.fact, one.label) for one in CONTENT.raw.concepts if one.fact in _REFUSING}
    found = {(key, words): plan_for(_NOTHING_ELSE | {key: [words]}).see_clinician for key, words in named}
    return {of: why for of, why in sorted(found.items()) if why}


# One sentence of those under "Before you start" may speak for several rules: the words that speak for each.
_SPOKEN_FOR = {
    "refuse-transplant": "transplant",
    "refuse-dialysis": "dialysis",
    "refuse-high-potassium": "blood salts too high or low",
    **{
        f"refuse-potassium-{how}": "blood salts too high or low"
        for how in ("low", "slightly-low", "very-low", "raised", "very-high")
    },
    **{f"refuse-calcium-{how}": "blood salts too high or low" for how in ("out", "far-out", "dangerously-high")},
    **{f"refuse-magnesium-{how}": "blood salts too high or low" for how in ("low", "very-low")},
    **{f"refuse-sodium-{how}": "blood salts too high or low" for how in ("high", "slightly-low", "very-low")},
    "refuse-low-sodium": "low blood salt (sodium)",
    "refuse-low-oxygen": "too little oxygen",
    "refuse-oxygen-low": "too little oxygen",
    "refuse-oxygen-slightly-low": "too little oxygen",
    "refuse-oxygen-low-with-lung-disease": "too little oxygen",
    "refuse-severe-liver": "liver",
    "refuse-cancer-treatment": "cancer",
    "refuse-advanced-cancer": "cancer",
    "refuse-nerve-muscle-disease": "muscle or nerve",
    "refuse-charcot-foot": "muscle or nerve",
    "refuse-rhabdomyolysis": "muscle or nerve",
    "refuse-ck-raised": "muscle or nerve",
    "refuse-ck-very-high": "muscle or nerve",
    "refuse-spinal-cord-injury": "muscle or nerve",
    "refuse-suspected-clot": "may have a blood clot",
    "refuse-type-1-without-insulin": "insulin",
}
# Nobody is asked about these: they count where they are told. Who has no legs sees that a sheet for them is not theirs.
_WHERE_TOLD = {"refuse-overdose", "refuse-inr-high", "refuse-late-test-out-of-range", "refuse-both-legs-amputated"}
# A sheet on a fridge asks nobody about thoughts of harming oneself: who tells of them hears of help.
_WHERE_TOLD |= {"refuse-suicidal-thoughts"}


@pytest.mark.parametrize("keys", [("conditions",), _REFUSING, (*_REFUSING, "medications")], ids=" ".join)
def test_1_a_refusal_that_can_no_longer_be_judged_is_named_on_the_sheet(keys: tuple[str, ...]) -> None:
    truths, named, box = _without(keys)
    assert len(_refusing()) > 50
    # Signs that are felt now stand among the emergency signs and under "when to see someone" on every sheet.
    missing = [
        (rule.id, words)
        for (key, words), stopped in _refusing().items()
        for rule in stopped.rules
        if truths[rule.id] is Truth.UNKNOWN
        and rule.id not in named
        and rule.id not in _WHERE_TOLD
        and _SPOKEN_FOR.get(rule.id, "" if key == "symptoms" else "nothing") not in box
    ]
    assert not missing


@cache
def _without(keys: tuple[str, ...]) -> tuple[dict[str, Truth], set[str], str]:
    """Return, for a person of whom some keys are unknown, each rule's truth, the refusals named, and the box itself."""
    plan = plan_for({name: value for name, value in _NOTHING_ELSE.items() if name not in keys})
    truths = {verdict.rule.id: verdict.judgement.truth for verdict in plan.verdicts}
    language = load_language(CONTENT, "en", plan.profile.answers.country)
    box = words_of([*stop_blocks(SheetContext(plan, CONTENT, language, "a4", large=False))]).casefold()
    return truths, {rule.id for rule in plan.stop_if}, box


# --- 2: a fact more brings in only what is declared -----------------------------------------------------


def _declared(template: PlanTemplate) -> set[str]:
    """Return what a fact may bring in: lines of rules, substitutes, items for some people, and alternatives."""
    rules = CONTENT.raw.rules
    lines = {line.id for line in CONTENT.rule_lines}
    offered = {id_ for rule in rules for id_ in rule.instead}
    personal = {item.id for item in template.items.values() if item.when is not None}
    alternatives = {item.id for item in template.activities if item.choice}
    return lines | offered | personal | alternatives


@given(profile=KNOWN, plan=PLANS, data=st.data())
@examples(60)
def test_2_a_fact_more_brings_in_only_what_is_declared(profile: Made, plan: str, data: Any) -> None:
    key = data.draw(st.sampled_from([*LISTS]))
    before = made(profile, plan)
    after = made({**profile, key: [*profile[key], data.draw(one_of_list(key))]}, plan)
    assume(not before.see_clinician and not after.see_clinician)
    template = CONTENT.template(plan)
    allowed_before = {food.id for food in _allowed_foods(before)}
    foods = {food.id for food in (*CONTENT.foods, *CONTENT.drinks)}
    stretches = {item.item.stretch for item in (*after.every_day, *(i for day in after.days for i in day.items))}
    new = advice(after) - advice(before)
    undeclared = new - _declared(template) - stretches - allowed_before
    assert not undeclared, f"{key}: {sorted(undeclared)}"
    assert not (new & foods) - allowed_before


def _allowed_foods(plan: Plan) -> Iterable[Any]:
    barred_now = barred(plan)
    return [food for food in (*CONTENT.foods, *CONTENT.drinks) if food.suggest and food.id not in barred_now]


# --- 3: filled, or a gap -----------------------------------------------------------------------------


@given(profile=PROFILES, plan=PLANS)
@examples(60)
def test_3_every_slot_is_filled_or_a_gap_says_so(profile: Made, plan: str) -> None:
    made_plan = made(profile, plan)
    assume(not made_plan.see_clinician)
    daily = {item.slot for item in made_plan.every_day}
    gaps = {(gap.slot, day) for gap in made_plan.gaps for day in gap.days}
    for day in made_plan.days:
        filled = daily | {item.slot for item in day.items}
        assert {slot for slot in SLOTS if slot not in filled} == {slot for slot, at in gaps if at == day.day}
    sides = {gap.slot for gap in made_plan.gaps}
    # A sheet that leaves food out as a whole says that instead.
    if "food-amounts" not in made_plan.reduced:
        assert ("foods" in sides) == (not made_plan.foods)
        assert ("drinks" in sides) == (not made_plan.drinks)


# --- 4: nothing pulls both ways ------------------------------------------------------------------------


def _directions(plan: Plan) -> dict[str, set[str]]:
    tags = [(item.id, item.item.tags) for item in each(plan)]
    tags += [(rule.id, rule.tags) for item in each(plan) for rule in item.cautions]
    found: dict[str, set[str]] = {}
    for id_, own in tags:
        for tag in own:
            if tag.startswith(("advises-more-", "advises-less-")):
                found.setdefault(tag, set()).add(id_)
    return found


@given(profile=PROFILES, plan=PLANS)
@examples(80)
def test_4_no_two_lines_of_a_sheet_pull_opposite_ways(profile: Made, plan: str) -> None:
    made_plan = made(profile, plan)
    said = _directions(made_plan)
    for tag, more in said.items():
        less = said.get(tag.replace("advises-more-", "advises-less-"), set()) if "more" in tag else set()
        assert not less, f"{sorted(more)} say more and {sorted(less)} say less"


# --- 5: what is barred is not advised -------------------------------------------------------------------


@given(profile=PROFILES, plan=PLANS)
@examples(80)
def test_5_nothing_that_a_rule_bars_is_shown_as_advice(profile: Made, plan: str) -> None:
    made_plan = made(profile, plan)
    assume(not made_plan.see_clinician)
    bars = barred(made_plan)
    assert not {id_: bars[id_] for id_ in advice(made_plan) if id_ in bars}
    asked = {item.id for item in made_plan.ask_first}
    assert not [id_ for id_ in asked if "exclude" in bars.get(id_, {}).values()]


@given(profile=PROFILES, plan=PLANS)
@examples(60)
def test_high_stakes_items_are_never_advice_while_their_rule_is_unknown(profile: Made, plan: str) -> None:
    made_plan = made(profile, plan)
    assume(not made_plan.see_clinician)
    template = CONTENT.template(plan)
    for bound, verdict in zip(CONTENT.rules, made_plan.verdicts, strict=True):
        if verdict.judgement.truth is Truth.UNKNOWN and bound.effect in ("exclude", "ask_first"):
            hit = template.hit_by(bound, made_plan.profile.facts) & advice(made_plan)
            assert not {id_ for id_ in hit if template.items[id_].high_stakes}, bound.rule.id


@pytest.mark.parametrize("plan", sorted(CONTENT.templates))
def test_the_same_profile_gives_the_same_plan_in_any_order_of_its_lists(plan: str) -> None:
    one = {
        "age": 70,
        "medications": ["warfarin", "furosemide", "ramipril"],
        "conditions": ["gout", "high blood pressure"],
    }
    other = {key: value[::-1] if isinstance(value, list) else value for key, value in one.items()}
    assert advice(plan_for(one, plan)) == advice(plan_for(other, plan))
