"""`planner merge-reports`: the reports of all shards of a list put together."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import click

from planner.cli.arguments.options import message_options, option
from planner.cli.arguments.parsing import Command, fail
from planner.cli.messages import Messages
from planner.cli.watching import Watch


@click.command("merge-reports", cls=Command)
@click.argument("folders", metavar="FOLDER...", nargs=-1, required=True, type=click.Path(path_type=Path))
@option(
    "-d",
    "--output-dir",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Folder for the reports; by default the one that is named.",
)
@message_options
@click.pass_obj
def command(messages: Messages, /, folders: tuple[Path, ...], output_dir: Path | None) -> None:
    """Put the reports of all shards of a list together, as one run over the whole
    list would have written them: report.csv, report.jsonl and failed.csv.

    FOLDER is where `planner batch --shard` wrote into; where each shard had one
    of its own, name them all. A shard that is missing, there twice, not
    finished or of another list, plan, version or date is named, and nothing is
    written. Ends with 7 if rows failed, as the batch does.

    \b
    Examples:
      planner merge-reports sheets/
      planner merge-reports part-1/ part-2/ part-3/ -d sheets/
    """
    from planner.batch.machines.merging import merge_reports

    if output_dir is None and len(folders) > 1:
        fail("several folders are named; say with -d which is to hold the reports", key="--output-dir")
    target = output_dir or folders[0]
    with closing(Watch(messages, str(target), as_json=False)) as watch:
        merge_reports(folders, target, watch.end)
