"""The leaf for a visit: what a clinician wants to see in a minute, the person's questions, room to write."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from planner.content.knowledge import Content
from planner.document.context import SheetContext
from planner.document.left_out import Omission, left_out, named
from planner.document.lines import goes_on, upper_first
from planner.document.model import (
    Block,
    Cell,
    CheckItem,
    Checklist,
    Group,
    Heading,
    Paragraph,
    Run,
    Section,
    Table,
    Text,
    WriteLines,
    literal,
    plain,
    words,
)
from planner.document.parts.medicines import name_of
from planner.document.parts.told import as_read, given, short_name_of, unknown, value_in_words, written_entries
from planner.logic.support import Supporter
from planner.planning.plan import Planned

# How many things left out for one reason are named, and for how many reasons; `planner explain` has them all.
_NAMED, _REASONS = 2, 4
_REASONS_IN_LARGE = 2
# The widths of medicines and of illnesses beside each other, where there are more than so many medicines or fewer.
_MANY, _MANY_WIDE, _FEW_WIDE = 5, (0.64, 0.36), (0.54, 0.46)
# Keys whose values stand in the list of illnesses and limits.
_LISTED = ("conditions", "symptoms", "habits", "allergies", "diet")
# Those of which it says that there are none: beside a pattern of cramps, "no symptoms" would read as wrong.
_NONE = ("conditions", "habits", "allergies", "diet")
_LINKED = "linked-with-cramps"
# What of a cramp's pattern a person may have told.
_PATTERN = {"nights": "nights_per_week", "since": "for_weeks", "muscle": "where"}


def visit_due(sheet: SheetContext) -> bool:
    """Return whether somebody has a medicine, an illness, a limit or words not read to take to a clinician."""
    profile = sheet.plan.profile
    ill = any(one.fact in ("conditions", "symptoms") and one.status in ("current", "past") for one in profile.findings)
    return bool(profile.medicines or profile.not_recognised or profile.answers.limits) or ill


def _is_long(sheet: SheetContext) -> bool:
    return len(sheet.plan.profile.medicines) > _MANY


def visit(sheet: SheetContext) -> Section:
    """Return the leaf."""
    return Section("visit", tuple(_blocks(sheet)), sheet.say("visit-aside"))


def _blocks(sheet: SheetContext) -> Iterator[Block]:
    yield Heading(2, sheet.say("visit-title"))
    medicines, illnesses = tuple(_medicines(sheet)), tuple(_illnesses(sheet))
    if medicines:
        yield Group((Group(medicines), Group(illnesses)), _MANY_WIDE if _is_long(sheet) else _FEW_WIDE)
    else:
        yield from illnesses
    yield from _left_out(sheet)
    yield from _pattern(sheet)
    yield from _questions(sheet)
    yield from _agreed(sheet)
    yield WriteLines((sheet.say("visit-name-date"), sheet.say("visit-again")))


def _agreed(sheet: SheetContext) -> Iterator[Block]:
    """Yield where to say that the plan is fine, or what to change: in large print on one line."""
    if sheet.large:
        yield WriteLines((sheet.say("visit-fine-or-change"),), columns=1)
        return
    fine = Checklist((CheckItem(words(sheet.say("visit-fine"))),))
    yield Group((fine, WriteLines((sheet.say("visit-change"),), columns=1)), (0.42, 0.58))


# --- as understood ---


def _medicines(sheet: SheetContext) -> Iterator[Block]:
    """Yield the medicines as they were read, those first that nobody could read."""
    profile = sheet.plan.profile
    taken = dict.fromkeys(medicine.given for medicine in profile.medicines)
    unread = dict.fromkeys(entry.text for entry in profile.not_recognised)
    if not taken and not unread:
        if profile.answers.medications == ():
            yield Heading(3, sheet.say("visit-medicines"))
            yield Paragraph(words(upper_first(sheet.say("none"))))
        return
    yield Heading(3, sheet.say("visit-medicines"))
    rows = [(Cell((Run(text, strong=True),)), Cell((Run(sheet.say("visit-unread"), strong=True),))) for text in unread]
    rows += [(Cell(literal(text)), Cell(literal(_read_with_code(sheet, text)))) for text in taken]
    # Without words over the first column, the heading stands on the line of the header.
    title = goes_on(sheet, sheet.say("visit-medicines"))
    yield Table(((), words(f"**{sheet.say('visit-read')}**")), tuple(rows), (0.5, 0.5), continued=title)


def _read_with_code(sheet: SheetContext, entry: str) -> str:
    """Return how a medicine was read, with the group of the ATC classification that is exactly its class."""
    kinds = [kind for one in sheet.plan.profile.medicines if one.given == entry for kind in one.classes]
    codes = dict.fromkeys(code for kind in kinds if (code := _group(sheet, kind)) and code not in entry)
    return ", ".join([part for part in (as_read(sheet, entry, briefly=True), *codes) if part])


def _group(sheet: SheetContext, kind: str) -> str:
    """Return the one group of the ATC classification that is a class of medicines; an illness has no one code."""
    groups = _groups(sheet.content).get(kind, [])
    return groups[0][0] if len(groups) == 1 and len(groups[0]) == 1 else ""


@lru_cache(maxsize=8)
def _groups(content: Content) -> dict[str, list[tuple[str, ...]]]:
    """Return the groups of the ATC classification of each single class of medicines."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for one in content.core.codes:
        if one.system == "atc" and len(one.of) == 1:
            found.setdefault(one.of[0], []).append(one.codes)
    return found


def _illnesses(sheet: SheetContext) -> Iterator[Block]:
    """Yield illnesses and limits as read, what was not told, and which medicines may play a part."""
    yield Heading(3, sheet.say("visit-illnesses"))
    told = _listed(sheet)
    more = (("visit-not-told", unknown(sheet)), ("visit-part", _linked(sheet)))
    titled = [_titled(sheet.say(key), sheet.language.join(said)) for key, said in more if said]
    if sheet.large:
        yield Paragraph((*told, *(run for one in titled for run in (*one, Run(" ")))))
        return
    yield from map(Paragraph, (told, *titled))


def _titled(title: str, text: str) -> Text:
    """Return a sentence behind its title."""
    return (Run(f"{title}. ", strong=True), *literal(f"{upper_first(text)}."))


def _listed(sheet: SheetContext) -> Text:
    """Return illnesses, signs, habits and allergies as read, limits in bold, and the rest of what was told."""
    answers = sheet.plan.profile.answers
    runs: list[Run] = []
    taken = {medicine.given for medicine in sheet.plan.profile.medicines}
    for entry in written_entries(sheet):
        if entry not in taken:
            read = as_read(sheet, entry)
            runs.append(Run(f"{upper_first(entry)} ({read}). " if read else f"{upper_first(entry)}. "))
    for name, amount in answers.limits or ():
        limit = sheet.say("fact-limit", limit=sheet.say(f"limit-{name}"), amount=amount)
        runs.append(Run(f"{limit}. ", strong=True))
    none = [sheet.say(f"none-{key}") for key in _NONE if getattr(answers, key) == ()]
    runs += [Run(sheet.say("told-none", keys=", ".join(none)) + " ")] if none else []
    for key, value in given(sheet):
        if key not in ("medications", "cramps", "limits", *_LISTED):
            runs.append(Run(sheet.say(f"told-{key}", value=value).rstrip(".") + ". "))
    return tuple(runs)


def _linked(sheet: SheetContext) -> list[str]:
    """Return the medicines of which a line says that they are linked with cramps."""
    brought = sheet.attribution.lines
    lines = (line for line in sheet.plan.notes if _LINKED in line.item.tags and line.id in brought)
    found = (one for line in lines for one in brought[line.id].all if not one.fact)
    return [short_name_of(sheet, one.words) for one in dict.fromkeys(found)]


# --- left out ---


def _left_out(sheet: SheetContext) -> Iterator[Block]:
    """Yield what was left out and because of what, the reason first that took most."""
    groups: dict[tuple[Supporter, ...], dict[str, Omission]] = {}
    for thing in left_out(sheet):
        groups.setdefault(thing.cause.all, {})[thing.name] = thing
    if not groups:
        return
    most = sorted(groups.items(), key=lambda pair: -len(pair[1]))
    if sheet.large:
        yield _left_out_in_lines(sheet, most)
        return
    yield Heading(3, sheet.say("visit-left-out"))
    rows = tuple(_row(sheet, things.values(), causes) for causes, things in most[:_REASONS])
    title = goes_on(sheet, sheet.say("visit-left-out"))
    yield Table(((), words(f"**{sheet.say('left-out-why')}**")), rows, (0.66, 0.34), continued=title)
    rest = sum(len(things) for _, things in most[_REASONS:])
    if rest:
        yield Paragraph(words(sheet.say("visit-left-out-more", count=rest)))


def _left_out_in_lines(
    sheet: SheetContext, groups: Sequence[tuple[tuple[Supporter, ...], dict[str, Omission]]]
) -> Block:
    """Return in one paragraph what was left out, as rows of large letters would have no columns to stand in."""
    runs = [Run(f"{sheet.say('visit-left-out')}. ", strong=True)]
    for causes, things in groups[:_REASONS_IN_LARGE]:
        what, why = _row(sheet, things.values(), causes)
        runs += [*what.text, Run(f" ({plain(why.text)}). ")]
    rest = sum(len(things) for _, things in groups[_REASONS_IN_LARGE:])
    runs += [Run(sheet.say("visit-left-out-more", count=rest))] if rest else []
    return Paragraph(tuple(runs))


def _row(sheet: SheetContext, things: Iterable[Omission], causes: tuple[Supporter, ...]) -> tuple[Cell, Cell]:
    names, more = named(sheet, things, _NAMED)
    listed = ", ".join(names)
    if more:
        listed = sheet.say("and-more", items=listed, more=more)
    because = ", ".join(dict.fromkeys(name_of(sheet, one) for one in causes))
    return Cell(words(upper_first(listed))), Cell(literal(upper_first(because)))


# --- room to write ---


def _pattern(sheet: SheetContext) -> Iterator[Block]:
    """Yield the pattern of the cramps as told, and lines for what of it was not and for results."""
    pattern = sheet.plan.profile.answers.cramps
    told = value_in_words(sheet, pattern)
    cramps: list[Block] = [Heading(3, sheet.say("visit-pattern"))]
    cramps += [Paragraph(words(upper_first(told) + "."))] if told else []
    open_ = [key for key, name in _PATTERN.items() if pattern is None or getattr(pattern, name) in (None, ())]
    patterns = tuple(sheet.say(f"visit-{key}") for key in (*open_, "pain"))
    results = tuple(sheet.say(f"visit-{key}") for key in ("potassium", "magnesium", "sodium", "other"))
    if sheet.large:
        # Under one title, so that no line stands alone in its row.
        yield from (Heading(3, sheet.say("visit-pattern-results")), *cramps[1:], WriteLines((*patterns, *results)))
        return
    cramps.append(WriteLines(patterns))
    yield Group(
        (Group(tuple(cramps)), Group((Heading(3, sheet.say("visit-results")), WriteLines(results)))), (0.5, 0.5)
    )


def _questions(sheet: SheetContext) -> Iterator[Block]:
    """Yield the questions of the person, each with a line to write on."""
    asked = to_ask(sheet)
    if asked:
        yield Heading(3, sheet.say("visit-questions"))
        yield WriteLines(tuple(sheet.language.text(line) for line in asked), columns=1)


def to_ask(sheet: SheetContext) -> tuple[Planned, ...]:
    """Return the questions for the visit."""
    return tuple(line for line in sheet.plan.notes if line.item.part == "clinician")
