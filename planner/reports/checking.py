"""Check folders of plans and profiles, and say what was found in one line each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from planner.content.knowledge import Content
from planner.content.loader import read_content
from planner.content.validate import counts
from planner.errors import ContentError, PlannerError, Problem, ProfileError
from planner.pipeline import SheetRequest, make_plan, warnings
from planner.profile.answers import read_answers
from planner.profile.source import read_profile_file
from planner.records.folder import holds_profiles
from planner.records.health.people import kind_of_record
from planner.resources import bundled

Check = Callable[[Path], Iterator[str]]
CheckFigures = Callable[[Path], object]


def check_all(paths: Iterable[Path], check_file: Check, check_figures: CheckFigures) -> Iterator[str]:
    """Yield a line for each thing that is right, then raise one error with everything that is not."""
    failures: list[PlannerError] = []
    problems: list[Problem] = []
    named = list(paths) or [bundled("plans")]
    for path in named:
        try:
            plans = path.is_dir() and kind_of_record(path) is None and not holds_profiles(path)
            yield from check_folder(path, check_figures) if plans else check_file(path)
        except (ContentError, ProfileError) as error:
            failures.append(error)
            problems += _placed(error, path, several=len(named) > 1)
    if failures:
        worst = max(failures, key=lambda error: error.exit_code)
        raise type(worst)("\n".join(map(str, problems)), problems)


def _placed(error: PlannerError, path: Path, *, several: bool) -> Iterator[Problem]:
    """Yield the problems of one thing that was checked, each with the file to look in; of several folders, in which."""
    if not error.problems:
        said = str(error)
        yield Problem("", 0, 0, said if str(path) in said else f"{path}: {said}")
    for problem in error.problems:
        if not problem.file:
            yield replace(problem, file=str(path))
        elif several and path.is_dir():
            yield replace(problem, file=f"{path.as_posix()}/{problem.file}")
        else:
            yield problem


def check_folder(folder: Path, check_figures: CheckFigures) -> Iterator[str]:
    """Yield what a folder of plans holds; raise ContentError with every problem, those of its figures by themselves."""
    content = read_content(folder)
    check_figures(folder)
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
