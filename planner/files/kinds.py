"""What a file looks like by its first bytes, where it is of a kind that holds no text of ours."""

from __future__ import annotations

import re
from typing import Literal

_STARTS = (
    (b"%PDF-", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"II*\x00", "a picture"),
    (b"MM\x00*", "a picture"),
    (b"{\\rtf", "an RTF document"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file"),
    (b"\x1f\x8b", "a packed file (gzip)"),
)
WORKBOOK = "an Excel workbook"
# What an archive of an office holds near its start.
_PACKED = ((b"xl/", WORKBOOK), (b"word/", "a Word document"), (b"opendocument.text", "a Word document"))
_MARKED = (
    (b"<ClinicalDocument", "a C-CDA document"),
    (b"http://hl7.org/fhir", "FHIR in XML"),
    (b"ContinuityOfCareRecord", "a CCR document"),
    (b"<html", "a web page"),
    (b"<!DOCTYPE html", "a web page"),
)
HEALTH_RECORDS = ("a FHIR resource", "a C-CDA document", "FHIR in XML", "a CCR document")
_LOOKED_AT = 8_192
_FHIR = re.compile(rb'"resourceType"\s*:\s*"')
_TABLE_LINE = re.compile(r"[^,;\t:{}\[\]]*(?:[,;\t][^,;\t:{}\[\]]*)+")


def kind_by_bytes(data: bytes) -> str:
    """Return what data looks like, such as "a PDF", or nothing where it may well be text of ours."""
    start = data[:_LOOKED_AT].lstrip(b"\xef\xbb\xbf \t\r\n")
    for sign, kind in _STARTS:
        if start.startswith(sign):
            return kind
    if start.startswith(b"PK\x03\x04"):
        # An archive names what it holds beside each part, and once more at its end.
        held = data[:_LOOKED_AT] + data[-_LOOKED_AT:]
        return next((kind for sign, kind in _PACKED if sign in held), "a packed file (ZIP)")
    if start.startswith(b"<"):
        return next((kind for sign, kind in _MARKED if sign in start), "an XML file")
    if start.startswith(b"{") and _FHIR.search(start):
        return "a FHIR resource"
    return ""


_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
RecordKind = Literal["C-CDA", "FHIR Bundle", "FHIR lines"]
# What stands at the start of a Bundle, whatever the order of its keys, and of a line that holds one resource.
_BUNDLE = re.compile(rb'"resourceType"\s*:\s*"Bundle"')
_WHOLE_LINE = re.compile(rb'\{[^\r\n]*"resourceType"\s*:\s*"[A-Z][^\r\n]*')


def record_kind(start: bytes, end: bytes = b"") -> RecordKind | None:
    """Return which kind of health record a file is by its first and its last bytes, or None where it is none."""
    if start.startswith(_UTF_16):
        start = start.decode("utf-16", "ignore").encode()
    start = start.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"<") and b"ClinicalDocument" in start:
        return "C-CDA"
    if not start.startswith(b"{") or not _FHIR.search(start):
        return None
    # Some programs write what a resource is behind all that it holds.
    if _BUNDLE.search(start) or _BUNDLE.search(end):
        return "FHIR Bundle"
    return "FHIR lines" if _WHOLE_LINE.match(start) else None


def is_table(text: str) -> bool:
    """Return whether text looks like a table: two lines or more, divided alike, and no key before a colon."""
    lines = [line for line in text.splitlines() if line.strip()][:2]
    if len(lines) < 2 or not _TABLE_LINE.fullmatch(lines[0]):
        return False
    return any(sign in lines[0] and sign in lines[1] for sign in ",;\t")


def is_profile(text: str) -> bool:
    """Return whether text looks like keys and values rather than a table."""
    first = next((line for line in text.splitlines() if line.strip() and not line.startswith("#")), "")
    return bool(re.match(r"\w+:(\s|$)", first)) or first.startswith("{")


def is_yaml_list(text: str) -> bool:
    """Return whether text looks like a list in YAML or JSON."""
    first = next((line for line in text.splitlines() if line.strip() and not line.startswith("#")), "")
    return first.startswith(("- ", "["))
