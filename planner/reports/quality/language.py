"""Sentences as they stand on the pages: how long they are, and which school grade reads them. English only.

Left out are headings, table cells, sources, labels without a stop, and what the person wrote: names and medicines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from typing import Any, Final, NamedTuple

from planner.content.sentences import length
from planner.errors import ContentError
from planner.profile.profile import Profile
from planner.reports.quality.watching import Piece

# A section of fewer words has no grade worth the name.
SECTION: Final = 40
_END: Final = re.compile(r"(?<=[.!?])[\"”)]*\s+")
_STOPPED: Final = re.compile(r"[.!?][\"”)]*$")
NEEDED: Final = (
    "the numbers need {name}; install it with: pip install 'cramp-planner[quality]', "
    "or in a checkout with: pip install -e '.[quality]'"
)


class SectionGrade(NamedTuple):
    """The school grade of what stands below a heading."""

    grade: float
    heading: str


def needed(name: str) -> Any:
    """Return a library that only these numbers need, or raise ContentError with what to install."""
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        raise ContentError(NEEDED.format(name=name)) from error


def own_words(profile: Profile) -> list[str]:
    """Return what a person wrote, the longest first: it is theirs, not ours, and stands as one word for all of it."""
    answers, identity = profile.answers, profile.identity
    lists = (answers.medications, answers.conditions, answers.symptoms, answers.habits, answers.allergies, answers.diet)
    given = [identity.name, identity.id, *(entry for entries in lists for entry in entries or ())]
    given += [value for _, value in answers.limits or ()]
    return sorted(filter(None, given), key=len, reverse=True)


def sentences_of(found: Iterable[Piece], own: Sequence[str]) -> list[str]:
    """Return the sentences of running text; what the person wrote is "this" in them."""
    return [sentence for piece in found if _runs(piece) for sentence in _sentences(piece.text, own)]


def _runs(piece: Piece) -> bool:
    return not piece.role.startswith("H") and not piece.within("Table")


def _sentences(text: str, own: Sequence[str]) -> Iterator[str]:
    for word in own:
        text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", "this", text)
    yield from (part for part in _END.split(" ".join(text.split())) if _STOPPED.search(part))


def grade(sentences: Sequence[str]) -> float:
    """Return the Flesch-Kincaid grade of some sentences."""
    counter = needed("textstat")
    counter.set_lang("en_US")
    return float(counter.flesch_kincaid_grade(" ".join(sentences))) if sentences else 0.0


def worst_section(found: Iterable[Piece], own: Sequence[str]) -> SectionGrade:
    """Return the hardest section of forty words or more, each from its heading to the next."""
    graded = (
        SectionGrade(grade(said), heading)
        for heading, said in _sections(found, own)
        if sum(map(length, said)) >= SECTION
    )
    return max(graded, default=SectionGrade(0.0, ""))


def _sections(found: Iterable[Piece], own: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    heading, said = "", list[str]()
    for piece in found:
        if piece.role.startswith("H"):
            yield heading, said
            heading, said = piece.text, []
        else:
            said += sentences_of([piece], own)
    yield heading, said


def lengths(sentences: Iterable[str]) -> list[int]:
    """Return how many words each sentence has."""
    return [length(sentence) for sentence in sentences]
