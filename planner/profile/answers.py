"""What a person, a file or a clinic's list said, key by key: read strictly, not yet interpreted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

from msgspec import Struct

from planner.errors import Problem, ProfileError
from planner.files.clock import today
from planner.files.places import Path, YamlText
from planner.model.sheet import Identity, SheetOptions
from planner.profile.ages import age_on
from planner.profile.keys import KEYS, flag_of, takes_many
from planner.profile.spellings import EMPTY, UNKNOWN
from planner.profile.values import TRIMESTERS, Cramps, Pregnancy, Wrong, contradicts_itself, unknown_key
from planner.profile.words import spelled

# What is printed and decides nothing: only the plainest words say that it is not known.
_PRINTED = ("name", "id")
# Each key that there is not is compared with all that there are.
_MOST_KEYS = 5_000
_NOT_KNOWN = ("unknown", "not known", "?")
# Of one value, what does not apply was not answered; a nought is a number and a no.
_NOT_ANSWERED = frozenset((*UNKNOWN, *EMPTY, "n/a", "na", "n.a", "not applicable")) - {"0", "/", "."}


class Answers(Struct, frozen=True, kw_only=True):
    """The keys of a profile that may decide something, as given; None is unknown, an empty tuple says none."""

    age: int
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
    dislikes: tuple[str, ...] | None = None
    limits: tuple[tuple[str, str], ...] | None = None
    exercise_level: str | None = None
    sleep_position: str | None = None
    daily_posture: str | None = None
    cramps: Cramps = Cramps()
    heat: bool | None = None
    country: str | None = None
    # The lists that say none and name something all the same: what they name counts.
    none_and_more: tuple[str, ...] = ()
    # The lists that name something and do not claim to name all: what else there is stays unknown.
    incomplete: tuple[str, ...] = ()
    # The day that the age was counted to, where a birth date gave it; the birth date itself is not kept.
    as_of: str = ""


class Person(Struct, frozen=True):
    """One person as read: the answers and, apart from them, what is asked for of the sheet and whom it is for."""

    answers: Answers
    options: SheetOptions = SheetOptions()
    identity: Identity = Identity()


def read_answers(
    source: YamlText,
    overlay: Mapping[str, Any] | None = None,
    *,
    lenient: bool = False,
    as_of: date | None = None,
    incomplete: tuple[str, ...] = (),
) -> Person:
    """Return the person of a file with the values of flags on top, or raise one ProfileError with every problem.

    `lenient` is for lists of many people: weeks that disagree with the trimester are kept for the stricter reading.
    `as_of` is the day to which a birth date is counted, by default today. `incomplete` names lists of the file that do
    not claim to be whole; one that a flag gives is.
    """
    problems = list(source.problems)
    data = source.data if isinstance(source.data, dict) else {}
    if source.data is not None and not isinstance(source.data, dict):
        problems.append(source.problem((), "expected keys and values, such as 'age: 67'"))
    if len(data) > _MOST_KEYS:
        said = f"names {len(data):,} keys; a profile has {len(KEYS)}: `planner schema profile` lists them"
        raise ProfileError.from_problems([*problems, source.problem((), said)])
    found: dict[str, Any] = {}
    flags = overlay or {}
    for name, value in data.items():
        found.update(_read_key(source, name, value, problems))
    # A flag wins over the file, also an age over the other way to say it.
    found = {name: value for name, value in found.items() if not (name in _AGES and flags.keys() & set(_AGES))}
    for name, value in flags.items():
        found.update(_read_key(YamlText(flag_of(name), None, {}), name, value, problems))
    if not source.problems:
        problems += [source.problem(path, text) for path, text in _missing(found, problems, lenient=lenient)]
    problems += [source.problem(path, text) for path, text in contradictions(found, lenient=lenient)]
    problems += [source.problem(("birth_date",), f"birth_date {text}") for text in _count_age(found, as_of)]
    if problems:
        raise ProfileError.from_problems(problems)
    mixed = tuple(name for name, value in {**data, **flags}.items() if _is_mixed(name, value))
    options, identity = _taken(found, SheetOptions), _taken(found, Identity)
    partly = tuple(name for name in incomplete if name not in flags)
    return Person(Answers(**found, none_and_more=mixed, incomplete=partly), options, identity)


_Part = TypeVar("_Part", SheetOptions, Identity)


def _taken(found: dict[str, Any], part: type[_Part]) -> _Part:
    """Take the keys of one part out of what was found, and return them as that part."""
    return part(**{name: found.pop(name) for name in part.__struct_fields__ if name in found})


_AGES = ("age", "birth_date")


def _count_age(found: dict[str, Any], as_of: date | None) -> Iterable[str]:
    """Put the age of a birth date in its place; yield what is wrong with it."""
    born = found.pop("birth_date", None)
    if born is None:
        return
    day = as_of or today()
    try:
        years = age_on(born, day)
    except Wrong as wrong:
        yield str(wrong)
        return
    if found.setdefault("age", years) != years:
        yield f"gives another age on {day} than the key age says; correct the one that is wrong"
    found["as_of"] = day.isoformat()


def _is_mixed(name: str, value: Any) -> bool:
    return takes_many(name) and name != "limits" and value is not None and contradicts_itself(name, value)


def _missing(found: Mapping[str, Any], problems: list[Problem], *, lenient: bool) -> Iterable[tuple[Path, str]]:
    told = any(problem.key in _AGES or any(f"'{key}'" in problem.text for key in _AGES) for problem in problems)
    if not found.keys() & set(_AGES) and not told:
        what_to_do = (
            "fill the column 'age', or the birth date of a record"
            if lenient
            else "add a line such as 'age: 67' (or --age 67)"
        )
        yield ("age",), f"the age is missing; {what_to_do}"


def _read_key(source: YamlText, name: str, value: Any, problems: list[Problem]) -> dict[str, Any]:
    key = KEYS.get(name)
    if key is None:
        said = unknown_key(name, KEYS)
        hint = "" if "did you mean" in said else "; `planner schema profile` lists those that there are"
        problems.append(source.problem((name,), said + hint, key=True))
        return {}
    if value is None or not_answered(name, value):
        return {}
    if name in _PRINTED:
        value = source.written.get((name,), value)  # An id such as 12.50 is no number.
    try:
        read = key.parse(value)
    except Wrong as wrong:
        text = str(wrong)
        label = f"{name} " if text.startswith(("is ", "has ")) else f"{name}: "
        problems.append(source.problem((name, *wrong.path), label + text))
        return {}
    return {} if read is None else {name: read}


def not_answered(name: str, value: Any) -> bool:
    """Return whether one value says that nobody knows; a list in a person's own words is read entry by entry."""
    if not isinstance(value, str):
        return False
    if name in _PRINTED:
        return value.strip().lower() in _NOT_KNOWN
    if takes_many(name):
        return not value.strip()
    return spelled(value) in _NOT_ANSWERED or (name == "sex" and spelled(value) == "u")


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


def is_whole(key: str, answers: Answers) -> bool:
    """Return whether a list was given, and claims to name all that there is."""
    return getattr(answers, key) is not None and key not in answers.incomplete


def unknown_keys(answers: Answers) -> tuple[str, ...]:
    """Return the keys that nobody answered and that a plan would use."""
    incomplete = answers.incomplete
    return tuple([name for name in _MISSED if getattr(answers, name) is None or name in incomplete])


_NOT_MISSED = ("country", "cramps", "limits", "born_weeks_ago", "dislikes")
_MISSED = tuple(name for name in Answers.__struct_fields__ if name not in _NOT_MISSED)
