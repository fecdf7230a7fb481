"""How a sheet looks: page sizes, margins, colours and a table of styles by role. Data only."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from planner.document.model import Document, Paper

MM: Final = 72 / 25.4

Colour = str
INK: Final = "#14181c"
ACCENT: Final = "#123f5a"
ALARM: Final = "#7d1212"
GREY: Final = "#434c54"
LINE: Final = "#4f5a62"
TINT: Final = "#edf2f5"
PAPER: Final = "#ffffff"

# The weights of lines: a hairline, and a frame by its rank.
HAIR: Final = 0.3 * MM
CARD: Final = 0.35 * MM
QUIET: Final = 0.5 * MM
HEAVY: Final = 0.9 * MM
HEAVIEST: Final = 1.1 * MM


# The leading of most text.
USUAL: Final = 1.36


class Style(Struct, frozen=True, cache_hash=True):
    """One role of text: size in points, leading as a multiple of it, and the space above in points.

    Marks behind words have the size `mark` where that is smaller.
    """

    size: float
    leading: float = USUAL
    strong: bool = False
    colour: Colour = INK
    above: float = 0
    mark: float = 0

    @property
    def line(self) -> float:
        """Return the height of one line in points."""
        return self.size * self.leading


class Styles(dict[str, Style]):
    """Styles by their roles, which nobody changes: a theme is asked for by all of them, so that their hash is kept."""

    __slots__ = ("_hash",)

    def __init__(self, styles: Mapping[str, Style]) -> None:
        """Hold the styles."""
        super().__init__(styles)
        self._hash = hash(tuple(self.items()))

    def __hash__(self) -> int:  # type: ignore[override]
        """Return the same number for the same styles in the same order."""
        return self._hash


class PdfTheme(Struct, frozen=True, cache_hash=True):
    """Everything that a page's look depends on, in points; `letters` is the longest line of running text.

    `picture` is the width of the start and the end of a movement side by side, `aside` that of a picture in a list.
    `row` is the least height of a line to write on. The margin is `binding` wide on the side of a leaf that is bound.
    `head` and `foot` are how many lines stand at the head and at the foot of each page, `beside` what is free on the
    first line of the head. The body stands so much `below_head` and `above_foot`; the leading above the letters of the
    head is in the margin by `lift`. A title of one line is lower by `trim` of its size.
    """

    width: float
    height: float
    styles: Styles
    letters: int
    columns: int
    picture: float
    aside: float = 40 * MM
    gap: float = 7
    tick: float = 4.4 * MM
    padding: float = 9
    gutter: float = 6 * MM
    margin: float = 15 * MM
    binding: float = 20 * MM
    row: float = 8 * MM
    front_pages: int = 1
    head: int = 1
    foot: int = 1
    beside: float = 0
    below_head: float = 5
    above_foot: float = 5
    lift: float = 0
    trim: float = 0

    @property
    def inner(self) -> float:
        """Return the width between the margins."""
        return self.width - self.margin - self.binding

    def left(self, page: int) -> float:
        """Return the left margin of a page by its number: the binding is on the left of odd pages."""
        return self.binding if page % 2 else self.margin


PAPERS: Final[dict[Paper, tuple[float, float]]] = {"a4": (210 * MM, 297 * MM), "letter": (612.0, 792.0)}


def _styles(
    body: float, small: float, heads: tuple[float, float, float], huge: float, grid: float, leading: float = USUAL
) -> Styles:
    """Return the styles of all roles by the sizes of body, fine print, headings and the one number to call.

    In a grid to write in letters may be smaller than the body's.
    """
    title, second, third = heads
    styles = {
        "heading-1": Style(title, strong=True, colour=ACCENT, above=10, mark=small),
        "heading-2": Style(second, strong=True, colour=ACCENT, above=13, mark=small),
        "heading-3": Style(third, strong=True, above=8, mark=small),
        "lead": Style(body * 1.08, strong=True, above=2, mark=small),
        "body": Style(body, above=4, mark=small),
        "point": Style(body, above=1.5, mark=small),
        "small": Style(small, above=3),
        "said": Style((second + body) / 2 + 0.75, 1.45, strong=True, above=6, mark=small),
        "now": Style(huge, 1.2, strong=True, colour=ALARM),
        "below-now": Style(second - 2, mark=small),
        "cell": Style(body, mark=small),
        "cell-head": Style(body, strong=True, mark=small),
        "grid-head": Style(grid, strong=True, mark=small),
        "grid-cell": Style(grid, mark=small),
        "aside": Style(body, colour=GREY, mark=small),
        "running": Style(small),
        "running-strong": Style(small, strong=True),
    }
    return Styles(
        {role: replace(style, leading=leading) if style.leading == USUAL else style for role, style in styles.items()}
    )


STANDARD: Final = _styles(12.5, 11, (24, 18, 14), 54, 12.5)
EASY: Final = _styles(16, 16, (26, 20, 18), 54, 16)
LARGE: Final = _styles(18, 16, (26, 22.5, 20), 60, 16, 1.35)
# What a clinician reads on the leaf for a visit has the least size of large print: it is not read at night.
FOR_CLINICIAN: Final = ("body", "point", "cell", "cell-head", "aside")
# A page that sends to a clinician holds little, and is read in a hurry.
URGENT: Final = {False: _styles(14, 11, (24, 18, 15), 54, 14), True: LARGE}

# What each step of tightness leaves of the spaces between things, and of the pictures beside steps. Letters and lines
# keep their size.
TIGHTNESS: Final = ((1.7, 1.0), (1.3, 1.0), (1.0, 0.95), (0.7, 0.84), (0.4, 0.74), (0.2, 0.655))
LEAST_PADDING: Final = 3.0
# The width of a picture in a list where the page is full, in standard and in large print.
_LEAST_ASIDE: Final = {False: 19 * MM, True: 20 * MM}
# Large lines have so much space of their own that those between things may be lower still in the last step, and so may
# titles of one line.
CLOSER_IN_LARGE: Final = 0.1
TRIMMED_IN_LARGE: Final = 0.24


def theme_of(document: Document) -> PdfTheme:
    """Return the look of a document: by its paper, the size of its print, its edition."""
    return theme_for(document.paper, document.large_print, easy=document.edition == "easy")


def least_aside(theme: PdfTheme) -> float:
    """Return the width in points of a picture in a list where the page is full."""
    return _LEAST_ASIDE[theme.columns == 1]


def theme_for(paper: Paper, large_print: bool, *, easy: bool = False) -> PdfTheme:
    """Return the look of a sheet on this paper; in large print the page for the fridge may have two sides."""
    width, height = PAPERS[paper]
    if large_print:
        look = PdfTheme(width, height, LARGE, letters=999, columns=1, picture=92 * MM, tick=5.5 * MM, row=8 * MM)
        return replace(look, front_pages=2, below_head=0, above_foot=0, lift=4)
    if easy:
        return PdfTheme(width, height, EASY, letters=999, columns=1, picture=92 * MM, below_head=3, above_foot=3)
    return PdfTheme(width, height, STANDARD, letters=70, columns=2, picture=92 * MM)


@lru_cache(maxsize=32)
def _once(theme: PdfTheme) -> PdfTheme:
    return theme


def impersonal(theme: PdfTheme) -> PdfTheme:
    """Return the one theme that has this look and room for as many lines, whatever names leave of them."""
    styles = theme.styles if isinstance(theme.styles, Styles) else Styles(theme.styles)
    return _once(replace(theme, styles=styles, beside=0))


@lru_cache(maxsize=256)
def tightened(theme: PdfTheme, step: int) -> PdfTheme:
    """Return the theme with other spaces between things."""
    space, picture = TIGHTNESS[step]
    closest_in_large = theme.columns == 1 and step == len(TIGHTNESS) - 1
    if closest_in_large:
        space *= CLOSER_IN_LARGE
    styles = Styles({role: replace(style, above=style.above * space) for role, style in theme.styles.items()})
    return replace(
        theme,
        styles=styles,
        gap=theme.gap * space,
        padding=max(LEAST_PADDING, theme.padding * min(space, 1.3)),
        picture=theme.picture * picture,
        # A picture in a list is never left out, and small where the page is full.
        aside=theme.aside * picture if step < len(TIGHTNESS) - 1 else least_aside(theme),
        trim=TRIMMED_IN_LARGE if closest_in_large else 0,
    )


@lru_cache(maxsize=64)
def urgent(theme: PdfTheme) -> PdfTheme:
    """Return the look of a page that sends to a clinician."""
    return replace(theme, styles=URGENT[theme.columns == 1], letters=999)


@lru_cache(maxsize=64)
def for_clinician(theme: PdfTheme) -> PdfTheme:
    """Return the look of the leaf for a visit, which is another in large print alone."""
    if theme.columns > 1:
        return theme
    least = theme.styles["small"].size
    small = {role: replace(theme.styles[role], size=least) for role in FOR_CLINICIAN}
    return replace(theme, styles=Styles(theme.styles | small))


def body_height(theme: PdfTheme) -> float:
    """Return the height between the lines at the head and the foot of a page."""
    foot = theme.margin + theme.foot * theme.styles["running"].line + theme.above_foot
    return theme.height - head_height(theme) - foot


def head_height(theme: PdfTheme) -> float:
    """Return how far the body of a page begins below the paper's edge."""
    return theme.margin - theme.lift + theme.head * theme.styles["running"].line + theme.below_head
