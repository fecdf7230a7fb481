"""A Bundle of FHIR: whose record each of its entries belongs to."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

import msgspec
from msgspec import Struct

from planner.errors import Problem, ProfileError
from planner.records.fhir.meaning import facts_of
from planner.records.fhir.patient import patient_of
from planner.records.fhir.places import as_fhir, key_of, refuse_crowded
from planner.records.fhir.shapes import FhirBundle, FhirEntry, FhirHead, FhirMedication
from planner.records.fhir.subjects import NOBODY_NAMED, SOMEBODY_ELSE, head_of, numbers_of, subject_of
from planner.records.fhir.words import medicine_named
from planner.records.health.facts import CodedWords, HasMore, HealthRecord, LeftOut, RecordedFact

# A page of a search: what stands on the others may be on any list.
_OTHER_PAGES = ("next", "previous", "prev")
_BEYOND: tuple[RecordedFact, ...] = (
    *(HasMore(key) for key in ("conditions", "medications", "allergies")),
    LeftOut("other pages of a search, which are not in the file"),
)
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class _Sorted(Struct):
    """The entries of a Bundle by number: its people with the names they go by, and what is about whom."""

    file: str
    entries: tuple[FhirEntry, ...]
    people: list[tuple[int, tuple[str, ...]]]
    about: dict[str, list[tuple[int, str]]]
    medicines: dict[str, CodedWords]
    beyond: tuple[RecordedFact, ...] = ()


def bundle_records(data: bytes, file: str) -> Iterator[HealthRecord]:
    """Yield the record of each person of a Bundle; raise ProfileError if it is not FHIR R4."""
    bundle = _sort(data.removeprefix(_BYTE_ORDER_MARK), file)
    named = _named(bundle)
    known = {key for keys in named for key in keys}
    homeless = sum(len(places) for key, places in bundle.about.items() if key not in known)
    # What is about nobody of several is counted once.
    elsewhere: tuple[RecordedFact, ...] = (SOMEBODY_ELSE,) * homeless
    for (number, own), keys in zip(bundle.people, named, strict=True):
        with as_fhir(file, 0, _place(number, "Patient")):
            patient = patient_of(bytes(bundle.entries[number].resource), own[-1])
        facts = [fact for key in keys for place in bundle.about.get(key, ()) for fact in _facts(bundle, *place)]
        yield HealthRecord(patient, (*facts, *elsewhere, *bundle.beyond), file)
        elsewhere = ()


def _named(bundle: _Sorted) -> list[tuple[str, ...]]:
    """Return of each person all names that something may be about: a number that two have in common is nobody's."""
    numbers = []
    for number, _ in bundle.people:
        with as_fhir(bundle.file, 0, _place(number, "Patient")):
            numbers.append(numbers_of(bundle.entries[number].resource))
    times = Counter(name for names in numbers for name in names)
    alone = (NOBODY_NAMED,) * (len(bundle.people) == 1)
    return [
        tuple(dict.fromkeys((*own, *(name for name in names if times[name] == 1), *alone)))
        for (_, own), names in zip(bundle.people, numbers, strict=True)
    ]


def _sort(data: bytes, file: str) -> _Sorted:
    refuse_crowded(data, file, 0)
    bundle = _decoded(data, file)
    paged = any(one.relation in _OTHER_PAGES for one in bundle.link)
    made = _Sorted(file, bundle.entry, [], defaultdict(list), {}, _BEYOND if paged else ())
    for number, entry in enumerate(bundle.entry):
        if not bytes(entry.resource):
            continue
        with as_fhir(file, 0, _place(number)):
            head = head_of(entry.resource, file, 0, _place(number))
        if head is None:
            continue
        keys = _keys(entry, head)
        if head.resource_type == "Patient":
            made.people.append((number, keys))
        elif head.resource_type == "Medication":
            with as_fhir(file, 0, _place(number, "Medication")):
                medicine = medicine_named(msgspec.json.decode(entry.resource, type=FhirMedication))
            made.medicines |= {key: medicine for key in keys if medicine is not None}
        else:
            made.about[subject_of(head)].append((number, head.resource_type))
    _refuse_twins(made)
    return made


def _decoded(data: bytes, file: str) -> FhirBundle:
    """Return the Bundle that data is; raise ProfileError where it is several, or is not one but holds one."""
    try:
        with as_fhir(file, 0, ""):
            bundle = msgspec.json.decode(data, type=FhirBundle)
    except ProfileError:
        if _NEXT_BUNDLE.search(data) is None:
            raise
        raise ProfileError.from_problems([Problem(file, 0, 0, _SEVERAL)]) from None
    if bundle.resource_type != "Bundle":
        raise ProfileError.from_problems([Problem(file, 0, 0, _NO_BUNDLE)])
    return bundle


_NEXT_BUNDLE = re.compile(rb'\}\s*[\r\n]\s*\{\s*"resourceType"\s*:\s*"Bundle"')
_SEVERAL = "holds several Bundles, one after the other; give each Bundle a file of its own"
_NO_BUNDLE = "is no Bundle, and only holds one; export the Bundle itself"


def _keys(entry: FhirEntry, head: FhirHead) -> tuple[str, ...]:
    """Return the names by which references may call an entry, the one that others know last."""
    named = (key_of(entry.full_url), f"{head.resource_type}/{head.id}" if head.id else "")
    return tuple(dict.fromkeys(filter(None, named))) or ("",)


def _refuse_twins(bundle: _Sorted) -> None:
    seen: dict[str, int] = {}
    for number, keys in bundle.people:
        for key in keys:
            if key in seen:
                said = f"entries {seen[key] + 1} and {number + 1} are a Patient of the same id; give each its own"
                raise ProfileError.from_problems([Problem(bundle.file, 0, 0, said)])
            seen[key] = number


def _facts(bundle: _Sorted, number: int, kind: str) -> list[RecordedFact]:
    with as_fhir(bundle.file, 0, _place(number, kind)):
        raw = bytes(bundle.entries[number].resource)
        return list(facts_of(kind, raw, lambda reference: bundle.medicines.get(key_of(reference))))


def _place(number: int, kind: str = "") -> str:
    return f"entry {number + 1}{f' ({kind})' if kind else ''}: "
