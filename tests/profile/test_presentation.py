"""How a sheet looks and whom it is for decide nothing, and can be given apart from the plan."""

from __future__ import annotations

import pytest
from conftest import CONTENT, START
from msgspec import structs

import planner.pipeline
from planner.document.compose import compose
from planner.model.sheet import Identity, SheetOptions
from planner.pipeline import SheetRequest, make_plan, rendered
from planner.planning.apply import apply
from planner.profile.answers import Answers
from planner.profile.presentation import facts_alone, identity_of, options_of
from planner.profile.resolve import load_profile

SAID = {"age": 67, "medications": ["furosemide"], "country": "GB"}
LOOKS = {"name": "Ana", "id": "A-1", "paper": "letter", "large_print": True, "language": "en"}
DRESSED = load_profile({**SAID, **LOOKS}, CONTENT)
BARE = load_profile(SAID, CONTENT)
TEMPLATE = CONTENT.template("night-leg-cramps")


def test_what_is_asked_of_a_sheet_leaves_the_facts_and_the_plan_as_they_are() -> None:
    assert facts_alone(DRESSED) == BARE
    plan, other = apply(TEMPLATE, DRESSED, START), apply(TEMPLATE, BARE, START)
    assert structs.replace(plan, profile=BARE) == other


def test_what_decides_never_sees_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Answers] = []

    def watched(*args: object) -> object:
        seen.append(args[1].answers)  # type: ignore[attr-defined]
        return apply(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(planner.pipeline, "apply", watched)
    plan = make_plan(DRESSED.answers, CONTENT, SheetRequest(start=START))
    assert options_of(seen[0]) == SheetOptions()
    assert identity_of(seen[0]) == Identity()
    assert identity_of(plan.profile.answers) == Identity("Ana", "A-1")


def test_options_and_identity_beside_the_plan_give_the_same_sheet() -> None:
    whole = compose(apply(TEMPLATE, DRESSED, START), CONTENT)
    options, identity = options_of(DRESSED.answers), identity_of(DRESSED.answers)
    bare = apply(TEMPLATE, BARE, START)
    assert compose(bare, CONTENT, options=options, identity=identity) == whole
    assert compose(bare, CONTENT).identity == Identity()
    text = rendered(bare, CONTENT, "text", options=options, identity=identity)
    assert text == rendered(apply(TEMPLATE, DRESSED, START), CONTENT, "text")
    assert text != rendered(bare, CONTENT, "text")
