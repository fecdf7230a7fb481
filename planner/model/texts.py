"""What the planner itself puts into sentences of plans/: the limits that a person was set, and words of its own."""

from __future__ import annotations

import re

_ENDS = re.compile(r"(?<=[.!?])\s+")
# What a sentence may be filled with besides its own numbers: limits as the person's own team set them.
LIMITS = ("fluid_limit", "potassium_limit", "salt_limit")
# What a line may be filled with: some foods of this person's own list that give a mineral.
FOODS = {"potassium_foods": "potassium"}
# What the reading of a profile says of its guesses, printed among what was assumed.
PROGRAM = (
    "it looks like that name",
    "its code and its words name different things, so both count",
    "this medicine is most often taken for it",
    "one of your answers says so",
    "your answers name different weeks, so the rules for all of them apply",
    "pregnant",
    "pregnancy",
    "weeks {low} to {high}",
    "{label}, stage {stage}",
)


def has_words(text: str) -> bool:
    """Return whether a text holds letters, so that it is not the same in every language."""
    return any(map(str.isalpha, text))


def first_sentence(text: str) -> str:
    """Return what stands up to the first stop of a text, with it; of a reason, what could happen."""
    return _ENDS.split(text, maxsplit=1)[0]
