"""Plans and profiles looked at, and nothing written."""

from __future__ import annotations

from pathlib import Path

from commands import Run


def test_check_is_content_with_the_plans_and_with_profiles(run: Run, ana: Path) -> None:
    assert run("check").stdout
    assert run("check", "-q", ana).stdout == ""


def test_check_tells_every_fault_of_every_path(run: Run, here: Path) -> None:
    (here / "a.yaml").write_text("age: 670\n")
    (here / "b.yaml").write_text("agee: 67\n")
    said = run("check", "a.yaml", "b.yaml", code=3).stderr
    assert "a.yaml:1:6" in said
    assert "b.yaml:1:1" in said
