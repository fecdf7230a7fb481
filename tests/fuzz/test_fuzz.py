"""Inputs that somebody spoilt end in a message or in a sheet: no traceback, no hang, no memory without bound."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

pytest.importorskip("resource", reason="the bounds of a process are those of Unix")

from fuzzing import faults, fuzz, kept, shares_of, table
from readers import HARMFUL, READERS

# Where what broke something is kept, to be tried again: `python tests/fuzz/child.py READER FILE`.
KEPT = Path(__file__).parent / "found"


@pytest.mark.parametrize(
    "inputs", [pytest.param(2_000, marks=pytest.mark.wide), pytest.param(100_000, marks=pytest.mark.fuzz)]
)
def test_whatever_is_read_ends_in_a_message_or_a_sheet(inputs: int, tmp_path: Path) -> None:
    done = fuzz(shares_of(inputs), tmp_path)
    sys.stdout.write("\n".join(table(done)) + "\n")
    found = [*faults(done)]
    if found:
        KEPT.mkdir(exist_ok=True)
        for file in kept(tmp_path):
            file.rename(KEPT / file.name)
    assert not found, "\n".join(found)
    assert sum(one.tried for one in done.values()) >= inputs
    assert all(one.became["ref"] for one in done.values())
    # Of plans hardly any is whole once it is spoilt; of all, so many are that the whole program meets them.
    assert sum(one.became["mad"] + one.became["rea"] for one in done.values()) > inputs / 5


@pytest.mark.parametrize("name", READERS)
def test_a_number_is_always_the_same_input_and_few_are_alike(name: str) -> None:
    made = [READERS[name].input(number) for number in range(60)]
    assert made == [READERS[name].input(number) for number in range(60)]
    assert len({*made}) > 50


def test_the_watchdog_sees_what_no_input_may_do_and_goes_on(tmp_path: Path) -> None:
    done = fuzz({HARMFUL.name: 8}, tmp_path, jobs=1)[HARMFUL.name]
    said = {found.number: found.what for found in done.found}
    assert done.tried == 8
    assert sorted(said) == [1, 2, 4, 5, 6]
    assert said[1].startswith("ValueError: no message")
    assert said[2].startswith("took more than 1 s")
    assert said[4].startswith("MemoryError")
    assert said[5].startswith("ended the process, with -6")
    assert "unclosed file" in said[6]
    assert (tmp_path / "harmful-0" / "harmful-1-harm.txt").exists(), "it is kept, to be tried again"
