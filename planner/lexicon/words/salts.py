"""Salts beside the name of a medicine, and minerals."""

from __future__ import annotations

from planner.lexicon.folding import words_in

# Potassium, calcium, magnesium and iron are no mere salts: "losartan potassium" stands in the list as a whole name.
SALTS = words_in(
    """
    sodium disodium hydrochloride dihydrochloride hcl hydrobromide succinate maleate besylate besilate tartrate
    bitartrate mesylate mesilate fumarate hemifumarate phosphate acetate arginine erbumine tert butylamine tosilate
    tosylate dihydrate trihydrate monohydrate hemihydrate anhydrous medoxomil kamedoxomil cilexetil etexilate
    propionate dipropionate furoate xinafoate trifenatate sulfate sulphate bisulfate besulfate bromide hyclate
    lysine citrate tannate polistirex malate monohydrochloride methanesulfonate carbonate monosodium natrium sodico
    sodica sodique hydrate octylamine napadisilate hemitartrate monohydrobromide glycinate hemiethanolate betadex
    valerate enanthate decanoate cypionate hemisuccinate gluconate lactate edisylate hydrochlorid hydrochloridum
    hydrochloricum clorhidrato hidrocloruro cloridrato chlorhydrate sulfat sulfato solfato maleat maleato besilat
    besilato mesilat mesilato tartrat tartrato succinat succinato fumarat fumarato citrat citrato phosphat fosfato
    acetat acetato bromid bromuro bromure propionato dipropionato
    """
)
# What can be taken on its own, so that a comma may stand between two medicines: "sodium, simvastatin".
TAKEN_ALONE = words_in(
    """
    sodium natrium phosphate phosphat fosfato carbonate citrate citrat citrato lysine arginine bromide bromid
    bromuro bromure acetate acetat acetato lactate gluconate beta gamma dura al lin leo
    """
)
MINERALS = words_in("potassium calcium magnesium zinc iron strontium lithium aluminum aluminium")
ONLY_AFTER = words_in("beta gamma dura al")  # "Beta heparin" is another substance.
