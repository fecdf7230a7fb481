"""What each section of a C-CDA document says: problems, medicines, allergies, social history, results."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from xml.etree.ElementTree import Element

from msgspec import structs

from planner.profile.spellings import says_none, says_unknown
from planner.records.ccda.observed import DENIED, WITHDRAWN, result_facts, social_facts
from planner.records.ccda.values import (
    coded_words,
    codes_of,
    is_denied,
    narratives,
    related,
    spans,
    status_of,
    templates,
    within,
    words_in,
)
from planner.records.health.facts import (
    DENIED_IN_PART,
    IN_WORDS_ALONE,
    NO_ALLERGY,
    NO_ALLERGY_OF_A_KIND,
    NO_MEDICINE,
    NO_PROBLEM,
    NOTHING_KNOWN,
    CodedWords,
    HasMore,
    LeftOut,
    RecordedAllergy,
    RecordedFact,
    RecordedIllness,
    RecordedMedicine,
    RecordedResult,
    SaysNone,
    State,
    Use,
)

Told = Mapping[str, str]
_ENTERED_IN_ERROR = LeftOut("entered in error")
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


def section_facts(section: Element, place: int = 0) -> Iterator[RecordedFact]:
    """Yield what the section at a place of the document says; of a section that is not read, nothing."""
    kind = _kind(section)
    if kind is None:
        return
    key, read = kind
    told = narratives(section)
    facts = [
        structs.replace(fact, group=f"{place}/{number}/{fact.group}") if isinstance(fact, RecordedResult) else fact
        for number, entry in enumerate(section.findall("entry"))
        for fact in read(entry, told)
    ]
    yield from facts or (_of_words(key, words_in(section.find("text"))) if key else ())


def _kind(section: Element) -> tuple[str, _Read] | None:
    """Return how a section is read, by its code, else by a translation of it, else by the template that it claims."""
    known = [*codes_of(section), *(_TEMPLATES.get(root, "") for root in sorted(templates(section)))]
    return next((_SECTIONS[one] for one in known if one in _SECTIONS), None)


def _of_words(key: str, words: str) -> tuple[RecordedFact, ...]:
    """Return what a section without entries says: none, nothing, or more than is read."""
    if says_none(key, words):
        return (SaysNone(key),)
    return () if not words or says_unknown(words) else (HasMore(key), IN_WORDS_ALONE)


def _denied(key: str, words: str) -> RecordedFact:
    """Return that a list is empty, unless the words beside the code do not say so: "not available" is not none."""
    return SaysNone(key) if not words or says_none(key, words) else NOTHING_KNOWN


# --- problems ---


def _problems(entry: Element, told: Told) -> Iterator[RecordedFact]:
    for act in within(entry, "act"):
        for observation in related(act, "observation"):
            yield from _problem(observation, status_of(act), told)
    for observation in within(entry, "observation"):
        yield from _problem(observation, "", told)


def _problem(observation: Element, concern: str, told: Told) -> Iterator[RecordedFact]:
    values = observation.findall("value") or observation.findall("code")[:1]
    for value in values or [Element("value")]:
        yield from _one_problem(observation, coded_words(value, told), concern, told)


def _one_problem(observation: Element, what: CodedWords, concern: str, told: Told) -> Iterator[RecordedFact]:
    if not (what.text or what.codes):
        what = CodedWords(_text_of(observation, told))
    if {status_of(observation), concern} & WITHDRAWN:
        yield _ENTERED_IN_ERROR
    elif is_denied(observation):
        yield _denied("conditions", what.text) if what.has("snomed", _ANY_PROBLEM) else DENIED
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
    ordered = (one for act in within(entry, "act") for one in related(act, "substanceAdministration"))
    for administration in (*within(entry, "substanceAdministration"), *ordered):
        yield from _medicine(administration, told)


def _medicine(administration: Element, told: Told) -> Iterator[RecordedFact]:
    material = administration.find("consumable/manufacturedProduct/manufacturedMaterial")
    what = coded_words(material.find("code") if material is not None else None, told)
    name = words_in(material.find("name")) if material is not None else ""
    what = what if what.text or what.codes else CodedWords(name or _text_of(administration, told))
    status = status_of(administration)
    if status in WITHDRAWN:
        yield _ENTERED_IN_ERROR
    elif what.has("snomed", NO_MEDICINE):
        yield SaysNone("medications")
    elif is_denied(administration):
        any_medicine = not what.codes or what.has("snomed", _ANY_MEDICINE)
        yield _denied("medications", what.text) if any_medicine else DENIED
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
    for act in within(entry, "act"):
        for observation in related(act, "observation"):
            # A reaction may stand beside the allergy that it belongs to.
            if not templates(observation) & _BESIDE:
                yield from _allergy(observation, status_of(act), told)
    for observation in within(entry, "observation"):
        yield from _allergy(observation, "", told)


def _allergy(observation: Element, concern: str, told: Told) -> Iterator[RecordedFact]:
    things = [_substance(one, told) for one in observation.findall("participant/participantRole/playingEntity")]
    for what in [one for one in things if one.text or one.codes] or [CodedWords()]:
        yield from _one_allergy(observation, what, concern, told)


def _substance(entity: Element, told: Told) -> CodedWords:
    what = coded_words(entity.find("code"), told)
    return what if what.text or what.codes else CodedWords(words_in(entity.find("name")))


def _one_allergy(observation: Element, what: CodedWords, concern: str, told: Told) -> Iterator[RecordedFact]:
    kind = coded_words(observation.find("value"), told)
    if {status_of(observation), concern} & WITHDRAWN:
        yield _ENTERED_IN_ERROR
    elif kind.has("snomed", NO_ALLERGY) or what.has("snomed", NO_ALLERGY):
        yield SaysNone("allergies")
    elif kind.has("snomed", NO_ALLERGY_OF_A_KIND) or what.has("snomed", NO_ALLERGY_OF_A_KIND):
        yield DENIED_IN_PART
    elif is_denied(observation):
        yield _denied_allergy(kind, what, _text_of(observation, told) or kind.text)
    else:
        named = what if what.text or what.codes else CodedWords(_text_of(observation, told) or kind.text, kind.codes)
        if named.text or named.codes:
            _, until = spans(observation)
            yield RecordedAllergy(named, over=_state(observation, "", until) in ("resolved", "past"))


def _denied_allergy(kind: CodedWords, what: CodedWords, words: str) -> RecordedFact:
    """Return what a denied allergy says: that there is none at all, none to medicines, or not this one."""
    if what.text or what.codes:
        return DENIED
    if kind.has("snomed", _ANY_MEDICINE_ALLERGY):
        return DENIED_IN_PART
    return _denied("allergies", words) if kind.has("snomed", _ANY_ALLERGY) else DENIED


def _visit(entry: Element, _: Told) -> Iterator[RecordedFact]:
    """Yield that a visit names diagnoses: what still matters of them stands among the problems."""
    said = entry.findall(".//observation/value[@code]") + entry.findall(".//observation/value/translation[@code]/..")
    yield from (LeftOut("a diagnosis of a visit") for _ in dict.fromkeys(said))


_Read = Callable[[Element, Told], Iterator[RecordedFact]]
# The sections that are read, by LOINC, with the list of the profile that each may say is empty.
_SECTIONS: dict[str, tuple[str, _Read]] = {
    "11450-4": ("conditions", _problems),
    "11348-0": ("", _problems),
    "10160-0": ("medications", _medicines),
    "10183-2": ("medications", _medicines),
    "75311-1": ("medications", _medicines),
    "11535-2": ("", _problems),
    "75310-3": ("", _problems),
    "29549-3": ("", _given),
    "46240-8": ("", _visit),
    "48765-2": ("allergies", _allergies),
    "29762-2": ("", social_facts),
    "10162-6": ("", social_facts),
    "30954-2": ("", result_facts),
    "8716-3": ("", result_facts),
}
# The templates of those sections, for records that code a section in a way of their own.
_ROOT = "2.16.840.1.113883.10.20.22.2."
_TEMPLATES = {
    f"{_ROOT}{number}": code
    for code, numbers in {
        "11450-4": ("5", "5.1"),
        "11348-0": ("20",),
        "10160-0": ("1", "1.1"),
        "10183-2": ("11", "11.1"),
        "11535-2": ("24",),
        "75310-3": ("58",),
        "29549-3": ("38",),
        "48765-2": ("6", "6.1"),
        "29762-2": ("17",),
        "30954-2": ("3", "3.1"),
        "8716-3": ("4", "4.1"),
    }.items()
    for number in numbers
}
