"""What a criterion holds because of: what alone would do, what only together, and nothing that is not there."""

from __future__ import annotations

from typing import Any

import pytest

from planner.logic.compiler import Compiler, Vocabulary
from planner.logic.facts import Entry, Facts, Listed, Range
from planner.logic.support import UNREAD, Supporter, support

STATIN, WATER, BOTH = Supporter("", "Zocor"), Supporter("", "furosemide"), Supporter("", "hydrochlorothiazide")
FACTS: Facts = {
    "age": Range(79, 79),
    "pregnant": False,
    "exercise_level": "sedentary",
    "medication_classes": Listed(
        (
            Entry("statin", "Zocor", of="simvastatin"),
            Entry("water", "furosemide", of="furosemide"),
            Entry("water", "hydrochlorothiazide", of="hydrochlorothiazide"),
            Entry("low-sodium", "hydrochlorothiazide", of="hydrochlorothiazide"),
        )
    ),
    "conditions": Listed(
        (Entry("diabetes", "metformin", implied_by="metformin", near_miss=True),), unreadable=("blorx",)
    ),
    "limits": Listed((Entry("fluid", "1.5 L"),)),
}
AGED: dict[str, Any] = {"age": {"at_least": 65}}


def _takes(*ids: str) -> dict[str, Any]:
    return {"medication_classes": {"includes_any": list(ids)}}


@pytest.mark.parametrize(
    ("criterion", "alone", "joint"),
    [
        (_takes("statin"), {STATIN}, set()),
        (_takes("water"), {WATER, BOTH}, set()),
        # Only entries that are asked for count, and only those that hold.
        (_takes("lithium"), set(), set()),
        ({"conditions": {"includes": "diabetes"}}, {Supporter("", "metformin")}, set()),
        ({"any": [_takes("statin"), _takes("lithium")]}, {STATIN}, set()),
        ({"all": [_takes("statin"), _takes("water")]}, set(), {STATIN, WATER, BOTH}),
        # Who is in each of the parts does it alone; the other only helps.
        ({"all": [_takes("water"), _takes("low-sodium")]}, {BOTH}, {WATER}),
        # An age beside a medicine says for whom the rule is; alone it is what brought it.
        ({"all": [AGED, _takes("statin")]}, {STATIN}, set()),
        ({"any": [AGED, _takes("statin")]}, {STATIN}, set()),
        (AGED, {Supporter("age")}, set()),
        # What is not so is nothing to name, unless it is a habit that everybody has one way or another.
        ({"not": {"pregnant": {"is": True}}}, set(), set()),
        ({"not": _takes("lithium")}, set(), set()),
        ({"not": {"exercise_level": {"one_of": ["moderate", "vigorous"]}}}, {Supporter("exercise_level")}, set()),
        ({"limits": {"includes": "fluid"}}, {Supporter("limits", "fluid")}, set()),
        ({"conditions": {"unreadable": True}}, {Supporter(UNREAD)}, set()),
        ({"medication_classes": {"count": {"of": ["water"], "at_least": 2}}}, set(), {WATER, BOTH}),
        ({"medication_classes": {"count": {"of": ["water"], "at_least": 1}}}, {WATER, BOTH}, set()),
        ({"medication_classes": {"count": {"of": ["water"], "at_most": 5}}}, set(), set()),
        # Words that nobody could read are counted where anything counts.
        ({"conditions": {"count": {"at_least": 1}}}, {Supporter("", "metformin"), Supporter(UNREAD)}, set()),
    ],
)
def test_a_criterion_names_what_made_it_true(criterion: Any, alone: set[Supporter], joint: set[Supporter]) -> None:
    faults: list[str] = []
    ids = frozenset(["statin", "water", "lithium", "low-sodium", "diabetes", "fluid"])
    known = dict.fromkeys(("medication_classes", "conditions", "limits"), ids)
    node = Compiler(Vocabulary({}, {}, known), lambda path, text: faults.append(f"{path}: {text}")).compile(criterion)
    assert not faults, faults
    found = support(node, FACTS)
    assert (set(found.alone), set(found.joint)) == (alone, joint)
