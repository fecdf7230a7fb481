"""The commands of README.md that are marked with `<!-- test -->` do what the page says: they succeed, in its order."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
_BLOCK = re.compile(r"<!-- test -->\s*\n```(console|sh)\n(.*?)```", re.DOTALL)
BLOCKS = [(README[: found.start()].count("\n") + 1, found[1], found[2]) for found in _BLOCK.finditer(README)]


def commands(kind: str, text: str) -> str:
    """Return the commands of a block: all of a script, the lines after `$ ` (with their continuations) of a console."""
    if kind == "sh":
        return text
    kept, going = [], False
    for line in text.splitlines():
        if line.startswith("$ ") or going:
            kept.append(line.removeprefix("$ "))
            going = line.endswith("\\")
    return "\n".join(kept)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the examples, and `planner` as a command."""
    made = tmp_path_factory.mktemp("readme")
    shutil.copytree(ROOT / "examples", made / "examples")
    (made / "bin").mkdir()
    script = made / "bin" / "planner"
    script.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m planner "$@"\n')
    script.chmod(0o755)
    return made


def test_every_mark_stands_before_a_block_that_can_be_run() -> None:
    assert len(BLOCKS) == README.count("<!-- test -->")
    assert BLOCKS


@pytest.mark.parametrize(("line", "kind", "text"), BLOCKS, ids=[f"line {line}" for line, _, _ in BLOCKS])
def test_the_commands_of_the_readme_succeed(folder: Path, line: int, kind: str, text: str) -> None:
    script = commands(kind, text)
    assert script.strip(), f"README.md:{line}: no command"
    env = {**os.environ, "PATH": f"{folder / 'bin'}:{os.environ['PATH']}"}
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=folder,
        env=env,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, f"README.md:{line}\n{script}\n{done.stdout[-1500:]}{done.stderr[-1500:]}"


def test_every_link_into_the_repository_leads_somewhere() -> None:
    targets = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", README) + re.findall(r'src="(?!https?:)([^"]+)"', README)
    assert not [target for target in targets if not (ROOT / target).exists()]


def test_every_option_that_the_readme_names_exists() -> None:
    from planner.cli.arguments.names import COMMANDS, module_of

    own = {"--user", "--no-deps", "--rm", "--network"}
    known = {
        opt
        for command in map(import_module, map(module_of, COMMANDS))
        for param in command.command.params
        for opt in (*param.opts, *param.secondary_opts)
    }
    known |= {"--version", "--help"} | own
    lines = [line for line in README.splitlines() if "planner " in line]
    assert not {flag for line in lines for flag in re.findall(r"(?<![\w-])--[a-z][a-z-]+", line)} - known
