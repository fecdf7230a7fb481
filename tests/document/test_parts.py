"""Parts of a sheet that are printed alone, or added: no warning gets lost, and each such sheet is whole in itself."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from conftest import CONTENT, plan_for
from pdf_reading import Aloud
from test_cases import ALL
from test_log import TOLD

from planner.document.citations import cited
from planner.document.compose import compose
from planner.document.model import BulletList, Document, Heading, PartName, Section
from planner.document.printed import opened
from planner.formats.pdf import pdf_bytes
from planner.model.sheet import PARTS, SheetOptions

ANA = {"age": 67, "medications": ["furosemide"], "conditions": ["high blood pressure"]}


def printed(profile: dict[str, Any], *parts: str) -> Document:
    return compose(plan_for(profile), CONTENT, options=SheetOptions(parts=parts or None))


def names(document: Document) -> list[str]:
    leaf = document.first_leaf[0] if document.first_leaf else ()
    return [part.name for part in (*leaf, *document.sections)]


def headings(document: Document) -> list[Heading]:
    parts = (*(document.first_leaf[0] if document.first_leaf else ()), *document.sections)
    return [block for part in parts for block in opened(part.blocks) if isinstance(block, Heading)]


def listed(parts: tuple[Section, ...]) -> list[str]:
    """Return the sources of the lists of parts."""
    lists = [block for part in parts for block in part.blocks if isinstance(block, BulletList)]
    return [item.source for one in lists for item in one.items if item.source]


def test_the_parts_are_those_of_the_document() -> None:
    inner = {"signs", "warnings", "nights", "elsewhere", "second-side", "grid", "means"}
    assert {*PARTS, "referral", "easy", *inner} == set(PartName.__args__)


def test_the_usual_parts_are_printed_and_others_added() -> None:
    usual = ["fridge", "log", "week", "stretches", "stretches", "food", "help"]
    told = list(dict.fromkeys(names(printed(TOLD))))
    assert told == list(dict.fromkeys(usual))
    assert list(dict.fromkeys(names(printed(ANA)))) == [*told, "visit"]
    assert list(dict.fromkeys(names(printed(TOLD, "+know")))) == [*told, "know"]
    assert list(dict.fromkeys(names(printed(TOLD, "+visit", "+know")))) == list(PARTS)
    assert list(dict.fromkeys(names(printed(ANA, *PARTS)))) == list(PARTS)


@pytest.mark.parametrize("part", PARTS)
def test_a_part_alone_has_the_title_and_the_sources_that_it_names(part: str) -> None:
    document = printed(TOLD, part)
    assert set(names(document)) == {part}
    assert [head.level for head in headings(document)].count(1) == 1
    assert headings(document)[0].level == 1
    parts = (*(document.first_leaf[0] if document.first_leaf else ()), *document.sections)
    assert listed(parts) == list(cited(parts))


@pytest.mark.parametrize("part", PARTS)
def test_a_part_alone_is_read_aloud_from_its_title(part: str) -> None:
    roles = [role for role, *_ in Aloud(pdf_bytes(printed(TOLD, part))).walk() if role in ("H1", "H2", "H3")]
    assert roles[0] == "H1"
    assert roles.count("H1") == 1
    assert all(int(after[1]) <= int(before[1]) + 1 for before, after in itertools.pairwise(roles))


def test_page_1_never_stands_without_the_warnings_on_its_back() -> None:
    """Who told little is asked there whether to see someone first."""
    assert names(printed(TOLD, "fridge")) == ["fridge"]
    assert names(printed({"age": 67}, "fridge")) == ["fridge", "log"]


@pytest.mark.parametrize("parts", [("food",), ("+know",), PARTS])
def test_a_page_that_sends_to_a_clinician_stands_alone_whatever_was_asked_for(parts: tuple[str, ...]) -> None:
    assert names(printed({"age": 9}, *parts)) == ["referral"]


def test_page_1_alone_lists_the_sources_of_its_marks() -> None:
    marked = 0
    for name, _, profile in ALL[::40]:
        for leaf in printed(profile, "fridge").first_leaf:
            assert listed(leaf) == list(cited(leaf)), name
            marked += bool(cited(leaf))
    assert marked
