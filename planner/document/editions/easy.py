"""The easy edition: two sides, picture left and words right, in everyday words, with the same safety lines."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from planner.document.citations import unmarked
from planner.document.context import SheetContext
from planner.document.editions.warnings import Warned, common_warnings, own_warnings, warning_lists
from planner.document.emergency import emergency, other_calls
from planner.document.lines import care, hold_figure, lines_of, sentence, stopped, title
from planner.document.model import (
    Block,
    BulletList,
    Figure,
    Heading,
    Illustrated,
    Leaf,
    ListItem,
    Note,
    Paragraph,
    Section,
    Sides,
    words,
)
from planner.document.parts.clinic import clinic_line
from planner.document.parts.fridge import first_steps, front_stretches, limits_note, questions, unread_line
from planner.document.parts.stop import stop_blocks
from planner.model.items import EasyWords, Item
from planner.planning.plan import Planned

# The height of a picture in millimetres.
_PICTURE: Final = 45
# Parts whose lines are no step of the day.
_LISTED: Final = ("avoid", "ask-first", "when-to-see")


# Of a front of one page the next is the back, so that it says to turn over.
_SIDES: Final[tuple[Sides, ...]] = (1, 2)


class EasyForm(Struct, frozen=True):
    """How full the two sides are: how many stretches, whether page 1 says how to lie, whether a clinic is named."""

    stretches: int = 3
    lies_in_front: bool = True
    clinic: bool = True


# What yields, one after the other.
_FORMS: Final = tuple(
    EasyForm(stretches, in_front, clinic)
    for stretches, in_front in ((3, True), (2, True), (3, False), (2, False), (1, True), (1, False))
    for clinic in (True, False)
)


class Shown(Struct, frozen=True):
    """What an item of the plan says in everyday words."""

    written: EasyWords
    planned: Planned


def easy_leaves(sheet: SheetContext) -> tuple[Leaf, ...]:
    """Return the two sides in each form that they may have, the fullest first."""
    return tuple(_leaves(sheet))


def longer_easy_leaves(sheet: SheetContext) -> tuple[Leaf, ...]:
    """Return the forms for a person whose safety lines do not go on one side: they say so."""
    said = Paragraph(words(sheet.say("easy-longer")))
    return tuple((front, replace(back, blocks=(said, *back.blocks))) for front, back in _leaves(sheet))


def _leaves(sheet: SheetContext) -> Iterator[tuple[Section, Section]]:
    @cache
    def front(form: EasyForm, sides: Sides) -> Section:
        return Section("easy", unmarked(tuple(_front(sheet, form, sides))), sides=sides)

    back = cache(lambda form: Section("signs", unmarked(tuple(_back(sheet, form)))))
    for form in _FORMS:
        for sides in _SIDES:
            yield front(replace(form, clinic=True), sides), back(replace(form, stretches=0))


# --- page 1: what to do ---


def _front(sheet: SheetContext, form: EasyForm, sides: Sides) -> Iterator[Block]:
    yield Heading(1, title(sheet))
    rows = tuple(_stretches(sheet))[: form.stretches]
    if rows:
        yield Paragraph(words(sheet.say("easy-lead")))
    yield from rows
    yield from _cramp(sheet)
    if form.lies_in_front:
        yield from _lying(sheet)
    if sides == 1:
        yield Paragraph(words(f"**{sheet.say('easy-turn')}**"))


def _stretches(sheet: SheetContext) -> Iterator[Block]:
    """Yield a row for each stretch of tonight that hangs on no question."""
    doing = {item.item.stretch: item for item in sheet.plan.every_day if item.slot == "bedtime"}
    said = {one.planned.id: one for one in shown(sheet)}
    for stretch in front_stretches(sheet):
        planned = doing[stretch.id]
        if is_offered(planned):
            easy = said.get(planned.id)
            fill = sheet.language.fill
            head = fill(easy.written.title) if easy else fill(stretch.short or stretch.text)
            steps = [_in_words(sheet, easy)] if easy else [fill(step) for step in stretch.steps] + [fill(stretch.dose)]
            yield _row(sheet, head, [*steps, *care(sheet, planned)], stretch)


def _cramp(sheet: SheetContext) -> Iterator[Block]:
    """Yield what to do in a cramp: every step of page 1, where it has no easy words in its own."""
    said = {one.planned.id: one for one in shown(sheet)}
    steps = first_steps(sheet)
    told = [_in_words(sheet, said[one.id]) if one.id in said else stopped(sheet.language.text(one)) for one in steps]
    told = [one for one in told if one]
    if told:
        pictured = next((step.item for step in steps if hold_figure(sheet, step.item)), steps[0].item)
        yield _row(sheet, sheet.say_of_plan("cramp-title"), told, pictured)


def _lying(sheet: SheetContext) -> Iterator[Block]:
    """Yield how to lie in bed."""
    for one in shown(sheet):
        if one.written.title and not one.planned.item.stretch and one.planned.slot == "bedtime":
            head = sheet.language.fill(one.written.title)
            yield _row(sheet, head, [_in_words(sheet, one), *care(sheet, one.planned)], one.planned.item)


def _row(sheet: SheetContext, head: str, said: list[str], pictured: Item) -> Block:
    """Return one thing to do: its picture at the left, its words at the right."""
    figure: Figure | None = hold_figure(sheet, pictured)
    blocks = (Heading(2, head), Paragraph(words(" ".join(said))))
    return Illustrated((figure,) if figure else (), blocks, _PICTURE)


# --- its back: when to call, and what else keeps this person safe ---


def _back(sheet: SheetContext, form: EasyForm) -> Iterator[Block]:
    yield emergency(sheet)
    yield from other_calls(sheet)
    yield from _told_first(sheet)
    yield from limits_note(sheet)
    yield from unread_line(sheet)
    yield from questions(sheet)
    yield from stop_blocks(sheet)
    yield from warning_lists(sheet, _warnings(sheet))
    yield from _food(sheet)
    if not form.lies_in_front:
        yield from _lying(sheet)
    if form.clinic:
        yield from clinic_line(sheet, logo=False)


def _told_first(sheet: SheetContext) -> Iterator[Block]:
    listed = tuple(ListItem(sentence(sheet, line)) for line in lines_of(sheet, "front"))
    if listed:
        yield Note("stop", "", (BulletList(listed),))


def _food(sheet: SheetContext) -> Iterator[Block]:
    """Yield what to eat and drink, and what nobody is to take, in a few words."""
    listed = [] if "food-amounts" in sheet.plan.reduced else [sheet.say("easy-eat")]
    listed += [_in_words(sheet, one) for one in shown(sheet) if _is_listed(one)]
    if listed:
        yield Heading(2, sheet.say("easy-eat-title"))
        yield BulletList(tuple(ListItem(words(one)) for one in listed))


def _is_listed(one: Shown) -> bool:
    return not one.written.title and one.planned.item.part != "first-aid"


def _warnings(sheet: SheetContext) -> list[Warned]:
    """Return what this person must heed besides, and what holds for everybody and has no easy words."""
    spoken = {id_ for one in shown(sheet) for id_ in one.written.of}
    return [*own_warnings(sheet), *common_warnings(sheet, soon=False, but=spoken)]


# --- what is shown ---


def shown(sheet: SheetContext) -> tuple[Shown, ...]:
    """Return the easy words for what the plan of a person holds, in their order; nothing that hangs on a question."""
    plan = sheet.plan
    own = [item for day in plan.days for item in day.items]
    held = {line.id: line for line in (*plan.avoid, *plan.ask_first, *plan.notes, *reversed(own), *plan.every_day)}
    found = []
    for written in sheet.content.core.easy:
        planned = next((held[id_] for id_ in written.of if id_ in held), None)
        if planned is not None and (planned.item.part in _LISTED or is_offered(planned)):
            found.append(Shown(written, planned))
    return tuple(found)


def is_offered(planned: Planned) -> bool:
    """Return whether something may be done as it stands: it is not for asking first, and hangs on no question."""
    return planned.kind != "ask_first" and not planned.checks


def _in_words(sheet: SheetContext, one: Shown) -> str:
    return sheet.language.fill(one.written.text, sheet.language.values(one.planned))
