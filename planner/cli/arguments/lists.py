"""The options that say how a list is written, and the list opened with them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from planner.cli.arguments.options import option
from planner.cli.arguments.parsing import OneOf
from planner.cli.messages import Messages

if TYPE_CHECKING:
    from planner.records.listing import ListSource

    Column = click.ParamType[tuple[str, str]]
else:
    Column = click.ParamType

F = TypeVar("F", bound=Callable[..., Any])


class ColumnIs(Column):
    """The name of a column and the key that it means, with = between them."""

    name = "column"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        """Return the name and the key; a name may hold = itself."""
        from planner.profile.values import Wrong
        from planner.records.table.columns import key_asked

        if isinstance(value, tuple):
            return value
        name, sign, key = str(value).rpartition("=")
        if not sign or not name.strip():
            self.fail('write the name of a column, = and a key, such as "Pat. Alter=age"', param, ctx)
        try:
            return name, key_asked(key)
        except Wrong as wrong:
            self.fail(str(wrong), param, ctx)


def list_options(command: F) -> F:
    """Add what says how a list is written, where the list itself leaves it open."""
    for add in (
        option("--sheet", metavar="NAME", help="Sheet of a workbook, where several hold rows."),
        option(
            "--date-order",
            type=OneOf(("dmy", "mdy", "ymd")),
            metavar="dmy|mdy|ymd",
            help="Order of day, month and year in dates; by default as the column shows.",
        ),
        option("--encoding", metavar="NAME", help="Encoding of the list, such as cp1252; by default found out."),
        option(
            "--map-file",
            type=click.Path(path_type=Path),
            metavar="FILE",
            help="YAML with a line `column: key` for each column of another name.",
        ),
        option(
            "--map",
            "columns",
            type=ColumnIs(),
            multiple=True,
            metavar="COLUMN=KEY",
            help='What a column means, such as "Pat. Alter=age"; "Notes=-" leaves it out. Can be given several times.',
        ),
    ):
        command = add(command)
    return command


def opened_list(path: Path, options: Mapping[str, Any], messages: Messages) -> ListSource:
    """Return a list whose rows can be read, and say once what was taken for what."""
    from planner.records.listing import ListOptions
    from planner.records.source import open_list
    from planner.records.table.columns import columns_in

    columns = {**(columns_in(options["map_file"]) if options["map_file"] else {}), **dict(options["columns"])}
    asked = {name: options[name] for name in ("encoding", "date_order", "sheet")}
    source = open_list(path, ListOptions(columns=columns, **asked), sys.stdin.buffer.read)
    if source.taken:
        messages.note(f"{source.name}: {source.taken}")
    return source
