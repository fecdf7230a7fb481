"""The blocks that a sheet is made of: the meeting point of composing and writing, in finished sentences."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from msgspec import Struct

from planner.model.sheet import Identity


class Run(Struct, frozen=True):
    """A stretch of text in one weight."""

    text: str
    strong: bool = False


Text = tuple[Run, ...]
Paper = Literal["a4", "letter"]
Kind = Literal["front", "flow", "tear-off", "after"]


class Heading(Struct, frozen=True, tag="heading"):
    """A title of level 1 to 3; level 1 stands once in a document."""

    level: int
    text: str


class Paragraph(Struct, frozen=True, tag="paragraph"):
    """Running text; `role` names its style: body, lead (one main message), small (sources, fine print)."""

    text: Text
    role: Literal["body", "lead", "small", "sources"] = "body"


class ListItem(Struct, frozen=True):
    """One point of a list, with lines that belong under it; `marks` are the letters of its self-checks."""

    text: Text
    notes: tuple[Text, ...] = ()
    marks: tuple[str, ...] = ()


class BulletList(Struct, frozen=True, tag="list"):
    """A list with dots, or with numbers where the order matters.

    `columns` is how many it may have, read one after the other, where that takes less room; `small` is for fine print.
    """

    items: tuple[ListItem, ...]
    ordered: bool = False
    columns: Literal[1, 2] = 1
    small: bool = False


class CheckItem(Struct, frozen=True):
    """One thing to tick: `label` is its time of day, `marks` the letters of its self-checks."""

    text: Text
    label: str = ""
    notes: tuple[Text, ...] = ()
    marks: tuple[str, ...] = ()


class Checklist(Struct, frozen=True, tag="checklist"):
    """Things to tick off; `columns` is how many it may have, read one after the other, where that takes less room."""

    items: tuple[CheckItem, ...]
    columns: Literal[1, 2] = 1


class Cell(Struct, frozen=True):
    """A table cell: words, a box to tick, or an empty space to write in (`alt` says aloud what belongs there)."""

    text: Text = ()
    kind: Literal["text", "tick", "blank"] = "text"
    alt: str = ""


class Table(Struct, frozen=True, tag="table"):
    """A table with one header row and, where `row_headers`, a header cell at the start of each row.

    `widths` are shares of the page's width; `row_height` in millimetres is a minimum, for writing by hand. On a leaf to
    tear off, rows with a `fill` grow to that height, as far as the page has room.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]
    row_headers: bool = True
    row_height: float = 0
    fill: float = 0


class Figure(Struct, frozen=True, tag="figure"):
    """A picture as SVG, and what it shows in words."""

    picture: str
    alt: str


class Illustrated(Struct, frozen=True, tag="illustrated"):
    """Blocks with the picture that belongs beside them; never parted by a page's end."""

    figure: Figure | None
    blocks: tuple[Block, ...]


class Note(Struct, frozen=True, tag="note"):
    """A framed box that stands out: what the kind means never rests on colour alone."""

    kind: Literal["emergency", "message", "check", "caution"]
    title: str
    blocks: tuple[Block, ...]


class Group(Struct, frozen=True, tag="group"):
    """Blocks that stay on one page together, such as a day with its heading.

    With `widths`, shares of the page's width, they stand side by side; in large print one below the other.
    """

    blocks: tuple[Block, ...]
    widths: tuple[float, ...] = ()


class Section(Struct, frozen=True, tag="section"):
    """A part of the sheet: `front` fills page 1, `flow` follows on, `tear-off` has a page of its own.

    `after` goes on below a tear-off part, or stands before it where that saves a page. A part opens with its heading.
    """

    kind: Kind
    blocks: tuple[Block, ...]


SlotName = Literal[
    "grid-front",
    "grid-log",
    "grid-week",
    "stop-log",
    "stop-page",
    "visit-page",
    "visit-log",
    "told-visit",
    "told-why",
]


class Slot(Struct, frozen=True, tag="slot"):
    """A place in a section, or in a group, where something that may move can stand; empty, it leaves no trace."""

    name: SlotName


class Standing(Struct, frozen=True):
    """The form that something has in one slot."""

    slot: SlotName
    blocks: tuple[Block, ...]


class Movable(Struct, frozen=True):
    """What may stand in one of several slots, in order: the layout takes the first that has room, text the first."""

    standings: tuple[Standing, ...]


Block = Heading | Paragraph | BulletList | Checklist | Table | Figure | Illustrated | Note | Group | Section | Slot


class Document(Struct, frozen=True):
    """A whole sheet in one language.

    `identity_line` is the sentence of the page's head with `{name}` and `{id}` to fill; `footer` holds
    `{page}` and `{pages}`. `foot` stands at the foot of every page, in place of the title. `day` is the plan's first.
    Of `movables` those that matter most come first: they take what room there is.
    """

    title: str
    subject: str
    language: str
    identity: Identity
    header: str
    footer: str
    date: str
    sections: tuple[Section, ...]
    movables: tuple[Movable, ...] = ()
    keywords: tuple[str, ...] = ()
    foot: str = ""
    paper: Paper = "a4"
    large_print: bool = False
    day: dt.date | None = None


def plain(text: Text) -> str:
    """Return the words of a text without their weights."""
    return "".join(run.text for run in text)


def words(text: str) -> Text:
    """Return a text of one plain run; `**…**` in our own sentences marks the strong part."""
    parts = text.split("**")
    return tuple(Run(part, strong=index % 2 == 1) for index, part in enumerate(parts) if part)


def literal(text: str) -> Text:
    """Return a user's own words as one run, every character as it stands."""
    return (Run(text),) if text else ()
