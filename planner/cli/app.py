"""The `planner` command: its group, which loads a command when it is asked for, and the one door for all failures."""

from __future__ import annotations

import atexit
import gc
import sys
from collections.abc import Iterator
from importlib import import_module
from typing import Any, cast

import click

from planner import __version__
from planner.cli.arguments.names import COMMANDS, ROOMS, no_command
from planner.cli.arguments.options import message_options
from planner.cli.arguments.parsing import Command, Mistakes
from planner.cli.messages import Form, Messages
from planner.errors import ExitCode, PlannerError, ReaderGoneError
from planner.files.streams import signals_interrupt, standard_streams

_SELDOM = 200_000
# What is left at the end goes with the process; looking through it for circles takes a tenth of the time of a sheet.
atexit.register(gc.freeze)


class Planner(Command, click.Group):
    """The group that turns each foreseen failure into one message and its exit code."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run a command; Ctrl-C ends with 130, a foreseen failure with its own code, anything else with 1."""
        # One sheet makes little garbage: looking for it as often as Python does takes a sixth of the time.
        gc.set_threshold(_SELDOM)
        given = kwargs.get("args", args[0] if args else None)
        messages = Messages(_form_of(sys.argv[1:] if given is None else list(given)))
        with standard_streams(), signals_interrupt():
            try:
                result = super().main(*args, **{**kwargs, "standalone_mode": False, "obj": messages})
                sys.stdout.flush()
                return result
            except click.exceptions.Exit as stop:
                sys.exit(stop.exit_code)
            except click.ClickException as error:
                messages.usage(_head(error), _found(error), error.exit_code)
                sys.exit(error.exit_code)
            except (click.Abort, KeyboardInterrupt):
                messages.stopped()
                sys.exit(ExitCode.INTERRUPTED)
            except ReaderGoneError as error:
                sys.exit(error.exit_code)
            except PlannerError as error:
                messages.error(error)
                sys.exit(error.exit_code)
            except Exception:
                import traceback

                messages.bug(traceback.format_exc())
                sys.exit(ExitCode.BUG)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands, in the order of the work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, loaded now; the others stay where they are."""
        if cmd_name not in COMMANDS:
            return None
        return cast("click.Command", import_module(f"planner.cli.{ROOMS.get(cmd_name, cmd_name)}").command)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is meant, or say which could be."""
        name = str(args[0])
        if name not in COMMANDS and not ctx.resilient_parsing:
            raise Mistakes([(name, no_command(name, ctx))], ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands, each line whole, without loading one."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


def _form_of(args: list[str]) -> Form:
    """Return the form of messages that is asked for, also where the rest of the command line cannot be read."""
    import os

    wanted = [after for arg, after in zip(args, [*args, ""][1:], strict=True) if arg == "--errors"]
    wanted += [arg.removeprefix("--errors=") for arg in args if arg.startswith("--errors=")]
    wanted += [os.environ.get("PLANNER_ERRORS", "")]
    return "json" if "json" in (word.lower() for word in wanted) else "text"


def _head(error: click.ClickException) -> Iterator[str]:
    """Yield how the command is used, and where its help is."""
    context = getattr(error, "ctx", None)
    if context is not None:
        yield from context.get_usage().splitlines()
        yield from (f"Try '{context.command_path} {max(context.help_option_names, key=len)}' for help.", "")


def _found(error: click.ClickException) -> tuple[tuple[str, str], ...]:
    return error.found if isinstance(error, Mistakes) else (("", error.format_message()),)


@click.group(
    "planner",
    cls=Planner,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "auto_envvar_prefix": "PLANNER"},
)
@message_options
@click.version_option(__version__, "-V", "--version", prog_name="cramp-planner")
@click.pass_context
def main(ctx: click.Context) -> None:
    """Make a personal seven-day plan against night leg cramps and back spasms,
    as a sheet to print.

    \b
    Examples:
      planner render --age 71 --medication furosemide -o plan.pdf
      planner new ana.yaml && planner render ana.yaml
      planner explain ana.yaml --item banana

    This is information, not medical advice: it gives no diagnosis and is no
    medical device.
    """
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())
