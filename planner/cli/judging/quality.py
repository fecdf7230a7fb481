"""`planner quality`: the numbers that a printed sheet must measure up to, measured."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.arguments.options import content_of, form_option, message_options, plans_option, print_json
from planner.cli.arguments.parsing import Command
from planner.cli.messages import Messages


@click.command("quality", cls=Command)
@form_option(("text", "json", "markdown"))
@plans_option
@message_options
@click.pass_obj
def command(messages: Messages, form: str, plans: Path | None) -> None:
    """Measure the printed sheets of four kinds of people: pages, words, sizes
    of letters, lines, contrast, school grade, ink. Ends with 4 if a number is
    over its limit.

    Takes a minute, and needs textstat and pypdfium2:
    pip install 'cramp-planner[quality]'.

    \b
    Examples:
      planner quality
      planner quality --format markdown > docs/quality.md
    """
    from planner.files.output import write
    from planner.reports.quality.report import quality_json, quality_markdown, quality_text, require_held
    from planner.reports.quality.sheets import measured_sheets

    sheets = list(measured_sheets(content_of(plans, messages)))
    if form == "json":
        print_json(quality_json(sheets))
    else:
        written = quality_markdown if form == "markdown" else quality_text
        write("-", written(sheets).encode())
    require_held(sheets)
