"""`planner batch`: one sheet for each person of a list."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from msgspec import structs

from planner.cli.arguments.lists import list_options, opened_list
from planner.cli.arguments.machines import FolderOrStore, folder_and_store, machine_options
from planner.cli.arguments.options import (
    check_request,
    content_of,
    form_option,
    message_options,
    mode_option,
    option,
    parts_option,
    request_of,
    sheet_options,
    theme_option,
)
from planner.cli.arguments.parsing import Command, WholeNumber, fail
from planner.cli.messages import Messages
from planner.cli.watching import Watch
from planner.formats.registry import FORMATS

if TYPE_CHECKING:
    from planner.batch.job import Job
    from planner.batch.processes.starting import ForkServer
    from planner.content.knowledge import Content


def _needed_unless(*others: str) -> Callable[[click.Context, click.Parameter, Any], Any]:
    """Return what asks for a parameter, unless one of these flags was given, for which it says nothing."""

    def asked(ctx: click.Context, param: click.Parameter, value: Any) -> Any:
        if value is None and not any(ctx.params.get(name) for name in others) and not ctx.resilient_parsing:
            raise click.MissingParameter(ctx=ctx, param=param)
        return value

    return asked


@click.command("batch", cls=Command)
@click.argument(
    "list_",
    metavar="LIST",
    required=False,
    type=click.Path(path_type=Path),
    callback=_needed_unless("verify"),
)
@option(
    "-d",
    "--output-dir",
    type=FolderOrStore(),
    metavar="FOLDER",
    callback=_needed_unless("dry_run"),
    help="Folder for the sheets, or a store such as s3://bucket/x.",
)
@form_option(tuple(FORMATS), default="pdf")
@mode_option
@option(
    "--name-template",
    default="{id}",
    show_default=True,
    metavar="NAME",
    help="Name of each file; fields: id, row, language, plan, start.",
)
@option(
    "--combined",
    metavar="STACK.pdf",
    help="Also all sheets in one file to be printed on both sides, and print.csv, which says where each lies.",
)
@option("-j", "--jobs", type=WholeNumber(1, 256), metavar="N", help="Workers; by default the cores.")
@option(
    "--row-timeout",
    type=click.FloatRange(0.1),
    default=120.0,
    show_default=True,
    metavar="SECONDS",
    help="Longest time for one row.",
)
@machine_options
@option("--resume", is_flag=True, help="Go on with a run that was stopped: skip what is done and unchanged.")
@option("--rebuild", is_flag=True, help="Put a damaged ledger aside and begin a new one.")
@option("--verify", is_flag=True, is_eager=True, help="Hash the sheets of a folder again; write nothing.")
@option("--dry-run", is_flag=True, is_eager=True, help="Say what would happen; write nothing.")
@option("--log-json", is_flag=True, help="Tell every row as a line of JSON on standard error.")
@list_options
@sheet_options
@parts_option
@theme_option
@message_options
@click.pass_obj
def command(messages: Messages, /, list_: Path, output_dir: Path | str | None, **options: Any) -> None:
    """Make one sheet for each person of LIST: CSV, an Excel workbook (.xlsx),
    JSON Lines, a folder of profiles, health records (FHIR, C-CDA), or - for
    standard input.

    Columns are named as the keys of a profile, or by their usual names in
    English, Spanish, French or German; --map says what another one means.
    In a cell, several entries are divided by ";", an empty cell is unknown,
    and "none" says that there is none. The folder also gets report.csv and
    report.jsonl, and failed.csv with the rows to be mended.

    \b
    Examples:
      planner batch patients.csv -d sheets/
      planner batch export.csv -d sheets/ --map "Pat. Alter=age"
      planner batch patients.csv -d sheets/ --combined stack.pdf
      planner batch patients.csv -d sheets/ --resume
      planner batch -d sheets/ --verify
      planner batch patients.csv -d sheets/ --shard 3/8 --start 2026-11-23
    """
    if options["log_json"]:
        messages.form = "json"
    from planner.batch.combined import stack_name
    from planner.batch.run import Way, run_batch
    from planner.batch.targets import NameTemplate
    from planner.files.output import refuse_unfit_folder

    folder, store = folder_and_store(output_dir, options) if output_dir is not None else (None, "")
    if options["verify"]:
        if folder is None:
            fail("--verify hashes the sheets of a folder; name it with -d", key="--output-dir")
        _verify(messages, folder, store)
        return
    if not options["dry_run"] and folder is not None:
        refuse_unfit_folder(folder)
    if options["shard"] and not (options["start"] or os.environ.get("SOURCE_DATE_EPOCH")):
        messages.note("each shard takes its own next Monday; name one day for all of them with --start")
    names = NameTemplate(options["name_template"])
    combined = stack_name(options["combined"], options["form"]) if options["combined"] else ""
    content = content_of(options["plans"], messages)
    check_request(options, content)
    if store and not options["dry_run"]:
        messages.note(f"ledger and reports in {folder}")
    server = _fork_server(list_, content, options)
    job = _job(folder, store, options, combined)
    source = opened_list(list_, options, messages, content)
    watch = Watch(messages, "" if options["dry_run"] else store or str(folder), as_json=options["log_json"])
    way = Way(
        jobs=options["jobs"],
        server=server,
        scheduler=options["scheduler"] or "",
        resume=options["resume"],
        rebuild=options["rebuild"],
    )
    with messages.stage("list worked off"), closing(watch):
        run_batch(source, content, job, names, watch, way)


def _fork_server(list_: Path, content: Content, options: dict[str, Any]) -> ForkServer | None:
    """Return what workers will be forked from, which gets ready while a long list is still looked at."""
    from planner.batch.processes.starting import ForkServer, can_fork, cores, is_long

    if options["scheduler"] or (options["jobs"] or cores()) < 2 or not can_fork():
        return None
    server = ForkServer(content, "text" if options["dry_run"] else options["form"])
    click.get_current_context().call_on_close(server.close)
    if options["jobs"] or is_long(list_):
        server.get_ready()
    return server


def _job(folder: Path | None, store: str, options: dict[str, Any], combined: str) -> Job:
    """Return what is asked for of every row; a start that is not given is found out by the run."""
    from planner.batch.job import Job

    given = {"start": options["start"], "as_of": options["as_of"]}
    if options["scheduler"]:
        # A worker of a cluster stands in a folder of its own.
        folder, options["plans"] = (path and path.absolute() for path in (folder, options["plans"]))
    return Job(
        folder=None if options["dry_run"] else folder,
        store="" if options["dry_run"] else store,
        shard=options["shard"],
        request=structs.replace(request_of(options), **given),
        plans=options["plans"],
        form=options["form"],
        mode=options["mode"],
        combined=combined,
        row_seconds=options["row_timeout"],
    )


def _verify(messages: Messages, folder: Path, store: str) -> None:
    from planner.batch.verify import verify

    messages.done(f"{verify(folder, store):,} sheets stand in {store or folder} as they were put there")
