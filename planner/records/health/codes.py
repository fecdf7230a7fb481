"""The codes of records that say whether somebody smokes or is pregnant, whatever the standard of the record."""

from __future__ import annotations

from planner.records.health.facts import NOT_PREGNANT, PREGNANT, CodedWords

# LOINC: what was observed.
SMOKING = frozenset({"72166-2"})
PREGNANCY = frozenset({"82810-3"})
DUE = frozenset({"11778-8", "11779-6", "11780-4"})
WEEKS = frozenset({"18185-9", "11884-4", "49051-6", "11885-1"})
# SNOMED CT and LOINC: what was found.
SMOKING_UNKNOWN = frozenset({"266927001", "LA18980-5"})
_SMOKING_FOUND = frozenset(
    ("8517006", "77176002", "266919005", "428041000124106", "428061000124105", "428071000124103", "449868002")
)
_PREGNANT = PREGNANT | {"LA15173-0"}
_NOT_PREGNANT = NOT_PREGNANT | {"LA26683-5"}


def is_of_smoking(value: CodedWords) -> bool:
    """Return whether a value says whether somebody smokes."""
    return any(one.code in _SMOKING_FOUND | SMOKING_UNKNOWN for one in value.codes)


def smoking_words(value: CodedWords, text: str = "") -> list[str]:
    """Return what a value says of smoking: each of its codes by name, for they may not agree; nothing if unknown."""
    if any(one.code in SMOKING_UNKNOWN for one in value.codes):
        return []
    named = {one.code: one.name for one in reversed(value.codes) if one.name and one.code in _SMOKING_FOUND}
    first = next(filter(None, (*(one.name for one in value.codes), value.text, text)), "")
    return list(dict.fromkeys([*reversed(named.values())])) or [first][: bool(first)]


def is_pregnant(value: CodedWords) -> bool:
    """Return whether a value says that there is a pregnancy."""
    return any(one.code in _PREGNANT for one in value.codes)


def is_not_pregnant(value: CodedWords) -> bool:
    """Return whether a value says that there is none."""
    return any(one.code in _NOT_PREGNANT for one in value.codes)
