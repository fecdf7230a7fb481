"""What a text must hold for a way to write a value, so that most ways are not looked for, and hides none."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest
from conftest import CONTENT, START
from reading import gate

from planner.lexicon.patterns import any_of, compiled
from planner.recognition.quantities import dates, measures
from planner.recognition.quantities.calendar import AsOf
from planner.recognition.quantities.repeated import named_again
from planner.recognition.quantities.values import NAMES_A_STAGE, VALUE_PATTERNS, Given, ValueReader
from planner.recognition.tokens import prepare

NAMES = CONTENT.names
GIVEN = Given(NAMES, AsOf(START))
WRITTEN = [prepare(entry["words"], NAMES.words) for _, entry in gate.entries() if "words" in entry]
MORE = [
    "oct 12",
    "since 12oct2020",
    "12thoct 2020",
    "31/40",
    "g2p1 31+2",
    "t3 pregnant",
    "8/52",
    "few hours ago",
    "on the 10th",
    "in 2019",
    "3 weeks post op",
    "bp 190/110 in 2019, 130/80",
    "bp 150 over 95",
    "k+ 5.9",
    "97 % ra",
    "sats 89%, target 88-92%",
    "192/118",
]
STAGES = ["ckd 3b", "ckd:4", "nyha iii", "nyha class 2", "class iv", "stg 2", "grade 3", "stage 1-2"]


def _read(text: str, ways: Iterable[tuple[re.Pattern[str], ValueReader]]) -> list[object]:
    found = ((read, match) for pattern, read in ways for match in pattern.finditer(text))
    return [value for read, match in found if (value := read(match, GIVEN)) is not None]


def test_no_way_to_write_a_time_is_missed_where_one_is_looked_for() -> None:
    found = 0
    for text in (*WRITTEN, *MORE):
        looked_for = list(dates.times_in(text, NAMES))
        if looked_for:
            every = [(compiled(pattern), read) for _, pattern, read in dates._time_patterns(NAMES)]
            read = _read(text, looked_for)
            assert read == _read(text, every), text
            found += len(read)
    assert found > 100


def test_no_way_to_write_a_value_of_a_test_is_missed() -> None:
    found = 0
    for text in (*WRITTEN, *MORE):
        every = [(compiled(pattern), read) for _, pattern, read in measures._measure_patterns(NAMES)]
        read = _read(named_again(text, NAMES), measures.measures_in(named_again(text, NAMES), NAMES))
        assert read == _read(named_again(text, NAMES), every), text
        found += len(read)
    assert found > 100


def test_no_stage_is_missed() -> None:
    staged = [text for text in (*WRITTEN, *STAGES) if _read(text, VALUE_PATTERNS)]
    assert len(staged) > 20
    assert [text for text in staged if not NAMES_A_STAGE.search(text)] == []


@pytest.mark.parametrize(
    ("words", "text", "matched"),
    [
        (("week", "weeks", "weekly"), "weekly", "weekly"),
        (("week", "weekly"), "weeks", "week"),
        (("op", "post op"), "post op", "post op"),
        (("n.o.s", "nos"), "nxoxs", None),
        (("a", "b"), "c", None),
        (("w/", "w/o"), "w/o", "w/o"),
    ],
)
def test_of_words_that_begin_alike_the_longest_is_found(words: tuple[str, ...], text: str, matched: str | None) -> None:
    found = re.match(any_of(words), text)
    assert (found and found[0]) == matched


def test_a_shorter_word_is_found_where_the_longer_one_does_not_end() -> None:
    found = re.match(rf"(?:{any_of(('pre', 'pre diabetes'))})\b", "pre diabetesx")
    assert found is not None
    assert found[0] == "pre"
