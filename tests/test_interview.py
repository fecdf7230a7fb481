"""The questions of `planner new`: one can go back, ask what is meant, pick what was meant, and look all over."""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import CONTENT, answered, plan_for, sheet

from planner.files.places import YamlText
from planner.interview import ASKED, ask, ask_and_keep, draft_of, drop_draft, to_yaml
from planner.profile.answers import read_answers
from planner.profile.keys import KEYS
from planner.profile.source import read_text
from planner.profile.values import Pregnancy


class Talk:
    """A person who gives answers to questions that hold some words, and Enter to all others."""

    def __init__(self, *answers: tuple[str, str]) -> None:
        self.answers = list(answers)
        self.asked: list[str] = []
        self.told: list[str] = []

    def ask(self, text: str) -> str:
        self.asked.append(text)
        if self.answers and self.answers[0][0] in text:
            return self.answers.pop(0)[1]
        return ""

    def tell(self, text: str) -> None:
        self.told.append(text)

    def run(self, given: dict[str, Any] | None = None) -> dict[str, Any]:
        found = ask(CONTENT, self.ask, self.tell, given)
        assert not self.answers, f"never asked: {self.answers}"
        return found


def test_what_is_skipped_stays_out_and_the_way_is_told() -> None:
    talk = Talk(("Age", "67"))
    assert talk.run() == {"age": 67}
    assert "not the same as no" in " ".join(talk.told[:2])
    questions = [text for text in talk.asked if text[0].isdigit()]
    # At 67 nobody is asked about a pregnancy.
    assert questions[1].startswith(f"2 of {len(ASKED)}")
    assert questions[-1].startswith(f"{len(questions)} of {len(questions)}. ")
    assert not [text for text in questions if "Pregnant" in text]


def test_every_question_stands_in_the_registry_and_its_example_is_an_answer() -> None:
    talk = Talk(*((KEYS[key].question, KEYS[key].example or "x") for key in ASKED if key != "born_weeks_ago"))
    talk.answers[ASKED.index("age")] = ("Age", "30")
    given = talk.run()
    assert set(given) == set(ASKED) - {"born_weeks_ago"}
    again = answered(read_answers(read_text(to_yaml(given), "p")))
    assert {key: again[key] for key in given} == given


def test_one_can_go_back_and_keep_or_change_what_was_said() -> None:
    talk = Talk(("Name", "Ana"), ("Age", "67"), ("Sex", "<"), ("Age", "<"), ("Name", "Bea"), ("Sex", "f"))
    assert talk.run() == {"name": "Bea", "age": 67, "sex": "female"}
    assert any("[Ana; Enter keeps it]" in text for text in talk.asked)


def test_going_back_passes_over_what_does_not_apply() -> None:
    talk = Talk(("Age", "67"), ("Medicines", "<"), ("Sex", "male"), ("Medicines", "none"))
    assert talk.run() == {"age": 67, "sex": "male", "medications": ()}


def test_an_answer_can_be_taken_back_to_unknown() -> None:
    talk = Talk(("Age", "67"), ("Sex", "f"), ("Medicines", "<"), ("Sex", "unknown"))
    assert talk.run() == {"age": 67}


def test_a_question_is_explained_and_asked_again() -> None:
    talk = Talk(("Age", "?"), ("Age", ""), ("Age", "unknown"), ("Age", "67"), ("on your", "?"), ("on your", "supine"))
    assert talk.run() == {"age": 67, "sleep_position": "back"}
    assert any(KEYS["sleep_position"].help in text for text in talk.told)
    assert any("age is needed" in text for text in talk.told)


def test_a_near_miss_can_be_taken_for_what_was_meant() -> None:
    for said, kept in (("y", "Lipitor"), ("", "Lipitoor")):
        talk = Talk(("Age", "67"), ("Medicines", "Lipitoor"), ("did you mean", said))
        assert [text.lower() for text in talk.run()["medications"]] == [kept.lower()]
        assert any("only the restrictions count" in text for text in talk.told) == (not said)


@pytest.mark.parametrize(
    ("key", "written", "meant"),
    [
        ("medications", "Lipitoor 20 mg", "Lipitor 20 mg"),
        ("medications", "furosemied 40 mg", "furosemide 40 mg"),
        ("conditions", "chronic kidny disease stage 1", "chronic kidney disease stage 1"),
        ("conditions", "hyper tension, mild", "hypertension, mild"),
        ("symptoms", "swolen calf", "swollen calf"),
        ("habits", "smokng", "smoking"),
        ("allergies", "penut", "peanut"),
        ("diet", "vegetarain", "vegetarian"),
    ],
)
def test_each_key_s_near_miss_can_be_answered_and_the_rest_of_the_entry_stays(
    key: str, written: str, meant: str
) -> None:
    for said, kept in (("y", meant), ("n", written), ("", written)):
        talk = Talk(("Age", "67"), (KEYS[key].question, written), ("did you mean", said))
        assert talk.run()[key] == (kept,)
        assert sum("did you mean" in text for text in talk.asked) == 1


def test_of_several_suggestions_each_is_asked_until_one_is_taken() -> None:
    for answers, kept in (
        ((("did you mean prednisone", "n"), ("did you mean prednisolone", "y")), "prednisolone 5 mg"),
        ((("did you mean prednisone", "y"),), "prednisone 5 mg"),
        ((("did you mean prednisone", "n"), ("did you mean prednisolone", "n")), "prednisolne 5 mg"),
    ):
        talk = Talk(("Age", "67"), ("Medicines", "prednisolne 5 mg"), *answers)
        assert talk.run()["medications"] == (kept,)


def test_two_slips_in_one_entry_are_two_questions_and_what_was_not_read_stays() -> None:
    talk = Talk(
        ("Age", "67"), (KEYS["conditions"].question, "hypertenion and diabtes and blorb"),
        ("did you mean hypertension", "y"), ("did you mean diabetes", "y"),
    )  # fmt: skip
    assert talk.run()["conditions"] == ("hypertension and diabetes and blorb",)
    assert any("not recognised" in text or "only looks like" in text for text in talk.told)


def test_a_brand_is_asked_about_with_what_it_holds() -> None:
    talk = Talk(("Age", "67"), ("Medicines", "Zestoretik"), ("did you mean Zestoretic (", "y"))
    assert talk.run()["medications"] == ("Zestoretic",)


@pytest.mark.parametrize(
    ("said", "entries"),
    [
        ("furosemide, simvastatin", ("furosemide", "simvastatin")),
        ("furosemide 40 mg, twice daily", ("furosemide 40 mg, twice daily",)),
        ("furosemide; simvastatin", ("furosemide", "simvastatin")),
    ],
)
def test_commas_divide_entries_only_where_each_part_is_known(said: str, entries: tuple[str, ...]) -> None:
    assert Talk(("Age", "67"), ("Medicines", said)).run()["medications"] == entries


def test_all_is_shown_before_it_is_written_and_can_be_changed() -> None:
    talk = Talk(("Age", "67"), ("Enter writes", "2"), ("Age", "70"), ("Enter writes", "x"), ("Enter writes", "99"))
    assert talk.run() == {"age": 70}
    assert sum("age: " in text for text in talk.told) == 4
    assert any("sex: not answered" in text for text in talk.told)


def test_what_excludes_each_other_is_not_written() -> None:
    talk = Talk(("Age", "30"), ("Sex", "male"), ("Enter writes", ""), ("Enter writes", "3"), ("Sex", "female"))
    given = talk.run({"pregnancy": Pregnancy(pregnant=True)})
    assert given["sex"] == "female"
    assert any("sex is male and pregnancy is given" in text for text in talk.told)


@pytest.mark.parametrize("key", ["medications", "conditions", "symptoms", "habits", "allergies", "diet"])
def test_what_is_said_of_an_unread_entry_is_true(key: str) -> None:
    talk = Talk(("Age", "67"), (KEYS[key].question, "Zyxomab"))
    talk.run()
    assert any("Zyxomab: not recognised. The sheet will say so." in text for text in talk.told)
    assert "Zyxomab" in sheet(plan_for({"age": 67, key: ["Zyxomab"]}))


# --- the draft ---


def _stopped_after(answers: int) -> Callable[[str], str]:
    said = iter(["Ana", "67", "f"][:answers])

    def answer(text: str) -> str:
        try:
            return next(said)
        except StopIteration:
            raise KeyboardInterrupt from None

    return answer


def test_a_stopped_interview_is_kept_privately_and_offered(tmp_path: Path) -> None:
    target = tmp_path / "me.yaml"
    with pytest.raises(KeyboardInterrupt):
        ask_and_keep(target, CONTENT, _stopped_after(3), lambda text: None)
    assert stat.S_IMODE(draft_of(target).stat().st_mode) == 0o600
    talk = Talk(("Go on with them?", ""))
    assert ask_and_keep(target, CONTENT, talk.ask, talk.tell) == {"name": "Ana", "age": 67, "sex": "female"}
    assert any("holds 3 answers" in text for text in talk.told)
    drop_draft(target)
    drop_draft(target)
    assert not draft_of(target).exists()


def test_a_draft_can_be_left_and_what_is_broken_in_it_is_asked_again(tmp_path: Path) -> None:
    target = tmp_path / "me.yaml"
    draft_of(target).write_text("age: 67\nsex: humann\nheat: yes\n")
    talk = Talk(("Go on with them?", "n"), ("Age", "70"))
    assert ask_and_keep(target, CONTENT, talk.ask, talk.tell) == {"age": 70}
    draft_of(target).write_text("age: 67\nsex: humann\nheat: yes\n")
    assert ask_and_keep(target, CONTENT, Talk().ask, talk.tell) == {"age": 67, "heat": True}
    draft_of(target).write_text("age: [")
    assert ask_and_keep(target, CONTENT, Talk(("Age", "5")).ask, talk.tell) == {"age": 5}


def test_a_profile_of_an_interview_is_read_back_as_it_was_said() -> None:
    hostile = 'O\'Neil "x" \\ : # {a}'
    given = Talk(("Name", hostile), ("Age", "30"), ("Limits", "fluid=1.5 L")).run()
    person = read_answers(YamlText("p", read_text(to_yaml(given), "p").data, {}))
    assert (person.identity.name, person.answers.limits) == (hostile, (("fluid", "1.5 L"),))
