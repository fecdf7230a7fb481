"""Each entry of the gate is read as its file says; the list of those that are not yet can only shrink."""

from __future__ import annotations

from collections import Counter

import pytest
from conftest import CONTENT

from planner.profile.keys import KEYS
from reading import gate

ENTRIES = list(gate.entries())
BY_ID = dict(ENTRIES)
KINDS = Counter(id_.partition(":")[0] for id_, _ in ENTRIES)


@pytest.mark.parametrize("id_", gate.marked(BY_ID, "entries"))
def test_an_entry_gives_what_it_must(id_: str) -> None:
    found = gate.faults(BY_ID[id_])
    if found:
        pytest.fail("\n".join([id_, *found]), pytrace=False)


def test_a_file_says_what_it_is_about_and_whose_key_it_is() -> None:
    for file in gate.files():
        data = gate.data_of(file)
        assert {"about", "entries"} <= set(data) <= gate.FILE_KEYS, file.name


def test_every_entry_is_well_written() -> None:
    concepts = {one.id for one in CONTENT.names.concepts} | {one.id for one in CONTENT.names.drugs}
    items = set(CONTENT.template("night-leg-cramps").items)
    for id_, entry in ENTRIES:
        assert not set(entry) - gate.PERSON - gate.EXPECTED, f"{id_}: an unknown key"
        assert set(entry) & gate.EXPECTED, f"{id_}: asks nothing"
        assert ("words" in entry) != ("profile" in entry), f"{id_}: words or a profile"
        assert set(gate.profile_of(entry)) <= set(KEYS), f"{id_}: no key of a profile"
        assert set(gate.listed(entry.get("gets", []))) <= set(gate.URGENCIES), f"{id_}: gets"
        assert entry.get("unread", "yes") in ("yes", "maybe"), f"{id_}: unread is yes or maybe"
        assert entry.get("neutral", "yes") == "yes", f"{id_}: neutral is yes"
        for name in (*gate.STATUSES, "takes", "stopped", "resembles", "never"):
            unknown = set(gate.listed(entry.get(name, []))) - concepts
            assert not unknown, f"{id_}: {name} names what is not there: {sorted(unknown)}"
        for name in ("out", "allowed"):
            unknown = set(gate.listed(entry.get(name, []))) - items
            assert not unknown, f"{id_}: {name} names what is not there: {sorted(unknown)}"


def test_what_an_entry_bars_is_open_to_the_same_person_without_it() -> None:
    for id_, entry in ENTRIES:
        barred = gate.barred(gate.plan_without(entry, {}))
        items = {*gate.listed(entry.get("out", [])), *gate.listed(entry.get("allowed", []))}
        assert not items & barred, f"{id_}: barred in any case: {sorted(items & barred)}"


def test_no_entry_stands_twice_and_each_kind_has_enough() -> None:
    assert len(BY_ID) == len(ENTRIES)
    assert len(ENTRIES) >= 600
    assert not {kind: count for kind, count in KINDS.items() if count < 20}
    assert sum(entry.get("unread") == "yes" for _, entry in ENTRIES) >= 40


def test_what_is_not_yet_read_is_an_entry_of_the_gate() -> None:
    assert not gate.not_yet()["entries"] - set(BY_ID)


def test_a_line_of_the_gate_can_be_read() -> None:
    long = [
        f"{file.name}:{n}"
        for file in gate.FOLDER.glob("*.yaml")
        if file.name != "not_yet.yaml"
        for n, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1)
        if len(line) > 140
    ]
    assert not long


@pytest.mark.parametrize(
    "wrong",
    [
        {"words": "no diabetes", "finds": "diabetes"},
        {"words": "gout", "denied": "gout"},
        {"words": "gout", "resembles": "gout"},
        {"words": "gout", "never": "gout"},
        {"words": "gout", "unread": "yes"},
        {"words": "zorbelitis", "gets": "week"},
        {"words": "zorbelitis", "unread": "maybe", "neutral": "yes"},
        {"words": "on dialysis", "gets": "now"},
        {"words": "gout", "out": "banana"},
        {"words": "on dialysis", "allowed": "banana"},
        {"words": "gout", "like": {"conditions": ["CKD stage 3"]}},
        {"key": "medications", "words": "Lasix", "takes": "warfarin"},
    ],
)
def test_an_entry_that_asks_for_the_wrong_thing_fails(wrong: gate.Entry) -> None:
    assert gate.faults({"key": "conditions", **wrong})
