"""What a person must not use or do, what to ask about first, what to watch for: in lists, for a sheet of few pages."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final, Literal

from planner.document.changes import change, unlabelled
from planner.document.context import SheetContext
from planner.document.emergency import signs_of_today
from planner.document.lines import care, condition, is_on_pages, kind_of, stopped
from planner.document.model import Block, BulletList, Heading, ListItem, Paragraph, Run, Text, plain, words
from planner.document.parts.medicines import covered, shared_changes, subjects
from planner.document.parts.told import written_entries
from planner.document.printed import labelled
from planner.model.items import Tells
from planner.planning.plan import Planned

Warned = tuple[Tells, Text]
# The kinds of warnings of which each line has a sign: alone on a page, "Beer" must not read as an offer.
_SIGNED: Final[tuple[Literal["no", "ask"], ...]] = ("no", "ask")
# Parts whose lines stand in another place of the first leaf.
_ELSEWHERE: Final = ("front", "first-aid", "log", "untold")
_FAST: Final = ("emergency", "urgent")


def own_warnings(sheet: SheetContext) -> list[Warned]:
    """Return what the medicines, illnesses and other answers of a person ask to leave out, to ask or to watch for."""
    on_front = {plain(change(sheet, line).text) for line in sheet.plan.alerts}
    found = [(one.kind, one.text) for one in shared_changes(sheet, sheet.attribution)]
    entries, unread = written_entries(sheet), words(sheet.say("unread-detail"))
    for row in subjects(sheet):
        # Nobody asks which of their medicines an age or a pregnancy is.
        named = plain(row.title) in entries or row.detail == unread
        behind = (Run(f" ({plain(row.title)})"),) if named else ()
        found += [(one.kind, (*one.text, *behind)) for one in row.effects if plain(one.text) not in on_front]
    return list(dict.fromkeys((kind, text) for kind, text in found if kind != "do"))


def common_warnings(sheet: SheetContext, *, soon: bool = True, but: Collection[str] = ()) -> Iterator[Warned]:
    """Yield what is to be left out, asked or watched for and that no answer of the person brought.

    Without `soon`, the signs that can wait for a visit are not among them; `but` are lines that are said elsewhere.
    """
    gone = covered(sheet) | {line.id for line in signs_of_today(sheet)} | set(but)
    notes = (line for line in sheet.plan.notes if line.item.part not in _ELSEWHERE and is_on_pages(line))
    for line in (*sheet.plan.avoid, *sheet.plan.ask_first, *notes):
        waits = line.item.part == "when-to-see" and line.item.urgency not in _FAST
        if line.id not in gone and kind_of(line) != "do" and (soon or not waits):
            yield kind_of(line), warned(sheet, line)


def warned(sheet: SheetContext, line: Planned) -> Text:
    """Return a line in words, with what to take care of, how soon to act, and without marks of sources."""
    if line.item.part == "when-to-see":
        return change(sheet, line).text
    text = sheet.language.text(line)
    text = unlabelled(sheet, text, kind_of(line))
    return words(" ".join([stopped(text), *care(sheet, line), *condition(sheet, line.checks)]))


def warning_lists(sheet: SheetContext, found: Sequence[Warned], *, lists: bool = True) -> Iterator[Block]:
    """Yield warnings under a heading for each kind, in lists or one after the other; what to watch for by urgency.

    Before them stands that nobody stops a medicine because of them.
    """
    if sheet.plan.profile.medicines:
        yield Paragraph(words(sheet.say("medicines-keep")))
    for sign in _SIGNED:
        label = sheet.say(f"effect-{sign}")
        points = [ListItem(text, sign=sign, label=label) for kind, text in found if kind == sign]
        yield from _under(Heading(3, sheet.say(f"warn-{sign}"), sign=sign), points, lists=lists)
    for said, texts in _by_urgency(sheet, found):
        yield from _under(Heading(3, said), [*map(ListItem, texts)], lists=lists)


def _under(title: Heading, points: Sequence[ListItem], *, lists: bool) -> Iterator[Block]:
    """Yield points under their title in a list, or behind it one after the other, each but the first with its label."""
    if points and lists:
        yield title
        yield BulletList(tuple(points), columns=2)
    elif points:
        first, *others = points
        said = [(Run(stopped(title.text), strong=True), Run(" "), *first.text)]
        said += [(Run(" "), *labelled(one)) for one in others]
        yield Paragraph(tuple(run for text in said for run in text))


def _by_urgency(sheet: SheetContext, found: Iterable[Warned]) -> Iterator[tuple[str, list[Text]]]:
    """Yield what to watch for by urgency, which is said once, with whom to call: what cannot wait comes first."""
    whom = {sheet.say("watch-urgent"): sheet.say("see-same-day"), sheet.say("watch-routine"): sheet.say("see-soon")}
    groups: dict[str, list[Text]] = {}
    for lead, *rest in (text for kind, text in found if kind == "watch"):
        groups.setdefault(lead.text.rstrip(": "), []).append(tuple(rest))
    order = ["", *whom]
    for said in sorted(groups, key=lambda one: order.index(one if one in whom else "")):
        yield whom.get(said, said), groups[said]
