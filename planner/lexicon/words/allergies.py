"""Words for an allergy, and those that stand beside one."""

from __future__ import annotations

from planner.lexicon.folding import folded_in

ALLERGY = ("allerg", "alerg", "anaphyla", "hypersensitiv", "intoleran", "epipen")
OF_ALLERGIES = folded_in(
    "drug medicine medication substance product reaction adverse sensitivity rash hive itching itch"
)
