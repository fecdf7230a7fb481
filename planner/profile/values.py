"""How each kind of value is read, in the words that people write: numbers, ages, choices, lists, pregnancy, cramps."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from msgspec import Struct

from planner.errors import did_you_mean
from planner.files.places import Path
from planner.profile.countries import countries
from planner.profile.spellings import (
    LANGUAGES,
    LEG,
    NO,
    PLACES,
    YES,
    bare,
    says_none,
    says_nothing,
    says_unknown,
    without_sides,
)
from planner.profile.words import clean, in_words, near, number, spelled, suggested, told_as

MAX_NAME = 200
MAX_ENTRY = 20_000
MAX_LINE = 300
# Of one entry so much is read; what is longer ends in a word that no list holds, so that the rest counts as not read.
READ_OF_ENTRY = 2000
CUT = " (unread)"
MAX_ENTRIES = 100
WEEKS = (1, 42)
TRIMESTERS = {1: (1, 13), 2: (14, 27), 3: (28, 42)}
_CODE = "a code or a name that the planner knows"


class Pregnancy(Struct, frozen=True):
    """Whether somebody is pregnant, and how far; `low` to `high` are the weeks that it could be."""

    pregnant: bool
    weeks: int | None = None
    trimester: int | None = None


class Cramps(Struct, frozen=True):
    """Where the cramps come, on how many nights a week, and for how many weeks they have come."""

    where: tuple[str, ...] | None = None
    nights_per_week: int | None = None
    for_weeks: int | None = None


class Wrong(ValueError):
    """A value that does not fit its key; `path` leads to the part that is wrong."""

    def __init__(self, text: str, path: Path = ()) -> None:
        super().__init__(text)
        self.path = path


Parse = Callable[[Any], Any]
_BETWEEN = re.compile(r"[;\n]")
# A list of fewer entries cannot contradict itself.
_SEVERAL = 2


def unknown_key(key: object, known: Iterable[str]) -> str:
    """Return that a key is unknown, with the key itself only if it is near a known one."""
    word = str(key)
    shown = f" '{word}'" if near(word, known) else ""
    return f"unknown key{shown}{did_you_mean(word, known)}"


def line(most: int) -> Parse:
    """Return the reader of a line of text of at most so many characters."""

    def parse(value: Any) -> str:
        if isinstance(value, dict | list):
            raise Wrong("expected a line of text")
        text = clean(in_words(value))
        if len(text) > most:
            raise Wrong(f"is {len(text):,} characters long; expected at most {most:,}")
        return text

    return parse


def whole(low: int, high: int, unit: str, hint: str = "") -> Parse:
    """Return the reader of a whole number between two others."""

    def parse(value: Any) -> int:
        given = number(value)
        if given is None or given != int(given):
            raise Wrong(f"{told_as(value, what='a number')}; expected a whole number of {unit}, {low} to {high}")
        if not low <= given <= high:
            raise Wrong(f"is {given:g}; expected {low} to {high}{'. ' + hint if hint else ''}")
        return int(given)

    return parse


def yes_or_no(value: Any) -> bool:
    """Return what yes, no, true or false says."""
    if isinstance(value, bool):
        return value
    word = spelled(value)
    if word in YES:
        return True
    if word in NO:
        return False
    raise Wrong(f"{told_as(value, (*YES, *NO))}; expected yes or no")


def one_of(words: tuple[str, ...], others: Mapping[str, tuple[str, ...]] | None = None) -> Parse:
    """Return the reader of a choice: its own words, and the other names that people have for each."""
    meanings = {word: word for word in words}
    meanings |= {spelled(name): word for word, names in (others or {}).items() for name in names}

    def parse(value: Any) -> str:
        word = spelled(value) if isinstance(value, str) else ""
        found = meanings.get(word) or meanings.get(bare(word))
        if found is not None:
            return found
        raise Wrong(f"{told_as(value, meanings)}; expected {either(words)}{_meant(bare(word), meanings)}")

    return parse


def either(words: tuple[str, ...]) -> str:
    """Return words as what may be chosen: "a, b or c"."""
    return f"{', '.join(words[:-1])} or {words[-1]}"


def _meant(word: str, meanings: Mapping[str, str]) -> str:
    meaning = suggested(word, meanings)
    return f"; did you mean '{meaning}'?" if meaning else ""


# --- lists ---


def entries(value: Any) -> list[Any]:
    """Return the entries of a list, or of a text with semicolons between them."""
    if isinstance(value, dict):
        raise Wrong("expected a list, such as [furosemide, Zocor], or none")
    found = list(value) if isinstance(value, list | tuple) else _BETWEEN.split(in_words(value))
    if len(found) > MAX_ENTRIES:
        raise Wrong(f"has {len(found)} entries; expected at most {MAX_ENTRIES}")
    return found


def words_of(key: str) -> Parse:
    """Return the reader of a list in a person's own words: nothing on it is (), and not known is None."""

    def parse(value: Any) -> tuple[str, ...] | None:
        found = entries(value)
        written = [text for index, entry in enumerate(found) if (text := _entry(_words, entry, index))]
        said = [text for text in written if not says_nothing(key, text)]
        real = tuple(text for text in said if not says_none(key, text))
        if real and not all(map(says_unknown, real)):
            return real
        # No word that names a thing: none, if all say so; one that says "not known" leaves it unknown.
        return None if real or (found and not said) else ()

    return parse


def _words(value: Any) -> str:
    """Return one entry in a person's own words, of a long one as much as is read."""
    return as_read(str(line(MAX_ENTRY)(value)))


def as_read(text: str) -> str:
    """Return as much of an entry as is read; what is cut off ends in a word that no list holds."""
    if len(text) <= READ_OF_ENTRY:
        return text
    whole_words = text[: READ_OF_ENTRY - len(CUT) + 1].rpartition(" ")[0]
    return (whole_words or text[: READ_OF_ENTRY - len(CUT)]) + CUT


def contradicts_itself(key: str, value: Any) -> bool:
    """Return whether a list says that there is nothing on it, and names something all the same."""
    written = entries(value)
    if len(written) < _SEVERAL:
        return False
    written = [entry for entry in written if not says_nothing(key, entry)]
    none = [entry for entry in written if says_none(key, entry)]
    return bool(none) and len(none) < len(written)


def _entry(parse: Parse, entry: Any, index: int) -> Any:
    try:
        return parse(entry)
    except Wrong as wrong:
        raise Wrong(str(wrong), (index, *wrong.path)) from None


# --- pregnancy and cramps ---


def pregnancy(value: Any) -> Pregnancy:
    """Return the pregnancy that `yes`, `no`, `30 weeks`, `trimester 3` or `{weeks: 30}` says."""
    if isinstance(value, dict):
        return _pregnancy_map(value)
    text = in_words(value).strip().lower()
    # In many lists a bare 1 is a yes: all weeks are the stricter reading. "1 week" is the first week.
    if text in ("0", "1"):
        return Pregnancy(pregnant=text == "1")
    if found := re.fullmatch(r"(?:week )?(\d{1,3})(?: ?(?:weeks?|wks?|w))?", text):
        return Pregnancy(pregnant=True, weeks=whole(*WEEKS, "weeks")(int(found[1])))
    if found := re.fullmatch(r"(?:trimester|t) ?(\d)|(\d)(?:st|nd|rd|th)? trimester", text):
        return Pregnancy(pregnant=True, trimester=whole(1, 3, "trimesters")(int(found[1] or found[2])))
    try:
        return Pregnancy(pregnant=yes_or_no(value))
    except Wrong:
        said = told_as(value, ("yes", "no"), "an answer that the planner knows")
        raise Wrong(f"{said}; expected no, yes, 30 weeks, trimester 3 or {{weeks: 30}}") from None


def _pregnancy_map(value: dict[str, Any]) -> Pregnancy:
    readers = {"weeks": whole(*WEEKS, "weeks"), "trimester": whole(1, 3, "trimesters")}
    return Pregnancy(pregnant=True, **_parts(value, readers))


def _parts(value: dict[str, Any], readers: Mapping[str, Parse]) -> dict[str, Any]:
    """Return the parts of a map, each read by its own reader."""
    found: dict[str, Any] = {}
    for key, part in value.items():
        if key not in readers:
            raise Wrong(unknown_key(key, readers), (key,))
        try:
            if part is not None:
                found[key] = readers[key](part)
        except Wrong as wrong:
            raise Wrong(f"{key} {wrong}", (key, *wrong.path)) from None
    return found


def cramps(value: Any) -> Cramps:
    """Return the cramps that places, or a map of where, how often and since when, say."""
    if not isinstance(value, dict):
        return Cramps(where=places(value))
    weeks = whole(0, 5200, "weeks")
    return Cramps(**_parts(value, {"where": places, "nights_per_week": whole(0, 7, "nights"), "for_weeks": weeks}))


def places(value: Any) -> tuple[str, ...] | None:
    """Return the parts of the body that a list or a text names, each once."""
    found: list[str] = []
    written = entries(value)
    said = [(index, entry) for index, entry in enumerate(written) if not says_nothing("cramps", entry)]
    for index, entry in said:
        if not _is_none(entry):
            found += _entry(_places_of, entry, index)
    return None if written and not said else tuple(dict.fromkeys(found))


def _is_none(entry: Any) -> bool:
    return spelled(entry) in NO


_PLACE_NAMES = {spelled(name): place for place, names in PLACES.items() for name in (place, *names)}


def _places_of(value: Any) -> list[str]:
    """Return the places of one text, such as "left calf", "calf, foot" or "both legs"."""
    word = spelled(value) if isinstance(value, str) else ""
    found: list[str] = []
    for part in filter(None, map(without_sides, re.split(r"[,/&+]|\band\b", word))):
        whole_part = _place(part)
        for name in [part] if whole_part else part.split():
            if not (place := _place(name)):
                meant = _meant(name, {**_PLACE_NAMES})
                expected = either(tuple(PLACES))
                raise Wrong(f"{told_as(value, _PLACE_NAMES)}; expected {expected}{meant}")
            found += place
    if not found:
        raise Wrong(f"{told_as(value, _PLACE_NAMES)}; expected {either(tuple(PLACES))}")
    return found


def _place(name: str) -> list[str]:
    if name in LEG:
        return ["calf", "thigh"]
    return [_PLACE_NAMES[name]] if name in _PLACE_NAMES else []


# --- codes ---


def country(value: Any) -> str:
    """Return the code of a country that its code or its name says."""
    code = countries().get(spelled(value))
    if code is None:
        raise Wrong(f"{told_as(value, what=_CODE)}; expected a country, such as GB, US or United States")
    return code


_TIME = re.compile(r"([0-9]{1,2})(?:[:.h]([0-9]{2}))? ?([ap])?\.?(?:m\.?)?")
_A_TIME = "expected hours and minutes, such as 21:30 or 9:30 pm"


def clock(value: Any) -> str:
    """Return a time of day as hours and minutes of two digits; one that has two readings is wrong."""
    said = in_words(value).strip().lower() if isinstance(value, str) else ""
    found = _TIME.fullmatch(said)
    if found is None:
        raise Wrong(_A_TIME)
    hours, minutes, half = found[1], int(found[2] or 0), found[3]
    if int(hours) > (12 if half else 23) or minutes > 59 or (half and int(hours) == 0):
        raise Wrong(f"there is no such time of day; {_A_TIME}")
    if not half and (found[2] is None or (hours[0] != "0" and int(hours) <= 12)):
        raise Wrong("could be in the morning or in the evening; write it as 21:30 or 9:30 pm, or add am")
    return f"{int(hours) % 12 + 12 * (half == 'p') if half else int(hours):02}:{minutes:02}"


_LANGUAGE_NAMES = {spelled(name): code for code, names in LANGUAGES.items() for name in names}


def language(value: Any) -> str:
    """Return the code of a language that its code, the code of a computer (en_GB.UTF-8) or its name says."""
    text = in_words(value).strip().split(".", maxsplit=1)[0]
    code = _LANGUAGE_NAMES.get(spelled(text)) or text.replace("_", "-").lower()
    if not re.fullmatch(r"[a-z]{2,3}(-[a-z0-9]{2,8})*", code):
        raise Wrong(f"{told_as(value, what=_CODE)}; expected a language code, such as en")
    return code
