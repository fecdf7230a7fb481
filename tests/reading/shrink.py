"""Takes out of not_yet.yaml what is read well by now, and adds nothing: `python tests/reading/shrink.py`.

With `--anew` it is written anew, with all that fails; that is for the day on which entries were added, not for a change
of the reader, which may only shrink the list.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS), str(TESTS.parent)]

from recognition import test_lookalikes  # noqa: E402 - found only with the paths above

from reading import gate  # noqa: E402 - found only with the paths above

FILE = gate.FOLDER / "not_yet.yaml"
HEAD = """\
# What the gate asks for and the reader does not give yet: entries of the files here, and pairs of lookalikes.yaml.
# Each of these must fail (strict xfail): one that is read well must go, `python tests/reading/shrink.py` takes it out.
# Nothing may be added for the sake of a change of the reader. Reading is done only when both lists are empty.
"""


def failing() -> dict[str, set[str]]:
    """Return the ids of all that fails now, by the test they belong to."""
    entries = {id_ for id_, entry in gate.entries() if gate.faults(entry)}
    pairs = {id_ for id_, pair in test_lookalikes.BY_ID.items() if test_lookalikes.fault(pair)}
    return {"entries": entries, "lookalikes": pairs}


def written(late: dict[str, set[str]]) -> str:
    """Return the file that lists these ids, in the order of the gate."""
    order = {"entries": [id_ for id_, _ in gate.entries()], "lookalikes": list(test_lookalikes.BY_ID)}
    lines = []
    for part, ids in order.items():
        kept = [f"  - {json.dumps(id_, ensure_ascii=False)}" for id_ in ids if id_ in late[part]]
        lines += [f"{part}:", *kept] if kept else [f"{part}: []"]
    return HEAD + "\n".join(lines) + "\n"


def main() -> None:
    """Write the list without what is read well, and say how much is left."""
    now = failing()
    if "--anew" not in sys.argv[1:]:
        now = {part: ids & gate.not_yet()[part] for part, ids in now.items()}
    FILE.write_text(written(now), encoding="utf-8")
    sys.stdout.write(", ".join(f"{part}: {len(ids)} left" for part, ids in now.items()) + "\n")


if __name__ == "__main__":
    main()
