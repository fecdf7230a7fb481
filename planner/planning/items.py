"""An item as it is printed: in its slot, with the numbers of its sentence and with what the rules attached to it.

Each is kept by all that it is made of: the item, its ruling and what its numbers hang on.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from planner.content.knowledge import FORMS, PlanTemplate, Subject
from planner.logic.facts import Facts, Listed
from planner.logic.selectors import NOTHING, Ids
from planner.model.items import Item, ValueRow
from planner.model.stretches import Stretch
from planner.planning.judging import Judged
from planner.planning.plan import Planned
from planner.planning.rulings import Ruling, Rulings, kind_of

Number = int | float | str
Numbers = tuple[frozenset[Subject], tuple[tuple[str, str], ...]]
_NONE: Numbers = (NOTHING, ())
# So many items are kept as they were printed.
_KEPT = 4096
# The tag of a caution that only names the form of an exercise on a chair.
NAMES_SEATED_FORM = "names-seated-form"


class InPlace(Struct, frozen=True, eq=False):
    """An activity that is in, and the item whose place it takes: often itself.

    `offers` are the earlier forms that lost to it for their questions alone, and that are offered in words.
    The same of a plan are one, so that what is printed can be kept by it.
    """

    found: Item
    place: Item
    offers: tuple[Item, ...] = ()


class ItemDone(NamedTuple):
    """An activity that is in, with all that it hangs on of whom it is for.

    `forms` are the rulings and the numbers of itself and of its offers.
    """

    in_place: InPlace
    forms: tuple[tuple[Ruling, Numbers], ...]
    because: str


def as_done(rulings: Rulings, one: InPlace) -> ItemDone:
    """Return an activity that is in as it is for one person."""
    forms = [(rulings.of(form.id), numbers_of(rulings.judged, form)) for form in (one.found, *one.offers)]
    because = one.found.because if one.found is one.place else rulings.of(one.place.id).because
    return ItemDone(one, tuple(forms), because)


@lru_cache(_KEPT)
def as_activity(template: PlanTemplate, done: ItemDone, day: int) -> Planned:
    """Return one activity on one day, in the slot of the item whose place it takes, with what is offered in words."""
    one, ((ruling, numbers), *offered), because = done
    offers = zip(one.offers, offered, strict=True)
    planned = _planned(one.found, ruling, values_of(one.found, numbers, day))
    return replace(
        planned,
        slot=one.place.slot,
        because=because,
        offers=tuple(_offered(_planned(form, its, values_of(form, told, day))) for form, (its, told) in offers),
    )


def _offered(form: Planned) -> Planned:
    """Return a form as it is offered beside another one, without the cautions that only name a form on a chair."""
    return replace(form, cautions=tuple(rule for rule in form.cautions if NAMES_SEATED_FORM not in rule.tags))


def as_lines(rulings: Rulings, items: Iterable[Item]) -> tuple[Planned, ...]:
    """Return foods or lines with what the rules attached to them."""
    judged, template = rulings.judged, rulings.judged.template
    return tuple([_line(template, item.id, rulings.of(item.id), numbers_of(judged, item)) for item in items])


@lru_cache(_KEPT)
def _line(template: PlanTemplate, id_: str, ruling: Ruling, numbers: Numbers) -> Planned:
    item = template.items[id_]
    return _planned(item, ruling, values_of(item, numbers, 1))


def _planned(item: Item, ruling: Ruling, values: dict[str, Number]) -> Planned:
    return Planned(
        item=item,
        kind=kind_of(item, ruling),
        slot=item.slot,
        values=values,
        cautions=ruling.cautions,
        checks=ruling.checks,
        because=item.because,
    )


# --- the numbers of a sentence -----------------------------------------------------------------------


def numbers_of(judged: Judged, item: Item) -> Numbers:
    """Return what the numbers of an item's sentence hang on: the rows that hold, and limits that a clinician set."""
    limits = _limits(judged.facts) if "_limit}" in item.text else ()
    if not item.values:
        return (NOTHING, limits) if limits else _NONE
    rows = [(item.id, name, place) for name, value in item.values.items() for place in range(len(_rows(value)))]
    return judged.met.intersection(rows), limits


def values_of(item: Item, numbers: Numbers, day: int) -> dict[str, Number]:
    """Return the numbers of an item's sentence on one day."""
    met, limits = numbers
    values = {name: _value(met, item, name, day) for name in item.values} | dict(limits)
    return {name: value for name, value in values.items() if value is not None}


def _value(met: frozenset[Subject], item: Item, name: str, day: int) -> Number | None:
    """Return a value of one day: of the first row that applies, a row that is unknown being passed over."""
    rows = item.values[name]
    if not isinstance(rows, tuple):
        return rows
    for place, row in enumerate(rows):
        if row.when is None or (item.id, name, place) in met:
            return row.days[day - 1] if row.days else row.value
    return None


def _rows(value: int | float | str | tuple[ValueRow, ...]) -> tuple[ValueRow, ...]:
    return value if isinstance(value, tuple) else ()


def _limits(facts: Facts) -> tuple[tuple[str, str], ...]:
    """Return the limits that a clinician set, in the person's own words, to be repeated back."""
    listed = facts.get("limits")
    entries = listed.entries if isinstance(listed, Listed) else ()
    return tuple((f"{entry.id}_limit", entry.given) for entry in reversed(entries) if entry.given)


def as_told(met: frozenset[Subject], stretch: Stretch) -> Stretch:
    """Return a stretch in the first of its forms that applies, or as it is."""
    forms = (form for place, form in enumerate(stretch.forms) if (stretch.id, FORMS, place) in met)
    form = next(forms, None)
    return stretch if form is None else stretch.told_as(form)


# --- self-checks -------------------------------------------------------------------------------------


def in_order(template: PlanTemplate, checks: Iterable[str]) -> tuple[str, ...]:
    """Return self-checks in their order, each once."""
    asked = set(checks)
    return tuple(check.id for check in template.content.core.checks if check.id in asked) if asked else ()


def asked_by(groups: Iterable[Iterable[Planned]]) -> Ids:
    """Return the ids of the self-check questions on which something that is printed depends."""
    printed = [item for group in groups for item in group]
    printed += [form for item in printed for form in item.offers]
    return frozenset([check for one in printed for check in one.checks])
