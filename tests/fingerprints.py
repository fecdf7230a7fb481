"""Hashes of what every case profile gives, as JSON, text and PDF, so that moving code can be shown to change nothing.

`python tests/fingerprints.py write hashes.json` stores them; `python tests/fingerprints.py against hashes.json` names
every profile whose output differs. The fixed start and the same library versions are what makes two runs comparable.
`--no-pdf` leaves the sheets out (seconds instead of minutes). `python tests/fingerprints.py cases` prints one hash
of all cases as a multiset, each with its whole profile and what it asks for: the same however
cases are sorted.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import product
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from conftest import CONTENT, START
from test_cases import ALL

from planner.document.compose import compose
from planner.files.json import json_bytes
from planner.formats.json import plan_json
from planner.formats.pdf import pdf_bytes
from planner.formats.text import to_text
from planner.planning.apply import apply
from planner.profile.resolve import load_profile

Job = tuple[str, str, dict[str, Any], bool]


def jobs(*, pdf: bool) -> Iterator[Job]:
    """Yield each different profile of the cases once for each plan that a case asks for."""
    seen: set[str] = set()
    for _, case, profile in ALL:
        plan = case.get("plan", "night-leg-cramps")
        key = f"{plan} {json.dumps(profile, sort_keys=True)}"
        if key not in seen:
            seen.add(key)
            yield key, plan, profile, pdf


def outputs(job: Job) -> tuple[str, dict[str, str]]:
    """Return the hash of each output of one profile, by format, paper and print size."""
    key, plan_id, profile, pdf = job
    found: dict[str, str] = {}
    for paper, large in product(("a4", "letter"), (False, True)):
        person = load_profile({**profile, "paper": paper, "large_print": large}, CONTENT)
        plan = apply(CONTENT.template(plan_id), person, START)
        size = f"{paper} {'large' if large else 'standard'}"
        document = compose(plan, CONTENT)
        found[f"json {size}"] = _hash(json_bytes(plan_json(plan, CONTENT)))
        found[f"text {size}"] = _hash(to_text(document).encode())
        if pdf:
            found[f"pdf {size}"] = _hash(pdf_bytes(document))
    return key, found


def cases() -> str:
    """Return one hash of all cases, whatever their file, order and background."""
    whole = (json.dumps([case.get("plan"), profile, case["gives"]], sort_keys=True) for _, case, profile in ALL)
    return _hash("\n".join(sorted(whole)).encode())


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]


def run(verb: str, file: Path, *, pdf: bool) -> int:
    """Store the hashes, or compare with stored ones and return 1 where any differs."""
    with ProcessPoolExecutor() as pool:
        now = dict(pool.map(outputs, jobs(pdf=pdf), chunksize=8))
    if verb == "write":
        file.write_text(json.dumps(now, indent=0, sort_keys=True))
        sys.stdout.write(f"{len(now)} profiles, {sum(map(len, now.values()))} outputs written to {file}\n")
        return 0
    before = json.loads(file.read_text())
    differing = 0
    for key in sorted(before.keys() | now.keys()):
        old, new = before.get(key, {}), now.get(key, {})
        kinds = sorted(
            kind for kind in (old.keys() | new.keys()) if old.get(kind) != new.get(kind) and (pdf or "pdf" not in kind)
        )
        if kinds:
            differing += 1
            sys.stdout.write(f"{', '.join(kinds)}: {key}\n")
    sys.stdout.write(f"{differing} of {len(before.keys() | now.keys())} profiles differ\n")
    return 1 if differing else 0


def main(arguments: list[str]) -> int:
    """Do what the command line asks for."""
    if arguments[:1] == ["cases"]:
        sys.stdout.write(f"{len(ALL)} cases, {cases()}\n")
        return 0
    if len(arguments) < 2 or arguments[0] not in ("write", "against"):
        sys.stderr.write(f"{__doc__}\n")
        return 2
    return run(arguments[0], Path(arguments[1]), pdf="--no-pdf" not in arguments)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
