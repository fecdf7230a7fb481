"""What of the answers is asked for of the sheet and says whom it is for, apart from what decides the plan."""

from __future__ import annotations

from msgspec import structs

from planner.model.sheet import Identity, SheetOptions
from planner.profile.answers import Answers
from planner.profile.profile import Profile


def options_of(answers: Answers) -> SheetOptions:
    """Return what somebody's answers ask for of the sheet."""
    return SheetOptions(paper=answers.paper, large_print=answers.large_print, language=answers.language)


def identity_of(answers: Answers) -> Identity:
    """Return whom the sheet is for."""
    return Identity(answers.name, answers.id)


def presented(profile: Profile, options: SheetOptions | None, identity: Identity | None) -> Profile:
    """Return a profile with other options and another identity among its answers; None leaves those that it has."""
    other = {**(structs.asdict(options) if options else {}), **(structs.asdict(identity) if identity else {})}
    return structs.replace(profile, answers=structs.replace(profile.answers, **other)) if other else profile


def facts_alone(profile: Profile) -> Profile:
    """Return a profile with nothing of the sheet and nobody's name among its answers."""
    return presented(profile, SheetOptions(), Identity())
