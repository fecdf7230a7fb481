"""What people install: the wheel, in an empty environment away from the checkout, makes a sheet without a network."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pypdf
import pytest
from conftest import ROOT

pytestmark = pytest.mark.wheel


def _run(*args: str | Path, folder: Path) -> str:
    """Run a command that must succeed, with nothing of the checkout in its environment, and return what it says."""
    env = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "PLANNER_"))}
    done = subprocess.run([str(arg) for arg in args], cwd=folder, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the wheel, built without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    options = ("--no-deps", "--no-build-isolation", "--no-index", "--quiet", "--disable-pip-version-check")
    _run(sys.executable, "-m", "pip", "wheel", ROOT, *options, "-w", folder, folder=folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the Python of an environment that holds the wheel, and borrows what the wheel needs from this one."""
    folder = tmp_path_factory.mktemp("away")
    _run(sys.executable, "-m", "venv", "--without-pip", "env", folder=folder)
    here = folder / "env" / "bin" / "python"
    options = ("--no-deps", "--no-index", "--quiet", "--disable-pip-version-check")
    _run(sys.executable, "-m", "pip", "--python", here, "install", *options, wheel, folder=folder)
    (packages,) = (folder / "env" / "lib").glob("python*/site-packages")
    # A path in a .pth file is searched last and its own .pth files are not read: no editable install slips in.
    (packages / "borrowed.pth").write_text(sysconfig.get_paths()["purelib"] + "\n")
    return here


def test_the_wheel_holds_the_plans_the_fonts_and_the_licences_and_no_tests(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {"planner/cli/app.py", "planner/plans/night-leg-cramps.yaml", "planner/plans/messages/en.yaml"} <= names
    assert any(name.startswith("planner/fonts/") and name.endswith(".ttf") for name in names)
    assert any(name.startswith("planner/plans/pictures/") for name in names)
    assert any("licenses/" in name for name in names)
    assert not [name for name in names if name.startswith(("tests/", "docs/", "examples/")) or "__pycache__" in name]


def test_an_installed_planner_makes_a_sheet_far_from_the_checkout(python: Path, tmp_path: Path) -> None:
    where = _run(python, "-c", "import planner; print(planner.__file__)", folder=tmp_path)
    assert str(python.parent.parent) in where
    _run(
        python.parent / "planner",
        "render",
        "--age",
        "67",
        "--medication",
        "furosemide",
        "-o",
        "plan.pdf",
        folder=tmp_path,
    )
    assert len(pypdf.PdfReader(tmp_path / "plan.pdf").pages) >= 2


def test_an_installed_planner_finds_its_plans_in_order(python: Path, tmp_path: Path) -> None:
    assert "night-leg-cramps" in _run(python.parent / "planner", "list", "plans", folder=tmp_path)
    _run(python.parent / "planner", "check", folder=tmp_path)


def test_an_installed_planner_keeps_nothing_of_a_person(python: Path, tmp_path: Path) -> None:
    _run(python.parent / "planner", "render", "--age", "67", "--name", "Zanzibara Quux", "-o", "p.pdf", folder=tmp_path)
    env = python.parent.parent
    found = [
        path
        for path in env.rglob("*")
        if path.is_file() and not path.is_symlink() and b"Zanzibara" in path.read_bytes()
    ]
    assert not found
