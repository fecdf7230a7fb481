"""What may move stands in one of its slots, once, and is never lost."""

from __future__ import annotations

import re
from typing import Any

import pytest
from conftest import CONTENT, plan_for
from msgspec.structs import replace
from test_cases import ALL

from planner.document.arrange import arranged, in_first_slots, movable, open_slots
from planner.document.compose import compose
from planner.document.model import Document, Group, Heading, Movable, Note, Paragraph, Section, Slot, Standing, words
from planner.formats.text import to_text
from planner.model.sheet import Identity

GRID = Paragraph(words("the grid"))
NOTE = Note("message", "The main thing", ())
SOME = [(case["name"], profile, case.get("plan", "night-leg-cramps")) for _, case, profile in ALL[::40]]


def document(*movables: Movable) -> Document:
    """Return a document with slots in a group, in a section of its own, and in the words of something that moves."""
    return Document(
        title="A sheet",
        subject="",
        language="en",
        identity=Identity(),
        header="",
        footer="",
        date="",
        sections=(
            Section("front", (Heading(1, "A sheet"), Group((NOTE, Slot("grid-front")), (1, 2)))),
            Section("tear-off", (Slot("visit-page"),)),
            Section("flow", (Heading(2, "Days"), Slot("grid-week"), Slot("told-why"))),
        ),
        movables=movables,
    )


VISIT = Movable(
    (
        Standing("visit-page", (Heading(2, "Visit"), Slot("told-visit"))),
        Standing("told-why", (Heading(2, "Visit in short"),)),
    )
)
TOLD = movable(Paragraph(words("what was told")), "told-visit", "told-why")


def test_text_has_everything_in_its_first_slot() -> None:
    made = in_first_slots(document(VISIT, TOLD, movable(GRID, "grid-front", "grid-week")))
    assert made.sections[0].blocks[1] == Group((NOTE, GRID), (1, 2))
    assert made.sections[1].blocks == (Heading(2, "Visit"), TOLD.standings[0].blocks[0])
    assert made.sections[2].blocks == (Heading(2, "Days"),)
    assert made.movables == ()


def test_what_moved_leaves_neither_a_group_nor_a_part_behind() -> None:
    made = arranged(document(VISIT, movable(GRID, "grid-front", "grid-week")), [1, 1])
    assert [part.kind for part in made.sections] == ["front", "flow"]
    assert made.sections[0].blocks == (Heading(1, "A sheet"), NOTE)
    assert made.sections[1].blocks == (Heading(2, "Days"), GRID, Heading(2, "Visit in short"))


def test_a_part_that_is_empty_by_itself_stays() -> None:
    empty = replace(document(), sections=(Section("flow", ()), Section("tear-off", (Slot("visit-page"),))))
    assert arranged(empty, []).sections == (Section("flow", ()),)


def test_a_slot_within_what_moves_is_there_only_where_that_stands() -> None:
    made = document(VISIT, TOLD)
    assert "told-visit" not in open_slots(made, [])
    assert "told-visit" in open_slots(made, [0])
    assert "told-visit" not in open_slots(made, [1])


def test_nothing_is_lost_in_a_slot_that_is_nowhere() -> None:
    with pytest.raises(ValueError, match="no such slot: told-visit"):
        arranged(document(VISIT, TOLD), [1, 0])


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize(("name", "profile", "plan"), SOME, ids=[name for name, _, _ in SOME])
def test_the_first_and_the_last_slots_say_the_same_of_a_real_sheet(
    name: str, profile: dict[str, Any], plan: str, large: bool
) -> None:
    """Only the heads of the page for the visit are shorter below the log; no reason, question or fact is."""
    made = compose(plan_for({**profile, "large_print": large}, plan), CONTENT)
    last = arranged(made, [len(one.standings) - 1 for one in made.movables])
    first, other = (set(re.findall(r"[^\W_]+", to_text(one))) for one in (made, last))
    messages = CONTENT.raw.messages["en"]
    heads = set(re.findall(r"[^\W_]+", f"{messages['clinician-lead']} {messages['clinician-ask']}")) if large else set()
    assert first - other <= heads, name
    assert other <= first, name
