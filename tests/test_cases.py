"""The clinical cases of cases/*.yaml: a profile, and what the evidence says that its sheet must and must not hold.

A file has `about` and `cases`, by subject. A case has `name`, `profile`, `gives`, and where it helps `plan`,
`evidence` and `background`: a person of `background.yaml` from whom its profile starts (it takes a key away
with `null`). `gives` has the keys of `_CHECKS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from conftest import CONTENT, plan_for, sheet, shown

from planner.files.yaml import read_yaml
from planner.i18n.language import load_language
from planner.logic.truth import Truth
from planner.planning.plan import Plan, Planned
from planner.profile.keys import KEYS

FOLDER = Path(__file__).parent / "cases"
BACKGROUND = "background.yaml"
FILE_KEYS = {"about", "cases"}
CASE_KEYS = {"name", "evidence", "background", "profile", "plan", "gives"}
OUTCOMES = {"plan", "see_clinician"}
_EXCLUDED = 3
_ROOM_ONLY = {"enough-others", "another-of-the-same-choice", "not-needed-this-week"}
# Questions that stand only at foods for which others come first, and at lines of one rare medicine.
RARELY_ASKED = {"desmopressin", "diabetes", "gout", "thyroid"}
URGENCIES = {"emergency", "urgent", "routine", "check"}


def _fired(plan: Plan) -> set[str]:
    return {verdict.rule.id for verdict in plan.verdicts if verdict.judgement.truth >= Truth.ASSUMED}


def _missing(wanted: Iterable[str], found: Iterable[str]) -> list[str]:
    return sorted(set(wanted) - set(found))


def _common(banned: Iterable[str], found: Iterable[str]) -> list[str]:
    return sorted(set(banned) & set(found))


def _asked(plan: Plan) -> set[str]:
    return {item.id for item in plan.ask_first} - shown(plan)


def _allowed(plan: Plan) -> set[str]:
    """Return the ids of all that no rule bars, printed or not: a checklist holds only some of each shelf."""
    printed = {decision.item for decision in plan.decisions if decision.outcome in ("in", "caution")}
    return printed | {decision.item for decision in plan.decisions if decision.because in _ROOM_ONLY}


def _spare(plan: Plan) -> set[str]:
    """Return the ids of the foods that no rule bars and that are off the sheet only because others fill its shelves."""
    return {decision.item for decision in plan.decisions if decision.because == "enough-others"}


def _cautioned(plan: Plan) -> set[str]:
    return {item.id for item in plan.printed if item.kind == "caution"}


def _plain(plan: Plan) -> set[str]:
    return {item.id for item in plan.printed if item.kind == "do"} - _cautioned(plan)


def _barred(plan: Plan) -> set[str]:
    """Return the ids of all that a rule excludes, also of foods and drinks that no plan suggests anyway."""
    return {one.item for one in plan.decisions if any(bearing.rank >= _EXCLUDED for bearing in one.bearings)}


def _not_asked_at(plan: Plan, wanted: dict[str, list[str]]) -> list[str]:
    """Return what is not in the plan, or does not ask a question that it must ask."""
    return _unasked(plan.printed, wanted)


def _not_offered(plan: Plan, wanted: dict[str, list[str]]) -> list[str]:
    """Return which form is not offered in words, or without a question that it must ask."""
    return _unasked((offered for planned in plan.printed for offered in planned.offers), wanted)


def _unasked(found: Iterable[Planned], wanted: dict[str, list[str]]) -> list[str]:
    asked: dict[str, set[str]] = {}
    for planned in found:
        asked.setdefault(planned.id, set()).update(planned.checks)
    return sorted(
        f"{id_}: {check}"
        for id_, checks in wanted.items()
        for check in (_missing(checks, asked[id_]) if id_ in asked else ["not there"])
    )


def _no_limit(plan: Plan, wanted: list[str]) -> list[str]:
    """Return the sentences that do not stand among the limits and hard stops of page 1."""
    language = load_language(CONTENT, "en", plan.profile.answers.country)
    return _missing(wanted, map(language.limit, plan.limits))


def _unsaid(plan: Plan, words: Iterable[str]) -> list[str]:
    text = sheet(plan).casefold()
    return [word for word in words if word.casefold() not in text]


def _said(plan: Plan, words: Iterable[str]) -> list[str]:
    text = sheet(plan).casefold()
    return [word for word in words if word.casefold() in text]


def _other_urgency(plan: Plan, wanted: str | list[str]) -> list[str]:
    found = plan.see_clinician.urgency if plan.see_clinician else "an ordinary plan"
    return [] if found in _listed(wanted) else [found]


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


# What each key of `gives` asks of a plan: the words of the complaint, and what is wrong (nothing, if all is well).
_CHECKS: dict[str, tuple[str, Callable[[Plan, Any], list[str]]]] = {
    "outcome": ("another outcome", lambda plan, wanted: [] if plan.outcome == wanted else [plan.outcome]),
    "see": ("another urgency", _other_urgency),
    "in": ("not printed", lambda plan, ids: _missing(ids, shown(plan))),
    "allowed": ("barred by a rule", lambda plan, ids: _missing(ids, _allowed(plan))),
    "out": ("printed, and must not be", lambda plan, ids: _common(ids, shown(plan) | _asked(plan) | _spare(plan))),
    "ask_first": ("not among what to ask first", lambda plan, ids: _missing(ids, _asked(plan))),
    "barred": ("barred by no rule", lambda plan, ids: _missing(ids, _barred(plan))),
    "plain": ("printed with a caution, or not at all", lambda plan, ids: _missing(ids, _plain(plan))),
    "caution": ("printed without a caution, or not at all", lambda plan, ids: _missing(ids, _cautioned(plan))),
    "unknown": ("not held to be unknown", lambda plan, keys: _missing(keys, plan.profile.unknown)),
    "not_recognised": (
        "not recognised, or the other way round",
        lambda plan, texts: sorted(set(texts) ^ {entry.text for entry in plan.profile.not_recognised}),
    ),
    "checks": ("no such question", lambda plan, ids: _missing(ids, (check.id for check in plan.checks))),
    "front_checks": (
        "no such question on page 1",
        lambda plan, ids: _missing(ids, (check.id for check in plan.front_checks)),
    ),
    "asks_at": ("not in the plan, or does not ask that question", _not_asked_at),
    "offers": ("not offered, or does not ask that question", _not_offered),
    "limits": ("not among the limits of page 1", _no_limit),
    "not_limits": (
        "among the limits of page 1, and must not be",
        lambda plan, texts: sorted(set(texts) - set(_no_limit(plan, texts))),
    ),
    "alerts": ("no such emergency sign", lambda plan, ids: _missing(ids, (line.id for line in plan.alerts))),
    "reduced": ("another reduction", lambda plan, names: sorted(set(names) ^ set(plan.reduced))),
    "rules": ("did not fire", lambda plan, ids: _missing(ids, _fired(plan))),
    "not_rules": ("fired, and must not", lambda plan, ids: _common(ids, _fired(plan))),
    "says": ("the sheet does not say", _unsaid),
    "never_says": ("the sheet says, and must not", _said),
}


def faults(plan: Plan, gives: dict[str, Any]) -> dict[str, list[str]]:
    """Return what is wrong with a plan, by the words of the complaint; nothing, if all is well."""
    wrong = {_CHECKS[key][0]: _CHECKS[key][1](plan, wanted) for key, wanted in gives.items()}
    return {complaint: found for complaint, found in wrong.items() if found}


def cases() -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    """Yield every case as file name, case and whole profile; anything that is not well written is an error."""
    backgrounds = _read(FOLDER / BACKGROUND)["backgrounds"]
    for file in sorted(FOLDER.glob("*.yaml")):
        if file.name != BACKGROUND:
            data = _read(file)
            _only(data, FILE_KEYS, file.name)
            for case in data["cases"]:
                yield file.stem, case, _profile(backgrounds, case)


def _read(file: Path) -> dict[str, Any]:
    text = read_yaml(file.read_bytes(), file.name)
    assert not text.problems, "\n".join(map(str, text.problems))
    data: dict[str, Any] = text.data
    return data


def _profile(backgrounds: dict[str, dict[str, Any]], case: dict[str, Any]) -> dict[str, Any]:
    background = backgrounds[case["background"]] if "background" in case else {}
    whole = {**background, **case.get("profile", {})}
    return {key: value for key, value in whole.items() if value is not None}


def _only(data: dict[str, Any], known: Iterable[str], where: str) -> None:
    unknown = set(data) - set(known)
    assert not unknown, f"{where}: unknown {sorted(unknown)}; expected {sorted(known)}"


ALL = list(cases())


def _names(case: tuple[str, dict[str, Any], dict[str, Any]]) -> str:
    return f"{case[0]}: {case[1].get('name', '')}"


@pytest.mark.parametrize("case", ALL, ids=_names)
def test_the_sheet_holds_what_the_evidence_says(case: tuple[str, dict[str, Any], dict[str, Any]]) -> None:
    _, wanted, profile = case
    found = faults(plan_for(profile, wanted.get("plan", "night-leg-cramps")), wanted["gives"])
    assert not found, f"{wanted['name']}\n{found}"


@pytest.mark.parametrize("file", sorted({file for file, _, _ in ALL}))
def test_the_cases_of_a_file_are_well_written(file: str) -> None:
    wrong = []
    for case in ALL:
        if case[0] == file:
            try:
                is_well_written(case)
            except AssertionError as error:
                wrong.append(f"{case[1].get('name')}\n{error}")
    assert not wrong, "\n".join(wrong)


def is_well_written(case: tuple[str, dict[str, Any], dict[str, Any]]) -> None:
    file, written, profile = case
    where = f"{file}: {written.get('name')}"
    _only(written, CASE_KEYS, where)
    _only(profile, KEYS, where)
    gives = written["gives"]
    _only(gives, _CHECKS, where)
    assert written["name"].endswith("."), f"{where}: a name is a sentence"
    assert gives, f"{where}: asks nothing"
    assert set(_listed(gives.get("outcome", "plan"))) <= OUTCOMES
    assert set(_listed(gives.get("see", "check"))) <= URGENCIES
    for key, known in _known(written.get("plan", "night-leg-cramps")).items():
        unknown = set(gives.get(key, ())) - known
        assert not unknown, f"{where}: '{key}' names what is not there: {sorted(unknown)}"
    for key in ("asks_at", "offers"):
        for id_, checks in gives.get(key, {}).items():
            assert checks, f"{where}: '{key}' asks nothing at {id_}"
            assert set(checks) <= set(CONTENT.checks), f"{where}: '{key}' names no question: {checks}"


@cache
def _known(plan: str) -> dict[str, set[str]]:
    items = set(CONTENT.template(plan).items)
    rules = {rule.id for rule in CONTENT.raw.rules}
    reductions = {name for rule in CONTENT.raw.rules for name in rule.reduce}
    return {
        **dict.fromkeys(
            ("in", "allowed", "out", "barred", "ask_first", "caution", "plain", "alerts", "asks_at", "offers"), items
        ),
        **dict.fromkeys(("rules", "not_rules"), rules),
        "checks": set(CONTENT.checks),
        "front_checks": set(CONTENT.checks),
        "reduced": reductions,
        "unknown": set(KEYS),
    }


def test_each_name_stands_once_and_there_are_enough_cases() -> None:
    names = [written["name"] for _, written, _ in ALL]
    assert len(set(names)) == len(names)
    assert len(names) >= 100


@pytest.mark.parametrize(
    "gives",
    [
        {"outt": ["banana"]},
        {"out": ["bananna"]},
        {"rules": ["no-such-rule"]},
        {"see": "soon"},
        {"asks_at": {"bananna": ["heart"]}},
        {"asks_at": {"banana": ["hart"]}},
        {"asks_at": {"banana": []}},
        {"offers": {"walk-daily": ["hart"]}},
        {},
    ],
    ids=[
        "unknown key",
        "unknown item",
        "unknown rule",
        "unknown urgency",
        "unknown item to ask at",
        "unknown question",
        "no question",
        "unknown question of an offer",
        "nothing asked",
    ],
)
def test_a_case_cannot_pass_by_a_typing_error(gives: dict[str, Any]) -> None:
    case = {"name": "A case with an error in it.", "profile": {"age": 50}, "gives": gives}
    with pytest.raises(AssertionError):
        is_well_written(("here", case, {"age": 50}))


def test_every_hard_stop_of_page_1_and_every_question_that_keeps_an_item_has_a_case() -> None:
    """Without one, a front that is lost or a question that asks about something else would go unseen."""
    given = [written["gives"] for _, written, _ in ALL]
    stops = {text for gives in given for text in gives.get("limits", ())}
    assert {rule.front for rule in CONTENT.raw.rules if rule.front} <= stops
    asked = {check for gives in given for key in ("checks", "front_checks") for check in gives.get(key, ())}
    asked |= {
        c for gives in given for key in ("asks_at", "offers") for some in gives.get(key, {}).values() for c in some
    }
    kept = {rule.unknown.check for rule in CONTENT.raw.rules if rule.unknown.do == "keep" and rule.unknown.check}
    assert kept - asked <= RARELY_ASKED, sorted(kept - asked)


def test_a_line_of_a_case_can_be_read() -> None:
    long = [f"{file.name}:{n}" for file in FOLDER.glob("*.yaml") for n, line in _numbered(file) if len(line) > 140]
    assert not long


def _numbered(file: Path) -> Iterator[tuple[int, str]]:
    return enumerate(file.read_text(encoding="utf-8").splitlines(), start=1)
