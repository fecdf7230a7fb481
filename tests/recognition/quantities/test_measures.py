"""Values of tests: each bound from both sides, units, what is no value, how old one is, which of several stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from conftest import CONTENT, START
from recognised import ids

from planner.lexicon.names import Names
from planner.profile.resolve import load_profile
from planner.recognition.findings import Finding
from planner.recognition.quantities.calendar import AsOf
from planner.recognition.reading import read_entry

AS_OF = AsOf(START)


def _found(*entries: str) -> Sequence[Finding]:
    """Return what the conditions of one person are read as, settled."""
    profile = load_profile({"age": 50, "sex": "male", "conditions": list(entries)}, CONTENT, as_of=START)
    assert not profile.not_recognised
    return profile.findings


def _now(*entries: str) -> set[str]:
    """Return what is there now."""
    return {finding.id for finding in _found(*entries) if finding.status == "current"}


BOUNDS = [
    ("K 2.4", "very-low-potassium-result"),
    ("K 2.5", "low-potassium-result"),
    ("K 2.9", "low-potassium-result"),
    ("K 3.0", "slightly-low-potassium-result"),
    ("K 3.4", "slightly-low-potassium-result"),
    ("K 3.5", "neutral-finding"),
    ("K 5.0", "neutral-finding"),
    ("K 5.5", "raised-potassium-result"),
    ("K 5.9", "raised-potassium-result"),
    ("K 6.0", "high-potassium"),
    ("K 6.4", "high-potassium"),
    ("K 6.5", "very-high-potassium-result"),
    ("Na 119", "very-low-sodium-result"),
    ("Na 120", "low-sodium-result"),
    ("Na 124", "low-sodium-result"),
    ("Na 125", "slightly-low-sodium-result"),
    ("Na 129", "slightly-low-sodium-result"),
    ("Na 135", "neutral-finding"),
    ("Na 150", "neutral-finding"),
    ("Na 151", "high-sodium-result"),
    ("Mg 0.49", "very-low-magnesium-result"),
    ("Mg 0.5", "low-magnesium-result"),
    ("Mg 0.69", "low-magnesium-result"),
    ("Mg 0.7", "neutral-finding"),
    ("Mg 1.1 mg/dL", "very-low-magnesium-result"),
    ("Mg 1.2 mg/dL", "low-magnesium-result"),
    ("Mg 1.6 mg/dL", "low-magnesium-result"),
    ("Mg 1.7 mg/dL", "neutral-finding"),
    ("Mg 1.6", "low-magnesium-result"),
    ("Ca 1.89", "very-low-calcium-result"),
    ("Ca 1.9", "low-calcium-result"),
    ("Ca 1.99", "low-calcium-result"),
    ("Ca 2.0", "slightly-low-calcium-result"),
    ("Ca 2.09", "slightly-low-calcium-result"),
    ("Ca 2.1", "neutral-finding"),
    ("Ca 2.6", "neutral-finding"),
    ("Ca 2.61", "slightly-high-calcium-result"),
    ("Ca 2.84", "slightly-high-calcium-result"),
    ("Ca 2.85", "high-calcium-result"),
    ("Ca 2.99", "high-calcium-result"),
    ("Ca 3.0", "very-high-calcium-result"),
    ("Ca 3.5", "very-high-calcium-result"),
    ("Ca 3.51", "dangerously-high-calcium-result"),
    ("calcium 7.5 mg/dL", "very-low-calcium-result"),
    ("calcium 7.6 mg/dL", "low-calcium-result"),
    ("calcium 8.3 mg/dL", "slightly-low-calcium-result"),
    ("calcium 8.4 mg/dL", "neutral-finding"),
    ("calcium 10.4 mg/dL", "neutral-finding"),
    ("calcium 10.5", "slightly-high-calcium-result"),
    ("calcium 12 mg/dL", "very-high-calcium-result"),
    ("calcium 14.1 mg/dL", "dangerously-high-calcium-result"),
    ("CK 1000", "neutral-finding"),
    ("CK 1,001 U/L", "raised-ck-result"),
    ("CK 5000", "raised-ck-result"),
    ("CK 5001", "very-high-ck-result"),
    ("SpO2 87%", "very-low-oxygen-result"),
    ("SpO2 88%", "low-oxygen-result"),
    ("SpO2 92%", "low-oxygen-result"),
    ("SpO2 93%", "slightly-low-oxygen-result"),
    ("SpO2 94%", "slightly-low-oxygen-result"),
    ("SpO2 95%", "neutral-finding"),
    ("BMI 13.9", "underweight"),
    ("BMI 14", "very-low-bmi"),
    ("BMI 15.9", "very-low-bmi"),
    ("BMI 16", "neutral-finding"),
    ("INR 5", "neutral-finding"),
    ("INR 5.1", "high-inr-result"),
    ("temperature 37.9", "neutral-finding"),
    ("temperature 38.0 C", "fever"),
    ("temp 100.3 F", "neutral-finding"),
    ("temp 100.4", "fever"),
    ("EF 49%", "heart-failure"),
    ("LVEF 50%", "neutral-finding"),
    ("BP 139/89", "neutral-finding"),
    ("BP 140/80", "hypertension"),
    ("BP 130/90", "hypertension"),
    ("BP 159/109", "hypertension"),
    ("BP 160/95", "clearly-high-pressure-result"),
    ("BP 150/110", "hypertension"),
]


@pytest.mark.parametrize(("text", "id_"), BOUNDS)
def test_a_value_lies_in_the_band_that_begins_at_it_or_below(text: str, id_: str) -> None:
    assert id_ in _now(text)


WRITTEN = [
    ("K+ 5.9", "raised-potassium-result"),
    ("K: 5,9 mmol/l", "raised-potassium-result"),
    ("potassium level was 5.9 (high)", "raised-potassium-result"),
    ("Serum potassium 5.9 mEq/L", "raised-potassium-result"),
    ("potassium came back at 2.4", "very-low-potassium-result"),
    ("K 3.2 L", "slightly-low-potassium-result"),
    ("K 5.9 mmol/L (H) (3.5-5.3)", "raised-potassium-result"),
    ("Potassium [Moles/volume] in Serum or Plasma 5.9 mmol/L", "raised-potassium-result"),
    ("Oxygen saturation in Arterial blood by Pulse oximetry 91 %", "low-oxygen-result"),
    ("EF 35-40%", "heart-failure"),
    ("Ca2+ 1.8", "very-low-calcium-result"),
    ("adjusted calcium 2.7 mmol/L", "slightly-high-calcium-result"),
    ("magnesium 0.4", "very-low-magnesium-result"),
    ("kidney function 18%", "chronic-kidney-disease"),
    ("97 % RA", "neutral-finding"),
    ("91% on air", "low-oxygen-result"),
    ("SpO2 97% on room air", "neutral-finding"),
    ("O2 sats 91%", "low-oxygen-result"),
    ("CK 12,000", "very-high-ck-result"),
    ("eGFR (CKD-EPI) 24", "chronic-kidney-disease"),
    ("eGFR\u201127", "chronic-kidney-disease"),
    ("eGFR\u00a027", "chronic-kidney-disease"),
    ("eGFR-27", "chronic-kidney-disease"),
    ("eGFR 28-32", "chronic-kidney-disease"),
    ("eGFR 28\u201332", "chronic-kidney-disease"),
    ("kidneys at 15%", "chronic-kidney-disease"),
    ("bad kidneys, only work at 20 percent", "chronic-kidney-disease"),
    ("BP 200 over 110", "hypertension"),
    ("pot 6.1", "high-potassium"),
    ("K 5.0 -> 6.2", "high-potassium"),
    ("K 5.0 \u2192 6.2", "high-potassium"),
    ("K rose from 4.1 to 6.2", "high-potassium"),
    ("K fell from 6.2 to 4.1", "neutral-finding"),
    ("Mg 0.45", "very-low-magnesium-result"),
    ("MG 0.45", "very-low-magnesium-result"),
    ("Mg .45", "very-low-magnesium-result"),
    ("K+ 5.0 -> 6.2", "high-potassium"),
    ("15% kidney function", "chronic-kidney-disease"),
    ("BP 200-110", "hypertension"),
    ("CA 1.85", "very-low-calcium-result"),
    ("Ca 2.1", "neutral-finding"),
]


@pytest.mark.parametrize(("text", "id_"), WRITTEN)
def test_a_value_is_read_however_it_is_written_and_is_nothing_else(text: str, id_: str) -> None:
    assert {finding.id for finding in _found(text)} == {id_}


NO_VALUES = [
    "KCl 20 mEq",
    "potassium 20 mmol",
    "potassium 2 tablets daily",
    "magnesium 250 mg",
    "eGFR 4O",
    "K 59",
    "K 5.9 mg/dL",
    "K2 100 mcg",
    "Ca 125",
    "ionised calcium 1.1",
    "Ca breast",
    "power 5/5",
    "sodium 2 g diet",
    "potassium 3 days ago",
    "SpO2 191",
    "K 3.5-5.0",
]


@pytest.mark.parametrize("text", NO_VALUES)
def test_a_dose_a_range_and_what_is_impossible_are_no_values(names: Names, text: str) -> None:
    reading = read_entry(text, names, "conditions", AS_OF)
    assert not any(finding.measure for finding in reading.findings)
    # A dose and a diagnosis are read as what they are.
    assert reading.leftover or reading.medicines or reading.findings


def test_a_value_that_somebody_aims_at_says_nothing_of_today() -> None:
    assert _now("atrial fibrillation, target INR 2-3") == {"arrhythmia"}
    assert _now("INR target 6") == set()
    assert any(
        "vitamin-k-antagonist" in one.classes
        for one in read_entry("INR target 6", CONTENT.names, "conditions").medicines
    )


def test_under_a_number_may_be_any_band_below_and_of_two_meanings_none() -> None:
    assert _now("K < 3.0") == {"very-low-potassium-result", "low-potassium-result"}
    assert _now("K > 6.4") >= {"high-potassium", "very-high-potassium-result"}
    reading = read_entry("potassium over 4", CONTENT.names, "conditions", AS_OF)
    assert reading.leftover


AGES = [
    ("K 2.4 on 26 October 2026", {"very-low-potassium-result"}),  # 28 days
    ("K 2.4 on 25 October 2026", {"late-test-out-of-range"}),
    ("K 2.4 on 23 November 2025", {"late-test-out-of-range"}),  # 365 days
    ("K 2.4 on 22 November 2025", set()),
    ("SpO2 91% on 21 November 2026", {"low-oxygen-result"}),  # day 2
    ("SpO2 91% on 20 November 2026", {"late-test-out-of-range"}),
    ("INR 6 on 20 November 2026", {"late-test-out-of-range"}),
    ("temperature 39 on 20 November 2026", {"late-test-out-of-range"}),
    ("eGFR 25 in 2015", {"chronic-kidney-disease"}),
    ("BMI 15 in 2015", {"very-low-bmi"}),
    ("BP 190/120 on 20 November 2025", set()),
    ("previous K 2.9", set()),
    ("previous K 2.9 on 20 November 2026", {"low-potassium-result"}),
    ("K 2.9 last year", {"late-test-out-of-range"}),
    ("K 2.9 since March", {"low-potassium-result"}),
]


@pytest.mark.parametrize(("text", "now"), AGES)
def test_an_older_value_calls_for_less_and_kidneys_and_weight_never_grow_old(text: str, now: set[str]) -> None:
    assert _now(text) == now


def test_an_old_value_leaves_what_it_was_in_the_past_and_a_question() -> None:
    found = {(finding.id, finding.status) for finding in _found("K 6.8 in 2019")}
    assert found == {("old-test-out-of-range", "past"), ("high-potassium", "past")}


SEVERAL = [
    (("K 2.4 3/11/26 K 4.2 20/11/26",), {"neutral-finding"}),
    (("Na 128 on 3/11/26 K 4.2 on 20/11/26",), {"slightly-low-sodium-result", "neutral-finding"}),
    (("K 5.9 in March", "K 4.2 now"), {"neutral-finding"}),
    (("K 4.2 in March", "K 5.9 now"), {"raised-potassium-result"}),
    (("K 5.9 in March, K 4.2 now",), {"neutral-finding"}),
    (("K 6.6 on 3 Nov", "K 5.6 on 20 Nov"), {"raised-potassium-result"}),
    (("K 5.9", "K 4.2"), {"raised-potassium-result", "neutral-finding"}),
    (("K 5.9", "K 4.2 on 20 Nov"), {"raised-potassium-result", "neutral-finding"}),
    (("eGFR 25 in 2019", "eGFR 70 in 2025"), {"neutral-finding"}),
    (("eGFR 25 in 2019", "latest eGFR 70"), {"neutral-finding"}),
    (("mother K 6.8 now", "K 5.9"), {"raised-potassium-result"}),
    (("eGFR 45 (2024), 78 (2026)",), {"neutral-finding"}),
    (("eGFR 78 in 2024, 28 in 2026",), {"chronic-kidney-disease"}),
    (("K+ 4.1 in March and 6.2 yesterday",), {"high-potassium"}),
    (("potassium 5, 6.1 yesterday",), {"neutral-finding", "high-potassium"}),
    (("K 4.1, 6.2",), {"neutral-finding", "high-potassium"}),
    (("K 2.9 in 2023, 4.1 last week",), {"neutral-finding"}),
    (("K 4.1 in 2023, 2.9 last week",), {"low-potassium-result"}),
    (("BP 190/110 in 2019, now 130/80",), {"neutral-finding"}),
    (("BP 130/80 in 2019, 190/112 last week",), {"hypertension"}),
    (("BP 150/90, 165/100",), {"hypertension", "clearly-high-pressure-result"}),
]


@pytest.mark.parametrize(("entries", "now"), SEVERAL)
def test_the_newest_of_a_test_stands_and_of_those_without_a_date_all(entries: tuple[str, ...], now: set[str]) -> None:
    assert _now(*entries) == now


def test_a_newer_value_that_was_not_fully_read_lifts_nothing() -> None:
    profile = load_profile({"age": 50, "conditions": ["K 5.9 in March", "K 4.2 now zzqx"]}, CONTENT, as_of=START)
    assert "late-test-out-of-range" in {finding.id for finding in profile.findings}


def test_a_value_settles_what_was_told_in_words_before() -> None:
    assert "low-calcium" not in _now("hypocalcaemia", "calcium 2.3 on 20 Nov")
    assert "low-calcium" in _now("hypocalcaemia", "calcium 2.3 on 20 Nov 2024")
    assert "low-calcium" in _now("hypocalcaemia 2 days ago", "calcium 2.3 on 1 Nov")
    assert "kidneys-after-injury" in _now("acute kidney injury")
    assert "kidneys-after-injury" not in _now("acute kidney injury", "eGFR 75")


def test_a_known_illness_moves_the_bounds() -> None:
    assert _now("Ca 2.05", "hypoparathyroidism") == {"parathyroid-disease", "neutral-finding"}
    assert "low-calcium-result" in _now("Ca 1.95", "hypoparathyroidism")
    assert "slightly-low-calcium-result" in _now("Ca 2.05", "no hypoparathyroidism")
    assert "low-oxygen-result-of-the-lungs" in _now("SpO2 88%", "COPD")
    assert "very-low-oxygen-result" in _now("SpO2 87%", "COPD")
    assert "slightly-low-oxygen-result" not in _now("SpO2 93%", "COPD")
    assert _now("target sats 88-92%", "SpO2 89%") == {"told-oxygen-range", "neutral-finding"}
    assert "very-low-oxygen-result" in _now("target sats 88-92%", "SpO2 87%")
    assert "low-oxygen-result" in _now("target sats 94-98%", "SpO2 91%")


@pytest.mark.parametrize(("text", "stage"), [("eGFR fell from 45 to 28", 4), ("eGFR 45 (2024), 28 (2026)", 4)])
def test_of_kidneys_that_grow_worse_the_newest_value_gives_the_stage(text: str, stage: int) -> None:
    assert {one.stage for one in _found(text) if one.status == "current"} == {stage}


def test_of_a_range_the_worse_end_counts_and_one_with_an_ordinary_end_is_not_read(names: Names) -> None:
    assert {one.stage for one in _found("eGFR 28-32")} == {3, 4}
    assert _now("K 5.8-6.6") >= {"raised-potassium-result", "very-high-potassium-result"}
    for text in ("K 3.5-5.3", "eGFR 55-65", "eGFR 28-300"):
        assert not read_entry(text, names, "conditions", AS_OF).findings, text


def test_a_pressure_that_somebody_aims_at_is_none_that_was_measured(names: Names) -> None:
    reading = read_entry("BP 130/80, target 190/110", names, "conditions", AS_OF)
    assert not any(finding.severe for finding in reading.findings)


def test_several_tests_stand_in_one_entry(names: Names) -> None:
    reading = read_entry("Na 128, K 5.9, eGFR 28", names, "conditions", AsOf(date(2026, 11, 23)))
    assert ids(reading.findings) == {"slightly-low-sodium-result", "raised-potassium-result", "chronic-kidney-disease"}
    assert not reading.leftover


def test_a_value_and_the_words_for_it_say_the_same() -> None:
    assert {finding.id for finding in _found("low magnesium 0.6")} == {"low-magnesium-result", "low-blood-magnesium"}
