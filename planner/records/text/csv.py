"""A list as CSV: its letters, the sign that divides it and its header found out, and its rows read one by one."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from msgspec import structs

from planner.errors import ProfileError
from planner.files.kinds import is_profile, is_yaml_list
from planner.records.held import Held
from planner.records.listing import FORMS, ListOptions, ListSource
from planner.records.table.columns import known, tells_an_age
from planner.records.table.people import ListTable, orders_of, rows_of, table_of
from planner.records.text.delimiter import SIGNS, Header, header_of, told
from planner.records.text.encoding import Encoding, opened_text
from planner.records.text.quotes import Lines, Record, records_of


def read_csv(held: Held, encoding: Encoding, options: ListOptions) -> ListSource:
    """Return a CSV list, or raise ProfileError for columns that cannot be used."""
    with opened_text(held, encoding) as lines:
        header = header_of(lines, partial(known, asked=options.columns)) or Header(Record(0, []), ",")
    if not tells_an_age(header.record.cells, options.columns):
        _refuse_other_text(held, encoding)
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


def _refuse_other_text(held: Held, encoding: Encoding) -> None:
    """Raise ProfileError for text that is no table: a list in YAML or JSON, or one profile."""
    with opened_text(held, encoding) as lines:
        text = next((line for line in lines if line.strip() and not line.startswith("#")), "")
    if is_yaml_list(text):
        raise ProfileError(f"{held.name}: looks like a YAML list; {FORMS}")
    if is_profile(text):
        what_to_do = f"make the sheet with planner render {held.name}"
        raise ProfileError(f"{held.name}: looks like a profile of one person; {what_to_do}")


def _found_out(header: Header, encoding: Encoding) -> Iterator[str]:
    if header.sign != ",":
        yield f"delimiter {header.sign if header.sign.strip() else 'tab'}"
    if not encoding.plain:
        yield f"encoding {encoding.name}"
    yield from told(header)


def _records(held: Held, encoding: Encoding, sign: str, table: ListTable) -> Iterator[Record]:
    with opened_text(held, encoding) as lines:
        yield from records_of(Lines(lines), sign, table.reads_as_a_row)
