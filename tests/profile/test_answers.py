"""A profile is read strictly: what counts as an answer, what is unknown, and that every fault is told at once."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml
from conftest import CONTENT, START, answered
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.content.knowledge import Content
from planner.errors import ExitCode, NotOrdinaryError, ProfileError
from planner.files import yaml as yamlfile
from planner.files.places import YamlText
from planner.logic.facts import Listed
from planner.pipeline import SheetRequest, make_plan, warnings
from planner.profile.answers import Answers, Person, read_answers
from planner.profile.keys import KEYS
from planner.profile.resolve import load_profile, resolve
from planner.profile.source import read_text
from planner.profile.values import Cramps, Pregnancy
from planner.profile.words import clean
from planner.recognition.quantities.amounts import daily, is_amount
from planner.reports.explain import explain_text


def _person(data: Any, **flags: Any) -> Person:
    return read_answers(YamlText("p", data, {}), flags)


def _read(data: Any, **flags: Any) -> Answers:
    return _person(data, **flags).answers


def _fault(text: str) -> str:
    with pytest.raises(ProfileError) as caught:
        read_answers(read_text(text, "p.yaml"))
    assert caught.value.exit_code is ExitCode.PROFILE
    return str(caught.value)


def test_only_the_age_is_required_and_the_rest_is_unknown() -> None:
    read = answered(_person({"age": 67}))
    given_keys = {name for name in KEYS if read.get(name) not in (None, "", Cramps())}
    assert given_keys == {"age"}


@pytest.mark.parametrize("none", [[], "none", "None", ["none"], "nil", "NKDA"])
def test_none_is_an_answer_and_not_the_same_as_unknown(none: Any) -> None:
    assert _read({"age": 67, "allergies": none}).allergies == ()


@pytest.mark.parametrize("unknown", [None, "unknown", "Not known", "?"])
def test_unknown_in_words_is_as_unknown_as_a_key_left_out(unknown: Any) -> None:
    answers = _read({"age": 67, "medications": unknown, "sex": unknown, "heat": unknown, "cramps": unknown})
    assert answers.medications is None
    assert answers.sex is None
    assert answers.heat is None


@pytest.mark.parametrize("key", ["medications", "conditions", "symptoms", "habits", "allergies", "diet"])
def test_a_line_with_semicolons_is_a_list(key: str) -> None:
    assert getattr(_read({"age": 1, key: " a b ; c;;d "}), key) == ("a b", "c", "d")


def test_none_beside_an_entry_leaves_the_entry() -> None:
    assert _read({"age": 67, "medications": ["none", "furosemide"]}).medications == ("furosemide",)


@pytest.mark.parametrize(
    ("value", "state"),
    [
        ("no", Pregnancy(pregnant=False)),
        (False, Pregnancy(pregnant=False)),
        ("yes", Pregnancy(pregnant=True)),
        (30, Pregnancy(pregnant=True, weeks=30)),
        ("1", Pregnancy(pregnant=True)),
        (0, Pregnancy(pregnant=False)),
        ("1 week", Pregnancy(pregnant=True, weeks=1)),
        ("30 weeks", Pregnancy(pregnant=True, weeks=30)),
        ("week 30", Pregnancy(pregnant=True, weeks=30)),
        ("trimester 3", Pregnancy(pregnant=True, trimester=3)),
        ("3rd trimester", Pregnancy(pregnant=True, trimester=3)),
        ({"weeks": 30}, Pregnancy(pregnant=True, weeks=30)),
        ({"trimester": 2}, Pregnancy(pregnant=True, trimester=2)),
        ({"weeks": 20, "trimester": 2}, Pregnancy(pregnant=True, weeks=20, trimester=2)),
    ],
)
def test_pregnancy_is_read_in_every_form_that_people_write(value: Any, state: Pregnancy) -> None:
    assert _read({"age": 30, "pregnancy": value}).pregnancy == state


@pytest.mark.parametrize("word", ["yes", "YES", "true", True, "y"])
def test_yes_in_every_form_is_yes(word: Any) -> None:
    assert _read({"age": 30, "breastfeeding": word, "heat": word, "large_print": word}).heat is True


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("age: 670", "1:6", "0 to 115"),
        ("age: -1", "1:6", "0 to 115"),
        ("age: 116", "1:6", "0 to 115"),
        ("age: sixty", "1:6", "whole number"),
        ("age: 67.5", "1:6", "whole number"),
        ("age: true", "1:6", "whole number"),
        ("age: [67]", "1:6", "whole number"),
        ("age: 1e400", "1:6", ""),
        ("age: 67\nagee: 3", "2:1", "did you mean 'age'"),
        ("age: 67\nmedication: [x]", "2:1", "did you mean 'medications'"),
        ("age: 67\nsex: femal", "2:6", "did you mean 'female'"),
        ("age: 67\nsleep_position: bak", "2:17", "did you mean 'back'"),
        ("age: 67\nexercise_level: 3", "2:17", "sedentary"),
        ("age: 67\npregnancy: {weeks: 43}", "2:20", "1 to 42"),
        ("age: 67\npregnancy: {weeks: 0}", "2:20", "1 to 42"),
        ("age: 67\npregnancy: {trimester: 4}", "2:24", "1 to 3"),
        ("age: 67\npregnancy: {week: 30}", "2:", "did you mean 'weeks'"),
        ("age: 67\npregnancy: maybe", "2:12", "expected no, yes"),
        ("age: 67\nborn_weeks_ago: 53", "2:17", "0 to 52"),
        ("age: 67\nmedications: {a: b}", "2:14", "list"),
        ("age: 67\nmedications: [a, [b]]", "2:18", "line of text"),
        ("age: 67\nlimits: {fluids: 1 L}", "2:", "did you mean 'fluid'"),
        ("age: 67\nlimits: 1.5 L", "2:9", "fluid: 1.5 L"),
        ("age: 67\nlimits: {fluid: 1500}", "2:17", "1500 without a unit; expected an amount and a unit, such as 1.5 L"),
        ("age: 67\nlimits: {fluid: 1.5}", "2:17", "without a unit"),
        ("age: 67\nlimits: {fluid: lots}", "2:17", "expected an amount and a unit, such as 1.5 L"),
        ("age: 67\nlimits: {fluid: 15 L}", "2:17", "is outside what a person can have; expected 0.3 to 5 L a day"),
        ("age: 67\nlimits: {fluid: 1.5 L a week}", "2:17", "a unit"),
        ("age: 67\nlimits: {fluid: [1 L]}", "2:17", "line of text"),
        ("age: 67\nlimits: {fluid: 2 quarts}", "2:17", "(units: l, ml, cl, dl, cup, fl oz, pint)"),
        ("age: 67\nlimits: {potassium: 5 g salt}", "2:21", "names salt, which is a limit of its own; write it as salt"),
        ("age: 67\nlimits: {potassium: 2 g sodium}", "2:21", "names salt"),
        ("age: 67\nlimits: {salt: no potassium}", "2:16", "names potassium"),
        ("age: 67\nlimits: {fluid: restricted salt}", "2:17", "names salt"),
        ("age: 67\nlimits: {salt: 1 cup of water}", "2:16", "names fluid"),
        ("age: 67\nlimits: {potassium: 2}", "2:21", "such as 2 g"),
        ("age: 67\nlimits: {salt: 6}", "2:16", "such as 6 g"),
        ("age: 67\nlimits: {salt: 1 L}", "2:16", "such as 6 g"),
        ("age: 67\nlimits: fluid=1 L; fluid=2 L", "2:9", "twice"),
        ("age: 67\ncramps: {where: [claf]}", "2:18", "did you mean 'calf'"),
        ("age: 67\ncramps: {nights_per_week: 8}", "2:27", "0 to 7"),
        ("age: 67\ncountry: ZZ", "2:10", "GB, US or United States"),
        ("age: 67\ncountry: 7", "2:10", "is 7"),
        ("age: 67\nlanguage: 7", "2:11", "language code"),
        ("age: 67\npaper: a5", "2:8", "a4 or letter"),
        ("age: 67\nlarge_print: maybe", "2:14", "yes or no"),
        ("age: 67\nheat: 2", "2:7", "yes or no"),
        ("name: Ana", "", "age is missing"),
        ("", "", "age is missing"),
        ("just words", "", "keys and values"),
        ("- age: 67", "", "keys and values"),
        ("age: 67\nage: 68", "2:1", "stands twice"),
        ("age: 30\nsex: male\npregnancy: yes", "3:12", "male"),
        ("age: 30\nsex: male\nbreastfeeding: yes", "3:16", "male"),
        ("age: 30\nsex: male\nborn_weeks_ago: 3", "3:17", "male"),
        ("age: 30\npregnancy: {weeks: 14, trimester: 3}", "2:12", "disagree"),
        ("age: 67\nname: {a: b}", "2:7", "line of text"),
    ],
)
def test_a_wrong_value_is_named_with_its_place_and_what_was_expected(text: str, place: str, words: str) -> None:
    said = _fault(text)
    assert said.startswith(f"p.yaml:{place}" if place else "p.yaml")
    assert words in said


@pytest.mark.parametrize("id_", ["0042", "00123", "9434765919000000000000", "1e5", "12.50"])
def test_an_id_is_printed_as_it_was_written(id_: str) -> None:
    assert read_answers(read_text(f"age: 67\nid: {id_}\n", "p.yaml")).identity.id == id_


@pytest.mark.parametrize("blank", [" ", "\u200e", "\ufffe"])
def test_a_limit_that_says_nothing_is_no_limit(content: Content, blank: str) -> None:
    assert _read({"age": 67, "limits": {"fluid": blank}}).limits in (None, ())


AMOUNTS = [
    ("fluid", "1.5 L"),
    ("fluid", "1,5 L"),
    ("fluid", "1500 ml a day"),
    ("fluid", "1,500 ml"),
    ("fluid", "1.5 litres per day"),
    ("fluid", "1500mL/24h"),
    ("fluid", "max 1.2 liters daily"),
    ("fluid", "1–1.5 l"),  # noqa: RUF001 - as people paste it
    ("fluid", "15 dl"),
    ("fluid", "150 cl"),
    ("fluid", "six cups"),
    ("fluid", "8 glasses of water a day"),
    ("fluid", "40 fl oz"),
    ("fluid", "3 pints"),
    ("potassium", "2 g"),
    ("potassium", "2000mg per day"),
    ("potassium", "50 mmol"),
    ("salt", "less than 6 g a day"),
    ("salt", "2,000 mg sodium"),
    ("salt", "1 teaspoon"),
]


@pytest.mark.parametrize(("limit", "text"), AMOUNTS)
def test_a_limit_is_an_amount_with_its_unit_and_is_kept_as_it_was_written(limit: str, text: str) -> None:
    assert _read({"age": 67, "limits": {limit: text}}).limits == ((limit, text),)
    assert _read({"age": 67, "limits": f"{limit}={text}"}).limits == ((limit, text),)


@pytest.mark.parametrize("limit", daily())
def test_the_example_of_a_limit_is_one(limit: str) -> None:
    assert is_amount(limit, daily()[limit].example)


@pytest.mark.parametrize("text", ["unknown", "?", True, "restricted", "fluid restricted", "low", "don’t know", "yes"])  # noqa: RUF001
def test_a_limit_whose_amount_nobody_knows_is_never_dropped(content: Content, text: Any) -> None:
    other = text.removeprefix("fluid ") if isinstance(text, str) else text
    profile = load_profile({"age": 67, "conditions": "none", "limits": {"fluid": text, "salt": other}}, content)
    conditions, limits = profile.facts["conditions"], profile.facts["limits"]
    assert isinstance(conditions, Listed)
    assert isinstance(limits, Listed)
    assert [entry.id for entry in conditions.entries] == ["fluid-limit-unknown"]
    assert [(entry.id, entry.given) for entry in limits.entries] == [("fluid", ""), ("salt", "")]


@pytest.mark.parametrize("text", ["none", "no", False, "no limit", "unlimited", "no fluid restriction", "Normal"])
def test_words_that_say_no_limit_make_none(text: Any) -> None:
    assert _read({"age": 67, "limits": {"fluid": text}}).limits == ()


def test_no_salt_is_a_limit() -> None:
    assert _read({"age": 67, "limits": {"salt": "no salt"}}).limits == (("salt", "no salt"),)


@pytest.mark.parametrize("text", ["\U0001d518 <b>x</b>", "{fluid_limit}", "\u202e1500", "x" * 301])
def test_a_limit_that_is_no_amount_is_never_printed_and_not_repeated(text: str) -> None:
    with pytest.raises(ProfileError) as caught:
        _read({"age": 67, "limits": {"fluid": text}})
    assert text not in str(caught.value)


def test_a_name_of_ten_thousand_characters_is_a_clear_error() -> None:
    said = _fault(f"age: 67\nname: {'x' * 10_000}")
    assert "10,000 characters" in said
    assert len(said) < 300


def test_a_list_of_too_many_entries_is_a_clear_error() -> None:
    assert "at most" in _fault(f"age: 67\nmedications: [{', '.join(['a'] * 101)}]")


def test_all_faults_of_a_file_are_told_at_once_in_its_order() -> None:
    lines = _fault("age: 670\nsex: q\nfoo: 1\npaper: a5\n").splitlines()
    assert [line.split(":")[1] for line in lines] == ["1", "2", "3", "4"]


NAME = "XNAMEX"
_LISTS = ("medications", "conditions", "symptoms", "habits", "allergies", "diet")
_MARKED = st.builds(lambda before, after: f"{before}{NAME}{after}", st.text(max_size=8), st.text(max_size=8))
_KEY = st.one_of(st.sampled_from([*KEYS, "weeks", "trimester", "where", "nights_per_week", "fluid"]), _MARKED)
_WRITTEN = st.recursive(
    _MARKED,
    lambda inner: st.lists(inner, min_size=1, max_size=2) | st.dictionaries(_KEY, inner, min_size=1, max_size=2),
)


@given(data=st.dictionaries(_KEY, _WRITTEN, min_size=1, max_size=4), flags=st.booleans())
@settings(max_examples=300, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_error_repeats_what_a_person_wrote(data: dict[str, Any], flags: bool) -> None:
    try:
        given_flags = {name: value for name, value in data.items() if name in KEYS} if flags else {}
        profile = resolve(_read({"age": 50} if flags else {"age": 50, **data}, **given_flags), CONTENT)
        told = [line for line in warnings(profile) if not re.search(rf"\(({'|'.join(_LISTS)})\)", line)]
    except ProfileError as error:
        told = [str(error), *(problem.text for problem in error.problems)]
    assert not [line for line in told if NAME in line]


@pytest.mark.parametrize(
    "text",
    [
        f"age: 67\nsex: {NAME}",
        f"age: 67\n{NAME}: 1",
        f"{NAME}: 1\n{NAME}: 2",
        f"age: *{NAME}",
        f"age: &{NAME} 67\nid: &{NAME} 1",
        f"age: !{NAME} 67",
        f"age: !{NAME}!x 67",
        f"age: !!python/object:{NAME} 67",
        f"id: !{NAME} [a]",
        f"%YAML 9.{NAME}\n---\nage: 67",
        f"age: '{NAME}",
        f"age: [{NAME}",
        f"{NAME}: {NAME}: 67",
        f"@{NAME}",
        f'age: "\\{NAME}"',
        f"{NAME}\nage: 67",
        f"? [{NAME}]\n: 67",
        f"age: |{NAME}\n",
        NAME,
        f"- {NAME}",
        f"age: 67\npregnancy: {{{NAME}: 30}}",
        f"age: 67\nlimits: {{{NAME}: 1 L}}",
        f"age: 67\ncramps: {{where: [{NAME}]}}",
        f"age: 67\nsex: male\nconditions: ['{NAME} is 30 weeks pregnant']",
        f"age: 67\nlanguage: x-{NAME}",
    ],
)
@pytest.mark.parametrize("scanner", ["CSafeLoader", "SafeLoader"])
def test_no_error_of_a_file_repeats_what_stands_in_it(text: str, scanner: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yamlfile, "_Loader", getattr(yaml, scanner, yaml.SafeLoader))
    with pytest.raises(ProfileError) as caught:
        make_plan(read_answers(read_text(text, "p.yaml")), CONTENT, SheetRequest(start=START))
    assert NAME not in str(caught.value)
    assert NAME.lower() not in str(caught.value)


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("sex", "Ana", "is not a word that the planner knows; expected female, male or unspecified"),
        ("sex", "femal", "is 'femal'; expected female, male or unspecified; did you mean 'female'?"),
        ("sex", "Femal\u202e", "is not a word that the planner knows; expected female, male or unspecified"),
        ("age", "Ana", "is not a number; expected a whole number of years, 0 to 115"),
        ("age", "67.5", "is 67.5; expected a whole number of years, 0 to 115"),
        ("heat", 2, "is 2; expected yes or no"),
        ("heat", "Yasmin", "is not a word that the planner knows; expected yes or no"),
        ("pregnancy", "Ana", "is not an answer that the planner knows; expected no, yes"),
        ("country", "Ana", "is not a code or a name that the planner knows; expected a country, such as GB"),
        ("country", 44, "is 44; expected a country, such as GB"),
        ("sleep_position", "Jack", "is not a word that the planner knows; expected back, side, stomach or mixed"),
        ("sleep_position", "side Ana", "is not a word that the planner knows; expected back, side, stomach or mixed"),
    ],
)
def test_a_wrong_value_is_repeated_only_if_it_is_a_number_or_near_a_known_word(
    key: str, value: Any, words: str
) -> None:
    with pytest.raises(ProfileError) as caught:
        _read({"age": 50, key: value})
    assert f"{key} {words}" in str(caught.value)


def test_a_missing_age_is_told_beside_a_wrong_language() -> None:
    assert "the age is missing" in _fault("language: 7")


def test_what_cannot_be_read_is_repeated_clean_and_cut() -> None:
    long = resolve(_read({"age": 50, "medications": f"{NAME}\x1b[31m {'y' * 200}"}), CONTENT)
    (line,) = warnings(long)
    assert f"'{NAME} [31m {'y' * 47}…' (medications)" in line
    with pytest.raises(NotOrdinaryError) as caught:
        make_plan(_person({"age": 50, "conditions": NAME * 30}), CONTENT, SheetRequest(start=START, strict=True))
    assert NAME * 9 in str(caught.value)
    assert NAME * 10 not in str(caught.value)


def test_a_medicine_that_is_listed_twice_is_named_by_its_own_name() -> None:
    profile = resolve(_read({"age": 50, "medications": "Zocor for Ana; simvastatin 20 mg"}), CONTENT)
    assert [line for line in warnings(profile) if "twice" in line] == [
        "simvastatin is listed twice, in different words"
    ]


def test_an_explanation_shortens_what_a_person_wrote() -> None:
    plan = make_plan(
        _person({"age": 50, "medications": NAME * 30, "name": "Secreta"}), CONTENT, SheetRequest(start=START)
    )
    text = explain_text(plan)
    assert NAME * 9 in text
    assert NAME * 10 not in text
    assert "Secreta" not in text


def test_a_flag_beats_the_file_and_names_itself_in_an_error() -> None:
    assert _read({"age": 67}, age="70").age == 70
    with pytest.raises(ProfileError, match="--sleep-position"):
        _read({"age": 67}, sleep_position="bak")


def test_a_flag_does_not_hide_a_wrong_value_of_another_key() -> None:
    with pytest.raises(ProfileError, match="sex"):
        _read({"age": 67, "sex": "q"}, age="70")


def test_yaml_and_json_say_the_same() -> None:
    yaml = "age: 67\nmedications: [furosemide]\npregnancy: {weeks: 30}\nheat: yes\n"
    json = '{"age": 67,\n\t"medications": ["furosemide"], "pregnancy": {"weeks": 30}, "heat": true}'
    assert read_answers(read_text(yaml, "p")) == read_answers(read_text(json, "p"))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Ana\u202egnp.exe", "Anagnp.exe"),
        ("A\nB\tC\x00D", "A B C D"),
        ("  Ana   García ", "Ana García"),
        ("<b>x</b> & y", "<b>x</b> & y"),
        ("\ud800", "\ufffd"),
    ],
)
def test_control_characters_and_direction_overrides_leave_a_clean_line(written: str, read: str) -> None:
    assert clean(written) == read


@given(text=st.text(alphabet=st.characters(), max_size=60))
@settings(max_examples=150, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)


_ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=6,
)


@given(data=st.dictionaries(st.sampled_from([*KEYS, "other"]), _ANY, max_size=6))
@settings(max_examples=150, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_data_is_answers_or_a_profile_error(data: dict[str, Any]) -> None:
    try:
        age = _read(data).age
    except ProfileError:
        age = 0
    assert 0 <= age <= 115


@given(value=st.one_of(*(_ANY for _ in range(3))), key=st.sampled_from(sorted(KEYS)))
@settings(max_examples=150, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_value_of_any_key_is_read_or_refused(value: Any, key: str) -> None:
    try:
        _read({"age": 50, key: value} if key != "age" else {"age": value})
        said = key
    except ProfileError as error:
        said = str(error)
    assert key in said


def test_what_is_unknown_is_listed_and_what_another_fact_settles_is_not(content: Content) -> None:
    man = load_profile({"age": 30, "sex": "male"}, content)
    woman = load_profile({"age": 30, "sex": "female"}, content)
    assert "pregnancy" not in man.unknown
    assert {"pregnancy", "medications", "conditions", "allergies"} <= set(woman.unknown)


def test_weeks_against_trimester_become_both_in_a_list_of_people(content: Content) -> None:
    person = read_answers(YamlText("row", {"age": 30, "pregnancy": {"weeks": 14, "trimester": 3}}, {}), lenient=True)
    assert person.answers.pregnancy == Pregnancy(pregnant=True, weeks=14, trimester=3)


def test_words_that_say_pregnant_against_a_sex_that_says_male_are_an_error(content: Content) -> None:
    with pytest.raises(ProfileError, match="sex is male and an entry of conditions says pregnant"):
        load_profile({"age": 30, "sex": "male", "conditions": ["gout", "30 weeks pregnant"]}, content)


def test_a_profile_of_ten_thousand_keys_is_one_fault() -> None:
    with pytest.raises(ProfileError) as caught:
        load_profile("age: 67\n" + "".join(f"k{number}: 1\n" for number in range(10_000)), CONTENT)
    (problem,) = caught.value.problems
    assert "names 10,001 keys; a profile has" in problem.text
