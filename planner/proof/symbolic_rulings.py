"""What all rules together say of each item for one symbolic profile, as `planning/rulings.py` combines them."""

from __future__ import annotations

from functools import cached_property

from msgspec import Struct

from planner.content.knowledge import PlanTemplate
from planner.content.rules import BoundRule
from planner.logic.strictness import ASK
from planner.logic.truth import Truth
from planner.model.items import Item
from planner.planning.activities import keeps_place
from planner.planning.treatments import rank_of
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

    def questions(self, item: Item) -> list[Bit]:
        """Return when an item carries each self-check for which it may give way to an easier form."""
        if keeps_place(item):
            return []
        bits = (self.doubted(item, check) for check in self.can_ask(item))
        return [bit for bit in bits if bit != FALSE]

    def doubted(self, item: Item, check: str) -> Bit:
        """Return when an item carries a self-check, and not for words alone that were not read."""
        against = self.against.get(item.id, ())
        asking = (one for one in against if one.bound.rule.unknown.check == check)
        return self.circuit.any(self.circuit.both(self.asks(one), one.open) for one in asking)

    def can_ask(self, item: Item) -> list[str]:
        """Return the self-checks that an item can carry."""
        checks = dict.fromkeys(one.bound.rule.unknown.check for one in self.against.get(item.id, ()))
        return [check for check in checks if check]

    def comes_first(self, item: Item, other: Item, *, before: bool) -> Bit:
        """Return when an item has fewer questions than another, or as many and stands before it."""
        mine, theirs = self.questions(item), self.questions(other)
        return self.circuit.no_more(mine, theirs) if before else -self.circuit.no_more(theirs, mine)

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
