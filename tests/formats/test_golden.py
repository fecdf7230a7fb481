"""Whole sheets in words, and plans as JSON, as they were agreed; `python tests/update_golden.py` writes them anew."""

from __future__ import annotations

import pytest
from golden_sheets import FOLDER, changed, names


@pytest.mark.parametrize("name", [name for name in names() if not name.endswith(".tags")])
def test_a_sheet_reads_as_it_was_agreed(name: str) -> None:
    difference = changed(name)
    assert not difference, difference


def test_no_golden_file_is_left_over() -> None:
    assert {file.name for file in FOLDER.iterdir()} == set(names())
