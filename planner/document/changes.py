"""What a line of a plan changed: of which kind it is, how soon to act on it, what it is about, and in which words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from planner.content.knowledge import Content
from planner.document.context import SheetContext, Speaker, Voice
from planner.document.lines import care, condition, kind_of, upper_first, what_could_happen
from planner.document.model import Run, Text, words
from planner.i18n.language import Language
from planner.model.items import ABOUT_BY_PART, About, Tells, Urgency
from planner.planning.plan import Planned

# Parts whose lines say how soon to act.
TIMED: Final = ("alert", "when-to-see")
_FAST: tuple[Urgency, ...] = ("emergency", "urgent")
_RANK: dict[tuple[Tells, Urgency | None], int] = {
    ("ask", "check"): -1,
    ("watch", "emergency"): 0,
    ("no", None): 1,
    ("watch", "urgent"): 2,
    ("ask", "urgent"): 2,
    ("ask", None): 3,
    ("watch", "routine"): 4,
    ("do", None): 5,
}


class Consequence(Struct, frozen=True):
    """One thing that changed because of a fact: what kind it is, how soon to act on it, what it is about, in words.

    The `risk` is the sentence of the words that says what could happen.
    """

    kind: Tells
    text: Text
    urgency: Urgency | None = None
    about: About | None = None
    risk: str = ""

    @property
    def rank(self) -> int:
        """Return its place among others: the most dangerous first."""
        return _RANK.get((self.kind, self.urgency), _RANK["watch", "routine"])


def change(sheet: SheetContext, line: Planned, *, labelled: bool = True) -> Consequence:
    """Return what a line changes, with how soon to act first; one that is `labelled` without the words of its label."""
    # A sheet of one leaf has no room for what could happen.
    return sheet.language.once(_change, sheet.content, line, sheet.edition == "full", labelled)


def _change(language: Language, content: Content, line: Planned, has_risk: bool, labelled: bool) -> Consequence:
    sheet, kind = Speaker(content, language), kind_of(line)
    item = line.item
    text = sheet.language.text(line) if item.part else sheet.language.fill(item.short or item.text)
    # Behind how soon to act a sentence stands whole.
    text = unlabelled(sheet, text, kind) if labelled and item.part not in TIMED else text
    risks = what_could_happen(sheet, line) if has_risk else []
    text = " ".join([text.rstrip(".") + ".", *risks, *care(sheet, line), *condition(sheet, line.checks)])
    urgency = (item.urgency if item.urgency in _FAST else "routine") if item.part in TIMED else None
    about = item.about or ABOUT_BY_PART.get(item.part)
    if urgency is None:
        return Consequence(kind, words(text), about=about, risk="".join(risks))
    soon = Run(f"{_how_soon(sheet, line, kind, urgency)}: ", strong=True)
    return Consequence(kind, (soon, *words(text)), urgency, about)


def _how_soon(sheet: Speaker, line: Planned, kind: Tells, urgency: Urgency) -> str:
    """Return how soon to act, or whom to call now; behind "Ask" it reads on."""
    if line.item.call:
        return sheet.say("watch-call", who=sheet.language.fill(line.item.call))
    return sheet.say("ask-routine" if (kind, urgency) == ("ask", "routine") else f"watch-{urgency}")


def unlabelled(sheet: Voice, text: str, kind: Tells) -> str:
    """Return a sentence without its first words where they only say what its label says.

    One that begins with "Do not" stands whole: read without its label it would tell somebody to do it.
    """
    if kind == "watch":
        return text
    said = sheet.say(f"effect-{kind}-begins").split("; ")
    start = next((words for words in said if text.startswith(f"{words} ")), "")
    return upper_first(text.removeprefix(f"{start} ")) if start else text


def each_risk_once(changes: Iterable[Consequence]) -> Iterator[Consequence]:
    """Yield the changes of one row; what could happen stands with the first of those that it is said of."""
    said: set[str] = set()
    for one in changes:
        again = one.risk in said
        yield without_risk(one) if again else one
        said |= {one.risk} - {""}


def without_risk(one: Consequence) -> Consequence:
    """Return a change without what could happen."""
    return replace(one, text=tuple(replace(run, text=run.text.replace(f" {one.risk}", "")) for run in one.text))
