"""How a batch grows with workers and rows: `python tests/benchmarks/bench_batch.py [rows] [thousands]`.

Two workers against one over so many rows (by default 300, as PDF), in turn, three times: at least 1.7 times as fast on
a quiet machine with two cores. Then the peak of memory, of the run and its workers together, for so many thousand rows
(by default 20, as text) against a tenth of them: at most 1.3 times. Nothing here is asserted in the tests.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_MEDICINES = ("", "none", "furosemide", "Zocor", "warfarin", "metformin; lisinopril")
_CONDITIONS = ("", "none", "high blood pressure", "CKD stage 3", "gout; asthma")


def write_list(path: Path, rows: int) -> None:
    """Write a list of so many people, as mixed as a clinic's."""
    lines = ["id,name,age,sex,medications,conditions"]
    for number in range(rows):
        sex = ("female", "male")[number % 2]
        more = f"{_MEDICINES[number % 6]},{_CONDITIONS[number % 5]}"
        lines.append(f"P-{number},Name {number},{18 + number * 7 % 77},{sex},{more}")
    path.write_text("\n".join(lines) + "\n")


def started(folder: Path, form: str, jobs: int) -> subprocess.Popen[bytes]:
    """Start a batch over the list in a folder, into a folder of its own."""
    target = tempfile.mkdtemp(dir=folder)
    args = ["batch", "list.csv", "-d", target, "--format", form, "--jobs", str(jobs), "-q"]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen([sys.executable, "-m", "planner", *args], cwd=folder, env=env)


def seconds(folder: Path, jobs: int) -> float:
    """Return how long a batch takes."""
    start = time.perf_counter()
    with started(folder, "pdf", jobs) as run:
        run.wait()
    return time.perf_counter() - start


def peak(folder: Path, jobs: int) -> int:
    """Return the most memory that a run and its workers had, in kB: the sum of the highest marks of each."""
    highest: dict[str, int] = {}
    with started(folder, "text", jobs) as run:
        while run.poll() is None:
            for pid in _family(run.pid):
                highest[pid] = max(highest.get(pid, 0), _memory(pid))
            time.sleep(0.2)
    return sum(highest.values())


def _family(pid: int) -> list[str]:
    """Return the numbers of a process and of its children."""
    try:
        return [str(pid), *Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def _memory(pid: str) -> int:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")), 0)


def main(rows: int, thousands: int) -> None:
    """Print both ratios."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_list(folder / "list.csv", rows)
        pairs = [(seconds(folder, 1), seconds(folder, 2)) for _ in range(3)]
        one, two = (statistics.median(side) for side in zip(*pairs, strict=True))
        ratio = statistics.median(a / b for a, b in pairs)
        sys.stdout.write(f"{rows} rows: one worker {one:.1f} s / two {two:.1f} s = {ratio:.2f} (at least 1.7)\n")
        peaks = []
        for count in (thousands * 100, thousands * 1000):
            write_list(folder / "list.csv", count)
            peaks.append(peak(folder, 2))
        few, many = peaks
        growth = f"{many / few:.2f} (at most 1.3)"
        sys.stdout.write(f"{thousands},000 rows: {many:,} kB / {thousands * 100:,} rows: {few:,} kB = {growth}\n")


if __name__ == "__main__":
    given = [int(arg) for arg in sys.argv[1:]]
    main(*(given + [300, 20][len(given) :]))
