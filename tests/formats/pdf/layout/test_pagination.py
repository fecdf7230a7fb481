"""Which page each part of a sheet begins, and how many pages the sheets of ordinary adults have, whatever they told."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from itertools import product
from random import Random
from typing import Any

import pdf_sample
import pypdf
import pytest
from conftest import CONTENT, plan_for, wide
from msgspec.structs import replace
from pdf_reading import FORMS, PEOPLE, SHEETS, Aloud, aloud, extracted, pdf, real, with_front

from planner.document.compose import compose
from planner.document.model import (
    BulletList,
    Heading,
    ListItem,
    words,
)
from planner.formats.pdf import Layout, lay_out, pdf_bytes
from planner.formats.pdf.theme import PAPERS, body_height, theme_for

# What adults without medicines or illnesses answer, where they do.
ANSWERS: dict[str, list[Any]] = {
    "sex": ["female", "male"],
    "exercise_level": ["sedentary", "light", "moderate", "vigorous"],
    "sleep_position": ["back", "side", "stomach", "mixed"],
    "daily_posture": ["sitting", "standing", "mixed"],
    "medications": ["none"],
    "conditions": ["none"],
    "symptoms": ["none"],
    "habits": ["none", ["a glass of wine on Sundays"], ["coffee"]],
    "allergies": ["none"],
    "diet": ["none", ["vegetarian"]],
    "country": ["GB", "US", "DE"],
    "heat": [True, False],
    "cramps": [{"where": ["calf"]}, {"where": ["calf", "foot"], "nights_per_week": 3}],
}
ADULTS = 60


def adult(number: int) -> dict[str, Any]:
    """Return an adult who told some of it, always the same for a number."""
    draw = Random(number)  # noqa: S311
    told = {key: draw.choice(values) for key, values in ANSWERS.items() if draw.random() < 0.6}
    if told.get("sex") != "male" and draw.random() < 0.7:
        told["pregnancy"] = "no"
    return {"age": draw.randint(18, 64), **told}


def sheets(number: int) -> Iterator[tuple[str, Layout]]:
    """Yield an adult's sheet of each plan, on each paper, in each print."""
    for plan, paper, large in product(sorted(CONTENT.templates), PAPERS, (False, True)):
        made = plan_for({**adult(number), "paper": paper, "large_print": large}, plan)
        assert made.see_clinician is None
        yield f"{plan}, {paper}, large {large}", lay_out(compose(made, CONTENT), theme_for(paper, large))


def least_used(layout: Layout) -> float:
    """Return the share of its height that the emptiest page uses, but for the last."""
    return min(page[-1].top + page[-1].strip.height for page in layout.pages[:-1]) / body_height(layout.theme)


@pytest.mark.parametrize("number", wide(range(ADULTS), *range(0, ADULTS, 6)))
def test_an_ordinary_adult_has_as_many_pages_as_the_standard_allows(number: int) -> None:
    """Eight pages and those to tear off, 11 in all; in large print twelve, 16 in all; and none looks forgotten."""
    made = dict(sheets(number))
    assert {sheet for sheet, layout in made.items() if len(layout.pages) > layout.theme.most_pages} == set()
    assert {sheet for sheet, layout in made.items() if least_used(layout) < 0.25} == set()


def test_the_standard_says_how_many_pages_are_too_many() -> None:
    """The limits that the sheets are held to are those of the standard."""
    assert {(large, theme_for(paper, large).most_pages) for paper in PAPERS for large in (False, True)} == {
        (False, 11),
        (True, 16),
    }


@pytest.mark.parametrize("sheet", ["standard", "letter", "nameless"])
def test_the_front_is_page_one_alone(sheet: str) -> None:
    """Page 1 holds the whole front, on both papers, and the days begin on page 2."""
    assert "Leave out the foods marked D" in extracted(pdf(sheet), 0)
    assert "The seven days" in extracted(pdf(sheet), 1)
    assert "The seven days" not in extracted(pdf(sheet), 0)


def test_a_front_in_large_print_has_two_sides() -> None:
    """The days begin on page 3."""
    assert "The seven days" in extracted(pdf("large"), 2)


def test_a_long_front_is_never_cut() -> None:
    """Far too many signs go over to a second page, without loss."""
    signs = BulletList(tuple(pdf_sample._points(*(f"Another sign number {n}" for n in range(60)))))
    crowded = with_front((*pdf_sample.front().blocks, signs))
    assert [word for word in Aloud(pdf_bytes(crowded)).words() if word == "59"] == ["59"]


@pytest.mark.parametrize("sheet", SHEETS)
def test_no_day_is_split_and_no_heading_stands_alone(sheet: str) -> None:
    """All of a group is on one page (in large print on two), and after each heading something follows on its page."""
    reader = aloud(sheet)
    elements = [(role, at, node) for role, text, at, node in reader.walk() if text or role == "Div"]
    groups = [{at for _, _, at, _ in reader.walk(node)} for role, _, node in elements if role == "Div"]
    assert len(groups) == 7
    assert all(max(pages) - min(pages) <= (sheet == "large") for pages in groups)
    leaves = [(role, at) for role, at, _ in elements if role != "Div"]
    heads = [index for index, (role, _) in enumerate(leaves) if re.fullmatch(r"H\d", role)]
    assert all(leaves[index][1] == leaves[index + 1][1] for index in heads)


@pytest.mark.parametrize("count", range(36, 48))
def test_the_last_leaf_goes_on_where_a_page_has_only_a_few_lines(count: int) -> None:
    """However much stands before it, no page but the last looks forgotten."""
    points = BulletList(tuple(ListItem(words(f"Point {number}.")) for number in range(count)))
    flow = pdf_sample.Section("flow", (Heading(2, "Many points"), points))
    sample = pdf_sample.sample()
    sections = (pdf_sample.front(), flow, replace(pdf_sample.tear_off()[-1], kind="tear-off"))
    document = type(sample)(
        **{name: getattr(sample, name) for name in sample.__struct_fields__ if name != "sections"}, sections=sections
    )
    layout = lay_out(document, theme_for("a4", large_print=False))
    bottoms = [max(placed.top + placed.strip.height for placed in one) for one in layout.pages]
    assert min(bottoms[:-1]) >= body_height(layout.theme) / 4


@pytest.mark.parametrize("sheet", SHEETS)
def test_no_page_looks_forgotten(sheet: str) -> None:
    """Each page but the last uses a quarter of its height."""
    document = SHEETS[sheet]
    theme = theme_for(document.paper, document.large_print)
    pages = lay_out(document, theme).pages
    bottoms = [max(placed.top + placed.strip.height for placed in one) for one in pages]
    assert min(bottoms[:-1]) >= body_height(theme) / 4
    assert max(bottoms) <= body_height(theme) + 0.1


def begins(who: str, form: str, plan: str) -> dict[str, int]:
    """Return on which page each part of a real sheet begins, by its heading."""
    reader = Aloud(real(who, form, plan)[1])
    heads = [(reader.read(node).strip(), at) for role, _, at, node in reader.walk() if role in {"H1", "H2"}]
    return {text: at + 1 for text, at in reversed(heads)}


@pytest.mark.parametrize("form", ["a4", "letter"])
@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("plan", sorted(CONTENT.templates))
def test_page_one_stands_alone_with_the_night_log_at_its_back(plan: str, who: str, form: str) -> None:
    """The leaf for the fridge can be taken out: page 1, the log on page 2, the days from page 3 on."""
    found = begins(who, form, plan)
    assert (found["Night log"], found["Your seven days"]) == (2, 3)


@pytest.mark.parametrize("form", ["large", "large letter"])
@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("plan", sorted(CONTENT.templates))
def test_in_large_print_the_front_and_the_pages_for_a_visit_are_two_leaves(plan: str, who: str, form: str) -> None:
    """The log is on page 3, or on page 4 behind those who should not use the sheet; the days begin a leaf."""
    found = begins(who, form, plan)
    log, clinician = found["Night log"], found["For your clinician"]
    assert (log, clinician) in ((3, 4), (4, 4))
    assert found["Your seven days"] == 5


@pytest.mark.parametrize("form", ["large", "large letter"])
def test_with_room_to_spare_the_log_still_has_one_page(form: str) -> None:
    """A wider setting never sends the days off the leaf that they begin."""
    raw = {"age": 16, "sex": "female", "pregnancy": "no", "exercise_level": "vigorous", "heat": True, "country": "US"}
    told = {**raw, "medications": "none", "conditions": "none", **FORMS[form]}
    reader = Aloud(pdf_bytes(compose(plan_for(told), CONTENT)))
    starts = {reader.read(node).strip(): at + 1 for role, _, at, node in reader.walk() if role == "H2"}
    assert (starts["Night log"], starts["For your clinician"], starts["Your seven days"]) == (3, 4, 5)


@pytest.mark.parametrize(("form", "most"), [("a4", 11), ("letter", 11), ("large", 16), ("large letter", 16)])
@pytest.mark.parametrize("who", ["44", "ordinary"])
@pytest.mark.parametrize("plan", sorted(CONTENT.templates))
def test_an_ordinary_sheet_has_as_many_pages_as_it_may(plan: str, who: str, form: str, most: int) -> None:
    """Whether little is known of somebody or all: eight pages and those to tear off, in large print twelve."""
    assert len(pypdf.PdfReader(io.BytesIO(real(who, form, plan)[1])).pages) <= most


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("plan", sorted(CONTENT.templates))
def test_no_page_of_a_real_sheet_looks_forgotten(plan: str, who: str, form: str) -> None:
    """Each page but the last uses a quarter of its height."""
    document, _ = real(who, form, plan)
    theme = theme_for(document.paper, document.large_print)
    pages = lay_out(document, theme).pages
    bottoms = [max(placed.top + placed.strip.height for placed in one) for one in pages]
    assert min(bottoms[:-1]) >= body_height(theme) / 4


@pytest.mark.parametrize("profile", [{"age": 9}, {"age": 83, "conditions": ["heart failure NYHA IV"]}])
@pytest.mark.parametrize("form", ["a4", "letter"])
def test_the_sheet_that_sends_to_a_clinician_is_one_page(profile: dict[str, Any], form: str) -> None:
    """Nothing of it can be lost."""
    data = pdf_bytes(compose(plan_for({**profile, **FORMS[form]}), CONTENT))
    assert len(pypdf.PdfReader(io.BytesIO(data)).pages) == 1
