"""Each step by which the words of an entry are understood, for those who ask why it was read as it was."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from planner.files.clock import today
from planner.lexicon.names import Names
from planner.recognition.entry import EntryWords
from planner.recognition.medication.beside import MedicinesBeside
from planner.recognition.medication.refused import RefusedMedicines
from planner.recognition.quantities.calendar import AsOf
from planner.recognition.quantities.values import EntryValue
from planner.recognition.reading import ReadingSteps, steps_of

Step = dict[str, Any]


def reading_steps(text: str, key: str, names: Names, as_of: date | None = None) -> Step:
    """Return the words of an entry, the names found in them, what modifies them, the values, and what is left over.

    Dates count to `as_of`, or to today.
    """
    steps = steps_of(text, names, key, AsOf(as_of or today()))
    entry = steps.entry
    return {
        "words": [_word(entry, place) for place in range(len(entry.folded))],
        "names": list(_names(steps)),
        "medicines": list(_medicines(steps)),
        "context": list(_context(steps)),
        "values": [_value(value) for value in entry.values.values()],
        "left_over": [_word(entry, place) for place in steps.rest],
    }


def _word(entry: EntryWords, place: int) -> str:
    """Return the word at a place; where a value stands, its name and its number."""
    return entry.written[place] or entry.values[place].key


def _said(entry: EntryWords, places: Iterable[int]) -> str:
    return " ".join(_word(entry, place) for place in places)


def _names(steps: ReadingSteps) -> Iterator[Step]:
    for hit in steps.hits:
        for target in hit.targets:
            details = steps.details[hit]
            yield {
                "words": _said(steps.entry, hit.places),
                "is": target.concept,
                "status": target.status or steps.contexts[hit].status,
                "sure": not steps.contexts[hit].uncertain,
                **({"weeks_ago": details.weeks_ago} if details.weeks_ago is not None else {}),
                **({"stage": details.stage} if details.stage is not None else {}),
                **({"severe": details.severe} if details.severe is not None else {}),
            }


def _medicines(steps: ReadingSteps) -> Iterator[Step]:
    told: tuple[MedicinesBeside | RefusedMedicines, ...] = (*steps.beside, *steps.refused)
    for one in told:
        status = steps.contexts[one.hit].status if isinstance(one, MedicinesBeside) else "allergy"
        for medicine in one.medicines:
            yield {"words": _said(steps.entry, one.places), "is": medicine.id, "status": status}


def _context(steps: ReadingSteps) -> Iterator[Step]:
    for one in steps.modifiers:
        for side, sense in (("what follows", one.senses.before), ("what stands before", one.senses.after)):
            if sense is not None:
                yield {"words": _said(steps.entry, one.places), "says": sense.says, "of": side}


def _value(value: EntryValue) -> Step:
    return {"kind": value.kind, "number": value.number, "is": [target.concept for target in value.targets]}


def steps_text(steps: Step) -> Iterator[str]:
    """Yield the steps in lines."""
    yield f"    words: {' | '.join(steps['words'])}"
    for name in steps["names"]:
        details = [f"{key} {name[key]:g}" for key in ("weeks_ago", "stage") if key in name]
        sure = [] if name["sure"] else ["not sure"]
        yield f"    name: {name['words']} -> {name['is']} ({', '.join([name['status'], *sure, *details])})"
    for medicine in steps["medicines"]:
        yield f"    medicine: {medicine['words']} -> {medicine['is']} ({medicine['status']})"
    for one in steps["context"]:
        yield f"    context: {one['words']} says {one['says']} of {one['of']}"
    for value in steps["values"]:
        yield f"    value: {value['kind']} {value['number']:g}"
    if steps["left_over"]:
        yield f"    left over: {' | '.join(steps['left_over'])}"
