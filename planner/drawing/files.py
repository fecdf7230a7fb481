"""Pictures on disk: only what has changed is written."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from planner.drawing.figures import FILE, Sketches
from planner.drawing.pictures import draw
from planner.errors import ContentError, Problem
from planner.files.output import write
from planner.files.svg import fault

# What is part of plans is for everybody to read.
MODE: Final = 0o644


def write_pictures(folder: Path, figures: Sketches) -> tuple[int, int]:
    """Write the pictures of a folder of plans, and return how many there are and how many have changed.

    Where one could not stand on a sheet, raise ContentError and write none.
    """
    made = draw(figures)
    wrong = [(name, said) for name, text in made.items() if (said := fault(text))]
    if wrong:
        raise ContentError.from_problems(Problem(FILE, 0, 0, f"the picture '{name}': {said}") for name, said in wrong)
    changed = 0
    for name, text in made.items():
        path, data = (folder / FILE).parent / name, text.encode()
        if not path.is_file() or path.read_bytes() != data:
            write(path, data, mode=MODE)
            changed += 1
    return len(made), changed
