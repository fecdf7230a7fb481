"""What scripts take from the repository works: hooks, workflow and container name commands that there are."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result
from conftest import ROOT

from planner.cli.app import main
from planner.errors import ExitCode

AUTOMATION = ROOT / "examples" / "automation"
HOOKS: dict[str, Any] = {
    hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
}


def hooked(hook: str, *files: str) -> Result:
    """Run the command of a hook as pre-commit does, with the names of changed files."""
    of = HOOKS[hook]
    program, *args = shlex.split(of["entry"])
    assert program == "planner"
    return CliRunner().invoke(main, [*args, *of.get("args", ()), *(files if of.get("pass_filenames", True) else ())])


def test_the_hook_for_profiles_finds_a_wrong_one(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.yaml", tmp_path / "bad.yaml"
    good.write_text("age: 70\n", "utf-8")
    bad.write_text("age: 700\n", "utf-8")
    assert hooked("planner-check-profiles", str(good)).exit_code == 0
    assert hooked("planner-check-profiles", str(good), str(bad)).exit_code == ExitCode.PROFILE


def test_the_hook_for_plans_finds_a_wrong_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(ROOT)
    assert hooked("planner-check-plans").exit_code == 0
    (tmp_path / "plans").mkdir()
    monkeypatch.chdir(tmp_path)
    assert hooked("planner-check-plans").exit_code == ExitCode.CONTENT


def commands() -> list[str]:
    """Return each call of the planner in the workflow and in the container file."""
    steps = yaml.safe_load((AUTOMATION / "sheets.yaml").read_text("utf-8"))["jobs"]["sheets"]["steps"]
    container = (AUTOMATION / "Containerfile").read_text("utf-8")
    inside = re.findall(r"^#.* cramp-planner (batch .*)$", container, re.MULTILINE)
    return [
        *(step["run"] for step in steps if step.get("run", "").startswith("planner ")),
        *(f"planner {one}" for one in inside),
    ]


def test_the_commands_that_automation_calls_make_sheets(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert len(commands()) == 2
    for number, command in enumerate(commands()):
        place = tmp_path / str(number)
        place.mkdir()
        (place / "patients.csv").write_text("id,age\nA1,70\n", "utf-8")
        monkeypatch.chdir(place)
        assert CliRunner().invoke(main, shlex.split(command)[1:]).exit_code == 0
        assert (place / "sheets" / "A1.pdf").exists()


def test_the_container_is_small_and_private() -> None:
    lines = (AUTOMATION / "Containerfile").read_text("utf-8").splitlines()
    steps = [line for line in lines if line and not line.startswith("#")]
    assert steps[-1] == 'ENTRYPOINT ["planner"]'
    assert "USER 65534" in steps, "not the superuser"
    assert steps[0].endswith("AS build")
    assert sum(line.startswith("FROM") for line in steps) == 2, "what builds it is not in it"
    assert any("--network none" in line for line in lines)
