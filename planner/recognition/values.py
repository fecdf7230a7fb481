"""Values in an entry: stages, and what was measured, with the name of its test."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from functools import lru_cache, partial
from itertools import pairwise
from typing import Literal

from msgspec import Struct

from planner.lexicon.folding import plain
from planner.lexicon.names import Names
from planner.lexicon.phrases import PhraseTarget
from planner.model.terms import Measure
from planner.recognition.tokens import plain_words

ValueKind = Literal["stage", "nyha", "ago", "lasting", "months", "trimester", "year", "last year", "measure"]
SEVERE_PRESSURE = (180, 110)
HIGH_PRESSURE = (140, 90)


class EntryValue(Struct, frozen=True):
    """What a span of an entry gives as a number: a time, a stage, a week, a value that was measured."""

    kind: ValueKind
    number: float = 0.0
    targets: tuple[PhraseTarget, ...] = ()
    words_before: int = 0

    @property
    def key(self) -> str:
        """Return how names of the lists hold it; no person's word holds a sign and more."""
        return f"{self.kind}={self.number:g}"


NUMBER = "number"
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5}
ValueReader = Callable[[re.Match[str], Names], EntryValue | None]
TIMES = "day|week|wk|month|mth|mo|year|yr|y|w"
MARK = r" ?[:=-]? ?"
_ONE_STAGE = rf"(?:\d|iii|ii|iv|i|v)(?!\s?(?:{TIMES})s?\b)\s?[abc]?\b"


def _highest(written: str) -> float:
    """Return the highest of some stages, in digits or in Roman numbers."""
    return max(float(part) if part.isdigit() else ROMAN[part] for part in re.findall(r"\d|iii|ii|iv|i|v", written))


def _stage(match: re.Match[str], _names: Names) -> EntryValue:
    return EntryValue("stage", _highest(match[1]))


def _nyha(match: re.Match[str], _names: Names) -> EntryValue:
    return EntryValue("nyha", _highest(match[1]))


def _pressure(match: re.Match[str], names: Names) -> EntryValue | None:
    """Return high blood pressure; a reading that is not high is left as it is, since it settles nothing."""
    reading = int(match[NUMBER]), int(match[2])
    high, severe = (any(map(operator.ge, reading, limits)) for limits in (HIGH_PRESSURE, SEVERE_PRESSURE))
    if not high:
        return None
    target = PhraseTarget("conditions/hypertension", "hypertension", severe=severe or None)
    return EntryValue("measure", targets=(target,), words_before=_words_before(match, names))


_CALLED = r"(?: level| value| result)?\s?[:=]?\s?(?:(?:is|was|of|at|now)\s)?"
_COMPARED = r"(?:[<>≤≥]=?|(?:under|below|less than|over|above|more than)\s)?"
# A range, a fraction, a dose or a time is no value of a test.
_NO_VALUE = (
    r"(?![\w%+/]|[.,]\d|\s?(?:-|to|/|\+)\s?\d|\s%"
    r"|\s(?:m?mol|meq|m?l|[mk]?g|mcg|iu|units?|times|x|days?|weeks?|months?|years?)\b)"
)


@lru_cache(maxsize=4)
def measure_patterns(names: Names) -> tuple[tuple[re.Pattern[str], ValueReader], ...]:
    """Return how values are written with the name of what was measured, and what reads each."""
    return tuple((_measure_pattern(one), partial(_measured, measure=one)) for one in names.measures)


def _measure_pattern(measure: Measure) -> re.Pattern[str]:
    called, units = (
        "|".join(sorted((re.escape(plain(name)) for name in words), key=len, reverse=True))
        for words in (measure.names, measure.units)
    )
    number = rf"(?P<{NUMBER}>\d{{1,4}}(?:[.,]\d{{1,3}})?)"
    return re.compile(
        rf"(?<!vitamin )\b(?:{called})\+?{_CALLED}(?P<than>{_COMPARED})\s?{number}(?:\s?(?:{units})\b)?{_NO_VALUE}"
    )


def _measured(match: re.Match[str], names: Names, measure: Measure) -> EntryValue | None:
    """Return what a value stands for; nothing if it is impossible or could stand for several things."""
    number, than = float(match[NUMBER].replace(",", ".")), match["than"]
    if than.startswith(("<", "≤", "under", "below", "less")):
        bands = [band for band in measure.bands if band.from_ < number]
    elif than:
        bands = [band for band in measure.bands if band.below > number]
    else:
        bands = [band for band in measure.bands if band.from_ <= number < band.below]
    whole = all(one.below == other.from_ for one, other in pairwise(bands))
    if not bands or not whole or len({band.concept for band in bands}) > 1:
        return None
    # Of "under 30" and "over 5.5" the far end may be meant.
    band = bands[-1] if than.startswith((">", "≥", "over", "above", "more")) else bands[0]
    concept = names.concept[band.concept]
    target = PhraseTarget(f"{concept.fact}/{concept.id}", concept.label, band.stage, band.severe, status=band.status)
    return EntryValue("measure", number, (target,), _words_before(match, names))


def _words_before(match: re.Match[str], names: Names) -> int:
    """Return how many words of a match name what was measured."""
    return len(plain_words(match.string[match.start() : match.start(NUMBER)], names.words))


# Only where the entry speaks of kidneys: "G4" alone is many things.
KIDNEY_STAGE: tuple[re.Pattern[str], ValueReader] = (
    re.compile(r"(?:\bstage |(?<=\bckd)|\b)g([1-5]) ?[ab]?(?: ?a[1-3])?\b"),
    _stage,
)
# In this order: what one has read, the next does not see.
VALUE_PATTERNS: tuple[tuple[re.Pattern[str], ValueReader], ...] = (
    (
        re.compile(rf"\b(?:bp|blood pressure|hypertension)\b[^\d]{{0,12}}(?P<{NUMBER}>\d{{2,3}}) ?/ ?(\d{{2,3}})\b"),
        _pressure,
    ),
    (re.compile(rf"\b(?:stage|stg|grade){MARK}({_ONE_STAGE}(?:\s?(?:-|to|/|or|and)\s?{_ONE_STAGE})?)"), _stage),
    (re.compile(rf"(?<=\bckd){MARK}({_ONE_STAGE}(?:\s?(?:-|to|/)\s?{_ONE_STAGE})?)"), _stage),
    (
        re.compile(rf"\b(?:nyha(?: class| stage| grade)?|class){MARK}({_ONE_STAGE}(?:\s?(?:-|to|/)\s?{_ONE_STAGE})?)"),
        _nyha,
    ),
)
