"""Short words that join medicines, or add a second one to a product."""

from __future__ import annotations

from planner.lexicon.folding import words_in

ADDING = ("and", "&", "+", "plus")
BETWEEN_NAMES = words_in("plus y et und")
# "Telmisartan AM" and "losartan H" hold a second medicine; "40 mg am" and "8 h" are times.
NOT_AFTER_A_NAME = ("am", "h")
SUFFIXES_THAT_ADD = {
    "k": "potassium-chloride",
    "a": "amiloride",
    "plus": "hydrochlorothiazide",
    "comp": "hydrochlorothiazide",
}
