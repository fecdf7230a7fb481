"""The letters of a list come out as they went in, however a spreadsheet wrote them."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lists import cells, opened

from planner.errors import ProfileError, UsageError

pytestmark = pytest.mark.usefixtures("here")
PEOPLE = "id,name,age\nW-1,Zoë Müller,67\nW-2,José Núñez,55\nW-3,Renée d\u2019Aubigné,44\n"
NAMES = ["Zoë Müller", "José Núñez", "Renée d\u2019Aubigné"]


@pytest.mark.parametrize(
    ("codec", "told"),
    [
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("utf-16", "encoding UTF-16 LE"),
        ("utf-16-le", "encoding UTF-16 LE"),
        ("utf-16-be", "encoding UTF-16 BE"),
        ("utf-32", "encoding UTF-32"),
        ("cp1252", "encoding cp1252"),
        ("mac-roman", "encoding Mac Roman"),
    ],
)
def test_each_usual_encoding_is_found_out_and_told(codec: str, told: str) -> None:
    source = opened(PEOPLE.encode(codec))
    assert [row["name"] for row in cells(source)] == NAMES
    assert source.taken == told


def test_an_encoding_that_is_asked_for_is_taken() -> None:
    greek = "id,name,age\nG-1,Ελένη,67\n".encode("iso8859-7")
    assert [row["name"] for row in cells(opened(greek, encoding="iso8859-7"))] == ["Ελένη"]
    assert [row["name"] for row in cells(opened(PEOPLE.encode("cp1252"), encoding="ANSI"))] == NAMES


@pytest.mark.parametrize("name", ["runes", "hex", "idna", "", "rot13", "utf-8\0", "utf-7", "unicode_escape"])
def test_what_is_no_encoding_of_a_list_is_told_with_the_usual_ones(name: str) -> None:
    with pytest.raises(UsageError, match="no such encoding; usual ones are utf-8, utf-16, cp1252"):
        opened(PEOPLE, encoding=name)


def test_an_encoding_that_does_not_fit_is_told_with_the_place() -> None:
    with pytest.raises(ProfileError, match=r"list.csv: is not utf-8 text \(near byte 19\); leave --encoding out"):
        opened(PEOPLE.encode("cp1252"), encoding="utf-8")


def test_one_broken_letter_does_not_turn_the_others_into_something_else() -> None:
    broken = PEOPLE.encode().replace("Núñez".encode(), b"N\xfa\xf1ez")
    source = opened(broken)
    assert [row["name"] for row in cells(source)][::2] == NAMES[::2]
    notes = {row.line: row.note for row in source.rows()}
    assert (notes[2], notes[4]) == ("", "")
    assert "some letters of this row could not be read" in notes[3]
    assert "encoding UTF-8 with faults" in source.taken


def test_a_byte_that_no_letter_of_windows_has_costs_a_note_and_no_list() -> None:
    source = opened(b"id,name,age\nA,Zo\xeb M\xfcller,67\nB,Jo\xe3o \x81,55\n")
    assert [bool(row.note) for row in source.rows()] == [False, True]
    assert "cp1252" in source.taken


def test_an_old_mac_ends_its_lines_its_own_way() -> None:
    source = opened(PEOPLE.replace("\n", "\r").encode("mac-roman"))
    assert [row["name"] for row in cells(source)] == NAMES
    assert [row.line for row in source.rows()] == [2, 3, 4]


@pytest.mark.parametrize("name", ["José", "Björk", "Müller", "Núñez", "Françoise", "Zoë", "Großmann"])
@pytest.mark.parametrize(("codec", "told"), [("cp1252", "cp1252"), ("mac-roman", "Mac Roman")])
def test_one_letter_with_an_accent_tells_windows_and_mac_apart(name: str, codec: str, told: str) -> None:
    source = opened(f"id,name,age\nA,{name},67\n".encode(codec))
    assert (cells(source)[0]["name"], source.taken) == (name, f"encoding {told}")


def test_a_name_that_begins_with_a_slavic_letter_makes_no_mac() -> None:
    assert cells(opened("id,name,age\nA,Šimek,67\n".encode("cp1252")))[0]["name"] == "Šimek"


# Each letter with an accent stands inside its word, where a sign of the other encoding cannot stand.
INSIDE = st.sampled_from(["Josée", "Müller", "Núñez", "François", "Hänsel", "KÄTHE"])


@given(
    names=st.lists(INSIDE, min_size=1, max_size=5),
    codec=st.sampled_from(["cp1252", "mac-roman"]),
    sign=st.sampled_from([",", ";", "\t", "|"]),
)
@settings(
    max_examples=60,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
def test_names_come_back_the_same_from_windows_and_from_a_mac(names: list[str], codec: str, sign: str) -> None:
    text = "\n".join(sign.join(cells_) for cells_ in [("Name", "Age"), *((name, "67") for name in names)])
    assert [row["name"] for row in cells(opened(text.encode(codec)))] == names


WORDS = st.text(alphabet="abcäéñß ", min_size=1, max_size=12).map(str.strip).filter(bool)


@given(
    names=st.lists(WORDS, min_size=1, max_size=5),
    codec=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"]),
    sign=st.sampled_from([",", ";", "\t", "|"]),
    shape=st.sampled_from([str.upper, str.title, str.lower, lambda word: f" {word} ", lambda word: f'"{word}"']),
    end=st.sampled_from(["\n", "\r\n"]),
)
@settings(
    max_examples=150,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
def test_a_list_comes_back_the_same_whatever_it_was_written_in(
    names: list[str], codec: str, sign: str, shape: object, end: str
) -> None:
    assert callable(shape)
    header = sign.join(map(str, map(shape, ("mrn", "patient name", "age"))))
    people = [f"{number}{sign}{name}{sign}{20 + number}" for number, name in enumerate(names)]
    source = opened(end.join([header, *people, ""]).encode(codec))
    assert cells(source) == [{"id": str(n), "name": name, "age": str(20 + n)} for n, name in enumerate(names)]
    assert [row.raw for row in source.rows()] == people
    assert source.head == header
