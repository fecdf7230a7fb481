"""What is asked for of a sheet, and whom it is for: nothing that decides what stands in the plan."""

from __future__ import annotations

from typing import Literal

import msgspec


class SheetOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How a sheet is to look: its paper, the size of its letters, its language; None leaves it to the country."""

    paper: Literal["a4", "letter"] | None = None
    large_print: bool | None = None
    language: str | None = None


class Identity(msgspec.Struct, frozen=True):
    """Who the sheet is for: the only strings that differ between two people with the same facts."""

    name: str = ""
    id: str = ""
