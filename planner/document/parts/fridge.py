"""Page 1, for the fridge: the message, tonight's stretches, limits, the tick grid, a cramp now, emergency signs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache, partial
from itertools import chain

from msgspec.structs import replace

from planner.document.context import SheetContext, alike, listed_once, once
from planner.document.emergency import emergency, other_calls, signs_of_today
from planner.document.front_forms import Box, FrontForm, Where, boxes_of, fronts_of, pictured
from planner.document.grid import grid
from planner.document.lines import condition, hold_figure, lines_of, points, stopped, title
from planner.document.message import PartShown, parts_shown, said_of
from planner.document.model import (
    Block,
    BulletList,
    Card,
    Cards,
    Coded,
    Figure,
    Group,
    Heading,
    Leaf,
    ListItem,
    Note,
    Paragraph,
    Section,
    Text,
    words,
)
from planner.document.parts.clinic import clinic_aside, clinic_line
from planner.document.parts.reminder import reminder
from planner.document.parts.stop import stop_blocks
from planner.document.parts.told import MOST_UNREAD, unread
from planner.document.printed import NEXT_PAGE, PAGE_BEHIND
from planner.model.stretches import Stretch
from planner.planning.plan import Planned


def fridges(sheet: SheetContext, forms: Iterable[FrontForm]) -> list[Leaf]:
    """Return page 1 in each of some forms, where its sides are told apart both; what forms share is made once."""
    boxes: dict[Box, tuple[Block, ...]] = {
        "cramp": tuple(cramp_now(sheet)),
        "elsewhere": tuple(elsewhere(sheet)) if sheet.large else (),
        "grid": grid(sheet),
        "questions": tuple(questions(sheet)),
        "stop": stop_blocks(sheet),
        "limits": limits_note(sheet),
    }
    told = {means: (emergency(sheet, means=means), *other_calls(sheet, means)) for means in (True, False)}
    message = Paragraph(words(sheet.language.fill(sheet.plan.template.message)), "lead")
    opening, first, clinic = (Heading(1, title(sheet)), message), tuple(_told_first(sheet)), tuple(clinic_line(sheet))
    not_read = tuple(unread_line(sheet))

    aside = sheet.say("fridge-aside")
    asides: dict[Where, str] = {"head": f"{clinic_aside(sheet)} · {aside}"}

    @cache
    def head(here: bool, asks: bool, page: str) -> tuple[Block, ...]:
        return (*with_code(sheet, (*opening, *_sent_to_back(sheet, asks, page)), here), *first)

    @cache
    def below(order: tuple[Box, ...], means: bool, pictures: tuple[Block, ...] = ()) -> tuple[Block, ...]:
        shown = {**boxes, "signs": told[means], "pictures": pictures}
        return tuple(chain.from_iterable([shown[box] for box in order]))

    @cache
    def first_side(opening: tuple[Block, ...], form: FrontForm, looks: FrontForm, aside: str) -> Section:
        shown = below(form.first, form.means, _pictures_alone(sheet, looks))
        return Section("fridge", (*opening, *not_read, *shown), aside, 1)

    @cache
    def second_side(order: tuple[Box, ...], signed: bool, means: bool) -> Section:
        return Section("second-side", (*below(order, means), *(clinic if signed else ())))

    def leaf(form: FrontForm) -> Leaf:
        order, signed, code = boxes_of(form), form.clinic == "front", form.code == "front"
        at_head = asides.get(form.clinic, aside)
        if form.first:
            opening = head(code, "questions" in form.first, _page_of(sheet, form))
            kept = FrontForm(first=form.first, means=form.means)
            return (first_side(opening, kept, pictured(form), at_head), second_side(order, signed, form.means))
        opening = head(code, form.questions, NEXT_PAGE)
        shown = (*opening, *_pictures(sheet, pictured(form)), *not_read, *below(order, form.means))
        return (Section("fridge", (*shown, *(clinic if signed else ())), at_head),)

    fronts = fronts_of(tuple(forms))
    made = {form: leaf(form) for form in dict.fromkeys(fronts)}
    return [made[form] for form in fronts]


def _page_of(sheet: SheetContext, form: FrontForm) -> str:
    """Return on which page stands what is to be read first: on the second of two sides, or behind it."""
    on_second = form.stop == "front" if stop_blocks(sheet) else form.questions
    return NEXT_PAGE if on_second else PAGE_BEHIND


def with_code(sheet: SheetContext, blocks: tuple[Block, ...], here: bool) -> tuple[Block, ...]:
    """Return blocks, with the reminder for a telephone beside them if it stands here."""
    code = reminder(sheet) if here else None
    return (Coded(blocks, code),) if code else blocks


@listed_once
def _sent_to_back(sheet: SheetContext, asks: bool, page: str) -> Iterator[Block]:
    """Yield the line that sends to the back of page 1, where it says who must ask before starting, and to more signs.

    What page 1 `asks` itself does not stand there.
    """
    key = "stop" if stop_blocks(sheet) else "questions" if questions(sheet) and not asks else ""
    more = [sheet.say("front-more")] if _has_more_signs(sheet) else []
    said = [*([sheet.say(f"first-{key}")] if key else []), *more]
    on_paper = [sheet.say(f"first-{key}-on-page", page=page), *more] if key else []
    if said:
        yield Paragraph(words(" ".join(said)), on_paper=words(" ".join(on_paper)))


def _has_more_signs(sheet: SheetContext) -> bool:
    """Return whether the list for today has signs that page 1 does not; large letters have no room to say so."""
    here = signs_of_today(sheet)
    every = (line for line in lines_of(sheet, "when-to-see") if line.item.urgency == "urgent")
    return sheet.edition == "full" and not sheet.large and any(line not in here for line in every)


def _told_first(sheet: SheetContext) -> Iterator[Block]:
    """Yield what this person must read before anything else."""
    listed = points(sheet, lines_of(sheet, "front"))
    if listed:
        yield Note("stop", "", (BulletList(listed),))


@once
def _pictures(sheet: SheetContext, form: FrontForm) -> tuple[Block, ...]:
    """Return tonight's stretches beside the person's limits, or either alone."""
    limits, pictures = limits_note(sheet), _pictures_alone(sheet, form)
    return (Group((*pictures, *limits), form.beside),) if pictures and limits else (*pictures, *limits)


@once
def _pictures_alone(sheet: SheetContext, form: FrontForm) -> tuple[Block, ...]:
    """Return what the message shows as large pictures, or else tonight's stretches, if there are any."""
    most = _most(sheet, form)
    if parts := parts_shown(sheet, most) if most > 1 else ():
        return (_message(sheet, parts, form),)
    shown = front_stretches(sheet)[:most]
    return (_cards(sheet, shown, form),) if shown else ()


@alike()
def _message(sheet: SheetContext, parts: tuple[PartShown, ...], form: FrontForm) -> Cards:
    """Return the parts of the message as large pictures, with their dose."""
    cards = tuple(Card(one.title, one.figure, words(one.name if form.words else "")) for one in parts)
    return Cards(cards, words(" ".join([*said_of(sheet, parts), sheet.say("stop-if-it-hurts")])), form.picture)


@alike()
def _cards(sheet: SheetContext, shown: tuple[Stretch, ...], form: FrontForm) -> Cards:
    """Return stretches as large pictures, with their dose."""
    return Cards(tuple(card(sheet, stretch, form) for stretch in shown), dose(sheet, shown), form.picture)


def shown_stretches(sheet: SheetContext, form: FrontForm) -> tuple[Stretch, ...]:
    """Return the stretches that page 1 has room for."""
    return front_stretches(sheet)[: _most(sheet, form)]


def _most(sheet: SheetContext, form: FrontForm) -> int:
    """Return how many pictures page 1 has room for: beside limits two, but in large print."""
    beside = bool(sheet.plan.limits) and not sheet.large
    return min(form.stretches, 2) if beside else form.stretches


@once
def front_stretches(sheet: SheetContext) -> tuple[Stretch, ...]:
    """Return the stretches of bedtime, in the order of the evening, at most three."""
    known = {one.id: one for one in sheet.plan.stretches}
    names = [item.item.stretch for item in sheet.plan.every_day if item.slot == "bedtime" and item.item.stretch]
    return tuple(known[name] for name in dict.fromkeys(names) if name in known)[:3]


def card(sheet: SheetContext, stretch: Stretch, form: FrontForm) -> Card:
    """Return one stretch as a large picture."""
    said = sheet.language.fill(stretch.cue) if form.words and stretch.cue else ""
    return Card(
        sheet.language.fill(stretch.card or stretch.short or stretch.text), hold_figure(sheet, stretch), words(said)
    )


def dose(sheet: SheetContext, shown: tuple[Stretch, ...]) -> Text:
    """Return what is said once under all pictures: the dose that they share, else each with its own."""
    doses = [sheet.language.fill(stretch.dose) for stretch in shown]
    if len({_limb_aside(one) for one in doses}) == 1:
        return words(f"**{doses[0]}** {sheet.say('stop-if-it-hurts')}")
    listed = " ".join(f"**{number}** {one}" for number, one in enumerate(doses, 1))
    return words(f"{listed} {sheet.say('stop-if-it-hurts')}")


def _limb_aside(dose: str) -> str:
    """Return a dose without its last word, each leg or each foot."""
    return dose.rsplit(" ", 1)[0]


@listed_once
def limits_note(sheet: SheetContext) -> Iterator[Block]:
    """Yield the person's own limits and hard stops, a line each."""
    if sheet.plan.limits:
        points = tuple(ListItem(words(sheet.language.limit(limit))) for limit in sheet.plan.limits)
        yield Note("limits", sheet.say("limits-title"), (BulletList(points),))


def unread_line(sheet: SheetContext) -> Iterator[Block]:
    """Yield what could not be checked, in as many letters as page 1 has room for."""
    said = tuple(unread(sheet, MOST_UNREAD))
    if said:
        yield Note("unread", "", said)


@once
def questions(sheet: SheetContext) -> tuple[Block, ...]:
    """Return what follows from what was not told, and the unanswered questions whose wrong answer harms most."""
    return _questions(sheet, lines_of(sheet, "untold"))


@alike("front_checks")
def _questions(sheet: SheetContext, untold: Iterable[Planned]) -> tuple[Block, ...]:
    asked = sheet.plan.front_checks
    follows = [_asked(stopped(sheet.language.text(line))) for line in untold]
    if not asked and not follows:
        return ()
    # Beside the items of the full edition stands which of them ask.
    then = partial(sheet.language.follows, at_items=sheet.edition == "full")
    said = [*follows, *(f"**{sheet.language.fill(check.text)}** {then(check)}" for check in asked)]
    listed = BulletList(tuple(ListItem(words(one)) for one in said))
    ask = sheet.say("questions-ask") if sheet.edition == "full" else ""
    return (Note("stop", sheet.say("questions-title"), (listed,), aside=ask),)


def _asked(text: str) -> str:
    """Return a question, in bold, and what follows from it."""
    asked, _, follows = text.partition("?")
    return f"**{asked}?**{follows}"


@once
def cramp_now(sheet: SheetContext) -> tuple[Block, ...]:
    """Return what to do in a cramp, beside its picture."""
    # In large print what helps elsewhere stands below; on parts of a sheet it may not stand at all.
    named = sheet.edition == "full" and not sheet.large and not sheet.parts and bool(later_steps(sheet))
    called = sheet.say_of_plan("cramp-title")
    return _cramp_now(sheet, first_steps(sheet), called, sheet.say_of_plan("cramp-more") if named else "")


@alike()
def _cramp_now(sheet: SheetContext, steps: Sequence[Planned], called: str, more: str) -> tuple[Block, ...]:
    if not steps:
        return ()
    points = tuple(ListItem(words(stopped(sheet.language.text(step)))) for step in steps)
    shown = next((figure for figure in _numbered(sheet, steps) if figure), None)
    return (Note("cramp", called, (BulletList(points, ordered=True),), shown, aside=more),)


def _numbered(sheet: SheetContext, steps: Iterable[Planned]) -> Iterator[Figure | None]:
    """Yield the picture of each step, which says of which step it is."""
    for number, step in enumerate(steps, 1):
        shown = hold_figure(sheet, step.item)
        yield replace(shown, captions=(sheet.say("figure-step", number=number),)) if shown else None


def first_steps(sheet: SheetContext) -> tuple[Planned, ...]:
    """Return the steps that everybody needs at night and that hang on no question."""
    return tuple(line for line in lines_of(sheet, "first-aid") if _is_first(line))


def later_steps(sheet: SheetContext) -> tuple[Planned, ...]:
    """Return what helps a cramp in another place, what else may ease one, and the steps that hang on a question."""
    return tuple(line for line in lines_of(sheet, "first-aid") if not _is_first(line))


def _is_first(line: Planned) -> bool:
    return line.item.front is not False and not line.checks and not line.cautions


@once
def elsewhere(sheet: SheetContext) -> tuple[Block, ...]:
    """Return what helps a cramp in another place, and what else may ease one, under the conditions of all of it.

    It is a part of its own, as it stands where there is room for it.
    """
    return _elsewhere(sheet, later_steps(sheet), sheet.say_of_plan("cramp-elsewhere"))


@alike()
def _elsewhere(sheet: SheetContext, steps: Sequence[Planned], called: str) -> tuple[Block, ...]:
    if not steps:
        return ()
    said = tuple(check for step in steps for check in step.checks)
    asked = (Paragraph(words(one)) for one in condition(sheet, said))
    title = Heading(3, called)
    return (Section("elsewhere", (title, *asked, steps_elsewhere(sheet, steps, said))),)


def steps_elsewhere(sheet: SheetContext, steps: Sequence[Planned], said: Collection[str]) -> BulletList:
    """Return what helps a cramp in another place, each with its picture; what is said above is not said again."""
    listed = points(sheet, steps, said=said)
    shown = [hold_figure(sheet, step.item) for step in steps]
    pictured = (replace(point, figure=figure) for point, figure in zip(listed, shown, strict=True))
    return BulletList(tuple(pictured), columns=2)
