"""The formats of a sheet: what each is called, how its files end, and who writes it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from planner.content.knowledge import Content
    from planner.planning.plan import Plan


class Format(Struct, frozen=True):
    """One format of a sheet; a text is in UTF-8."""

    name: str
    ending: str
    write: Callable[[Plan, Content], bytes]


# Each writer loads what it needs when it is asked for: a command that writes text never loads reportlab.


def _pdf(plan: Plan, content: Content) -> bytes:
    from planner.document.compose import compose
    from planner.formats.pdf import dated, pdf_bytes

    document = compose(plan, content)
    return pdf_bytes(document, creation_time=dated(document))


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


def _careplan(plan: Plan, content: Content) -> bytes:
    from planner.formats.careplan.careplan import to_careplan

    return to_careplan(plan, content)


FORMATS = {
    made.name: made
    for made in (
        Format("pdf", ".pdf", _pdf),
        Format("json", ".json", _json),
        Format("markdown", ".md", _markdown),
        Format("text", ".txt", _text),
        Format("ics", ".ics", _ics),
        Format("careplan", ".json", _careplan),
    )
}
