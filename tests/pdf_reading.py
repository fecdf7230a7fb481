"""Sheets as PDFs, and how a test reads one: as a program without tags does, and as a screen reader does."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from functools import cache
from typing import Any

import pdf_sample
import pikepdf
import pypdfium2
from conftest import CONTENT, plan_for

from planner.document.citations import numbered
from planner.document.compose import compose
from planner.document.model import (
    BulletList,
    Cards,
    Checklist,
    Coded,
    Document,
    Figure,
    Heading,
    Illustrated,
    Leaf,
    Letterhead,
    Note,
    Paragraph,
    Section,
    SubjectTable,
    Table,
    Text,
    WriteLines,
)
from planner.formats.pdf import pdf_bytes
from planner.formats.pdf.blocks.lists import SIGNS
from planner.formats.pdf.layout.fitting import first_leaf, layer
from planner.formats.pdf.layout.pagination import printed_leaf, printed_parts
from planner.formats.pdf.layout.running import with_room
from planner.formats.pdf.theme import theme_of

SHEETS = {
    "standard": pdf_sample.sample(),
    "ordinary": pdf_sample.sample(full=False),
    "letter": pdf_sample.sample(paper="letter"),
    "large": pdf_sample.sample(large_print=True),
    "large letter": pdf_sample.sample(paper="letter", large_print=True, full=False),
    "nameless": pdf_sample.sample(name="", number=""),
    "referral": pdf_sample.referral(),
    "large referral": pdf_sample.referral(large_print=True),
}


@cache
def pdf(sheet: str) -> bytes:
    """Return the bytes of a sheet."""
    return pdf_bytes(SHEETS[sheet])


def opened(data: bytes) -> pikepdf.Pdf:
    """Open a PDF for questions."""
    return pikepdf.open(io.BytesIO(data))


@cache
def extracted(data: bytes, number: int | None = None) -> str:
    """Return the text of a PDF, or of one page, as a program sees it that knows no tags."""
    pages = page_texts(data)
    return "\n".join(pages) if number is None else pages[number]


@cache
def page_texts(data: bytes) -> tuple[str, ...]:
    """Return the text of each page as PDFium finds it, twenty times as fast as a reader in Python."""
    file = pypdfium2.PdfDocument(data)
    return tuple(page.get_textpage().get_text_range().replace("\r\n", "\n") for page in file)


def code(data: bytes, number: int = 0) -> str:
    """Return the drawing code of a page, that of its head first."""
    with opened(data) as file:
        return "\n".join(stream.read_bytes().decode("latin-1") for stream in file.pages[number].Contents)


def operands(data: bytes, operator: str, number: int = 0) -> list[list[float]]:
    """Return the numbers of each use of a PDF operator on a page, points where they are on it."""
    with opened(data) as file:
        return [values for values, name in placed(file.pages[number]) if name == operator]


def placed(page: pikepdf.Page) -> Iterator[tuple[list[float], str]]:
    """Yield the operators of a page that have numbers alone, points where they are on it; of pictures colours alone."""
    origin, before, scaled = (0.0, 0.0), [], 0
    for values, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name == "q":
            before.append((origin, scaled))
        elif name == "Q":
            origin, scaled = before.pop()
        elif name == "cm" and [float(one) for one in values[:4]] != [1, 0, 0, 1]:
            scaled += 1
        elif name == "cm":
            origin = origin[0] + float(values[4]), origin[1] + float(values[5])
        elif name in _POINTS and not scaled:
            numbers = [float(one) for one in values]
            for at in _POINTS[name]:
                numbers[at : at + 2] = [numbers[at] + origin[0], numbers[at + 1] + origin[1]]
            yield numbers, name
        elif name == "Do":
            yield from _colours(page.Resources.XObject[str(values[0])])
        elif values and all(isinstance(one, int | float | Decimal) for one in values):
            yield [float(one) for one in values], name


def _colours(picture: pikepdf.Object) -> Iterator[tuple[list[float], str]]:
    """Yield the operators of colour of a picture of lines."""
    if picture.Subtype == "/Form":
        for values, operator in pikepdf.parse_content_stream(picture):
            if str(operator) in ("rg", "RG"):
                yield [float(one) for one in values], str(operator)


# Where the points stand among the numbers of an operator.
_POINTS = {"m": (0,), "l": (0,), "c": (0, 2, 4), "re": (0,), "Tm": (4,)}


def unicode_map(font: pikepdf.Object) -> dict[int, str]:
    """Return a font's map from codes to letters."""
    pairs = re.findall(rb"<(\w\w)> <(\w{4,})>\n", font.ToUnicode.read_bytes())
    return {int(code, 16): bytes.fromhex(char.decode()).decode("utf-16-be") for code, char in pairs}


def marked_text(one: pikepdf.Page) -> tuple[dict[int, str], str, list[str]]:
    """Return a page's text by mark, the text of its decoration, and what is painted in marks that are no text."""
    fonts = {name: unicode_map(font) for name, font in one.Resources.Font.items() if "/ToUnicode" in font}
    marks: dict[int, str] = {}
    decoration, painted, stack, current = "", [], [], {}
    for operands, operator in pikepdf.parse_content_stream(one):
        name = str(operator)
        if name in {"BDC", "BMC"}:
            properties = operands[1] if len(operands) > 1 else {}
            stack.append((str(operands[0]), int(properties["/MCID"]) if "/MCID" in properties else None))
        elif name == "EMC":
            stack.pop()
        elif name == "Tf":
            current = fonts[str(operands[0])]
        elif name in {"Tj", "TJ"}:
            shown = operands if name == "Tj" else [one for one in operands[0] if isinstance(one, pikepdf.String)]
            text = "".join(current[code] for one in shown for code in bytes(one))
            number = next((mark for _, mark in reversed(stack) if mark is not None), None)
            if number is None:
                decoration += text + " "
            else:
                marks[number] = marks.get(number, "") + text
        elif name in {"S", "f", "B", "Do"}:
            painted += [role for role, mark in stack if mark is not None]
            assert stack, "every line and every area belongs to an element or is an artifact"
    assert not stack
    return marks, decoration, painted


class Aloud:
    """A PDF read in the order of its tags."""

    def __init__(self, data: bytes) -> None:
        """Open the PDF."""
        self.file = opened(data)
        self.pages = [marked_text(one) for one in self.file.pages]
        self.numbers = {one.objgen: number for number, one in enumerate(self.file.pages)}

    def walk(self, node: Any = None, home: Any = None) -> Iterator[tuple[str, str, int, Any]]:
        """Yield (role, own text, page, node) of each element, parents first."""
        node = self.file.Root.StructTreeRoot.K if node is None else node
        home = node.get("/Pg", home)
        own = "".join(self.mark(kid, home) for kid in kids(node) if isinstance(kid, int) or "/MCID" in kid)
        yield str(node.S)[1:], own, -1 if home is None else self.numbers[home.objgen], node
        for kid in kids(node):
            if not isinstance(kid, int) and "/S" in kid:
                yield from self.walk(kid, home)

    def mark(self, kid: Any, home: Any) -> str:
        """Return the text of a mark."""
        where, number = (home, kid) if isinstance(kid, int) else (kid.Pg, int(kid.MCID))
        return self.pages[self.numbers[where.objgen]][0].get(number, "")

    def read(self, node: Any) -> str:
        """Return the text of an element and of all below it."""
        text = " "
        for kid in kids(node):
            if isinstance(kid, int) or "/MCID" in kid:
                text += self.mark(kid, node.get("/Pg"))
            elif "/S" in kid:
                text += self.read(kid)
        return text

    def words(self) -> list[str]:
        """Return every word in reading order."""
        return self.read(self.file.Root.StructTreeRoot.K).split()


def kids(node: Any) -> list[Any]:
    """Return the children of an element."""
    found = node.get("/K")
    return list(found) if isinstance(found, pikepdf.Array) else [] if found is None else [found]


@cache
def aloud(sheet: str) -> Aloud:
    """Return a sheet to be read aloud."""
    return Aloud(pdf(sheet))


def heard(text: Text) -> str:
    """Return the words of a text, with a space before each mark."""
    return "".join(f" {run.text}" if run.mark else run.text for run in text)


def spoken(block: Any) -> Iterator[str]:
    """Yield the texts of a block in the order of sense."""
    if isinstance(block, Figure):
        return
    if type(block) in SPOKEN:
        yield from SPOKEN[type(block)](block)
        return
    yield (
        f"{block.title} {block.aside}" if isinstance(block, Note) else block.aside if isinstance(block, Section) else ""
    )
    yield from block.figure.captions if isinstance(block, Note) and block.figure else ()
    for inner in block.blocks:
        yield from spoken(inner)
    yield heard(block.tail) if isinstance(block, Note) else ""


def spoken_beside_pictures(block: Illustrated) -> Iterator[str]:
    """Yield the title, the names of the pictures, and the other texts."""
    first = 1 if isinstance(block.blocks[0], Heading) else 0
    yield from (text for inner in block.blocks[:first] for text in spoken(inner))
    yield from (caption for figure in block.figures for caption in figure.captions)
    yield from (text for inner in block.blocks[first:] for text in spoken(inner))


def spoken_beside_code(block: Coded) -> Iterator[str]:
    """Yield the texts beside a code, and the words below it."""
    for inner in block.blocks:
        yield from spoken(inner)
    yield block.code.caption


def spoken_points(block: BulletList) -> Iterator[str]:
    """Yield the dot or the number of each point, and its texts."""
    for number, item in enumerate(block.items, 1):
        # A picture stands in the place of a dot.
        dot = "" if item.figure else "•"
        yield SIGNS[item.sign] if item.sign else str(number) if block.ordered else dot
        yield from map(heard, [item.text, *item.notes])


def spoken_boxes(block: Checklist) -> Iterator[str]:
    """Yield the texts of things to tick."""
    for check in block.items:
        yield from [heard(check.text), check.aside, *map(heard, check.notes)]


def spoken_table(block: Table) -> Iterator[str]:
    """Yield the header, and the sentences of each cell."""
    yield from map(heard, block.header)
    for cell in (cell for row in block.all_rows for cell in row):
        yield from map(heard, (cell.text, *cell.more))
        yield from (caption for figure in cell.figures for caption in figure.captions)


def spoken_cards(block: Cards) -> Iterator[str]:
    """Yield the number, the title and the words of each card, and the dose."""
    for number, card in enumerate(block.cards, 1):
        yield from [str(number), card.title, heard(card.words)]
    yield heard(block.dose)


def spoken_subjects(block: SubjectTable) -> Iterator[str]:
    """Yield the header, and of each subject its name and what it changed."""
    yield from block.header
    for subject in block.subjects:
        yield from map(heard, (subject.title, subject.detail))
        for effect in subject.effects:
            yield from filter(None, [effect.group, effect.label, heard(effect.text)])


SPOKEN: dict[type, Callable[[Any], Iterable[str]]] = {
    Heading: lambda block: [block.text, block.aside],
    Paragraph: lambda block: [heard(block.on_paper or block.text)],
    Illustrated: spoken_beside_pictures,
    BulletList: spoken_points,
    Checklist: spoken_boxes,
    Table: spoken_table,
    SubjectTable: spoken_subjects,
    Cards: spoken_cards,
    Coded: spoken_beside_code,
    WriteLines: lambda block: block.labels,
    Letterhead: lambda block: map(heard, block.lines),
}


def sections(document: Document) -> tuple[Section, ...]:
    """Return the parts that stand on paper: the first leaf in the form that has room, and the others."""
    leaf, lay, _ = printed_leaf(document, with_room(document, theme_of(document)))
    return printed_parts(document, leaf, lay)


def form_with_room(document: Document) -> Leaf:
    """Return the form of the first leaf that has room."""
    theme = with_room(document, theme_of(document))
    return first_leaf(document, theme, layer(document, theme))


def expected_words(document: Document) -> list[str]:
    """Return every word of a document in reading order, after the line that says whom it is for."""
    who = document.identity
    line = [(document.header if who.name else document.unnamed).format(name=who.name, id=who.id)]
    texts = [
        *line,
        document.date,
        *(text for part in numbered(sections(document), document.numbers) for text in spoken(part)),
    ]
    return " ".join(texts).split()


def with_parts(first: tuple[Any, ...], *parts: Section, **more: Any) -> Document:
    """Return a sheet with some blocks on its first page, and some parts."""
    return pdf_sample.document(((Section("fridge", (Heading(1, pdf_sample.TITLE), *first)),),), *parts, **more)


HEART = ("furosemide", "ramipril", "bisoprolol", "metformin", "atorvastatin", "spironolactone")
PEOPLE: dict[str, dict[str, Any]] = {
    "ordinary": {
        "age": 50,
        "sex": "male",
        "country": "GB",
        "exercise_level": "light",
        **dict.fromkeys(("medications", "conditions", "symptoms", "habits", "allergies", "diet", "limits"), "none"),
    },
    "44": {"age": 44},
    "71": {
        "age": 71,
        "medications": ["indapamide", "Lipitor"],
        "sleep_position": "back",
        "name": "Margaret Hill",
    },
    "pregnant": {
        "age": 30,
        "pregnancy": "30 weeks",
        "allergies": ["nuts"],
        "diet": ["vegetarian"],
        "sleep_position": "back",
    },
    "83": {"age": 83, "conditions": ["heart failure", "type 2 diabetes"], "medications": list(HEART)},
    "37": {
        "age": 37,
        "sex": "male",
        "daily_posture": "sitting",
        "habits": ["a glass of wine on Sundays"],
        "diet": "none",
    },
}
FORMS: dict[str, dict[str, Any]] = {
    "a4": {"paper": "a4"},
    "letter": {"paper": "letter"},
    "large": {"paper": "a4", "large_print": True},
    "large letter": {"paper": "letter", "large_print": True},
}


@cache
def real(who: str, form: str, plan: str = "night-leg-cramps") -> tuple[Document, bytes]:
    """Return the sheet of a person from the bundled content, and its PDF."""
    document = compose(plan_for({**PEOPLE[who], **FORMS[form]}, plan), CONTENT)
    return document, pdf_bytes(document)
