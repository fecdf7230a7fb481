"""Content small enough to be read in one go, for tests of what rules and items do to each other."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
from conftest import CONTENT
from msgspec import structs

from planner.content.knowledge import Content
from planner.model.folder import Records
from planner.model.items import SLOTS, Item
from planner.model.rules import DefaultValue, Rule

_DRUGS = ("furosemide", "lithium-carbonate")
_CONCEPTS = ("gout", "osteoarthritis", "smoking")
_SOURCE = {"sources": ["general-advice"]}


def an_item(id_: str, slot: str = "morning", **more: Any) -> Item:
    """Return an activity of every day."""
    written = {"id": id_, "text": f"Do {id_}.", "short": id_, "slot": slot, "days": "every", **_SOURCE, **more}
    return msgspec.convert(written, Item)


def a_rule(id_: str, **more: Any) -> Rule:
    """Return a rule as written."""
    return msgspec.convert({"id": id_, **_SOURCE, **more}, Rule)


def small_content(
    rules: Iterable[Rule],
    items: Iterable[Item] = (),
    habits: Iterable[Any] = (),
    lines: Any = (),
    defaults: Iterable[DefaultValue] = (),
) -> Content:
    """Return content with two medicines, three conditions, one food, one drink, and something for each time of day."""
    raw = CONTENT.raw
    drugs = tuple(drug for drug in raw.drugs if drug.id in _DRUGS)
    held = {class_ for drug in drugs for class_ in drug.classes}
    shared = tuple(an_item(f"all-{slot}", slot) for slot in SLOTS)
    stretches = tuple(structs.replace(one, forms=()) for one in raw.stretches if one.id == "ankle-pumps")
    template = structs.replace(
        raw.templates[0], items=(*shared, *items), lines=tuple(lines), habits=tuple(habits), tonight=(), stretches=()
    )
    tiny = Records(
        defaults=tuple(defaults),
        assumptions=raw.assumptions,
        checks=tuple(structs.replace(check, forms=()) for check in raw.checks),
        sources=raw.sources,
        classes=tuple(class_ for class_ in raw.classes if class_.id in held),
        drugs=tuple(structs.replace(drug, implies=()) for drug in drugs),
        concepts=tuple(structs.replace(one, implies=()) for one in raw.concepts if one.id in _CONCEPTS),
        foods=(structs.replace(raw.foods[0], when=None, suggest=True),),
        drinks=(structs.replace(raw.drinks[0], when=None, suggest=True),),
        stretches=stretches if any(item.stretch for item in template.items) else (),
        lexicons=raw.lexicons,
        rules=tuple(rules),
        templates=(template,),
        countries=raw.countries,
        vessels=raw.vessels,
        messages=raw.messages,
    )
    return Content(tiny, CONTENT.folder)
