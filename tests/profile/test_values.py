"""Values are read as people write them: none is not unknown, and no value is turned into its opposite."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import CONTENT, answered

from planner.content.knowledge import Content
from planner.errors import ProfileError
from planner.files.places import YamlText
from planner.pipeline import warnings
from planner.profile.answers import Answers, Person, read_answers
from planner.profile.countries import countries
from planner.profile.keys import KEYS
from planner.profile.resolve import load_profile
from planner.profile.values import CUT, MAX_ENTRY, READ_OF_ENTRY, contradicts_itself
from planner.profile.words import clean

LISTS = ("medications", "conditions", "symptoms", "habits", "allergies", "diet")


def _person(data: dict[str, Any]) -> Person:
    return read_answers(YamlText("p", {"age": 67, **data}, {}))


def _read(data: dict[str, Any]) -> Answers:
    return _person(data).answers


def _one(key: str, value: Any) -> Any:
    return answered(_person({key: value}))[key]


# --- none, unknown, and nothing said ---


@pytest.mark.parametrize("key", LISTS)
@pytest.mark.parametrize(
    "said",
    [
        "None",
        "NIL",
        "no",
        "No",
        False,
        "off",
        "N/A",
        "n/a",
        "NA",
        "nil known",
        "none;",
        ";none; none,",
        "none reported",
        "keine",
        "ninguna",
        "aucun",
        ["no"],
        ["off", "no"],
        ["none", "-"],
        "zero",
        "Nothing.",
    ],
)
def test_words_that_say_none_say_none(key: str, said: Any) -> None:
    assert _one(key, said) == ()


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("medications", "no medicines"),
        ("medications", "No current medications"),
        ("medications", "denies any drugs"),
        ("conditions", "No known problems"),
        ("conditions", "NAD"),
        ("conditions", "no past medical history"),
        ("conditions", "No known medical conditions"),
        ("symptoms", "no symptoms reported"),
        ("symptoms", "no complaints at present"),
        ("medications", "none at present"),
        ("medications", "no medicines currently"),
        ("allergies", "NKDA"),
        ("allergies", "NKA"),
        ("allergies", "No known drug allergies"),
        ("allergies", "No Known Allergies"),
        ("allergies", "No known allergy (situation)"),
        ("allergies", "no allergies"),
        ("diet", "No restrictions"),
        ("diet", "Regular diet"),
        ("diet", "normal"),
        ("diet", "no dietary requirements"),
    ],
)
def test_no_and_what_a_list_holds_says_none_of_it(key: str, said: str) -> None:
    assert _one(key, said) == ()


@pytest.mark.parametrize("key", [*LISTS, "limits"])
@pytest.mark.parametrize(
    "said",
    [
        "Not on File",
        "Not recorded",
        "not documented",
        "unknown",
        "?",
        "none on file",
        "tbc",
        "don't know",
        "unbekannt",
        "-",
        "--",
        "\u2013",
        "null",
        "NULL",
        "#N/A",
        "#REF!",
        "",
        " ",
        ";",
        [""],
        ["-"],
        [None],
        ["unknown"],
        "0",
    ],
)
def test_words_that_say_unknown_or_nothing_leave_it_unknown(key: str, said: Any) -> None:
    assert _one(key, said) is None


@pytest.mark.parametrize("said", ["NKDA", "nkma", "No known drug allergies", "no allergies"])
def test_no_allergies_among_the_medicines_does_not_say_that_none_are_taken(said: str) -> None:
    assert _one("medications", said) is None
    assert _one("medications", f"{said}; furosemide") == ("furosemide",)


@pytest.mark.parametrize("said", ["none; not on file", ["none", "unknown"]])
def test_none_beside_not_known_is_not_known(said: Any) -> None:
    assert _one("medications", said) is None


def test_what_is_not_known_beside_an_entry_stays_to_be_asked() -> None:
    assert _one("medications", "furosemide; unknown") == ("furosemide", "unknown")


@pytest.mark.parametrize("entry", ["nil significant", "no salt", "normal saline", "no dairy", "NADH", "no nuts"])
def test_what_only_begins_like_none_is_kept(entry: str) -> None:
    assert all(_one(key, entry) == (entry,) for key in LISTS)


@pytest.mark.parametrize("key", LISTS)
def test_none_beside_an_entry_is_told(content: Content, key: str) -> None:
    mixed = load_profile({"age": 67, key: ["none", "furosemide"]}, content)
    assert getattr(mixed.answers, key) == ("furosemide",)
    assert f"{key} says none and names something all the same; what it names counts" in warnings(mixed)
    plain = load_profile({"age": 67, key: ["furosemide", "-"]}, content)
    assert not [line for line in warnings(plain) if "says none" in line]
    assert not contradicts_itself(key, "none; nil")


@pytest.mark.parametrize("said", ["none currently", "no current illnesses", "no active problems"])
def test_no_illness_now_is_not_none_ever(said: str) -> None:
    assert _one("conditions", said) == (said,)


def test_no_allergies_is_never_near_an_allergy(content: Content) -> None:
    profile = load_profile({"age": 67, "allergies": "no allergies"}, content)
    assert not profile.near_misses
    assert not profile.not_recognised
    assert "allergies" not in profile.unknown


# --- choices ---


@pytest.mark.parametrize(
    ("key", "said", "read"),
    [
        *(("sex", word, "female") for word in ("F", "Female", "FEMALE", "W", "woman", " f ", "weiblich")),
        *(("sex", word, "male") for word in ("M", "Male ", "man", "MALE.")),
        *(("sex", word, "unspecified") for word in ("other", "X", "non-binary", "Unspecified")),
        *(("sex", word, None) for word in ("U", "unknown", "not recorded", "n/a", "-")),
        *(("sleep_position", word, "back") for word in ("Back", "supine", "on my back", "I sleep on my back")),
        *(("sleep_position", word, "stomach") for word in ("prone", "on my front", "tummy", "face down")),
        *(("sleep_position", word, "side") for word in ("on my side", "left side", "lateral", "on the left")),
        *(("exercise_level", word, "sedentary") for word in ("low", "inactive", "none", "not active")),
        *(("exercise_level", word, "moderate") for word in ("active", "Medium", "moderately active")),
        *(("exercise_level", word, "vigorous") for word in ("high", "very active")),
        *(("daily_posture", word, "sitting") for word in ("sit", "desk job", "Seated", "at a desk")),
        *(("daily_posture", word, "standing") for word in ("on my feet", "stand")),
        *(("paper", word, "letter") for word in ("US Letter", "Letter", "us-letter")),
        *(("paper", word, "a4") for word in ("A4", "DIN A4")),
        *(("large_print", word, True) for word in ("Yes", "Y", "1", 1, "TRUE", "on")),
        *(("large_print", word, False) for word in ("No", "n", "0", 0, "FALSE")),
        *(("country", word, "US") for word in ("USA", "us", "United States", "U.S.A.", "america")),
        *(("country", word, "GB") for word in ("England", "UK", "United Kingdom", "gb", "GBR", "Scotland")),
        *(("country", word, "DE") for word in ("Deutschland", "germany", "DEU")),
        *(("language", word, "en") for word in ("English", "EN", "en", "eng")),
        *(("language", word, "en-gb") for word in ("en_GB", "en-GB", "en_GB.UTF-8")),
        ("language", "Spanish", "es"),
        *(("bedtime", word, "21:30") for word in ("21:30", "21.30", "21h30", "9:30 pm", "9.30PM", "9:30 p.m.")),
        *(("bedtime", word, "22:00") for word in ("22:00", "10pm", "10 PM")),
        *(("bedtime", word, "09:30") for word in ("09:30", "9:30 am")),
        *(("bedtime", word, "00:15") for word in ("0:15", "00:15", "12:15 am")),
        ("bedtime", "12:15 pm", "12:15"),
    ],
)
def test_a_choice_is_read_in_the_words_that_people_use(key: str, said: Any, read: Any) -> None:
    assert _one(key, said) == read


@pytest.mark.parametrize(
    ("said", "places"),
    [
        ("calves", ("calf",)),
        ("left calf", ("calf",)),
        ("Both calves", ("calf",)),
        ("calf foot", ("calf", "foot")),
        ("calf, foot", ("calf", "foot")),
        ("calf and toes", ("calf", "foot")),
        ("both legs", ("calf", "thigh")),
        ("leg", ("calf", "thigh")),
        (["left calf", "lower back"], ("calf", "back")),
        ("upper leg; calf; calf", ("thigh", "calf")),
        ("none", ()),
    ],
)
def test_places_of_cramps_are_read_as_people_name_them(said: Any, places: tuple[str, ...]) -> None:
    assert _read({"cramps": said}).cramps.where == places


@pytest.mark.parametrize(
    ("key", "said", "words"),
    [
        ("sex", "1", "is 1; expected female, male or unspecified"),
        ("sex", 2, "is 2; expected"),
        ("country", "ZZ", "expected a country, such as GB"),
        ("country", "Atlantis", "expected a country, such as GB"),
        ("cramps", "elbow", "expected calf, foot, thigh or back"),
        ("cramps", "left", "expected calf, foot, thigh or back"),
        ("cramps", "calf elbow", "expected calf, foot, thigh or back"),
        ("large_print", "maybe", "expected yes or no"),
        *(
            ("bedtime", word, "expected hours and minutes, such as 21:30")
            for word in ("late", "930", 2130, "21:5", [9])
        ),
        *(("bedtime", word, "no such time of day") for word in ("24:00", "21:60", "13 pm", "0 am")),
        *(("bedtime", word, "in the morning or in the evening") for word in ("9:30", "10:30", "12:00", "22")),
    ],
)
def test_what_means_nothing_is_told_with_what_is_allowed(key: str, said: Any, words: str) -> None:
    with pytest.raises(ProfileError) as caught:
        _read({key: said})
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("key", "said", "never"),
    [
        ("sleep_position", "supin", "side"),
        ("sleep_position", "semi-supine", "side"),
        ("exercise_level", "inactiv", "moderate"),
        ("sex", "fmale", "male"),
        ("daily_posture", "stting", "standing"),
    ],
)
def test_a_suggestion_never_turns_a_value_into_its_opposite(key: str, said: str, never: str) -> None:
    with pytest.raises(ProfileError) as caught:
        _read({key: said})
    assert f"did you mean '{never}'" not in str(caught.value)


@pytest.mark.parametrize("key", ["sex", "sleep_position", "exercise_level", "daily_posture", "paper"])
def test_every_spelling_of_a_choice_means_one_thing(key: str) -> None:
    allowed, others = (part["enum"] for part in KEYS[key].schema["anyOf"])
    assert {KEYS[key].parse(word) for word in others} <= set(allowed)
    assert all(KEYS[key].parse(word) == word for word in allowed if word not in ("unknown", None))


def test_every_country_that_has_numbers_is_known_by_its_code_and_name() -> None:
    for code, country in CONTENT.raw.countries.items():
        if code != "default":
            assert countries()[code.lower()] == code
            assert countries()[country.name.lower()] == code
    assert len(set(countries().values())) == 249


def test_what_is_not_seen_parts_no_word() -> None:
    assert clean("d\u200bvt war\u00adfarin\ufeff") == "dvt warfarin"
    assert clean("two\u00a0words\tand\u2003three") == "two words and three"


LETTER = f"Dear doctor, thank you for seeing him. Right calf swollen and hot. {'He lives with his dog. ' * 20}"


@pytest.mark.parametrize("key", LISTS)
def test_a_long_entry_is_read_as_far_as_it_goes(key: str) -> None:
    (said,) = getattr(_read({key: [LETTER]}), key)
    assert said == clean(LETTER)


@pytest.mark.parametrize("text", ["a " * 4000, "a" * 8000, "leg ache " + "- " * 3000 + "chest pain"])
def test_of_a_longer_entry_the_end_is_cut_and_marked(text: str) -> None:
    (said,) = _read({"symptoms": [text]}).symptoms or ()
    assert said.endswith(CUT)
    assert clean(text).startswith(said.removesuffix(CUT))
    assert READ_OF_ENTRY - 20 < len(said) <= READ_OF_ENTRY


@pytest.mark.parametrize("more", [0, 1])
def test_the_bound_of_what_is_read(more: int) -> None:
    (said,) = _read({"symptoms": ["a" * (READ_OF_ENTRY + more)]}).symptoms or ()
    assert said.endswith(CUT) is bool(more)


@pytest.mark.parametrize("hidden", ["- " * 3000 + "chest pain", "and my dog is well " * 200])
def test_what_is_cut_off_counts_as_not_read(hidden: str) -> None:
    profile = load_profile({"age": 60, "symptoms": [f"heartburn {hidden}"]}, CONTENT)
    assert any(entry.key == "symptoms" for entry in profile.not_recognised)


def test_a_letter_that_tells_of_a_swollen_calf_is_heard() -> None:
    profile = load_profile({"age": 60, "symptoms": [LETTER]}, CONTENT)
    assert any("calf-swollen-warm" in finding.id for finding in profile.findings)


@pytest.mark.parametrize("key", LISTS)
def test_a_book_is_no_entry(key: str) -> None:
    _read({key: ["a" * MAX_ENTRY]})
    with pytest.raises(ProfileError, match="20,001 characters long; expected at most 20,000"):
        _read({key: ["a" * (MAX_ENTRY + 1)]})
