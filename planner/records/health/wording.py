"""One coded thing of a record as an entry of a profile: its words where they say all that its codes say, else both."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from msgspec import Struct

from planner.lexicon.names import Names
from planner.model.terms import NEUTRAL
from planner.profile.values import MAX_ENTRY, as_read
from planner.profile.words import clean
from planner.recognition.quantities.calendar import AsOf
from planner.recognition.reading import EntryReading, read
from planner.records.health.facts import CodedWords, RecordCode

_LABELS = {"snomed": "SNOMED", "icd-10": "ICD-10", "rxnorm": "RxNorm", "atc": "ATC"}
_NUMBER = re.compile(r"\d")
# How much is in the box: "28 Day Pack" is no time for which somebody takes it.
_PACKAGE = re.compile(r" \d{1,3} day pack\b", re.IGNORECASE)
# What SNOMED CT writes behind a full name; nobody says it.
_TAG = re.compile(r" \((?:disorder|finding|situation|procedure|event|substance|product|clinical drug)\)$")


class EntryWording(Struct, frozen=True):
    """How entries of one key are put into words, with the reader that will read them on the as-of date."""

    names: Names
    key: str
    as_of: AsOf

    def entry(self, what: CodedWords, frames: Iterable[str], unnamed: str, *, over: bool = False) -> str:
        """Return the words of one thing, in the first of some frames ("{} since 2019") in which they are wholly read.

        The codes come first: words that do not say what a known code says stand beside it, for both to count. What is
        `over` and needs no rule may lose its day, where it is in doubt for that alone: lately over is not newly there.
        """
        thing = _thing(self, what) or unnamed
        framed = [frame.replace("{}", thing) for frame in frames]
        read = [entry for entry in framed if self._is_read(entry)]
        sure = [entry for entry in read if self._is_sure(entry)] if over and self._needs_no_rule(read) else []
        return next(iter(sure or read), framed[0])

    def finds(self, entry: str) -> bool:
        """Return whether anything in an entry is known, be it only by likeness."""
        reading = self._read(entry)
        return bool(reading.findings or reading.medicines)

    def is_situation(self, entry: str) -> bool:
        """Return whether an entry wholly says how somebody lives, or names a visit, and nothing of health."""
        reading = self._read(entry)
        found = [self.names.concept.get(f"{one.fact}/{one.id}") for one in reading.findings]
        wholly = bool(found) and not (reading.medicines or reading.leftover or reading.disagrees)
        return wholly and all(one is not None and one.neutral == "situation" for one in found)

    def thing(self, what: CodedWords) -> str:
        """Return one thing as it is named, without its state or day; nothing where the record does not name it."""
        codes = ", ".join(dict.fromkeys(filter(None, map(self._known, what.codes))))
        texts = self._texts(what)
        wholly = [text for text in texts if self._is_read(f"{text} ({codes})" if codes else text)]
        if wholly:
            # The words that say most, a strength too; a second name of the same things says no more.
            best = max(wholly, key=lambda text: (len(self._found(text)), bool(_NUMBER.search(text))))
            if self.key == "medications":
                best = self._with_others(best, wholly)
            return best if not codes or self._found(best) == self._found(f"{best} ({codes})") else f"{best} ({codes})"
        return self._not_read(what, texts, codes)

    def _texts(self, what: CodedWords) -> list[str]:
        """Return the names of a thing: of illnesses somebody's own words first, which may say more than a code."""
        names = [one.name for one in what.codes]
        if self.key == "medications":
            what, names = CodedWords(_PACKAGE.sub("", what.text)), [_PACKAGE.sub("", name) for name in names]
        texts = [what.text, *names] if self.key == "conditions" else [*names, what.text]
        return list(dict.fromkeys(plain for text in texts if (plain := _plain(text))))

    def _with_others(self, best: str, texts: list[str]) -> str:
        """Return the words that say most, with those that name another medicine: nobody knows which of them it is."""
        for text in texts:
            if not {name for name, _ in self._found(text)} <= {name for name, _ in self._found(best)}:
                best = f"{best} ({text})"
        return best

    def _not_read(self, what: CodedWords, texts: list[str], codes: str) -> str:
        """Return what none of the words say wholly: the code alone where they are only its name, else both."""
        if not codes or not texts:
            return codes or next(iter(texts), "")
        both = f"{texts[0]} ({codes})"
        only_names = _plain(what.text) in {"", *(_plain(one.name) for one in what.codes)}
        return codes if only_names and not self._read(both).disagrees else both

    def _known(self, code: RecordCode) -> str:
        """Return a code as the recogniser reads it, or nothing where it would not know it."""
        index = self.names.code
        look: dict[str, Callable[[str], object]] = {"snomed": index.snomed, "icd-10": index.icd}
        if self.key == "medications":
            look = {"rxnorm": index.rxnorm, "atc": index.atc}
        known = self.key != "allergies" and code.system in look and look[code.system](code.code)
        return f"{_LABELS[code.system]} {code.code}" if known else ""

    def _read(self, text: str) -> EntryReading:
        return read(text, self.names, self.key, self.as_of)

    def _is_read(self, text: str) -> bool:
        reading = self._read(text)
        near = any(one.near_miss for one in reading.findings) or any(one.near_miss for one in reading.medicines)
        found = bool(reading.findings or reading.medicines)
        return found and not (reading.leftover or reading.disagrees or near)

    def _needs_no_rule(self, entries: list[str]) -> bool:
        """Return whether all that some entries name is on the list of what needs no rule: an event keeps its day."""
        found = [
            self.names.concept.get(f"{one.fact}/{one.id}") for text in entries for one in self._read(text).findings
        ]
        return all(one is not None and (one.id == NEUTRAL or NEUTRAL in one.implies) for one in found)

    def _is_sure(self, text: str) -> bool:
        return all(one.covered for one in self._read(text).findings)

    def _found(self, text: str) -> frozenset[tuple[str, str]]:
        reading = self._read(text)
        found = {(one.id, one.status) for one in reading.findings}
        return frozenset(found | {(one.id, one.status) for one in reading.medicines})


# A record names the same thing at each visit, and a clinic's records name the same things.
@lru_cache(maxsize=8_192)
def _thing(wording: EntryWording, what: CodedWords) -> str:
    return wording.thing(what)


def _plain(text: str) -> str:
    return as_read(_TAG.sub("", clean(text[:MAX_ENTRY])))
