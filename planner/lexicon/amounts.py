"""Units in which a limit of a day is written: fluid, potassium, salt."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import msgspec

from planner.lexicon.folding import fold
from planner.model.foods import Daily
from planner.resources import bundled

_FILE = "amounts.yaml"


@cache
def daily() -> Mapping[str, Daily]:
    """Return how each limit is measured, from the planner's own plans: answers are read before a folder is."""
    from planner.files.yaml import read_yaml

    data = read_yaml((bundled("plans") / _FILE).read_bytes(), _FILE).data
    return msgspec.convert(data["amounts"], dict[str, Daily])


@cache
def units_of_limits() -> frozenset[str]:
    """Return the units of all limits, in the form in which words are looked up."""
    return frozenset(fold(unit) for limit in daily().values() for unit in limit.units)
