"""Writes golden/ anew: `python tests/update_golden.py`, then read the difference in git."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parent.parent)]

from golden_sheets import FOLDER, names, text_of  # noqa: E402 - found only with the paths above


def update() -> None:
    """Write every golden sheet, and take away those that are no longer made."""
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.txt"):
        old.unlink()
    for name in names():
        (FOLDER / f"{name}.txt").write_text(text_of(name), encoding="utf-8")
        sys.stdout.write(f"golden/{name}.txt\n")


if __name__ == "__main__":
    update()
