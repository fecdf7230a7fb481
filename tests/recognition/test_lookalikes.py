"""What looks like something else is not read as that, not even as a near miss: tests/reading/lookalikes.yaml.

Those that fail stand in tests/reading/not_yet.yaml and must fail, so that the list can only shrink.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest
from conftest import CONTENT
from reading import gate

from planner.profile.profile import Profile
from planner.profile.resolve import load_profile

# Words that need no rule share these: two of them are not thereby the same thing.
SHARED = {"neutral-finding", "life-facts", "allergy-to-no-food", "other-allergy", "severe-allergy-not-named"}
Pair = tuple[str, str, str]


def pairs() -> Iterator[Pair]:
    """Yield each pair with its key: what is written, and what it must not be read as."""
    for group in gate.data_of(gate.FOLDER / "lookalikes.yaml")["lookalikes"]:
        for one, other in (pair for row in group.get("both", []) for pair in row):
            yield group["key"], one, other
            yield group["key"], other, one
        for one, other in (pair for row in group.get("one_way", []) for pair in row):
            yield group["key"], one, other


def _id(pair: Pair) -> str:
    return f"{pair[0]}: {pair[1]} / {pair[2]}"


BY_ID = {_id(pair): pair for pair in pairs()}


@cache
def _profile(key: str, words: str) -> Profile:
    return load_profile({"age": 50, key: [words]}, CONTENT, as_of=gate.AS_OF)


def _read(key: str, words: str) -> set[str]:
    """Return all that words were read as, whatever its status and near misses included."""
    profile = _profile(key, words)
    return ({one.id for one in profile.findings} | {one.name for one in profile.medicines}) - SHARED


def _is(key: str, words: str) -> set[str]:
    """Return what words surely are."""
    profile = _profile(key, words)
    found = {one.id for one in profile.findings if not one.near_miss}
    return (found | {one.name for one in profile.medicines if not one.near_miss}) - SHARED


def fault(pair: Pair) -> str:
    """Return what is wrong with the reading of a pair, or nothing."""
    key, written, other = pair
    wrong = _is(key, other)
    if not wrong:
        return f"'{other}' is not known, so that nothing can be taken for it"
    return f"'{written}' is read as {sorted(wrong)}" if wrong <= _read(key, written) else ""


@pytest.mark.parametrize("key", sorted({key for key, _, _ in BY_ID.values()}))
def test_no_look_alike_is_taken_for_the_other(key: str) -> None:
    wrong = {id_: found for id_, pair in BY_ID.items() if pair[0] == key and (found := fault(pair))}
    waiting = {id_ for id_ in gate.not_yet()["lookalikes"] if BY_ID[id_][0] == key}
    assert not {id_: found for id_, found in wrong.items() if id_ not in waiting}
    assert not waiting - set(wrong), "these are told apart now: take them out of not_yet.yaml"


def test_a_pair_that_is_the_same_thing_fails() -> None:
    assert fault(("medications", "Lasix", "furosemide"))
    assert fault(("conditions", "gout", "zorbelitis"))


def test_there_are_enough_look_alikes_and_none_stands_twice() -> None:
    assert len(BY_ID) == len(list(pairs()))
    assert len(BY_ID) >= 420


def test_what_is_not_yet_told_apart_is_a_look_alike() -> None:
    assert not gate.not_yet()["lookalikes"] - set(BY_ID)
