"""The short and the easy edition: which lines never yield, what is not offered, how much paper and how many words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from typing import Any

import page
import pytest
from conftest import CONTENT, plan_for, wide, words_of
from parts_of import of_plan
from pdf_reading import Aloud, extracted, opened, sections
from test_cases import ALL
from test_log import TOLD

from planner.document.compose import compose
from planner.document.editions.easy import shown
from planner.document.editions.warnings import common_warnings, own_warnings, warned
from planner.document.emergency import signs_of_today
from planner.document.lines import stopped
from planner.document.model import Block, BulletList, Cards, Document, Heading, Illustrated, Paragraph, Section, plain
from planner.document.parts.medicines import subjects
from planner.document.parts.stop import stop_groups
from planner.document.parts.told import unread
from planner.document.printed import fullest
from planner.formats.json import plan_json
from planner.formats.pdf import Layout, lay_out, pdf_bytes
from planner.formats.pdf.theme import MM, theme_of
from planner.formats.text import to_text
from planner.planning.plan import Plan
from planner.reports.quality.looks import smallest_size, words_printed
from planner.reports.quality.watching import Watcher, watched

EDITIONS = ("short", "easy")
PAPERS = ("a4", "letter")
# People of the cases: a few of each run, all with `-m wide`.
CASES = [(profile, case.get("plan", "night-leg-cramps")) for _, case, profile in ALL]
DRAWN = wide(range(0, len(ALL), 23), *range(0, len(ALL), 23 * 12))
ORDINARY = {"country": "GB", **TOLD}
AGE_ONLY = {"age": 44}
ILL = {
    "age": 83,
    "medications": ["furosemide 40 mg", "simvastatin 20 mg", "apixaban 5 mg"],
    "conditions": ["heart failure", "type 2 diabetes"],
    "limits": {"fluid": "1.5 L"},
}
UNREAD = {"age": 60, "medications": [f"zyxomab{number} 5 mg" for number in range(20)], "conditions": "none"}
PREGNANT = {"age": 31, "sex": "female", "pregnancy": "38 weeks"}
KINDS = {"ordinary": ORDINARY, "age only": AGE_ONLY, "ill": ILL, "unread": UNREAD, "pregnant": PREGNANT}


def plan_of(profile: dict[str, Any], edition: str, **more: Any) -> Plan:
    return plan_for({**profile, "edition": edition, **more})


def document(profile: dict[str, Any], edition: str, **more: Any) -> Document:
    return compose(plan_of(profile, edition, **more), CONTENT)


def laid(made: Document) -> Layout:
    return lay_out(made, theme_of(made))


def printed(made: Document) -> str:
    """Return the words of the parts as they are printed: in the form that has room."""
    return words_of(sections(made))


def squeezed(text: str) -> str:
    return " ".join(text.replace("**", "").split())


# --- what never yields ---


def safety_lines(plan: Plan) -> Iterator[str]:
    """Yield what page 1 of the full edition and its back tell somebody to watch for, to keep to and to ask."""
    sheet = of_plan(plan)
    language = sheet.language
    yield from (stopped(language.text(line)) for line in (*plan.alerts, *signs_of_today(sheet)))
    yield from map(language.limit, plan.limits)
    yield from (f"{language.fill(check.text)} {language.follows(check, at_items=False)}" for check in plan.front_checks)
    yield from (reason for reasons in stop_groups(sheet).values() for reason in reasons)
    yield from (entry.text for entry in plan.profile.not_recognised if len(plan.profile.not_recognised) < 3)
    yield from (stopped(language.text(line)) for line in plan.notes if line.item.part == "front")
    yield from [language.say("medicines-keep")] if plan.profile.medicines else []


def warnings_of_the_table(plan: Plan) -> Iterator[str]:
    """Yield what the table of the full edition tells to leave out, to ask or to watch for."""
    for row in subjects(of_plan(plan)):
        yield from (plain(effect.text) for effect in row.effects if effect.kind in ("no", "ask"))


def missing(plan: Plan, text: str) -> list[str]:
    lines = (*safety_lines(plan), *warnings_of_the_table(plan))
    return [line for line in lines if squeezed(line) not in text]


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("who", KINDS)
def test_no_safety_line_of_the_full_edition_is_lost(who: str, edition: str, paper: str) -> None:
    plan = plan_of(KINDS[who], edition, paper=paper)
    assert missing(plan, printed(compose(plan, CONTENT))) == []


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("at", DRAWN)
def test_no_safety_line_is_lost_for_people_of_the_cases(at: int, edition: str) -> None:
    profile, template = CASES[at]
    plan = plan_for({**profile, "edition": edition, "paper": PAPERS[at % 2]}, template)
    if plan.see_clinician is None:
        assert missing(plan, printed(compose(plan, CONTENT))) == []


def test_the_short_edition_has_every_line_to_leave_out_or_to_ask_and_the_easy_one_has_words_for_it() -> None:
    for profile in KINDS.values():
        plan = plan_of(profile, "short")
        sheet = of_plan(plan)
        lines = {line.id: squeezed(plain(warned(sheet, line)).removeprefix("Ask ")) for line in own_lists(plan)}
        assert [text for text in lines.values() if text[1:] not in printed(compose(plan, CONTENT))] == []
        easy = plan_of(profile, "easy")
        spoken = {id_ for one in shown(of_plan(easy)) for id_ in one.written.of}
        text = printed(compose(easy, CONTENT))
        assert [line for id_, line in lines.items() if id_ not in spoken and line[1:] not in text] == []


def own_lists(plan: Plan) -> Iterator[Any]:
    """Yield the lines to leave out and to ask about that stand in lists of their own, not with a medicine."""
    found = of_plan(plan).attribution.lines
    yield from (line for line in (*plan.avoid, *plan.ask_first) if line.id not in found)


# A few who are asked each question: no answer at all, and all but one of those that a question hangs on.
ASKING = [AGE_ONLY, *({key: value for key, value in ORDINARY.items() if key != gone} for gone in TOLD if gone != "age")]


def test_no_edition_without_things_that_ask_says_to_leave_them_out() -> None:
    for profile in ASKING:
        for edition in ("full", *EDITIONS):
            plan = plan_of(profile, edition)
            language, text = of_plan(plan).language, printed(compose(plan, CONTENT))
            split = [check for check in plan.front_checks if check.at_items]
            told = [
                f"{language.fill(check.text)} {language.follows(check, at_items=edition == 'full')}" for check in split
            ]
            assert [line for line in told if squeezed(line) not in text] == []
            assert [check.id for check in split if check.at_items in text and edition != "full"] == []
            data = {one["id"]: one["then"] for one in plan_json(plan, CONTENT)["checks"]}
            assert [check.id for check in split if data[check.id] != f"{check.at_items} {check.then}"] == []
    assert [check.id for check in CONTENT.raw.checks if re.search(r"\basks? about\b", check.then)] == []
    assert any(check.at_items for profile in ASKING for check in plan_of(profile, "short").front_checks)


def test_what_could_not_be_read_is_whole_on_the_sheet_however_much_it_is() -> None:
    for edition in EDITIONS:
        text = printed(document(UNREAD, edition))
        assert [name for name in UNREAD["medications"] if name not in text] == []
        (said,) = unread(of_plan(plan_of(UNREAD, edition)))
        assert plain(said.text).split(":")[0] in text


def lists_of(leaf: Iterable[Section]) -> Iterator[tuple[str, Block, Block | None]]:
    """Yield the sign of each list of signed warnings and of each run of them, with its title where that is a block."""
    for part in leaf:
        for title, block in pairwise((None, *part.blocks)):
            if isinstance(block, BulletList) and isinstance(title, Heading) and title.sign:
                yield title.sign, block, title
            elif isinstance(block, Paragraph) and block.text and block.text[0].text in RUN_IN:
                yield RUN_IN[block.text[0].text], block, None


LABELS = {"no": "No", "ask": "Ask"}
RUN_IN = {"Not for you.": "no", "Ask.": "ask"}


def test_each_line_to_leave_out_or_to_ask_has_its_sign_in_every_form_of_every_edition() -> None:
    listed, run_in = 0, 0
    for profile in KINDS.values():
        for edition in EDITIONS:
            for size in (False, True):
                plan = plan_of(profile, edition, large_print=size)
                made, sheet = compose(plan, CONTENT), of_plan(plan)
                warnings = {text for kind, text in (*own_warnings(sheet), *common_warnings(sheet)) if kind in LABELS}
                for leaf in (*made.first_leaf, *made.longer):
                    for sign, block, _ in lists_of(leaf):
                        if isinstance(block, BulletList):
                            listed += len(block.items)
                            assert {(item.sign, item.label) for item in block.items} == {(sign, LABELS[sign])}
                            assert {item.text for item in block.items} <= warnings
                        elif isinstance(block, Paragraph):
                            run_in += 1
                            held = [text for text in warnings if plain(text) in plain(block.text)]
                            labels = [run.text for run in block.text[1:] if run.strong and run.text.endswith(":")]
                            assert labels.count(f"{LABELS[sign]}:") == len(held) - 1
    assert listed > 100
    assert run_in


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_line_to_leave_out_cannot_be_misread_on_a_page_without_its_title(edition: str) -> None:
    made = document(ILL, edition, large_print=True)
    data = pdf_bytes(made)
    reader = Aloud(data)
    title = next(at for role, text, at, _ in reader.walk() if role == "H3" and text.strip() == "Not for you")
    points = [(at, str(node.get("/ActualText", ""))) for role, text, at, node in reader.walk() if role == "Lbl"]
    assert {says for at, says in points if says and at > title} >= {"No", "Ask"}
    bullets = [line for line in to_text(made).splitlines() if line.startswith("- ")]
    wanted = [item for _, block, _ in lists_of(fullest(made)) if isinstance(block, BulletList) for item in block.items]
    assert len([line for line in bullets if line.startswith(("- No: ", "- Ask: "))]) == len(wanted) > 10


# --- how much paper ---


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("edition", EDITIONS)
def test_an_ordinary_adult_gets_one_leaf(edition: str, paper: str) -> None:
    layout = laid(document(ORDINARY, edition, paper=paper))
    assert len(layout.pages) == 2
    assert not layout.longer


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("who", KINDS)
@pytest.mark.parametrize("size", [False, True])
def test_what_takes_another_leaf_says_so_and_nothing_else_does(who: str, edition: str, size: bool) -> None:
    made = document(KINDS[who], edition, large_print=size)
    layout = laid(made)
    said = CONTENT.raw.messages["en"]["easy-longer" if edition == "easy" else "longer"]
    assert (squeezed(said) in printed(made)) == layout.longer
    assert layout.longer or len(layout.pages) <= 1 + layout.theme.front_pages
    assert squeezed(said) not in squeezed(to_text(made)), "text has no leaves"


def test_nobody_with_an_illness_has_room_for_all_on_one_leaf_of_the_short_edition_and_gets_the_signs_first() -> None:
    layout = laid(document(ILL, "short"))
    assert layout.longer
    assert len(layout.pages) > 2


# --- the easy edition ---


def sheet_seen(made: Document) -> Watcher:
    return watched(made, laid(made))


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("size", [False, True])
def test_turn_over_stands_only_where_the_next_page_is_the_back_of_page_1(size: bool, paper: str) -> None:
    found = set()
    for who in (*KINDS.values(), {**ORDINARY, "conditions": ["falls"]}):
        data = pdf_bytes(document(who, "easy", large_print=size, paper=paper))
        pages = [squeezed(extracted(data, number)) for number in range(len(opened(data).pages))]
        back = next(at for at, text in enumerate(pages) if "at once for any of these" in text)
        assert [at for at, text in enumerate(pages) if "Turn over." in text] == [0] * (back == 1)
        found.add(back)
    assert found == ({1, 2} if size else {1})


@pytest.mark.parametrize("paper", PAPERS)
def test_the_easy_edition_of_an_ordinary_adult_has_under_300_words_in_letters_of_16_points(paper: str) -> None:
    for name in ("", "Peter Holm"):
        watcher = sheet_seen(document(ORDINARY, "easy", paper=paper, name=name))
        assert words_printed(watcher.lines) < 300
        assert smallest_size(watcher.lines) >= 16


@pytest.mark.parametrize("who", KINDS)
def test_letters_of_the_easy_edition_are_never_smaller_and_pictures_are_large(who: str) -> None:
    for size in (False, True):
        made = document(KINDS[who], "easy", large_print=size)
        assert smallest_size(sheet_seen(made).lines) >= 16
        rows = [block for part in sections(made) for block in part.blocks if isinstance(block, Illustrated)]
        assert all(block.height >= 45 and len(block.figures) == 1 for block in rows)
        assert 2 <= len(rows) <= 5


def test_a_picture_is_read_before_its_words_and_is_45_mm_wide_or_high() -> None:
    made = document(ORDINARY, "easy")
    boxes: list[tuple[float, float]] = []

    class Onlooker(Watcher):
        def box(self, element: Any, sides: tuple[float, float, float, float]) -> None:
            left, low, right, high = sides
            boxes.append((right - left, high - low))

    from planner.formats.pdf.render import draw_pages

    draw_pages(Onlooker(made.numbers), made, laid(made))
    assert len(boxes) == 4
    assert all(max(box) >= 45 * MM - 0.01 for box in boxes)
    roles = [role for role, _, _, _ in Aloud(pdf_bytes(made)).walk()]
    assert roles[:1] == ["Document"]
    rows = [at for at, role in enumerate(roles) if role == "Figure"]
    assert all("P" in roles[at : at + 4] and "H2" in roles[at - 2 : at + 3] for at in rows)


@cache
def everybody() -> tuple[Plan, ...]:
    return (*map(plan_for, KINDS.values()), *(plan_for(*case) for case in CASES[::31]))


def test_nothing_is_offered_that_is_withheld_for_asking_first_or_hangs_on_a_question() -> None:
    offered = 0
    for plan in everybody():
        own = [item for day in plan.days for item in day.items]
        doing = {one.id: one for one in (*plan.every_day, *own, *plan.notes)}
        for one in shown(of_plan(plan)):
            if one.planned.id in doing and one.planned.item.part not in ("avoid", "ask-first", "when-to-see"):
                offered += 1
                assert doing[one.planned.id].kind in ("do", "caution")
                assert not doing[one.planned.id].checks
    assert offered > 100


def test_a_stretch_that_hangs_on_a_question_has_no_row() -> None:
    plan = plan_of(AGE_ONLY, "easy")
    asked = [item for item in plan.every_day if item.item.stretch and item.slot == "bedtime" and item.checks]
    assert {item.id for item in asked} >= {"hamstring-nightly"}
    assert "Stretch your leg" not in printed(compose(plan, CONTENT))
    assert "Stretch your leg" in printed(document(ORDINARY, "easy"))


def test_the_words_of_an_item_that_is_not_in_the_plan_are_not_on_the_sheet() -> None:
    written = {one.id: one for one in CONTENT.raw.easy}
    for plan in everybody():
        if plan.see_clinician:
            continue
        sheet = of_plan(plan)
        text = words_of(compose(plan_with(plan, "easy"), CONTENT))
        gone = written.keys() - {one.written.id for one in shown(sheet)}
        said = {one.written.title for one in shown(sheet)}
        titles = [written[id_].title for id_ in gone if written[id_].title and written[id_].title not in said]
        assert [title for title in titles if f" {title} " in text] == []


def plan_with(plan: Plan, edition: str) -> Plan:
    from msgspec.structs import replace

    options = replace(plan.profile.options, edition=edition)
    return replace(plan, profile=replace(plan.profile, options=options))


def test_the_dose_is_that_of_the_plan_and_pain_means_stop() -> None:
    text = printed(document(ORDINARY, "easy"))
    assert "Stop if it hurts." in text
    stretch = next(item for item in plan_for(ORDINARY).every_day if item.id == "calf-wall-nightly")
    assert f"Count to {stretch.values['seconds']}. Rest. Do it {stretch.values['times']} times each leg." in text


# --- the same in every edition ---


def test_the_plan_as_data_and_the_page_that_sends_to_a_clinician_know_no_edition() -> None:
    ill = {"age": 60, "symptoms": ["dark urine"], "medications": ["simvastatin"]}
    full = pdf_bytes(document(ill, "full"))
    for edition in EDITIONS:
        assert plan_json(plan_of(ILL, edition), CONTENT) == plan_json(plan_of(ILL, "full"), CONTENT)
        assert pdf_bytes(document(ill, edition)) == full


def test_parts_that_a_command_asks_for_are_those_of_the_full_edition() -> None:
    from planner.model.sheet import SheetOptions

    plan = plan_for(ORDINARY)
    asked = compose(plan, CONTENT, options=SheetOptions(parts=("log",), edition="easy"))
    assert asked == compose(plan, CONTENT, options=SheetOptions(parts=("log",)))


def test_no_edition_but_the_full_one_has_marks_of_sources_that_it_does_not_list() -> None:
    for profile in KINDS.values():
        for edition in EDITIONS:
            made = document(profile, edition)
            assert made.sources == ()
            assert "#" not in printed(made)


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("who", ["ordinary", "ill"])
def test_each_edition_is_accessible_and_archivable(who: str, edition: str) -> None:
    for size in (False, True):
        data = pdf_bytes(document(KINDS[who], edition, large_print=size))
        for profile in ("ua1", "2a"):
            assert page.validate_pdf_bytes(data, profile=profile).is_compliant


def test_the_short_edition_keeps_the_pictures_and_the_nights() -> None:
    for profile in KINDS.values():
        made = sections(document(profile, "short"))
        pictures = [one for part in made for one in part.blocks if isinstance(one, Cards)]
        assert [part.name for part in made] in (["fridge", "log"], ["fridge", "warnings", "nights"])
        assert all(one.height >= 30 for one in pictures)
        assert "Night log" in words_of(made)


def test_no_line_denies_its_label() -> None:
    """Heard as "No: Leave out what you are allergic to.", a line would say its opposite."""
    begins = {f"No: {words} " for words in CONTENT.core.messages["en"]["effect-no-begins"].split("; ")}
    for profile in ({"age": 58}, {"age": 86, "medications": ["co-careldopa"], "conditions": ["Parkinson's disease"]}):
        for edition in ("short", "easy"):
            text = to_text(compose(plan_for({**profile, "edition": edition}), CONTENT))
            lines = [line for line in text.splitlines() if "No: " in line]
            assert lines or edition == "easy"
            assert not [line for line in lines if any(said in line for said in begins)]
