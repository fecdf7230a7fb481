"""The kinds of values of a C-CDA document: coded words, days, states."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from planner.records.health.facts import CodedWords, RecordCode, system_of

_TIME = re.compile(r"(\d{4})(\d{2})?(\d{2})?")


def narratives(section: Element) -> Mapping[str, str]:
    """Return the words of a section's text by the id that entries refer to."""
    text = section.find("text")
    return {} if text is None else {id_: words_in(one) for one in text.iter() if (id_ := one.get("ID", ""))}


def words_in(element: Element | None) -> str:
    """Return all words of an element on one line."""
    return "" if element is None else " ".join("".join(element.itertext()).split())


def coded_words(element: Element | None, told: Mapping[str, str]) -> CodedWords:
    """Return a coded value with its translations, its own words and those that it refers to."""
    if element is None:
        return CodedWords()
    codes = tuple(_code(one) for one in (element, *element.findall("translation")) if one.get("code"))
    return CodedWords(_own_words(element, told), codes)


def _code(element: Element) -> RecordCode:
    system = system_of(element.get("codeSystem", ""))
    return RecordCode(system, element.get("code", ""), element.get("displayName", ""))


def _own_words(element: Element, told: Mapping[str, str]) -> str:
    original = element.find("originalText")
    if original is not None:
        reference = original.find("reference")
        pointed = told.get(reference.get("value", "").removeprefix("#"), "") if reference is not None else ""
        return words_in(original) or pointed
    return "" if element.get("code") else element.get("displayName", "")


def day(element: Element | None) -> str:
    """Return the day of a time as YYYY-MM-DD, or as much of it as is known."""
    found = _TIME.match(element.get("value", "")) if element is not None else None
    return "-".join(part for part in found.groups() if part) if found else ""


def spans(element: Element) -> tuple[str, str]:
    """Return the first and the last day that an entry names."""
    times = element.findall("effectiveTime")
    low = next(filter(None, (day(one.find("low")) or day(one) for one in times)), "")
    return low, next(filter(None, (day(one.find("high")) for one in times)), "")


def is_denied(element: Element) -> bool:
    """Return whether an entry says that something is not so."""
    return element.get("negationInd", "").strip() in ("true", "1")


def status_of(element: Element) -> str:
    """Return the state of an entry as such: active, completed, aborted and so on."""
    status = element.find("statusCode")
    return "" if status is None else status.get("code", "")


def related(element: Element, *path: str) -> Iterator[Element]:
    """Yield what is related to an entry, step by step."""
    found = [element]
    for step in path:
        found = [inner for one in found for inner in one.findall(f"entryRelationship/{step}")]
    yield from found


def templates(element: Element) -> frozenset[str]:
    """Return the templates that an element claims."""
    return frozenset(one.get("root", "") for one in element.findall("templateId"))


def codes_of(element: Element) -> dict[str, None]:
    """Return the codes by which an element says what it is, its own first, then those of its translations."""
    code = element.find("code")
    named = () if code is None else (code, *code.findall("translation"))
    return dict.fromkeys(one.get("code", "") for one in named)


def within(entry: Element, tag: str) -> list[Element]:
    """Return the parts of one kind of an entry, alone or gathered by an organizer."""
    return [*entry.findall(tag), *entry.findall(f"organizer/component/{tag}")]
