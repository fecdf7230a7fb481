"""Why this plan is yours: what of it came from your answers, what you did not tell, what was assumed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planner.document.context import SheetContext, once
from planner.document.left_out import Omission, left_out_for_one, named, short_name
from planner.document.lines import care, condition, goes_on, source_mark, stopped, upper_first
from planner.document.model import Block, Cell, Heading, Paragraph, Run, Table, Text, literal, words
from planner.document.parts.medicines import habit_lines
from planner.document.parts.told import fact_in_words, given, unknown
from planner.i18n.language import in_sentences, lower_first
from planner.logic.support import Supporter
from planner.planning.plan import Planned

# How many things of one fact are named; `planner explain` names them all.
_NAMED = 3
_KEYS = ("age", "cramps", "sleep_position", "daily_posture", "exercise_level", "heat")
_ORDER = {key: place for place, key in enumerate(_KEYS)}


def why(sheet: SheetContext) -> Iterator[Block]:
    """Yield what of the plan came from which answer, then in short what was not told and what was assumed."""
    yield Heading(2, sheet.say("why-title"))
    rows = tuple(_rows(sheet))
    if rows:
        # Without words over the first column, the heading stands on the line of the header; sentences alone need none.
        # In large print what follows on a fact stands in its lines.
        named = not sheet.large and (_brought(sheet) or _left_out(sheet))
        has = words(f"**{sheet.say('why-has')}**") if named else ()
        yield Table(((), has), rows, (0.44, 0.56), continued=goes_on(sheet, sheet.say("why-title")))
    missing = unknown(sheet)
    if not any(key != "age" for key, _ in given(sheet)):
        yield Paragraph(words(sheet.say("why-only-age")))
    elif missing:
        first, *more = in_sentences(missing)
        said = [sheet.say("why-not-told", keys=sheet.language.join(first))]
        said += [sheet.say("why-nor-told", keys=sheet.language.join(one, "or")) for one in more]
        yield Paragraph(words(" ".join(said)))
    yield from assumed(sheet)


def _rows(sheet: SheetContext) -> Iterator[tuple[Cell, Cell]]:
    """Yield a row for each fact that is no medicine or illness, and one where nothing had to be left out."""
    brought, out, lines = _brought(sheet), _left_out(sheet), _lines(sheet)
    for fact in sorted({*brought, *out, *lines}, key=lambda one: (_ORDER.get(one.fact, len(_ORDER)), one.words)):
        listed = [sheet.language.join(_few(brought.get(fact, ()))), _without(sheet, out.get(fact, ()))]
        text = upper_first("; ".join(part for part in listed if part))
        told = lines.get(fact, [])
        has = [*([words(stopped(text) if told else text)] if text else []), *told]
        said = tuple(run for at, one in enumerate(has) for run in (*words(" " if at else ""), *one))
        yield Cell(words(fact_in_words(sheet, fact))), Cell(said)
    answers = sheet.plan.profile.answers
    if answers.medications == answers.conditions == answers.allergies == () and not sheet.attribution.left_out:
        yield Cell(words(sheet.say("why-none-told"))), Cell(words(sheet.say("why-nothing")))


def _few(names: Iterable[str]) -> list[str]:
    """Return the first few of some names, for the middle of a sentence."""
    return [lower_first(name) for name in names][:_NAMED]


def _without(sheet: SheetContext, things: Iterable[Omission]) -> str:
    """Return what was left out, in few words."""
    names, more = named(sheet, things, _NAMED)
    return sheet.say("why-without", items=sheet.language.join([*names, *([more] if more else [])])) if names else ""


@once
def _lines(sheet: SheetContext) -> dict[Supporter, list[Text]]:
    """Return the sentences that a fact brought, the first of several facts where they did so together."""
    groups: dict[Supporter, list[Text]] = {}
    for line, cause in habit_lines(sheet):
        told = [stopped(sheet.language.text(line)), *care(sheet, line), *condition(sheet, line.checks)]
        said = (*words(" ".join(told)), *source_mark(sheet, line.item.sources))
        groups.setdefault(cause.all[0], []).append(said)
    return groups


@once
def _brought(sheet: SheetContext) -> dict[Supporter, tuple[str, ...]]:
    """Return the activities of the week that each fact brought, by their short names."""
    groups: dict[Supporter, dict[str, None]] = {}
    brought = sheet.attribution.items
    first = {item.item.id: item for day in reversed(sheet.plan.days) for item in day.items}
    for item in (*sheet.plan.every_day, *first.values()):
        if item.item.id not in brought:
            continue
        facts = [fact for fact in brought[item.id].all if fact.is_background]
        # An age that only keeps something possible need not be told beside what a person does or likes.
        for fact in [one for one in facts if one.fact != "age"] or facts:
            groups.setdefault(fact, {})[_named(sheet, item)] = None
    return {fact: tuple(names) for fact, names in groups.items()}


def _named(sheet: SheetContext, planned: Planned) -> str:
    """Return the short name of an activity, with the minutes with which it starts."""
    name, minutes = short_name(sheet, planned.item), planned.values.get("minutes")
    return sheet.say("why-minutes", name=name, minutes=minutes) if minutes else name


def _left_out(sheet: SheetContext) -> dict[Supporter, list[Omission]]:
    """Return the activities and foods that were left out for each fact alone."""
    return {one: things for one, things in left_out_for_one(sheet).items() if one.is_background}


def assumed(sheet: SheetContext) -> Iterator[Block]:
    """Yield in one paragraph what was taken for a detail that nobody gave."""
    taken: dict[tuple[str, str], list[str]] = {}
    for one in sheet.plan.profile.assumed:
        fact = sheet.language.told(one.fact) if one.fact == "pregnancy" else one.fact
        taken.setdefault((fact, sheet.language.told(one.because)), []).append(sheet.language.told(one.taken))
    if not taken:
        return
    text: list[Run] = [Run(f"{sheet.say('why-assumed')} ", strong=True)]
    for (fact, reason), things in taken.items():
        text += _assumption(sheet, fact, sheet.language.join(dict.fromkeys(things)), reason)
    yield Paragraph(tuple(text))


def _assumption(sheet: SheetContext, fact: str, taken: str, reason: str) -> Text:
    """Return one assumption, the person's own words as they stand."""
    because = upper_first(reason).rstrip(".") + "."
    before, after = sheet.say("assumed", fact="\0", taken=taken, because=because).split("\0")
    return (*words(before), *literal(fact), *words(f"{after} "))
