"""JSON Schemas for editors and validators: of a profile, of the files in plans/, and of a plan in JSON."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_of(what: str) -> dict[str, Any]:
    """Return one schema by name: profile, template or plan."""
    return _SCHEMAS[what]()


def _profile() -> dict[str, Any]:
    from planner.answers import schema

    return schema()


def _template() -> dict[str, Any]:
    """Return the schema of any file in plans/: a plan template, or lists of records."""
    from inspect import cleandoc

    import msgspec

    from planner.contentfiles import LISTS, MAPS
    from planner.template import Template

    types = [Template, *(tuple[type_, ...] for type_ in LISTS.values()), *(dict[str, type_] for type_ in MAPS.values())]  # type: ignore[valid-type]
    (template, *parts), definitions = msgspec.json.schema_components(types, ref_template="#/$defs/{name}")
    for one in definitions.values():
        if "description" in one:
            # A docstring, which before Python 3.13 is indented as the code is.
            one["description"] = cleandoc(one["description"])
    lists = {
        "type": "object",
        "properties": dict(zip((*LISTS, *MAPS), parts, strict=True)),
        "additionalProperties": False,
        "minProperties": 1,
    }
    return {
        "$schema": DIALECT,
        "title": "A file of plans/",
        "description": "A plan template, or a file that lists rules, foods, medicines and other records.",
        "if": {"required": ["plan"]},
        "then": template,
        "else": lists,
        "$defs": definitions,
    }


def _object(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _array(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


_TEXT: dict[str, Any] = {"type": "string"}
_TEXTS = _array(_TEXT)
_DATE = {"type": "string", "format": "date"}
_SLOT = {"enum": ["morning", "midday", "afternoon", "evening", "bedtime"]}
_KIND = {"enum": ["do", "caution", "ask_first"]}
_URGENCY = {"enum": ["emergency", "urgent", "routine", "check"]}
_NUMBER_OR_NONE = {"type": ["integer", "null"]}


def _plan() -> dict[str, Any]:
    item = _object(
        id=_TEXT,
        slot=_SLOT,
        kind=_KIND,
        text=_TEXT,
        cautions=_TEXTS,
        checks=_TEXTS,
        why=_TEXT,
        because=_TEXT,
        evidence={"enum": ["good", "some", "weak", "none", "harmful"]},
        sources=_TEXTS,
    )
    food = _object(
        id=_TEXT, kind=_KIND, text=_TEXT, serving=_TEXT, gives=_TEXTS, cautions=_TEXTS, checks=_TEXTS, sources=_TEXTS
    )
    line = _object(id=_TEXT, text=_TEXT, why=_TEXT, sources=_TEXTS)
    reason = _object(fact=_TEXT, asked=_TEXT, found=_TEXT, truth={"enum": ["yes", "no", "unknown"]})
    page = _object(urgency=_URGENCY, who=_TEXT, why=_TEXTS, do_now=_TEXTS, bring=_TEXTS)
    profile = _object(
        age={"type": "integer"},
        medications=_array(_object(given=_TEXT, recognised=_TEXT, classes=_TEXTS, near_miss={"type": "boolean"})),
        not_recognised=_TEXTS,
        unknown=_TEXTS,
        assumed=_array(_object(fact=_TEXT, **{"as": _TEXT}, because=_TEXT)),
    )
    whole = _object(
        schema_version={"const": 1},
        outcome={"enum": ["plan", "see_clinician"]},
        plan=_object(id=_TEXT, version=_TEXT, status={"enum": ["draft", "active", "retired"]}),
        start=_DATE,
        profile=profile,
        see_clinician={"anyOf": [{"type": "null"}, page]},
        alerts=_array(_object(id=_TEXT, urgency=_URGENCY, text=_TEXT, sources=_TEXTS)),
        checks=_array(_object(id=_TEXT, text=_TEXT, mark=_TEXT)),
        every_day=_array(item),
        days={**_array(_object(day={"type": "integer"}, date=_DATE, theme=_TEXT, items=_array(item))), "maxItems": 7},
        checklist=_object(foods=_array(food), drinks=_array(food)),
        stretches=_array(
            _object(id=_TEXT, steps=_TEXTS, seconds=_NUMBER_OR_NONE, times=_NUMBER_OR_NONE, variant=_TEXT)
        ),
        notes=_array(
            _object(id=_TEXT, part=_TEXT, text=_TEXT, cautions=_TEXTS, checks=_TEXTS, because=_TEXT, sources=_TEXTS)
        ),
        avoid=_array(line),
        ask_first=_array(line),
        gaps=_array(_object(slot=_TEXT, text=_TEXT)),
        reduced=_TEXTS,
        decisions=_array(
            _object(
                item=_TEXT,
                outcome={"enum": ["in", "out", "replaced", "caution", "ask_first"]},
                rules=_TEXTS,
                reasons=_array(reason),
                sources=_TEXTS,
            )
        ),
        sources=_array(
            _object(
                id=_TEXT,
                title=_TEXT,
                publisher=_TEXT,
                year=_NUMBER_OR_NONE,
                url=_TEXT,
                verified={"enum": ["read", "second-hand", "no"]},
            )
        ),
    )
    return {
        "$schema": DIALECT,
        "title": "A plan, as `planner render --format json` writes it",
        "description": "Keys may be added, never changed or taken away, while schema_version stays the same.",
        **whole,
    }


_SCHEMAS: dict[str, Callable[[], dict[str, Any]]] = {"profile": _profile, "template": _template, "plan": _plan}
