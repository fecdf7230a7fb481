"""A list as CSV: its letters, the sign that divides it and its header found out, and its rows read one by one."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from msgspec import structs

from planner.records.held import Held
from planner.records.listing import ListOptions, ListSource
from planner.records.table.columns import known
from planner.records.table.people import ListTable, orders_of, rows_of, table_of
from planner.records.text.delimiter import SIGNS, Header, header_of
from planner.records.text.encoding import Encoding, opened_text
from planner.records.text.quotes import Lines, Record, records_of


def read_csv(held: Held, encoding: Encoding, options: ListOptions) -> ListSource:
    """Return a CSV list, or raise ProfileError for columns that cannot be used."""
    with opened_text(held, encoding) as lines:
        header = header_of(lines, partial(known, asked=options.columns)) or Header(Record(0, []), ",")
    table = table_of(held.name, header.record, options.columns, SIGNS[header.sign])
    records = partial(_records, held, encoding, header.sign, table)
    table = structs.replace(table, orders=orders_of(table, records, options.date_order))
    return ListSource(
        name=held.name,
        read=partial(rows_of, table, records),
        header=tuple(header.record.cells),
        head=header.record.raw,
        taken=", ".join([*_found_out(header, encoding), *table.taken()]),
        inputs=held.inputs,
    )


def _found_out(header: Header, encoding: Encoding) -> Iterator[str]:
    if header.sign != ",":
        yield f"delimiter {header.sign if header.sign.strip() else 'tab'}"
    if not encoding.plain:
        yield f"encoding {encoding.name}"
    if header.above:
        yield f"{header.above} line{'s' * (header.above > 1)} above the header passed over"


def _records(held: Held, encoding: Encoding, sign: str, table: ListTable) -> Iterator[Record]:
    with opened_text(held, encoding) as lines:
        yield from records_of(Lines(lines), sign, table.reads_as_a_row)
