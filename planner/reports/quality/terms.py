"""Terms of medicine on a sheet: which stands somewhere first without the plain words that explain it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from planner.reports.quality.watching import Piece


def unexplained(found: Iterable[Piece], own: Sequence[str], terms: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the terms whose first standing has none of their plain words in the same block, in their order.

    `terms` are stems of words, each with the plain words for it. What the person wrote is known to the person.
    """
    texts = [" ".join(piece.text.split()).lower() for piece in found]
    known = " ".join(own).lower()
    open_ = (term for term in terms if not _stands(term, known))
    return [term for term in open_ if not _is_explained(term, terms[term], texts)]


def _is_explained(term: str, plain: Sequence[str], texts: Iterable[str]) -> bool:
    first = next((text for text in texts if _stands(term, text)), None)
    return first is None or any(words in first for words in plain)


def _stands(term: str, text: str) -> bool:
    return re.search(rf"\b{re.escape(term)}", text) is not None
