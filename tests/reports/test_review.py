"""The list that clinicians sign from: all that is not verified, nothing that is, and no cell that runs."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path
from typing import Any

import pytest

from planner.content.knowledge import Content
from planner.content.loader import read_content
from planner.reports.review import COLUMNS, TO_FILL_IN, harmless, review_csv, review_markdown, review_rows


@pytest.fixture(scope="module")
def rows(content: Content) -> list[dict[str, Any]]:
    return review_rows(content)


def test_everything_not_verified_is_there_once(content: Content, rows: list[dict[str, Any]]) -> None:
    listed = [(row["kind"], row["id"]) for row in rows]
    raw = content.raw
    rules = {rule.id for rule in raw.rules if rule.verified != "read" or "general-advice" in rule.sources}
    assert {id_ for kind, id_ in listed if kind == "rule"} == rules
    added = {line.id for rule in raw.rules for line in rule.add if line.verified != "read"}
    assert added <= {id_ for kind, id_ in listed if kind == "sentence"}
    drugs = {drug.id for drug in raw.drugs if drug.verified != "read" or "general-advice" in drug.sources}
    assert drugs <= {id_ for kind, id_ in listed if kind == "medicine"}
    assert {concept.id for concept in raw.concepts if concept.verified == "no"} <= {id_ for _, id_ in listed}
    assert {measure.id for measure in raw.measures if measure.verified == "no"} <= {id_ for _, id_ in listed}
    foods = {food.id for food in (*raw.foods, *raw.drinks, *raw.stretches) if food.verified != "read"}
    assert foods <= {id_ for kind, id_ in listed if kind in ("food", "drink", "stretch")}
    scale = {"potassium.food-ok", "potassium.steady", "potassium.limit"}
    assert scale <= {id_ for kind, id_ in listed if kind == "scale level"}
    places = [(row["file"], row["line"], row["kind"], row["id"]) for row in rows]
    assert len(places) == len(set(places))


def test_what_was_read_in_its_source_needs_no_signature(content: Content, rows: list[dict[str, Any]]) -> None:
    read = {rule.id for rule in content.raw.rules if rule.verified == "read" and "general-advice" not in rule.sources}
    assert read
    assert not read & {row["id"] for row in rows if row["kind"] == "rule"}
    assert all(row["flag"] != "read" or "general-advice" in row["sources"] for row in rows)


def test_each_row_says_where_it_stands_and_what_it_says(content: Content, rows: list[dict[str, Any]]) -> None:
    for row in rows:
        text = (content.folder / row["file"]).read_text(encoding="utf-8").splitlines()
        assert 0 < row["line"] <= len(text)
        assert row["says"]
    neutral = next(row for row in rows if row["id"] == "sinusitis")
    assert "needs no rule" in neutral["says"]
    rule = next(row for row in rows if row["id"] == "unknown-medicine")
    assert "exclude" in rule["says"]
    assert "grapefruit" in rule["says"]


def test_numbers_of_sentences_are_rows_of_their_own(rows: list[dict[str, Any]]) -> None:
    numbers = [row for row in rows if row["kind"] == "number" and "." in row["id"]]
    assert numbers
    assert all(any(letter.isdigit() for letter in row["says"]) for row in numbers)


def test_markdown_is_one_table_for_each_file(content: Content, rows: list[dict[str, Any]]) -> None:
    text = review_markdown(content)
    assert text.count("\n## ") == len({row["file"] for row in rows})
    assert f"{len(rows):,} entries" in text
    lines = [line for line in text.splitlines() if line.startswith("| ") and "---" not in line]
    assert all(line.replace("\\|", "").count("|") == 8 for line in lines)


def test_csv_holds_every_row_and_room_to_sign(content: Content, rows: list[dict[str, Any]]) -> None:
    written = list(csv.reader(io.StringIO(review_csv(content), newline="")))
    assert written[0] == [*COLUMNS, *TO_FILL_IN]
    assert len(written) == len(rows) + 1
    assert not any(cell.startswith(("=", "+", "-", "@")) for line in written for cell in line)


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_cell_that_would_run_gets_an_apostrophe(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"
    assert harmless(f"a{cell}") == f"a{cell}"


def test_another_folder_is_reviewed_from_its_own_files(content: Content, tmp_path: Path) -> None:
    folder = tmp_path / "plans"
    shutil.copytree(content.folder, folder)
    file = folder / "safety" / "everyone.yaml"
    rule = "{id: my-own-rule, when: {age: {at_least: 99}}, say: =cmd, part: food, sources: [general-advice], tells: do}"
    file.write_text(file.read_text(encoding="utf-8").rstrip() + f"\n  - {rule}\n", encoding="utf-8")
    mine = [row for row in review_rows(read_content(folder)) if row["id"] == "my-own-rule"]
    assert [row["file"] for row in mine] == ["safety/everyone.yaml"]
