"""`planner prove`: the promises of the plans, proved for every profile of facts."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.arguments.options import message_options
from planner.cli.arguments.parsing import Command
from planner.cli.messages import Messages
from planner.errors import visible


@click.command("prove", cls=Command)
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@message_options
@click.pass_obj
def command(messages: Messages, folder: Path | None) -> None:
    """Prove for every profile of facts, not for a sample, that the plans of
    FOLDER (by default ours) keep their promises, or print a profile for
    which they do not.

    Takes minutes, and needs python-sat: pip install 'cramp-planner[proof]'.

    \b
    Examples:
      planner prove
      planner prove my-plans/
    """
    from planner.content.loader import read_content
    from planner.proof.report import prove
    from planner.resources import bundled

    # The content of a folder is read as it stands, not from the quick copy.
    for line in prove(read_content(folder or bundled("plans"))):
        if not messages.quiet:
            click.echo(visible(line))
