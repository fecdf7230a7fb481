"""The blocks that a sheet is made of: the meeting point of composing and writing, in finished sentences."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from msgspec import Struct

from planner.files.svg import Picture
from planner.model.foods import Shelf
from planner.model.items import Tells
from planner.model.sheet import Edition, Identity, Logo


class Run(Struct, frozen=True):
    """A stretch of text in one weight; a `mark` stands small behind words, such as a source's number.

    `says` is what a mark is read aloud as. In both, `#` of the mark of a `source` stands for the number that the source
    has on the sheet.
    """

    text: str
    strong: bool = False
    mark: bool = False
    says: str = ""
    source: str = ""


Text = tuple[Run, ...]
Sides = Literal[0, 1, 2]  # How many pages the words of a part are right for; 0 where they are for any number.
Paper = Literal["a4", "letter"]
PartName = Literal[
    "fridge", "log", "week", "stretches", "food", "help", "know", "visit", "referral",
    "easy", "signs", "warnings", "nights", "elsewhere", "second-side", "grid", "means",
]  # fmt: skip
NoteKind = Literal[
    "emergency", "cramp", "limits", "stop", "unread", "together", "clinic", "now", "soon", "check", "call"
]
# A sign before a title: that of a list, or of a shelf.
Sign = Literal["", "no", "ask", Shelf]


class Heading(Struct, frozen=True, cache_hash=True, tag="heading"):
    """A title of level 1 to 3, level 1 once; `aside` stands at its line's end, before it a picture of its `measure`."""

    level: int
    text: str
    aside: str = ""
    sign: Sign = ""
    measure: Picture | None = None


class Paragraph(Struct, frozen=True, cache_hash=True, tag="paragraph"):
    """Running text; `role` names its style: body, lead (one main message), small (fine print), said (to say aloud).

    `on_paper` stands in its place where there are pages, of which it may name the next. A `figure` stands at its right.
    """

    text: Text
    role: Literal["body", "lead", "small", "said"] = "body"
    on_paper: Text = ()
    figure: Figure | None = None


class ListItem(Struct, frozen=True, cache_hash=True):
    """One point of a list, with lines that belong under it; a `sign` with a `label` stands in the place of its dot.

    The label is what the sign says, to the ear and in text. A `figure` stands before the words.
    Marks of the `source` that it lists lead to it, and its number back to the first of them.
    """

    text: Text
    notes: tuple[Text, ...] = ()
    sign: Literal["", "no", "ask"] = ""
    label: str = ""
    source: str = ""
    figure: Figure | None = None


class BulletList(Struct, frozen=True, cache_hash=True, tag="list"):
    """A list with dots, or with numbers where the order matters.

    `columns` may stand side by side where that is lower; `small` is for fine print, `start` is the first number. One
    that is `ruled` goes on from the one before, below a thin line.
    """

    items: tuple[ListItem, ...]
    ordered: bool = False
    columns: Literal[1, 2] = 1
    small: bool = False
    start: int = 1
    ruled: bool = False


class CheckItem(Struct, frozen=True, cache_hash=True):
    """One thing to tick; `aside` stands at the end of its line, such as a portion, whose `measure` is shown."""

    text: Text
    aside: str = ""
    notes: tuple[Text, ...] = ()
    measure: Picture | None = None


class Checklist(Struct, frozen=True, cache_hash=True, tag="checklist"):
    """Things to tick off; `blank` says aloud what may be written on an empty line at its end."""

    items: tuple[CheckItem, ...]
    blank: str = ""


class Cell(Struct, frozen=True, cache_hash=True):
    """A table cell: sentences below each other, a box to tick, an empty space to write in, or a bar to the share of it.

    `alt` says aloud what belongs there, `boxes` how many to tick. `figures` stand at its right, large with a name.
    """

    text: Text = ()
    kind: Literal["text", "tick", "blank", "bar"] = "text"
    alt: str = ""
    more: tuple[Text, ...] = ()
    share: float = 0
    figures: tuple[Figure, ...] = ()
    boxes: int = 1


class Table(Struct, frozen=True, cache_hash=True, tag="table"):
    """A table with one header row and, where `row_headers`, a header cell at the start of each row.

    `widths` are shares of the page's width; `row_height` in millimetres is a minimum, for writing by hand, and rows
    with a `fill` grow to that height as far as the page has room. `look`: ruled rows, or a grid to write in. Where
    `every` is given, a heavy line stands above every so many rows. A header of empty words is not drawn. `example` is
    a row that shows how to fill in the others, `continued` the title where it goes on on another page.
    """

    header: tuple[Text, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]
    row_headers: bool = True
    row_height: float = 0
    fill: float = 0
    look: Literal["ruled", "grid"] = "ruled"
    every: int = 0
    example: tuple[Cell, ...] = ()
    continued: str = ""

    @property
    def all_rows(self) -> tuple[tuple[Cell, ...], ...]:
        """Return the rows behind their example."""
        return (self.example, *self.rows) if self.example else self.rows


class Effect(Struct, frozen=True, cache_hash=True):
    """What one thing changed: to do, to leave out, to watch for, to ask about; `group` is the title that it opens."""

    kind: Tells
    label: str
    text: Text
    group: str = ""


class Subject(Struct, frozen=True, cache_hash=True):
    """A thing about a person as it was read, and what it changed; `continued` is its name where it goes on."""

    title: Text
    detail: Text
    effects: tuple[Effect, ...]
    continued: Text = ()


class SubjectTable(Struct, frozen=True, cache_hash=True, tag="subjects"):
    """A table of what each medicine, illness or other fact changed; `continued` is its title where it goes on."""

    header: tuple[str, str]
    subjects: tuple[Subject, ...]
    continued: str = ""


class Figure(Struct, frozen=True, cache_hash=True, tag="figure"):
    """A picture, and what it shows in words, with its name or those of positions; one may `yield` on a full page."""

    picture: Picture
    alt: str
    captions: tuple[str, ...] = ()
    yields: bool = False


class Illustrated(Struct, frozen=True, cache_hash=True, tag="illustrated"):
    """Blocks with the pictures that belong beside them: start and end; never parted by a page's end.

    `height` is that of one large picture in millimetres; without it, a picture is as large as the page has room for.
    """

    figures: tuple[Figure, ...]
    blocks: tuple[Block, ...]
    height: float = 0


class Card(Struct, frozen=True, cache_hash=True):
    """A large picture of one thing to do, with its title and a few words."""

    title: str
    figure: Figure | None
    words: Text = ()


class Cards(Struct, frozen=True, cache_hash=True, tag="cards"):
    """Numbered pictures, `height` millimetres high, side by side; under all, one line: the dose, and when to stop."""

    cards: tuple[Card, ...]
    dose: Text
    height: float = 45


class Note(Struct, frozen=True, cache_hash=True, tag="note"):
    """A framed box: what the kind means never rests on colour alone. `aside` ends its title's line, bold `tail` it."""

    kind: NoteKind
    title: str
    blocks: tuple[Block, ...]
    figure: Figure | None = None
    tail: Text = ()
    aside: str = ""


class WriteLines(Struct, frozen=True, cache_hash=True, tag="lines"):
    """Lines to write on, each with its label, as many side by side as `columns` says."""

    labels: tuple[str, ...]
    columns: int = 2


class Letterhead(Struct, frozen=True, cache_hash=True, tag="letterhead"):
    """A clinic's own lines, with its logo where it has one: it shows nothing that the lines do not say."""

    lines: tuple[Text, ...]
    logo: Logo | None = None


class Group(Struct, frozen=True, cache_hash=True, tag="group"):
    """Blocks that stay on one page together.

    With `widths`, shares of the page's width, they stand side by side; in large print one below the other.
    """

    blocks: tuple[Block, ...]
    widths: tuple[float, ...] = ()


class Code(Struct, frozen=True, cache_hash=True):
    """A QR code: what a telephone reads in it, what it is read aloud as, and the words below it."""

    holds: str
    alt: str
    caption: str


class Coded(Struct, frozen=True, cache_hash=True, tag="coded"):
    """Blocks with a code at the right margin, on one page."""

    blocks: tuple[Block, ...]
    code: Code


class Section(Struct, frozen=True, cache_hash=True, tag="section"):
    """A part of the sheet, which begins a page; `aside` is said at its head: where to keep it.

    A part within others stands in the first of them alone that is printed. What opens a leaf says in `sides` how many
    pages it must take, where its words speak of the next. Its hash is kept, as each form with it asks for it.
    """

    name: PartName
    blocks: tuple[Block, ...]
    aside: str = ""
    sides: Sides = 0


Leaf = tuple[Section, ...]
Block = (
    Heading
    | Paragraph
    | BulletList
    | Checklist
    | Table
    | SubjectTable
    | Figure
    | Illustrated
    | Cards
    | Note
    | WriteLines
    | Letterhead
    | Group
    | Coded
    | Section
)


class Document(Struct, frozen=True):
    """A whole sheet in one language.

    `header` is the sentence of the page's head with `{name}` and `{id}` to fill, `unnamed` that which stands before a
    line to write a name on; `footer` holds `{page}` and `{pages}`. `foot` stands at the foot of every page. `day` is
    the plan's first, `accent` the colour of headings where it is not the usual one. `first_leaf` holds the forms that
    the first leaf may have, the fullest first: the layout takes the first of them that has room, text the fullest.
    `sections` follow on it. `leaflet` is what is printed where it is asked for, and stands in text always. Where no
    form of `first_leaf` has room, the layout takes one of `longer`, if there are any: they take more leaves, and say
    so. The number of a source is its place among `sources`: no block knows it, so that a block is alike on each sheet.
    """

    title: str
    subject: str
    language: str
    identity: Identity
    header: str
    footer: str
    date: str
    first_leaf: tuple[Leaf, ...]
    sections: tuple[Section, ...] = ()
    leaflet: tuple[Section, ...] = ()
    longer: tuple[Leaf, ...] = ()
    sources: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    foot: str = ""
    unnamed: str = ""
    paper: Paper = "a4"
    large_print: bool = False
    edition: Edition = "full"
    accent: str = ""
    day: dt.date | None = None

    @property
    def numbers(self) -> dict[str, int]:
        """Return the number of each source that the sheet names."""
        return {source: number for number, source in enumerate(self.sources, 1)}


def plain(text: Text) -> str:
    """Return the words of a text without their weights."""
    return "".join(run.text for run in text)


def words(text: str) -> Text:
    """Return a text of one plain run; `**…**` in our own sentences marks the strong part."""
    parts = enumerate(text.split("**")) if "**" in text else ()
    return tuple([Run(part, strong=at % 2 == 1) for at, part in parts if part]) if parts else literal(text)


def literal(text: str) -> Text:
    """Return a user's own words as one run, every character as it stands."""
    return (Run(text),) if text else ()
