"""The page that sends to a clinician: one action, what to say, nothing weaker, and no stretch where it could harm."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import CONTENT, words_of
from parts_of import context

from planner.document.model import Block, BulletList, Heading, Note, Paragraph, plain
from planner.document.parts.referral import see_clinician

STATIN: dict[str, Any] = {
    "age": 66,
    "symptoms": ["dark urine", "muscle pain"],
    "medications": ["simvastatin 40 mg", "ramipril"],
    "conditions": ["high blood pressure"],
    "country": "GB",
}
CALF: dict[str, Any] = {"age": 70, "symptoms": ["right calf swollen and warm"], "country": "GB"}
LABOUR: dict[str, Any] = {
    "age": 28,
    "sex": "female",
    "pregnancy": {"weeks": 33},
    "symptoms": ["waters broken"],
    "country": "GB",
}
SLIGHT: dict[str, Any] = {"age": 60, "conditions": ["dialysis"], "country": "GB"}
NINE: dict[str, Any] = {"age": 9, "sex": "female", "pregnancy": "yes", "country": "GB"}
STRETCH = "When a cramp comes, stretch it gently."


def _blocks(profile: dict[str, Any]) -> tuple[Block, ...]:
    return see_clinician(context(profile)).blocks


def _note(profile: dict[str, Any]) -> Note:
    return next(one for one in _blocks(profile) if isinstance(one, Note))


def _aloud(profile: dict[str, Any]) -> str:
    return next(
        plain(one.text) for one in _blocks(profile) if isinstance(one, Paragraph) and one.role == "said"
    ).strip()


def _under(profile: dict[str, Any], title: str) -> list[str]:
    blocks = _blocks(profile)
    at = next(at for at, one in enumerate(blocks) if isinstance(one, Heading) and one.text == title)
    listed = blocks[at + 1]
    assert isinstance(listed, BulletList)
    return [plain(item.text) for item in listed.items]


@pytest.mark.parametrize(
    ("profile", "kind", "title"),
    [
        (STATIN, "now", "Call 999 now"),
        ({**STATIN, "country": "US"}, "now", "Call 911 now"),
        (CALF, "now", "See someone today: call NHS 111"),
        (SLIGHT, "soon", "See your kidney team in the next few days"),
        (NINE, "now", "See someone today: call NHS 111"),
        ({"age": 60, "sex": "female", "pregnancy": "yes"}, "check", "Check what was entered"),
    ],
)
def test_the_box_holds_the_strongest_action(profile: dict[str, Any], kind: str, title: str) -> None:
    """What can wait for some days is not in the red box of what cannot."""
    assert (_note(profile).kind, _note(profile).title) == (kind, title)


def test_nothing_weaker_stands_beside_an_emergency() -> None:
    for profile in (STATIN, LABOUR):
        text = words_of(_note(profile)) + " ".join(_under(profile, "Until you are seen"))
        assert "111" not in text
        assert "maternity" not in text
        assert "doctor" not in text


def test_what_is_to_be_said_is_what_brought_the_page_and_no_more() -> None:
    assert _aloud(STATIN).startswith(
        "I am 66. I have this: dark urine and muscle pain. I take simvastatin 40 mg. I am at ___"
    )
    assert _aloud(CALF) == "I am 70. I have this: right calf swollen and warm."
    assert "I am 33 weeks pregnant." in _aloud(LABOUR)
    assert _aloud(NINE) == "I call about a child of 9. She is pregnant."


@pytest.mark.parametrize(
    ("key", "entry", "said"),
    [
        ("conditions", "K 5.8 (12/11/2026) on candesartan", "My test results: K 5.8 (12/11/2026) on candesartan."),
        ("medications", "K 5.8 (12/11/2026) on candesartan", "My test results: K 5.8 (12/11/2026) on candesartan."),
        ("conditions", "DVT, takes apixaban", "I have, or had: DVT, takes apixaban."),
        ("medications", "right calf swollen, on warfarin", "I have this: right calf swollen, on warfarin."),
        ("medications", "methotrexate 10 mg daily", "I take methotrexate 10 mg daily."),
        ("conditions", "methotrexate 10 mg daily", "I take methotrexate 10 mg daily."),
    ],
)
def test_a_value_is_said_as_one_and_a_medicine_only_where_nothing_else_is_told(key: str, entry: str, said: str) -> None:
    assert said in _aloud({"age": 66, "sex": "male", key: [entry]})


def test_a_stretch_is_named_only_where_every_reason_says_that_it_is_fine() -> None:
    assert STRETCH in _under(SLIGHT, "Until you are seen")
    for profile in (STATIN, CALF, LABOUR, NINE, {**SLIGHT, "symptoms": CALF["symptoms"]}):
        assert "stretch" not in words_of(_blocks(profile)).split("Take with you")[0].lower()


def test_no_refusal_for_a_clot_a_bone_or_a_torn_muscle_lets_anybody_stretch() -> None:
    rules = [bound.rule for bound in CONTENT.rules if bound.rule.refuse]
    may = {rule.id for rule in rules if rule.refuse and rule.refuse.may_stretch}
    words = (
        "clot",
        "bone",
        "muscle",
        "calf",
        "operation",
        "artery",
        "stroke",
        "cancer",
        "child",
        "foot",
        "heart attack",
    )
    for rule in rules:
        if rule.refuse and rule.id in may and rule.id != "refuse-needs-assessment":
            assert not any(word in rule.refuse.why.lower() for word in words), rule.id
            assert rule.refuse.urgency == "routine"


def test_a_milder_reason_may_forbid_and_not_ask() -> None:
    both = {**CALF, "symptoms": ["chest pain", "right calf swollen and warm"]}
    assert _note(both).title == "Call 999 now"
    until = _under(both, "Until you are seen")
    assert "Do not rub or massage the leg." in until
    assert not [step for step in until if step.startswith(("Ask", "Tell", "Call"))]


def test_of_a_milder_reason_each_ban_stands_however_it_begins() -> None:
    both = {"age": 60, "conditions": ["fever"], "symptoms": ["chest pain"], "country": "GB"}
    assert "Rest and do not exercise." in _under({**both, "symptoms": []}, "Until you are seen")
    assert _note(both).title == "Call 999 now"
    assert "Rest and do not exercise." in _under(both, "Until you are seen")


def test_a_pregnant_child_is_seen_the_same_day_and_kept_safe() -> None:
    until = _under(NINE, "Until you are seen")
    assert until[0] == "She has done nothing wrong. Tell the doctor if somebody may have hurt her."
    assert "Is she in danger now, in pain or bleeding? Call 999." in until


def test_to_stop_a_medicine_is_not_contradicted() -> None:
    until = _under({"age": 60, "medications": ["methotrexate 10 mg daily"], "country": "GB"}, "Until you are seen")
    assert any(step.startswith("Take no more methotrexate") for step in until)
    assert until[-1] == "Apart from this, do not change your medicines, salt, drinks or diet."


def test_what_nobody_could_read_and_what_was_not_told_stand_on_the_page() -> None:
    text = words_of(_blocks({**CALF, "medications": ["blorxamide"]}))
    assert "We could not check: blorxamide." in text
    assert "Not told illnesses and allergies" in text
