"""Sheets of different people beside typst and WeasyPrint, in one run: `python tests/benchmarks/bench_peers.py`.

Each person's sheet is made three times, in turn: by the planner, from the cells of a list to the bytes of a PDF; by
typst, and by WeasyPrint, which get the very words, headings, lists, tables and pictures that the planner composed, as a
finished source: to make it is not counted. The planner and typst each make the sheets of a group of people before the
other does, as many as a worker of a batch works on together. All three tag their PDF for PDF/UA-1 and use the same
fonts and pictures. The planner begins cold, and its peers keep what they can between sheets too. Milliseconds are those
of the processor, over all threads, so that a busy machine changes little.

WeasyPrint takes seconds for a sheet, so that it makes every so many-th alone, and is compared on these.
A list may be given in place of the people that are drawn here. What it prints is Markdown.
"""

from __future__ import annotations

import argparse
import gc
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "benchmarks")]

import typst  # noqa: E402 - found only with the paths above
from html_source import html_source, html_style  # noqa: E402 - found only with the paths above
from measures import against, mean, table, timed  # noqa: E402 - found only with the paths above
from msgspec import Struct, structs  # noqa: E402 - found only with the paths above
from people import write_people  # noqa: E402 - found only with the paths above
from typst_source import typst_source  # noqa: E402 - found only with the paths above
from weasyprint import CSS, HTML  # noqa: E402 - found only with the paths above
from weasyprint.text.fonts import FontConfiguration  # noqa: E402 - found only with the paths above

from planner.batch.worker import GROUP  # noqa: E402 - found only with the paths above
from planner.content.knowledge import Content  # noqa: E402 - found only with the paths above
from planner.content.loader import load_content  # noqa: E402 - found only with the paths above
from planner.document.compose import compose  # noqa: E402 - found only with the paths above
from planner.document.model import Code, Document  # noqa: E402 - found only with the paths above
from planner.errors import PlannerError  # noqa: E402 - found only with the paths above
from planner.files.output import write  # noqa: E402 - found only with the paths above
from planner.formats.pdf import pdf_bytes  # noqa: E402 - found only with the paths above
from planner.formats.pdf.qr import modules  # noqa: E402 - found only with the paths above
from planner.model.sheet import Identity  # noqa: E402 - found only with the paths above
from planner.pipeline import SheetRequest, chosen_plan, document_of, make_plan, sheet_of  # noqa: E402 - found only with the paths above
from planner.planning.apply import apply  # noqa: E402 - found only with the paths above
from planner.planning.plan import Plan  # noqa: E402 - found only with the paths above
from planner.profile.answers import Person  # noqa: E402 - found only with the paths above
from planner.profile.profile import Profile  # noqa: E402 - found only with the paths above
from planner.profile.resolve import profile_of  # noqa: E402 - found only with the paths above
from planner.records.listing import ListOptions  # noqa: E402 - found only with the paths above
from planner.records.rows import Row, row_answers  # noqa: E402 - found only with the paths above
from planner.records.source import open_list  # noqa: E402 - found only with the paths above

DAY = date(2026, 11, 23)
# After so many sheets almost all that a sheet says has been said on one before.
WARM = 150
STEPS = ("read", "apply", "compose", "PDF")
_FONTS = ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf")


class Sheet(Struct):
    """One sheet: the milliseconds of each step of ours and of each peer, and how many words each PDF holds."""

    steps: tuple[float, ...]
    typst: float
    weasyprint: float | None
    words: tuple[int, int]

    @property
    def ours(self) -> float:
        """Return what our sheet took as a whole."""
        return sum(self.steps)


class Pictures:
    """Puts the pictures of sheets, and their codes, into files that the peers can read."""

    def __init__(self, content: Content, folder: Path) -> None:
        self.folder = folder
        self.names = {str(picture): name for name, picture in content.core.pictures.items()}
        shutil.copytree(ROOT / "plans" / "pictures", folder / "pictures")

    def __call__(self, picture: Any) -> str:
        """Return the path of a picture's file below the folder."""
        if not isinstance(picture, Code):
            return f"pictures/{self.names[str(picture)]}.svg"
        name = f"code-{re.sub(r'[^0-9A-Z]', '', picture.holds)[:80]}.svg"
        if not (self.folder / name).exists():
            (self.folder / name).write_text(_drawn(modules(picture.holds)), "utf-8")
        return name


def _drawn(rows: tuple[str, ...]) -> str:
    """Return the modules of a code as one path of SVG."""
    dark = "".join(
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, module in enumerate(row) if module not in " 0"
    )
    size = len(rows)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}"><path d="{dark}"/></svg>'


class Peers:
    """The two peers, each with what it can keep from one sheet to the next."""

    def __init__(self, content: Content, folder: Path) -> None:
        self.picture = Pictures(content, folder)
        self.folder = folder
        fonts = folder / "fonts"
        fonts.mkdir()
        for name in _FONTS:
            shutil.copy(ROOT / "fonts" / name, fonts)
        self.typst = typst.Compiler(root=folder, font_paths=[fonts], ignore_system_fonts=True)
        self.fonts = FontConfiguration()
        faces = "".join(
            f"@font-face {{ font-family: Sheet; src: url({(fonts / name).as_uri()}); font-weight: {weight} }}\n"
            for name, weight in zip(_FONTS, (400, 700), strict=True)
        )
        self.faces = CSS(string=faces, font_config=self.fonts)
        self.images: dict[str, Any] = {}

    def by_typst(self, document: Document) -> tuple[float, bytes]:
        """Return the milliseconds that typst takes for a sheet, and its PDF."""
        source = self.folder / "sheet.typ"
        source.write_text(typst_source(document, self.picture), "utf-8")
        return timed(lambda: self.typst.compile(source, format="pdf", pdf_standards=["ua-1"]))

    def by_weasyprint(self, document: Document) -> tuple[float, bytes]:
        """Return the milliseconds that WeasyPrint takes for a sheet, and its PDF."""
        source, style = html_source(document, self.picture), html_style(document)

        def made() -> bytes:
            page = HTML(string=source, base_url=str(self.folder))
            sheets = [self.faces, CSS(string=style, font_config=self.fonts)]
            data: bytes = page.write_pdf(
                stylesheets=sheets, font_config=self.fonts, pdf_variant="pdf/ua-1", cache=self.images
            )
            return data

        return timed(made)


def rows_of(source: Path, content: Content) -> Iterator[Row]:
    """Yield the rows of a list."""
    yield from open_list(source, ListOptions(content=content, as_of=DAY)).rows()


def different(source: Path, content: Content, count: int) -> list[Row]:
    """Return the first rows of a list that give an ordinary sheet, no two with the same answers."""
    found: dict[str, Row] = {}
    for row in rows_of(source, content):
        try:
            person = row_answers(row, as_of=DAY)
        except PlannerError:
            continue
        if len(found) < count and str(person.answers) not in found:
            plan = apply(content.template(chosen_plan(person.answers)), profile_of(person, content, DAY), DAY)
            if plan.see_clinician is None:
                found[str(person.answers)] = row
    return list(found.values())


def made_of(rows: Sequence[Row], content: Content) -> list[tuple[tuple[float, ...], Document, bytes]]:
    """Return of each row the milliseconds of each step of our sheet, its document and its PDF.

    All are read, then planned, then put into words, then drawn, as a worker of a batch does with the rows that wait.
    """

    def planned(person: Person, profile: Profile) -> Plan:
        return apply(content.template(chosen_plan(person.answers)), profile, DAY)

    read = [timed(lambda row=row: row_answers(row, as_of=DAY)) for row in rows]
    resolved = [timed(lambda person=person: profile_of(person, content, DAY)) for _, person in read]
    asked = [(person, profile) for (_, person), (_, profile) in zip(read, resolved, strict=True)]
    applied = [timed(lambda one=one: planned(*one)) for one in asked]
    composed = [timed(lambda plan=plan: compose(plan, content)) for _, plan in applied]
    written = [timed(lambda document=document: pdf_bytes(document)) for _, document in composed]
    each = zip(read, resolved, applied, composed, written, strict=True)
    return [((one[0] + two[0], three[0], four[0], five[0]), four[1], five[1]) for one, two, three, four, five in each]


def measured(rows: list[Row], peers: Peers, every: int, together: int) -> list[Sheet]:
    """Return the sheets of some people, made by each in turn, a group at a time; by WeasyPrint every so many-th."""
    content, sheets = load_content(), []
    _warm_up(content)
    for start in range(0, len(rows), together):
        made = made_of(rows[start : start + together], content)
        typeset = [peers.by_typst(document) for _, document, _ in made]
        for number, ((steps, document, ours), (theirs, data)) in enumerate(zip(made, typeset, strict=True), start):
            slow = peers.by_weasyprint(document)[0] if number % every == every // 2 else None
            sheets.append(Sheet(steps, theirs, slow, (_words(ours), _words(data))))
    return sheets


def _warm_up(content: Content) -> None:
    """Load what every start loads; no sheet is made, so that all that sheets have in common is still to be made."""
    content.names  # noqa: B018 - an index that is built when it is asked for
    for plan in content.templates.values():
        plan.table  # noqa: B018 - the same


def _words(data: bytes) -> int:
    """Return how many words a PDF holds."""
    from pypdfium2 import PdfDocument

    return sum(len(page.get_textpage().get_text_bounded().split()) for page in PdfDocument(data))


def seen_before(rows: list[Row], folder: Path, runs: int = 30) -> float:
    """Return the mean time, from the row to the file, of people whose answers somebody else gave before."""
    content = load_content()
    for row in rows[:runs]:
        _written(row, content, folder, 0)
    return mean(timed(lambda row=row: _written(row, content, folder, 1))[0] for row in rows[:runs])


def _written(row: Row, content: Content, folder: Path, run: int) -> None:
    """Write the sheet of a person under another name than in the run before, as a worker of a batch does."""
    named = structs.replace(row_answers(row, as_of=DAY), identity=Identity(name=f"Somebody {run}", id=f"Z-{run}"))
    request = SheetRequest(start=DAY, as_of=DAY)
    plan = make_plan(named, content, request)
    sheet = sheet_of(plan, content, "pdf", partial(document_of, named, content, request))
    write(folder / f"seen-{run}.pdf", sheet.data)


def report(sheets: list[Sheet], seen: float) -> str:
    """Return the tables of a run."""
    # Of a short run, its second half.
    warm = min(WARM, len(sheets) // 2)
    late = sheets[warm:]
    slow = [sheet for sheet in sheets if sheet.weasyprint is not None]
    ours, theirs = mean(one.ours for one in sheets), mean(one.typst for one in sheets)
    ours_late, theirs_late = mean(one.ours for one in late), mean(one.typst for one in late)
    ours_slow, slowest = mean(one.ours for one in slow), mean(one.weasyprint or 0 for one in slow)
    planning = mean(sum(one.steps[:3]) for one in sheets)
    goals = [
        (f"{len(sheets)} sheets, ours / typst", *against(ours / theirs, 0.5)),
        (f"sheets after the {warm}th, ours / typst", *against(ours_late / theirs_late, 0.33)),
        (f"{len(slow)} of them, ours / WeasyPrint", *against(ours_slow / slowest, 0.05)),
        ("reading, applying, composing", *against(planning, 4, unit=" ms")),
        ("answers seen before, from row to file", *against(seen, 3, unit=" ms")),
    ]
    steps = [mean(one.steps[at] for one in sheets) for at in range(len(STEPS))]
    steps_late = [mean(one.steps[at] for one in late) for at in range(len(STEPS))]
    where = [
        (name, f"{a:.2f}", f"{a / ours:.0%}", f"{b:.2f}", f"{b / ours_late:.0%}")
        for name, a, b in zip((*STEPS, "whole"), (*steps, ours), (*steps_late, ours_late), strict=True)
    ]
    means = [
        ("planner, from the row to the PDF", f"{ours:.1f}", f"{ours_late:.1f}"),
        ("typst, from a finished source", f"{theirs:.1f}", f"{theirs_late:.1f}"),
        (f"WeasyPrint, from a finished page ({len(slow)} sheets)", f"{slowest:.0f}", ""),
    ]
    words = " and ".join(f"{mean(one.words[at] for one in sheets):.0f}" for at in (0, 1))
    parts = (
        table(("goal", "measured", "asked", "reached"), goals),
        table(("ms of the processor a sheet", "all", f"after the {warm}th"), means),
        table(("where our time goes, ms", "all", "share", f"after the {warm}th", "share"), where),
        f"Words in a PDF, ours and typst's: {words}.\n",
    )
    return "\n".join(parts)


def main() -> None:
    """Make the sheets and print what they took."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("list", nargs="?", type=Path, help="a list of people, in any form that `planner batch` reads")
    asked.add_argument("--people", type=int, default=275, help="how many different people (default 275)")
    asked.add_argument("--every", type=int, default=14, help="WeasyPrint makes every so many-th sheet (default 14)")
    asked.add_argument("--together", type=int, default=GROUP, help=f"how many people at a time (default {GROUP})")
    asked.add_argument("--keep", type=Path, help="a folder for the PDFs of one person, to be looked at")
    given = asked.parse_args()
    gc.disable()  # As in a worker of a batch.
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        # What is made here to choose the people is not kept for their sheets.
        chooser = load_content()
        source = given.list or folder / "people.csv"
        if given.list is None:
            write_people(source, chooser, given.people * 2)
        rows = different(source, chooser, given.people)
        peers = Peers(chooser, folder)
        if given.keep:
            keep(rows[len(rows) // 2], peers, given.keep)
            return
        sheets = measured(rows, peers, given.every, given.together)
        sys.stdout.write(report(sheets, seen_before(rows, folder)))


def keep(row: Row, peers: Peers, folder: Path) -> None:
    """Write the sheet of one person as each of the three makes it."""
    folder.mkdir(parents=True, exist_ok=True)
    ((_, document, ours),) = made_of([row], load_content())
    made = {"planner": ours, "typst": peers.by_typst(document)[1], "weasyprint": peers.by_weasyprint(document)[1]}
    for name, data in made.items():
        (folder / f"{name}.pdf").write_bytes(data)


if __name__ == "__main__":
    main()
