"""The night log: as many weeks as its page has room for, and each night with its date."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from conftest import CONTENT, START, plan_for

from planner.document.compose import compose
from planner.document.model import Document, Note, Section, Table, plain
from planner.formats.pdf.layout.fitting import CLOSEST, layer
from planner.formats.pdf.layout.running import with_room
from planner.formats.pdf.theme import theme_for
from planner.planning.plan import NIGHTS

NOTHING = dict.fromkeys(("medications", "conditions", "symptoms", "habits", "allergies", "diet", "limits"), "none")
# Of whom all is known, so that nothing stands above the log but what page 1 has no room for.
TOLD: dict[str, Any] = {**NOTHING, "age": 50, "sex": "male", "breastfeeding": "no", "heat": "no"}
TOLD |= {"exercise_level": "light", "sleep_position": "side", "daily_posture": "mixed"}
TOLD |= {"cramps": {"where": ["calf"], "nights_per_week": 2, "for_weeks": 8}}


def _logs(document: Document) -> list[Section]:
    return [leaf[-1] for leaf in document.first_leaf]


def _nights(log: Section) -> list[str]:
    table = next(block for block in log.blocks if isinstance(block, Table) and block.look == "grid" and block.every)
    return [plain(row[0].text) for row in table.rows]


def _pages(document: Document, log: Section) -> int:
    theme = with_room(document, theme_for(document.paper, document.large_print))
    return len(layer(document, theme)((log,), CLOSEST, 1).pages)


@pytest.mark.parametrize("country", ["GB", "US"])
@pytest.mark.parametrize("plan", sorted(CONTENT.templates))
def test_the_log_has_three_weeks_where_nothing_stands_above_it_and_they_fit_its_page(plan: str, country: str) -> None:
    """Two have room even below the grid; only the steps in a cramp, which come here last, may need a page more."""
    document = compose(plan_for({**TOLD, "country": country}, plan), CONTENT)
    first, last = _logs(document)[0], _logs(document)[-1]
    assert len(_nights(first)) == NIGHTS == 21
    assert len(_nights(last)) == 14
    usual = [log for log in _logs(document) if not any(isinstance(block, Note | Section) for block in log.blocks)]
    assert {_pages(document, log) for log in usual} == {1}


@pytest.mark.parametrize("more", [{"large_print": True}, {"cramps": None}])
def test_whoever_reads_in_large_letters_or_has_to_read_first_has_two_weeks(more: dict[str, Any]) -> None:
    document = compose(plan_for({**TOLD, **more}), CONTENT)
    assert {len(_nights(log)) for log in _logs(document)} == {14}


def test_each_night_has_its_date() -> None:
    nights = _nights(_logs(compose(plan_for(TOLD), CONTENT))[0])
    days = [START + timedelta(days=at) for at in range(NIGHTS)]
    assert [int("".join(filter(str.isdigit, night))) for night in nights] == [day.day for day in days]
    assert nights[0] == "Mon 23 Nov"
    assert nights[7:9] == ["Mon 30 Nov", "Tue 1 Dec"]


@pytest.mark.parametrize(("plan", "muscle"), [("night-leg-cramps", "calf"), ("back-spasms", "back")])
def test_a_night_is_filled_in_that_says_it_is_an_example(plan: str, muscle: str) -> None:
    log = _logs(compose(plan_for(TOLD, plan=plan), CONTENT))[0]
    table = next(block for block in log.blocks if isinstance(block, Table) and block.every)
    assert [plain(cell.text) for cell in table.example] == ["Example", "no", "2:30", muscle, "4", "6", "long walk"]
    assert {cell.kind for cell in table.example} == {"text"}
    assert table.all_rows[1:] == table.rows
