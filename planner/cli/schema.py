"""`planner schema`: the JSON Schema of what goes in and comes out."""

from __future__ import annotations

import click

from planner.cli.arguments.options import message_options, print_json
from planner.cli.arguments.parsing import Command, OneOf


@click.command("schema", cls=Command)
@click.argument("what", metavar="WHAT", type=OneOf(("profile", "template", "plan", "theme", "report")))
@message_options
def command(what: str) -> None:
    """Print the JSON Schema of a profile, of the files in plans/ (template),
    of a plan in JSON, of a clinic's theme, or of a line of report.jsonl.
    WHAT is profile, template, plan, theme or report.

    \b
    Example:
      planner schema profile > profile.schema.json
    """
    from planner.reports.schemas import schema_of

    print_json(schema_of(what))
