"""The form of the page is the registry of profile keys: no key, answer or word stands in one of them alone."""

from __future__ import annotations

import json
import re
import struct
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from conftest import CONTENT, ROOT
from logos import png

sys.path.append(str(ROOT / "web"))
sys.path.append(str(ROOT / "web" / "program"))

import build
import form
import in_page
import pack
import page_html as page

from planner.content.theme import load_theme
from planner.interview import ASKED, applies
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
    unused = [key for key in words if f'"{key}"' not in scripts and not key.startswith("status-")]
    assert unused == []
    assert [key for key in re.findall(r'\bsay\("([\w-]+)"', scripts) if key not in words] == []


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


def test_answers_are_saved_as_a_profile_and_opened_as_they_were() -> None:
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
    saved = in_page.profile(given).decode()
    opened = in_page.call("opened", json.dumps([saved, "ana.yaml"]))
    assert json.loads(opened) == {"given": given, "left_out": []}


def test_what_is_wrong_is_told_with_its_key() -> None:
    assert [one["key"] for one in in_page.check({"age": 670})] == ["age"]
    assert in_page.check({"age": 67}) == []
    assert in_page.sheet({"age": 40, "sex": "male", "pregnancy": "yes"}, {})["problems"][0]["key"] == "pregnancy"


def test_a_birth_date_becomes_an_age_and_what_has_no_question_is_named() -> None:
    found = in_page.opened("birth_date: 1950-01-01\nid: A-1\nbedtime: '22:00'\n", "a.yaml")
    assert found["given"]["age"] >= 76
    assert found["left_out"] == ["id", "bedtime"]


def test_a_clinics_theme_is_baked_into_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = ROOT / "examples" / "clinic" / "clinic.yaml"
    (tmp_path / "theme.json").write_bytes(build.baked(given))
    monkeypatch.setattr(in_page, "bundled", lambda name: tmp_path / name)
    in_page.theme.cache_clear()
    assert in_page.theme() == load_theme(given)
    in_page.theme.cache_clear()


def test_a_logo_of_dots_is_baked_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "logo.png").write_bytes(png())
    given = tmp_path / "clinic.yaml"
    given.write_text("name: Surgery\nlogo: logo.png\n", "utf-8")
    (tmp_path / "theme.json").write_bytes(build.baked(given))
    monkeypatch.setattr(in_page, "bundled", lambda name: tmp_path / name)
    in_page.theme.cache_clear()
    assert in_page.theme() == load_theme(given)
    in_page.theme.cache_clear()
