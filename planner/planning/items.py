"""An item as it is printed: in its slot, with the numbers of its sentence and with what the rules attached to it.

Each is kept by all that it is made of: the item, its ruling and what its numbers hang on.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property, lru_cache

from msgspec import Struct
from msgspec.structs import replace

from planner.content.knowledge import FORMS, PlanTemplate, Subject
from planner.logic.facts import Facts, Listed
from planner.logic.selectors import NOTHING, Ids
from planner.model.items import Item, ValueRow
from planner.model.stretches import Stretch
from planner.planning.judging import Judged
from planner.planning.plan import Planned
from planner.planning.rulings import FREE, Ruling, Rulings, kind_of

Number = int | float | str
Numbers = tuple[frozenset[Subject], tuple[tuple[str, str], ...]]
_NONE: Numbers = (NOTHING, ())
# So many items are kept as they were printed.
_KEPT = 4096
# The tag of a caution that only names the form of an exercise on a chair.
NAMES_SEATED_FORM = "names-seated-form"


class InPlace(Struct, frozen=True, eq=False, dict=True):
    """An activity that is in, and the item whose place it takes: often itself.

    `offers` are the earlier forms that lost to it for their questions alone, and that are offered in words.
    The same of a plan are one, so that what is printed can be kept by it.
    """

    found: Item
    place: Item
    offers: tuple[Item, ...] = ()

    @cached_property
    def is_plain(self) -> bool:
        """Return whether it offers nothing and has no numbers, so that only rules tell it otherwise to anybody."""
        return not self.offers and not _has_numbers(self.found)


def as_week(rulings: Rulings, one: InPlace) -> tuple[Planned, ...]:
    """Return an activity that is in on each of the seven days, as it is for one person."""
    template, judged, found = rulings.judged.template, rulings.judged, one.found
    because = found.because if found is one.place else rulings.of(one.place.id).because
    if one.is_plain and found.id not in rulings.treated:
        return _week_of(template, one, because)
    forms = tuple([(rulings.of(form.id), numbers_of(judged, form)) for form in (found, *one.offers)])
    return _week_of(template, one, because, forms)


@lru_cache(_KEPT)
def _week_of(
    _: PlanTemplate, one: InPlace, because: str, forms: tuple[tuple[Ruling, Numbers], ...] = ((FREE, _NONE),)
) -> tuple[Planned, ...]:
    """Return an activity on each of the seven days by all that it hangs on of whom it is for.

    `forms` are the rulings and the numbers of itself and of its offers.
    """
    rows = [row for item in (one.found, *one.offers) for value in item.values.values() for row in _rows(value)]
    if any(row.days for row in rows):
        return tuple([_as_activity(one, forms, because, day) for day in range(1, 8)])
    return (_as_activity(one, forms, because, 1),) * 7


def _as_activity(one: InPlace, forms: tuple[tuple[Ruling, Numbers], ...], because: str, day: int) -> Planned:
    """Return one activity on one day, in the slot of the item whose place it takes, with what is offered in words."""
    (ruling, numbers), *offered = forms
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
    judged, template, treated = rulings.judged, rulings.judged.template, rulings.treated
    numbered = _numbered(template)
    return tuple(
        [
            _line(template, item.id, rulings.of(item.id), numbers_of(judged, item))
            if item.id in treated or item.id in numbered
            # All others are told to everybody alike.
            else _line(template, item.id)
            for item in items
        ]
    )


@lru_cache(maxsize=8)
def _numbered(template: PlanTemplate) -> Ids:
    """Return the items with numbers that may differ from person to person."""
    return frozenset([id_ for id_, item in template.items.items() if _has_numbers(item)])


@lru_cache(_KEPT)
def _line(template: PlanTemplate, id_: str, ruling: Ruling = FREE, numbers: Numbers = _NONE) -> Planned:
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
    if not _has_numbers(item):
        return _NONE
    limits = _limits(judged.facts) if "_limit}" in item.text else ()
    rows = [(item.id, name, place) for name, value in item.values.items() for place in range(len(_rows(value)))]
    return judged.met.intersection(rows), limits


def _has_numbers(item: Item) -> bool:
    """Return whether there are numbers in an item's sentence that may differ from person to person."""
    if item.values and any(isinstance(value, tuple) for value in item.values.values()):
        return True
    return "_limit}" in item.text


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
    asked: set[str] = set()
    for group in groups:
        for item in group:
            asked.update(item.checks)
            for form in item.offers:
                asked.update(form.checks)
    return frozenset(asked)
