"""A record of plans/ in words, as somebody who signs it reads it."""

from __future__ import annotations

from collections.abc import Mapping

from planner.content.rules import effect_of
from planner.model.foods import Food, Meal
from planner.model.items import Item, ValueRow
from planner.model.rules import Rule
from planner.model.stretches import Stretch
from planner.model.terms import Band, Combination, Concept, Drug, DrugClass, Measure

_AMOUNTS = {
    "potassium_mg": "potassium {:g} mg",
    "magnesium_mg": "magnesium {:g} mg",
    "calcium_mg": "calcium {:g} mg",
    "sodium_mg": "sodium {:g} mg",
    "vitamin_k_mcg": "vitamin K {:g} mcg",
}


def written(value: object) -> str:
    """Return a criterion or a selector as written, in one line."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return ", ".join(f"{str(key).replace('_', ' ')} {_inner(part)}" for key, part in value.items())
    if isinstance(value, list | tuple):
        return " | ".join(map(_inner, value))
    return str(value)


def _inner(value: object) -> str:
    return f"({written(value)})" if isinstance(value, dict | list | tuple) and len(value) > 1 else written(value)


def joined(*parts: str) -> str:
    """Return the parts that there are as sentences of one line."""
    return ". ".join(part.strip().rstrip(".") for part in parts if part.strip())


def rule_words(rule: Rule) -> str:
    """Return when a rule holds, what it does, what it says, and what it does where that is not known."""
    effect, unknown = effect_of(rule), rule.unknown
    hits = getattr(rule, effect) if effect in ("exclude", "ask_first", "caution") else None
    does = f"{effect.replace('_', ' ')} {written(hits)}" if hits else ""
    asks = f", asks {unknown.check}" if unknown.check else ""
    if rule.refuse:
        refuse = rule.refuse
        does = joined(f"no plan, {refuse.urgency}: see {refuse.who}", refuse.why, *refuse.do_now)
        does = joined(does, f"do not use this sheet if {refuse.stop_if}" if refuse.stop_if else "")
    return joined(
        f"When {written(rule.when)}: {does}".rstrip(": "),
        f"reduces {', '.join(rule.reduce)}" if rule.reduce else "",
        f"instead: {', '.join(rule.instead)}" if rule.instead else "",
        f"not in the {', '.join(rule.bar_slots)}" if rule.bar_slots else "",
        f'says "{rule.say}"' if rule.say else "",
        f"why: {rule.why}" if rule.why else "",
        f"when not known: {unknown.do.replace('_', ' ')}{asks}",
    )


def item_words(item: Item) -> str:
    """Return what an item says, with its amounts or its dose, why, and for whom."""
    parts = [item.text, *item.steps]
    if isinstance(item, Food):
        held = [form.format(getattr(item, name)) for name, form in _AMOUNTS.items() if getattr(item, name) is not None]
        parts += [f"{item.serving} ({item.grams:g} g): {', '.join(held) or 'no amounts known'}"]
        parts += [
            f"allergens: {', '.join((*item.allergens, *item.groups)) or 'none'}",
            f"fits: {', '.join(item.diet) or 'no diet'}",
        ]
    if isinstance(item, Stretch):
        dose = {"hold {} s": item.seconds, "rest {} s": item.rest_seconds, "{} times": item.times}
        parts += [", ".join(form.format(number) for form, number in dose.items() if number is not None), item.dose]
    parts += [f"why: {item.why}" if item.why else "", f"evidence: {item.evidence}" if item.evidence else ""]
    parts += [f"for: {written(item.when)}" if item.when is not None else ""]
    parts += [f"tags: {', '.join(item.tags)}" if item.tags else ""]
    return joined(*parts)


def meal_words(meal: Meal) -> str:
    """Return what a meal is called and made of, when and where it is usual."""
    return joined(
        meal.text,
        f"made of {', '.join(meal.foods)}",
        f"for {', '.join(meal.meal)}",
        f"in {', '.join(meal.countries)}" if meal.countries else "",
    )


def row_words(row: ValueRow) -> str:
    """Return a row of values with its condition."""
    given = ", ".join(map(str, row.days)) if row.days else str(row.value)
    return f"{given}{f' when {written(row.when)}' if row.when is not None else ' otherwise'}"


def _covered(*, covered: bool) -> str:
    return "" if covered else "known by name only: counts as not checked"


def class_words(one: DrugClass) -> str:
    """Return how a class of medicines is printed and written."""
    names = f"people write: {', '.join(one.names)}" if one.names else ""
    return joined(one.label, names, _covered(covered=one.covered))


def drug_words(drug: Drug, groups: Mapping[str, str]) -> str:
    """Return which rules a medicine obeys, and its names."""
    free = [one for one in drug.classes if one in groups]
    rules = f"obeys the rules of {', '.join(drug.classes)}" if drug.classes else _covered(covered=False)
    return joined(
        f"needs no rule here ({free[0]}: {groups[free[0]]})" if free else rules,
        f"also brings the rules of {', '.join(drug.implies)}" if drug.implies else "",
        f"names: {', '.join(dict.fromkeys((drug.name or drug.id, *drug.names)))}",
        f"brands: {', '.join(drug.brands)}" if drug.brands else "",
    )


def product_words(product: Combination) -> str:
    """Return what a product holds, and its names."""
    return joined(f"holds {' and '.join(product.parts)}", f"names: {', '.join(product.names)}")


def measure_words(measure: Measure) -> str:
    """Return the names, units and bands of a measure."""
    ages = measure.ages
    return joined(
        f"names: {', '.join(measure.names)}",
        f"not: {', '.join(measure.not_names)}" if measure.not_names else "",
        f"units: {'; '.join(', '.join(unit.names) for unit in measure.units)}",
        "never old" if ages is None else f"of now for {ages.now} days, of late for {ages.late} days",
        *map(_band_words, measure.bands),
    )


def _band_words(band: Band) -> str:
    details = (
        "" if band.stage is None else f"stage {band.stage:g}",
        "severe" if band.severe else "",
        band.status or "",
        f"when old {band.earlier}" if band.earlier else "",
        *(f"with {one.with_} {one.concept}" for one in band.unless),
    )
    read = ", ".join(filter(None, (band.concept, *details)))
    begins = " or ".join(f"{start:g}" for start in band.starts)
    return f"{'over' if band.above is not None else 'from'} {begins}: {read}"


def concept_words(concept: Concept) -> str:
    """Return what a concept is, implies and is called."""
    neutral = "neutral-finding" in concept.implies
    implied = [one for one in concept.implies if one != "neutral-finding"]
    return joined(
        f"{concept.label} ({concept.fact})",
        "needs no rule here (neutral)" if neutral else "",
        f"also counts as {', '.join(implied)}" if implied else "",
        f"names: {', '.join(concept.names)}" if concept.names else "",
        concept.assume_say,
        _covered(covered=concept.covered),
    )
