"""Plan templates as written: seven days with themes, the items of the week, the lines of each part."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from planner.model.items import Criterion, DayNumber, Id, Item, SourceIds, Strict


class OtherTheme(Strict, frozen=True, kw_only=True):
    """What a day is about instead."""

    title: str
    text: str


class DayTheme(Strict, frozen=True, kw_only=True):
    """What one day of the week is about; where none of what it is `about` is done, `otherwise` stands in its place."""

    day: DayNumber
    title: str
    text: str
    about: tuple[str, ...] = ()
    otherwise: OtherTheme | None = None


class Review(Strict, frozen=True, kw_only=True):
    """Who signed the content off, and when it is due again."""

    by: str | None = None
    on: str | None = None
    again: str | None = None


class Scope(Strict, frozen=True, kw_only=True):
    """Whom a plan is for."""

    when: Criterion
    sources: SourceIds


class Habit(Strict, frozen=True, kw_only=True, cache_hash=True):
    """One row of the tick grid on page 1, shown while one of its items is in the plan."""

    id: Id
    label: str
    items: tuple[str, ...]


class FrontPart(Strict, frozen=True, kw_only=True):
    """A part of the message as page 1 shows it: the picture of the first `of` some items that the person's plan has."""

    title: str
    of: Annotated[tuple[str, ...], Meta(min_length=1)]


class Template(Strict, frozen=True, kw_only=True):
    """One plan as written: seven days with themes, the items of the week, the lines of each part.

    `front` says what page 1 shows of the message, where that is more than tonight's stretches.
    `also` names plans, of which it has every item and line but those that it `leaves_out`, and single ones of others.
    """

    plan: Id
    title: str
    version: str
    status: Literal["draft", "active", "retired"]
    purpose: str
    message: str
    scope: Scope
    themes: Annotated[tuple[DayTheme, ...], Meta(min_length=7, max_length=7)]
    tonight: tuple[str, ...]
    front: Annotated[tuple[FrontPart, ...], Meta(max_length=3)] = ()
    habits: tuple[Habit, ...]
    items: tuple[Item, ...]
    lines: tuple[Item, ...]
    stretches: tuple[str, ...] = ()
    also: tuple[Id, ...] = ()
    leaves_out: tuple[Id, ...] = ()
    reviewed: Review = Review()
