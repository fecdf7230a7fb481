"""`planner batch --format careplan`: a file each, and all once more as Bulk Data, one a line, nobody lost or mixed."""

from __future__ import annotations

import json
import operator
import stat
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from conftest import START
from health_records import bundle, concept, condition, lines, patient, prescription

import planner.batch.worker
from planner.cli.app import main
from planner.errors import ExitCode

NEED = "validators of FHIR: pip install -e '.[dev,fhir]'"
BULK = Path("out/CarePlan.ndjson")
PEOPLE = """id,age,medications,conditions
A-1,67,furosemide,none
B-2,900,none,none
C-3,44,none,dark urine
D-4,40,none,gout
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def batch(text: str | None = None, *options: str, name: str = "list.csv", form: str = "careplan") -> Result:
    if text is not None:
        Path(name).write_text(text, encoding="utf-8")
    command = ["batch", name, "-d", "out", "--format", form, "--start", str(START), *options]
    result = CliRunner().invoke(main, command)
    assert "Traceback" not in result.stderr
    return result


def plans() -> list[dict[str, Any]]:
    return [json.loads(line) for line in BULK.read_text("utf-8").splitlines()]


def alone(*ids: str) -> list[dict[str, Any]]:
    return [json.loads(Path(f"out/{id_}.json").read_text("utf-8")) for id_ in ids]


def report() -> list[dict[str, Any]]:
    return [json.loads(line) for line in Path("out/report.jsonl").read_text("utf-8").splitlines()]


def test_each_line_is_the_plan_of_the_next_row_that_has_one() -> None:
    result = batch(PEOPLE)
    assert result.exit_code == ExitCode.PARTIAL
    assert plans() == alone("A-1", "C-3", "D-4")
    made = [row for row in report() if row["outcome"] in ("plan", "see_clinician")]
    assert [row["file"] for row in made] == ["A-1.json", "C-3.json", "D-4.json"]
    assert "CarePlan.ndjson: 3 lines, in the order of the list" in result.stderr
    assert BULK.read_bytes().endswith(b"}\n")
    assert stat.S_IMODE(BULK.stat().st_mode) == 0o600


def test_it_is_the_same_whatever_workers_and_whatever_was_done_before() -> None:
    batch(PEOPLE, "--jobs", "1")
    first = BULK.read_bytes()
    Path("out/C-3.json").unlink()
    batch(None, "--jobs", "2", "--resume")
    assert BULK.read_bytes() == first
    batch(PEOPLE.replace("67", "68"))
    assert BULK.read_bytes() != first
    assert plans() == alone("A-1", "C-3", "D-4")


def test_a_run_that_is_stopped_leaves_no_file_that_looks_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    batch(PEOPLE)
    real, seen = planner.batch.worker.sheet_of, []

    def second_stops(*args: Any) -> Any:
        seen.append(args)
        if len(seen) > 1:
            raise KeyboardInterrupt
        return real(*args)

    with monkeypatch.context() as patched:
        patched.setattr(planner.batch.worker, "sheet_of", second_stops)
        assert batch(PEOPLE.replace("gout", "asthma"), "--jobs", "1").exit_code == ExitCode.INTERRUPTED
    assert not BULK.exists()
    assert not list(Path("out").rglob("*.part"))
    batch(None, "--resume")
    assert plans() == alone("A-1", "C-3", "D-4")


def test_another_format_writes_none_and_leaves_that_of_a_run_before() -> None:
    batch(PEOPLE)
    before = BULK.read_bytes()
    batch(None, form="text")
    assert BULK.read_bytes() == before
    BULK.unlink()
    batch(None, form="json")
    assert not BULK.exists()


def test_nothing_is_written_when_a_list_is_tried_out() -> None:
    assert batch(PEOPLE, "--dry-run").exit_code == ExitCode.PARTIAL
    assert not Path("out").exists()


def test_a_plan_that_somebody_changed_meanwhile_is_not_handed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    import planner.batch.reports

    real = planner.batch.reports.write_lines

    def changed_before(*args: Any) -> int:
        Path("out/C-3.json").write_text("{}", "utf-8")
        return real(*args)

    monkeypatch.setattr(planner.batch.reports, "write_lines", changed_before)
    result = batch(PEOPLE)
    assert result.exit_code == ExitCode.OUTPUT
    assert "C-3.json was changed after it was put there" in result.stderr
    assert not BULK.exists()


def test_what_is_read_is_never_replaced() -> None:
    Path("out").mkdir()
    BULK.write_text(lines(patient()), "utf-8")
    before = BULK.read_bytes()
    assert batch(name=str(BULK)).exit_code == ExitCode.OUTPUT
    assert BULK.read_bytes() == before


def test_each_plan_has_an_id_of_its_own_also_of_twins_who_have_none() -> None:
    batch("age,medications\n67,none\n67,none\n67,none\n")
    ids = [plan["id"] for plan in plans()]
    assert len(set(ids)) == len(ids) == 3
    batch()
    assert [plan["id"] for plan in plans()] == ids


def test_plans_of_an_export_are_for_its_patients_and_the_dead_have_none() -> None:
    gout = condition(concept("Gout"), subject={"reference": "Patient/p2"})
    people = (patient("p1"), patient("p2"), patient("p3", deceasedBoolean=True), patient("p4", birthDate=""))
    result = batch(lines(gout, *people, prescription(concept("Furosemide 40 MG"))), name="all.ndjson")
    assert result.exit_code == ExitCode.PARTIAL
    assert [plan["subject"] for plan in plans()] == [{"reference": "Patient/p1"}, {"reference": "Patient/p2"}]
    assert [row["outcome"] for row in report()] == ["plan", "plan", "dead", "failed"]


def test_two_clinics_may_call_their_patients_alike() -> None:
    Path("both").mkdir()
    for clinic in ("a", "b"):
        number = {"type": concept("", {"code": "MR"}), "value": f"{clinic}-1"}
        Path(f"both/{clinic}.json").write_text(bundle(patient("p1", identifier=[number])), "utf-8")
    assert batch(name="both").exit_code == ExitCode.OK
    assert len({plan["id"] for plan in plans()}) == 2


@pytest.mark.fhir
def test_two_validators_find_nothing_wrong_with_any_line() -> None:
    fhirkit = pytest.importorskip("fhirkit", reason=NEED)
    pyrofile = pytest.importorskip("pyrofile_validator", reason=NEED)
    batch(PEOPLE)
    validator = pyrofile.Validator()
    for plan in plans():
        assert [str(issue) for issue in fhirkit.validate(plan)] == []
        # No validator brings the profiles of the United States along.
        assert {issue.code for issue in validator.validate_resource(plan).issues} == {"profile.unknown"}


def test_each_shard_has_lines_of_its_own_and_leaves_those_of_another() -> None:
    batch(PEOPLE)
    whole = plans()
    for number in (2, 1):
        batch(None, "--shard", f"{number}/2")
    assert not BULK.exists()
    assert [Path(f"out/CarePlan-{number}-of-2.ndjson").read_text("utf-8").count("\n") for number in (1, 2)] == [2, 1]
    text = "".join(Path(f"out/CarePlan-{number}-of-2.ndjson").read_text("utf-8") for number in (1, 2))
    key = operator.itemgetter("id")
    assert sorted(map(json.loads, text.splitlines()), key=key) == sorted(whole, key=key)
