"""Merge a plan template with a profile: one pass over rules that depend on facts alone, deny before allow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any, NamedTuple

from planner.content.knowledge import BoundRule, PlanTemplate, Subject
from planner.errors import UsageError
from planner.logic.criteria import Judgement
from planner.logic.facts import Facts, Listed
from planner.logic.selectors import NOBODY, NOTHING, Ids
from planner.logic.truth import ASSUMED, NO, UNKNOWN, YES, Truth
from planner.model.foods import Food
from planner.model.items import SLOTS, Item, Kind
from planner.model.plans import Habit
from planner.model.rules import Check, Rule
from planner.model.stretches import Stretch
from planner.planning.plan import Bearing, Day, Decision, Gap, Outcome, Plan, Planned, SeeClinician, Verdict
from planner.profile.profile import Profile

_URGENCY = ("emergency", "urgent", "routine", "check")
RANK = {"add": 0, "caution": 1, "ask_first": 2, "exclude": 3, "refuse": 4}
_CAUTION, _ASK, _OUT = RANK["caution"], RANK["ask_first"], RANK["exclude"]
# Lines of these parts only warn, so they are printed on an assumption too.
WARNINGS = ("alert", "when-to-see", "avoid", "ask-first")
_WEEK = range(1, 8)
# So many foods of one shelf are enough to choose from.
_SHELF = 3


class Hit(NamedTuple):
    """How a rule, known or unknown, treats some items: how strictly, with which sentence beside, asking which check."""

    items: Ids
    rank: int
    caution: Rule | None
    check: str


class _Choice(NamedTuple):
    """A food or drink that may be chosen, with what a choice looks at.

    The fewer questions and cautions it has, the sooner it is taken; the week goes round the shelves of the shop.
    """

    food: Food
    id: str
    reserve: tuple[int, int]
    shelf: str


class _Rulings:
    """What all the rules together say of the items on which any of them bears."""

    def __init__(self, hits: Iterable[tuple[Hit, Bearing]], letters: Iterable[str]) -> None:
        """Gather the hits of each item; `letters` are all self-checks in their order."""
        self.bearings: dict[str, list[Bearing]] = defaultdict(list)
        self.cautions: dict[str, list[Rule]] = defaultdict(list)
        self.checks: dict[str, list[str]] = defaultdict(list)
        asking: dict[str, set[str]] = defaultdict(set)
        ask_first, excluded = [NOTHING], [NOTHING]
        bearings = self.bearings  # Added to some two thousand times for each person.
        for (items, rank, caution, check), bearing in hits:
            for id_ in items:
                bearings[id_].append(bearing)
            if rank >= _ASK:
                (excluded if rank >= _OUT else ask_first).append(items)
            if caution is not None:
                for id_ in items:
                    self.cautions[id_].append(caution)
            if check:
                asking[check].update(items)
        for letter in letters:
            for id_ in asking.get(letter, ()):
                self.checks[id_].append(letter)
        self.excluded = NOTHING.union(*excluded)
        self.ask_first = NOTHING.union(*ask_first) - self.excluded
        self.barred = self.excluded | self.ask_first


def apply(template: PlanTemplate, profile: Profile, start: date) -> Plan:
    """Return the plan that a template gives for a profile, seven days from `start`, with every decision."""
    check_start(start)
    return _Merge(template, profile, start).plan()


def check_start(start: object) -> None:
    """Raise UsageError unless a week fits in from `start` on, and the day after it, on which a calendar ends it."""
    # A moment is a date too, to Python; printed, it would bring its time of day along.
    if not isinstance(start, date) or isinstance(start, datetime):
        raise UsageError(f"start is of the type {type(start).__name__}; expected a date, such as date(2026, 11, 23)")
    last = date.max - timedelta(days=len(_WEEK))
    if start > last:
        raise UsageError(f"start is {start}; seven days from there run past the last date, so expected at most {last}")


class _Merge:
    """One merge; each part is worked out once and changes nothing that another part made."""

    def __init__(self, template: PlanTemplate, profile: Profile, start: date) -> None:
        self.template = template
        self.profile = profile
        self.start = start
        self.facts = profile.facts

    def plan(self) -> Plan:
        """Return the finished plan, or the see-a-clinician page."""
        if self.refusals:
            return self.see_clinician()
        days = self.days
        return Plan(
            template=self.template.spec,
            profile=self.profile,
            start=self.start,
            alerts=self.lines_of("alert"),
            checks=self.checks,
            stop_if=self.stop_if,
            tonight=self.tonight(),
            habits=tuple(self.habits()),
            every_day=self.every_day,
            days=days,
            foods=self.food_list,
            drinks=self.drink_list,
            shelves=self.shelves,
            stretches=self.stretches,
            notes=self.notes,
            avoid=self.lines_of("avoid"),
            ask_first=self.ask_first,
            gaps=tuple(self.gaps()),
            reduced=self.reduced,
            decisions=tuple(self.decisions()),
            verdicts=self.verdicts,
        )

    # --- rules ---

    @cached_property
    def verdicts(self) -> tuple[Verdict, ...]:
        """Return every rule with its judgement."""
        return tuple([Verdict(bound.rule, bound.effect, judged) for bound, judged in self.judged])

    @cached_property
    def truths(self) -> list[Truth]:
        """Return the truth of every rule, then of every condition of the template."""
        return self.template.table.judge(self.facts)

    @cached_property
    def judged(self) -> tuple[tuple[BoundRule, Judgement], ...]:
        """Return every rule, judged once."""
        rules, facts = self.template.content.rules, self.facts
        judged = [Judgement(truth, bound.when, facts) for bound, truth in zip(rules, self.truths, strict=False)]
        return tuple(zip(rules, judged, strict=True))

    @cached_property
    def holding(self) -> set[Subject]:
        """Return the items and rows whose conditions hold; not knowing, or assuming, brings nothing in."""
        truths = self.truths[len(self.template.content.rules) :]
        return {key for key, truth in zip(self.template.conditions, truths, strict=True) if truth is YES}

    @cached_property
    def fired(self) -> tuple[tuple[BoundRule, Judgement], ...]:
        """Return the rules that hold, or are assumed to."""
        return tuple([pair for pair in self.judged if pair[1].truth >= ASSUMED])

    @cached_property
    def refusals(self) -> tuple[Rule, ...]:
        """Return the rules that forbid an ordinary plan, most urgent first."""
        found = [bound.rule for bound, _ in self.fired if bound.rule.refuse]
        return tuple(sorted(found, key=_urgency))

    @cached_property
    def stop_if(self) -> tuple[Rule, ...]:
        """Return the refusals that could not be judged: the sheet names them so that the reader can."""
        unsure = [bound.rule for bound, judged in self.judged if judged.truth is UNKNOWN and bound.rule.refuse]
        return tuple(rule for rule in sorted(unsure, key=_urgency) if rule.refuse and rule.refuse.stop_if)

    def see_clinician(self) -> Plan:
        """Return the one page that says why, how fast, and what to bring."""
        first = self.refusals[0].refuse
        assert first is not None
        return Plan(
            template=self.template.spec,
            profile=self.profile,
            start=self.start,
            see_clinician=SeeClinician(first.urgency, self.refusals),
            verdicts=self.verdicts,
        )

    @cached_property
    def rulings(self) -> _Rulings:
        """Return what the rules say of the items."""
        return _Rulings(self.hits(), [check.id for check in self.template.content.raw.checks])

    def hits(self) -> Iterator[tuple[Hit, Bearing]]:
        """Yield how each rule that holds or is unknown treats the items that it hits."""
        judged = self.judged
        for place, bound, personal in self.template.hitting:
            judgement = judged[place][1]
            truth = judgement.truth
            if truth is not NO:
                for hit in (
                    _worked_out(self.template, bound, truth, self.facts)
                    if personal
                    else _for_everybody(self.template, bound, truth)
                ):
                    yield hit, Bearing(bound.rule, judgement, hit.rank)

    @cached_property
    def reduced(self) -> tuple[str, ...]:
        """Return the kinds of advice that this person's sheet leaves out as a whole."""
        return tuple(dict.fromkeys(name for bound, _ in self.fired for name in bound.rule.reduce))

    def applies(self, item: Item) -> bool:
        """Return whether an item's own `when` holds."""
        return item.when is None or item.id in self.holding

    def survives(self, item: Item) -> bool:
        """Return whether an item may be printed as a daily step."""
        return item.kind != "ask_first" and item.id not in self.rulings.barred

    def stands(self, item: Item) -> bool:
        """Return whether an activity may be printed, and finds a food where it picks one."""
        return self.survives(item) and (item.pick is None or bool(self.pool(item)))

    # --- the week ---

    @cached_property
    def activities(self) -> tuple[tuple[Item, Item], ...]:
        """Return the activities that are in, each with the item whose place it takes (often itself)."""
        taken: set[str] = set()
        placed: list[tuple[Item, Item]] = []
        for item in self.template.activities:
            if not self.applies(item) or (item.choice and item.choice in taken):
                continue
            found = item if self.stands(item) else self.substitute(item, placed)
            if found is not None:
                placed.append((found, item))
                taken.add(item.choice)
        return tuple(placed)

    def substitute(self, item: Item, placed: list[tuple[Item, Item]]) -> Item | None:
        """Return the first item that the rules offer instead and that passes every rule itself."""
        if any(other.choice == item.choice and other.id != item.id for other in self.open_choices(item)):
            return None
        already = {found.id for found, _ in placed}
        used = {found.stretch for found, _ in placed if found.stretch}
        for id_ in self.offers(item):
            offered = self.template.items.get(id_)
            if offered is not None and id_ not in already and self.applies(offered) and self.survives(offered):
                done = as_activity(offered)
                if done is not None and done.stretch not in used:
                    return done
        return None

    def open_choices(self, item: Item) -> Iterator[Item]:
        """Yield the other items of the same choice that apply and survive: they come before any substitute."""
        if item.choice:
            for other in self.template.activities:
                if other.choice == item.choice and self.applies(other) and self.stands(other):
                    yield other

    def offers(self, item: Item) -> Iterator[str]:
        """Yield the substitutes that the rules against an item name, in order."""
        for bearing in self.rulings.bearings.get(item.id, ()):
            yield from bearing.rule.instead

    @cached_property
    def every_day(self) -> tuple[Planned, ...]:
        """Return what repeats all week, in the order of the day."""
        items = [
            self.planned(found, place, 1)
            for found, place in self.activities
            if place.days in ("every", None) and place.id not in self.template.changing and place.slot
        ]
        return tuple(sorted(items, key=_time_of_day))

    @cached_property
    def days(self) -> tuple[Day, ...]:
        """Return the seven days with the items of their own."""
        changing = self.template.changing
        placed = [
            (found, place, days_of(place))
            for found, place in self.activities
            if place.slot and (place.id in changing or place.days not in ("every", None))
        ]
        own: dict[int, list[Planned]] = {day: [] for day in _WEEK}
        uses: dict[str, int] = {}
        for day in _WEEK:
            for found, place, days in placed:
                if day in days:
                    item = self.pick(found, place, day, uses) if place.pick else self.planned(found, place, day)
                    own[day] += [item] if item else []
        return tuple(
            Day(
                day,
                self.start + timedelta(days=day - 1),
                self.template.theme(day),
                tuple(sorted(own[day], key=_time_of_day)),
            )
            for day in _WEEK
        )

    def planned(self, found: Item, place: Item, day: int) -> Planned:
        """Return one activity on one day, in the slot of the item whose place it takes."""
        return Planned(
            item=found,
            kind=self.kind(found),
            slot=place.slot,
            values=self.values(found, day),
            cautions=tuple(self.rulings.cautions.get(found.id, ())),
            checks=tuple(self.rulings.checks.get(found.id, ())),
            because=found.because if found is place else self.barred_because(place),
            stands_for="" if found is place else place.id,
        )

    def barred_because(self, item: Item) -> str:
        """Return the fact because of which an item had to give its place to another."""
        bearings = self.rulings.bearings.get(item.id, ())
        return next((one.rule.because for one in bearings if one.rule.because and one.judgement.truth >= ASSUMED), "")

    def kind(self, item: Item) -> Kind:
        """Return how an item is printed: to do, to do with care, or to ask about first."""
        if item.id in self.rulings.ask_first:
            return "ask_first"
        return "caution" if item.kind == "do" and item.id in self.rulings.cautions else item.kind

    def in_order(self, checks: Iterable[str]) -> tuple[str, ...]:
        """Return self-checks in the order of their letters, each once."""
        asked = set(checks)
        return tuple(check.id for check in self.template.content.raw.checks if check.id in asked) if asked else ()

    def values(self, item: Item, day: int) -> dict[str, int | float | str]:
        """Return the numbers of an item's sentence on one day."""
        if not item.values and "_limit}" not in item.text:
            return {}
        values = {name: self.value(item, name, day) for name in item.values}
        if "_limit}" in item.text:
            values |= self.limits
        return {name: value for name, value in values.items() if value is not None}

    @cached_property
    def limits(self) -> dict[str, int | float | str | None]:
        """Return the limits that a clinician set, in the person's own words, to be repeated back."""
        listed = self.facts.get("limits")
        entries = listed.entries if isinstance(listed, Listed) else ()
        return {f"{entry.id}_limit": entry.given for entry in reversed(entries) if entry.given}

    def value(self, item: Item, name: str, day: int) -> int | float | str | None:
        """Return a value of one day: of the first row that applies, a row that is unknown being passed over."""
        rows = item.values[name]
        if not isinstance(rows, tuple):
            return rows
        for place, row in enumerate(rows):
            if row.when is None or (item.id, name, place) in self.holding:
                return row.days[day - 1] if row.days else row.value
        return None

    def pick(self, found: Item, place: Item, day: int, uses: dict[str, int]) -> Planned | None:
        """Return the activity with a food or drink chosen for the day, or nothing if none is left."""
        assert place.pick is not None
        pool = [choice for choice in self.pool(place) if uses.get(choice.id, 0) < place.pick.at_most]
        if not pool:
            return None
        chosen = min(pool, key=lambda one: (uses.get(one.id, 0), one.reserve, uses.get(one.shelf, 0)))
        for key in (chosen.id, chosen.shelf):
            uses[key] = uses.get(key, 0) + 1
        planned, food = self.planned(found, place, day), self.line(chosen.food)
        return Planned(
            item=planned.item,
            kind="caution" if "caution" in (planned.kind, food.kind) else planned.kind,
            slot=planned.slot,
            values=planned.values,
            food=chosen.food,
            cautions=_distinct((*planned.cautions, *food.cautions)),
            because=planned.because,
            checks=self.in_order((*planned.checks, *food.checks)),
        )

    def pool(self, place: Item) -> list[_Choice]:
        """Return the foods or drinks that an item may choose from."""
        assert place.pick is not None
        if place.id not in self._pools:
            foods = self.foods if place.pick.source == "foods" else self.drinks
            pool = self.template.pool(place)
            self._pools[place.id] = [choice for choice in foods if choice.id in pool]
        return self._pools[place.id]

    @cached_property
    def _pools(self) -> dict[str, list[_Choice]]:
        return {}

    # --- food, stretches, lines ---

    @cached_property
    def foods(self) -> list[_Choice]:
        """Return the foods that this person may choose."""
        return self.choosable(self.template.content.foods)

    @cached_property
    def drinks(self) -> list[_Choice]:
        """Return the drinks that this person may choose."""
        return self.choosable(self.template.content.drinks)

    @cached_property
    def food_list(self) -> tuple[Planned, ...]:
        """Return the foods to print."""
        return self.listed(self.foods)

    @cached_property
    def drink_list(self) -> tuple[Planned, ...]:
        """Return the drinks to print."""
        return self.listed(self.drinks)

    def choosable(self, foods: Iterable[Food]) -> list[_Choice]:
        """Return the suggested foods that survive."""
        checks, cautions = self.rulings.checks, self.rulings.cautions
        return [
            _Choice(
                food,
                food.id,
                (len(checks.get(food.id, ())), len(cautions.get(food.id, ()))),
                f"section {food.section}",
            )
            for food in foods
            if food.suggest and self.applies(food) and self.survives(food)
        ]

    @cached_property
    def shelves(self) -> tuple[tuple[str, ...], ...]:
        """Return the foods and drinks to print by shelf: those of this week first, then those without questions."""
        week = {item.food.id for day in self.days for item in day.items if item.food is not None}
        shelves: dict[tuple[bool, str], list[str]] = defaultdict(list)
        for drinks, group in ((False, self.foods), (True, self.drinks)):
            for choice in sorted(group, key=lambda choice: (choice.id not in week, choice.reserve)):
                shelf = shelves[drinks, choice.shelf]
                shelf += [choice.id] if len(shelf) < _SHELF or choice.id in week else []
        return tuple(map(tuple, shelves.values()))

    def listed(self, foods: list[_Choice]) -> tuple[Planned, ...]:
        """Return the foods to print."""
        kept = {id_ for shelf in self.shelves for id_ in shelf}
        return tuple([self.line(choice.food) for choice in foods if choice.id in kept])

    def line(self, item: Item) -> Planned:
        """Return a food or line with what the rules attached to it."""
        return Planned(
            item,
            self.kind(item),
            item.slot,
            self.values(item, 1),
            None,
            tuple(self.rulings.cautions.get(item.id, ())),
            tuple(self.rulings.checks.get(item.id, ())),
            item.because,
        )

    @cached_property
    def stretches(self) -> tuple[Stretch, ...]:
        """Return the stretches that the activities of this week rest on, in the order of the template."""
        used = {found.stretch for found, _ in self.activities if found.stretch}
        order = [id_ for id_ in self.template.spec.stretches if id_ in used]
        order += [found.stretch for found, _ in self.activities if found.stretch and found.stretch not in order]
        known = self.template.content.stretch_by_id
        return tuple(known[id_] for id_ in dict.fromkeys(order) if id_ in known and self.survives(known[id_]))

    @cached_property
    def lines(self) -> tuple[Planned, ...]:
        """Return every line that is printed: the template's, and those that rules say or add."""
        own = [line for line in self.template.lines if self.applies(line)]
        said = [line for bound, judged in self.fired for line in self.said(bound, judged)]
        distinct = {line.text: line for line in reversed([*own, *said])}
        shown = [line for line in [*own, *said] if distinct[line.text] is line and self.shown(line)]
        return tuple(self.line(line) for line in _in_place(shown))

    def shown(self, line: Item) -> bool:
        """Return whether a line is printed: an ask-first line unless excluded, any other only if kept."""
        barred = self.rulings.excluded if line.part == "ask-first" else self.rulings.barred
        return line.id not in barred and not self.said_by_a_rule(line)

    def said_by_a_rule(self, line: Item) -> bool:
        """Return whether a rule that fired says more strictly what a line of the template says to everybody."""
        return bool(line.topic) and line.topic in self.speakers

    def said(self, bound: BoundRule, judged: Judgement) -> Iterator[Item]:
        """Yield the lines of one rule that fired; on an assumption only those that warn."""
        items = self.template.items
        if bound.rule.id in items and self.strictest(bound):
            yield items[bound.rule.id]
        for line in bound.rule.add:
            if (judged.truth is YES or line.part in WARNINGS) and self.applies(line):
                yield line

    def strictest(self, bound: BoundRule) -> bool:
        """Return whether no stricter rule, nor an earlier one as strict, speaks of the same topic."""
        topic = bound.rule.topic
        return not topic or self.speakers.get(topic) == bound.rule.id

    @cached_property
    def speakers(self) -> dict[str, str]:
        """Return the rule whose sentence is printed for each topic."""
        best: dict[str, tuple[int, str]] = {}
        for bound, _ in self.fired:
            rule, rank = bound.rule, RANK[bound.effect]
            if (
                rule.topic
                and rule.say
                and rule.id not in self.rulings.barred
                and rank > best.get(rule.topic, (-1, ""))[0]
            ):
                best[rule.topic] = (rank, rule.id)
        return {topic: id_ for topic, (_, id_) in best.items()}

    def lines_of(self, part: str) -> tuple[Planned, ...]:
        """Return the lines of one part."""
        return tuple(line for line in self.lines if line.item.part == part)

    @cached_property
    def notes(self) -> tuple[Planned, ...]:
        """Return the lines of all other parts."""
        return tuple(line for line in self.lines if line.item.part not in ("alert", "avoid", "ask-first"))

    @cached_property
    def ask_first(self) -> tuple[Planned, ...]:
        """Return what to ask about before doing it: the lines of that part, and items that the rules moved there."""
        moved = [
            item
            for item in (*self.template.activities, *self.template.content.foods, *self.template.content.drinks)
            if item.id in self.rulings.ask_first and self.applies(item) and getattr(item, "suggest", True)
        ]
        return (*self.lines_of("ask-first"), *(self.line(item) for item in moved))

    # --- page one ---

    def tonight(self) -> tuple[Planned, ...]:
        """Return the first three of the template's candidates that are in the plan."""
        placed = {place.id: (found, place) for found, place in self.activities}
        candidates = [placed[id_] for id_ in self.template.spec.tonight if id_ in placed]
        return tuple(self.planned(found, place, 1) for found, place in candidates[:3])

    def habits(self) -> Iterator[Habit]:
        """Yield the rows of the tick grid that have an item in the plan."""
        placed = {found.id for found, _ in self.activities}
        for habit in self.template.spec.habits:
            if not placed.isdisjoint(habit.items):
                yield habit

    @cached_property
    def checks(self) -> tuple[Check, ...]:
        """Return the self-check questions that something on the sheet depends on."""
        own = [item for day in self.days for item in day.items]
        lines = (self.notes, self.lines_of("avoid"), self.lines_of("ask-first"))
        groups = (self.every_day, own, self.food_list, self.drink_list, *lines)
        used = {check for group in groups for item in group for check in item.checks}
        return tuple(check for check in self.template.content.raw.checks if check.id in used)

    def gaps(self) -> Iterator[Gap]:
        """Yield each slot with nothing in it on some day, and each side of the checklist that is empty."""
        everyday = {item.slot for item in self.every_day}
        filled = [(day.day, everyday.union(item.slot for item in day.items)) for day in self.days]
        for slot in SLOTS:
            empty = [day for day, slots in filled if slot not in slots]
            if empty:
                yield Gap(slot, tuple(empty))
        for name, group in (("foods", self.foods), ("drinks", self.drinks)):
            if not group and "food-amounts" not in self.reduced:
                yield Gap(name)

    # --- decisions ---

    def decisions(self) -> Iterator[Decision]:
        """Yield one decision for each item that this plan could have printed."""
        replaced, fates, bearings = self.replaced, self.fates, self.rulings.bearings
        # A line that no fired rule brought is left out: the rule's own verdict says why.
        unsaid = self.template.content.rule_ids - self.printed - bearings.keys()
        for id_, item in self.template.items.items():
            if id_ not in unsaid:
                outcome, because = fates.get(id_) or ("out", _not_shown(item))
                rules = tuple(bearings.get(id_, ()))
                yield Decision(id_, outcome, rules, because, replaced.get(id_, ""), item.sources)

    @cached_property
    def printed(self) -> set[str]:
        """Return the ids of all that is on the sheet, and of all whose place another takes."""
        items = (*self.lines, *self.food_list, *self.drink_list)
        places = {one.id for pair in self.activities for one in pair}
        return places.union([item.id for item in items], [stretch.id for stretch in self.stretches])

    @cached_property
    def replaced(self) -> dict[str, str]:
        """Return what stands in the place of each activity that gave it up."""
        return {place.id: found.id for found, place in self.activities if found.id != place.id}

    @cached_property
    def fates(self) -> dict[Subject, tuple[Outcome, str]]:
        """Return what became of items, and the reason where no rule is the reason; who is not here was not needed."""
        index, rulings = self.template.index, self.rulings
        careful = index.having("kind", "caution") | rulings.cautions.keys()
        # A later line is stronger than an earlier one.
        layers: tuple[tuple[Iterable[Any], Outcome, str], ...] = (
            *((index.having("topic", topic), "out", "a-rule-says-more") for topic in self.speakers),
            (self.printed, "in", ""),
            (self.printed & careful, "caution", ""),
            (index.having("kind", "ask_first") | rulings.ask_first, "ask_first", ""),
            (rulings.excluded, "out", ""),
            (self.template.conditions.keys() - self.holding, "out", "not-for-this-person"),
            (self.replaced, "replaced", ""),
            (index.having("suggest", value=False), "out", "never-suggested"),
        )
        fates: dict[Subject, tuple[Outcome, str]] = {}
        for ids, outcome, because in layers:
            fates.update(dict.fromkeys(ids, (outcome, because)))
        return fates


def _for_everybody(template: PlanTemplate, bound: BoundRule, truth: Truth) -> tuple[Hit, ...]:
    """Return how a rule that looks at nobody's lists treats the items that it hits: worked out once, with no facts."""
    known = template.known_hits.get((bound.rule.id, truth))
    if known is None:
        known = template.known_hits[bound.rule.id, truth] = _worked_out(template, bound, truth, NOBODY)
    found: tuple[Hit, ...] = known
    return found


def _worked_out(template: PlanTemplate, bound: BoundRule, truth: Truth, facts: Facts) -> tuple[Hit, ...]:
    """Return how a rule of a truth treats the items that it hits, without those on which it does not bear."""
    by_rank: dict[int, set[str]] = {}
    for id_ in template.hit_by(bound, facts):
        by_rank.setdefault(rank_of(bound, truth, template.items[id_]), set()).add(id_)
    hits = (_hit(bound, truth, rank, ids) for rank, ids in by_rank.items())
    return tuple(hit for hit in hits if hit.rank or hit.check)


def _hit(bound: BoundRule, truth: Truth, rank: int, items: Iterable[str]) -> Hit:
    rule = bound.rule
    speaks = rank == _CAUTION and truth >= ASSUMED and rule.say and rule.part is None
    asks = truth is UNKNOWN and rank < _ASK
    return Hit(frozenset(items), rank, rule if speaks else None, rule.unknown.check if asks else "")


def _not_shown(item: Item) -> str:
    """Return why an item that the rules allow is not on the sheet."""
    if isinstance(item, Food):
        return "enough-others"
    return "another-of-the-same-choice" if item.choice else "not-needed-this-week"


def _distinct(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    listed = tuple(rules)
    return listed if len(listed) < 2 else tuple({rule.id: rule for rule in listed}.values())


def rank_of(bound: BoundRule, truth: Truth, item: Item) -> int:
    """Return how strictly one rule, known or unknown, treats an item that it hits."""
    rule = bound.rule
    if rule.bar_slots and bound.effect == "caution":
        known = truth >= ASSUMED
        return RANK["exclude"] if known and item.slot in rule.bar_slots else RANK["add"]
    if truth >= ASSUMED:
        return RANK[bound.effect]
    if bound.effect in ("exclude", "ask_first") and item.high_stakes:
        return RANK["exclude"] if bound.effect == "exclude" else RANK["ask_first"]
    return {"keep": RANK["add"]}.get(rule.unknown.do, RANK.get(rule.unknown.do, 0))


def as_activity(offered: Item) -> Item | None:
    """Return a substitute that can stand in a day: an activity as it is, a stretch as the doing of it."""
    if isinstance(offered, Stretch):
        return Item(
            id=offered.id,
            text=offered.whole,
            short=offered.short or offered.text,
            sources=offered.sources,
            verified=offered.verified,
            tags=offered.tags,
            stretch=offered.id,
            evidence=offered.evidence,
        )
    return offered if offered.slot else None


def _in_place(lines: list[Item]) -> list[Item]:
    """Return lines in their order, those that say so directly after the line that they name, if it is there."""
    placed: list[Item] = []
    for line in lines:
        named = set(line.after)
        before = [at for at, other in enumerate(placed) if other.id in named or not named.isdisjoint(other.after)]
        placed.insert(before[-1] + 1 if before else len(placed), line)
    return placed


def days_of(item: Item) -> Iterable[int]:
    """Return the days on which an item stands in the week."""
    return _WEEK if item.days in ("every", None) or isinstance(item.days, str) else item.days or _WEEK


def _time_of_day(planned: Planned) -> int:
    return SLOTS.index(planned.slot) if planned.slot else len(SLOTS)


def _urgency(rule: Rule) -> int:
    return _URGENCY.index(rule.refuse.urgency) if rule.refuse else len(_URGENCY)
