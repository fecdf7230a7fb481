"""Because of what something is there, in the words of a person's own facts: no "or" of what is not theirs."""

from __future__ import annotations

from planner.document.attribution import Cause
from planner.document.context import SheetContext
from planner.document.parts.told import fact_in_words, label_of
from planner.i18n.language import lower_first
from planner.logic.support import UNREAD, Supporter
from planner.planning.plan import Planned

# How many things one reason names.
_NAMED = 3
# Facts of which the number is worth saying.
_NUMBERED = ("age", "pregnancy", "born_weeks_ago")


def resolved(sheet: SheetContext, planned: Planned) -> str:
    """Return the reason of a line or an activity behind "because", or nothing where nothing about the person is one."""
    found = sheet.attribution
    cause = found.items.get(planned.id) if planned.slot else found.lines.get(planned.id)
    written = planned.because or planned.item.because
    if cause is None or not cause.all or not written or _is_own(sheet, cause, written):
        return sheet.language.fill(written)
    return reason(sheet, cause)


def _is_own(sheet: SheetContext, cause: Cause, written: str) -> bool:
    """Return whether the words of plans/ say it better: of more than can be named, or of one thing without a number."""
    if len(cause.all) > _NAMED:
        return True
    taken = {medicine.given for medicine in sheet.plan.profile.medicines}
    numbered = any(one.words in taken or one.fact in (*_NUMBERED, UNREAD) for one in cause.all)
    return not numbered and " or " not in written and len(cause.all) == 1


def reason(sheet: SheetContext, cause: Cause) -> str:
    """Return what brought something behind "because": "of furosemide and digoxin", "you are 30 weeks pregnant"."""
    facts = [lower_first(fact_in_words(sheet, one)) for one in cause.all if _is_clause(one)]
    names = list(dict.fromkeys(_name(sheet, one) for one in cause.all if not _is_clause(one)))
    return sheet.language.join(([sheet.say("because-of", names=sheet.language.join(names))] if names else []) + facts)


def _is_clause(one: Supporter) -> bool:
    """Return whether a fact is a sentence of its own: "you are 79"."""
    return bool(one.fact) and one.fact not in (UNREAD, "limits", "cramps")


def _name(sheet: SheetContext, one: Supporter) -> str:
    if one.fact == UNREAD:
        return sheet.say("unread-name")
    return lower_first(fact_in_words(sheet, one)) if one.fact else label_of(sheet, one.words)
