"""A folder of plans is checked in full: each kind of fault is a ContentError that names file, line and column."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml
from conftest import ROOT, START, wide
from small_plans import FILES, WEEK, write

import planner.content.folder
from planner.content.knowledge import Content
from planner.content.loader import load_content, read_content
from planner.content.sentences import sentences
from planner.errors import ContentError, ExitCode, PlannerError
from planner.files.yaml import read_yaml
from planner.i18n.language import load_language
from planner.logic.facts import Range, Value
from planner.model.countries import Country
from planner.model.folder import Records
from planner.model.foods import Food, Meal
from planner.model.items import Item, ValueRow
from planner.model.plans import DayTheme, FrontPart, Habit, OtherTheme, Template
from planner.model.rules import AskedForm, Assumption, Refusal, Rule, SelfCheck
from planner.model.stretches import Stretch, StretchForm
from planner.model.terms import Concept, DrugClass, Neutral
from planner.planning.apply import apply
from planner.profile.resolve import load_profile

Folder = Callable[..., Path]
# Written in C where it can be.
DUMPER: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Return a function that writes a small folder of plans, with one text in one file put in place of another."""
    return partial(write, tmp_path)


def _said(folder: Path) -> str:
    with pytest.raises(ContentError) as caught:
        load_content(folder)
    assert caught.value.exit_code is ExitCode.CONTENT
    return str(caught.value)


_SAY = "    say: No apple for you.\n"
_CHECK = "{id: other, text: So?, unless: it, clear: Not so?, then: Ask., harm: 1, sources: [a-study]}"


def _measure(bands: str) -> str:
    """Return what puts a measure with some bands before the foods."""
    units = "{names: [mmol/l], below: 9}"
    return (
        f"measures:\n  - {{id: uric-acid, names: [UA], units: [{units}], bands: [{bands}], sources: [a-study]}}\nfoods:"
    )


def test_the_bundled_plans_have_no_fault() -> None:
    load_content(ROOT / "plans")


def test_a_small_folder_of_plans_gives_a_week(folder: Folder) -> None:
    content = load_content(folder())
    young = apply(content.template("week"), load_profile({"age": 40}, content), START)
    old = apply(content.template("week"), load_profile({"age": 70}, content), START)
    assert [food.id for food in young.foods] == ["apple"]
    assert [food.id for food in old.foods] == []
    assert [item.values["minutes"] for day in young.days for item in day.items] == [3, 3, 3, 4, 4, 5, 5]


DEFAULTS = "defaults:\n  - {{fact: {}, value: {}, when: old, sources: [a-study]}}\n"


@pytest.mark.parametrize(
    ("fact", "value", "held"),
    [
        ("for_weeks", "14", Range(14, 14)),
        ("nights_per_week", "3", Range(3, 3)),
        ("weeks_since_birth", "0", Range(0, 0)),
        ("heat", "true", True),
        ("sex", "female", "female"),
    ],
)
def test_a_fact_that_another_settles_has_the_value_that_was_written(
    folder: Folder, fact: str, value: str, held: Value
) -> None:
    content = load_content(folder("base.yaml", "assumptions:", DEFAULTS.format(fact, value) + "assumptions:"))
    assert load_profile({"age": 70}, content).facts[fact] == held
    assert fact not in load_profile({"age": 40}, content).facts


def test_what_a_person_said_is_kept_where_another_fact_would_settle_it(folder: Folder) -> None:
    content = load_content(folder("base.yaml", "assumptions:", DEFAULTS.format("for_weeks", "14") + "assumptions:"))
    assert load_profile({"age": 70, "cramps": {"for_weeks": 2}}, content).facts["for_weeks"] == Range(2, 2)


def _default(fact: str, value: str, words: str) -> tuple[str, str, str, str, str]:
    written = DEFAULTS.format(fact, value) + "assumptions:"
    return ("base.yaml", "assumptions:", written, f"base.yaml:8:{len(fact) + 21}", words)


@pytest.mark.parametrize(
    ("file", "old", "new", "place", "words"),
    [
        _default("four_weeks", "14", "did you mean 'for_weeks'"),
        _default("for_weeks", "soon", "'is' needs a number"),
        _default("heat", "14", "heat is never '14'"),
        _default("sex", "womn", "sex is never 'womn'"),
        _default("medications", "14", "does not fit a list"),
        ("base.yaml", "fact: pregnancy_week", "fact: pregnancy_weeks", "base.yaml:8:", "mean 'pregnancy_week'"),
        ("base.yaml", "fact: pregnancy_week", "fact: for_weeks", "base.yaml:8:", "what to assume of pregnancy_week"),
        ("base.yaml", "title: A study", "titel: A study", "base.yaml:2:29", "did you mean 'title'"),
        ("base.yaml", "year: 2020", "year: soon", "base.yaml:2:51", "expected a number"),
        ("base.yaml", "id: a-study", "id: A Study", "base.yaml:2:10", "small letters, numbers and hyphens"),
        ("base.yaml", "foods:", "fods:", "base.yaml:17:1", "did you mean 'foods'"),
        ("base.yaml", "serving: 1 apple, ", "", "base.yaml:18:5", "'serving' is missing"),
        ("base.yaml", "classes: [statin]", "classes: [statins]", "base.yaml:14:", "did you mean 'statin'"),
        ("base.yaml", "id: water,", "id: apple,", "base.yaml:20:", "stands twice"),
        ("base.yaml", "id: water,", "id: apple,", "base.yaml:18:10", "stands twice"),
        ("base.yaml", "mg: 159,", "mg: 159, allergens: [aple],", "base.yaml:18:", "unknown allergen 'aple'"),
        (
            "base.yaml",
            "foods:",
            _measure("{from: 5, concept: gout}, {from: 3, concept: gout}"),
            "base.yaml:18:",
            "from low to high",
        ),
        (
            "base.yaml",
            "foods:",
            _measure("{from: 1, concept: gout}, {from: 9, concept: gout}"),
            "base.yaml:18:",
            "overlap",
        ),
        (
            "base.yaml",
            "foods:",
            _measure("{from: 1, concept: gouts}"),
            "base.yaml:18:",
            "did you mean 'gout'",
        ),
        ("base.yaml", "foods:", _measure("{from: [1, 2], concept: gout}"), "base.yaml:18:", "as there are units"),
        ("base.yaml", "foods:", _measure("{concept: gout}"), "base.yaml:18:", "one of 'from' and 'above'"),
        ("base.yaml", "age: {at_least: 65}", "age: {atleast: 65}", "base.yaml:10:", "did you mean 'at_least'"),
        ("base.yaml", "then: Ask.", 'then: "{emergencie}"', "base.yaml:6:", "did you mean 'emergency'"),
        ("base.yaml", "clear: Are you well?", "clear: You are well.", "base.yaml:6:", "the clear of a self-check is a"),
        ("base.yaml", "Are you well?", "Are you well and fit?", "base.yaml:6:", "parted by commas, without 'and'"),
        ("base.yaml", "bad kidneys", "kidneys or heart", "base.yaml:6:", "parted by commas, no 'or'"),
        ("base.yaml", "harm: 1,", "harm: 100,", "base.yaml:6:", "at most 99"),
        (
            "base.yaml",
            "assumptions:",
            f"  - {_CHECK}\nassumptions:",
            "base.yaml:7:",
            "'kidneys' has the place 1 already",
        ),
        ("week.yaml", "short: Stretch", "short: Stretch\n    offer: Stand.", "week.yaml:21:5", "has an 'offer' and no"),
        (
            "base.yaml",
            "sources: [a-study]}\nassum",
            "sources: [a-studdy]}\nassum",
            "base.yaml:6:",
            "did you mean 'a-study'",
        ),
        *(
            ("base.yaml", "urgent: your doctor", f"urgent: your doctor, {key}: {word}", "base.yaml:4:", expected)
            for key, word, expected in (
                ("verified", "yes", "'yes' is none of the words that may stand here; expected no, read, second-hand"),
                ("verified", "raed", "did you mean 'read'"),
                ("units", "metrc", "did you mean 'metric'"),
                ("paper", "a5", "expected a4, letter"),
                ("english", "de", "expected uk, us"),
            )
        ),
        ("week.yaml", "status: draft", "status: daft", "week.yaml:4:9", "did you mean 'draft'"),
        ("standards.yaml", "promises: [cure", "promises: ['', cure", "standards.yaml:20:12", "is empty"),
        (
            "standards.yaml",
            "diet: vegan",
            "diet: vegn",
            "standards.yaml:13:",
            "unknown diet 'vegn'; did you mean 'vegan'",
        ),
        ("standards.yaml", "never: {tags: [soy]", "never: {tags: [soi]", "standards.yaml:13:", "unknown tag 'soi'"),
        ("standards.yaml", "sections: [dairy]", "sections: [diary]", "standards.yaml:13:", "did you mean 'dairy'"),
        ("base.yaml", "  default:", "  GB:", "base.yaml:4:3", "default"),
        ("base.yaml", "fact: conditions", "fact: illness", "base.yaml:16:", "illness"),
        ("base.yaml", "checks:", "sources:", "base.yaml:5:1", "stands twice"),
        ("base.yaml", "checks:", "checks: [", "base.yaml:", "not valid YAML"),
        ("base.yaml", "as: [14, 42]", "as: [14]", "base.yaml:8:", "length 2"),
        (
            "safety/rules.yaml",
            "when: old\n    exclude",
            "when: odl\n    exclude",
            "safety/rules.yaml:7:11",
            "did you mean 'old'",
        ),
        (
            "safety/rules.yaml",
            "when: old\n    exclude",
            "when: {agee: {is: 3}}\n    exclude",
            "safety/rules.yaml:7:",
            "did you mean 'age'",
        ),
        (
            "safety/rules.yaml",
            "when: old\n    exclude",
            "when: {conditions: {includes: gaut}}\n    exclude",
            "safety/rules.yaml:7:",
            "did you mean 'gout'",
        ),
        (
            "safety/rules.yaml",
            "when: old\n    exclude",
            "when: {potassium: {at_least: limmit}}\n    exclude",
            "safety/rules.yaml:7:",
            "did you mean 'limit'",
        ),
        (
            "safety/rules.yaml",
            "exclude: {id: apple}",
            "exclude: {idd: apple}",
            "safety/rules.yaml:8:",
            "did you mean 'id'",
        ),
        (
            "safety/rules.yaml",
            "exclude: {id: apple}",
            "exclude: {potassium_mg: {atleast: 2}}",
            "safety/rules.yaml:8:",
            "at_least",
        ),
        ("safety/rules.yaml", "exclude: {id: apple}", "exclude: {id: aple}", "safety/rules.yaml:8:", "aple"),
        ("safety/rules.yaml", "exclude: {id: apple}", "exclude: {tag: fruitt}", "safety/rules.yaml:8:", "fruitt"),
        (
            "safety/rules.yaml",
            "exclude: {id: apple}",
            "exclude: {id: apple}\n    caution: {id: apple}",
            "safety/rules.yaml:6:",
            "one rule for each",
        ),
        (
            "safety/rules.yaml",
            "exclude: {id: apple}\n    say: No apple for you.",
            "exclude: {id: apple}\n    instead: [aple]",
            "safety/rules.yaml:9:",
            "did you mean 'apple'",
        ),
        (
            "safety/rules.yaml",
            "    exclude: {id: apple}\n    say: No apple for you.\n",
            "",
            "safety/rules.yaml:6:",
            "does nothing",
        ),
        ("safety/rules.yaml", "check: kidneys", "check: kidney", "safety/rules.yaml:10:", "did you mean 'kidneys'"),
        ("safety/rules.yaml", "{do: keep, check: kidneys}", "{do: keep}", "safety/rules.yaml:10:", "must name a check"),
        ("safety/rules.yaml", "do: keep", "do: maybe", "safety/rules.yaml:10:", "maybe"),
        ("safety/rules.yaml", "say: No apple for you.", "say: No {appel} for you.", "safety/rules.yaml:9:", "appel"),
        ("safety/rules.yaml", "say: No apple for you.", 'say: "No {apple for you."', "safety/rules.yaml:9:", "braces"),
        ("safety/rules.yaml", "    sources: [a-study]", "    sources: []", "safety/rules.yaml:11:", "is empty"),
        ("safety/rules.yaml", "    sources: [a-study]\n", "", "safety/rules.yaml:6:", "'sources' is missing"),
        ("safety/rules.yaml", "id: no-apple", "id: apple", "safety/rules.yaml:6:", "stands twice"),
        (
            "safety/rules.yaml",
            "level: limit, when: old",
            "level: limit, when: odl",
            "safety/rules.yaml:4:",
            "did you mean 'old'",
        ),
        ("week.yaml", "status: draft", "status: ready", "week.yaml:4:9", "ready"),
        ("week.yaml", "day: 7", "day: 6", "week.yaml:9:", "days 1 to 7"),
        ("week.yaml", "  - {day: 7, title: Seven, text: Seventh.}\n", "", "week.yaml:9:", "length"),
        (
            "week.yaml",
            "tonight: [stretch-nightly]",
            "tonight: [stretch-nightli]",
            "week.yaml:16:",
            "did you mean 'stretch-nightly'",
        ),
        ("week.yaml", "items: [stretch-nightly]", "items: [stretch]", "week.yaml:18:", "unknown item 'stretch'"),
        (
            "week.yaml",
            "tonight: [stretch-nightly]",
            "tonight: [stretch-nightly]\nfront: [{title: Rest, of: [chest-pain, rest]}]",
            "week.yaml:17:",
            "unknown item or line 'rest'",
        ),
        (
            "week.yaml",
            "stretch: calf\n",
            "stretch: calf\n    pick: {from: foods, where: {not: {allergens: {in_fact: allergies}}}}\n",
            "week.yaml:27:",
            "the same for everybody",
        ),
        (
            "safety/rules.yaml",
            "{id: apple}",
            "{allergens: {in_fact: alergies}}",
            "safety/rules.yaml:8:",
            "did you mean 'allergies'",
        ),
        ("safety/rules.yaml", "{id: apple}", "{id: {in_fact: allergies}}", "safety/rules.yaml:8:", "a word or a list"),
        ("week.yaml", "stretch: calf", "stretch: claf", "week.yaml:26:", "did you mean 'calf'"),
        ("week.yaml", "{minutes}", "{minuts}", "week.yaml:24:", "did you mean 'minutes'"),
        ("week.yaml", "[3, 3, 3, 4, 4, 5, 5]", "[3, 3, 3, 4, 4, 5]", "week.yaml:30:", "seven days"),
        ("week.yaml", "        - {days: [3, 3, 3, 4, 4, 5, 5]}\n", "", "week.yaml:29:", "everybody"),
        ("week.yaml", "slot: bedtime", "slot: nite", "week.yaml:22:11", "nite"),
        ("week.yaml", "    days: every\n", "", "week.yaml:21:", "no days"),
        ("week.yaml", "    short: Stretch\n", "", "week.yaml:21:", "short"),
        (
            "week.yaml",
            "scope: {when: {age: {at_least: 12}}",
            "scope: {when: {age: {at_leest: 12}}",
            "week.yaml:7:",
            "did you mean 'at_least'",
        ),
        ("week.yaml", "lines:\n", "linse: []\nlines:\n", "week.yaml:32:1", "did you mean 'lines'"),
        ("week.yaml", "stretches: [calf]", "stretches: [claf]", "week.yaml:19:", "did you mean 'calf'"),
        (
            "base.yaml",
            "section: fruit,",
            "section: fruit, allergens: [peanutt],",
            "base.yaml:18:",
            "did you mean 'peanut'",
        ),
        ("base.yaml", "section: fruit,", "section: fruit, diet: [veggan],", "base.yaml:18:", "did you mean 'vegan'"),
        ("base.yaml", "section: fruit,", "section: fruit, tags: [soi],", "base.yaml:18:", "did you mean 'soy'"),
        ("base.yaml", "section: fruit,", "section: friut,", "base.yaml:18:", "did you mean 'fruit'"),
        ("base.yaml", "section: fruit,", "section: drinks,", "base.yaml:18:", "unknown section 'drinks'"),
        ("base.yaml", "section: fruit, ", "", "base.yaml:18:", "needs a section"),
        ("base.yaml", "section: fruit,", "section: fruit, gives: [potasium],", "base.yaml:18:", "potasium"),
        ("base.yaml", "potassium_mg: 159, ", "", "base.yaml:18:", "needs its potassium_mg"),
        ("base.yaml", "potassium_mg: 159,", "potassium_mg: 15900,", "base.yaml:18:", "expected at most 1500"),
        ("base.yaml", "potassium_mg: 159,", "potassium_mg: -1,", "base.yaml:18:", "a number, at least 0"),
        ("base.yaml", "grams: 150,", "grams: 0,", "base.yaml:18:", "a number, above 0"),
        ("base.yaml", "grams: 150,", "grams: 1.5,", "base.yaml:18:", "10600 per 100 g"),
        ("base.yaml", "potassium_mg: 2,", "potassium_mg: 2000,", "base.yaml:20:", "expected at most 300"),
        (
            "base.yaml",
            "potassium_mg: 2,",
            "potassium_mg: 2, vitamin_k_mcg: 200,",
            "base.yaml:20:",
            "expected at most 10",
        ),
        (
            "standards.yaml",
            "  - {of: foods, amount: sodium_mg, per_100_g: 4500, why: most, sources: [a-study]}\n",
            "",
            "standards.yaml:2:3",
            "no bound of sodium_mg",
        ),
        ("standards.yaml", "amount: sodium_mg", "amount: calcium_mg", "standards.yaml:5:", "stands twice"),
        (
            "base.yaml",
            "section: drinks,",
            "section: drinks, made_from: [aple],",
            "base.yaml:20:",
            "did you mean 'apple'",
        ),
        (
            "base.yaml",
            "section: drinks,",
            "section: drinks, made_from: [water],",
            "base.yaml:20:",
            "unknown food or drink 'water'",
        ),
        (
            "safety/rules.yaml",
            "exclude: {id: apple}",
            "exclude: {allergens: peanutt}",
            "safety/rules.yaml:8:",
            "did you mean 'peanut'",
        ),
        (
            "safety/rules.yaml",
            "exclude: {id: apple}",
            "exclude: {any: [{allergens: {in_fact: alergies}}]}",
            "safety/rules.yaml:8:",
            "did you mean 'allergies'",
        ),
        (
            "safety/rules.yaml",
            "exclude: {id: apple}",
            "exclude: {not: {diet: [vegann]}}",
            "safety/rules.yaml:8:",
            "did you mean 'vegan'",
        ),
        (
            "safety/rules.yaml",
            "exclude: {id: apple}",
            "exclude: {section: friut}",
            "safety/rules.yaml:8:",
            "did you mean 'fruit'",
        ),
        (
            "safety/rules.yaml",
            "exclude: {id: apple}",
            "exclude: {slot: bed}",
            "safety/rules.yaml:8:",
            "unknown slot 'bed'",
        ),
        (
            "safety/rules.yaml",
            "exclude: {id: apple}",
            "exclude: {part: fod}",
            "safety/rules.yaml:8:",
            "did you mean 'food'",
        ),
        (
            "safety/rules.yaml",
            "exclude: {id: apple}",
            "exclude: {gives: potasium}",
            "safety/rules.yaml:8:",
            "did you mean 'potassium'",
        ),
        (
            "week.yaml",
            "    stretch: calf\n",
            "    stretch: calf\n    pick: {from: foods, where: {tag: friut}}\n",
            "week.yaml:27:",
            "did you mean 'fruit'",
        ),
        ("week.yaml", "{minutes} minutes", "{minutes:>900000000} minutes", "week.yaml:24:", "braces"),
        ("week.yaml", "{minutes} minutes", "{minutes!r} minutes", "week.yaml:24:", "braces"),
        ("week.yaml", "{minutes} minutes", "{minutes.real} minutes", "week.yaml:24:", "braces"),
        ("week.yaml", "{minutes} minutes", "{minutes[0]} minutes", "week.yaml:24:", "braces"),
        ("week.yaml", "{minutes} minutes", "{} minutes", "week.yaml:24:", "braces"),
        ("week.yaml", "{minutes} minutes", "{0} minutes", "week.yaml:24:", "braces"),
        ("week.yaml", "{minutes} minutes", "{{minutes}} minutes", "week.yaml:24:", "braces"),
        ("week.yaml", "short: Stretch", "short: Stretch {minutes}", "week.yaml:25:", "unknown placeholder 'minutes'"),
        ("week.yaml", "purpose: To test.", 'purpose: "{plan}"', "week.yaml:5:", "unknown placeholder 'plan'"),
        ("week.yaml", "label: Stretches", 'label: "{x}"', "week.yaml:18:", "unknown placeholder 'x'"),
        ("week.yaml", "text: Third.", 'text: "{x}"', "week.yaml:11:", "unknown placeholder 'x'"),
        (
            "base.yaml",
            "steps: [Stand.]",
            'steps: ["Hold {seconds}."]',
            "base.yaml:22:",
            "unknown placeholder 'seconds'",
        ),
        ("base.yaml", "serving: 1 apple", 'serving: "{apple}"', "base.yaml:18:", "unknown placeholder 'apple'"),
        (
            "base.yaml",
            "text: Ill?",
            'text: "{marks}?"',
            "base.yaml:6:",
            "unknown placeholder 'marks'",
        ),
        (
            "safety/rules.yaml",
            "why: You are young.",
            'why: "{you}"',
            "safety/rules.yaml:16:",
            "unknown placeholder 'you'",
        ),
        (
            "safety/rules.yaml",
            "stop_if: you are under 12",
            'stop_if: "you are {age:>9}"',
            "safety/rules.yaml:16:",
            "braces",
        ),
        (
            "week.yaml",
            "message: Stretch.",
            f"message: {'Stretch ' * 21}",
            "week.yaml:6:",
            "has 21 words",
        ),
        (
            "week.yaml",
            "text: Stretch for",
            f"text: {'Stretch ' * 18}for",
            "week.yaml:24:",
            "has 21 words",
        ),
        (
            "safety/rules.yaml",
            "say: No apple for you.",
            f"say: {'No apple ' * 11}",
            "safety/rules.yaml:9:",
            "has 22 words",
        ),
        (
            "safety/rules.yaml",
            "say: No apple for you.",
            "say: Leave it. A pear stops  cramps.",
            "safety/rules.yaml:9:",
            "'stops  cramps' is a promise",
        ),
        ("week.yaml", "message: Stretch.", "message: This is a cure.", "week.yaml:6:", "'cure' is a promise"),
        (
            "messages/en.yaml",
            'food-lead: "Eat well as usual, for your health."',
            "food-lead: Meals are a cure.",
            "messages/en.yaml:",
            "'cure' is a promise",
        ),
        ("messages/en.yaml", "and: and\n", "andd: and\n", "messages/en.yaml", "the message 'and' is missing"),
        ("messages/en.yaml", "and: and\n", "andd: and\n", "messages/en.yaml", "did you mean 'and'"),
        ("messages/en.yaml", "{page} of {pages}", "{page}", "messages/en.yaml:", "must hold {page}, {pages}"),
        ("messages/en.yaml", "{page} of {pages}", "{page:>99999} of {pages}", "messages/en.yaml:", "braces"),
        ("messages/en.yaml", "January, ", "", "messages/en.yaml:", "must list 12"),
        ("folder.yaml", "no-child", "no-chld", "folder.yaml:2:", "did you mean 'no-child'"),
        ("folder.yaml", "base.yaml, ", "", "base.yaml", "not listed"),
        ("folder.yaml", "base.yaml, ", "base.yaml, base.yaml, ", "folder.yaml:1:", "stands twice"),
        ("folder.yaml", "base.yaml, ", "base.yaml, ../base.yaml, ", "folder.yaml:1:", "'../base.yaml' is missing"),
        ("folder.yaml", "files:", "fles:", "folder.yaml:1:1", "did you mean 'files'"),
        ("folder.yaml", "must_hold: [no-child, chest-pain]\n", "", "folder.yaml", "'must_hold' is missing"),
        ("safety/rules.yaml", "age: {below: 12}", "age: {below: 11}", "week.yaml:7:", "no rule refuses"),
        ("week.yaml", "part: alert", "part: avoid", "week.yaml:1:", "no emergency sign"),
        (
            "safety/rules.yaml",
            "    tells: no\n",
            "",
            "safety/rules.yaml:6:5",
            "'no-apple' needs 'tells': do, no, watch, ask",
        ),
        ("safety/rules.yaml", "tells: no\n", "tells: wach\n", "safety/rules.yaml:12:", "did you mean 'watch'"),
        ("safety/rules.yaml", "    say: No apple for you.\n", "", "safety/rules.yaml:11:", "prints no line of its own"),
        ("safety/rules.yaml", "stop_if: you", "until: [Rest.], stop_if: you", "safety/rules.yaml:", "has 0 of 1"),
        (
            "safety/rules.yaml",
            "stop_if: you",
            "until: [Rest.], until_tells: [dont], stop_if: you",
            "safety/rules.yaml:",
            "expected ask, do, no, watch",
        ),
        ("week.yaml", "text: Chest pain.", "text: Chest pain., tells: do", "week.yaml:", "'alert' needs no 'tells'"),
        ("week.yaml", "    short: Stretch\n", "    short: Stretch\n    tells: do\n", "week.yaml:", "has no 'part'"),
        ("week.yaml", "part: alert, urgency: emergency", "part: food", "week.yaml:", "'chest-pain' needs 'tells'"),
        ("week.yaml", "text: Chest pain.", "text: Chest pain., when: old", "week.yaml:1:", "no emergency sign"),
        ("base.yaml", "fact: pregnancy_week, as", "fact: age, as", "base.yaml:8:3", "no assumption of an unknown week"),
        ("standards.yaml", "hazards: [soy]", "hazards: [soi]", "standards.yaml:14:", "did you mean 'soy'"),
        ("standards.yaml", "hazards: [soy]\n", "", "folder.yaml", "the list 'hazards' is missing or empty"),
        (
            "standards.yaml",
            "promises: [cure, stops cramps]\n",
            "",
            "folder.yaml",
            "the list 'promises' is missing or empty",
        ),
        ("base.yaml", "label: gout,", "label: gout, names: [a podagra],", "base.yaml:16:55:", "rewrites"),
        (
            "base.yaml",
            "label: gout,",
            "label: gout, names: [toes, my podagra],",
            "base.yaml:16:61:",
            "read as 'podagra'",
        ),
        ("base.yaml", "label: gout,", "label: gout, names: [me in his],", "base.yaml:16:", "not be read"),
        ("base.yaml", "label: gout,", "label: gout, names: [its + toe],", "base.yaml:16:", "read as 'toe' alone"),
        ("standards.yaml", "glass:", "glas:", "standards.yaml:", "what a glass holds"),
        ("standards.yaml", "ml: 250", "ml: 0", "standards.yaml:", "expected a number, above 0"),
        ("standards.yaml", "ml: 250", "ml: 200", "standards.yaml:", "smaller than the cup of 240 ml"),
        (
            "standards.yaml",
            "vessels:",
            "amounts: {fluid: {unit: L, units: {l: 2}, least: 1, most: 5, example: a, sources: [a-study]}}\nvessels:",
            "standards.yaml:",
            "put them back as they are there",
        ),
        (
            "standards.yaml",
            "ml: 250, why: plain, sources: [a-study]",
            "ml: 250, why: plain, sources: [a-studdy]",
            "standards.yaml:",
            "did you mean 'a-study'",
        ),
        ("standards.yaml", "words-per-sentence", "words", "standards.yaml:16:3", "no standard 'words-per-sentence'"),
        (
            "standards.yaml",
            "words-in-a-hard-stop",
            "words",
            "standards.yaml:16:3",
            "no standard 'words-in-a-hard-stop'",
        ),
        ("safety/rules.yaml", _SAY, f"{_SAY}    front: No apple.\n", "safety/rules.yaml:6:", "and 'harm', its place"),
        ("safety/rules.yaml", _SAY, f"{_SAY}    harm: 1\n", "safety/rules.yaml:6:", "needs both 'front'"),
        (
            "safety/rules.yaml",
            _SAY,
            "    front: No apple.\n    harm: 1\n",
            "safety/rules.yaml:6:",
            "line of its own too",
        ),
        (
            "safety/rules.yaml",
            _SAY,
            f"{_SAY}    front: Never eat an apple again in your whole life.\n    harm: 1\n",
            "safety/rules.yaml:10:",
            "has 9 words; expected at most 8 on page 1",
        ),
        (
            "safety/rules.yaml",
            _SAY,
            f"{_SAY}    front: No apple.\n    harm: 1\n    front_covers: [No pear.]\n",
            "safety/rules.yaml:12:",
            "'No pear.' is the 'front' of no other rule",
        ),
        (
            "safety/rules.yaml",
            _SAY,
            f"{_SAY}    front_covers: [No pear.]\n",
            "safety/rules.yaml:10:",
            "'No pear.' covers nothing without a 'front' of its own",
        ),
        (
            "standards.yaml",
            "per_100_g: 1500, why: most, sources: [a-study]",
            "per_100_g: 1500, why: most, sources: [a-studdy]",
            "standards.yaml:2:",
            "did you mean 'a-study'",
        ),
        ("base.yaml", "picture: calf,", "picture: claf,", "base.yaml:22:", "did you mean 'calf'"),
        ("base.yaml", "picture: calf,", "picture: ../calf,", "base.yaml:22:", "unknown picture"),
        ("base.yaml", "picture: calf, alt: A,", "picture: calf,", "base.yaml:22:", "needs an 'alt'"),
        (
            "safety/rules.yaml",
            _SAY,
            f"{_SAY}    picture: claf\n    alt: A\n",
            "safety/rules.yaml:10:",
            "unknown picture",
        ),
        ("safety/rules.yaml", _SAY, f"{_SAY}    picture: calf\n", "safety/rules.yaml:6:", "needs an 'alt'"),
        ("base.yaml", "picture: calf, alt: A,", "", "base.yaml:22:", "'calf' needs a 'picture'"),
        (
            "base.yaml",
            "position: standing",
            "position: seated",
            "base.yaml:23:",
            "is done standing",
        ),
        ("base.yaml", "position: standing", "position: stand", "base.yaml:23:", "did you mean 'standing'"),
        ("base.yaml", "position: standing, ", "", "base.yaml:22:", "needs a 'position'"),
        ("base.yaml", "support: [floor, wall]", "support: []", "base.yaml:22:", "needs a 'support'"),
        (
            "base.yaml",
            "[floor, wall]",
            "[floor, chair]",
            "base.yaml:23:",
            "shows 'wall floor', not 'floor chair'",
        ),
        ("base.yaml", "side: one", "side: both", "base.yaml:23:", "'calf' shows 'one', not 'both'"),
        ("pictures/calf.svg", '"standing"', '"seated"', "base.yaml:23:", "'calf' shows 'seated', not 'standing'"),
        ("pictures/calf.svg", '"forward"', '"back"', "base.yaml:23:", "'calf' shows 'back', not 'forward'"),
        ("pictures/calf.svg", ' data-side="one"', "", "base.yaml:22:", 'does not say its side; write data-side="one"'),
        ("pictures/calf.svg", ' data-side="one"', ' data-leg="one"', "pictures/calf.svg", "data-leg"),
        ("pictures/calf.svg", " data-side", ' data-may-yield="yes" data-side', "pictures/calf.svg", 'must be "true"'),
        ("pictures/calf.svg", "<line", "<lin", "pictures/calf.svg", "cannot be drawn"),
        ("pictures/calf.svg", "</svg>", "", "pictures/calf.svg", "cannot be drawn"),
    ],
)
def test_a_fault_in_the_content_is_named_with_its_place(
    folder: Folder, file: str, old: str, new: str, place: str, words: str
) -> None:
    written = folder(file, old, new)
    said = _said(written)
    assert _nameless(said, written) == []
    lines = [line for line in said.splitlines() if line.startswith(place)]
    assert lines, f"no line starts with {place}:\n{said}"
    assert any(words in line for line in lines), said


def _nameless(said: str, folder: Path) -> list[str]:
    """Return the lines that do not begin with a file of the folder; a list of words that is lost may stand in any."""
    files = {"lexicon/en", *(path.relative_to(folder).as_posix() for path in folder.rglob("*.*"))}
    return [line for line in said.splitlines() if line.split(":")[0] not in files]


def _spoilt(data: Any) -> Iterator[Any]:
    """Yield plain data with each of its values taken away, or with another in its place, one at a time."""
    places: dict[Any, Any] = data if isinstance(data, dict) else dict(enumerate(data)) if isinstance(data, list) else {}
    for step, value in _of_each_kind(places, data):
        rest = {key: other for key, other in places.items() if key != step}
        changed = [rest, *({**places, step: worse} for worse in ("Ünknown {x}", [5], {"a": 1}, None, *_spoilt(value)))]
        yield from (one if isinstance(data, dict) else list(one.values()) for one in changed)


# The list of all files, rules, the lists of a lexicon, terms.
ONE_OF_EACH_READER = ("folder.yaml", "safety/rules.yaml", "lexicon/en/look-alikes.yaml", "safety/allergies.yaml")


def _of_each_kind(places: dict[Any, Any], data: Any) -> list[tuple[Any, Any]]:
    """Return the places to spoil: of a long list of words or of like entries the first and the last stand for all."""
    every, words = list(places.items()), all(isinstance(value, str) for value in places.values())
    most = 16 if isinstance(data, dict) else 3 if words else 10
    return every if len(every) <= most else [every[0], every[-1]]


@pytest.mark.parametrize("file", wide([file for file in FILES if file.endswith(".yaml")], *ONE_OF_EACH_READER))
def test_whatever_is_lost_or_spoilt_is_named_with_its_file_and_is_no_bug(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, file: str
) -> None:
    # The other files are the same each time.
    monkeypatch.setattr(planner.content.folder, "read_yaml", lru_cache(maxsize=64)(read_yaml))
    path = folder()
    whole = read_yaml((path / file).read_bytes(), file).data
    found = []
    for spoilt in _spoilt(whole):
        (path / file).write_text(yaml.dump(spoilt, Dumper=DUMPER, sort_keys=False, allow_unicode=True), "utf-8")
        try:
            read_content(path)
        except ContentError as error:
            found.append(str(error))
    assert len(found) > 10
    assert [nameless for said in found if (nameless := _nameless(said, path))] == []


@pytest.mark.parametrize("names", ["podagra, my podagra", "a bad toe", "toe = severe, my toe = severe", "my gout"])
def test_a_name_may_hold_words_that_are_dropped_where_what_is_left_means_it(folder: Folder, names: str) -> None:
    written = folder("base.yaml", "label: gout,", f"label: gout, names: [{names}],")
    assert read_content(written).concepts["gout"].names


def test_faults_of_several_files_are_told_at_once(folder: Folder) -> None:
    path = folder("base.yaml", "title: A study", "titel: A study")
    (path / "week.yaml").write_text(WEEK.replace("status: draft", "status: ready"))
    said = _said(path)
    assert "base.yaml:2" in said
    assert "week.yaml:4" in said


def test_a_folder_without_plans_says_what_it_should_hold(tmp_path: Path) -> None:
    assert "no plan files" in _said(tmp_path)


def test_a_file_that_holds_a_list_says_what_was_expected(folder: Folder) -> None:
    path = folder()
    (path / "list.yaml").write_text("- one\n")
    assert _said(path).startswith("list.yaml")


def test_a_plan_or_a_language_that_is_not_there_names_the_nearest(content: Content) -> None:
    with pytest.raises(PlannerError, match="did you mean 'back-spasms'"):
        content.template("back-spasm")
    with pytest.raises(PlannerError, match="no translation into 'xx'"):
        load_language(content, "xx")


@pytest.mark.parametrize("kind", ["items", "rules", "foods", "drinks", "stretches", "lines"])
def test_every_record_names_its_sources(content: Content, kind: str) -> None:
    assert all(record.sources for record in getattr(content.raw, kind))


def test_every_source_that_is_read_can_be_found_again(content: Content) -> None:
    printable = [source for source in content.raw.sources if source.printable and source.verified != "no"]
    assert not [source.id for source in printable if not (source.url or source.publisher)]


@pytest.mark.parametrize(
    "name",
    [
        "furosemide",
        "indapamide",
        "spironolactone",
        "ramipril",
        "losartan",
        "Entresto",
        "Slow-K",
        "simvastatin",
        "Crestor",
        "gemfibrozil",
        "amlodipine",
        "salbutamol",
        "Symbicort",
        "theophylline",
        "bisoprolol",
        "lithium",
        "warfarin",
        "Eliquis",
        "Clexane",
        "aspirin",
        "levothyroxine",
        "doxycycline",
        "Cipro",
        "Fosamax",
        "Nardil",
        "selegiline",
        "sertraline",
        "carbamazepine",
        "Lantus",
        "gliclazide",
        "Jardiance",
        "Ozempic",
        "raloxifene",
        "Yasmin",
        "prednisolone",
        "digoxin",
        "ibuprofen",
        "trimethoprim",
        "Prograf",
        "amiodarone",
        "Sinemet",
        "Keppra",
        "Lokelma",
        "omeprazole",
        "metformin",
        "lactulose",
        "paracetamol",
        "gabapentin",
        "Xifaxan",
        "sitagliptin",
    ],
)
def test_a_medicine_that_the_evidence_names_is_recognised_in_full(content: Content, name: str) -> None:
    profile = load_profile({"age": 50, "medications": [name]}, content)
    assert profile.medicines
    assert not profile.not_recognised


# What parts B1 and B5 to B7 of the evidence have rows for, in words that people use.
NAMED = {
    "conditions": (
        "CKD stage 1",
        "CKD stage 3a",
        "liver disease",
        "heart failure",
        "high blood pressure",
        "type 2 diabetes",
        "peripheral neuropathy",
        "peripheral artery disease",
        "varicose veins",
        "blood clot in 2015",
        "low back pain",
        "slipped disc",
        "sciatica",
        "spinal stenosis",
        "osteoporosis",
        "vertebral fracture 3 years ago",
        "arthritis",
        "knee arthritis",
        "hip replacement 2 years ago",
        "knee replacement 2 years ago",
        "underactive thyroid",
        "low calcium",
        "Parkinson's disease",
        "multiple sclerosis",
        "restless legs",
        "sleep apnoea",
        "acid reflux",
        "kidney stones",
        "gout",
        "epilepsy",
        "G6PD deficiency",
        "past eating disorder",
        "low sodium in the past",
        "long QT syndrome",
        "arrhythmia",
        "irritable bowel syndrome",
        "Crohn's disease",
        "coeliac disease",
        "swallowing problems",
        "stroke",
        "asthma",
        "glaucoma",
    ),
    "allergies": (
        "nuts",
        "tree nuts",
        "peanuts",
        "sesame",
        "milk",
        "soya",
        "eggs",
        "fish",
        "shellfish",
        "mustard",
        "celery",
        "sulphites",
        "lupin",
        "latex",
        "banana",
        "kiwi",
    ),
    "diet": (
        "vegan",
        "vegetarian",
        "gluten free",
        "halal",
        "kosher",
        "low FODMAP",
        "low sodium",
        "keto",
        "lactose free",
    ),
    "habits": (
        "two beers a night",
        "smoker",
        "night shifts",
        "a lot of coffee",
        "cannabis",
        "long flights",
        "fell last winter",
    ),
}


@pytest.mark.parametrize(("key", "words"), [(key, words) for key, named in NAMED.items() for words in named])
def test_what_the_evidence_names_is_recognised_in_full(content: Content, key: str, words: str) -> None:
    profile = load_profile({"age": 50, key: [words]}, content)
    assert profile.findings
    assert not profile.not_recognised


# Of each kind of record, what a sheet prints, and so is checked and translated; the rest are codes, numbers and names.
PRINTED: dict[type, tuple[str, ...]] = {
    Item: ("text", "again", "how", "offer", "short", "means", "why", "because", "call", "alt", "steps", "values"),
    Food: (
        "text",
        "again",
        "how",
        "offer",
        "short",
        "means",
        "why",
        "because",
        "call",
        "alt",
        "steps",
        "values",
        "serving",
        "portion",
        "portion_us",
    ),
    Meal: ("text",),
    Stretch: (
        "text",
        "again",
        "how",
        "offer",
        "short",
        "means",
        "why",
        "because",
        "call",
        "steps",
        "values",
        "dose",
        "alt",
        "aim",
        "card",
        "cue",
        "forms",
    ),
    StretchForm: ("dose", "steps"),
    Rule: ("say", "front", "why", "because", "alt", "refuse", "add"),
    Refusal: ("who", "why", "stop_if", "risk", "do_now", "until"),
    SelfCheck: ("text", "unless", "clear", "then", "at_items", "forms"),
    AskedForm: ("text",),
    Assumption: ("say",),
    DrugClass: ("label",),
    Concept: ("label", "assume_say"),
    Neutral: ("label",),
    DayTheme: ("title", "text", "otherwise"),
    OtherTheme: ("title", "text"),
    Habit: ("label",),
    FrontPart: ("title",),
    Template: ("title", "purpose", "message", "front", "themes", "habits", "items", "lines"),
    Country: ("emergency", "urgent"),
}
CODES = """
    groups
    tells until_tells above_foods settled_by of
    id sources verified slot days part choice when pick kind urgency tags high_stakes evidence stretch topic after
    grams metric made_from gives potassium_mg magnesium_mg calcium_mg sodium_mg vitamin_k_mcg allergens groups diet
    section suggest usda
    foods meal countries about also leaves_out
    picture position support side direction
    seconds rest_seconds times variant exclude ask_first caution instead reduce bar_slots
    unknown fact value covered implies stages assume lasts names event after_weeks afterwards day items
    over_after_days plan front front_covers not_at_meals keeps_place on_sheet harm may_stretch awaited suspected
    no_rule whole_line only_put
    version status scope tonight stretches reviewed units paper english month_first name neutral group reason
    """


@pytest.mark.parametrize("kind", PRINTED)
def test_every_field_of_a_record_is_a_sentence_or_a_code(kind: Any) -> None:
    """A field that is new must be put on one of the two lists and, where it is printed, into content/sentences.py."""
    codes = set(CODES.split()) - set(PRINTED[kind])
    assert set(kind.__struct_fields__) - codes == set(PRINTED[kind])


def test_every_sentence_of_a_record_is_found() -> None:
    def filled(kind: Any, **known: Any) -> Any:
        words = {name: f"{kind.__name__}.{name}" for name in PRINTED[kind] if name not in known}
        needed = {field.name: "x" for field in msgspec.structs.fields(kind) if field.required}
        return kind(**{**needed, **words, **known})

    item: dict[str, Any] = {"steps": ("Item.steps",), "values": {"n": (ValueRow(value="Item.values"),)}, "pick": None}
    food = {**item, "steps": (), "values": {}, "grams": 1}
    form = filled(StretchForm, steps=("StretchForm.steps",))
    refusal = filled(Refusal, do_now=("Refusal.do_now",), until=("Refusal.until",))
    rule = filled(Rule, refuse=refusal, add=(filled(Item, **item),))
    template = filled(
        Template,
        themes=(filled(DayTheme, day=1, otherwise=filled(OtherTheme)),),
        habits=(filled(Habit),),
        front=(filled(FrontPart),),
        items=(filled(Item, **item),),
        lines=(),
        scope=None,
        stretches=(),
        tonight=(),
    )
    raw = Records(
        foods=(filled(Food, **food),),
        meals=(filled(Meal),),
        stretches=(filled(Stretch, steps=(), values={}, forms=(form,)),),
        rules=(rule,),
        templates=(template,),
        checks=(filled(SelfCheck, forms=(filled(AskedForm),)),),
        assumptions=(filled(Assumption),),
        classes=(filled(DrugClass), filled(DrugClass, label="of no sheet", no_rule=True)),
        concepts=(filled(Concept),),
        neutral=(filled(Neutral),),
        countries={"x": filled(Country)},
    )
    wanted = {f"{kind.__name__}.{name}" for kind, names in PRINTED.items() for name in names}
    wanted -= {f"{kind}.{name}" for kind in ("Food", "Stretch") for name in ("steps", "values")}
    wanted -= {"Stretch.forms", "SelfCheck.forms"}
    wanted -= {"DayTheme.otherwise"}
    wanted -= {f"Rule.{name}" for name in ("refuse", "add")}
    wanted -= {f"Template.{name}" for name in ("front", "themes", "habits", "items", "lines")}
    assert {sentence.text for sentence in sentences(raw)} == wanted
