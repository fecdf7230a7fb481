"""A short way from a profile to what one part of a sheet says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from conftest import CONTENT, plan_for, words_of

from planner.document.context import SheetContext
from planner.i18n.language import load_language
from planner.planning.plan import Plan


def context(profile: Mapping[str, Any], plan: str = "night-leg-cramps") -> SheetContext:
    """Return what every part is told of the sheet of a profile."""
    return of_plan(plan_for(profile, plan))


def of_plan(plan: Plan) -> SheetContext:
    """Return what every part is told of a plan."""
    options = plan.profile.options
    language = load_language(CONTENT, options.language, plan.profile.answers.country)
    return SheetContext(plan, CONTENT, language, "a4", bool(options.large_print), edition=options.edition or "full")


def word_count(blocks: Iterable[Any]) -> int:
    """Return how many tokens with a letter some blocks hold."""
    return sum(any(map(str.isalpha, token)) for token in words_of(list(blocks)).split())
