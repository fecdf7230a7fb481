"""Codes of classifications as records write them, and what they stand for."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from planner.model.items import Strict, Verified

CodeSystem = Literal["icd-10", "snomed", "rxnorm", "atc"]


class Codes(Strict, frozen=True, kw_only=True):
    """Codes of one system that stand for the same things: concepts, ingredients, or one class of medicines.

    `conditions/chronic-kidney-disease = stage 4` gives a detail. A code of ICD-10 or ATC is the beginning of longer
    ones, and the longest that is listed counts; `A-B` are all of three characters between two. What stands for nothing
    is not read, and the reason says why.
    """

    system: CodeSystem
    of: tuple[str, ...]
    codes: Annotated[tuple[str, ...], Meta(min_length=1)]
    reason: str = ""
    verified: Verified = "no"
    sources: tuple[str, ...] = ("general-advice",)
