"""How bad something is."""

from __future__ import annotations

from planner.lexicon.folding import folded_in

SEVERE = folded_in(
    """
    severe uncontrolled worsening worse unstable decompensated advanced critical malignant acute anaphylaxis
    anaphylactic epipen
    """
)
MILD = folded_in("mild stable controlled compensated")
NARROWING = SEVERE | MILD | folded_in("chronic acute moderate active significant recurrent current new further other")
CONTROL = folded_in("not poorly badly never well")
POORLY = frozenset(("not", "poorly", "badly", "never"))
