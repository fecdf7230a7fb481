"""How each kind of block becomes strips of a page: one small function per kind, in one table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import Any, Final

from msgspec.structs import replace

from planner.document.model import (
    Block,
    BulletList,
    Cards,
    Checklist,
    Coded,
    Figure,
    Group,
    Heading,
    Illustrated,
    Letterhead,
    Note,
    Paragraph,
    Section,
    SubjectTable,
    Table,
    WriteLines,
    plain,
)
from planner.formats.pdf.blocks import run_in
from planner.formats.pdf.blocks.cards import cards
from planner.formats.pdf.blocks.codes import coded
from planner.formats.pdf.blocks.figures import figure_block
from planner.formats.pdf.blocks.illustrated import illustrated, large_row
from planner.formats.pdf.blocks.letterheads import letterhead
from planner.formats.pdf.blocks.lists import bullet_list, checklist, opens_row, titled_checklist
from planner.formats.pdf.blocks.notes import note
from planner.formats.pdf.blocks.one_column import head_start, pictured_paragraph, runs_on, table_in_one_column
from planner.formats.pdf.blocks.place import Place
from planner.formats.pdf.blocks.subjects import subject_table
from planner.formats.pdf.blocks.tables import headed, table
from planner.formats.pdf.blocks.text import APART, heading
from planner.formats.pdf.blocks.writing import write_lines
from planner.formats.pdf.layout.columns import first_width
from planner.formats.pdf.layout.kept import piece
from planner.formats.pdf.layout.linebreak import escape, natural
from planner.formats.pdf.layout.strips import Strip, Strips, beside, height_of, held, loosely, together

# A paragraph of at most so many lines under a heading holds to what follows.
LEAD: Final = 3
# Parts within others that stand on one page where that takes none more.
ON_ONE_PAGE: Final = frozenset({"elsewhere"})
# A group that takes more than this share of a page may go over to the next, after its first item.
WHOLE: Final = 0.5


def flow(blocks: Sequence[Block], place: Place) -> Strips:
    """Return the strips of blocks one after the other; a sentence under a heading or above a list leads on to it."""
    return list(chain.from_iterable(_made(blocks, place)))


def _made(blocks: Sequence[Block], place: Place) -> Iterator[Strips]:
    level, at = place.level, 0
    while at < len(blocks):
        block, inner = blocks[at], replace(place, level=level)
        level = _level_below(block, level)
        following = blocks[at + 1] if at + 1 < len(blocks) else None
        if isinstance(block, Heading) and isinstance(following, Table) and _shares_line(block, following, place):
            yield piece(_headed_table, (block, following), inner, holds=True)
            at += 2
            continue
        if isinstance(block, Heading) and isinstance(following, Checklist) and opens_row(block, following, place):
            yield piece(_titled_checklist, (block, following), inner, holds=True)
            at += 2
            continue
        count = run_in.runs_on(blocks[at:], place)
        made = piece(run_in.run_on, tuple(blocks[at : at + count]), inner) if count else _one(block, inner)
        at += max(count, 1)
        leads = isinstance(blocks[at - 1], Paragraph) and len(made) <= LEAD and _leads(blocks, at - 1, place)
        yield [replace(strip, keep=True) for strip in made] if leads else made


def _one(block: Block, place: Place) -> Strips:
    """Return the strips of one block; those of a part are not kept, as few have the same."""
    make = FLOWABLES[type(block)]
    if isinstance(block, Section):
        return make(block, place)
    return piece(make, block, place, holds=not isinstance(block, Heading | Paragraph))


def _titled_checklist(blocks: tuple[Heading, Checklist], place: Place) -> Strips:
    return titled_checklist(*blocks, place)


def _level_below(block: Block, level: int) -> int:
    """Return the level of the heading above what follows a block."""
    inside = block.blocks if isinstance(block, Coded) else (block,)
    return next((one.level for one in reversed(inside) if isinstance(one, Heading)), level)


def _leads(blocks: Sequence[Block], at: int, place: Place) -> bool:
    """Return whether a block leads on to the next: above a list or a card, and below a heading.

    In large print it does below a heading only above a table.
    """
    if at == len(blocks) - 1:
        return False
    following = blocks[at + 1]
    below = at > 0 and isinstance(blocks[at - 1], Heading) and (place.theme.columns > 1 or isinstance(following, Table))
    return below or isinstance(following, BulletList | Checklist | Illustrated)


def _shares_line(block: Heading, following: Table, place: Place) -> bool:
    """Return whether a heading has room on the line of a table's header, the first of which has no words."""
    if plain(following.header[0]).strip() or not headed(following) or block.aside or block.sign:
        return False
    style = place.theme.styles[f"heading-{block.level}"]
    room = head_start(following, place) - APART if runs_on(following, place) else first_width(following, place)
    return natural(escape(block.text), style) < room


def any_table(block: Table, place: Place) -> Strips:
    """Return a table in columns, or in one where large letters take less room so."""
    return table_in_one_column(block, place) if runs_on(block, place) else table(block, place)


def _headed_table(blocks: tuple[Heading, Table], place: Place) -> Strips:
    """Return a table with its heading on the line of its header."""
    block, following = blocks
    title = heading(block, place)
    head, *rows = any_table(following, replace(place, level=block.level))
    # Where it opens a page, so does its title.
    head = replace(head, again=None)
    if not title:
        return [head, *rows]
    first, low = title[0], max(title[0].height, head.height)

    def draw(canvas: Any, x: float, top: float) -> None:
        first.draw(canvas, x, top - (low - first.height))
        head.draw(canvas, x, top - (low - head.height))

    return [replace(head, height=low, draw=draw, above=max(first.above, head.above)), *rows]


def group(block: Group, place: Place) -> Strips:
    """Return blocks that stay on one page, side by side where they have widths and the page has room for it.

    In large print those with widths follow on each other as if they were no group.
    """
    if block.widths and place.theme.columns == 1:
        columns = (one.blocks if isinstance(one, Group) and not one.widths else (one,) for one in block.blocks)
        return flow([*chain.from_iterable(columns)], place)
    outer = place.inside("Div")
    if block.widths:
        strip = _side_by_side(block, outer)
        if strip.height <= place.body_height:
            return [strip]
        outer.element.children = ()
    strips = flow(block.blocks, outer)
    if place.theme.columns == 1 and isinstance(block.blocks[-1], Checklist):
        # Its lines say themselves where a page may end.
        return strips
    if height_of(strips) > place.body_height * WHOLE:
        return loosely(strips)
    # A list in two columns may still be divided: what is left on both pages is worth its place.
    return [*together(strips)[:-1], *strips[-1:]]


def _side_by_side(block: Group, place: Place) -> Strip:
    """Return blocks beside each other, frames as high as the highest of them."""
    gap = place.theme.gutter
    room = place.width - gap * (len(block.blocks) - 1)
    columns, x, above = [], 0.0, 0.0
    for one, share in zip(block.blocks, block.widths, strict=True):
        width = room * share / sum(block.widths)
        strips = flow([one], place.narrowed(width))
        above = max(above, strips[0].above if strips else 0)
        columns.append((x, strips))
        x += width + gap
    return beside(columns, above)


def section(block: Section, place: Place) -> Strips:
    """Return a part of the sheet; where it starts is the pages' affair."""
    strips = flow(block.blocks, place.inside("Sect"))
    return held(strips) if block.name in ON_ONE_PAGE else strips


FLOWABLES: Final[dict[type[Any], Callable[[Any, Place], Strips]]] = {
    Heading: heading,
    Paragraph: pictured_paragraph,
    BulletList: bullet_list,
    Checklist: checklist,
    Table: any_table,
    SubjectTable: subject_table,
    Figure: figure_block,
    Illustrated: lambda block, place: (large_row if block.height else illustrated)(block, place, flow),
    Cards: cards,
    Note: lambda block, place: note(block, place, flow),
    WriteLines: write_lines,
    Letterhead: letterhead,
    Group: group,
    Coded: lambda block, place: coded(block, place, flow),
    Section: section,
}
