"""The formats of a sheet: what each is called, how its files end, and who writes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from planner.content.knowledge import Content
    from planner.planning.plan import Plan


class Written(Struct, frozen=True):
    """A sheet as bytes, and what somebody must be told of how it came out."""

    data: bytes
    notes: tuple[str, ...] = ()


class Format(Struct, frozen=True):
    """One format of a sheet; a text is in UTF-8."""

    name: str
    ending: str
    write: Callable[[Plan, Content], Written]


# Each writer loads what it needs when it is asked for: a command that writes text never loads reportlab.


def _pdf(plan: Plan, content: Content) -> Written:
    from planner.document.compose import compose
    from planner.formats.pdf import dated, pdf_bytes
    from planner.formats.pdf.layout.notes import printed_otherwise
    from planner.formats.pdf.theme import theme_for

    document = compose(plan, content)
    data = pdf_bytes(document, creation_time=dated(document))
    theme = theme_for(document.paper, document.large_print)
    return Written(data, tuple(printed_otherwise(document, theme, _given(plan))))


def _given(plan: Plan) -> dict[str, Sequence[str]]:
    """Return what a person wrote that stands on the sheet as it is."""
    who, answers = plan.profile.identity, plan.profile.answers
    lists = ("medications", "conditions", "symptoms", "habits", "allergies", "diet")
    return {"name": (who.name,), "id": (who.id,), **{key: getattr(answers, key) or () for key in lists}}


def _json(plan: Plan, content: Content) -> Written:
    from planner.files.json import json_bytes
    from planner.formats.json import plan_shape

    return Written(json_bytes(plan_shape(plan, content)))


def _markdown(plan: Plan, content: Content) -> Written:
    from planner.document.compose import compose
    from planner.formats.markdown import to_markdown

    return Written(to_markdown(compose(plan, content)).encode())


def _text(plan: Plan, content: Content) -> Written:
    from planner.document.compose import compose
    from planner.formats.text import to_text

    return Written(to_text(compose(plan, content)).encode())


def _ics(plan: Plan, content: Content) -> Written:
    from planner.formats.calendar import to_ics

    return Written(to_ics(plan, content))


FORMATS = {
    made.name: made
    for made in (
        Format("pdf", ".pdf", _pdf),
        Format("json", ".json", _json),
        Format("markdown", ".md", _markdown),
        Format("text", ".txt", _text),
        Format("ics", ".ics", _ics),
    )
}
