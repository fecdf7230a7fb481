"""Whether the easy edition names what there is, and says it in everyday words alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from planner.content.checks.known import Known, source_faults, unresolved
from planner.content.faults import Fault
from planner.errors import did_you_mean
from planner.model.folder import Records

# The messages of the easy edition begin with this.
MESSAGE = "easy-"
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
_FILLED = re.compile(r"\{[^}]*\}")


def easy_faults(known: Known) -> Iterator[Fault]:
    """Yield what is wrong with the sentences of the easy edition."""
    records = known.records
    there = known.item_ids | known.said_ids
    for index, one in enumerate(records.easy):
        record = ("easy", index)
        yield from unresolved(record, ("of",), "item", one.of, there)
        yield from source_faults(known, record, one.sources)
        for name in ("title", "text"):
            for word in uncommon(records, getattr(one, name)):
                yield record, (name,), _said(records, word)
    for key, text in records.messages.get("en", {}).items():
        for word in uncommon(records, text) if records.easy and key.startswith(MESSAGE) else ():
            yield ("messages", "en"), (key,), _said(records, word)


def uncommon(records: Records, text: str) -> list[str]:
    """Return the words of a text that do not stand among the everyday ones; what braces hold is none of ours."""
    return [word for word in _WORD.findall(_FILLED.sub("", text)) if word.lower() not in records.everyday]


def _said(records: Records, word: str) -> str:
    near = did_you_mean(word.lower(), records.everyday)
    return f"'{word}' is not among the everyday words{near}; use another, or add it there if everybody knows it"
