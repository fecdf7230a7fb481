"""What one plan holds for one symbolic profile, as formulas that follow `planner/planning/` line by line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from msgspec import Struct

from planner.content.knowledge import PlanTemplate
from planner.content.rules import BoundRule
from planner.logic.strictness import ASK, OUT, RANK
from planner.logic.truth import Truth
from planner.model.foods import Food, Meal
from planner.model.items import Item
from planner.planning.activities import done_as
from planner.planning.lines import WARNINGS
from planner.planning.picking import days_of
from planner.planning.rulings import rank_of
from planner.proof.boolean import FALSE, TRUE, Bit
from planner.proof.domain import PersonalHits
from planner.proof.symbolic_profile import Said, SymbolicProfile, Truths


class SymbolicBearing(Struct, frozen=True):
    """How one rule treats one item that it can bearing: when, and how strictly if it holds and if it is unknown.

    Where words that nobody understood are all that makes it unknown (not `open`), it asks and bars nothing.
    """

    bound: BoundRule
    truths: Truths
    when: Bit
    held: int
    unsure: int
    open: Bit


class Spot(Struct, frozen=True):
    """What can be done in the place of which activity, and when it is."""

    done: Item
    place: Item
    when: Bit


# --- rulings -----------------------------------------------------------------------------------------


class SymbolicRulings:
    """What all rules together say of each item, as `planning/rulings.py` combines them."""

    def __init__(self, profile: SymbolicProfile, template: PlanTemplate) -> None:
        self.profile = profile
        self.circuit = profile.circuit
        self.template = template
        self._barred: dict[tuple[str, int], Bit] = {}

    @cached_property
    def rules(self) -> list[tuple[BoundRule, Truths]]:
        """Return every rule with when it has which truth."""
        return [(bound, self.judged(bound)) for bound in self.template.content.rules]

    def judged(self, bound: BoundRule) -> Truths:
        """Return when a rule has which truth."""
        return self.profile.assumed(bound.when) if bound.restricts else self.profile.truths(bound.when)

    @cached_property
    def truth_of(self) -> dict[str, Truths]:
        """Return when each rule has which truth, by id."""
        return {bound.rule.id: truths for bound, truths in self.rules}

    @cached_property
    def refused(self) -> Bit:
        """Return when no ordinary plan is given."""
        return self.circuit.any(truths.likely for bound, truths in self.rules if bound.rule.refuse)

    def reduced(self, name: str) -> Bit:
        """Return when this kind of advice is left out as a whole."""
        return self.circuit.any(truths.likely for bound, truths in self.rules if name in bound.rule.reduce)

    @cached_property
    def against(self) -> dict[str, list[SymbolicBearing]]:
        """Return the rules that can hit each item, in their order."""
        found: dict[str, list[SymbolicBearing]] = {}
        for bound, truths in self.rules:
            if bound.hits is not None:
                for id_, when in self.hit_by(bound).items():
                    item = self.template.items[id_]
                    ranks = rank_of(bound, Truth.YES, item), rank_of(bound, Truth.UNKNOWN, item)
                    open_ = self.profile.as_read.truths(bound.when).maybe
                    found.setdefault(id_, []).append(SymbolicBearing(bound, truths, when, *ranks, open_))
        return found

    def hit_by(self, bound: BoundRule) -> dict[str, Bit]:
        """Return the items that a rule hits, each with when it does."""
        if not bound.personal:
            return dict.fromkeys(sorted(self.template.hit_by(bound, {})), TRUE)
        said = self.profile.said
        return hit_because_of(said, said.domain.personal[bound.rule.id, self.template.id])

    def unknown(self, truths: Truths) -> Bit:
        """Return when a criterion is unknown."""
        return self.circuit.both(truths.maybe, -truths.likely)

    def bars(self, bearing: SymbolicBearing, least: int = ASK) -> Bit:
        """Return when one rule puts an item at a rank or above."""
        if bearing.held < least > bearing.unsure:
            return FALSE
        held = bearing.truths.likely if bearing.held >= least else FALSE
        unknown = self.circuit.both(self.unknown(bearing.truths), bearing.open)
        unsure = unknown if bearing.unsure >= least else FALSE
        return self.circuit.both(bearing.when, self.circuit.any((held, unsure)))

    def asks(self, bearing: SymbolicBearing) -> Bit:
        """Return when a rule that is unknown puts its self-check beside an item."""
        if not bearing.bound.rule.unknown.check:
            return FALSE
        when = self.circuit.both(bearing.when, self.unknown(bearing.truths))
        return when if bearing.unsure < ASK else self.circuit.both(when, -bearing.open)

    def barred(self, item: Item, least: int = ASK) -> Bit:
        """Return when any rule puts an item at a rank or above."""
        key = (item.id, least)
        if key not in self._barred:
            self._barred[key] = self.circuit.any(
                [self.bars(bearing, least) for bearing in self.against.get(item.id, ())]
            )
        return self._barred[key]

    def checked(self, item: Item, check: str = "") -> Bit:
        """Return when an item carries a self-check, or any at all."""
        against = self.against.get(item.id, ())
        bearings = (bearing for bearing in against if not check or bearing.bound.rule.unknown.check == check)
        return self.circuit.any(map(self.asks, bearings))

    def applies(self, item: Item) -> Bit:
        """Return when an item's own `when` holds."""
        if item.when is None:
            return TRUE
        criterion = self.template.criterion(item)
        own = item.id in self.template.own
        return self.profile.stays(criterion) if own else self.profile.truths(criterion).sure

    def allows(self, item: Item) -> Bit:
        """Return when an item may be printed as a daily step."""
        return FALSE if item.kind == "ask_first" else -self.barred(item)


def hit_because_of(said: Said, personal: PersonalHits) -> dict[str, Bit]:
    """Return the items that a rule hits because of what is on a person's lists, each with when it does."""
    bits = [(TRUE, personal.always), *((-said.given[fact], ids) for fact, ids in personal.not_given.items())]
    bits += [(said.phrases[index], ids) for index, ids in personal.said.items()]
    found: dict[str, list[Bit]] = {}
    for bit, ids in bits:
        for id_ in sorted(ids):
            found.setdefault(id_, []).append(bit)
    return {id_: said.circuit.any(bits) for id_, bits in found.items()}


# --- the week ----------------------------------------------------------------------------------------


class SymbolicWeek:
    """What is done in the week, as `planning/activities.py` and `planning/week.py` place it."""

    def __init__(self, rulings: SymbolicRulings) -> None:
        self.rulings = rulings
        self.circuit = rulings.circuit
        self.template = rulings.template

    def stands(self, item: Item) -> Bit:
        """Return when an activity may be printed, and finds a food where it picks one."""
        return self.circuit.both(self.rulings.allows(item), self.left_to_pick(item))

    @cached_property
    def spots(self) -> list[Spot]:
        """Return what can stand in the place of which activity, with when it does."""
        both, spots = self.circuit.both, list[Spot]()
        for item in self.template.activities:
            taken = [spot.when for spot in spots if item.choice and spot.place.choice == item.choice]
            free = both(self.rulings.applies(item), -self.circuit.any(taken))
            own = Spot(item, item, both(free, self.stands(item)))
            others = list(self.substitutes(item, both(free, -self.stands(item)), spots))
            spots += [own, *others]
        return spots

    def substitutes(self, item: Item, wanted: Bit, spots: list[Spot]) -> Iterator[Spot]:
        """Yield what can come in the place of one activity, the first that the rules offer and that is free."""
        circuit = self.circuit
        rivals = [other for other in self.template.activities if item.choice and other.choice == item.choice]
        open_ = [circuit.both(self.rulings.applies(one), self.stands(one)) for one in rivals if one.id != item.id]
        wanted = circuit.both(wanted, -circuit.any(open_))
        earlier: list[Bit] = []
        for bearing in self.rulings.against.get(item.id, ()):
            bears = circuit.any((self.rulings.bars(bearing, 1), self.rulings.asks(bearing)))
            for offered, done in self.offers(bearing):
                same = [spot for spot in spots if spot.done.id == offered.id or _same_stretch(spot.done, done)]
                fine = circuit.both(self.rulings.applies(offered), self.rulings.allows(offered))
                fits = circuit.both(bears, fine, -circuit.any(spot.when for spot in same))
                yield Spot(done, item, circuit.both(wanted, fits, -circuit.any(earlier)))
                earlier.append(fits)

    def offers(self, bearing: SymbolicBearing) -> Iterator[tuple[Item, Item]]:
        """Yield what a rule offers instead, each with the activity that it becomes."""
        for id_ in bearing.bound.rule.instead:
            offered = self.template.items.get(id_)
            done = done_as(offered) if offered is not None else None
            if offered is not None and done is not None:
                yield offered, done

    def choosable(self, food: Food) -> Bit:
        """Return when a food or drink may be chosen."""
        return self.circuit.both(self.rulings.applies(food), self.rulings.allows(food)) if food.suggest else FALSE

    def possible(self, meal: Meal) -> Bit:
        """Return when every food of a meal may be chosen; where it is usual is left open."""
        items = self.template.items
        foods = [food for food in map(items.__getitem__, meal.foods) if isinstance(food, Food)]
        return self.circuit.all(map(self.choosable, foods))

    def left_to_pick(self, place: Item) -> Bit:
        """Return when anything is left of what an activity picks from."""
        if place.pick is None:
            return TRUE
        content, pool = self.template.content, self.template.pool(place)
        foods = content.foods if place.pick.source == "foods" else content.drinks
        return self.circuit.any([self.choosable(food) for food in foods if food.id in pool])

    @cached_property
    def steps(self) -> list[Spot]:
        """Return what is printed in the week."""
        slots = [spot for spot in self.spots if spot.place.slot]
        return [Spot(one.done, one.place, self.circuit.both(one.when, self.left_to_pick(one.place))) for one in slots]

    def filled(self, slot: str, day: int) -> Bit:
        """Return when a slot of a day holds something."""
        return self.circuit.any(
            spot.when for spot in self.steps if spot.place.slot == slot and day in days_of(spot.place)
        )


def _same_stretch(one: Item, other: Item) -> bool:
    return bool(one.stretch) and one.stretch == other.stretch


# --- lines -------------------------------------------------------------------------------------------


class SymbolicLines:
    """Which lines are said, as `planning/lines.py` speaks them."""

    def __init__(self, rulings: SymbolicRulings) -> None:
        self.rulings = rulings
        self.circuit = rulings.circuit
        self.template = rulings.template

    @cached_property
    def printed(self) -> list[tuple[Item, Bit]]:
        """Return every line with when it is printed."""
        same: dict[str, list[Bit]] = {}
        found = []
        for line, when in self.candidates():
            earlier = same.setdefault(line.text, [])
            least = OUT if line.part == "ask-first" else ASK
            first = -self.circuit.any(earlier)
            kept = (-self.rulings.barred(line, least), -self.spoken(line.topic))
            found.append((line, self.circuit.both(when, first, *kept)))
            earlier.append(when)
        return found

    def candidates(self) -> Iterator[tuple[Item, Bit]]:
        """Yield the lines of the template and of the rules, in their order, with when they want to be printed."""
        for line in self.template.lines:
            yield line, self.rulings.applies(line)
        for bound, truths in self.rulings.rules:
            own = self.template.items.get(bound.rule.id)
            if own is not None:
                yield own, self.circuit.both(truths.likely, self.speaks(bound))
            for line in bound.rule.add:
                holds = truths.likely if line.part in WARNINGS else truths.sure
                yield line, self.circuit.both(holds, self.rulings.applies(line))

    def speaks(self, bound: BoundRule) -> Bit:
        """Return when no stricter rule, nor an earlier one as strict, speaks of the same topic."""
        if not bound.rule.topic:
            return TRUE
        if not bound.rule.say:
            return FALSE
        before, stricter = True, list[Bit]()
        for other, speaking in self.speakers(bound.rule.topic):
            if other is bound:
                before = False
            elif RANK[other.effect] > RANK[bound.effect] or (before and other.effect == bound.effect):
                stricter.append(speaking)
        return self.circuit.both(-self.circuit.any(stricter), -self.silenced(bound))

    def speakers(self, topic: str) -> Iterator[tuple[BoundRule, Bit]]:
        """Yield the rules that have a sentence on a topic, each with when it may say it."""
        for bound, truths in self.rulings.rules:
            if topic and bound.rule.topic == topic and bound.rule.say:
                yield bound, self.circuit.both(truths.likely, -self.silenced(bound))

    def spoken(self, topic: str) -> Bit:
        """Return when any rule speaks of a topic."""
        return self.circuit.any([speaking for _, speaking in self.speakers(topic)])

    def silenced(self, bound: BoundRule) -> Bit:
        """Return when other rules take a rule's sentence out."""
        item = self.template.items.get(bound.rule.id)
        return FALSE if item is None else self.rulings.barred(item)


# --- all together ------------------------------------------------------------------------------------


class SymbolicPlan:
    """One plan of one symbolic profile: its rulings, its week, its lines, and all that is shown."""

    def __init__(self, profile: SymbolicProfile, template: PlanTemplate) -> None:
        self.profile = profile
        self.circuit = profile.circuit
        self.template = template
        self.rulings = SymbolicRulings(profile, template)
        self.week = SymbolicWeek(self.rulings)
        self.lines = SymbolicLines(self.rulings)

    @cached_property
    def shown(self) -> dict[str, Bit]:
        """Return when each item is printed as advice, a line or a warning; foods count if they may be chosen."""
        found: dict[str, list[Bit]] = {}
        for spot in (*self.week.steps, *(spot for spot in self.week.spots if not spot.place.slot)):
            found.setdefault(spot.done.id, []).append(spot.when)
            stretch = self.template.content.stretch_by_id.get(spot.done.stretch)
            if stretch is not None and stretch.id != spot.done.id:
                found.setdefault(stretch.id, []).append(self.circuit.both(spot.when, self.rulings.allows(stretch)))
        for food in (*self.template.content.foods, *self.template.content.drinks):
            found.setdefault(food.id, []).append(self.week.choosable(food))
        for line, when in self.lines.printed:
            found.setdefault(line.id, []).append(when)
        return {id_: self.circuit.any(bits) for id_, bits in found.items()}

    def is_shown(self, ids: Iterable[str]) -> Bit:
        """Return when any of some items is shown."""
        return self.circuit.any(self.shown.get(id_, FALSE) for id_ in ids)
