"""A person's medicines and words, recognised: what each entry was read as, and what was not read."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from planner.lexicon.folding import key
from planner.lexicon.similar import NAME_LIKENESS
from planner.profile.answers import Answers
from planner.profile.profile import Assumed, Unread
from planner.recognition.findings import Finding
from planner.recognition.medicines import Medicine
from planner.recognition.reading import EntryReading, read_entry, read_medicine_entry

if TYPE_CHECKING:
    from planner.content.knowledge import Content

# What names of conditions hold that nobody would write.
_GRAMMAR = frozenset("+=")
WRITTEN_LISTS = ("conditions", "symptoms", "habits", "allergies", "diet")
_LIKE_THAT_NAME = "it looks like that name"


class Recognised(Struct, frozen=True):
    """What a person's own words were read as: medicines and findings, what was not read, and what was assumed."""

    medicines: tuple[Medicine, ...] = ()
    findings: tuple[Finding, ...] = ()
    unread: tuple[Unread, ...] = ()
    assumed: tuple[Assumed, ...] = ()


def recognise(answers: Answers, content: Content) -> Recognised:
    """Return what the lists of somebody's answers were read as, the medicines first."""
    medicines, words = _medicines(answers, content), _words(answers, content)
    return Recognised(
        medicines.medicines, words.findings, medicines.unread + words.unread, medicines.assumed + words.assumed
    )


def _medicines(answers: Answers, content: Content) -> Recognised:
    """Read every medicine; one that is not fully covered is kept as not recognised too."""
    medicines: list[Medicine] = []
    unread: list[Unread] = []
    assumed: list[Assumed] = []
    for text in answers.medications or ():
        reading = read_medicine_entry(text, content.names)
        medicines += reading.medicines
        near = next((_offered(m, content) for m in reading.medicines if m.near_miss), "")
        if reading.leftover or not all(m.covered and not m.near_miss for m in reading.medicines):
            unread.append(Unread("medications", text, near))
        if near:
            assumed.append(Assumed(text, near, _LIKE_THAT_NAME))
    return Recognised(tuple(medicines), unread=tuple(unread), assumed=tuple(assumed))


def _offered(medicine: Medicine, content: Content) -> str:
    """Return the name to offer for a near miss: what another language writes gives way to our own name of the same."""
    names, near = content.names, medicine.resembles
    drug = names.drug.get(medicine.id)
    if drug is None or not near or near in drug.brands:
        return near
    same = names.medicine_keys.get(key(medicine.name)) == names.medicine_keys.get(key(near))
    spelled = not near.isascii() or _likeness(key(near), key(medicine.name)) >= NAME_LIKENESS
    return medicine.name if same and spelled else near


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other).ratio()


def _in_plain_letters(finding: Finding, content: Content) -> str:
    """Return the words to offer for a near miss: of several names of one thing, one without accents."""
    concept, near = content.concepts.get(finding.id), finding.resembles
    if near.isascii() or concept is None:
        return near
    plain = [name for name in concept.names if name.isascii() and not _GRAMMAR.intersection(name)]
    return max(plain, key=lambda name: _likeness(finding.given.lower(), name.lower()), default=near)


def _words(answers: Answers, content: Content) -> Recognised:
    """Read conditions, symptoms, habits, allergies and diets, wherever they were written."""
    readings = [
        (key, text, read_entry(text, content.names, key))
        for key in WRITTEN_LISTS
        for text in getattr(answers, key) or ()
    ]
    stages = _stated_stages(finding for _, _, reading in readings for finding in reading.findings)
    read = [_entry(key, text, reading, stages, content) for key, text, reading in readings]
    return Recognised(
        findings=tuple(finding for one in read for finding in one.findings),
        unread=tuple(entry for one in read for entry in one.unread),
        assumed=tuple(guess for one in read for guess in one.assumed),
    )


def _entry(key: str, text: str, reading: EntryReading, stages: dict[str, float], content: Content) -> Recognised:
    findings = tuple(structs.replace(_staged(finding, stages), key=key) for finding in reading.findings)
    near = next((_in_plain_letters(f, content) for f in findings if f.near_miss), "")
    unsure = reading.leftover or not all(f.covered and not f.near_miss for f in findings)
    assumed = [Assumed(f.given, label(f, content), f.assumed) for f in findings if f.assumed]
    assumed += [Assumed(text, near, _LIKE_THAT_NAME)] if near else []
    return Recognised((), findings, (Unread(key, text, near),) if unsure else (), tuple(assumed))


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
