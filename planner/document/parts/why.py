"""Why the plan is as it is: what was changed, left out and assumed, and because of what."""

from __future__ import annotations

from collections.abc import Iterator

from planner.document.context import SheetContext
from planner.document.lines import upper_first
from planner.document.model import Block, BulletList, Cell, Heading, ListItem, Paragraph, Slot, Table, literal, words
from planner.document.parts.sources import numbered_sources, publishers, status
from planner.i18n.language import lower_first
from planner.logic.truth import Truth
from planner.model.foods import Food
from planner.model.items import Item
from planner.planning.plan import Decision

_KEY_OF = {"medication_classes": "medications", "pregnant": "pregnancy", "pregnancy_week": "pregnancy"}
# Where several answers are missing, these explain most to a reader.
_MOST_ASKED = ("medications", "conditions", "pregnancy", "allergies", "habits")
# How many things left out for one reason are named on the sheet; `planner explain` names them all.
_NAMED = 8


def why(sheet: SheetContext) -> Iterator[Block]:
    """Yield what was changed or left out and because of what, what was assumed, and where it all comes from."""
    yield Heading(2, sheet.say("why-title"))
    yield Paragraph(words(sheet.say("why-lead")))
    yield Slot("told-why")
    changes = tuple(changed(sheet))
    if changes:
        yield Heading(3, sheet.say("why-changed"))
        yield BulletList(changes)
    yield Heading(3, sheet.say("why-left-out"))
    yield left_out(sheet)
    yield from assumed(sheet)
    yield Heading(3, sheet.say("why-sources"))
    yield Paragraph(words(sheet.say("evidence-words")), "small")
    yield Paragraph(publishers(sheet) if sheet.large else numbered_sources(sheet), "sources")
    yield Paragraph(words(f"{status(sheet)} {sheet.say('disclaimer')}"), "small")


def changed(sheet: SheetContext) -> Iterator[ListItem]:
    """Yield what is in, or is done with care, because of this person's facts, gathered by the fact."""
    groups: dict[str, dict[str, None]] = {}
    for planned in sheet.plan.printed:
        if planned.slot is None:
            continue
        name = sheet.language.fill(planned.item.short)
        for reason in (planned.because, *(rule.because for rule in planned.cautions)):
            if reason:
                groups.setdefault(sheet.language.fill(reason), {})[name] = None
    for because, (first, *more) in groups.items():
        yield reason_line(sheet, sheet.language.join([first, *map(lower_first, more)]), because)


def reason_line(sheet: SheetContext, item: str, because: str) -> ListItem:
    """Return one thing with what it is because of."""
    return ListItem(words(sheet.say("why-item", item=item, reason=sheet.say("because-told", because=because))))


def short_name(sheet: SheetContext, item: Item) -> str:
    """Return the short name of an activity or a food."""
    return sheet.language.fill(item.short or item.text).rstrip(".")


def left_out(sheet: SheetContext) -> Block:
    """Return what was left out and why: a table, or a list in large print, which has no room for columns."""
    gathered = tuple(gathered_out(sheet))
    if not gathered:
        return Paragraph(words(sheet.say("why-nothing")))
    if sheet.large:
        lines = (sheet.say("why-item", item=upper_first(what), reason=why) for what, why in gathered)
        return BulletList(tuple(ListItem(words(f"{line}.")) for line in lines))
    header = (sheet.say("left-out-what"), sheet.say("left-out-why"))
    rows = tuple((Cell(words(what)), Cell(words(upper_first(why)))) for what, why in gathered)
    return Table(header, rows, (0.62, 0.38), row_headers=False)


def gathered_out(sheet: SheetContext) -> Iterator[tuple[str, str]]:
    """Yield what was left out, gathered by the fact that it was because of, or by the question that is open."""
    groups: dict[str, dict[str, None]] = {}
    for decision in sheet.plan.decisions:
        item = item_of(sheet, decision.item)
        if item is None or not (item.slot or isinstance(item, Food)):
            continue
        for because in out_because(sheet, decision)[:1]:
            groups.setdefault(because, {})[short_name(sheet, item)] = None
    for because, names in groups.items():
        listed = "; ".join(map(lower_first, list(names)[:_NAMED]))
        if len(names) > _NAMED:
            listed = sheet.say("and-more", items=listed, count=len(names) - _NAMED)
        yield listed, because


def out_because(sheet: SheetContext, decision: Decision) -> list[str]:
    """Return the reasons for which an item is out: facts first, then what we were not told."""
    if decision.outcome not in ("out", "replaced") or decision.because:
        return []
    judged = [
        (bearing.rule, bearing.judgement) for bearing in decision.bearings if bearing.rule.id in decision.decided_by
    ]
    known = [rule.because for rule, judgement in judged if judgement.truth >= Truth.ASSUMED and rule.because]
    if known:
        return [sheet.say("because-told", because=sheet.language.fill(because)) for because in known]
    asked = {
        _KEY_OF.get(reason.fact, reason.fact)
        for _, judgement in judged
        for reason in judgement.reasons
        if reason.found == "not given"
    }
    keys = [key for key in _MOST_ASKED if key in asked][:2] or sorted(asked)[:1]
    named = [sheet.say(f"key-{key}") for key in keys if f"key-{key}" in sheet.language.messages]
    return [sheet.say("not-told", keys=sheet.language.join(named))] if named else []


def item_of(sheet: SheetContext, id_: str) -> Item | None:
    """Return an item of this plan by id."""
    return sheet.content.template(sheet.plan.template.plan).items.get(id_)


def assumed(sheet: SheetContext) -> Iterator[Block]:
    """Yield what was assumed."""
    if sheet.plan.profile.assumed:
        yield Heading(3, sheet.say("why-assumed"))
        taken: dict[tuple[str, str], list[str]] = {}
        for assumed in sheet.plan.profile.assumed:
            fact = sheet.language.told(assumed.fact) if assumed.fact == "pregnancy" else assumed.fact
            reason, what = sheet.language.told(assumed.because), sheet.language.told(assumed.taken)
            taken.setdefault((fact, reason), []).append(what)
        points = []
        for (fact, reason), things in taken.items():
            because = reason[:1].upper() + reason[1:].rstrip(".") + "."
            listed = sheet.language.join(dict.fromkeys(things))
            before, after = sheet.say("assumed", fact="\0", taken=listed, because=because).split("\0")
            points.append(ListItem((*words(before), *literal(fact), *words(after))))
        yield BulletList(tuple(points))
