"""Profiles for Hypothesis: built from the keys of a profile and from the names that people write, known or not."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from conftest import CONTENT
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from planner.logic.facts import CHOICES
from planner.profile.keys import PLACES
from planner.profile.limits import LIMITS
from planner.recognition.quantities.amounts import daily

Made = dict[str, Any]
NONSENSE = ("Zyxomab", "blorbitis", "no idea", "x" * 300, "<b>&nbsp;</b>", "שלום", "12345", "no known problem")
_CONCEPTS = {
    fact: [
        name for concept in CONTENT.raw.concepts if concept.fact == fact for name in (concept.label, *concept.names[:2])
    ]
    for fact in ("conditions", "symptoms", "habits", "allergies", "diet")
}
_MEDICINES = [name for drug in CONTENT.raw.drugs for name in (drug.id, *drug.brands[:2])]
_MEDICINES += [combination.names[0] for combination in CONTENT.raw.combinations]
# A symptom mostly ends in the page that stops; a plan is what most of the properties are about.
_SAFE_SYMPTOMS = ["calf pain on walking", "an urge to move my legs", "none"]


_PHASES = (Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink)


def examples(most: int) -> settings:
    """Return settings by which each run looks at the same profiles; PLANNER_TEST_TIMES=20 looks at more."""
    times = int(os.environ.get("PLANNER_TEST_TIMES", "1"))
    slow = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
    return settings(
        max_examples=most * times,
        derandomize=times == 1,
        deadline=None,
        database=None,
        suppress_health_check=slow,
        phases=_PHASES,
    )


def _plain(name: str) -> str:
    return name.split(" = ", maxsplit=1)[0].replace(" + ", " ")


def _some(names: list[str], most: int = 3) -> st.SearchStrategy[list[str]]:
    known = st.sampled_from([_plain(name) for name in names])
    return st.lists(st.one_of(known, known, known, known, st.sampled_from(NONSENSE)), max_size=most)


def one_of_list(key: str) -> st.SearchStrategy[str]:
    """Return one known thing to add to a list of a profile."""
    names = {"medications": _MEDICINES, **_CONCEPTS, "symptoms": _SAFE_SYMPTOMS}
    return st.sampled_from([_plain(name) for name in names[key]])


LISTS: Mapping[str, st.SearchStrategy[list[str]]] = {
    "medications": _some(_MEDICINES),
    "conditions": _some(_CONCEPTS["conditions"], 2),
    "symptoms": st.one_of(_some(_SAFE_SYMPTOMS, 1), _some(_CONCEPTS["symptoms"], 1)),
    "habits": _some(_CONCEPTS["habits"], 2),
    "allergies": _some(_CONCEPTS["allergies"], 2),
    "diet": _some(_CONCEPTS["diet"], 1),
}
OTHERS: Mapping[str, st.SearchStrategy[Any]] = {
    "sex": st.sampled_from(CHOICES["sex"]),
    "pregnancy": st.one_of(
        st.booleans(),
        st.builds(lambda weeks: {"weeks": weeks}, st.integers(1, 42)),
        st.builds(lambda trimester: {"trimester": trimester}, st.integers(1, 3)),
    ),
    "born_weeks_ago": st.integers(0, 52),
    "breastfeeding": st.booleans(),
    "limits": st.sets(st.sampled_from(LIMITS), max_size=2).map(
        lambda names: {name: daily()[name].example for name in names}
    ),
    "exercise_level": st.sampled_from(CHOICES["exercise_level"]),
    "sleep_position": st.sampled_from(CHOICES["sleep_position"]),
    "daily_posture": st.sampled_from(CHOICES["daily_posture"]),
    "cramps": st.fixed_dictionaries(
        {"where": st.lists(st.sampled_from(PLACES), unique=True)},
        optional={"nights_per_week": st.integers(0, 6), "for_weeks": st.integers(0, 100)},
    ),
    "heat": st.booleans(),
}
PRINTED = {
    "name": st.text(max_size=40),
    "id": st.text(max_size=20),
    "country": st.sampled_from(["GB", "US", "DE", "ZZ"]),
    "paper": st.sampled_from(["a4", "letter"]),
    "large_print": st.booleans(),
}
AGES = st.one_of(st.integers(18, 95), st.integers(0, 115))


def _consistent(profile: Made) -> Made:
    """Return a profile without what excludes itself: those are errors, which test_answers looks at."""
    if profile.get("sex") == "male":
        return {k: v for k, v in profile.items() if k not in ("pregnancy", "breastfeeding", "born_weeks_ago")}
    return profile


PROFILES: st.SearchStrategy[Made] = st.fixed_dictionaries({"age": AGES}, optional={**LISTS, **OTHERS, **PRINTED}).map(
    _consistent
)
KNOWN: st.SearchStrategy[Made] = st.fixed_dictionaries({"age": AGES, **LISTS, **OTHERS}).map(_consistent)
PLANS = st.sampled_from(sorted(CONTENT.templates))
