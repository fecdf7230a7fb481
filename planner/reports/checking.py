"""Check folders of plans and profiles, and say what was found in one line each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from planner.content.knowledge import Content
from planner.content.loader import load_content, read_content
from planner.content.validate import counts
from planner.errors import ContentError, PlannerError, Problem, ProfileError
from planner.pipeline import warnings
from planner.profile.resolve import load_profile
from planner.resources import bundled


def check_all(paths: Iterable[Path], *, proof: bool = False) -> Iterator[str]:
    """Yield a line for each thing that is right, then raise one error with everything that is not."""
    failures: list[PlannerError] = []
    for path in list(paths) or [bundled("plans")]:
        try:
            yield from check_folder(path, proof=proof) if path.is_dir() else check_profile(path, load_content())
        except (ContentError, ProfileError) as error:
            failures.append(error)
    if failures:
        worst = max(failures, key=lambda error: error.exit_code)
        problems = [problem for error in failures for problem in error.problems or (Problem("", 0, 0, str(error)),)]
        raise type(worst)("\n".join(str(error) for error in failures), problems)


def check_folder(folder: Path, *, proof: bool = False) -> Iterator[str]:
    """Yield what a folder of plans holds, and what is proved of it; raise ContentError with every problem."""
    content = read_content(folder)
    held = ", ".join(f"{number} {name}" for name, number in counts(content.raw).items())
    yield f"{folder}: ok ({held})"
    if proof:
        from planner.proof.report import prove

        yield from prove(content)


def check_profile(path: Path, content: Content) -> Iterator[str]:
    """Yield how a profile is read; raise ProfileError with every problem."""
    profile = load_profile(path, content)
    unknown = f"; unknown: {', '.join(profile.unknown)}" if profile.unknown else ""
    yield f"{path}: ok{unknown}"
    for line in warnings(profile):
        yield f"  note: {line}"


def review_text(content: Content, form: str) -> str:
    """Return what a clinician still has to sign, as Markdown or CSV."""
    from planner.reports.review import review_csv, review_markdown

    return review_csv(content) if form == "csv" else review_markdown(content)


def population_text(source: Path, content: Content, other: Content | None) -> str:
    """Return what the rules make of everybody on a list, or whose sheet other plans would change."""
    from planner.reports.population import against, population

    return against(source, content, other).text() if other is not None else population(source, content).text()
