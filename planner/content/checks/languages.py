"""Whether a language is whole: every message and every sentence, none stale, with the same braces and numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from functools import cache

from planner.content.checks.texts import ONLY_NAMES
from planner.content.faults import Fault
from planner.content.folder import ENGLISH
from planner.content.sentences import named, stray_braces, to_translate
from planner.errors import ContentError, did_you_mean
from planner.files.yaml import read_yaml
from planner.model.folder import Records
from planner.model.translations import Translated
from planner.resources import bundled

# Of what is missing, so many are named: the first are a start, and thousands would hide what else is wrong.
_NAMED = 8
_LISTS = ("months", "months-short", "weekdays", "weekdays-short")


def english_faults(raw: Records) -> Iterator[Fault]:
    """Yield each message that the program needs and the English of a folder lacks, or fills in another way."""
    english, needed = raw.messages.get("en", {}), _needed()
    if not english:
        yield ("messages", "en"), (), f"holds no message; it needs all {len(needed)} that {ENGLISH} comes with"
        return
    for key in sorted(needed.keys() - english.keys()):
        yield ("messages", "en"), (), f"the message '{key}' is missing"
    for key, text in english.items():
        if key not in needed:
            yield ("messages", "en"), (key,), f"unknown message '{key}'{did_you_mean(key, needed)}"
            continue
        for said in _unlike(needed[key], text, named(needed[key])):
            yield ("messages", "en"), (key,), said
        if key in _LISTS and text.count(", ") != needed[key].count(", "):
            yield ("messages", "en"), (key,), f"'{key}' must list {needed[key].count(', ') + 1}, divided by commas"


@cache
def _needed() -> Mapping[str, str]:
    """Return the messages that the program says, as our own English has them."""
    file = bundled("plans") / ENGLISH
    try:
        data = read_yaml(file.read_bytes(), ENGLISH).data
    except OSError as error:
        raise ContentError(f"{file}: cannot be read: {error.strerror}") from error
    return data if isinstance(data, dict) else {}


def language_faults(raw: Records) -> Iterator[Fault]:
    """Yield what keeps each other language from being whole: what is missing is counted, and the first named."""
    english = raw.messages.get("en", {})
    needed = to_translate(raw)
    for code, language in raw.translations.items():
        record = ("translations", code)
        for said in _messages(english, language.messages):
            yield record, ("messages",), said
        for key, message in language.messages.items():
            for said in _faults(message, english.get(key)) if key in english else ():
                yield record, ("messages", key), said
            if key in _LISTS and message.words.count(", ") != english.get(key, "").count(", "):
                yield record, ("messages", key), f"'{key}' must list as many words as in English, divided by commas"
        for said in _sentences(needed, [sentence.of for sentence in language.sentences]):
            yield record, ("sentences",), said
        for index, sentence in enumerate(language.sentences):
            for said in _faults(sentence, sentence.of):
                yield record, ("sentences", index), said


def _messages(english: Mapping[str, str], there: Mapping[str, Translated]) -> Iterator[str]:
    yield from _some(english.keys() - there.keys(), f"of {len(english)} messages are not translated", list(english))
    yield from _some(there.keys() - english.keys(), "messages are unknown", list(there))


def _sentences(needed: Mapping[str, tuple[str, ...]], there: list[str]) -> Iterator[str]:
    missing = [needed[text][0] for text in needed.keys() - set(there)]
    order = [ids[0] for ids in needed.values()]
    yield from _some(missing, f"of {len(needed)} sentences are not translated", order)
    stale = [text for text in there if text not in needed]
    yield from _some(stale, "translate English that the plans do not say any more", stale)
    twice = [text for text, count in Counter(there).items() if count > 1]
    yield from _some(twice, "English sentences stand twice", twice)


def _some(found: Collection[str], said: str, order: list[str]) -> Iterator[str]:
    """Yield how many there are of something, and the first of them, if there are any."""
    if found:
        first = [one for one in dict.fromkeys(order) if one in set(found)][:_NAMED]
        listed = ", ".join(f"'{one[:60]}'" for one in first)
        yield f"{len(found)} {said}: {listed}{', …' if len(found) > len(first) else ''}"


def _faults(text: Translated, english: str | None) -> Iterator[str]:
    """Yield what is wrong with one text in another language, beside the English of today."""
    if english is not None and text.of != english:
        yield f"is stale: it translates '{text.of[:60]}', and the English is '{english[:60]}' now"
    if not text.words.strip():
        yield "is empty"
    yield from _unlike(text.of, text.words, named(text.of))
    if _numbers(text.of) != _numbers(text.words):
        yield f"has other numbers than '{text.of[:60]}': two languages must not give different care"


def _unlike(english: str, words: str, fills: tuple[str, ...]) -> Iterator[str]:
    if stray_braces(words):
        yield ONLY_NAMES
    if set(named(words)) != set(fills):
        listed = ", ".join(f"{{{name}}}" for name in dict.fromkeys(fills)) or "no braces"
        yield f"must hold {listed}, as the English '{english[:60]}' does"


def _numbers(text: str) -> Counter[str]:
    return Counter(re.findall(r"\d+", text))
