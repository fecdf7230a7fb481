"""Countries as written: whom to call, which units, which paper."""

from __future__ import annotations

from typing import Literal

from planner.model.items import Strict, Verified


class Country(Strict, frozen=True, kw_only=True):
    """What a sheet needs to know of a country: whom to call, which units, which paper."""

    name: str
    emergency: str
    urgent: str
    units: Literal["metric", "us", "both"] = "metric"
    paper: Literal["a4", "letter"] = "a4"
    english: Literal["uk", "us"] = "uk"
    verified: Verified = "no"
