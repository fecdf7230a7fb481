"""Proves every promise of a folder of plans and says what was proved, over how much, and what was left out."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from itertools import islice

from planner.content.knowledge import Content
from planner.errors import ContentError
from planner.proof.counterexample import Breach, Universe
from planner.proof.domain import domain_of
from planner.proof.promises.adding import adding
from planner.proof.promises.agreeing import disagreements
from planner.proof.promises.conditions import conditions
from planner.proof.promises.filling import filling
from planner.proof.promises.leaving_out import leaving_out
from planner.proof.promises.opposing import opposing
from planner.proof.promises.reaching import Seen, reaching
from planner.proof.promises.showing import showing
from planner.proof.promises.warning import warning
from planner.proof.questions import questions_of
from planner.proof.solver import load_solver

LEFT_OUT = (
    "free text beyond the phrases of the domain, and words for a limit other than its name",
    "more than one pregnancy told in words",
    "promise 1: profiles that answer a question anew once a key is left out, and rules about unreadable words",
    "promise 2: pregnancy, which is no list, and bars that rest on an assumption",
    "how many foods of a shelf fit the checklist, numbers in sentences, translations, everything after `apply`",
)
"""What the proof does not cover."""

MOST = 20
"""Faults of one promise that are looked for: for more, mend these first."""

_PROMISES: dict[str, Callable[[Universe], Iterator[Breach]]] = {
    "1 a key left out brings in nothing but with its condition, or as an easier form": leaving_out,
    "2 something more on a list brings in only what is declared": adding,
    "3 every slot and the checklist is filled or says why not": filling,
    "4 no two lines oppose each other": opposing,
    "5 nothing refused, excluded or replaced is advice": showing,
    "8 nothing that a missing answer could bar stands without its condition in words": conditions,
    "9 every sign, limit and hard stop is printed": warning,
}
_REACH = "6 every rule can fire, and every item can show"
_AGREES = "7 formulas and planner agree"


def prove(content: Content) -> Iterator[str]:
    """Yield a line for each promise as it is proved; raise ContentError with the counterexamples as YAML profiles."""
    # Whoever lacks it is told so at once, not after all formulas are made.
    load_solver()
    universe = Universe(domain_of(content, questions_of(content)))
    yield size(universe)
    broken: list[str] = []
    for name, promise in promises(universe).items():
        began = time.monotonic()
        breaches = list(islice(promise(universe), MOST))
        broken += [line for breach in breaches for line in (f"promise {name}:", *breach.lines())]
        verdict = (
            f"broken in {len(breaches)} ways{' or more' if len(breaches) == MOST else ''}" if breaches else "proved"
        )
        yield f"{name}: {verdict} ({time.monotonic() - began:.0f} s)"
    yield from (f"left out: {what}" for what in LEFT_OUT)
    if broken:
        raise ContentError("\n".join(broken))


def promises(universe: Universe) -> dict[str, Callable[[Universe], Iterator[Breach]]]:
    """Return what is to be proved, by its name, in the order in which it is tried."""
    seen = Seen(universe)
    reach = {_REACH: lambda found: reaching(found, seen), _AGREES: lambda found: disagreements(found, seen)}
    return _PROMISES | reach


def size(universe: Universe) -> str:
    """Return how much is looked at."""
    domain, content = universe.domain, universe.content
    answers = sum(len(options) for options in domain.options.values())
    items = {id_ for template in content.templates.values() for id_ in template.items}
    over = f"{len(domain.phrases)} phrases and {answers} answers in any combination"
    return f"{over}, {len(content.rules)} rules, {len(items)} items, plans {', '.join(content.templates)}"
