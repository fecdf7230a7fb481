"""What can go wrong: one error class per exit code, each message saying where, what and what to do."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
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
    READER_GONE = 141  # as the shell tells of a program that writes into a closed pipe


# How much of a flood of faults, and of one endless line, is printed.
_MOST_TOLD = 20
_LONGEST_LINE = 2_000
# Controls, signs of format and direction, halves of letters, what is no letter, and what begins a line or paragraph.
_UNSEEN = ("Cc", "Cf", "Cs", "Cn", "Zl", "Zp")
_JOINERS = ("\u200c", "\u200d")


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault in one place of one file, or of no file; `line` and `column` count from 1, 0 means the whole of it.

    `key` leads to what is wrong, where that has a name: "medications[2]", counted from 0, or "pregnancy.weeks".
    """

    file: str
    line: int
    column: int
    text: str
    key: str = field(default="", compare=False)

    def __str__(self) -> str:
        if not self.file:
            return self.text
        column = f":{self.column}" if self.column else ""
        return f"{self.file}:{self.line}{column}: {self.text}" if self.line else f"{self.file}: {self.text}"


class PlannerError(Exception):
    """Any failure that the planner foresees; carries its exit code."""

    exit_code = ExitCode.BUG

    def __init__(self, message: str, problems: Iterable[Problem] = (), *, head: str = "") -> None:
        super().__init__(message)
        self.problems = tuple(problems)
        self.head = head

    @classmethod
    def from_problems(cls, problems: Iterable[Problem], *, head: str = "") -> PlannerError:
        """Return one error that reports every problem, a line each, in the order of the file; `head` stands above."""
        listed = sorted(set(problems))
        return cls("\n".join([head] * bool(head) + [str(problem) for problem in listed]), listed, head=head)


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


class ReaderGoneError(OutputError):
    """Whoever read standard output has gone away, as `head` does: nobody is left to tell."""

    exit_code = ExitCode.READER_GONE


class NotOrdinaryError(PlannerError):
    """With --strict: the result would be a see-a-clinician page or rest on something unrecognised."""

    exit_code = ExitCode.NOT_ORDINARY


class PartialError(PlannerError):
    """A batch ended and some rows failed."""

    exit_code = ExitCode.PARTIAL


def told(error: PlannerError) -> list[str]:
    """Return the lines in which a command tells an error: twenty faults, how many more there are, nothing unseen."""
    faults = [str(problem) for problem in error.problems] or [str(error)]
    more = len(faults) - _MOST_TOLD
    lines = [error.head] * bool(error.head) + faults[:_MOST_TOLD] + [f"… and {more:,} more"] * (more > 0)
    return [visible(line) for line in lines]


def visible(text: str) -> str:
    """Return text as one line for a terminal or a log: what could move, colour, hide or forge a line is spelled out."""
    cut = _cut(text)
    return cut if cut.isprintable() else _cut("".join(map(_seen, cut)))


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_LINE else text[: _LONGEST_LINE - 1] + "…"


def _seen(char: str) -> str:
    hidden = unicodedata.category(char) in _UNSEEN and char not in _JOINERS
    return char.encode("unicode_escape").decode("ascii") if hidden else char


def did_you_mean(word: object, known: Iterable[str]) -> str:
    """Return "; did you mean 'x'?" for the nearest known word, or an empty string."""
    near = nearest(str(word), known)
    return f"; did you mean '{near}'?" if near else ""


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word that a word resembles most, or nothing; never one that says the opposite."""
    near = get_close_matches(word, [one for one in known if not _opposite(word.lower(), one.lower())], n=1, cutoff=0.6)
    return near[0] if near else ""


# What turns a word into its opposite when it stands before it.
_DENYING = ("no-", "no_", "no ", "not ", "non-", "non", "un", "in", "im", "dis", "anti", "fe")


def _opposite(one: str, other: str) -> bool:
    one, other = one.lstrip("-"), other.lstrip("-")
    return one != other and any(one == before + other or other == before + one for before in _DENYING)
