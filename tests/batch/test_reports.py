"""Told: what became of every row, for people, for spreadsheets and for programs, without a name or a formula."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import jsonschema
import pytest
from lists import batch
from runs import report

from planner.batch.progress import Progress, duration
from planner.batch.reports import report_csv
from planner.records.receipt import Receipt
from planner.reports.schemas import schema_of

pytestmark = pytest.mark.usefixtures("here")
COLUMNS = "row,id,outcome,urgency,file,pages,leaves,not_read,near_misses,problem,column,what_to_do,sha256"
LIST = """id,name,age,medications,conditions
A-1,Ana Secreta,67,furosemide,
B-2,Bea Secreta,670,none,
C-3,Cho Secreta,50,Zyxomab; Lipitoor,
D-4,Dan Secreta,70,none,one calf swollen and warm
"""


def test_the_report_says_of_every_row_what_became_of_it() -> None:
    assert batch(LIST, "--format", "pdf").code == 7
    assert Path("out/report.csv").read_text().splitlines()[0] == COLUMNS
    ana, bea, cho, dan = report()
    assert (ana["row"], ana["id"], ana["outcome"], ana["file"]) == ("2", "A-1", "plan", "A-1.pdf")
    assert int(ana["leaves"]) == (int(ana["pages"]) + 1) // 2 > 1
    assert (bea["outcome"], bea["file"], bea["column"]) == ("failed", "", "age")
    assert (bea["problem"], bea["what_to_do"][:8]) == ("age is 670", "expected")
    assert (cho["not_read"], cho["near_misses"]) == ("2", "1")
    assert (dan["outcome"], dan["urgency"], dan["pages"]) == ("see_clinician", "urgent", "1")


def test_the_report_for_programs_says_the_same() -> None:
    batch(LIST)
    told = [json.loads(line) for line in Path("out/report.jsonl").read_text().splitlines()]
    assert [{key: str(value) for key, value in row.items()} for row in told] == report()


def test_each_line_for_programs_keeps_to_the_schema() -> None:
    batch(LIST)
    for line in Path("out/report.jsonl").read_text().splitlines():
        jsonschema.validate(json.loads(line), schema_of("report"))


def test_no_report_holds_a_name() -> None:
    batch(LIST)
    assert not [name for name in ("report.csv", "report.jsonl") if "Secreta" in Path("out", name).read_text()]


def test_the_rows_that_failed_stand_as_they_were_and_run_again_once_they_are_mended() -> None:
    batch(LIST)
    failed = Path("out/failed.csv")
    assert failed.stat().st_mode & 0o777 == 0o600
    assert failed.read_text().splitlines() == ["id,name,age,medications,conditions", "B-2,Bea Secreta,670,none,"]
    done = batch(failed.read_text().replace("670", "67"))
    assert (done.code, "B-2" in done.sheets) == (0, True)
    assert not failed.exists()


def test_5_the_list_of_the_rows_that_failed_is_not_read_where_it_would_be_written() -> None:
    batch(LIST)
    before = Path("out/failed.csv").read_bytes()
    Path("list.csv").unlink()
    Path("list.csv").symlink_to("out/failed.csv")
    done = batch(before.decode())
    assert (done.code, "is also read" in done.said) == (5, True)
    assert Path("out/failed.csv").read_bytes() == before


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_of_the_report_is_a_formula(sign: str) -> None:
    receipt = Receipt(row=2, id=f"{sign}1+1", problem=f'{sign}HYPERLINK("x")')
    (row,) = csv.DictReader(b"".join(report_csv(Receipt, [receipt])).decode().splitlines(keepends=True))
    assert (row["id"], row["problem"]) == (f"'{sign}1+1", f'\'{sign}HYPERLINK("x")')


def test_the_end_prints_a_table() -> None:
    said = [" ".join(line.split()) for line in batch(LIST, "--format", "pdf").said.splitlines()]
    assert {"weeks 2", "see a clinician 1 (urgent 1)", "failed 1", "with unread entries 1"} <= set(said)
    assert any(line.startswith("pages ") for line in said)
    assert any(line.startswith("leaves ") for line in said)


def test_a_list_that_is_tried_out_is_told_and_nothing_is_written() -> None:
    done = batch(LIST, "--dry-run")
    assert (done.code, Path("out").exists()) == (7, False)
    assert "3 of 4 sheets would be written" in done.said
    assert "list.csv:3: B-2: age is 670" in done.said
    assert "see a clinician      1  (urgent 1)" in done.said


def test_a_log_for_programs_is_a_line_of_json_for_every_row_and_all_that_is_said() -> None:
    lines = [json.loads(line) for line in batch(LIST, "--log-json").said.splitlines()]
    rows = [line for line in lines if line["level"] == "row"]
    assert [(row["row"], row["outcome"]) for row in rows] == [
        (2, "plan"),
        (3, "failed"),
        (4, "plan"),
        (5, "see_clinician"),
    ]
    assert {line["level"] for line in lines} == {"row", "note", "end", "done", "error"}
    (end,) = [line for line in lines if line["level"] == "end"]
    assert end["urgencies"] == {"urgent": 1}
    assert "Secreta" not in str(lines)


# --- how far ------------------------------------------------------------------------------------------------


class Clock:
    """A clock that stands where it is put."""

    now = 0.0

    def __call__(self) -> float:
        """Return the time."""
        return self.now


def test_progress_counts_what_this_run_has_done_and_says_how_long_the_rest_takes() -> None:
    clock = Clock()
    progress = Progress(1000, 400, clock)
    assert (progress.seconds_left, progress.due()) == (None, False)
    clock.now = 10
    for _ in range(100):
        progress.step()
    assert progress.line() == "500 of 1,000 rows, 10.0 a second, about 50 seconds left"
    clock.now = 31
    assert (progress.due(), progress.due()) == (True, False)


@pytest.mark.parametrize(
    ("seconds", "words"), [(5, "about 5 seconds"), (600, "about 10 minutes"), (9000, "about 2 h 30 min")]
)
def test_a_time_is_said_as_people_say_it(seconds: float, words: str) -> None:
    assert duration(seconds) == words
