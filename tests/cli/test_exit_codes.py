"""The door for all failures, from outside: every exit code, one clear message, and nothing left behind."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from commands import Run, files, planner_process
from conftest import ROOT

import planner.pipeline
from planner.files import output as output_module

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
    assert files(here) == {"p.yaml"}
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
    assert files(here) == set()


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
    assert files(here) == set()


def test_2_a_plan_or_a_language_that_is_not_there(run: Run, here: Path) -> None:
    assert "'back-spasms'" in run("render", "--age", "60", "--plan", "back-spasm", code=2).stderr
    assert "xx" in run("render", "--age", "60", "--language", "xx", code=2).stderr
    assert files(here) == set()


def test_2_a_clock_that_is_no_number(run: Run) -> None:
    assert "SOURCE_DATE_EPOCH" in run("render", "--age", "60", code=2, env={"SOURCE_DATE_EPOCH": "soon"}).stderr


def test_4_content_that_is_wrong(run: Run, here: Path) -> None:
    (here / "plans").mkdir()
    (here / "plans" / "rules.yaml").write_text("rules:\n  - {id: x, when: old, sources: []}\n")
    for args in (["render", "--age", "60"], ["explain", "--age", "60"], ["list", "foods"]):
        assert "rules.yaml:2:" in run(*args, "--plans", "plans", code=4).stderr
    assert "rules.yaml:2:" in run("check", "plans", code=4).stderr
    assert "no folder" in run("render", "--age", "60", "--plans", "nowhere", code=4).stderr
    assert files(here) == {"plans"}


def test_5_a_target_that_cannot_be_written(run: Run, here: Path) -> None:
    (here / "folder").mkdir()
    (here / "file").write_text("")
    for target in ("folder", "nowhere/plan.txt", "file/plan.txt", "/proc/plan.txt"):
        said = run("render", "--age", "60", "--format", "text", "-o", target, code=5).stderr
        assert "planner: " in said
    assert files(here) == {"folder", "file"}


def test_5_a_name_that_is_too_long_for_a_file(run: Run, here: Path) -> None:
    run("render", "--age", "60", "--format", "text", "-o", f"{'x' * 300}.txt", code=5)
    assert files(here) == set()


def test_5_a_full_disk_leaves_the_old_file_as_it_was(run: Run, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "plan.txt").write_text("old")

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(output_module.os, "fsync", full)
    assert "No space left" in run("render", "--age", "60", "-o", "plan.txt", code=5).stderr
    assert (here / "plan.txt").read_text() == "old"
    assert files(here) == {"plan.txt"}


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
    assert files(here) == set()


def test_6_strict_is_content_with_an_ordinary_person(run: Run, here: Path) -> None:
    run("render", "--age", "60", "--medication", "furosemide", "--strict", "-o", "x.txt")
    assert files(here) == {"x.txt"}


def test_1_a_bug_shows_its_traceback_and_how_to_report_it(
    run: Run, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object) -> None:
        raise ZeroDivisionError("nobody foresaw this")

    monkeypatch.setattr(planner.pipeline, "apply", broken)
    result = run("render", "--age", "60", "-o", "x.pdf", code=1)
    assert "nobody foresaw this" in result.stderr
    assert "report it" in result.stderr
    assert files(here) == set()


@pytest.mark.parametrize("stop", [KeyboardInterrupt, click.Abort])
def test_130_an_interrupt_leaves_no_file(
    run: Run, here: Path, monkeypatch: pytest.MonkeyPatch, stop: type[BaseException]
) -> None:
    def stopped(*args: object) -> None:
        raise stop

    monkeypatch.setattr(planner.pipeline, "sheet_of", stopped)
    assert "stopped" in run("render", "--age", "60", "-o", "x.txt", code=130).stderr
    assert files(here) == set()


def test_130_an_interrupt_while_writing_leaves_no_half_of_a_file(
    run: Run, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(handle: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(output_module.os, "fsync", stopped)
    run("render", "--age", "60", "-o", "x.txt", code=130)
    assert files(here) == set()


def test_a_real_process_ends_with_the_code_and_one_message(here: Path) -> None:
    (here / "p.yaml").write_text("age: 670\n")
    done = planner_process("render", "p.yaml", folder=here)
    assert done.returncode == 3
    assert done.stderr.decode() == "planner: p.yaml:1:6: age is 670; expected 0 to 115. Did a digit slip in?\n"


def test_a_reader_that_goes_away_is_no_bug(here: Path, ana: Path) -> None:
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = f"{sys.executable} -m planner list medicines --format json | head -c 10"
    done = subprocess.run(["bash", "-c", command], cwd=here, env=env, capture_output=True, check=False)
    assert b"Traceback" not in done.stderr


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
