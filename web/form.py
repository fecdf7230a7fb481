"""The form, made from the registry of profile keys: the questions, the answers that each may have, whom it is for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from planner.content.knowledge import Content
from planner.content.loader import load_content
from planner.files.yaml import read_yaml
from planner.interview import ASKED, applies
from planner.logic.facts import AGE, CHOICES
from planner.profile.keys import KEYS, PLACES
from planner.profile.limits import LIMITS
from planner.profile.values import Pregnancy
from planner.records.health.people import MAX_BYTES

WORDS = Path(__file__).with_name("words.yaml")
_NEEDED = "age"
# Asked beside the sheet, where one sees what they change.
SWITCHES = ("paper", "large_print")


class FormError(Exception):
    """The words of the page and the registry of keys do not fit together."""


def form() -> dict[str, Any]:
    """Return the questions with their words, whom each is for, and all other words of the page; raise FormError."""
    words: dict[str, Any] = read_yaml(WORDS.read_bytes(), str(WORDS)).data
    faults = list(_faults(words["keys"]))
    if faults:
        raise FormError("\n".join(faults))
    content = load_content()
    known = {code: one.name for code, one in content.core.countries.items() if code != "default"}
    countries = [{"value": code, "label": name} for code, name in sorted(known.items(), key=lambda one: one[1])]
    return {
        "questions": [_question(key, words["keys"][key]) for key in ASKED],
        "switches": list(SWITCHES),
        "only_for": {key: list(_spans(key, content)) for key in ASKED if _is_for_some(key, content)},
        "countries": countries,
        "words": words["page"],
        "most_bytes": MAX_BYTES,
    }


def _faults(words: dict[str, Any]) -> Iterator[str]:
    """Yield each key of the registry without words, each word without a key, and each answer without a name."""
    yield from (f"words.yaml: the key '{key}' has no words" for key in ASKED if key not in words)
    yield from (f"words.yaml: '{key}' is no key that is asked" for key in words if key not in ASKED)
    for key in words.keys() & set(ASKED):
        missing = [one for one in _options(key) if one not in words[key].get("answers", {})]
        yield from (f"words.yaml: the answer '{one}' of '{key}' has no name" for one in missing)


def _options(key: str) -> tuple[str, ...]:
    """Return the answers from which one is chosen."""
    if key in CHOICES:
        return CHOICES[key]
    if key == "cramps":
        return PLACES
    if key == "limits":
        return LIMITS
    enum = KEYS[key].schema.get("anyOf", [{}])[0].get("enum", ())
    return tuple(one for one in enum if isinstance(one, str) and one not in ("yes", "no", "unknown"))


def kind(key: str) -> str:
    """Return what is put for a key: a number, yes or no, one of several answers, a list in own words, and so on."""
    if key in ("cramps", "limits", "pregnancy", "country"):
        return key
    if KEYS[key].one:
        return "list"
    options = KEYS[key].schema.get("anyOf", [{}])[0]
    if options.get("type") == "integer":
        return "number"
    if options.get("enum", (None,))[0] is True:
        return "yesno"
    return "choice" if "enum" in options else "text"


def _question(key: str, words: dict[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = {"key": key, "kind": kind(key), "needed": key == _NEEDED, **words}
    made["options"] = [{"value": one, "label": words["answers"][one]} for one in _options(key)]
    made.pop("answers", None)
    if made["kind"] == "number":
        bounds = KEYS[key].schema["anyOf"][0]
        made |= {"least": bounds["minimum"], "most": bounds["maximum"]}
    return made


def _is_for_some(key: str, content: Content) -> bool:
    return not all(applies(key, {"age": age, "sex": sex}, content) for age in range(*AGE, 10) for sex in CHOICES["sex"])


def _spans(key: str, content: Content) -> Iterator[dict[str, Any]]:
    """Yield for each sex, or none told, and each answer on pregnancy, the ages between which a question makes sense."""
    states = {"": None, "no": Pregnancy(pregnant=False), "yes": Pregnancy(pregnant=True)}
    for sex in ("", *CHOICES["sex"]):
        for state, pregnancy in states.items():
            told: dict[str, Any] = {"sex": sex} if sex else {}
            told |= {"pregnancy": pregnancy} if pregnancy else {}
            ages = [age for age in range(AGE[0], AGE[1] + 1) if applies(key, {"age": age, **told}, content)]
            if ages:
                yield {"sex": sex, "pregnancy": state, "from": ages[0], "to": ages[-1]}
