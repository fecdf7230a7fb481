"""What is offered for a near miss: of several names of one thing the plain English one."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from planner.lexicon.folding import key
from planner.recognition.findings import Finding
from planner.recognition.medication.medicines import Medicine

if TYPE_CHECKING:
    from planner.content.knowledge import Content

# What names of conditions hold that nobody would write.
_GRAMMAR = frozenset("+=")
_ALIKE = 0.82


def offered(found: Medicine | Finding, content: Content) -> str:
    """Return the name to offer for something that was found by a near miss; nothing for any other."""
    if not found.near_miss or not found.resembles:
        return ""
    return _medicine(found, content) if isinstance(found, Medicine) else _in_plain_letters(found, content)


def _medicine(medicine: Medicine, content: Content) -> str:
    """Return the name to offer for a medicine: what another language writes gives way to our own name of the same."""
    names, near = content.names, medicine.resembles
    drug = names.drug.get(medicine.id)
    if drug is None or near in drug.brands:
        return near
    same = names.medicine_keys.get(key(medicine.name)) == names.medicine_keys.get(key(near))
    spelled = not near.isascii() or _likeness(key(near), key(medicine.name)) >= _ALIKE
    return medicine.name if same and spelled else near


def _in_plain_letters(finding: Finding, content: Content) -> str:
    """Return the words to offer for an illness: of several names of one thing, one without accents."""
    concept, near = content.concepts.get(finding.id), finding.resembles
    if near.isascii() or concept is None:
        return near
    plain = [name for name in concept.names if name.isascii() and not _GRAMMAR.intersection(name)]
    return max(plain, key=lambda name: _likeness(finding.given.lower(), name.lower()), default=near)


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other).ratio()
