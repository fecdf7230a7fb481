"""`planner read`: how words about a person would be understood."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import click

from planner.cli.arguments.options import content_of, form_option, message_options, option, plans_option, print_json
from planner.cli.arguments.parsing import Command, Date, OneOf
from planner.cli.messages import Messages
from planner.errors import visible

KEYS = ("medications", "conditions", "symptoms", "habits", "allergies", "diet", "dislikes")


@click.command("read", cls=Command)
@click.argument("words", nargs=-1, required=True)
@option("--key", type=OneOf(KEYS), default="conditions", show_default=True, metavar="KEY", help="Where they stand.")
@option("--as-of", type=Date(), metavar="YYYY-MM-DD", help="Day from which dates are counted; by default today.")
@form_option()
@plans_option
@message_options
@click.pass_obj
def command(
    messages: Messages, words: tuple[str, ...], key: str, as_of: date | None, form: str, plans: Path | None
) -> None:
    """Show how WORDS would be understood under a KEY of a profile: what was
    found, its status, what was not read, and each step of the reading.
    ";" divides entries.

    KEY is medications, conditions, symptoms, habits, allergies, diet or
    dislikes.

    \b
    Examples:
      planner read right calf swollen and warm
      planner read "furosemide 40 mg; Zocor" --key medications
      planner read no diabetes, mother had a stroke --format json
    """
    from planner.reports.understanding import understood, understood_text

    entries = [entry.strip() for entry in re.split(r"[;\n]", " ".join(words)) if entry.strip()]
    rows = understood(entries, key, content_of(plans, messages), as_of)
    if form == "json":
        print_json(rows)
    else:
        for line in understood_text(rows) if rows else ["not known: nobody said anything of it"]:
            click.echo(visible(line))
