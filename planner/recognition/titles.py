"""Titles of classifications as the plain names that they hold."""

from __future__ import annotations

import re

from planner.lexicon.words.titles import ENCOUNTER, READ_CODE, RECENT, RECORD_KINDS, SAY_NOTHING

_KIND = re.compile(rf"\((?:{'|'.join(map(re.escape, RECORD_KINDS))})\)|^{READ_CODE}")
# Most entries hold none of these, and are not looked through word by word.
_HINT = re.compile("specif|without|elsewhere|n[oe][sc]|uncompl|encounter|nonintr")
_ENDING = re.compile(rf",?\s*[(\[]?\b(?:{'|'.join(SAY_NOTHING)})\b[)\]]?")
_ENCOUNTER = re.compile(rf"\b{ENCOUNTER}\b")


def plain_title(text: str) -> str:
    """Return plain text without the endings of a title that say nothing; an encounter for an injury makes it recent."""
    text = _KIND.sub(" ", text)
    if not _HINT.search(text):
        return text
    return _ENCOUNTER.sub(RECENT, _ENDING.sub(" ", text))
