"""Signs, marks and junk: text of a person never passes for what the reader found out itself."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from recognised import ids

from planner import load_content
from planner.lexicon.names import Names
from planner.recognition.reading import read_entry, read_medicine_entry

MARKS = ["ago=12", "lasting=3", "months=7", "when=2025", "measure=1", "x=1.2.3", "dvt.=1"]


@pytest.mark.parametrize("mark", MARKS)
def test_what_looks_like_a_mark_of_the_reader_is_text(names: Names, mark: str) -> None:
    reading = read_entry(f"gout {mark}", names, "conditions")
    assert reading.leftover
    gout = next(finding for finding in reading.findings if finding.id == "gout")
    assert (gout.near_miss, gout.weeks_ago, gout.status) == (True, None, "current")


@pytest.mark.parametrize("text", ["dvt=1", "high blood pressure, dvt=1", "x=dvt", "===dvt===", "gout;dvt=0"])
def test_a_clot_glued_to_a_number_is_a_clot(names: Names, text: str) -> None:
    assert "blood-clot" in ids(read_entry(text, names, "conditions").findings)
    assert read_entry(text, names, "conditions").leftover


@pytest.mark.parametrize("sign", ["↑", "±", "♀", "🙂"])
def test_a_sign_that_may_say_something_is_not_dropped(names: Names, sign: str) -> None:
    assert read_entry(f"gout {sign}", names, "conditions").leftover


def test_dashes_and_quotation_marks_make_no_difference(names: Names) -> None:
    for text in ('"gout"', "- gout", "* gout!", "gout – mild", "“gout”"):  # noqa: RUF001 - as people paste it
        assert not read_entry(text, names, "conditions").leftover, text


DOTTED = [
    ("D.V.T.", "blood-clot"),
    ("d.v.t", "blood-clot"),
    ("had gout. D.V.T. last week", "blood-clot"),
    ("C.K.D. 4", None),
]


@pytest.mark.parametrize(("text", "id_"), DOTTED)
def test_letters_with_stops_are_one_word(names: Names, text: str, id_: str | None) -> None:
    reading = read_entry(text, names, "conditions")
    assert (id_ or "chronic-kidney-disease") in ids(reading.findings)
    assert not reading.leftover


LOOK_ALIKES = [
    ("str\u043eke", "stroke"),
    ("\u0421KD 5", "chronic-kidney-disease"),
    ("\u041a 6.1", "high-potassium"),
    ("\u0395\u039a\u039a", None),
    ("\u0440\u0430\u043a", None),
    ("\u0431\u043e\u043b\u044c", None),
    ("\u03b2", None),
]


@pytest.mark.parametrize(("text", "id_"), LOOK_ALIKES)
def test_letters_that_only_look_foreign_are_read_and_foreign_words_are_not(
    names: Names, text: str, id_: str | None
) -> None:
    reading = read_entry(text, names, "conditions")
    assert ids(reading.findings) == ({id_} if id_ else set())
    assert reading.leftover == (id_ is None)


def test_hyphens_and_spaces_of_word_processors_make_no_difference(names: Names) -> None:
    for hyphen in "\u2010\u2011\u2212\u2013":
        assert not read_entry(f"type{hyphen}2\u00a0diabetes\u200b", names, "conditions").leftover


_NAMES = sorted(
    name.split(" = ")[0].replace(" + ", " ")
    for concept in load_content().raw.concepts
    if concept.fact in ("conditions", "symptoms")
    for name in (concept.label, *concept.names)
)
_WORDS = sorted(
    {word for name in _NAMES for word in name.split()}
    | {"weeks", "ago", "stage", "trimester", "nyha", "no", "mother", "K"}
)
_NUMBERS = st.from_regex(r"[0-9]{1,4}([.,/][0-9]{0,3}){0,3}", fullmatch=True)
_SIGNS = st.text(alphabet="=.,:;/()[]+-%?<>!'\"&#*_ ", min_size=1, max_size=4)
_MIXED = st.lists(st.one_of(st.sampled_from(_WORDS), _NUMBERS, _SIGNS, st.just(" ")), max_size=14).map("".join)


@given(text=_MIXED, asked=st.sampled_from(["conditions", "allergies", "diet"]))
@settings(
    max_examples=400, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_entry_of_words_numbers_and_signs_raises(names: Names, text: str, asked: str) -> None:
    for finding in read_entry(text, names, asked).findings:
        assert finding.trimester in (None, 1, 2, 3)
        assert finding.weeks is None or 1 <= finding.weeks <= 42
    read_medicine_entry(text, names)


@given(
    first=st.sampled_from(_NAMES),
    second=st.sampled_from(_NAMES),
    number=_NUMBERS,
    shape=st.sampled_from(["{a}, {b}={n}", "{a}, x={b}", "{a}={b}", "{a}={n}, {b}", "{a}, {b}, x={n}", "{b}={n};{a}"]),
)
@settings(
    max_examples=400, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_junk_glued_by_a_sign_hides_nothing(names: Names, first: str, second: str, number: str, shape: str) -> None:
    reading = read_entry(shape.format(a=first, b=second, n=number), names, "conditions")
    alone = {(f.id, f.status) for text in (first, second) for f in read_entry(text, names, "conditions").findings}
    assert reading.leftover or alone <= {(f.id, f.status) for f in reading.findings}
