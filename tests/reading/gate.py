"""The gate of reading: what people and records write, and what each entry must give.

A file has `about`, `entries` and often `key`: the key of the profile under which its entries stand, `conditions` where
it says none. An entry has `words`, or `profile` with keys of a profile, and what it must give:

  finds, past, denied, relative, planned   concepts with that status; a near miss only where the entry may be unread
  takes, stopped      medicines that are taken, or were
  resembles           what it is a near miss of (it is then not read, and restricts)
  never               what it must not be read as, not even as a near miss
  unread              yes: it must not count as read; maybe: either; every other entry is read whole, no near miss
  gets                week | days | same day | now | check: an ordinary plan, or how soon to see a clinician
  out, allowed        foods, drinks and other items that a rule bars, or that no rule bars
  neutral: yes        the sheet is that of the same person without the entry
  like                a profile: whatever is barred for that person is barred here too, with the same outcome

`who` is a background of tests/cases/background.yaml (man-of-50 where none is named), `with` changes its keys, null
takes one away. Dates count to 23 November 2026. Some `gets` are lists: either answer is right.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from conftest import CONTENT, START

from planner.files.yaml import read_yaml
from planner.planning.apply import apply
from planner.planning.plan import Plan
from planner.profile.resolve import load_profile

FOLDER = Path(__file__).parent
BACKGROUNDS = FOLDER.parent / "cases" / "background.yaml"
AS_OF = date(2026, 11, 23)
OTHERS = {"not_yet.yaml", "lookalikes.yaml"}
FILE_KEYS = {"about", "key", "who", "entries"}
PERSON = {"words", "key", "who", "with", "profile", "note"}
STATUSES = {"finds": "current", "past": "past", "denied": "denied", "relative": "relative", "planned": "planned"}
URGENCIES = {"week": "week", "days": "routine", "same day": "urgent", "now": "emergency", "check": "check"}
EXPECTED = {*STATUSES, "takes", "stopped", "resembles", "never", "unread", "gets", "out", "allowed", "neutral", "like"}
_EXCLUDED, _ID = 3, 120
Entry = dict[str, Any]


def data_of(file: Path) -> Any:
    """Return what a file of the gate says, or fail with what is wrong in it."""
    text = read_yaml(file.read_bytes(), file.name)
    assert not text.problems, "\n".join(map(str, text.problems))
    return text.data


def files() -> list[Path]:
    """Return the files of entries, one a kind."""
    return sorted(file for file in FOLDER.glob("*.yaml") if file.name not in OTHERS)


def entries() -> Iterator[tuple[str, Entry]]:
    """Yield each entry with its id: the file's name and its words, its key and person where they are its own."""
    for file in files():
        data = data_of(file)
        for entry in data["entries"]:
            yield _id(file.stem, entry), {"key": data.get("key", "conditions"), "who": data.get("who"), **entry}


def _id(kind: str, entry: Entry) -> str:
    said = entry.get("words") or _flat(entry["profile"])
    more = [_flat(entry[name]) for name in ("key", "who", "with") if name in entry]
    return f"{kind}: {' / '.join([said, *more])}"[:_ID]


def _flat(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {_flat(one)}" for key, one in value.items())
    return "; ".join(map(_flat, value)) if isinstance(value, list) else str(value)


def not_yet() -> dict[str, set[str]]:
    """Return the ids that are known to fail, by the test they belong to."""
    data = data_of(FOLDER / "not_yet.yaml")
    return {part: set(data[part] or ()) for part in ("entries", "lookalikes")}


def marked(ids: Iterable[str], part: str) -> list[Any]:
    """Return the ids as parameters of a test; those that are known to fail must fail."""
    late = not_yet()[part]
    mark = pytest.mark.xfail(strict=True, reason="not yet read so: tests/reading/not_yet.yaml")
    return [pytest.param(id_, id=id_, marks=[mark] if id_ in late else []) for id_ in ids]


# --- what a profile gives ---


@cache
def _backgrounds() -> dict[str, Entry]:
    found: dict[str, Entry] = data_of(BACKGROUNDS)["backgrounds"]
    return found


def person(entry: Entry, said: Entry) -> Entry:
    """Return the profile of an entry's person who says something else than the entry."""
    whole = {**_backgrounds()[entry.get("who") or "man-of-50"], **said, **entry.get("with", {})}
    return {key: value for key, value in whole.items() if value is not None}


def profile_of(entry: Entry) -> Entry:
    """Return the whole profile of an entry."""
    return person(entry, entry["profile"] if "profile" in entry else {entry["key"]: [entry["words"]]})


def plan_of(profile: Entry) -> Plan:
    """Return the plan of a profile on the gate's day."""
    return apply(CONTENT.template("night-leg-cramps"), load_profile(profile, CONTENT, as_of=AS_OF), START)


@cache
def _same_plan(written: str) -> Plan:
    return plan_of(json.loads(written))


def plan_without(entry: Entry, said: Entry) -> Plan:
    """Return the plan of an entry's person who says something else, worked out once for all entries."""
    return _same_plan(json.dumps(person(entry, said), sort_keys=True))


@cache
def _medicine_ids() -> dict[str, str]:
    return {drug.name: drug.id for drug in CONTENT.names.drugs}


def _medicines(plan: Plan, *, near_miss: bool) -> set[str]:
    ids = _medicine_ids()
    return {ids.get(one.name, one.name) for one in plan.profile.medicines if one.near_miss == near_miss}


def read_as(plan: Plan) -> set[str]:
    """Return all that a person was taken to have or take, near misses included."""
    had = {one.id for one in plan.profile.findings if one.status in ("current", "past")}
    return had | _medicines(plan, near_miss=False) | _medicines(plan, near_miss=True)


def barred(plan: Plan) -> set[str]:
    """Return the ids of all that a rule excludes."""
    return {one.item for one in plan.decisions if any(bearing.rank >= _EXCLUDED for bearing in one.bearings)}


def _outcome(plan: Plan) -> str:
    return plan.see_clinician.urgency if plan.see_clinician else "week"


def _decided(plan: Plan) -> tuple[str, set[tuple[str, str]]]:
    return _outcome(plan), {(one.item, one.outcome) for one in plan.decisions}


def listed(value: Any) -> list[Any]:
    """Return one word or many as a list."""
    return value if isinstance(value, list) else [value]


def faults(entry: Entry) -> list[str]:
    """Return what an entry gives that it must not, or lacks; nothing if it is read as it must be."""
    plan = plan_of(profile_of(entry))
    return [*_misread(entry, plan), *_half_read(entry, plan), *_wrongly_planned(entry, plan)]


def _misread(entry: Entry, plan: Plan) -> Iterator[str]:
    in_part = entry.get("unread") in ("yes", "maybe")
    sure = [one for one in plan.profile.findings if in_part or not one.near_miss]
    near = {one.id for one in plan.profile.findings if one.near_miss}
    had = {name: {one.id for one in sure if one.status == status} for name, status in STATUSES.items()}
    taken, like = _medicines(plan, near_miss=False), _medicines(plan, near_miss=True)
    had |= {"takes": taken | like if in_part else taken, "stopped": had["past"], "resembles": near | like}
    for name, found in had.items():
        missing = set(listed(entry.get(name, []))) - found
        if missing:
            yield f"{name}: not {sorted(missing)}, but {sorted(found)}"
    wrong = set(listed(entry.get("never", []))) & read_as(plan)
    if wrong:
        yield f"never, and yet read: {sorted(wrong)}"


def _half_read(entry: Entry, plan: Plan) -> Iterator[str]:
    unread = [one.text for one in plan.profile.not_recognised]
    wanted = entry.get("unread", "maybe" if "resembles" in entry else "no")
    if wanted == "yes" and not unread:
        yield "read, and must not be"
    if wanted == "no":
        if unread:
            yield f"not read whole: {unread}"
        if plan.profile.near_misses:
            yield f"a near miss: {plan.profile.near_misses}"


def _wrongly_planned(entry: Entry, plan: Plan) -> Iterator[str]:
    if "gets" in entry and _outcome(plan) not in [URGENCIES[one] for one in listed(entry["gets"])]:
        yield f"gets {_outcome(plan)}, not {entry['gets']}"
    out = barred(plan)
    if "allowed" in entry and plan.see_clinician:
        yield f"allowed: nothing is, for this gets {_outcome(plan)}"
    open_, closed = set(listed(entry.get("out", []))) - out, set(listed(entry.get("allowed", []))) & out
    if open_ or closed:
        yield f"out: not so for {sorted(open_)}; allowed: not so for {sorted(closed)}"
    if entry.get("neutral") == "yes" and _decided(plan) != _decided(plan_without(entry, {})):
        yield "the sheet changes, and must not"
    if "like" in entry:
        other = plan_without({"who": entry.get("who")}, entry["like"])
        less = sorted(barred(other) - out)
        if less or _outcome(other) != _outcome(plan):
            yield f"not as for that person: {_outcome(other)}, {less[:8]}"
