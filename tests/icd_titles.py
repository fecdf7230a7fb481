"""Every title of ICD-10-CM, read as somebody's entry and held against its own code: `python tests/icd_titles.py`.

A title that is read whole must lead to the same outcome as its code, one that is not must not be stricter than its
code, and no title may be taken for a misspelling of something else. What is left over is unread, never another thing.
The titles are those of `simple-icd-10-cm` (`pip install -e '.[yardstick]'`). Prints the table by chapter; with letters
of codes behind it (`python tests/icd_titles.py E I`) only those, and each title that is wrong.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import yaml

from planner.content.knowledge import Content
from planner.content.loader import load_content
from planner.errors import ProfileError
from planner.planning.apply import apply
from planner.profile.resolve import load_profile
from planner.recognition.reading import EntryReading, read

EXCEPTIONS = Path(__file__).with_name("icd_titles.yaml")
CASES = Path(__file__).with_name("cases") / "background.yaml"
PLAN, START = "night-leg-cramps", date(2026, 11, 23)
STRICTNESS = ("plan", "check", "routine", "urgent", "emergency")
# What a man gets who is said to be pregnant.
NOBODY = "an error"
SEXES = ("male", "female")


@dataclass(frozen=True)
class Title:
    """One title with its code and its chapter, whether it was read whole, and what is wrong with that, if anything."""

    code: str
    text: str
    chapter: str
    read: bool
    wrong: str


def there() -> bool:
    """Return whether the titles are installed."""
    return find_spec("simple_icd_10_cm") is not None


def titles(letters: str = "") -> Iterator[tuple[str, str, str]]:
    """Yield the code, the title and the chapter of each code that may stand in a record."""
    import simple_icd_10_cm as icd

    chapter = ""
    for code in icd.get_all_codes(with_dots=True):
        if icd.is_chapter(code):
            chapter = f"{code:>2} {icd.get_description(code)}"
        elif icd.is_category_or_subcategory(code) and code[0] in (letters or code):
            yield code, icd.get_description(code), chapter


def judged(letters: str = "") -> Iterator[Title]:
    """Yield every title, held against its code."""
    content = load_content()
    yardstick = Yardstick(content)
    for code, text, chapter in titles(letters):
        yield yardstick.title(code, text, chapter)


class Yardstick:
    """Holds titles against their codes; what was worked out for one reading serves all that are the same."""

    def __init__(self, content: Content) -> None:
        self.content = content
        backgrounds = yaml.safe_load(CASES.read_text(encoding="utf-8"))["backgrounds"]
        self.person: dict[str, Any] = {
            key: value for key, value in backgrounds["man-of-50"].items() if key not in ("sex", "conditions")
        }
        self.outcomes: dict[object, tuple[str, ...]] = {}
        self.of_code = cache(self._of_code)

    def title(self, code: str, text: str, chapter: str) -> Title:
        """Return one title, held against its code."""
        reading = read(text, self.content.names, "conditions")
        whole = not reading.leftover and all(one.covered for one in reading.findings)
        return Title(code, text, chapter, whole, self._wrong(code, text, reading, whole=whole))

    def _wrong(self, code: str, text: str, reading: EntryReading, *, whole: bool) -> str:
        like = [one.id for one in reading.findings if one.by_likeness]
        targets = self.content.names.code.icd(code)
        if targets is None:
            return f"taken for {', '.join(like)}" if like else ""
        own = {self.content.names.concept[target.concept].id for target in targets}
        own |= {implied for target in targets for implied in self.content.names.concept[target.concept].implies}
        if not own.issuperset(like):
            return f"taken for {', '.join(like)}"
        told, meant = self._outcome(text, reading), self.of_code(code)
        both = [pair for pair in zip(told, meant, strict=True) if NOBODY not in pair]
        ranks = [(STRICTNESS.index(one), STRICTNESS.index(other)) for one, other in both]
        if any(one > other for one, other in ranks) or (whole and any(one < other for one, other in ranks)):
            return f"{'/'.join(told)}, and its code {'/'.join(meant)}"
        return ""

    def _of_code(self, code: str) -> tuple[str, ...]:
        return self._outcome(code, read(code, self.content.names, "conditions"))

    def _outcome(self, text: str, reading: EntryReading) -> tuple[str, ...]:
        """Return what a man and a woman of 50 get who have told everything: a plan, or how soon they are to be seen."""
        medicines = tuple((one.id, one.status) for one in reading.medicines)
        same = (reading.leftover, medicines, *(self._telling(one) for one in reading.findings))
        if same not in self.outcomes:
            self.outcomes[same] = tuple(self._seen(text, sex) for sex in SEXES)
        return self.outcomes[same]

    @staticmethod
    def _telling(finding: Any) -> object:
        told = ("id", "fact", "status", "stage", "severe", "weeks_ago", "near_miss", "covered", "uncertain")
        return tuple(getattr(finding, name) for name in told)

    def _seen(self, text: str, sex: str) -> str:
        try:
            profile = load_profile({**self.person, "sex": sex, "conditions": [text]}, self.content)
        except ProfileError:
            return NOBODY
        plan = apply(self.content.template(PLAN), profile, START)
        return plan.see_clinician.urgency if plan.see_clinician else "plan"


def exceptions() -> dict[str, str]:
    """Return the codes whose titles may differ, each with the reason."""
    return {one["code"]: one["why"] for one in yaml.safe_load(EXCEPTIONS.read_text(encoding="utf-8"))["exceptions"]}


def table(found: list[Title]) -> Iterator[str]:
    """Yield the table by chapter: titles, read, unread, wrong."""
    allowed = exceptions()
    yield f"{'chapter':60} {'titles':>7} {'read':>7} {'unread':>7} {'wrong':>6}"
    counts: dict[str, Counter[str]] = {}
    for one in found:
        for chapter in (one.chapter, "all"):
            row = counts.setdefault(chapter, Counter())
            row["titles"] += 1
            row["read"] += one.read
            row["wrong"] += bool(one.wrong) and one.code not in allowed
    for chapter, row in sorted(counts.items(), key=lambda pair: (pair[0] == "all", pair[0])):
        unread = row["titles"] - row["read"]
        yield f"{chapter[:60]:60} {row['titles']:7} {row['read']:7} {unread:7} {row['wrong']:6}"


def main() -> None:
    """Print what is wrong, and the table."""
    found = list(judged("".join(sys.argv[1:])))
    wrong = [f"{one.code}\t{one.text}\t{one.wrong}" for one in found if one.wrong and one.code not in exceptions()]
    sys.stdout.write("\n".join([*wrong, *table(found)]) + "\n")


if __name__ == "__main__":
    main()
