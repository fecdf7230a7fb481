"""`planner render`: one profile, one sheet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from planner.cli.arguments.options import (
    content_of,
    form_option,
    inputs_of,
    message_options,
    mode_option,
    output_option,
    parts_option,
    plan_of,
    profile_options,
    sheet_options,
    theme_option,
)
from planner.cli.arguments.parsing import Command, fail
from planner.cli.messages import Messages
from planner.formats.registry import FORMATS

_STREAMS = ("/dev/", "/proc/")


@click.command("render", cls=Command)
@click.argument("profile", required=False)
@output_option
@form_option(tuple(FORMATS), default=None)
@mode_option
@profile_options
@sheet_options
@parts_option
@theme_option
@message_options
@click.pass_obj
def command(
    messages: Messages, /, profile: str | None, output: str | None, form: str | None, mode: int, **options: Any
) -> None:
    """Make one sheet from PROFILE (YAML or JSON, - reads standard input),
    from options, or from both.

    \b
    Examples:
      planner render ana.yaml
      planner render --age 67 --medication "furosemide 40 mg" -o plan.pdf
      planner render ana.yaml --format json -o - | jq .checks
    """
    from planner.files.output import refuse_unfit, sweep, write
    from planner.pipeline import written

    target = output if output is not None else _default_output(profile, form or "pdf")
    refuse_unfit(target, inputs_of(profile, options["plans"], options["theme"]))
    form = _form_of(target, form)
    content = content_of(options["plans"], messages)
    plan = plan_of(profile, options, content, messages)
    with messages.stage(f"written as {form}"):
        made = written(plan, content, form)
        if target != "-":
            sweep(Path(target).parent)
        write(target, made.data, mode=mode)
    for note in made.notes:
        messages.note(note)
    if target != "-":
        messages.done(f"{target}: {'see-a-clinician page' if plan.see_clinician else 'plan'} written")


def _form_of(output: str, form: str | None) -> str:
    """Return the format of an output: what --format or the ending says, or a PDF; fail if they disagree."""
    from planner.pipeline import SUFFIXES

    ending = Path(output).suffix.lower()
    if ending in ("", "."):
        return form or "pdf"
    known = {suffix: name for name, suffix in SUFFIXES.items()}
    if ending not in known:
        endings = ", ".join(f"{suffix} ({name})" for suffix, name in known.items())
        fail(f"--output: no format has the ending '{ending}'; expected {endings}, or no ending", key="--output")
    if form is not None and form != known[ending]:
        said = f"--output: the ending '{ending}' is that of {known[ending]}, and --format says {form}"
        other = Path(output).with_suffix(SUFFIXES[form])
        fail(f"{said}; leave one of them out, or name the file {other}", key="--output")
    return known[ending]


def _default_output(profile: str | None, form: str) -> str:
    from planner.pipeline import SUFFIXES

    # What a shell hands over as the number of a stream, as `<(…)`, has no name of its own and no folder to write to.
    nameless = profile is None or profile == "-" or profile.startswith(_STREAMS)
    named = Path("plan") if nameless else Path(str(profile))
    made = named.with_suffix(SUFFIXES[form])
    return str(made if made != named else named.with_suffix(f".plan{SUFFIXES[form]}"))
