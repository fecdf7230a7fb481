"""The words that people and records use around the names of things, in one language, as written."""

from __future__ import annotations

from planner.model.items import Strict

Words = tuple[str, ...]


class Lexicon(Strict, frozen=True, kw_only=True):
    """All word lists of one language; every list must be there, so that half a folder is noticed."""

    # Around a title
    title_endings: Words
    record_kinds: Words
    read_codes: Words
    # Numbers and time
    number_words: dict[str, int]
    ordinals: dict[str, int]
    spans: dict[str, int]
    rewrites: dict[str, str]
    # Around any entry
    dropped: Words
    fillers: Words
    harmless: Words
    complaint: Words
    only_as_a_diet: Words
    only_as_a_habit: Words
    # Whether, who and when
    past_before: Words
    past_after: Words
    denials: Words
    listing_denials: Words
    absent_after: Words
    relatives: Words
    listing_relatives: Words
    separators: Words
    breaks: Words
    alternatives: Words
    joins: Words
    # How bad
    severe: Words
    mild: Words
    narrowing: Words
    control: Words
    poorly: Words
    # Allergies
    allergy_begins: Words
    beside_an_allergy: Words
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
    before_release: Words
    release: Words
    makers: Words
    makers_beside: Words
    glued: Words
    adding: Words
    between_names: Words
    not_after_a_name: Words
    suffixes_that_add: dict[str, str]
    salts: Words
    taken_alone: Words
    minerals: Words
    only_after: Words
