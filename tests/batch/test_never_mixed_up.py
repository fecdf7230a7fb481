"""Nobody's words stand on another's sheet: everybody has words of his own in every field, in all formats and stacks."""

from __future__ import annotations

import csv
import io
import json
import random
import re
import zlib
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from click.testing import CliRunner
from pdf_reading import extracted
from stack_reading import faults, foreign_marks, words_of_pages

from planner.cli.app import main
from planner.errors import ExitCode
from planner.formats.pdf.bodies import BODIES
from planner.formats.pdf.layout.kept import PIECES
from planner.formats.pdf.layout.kept_units import UNITS
from planner.formats.registry import FORMATS

# A list of at least fifteen people has one who cannot be read.
CODE_OF = {True: ExitCode.PARTIAL, False: ExitCode.OK}
FIELDS = ("name", "medications", "conditions", "symptoms", "habits", "allergies", "diet", "dislikes")
AGES = (9, 14, 31, 47, 62, 70, 84)
COUNTRIES = ("GB", "US", "ES", "")


def mark(number: int, field: str) -> str:
    """Return a word that only this field of this person has; no rule knows it, and it resembles nothing."""
    letters = "".join(chr(ord("b") + 2 * int(digit)) for digit in f"{number:03d}")
    return f"Qz{letters}xq{FIELDS.index(field)}"


def marks(number: int) -> list[str]:
    """Return every word that only this person has."""
    return [f"ID{number:03d}W", *(mark(number, field) for field in FIELDS)]


def write_list(people: int) -> None:
    """Write a list of so many people, of whom every fifteenth cannot be read."""
    with Path("list.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["id", "age", "country", "large_print", "edition", *FIELDS])
        for number in range(people):
            age = 999 if number % 15 == 14 else AGES[number % len(AGES)]
            form = ("full", "short", "easy")[number % 3]
            own = [mark(number, field) for field in FIELDS]
            own[1] += "; indapamide; apixaban" if number % 2 else ""
            table.writerow(
                [f"ID{number:03d}W", age, COUNTRIES[number % 4], "yes" if number % 7 == 3 else "no", form, *own]
            )


def run(*args: Any, code: int = ExitCode.PARTIAL) -> str:
    """Run the planner and return what it said."""
    result = CliRunner().invoke(main, [str(arg) for arg in args])
    assert result.exit_code == code, result.output[-2000:]
    return result.stderr


def raw(data: bytes) -> str:
    """Return all bytes of a PDF as text, its compressed streams unpacked: nothing is hidden in it."""
    with pikepdf.open(io.BytesIO(data)) as file:
        streams = [one.read_bytes() for one in file.objects if isinstance(one, pikepdf.Stream)]
        rest = [str(one) for one in file.objects if not isinstance(one, pikepdf.Stream)]
    return "\n".join([data.decode("latin-1"), *(one.decode("latin-1") for one in streams), *rest])


def nobody_else(text: str, number: int) -> None:
    """Fail if a text holds the words of another person."""
    own = set(marks(number))
    found = set(re.findall(r"Qz[b-z]{3}xq[0-7]|ID\d{3}W", text)) - own
    assert not found, (number, found)


@pytest.mark.parametrize(
    ("people", "before"),
    [
        (12, "shuffled"),
        *(pytest.param(12, before, marks=pytest.mark.wide) for before in ("cold", "warm")),
        pytest.param(300, "shuffled", marks=pytest.mark.wide),
    ],
)
def test_no_word_of_one_person_is_anywhere_near_another(
    people: int, before: str, tmp_path: Path, monkeypatch: Any
) -> None:
    monkeypatch.chdir(tmp_path)
    PIECES.clear()
    UNITS.clear()
    BODIES.clear()
    write_list(people)
    if before != "cold":
        laid_out_before(people, shuffled=before == "shuffled")
    failed = {number for number in range(people) if number % 15 == 14}
    code = CODE_OF[bool(failed)]
    for form, made in FORMATS.items():
        more = ("--combined", "stack.pdf") if form == "pdf" else ()
        said = run("batch", "list.csv", "-d", form, "--format", form, "--start", "2026-11-30", *more, code=code)
        assert not re.search(r"Qz[b-z]{3}xq0", said), "no name is said"
        for number in range(people):
            file = Path(form, f"ID{number:03d}W{made.ending}")
            assert file.exists() == (number not in failed)
            if file.exists():
                data = file.read_bytes()
                nobody_else(raw(data) + extracted(data) if form == "pdf" else data.decode(), number)
    assert mark(0, "medications") in extracted(Path("pdf/ID000W.pdf").read_bytes()), "the words are looked for rightly"
    stacks(people, failed)
    for report in ("report.csv", "report.jsonl", "print.csv"):
        assert not re.search(r"Qz[b-z]{3}xq", Path("pdf", report).read_text("utf-8")), "reports hold ids alone"
    for line in Path("pdf/report.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        assert row["id"] == f"ID{row['row'] - 2:03d}W"


def laid_out_before(people: int, *, shuffled: bool) -> None:
    """Make every sheet of the list once in this process, in its order or in another, so that their pieces are kept."""
    order = [*range(people)]
    if shuffled:
        random.Random(people).shuffle(order)  # noqa: S311 - no secret
    lines = Path("list.csv").read_text("utf-8").splitlines()
    Path("before.csv").write_text("\n".join([lines[0], *(lines[1 + at] for at in order)]) + "\n", "utf-8")
    run("batch", "before.csv", "-d", "before", "--start", "2026-11-30", code=CODE_OF[people >= 15])


def stacks(people: int, failed: set[int]) -> None:
    """Fail if a stack holds anybody's words on another's pages, or a mark, link or bookmark that leads to another."""
    with Path("pdf/print.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["id"] for row in sorted(rows, key=lambda row: row["id"])] == [
        f"ID{number:03d}W" for number in range(people) if number not in failed
    ]
    for part in {row["part"] for row in rows}:
        data = Path("pdf", part).read_bytes()
        places = {
            row["id"]: range(int(row["first_page"]) - 1, int(row["last_page"])) for row in rows if row["part"] == part
        }
        assert faults(data, places) == []
        own = {id_: marks(int(id_[2:5])) for id_ in places}
        assert foreign_marks(words_of_pages(data, places), own) == []


def test_a_word_of_another_is_found_wherever_it_stands() -> None:
    """What the test above looks for, it finds: in a stream, in a dictionary, and in plain bytes."""
    with pikepdf.new() as file:
        file.add_blank_page()
        file.Root.Hidden = pikepdf.String("QzbbdxqO ID007W")
        file.Root.Stream = file.make_stream(zlib.compress(b"x") + mark(7, "name").encode())
        out = io.BytesIO()
        file.save(out)
    with pytest.raises(AssertionError, match="ID007W"):
        nobody_else(raw(out.getvalue()), 3)
