"""From answers to a profile: names recognised, details assumed, facts derived, and nothing guessed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import structs

from planner.errors import Problem, ProfileError
from planner.files.clock import today
from planner.logic.facts import Facts
from planner.profile.answers import Answers, Person, read_answers, unknown_keys
from planner.profile.derive import derive
from planner.profile.dislikes import disliked
from planner.profile.profile import Profile
from planner.profile.recognise import WRITTEN_LISTS, recognise, twice
from planner.profile.source import read_profile_file, read_text
from planner.recognition.quantities.calendar import AsOf

if TYPE_CHECKING:
    from planner.content.knowledge import Content

# These stand among the facts also where nobody answered them.
_LISTED = frozenset((*WRITTEN_LISTS, "limits", "medications", "cramp_places"))


_FILE_NAME = re.compile(r"[\w./\\:~-]+\.(?:ya?ml|json)", re.IGNORECASE)


def load_profile(
    source: Path | str | Mapping[str, Any], content: Content, *, file: str = "profile", as_of: date | None = None
) -> Profile:
    """Return the profile of a YAML or JSON file, of text or of a mapping, or raise ProfileError with every problem.

    `as_of` is the day to which birth dates and dates in words are counted, by default today.
    """
    if isinstance(source, Path):
        return profile_of(read_answers(read_profile_file(source), as_of=as_of), content, as_of)
    if isinstance(source, str) and _FILE_NAME.fullmatch(source):
        said = f'is a file\'s name, not a profile; to read the file, write Path("{source}")'
        raise ProfileError.from_problems([Problem(file, 0, 0, said)])
    if isinstance(source, str | bytes):
        return profile_of(read_answers(read_text(source, file), as_of=as_of), content, as_of)
    from planner.files.plain import plain_data

    return profile_of(read_answers(plain_data(source, file), as_of=as_of), content, as_of)


def profile_of(person: Person, content: Content, as_of: date | None = None) -> Profile:
    """Return the profile of a person, with what is asked for of the sheet and whom it is for."""
    return structs.replace(resolve(person.answers, content, as_of), options=person.options, identity=person.identity)


def resolve(answers: Answers, content: Content, as_of: date | None = None) -> Profile:
    """Return the profile that some answers make; dates in words are counted to `as_of`, by default today."""
    day = as_of or today()
    words = recognise(answers, content, AsOf(day, _month_first(answers, content)))
    facts, assumed = derive(answers, words, content)
    return Profile(
        answers=answers,
        facts=facts,
        medicines=words.medicines,
        findings=words.findings,
        not_recognised=tuple(dict.fromkeys(words.unread)),
        unknown=_still_unknown(answers, facts),
        assumed=tuple(dict.fromkeys((*words.assumed, *assumed))),
        twice=tuple(twice(words.medicines, content)),
        dislikes=disliked(answers.dislikes or (), content),
        as_of=day.isoformat(),
    )


def _month_first(answers: Answers, content: Content) -> bool | None:
    """Return whether dates begin with the month where somebody lives; None where that is not known."""
    country = content.core.countries.get(answers.country or "")
    return None if country is None else country.month_first


def _still_unknown(answers: Answers, facts: Facts) -> tuple[str, ...]:
    """Return the keys that nobody answered and nothing else settles."""
    settled = ("pregnancy",) if "pregnant" in facts else ()
    open_ = [key for key in unknown_keys(answers) if key not in settled]
    return tuple([key for key in open_ if key in _LISTED or key not in facts])
