"""Where facts were read, as written."""

from __future__ import annotations

from planner.model.items import Id, Strict, Verified


class Source(Strict, frozen=True, kw_only=True):
    """Where a fact was read; `short` is its name on the sheet where publisher and title are long."""

    id: Id
    code: str
    title: str
    short: str = ""
    publisher: str = ""
    year: int | None = None
    url: str = ""
    verified: Verified = "no"
    printable: bool = True
    note: str = ""
