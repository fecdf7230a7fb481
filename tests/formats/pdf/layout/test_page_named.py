"""Page 1 sends to the page on which it says who must ask before starting, and pictures in lists never go away."""

from __future__ import annotations

import re

import pytest
from conftest import CONTENT, plan_for
from pdf_reading import FORMS, PEOPLE, Aloud, extracted

from planner.document.compose import compose
from planner.document.model import BulletList, Figure, ListItem, words
from planner.files.svg import picture_of
from planner.formats.pdf import pdf_bytes
from planner.formats.pdf.blocks.lists import bullet_list
from planner.formats.pdf.blocks.place import Place
from planner.formats.pdf.layout.strips import height_of
from planner.formats.pdf.theme import MM, TIGHTNESS, theme_for, tightened
from planner.formats.pdf.write.tags import Element

DOT = picture_of(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><path d="M1 1L9 9" stroke="#000000"/></svg>'
)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("who", ["ordinary", "44", "83"])
def test_the_page_that_page_1_names_is_the_one_where_that_begins(who: str, form: str) -> None:
    data = pdf_bytes(compose(plan_for({**PEOPLE[who], **FORMS[form]}), CONTENT))
    found = re.search(r"(Before you start, read|First answer the questions on) page (\d)", extracted(data, 0))
    told = {"Before you start, read": "Before you start", "First answer the questions on": "You did not tell us"}
    if found is None:
        assert "Before you start" not in extracted(data, 1) + extracted(data, 2)
    else:
        assert told[found[1]] in extracted(data, int(found[2]) - 1)


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("step", range(len(TIGHTNESS)))
def test_a_picture_in_a_list_is_in_every_setting(step: int, large: bool) -> None:
    theme, holder = tightened(theme_for("letter", large), step), Element("Document")
    points = BulletList((ListItem(words("Foot: pull your toes up."), figure=Figure(DOT, "A foot.")),))
    # Twice as wide as high, it is higher than its one line.
    assert height_of(bullet_list(points, Place(theme, theme.inner, holder))) >= 19 * MM / 2


# What is done beside the stretches, as its pictures are heard.
SPOKEN = {
    "back-spasms": ("legs come over the edge", "shoulders roll", "hips rock"),
    "night-leg-cramps": ("covers are loose",),
}


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("plan", SPOKEN)
def test_what_is_done_beside_the_stretches_is_on_the_printed_pages(plan: str, paper: str, large: bool) -> None:
    """A roll to the side, shoulders, hips that rock and loose covers, on the sheet of who told only an age."""
    profile = {"age": 33, "paper": paper, "large_print": large}
    reader = Aloud(pdf_bytes(compose(plan_for(profile, plan), CONTENT)))
    heard = [str(node.Alt) for role, _, _, node in reader.walk() if role == "Figure"]
    for said in SPOKEN[plan]:
        assert sum(said in alt for alt in heard) >= SPOKEN[plan].count(said), said
