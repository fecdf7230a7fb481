"""The program behind the page: what a form asks of the planner, and the answers in a form that JSON can hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from msgspec import Struct, convert, json, structs

from planner.content import cache as cache_of_plans
from planner.content.knowledge import Content
from planner.content.loader import load_content
from planner.errors import PlannerError, ProfileError
from planner.files.clock import today
from planner.files.json import json_bytes
from planner.files.kinds import kind_by_bytes
from planner.files.names import safe_name
from planner.files.png import Bitmap
from planner.files.svg import Picture
from planner.formats.pdf import scripts
from planner.interview import ASKED, entries, resembled, to_yaml
from planner.model.sheet import ClinicBox, ClinicNumbers, ClinicTheme, SheetOptions
from planner.pipeline import SheetRequest, make_plan, next_monday, rendered
from planner.planning.plan import Plan
from planner.profile.ages import age_on
from planner.profile.answers import Answers, Person, not_answered, read_answers
from planner.profile.dislikes import disliked
from planner.profile.keys import KEYS
from planner.profile.recognise import Recognised, label, recognise
from planner.profile.source import read_text
from planner.profile.values import Wrong
from planner.recognition.quantities.calendar import AsOf
from planner.recognition.typos import corrected
from planner.records.health.people import kind_of_record, open_record
from planner.resources import bundled

# The page leaves out fonts whose letters could not be shaped here.
scripts.SCRIPTS = tuple(one for one in scripts.SCRIPTS if (bundled("fonts") / f"{one.font}.ttf").is_file())  # type: ignore[misc]
# What the page holds was read when it was built, and nothing of it can change.
if (_mark := bundled("plans").parent / "mark.txt").is_file():
    cache_of_plans.fingerprint = lambda _: _mark.read_text("ascii")
Given = Mapping[str, Any]
_made: dict[str, Plan] = {}
# What a profile may hold and no question asks: kept as it came, and written again.
NOT_ASKED = tuple(name for name in KEYS if name not in ASKED and name != "birth_date")
# Stands in a saved list of which nobody knows whether it names all.
MORE = "more that is not on this list"


@cache
def content() -> Content:
    """Return the plans that came with the page."""
    return load_content()


@cache
def theme() -> ClinicTheme | None:
    """Return the face of the clinic for which the page was built, if it was for one."""
    kept = bundled("plans").parent / "theme.json"
    if not kept.is_file():
        return None
    held: dict[str, Any] = json.decode(kept.read_bytes())
    parts = {"numbers": ClinicNumbers, "box": ClinicBox, "picture": Picture, "bitmap": Bitmap}
    read = {name: convert(held.pop(name), type_) for name, type_ in parts.items() if held.get(name) is not None}
    logo = read.pop("picture", None) or read.pop("bitmap", None)
    return ClinicTheme(**{**held, "address": tuple(held["address"]), **read, "logo": logo})


# --- as somebody types ---


def understand(key: str, text: str | list[str]) -> list[dict[str, Any]]:
    """Return for each entry of a list how it is read, what was not read, and what may have been meant."""
    try:
        parsed = KEYS[key].parse(_listed(key, text))
    except Wrong as wrong:
        return [{"given": "", "is": "wrong", "read": [], "near": [], "text": f"{wrong}"}]
    return [_dislike(one) if key == "dislikes" else _entry(key, one) for one in parsed or ()]


def _listed(key: str, text: str | list[str]) -> list[str]:
    """Return the entries of a text: each line, and each part of one that is known by itself; of a file, as they are."""
    if isinstance(text, list):
        return text
    found: list[str] = []
    for line in text.splitlines():
        parts = entries(key, line, content())
        found += parts if isinstance(parts, list) else line.split(";")
    return [one.strip() for one in found if one.strip()]


def _dislike(text: str) -> dict[str, Any]:
    foods = {food.id: food.text for food in (*content().foods, *content().drinks)}
    [one] = disliked([text], content())
    read = [{"label": foods[id_], "status": "current"} for id_ in one.foods]
    return {"given": text, "is": "read" if read else "nothing", "read": read, "near": []}


def _entry(key: str, text: str) -> dict[str, Any]:
    lists: dict[str, Any] = {key: (text,)}
    words = recognise(Answers(age=0, **lists), content(), AsOf(today()))
    near = list(_offers(text, words))
    read = list(_read(words))
    how = "near" if near else "part" if words.unread and read else "unread" if words.unread else ""
    return {"given": text, "is": how or ("read" if read else "nothing"), "read": read, "near": near}


def _read(words: Recognised) -> Iterator[dict[str, str]]:
    """Yield what an entry was read as, each once."""
    found: dict[tuple[str, str], None] = {}
    for medicine in words.medicines:
        classes = ", ".join(content().classes[one].label for one in medicine.classes if one in content().classes)
        found[": ".join(filter(None, (medicine.name, classes))), "current"] = None
    for finding in words.findings:
        found[label(finding, content()), finding.status] = None
    yield from ({"label": words, "status": status} for words, status in found)


def _offers(text: str, words: Recognised) -> Iterator[dict[str, str]]:
    """Yield each name that may have been meant, with the entry as it would then stand."""
    names = resembled(words)
    for name in names:
        becomes = corrected(text, name) or (name if len(names) == 1 else "")
        if becomes:
            plain = " and ".join(one.name for one in words.medicines if one.resembles == name and one.name != name)
            yield {"name": name, "plain": plain, "becomes": becomes}


# --- the answers as a whole ---


def check(given: Given, asked: Given) -> list[dict[str, str]]:
    """Return what is wrong with answers, each with the key that it is about."""
    try:
        _person(given, asked)
    except PlannerError as error:
        return _problems(error)
    return []


def _problems(error: PlannerError) -> list[dict[str, str]]:
    told = [{"key": one.key.split(".")[0].split("[")[0], "text": one.text} for one in error.problems]
    return told or [{"key": "", "text": str(error)}]


def _person(given: Given, asked: Given) -> Person:
    text = read_text(json_bytes(_written(given)), "profile")
    return read_answers(text, as_of=_day(asked), incomplete=_partly(given, asked))


def _day(asked: Given) -> date | None:
    return date.fromisoformat(asked["start"]) if asked.get("start") else None


def _partly(given: Given, asked: Given) -> tuple[str, ...]:
    """Return the lists that name something and, as a record made them, do not claim to name all."""
    return tuple(name for name in asked.get("partly", ()) if given.get(name, "none") != "none")


def _written(given: Given) -> dict[str, Any]:
    """Return answers as a profile has them: lists of own words by entry, and only what was answered."""
    lists = {name: _listed(name, value) for name, value in given.items() if _is_text_of_list(name, value)}
    # Where nothing but signs was written, nobody said that there is nothing.
    return {**given, **{name: found or None for name, found in lists.items()}}


def _is_text_of_list(name: str, value: Any) -> bool:
    return isinstance(value, str) and bool(KEYS[name].one) and name != "limits" and value != "none"


def sheet(given: Given, asked: Given) -> dict[str, Any]:
    """Work out a plan, and keep it for `file`; return what came of it, or what is wrong with the answers."""
    day = _day(asked)
    request = SheetRequest(start=day or next_monday(today()), as_of=day, options=SheetOptions(theme=theme()))
    try:
        plan = make_plan(_person(given, asked), content(), request)
    except PlannerError as error:
        return {"outcome": "wrong", "problems": _problems(error)}
    _made["plan"] = plan
    stop = plan.see_clinician
    named = safe_name(plan.profile.identity.name) or "plan"
    return {
        "outcome": "see_clinician" if stop else "plan",
        "named": f"cramp-{named.lower()}",
        "unread": [{"key": one.key, "text": one.text} for one in plan.profile.not_recognised],
    }


def file(form: str) -> bytes:
    """Return the plan that was worked out last as the bytes of one format."""
    return rendered(_made["plan"], content(), form)


# --- a profile, written and read ---


def profile(given: Given, asked: Given) -> bytes:
    """Return answers as the file of a profile, which the command reads too; raise ProfileError."""
    _person(given, asked)
    parsed = {name: KEYS[name].parse(value) for name, value in _written(given).items()}
    # A profile cannot say that a list is not whole. An entry that nobody knows makes the sheet at least as careful.
    parsed |= {name: (*parsed[name], MORE) for name in _partly(given, asked) if parsed[name]}
    others = "".join(f"{name}: {json_bytes(parsed[name]).decode()}" for name in NOT_ASKED if parsed.get(name))
    return (to_yaml({name: parsed[name] for name in ASKED if parsed.get(name) is not None}) + others).encode()


def _in_form(name: str, value: Any) -> Any:
    """Return one value as the form holds it."""
    if KEYS[name].one and isinstance(value, tuple):
        return (dict(value) if name == "limits" else list(value)) or "none"
    if isinstance(value, Struct):
        held = {key: part for key, part in structs.asdict(value).items() if part is not None and key != "pregnant"}
        return held or ("yes" if getattr(value, "pregnant", False) else "no" if hasattr(value, "pregnant") else None)
    return ("yes" if value else "no") if isinstance(value, bool) else value


# --- a file: a profile, or a health record ---


def opened(paths: list[str]) -> dict[str, Any]:
    """Return the answers in one file, or in the files of one record, as the form has them; or why there are none."""
    files = [Path(path) for path in paths]
    place = files[0] if len(files) == 1 else files[0].parent
    try:
        if kind_of_record(place) is not None:
            return _of_record(place)
        if len(files) > 1:
            return {"refused": "files"}
        return _of_profile(files[0].read_bytes())
    except ProfileError as error:
        return {"refused": "wrong", "problems": _problems(error)}


def _of_profile(data: bytes) -> dict[str, Any]:
    if kind := kind_by_bytes(data):
        return {"refused": "kind", "what": kind}
    source = read_text(data, "profile")
    person = read_answers(source)
    told = {name: value for name, value in (source.data or {}).items() if not not_answered(name, value)}
    read = {name: KEYS[name].parse(value) for name, value in told.items() if name != "birth_date"}
    return _taken(read | {"age": person.answers.age})


def _of_record(place: Path) -> dict[str, Any]:
    """Return what a record says of the one living person that it is about."""
    people = list(islice(open_record(place, content(), today()), 2))
    if len(people) != 1:
        return {"refused": "people" if people else "nobody"}
    [person] = people
    if person.dead:
        return {"refused": "dead"}
    read, wrong = {}, []
    for name, value in person.cells.items():
        try:
            read |= _cell(name, value)
        except Wrong as problem:
            wrong.append({"key": name, "text": str(problem)})
    taken = _taken(read)
    partly = [name for name in person.incomplete if name in taken["given"]]
    return {**taken, "partly": partly, "left_out": person.left_out, "wrong": wrong}


def _cell(name: str, value: Any) -> dict[str, Any]:
    """Return what one cell of a record says, a birth date as the age; raise Wrong."""
    read = KEYS[name].parse(value)
    return {"age": age_on(read, today())} if name == "birth_date" and read is not None else {name: read}


def _taken(read: Given) -> dict[str, Any]:
    """Return what was read as the form has it, and of each list how each entry is understood."""
    form = {name: held for name in KEYS if (held := _in_form(name, read.get(name))) is not None}
    lists = {name: understand(name, value) for name, value in form.items() if isinstance(value, list)}
    return {"given": form, "entries": lists, "partly": [], "left_out": [], "wrong": []}


def warm(part: str) -> None:
    """Load what the first answer would have to wait for, a part at a time: the lists of names, or the drawing."""
    if part == "words":
        understand("medications", "furosemid")
        understand("conditions", "hart failure")
    else:
        request = SheetRequest(start=next_monday(today()))
        rendered(make_plan(Person(Answers(age=50)), content(), request), content(), "pdf")


def call(name: str, args: str) -> str | bytes:
    """Return what a function of the page gives: bytes as they are, anything else as JSON."""
    made = _CALLS[name](*json.decode(args))
    return made if isinstance(made, bytes) else json.encode(made).decode()


_CALLS: dict[str, Callable[..., Any]] = {
    one.__name__: one for one in (understand, check, sheet, file, profile, opened, warm)
}
