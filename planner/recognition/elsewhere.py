"""Whether words that were not read could belong to another key than the one under which they stand."""

from __future__ import annotations

from planner.lexicon.folding import NAME_WORD, plain
from planner.lexicon.vocabulary import WordLists

# A shorter word that ends like an illness may be a product's name.
SHORTEST_ILLNESS = 8


def could_be_medicine(text: str, lists: WordLists) -> bool:
    """Return whether words speak of something that is taken: they give a dose, or say in which form."""
    words = NAME_WORD.findall(plain(text))
    return not lists.says_a_medicine.isdisjoint(words) or any(
        _is_dose(words, place, lists) for place in range(len(words))
    )


def could_be_illness(text: str, lists: WordLists) -> bool:
    """Return whether words speak of an illness: they say so, or a name ends like one."""
    words = NAME_WORD.findall(plain(text))
    ends = lists.raw.illness_endings
    named = any(len(word) >= SHORTEST_ILLNESS and word.endswith(ends) for word in words)
    return named or not lists.says_an_illness.isdisjoint(words)


def _is_dose(words: list[str], place: int, lists: WordLists) -> bool:
    """Return whether a number stands with a unit of mass; "140 mg/dl" is an amount in blood."""
    digits = words[place].rstrip("abcdefghijklmnopqrstuvwxyzμ")
    unit, after = words[place].removeprefix(digits), place + 1
    if not unit:
        unit, after = "".join(words[place + 1 : place + 2]), place + 2
    return digits[:1].isdigit() and unit in lists.dose_units and words[after : after + 1] != ["/"]
