"""The boxes of page 1 that say whom to call now, for which signs, and what these may be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planner.document.context import SheetContext, alike
from planner.document.lines import lines_of, short_lists, stopped
from planner.document.model import Block, ListItem, Note, Paragraph, words
from planner.i18n.language import Language, in_sentences
from planner.planning.plan import Planned

# Of so many signs page 1 says what they may be, so many words in a sentence.
_MOST, _MEANT = 8, 14
_MOST_MEDICINES = 5


def emergency(sheet: SheetContext) -> Note:
    """Return the emergency signs of this person, a line each, and below them the one sign for today."""
    return _emergency(sheet, signs_of_today(sheet))


@alike("alerts", "limits")
def _emergency(sheet: SheetContext, of_today: Iterable[Planned]) -> Note:
    today = " ".join(stopped(sheet.language.text(line)) for line in of_today)
    tail = words(sheet.say("front-today", signs=today)) if today else ()
    return Note("emergency", sheet.say("emergency-title"), _signs(sheet, "", of_today), tail=tail)


@alike("alerts", "limits")
def other_calls(sheet: SheetContext) -> tuple[Note, ...]:
    """Return the signs for which somebody else is called now, such as the maternity unit: no box has two numbers."""
    called = dict.fromkeys(line.item.call for line in sheet.plan.alerts if line.item.call)
    return tuple(
        Note("call", sheet.say("call-title", who=sheet.language.fill(call)), _signs(sheet, call)) for call in called
    )


def _signs(sheet: SheetContext, call: str, below: Iterable[Planned] = ()) -> tuple[Block, ...]:
    """Return the signs for which one number is called, then what these and others that stand below may be, in order."""
    called = [line for line in sheet.plan.alerts if line.item.call == call]
    listed = short_lists([sheet.language.once(_sign, line) for line in called])
    # Two sides in everyday words have room for the signs alone.
    told = sheet.edition != "easy" and not sheet.large and not _too_many(sheet)
    return (*listed, *(meanings(sheet, "signs-mean", (*called, *below)) if told else ()))


def _sign(language: Language, line: Planned) -> ListItem:
    """Return a sign as a point of a list: one object for all who are told of it."""
    return ListItem(words(stopped(language.text(line))))


def meanings(sheet: SheetContext, key: str, lines: Iterable[Planned]) -> Iterator[Paragraph]:
    """Yield in short sentences what signs may be, the first of them as the message says."""
    means = dict.fromkeys(sheet.language.fill(line.item.means) for line in lines if line.item.means)
    if means:
        first, *more = (sheet.language.join(one, "or") for one in in_sentences(means, _MEANT))
        said = [sheet.say(key, means=first), *(sheet.say("signs-mean-too", means=one) for one in more)]
        yield Paragraph(words(" ".join(said)))


def unexplained(sheet: SheetContext) -> tuple[Planned, ...]:
    """Return the signs of which page 1 has no room to say what they may be.

    Large letters have it behind for whoever takes some medicines: with none told the questions take it, with many the
    table of these.
    """
    taken = len(sheet.plan.profile.answers.medications or ())
    there = 1 <= taken <= _MOST_MEDICINES if sheet.large else _too_many(sheet)
    return sheet.plan.alerts if there else ()


def _too_many(sheet: SheetContext) -> bool:
    return sum(not line.item.call for line in sheet.plan.alerts) > _MOST


def signs_of_today(sheet: SheetContext) -> tuple[Planned, ...]:
    """Return the signs for the same day that stand on page 1 too."""
    return tuple(line for line in lines_of(sheet, "when-to-see") if line.item.front)
