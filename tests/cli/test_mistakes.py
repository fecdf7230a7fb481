"""The table of mistakes: each of 144 ends with its exit code and a message that says where, what, and what to do."""

from __future__ import annotations

import os
import shlex
import zipfile
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from conftest import CONTENT, plan_for

import planner
import planner.content.loader
from planner.cli.app import main
from planner.content.knowledge import Content
from planner.content.loader import read_content
from planner.files import output as output_module

TABLE = yaml.safe_load((Path(__file__).parent / "mistakes.yaml").read_text(encoding="utf-8"))
MISTAKES = [(group, mistake) for group, mistakes in TABLE.items() for mistake in mistakes]
PARTS = ("where", "what", "do")


def _zip(*names: str) -> bytes:
    held = BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name in ("[Content_Types].xml", *names):
            archive.writestr(name, "<x/>")
    return held.getvalue()


FHIR = b'{\n  "resourceType": "Bundle",\n  "type": "collection",\n  "entry": []\n}\n'
CCDA = b'<?xml version="1.0"?>\n<ClinicalDocument xmlns="urn:hl7-org:v3"><id root="x"/></ClinicalDocument>\n'
FILES = {
    "latin": "name: José\nage: 67\n".encode("latin-1"),
    "huge": b"# " + b"x" * 1_100_000,
    "pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    "docx": _zip("word/document.xml"),
    "xlsx": _zip("xl/workbook.xml"),
    "fhir": FHIR,
    "ccda": CCDA,
    "png": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
    "latin-list": "id,age,name\nx,67,José\n".encode("latin-1"),
    "utf16-list": "id,age,name\nx,67,José\n".encode("utf-16"),
    "xlsx-list": _zip("xl/workbook.xml"),
    "pdf-list": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    "fhir-list": FHIR,
}


def _late() -> object:
    return planner.apply(CONTENT.template("night-leg-cramps"), planner.load_profile({"age": 67}, CONTENT), date.max)


def _text_start() -> object:
    profile = planner.load_profile({"age": 67}, CONTENT)
    return planner.apply(CONTENT.template("night-leg-cramps"), profile, "2026-11-23")  # type: ignore[arg-type]


def _pdf(target: str) -> None:
    planner.write_pdf(planner.compose(plan_for({"age": 67}), CONTENT), Path(target))


CALLS: dict[str, Callable[[], object]] = {
    "a set": lambda: planner.load_profile({"age": 67, "diet": {"vegan"}}, CONTENT),
    "not a number": lambda: planner.load_profile({"age": 30, "born_weeks_ago": float("nan")}, CONTENT),
    "a profile that is not there": lambda: planner.load_profile(Path("nobody.yaml"), CONTENT),
    "a folder of plans that is not there": lambda: read_content(Path("nowhere")),
    "a folder without plans": lambda: read_content(Path("empty")),
    "a plan that is not there": lambda: CONTENT.template("back-spasm"),
    "a start that is text": _text_start,
    "a start at the end of time": _late,
    "a profile without its content": lambda: planner.load_profile({"age": 67}),  # type: ignore[call-arg]
    "a plan written before it is composed": lambda: planner.write_pdf(plan_for({"age": 67}), "x.pdf"),  # type: ignore[arg-type]
    "a PDF into a folder that is not there": lambda: _pdf("nowhere/plan.pdf"),
    "a PDF into a folder": lambda: _pdf("folder"),
    "a format that is not there": lambda: planner.render(plan_for({"age": 67}), "docx"),
    "a name that is not there": lambda: planner.load_profil,
}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with a profile, a list, and things that are no files, made the current one."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith(("PLANNER_", "SOURCE_DATE"))]:
        monkeypatch.delenv(name)
    monkeypatch.setattr(planner.content.loader, "load_content", _content)
    for name in ("ana.yaml", "ben.yaml"):
        (tmp_path / name).write_text("age: 67\nsex: female\n")
    (tmp_path / "list.csv").write_text("id,age\nx,67\n")
    for name in ("folder", "empty"):
        (tmp_path / name).mkdir()
    (tmp_path / "folder" / "one.yaml").write_text("age: 67\n")
    (tmp_path / "link.txt").symlink_to("ana.yaml")
    os.mkfifo(tmp_path / "pipe")
    return tmp_path


def _content(folder: Path | None = None) -> Content:
    return CONTENT if folder is None else read_content(folder)


def _commanded(mistake: dict[str, Any]) -> tuple[object, str]:
    args = [arg.replace("LONG", "x" * 300 + ".txt") for arg in shlex.split(mistake["run"])]
    for name, text in mistake.get("files", {}).items():
        Path(name).write_text(text, encoding="utf-8")
    if "file" in mistake:
        name = next(arg for arg in args if arg.startswith(("p.", "l.")))
        Path(name).write_bytes(FILES[mistake["file"]])
    done = CliRunner().invoke(main, args, input=mistake.get("stdin"))
    return done.exit_code, done.stderr


def _called(mistake: dict[str, Any]) -> tuple[object, str]:
    work = CALLS.get(mistake["call"], lambda: planner.load_profile(mistake["given"], CONTENT))
    try:
        work()
    except planner.PlannerError as error:
        return int(error.exit_code), str(error)
    except (TypeError, AttributeError) as error:  # Python's own words
        return type(error).__name__, str(error)
    return 0, ""


def score(mistake: dict[str, Any]) -> tuple[int, list[str], str]:
    """Return how many of the three parts a message holds (none with another exit code), what it lacks, and itself."""
    code, said = _commanded(mistake) if "run" in mistake else _called(mistake)
    if code != mistake["code"]:
        return 0, [f"code {mistake['code']}"], f"{code}: {said}"
    lacking = [f"{part} {mistake.get(part)}" for part in PARTS if not (part in mistake and _holds(said, mistake[part]))]
    return 3 - len(lacking), lacking, said


def _holds(said: str, wanted: str | list[str]) -> bool:
    words = wanted if isinstance(wanted, list) else [wanted]
    return all(word.lower() in said.lower() for word in words)


def _name(mistake: dict[str, Any]) -> str:
    return str(mistake.get("run") or f"{mistake['call']} {mistake.get('given', '')}").strip()


def test_there_are_at_least_24_different_mistakes_of_each_of_six_kinds() -> None:
    assert min(map(len, TABLE.values())) >= 24
    assert len(TABLE) == 6
    assert len({repr(mistake) for _, mistake in MISTAKES}) == len(MISTAKES)


@pytest.mark.parametrize("mistake", [mistake for _, mistake in MISTAKES], ids=[_name(m) for _, m in MISTAKES])
def test_a_message_says_where_what_and_what_to_do(here: Path, monkeypatch: pytest.MonkeyPatch, mistake: Any) -> None:
    if mistake.get("full"):
        monkeypatch.setattr(output_module.os, "fsync", _no_room)
    points, lacking, said = score(mistake)
    # A part that no row of the table names is one that the message does not hold: it costs its point.
    assert points == sum(part in mistake for part in PARTS), f"{lacking}\n{said}"
    assert points > 0


def test_the_messages_hold_nearly_all_three_parts() -> None:
    points = [sum(part in mistake for part in PARTS) for _, mistake in MISTAKES]
    assert sum(points) / len(points) >= 2.9


def _no_room(handle: int) -> None:
    raise OSError(28, "No space left on device")
