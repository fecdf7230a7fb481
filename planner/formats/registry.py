"""The formats of a sheet: what each is called, how its files end, and who writes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from planner.content.knowledge import Content
    from planner.planning.plan import Plan


class Format(Struct, frozen=True):
    """One format of a sheet; a text is in UTF-8. `notes` are what it says in another way than a person wrote it."""

    name: str
    ending: str
    write: Callable[[Plan, Content], bytes]
    notes: Callable[[Plan, Content], list[str]] = lambda _plan, _content: []


# Each writer loads what it needs when it is asked for: a command that writes text never loads reportlab.


def _pdf(plan: Plan, content: Content) -> bytes:
    from planner.document.compose import compose
    from planner.formats.pdf import dated, pdf_bytes

    document = compose(plan, content)
    return pdf_bytes(document, creation_time=dated(document))


def _pdf_notes(plan: Plan, content: Content) -> list[str]:
    who, given = plan.profile.identity, _given(plan)
    usual = all(text.isascii() for texts in given.values() for text in texts)
    if usual and len(f"{who.name}{who.id}") < _SHORT:
        return []
    from planner.document.compose import compose
    from planner.formats.pdf import printed_otherwise

    return printed_otherwise(compose(plan, content), given)


# So many letters of a name and an id have room on every line.
_SHORT = 20


def _given(plan: Plan) -> dict[str, Sequence[str]]:
    """Return what a person wrote that stands on the sheet as it is."""
    who, answers = plan.profile.identity, plan.profile.answers
    lists = ("medications", "conditions", "symptoms", "habits", "allergies", "diet")
    return {"name": (who.name,), "id": (who.id,), **{key: getattr(answers, key) or () for key in lists}}


def _json(plan: Plan, content: Content) -> bytes:
    from planner.files.json import json_bytes
    from planner.formats.json import plan_shape

    return json_bytes(plan_shape(plan, content))


def _markdown(plan: Plan, content: Content) -> bytes:
    from planner.document.compose import compose
    from planner.formats.markdown import to_markdown

    return to_markdown(compose(plan, content)).encode()


def _text(plan: Plan, content: Content) -> bytes:
    from planner.document.compose import compose
    from planner.formats.text import to_text

    return to_text(compose(plan, content)).encode()


def _ics(plan: Plan, content: Content) -> bytes:
    from planner.formats.calendar import to_ics

    return to_ics(plan, content)


FORMATS = {
    made.name: made
    for made in (
        Format("pdf", ".pdf", _pdf, _pdf_notes),
        Format("json", ".json", _json),
        Format("markdown", ".md", _markdown),
        Format("text", ".txt", _text),
        Format("ics", ".ics", _ics),
    )
}
