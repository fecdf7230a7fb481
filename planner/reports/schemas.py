"""JSON Schemas for editors and validators: of a profile, of the files in plans/, of a plan in JSON, of a batch."""

from __future__ import annotations

from collections.abc import Callable
from inspect import cleandoc
from typing import Any

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_of(what: str) -> dict[str, Any]:
    """Return one schema by name: profile, template, plan, theme or report."""
    return _SCHEMAS[what]()


def _profile() -> dict[str, Any]:
    from planner.profile.keys import schema

    return schema()


def _template() -> dict[str, Any]:
    """Return the schema of any file in plans/: a plan, a translation, the list of files, or lists of records."""
    import msgspec

    from planner.content.folder import LISTS, MAPS
    from planner.model.lexicon import Lexicon
    from planner.model.manifest import Manifest
    from planner.model.plans import Template
    from planner.model.translations import Translation

    words = {field.encode_name: field.type for field in msgspec.structs.fields(Lexicon)}
    records = [
        *(tuple[type_, ...] for type_ in LISTS.values()),  # type: ignore[valid-type]
        *(dict[str, type_] for type_ in MAPS.values()),  # type: ignore[valid-type]
        *words.values(),
    ]
    types = [Template, Manifest, Translation, *records]
    made, definitions = msgspec.json.schema_components(types, ref_template="#/$defs/{name}")
    _plain_descriptions(definitions)
    template, manifest, translation, *parts = made
    lists = {
        "type": "object",
        "properties": dict(zip((*LISTS, *MAPS, *words), parts, strict=True)),
        "additionalProperties": False,
        "minProperties": 1,
    }
    return {
        "$schema": DIALECT,
        "title": "A file of plans/",
        "description": "A plan template, the list of files, a translation, word lists, or lists of records.",
        "if": {"required": ["plan"]},
        "then": template,
        "else": {
            "if": {"required": ["files"]},
            "then": manifest,
            "else": {"if": {"required": ["sentences"]}, "then": translation, "else": lists},
        },
        "$defs": definitions,
    }


def _plan() -> dict[str, Any]:
    """Return the schema of a plan in JSON, made from the records that are written."""
    from planner.formats.shapes import PlanJson

    said = "Keys may be added, never changed or taken away, while schema_version stays the same."
    return _of_records(PlanJson, "A plan, as `planner render --format json` writes it", said)


def _theme() -> dict[str, Any]:
    """Return the schema of a clinic's theme."""
    from planner.content.theme import ThemeFile

    said = "What `--theme` reads: nothing of it takes the place of a warning, a sign or a limit."
    return _of_records(ThemeFile, "A clinic's theme", said)


def _report() -> dict[str, Any]:
    """Return the schema of a line of report.jsonl."""
    from planner.records.receipt import Receipt

    said = "What `planner batch` says of one row; the columns of report.csv are the same."
    return _of_records(Receipt, "A line of report.jsonl", said)


def _of_records(kind: type, title: str, description: str) -> dict[str, Any]:
    import msgspec

    (whole,), definitions = msgspec.json.schema_components([kind], ref_template="#/$defs/{name}")
    _plain_descriptions(definitions)
    return {"$schema": DIALECT, "title": title, "description": description, **whole, "$defs": definitions}


_SCHEMAS: dict[str, Callable[[], dict[str, Any]]] = {
    "profile": _profile,
    "template": _template,
    "plan": _plan,
    "theme": _theme,
    "report": _report,
}


def _plain_descriptions(definitions: dict[str, Any]) -> None:
    """Take the indents of the code out of descriptions: before Python 3.13 a docstring has them."""
    for one in definitions.values():
        if "description" in one:
            one["description"] = cleandoc(one["description"])
