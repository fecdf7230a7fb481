"""Every title of ICD-10-CM leads to no other outcome than its own code: `pytest -m icd`, a gate of its own."""

from __future__ import annotations

import icd_titles
import pytest


@pytest.mark.icd
@pytest.mark.skipif(not icd_titles.there(), reason="pip install -e '.[yardstick]' brings the titles")
def test_no_title_is_read_as_something_other_than_its_code() -> None:
    found = list(icd_titles.judged())
    allowed = icd_titles.exceptions()

    assert len(found) > 90_000
    assert [(one.code, one.text, one.wrong) for one in found if one.wrong and one.code not in allowed] == []
    assert {one.code for one in found if one.wrong} >= allowed.keys(), "an exception that is none any more"


def test_each_exception_has_a_reason() -> None:
    assert all(icd_titles.exceptions().values())
