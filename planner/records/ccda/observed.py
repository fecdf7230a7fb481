"""What was observed of a person in a C-CDA document: smoking, a pregnancy, results."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from planner.records.ccda.values import (
    coded_words,
    codes_of,
    day,
    is_denied,
    related,
    spans,
    status_of,
    templates,
    within,
    words_in,
)
from planner.records.health.codes import (
    DUE,
    PREGNANCY,
    SMOKING,
    WEEKS,
    is_of_smoking,
    pregnancy_said,
    smoking_words,
    weeks_in,
)
from planner.records.health.facts import (
    NO_NUMBER,
    SMOKING_NOT_KNOWN,
    CodedWords,
    LeftOut,
    RecordedFact,
    RecordedHabit,
    RecordedPregnancy,
    RecordedResult,
)
from planner.records.health.results import ends_of, is_number, measured_codes, number_in

WITHDRAWN = frozenset({"nullified", "cancelled"})
DENIED = LeftOut("denied")
_TOBACCO = frozenset({"2.16.840.1.113883.10.20.22.4.78", "2.16.840.1.113883.10.20.22.4.85"})
_PREGNANT = frozenset({"2.16.840.1.113883.10.20.15.3.8"})
_OTHER_HABIT = LeftOut("social history other than smoking")
_OTHER_RESULT = LeftOut("a result that decides nothing here")
_NOTHING_OF_PREGNANCY = LeftOut("pregnancy, of which nothing is known")


def social_facts(entry: Element, told: Mapping[str, str]) -> Iterator[RecordedFact]:
    """Yield what an entry of social history says of smoking and of a pregnancy."""
    for observation in within(entry, "observation"):
        value = coded_words(observation.find("value"), told)
        if status_of(observation) in WITHDRAWN:
            yield LeftOut("entered in error")
        elif is_denied(observation):
            yield DENIED
        elif templates(observation) & _TOBACCO or SMOKING & codes_of(observation).keys() or is_of_smoking(value):
            yield from _smoking(value, observation)
        elif _is_of_pregnancy(observation):
            yield _pregnancy(observation, value)
        else:
            yield _OTHER_HABIT


def _smoking(value: CodedWords, observation: Element) -> Iterator[RecordedFact]:
    said = smoking_words(value)
    yield from (RecordedHabit(words, max(spans(observation))) for words in said)
    if not said:
        yield SMOKING_NOT_KNOWN


def _is_of_pregnancy(observation: Element) -> bool:
    return bool(templates(observation) & _PREGNANT or codes_of(observation).keys() & (PREGNANCY | DUE | WEEKS))


def _pregnancy(observation: Element, value: CodedWords, of_all: str = "") -> RecordedFact:
    """Return what an observation says of a pregnancy: that there is one or none, its weeks, or when birth is due."""
    since, until = spans(observation)
    since = since or of_all
    said = [observation, *related(observation, "observation")]
    due = next(filter(None, (day(one.find("value")) for one in said if codes_of(one).keys() & DUE)), "")
    measured = _measured(observation) if codes_of(observation).keys() & WEEKS else []
    is_one = pregnancy_said(value)
    if measured and is_number(measured[-1][0]):
        number, unit = measured[-1]
        return RecordedPregnancy(pregnant=True, day=since, weeks=weeks_in(float(number), unit))
    if is_one or (due and is_one is None):
        return RecordedPregnancy(pregnant=True, day=since, due=due, until=until)
    return _NOTHING_OF_PREGNANCY if is_one is None else RecordedPregnancy(pregnant=False, day=since, until=until)


def result_facts(entry: Element, told: Mapping[str, str]) -> Iterator[RecordedFact]:
    """Yield what an entry of results or vital signs says; what was measured together has one group."""
    for number, organizer in enumerate(entry.findall("organizer")):
        for observation in organizer.findall("component/observation"):
            yield from _result(observation, day(organizer.find("effectiveTime")), str(number), told)
    for observation in entry.findall("observation"):
        yield from _result(observation, "", "", told)


def _result(observation: Element, of_all: str, group: str, told: Mapping[str, str]) -> Iterator[RecordedFact]:
    """Yield the measured numbers of a result that is read, of a range its ends; what is none is left out."""
    code = next((one for one in codes_of(observation) if one in measured_codes()), "")
    measured = _measured(observation) if code else []
    if is_denied(observation) or status_of(observation) in WITHDRAWN:
        yield _OTHER_RESULT
    elif _is_of_pregnancy(observation):
        yield _pregnancy(observation, coded_words(observation.find("value"), told), of_all)
    elif not measured:
        yield NO_NUMBER if code else _OTHER_RESULT
    else:
        when = max(spans(observation)) or of_all
        yield from (RecordedResult(code, number, unit, when, group) for number, unit in measured)


def _measured(observation: Element) -> list[tuple[str, str]]:
    """Return the numbers of a result with their unit, be it a quantity, a range with one end or two, or in words."""
    value = observation.find("value")
    if value is None:
        return []
    if is_number(value.get("value", "")):
        return [(value.get("value", ""), value.get("unit", ""))]
    ends = [(value.find(tag), sign) for tag, sign in (("low", ">"), ("high", "<"))]
    told = [
        (end.get("value", ""), end.get("unit", ""), sign)
        for end, sign in ends
        if end is not None and is_number(end.get("value", ""))
    ]
    words = None if value.get("value") else number_in(words_in(value))
    return ends_of(told) or ([words] if words else [])
