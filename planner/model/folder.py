"""All records of a folder of plans together."""

from __future__ import annotations

import msgspec

from planner.files.svg import Picture
from planner.model.codes import Codes
from planner.model.countries import Country
from planner.model.foods import Daily, Food, Meal, Vessel
from planner.model.items import EasyWords, Item
from planner.model.lexicon import Lexicon
from planner.model.plans import Template
from planner.model.rules import Assumption, DefaultValue, Level, NamedCriterion, Rule, SelfCheck
from planner.model.sources import Source
from planner.model.standards import Bound, DietStandard, Standard
from planner.model.stretches import Stretch
from planner.model.terms import Combination, Concept, Drug, DrugClass, Measure, Neutral, Titles
from planner.model.translations import Translation


class Records(msgspec.Struct, frozen=True):
    """All files of a plans/ folder, read but not yet bound; the form in which content is kept between runs."""

    criteria: tuple[NamedCriterion, ...] = ()
    defaults: tuple[DefaultValue, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    checks: tuple[SelfCheck, ...] = ()
    sources: tuple[Source, ...] = ()
    classes: tuple[DrugClass, ...] = ()
    drugs: tuple[Drug, ...] = ()
    combinations: tuple[Combination, ...] = ()
    concepts: tuple[Concept, ...] = ()
    titles: tuple[Titles, ...] = ()
    neutral: tuple[Neutral, ...] = ()
    codes: tuple[Codes, ...] = ()
    measures: tuple[Measure, ...] = ()
    foods: tuple[Food, ...] = ()
    drinks: tuple[Food, ...] = ()
    meals: tuple[Meal, ...] = ()
    tags: tuple[str, ...] = ()
    stretches: tuple[Stretch, ...] = ()
    scales: dict[str, tuple[Level, ...]] = {}
    rules: tuple[Rule, ...] = ()
    items: tuple[Item, ...] = ()
    lines: tuple[Item, ...] = ()
    easy: tuple[EasyWords, ...] = ()
    everyday: tuple[str, ...] = ()
    templates: tuple[Template, ...] = ()
    countries: dict[str, Country] = {}
    # British words with the American ones: spelled in another way, other words, other units first.
    spellings: dict[str, str] = {}
    phrases: dict[str, str] = {}
    customary: dict[str, str] = {}
    messages: dict[str, dict[str, str]] = {}
    translations: dict[str, Translation] = {}
    pictures: dict[str, Picture] = {}
    lexicons: dict[str, Lexicon] = {}
    must_hold: tuple[str, ...] = ()
    bounds: tuple[Bound, ...] = ()
    diets: tuple[DietStandard, ...] = ()
    standards: dict[str, Standard] = {}
    amounts: dict[str, Daily] = {}
    vessels: dict[str, Vessel] = {}
    # The words at the head of a serving, with the picture of what it is measured with.
    portions: dict[str, str] = {}
    # The words of a shelf's title that name only some of its foods, with these.
    shelf_words: dict[str, tuple[str, ...]] = {}
    hazards: tuple[str, ...] = ()
    promises: tuple[str, ...] = ()
    denials: tuple[str, ...] = ()
    # The ids of the medicines where these are kept apart.
    drug_ids: tuple[str, ...] = ()


class Medicines(msgspec.Struct, frozen=True):
    """The medicines and products of a folder, kept apart: only their index is needed to read an entry."""

    drugs: tuple[Drug, ...] = ()
    combinations: tuple[Combination, ...] = ()
