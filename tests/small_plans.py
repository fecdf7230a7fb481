"""A small folder of plans that is whole: one week, one rule, one food; tests break it in one place at a time."""

from __future__ import annotations

from pathlib import Path

from planner.resources import bundled

BASE = """\
sources:
  - {id: a-study, code: S1, title: A study, year: 2020, url: "https://example.org", verified: read}
countries:
  default: {name: any, emergency: "112", urgent: your doctor}
checks:
  - {id: kidneys, text: Ill?, unless: bad kidneys, clear: Are you well?, then: Ask., harm: 1, sources: [a-study]}
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
  - {id: apple, text: Apple, serving: 1 apple, grams: 150, potassium_mg: 159, section: fruit, sources: [a-study]}
drinks:
  - {id: water, text: Water, serving: 1 glass, grams: 240, potassium_mg: 2, section: drinks, sources: [a-study]}
stretches:
  - {id: calf, text: Stretch, steps: [Stand.], seconds: 10, times: 3, picture: calf, alt: A, sources: [a-study],
     position: standing, support: [floor, wall], side: one, direction: [forward]}
tags: [soy, fruit]
"""
ALLERGIES = """\
concepts:
  - {id: peanut, fact: allergies, label: peanut, covered: true, sources: [a-study]}
  - {id: vegan, fact: diet, label: vegan, covered: true, sources: [a-study]}
"""
STANDARDS = """\
bounds:
  - {of: foods, amount: potassium_mg, per_100_g: 1500, why: most, sources: [a-study]}
  - {of: foods, amount: magnesium_mg, per_100_g: 600, why: most, sources: [a-study]}
  - {of: foods, amount: calcium_mg, per_100_g: 1300, why: most, sources: [a-study]}
  - {of: foods, amount: sodium_mg, per_100_g: 4500, why: most, sources: [a-study]}
  - {of: foods, amount: vitamin_k_mcg, per_100_g: 1000, why: most, sources: [a-study]}
  - {of: drinks, amount: potassium_mg, per_100_g: 300, why: most, sources: [a-study]}
  - {of: drinks, amount: magnesium_mg, per_100_g: 30, why: most, sources: [a-study]}
  - {of: drinks, amount: calcium_mg, per_100_g: 250, why: most, sources: [a-study]}
  - {of: drinks, amount: sodium_mg, per_100_g: 2000, why: most, sources: [a-study]}
  - {of: drinks, amount: vitamin_k_mcg, per_100_g: 10, why: most, sources: [a-study]}
diets:
  - {diet: vegan, never: {tags: [soy], sections: [dairy]}, stays: true, why: plain, sources: [a-study]}
hazards: [soy]
standards:
  words-per-sentence: {at_most: 20, why: plain, sources: [a-study]}
  words-in-a-hard-stop: {at_most: 8, why: plain, sources: [a-study]}
vessels:
  glass: {ml: 250, why: plain, sources: [a-study]}
promises: [cure, stops cramps]
denials: [no, nobody]
meals:
  - {id: apple-and-water, text: Apple and water, foods: [apple, water], meal: [snack], sources: [a-study]}
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
    tells: no
    why: It could upset your stomach.
  - id: no-child
    when: {age: {below: 12}}
    refuse: {urgency: routine, who: a doctor, why: You are young., stop_if: you are under 12}
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
lines:
  - {id: chest-pain, part: alert, urgency: emergency, text: Chest pain., sources: [a-study]}
"""
WORDS = {
    f"lexicon/en/{file.name}": file.read_text(encoding="utf-8") for file in bundled("plans").glob("lexicon/en/*.yaml")
}
_PLANS = ("base.yaml", "standards.yaml", "week.yaml", "messages/en.yaml", "safety/allergies.yaml", "safety/rules.yaml")
MANIFEST = f"""\
files: [{", ".join((*_PLANS, *WORDS))}]
must_hold: [no-child, chest-pain]
ends_here: true
"""
PICTURE = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 120"
  data-position="standing" data-support="wall floor" data-side="one" data-direction="forward">
  <line x1="1" y1="2" x2="3" y2="4" stroke="#123456" stroke-width="2"/>
</svg>
"""
FILES = {
    **WORDS,
    "base.yaml": BASE,
    "folder.yaml": MANIFEST,
    "pictures/calf.svg": PICTURE,
    "safety/allergies.yaml": ALLERGIES,
    "safety/rules.yaml": RULES,
    "standards.yaml": STANDARDS,
    "week.yaml": WEEK,
}


def write(folder: Path, file: str = "", old: str = "", new: str = "") -> Path:
    """Write the folder, with one text in one file put in place of another, and return it."""
    english = (bundled("plans") / "messages" / "en.yaml").read_text("utf-8")
    for name, text in {**FILES, "messages/en.yaml": english}.items():
        assert name != file or old in text, f"{old!r} is not in {name}"
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text.replace(old, new, 1) if name == file else text, "utf-8")
    return folder
