"""A sheet leaves no objects behind that hold each other: workers hardly ever look for such."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from planner.batch.job import STATE, Job, Task
from planner.batch.worker import finish
from planner.content.knowledge import Content
from planner.formats.registry import FORMATS
from planner.pipeline import SheetRequest
from planner.records.rows import Row

DAY = date(2026, 11, 23)
# A sheet, a page that sends to a clinician, and rows that are refused.
PEOPLE = (
    {"age": "67", "medications": "furosemide 40 mg; ramipril", "conditions": "heart failure"},
    {"age": "34", "pregnancy": "30 weeks", "allergies": "nuts", "country": "US"},
    {"age": "9", "medications": "salbutamol"},
    {"age": "670"},
    {"age": "50", "pregnancy": "sometimes"},
)


@pytest.fixture
def nobody_looks() -> Iterator[None]:
    """Keep what lives from being looked through, and what lived before from being looked at."""
    gc.collect()
    gc.disable()
    gc.freeze()
    yield
    gc.unfreeze()
    gc.enable()


@pytest.mark.usefixtures("nobody_looks")
@pytest.mark.parametrize("form", sorted(FORMATS))
def test_whatever_comes_of_a_row_goes_without_being_looked_for(form: str, content: Content, tmp_path: Path) -> None:
    """The first people of a format load what is kept for all that come after them; then nothing is left over."""
    (tmp_path / STATE).mkdir()
    job = Job(folder=tmp_path, request=SheetRequest(start=DAY, as_of=DAY), form=form)

    def made(of: int) -> None:
        for number, cells in enumerate(PEOPLE, of):
            known = dict(cells) | {"name": f"Somebody {of}"}
            finish(Task(number=number, row=Row(number, known), file=f"{number}.{form}"), job, content)

    made(100)
    gc.collect()
    for of in (200, 300, 400):
        made(of)
    assert gc.collect() == 0
