"""The options that mean the same in every command, and what they stand for: content, request, a person's plan."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from planner.cli.arguments.parsing import Date, Mode, OfKey, OneOf, Parts, Spelled, fail
from planner.cli.messages import Messages

if TYPE_CHECKING:
    from planner.content.knowledge import Content
    from planner.model.sheet import ClinicTheme
    from planner.pipeline import SheetRequest
    from planner.planning.plan import Plan
    from planner.profile.answers import Person

F = TypeVar("F", bound=Callable[..., Any])
PAPERS = ("a4", "letter")
# These have options of their own that every command shares.
_SHARED = ("language", "paper", "edition", "large_print")


# --- what is asked for ---


def option(*names: str, **more: Any) -> Callable[[F], F]:
    """Return an option whose variable is spelled as its flag."""
    return click.option(*names, cls=Spelled, **more)


def _say_in(ctx: click.Context, param: click.Parameter, value: Any) -> None:
    """Set how much is said, and in which form, before anything else is done."""
    messages = ctx.find_object(Messages)
    if messages is not None and value:
        setattr(messages, "form" if param.name == "errors" else param.name or "", value)


def message_options(command: F) -> F:
    """Add what every command has: how much is said, and in which form."""
    for add in (
        option(
            "--errors",
            type=OneOf(("text", "json")),
            metavar="text|json",
            is_eager=True,
            expose_value=False,
            callback=_say_in,
            help="Form of messages: text, or JSON lines.",
        ),
        option("-v", "--verbose", is_flag=True, is_eager=True, expose_value=False, callback=_say_in, help="Say more."),
        option(
            "-q",
            "--quiet",
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_say_in,
            help="No messages but errors.",
        ),
    ):
        command = add(command)
    return command


plans_option = option(
    "--plans", type=click.Path(path_type=Path), metavar="FOLDER", help="Plans to use instead of ours."
)
parts_option = option(
    "--parts", type=Parts(), metavar="PARTS", help="Print these alone, such as fridge,log; +know adds; all is all."
)
theme_option = option(
    "--theme", type=click.Path(path_type=Path), metavar="FILE", help="Name, logo and telephone of your clinic (YAML)."
)
output_option = option("-o", "--output", metavar="FILE", help="File to write; - is standard output.")
mode_option = option(
    "--mode", type=Mode(), default="600", show_default=True, metavar="OCTAL", help="Permissions of what is written."
)
force_option = option("--force", is_flag=True, help="Replace the file if it is there.")


def form_option(forms: tuple[str, ...] = ("text", "json"), default: str | None = "text") -> Callable[[F], F]:
    """Return the option for the form of a result: by default the first that is named."""
    by_ending = "" if default else "; by default the output's ending says"
    metavar = "|".join(forms) if len(forms) < 4 else "FORMAT"
    named = "Form of the result" if len(forms) < 4 else ", ".join(forms)
    shown = {"default": default, "show_default": True} if default else {}
    return option("--format", "form", type=OneOf(forms), metavar=metavar, help=f"{named}{by_ending}.", **shown)


def profile_options(command: F) -> F:
    """Add one option for each key of a profile, in the order of the profile."""
    from planner.profile.keys import KEYS, flag_of, takes_many

    for name, key in reversed(KEYS.items()):
        if name not in _SHARED:
            help_ = key.help + (" Can be given several times." if takes_many(name) else "")
            add = option(flag_of(name), name, multiple=takes_many(name), help=help_, metavar=key.metavar)
            command = add(command)
    return command


def sheet_options(command: F) -> F:
    """Add the options that mean the same wherever a sheet is made."""
    for add in (
        option("--strict", is_flag=True, help="End with 6, and write nothing, unless all is ordinary."),
        plans_option,
        option("--large-print/--no-large-print", default=None, help="Letters of 18 points."),
        option(
            "--edition",
            type=OfKey("edition"),
            metavar="full|short|easy",
            help="All, one leaf, or two sides in everyday words; by default full.",
        ),
        option("--paper", type=OfKey("paper"), metavar="a4|letter", help="By default the country's."),
        option(
            "--as-of",
            type=Date(),
            metavar="YYYY-MM-DD",
            help="Day of ages and dates; by default the start.",
        ),
        option("--start", type=Date(), metavar="YYYY-MM-DD", help="First day; by default the next Monday."),
        option("-l", "--language", type=OfKey("language"), metavar="CODE", help="Language of the sheet."),
        option("-p", "--plan", metavar="ID", help="Plan to use; `planner list plans` names them."),
    ):
        command = add(command)
    return command


# --- what they stand for ---


def request_of(options: Mapping[str, Any]) -> SheetRequest:
    """Return what is asked for beside the profile."""
    from planner.files.clock import today
    from planner.model.sheet import SheetOptions
    from planner.pipeline import SheetRequest, next_monday
    from planner.planning.apply import check_start

    _check_parts(options)
    start = options["start"] or next_monday(today())
    check_start(start)
    looks = SheetOptions(**{name: options.get(name) for name in (*_SHARED, "parts")}, theme=_theme_of(options))
    return SheetRequest(
        plan=options["plan"], start=start, as_of=as_of(options), options=looks, strict=options["strict"]
    )


def _check_parts(options: Mapping[str, Any]) -> None:
    """Fail where parts are named of an edition that has none: they are those of the full one."""
    if options.get("parts") and options["edition"] in ("short", "easy"):
        said = f"--parts names parts of the full edition, and --edition says {options['edition']}"
        fail(f"{said}; leave one of them out", key="--parts")


def _theme_of(options: Mapping[str, Any]) -> ClinicTheme | None:
    if options.get("theme") is None:
        return None
    from planner.content.theme import load_theme

    return load_theme(options["theme"])


def as_of(options: Mapping[str, Any]) -> date | None:
    """Return the day to which ages and dates are counted: --as-of, else a start that was given, else today (None)."""
    day: date | None = options["as_of"] or options["start"]
    return day


def content_of(folder: Path | None, messages: Messages) -> Content:
    """Return the plans of a folder, or those that come with the planner."""
    from planner.content import loader
    from planner.errors import ContentError

    if folder is not None and not folder.is_dir():
        raise ContentError(f"{folder} is no folder; name one that holds plan files")
    with messages.stage(f"plans read from {folder or 'the planner itself'}"):
        return loader.load_content(folder)


def check_request(options: Mapping[str, Any], content: Content) -> None:
    """Raise before any work if there is no such plan or language, and name the option."""
    from planner.errors import Problem, UsageError
    from planner.i18n.language import load_language

    for name in ("plan", "language"):
        try:
            if options[name] and name == "plan":
                content.template(options[name])
            elif options[name]:
                load_language(content, options[name], None)
        except UsageError as error:
            raise UsageError.from_problems([Problem("", 0, 0, f"--{name}: {error}", f"--{name}")]) from error


def flags_of(options: Mapping[str, Any]) -> dict[str, Any]:
    """Return the keys of a profile that were given as flags."""
    from planner.profile.keys import KEYS

    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in options.items()
        if name in KEYS and name not in _SHARED and value not in (None, ())
    }


def plan_of(profile: str | None, options: Mapping[str, Any], content: Content, messages: Messages) -> Plan:
    """Return the plan for a profile with flags on top; what was not understood is said."""
    from planner.pipeline import make_plan, read_person, warnings
    from planner.records.health.people import kind_of_record

    if profile is None and not flags_of(options):
        fail("name a profile, or give at least --age; `planner new me.yaml` asks for the rest", key="PROFILE")
    check_request(options, content)
    with messages.stage("profile read and plan worked out"):
        if profile not in (None, "-") and kind_of_record(Path(str(profile))) is not None:
            person = _person_of_record(Path(str(profile)), options, content, messages)
        else:
            person = read_person(profile, flags_of(options), sys.stdin.buffer.read, as_of(options))
        plan = make_plan(person, content, request_of(options))
    spec = plan.template
    messages.detail(f"plan {spec.plan} {spec.version} ({spec.status}), from {plan.start}, planner {_version()}")
    for line in warnings(plan.profile):
        messages.note(line)
    return plan


def _person_of_record(path: Path, options: Mapping[str, Any], content: Content, messages: Messages) -> Person:
    """Return the person of a health record with flags on top; what of the record was left out is said."""
    from planner.pipeline import read_record
    from planner.records.health.listing import in_numbers

    person, left_out = read_record(path, flags_of(options), content, as_of(options))
    if left_out:
        messages.note(f"left out of the record: {in_numbers(left_out)}")
    return person


def _version() -> str:
    from planner import __version__

    return __version__


def inputs_of(profile: str | None, folder: Path | None, theme: Path | None = None) -> Iterator[str | Path]:
    """Yield what a run reads, as far as its output could take the place of it."""
    from planner.resources import bundled

    yield from (one for one in (profile, theme) if one is not None)
    for pattern in ("*.yaml", "*/*.yaml", "*/*/*.yaml"):
        yield from (folder or bundled("plans")).glob(pattern)


def print_json(data: object) -> None:
    """Print data as JSON, which is UTF-8 whatever the terminal's letters are."""
    from planner.files.json import json_bytes
    from planner.files.output import write

    write("-", json_bytes(data))
