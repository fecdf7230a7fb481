"""What every test may use: the bundled content, and a short way from a profile to its plan."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, tzinfo
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from click.testing import CliRunner, Result
from commands import ANA, Run
from msgspec import Struct, structs

import planner.content.loader
from planner.batch.job import STATE
from planner.cli.app import main
from planner.content import folder as reader
from planner.content.knowledge import Content
from planner.content.loader import load_content, read_content
from planner.document.compose import compose
from planner.document.model import Document, Text
from planner.document.model import Run as TextRun
from planner.document.printed import fullest
from planner.errors import ExitCode
from planner.files import clock
from planner.files.yaml import read_yaml
from planner.lexicon.names import Names
from planner.planning.apply import apply
from planner.planning.plan import Plan
from planner.profile.answers import Person
from planner.profile.resolve import load_profile

ROOT = Path(__file__).resolve().parent.parent
START = date(2026, 11, 23)
BEGAN = datetime.now().astimezone()
CONTENT = load_content()


def pytest_configure(config: pytest.Config) -> None:
    """Name our own marks."""
    config.addinivalue_line("markers", "wheel: builds the wheel and installs it away from the checkout")
    config.addinivalue_line("markers", "wide: every one of what a few stand for in the default run; run with -m wide")
    config.addinivalue_line("markers", "proof: proves the promises of the shipped plans; run with -m proof")
    config.addinivalue_line("markers", "icd: reads every title of ICD-10-CM; run with -m icd")
    config.addinivalue_line("markers", "fhir: asks validators of FHIR, of the extra of that name; run with -m fhir")
    config.addinivalue_line("markers", "kills: kills a run over two thousand rows thirty times; run with -m kills")
    config.addinivalue_line("markers", "cluster: starts a Dask cluster, or Spark; run with -m cluster")
    config.addinivalue_line("markers", "fuzz: reads a hundred thousand spoilt inputs; run with -m fuzz")
    config.addinivalue_line("markers", "web: opens the page in a browser, with Node; run with -m web")
    config.addinivalue_line("markers", "web_long: plays more scenes on the page; run with -m web_long")
    config.addinivalue_line("markers", "mutants: changes the rules and asks for a case that fails; run with -m mutants")
    # Midnight may pass between two looks at the clock, also before the first test, while files of tests are read.
    clock.datetime = _AsItBegan
    if sys.dont_write_bytecode and (hasattr(config, "workerinput") or not config.getoption("numprocesses", None)):
        _compile_once(config)


class _AsItBegan(datetime):
    """A clock that stands still at the moment at which the tests began."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:
        """Return that moment."""
        return BEGAN.astimezone(tz)


def _compile_once(config: pytest.Config) -> None:
    """Keep what Python compiles for as long as the tests run, where nothing of it may be kept beside the source.

    Otherwise each of the many processes that tests start would compile the planner again.
    """
    kept = TemporaryDirectory(prefix="planner-tests-")
    config.add_cleanup(kept.cleanup)
    os.environ["PYTHONPYCACHEPREFIX"] = kept.name
    del os.environ["PYTHONDONTWRITEBYTECODE"]


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Search for garbage less often, and not in what stays to the end: the search took a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 10, 10)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let those who take a change make sure that nothing was passed over."""
    parser.addoption("--none-skipped", action="store_true", help="fail if a test was skipped, whatever the reason")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail a run that passed something over, where that was asked for."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    if session.config.getoption("--none-skipped") and skipped and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
        reporter.section("skipped, though nothing may be: install what is missing", sep="=")
        for report in skipped:
            reporter.write_line(f"{report.nodeid}: {report.longrepr[-1]}")


def wide(every: Sequence[Any], *few: Any) -> list[Any]:
    """Return every one of some values to try a test with; the default run tries it with a few of them."""
    assert set(few) < set(every)
    return [one if one in few else pytest.param(one, marks=pytest.mark.wide) for one in every]


@pytest.fixture(scope="session", autouse=True)
def _files_are_read_once() -> Iterator[None]:
    """Read each file of plans once: the same bytes give the same data in each of a hundred copies."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reader, "read_yaml", lru_cache(maxsize=1024)(read_yaml))
        yield


@pytest.fixture(scope="session")
def content() -> Content:
    """Return the bundled content."""
    return CONTENT


@pytest.fixture(scope="session")
def names() -> Names:
    """Return the bundled names, indexed."""
    return CONTENT.names


def answered(person: Person) -> dict[str, Any]:
    """Return every key of a profile as it was read, whether it decides something, is asked of the sheet or printed."""
    parts = (person.answers, person.options, person.identity)
    return {key: value for part in parts for key, value in structs.asdict(part).items()}


def plan_for(profile: Mapping[str, Any], plan: str = "night-leg-cramps") -> Plan:
    """Return the plan of a profile as written in a file, from the fixed start."""
    return apply(CONTENT.template(plan), load_profile(profile, CONTENT, as_of=START), START)


def sheet(plan: Plan) -> str:
    """Return the words of a plan's sheet on one line: no line break or column can hide a phrase, no mark part one."""
    return words_of(compose(plan, CONTENT))


def words_of(blocks: Any) -> str:
    """Return the words of some blocks or of a document on one line, each label before what it stands beside."""
    parts = fullest(blocks) if isinstance(blocks, Document) else blocks
    return " ".join(" ".join(_texts(parts)).split())


def plain_words(text: Text) -> str:
    """Return the words of a text without the marks behind them."""
    return "".join(run.text for run in text if not run.mark)


def _texts(value: Any) -> Iterator[str]:
    """Yield each text of some blocks as one string, and every title and label."""
    if isinstance(value, tuple | list):
        if value and all(isinstance(one, TextRun) for one in value):
            yield plain_words(tuple(value))
        else:
            for one in value:
                yield from _texts(one)
    elif isinstance(value, Struct):
        yield from _fields(value)
    elif isinstance(value, str):
        yield value


def _fields(block: Struct) -> Iterator[str]:
    for name in block.__struct_fields__:
        field = getattr(block, name)
        if not isinstance(field, str):
            yield from _texts(field)
        elif name in ("title", "text", "label", "aside"):
            yield field


def shown(plan: Plan) -> set[str]:
    """Return the ids of all that is printed as advice, a line or a warning; not what is only to ask about."""
    asked = {item.id for item in plan.ask_first}
    printed = {item.id for item in plan.printed if item.id not in asked}
    picked = {item.food.id for day in plan.days for item in day.items if item.food is not None}
    return printed | picked | {stretch.id for stretch in plan.stretches} | {item.id for item in plan.tonight}


def advice(plan: Plan) -> set[str]:
    """Return the ids of all that the sheet tells a person to do, choose or eat."""
    warnings = {item.id for item in (*plan.alerts, *plan.avoid)}
    return shown(plan) - warnings


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder, made the current one."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith(("PLANNER_", "SOURCE_DATE"))]:
        monkeypatch.delenv(name)
    monkeypatch.setattr(planner.content.loader, "load_content", _content)
    return tmp_path


def _content(folder: Path | None = None) -> Content:
    """Return the bundled content without reading it again for each command; other folders are read."""
    return CONTENT if folder is None else read_content(folder)


@pytest.fixture
def run(here: Path) -> Run:
    """Return a function that runs a command and checks what holds for all of them."""

    def run_command(*args: str, code: int = 0, stdin: str | bytes | None = None, **more: Any) -> Result:
        before = set(here.rglob("*"))
        result = CliRunner().invoke(main, [str(arg) for arg in args], input=stdin, **more)
        assert result.exit_code == code, result.output
        left = {path.name for path in set(here.rglob("*")) - before}
        hidden = {name for name in left if name.startswith(".") and not name.endswith(".draft")}
        assert not hidden - {STATE} | {name for name in left if name.endswith(".part")}, "half a file was left"
        if code not in (ExitCode.OK, ExitCode.BUG):
            assert "Traceback" not in result.output
            assert result.stderr.strip(), "an error says nothing"
        return result

    return run_command


@pytest.fixture
def ana(here: Path) -> Path:
    """Return a profile with a name, an id and two medicines."""
    path = here / "ana.yaml"
    path.write_text(ANA)
    return path
