"""From a folder of plans to its content, checked in full; what our own folder gives is kept between runs."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from msgspec.structs import replace

from planner.content.cache import Kept
from planner.content.knowledge import Content
from planner.errors import ContentError
from planner.model.folder import Medicines, Records
from planner.resources import bundled


def load_content(folder: Path | None = None) -> Content:
    """Return the content of a plans/ folder (by default the bundled one), or raise ContentError with every problem."""
    if folder is not None:
        return read_content(folder)
    home = bundled("plans")
    keep = Kept(home)

    @cache
    def whole() -> Records:
        return read_content(home).raw

    def medicines() -> Medicines:
        return keep("medicine-lists", Medicines, lambda: Medicines(whole().drugs, whole().combinations))

    return Content(keep("content", Records, lambda: _without_medicines(whole())), home, keep, medicines)


def _without_medicines(raw: Records) -> Records:
    ids = tuple(drug.id for drug in raw.drugs)
    return replace(raw, drugs=(), combinations=(), drug_ids=ids)


def read_content(folder: Path) -> Content:
    """Return the content of a folder read from its YAML and checked in full, or raise ContentError."""
    from planner.content.folder import read_folder
    from planner.content.validate import problems_of

    raw, places = read_folder(folder)
    content = Content(raw, folder)
    problems = problems_of(content, places)
    if problems:
        raise ContentError.from_problems(problems)
    return content
