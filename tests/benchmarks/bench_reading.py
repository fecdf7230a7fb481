"""How long the entries of one person take to read, beside a plain look-up: `python tests/benchmarks/bench_reading.py`.

A person has ten entries, and there are two kinds of people. Those of the lists have five medicines, three conditions,
an allergy and a habit, in the words of the lists with doses, times and denials; one entry in twenty is misspelt. Those
of the gate have ten entries of tests/reading that are read whole, under the keys where they stand there.

Each is read as the planner reads it, the whole profile, and what a profile without entries takes is told beside it. The
plain program splits the same entries into words and looks up every run of up to eight of them among the same names: no
negation, no dose, no misspelling. Both run in turn and warm, and time of the processor counts, so that a busy machine
changes little; nothing that was read is kept from one entry to the next. Nothing here is asserted in the tests.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from reading import gate  # noqa: E402 - found only with the paths above

from planner.content.knowledge import Content  # noqa: E402 - found only with the paths above
from planner.content.loader import load_content  # noqa: E402 - found only with the paths above
from planner.lexicon.names import Names  # noqa: E402 - found only with the paths above
from planner.profile.recognise import known_readings  # noqa: E402 - found only with the paths above
from planner.profile.resolve import load_profile  # noqa: E402 - found only with the paths above

PEOPLE = 200
MISSPELT = 0.05
LONGEST = 8
MEDICINES = ("{}", "{} 40 mg tablets", "{} 5 mg once daily", "{} 20 MG Oral Tablet", "{} one at night")
CONDITIONS = ("{}", "{} (disorder)", "history of {}", "no {}", "{} 3 years ago", "severe {}")
TEN = 10
Entry = tuple[str, str]


def people(names: Names) -> list[list[Entry]]:
    """Return the entries of each person, each with the key under which it stands; always the same ones."""
    chance = random.Random(2026)  # noqa: S311 - a sample, no secret
    medicines = sorted({name for drug in names.drugs for name in (drug.name, *drug.names, *drug.brands) if name})
    said = {
        fact: sorted({concept.label for concept in names.concepts if concept.fact == fact})
        for fact in ("conditions", "allergies", "habits")
    }

    def entry(key: str, words: Sequence[str], forms: Sequence[str]) -> Entry:
        name = chance.choice(words)
        if chance.random() < MISSPELT and len(name) > 1:
            place = chance.randrange(len(name))
            name = name[:place] + name[place + 1 :]
        return key, chance.choice(forms).format(name)

    return [
        [
            *(entry("medications", medicines, MEDICINES) for _ in range(5)),
            *(entry("conditions", said["conditions"], CONDITIONS) for _ in range(3)),
            entry("allergies", said["allergies"], ("{}",)),
            entry("habits", said["habits"], ("{}",)),
        ]
        for _ in range(PEOPLE)
    ]


def people_of_the_gate() -> list[list[Entry]]:
    """Return people of ten entries of the gate that are read whole; always the same ones."""
    late = gate.not_yet()["entries"]
    whole = [
        (entry["key"], entry["words"])
        for id_, entry in gate.entries()
        if "words" in entry and id_ not in late and not {"unread", "resembles", "with"} & set(entry)
    ]
    chance = random.Random(2026)  # noqa: S311 - a sample, no secret
    return [chance.sample(whole, TEN) for _ in range(PEOPLE)]


def read(person: list[Entry], content: Content) -> None:
    """Read each entry of a person as the planner does, and make a profile of them."""
    known_readings.cache_clear()
    said: dict[str, list[str]] = {}
    for key, text in person:
        said.setdefault(key, []).append(text)
    load_profile({"age": 60, **said}, content, as_of=gate.AS_OF)


def look_up(person: list[Entry], known: frozenset[str]) -> list[str]:
    """Return every run of words of a person's entries that is a name, as a plain program would."""
    found = []
    for _, text in person:
        words = text.lower().replace("(", " ").replace(")", " ").split()
        for start in range(len(words)):
            for end in range(start + 1, min(len(words), start + LONGEST) + 1):
                run = " ".join(words[start:end])
                if run in known:
                    found.append(run)
    return found


def milliseconds(work: Callable[[list[Entry]], object], everyone: list[list[Entry]]) -> float:
    """Return the mean time of one person."""
    start = time.process_time()
    for person in everyone:
        work(person)
    return (time.process_time() - start) / len(everyone) * 1000


def compare(kind: str, everyone: list[list[Entry]], known: frozenset[str], content: Content, runs: int) -> None:
    """Print the mean of a person of this kind for both programs, and their ratio."""

    def ours(person: list[Entry]) -> None:
        read(person, content)

    def plain(person: list[Entry]) -> None:
        look_up(person, known)

    def empty(_: list[Entry]) -> None:
        read([], content)

    programs = (ours, plain, empty)
    for program in programs:
        milliseconds(program, everyone)
    rows = [tuple(milliseconds(program, everyone) for program in programs) for _ in range(runs)]
    us, them, nothing = (statistics.median(column) for column in zip(*rows, strict=True))
    ratio = statistics.median(row[0] / row[1] for row in rows)
    told = f"{us:.2f} ms, {nothing:.2f} of it the profile / plain look-up {them:.3f} ms = {ratio:.0f}"
    sys.stdout.write(f"ten entries of {kind}: {told}\n")


def main(runs: int) -> None:
    """Print both kinds of people."""
    content = load_content()
    names = content.names
    known = frozenset(
        name.lower()
        for name in (
            *(name for drug in names.drugs for name in (drug.name, *drug.names, *drug.brands, *drug.more_names)),
            *(name for concept in names.concepts for name in (concept.label, *concept.names)),
        )
    )
    compare("the lists", people(names), known, content, runs)
    compare("the gate", people_of_the_gate(), known, content, runs)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
