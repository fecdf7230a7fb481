"""What can go wrong: one error class per exit code, each message saying where, what and what to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from enum import IntEnum


class ExitCode(IntEnum):
    """The exit codes that scripts can rely on."""

    OK = 0
    BUG = 1
    USAGE = 2
    PROFILE = 3
    CONTENT = 4
    OUTPUT = 5
    NOT_ORDINARY = 6
    PARTIAL = 7
    INTERRUPTED = 130


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault in one place of one file; `line` and `column` count from 1, 0 means the whole file."""

    file: str
    line: int
    column: int
    text: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        return f"{where}: {self.text}"


class PlannerError(Exception):
    """Any failure that the planner foresees; carries its exit code."""

    exit_code = ExitCode.BUG

    def __init__(self, message: str, problems: Iterable[Problem] = ()) -> None:
        super().__init__(message)
        self.problems = tuple(problems)

    @classmethod
    def from_problems(cls, problems: Iterable[Problem]) -> PlannerError:
        """Return one error that reports every problem, a line each, in the order of the file."""
        listed = sorted(set(problems))
        return cls("\n".join(str(problem) for problem in listed), listed)


class UsageError(PlannerError):
    """An option, an argument or an environment variable is wrong."""

    exit_code = ExitCode.USAGE


class ProfileError(PlannerError):
    """A profile, from file or flags, cannot be read or is wrong."""

    exit_code = ExitCode.PROFILE


class ContentError(PlannerError):
    """A template, rule, source or translation is wrong."""

    exit_code = ExitCode.CONTENT


class OutputError(PlannerError):
    """The result cannot be written."""

    exit_code = ExitCode.OUTPUT


class NotOrdinaryError(PlannerError):
    """With --strict: the result would be a see-a-clinician page or rest on something unrecognised."""

    exit_code = ExitCode.NOT_ORDINARY


class PartialError(PlannerError):
    """A batch ended and some rows failed."""

    exit_code = ExitCode.PARTIAL


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return "; did you mean 'x'?" for the nearest known word, or an empty string."""
    near = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"; did you mean '{near[0]}'?" if near else ""
