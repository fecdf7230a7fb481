"""The measured numbers as tables, for people, for docs/quality.md and for programs; what is not held is named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, Final

from planner.errors import ContentError, Problem
from planner.reports.quality.measures import COLUMNS, Column, Measured
from planner.reports.quality.sheets import MeasuredSheet
from planner.reports.quality.standard import Allowed, MeasuredPerson, QualityStandard, Setting, quality_standard

_PAPERS: Final = {"a4": "A4", "letter": "Letter"}
_HEADS: Final = ("", "paper", *(column.head for column in COLUMNS.values()), "held?")
_BY_PERSON: Final = ("pages", "words")
_TITLE: Final = "The numbers of the sheet"
_INTRODUCTION: Final = """\
What `planner quality` measures on the laid-out pages of four kinds of people, and what each number may be. Written by

```sh
planner quality --format markdown > docs/quality.md
```

which ends with 4 while something is over its limit; **bold** numbers are. People and limits stand in
`planner/reports/quality/standard.yaml`. What takes a person to judge stands in [pemat-and-cdc.md](pemat-and-cdc.md)."""

Row = tuple[str, ...]


# --- words for a number ---


def setting_words(size: Setting) -> str:
    """Return the name of a print size or of an edition."""
    return f"{size} edition" if size in ("short", "easy") else f"{size} print"


def shown(value: float, column: Column) -> str:
    """Return a number as it is printed."""
    return f"{value:,.{column.decimals}f}{column.unit}"


def _number(one: Measured, column: Column) -> str:
    both = (shown(one.low, column), shown(one.high, column))
    return " to ".join(dict.fromkeys(both))


def limit_words(allowed: Allowed, column: Column) -> str:
    """Return what a number may be."""
    least, most = (None if value is None else shown(value, column) for value in (allowed.least, allowed.most))
    if least and most:
        return f"{least} to {most}"
    return f"≥ {least}" if least else f"≤ {most}" if most else "free"


def _over_words(sheet: MeasuredSheet) -> str:
    over = (f"{COLUMNS[name].head} by {shown(one.over, COLUMNS[name])}" for name, one in sheet.over.items())
    return ", ".join(over)


def verdict(sheet: MeasuredSheet) -> str:
    """Return whether all is held, or what is over by how much."""
    words = _over_words(sheet)
    return f"over: {words}" if words else "held"


# --- tables ---


def _limit_row(standard: QualityStandard, size: Setting) -> Row:
    """Return what each number may be in a setting; pages and words stand with each person."""
    limits = standard.limits[size]
    cells = ("" if name in _BY_PERSON else limit_words(getattr(limits, name), COLUMNS[name]) for name in COLUMNS)
    return ("limit", "", *cells, "")


def _sheet_row(sheet: MeasuredSheet, strong: str) -> Row:
    def cell(name: str, one: Measured) -> str:
        number = _number(one, COLUMNS[name])
        number = f"{strong}{number}{strong}" if one.over > 0 else number
        return f"{number} of {shown(one.allowed.most or 0, COLUMNS[name])}" if name in _BY_PERSON else number

    cells = (cell(name, one) for name, one in sheet.measured.items())
    return (sheet.wanted.person.id, _PAPERS[sheet.wanted.paper], *cells, verdict(sheet))


def _tables(sheets: Iterable[MeasuredSheet], strong: str) -> Iterator[tuple[str, list[Row]]]:
    """Yield a title and the rows of each table: one for each plan and setting."""
    standard = quality_standard()
    for (plan, size), own in groupby(sheets, key=lambda sheet: (sheet.wanted.plan, sheet.wanted.size)):
        rows = [_sheet_row(sheet, strong) for sheet in own]
        yield f"{plan}, {setting_words(size)}", [_HEADS, _limit_row(standard, size), *rows]


def quality_text(sheets: Sequence[MeasuredSheet]) -> str:
    """Return the tables for a terminal, what is over marked with stars."""
    return "\n\n".join(f"{title}\n{_aligned(rows)}" for title, rows in _tables(sheets, "*")) + "\n"


def _aligned(rows: list[Row]) -> str:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join(lines)


def quality_markdown(sheets: Sequence[MeasuredSheet]) -> str:
    """Return docs/quality.md."""
    standard = quality_standard()
    people = [_HEAD_OF_PEOPLE, *map(_person_row, standard.people)]
    meanings = [("column", "means"), *((column.head, column.says) for column in COLUMNS.values())]
    held = sum(not sheet.over for sheet in sheets)
    summary = "\n".join(
        [f"{held} of {len(sheets)} sheets hold all numbers.\n", *(f"- {line}" for line in _faults(sheets))]
    )
    parts = [f"# {_TITLE}", _INTRODUCTION, summary.strip(), "## People", _ruled(people)]
    for title, rows in _tables(sheets, "**"):
        parts += [f"## {title[:1].upper()}{title[1:]}", _ruled(rows)]
    return "\n\n".join([*parts, "## Columns", _ruled(meanings)]) + "\n"


_HEAD_OF_PEOPLE: Final = ("", "who", "pages, standard", "pages, large", "words")


def _person_row(person: MeasuredPerson) -> Row:
    pages = (f"≤ {person.pages[size]}" for size in ("standard", "large"))
    return (person.id, person.label, *pages, f"≤ {person.words:,}")


def _ruled(rows: Sequence[Sequence[str]]) -> str:
    head, *others = (f"| {' | '.join(row)} |" for row in rows)
    return "\n".join([head, "|" + "---|" * len(rows[0]), *others])


# --- what is not held ---


def _faults(sheets: Sequence[MeasuredSheet]) -> Iterator[str]:
    """Yield a line for each measure that some sheet does not hold, with the worst of them."""
    for name, column in COLUMNS.items():
        broken = [sheet for sheet in sheets if name in sheet.over]
        if broken:
            worst = max(broken, key=lambda sheet: sheet.measured[name].over)
            wanted, most = worst.wanted, worst.measured[name]
            who = f"{wanted.person.id}, {wanted.plan}, {_PAPERS[wanted.paper]}, {setting_words(wanted.size)}"
            where = f', "{most.where}"' if most.where else ""
            over = shown(most.over, column)
            yield f"{column.head}: {len(broken)} of {len(sheets)} sheets over, by {over} at most ({who}{where})"


def require_held(sheets: Sequence[MeasuredSheet]) -> None:
    """Raise ContentError with each measure that is over its limit somewhere."""
    if faults := list(_faults(sheets)):
        problems = [Problem("", 0, 0, fault) for fault in faults]
        raise ContentError.from_problems(problems, head="the sheet does not hold all of its numbers")


def quality_json(sheets: Iterable[MeasuredSheet]) -> list[dict[str, Any]]:
    """Return every sheet with its numbers, limits, and what is over."""
    return [
        {
            "person": sheet.wanted.person.id,
            "plan": sheet.wanted.plan,
            "paper": sheet.wanted.paper,
            "print": sheet.wanted.size,
            "held": not sheet.over,
            "measures": {name: _json(one) for name, one in sheet.measured.items()},
        }
        for sheet in sheets
    ]


def _json(one: Measured) -> dict[str, Any]:
    value = {"value": one.low} if one.low == one.high else {"from": one.low, "to": one.high}
    limit = {"at_least": one.allowed.least, "at_most": one.allowed.most}
    where = {"where": one.where} if one.where else {}
    return {**value, **limit, "held": one.over == 0, "over_by": round(one.over, 2), **where}
