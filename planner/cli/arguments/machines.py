"""The options that spread a batch over machines: where sheets go, which part of a list is done, who does it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from planner.cli.arguments.options import option
from planner.cli.arguments.parsing import fail

if TYPE_CHECKING:
    from planner.batch.machines.shards import Shard

    Target = click.ParamType[Path | str]
    Part = click.ParamType[Shard]
else:
    Target = Part = click.ParamType

F = TypeVar("F", bound=Callable[..., Any])
_LOCAL = ("file://", "local://")


class FolderOrStore(Target):
    """A folder, or the address of a store; an address of this machine's own files is a folder."""

    name = "place"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path | str:
        """Return the folder as a path, the address of a store as it stands."""
        from planner.batch.machines.stores import is_address

        text = str(value)
        if text.lower().startswith(_LOCAL):
            return _path_of(text)
        return text if is_address(text) else Path(value)


class ShardOf(Part):
    """A shard, written as 3/8."""

    name = "shard"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Shard:
        """Return the shard."""
        from planner.batch.machines.shards import read_shard
        from planner.errors import UsageError

        try:
            return read_shard(str(value))
        except UsageError as error:
            self.fail(str(error), param, ctx)


def machine_options(command: F) -> F:
    """Add what spreads a batch over several machines."""
    for add in (
        option(
            "--work",
            type=click.Path(path_type=Path),
            metavar="FOLDER",
            help="Folder for the ledger and the reports, where -d is a store; by default named after it.",
        ),
        option(
            "--scheduler",
            metavar="tcp://HOST:PORT",
            help="Let the workers of a Dask cluster make the sheets.",
        ),
        option("--shard", type=ShardOf(), metavar="K/N", help="Do the K-th of N parts of the list, such as 3/8."),
    ):
        command = add(command)
    return command


def folder_and_store(target: Path | str, options: Mapping[str, Any]) -> tuple[Path, str]:
    """Return the folder for ledger and reports, and the address of the store for the sheets, if it is to be one."""
    from planner.files.names import safe_name

    work: Path | None = options["work"]
    if not isinstance(target, str):
        if work is not None:
            fail("--work is for a store; a folder keeps its ledger beside the sheets: leave it out", key="--work")
        return target, ""
    return work or Path(safe_name(target)), target


def _path_of(address: str) -> Path:
    from urllib.parse import unquote, urlsplit
    from urllib.request import url2pathname

    parts = urlsplit(address)
    return Path(url2pathname(parts.path) if parts.netloc in ("", "localhost") else unquote(parts.netloc + parts.path))
