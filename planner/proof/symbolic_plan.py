"""What one plan holds in one world, as formulas that follow `merge.py` line by line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from msgspec import Struct

from planner.content.knowledge import BoundRule, PlanTemplate
from planner.logic.criteria import Truth
from planner.logic.strictness import ASK, OUT, RANK
from planner.model.records import Food, Item
from planner.planning.activities import done_as
from planner.planning.lines import WARNINGS
from planner.planning.rulings import rank_of
from planner.planning.week import days_of
from planner.proof.boolean import FALSE, TRUE, Bit
from planner.proof.symbolic_profile import Truths, World

_WEEK = range(1, 8)


class Hit(Struct, frozen=True):
    """How one rule treats one item that it can hit: when, and how strictly if it holds and if it is unknown."""

    bound: BoundRule
    truths: Truths
    when: Bit
    held: int
    unsure: int


class Spot(Struct, frozen=True):
    """What can be done in the place of which activity, and when it is."""

    done: Item
    place: Item
    when: Bit


class Sheet:
    """One plan of one world: when each rule fires, each item is placed, each line is said."""

    def __init__(self, world: World, template: PlanTemplate) -> None:
        self.world = world
        self.circuit = world.circuit
        self.template = template

    @cached_property
    def rules(self) -> list[tuple[BoundRule, Truths]]:
        """Return every rule with when it has which truth."""
        return [(bound, self.world.truths(bound.when)) for bound in self.template.content.rules]

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
    def against(self) -> dict[str, list[Hit]]:
        """Return the rules that can hit each item, in their order."""
        found: dict[str, list[Hit]] = {}
        for bound, truths in self.rules:
            if bound.hits is not None:
                for id_, when in self.world.hit(bound, self.template).items():
                    item = self.template.items[id_]
                    ranks = rank_of(bound, Truth.YES, item), rank_of(bound, Truth.UNKNOWN, item)
                    found.setdefault(id_, []).append(Hit(bound, truths, when, *ranks))
        return found

    def unknown(self, truths: Truths) -> Bit:
        """Return when a criterion is unknown."""
        return self.circuit.both(truths.maybe, -truths.likely)

    def bars(self, hit: Hit, least: int = ASK) -> Bit:
        """Return when one rule puts an item at a rank or above."""
        if hit.held < least > hit.unsure:
            return FALSE
        held = hit.truths.likely if hit.held >= least else FALSE
        unsure = self.unknown(hit.truths) if hit.unsure >= least else FALSE
        return self.circuit.both(hit.when, self.circuit.any((held, unsure)))

    def asks(self, hit: Hit) -> Bit:
        """Return when a rule that is unknown puts its self-check beside an item."""
        asking = hit.unsure < ASK and bool(hit.bound.rule.unknown.check)
        return self.circuit.both(hit.when, self.unknown(hit.truths)) if asking else FALSE

    def barred(self, item: Item, least: int = ASK) -> Bit:
        """Return when any rule puts an item at a rank or above."""
        key = (item.id, least)
        if key not in self._barred:
            self._barred[key] = self.circuit.any([self.bars(hit, least) for hit in self.against.get(item.id, ())])
        return self._barred[key]

    @cached_property
    def _barred(self) -> dict[tuple[str, int], Bit]:
        return {}

    def checked(self, item: Item, check: str = "") -> Bit:
        """Return when an item carries a self-check, or any at all."""
        hits = [hit for hit in self.against.get(item.id, ()) if hit.bound.rule.unknown.check == check or not check]
        return self.circuit.any(self.asks(hit) for hit in hits)

    def applies(self, item: Item) -> Bit:
        """Return when an item's own `when` holds."""
        return TRUE if item.when is None else self.world.truths(self.template.criterion(item)).sure

    def survives(self, item: Item) -> Bit:
        """Return when an item may be printed as a daily step."""
        return FALSE if item.kind == "ask_first" else -self.barred(item)

    def stands(self, item: Item) -> Bit:
        """Return when an activity may be printed, and finds a food where it picks one."""
        return self.circuit.both(self.survives(item), self.left_to_pick(item))

    # --- the week ---

    @cached_property
    def spots(self) -> list[Spot]:
        """Return what can stand in the place of which activity, with when it does."""
        both, spots = self.circuit.both, list[Spot]()
        for item in self.template.activities:
            taken = [spot.when for spot in spots if item.choice and spot.place.choice == item.choice]
            free = both(self.applies(item), -self.circuit.any(taken))
            own = Spot(item, item, both(free, self.stands(item)))
            others = list(self.substitutes(item, both(free, -self.stands(item)), spots))
            spots += [own, *others]
        return spots

    def substitutes(self, item: Item, wanted: Bit, spots: list[Spot]) -> Iterator[Spot]:
        """Yield what can come in the place of one activity, the first that the rules offer and that is free."""
        circuit = self.circuit
        rivals = [other for other in self.template.activities if item.choice and other.choice == item.choice]
        open_ = [circuit.both(self.applies(one), self.stands(one)) for one in rivals if one.id != item.id]
        wanted = circuit.both(wanted, -circuit.any(open_))
        earlier: list[Bit] = []
        for hit in self.against.get(item.id, ()):
            bears = circuit.any((self.bars(hit, 1), self.asks(hit)))
            for offered, done in self.offers(hit):
                same = [spot for spot in spots if spot.done.id == offered.id or _same_stretch(spot.done, done)]
                fine = circuit.both(self.applies(offered), self.survives(offered))
                fits = circuit.both(bears, fine, -circuit.any(spot.when for spot in same))
                yield Spot(done, item, circuit.both(wanted, fits, -circuit.any(earlier)))
                earlier.append(fits)

    def offers(self, hit: Hit) -> Iterator[tuple[Item, Item]]:
        """Yield what a rule offers instead, each with the activity that it becomes."""
        for id_ in hit.bound.rule.instead:
            offered = self.template.items.get(id_)
            done = done_as(offered) if offered is not None else None
            if offered is not None and done is not None:
                yield offered, done

    def choosable(self, food: Food) -> Bit:
        """Return when a food or drink may be chosen."""
        return self.circuit.both(self.applies(food), self.survives(food)) if food.suggest else FALSE

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

    # --- lines ---

    @cached_property
    def lines(self) -> list[tuple[Item, Bit]]:
        """Return every line with when it is printed."""
        same: dict[str, list[Bit]] = {}
        found = []
        for line, when in self.candidates():
            earlier = same.setdefault(line.text, [])
            least = OUT if line.part == "ask-first" else ASK
            first = -self.circuit.any(earlier)
            kept = (-self.barred(line, least), -self.spoken(line.topic))
            found.append((line, self.circuit.both(when, first, *kept)))
            earlier.append(when)
        return found

    def candidates(self) -> Iterator[tuple[Item, Bit]]:
        """Yield the lines of the template and of the rules, in their order, with when they want to be printed."""
        for line in self.template.lines:
            yield line, self.applies(line)
        for bound, truths in self.rules:
            own = self.template.items.get(bound.rule.id)
            if own is not None:
                yield own, self.circuit.both(truths.likely, self.speaks(bound))
            for line in bound.rule.add:
                holds = truths.likely if line.part in WARNINGS else truths.sure
                yield line, self.circuit.both(holds, self.applies(line))

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
        for bound, truths in self.rules:
            if topic and bound.rule.topic == topic and bound.rule.say:
                yield bound, self.circuit.both(truths.likely, -self.silenced(bound))

    def spoken(self, topic: str) -> Bit:
        """Return when any rule speaks of a topic."""
        return self.circuit.any([speaking for _, speaking in self.speakers(topic)])

    def silenced(self, bound: BoundRule) -> Bit:
        """Return when other rules take a rule's sentence out."""
        item = self.template.items.get(bound.rule.id)
        return FALSE if item is None else self.barred(item)

    # --- all together ---

    @cached_property
    def shown(self) -> dict[str, Bit]:
        """Return when each item is on the sheet as advice, a line or a warning; foods count if they may be chosen."""
        found: dict[str, list[Bit]] = {}
        for spot in (*self.steps, *(spot for spot in self.spots if not spot.place.slot)):
            found.setdefault(spot.done.id, []).append(spot.when)
            stretch = self.template.content.stretch_by_id.get(spot.done.stretch)
            if stretch is not None and stretch.id != spot.done.id:
                found.setdefault(stretch.id, []).append(self.circuit.both(spot.when, self.survives(stretch)))
        for food in (*self.template.content.foods, *self.template.content.drinks):
            found.setdefault(food.id, []).append(self.choosable(food))
        for line, when in self.lines:
            found.setdefault(line.id, []).append(when)
        return {id_: self.circuit.any(bits) for id_, bits in found.items()}

    def is_shown(self, ids: Iterable[str]) -> Bit:
        """Return when any of some items is on the sheet."""
        return self.circuit.any(self.shown.get(id_, FALSE) for id_ in ids)


def _same_stretch(one: Item, other: Item) -> bool:
    return bool(one.stretch) and one.stretch == other.stretch
