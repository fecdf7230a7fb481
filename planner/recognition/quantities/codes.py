"""Codes of classifications among the words of an entry: only in the shape of a code, and where a code is meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from planner.lexicon.codes import is_snomed_concept
from planner.lexicon.names import Names
from planner.lexicon.vocabulary import WordLists
from planner.recognition.quantities.values import EntryValue, Given, ValueReader

# The keys under which illnesses stand: "E102" among allergies is a colour of food.
KEYS_WITH_CODES = ("conditions", "symptoms", "habits")
_SHAPE = re.compile(r"[a-z]\d[0-9a-z]|\d{6}")
_ANY = r"[a-z]\d[0-9a-z](?:\.?[0-9a-z]{1,4})?"
_ALONE = re.compile(rf"\s*{_ANY}(?:(?: ?[,;/+&] ?| and | ){_ANY})*[\s.]*")
_ONE = re.compile(rf"(?<![\w.]){_ANY}(?!\w)")
_DOTTED = re.compile(r"(?<![\w.])[a-z]\d[0-9a-z]\.[0-9a-z]{1,4}(?!\w|\.\w)")
# Without a dot it is a code only beside words that say the same: "B12 deficiency", "T12 fracture", "Q10" are none.
_BARE = re.compile(r"\A\s*[a-z]\d[0-9a-z]{1,5}(?=[\s:,;-])|(?<=[(\[])[a-z]\d[0-9a-z]{1,5}(?=[)\]])")
_NUMBER = re.compile(r"(?<=[(\[])\d{6,18}(?=[)\]])")
_BARRED = re.compile(r"\A\s*(?P<code>\d{6,18})\s?\|")
# "T38.5" is a temperature as well.
_TEMPERATURE = re.compile(r"t[34]")


def code_patterns(prepared: str, names: Names, key: str) -> Iterator[tuple[re.Pattern[str], ValueReader]]:
    """Yield what finds a code in prepared text, in the order in which it is looked for."""
    if key not in KEYS_WITH_CODES or not _SHAPE.search(prepared):
        return
    if key != "habits" and _ALONE.fullmatch(prepared):
        yield _ONE, _listed
        return
    icd, snomed = _labelled(names.words)
    yield icd, _icd
    yield snomed, _snomed
    yield _DOTTED, _dotted
    yield _NUMBER, _snomed
    yield _BARRED, _snomed
    yield _BARE, _bare


@lru_cache(maxsize=4)
def _labelled(lists: WordLists) -> tuple[re.Pattern[str], re.Pattern[str]]:
    return (
        re.compile(rf"{lists.icd_label}(?P<code>{_ANY})(?!\w)"),
        re.compile(rf"{lists.snomed_label}(?P<code>\d{{6,18}})(?!\w)"),
    )


def _written(match: re.Match[str]) -> str:
    return (match["code"] if "code" in match.re.groupindex else match[0]).strip().upper()


def _icd(match: re.Match[str], given: Given) -> EntryValue:
    """Return a code of ICD-10 that is surely meant as one."""
    code = _written(match)
    targets = given.names.code.icd(code)
    return EntryValue("code" if targets else "unknown code", targets=targets or (), said=code)


def _listed(match: re.Match[str], given: Given) -> EntryValue | None:
    """Return a code that stands alone, or among others only; one that is not known is no code but a word not read."""
    value = _icd(match, given)
    return value if value.targets else None


def _dotted(match: re.Match[str], given: Given) -> EntryValue | None:
    """Return a code with a dot; one that is not known is one only where a record writes it: first, or in brackets."""
    value = _icd(match, given)
    if value.targets:
        return value
    before = match.string[: match.start()].strip()
    placed = not before or before.endswith(("(", "["))
    return value if placed and not _TEMPERATURE.match(match[0]) else None


def _bare(match: re.Match[str], given: Given) -> EntryValue | None:
    """Return a code without a dot, which the words beside it must confirm."""
    code = _written(match)
    targets = given.names.code.icd(code)
    return EntryValue("bare code", targets=targets, said=code) if targets else None


def _snomed(match: re.Match[str], given: Given) -> EntryValue | None:
    """Return the number of a concept of SNOMED CT; what has no such check digit is another number."""
    code = _written(match)
    if not is_snomed_concept(code):
        return None
    targets = given.names.code.snomed(code)
    return EntryValue("code" if targets else "unknown code", targets=targets or (), said=code)
