"""Nothing that a plan says is lost on paper: each line, food and stretch of a plan stands in the words of its sheet.

And a sheet says the same however often it is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from conftest import CONTENT, plan_for, sheet
from msgspec.structs import replace
from test_cases import ALL

from planner.document.compose import compose
from planner.document.model import BulletList, CheckItem, Checklist, Document, Note, Paragraph, plain
from planner.document.parts.food import foods_without_room
from planner.i18n.language import load_language
from planner.logic.facts import CHOICES
from planner.model.plans import Review
from planner.planning.plan import Gap, Plan

# Every case would take a minute; a fifth of them reaches each part of the sheet.
SOME = [(case["name"], profile, case.get("plan", "night-leg-cramps")) for _, case, profile in ALL[::8]]


def unprinted(plan: Plan) -> list[str]:
    """Return the ids of all that a plan holds and its sheet does not say."""
    language = load_language(CONTENT, "en", plan.profile.answers.country)
    words = sheet(plan).casefold()
    asked = {one.id for one in plan.ask_first}
    said: set[str] = set()
    lines = {}
    for day in plan.days:
        lines |= {f"{one.id} {day.day}": language.text(one, again=one.id in said) for one in day.items}
        said |= {one.id for one in day.items}
    lines |= {one.id: language.text(one) for one in plan.printed if one.id not in said | asked}
    lines |= {
        one.id: language.text(one) if one.item.part else language.fill(one.item.short or one.item.text)
        for one in plan.ask_first
    }
    lines |= {rule.id: language.fill(rule.say) for one in plan.printed for rule in one.cautions}
    return [id_ for id_, text in lines.items() if " ".join(text.split()).rstrip(".").casefold() not in words]


@pytest.mark.parametrize(("name", "profile", "plan"), SOME, ids=[name for name, _, _ in SOME])
def test_the_sheet_says_all_that_the_plan_holds(name: str, profile: dict[str, Any], plan: str) -> None:
    assert not unprinted(plan_for(profile, plan)), name


def _foods(document: Document) -> dict[str, CheckItem]:
    """Return what is on the lists of foods and drinks, by its words."""
    inside = [block for section in document.sections for block in _within(section)]
    lists = [block for block in inside if isinstance(block, Checklist)]
    return {plain(item.text): item for block in lists for item in block.items if not item.label}


def _within(block: Any) -> Iterator[Any]:
    yield block
    for part in getattr(block, "blocks", ()):
        yield from _within(part)


def _front(document: Document) -> list[str]:
    """Return the questions of page 1."""
    notes = [block for block in _within(document.sections[0]) if isinstance(block, Note) and block.kind == "check"]
    return [
        plain(item.text)
        for note in notes
        for part in note.blocks
        if isinstance(part, BulletList)
        for item in part.items
    ]


@pytest.mark.parametrize(("name", "profile", "plan"), SOME[::4], ids=[name for name, _, _ in SOME[::4]])
def test_large_print_lists_the_first_of_each_shelf_and_asks_and_warns_as_ever(
    name: str, profile: dict[str, Any], plan: str
) -> None:
    """Two of each shelf and all that the week names; no question, no caution and no letter is another."""
    made, large = plan_for(profile, plan), plan_for({**profile, "large_print": True}, plan)
    assert (made.shelves, made.foods, made.decisions) == (large.shelves, large.foods, large.decisions), name
    sheets = compose(made, CONTENT), compose(large, CONTENT)
    every, some = map(_foods, sheets)
    language = load_language(CONTENT, "en", made.profile.answers.country)
    kept = {id_ for shelf in made.shelves for at, id_ in enumerate(shelf) if at < 2 or id_ in made.picked}
    listed = {food.id: f"{language.fill(food.item.text)}, " for food in (*made.foods, *made.drinks)}
    assert set(listed) == {id_ for shelf in made.shelves for id_ in shelf}
    assert sorted(next(words for words in some if words.startswith(listed[id_])) for id_ in kept) == sorted(some)
    assert len(every) == len(listed)
    assert {words: item for words, item in every.items() if words in some} == some
    assert _front(sheets[0]) == _front(sheets[1])


def test_large_print_leaves_out_the_last_of_a_shelf_but_nothing_that_the_week_names() -> None:
    shelves = [("banana", "kiwi", "orange"), ("kale", "beans", "chard"), ("water", "milk")]
    assert foods_without_room(shelves, {"banana"}, large=True) == {"orange", "chard"}
    assert foods_without_room(shelves, {"kale", "beans", "chard"}, large=True) == {"orange"}
    assert foods_without_room(shelves, {"banana"}, large=False) == frozenset()


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize(("name", "profile", "plan"), SOME[::12], ids=[name for name, _, _ in SOME[::12]])
def test_a_sheet_is_the_same_whenever_it_is_asked_for(
    name: str, profile: dict[str, Any], plan: str, large: bool
) -> None:
    """Composing changes nothing that is read later, of this plan or of another."""
    made = plan_for({**profile, "large_print": large}, plan)
    wanted = compose(made, CONTENT)
    compose(plan_for({"age": 30, "pregnancy": "30 weeks", "large_print": not large}), CONTENT)
    assert compose(made, CONTENT) == wanted, name


class _Heard(dict[str, str]):
    """Messages that know which of them were asked for."""

    def __init__(self, messages: dict[str, str]) -> None:
        super().__init__(messages)
        self.keys_read: set[str] = set()

    def __getitem__(self, key: str) -> str:
        self.keys_read.add(key)
        return super().__getitem__(key)


def _rare(at: int) -> Plan:
    """Return a plan with what no case has: every key answered, a clinician's review, a slot with nothing in it."""
    told = {key: words[at % len(words)] for key, words in CHOICES.items()}
    cramps = {"where": ["calf", "foot", "thigh", "back"], "nights_per_week": 2, "for_weeks": 8}
    limits = {"fluid": "1.5 L", "potassium": "2 g", "salt": "5 g"}
    asked = {"name": "Ana", "id": "A-1", "country": ("GB", "US")[at % 2], "large_print": at > 1}
    made = plan_for({"age": 67, **told, "cramps": cramps, "limits": limits, **asked})
    odd = [replace(food, item=replace(food.item, section="other")) for food in made.foods[:1]]
    return replace(
        made,
        template=replace(made.template, reviewed=Review(by="Dr Lee", on="2026-11-01")),
        gaps=(Gap("morning", (1,)),),
        foods=(*odd, *made.foods[1:]),
    )


def test_every_message_is_said_by_some_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    """No words are kept, and translated, that nobody reads; a language's name stands in a list alone."""
    english = CONTENT.languages["en"]
    heard = _Heard(dict(english.messages))
    monkeypatch.setitem(CONTENT.languages, "en", replace(english, messages=heard))
    for made in (
        plan_for({"age": 67}),
        plan_for({"age": 67, "medications": ["Zocor", "simvastatin"]}),
        plan_for({"age": 60, "sex": "female", "pregnancy": {"trimester": 3}}),
        plan_for({"age": 30, "sex": "female", "pregnancy": {"trimester": 3}}),
        plan_for({"age": 60, "conditions": ["dialysis", "zyxol"]}),
        *map(_rare, range(4)),
    ):
        compose(made, CONTENT)
    for at, (_, profile, plan) in enumerate(SOME):
        if english.messages.keys() - heard.keys_read == {"language-name"}:
            break
        compose(plan_for({**profile, "large_print": at % 2 == 0}, plan), CONTENT)
    assert sorted(english.messages.keys() - heard.keys_read) == ["language-name"]


# --- what was not read ----------------------------------------------------------------------------------

MANY = [f"zyxol number {number} of a long list" for number in range(20)]


def _told_unread(plan: Plan) -> list[str]:
    """Return the sentences on what could not be checked that stand on page 1."""
    blocks = [block for part in compose(plan, CONTENT).sections if part.kind == "front" for block in _within(part)]
    return [text for block in blocks if (text := _sentence(block)).startswith("We could not check")]


def _sentence(block: Any) -> str:
    return plain(block.text) if isinstance(block, Paragraph) else ""


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("count", [1, 5, 6, 20])
def test_page_1_names_what_was_not_read_once_in_few_words_and_the_rest_stands_for_the_visit(
    count: int, large: bool
) -> None:
    unread = MANY[:count]
    profile = {"age": 67, "sex": "male", "medications": unread, "conditions": unread[:1], "large_print": large}
    plan = plan_for(profile)
    (front,) = _told_unread(plan)
    assert len(front) < 260
    assert ("+" in front) is (count > 5)
    assert front.count(unread[0]) == 1
    rest = sheet(plan).split("We could not check: ")[2]
    assert all(name in rest for name in unread)


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("count", [1, 5, 6, 20])
def test_a_page_for_the_clinician_names_it_in_five_lines_below_all_that_was_told(count: int, large: bool) -> None:
    unread = MANY[:count]
    profile = {"age": 67, "medications": unread, "conditions": ["kidney dialysis"], "large_print": large}
    plan = plan_for(profile)
    (note,) = _told_unread(plan)
    assert len(note) < (260 if large else 420)
    assert all(name in sheet(plan) for name in unread)
