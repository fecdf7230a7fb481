"""What each section of a C-CDA document says: problems, medicines, allergies, social history, results."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from xml.etree.ElementTree import Element

from msgspec import structs

from planner.profile.spellings import says_none
from planner.records.ccda.values import (
    coded_words,
    day,
    is_denied,
    narratives,
    related,
    spans,
    status_of,
    templates,
    words_in,
)
from planner.records.health.codes import (
    DUE,
    PREGNANCY,
    SMOKING,
    WEEKS,
    is_not_pregnant,
    is_of_smoking,
    is_pregnant,
    smoking_words,
)
from planner.records.health.facts import (
    DENIED_IN_PART,
    NO_ALLERGY,
    NO_ALLERGY_OF_A_KIND,
    NO_MEDICINE,
    NO_PROBLEM,
    NOTHING_KNOWN,
    SMOKING_NOT_KNOWN,
    CodedWords,
    LeftOut,
    RecordedAllergy,
    RecordedFact,
    RecordedHabit,
    RecordedIllness,
    RecordedMedicine,
    RecordedPregnancy,
    RecordedResult,
    SaysNone,
    State,
    Use,
)
from planner.records.health.results import measured_codes

Told = Mapping[str, str]
_WITHDRAWN = frozenset({"nullified", "cancelled"})
_ENTERED_IN_ERROR = LeftOut("entered in error")
_DENIED = LeftOut("denied")
# SNOMED CT, in which an entry says of itself whether it still holds.
_STATES: dict[str, State] = {
    "413322009": "resolved",
    "73425007": "past",
    "277022003": "in remission",
    "55561003": "current",
}
_NO_PROBLEM = NO_PROBLEM
# A denied "problem", "allergy" or "allergy to a medicine" denies them all; of medicines alone, only those.
_ANY_PROBLEM = frozenset({"55607006"})
_ANY_MEDICINE = frozenset({"410942007"})
_ANY_ALLERGY = frozenset({"419199007", "420134006", "106190000"})
_ANY_MEDICINE_ALLERGY = frozenset({"416098002", "419511003"})


def section_facts(section: Element) -> Iterator[RecordedFact]:
    """Yield what a section says; of a section that is not read, nothing."""
    code = section.find("code")
    kind = _SECTIONS.get(code.get("code", "") if code is not None else "")
    if kind is None:
        return
    key, read = kind
    told = narratives(section)
    facts = [
        structs.replace(fact, group=f"{number}/{fact.group}") if isinstance(fact, RecordedResult) else fact
        for number, entry in enumerate(section.findall("entry"))
        for fact in read(entry, told)
    ]
    if key and not facts and says_none(key, words_in(section.find("text"))):
        facts = [SaysNone(key)]
    yield from facts


def _denied(key: str, words: str) -> RecordedFact:
    """Return that a list is empty, unless the words beside the code do not say so: "not available" is not none."""
    return SaysNone(key) if not words or says_none(key, words) else NOTHING_KNOWN


# --- problems ---


def _problems(entry: Element, told: Told) -> Iterator[RecordedFact]:
    acts = entry.findall("act")
    for act in acts:
        for observation in related(act, "observation"):
            yield from _problem(observation, status_of(act), told)
    for observation in entry.findall("observation"):
        yield from _problem(observation, "", told)


def _problem(observation: Element, concern: str, told: Told) -> Iterator[RecordedFact]:
    value = observation.find("value")
    what = coded_words(value if value is not None else observation.find("code"), told)
    if not (what.text or what.codes):
        what = CodedWords(_text_of(observation, told))
    if {status_of(observation), concern} & _WITHDRAWN:
        yield _ENTERED_IN_ERROR
    elif is_denied(observation):
        yield _denied("conditions", what.text) if what.has("snomed", _ANY_PROBLEM) else _DENIED
    elif what.has("snomed", _NO_PROBLEM):
        yield SaysNone("conditions")
    elif what.text or what.codes:
        since, until = spans(observation)
        yield RecordedIllness(what, _state(observation, concern, until), since, until)


def _text_of(entry: Element, told: Told) -> str:
    text = entry.find("text")
    reference = text.find("reference") if text is not None else None
    pointed = told.get(reference.get("value", "").removeprefix("#"), "") if reference is not None else ""
    return pointed or words_in(text)


def _state(observation: Element, concern: str, until: str) -> State:
    """Return the state of an entry: what it says itself, else whether it has an end, else what its concern says."""
    values = [one.find("value") for one in related(observation, "observation") if _is_status(one)]
    said = next((_STATES[code] for one in values if one is not None and (code := one.get("code", "")) in _STATES), None)
    if said is not None:
        return said
    if until:
        return "resolved"
    return "past" if concern == "completed" else "current"


def _is_status(observation: Element) -> bool:
    code = observation.find("code")
    return code is not None and code.get("code") == "33999-4"


# --- medicines ---


def _medicines(entry: Element, told: Told) -> Iterator[RecordedFact]:
    found = [*entry.findall("substanceAdministration"), *related(_first(entry, "act"), "substanceAdministration")]
    for administration in found:
        yield from _medicine(administration, told)


def _first(entry: Element, tag: str) -> Element:
    found = entry.find(tag)
    return Element(tag) if found is None else found


def _medicine(administration: Element, told: Told) -> Iterator[RecordedFact]:
    material = administration.find("consumable/manufacturedProduct/manufacturedMaterial")
    what = coded_words(material.find("code") if material is not None else None, told)
    name = words_in(material.find("name")) if material is not None else ""
    what = what if what.text or what.codes else CodedWords(name or _text_of(administration, told))
    status = status_of(administration)
    if status in _WITHDRAWN:
        yield _ENTERED_IN_ERROR
    elif what.has("snomed", NO_MEDICINE):
        yield SaysNone("medications")
    elif is_denied(administration):
        any_medicine = not what.codes or what.has("snomed", _ANY_MEDICINE)
        yield _denied("medications", what.text) if any_medicine else _DENIED
    else:
        _, until = spans(administration)
        yield RecordedMedicine(what, _use(status, until), until)


def _use(status: str, until: str) -> Use:
    """Return whether a medicine is taken: one that is completed is, unless an end is given."""
    return "stopped" if status == "aborted" else ("used up" if status == "completed" and until else "taken")


def _given(entry: Element, _: Told) -> Iterator[RecordedFact]:
    yield from (
        LeftOut("a medicine given or handed out, not prescribed") for _ in entry.findall("substanceAdministration")
    )


# --- allergies ---


_BESIDE = frozenset(f"2.16.840.1.113883.10.20.22.4.{number}" for number in (8, 9, 28))


def _allergies(entry: Element, told: Told) -> Iterator[RecordedFact]:
    for act in entry.findall("act"):
        for observation in related(act, "observation"):
            # A reaction may stand beside the allergy that it belongs to.
            if not templates(observation) & _BESIDE:
                yield from _allergy(observation, status_of(act), told)
    for observation in entry.findall("observation"):
        yield from _allergy(observation, "", told)


def _allergy(observation: Element, concern: str, told: Told) -> Iterator[RecordedFact]:
    kind = coded_words(observation.find("value"), told)
    what = coded_words(observation.find("participant/participantRole/playingEntity/code"), told)
    name = words_in(observation.find("participant/participantRole/playingEntity/name"))
    what = what if what.text or what.codes else CodedWords(name)
    if {status_of(observation), concern} & _WITHDRAWN:
        yield _ENTERED_IN_ERROR
    elif kind.has("snomed", NO_ALLERGY) or what.has("snomed", NO_ALLERGY):
        yield SaysNone("allergies")
    elif kind.has("snomed", NO_ALLERGY_OF_A_KIND) or what.has("snomed", NO_ALLERGY_OF_A_KIND):
        yield DENIED_IN_PART
    elif is_denied(observation):
        yield _denied_allergy(kind, what, _text_of(observation, told))
    else:
        named = what if what.text or what.codes else CodedWords(_text_of(observation, told) or kind.text, kind.codes)
        if named.text or named.codes:
            _, until = spans(observation)
            yield RecordedAllergy(named, over=_state(observation, "", until) in ("resolved", "past"))


def _denied_allergy(kind: CodedWords, what: CodedWords, words: str) -> RecordedFact:
    """Return what a denied allergy says: that there is none at all, none to medicines, or not this one."""
    if what.text or what.codes:
        return _DENIED
    if kind.has("snomed", _ANY_MEDICINE_ALLERGY):
        return DENIED_IN_PART
    return _denied("allergies", words) if kind.has("snomed", _ANY_ALLERGY) else _DENIED


# --- social history, pregnancy, results ---

_TOBACCO = frozenset({"2.16.840.1.113883.10.20.22.4.78", "2.16.840.1.113883.10.20.22.4.85"})
_PREGNANT = frozenset({"2.16.840.1.113883.10.20.15.3.8"})
_OTHER_HABIT = LeftOut("social history other than smoking")
_OTHER_RESULT = LeftOut("a result that decides nothing here")


def _social(entry: Element, told: Told) -> Iterator[RecordedFact]:
    for observation in entry.findall("observation"):
        claimed, code = templates(observation), _code_of(observation)
        value = coded_words(observation.find("value"), told)
        if is_denied(observation):
            yield _DENIED
        elif claimed & _TOBACCO or code in SMOKING or is_of_smoking(value):
            yield from _smoking(value, observation)
        elif claimed & _PREGNANT or code in PREGNANCY:
            yield from _pregnancy(observation, value)
        else:
            yield _OTHER_HABIT


def _smoking(value: CodedWords, observation: Element) -> Iterator[RecordedFact]:
    said = smoking_words(value)
    yield from (RecordedHabit(words, max(spans(observation))) for words in said)
    if not said:
        yield SMOKING_NOT_KNOWN


def _pregnancy(observation: Element, value: CodedWords) -> Iterator[RecordedFact]:
    since, until = spans(observation)
    said = [one for one in related(observation, "observation") if _code_of(one) in DUE]
    due = next(filter(None, (day(one.find("value")) for one in said)), "")
    if until:
        yield LeftOut("what was said long ago of a pregnancy")
    elif is_pregnant(value):
        yield RecordedPregnancy(pregnant=True, day=since, due=due)
    elif is_not_pregnant(value):
        yield RecordedPregnancy(pregnant=False, day=since)
    else:
        yield LeftOut("pregnancy, of which nothing is known")


def _results(entry: Element, told: Told) -> Iterator[RecordedFact]:
    for number, organizer in enumerate(entry.findall("organizer")):
        for observation in organizer.findall("component/observation"):
            yield _result(observation, day(organizer.find("effectiveTime")), str(number))
    for observation in entry.findall("observation"):
        yield _result(observation, "", "")


def _result(observation: Element, of_all: str, group: str) -> RecordedFact:
    """Return a measured number that is read; one that is not so, or of which only a range is known, is left out."""
    value, code = observation.find("value"), observation.find("code")
    codes = [] if code is None else [one.get("code", "") for one in (code, *code.findall("translation"))]
    measured = next((one for one in codes if one in measured_codes()), "")
    weeks = next((one for one in codes if one in WEEKS), "")
    number = "" if value is None else value.get("value", "")
    when = max(spans(observation)) or of_all
    if is_denied(observation) or status_of(observation) in _WITHDRAWN or not _is_number(number):
        return _OTHER_RESULT
    if weeks:
        return RecordedPregnancy(pregnant=True, day=when, weeks=float(number))
    unit = value.get("unit", "") if value is not None else ""
    return RecordedResult(measured, number, unit, when, group) if measured else _OTHER_RESULT


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).isdecimal() and text.isascii()


def _code_of(observation: Element) -> str:
    code = observation.find("code")
    return "" if code is None else code.get("code", "")


_Read = Callable[[Element, Told], Iterator[RecordedFact]]
# The sections that are read, by LOINC, with the list of the profile that each may say is empty.
_SECTIONS: dict[str, tuple[str, _Read]] = {
    "11450-4": ("conditions", _problems),
    "11348-0": ("", _problems),
    "10160-0": ("medications", _medicines),
    "10183-2": ("medications", _medicines),
    "29549-3": ("", _given),
    "48765-2": ("allergies", _allergies),
    "29762-2": ("", _social),
    "10162-6": ("", _social),
    "30954-2": ("", _results),
    "8716-3": ("", _results),
}
