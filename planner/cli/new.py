"""`planner new`: the questions, one by one, and a profile written from the answers."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from planner.cli.arguments.options import content_of, force_option, inputs_of, message_options, plans_option
from planner.cli.arguments.parsing import Command, fail
from planner.cli.messages import Messages
from planner.errors import visible


@click.command("new", cls=Command)
@click.argument("profile", default="profile.yaml")
@force_option
@plans_option
@message_options
@click.pass_obj
def command(messages: Messages, profile: str, *, force: bool, plans: Path | None) -> None:
    """Ask the questions one by one and write PROFILE (by default
    profile.yaml).

    Press Enter to skip a question: what you skip stays unknown. `<` goes
    back, `?` explains. Stopped, it keeps a draft and offers it next time.

    \b
    Example:
      planner new ana.yaml && planner render ana.yaml
    """
    from planner.files.output import refuse_unfit, sweep, write
    from planner.interview import ask_and_keep, drop_draft, refuse_if_there, stopped, to_yaml

    _refuse_the_ending_of_a_sheet(profile)
    refuse_unfit(profile, inputs_of(None, plans))
    refuse_if_there(Path(profile), force=force)
    try:
        given = ask_and_keep(Path(profile), content_of(plans, messages), _ask, lambda text: click.echo(visible(text)))
    except (click.Abort, KeyboardInterrupt) as error:
        messages.stop_words = stopped(Path(profile), ended=isinstance(error.__context__, EOFError))
        raise
    sweep(Path(profile).parent)
    write(profile, to_yaml(given).encode(), overwrite=force)
    drop_draft(Path(profile))
    messages.done(f"{profile} written. Next: planner render {profile}")


def _refuse_the_ending_of_a_sheet(profile: str) -> None:
    ending = Path(profile).suffix.lower()
    if ending in (".pdf", ".md", ".txt", ".ics", ".csv", ".docx", ".xlsx"):
        said = f"PROFILE: {profile}: a profile is YAML, and {ending} is the ending of something else"
        fail(f"{said}; name it {Path(profile).with_suffix('.yaml')}", key="PROFILE")


def _ask(text: str) -> str:
    answer: str = click.prompt(text, default="", show_default=False)
    sys.stdout.flush()  # Python says nothing of a question that it could not print.
    return answer
