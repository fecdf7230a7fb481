"""Medicines as records, labels and people spell them: each string with the medicines that it names."""

from __future__ import annotations

from pathlib import Path

import pytest
from recognised import ids

from planner.content.knowledge import Content
from planner.files.yaml import read_yaml
from planner.lexicon.names import Names
from planner.profile.resolve import load_profile
from planner.recognition.reading import read

STRINGS = Path(__file__).with_name("medicine_strings.yaml")


def _strings() -> list[tuple[str, list[str]]]:
    text = read_yaml(STRINGS.read_bytes(), STRINGS.name)
    assert not text.problems
    return [(row["text"], row["is"]) for group in text.data for row in group["strings"]]


def test_the_list_of_strings_is_long_and_of_many_kinds() -> None:
    groups = read_yaml(STRINGS.read_bytes(), STRINGS.name).data
    assert len(_strings()) >= 150
    assert len({group["kind"] for group in groups}) >= 12


@pytest.mark.parametrize(("text", "medicines"), _strings(), ids=lambda one: one if isinstance(one, str) else "")
def test_a_string_names_its_medicines_and_nothing_is_left_over(text: str, medicines: list[str], names: Names) -> None:
    reading = read(text, names, "medications")
    assert not reading.leftover
    assert {one.id for one in reading.medicines} == set(medicines)
    assert not any(one.near_miss for one in reading.medicines)


NOT_READ = [
    "lisinopril 10 MG Oral Tablet [Qbrelis] and zorbulazole",
    "zorbulazole 10 MG Oral Tablet [Brandname]",
    "zorbulazole-dkst 10 MG Injection",
    "warfarin [Brandname]",
    "aspirin-free",
    "losartan potassium chloride",
    "Atrial Fibrillation sotalol hydrochloride 80 MG Oral Tablet",
    "influenza vaccine 0.5 ML Injection, zorbulazole 5 MG",
    "isosorbide",
]


@pytest.mark.parametrize("text", NOT_READ)
def test_what_says_more_than_a_medicine_is_not_read_as_that_medicine_alone(text: str, names: Names) -> None:
    reading = read(text, names, "medications")
    assert reading.leftover or reading.findings


STOPPED = [
    "amlodipine besylate 5 MG Oral Tablet [stopped]",
    "furosemide 40 mg [no longer taken]",
    "oxycodone 5 MG Oral Tablet stopped",
    "diazepam 2mg (stopped)",
    "STOPPED: amlodipine 5mg",
    "warfarin (stopped March)",
    "off statins since May",
    "amlodipine 10mg (not taking)",
    "was on warfarin, stopped in March",
    "warfarin 5 mg tab - D/C'd 3/14/2026",
    "statin stopped because of cramps",
    "zopiclone 7.5mg stopped 2 weeks ago",
]


@pytest.mark.parametrize("text", STOPPED)
def test_a_medicine_that_was_stopped_is_over_whatever_strength_and_form_it_had(text: str, names: Names) -> None:
    reading = read(text, names, "medications")
    assert not reading.leftover
    assert {one.status for one in reading.medicines} == {"past"}


DOUBTFUL = [
    "ramipril 5mg od (on hold)",
    "warfarin d/c",
    "changed from lisinopril 5 mg to 10 mg",
    "switched from warfarin",
    "never stopped warfarin",
    "metformin - do not restart until seen",
    "on and off diuretics",
    "ibuprofen off and on",
    "ramipril stopped until seen",
]


@pytest.mark.parametrize("text", DOUBTFUL)
def test_a_medicine_that_may_be_taken_still_counts_as_taken(text: str, names: Names) -> None:
    assert {one.status for one in read(text, names, "medications").medicines} == {"current"}


CHANGED = [
    ("changed from simvastatin to atorvastatin 20mg", "atorvastatin", "simvastatin"),
    ("switched from warfarin to apixaban in May", "apixaban", "warfarin"),
    ("converted from morphine 10mg to oxycodone 5 mg bd", "oxycodone", "morphine"),
    ("ramipril changed to candesartan 8mg", "candesartan", "ramipril"),
]


@pytest.mark.parametrize(("text", "new", "old"), CHANGED)
@pytest.mark.parametrize("key", ["medications", "conditions"])
def test_what_a_medicine_was_changed_to_is_taken(text: str, new: str, old: str, key: str, names: Names) -> None:
    reading = read(text, names, key)
    assert not reading.leftover
    assert {one.id: one.status for one in reading.medicines} == {new: "current", old: "past"}


def test_a_bracket_that_tells_an_illness_is_no_brand(names: Names) -> None:
    reading = read("furosemide 40 MG Oral Tablet [Heart failure]", names, "medications")
    assert "heart-failure" in {id_ for one in reading.medicines for id_ in one.implies} | {
        one.id for one in reading.findings
    }


def test_a_brand_that_holds_another_medicine_takes_both(names: Names) -> None:
    both = read("valsartan 160 MG Oral Tablet [Diovan HCT]", names, "medications")
    assert ids(both.medicines) == {"valsartan", "hydrochlorothiazide"}
    other = read("furosemide 40 MG Oral Tablet [Aldactone]", names, "medications")
    assert {one.id for one in other.medicines} >= {"furosemide", "spironolactone"}


@pytest.mark.parametrize(
    ("text", "implies"),
    [
        ("tacrolimus 1 mg capsules", "transplant-medicine"),
        ("methotrexate 10 mg daily", "methotrexate-daily"),
        ("methotrexate 10 mg nocte", "methotrexate-daily"),
        ("methotrexate 2.5 mg tablets - four to be taken each morning", "methotrexate-daily"),
    ],
)
def test_dose_words_that_mean_something_are_heard(text: str, implies: str, names: Names) -> None:
    assert implies in {class_ for one in read(text, names, "medications").medicines for class_ in one.classes}


LOCAL = [
    "hydrocortisone 1% cream",
    "triamcinolone acetonide 0.001 MG/MG Topical Ointment",
    "flunisolide 0.025 MG/ACTUAT Nasal Spray",
    "ciclesonide nasal spray",
    "bacitracin zinc / hydrocortisone acetate / neomycin sulfate / polymyxin B sulfate Ophthalmic Ointment",
]


@pytest.mark.parametrize("text", LOCAL)
def test_a_steroid_where_it_is_put_is_no_steroid_tablet(text: str, names: Names) -> None:
    medicines = read(text, names, "medications").medicines
    assert medicines
    assert not any("steroid" in one.classes or one.implies for one in medicines)


def test_a_foam_is_a_steroid_but_replaces_no_adrenal_gland(names: Names) -> None:
    (foam,) = read("hydrocortisone acetate 100 MG/ML Rectal Foam", names, "medications").medicines
    assert (foam.id, foam.classes) == ("hydrocortisone-rectal", ("steroid",))


@pytest.mark.parametrize("text", ["gabapentin 6 % cream", "ciclosporin eye drops", "pregabalin gel"])
def test_a_form_that_acts_where_it_is_put_tells_of_no_illness(text: str, names: Names) -> None:
    assert not any(one.implies for one in read(text, names, "medications").medicines)


WHOLE = [
    ("estradiol gel", "estrogen"),
    ("oestrogen patch", "estrogen"),
    ("desmopressin nasal spray", "sodium-lowering"),
]


@pytest.mark.parametrize(("text", "class_"), WHOLE)
def test_patches_hormone_gels_and_desmopressin_spray_count_as_tablets(text: str, class_: str, names: Names) -> None:
    assert any(class_ in one.classes for one in read(text, names, "medications").medicines)


TWICE = [
    [
        "furosemide 40 mg",
        "Furosemid 40 mg Tabletten",
        "Lasix",
        "frusemide 20mg tablets",
        "FUROSEMIDE 40 MG Oral Tablet [Lasix]",
    ]
    * 3,
    ["Levothyroxine sodium 100microgram tablets", "thyroxine", "Synthroid 100 MCG Oral Tablet", "L-thyroxine"],
]


@pytest.mark.parametrize("written", TWICE)
def test_the_same_medicine_many_times_is_once(written: list[str], content: Content) -> None:
    profile = load_profile({"age": 60, "medications": written}, content)
    once = load_profile({"age": 60, "medications": written[:1]}, content)
    assert {one.id for one in profile.medicines} == {one.id for one in once.medicines}
    assert not profile.not_recognised


def test_a_pump_is_insulin(content: Content) -> None:
    profile = load_profile(
        {"age": 40, "medications": ["NovoRapid via pump"], "conditions": ["type 1 diabetes"]}, content
    )
    assert any("insulin" in one.classes for one in profile.medicines)


def test_a_medicine_without_a_class_is_known_and_not_checked(names: Names) -> None:
    (one,) = read("rifampicin 300 mg capsules", names, "medications").medicines
    assert (one.id, one.covered) == ("rifampicin", False)


@pytest.mark.parametrize(("text", "habit"), [("caffeine", "caffeine"), ("creatine", "supplement-user")])
def test_what_is_known_by_name_alone_stays_the_habit_that_it_is(text: str, habit: str, names: Names) -> None:
    reading = read(text, names, "medications")
    assert habit in {one.id for one in reading.findings}
    # The rules of the habit cover it, so that nobody is told that it could not be checked.
    assert reading.medicines
    assert all(one.covered for one in reading.medicines)


def test_a_habit_covers_nothing_that_stands_beside_it(names: Names) -> None:
    reading = read("caffeine and nattokinase", names, "medications")
    assert {one.id: one.covered for one in reading.medicines} == {"caffeine": True, "nattokinase": False}


@pytest.mark.parametrize("text", ["zinc sulfate 220 mg", "multivitamin", "vitamin B6", "magnesium citrate 400 mg"])
def test_a_vitamin_or_mineral_counts_as_a_supplement_that_is_taken(text: str, names: Names) -> None:
    medicines = read(text, names, "medications").medicines
    assert "told-supplements" in {id_ for one in medicines for id_ in one.implies}


def test_every_group_that_needs_no_rule_says_why(names: Names) -> None:
    groups = [one for one in names.classes if one.no_rule]
    assert len(groups) > 12
    assert all(one.label and one.covered for one in groups)
    named = {class_ for drug in names.drugs for class_ in drug.classes}
    assert {one.id for one in groups} <= named
    for drug in names.drugs:
        # No rule for one class and a rule for another would contradict each other.
        kinds = {names.drug_class[one].no_rule for one in drug.classes}
        assert len(kinds) < 2 or "neutral" in drug.classes, drug.id


@pytest.mark.parametrize(
    ("text", "illness"),
    [
        ("low potassium", "low-blood-potassium"),
        ("low calcium", "low-calcium"),
        ("high calcium", "high-blood-calcium"),
        ("low magnesium", "low-blood-magnesium"),
        ("low iron", "anaemia"),
    ],
)
def test_the_level_of_a_mineral_among_medicines_is_no_pill(text: str, illness: str, names: Names) -> None:
    reading = read(text, names, "medications")
    assert illness in ids(reading.findings)
    assert not reading.medicines


@pytest.mark.parametrize("text", ["potassium 2.9", "calcium 1.7", "magnesium 0.4", "sodium 120"])
def test_a_result_of_a_mineral_among_medicines_is_a_result(text: str, names: Names) -> None:
    reading = read(text, names, "medications")
    assert any(one.fact == "conditions" for one in reading.findings)
    assert not reading.medicines


@pytest.mark.parametrize("text", ["calcium", "calcium 500 mg", "Calcichew", "Adcal-D3", "potassium 20 mmol", "zinc"])
def test_a_mineral_alone_among_medicines_is_a_pill(text: str, names: Names) -> None:
    reading = read(text, names, "medications")
    assert reading.medicines
    assert not reading.leftover
    assert all(one.covered for one in reading.medicines)


@pytest.mark.parametrize("text", ["aloe vera capsules", "iodine tablets", "capsaicin capsules 40 mg"])
def test_what_acts_on_the_skin_is_not_checked_where_it_is_swallowed(text: str, names: Names) -> None:
    assert not any(one.covered for one in read(text, names, "medications").medicines)


@pytest.mark.parametrize("text", ["aloe vera gel", "menthol 4.8 MG Oral Lozenge", "boric acid vaginal capsule"])
def test_what_stays_where_it_is_put_is_checked(text: str, names: Names) -> None:
    assert all(one.covered for one in read(text, names, "medications").medicines)


@pytest.mark.parametrize(
    "text",
    [
        "calcitriol 0.000003 MG/MG Topical Ointment [Vectical]",
        "petrolatum 0.713 MG/MG Topical Ointment [Desitin Clear]",
        "glycerin 200 MG/ML / phenylephrine hydrochloride 2.5 MG/ML Medicated Pad",
        "Sudafed PE",
    ],
)
def test_units_forms_and_letters_of_a_product_are_no_illness(text: str, names: Names) -> None:
    assert not read(text, names, "medications").findings


@pytest.mark.parametrize(
    "text",
    [
        "salicylic acid 30 MG/ML Medicated Shampoo [Nizoral Psoriasis]",
        "calcium carbonate 400 MG Chewable Tablet [Pepto-Bismol Children's]",
    ],
)
def test_a_brand_that_holds_something_else_leaves_its_line_unread(text: str, names: Names) -> None:
    reading = read(text, names, "medications")
    assert reading.leftover
    assert all(medicine.near_miss for medicine in reading.medicines)


@pytest.mark.parametrize(
    "text", ["Excedrin", "Aspirin 325 MG / butalbital 50 MG / Caffeine 40 MG Oral Capsule", "Rennie"]
)
def test_a_habit_inside_a_product_is_covered_as_that_habit(text: str, names: Names) -> None:
    reading = read(text, names, "medications")
    assert not reading.leftover
    assert all(one.covered for one in reading.medicines)
    assert any(one.fact == "habits" for one in reading.findings)


def test_a_stimulant_on_prescription_waits_for_a_pharmacist(names: Names) -> None:
    text = "amphetamine aspartate 1.25 MG / dextroamphetamine sulfate 1.25 MG Oral Tablet"
    assert not all(one.covered for one in read(text, names, "medications").medicines)
