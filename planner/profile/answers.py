"""What a person, a file or a clinic's list said, key by key: read strictly, not yet interpreted."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from typing import Any, Literal

from msgspec import Struct, structs

from planner.errors import Problem, ProfileError, did_you_mean
from planner.files.places import Path, YamlText
from planner.logic.facts import CHOICES
from planner.recognition.amounts import DAILY, amounts, is_amount

MAX_NAME = 200
MAX_ENTRY = 300
MAX_ENTRIES = 100
MAX_EXCERPT = 60
AGE = (0, 115)
WEEKS = (1, 42)
TRIMESTERS = {1: (1, 13), 2: (14, 27), 3: (28, 42)}
PLACES = ("calf", "foot", "thigh", "back")
LIMITS = ("fluid", "potassium", "salt")
_YES = ("yes", "true", "y")
_NO = ("no", "false", "n", "none")
_NONE = (
    "none",
    "nil",
    "no known allergies",
    "no known drug allergies",
    "nkda",
    "nka",
    "no medicines",
    "no medications",
)
_UNKNOWN = ("unknown", "not known", "?")
# Of a limit: that there is none; and that there is one, though nobody says how large it is.
_NO_LIMIT = ("no limit", "no restriction", "not limited", "not restricted", "unlimited", "unrestricted", "normal")
_NOT_LIMITED = (*_NO, *_NO_LIMIT, "nil", "n/a")
_AMOUNT_UNKNOWN = (
    *("unknown", "not known", "?", "unsure", "not sure", "do not know", "don't know", "not given", "not told"),
    *("not recorded", "not on file", "yes", "true", "y", "some", "restricted", "restriction", "restrict", "limited"),
    *("limit", "reduced", "reduce", "low", "very low", "less", "little", "as told", "as advised", "no added"),
)
_LIMITED = ("fluid", "fluids", "drink", "drinks", "water", "salt", "sodium", "potassium", "diet", "intake")


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


class Answers(Struct, frozen=True, kw_only=True):
    """The keys of a profile as given; None is unknown, an empty tuple says none."""

    age: int
    name: str = ""
    id: str = ""
    sex: str | None = None
    pregnancy: Pregnancy | None = None
    born_weeks_ago: int | None = None
    breastfeeding: bool | None = None
    medications: tuple[str, ...] | None = None
    conditions: tuple[str, ...] | None = None
    symptoms: tuple[str, ...] | None = None
    habits: tuple[str, ...] | None = None
    allergies: tuple[str, ...] | None = None
    diet: tuple[str, ...] | None = None
    limits: tuple[tuple[str, str], ...] | None = None
    exercise_level: str | None = None
    sleep_position: str | None = None
    daily_posture: str | None = None
    cramps: Cramps = Cramps()
    heat: bool | None = None
    country: str | None = None
    language: str | None = None
    paper: Literal["a4", "letter"] | None = None
    large_print: bool | None = None


class Wrong(ValueError):
    """A value that does not fit its key; `path` leads to the part that is wrong."""

    def __init__(self, text: str, path: Path = ()) -> None:
        super().__init__(text)
        self.path = path


Parse = Callable[[Any], Any]


class Key(Struct, frozen=True):
    """How one key is read, its JSON Schema, and its one-line help."""

    parse: Parse
    schema: dict[str, Any]
    help: str
    example: str = ""


def clean(text: str) -> str:
    """Return text on one line without control characters and direction overrides, which no name needs."""
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    kept = "".join(" " if unicodedata.category(char)[0] in "CZ" and char not in _JOINERS else char for char in text)
    return " ".join(kept.split())


_JOINERS = ("\u200c", "\u200d")


def excerpt(text: str) -> str:
    """Return a person's own words as a message may repeat them: clean, and cut at 60 characters."""
    text = clean(text)
    return text if len(text) <= MAX_EXCERPT else text[: MAX_EXCERPT - 1] + "…"


def near(word: str, known: Iterable[str]) -> bool:
    """Return whether a word is so near a known one that a message may repeat it: a slip of the key, and no name."""
    lengths = [other for other in known if abs(len(other) - len(word)) <= 2]
    return word.isprintable() and bool(get_close_matches(word.lower(), lengths, n=1, cutoff=0.82))


def _words_of(value: object) -> str:
    """Return a value as a person would have written it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


_WORD, _CODE = "a word that the planner knows", "a code that the planner knows"


def _is(value: object, known: Iterable[str] = (), what: str = _WORD) -> str:
    """Return "is 670" or "is 'femal'"; of anything else, which could be a name, only what it is not."""
    word = _words_of(value).strip()
    number = _as_number(value)
    if number is not None and abs(number) < 1e9:
        return f"is {word}"
    return f"is '{word}'" if near(word, known) else f"is not {what}"


def _unknown_key(key: object, known: Iterable[str]) -> str:
    """Return that a key is unknown, with the key itself only if it is near a known one."""
    word = str(key)
    shown = f" '{word}'" if near(word, known) else ""
    return f"unknown key{shown}{did_you_mean(word, known)}"


def _text(most: int) -> Parse:
    def parse(value: Any) -> str:
        if isinstance(value, dict | list):
            raise Wrong("expected a line of text")
        text = clean(_words_of(value))
        if len(text) > most:
            raise Wrong(f"is {len(text):,} characters long; expected at most {most}")
        return text

    return parse


def _whole(low: int, high: int, unit: str, hint: str = "") -> Parse:
    def parse(value: Any) -> int:
        number = _as_number(value)
        if number is None or number != int(number):
            raise Wrong(f"{_is(value, what='a number')}; expected a whole number of {unit}, {low} to {high}")
        if not low <= number <= high:
            raise Wrong(f"is {number:g}; expected {low} to {high}{'. ' + hint if hint else ''}")
        return int(number)

    return parse


def _as_number(value: Any) -> float | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return float(value) if abs(value) < 1e9 else 1e9
    if isinstance(value, str) and re.fullmatch(r"-?[0-9]{1,9}(\.[0-9]{1,6})?", value.strip()):
        return float(value)
    return None


def yes_or_no(value: Any) -> bool:
    """Return what yes, no, true or false says."""
    if isinstance(value, bool):
        return value
    word = str(value).strip().lower()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise Wrong(f"{_is(value, (*_YES, *_NO))}; expected yes or no")


def _one_of(words: tuple[str, ...]) -> Parse:
    def parse(value: Any) -> str:
        word = str(value).strip().lower()
        if isinstance(value, str) and word in words:
            return word
        expected = f"{', '.join(words[:-1])} or {words[-1]}"
        raise Wrong(f"{_is(value, words)}; expected {expected}{did_you_mean(word, words)}")

    return parse


def _list(parse_entry: Parse) -> Parse:
    def parse(value: Any) -> tuple[Any, ...]:
        if isinstance(value, dict):
            raise Wrong("expected a list, such as [furosemide, Zocor], or none")
        entries = value if isinstance(value, list | tuple) else re.split(r"[;\n]", _words_of(value))
        if len(entries) > MAX_ENTRIES:
            raise Wrong(f"has {len(entries)} entries; expected at most {MAX_ENTRIES}")
        read = [_entry(parse_entry, entry, index) for index, entry in enumerate(entries)]
        kept = tuple(entry for entry in read if entry)
        if any(str(entry).lower() in _NONE for entry in kept):
            return _none_alone(kept)
        return kept

    return parse


def _none_alone(entries: tuple[Any, ...]) -> tuple[Any, ...]:
    # "none" beside a real entry: the entries count, as the stricter reading.
    return tuple(entry for entry in entries if str(entry).lower() not in _NONE)


def _entry(parse: Parse, entry: Any, index: int) -> Any:
    try:
        return parse(entry)
    except Wrong as wrong:
        raise Wrong(str(wrong), (index, *wrong.path)) from None


def pregnancy(value: Any) -> Pregnancy:
    """Return the pregnancy that `yes`, `no`, `30 weeks`, `trimester 3` or `{weeks: 30}` says."""
    if isinstance(value, dict):
        return _pregnancy_map(value)
    text = str(value).strip().lower()
    if found := re.fullmatch(r"(?:week )?(\d{1,3})(?: ?(?:weeks?|wks?|w))?", text):
        return Pregnancy(True, weeks=_whole(*WEEKS, "weeks")(int(found[1])))
    if found := re.fullmatch(r"(?:trimester|t) ?(\d)|(\d)(?:st|nd|rd|th)? trimester", text):
        return Pregnancy(True, trimester=_whole(1, 3, "trimesters")(int(found[1] or found[2])))
    try:
        return Pregnancy(yes_or_no(value))
    except Wrong:
        said = _is(value, ("yes", "no"), "an answer that the planner knows")
        raise Wrong(f"{said}; expected no, yes, 30 weeks, trimester 3 or {{weeks: 30}}") from None


def _pregnancy_map(value: dict[str, Any]) -> Pregnancy:
    readers = {"weeks": _whole(*WEEKS, "weeks"), "trimester": _whole(1, 3, "trimesters")}
    found: dict[str, int] = {}
    for key, part in value.items():
        if key not in readers:
            raise Wrong(_unknown_key(key, readers), (key,))
        try:
            if part is not None:
                found[key] = readers[key](part)
        except Wrong as wrong:
            raise Wrong(f"{key} {wrong}", (key,)) from None
    return Pregnancy(True, **found)


def _cramps(value: Any) -> Cramps:
    if not isinstance(value, dict):
        return Cramps(where=_places(value))
    readers: dict[str, Parse] = {
        "where": _places,
        "nights_per_week": _whole(0, 7, "nights"),
        "for_weeks": _whole(0, 5200, "weeks"),
    }
    found = {}
    for key, part in value.items():
        if key not in readers:
            raise Wrong(_unknown_key(key, readers), (key,))
        try:
            found[key] = None if part is None else readers[key](part)
        except Wrong as wrong:
            raise Wrong(f"{key} {wrong}", (key, *wrong.path)) from None
    return Cramps(**found)


_places = _list(_one_of(PLACES))


def _limits(value: Any) -> tuple[tuple[str, str], ...]:
    if not isinstance(value, dict):
        pairs = [re.split(r"[=:]", entry, maxsplit=1) for entry in _list(_text(MAX_ENTRY))(value)]
        if any(len(pair) != 2 for pair in pairs):
            raise Wrong(f"{_is(value, what='a limit that the planner knows')}; expected limits such as fluid: 1.5 L")
        names = [pair[0].strip().lower() for pair in pairs]
        if len(set(names)) < len(names):
            raise Wrong("names a limit twice; expected each once")
        value = dict(zip(names, (pair[1].strip() for pair in pairs), strict=True))
    for key in value:
        if key not in LIMITS:
            raise Wrong(f"{_unknown_key(key, LIMITS)}; expected {', '.join(LIMITS)}", (key,))
    read = ((key, _limit(key, value[key])) for key in LIMITS if value.get(key) is not None)
    return tuple((key, text) for key, text in read if text)


def _limit(key: str, value: Any) -> str:
    """Return one limit as it was written, also one of no known amount; nothing where it says that there is none."""
    try:
        text = str(_text(MAX_ENTRY)(value))
    except Wrong as wrong:
        raise Wrong(f"{key} {wrong}", (key,)) from None
    said = text.lower().replace("\u2019", "'").rstrip(".! ")
    # "No salt" is a limit, and a strict one.
    bare = " ".join(word for word in said.split() if word not in _LIMITED)
    if said in _NOT_LIMITED or bare in _NO_LIMIT:
        return ""
    if bare not in ("", "no", *_AMOUNT_UNKNOWN) and not is_amount(key, text):
        raise Wrong(f"{key}{_wrong_amount(key, text)}", (key,))
    return text


def _wrong_amount(key: str, text: str) -> str:
    """Return what is wrong with the amount of a limit; only a number is repeated."""
    daily = DAILY[key]
    if amounts(key, text):
        span = f"{daily.least:g} to {daily.most:g} {daily.unit}"
        return f" is outside what a person can have; expected {span} a day. Did a digit slip in?"
    expected = f"an amount and a unit, such as {daily.example}, or unknown"
    return (
        f" is {text} without a unit; expected {expected}" if _as_number(text) is not None else f": expected {expected}"
    )


def _country(value: Any) -> str:
    code = str(value).strip().upper()
    if not re.fullmatch(r"[A-Z]{2}", code):
        raise Wrong(f"{_is(value, what=_CODE)}; expected a country code of two letters, such as GB or US")
    return {"UK": "GB"}.get(code, code)


def _language(value: Any) -> str:
    code = str(value).strip().lower()
    if not re.fullmatch(r"[a-z]{2,3}(-[a-z0-9]{2,8})*", code):
        raise Wrong(f"{_is(value, what=_CODE)}; expected a language code, such as en")
    return code


def _words_schema(help_: str) -> dict[str, Any]:
    entry = {"type": ["string", "number"], "maxLength": MAX_ENTRY}
    return {
        "description": help_,
        "anyOf": [{"type": "array", "items": entry, "maxItems": MAX_ENTRIES}, {"type": "string"}, {"type": "null"}],
    }


def _words(help_: str, example: str) -> Key:
    return Key(_list(_text(MAX_ENTRY)), _words_schema(help_), help_, example)


def _choice(words: tuple[str, ...], help_: str) -> Key:
    schema = {"description": help_, "enum": [*words, "unknown", None]}
    return Key(_one_of(words), schema, help_, words[0])


def _flag(help_: str) -> Key:
    schema = {"description": help_, "enum": [True, False, "yes", "no", "unknown", None]}
    return Key(yes_or_no, schema, help_, "yes")


def _number(low: int, high: int, unit: str, help_: str, hint: str = "") -> Key:
    schema = {
        "description": help_,
        "anyOf": [{"type": "integer", "minimum": low, "maximum": high}, {"enum": ["unknown", None]}],
    }
    return Key(_whole(low, high, unit, hint), schema, help_, str(low))


def _line(most: int, help_: str) -> Key:
    return Key(_text(most), {"description": help_, "type": ["string", "number", "null"], "maxLength": most}, help_)


_WEEK_KEYS = {
    "weeks": {"type": ["integer", "null"], "minimum": 1, "maximum": 42},
    "trimester": {"type": ["integer", "null"], "minimum": 1, "maximum": 3},
}
_CRAMP_KEYS = {
    "where": {"type": ["array", "null"], "items": {"enum": list(PLACES)}},
    "nights_per_week": {"type": ["integer", "null"], "minimum": 0, "maximum": 7},
    "for_weeks": {"type": ["integer", "null"], "minimum": 0},
}


def _map(properties: dict[str, Any], help_: str, *others: Any) -> dict[str, Any]:
    shape = {"type": "object", "properties": properties, "additionalProperties": False}
    return {"description": help_, "anyOf": [shape, {"type": "null"}, *others]}


KEYS: dict[str, Key] = {
    "name": _line(MAX_NAME, "Printed on the sheet; never used in a decision."),
    "id": _line(100, "Printed on the sheet; names the file in a batch."),
    "age": Key(
        _whole(*AGE, "years", "Did a digit slip in?"),
        {"description": "Whole years, 0 to 115.", "type": "integer", "minimum": 0, "maximum": 115},
        "Whole years, 0 to 115. The one key that is required.",
        "67",
    ),
    "sex": _choice(CHOICES["sex"], "Female, male or unspecified."),
    "pregnancy": Key(
        pregnancy,
        _map(_WEEK_KEYS, "no, yes, {weeks: 1-42} or {trimester: 1-3}.", {"type": ["boolean", "string", "integer"]}),
        "no, yes, '30 weeks' or 'trimester 3'.",
        "30 weeks",
    ),
    "born_weeks_ago": _number(0, 52, "weeks", "Weeks since giving birth, where that is under a year."),
    "breastfeeding": _flag("Whether you breastfeed."),
    "medications": _words(
        "Medicines as you write them, with or without the dose; none if you take none.", "furosemide"
    ),
    "conditions": _words("Illnesses and past operations, in your own words.", "CKD stage 3"),
    "symptoms": _words("What you feel now, in your own words.", "dark urine"),
    "habits": _words("Alcohol, smoking, night shifts, falls, in your own words.", "two beers a night"),
    "allergies": _words("Allergies, in your own words.", "nuts"),
    "diet": _words("How you eat: vegetarian, vegan and so on.", "vegetarian"),
    "limits": Key(
        _limits,
        _map(
            {name: {"type": ["string", "boolean"]} for name in LIMITS}, "What a clinician told you.", {"type": "string"}
        ),
        "What a clinician told you to keep to, with its unit: fluid, potassium or salt.",
        "fluid=1.5 L",
    ),
    "exercise_level": _choice(CHOICES["exercise_level"], "How active you are."),
    "sleep_position": _choice(CHOICES["sleep_position"], "How you usually sleep."),
    "daily_posture": _choice(CHOICES["daily_posture"], "How you spend most of the day."),
    "cramps": Key(
        _cramps,
        _map(_CRAMP_KEYS, "Where the cramps come, how often, and since when.", {"type": "string"}),
        "Where the cramps come: calf, foot, thigh or back.",
        "calf;foot",
    ),
    "heat": _flag("Whether you work or train in the heat."),
    "country": Key(
        _country,
        {"description": "Two letters, such as GB or US.", "type": ["string", "null"], "pattern": "^[A-Za-z]{2}$"},
        "Two letters, such as GB or US: sets the emergency number, the urgent line and the units.",
        "GB",
    ),
    "language": Key(
        _language, {"description": "Language of the sheet.", "type": ["string", "null"]}, "Language of the sheet.", "en"
    ),
    "paper": _choice(("a4", "letter"), "Paper size."),
    "large_print": _flag("Whether the sheet is in large print."),
}


def schema() -> dict[str, Any]:
    """Return the JSON Schema of a profile."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A cramp-planner profile",
        "description": "What is known about one person. Only the age is required; what is left out is unknown.",
        "type": "object",
        "properties": {name: key.schema for name, key in KEYS.items()},
        "required": ["age"],
        "additionalProperties": False,
    }


# The flag of a list gives one entry, and is given again for the next.
_SINGULAR = {
    "medications": "medication",
    "conditions": "condition",
    "symptoms": "symptom",
    "habits": "habit",
    "allergies": "allergy",
    "diet": "diet",
    "limits": "limit",
}


def takes_many(name: str) -> bool:
    """Return whether the flag of a key can be given several times."""
    return name in _SINGULAR


def flag_of(name: str) -> str:
    """Return the flag of a key, as it is written on the command line."""
    return f"--{_SINGULAR.get(name, name).replace('_', '-')}"


def read_answers(source: YamlText, overlay: Mapping[str, Any] | None = None, *, lenient: bool = False) -> Answers:
    """Return the answers of a file with the values of flags on top, or raise one ProfileError with every problem.

    `lenient` is for lists of many people: weeks that disagree with the trimester are kept for the stricter reading.
    """
    problems = list(source.problems)
    data = source.data if isinstance(source.data, dict) else {}
    if source.data is not None and not isinstance(source.data, dict):
        problems.append(source.problem((), "expected keys and values, such as 'age: 67'"))
    found: dict[str, Any] = {}
    for name, value in data.items():
        found.update(_read_key(source, name, value, problems))
    for name, value in (overlay or {}).items():
        found.update(_read_key(YamlText(flag_of(name), None, {}), name, value, problems))
    if not source.problems:
        problems += [source.problem(path, text) for path, text in _missing(found, problems)]
    problems += [source.problem(path, text) for path, text in contradictions(found, lenient=lenient)]
    if problems:
        raise ProfileError.from_problems(problems)
    return Answers(**found)


def _missing(found: Mapping[str, Any], problems: list[Problem]) -> Iterable[tuple[Path, str]]:
    if "age" not in found and not any(problem.key == "age" or "'age'" in problem.text for problem in problems):
        yield ("age",), "the age is missing; add a line such as 'age: 67' (or --age 67)"


def _read_key(source: YamlText, name: str, value: Any, problems: list[Problem]) -> dict[str, Any]:
    key = KEYS.get(name)
    if key is None:
        said = _unknown_key(name, KEYS)
        hint = "" if "did you mean" in said else "; `planner schema profile` lists those that there are"
        problems.append(source.problem((name,), said + hint, key=True))
        return {}
    if value is None or (isinstance(value, str) and value.strip().lower() in _UNKNOWN):
        return {}
    if name in ("name", "id"):
        value = source.written.get((name,), value)  # An id such as 12.50 is no number.
    try:
        return {name: key.parse(value)}
    except Wrong as wrong:
        text = str(wrong)
        label = f"{name} " if text.startswith(("is ", "has ")) else f"{name}: "
        problems.append(source.problem((name, *wrong.path), label + text))
        return {}


def contradictions(found: Mapping[str, Any], *, lenient: bool = False) -> Iterable[tuple[Path, str]]:
    """Yield each pair of facts that exclude each other, both named."""
    state = found.get("pregnancy")
    if isinstance(state, Pregnancy) and state.pregnant:
        if found.get("sex") == "male":
            yield ("pregnancy",), "sex is male and pregnancy is given; correct the one that is wrong"
        if not lenient and state.weeks is not None and state.trimester is not None:
            low, high = TRIMESTERS[state.trimester]
            if not low <= state.weeks <= high:
                span = f"trimester {state.trimester} is weeks {low} to {high}"
                said = f"{state.weeks} weeks and trimester {state.trimester} disagree"
                yield ("pregnancy",), f"{said} ({span}); correct the one that is wrong"
    if found.get("sex") == "male" and found.get("breastfeeding") is True:
        yield ("breastfeeding",), "sex is male and breastfeeding is yes; correct the one that is wrong"
    if found.get("sex") == "male" and found.get("born_weeks_ago") is not None:
        yield ("born_weeks_ago",), "sex is male and born_weeks_ago is given; correct the one that is wrong"


def unknown_keys(answers: Answers) -> tuple[str, ...]:
    """Return the keys that nobody answered and that a plan would use."""
    printed_only = {"name", "id", "country", "language", "paper", "large_print", "cramps", "limits", "born_weeks_ago"}
    return tuple(name for name, value in structs.asdict(answers).items() if value is None and name not in printed_only)
