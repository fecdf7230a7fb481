"""What the benchmarks share: clocks, the memory of processes, and tables in Markdown."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeVar

_Made = TypeVar("_Made")


def timed(work: Callable[[], _Made]) -> tuple[float, _Made]:
    """Return the milliseconds of the processor that a piece of work took, all threads together, and what it gave."""
    start = time.process_time()
    made = work()
    return (time.process_time() - start) * 1000, made


def mean(times: Iterable[float]) -> float:
    """Return the mean of some times, 0 of none."""
    listed = list(times)
    return statistics.fmean(listed) if listed else 0.0


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a table in Markdown, all columns but the first aligned to the right."""
    lines = [header, ["---", *["---:"] * (len(header) - 1)], *rows]
    return "".join(f"| {' | '.join(map(str, line))} |\n" for line in lines)


def against(value: float, goal: float, *, least: bool = False, unit: str = "") -> tuple[str, str, str]:
    """Return a figure, its goal, and whether it is reached, as three cells; `least` is for what may not be lower."""
    reached = value >= goal if least else value <= goal
    bound = "at least" if least else "at most"
    return f"{value:.2f}{unit}", f"{bound} {goal:g}{unit}", "yes" if reached else "**no**"


def family(pid: int) -> list[str]:
    """Return the numbers of a process, of its children and of theirs."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
    except OSError:
        return []
    return [str(pid), *(one for child in children for one in family(int(child)))]


def memory(pid: str) -> int:
    """Return the most memory that a process had so far, in kB; 0 if it is gone."""
    try:
        status = Path(f"/proc/{pid}/status").read_text("utf-8", "replace")
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")), 0)
