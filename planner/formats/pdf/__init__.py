"""A document as a tagged PDF: PDF/UA-1 and PDF/A-2a at once, the same bytes for the same document."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from planner.document.model import Document
from planner.errors import UsageError
from planner.files import output
from planner.formats.pdf.theme import PdfTheme

if TYPE_CHECKING:
    from planner.formats.pdf.layout.pagination import Layout, lay_out

__all__ = ["Layout", "PdfTheme", "dated", "lay_out", "pdf_bytes", "write_pdf"]


def __getattr__(name: str) -> Any:
    # The pictures of this package are asked for where no PDF is written, and reportlab is slow to import.
    if name in ("Layout", "lay_out"):
        from planner.formats.pdf.layout import pagination

        return getattr(pagination, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def pdf_bytes(document: Document, theme: PdfTheme | None = None, *, creation_time: int = 0) -> bytes:
    """Return a document as the bytes of a PDF; `creation_time` is in seconds since 1970."""
    from planner.formats.pdf.bodies import sheet_made

    return sheet_made(document, theme, creation_time).data


def dated(document: Document) -> int:
    """Return the first moment of the first day of a document's plan (UTC), in seconds since 1970."""
    day = document.day
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()) if day is not None else 0


def write_pdf(
    document: Document,
    target: BinaryIO | str | Path,
    theme: PdfTheme | None = None,
    *,
    creation_time: int | None = None,
) -> None:
    """Write a document as a PDF to a stream, or to a file, whole or not at all and private; raise OutputError.

    `creation_time` is in seconds since 1970; by default the PDF is dated by the first day of the plan.
    """
    if not isinstance(document, Document):
        kind = type(document).__name__
        raise UsageError(f"write_pdf: document is of the type {kind}; compose(plan, content) makes one of a plan")
    data = pdf_bytes(document, theme, creation_time=dated(document) if creation_time is None else creation_time)
    if isinstance(target, str | Path):
        output.write(target, data)
    else:
        target.write(data)
