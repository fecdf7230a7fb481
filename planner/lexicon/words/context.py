"""Negations, the past, relatives, and what joins or parts the things of an entry."""

from __future__ import annotations

from planner.lexicon.folding import folded_in, words_in

PAST_BEFORE = folded_in("had was were past previous previously prior former formerly ex hx historical used history")
PAST_AFTER = folded_in("resolved cured remission recovered gone past previously before healed")
DENIALS = folded_in("no not denies denied without never non nil neither nor negative free denying")
LISTING_DENIALS = folded_in("denies denied without neither denying")
ABSENT_AFTER = folded_in("excluded absent denied negative none nil no")
RELATIVES = folded_in(
    """
    mother father mum mom dad sister brother parent grandmother grandfather grandma grandpa gran aunt uncle cousin
    son daughter husband wife sibling relative family fh fhx
    """
)
# A relative is one person; these words speak of all that a list names.
LISTING_RELATIVES = words_in("family fh fhx")
SEPARATORS = frozenset((",", "and", "&", ".", ";", "but"))
BREAKS = frozenset((".", ";", "but"))
ALTERNATIVES = words_in("or nor")
JOINS = frozenset((",", "and", "or", "nor", "/", "&", "+"))
