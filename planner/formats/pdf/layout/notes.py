"""What of a person's own words stands on the paper in another way than they wrote it, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from planner.document.model import Document
from planner.formats.pdf.layout.drawable import lacking
from planner.formats.pdf.layout.running import name_is_cut
from planner.formats.pdf.theme import PdfTheme

_A_LINE: Final = "printed as a line to write it on"
_EXTRA: Final = "install what shapes them with: pip install 'cramp-planner[scripts]'"


def printed_otherwise(document: Document, theme: PdfTheme, given: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Yield what of a person's words, by their keys, is printed in another way than it was given, and why."""
    for key, texts in given.items():
        found = [lacking(text) for text in texts if not text.isascii()]
        if any(one.shaping for one in found):
            yield f"{key}: {_A_LINE}, as its letters must be shaped; {_EXTRA}"
        if any(one.letters for one in found):
            yield f"{key}: {_A_LINE}, as no font here has all of its letters"
        if emoji := list(dict.fromkeys(name for one in found for name in one.emoji)):
            yield f"{key}: an emoji cannot be printed; its name stands in its place: {', '.join(emoji)}"
    if name_is_cut(document, theme):
        yield "name: too long for two lines at the head of a page; it is cut there, and ends with …"
