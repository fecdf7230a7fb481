"""Drinks and weight are counted where a person has to count them: a box for each glass, a line for each weight."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from conftest import CONTENT, plan_for
from pdf_reading import opened
from pikepdf import Dictionary, OutlineItem

from planner.document.compose import compose
from planner.document.model import Cell, Group, Table, plain
from planner.formats.pdf import pdf_bytes
from planner.formats.pdf.blocks.tables import OF_MANY
from planner.formats.pdf.theme import MM
from planner.formats.text import to_text

HEART: dict[str, Any] = {"age": 83, "conditions": ["heart failure"], "country": "GB"}
WEIGHT = "Weight each morning"


def _counted(profile: dict[str, Any]) -> dict[str, tuple[Cell, ...]]:
    """Return the cells of each row of what is counted."""
    document = compose(plan_for(profile), CONTENT)
    blocks = [block for part in document.sections if part.name == "food" for block in part.blocks]
    inner = [one for block in blocks for one in (block.blocks if isinstance(block, Group) else (block,))]
    tables = [one for one in inner if isinstance(one, Table) and plain(one.header[0]) == "Count each day"]
    return {plain(row[0].text): row[1:] for table in tables for row in table.rows}


@pytest.mark.parametrize(("limit", "boxes"), [("1.5 L", 6), ("1 L", 4), ("2 litres", 8)])
def test_each_day_has_a_box_for_each_glass_of_a_limit(limit: str, boxes: int) -> None:
    cells = _counted({"age": 60, "limits": {"fluid": limit}, "country": "GB"})["Tick each glass"]
    assert [cell.boxes for cell in cells] == [boxes] * 7
    assert cells[0].alt == f"Tick each glass, Mon: {boxes} boxes"


def test_who_has_no_limit_and_no_weight_to_watch_has_nothing_to_count() -> None:
    assert _counted({"age": 60, "limits": "none", "conditions": "none"}) == {}


def test_a_weight_has_a_line_a_day_and_says_when_to_call() -> None:
    assert [cell.kind for cell in _counted(HEART)[WEIGHT]] == ["blank"] * 7
    text = " ".join(to_text(compose(plan_for(HEART), CONTENT)).split())
    assert "Weight up 2 kg (about 4 lb) in 2 to 3 days? It may be water. Call your heart team now." in text
    assert "Weight up 2 kg (about 4 lb) in 2 to 3 days" in text
    assert "Ask your heart team at what weight to call: ____" in text


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("plan", ["night-leg-cramps", "back-spasms"])
def test_the_plan_in_short_is_a_title_over_five_or_six_daily_actions(plan: str, large: bool) -> None:
    document = compose(plan_for({"age": 44, "large_print": large}, plan=plan), CONTENT)
    lines = to_text(document).splitlines()
    at = next(at for at, line in enumerate(lines) if line.startswith("Your plan in short"))
    ticked = [line for line in lines[at : at + 14] if "[ ] | [ ]" in line]
    assert 5 <= len(ticked) <= 6
    file = opened(pdf_bytes(document))
    with file.open_outline() as outline:
        titles = [str(one.title) for one in _all(outline.root)]
    assert any(title.startswith("Your plan in short") for title in titles)


def _all(entries: Iterable[OutlineItem]) -> Iterator[OutlineItem]:
    for entry in entries:
        yield entry
        yield from _all(entry.children)


def test_nobody_writes_a_weight_who_is_to_have_no_numbers_beside_food() -> None:
    assert WEIGHT not in _counted({**HEART, "conditions": ["heart failure", "past anorexia"]})


@pytest.mark.parametrize("large", [False, True])
def test_boxes_of_a_day_are_read_aloud_as_one(large: bool) -> None:
    profile = {**HEART, "limits": {"fluid": "1.5 L"}, "large_print": large}
    file = opened(pdf_bytes(compose(plan_for(profile), CONTENT)))
    said = [
        str(one.Alt) for one in file.objects if isinstance(one, Dictionary) and one.get("/S") == "/TD" and "/Alt" in one
    ]
    assert said.count("Tick each glass, Sun: 6 boxes") == 1
    assert OF_MANY >= 4 * MM
