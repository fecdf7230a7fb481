"""The words of an entry as it was written, prepared for reading."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from planner.lexicon.folding import plain
from planner.lexicon.vocabulary import WordLists

MAX_WORDS = 120
LONG_CRAMP_MINUTES = 10
# The vowels of Indian scripts are no letters to `\w`: without them "oil" and "sesame" are one word in Hindi.
WORD = re.compile(r"\d+(?:[.,]\d+)*[^\W\d_]*|(?:[^\W_]|[\u0900-\u0963\u0966-\u109f])+|[^\w\s]")
# Letters with a stop behind each: "D.V.T.".
_DOTTED = re.compile(r"(?<![\w.])(?:[^\W\d_]\.){2,}(?:[^\W\d_](?!\w))?")
# ".5" is 0.5.
_BARE_DECIMAL = re.compile(r"(?<![\w.,)])\.(?=\d)")
# Of the other signs, those that may carry meaning; quotation marks, hyphens and the like do not.
_SIGNS = frozenset("+/&,;:.()[]%?<>=")
# Stands where somebody tells of themselves what was told of somebody else: "I had one too".
SAME = "sameofoneself"
_NOT = re.compile(r"n't\b")
_MINUTES = re.compile(r"\b(?:(?:over|more than|about) )?(\d+) ?min(?:ute)?s?\b")
# "#NOF", "ankle #": a broken bone. "#30" is a number.
_FRACTURE = re.compile(r" ?#(?=\s?[a-z])|(?<=[a-z])\s?#(?!\s?\d)")
# "Lasix40mg": a dose without a space before it; "B12" and "T3" are names.
_GLUED_DOSE = re.compile(r"(?<=[a-z]{4})(?=\d+(?:[.,]\d+)?(?:mg|mcg|ug|g|ml|iu|units?)\b)")
_ONE_AGO = re.compile(r"\b(?:an?|one|the last|last) (day|week|month|year)\b(?! ?of)(?= ago)")


def without_stops(text: str) -> str:
    """Return a text in which letters with a stop behind each are one word."""
    return _DOTTED.sub(lambda match: match[0].replace(".", ""), text) if "." in text else text


def prepare(text: str, words: WordLists) -> str:
    """Return plain text in which contractions, number words and British spellings have one form."""
    text = without_stops(plain(text))
    if "(" in text or "[" in text:
        text = _pattern(words.record_kind).sub(" ", text)
    text = words.title_ending.sub(" ", text)
    if "til" in text or "up to" in text or "before" in text:
        text = _pattern(words.not_until).sub(r"\g<what> since ", text)
    if "#" in text:
        text = _FRACTURE.sub(" fracture ", text)
    text = _with_same(text, words)
    text = words.rewrite.sub(lambda match: words.rewrites[match[0]], text)
    text = _GLUED_DOSE.sub(" ", text)
    text = _BARE_DECIMAL.sub("0.", text)
    text = _NOT.sub(" not", text).replace("'", "").replace("\u2013", "-")
    text = _MINUTES.sub(_minutes, text)
    text = _ONE_AGO.sub(r"1 \1", text)
    return words.number_word.sub(lambda match: words.numbers[match[0]], text)


def _with_same(text: str, words: WordLists) -> str:
    """Return a text in which each "I had one too" behind the word for a relative holds a word of its own."""
    relative = _pattern(words.of_a_relative).search(text)
    if relative is None:
        return text
    start, same = relative.end(), _pattern(words.same_of_oneself)
    return text[:start] + same.sub(lambda match: f" {match['own'] or match['other'] or ''} {SAME} ", text[start:])


@lru_cache(maxsize=8)
def _pattern(written: str) -> re.Pattern[str]:
    """Return a pattern that few entries need, made when the first one does."""
    return re.compile(written)


def _minutes(match: re.Match[str]) -> str:
    """Return minutes in the one form that matters: a cramp of over ten of them is for the same day."""
    return "over 10 minutes" if int(match[1]) > LONG_CRAMP_MINUTES else match[0]


def plain_words(text: str, lists: WordLists) -> list[str]:
    """Return the words of prepared text without those that carry no meaning."""
    return [word for word, _ in words_with_passed(text, lists)]


def words_with_passed(text: str, lists: WordLists) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the words of prepared text that carry meaning, each with those before it that carry none."""
    passed: tuple[str, ...] = ()
    for word in WORD.findall(text):
        if word in lists.dropped:
            passed += (word,)
        elif _may_mean(word):
            yield word, passed
            passed = ()


def _may_mean(word: str) -> bool:
    # An arrow up or a sign for "more or less" says something, so that it must not be dropped.
    return word[0].isalnum() or word in _SIGNS or unicodedata.category(word[0])[0] == "S"
