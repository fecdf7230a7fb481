"""`planner help`: the help of a command, as `--help` shows it."""

from __future__ import annotations

import click

from planner.cli.arguments.names import no_command
from planner.cli.arguments.options import message_options
from planner.cli.arguments.parsing import Command, fail


@click.command("help", cls=Command)
@click.argument("name", metavar="COMMAND", required=False)
@message_options
@click.pass_context
def command(ctx: click.Context, name: str | None) -> None:
    """Show the help of a COMMAND, or of the planner itself.

    \b
    Example:
      planner help render
    """
    top = ctx.find_root()
    group = top.command
    found = group.get_command(top, name) if name is not None and isinstance(group, click.Group) else None
    if name is not None and found is None:
        fail(no_command(name, top), key=name)
    if found is None:
        click.echo(top.get_help())
        return
    with click.Context(found, info_name=name, parent=top) as below:
        click.echo(found.get_help(below))
