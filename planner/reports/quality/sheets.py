"""The sheets that are measured: four kinds of people, both plans, both papers, both print sizes, the other editions."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Final

from msgspec import Struct

from planner.content.knowledge import Content
from planner.document.compose import compose
from planner.document.model import Paper
from planner.formats.pdf import lay_out
from planner.formats.pdf.theme import theme_of
from planner.planning.apply import apply
from planner.planning.plan import Plan
from planner.profile.resolve import load_profile
from planner.reports.quality.measures import COLUMNS, Measured, numbers_of
from planner.reports.quality.standard import MeasuredPerson, QualityStandard, Setting, quality_standard

PAPERS: Final[tuple[Paper, ...]] = ("a4", "letter")
SETTINGS: Final[tuple[Setting, ...]] = ("standard", "large", "short", "easy")


class WantedSheet(Struct, frozen=True):
    """A sheet that is to be measured: whose, of which plan, on which paper, in which print or edition."""

    person: MeasuredPerson
    plan: str
    paper: Paper
    size: Setting


class MeasuredSheet(Struct, frozen=True):
    """A sheet with all that was measured of it, by the names of the measures."""

    wanted: WantedSheet
    measured: dict[str, Measured]

    @property
    def over(self) -> dict[str, Measured]:
        """Return what is over its limit."""
        return {name: one for name, one in self.measured.items() if one.over > 0}


def wanted_sheets(standard: QualityStandard) -> list[WantedSheet]:
    """Return every sheet that is measured, in the order of the tables."""
    every = product(standard.plans, SETTINGS, standard.people, PAPERS)
    return [WantedSheet(person, plan, paper, size) for plan, size, person, paper in every if size in person.pages]


def measured_sheets(content: Content) -> Iterator[MeasuredSheet]:
    """Yield every sheet with its numbers, made from some content."""
    standard = quality_standard()
    yield from (measure(wanted, content, standard) for wanted in wanted_sheets(standard))


def measure(wanted: WantedSheet, content: Content, standard: QualityStandard) -> MeasuredSheet:
    """Return one sheet with its numbers, rounded as they are printed, each beside what it may be."""
    plan = _plan(wanted, content, standard)
    document = compose(plan, content)
    layout = lay_out(document, theme_of(document))
    values, where = numbers_of(plan, document, layout)
    measured = {}
    for name, column in COLUMNS.items():
        low, high = (round(value, column.decimals) for value in values[name])
        allowed = standard.limit(name, wanted.person, wanted.size)
        measured[name] = Measured(low, high, allowed, where.get(name, ""))
    return MeasuredSheet(wanted, measured)


def _plan(wanted: WantedSheet, content: Content, standard: QualityStandard) -> Plan:
    profile = wanted.person.profile_for(standard.plans[wanted.plan])
    edition = wanted.size if wanted.size in ("short", "easy") else "full"
    looks = {"paper": wanted.paper, "large_print": wanted.size == "large", "edition": edition}
    read = load_profile(profile | looks, content, as_of=standard.start)
    return apply(content.template(wanted.plan), read, standard.start)
