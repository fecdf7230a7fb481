"""A short way from a profile to what one part of a sheet says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from conftest import CONTENT, plan_for
from msgspec import Struct

from planner.document.context import SheetContext
from planner.document.model import Run, Text
from planner.i18n.language import load_language
from planner.planning.plan import Plan


def context(profile: Mapping[str, Any], plan: str = "night-leg-cramps") -> SheetContext:
    """Return what every part is told of the sheet of a profile."""
    return of_plan(plan_for(profile, plan))


def of_plan(plan: Plan) -> SheetContext:
    """Return what every part is told of a plan."""
    options = plan.profile.options
    language = load_language(CONTENT, options.language, plan.profile.answers.country)
    return SheetContext(plan, CONTENT, language, "a4", bool(options.large_print))


def said(blocks: Any) -> str:
    """Return all words of some blocks on one line."""
    return " ".join(" ".join(_texts(blocks)).split())


def plain_words(text: Text) -> str:
    """Return the words of a text without the marks behind them."""
    return "".join(run.text for run in text if not run.mark)


def _texts(value: Any) -> Iterator[str]:
    """Yield each text of some blocks as one string, and every title and label."""
    if isinstance(value, tuple | list):
        if value and all(isinstance(one, Run) for one in value):
            yield plain_words(value)
        else:
            for one in value:
                yield from _texts(one)
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            field = getattr(value, name)
            if isinstance(field, str):
                yield field if name in ("title", "text", "label", "aside") else ""
            else:
                yield from _texts(field)
    elif isinstance(value, str):
        yield value


def word_count(blocks: Iterable[Any]) -> int:
    """Return how many tokens with a letter some blocks hold."""
    return sum(any(map(str.isalpha, token)) for token in said(list(blocks)).split())
