"""The boxes of page 1 that say whom to call now, for which signs, and what these may be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planner.document.context import SheetContext, alike
from planner.document.lines import lines_of, short_lists, stopped
from planner.document.model import Block, ListItem, Note, Paragraph, Section, words
from planner.i18n.language import Language, in_sentences
from planner.planning.plan import Planned

# Of so many signs page 1 says what they may be, so many words in a sentence.
_MOST, _MEANT = 8, 14


def emergency(sheet: SheetContext, *, means: bool = True) -> Note:
    """Return the emergency signs of this person, a line each, and below them the one sign for today.

    What these may be stands with them if it `means` to have room for that; only large letters ask.
    """
    return _emergency(sheet, signs_of_today(sheet), means)


@alike("alerts", "limits")
def _emergency(sheet: SheetContext, of_today: Iterable[Planned], means: bool) -> Note:
    today = " ".join(stopped(sheet.language.text(line)) for line in of_today)
    tail = words(sheet.say("front-today", signs=today)) if today else ()
    return Note("emergency", sheet.say("emergency-title"), _signs(sheet, "", means, of_today), tail=tail)


@alike("alerts", "limits")
def other_calls(sheet: SheetContext, means: bool = True) -> tuple[Note, ...]:
    """Return the signs for which somebody else is called now, such as the maternity unit: no box has two numbers."""
    called = dict.fromkeys(line.item.call for line in sheet.plan.alerts if line.item.call)
    return tuple(
        Note("call", sheet.say("call-title", who=sheet.language.fill(call)), _signs(sheet, call, means))
        for call in called
    )


def _signs(sheet: SheetContext, call: str, means: bool, below: Iterable[Planned] = ()) -> tuple[Block, ...]:
    """Return the signs for which one number is called, then what these and others that stand below may be, in order."""
    called = [line for line in sheet.plan.alerts if line.item.call == call]
    listed = short_lists([sheet.language.once(_sign, line) for line in called])
    # Two sides in everyday words have room for the signs alone; in large print the form of page 1 says whether it has.
    told = sheet.edition != "easy" and (means if sheet.large else not _too_many(sheet))
    meant = tuple(meanings(sheet, "signs-mean", (*called, *below))) if told else ()
    return (*listed, *_apart(sheet, meant))


def meanings_elsewhere(sheet: SheetContext) -> tuple[Block, ...]:
    """Return what the emergency signs may be, for a page behind; in large print where page 1 does not say it."""
    lines = sheet.plan.alerts if sheet.large or _too_many(sheet) else ()
    return _apart(sheet, tuple(meanings(sheet, "signs-mean-elsewhere", lines)))


def _apart(sheet: SheetContext, said: tuple[Paragraph, ...]) -> tuple[Block, ...]:
    """Return what signs may be, in large print as a part of its own, as it stands where there is room for it."""
    return (Section("means", said),) if said and sheet.large else said


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


def _too_many(sheet: SheetContext) -> bool:
    return sum(not line.item.call for line in sheet.plan.alerts) > _MOST


def signs_of_today(sheet: SheetContext) -> tuple[Planned, ...]:
    """Return the signs for the same day that stand on page 1 too."""
    return tuple(line for line in lines_of(sheet, "when-to-see") if line.item.front)
