"""The formats of a sheet: what each is called, how its files end, and who writes it."""

from __future__ import annotations

from collections.abc import Callable
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


LONGER = "the warnings have no room in the {edition} edition: the sheet has {pages} pages, and says so"

# Each writer loads what it needs when it is asked for: a command that writes text never loads reportlab.


def _pdf(plan: Plan, content: Content) -> Written:
    from planner.document.compose import compose
    from planner.formats.pdf import dated, pdf_and_layout

    document = compose(plan, content)
    data, layout = pdf_and_layout(document, creation_time=dated(document))
    said = LONGER.format(edition=document.edition, pages=len(layout.pages))
    return Written(data, (said,) if layout.longer else ())


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
