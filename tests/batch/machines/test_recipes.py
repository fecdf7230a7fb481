"""The recipes of docs/many-machines.md work as they stand: job arrays, an indexed job, and a function for Spark."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from commands import ROOT
from lists import batch
from runs import report

from planner.batch.machines.shards import read_shard
from planner.batch.machines.stores import store_of

GUIDE = (ROOT / "docs" / "many-machines.md").read_text("utf-8")
_BLOCK = re.compile(r"<!-- test(?:: )?(.*?) -->\n```\w+\n(.*?)```", re.DOTALL)
BLOCKS = dict(_BLOCK.findall(GUIDE))
PEOPLE = "id,name,age\n" + "".join(f"P-{number},Name {number},{40 + number}\n" for number in range(9))
BAD = PEOPLE + "B-1,Bad,670\n"
pytestmark = pytest.mark.usefixtures("here")


def shell(script: str, **env: str) -> None:
    """Run a script as a scheduler does, with `planner` as a command."""
    Path("bin").mkdir(exist_ok=True)
    Path("bin/planner").write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m planner "$@"\n')
    Path("bin/planner").chmod(0o755)
    path = f"{Path('bin').absolute()}:{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-euc", script], env={**os.environ, "PATH": path, **env}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def the_reports_are_merged(rows: str) -> None:
    """Put the reports of the shards together, and hold them against those of one run."""
    shell("planner merge-reports sheets/ || test $? -eq 7")
    assert batch(rows, "-d", "whole", "--format", "pdf").code in (0, 7)
    for name in ("report.csv", "report.jsonl"):
        assert Path("sheets", name).read_bytes() == Path("whole", name).read_bytes()


def test_each_recipe_is_known() -> None:
    assert set(BLOCKS) == {"", "slurm", "kubernetes", "spark"}


def test_the_commands_for_two_shards_do_what_the_guide_says() -> None:
    Path("patients.csv").write_text(PEOPLE)
    shell("\n".join(line.removeprefix("$ ") for line in BLOCKS[""].splitlines()))
    assert len(report("sheets")) == 9


@pytest.mark.wide
def test_the_array_of_slurm_makes_every_sheet() -> None:
    Path("patients.csv").write_text(PEOPLE)
    script = BLOCKS["slurm"]
    first, last = map(int, re.findall(r"#SBATCH --array=(\d+)-(\d+)", script)[0])
    for number in range(first, last + 1):
        shell(script, SLURM_ARRAY_TASK_ID=str(number))
    the_reports_are_merged(PEOPLE)


@pytest.mark.wide
def test_the_indexed_job_of_kubernetes_makes_every_sheet() -> None:
    Path("patients.csv").write_text(BAD)
    job = yaml.safe_load(BLOCKS["kubernetes"])
    spec = job["spec"]
    assert (job["apiVersion"], job["kind"], spec["completionMode"]) == ("batch/v1", "Job", "Indexed")
    (container,) = spec["template"]["spec"]["containers"]
    assert container["command"][:2] == ["sh", "-c"]
    mounted = {one["name"]: one["mountPath"] for one in container["volumeMounts"]}
    assert mounted[spec["template"]["spec"]["volumes"][0]["name"]] == container["workingDir"]
    for index in range(spec["completions"]):
        shell(container["command"][2], JOB_COMPLETION_INDEX=str(index))
    the_reports_are_merged(BAD)


def _table() -> list[tuple[str, int, str]]:
    rows = re.findall(r"^\|[^|]*\| `(\w+)` \| (\d)[^|]*\| `(\S.*?)` \|$", GUIDE, re.MULTILINE)
    return [(variable, int(first), shard) for variable, first, shard in rows]


def test_the_table_has_the_usual_schedulers() -> None:
    assert len(_table()) == 7


@pytest.mark.parametrize(("variable", "first", "written"), _table(), ids=str)
def test_the_number_of_each_scheduler_is_a_shard(variable: str, first: int, written: str) -> None:
    told = []
    for number in range(first, first + 8):
        said = subprocess.run(
            ["sh", "-c", f"printf %s {written}"],
            env={variable: str(number)},
            capture_output=True,
            text=True,
            check=True,
        )
        told.append(read_shard(said.stdout).number)
    assert told == list(range(1, 9))


# --- Spark --------------------------------------------------------------------------------------------------


def recipe(store: str) -> dict[str, Any]:
    """Return what the recipe for Spark defines, with the sheets put into a store of this machine."""
    pytest.importorskip("pyarrow")
    defined: dict[str, Any] = {"__name__": "__main__"}
    exec(BLOCKS["spark"].replace("s3://bucket/sheets", store), defined)  # noqa: S102 - it stands in our guide
    return defined


def people(defined: dict[str, Any]) -> list[Any]:
    """Return two batches of people, as Spark hands them over."""
    rows = [
        {"row": 1, "id": "A-1", "name": "Ana Secreta", "age": "67", "medications": "furosemide; ramipril"},
        {"row": 2, "id": "B-2", "name": "Bea Secreta", "age": "670", "medications": None},
        {"row": 3, "id": None, "name": "Cho Secreta", "age": "44", "medications": "none"},
        {"row": 4, "id": "a 1", "name": "Dan Secreta", "age": "50", "medications": None},
    ]
    arrow = defined["pa"]
    return [arrow.RecordBatch.from_pylist(rows[:2]), arrow.RecordBatch.from_pylist(rows[2:])]


@pytest.mark.cluster
def test_the_function_for_spark_stores_the_sheets_that_a_batch_makes() -> None:
    store = Path("store").absolute()
    store.mkdir()
    defined = recipe(store.as_uri())
    told = [row for one in defined["sheets"](iter(people(defined))) for row in one.to_pylist()]
    assert [(row["row"], row["outcome"], row["file"]) for row in told] == [
        (1, "plan", "A-1.pdf"),
        (2, "failed", ""),
        (3, "plan", "row-3.pdf"),
        (4, "plan", "a-1.pdf"),
    ]
    assert told[1]["problem"] == "age is 670"
    assert "Secreta" not in str(told)
    batch("id,name,age,medications\nA-1,Ana Secreta,67,furosemide; ramipril\n", "--format", "pdf")
    assert (store / "A-1.pdf").read_bytes() == Path("out/A-1.pdf").read_bytes()
    again = [row for one in defined["sheets"](iter(people(defined))) for row in one.to_pylist()]
    assert again == told
    store_of.cache_clear()


@pytest.mark.cluster
def test_the_names_for_spark_are_those_that_some_system_takes_for_one() -> None:
    defined = recipe("memory://x")
    told = [row["name"] for one in defined["names"](iter(people(defined))) for row in one.to_pylist()]
    assert told == ["a-1.pdf", "b-2.pdf", "row-3.pdf", "a-1.pdf"]


@pytest.mark.cluster
@pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java")
def test_spark_makes_the_sheets() -> None:
    pytest.importorskip("pyspark")
    Path("store").mkdir()
    address = Path("store").absolute().as_uri()
    Path("job.py").write_text(f"{BLOCKS['spark'].replace('s3://bucket/sheets', address)}\n{_JOB}")
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
    done = subprocess.run([sys.executable, "job.py"], env=env, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stderr[-3000:]
    assert "stopped: some rows would write the same file" in done.stdout
    assert "receipts: [('plan', 20)]" in done.stdout
    assert {path.name for path in Path("store").iterdir()} == {f"P-{number}.pdf" for number in range(20)}
    rows = "id,name,age\nP-7,Name 7,47\n"
    assert batch(rows, "--format", "pdf").code == 0
    assert Path("store/P-7.pdf").read_bytes() == Path("out/P-7.pdf").read_bytes()


_JOB = """
from pyspark.sql import SparkSession

spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
rows = [(n + 1, f"P-{n}", f"Name {n}", str(40 + n)) for n in range(20)]
columns = "row bigint, id string, name string, age string"
make_sheets(spark.createDataFrame(rows, columns).repartition(3), "receipts")
kept = spark.read.parquet("receipts").groupBy("outcome").count().collect()
print("receipts:", [(row["outcome"], row["count"]) for row in kept])
try:
    make_sheets(spark.createDataFrame([*rows, (21, "p 0", "Twice", "50")], columns), "other")
except ValueError as error:
    print("stopped:", error)
spark.stop()
"""
