"""What is measured of a sheet: each measure by name, with its column, and set beside what it may be."""

from __future__ import annotations

from typing import Final, NamedTuple

from msgspec import Struct

from planner.document.model import Document
from planner.formats.pdf.layout.pagination import Layout
from planner.formats.pdf.render import drawn
from planner.planning.plan import Plan
from planner.reports.quality import looks
from planner.reports.quality.ink import most_ink
from planner.reports.quality.language import grade, lengths, own_words, sentences_of, worst_section
from planner.reports.quality.looks import Spread
from planner.reports.quality.standard import Allowed, quality_standard
from planner.reports.quality.terms import unexplained
from planner.reports.quality.watching import Piece, pieces, watched


class Column(NamedTuple):
    """The head of a measure's column, what it means, how many decimals it has, and what stands behind its number."""

    head: str
    says: str
    decimals: int = 0
    unit: str = ""


COLUMNS: Final = {
    "pages": Column("pages", "sides of paper"),
    "words": Column("words", "words with a letter, all that is printed: sources, heads and feet of pages too"),
    "small_letters": Column("small", "share of letters that are smaller than the body", 1, "%"),
    "smallest": Column("least", "size of the smallest letters, in points", 1),
    "body": Column("body", "size of most letters, in points", 1),
    "leading": Column("leading", "least distance of two lines of a text, as a multiple of their size", 2),
    "line": Column("line", "characters in a full line of running text, and in the longest"),
    "title": Column("H1", "size of the title, in points", 1),
    "heading_2": Column("H2", "sizes of the headings below it, in points", 1),
    "heading_3": Column("H3", "sizes of the headings below these, in points", 1),
    "step": Column("step", "how many times as large a heading is, at least, as those of the next level", 2),
    "contrast": Column("contrast", "least contrast of letters with their ground, to one", 1),
    "lines_contrast": Column("of lines", "least contrast of rules, frames and signs with their ground, to one", 1),
    "grade": Column("grade", "Flesch-Kincaid grade of all sentences", 1),
    "section_grade": Column("section", "the same of the hardest section of 40 words or more", 1),
    "mean_sentence": Column("mean", "words in a sentence", 1),
    "longest_sentence": Column("longest", "words in the longest sentence"),
    "terms": Column("terms", "terms of medicine that are not explained where they first stand"),
    "ink": Column("ink", "share of the fullest page that is covered by ink", 1, "%"),
}


class Measured(Struct, frozen=True):
    """A measured number, or two from the least to the most, what it may be, and by how much it is over."""

    low: float
    high: float
    allowed: Allowed
    where: str = ""

    @property
    def over(self) -> float:
        """Return by how much it is over what it may be; nothing where it is held."""
        return self.allowed.over(self.low, self.high)


class Numbers(NamedTuple):
    """The numbers of a sheet by measure; of some, the line, the sentence or the section with the worst."""

    values: dict[str, Spread]
    where: dict[str, str]


def numbers_of(plan: Plan, document: Document, layout: Layout) -> Numbers:
    """Return everything that is measured of a laid-out sheet."""
    watcher = watched(document, layout)
    # The line that says whom the sheet is for is no running text.
    found = [piece for piece in pieces(layout.root, watcher) if piece.element is not layout.identity]
    body, headings = looks.body_size(watcher.lines), looks.heading_sizes(found)
    values = {
        "pages": float(len(layout.pages)),
        "words": float(looks.words_printed(watcher.lines)),
        "small_letters": looks.share_of_small(watcher.lines),
        "smallest": looks.smallest_size(watcher.lines),
        "body": body,
        "leading": looks.least_leading(found),
        "step": looks.least_step(headings, body),
        "contrast": looks.least_contrast(watcher),
        "lines_contrast": looks.least_contrast_of_lines(watcher),
        "ink": most_ink(drawn(document, layout, 0)),
    }
    line, longest = looks.line_lengths(found, layout.theme.inner)
    spread = {
        "line": line,
        "title": headings["H1"],
        "heading_2": headings["H2"],
        # Two sides may do without.
        "heading_3": headings.get("H3", (0.0, 0.0)),
    }
    own = own_words(plan.profile)
    said, where = _language(found, own)
    hard = unexplained(found, own, quality_standard().terms)
    values["terms"] = float(len(hard))
    single = {name: (value, value) for name, value in (values | said).items()}
    return Numbers(single | spread, where | {"line": longest, "terms": ", ".join(hard)})


def _language(found: list[Piece], own: list[str]) -> tuple[dict[str, float], dict[str, str]]:
    sentences = sentences_of(found, own)
    counts, hardest = lengths(sentences), worst_section(found, own)
    longest = max(sentences, key=lambda sentence: lengths([sentence]))
    values = {
        "grade": grade(sentences),
        "section_grade": hardest.grade,
        "mean_sentence": sum(counts) / len(counts),
        "longest_sentence": float(max(counts)),
    }
    return values, {"section_grade": hardest.heading, "longest_sentence": longest}
