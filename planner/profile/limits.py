"""What a clinician told somebody to keep to: fluid, potassium, salt, as amounts, as "restricted", or as none."""

from __future__ import annotations

import re
from typing import Any

from planner.profile.spellings import UNKNOWN
from planner.profile.values import MAX_LINE, Wrong, line, unknown_key, words_of
from planner.profile.words import number, told_as
from planner.recognition.quantities.amounts import amounts, daily, is_amount

LIMITS = ("fluid", "potassium", "salt")
# Of a limit: that there is none; and that there is one, though nobody says how large it is.
_NO_LIMIT = ("no limit", "no restriction", "not limited", "not restricted", "unlimited", "unrestricted", "normal")
_NOT_LIMITED = ("no", "false", "n", "none", *_NO_LIMIT, "nil", "n/a")
_AMOUNT_UNKNOWN = (
    *UNKNOWN,
    *("yes", "true", "y", "some", "restricted", "restriction", "restrict", "limited"),
    *("limit", "reduced", "reduce", "low", "very low", "less", "little", "as told", "as advised", "no added"),
)
_LIMITED = ("fluid", "fluids", "drink", "drinks", "water", "salt", "sodium", "potassium", "diet", "intake")
# What names each limit, so that the amount of one is not taken for that of another.
_NAMES = {
    "fluid": ("fluid", "fluids", "liquid", "liquids", "drink", "drinks", "water"),
    "potassium": ("potassium",),
    "salt": ("salt", "salts", "sodium"),
}


def limits(value: Any) -> tuple[tuple[str, str], ...] | None:
    """Return each limit with its words, from a map or from texts such as "fluid=1.5 L"; none is (), unknown None."""
    if not isinstance(value, dict):
        entries = words_of("limits")(value)
        if entries is None:
            return None
        value = _pairs(value, entries)
    for key in value:
        if key not in LIMITS:
            raise Wrong(f"{unknown_key(key, LIMITS)}; expected {', '.join(LIMITS)}", (key,))
    read = ((key, _limit(key, value[key])) for key in LIMITS if value.get(key) is not None)
    return tuple((key, text) for key, text in read if text)


def _pairs(value: Any, entries: tuple[str, ...]) -> dict[str, str]:
    pairs = [re.split(r"[=:]", entry, maxsplit=1) for entry in entries]
    if any(len(pair) != 2 for pair in pairs):
        said = told_as(value, what="a limit that the planner knows")
        raise Wrong(f"{said}; expected limits such as fluid: 1.5 L")
    names = [pair[0].strip().lower() for pair in pairs]
    if len(set(names)) < len(names):
        raise Wrong("names a limit twice; expected each once")
    return dict(zip(names, (pair[1].strip() for pair in pairs), strict=True))


def _limit(key: str, value: Any) -> str:
    """Return one limit as it was written, also one of no known amount; nothing where it says that there is none."""
    try:
        text = str(line(MAX_LINE)(value))
    except Wrong as wrong:
        raise Wrong(f"{key} {wrong}", (key,)) from None
    said = text.lower().replace("\u2019", "'").rstrip(".! ")
    if other := _other_limit(key, said):
        raise Wrong(f"{key}: names {other}, which is a limit of its own; write it as {other}, not as {key}", (key,))
    # "No salt" is a limit, and a strict one.
    bare = " ".join(word for word in said.split() if word not in _LIMITED)
    if said in _NOT_LIMITED or bare in _NO_LIMIT:
        return ""
    if bare not in ("", "no", *_AMOUNT_UNKNOWN) and not is_amount(key, text):
        raise Wrong(f"{key}{_wrong_amount(key, text)}", (key,))
    return text


def _other_limit(key: str, said: str) -> str:
    """Return the limit whose name stands in the words of another one, or nothing."""
    words = re.findall(r"[a-z]+", said)
    return next((other for other, names in _NAMES.items() if other != key and not {*names}.isdisjoint(words)), "")


def _wrong_amount(key: str, text: str) -> str:
    """Return what is wrong with the amount of a limit; only a number is repeated."""
    known = daily()[key]
    if amounts(key, text):
        span = f"{known.least:g} to {known.most:g} {known.unit}"
        return f" is outside what a person can have; expected {span} a day. Did a digit slip in?"
    # Of the names of one unit, the first.
    units = ", ".join(reversed({size: unit for unit, size in reversed(known.units.items())}.values()))
    expected = f"an amount and a unit, such as {known.example}, or unknown (units: {units})"
    return f" is {text} without a unit; expected {expected}" if number(text) is not None else f": expected {expected}"
