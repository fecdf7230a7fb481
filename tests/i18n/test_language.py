"""The English of the sheet is plain: grade 6 over all, short sentences; every offender is named by its id."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from conftest import CONTENT, plain_words, plan_for

from planner.content.sentences import length
from planner.document.compose import compose
from planner.document.model import (
    BulletList,
    Cards,
    Cell,
    Checklist,
    Coded,
    Document,
    Group,
    Heading,
    Illustrated,
    Note,
    Paragraph,
    Section,
    SubjectTable,
    Table,
)
from planner.document.printed import fullest
from planner.model.items import Item
from planner.planning.plan import Plan
from planner.profile.source import read_profile_file
from planner.reports.quality.language import SECTION, own_words
from planner.reports.quality.language import grade as grade_of
from planner.reports.quality.standard import quality_standard

LIMITS = quality_standard().limits["standard"]
GRADE, SECTION_GRADE = LIMITS.grade.most or 0, LIMITS.section_grade.most or 0
MEAN, LONGEST = LIMITS.mean_sentence.most or 0, LIMITS.longest_sentence.most or 0
FOLDER = Path(__file__).parent.parent / "profiles"
PEOPLE: dict[str, dict[str, Any]] = {path.stem: read_profile_file(path).data for path in sorted(FOLDER.iterdir())}
_SENTENCE = re.compile(r"(?<=[.!?:])\s+(?=[\"“A-Z0-9])")


@pytest.fixture(params=sorted(PEOPLE))
def person(request: pytest.FixtureRequest) -> str:
    """Return the name of each of the five profiles in turn."""
    return str(request.param)


@cache
def _plan(person: str) -> Plan:
    return plan_for(PEOPLE[person])


@cache
def _document(person: str) -> Document:
    return compose(_plan(person), CONTENT)


def texts(block: Any) -> Iterator[str]:
    """Yield the sentences of a block, those of tables too; names, single words and lists of sources are none."""
    yield from _TEXTS.get(type(block), lambda _: ())(block)


def _listed(block: BulletList | Checklist) -> Iterator[str]:
    if not getattr(block, "small", False):
        for item in block.items:
            yield plain_words(item.text)
            yield from map(plain_words, item.notes)


def _of_cards(block: Cards) -> Iterator[str]:
    yield from (plain_words(card.words) for card in block.cards)
    yield plain_words(block.dose)


def _of_table(block: Table) -> Iterator[str]:
    yield from (text for row in block.rows for cell in row for text in cell_texts(cell))


def _of_subjects(block: SubjectTable) -> Iterator[str]:
    yield from (plain_words(effect.text) for subject in block.subjects for effect in subject.effects)


def _inside(block: Any) -> Iterator[str]:
    yield from (text for inner in block.blocks for text in texts(inner))


def _of_note(block: Note) -> Iterator[str]:
    yield block.title
    yield from _inside(block)
    yield plain_words(block.tail)


_TEXTS: dict[type, Callable[[Any], Iterable[str]]] = {
    Paragraph: lambda block: [plain_words(block.text)],
    Heading: lambda block: [block.text],
    BulletList: _listed,
    Checklist: _listed,
    Cards: _of_cards,
    Table: _of_table,
    SubjectTable: _of_subjects,
    Note: _of_note,
    Group: _inside,
    Coded: _inside,
    Section: _inside,
    Illustrated: _inside,
}


def cell_texts(cell: Cell) -> Iterator[str]:
    """Yield the sentences of a cell; a name or a number is none."""
    yield from (text for text in map(plain_words, (cell.text, *cell.more)) if text.endswith("."))


def sentences(person: str, block: Any) -> list[str]:
    """Return the sentences of a block; what ends without a stop is a sentence of its own."""
    found = []
    for text in texts(block):
        ours = text
        for own in own_words(_plan(person).profile):
            ours = re.sub(rf"(?<!\w){re.escape(own)}(?!\w)", "this", ours)
        found += [part.strip() for part in _SENTENCE.split(ours) if re.search(r"[A-Za-z]", part)]
    return found


def grade(lines: Iterable[str]) -> float:
    """Return the Flesch-Kincaid grade of some sentences; what has no stop is one all the same."""
    return grade_of([line if line[-1] in ".!?" else f"{line.rstrip(':')}." for line in lines])


def parts(document: Document) -> Iterator[tuple[str, list[Any]]]:
    """Yield each part of a sheet under a heading of level 2, with its blocks."""
    title, blocks = "", []
    for section in fullest(document):
        for block in _flat(section.blocks):
            if isinstance(block, Heading) and block.level <= 2:
                yield title, blocks
                title, blocks = block.text, []
            else:
                blocks.append(block)
    yield title, blocks


def _flat(blocks: Iterable[Any]) -> Iterator[Any]:
    for block in blocks:
        if isinstance(block, Group) and any(isinstance(inner, Heading) and inner.level <= 2 for inner in block.blocks):
            yield from block.blocks
        else:
            yield block


@cache
def _ids() -> dict[str, str]:
    """Return every sentence that we wrote, up to its first blank to fill, with the id that it stands under."""
    found = {part.split("{")[0]: id_ for id_, text in _written() for part in _SENTENCE.split(text)}
    found |= {text.split("{")[0]: f"message {key}" for key, text in CONTENT.raw.messages["en"].items()}
    return {start: id_ for start, id_ in found.items() if len(start) >= 8}


def where(sentence: str) -> str:
    """Return the id of the item, rule or message that a sentence stands in, as far as it can be told."""
    starts = [start for start in _ids() if sentence.startswith(start)]
    return _ids()[max(starts, key=len)] if starts else "put together"


def test_the_whole_sheet_reads_at_grade_6(person: str) -> None:
    lines = [line for section in fullest(_document(person)) for line in sentences(person, section)]
    found = grade(lines)
    hardest = sorted(lines, key=lambda line: -grade([line]) * (length(line) > 5))[:8]
    assert found <= GRADE, f"grade {found:.1f}; hardest: " + "\n".join(f"[{where(line)}] {line}" for line in hardest)


def test_no_part_of_the_sheet_is_harder_than_grade_8(person: str) -> None:
    hard = {}
    for title, blocks in parts(_document(person)):
        lines = [line for block in blocks for line in sentences(person, block)]
        if sum(map(length, lines)) >= SECTION and grade(lines) > SECTION_GRADE:
            hard[title] = f"{grade(lines):.1f}"
    assert not hard


def test_the_mean_sentence_has_at_most_twelve_words(person: str) -> None:
    lines = [line for section in fullest(_document(person)) for line in sentences(person, section)]
    assert sum(map(length, lines)) / len(lines) <= MEAN


def test_no_sentence_has_more_than_twenty_words(person: str) -> None:
    lines = [line for section in fullest(_document(person)) for line in sentences(person, section)]
    long = {f"[{where(line)}] {length(line)}: {line}" for line in lines if length(line) > LONGEST}
    assert not long, "\n" + "\n".join(sorted(long))


def _written() -> Iterator[tuple[str, str]]:
    items: list[Item] = [item for template in CONTENT.templates.values() for item in template.items.values()]
    for item in items:
        yield from ((item.id, text) for text in (item.text, item.why))
    for rule in CONTENT.raw.rules:
        yield from ((rule.id, text) for text in (rule.say, rule.why))
        if rule.refuse:
            yield from ((rule.id, text) for text in (rule.refuse.why, *rule.refuse.do_now))
    for stretch in CONTENT.raw.stretches:
        yield from ((stretch.id, step) for step in stretch.steps)
    for check in CONTENT.raw.checks:
        yield from ((check.id, text) for text in (check.text, check.then, check.at_items, check.unless, check.clear))


def test_no_sentence_that_plans_may_print_has_more_than_twenty_words() -> None:
    said = [(id_, sentence) for id_, text in _written() for sentence in _SENTENCE.split(text)]
    long = {f"[{id_}] {length(sentence)}: {sentence}" for id_, sentence in said if length(sentence) > LONGEST}
    assert not long, "\n" + "\n".join(sorted(long))


def test_nothing_is_promised() -> None:
    words = r"\b(cures?|guarantee[ds]?|will stop (your )?cramps|nothing to worry about|always works|proven to)\b"
    promised, denied = re.compile(words, re.IGNORECASE), re.compile(r"\b(no|not|nobody|never|without)\b", re.IGNORECASE)
    said = {f"[{id_}] {sentence}" for id_, text in _written() for sentence in _SENTENCE.split(text)}
    # What is left out may be named: "tonic water as a cure".
    said = {line for line in said if not line.startswith("[avoid-")}
    assert not {line for line in said if promised.search(line) and not denied.search(line)}
