"""A folder of plans is checked in full: each kind of fault is a ContentError that names file, line and column."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, START

from planner.content import Content, load_content
from planner.errors import ContentError, ExitCode, PlannerError
from planner.language import load_language
from planner.merge import apply
from planner.profile import load_profile

BASE = """\
sources:
  - {id: a-study, code: S1, title: A study, year: 2020, url: "https://example.org", verified: read}
countries:
  default: {name: any, emergency: "112", urgent: your doctor}
checks:
  - {id: kidneys, text: Do you have kidney trouble?, skip: "If yes, skip {mark}.", sources: [a-study]}
assumptions:
  - {fact: pregnancy_week, as: [14, 42], say: no week was given, sources: [a-study]}
criteria:
  - {id: old, when: {age: {at_least: 65}}}
classes:
  - {id: statin, label: statins, covered: true}
drugs:
  - {id: simvastatin, brands: [Zocor], classes: [statin], sources: [a-study]}
concepts:
  - {id: gout, fact: conditions, label: gout, covered: true, sources: [a-study]}
foods:
  - {id: apple, text: Apple, serving: 1 apple, grams: 150, potassium_mg: 159, sources: [a-study]}
drinks:
  - {id: water, text: Water, serving: 1 glass, grams: 240, potassium_mg: 2, sources: [a-study]}
stretches:
  - {id: calf, text: Stretch, steps: [Stand.], seconds: 10, times: 3, sources: [a-study]}
"""
RULES = """\
scales:
  potassium:
    - {level: normal}
    - {level: limit, when: old}
rules:
  - id: no-apple
    when: old
    exclude: {id: apple}
    say: No apple for you.
    unknown: {do: keep, check: kidneys}
    sources: [a-study]
"""
WEEK = """\
plan: week
title: A week
version: 1.0.0
status: draft
purpose: To test.
message: Stretch.
scope: {when: {age: {at_least: 12}}, sources: [a-study]}
themes:
  - {day: 1, title: One, text: First.}
  - {day: 2, title: Two, text: Second.}
  - {day: 3, title: Three, text: Third.}
  - {day: 4, title: Four, text: Fourth.}
  - {day: 5, title: Five, text: Fifth.}
  - {day: 6, title: Six, text: Sixth.}
  - {day: 7, title: Seven, text: Seventh.}
tonight: [stretch-nightly]
habits:
  - {id: stretches, label: Stretches, items: [stretch-nightly]}
stretches: [calf]
items:
  - id: stretch-nightly
    slot: bedtime
    days: every
    text: Stretch for {minutes} minutes.
    short: Stretch
    stretch: calf
    values:
      minutes:
        - {when: old, value: 2}
        - {days: [3, 3, 3, 4, 4, 5, 5]}
    sources: [a-study]
lines: []
"""
FILES = {"base.yaml": BASE, "safety/rules.yaml": RULES, "week.yaml": WEEK}
Folder = Callable[..., Path]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Return a function that writes a small folder of plans, with one text in one file put in place of another."""

    def write(file: str = "", old: str = "", new: str = "") -> Path:
        for name, text in FILES.items():
            assert name != file or old in text, f"{old!r} is not in {name}"
            target = tmp_path / name
            target.parent.mkdir(exist_ok=True)
            target.write_text(text.replace(old, new, 1) if name == file else text)
        (tmp_path / "messages").mkdir(exist_ok=True)
        shutil.copy(ROOT / "plans" / "messages" / "en.yaml", tmp_path / "messages" / "en.yaml")
        return tmp_path

    return write


def _said(folder: Path) -> str:
    with pytest.raises(ContentError) as caught:
        load_content(folder)
    assert caught.value.exit_code is ExitCode.CONTENT
    return str(caught.value)


def _measure(bands: str) -> str:
    """Return what puts a measure with some bands before the foods."""
    return (
        f"measures:\n  - {{id: uric-acid, names: [UA], units: [mmol/l], bands: [{bands}], sources: [a-study]}}\nfoods:"
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


@pytest.mark.parametrize(
    ("file", "old", "new", "place", "words"),
    [
        ("base.yaml", "title: A study", "titel: A study", "base.yaml:2:29", "did you mean 'title'"),
        ("base.yaml", "year: 2020", "year: soon", "base.yaml:2:51", "int"),
        ("base.yaml", "id: a-study", "id: A Study", "base.yaml:2:10", "matching regex"),
        ("base.yaml", "foods:", "fods:", "base.yaml:17:1", "did you mean 'foods'"),
        ("base.yaml", "serving: 1 apple, ", "", "base.yaml:18:5", "'serving' is missing"),
        ("base.yaml", "classes: [statin]", "classes: [statins]", "base.yaml:14:", "did you mean 'statin'"),
        ("base.yaml", "id: water,", "id: apple,", "base.yaml:20:", "stands twice"),
        ("base.yaml", "mg: 159,", "mg: 159, allergens: [aple],", "base.yaml:18:", "unknown allergy 'aple'"),
        ("base.yaml", "foods:", _measure("{from: 5, below: 3, concept: gout}"), "base.yaml:18:", "from low to high"),
        (
            "base.yaml",
            "foods:",
            _measure("{from: 1, below: 4, concept: gout}, {from: 3, below: 9, concept: gout}"),
            "base.yaml:18:",
            "overlap",
        ),
        (
            "base.yaml",
            "foods:",
            _measure("{from: 1, below: 4, concept: gouts}"),
            "base.yaml:18:",
            "did you mean 'gout'",
        ),
        ("base.yaml", "age: {at_least: 65}", "age: {atleast: 65}", "base.yaml:10:", "did you mean 'at_least'"),
        ("base.yaml", 'skip: "If yes, skip {mark}."', 'skip: "{marc}"', "base.yaml:6:", "did you mean 'mark'"),
        (
            "base.yaml",
            "sources: [a-study]}\nassum",
            "sources: [a-studdy]}\nassum",
            "base.yaml:6:",
            "did you mean 'a-study'",
        ),
        ("base.yaml", "  default:", "  GB:", "plans", "default"),
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
        ("safety/rules.yaml", "    sources: [a-study]", "    sources: []", "safety/rules.yaml:11:", "length"),
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
        ("week.yaml", "lines: []", "lines: []\nlinse: []", "week.yaml:33:1", "did you mean 'lines'"),
        ("week.yaml", "stretches: [calf]", "stretches: [claf]", "week.yaml:19:", "did you mean 'calf'"),
    ],
)
def test_a_fault_in_the_content_is_named_with_its_place(
    folder: Folder, file: str, old: str, new: str, place: str, words: str
) -> None:
    said = _said(folder(file, old, new))
    lines = [line for line in said.splitlines() if line.startswith(place)]
    assert lines, f"no line starts with {place}:\n{said}"
    assert any(words in line for line in lines), said


def test_faults_of_several_files_are_told_at_once(folder: Folder) -> None:
    path = folder("base.yaml", "title: A study", "titel: A study")
    (path / "week.yaml").write_text(WEEK.replace("status: draft", "status: ready"))
    said = _said(path)
    assert "base.yaml:2" in said
    assert "week.yaml:4" in said


def test_a_message_that_is_missing_or_too_many_is_a_fault(folder: Folder) -> None:
    path = folder()
    messages = path / "messages" / "en.yaml"
    (path / "messages" / "es.yaml").write_text(messages.read_text().replace("and: and\n", "andd: y\n"))
    said = _said(path)
    assert "messages/es.yaml: the message 'and' is missing" in said
    assert "unknown message 'andd'" in said


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
