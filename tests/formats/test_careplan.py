"""The CarePlan: valid by two validators, and by asserts where neither looks."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest
from conftest import CONTENT, START, plan_for
from msgspec import structs

from planner.formats.careplan.careplan import PROFILE, to_careplan
from planner.i18n.language import load_language
from planner.planning.plan import Plan

NEED = "validators of FHIR: pip install -e '.[dev,fhir]'"
KIDNEYS = {
    "age": 40,
    "conditions": ["CKD stage 3", "blimblam"],
    "medications": ["spironolactone"],
    "allergies": ["nuts"],
}
PEOPLE = {
    "who gave an age": {"age": 67},
    "with weak kidneys": KIDNEYS,
    "for a clinician": {"age": 70, "symptoms": ["dark urine"]},
    "pregnant": {"age": 30, "sex": "female", "pregnancy": "30 weeks"},
    "with a bad back": {"age": 50, "cramps": {"where": ["back"]}},
    "whose words are markup": {"age": 50, "name": "<b>&", "conditions": ["<img src='x'>&amp;"]},
}


def _plan(profile: dict[str, Any]) -> Plan:
    back = "cramps" in profile
    return plan_for(profile, "back-spasms" if back else "night-leg-cramps")


def _made(profile: dict[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(to_careplan(_plan(profile), CONTENT))
    return made


@pytest.fixture(params=PEOPLE, ids=str)
def made(request: pytest.FixtureRequest) -> dict[str, Any]:
    return _made(PEOPLE[request.param])


@pytest.mark.fhir
def test_fhirkit_finds_nothing_wrong(made: dict[str, Any]) -> None:
    fhirkit = pytest.importorskip("fhirkit", reason=NEED)
    assert [str(issue) for issue in fhirkit.validate(made)] == []
    assert fhirkit.validate(made | {"activity": [{"detail": {}}]})


@pytest.mark.fhir
def test_pyrofile_finds_nothing_wrong(made: dict[str, Any]) -> None:
    pyrofile = pytest.importorskip("pyrofile_validator", reason=NEED)
    found = pyrofile.Validator().validate_resource(made).issues
    # No validator brings the profiles of the United States along; what they ask is asserted below.
    assert {issue.code for issue in found} == {"profile.unknown"}
    broken = pyrofile.Validator().validate_resource(made | {"intent": "wish"}).issues
    assert "terminology.required" in {issue.code for issue in broken}


def test_it_is_what_the_us_core_profile_asks_for(made: dict[str, Any]) -> None:
    assert made["meta"]["profile"] == [PROFILE]
    assert (made["status"], made["intent"]) == ("draft", "proposal")
    assert made["category"][0]["coding"][0]["code"] == "assess-plan"
    assert made["text"]["status"] == "generated"
    assert made["subject"]["reference"] == "#patient"
    (patient,) = made["contained"]
    assert patient["gender"] in ("female", "male", "other", "unknown")
    assert patient["name"][0]["extension"] == patient["identifier"][0]["_value"]["extension"]
    assert patient["name"][0]["extension"][0]["valueCode"] == "masked"


def test_codes_are_those_of_their_value_sets(made: dict[str, Any]) -> None:
    for activity in made["activity"]:
        detail = activity["detail"]
        assert detail["status"] in ("not-started", "on-hold")
        repeat = detail.get("scheduledTiming", {}).get("repeat", {})
        assert set(repeat.get("when", [])) <= {"MORN", "NOON", "AFT", "EVE", "HS"}
        assert set(repeat.get("dayOfWeek", [])) <= {"mon", "tue", "wed", "thu", "fri", "sat", "sun"}
        assert repeat.get("periodUnit", "d") in ("d", "wk")
    kinds = {one["valueRelatedArtifact"]["type"] for one in made["extension"]}
    assert kinds == {"citation"}


def test_ids_are_of_the_form_that_fhir_allows_and_each_its_own(made: dict[str, Any]) -> None:
    ids = [activity["id"] for activity in made["activity"]]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[A-Za-z0-9.-]{1,64}", id_) for id_ in (made["id"], *ids))


def test_nothing_is_empty(made: dict[str, Any]) -> None:
    def holes(value: Any) -> bool:
        if isinstance(value, dict):
            return not value or any(map(holes, value.values()))
        return (not value or any(map(holes, value))) if isinstance(value, list) else value in ("", None)

    assert not holes(made)


def test_the_narrative_is_xhtml_and_holds_what_the_activities_say(made: dict[str, Any]) -> None:
    div = fromstring(made["text"]["div"])  # noqa: S314 - written by ourselves
    assert div.tag == "{http://www.w3.org/1999/xhtml}div"
    words = " ".join("".join(div.itertext()).split())
    for said in (*(one["detail"]["description"] for one in made["activity"]), made["title"]):
        assert " ".join(said.split()) in words
    for note in made.get("note", []):
        assert " ".join(note["text"].rpartition(": ")[2].split()) in words


def test_it_names_its_plan_its_week_and_its_sources() -> None:
    made = _made({"age": 67})
    template = _plan({"age": 67}).template
    assert made["instantiatesUri"] == [f"urn:x-cramp-planner:plan:night-leg-cramps:{template.version}"]
    assert made["period"] == {"start": START.isoformat(), "end": (START + timedelta(days=6)).isoformat()}
    labels = [one["valueRelatedArtifact"]["label"] for one in made["extension"]]
    assert labels
    assert {one["url"] for one in made["extension"]} == {
        "http://hl7.org/fhir/StructureDefinition/workflow-relatedArtifact"
    }


def test_every_day_of_the_week_is_there_with_its_time_of_day() -> None:
    plan = _plan({"age": 67})
    speech = load_language(CONTENT, "en", None)
    made = _made({"age": 67})
    timed = [(one["detail"]["code"]["coding"][0]["code"], one["detail"]) for one in made["activity"]]
    for day in plan.days:
        for item in day.items:
            weekday = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")[day.date.weekday()]
            fits = [
                detail
                for id_, detail in timed
                if id_ == item.id
                and weekday in detail["scheduledTiming"]["repeat"]["dayOfWeek"]
                and speech.text(item) in detail["description"]
            ]
            assert len(fits) == 1
    for item in plan.every_day:
        (detail,) = (detail for id_, detail in timed if id_ == item.id)
        assert "dayOfWeek" not in detail["scheduledTiming"]["repeat"]


def test_what_a_rule_takes_away_is_not_to_be_done_and_says_why() -> None:
    not_to_do = {
        one["detail"]["code"]["coding"][0]["code"]: one["detail"]
        for one in _made(KIDNEYS)["activity"]
        if one["detail"]["doNotPerform"]
    }
    assert {"banana", "almonds", "peanuts"} <= not_to_do.keys()
    assert all(detail["statusReason"]["text"] for detail in not_to_do.values())
    assert "potassium" in not_to_do["banana"]["statusReason"]["text"]


def _not_to_do(profile: dict[str, Any]) -> dict[str, dict[str, Any]]:
    activities = [one["detail"] for one in _made(profile)["activity"]]
    return {one["code"]["coding"][0]["code"]: one for one in activities if one["doNotPerform"]}


def test_a_list_of_foods_that_is_left_off_forbids_no_food() -> None:
    forbidden = _not_to_do({"age": 14})
    assert not forbidden.keys() & {"water-tap", "apple", "carrots-cooked", "wholewheat-bread"}
    assert all("no food amounts" not in one["statusReason"]["text"] for one in forbidden.values())


@pytest.mark.parametrize("age", [14, 70])
def test_nobody_is_told_not_to_ask(age: int) -> None:
    assert "pharmacist-tablets" not in _not_to_do({"age": age})


def test_who_is_to_keep_greens_or_meals_as_they_are_is_not_told_to_leave_them() -> None:
    greens = _not_to_do({"age": 60, "medications": ["warfarin"]})["kale-cooked"]
    assert greens["description"] == greens["code"]["text"] == "Added portions: Kale, cooked"
    assert _not_to_do(KIDNEYS)["banana"]["description"] == "Added portions: Banana"


def test_what_is_left_out_as_nobody_told_is_not_forbidden() -> None:
    told = {"age": 60, "medications": "none", "diet": "none", "conditions": "none"}
    for profile in ({"age": 60}, told):
        assert "cheddar" not in _not_to_do(profile)
    assert "cheddar" in _not_to_do({"age": 60, "medications": ["phenelzine"]})


def test_what_is_forbidden_is_named_by_itself() -> None:
    milk = _not_to_do({"age": 60, "allergies": ["milk"]})
    assert not milk["milk-whole"]["description"].startswith("Added")
    assert milk["cheddar"]["code"]["text"] == milk["cheddar"]["description"]


@pytest.mark.parametrize("position", ["back", "stomach", "mixed"])
def test_one_form_of_an_advice_is_not_forbidden_where_another_is_given(position: str) -> None:
    profile = {"age": 60, "conditions": ["sleep apnea", "heart failure"], "sleep_position": position}
    forbidden = _not_to_do(profile)
    assert not forbidden.keys() & {"sleep-back", "sleep-stomach", "sleep-mixed", "covers-propped", "drink-to-thirst"}
    assert "knee-rolls" in forbidden


def test_a_reason_is_a_sentence_where_the_rule_says_one_of_the_person() -> None:
    cheese = _not_to_do({"age": 60, "conditions": ["heart failure"]})["cheddar"]
    assert cheese["statusReason"]["text"].startswith("Salt holds water in your body")


def test_nothing_is_both_to_be_done_and_not(made: dict[str, Any]) -> None:
    by_kind: dict[bool, set[str]] = {True: set(), False: set()}
    for one in made["activity"]:
        by_kind[one["detail"]["doNotPerform"]].add(one["detail"]["code"]["coding"][0]["code"])
    assert not by_kind[True] & by_kind[False]


def test_what_is_only_not_needed_is_not_forbidden() -> None:
    made = _made({"age": 30})
    plan = _plan({"age": 30})
    unneeded = {decision.item for decision in plan.decisions if decision.because}
    assert unneeded
    assert not unneeded & {
        one["detail"]["code"]["coding"][0]["code"] for one in made["activity"] if one["detail"]["doNotPerform"]
    }


def test_signs_unread_words_questions_and_what_to_leave_out_stand_in_the_notes() -> None:
    notes = [note["text"] for note in _made(KIDNEYS)["note"]]
    assert any(note.startswith("Call ") for note in notes)
    assert "We could not check: blimblam. Show this page to a pharmacist before you start." in notes
    assert any(note.startswith("You did not tell us. Is this so?: ") for note in notes)
    assert any(note.startswith("Leave out: ") and "star fruit" in note for note in notes)


def test_a_page_for_a_clinician_is_the_one_activity() -> None:
    made = _made(PEOPLE["for a clinician"])
    (activity,) = made["activity"]
    assert activity["detail"]["scheduledString"] == "emergency"
    assert activity["detail"]["description"]


def test_name_and_id_stay_out_and_the_id_of_the_plan_stays() -> None:
    person = {"age": 67, "name": "Zephyrine Quuxley", "id": "QX-77"}
    plan = _plan(person)
    first, again = to_careplan(plan, CONTENT), to_careplan(_plan(person), CONTENT)
    assert first == again
    assert b"Zephyrine" not in first
    assert b"QX-77" not in first
    other = to_careplan(_plan(person | {"id": "QX-78"}), CONTENT)
    later = to_careplan(structs.replace(plan, start=date(2026, 11, 30)), CONTENT)
    assert len({json.loads(one)["id"] for one in (first, other, later)}) == 3


def test_it_is_for_the_patient_of_the_record() -> None:
    plan = _plan({"age": 67})
    identity = structs.replace(plan.profile.identity, reference="Patient/p1")
    known = structs.replace(plan, profile=structs.replace(plan.profile, identity=identity))
    made = json.loads(to_careplan(known, CONTENT))
    assert made["subject"] == {"reference": "Patient/p1"}
    assert "contained" not in made


def test_the_words_of_a_referral_say_why() -> None:
    made = _made({"age": 60, "symptoms": ["chest pain now"]})
    (only,) = made["activity"]
    assert only["detail"]["scheduledString"] == "emergency"
    words = "".join(fromstring(made["text"]["div"]).itertext())  # noqa: S314 - ours
    assert only["detail"]["statusReason"]["text"] in words
