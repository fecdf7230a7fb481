"""How quickly the command starts, beside what it cannot do without: `python tests/benchmarks/bench_startup.py [runs]`.

Both sides of a ratio run in turn, so that a busy machine slows both: `--version` against importing click (at most 3),
a first sheet against importing reportlab's page layout (at most 2.5). Nothing here is asserted in the tests.
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
PAIRS = {
    "planner --version / import click": (["-m", "planner", "--version"], ["-c", "import click"], 3.0),
    "planner render / import reportlab.platypus": (
        ["-m", "planner", "render", str(ROOT / "examples" / "ana.yaml"), "-q", "-o", "OUT"],
        ["-c", "import reportlab.platypus"],
        2.5,
    ),
}


def seconds(args: list[str], folder: Path) -> float:
    """Return how long one run of Python takes."""
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    # Where bytecode is not kept, every start would compile the planner anew, and the other program would not be.
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [sys.executable, *(str(folder / "plan.pdf") if arg == "OUT" else arg for arg in args)]
    start = time.perf_counter()
    subprocess.run(command, cwd=folder, env=env, check=True, capture_output=True)
    return time.perf_counter() - start


def main(runs: int) -> None:
    """Print both medians and their ratio for each pair."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for title, (ours, theirs, most) in PAIRS.items():
            seconds(ours, folder), seconds(theirs, folder)
            pairs = [(seconds(ours, folder), seconds(theirs, folder)) for _ in range(runs)]
            us, them = (statistics.median(side) for side in zip(*pairs, strict=True))
            ratio = statistics.median(a / b for a, b in pairs)
            sys.stdout.write(
                f"{title}: {us * 1000:.0f} ms / {them * 1000:.0f} ms = {ratio:.2f} (at most {most})" + "\n"
            )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
