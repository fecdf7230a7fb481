"""`planner list`: what the planner knows."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.arguments.options import content_of, form_option, message_options, plans_option, print_json
from planner.cli.arguments.parsing import Command, OneOf
from planner.cli.messages import Messages

WHAT = ("plans", "foods", "drinks", "meals", "stretches", "medicines", "conditions", "sources", "languages")


@click.command("list", cls=Command)
@click.argument("what", metavar="WHAT", type=OneOf(WHAT))
@form_option()
@plans_option
@message_options
@click.pass_obj
def command(messages: Messages, what: str, form: str, plans: Path | None) -> None:
    """List what the planner knows. WHAT is plans, foods, drinks, meals,
    stretches, medicines, conditions, sources or languages.

    \b
    Examples:
      planner list plans
      planner list medicines --format json
    """
    from planner.content.catalogue import listing, listing_text

    rows = listing(content_of(plans, messages), what)
    if form == "json":
        print_json(rows)
    else:
        click.echo(listing_text(rows), nl=False)
