"""The stacks of a batch: the sheets of a list once more, in its order, as few files to be printed in one go.

They are laid out anew and never merged: a merged file keeps the tags of its first sheet for all.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from planner.batch.job import STATE, Job
from planner.batch.ledger import Ledger
from planner.batch.receipts import MADE
from planner.batch.reports import report_csv
from planner.batch.worker import plan_of_row
from planner.content.knowledge import Content
from planner.errors import OutputError, UsageError
from planner.files.output import write
from planner.records.listing import ListSource
from planner.records.receipt import Receipt

# Few runs make a stack: what draws it is loaded by those alone.
if TYPE_CHECKING:
    from planner.document.model import Document
    from planner.formats.pdf.stack import PageSpan, SheetStack

PRINT = "print.csv"
# Validators and printers give up on files of a million objects; a sheet has about a thousand.
MOST_PEOPLE = 200
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,40}\.pdf")


class StackPlace(Struct, frozen=True):
    """A row of print.csv: in which stack a person's sheet lies, on which pages; `sha256` is of the stack's file."""

    part: str
    id: str
    first_page: int
    last_page: int
    leaves: int
    paper: str
    sha256: str


def stack_name(name: str, form: str) -> str:
    """Return the name of the first stack; raise UsageError if it is none, or if the sheets have another format."""
    if form != "pdf":
        raise UsageError(f"--combined: a stack is made of PDF sheets, not of {form}; leave --format or --combined out")
    if not _NAME.fullmatch(name):
        raise UsageError("--combined: give a name of letters, numbers, - or _, such as stack.pdf")
    return name


def is_stack(file: str, name: str) -> bool:
    """Return whether a file is named as a stack of this name, or as one of its further parts."""
    stem = re.escape(name.removesuffix(".pdf"))
    return re.fullmatch(rf"{stem}(-(a4|letter))?(-\d{{3}})?\.pdf", file, re.IGNORECASE) is not None


def remove_stacks(folder: Path) -> None:
    """Take away the stacks that print.csv of the run before names: they would be printed as those of this one."""
    try:
        with (folder / PRINT).open(encoding="utf-8", newline="") as table:
            names = {row.get("part") or "" for row in csv.DictReader(table)}
    except FileNotFoundError:
        return
    except (ValueError, csv.Error):
        names = set()
    for name in filter(_NAME.fullmatch, names):
        (folder / name).unlink(missing_ok=True)
    (folder / PRINT).unlink(missing_ok=True)


def write_stacks(source: ListSource, content: Content, job: Job, ledger: Ledger, folder: Path) -> list[StackPlace]:
    """Write the stacks of all rows that have a sheet, and print.csv, which says where each lies; return its rows.

    The paper of the first sheet has the plain name; another paper stands in the name of its own stacks.
    """
    places: list[StackPlace] = []
    parts: list[tuple[Path, str]] = []
    main = ""
    for stack in _filled(_sheets(source, content, job, ledger)):
        main = main or stack.first_paper
        name = _file_of(stack, job.combined, main)
        part = folder / STATE / f"{job.run}-{name}.part"
        data = stack.pdf.finish(stack.dated)
        write(part, data, mode=job.mode)
        parts.append((part, name))
        places += _places(stack, name, hashlib.sha256(data).hexdigest())
    for part, name in parts:
        _put(part, folder / name)
    write(folder / PRINT, report_csv(StackPlace, places))
    return places


class _Open(Struct):
    """A stack that is being filled: the paper of the list's first sheet, its number, its day, and who lies where."""

    first_paper: str
    number: int
    pdf: SheetStack
    dated: int
    people: list[tuple[str, PageSpan]]


def _filled(sheets: Iterator[tuple[Receipt, Document]]) -> Iterator[_Open]:
    """Yield stacks as they are filled, one open for each paper, and the last ones at the end."""
    from planner.formats.pdf import dated
    from planner.formats.pdf.stack import SheetStack

    open_: dict[str, _Open] = {}
    first = ""
    for receipt, document in sheets:
        first = first or document.paper
        stack = open_.get(document.paper)
        if stack is None or len(stack.people) == MOST_PEOPLE:
            if stack is not None:
                yield stack
            number = 1 if stack is None else stack.number + 1
            stack = _Open(first, number, SheetStack(document.paper), dated(document), [])
            open_[document.paper] = stack
        label = receipt.id or f"row {receipt.row}"
        span = stack.pdf.add(document, label)
        if span.last_page - span.first_page + 1 != receipt.pages:
            raise OutputError(f"{receipt.file} is not the sheet that its row gives now; run the list again")
        stack.people.append((receipt.id, span))
    yield from open_.values()


def _sheets(source: ListSource, content: Content, job: Job, ledger: Ledger) -> Iterator[tuple[Receipt, Document]]:
    """Yield each sheet of a list once more, in its order, with its receipt."""
    from planner.document.compose import compose

    for row, told in zip(source.rows(), ledger.told(), strict=True):
        if told.receipt.outcome in MADE:
            yield told.receipt, compose(plan_of_row(row, content, job), content)


def _file_of(stack: _Open, name: str, main: str) -> str:
    stem = name.removesuffix(".pdf")
    paper = "" if stack.pdf.paper == main else f"-{stack.pdf.paper}"
    return f"{stem}{paper}{f'-{stack.number:03d}' if stack.number > 1 else ''}.pdf"


def _places(stack: _Open, name: str, digest: str) -> Iterator[StackPlace]:
    for id_, span in stack.people:
        yield StackPlace(name, id_, span.first_page, span.last_page, span.leaves, stack.pdf.paper, digest)


def _put(part: Path, target: Path) -> None:
    try:
        part.replace(target)
    except OSError as error:
        raise OutputError(
            f"{target} cannot be written: {error.strerror}; choose another name with --combined"
        ) from error
