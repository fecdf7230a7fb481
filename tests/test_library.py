"""What the library is handed and cannot use is an error of ours: it names the argument and what was expected."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from conftest import CONTENT, ROOT, START, plan_for, words_of

import planner
from planner.content.theme import load_theme
from planner.errors import ContentError, ExitCode

PLAN = plan_for({"age": 67})
PROFILE = planner.load_profile({"age": 67}, CONTENT)
RIGHT: dict[str, tuple[Callable[..., Any], dict[str, Any]]] = {
    "load_content": (planner.load_content, {"folder": ROOT / "plans"}),
    "load_profile": (
        planner.load_profile,
        {"source": {"age": 67}, "content": CONTENT, "file": "profile", "as_of": START},
    ),
    "apply": (
        planner.apply,
        {"template": CONTENT.template("night-leg-cramps"), "profile": PROFILE, "start": START},
    ),
    "compose": (
        planner.compose,
        {"plan": PLAN, "content": CONTENT, "options": None, "identity": None, "clinic": None},
    ),
    "write_pdf": (
        planner.write_pdf,
        {"document": planner.compose(PLAN, CONTENT), "target": io.BytesIO(), "theme": None, "creation_time": 0},
    ),
    "render": (planner.render, {"plan": PLAN, "form": "json", "content": CONTENT}),
    "template": (CONTENT.template, {"plan": "night-leg-cramps"}),
}
WRONG: tuple[Any, ...] = (
    3.5,
    object(),
    [CONTENT],
    {1},
    PLAN,
    PROFILE,
    CONTENT,
    int,
    b"\xff",
    datetime(2026, 11, 23, 8, tzinfo=UTC),
)
NEEDED = {"content", "template", "profile", "start", "plan", "document", "target", "form", "file", "source"}


@pytest.mark.parametrize(("name", "argument"), [(name, key) for name, (_, given) in RIGHT.items() for key in given])
def test_whatever_is_handed_over_in_the_place_of_an_argument_is_told(name: str, argument: str) -> None:
    function, given = RIGHT[name]
    right = type(given[argument])
    wrong = [one for one in (*WRONG, "x", 3, None) if not isinstance(one, right)]
    for one in wrong:
        if one is None and (argument not in NEEDED or name == "render"):
            continue
        if isinstance(one, str | int) and argument in ("target", "folder", "source", "creation_time"):
            continue
        with pytest.raises(planner.PlannerError) as caught:
            function(**{**given, argument: one})
        said = str(caught.value)
        assert caught.value.exit_code in (ExitCode.USAGE, ExitCode.PROFILE)
        assert argument in said or argument == "source"
        assert "expected" in said or "is not UTF-8 text" in said, said


def test_what_is_right_is_passed_on() -> None:
    for function, given in RIGHT.values():
        function(**given)


def test_a_folder_of_plans_may_be_text(tmp_path: Path) -> None:
    assert planner.load_content(str(ROOT / "plans")).raw == planner.load_content(ROOT / "plans").raw
    with pytest.raises(ContentError, match="nowhere: there is no such folder"):
        planner.load_content(str(tmp_path / "nowhere"))
    with pytest.raises(ContentError, match=r"folder\.yaml: is a file, not a folder"):
        planner.load_content(str(ROOT / "plans" / "folder.yaml"))


def test_a_clinic_is_told_by_its_file_or_its_theme() -> None:
    path = ROOT / "examples" / "clinic" / "clinic.yaml"
    made = planner.compose(PLAN, CONTENT, clinic=path)
    assert made == planner.compose(PLAN, CONTENT, clinic=load_theme(path))
    assert load_theme(path).name in words_of(made)
    with pytest.raises(planner.PlannerError, match="nowhere"):
        planner.compose(PLAN, CONTENT, clinic=ROOT / "nowhere.yaml")
