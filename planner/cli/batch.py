"""`planner batch`: one sheet for each person of a list."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from planner.cli.arguments.lists import list_options, opened_list
from planner.cli.arguments.options import (
    check_request,
    content_of,
    form_option,
    message_options,
    mode_option,
    option,
    parts_option,
    request_of,
    sheet_options,
    theme_option,
)
from planner.cli.arguments.parsing import Command
from planner.cli.messages import Messages
from planner.formats.registry import FORMATS


@click.command("batch", cls=Command)
@click.argument("list_", metavar="LIST", type=click.Path(path_type=Path))
@option(
    "-d",
    "--output-dir",
    required=True,
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Folder for the sheets.",
)
@form_option(tuple(FORMATS), default="pdf")
@mode_option
@list_options
@sheet_options
@parts_option
@theme_option
@message_options
@click.pass_obj
def command(messages: Messages, /, list_: Path, output_dir: Path, form: str, mode: int, **options: Any) -> None:
    """Make one sheet for each person of LIST: CSV, an Excel workbook (.xlsx),
    JSON Lines, a folder of profiles, health records (FHIR, C-CDA), or - for
    standard input.

    Columns are named as the keys of a profile, or by their usual names in
    English, Spanish, French or German; --map says what another one means.
    In a cell, several entries are divided by ";", an empty cell is unknown,
    and "none" says that there is none.

    \b
    Examples:
      planner batch patients.csv -d sheets/
      planner batch export.csv -d sheets/ --map "Pat. Alter=age"
    """
    from planner.batch.run import run_batch
    from planner.files.output import refuse_unfit_folder

    refuse_unfit_folder(output_dir)
    content = content_of(options["plans"], messages)
    check_request(options, content)
    source = opened_list(list_, options, messages, content)
    with messages.stage("list worked off"):
        run_batch(source, output_dir, content, request_of(options), form=form, mode=mode, say=_say(messages))


def _say(messages: Messages) -> Callable[[str], None]:
    def say(text: str) -> None:
        (messages.note if text.startswith("note: ") else messages.done)(text.removeprefix("note: "))

    return say
