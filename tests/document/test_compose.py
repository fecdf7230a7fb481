"""Nothing that a plan says is lost on paper: each line, food and stretch of a plan stands in the words of its sheet.

And a sheet says the same however often it is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from conftest import CONTENT, ROOT, plain_words, plan_for, sheet, words_of
from msgspec import Struct
from msgspec.structs import replace
from parts_of import of_plan, word_count
from test_cases import ALL
from test_log import TOLD

from planner.content.theme import load_theme
from planner.document.changes import change, without_risk
from planner.document.citations import cited, numbered
from planner.document.compose import compose
from planner.document.context import SheetContext
from planner.document.front_forms import forms
from planner.document.model import Note, Paragraph, Run, plain
from planner.document.parts.fridge import first_steps
from planner.document.parts.medicines import covered
from planner.document.parts.visit import visit_due
from planner.document.parts.week import WALK, growing
from planner.document.printed import fullest
from planner.formats.calendar import to_ics
from planner.formats.careplan.careplan import to_careplan
from planner.logic.facts import CHOICES
from planner.logic.truth import ASSUMED
from planner.model.plans import Review
from planner.planning.plan import Gap, Plan, Planned

# Every case would take a minute; an eighth of them reaches each part of the sheet.
SOME = [(case["name"], profile, case.get("plan", "night-leg-cramps")) for _, case, profile in ALL[::8]]


def _every(step: int, some: list[tuple[str, dict[str, Any], str]]) -> list[Any]:
    """Return cases to try a test with, of which all but every so manieth are wide."""
    marks = [() if at % step == 0 else pytest.mark.wide for at in range(len(some))]
    return [pytest.param(*case, id=case[0], marks=mark) for case, mark in zip(some, marks, strict=True)]


def _squeezed(text: str) -> str:
    """Return the letters and digits of a text alone, so that neither labels nor breaks of lines part its words."""
    return "".join(char for char in text.casefold() if char.isalnum())


def unprinted(plan: Plan) -> list[str]:
    """Return the ids of all that a plan holds and its sheet does not say, and of conditions that it does not name."""
    shown = of_plan(plan)
    language, words, in_table = shown.language, _squeezed(sheet(plan)), covered(shown)
    once: dict[str, str] = {}
    for one in plan.printed:
        if one.item.part == "clinician" and not visit_due(shown):
            continue
        # The form of the first day tells how a thing is done; later days say it shorter, or in a bar of the week.
        once.setdefault(one.id, _told(shown, _as_in_week(one), in_table, words))
    once |= {rule.id: language.fill(rule.say) for one in plan.printed for rule in one.cautions}
    for stretch in plan.stretches:
        # Stretches of bedtime share a dose but for its last word, each leg or each foot.
        parts = [] if stretch.id == WALK else [*stretch.steps, stretch.dose.rsplit(" ", 1)[0]]
        once |= {f"{stretch.id} {part}": language.fill(part) for part in parts}
    for one in plan.printed:
        once |= {f"{one.id} unless {check}": _unless(shown, check) for check in one.checks}
    return [id_ for id_, text in once.items() if _squeezed(text) not in words]


def _as_in_week(one: Planned) -> Planned:
    """Return an activity as it is told below the week, where that needs no number."""
    return replace(one, item=replace(one.item, text=one.item.how)) if one.item.how else one


def _told(shown: SheetContext, one: Planned, in_table: frozenset[str], words: str) -> str:
    """Return the words of an item by which it is found: a line of the table stands there without its label's words."""
    if one.item.stretch and one.item.stretch != WALK and one.id not in {item.id for item in growing(shown.plan.days)}:
        return shown.language.fill(CONTENT.stretch_by_id[one.item.stretch].text)
    if one.id not in in_table:
        return shown.language.text(one)
    # What could happen stands once for a row, and what several things bring is said as it is written.
    made, whole = change(shown, one), change(shown, one, labelled=False)
    forms = [plain_words(form.text) for form in (made, without_risk(made), whole)]
    return next((form for form in forms if _squeezed(form) in words), forms[0])


def _unless(shown: SheetContext, check: str) -> str:
    """Return the first of the things with which to ask first."""
    return shown.language.fill(CONTENT.checks[check].unless).split(", ")[0]


@pytest.mark.parametrize(("name", "profile", "plan"), _every(2, SOME))
def test_the_sheet_says_all_that_the_plan_holds(name: str, profile: dict[str, Any], plan: str) -> None:
    assert not unprinted(plan_for(profile, plan)), name


def _blocks(value: Any) -> Iterator[Any]:
    """Yield every block of a document, or of a part of it."""
    if isinstance(value, tuple):
        for one in value:
            yield from _blocks(one)
    elif isinstance(value, Struct):
        yield value
        for name in value.__struct_fields__:
            yield from _blocks(getattr(value, name))


def _fired(plan: Plan) -> int:
    return sum(verdict.judgement.truth >= ASSUMED for verdict in plan.verdicts)


@pytest.mark.wide
@pytest.mark.parametrize("plan", ["night-leg-cramps", "back-spasms"])
def test_nothing_is_lost_of_the_hundred_people_to_whom_most_rules_apply(plan: str) -> None:
    """Their sheets are the fullest; whom the plan sends to a clinician has another page."""
    plans = [(name, plan_for(profile, plan)) for name, _, profile in ALL]
    ordinary = [(name, made) for name, made in plans if not made.see_clinician]
    most = sorted(ordinary, key=lambda one: -_fired(one[1]))[:100]
    assert len(most) == 100
    assert not {name: ids for name, made in most if (ids := unprinted(made))}


@pytest.mark.parametrize(("name", "profile", "plan"), _every(2, SOME[::4]))
def test_signs_limits_what_was_not_read_and_the_steps_never_yield(
    name: str, profile: dict[str, Any], plan: str
) -> None:
    """In every form of the first leaf; what yields stands on its back, or in another part."""
    made = plan_for(profile, plan)
    document = compose(made, CONTENT)
    for fridge, log in document.first_leaf:
        front = _squeezed(words_of([fridge]))
        language = of_plan(made).language
        for line in made.alerts:
            assert _squeezed(language.text(line)) in front, (name, line.id)
        for limit in made.limits:
            assert _squeezed(language.limit(limit)) in front, name
        assert _squeezed(language.fill(made.template.message)) in front
        assert ("Wecouldnotcheck".casefold() in front) is bool(made.profile.not_recognised)
        both = front + _squeezed(words_of([log]))
        assert all(_squeezed(language.fill(check.text)) in both for check in made.front_checks), name
        assert all(_squeezed(language.fill(habit.label)) in both for habit in made.habits), name


def test_where_page_1_cannot_hold_all_the_signs_stand_before_the_steps_in_a_cramp() -> None:
    leaves = compose(plan_for({"age": 67}), CONTENT).first_leaf
    boxes = [[block.kind for block in _blocks(leaf) if isinstance(block, Note)] for leaf in leaves]
    first = [kinds.index("emergency") < kinds.index("cramp") for kinds in boxes]
    assert first == sorted(first)
    assert first[-1]
    assert not first[0]


# Who may not rub, nor stand at night: steps that come after these come after nothing.
UNSTEADY = {"age": 82, "medications": ["apixaban"], "conditions": ["fell twice last winter"], "country": "AU"}


@pytest.mark.parametrize("plan", sorted(CONTENT.templates))
@pytest.mark.parametrize("profile", [UNSTEADY, *(profile for _, profile, _ in SOME[::12])])
def test_the_last_step_in_a_cramp_says_when_to_call(profile: dict[str, Any], plan: str) -> None:
    """Whoever reads to the end at night ends with help."""
    made = plan_for(profile, plan)
    assert made.see_clinician or first_steps(of_plan(made))[-1].id.endswith("-long")


def test_of_the_forms_of_page_1_each_is_shorter_than_the_one_before() -> None:
    """But for the one that has the questions again, where the back cannot hold them, and the last, a page more."""
    document = compose(plan_for({"age": 67}), CONTENT)
    lengths = [
        word_count([fridge])
        for form, (fridge, _) in zip(forms(), document.first_leaf, strict=True)
        if (form.grid or not form.questions) and form.order == forms()[0].order
    ]
    assert lengths == sorted(lengths, reverse=True)
    assert lengths[0] > lengths[3]
    assert 1 <= len(forms()) - len(lengths) <= 8


def test_sources_are_numbered_in_the_order_of_the_sheet_and_listed_once() -> None:
    document = compose(plan_for({"age": 67, "medications": ["Zocor"]}), CONTENT)
    written = numbered(fullest(document), document.numbers)
    marks = [run for run in _blocks(written) if isinstance(run, Run) and run.source]
    first = list(dict.fromkeys(int(run.text.strip("[]")) for run in marks))
    assert first == sorted(first)
    assert first[0] == 1
    assert len({run.text for run in marks}) == len({run.source for run in marks})
    assert all("#" not in run.text + run.says for run in marks)


def test_no_block_knows_the_number_of_a_source() -> None:
    """The card of a stretch is the same block on sheets that number its source differently."""
    cards = []
    for profile in ({"age": 67, "medications": ["Zocor", "lithium 400 mg"]}, {"age": 40, "country": "US"}):
        document = compose(plan_for(profile), CONTENT)
        marks = [run for run in _blocks(fullest(document)) if isinstance(run, Run) and run.source]
        assert {run.text for run in marks} == {"[#]"}
        cards.append({card: document.numbers for part in document.sections for card in part.blocks})
    shared = [source for block in set(cards[0]) & set(cards[1]) for source in cited([block])]
    first, second = (next(iter(one.values())) for one in cards)
    assert any(first[source] != second[source] for source in shared)


def test_the_leaf_good_to_know_stands_in_text_and_apart_from_the_pages() -> None:
    document = compose(plan_for({"age": 67}), CONTENT)
    assert [part.name for part in document.leaflet] == ["know"]
    assert "know" not in [part.name for part in (*document.first_leaf[0], *document.sections)]
    assert "Good to know" in sheet(plan_for({"age": 67}))


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize(("name", "profile", "plan"), _every(4, SOME[::12]))
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
    limits = ({"fluid": "1.5 L", "potassium": "2 g", "salt": "5 g"}, {"fluid": "0.3 L", "potassium": True})[at > 1]
    asked = {"name": "Ana", "id": "A-1", "country": ("GB", "US")[at % 2], "large_print": at > 1}
    made = plan_for({"age": 67, **told, "cramps": cramps, "limits": limits, **asked})
    odd = [replace(food, item=replace(food.item, section="other")) for food in made.foods[:1]]
    return replace(
        made,
        template=replace(made.template, reviewed=Review(by="Dr Lee", on="2026-11-01")),
        gaps=(Gap("morning", (1,)), Gap("foods"), Gap("drinks")),
        every_day=tuple(replace(one, item=replace(one.item, evidence="good")) for one in made.every_day),
        foods=(*odd, *made.foods[1:]),
    )


# Whoever is sent to a clinician says on the telephone what brought the page: of every kind of answer one.
_SENT: tuple[dict[str, Any], ...] = (
    {"age": 30, "sex": "female", "pregnancy": "yes", "conditions": ["twins", "high blood pressure"]},
    {"age": 60, "limits": {"fluid": "restricted"}, "country": "US"},
    {"age": 9, "sex": "female", "pregnancy": "yes", "symptoms": ["dark urine"], "medications": ["methotrexate daily"]},
    {
        "age": 9,
        "sex": "female",
        "pregnancy": {"weeks": 20},
        "conditions": ["dialysis", "K 6.1"],
        "habits": ["drinks heavily"],
    },
    {"age": 66, "symptoms": ["dark urine"], "medications": ["Zocor", "simvastatin"]},
    {"age": 40, "cramps": {"where": ["calf"], "nights_per_week": 7, "for_weeks": 8}},
    {"age": 30, "sex": "female", "pregnancy": "no", "born_weeks_ago": 6, "conditions": ["high blood pressure"]},
    {"age": 40, "habits": ["laxative abuse"]},
)
# Answers that few give, and who has more reasons for what was left out than a leaf names.
_TOLD: tuple[dict[str, Any], ...] = (
    {"age": 60, "medications": ["Lipitoor"]},
    {"age": 30, "exercise_level": "vigorous", "heat": "yes", "daily_posture": "standing"},
    {"age": 14, "medications": "none", "conditions": "none"},
    {"age": 50, "conditions": ["gout attack"], "sleep_position": "stomach"},
    TOLD,
    {"age": 40, "sex": "male", "sleep_position": "stomach", "conditions": "none", "medications": "none"},
    {"age": 30, "sex": "female", "pregnancy": {"weeks": 10}},
    {"age": 30, "sex": "female", "pregnancy": {"weeks": 20}, "conditions": ["heart attack 3 years ago"]},
    {"age": 50, "sex": "female", "pregnancy": "no", "breastfeeding": "yes", "conditions": ["POTS"]},
    {"age": 30, "sex": "female", "pregnancy": "no", "conditions": ["caesarean"], "born_weeks_ago": 4},
    {"age": 50, "heat": "yes", "conditions": ["low sodium in the past"]},
    {
        "age": 79,
        "medications": ["warfarin", "ramipril", "furosemide", "digoxin", "bisoprolol", "omeprazole"],
        "conditions": ["heart failure", "CKD stage 3a", "gout", "type 2 diabetes"],
        "limits": {"fluid": "1.5 L"},
    },
)


# Weeks within a month, within a year, and over two years.
WEEKS = [
    ("GB", date(2026, 11, 23), "23 \N{EN DASH} 29 Nov 2026"),
    ("US", date(2026, 11, 23), "Nov 23 \N{EN DASH} 29, 2026"),
    ("GB", date(2026, 11, 28), "28 Nov \N{EN DASH} 4 Dec 2026"),
    ("US", date(2026, 11, 28), "Nov 28 \N{EN DASH} Dec 4, 2026"),
    ("GB", date(2026, 12, 28), "28 Dec 2026 \N{EN DASH} 3 Jan 2027"),
    ("US", date(2026, 12, 28), "Dec 28, 2026 \N{EN DASH} Jan 3, 2027"),
]


@pytest.mark.parametrize(("country", "start", "written"), WEEKS)
def test_a_week_names_its_month_and_its_year_once_where_it_has_one(country: str, start: date, written: str) -> None:
    plan = replace(plan_for({"age": 67, "country": country}), start=start)
    assert compose(plan, CONTENT).date == written


# Nobody asks her not to start; what she did not tell stands on the back of page 1.
_PREGNANT: dict[str, Any] = {"age": 31, "sex": "female", "pregnancy": {"weeks": 30}, "exercise_level": "light"}
_PREGNANT |= {"cramps": {"where": ["calf"], "nights_per_week": 4, "for_weeks": 5}}
_PREGNANT |= dict.fromkeys(("medications", "conditions", "symptoms", "habits", "allergies"), "none")


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
        *map(plan_for, (*_SENT, *_TOLD)),
        plan_for({"age": 50, "conditions": ["sciatica"], "large_print": False}, "back-spasms"),
        plan_for({"age": 50, "sleep_position": "back", "cramps": {"where": ["back"]}}, "back-spasms"),
        plan_for({"age": 60, "sleep_position": "back", "conditions": "none", "medications": "none"}),
        *map(_rare, range(4)),
        *(replace(plan_for({"age": 67, "country": country}), start=day) for country, day, _ in WEEKS),
        plan_for({**_PREGNANT, "sleep_position": "back", "country": "IE"}),
        plan_for({"age": 67, "edition": "short"}),
        plan_for({"age": 67, "edition": "easy"}),
    ):
        compose(made, CONTENT)
    compose(plan_for({"age": 67}), CONTENT, theme=load_theme(ROOT / "examples" / "clinic" / "clinic.yaml"))
    to_ics(plan_for({"age": 67}), CONTENT)
    to_careplan(plan_for({"age": 67}), CONTENT)
    for at, (_, profile, plan) in enumerate(SOME):
        if english.messages.keys() - heard.keys_read == {"language-name"}:
            break
        compose(plan_for({**profile, "large_print": at % 2 == 0}, plan), CONTENT)
    assert sorted(english.messages.keys() - heard.keys_read) == ["language-name"]


# --- what was not read ----------------------------------------------------------------------------------

MANY = [f"zyxol number {number} of a long list" for number in range(20)]


def _told_unread(blocks: Any) -> list[str]:
    """Return the sentences on what could not be checked."""
    found = (plain(block.text) for block in _blocks(blocks) if isinstance(block, Paragraph))
    return [text for text in found if text.startswith("We could not check")]


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("count", [1, 5, 6, 20])
def test_page_1_names_what_was_not_read_once_in_few_words_and_the_rest_stands_with_the_medicines(
    count: int, large: bool
) -> None:
    unread = MANY[:count]
    profile = {"age": 67, "sex": "male", "medications": unread, "conditions": unread[:1], "large_print": large}
    plan = plan_for(profile)
    (front,) = _told_unread(compose(plan, CONTENT).first_leaf[0][0])
    assert len(front) < 260
    assert ("+" in front) is (count > 5)
    assert front.count(unread[0]) == 1
    rest = words_of(compose(plan, CONTENT).sections)
    assert all(name in rest for name in unread)


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("count", [1, 5, 6, 20])
def test_a_page_for_the_clinician_names_all_of_it(count: int, large: bool) -> None:
    unread = MANY[:count]
    profile = {"age": 67, "medications": unread, "conditions": ["kidney dialysis"], "large_print": large}
    assert all(name in sheet(plan_for(profile)) for name in unread)


def test_no_box_has_two_numbers_to_call() -> None:
    """In pregnancy the signs for the maternity unit stand in a box of their own, not below another number."""
    document = compose(plan_for({"age": 30, "sex": "female", "pregnancy": {"weeks": 20}}), CONTENT)
    for front, _ in document.first_leaf:
        boxes = {block.kind: block for block in _blocks(front) if isinstance(block, Note)}
        assert "maternity" not in words_of([boxes["emergency"]])
        assert boxes["call"].title == "Call your maternity unit now for any of these"
        assert "Bleeding, waters going" in words_of([boxes["call"]])
        kinds = [block.kind for block in _blocks(front) if isinstance(block, Note)]
        assert kinds.index("emergency") < kinds.index("call")
    alone = compose(plan_for({"age": 30, "sex": "female", "pregnancy": "no"}), CONTENT)
    assert "maternity" not in words_of(alone.first_leaf[0])
