"""The reminder that a telephone reads in a code: one event that comes again each night, with an alarm at bedtime."""

from __future__ import annotations

from typing import Final

from planner.document.context import SheetContext, alike, once
from planner.document.model import Code
from planner.model.sheet import bedtime_on

# Common readers take one event and lose further ones. It tells nothing of the person. An alarm that sounds
# needs no words of its own, so that the code stays small.
_EVENT: Final = """BEGIN:VEVENT
SUMMARY:{summary}
DTSTART:{when:%Y%m%dT%H%M%S}
RRULE:FREQ=DAILY
BEGIN:VALARM
ACTION:AUDIO
TRIGGER:PT0S
END:VALARM
END:VEVENT"""
_SIGNS: Final = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


@once
def reminder(sheet: SheetContext) -> Code | None:
    """Return the code of whoever has a stretch for bedtime; it hangs on start, bedtime and language alone."""
    has_stretch = any(item.slot == "bedtime" and item.item.stretch for item in sheet.plan.every_day)
    return _code(sheet) if has_stretch else None


@alike("start")
def _code(sheet: SheetContext) -> Code:
    when = bedtime_on(sheet.plan.start, sheet.bedtime)
    summary = sheet.language.message("code-event").translate(_SIGNS)
    return Code(
        _EVENT.format(summary=summary, when=when),
        sheet.say("code-alt", time=sheet.language.clock(sheet.bedtime)),
        sheet.say("code-caption"),
    )
