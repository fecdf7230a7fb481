"""Countries as written: whom to call, which units, which paper."""

from __future__ import annotations

import msgspec


class Country(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a sheet needs to know of a country: whom to call, which units, which paper, how dates stand."""

    name: str
    emergency: str
    urgent: str
    units: str = "metric"
    paper: str = "a4"
    english: str = "uk"
    # None: dates stand either way there.
    month_first: bool | None = False
    verified: str = "no"
