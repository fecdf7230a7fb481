"""`planner compare`: whose sheet other plans would change."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from planner.cli.arguments.lists import list_options, opened_list
from planner.cli.arguments.options import content_of, form_option, message_options, option, plans_option, print_json
from planner.cli.arguments.parsing import Command
from planner.cli.messages import Messages


@click.command("compare", cls=Command)
@click.argument("list_", metavar="LIST", type=click.Path(path_type=Path))
@option("--against", required=True, type=click.Path(path_type=Path), metavar="FOLDER", help="The other plans.")
@form_option()
@plans_option
@list_options
@message_options
@click.pass_obj
def command(messages: Messages, /, list_: Path, against: Path, form: str, plans: Path | None, **options: Any) -> None:
    """Say whose sheet would change if the plans of a FOLDER took the place of
    ours (or of those of --plans), and how. No sheet is made.

    \b
    Example:
      planner compare patients.csv --against my-plans/
    """
    from planner.reports import population

    content, other = content_of(plans, messages), content_of(against, messages)
    comparison = population.against(opened_list(list_, options, messages, content), content, other)
    if form == "json":
        print_json(comparison.json())
    else:
        click.echo(comparison.text(), nl=False)
