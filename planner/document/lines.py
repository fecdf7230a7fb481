"""Lines of a plan in words: with their because, what to take care of, their condition, and the marks behind them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise
from math import ceil
from operator import itemgetter
from typing import Final, Literal

from planner.content.knowledge import Content
from planner.document.context import SheetContext, Speaker, Voice, once
from planner.document.model import BulletList, Figure, ListItem, Run, Text, words
from planner.document.reasons import resolved
from planner.i18n.language import Language
from planner.model.items import TOLD_BY_PART, Evidence, Item, Tells
from planner.model.rules import SelfCheck
from planner.model.texts import first_sentence
from planner.planning.plan import Planned

# Another form is offered where so few questions settle it; before more of them nobody would find the offer.
FEW: Final = 2
# A list of more points than these is hard to take in at once.
_LONGEST: Final = 7
# Parts whose lines, where no answer brought them, stand on the leaf Good to know alone.
_ON_LEAF: Final = ("movement", "sleep", "comfort", "know")
# Nobody shall read "little evidence, no harm" behind what to leave out or what to ask about first.
_WITHOUT_SIGN: Final[tuple[Tells, ...]] = ("no", "ask")
# Of an item that harms, its words say so.
_SIGNS: dict[Evidence, str] = {"good": "●", "some": "●", "weak": "◐", "none": "○"}


def sentence(sheet: SheetContext, planned: Planned, *, said: Collection[str] = (), risk: bool = False) -> Text:
    """Return a line in one breath: its words, its because, cautions, condition, and the marks of evidence and source.

    `said` are the self-checks whose condition stands above; `risk` says what could happen where something is to be left
    out.
    """
    return with_given_reason(sheet, planned, reason_of(sheet, planned), said=said, risk=risk)


def reason_of(sheet: SheetContext, planned: Planned) -> str | None:
    """Return the reason of an activity that has one, as it is this person's."""
    return resolved(sheet, planned) if planned.because and planned.item.slot else None


def with_given_reason(
    sheet: Voice, planned: Planned, reason: str | None, *, said: Collection[str] = (), risk: bool = False
) -> Text:
    """Return a line in one breath with a reason, or with none."""
    return sheet.language.once(_sentence, sheet.content, planned, tuple(said), reason, risk)


def _sentence(
    language: Language, content: Content, planned: Planned, said: Collection[str], reason: str | None, risk: bool
) -> Text:
    """Return a line in one breath, with its reason if it has one: the same for all who are told the same."""
    voice = Speaker(content, language)
    parts = [stopped(language.text(planned))]
    if reason is not None:
        parts = [with_reason(voice, parts[0], reason)]
    parts += what_could_happen(voice, planned) if risk else []
    parts += care(voice, planned)
    parts += condition(voice, planned.checks, said)
    parts += offers(voice, planned)
    return (*words(" ".join(parts)), *marks(voice, planned))


def with_reason(sheet: Voice, text: str, because: str) -> str:
    """Return a sentence that ends with its reason."""
    *before, last = text.rstrip(".").rsplit(". ", 1)
    return ". ".join((*before, sheet.say("sentence-because", sentence=last, because=because)))


def stopped(text: str) -> str:
    """Return words with a stop at their end."""
    return text if text.endswith((".", "?", "!", "”", '"')) else f"{text}."


def care(sheet: Voice, planned: Planned) -> list[str]:
    """Return what to take care of with an item, each caution once."""
    return list(dict.fromkeys(stopped(sheet.language.fill(rule.say)) for rule in planned.cautions if rule.say))


def what_could_happen(sheet: Voice, planned: Planned) -> list[str]:
    """Return what could happen where something is to be left out: the first sentence of its reason.

    The rest of a reason, such as how often it happens, stands in JSON and with `planner explain`.
    """
    if not planned.item.why or kind_of(planned) != "no":
        return []
    return [first_sentence(sheet.language.fill(planned.item.why))]


def condition(sheet: Voice, checks: Iterable[str], said: Collection[str] = ()) -> list[str]:
    """Return the sentence that says with what to ask first, where answers are missing on which something hangs."""
    asked = frozenset([check for check in checks if check not in said])
    return [sheet.language.once(_asked_first, sheet.content, asked)] if asked else []


def _asked_first(language: Language, content: Content, ids: Collection[str]) -> str:
    return language.ask_first(checks_of(Speaker(content, language), ids))


def offers(sheet: Voice, planned: Planned) -> list[str]:
    """Return the other forms of an item, each offered to whom its open questions do not concern."""
    offered = (one for one in planned.offers if one.item.offer and len(one.checks) <= FEW)
    return [" ".join([sheet.language.offer(one, checks_of(sheet, one.checks)), *care(sheet, one)]) for one in offered]


def checks_of(sheet: Voice, ids: Collection[str]) -> list[SelfCheck]:
    """Return self-checks by id, in their order."""
    return [check for check in sheet.content.core.checks if check.id in ids]


def kind_of(line: Planned) -> Tells:
    """Return what a line tells somebody: to do something, to leave it out, to watch for it, or to ask about it."""
    tells = TOLD_BY_PART.get(line.item.part, line.item.tells)
    assert tells is not None, line.id
    return tells


def marks(sheet: Voice, planned: Planned) -> Text:
    """Return the marks behind a line: how strong the evidence is for what it says to do, and its main source.

    A cause is nothing to do: "tested, may help" would not be true of it.
    """
    ids = (*planned.item.sources, *(id_ for rule in planned.cautions for id_ in rule.sources))
    does = planned.item.part != "causes" and _tells(planned) not in _WITHOUT_SIGN
    strength = evidence_mark(sheet, planned.item.evidence) if does else ()
    return (*strength, *source_mark(sheet, ids))


def _tells(planned: Planned) -> Tells:
    """Return what a line or an activity tells somebody; an activity of the week, to do it where it says nothing."""
    if planned.kind == "ask_first":
        return "ask"
    return kind_of(planned) if planned.item.part else planned.item.tells or "do"


def evidence_mark(sheet: Voice, evidence: Evidence | None) -> Text:
    """Return the sign of how strong the evidence is."""
    sign = _SIGNS.get(evidence, "") if evidence else ""
    return (Run(sign, mark=True, says=sheet.say(f"evidence-{evidence}")),) if sign else ()


def source_mark(sheet: Voice, ids: Iterable[str]) -> Text:
    """Return the mark of the first of some sources that a clinician accepts; its number is filled in at the end."""
    sources = sheet.content.sources
    known = (sources[id_] for id_ in ids if id_ in sources)
    main = next((source for source in known if source.printable), None)
    return (Run("[#]", mark=True, says=sheet.say("source-mark"), source=main.id),) if main else ()


def points(sheet: SheetContext, lines: Iterable[Planned], *, said: Collection[str] = ()) -> tuple[ListItem, ...]:
    """Return lines as points of a list."""
    above, once = tuple(said), sheet.language.once
    return tuple([once(_point, sheet.content, line, above, reason_of(sheet, line)) for line in lines])


def _point(
    language: Language, content: Content, planned: Planned, said: Collection[str], reason: str | None
) -> ListItem:
    """Return a line as a point of a list: one object for all who are told the same."""
    return ListItem(with_given_reason(Speaker(content, language), planned, reason, said=said))


def short_lists(items: Sequence[ListItem], columns: Literal[1, 2] = 1) -> tuple[BulletList, ...]:
    """Return points as lists of at most seven, of about the same length, with a thin line between them.

    Only one that stands alone may be in `columns`.
    """
    count = ceil(len(items) / _LONGEST) or 1
    columns = columns if count == 1 else 1
    ends = [round(len(items) * at / count) for at in range(count + 1)]
    return tuple(BulletList(tuple(items[at:end]), columns=columns, ruled=at > 0) for at, end in pairwise(ends))


def hold_figure(sheet: SheetContext, item: Item) -> Figure | None:
    """Return the picture of what an item asks for, of a movement that of its end with the way there."""
    pictures = sheet.content.core.pictures
    svg = pictures.get(f"{item.picture}-hold", pictures.get(item.picture))
    return Figure(svg, sheet.language.fill(item.alt)) if svg else None


def lines_of(sheet: SheetContext, *parts: str) -> tuple[Planned, ...]:
    """Return the lines of some parts, in the order of the plan."""
    known = _by_part(sheet)
    if len(parts) == 1:
        return tuple([line for _, line in known.get(parts[0], ())])
    return tuple(
        [line for _, line in sorted([one for part in parts for one in known.get(part, ())], key=itemgetter(0))]
    )


@once
def _by_part(sheet: SheetContext) -> dict[str | None, list[tuple[int, Planned]]]:
    """Return the lines of each part, each with its place among all."""
    found: dict[str | None, list[tuple[int, Planned]]] = {}
    for at, line in enumerate(sheet.plan.notes):
        found.setdefault(line.item.part, []).append((at, line))
    return found


def is_on_pages(line: Planned) -> bool:
    """Return whether a line that holds for everybody stands on the pages, not only on the leaf Good to know."""
    if line.item.part in _ON_LEAF:
        return False
    return bool(line.item.front) if line.item.part == "causes" else line.item.front is not False


def common(groups: Iterable[Planned]) -> tuple[str, ...]:
    """Return the self-checks on which at least half of some items hang: their condition is said once, above them."""
    items = list(groups)
    counted: dict[str, int] = {}
    for item in items:
        counted |= {check: counted.get(check, 0) + 1 for check in item.checks}
    return tuple(check for check, times in counted.items() if times > 1 and 2 * times >= len(items))


def title(sheet: SheetContext) -> str:
    """Return the title of the sheet."""
    if sheet.plan.see_clinician:
        key = f"see-clinician-{sheet.plan.see_clinician.urgency}"
        return sheet.say(key if key in sheet.language.messages else "see-clinician-title")
    return sheet.language.fill(sheet.plan.template.title)


def goes_on(sheet: Voice | Language, title: str) -> str:
    """Return the title of a table where it goes on on another page."""
    return sheet.say("continued", title=title)


def upper_first(text: str) -> str:
    """Return text for the head of a sentence or a cell."""
    return text[:1].upper() + text[1:]
