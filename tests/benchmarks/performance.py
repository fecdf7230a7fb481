"""Runs the benchmarks and writes their tables into docs/performance.md: `python tests/benchmarks/performance.py`.

Needs the extras `dev` and `peers`. Takes under ten minutes on two quiet cores; `--rows 50000 --pdf 50000` measures the
longest list as PDF, and takes as long as that list does. `--only floors growth` writes some of the tables alone.
"""

from __future__ import annotations

import argparse
import platform
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "performance.md"
HERE = Path(__file__).resolve().parent


def output(script: str, *args: str) -> str:
    """Return what a benchmark prints."""
    command = [sys.executable, str(HERE / script), *args]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def machine() -> str:
    """Return in a line what the figures were measured on: program, Python, cores, libraries."""
    from importlib.metadata import version

    commit = subprocess.run(
        ["git", "-C", str(ROOT), "describe", "--always", "--dirty"], check=True, stdout=subprocess.PIPE, text=True
    ).stdout.strip()
    cpu = re.search(r"model name\s*: (.*)", _text("/proc/cpuinfo"))
    load = _text("/proc/loadavg").split()[:1]
    peers = ", ".join(f"{name} {version(name)}" for name in ("reportlab", "typst", "weasyprint"))
    cores = len(__import__("os").sched_getaffinity(0))
    python = f"Python {platform.python_version()}, {cores} cores"
    return f"Commit {commit}; {python}{f' ({cpu[1].strip()})' if cpu else ''}; {peers}; load {' '.join(load)}.\n"


def _text(path: str) -> str:
    file = Path(path)
    return file.read_text(encoding="utf-8") if file.exists() else ""


def written(page: str, name: str, figures: str) -> str:
    """Return a page with figures between the two marks of a name."""
    begin, end = f"<!-- figures: {name} -->", "<!-- end of figures -->"
    before, rest = page.split(begin)
    return f"{before}{begin}\n\n{figures.strip()}\n\n{end}{rest.split(end, 1)[1]}"


def main() -> None:
    """Measure and write."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("list", nargs="?", help="a list of people for the comparison with peers")
    asked.add_argument("--rows", default="10000", help="the longest list of the growth (default 10,000)")
    asked.add_argument("--pdf", default="1000", help="the longest of them that is made as PDF (default 1,000)")
    asked.add_argument("--people", default="275", help="how many people are compared with peers (default 275)")
    asked.add_argument("--only", nargs="*", help="of machine, peers, growth, floors: these alone")
    given = asked.parse_args()
    peers = [*([given.list] if given.list else []), "--people", given.people]
    made = {
        "machine": machine,
        "peers": lambda: output("bench_peers.py", *peers),
        "growth": lambda: output("bench_growth.py", "--rows", given.rows, "--pdf", given.pdf),
        "floors": lambda: output("bench_floors.py"),
    }
    for name, work in made.items():
        if not given.only or name in given.only:
            figures = work()
            sys.stdout.write(f"{name}\n\n{figures}\n")
            PAGE.write_text(written(PAGE.read_text(encoding="utf-8"), name, figures), encoding="utf-8")


if __name__ == "__main__":
    main()
