"""Every command explains itself, and the version is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from commands import Run, planner_process


@pytest.mark.parametrize(
    "args",
    [
        ["--help"],
        ["-h"],
        ["render", "-h"],
        ["batch", "-h"],
        ["merge-reports", "-h"],
        ["explain", "-h"],
        ["new", "-h"],
        ["check", "-h"],
        ["list", "-h"],
        ["schema", "-h"],
        ["pictures", "-h"],
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


def test_the_version_is_told_at_once(here: Path) -> None:
    assert planner_process("--version", folder=here).stdout.startswith(b"cramp-planner, version ")
