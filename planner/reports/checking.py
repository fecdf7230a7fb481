"""Check folders of plans and profiles, and say what was found in one line each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from planner.content.knowledge import Content
from planner.content.loader import read_content
from planner.content.validate import counts
from planner.errors import ContentError, PlannerError, Problem, ProfileError
from planner.pipeline import SheetRequest, make_plan, warnings
from planner.profile.answers import read_answers
from planner.profile.source import read_profile_file
from planner.resources import bundled

Check = Callable[[Path], Iterator[str]]


def check_all(paths: Iterable[Path], check_file: Check) -> Iterator[str]:
    """Yield a line for each thing that is right, then raise one error with everything that is not."""
    failures: list[PlannerError] = []
    for path in list(paths) or [bundled("plans")]:
        try:
            yield from check_folder(path) if path.is_dir() else check_file(path)
        except (ContentError, ProfileError) as error:
            failures.append(error)
    if failures:
        worst = max(failures, key=lambda error: error.exit_code)
        problems = [problem for error in failures for problem in error.problems or (Problem("", 0, 0, str(error)),)]
        raise type(worst)("\n".join(str(error) for error in failures), problems)


def check_folder(folder: Path) -> Iterator[str]:
    """Yield what a folder of plans holds; raise ContentError with every problem."""
    content = read_content(folder)
    held = ", ".join(f"{number} {name}" for name, number in counts(content.raw).items())
    yield f"{folder}: ok ({held})"


def check_profile(path: Path, content: Content) -> Iterator[str]:
    """Yield what would become of a profile and how it is read; raise ProfileError with every problem."""
    plan = make_plan(read_answers(read_profile_file(path)), content, SheetRequest())
    profile = plan.profile
    outcome = "see-a-clinician page" if plan.see_clinician else f"plan {plan.template.plan}"
    unknown = f"; unknown: {', '.join(profile.unknown)}" if profile.unknown else ""
    yield f"{path}: ok ({outcome}){unknown}"
    for line in warnings(profile):
        yield f"  note: {line}"
