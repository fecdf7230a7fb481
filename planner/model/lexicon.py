"""The words that people and records use around the names of things, in one language, as written."""

from __future__ import annotations

from typing import Literal

from planner.model.items import Strict

Words = tuple[str, ...]
ContextStatus = Literal[
    "current", "past", "denied", "relative", "uncertain", "planned", "screening", "stopped", "replaced", "moved"
]


class Modifier(Strict, frozen=True, kw_only=True):
    """Words that say whether something is there, who has it, and when; with `lists`, of a whole list behind them."""

    says: ContextStatus
    where: Literal["before", "after", "either"]
    words: Words
    lists: bool = False


class Letters(Strict, frozen=True, kw_only=True):
    """Letters that stand for several illnesses, and the words that decide for one; with `capitals` only in capitals.

    With `decided_by`, kinds of times, they mean nothing unless a word decides or such a time stands right beside them.
    """

    letters: str
    meanings: dict[str, Words]
    capitals: bool = False
    decided_by: Words = ()
    not_beside: Words = ()


class TheSame(Strict, frozen=True, kw_only=True):
    """Words that tell of oneself what was told of somebody else: "I had one too", by their places in the sentence."""

    who: Words
    between: Words
    has: Words
    same: Words
    too: Words
    behind: Words
    # Those that say all alone: "so do I".
    alone: Words


class Lexicon(Strict, frozen=True, kw_only=True):
    """All word lists of one language; every list must be there, so that half a folder is noticed."""

    # Around a title, and before a code of a classification
    title_endings: Words
    record_kinds: Words
    read_codes: Words
    icd_labels: Words
    snomed_labels: Words
    rxnorm_labels: Words
    atc_labels: Words
    # Numbers and time
    number_words: dict[str, int]
    ordinals: dict[str, int]
    spans: dict[str, int]
    rewrites: dict[str, str]
    months: dict[str, int]
    months_that_mean_more: Words
    before_a_month: Words
    weekdays: dict[str, int]
    weekdays_that_mean_more: Words
    repeated: Words
    moments: dict[str, int]
    lately: dict[str, int]
    in_a_day: dict[str, int]
    rated: Words
    time_words: Words
    ago: Words
    days_after_an_operation: Words
    not_of_the_event: Words
    since: Words
    after_an_operation: Words
    after_a_birth: Words
    days_after_a_birth: Words
    names_an_operation: Words
    of_a_pregnancy: Words
    of_a_baby_to_come: Words
    still_before: Words
    still_behind: Words
    lasting: Words
    newest: Words
    dates_an_event: Words
    # Values of tests
    before_a_test: Words
    before_a_value: Words
    glued_to_a_value: Words
    sides: Words
    between_two_pressures: Words
    has_changed: Words
    usual_range: Words
    behind_a_value: Words
    less_than: Words
    more_than: Words
    aims: Words
    levels: Words
    levels_below: dict[str, int]
    units_of_a_level: Words
    after_a_dose: Words
    # Around any entry
    dropped: Words
    fillers: Words
    harmless: Words
    complaint: Words
    sites: Words
    means: Words
    scores: Words
    clause_words: Words
    only_as_a_diet: Words
    only_as_a_habit: Words
    # Whether, who and when
    to_the_new: Words
    reasons: Words
    modifiers: tuple[Modifier, ...]
    separators: Words
    breaks: Words
    alternatives: Words
    joins: Words
    openers: Words
    letters: tuple[Letters, ...]
    not_until: Words
    until: Words
    told_to_wait: Words
    still_to_come: Words
    so_far: Words
    carried_out: Words
    the_same: TheSame
    # How bad
    severe: Words
    of_today: Words
    in_hospital: Words
    mild: Words
    narrowing: Words
    control: Words
    held: Words
    poorly: Words
    # Allergies
    allergy_begins: Words
    beside_an_allergy: Words
    taken_beside: Words
    any_allergy: Words
    avoiding: Words
    # Amounts
    units: Words
    quantities: Words
    alcoholic_drinks: Words
    alcoholic_units: Words
    of_limits: Words
    # Medicines
    dosing: Words
    each_day: Words
    each_week: Words
    before_a_span_of_time: Words
    article_follows: Words
    forms: Words
    local_forms: Words
    whole_body_forms: Words
    swallowed_forms: Words
    kept_in_place: Words
    taken_by: dict[str, Words]
    before_release: Words
    release: Words
    makers: Words
    makers_beside: Words
    glued: Words
    no_maker_letters: Words
    # How many times a day a dose is taken, and what says that a medicine is taken for good.
    times_a_day: dict[str, int]
    long_term: Words
    tapering: Words
    eaten: Words
    habits_in_products: Words
    purpose: Words
    adding: Words
    between_names: Words
    not_after_a_name: Words
    suffixes_that_add: dict[str, str]
    salts: Words
    taken_alone: Words
    minerals: Words
    in_food: Words
    only_after: Words
    # Slips of the hand
    everyday: Words
    other_names: Words
    contrasts: tuple[Words, ...]
    # Words of another key
    dose_units: Words
    says_a_medicine: Words
    says_an_illness: Words
    illness_endings: Words
