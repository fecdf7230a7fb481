"""The codes of records that say whether somebody smokes or is pregnant, whatever the standard of the record."""

from __future__ import annotations

from planner.records.health.facts import NOT_PREGNANT, PREGNANT, CodedWords

# LOINC: what was observed.
SMOKING = frozenset({"72166-2"})
PREGNANCY = frozenset({"82810-3", "11449-6"})
DUE = frozenset({"11778-8", "11779-6", "11780-4"})
WEEKS = frozenset({"18185-9", "11884-4", "49051-6", "11885-1"})
# SNOMED CT and LOINC: what was found.
SMOKING_UNKNOWN = frozenset({"266927001", "LA18980-5"})
# By the names that both give them, for records that hold the code alone.
_SMOKING_FOUND = {
    "449868002": "Smokes tobacco daily",
    "428041000124106": "Current some day smoker",
    "428071000124103": "Heavy tobacco smoker",
    "428061000124105": "Light tobacco smoker",
    "77176002": "Smoker",
    "8517006": "Ex-smoker",
    "266919005": "Never smoked tobacco",
    "LA18976-3": "Current every day smoker",
    "LA18977-1": "Current some day smoker",
    "LA18981-3": "Heavy tobacco smoker",
    "LA18982-1": "Light tobacco smoker",
    "LA15920-4": "Former smoker",
    "LA18978-9": "Never smoker",
}
# What is possible, or not confirmed yet, counts as there.
_PREGNANT = PREGNANT | {"LA15173-0", "102874004", "146799005", "152231000119106"}
_PREGNANT_IN_WORDS = frozenset({"pregnant", "currently pregnant", "possible pregnancy", "possibly pregnant", "yes"})
_NOT_PREGNANT_IN_WORDS = frozenset({"not pregnant", "not currently pregnant", "no"})
_NOT_PREGNANT = NOT_PREGNANT | {"LA26683-5"}


def is_of_smoking(value: CodedWords) -> bool:
    """Return whether a value says whether somebody smokes."""
    return any(one.code in SMOKING_UNKNOWN or one.code in _SMOKING_FOUND for one in value.codes)


def smoking_words(value: CodedWords, text: str = "") -> list[str]:
    """Return what a value says of smoking: each of its codes by name, for they may not agree; nothing if unknown."""
    if any(one.code in SMOKING_UNKNOWN for one in value.codes):
        return []
    found = [one for one in reversed(value.codes) if one.code in _SMOKING_FOUND]
    named = {one.code: one.name or _SMOKING_FOUND[one.code] for one in found}
    first = next(filter(None, (*(one.name for one in value.codes), value.text, text)), "")
    return list(dict.fromkeys([*reversed(named.values())])) or [first][: bool(first)]


def is_pregnant(value: CodedWords) -> bool:
    """Return whether a code says that there is a pregnancy, or may be one."""
    return any(one.code in _PREGNANT for one in value.codes)


def pregnancy_said(value: CodedWords, text: str = "") -> bool | None:
    """Return whether what was found of a pregnancy says that there is one; None where it does not say."""
    words = {one.strip(" .").casefold() for one in (value.text, text, *(code.name for code in value.codes))}
    if is_pregnant(value) or words & _PREGNANT_IN_WORDS:
        return True
    denied = any(one.code in _NOT_PREGNANT for one in value.codes) or words & _NOT_PREGNANT_IN_WORDS
    return False if denied else None


_IN_A_WEEK = {"wk": 1, "w": 1, "week": 1, "weeks": 1, "{weeks}": 1, "": 1, "d": 7, "day": 7, "days": 7}


def weeks_in(number: float, unit: str) -> float | None:
    """Return how many weeks a time of pregnancy has; None in a unit that is none of days or weeks."""
    times = _IN_A_WEEK.get(unit.strip().lower())
    return None if times is None else number / times
