"""The form of the page is the registry of profile keys: no key, answer or word stands in one of them alone."""

from __future__ import annotations

import json
import re
import struct
import sys
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, cast

import pytest
from conftest import CONTENT, ROOT
from logos import png
from msgspec import structs

sys.path.append(str(ROOT / "web"))
sys.path.append(str(ROOT / "web" / "program"))

import build
import form
import in_page
import pack
import page_html as page

from planner.content.theme import load_theme
from planner.files.places import YamlText
from planner.interview import ASKED, applies
from planner.pipeline import SheetRequest, make_plan, read_record, rendered
from planner.profile.answers import read_answers, unknown_keys
from planner.profile.keys import KEYS
from planner.profile.values import Pregnancy


@cache
def _form() -> dict[str, Any]:
    return form.form()


QUESTIONS = {one["key"]: one for one in _form()["questions"]}


def test_the_form_asks_what_the_interview_asks_in_its_order() -> None:
    assert list(QUESTIONS) == list(ASKED)


@pytest.mark.parametrize("key", [key for key in ASKED if QUESTIONS[key]["options"]])
def test_every_answer_that_can_be_chosen_is_one_that_the_registry_reads(key: str) -> None:
    for option in QUESTIONS[key]["options"]:
        value = option["value"]
        shape = {"cramps": {"where": [value]}, "limits": {value: "limited"}}.get(key, value)
        assert KEYS[key].parse(shape) is not None


def test_a_key_without_words_stops_the_build() -> None:
    words = {key: {"answers": {}} for key in ASKED if key != "heat"} | {"shoe": {}}
    said = "\n".join(form._faults(words))
    assert "'heat' has no words" in said
    assert "'shoe' is no key" in said
    assert "'side' of 'sleep_position' has no name" in said


@pytest.mark.parametrize("key", ["pregnancy", "born_weeks_ago", "breastfeeding"])
@pytest.mark.parametrize("sex", ["", "female", "male"])
@pytest.mark.parametrize("pregnant", [None, False, True])
def test_the_form_asks_whom_the_interview_asks(key: str, sex: str, pregnant: bool | None) -> None:
    state = {None: "", False: "no", True: "yes"}[pregnant]
    spans = [one for one in _form()["only_for"][key] if (one["sex"], one["pregnancy"]) == (sex, state)]
    for age in (9, 11, 12, 30, 55, 56, 67):
        told: dict[str, Any] = {"age": age, **({"sex": sex} if sex else {})}
        told |= {} if pregnant is None else {"pregnancy": Pregnancy(pregnant=pregnant)}
        assert any(one["from"] <= age <= one["to"] for one in spans) == applies(key, told, CONTENT)


def test_every_word_is_used_and_every_word_that_is_used_is_there() -> None:
    words = _form()["words"]
    scripts = "\n".join(file.read_text("utf-8") for file in sorted(page.PAGE.glob("*.js")))
    scripts += (page.PAGE.parent / "page_html.py").read_text("utf-8")
    unused = [
        key
        for key in words
        if f'"{key}"' not in scripts and not key.startswith(("status-", "key-", "edition-", "reason-"))
    ]
    assert unused == []
    assert [key for key in re.findall(r'\bsay\("([\w-]+)"', scripts) if key not in words] == []


def test_each_reason_that_has_plainer_words_is_one_that_a_reader_gives() -> None:
    readers = "\n".join(file.read_text("utf-8") for file in sorted((ROOT / "planner" / "records").rglob("*.py")))
    plainer = [key.removeprefix("reason-") for key in _form()["words"] if key.startswith("reason-")]
    assert len(plainer) > 3
    assert [reason for reason in plainer if f'"{reason}"' not in readers] == []


def test_no_sentence_of_the_page_is_longer_than_twenty_words() -> None:
    told = [*_form()["words"].values()]
    told += [one[name] for one in QUESTIONS.values() for name in ("question", "help", "weeks") if name in one]
    sentences = [sentence for text in told for sentence in re.split(r"(?<=[.?!:])\s+", text)]
    assert [sentence for sentence in sentences if len(sentence.split()) > 20] == []


def test_what_is_written_into_the_page_is_read_again_and_holds_nothing_that_html_changes() -> None:
    data = struct.pack("<65536H", *range(65536)) + b"x"
    text = page.page_bytes(page.written(data)).decode("utf-16")
    assert not set("\0\r<") & set(text)
    read = re.sub("\x01(.)", lambda sign: chr(ord(sign[1]) ^ 0x8000), text, flags=re.DOTALL)
    assert b"".join(struct.pack("<H", ord(one)) for one in read) == data + b"\0"


def test_what_is_packed_comes_out_again() -> None:
    files = {"/a/b.txt": b"one", "/c": b"", "/ä": b"\x00\xff"}
    assert pack.unpacked(pack.packed(files)) == files


def test_the_words_of_the_page_cannot_end_its_script() -> None:
    made = page.document("", {**_form(), "words": {**_form()["words"], "title": "</script><script>alert(1)</script>"}})
    assert "alert(1)</script>" not in made


# --- the program behind the form, as it runs here too ---


def test_an_entry_is_told_as_read_near_partly_or_not_read() -> None:
    told = in_page.understand("medications", "furosemide 40 mg, amlodipine\nLipitoor 20 mg\nblorbacillin")
    assert [(one["given"], one["is"]) for one in told] == [
        ("furosemide 40 mg", "read"),
        ("amlodipine", "read"),
        ("Lipitoor 20 mg", "near"),
        ("blorbacillin", "unread"),
    ]
    assert told[2]["near"] == [{"name": "Lipitor", "plain": "atorvastatin", "becomes": "Lipitor 20 mg"}]


def test_what_is_denied_or_of_a_relative_is_told_with_it() -> None:
    told = in_page.understand("conditions", "no diabetes\nmother had gout")
    assert [one["read"][0]["status"] for one in told] == ["denied", "relative"]


def test_answers_are_saved_as_a_profile_and_opened_as_they_were(tmp_path: Path) -> None:
    given: dict[str, Any] = {
        "name": "Ana García",
        "age": 33,
        "sex": "female",
        "pregnancy": {"weeks": 30},
        "breastfeeding": "no",
        "medications": "furosemide 40 mg\nZocor",
        "conditions": "none",
        "limits": {"fluid": "1.5 L"},
        "cramps": {"where": ["calf", "back"], "nights_per_week": 3},
        "sleep_position": "back",
        "country": "GB",
        "large_print": "yes",
    }
    as_file = {**given, "medications": given["medications"].splitlines()}
    kept = {"id": "A-1: 24", "bedtime": "22:00"}
    saved = in_page.profile(given | kept, {})
    assert _opened(tmp_path, saved)["given"] == as_file | kept


def test_what_is_wrong_is_told_with_its_key() -> None:
    assert [one["key"] for one in in_page.check({"age": 670}, {})] == ["age"]
    assert in_page.check({"age": 67}, {}) == []
    assert in_page.sheet({"age": 40, "sex": "male", "pregnancy": "yes"}, {})["problems"][0]["key"] == "pregnancy"


def _opened(folder: Path, *files: bytes) -> dict[str, Any]:
    """Return what the page makes of files, as its worker puts them there."""
    paths = [folder / str(at) for at in range(len(files))]
    for path, data in zip(paths, files, strict=True):
        path.write_bytes(data)
    made = in_page.call("opened", json.dumps([list(map(str, paths))]))
    return cast("dict[str, Any]", json.loads(made))


def test_a_birth_date_becomes_an_age_and_what_no_question_asks_is_kept(tmp_path: Path) -> None:
    found = _opened(tmp_path, b"birth_date: 1950-01-01\nid: A-1\nbedtime: '22:00'\n")
    assert found["given"]["age"] >= 76
    assert (found["given"]["id"], found["given"]["bedtime"]) == ("A-1", "22:00")
    without_words = [name for name in (*in_page.NOT_ASKED, "birth_date") if f"key-{name}" not in _form()["words"]]
    assert without_words == []


ADA = (ROOT / "examples" / "records" / "ada.json").read_bytes()


def test_a_health_record_becomes_answers_each_told_as_it_is_understood(tmp_path: Path) -> None:
    found = _opened(tmp_path, ADA)
    assert found["given"]["medications"] == ["Simvastatin 20 MG Oral Tablet"]
    assert found["given"]["sex"] == "female"
    assert [one["is"] for one in found["entries"]["medications"]] == ["read"]
    assert found["left_out"] == [["refuted", 1]]


def test_a_record_in_the_page_gives_the_plan_of_the_command(tmp_path: Path) -> None:
    path = ROOT / "examples" / "records" / "ada.json"
    day = date(2026, 11, 23)
    person, _ = read_record(path, {}, CONTENT, day)
    request = SheetRequest(start=day, as_of=day)
    found = _opened(tmp_path, ADA)
    in_page.sheet(found["given"], {"partly": found["partly"], "start": day.isoformat()})
    assert in_page.file("pdf") == rendered(make_plan(person, CONTENT, request), CONTENT, "pdf")


def _record(**patient: Any) -> dict[str, Any]:
    held = {"resourceType": "Patient", "id": "p", "gender": "female", "birthDate": "1956-03-04", **patient}
    return {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": held}]}


@pytest.mark.parametrize(
    ("files", "why"),
    [
        ([json.dumps(_record(deceasedBoolean=True))], "dead"),
        ([json.dumps({"resourceType": "Bundle", "type": "collection", "entry": []})], "nobody"),
        ([json.dumps({**_record(), "entry": _record()["entry"] + _record(id="q")["entry"]})], "people"),
        (["age: 67", "age: 68"], "files"),
        (["%PDF-1.7 x"], "kind"),
        (["<html><body>x"], "kind"),
        (['{\n"resourceType": "Patient",\n "id": "p"}'], "kind"),
        (["age: 670"], "wrong"),
        (["\0\1\2"], "wrong"),
        (["- age: 3"], "wrong"),
        ([""], "wrong"),
        (['{"resourceType": "Bundle", "entry": [{"resource": {"resourceType": "Patient", "birthDate": 7}}]}'], "wrong"),
        (["<ClinicalDocument"], "wrong"),
    ],
)
def test_a_file_that_cannot_be_used_is_answered_with_the_reason(tmp_path: Path, files: list[str], why: str) -> None:
    found = _opened(tmp_path, *(one.encode() for one in files))
    assert found["refused"] == why
    assert bool(found.get("problems")) == (why == "wrong")


def test_a_record_that_tells_no_age_or_a_wrong_one_is_taken_without_it(tmp_path: Path) -> None:
    found = _opened(tmp_path, json.dumps(_record(birthDate="2999-01-01")).encode())
    assert "age" not in found["given"]
    assert [one["key"] for one in found["wrong"]] == ["birth_date"]


def test_what_a_list_that_is_not_whole_leaves_open_stays_open_in_sheet_and_file(tmp_path: Path) -> None:
    given = {"age": 67, "habits": ["smokes"]}
    in_page.sheet(given, {"partly": ["habits", "medications"]})
    assert "habits" in unknown_keys(in_page._made["plan"].profile.answers)
    again = _opened(tmp_path, in_page.profile(given, {"partly": ["habits"]}))
    assert again["given"]["habits"] == ["smokes", in_page.MORE]
    assert [one["is"] for one in again["entries"]["habits"]] == ["read", "unread"]
    assert (
        "habits"
        not in _opened(tmp_path, in_page.profile({"age": 67, "habits": ", ;"}, {"partly": ["habits"]}))["given"]
    )


def test_signs_alone_are_no_answer() -> None:
    in_page.sheet({"age": 67, "medications": " , ;"}, {})
    assert "medications" in unknown_keys(in_page._made["plan"].profile.answers)


@pytest.mark.parametrize("edition", ["", "short", "easy"])
def test_an_edition_is_that_of_the_command(edition: Any) -> None:
    given = {"age": 67, "medications": ["furosemide"], "large_print": "yes", "edition": edition or None}
    day = date(2026, 11, 23)
    in_page.sheet(given, {"start": day.isoformat()})
    request = SheetRequest(start=day, as_of=day)
    person = read_answers(YamlText("x", given, {}))
    assert in_page.file("pdf") == rendered(make_plan(person, CONTENT, request), CONTENT, "pdf")


def test_a_clinics_line_stands_on_its_page() -> None:
    clinic = load_theme(ROOT / "examples" / "clinic" / "clinic.yaml")
    assert "Bridge Street Surgery" in page.document("", _form(), clinic)
    spoilt = page.document("", _form(), structs.replace(clinic, name="<script>alert(1)"))
    assert "<script>alert(1)" not in spoilt


def test_a_clinics_theme_is_baked_into_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = ROOT / "examples" / "clinic" / "clinic.yaml"
    (tmp_path / "theme.json").write_bytes(build.baked(load_theme(given)))
    monkeypatch.setattr(in_page, "bundled", lambda name: tmp_path / name)
    in_page.theme.cache_clear()
    assert in_page.theme() == load_theme(given)
    in_page.theme.cache_clear()


def test_a_logo_of_dots_is_baked_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "logo.png").write_bytes(png())
    given = tmp_path / "clinic.yaml"
    given.write_text("name: Surgery\nlogo: logo.png\n", "utf-8")
    (tmp_path / "theme.json").write_bytes(build.baked(load_theme(given)))
    monkeypatch.setattr(in_page, "bundled", lambda name: tmp_path / name)
    in_page.theme.cache_clear()
    assert in_page.theme() == load_theme(given)
    in_page.theme.cache_clear()
