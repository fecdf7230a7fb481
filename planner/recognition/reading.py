"""Conditions, symptoms, habits, allergies and diets as people write them: concepts found in free text."""

from __future__ import annotations

import operator
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, partial
from itertools import pairwise
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from planner.model.terms import Concept, Measure
from planner.recognition.amounts import DAILY, names_amount
from planner.recognition.medicines import MAX_WORDS, Medicine, Names, by_ends, near_misses, plain, read_medicine_entry

Status = Literal["current", "past", "denied", "relative"]
_Kind = Literal["stage", "nyha", "ago", "lasting", "months", "trimester", "year", "last year", "measure"]

LONGEST_NAME = 8
WIDEST_PATTERN = 5
LIKENESS = 0.84
HEAVY_DRINKS_A_DAY = 4  # Design choice: the lowest daily number that US guidance calls heavy.
SEVERE_PRESSURE = (180, 110)
SEVERE_CLASS = 3  # NYHA III and IV
RECENT_WEEKS = 13  # A duration says when something happened only while every reading of it is recent.
LONG_AGO_WEEKS = 52
HIGH_PRESSURE = (140, 90)
LONG_CRAMP_MINUTES = 10
LAST_YEAR_SURELY_OVER = 2024
WEEKS = {
    "day": 1 / 7,
    "week": 1.0,
    "wk": 1.0,
    "w": 1.0,
    "month": 4.0,
    "mo": 4.0,
    "mth": 4.0,
    "year": 52.0,
    "yr": 52.0,
    "y": 52.0,
}
WEEKS_OF_PREGNANCY = range(1, 43)
MONTHS_OF_PREGNANCY = range(1, 11)
TRIMESTERS = range(1, 4)
NEUTRAL = "neutral-finding"  # What a concept implies that needs no rule; it holds only while nothing makes it serious.
OTHER_ALLERGY = "conditions/other-allergy"  # What an allergy to a medicine stands for that no plan names.

_COUNTING = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBERS = {word: str(n) for n, word in enumerate(_COUNTING, 2)}
_ORDINALS = {"first": 1, "second": 2, "third": 3}
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5}
# The vowels of Indian scripts are no letters to `\w`: without them "oil" and "sesame" are one word in Hindi.
_WORD = re.compile(r"\d+(?:[.,]\d+)*[^\W\d_]*|(?:[^\W_]|[\u0900-\u0963\u0966-\u109f])+|[^\w\s]")
# Of the other signs, those that may carry meaning; quotation marks, hyphens and the like do not.
_SIGNS = frozenset("+/&,;:.()[]%?<>=")
_RECORD_SUFFIX = re.compile(
    r"\((?:disorder|finding|situation|procedure|event|substance|observable entity|regime/therapy"
    r"|morphologic abnormality)\)"
)

_DROPPED = frozenset(
    """
    a an the my your his her their our i im ive me of in on at to s is are am be been has have having got get gets
    getting this that there it its right left one very quite really some he she we patient
    """.split()  # noqa: SIM905
)


@lru_cache(maxsize=8192)
def _fold(word: str) -> str:
    """Return one form for singular and plural, British and American spelling, number words and digits."""
    # Two swollen legs are not one; a fit person has no fits.
    if word in ("fits", "legs") or not word.isalpha():
        return word
    word = _NUMBERS.get(word, word).replace("ae", "e").replace("oe", "e")
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def _vocabulary(words: str) -> frozenset[str]:
    """Return words in their common form."""
    return frozenset(_fold(word) for word in words.split())


_FILLERS = _vocabulary(
    """
    any known current currently diagnosed diagnosis sign signs symptom evidence feel feels feeling experiencing
    experienced suffer suffers suffering suffered from with ever active significant personal do does did new chronic
    acute mild moderate severe stable recurrent episode attack by such other further taking being
    """
)
_PAST_BEFORE = _vocabulary("had was were past previous previously prior former formerly ex hx historical used history")
_PAST_AFTER = _vocabulary("resolved cured remission recovered gone past previously before healed")
_DENIALS = _vocabulary("no not denies denied without never non nil neither nor negative free denying")
_LISTING_DENIALS = _vocabulary("denies denied without neither denying")
_ABSENT_AFTER = _vocabulary("excluded absent denied negative none nil no")
_RELATIVES = _vocabulary(
    """
    mother father mum mom dad sister brother parent grandmother grandfather grandma grandpa gran aunt uncle cousin
    son daughter husband wife sibling relative family fh fhx
    """
)
_SEVERE = _vocabulary(
    """
    severe uncontrolled worsening worse unstable decompensated advanced critical malignant acute anaphylaxis
    anaphylactic epipen
    """
)
_MILD = _vocabulary("mild stable controlled compensated")
_NOISE = _vocabulary(
    """
    with and or due secondary associated because of disorder finding situation disease syndrome chronic primary
    diagnosed diagnosis known confirmed since for from year years month months week weeks day days night nights
    evening morning often sometime sometimes current currently now still today localized localised generalized
    generalised mild moderate stable problem issue condition suffer suffers suffering experiencing feel feels
    feeling every each per daily nightly most also little slightly slight sudden suddenly new under treatment both
    me when while about approximately around after during ongoing long term longstanding well recurrent age aged
    year old yr but monday tuesday wednesday thursday friday saturday sunday january february march april may june
    july august september october november december , . ; : / & + ( ) [ ] %
    """
)
_NARROWING = (
    _SEVERE | _MILD | _vocabulary("chronic acute moderate active significant recurrent current new further other")
)
_COMPLAINT = _vocabulary("cramp spasm leg legs calf calves foot feet thigh toe night nocturnal muscle painful")
_OF_THE_COMPLAINT = _COMPLAINT | _NOISE
_OF_A_DENIAL = _DENIALS | _FILLERS | _vocabulary("food anything")
_QUANTITY = _vocabulary(
    """
    glass glasse pint can bottle unit measure cup pack packet cigarette kg lb pound stone litre liter l ml dl few
    couple drink dinner lunch meal food weekend
    """
)
_CONTROL = _vocabulary("not poorly badly never well")
_IN_BLOOD_OR_DIET = ("low potassium", "low sugar")
_POORLY = frozenset(("not", "poorly", "badly", "never"))
_SEPARATORS = frozenset((",", "and", "&", ".", ";", "but"))
_BREAKS = frozenset((".", ";", "but"))
_JOINS = frozenset((",", "and", "or", "nor", "/", "&", "+"))
_ALLERGY = ("allerg", "alerg", "anaphyla", "hypersensitiv", "intoleran", "epipen")
_OF_ALLERGIES = _vocabulary(
    "drug medicine medication substance product reaction adverse sensitivity rash hive itching itch"
)
_OF_LIMITS = frozenset(_fold(unit) for daily in DAILY.values() for unit in daily.units)
_OF_LIMITS |= _vocabulary("hour hr h fl fluid max maximum total")
# Values that say more of a finding. What is measured is one itself; "last year" counts only right behind one.
_DETAIL_KINDS = ("stage", "nyha", "ago", "lasting", "months", "trimester", "year")


class Finding(Struct, frozen=True):
    """One concept found in one written entry; a near miss may only restrict."""

    given: str
    id: str
    fact: str
    stage: float | None = None
    severe: bool | None = None
    weeks_ago: float | None = None
    status: Status = "current"
    weeks: int | None = None
    trimester: int | None = None
    near_miss: bool = False
    covered: bool = True
    resembles: str = ""
    assumed: str = ""


class Reading(Struct, frozen=True):
    """What was found in one written entry, and whether words that carry meaning were not understood."""

    findings: tuple[Finding, ...]
    leftover: bool


class _Value(Struct, frozen=True):
    """What a span of an entry gives as a number: a time, a stage, a week, a value that was measured."""

    kind: _Kind
    number: float = 0.0
    targets: tuple[_Target, ...] = ()
    words_before: int = 0

    @property
    def key(self) -> str:
        """Return how names of the lists hold it; no person's word holds a sign and more."""
        return f"{self.kind}={self.number:g}"


class _Words(Struct, frozen=True):
    """The words of an entry in their common form and as they were written; a word is empty where a value stands."""

    folded: list[str]
    written: list[str]
    values: dict[int, _Value]

    @property
    def keys(self) -> list[str]:
        """Return what is looked up among the names of the lists."""
        return [self.values[place].key if place in self.values else word for place, word in enumerate(self.folded)]


class _Target(Struct, frozen=True):
    """What one name stands for: a concept (as `fact/id`), and details that the name itself gives."""

    concept: str
    name: str
    stage: float | None = None
    severe: bool | None = None
    weeks_ago: float | None = None
    status: Status | None = None


class _Phrases(Struct, frozen=True):
    """All names of concepts: whole phrases, and words that may stand in any order."""

    exact: dict[str, tuple[_Target, ...]]
    loose: tuple[tuple[tuple[str, ...], _Target], ...]


class _Hit(Struct, frozen=True):
    places: tuple[int, ...]
    targets: tuple[_Target, ...]
    near: bool = False

    @property
    def first(self) -> int:
        """Return the place of the first word."""
        return min(self.places)

    @property
    def last(self) -> int:
        """Return the place of the last word."""
        return max(self.places)


class _Refused(Struct, frozen=True):
    """Medicines to which somebody has an allergy, and where they stand."""

    places: tuple[int, ...]
    medicines: tuple[Medicine, ...]


class _Context(Struct, frozen=True):
    """The status of a hit, where the words stand that settled it, and whether what "or" or "and" adds shares it."""

    status: Status
    understood: tuple[int, ...] = ()
    lists: bool = False
    leads: bool = False


class _Details(Struct, frozen=True):
    """The details that stand in one sentence, and the places of the words that give them."""

    stage: float | None = None
    severe: bool | None = None
    weeks_ago: float | None = None
    durations: tuple[float, ...] = ()
    months: float | None = None
    trimester: int | None = None
    places: tuple[int, ...] = ()
    serious: bool = False
    words: tuple[str, ...] = ()


def read_findings(text: str, names: Names, expected: str) -> tuple[Finding, ...]:
    """Return every concept in one entry that stood under the profile key `expected`; nothing if none was recognised.

    Where words were left over, everything found counts as a near miss: it may restrict and brings nothing in.
    """
    return read_entry(text, names, expected).findings


def leftover(text: str, names: Names, expected: str) -> bool:
    """Return whether words that carry meaning were not understood, so that the entry counts as not recognised."""
    if expected == "medications":
        return read_medicine_entry(text, names).leftover
    return read_entry(text, names, expected).leftover


def says_allergy(text: str) -> bool:
    """Return whether an entry speaks of an allergy, wherever it was written."""
    return _allergy_among(_WORD.findall(plain(text)))


def read_entry(text: str, names: Names, expected: str) -> Reading:
    """Return the concepts of one entry and whether any part of it was not understood."""
    every = _split(text, names)
    cut, entry = len(every.folded) > MAX_WORDS, _first(every, MAX_WORDS)
    words = entry.folded
    found_hits = (*_value_hits(entry), *_hits(entry, _phrases(names)))
    hits = [_preferred(hit, names, expected) for hit in found_hits if _is_meant(hit, words, names, expected)]
    medicines = tuple(_refused_medicines(entry, hits, names, expected))
    refused = {place for medicine in medicines for place in medicine.places}
    hits = [hit for hit in hits if refused.isdisjoint(hit.places)] or list(_trimester_alone(entry, names))
    contexts = _contexts(entry, hits)
    details = {hit: _details(entry, hit, hits) for hit in hits}
    rest = _unexplained(entry, hits, contexts, details, names)
    rest = [place for place in rest if place not in refused and not (refused and _says_only_allergy(words[place]))]
    narrow = {hit for hit in hits if _denies_only_a_part(hit, contexts[hit], names)}
    understood = bool(hits or medicines) or _is_the_complaint(entry) or _denies_allergies(entry)
    uncertain = cut or not understood or bool((hits or medicines) and (rest or narrow))
    found = [f for hit in hits if hit not in narrow for f in _findings(text, hit, contexts[hit], details[hit], names)]
    found.extend(_reactions(text, medicines, names))
    found.extend(_numbers(text, names))
    misses = [
        f
        for hit in _misspelt(entry, rest if hits or not understood else [], hits, names)
        if _is_meant(hit, words, names, expected)
        for f in _findings(text, hit, _Context("current"), _Details(words=tuple(entry.written)), names)
    ]
    return Reading(_distinct([_doubted(f, names) if uncertain else f for f in found] + misses), uncertain)


def _trimester_alone(entry: _Words, names: Names) -> Iterator[_Hit]:
    """Yield a pregnancy for an entry that names a trimester and nothing else that is known."""
    said = (place for place, word in enumerate(entry.folded) if word == "trimester")
    place = next((place for place, value in entry.values.items() if value.kind == "trimester"), next(said, None))
    if place is not None and "pregnancy/pregnancy" in names.concept:
        yield _Hit((place,), (_Target("pregnancy/pregnancy", "pregnancy"),))


def _is_the_complaint(entry: _Words) -> bool:
    """Return whether an entry only says what every reader of a sheet has: cramps in the legs at night."""
    words = entry.folded
    known = all(
        entry.values[place].kind in ("lasting", "months") if place in entry.values else word in _OF_THE_COMPLAINT
        for place, word in enumerate(words)
    )
    return known and ("cramp" in words or "spasm" in words)


def _denies_allergies(entry: _Words) -> bool:
    """Return whether an entry only says that there is no allergy: "no known allergies", "denies any food allergy"."""
    known = all(word in _OF_A_DENIAL or _says_only_allergy(word) for word in entry.folded)
    return known and _allergy_among(entry.folded) and not _DENIALS.isdisjoint(entry.folded)


def _prepare(text: str) -> str:
    """Return plain text in which contractions, number words and British spellings have one form."""
    text = _RECORD_SUFFIX.sub(" ", plain(text))
    text = re.sub(r"\b(?:can't|cant|can not|unable to|couldn't)\b", "cannot", text)
    text = re.sub(r"n't\b", " not", text).replace("'", "").replace("\u2013", "-")
    text = re.sub(r"\b(?:have|has|ve) had\b", " ", text)
    text = re.sub(r"\bfortnight\b", "2 weeks", text)
    text = re.sub(r"\bcouple of\b", "2", text)
    text = re.sub(r"\b(?:(?:over|more than|about) )?(\d+) ?min(?:ute)?s?\b", _minutes, text)
    text = re.sub(r"\b(?:an?|one|the last|last) (day|week|month)\b(?! ?of)(?= ago)", r"1 \1", text)
    return re.sub(r"\b(" + "|".join(_NUMBERS) + r")\b", lambda match: _NUMBERS[match[1]], text)


def _split(text: str, names: Names | None = None) -> _Words:
    """Return the words of an entry, and beside them the values that it gives."""
    prepared = _prepare(text)
    kidney = "ckd" in prepared or "kidney" in prepared or "renal" in prepared
    pieces: list[str | _Value] = [prepared]
    measures = _measures(names) if names and re.search(r"\d", prepared) else ()
    for pattern, read in (*measures, *(_DETAILS if kidney else _DETAILS[1:])):
        pieces = [part for piece in pieces for part in _read_out(piece, pattern, read)]
    folded: list[str] = []
    written: list[str] = []
    values: dict[int, _Value] = {}
    for piece in pieces:
        words = [""] if isinstance(piece, _Value) else _plain_words(piece)
        if isinstance(piece, _Value):
            values[len(folded)] = piece
        folded += map(_fold, words)
        written += words
    return _Words(folded, written, values)


def _read_out(piece: str | _Value, pattern: re.Pattern[str], read: _Reader) -> Iterator[str | _Value]:
    """Yield a piece of text with the values that a pattern finds in it standing between its parts."""
    start = 0
    if isinstance(piece, str):
        for match in pattern.finditer(piece):
            value = read(match)
            if value is not None:
                # The name of what was measured stays: "low sodium 132" says two things.
                yield from (piece[start : match.start(_NUMBER) if value.words_before else match.start()], value)
                start = match.end()
    yield piece[start:] if isinstance(piece, str) else piece


def _first(words: _Words, count: int) -> _Words:
    if len(words.folded) <= count:
        return words
    kept = {place: value for place, value in words.values.items() if place < count}
    return _Words(words.folded[:count], words.written[:count], kept)


def _plain_words(text: str) -> list[str]:
    """Return the words of prepared text without those that carry no meaning."""
    return [word for word in _WORD.findall(text) if word not in _DROPPED and _may_mean(word)]


def _may_mean(word: str) -> bool:
    # An arrow up or a sign for "more or less" says something, so that it must not be dropped.
    return word[0].isalnum() or word in _SIGNS or unicodedata.category(word[0])[0] == "S"


def _name_words(name: str) -> list[str]:
    """Return the words of a name in a list in their common form; most are plain words and need no preparing."""
    bare = name.replace(" ", "").replace("-", "")
    if "trimester" in bare or "lastyear" in bare:
        return _split(name).keys
    if bare.isascii() and bare.isalpha() and "fortnight" not in bare:
        return [_fold(word) for word in name.lower().replace("-", " ").split() if word not in _DROPPED]
    return [_fold(word) for word in _plain_words(_prepare(name))]


def _highest(written: str) -> float:
    """Return the highest of some stages, in digits or in Roman numbers."""
    return max(float(part) if part.isdigit() else _ROMAN[part] for part in re.findall(r"\d|iii|ii|iv|i|v", written))


def _stage(match: re.Match[str]) -> _Value:
    return _Value("stage", _highest(match[1]))


def _nyha(match: re.Match[str]) -> _Value:
    return _Value("nyha", _highest(match[1]))


def _ago(match: re.Match[str]) -> _Value:
    return _Value("ago", float(match[1]) * WEEKS[match[2]])


def _duration(match: re.Match[str]) -> _Value:
    if match[2].startswith("m"):
        return _Value("months", float(match[1]))
    return _Value("lasting", float(match[1]) * WEEKS[match[2]])


def _year(match: re.Match[str]) -> _Value:
    year = int(match[2])
    if match[1] == "since" or year > LAST_YEAR_SURELY_OVER:
        return _Value("year", year)
    return _Value("ago", (LAST_YEAR_SURELY_OVER + 1 - year) * WEEKS["year"])


def _minutes(match: re.Match[str]) -> str:
    """Return minutes in the one form that matters: a cramp of over ten of them is for the same day."""
    return "over 10 minutes" if int(match[1]) > LONG_CRAMP_MINUTES else match[0]


def _pressure(match: re.Match[str]) -> _Value | None:
    """Return high blood pressure; a reading that is not high is left as it is, since it settles nothing."""
    reading = int(match[_NUMBER]), int(match[2])
    high, severe = (any(map(operator.ge, reading, limits)) for limits in (HIGH_PRESSURE, SEVERE_PRESSURE))
    if not high:
        return None
    target = _Target("conditions/hypertension", "hypertension", severe=severe or None)
    return _Value("measure", targets=(target,), words_before=_words_before(match))


def _trimester(match: re.Match[str]) -> _Value | None:
    """Return one of the three trimesters; any other is left as it is, not understood."""
    said = next(group for group in match.groups() if group)
    number = _ROMAN.get(said) or _ORDINALS.get(said) or int(said[0])
    return _Value("trimester", number) if number in TRIMESTERS else None


def _always(kind: _Kind, number: float = 0.0) -> _Reader:
    """Return what reads a pattern that always says the same."""
    return lambda _match: _Value(kind, number)


_NUMBER = "number"
_Reader = Callable[[re.Match[str]], _Value | None]
_ROUGHLY = "(?:about |around |over |more than |approximately )?"
_TIMES = "day|week|wk|month|mth|mo|year|yr|y|w"
_UNIT = f"({_TIMES})s?"
_MARK = r" ?[:=-]? ?"
_ONE_STAGE = rf"(?:\d|iii|ii|iv|i|v)(?!\s?(?:{_TIMES})s?\b)\s?[abc]?\b"
_NO_AMOUNT = r"(?! ?(?:m?l|litres?|liters?|[mk]?g|mcg|kcal|calories|units?|iu|steps)\b)"
_DETAILS: tuple[tuple[re.Pattern[str], _Reader], ...] = (
    (re.compile(r"(?:\bstage |(?<=\bckd)|\b)g([1-5]) ?[ab]?(?: ?a[1-3])?\b"), _stage),
    (
        re.compile(rf"\b(?:bp|blood pressure|hypertension)\b[^\d]{{0,12}}(?P<{_NUMBER}>\d{{2,3}}) ?/ ?(\d{{2,3}})\b"),
        _pressure,
    ),
    (re.compile(rf"\b(?:stage|stg|grade){_MARK}({_ONE_STAGE}(?:\s?(?:-|to|/|or|and)\s?{_ONE_STAGE})?)"), _stage),
    (re.compile(rf"(?<=\bckd){_MARK}({_ONE_STAGE}(?:\s?(?:-|to|/)\s?{_ONE_STAGE})?)"), _stage),
    (
        re.compile(rf"\b(?:nyha(?: class| stage| grade)?|class){_MARK}({_ONE_STAGE}(?:\s?(?:-|to|/)\s?{_ONE_STAGE})?)"),
        _nyha,
    ),
    (re.compile(rf"\b{_ROUGHLY}(\d+(?:\.\d+)?)\s?{_UNIT}\s?(?:ago|back|since|post ?-?op|after|post)\b"), _ago),
    (
        re.compile(r"\b(?:yesterday|today|last night|this morning|this week|recent|recently|last few days)\b"),
        _always("ago"),
    ),
    (re.compile(r"\blast week\b"), _always("ago", 1.0)),
    (re.compile(r"\blast month\b"), _always("ago", 4.0)),
    # "In the last year" may be now; "last year" alone is over, though nobody knows for how long.
    (re.compile(r"(?<!\bin )(?<!\bthe )(?<!\bthis )(?<!\bover )(?<!\bduring )\blast year\b"), _always("last year")),
    (
        re.compile(rf"\b(first|second|third|1st|2nd|3rd) trimester\b|\btrimester{_MARK}(\d|iii|ii|i)\b|\bt([123])\b"),
        _trimester,
    ),
    (re.compile(r"\b(\d{1,2})()/40\b"), lambda match: _Value("lasting", float(match[1]))),
    (re.compile(rf"\b(?:for )?(\d+(?:\.\d+)?)(?:\s?\+\s?\d)?\s?{_UNIT}\b"), _duration),
    (re.compile(rf"(?:\b(in|since|from|around|circa){_MARK})?\b((?:19|20)\d\d)\b{_NO_AMOUNT}"), _year),
)

_CALLED = r"(?: level| value| result)?\s?[:=]?\s?(?:(?:is|was|of|at|now)\s)?"
_COMPARED = r"(?:[<>≤≥]=?|(?:under|below|less than|over|above|more than)\s)?"
# A range, a fraction, a dose or a time is no value of a test.
_NO_VALUE = (
    r"(?![\w%+/]|[.,]\d|\s?(?:-|to|/|\+)\s?\d|\s%"
    r"|\s(?:m?mol|meq|m?l|[mk]?g|mcg|iu|units?|times|x|days?|weeks?|months?|years?)\b)"
)


@lru_cache(maxsize=4)
def _measures(names: Names) -> tuple[tuple[re.Pattern[str], _Reader], ...]:
    """Return how values are written with the name of what was measured, and what reads each."""
    return tuple((_measure_pattern(one), partial(_measured, measure=one, names=names)) for one in names.measures)


def _measure_pattern(measure: Measure) -> re.Pattern[str]:
    called, units = (
        "|".join(sorted((re.escape(plain(name)) for name in words), key=len, reverse=True))
        for words in (measure.names, measure.units)
    )
    number = rf"(?P<{_NUMBER}>\d{{1,4}}(?:[.,]\d{{1,3}})?)"
    return re.compile(
        rf"(?<!vitamin )\b(?:{called})\+?{_CALLED}(?P<than>{_COMPARED})\s?{number}(?:\s?(?:{units})\b)?{_NO_VALUE}"
    )


def _measured(match: re.Match[str], measure: Measure, names: Names) -> _Value | None:
    """Return what a value stands for; nothing if it is impossible or could stand for several things."""
    number, than = float(match[_NUMBER].replace(",", ".")), match["than"]
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
    target = _Target(f"{concept.fact}/{concept.id}", concept.label, band.stage, band.severe, status=band.status)
    return _Value("measure", number, (target,), _words_before(match))


def _words_before(match: re.Match[str]) -> int:
    """Return how many words of a match name what was measured."""
    return len(_plain_words(match.string[match.start() : match.start(_NUMBER)]))


@lru_cache(maxsize=4)
def _phrases(names: Names) -> _Phrases:
    return names.keep("phrases", _Phrases, lambda: _indexed(names))


def _indexed(names: Names) -> _Phrases:
    exact: dict[str, tuple[_Target, ...]] = {}
    loose = []
    for concept in names.concepts:
        place = f"{concept.fact}/{concept.id}"
        own = () if concept.fact == "limits" else (concept.id.replace("-", " "),)
        for name in dict.fromkeys((*own, concept.label, *concept.names)):
            target = _target(place, name)
            if " + " in name:
                loose.append((tuple(_name_words(target.name.replace(" + ", " "))), target))
                continue
            phrase = " ".join(_name_words(target.name))
            known = exact.get(phrase, ())
            if not known or known[-1].concept != place:
                exact[phrase] = (*known, target)
    exact.pop("", None)
    return _Phrases(exact, tuple(loose))


@lru_cache(maxsize=4)
def _misspellable(names: Names) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """Return each phrase by its letters alone, and which letters a misspelt word could mean."""
    compact = {phrase.replace(" ", ""): phrase for phrase in _phrases(names).exact}
    return compact, by_ends(compact)


def _target(concept: str, written: str) -> _Target:
    """Return what a name of the list stands for; `name = stage 5` gives a detail with it."""
    name, sign, detail = written.partition(" = ")
    if not sign:
        return _Target(concept, name)
    word, number = (detail.split() or [""])[0], re.search(r"\d+", detail)
    value = float(number[0]) if number else None
    if word == "weeks":
        return _Target(concept, name, weeks_ago=value)
    if word == "stage":
        return _Target(concept, name, stage=value)
    if word == "severe":
        return _Target(concept, name, severe=True)
    if word in ("denied", "past"):
        return _Target(concept, name, status="denied" if word == "denied" else "past")
    raise ValueError(f"{concept}: unknown detail in the name '{written}'")


def _value_hits(entry: _Words) -> Iterator[_Hit]:
    """Yield what the values stand for that were written with the name of what was measured."""
    for place, value in entry.values.items():
        if value.kind == "measure":
            yield _Hit(tuple(range(place - value.words_before, place + 1)), value.targets)


def _hits(entry: _Words, phrases: _Phrases) -> list[_Hit]:
    """Return the longest phrase at each place, and the patterns whose words stand near each other."""
    hits, start, keys = [], 0, entry.keys
    while start < len(keys):
        hit = _longest(keys, start, phrases)
        hits.extend([hit] if hit else [])
        start = hit.last + 1 if hit else start + 1
    known = {(target.concept, place) for hit in hits for target in hit.targets for place in hit.places}
    for pattern, target in phrases.loose:
        places = _places(entry.folded, pattern)
        if places and not all((target.concept, place) in known for place in places):
            hits.append(_Hit(places, (target,)))
    return hits


def _longest(words: list[str], start: int, phrases: _Phrases) -> _Hit | None:
    for end in range(min(len(words), start + LONGEST_NAME), start, -1):
        targets = phrases.exact.get(" ".join(words[start:end]))
        if targets:
            return _Hit(tuple(range(start, end)), targets)
    return None


def _places(words: list[str], pattern: tuple[str, ...]) -> tuple[int, ...]:
    """Return where the words of a pattern stand, in any order but close together and in one sentence."""
    if not set(pattern).issubset(words):
        return ()
    places = tuple(words.index(word) for word in pattern)
    low, high = min(places), max(places)
    together = high - low <= WIDEST_PATTERN and _BREAKS.isdisjoint(words[low:high])
    return places if together and len(set(places)) == len(pattern) else ()


def _is_meant(hit: _Hit, words: list[str], names: Names, expected: str) -> bool:
    """Return whether a food is named as an allergy, and "low potassium" as a diet: elsewhere they mean other things."""
    if all(target.name in _IN_BLOOD_OR_DIET for target in hit.targets):
        return expected == "diet"
    if expected == "allergies" or any(_fact(target, names) != "allergies" for target in hit.targets):
        return True
    return any("allerg" in target.name for target in hit.targets) or _allergy_is_said(words, hit)


def _preferred(hit: _Hit, names: Names, expected: str) -> _Hit:
    """Return a hit with the meaning that fits its key, where words mean both a condition and a diet ("low sodium")."""
    facts = {_fact(target, names) for target in hit.targets}
    if not facts >= {"conditions", "diet"}:
        return hit
    other = "conditions" if expected == "diet" else "diet"
    return replace(hit, targets=tuple(target for target in hit.targets if _fact(target, names) != other))


def _allergy_is_said(words: list[str], hit: _Hit) -> bool:
    low, high = _sentence(words, hit)
    return _allergy_among(words[low:high])


def _allergy_among(words: Iterable[str]) -> bool:
    return any(word.startswith(_ALLERGY) for word in words)


def _refused_medicines(entry: _Words, hits: list[_Hit], names: Names, expected: str) -> Iterator[_Refused]:
    """Yield the medicines to which an entry says an allergy: it acts on that medicine alone, and is no food."""
    foods = [hit for hit in hits if any(_fact(target, names) == "allergies" for target in hit.targets)]
    for run in _runs(entry, foods, expected):
        reading = read_medicine_entry(" ".join(entry.written[place] for place in run), names)
        if reading.medicines and not reading.leftover and not any(medicine.near_miss for medicine in reading.medicines):
            yield _Refused(tuple(run), reading.medicines)


def _runs(entry: _Words, foods: list[_Hit], expected: str) -> Iterator[range]:
    """Yield the places of neighbours that may name a medicine; outside the list of allergies only beside that word."""
    anywhere = expected == "allergies"
    words = [*entry.folded, ""]
    ends = {place for hit in foods for place in hit.places} | entry.values.keys() | {len(entry.folded)}
    ends |= {place for place, word in enumerate(words) if _says_only_allergy(word)}
    ends |= set() if anywhere else {place for place, word in enumerate(words) if word in _SEPARATORS}
    start = 0
    for end in sorted(ends):
        if start < end and (anywhere or _allergy_among(words[max(start - 1, 0) : start] + words[end : end + 1])):
            yield range(start, end)
        start = end + 1


def _says_only_allergy(word: str) -> bool:
    return word in _OF_ALLERGIES or _allergy_among((word,))


def _reactions(text: str, refused: Iterable[_Refused], names: Names) -> Iterator[Finding]:
    """Yield what an allergy to each medicine stands for: a reaction of its own where a plan could name it."""
    for medicine in (medicine for one in refused for medicine in one.medicines):
        concept = names.concept.get(f"conditions/{medicine.id}-reaction", names.concept.get(OTHER_ALLERGY))
        if concept is not None:
            yield Finding(text, concept.id, concept.fact, covered=_covered(concept, names))


def _fact(target: _Target, names: Names) -> str:
    return names.concept[target.concept].fact


def _contexts(entry: _Words, hits: list[_Hit]) -> dict[_Hit, _Context]:
    """Return whether each hit is there now, was there, is denied, or is somebody else's."""
    words = entry.folded
    contexts: dict[_Hit, _Context] = {}
    ends: dict[int, _Hit] = {}
    for hit in sorted(hits, key=lambda hit: (hit.first, hit.last)):
        contexts[hit] = _after(entry, hit) or _before(words, hit, contexts, ends)
        ends[hit.last] = hit
    return contexts


def _after(entry: _Words, hit: _Hit) -> _Context | None:
    """Return what the words behind a hit say of it: ruled out, resolved, in the mother."""
    words, start = entry.folded, hit.last + 1
    while start < len(words) and words[start] in (":", "("):
        start += 1
    tail = words[start : start + 2]

    def ends(place: int) -> bool:
        return place >= len(words) or words[place] in _BREAKS or words[place] in (",", ")")

    if tail == ["ruled", "out"] and ends(start + 2):
        return _Context("denied", (start, start + 1))
    if tail and tail[0] in _ABSENT_AFTER and ends(start + 1):
        return _Context("denied", (start,))
    # "Pregnant last year" may be pregnant still; any word of pregnancy switches its rules on.
    last_year = start in entry.values and entry.values[start].kind == "last year"
    still = last_year and any(target.concept == "pregnancy/pregnancy" for target in hit.targets)
    if tail and (tail[0] in _PAST_AFTER or last_year) and ends(start + 1) and not still:
        return _Context("past", (start,))
    if tail and tail[0] in _RELATIVES and ends(start + 1):
        return _Context("relative", (start,))
    return None


def _before(words: list[str], hit: _Hit, contexts: dict[_Hit, _Context], ends: dict[int, _Hit]) -> _Context:
    """Return what the words before a hit say of it; only words that lead straight up to it count."""
    within = set(range(hit.first, hit.last)) - set(hit.places)
    denied_inside = [place for place in within if words[place] in _DENIALS]
    if denied_inside:
        return _Context("denied" if denied_inside[0] + 1 in hit.places else "current", tuple(denied_inside[:1]))
    status: Status = "current"
    understood: list[int] = []
    narrowed = False
    place = hit.first - 1
    while place >= 0:
        word = words[place]
        if word in _DENIALS and narrowed:
            break
        if word in _DENIALS:
            return _Context("denied", (*understood, place), lists=word in _LISTING_DENIALS, leads=True)
        if word in _RELATIVES:
            understood += [p for p in (place - 1,) if p >= 0 and words[p] in _DENIALS]
            return _Context("relative", (*understood, place), lists=word in ("family", "fh", "fhx"), leads=True)
        if word in _JOINS:
            return _joined(words, place, status, understood, contexts, ends)
        if word == "longer" and place and words[place - 1] == "no":
            return _Context("past", (*understood, place, place - 1))
        if word in _PAST_BEFORE:
            status = "past"
        elif word not in _FILLERS and word not in _NARROWING:
            break
        # "Not severe" or "no stable angina" denies the adjective alone; the illness may well be there.
        narrowed = narrowed or word in _NARROWING
        understood.append(place)
        place -= 1
    return _Context(status, tuple(understood) if status == "past" else (), leads=status == "past")


def _joined(
    words: list[str],
    place: int,
    status: Status,
    understood: list[int],
    contexts: dict[_Hit, _Context],
    ends: dict[int, _Hit],
) -> _Context:
    """Return the status that a list passes on: "no gout or stones"; "and" passes on only what opens a list."""
    while place > 0 and words[place - 1] in _JOINS:
        place -= 1
    earlier = next((ends[end] for end in (place - 1, place - 2) if end in ends), None)
    own = _Context(status, tuple(understood) if status == "past" else ())
    if earlier is None or status != "current":
        return own
    inherited = contexts[earlier]
    joined = set(words[place : place + 2]) & _JOINS
    follows = words[place + 1 :]
    or_follows = any(
        word in ("or", "nor") for word in follows[: next((i for i, w in enumerate(follows) if w in _BREAKS), None)]
    )
    passes = inherited.lists or bool(joined & {"or", "nor"}) or (joined == {","} and or_follows and "no" not in follows)
    if inherited.leads and passes:
        return _Context(inherited.status, tuple(understood), lists=inherited.lists, leads=True)
    return own


def _denies_only_a_part(hit: _Hit, context: _Context, names: Names) -> bool:
    """Return whether an allergy is denied for one member of its group, which says nothing about the others."""
    if context.status != "denied":
        return False
    concepts = [(names.concept[target.concept], target.name) for target in hit.targets]
    return any(
        c.fact == "allergies" and name not in (c.label, c.id.replace("-", " "), *c.names[:1]) for c, name in concepts
    )


def _sentence(words: list[str], hit: _Hit) -> tuple[int, int]:
    """Return the places where the sentence around a hit begins and ends."""
    low = max((place + 1 for place in range(hit.first) if words[place] in _BREAKS), default=0)
    high = min((place for place in range(hit.last, len(words)) if words[place] in _BREAKS), default=len(words))
    return low, high


def _details(entry: _Words, hit: _Hit, hits: list[_Hit]) -> _Details:
    """Return the details that belong to a hit; of several the stricter."""
    words = entry.folded
    low, high = _sentence(words, hit)
    others = {place for other in hits if other != hit for place in other.places}
    owned = [place for place in range(low, high) if place not in others and hit in _owners(words, hits, place)]
    given: dict[str, list[float]] = {}
    for place in owned:
        if place in entry.values:
            given.setdefault(entry.values[place].kind, []).append(entry.values[place].number)
    rating, rated = _severity(words, range(low, high), owned)
    if "nyha" in given:
        rating = max(given["nyha"]) >= SEVERE_CLASS
    return _Details(
        stage=max(given.get("stage", ()), default=None),
        severe=rating,
        weeks_ago=min(given.get("ago", ()), default=None),
        durations=tuple(given.get("lasting", ())),
        # Months of pregnancy are counted in more than one way; without weeks the stricter rules apply.
        months=min(given.get("months", ()), default=None),
        trimester=int(max(given["trimester"])) if "trimester" in given else None,
        places=(*(p for p in owned if p in entry.values and entry.values[p].kind in _DETAIL_KINDS), *rated),
        serious=bool(rating) and any(place not in hit.places and words[place] not in _MILD for place in rated),
        words=tuple(entry.written[place] for place in owned),
    )


def _owners(words: list[str], hits: list[_Hit], place: int) -> list[_Hit]:
    """Return the hits that a detail speaks of: those in its part of the sentence, else the nearest before or after."""
    inside = {spot for hit in hits for spot in hit.places}
    ends = [spot for spot, word in enumerate(words) if word in _SEPARATORS and spot not in inside]
    low = max((spot for spot in ends if spot < place), default=-1)
    high = min((spot for spot in ends if spot >= place), default=len(words))
    beside = [hit for hit in hits if low < hit.last and hit.first < high]
    before = [hit for hit in hits if hit.last < place]
    return beside or [hit for hit in before if hit.last == max(one.last for one in before)] or hits[:1]


def _severity(words: list[str], sentence: range, owned: list[int]) -> tuple[bool | None, tuple[int, ...]]:
    """Return whether severe stands anywhere in the sentence, or mild beside the hit, and where."""
    places: list[int] = []
    rating: bool | None = None
    for place in sentence:
        nearby = range(max(sentence.start, place - 2), place)
        poor = words[place] == "controlled" and any(words[spot] in _POORLY for spot in nearby)
        if words[place] in _SEVERE or poor:
            rating = True
            places += [place, *(spot for spot in nearby if poor and words[spot] in _CONTROL)]
        elif words[place] in _MILD and place in owned:
            rating = rating or False
            places.append(place)
    return rating, tuple(places)


def _unexplained(
    entry: _Words, hits: list[_Hit], contexts: dict[_Hit, _Context], details: dict[_Hit, _Details], names: Names
) -> list[int]:
    """Return the places of words that no finding, status or detail explains."""
    words = entry.folded
    explained = {place for hit in hits for place in hit.places}
    explained |= {place for context in contexts.values() for place in context.understood}
    given = ((place, hit) for hit in hits for place in details[hit].places)
    explained |= {place for place, hit in given if _applies(entry.values.get(place), hit, names)}
    facts = {_fact(target, names) for hit in hits for target in hit.targets}
    starts = {hit.first for hit in hits}
    return [
        place
        for place, word in enumerate(words)
        if place not in explained
        and word not in _NOISE
        and not (_says_only_allergy(word) and "allergies" in facts)
        and not ((word in _QUANTITY or word.replace(".", "").isdigit()) and facts & {"habits", "limits", "symptoms"})
        and not _belongs_to_limit(word, facts)
        and not (word.isdigit() and len(word) == 1 and place + 1 in starts)
    ]


def _belongs_to_limit(word: str, facts: set[str]) -> bool:
    return "limits" in facts and (word in _OF_LIMITS or bool(re.match(r"\d+(?:[.,]\d+)*(?:l|ml|g|mg|mmol)?\Z", word)))


def _applies(value: _Value | None, hit: _Hit, names: Names) -> bool:
    """Return whether a detail has a meaning for what was found; one that cannot be right has none."""
    concepts = [names.concept[target.concept] for target in hit.targets]
    pregnant = any(concept.fact == "pregnancy" for concept in concepts)
    if value is None:
        return True
    if value.kind == "stage":
        return any(f"{value.number:g}" in concept.stages for concept in concepts)
    if value.kind == "nyha":
        return any(concept.id == "heart-failure" for concept in concepts)
    if value.kind == "trimester":
        return pregnant
    if pregnant and value.kind in ("lasting", "months"):
        return int(value.number) in (WEEKS_OF_PREGNANCY if value.kind == "lasting" else MONTHS_OF_PREGNANCY)
    return True


def _findings(text: str, hit: _Hit, context: _Context, details: _Details, names: Names) -> Iterator[Finding]:
    for target in hit.targets:
        concept = names.concept[target.concept]
        status = target.status or context.status
        finding = _with_assumption(_detailed(text, target, status, details, concept), concept)
        finding = replace(finding, covered=_is_checked(finding, details, concept, names), near_miss=hit.near)
        finding = replace(finding, resembles=target.name if hit.near else "")
        umbrella = concept.fact == "allergies" and bool(concept.implies)
        if not umbrella:
            yield finding
        if status in ("current", "past") or umbrella:
            yield from _implied(finding, concept, names)
        unknown = names.concept.get(f"conditions/{concept.id}-limit-unknown")
        if concept.fact == "limits" and unknown is not None and not names_amount(concept.id, details.words):
            yield replace(finding, id=unknown.id, fact=unknown.fact, covered=_covered(unknown, names))


def _detailed(text: str, target: _Target, status: Status, details: _Details, concept: Concept) -> Finding:
    pregnancy = concept.fact == "pregnancy"
    if not pregnancy and status == "current" and (details.weeks_ago or 0) >= LONG_AGO_WEEKS:
        status = "past"
    ago = None if pregnancy else _weeks_ago(details)
    return Finding(
        given=text,
        id=concept.id,
        fact=concept.fact,
        stage=target.stage if target.stage is not None else _possible_stage(details.stage, concept),
        severe=details.severe if target.severe is None else target.severe,
        weeks_ago=ago if target.weeks_ago is None else target.weeks_ago,
        status=status,
        weeks=_week(details.durations) if pregnancy else None,
        trimester=details.trimester if pregnancy else None,
    )


def _possible_stage(stage: float | None, concept: Concept) -> float | None:
    """Return a stage that an illness can have; one beyond the last counts as the last, none before the first."""
    if stage is None or not concept.stages:
        return None
    return min(stage, max(map(float, concept.stages))) if stage >= min(map(float, concept.stages)) else None


def _week(durations: tuple[float, ...]) -> int | None:
    """Return the week of a pregnancy; of several times that may be it none, so that the rules for all of them apply."""
    weeks = {int(weeks) for weeks in durations if int(weeks) in WEEKS_OF_PREGNANCY}
    return weeks.pop() if len(weeks) == 1 else None


def _weeks_ago(details: _Details) -> float | None:
    """Return how long ago something was; a long duration ("in pain for 2 years") says nothing of when it happened."""
    if details.weeks_ago is not None:
        return details.weeks_ago
    lasting = min(details.durations, default=None) if details.months is None else details.months * WEEKS["month"]
    return lasting if lasting is not None and lasting <= RECENT_WEEKS else None


def _with_assumption(finding: Finding, concept: Concept) -> Finding:
    if "stage" not in concept.assume or finding.stage is not None or finding.status not in ("current", "past"):
        return finding
    return replace(finding, stage=float(concept.assume["stage"]), assumed=concept.assume_say)


def _implied(finding: Finding, concept: Concept, names: Names) -> Iterator[Finding]:
    for one in concept.implies:
        if one == NEUTRAL:
            continue
        implied = names.concept[one]
        said = concept.assume_say if not concept.stages and finding.status in ("current", "past") else ""
        plain_finding = replace(
            finding,
            id=one,
            fact=implied.fact,
            stage=None,
            weeks=None,
            trimester=None,
            assumed=said,
            covered=_covered(implied, names),
        )
        yield _with_assumption(plain_finding, implied)


def _is_checked(finding: Finding, details: _Details, concept: Concept, names: Names) -> bool:
    """Return whether all rules are loaded; what needs none still counts as not checked while it is severe or new."""
    new = finding.weeks_ago is not None and finding.weeks_ago <= RECENT_WEEKS
    if NEUTRAL in concept.implies and finding.status in ("current", "past") and (details.serious or new):
        return False
    return _covered(concept, names)


def _covered(concept: Concept, names: Names) -> bool:
    """Return whether all rules are loaded for a concept and for all that it implies."""
    return concept.covered and all(names.concept[one].covered for one in concept.implies)


_DRINK = "(?:beer|wine|pint|lager|cider|drink|can|whisky|whiskey|vodka|gin|rum|spirit)"


def _numbers(text: str, names: Names) -> Iterator[Finding]:
    """Yield what only a number says: many drinks a day."""
    prepared = _prepare(text)
    drinks = re.search(
        rf"\b(\d+)(?: ?(?:-|to|or) ?(\d+))? (?:\w+ of )?{_DRINK}s?"
        r"(?: of \w+)? ?(?:a|an|per|each|every|/)? ?(?:day|night|evening|daily|nightly)\b",
        prepared,
    )
    if drinks and int(drinks[2] or drinks[1]) >= HEAVY_DRINKS_A_DAY and "alcohol-heavy" in names.concept:
        concept = names.concept["alcohol-heavy"]
        yield Finding(text, concept.id, concept.fact, covered=_covered(concept, names))


def _misspelt(entry: _Words, rest: list[int], hits: list[_Hit], names: Names) -> Iterator[_Hit]:
    """Yield all that words not understood resemble, alone or joined with neighbours that belong to nothing else."""
    words = entry.folded
    taken = {place for hit in hits for place in hit.places} | entry.values.keys()
    taken |= {place for place, word in enumerate(words) if _says_only_allergy(word)}
    seen = set()
    compact, candidates = _misspellable(names) if rest else ({}, {})
    for middle in rest:
        for start in range(max(0, middle - 2), middle + 1):
            for end in range(middle + 1, min(len(words), start + 4) + 1):
                places = tuple(range(start, end))
                if places in seen or not taken.isdisjoint(places):
                    continue
                seen.add(places)
                word = "".join(words[start:end])
                for known in near_misses(word, candidates, LIKENESS):
                    if {word[:4], known[:4]} == {"hypo", "hype"}:
                        continue  # Too little is never a misspelling of too much.
                    yield _Hit(places, _phrases(names).exact[compact[known]], near=True)


def _doubted(finding: Finding, names: Names) -> Finding:
    """Return a finding of an entry understood in part; any word of pregnancy switches its rules on all the same."""
    if finding.fact == "pregnancy" and finding.status == "current" and not finding.near_miss:
        return finding
    return replace(
        finding, near_miss=True, resembles=finding.resembles or names.concept[f"{finding.fact}/{finding.id}"].label
    )


def _distinct(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return each concept once for each status: certain before near miss, detailed before bare."""
    found: dict[tuple[str, str, str], Finding] = {}
    for finding in findings:
        place = (finding.fact, finding.id, finding.status)
        if place not in found or _weight(finding) > _weight(found[place]):
            found[place] = finding
    return tuple(found.values())


def _weight(finding: Finding) -> tuple[bool, float, bool, bool]:
    return (not finding.near_miss, finding.stage or 0.0, bool(finding.severe), not finding.assumed)
