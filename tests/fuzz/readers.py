"""What becomes of an input that somebody spoilt: it is refused with a message, or read, and then it makes a sheet."""

from __future__ import annotations

import io
import json
import os
import shutil
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import islice
from pathlib import Path
from random import Random
from typing import Literal

import corpora
import pikepdf
import small_plans
from click.testing import CliRunner
from conftest import CONTENT, START, plan_for
from msgspec import Struct, structs
from mutations import BYTES, CSV, FHIR, JSON, XML, YAML, Form, mutated

from planner.cli.app import main
from planner.content.knowledge import Content
from planner.content.loader import read_content
from planner.content.theme import load_theme
from planner.errors import ExitCode, PlannerError, told
from planner.formats.registry import FORMATS
from planner.model.sheet import ClinicTheme
from planner.pipeline import SheetRequest, make_plan, read_person, read_record, sheet_of, warnings
from planner.planning.apply import apply
from planner.planning.plan import Plan
from planner.profile.answers import Person
from planner.profile.resolve import load_profile
from planner.records.health.people import kind_of_record
from planner.records.listing import ListOptions
from planner.records.rows import row_answers
from planner.records.source import open_list
from planner.reports.explain import explain_json, explain_text

Became = Literal["refused", "read", "made"]
_FURTHER: tuple[Became, ...] = ("refused", "read", "made")
_REQUEST = SheetRequest(start=START, as_of=START)
_OPTIONS = ListOptions(content=CONTENT, as_of=START)
# Of one input so many rows are read on: the next input brings others.
_ROWS = 40
_JOINERS = "\u200c\u200d"
_EDITIONS = ("full", "full", "full", "short", "easy")
# How often each form is made of what was read, in a hundred; of the rest the plan is worked out, and no more.
_FORMS = (("text", 22), ("markdown", 4), ("json", 4), ("ics", 3), ("careplan", 4), ("explain", 4), ("pdf", 3))


class Fault(AssertionError):
    """What no input may bring about, though nothing broke down."""


class Reader(Struct, frozen=True):
    """One reader: the file that it reads, inputs to spoil and how, and what is done with one."""

    name: str
    file: str
    corpus: Sequence[bytes]
    form: Form
    tried: Callable[[Path, Random], Became]
    spoilt: Callable[[bytes, Sequence[bytes], Form, Random], bytes] = mutated
    share: int = 1
    # What one input may take of the processor, before the kernel ends the process.
    seconds: float = 20

    def input(self, number: int, more: Sequence[bytes] = ()) -> bytes:
        """Return the input of a number: always the same, on every machine; `more` adds to what is spoilt."""
        luck = Random(f"{self.name} {number}")  # noqa: S311 - no secret
        corpus = (*self.corpus, *more)
        return self.spoilt(luck.choice(corpus), corpus, self.form, luck)


# --- what must hold of what comes out ---


def _told_well(error: PlannerError, codes: Sequence[ExitCode]) -> None:
    """Raise Fault for a message that says nothing, moves a terminal or forges a line, or for a code of another kind."""
    lines = told(error)
    if not lines or not all(line.strip() for line in lines):
        raise Fault("an error says nothing")
    if not all(sign.isprintable() or sign in _JOINERS for line in lines for sign in line):
        raise Fault(f"a message holds what is not seen: {lines!a:.300}")
    if len(lines) > 22 or max(map(len, lines)) > 2_000:
        raise Fault("a message has no end")
    if error.exit_code not in codes:
        raise Fault(f"ends with {error.exit_code}, not with {codes}: {lines!a:.300}")


def _plain(text: str) -> None:
    hidden = {sign for sign in text if not sign.isprintable() and sign not in f"\n{_JOINERS}"}
    if hidden:
        raise Fault(f"a sheet holds what is not seen: {hidden!a:.100}")


def _made(plan: Plan, content: Content, luck: Random) -> Became:
    """Put a plan into the words of a form, mostly of none, and look at them."""
    form = luck.choices([*(name for name, _ in _FORMS), ""], [*(times for _, times in _FORMS), 56])[0]
    if not form:
        return "read"
    if form == "explain":
        _plain(explain_text(plan))
        json.dumps(explain_json(plan, content), allow_nan=False)
        return "made"
    sheet = sheet_of(plan, content, form).data
    if form == "pdf":
        with pikepdf.open(io.BytesIO(sheet)) as opened:
            if any("/JavaScript" in str(key) or "/EmbeddedFiles" in str(key) for key in opened.Root.get("/Names", {})):
                raise Fault("a PDF holds what can be run")
        return "made"
    text = sheet.decode()
    if form in ("json", "careplan"):
        json.loads(text)
    else:
        _plain(text.replace("\r\n", "\n"))
    return "made"


_seen: set[int] = set()


def _sheet_for(person: Person, luck: Random) -> Became:
    """Plan for a person who was read, and mostly make no sheet; whoever was there already is passed over."""
    # One mutation of many changes a name, and the plan of the same answers is the same.
    key = hash((person.answers, luck.random() < 0.9))
    if key in _seen:
        return "read"
    _seen.add(key)
    options = structs.replace(person.options, edition=person.options.edition or luck.choice(_EDITIONS))
    try:
        plan = make_plan(structs.replace(person, options=options), CONTENT, _REQUEST)
    except PlannerError as error:
        _told_well(error, (ExitCode.PROFILE,))
        return "refused"
    for line in warnings(plan.profile):
        _plain(line)
    return _made(plan, CONTENT, luck)


# --- people ---


def _profile(path: Path, luck: Random) -> Became:
    """Read a profile as `planner render` does."""
    if luck.random() < 0.01:
        return _command("explain", str(path), "--as-of", "2026-11-23")
    try:
        if kind_of_record(path) is not None:
            return _sheet_for(read_record(path, {}, CONTENT, START)[0], luck)
        return _sheet_for(read_person(str(path), {}, lambda most: b"", START), luck)
    except PlannerError as error:
        _told_well(error, (ExitCode.PROFILE,))
        return "refused"


def _list(path: Path, luck: Random) -> Became:
    """Read a list as `planner batch` does; sometimes by that command itself."""
    if luck.random() < 0.01:
        return _command("batch", str(path), "-d", str(path.parent / "out"), "--format", "text", "-j", "1", *_STARTED)
    became: Became = "refused"
    try:
        for row in islice(open_list(path, _OPTIONS).rows(), _ROWS):
            _plain(row.problem)
            if row.dead:
                continue
            try:
                became = max(became, _sheet_for(row_answers(row, as_of=START), luck), key=_FURTHER.index)
            except PlannerError as error:
                _told_well(error, (ExitCode.PROFILE,))
    except PlannerError as error:
        _told_well(error, (ExitCode.PROFILE,))
    return became


_STARTED = ("--start", "2026-11-23", "--as-of", "2026-11-23")


def _record(path: Path, luck: Random) -> Became:
    """Read a health record as a person's own, or as a list."""
    return _profile(path, luck) if luck.random() < 0.25 else _list(path, luck)


def _command(*args: str) -> Became:
    """Run a command as a person does, in a place of its own."""
    done = CliRunner().invoke(main, args)
    shutil.rmtree(Path(args[1]).parent / "out", ignore_errors=True)
    if done.exit_code not in (ExitCode.OK, ExitCode.PROFILE, ExitCode.PARTIAL) or "a bug in" in done.stderr:
        raise Fault(f"planner {args[0]} ended with {done.exit_code}: {done.stderr!a:.2000}")
    _plain(done.stderr.replace("\r", ""))
    return "made" if done.exit_code == ExitCode.OK else "refused"


# --- what a clinic writes ---

_CONTENT_ONLY = (ExitCode.CONTENT,)


def _theme(path: Path, luck: Random) -> Became:
    """Read a clinic's theme beside a whole logo, and make a sheet with it."""
    (path.parent / "logo.svg").write_bytes(corpora.DRAWINGS[0])
    (path.parent / "logo.png").write_bytes(corpora.BITMAPS[0])
    try:
        return _faced(load_theme(path), luck)
    except PlannerError as error:
        _told_well(error, _CONTENT_ONLY)
        return "refused"


def _faced(theme: ClinicTheme, luck: Random) -> Became:
    plan = plan_for({"age": 67 + luck.randrange(3), "medications": "none", "country": "GB"})
    options = structs.replace(plan.profile.options, theme=theme)
    faced = structs.replace(plan, profile=structs.replace(plan.profile, options=options))
    return _made(faced, CONTENT, luck)


def _drawing(path: Path, luck: Random) -> Became:
    return _logo(path, "logo.svg", luck)


def _bitmap(path: Path, luck: Random) -> Became:
    return _logo(path, "logo.png", luck)


def _logo(path: Path, name: str, luck: Random) -> Became:
    """Read a logo by the theme that names it."""
    theme = path.parent / "clinic.yaml"
    theme.write_text(f"name: Hill\nlogo: {name}\n", encoding="utf-8")
    try:
        return _faced(load_theme(theme), luck)
    except PlannerError as error:
        _told_well(error, _CONTENT_ONLY)
        return "refused"


@lru_cache(maxsize=1)
def _small_plans(folder: Path) -> Path:
    return small_plans.write(folder / "plans")


def _plans(path: Path, luck: Random) -> Became:
    """Read a folder of plans of which one file is spoilt, as the first line says; one that is whole makes a week."""
    folder = _small_plans(path.parent)
    head, _, text = path.read_bytes().partition(b"\n")
    name = next((one for one in small_plans.FILES if one.encode() == head), "week.yaml")
    whole = (folder / name).read_bytes()
    (folder / name).write_bytes(text)
    try:
        content = read_content(folder)
        profile = load_profile({"age": 70}, content, as_of=START)
        return _made(apply(content.template(next(iter(content.templates))), profile, START), content, luck)
    except PlannerError as error:
        _told_well(error, _CONTENT_ONLY)
        return "refused"
    finally:
        (folder / name).write_bytes(whole)


def _spoilt_plans(data: bytes, others: Sequence[bytes], form: Form, luck: Random) -> bytes:
    """Spoil all but the line that says which file it is."""
    head, _, text = data.partition(b"\n")
    return head + b"\n" + mutated(text, [other.partition(b"\n")[2] for other in others], form, luck)


# Shares of a hundred.
READERS = {
    reader.name: reader
    for reader in (
        Reader("csv", "list.csv", corpora.LISTS_CSV, CSV, _list, share=18),
        Reader("xlsx", "list.xlsx", corpora.WORKBOOKS, XML, _list, corpora.spoilt_workbook, share=14),
        Reader("profile-json", "profile.json", corpora.PROFILES_JSON, JSON, _profile, share=10),
        Reader("json-lines", "list.jsonl", corpora.JSON_LINES, JSON, _list, share=10),
        Reader("fhir-bundle", "record.json", corpora.BUNDLES, FHIR, _record, share=11),
        Reader("fhir-lines", "export.ndjson", corpora.BULK, FHIR, _record, share=7),
        Reader("c-cda", "record.xml", corpora.DOCUMENTS, XML, _record, share=11),
        Reader("profile-yaml", "profile.yaml", corpora.PROFILES_YAML, YAML, _profile, share=9),
        Reader("theme", "clinic.yaml", corpora.THEMES, YAML, _theme, share=3),
        Reader("logo-svg", "logo.svg", corpora.DRAWINGS, XML, _drawing, share=2),
        Reader("logo-png", "logo.png", corpora.BITMAPS, BYTES, _bitmap, share=2),
        Reader("plans", "plans.txt", corpora.PLANS, YAML, _plans, _spoilt_plans, share=3),
    )
}


def _harm(path: Path, luck: Random) -> Became:
    """Do what no reader may, according to the number of the input: the bounds and the watchdog are tried with it."""
    harm = _HARMS.get(luck.random())
    if harm == "no message":
        raise ValueError(harm)
    if harm == "no end":
        while True:
            pass
    if harm == "no bound":
        bytearray(8 << 30)
    if harm == "abort":
        os.abort()
    if harm == "left open":
        path.open("rb")
    return "refused"


_HARMS = {
    Random(number).random(): harm  # noqa: S311 - no secret
    for number, harm in ((1, "no message"), (2, "no end"), (4, "no bound"), (5, "abort"), (6, "left open"))
}
HARMFUL = Reader("harmful", "harm.txt", (b"x",), BYTES, _harm, seconds=1)
assert set(dict(_FORMS)) - {"explain"} == set(FORMATS)
