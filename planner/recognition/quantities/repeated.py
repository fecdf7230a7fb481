"""A test that is named once and has several values: its name is put before each of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from planner.lexicon.folding import plain
from planner.lexicon.names import Names
from planner.lexicon.patterns import any_of
from planner.recognition.tokens import plain_words

LONGEST_GAP = 30  # Between the name of a pair and its first number, whatever stands there.
MOST_VALUES = 3  # Of one test behind its name.
LONGEST_VALUE = 60  # Letters of the test and the value that may stand before another test.
# A further value, or a later one, stands apart from the one before it.
TWO_NUMBERS = re.compile(r"\d\.*[^\d.]\D*\d")


@lru_cache(maxsize=4)
def _again(names: Names) -> tuple[re.Pattern[str], ...]:
    """Return what finds, behind a test, one more number that is its value: "K 5.7 and 4.4", "low K, now 4.2"."""
    test = rf"\b(?P<test>{any_plain(name for one in names.measures if not one.pair for name in one.names)})\b\+{{0,2}}"
    number = r"(?!(?:19|20)\d\d\b)\d{1,4}(?:\.\d{1,2})?(?=\s*(?:[,;)&]|\.\s|\.?\Z|(?:and|then)\b))"
    newest, sides = any_plain(names.words.raw.newest), rf"(?:{any_plain(names.words.raw.sides)})"
    decimal = r"\d{1,4}(?:\.\d{1,2})?"
    dated = any_plain((*names.words.raw.newest, *names.words.raw.moments, *names.words.raw.months, "last year"))
    # Behind a further value stands its own date, or nothing.
    ends = rf"[,;)&]|\.\s|\.?\Z|(?:and|then)\b|\(?(?:in |on )?(?:{dated}|(?:19|20)\d\d)\b"
    further = rf"(?!(?:19|20)\d\d\b){decimal}(?=\s*(?:{ends}))"
    year = r"(?:\((?:\w+ )?(?:19|20)\d\d\)|(?:in )?(?:\w+ )?(?:19|20)\d\d\b)"
    return (
        re.compile(rf"{test} ?{decimal} ?\(?(?:{year}|(?:in |on )?(?:{dated}))\)?(?:,| and| then)+ (?={further})"),
        re.compile(rf"{test} ?\d+(?:\.\d+)? ?(?:(?:and|then|&)|,(?= \d+\.\d))(?: then)? (?={further})"),
        # "eGFR was 55 last year, 24 now"
        re.compile(rf"{test}[^;:]{{0,{LONGEST_VALUE}}}?, ?(?={decimal} (?:{newest})\b)"),
        # Of two sides: "ABPI R 0.62, L 0.9".
        re.compile(
            rf"{test}[ :=]{{0,2}}(?:{sides} )?{decimal}(?: (?:{sides}))?[ ,/]{{1,3}}(?:and )?"
            rf"(?=(?:{sides}) {decimal}|{decimal} (?:{sides})\b)"
        ),
        re.compile(rf"{test}[^;:]{{0,{LONGEST_VALUE}}}?,? (?:{newest})(?: at| is)? (?={number})"),
    )


def named_again(text: str, names: Names) -> str:
    """Return a text that names a test once more before each further value of it."""
    if not names.measures:
        return text
    text = _glued(names).sub(lambda match: f"{match[0]} ", text)
    a_test, newest = looked_for(names)
    named, several = a_test.search(text), TWO_NUMBERS.search(text)
    if named and (several or newest.search(text)):
        for pattern in _again(names):
            text = _each(pattern, lambda match: f"{match[0]}{match['test']} ", text)
    if not several:
        return text
    pairs = _pair_again(names)
    if pairs is not None:
        text = pairs.sub(lambda match: match[0] + _named_pair(match, names), text)
    for pattern in _changes(names) if named else ():
        text = _each(pattern, lambda match: f"{match['test']} ", text)
    return text


def _each(pattern: re.Pattern[str], put: Callable[[re.Match[str]], str], text: str) -> str:
    """Return a text in which something is put in the place of each match, and of what matches then."""
    for _ in range(MOST_VALUES):
        text, count = pattern.subn(put, text)
        if not count:
            break
    return text


@lru_cache(maxsize=4)
def looked_for(names: Names) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what finds the name of a test of one number, and what makes a value the newest."""
    tests = any_plain(name for one in names.measures if not one.pair for name in one.names)
    # A name may end in a sign.
    return re.compile(rf"(?:\b|(?<!\w))(?:{tests})(?:\b|(?!\w))"), re.compile(any_plain(names.words.raw.newest))


@lru_cache(maxsize=4)
def _glued(names: Names) -> re.Pattern[str]:
    """Return what finds the name of a test right before its number: "K6.1", "BP190/125"; "K2" is a vitamin."""
    glued = names.words.raw.glued_to_a_value
    one, more = (any_plain(word for word in glued if (len(word) == 1) is single) for single in (True, False))
    # "K21.9" is a code.
    return re.compile(rf"(?<![\w/])((?:{one})(?=\d\.\d)|(?:{more})(?=\d+\.\d|\d{{2}}))")


@lru_cache(maxsize=4)
def _pair_again(names: Names) -> re.Pattern[str] | None:
    """Return what finds one more pair of numbers behind a pair, with its date between: "BP 190/110 in 2019, 130/80"."""
    pairs = any_plain(name for one in names.measures if one.pair for name in one.names)
    # No day of a month is 30 or more of it.
    further = r"(?=(?:\d{3}|[6-9]\d) ?/ ?(?:\d{3}|[3-9]\d)\b)"
    gap = r"(?P<gap>[^\d;]{0,30}(?:(?:19|20)\d\d\b[^\d;]{0,30})?)"
    written = rf"\b(?P<test>{pairs})\b[^\d]{{0,{LONGEST_GAP}}}\d{{2,3}} ?/ ?\d{{2,3}}\b{gap}(?<=[ ,(]){further}"
    return re.compile(written) if pairs else None


def _named_pair(match: re.Match[str], names: Names) -> str:
    """Return the name before one more pair of numbers; none before one that somebody aims at."""
    aimed_at = not set(plain_words(match["gap"], names.words)).isdisjoint(names.words.raw.aims)
    return "" if aimed_at else f"{match['test']} "


@lru_cache(maxsize=4)
def _changes(names: Names) -> tuple[re.Pattern[str], ...]:
    """Return what finds a test with an earlier value, up to where the later one stands: "K 5.0 -> 6.2"."""
    raw = names.words.raw
    test = rf"\b(?P<test>{any_plain(name for one in names.measures if not one.pair for name in one.names)})\b\+{{0,2}}"
    number = r"\d{1,4}(?:\.\d{1,2})?"
    later = rf"(?={number}(?![\w/-]|\.\d))"
    verbs = rf"(?:{any_plain(raw.has_changed)})"
    unit = any_plain(name for one in names.measures for unit in one.units for name in unit.names)
    return (
        re.compile(rf"{test} ?[:=]? ?{number}(?: ?(?:{unit}))? ?(?:-+>|=>|>+|\u2192|\u21d2|\u27f6) ?{later}"),
        re.compile(
            rf"{test}(?: {verbs}){{0,3}} from {number}(?: ?(?:{unit}))?(?: (?:in |on )?\(?(?:19|20)\d\d\)?)?"
            rf" (?:down |up )?to (?:about |around |only )?{later}"
        ),
    )


def any_plain(words: Iterable[str]) -> str:
    """Return a pattern of any of some words, however they are written."""
    return any_of(map(plain, words))
