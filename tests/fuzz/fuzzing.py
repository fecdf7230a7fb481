"""Many spoilt inputs, tried in processes that a watchdog looks after: `python tests/fuzz/fuzzing.py --help`."""

from __future__ import annotations

import argparse
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
from child import BECAME, ENDED, FOUND, Ended, Found
from readers import HARMFUL, READERS

CHILD = Path(__file__).with_name("child.py")
# A process that says for so long that it is at the same input hangs, however busy the machine is.
PATIENCE = 600.0
# So many inputs of one process: it is started often enough that what it keeps is not taken for what an input takes.
_AT_ONCE = 5_000
_LOOK = 0.2


READER = {**READERS, HARMFUL.name: HARMFUL}


class Tried(msgspec.Struct):
    """What became of inputs, by its first three letters, what was found, and how long and how much it took."""

    became: Counter[str]
    found: list[Found]
    ended: Ended = Ended()

    @property
    def tried(self) -> int:
        """Return how many there were."""
        return self.became.total()


class Child:
    """One process over some numbers of a reader; what it dies of is written down, and the next goes on behind it."""

    def __init__(self, reader: str, numbers: range, folder: Path, more: Sequence[Path]) -> None:
        """Start it."""
        self.reader, self.numbers, self.folder, self.more = reader, numbers, folder, tuple(more)
        self.place = folder / f"{reader}-{numbers.start}"
        self.place.mkdir(exist_ok=True)
        args = [reader, str(numbers.start), str(len(numbers)), str(self.place), *map(str, more)]
        said = (self.place / "said.txt").open("wb")
        with said:
            self.process = subprocess.Popen([sys.executable, str(CHILD), *args], stdout=said, stderr=said)
        self._seen, self._since = -1, time.monotonic()

    def at(self) -> int:
        """Return the number that it is at."""
        written = self.place / BECAME
        return self.numbers.start + (written.stat().st_size // 3 if written.exists() else 0)

    def ended(self) -> bool:
        """Return whether it is over; one that stands still is ended."""
        if self.process.poll() is not None:
            return True
        at = self.at()
        if at != self._seen:
            self._seen, self._since = at, time.monotonic()
        elif time.monotonic() - self._since > PATIENCE:
            self.process.kill()
            self.process.wait()
        return self.process.poll() is not None

    def result(self) -> tuple[Tried, range]:
        """Return what it tried, and the numbers that are left where it died; the input of its death is kept."""
        letters = (self.place / BECAME).read_text() if (self.place / BECAME).exists() else ""
        became = Counter(letters[at : at + 3] for at in range(0, len(letters), 3))
        lines = (self.place / FOUND).read_bytes().splitlines() if (self.place / FOUND).exists() else []
        done = Tried(became, [msgspec.json.decode(line, type=Found) for line in lines])
        if (self.place / ENDED).exists():
            done.ended = msgspec.json.decode((self.place / ENDED).read_bytes(), type=Ended)
            return done, range(0)
        at = self.at()
        done.found.append(Found(at, self._death()))
        done.became["bro"] += 1
        reader = READER[self.reader]
        data = reader.input(at, [name.read_bytes() for name in self.more])
        (self.place / f"{self.reader}-{at}-{reader.file}").write_bytes(data)
        return done, range(at + 1, self.numbers.stop)

    def _death(self) -> str:
        code = self.process.returncode
        said = (self.place / "said.txt").read_text("utf-8", "replace")[-500:]
        how = {
            -signal.SIGPROF: f"took more than {READER[self.reader].seconds:g} s",
            -signal.SIGKILL: "stood still, or was ended by the system",
        }
        return f"{how.get(code, f'ended the process, with {code}')} {said}".strip()


def fuzz(
    shares: dict[str, int], folder: Path, *, first: int = 0, jobs: int = 2, more: Sequence[Path] = ()
) -> dict[str, Tried]:
    """Return what became of so many inputs of each reader, from the number `first` on; what broke is in the folder."""
    waiting = deque(_ranges(shares, first))
    running: list[Child] = []
    done = {name: Tried(Counter(), []) for name in shares}
    while waiting or running:
        while waiting and len(running) < jobs:
            running.append(Child(*waiting.popleft(), folder, more))
        time.sleep(_LOOK)
        for child in [one for one in running if one.ended()]:
            running.remove(child)
            tried, left = child.result()
            _add(done[child.reader], tried)
            if left:
                waiting.append((child.reader, left))
    return done


def _ranges(shares: dict[str, int], first: int) -> Iterator[tuple[str, range]]:
    for name, count in shares.items():
        for begin in range(first, first + count, _AT_ONCE):
            yield name, range(begin, min(begin + _AT_ONCE, first + count))


def _add(done: Tried, more: Tried) -> None:
    done.became += more.became
    done.found += more.found
    seconds, most = done.ended.seconds + more.ended.seconds, max(done.ended.megabytes, more.ended.megabytes)
    done.ended = Ended(seconds, max(done.ended.slowest, more.ended.slowest), most)


def shares_of(total: int) -> dict[str, int]:
    """Return how many inputs of each reader make so many in all, at least."""
    every = sum(reader.share for reader in READERS.values())
    return {name: -(-total * reader.share // every) for name, reader in READERS.items()}


def kept(folder: Path) -> list[Path]:
    """Return the inputs that broke something, by the name of their reader and their number."""
    return [
        file for file in folder.glob("*/*-*-*") if re.match(rf"{file.parent.name.rpartition('-')[0]}-\d+-", file.name)
    ]


def table(done: dict[str, Tried]) -> Iterator[str]:
    """Yield the lines of a table of what became of all inputs."""
    heads = {"inputs": 9, "refused": 9, "read": 9, "made": 8, "faults": 8, "CPU s": 8, "slowest": 10, "MB": 6}
    yield f"{'reader':14}" + "".join(f"{head:>{wide}}" for head, wide in heads.items())
    for name, one in done.items():
        counts = "".join(f"{one.became[word]:>{wide},}" for word, wide in (("ref", 9), ("rea", 9), ("mad", 8)))
        slowest = f"{one.ended.slowest[0]:.2f} s"
        took = f"{one.ended.seconds:>8.0f}{slowest:>10}{one.ended.megabytes:>6}"
        yield f"{name:14}{one.tried:>9,}{counts}{len(one.found):>8}{took}"
    yield f"{'all':14}{sum(one.tried for one in done.values()):>9,}"


def faults(done: dict[str, Tried]) -> Iterator[str]:
    """Yield each fault once, with the first number that shows it."""
    for name, one in done.items():
        kinds: dict[str, list[Found]] = {}
        for found in one.found:
            kinds.setdefault(found.where or found.what[:80], []).append(found)
        for same in kinds.values():
            yield f"{name} {same[0].number}: {same[0].what} [{same[0].where}] ({len(same)} times)"


def main() -> None:
    """Try inputs, print what became of them, and keep those that broke something."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", type=int, default=2_000, help="how many in all")
    parser.add_argument("--first", type=int, default=0, help="the number of the first; other numbers are other inputs")
    parser.add_argument("--reader", action="append", help="only this one")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--keep", type=Path, help="the folder for inputs that break something")
    parser.add_argument("--from", dest="more", type=Path, nargs="*", default=[], help="more files to spoil")
    asked = parser.parse_args()
    keep = asked.keep or Path(tempfile.mkdtemp(prefix="planner-fuzz-"))
    keep.mkdir(parents=True, exist_ok=True)
    shares = shares_of(asked.inputs)
    if asked.reader:
        shares = dict.fromkeys(asked.reader, -(-asked.inputs // len(asked.reader)))
    done = fuzz(shares, keep, first=asked.first, jobs=asked.jobs, more=asked.more)
    lines = [*table(done), *faults(done)]
    print("\n".join(lines))  # noqa: T201
    (keep / "done.json").write_text(json.dumps(lines, indent=1), encoding="utf-8")
    sys.exit(any(one.found for one in done.values()))


if __name__ == "__main__":
    main()
