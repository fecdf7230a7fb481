"""Different people for the benchmarks, as the lists of clinics have them: drawn from names that the planner knows.

A few medicines and illnesses are those of most people, and many are those of a few: the chance of a name falls with its
place in a list that is shuffled once, so that what one sheet says other sheets often say too, as in real lists. Names
that alone send everybody to a clinician are left out: most people of a list get an ordinary sheet.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from planner.content.knowledge import Content
from planner.planning.judging import evaluate, refusals
from planner.profile.resolve import load_profile

_MEDICINES = ("{}", "{} 40 mg tablets", "{} 5 mg once daily", "{} 20 MG Oral Tablet", "{} one at night")
_CONDITIONS = ("{}", "{}", "{} (disorder)", "history of {}")
_HEADER = ("id", "name", "age", "sex", "medications", "conditions", "allergies", "exercise_level", "sleep_position",
           "country")  # fmt: skip
# So many names are drawn from, and so much more often the first of them than those behind.
_KNOWN, _STEEP = 200, 1.0
_DAY = date(2026, 11, 23)


def people(content: Content, count: int, seed: int = 2026) -> Iterator[dict[str, str]]:
    """Yield so many people, cell by cell as in a list; always the same ones, in the order of their numbers."""
    chance = random.Random(seed)  # noqa: S311 - a sample, no secret
    names = content.names
    medicines = _shuffled(chance, content, "medications", {drug.name for drug in names.drugs if drug.classes})
    illnesses = _shuffled(
        chance, content, "conditions", {one.label for one in names.concepts if one.fact == "conditions"}
    )
    for number in range(count):
        age = chance.choice((chance.randint(18, 60), chance.randint(50, 92)))
        taken = _drawn(chance, medicines, chance.choice((0, 1, 2, 3, 3, 4, 5, 8)))
        told = _drawn(chance, illnesses, chance.choice((0, 1, 1, 2, 3, 4)))
        yield {
            "id": f"P-{number:05d}",
            "name": f"Person {number:05d}",
            "age": str(age),
            "sex": chance.choice(("female", "male")),
            "medications": "; ".join(chance.choice(_MEDICINES).format(one) for one in taken) or "none",
            "conditions": "; ".join(chance.choice(_CONDITIONS).format(one) for one in told) or "none",
            "allergies": chance.choice(("", "none", "none", "penicillin", "nuts")),
            "exercise_level": chance.choice(("", "sedentary", "light", "moderate")),
            "sleep_position": chance.choice(("", "back", "side", "stomach")),
            "country": "US",
        }


def write_people(path: Path, content: Content, count: int) -> None:
    """Write a list of so many people as CSV."""
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.DictWriter(file, _HEADER)
        table.writeheader()
        table.writerows(people(content, count))


def _shuffled(chance: random.Random, content: Content, key: str, names: set[str]) -> list[str]:
    """Return the first of some names in an order of chance, of those that alone leave an ordinary sheet."""
    ordered = sorted(name for name in names if name and ";" not in name and "," not in name)
    chance.shuffle(ordered)
    return [name for name in ordered[: 2 * _KNOWN] if _is_ordinary(content, key, name)][:_KNOWN]


def _is_ordinary(content: Content, key: str, name: str) -> bool:
    profile = load_profile({"age": 50, key: [name]}, content, as_of=_DAY)
    return not refusals(evaluate(content.template("night-leg-cramps"), profile.facts))


def _drawn(chance: random.Random, names: Sequence[str], count: int) -> list[str]:
    weights = [1 / (place + 1) ** _STEEP for place in range(len(names))]
    return list(dict.fromkeys(chance.choices(names, weights, k=count)))
