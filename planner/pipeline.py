"""From answers to a finished sheet in any of its clothes: the path that every command takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import Struct, structs

from planner.content.knowledge import Content
from planner.content.loader import load_content
from planner.errors import NotOrdinaryError, Problem, ProfileError, UsageError, did_you_mean
from planner.files.clock import today
from planner.files.places import YamlText
from planner.formats.registry import FORMATS, Sheet
from planner.i18n.language import load_language
from planner.model.sheet import SheetOptions
from planner.planning.apply import apply
from planner.planning.plan import Plan
from planner.profile.answers import Answers, Person, read_answers
from planner.profile.profile import Profile
from planner.profile.resolve import profile_of
from planner.profile.source import read_profile_file, read_text
from planner.profile.words import excerpt

if TYPE_CHECKING:
    from planner.document.model import Document

SUFFIXES = {name: form.ending for name, form in FORMATS.items()}
DEFAULT_PLAN = "night-leg-cramps"
BACK_PLAN = "back-spasms"
BOTH_PLAN = "legs-and-back"
# So many plans, and so many sheets in words, are kept for whoever gives the same answers.
_KEPT = 32


class SheetRequest(Struct, frozen=True, kw_only=True):
    """What a command asks for beside the profile."""

    plan: str | None = None
    start: date | None = None
    as_of: date | None = None
    options: SheetOptions = SheetOptions()
    strict: bool = False


def next_monday(day: date) -> date:
    """Return the next Monday on or after a day."""
    return day + timedelta(days=-day.weekday() % 7)


def read_person(
    source: str | None, flags: Mapping[str, Any], stdin: Callable[[int], bytes], as_of: date | None = None
) -> Person:
    """Return the person of a file (or "-", standard input) with flags on top; a birth date is counted to `as_of`."""
    if source is None:
        return read_answers(YamlText("profile", None, {}), flags, as_of=as_of)
    text = _standard_input(stdin) if source == "-" else read_profile_file(Path(source))
    return read_answers(text, flags, as_of=as_of)


def read_record(
    path: Path, flags: Mapping[str, Any], content: Content, as_of: date | None = None
) -> tuple[Person, tuple[tuple[str, int], ...]]:
    """Return the person of a health record with flags on top, and how often something of it was left out, and why."""
    from planner.records.health.people import only_person

    found = only_person(path, content, as_of or today())
    text = YamlText(str(path), found.cells, {})
    person = read_answers(text, flags, lenient=True, as_of=as_of, incomplete=found.incomplete)
    identity = structs.replace(person.identity, reference=found.reference)
    return structs.replace(person, identity=identity), found.left_out


def _standard_input(read: Callable[[int], bytes]) -> YamlText:
    from planner.files.yaml import MAX_BYTES

    try:
        return read_text(read(MAX_BYTES + 1), "standard input")
    except OSError as error:
        raise ProfileError(f"standard input: cannot be read: {error.strerror or error}") from error


def make_plan(person: Person, content: Content, request: SheetRequest) -> Plan:
    """Return the plan for a person, or raise NotOrdinaryError where only an ordinary sheet will do."""
    person = with_request(person, request)
    _check_language(person, request, content)
    plan = _plan_of(person, content, request)
    if request.strict:
        _be_strict(plan)
    return plan


def _plan_of(person: Person, content: Content, request: SheetRequest) -> Plan:
    """Return the plan of a person: that of whoever gave the same answers before, where the days are given too."""
    asked = _asked(person, request)
    if asked is None:
        template = content.template(request.plan or chosen_plan(person.answers))
        return apply(template, profile_of(person, content, request.as_of), request.start or next_monday(today()))
    plan = _known_plan(asked, content)
    return structs.replace(plan, profile=structs.replace(plan.profile, identity=person.identity))


class _Asked(NamedTuple):
    """All that a plan and its words hang on beside the content: whom they are for is no part of it."""

    answers: Answers
    options: SheetOptions
    plan: str
    start: date
    as_of: date


def _asked(person: Person, request: SheetRequest) -> _Asked | None:
    """Return what a plan hangs on; nothing where it hangs on today as well."""
    if request.start is None or request.as_of is None:
        return None
    plan = request.plan or chosen_plan(person.answers)
    return _Asked(person.answers, person.options, plan, request.start, request.as_of)


@lru_cache(_KEPT)
def _known_plan(asked: _Asked, content: Content) -> Plan:
    """Return the plan that answers give, for nobody."""
    profile = profile_of(Person(asked.answers, asked.options), content, asked.as_of)
    return apply(content.template(asked.plan), profile, asked.start)


@lru_cache(_KEPT)
def _known_document(asked: _Asked, content: Content) -> Document:
    """Return the words of the plan that answers give, for nobody."""
    return _composed(_known_plan(asked, content), content)


def plan_ahead(person: Person, content: Content, request: SheetRequest) -> None:
    """Work out the plan of a person, so that it is known when it is asked for."""
    if asked := _asked(with_request(person, request), request):
        _known_plan(asked, content)


def compose_ahead(person: Person, content: Content, request: SheetRequest) -> None:
    """Put the plan of a person into words, so that they are known when they are asked for."""
    if asked := _asked(with_request(person, request), request):
        _known_document(asked, content)


def document_of(person: Person, content: Content, request: SheetRequest) -> Document:
    """Return the words of a person's plan: of answers that were given before only the head is new.

    It is the same document, whoever came before.
    """
    from planner.document.compose import addressed

    asked = _asked(with_request(person, request), request)
    if asked is None:
        return _composed(make_plan(person, content, request), content)
    return addressed(_known_document(asked, content), _known_plan(asked, content), content, person.identity)


def _check_language(person: Person, request: SheetRequest, content: Content) -> None:
    """Raise before anything is worked out if there is no such language: of an option, or of a profile."""
    try:
        load_language(content, person.options.language, person.answers.country)
    except UsageError as error:
        if request.options.language:
            raise
        known = ", ".join(sorted(content.core.messages))
        said = f"language: there is no translation into it (languages: {known})"
        raise ProfileError.from_problems([Problem("", 0, 0, said, "language")]) from error


def with_request(person: Person, request: SheetRequest) -> Person:
    """Return the person with the paper, print size and language that a command asks for."""
    asked = {key: value for key, value in structs.asdict(request.options).items() if value is not None}
    return structs.replace(person, options=structs.replace(person.options, **asked))


def chosen_plan(answers: Answers) -> str:
    """Return the plan that fits where the cramps come: for the back alone, for back and legs, or for the legs."""
    places = answers.cramps.where or ()
    if "back" not in places:
        return DEFAULT_PLAN
    return BACK_PLAN if set(places) == {"back"} else BOTH_PLAN


_REFERRAL = "this person should see a clinician first, and gets a page that says so in place of an ordinary sheet"


def _be_strict(plan: Plan) -> None:
    profile = plan.profile
    unread = [f"not recognised: {excerpt(entry.text)}" for entry in profile.not_recognised]
    unread += [f"read as something it only resembles: {excerpt(text)}" for text in profile.near_misses]
    referral = [_REFERRAL] if plan.see_clinician else []
    if reasons := [*referral, *dict.fromkeys(unread)]:
        # A page that sends somebody to a clinician is no mistake that could be corrected.
        mend = ("correct what was not read, or " if unread else "") + "run it without --strict"
        page = " to get that page" if referral else " to get a sheet that says so"
        raise NotOrdinaryError(f"no sheet was written (--strict): {'; '.join(reasons)}; {mend}{page}")


def warnings(profile: Profile) -> list[str]:
    """Return what a person at the terminal must know about how the profile was read."""
    lines = []
    for entry in profile.not_recognised:
        near = f"; did you mean '{entry.resembles}'? Until then only its restrictions count" if entry.resembles else ""
        lines.append(
            f"could not check '{excerpt(entry.text)}' ({entry.key}){near}; "
            "the sheet says so, and leaves out what often clashes"
        )
    lines += [f"{name} is listed twice, in different words" for name, _, _ in profile.twice]
    lines += [
        f"{key} says none and names something all the same; what it names counts"
        for key in profile.answers.none_and_more
    ]
    return lines


def render(plan: Plan, form: str, content: Content | None = None) -> bytes:
    """Return a plan as the bytes of one of our formats, such as "json"; `content` is what it was made from.

    Without `content` the plan must come from the plans that we ship; raise UsageError if it does not.
    """
    if form not in FORMATS:
        raise UsageError(
            f"render: there is no format '{form}'{did_you_mean(form, FORMATS)} (formats: {', '.join(FORMATS)})"
        )
    return rendered(plan, content or _own_content(plan), form)


def _own_content(plan: Plan) -> Content:
    """Return the content that we ship, if a plan was made from it."""
    content = _shipped()
    rules = {rule.id: rule for rule in content.core.rules}
    same_rules = all(rules.get(verdict.rule.id) == verdict.rule for verdict in plan.verdicts)
    if plan.template not in content.core.templates or not same_rules:
        raise UsageError(
            "render: this plan was made from other plans; give their content too: render(plan, form, content)"
        )
    return content


@cache
def _shipped() -> Content:
    return load_content()


def rendered(plan: Plan, content: Content, form: str) -> bytes:
    """Return a plan as the bytes of one format, for whom and as its profile says."""
    return sheet_of(plan, content, form).data


def sheet_of(plan: Plan, content: Content, form: str, composed: Callable[[], Document] | None = None) -> Sheet:
    """Return a plan in one format, with the number of its pages and what is to be told of it.

    `composed` gives its words, where these are known from somebody else with the same answers.
    """
    return FORMATS[form].write(plan, content, composed or (lambda: _composed(plan, content)))


def _composed(plan: Plan, content: Content) -> Document:
    from planner.document.compose import compose

    return compose(plan, content)
