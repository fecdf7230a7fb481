"""The data of a file with the place of every value, so that each problem can name its line and column."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from planner.errors import Problem

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class YamlText:
    """The data of one file, the place of each value, and what was wrong with it."""

    file: str
    data: Any
    places: dict[Path, tuple[int, int]]
    written: dict[Path, str] = field(default_factory=dict)
    key_places: dict[Path, tuple[int, int]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def problem(self, path: Path, text: str, *, key: bool = False) -> Problem:
        """Return a problem at a value, or at its key, or at the nearest place around it that is known."""
        places = self.key_places if key else self.places
        for end in range(len(path), -1, -1):
            if path[:end] in places:
                return Problem(self.file, *places[path[:end]], text, spelled(path))
            places = self.places
        return Problem(self.file, 0, 0, text, spelled(path))


def spelled(path: Path) -> str:
    """Return the way to a value as people write it: "medications[2]", "pregnancy.weeks"."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return "".join(steps).removeprefix(".")
