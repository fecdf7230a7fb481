"""How much of a medicine somebody takes, and how long, where the list has an entry of its own for a high dose."""

from __future__ import annotations

import re

from planner.lexicon.names import Names
from planner.recognition.medication.medicine_names import NameHit

# The entry for a medicine in `from_mg` a day or more, over `from_weeks` or more: `prednisolone-high`.
HIGH_ENTRY = "-high"
_DOSE = re.compile(r"\b(?:(\d+) ?(?:x|tablets?|tabs?)(?: of)? )?(\d+(?:\.\d+)?) ?(?:mgs?|milligrams?)\b")
# A dose, and a lower one behind it: "40 > 20 > 10"; "20 mg 1 daily" is no step down.
_STEP = re.compile(
    r"\b(\d+(?:\.\d+)?)(?: ?mgs?)?(?: (?:>|then|to))* (\d+(?:\.\d+)?)(?: ?mgs?\b)?"
    r"(?= (?:>|\d|,|over\b|for\b|then\b)|\Z)"
)
_THEN = re.compile(r"\b(\d+(?:\.\d+)?) ?mgs?\b(?: (?!\d+ ?mg)[\w,]+){0,6} then (\d+(?:\.\d+)?) ?mgs?\b")
_NUMBER = re.compile(r"\b\d+(?:\.\d+)?\b(?! ?(?:/ ?(?:7|12|52)\b|x\b|(?:day|week|wk|month|mth|year|yr)s?\b))")
# How many tablets of a strength are taken each day, where that stands behind it: "5 mg tablets: 8 daily".
_EACH_DAY = re.compile(
    r"\b(\d+(?:\.\d+)?) ?mgs?(?: (?:tablets?|tabs?|ec|gr|:|,|take|x))* (\d+)(?: (?:tablets?|tabs?))?"
    r" (?:daily|od|om|mane|once|a day|per day|each|every)\b"
)
_PART_OF_A_YEAR = re.compile(r"\b(\d+(?:\.\d+)?) ?/ ?(52|12)\b")
_PARTS = {"52": "week", "12": "month"}
_SINCE_A_YEAR = re.compile(r"\bsince (?:\w+ ){0,2}(?:19|20)\d\d\b")
_SPANS = frozenset(("day", "week", "wk", "month", "mth", "year", "yr"))
_BETWEEN = frozenset((",", ";", "+", "&", "and"))


def high_entry(hit: NameHit, id_: str, words: list[str], hits: list[NameHit], names: Names, weeks: float = 0.0) -> str:
    """Return the entry for a medicine in a high dose over weeks, where the list has one; or the medicine itself.

    `weeks` is how long it is taken for, as far as that is known from elsewhere.
    """
    high = names.drug.get(f"{id_}{HIGH_ENTRY}")
    if high is None:
        return id_
    own = _own_words(hit, words, hits)
    steps = _steps_down(own, names)
    if max(weeks, _weeks(words, names, summed=steps)) < high.from_weeks:
        return id_
    times = max((names.words.raw.times_a_day.get(word, 1) for word in own), default=1)
    doses = [float(dose) * float(count or 1) * times for count, dose in _DOSE.findall(" ".join(own))]
    doses += [float(dose) * float(count) for dose, count in _EACH_DAY.findall(" ".join(own))]
    if steps:
        doses += map(float, _NUMBER.findall(" ".join(own)))
    return high.id if max(doses, default=0.0) >= high.from_mg else id_


def _steps_down(own: list[str], names: Names) -> bool:
    """Return whether the words of a medicine tell of a dose that goes down step by step."""
    text = " ".join(own)
    down = any(float(first) > float(second) for first, second in (*_STEP.findall(text), *_THEN.findall(text)))
    return down or not set(names.words.raw.tapering).isdisjoint(own)


def _own_words(hit: NameHit, words: list[str], hits: list[NameHit]) -> list[str]:
    """Return the words that speak of one medicine: behind its name up to the next, and before it up to a comma."""
    low = max((other.end for other in hits if other.end <= hit.start), default=0)
    apart = [place for place in range(low, hit.start) if words[place] in _BETWEEN]
    start = max(apart, default=hit.start) if low else 0
    end = min((other.start for other in hits if other.start >= hit.end), default=len(words))
    return words[start:end]


def _weeks(words: list[str], names: Names, *, summed: bool) -> float:
    """Return the longest span of time that words name, in weeks: "6 weeks", "2 years", "8/52", "long term".

    Of a dose that goes down step by step all spans count; without one it takes weeks.
    """
    text = " ".join(words)
    if _SINCE_A_YEAR.search(text) or any(f" {said} " in f" {text} " for said in names.words.raw.long_term):
        return float("inf")
    numbers = [names.words.numbers.get(word, word) for word in words]
    beside = zip(
        ["", *numbers], numbers, (word.removesuffix("s") for word in words[1:]), [*words[2:], ""], strict=False
    )
    said = [
        float(number) * names.words.weeks[span]
        for before, number, span, behind in beside
        if number.isdigit() and span in _SPANS and not (summed and {before, behind} & set(names.words.raw.repeated))
    ]
    parts = [float(number) * names.words.weeks[_PARTS[part]] for number, part in _PART_OF_A_YEAR.findall(text)]
    if summed:
        return sum((*said, *parts)) or float("inf")
    return max((*said, *parts), default=0.0)
