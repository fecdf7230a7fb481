"""Words that carry no meaning of their own in an entry, and those of the complaint itself."""

from __future__ import annotations

from planner.lexicon.folding import folded_in, words_in

DROPPED = words_in(
    """
    a an the my your his her their our i im ive me of in on at to s is are am be been has have having got get gets
    getting this that there it its right left one very quite really some he she we patient
    """
)
FILLERS = folded_in(
    """
    any known current currently diagnosed diagnosis sign signs symptom evidence feel feels feeling experiencing
    experienced suffer suffers suffering suffered from with ever active significant personal do does did new chronic
    acute mild moderate severe stable recurrent episode attack by such other further taking being
    """
)
ENTRY_NOISE = folded_in(
    """
    with and or due secondary associated because of disorder finding situation disease syndrome chronic primary
    diagnosed diagnosis known confirmed since for from year years month months week weeks day days night nights
    evening morning often sometime sometimes current currently now still today localized localised generalized
    generalised mild moderate stable problem issue condition suffer suffers suffering experiencing feel feels
    feeling every each per daily nightly most also little slightly slight sudden suddenly new under treatment both
    me when while about approximately around after during ongoing long term longstanding well recurrent age aged
    year old yr but monday tuesday wednesday thursday friday saturday sunday january february march april may june
    july august september october november december , . ; : / & + ( ) [ ] %
    """
)
COMPLAINT = folded_in("cramp spasm leg legs calf calves foot feet thigh toe night nocturnal muscle painful")
IN_BLOOD_OR_DIET = ("low sugar",)
