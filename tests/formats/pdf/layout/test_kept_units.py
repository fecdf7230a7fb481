"""Pages that were laid out and drawn for one sheet stand on the next as they are, and the bytes are the same."""

from __future__ import annotations

import random
from functools import cache
from typing import Any

import page
import pytest
from conftest import CONTENT, plan_for
from msgspec.structs import replace
from pdf_reading import Aloud, expected_words

from planner.document.compose import compose
from planner.document.model import Document
from planner.formats.pdf import pdf_bytes
from planner.formats.pdf.bodies import BODIES
from planner.formats.pdf.layout import kept_units
from planner.formats.pdf.layout.kept import PIECES
from planner.formats.pdf.layout.kept_units import UNITS, KeptUnits
from planner.formats.pdf.stack import SheetStack

# Units that are alike stand behind more and fewer pages, on the left and the right side, with other numbers of sources,
# beside names in fonts of the file alone, and in another colour.
PEOPLE = (
    {"age": 47, "name": "Ana Gómez"},
    {"age": 52, "medications": ["qzwarfin"], "name": "Ћирић 王小明"},
    {"age": 71, "medications": ["furosemide", "warfarin", "metformin"], "conditions": ["asthma"]},
    {"age": 71, "medications": ["furosemide", "Ћирић"], "large_print": True},
    {"age": 58, "conditions": ["asthma"]},
    {"age": 58, "conditions": ["asthma", "gout"], "edition": "short"},
    {"age": 44, "conditions": ["on dialysis"]},
)


@cache
def documents() -> tuple[Document, ...]:
    plain = tuple(compose(plan_for(dict(person)), CONTENT) for person in PEOPLE)
    return *plain, replace(plain[0], accent="#444444")


def sheets(order: list[int], *, cold: bool = False) -> dict[int, bytes]:
    """Return sheets made one after the other, from nothing at all or from the units that are kept."""
    made = {}
    for number in order:
        BODIES.clear()
        if cold:
            PIECES.clear()
            kept_units.UNITS.clear()
        made[number] = pdf_bytes(documents()[number])
    return made


@pytest.fixture(scope="module")
def cold() -> dict[int, bytes]:
    return sheets([*range(len(documents()))], cold=True)


@pytest.mark.parametrize("seed", range(3))
def test_a_sheet_is_the_same_bytes_whatever_was_made_before(seed: int, cold: dict[int, bytes]) -> None:
    order = random.Random(seed).sample([*range(len(cold))] * 4, 4 * len(cold))  # noqa: S311 - no secret
    assert sheets(order) == cold
    assert UNITS.drawings.taken > 0


def test_pages_that_were_drawn_for_another_are_used(cold: dict[int, bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    """They are read aloud as they were, with the links and bookmarks of their new sheet."""
    UNITS.clear()
    sheets([*range(len(cold))] * 3)
    found = []
    drawn = KeptUnits.drawn

    def watched(self: KeptUnits, *asked: Any) -> Any:
        found.append(drawn(self, *asked))
        return found[-1]

    monkeypatch.setattr(KeptUnits, "drawn", watched)
    for number, document in enumerate(documents()):
        BODIES.clear()
        data = pdf_bytes(document)
        assert data == cold[number]
        assert Aloud(data).words() == expected_words(document)
        for profile in ("ua1", "2a"):
            assert page.validate_pdf_bytes(data, profile=profile).is_compliant
    assert sum(one is not None for one in found) > len(found) / 2


@pytest.mark.parametrize("most", [0, 20_000, 200_000])
def test_a_sheet_is_the_same_bytes_with_little_room(
    most: int, cold: dict[int, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    small = KeptUnits(most, most)
    for place in PLACES:
        monkeypatch.setattr(place, small)
    assert sheets([*range(len(cold))] * 3) == cold
    assert small.laid.taken <= most
    assert small.drawings.taken <= most
    assert bool(small.drawings.taken) == (most > 20_000)


PLACES = tuple(f"planner.formats.pdf.{name}.UNITS" for name in ("bodies", "render", "layout.kept_units"))


def test_a_stack_is_the_same_bytes_whatever_was_made_before(cold: dict[int, bytes]) -> None:
    def stack() -> bytes:
        made = SheetStack("a4")
        for number, document in enumerate(documents()):
            made.add(document, f"P-{number}")
        return made.finish(0)

    UNITS.clear()
    first = stack()
    sheets([*cold, *cold, *cold])
    assert stack() == first
