"""A whole clinic list through the rules: counts only, and whose sheet another folder of plans would change."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from conftest import CONTENT

import planner.reports.population
from planner.content.knowledge import Content
from planner.content.loader import read_content
from planner.records.source import open_list
from planner.reports.population import Comparison, Report, against, population

LIST = """id,name,age,sex,pregnancy,medications,conditions,allergies
P-1,Ana Secreta,70,female,no,furosemide,none,none
P-2,Bea Secreta,44,female,no,none,dialysis; zzzz,none
P-3,Cho Secreta,9,male,no,none,none,none
P-4,Dan Secreta,many,male,no,none,none,none
,Eve Secreta,30,female,no,qqqq; warfarin,zzzz,yyyy
P-6,Flo Secreta,52,female,no,none,chest pain today,none
"""


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("clinic") / "list.csv"
    file.write_text(LIST, encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def report(listed: Path, content: Content) -> Report:
    return population(open_list(listed), content)


def test_outcomes_are_counted_by_urgency_and_rule(report: Report) -> None:
    assert (report.people, report.plans) == (5, 2)
    assert report.urgencies == {"routine": 2, "emergency": 1}
    assert report.refusals == {
        "refuse-kidney": 1,
        "refuse-dialysis": 1,
        "refuse-child": 1,
        "refuse-breathless-chest-pain": 1,
        "refuse-recent-chest-pain": 1,
    }


def test_rules_fired_and_never_fired_are_all_rules(report: Report, content: Content) -> None:
    assert report.fired["water-tablet-liquorice"] == 1
    assert "pregnancy-liver" in report.never_fired
    assert {*report.fired, *report.never_fired} == {rule.id for rule in content.raw.rules}
    assert not set(report.fired) & set(report.never_fired)


def test_what_nobody_could_read_is_counted_by_kind(report: Report) -> None:
    assert report.medicines == {"qqqq": 1}
    assert report.conditions == {"zzzz": 2}
    assert report.other_words == {"yyyy": 1}
    assert report.with_unreadable == 2


def test_a_bad_row_is_counted_and_named_by_its_line(report: Report) -> None:
    assert [bad.line for bad in report.bad] == [5]
    assert report.bad[0].problem.startswith("age is not a number")


def test_no_report_holds_a_name(report: Report, listed: Path, content: Content, other: Content) -> None:
    compared = against(open_list(listed), content, other)
    for text in (report.text(), str(report.json()), compared.text(), str(compared.json())):
        assert "Secreta" not in text


def test_the_report_says_how_many_people_have_something_unread(report: Report) -> None:
    assert "2 of 5 people (40%) have an entry that nobody could read" in report.text()
    assert "1 row could not be read" in report.text()


@pytest.fixture(scope="module")
def other(content: Content, tmp_path_factory: pytest.TempPathFactory) -> Content:
    """Return plans in which kidney dialysis refuses nobody and liquorice is spoken of in other words."""
    folder = tmp_path_factory.mktemp("other") / "plans"
    shutil.copytree(content.folder, folder)
    refusals = folder / "safety" / "refusals.yaml"
    text = refusals.read_text(encoding="utf-8")
    old = "        - {symptoms: {includes: {id: chest-pain, days_ago: {at_most: 1}}}}\n"
    assert old in text
    refusals.write_text(text.replace(old, ""), encoding="utf-8")
    medicines = folder / "safety" / "medicines.yaml"
    text = medicines.read_text(encoding="utf-8")
    start = text.index("  - id: water-tablet-liquorice")
    end = text.index("  - id: ", start + 5)
    text = text[:start] + text[start:end].replace("because: ", "because: as we said, ") + text[end:]
    medicines.write_text(text, encoding="utf-8")
    return read_content(folder)


@pytest.fixture(scope="module")
def compared(listed: Path, content: Content, other: Content) -> Comparison:
    return against(open_list(listed), content, other)


def test_the_same_plans_change_no_sheet(listed: Path, content: Content) -> None:
    same = against(open_list(listed), content, content)
    assert (same.people, same.different, same.changes) == (5, 0, ())
    assert "0 of 5 patients would see a different sheet" in same.text()


def test_whose_sheet_would_change_is_said_by_id(compared: Comparison) -> None:
    by_id = {change.id: change for change in compared.changes}
    assert set(by_id) == {"P-1", "P-6"}
    assert by_id["P-6"].outcome == "see a clinician: emergency -> see a clinician: urgent"
    assert by_id["P-1"].items == ("~water-tablet-liquorice",)
    assert "2 of 5 patients would see a different sheet" in compared.text()


def test_changes_are_counted_over_the_list(compared: Comparison) -> None:
    assert compared.outcomes == {"see a clinician: emergency -> see a clinician: urgent": 1}
    assert compared.changed["water-tablet-liquorice"] == 1
    assert [bad.line for bad in compared.bad] == [5]


def test_a_persons_own_words_never_stand_beside_an_id(listed: Path, content: Content, other: Content) -> None:
    text = against(open_list(listed), other, content).text()
    assert not {"zzzz", "qqqq", "yyyy"} & set(text.replace(":", " ").split())


def test_a_row_without_an_id_is_named_by_its_line(tmp_path: Path, content: Content, other: Content) -> None:
    file = tmp_path / "list.csv"
    file.write_text("age,medications,conditions\n70,furosemide,none\n", encoding="utf-8")
    assert [change.id for change in against(open_list(file), content, other).changes] == ["line 2"]


def test_control_characters_of_a_list_do_not_reach_the_terminal(tmp_path: Path, content: Content) -> None:
    file = tmp_path / "list.csv"
    file.write_text("age,conditions\n70,zz\x1b[31mzz\n", encoding="utf-8")
    assert "\x1b" not in population(open_list(file), content).text()


def test_a_bug_in_one_row_does_not_end_a_count_of_the_population(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = planner.reports.population.resolve

    def resolve(answers: Any, content: Any) -> Any:
        if answers.age == 55:
            raise ValueError("Bea Secreta")
        return real(answers, content)

    monkeypatch.setattr(planner.reports.population, "resolve", resolve)
    Path("list.csv").write_text("id,name,age\nA-1,Ana Secreta,67\nB-2,Bea Secreta,55\nC-3,Cho Secreta,44\n")
    report = population(open_list(Path("list.csv")), CONTENT)
    assert (report.people, [bad.line for bad in report.bad]) == (2, [3])
    assert "Secreta" not in report.text()
