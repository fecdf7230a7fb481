"""What was laid out for one sheet serves the next: the same bytes whatever came before."""

from __future__ import annotations

import random
from functools import cache

import pytest
from conftest import CONTENT, plan_for
from pdf_reading import Aloud, expected_words, with_parts

from planner.document.compose import compose
from planner.document.model import BulletList, Cell, Document, Heading, ListItem, Note, Paragraph, Run, Table, words
from planner.formats.pdf import lay_out, pdf_bytes
from planner.formats.pdf.bodies import BODIES
from planner.formats.pdf.layout import kept
from planner.formats.pdf.layout.kept import PIECES, KeptPieces
from planner.formats.pdf.layout.kept_units import UNITS
from planner.formats.pdf.render import drawn
from planner.formats.pdf.stack import SheetStack
from planner.formats.pdf.theme import theme_of

PEOPLE = (
    {"age": 47, "name": "Ana Gómez"},
    {"age": 47, "name": "Ћирић 王小明"},
    {"age": 71, "medications": ["furosemide", "warfarin"], "name": "Zoë Ångström"},
    {"age": 71, "medications": ["furosemide", "qzwarfin"], "large_print": True},
    {"age": 33, "conditions": ["heart failure"], "edition": "easy"},
    {"age": 58, "conditions": ["asthma"], "edition": "short", "paper": "letter"},
)


@cache
def documents() -> tuple[Document, ...]:
    return tuple(compose(plan_for(dict(person)), CONTENT) for person in PEOPLE)


def sheets(order: list[int], *, cold: bool = False) -> dict[int, bytes]:
    """Return sheets made one after the other, from nothing at all or from the pieces that are kept."""
    made = {}
    for number in order:
        BODIES.clear()
        UNITS.clear()
        if cold:
            PIECES.clear()
        made[number] = pdf_bytes(documents()[number])
    return made


@pytest.fixture(scope="module")
def cold() -> dict[int, bytes]:
    return sheets([*range(len(PEOPLE))], cold=True)


@pytest.mark.parametrize("seed", range(4))
def test_a_sheet_is_the_same_bytes_whatever_was_made_before(seed: int, cold: dict[int, bytes]) -> None:
    order = random.Random(seed).sample([*range(len(PEOPLE))] * 3, 3 * len(PEOPLE))  # noqa: S311 - no secret
    assert sheets(order) == cold


@pytest.mark.parametrize("most", [0, 20_000, 400_000])
def test_a_sheet_is_the_same_bytes_with_little_room(
    most: int, cold: dict[int, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    small = KeptPieces(most)
    monkeypatch.setattr(kept, "PIECES", small)
    assert sheets([*range(len(PEOPLE))] * 2) == cold
    assert small.taken <= most


def test_a_stack_is_the_same_bytes_whatever_was_made_before() -> None:
    def stack() -> bytes:
        made = SheetStack("a4")
        for number, document in enumerate(documents()):
            if document.paper == "a4":
                made.add(document, f"P-{number}")
        return made.finish(0)

    PIECES.clear()
    first = stack()
    sheets([5, 4, 3, 2, 1, 0])
    assert stack() == first


def test_two_sheets_in_turn_do_not_touch_each_other() -> None:
    """One laid out while another is drawn, and one that is drawn twice."""
    one, two = documents()[0], documents()[2]
    alone = pdf_bytes(one), pdf_bytes(two)
    first, second = lay_out(one, theme_of(one)), lay_out(two, theme_of(two))
    assert drawn(two, second, 0) == alone[1]
    assert [drawn(one, first, 0) for _ in range(2)] == [alone[0]] * 2


def test_a_block_that_stands_twice_on_a_sheet_is_read_in_both_places() -> None:
    """Also within another block, and where that stands twice itself."""
    point = ListItem(words("Walk to the end of the road."))
    points = BulletList((point, ListItem(words("Drink."))))
    note = Note("together", "Keep", (points, Paragraph((*words("Rest."), Run("[1]", mark=True, says="one")))))
    table = Table((words("A"), words("B")), ((Cell(words("Walk.")), Cell(words("Rest."))),) * 2, (1, 1))
    document = with_parts((points, note, Heading(2, "More"), points, note, table, table))
    for _ in range(3):
        assert Aloud(pdf_bytes(document)).words() == expected_words(document)


def test_what_one_sheet_alone_asked_for_is_not_kept() -> None:
    """Its lists and boxes go; a second sheet with the same ones keeps them."""
    PIECES.clear()
    taken = []
    for _ in range(3):
        BODIES.clear()
        UNITS.clear()
        pdf_bytes(with_parts((BulletList((ListItem(words("Walk.")),)),)))
        taken.append(PIECES.taken)
    assert taken[0] < taken[1] == taken[2]
