"""The reports of all shards of a list put together in its order; a shard that is missing, twice or foreign is named."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import Struct, structs

from planner.batch import reports
from planner.batch.job import state_of
from planner.batch.ledger import opened, unwritten
from planner.batch.machines.seal import Seal
from planner.batch.machines.shards import Shard
from planner.batch.machines.sharing import shards_in
from planner.batch.totals import Totals, totals_of
from planner.errors import OutputError, Problem
from planner.files.output import refuse_unfit, refuse_unfit_folder

T = TypeVar("T")
_AGAIN = "run it again with --resume"


class FoundShard(Struct, frozen=True):
    """A shard as it was found: in which folder, its seal, what else its run kept, and how many rows it has."""

    shard: Shard
    folder: Path
    seal: Seal | None
    kept: dict[str, str]
    rows: int
    unreached: int

    def problem(self, text: str) -> Problem:
        """Return what is wrong with the shard, by the place of its ledger."""
        return Problem(str(state_of(self.folder, self.shard)), 0, 0, f"{self.shard} {text}")


def merge_reports(folders: Sequence[Path], target: Path, tell: Callable[[Totals], None]) -> None:
    """Write report.csv, report.jsonl and failed.csv of a whole list from its shards; raise OutputError naming a shard.

    Tell what became of all rows; raise PartialError, once all is written, if rows failed.
    """
    found = [_found(folder, shard) for folder in _different(folders) for shard in shards_in(folder)]
    if not found:
        raise OutputError(
            f"{', '.join(map(str, folders))}: no shard is there; name where `planner batch --shard` wrote"
        )
    if problems := list(_problems(found)):
        raise OutputError.from_problems(problems, head="the reports are not merged:")
    _make_ready(target)
    kept = found[0].kept
    with unwritten() as whole:
        for one in found:
            with opened(one.folder, one.shard) as ledger:
                whole.add_rows(ledger)
        reports.write_reports(whole, target, kept["head"])
        totals = structs.replace(totals_of(told.receipt for told in whole.told()), left_out=_left_out(found))
        tell(totals)
        if totals.failed:
            raise reports.partial_error(whole, kept["list"], totals)


def _different(folders: Sequence[Path]) -> Iterator[Path]:
    """Yield each folder once, whatever its name."""
    seen = set()
    for folder in folders:
        if not folder.is_dir():
            raise OutputError(f"{folder} is no folder; name one that `planner batch --shard` wrote into")
        if folder.resolve() not in seen:
            seen.add(folder.resolve())
            yield folder


def _found(folder: Path, shard: Shard) -> FoundShard:
    with opened(folder, shard) as ledger:
        kept = ledger.settings()
        outcomes = totals_of(told.receipt for told in ledger.told())
    seal = msgspec.json.decode(kept["seal"], type=Seal) if "seal" in kept else None
    return FoundShard(shard, folder, seal, kept, outcomes.rows, outcomes.outcomes.get("skipped", 0))


def _left_out(found: list[FoundShard]) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for one in found:
        counts.update(msgspec.json.decode(one.kept["left_out"], type=dict[str, int]))
    return dict(sorted(counts.items()))


def _make_ready(target: Path) -> None:
    refuse_unfit_folder(target)
    for name in reports.FILES:
        refuse_unfit(target / name)
    try:
        target.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"{target} cannot be made: {error.strerror}; choose another place with --output-dir"
        ) from error


# --- what is wrong with them ---


def _problems(found: list[FoundShard]) -> Iterator[Problem]:
    """Yield what is wrong with the shards: of another division first, for then nothing else can be said."""
    count = _most_common([one.shard.count for one in found])
    others = [one for one in found if one.shard.count != count]
    for one in others:
        yield one.problem(f"is of another division than the others, which are {count}; take its folder away")
    if not others:
        yield from _lacking(found, count)
        yield from _unfinished(found)
        yield from _foreign([(one, one.seal) for one in found if one.seal is not None])


def _lacking(found: list[FoundShard], count: int) -> Iterator[Problem]:
    homes: dict[Shard, list[FoundShard]] = defaultdict(list)
    for one in found:
        homes[one.shard].append(one)
    for number in range(1, count + 1):
        shard = Shard(number, count)
        if not homes[shard]:
            to_do = f"run it with --shard {number}/{count}, or name its folder too"
            yield Problem("", 0, 0, f"{shard} is missing; {to_do}")
        for other in homes[shard][1:]:
            yield other.problem(f"is there twice, also in {homes[shard][0].folder}; name one of the two folders")


def _unfinished(found: list[FoundShard]) -> Iterator[Problem]:
    for one in found:
        if one.seal is None:
            yield one.problem(f"has not begun; {_AGAIN}")
        elif one.rows != one.shard.rows_of(one.seal.rows):
            yield one.problem(f"holds {one.rows:,} rows, and not {one.shard.rows_of(one.seal.rows):,}; {_AGAIN}")
        elif one.unreached:
            yield one.problem(f"did not come to {one.unreached:,} of its {one.rows:,} rows; {_AGAIN}")


def _foreign(found: list[tuple[FoundShard, Seal]]) -> Iterator[Problem]:
    """Yield the shards that are of another run than most, with what they have otherwise."""
    if not found:
        return
    usual = _most_common([seal for _, seal in found])
    by = next(one for one, seal in found if seal == usual)
    for one, seal in found:
        if seal != usual:
            told = ", ".join(usual.differs(seal))
            yield one.problem(f"was run with {told} than {by.shard}; run it again as the others")


def _most_common(values: list[T]) -> T:
    """Return the value that most have; of several, the first that was met."""
    return Counter(values).most_common(1)[0][0]
