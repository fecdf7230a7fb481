"""The questions of `planner new`: one by one, in a sensible order, leaving out what does not apply."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from msgspec import Struct

from planner.content.knowledge import Content
from planner.errors import OutputError
from planner.profile.answers import Answers
from planner.profile.keys import KEYS
from planner.profile.resolve import resolve
from planner.profile.values import Cramps, Pregnancy, Wrong
from planner.profile.words import excerpt
from planner.recognition.medicines import read_medicine_entry
from planner.recognition.reading import read_entry

Ask = Callable[[str], str]
Tell = Callable[[str], object]


class Question(Struct, frozen=True):
    """One question: the key that it fills, its words, and what to write above the key in the file."""

    key: str
    text: str
    comment: str


QUESTIONS: tuple[Question, ...] = (
    Question("name", "Name to print on the sheet", "Printed on the sheet; never used in a decision."),
    Question("age", "Age in whole years", "Whole years. The one key that is required."),
    Question("sex", "Sex (female, male, unspecified)", "female, male or unspecified"),
    Question("pregnancy", "Pregnant? (no, yes, or for example: 30 weeks)", "no, yes, 30 weeks or trimester 3"),
    Question("born_weeks_ago", "Weeks since giving birth, if under a year", "Weeks since giving birth."),
    Question("breastfeeding", "Breastfeeding? (yes, no)", "yes or no"),
    Question(
        "medications",
        "Medicines, divided by ; (none if you take none)",
        "As written on the box, with or without the dose.",
    ),
    Question("conditions", "Illnesses and operations, divided by ; (none if there are none)", "In your own words."),
    Question(
        "symptoms", "Anything you feel now, divided by ; (none if nothing)", "What is felt now, such as dark urine."
    ),
    Question(
        "habits", "Alcohol, smoking, night shifts, falls, divided by ; (or none)", "Alcohol, smoking, shifts, falls."
    ),
    Question("allergies", "Allergies, divided by ; (or none)", "Allergies, in your own words."),
    Question("diet", "Diet, such as vegetarian, divided by ; (or none)", "vegetarian, vegan and so on"),
    Question(
        "limits",
        "Limits from a clinician, such as fluid=1.5 L (or none)",
        "fluid, potassium or salt: what a clinician said.",
    ),
    Question(
        "exercise_level", "Exercise (sedentary, light, moderate, vigorous)", "sedentary, light, moderate or vigorous"
    ),
    Question("sleep_position", "You sleep on your (back, side, stomach, mixed)", "back, side, stomach or mixed"),
    Question("daily_posture", "Most of the day (sitting, standing, mixed)", "sitting, standing or mixed"),
    Question("cramps", "Where do cramps come? (calf, foot, thigh, back, divided by ;)", "calf, foot, thigh or back"),
    Question("heat", "Do you work or train in the heat? (yes, no)", "yes or no"),
    Question("country", "Country, two letters, such as GB or US", "Sets the emergency number and the units."),
    Question("paper", "Paper (a4, letter)", "a4 or letter"),
    Question("large_print", "Large print? (yes, no)", "yes or no"),
)
_FOR_PREGNANCY = ("pregnancy", "born_weeks_ago", "breastfeeding")


def refuse_if_there(target: Path, *, force: bool) -> None:
    """Raise OutputError before the first question if the answers could not be written."""
    if os.path.lexists(target) and not force:
        raise OutputError(f"{target} exists already; name another file, or add --force to replace it")
    if not target.absolute().parent.is_dir():
        raise OutputError(f"{target.parent} is no folder; make it first, or name another place")


def ask(content: Content, ask_one: Ask, tell: Tell) -> dict[str, Any]:
    """Return the answers given, by key; a wrong one is asked again, an empty one stays unknown."""
    given: dict[str, Any] = {}
    for question in QUESTIONS:
        if _applies(question.key, given, content):
            value = _ask_until_right(question, ask_one, tell)
            if value is not None:
                given[question.key] = value
                _show_understood(question.key, value, content, tell)
    return given


def _applies(key: str, given: dict[str, Any], content: Content) -> bool:
    """Return whether a question makes sense after what was said."""
    if key not in _FOR_PREGNANCY:
        return True
    if key != "pregnancy" and isinstance(given.get("pregnancy"), Pregnancy) and given["pregnancy"].pregnant:
        return key == "breastfeeding"
    known = {name: given[name] for name in ("age", "sex") if name in given}
    facts = resolve(Answers(**known), content).facts
    # The same defaults that settle the fact in a plan settle whether to ask.
    return facts.get("pregnant") is not False or given.get("pregnancy") is not None


def _ask_until_right(question: Question, ask_one: Ask, tell: Tell) -> Any:
    while True:
        text = ask_one(question.text).strip()
        if not text and question.key != "age":
            return None
        try:
            return KEYS[question.key].parse(text)
        except Wrong as wrong:
            tell(f"  {question.key} {wrong}")


def _show_understood(key: str, value: Any, content: Content, tell: Tell) -> None:
    """Say how each medicine or condition was understood, or that it was not."""
    if key == "medications":
        for text in value:
            reading = read_medicine_entry(text, content.names)
            words = [f"{m.name} ({', '.join(content.classes[c].label for c in m.classes)})" for m in reading.medicines]
            near = any(m.near_miss for m in reading.medicines)
            tell(_understood(text, words, near=near, whole=not reading.leftover))
    elif key in ("conditions", "symptoms", "habits", "allergies", "diet"):
        for text in value:
            found = read_entry(text, content.names, key)
            labels = [content.concepts[f.id].label if f.id in content.concepts else f.id for f in found.findings]
            near = any(f.near_miss for f in found.findings)
            tell(_understood(text, labels, near=near, whole=not found.leftover))


def _understood(text: str, words: list[str], *, near: bool, whole: bool) -> str:
    text = excerpt(text)
    if not words and whole:
        return f"  {text}: understood. It needs no rule here."
    if not words:
        return f"  {text}: not recognised. The sheet will say so, and leave out what often interacts."
    if near:
        return f"  {text}: did you mean {' or '.join(words)}? Until it is clear, only the restrictions count."
    return f"  {text}: {'; '.join(words)}" + ("" if whole else " (and something that was not recognised)")


def to_yaml(given: dict[str, Any]) -> str:
    """Return the answers as a profile with a comment above each key; what was skipped stands there as a comment."""
    lines = ["# A profile for cramp-planner. Leave out what you do not know: unknown is not the same as no.", ""]
    for question in QUESTIONS:
        lines.append(f"# {question.comment}")
        if question.key in given:
            lines.append(f"{question.key}: {_scalar(given[question.key])}")
        else:
            lines.append(f"# {question.key}:")
    return "\n".join(lines) + "\n"


def _scalar(value: Any) -> str:
    """Return one value as YAML on one line."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Pregnancy):
        return _pregnancy(value)
    if isinstance(value, Cramps):
        return f"{{where: [{', '.join(value.where or ())}]}}"
    if isinstance(value, tuple):
        if value and isinstance(value[0], tuple):
            return "{" + ", ".join(f"{key}: {_quoted(text)}" for key, text in value) + "}"
        return "[" + ", ".join(map(_quoted, value)) + "]"
    return str(value) if isinstance(value, int) else _quoted(value)


def _pregnancy(state: Pregnancy) -> str:
    details = [f"weeks: {state.weeks}"] if state.weeks is not None else []
    details += [f"trimester: {state.trimester}"] if state.trimester is not None else []
    return "{" + ", ".join(details) + "}" if details else ("yes" if state.pregnant else "no")


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
