"""`planner check`: plans, profiles and lists looked at, and nothing written."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from planner.cli.arguments.lists import list_options, opened_list
from planner.cli.arguments.options import content_of, message_options, plans_option
from planner.cli.arguments.parsing import Command
from planner.cli.messages import Messages, ticked
from planner.errors import visible


@click.command("check", cls=Command)
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(path_type=Path))
@plans_option
@list_options
@message_options
@click.pass_obj
def command(messages: Messages, /, paths: tuple[Path, ...], plans: Path | None, **options: Any) -> None:
    """Check folders of plans, profiles and lists of people: what would happen,
    without writing anything. With nothing named, the plans that come with
    the planner.

    \b
    Examples:
      planner check
      planner check my-plans/ ana.yaml patients.csv
    """
    from planner.batch.trial import check_list
    from planner.content.knowledge import Content
    from planner.drawing.figures import FILE, read_figures
    from planner.records.health.people import kind_of_record
    from planner.records.source import is_list
    from planner.reports.checking import check_all, check_profile

    held: list[Content] = []

    def check_file(path: Path) -> Iterator[str]:
        # The plans are read once, and not at all where only folders are checked.
        content = held[0] if held else content_of(plans, messages)
        held[:] = [content]
        if is_list(path) or kind_of_record(path) is not None:
            yield from check_list(opened_list(path, options, messages, content), content)
        else:
            yield from check_profile(path, content)

    def check_figures(folder: Path) -> None:
        if (folder / FILE).is_file():
            read_figures(folder)

    for line in check_all(paths, check_file, check_figures):
        if not messages.quiet:
            shown = visible(line)
            click.echo(shown if line.startswith(" ") else ticked(shown, sys.stdout), color=True)
