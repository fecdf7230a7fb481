"""A command line read with patience: all its mistakes at once, other names that people use, values told near misses."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NoReturn

import click

from planner.cli.arguments.names import no_option
from planner.errors import did_you_mean

if TYPE_CHECKING:
    Text = click.ParamType[str]
    Number = click.ParamType[int]
    Day = click.ParamType[date]
    Names = click.ParamType[tuple[str, ...]]
else:
    Text = Number = Day = Names = click.ParamType

_MOST_MISTAKES = 20


class Mistakes(click.UsageError):
    """All that is wrong with one command line: each with the option or argument that it is about."""

    def __init__(self, found: Sequence[tuple[str, str]], ctx: click.Context | None) -> None:
        super().__init__("\n".join(text for _, text in found), ctx)
        self.found = tuple(found)


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


class OneOf(Text):
    """One word of a few, whatever its capitals; a wrong one is repeated only if it is near one of them."""

    name = "word"

    def __init__(self, words: Iterable[str]) -> None:
        self.words = tuple(words)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the word."""
        word = str(value).strip().lower()
        if word in self.words:
            return word
        from planner.profile.words import near

        said = f"'{word}'" if near(word, self.words) else "the value"
        said += f" is not one of {', '.join(self.words)}{did_you_mean(word, self.words)}"
        raise click.BadParameter(said, ctx, param)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
        """Return the words that begin so, for the shell."""
        from click.shell_completion import CompletionItem

        return [CompletionItem(word) for word in self.words if word.startswith(incomplete.lower())]


class OfKey(Text):
    """A value as the key of a profile reads it, with the other words that people use for it."""

    def __init__(self, key: str) -> None:
        self.key = key
        self.name = key

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the value."""
        from planner.profile.keys import KEYS
        from planner.profile.values import Wrong

        try:
            return KEYS[self.key].parse(value)
        except Wrong as wrong:
            raise click.BadParameter(str(wrong), ctx, param) from None


class Date(Day):
    """A day as YYYY-MM-DD; of a day written in another way it is told the right one."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day."""
        if isinstance(value, date):
            return value
        text = str(value).strip()
        found = re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", text)
        if not found:
            self.fail(f"is not a date that the planner reads; {_right_form(text)}", param, ctx)
        year, month, day = map(int, found.groups())
        try:
            return date(year, month, day)
        except ValueError:
            self.fail(f"there is no such day as {text}{_why(year, month)}", param, ctx)


def _why(year: int, month: int) -> str:
    if not 1 <= month <= 12:
        return ": a year has 12 months; write it as YYYY-MM-DD"
    if year < 1:
        return ": the years begin with 1"
    return f": that month has {_days_of(year, month)} days"


def _days_of(year: int, month: int) -> int:
    # It brings the names of months in many languages, and few command lines hold a wrong day.
    from calendar import monthrange

    return monthrange(year, month)[1]


def _right_form(text: str) -> str:
    numbers = re.fullmatch(r"([0-9]{1,4})[-./ ]([0-9]{1,2})[-./ ]([0-9]{1,4})", text)
    days = dict.fromkeys(_readings(*map(int, numbers.groups()))) if numbers else {}
    if not days:
        return "write it as YYYY-MM-DD, such as 2026-11-23"
    return f"write it as {' or '.join(day.isoformat() for day in days)}"


def _readings(first: int, second: int, third: int) -> Iterator[date]:
    """Yield the days that three numbers can mean: year first, day first, month first."""
    for year, month, day in ((first, second, third), (third, second, first), (third, first, second)):
        if year > 31 and 1 <= month <= 12 and 1 <= day <= _days_of(year, month):
            yield date(year, month, day)


class Parts(Names):
    """Parts of a sheet, with commas: these alone, or, each with a `+`, these as well; `all` is all of them."""

    name = "parts"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        """Return the names of the parts, those to add with their `+`."""
        from planner.model.sheet import PARTS

        if isinstance(value, tuple):
            return value
        named = tuple(dict.fromkeys(name.strip().lower() for name in str(value).split(",") if name.strip()))
        if named == ("all",):
            return PARTS
        unknown = [name for name in named if name.removeprefix("+") not in PARTS]
        if unknown or not named:
            near = did_you_mean(unknown[0].removeprefix("+"), PARTS) if unknown else ""
            self.fail(f"names a part that no sheet has{near} (parts: {', '.join(PARTS)}; or all)", param, ctx)
        if len({name.startswith("+") for name in named}) > 1:
            self.fail("name the parts to print, or put a + before each that is to be added; not both", param, ctx)
        return named


class Mode(Number):
    """The permissions of a file, as chmod takes them."""

    name = "mode"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the permissions as a number."""
        text = str(value).strip()
        if re.fullmatch(r"0?[0-7]{3}", text):
            return int(text, 8)
        raise click.BadParameter("is no file mode; write it as chmod does, such as 600 or 644", ctx, param)


class WholeNumber(Number):
    """A whole number between two bounds."""

    name = "count"

    def __init__(self, least: int, most: int) -> None:
        """Take both bounds."""
        self.least, self.most = least, most

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the number."""
        text = str(value).strip()
        if text.isascii() and text.isdecimal() and len(text) < 10 and self.least <= int(text) <= self.most:
            return int(text)
        said = f"is {text}; write a whole number from {self.least} to {self.most}, or leave it out"
        raise click.BadParameter(said, ctx, param)


class Command(click.Command):
    """A command that tells every mistake of its command line at once."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments; raise Mistakes with all that is wrong with them."""
        if ctx.resilient_parsing:
            return super().parse_args(ctx, args)
        rest, found = _without_lacking(self, args)
        while len(found) < _MOST_MISTAKES:
            try:
                read = super().parse_args(ctx, list(rest))
            except click.UsageError as error:
                # What is missing or too many may only seem so, once something else was wrong.
                if not (found and _may_only_seem(error)):
                    found.append(_mistake(error, ctx))
                shorter = _without(error, rest, self)
                if shorter == rest:
                    break
                rest = shorter
                ctx.params.clear()
            else:
                if not found:
                    return read
                break
        raise Mistakes(found, ctx)


def _options(command: click.Command) -> dict[str, click.Option]:
    options = [param for param in command.params if isinstance(param, click.Option)]
    return {name: option for option in options for name in (*option.opts, *option.secondary_opts)}


def _without_lacking(command: click.Command, args: list[str]) -> tuple[list[str], list[tuple[str, str]]]:
    """Return the arguments without options whose value is missing, another option being there in its place."""
    known, kept, found = _options(command), [], []
    for arg, after in zip(args, [*args, ""][1:], strict=True):
        option = known.get(arg)
        if option is not None and not option.is_flag and not option.count and after in known:
            found.append((arg, _needs(arg, option)))
        else:
            kept.append(arg)
    return (args, []) if "--" in args else (kept, found)


def _needs(name: str, option: click.Option | None) -> str:
    metavar = (option.metavar if option else None) or "VALUE"
    return f"{name} needs a value: {name} {metavar}"


def _may_only_seem(error: click.UsageError) -> bool:
    return isinstance(error, click.MissingParameter) or type(error) is click.UsageError


def _mistake(error: click.UsageError, ctx: click.Context) -> tuple[str, str]:
    """Return the option or argument that is wrong, and what to say of it."""
    options = _options(ctx.command)
    if isinstance(error, click.NoSuchOption):
        return error.option_name, no_option(error.option_name, ctx)
    if isinstance(error, click.BadOptionUsage):
        option = options.get(error.option_name)
        if option is not None and option.is_flag:
            forms = " or ".join((*option.opts, *option.secondary_opts))
            return error.option_name, f"{error.option_name} takes no value; write {forms} alone"
        return error.option_name, _needs(error.option_name, option)
    if isinstance(error, click.MissingParameter):
        return _missing(error)
    if isinstance(error, click.BadParameter) and error.param is not None:
        name = _label(error.param)
        return name, f"{name}: {error.message}"
    return _too_many(error, ctx)


def _label(param: click.Parameter) -> str:
    return max(param.opts, key=len) if isinstance(param, click.Option) else (param.metavar or param.human_readable_name)


def _missing(error: click.MissingParameter) -> tuple[str, str]:
    param = error.param
    name = _label(param) if param is not None else "argument"
    hint = getattr(param, "hint", None) or getattr(param, "help", None) or ""
    short = min(param.opts, key=len) if isinstance(param, click.Option) else ""
    written = f"; write {short} {param.metavar or 'VALUE'}" if param is not None and short else ""
    example = re.search(r"planner .*", ctx_help(error))
    shown = f", as in: {example[0].strip()}" if example else ""
    return name, f"{name} is missing{': ' + hint.rstrip('.') if hint else ''}{written}{shown}"


def ctx_help(error: click.UsageError) -> str:
    """Return the help of the command that an error is about."""
    return (error.ctx.command.help or "") if error.ctx is not None else ""


def _too_many(error: click.UsageError, ctx: click.Context) -> tuple[str, str]:
    """Return what to say of words too many: a name of a file is repeated, anything else could be about a person."""
    extra = re.search(r"\((.*)\)$", error.format_message(), re.DOTALL)
    if extra is None:
        return "", error.format_message()
    words = extra[1].split()
    files = [word for word in words if os.path.exists(word) or re.fullmatch(r"[\w./-]+\.(ya?ml|json|csv)", word)]  # noqa: PTH110
    if files:
        arguments = [_label(param).lower() for param in ctx.command.params if isinstance(param, click.Argument)]
        said = f"{', '.join(files)}: {ctx.command_path} takes one {arguments[0] if arguments else 'word'}"
        return files[0], f"{said}; run it once for each, or make a list for planner batch"
    count = "one word" if len(words) == 1 else f"{len(words)} words"
    said = f"{ctx.command_path} has {count} too many"
    return "", f'{said}; put quotes round words that belong together, such as "furosemide 40 mg"'


def _without(error: click.UsageError, args: list[str], command: click.Command) -> list[str]:
    """Return the arguments without the one that an error is about, so that others can be found; or the same."""
    if isinstance(error, click.NoSuchOption | click.BadOptionUsage):
        return _drop(args, (error.option_name,), value=isinstance(error, click.NoSuchOption))
    if isinstance(error, click.BadParameter) and isinstance(error.param, click.Option):
        return _drop(args, error.param.opts, value=not error.param.is_flag)
    return args


def _drop(args: list[str], names: Sequence[str], *, value: bool) -> list[str]:
    for index, arg in enumerate(args):
        whole = arg in names
        if whole or any(arg.startswith(f"{name}=") for name in names if name.startswith("--")):
            takes = whole and value and args[index + 1 : index + 2] and not args[index + 1].startswith("--")
            return args[:index] + args[index + 1 + bool(takes) :]
    return args


def fail(message: str, ctx: click.Context | None = None, key: str = "") -> NoReturn:
    """Raise a mistake of the command line that only its work finds."""
    raise Mistakes([(key, message)], ctx or click.get_current_context(silent=True))
