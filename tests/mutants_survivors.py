"""Why a mutant survives: the proof asks all profiles at once, and the planner those that the proof names.

`python tests/mutants_survivors.py` tries every mutant, asks for each survivor, and writes `mutants_survivors.yaml`.
"""

from __future__ import annotations

import json
import multiprocessing
import sys
import time
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import mutants
from conftest import CONTENT, START

from planner.content.knowledge import Content, PlanTemplate
from planner.content.rules import BoundRule
from planner.logic.strictness import ASK, OUT, RANK
from planner.logic.truth import Truth
from planner.model.foods import Food
from planner.model.items import Item
from planner.model.rules import Rule
from planner.planning.apply import apply
from planner.planning.lines import WARNINGS
from planner.planning.plan import Plan
from planner.planning.treatments import rank_of
from planner.profile.resolve import load_profile
from planner.proof.boolean import FALSE, TRUE, Bit
from planner.proof.counterexample import Universe
from planner.proof.domain import domain_of, personal_hits, profile_of
from planner.proof.questions import questions_of
from planner.proof.symbolic_plan import SymbolicPlan
from planner.proof.symbolic_profile import Truths
from planner.proof.symbolic_rulings import SymbolicBearing, hit_because_of

FILE = Path(__file__).with_suffix(".yaml")
SAME, NOBODY, NOT_FOUND, FACTS = "same", "nobody", "not found", "facts"
REASON, LETTER, OPEN = "reason", "letter", "open"
# Why a mutant survives, as the file says it.
WHY = {
    SAME: "The rule hits the same items: nothing carries the tag, or the other words of the rule hit them too.",
    NOBODY: "Proved over the profiles of `planner prove`: nobody is given, asked, told or barred anything else.",
    NOT_FOUND: "The formulas leave room for a difference; the planner printed none for the profiles that they named.",
    REASON: "Proved as above; but of two rules that bar one item, a sheet then prints the other one's reason.",
    FACTS: "It changes what is taken for granted of a child under 12 who did not say; there is no plan at that age.",
    LETTER: "The letter beside an item goes. The question on page 1 does not name the illness that the rule is about, "
    "so no case holds that letter.",
    OPEN: "Somebody's sheet differs, and no case asks. The profile is one such person.",
}
# The rules that ask a question which does not name their illness.
OTHER_QUESTION = ("avp-deficiency-no-cutting", "infection-raw-food", "past-low-sodium-salt")
# How often a profile that the formulas name is tried before the search ends.
TRIES = 12


class Everybody(Universe):
    """All profiles, told apart by what the mutants ask as well as by what the rules ask."""

    def __init__(self, content: Content, changes: Iterable[mutants.Changes]) -> None:
        asked = [new.when for one in changes for _, new in one.rules]
        super().__init__(domain_of(content, questions_of(content, asked)))
        self.plans = [SymbolicPlan(self.profile, mutants.template(plan)) for plan in content.templates]

    def why(self, changes: mutants.Changes) -> tuple[str, dict[str, Any]]:
        """Return who notices a mutant: nobody, nobody found, or the plan and the profile whose sheet differs."""
        end = NOBODY
        for symbolic in self.plans:
            open_ = [bit for bit in dict.fromkeys(Differences(symbolic, changes).bits()) if bit != FALSE]
            for _ in range(TRIES):
                inputs = self.solver.holds_for(self.circuit.any(open_)) if open_ else None
                if inputs is None:
                    break
                held = self.circuit.values(open_, inputs)
                shown = [bit for bit, holds in zip(open_, held, strict=True) if holds]
                fewer = self.solver.fewer(inputs, shown[:1], self.spare(None), enough=0)
                profile = profile_of(self.case(fewer, None, ()).answers)
                if self.differs(changes, symbolic.template.id, profile):
                    return symbolic.template.id, profile
                end = NOT_FOUND
                open_ = [bit for bit in open_ if bit not in shown[:1]]
            else:
                end = NOT_FOUND
        return end, {}

    def differs(self, changes: mutants.Changes, plan: str, profile: dict[str, Any]) -> bool:
        """Return whether the planner itself prints, or bars, something else for a profile."""
        person = load_profile(profile, CONTENT)
        before = apply(mutants.template(plan), person, START)
        after = apply(changes.template(plan), person, START)
        return mutants.printed(before) != mutants.printed(after) or barred(before) != barred(after)


def barred(plan: Plan) -> set[str]:
    """Return the ids of all that a rule excludes."""
    return {one.item for one in plan.decisions if any(bearing.rank >= RANK["exclude"] for bearing in one.bearings)}


class Differences:
    """When something of one sheet could differ for a mutant, as formulas that allow rather too much than too little."""

    def __init__(self, symbolic: SymbolicPlan, changes: mutants.Changes) -> None:
        self.symbolic, self.rulings = symbolic, symbolic.rulings
        self.changes = changes
        self.profile, self.circuit = symbolic.profile, symbolic.circuit
        self.changed = {old.rule.id for old, _ in changes.rules}
        self.template = changes.template(symbolic.template.id)

    def bits(self) -> Iterator[Bit]:
        """Yield when each thing could differ."""
        both, fine = self.circuit.both, -self.rulings.refused
        for old, new in self.changes.rules:
            if old.rule.refuse:
                yield from self.of_refusal(*self.truths(old, new))
            yield from (both(fine, bit) for bit in self.of_lines(old.rule, *self.truths(old, new)))
        if all(old.rule.refuse for old, _ in self.changes.rules) and self.changes.mutant.rule is not None:
            return
        yield from (both(fine, bit) for bit in self.of_items())
        if self.changes.mutant.rule is None:
            yield from (both(fine, bit) for bit in self.of_own_criteria())

    def truths(self, old: BoundRule, new: BoundRule) -> tuple[Truths, Truths]:
        """Return when a rule has which truth, without and with the mutant."""
        return self.rulings.judged(old), self.rulings.judged(new)

    def other(self, one: Bit, two: Bit) -> Bit:
        """Return when exactly one of two holds."""
        if one == two:
            return FALSE
        both = self.circuit.both
        return self.circuit.any((both(one, -two), both(two, -one)))

    def of_refusal(self, was: Truths, now: Truths) -> Iterator[Bit]:
        yield self.other(was.likely, now.likely)
        unsure = self.other(self.rulings.unknown(was), self.rulings.unknown(now))
        yield self.circuit.both(unsure, -self.rulings.refused)

    def of_lines(self, rule: Rule, was: Truths, now: Truths) -> Iterator[Bit]:
        """Yield when what a rule says, adds or leaves out as a whole could differ."""
        rulings, both = self.rulings, self.circuit.both
        fired, sure = self.other(was.likely, now.likely), self.other(was.sure, now.sure)
        own = self.symbolic.template.items.get(rule.id)
        bound = mutants.RULES[rule.id]
        if own is not None and rule.say:
            yield both(fired, self.symbolic.lines.speaks(bound), -self.barred_by_others(own))
        if own is None and rule.say and rule.topic in mutants.SHARED_TOPICS:
            yield fired
        for line in rule.add:
            said = fired if line.part in WARNINGS else sure
            yield both(said, rulings.applies(line), -self.barred_by_others(line))
        for name in rule.reduce:
            others = (
                t.likely for one, t in rulings.rules if name in one.rule.reduce and one.rule.id not in self.changed
            )
            yield both(fired, -self.circuit.any(others))

    def barred_by_others(self, item: Item) -> Bit:
        least = OUT if item.part == "ask-first" else ASK
        return self.circuit.any(self.rulings.bars(hit, least) for hit in self.others(item.id))

    def others(self, id_: str) -> list[SymbolicBearing]:
        """Return how the rules that read as before treat an item."""
        return [hit for hit in self.rulings.against.get(id_, ()) if hit.bound.rule.id not in self.changed]

    # --- items ---

    def of_items(self) -> Iterator[Bit]:
        """Yield when the rules could say something else of an item."""
        before, after = (self.hits(position) for position in (0, 1))
        for id_ in sorted(before.keys() | after.keys()):
            item = self.symbolic.template.items[id_]
            for bit in self.of_item(item, before.get(id_, []), after.get(id_, [])):
                yield self.circuit.both(bit, self.could_be_seen(item))

    def hits(self, position: int) -> dict[str, list[SymbolicBearing]]:
        """Return how the changed rules treat each item, without (0) or with (1) the mutant."""
        template = (self.symbolic.template, self.template)[position]
        found: dict[str, list[SymbolicBearing]] = {}
        for pair in self.changes.rules:
            bound = pair[position]
            if bound.hits is not None:
                for id_, when in self.hit_by(bound, template).items():
                    item = template.items[id_]
                    ranks = rank_of(bound, Truth.YES, item), rank_of(bound, Truth.UNKNOWN, item)
                    open_ = self.profile.as_read.truths(bound.when).maybe
                    found.setdefault(id_, []).append(
                        SymbolicBearing(bound, self.rulings.judged(bound), when, *ranks, open_)
                    )
        return found

    def hit_by(self, bound: BoundRule, template: PlanTemplate) -> dict[str, Bit]:
        """Return the items that a rule hits as it reads in one of the two, each with when it does."""
        if not bound.personal:
            return dict.fromkeys(sorted(template.hit_by(bound, {})), TRUE)
        said = self.profile.said
        return hit_because_of(said, personal_hits(bound, template, said.domain.phrases))

    def of_item(self, item: Item, before: list[SymbolicBearing], after: list[SymbolicBearing]) -> Iterator[Bit]:
        rulings, circuit = self.rulings, self.circuit
        others = self.others(item.id)
        for least in (ASK, OUT):
            was, now = (circuit.any(rulings.bars(hit, least) for hit in hits) for hits in (before, after))
            yield circuit.both(self.other(was, now), -circuit.any(rulings.bars(hit, least) for hit in others))
        # What is to be asked about is printed with its cautions and letters too.
        kept = -circuit.any(rulings.bars(hit, OUT) for hit in others)
        checks = {hit.bound.rule.unknown.check for hit in (*before, *after)} - {""}
        for check in sorted(checks):
            asked, now, same = (
                circuit.any(rulings.asks(hit) for hit in hits if hit.bound.rule.unknown.check == check)
                for hits in (before, after, others)
            )
            yield circuit.both(self.other(asked, now), kept, -same)
        for rule in dict.fromkeys(hit.bound.rule.id for hit in (*before, *after)):
            spoken, now = (
                circuit.any(self.spoken(hit) for hit in hits if hit.bound.rule.id == rule) for hits in (before, after)
            )
            yield circuit.both(self.other(spoken, now), kept)

        if item.slot:
            for rule in dict.fromkeys(hit.bound.rule.id for hit in (*before, *after) if hit.bound.rule.instead):
                bears, now = (
                    circuit.any(self.bears(hit) for hit in hits if hit.bound.rule.id == rule)
                    for hits in (before, after)
                )
                yield self.other(bears, now)

    def bears(self, hit: SymbolicBearing) -> Bit:
        """Return when a rule bears on an item at all, so that what it offers instead counts."""
        return self.circuit.any((self.rulings.bars(hit, 1), self.rulings.asks(hit)))

    def spoken(self, hit: SymbolicBearing) -> Bit:
        """Return when a rule's caution stands beside an item."""
        rule = hit.bound.rule
        speaks = hit.held == RANK["caution"] and rule.say and rule.part is None
        return self.circuit.both(hit.when, hit.truths.likely) if speaks else FALSE

    def could_be_seen(self, item: Item) -> Bit:
        """Return when an item could be on the sheet, or in what a case may ask to be barred."""
        rulings = self.rulings
        if isinstance(item, Food) and not item.suggest:
            return TRUE
        rule = mutants.SAID_BY.get(item.id)
        said = TRUE if rule is None else rulings.truth_of[rule].likely
        return self.circuit.both(said, rulings.applies(item))

    # --- named criteria that items lean on themselves ---

    def of_own_criteria(self) -> Iterator[Bit]:
        old, new = self.symbolic.template, self.template
        for item in old.items.values():
            if item.when is not None:
                was, now = (self.profile.truths(one.criterion(item)).sure for one in (old, new))
                stayed, stays = (self.profile.stays(one.criterion(item)) for one in (old, new))
                yield self.circuit.any((self.other(was, now), self.other(stayed, stays)))
            for rows in item.values.values():
                for row in rows if isinstance(rows, tuple) else ():
                    if row.when is not None:
                        was, now = (self.profile.truths(one.content.criterion(row.when)).sure for one in (old, new))
                        yield self.circuit.both(self.other(was, now), self.rulings.applies(item))


# --- the report --------------------------------------------------------------------------------------


def why(at: int) -> tuple[str, str, dict[str, Any]]:
    """Return why the mutant at an index survives, and for whom it matters if for anybody."""
    mutant = mutants.ALL_MUTANTS[at]
    changes = mutants.Changes(mutant)
    if mutant.facts is not None:
        return FACTS, "", {}
    if mutant.kind == "selector" and not mutants.hits_less(changes):
        return SAME, "", {}
    plan, profile = everybody().why(changes)
    return (OPEN, plan, profile) if profile else (plan, "", {})


@cache
def everybody() -> Everybody:
    """Return all profiles, told apart by what any mutant asks."""
    found = (mutant for mutant in mutants.ALL_MUTANTS if mutant.facts is None)
    return Everybody(CONTENT, map(mutants.Changes, found))


def main() -> None:
    """Write down each survivor with the reason."""
    started = time.perf_counter()
    ends = mutants.ends()
    mutants.report(ends, listed=False)
    sys.stdout.write(f"{len(mutants.all_cases())} cases, {time.perf_counter() - started:.0f} seconds\n")
    survivors = [at for at, end in ends.items() if end != mutants.CAUGHT]
    everybody()
    with multiprocessing.get_context("fork").Pool() as pool:
        found = dict(zip(survivors, pool.map(why, survivors, chunksize=4), strict=True))
    found = {at: (group_of(at, ends[at], name), plan, profile) for at, (name, plan, profile) in found.items()}
    lines = ["# Written by `python tests/mutants_survivors.py`: each mutant that no case notices, and why.", "reasons:"]
    for name, words in WHY.items():
        mine = [at for at in survivors if found[at][0] == name]
        lines += [f"  - why: {json.dumps(words)}", f"    count: {len(mine)}", "    mutants:"] if mine else []
        lines += [f"      - {json.dumps(line_of(at, *found[at][1:]))}" for at in mine]
    FILE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    sys.stdout.write(f"{len(survivors)} survivors, {time.perf_counter() - started:.0f} seconds\n")


def group_of(at: int, end: str, name: str) -> str:
    """Return the reason that the file gives: some survivors of two of these have a reason of their own."""
    if name == NOBODY and end == mutants.ALIVE:
        return REASON
    return LETTER if name == OPEN and mutants.ALL_MUTANTS[at].where in OTHER_QUESTION else name


def line_of(at: int, plan: str, profile: dict[str, Any]) -> str:
    """Return a survivor in words, with the plan and the profile that show it."""
    person = f" | {plan} {json.dumps(profile)}" if profile else ""
    return f"{mutants.name_of(mutants.ALL_MUTANTS[at])}{person}"


if __name__ == "__main__":
    main()
