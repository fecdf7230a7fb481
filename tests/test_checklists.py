"""The two checklists of docs/ add up as they say, and the tests that they lean on are there."""

from __future__ import annotations

import re

import pytest
from conftest import ROOT

PAGE = (ROOT / "docs" / "pemat-and-cdc.md").read_text(encoding="utf-8")
PARTS = {
    "PEMAT-P, understandability": "PEMAT-P: understandability",
    "PEMAT-P, actionability": "PEMAT-P: actionability",
    "CDC Clear Communication Index": "CDC Clear Communication Index",
}
ITEMS = {"PEMAT-P, understandability": 17, "PEMAT-P, actionability": 7, "CDC Clear Communication Index": 20}
# What stands where an item does not apply.
NONE = "\N{EN DASH}"
YES = {"yes": (1, 1), "**no**": (0, 0), "legs yes, back **no**": (1, 0)}


def rows(part: str) -> list[list[str]]:
    """Return the rows of the items below a heading."""
    text = PAGE.split(f"\n## {part}\n")[1].split("\n## ")[0]
    found = [line.strip("|").split("|") for line in text.splitlines() if re.match(r"\| \d+ \|", line)]
    return [[cell.strip() for cell in row] for row in found]


def judged(name: str) -> list[tuple[int, int]]:
    """Return the points of each item that applies, for the leg sheets and the back sheets."""
    return [YES[row[2]] for row in rows(PARTS[name]) if row[2] != NONE]


@pytest.mark.parametrize("name", PARTS)
def test_every_item_has_a_judgement_and_a_reason(name: str) -> None:
    assert len(rows(PARTS[name])) == ITEMS[name]
    for row in rows(PARTS[name]):
        assert row[2] in {*YES, NONE}
        assert len(row[3]) >= len("As 15")
        assert row[4] in ("●", "○", NONE)


@pytest.mark.parametrize("name", [*PARTS, "PEMAT-P, together"])
def test_the_scores_are_those_of_the_items(name: str) -> None:
    parts = [part for part in PARTS if part.startswith("PEMAT")] if name == "PEMAT-P, together" else [name]
    points = [one for part in parts for one in judged(part)]
    legs, backs = (sum(each) for each in zip(*points, strict=True))
    (line,) = re.findall(rf"^\| {re.escape(name)} \| (.*) \|$", PAGE, re.MULTILINE)
    said = [int(number) for number in re.findall(r"\d+", line.replace(" of 100", ""))]
    whole = len(points)
    assert said == [legs, whole, round(100 * legs / whole), backs, round(100 * backs / whole)]


def test_the_tests_that_are_named_are_there() -> None:
    code = "\n".join(file.read_text(encoding="utf-8") for file in (ROOT / "tests").rglob("test_*.py"))
    named = set(re.findall(r"`(test_\w+)`", PAGE))
    assert named
    assert not [name for name in named if f"def {name}(" not in code]
