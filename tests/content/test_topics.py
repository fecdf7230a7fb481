"""Every topic of the source articles has its place: the table of docs/topics.md names what there is."""

from __future__ import annotations

import re

from conftest import CONTENT, ROOT, plan_for

ROWS = [
    [cell.strip() for cell in line.strip("| \n").split("|")]
    for line in (ROOT / "docs" / "topics.md").read_text(encoding="utf-8").splitlines()
    if line.startswith("| ") and "`" in line
]
NAMED = {topic: re.findall(r"`([^`]+)`", where) for topic, _, where in ROWS}
ITEMS = {id_ for template in CONTENT.templates.values() for id_ in template.items}
LEAF = {line.id for line in CONTENT.core.lines if line.id.startswith("know-")}


def test_each_topic_stands_once_and_names_where_it_is_spoken_of() -> None:
    assert len(NAMED) == len(ROWS) > 50
    assert all(NAMED.values())


def test_each_id_is_an_activity_or_a_line_of_a_plan() -> None:
    assert not {id_ for ids in NAMED.values() for id_ in ids} - ITEMS


def test_no_line_of_good_to_know_is_without_a_topic() -> None:
    assert len(LEAF) > 20
    assert not LEAF - {id_ for ids in NAMED.values() for id_ in ids}


def test_the_lines_of_the_leaf_are_in_an_ordinary_plan() -> None:
    """Nothing bars them for somebody without an illness; each has a part that the leaf prints."""
    told = dict.fromkeys(("conditions", "medications", "symptoms", "habits", "allergies", "diet"), "none")
    notes = {line.id: line.item.part for line in plan_for({"age": 60, "sex": "female", **told}).notes}
    assert notes.keys() >= LEAF
    assert {notes[id_] for id_ in LEAF} == {"causes", "movement", "sleep", "comfort", "know"}
