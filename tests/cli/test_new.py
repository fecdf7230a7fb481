"""The questions of `planner new`, and the profile that is written from the answers."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import click
import pytest
from commands import ANA, Run, files


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
    assert files(here) == {".me.yaml.draft"}
    assert (here / ".me.yaml.draft").stat().st_mode & 0o777 == 0o600
    assert "Go on with them?" in run("new", "me.yaml", code=130, stdin="").output


def test_new_that_ends_before_the_first_answer_says_that_nothing_is_kept(run: Run, here: Path) -> None:
    said = run("new", "me.yaml", code=130, stdin="").stderr.splitlines()[-1]
    assert said == "the input ended before the last question; nothing was answered yet, and nothing is kept"
    assert files(here) == set()


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
