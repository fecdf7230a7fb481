"""From answers to a profile: names recognised, details assumed, facts derived, and nothing guessed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import structs

from planner.errors import Problem, ProfileError
from planner.logic.facts import Facts
from planner.profile.answers import Answers, Person, read_answers, unknown_keys
from planner.profile.derive import derive
from planner.profile.profile import Profile
from planner.profile.recognise import WRITTEN_LISTS, recognise, twice
from planner.profile.source import read_profile_file, read_text

if TYPE_CHECKING:
    from planner.content.knowledge import Content

# These stand among the facts also where nobody answered them.
_LISTED = frozenset((*WRITTEN_LISTS, "limits", "medications", "cramp_places"))


_FILE_NAME = re.compile(r"[\w./\\:~-]+\.(?:ya?ml|json)", re.IGNORECASE)


def load_profile(
    source: Path | str | Mapping[str, Any], content: Content, *, file: str = "profile", as_of: date | None = None
) -> Profile:
    """Return the profile of a YAML or JSON file, of text or of a mapping, or raise ProfileError with every problem.

    `as_of` is the day to which a birth date is counted; by default today, or the day of SOURCE_DATE_EPOCH.
    """
    if isinstance(source, Path):
        return profile_of(read_answers(read_profile_file(source), as_of=as_of), content)
    if isinstance(source, str) and _FILE_NAME.fullmatch(source):
        said = f'is a file\'s name, not a profile; to read the file, write Path("{source}")'
        raise ProfileError.from_problems([Problem(file, 0, 0, said)])
    if isinstance(source, str | bytes):
        return profile_of(read_answers(read_text(source, file), as_of=as_of), content)
    from planner.files.plain import plain_data

    return profile_of(read_answers(plain_data(source, file), as_of=as_of), content)


def profile_of(person: Person, content: Content) -> Profile:
    """Return the profile of a person, with what is asked for of the sheet and whom it is for."""
    return structs.replace(resolve(person.answers, content), options=person.options, identity=person.identity)


def resolve(answers: Answers, content: Content) -> Profile:
    """Return the profile that some answers make."""
    words = recognise(answers, content)
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
    )


def _still_unknown(answers: Answers, facts: Facts) -> tuple[str, ...]:
    """Return the keys that nobody answered and nothing else settles."""
    settled = {"pregnancy"} if "pregnant" in facts else set()
    return tuple(key for key in unknown_keys(answers) if key not in settled and key not in facts.keys() - _LISTED)
