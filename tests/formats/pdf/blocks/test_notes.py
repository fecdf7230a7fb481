"""Boxes: what kind each is can be seen without colour, and their titles are headings."""

from __future__ import annotations

import re
from typing import Any

import pdf_sample
import pytest
from pdf_reading import Aloud, aloud, code, expected_words, opened, operands, pdf, with_parts

from planner.document.model import BulletList, Heading, ListItem, Note, NoteKind, Paragraph, words
from planner.formats.pdf import pdf_bytes
from planner.formats.pdf.blocks.notes import FRAMES
from planner.formats.pdf.theme import ALARM

KINDS: tuple[NoteKind, ...] = (
    "emergency",
    "cramp",
    "limits",
    "stop",
    "unread",
    "together",
    "now",
    "soon",
    "check",
    "call",
)


def box(kind: NoteKind, title: str = "A title") -> Note:
    return Note(kind, title, (Paragraph(words("A sentence.")),))


@pytest.mark.parametrize("kind", KINDS)
def test_a_title_is_a_heading_with_a_bookmark(kind: NoteKind) -> None:
    """And what stands in the box follows it."""
    document = with_parts((Heading(2, "Part"), box(kind)))
    data = pdf_bytes(document)
    reader = Aloud(data)
    assert reader.words() == expected_words(document)
    heads = {reader.read(node).strip() for role, _, _, node in reader.walk() if re.fullmatch(r"H\d", role)}
    assert "A title" in heads
    with opened(data).open_outline() as outline:
        assert "A title" in names(outline.root)


def names(items: Any) -> list[str]:
    """Return the titles of bookmarks and of all below them."""
    return [name for item in items for name in (item.title, *names(item.children))]


@pytest.mark.parametrize("kind", KINDS)
def test_a_box_without_a_title_has_no_heading(kind: NoteKind) -> None:
    document = with_parts((box(kind, ""),))
    reader = Aloud(pdf_bytes(document))
    assert reader.words() == expected_words(document)
    assert [role for role, *_ in reader.walk() if re.fullmatch(r"H\d", role)] == ["H1"]


def test_the_heavier_the_frame_the_more_hangs_on_it() -> None:
    """Red never works alone: the frame of an emergency is the thickest but for the page that has nothing else."""
    ranks = ("now", "emergency", "limits", "cramp")
    weights = [FRAMES[kind].weight for kind in ranks]
    assert weights == sorted(weights, reverse=True)
    assert FRAMES["stop"].weight == FRAMES["limits"].weight
    assert {kind for kind, frame in FRAMES.items() if ALARM in (frame.border, frame.title)} == {"now", "emergency"}
    assert len(set(weights)) == len(weights)


def test_the_last_line_of_a_box_is_strong_and_read_last() -> None:
    document = with_parts((Note("emergency", "Call", box("stop").blocks, tail=words("One calf swollen? Call 111.")),))
    assert Aloud(pdf_bytes(document)).words()[-5:] == ["One", "calf", "swollen?", "Call", "111."]


def test_what_was_not_read_stands_in_one_line_with_its_title() -> None:
    """Behind a sign, without a frame."""
    data = pdf_bytes(with_parts((Note("unread", "Zyx: not checked.", (Paragraph(words("Ask first.")),)),)))
    spots = [spot[5] for spot in operands(data, "Tm")]
    assert len(spots) - len(set(spots)) >= 1


def test_the_number_to_call_is_the_largest_thing_of_its_page() -> None:
    """54 points, and smaller only where a line has no room for it."""
    sizes = sorted({float(size) for size in re.findall(r"([\d.]+) Tf", code(pdf("referral")))})
    assert sizes[-1] == 54
    assert sizes[-2] <= 24
    long = pdf_bytes(with_parts((box("now", "Telephone your emergency number at once"),)))
    largest = max(float(size) for size in re.findall(r"([\d.]+) Tf", code(long)))
    assert 24 < largest < 54


def test_the_page_that_says_call_now_opens_with_it() -> None:
    """Its one title is the number to call."""
    reader = aloud("referral")
    titles = [(role, reader.read(node).strip()) for role, _, _, node in reader.walk() if re.fullmatch(r"H\d", role)]
    assert titles[0] == ("H1", "Call 999 now")


def test_a_box_that_no_page_can_hold_goes_on_without_loss() -> None:
    many = BulletList(tuple(ListItem(words(f"Sign {number}.")) for number in range(70)))
    document = with_parts((Note("emergency", "Call", (many,)),))
    reader = Aloud(pdf_bytes(document))
    assert reader.words() == expected_words(document)
    assert len(reader.pages) == 2


def test_a_picture_is_read_after_the_title_of_its_box() -> None:
    document = with_parts((pdf_sample.cramp_now(),))
    roles = [role for role, *_ in Aloud(pdf_bytes(document)).walk() if role in {"H2", "Figure", "L"}]
    assert roles == ["H2", "Figure", "L"]


@pytest.mark.parametrize("kind", ["cramp", "limits"])
def test_a_picture_on_a_tinted_ground_has_no_white_edges(kind: NoteKind) -> None:
    """White round the limbs keeps them apart on paper; on a tint the edge is the tint, and nothing shines."""
    shown = pdf_sample.shown("first-aid-calf-bed-hold")
    data = pdf_bytes(with_parts((Note(kind, "A title", (Paragraph(words("A sentence.")),), shown),)))
    white = [one for operator in ("rg", "RG") for one in operands(data, operator) if one == [1, 1, 1]]
    assert bool(white) is (FRAMES[kind].ground is None)
