"""Whole sheets in words, and plans as JSON, as they were agreed; `python tests/update_golden.py` writes them anew."""

from __future__ import annotations

import difflib

import pytest
from golden_sheets import FOLDER, names, words_of

HINT = "If the change is meant, run `python tests/update_golden.py` and read the difference in git."


@pytest.mark.parametrize("name", list(names()))
def test_a_sheet_reads_as_it_was_agreed(name: str) -> None:
    file = FOLDER / name
    agreed = file.read_text(encoding="utf-8") if file.exists() else ""
    difference = difflib.unified_diff(
        agreed.splitlines(), words_of(name).splitlines(), f"golden/{name}", "now", lineterm="", n=1
    )
    lines = list(difference)
    assert not lines, "\n".join(
        [HINT, *lines[:80], *([f"… and {len(lines) - 80} lines more"] if len(lines) > 80 else [])]
    )


def test_no_golden_file_is_left_over() -> None:
    assert {file.name for file in FOLDER.iterdir()} == set(names())
