"""What no program can go below on this machine, for the bytes of one sheet: `python tests/benchmarks/bench_floors.py`.

To copy them in memory, to hash them, to write them into a new file and rename it, to have the disk hold it, and, for
the start, Python itself with what a sheet cannot do without. What it prints is Markdown.
"""

from __future__ import annotations

import hashlib
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "benchmarks")]

from measures import table  # noqa: E402 - found only with the paths above

# About what a sheet with three medicines takes.
BYTES = 90_000


def microseconds(work: Callable[[], object], runs: int) -> tuple[float, float]:
    """Return the median and the least time of some runs."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1e6)
    return statistics.median(times), min(times)


def main(size: int) -> None:
    """Print a line for each floor."""
    data = os.urandom(size)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)

        def renamed(*, sync: bool) -> None:
            part = folder / "sheet.part"
            with part.open("wb") as file:
                file.write(data)
                if sync:
                    file.flush()
                    os.fsync(file.fileno())
            part.replace(folder / "sheet.pdf")

        def started(*code: str) -> None:
            subprocess.run([sys.executable, "-c", *code], check=True, cwd=ROOT)

        floors: list[tuple[str, Callable[[], object], int]] = [
            ("copy in memory", lambda: bytearray(data), 2000),
            ("hash (SHA-256)", lambda: hashlib.sha256(data).digest(), 500),
            ("create, write, rename", lambda: renamed(sync=False), 300),
            ("create, write, sync, rename", lambda: renamed(sync=True), 50),
            ("start Python", lambda: started("pass"), 5),
            ("start Python, import reportlab.platypus", lambda: started("import reportlab.platypus"), 5),
        ]
        rows = []
        for what, work, runs in floors:
            median, least = microseconds(work, runs)
            rows.append((what, f"{median / 1000:.3f}", f"{least / 1000:.3f}"))
        sys.stdout.write(table((f"floor, {size:,} bytes", "median ms", "least ms"), rows))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else BYTES)
