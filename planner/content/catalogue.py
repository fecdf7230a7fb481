"""What the planner knows, as rows for a table or for JSON."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from planner.content.knowledge import Content

Row = dict[str, Any]


def listing(content: Content, what: str) -> list[Row]:
    """Return the rows of one list."""
    return _LISTS[what](content)


def listing_text(rows: list[Row]) -> str:
    """Return rows as lines, the first columns aligned."""
    cells = [[_cell(value) for value in row.values()] for row in rows]
    widths = [max(len(row[column]) for row in cells) for column in range(len(cells[0]))] if cells else []
    widths = [min(width, 40) for width in widths[:-1]] + [0]
    return "".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() + "\n" for row in cells
    )


def _cell(value: Any) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)


def _plans(content: Content) -> list[Row]:
    specs = content.raw.templates
    return [{"id": spec.plan, "version": spec.version, "status": spec.status, "title": spec.title} for spec in specs]


def _foods(content: Content) -> list[Row]:
    return [_food(food) for food in content.raw.foods]


def _drinks(content: Content) -> list[Row]:
    return [_food(drink) for drink in content.raw.drinks]


def _meals(content: Content) -> list[Row]:
    return [
        {"id": m.id, "text": m.text, "meal": list(m.meal), "foods": list(m.foods), "countries": list(m.countries)}
        for m in content.raw.meals
    ]


def _food(food: Any) -> Row:
    return {
        "id": food.id,
        "text": food.text,
        "serving": food.serving,
        "potassium_mg": food.potassium_mg,
        "magnesium_mg": food.magnesium_mg,
        "calcium_mg": food.calcium_mg,
        "sodium_mg": food.sodium_mg,
        "suggest": food.suggest,
        "tags": list(food.tags),
    }


def _stretches(content: Content) -> list[Row]:
    return [{"id": s.id, "text": s.text, "dose": s.dose, "variant": s.variant} for s in content.raw.stretches]


def _medicines(content: Content) -> list[Row]:
    classes, codes = content.classes, _codes(content)
    return [
        {
            "id": drug.id,
            "classes": list(drug.classes),
            # Without a class no medicine counts as checked.
            "covered": bool(drug.classes) and all(classes[class_].covered for class_ in drug.classes),
            "names": [*drug.names, *drug.brands, *drug.more_names],
            "codes": codes.get(drug.id, []),
        }
        for drug in content.raw.drugs
    ]


def _conditions(content: Content) -> list[Row]:
    codes = _codes(content)
    return [
        {
            "id": c.id,
            "kind": c.fact,
            "covered": c.covered,
            "label": c.label,
            "names": list(c.names),
            "codes": codes.get(f"{c.fact}/{c.id}", []),
        }
        for c in content.every_concept
    ]


def _codes(content: Content) -> dict[str, list[str]]:
    """Return the codes that stand for each term, with the detail that a code gives; those of one medicine alone."""
    found: dict[str, list[str]] = {}
    for one in content.raw.codes:
        if one.system in ("rxnorm", "atc") and len(one.of) > 1:
            continue
        for of in one.of:
            term, _, detail = of.partition(" = ")
            said = f" ({detail})" if detail else ""
            found.setdefault(term, []).extend(f"{one.system} {code}{said}" for code in one.codes)
    return found


def _sources(content: Content) -> list[Row]:
    return [
        {"id": s.id, "year": s.year, "verified": s.verified, "publisher": s.publisher, "title": s.title, "url": s.url}
        for s in content.raw.sources
    ]


def _languages(content: Content) -> list[Row]:
    return [{"code": code, "name": words.messages["language-name"]} for code, words in content.languages.items()]


_LISTS: dict[str, Callable[[Content], list[Row]]] = {
    "plans": _plans,
    "foods": _foods,
    "drinks": _drinks,
    "meals": _meals,
    "stretches": _stretches,
    "medicines": _medicines,
    "conditions": _conditions,
    "sources": _sources,
    "languages": _languages,
}
