"""How a sheet looks: page sizes, margins, colours and a table of styles by role. Data only."""

from __future__ import annotations

from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from planner.document.model import Paper

MM: Final = 72 / 25.4

Colour = str
INK: Final = "#14181c"
ACCENT: Final = "#123f5a"
ALARM: Final = "#7d1212"
LINE: Final = "#66717a"
TINT: Final = "#edf3f6"
PAPER: Final = "#ffffff"


class Style(Struct, frozen=True):
    """One role of text: size in points, leading as a multiple of it, and the space above in points."""

    size: float
    leading: float = 1.4
    strong: bool = False
    colour: Colour = INK
    above: float = 0

    @property
    def line(self) -> float:
        """Return the height of one line in points."""
        return self.size * self.leading


class PdfTheme(Struct, frozen=True):
    """Everything that a page's look depends on, in points; `letters` is the longest line of running text.

    Groups that take more than the share `whole` of a page may go over to the next, after their first items, and
    points of a list of at least `parted` lines after their second line. With a share of 0 a list may go over anywhere.
    `least` are the smallest sizes that the standard allows, by role, where they are smaller than the style's own.
    `head` and `foot` are how many lines stand at the head and at the foot of each page.
    """

    width: float
    height: float
    styles: dict[str, Style]
    least: dict[str, float]
    letters: int
    list_letters: int
    columns: int
    gap: float
    tick: float
    picture: float
    padding: float
    left: float = 20 * MM
    right: float = 15 * MM
    top: float = 15 * MM
    bottom: float = 15 * MM
    writing: float = 8.5 * MM
    front_pages: int = 1
    most_pages: int = 11
    whole: float = 0.25
    parted: int = 99
    head: int = 1
    foot: int = 1

    @property
    def inner(self) -> float:
        """Return the width between the margins."""
        return self.width - self.left - self.right


PAPERS: Final[dict[Paper, tuple[float, float]]] = {"a4": (210 * MM, 297 * MM), "letter": (612.0, 792.0)}

STANDARD: Final = {
    "heading-1": Style(20, 1.35, strong=True, colour=ACCENT),
    "heading-2": Style(18, 1.35, strong=True, colour=ACCENT, above=20),
    "heading-3": Style(16, 1.35, strong=True, colour=INK, above=15),
    "lead": Style(14, 1.4, strong=True, above=5),
    "body": Style(12.5, 1.4, above=6),
    "point": Style(12.5, 1.4, above=4),
    "dense": Style(12.5, 1.4, above=4),
    "small": Style(11, 1.4, above=4),
    "note-title": Style(13.5, 1.4, strong=True, colour=ACCENT),
    "alarm-title": Style(13.5, 1.4, strong=True, colour=ALARM),
    "cell": Style(11, 1.35),
    "cell-head": Style(11, 1.35, strong=True, colour=ACCENT),
    "running": Style(11, 1.35),
    "running-strong": Style(11, 1.35, strong=True),
}

LARGE: Final = {
    "heading-1": Style(26, 1.35, strong=True, colour=ACCENT),
    "heading-2": Style(23, 1.35, strong=True, colour=ACCENT, above=24),
    "heading-3": Style(20, 1.35, strong=True, colour=INK, above=18),
    "lead": Style(19, 1.4, strong=True, above=6),
    "body": Style(18, 1.4, above=8),
    "point": Style(18, 1.4, above=5),
    "dense": Style(18, 1.4, above=5),
    "small": Style(16, 1.4, above=5),
    "note-title": Style(19, 1.4, strong=True, colour=ACCENT),
    "alarm-title": Style(19, 1.4, strong=True, colour=ALARM),
    "cell": Style(16, 1.35),
    "cell-head": Style(16, 1.35, strong=True, colour=ACCENT),
    "running": Style(16, 1.35),
    "running-strong": Style(16, 1.35, strong=True),
}

# What each step of tightness leaves of the space between things, and how far it takes sizes down to their least.
# No leading falls below the standard, no running text, step or point below its size for body text, and nothing else
# (`dense`: foods to tick and the boxes of page 1) below its smallest size.
TIGHTNESS: Final = ((1.0, 0.0), (0.75, 0.3), (0.5, 0.6), (0.35, 0.8), (0.2, 1.0))
CLOSEST: Final = 1.35
STANDARD_LEAST: Final = {
    "heading-1": 18.0,
    "heading-2": 16.0,
    "note-title": 12.5,
    "alarm-title": 12.5,
    "lead": 13.0,
    "point": 12.5,
    "dense": 11.0,
}
LARGE_LEAST: Final = {
    "heading-1": 23.0,
    "heading-2": 20.0,
    "note-title": 18.0,
    "alarm-title": 18.0,
    "lead": 18.0,
    "dense": 16.0,
    "point": 18.0,
}


def theme_for(paper: Paper, large_print: bool) -> PdfTheme:
    """Return the look of a sheet on this paper; in large print the front sheet has two sides."""
    width, height = PAPERS[paper]
    if large_print:
        return PdfTheme(
            width,
            height,
            LARGE,
            letters=999,
            list_letters=999,
            least=LARGE_LEAST,
            columns=1,
            gap=8,
            tick=5 * MM,
            picture=100,
            # Only paper that gets punched needs more; here it would be a page more for everybody.
            left=15 * MM,
            padding=10,
            front_pages=2,
            most_pages=16,
            whole=0.15,
            parted=4,
        )
    return PdfTheme(
        width,
        height,
        STANDARD,
        letters=70,
        list_letters=85,
        least=STANDARD_LEAST,
        columns=2,
        gap=6,
        tick=4.4 * MM,
        picture=92,
        padding=9,
    )


def tightened(theme: PdfTheme, step: int) -> PdfTheme:
    """Return the theme with smaller spaces between things, and lines as close as the standard allows."""
    space, shrink = TIGHTNESS[step]
    styles = {
        role: _tight(style, theme.least.get(role, style.size), space, shrink) for role, style in theme.styles.items()
    }
    return replace(theme, styles=styles, gap=theme.gap * space, padding=max(4.5, theme.padding * space))


def _tight(style: Style, least: float, space: float, shrink: float) -> Style:
    size = round(style.size - (style.size - least) * shrink, 1)
    return replace(
        style,
        size=size,
        above=style.above * space,
        leading=style.leading if space == 1 else min(style.leading, CLOSEST),
    )


def body_height(theme: PdfTheme) -> float:
    """Return the height between the lines at the head and the foot of a page."""
    running = running_height(theme, theme.head) + running_height(theme, theme.foot)
    return theme.height - theme.top - theme.bottom - running


def running_height(theme: PdfTheme, lines: int) -> float:
    """Return the height of so many lines at the head, or at the foot, with the space that parts them from the body."""
    return lines * theme.styles["running"].line + 4
