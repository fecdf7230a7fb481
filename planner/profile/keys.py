"""The one registry of what a profile may say: reader, schema, flag, help and question of each key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from planner.logic.facts import AGE, CHOICES
from planner.profile import spellings
from planner.profile.ages import age, birth_date
from planner.profile.limits import LIMITS, limits
from planner.profile.values import (
    MAX_ENTRIES,
    MAX_ENTRY,
    MAX_NAME,
    Parse,
    clock,
    country,
    cramps,
    either,
    language,
    line,
    one_of,
    pregnancy,
    whole,
    words_of,
    yes_or_no,
)

PLACES = tuple(spellings.PLACES)
Spellings = Mapping[str, tuple[str, ...]]


class Key(Struct, frozen=True):
    """How one key is read, its JSON Schema and help; its flag's metavar and name; its question, if it is asked."""

    parse: Parse
    schema: dict[str, Any]
    help: str
    example: str = ""
    metavar: str = "TEXT"
    question: str = ""
    note: str = ""  # stands above the key in a profile that `planner new` writes
    one: str = ""  # the flag of a list gives one entry, and is given again for the next


_UNKNOWN_OR_NULL = {"enum": ["unknown", None]}
_NUMBER = {"type": ["integer", "null"]}
_WEEK_KEYS = {"weeks": {**_NUMBER, "minimum": 1, "maximum": 42}, "trimester": {**_NUMBER, "minimum": 1, "maximum": 3}}
_PLACE_NAMES = [*PLACES, *(name for names in spellings.PLACES.values() for name in names), *spellings.LEG]
_A_PLACE = "|".join(f"[{name[0].upper()}{name[0]}]{name[1:]}" for name in _PLACE_NAMES)
_CRAMP_KEYS = {
    "where": {"type": ["array", "null"], "items": {"type": "string", "pattern": _A_PLACE}},
    "nights_per_week": {**_NUMBER, "minimum": 0, "maximum": 7},
    "for_weeks": {**_NUMBER, "minimum": 0},
}


def _words(key: str, help_: str, example: str, one: str, question: str, note: str) -> Key:
    entry = {"type": ["string", "number", "boolean"], "maxLength": MAX_ENTRY}
    some = {"type": "array", "items": entry, "maxItems": MAX_ENTRIES}
    schema = {"description": help_, "anyOf": [some, {"type": ["string", "boolean", "null"]}]}
    metavar = "MEDICINE" if key == "medications" else "WORDS"
    return Key(words_of(key), schema, help_, example, metavar, question, note, one)


def _choice(words: tuple[str, ...], others: Spellings, help_: str, question: str) -> Key:
    known = sorted({name for spelled in others.values() for name in spelled} - set(words))
    schema = {"description": help_, "anyOf": [{"enum": [*words, "unknown", None]}, {"enum": known}]}
    asked = f"{question} ({', '.join(words)})" if question else ""
    metavar = "|".join(words) if len(words) < 3 else "WORD"
    return Key(one_of(words, others), schema, help_, words[0], metavar, asked, either(words))


def _flag(help_: str, question: str) -> Key:
    known = [True, False, "yes", "no", "unknown", None]
    schema = {"description": help_, "anyOf": [{"enum": known}, {"enum": [*spellings.YES, *spellings.NO, 0, 1]}]}
    return Key(yes_or_no, schema, help_, "yes", "YES|NO", f"{question} (yes, no)", "yes or no")


def _map(properties: dict[str, Any], help_: str, *others: Any) -> dict[str, Any]:
    shape = {"type": "object", "properties": properties, "additionalProperties": False}
    return {"description": help_, "anyOf": [shape, {"type": "null"}, *others]}


def _line(most: int, help_: str, question: str = "") -> Key:
    schema = {"description": help_, "type": ["string", "number", "null"], "maxLength": most}
    return Key(line(most), schema, help_, question=question, note=help_)


KEYS: dict[str, Key] = {
    "name": _line(
        MAX_NAME,
        "Printed on the sheet; never used in a decision.",
        "Name to print on the sheet",
    ),
    "id": _line(100, "Printed on the sheet; names the file in a batch."),
    "age": Key(
        age,
        {
            "description": f"Whole years, {AGE[0]} to {AGE[1]}.",
            "anyOf": [{"type": "integer", "minimum": AGE[0], "maximum": AGE[1]}, {"type": "string"}],
        },
        "Whole years, 0 to 115. The one key that is required.",
        "67",
        "YEARS",
        "Age in whole years",
        "Whole years. The one key that is required.",
    ),
    "birth_date": Key(
        birth_date,
        {"description": "Date of birth in place of the age; never printed.", "type": ["string", "integer", "null"]},
        "Date of birth in place of the age, such as 1956-12-31; never printed.",
        "1956-12-31",
        "YYYY-MM-DD",
    ),
    "sex": _choice(CHOICES["sex"], spellings.SEX, "Female, male or unspecified.", "Sex"),
    "pregnancy": Key(
        pregnancy,
        _map(_WEEK_KEYS, "no, yes, {weeks: 1-42} or {trimester: 1-3}.", {"type": ["boolean", "string", "integer"]}),
        "no, yes, '30 weeks' or 'trimester 3'.",
        "30 weeks",
        "YES|NO|WEEKS",
        "Pregnant? (no, yes, or for example: 30 weeks)",
        "no, yes, 30 weeks or trimester 3",
    ),
    "born_weeks_ago": Key(
        whole(0, 52, "weeks"),
        {
            "description": "Weeks since giving birth, where that is under a year.",
            "anyOf": [{"type": "integer", "minimum": 0, "maximum": 52}, _UNKNOWN_OR_NULL],
        },
        "Weeks since giving birth, where that is under a year.",
        "0",
        "WEEKS",
        "Weeks since giving birth, if under a year",
        "Weeks since giving birth.",
    ),
    "breastfeeding": _flag("Whether you breastfeed.", "Breastfeeding?"),
    "medications": _words(
        "medications",
        "Medicines as you write them, with or without the dose; none if you take none.",
        "furosemide",
        "medication",
        "Medicines, divided by ; (none if you take none)",
        "As written on the box, with or without the dose.",
    ),
    "conditions": _words(
        "conditions",
        "Illnesses and past operations, in your own words.",
        "CKD stage 3",
        "condition",
        "Illnesses and operations, divided by ; (none if there are none)",
        "In your own words.",
    ),
    "symptoms": _words(
        "symptoms",
        "What you feel now, in your own words.",
        "dark urine",
        "symptom",
        "Anything you feel now, divided by ; (none if nothing)",
        "What is felt now, such as dark urine.",
    ),
    "habits": _words(
        "habits",
        "Alcohol, smoking, night shifts, falls, in your own words.",
        "two beers a night",
        "habit",
        "Alcohol, smoking, night shifts, falls, divided by ; (or none)",
        "Alcohol, smoking, shifts, falls.",
    ),
    "allergies": _words(
        "allergies",
        "Allergies, in your own words.",
        "nuts",
        "allergy",
        "Allergies, divided by ; (or none)",
        "Allergies, in your own words.",
    ),
    "diet": _words(
        "diet",
        "How you eat: vegetarian, vegan and so on.",
        "vegetarian",
        "diet",
        "Diet, such as vegetarian, divided by ; (or none)",
        "vegetarian, vegan and so on",
    ),
    "dislikes": _words(
        "dislikes",
        "Foods that you do not like: they stay off the sheet.",
        "beetroot",
        "dislike",
        "Foods that you do not like, divided by ; (or none)",
        "Foods to leave out, such as beetroot.",
    ),
    "limits": Key(
        limits,
        _map(
            {name: {"type": ["string", "boolean"]} for name in LIMITS}, "What a clinician told you.", {"type": "string"}
        ),
        "What a clinician told you to keep to, with its unit: fluid, potassium or salt.",
        "fluid=1.5 L",
        "WHAT=HOW-MUCH",
        "Limits from a clinician, such as fluid=1.5 L (or none)",
        "fluid, potassium or salt: what a clinician said.",
        "limit",
    ),
    "exercise_level": _choice(CHOICES["exercise_level"], spellings.EXERCISE, "How active you are.", "Exercise"),
    "sleep_position": _choice(
        CHOICES["sleep_position"], spellings.SLEEP, "How you usually sleep.", "You sleep on your"
    ),
    "daily_posture": _choice(
        CHOICES["daily_posture"], spellings.POSTURE, "How you spend most of the day.", "Most of the day"
    ),
    "cramps": Key(
        cramps,
        _map(_CRAMP_KEYS, "Where the cramps come, how often, and since when.", {"type": "string"}),
        "Where the cramps come: calf, foot, thigh or back.",
        "calf;foot",
        "PLACES",
        "Where do cramps come? (calf, foot, thigh, back, divided by ;)",
        "calf, foot, thigh or back",
    ),
    "heat": _flag("Whether you work or train in the heat.", "Do you work or train in the heat?"),
    "country": Key(
        country,
        {"description": "A code of two letters, such as GB or US, or a name.", "type": ["string", "null"]},
        "Two letters, such as GB or US: sets the emergency number, the urgent line and the units.",
        "GB",
        "CODE",
        "Country, two letters, such as GB or US",
        "Sets the emergency number and the units.",
    ),
    "bedtime": Key(
        clock,
        {
            "description": "When the reminder comes: hours and minutes, such as 21:30 or 9:30 pm.",
            "type": ["string", "null"],
        },
        "When you go to bed, for the reminder; by default 21:30.",
        "21:30",
        "HH:MM",
    ),
    "language": Key(
        language,
        {"description": "Language of the sheet.", "type": ["string", "null"]},
        "Language of the sheet.",
        "en",
        "CODE",
    ),
    "paper": _choice(("a4", "letter"), spellings.PAPER, "Paper size.", "Paper"),
    "large_print": _flag("Whether the sheet is in large print.", "Large print?"),
}


def schema() -> dict[str, Any]:
    """Return the JSON Schema of a profile."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A cramp-planner profile",
        "description": "What is known about one person. Only the age (or the birth date in its place) is required; "
        "what is left out is unknown. Capital letters count as small ones.",
        "type": "object",
        "properties": {name: key.schema for name, key in KEYS.items()},
        "anyOf": [{"required": ["age"]}, {"required": ["birth_date"]}],
        "additionalProperties": False,
    }


def takes_many(name: str) -> bool:
    """Return whether the flag of a key can be given several times."""
    return bool(KEYS[name].one)


def flag_of(name: str) -> str:
    """Return the flag of a key, as it is written on the command line."""
    return f"--{(KEYS[name].one if name in KEYS else '') or name}".replace("_", "-")
