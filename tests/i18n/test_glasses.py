"""Limits on drinks: what page 1 tells is never more than was set, in litres and in glasses."""

from __future__ import annotations

import re

import pytest
from conftest import CONTENT
from msgspec.structs import replace

from planner.i18n.language import Language, load_language
from planner.planning.plan import Limit
from planner.recognition.quantities.amounts import daily

EVERY_AMOUNT = [litres / 100 for litres in range(30, 501)]
GLASSES = [0.15, 0.2, 0.24, 0.25, 0.3]


def _told(language: Language, litres: float) -> tuple[float, int]:
    said = language.limit(Limit("fluid", litres=litres))
    found = re.fullmatch(r"At most ([\d.]+) lit(?:re|er)s a day, (\d+) \w+\.?", said)
    assert found, said
    return float(found[1]), int(found[2])


@pytest.mark.parametrize("glass", GLASSES)
@pytest.mark.parametrize("country", ["GB", "US"])
def test_no_limit_grows_in_litres_or_glasses(country: str, glass: float) -> None:
    language = replace(load_language(CONTENT, "en", country), glass=glass)
    for limit in EVERY_AMOUNT:
        litres, count = _told(language, limit)
        # The thousandth of a millilitre is what a float cannot hold.
        assert litres <= limit + 1e-6, limit
        assert count * glass <= limit + 1e-6 < (count + 1) * glass, limit


def test_a_limit_of_one_and_a_half_litres_is_about_six_glasses() -> None:
    assert _told(load_language(CONTENT, "en", "GB"), 1.5) == (1.5, 6)
    assert _told(load_language(CONTENT, "en", "GB"), 1.2) == (1.2, 5)


def test_a_glass_is_read_as_it_is_told() -> None:
    units = daily()["fluid"].units
    assert {units[name] for name in ("cup", "glass", "mug")} == {CONTENT.core.vessels["glass"].ml / 1000}
