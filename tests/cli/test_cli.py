"""The commands from outside: every exit code, one clear message for everything wrong, and nothing left behind."""

from __future__ import annotations

import json
import os
import re
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click
import pypdf
import pytest
from click.testing import CliRunner, Result
from conftest import CONTENT, ROOT

import planner.content.loader
import planner.pipeline
from planner.cli.app import main
from planner.content.knowledge import Content
from planner.content.loader import read_content
from planner.errors import ExitCode
from planner.files import output as output_module
from planner.profile.keys import KEYS

Run = Callable[..., Result]
START = ("--start", "2026-11-23")
ANA = "name: Ana García\nid: A-1024\nage: 67\nsex: female\nmedications: [furosemide 40 mg tablets, Zocor]\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder, made the current one."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith(("PLANNER_", "SOURCE_DATE"))]:
        monkeypatch.delenv(name)
    monkeypatch.setattr(planner.content.loader, "load_content", _content)
    return tmp_path


def _content(folder: Path | None = None) -> Content:
    """Return the bundled content without reading it again for each command; other folders are read."""
    return CONTENT if folder is None else read_content(folder)


@pytest.fixture
def run(here: Path) -> Run:
    """Return a function that runs a command and checks what holds for all of them."""

    def run_command(*args: str, code: int = 0, stdin: str | bytes | None = None, **more: Any) -> Result:
        before = set(here.rglob("*"))
        result = CliRunner().invoke(main, [str(arg) for arg in args], input=stdin, **more)
        assert result.exit_code == code, result.output
        left = {path.name for path in set(here.rglob("*")) - before}
        assert not [name for name in left if name.startswith(".") and not name.endswith(".draft")], (
            "half a file was left"
        )
        if code not in (ExitCode.OK, ExitCode.BUG):
            assert "Traceback" not in result.output
            assert result.stderr.strip(), "an error says nothing"
        return result

    return run_command


@pytest.fixture
def ana(here: Path) -> Path:
    """Return a profile with a name, an id and two medicines."""
    path = here / "ana.yaml"
    path.write_text(ANA)
    return path


def _files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


# --- render ------------------------------------------------------------------------------------------


def test_render_writes_a_pdf_named_after_the_profile_and_private(run: Run, ana: Path) -> None:
    result = run("render", ana)
    pdf = ana.with_suffix(".pdf")
    assert len(pypdf.PdfReader(pdf).pages) >= 2
    assert stat.S_IMODE(pdf.stat().st_mode) == 0o600
    assert result.stdout == ""
    assert "ana.pdf" in result.stderr


def test_render_works_from_options_alone(run: Run, here: Path) -> None:
    run("render", "--age", "71", "--medication", "indapamide", "--sleep-position", "back", "-o", "plan.pdf")
    assert (here / "plan.pdf").read_bytes().startswith(b"%PDF-")


def test_every_key_of_a_profile_has_an_option(run: Run) -> None:
    text = run("render", "--help").stdout
    flags = set(re.findall(r"--[a-z-]+", text))
    singular = {"medications": "medication", "conditions": "condition", "symptoms": "symptom", "habits": "habit"}
    singular |= {"allergies": "allergy", "limits": "limit"}
    assert {f"--{singular.get(key, key).replace('_', '-')}" for key in KEYS} <= flags


@pytest.mark.parametrize(
    ("flags", "key", "value"),
    [
        (["--pregnancy", "30 weeks", "--sex", "female"], "age", 30),
        (["--limit", "fluid=1.5 L"], "age", 30),
        (["--cramps", "calf;foot"], "age", 30),
        (["--allergy", "nuts", "--allergy", "milk"], "age", 30),
        (["--medication", "none"], "age", 30),
        (["--heat", "yes", "--country", "US"], "age", 30),
    ],
)
def test_options_of_every_shape_are_understood(run: Run, flags: list[str], key: str, value: int) -> None:
    data = json.loads(run("render", "--age", "30", *flags, "--format", "json", "-o", "-").stdout)
    assert data["profile"][key] == value


def test_an_option_beats_the_file(run: Run, ana: Path) -> None:
    assert json.loads(run("render", ana, "--age", "40", "--format", "json", "-o", "-").stdout)["profile"]["age"] == 40


@pytest.mark.parametrize(
    ("form", "suffix"), [("pdf", "pdf"), ("json", "json"), ("markdown", "md"), ("text", "txt"), ("ics", "ics")]
)
def test_each_format_is_written_and_guessed_from_the_ending(
    run: Run, ana: Path, here: Path, form: str, suffix: str
) -> None:
    run("render", ana, "--format", form, *START)
    run("render", ana, "-o", f"out.{suffix}", *START)
    assert (here / f"ana.{suffix}").read_bytes() == (here / f"out.{suffix}").read_bytes()


def test_a_profile_is_never_overwritten_by_its_own_sheet(run: Run, here: Path) -> None:
    source = here / "ana.json"
    source.write_text('{"age": 67}')
    run("render", source, "--format", "json")
    assert source.read_text() == '{"age": 67}'
    assert len(_files(here)) == 2


@pytest.mark.parametrize("form", ["json", "markdown", "text", "ics", "pdf"])
def test_standard_output_holds_the_result_and_nothing_else(run: Run, ana: Path, here: Path, form: str) -> None:
    result = run("render", ana, "--format", form, "-o", "-", *START)
    run("render", ana, "--format", form, "-o", "file", *START)
    assert result.stdout_bytes == (here / "file").read_bytes()


def test_the_calendar_is_one_that_other_programs_read(run: Run, ana: Path) -> None:
    import icalendar

    text = run("render", ana, "--format", "ics", "-o", "-", *START).stdout_bytes
    events = icalendar.Calendar.from_ical(text).walk("VEVENT")
    assert events
    assert b"Ana" not in text


def test_standard_input_is_a_profile_in_yaml_or_json(run: Run) -> None:
    for text in ("age: 67\n", '{"age": 67}', '\ufeff{\n\t"age": 67\n}'):
        assert json.loads(run("render", "-", "--format", "json", "-o", "-", stdin=text).stdout)["profile"]["age"] == 67


def test_the_environment_gives_defaults_and_options_beat_it(run: Run, ana: Path) -> None:
    wished = {"PLANNER_RENDER_START": "2026-12-07", "PLANNER_RENDER_PLAN": "back-spasms"}
    data = json.loads(run("render", ana, "-o", "-", "--format", "json", env=wished).stdout)
    assert (data["start"], data["plan"]["id"]) == ("2026-12-07", "back-spasms")
    assert (
        json.loads(run("render", ana, "-o", "-", "--format", "json", *START, env=wished).stdout)["start"]
        == "2026-11-23"
    )


def test_every_option_has_the_variable_of_its_name(here: Path) -> None:
    from planner.cli.render import command as render

    wrong = {}
    with click.Context(main, info_name="planner", auto_envvar_prefix="PLANNER") as top:
        context = click.Context(render, info_name="render", parent=top)
        for option in (param for param in render.params if isinstance(param, click.Option)):
            long = max(option.opts, key=len).removeprefix("--")
            promised = f"PLANNER_RENDER_{long.replace('-', '_').upper()}"
            with pytest.MonkeyPatch.context() as patch:
                patch.setenv(promised, "x")
                if option.resolve_envvar_value(context) != "x":
                    wrong[f"--{long}"] = promised
    assert not wrong


def test_the_plan_starts_on_the_next_monday(run: Run, ana: Path) -> None:
    def start(epoch: int) -> str:
        text = run("render", ana, "--format", "json", "-o", "-", env={"SOURCE_DATE_EPOCH": str(epoch)}).stdout
        return str(json.loads(text)["start"])

    monday = 1795392000  # 23 November 2026
    assert start(monday) == "2026-11-23"
    assert start(monday - 86400) == "2026-11-23"
    assert start(monday + 86400) == "2026-11-30"


def test_back_alone_picks_the_back_plan_and_an_option_picks_any(run: Run) -> None:
    def plan(*args: str) -> str:
        return str(json.loads(run("render", "--age", "40", *args, "--format", "json", "-o", "-").stdout)["plan"]["id"])

    assert plan("--cramps", "back") == "back-spasms"
    assert plan("--cramps", "back;calf") == "night-leg-cramps"
    assert plan("--cramps", "back", "--plan", "night-leg-cramps") == "night-leg-cramps"


def test_a_person_who_should_see_a_clinician_gets_one_page_and_code_0(run: Run, here: Path) -> None:
    result = run("render", "--age", "60", "--condition", "on dialysis", "-o", "page.pdf")
    assert len(pypdf.PdfReader(here / "page.pdf").pages) == 1
    assert "see-a-clinician page" in result.stderr


def test_mode_sets_the_permissions_and_a_wrong_one_is_a_usage_error(run: Run, ana: Path) -> None:
    run("render", ana, "--mode", "644")
    assert stat.S_IMODE(ana.with_suffix(".pdf").stat().st_mode) == 0o644
    for wrong in ("999", "rw", "7777"):
        run("render", ana, "-o", "other.pdf", "--mode", wrong, code=2)


def test_quiet_says_nothing_and_what_was_not_recognised_is_said(run: Run) -> None:
    noted = run("render", "--age", "60", "--medication", "Zyxomab", "--format", "json", "-o", "-")
    assert "Zyxomab" in noted.stderr
    assert run("render", "--age", "60", "--medication", "Zyxomab", "-q", "-o", "x.txt").stderr == ""


def test_no_message_holds_a_name(run: Run, here: Path) -> None:
    (here / "p.yaml").write_text("name: Ana García\nage: 670\nmedications: [Zyxomab]\n")
    assert "Ana" not in run("render", "p.yaml", code=3).output
    (here / "p.yaml").write_text("name: Ana García\nage: 67\nmedications: [Zyxomab]\n")
    assert "Ana" not in run("render", "p.yaml").output
    assert "Ana" not in run("explain", "p.yaml").output
    assert "Ana" not in run("render", "p.yaml", "--format", "json", "-o", "-").output


_FREE = ("medications", "conditions", "symptoms", "habits", "allergies", "diet")


@pytest.mark.parametrize("key", [*KEYS, "XNAMEX"])
@pytest.mark.parametrize("command", ["render", "explain", "check"])
def test_no_message_about_any_key_holds_what_stands_there(run: Run, here: Path, command: str, key: str) -> None:
    words = "XNAMEX" * 20
    (here / "p.json").write_text(json.dumps({"age": 67, key: words}))
    options = ["--format", "text", "-o", "p.txt"] if command == "render" else []
    for more in ([], ["--strict"]) if command != "check" else ([],):
        result = CliRunner().invoke(main, [command, "p.json", *options, *more])
        said = result.output if command == "check" else result.stderr
        assert result.exit_code in (0, 3, 6), result.output
        assert ("XNAMEX" in said) == (key in _FREE), said
        assert "XNAMEX" * 10 not in result.output


@pytest.mark.parametrize("key", sorted(set(KEYS) - {"paper", "large_print", "language", "name", "id", *_FREE}))
def test_no_message_about_an_option_holds_what_stands_there(run: Run, key: str) -> None:
    flag = "--limit" if key == "limits" else f"--{key.replace('_', '-')}"
    said = run("explain", *([] if key == "age" else ["--age", "67"]), flag, "XNAMEX 5", code=3).output
    assert flag.replace("limit", "limits") in said or flag in said
    assert "XNAMEX" not in said


def test_large_print_and_letter_paper_are_other_sheets(run: Run, ana: Path, here: Path) -> None:
    run("render", ana, "-o", "a4.pdf", *START)
    run("render", ana, "--large-print", "--paper", "letter", "-o", "big.pdf", *START)
    small, big = (pypdf.PdfReader(here / name) for name in ("a4.pdf", "big.pdf"))
    assert (round(small.pages[0].mediabox.width), round(big.pages[0].mediabox.width)) == (595, 612)
    assert len(big.pages) > len(small.pages)


# --- exit codes --------------------------------------------------------------------------------------

WRONG = {
    "an unknown key": ("agee: 67\n", "did you mean 'age'"),
    "no age": ("name: Ana\n", "age is missing"),
    "an age with a digit too many": ("age: 670\n", "0 to 115"),
    "a key that stands twice": ("age: 67\nage: 68\n", "stands twice"),
    "broken YAML": ("age: [67\n", "not valid YAML"),
    "broken JSON": ('{"age": 67,,}', "not valid YAML"),
    "a tab": ("age:\n\t67", "tabs"),
    "a list": ("- 67\n", "keys and values"),
    "words": ("hello", "keys and values"),
    "nothing": ("", "age is missing"),
    "a man who is pregnant": ("age: 30\nsex: male\npregnancy: yes\n", "male"),
    "weeks against a trimester": ("age: 30\npregnancy: {weeks: 14, trimester: 3}\n", "disagree"),
    "a long name": (f"age: 30\nname: {'x' * 10_000}\n", "10,000 characters"),
    "anchors": ("age: &a 67\nname: *a\n", "anchors"),
    "a Python object": ("age: !!python/object/apply:os.system [ls]\n", "tags"),
    "deep nesting": ("age: " + "[" * 5000, "nested"),
    "binary": ("\x00\x01\x02", ""),
}


@pytest.mark.parametrize("name", sorted(WRONG))
@pytest.mark.parametrize("command", ["render", "explain", "check"])
def test_3_a_wrong_profile_is_one_message_and_no_file(run: Run, here: Path, command: str, name: str) -> None:
    text, words = WRONG[name]
    (here / "p.yaml").write_text(text)
    said = run(command, "p.yaml", code=3).stderr
    assert "p.yaml" in said
    assert words in said
    assert _files(here) == {"p.yaml"}
    assert len(said) < 2000


def test_3_a_profile_that_cannot_be_read(run: Run, here: Path) -> None:
    (here / "folder").mkdir()
    (here / "latin.yaml").write_bytes("name: José\nage: 3".encode("latin-1"))
    (here / "huge.yaml").write_text("# " + "x" * 1_100_000)
    for name, words in (
        ("missing.yaml", "no such file"),
        ("folder", ""),
        ("latin.yaml", "UTF-8"),
        ("huge.yaml", "larger"),
    ):
        assert words in run("render", name, code=3).stderr


def test_3_a_wrong_option_value_names_the_option(run: Run, here: Path) -> None:
    assert "--age" in run("render", "--age", "abc", code=3).stderr
    assert "did you mean 'back'" in run("render", "--age", "60", "--sleep-position", "bak", code=3).stderr
    assert _files(here) == set()


@pytest.mark.parametrize(
    "args",
    [
        ["render", "--no-such-option"],
        ["render"],
        ["render", "a.yaml", "b.yaml"],
        ["no-such-command"],
        ["render", "--age", "60", "--format", "docx"],
        ["render", "--age", "60", "--start", "tomorrow"],
        ["render", "--age", "60", "--start", "2026-02-30"],
        ["render", "--age", "60", "--paper", "a5"],
        ["list", "everything"],
        ["schema", "everything"],
        ["batch"],
    ],
    ids=" ".join,
)
def test_2_wrong_usage(run: Run, here: Path, args: list[str]) -> None:
    run(*args, code=2)
    assert _files(here) == set()


def test_2_a_plan_or_a_language_that_is_not_there(run: Run, here: Path) -> None:
    assert "'back-spasms'" in run("render", "--age", "60", "--plan", "back-spasm", code=2).stderr
    assert "xx" in run("render", "--age", "60", "--language", "xx", code=2).stderr
    assert _files(here) == set()


def test_2_a_clock_that_is_no_number(run: Run) -> None:
    assert "SOURCE_DATE_EPOCH" in run("render", "--age", "60", code=2, env={"SOURCE_DATE_EPOCH": "soon"}).stderr


def test_4_content_that_is_wrong(run: Run, here: Path) -> None:
    (here / "plans").mkdir()
    (here / "plans" / "rules.yaml").write_text("rules:\n  - {id: x, when: old, sources: []}\n")
    for args in (["render", "--age", "60"], ["explain", "--age", "60"], ["list", "foods"]):
        assert "rules.yaml:2:" in run(*args, "--plans", "plans", code=4).stderr
    assert "rules.yaml:2:" in run("check", "plans", code=4).stderr
    assert "no folder" in run("render", "--age", "60", "--plans", "nowhere", code=4).stderr
    assert _files(here) == {"plans"}


def test_5_a_target_that_cannot_be_written(run: Run, here: Path) -> None:
    (here / "folder").mkdir()
    (here / "file").write_text("")
    for target in ("folder", "nowhere/plan.txt", "file/plan.txt", "/proc/plan.txt"):
        said = run("render", "--age", "60", "--format", "text", "-o", target, code=5).stderr
        assert "planner: " in said
    assert _files(here) == {"folder", "file"}


def test_5_a_name_that_is_too_long_for_a_file(run: Run, here: Path) -> None:
    run("render", "--age", "60", "--format", "text", "-o", f"{'x' * 300}.txt", code=5)
    assert _files(here) == set()


def test_5_a_full_disk_leaves_the_old_file_as_it_was(run: Run, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "plan.txt").write_text("old")

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(output_module.os, "fsync", full)
    assert "No space left" in run("render", "--age", "60", "-o", "plan.txt", code=5).stderr
    assert (here / "plan.txt").read_text() == "old"
    assert _files(here) == {"plan.txt"}


@pytest.mark.parametrize(
    ("flags", "words"),
    [
        (["--condition", "on dialysis"], "clinician"),
        (["--medication", "Zyxomab"], "Zyxomab"),
        (["--medication", "Lipitoor"], "Lipitoor"),
        (["--condition", "blorbitis"], "blorbitis"),
    ],
)
def test_6_strict_writes_nothing_unless_all_is_ordinary(run: Run, here: Path, flags: list[str], words: str) -> None:
    assert words in run("render", "--age", "60", *flags, "--strict", "-o", "x.txt", code=6).stderr
    assert _files(here) == set()


@pytest.mark.parametrize(
    ("flags", "words"),
    [
        (["--condition", "on dialysis"], "should see a clinician first, and gets a page"),
        (["--condition", "on dialysis"], "ordinary sheet; run it without --strict to get that page"),
        (["--medication", "Zyxomab"], "correct what was not read, or run it without --strict to get a sheet"),
        (["--condition", "on dialysis", "--medication", "Zyxomab"], "correct what was not read, or run it without"),
    ],
)
def test_6_strict_says_what_it_is_strict_about_and_what_to_do(run: Run, flags: list[str], words: str) -> None:
    said = run("render", "--age", "60", *flags, "--strict", "-o", "x.txt", code=6).stderr
    assert words in said
    assert ("correct" in said) is ("Zyxomab" in said)


def test_6_strict_is_content_with_an_ordinary_person(run: Run, here: Path) -> None:
    run("render", "--age", "60", "--medication", "furosemide", "--strict", "-o", "x.txt")
    assert _files(here) == {"x.txt"}


def test_1_a_bug_shows_its_traceback_and_how_to_report_it(
    run: Run, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object) -> None:
        raise ZeroDivisionError("nobody foresaw this")

    monkeypatch.setattr(planner.pipeline, "apply", broken)
    result = run("render", "--age", "60", "-o", "x.pdf", code=1)
    assert "nobody foresaw this" in result.stderr
    assert "report it" in result.stderr
    assert _files(here) == set()


@pytest.mark.parametrize("stop", [KeyboardInterrupt, click.Abort])
def test_130_an_interrupt_leaves_no_file(
    run: Run, here: Path, monkeypatch: pytest.MonkeyPatch, stop: type[BaseException]
) -> None:
    def stopped(*args: object) -> None:
        raise stop

    monkeypatch.setattr(planner.pipeline, "rendered", stopped)
    assert "stopped" in run("render", "--age", "60", "-o", "x.txt", code=130).stderr
    assert _files(here) == set()


def test_130_an_interrupt_while_writing_leaves_no_half_of_a_file(
    run: Run, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(handle: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(output_module.os, "fsync", stopped)
    run("render", "--age", "60", "-o", "x.txt", code=130)
    assert _files(here) == set()


# --- hostile strings ----------------------------------------------------------------------------------

HOSTILE = [
    '<img src="file:///etc/passwd">',
    "<b>x",
    "</para><para>",
    "&amp; & &#0; &bogus;",
    "{name} {0} {__class__} %s %(x)s",
    "**bold** _x_ [a](http://x)",
    "\u202eevil\u2066\u200f",
    "a\x00b\x1b[31mc\r\nd",
    "../../etc/passwd",
    "x" * 200,
    "\U0001d518 王小明 محمد हिन्दी 👩‍👩‍👧",
    "=cmd|' /C calc'!A0",
    "\\N{DROP} ' \" ` $HOME $(id)",
]


def _person(text: str) -> dict[str, Any]:
    person: dict[str, Any] = {"name": text, "id": text[:90], "age": 67}
    return person | {key: [text] for key in ("medications", "conditions", "symptoms", "habits", "allergies", "diet")}


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_every_string_of_a_user_is_text(run: Run, here: Path, text: str) -> None:
    (here / "p.json").write_text(json.dumps(_person(text), ensure_ascii=False))
    words = run("render", "p.json", "--format", "text", "-o", "-").stdout
    run("explain", "p.json")
    assert "root:" not in words
    assert not [char for char in words if char in "\x00\x1b\u202e\u2066"]
    assert "\x1b" not in run("render", "p.json", "--format", "json", "-o", "x.json").stderr


@pytest.mark.parametrize("form", ["pdf", "markdown", "ics"])
def test_all_hostile_strings_at_once_end_in_a_clean_sheet(run: Run, here: Path, form: str) -> None:
    person = _person(HOSTILE[0])
    person |= dict.fromkeys(("medications", "conditions", "symptoms", "habits", "allergies", "diet"), HOSTILE)
    (here / "p.json").write_text(json.dumps({**person, "name": "".join(HOSTILE)[:200]}, ensure_ascii=False))
    run("render", "p.json", "--format", form, "-o", "out")
    assert (here / "out").stat().st_size > 1000


def test_json_may_spell_a_letter_in_two_escapes_as_json_writers_do(run: Run, here: Path) -> None:
    (here / "p.json").write_text(json.dumps({"age": 67, "name": "Ana 😀 \U0001d518"}))
    assert "Ana" in run("render", "p.json", "--format", "text", "-o", "-").stdout


def test_a_picture_in_a_name_opens_no_address(run: Run, here: Path) -> None:
    run("render", "--age", "67", "--name", '<img src="http://127.0.0.1:9/x.png">', "-o", "x.pdf")
    text = "".join(page.extract_text() for page in pypdf.PdfReader(here / "x.pdf").pages)
    assert "img src" in text.replace("\n", " ")


# --- other commands -------------------------------------------------------------------------------------


def test_explain_says_what_is_in_and_out_and_why(run: Run, ana: Path) -> None:
    text = run("explain", ana).stdout
    assert "statin-grapefruit" in text
    assert "unknown" in text
    item = run("explain", ana, "--item", "banana").stdout
    assert "banana" in item
    assert "walk-daily" not in item
    rule = json.loads(run("explain", ana, "--rule", "statin-grapefruit", "--format", "json").stdout)
    assert "statin-grapefruit" in json.dumps(rule)


def test_explain_names_the_nearest_item_or_rule(run: Run, ana: Path) -> None:
    assert "banana" in run("explain", ana, "--item", "bananna", code=2).stderr
    assert "statin-grapefruit" in run("explain", ana, "--rule", "statin-grapefrut", code=2).stderr


def test_explain_tells_why_a_person_should_see_a_clinician(run: Run) -> None:
    assert "refuse-kidney" in run("explain", "--age", "60", "--condition", "on dialysis").stdout


@pytest.mark.parametrize(
    "what", ["plans", "foods", "drinks", "stretches", "medicines", "conditions", "sources", "languages"]
)
def test_list_tells_what_the_planner_knows(run: Run, what: str) -> None:
    assert run("list", what).stdout.strip()
    assert json.loads(run("list", what, "--format", "json").stdout)


@pytest.mark.parametrize("what", ["profile", "template", "plan"])
def test_schema_prints_a_schema(run: Run, what: str) -> None:
    assert json.loads(run("schema", what).stdout)["$schema"].startswith("https://json-schema.org")


def test_check_is_content_with_the_plans_and_with_profiles(run: Run, ana: Path) -> None:
    assert run("check").stdout
    assert run("check", "-q", ana).stdout == ""


def test_check_tells_every_fault_of_every_path(run: Run, here: Path) -> None:
    (here / "a.yaml").write_text("age: 670\n")
    (here / "b.yaml").write_text("agee: 67\n")
    said = run("check", "a.yaml", "b.yaml", code=3).stderr
    assert "a.yaml:1:6" in said
    assert "b.yaml:1:1" in said


def test_new_asks_and_writes_a_profile_that_renders(run: Run, here: Path) -> None:
    answers = ["Ana", "abc", "67", "female", "furosemide; Zyxomab", "none", "leg cramps", "", "nuts"]
    result = run("new", "me.yaml", stdin="\n".join(answers) + "\n" * 30)
    assert "not recognised" in result.stdout
    assert "leg cramps: understood" in result.stdout
    assert stat.S_IMODE((here / "me.yaml").stat().st_mode) == 0o600
    data = json.loads(run("render", "me.yaml", "--format", "json", "-o", "-").stdout)
    assert data["profile"]["age"] == 67
    assert {entry["given"] for entry in data["profile"]["medications"]} == {"furosemide"}


def test_new_writes_what_was_said_in_the_form_that_it_is_read(run: Run, here: Path) -> None:
    hostile = 'O\'Neil "x" \\ : # {a}'
    run("new", "me.yaml", stdin=f"{hostile}\n30\nfemale\n30 weeks\n" + "\n" * 30)
    data = run("render", "me.yaml", "--format", "text", "-o", "-").stdout
    assert "O'Neil" in data
    assert "30 weeks" in (here / "me.yaml").read_text() or "weeks: 30" in (here / "me.yaml").read_text()


def test_new_does_not_replace_a_file_without_force(run: Run, ana: Path) -> None:
    assert "--force" in run("new", ana, code=5).stderr
    assert ana.read_text() == ANA
    run("new", ana, "--force", stdin="\n50\n" + "\n" * 30)
    assert "age: 50" in ana.read_text()


def test_new_that_is_stopped_writes_no_profile_and_keeps_a_private_draft_that_is_offered(run: Run, here: Path) -> None:
    said = run("new", "me.yaml", code=130, stdin="Ana\n67\n").stderr.splitlines()[-1]
    assert said == (
        "the input ended before the last question; 2 answers are kept in .me.yaml.draft, for you alone; "
        "to go on from there, run the same command again"
    )
    assert _files(here) == {".me.yaml.draft"}
    assert (here / ".me.yaml.draft").stat().st_mode & 0o777 == 0o600
    assert "Go on with them?" in run("new", "me.yaml", code=130, stdin="").output


def test_new_that_ends_before_the_first_answer_says_that_nothing_is_kept(run: Run, here: Path) -> None:
    said = run("new", "me.yaml", code=130, stdin="").stderr.splitlines()[-1]
    assert said == "the input ended before the last question; nothing was answered yet, and nothing is kept"
    assert _files(here) == set()


def test_new_that_is_interrupted_says_so_and_not_that_its_input_ended(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter(["Ana"])

    def typed(text: str, **more: object) -> str:
        for answer in answers:
            return answer
        raise KeyboardInterrupt

    monkeypatch.setattr(click, "prompt", typed)
    said = run("new", "me.yaml", code=130).stderr.splitlines()[-1]
    assert said.startswith("stopped; 1 answer is kept in .me.yaml.draft")


@pytest.mark.parametrize(
    "args",
    [
        ["--help"],
        ["-h"],
        ["render", "-h"],
        ["batch", "-h"],
        ["explain", "-h"],
        ["new", "-h"],
        ["check", "-h"],
        ["list", "-h"],
        ["schema", "-h"],
        ["prove", "-h"],
        ["review", "-h"],
        ["population", "-h"],
        ["compare", "-h"],
        ["read", "-h"],
        ["help", "-h"],
        ["help", "render"],
        ["help"],
        [],
    ],
    ids=" ".join,
)
def test_every_command_explains_itself_with_an_example(run: Run, args: list[str]) -> None:
    text = run(*args).stdout
    assert "planner " in text
    assert "Example" in text
    assert all(len(line) <= 80 for line in text.splitlines())


# --- batch ----------------------------------------------------------------------------------------------


def _csv(here: Path, *rows: str) -> Path:
    path = here / "list.csv"
    path.write_text("\n".join(rows) + "\n")
    return path


def test_batch_writes_one_private_sheet_for_each_row(run: Run, here: Path) -> None:
    rows = _csv(
        here,
        "id,name,age,medications,pregnancy,sex",
        "A-1,Ana,67,furosemide; Zocor,,",
        'B/2,"Li, Wei",30,none,30 weeks,female',
    )
    result = run("batch", rows, "-d", "out", *START)
    assert _files(here / "out") == {"A-1.pdf", "B-2.pdf"}
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in (here / "out").iterdir())
    assert "2 of 2" in result.stderr


def test_7_a_bad_row_is_named_and_the_others_are_written(run: Run, here: Path) -> None:
    rows = _csv(here, "id,name,age,sex", "good,Ana,67,female", "bad,Berta,670,x", "worse,Carla,,", "man,Dan,40,male")
    said = run("batch", rows, "-d", "out", "--format", "text", code=7).stderr
    assert _files(here / "out") == {"good.txt", "man.txt"}
    assert f"{rows}:3: " in said
    assert f"{rows}:4: " in said
    assert not {"Ana", "Berta", "Carla", "Dan"} & set(re.findall(r"\w+", said))


def test_batch_reads_an_empty_cell_as_unknown_and_none_as_none(run: Run, here: Path) -> None:
    rows = _csv(
        here,
        "id,age,medications,conditions,allergies",
        "empty,50,,,",
        "none,50,none,none,none",
        "some,50,furosemide;Zocor, ,nuts",
    )
    run("batch", rows, "-d", "out", "--format", "json", *START)
    read = {
        name: json.loads((here / "out" / f"{name}.json").read_text())["profile"] for name in ("empty", "none", "some")
    }
    assert {"medications", "conditions", "allergies"} <= set(read["empty"]["unknown"])
    assert not {"medications", "conditions", "allergies"} & set(read["none"]["unknown"])
    assert [entry["given"] for entry in read["some"]["medications"]] == ["furosemide", "Zocor"]
    assert "conditions" in read["some"]["unknown"]


def test_batch_takes_weeks_against_a_trimester_the_strict_way(run: Run, here: Path) -> None:
    rows = _csv(
        here, "id,age,sex,pregnancy,conditions,sleep_position", 'x,30,female,14 weeks,"pregnant, third trimester",back'
    )
    run("batch", rows, "-d", "out", "--format", "json", *START)
    data = json.loads((here / "out" / "x.json").read_text())
    assert data["profile"]["assumed"]
    assert "sleep-back" not in [item["id"] for item in data["every_day"]]


@pytest.mark.parametrize("id_", ["../x", "/etc/passwd", "..", ".hidden", "a/../../b", "con.pdf", "x\u202ey", "  "])
def test_batch_never_leaves_its_folder(run: Run, here: Path, id_: str) -> None:
    rows = _csv(here, "id,age", f"{id_},67")
    run("batch", rows, "-d", "out", "--format", "text")
    (made,) = (here / "out").iterdir()
    assert re.fullmatch(r"[A-Za-z0-9_-]+\.txt", made.name)
    assert _files(here) == {"list.csv", "out"}


def test_7_two_rows_of_one_id_take_no_other_s_place(run: Run, here: Path) -> None:
    rows = _csv(here, "id,age", "A-1,67", "a-1,30", "a/1,40", "B,50")
    said = run("batch", rows, "-d", "out", code=7).stderr
    assert _files(here / "out") == {"B.pdf"}
    assert "2, 3, 4" in said


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("id,agee\nx,3\n", "did you mean 'age'"),
        ("id,name\nx,Ana\n", "'age' is missing"),
        ("age,age\n3,4\n", "stands twice"),
        ("", "'age' is missing"),
        ("id,age\n", "no rows"),
        ("A-1,Ana Secreta,67\n", "a header such as"),
        ('id,"age\nA-1,67\n', "a quote"),
        ("age;sex\n67;male\n", "age"),
    ],
)
def test_3_a_list_that_cannot_be_used_makes_no_sheet(run: Run, here: Path, text: str, words: str) -> None:
    (here / "list.csv").write_text(text)
    said = run("batch", "list.csv", "-d", "out", code=3).stderr
    assert words in said
    assert "Secreta" not in said
    assert not list(here.rglob("*.pdf"))


def test_batch_reads_what_a_spreadsheet_writes(run: Run, here: Path) -> None:
    (here / "list.csv").write_bytes('\ufeffid,name,age,habits\r\nx,José,67,"a\nb"\r\n,,,\r\n'.encode())
    run("batch", "list.csv", "-d", "out")
    assert _files(here / "out") == {"x.pdf"}


def test_batch_names_a_row_with_too_many_cells(run: Run, here: Path) -> None:
    said = run("batch", _csv(here, "id,age", "x,67,nuts", "y,60"), "-d", "out", code=7).stderr
    assert "3 cells" in said
    assert _files(here / "out") == {"y.pdf"}


def test_5_a_batch_into_a_file_stops(run: Run, here: Path) -> None:
    (here / "out").write_text("")
    run("batch", _csv(here, "id,age", "x,67"), "-d", "out", code=5)


def test_batch_strict_writes_only_ordinary_sheets(run: Run, here: Path) -> None:
    rows = _csv(here, "id,age,medications", "good,50,furosemide", "odd,50,Zyxomab")
    run("batch", rows, "-d", "out", "--strict", "--format", "text", code=7)
    assert _files(here / "out") == {"good.txt"}


PEOPLE = [
    ("Alicia-Onesie", "A-1", "furosemide"),
    ("Bartholomew-Twosie", "B-2", "furosemide"),
    ("Chrysanthe-Threesie", "C-3", "Qqxomab"),
]


@pytest.mark.parametrize("form", ["pdf", "json", "text", "markdown", "ics"])
def test_no_sheet_of_a_batch_holds_a_word_of_another_person(run: Run, here: Path, form: str) -> None:
    rows = _csv(here, "name,id,medications,age", *(f"{name},{id_},{drug},67" for name, id_, drug in PEOPLE))
    run("batch", rows, "-d", "out", "--format", form, *START)
    texts = {path.stem: _text_of(path) for path in (here / "out").iterdir()}
    for name, id_, _ in PEOPLE:
        others = [word for other, other_id, _ in PEOPLE if other_id != id_ for word in (other, other_id)]
        assert not [word for word in others if word in texts[id_]]
        assert form in ("json", "ics") or name in texts[id_]
    assert "Qqxomab" not in texts["A-1"] + texts["B-2"]


def _text_of(path: Path) -> str:
    if path.suffix != ".pdf":
        return path.read_text()
    reader = pypdf.PdfReader(path)
    words = "".join(page.extract_text() for page in reader.pages)
    return words + str(reader.metadata) + path.read_bytes().decode("latin-1")


def test_a_batch_that_is_stopped_keeps_what_was_finished(run: Run, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import planner.batch.run

    made: list[bytes] = []
    real = planner.batch.run.rendered

    def second_stops(*args: Any) -> bytes:
        if made:
            raise KeyboardInterrupt
        made.append(real(*args))
        return made[0]

    monkeypatch.setattr(planner.batch.run, "rendered", second_stops)
    run("batch", _csv(here, "id,age", "a,67", "b,68", "c,69"), "-d", "out", "--format", "text", code=130)
    assert _files(here / "out") == {"a.txt"}


# --- the same bytes ---------------------------------------------------------------------------------------


def planner_command(*args: str, seed: str = "0", folder: Path) -> subprocess.CompletedProcess[bytes]:
    """Run the planner in a process of its own."""
    env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-m", "planner", *args], cwd=folder, env=env, capture_output=True, check=False
    )


def _seeds() -> Iterator[str]:
    yield from ("0", "1", "4242")


@pytest.mark.parametrize("form", ["pdf", "json", "ics"])
def test_the_same_input_gives_the_same_bytes_whatever_the_hash_seed(here: Path, ana: Path, form: str) -> None:
    made = [
        planner_command("render", "ana.yaml", "--format", form, "-o", "-", *START, seed=seed, folder=here)
        for seed in _seeds()
    ]
    assert {run.returncode for run in made} == {0}
    assert len({run.stdout for run in made}) == 1
    assert len(made[0].stdout) > 1000


def test_a_real_process_ends_with_the_code_and_one_message(here: Path) -> None:
    (here / "p.yaml").write_text("age: 670\n")
    done = planner_command("render", "p.yaml", folder=here)
    assert done.returncode == 3
    assert done.stderr.decode() == "planner: p.yaml:1:6: age is 670; expected 0 to 115. Did a digit slip in?\n"


def test_a_reader_that_goes_away_is_no_bug(here: Path, ana: Path) -> None:
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = f"{sys.executable} -m planner list medicines --format json | head -c 10"
    done = subprocess.run(["bash", "-c", command], cwd=here, env=env, capture_output=True, check=False)
    assert b"Traceback" not in done.stderr


def test_the_version_is_told_at_once(here: Path) -> None:
    assert planner_command("--version", folder=here).stdout.startswith(b"cramp-planner, version ")


@pytest.mark.parametrize(
    ("dates", "as_of", "urgency"),
    [
        (START, "2026-11-23", "emergency"),
        ((*START, "--as-of", "2026-12-03"), "2026-12-03", "routine"),
        (("--as-of", "2026-11-04"), "2026-11-04", "emergency"),
        ((*START, "--as-of", "2027-12-03"), "2027-12-03", None),
    ],
)
def test_dates_in_words_are_counted_to_the_day_that_is_asked_for_and_else_to_the_start(
    run: Run, dates: tuple[str, ...], as_of: str, urgency: str | None
) -> None:
    person = ("--age", "60", "--sex", "male", "--condition", "K 2.4 on 3 Nov 2026")
    plan = json.loads(run("render", *person, *dates, "-o", "-", "--format", "json").stdout)
    assert plan["profile"]["as_of"] == as_of
    assert (plan["see_clinician"] or {"urgency": None})["urgency"] == urgency


def test_dates_in_words_are_counted_to_today_where_no_day_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1793577600")  # 2 November 2026
    plan = json.loads(run("render", "--age", "60", "-o", "-", "--format", "json").stdout)
    assert plan["profile"]["as_of"] == "2026-11-02"


def test_the_reader_of_words_counts_to_the_day_that_is_asked_for(run: Run) -> None:
    said = run("read", "hip replacement on 3 Nov 2026", "--as-of", "2026-11-24", "--format", "json")
    assert json.loads(said.stdout)[0]["found"][0]["weeks_ago"] == 3
