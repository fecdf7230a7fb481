"""A language is whole or it is refused: a made-up one prints no English, one that lacks a sentence does not load."""

from __future__ import annotations

import io
import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pypdf
import pytest
from click.testing import CliRunner
from conftest import CONTENT, ROOT, START, wide
from msgspec import Struct
from msgspec.structs import replace
from pseudo import CODE, add, pseudo, translation
from small_plans import write

from planner.cli.app import main
from planner.content.knowledge import Content
from planner.content.loader import read_content
from planner.content.sentences import to_translate
from planner.document.compose import compose
from planner.document.printed import fullest
from planner.errors import ContentError, ExitCode
from planner.i18n.language import Language, load_language
from planner.model.items import Item
from planner.model.texts import PROGRAM
from planner.pipeline import rendered
from planner.planning.apply import apply
from planner.planning.plan import Planned
from planner.profile.resolve import load_profile
from planner.profile.source import read_profile_file

PEOPLE: dict[str, dict[str, Any]] = {
    path.stem: read_profile_file(path).data for path in sorted((ROOT / "tests" / "profiles").iterdir())
} | {
    "a code and other words": {"age": 60, "conditions": ["E11.9 hypertension"]},
    # Each guess that the reading of a profile can make, and each list of words that a profile chooses from.
    "guesses": {
        "age": 30,
        "sex": "female",
        "pregnancy": "yes",
        "medications": ["omeprazole", "furosemide", "Lasix", "spironolactone"],
        "conditions": ["kidney disease", "hart failure"],
        "allergies": ["penuts"],
        "limits": {"fluid": "1.5 L", "salt": "5 g"},
        "cramps": {"where": ["calf", "foot", "thigh", "back"], "nights_per_week": 3, "for_weeks": 4},
        "exercise_level": "sedentary",
        "sleep_position": "stomach",
        "daily_posture": "mixed",
        "heat": True,
    },
    "two answers": {"age": 30, "sex": "female", "pregnancy": {"weeks": 10}, "conditions": ["30 weeks pregnant"]},
    "denied": {"age": 30, "sex": "unspecified", "pregnancy": "no", "conditions": ["pregnant"]},
    "child": {"age": 9},
    "emergency": {"age": 70, "sex": "male", "symptoms": ["chest pain"], "medications": ["warfarin", "Lantus"]},
}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Content:
    """Return our plans with the made-up language."""
    folder = shutil.copytree(ROOT / "plans", tmp_path_factory.mktemp("plans") / "plans")
    return read_content(add(folder, translation(CONTENT)))


@pytest.fixture
def small(tmp_path: Path) -> Callable[..., str]:
    """Return a function that adds a changed translation to a small folder and returns what is wrong with it."""

    def said(change: Callable[[dict[str, Any]], object]) -> str:
        folder = write(tmp_path)
        language = translation(read_content(folder))
        change(language)
        add(folder, language)
        with pytest.raises(ContentError) as caught:
            read_content(folder)
        assert caught.value.exit_code is ExitCode.CONTENT
        return str(caught.value)

    return said


def english(text: str, person: dict[str, Any]) -> set[str]:
    """Return the English words of a sheet but for the person's own, names of medicines and titles of sources."""
    left = " ".join(text.split())
    names = {name for source in CONTENT.raw.sources for name in (source.short, source.publisher, source.title)}
    names |= {re.sub(r" *\([^)]*\)", "", name) for name in names}
    for name in sorted(filter(None, names), key=len, reverse=True):
        left = left.replace(" ".join(name.split()), "")
    own = {word.lower() for word in re.findall(r"[A-Za-z]+", str([*person.values()]))}
    # What was read, and what a misspelt word resembles, stand as the lists of names have them.
    own |= {"furosemide", "lipitor", "peanut", "simvastatin"}
    # The groups of the ATC are codes.
    left = re.sub(r"\b[A-Z]\d\d[A-Z]{1,2}\b", "", left)
    return {word for word in re.findall(r"[A-Za-z]{2,}", left) if word.lower() not in own}


def made(content: Content, person: dict[str, Any], form: str, plan: str = "night-leg-cramps") -> bytes:
    """Return the sheet of a person in the made-up language."""
    profile = load_profile({**person, "language": CODE}, content)
    return rendered(apply(content.template(plan), profile, START), content, form)


# Each person in each plan, and each plan in both forms.
_SHEETS = [(name, plan, form) for form in ("text", "markdown") for name in PEOPLE for plan in CONTENT.templates]


@pytest.mark.parametrize(
    "of", wide(_SHEETS, *(of for of in _SHEETS if of[2] == "text" or of[0] == "everything")), ids="-".join
)
def test_a_sheet_in_a_whole_language_holds_no_english(whole: Content, of: tuple[str, str, str]) -> None:
    name, plan, form = of
    for large in (False, True):
        person = {**PEOPLE[name], "large_print": large}
        assert not english(made(whole, person, form, plan).decode(), person)


@pytest.mark.parametrize("name", ["everything", "emergency"])
def test_the_pdf_of_a_whole_language_holds_no_english(whole: Content, name: str) -> None:
    file = pypdf.PdfReader(io.BytesIO(made(whole, PEOPLE[name], "pdf")))
    text = " ".join(page.extract_text() for page in file.pages[:1])
    assert not english(text, PEOPLE[name])
    assert file.trailer["/Root"]["/Lang"] == CODE
    assert not english(str(file.metadata.title), {}) if file.metadata else False


def _alts(value: Any) -> Iterator[str]:
    """Yield what is said in place of pictures, boxes and blanks of a document."""
    if isinstance(value, tuple):
        for one in value:
            yield from _alts(one)
    elif isinstance(value, Struct):
        yield getattr(value, "alt", "")
        for name in value.__struct_fields__:
            yield from _alts(getattr(value, name))


@pytest.mark.parametrize("plan", CONTENT.templates)
def test_what_is_read_aloud_of_pictures_and_boxes_holds_no_english(whole: Content, plan: str) -> None:
    person = PEOPLE["guesses"]
    made = apply(whole.template(plan), load_profile({**person, "language": CODE}, whole), START)
    alts = [alt for alt in _alts(fullest(compose(made, whole))) if alt]
    assert len(alts) > 10
    assert not english(" ".join(alts), {})


def test_the_words_that_fill_an_offer_are_translated(whole: Content) -> None:
    item = Item(id="x", text="x", sources=("s",), offer="Stretch for {much}.")
    sentences = {"Stretch for {much}.": pseudo("Stretch for {much}."), "a minute": pseudo("a minute")}
    language = replace(load_language(whole, CODE), sentences={**whole.languages[CODE].sentences, **sentences})
    assert not english(language.offer(Planned(item, values={"much": "a minute"}), ()), {})


def test_the_calendar_and_what_people_read_of_the_json_hold_no_english(whole: Content) -> None:
    person = PEOPLE["guesses"]
    calendar = made(whole, person, "ics").decode().replace("\r\n ", "")
    told = [line.split(":", 1)[1] for line in calendar.splitlines() if line.startswith(("DESCRIPTION", "SUMMARY"))]
    assert len(told) == 7 * 2 + 7 * 3
    assert not english(" ".join(told).replace("\\n", " "), person)
    data = json.loads(made(whole, person, "json"))
    lines = [*data["every_day"], *data["notes"], *data["avoid"], *data["ask_first"], *data["alerts"], *data["checks"]]
    told = [line.get(key, "") for line in lines for key in ("text", "why", "because", "short")]
    told += [line["because"] for line in data["profile"]["assumed"]] + [data["message"]]
    assert not english(" ".join(told), person)


@pytest.mark.parametrize("name", PEOPLE)
def test_two_languages_give_the_same_care(whole: Content, name: str) -> None:
    def decided(content: Content, language: str) -> list[tuple[Any, ...]]:
        plan = apply(
            content.template("night-leg-cramps"), load_profile({**PEOPLE[name], "language": language}, content), START
        )
        return [(one.item, one.outcome, one.rules, one.instead) for one in plan.decisions]

    assert decided(whole, CODE) == decided(CONTENT, "en")


def test_every_guess_of_a_profile_is_among_what_is_translated(content: Content) -> None:
    known = {text: text for text in to_translate(content.raw)}
    language = Language("en", content.raw.messages["en"], content.country(None), 0.24, known)
    seen = set()
    for person in PEOPLE.values():
        for assumed in load_profile(person, content).assumed:
            assert language.told(assumed.because) in known
            seen.add(assumed.because)
    assert set(PROGRAM[:4]) <= seen


def test_a_language_of_a_small_folder_is_whole(tmp_path: Path) -> None:
    folder = write(tmp_path)
    assert CODE in read_content(add(folder, translation(read_content(folder)))).languages


def _first(language: dict[str, Any], text: str) -> dict[str, str]:
    return next(entry for entry in language["sentences"] if entry["of"] == text)


def _without(language: dict[str, Any], text: str) -> None:
    language["sentences"].remove(_first(language, text))


def _say(language: dict[str, Any], text: str, **change: str) -> None:
    _first(language, text).update(change)


MINUTES = "Stretch for {minutes} minutes."


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda it: _without(it, MINUTES), r"1 of \d+ sentences are not translated: 'stretch-nightly.text'"),
        (lambda it: _without(it, "it looks like that name"), "1 of .*'program.1'"),
        (lambda it: it["sentences"].clear(), r"(\d+) of \1 sentences are not translated: .*, …"),
        (
            lambda it: _say(it, MINUTES, of="Stretch for {minutes} minute."),
            "1 translate English that the plans do not say",
        ),
        (lambda it: _say(it, MINUTES, of="Stretch for {minutes} minute."), "1 of .*'stretch-nightly.text'"),
        (lambda it: it["sentences"].append({**_first(it, MINUTES)}), "1 English sentences stand twice"),
        (lambda it: _say(it, MINUTES, **{"is": "{minuten}"}), r"must hold \{minutes\}"),
        (lambda it: _say(it, MINUTES, **{"is": "{minutes:>999999}"}), "braces hold a plain name"),
        (lambda it: _say(it, MINUTES, **{"is": "10 {minutes}"}), "has other numbers"),
        (lambda it: _say(it, "1 apple", **{"is": "2 аппле"}), "has other numbers"),
        (lambda it: _say(it, "1 apple", **{"is": " "}), "is empty"),
        (lambda it: it["messages"].pop("and"), r"1 of \d+ messages are not translated: 'and'"),
        (lambda it: it["messages"].update(andd={"of": "and", "is": "y"}), "1 messages are unknown: 'andd'"),
        (
            lambda it: it["messages"]["and"].update(of="or"),
            "is stale: it translates 'or', and the English is 'and' now",
        ),
        (lambda it: it["messages"]["footer"].update({"is": "{page}"}), r"must hold \{page\}, \{pages\}"),
        (lambda it: it["messages"]["months"].update({"is": "enero, febrero"}), "must list as many"),
        (lambda it: it["messages"]["and"].pop("of"), "'of' is missing"),
        (lambda it: it.pop("sentences"), "'sentences' is missing"),
        (lambda it: it.update(more={}), "unknown key 'more'"),
    ],
)
def test_a_language_that_is_not_whole_is_refused(
    small: Callable[..., str], change: Callable[[dict[str, Any]], object], words: str
) -> None:
    found = small(change)
    assert re.search(words, found), found
    assert all(line.startswith(f"translations/{CODE}.yaml") for line in found.splitlines())


def test_a_sentence_that_changes_makes_its_translation_stale(tmp_path: Path) -> None:
    language = translation(read_content(write(tmp_path)))
    folder = write(tmp_path, "week.yaml", "Stretch for {minutes} minutes", "Stretch at least {minutes} minutes")
    add(folder, language)
    with pytest.raises(ContentError, match=r"'stretch-nightly.text'"):
        read_content(folder)


def test_messages_alone_make_no_language(tmp_path: Path) -> None:
    folder = write(tmp_path)
    shutil.copyfile(folder / "messages" / "en.yaml", folder / "messages" / "es.yaml")
    manifest = folder / "folder.yaml"
    manifest.write_text(manifest.read_text().replace("messages/en.yaml", "messages/en.yaml, messages/es.yaml"))
    with pytest.raises(ContentError, match=r"messages/es.yaml: only English stands here"):
        read_content(folder)


@pytest.mark.parametrize("code", ["en", "Spanish", "es_ES", "e"])
def test_a_language_has_a_code(tmp_path: Path, code: str) -> None:
    folder = write(tmp_path)
    with pytest.raises(ContentError, match="name it by the code of its language"):
        read_content(add(folder, translation(read_content(folder)), code))


def test_a_sentence_that_nobody_translated_is_never_printed_in_english(whole: Content) -> None:
    language = load_language(whole, CODE)
    assert language.sentence("999") == "999"
    with pytest.raises(ContentError, match="no sheet is in two languages"):
        language.fill("Something new.")
    assert replace(language, sentences=None).fill("Something new.") == "Something new."


def test_a_whole_language_is_listed_and_printed_and_one_that_is_not_stops_every_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "plans"
    folder.mkdir()
    language = translation(read_content(write(folder)))
    add(folder, language)

    def run(*args: str) -> Any:
        return CliRunner().invoke(main, [*args, "--plans", "plans"])

    assert run("list", "languages").output.split() == ["en", "English", CODE, pseudo("English")]
    sheet = ("render", "--age", "60", "--plan", "week", "--language", CODE, "--format", "text", "-o", "-")
    assert pseudo("Chest pain.") in run(*sheet).output
    language["sentences"].pop()
    (folder / "translations" / f"{CODE}.yaml").write_text(json.dumps(language))
    for command in (sheet, ("list", "languages"), ("explain", "--age", "60")):
        done = run(*command)
        assert done.exit_code == ExitCode.CONTENT
        assert "sentences are not translated" in done.stderr
