"""Values in an entry: what a span of it gives as a number, and the stages of illnesses."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

from msgspec import Struct

from planner.lexicon.names import Names
from planner.lexicon.phrases import PhraseTarget
from planner.recognition.quantities.calendar import AsOf

# "Lately" says when an event was, and nothing of what may last: "this year".
# "Gestation" is the week of a pregnancy, "ahead" a day that is to come;
# "elsewhere" is the date of something beside the event, such as a visit.
DetailKind = Literal[
    "stage",
    "nyha",
    "ago",
    "lately",
    "lasting",
    "since",
    "months",
    "trimester",
    "gestation",
    "year",
    "ahead",
    "elsewhere",
]
ValueKind = Literal[DetailKind, "last year", "measure", "code", "bare code", "unknown code"]


class EntryValue(Struct, frozen=True):
    """What a span of an entry gives as a number: a time, a stage, a week, a value that was measured."""

    kind: ValueKind
    number: float = 0.0
    targets: tuple[PhraseTarget, ...] = ()
    words_before: int = 0
    # The code, where it is one.
    said: str = ""

    @property
    def key(self) -> str:
        """Return how names of the lists hold it; no person's word holds a sign or two words."""
        if self.said:
            return self.said
        return self.kind if self.kind == "last year" else f"{self.kind}={self.number:g}"


class Given(Struct, frozen=True):
    """What a value is read with: the names of the lists, and the day from which dates are counted."""

    names: Names
    as_of: AsOf


ValueReader = Callable[[re.Match[str], Given], EntryValue | None]
NUMBER = "number"
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5}
TIMES = "day|week|wk|month|mth|mo|year|yr|y|w"
MARK = r" ?[:=-]? ?"
_ONE_STAGE = rf"(?:\d|iii|ii|iv|i|v)(?!\s?(?:{TIMES})s?\b)\s?[abc]?\b"


def _highest(written: str) -> float:
    """Return the highest of some stages, in digits or in Roman numbers."""
    return max(float(part) if part.isdigit() else ROMAN[part] for part in re.findall(r"\d|iii|ii|iv|i|v", written))


def _stage(match: re.Match[str], _given: Given) -> EntryValue:
    return EntryValue("stage", _highest(match[1]))


def _nyha(match: re.Match[str], _given: Given) -> EntryValue:
    return EntryValue("nyha", _highest(match[1]))


# Only where the entry speaks of kidneys: "G4" alone is many things.
KIDNEY_STAGE: tuple[re.Pattern[str], ValueReader] = (
    re.compile(r"(?:\bstage |(?<=\bckd)|\b)g([1-5]) ?[ab]?(?: ?a[1-3])?\b"),
    _stage,
)
# No stage is written without one of these.
NAMES_A_STAGE = re.compile(r"st(?:age|g)|grade|ckd|nyha|class")
# In this order: what one has read, the next does not see.
VALUE_PATTERNS: tuple[tuple[re.Pattern[str], ValueReader], ...] = (
    (re.compile(rf"\b(?:stage|stg|grade){MARK}({_ONE_STAGE}(?:\s?(?:-|to|/|or|and)\s?{_ONE_STAGE})?)"), _stage),
    (re.compile(rf"(?<=\bckd){MARK}({_ONE_STAGE}(?:\s?(?:-|to|/)\s?{_ONE_STAGE})?)"), _stage),
    (
        re.compile(rf"\b(?:nyha(?: class| stage| grade)?|class){MARK}({_ONE_STAGE}(?:\s?(?:-|to|/)\s?{_ONE_STAGE})?)"),
        _nyha,
    ),
)
