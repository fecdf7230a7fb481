"""`planner population`: what the rules make of everybody on a list."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from planner.cli.arguments.lists import list_options, opened_list
from planner.cli.arguments.options import content_of, form_option, message_options, plans_option, print_json
from planner.cli.arguments.parsing import Command
from planner.cli.messages import Messages


@click.command("population", cls=Command)
@click.argument("list_", metavar="LIST", type=click.Path(path_type=Path))
@form_option()
@plans_option
@list_options
@message_options
@click.pass_obj
def command(messages: Messages, /, list_: Path, form: str, plans: Path | None, **options: Any) -> None:
    """Say what the rules make of everybody on a LIST: outcomes, rules
    that fire, and what is not understood. No sheet is made.

    \b
    Examples:
      planner population patients.csv
      planner population patients.csv --plans my-plans/ --format json
    """
    from planner.reports.population import population

    content = content_of(plans, messages)
    report = population(opened_list(list_, options, messages, content), content)
    if form == "json":
        print_json(report.json())
    else:
        click.echo(report.text(), nl=False)
