"""Your medicines and this plan: each line once, under what brought it, the most dangerous first."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import Any

from conftest import CONTENT, plain_words, plan_for, words_of
from msgspec.structs import replace
from parts_of import context, of_plan
from test_cases import ALL

from planner.document.changes import change, without_risk
from planner.document.context import SheetContext
from planner.document.lines import kind_of
from planner.document.model import Note, Subject, SubjectTable, plain
from planner.document.parts.medicines import covered, medicines_table, subjects
from planner.document.parts.why import why
from planner.planning.plan import Planned

TEN: dict[str, Any] = {
    "age": 79,
    "sex": "female",
    "medications": [
        "warfarin 3 mg",
        "bisoprolol 2.5 mg",
        "ramipril 5 mg",
        "furosemide 40 mg",
        "digoxin 125 micrograms",
        "Zocor 20 mg",
        "metformin 500 mg",
        "omeprazole 20 mg",
        "salbutamol inhaler",
        "blorxamide 100 mg",
    ],
    "conditions": ["heart failure", "atrial fibrillation", "CKD stage 3a", "type 2 diabetes", "gout"],
    "allergies": "none",
    "limits": {"fluid": "1.5 L"},
    "exercise_level": "sedentary",
    "country": "GB",
}
# Every twelfth case, whose profiles are of all kinds.
SOME = [profile for _, wanted, profile in ALL if wanted.get("plan", "night-leg-cramps") == "night-leg-cramps"][::12]


def _row(rows: tuple[Subject, ...], title: str) -> Subject:
    return next(row for row in rows if plain(row.title).startswith(title))


def _rows_of(profile: dict[str, Any]) -> tuple[Subject, ...]:
    return subjects(of_plan(plan_for(profile)))


def _effects(row: Subject) -> list[tuple[str, str]]:
    return [(effect.kind, plain_words(effect.text)) for effect in row.effects]


@cache
def _sheets() -> tuple[SheetContext, ...]:
    plans = map(plan_for, SOME)
    return tuple(of_plan(plan) for plan in plans if not plan.see_clinician)


def test_each_line_is_printed_once_or_left_to_another_page() -> None:
    for sheet in _sheets():
        printed = words_of([*medicines_table(sheet), *why(sheet)])
        mine = covered(sheet)
        for line in (*sheet.plan.notes, *sheet.plan.avoid, *sheet.plan.ask_first):
            words = " ".join(plain_words(change(sheet, line).text).split())
            sentence = sheet.language.text(line)
            bare = " ".join(plain_words(without_risk(change(sheet, line)).text).split())
            times = max(printed.count(words), printed.count(sentence), printed.count(bare))
            if line.id in mine:
                assert times >= 1, f"lost: {line.id}"
            assert times <= 1 or len(words.split()) < 4, f"twice: {line.id}"


def test_whatever_a_rule_of_a_medicine_or_an_illness_brought_is_in_the_table() -> None:
    elsewhere = {"front", "first-aid", "log", "clinician", "causes", "alert"}
    for sheet in _sheets():
        fired = {verdict.rule.id: verdict for verdict in sheet.plan.verdicts if verdict.judgement.truth >= 2}
        for line in (*sheet.plan.notes, *sheet.plan.avoid):
            verdict = fired.get(line.id)
            if verdict is None or line.item.part in elsewhere:
                continue
            lists = ("medications", "medication_classes", "conditions", "symptoms", "habits", "allergies", "limits")
            reasons = verdict.judgement.reasons(sheet.plan.profile.facts)
            named = [one for one in reasons if one.fact in lists and one.found not in _NOTHING]
            if named and all(one.truth >= 2 for one in named):
                assert line.id in covered(sheet), line.id


_NOTHING = ("not given", "not among them", "given", "all recognised")


def test_a_row_is_what_was_written_and_as_what_it_was_read() -> None:
    row = _row(subjects(context(TEN)), "Zocor 20 mg")
    assert plain(row.detail) == "simvastatin, a cholesterol tablet (statin)"
    assert plain(_row(subjects(context(TEN)), "warfarin 3 mg").detail) == "a blood thinner (warfarin type)"
    near = _row(subjects(context({"age": 60, "medications": ["Lipitoor"]})), "Lipitoor")
    assert plain(near.detail) == "read as atorvastatin, a cholesterol tablet (statin): please check"


def test_a_row_names_every_medicine_of_its_entry() -> None:
    for entry, names in (
        ("Lasix and Zocor and Lanoxin", "furosemide, simvastatin, digoxin"),
        ("Lasix, Zocor", "furosemide, simvastatin"),
        ("furosemide and Zocor and Lanoxin", "simvastatin, digoxin"),
    ):
        row = _row(subjects(context({"age": 67, "medications": [entry]})), entry)
        assert plain(row.detail) == names


def test_what_nobody_could_read_stands_first_with_whom_to_ask() -> None:
    first = subjects(context(TEN))[0]
    assert (plain(first.title), plain(first.detail)) == ("blorxamide 100 mg", "not known to us")
    assert _effects(first)[0] == ("ask", "A pharmacist, before you start.")


def test_the_most_dangerous_is_first_after_that() -> None:
    rows = [row for row in subjects(context(TEN))[1:] if row.effects]
    at_once = ["999" in plain(row.effects[0].text) for row in rows]
    assert at_once[:2] == [True, True], [plain(row.title) for row in rows]
    assert at_once == sorted(at_once, reverse=True)
    bans = [any(kind == "no" for kind, _ in _effects(row)) for row in rows if "999" not in plain(row.effects[0].text)]
    assert bans == sorted(bans, reverse=True)


def test_what_two_medicines_forbid_stands_first_and_once() -> None:
    blocks = list(medicines_table(context({**TEN, "medications": TEN["medications"][:-1]})))
    note = next(one for one in blocks if isinstance(one, Note))
    table = next(one for one in blocks if isinstance(one, SubjectTable))
    assert note.kind == "together"
    assert blocks.index(note) < blocks.index(table)
    assert "No grapefruit, pomelo, tangelo, bitter (Seville) orange." in words_of(note)
    assert "simvastatin, warfarin" in words_of(note)
    assert "rapefruit" not in words_of(table)


def test_one_medicine_under_two_names_is_one_row_that_says_so() -> None:
    rows = subjects(context({"age": 50, "medications": ["Zocor", "simvastatin 20 mg"], "country": "GB"}))
    row = _row(rows, "Zocor")
    assert ("ask", "You also listed simvastatin 20 mg. Check that you do not take it twice.") in _effects(row)
    assert not [one for one in rows if plain(one.title).startswith("simvastatin")]


def test_an_emergency_sign_names_the_number_of_the_country() -> None:
    for country, number, sign in (("GB", "999", "sickness"), ("US", "911", "nausea"), ("IE", "112", "sickness")):
        row = _row(subjects(context({"age": 60, "medications": ["digoxin"], "country": country})), "digoxin")
        assert (
            "watch",
            f"{number}: Cramps with {sign}, yellow-green vision, or slow or jumpy heartbeat.",
        ) in _effects(row)


def test_an_illness_that_changes_nothing_is_named_all_the_same() -> None:
    told = {"age": 40, "medications": "none", "conditions": ["hay fever"], "allergies": "none"}
    assert "Nothing to change for: hay fever." in words_of(list(medicines_table(context(told))))


def test_what_only_the_box_speaks_of_is_named_below_the_table() -> None:
    text = words_of(list(medicines_table(context(TEN))))
    assert re.search(r"Also read: .*metformin 500 mg", text)
    for entry in (*TEN["medications"], *TEN["conditions"]):
        assert entry in text, f"lost: {entry}"


def test_who_told_an_age_alone_has_no_table() -> None:
    assert not list(medicines_table(context({"age": 57})))


def test_no_label_stands_beside_the_word_skip_and_no_sentence_repeats_its_label() -> None:
    for sheet in _sheets():
        for row in subjects(sheet):
            for kind, text in _effects(row):
                assert not re.search(r"\b[Ss]kip\b", text), text
                assert not text.startswith(("No ", "Ask ")) or kind not in ("no", "ask"), text
                assert kind != "do" or not text.startswith(("Do not ", "Never ", "No ")), text


def test_nothing_internal_is_printed() -> None:
    for sheet in _sheets():
        text = words_of(list(medicines_table(sheet)))
        assert not re.search(r"\b[a-z]+_[a-z]+\b|\{\w+\}|\bconditions/", text), text


def test_what_a_line_tells_is_never_read_from_its_words() -> None:
    lines = [item for item in CONTENT.rule_lines if item.part]
    assert {kind_of(Planned(line)) for line in lines} == {"do", "no", "watch", "ask"}
    for line in lines:
        for words in ("Do not start it.", "Ask your doctor.", "Nimm es nicht."):
            assert kind_of(Planned(replace(line, text=words))) == kind_of(Planned(line)), line.id


def test_every_line_that_rules_bring_has_a_kind_that_its_words_bear_out() -> None:
    lines = [Planned(item) for item in CONTENT.rule_lines if item.part]
    kinds: dict[str, str] = {line.id: kind_of(line) for line in lines}
    said = {line.id: line.item for line in lines}
    # Of the part that forbids, these say what to do instead.
    instead = {id_ for id_, item in said.items() if item.part == "avoid" and kinds[id_] not in ("no", "ask")}
    assert instead == {
        "after-birth-vigorous",
        "allergy-milk",
        "gestational-diabetes-sweet",
        "insulin-alcohol",
        "insulin-sweet-drinks",
        "own-potassium-limit",
        "patch-heat",
        "warfarin-alcohol",
    }
    assert {kinds[line.id] for line in lines if line.item.part == "alert"} == {"watch"}
    assert {kinds[line.id] for line in lines if line.item.part == "ask-first"} == {"ask"}
    assert kinds["heart-failure-leg-raise"] == kinds["heart-failure-lying-moves"] == "no"
    assert kinds["statin-do-not-stop"] == kinds["inhaler-keep-using"] == "do"
    assert kinds["acid-tablet-ask-test"] == kinds["methotrexate-trimethoprim-call-today"] == "ask"
    assert kinds["unknown-condition"] == kinds["dopamine-agonist-sleepiness"] == "no"
    assert kinds["ask-for-medicines-review"] == kinds["thyroid-ask-blood-test"] == "ask"


def test_many_effects_stand_in_titled_groups_of_seven_at_most_that_with_the_signs_first() -> None:
    row = next(row for row in _rows_of({"age": 30, "pregnancy": {"weeks": 30}}) if len(row.effects) > 7)
    opened = [at for at, effect in enumerate(row.effects) if effect.group]
    titles = ["When to call", "Tablets", "Food and drink", "More: food and drink", "Your body"]
    assert [row.effects[at].group for at in opened] == titles
    assert all(end - start <= 7 for start, end in pairwise([*opened, len(row.effects)]))
    assert {effect.kind for effect in row.effects[: opened[1]]} == {"watch"}


def test_effects_that_are_alone_of_their_matter_stand_together() -> None:
    told = {"age": 83, "conditions": ["heart failure"], "medications": ["ramipril 5 mg"]}
    row = next(row for row in _rows_of(told) if len(row.effects) > 7)
    titles = [effect.group for effect in row.effects if effect.group]
    assert titles == ["Your body", "Food and drink", "When to call, tablets"]


def test_few_effects_have_no_titles() -> None:
    for row in _rows_of({"age": 70, "medications": ["furosemide", "simvastatin"]}):
        assert len(row.effects) > 7 or not any(effect.group for effect in row.effects)


def test_a_group_is_of_one_matter_as_its_lines_say() -> None:
    """Each line of the rows that are parted says what it is about, or its part does."""
    for id_, about in {"pregnancy-alcohol": "food", "pregnancy-nsaid": "tablets", "pregnancy-hot-bath": "body"}.items():
        assert next(rule for rule in CONTENT.core.rules if rule.id == id_).about == about
