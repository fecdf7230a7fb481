"""What a profile may say, as far as the criteria of plans/ can tell it apart: answers, and words for lists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct, structs

from planner.content.knowledge import Content, PlanTemplate
from planner.content.rules import BoundRule
from planner.errors import ContentError
from planner.logic.facts import CHOICES, Listed, Value
from planner.logic.selectors import HitByAll, Hits, Ids, NotHit
from planner.profile.profile import Profile
from planner.profile.resolve import load_profile
from planner.proof.phrases import PERSON, WEEKS_OF_PREGNANCY, Phrase, phrases_of
from planner.proof.questions import FACTS_OF, OF_CRAMPS, WRITTEN, Questions

AnswersByKey = dict[str, Any]


class Option(Struct, frozen=True):
    """One answer to a key that takes one answer, and the facts that it makes; None is not given."""

    answer: Any
    facts: dict[str, Value]


class PersonalHits(Struct, frozen=True):
    """What a rule hits whatever is on a person's lists, while a list is not given, and because of each phrase."""

    always: Ids
    not_given: dict[str, Ids]
    said: dict[int, Ids]


class Domain(Struct, frozen=True):
    """Everything that a profile may say; of what no criterion can tell apart, the first.

    `together` are the facts of each phrase that tells a pregnancy, beside each answer to the key of that name.
    `personal` is, by rule and plan, what the rules hit that look at a person's lists.
    """

    content: Content
    questions: Questions
    options: dict[str, tuple[Option, ...]]
    phrases: tuple[Phrase, ...]
    together: dict[int, tuple[dict[str, Value], ...]]
    personal: dict[tuple[str, str], PersonalHits]

    def nearest(self, answers: AnswersByKey) -> AnswersByKey:
        """Return answers with each one replaced by the one of the domain that no criterion can tell from it."""
        found = dict(answers)
        for key, options in self.options.items():
            if key in answers:
                telling = self.questions.telling
                wanted = telling(_facts(self.content, {key: answers[key]}, FACTS_OF[key]))
                same = (one for one in options if one.answer is not None and telling(one.facts) == wanted)
                found[key] = next(same).answer
        return found


def domain_of(content: Content, questions: Questions) -> Domain:
    """Return everything that a profile may say to some content, told apart by some questions."""
    options = {key: _distinct(content, questions, key, answers) for key, answers in _answers(questions).items()}
    phrases = phrases_of(content, questions)
    personal = {
        (bound.rule.id, template.id): personal_hits(bound, template, phrases)
        for template in content.templates.values()
        for bound in content.rules
        if bound.personal
    }
    return Domain(content, questions, options, phrases, _together(content, options["pregnancy"], phrases), personal)


# --- keys with one answer ----------------------------------------------------------------------------


def _answers(questions: Questions) -> dict[str, Iterable[Any]]:
    """Return every answer to each key that takes one, numbers up to the last that a criterion asks for."""
    weeks = [{"weeks": week} for week in WEEKS_OF_PREGNANCY]
    return {
        "age": range(116),
        "pregnancy": ("no", "yes", *weeks, *({"trimester": number} for number in (1, 2, 3))),
        "born_weeks_ago": range(53),
        "nights_per_week": range(8),
        "for_weeks": range(questions.last_asked("for_weeks") + 2),
        **dict.fromkeys(("breastfeeding", "heat"), (False, True)),
        **CHOICES,
    }


def _distinct(content: Content, questions: Questions, key: str, answers: Iterable[Any]) -> tuple[Option, ...]:
    """Return answers of which any two change some truth; not given comes first."""
    found: dict[object, Option] = {} if key == "age" else {(): Option(None, {})}
    for answer in answers:
        facts = _facts(content, {key: answer}, FACTS_OF[key])
        found.setdefault(questions.telling(facts), Option(answer, facts))
    return tuple(found.values())


def _facts(content: Content, answers: AnswersByKey, wanted: Iterable[str]) -> dict[str, Value]:
    """Return some of the facts that the planner makes of answers."""
    held = load_profile(profile_of(PERSON | answers), content).facts
    return {fact: held[fact] for fact in wanted if fact in held}


def _together(
    content: Content, answers: Iterable[Option], phrases: Iterable[Phrase]
) -> dict[int, tuple[dict[str, Value], ...]]:
    """Return the facts of each phrase that tells a pregnancy, beside each answer to the key of that name."""
    facts = FACTS_OF["pregnancy"]
    return {
        index: tuple(_facts(content, {"pregnancy": one.answer, p.key: [p.text]}, facts) for one in answers)
        for index, p in enumerate(phrases)
        if p.pregnant
    }


# --- rules that look at lists ------------------------------------------------------------------------


def personal_hits(bound: BoundRule, template: PlanTemplate, phrases: Iterable[Phrase]) -> PersonalHits:
    """Return what a rule hits that looks at lists: of several phrases together, all that each hits alone."""
    if bound.hits is None or _combines(bound.hits) or not bound.hits.lists <= set(WRITTEN):
        raise ContentError(
            f"the proof cannot follow {bound.rule.id}: a list of the person stands under 'all' or 'not', or is not one "
            f"of {', '.join(WRITTEN)}"
        )
    empty: dict[str, Value] = {fact: Listed() for fact in WRITTEN}
    always = template.hit_by(bound, empty)
    not_given = {fact: template.hit_by(bound, {**empty, fact: Listed(stated=False)}) - always for fact in WRITTEN}
    said = {}
    for number, phrase in enumerate(phrases):
        if phrase.profile is not None and (ids := template.hit_by(bound, _alone(phrase.profile)) - always):
            said[number] = ids
    return PersonalHits(always, not_given, said)


def _alone(profile: Profile) -> dict[str, Value]:
    """Return the lists of a profile as if all had been given, so that only what stands on them counts."""
    lists = {fact: profile.facts[fact] for fact in WRITTEN}
    return {fact: structs.replace(value, stated=True) for fact, value in lists.items() if isinstance(value, Listed)}


def _combines(hits: Hits) -> bool:
    """Return whether a selector asks of a person's lists together with something else, or for what is not on them."""
    joined = isinstance(hits, HitByAll | NotHit) and bool(hits.lists)
    return joined or any(map(_combines, hits.parts))


def profile_of(answers: Mapping[str, Any]) -> AnswersByKey:
    """Return answers in the form of a profile's file."""
    profile = {key: value for key, value in answers.items() if key not in OF_CRAMPS and value is not None}
    cramps = {key: answers[key] for key in OF_CRAMPS if key in answers}
    return profile | ({"cramps": cramps} if cramps else {})
