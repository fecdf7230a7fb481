"""Proofs over all profiles, not over a sample, that no set of facts makes a plan break its promises. Needs python-sat.

A profile is a choice from a finite domain (`domain.py`): of each key with one answer, not given or one of its answers;
of each list, not given or any set of phrases: every medicine, word for a class, condition, symptom, habit, allergy,
diet and limit that plans/ knows, with each stage, severity and age that a criterion asks for, as past, as denied, and
understood only in part; a pregnancy told in words; and words that nobody knows. All written words may stand under
each of the five keys for such words. What no criterion of plans/ can tell apart stands for each other.

What a phrase or an answer makes of the facts is not modelled: the planner reads it, once, alone, and criteria,
selectors and ranks are asked. The rest (`symbolic_profile.py`: which truth a criterion has; `symbolic_plan.py`: what a
rule hits, what comes in place of what, which line is said) is put as formulas (`boolean.py`) that follow
`planner/planning/` line by line; a SAT solver decides them (`solver.py`). So a proof is exact for the domain. A
counterexample is a profile in real words, planned with `apply`; if the plan does not show the fault, the formulas are
wrong, and that is an error too.
"""
