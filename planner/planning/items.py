"""An item as it is printed: in its slot, with the numbers of its sentence and with what the rules attached to it."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from planner.content.knowledge import FORMS, PlanTemplate
from planner.logic.facts import Facts, Listed
from planner.logic.selectors import Ids
from planner.logic.truth import ASSUMED
from planner.model.items import Item
from planner.model.stretches import Stretch
from planner.planning.plan import Planned
from planner.planning.rulings import Judged, Rulings

Number = int | float | str
# The tag of a caution that only names the form of an exercise on a chair.
NAMES_SEATED_FORM = "names-seated-form"


def as_activity(rulings: Rulings, found: Item, place: Item, offers: Iterable[Item], day: int) -> Planned:
    """Return one activity on one day, in the slot of the item whose place it takes, with what is offered in words."""
    return Planned(
        item=found,
        kind=rulings.kind(found),
        slot=place.slot,
        values=values_of(rulings.judged, found, day),
        cautions=tuple(rulings.cautions.get(found.id, ())),
        checks=tuple(rulings.checks.get(found.id, ())),
        because=found.because if found is place else _barred_because(rulings, place),
        offers=tuple(_offered(as_activity(rulings, one, one, (), day)) for one in offers),
    )


def _offered(form: Planned) -> Planned:
    """Return a form as it is offered beside another one, without the cautions that only name a form on a chair."""
    return replace(form, cautions=tuple(rule for rule in form.cautions if NAMES_SEATED_FORM not in rule.tags))


def as_line(rulings: Rulings, item: Item) -> Planned:
    """Return a food or line with what the rules attached to it."""
    return Planned(
        item,
        rulings.kind(item),
        item.slot,
        values_of(rulings.judged, item, 1),
        None,
        tuple(rulings.cautions.get(item.id, ())),
        tuple(rulings.checks.get(item.id, ())),
        item.because,
    )


def _barred_because(rulings: Rulings, item: Item) -> str:
    """Return the fact because of which an item had to give its place to another."""
    bearings = rulings.bearings.get(item.id, ())
    return next((one.rule.because for one in bearings if one.rule.because and one.judgement.truth >= ASSUMED), "")


# --- the numbers of a sentence -----------------------------------------------------------------------


def values_of(judged: Judged, item: Item, day: int) -> dict[str, Number]:
    """Return the numbers of an item's sentence on one day."""
    limited = "_limit}" in item.text
    if not item.values and not limited:
        return {}
    values = {name: _value(judged, item, name, day) for name in item.values}
    if limited:
        values |= _limits(judged.facts)
    return {name: value for name, value in values.items() if value is not None}


def _value(judged: Judged, item: Item, name: str, day: int) -> Number | None:
    """Return a value of one day: of the first row that applies, a row that is unknown being passed over."""
    rows = item.values[name]
    if not isinstance(rows, tuple):
        return rows
    for place, row in enumerate(rows):
        if row.when is None or (item.id, name, place) in judged.met:
            return row.days[day - 1] if row.days else row.value
    return None


def _limits(facts: Facts) -> dict[str, Number | None]:
    """Return the limits that a clinician set, in the person's own words, to be repeated back."""
    listed = facts.get("limits")
    entries = listed.entries if isinstance(listed, Listed) else ()
    return {f"{entry.id}_limit": entry.given for entry in reversed(entries) if entry.given}


def as_told(judged: Judged, stretch: Stretch) -> Stretch:
    """Return a stretch in the first of its forms that applies, or as it is."""
    forms = (form for place, form in enumerate(stretch.forms) if (stretch.id, FORMS, place) in judged.met)
    form = next(forms, None)
    return stretch if form is None else stretch.told_as(form)


# --- self-checks -------------------------------------------------------------------------------------


def in_order(template: PlanTemplate, checks: Iterable[str]) -> tuple[str, ...]:
    """Return self-checks in their order, each once."""
    asked = set(checks)
    return tuple(check.id for check in template.content.core.checks if check.id in asked) if asked else ()


def asked_by(groups: Iterable[Iterable[Planned]]) -> Ids:
    """Return the ids of the self-check questions on which something that is printed depends."""
    printed = [one for group in groups for item in group for one in (item, *item.offers)]
    return frozenset(check for one in printed for check in one.checks)
