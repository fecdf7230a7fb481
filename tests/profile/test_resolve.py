"""How a sheet looks and whom it is for decide nothing, and can be given apart from the plan."""

from __future__ import annotations

from conftest import CONTENT, START, answered
from msgspec import structs

from planner.document.compose import compose
from planner.model.sheet import Identity, SheetOptions
from planner.pipeline import SheetRequest, make_plan, rendered
from planner.planning.apply import apply
from planner.profile.answers import read_answers
from planner.profile.resolve import load_profile, profile_of, resolve
from planner.profile.source import read_text

SAID = {"age": 67, "medications": ["furosemide"], "country": "GB"}
LOOKS = {"name": "Ana", "id": "A-1", "paper": "letter", "large_print": True, "language": "en"}
DRESSED = load_profile({**SAID, **LOOKS}, CONTENT)
BARE = load_profile(SAID, CONTENT)
OPTIONS = SheetOptions(paper="letter", large_print=True, language="en")
IDENTITY = Identity("Ana", "A-1")
TEMPLATE = CONTENT.template("night-leg-cramps")


def test_what_is_asked_of_a_sheet_leaves_the_facts_and_the_plan_as_they_are() -> None:
    assert structs.replace(DRESSED, options=SheetOptions(), identity=Identity()) == BARE
    plan, other = apply(TEMPLATE, DRESSED, START), apply(TEMPLATE, BARE, START)
    assert structs.replace(plan, profile=BARE) == other


def test_what_decides_never_sees_a_name() -> None:
    person = read_answers(read_text("\n".join(f"{key}: {value}" for key, value in (SAID | LOOKS).items()), "p"))
    assert answered(person).items() >= LOOKS.items()
    assert not LOOKS.keys() & structs.asdict(person.answers).keys()
    assert resolve(person.answers, CONTENT) == BARE
    plan = make_plan(person, CONTENT, SheetRequest(start=START))
    assert plan.profile == profile_of(person, CONTENT) == DRESSED
    assert (plan.profile.options, plan.profile.identity) == (OPTIONS, IDENTITY)


def test_what_a_command_asks_for_comes_before_what_the_profile_says() -> None:
    person = read_answers(read_text("age: 67\npaper: letter\nlarge_print: yes\n", "p"))
    asked = SheetRequest(start=START, options=SheetOptions(paper="a4"))
    assert make_plan(person, CONTENT, asked).profile.options == SheetOptions(paper="a4", large_print=True)


def test_options_and_identity_beside_the_plan_give_the_same_sheet() -> None:
    whole = compose(apply(TEMPLATE, DRESSED, START), CONTENT)
    bare = apply(TEMPLATE, BARE, START)
    assert compose(bare, CONTENT, options=OPTIONS, identity=IDENTITY) == whole
    assert compose(bare, CONTENT).identity == Identity()
    dressed = structs.replace(bare, profile=structs.replace(BARE, options=OPTIONS, identity=IDENTITY))
    text = rendered(dressed, CONTENT, "text")
    assert text == rendered(apply(TEMPLATE, DRESSED, START), CONTENT, "text")
    assert text != rendered(bare, CONTENT, "text")
