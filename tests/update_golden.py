"""Writes golden/ and golden_pages/ anew: `python tests/update_golden.py`, then read the difference in git."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parent.parent)]

import golden_pages  # noqa: E402 - found only with the paths above
from golden_sheets import FOLDER, names, words_of  # noqa: E402 - found only with the paths above


def update() -> None:
    """Write every golden file, and take away those that are no longer made."""
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.iterdir():
        old.unlink()
    for name in names():
        (FOLDER / name).write_text(words_of(name), encoding="utf-8")
        sys.stdout.write(f"golden/{name}\n")
    golden_pages.update()


if __name__ == "__main__":
    update()
