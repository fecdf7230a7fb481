"""Each step of a reading is shown: words, names, medicines, context, values, and what is left over."""

from __future__ import annotations

from datetime import date

from planner.lexicon.names import Names
from planner.reports.reading_steps import reading_steps, steps_text


def test_every_step_is_shown(names: Names) -> None:
    steps = reading_steps("AF on warfarin, h/o DVT 3 weeks ago, CKD stage 3, blorb", "conditions", names)
    assert {"words": "af", "is": "conditions/arrhythmia", "status": "current", "sure": True} in steps["names"]
    assert {"words": "warfarin", "is": "warfarin", "status": "current"} in steps["medicines"]
    assert {"words": "history", "says": "past", "of": "what follows"} in steps["context"]
    assert {"kind": "ago", "number": 3.0, "is": []} in steps["values"]
    assert steps["left_over"] == ["blorb"]
    lines = list(steps_text(steps))
    assert "    medicine: warfarin -> warfarin (current)" in lines
    assert "    left over: blorb" in lines


def test_an_allergy_to_a_medicine_is_no_medicine_that_is_taken(names: Names) -> None:
    steps = reading_steps("codeine", "allergies", names)
    assert {one["status"] for one in steps["medicines"]} == {"allergy"}


def test_dates_count_to_the_day_that_is_asked_for(names: Names) -> None:
    steps = reading_steps("DVT on 2 Nov 2026", "conditions", names, date(2026, 11, 23))
    assert [value["number"] for value in steps["values"]] == [3.0]
