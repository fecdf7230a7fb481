"""What people install: the wheel, in an empty environment away from the checkout, makes a sheet without a network.

And what it runs on: the versions that are allowed, and those that the promise of the same bytes rests on.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pypdf
import pytest
from conftest import ROOT
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

pytestmark = pytest.mark.wheel


def _run(*args: str | Path, folder: Path) -> str:
    """Run a command that must succeed, with nothing of the checkout in its environment, and return what it says."""
    env = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "PLANNER_"))}
    done = subprocess.run([str(arg) for arg in args], cwd=folder, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the wheel and the source archive, built without a network."""
    folder = tmp_path_factory.mktemp("built")
    _run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-t", "sdist", "-d", folder, folder=ROOT)
    return folder


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    """Return the wheel."""
    (found,) = built.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the Python of an environment that holds the wheel, and borrows what the wheel needs from this one."""
    folder = tmp_path_factory.mktemp("away")
    _run(sys.executable, "-m", "venv", "--without-pip", "env", folder=folder)
    here = folder / "env" / "bin" / "python"
    # What no test runs need not be compiled.
    options = ("--no-deps", "--no-index", "--no-compile", "--quiet", "--disable-pip-version-check")
    _run(sys.executable, "-m", "pip", "--python", here, "install", *options, wheel, folder=folder)
    (packages,) = (folder / "env" / "lib").glob("python*/site-packages")
    # A path in a .pth file is searched last and its own .pth files are not read: no editable install slips in. This
    # environment may itself borrow what the planner runs on, so each folder is named in which some of it lies.
    lent = {f"{metadata.distribution(name).locate_file('')}\n" for name in _runs_on()}
    (packages / "borrowed.pth").write_text("".join(sorted(lent)))
    return here


def test_the_wheel_holds_the_plans_the_fonts_and_the_licences_and_no_tests(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {"planner/cli/app.py", "planner/plans/night-leg-cramps.yaml", "planner/plans/messages/en.yaml"} <= names
    assert any(name.startswith("planner/fonts/") and name.endswith(".ttf") for name in names)
    assert any(name.startswith("planner/plans/pictures/") for name in names)
    assert any("licenses/" in name for name in names)
    assert not [name for name in names if name.startswith(("tests/", "docs/", "examples/")) or "__pycache__" in name]


def test_the_source_archive_holds_all_that_the_tests_and_gates_need(built: Path) -> None:
    (found,) = built.glob("*.tar.gz")
    with tarfile.open(found) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {".ci/run", ".ci/long", ".ci/steps", "constraints.txt", "pyproject.toml", "README.md", "LICENSE"} <= names
    assert {"planner/cli/app.py", "tests/conftest.py", "examples/ana.yaml", "docs/decisions.md"} <= names
    assert not [name for name in names if "__pycache__" in name or name.endswith(".pdf")]


def test_an_installed_planner_makes_a_sheet_far_from_the_checkout_and_keeps_nothing_of_the_person(
    python: Path, tmp_path: Path
) -> None:
    where = _run(python, "-c", "import planner; print(planner.__file__)", folder=tmp_path)
    assert str(python.parent.parent) in where
    _run(
        python.parent / "planner",
        "render",
        "--age",
        "67",
        "--medication",
        "furosemide",
        "--name",
        "Zanzibara Quux",
        "-o",
        "plan.pdf",
        folder=tmp_path,
    )
    assert len(pypdf.PdfReader(tmp_path / "plan.pdf").pages) >= 2
    files = [path for path in python.parent.parent.rglob("*") if path.is_file() and not path.is_symlink()]
    assert not [path for path in files if b"Zanzibara" in path.read_bytes()]


def test_an_installed_planner_finds_its_plans_in_order(python: Path, tmp_path: Path) -> None:
    assert "night-leg-cramps" in _run(python.parent / "planner", "list", "plans", folder=tmp_path)
    _run(python.parent / "planner", "check", folder=tmp_path)


PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
DIRECT = {canonicalize_name(one.name): one for one in map(Requirement, PROJECT["dependencies"])}


def _pins() -> dict[str, Requirement]:
    """Return the lines of constraints.txt that hold for this Python, by name."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [Requirement(line) for line in lines if line and not line.startswith("#")]
    return {canonicalize_name(pin.name): pin for pin in pins if pin.marker is None or pin.marker.evaluate()}


def _only(requirement: Requirement, operator: str) -> str:
    (specifier,) = requirement.specifier
    assert specifier.operator == operator, f"{requirement}: one version, after {operator}"
    return specifier.version


def _brought_along(name: str) -> Iterator[str]:
    """Yield the names of all that one distribution, as it is installed here, runs on."""
    for needed in map(Requirement, metadata.requires(name) or ()):
        if needed.marker is None or needed.marker.evaluate({"extra": ""}):
            yield canonicalize_name(needed.name)
            yield from _brought_along(needed.name)


def _runs_on() -> set[str]:
    """Return the names of all that the planner runs on here."""
    return {*DIRECT, *(name for direct in DIRECT for name in _brought_along(direct))}


def test_the_promise_of_the_same_bytes_names_all_that_the_planner_runs_on_and_nothing_else() -> None:
    pins = _pins()
    needed = _runs_on()
    assert needed <= pins.keys(), f"add to constraints.txt: {sorted(needed - pins.keys())}"
    # An older version may run on less.
    if all(metadata.version(name) == _only(pins[name], "==") for name in DIRECT):
        assert needed == pins.keys(), f"take off constraints.txt: {sorted(pins.keys() - needed)}"


def test_the_versions_of_the_promise_are_versions_that_are_allowed() -> None:
    pins = _pins()
    for name, direct in DIRECT.items():
        assert direct.specifier.contains(_only(pins[name], "==")), f"{pins[name]} is not {direct}"


def test_every_dependency_has_one_lowest_version_and_no_highest() -> None:
    """The lowest versions are tried as they stand here; a highest one would keep a mended library away."""
    for direct in DIRECT.values():
        assert _only(direct, ">=")
        assert direct.marker is None


def test_every_python_from_the_oldest_on_is_named() -> None:
    named = [one.rpartition(" ")[2] for one in PROJECT["classifiers"] if ":: Python :: 3." in one]
    assert named == [f"3.{minor}" for minor in range(11, 11 + len(named))]
    assert PROJECT["requires-python"] == f">={named[0]}"
