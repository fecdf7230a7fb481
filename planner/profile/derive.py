"""The facts that follow from answers and from what was recognised in them, with what was assumed on the way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from planner.errors import Problem, ProfileError
from planner.logic.criteria import Node
from planner.logic.facts import Entry, EntryStatus, Facts, Listed, Range, Value
from planner.logic.truth import YES
from planner.model.rules import DefaultValue
from planner.profile.answers import Answers, is_whole
from planner.profile.profile import NOT_A_NUMBER, Assumed, Unread
from planner.profile.recognise import WRITTEN_LISTS, Recognised
from planner.profile.values import TRIMESTERS, Pregnancy
from planner.recognition.allergies import says_allergy
from planner.recognition.elsewhere import could_be_illness, could_be_medicine
from planner.recognition.findings import Finding
from planner.recognition.quantities.amounts import is_amount

if TYPE_CHECKING:
    from planner.content.knowledge import Content
    from planner.lexicon.vocabulary import WordLists

LAST_WEEK = 42
_ONE_RECOGNISER = ("conditions", "symptoms", "habits")
Derived = tuple[dict[str, Value], list[Assumed]]


def derive(answers: Answers, words: Recognised, content: Content) -> Derived:
    """Return all facts about one person, and each assumption that some of them rest on."""
    implied, assumed = _implied_conditions(words, content)
    facts = (
        _plain_facts(answers) | _medicine_facts(answers, words, content) | _word_facts(answers, words, implied, content)
    )
    pregnancy, guessed = _pregnancy_facts(answers, words, content)
    facts |= pregnancy
    return facts | _settled(facts, answers, content), assumed + guessed


def _plain_facts(answers: Answers) -> dict[str, Value]:
    """Return the facts that stand in the answers as they are."""
    cramps = answers.cramps
    numbers = {
        "age": answers.age,
        "nights_per_week": cramps.nights_per_week,
        "for_weeks": cramps.for_weeks,
        "weeks_since_birth": answers.born_weeks_ago,
    }
    words = {key: getattr(answers, key) for key in ("sex", "exercise_level", "sleep_position", "daily_posture")}
    flags = {"breastfeeding": answers.breastfeeding, "heat": answers.heat}
    facts: dict[str, Value] = {key: Range(value, value) for key, value in numbers.items() if value is not None}
    facts |= {key: value for key, value in {**words, **flags}.items() if value is not None}
    if answers.country:
        facts["country"] = answers.country
    places = tuple(Entry(place) for place in cramps.where or ())
    facts["cramp_places"] = Listed(places, stated=cramps.where is not None)
    return facts


def _medicine_facts(answers: Answers, words: Recognised, content: Content) -> dict[str, Value]:
    """Return the medicines and their classes as facts."""
    stated = is_whole("medications", answers) and not words.elsewhere
    unread = _unread_of("medications", words, content)
    drugs = [Entry(m.id, m.given, near_miss=m.near_miss or m.uncertain) for m in words.medicines]
    classes = [
        Entry(class_, m.given, near_miss=m.near_miss or m.uncertain, of=m.id)
        for m in words.medicines
        for class_ in m.classes
    ]
    return {
        "medications": Listed(tuple(drugs), stated, unread),
        "medication_classes": Listed(tuple(classes), stated, unread),
    }


# --- lists in a person's own words ---

Implied = list[tuple[str, Entry]]


def _word_facts(answers: Answers, words: Recognised, implied: Implied, content: Content) -> dict[str, Value]:
    """Return the lists that people fill in their own words."""
    facts: dict[str, Value] = {}
    for key in (*WRITTEN_LISTS, "limits"):
        # What is only planned or looked for is no fact yet.
        entries = [_entry(f, f.status) for f in words.findings if f.fact == key and f.status != "planned"]
        entries += [entry for fact, entry in implied if fact == key]
        if key == "limits":
            entries += _told_limits(answers)
        if key == "conditions":
            entries += _limits_of_unknown_amount(answers, content)
        facts[key] = Listed(tuple(entries), is_whole(key, answers), _unread_of(key, words, content))
    return facts


def _entry(finding: Finding, status: EntryStatus) -> Entry:
    # What was taken for granted as a whole, such as high blood pressure in a metabolic syndrome, may only restrict.
    guessed = bool(finding.assumed) and finding.stage is None
    return Entry(
        finding.id,
        finding.given,
        stage=finding.stage,
        severe=finding.severe,
        weeks_ago=finding.weeks_ago,
        status=status,
        near_miss=finding.near_miss or finding.uncertain or guessed,
        assumed=("stage",) if finding.assumed and finding.stage is not None else (),
        implied_by=finding.given if guessed else "",
        key=finding.key,
    )


def _told_limits(answers: Answers) -> Iterable[Entry]:
    """Yield the limits of the key of that name, with the amount in the person's own words where one was given."""
    for name, text in answers.limits or ():
        yield Entry(name, text if is_amount(name, text) else "")


def _limits_of_unknown_amount(answers: Answers, content: Content) -> Iterable[Entry]:
    """Yield what a limit without an amount stands for, where the amount matters."""
    for name, text in answers.limits or ():
        concept = content.names.concept.get(f"conditions/{name}-limit-unknown")
        if concept is not None and not is_amount(name, text):
            yield Entry(concept.id, text)


def _unread_of(key: str, words: Recognised, content: Content) -> tuple[str, ...]:
    """Return the words not recognised that could have meant something of this list."""
    # People write illnesses among their symptoms and habits, so what could not be read there could be any of them.
    keys = _ONE_RECOGNISER if key in _ONE_RECOGNISER else (key,)
    lists = content.names.words
    return tuple(entry.text for entry in words.unread if entry.key in keys or _could_be_of(key, entry, lists))


def _could_be_of(key: str, entry: Unread, lists: WordLists) -> bool:
    """Return whether words that stand under another key could have meant something of this list."""
    if key == "allergies":
        return says_allergy(entry.text, lists)
    if key == "medications":
        # What an entry of allergies names is not taken.
        return entry.key != "allergies" and could_be_medicine(entry.text, lists)
    return key in _ONE_RECOGNISER and entry.key == "medications" and could_be_illness(entry.text, lists)


def _implied_conditions(words: Recognised, content: Content) -> tuple[Implied, list[Assumed]]:
    """Return the conditions that medicines point to, and each as an assumption that the sheet repeats."""
    told = {finding.id for finding in words.findings if finding.status == "current"}
    implied: Implied = []
    assumed: list[Assumed] = []
    for medicine in (*words.medicines, *words.stopped):
        for id_ in medicine.implies:
            concept = content.concepts.get(id_)
            if id_ in told or concept is None:
                continue
            assumed.append(Assumed(medicine.given, concept.label, "this medicine is most often taken for it"))
            stage = float(concept.assume["stage"]) if "stage" in concept.assume else None
            entry = Entry(id_, medicine.given, stage, near_miss=True, implied_by=medicine.given)
            implied.append((concept.fact, entry))
    return implied, assumed


# --- pregnancy ---


def _pregnancy_facts(answers: Answers, words: Recognised, content: Content) -> Derived:
    """Return whether somebody is pregnant and the weeks that it could be."""
    state = answers.pregnancy
    sure = state is not None or answers.sex == "male"
    # A word that only looks like "pregnant" switches the rules on too, unless pregnancy was answered.
    found = [
        f for f in words.findings if f.fact == "pregnancy" and f.status == "current" and not (f.near_miss and sure)
    ]
    states = [state] if state is not None and (state.pregnant or not found) else []
    states += [Pregnancy(pregnant=True, weeks=f.weeks, trimester=f.trimester) for f in found]
    if not states:
        return {}, []
    if not any(state.pregnant for state in states):
        return {"pregnant": False, "pregnancy_week": NOT_A_NUMBER}, []
    _refuse_male(answers, found)
    denied = found and answers.pregnancy is not None and not answers.pregnancy.pregnant
    assumed = [Assumed(found[0].given, "pregnant", "one of your answers says so")] if denied else []
    week, guessed = _weeks(states, content)
    return {"pregnant": True, "pregnancy_week": week}, assumed + guessed


def _refuse_male(answers: Answers, found: list[Finding]) -> None:
    """Raise if somebody male is said to be pregnant."""
    if answers.sex != "male":
        return
    words = {text: key for key in WRITTEN_LISTS for text in getattr(answers, key) or ()}
    key = next((words[finding.given] for finding in found if finding.given in words), "pregnancy")
    said = f"sex is male and an entry of {key} says pregnant; correct the one that is wrong"
    raise ProfileError.from_problems([Problem("", 0, 0, said, "sex")])


def _weeks(states: list[Pregnancy], content: Content) -> tuple[Range, list[Assumed]]:
    """Return the range of weeks: as given, or as assumed where nobody gave it or two answers disagree."""
    spans: list[tuple[float, float]] = []
    for state in states:
        spans += [(state.weeks, state.weeks)] if state.weeks is not None else []
        spans += [TRIMESTERS[state.trimester]] if state.trimester is not None else []
    if not spans:
        return _assumed_weeks(content)
    agreed = max(span[0] for span in spans), min(span[1] for span in spans)
    # Someone may pass into the next week, and with it under its rules, within the seven days.
    more = 0 if all(state.weeks is None for state in states) else 1
    if agreed[0] <= agreed[1]:
        return Range(agreed[0], min(agreed[1] + more, LAST_WEEK)), []
    low, high = min(span[0] for span in spans), min(max(span[1] for span in spans) + more, LAST_WEEK)
    because = "your answers name different weeks, so the rules for all of them apply"
    return Range(low, high, assumed=True), [Assumed("pregnancy", f"weeks {low:g} to {high:g}", because)]


def _assumed_weeks(content: Content) -> tuple[Range, list[Assumed]]:
    """Return the weeks to take for a pregnancy whose week nobody gave."""
    for assumption in content.core.assumptions:
        if assumption.fact == "pregnancy_week":
            low, high = assumption.value
            assumed = Assumed("pregnancy", f"weeks {low:g} to {high:g}", assumption.say)
            return Range(low, high, assumed=True), [assumed]
    raise AssertionError("plans/facts.yaml must say what to assume of an unknown week of pregnancy")


# --- what other facts settle ---


def _settled(facts: Facts, answers: Answers, content: Content) -> dict[str, Value]:
    """Return the value that another fact settles for each fact that nobody stated."""
    whole = dict(facts)
    for default, when in _defaults(content):
        if default.fact not in whole and when.truth(whole) is YES:
            whole[default.fact] = settled_as(default)
    if whole.get("pregnant") is False:
        whole.setdefault("pregnancy_week", NOT_A_NUMBER)
    if whole.get("breastfeeding") is False and answers.sex == "male":
        whole.setdefault("weeks_since_birth", NOT_A_NUMBER)
    return whole


@lru_cache(maxsize=4)
def _defaults(content: Content) -> Sequence[tuple[DefaultValue, Node]]:
    """Return the values that other facts settle, each with when they do."""
    return [(default, content.criterion(default.when)) for default in content.core.defaults]


def settled_as(default: DefaultValue) -> Value:
    """Return the value that a default gives to its fact."""
    value = default.value
    return value if isinstance(value, bool | str) else Range(value, value)
