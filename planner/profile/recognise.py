"""A person's medicines and words, recognised: what each entry was read as, and what was not read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from planner.profile.answers import Answers
from planner.profile.profile import Assumed, Unread
from planner.profile.suggestions import offered
from planner.recognition.findings import Finding
from planner.recognition.medication.medicines import Medicine
from planner.recognition.quantities.calendar import AsOf
from planner.recognition.quantities.settled import settle_values
from planner.recognition.reading import EntryReading, read

if TYPE_CHECKING:
    from planner.content.knowledge import Content
    from planner.lexicon.names import Names

WRITTEN_LISTS = ("conditions", "symptoms", "habits", "allergies", "diet")
# Of how many words what stands alone may be that says more of the entry before.
LONGEST_QUALIFIER = 3
# So many readings of entries are kept, of entries of so many letters at most.
_KEPT, LONGEST_KEPT = 2048, 200
_LIKE_THAT_NAME = "it looks like that name"
_TWO_THINGS = "its code and its words name different things, so both count"
_NOT_SURE = "your words say that it is not certain"


class Recognised(Struct, frozen=True):
    """What a person's own words were read as: medicines and findings, what was not read, and what was assumed."""

    medicines: tuple[Medicine, ...] = ()
    findings: tuple[Finding, ...] = ()
    unread: tuple[Unread, ...] = ()
    assumed: tuple[Assumed, ...] = ()
    # No longer taken, though what they were for may be there still.
    stopped: tuple[Medicine, ...] = ()
    # Whether a medicine stood under another key only, so that the list of medicines is not complete.
    elsewhere: bool = False


def recognise(answers: Answers, content: Content, as_of: AsOf) -> Recognised:
    """Return what the lists of somebody's answers were read as, every key by the same reader, the medicines first."""
    read_each = [
        (key, text, reading)
        for key in ("medications", *WRITTEN_LISTS)
        for text, reading in _read_together(getattr(answers, key) or (), key, content, as_of)
    ]
    settled = settle_values([reading.findings for _, _, reading in read_each], content.names)
    written = [
        (key, text, reading if findings is reading.findings else structs.replace(reading, findings=findings))
        for (key, text, reading), findings in zip(read_each, settled, strict=True)
    ]
    stages = _stated_stages(finding for _, _, reading in written for finding in reading.findings)
    entries = [_entry(key, text, reading, stages, content) for key, text, reading in written]
    taken = tuple(medicine for one in entries for medicine in one.medicines)
    listed = {
        medicine.id
        for (key, _, _), one in zip(written, entries, strict=True)
        for medicine in one.medicines
        if key == "medications"
    }
    return Recognised(
        medicines=taken,
        findings=tuple(finding for one in entries for finding in one.findings),
        unread=tuple(entry for one in entries for entry in one.unread),
        assumed=tuple(guess for one in entries for guess in one.assumed),
        stopped=tuple(medicine for one in entries for medicine in one.stopped),
        elsewhere=any(medicine.id not in listed for medicine in taken),
    )


def _read_together(texts: Sequence[str], key: str, content: Content, as_of: AsOf) -> Iterator[tuple[str, EntryReading]]:
    """Yield each entry with its reading; a lone qualifier or time ("3 weeks ago") is read with the entry before."""
    readings: list[tuple[str, EntryReading]] = []
    for text in texts:
        reading = _read(text, content.names, key, as_of)
        if readings and reading.leftover and len(text.split()) <= LONGEST_QUALIFIER:
            joined = f"{readings[-1][0]}, {text}"
            whole = _read(joined, content.names, key, as_of)
            if not whole.leftover and not readings[-1][1].leftover and _holds(whole, readings[-1][1]):
                readings[-1] = (joined, whole)
                continue
        readings.append((text, reading))
    yield from readings


def _read(text: str, names: Names, key: str, as_of: AsOf) -> EntryReading:
    """Return the reading of an entry: of words that somebody else wrote before, the same."""
    return known_readings(names)(text, key, as_of) if len(text) <= LONGEST_KEPT else read(text, names, key, as_of)


@lru_cache(maxsize=4)
def known_readings(names: Names) -> Callable[[str, str, AsOf], EntryReading]:
    """Return what reads entries by some names and keeps those that were read last: by their words, and by nobody."""
    return lru_cache(_KEPT)(lambda text, key, as_of: read(text, names, key, as_of))


def _holds(whole: EntryReading, part: EntryReading) -> bool:
    """Return whether a reading finds all that another finds, no less there than it was."""
    found = {(finding.id, finding.status) for finding in whole.findings}
    return all({(one.id, one.status), (one.id, "current")} & found for one in part.findings)


def _entry(key: str, text: str, reading: EntryReading, stages: dict[str, float], content: Content) -> Recognised:
    """Return what one entry was read as; what is not fully covered is kept as not recognised too."""
    findings = tuple([structs.replace(_staged(finding, stages), key=key) for finding in reading.findings])
    taken = stopped = reading.medicines
    if any(one.status != "current" for one in taken):
        taken = tuple([m for m in [_as_taken(one, content) for one in reading.medicines] if m is not None])
        findings += tuple([_no_longer(one) for one in stopped if one.status in ("past", "planned")])
    stopped = tuple([one for one in stopped if one.status == "past"])
    findings += tuple([finding for one in stopped for finding in _left_behind(one, content)])
    found: tuple[Medicine | Finding, ...] = (*taken, *findings)
    near = next(filter(None, [offered(one, content) for one in found if one.near_miss]), "")
    unsure = reading.leftover or any(not one.covered or (one.near_miss and not one.uncertain) for one in found)
    assumed = [Assumed(f.given, label(f, content), f.assumed) for f in findings if f.assumed]
    assumed += [Assumed(text, near, _LIKE_THAT_NAME)] if near else []
    assumed += [Assumed(text, label(f, content), _NOT_SURE) for f in findings if f.uncertain and f.status == "current"]
    assumed += [Assumed(text, _both(found, content), _TWO_THINGS)] if reading.disagrees and found else []
    unread = (Unread(key, text, near),) if unsure else ()
    return Recognised(taken, findings, unread, tuple(assumed), stopped)


def _both(found: tuple[Medicine | Finding, ...], content: Content) -> str:
    """Return the first of the things that a code and the words beside it name."""
    first = found[0]
    return label(first, content) if isinstance(first, Finding) else first.name


def _as_taken(medicine: Medicine, content: Content) -> Medicine | None:
    """Return a medicine whose rules hold: one that is taken, or was stopped while its after-time lasts.

    One that is to be started may be taken before the week of the sheet is over: it restricts as one that is taken.
    """
    if medicine.status == "current":
        return medicine
    if medicine.status == "planned":
        return structs.replace(medicine, uncertain=True)
    if medicine.status != "past":
        return None
    after = _after_weeks(medicine, content)
    lasts = after > 0 and (medicine.weeks_ago is None or medicine.weeks_ago <= after)
    return structs.replace(medicine, uncertain=True) if lasts else None


def _after_weeks(medicine: Medicine, content: Content) -> int:
    """Return how many weeks the rules of a medicine hold after it was stopped."""
    drug = content.names.drug.get(medicine.id)
    classes = (content.names.drug_class[one].after_weeks for one in medicine.classes if one in content.names.drug_class)
    return max((drug.after_weeks if drug else 0, *classes))


def _left_behind(medicine: Medicine, content: Content) -> Iterator[Finding]:
    """Yield what a stopped medicine leaves behind, with rules of its own."""
    classes = (content.names.drug_class[one] for one in medicine.classes if one in content.names.drug_class)
    for id_ in dict.fromkeys(one.afterwards for one in classes if one.afterwards):
        concept = content.names.concept[id_]
        yield Finding(medicine.given, concept.id, concept.fact, weeks_ago=medicine.weeks_ago, covered=concept.covered)


def _no_longer(medicine: Medicine) -> Finding:
    """Return the finding that stands for a medicine that is not taken now."""
    return Finding(
        medicine.given, medicine.id, "medications", weeks_ago=medicine.weeks_ago, status=medicine.status, covered=True
    )


def label(finding: Finding, content: Content) -> str:
    """Return a finding in words, with its stage."""
    concept = content.concepts.get(finding.id)
    words = concept.label if concept else finding.id
    return words if finding.stage is None else f"{words}, stage {finding.stage:g}"


def _stated_stages(findings: Iterable[Finding]) -> dict[str, float]:
    """Return the highest stage that was stated, not assumed, of each illness that somebody has now."""
    stages: dict[str, float] = {}
    for finding in findings:
        if finding.stage is not None and not finding.assumed and finding.status == "current" and not finding.near_miss:
            stages[finding.id] = max(finding.stage, stages.get(finding.id, 0))
    return stages


def _staged(finding: Finding, stages: dict[str, float]) -> Finding:
    """Return a finding with the stage that another entry states, where its own would only be assumed."""
    if finding.stage is None or not finding.assumed or finding.id not in stages:
        return finding
    return structs.replace(finding, stage=stages[finding.id], assumed="")


def twice(medicines: Iterable[Medicine], content: Content) -> Iterable[tuple[str, str, str]]:
    """Yield each medicine that was written down under two names, with both."""
    first: dict[str, str] = {}
    for medicine in medicines:
        # A word for a class ("water tablet", "effervescent") names no one medicine.
        if medicine.id not in content.names.drug:
            continue
        seen = first.setdefault(medicine.id, medicine.given)
        if seen != medicine.given and not medicine.near_miss:
            yield medicine.name, seen, medicine.given
