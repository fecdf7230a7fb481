"""What a health record says of one person, in the terms of no standard: coded words, states, days, nothing judged."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

# What a record may say of an illness; a suspected one counts as there.
State = Literal["current", "suspected", "in remission", "past", "resolved"]
Use = Literal["taken", "stopped", "used up"]
System = Literal["snomed", "icd-10", "rxnorm", "atc", "loinc", ""]


class RecordCode(Struct, frozen=True):
    """A code with the name that the record gives it; one of a system that nothing here reads has none."""

    system: System
    code: str
    name: str = ""


class CodedWords(Struct, frozen=True):
    """One thing as a record names it: somebody's words, and the codes that all stand for the same."""

    text: str = ""
    codes: tuple[RecordCode, ...] = ()

    def has(self, system: System, codes: frozenset[str]) -> bool:
        """Return whether one of the codes is among some of a system."""
        return any(one.system == system and one.code in codes for one in self.codes)


class RecordedPatient(Struct, frozen=True):
    """Whom a record is about; a day is YYYY-MM-DD, and what is empty stands nowhere."""

    id: str = ""
    name: str = ""
    birth_date: str = ""
    sex: str = ""
    country: str = ""
    language: str = ""
    dead: bool = False
    # How the record itself refers to the person, for what is written about her elsewhere.
    reference: str = ""


class RecordedIllness(Struct, frozen=True):
    """An illness with its state, the day since when, and the day on which it was over."""

    what: CodedWords
    state: State = "current"
    since: str = ""
    until: str = ""


class RecordedMedicine(Struct, frozen=True):
    """A medicine with its use, the day on which that ended, and the day on which it was prescribed.

    What is handed out to the end is used up: it may be stopped, or not quite finished yet.
    """

    what: CodedWords
    use: Use = "taken"
    until: str = ""
    prescribed: str = ""


class RecordedAllergy(Struct, frozen=True):
    """What somebody does not tolerate, or no longer suffers from."""

    what: CodedWords
    over: bool = False


class RecordedResult(Struct, frozen=True):
    """One measured number as written, with its unit and day; what was measured together has one `group`."""

    code: str
    number: str
    unit: str = ""
    day: str = ""
    group: str = ""


class RecordedHabit(Struct, frozen=True):
    """What a record says of smoking, on a day."""

    words: str
    day: str = ""


class RecordedPregnancy(Struct, frozen=True):
    """What a record says of a pregnancy on a day: whether there is one, its weeks on that day, or when birth is due.

    It holds `until` a day, where one is given.
    """

    pregnant: bool
    day: str = ""
    weeks: float | None = None
    due: str = ""
    until: str = ""


class SaysNone(Struct, frozen=True):
    """That a list of the profile has nothing on it: nobody left it out, the record says so."""

    key: str


class HasMore(Struct, frozen=True):
    """That a list of the profile has more on it, which stands in words that are not read, or in no file at all."""

    key: str


class LeftOut(Struct, frozen=True):
    """Something that was read and has no place on a sheet, by the reason."""

    reason: str


RecordedFact = (
    RecordedIllness
    | RecordedMedicine
    | RecordedAllergy
    | RecordedResult
    | RecordedHabit
    | RecordedPregnancy
    | SaysNone
    | HasMore
    | LeftOut
)


class HealthRecord(Struct, frozen=True):
    """All that the records of one person say; `line` and `file` are where they begin."""

    patient: RecordedPatient
    facts: tuple[RecordedFact, ...]
    file: str
    line: int = 0


# Whoever tolerates all medicines, or all foods, may not tolerate the other: of the whole list that says nothing.
DENIED_IN_PART = LeftOut("a kind of allergy that is denied, which says nothing of the others")
SMOKING_NOT_KNOWN = LeftOut("smoking, of which nothing is known")
IN_WORDS_ALONE = LeftOut("a section in words alone, without entries")
NO_NUMBER = LeftOut("a result whose value is no number")
NOTHING_KNOWN = LeftOut("that nothing is known")
# The concepts of SNOMED CT that say of a whole list that nothing is on it.
NO_ALLERGY = frozenset({"716186003"})
NO_ALLERGY_OF_A_KIND = frozenset({"409137002", "429625007", "428607008"})
NO_PROBLEM = frozenset({"160245001"})
NO_MEDICINE = frozenset({"787481004"})
PREGNANT = frozenset({"77386006"})
NOT_PREGNANT = frozenset({"60001007"})
# How systems of codes are named, by OID and by address.
SYSTEMS: dict[str, System] = {
    "http://snomed.info/sct": "snomed",
    "2.16.840.1.113883.6.96": "snomed",
    "http://hl7.org/fhir/sid/icd-10": "icd-10",
    "http://hl7.org/fhir/sid/icd-10-cm": "icd-10",
    "2.16.840.1.113883.6.3": "icd-10",
    "2.16.840.1.113883.6.90": "icd-10",
    "http://www.nlm.nih.gov/research/umls/rxnorm": "rxnorm",
    "2.16.840.1.113883.6.88": "rxnorm",
    "http://www.whocc.no/atc": "atc",
    "2.16.840.1.113883.6.73": "atc",
    "http://loinc.org": "loinc",
    "2.16.840.1.113883.6.1": "loinc",
}


def system_of(name: str) -> System:
    """Return the system that an address or an OID stands for, or nothing where it is none that is read."""
    return SYSTEMS.get(name.removeprefix("urn:oid:"), "")
