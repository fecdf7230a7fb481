"""The one page that sends to a clinician: the strongest action, what to say, why, until then, what to take along."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from planner.document.attribution import causes
from planner.document.context import SheetContext
from planner.document.lines import title
from planner.document.model import (
    Block,
    BulletList,
    Cell,
    CheckItem,
    Checklist,
    Heading,
    ListItem,
    Note,
    NoteKind,
    Paragraph,
    Run,
    Section,
    Table,
    Text,
    literal,
    words,
)
from planner.document.parts.clinic import clinic_line
from planner.document.parts.sources import status
from planner.document.parts.told import fact_said, given, unread
from planner.logic.support import Supporter, either, support
from planner.logic.truth import ASSUMED
from planner.model.items import Urgency
from planner.model.rules import Refusal
from planner.planning.plan import Referral

# What a clinician who sees somebody now wants to know first, where it was not given.
_MATTERS = ("pregnancy", "medications", "conditions", "symptoms", "allergies")
_BOXES: Final[dict[Urgency, NoteKind]] = {"emergency": "now", "urgent": "now", "routine": "soon", "check": "check"}
# In which order what brought the page is said.
_RESULTS = "results"
_SAID = ("symptoms", "medications", "conditions", _RESULTS, "habits")


def see_clinician(sheet: SheetContext) -> Section:
    """Return the one page."""
    return Section("referral", tuple(_blocks(sheet)))


def _blocks(sheet: SheetContext) -> Iterator[Block]:
    stop = sheet.plan.see_clinician
    assert stop is not None
    refusals = [rule.refuse for rule in stop.rules if rule.refuse]
    strongest = [one for one in refusals if one.urgency == stop.urgency]
    yield Heading(1, title(sheet))
    yield _now(sheet, stop, strongest[0])
    yield from _to_say(sheet, stop)
    yield Heading(2, sheet.say("referral-why"))
    whys = dict.fromkeys(sheet.language.fill(refusal.why) for refusal in refusals)
    yield BulletList(tuple(ListItem(words(why)) for why in whys))
    yield Heading(2, sheet.say(f"referral-until-{'check' if stop.urgency == 'check' else 'seen'}"))
    yield BulletList(tuple(ListItem(words(step)) for step in _until(sheet, strongest)))
    yield Heading(2, sheet.say("referral-bring"))
    yield Checklist(tuple(CheckItem(words(sheet.say(f"referral-bring-{key}"))) for key in ("page", "medicines")))
    yield from _told(sheet)
    yield Paragraph(words(sheet.say(f"referral-no-plan-{stop.urgency}")))
    # Whoever is to go now, or today, must not call the clinic first.
    if stop.urgency in ("routine", "check"):
        yield from clinic_line(sheet)
    yield Paragraph(words(f"{status(sheet)} {sheet.say('disclaimer')}"), "small")


def _now(sheet: SheetContext, stop: Referral, strongest: Refusal) -> Note:
    """Return the box with the one thing to do now, and nothing weaker beside it."""
    who = sheet.language.fill(strongest.who)
    title = sheet.say(f"referral-{stop.urgency}", who=who)
    return Note(_BOXES[stop.urgency], title, (Paragraph(words(sheet.say(f"referral-{stop.urgency}-how", who=who))),))


def _to_say(sheet: SheetContext, stop: Referral) -> Iterator[Block]:
    """Yield what to say on the telephone: only what brought the page, in the person's own words."""
    if stop.urgency == "check":
        return
    yield Heading(2, sheet.say("referral-say"))
    said = [text for text in _said(sheet, stop) if text]
    yield Paragraph(tuple(run for text in said for run in (*text, Run(" "))), "said")


def _said(sheet: SheetContext, stop: Referral) -> Iterator[Text]:
    """Yield the sentences to say: what is felt, what is taken, what one has, how old one is, where one is."""
    judged, facts = sheet.plan.account.fired, sheet.plan.profile.facts
    brought = causes(sheet.plan)(either(support(judged[rule.id].criterion, facts) for rule in stop.rules))
    child = "child-" if sheet.content.criterion("child").truth(facts) >= ASSUMED else ""
    keyed: dict[str, list[str]] = {}
    for one in brought.all:
        if not one.fact:
            keyed.setdefault(_key_of(sheet, one.words), []).append(one.words)
    yield words(sheet.say(f"{child}said-age", age=sheet.plan.profile.answers.age))
    for key in _SAID:
        if key in keyed:
            whose = "" if key == "habits" else child
            yield _filled(sheet, f"{whose}said-{key}", sheet.language.join(keyed[key]))
    # Whoever answers the telephone asks for a pregnancy whatever the reason is.
    pregnant = [Supporter("pregnancy")] if facts.get("pregnant") is True else []
    for one in dict.fromkeys((*brought.all, *pregnant)):
        if one.fact:
            yield literal(fact_said(sheet, one, child))
    if stop.urgency == "emergency":
        yield words(sheet.say("said-place"))


def _key_of(sheet: SheetContext, entry: str) -> str:
    """Return under which heading an entry is to be said: values and signs are such wherever they were written.

    What else stands among medicines is taken; under another key a medicine may be named beside what somebody has.
    """
    profile = sheet.plan.profile
    found = [one for one in profile.findings if one.given == entry]
    if any(one.measure for one in found):
        return _RESULTS
    told = next((one.fact for one in found if one.fact in _SAID), "conditions")
    taken = any(medicine.given == entry for medicine in profile.medicines)
    listed = entry in (profile.answers.medications or ())
    return "medications" if taken and told != "symptoms" and (listed or not found) else told


def _filled(sheet: SheetContext, key: str, value: str) -> Text:
    """Return a message with the person's own words as they stand."""
    before, after = sheet.say(key, value="\0").split("\0")
    return (*words(before), *literal(value), *words(after))


def _until(sheet: SheetContext, strongest: list[Refusal]) -> Iterator[str]:
    """Yield what to do until one is seen; a stretch only where no reason to go speaks against it."""
    stop = sheet.plan.see_clinician
    assert stop is not None
    own = [step for refusal in strongest for step in refusal.until]
    # Of a milder reason only what forbids: whom it would have one ask is weaker than what stands above.
    milder = [rule.refuse for rule in stop.rules if rule.refuse and rule.refuse not in strongest]
    told = [pair for refusal in milder for pair in zip(refusal.until, refusal.until_tells, strict=True)]
    own += [step for step, tells in told if tells == "no"]
    yield from dict.fromkeys(map(sheet.language.fill, own))
    if stop.urgency == "check":
        return
    yield sheet.say("referral-hold-else" if own else "referral-hold")
    if all(rule.refuse.may_stretch for rule in stop.rules if rule.refuse):
        yield sheet.say("referral-stretch")


def _told(sheet: SheetContext) -> Iterator[Block]:
    """Yield what was told as a table, with what was not told and what could not be read."""
    rows = [(Cell(words(sheet.say("row-age"))), Cell(words(str(sheet.plan.profile.answers.age))))]
    rows += [(Cell(words(sheet.say(f"row-{key}"))), Cell(literal(value))) for key, value in given(sheet)]
    missing = [sheet.say(f"untold-{key}") for key in sheet.plan.profile.unknown if key in _MATTERS]
    if missing:
        rows.append((Cell(words(sheet.say("row-unknown"))), Cell(words(sheet.language.join(missing)))))
    yield Heading(3, sheet.say("referral-told"))
    yield Table(((), ()), tuple(rows), (0.25, 0.75))
    yield from unread(sheet)
    for name, first, second in sheet.plan.profile.twice:
        yield Paragraph(_twice(sheet, name, first, second))


def _twice(sheet: SheetContext, name: str, first: str, second: str) -> Text:
    before, rest = sheet.say("twice", name=name, first="\0", second="\0").split("\0", 1)
    return (*words(before), *literal(f"{first}, {second}"), *words(rest.split("\0", 1)[-1]))
