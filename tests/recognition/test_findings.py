"""What one entry stands for, with what is implied, assumed or needs no rule."""

from __future__ import annotations

import pytest
from recognised import ids

from planner.lexicon.names import Names
from planner.recognition.reading import read_entry

SEVERAL = [
    ("right calf swollen and warm", {"calf-swollen-warm"}),
    ("my left calf is red and swollen", {"calf-swollen-warm"}),
    ("swollen legs", {"oedema"}),
    ("two beers a night", {"alcohol-use"}),
    ("ten beers a night", {"alcohol-use", "alcohol-heavy"}),
    ("type 2 diabetes with neuropathy", {"type-2-diabetes", "diabetes", "peripheral-neuropathy"}),
    ("Disorder of kidney due to diabetes mellitus (disorder)", {"chronic-kidney-disease", "diabetes"}),
    ("fell last winter", {"fall-last-year", "fall-told"}),
    ("numb between the legs", {"saddle-numbness"}),
    ("cola-coloured urine", {"dark-urine"}),
    ("can't lie flat", {"cannot-lie-flat"}),
    ("high blood pressure, CKD stage 3", {"hypertension", "chronic-kidney-disease"}),
    ("fluid restriction 1.5 L", {"fluid", "told-fluid-limit"}),
    ("fluids limited to 6 cups a day", {"fluid", "told-fluid-limit"}),
    ("fluid restriction 2000 ml", {"fluid", "told-fluid-limit"}),
    ("1500ml/day fluid restriction", {"fluid", "told-fluid-limit"}),
    ("fluid restriction 1500", {"fluid", "fluid-limit-unknown", "told-fluid-limit"}),
    ("fluid restriction 15 L", {"fluid", "fluid-limit-unknown", "told-fluid-limit"}),
    ("fluid restriction, 2 glasses of wine", {"fluid", "fluid-limit-unknown", "told-fluid-limit", "alcohol-use"}),
    ("told to restrict fluids", {"fluid", "fluid-limit-unknown", "told-fluid-limit"}),
    ("dialysis", {"dialysis", "chronic-kidney-disease"}),
    ("Microalbuminuria due to type 2 diabetes mellitus", {"chronic-kidney-disease", "type-2-diabetes", "diabetes"}),
    ("Prediabetes", {"prediabetes", "low-sugar"}),
    ("Fracture of rib", {"leg-surgery-or-injury"}),
    ("hay fever", {"allergic-rhinitis"}),
    ("pregnant with twins", {"pregnancy", "pregnancy-complication"}),
]


@pytest.mark.parametrize("key", ["conditions", "symptoms", "habits"])
@pytest.mark.parametrize(("text", "found"), SEVERAL)
def test_one_recogniser_finds_all_that_one_entry_says(names: Names, text: str, found: set[str], key: str) -> None:
    reading = read_entry(text, names, key)
    assert ids(reading.findings) == found
    assert not reading.leftover


NEUTRAL = [
    "Body mass index 30+ - obesity (finding)",
    "Chronic sinusitis (disorder)",
    "Miscarriage in first trimester (disorder)",
    "Received certificate of high school equivalency (finding)",
    "Severe anxiety (panic) (finding)",
    "Chronic intractable migraine without aura",
    "Hyperlipidemia",
]


@pytest.mark.parametrize("text", NEUTRAL)
def test_what_needs_no_rule_is_read_and_brings_nothing(names: Names, text: str) -> None:
    reading = read_entry(text, names, "conditions")
    assert not reading.leftover
    assert all(finding.covered and not finding.near_miss for finding in reading.findings)
    assert "neutral-finding" not in ids(reading.findings)
    lasting = {"obesity", "life-facts"}
    assert all(
        "neutral-finding" in names.concept[finding.id].implies or finding.id in lasting for finding in reading.findings
    )


@pytest.mark.parametrize(
    "text",
    [
        "acute chalazion",
        "uncontrolled migraine",
        "severe constipation",
        "severe anxiety",
        "miscarriage 3 weeks ago",
        "miscarriage last month",
        "miscarriage in second trimester",
        "migraine with aura",
        "chronic pain in my calf",
        "depression getting worse",
    ],
)
def test_what_needs_no_rule_is_not_checked_while_it_is_severe_new_or_more(names: Names, text: str) -> None:
    reading = read_entry(text, names, "conditions")
    assert reading.leftover or not all(finding.covered for finding in reading.findings)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Sleep disorder (disorder)", {"sleep-apnoea", "restless-legs"}),
        ("Metabolic syndrome X (disorder)", {"hypertension", "low-sugar"}),
        ("Fracture of bone (disorder)", {"leg-surgery-or-injury", "broken-leg", "vertebral-fracture"}),
    ],
)
def test_words_that_leave_it_open_mean_all_that_it_could_be_and_say_so(names: Names, text: str, ids: set[str]) -> None:
    found = [finding for finding in read_entry(text, names, "conditions").findings if finding.assumed]
    assert {finding.id for finding in found} == ids
