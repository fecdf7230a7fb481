"""What nobody foresaw in one record of many: an error of that record alone, without a word of it."""

from __future__ import annotations

import hashlib
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec, TypeVar

from planner.errors import ExitCode, PlannerError

P = ParamSpec("P")
T = TypeVar("T")


class UnforeseenError(PlannerError):
    """Something that nobody foresaw in one row; the message holds nothing that a person wrote."""

    exit_code = ExitCode.BUG


def foreseen(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Return what the work for one row gives; what nobody foresaw becomes an error of that row alone."""
    try:
        return work(*args, **kwargs)
    except PlannerError:
        raise
    except Exception as error:  # noqa: BLE001 - the one door of a list: no other row may hang on this one
        raise UnforeseenError(
            f"a bug in cramp-planner ({digest(error)}); please report what is in brackets, it holds no word of the row"
        ) from None


def digest(error: BaseException) -> str:
    """Return the kind of an error, where it arose, and a hash of the way there: alike for one bug, whatever the row."""
    frames = traceback.walk_tb(error.__traceback__)
    places = [f"{Path(frame.f_code.co_filename).name}:{line}" for frame, line in frames]
    way = hashlib.sha256(" ".join(places).encode()).hexdigest()[:8]
    return f"{type(error).__name__} at {places[-1]}, {way}"
