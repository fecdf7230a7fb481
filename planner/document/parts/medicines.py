"""Your medicines and this plan: each medicine, illness or other fact as it was read, and what it changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from math import ceil

from msgspec.structs import replace

from planner.document.attribution import Attribution, Cause
from planner.document.changes import TIMED, Consequence, change, each_risk_once
from planner.document.context import SheetContext, listed_once, once
from planner.document.left_out import left_out_for_one, named
from planner.document.lines import goes_on, is_on_pages, kind_of, lines_of
from planner.document.model import (
    Block,
    BulletList,
    Effect,
    Heading,
    ListItem,
    Note,
    Paragraph,
    Run,
    Subject,
    SubjectTable,
    Text,
    literal,
    plain,
    words,
)
from planner.document.parts.told import as_read, fact_in_words, read_plainly, short_name_of, written_entries
from planner.i18n.language import lower_first
from planner.logic.support import UNREAD, Supporter
from planner.model.items import About, Item
from planner.planning.plan import Planned

# Parts of a sheet that have a place of their own for their lines, whoever's answers brought them.
_ELSEWHERE = ("front", "first-aid", "log", "clinician", "causes", "stretch", "untold")
# Parts that have a list for everybody.
_TOLD_ALL = ("avoid", "ask-first", "when-to-see")
# How many things are named in one breath: of those left out for one reason, and of those that share one.
_NAMED, _SHARING = 8, 6
# How many letters of words that were not read one row holds.
_UNREAD_IN_A_ROW = 240
# How many effects stand below each other without a title that parts them, and how many at most below a title.
_WITHOUT_TITLES, _IN_A_GROUP = 7, 7


def medicines_table(sheet: SheetContext) -> Iterator[Block]:
    """Yield what several things forbid together, then the table of all of them; nothing where nothing was told."""
    found = sheet.attribution
    if not _is_printed(sheet, found):
        return
    rows, shared = subjects(sheet), tuple(_shared(sheet, found))
    entries = written_entries(sheet) or sheet.plan.profile.not_recognised
    title = sheet.say("medicines-title" if entries else "facts-title")
    yield Heading(2, title)
    yield from _lead(sheet, found)
    if shared:
        yield Note("together", sheet.say("together-title"), (BulletList(shared),))
    if rows:
        # In large print each change says in its own line what it is.
        header = ("", "") if sheet.large else (sheet.say("subjects-read"), sheet.say("subjects-changed"))
        yield SubjectTable(header, rows, goes_on(sheet, title))
    yield from _others(sheet, rows)


def subjects(sheet: SheetContext) -> tuple[Subject, ...]:
    """Return each thing that a person told, as it was read, with what it alone changed, the most dangerous first."""
    return tuple(_rows(sheet, sheet.attribution))


@once
def covered(sheet: SheetContext) -> frozenset[str]:
    """Return the ids of the lines that the table prints, so that no other page need print them."""
    found = sheet.attribution
    own = frozenset(line.id for line in _covered_lines(sheet))
    lead = {line.id for line in _lead_lines(sheet, found)} if _is_printed(sheet, found) else frozenset()
    return own | lead


def _is_printed(sheet: SheetContext, found: Attribution) -> bool:
    """Return whether there is anything to put into the table."""
    profile = sheet.plan.profile
    return bool(written_entries(sheet) or profile.not_recognised) or any(_lines(sheet))


def _lead(sheet: SheetContext, found: Attribution) -> Iterator[Block]:
    """Yield what holds for all medicines, and whom to call for a sign that is marked for the same day."""
    said = [sheet.say("medicines-keep")] if sheet.plan.profile.medicines else []
    said += [sheet.language.text(line) for line in _lead_lines(sheet, found)]
    if any(line.item.part in TIMED and line.item.urgency == "urgent" for line, _ in _lines(sheet)):
        said.append(sheet.say("medicines-how-soon"))
    if said:
        yield Paragraph(words(" ".join(said)))


def _lead_lines(sheet: SheetContext, found: Attribution) -> Iterator[Planned]:
    """Yield what the plan tells everybody about medicines."""
    everybody = (line for line in lines_of(sheet, "medicines") if line.id not in found.lines)
    yield from (line for line in everybody if is_on_pages(line))


# --- lines ---


def _own_lines(sheet: SheetContext) -> tuple[Planned, ...]:
    return (*sheet.plan.notes, *sheet.plan.avoid, *sheet.plan.ask_first)


@listed_once
def _covered_lines(sheet: SheetContext) -> Iterator[Planned]:
    """Yield the lines that stand in the table or with the reasons."""
    brought = sheet.attribution.lines
    mine = [line for line in _own_lines(sheet) if line.item.id in brought]
    return (line for line in mine if _is_covered(brought[line.id], line.item))


def _is_covered(cause: Cause, item: Item) -> bool:
    """Return whether a line stands in the table that answers brought, and no other page has its place."""
    if item.part in _ELSEWHERE:
        return False
    # What an age or a habit asks to leave out, to ask about first or to see someone for stands with what all are told.
    return not (item.part in _TOLD_ALL and item.urgency != "emergency" and cause.is_background)


@listed_once
def _lines(sheet: SheetContext) -> Iterator[tuple[Planned, Cause]]:
    """Yield the lines of the table with what brought them; page 1 has every emergency sign that several bring."""
    found = sheet.attribution
    for line in sheet.plan.alerts:
        if (cause := found.lines.get(line.id)) and not cause.shared:
            yield line, cause
    for line in _covered_lines(sheet):
        if not is_habit(found, line):
            yield line, found.lines[line.id]


def is_habit(found: Attribution, line: Planned) -> bool:
    """Return whether a line is only something to do because of a habit or an age: it stands with the reasons."""
    return found.lines[line.id].is_background and kind_of(line) == "do"


def habit_lines(sheet: SheetContext) -> Iterator[tuple[Planned, Cause]]:
    """Yield the lines that stand with the reasons of the plan, with what brought them."""
    found = sheet.attribution
    for line in _covered_lines(sheet):
        if is_habit(found, line):
            yield line, found.lines[line.id]


# --- together ---


def _shared(sheet: SheetContext, found: Attribution) -> Iterator[ListItem]:
    """Yield once what several things bring, bans first, each with those that bring it unless they are many."""
    for one in shared_changes(sheet, found, labelled=False):
        yield ListItem(one.text)


def shared_changes(sheet: SheetContext, found: Attribution, *, labelled: bool = True) -> Iterator[Consequence]:
    """Yield what several things changed together, bans first, each with those that bring it unless they are many.

    Where no label stands before them, they say whole what to do or to leave out.
    """
    shared = [(change(sheet, line, labelled=labelled), cause) for line, cause in _lines(sheet) if cause.shared]
    for one, cause in sorted(shared, key=lambda pair: pair[0].rank):
        names = dict.fromkeys(name_of(sheet, subject) for subject in cause.all)
        because = literal(f" ({', '.join(names)})") if len(names) <= _SHARING else ()
        yield replace(one, text=(*one.text, *because))


def name_of(sheet: SheetContext, subject: Supporter) -> str:
    """Return the name of a thing in the middle of a sentence."""
    if subject.fact == UNREAD:
        return sheet.say("unread-name")
    return lower_first(fact_in_words(sheet, subject)) if subject.fact else short_name_of(sheet, subject.words)


# --- rows ---


def _rows(sheet: SheetContext, found: Attribution) -> Iterator[Subject]:
    """Yield a row for what could not be read, for each thing that changed something, and one for all others."""
    own: dict[Supporter, list[Consequence]] = {}
    for line, cause in _lines(sheet):
        if not cause.shared:
            own.setdefault(cause.all[0], []).append(change(sheet, line))
    entries = [Supporter("", entry) for entry in written_entries(sheet)]
    unread = list(dict.fromkeys(entry.text for entry in sheet.plan.profile.not_recognised))
    for_unread = own.pop(Supporter(UNREAD), [])
    alone = [text for text in unread if Supporter("", text) not in entries]
    yield from _unread_rows(sheet, alone, for_unread)
    own |= _without_lines(sheet, own)
    unsure = [entry for entry in entries if entry.words in unread]
    for entry in unsure:
        own.setdefault(entry, []).append(_ask_first(sheet))
    if unsure and not alone:
        own[unsure[0]] += for_unread
    for _, given, extra in sheet.plan.profile.twice:
        entries = [entry for entry in entries if entry.words != extra or given == extra]
        own.setdefault(Supporter("", given), []).append(
            Consequence("ask", words(sheet.say("twice-effect", second=extra)))
        )
    ordered = [*(entry for entry in entries if entry in own), *(one for one in own if one not in entries)]
    for subject in sorted(ordered, key=lambda one: min(made.rank for made in own[one])):
        yield _row(sheet, subject, own[subject])


def _row(sheet: SheetContext, subject: Supporter, changes: Iterable[Consequence]) -> Subject:
    """Return the row of one thing: as it was written, as it was read, and what it changed."""
    effects = tuple(_in_groups(sheet, tuple(each_risk_once(sorted(changes, key=lambda one: one.rank)))))
    if subject.fact:
        return _subject(sheet, words(fact_in_words(sheet, subject)), (), effects)
    return _subject(sheet, literal(subject.words), literal(as_read(sheet, subject.words)), effects)


def _subject(sheet: SheetContext, title: Text, detail: Text, effects: tuple[Effect, ...]) -> Subject:
    return Subject(title, detail, effects, literal(goes_on(sheet, plain(title))))


def _in_groups(sheet: SheetContext, changes: Sequence[Consequence]) -> Iterator[Effect]:
    """Yield effects, many in groups of what they are about, unless one does not say it; the most dangerous first."""
    if len(changes) <= _WITHOUT_TITLES or any(one.about is None for one in changes):
        yield from (_effect(sheet, one) for one in changes)
        return
    for matters, group in _by_matter(changes).items():
        named = [sheet.say(f"about-{about}") for about in matters]
        title = ", ".join([named[0], *map(lower_first, named[1:])])
        parts = ceil(len(group) / _IN_A_GROUP)
        for at, one in enumerate(group):
            opens = at == 0 or at * parts // len(group) != (at - 1) * parts // len(group)
            opening = title if at == 0 else sheet.say("about-again", title=lower_first(title))
            yield replace(_effect(sheet, one), group=opening if opens else "")


def _by_matter(changes: Sequence[Consequence]) -> dict[tuple[About | None, ...], list[Consequence]]:
    """Return changes by what they are about; where several of them are alone of their matter, these stand together."""
    matters = Counter(one.about for one in changes)
    alone = tuple(about for about, times in matters.items() if times == 1)
    groups: dict[tuple[About | None, ...], list[Consequence]] = {}
    for one in changes:
        groups.setdefault(alone if one.about in alone else (one.about,), []).append(one)
    return groups


def _effect(sheet: SheetContext, one: Consequence) -> Effect:
    return Effect(one.kind, sheet.say(f"effect-{one.kind}"), one.text)


def _unread_rows(sheet: SheetContext, unread: Iterable[str], changes: list[Consequence]) -> Iterator[Subject]:
    """Yield rows for the words that nobody could read: whom to ask, and what was left out for them."""
    rows = list(_in_rows(unread))
    ask = _ask_first(sheet)
    for index, title in enumerate(rows):
        last = index == len(rows) - 1
        out = _left_out(sheet, Supporter(UNREAD)) if last else []
        effects = (ask, *(sorted(changes, key=lambda one: one.rank) if last else ()), *out)
        told = tuple(_effect(sheet, one) for one in effects)
        yield _subject(sheet, literal(title), words(sheet.say("unread-detail")), told)


def _ask_first(sheet: SheetContext) -> Consequence:
    """Return whom to ask about words that were not read, or not surely, before anything else."""
    return Consequence("ask", words(sheet.say("unread-ask")), "check")


def _in_rows(entries: Iterable[str]) -> Iterator[str]:
    """Yield words one after the other, as many in a row as a row may hold."""
    row = ""
    for entry in entries:
        if row and len(row) + len(entry) > _UNREAD_IN_A_ROW:
            yield row
            row = ""
        row = f"{row}; {entry}" if row else entry
    if row:
        yield row


def _without_lines(sheet: SheetContext, own: dict[Supporter, list[Consequence]]) -> dict[Supporter, list[Consequence]]:
    """Return things that no line speaks of and that left something out of the plan all the same."""
    entries = [Supporter("", entry) for entry in written_entries(sheet)]
    silent = [entry for entry in entries if entry not in own]
    return {entry: out for entry in silent if (out := _left_out(sheet, entry))}


def _left_out(sheet: SheetContext, subject: Supporter) -> list[Consequence]:
    """Return what was left out of the plan for one thing alone."""
    names, more = named(sheet, left_out_for_one(sheet).get(subject, ()), _NAMED)
    if not names:
        return []
    listed = "; ".join(names)
    if more:
        listed = sheet.say("and-more", items=listed, more=more)
    return [Consequence("no", words(sheet.say("subject-left-out", items=listed)))]


def _others(sheet: SheetContext, rows: Iterable[Subject]) -> Iterator[Block]:
    """Yield in a line each what stands in the box alone, by its name, and what changed nothing: nobody need wonder."""
    shown = {plain(row.title) for row in rows} | {extra for _, _, extra in sheet.plan.profile.twice}
    shared = {one.words for _, cause in _lines(sheet) if cause.shared for one in cause.all}
    groups: dict[str, list[str]] = {"subjects-also": [], "subjects-unchanged": []}
    for entry in written_entries(sheet):
        if entry not in shown:
            read = read_plainly(sheet, entry)
            key = "subjects-also" if entry in shared else "subjects-unchanged"
            groups[key].append(f"{entry} ({read})" if read else entry)
    for key, entries in groups.items():
        if entries:
            yield Paragraph((Run(f"{sheet.say(key)} ", strong=True), *literal("; ".join(entries) + ".")))
