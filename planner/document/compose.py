"""From a plan to the sentences of a sheet in one language: the only place that puts words together."""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Iterable, Iterator
from datetime import timedelta
from functools import cached_property
from typing import Any

from msgspec import structs
from msgspec.structs import replace

from planner.content.knowledge import Content
from planner.document.model import (
    Block,
    BulletList,
    Cell,
    CheckItem,
    Checklist,
    Document,
    Figure,
    Group,
    Heading,
    Illustrated,
    ListItem,
    Note,
    Paper,
    Paragraph,
    Run,
    Section,
    Table,
    Text,
    literal,
    plain,
    words,
)
from planner.document.room import (
    Held,
    foods_without_room,
    front_is_full,
    height_of_a_night,
    stop_fills_a_page,
    told_fills_a_page,
)
from planner.i18n.language import Language, load_language, lower_first
from planner.logic.facts import CHOICES
from planner.logic.truth import Truth
from planner.model.foods import SECTIONS, Food
from planner.model.items import Item
from planner.model.rules import Rule
from planner.model.sheet import Identity, SheetOptions
from planner.model.sources import Source
from planner.model.stretches import Stretch
from planner.planning.plan import Day, Decision, Plan, Planned
from planner.profile.presentation import presented
from planner.profile.values import Pregnancy

_FOOD_SECTIONS = tuple(section for section in SECTIONS if section != "drinks")
# In large print, where a shelf has few foods, two share a title.
_SHELVES_LARGE = {
    "fruit-and-vegetables": ("fruit", "vegetables"),
    "beans-nuts-seeds": ("beans-and-tofu", "nuts-and-seeds"),
    "grains": ("grains",),
    "dairy-fish-meat-eggs": ("dairy", "fish-meat-eggs"),
    "other": ("other",),
}
_KNOW = ("causes", "movement", "sleep", "comfort", "medicines")
_TOLD = (
    "sex",
    "pregnancy",
    "born_weeks_ago",
    "breastfeeding",
    "medications",
    "conditions",
    "symptoms",
    "habits",
    "allergies",
    "diet",
    "limits",
    "exercise_level",
    "sleep_position",
    "daily_posture",
    "cramps",
    "heat",
)
_KEY_OF = {"medication_classes": "medications", "pregnant": "pregnancy", "pregnancy_week": "pregnancy"}
# Where several answers are missing, these explain most to a reader.
_MOST_ASKED = ("medications", "conditions", "pregnancy", "allergies", "habits")
# Where these apply, the sheet says how fast; anything else is for asking first.
_FAST = ("emergency", "urgent")
# What a clinician who sees somebody now wants to know first, where it was not given.
_MATTERS = ("pregnancy", "medications", "conditions", "symptoms", "allergies")
# The parts whose sources are printed; `planner render --format json` gives those of every line.
_CITED = ("avoid", "ask-first", "medicines")
# How many things left out for one reason are named on the sheet; `planner explain` names them all.
_NAMED = 8
_LOG_NIGHTS = 7
_NOTE_LINES, _NOTE_LINES_LARGE = 4, 2
# How many letters of what could not be checked page 1 has room for; the page for the clinician has all of it.
_MOST_UNREAD = 160
_LOG_COLUMNS = ("log-time", "log-muscle", "log-minutes", "log-pain", "log-different")


def _listed(entries: list[str], most: int | None) -> str:
    """Return the entries in one line; from the one that passes so many letters on, only how many more there are."""
    text = "; ".join(entries)
    if most is None or len(text) <= most:
        return text
    shown = [entries[0][:most]] + ["…"] * (len(entries[0]) > most)
    rest = entries[1:]
    while rest and len("; ".join([*shown, rest[0]])) <= most:
        shown.append(rest.pop(0))
    return "; ".join(shown) + (f" … +{len(rest)}" if rest else "")


def _ended(runs: list[Run]) -> Text:
    """Return a list in a sentence with its stop."""
    return (*runs[:-1], replace(runs[-1], text=f"{runs[-1].text.rstrip('; ')}.")) if runs else ()


def _upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]


def compose(
    plan: Plan,
    content: Content,
    language: str | None = None,
    *,
    options: SheetOptions | None = None,
    identity: Identity | None = None,
) -> Document:
    """Return the whole sheet of a plan as a document in one language (by default the profile's, or English)."""
    plan = structs.replace(plan, profile=presented(plan.profile, options, identity))
    answers = plan.profile.answers
    speech = load_language(content, language or answers.language, answers.country)
    return _Composer(plan, content, speech).document()


class _Composer:
    """Puts one plan into words; every method returns blocks."""

    def __init__(self, plan: Plan, content: Content, language: Language) -> None:
        self.plan = plan
        self.content = content
        self.language = language
        self.say = language.say
        self.letters = plan.letters

    def document(self) -> Document:
        """Return the document with its parts in the order of the sheet."""
        answers = self.plan.profile.answers
        return Document(
            title=self.title(),
            subject=self.say("subject"),
            language=self.language.code,
            identity=Identity(answers.name, answers.id),
            header=self.header(),
            footer=self.say("footer", page="{page}", pages="{pages}"),
            date=self.week(),
            foot=self.foot(),
            sections=tuple(self.sections()),
            keywords=tuple(self.say("keywords").split(", ")),
            paper=self.paper,
            large_print=bool(answers.large_print),
        )

    @property
    def large(self) -> bool:
        """Return whether the sheet is in large print."""
        return bool(self.plan.profile.answers.large_print)

    def foot(self) -> str:
        """Return what stands at the foot of every page: whether a clinician has signed the plan off."""
        reviewed = self.plan.template.reviewed
        if reviewed.by and reviewed.on:
            return self.say("foot-reviewed", by=reviewed.by, on=reviewed.on)
        return self.say("foot-draft")

    def header(self) -> str:
        """Return the head of each page, with the name and id still to fill."""
        answers = self.plan.profile.answers
        if answers.name and answers.id:
            return self.say("header-both", name="{name}", id="{id}")
        return "{id}" if answers.id else "{name}"

    @property
    def paper(self) -> Paper:
        """Return the paper that was asked for, or that the country prints on."""
        asked = self.plan.profile.answers.paper
        return asked or ("letter" if self.language.country.paper == "letter" else "a4")

    def sections(self) -> Iterator[Section]:
        """Yield the parts of the sheet."""
        if self.plan.see_clinician:
            yield self.see_clinician()
            return
        yield Section("front", tuple(self.front()))
        # The night log is the back of page 1, so that both can be taken out without a part of the rest.
        if self.long_stop:
            yield Section("tear-off", tuple(self.stop_note()))
        yield Section("tear-off", tuple(self.night_log()))
        if self.large and not self.long_stop:
            # Page 1 has two sides here, so the log's back is the other page to take to a visit.
            yield Section("tear-off", tuple(self.for_clinician()))
        yield Section("flow", tuple(self.seven_days()))
        yield Section("flow", tuple(self.food_and_drink()))
        yield Section("flow", tuple(self.stretches()))
        yield Section("flow", tuple(self.cramp_and_help()))
        yield Section("flow", tuple(self.good_to_know()))
        if self.large:
            yield Section("flow", tuple(self.why()))
        else:
            # What to take to a visit and why the plan is as it is: whoever reads the one asks for the other.
            yield Section("tear-off", tuple(self.for_clinician()))
            yield Section("after", tuple(self.why()))

    def title(self) -> str:
        """Return the title of the sheet."""
        if self.plan.see_clinician:
            key = f"see-clinician-{self.plan.see_clinician.urgency}"
            return self.say(key if key in self.language.messages else "see-clinician-title")
        return self.language.fill(self.plan.template.title)

    def week(self) -> str:
        """Return the dates of the seven days in words."""
        start = self.plan.start
        if self.plan.see_clinician:
            return self.language.date(start)
        # In large print the long form leaves no room for what else stands at the foot.
        first, last = ("short", "short") if self.large else ("day", "date")
        return self.say(
            "week-of", first=self.language.date(start, first), last=self.language.date(start + timedelta(6), last)
        )

    # --- page 1 ---

    def front(self) -> Iterator[Block]:
        """Yield page 1: the main message, tonight's actions, the tick grid, signs, questions."""
        yield Heading(1, self.title())
        # The dates stand at the foot of every page.
        yield Paragraph(words(f"{self.say('front-title')}. {self.language.fill(self.plan.template.purpose)}"))
        message = Paragraph(words(self.language.fill(self.plan.template.message)), "lead")
        note = Note("message", self.say("message-title"), (message,))
        yield Group((note, self.grid()), (0.31, 0.69)) if self.plan.habits and not self.crowded else note
        if self.plan.tonight:
            actions = tuple(ListItem(words(self.language.text(planned))) for planned in self.plan.tonight)
            yield Group((Heading(2, self.say("tonight-title")), BulletList(actions, ordered=True)))
        yield from self.notes("front")
        yield self.emergency()
        yield from self.check_note()

    @cached_property
    def crowded(self) -> bool:
        """Return whether page 1 holds so much that must stand there that the tick grid goes elsewhere."""
        text, plan = self.language.text, self.plan
        questions = (self.language.fill(check.text) for check in plan.checks)
        held = Held(
            boxes=[*map(text, plan.alerts), *questions],
            steps=list(map(text, plan.tonight)),
            notes=[f"{text(one)} {one.item.because}" for one in plan.notes if one.item.part == "front"],
            unread=[plain(block.text) for block in self.unread(_MOST_UNREAD)],
            habits=len(plan.habits),
        )
        return front_is_full(self.paper, held, large=self.large)

    def unread_note(self) -> Iterator[Block]:
        """Yield the box that says what could not be checked."""
        told = tuple(self.unread())
        if told:
            yield Note("caution", self.say("unread-title"), told)

    def unread(self, most: int | None = None) -> Iterator[Paragraph]:
        """Yield the sentence that says what could not be checked, with at most so many letters of it."""
        unread = [entry.text for entry in self.plan.profile.not_recognised]
        if unread:
            before, after = self.say("not-recognised", words="\0").split("\0")
            yield Paragraph((*words(before), *literal(_listed(unread, most)), *words(after)))

    def grid(self) -> Table:
        """Return the tick grid: a row a habit, a column a day."""
        days = [(day.day, self.language.part("weekdays-short", day.date.weekday())) for day in self.plan.days]
        header = (self.say("grid-title"), *(name for _, name in days))
        rows = tuple(
            (
                Cell(words(self.language.fill(habit.label))),
                *(Cell(kind="tick", alt=self.say("grid-tick", label=habit.label, weekday=name)) for _, name in days),
            )
            for habit in self.plan.habits
        )
        return Table(header, rows, (0.45, *(0.07 for _ in days)))

    def emergency(self) -> Note:
        """Return the emergency signs of this person, a line each."""
        signs = tuple(ListItem(words(self.language.text(line))) for line in self.plan.alerts)
        lead = Paragraph(words(self.say("emergency-lead")))
        return Note("emergency", self.say("emergency-title"), (lead, BulletList(signs, columns=2)))

    def check_note(self) -> Iterator[Block]:
        """Yield the self-check questions, each with its letter, and who should not use the sheet."""
        blocks: list[Block] = list(self.unread(_MOST_UNREAD))
        if self.plan.checks:
            questions = tuple(
                ListItem(words(f"**{self.letters[check.id]}** {self.language.fill(check.text)}"))
                for check in self.plan.checks
            )
            blocks += [Paragraph(words(self.say("checks-lead"))), BulletList(questions, columns=2)]
        if blocks:
            title = self.say("checks-title" if self.plan.checks else "unread-title")
            yield Note("check", title, tuple(blocks))

    @cached_property
    def long_stop(self) -> bool:
        """Return whether, in large print, those who should not use the sheet take a page, the back of the log."""
        reasons = {rule.refuse.stop_if for rule in self.plan.stop_if if rule.refuse}
        return self.large and stop_fills_a_page(self.paper, reasons)

    @cached_property
    def told_runs_on(self) -> bool:
        """Return whether, in large print, what the person told us has no room for a line each."""
        return self.large and not self.plan.see_clinician and (self.long_stop or self.told_fills([*self.told_texts()]))

    @cached_property
    def told_later(self) -> bool:
        """Return whether, in large print, it stands with what came of it, as the page for the visit is full."""
        return self.told_runs_on and (self.long_stop or self.told_fills([". ".join(self.told_texts())]))

    def told_texts(self) -> Iterator[str]:
        """Yield the words of each fact."""
        yield from (plain(point.text) for point in self.told_points())

    def told_fills(self, told: list[str]) -> bool:
        """Return whether these lines leave no room for the questions for the visit."""
        asked = [plain(block.text) for block in self.unread()] + [self.language.text(line) for line in self.to_ask]
        return told_fills_a_page(self.paper, told, asked)

    @cached_property
    def stop_groups(self) -> dict[str, dict[str, None]]:
        """Return the reasons not to use the sheet, where we could not tell, by how fast to act, the fastest first."""
        groups: dict[str, dict[str, None]] = {}
        for rule in self.plan.stop_if:
            if rule.refuse:
                reason = self.language.fill(rule.refuse.stop_if).rstrip(".")
                lead = rule.refuse.urgency if rule.refuse.urgency in _FAST else "routine"
                groups.setdefault(lead, {})[f"{_upper_first(reason)}."] = None
        return groups

    def stop_note(self) -> Iterator[Block]:
        """Yield who should not use the sheet, where we could not tell: those first who must act now or today."""
        if self.stop_groups:
            yield Note("caution", self.say("stop-title"), tuple(self.stop_lists(self.stop_groups)))

    def stop_lists(self, groups: dict[str, dict[str, None]]) -> Iterator[Block]:
        """Yield the reasons not to use the sheet by how fast to act."""
        for urgency, reasons in groups.items():
            yield Paragraph(words(self.say(f"stop-{urgency}")))
            yield BulletList(tuple(ListItem(words(reason)) for reason in reasons), columns=2)

    # --- the seven days ---

    def seven_days(self) -> Iterator[Block]:
        """Yield what repeats, then each day with its theme and its own items."""
        yield Heading(2, self.say("days-title"))
        if self.crowded and self.plan.habits and self.plan.stop_if:
            yield self.grid()
        if self.plan.checks:
            yield Paragraph(words(self.say("marks-note", letter=next(iter(self.letters.values())))), "small")
        every_day, *each_day = self.ticks((self.plan.every_day, *(day.items for day in self.plan.days)))
        yield Group((Heading(3, self.say("every-day-title")), Checklist(every_day)))
        for day, ticks in zip(self.plan.days, each_day, strict=True):
            # In large print the date would take a line more; it stands at the foot of every page.
            date = self.weekday(day) if self.large else self.language.date(day.date, "day")
            theme = self.language.fill(day.theme.title)
            heading = Heading(3, self.say("day-title", day=day.day, date=date, theme=theme))
            # In large print a theme's title must do.
            lead = () if self.large else (Paragraph(words(self.language.fill(day.theme.text))),)
            yield Group((heading, *lead, *((Checklist(ticks),) if ticks else ())))
        yield from self.slot_gaps()

    def weekday(self, day: Day) -> str:
        """Return the name of a day of the week."""
        return self.language.part("weekdays", day.date.weekday())

    def slot_gaps(self) -> Iterator[Block]:
        """Yield a line for each time of day that has nothing safe in it."""
        for gap in self.plan.gaps:
            if gap.days:
                days = self.language.join(map(str, gap.days))
                title = self.say("gap-title", slot=self.say(f"slot-{gap.slot}"), days=days)
                yield Paragraph(words(f"**{title}:** {self.say('gap')}"))

    def ticks(self, groups: Iterable[Iterable[Planned]]) -> list[tuple[CheckItem, ...]]:
        """Return the items of some groups as things to tick.

        What stands once, a reason or how an activity is done, need not stand again at each of seven days.
        """
        said: set[str] = set()
        made: list[tuple[CheckItem, ...]] = []
        for group in groups:
            ticks = []
            for planned in group:
                ticks.append(self.tick(planned, said))
                said |= {planned.item.why, planned.id}
            made.append(tuple(ticks))
        return made

    def tick(self, planned: Planned, said: Container[str]) -> CheckItem:
        """Return one item with its time of day, its why and its because, where not said, and what to take care of."""
        text = self.language.text(planned, again=planned.id in said)
        notes = [planned.item.why] if planned.item.why and planned.item.why not in said else []
        notes = list(map(self.language.fill, notes))
        notes += [self.say("because", because=self.language.fill(planned.because))] if planned.because else []
        # In one breath: a line for each reason would make the sheet a page longer.
        return CheckItem(
            text=words(" ".join((text, *notes))),
            label=self.say(f"slot-{planned.slot}") if planned.slot else "",
            notes=self.care(planned),
            marks=self.marks(planned),
        )

    def marks(self, planned: Planned) -> tuple[str, ...]:
        """Return the letters of the self-checks on which an item or a line depends."""
        return tuple(self.letters[check] for check in planned.checks if check in self.letters)

    def care(self, planned: Planned) -> tuple[Text, ...]:
        """Return what to take care of with an item: each caution once, those of one reason together."""
        said: dict[str, dict[str, None]] = {}
        for rule in planned.cautions:
            said.setdefault(self.language.fill(rule.because), {})[self.language.fill(rule.say)] = None
        cautions = (" ".join(map(str, sentences)) + self.reason(because) for because, sentences in said.items())
        text = " ".join(cautions)
        return (words(self.say("take-care", text=text)),) if text else ()

    def reason(self, because: str) -> str:
        """Return the reason to put behind a sentence, where there is one."""
        return f" {self.say('because', because=because)}" if because else ""

    # --- food and drink ---

    def food_and_drink(self) -> Iterator[Block]:
        """Yield what to choose, what to leave out, what to ask about first."""
        yield Heading(2, self.say("food-title"))
        if "food-amounts" in self.plan.reduced:
            yield Paragraph(words(self.say("food-reduced")))
        elif self.plan.foods:
            yield Paragraph(words(self.say("food-lead")))
        if self.common_checks and self.plan.foods:
            letters = self.language.join(self.letters[check] for check in self.common_checks)
            yield Paragraph(words(self.say("food-checks", letters=letters)))
        yield from self.notes("food")
        yield from self.foods()
        yield from self.drinks()
        yield from self.advice("limit-title", "", self.plan.avoid)
        yield from self.advice("ask-title", "ask-lead", self.plan.ask_first)

    def foods(self) -> Iterator[Block]:
        """Yield the foods to choose from by shop section, or the line that says that nothing is left."""
        if not self.plan.foods:
            yield from self.empty("foods", "food-choose")
            return
        yield Heading(3, self.say("food-choose"))
        shelves = _SHELVES_LARGE if self.large else {section: (section,) for section in _FOOD_SECTIONS}
        for name, sections in shelves.items():
            listed = self.listed(self.plan.foods)
            foods = [food for food in listed if isinstance(food.item, Food) and food.item.section in sections]
            if foods:
                title = Paragraph(words(f"**{self.say(f'section-{name}')}**"))
                yield Group((title, Checklist(tuple(map(self.food, foods)), columns=2)))

    def drinks(self) -> Iterator[Block]:
        """Yield what to know of drinks, and the drinks to choose from."""
        known = tuple(self.notes("drink"))
        if not self.plan.drinks:
            yield from known
            yield from self.empty("drinks", "drink-choose")
            return
        drinks = Checklist(tuple(map(self.food, self.listed(self.plan.drinks))), columns=2)
        yield Group((Heading(3, self.say("drink-choose")), *known, drinks))

    def listed(self, foods: Iterable[Planned]) -> Iterator[Planned]:
        """Yield the foods or drinks for which the checklist has room."""
        yield from (food for food in foods if food.id not in self.without_room)

    @cached_property
    def without_room(self) -> frozenset[str]:
        """Return the ids of the foods and drinks for which the checklist has no room."""
        return foods_without_room(self.plan.shelves, self.plan.picked, large=self.large)

    def empty(self, slot: str, title: str) -> Iterator[Block]:
        """Yield the line for a side of the checklist with nothing on it."""
        if slot in {gap.slot for gap in self.plan.gaps} and "food-amounts" not in self.plan.reduced:
            yield Group((Heading(3, self.say(title)), Paragraph(words(self.say("gap")))))

    def food(self, planned: Planned) -> CheckItem:
        """Return one food with its serving and what it gives."""
        food = planned.item
        assert isinstance(food, Food)
        serving, gives = self.language.serving(food), self.language.gives(food)
        detail = f"{serving}, {self.say('gives', minerals=gives)}" if gives else serving
        return CheckItem(
            text=words(f"**{self.language.fill(food.text)}**, {detail}"),
            notes=self.care(planned),
            marks=tuple(self.letters[check] for check in planned.checks if check not in self.common_checks),
        )

    @cached_property
    def common_checks(self) -> tuple[str, ...]:
        """Return the questions that hang on most of the checklist: they are put once, at its head."""
        foods = (*self.plan.foods, *self.plan.drinks)
        asked = [check.id for check in self.plan.checks]
        return tuple(check for check in asked if 2 * sum(check in food.checks for food in foods) > len(foods))

    def advice(self, title: str, lead: str, lines: Iterable[Planned]) -> Iterator[Block]:
        """Yield a list of things to leave out or to ask about, those with one reason together under it."""
        groups: dict[str, list[Planned]] = {}
        for line in lines:
            groups.setdefault(self.language.fill(line.item.because), []).append(line)
        alone = [line for because, members in groups.items() if not because or len(members) == 1 for line in members]
        if not groups:
            return
        yield Heading(3, self.say(title))
        if lead:
            yield Paragraph(words(self.say(lead)))
        if alone:
            yield BulletList(tuple(map(self.point, alone)))
        for because, members in groups.items():
            if because and len(members) > 1:
                points = BulletList(tuple(self.point(line, reasoned=False) for line in members))
                yield Group((Paragraph(words(f"**{self.say('because-group', because=because)}**")), points))

    def point(self, line: Planned, *, reasoned: bool = True) -> ListItem:
        """Return one line with its reason and, where nothing says it already, its because in the same breath."""
        text = self.language.text(line) if line.item.part else self.language.fill(line.item.short or line.item.text)
        parts = [text.rstrip(".") + ".", self.language.fill(line.item.why)]
        text = " ".join(part for part in parts if part)
        text += self.reason(self.language.fill(line.item.because)) if reasoned else ""
        return ListItem(words(text), self.care(line), self.marks(line))

    def line(self, line: Planned) -> ListItem:
        """Return one line without its reasons."""
        return ListItem(words(self.language.text(line)), marks=self.marks(line))

    def notes(self, *parts: str) -> Iterator[Block]:
        """Yield the notes of some parts as a list."""
        points = tuple(self.point(line) for line in self.plan.notes if line.item.part in parts)
        if points:
            yield BulletList(points, columns=2)

    # --- stretches, cramp, help ---

    def stretches(self) -> Iterator[Block]:
        """Yield each stretch with its picture, its steps and its dose."""
        if not self.plan.stretches:
            return
        yield Heading(2, self.say("stretches-title"))
        yield Paragraph(words(self.say("stretches-lead")))
        for stretch in self.plan.stretches:
            yield self.stretch(stretch)

    def stretch(self, stretch: Stretch) -> Illustrated:
        """Return one stretch beside its picture."""
        steps = tuple(ListItem(words(self.language.fill(step))) for step in stretch.steps)
        blocks: list[Block] = [Heading(3, self.language.fill(stretch.text)), BulletList(steps, ordered=True)]
        if stretch.dose:
            blocks.append(Paragraph(words(f"**{self.language.fill(stretch.dose)}**"), "small"))
        # The column is too narrow for both positions; the one to hold and its arrow are what a person copies.
        pictures = self.content.raw.pictures
        svg = pictures.get(f"{stretch.picture}-hold", pictures.get(stretch.picture))
        figure = Figure(svg, self.language.fill(stretch.alt)) if svg else None
        return Illustrated(figure, tuple(blocks))

    def cramp_and_help(self) -> Iterator[Block]:
        """Yield what to do in a cramp, and when to see someone."""
        steps = [line for line in self.plan.notes if line.item.part == "first-aid"]
        if steps:
            points = tuple(self.point(line) for line in steps)
            yield Group((Heading(2, self.say("cramp-title")), BulletList(points, ordered=True)))
        yield Heading(2, self.say("see-title"))
        for title, lead, urgency in (
            ("see-same-day", "see-same-day-lead", ("urgent", "emergency")),
            ("see-soon", "see-soon-lead", ("routine", "check", None)),
        ):
            lines = [
                line for line in self.plan.notes if line.item.part == "when-to-see" and line.item.urgency in urgency
            ]
            if lines:
                signs = BulletList(tuple(self.line(line) for line in lines))
                yield Group((Heading(3, self.say(title)), Paragraph(words(self.say(lead))), signs))

    def good_to_know(self) -> Iterator[Block]:
        """Yield the causes in plain words and the notes on sleep, comfort and medicines."""
        known = [(part, tuple(self.notes(part))) for part in _KNOW]
        twice = self.twice()
        if not any(blocks for _, blocks in known):
            return
        yield Heading(2, self.say("know-title"))
        for part, blocks in known:
            extra: tuple[Block, ...] = (BulletList(twice),) if part == "medicines" and twice else ()
            if blocks or extra:
                yield Group((Heading(3, self.say(f"know-{part}")), *blocks, *extra))

    def twice(self) -> tuple[ListItem, ...]:
        """Return a line for each medicine that is listed under two names, the user's own words as they stand."""
        items = []
        for name, first, second in self.plan.profile.twice:
            before, rest = self.say("twice", name=name, first="\0", second="\0").split("\0", 1)
            items.append(ListItem((*words(before), *literal(f"{first}, {second}"), *words(rest.split("\0", 1)[-1]))))
        return tuple(items)

    # --- tear-off pages ---

    def night_log(self) -> Iterator[Block]:
        """Yield the night log, after what belongs to the first leaf and found no room on page 1."""
        if not self.long_stop:
            yield from self.stop_note()
        if self.grid_stands_by_the_log:
            yield self.grid()
        yield Heading(2, self.say("log-title"))
        yield from self.notes("log")
        blank = Cell(kind="blank", alt=self.say("log-blank"))
        header = (self.say("log-day"), *(self.say(key) for key in _LOG_COLUMNS))
        rows = tuple(
            (Cell(words(self.say("log-night", day=night))), *(blank for _ in _LOG_COLUMNS))
            for night in range(1, _LOG_NIGHTS + 1)
        )
        yield Table(
            header,
            rows,
            (0.15, 0.12, 0.19, 0.13, 0.12, 0.29),
            row_height=self.log_row(),
        )
        if self.long_stop:
            yield Heading(2, self.say("clinician-title"))
            yield from self.questions()

    def log_row(self) -> float:
        """Return the height in millimetres of a night's row: lower where more stands with the log."""
        if self.long_stop:
            return 9
        groups = self.stop_groups
        reasons = [reason for group in groups.values() for reason in group]
        grid = self.grid_stands_by_the_log
        return height_of_a_night(self.paper, reasons, len(groups), grid=grid, large=self.large)

    @property
    def grid_stands_by_the_log(self) -> bool:
        """Return whether the tick grid, for which page 1 has no room, stands on its back."""
        return self.crowded and bool(self.plan.habits) and not self.plan.stop_if

    def for_clinician(self) -> Iterator[Block]:
        """Yield what a clinician wants to see at a glance."""
        yield Heading(2, self.say("clinician-title"))
        yield Paragraph(words(self.say("clinician-lead")))
        if not self.told_later:
            yield from self.told()
            yield from self.unread()
        if self.to_ask:
            yield Heading(3, self.say("clinician-ask"))
        yield from self.questions()

    @property
    def to_ask(self) -> tuple[Planned, ...]:
        """Return the questions for the visit."""
        return tuple(line for line in self.plan.notes if line.item.part == "clinician")

    def questions(self) -> Iterator[Block]:
        """Yield what to ask at the visit, and room to write the answers down."""
        if self.to_ask:
            yield BulletList(tuple(map(self.line, self.to_ask)))
        crowded = self.large and (self.long_stop or not self.told_later)
        count = _NOTE_LINES_LARGE if crowded else _NOTE_LINES
        lines = tuple((Cell(kind="blank", alt=self.say("log-blank")),) for _ in range(count))
        yield Table((self.say("clinician-notes"),), lines, (1,), row_headers=False, row_height=10)

    def told(self, asked: Collection[str] | None = None) -> Iterator[Block]:
        """Yield the facts as given, and those that were not: all of them, or of some keys."""
        yield Heading(3, self.say("clinician-told"))
        points = self.told_points(asked)
        if self.large:
            yield self.run_on(points) if self.told_runs_on else BulletList(points, small=True)
            return
        yield BulletList(points, columns=2)
        unknown = self.unknown(asked)
        if unknown:
            yield Heading(3, self.say("clinician-unknown"))
            yield BulletList(tuple(ListItem(words(_upper_first(key))) for key in unknown), columns=2, small=True)

    def told_points(self, asked: Collection[str] | None = None) -> tuple[ListItem, ...]:
        """Return a line for each fact as given and, in large print, which has no room for more, one for the others."""
        told = [("age", str(self.plan.profile.answers.age)), *self.given()]
        points = tuple(ListItem(self.told_line(key, value)) for key, value in told)
        unknown = self.unknown(asked) if self.large else []
        rest = f"**{self.say('clinician-unknown')}:** {'; '.join(unknown)}."
        return (*points, ListItem(words(rest))) if unknown else points

    def unknown(self, asked: Collection[str] | None = None) -> list[str]:
        """Return the facts that were not given, or those of some keys."""
        return [self.say(f"key-{key}") for key in self.plan.profile.unknown if asked is None or key in asked]

    @staticmethod
    def run_on(points: Iterable[ListItem]) -> Paragraph:
        """Return points one behind the other, for where a line each would take too much room."""
        runs: list[Run] = []
        for point in points:
            *before, last = point.text
            ended = replace(last, text=f"{last.text.rstrip('.')}. ")
            runs += [*before, ended]
        return Paragraph(tuple(runs), "small")

    def told_line(self, key: str, value: str) -> Text:
        """Return one fact, the user's own words as they stand."""
        before, after = self.say(f"told-{key}", value="\0").split("\0")
        return (*words(before), *literal(value), *words(after))

    def given(self) -> Iterator[tuple[str, str]]:
        """Yield each key that was given with its value in words."""
        answers = self.plan.profile.answers
        for key in _TOLD:
            value = self.value_in_words(getattr(answers, key), key)
            if value and not (key == "pregnancy" and answers.sex == "male"):
                yield key, value

    def value_in_words(self, value: Any, key: str = "") -> str:
        """Return a value of the profile as a person writes it; nothing for what was not given."""
        if value is None:
            return ""
        if isinstance(value, bool):
            return self.say("yes" if value else "no")
        if isinstance(value, Pregnancy):
            return self.pregnancy_in_words(value)
        if isinstance(value, tuple):
            entries = [f"{self.say(f'limit-{entry[0]}')}: {entry[1]}" if key == "limits" else entry for entry in value]
            return "; ".join(entries) or self.say("none")
        if hasattr(value, "nights_per_week"):
            parts = [", ".join(self.say(f"place-{place}") for place in value.where or ())]
            parts += [] if value.nights_per_week is None else [self.say("nights", nights=value.nights_per_week)]
            parts += [] if value.for_weeks is None else [self.say("since-weeks", weeks=value.for_weeks)]
            return ", ".join(part for part in parts if part)
        return self.say(f"{key}-{value}") if key in CHOICES else str(value)

    def pregnancy_in_words(self, state: Pregnancy) -> str:
        """Return a pregnancy as given."""
        if not state.pregnant:
            return self.say("no")
        parts = [self.say("yes")]
        parts += [] if state.weeks is None else [self.say("weeks", weeks=state.weeks)]
        parts += [] if state.trimester is None else [self.say("trimester", trimester=state.trimester)]
        return ", ".join(parts)

    def why(self) -> Iterator[Block]:
        """Yield what was changed or left out and because of what, what was assumed, and where it all comes from."""
        yield Heading(2, self.say("why-title"))
        yield Paragraph(words(self.say("why-lead")))
        if self.told_later:
            yield from self.told()
            yield from self.unread()
        changed = tuple(self.changed())
        if changed:
            yield Heading(3, self.say("why-changed"))
            yield BulletList(changed)
        yield Heading(3, self.say("why-left-out"))
        yield self.left_out()
        yield from self.assumed()
        yield Heading(3, self.say("why-sources"))
        yield Paragraph(words(self.say("evidence-words")), "small")
        yield Paragraph(self.publishers() if self.large else self.numbered_sources(), "sources")
        yield Paragraph(words(f"{self.status()} {self.say('disclaimer')}"), "small")

    def changed(self) -> Iterator[ListItem]:
        """Yield what is in, or is done with care, because of this person's facts, gathered by the fact."""
        groups: dict[str, dict[str, None]] = {}
        for planned in self.plan.printed:
            if planned.slot is None:
                continue
            name = self.language.fill(planned.item.short)
            for reason in (planned.because, *(rule.because for rule in planned.cautions)):
                if reason:
                    groups.setdefault(self.language.fill(reason), {})[name] = None
        for because, (first, *more) in groups.items():
            yield self.reason_line(self.language.join([first, *map(lower_first, more)]), because)

    def reason_line(self, item: str, because: str) -> ListItem:
        """Return one thing with what it is because of."""
        return ListItem(words(self.say("why-item", item=item, reason=self.say("because-told", because=because))))

    def name(self, item: Item) -> str:
        """Return the short name of an activity or a food."""
        return self.language.fill(item.short or item.text).rstrip(".")

    def left_out(self) -> Block:
        """Return what was left out and why: a table, or a list in large print, which has no room for columns."""
        gathered = tuple(self.gathered_out())
        if not gathered:
            return Paragraph(words(self.say("why-nothing")))
        if self.large:
            lines = (self.say("why-item", item=_upper_first(what), reason=why) for what, why in gathered)
            return BulletList(tuple(ListItem(words(f"{line}.")) for line in lines))
        header = (self.say("left-out-what"), self.say("left-out-why"))
        rows = tuple((Cell(words(what)), Cell(words(_upper_first(why)))) for what, why in gathered)
        return Table(header, rows, (0.62, 0.38), row_headers=False)

    def gathered_out(self) -> Iterator[tuple[str, str]]:
        """Yield what was left out, gathered by the fact that it was because of, or by the question that is open."""
        groups: dict[str, dict[str, None]] = {}
        for decision in self.plan.decisions:
            item = self.item(decision.item)
            if item is None or not (item.slot or isinstance(item, Food)):
                continue
            for because in self.out_because(decision)[:1]:
                groups.setdefault(because, {})[self.name(item)] = None
        for because, names in groups.items():
            listed = "; ".join(map(lower_first, list(names)[:_NAMED]))
            if len(names) > _NAMED:
                listed = self.say("and-more", items=listed, count=len(names) - _NAMED)
            yield listed, because

    def out_because(self, decision: Decision) -> list[str]:
        """Return the reasons for which an item is out: facts first, then what we were not told."""
        if decision.outcome not in ("out", "replaced") or decision.because:
            return []
        judged = [
            (self.rules[id_], judgement)
            for id_, judgement in zip(decision.rules, decision.judgements, strict=True)
            if id_ in decision.decided_by
        ]
        known = [rule.because for rule, judgement in judged if judgement.truth >= Truth.ASSUMED and rule.because]
        if known:
            return [self.say("because-told", because=self.language.fill(because)) for because in known]
        asked = {
            _KEY_OF.get(reason.fact, reason.fact)
            for _, judgement in judged
            for reason in judgement.reasons
            if reason.found == "not given"
        }
        keys = [key for key in _MOST_ASKED if key in asked][:2] or sorted(asked)[:1]
        named = [self.say(f"key-{key}") for key in keys if f"key-{key}" in self.language.messages]
        return [self.say("not-told", keys=self.language.join(named))] if named else []

    @cached_property
    def rules(self) -> dict[str, Rule]:
        """Return the rules by id."""
        return {verdict.rule.id: verdict.rule for verdict in self.plan.verdicts}

    def item(self, id_: str) -> Item | None:
        """Return an item of this plan by id."""
        return self.content.template(self.plan.template.plan).items.get(id_)

    def assumed(self) -> Iterator[Block]:
        """Yield what was assumed."""
        if self.plan.profile.assumed:
            yield Heading(3, self.say("why-assumed"))
            taken: dict[tuple[str, str], list[str]] = {}
            for assumed in self.plan.profile.assumed:
                fact = self.language.told(assumed.fact) if assumed.fact == "pregnancy" else assumed.fact
                reason, what = self.language.told(assumed.because), self.language.told(assumed.taken)
                taken.setdefault((fact, reason), []).append(what)
            points = []
            for (fact, reason), things in taken.items():
                because = reason[:1].upper() + reason[1:].rstrip(".") + "."
                listed = self.language.join(dict.fromkeys(things))
                before, after = self.say("assumed", fact="\0", taken=listed, because=because).split("\0")
                points.append(ListItem((*words(before), *literal(fact), *words(after))))
            yield BulletList(tuple(points))

    def numbered_sources(self) -> Text:
        """Return the sources with their numbers, publishers, titles and years."""
        runs: list[Run] = []
        for number, source in enumerate(self.sources(), start=1):
            publisher = f"{source.publisher}: " if source.publisher else ""
            year = f", {source.year}" if source.year else ""
            # The authors in brackets help a clinician to find a study; on the sheet the publisher and year do.
            title = re.sub(r" *\([^)]*\)", "", source.title)
            runs += [Run(f"{number} ", strong=True), Run(f"{publisher}{title}{year}; ")]
        return _ended(runs)

    def publishers(self) -> Text:
        """Return the publishers, each once: titles would fill a page of large print; `planner explain` gives them."""
        named = dict.fromkeys(source.publisher or source.title for source in self.sources())
        lines = ((Run(f"{number} ", strong=True), Run(f"{name}; ")) for number, name in enumerate(named, start=1))
        return _ended([run for line in lines for run in line])

    def sources(self) -> Iterator[Source]:
        """Yield the main source of each thing that the sheet advises or warns of, of those that a clinician accepts."""
        used: dict[str, Source] = {}
        for planned in self.plan.printed:
            if planned.id in self.without_room:
                continue
            if planned.slot or planned.because or planned.item.part in _CITED or isinstance(planned.item, Food):
                for ids in (planned.item.sources, *(rule.sources for rule in planned.cautions)):
                    known = (self.content.sources[id_] for id_ in ids if id_ in self.content.sources)
                    main = next((source for source in known if source.printable), None)
                    used |= {main.id: main} if main else {}
        yield from used.values()

    def status(self) -> str:
        """Return the version of the plan and whether a clinician has signed it off."""
        spec = self.plan.template
        title = self.language.fill(spec.title)
        if spec.reviewed.by and spec.reviewed.on:
            return self.say("status-active", plan=title, version=spec.version, by=spec.reviewed.by, on=spec.reviewed.on)
        return self.say("status-draft", plan=title, version=spec.version)

    # --- the page that sends people to a clinician ---

    def see_clinician(self) -> Section:
        """Return the one page: why, what to do now and how fast, what to take along."""
        return Section("front", tuple(self.clinician_page()))

    def clinician_page(self) -> Iterator[Block]:
        """Yield the blocks of that page."""
        stop = self.plan.see_clinician
        assert stop is not None
        refuses = [rule.refuse for rule in stop.rules if rule.refuse]
        yield Heading(1, self.title())
        who = refuses[0].who
        fast = Paragraph(words(self.say(f"how-fast-{stop.urgency}", who=self.language.fill(who))), "lead")
        others = dict.fromkeys(self.language.fill(refuse.who) for refuse in refuses[1:] if refuse.who != who)
        more = [Paragraph(words(self.say("see-more", who=self.language.join(others)) + "."))] if others else []
        yield Note("emergency" if stop.urgency == "emergency" else "message", self.say("see-do-now"), (fast, *more))
        yield Heading(2, self.say("see-why"))
        whys = dict.fromkeys(self.language.fill(refuse.why) for refuse in refuses)
        yield BulletList(tuple(ListItem(words(why)) for why in whys))
        yield Heading(2, self.say("see-do-now"))
        steps = dict.fromkeys(self.language.fill(step) for refuse in refuses for step in refuse.do_now)
        yield BulletList(tuple(ListItem(words(step)) for step in (*steps, self.say("see-holding"))))
        yield Heading(2, self.say("see-bring"))
        yield from self.told(_MATTERS)
        if self.plan.profile.twice:
            yield BulletList(self.twice())
        yield from self.unread_note()
        yield Paragraph(words(f"{self.status()} {self.say('disclaimer')}"), "small")
