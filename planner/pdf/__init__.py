"""A document as a tagged PDF: PDF/UA-1 and PDF/A-2a at once, the same bytes for the same document."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from planner.document import Document
from planner.pdf.pages import Layout, lay_out
from planner.pdf.sheet import drawn
from planner.pdf.theme import Theme, theme_for

__all__ = ["Theme", "lay_out", "pdf_bytes", "write_pdf"]


def pdf_bytes(document: Document, theme: Theme | None = None, *, creation_time: int = 0) -> bytes:
    """Return a document as the bytes of a PDF; `creation_time` is in seconds since 1970."""
    layout: Layout = lay_out(document, theme or theme_for(document.paper, document.large_print))
    return drawn(document, layout, creation_time)


def write_pdf(
    document: Document, target: BinaryIO | Path, theme: Theme | None = None, *, creation_time: int = 0
) -> None:
    """Write a document as a PDF to a stream or a file."""
    data = pdf_bytes(document, theme, creation_time=creation_time)
    if isinstance(target, Path):
        target.write_bytes(data)
    else:
        target.write(data)
