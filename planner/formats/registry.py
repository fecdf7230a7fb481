"""The formats of a sheet: what each is called, how its files end, and who writes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from planner.content.knowledge import Content
    from planner.document.model import Document
    from planner.planning.plan import Plan

# What gives the words of a plan to those writers that print them.
Composed = Callable[[], "Document"]


class Sheet(Struct, frozen=True):
    """What a writer made: the bytes of a file (a text is in UTF-8), its pages, and what somebody must be told of it."""

    data: bytes
    pages: int = 0
    notes: tuple[str, ...] = ()


class Format(Struct, frozen=True):
    """One format of a sheet, and whether it prints the words of a plan.

    `bulk` names the file that holds all sheets of a batch once more, one a line, if any.
    """

    name: str
    ending: str
    write: Callable[[Plan, Content, Composed], Sheet]
    bulk: str = ""
    in_words: bool = False


LONGER = "the warnings have no room in the {edition} edition: the sheet has {pages} pages, and says so"

# Each writer loads what it needs when it is asked for: a command that writes text never loads reportlab.


def _pdf(plan: Plan, content: Content, composed: Composed) -> Sheet:
    from planner.formats.pdf import dated
    from planner.formats.pdf.bodies import sheet_made
    from planner.formats.pdf.layout.notes import printed_otherwise

    document = composed()
    made = sheet_made(document, None, dated(document))
    longer = (LONGER.format(edition=document.edition, pages=made.pages),) if made.longer else ()
    return Sheet(made.data, made.pages, (*longer, *printed_otherwise(document, made.theme, _given(plan))))


def _given(plan: Plan) -> dict[str, Sequence[str]]:
    """Return what a person wrote that stands on the sheet as it is."""
    who, answers = plan.profile.identity, plan.profile.answers
    lists = ("medications", "conditions", "symptoms", "habits", "allergies", "diet")
    return {"name": (who.name,), "id": (who.id,), **{key: getattr(answers, key) or () for key in lists}}


def _json(plan: Plan, content: Content, composed: Composed) -> Sheet:
    from planner.files.json import json_bytes
    from planner.formats.json import plan_shape

    return Sheet(json_bytes(plan_shape(plan, content)))


def _markdown(plan: Plan, content: Content, composed: Composed) -> Sheet:
    from planner.formats.markdown import to_markdown

    return Sheet(to_markdown(composed()).encode())


def _text(plan: Plan, content: Content, composed: Composed) -> Sheet:
    from planner.formats.text import to_text

    return Sheet(to_text(composed()).encode())


def _ics(plan: Plan, content: Content, composed: Composed) -> Sheet:
    from planner.formats.calendar import to_ics

    return Sheet(to_ics(plan, content))


def _careplan(plan: Plan, content: Content, composed: Composed) -> Sheet:
    from planner.formats.careplan.careplan import to_careplan

    return Sheet(to_careplan(plan, content))


FORMATS = {
    made.name: made
    for made in (
        Format("pdf", ".pdf", _pdf, in_words=True),
        Format("json", ".json", _json),
        Format("markdown", ".md", _markdown, in_words=True),
        Format("text", ".txt", _text, in_words=True),
        Format("ics", ".ics", _ics),
        Format("careplan", ".json", _careplan, bulk="CarePlan.ndjson"),
    )
}
