"""Forms of medicines and the ways they take into the body."""

from __future__ import annotations

from planner.lexicon.folding import words_in

FORMS = words_in(
    """
    tablet tablets tab tabs capsule capsules cap caps caplet caplets pill pills oral solution suspension liquid
    syrup drops elixir injection injections injectable injector inhaler inhalers inhalation puff puffs nebuliser
    nebulizer nebule nebules metered dry powder spray mucosal nasal cream ointment gel topical patch patches
    transdermal system pen pens prefilled pre filled syringe syringes vial vials cartridge kwikpen flexpen solostar
    chewable dispersible orodispersible coated film sachet sachets granules gastro resistant enteric delayed
    extended modified prolonged sustained controlled release retard xl sr mr cr la er xr pr ec dr odt human pack
    strip auto abuse deterrent drug implant intrauterine vaginal ring ellipta breezhaler
    respimat turbohaler turbuhaler accuhaler diskus handihaler evohaler easyhaler genuair nexthaler clickhaler
    autohaler easibreathe hfa rectal rectubes suppository suppositories supprettes intensol sprinkle sprinkles dosepack
    intravenous iv intramuscular im subcutaneous sc aqueous lozenge lozenges comprimido comprimidos comprime comprimes
    tabletten filmtabletten kapseln capsula capsulas gelule gelules recombinant rdna origin micronised micronized micro
    purified tube tubes transmucosal duriles durules
    """
)
# Forms that act where they are put, and forms that reach the whole body: one of these settles how an entry is read.
LOCAL_FORMS = words_in(
    """
    cream creams ointment ointments gel gels lotion lotions topical scalp shampoo mousse ophthalmic eye eyes otic
    ear ears nasal nose %
    """
)
WHOLE_BODY_FORMS = words_in(
    """
    tablet tablets tab tabs capsule capsules cap caps caplet caplets pill pills oral syrup elixir injection injections
    injectable injector inhaler inhalers inhalation puff puffs nebuliser nebulizer nebule nebules intravenous iv
    intramuscular im subcutaneous sc rectal suppository suppositories enema foam chewable dispersible orodispersible
    sachet sachets granules implant mouthwash
    """
)
# How a form gives its medicine: in two words, "slow release" or "long acting".
BEFORE_RELEASE = words_in("slow immediate long acting")
RELEASE = words_in("release acting")
