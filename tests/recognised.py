"""Short ways to ask what an entry was read as."""

from __future__ import annotations

from collections.abc import Iterable

from planner.lexicon.names import Names
from planner.recognition.findings import Finding
from planner.recognition.medication.medicines import Medicine
from planner.recognition.reading import read_entry


def ids(found: Iterable[Medicine | Finding]) -> set[str]:
    """Return the ids of what was found."""
    return {one.id for one in found}


def finding_of(names: Names, text: str, id_: str, key: str = "conditions") -> Finding:
    """Return the finding of one concept in an entry."""
    return next(finding for finding in read_entry(text, names, key).findings if finding.id == id_)
