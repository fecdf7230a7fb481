"""Links from the number of a source behind words to the list of sources, and from there back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from planner.formats.pdf.engine import pdfdoc
from planner.formats.pdf.layout.linebreak import escape
from planner.formats.pdf.write.objects import CompactDocument, RawDictionary, text_string
from planner.formats.pdf.write.tags import Element, Link


class Area(NamedTuple):
    """Where words stand: their page, where they begin, their baseline, their width, the size of their letters."""

    page: int
    x: float
    y: float
    width: float
    size: float


class Anchor(NamedTuple):
    """Words that name a source, or that number it in the list, and what is said of where they lead."""

    element: Element
    area: Area
    says: str


class Sources:
    """Where a sheet names each source, and where it lists it."""

    def __init__(self) -> None:
        """Begin with none."""
        self.named: dict[str, list[Anchor]] = {}
        self.listed: dict[str, Anchor] = {}


def linked(pdf: CompactDocument, sources: Sources, first_key: int) -> tuple[Link, ...]:
    """Add the links between names and list to a document's pages; their keys in the tree begin with `first_key`."""
    links: list[Link] = []
    pages: dict[int, list[RawDictionary]] = {}
    for key, (spot, target) in enumerate(_pairs(sources), first_key):
        annotation = pdf.add_raw(_annotation(pdf, spot, target.area, key))
        pages.setdefault(spot.area.page, []).append(annotation)
        links.append(Link(spot.element, annotation))
    for number, added in pages.items():
        page: Any = pdf.Pages.pages[number]
        page.Annots = pdfdoc.PDFArray([pdf.Reference(one) for one in added])
    return tuple(links)


def _pairs(sources: Sources) -> Iterator[tuple[Anchor, Anchor]]:
    """Yield each spot with the spot that it leads to; a source that is not listed, or nowhere named, has no links."""
    for source, spots in sources.named.items():
        if target := sources.listed.get(source):
            yield from ((spot, target) for spot in spots)
            yield target, spots[0]


def _annotation(pdf: CompactDocument, spot: Anchor, target: Area, key: int) -> str:
    page, x, y, width, size = spot.area
    rect = f"{x - 1:.1f} {y - size * 0.3:.1f} {x + width + 1:.1f} {y + size:.1f}"
    place = f"{pdf.number_of(f'Page{target.page + 1}')} 0 R/XYZ 0 {target.y + 2 * target.size:.1f} null"
    return (
        f"/Type/Annot/Subtype/Link/Rect[{rect}]/Border[0 0 0]/F 4/P {pdf.number_of(f'Page{page + 1}')} 0 R"
        f"/Dest[{place}]/Contents {text_string(escape(spot.says))}/StructParent {key}"
    )
