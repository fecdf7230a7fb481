"""A list tried out: what would become of each row, and nothing written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from planner.batch.run import failed, without_doubles
from planner.content.knowledge import Content
from planner.errors import PlannerError, ProfileError
from planner.pipeline import SheetRequest, make_plan, warnings
from planner.records.health.listing import living
from planner.records.rows import RowProblem, row_answers
from planner.records.source import ListSource
from planner.records.unforeseen import foreseen


def check_list(source: ListSource, content: Content, request: SheetRequest | None = None) -> Iterator[str]:
    """Yield how many sheets a list would give and what could not be checked; raise ProfileError with the bad rows."""
    alive, said = living(source.rows())
    rows = without_doubles(alive)
    outcomes: Counter[str] = Counter()
    problems: list[RowProblem] = []
    notes: list[str] = []
    for row in rows:
        try:
            plan = make_plan(foreseen(row_answers, row), content, request or SheetRequest())
        except PlannerError as error:
            problems.append(failed(source, row, error))
            continue
        outcomes["see-a-clinician page" if plan.see_clinician else "plan"] += 1
        notes += [
            f"  note: {source.problem(row, note)}" for note in [row.note] * bool(row.note) + warnings(plan.profile)
        ]
    told = ", ".join(f"{number} {what}{'s' * (number > 1)}" for what, number in sorted(outcomes.items()))
    if problems:
        raise ProfileError.from_problems(
            problems, head=f"{source.name}: {len(problems)} of {len(rows)} rows would fail:"
        )
    yield f"{source.name}: ok ({told})"
    yield from (f"  {line}" for line in said)
    yield from notes
