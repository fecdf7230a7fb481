"""`planner pictures`: the pictures of a folder of plans, drawn anew."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.arguments.options import message_options
from planner.cli.arguments.parsing import Command
from planner.cli.messages import Messages


@click.command("pictures", cls=Command)
@click.argument("folder", type=click.Path(path_type=Path))
@message_options
@click.pass_obj
def command(messages: Messages, folder: Path) -> None:
    """Draw the pictures of the plans in FOLDER anew, from its
    pictures/figures.yaml.

    A picture that no figure describes stays as it is.

    \b
    Example:
      planner pictures my-plans && planner check my-plans
    """
    from planner.drawing.figures import read_figures
    from planner.drawing.files import write_pictures

    drawn, changed = write_pictures(folder, read_figures(folder))
    messages.done(f"{folder}: {drawn} pictures drawn, {changed} of them changed")
