"""How a batch grows with its rows and its workers, from the command to the files: `bench_growth.py [--rows 50000]`.

Every batch is a command of its own that begins cold. The clock is that of the wall, so that this needs a quiet machine;
memory is the sum of the highest marks of all processes of a run, and what its forks share is counted in each. First one
worker against two, in turn, and when the first sheet stands in the folder, against one sheet by `planner render`, which
begins cold too. Then lists of 1, 10 and so on up to so many rows, as PDF up to `--pdf` rows and as text beyond. What it
prints is Markdown.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "benchmarks")]

from measures import against, family, memory, table  # noqa: E402 - found only with the paths above
from msgspec import Struct  # noqa: E402 - found only with the paths above
from people import write_people  # noqa: E402 - found only with the paths above

from planner.content.loader import load_content  # noqa: E402 - found only with the paths above

SIZES = (1, 10, 100, 1000, 2000, 10_000, 50_000)
# The list against which the memory of a longer one is held.
SHORT = 2000
# Lists that one worker makes, and two: what both have to learn first is a larger part of the short one.
PAIRED = (300, 1000)


class Run(Struct):
    """One batch: its seconds, when its first sheet stood in the folder, and its peak of memory in kB."""

    seconds: float
    first: float
    memory: int


def batch(folder: Path, rows: Path, jobs: int, form: str = "pdf") -> Run:
    """Return what a batch over a list took, into a folder of its own."""
    target = Path(tempfile.mkdtemp(dir=folder))
    args = ["batch", str(rows), "-d", str(target), "--format", form, "--jobs", str(jobs), "-q"]
    start, first, highest = time.perf_counter(), 0.0, dict[str, int]()
    with subprocess.Popen([sys.executable, "-m", "planner", *args], cwd=folder, env=_environment()) as run:
        while run.poll() is None:
            if not first and _has_sheet(target):
                first = time.perf_counter() - start
            for pid in family(run.pid):
                highest[pid] = max(highest.get(pid, 0), memory(pid))
            time.sleep(0.005 if not first else 0.1)
    seconds = time.perf_counter() - start
    return Run(seconds, first or seconds, sum(highest.values()))


def _has_sheet(target: Path) -> bool:
    return any(not entry.name.startswith((".", "report", "failed")) for entry in os.scandir(target))


def _environment() -> dict[str, str]:
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    return env


def one_sheet(folder: Path) -> float:
    """Return the seconds of one sheet by itself, from a cold start."""
    args = ["render", str(ROOT / "examples" / "ana.yaml"), "-q", "-o", str(folder / "one.pdf")]
    start = time.perf_counter()
    subprocess.run([sys.executable, "-m", "planner", *args], cwd=folder, env=_environment(), check=True)
    return time.perf_counter() - start


def main() -> None:
    """Make the lists and print what they took."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--rows", type=int, default=10_000, help="the longest list (default 10,000; at most 50,000)")
    asked.add_argument("--pdf", type=int, default=1000, help="the longest list that is made as PDF (default 1,000)")
    asked.add_argument("--pairs", type=int, default=3, help="how often one worker runs against two (default 3)")
    given = asked.parse_args()
    content = load_content()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lists = {
            size: folder / f"list-{size}.csv" for size in {*SIZES, *PAIRED} if size <= max(given.rows, SHORT, *PAIRED)
        }
        for size, path in lists.items():
            write_people(path, content, size)
        one_sheet(folder)
        starts = statistics.median(one_sheet(folder) for _ in range(given.pairs))
        pairs = {
            size: [(batch(folder, lists[size], 1), batch(folder, lists[size], 2)) for _ in range(given.pairs)]
            for size in PAIRED
        }
        grown = {size: batch(folder, lists[size], 2, _form(size, given.pdf)) for size in SIZES if size in lists}
        longest = max(grown)
        # Both as text: what is compared is what grows with the rows, not what a PDF needs.
        short = grown[SHORT] if _form(SHORT, given.pdf) == "text" else batch(folder, lists[SHORT], 2, "text")
        long = grown[longest] if _form(longest, given.pdf) == "text" else batch(folder, lists[longest], 2, "text")
    ratios = {size: statistics.median(one.seconds / two.seconds for one, two in runs) for size, runs in pairs.items()}
    first = statistics.median(two.first for runs in pairs.values() for _, two in runs) / starts
    goals = [
        *((f"{size:,} rows, one worker / two", *against(ratio, 1.8, least=True)) for size, ratio in ratios.items()),
        ("first sheet of two workers / one cold `render`", *against(first, 2)),
        (f"peak memory, {longest:,} rows / {SHORT:,}", *against(long.memory / short.memory, 1.3)),
    ]
    rows = [
        (f"{size:,}", _form(size, given.pdf), f"{run.seconds:.1f}", f"{size / run.seconds:.0f}", f"{run.first:.2f}",
         f"{run.memory / 1024:.0f}")
        for size, run in grown.items()
    ]  # fmt: skip
    sys.stdout.write(table(("goal", "measured", "asked", "reached"), goals) + "\n")
    sys.stdout.write(table(("rows, two workers", "as", "seconds", "sheets a second", "first after", "peak MB"), rows))


def _form(size: int, most: int) -> str:
    return "pdf" if size <= most else "text"


if __name__ == "__main__":
    main()
