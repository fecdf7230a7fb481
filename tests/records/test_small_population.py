"""A small population made with a fixed seed: everybody is a sheet, a page, a refusal or dead, and no state is lost."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from click.testing import CliRunner
from conftest import START
from health_records import Json, allergy, bundle, concept, condition, lines, observation, patient, people, prescription
from health_records import quantity as measured
from msgspec import Struct

from planner.cli.app import main

SEED, PEOPLE = 20_261_128, 48
ILLNESSES = (
    *("Asthma", "Gout", "Type 2 diabetes", "Migraine", "Osteoporosis"),
    *("Glaucoma", "Psoriasis", "Depression", "Gingivitis"),
)
MEDICINES = (
    *("Furosemide", "Simvastatin", "Warfarin", "Lithium", "Digoxin"),
    *("Metformin", "Spironolactone", "Levothyroxine"),
)
ALLERGENS = ("Peanut", "Penicillin", "Egg", "Latex", "Sesame")
# What a record says of an illness, or of a medicine, and what that must come to.
STATES = {
    ("active", "confirmed"): "current",
    ("recurrence", "confirmed"): "current",
    ("active", "provisional"): "current",
    ("resolved", "confirmed"): "past",
    ("active", "refuted"): "nothing",
    ("active", "entered-in-error"): "nothing",
}
USES = {"active": "current", "on-hold": "current", "stopped": "past", "cancelled": "nothing", "draft": "nothing"}


class Made(Struct, frozen=True):
    """One invented person: the resources, and what must become of each thing by its name."""

    id: str
    resources: tuple[Json, ...]
    meant: dict[str, str]
    dead: bool
    refused: bool


def population() -> Iterator[Made]:
    random = Random(SEED)  # noqa: S311 - invented people
    for number in range(PEOPLE):
        id_ = f"p{number}"
        meant: dict[str, str] = {}
        resources: list[Json] = []
        for name in random.sample(ILLNESSES, random.randint(0, 4)):
            state = random.choice(list(STATES))
            meant[name] = STATES[state]
            over = {"abatementDateTime": "2026-06-01"} if state[0] == "resolved" else {}
            resources.append(condition(concept(name), *state, onsetDateTime="2019-05-06", **over))
        for name in random.sample(MEDICINES, random.randint(0, 4)):
            status = random.choice(list(USES))
            meant[name] = USES[status]
            resources.append(prescription(concept(f"{name} 20 MG Oral Tablet"), status, authoredOn="2026-05-04"))
        resources += [allergy(concept(name)) for name in random.sample(ALLERGENS, random.randint(0, 2))]
        if random.random() < 0.5:
            resources.append(observation("2823-3", **measured(random.choice((4.1, 5.2, 6.1)), "mmol/L")))
        dead, refused = random.random() < 0.15, random.random() < 0.2
        more: Json = {"deceasedDateTime": "2025-01-01"} if dead else {}
        born = "" if refused else f"{random.randint(1930, 2022)}-03-04"
        for resource in resources:
            about = "patient" if "patient" in resource else "subject"
            resource[about] = {"reference": f"Patient/{id_}"}
        yield Made(id_, (patient(id_, birthDate=born, **more), *resources), meant, dead, refused and not dead)


ALL = tuple(population())


def _batch(path: str, folder: str, form: str = "json") -> dict[str, Json]:
    command = ["batch", path, "-d", folder, "--format", form, "--start", str(START), "--as-of", "2026-11-28", "-j", "1"]
    result = CliRunner().invoke(main, command)
    assert "Traceback" not in result.stderr
    told = [json.loads(line) for line in Path(folder, "report.jsonl").read_text("utf-8").splitlines()]
    return {row["id"]: row for row in told}


@pytest.fixture
def export(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The population as an export: a file for each type, its lines in no order."""
    monkeypatch.chdir(tmp_path)
    Path("export").mkdir()
    mixed = [resource for one in ALL for resource in one.resources]
    Random(SEED).shuffle(mixed)  # noqa: S311
    for resource in mixed:
        with Path("export", f"{resource['resourceType']}.ndjson").open("a", encoding="utf-8") as stream:
            stream.write(lines(resource))
    return Path("export")


def test_everybody_is_a_sheet_a_page_a_refusal_or_dead(export: Path) -> None:
    told = _batch(str(export), "out")
    assert told.keys() == {one.id for one in ALL}
    for one in ALL:
        outcome = told[one.id]["outcome"]
        assert outcome == "dead" if one.dead else (outcome == "failed") == one.refused
        assert Path("out", f"{one.id}.json").is_file() == (outcome in ("plan", "see_clinician"))
    counted = Counter(row["outcome"] for row in told.values())
    assert min(counted[outcome] for outcome in ("plan", "see_clinician", "dead", "failed")) >= 2
    assert all(row["problem"] for row in told.values() if row["outcome"] == "failed")


def test_every_state_comes_to_what_it_means(export: Path) -> None:
    told = _batch(str(export), "out")
    seen: Counter[str] = Counter()
    for one in ALL:
        if told[one.id]["outcome"] not in ("plan", "see_clinician"):
            continue
        profile = json.loads(Path("out", f"{one.id}.json").read_text("utf-8"))["profile"]
        taken = " ".join(medicine["given"] for medicine in profile["medications"])
        found: dict[str, set[str]] = {}
        for finding in profile["findings"]:
            found.setdefault(finding["given"], set()).add(finding["status"])
        for name, meaning in one.meant.items():
            said = {status for given, statuses in found.items() if name in given for status in statuses}
            said |= {"current"} if name in taken else set()
            assert said == (set() if meaning == "nothing" else {meaning}), (one.id, name)
            seen[meaning] += 1
    assert min(seen[meaning] for meaning in ("current", "past", "nothing")) >= 10


def test_a_person_is_the_same_alone_and_among_many(export: Path, tmp_path: Path) -> None:
    alone = {one.id: people(tmp_path / "alone.json", bundle(*one.resources))[0] for one in ALL}
    among = people(tmp_path / "all.ndjson", lines(*(resource for one in ALL for resource in reversed(one.resources))))
    assert len(among) == len(ALL)
    for person in among:
        id_ = person.cells["id"]
        assert _bare(person.cells) == _bare(alone[id_].cells)
        assert (person.dead, person.incomplete, person.left_out) == (
            alone[id_].dead,
            alone[id_].incomplete,
            alone[id_].left_out,
        )


def _bare(cells: dict[str, Any]) -> dict[str, Any]:
    """Return cells without the order of their lists, which is that of the record."""
    return {key: sorted(cell) if isinstance(cell, list) else cell for key, cell in cells.items()}
