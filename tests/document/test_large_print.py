"""Large print has pages of its own: two sides for the fridge, and nothing is said less often than it must be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from conftest import CONTENT, plan_for, wide
from msgspec import Struct, structs
from pdf_reading import PEOPLE, page_texts

from planner.document.compose import compose
from planner.document.front_forms import forms
from planner.document.model import Card, Cell, CheckItem, Code, Document, Heading, ListItem, Note, Table, plain
from planner.document.printed import following
from planner.formats.pdf import pdf_bytes

LARGE = {"large_print": True}
HEART: dict[str, Any] = {
    "age": 83,
    "sex": "male",
    "medications": ["bisoprolol 2.5 mg", "ramipril 5 mg", "spironolactone 25 mg", "furosemide 40 mg"],
    "conditions": ["heart failure", "fell last winter"],
    "symptoms": "none",
    "allergies": "none",
    "limits": {"fluid": "1.5 L"},
    "cramps": {"where": ["calf", "thigh"], "nights_per_week": 2},
    "country": "GB",
}
TITLE = "A cramp elsewhere, more help"


def sentences(node: Any) -> Iterator[str]:
    """Yield what a part says: titles, points, cells, things to tick; not the words under pictures, which yield."""
    if isinstance(node, Card | Code):
        return
    if isinstance(node, Heading | Note):
        yield node.text if isinstance(node, Heading) else node.title
    if isinstance(node, ListItem | CheckItem | Cell):
        yield plain(node.text)
    if isinstance(node, tuple):
        for one in node:
            yield from sentences(one)
    elif isinstance(node, Struct):
        for name in node.__struct_fields__:
            yield from sentences(getattr(node, name))


def _pages(document: Document) -> list[str]:
    """Return the words of each page on one line."""
    return [" ".join(text.split()) for text in page_texts(pdf_bytes(document))]


def sheet(profile: dict[str, Any], parts: tuple[str, ...] | None = None, **more: Any) -> Document:
    plan = plan_for({**profile, **more})
    return compose(plan, CONTENT, options=structs.replace(plan.profile.options, parts=parts))


@pytest.mark.parametrize("who", PEOPLE)
def test_every_form_of_the_first_leaf_says_the_same(who: str) -> None:
    """In large print each box stands on the page for the fridge, that of the nights or that of the week, in each."""
    document = sheet(PEOPLE[who], **LARGE)
    said = [sorted({*sentences((*leaf, *following(document, leaf)))}) for leaf in document.first_leaf]
    assert len(said) == len(forms(large=True, apart=True)) > len(forms())
    assert said == [said[0]] * len(said)


@pytest.mark.parametrize("who", wide([*PEOPLE], "ordinary", "pregnant"))
def test_what_helps_a_cramp_elsewhere_stands_once(who: str) -> None:
    """On the first leaf, else with the stretches: in standard print where the leaf has no room, or is not printed."""
    for more, names in (
        (LARGE, {"fridge", "second-side", "log"}),
        ({}, {"log", "stretches"}),
        ({"parts": ("stretches", "food")}, {"stretches"}),
        ({**LARGE, "parts": ("stretches", "food")}, {"stretches"}),
        ({**LARGE, "parts": ("fridge",)}, {"fridge", "second-side", "log"}),
    ):
        document = sheet(PEOPLE[who], **more)
        for leaf in document.first_leaf or ((),):
            homes = [part.name for part in (*leaf, *following(document, leaf)) if TITLE in {*sentences(part)}]
            assert len(homes) == 1
            assert homes[0] in names


def test_a_portion_stands_behind_its_food_in_large_print() -> None:
    """As other foods stand in its line."""
    listed = [item for part in sheet({"age": 50}, **LARGE).sections for item in _items(part)]
    assert listed
    assert not [item for item in listed if item.aside]
    assert [item for item in listed if plain(item.text).endswith(" g)")]


def _items(node: Any) -> Iterator[CheckItem]:
    if isinstance(node, CheckItem):
        yield node
    elif isinstance(node, tuple):
        for one in node:
            yield from _items(one)
    elif isinstance(node, Struct):
        for name in node.__struct_fields__:
            yield from _items(getattr(node, name))


def test_emergency_signs_stand_on_page_1_and_who_must_ask_first_on_page_2() -> None:
    """Of the sheet of somebody with heart failure, whose first page says where to read first."""
    document = sheet(HEART, **LARGE)
    first, second, *_ = _pages(document)
    assert "Call 999 at once" in first
    assert "Before you start, read page 2." in first
    assert "Before you start" in second
    assert "At most 1.5 litres a day" in first + second
    assert "A cramp now?" in second


# A first leaf with a limit or two, questions and a grid, in a plan for somebody who sits.
SITTING: dict[str, Any] = {
    "age": 76,
    "medications": ["eplerenone", "ramipril", "bumetanide"],
    "conditions": ["heart failure"],
    "habits": ["wheelchair"],
    "country": "GB",
}
LITHIUM: dict[str, Any] = {"age": 52, "medications": ["spironolactone", "lithium"], "country": "US"}


def test_the_order_of_the_first_pages_is_worth_more_than_a_page() -> None:
    """The number to call stands on page 1, who must ask before starting next, and the grid is not parted."""
    first, second, *others = _pages(sheet(SITTING, **LARGE))
    assert "Call 999 at once" in first
    assert "Before you start, read page 2." in first
    assert second.index("Your limits") < second.index("Before you start") < second.index("A cramp now?")
    assert sum("Your plan in short" in page for page in (first, second, *others)) == 1


def test_where_page_1_has_no_room_for_the_signs_they_open_page_2_and_the_next_page_is_named() -> None:
    first, second, third, *_ = _pages(sheet(LITHIUM, **LARGE))
    assert "Before you start, read page 3." in first
    assert "A cramp now?" in first
    assert "Call 911 at once" in second
    assert second.index("Call 911 at once") < second.index("Your plan in short")
    assert third.index("Before you start") < third.index("Call 911 now. Do not start")


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("profile", [SITTING, LITHIUM, {"age": 57}, {"age": 44, "cramps": {"where": ["back"]}}])
def test_the_tick_grid_is_whole_on_one_page(profile: dict[str, Any], paper: str) -> None:
    """Its last row stands on the page of its title."""
    made = sheet(profile, paper=paper, **LARGE)
    pages = [page for page in _pages(made) if "Your plan in short" in page]
    (page,) = pages
    assert page.index("Your plan in short") < page.rindex("Slow breathing")


def test_the_grid_stands_behind_the_week_that_it_ticks_where_page_1_has_no_room() -> None:
    document = sheet(HEART, **LARGE)
    text = " ".join(_pages(document))
    assert text.index("Your week: every day") < text.index("Your plan in short")


def test_cells_of_the_week_say_themselves_what_they_are() -> None:
    (week,) = [part for part in sheet(HEART, **LARGE).sections if part.name == "week"]
    tables = [block for block in week.blocks if isinstance(block, Table)]
    assert {plain(text) for table in tables for text in table.header} == {""}
    assert all(row[-1].text[0].strong and row[-1].text[0].text.endswith(":") for row in tables[-1].rows)
