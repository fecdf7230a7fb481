"""`planner population`: what the rules make of everybody on a list."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.arguments.options import content_of, form_option, message_options, plans_option, print_json
from planner.cli.arguments.parsing import Command
from planner.cli.batch import refuse_standard_input
from planner.cli.messages import Messages


@click.command("population", cls=Command)
@click.argument("list_", metavar="LIST", type=click.Path(path_type=Path))
@form_option()
@plans_option
@message_options
@click.pass_obj
def command(messages: Messages, list_: Path, form: str, plans: Path | None) -> None:
    """Say what the rules make of everybody on a CSV LIST: outcomes, rules
    that fire, and what is not understood. No sheet is made.

    \b
    Examples:
      planner population patients.csv
      planner population patients.csv --plans my-plans/ --format json
    """
    from planner.records.source import open_list
    from planner.reports.population import population

    refuse_standard_input(list_)
    report = population(open_list(list_), content_of(plans, messages))
    if form == "json":
        print_json(report.json())
    else:
        click.echo(report.text(), nl=False)
