"""The night log on the back of page 1: a row a night, and above it who should ask before starting."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from msgspec import Struct

from planner.document.context import SheetContext, listed_once, once
from planner.document.front_forms import FrontForm, backs_of
from planner.document.grid import grid_on_back
from planner.document.lines import goes_on, lines_of
from planner.document.model import Block, Cell, Heading, Paragraph, Section, Table, words
from planner.document.parts.clinic import clinic_line
from planner.document.parts.fridge import cramp_now, elsewhere, questions, with_code
from planner.document.parts.stop import stop_blocks
from planner.i18n.language import Language
from planner.planning.plan import NIGHTS

# Three weeks have room on a page of their own, in rows that a hand can write in; below anything else two have.
_WEEKS, _WEEKS_BELOW = NIGHTS // 7, 2
_COLUMNS = ("calm", "time", "muscle", "minutes", "pain", "different")
_WIDTHS = (0.16, 0.08, 0.1, 0.16, 0.12, 0.15, 0.23)
# Large letters leave the most room to the widest question.
_WIDTHS_IN_LARGE = (0.2, 0.07, 0.07, 0.07, 0.07, 0.07, 0.45)
_LOW_NIGHT, _HIGH_NIGHT = 8, 14


def night_log(sheet: SheetContext, form: FrontForm) -> Section:
    """Return the back of page 1, with what page 1 had no room for."""
    found = _on_back(sheet)
    above = found.above(form)
    # What helps a cramp elsewhere yields to a third week of nights, as it may stand with the stretches.
    weeks = _WEEKS_BELOW if sheet.large or above else _WEEKS
    # In large print page 1 and its back are the leaf before.
    aside = "" if sheet.large else sheet.say("log-aside")
    return Section("log", (*above, *found.last(form), *nights(sheet, form, weeks)), aside)


def night_logs(sheet: SheetContext, forms: Iterable[FrontForm]) -> list[Section]:
    """Return the back of page 1 in each of some forms; those that look alike are one."""
    backs = backs_of(tuple(forms))
    made = {form: night_log(sheet, form) for form in dict.fromkeys(backs)}
    return [made[form] for form in backs]


def above_nights(sheet: SheetContext, form: FrontForm) -> tuple[Block, ...]:
    """Return who should ask before starting, and what page 1 had no room for."""
    found = _on_back(sheet)
    return (*found.above(form), *found.last(form))


class OnBack(Struct, frozen=True):
    """What page 1 may have no room for."""

    stop: tuple[Block, ...]
    questions: tuple[Block, ...]
    cramp: tuple[Block, ...]
    grid: tuple[Block, ...]
    elsewhere: tuple[Block, ...]

    def above(self, form: FrontForm) -> tuple[Block, ...]:
        """Return who should ask before starting, and what page 1 had no room for and nothing yields to."""
        # Page 1 says that they begin this page.
        warnings = self.warnings(form)
        cramp = self.cramp if form.cramp == "back" else ()
        # Neither page 1 nor the page of the week has it.
        grid = () if form.grid or form.week else self.grid
        return (*warnings, *cramp, *grid)

    def last(self, form: FrontForm) -> tuple[Block, ...]:
        """Return what helps a cramp elsewhere, where it stands here."""
        return self.elsewhere if form.elsewhere == "back" else ()

    def warnings(self, form: FrontForm) -> tuple[Block, ...]:
        """Return who should ask before starting, and what page 1 asks, where they stand here."""
        stop = self.stop if form.stop == "back" else ()
        return stop if form.questions else (*stop, *self.questions)


@once
def _on_back(sheet: SheetContext) -> OnBack:
    return OnBack(stop_blocks(sheet), questions(sheet), cramp_now(sheet), grid_on_back(sheet), elsewhere(sheet))


def nights(sheet: SheetContext, form: FrontForm, weeks: int = _WEEKS_BELOW) -> tuple[Block, ...]:
    """Return the log of so many weeks, by default of as many as have room below something else."""
    return _nights(sheet, form.code == "back", form.clinic == "back", weeks)


@once
def _nights(sheet: SheetContext, with_reminder: bool, signed: bool, weeks: int) -> tuple[Block, ...]:
    head = with_code(sheet, _head(sheet), here=with_reminder)
    clinic = clinic_line(sheet, logo=False) if signed else ()
    table = sheet.language.once(_table, sheet.plan.start, weeks, sheet.large, sheet.plan.template.plan)
    return (*head, table, *clinic)


def has_warnings(sheet: SheetContext, form: FrontForm) -> bool:
    """Return whether the back of page 1 holds more than the nights: who should ask first, or what page 1 asks."""
    found = _on_back(sheet)
    cramp, there = form.cramp == "back" and found.cramp, form.elsewhere == "back" and found.elsewhere
    return bool(cramp or there or found.warnings(form))


@listed_once
def _head(sheet: SheetContext) -> Iterator[Block]:
    """Yield the title of the log, and how it is filled in."""
    yield Heading(2, sheet.say("log-title"), sheet.say("log-why"))
    said = " ".join(sheet.language.text(line) for line in lines_of(sheet, "log"))
    if said:
        yield Paragraph(words(said))


def _table(language: Language, start: date, weeks: int, large: bool, plan: str) -> Table:
    """Return the nights with their dates, a heavy line above each week, and how one of them may be filled in."""
    blank = Cell(kind="blank", alt=language.say("log-blank"))
    nights = [_night(language, start, at) for at in range(7 * weeks)]
    rows = tuple(
        (
            Cell(words(night)),
            Cell(kind="tick", alt=language.say("log-calm-alt", night=night)),
            *(blank for _ in _COLUMNS[1:]),
        )
        for night in nights
    )
    header = tuple(words(f"**{language.say(f'log-{column}')}**") for column in ("day", *_COLUMNS))
    widths = _WIDTHS_IN_LARGE if large else _WIDTHS
    return Table(
        header,
        rows,
        widths,
        row_height=_LOW_NIGHT,
        fill=_HIGH_NIGHT,
        look="grid",
        every=7,
        example=_example(language, plan),
        continued=goes_on(language, language.say("log-title")),
    )


def _example(language: Language, plan: str) -> tuple[Cell, ...]:
    """Return a night filled in, which says that it is an example; of some plans another muscle cramps."""
    keys = [f"log-example-{column}" for column in ("day", *_COLUMNS[1:])]
    own = (f"{key}-{plan}" for key in keys)
    said = (one if one in language.messages else key for one, key in zip(own, keys, strict=True))
    first, *rest = (words(language.say(key)) for key in said)
    # A night with a cramp has its box empty.
    empty = Cell(kind="tick", alt=language.say("log-calm-alt", night=language.say("log-example-day")))
    return (Cell(first), empty, *map(Cell, rest))


def _night(language: Language, start: date, at: int) -> str:
    """Return the day of a night, with its month where one begins to be told."""
    day = start + timedelta(days=at)
    form = "night" if at % 7 == 0 or day.day == 1 else "night-of-month"
    return language.date(day, form)
