"""The words of four whole sheets as they were agreed; `python tests/update_golden.py` writes them anew."""

from __future__ import annotations

import difflib

import pytest
from golden_sheets import FOLDER, names, text_of

HINT = "If the change is meant, run `python tests/update_golden.py` and read the difference in git."


@pytest.mark.parametrize("name", list(names()))
def test_a_sheet_reads_as_it_was_agreed(name: str) -> None:
    file = FOLDER / f"{name}.txt"
    agreed = file.read_text(encoding="utf-8") if file.exists() else ""
    difference = difflib.unified_diff(
        agreed.splitlines(), text_of(name).splitlines(), f"golden/{name}.txt", "now", lineterm="", n=1
    )
    lines = list(difference)
    assert not lines, "\n".join(
        [HINT, *lines[:80], *([f"… and {len(lines) - 80} lines more"] if len(lines) > 80 else [])]
    )


def test_no_golden_sheet_is_left_over() -> None:
    assert {file.stem for file in FOLDER.glob("*.txt")} == set(names())
