"""The questions of `planner new`: one by one, in a sensible order, leaving out what does not apply."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from planner.content.knowledge import Content
from planner.errors import OutputError, PlannerError
from planner.files.clock import today
from planner.files.output import write
from planner.profile.answers import Answers, contradictions, not_answered
from planner.profile.dislikes import disliked
from planner.profile.keys import KEYS
from planner.profile.recognise import Recognised, label, recognise
from planner.profile.resolve import resolve
from planner.profile.source import read_profile_file
from planner.profile.values import Cramps, Pregnancy, Wrong
from planner.profile.words import excerpt
from planner.recognition.quantities.calendar import AsOf
from planner.recognition.typos import corrected

Ask = Callable[[str], str]
Tell = Callable[[str], object]
Given = dict[str, Any]
Keep = Callable[[Given], object]

ASKED = tuple(name for name, key in KEYS.items() if key.question)
_IN_OWN_WORDS = ("medications", "conditions", "symptoms", "habits", "allergies", "diet")
_FOR_PREGNANCY = ("pregnancy", "born_weeks_ago", "breastfeeding")
_BACK, _EXPLAIN = "<", "?"
_WELCOME = (
    "A few questions, and a profile to make a sheet from. Enter skips a question: what you skip stays unknown,\n"
    "which is not the same as no. < goes back, ? explains, Ctrl-C stops."
)


def refuse_if_there(target: Path, *, force: bool) -> None:
    """Raise OutputError before the first question if the answers could not be written."""
    if os.path.lexists(target) and not force:
        raise OutputError(f"{target} exists already; name another file, or add --force to replace it")
    if not target.absolute().parent.is_dir():
        raise OutputError(f"{target.parent} is no folder; make it first, or name another place")


def ask(content: Content, ask_one: Ask, tell: Tell, given: Given | None = None, keep: Keep | None = None) -> Given:
    """Return the answers given, by key, after all of them were shown; `keep` takes what there is after each answer."""
    given = dict(given or {})
    for line in _WELCOME.splitlines():
        tell(line)
    at = 0
    while at < len(ASKED):
        if not applies(ASKED[at], given, content):
            at += 1
            continue
        forward = _ask_key(ASKED[at], given, content, ask_one, tell)
        at = at + 1 if forward else _before(at, given, content)
        if keep is not None:
            keep(given)
    return _looked_over(given, content, ask_one, tell)


def _before(at: int, given: Given, content: Content) -> int:
    """Return the place of the question before another one."""
    return max((place for place in range(at) if applies(ASKED[place], given, content)), default=0)


def applies(key: str, given: Given, content: Content) -> bool:
    """Return whether a question makes sense after what was said."""
    if key not in _FOR_PREGNANCY:
        return True
    if key != "pregnancy" and isinstance(given.get("pregnancy"), Pregnancy) and given["pregnancy"].pregnant:
        return key == "breastfeeding"
    known = {name: given[name] for name in ("age", "sex") if name in given}
    facts = resolve(Answers(**known), content).facts
    # The same defaults that settle the fact in a plan settle whether to ask.
    return facts.get("pregnant") is not False or given.get("pregnancy") is not None


# --- one question ---


def _ask_key(key: str, given: Given, content: Content, ask_one: Ask, tell: Tell) -> bool:
    """Put the answer to one question among those given; return False if it was to go back instead."""
    while True:
        text = ask_one(_question(key, given, content)).strip()
        if text == _BACK:
            return False
        if text == _EXPLAIN:
            tell(f"  {KEYS[key].help}" + (f" For example: {KEYS[key].example}" if KEYS[key].example else ""))
            continue
        if not text and (key != "age" or "age" in given):
            return True
        try:
            value = None if not_answered(key, text) else KEYS[key].parse(entries(key, text, content))
        except Wrong as wrong:
            tell(f"  {key} {wrong}")
            continue
        if value is None and key == "age":
            tell("  The age is needed: without it there is no plan.")
            continue
        _put(key, value, given, content, ask_one, tell)
        return True


def _question(key: str, given: Given, content: Content) -> str:
    """Return the words of a question, how far it is, and what was answered before."""
    asked = [name for name in ASKED if name == key or _may_apply(name, given, content)]
    now = f" [{shown(given[key])}; Enter keeps it]" if key in given else ""
    return f"{asked.index(key) + 1} of {len(asked)}. {KEYS[key].question}{now}"


def _may_apply(key: str, given: Given, content: Content) -> bool:
    return "age" not in given or applies(key, given, content)


def entries(key: str, text: str, content: Content) -> str | list[str]:
    """Return an answer as its entries: commas divide them where each part is known by itself."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if key == "dislikes" and ";" not in text:
        return parts
    if key not in _IN_OWN_WORDS or ";" in text or len(parts) < 2:
        return text
    return parts if all(_is_known(key, part, content) for part in parts) else text


def _is_known(key: str, text: str, content: Content) -> bool:
    words = _read(key, text, content)
    return bool(words.medicines or words.findings) and all(entry.resembles for entry in words.unread)


def _read(key: str, text: str, content: Content) -> Recognised:
    known: Given = {key: (text,)}
    return recognise(Answers(age=0, **known), content, AsOf(today()))


def _put(key: str, value: Any, given: Given, content: Content, ask_one: Ask, tell: Tell) -> None:
    if value is None:
        given.pop(key, None)
        return
    if key == "dislikes":
        for one in disliked(value, content):
            foods = (food.text for food in (*content.foods, *content.drinks) if food.id in one.foods)
            tell(f"  {excerpt(one.given)}: {'; '.join(foods) or 'no food of ours, so nothing to leave out'}")
    if key in _IN_OWN_WORDS:
        value = tuple(_settled(key, text, content, ask_one, tell) for text in value)
    given[key] = value


def _settled(key: str, text: str, content: Content, ask_one: Ask, tell: Tell) -> str:
    """Return an entry as it was written, or with each word as it was meant; ask of each, and say how it is read."""
    words, asked = _read(key, text, content), set[str]()
    while near := next((one for one in resembled(words) if one not in asked), ""):
        asked.add(near)
        other = corrected(text, near) or (near if len(resembled(words)) == 1 else "")
        if other and ask_one(_did_you_mean(text, near, words)).strip().lower() in _TAKEN:
            text = other
            words = _read(key, text, content)
    tell(f"  {excerpt(text)}: {_understood(words, content)}")
    return text


_TAKEN = ("y", "yes", "1")


def resembled(words: Recognised) -> tuple[str, ...]:
    """Return all that an entry may have meant by its misspelt words, each once."""
    found = [medicine.resembles for medicine in words.medicines if medicine.near_miss]
    found += [finding.resembles for finding in words.findings if finding.near_miss]
    return tuple(dict.fromkeys(filter(None, found)))


def _did_you_mean(text: str, near: str, words: Recognised) -> str:
    """Return the question whether a name was meant, with what a brand or a record's word stands for."""
    plain = " and ".join(one.name for one in words.medicines if one.resembles == near and one.name != near)
    said = f" ({plain})" if plain else ""
    return f"  {excerpt(text)}: did you mean {near}{said}? (y takes it, n or Enter keeps what you wrote)"


def _understood(words: Recognised, content: Content) -> str:
    """Return how an entry was read, and what a sheet makes of that."""
    labels = [f"{m.name} ({', '.join(content.classes[c].label for c in m.classes)})" for m in words.medicines]
    labels += [label(finding, content) for finding in words.findings]
    read = "; ".join(label.removesuffix(" ()") for label in dict.fromkeys(labels))
    if any(entry.resembles for entry in words.unread):
        return f"only looks like {read}. Until it is clear, only the restrictions count."
    if words.unread:
        rest = f"{read}, and something that was not recognised." if read else "not recognised."
        return f"{rest} The sheet will say so."
    return read or "understood. It needs no rule here."


# --- all answers ---


def _looked_over(given: Given, content: Content, ask_one: Ask, tell: Tell) -> Given:
    """Show all answers until none is to be changed and none excludes another; return them."""
    while True:
        asked = [key for key in ASKED if key in given or applies(key, given, content)]
        tell("What will be written:")
        for number, key in enumerate(asked, start=1):
            tell(f"  {number:>2}  {key}: {shown(given[key]) if key in given else 'not answered'}")
        wrong = [text for _, text in contradictions(given)]
        for text in wrong:
            tell(f"  {text}")
        text = ask_one("Enter writes it; a number changes an answer").strip()
        if text.isascii() and text.isdigit() and 0 < int(text) <= len(asked):
            _ask_key(asked[int(text) - 1], given, content, ask_one, tell)
        elif not text and not wrong:
            return given


# --- a draft, kept until the profile is written ---


def draft_of(target: Path) -> Path:
    """Return the private file beside a target that keeps the answers of an interrupted interview."""
    return target.with_name(f".{target.name}.draft")


def ask_and_keep(target: Path, content: Content, ask_one: Ask, tell: Tell) -> Given:
    """Ask as `ask` does, from an earlier draft if it is wanted; keep a draft until `drop_draft`."""
    draft = draft_of(target)
    begun = _begun(draft)
    if begun:
        tell(f"{draft} holds {len(begun)} answers of an interview that was stopped.")
        if ask_one("Go on with them? (Enter takes them, n begins anew)").strip().lower() in ("n", "no"):
            begun = {}
    return ask(content, ask_one, tell, begun, lambda given: _keep(draft, given))


def stopped(target: Path, *, ended: bool) -> str:
    """Return what to say of an interview that was stopped, or whose input ended: what is kept, and how to go on."""
    draft = draft_of(target)
    count = len(_begun(draft))
    why = "the input ended before the last question" if ended else "stopped"
    if not count:
        return f"{why}; nothing was answered yet, and nothing is kept"
    answers = "1 answer is" if count == 1 else f"{count} answers are"
    return f"{why}; {answers} kept in {draft}, for you alone; to go on from there, run the same command again"


def drop_draft(target: Path) -> None:
    """Take the draft away once its answers are written."""
    with suppress(FileNotFoundError):
        draft_of(target).unlink()


def _keep(draft: Path, given: Given) -> None:
    if given:
        write(str(draft), to_yaml(given).encode(), mode=0o600)


def _begun(draft: Path) -> Given:
    """Return the answers of a draft; what cannot be read of it is asked again."""
    if not draft.is_file():
        return {}
    try:
        data = read_profile_file(draft).data
    except PlannerError:
        return {}
    return dict(_read_again(data)) if isinstance(data, dict) else {}


def _read_again(data: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for key, value in data.items():
        if key in ASKED and value is not None:
            with suppress(Wrong):
                yield key, KEYS[key].parse(value)


# --- the profile as it is written ---


def to_yaml(given: Given) -> str:
    """Return the answers as a profile with a comment above each key; what was skipped stands there as a comment."""
    lines = ["# A profile for cramp-planner. Leave out what you do not know: unknown is not the same as no.", ""]
    for key in ASKED:
        lines.append(f"# {KEYS[key].note}")
        lines.append(f"{key}: {_scalar(given[key])}" if key in given else f"# {key}:")
    return "\n".join(lines) + "\n"


def shown(value: Any) -> str:
    """Return one answer as it is shown to the person who gave it."""
    if isinstance(value, tuple) and not (value and isinstance(value[0], tuple)):
        return "; ".join(value) or "none"
    return value if isinstance(value, str) else _scalar(value)


def _scalar(value: Any) -> str:
    """Return one value as YAML on one line."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Pregnancy):
        return _pregnancy(value)
    if isinstance(value, Cramps):
        return _cramps(value)
    if isinstance(value, tuple):
        if value and isinstance(value[0], tuple):
            return "{" + ", ".join(f"{key}: {_quoted(text)}" for key, text in value) + "}"
        return "[" + ", ".join(map(_quoted, value)) + "]"
    return str(value) if isinstance(value, int) else _quoted(value)


def _cramps(told: Cramps) -> str:
    details = [f"where: [{', '.join(told.where)}]"] if told.where is not None else []
    details += [f"nights_per_week: {told.nights_per_week}"] if told.nights_per_week is not None else []
    details += [f"for_weeks: {told.for_weeks}"] if told.for_weeks is not None else []
    return "{" + ", ".join(details) + "}"


def _pregnancy(state: Pregnancy) -> str:
    details = [f"weeks: {state.weeks}"] if state.weeks is not None else []
    details += [f"trimester: {state.trimester}"] if state.trimester is not None else []
    return "{" + ", ".join(details) + "}" if details else ("yes" if state.pregnant else "no")


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
