"""The list of parts of a new workbook: its sheets by title, the texts that cells share, and how cells look."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import quoteattr

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_XML = '<?xml version="1.0" encoding="UTF-8"?>'


def sheet_part(number: int) -> str:
    """Return the part of the sheet of a number, from 1."""
    return f"xl/worksheets/sheet{number}.xml"


def new_parts(titles: Sequence[str], others: Sequence[str], *, from_1904: bool) -> Iterator[tuple[str, str]]:
    """Yield the parts that say which sheets a workbook has, in this order, each with its text."""
    numbers = range(1, len(titles) + 1)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    yield (
        "[Content_Types].xml",
        (
            f'{_XML}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{kind}"/></Types>'
        ),
    )
    yield "_rels/.rels", _relations([("r1", "officeDocument", "xl/workbook.xml")])
    sheets = [(f"r{number}", "worksheet", f"worksheets/sheet{number}.xml") for number in numbers]
    names = [part.removeprefix("xl/") for part in others]
    yield (
        "xl/_rels/workbook.xml.rels",
        _relations([*sheets, *((name, name.removesuffix(".xml"), name) for name in names)]),
    )
    listed = "".join(
        f'<sheet name={quoteattr(title)} sheetId="{number}" r:id="r{number}"/>'
        for number, title in zip(numbers, titles, strict=True)
    )
    counted = '<workbookPr date1904="1"/>' * from_1904
    yield (
        "xl/workbook.xml",
        f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">{counted}<sheets>{listed}</sheets></workbook>',
    )


def _relations(parts: Sequence[tuple[str, str, str]]) -> str:
    held = "".join(
        f'<Relationship Id="{id_}" Type="{_OFFICE}/{kind}" Target="{target}"/>' for id_, kind, target in parts
    )
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{held}</Relationships>'
