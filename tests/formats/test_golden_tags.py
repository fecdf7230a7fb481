"""The tags of whole sheets, as a screen reader walks them, as they were agreed; written anew as the texts are."""

from __future__ import annotations

import pytest
from golden_sheets import changed, names


@pytest.mark.parametrize("name", [name for name in names() if name.endswith(".tags")])
def test_a_sheet_is_read_aloud_as_it_was_agreed(name: str) -> None:
    difference = changed(name)
    assert not difference, difference
