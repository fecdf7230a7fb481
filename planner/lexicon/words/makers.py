"""Makers of medicines, as they stand beside a name or are joined to it."""

from __future__ import annotations

from planner.lexicon.folding import words_in

MAKERS = words_in(
    """
    apo novo nu gen pms ratio ratiopharm stada hexal heumann abz sandoz mepha teva mylan viatris zentiva krka accord
    aurobindo actavis aristo basics puren neuraxpharm bayvit normon cinfa kern mabo edigen bexal pharma
    """
)
MAKERS_BESIDE = words_in(
    """
    rhoxal lin mtw arrow biogaran dbl genrx healthsense chem mart terry white chemists sbpa 1a al azu beta dura
    dorsch gamma von ct desitin effik jenapharm llorens philo burger awd nativelle boehringer delalande henning
    roche merck wyeth leo msd debat geminis seid ur chinoin gtis fph acis galen hameln lichtenstein lindo biochemie
    sanofi pfizer astra asta medica tad wolff lande healthcare laboratories
    """
)
# What German and other labels write onto a name without a space: makers and salts.
GLUED = words_in(
    """
    ratiopharm puren hexal hameln 1apharma hydrochlorid succinat tartrat maleat fumarat besilat mesilat sulfat phosphat
    natrium
    """
)
