"""Letters and lines as they stand on the pages: sizes, leading, length, headings, contrast."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import Final

from planner.reports.quality.watching import Piece, Watcher, WrittenLine

# A text is as wide as the page where one of its lines takes more than this share of it; else it stands in a column.
WIDE: Final = 0.6
_WHITE: Final = 1.05

Spread = tuple[float, float]


def words_printed(lines: Iterable[WrittenLine]) -> int:
    """Return how many words with a letter stand on the pages: sources, heads and feet of pages too."""
    written = ("".join(text for text, _, _ in line.spans()) for line in lines)
    return sum(any(char.isalpha() for char in word) for text in written for word in text.split())


def _letters(lines: Iterable[WrittenLine]) -> Counter[float]:
    """Return how many characters there are of each size, spaces left out."""
    sizes: Counter[float] = Counter()
    for line in lines:
        for text, size, _ in line.spans():
            sizes[round(size, 2)] += sum(not char.isspace() for char in text)
    return +sizes


def body_size(lines: Iterable[WrittenLine]) -> float:
    """Return the size of most letters."""
    return _letters(lines).most_common(1)[0][0]


def smallest_size(lines: Iterable[WrittenLine]) -> float:
    """Return the size of the smallest letters."""
    return min(_letters(lines))


def share_of_small(lines: Sequence[WrittenLine]) -> float:
    """Return how many letters in a hundred are smaller than the body."""
    sizes, body = _letters(lines), body_size(lines)
    return 100 * sum(count for size, count in sizes.items() if size < body) / sizes.total()


def least_leading(found: Iterable[Piece]) -> float:
    """Return the least distance of two lines of one text, as a multiple of their size."""
    steps = [
        (upper.y - lower.y) / upper.size
        for piece in found
        for upper, lower in pairwise(piece.lines)
        if upper.page == lower.page and upper.y - lower.y > 1
    ]
    return min(steps, default=0)


def line_lengths(found: Iterable[Piece], width: float) -> tuple[Spread, str]:
    """Return how many characters a full line of running text usually has, how many the longest, and that line.

    Running text stands outside of tables and columns; its last lines are not full.
    """
    texts = [[line.text for line in piece.lines] for piece in found if _runs_wide(piece, width)]
    full = [len(line) for lines in texts for line in lines[:-1]]
    longest = max((line for lines in texts for line in lines), key=len, default="")
    return (median(full) if full else len(longest), len(longest)), longest


def _runs_wide(piece: Piece, width: float) -> bool:
    heading = piece.role.startswith("H")
    return not heading and not piece.within("Table") and max(line.width for line in piece.lines) > WIDE * width


def heading_sizes(found: Iterable[Piece]) -> dict[str, Spread]:
    """Return the least and the largest size of the headings of each level."""
    sizes: dict[str, list[float]] = {}
    for piece in found:
        if piece.role in ("H1", "H2", "H3"):
            sizes.setdefault(piece.role, []).extend(line.size for line in piece.lines)
    return {role: (min(own), max(own)) for role, own in sizes.items()}


def least_step(sizes: dict[str, Spread], body: float) -> float:
    """Return how much larger, at least, a heading is than those of the next level, the last than the body."""
    levels = [*(sizes[role] for role in sorted(sizes)), (body, body)]
    return min(upper[0] / lower[1] for upper, lower in pairwise(levels))


def luminance(colour: str) -> float:
    """Return how light a colour is, as WCAG counts it."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return how much two colours differ, as WCAG counts it: from 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def least_contrast(watcher: Watcher) -> float:
    """Return the least contrast of letters with what is behind them."""
    pairs = {(colour, line.ground) for line in watcher.lines for _, _, colour in line.spans()}
    return _least(pairs)


def least_contrast_of_lines(watcher: Watcher) -> float:
    """Return the least contrast of rules, frames and signs with what is behind them."""
    return _least({(rule.colour, rule.ground) for rule in watcher.rules})


def _least(pairs: Iterable[tuple[str, str]]) -> float:
    return min(_contrasts(pairs), default=0)


def _contrasts(pairs: Iterable[tuple[str, str]]) -> Iterator[float]:
    yield from (contrast(*pair) for pair in pairs)
