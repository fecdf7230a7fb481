"""A folder of profiles as a list: one person a file, YAML or JSON."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from planner.errors import ProfileError
from planner.files.names import spelled_out
from planner.files.places import YamlText
from planner.profile.source import read_profile_file
from planner.records.listing import ListOptions, ListSource, ignored
from planner.records.rows import Row, on_one_line
from planner.records.table.cells import finished
from planner.records.table.columns import AGES
from planner.records.table.dates import DATES

ENDINGS = (".yaml", ".yml", ".json")
_PRINTED = ("id", "name")


def holds_profiles(folder: Path) -> bool:
    """Return whether a folder holds profiles rather than plans: one of its files tells an age."""
    try:
        files, _ = _files(folder)
    except ProfileError:
        return False
    return any(_tells_an_age(file) for file in files)


def _tells_an_age(file: Path) -> bool:
    try:
        data = read_profile_file(file).data
    except ProfileError:
        return False
    return isinstance(data, dict) and bool(data.keys() & {*AGES})


def read_folder(folder: Path, options: ListOptions) -> ListSource:
    """Return the profiles of a folder as a list, in the order of their names; raise ProfileError if there is none."""
    files, others = _files(folder)
    if not files:
        raise ProfileError(f"{folder}: holds no profile; expected files such as ana.yaml or ana.json")
    taken = f"{len(files)} profile{'s' * (len(files) > 1)} of a folder"
    return ListSource(
        name=str(folder),
        read=partial(_rows, files, options.date_order),
        header=("file",),
        head="file",
        taken=taken + ignored(others),
        inputs=tuple(files),
    )


def _files(folder: Path) -> tuple[list[Path], list[str]]:
    """Return the profiles of a folder, and the names of what else is there."""
    try:
        found = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError as error:
        raise ProfileError(f"{folder}: cannot be read: {error.strerror}") from error
    files = [path for path in found if path.suffix.lower() in ENDINGS and not path.is_dir()]
    return files, [path.name for path in found if path not in {*files}]


def _rows(files: list[Path], asked: str | None) -> Iterator[Row]:
    # Files of many hands agree on no order of their dates.
    orders = dict.fromkeys(DATES, asked or "")
    for number, file in enumerate(files, start=1):
        yield finished(_row(number, file), orders)


def _row(number: int, file: Path) -> Row:
    """Return one profile as a row; one that cannot be read has that as its problem."""
    try:
        text = read_profile_file(file)
    except ProfileError as error:
        return Row(number, {}, on_one_line(error), raw=spelled_out(file.name), file=spelled_out(str(file)))
    if text.problems or not isinstance(text.data, dict):
        return Row(number, {}, _faults(text), raw=spelled_out(file.name), file=spelled_out(str(file)))
    cells = dict(text.data)
    cells |= {key: text.written.get((key,), cells[key]) for key in _PRINTED if key in cells}
    return Row(number, cells, raw=spelled_out(file.name), file=spelled_out(str(file)))


def _faults(text: YamlText) -> str:
    lines = [f"line {fault.line}: {fault.text}" if fault.line else fault.text for fault in text.problems]
    return "; ".join(lines) or "is empty; expected keys and values, such as 'age: 67'"
