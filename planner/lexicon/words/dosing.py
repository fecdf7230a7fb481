"""How often and when a medicine is taken."""

from __future__ import annotations

from planner.lexicon.folding import words_in

DOSING = words_in(
    """
    od bd tds qds qid tid bid qd qam qpm qhs hs om on nocte mane po prn sl once twice thrice one two three four half
    quarter ½ time times daily nightly weekly monthly day days night nights week weeks month months morning mornings
    evening evenings noon lunch lunchtime dinner tea breakfast bed bedtime meal meals food water at in the per every
    each before after with as needed required when and or take takes taking i am my low high dose doses dosage
    strength prescribed by doctor gp alternate other
    """
)
# How often, where the list has an entry of its own for each day; a word for a week or more settles it the other way.
EACH_DAY = words_in(
    """
    daily nightly day days night nights od bd tds qds qid tid bid qd qam qpm qhs om nocte mane morning mornings evening
    evenings
    """
)
EACH_WEEK = words_in("weekly week weeks fortnightly fortnight monthly month months")
BEFORE_A_SPAN_OF_TIME = words_in("day night week month time tablet pill capsule half quarter dose fortnight")
ARTICLE_FOLLOWS = ("", "and", "with", "take", "takes", "taking")
