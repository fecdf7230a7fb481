"""Each rule judged once, and what all of them together say of an item: the strictest counts, the unknown asks."""

from __future__ import annotations

from typing import Any

import pytest
from small_content import a_rule, an_item, small_content

from planner.model.rules import Rule
from planner.planning.judging import Judged, evaluate, possible_refusals, refusals
from planner.planning.rulings import combine, kind_of
from planner.profile.resolve import load_profile

GOUT = {"conditions": {"includes": "gout"}}
SURE, NOT_SAID, NONE = ({"conditions": ["gout"]}, {}, {"conditions": "none"})
UNREAD, NOT_GOUT = {"conditions": ["blorb"]}, {"not": GOUT}
REFUSE = {"who": "your doctor", "why": "Please ask.", "stop_if": "you have gout"}


def judged(profile: dict[str, Any], *rules: Rule) -> Judged:
    """Return small content with a hard activity and a pill of high stakes, judged for one person."""
    items = [an_item("hard"), an_item("pill", high_stakes=True), an_item("for-gout", when=GOUT)]
    content = small_content(rules, items)
    [template] = content.templates.values()
    return evaluate(template, load_profile({"age": 44, **profile}, content).facts)


def test_what_is_for_others_or_for_nobody_knows_whom_does_not_apply() -> None:
    for profile, wanted in ((SURE, True), (NOT_SAID, False), (NONE, False)):
        one = judged(profile)
        assert one.applies(one.template.items["for-gout"]) is wanted
        assert one.applies(one.template.items["hard"])


def test_the_most_urgent_refusal_comes_first() -> None:
    rules = [a_rule(level, when=GOUT, refuse={"urgency": level, **REFUSE}) for level in ("routine", "emergency")]
    assert [rule.id for rule in refusals(judged(SURE, *rules))] == ["emergency", "routine"]


@pytest.mark.parametrize(("profile", "sure", "possible"), [(SURE, 1, 0), (NOT_SAID, 0, 1), (NONE, 0, 0)])
def test_a_refusal_that_cannot_be_judged_refuses_nothing_and_is_named(
    profile: dict[str, Any], sure: int, possible: int
) -> None:
    one = judged(profile, a_rule("stop", when=GOUT, refuse={"urgency": "urgent", **REFUSE}))
    assert (len(refusals(one)), len(possible_refusals(one))) == (sure, possible)


def test_the_stricter_beats_the_milder_whatever_their_order() -> None:
    out = a_rule("out", when=GOUT, exclude={"id": "hard"})
    ask = a_rule("ask", when=GOUT, ask_first={"id": ["hard", "pill"]})
    for rules in ((out, ask), (ask, out)):
        rulings = combine(judged(SURE, *rules))
        assert rulings.excluded == {"hard"}
        assert rulings.ask_first == {"pill"}
        assert kind_of(rulings.judged.template.items["pill"], rulings.of("pill")) == "ask_first"
        assert {one.rule.id for one in rulings.on("hard").bearings} == {"out", "ask"}


def test_unknown_keeps_an_item_with_its_self_check_but_nothing_of_high_stakes() -> None:
    rule = a_rule("rest", when=GOUT, exclude={"id": ["hard", "pill"]}, unknown={"do": "keep", "check": "kidneys"})
    rulings = combine(judged(NOT_SAID, rule))
    assert rulings.excluded == {"pill"}
    assert {id_: rulings.of(id_).checks for id_ in rulings.treated} == {"hard": ("kidneys",), "pill": ()}
    assert combine(judged(NONE, rule)).treated == {}


def test_self_checks_stand_in_the_order_of_their_file_whatever_rule_asks_first() -> None:
    order = [check.id for check in judged(NONE).template.content.raw.checks]
    rules = [
        a_rule(f"ask-{check}", when=GOUT, exclude={"id": "hard"}, unknown={"do": "keep", "check": check})
        for check in reversed(order)
    ]
    assert combine(judged(NOT_SAID, *rules)).of("hard").checks == tuple(order)


def test_a_caution_for_some_slots_bars_what_stands_there_and_nothing_else() -> None:
    late = a_rule("late", when=GOUT, caution={"id": ["all-morning", "all-bedtime"]}, bar_slots=["bedtime"])
    assert combine(judged(SURE, late)).excluded == {"all-bedtime"}


# --- words that were not read -------------------------------------------------------------------------


def test_words_that_were_not_read_bar_nothing_and_ask() -> None:
    for do in ("keep", "ask_first", "exclude"):
        rule = a_rule("rest", when=GOUT, exclude={"id": ["hard", "pill"]}, unknown={"do": do, "check": "kidneys"})
        rulings = combine(judged(UNREAD, rule))
        assert not rulings.barred
        assert all(rulings.of(id_).checks == ("kidneys",) for id_ in ("hard", "pill"))
        assert not any(rulings.of(id_).doubts for id_ in ("hard", "pill"))
        assert combine(judged(NOT_SAID, rule)).barred


def test_words_that_were_not_read_bar_what_a_rule_about_them_says() -> None:
    rule = a_rule("unread", when={"conditions": {"unreadable": True}}, exclude={"id": "hard"})
    assert combine(judged(UNREAD, rule)).excluded == {"hard"}
    assert not combine(judged(NONE, rule)).excluded


def test_words_that_were_not_read_lift_no_bar_and_no_refusal() -> None:
    out = a_rule("out", when=NOT_GOUT, exclude={"id": "hard"}, unknown={"do": "keep", "check": "kidneys"})
    stop = a_rule("stop", when=NOT_GOUT, refuse={"urgency": "urgent", **REFUSE})
    one = judged(UNREAD, out, stop)
    assert combine(one).excluded == {"hard"}
    assert [rule.id for rule in refusals(one)] == ["stop"]


def test_words_that_were_not_read_leave_a_refusal_to_be_named() -> None:
    one = judged(UNREAD, a_rule("stop", when=GOUT, refuse={"urgency": "urgent", **REFUSE}))
    assert not refusals(one)
    assert [rule.id for rule in possible_refusals(one)] == ["stop"]


def test_words_that_were_not_read_take_away_no_item_of_the_plan_itself_but_one_of_high_stakes() -> None:
    items = [an_item("hard", when=NOT_GOUT), an_item("pill", when=NOT_GOUT, high_stakes=True)]
    content = small_content(
        [a_rule("told", when={"age": {"at_least": 1}}, add=[an_item("line", part="food", when=NOT_GOUT)])], items
    )
    [template] = content.templates.values()
    for profile, there in ((UNREAD, {"hard"}), (NOT_SAID, set()), (NONE, {"hard", "pill", "line"})):
        one = evaluate(template, load_profile({"age": 44, **profile}, content).facts)
        assert {id_ for id_, item in template.items.items() if item.when and one.applies(item)} == there


def test_a_sentence_that_is_advice_is_not_said_on_the_strength_of_what_was_not_read() -> None:
    said = a_rule("said", when=NOT_GOUT, say="Do this.", part="food")
    warned = a_rule("warned", when=NOT_GOUT, add=[an_item("sign", part="alert")])
    truths = {verdict.rule.id: verdict.judgement.truth.name for verdict in judged(UNREAD, said, warned).verdicts}
    assert truths == {"said": "UNKNOWN", "warned": "ASSUMED"}
