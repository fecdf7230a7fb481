"""British sentences in American words and spelling, by the table of plans/."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache


class American:
    """The American form of British texts; each is worked out once."""

    def __init__(self, words: Mapping[str, str]) -> None:
        """Take the table: British words and phrases with the American ones."""
        self.words = {british.lower(): american for british, american in words.items()}
        longest = sorted(map(re.escape, self.words), key=len, reverse=True)
        # Nothing in braces, which are places to fill, nor a part of a word.
        self.pattern = re.compile(rf"(?<![\w{{])(?:{'|'.join(longest) or '(?!)'})(?![\w}}])", re.IGNORECASE)
        self.known: dict[str, str] = {}

    def of(self, text: str) -> str:
        """Return a text in American words."""
        if text not in self.known:
            self.known[text] = self.pattern.sub(self._said, text)
        return self.known[text]

    def _said(self, found: re.Match[str]) -> str:
        said = self.words[found[0].lower()]
        return said[:1].upper() + said[1:] if found[0][0].isupper() else said


@lru_cache(maxsize=8)
def american(words: tuple[tuple[str, str], ...]) -> American:
    """Return the American form of British texts, by a table that was asked for before or not."""
    return American(dict(words))
