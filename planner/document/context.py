"""What every part of a sheet is told: the plan, the content, the language, the paper and the size of print."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from functools import cached_property, wraps
from types import SimpleNamespace
from typing import Any, Final, Protocol, TypeVar, TypeVarTuple, cast

from msgspec import Struct

from planner.content.knowledge import Content
from planner.document.attribution import Attribution, attribution
from planner.document.model import Paper
from planner.i18n.language import Language
from planner.model.sheet import BEDTIME, ClinicTheme, Edition
from planner.planning.plan import Plan

# What stands for a part that is still to be made.
_UNMADE: Final[Any] = object()
_Made = TypeVar("_Made")
_More = TypeVarTuple("_More")


class Voice(Protocol):
    """Who puts things into words that hang on no plan: all that a sheet is told of language and content."""

    @property
    def content(self) -> Content:
        """Return what the planner knows."""

    @property
    def language(self) -> Language:
        """Return the language that is spoken."""

    def say(self, key: str, **values: object) -> str:
        """Return one message of the language with its values filled in."""


class Speaker(Struct, frozen=True):
    """A voice without a plan: what it says holds for every sheet in its language."""

    content: Content
    language: Language

    def say(self, key: str, **values: object) -> str:
        """Return one message of the language with its values filled in."""
        return self.language.say(key, **values)


class SheetContext(Struct, frozen=True, dict=True):
    """One plan to be put into words."""

    plan: Plan
    content: Content
    language: Language
    paper: Paper
    large: bool
    parts: tuple[str, ...] = ()
    bedtime: str = BEDTIME
    theme: ClinicTheme | None = None
    edition: Edition = "full"

    def say(self, key: str, **values: object) -> str:
        """Return one message of the language with its values filled in."""
        return self.language.say(key, **values) if values else self.language.alone(key)

    def say_of_plan(self, key: str) -> str:
        """Return the message that this plan has of its own, such as for a spasm in place of a cramp, or else of all."""
        own = f"{key}-{self.plan.template.plan}"
        return self.say(own if own in self.language.messages else key)

    @cached_property
    def looks(self) -> tuple[Any, ...]:
        """Return how the sheet is to look: all that it is told of beside the plan, the content and the language."""
        return self.paper, self.large, self.parts, self.bedtime, self.theme, self.edition

    @cached_property
    def made(self) -> dict[object, Any]:
        """Return what is made once of this sheet, by what makes it."""
        return {}

    @cached_property
    def attribution(self) -> Attribution:
        """Return because of what each line is there, and each thing left out."""
        return attribution(self.plan, self.content.template(self.plan.template.plan))


def once(part: Callable[[SheetContext, *_More], _Made]) -> Callable[[SheetContext, *_More], _Made]:
    """Return a part that is made once for a sheet: pages, and several forms of one page, have it in common."""

    @wraps(part)
    def made(sheet: SheetContext, *more: *_More) -> _Made:
        key = (part, *more) if more else part
        known = sheet.made
        found: _Made = known.get(key, _UNMADE)
        if found is _UNMADE:
            known[key] = found = part(sheet, *more)
        return found

    return made


def listed_once(
    part: Callable[[SheetContext, *_More], Iterable[_Made]],
) -> Callable[[SheetContext, *_More], tuple[_Made, ...]]:
    """Return a part of several things that is made once for a sheet."""

    @wraps(part)
    def listed(sheet: SheetContext, *more: *_More) -> tuple[_Made, ...]:
        return tuple(part(sheet, *more))

    return once(listed)


def alike(*fields: str) -> Callable[[Callable[..., _Made]], Callable[..., _Made]]:
    """Return how a part is made once for all sheets that are alike in some fields of their plans, and in their looks.

    It is made of a plan that holds these fields alone, so that it cannot hang on anything else of a person; what more
    it is told of a person is given with it.
    """

    def made_once(part: Callable[..., _Made]) -> Callable[..., _Made]:
        def worked_out(language: Language, content: Content, looks: tuple[Any, ...], held: Any, *more: Any) -> _Made:
            plan = cast(Plan, SimpleNamespace(**dict(zip(fields, held, strict=True))))
            return part(SheetContext(plan, content, language, *looks), *more)

        @wraps(part)
        def found(sheet: SheetContext, *more: Hashable) -> _Made:
            held = tuple([getattr(sheet.plan, name) for name in fields]) if fields else ()
            made: _Made = sheet.language.shared(worked_out, sheet.content, sheet.looks, held, *more)
            return made

        return found

    return made_once
