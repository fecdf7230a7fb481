"""Allergies and diets, wherever they are written."""

from __future__ import annotations

import pytest
from recognised import finding_of, ids

from planner.lexicon.names import Names
from planner.recognition.reading import read_entry

ALLERGIES = [
    ("nuts", "allergies", {"tree-nut", "peanut"}),
    ("nut allergy", "conditions", {"tree-nut", "peanut"}),
    ("almond allergy", "conditions", {"tree-nut"}),
    ("allergic to almonds", "habits", {"tree-nut"}),
    ("peanuts", "allergies", {"peanut"}),
    ("nuts and sesame", "allergies", {"tree-nut", "peanut", "sesame"}),
    ("coconut", "allergies", {"coconut"}),
    ("seafood", "allergies", {"fish", "shellfish"}),
    ("gluten", "allergies", {"wheat", "gluten-free"}),
    ("lactose intolerant", "allergies", {"lactose-free"}),
    ("milk intolerance", "conditions", {"milk"}),
    ("Peanut (substance)", "allergies", {"peanut"}),
    ("egg intolerance", "habits", {"egg"}),
    ("sesame - hives", "allergies", {"sesame"}),
    ("citrus", "allergies", {"citrus"}),
    ("pulses", "allergies", {"pulses", "soy", "lupin"}),
    ("seeds", "allergies", {"seeds", "sesame", "mustard"}),
    ("chicken", "allergies", {"poultry"}),
    ("fruit", "allergies", {"fruit"}),
    ("Vegetables", "allergies", {"vegetables"}),
    ("strawberries", "allergies", {"berries"}),
    ("tomato", "allergies", {"nightshades"}),
    ("oranges and lemons", "allergies", {"citrus"}),
    ("lentils", "allergies", {"pulses", "soy", "lupin"}),
    ("garlic", "allergies", {"food-in-mixtures"}),
    ("meat", "allergies", {"red-meat", "poultry"}),
    ("rye", "allergies", {"wheat", "oats", "food-in-mixtures"}),
    ("Baker's yeast allergenic extract 100 MG/ML Injectable Solution", "allergies", {"yeast"}),
    ("Fish - dietary (substance)", "allergies", {"fish"}),
    ("Allergy to dairy product (finding)", "allergies", {"milk"}),
    ("Intolerance to lactose", "allergies", {"lactose-free"}),
    ("seasonal allergies", "allergies", {"pollen-allergy"}),
    ("alergia al cacahuete", "allergies", {"peanut"}),
    ("allergie aux arachides", "allergies", {"peanut"}),
    ("allergisch gegen Nüsse", "allergies", {"tree-nut", "peanut"}),
    ("uczulenie na mleko", "allergies", {"milk"}),
    ("حساسية الفول السوداني", "allergies", {"peanut"}),
    ("对花生过敏", "allergies", {"peanut"}),
    ("dị ứng tôm", "allergies", {"shellfish"}),
    ("tick bites", "allergies", {"red-meat", "milk"}),
    ("grass pollen", "allergies", {"pollen-allergy"}),
    ("quinine", "allergies", {"quinine-reaction"}),
    ("leche", "allergies", {"milk"}),
    ("Milch", "allergies", {"milk"}),
    ("pesce", "allergies", {"fish"}),
    ("œufs", "allergies", {"egg"}),
    ("Nüsse", "allergies", {"tree-nut", "peanut"}),
    ("amendoim", "allergies", {"peanut"}),
    ("orzechy włoskie", "allergies", {"tree-nut"}),
    ("pinda's", "allergies", {"peanut"}),
    ("سمسم", "allergies", {"sesame"}),
    ("مچھلی", "allergies", {"fish"}),
    ("दूध", "allergies", {"milk"}),
    ("तिल", "allergies", {"sesame"}),
    ("花生", "allergies", {"peanut"}),
    ("đậu nành", "allergies", {"soy"}),
    ("low sodium", "diet", {"low-sodium"}),
    ("low sodium", "conditions", {"low-sodium"}),
]


@pytest.mark.parametrize(("text", "key", "found"), ALLERGIES)
def test_an_allergy_or_diet_is_found_where_it_is_written(names: Names, text: str, key: str, found: set[str]) -> None:
    reading = read_entry(text, names, key)
    assert ids(reading.findings) == found
    assert not reading.leftover


def test_low_sodium_is_a_diet_among_diets_and_a_condition_among_conditions(names: Names) -> None:
    assert [f.fact for f in read_entry("low sodium", names, "diet").findings] == ["diet"]
    assert [f.fact for f in read_entry("low sodium", names, "conditions").findings] == ["conditions"]


def test_nuts_say_what_was_assumed(names: Names) -> None:
    assert all("left out both" in finding.assumed for finding in read_entry("nuts", names, "allergies").findings)


def test_an_epipen_or_anaphylaxis_makes_an_allergy_severe(names: Names) -> None:
    assert finding_of(names, "nuts (EpiPen)", "peanut", "allergies").severe
    assert finding_of(names, "anaphylaxis to peanuts", "peanut", "allergies").severe


def test_every_word_for_an_allergy_is_read_as_that_allergy(names: Names) -> None:
    for concept in (one for one in names.concepts if one.fact == "allergies"):
        meant = set(concept.implies) or {concept.id}
        for name in (concept.label, *concept.names):
            reading = read_entry(name, names, "allergies")
            assert meant <= ids(reading.findings), name
            assert not reading.leftover, name


NO_FOOD = [
    ("penicillin", "allergies"),
    ("Codeine sulfate", "allergies"),
    ("House dust mite", "allergies"),
    ("allergic to cats", "conditions"),
    ("bee stings", "allergies"),
    ("nickel", "allergies"),
    ("sulfa", "allergies"),
    ("erythromycin 250 mg tablets", "allergies"),
    ("allergic to codeine", "conditions"),
    ("codeine allergy", "habits"),
    ("adverse reaction to codeine", "allergies"),
    ("Amikacin Sulfate 50 MG/ML Injectable Solution", "allergies"),
    ("Penicillin G benzathine", "allergies"),
    ("Dander (animal) allergy", "allergies"),
    ("Penicillin (rash)", "allergies"),
]


@pytest.mark.parametrize(("text", "asked"), NO_FOOD)
def test_an_allergy_to_a_medicine_or_to_dust_is_read_and_is_no_food(names: Names, text: str, asked: str) -> None:
    reading = read_entry(text, names, asked)
    assert ids(reading.findings) == {"other-allergy"}
    assert not reading.leftover


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ibuprofen 400 mg tablets", "ibuprofen-reaction"),
        ("aspirin - rash", "aspirin-reaction"),
        ("NSAIDs", "nsaid-reaction"),
    ],
)
def test_an_allergy_to_a_painkiller_that_the_sheet_speaks_of_is_kept(names: Names, text: str, found: str) -> None:
    reading = read_entry(text, names, "allergies")
    assert ids(reading.findings) == {found}
    assert not reading.leftover


@pytest.mark.parametrize("text", ["no nuts", "avoid nuts", "without nuts"])
def test_what_a_list_of_allergies_leaves_out_is_an_allergy(names: Names, text: str) -> None:
    reading = read_entry(text, names, "allergies")
    assert {(finding.id, finding.status) for finding in reading.findings} == {
        ("tree-nut", "current"),
        ("peanut", "current"),
    }
    assert not reading.leftover


@pytest.mark.parametrize("text", ["no nut allergy", "no known nuts", "nuts: no"])
def test_an_allergy_that_is_denied_leaves_nothing_out(names: Names, text: str) -> None:
    assert {finding.status for finding in read_entry(text, names, "allergies").findings} <= {"denied"}


def test_no_allergy_to_a_medicine_is_read_and_refuses_none(names: Names) -> None:
    reading = read_entry("No ibuprofen allergy", names, "allergies")
    assert not reading.findings
    assert not reading.leftover


def test_who_is_allergic_to_coffee_drinks_none(names: Names) -> None:
    assert ids(read_entry("coffee", names, "allergies").findings) == {"coffee-and-tea"}
    assert ids(read_entry("coffee", names, "habits").findings) == {"caffeine"}


@pytest.mark.parametrize("text", ["constipation", "depression", "needs flu jab", "screening"])
@pytest.mark.parametrize("asked", ["allergies", "diet"])
def test_what_needs_no_rule_makes_no_allergy_and_no_diet_harmless(names: Names, text: str, asked: str) -> None:
    reading = read_entry(text, names, asked)
    assert reading.leftover
    assert not reading.findings


@pytest.mark.parametrize("text", ["No known allergy (situation)", "no known drug allergies", "denies any food allergy"])
@pytest.mark.parametrize("asked", ["allergies", "conditions"])
def test_to_say_that_there_is_no_allergy_is_read_and_finds_none(names: Names, text: str, asked: str) -> None:
    reading = read_entry(text, names, asked)
    assert not reading.findings
    assert not reading.leftover


def test_an_allergy_to_a_medicine_that_a_plan_names_is_kept(names: Names) -> None:
    for text in ("paracetamol", "Panadol", "co-codamol 8/500"):
        assert "paracetamol-reaction" in ids(read_entry(text, names, "allergies").findings)


@pytest.mark.parametrize(
    ("text", "taken", "found"),
    [
        ("ramipril, nut allergy", {"ramipril"}, {"tree-nut", "peanut"}),
        ("allergic to ibuprofen, takes ramipril", {"ramipril"}, {"ibuprofen-reaction"}),
    ],
)
def test_outside_the_allergies_only_what_stands_beside_that_word_is_one(
    names: Names, text: str, taken: set[str], found: set[str]
) -> None:
    reading = read_entry(text, names, "conditions")
    assert not reading.leftover
    assert {medicine.id for medicine in reading.medicines} == taken
    assert ids(reading.findings) >= found


def test_dust_is_no_illness(names: Names) -> None:
    assert read_entry("dust", names, "conditions").leftover


def test_an_unread_word_beside_an_allergy_leaves_the_entry_unread(names: Names) -> None:
    for text in ("milk and blorb", "penicillin, blorb", "süt", "तेल"):
        assert read_entry(text, names, "allergies").leftover, text


def test_the_word_allergy_alone_resembles_no_food(names: Names) -> None:
    for text in ("allergies", "no information about allergies", "allergie"):
        assert not read_entry(text, names, "allergies").findings, text


def test_eating_almonds_is_no_allergy(names: Names) -> None:
    assert not read_entry("eats almonds", names, "habits").findings


def test_denying_one_nut_does_not_deny_the_others(names: Names) -> None:
    reading = read_entry("peanuts, not almonds", names, "allergies")
    assert reading.leftover
    assert "tree-nut" not in ids(reading.findings)
