"""Links from the number of a source behind words to the list of sources, and from there back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from planner.formats.pdf.layout.linebreak import escape
from planner.formats.pdf.write.objects import PdfFile, text_string


class Area(NamedTuple):
    """Where words stand: their page, where they begin, their baseline, their width, the size of their letters."""

    page: int
    x: float
    y: float
    width: float
    size: float


class Anchor(NamedTuple):
    """Words that name a source, or number it in the list, by their element, and what is said of where they lead."""

    element: int
    area: Area
    says: str

    def further(self, elements: int, pages: int) -> Anchor:
        """Return it where so many elements and pages stand before."""
        return Anchor(self.element + elements, self.area._replace(page=self.area.page + pages), self.says)


class Sources:
    """Where a sheet names each source, and where it lists it."""

    def __init__(self) -> None:
        """Begin with none."""
        self.named: dict[str, list[Anchor]] = {}
        self.listed: dict[str, Anchor] = {}

    def add(self, other: Sources, elements: int, pages: int) -> None:
        """Add what is named and listed where so many elements and pages stand before."""
        for source, spots in other.named.items():
            self.named.setdefault(source, []).extend(spot.further(elements, pages) for spot in spots)
        for source, spot in other.listed.items():
            self.listed.setdefault(source, spot.further(elements, pages))


class Link(NamedTuple):
    """An annotation that leads somewhere, the element whose words it lies on, and the page where these stand."""

    element: int
    annotation: int
    page: int


def linked(pdf: PdfFile, sources: Sources, pages: Sequence[int], first_key: int) -> tuple[Link, ...]:
    """Add the links between names and list to a file; their keys in the tree begin with `first_key`."""
    return tuple(
        Link(spot.element, pdf.add(_annotation(spot, target.area, pages, key)), spot.area.page)
        for key, (spot, target) in enumerate(_pairs(sources), first_key)
    )


def _pairs(sources: Sources) -> Iterator[tuple[Anchor, Anchor]]:
    """Yield each spot with the spot that it leads to; a source that is not listed, or nowhere named, has no links."""
    for source, spots in sources.named.items():
        if target := sources.listed.get(source):
            yield from ((spot, target) for spot in spots)
            yield target, spots[0]


def _annotation(spot: Anchor, target: Area, pages: Sequence[int], key: int) -> str:
    page, x, y, width, size = spot.area
    rect = f"{x - 1:.1f} {y - size * 0.3:.1f} {x + width + 1:.1f} {y + size:.1f}"
    place = f"{pages[target.page]} 0 R/XYZ 0 {target.y + 2 * target.size:.1f} null"
    return (
        f"<</Type/Annot/Subtype/Link/Rect[{rect}]/Border[0 0 0]/F 4/P {pages[page]} 0 R"
        f"/Dest[{place}]/Contents {text_string(escape(spot.says))}/StructParent {key}>>"
    )
