"""Page 6: medicines and this plan, when to see someone, why the plan is as it is, why cramps come, sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from planner.document.context import SheetContext
from planner.document.emergency import meanings_elsewhere
from planner.document.lines import is_on_pages, lines_of, points, sentence, short_lists
from planner.document.model import Block, BulletList, Heading, Paragraph, Section, Text, words
from planner.document.parts.clinic import about_clinic
from planner.document.parts.medicines import covered, medicines_table
from planner.document.parts.sources import source_list, status
from planner.document.parts.why import why

_TODAY = "see-same-day"
_SEE = ((_TODAY, ("urgent", "emergency")), ("see-soon", ("routine", "check", None)))


def help_page(sheet: SheetContext) -> Section:
    """Return the page of medicines, help and reasons; the numbers of sources are filled in later."""
    return Section("help", tuple(_blocks(sheet)))


def _blocks(sheet: SheetContext) -> Iterator[Block]:
    yield from medicines_table(sheet)
    yield from see_someone(sheet)
    yield from why(sheet)
    yield from causes(sheet)
    yield from about_clinic(sheet)


def see_someone(sheet: SheetContext) -> Iterator[Block]:
    """Yield when to see someone, by how soon."""
    lines, gone = lines_of(sheet, "when-to-see"), covered(sheet)
    yield Heading(2, sheet.say("see-title"))
    yield from meanings_elsewhere(sheet)
    for title, urgencies in _SEE:
        timed = [one for one in lines if one.item.urgency in urgencies]
        listed = points(sheet, (one for one in timed if one.id not in gone))
        if listed:
            # The table above has its own signs for the same day.
            marked = title == _TODAY and len(listed) < len(timed)
            yield Heading(3, sheet.say(f"{title}-marked" if marked else title))
            yield from short_lists(listed)


def causes(sheet: SheetContext) -> Iterator[Block]:
    """Yield why cramps come in a few sentences, and what of medicines holds for everybody; the leaf has the others.

    The reasons of the plan go before, and these end them.
    """
    gone = covered(sheet)
    lines = [line for line in lines_of(sheet, "causes", "medicines") if line.id not in gone and is_on_pages(line)]
    if lines:
        parts: list[Text] = [(*words(" "), *sentence(sheet, line)) for line in lines]
        yield Paragraph((*words(sheet.say_of_plan("causes-lead")), *(run for part in parts for run in part)))


def sources(sheet: SheetContext, numbers: Mapping[str, int]) -> tuple[Block, ...]:
    """Return the list of the sources that the sheet names, its version and its status."""
    end = Paragraph(words(f"{status(sheet)} {sheet.say('disclaimer')}"), "small")
    return (*listed_sources(sheet, numbers), end)


def listed_sources(sheet: SheetContext, numbers: Mapping[str, int]) -> tuple[Block, ...]:
    """Return the list of some numbered sources under its heading, where there are any."""
    listed = tuple(source_list(sheet, numbers))
    first = min(numbers.values(), default=1)
    head = Heading(2, sheet.say("sources-title"))
    return (head, BulletList(listed, ordered=True, columns=2, small=True, start=first)) if listed else ()
