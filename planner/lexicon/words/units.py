"""Units, vessels and drinks: the words beside a number."""

from __future__ import annotations

from planner.lexicon.folding import fold, folded_in, words_in
from planner.lexicon.words.amounts import DAILY

UNITS = words_in(
    """
    mg mgs milligram milligrams mcg mcgs microgram micrograms ug μg g gm gram grams ml mls l litre liter iu u unit
    units unt actuat actuation actuations mmol meq percent hr hrs hour hours h mgml
    """
)
QUANTITIES = folded_in(
    """
    glass glasse pint can bottle unit measure cup pack packet cigarette kg lb pound stone litre liter l ml dl few
    couple drink dinner lunch meal food weekend
    """
)
OF_LIMITS = frozenset(fold(unit) for daily in DAILY.values() for unit in daily.units) | folded_in(
    "hour hr h fl fluid max maximum total"
)
DRINKS = words_in("beer wine pint lager cider drink can whisky whiskey vodka gin rum spirit")
