"""Whether each item names what there is, and says when it is due and what its numbers are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from planner.content.checks.known import Known, criterion_faults, selector_faults, source_faults, unresolved
from planner.content.checks.pictures import picture_faults
from planner.content.faults import Fault, Record
from planner.content.sentences import length
from planner.files.places import Path
from planner.logic.selectors import compile_selector
from planner.model.items import TOLD_BY_PART, Item, Tells, ValueRow
from planner.model.stretches import Stretch
from planner.model.texts import first_sentence

RISK = "words-in-a-risk"


def item_faults(known: Known, record: Record, item: Item, path: Path = ()) -> Iterator[Fault]:
    """Yield what is wrong with one item, which stands at a path in its record."""
    yield from source_faults(known, record, item.sources, (*path, "sources"))
    yield from unresolved(record, (*path, "tags"), "tag", item.tags, known.records.tags)
    yield from unresolved(record, (*path, "after"), "line", item.after, known.item_ids)
    if item.when is not None:
        yield from criterion_faults(known, record, item.when, (*path, "when"))
    if item.stretch:
        yield from unresolved(record, (*path, "stretch"), "stretch", [item.stretch], known.content.stretch_by_id)
    yield from _pick(known, record, item, path)
    yield from _meal(record, item, path)
    yield from picture_faults(known, record, item, path)
    for index, form in enumerate(item.forms if isinstance(item, Stretch) else ()):
        yield from criterion_faults(known, record, form.when, (*path, "forms", index, "when"))
    yield from _values(known, record, item, path)
    yield from _time(record, item, path)
    yield from telling_faults(record, item, path)
    yield from risk_faults(known, record, item, path)


def telling_faults(record: Record, line: Item, path: Path = ()) -> Iterator[Fault]:
    """Yield a line that does not say what it tells somebody, or says it where its part does or doing it is meant."""
    if line.part not in TOLD_BY_PART and line.tells is None:
        yield record, path, f"'{line.id}' needs 'tells': {', '.join(get_args(Tells))}"
    forbids_or_asks = line.part is None and line.tells in ("no", "ask")
    if line.part in TOLD_BY_PART and line.tells is not None and not forbids_or_asks:
        where = f"a line of the part '{line.part}'" if line.part else "what has no 'part'"
        yield record, (*path, "tells"), f"{where} needs no 'tells', and nothing would come of it; leave it out"


def risk_faults(known: Known, record: Record, line: Item, path: Path = ()) -> Iterator[Fault]:
    """Yield a line that forbids something and does not say in a few words what could happen."""
    if line.part is None or TOLD_BY_PART.get(line.part, line.tells) != "no":
        return
    risk, most = first_sentence(line.why), known.records.standards.get(RISK)
    if not risk:
        yield record, path, f"'{line.id}' forbids something: say in its 'why', in the first sentence, what could happen"
    elif most is not None and length(risk) > most.at_most:
        said = f"has {length(risk)} words; expected at most {most.at_most}: they stand beside what is to be left out"
        yield record, (*path, "why"), f"the first sentence {said}"


def _pick(known: Known, record: Record, item: Item, path: Path) -> Iterator[Fault]:
    if item.pick is not None and item.pick.where:
        where = (*path, "pick", "where")
        yield from selector_faults(known, record, item.pick.where, where)
        if compile_selector(item.pick.where, lambda at, text: None, where).lists:
            yield record, where, "what is picked from is the same for everybody; a rule looks at a person"


def _meal(record: Record, item: Item, path: Path) -> Iterator[Fault]:
    if item.pick is not None and bool(item.pick.meal) != bool(item.pick.alone):
        yield record, (*path, "pick"), "'meal' and 'alone' go together: a meal, and what is said where none can be made"


def _time(record: Record, item: Item, path: Path) -> Iterator[Fault]:
    if item.slot is not None and item.days is None:
        yield record, path, f"'{item.id}' has a time of day but no days; add 'days: every' or a list of days"
    if item.offer and not (item.choice or isinstance(item, Stretch)):
        yield record, path, f"'{item.id}' has an 'offer' and no 'choice': nothing else can stand in its place"
    if item.slot is not None and not item.short:
        yield record, path, f"'{item.id}' needs a 'short' name of two to five words for page 1"
    if item.call and item.part not in ("alert", "when-to-see"):
        said = "'call' belongs to a sign: give the line 'part: alert' or 'part: when-to-see', or leave it out"
        yield record, (*path, "call"), said


def _values(known: Known, record: Record, item: Item, path: Path) -> Iterator[Fault]:
    """Yield what is wrong with the rows of an item's values."""
    for name, rows in item.values.items():
        if not isinstance(rows, tuple):
            continue
        for index, row in enumerate(rows):
            yield from _row(known, record, row, (*path, "values", name, index))
        if rows and rows[-1].when is not None:
            said = "the last row must hold for everybody: leave out its 'when'"
            yield record, (*path, "values", name), said


def _row(known: Known, record: Record, row: ValueRow, path: Path) -> Iterator[Fault]:
    if (row.value is None) is (row.days is None):
        yield record, path, "a row gives either one value or one for each of the seven days"
    if row.days is not None and len(row.days) != 7:
        yield record, (*path, "days"), f"has {len(row.days)} values; a week has seven days"
    if row.when is not None:
        yield from criterion_faults(known, record, row.when, (*path, "when"))
