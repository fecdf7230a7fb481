"""A profile: the facts about one person, with medicines and conditions recognised and nothing guessed."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct, structs

from planner.errors import Problem, ProfileError
from planner.files.places import YamlText
from planner.logic.facts import Entry, Facts, Listed, Range, Value
from planner.logic.truth import Truth
from planner.model.rules import Default
from planner.profile.answers import TRIMESTERS, Answers, Pregnancy, read_answers, unknown_keys
from planner.recognition.allergies import says_allergy
from planner.recognition.amounts import is_amount
from planner.recognition.findings import Finding
from planner.recognition.medicines import Medicine
from planner.recognition.reading import read_entry, read_medicine_entry

if TYPE_CHECKING:
    from planner.content.knowledge import Content

_WRITTEN_LISTS = ("conditions", "symptoms", "habits", "allergies", "diet")
_ONE_RECOGNISER = ("conditions", "symptoms", "habits")
NOT_A_NUMBER = Range(math.nan, math.nan)


class Assumed(Struct, frozen=True):
    """Something that was taken as a fact because a detail was missing or a word had to be guessed."""

    fact: str
    taken: str
    because: str


class Unread(Struct, frozen=True):
    """A user's own words that no rule covers, the key they stood under, and what they resemble."""

    key: str
    text: str
    resembles: str = ""


class Profile(Struct, frozen=True, dict=True):
    """Known facts about one person; what is not in `facts` is unknown."""

    answers: Answers
    facts: dict[str, Value]
    medicines: tuple[Medicine, ...] = ()
    findings: tuple[Finding, ...] = ()
    not_recognised: tuple[Unread, ...] = ()
    unknown: tuple[str, ...] = ()
    assumed: tuple[Assumed, ...] = ()
    twice: tuple[tuple[str, str, str], ...] = ()

    @property
    def near_misses(self) -> tuple[str, ...]:
        """Return the entries that were read as something they only resemble."""
        found = [m.given for m in self.medicines if m.near_miss] + [f.given for f in self.findings if f.near_miss]
        return tuple(dict.fromkeys(found))


def load_profile(source: Path | str | Mapping[str, Any], content: Content, *, file: str = "profile") -> Profile:
    """Return the profile of a YAML or JSON file, of text or of a mapping, or raise ProfileError with every problem."""
    if isinstance(source, Path):
        return resolve(read_answers(read_profile_file(source)), content)
    if isinstance(source, str | bytes):
        return resolve(read_answers(read_text(source, file)), content)
    from planner.files.plain import plain_data

    return resolve(read_answers(plain_data(source, file)), content)


def read_profile_file(path: Path) -> YamlText:
    """Return the data of a profile's file."""
    from planner.files.inputs import read_at_most
    from planner.files.yaml import MAX_BYTES

    return read_text(read_at_most(path, MAX_BYTES), str(path))


def read_text(text: str | bytes, file: str) -> YamlText:
    """Return the data of YAML or JSON text."""
    from planner.files.yaml import read_yaml

    if isinstance(text, str):
        try:
            text = text.encode()
        except UnicodeEncodeError as error:
            fault = f"is no text: half of a letter stands alone (character {error.start + 1})"
            return YamlText(file, None, {}, problems=(Problem(file, 0, 0, fault),))
    # JSON may be indented with tabs, which YAML refuses; a JSON string never holds a raw one.
    return read_yaml(_as_yaml(text) if text.lstrip()[:1] in (b"{", b"[") else text, file)


def _as_yaml(json: bytes) -> bytes:
    """Return JSON in the form that YAML reads too: without tabs, and with no letter spelled in two escapes."""
    return _PAIR.sub(_letter, json.replace(b"\t", b" "))


def _letter(pair: re.Match[bytes]) -> bytes:
    high, low = int(pair[1], 16), int(pair[2], 16)
    return chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00)).encode()


_PAIR = re.compile(rb"(?<!\\)\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")


def resolve(answers: Answers, content: Content) -> Profile:
    """Return the profile that some answers make: names recognised, details assumed, facts derived."""
    return _Resolver(answers, content).profile()


class _Resolver:
    """Works one person's answers out; every method adds what it found to the lists of this object alone."""

    def __init__(self, answers: Answers, content: Content) -> None:
        self.answers = answers
        self.content = content
        self.medicines: list[Medicine] = []
        self.findings: list[Finding] = []
        self.unread: list[Unread] = []
        self.assumed: list[Assumed] = []

    def profile(self) -> Profile:
        """Return the finished profile."""
        self.read_medicines()
        self.read_words()
        facts = self.plain_facts() | self.medicine_facts() | self.word_facts()
        facts |= self.pregnancy_facts(facts)
        self.settle(facts)
        return Profile(
            answers=self.answers,
            facts=facts,
            medicines=tuple(self.medicines),
            findings=tuple(self.findings),
            not_recognised=tuple(dict.fromkeys(self.unread)),
            unknown=self.still_unknown(facts),
            assumed=tuple(dict.fromkeys(self.assumed)),
            twice=tuple(self.twice()),
        )

    # --- names ---

    def read_medicines(self) -> None:
        """Read every medicine; one that is not fully covered is kept as not recognised too."""
        for text in self.answers.medications or ():
            reading = read_medicine_entry(text, self.content.names)
            self.medicines += reading.medicines
            near = next((m.resembles for m in reading.medicines if m.near_miss), "")
            if reading.leftover or not all(m.covered and not m.near_miss for m in reading.medicines):
                self.unread.append(Unread("medications", text, near))
            if near:
                self.assumed.append(Assumed(text, near, "it looks like that name"))

    def read_words(self) -> None:
        """Read conditions, symptoms, habits, allergies and diets, wherever they were written."""
        readings = [
            (key, text, read_entry(text, self.content.names, key))
            for key in _WRITTEN_LISTS
            for text in getattr(self.answers, key) or ()
        ]
        stages = _stated_stages(finding for _, _, reading in readings for finding in reading.findings)
        for key, text, reading in readings:
            findings = tuple(_staged(finding, stages) for finding in reading.findings)
            self.findings += findings
            near = next((f.resembles for f in findings if f.near_miss), "")
            if reading.leftover or not all(f.covered and not f.near_miss for f in findings):
                self.unread.append(Unread(key, text, near))
            self.assumed += [Assumed(f.given, self.label(f), f.assumed) for f in findings if f.assumed]
            if near:
                self.assumed.append(Assumed(text, near, "it looks like that name"))

    def label(self, finding: Finding) -> str:
        """Return a finding in words, with its stage."""
        concept = self.content.concepts.get(finding.id)
        words = concept.label if concept else finding.id
        return words if finding.stage is None else f"{words}, stage {finding.stage:g}"

    def twice(self) -> Iterable[tuple[str, str, str]]:
        """Yield each medicine that was written down under two names, with both."""
        first: dict[str, str] = {}
        for medicine in self.medicines:
            # A word for a class ("water tablet", "effervescent") names no one medicine.
            if medicine.id not in self.content.names.drug:
                continue
            seen = first.setdefault(medicine.id, medicine.given)
            if seen != medicine.given and not medicine.near_miss:
                yield medicine.name, seen, medicine.given

    # --- facts ---

    def plain_facts(self) -> dict[str, Value]:
        """Return the facts that stand in the answers as they are."""
        answers, cramps = self.answers, self.answers.cramps
        numbers = {
            "age": answers.age,
            "nights_per_week": cramps.nights_per_week,
            "for_weeks": cramps.for_weeks,
            "weeks_since_birth": answers.born_weeks_ago,
        }
        words = {key: getattr(answers, key) for key in ("sex", "exercise_level", "sleep_position", "daily_posture")}
        flags = {"breastfeeding": answers.breastfeeding, "heat": answers.heat}
        facts: dict[str, Value] = {key: Range(value, value) for key, value in numbers.items() if value is not None}
        facts |= {key: value for key, value in {**words, **flags}.items() if value is not None}
        if answers.country:
            facts["country"] = answers.country
        places = tuple(Entry(place) for place in cramps.where or ())
        facts["cramp_places"] = Listed(places, stated=cramps.where is not None)
        return facts

    def medicine_facts(self) -> dict[str, Value]:
        """Return the medicines and their classes as facts."""
        stated = self.answers.medications is not None
        unread = tuple(entry.text for entry in self.unread if entry.key == "medications")
        drugs = [Entry(m.id, m.given, near_miss=m.near_miss) for m in self.medicines]
        classes = [
            Entry(class_, m.given, near_miss=m.near_miss, of=m.id) for m in self.medicines for class_ in m.classes
        ]
        return {
            "medications": Listed(tuple(drugs), stated, unread),
            "medication_classes": Listed(tuple(classes), stated, unread),
        }

    def word_facts(self) -> dict[str, Value]:
        """Return the lists that people fill in their own words."""
        implied = list(self.implied_conditions())
        facts: dict[str, Value] = {}
        for key in (*_WRITTEN_LISTS, "limits"):
            entries = [_entry(finding) for finding in self.findings if finding.fact == key]
            entries += [entry for fact, entry in implied if fact == key]
            if key == "limits":
                entries += self.told_limits()
            if key == "conditions":
                entries += self.limits_of_unknown_amount()
            facts[key] = Listed(tuple(entries), getattr(self.answers, key) is not None, self.unread_of(key))
        return facts

    def told_limits(self) -> Iterable[Entry]:
        """Yield the limits of the key of that name, with the amount in the person's own words where one was given."""
        for name, text in self.answers.limits or ():
            yield Entry(name, text if is_amount(name, text) else "")

    def limits_of_unknown_amount(self) -> Iterable[Entry]:
        """Yield what a limit without an amount stands for, where the amount matters."""
        for name, text in self.answers.limits or ():
            concept = self.content.names.concept.get(f"conditions/{name}-limit-unknown")
            if concept is not None and not is_amount(name, text):
                yield Entry(concept.id, text)

    def unread_of(self, key: str) -> tuple[str, ...]:
        """Return the words not recognised that could have meant something of this list."""
        # People write illnesses among their symptoms and habits, so what could not be read there could be any of them.
        keys = _ONE_RECOGNISER if key in _ONE_RECOGNISER else (key,)
        of_allergies = key == "allergies"
        return tuple(
            entry.text for entry in self.unread if entry.key in keys or (of_allergies and says_allergy(entry.text))
        )

    def implied_conditions(self) -> Iterable[tuple[str, Entry]]:
        """Yield the conditions that medicines point to, as assumptions that the sheet repeats."""
        told = {finding.id for finding in self.findings if finding.status == "current"}
        for medicine in self.medicines:
            for id_ in medicine.implies:
                concept = self.content.concepts.get(id_)
                if id_ in told or concept is None:
                    continue
                taken = concept.label
                self.assumed.append(Assumed(medicine.given, taken, "this medicine is most often taken for it"))
                stage = float(concept.assume["stage"]) if "stage" in concept.assume else None
                yield concept.fact, Entry(id_, medicine.given, stage, near_miss=True, implied_by=medicine.given)

    def pregnancy_facts(self, facts: Facts) -> dict[str, Value]:
        """Return whether somebody is pregnant and the weeks that it could be."""
        state = self.answers.pregnancy
        sure = state is not None or self.answers.sex == "male"
        # A word that only looks like "pregnant" switches the rules on too, unless pregnancy was answered.
        found = [
            f for f in self.findings if f.fact == "pregnancy" and f.status == "current" and not (f.near_miss and sure)
        ]
        states = [state] if state is not None and (state.pregnant or not found) else []
        states += [Pregnancy(True, f.weeks, f.trimester) for f in found]
        if not states:
            return {}
        if not any(state.pregnant for state in states):
            return {"pregnant": False, "pregnancy_week": NOT_A_NUMBER}
        self.check_pregnancy(found)
        return {"pregnant": True, "pregnancy_week": self.weeks(states)}

    def check_pregnancy(self, found: list[Finding]) -> None:
        """Raise if somebody male is said to be pregnant; note it if pregnancy was denied elsewhere."""
        if self.answers.sex == "male":
            words = {text: key for key in _WRITTEN_LISTS for text in getattr(self.answers, key) or ()}
            key = next((words[finding.given] for finding in found if finding.given in words), "pregnancy")
            said = f"sex is male and an entry of {key} says pregnant; correct the one that is wrong"
            raise ProfileError.from_problems([Problem("", 0, 0, said, "sex")])
        if found and self.answers.pregnancy is not None and not self.answers.pregnancy.pregnant:
            self.assumed.append(Assumed(found[0].given, "pregnant", "one of your answers says so"))

    def weeks(self, states: list[Pregnancy]) -> Range:
        """Return the range of weeks: as given, or as assumed where nobody gave it or two answers disagree."""
        spans: list[tuple[float, float]] = []
        for state in states:
            spans += [(state.weeks, state.weeks)] if state.weeks is not None else []
            spans += [TRIMESTERS[state.trimester]] if state.trimester is not None else []
        if not spans:
            return self.assumed_weeks()
        low, high = min(span[0] for span in spans), max(span[1] for span in spans)
        agreed = max(span[0] for span in spans), min(span[1] for span in spans)
        if agreed[0] <= agreed[1]:
            return Range(*agreed)
        because = "your answers name different weeks, so the rules for all of them apply"
        self.assumed.append(Assumed("pregnancy", f"weeks {low:g} to {high:g}", because))
        return Range(low, high, assumed=True)

    def assumed_weeks(self) -> Range:
        """Return the weeks to take for a pregnancy whose week nobody gave."""
        for assumption in self.content.raw.assumptions:
            if assumption.fact == "pregnancy_week":
                low, high = assumption.value
                self.assumed.append(Assumed("pregnancy", f"weeks {low:g} to {high:g}", assumption.say))
                return Range(low, high, assumed=True)
        raise AssertionError("plans/facts.yaml must say what to assume of an unknown week of pregnancy")

    def settle(self, facts: dict[str, Value]) -> None:
        """Give each fact that nobody stated the value that another fact settles."""
        for default in self.content.raw.defaults:
            if default.fact not in facts and self.content.criterion(default.when).judge(facts).truth is Truth.YES:
                facts[default.fact] = settled_as(default)
        if facts.get("pregnant") is False:
            facts.setdefault("pregnancy_week", NOT_A_NUMBER)
        if facts.get("breastfeeding") is False and self.answers.sex == "male":
            facts.setdefault("weeks_since_birth", NOT_A_NUMBER)

    def still_unknown(self, facts: Facts) -> tuple[str, ...]:
        """Return the keys that nobody answered and nothing else settles."""
        settled = {"pregnancy"} if "pregnant" in facts else set()
        return tuple(
            key for key in unknown_keys(self.answers) if key not in settled and key not in facts.keys() - _LISTED
        )


_LISTED = frozenset((*_WRITTEN_LISTS, "limits", "medications", "cramp_places"))


def settled_as(default: Default) -> Value:
    """Return the value that a default gives to its fact."""
    value = default.value
    return value if isinstance(value, bool | str) else Range(value, value)


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


def _entry(finding: Finding) -> Entry:
    # What was taken for granted as a whole, such as high blood pressure in a metabolic syndrome, may only restrict.
    guessed = bool(finding.assumed) and finding.stage is None
    return Entry(
        finding.id,
        finding.given,
        stage=finding.stage,
        severe=finding.severe,
        weeks_ago=finding.weeks_ago,
        status=finding.status,
        near_miss=finding.near_miss or guessed,
        assumed=("stage",) if finding.assumed and finding.stage is not None else (),
        implied_by=finding.given if guessed else "",
    )
