"""`planner review`: what a clinician still has to sign."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.arguments.options import content_of, form_option, message_options
from planner.cli.arguments.parsing import Command
from planner.cli.messages import Messages


@click.command("review", cls=Command)
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@form_option(("markdown", "csv"), default="markdown")
@message_options
@click.pass_obj
def command(messages: Messages, folder: Path | None, form: str) -> None:
    """List what a clinician still has to sign in the plans of FOLDER (by
    default ours).

    \b
    Example:
      planner review --format csv > to-sign.csv
    """
    from planner.reports.review import review_csv, review_markdown

    content = content_of(folder, messages)
    click.echo(review_csv(content) if form == "csv" else review_markdown(content), nl=False)
