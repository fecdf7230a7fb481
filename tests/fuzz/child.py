"""A process that tries one input after another of a reader, bounded by the kernel, and says how far it is.

python tests/fuzz/child.py READER FIRST COUNT FOLDER [MORE-INPUTS…]     some numbers
python tests/fuzz/child.py READER FILE                                  one input again, to see what it does
"""

from __future__ import annotations

import hashlib
import resource
import signal
import sys
import time
import traceback
import warnings
from collections.abc import Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

TESTS = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(TESTS.parent), str(TESTS), str(TESTS / "fuzz")]

import conftest  # noqa: E402 - the tests are found now
import msgspec  # noqa: E402
import readers  # noqa: E402

import planner.content.folder  # noqa: E402
import planner.content.loader  # noqa: E402

# What all inputs may take of memory, beyond what is there.
MEMORY = 700 << 20
# A warning, or a file left open, is a fault too.
_UNRAISED: list[str] = []


class Found(msgspec.Struct, frozen=True):
    """One input that did what none may: its number, what happened, and where."""

    number: int
    what: str
    where: str = ""


class Ended(msgspec.Struct, frozen=True):
    """What a process says at its end: its seconds of the processor, the slowest input, and the most memory."""

    seconds: float = 0
    slowest: tuple[float, int] = (0, 0)
    megabytes: int = 0


# Where a process writes what became of each input, in three letters, and what it found, a line each, and its end.
BECAME, FOUND, ENDED = "became", "found", "ended"


def main(args: Sequence[str]) -> None:
    """Do what the command line asks for."""
    _bound()
    reader = {**readers.READERS, readers.HARMFUL.name: readers.HARMFUL}[args[0]]
    if len(args) == 2:
        with TemporaryDirectory() as place:
            print(_one(reader, Path(args[1]).read_bytes(), Path(place) / reader.file, 0))  # noqa: T201
        return
    first, count, folder = int(args[1]), int(args[2]), Path(args[3])
    more = [Path(name).read_bytes() for name in args[4:]]
    with TemporaryDirectory(prefix="planner-fuzz-") as place:
        done = _all(reader, range(first, first + count), folder, Path(place) / reader.file, more)
    (folder / ENDED).write_bytes(msgspec.json.encode(done))


def _bound() -> None:
    """Take what the process has now, and so much memory more, for all that it may ever have."""
    warnings.simplefilter("error")
    sys.unraisablehook = _unraised
    planner.content.loader.load_content = conftest._content  # type: ignore[assignment]
    from functools import lru_cache

    planner.content.folder.read_yaml = lru_cache(maxsize=64)(planner.content.folder.read_yaml)  # type: ignore[attr-defined]
    if sys.platform == "linux":
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        most = pages * resource.getpagesize() + MEMORY
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _unraised(told: Any) -> None:
    _UNRAISED.append(f"{told.err_msg}: {told.exc_value!r}")


def _all(reader: readers.Reader, numbers: range, folder: Path, path: Path, more: list[bytes]) -> Ended:
    """Try inputs; what becomes of each is written down at once, in the folder, for whoever lives longer."""
    slowest = (0.0, 0)
    began = time.process_time()
    with (folder / BECAME).open("ab", buffering=0) as letters, (folder / FOUND).open("ab", buffering=0) as faults:
        for number in numbers:
            data = reader.input(number, more)
            start = time.process_time()
            became, found = tried(reader, data, path, number)
            slowest = max(slowest, (time.process_time() - start, number))
            if found is not None:
                faults.write(msgspec.json.encode(found) + b"\n")
                (folder / f"{reader.name}-{number}-{reader.file}").write_bytes(data)
            letters.write(became[:3].encode())
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return Ended(time.process_time() - began, slowest, most)


def tried(reader: readers.Reader, data: bytes, path: Path, number: int) -> tuple[str, Found | None]:
    """Return what became of one input, and what it did that none may."""
    _UNRAISED.clear()
    try:
        became = _one(reader, data, path, number)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what is looked for
        return "broke", Found(number, f"{type(error).__name__}: {error}"[:500], _place(error))
    if _UNRAISED:
        return became, Found(number, _UNRAISED[0][:500])
    return became, None


def _one(reader: readers.Reader, data: bytes, path: Path, number: int) -> str:
    path.write_bytes(data)
    # The kernel ends a process whose input takes too long, wherever it hangs.
    signal.setitimer(signal.ITIMER_PROF, reader.seconds)
    try:
        return reader.tried(path, Random(number))  # noqa: S311 - no secret
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _place(error: BaseException) -> str:
    """Return where an error arose, in the planner, and a hash of the way there: alike for one bug."""
    frames = [(Path(frame.f_code.co_filename), line) for frame, line in traceback.walk_tb(error.__traceback__)]
    ours = [f"{file.name}:{line}" for file, line in frames if "planner" in file.parts]
    way = hashlib.sha256(" ".join(ours).encode()).hexdigest()[:8]
    return f"{ours[-1] if ours else 'tests'} {way}"


if __name__ == "__main__":
    main(sys.argv[1:])
