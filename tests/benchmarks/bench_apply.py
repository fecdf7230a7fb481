"""How long the parts of one sheet take, in milliseconds: `python tests/benchmarks/bench_apply.py [runs]`."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from planner.content.loader import load_content, read_content  # noqa: E402 - found only with the path above
from planner.document.compose import compose  # noqa: E402 - found only with the path above
from planner.formats.json import plan_json  # noqa: E402 - found only with the path above
from planner.formats.pdf import pdf_bytes  # noqa: E402 - found only with the path above
from planner.formats.text import to_text  # noqa: E402 - found only with the path above
from planner.planning.apply import apply  # noqa: E402 - found only with the path above
from planner.profile.resolve import load_profile  # noqa: E402 - found only with the path above
from planner.profile.source import read_profile_file  # noqa: E402 - found only with the path above
from planner.reports.explain import explain_json  # noqa: E402 - found only with the path above


def milliseconds(work: Callable[[], object], runs: int) -> float:
    """Return the median of some runs, after one that is not counted."""
    work()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1000


def main(runs: int) -> None:
    """Print a line for the content and one for each part of each profile."""
    sys.stdout.write(f"content as kept {milliseconds(load_content, runs):8.1f}" + "\n")
    sys.stdout.write(f"content as YAML {milliseconds(lambda: read_content(ROOT / 'plans'), 3):8.1f}" + "\n")
    content = load_content()
    template = content.template("night-leg-cramps")
    sys.stdout.write(
        f"{'profile':20}{'read':>8}{'apply':>8}{'compose':>8}{'text':>8}{'json':>8}{'explain':>8}{'pdf':>8}" + "\n"
    )
    for path in sorted((ROOT / "tests" / "profiles").iterdir()):
        data = read_profile_file(path).data
        profile = load_profile(data, content)
        plan = apply(template, profile, date(2026, 11, 23))
        document = compose(plan, content)
        parts: list[Callable[[], object]] = [
            lambda data=data: load_profile(data, content),
            lambda profile=profile: apply(template, profile, date(2026, 11, 23)),
            lambda plan=plan: compose(plan, content),
            lambda document=document: to_text(document),
            lambda plan=plan: plan_json(plan, content),
            # The reasons of all rules, which nothing before it works out.
            lambda plan=plan: explain_json(plan, content),
            lambda document=document: pdf_bytes(document, creation_time=0),
        ]
        sys.stdout.write(f"{path.stem:20}" + "".join(f"{milliseconds(part, runs):8.1f}" for part in parts) + "\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
