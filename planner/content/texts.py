"""Whether every sentence fills and reads as it should: braces, length, and no promise."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from planner.content.foods import Fault
from planner.content.sentences import Sentence, length, named, sentences, split, stray_braces
from planner.errors import did_you_mean
from planner.i18n.language import LIMITS
from planner.model.folder import Raw

LONGEST = "words-per-sentence"
ONLY_NAMES = "braces hold a plain name and nothing else, such as {minutes}"


def sentence_faults(raw: Raw) -> Iterator[Fault]:
    """Yield what is wrong with each English sentence and message, with its record and the path there."""
    found = tuple(sentences(raw))
    longest = _longest_parts(raw, found)
    promised, denied = _any_of(raw.promises), _any_of(raw.denials)
    for sentence in found:
        yield from _braces(sentence)
    for sentence in (*filter(lambda one: one.runs, found), *_messages(raw)):
        yield from _long(raw, sentence, longest)
        for part in split(sentence.text):
            if (match := promised.search(part)) and not denied.search(part):
                said = f"'{match[0]}' is a promise; say what may help, and how sure that is"
                yield sentence.record, sentence.path, said


def _messages(raw: Raw) -> Iterator[Sentence]:
    for key, text in raw.messages.get("en", {}).items():
        yield Sentence(("messages", "en"), (key,), key, text)


def _braces(sentence: Sentence) -> Iterator[Fault]:
    if stray_braces(sentence.text):
        yield sentence.record, sentence.path, ONLY_NAMES
    for name in named(sentence.text):
        if name not in sentence.fills:
            yield sentence.record, sentence.path, f"unknown placeholder '{name}'{did_you_mean(name, sentence.fills)}"


def _longest_parts(raw: Raw, found: tuple[Sentence, ...]) -> Mapping[str, str]:
    """Return the longest words that can stand for each name in braces, by the id of an item and the name."""
    parts: dict[str, str] = {}
    for sentence in found:
        if "values" in sentence.path and length(sentence.text) > length(parts.get(sentence.id, "")):
            parts[sentence.id] = sentence.text
    for name in ("emergency", "urgent"):
        parts[name] = max((getattr(country, name) for country in raw.countries.values()), key=length, default="")
    return parts | dict.fromkeys(LIMITS, raw.messages.get("en", {}).get("limit-as-set", ""))


def _long(raw: Raw, sentence: Sentence, longest: Mapping[str, str]) -> Iterator[Fault]:
    standard = raw.standards.get(LONGEST)
    item, text = sentence.id.rsplit(".", 1)[0], sentence.text
    for name in named(text):
        text = text.replace(f"{{{name}}}", longest.get(name) or longest.get(f"{item}.{name}", "1"))
    # The sheet says: Because you are pregnant.
    text = f"Because {text}" if sentence.path[-1] == "because" else text
    for part in split(text):
        if standard is not None and length(part) > standard.at_most:
            said = f"has {length(part)} words; expected at most {standard.at_most}: '{part[:60]}…'"
            yield sentence.record, sentence.path, said


def _any_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds any of some words or phrases, as whole words; without any, nothing."""
    listed = "|".join(r"\s+".join(map(re.escape, phrase.split())) for phrase in phrases)
    return re.compile(rf"\b(?:{listed})\b" if listed else r"(?!)", re.IGNORECASE)
