"""The columns of a list: which key each means, by its own name, a usual other one, or what somebody says of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from msgspec import Struct, convert

from planner.errors import ProfileError, did_you_mean
from planner.files.inputs import read_at_most
from planner.files.yaml import MAX_BYTES, read_yaml
from planner.profile.keys import KEYS, takes_many
from planner.profile.values import Wrong
from planner.profile.words import excerpt, in_words

# What a column may hold beside the keys of a profile.
BESIDE = ("first_name", "last_name", "start")
LEFT_OUT = "-"
# No list of people has more; looking for what each could mean takes its time.
MOST_COLUMNS = 1_000
AGES = ("age", "birth_date")
# Of these a second column takes nothing away: the first that there is counts, and the other is named as ignored.
_PRINTED = ("id", "name", *BESIDE, "language", "paper", "large_print", "bedtime")
# A word this long that is so near a name is a slip of the key, and no other column.
_SLIP, _LONG = 0.85, 6
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NUMBERED = re.compile(r"(.*\D) ?[0-9]{1,2}")


class Words(Struct, frozen=True):
    """What other lists call our columns, and in which countries the numbers of a date have one order."""

    before: tuple[str, ...]
    names: dict[str, dict[str, tuple[str, ...]]]
    date_orders: dict[str, tuple[str, ...]]


class ListColumn(Struct, frozen=True):
    """One column: its name as it stands, the key that it means ("" for none), and how one knows."""

    written: str
    key: str = ""
    asked: bool = False  # somebody said what it means
    numbered: bool = False  # one of several, such as "Medication 2"


class ListColumns(Struct, frozen=True):
    """The columns of a list, in their order, and what is wrong with them, each with its number; 0 is no one column."""

    columns: tuple[ListColumn, ...]
    problems: tuple[tuple[int, str], ...] = ()

    def keys(self) -> list[str]:
        """Return the key of each column, of one that is left out nothing."""
        return [column.key for column in self.columns]

    def taken(self) -> list[str]:
        """Return what was taken for what, and which columns count for nothing."""
        named = [f"'{_shown(one)}' as {one.key}" for one in self.columns if one.key and not _is_plain(one)]
        ignored = [_shown(one) for one in self.columns if one.written.strip() and not one.key]
        return [*named, f"ignored: {', '.join(ignored)}"] if ignored else named


@cache
def words() -> Words:
    """Return what other lists call our columns."""
    file = Path(__file__).with_name("columns.yaml")
    return convert(read_yaml(file.read_bytes(), file.name).data, Words)


def typed(name: str) -> str:
    """Return the name of a column without what differs from list to list: capitals, accents, stops, hyphens, spaces."""
    parts = unicodedata.normalize("NFKD", _CAMEL.sub(" ", name[:200]).casefold())
    letters = "".join(" " if part == "_" else part for part in parts if not unicodedata.combining(part))
    # A name of signs alone, such as "%", is itself.
    return " ".join(re.sub(r"\W+", " ", letters).split()) or name.strip().casefold()


@cache
def _names() -> dict[str, str]:
    """Return the key of each name that a column may have."""
    own = {typed(name): key for key, entry in KEYS.items() for name in (key, entry.one or key)}
    others = {
        typed(name): key for key, languages in words().names.items() for names in languages.values() for name in names
    }
    return {**others, **{typed(key): key for key in BESIDE}, **own}


@cache
def _before() -> tuple[str, ...]:
    return tuple(f"{typed(word)} " for word in words().before)


def key_asked(word: str) -> str:
    """Return the key that somebody says a column means, LEFT_OUT for none; raise Wrong if there is no such key."""
    if word.strip().lower() in ("", LEFT_OUT, "ignore", "none"):
        return LEFT_OUT
    key = _names().get(typed(word))
    if key is None:
        keys = (*KEYS, *BESIDE)
        raise Wrong(f"there is no such key{did_you_mean(word, keys)} (keys: {', '.join(keys)}; or - to leave it out)")
    return key


def columns_in(file: Path) -> dict[str, str]:
    """Return what a file says of columns, name by name; raise ProfileError with everything that is wrong with it."""
    text = read_yaml(read_at_most(file, MAX_BYTES), str(file))
    found, problems = {}, list(text.problems)
    if not isinstance(text.data, dict) and not problems:
        problems.append(text.problem((), "expected a line `column: key` for each column, such as 'Pat. Alter: age'"))
    for name, key in text.data.items() if isinstance(text.data, dict) else ():
        try:
            found[str(name)] = key_asked(in_words(key))
        except Wrong as wrong:
            problems.append(text.problem((name,), str(wrong)))
    if problems:
        raise ProfileError.from_problems(problems)
    return found


def columns_of(header: Sequence[str], asked: Mapping[str, str], *, of_all: bool = True) -> ListColumns:
    """Return what the columns of a header mean; `asked` gives names of columns their keys, LEFT_OUT for none.

    Where not every row has them (`of_all`), several may mean one key.
    """
    said = {typed(name): key for name, key in asked.items()}
    found = [_column(name, said) for name in header]
    while found and not found[-1].written.strip():
        found.pop()
    columns = _without_doubles(found) if of_all else found
    doubles = _doubles(columns) if of_all else ()
    return ListColumns(tuple(columns), (*_not_there(columns, said), *doubles, *_lacking(columns)))


def known(header: Sequence[str], asked: Mapping[str, str]) -> int:
    """Return how many different keys the cells of a line name."""
    said = {typed(name): key for name, key in asked.items()}
    return len({column.key for name in header[:MOST_COLUMNS] if (column := _column(name, said)).key or column.asked})


def tells_an_age(header: Sequence[str], asked: Mapping[str, str]) -> bool:
    """Return whether one of the columns of a header tells how old somebody is."""
    said = {typed(name): key for name, key in asked.items()}
    return any(_column(name, said).key in AGES for name in header[:MOST_COLUMNS])


def _column(name: str, said: Mapping[str, str]) -> ListColumn:
    word = typed(name)
    if word and word in said:
        key = said[word]
        return ListColumn(name, "" if key == LEFT_OUT else key, asked=True)
    for form in (word, *(word.removeprefix(before) for before in _before() if word.startswith(before))):
        if form in _names():
            return ListColumn(name, _names()[form])
        numbered = _NUMBERED.fullmatch(form)
        many = _names().get(numbered[1].strip(), "") if numbered else ""
        if _is_list(many):
            return ListColumn(name, many, numbered=True)
    return ListColumn(name)


def _without_doubles(found: list[ListColumn]) -> list[ListColumn]:
    """Return the columns; what somebody said of one, and the first of what is only printed, leave the others out."""
    asked = {column.key for column in found if column.asked}
    seen: set[str] = set()
    columns = []
    for column in found:
        double = column.key in asked and not column.asked and not _is_list(column.key)
        if double or (column.key in _PRINTED and column.key in seen):
            columns.append(ListColumn(column.written))
        else:
            columns.append(column)
            seen.add(column.key)
    if {"first_name", "last_name"} <= seen:
        return [ListColumn(one.written) if one.key == "name" else one for one in columns]
    # Of "Name, Vorname" the one is the family name.
    return columns


def _not_there(columns: Sequence[ListColumn], said: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    for name in said:
        if name not in {typed(column.written) for column in columns}:
            yield 0, f"there is no column '{excerpt(name)}', which --map names; write it as the header has it"


def _doubles(columns: Sequence[ListColumn]) -> Iterator[tuple[int, str]]:
    for key in dict.fromkeys(column.key for column in columns if column.key):
        same = [column for column in columns if column.key == key]
        if len(same) > 1 and not _is_list(key):
            named = " and ".join(f"'{_shown(column)}'" for column in same)
            how = f'leave one out with --map "{_shown(same[-1])}={LEFT_OUT}"'
            yield 0, f"the column '{key}' stands twice, as {named}; keep one of them, or {how}"


def _lacking(columns: Sequence[ListColumn]) -> Iterator[tuple[int, str]]:
    """Yield that there is no age, and which columns seem to be a slip of one that is not there."""
    given = {column.key for column in columns}
    lacking = not {*AGES} & given
    if lacking:
        yield 0, "the column 'age' is missing; add it and fill it for everybody, or say which it is with --map"
    for number, column in enumerate(columns, start=1):
        slip = _slip(column, given, shortest=0 if lacking else _LONG)
        if slip:
            shown = _shown(column)
            said_of = f"the {ordinal(number)} column, '{shown}', is no key of a profile; did you mean '{slip}'?"
            yield (
                number,
                f'{said_of} Correct it, or add --map "{shown}={slip}" (or "{shown}={LEFT_OUT}" to leave it out)',
            )


def _is_list(key: str) -> bool:
    """Return whether several columns of a key are one list: what any of them names counts."""
    return key in KEYS and takes_many(key)


def _slip(column: ListColumn, given: set[str], shortest: int) -> str:
    """Return the key that no column gives and whose name this one is a slip of, or nothing."""
    word = typed(column.written)
    if column.key or column.asked or not shortest <= len(word) <= 40:
        return ""
    given = given | {*AGES} if given & {*AGES} else given
    names = [name for name, key in _names().items() if key not in given and abs(len(name) - len(word)) <= 2]
    near = get_close_matches(word, names, n=1, cutoff=_SLIP)
    return _names()[near[0]] if near else ""


def _shown(column: ListColumn) -> str:
    text = excerpt(column.written)
    return text if len(text) <= 40 else f"{text[:39]}…"


def _is_plain(column: ListColumn) -> bool:
    key = KEYS.get(column.key)
    return typed(column.written) in (typed(column.key), typed(key.one) if key else "")


def ordinal(number: int) -> str:
    """Return 1st, 2nd, 3rd and so on."""
    last = 0 if number % 100 in (11, 12, 13) else number % 10
    return f"{number}{_ENDINGS.get(last, 'th')}"


_ENDINGS = {1: "st", 2: "nd", 3: "rd"}
