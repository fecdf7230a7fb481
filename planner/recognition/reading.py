"""Conditions, symptoms, habits, allergies and diets as people write them: concepts found in free text."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from planner.model.records import Concept
from planner.recognition.medicines import MAX_WORDS, Names, by_ends, near_misses, plain, read_medicine_entry

Status = Literal["current", "past", "denied", "relative"]

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
NEUTRAL = "neutral-finding"  # What a concept implies that needs no rule; it holds only while nothing makes it serious.

_COUNTING = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBERS = {word: str(n) for n, word in enumerate(_COUNTING, 2)}
_ORDINALS = {"first": 1, "second": 2, "third": 3}
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5}
_WORD = re.compile(r"[a-z]+=[\d.]+|\d+(?:[.,]\d+)*[^\W\d_]*|[^\W_]+|[+/&,;:.()\[\]%?<>=]")
_RECORD_SUFFIX = re.compile(
    r"\((?:disorder|finding|situation|procedure|event|observable entity|regime/therapy|morphologic abnormality)\)"
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
_PAST_AFTER = _vocabulary("resolved cured remission recovered gone past previously before healed lastyear")
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
    duration: float | None = None
    months: float | None = None
    trimester: int | None = None
    places: tuple[int, ...] = ()
    serious: bool = False


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


def read_entry(text: str, names: Names, expected: str) -> Reading:
    """Return the concepts of one entry and whether any part of it was not understood."""
    words = _words(_with_details(_prepare(text)))
    cut, words = len(words) > MAX_WORDS, words[:MAX_WORDS]
    phrases = _phrases(names)
    hits = [_preferred(hit, names, expected) for hit in _hits(words, phrases) if _is_meant(hit, words, names, expected)]
    hits = hits or list(_trimester_alone(words, names))
    contexts = _contexts(words, hits)
    details = {hit: _details(words, hit, hits) for hit in hits}
    rest = _unexplained(words, hits, contexts, details, names)
    narrow = {hit for hit in hits if _denies_only_a_part(hit, contexts[hit], names)}
    understood = bool(hits) or _is_the_complaint(words)
    uncertain = cut or not understood or bool(hits and (rest or narrow))
    found = [f for hit in hits if hit not in narrow for f in _findings(text, hit, contexts[hit], details[hit], names)]
    found.extend(_numbers(text, names))
    misses = [
        f
        for hit in _misspelt(words, rest if hits or not understood else [], hits, names)
        if _is_meant(hit, words, names, expected)
        for f in _findings(text, hit, _Context("current"), _Details(), names)
    ]
    return Reading(_distinct([_doubted(f, names) if uncertain else f for f in found] + misses), uncertain)


def _trimester_alone(words: list[str], names: Names) -> Iterator[_Hit]:
    """Yield a pregnancy for an entry that names a trimester and nothing else that is known."""
    place = next((place for place, word in enumerate(words) if word.startswith("trimester=")), None)
    if place is not None and "pregnancy/pregnancy" in names.concept:
        yield _Hit((place,), (_Target("pregnancy/pregnancy", "pregnancy"),))


def _is_the_complaint(words: list[str]) -> bool:
    """Return whether an entry only says what every reader of a sheet has: cramps in the legs at night."""
    known = all(word in _COMPLAINT or word in _NOISE or word.startswith(("lasting=", "months=")) for word in words)
    return known and ("cramp" in words or "spasm" in words)


def _prepare(text: str) -> str:
    """Return plain text in which contractions, number words and British spellings have one form."""
    text = _RECORD_SUFFIX.sub(" ", plain(text))
    text = re.sub(r"\b(?:can't|cant|can not|unable to|couldn't)\b", "cannot", text)
    text = re.sub(r"n't\b", " not", text).replace("'", "")
    text = re.sub(r"\b(?:have|has|ve) had\b", " ", text)
    text = re.sub(r"\bfortnight\b", "2 weeks", text)
    text = re.sub(r"\bcouple of\b", "2", text)
    text = re.sub(r"\b(?:(?:over|more than|about) )?(\d+) ?min(?:ute)?s?\b", _minutes, text)
    # "In the last year" may be now; "last year" alone is over, though nobody knows for how long.
    text = re.sub(r"(?<!\bin )(?<!\bthe )(?<!\bthis )(?<!\bover )(?<!\bduring )\blast year\b", "lastyear", text)
    text = re.sub(r"\b(?:an?|one|the last|last) (day|week|month)\b(?! ?of)(?= ago)", r"1 \1", text)
    return re.sub(r"\b(" + "|".join(_NUMBERS) + r")\b", lambda match: _NUMBERS[match[1]], text)


def _words(text: str) -> list[str]:
    """Return the words of prepared text in their common form, without those that carry no meaning."""
    return [_fold(word) for word in _WORD.findall(text) if word not in _DROPPED]


def _name_words(name: str) -> list[str]:
    """Return the words of a name in a list in their common form; most are plain words and need no preparing."""
    bare = name.replace(" ", "").replace("-", "")
    if "trimester" in bare:
        return _words(_with_details(_prepare(name)))
    if bare.isascii() and bare.isalpha() and "fortnight" not in bare and "lastyear" not in bare:
        return [_fold(word) for word in name.lower().replace("-", " ").split() if word not in _DROPPED]
    return _words(_prepare(name))


def _with_details(text: str) -> str:
    """Return text in which times, stages and weeks stand as single words such as `ago=8`."""
    kidney = "ckd" in text or "kidney" in text or "renal" in text
    for pattern, replacement in _DETAILS if kidney else _DETAILS[1:]:
        text = pattern.sub(replacement, text)
    return text


def _stage(match: re.Match[str]) -> str:
    stages = [int(part) if part.isdigit() else _ROMAN[part] for part in re.findall(r"\d|iii|ii|iv|i|v", match[1])]
    return f" stage={max(stages)} "


def _ago(match: re.Match[str]) -> str:
    return f" ago={float(match[1]) * WEEKS[match[2]]:g} "


def _duration(match: re.Match[str]) -> str:
    if match[2].startswith("m"):
        return f" months={float(match[1]):g} "
    return f" lasting={float(match[1]) * WEEKS[match[2]]:g} "


def _year(match: re.Match[str]) -> str:
    year = int(match[2])
    if match[1] == "since" or year > LAST_YEAR_SURELY_OVER:
        return f" {'since' if match[1] == 'since' else 'when'}={year} "
    return f" ago={(LAST_YEAR_SURELY_OVER + 1 - year) * 52} "


def _minutes(match: re.Match[str]) -> str:
    """Return minutes in the one form that matters: a cramp of over ten of them is for the same day."""
    return "over 10 minutes" if int(match[1]) > LONG_CRAMP_MINUTES else match[0]


def _pressure(match: re.Match[str]) -> str:
    """Return a reading in words; one that is not high is left as it is, since it settles nothing."""
    reading = int(match[1]), int(match[2])
    high, severe = (any(map(operator.ge, reading, limits)) for limits in (HIGH_PRESSURE, SEVERE_PRESSURE))
    return " severe hypertension " if severe else " hypertension " if high else match[0]


def _trimester(match: re.Match[str]) -> str:
    said = next(group for group in match.groups() if group)
    return f" trimester={_ROMAN.get(said) or _ORDINALS.get(said) or said[0]} "


_ROUGHLY = "(?:about |around |over |more than |approximately )?"
_UNIT = r"(day|week|wk|month|mth|mo|year|yr|y|w)s?"
_ONE_STAGE = r"(?:\d|iii|ii|iv|i|v)\s?[abc]?\b"
_DETAILS: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"(?:\bstage |(?<=\bckd)|\b)g([1-5]) ?[ab]?(?: ?a[1-3])?\b"), _stage),
    (re.compile(r"\b(?:bp|blood pressure|hypertension)\b[^\d]{0,12}(\d{2,3}) ?/ ?(\d{2,3})\b"), _pressure),
    (re.compile(rf"\b(?:stage|stg|grade)[ -]?({_ONE_STAGE}(?:\s?(?:-|to|/|or|and)\s?{_ONE_STAGE})?)"), _stage),
    (re.compile(rf"(?<=\bckd)[ -]?({_ONE_STAGE}(?:\s?(?:-|to|/)\s?{_ONE_STAGE})?)"), _stage),
    (
        re.compile(rf"\b(?:nyha(?: class| stage| grade)?|class) ?({_ONE_STAGE}(?:\s?(?:-|to|/)\s?{_ONE_STAGE})?)"),
        lambda m: _stage(m).replace("stage", "nyha"),
    ),
    (re.compile(rf"\b{_ROUGHLY}(\d+(?:\.\d+)?)\s?{_UNIT}\s?(?:ago|back|since|post ?-?op|after|post)\b"), _ago),
    (re.compile(r"\b(?:yesterday|today|last night|this morning|this week|recent|recently|last few days)\b"), " ago=0 "),
    (re.compile(r"\blast week\b"), " ago=1 "),
    (re.compile(r"\blast month\b"), " ago=4 "),
    (
        re.compile(r"\b(first|second|third|1st|2nd|3rd) trimester\b|\btrimester (\d|iii|ii|i)\b|\bt([123])\b"),
        _trimester,
    ),
    (re.compile(r"\b(\d{1,2})()/40\b"), lambda m: f" lasting={m[1]} "),
    (re.compile(rf"\b(?:for )?(\d+(?:\.\d+)?)(?:\s?\+\s?\d)?\s?{_UNIT}\b"), _duration),
    (re.compile(r"(?:\b(in|since|from|around|circa) )?\b((?:19|20)\d\d)\b"), _year),
)


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


def _hits(words: list[str], phrases: _Phrases) -> list[_Hit]:
    """Return the longest phrase at each place, and the patterns whose words stand near each other."""
    hits, start = [], 0
    while start < len(words):
        hit = _longest(words, start, phrases)
        hits.extend([hit] if hit else [])
        start = hit.last + 1 if hit else start + 1
    known = {(target.concept, place) for hit in hits for target in hit.targets for place in hit.places}
    for pattern, target in phrases.loose:
        places = _places(words, pattern)
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
    return any(word.startswith(("allerg", "anaphyla", "hypersensitiv", "epipen")) for word in words[low:high])


def _fact(target: _Target, names: Names) -> str:
    return names.concept[target.concept].fact


def _contexts(words: list[str], hits: list[_Hit]) -> dict[_Hit, _Context]:
    """Return whether each hit is there now, was there, is denied, or is somebody else's."""
    contexts: dict[_Hit, _Context] = {}
    ends: dict[int, _Hit] = {}
    for hit in sorted(hits, key=lambda hit: (hit.first, hit.last)):
        contexts[hit] = _after(words, hit) or _before(words, hit, contexts, ends)
        ends[hit.last] = hit
    return contexts


def _after(words: list[str], hit: _Hit) -> _Context | None:
    """Return what the words behind a hit say of it: ruled out, resolved, in the mother."""
    start = hit.last + 1
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
    still = tail[:1] == ["lastyear"] and any(target.concept == "pregnancy/pregnancy" for target in hit.targets)
    if tail and tail[0] in _PAST_AFTER and ends(start + 1) and not still:
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


def _details(words: list[str], hit: _Hit, hits: list[_Hit]) -> _Details:
    """Return the details that belong to a hit; of several the stricter."""
    low, high = _sentence(words, hit)
    others = {place for other in hits if other != hit for place in other.places}
    owned = [place for place in range(low, high) if place not in others and hit in _owners(words, hits, place)]
    given: dict[str, list[float]] = {}
    for place in owned:
        name, sign, value = words[place].partition("=")
        if sign and value:
            given.setdefault(name, []).append(float(value))
    rating, rated = _severity(words, range(low, high), owned)
    if "nyha" in given:
        rating = max(given["nyha"]) >= SEVERE_CLASS
    return _Details(
        stage=max(given.get("stage", ()), default=None),
        severe=rating,
        weeks_ago=min(given.get("ago", ()), default=None),
        duration=min(given.get("lasting", ()), default=None),
        # Months of pregnancy are counted in more than one way; without weeks the stricter rules apply.
        months=min(given.get("months", ()), default=None),
        trimester=int(max(given["trimester"])) if "trimester" in given else None,
        places=(*(place for place in owned if "=" in words[place][:-1]), *rated),
        serious=bool(rating) and any(place not in hit.places and words[place] not in _MILD for place in rated),
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
    words: list[str], hits: list[_Hit], contexts: dict[_Hit, _Context], details: dict[_Hit, _Details], names: Names
) -> list[int]:
    """Return the places of words that no finding, status or detail explains."""
    explained = {place for hit in hits for place in hit.places}
    explained |= {place for context in contexts.values() for place in context.understood}
    explained |= {place for hit in hits for place in details[hit].places if _applies(words[place], hit, names)}
    facts = {_fact(target, names) for hit in hits for target in hit.targets}
    starts = {hit.first for hit in hits}
    return [
        place
        for place, word in enumerate(words)
        if place not in explained
        and word not in _NOISE
        and not (word.startswith("allerg") and "allergies" in facts)
        and not ((word in _QUANTITY or word.replace(".", "").isdigit()) and facts & {"habits", "limits", "symptoms"})
        and not _belongs_to_limit(word, facts)
        and not (word.isdigit() and len(word) == 1 and place + 1 in starts)
    ]


def _belongs_to_limit(word: str, facts: set[str]) -> bool:
    return "limits" in facts and bool(re.match(r"\d+(?:[.,]\d+)*(?:l|ml|g|mg|mmol)?\Z", word))


def _applies(word: str, hit: _Hit, names: Names) -> bool:
    """Return whether a detail has a meaning for what was found."""
    concepts = [names.concept[target.concept] for target in hit.targets]
    if word.startswith("stage="):
        return any(word == f"stage={stage}" for concept in concepts for stage in concept.stages)
    if word.startswith("trimester="):
        return any(concept.fact == "pregnancy" for concept in concepts)
    if word.startswith("nyha="):
        return any(concept.id == "heart-failure" for concept in concepts)
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
        if concept.fact == "limits" and unknown is not None and not re.search(r"\d", text):
            yield replace(finding, id=unknown.id, fact=unknown.fact, covered=_covered(unknown, names))


def _detailed(text: str, target: _Target, status: Status, details: _Details, concept: Concept) -> Finding:
    pregnancy = concept.fact == "pregnancy"
    weeks = details.duration if pregnancy and details.duration in WEEKS_OF_PREGNANCY else None
    if not pregnancy and status == "current" and (details.weeks_ago or 0) >= LONG_AGO_WEEKS:
        status = "past"
    ago = None if pregnancy else _weeks_ago(details)
    return Finding(
        given=text,
        id=concept.id,
        fact=concept.fact,
        stage=target.stage if target.stage is not None else details.stage if concept.stages else None,
        severe=details.severe if target.severe is None else target.severe,
        weeks_ago=ago if target.weeks_ago is None else target.weeks_ago,
        status=status,
        weeks=int(weeks) if weeks is not None else None,
        trimester=details.trimester if pregnancy else None,
    )


def _weeks_ago(details: _Details) -> float | None:
    """Return how long ago something was; a long duration ("in pain for 2 years") says nothing of when it happened."""
    if details.weeks_ago is not None:
        return details.weeks_ago
    lasting = details.duration if details.months is None else details.months * WEEKS["month"]
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


def _misspelt(words: list[str], rest: list[int], hits: list[_Hit], names: Names) -> Iterator[_Hit]:
    """Yield all that words not understood resemble, alone or joined with neighbours that belong to nothing else."""
    taken = {place for hit in hits for place in hit.places}
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
