"""Which page each part of a sheet begins, and what no page's end parts."""

from __future__ import annotations

import re
from itertools import pairwise
from random import Random
from typing import Any

import pdf_sample
import pytest
from conftest import CONTENT, plan_for
from pdf_reading import FORMS, PEOPLE, SHEETS, Aloud, aloud, expected_words, real, sections, with_parts

from planner.document.compose import compose
from planner.document.model import BulletList, Heading, Note, Section
from planner.formats.pdf import lay_out, pdf_bytes
from planner.formats.pdf.layout.strips import LONELY
from planner.formats.pdf.theme import body_height, theme_for


def begins(reader: Aloud) -> list[tuple[str, int]]:
    """Return each heading with the number of its page."""
    return [(reader.read(node).strip(), at + 1) for role, _, at, node in reader.walk() if re.fullmatch(r"H\d", role)]


@pytest.mark.parametrize("sheet", ["standard", "ordinary", "letter", "nameless"])
def test_the_first_leaf_can_be_torn_off(sheet: str) -> None:
    """The page for the fridge, the log on its back, and the week on the next leaf."""
    found = dict(begins(aloud(sheet)))
    log = next(page for title, page in found.items() if title.startswith("Night log"))
    assert (found[pdf_sample.TITLE], log, found["Your week"]) == (1, 2, 3)


def test_an_ordinary_sheet_has_six_pages_and_no_more() -> None:
    """But for what a person's medicines add."""
    document = pdf_sample.sample(full=False)
    parts = tuple(part for part in document.sections if part.name != "help")
    short = lay_out(type(document)(**{**_fields(document), "sections": parts}), theme_for("a4", large_print=False))
    assert len(short.pages) == 5


def _fields(document: Any) -> dict[str, Any]:
    return {name: getattr(document, name) for name in document.__struct_fields__}


def test_each_part_begins_a_page() -> None:
    """In the order in which they stand in the document."""
    found = begins(aloud("standard"))
    pages = [next(page for title, page in found if title == name) for name in PARTS]
    assert all(after > before for before, after in pairwise(pages))


PARTS = (
    "Your week",
    "Your stretches, step by step",
    "Food and drink",
    "Your medicines and this plan",
    "For your visit",
)


def test_a_long_front_is_never_cut() -> None:
    """Far too many signs go over to a second page, without loss."""
    signs = BulletList(pdf_sample.points(*(f"Another sign number {n}" for n in range(60))))
    crowded = with_parts((*pdf_sample.fridge().blocks[1:], signs), pdf_sample.week())
    assert [word for word in Aloud(pdf_bytes(crowded)).words() if word == "59"] == ["59"]


@pytest.mark.parametrize("sheet", SHEETS)
def test_no_group_and_no_row_is_split_and_no_heading_stands_alone(sheet: str) -> None:
    """All of a box, a card, a row and a point is on one page, and something follows each heading on its page."""
    reader = aloud(sheet)
    elements = [(role, at, node) for role, text, at, node in reader.walk() if text or role in WHOLE]
    for role, _, node in elements:
        if role in WHOLE:
            assert len({at for _, text, at, _ in reader.walk(node) if text}) <= 1
    leaves = [(role, at) for role, at, _ in elements if role not in WHOLE]
    heads = [index for index, (role, _) in enumerate(leaves) if re.fullmatch(r"H\d", role)]
    assert all(leaves[index][1] == leaves[index + 1][1] for index in heads)


WHOLE = {"Div", "TR", "LI"}


@pytest.mark.parametrize("sheet", SHEETS)
def test_boxes_are_whole(sheet: str) -> None:
    """Emergency signs and all other boxes stand on one page each."""
    reader = aloud(sheet)
    titles = {block.title for part in sections(SHEETS[sheet]) for block in part.blocks if isinstance(block, Note)}
    boxes = {_first_words(reader, node): node for role, _, _, node in reader.walk() if role == "Sect"}
    assert titles <= set(boxes)
    for node in (boxes[title] for title in titles):
        assert len({at for _, text, at, _ in reader.walk(node) if text}) == 1


def _first_words(reader: Aloud, node: Any) -> str:
    return next((text.strip() for role, text, _, _ in reader.walk(node) if re.fullmatch(r"H\d", role)), "")


@pytest.mark.parametrize("sheet", SHEETS)
def test_what_is_said_of_a_part_stands_at_the_head_of_its_page(sheet: str) -> None:
    """It is heard before the part, once."""
    reader = aloud(sheet)
    for part in SHEETS[sheet].sections:
        if part.aside:
            spots = [at for role, text, at, _ in reader.walk() if text.strip() == part.aside]
            title = next(block.text for block in part.blocks if isinstance(block, Heading))
            assert spots == [dict(begins(reader))[title] - 1]


@pytest.mark.wide
@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("plan", sorted(CONTENT.templates))
def test_no_page_of_a_real_sheet_looks_forgotten(plan: str, who: str, form: str) -> None:
    """Each page but the last uses a quarter of its height; the log and the page for the fridge are their own."""
    document, data = real(who, form, plan)
    layout = lay_out(document, theme_for(document.paper, document.large_print))
    bottoms = [max(placed.top + placed.strip.height for placed in one) for one in layout.pages]
    assert min(bottoms[:-1]) >= LONELY * body_height(layout.theme)
    assert Aloud(data).words() == expected_words(document)


@pytest.mark.parametrize("number", range(20))
def test_nothing_is_lost_on_sheets_of_drawn_parts(number: int) -> None:
    """However long parts are, and in which order they stand."""
    draw = Random(number)  # noqa: S311
    parts = [pdf_sample.week(), pdf_sample.stretches(), pdf_sample.food(), pdf_sample.help_(), pdf_sample.visit()]
    draw.shuffle(parts)
    made = tuple(Section(part.name, part.blocks[: draw.randint(1, len(part.blocks))], part.aside) for part in parts)
    paper, large = draw.choice(["a4", "letter"]), draw.random() < 0.5
    document = pdf_sample.document(pdf_sample.forms(full=draw.random() < 0.5), *made, paper=paper, large_print=large)
    assert Aloud(pdf_bytes(document)).words() == expected_words(document)


@pytest.mark.parametrize("profile", [{"age": 9}, {"age": 83, "conditions": ["heart failure NYHA IV"]}])
@pytest.mark.parametrize("form", ["a4", "letter"])
def test_the_sheet_that_sends_to_a_clinician_is_one_page(profile: dict[str, Any], form: str) -> None:
    """Nothing of it can be lost."""
    document = compose(plan_for({**profile, **FORMS[form]}), CONTENT)
    assert len(lay_out(document, theme_for(document.paper, document.large_print)).pages) == 1
