"""`planner explain`: why each item is in, out or changed, and why each rule did or did not fire."""

from __future__ import annotations

from typing import Any

import click

from planner.cli.arguments.options import (
    content_of,
    form_option,
    inputs_of,
    message_options,
    option,
    plan_of,
    print_json,
    profile_options,
    sheet_options,
)
from planner.cli.arguments.parsing import Command
from planner.cli.messages import Messages


@click.command("explain", cls=Command)
@click.argument("profile", required=False)
@option("--rule", help="Only this rule.", metavar="ID")
@option("--item", help="Only this item.", metavar="ID")
@form_option()
@profile_options
@sheet_options
@message_options
@click.pass_obj
def command(
    messages: Messages, /, profile: str | None, rule: str | None, item: str | None, form: str, **options: Any
) -> None:
    """Say why each item is in, out or changed, and why each rule did or did
    not fire.

    \b
    Examples:
      planner explain ana.yaml
      planner explain ana.yaml --item banana
      planner explain --age 44 --rule potassium-limit-food --format json
    """
    from planner.files.output import refuse_unfit
    from planner.reports.explain import explain_json, explain_text, find

    refuse_unfit("-", inputs_of(profile, options["plans"]))
    content = content_of(options["plans"], messages)
    plan = plan_of(profile, options, content, messages)
    find(content, plan, rule=rule, item=item)
    if form == "json":
        print_json(explain_json(plan, content, rule=rule, item=item))
    else:
        click.echo(explain_text(plan, rule=rule, item=item), nl=False)
