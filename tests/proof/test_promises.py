"""The proof over all profiles: the shipped content holds, and small content breaks each promise, which is found."""

from __future__ import annotations

import subprocess
import sys

import msgspec
import pytest
from conftest import CONTENT, ROOT, START
from small_content import a_rule, an_item, small_content

pytest.importorskip("pysat", reason="the proof needs python-sat: pip install -e '.[proof]'")

from planner.content.knowledge import Content, PlanTemplate
from planner.errors import ContentError
from planner.logic.truth import Truth
from planner.model.rules import DefaultValue
from planner.planning import apply as steps
from planner.planning.apply import apply
from planner.profile.resolve import load_profile
from planner.proof import solver, symbolic_rulings
from planner.proof.counterexample import Breach, Universe, verdicts
from planner.proof.domain import domain_of, profile_of
from planner.proof.promises import warning as ninth
from planner.proof.promises.agreeing import differences
from planner.proof.questions import questions_of
from planner.proof.report import promises, prove


def universe_of(content: Content) -> Universe:
    """Return all profiles of some content."""
    return Universe(domain_of(content, questions_of(content)))


def _broken(content: Content) -> dict[str, list[Breach]]:
    """Return what breaks each promise, by its number; every counterexample is a profile that gives a plan or a page."""
    universe = universe_of(content)
    found = {name[0]: list(promise(universe)) for name, promise in promises(universe).items()}
    for finding in (one for findings in found.values() for one in findings if one.case):
        for answers in (finding.case.answers, finding.case.after):
            plan = apply(content.template(finding.plan), load_profile(profile_of(answers), content), START)
            assert plan.days or plan.see_clinician
    return {number: findings for number, findings in found.items() if findings}


_GOUT = {"conditions": {"includes": "gout"}}


def _only(content: Content, promise: str, *words: str) -> Breach:
    """Return the first fault, of the one promise that is broken, in which the words stand."""
    broken = _broken(content)
    assert set(broken) == {promise}, {number: [one.what for one in found] for number, found in broken.items()}
    return next(one for one in broken[promise] if all(word in one.what for word in words))


def test_content_that_keeps_its_promises_is_proved() -> None:
    rule = a_rule("gout-rest", when=_GOUT, exclude={"id": "hard"}, unknown={"do": "keep", "check": "kidneys"})
    assert not _broken(small_content([rule], [an_item("hard")]))


def test_1_a_rule_that_asks_nothing_when_it_is_unknown_is_found() -> None:
    rule = a_rule("gout-rest", when=_GOUT, exclude={"id": "hard"}, unknown={"do": "keep"})
    broken = _broken(small_content([rule], [an_item("hard")]))
    # It stands without a condition too, which is the eighth.
    assert set(broken) == {"1", "8"}
    [finding] = [one for one in broken["1"] if "without conditions, gout-rest no longer bars hard" in one.what]
    assert finding.case
    assert "gout" in str(finding.case.answers)
    assert "conditions" not in finding.case.after


def test_1_a_high_stakes_item_that_comes_in_with_only_a_check_is_found() -> None:
    rule = a_rule(
        "gout-morning", when=_GOUT, caution={"id": "pill"}, bar_slots=["morning"], unknown={"check": "kidneys"}
    )
    assert _only(small_content([rule], [an_item("pill", high_stakes=True)]), "1", "gout-morning", "pill")


def test_1_an_item_that_comes_in_because_nobody_said_is_found() -> None:
    item = an_item("quit", when={"any": [{"habits": {"stated": False}}, {"habits": {"includes": "smoking"}}]})
    assert _only(small_content([], [item]), "1", "quit", "habits")


def test_1_a_refusal_that_turns_to_no_is_found() -> None:
    refuse = {"urgency": "urgent", "who": "your doctor", "why": "Please ask.", "stop_if": "you have gout"}
    when = {"all": [_GOUT, {"medications": {"stated": True}}]}
    assert _only(small_content([a_rule("refuse-gout", when=when, refuse=refuse)]), "1", "refuse-gout", "medications")


def test_2_a_rule_that_another_medicine_takes_back_is_found() -> None:
    rule = a_rule(
        "just-one",
        when={"medications": {"count": {"is": 1}}},
        exclude={"id": "hard"},
        unknown={"do": "exclude"},
    )
    finding = _only(small_content([rule], [an_item("hard")]), "2", "just-one", "hard")
    assert finding.case
    assert finding.case.added["medications"]


def test_2_an_exception_that_a_rule_names_itself_is_declared() -> None:
    when = {"all": [_GOUT, {"not": {"medications": {"includes": "furosemide"}}}]}
    rule = a_rule("gout-rest", when=when, exclude={"id": "hard"}, unknown={"do": "exclude"})
    assert not _broken(small_content([rule], [an_item("hard")]))


def test_3_an_empty_slot_without_a_gap_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    rule = a_rule("gout-rest", when=_GOUT, exclude={"id": "all-morning"}, unknown={"do": "exclude"})
    assert not _broken(small_content([rule]))
    monkeypatch.setattr(steps, "gaps", lambda *_: ())
    assert _only(small_content([rule]), "3", "morning")


def test_3_an_empty_side_of_the_checklist_without_a_gap_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    food = CONTENT.raw.foods[0].id
    rule = a_rule("gout-food", when=_GOUT, exclude={"id": food}, unknown={"do": "exclude"})
    monkeypatch.setattr(steps, "gaps", lambda *_: ())
    assert _only(small_content([rule]), "3", "foods")


def test_4_opposing_lines_are_found_unless_one_silences_the_other() -> None:
    more = an_item("more", tags=["advises-more-potassium"])
    less = an_item("less", slot="evening", tags=["advises-less-potassium"], when=_GOUT)
    assert _only(small_content([], [more, less]), "4", "more and less")
    rule = a_rule("gout-less", when=_GOUT, exclude={"id": "more"}, unknown={"do": "exclude"})
    assert not _broken(small_content([rule], [more, less]))


def test_5_an_activity_whose_stretch_is_barred_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """A planner that forgets that an activity rests on its stretch."""
    monkeypatch.setattr(PlanTemplate, "_resting", {})
    rule = a_rule("gout-rest", when=_GOUT, exclude={"id": "ankle-pumps"}, unknown={"do": "exclude"})
    pumps = an_item("pumps", stretch="ankle-pumps")
    assert _only(small_content([rule], [pumps]), "5", "pumps", "ankle-pumps")


def test_6_a_rule_that_cannot_fire_and_an_item_that_cannot_show_are_found() -> None:
    nobody = {"all": [{"age": {"below": 5}}, {"age": {"above": 10}}]}
    rule = a_rule("for-nobody", when=nobody, exclude={"id": "all-morning"}, unknown={"do": "exclude"})
    item = an_item("unseen", when=nobody)
    findings = _broken(small_content([rule], [item]))["6"]
    assert [one.what.split(" fires")[0].split(" is shown")[0] for one in findings] == ["the rule for-nobody", "unseen"]


def test_6_a_rule_for_those_who_are_refused_counts_as_one_that_can_fire() -> None:
    refuse = {"urgency": "urgent", "who": "your doctor", "why": "Please ask.", "stop_if": "you have gout"}
    rules = [
        a_rule("refuse-gout", when=_GOUT, refuse=refuse),
        a_rule("late", when=_GOUT, exclude={"id": "all-morning"}),
    ]
    assert "6" not in _broken(small_content(rules))


def test_1_an_easier_form_of_the_same_choice_is_declared() -> None:
    rule = a_rule("gout-rest", when=_GOUT, exclude={"id": "wall"}, unknown={"do": "keep", "check": "kidneys"})
    forms = [an_item("wall", choice="stretch", offer="You can stand."), an_item("chair", choice="stretch")]
    assert not _broken(small_content([rule], forms))


def test_8_an_item_that_stands_without_the_self_check_of_an_unknown_rule_is_found() -> None:
    rule = a_rule("gout-rest", when=_GOUT, exclude={"id": "hard"}, unknown={"do": "keep"})
    finding = _broken(small_content([rule], [an_item("hard")]))["8"][0]
    assert "hard stands without a condition though gout-rest is unknown" in finding.what


def test_9_a_sign_that_a_rule_takes_out_by_its_tag_is_found_and_one_that_it_names_is_declared() -> None:
    sign = an_item("sign", slot=None, days=None, part="alert", urgency="emergency", tags=["massage"])
    wide = a_rule("wide", when=_GOUT, exclude={"tag": "massage"}, unknown={"do": "exclude"})
    assert "sign holds and is not printed" in _broken(small_content([wide], lines=[sign]))["9"][0].what
    named = a_rule("named", when=_GOUT, exclude={"id": "sign"}, unknown={"do": "keep", "check": "kidneys"})
    assert "9" not in _broken(small_content([named], lines=[sign]))


@pytest.mark.wide
def test_9_a_limit_that_page_1_forgets_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    universe = universe_of(CONTENT)
    # Signs and hard stops of the shipped plans are asked after by the proof; this is about limits alone.
    monkeypatch.setattr(ninth, "_lines", lambda *_: ())
    monkeypatch.setattr(ninth, "_stops", lambda *_: ())
    assert not list(ninth.warning(universe))
    monkeypatch.setattr(steps, "limits", lambda _: ())
    found = " ".join(one.what for one in ninth.warning(universe))
    assert all(name in found for name in ("fluid", "potassium", "salt"))


def test_7_formulas_that_do_not_follow_the_planner_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    rule = a_rule("gout-rest", when=_GOUT, exclude={"id": "hard"}, unknown={"do": "exclude"})
    monkeypatch.setattr(symbolic_rulings, "rank_of", lambda *_: 0)
    assert "hard" in _broken(small_content([rule], [an_item("hard")]))["7"][0].what


@pytest.mark.parametrize("weeks", [14, 3, 0])
def test_7_a_number_that_another_fact_settles_is_the_same_in_the_formulas_and_in_the_planner(weeks: int) -> None:
    """Fourteen weeks are fourteen weeks for whoever is 65, and not known of whoever is younger."""
    settled = {"fact": "for_weeks", "value": weeks, "when": {"age": {"at_least": 65}}, "sources": ["general-advice"]}
    when = {"for_weeks": {"at_least": weeks - 1, "at_most": weeks + 1}}
    rule = a_rule("long", when=when, exclude={"id": "hard"}, unknown={"do": "keep", "check": "kidneys"})
    universe = universe_of(small_content([rule], [an_item("hard")], defaults=[msgspec.convert(settled, DefaultValue)]))
    [one] = universe.plans
    for answers, truth in (({"age": 70}, Truth.YES), ({"age": 40}, Truth.UNKNOWN)):
        near = universe.domain.nearest(answers)
        assert verdicts(universe.planned(one, near))["long"] is truth
        assert differences(one, [universe.inputs_of(near)], [universe.planned(one, near)]) == [[]]


def test_without_its_solver_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(solver, "import_module", missing)
    with pytest.raises(ContentError, match=r"cramp-planner\[proof\]"):
        list(prove(small_content([])))


def test_what_breaks_a_promise_is_printed_as_a_profile() -> None:
    rule = a_rule("gout-rest", when=_GOUT, exclude={"id": "hard"}, unknown={"do": "keep"})
    with pytest.raises(ContentError, match=r"promise 1(?s:.)*gout-rest(?s:.)*age: \d+(?s:.)*gout"):
        list(prove(small_content([rule], [an_item("hard")])))


@pytest.mark.proof
def test_the_shipped_content_keeps_its_promises_for_every_profile() -> None:
    proof = subprocess.run(
        [sys.executable, "-m", "planner", "prove"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert proof.returncode == 0, proof.stderr
    assert sum(": proved" in line for line in proof.stdout.splitlines()) == 9
