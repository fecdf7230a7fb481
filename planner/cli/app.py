"""The `planner` command: options and help, each body a few lines; the work is done elsewhere."""

from __future__ import annotations

import datetime as dt
import gc
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

import click

from planner import __version__
from planner.errors import ExitCode, PlannerError, ReaderGoneError, UsageError, told, visible
from planner.files.streams import signals_interrupt, standard_streams
from planner.profile.keys import KEYS, flag_of, takes_many

F = TypeVar("F", bound=Callable[..., Any])
_REPORT = "This is a bug in cramp-planner. Please report it with the lines above, and take names out of them first."
_SELDOM = 200_000
_STREAMS = ("/dev/", "/proc/")
FORMATS = ("pdf", "json", "markdown", "text", "ics")
# These have options of their own that every command shares.
_SHARED = ("language", "paper", "large_print")


class Planner(click.Group):
    """The group that turns each foreseen failure into one message and its exit code."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run a command; Ctrl-C ends with 130, a foreseen failure with its own code, anything else with 1."""
        # One sheet makes little garbage: looking for it as often as Python does takes a sixth of the time.
        gc.set_threshold(_SELDOM)
        with standard_streams(), signals_interrupt():
            try:
                result = super().main(*args, **{**kwargs, "standalone_mode": False})
                sys.stdout.flush()
                return result
            except click.exceptions.Exit as stop:
                sys.exit(stop.exit_code)
            except click.ClickException as error:
                _tell(*_usage(error))
                sys.exit(error.exit_code)
            except (click.Abort, KeyboardInterrupt):
                _tell("stopped; what was finished is kept")
                sys.exit(ExitCode.INTERRUPTED)
            except ReaderGoneError as error:
                sys.exit(error.exit_code)
            except PlannerError as error:
                first, *others = told(error)
                _tell(f"planner: {first}", *others)
                sys.exit(error.exit_code)
            except Exception:
                import traceback

                _tell(*traceback.format_exc().splitlines(), _REPORT)
                sys.exit(ExitCode.BUG)


def _tell(*lines: str) -> None:
    """Print messages, a line each: the one door to standard error, through which nothing passes unseen."""
    for line in lines:
        click.echo(visible(line), err=True)


def _usage(error: click.ClickException) -> Iterator[str]:
    """Yield what click says of a wrong argument, whose own line breaks could forge a message."""
    context = getattr(error, "ctx", None)
    if isinstance(error, getattr(click.exceptions, "NoArgsIsHelpError", ())):
        yield from error.format_message().splitlines()
        return
    if context is not None:
        yield from context.get_usage().splitlines()
        yield from (f"Try '{context.command_path} {max(context.help_option_names, key=len)}' for help.", "")
    yield f"Error: {' '.join(error.format_message().split())}"


class Spelled(click.Option):
    """An option whose environment variable is spelled as its flag: PLANNER_RENDER_MEDICATION for --medication."""

    def resolve_envvar_value(self, ctx: click.Context) -> str | None:
        """Return the value of the variable, or nothing."""
        found = super().resolve_envvar_value(ctx)
        if found is not None or ctx.auto_envvar_prefix is None:
            return found
        flag = max(self.opts, key=len).removeprefix("--").replace("-", "_").upper()
        return os.environ.get(f"{ctx.auto_envvar_prefix}_{flag}") or None

    def value_from_envvar(self, ctx: click.Context) -> Any:
        """Return the value of the variable; several entries are divided by semicolons, as in a list."""
        found = self.resolve_envvar_value(ctx)
        if found is None or not self.multiple:
            return super().value_from_envvar(ctx)
        return tuple(entry.strip() for entry in found.split(";") if entry.strip())


def profile_options(command: F) -> F:
    """Add one option for each key of a profile, in the order of the profile."""
    for name, key in reversed(KEYS.items()):
        if name in _SHARED:
            continue
        many = takes_many(name)
        help_ = key.help + (" Can be given several times." if many else "")
        command = click.option(
            flag_of(name), name, cls=Spelled, multiple=many, help=help_, metavar=key.example.upper() or "TEXT"
        )(command)
    return command


def sheet_options(command: F) -> F:
    """Add the options that mean the same wherever a sheet is made."""
    for option in reversed(
        (
            click.option("-p", "--plan", help="Plan to use; `planner list plans` names them.", metavar="ID"),
            click.option("-l", "--language", help="Language of the sheet.", metavar="CODE"),
            click.option("--start", type=click.DateTime(["%Y-%m-%d"]), help="First day; by default the next Monday."),
            click.option("--paper", type=click.Choice(["a4", "letter"]), help="Paper size; by default the country's."),
            click.option("--large-print/--no-large-print", default=None, help="Letters of 18 points."),
            click.option("--plans", type=click.Path(path_type=Path), help="Folder with plans to use instead of ours."),
            click.option("--strict", is_flag=True, help="Exit with 6, and write nothing, unless all is ordinary."),
            quiet_option,
        )
    ):
        command = option(command)
    return command


quiet_option = click.option("-q", "--quiet", is_flag=True, help="No messages but errors.")
format_option = click.option(
    "--format",
    "form",
    cls=Spelled,
    type=click.Choice(FORMATS),
    help="What to write; by default what the output's ending says, or a PDF.",
)
output_option = click.option("-o", "--output", help="File to write; - is standard output.", metavar="FILE")
mode_option = click.option(
    "--mode", default="600", show_default=True, help="Permissions of the file, as chmod takes them.", metavar="OCTAL"
)


@click.group(
    cls=Planner,
    context_settings={"help_option_names": ["-h", "--help"], "auto_envvar_prefix": "PLANNER", "max_content_width": 100},
)
@click.version_option(__version__, "-V", "--version", prog_name="cramp-planner")
def main() -> None:
    """Make a personal seven-day plan against night leg cramps and back spasms, as a sheet to print.

    \b
    Examples:
      planner render --age 71 --medication furosemide -o plan.pdf
      planner new ana.yaml && planner render ana.yaml
      planner explain ana.yaml --item banana

    This is information, not medical advice: it gives no diagnosis and is no medical device.
    """


def _wishes(options: Mapping[str, Any]) -> Any:
    from planner.pipeline import Wishes, next_monday
    from planner.planning.apply import check_start
    from planner.profile.ages import today

    start = options["start"].date() if isinstance(options["start"], dt.datetime) else next_monday(today())
    check_start(start)
    names = ("plan", "language", "paper", "large_print", "strict")
    return Wishes(start=start, **{name: options[name] for name in names})


def _content(folder: Path | None) -> Any:
    from planner.content.knowledge import load_content
    from planner.errors import ContentError

    if folder is not None and not folder.is_dir():
        raise ContentError(f"{folder} is no folder; name one that holds plan files")
    return load_content(folder)


def _flags(options: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in options.items()
        if name in KEYS and name not in _SHARED and value not in (None, ())
    }


def _plan(profile: str | None, options: Mapping[str, Any], content: Any) -> Any:
    from planner.pipeline import make_plan, read_person, warnings

    if profile is None and not _flags(options):
        raise click.UsageError("name a profile, or give at least --age; `planner new me.yaml` asks for the rest")
    answers = read_person(profile, _flags(options), sys.stdin.buffer.read)
    plan = make_plan(answers, content, _wishes(options))
    if not options["quiet"]:
        _tell(*(f"note: {line}" for line in warnings(plan.profile)))
    return plan


@main.command()
@click.argument("profile", required=False)
@output_option
@format_option
@mode_option
@profile_options
@sheet_options
def render(profile: str | None, output: str | None, form: str | None, mode: str, **options: Any) -> None:
    """Make one sheet from PROFILE (YAML or JSON, - reads standard input), from options, or both.

    \b
    Examples:
      planner render ana.yaml
      planner render --age 67 --medication "furosemide 40 mg" --sleep-position back -o plan.pdf
      planner render ana.yaml --format json -o - | jq .checks
    """
    from planner.files.output import refuse_unfit, sweep, write
    from planner.pipeline import rendered

    target = output if output is not None else _default_output(profile, form or "pdf")
    refuse_unfit(target, _inputs(profile, options["plans"]))
    form, bits = _form_of(target, form), _octal(mode)
    content = _content(options["plans"])
    plan = _plan(profile, options, content)
    made = rendered(plan, content, form)
    if target != "-":
        sweep(Path(target).parent)
    write(target, made, mode=bits)
    if not options["quiet"] and target != "-":
        kind = "see-a-clinician page" if plan.see_clinician else "plan"
        _tell(f"{target}: {kind} written")


def _inputs(profile: str | None, folder: Path | None) -> Iterator[str | Path]:
    """Yield what a run reads, as far as its output could take the place of it."""
    from planner.resources import bundled

    if profile is not None:
        yield profile
    for pattern in ("*.yaml", "*/*.yaml", "*/*/*.yaml"):
        yield from (folder or bundled("plans")).glob(pattern)


def _form_of(output: str, form: str | None) -> str:
    """Return the format of an output: what --format or the ending says, or a PDF; raise UsageError if they disagree."""
    from planner.pipeline import SUFFIXES

    ending = Path(output).suffix.lower()
    if ending in ("", "."):
        return form or "pdf"
    known = {suffix: name for name, suffix in SUFFIXES.items()}
    if ending not in known:
        endings = ", ".join(f"{suffix} ({name})" for suffix, name in known.items())
        raise UsageError(f"no format has the ending '{ending}'; expected {endings}, or no ending")
    if form is not None and form != known[ending]:
        said = f"the ending '{ending}' is that of {known[ending]}, and --format says {form}"
        raise UsageError(f"{said}; leave one of them out, or name the file {Path(output).with_suffix(SUFFIXES[form])}")
    return known[ending]


def _default_output(profile: str | None, form: str) -> str:
    from planner.pipeline import SUFFIXES

    # What a shell hands over as the number of a stream, as `<(…)`, has no name of its own and no folder to write to.
    nameless = profile is None or profile == "-" or profile.startswith(_STREAMS)
    named = Path("plan") if nameless else Path(str(profile))
    made = named.with_suffix(SUFFIXES[form])
    return str(made if made != named else named.with_suffix(f".plan{SUFFIXES[form]}"))


def _octal(mode: str) -> int:
    try:
        number = int(mode, 8)
    except ValueError:
        number = -1
    if not 0 <= number <= 0o777:
        raise click.BadParameter(
            f"'{mode}' is no file mode; write it as chmod does, such as 600 or 644", param_hint="--mode"
        )
    return number


@main.command()
@click.argument("profile", required=False)
@click.option("--rule", help="Only this rule.", metavar="ID")
@click.option("--item", help="Only this item.", metavar="ID")
@click.option("--format", "form", cls=Spelled, type=click.Choice(["text", "json"]), default="text", show_default=True)
@profile_options
@sheet_options
def explain(profile: str | None, rule: str | None, item: str | None, form: str, **options: Any) -> None:
    """Say why each item is in, out or changed, and why each rule did or did not fire.

    \b
    Examples:
      planner explain ana.yaml
      planner explain ana.yaml --item banana
      planner explain --age 44 --rule potassium-limit-food --format json
    """
    from planner.files.output import refuse_unfit
    from planner.reports.explain import explain_json, explain_text, find

    refuse_unfit("-", _inputs(profile, options["plans"]))
    content = _content(options["plans"])
    plan = _plan(profile, options, content)
    find(content, plan, rule=rule, item=item)
    if form == "json":
        _print_json(explain_json(plan, content, rule=rule, item=item))
    else:
        click.echo(explain_text(plan, rule=rule, item=item), nl=False)


def _print_json(data: object) -> None:
    """Print data as JSON, which is UTF-8 whatever the terminal's letters are."""
    from planner.files.output import write
    from planner.pipeline import json_bytes

    write("-", json_bytes(data))


@main.command()
@click.argument("list_", metavar="LIST", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("-d", "--output-dir", required=True, type=click.Path(path_type=Path), help="Folder for the sheets.")
@click.option(
    "--format", "form", cls=Spelled, type=click.Choice(["pdf", "json", "markdown", "text", "ics"]), default="pdf"
)
@mode_option
@sheet_options
def batch(list_: Path, output_dir: Path, form: str, mode: str, **options: Any) -> None:
    """Make one sheet for each row of a CSV LIST: columns are named as the keys of a profile.

    In a cell, several entries are divided by ";", an empty cell is unknown, and "none" says that there is none.

    \b
    Example:
      planner batch patients.csv -d sheets/
    """
    from planner.batch.run import run_batch
    from planner.files.output import refuse_unfit_folder

    refuse_unfit_folder(output_dir)
    content = _content(options["plans"])
    say = (lambda text: None) if options["quiet"] else _tell
    run_batch(list_, output_dir, content, _wishes(options), form=form, mode=_octal(mode), say=say)


@main.command()
@click.argument("profile", default="profile.yaml")
@click.option("--force", is_flag=True, help="Replace the file if it is there.")
@click.option("--plans", type=click.Path(path_type=Path), help="Folder with plans to use instead of ours.")
def new(profile: str, force: bool, plans: Path | None) -> None:
    """Ask the questions one by one and write PROFILE (by default profile.yaml).

    Press Enter to skip a question: what you skip stays unknown.

    \b
    Example:
      planner new ana.yaml && planner render ana.yaml
    """
    from planner.files.output import refuse_unfit, sweep, write
    from planner.interview import ask, refuse_if_there, to_yaml

    refuse_unfit(profile, _inputs(None, plans))
    refuse_if_there(Path(profile), force=force)
    given = ask(_content(plans), _ask, lambda text: click.echo(visible(text)))
    sweep(Path(profile).parent)
    write(profile, to_yaml(given).encode(), overwrite=force)
    _tell(f"{profile} written. Next: planner render {profile}")


def _ask(text: str) -> str:
    answer: str = click.prompt(text, default="", show_default=False)
    sys.stdout.flush()  # Python says nothing of a question that it could not print.
    return answer


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--review", is_flag=True, help="List what a clinician still has to sign, instead.")
@click.option("--population", type=click.Path(path_type=Path), help="Run a CSV list through the rules, instead.")
@click.option("--against", type=click.Path(path_type=Path), help="With --population: whose sheet these plans change.")
@click.option("--proof", is_flag=True, help="Prove the promises of the plans for all profiles, with z3; takes minutes.")
@click.option("--format", "form", cls=Spelled, type=click.Choice(["markdown", "csv"]), default="markdown")
@quiet_option
def check(paths: tuple[Path, ...], *, quiet: bool, **options: Any) -> None:
    """Check folders of plans, or profiles; with nothing named, the plans that come with the planner.

    \b
    Examples:
      planner check
      planner check plans/ ana.yaml
      planner check --review --format csv > to-sign.csv
      planner check --population patients.csv --against my-plans/
      planner check --proof
    """
    from planner.reports.checking import check_all, population_text, review_text

    if options["review"]:
        click.echo(review_text(_content(paths[0] if paths else None), options["form"]), nl=False)
        return
    if options["population"] is not None:
        other = _content(options["against"]) if options["against"] else None
        click.echo(population_text(options["population"], _content(paths[0] if paths else None), other), nl=False)
        return
    for line in check_all(paths, proof=options["proof"]):
        if not quiet:
            click.echo(visible(line))


@main.command(name="list")
@click.argument(
    "what",
    type=click.Choice(["plans", "foods", "drinks", "stretches", "medicines", "conditions", "sources", "languages"]),
)
@click.option("--format", "form", cls=Spelled, type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--plans", type=click.Path(path_type=Path), help="Folder with plans to use instead of ours.")
def list_(what: str, form: str, plans: Path | None) -> None:
    """List what the planner knows.

    \b
    Examples:
      planner list plans
      planner list medicines --format json
    """
    from planner.content.catalogue import listing, listing_text

    rows = listing(_content(plans), what)
    if form == "json":
        _print_json(rows)
    else:
        click.echo(listing_text(rows), nl=False)


@main.command()
@click.argument("what", type=click.Choice(["profile", "template", "plan"]))
def schema(what: str) -> None:
    """Print the JSON Schema of a profile, of the files in plans/, or of a plan in JSON.

    \b
    Example:
      planner schema profile > profile.schema.json
    """
    from planner.reports.schemas import schema_of

    _print_json(schema_of(what))
