"""The index of codes: what each code of a classification stands for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from planner.lexicon.phrases import PhraseTarget, target_of
from planner.model.codes import Codes

SHORTEST_ICD = 3
_RANGE = re.compile(r"([A-Z])(\d\d)-[A-Z](\d\d)\Z")
# Where the number of a concept of SNOMED CT ends: two digits say what it names, the last checks the others.
_SNOMED_CONCEPT = "00"
# The seventh letter of a code of ICD-10-CM says that an injury is being treated or healing now; "S", that it is over.
_TREATED_NOW = re.compile(r"[A-Z]\d[0-9A-Z]{4}[A-R]\Z")
# The tables of Verhoeff's check digit: what follows from two digits, and what a digit is at each place from the right.
_FIVE = ("0123456789", "1234067895", "2340178956", "3401289567", "4012395678")
_TURNED = ("5987604321", "6598710432", "7659821043", "8765932104", "9876543210")
_AFTER = tuple(tuple(map(int, row)) for row in (*_FIVE, *_TURNED))
_AT_PLACE = tuple(
    tuple(map(int, row))
    for row in (
        "0123456789",
        "1576283094",
        "5803796142",
        "8916043527",
        "9453126870",
        "4286573901",
        "2793806415",
        "7046913258",
    )
)


class CodeIndex(Struct, frozen=True):
    """What the codes stand for, by system; of medicines the ingredients, or a class."""

    concepts: dict[str, dict[str, tuple[PhraseTarget, ...]]]
    medicines: dict[str, dict[str, tuple[str, ...]]]

    def icd(self, code: str) -> tuple[PhraseTarget, ...] | None:
        """Return what a code of ICD-10 stands for by its longest beginning; None where none is known.

        What an injury stands for is of this week where the code says that it is treated or heals.
        """
        known, bare = self.concepts.get("icd-10", {}), code.upper().replace(".", "")
        starts = (bare[:length] for length in range(len(bare), SHORTEST_ICD - 1, -1))
        found = next((known[start] for start in starts if start in known), None) or None
        if found and _TREATED_NOW.match(bare):
            return tuple(replace(one, weeks_ago=0.0) if one.weeks_ago is None else one for one in found)
        return found

    def snomed(self, code: str) -> tuple[PhraseTarget, ...] | None:
        """Return what a concept of SNOMED CT stands for; None where it is not known."""
        return self.concepts.get("snomed", {}).get(code)

    def rxnorm(self, code: str) -> tuple[str, ...]:
        """Return the ingredients of a number of RxNorm; nothing where it is not known."""
        return self.medicines.get("rxnorm", {}).get(code, ())

    def atc(self, code: str) -> tuple[str, ...]:
        """Return the class whose group of ATC a code belongs to; nothing where none is exactly that group."""
        known, bare = self.medicines.get("atc", {}), code.upper()
        starts = (bare[:length] for length in range(len(bare), 0, -1))
        return next((known[start] for start in starts if start in known), ())


def index_codes(records: Iterable[Codes]) -> CodeIndex:
    """Return what each code stands for."""
    concepts: dict[str, dict[str, tuple[PhraseTarget, ...]]] = {}
    medicines: dict[str, dict[str, tuple[str, ...]]] = {}
    for one in records:
        for code in one.codes:
            if one.system in ("rxnorm", "atc"):
                medicines.setdefault(one.system, {})[code] = one.of
                continue
            for each in expanded(code):
                written = each.replace(".", "")
                targets = (target_of(*_place_and_name(of, each)) for of in one.of)
                concepts.setdefault(one.system, {})[written] = tuple(targets)
    return CodeIndex(concepts, medicines)


def _place_and_name(of: str, code: str) -> tuple[str, str]:
    """Return the concept of "conditions/gout = severe", and the code as the name that gives the detail."""
    place, sign, detail = of.partition(" = ")
    return place, f"{code}{sign}{detail}"


def expanded(code: str) -> Iterator[str]:
    """Yield the codes that one entry of a list stands for: each from "A40-A41"."""
    match = _RANGE.match(code)
    if match is None:
        yield code
        return
    for number in range(int(match[2]), int(match[3]) + 1):
        yield f"{match[1]}{number:02}"


def is_snomed_concept(number: str) -> bool:
    """Return whether a number is one that SNOMED CT gives to a concept, by its ending and its check digit."""
    if number.startswith("0") or number[-3:-1] != _SNOMED_CONCEPT:
        return False
    check = 0
    for place, digit in enumerate(reversed(number)):
        check = _AFTER[check][_AT_PLACE[place % 8][int(digit)]]
    return check == 0
