"""What the records of a folder may name, and the faults of those that name something else."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeGuard, get_args

from planner.content.checks.foods import closed_lists
from planner.content.faults import Fault, Record
from planner.content.knowledge import Content
from planner.content.sentences import ITEM_LISTS
from planner.errors import did_you_mean
from planner.files.places import Path
from planner.logic.compiler import Compiler, Vocabulary
from planner.logic.facts import LISTS
from planner.logic.selectors import compile_selector
from planner.model.folder import Records
from planner.model.foods import Mineral
from planner.model.items import Evidence, Item, Kind, Part, Slot
from planner.model.stretches import Variant


@dataclass(frozen=True)
class Known:
    """One folder, and every id and word that its records may name."""

    content: Content
    vocabulary: Vocabulary
    items: tuple[tuple[Record, Item], ...]
    item_ids: frozenset[str]
    said_ids: frozenset[str]
    words: Mapping[str, Collection[str]]

    @property
    def records(self) -> Records:
        """Return the records of the folder."""
        return self.content.raw


def known_of(content: Content, vocabulary: Vocabulary) -> Known:
    """Return what the records of a folder may name; `words` are those that a selector may ask for, by its key."""
    items = tuple(_items(content.raw))
    words: dict[str, Collection[str]] = {
        "tag": content.raw.tags,
        "gives": get_args(Mineral),
        "slot": get_args(Slot),
        "part": get_args(Part),
        "kind": get_args(Kind),
        "evidence": get_args(Evidence),
        "variant": get_args(Variant),
        "in_fact": LISTS,
        "in_unreadable": LISTS,
        **closed_lists(content.raw),
    }
    said = frozenset(line.id for line in content.rule_lines)
    return Known(content, vocabulary, items, frozenset(item.id for _, item in items), said, words)


def _items(records: Records) -> Iterator[tuple[Record, Item]]:
    """Yield every item that stands in a list of its own."""
    for name in ITEM_LISTS:
        yield from (((name, index), item) for index, item in enumerate(getattr(records, name)))
    for template in records.templates:
        for name in ("items", "lines"):
            kind = f"{template.plan}.{name}"
            yield from (((kind, index), item) for index, item in enumerate(getattr(template, name)))


def unresolved(record: Record, path: Path, what: str, ids: Iterable[str], known: Collection[str]) -> Iterator[Fault]:
    """Yield each id that does not resolve."""
    for id_ in ids:
        if id_ not in known:
            yield record, path, f"unknown {what} '{id_}'{did_you_mean(id_, known)}"


def source_faults(known: Known, record: Record, ids: Iterable[str], path: Path = ("sources",)) -> Iterator[Fault]:
    """Yield sources that do not resolve."""
    return unresolved(record, path, "source", ids, known.content.sources)


def criterion_faults(known: Known, record: Record, written: object, path: Path) -> Iterator[Fault]:
    """Yield what is wrong with a criterion."""
    found: list[Fault] = []
    Compiler(known.vocabulary, lambda at, text: found.append((record, at, text))).compile(written, path)
    return iter(found)


def selector_faults(known: Known, record: Record, written: object, path: Path) -> Iterator[Fault]:
    """Yield what is wrong with a selector, and each word in it that nothing can have."""
    found: list[Fault] = []
    compile_selector(written, lambda at, text: found.append((record, at, text)), path)
    yield from found
    yield from unresolved(record, path, "item", _named_in(written, "id"), known.item_ids | known.said_ids)
    for key, words in known.words.items():
        yield from unresolved(record, path, key, _named_in(written, key), words)


def _named_in(selector: object, kind: str) -> Iterator[str]:
    """Yield the words that a selector asks for under a key: one that nothing has would hit nothing in silence."""
    if isinstance(selector, dict):
        for key, value in selector.items():
            if key == kind:
                yield from filter(_is_word, value if isinstance(value, list | tuple) else [value])
            yield from _named_in(value, kind)
    elif isinstance(selector, list | tuple):
        for part in selector:
            yield from _named_in(part, kind)


def _is_word(value: object) -> TypeGuard[str]:
    return isinstance(value, str)
