"""One profile, one sheet: options, formats, where it is written, and every word of a user as text."""

from __future__ import annotations

import json
import re
import stat
from pathlib import Path
from typing import Any

import click
import pypdf
import pytest
from click.testing import CliRunner
from commands import START, Run, files, planner_process
from conftest import wide

from planner.cli.app import main
from planner.profile.keys import KEYS


def test_render_writes_a_pdf_named_after_the_profile_and_private(run: Run, ana: Path) -> None:
    result = run("render", ana)
    pdf = ana.with_suffix(".pdf")
    assert len(pypdf.PdfReader(pdf).pages) >= 2
    assert stat.S_IMODE(pdf.stat().st_mode) == 0o600
    assert result.stdout == ""
    assert "ana.pdf" in result.stderr


def test_render_works_from_options_alone(run: Run, here: Path) -> None:
    run("render", "--age", "71", "--medication", "indapamide", "--sleep-position", "back", "-o", "plan.pdf")
    assert (here / "plan.pdf").read_bytes().startswith(b"%PDF-")


def test_parts_are_printed_alone(run: Run, ana: Path) -> None:
    run("render", ana, "--parts", "Log, food", "-o", "some.txt")
    text = Path("some.txt").read_text("utf-8")
    assert "Night log" in text
    assert "Your week" not in text


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ("fodo", "did you mean 'food'? (parts: fridge, log"),
        ("food,+know", "or put a + before each that is to be added; not both"),
        ("", "names a part that no sheet has (parts: fridge, log"),
        ("all,food", "names a part that no sheet has"),
    ],
)
def test_parts_that_cannot_be_printed_are_a_mistake(run: Run, ana: Path, parts: str, said: str) -> None:
    result = run("render", ana, "--parts", parts, code=2)
    assert "--parts: " in result.stderr
    assert said in result.stderr


def test_every_key_of_a_profile_has_an_option(run: Run) -> None:
    text = run("render", "--help").stdout
    flags = set(re.findall(r"--[a-z-]+", text))
    singular = {"medications": "medication", "conditions": "condition", "symptoms": "symptom", "habits": "habit"}
    singular |= {"allergies": "allergy", "dislikes": "dislike", "limits": "limit"}
    assert {f"--{singular.get(key, key).replace('_', '-')}" for key in KEYS} <= flags


@pytest.mark.parametrize(
    ("flags", "key", "value"),
    [
        (["--pregnancy", "30 weeks", "--sex", "female"], "age", 30),
        (["--limit", "fluid=1.5 L"], "age", 30),
        (["--cramps", "calf;foot"], "age", 30),
        (["--allergy", "nuts", "--allergy", "milk"], "age", 30),
        (["--medication", "none"], "age", 30),
        (["--heat", "yes", "--country", "US"], "age", 30),
    ],
)
def test_options_of_every_shape_are_understood(run: Run, flags: list[str], key: str, value: int) -> None:
    data = json.loads(run("render", "--age", "30", *flags, "--format", "json", "-o", "-").stdout)
    assert data["profile"][key] == value


def test_an_option_beats_the_file(run: Run, ana: Path) -> None:
    assert json.loads(run("render", ana, "--age", "40", "--format", "json", "-o", "-").stdout)["profile"]["age"] == 40


@pytest.mark.parametrize(
    ("form", "suffix"), [("pdf", "pdf"), ("json", "json"), ("markdown", "md"), ("text", "txt"), ("ics", "ics")]
)
def test_each_format_is_written_and_guessed_from_the_ending(
    run: Run, ana: Path, here: Path, form: str, suffix: str
) -> None:
    run("render", ana, "--format", form, *START)
    run("render", ana, "-o", f"out.{suffix}", *START)
    assert (here / f"ana.{suffix}").read_bytes() == (here / f"out.{suffix}").read_bytes()


def test_a_profile_is_never_overwritten_by_its_own_sheet(run: Run, here: Path) -> None:
    source = here / "ana.json"
    source.write_text('{"age": 67}')
    run("render", source, "--format", "json")
    assert source.read_text() == '{"age": 67}'
    assert len(files(here)) == 2


@pytest.mark.parametrize("form", ["json", "markdown", "text", "ics", "pdf"])
def test_standard_output_holds_the_result_and_nothing_else(run: Run, ana: Path, here: Path, form: str) -> None:
    result = run("render", ana, "--format", form, "-o", "-", *START)
    run("render", ana, "--format", form, "-o", "file", *START)
    assert result.stdout_bytes == (here / "file").read_bytes()


def test_the_calendar_is_one_that_other_programs_read(run: Run, ana: Path) -> None:
    import icalendar

    text = run("render", ana, "--format", "ics", "-o", "-", *START).stdout_bytes
    events = icalendar.Calendar.from_ical(text).walk("VEVENT")
    assert events
    assert b"Ana" not in text


def test_standard_input_is_a_profile_in_yaml_or_json(run: Run) -> None:
    for text in ("age: 67\n", '{"age": 67}', '\ufeff{\n\t"age": 67\n}'):
        assert json.loads(run("render", "-", "--format", "json", "-o", "-", stdin=text).stdout)["profile"]["age"] == 67


def test_the_environment_gives_defaults_and_options_beat_it(run: Run, ana: Path) -> None:
    wished = {"PLANNER_RENDER_START": "2026-12-07", "PLANNER_RENDER_PLAN": "back-spasms"}
    data = json.loads(run("render", ana, "-o", "-", "--format", "json", env=wished).stdout)
    assert (data["start"], data["plan"]["id"]) == ("2026-12-07", "back-spasms")
    assert (
        json.loads(run("render", ana, "-o", "-", "--format", "json", *START, env=wished).stdout)["start"]
        == "2026-11-23"
    )


def test_every_option_has_the_variable_of_its_name(here: Path) -> None:
    from planner.cli.render import command as render

    wrong = {}
    with click.Context(main, info_name="planner", auto_envvar_prefix="PLANNER") as top:
        context = click.Context(render, info_name="render", parent=top)
        for option in (param for param in render.params if isinstance(param, click.Option)):
            long = max(option.opts, key=len).removeprefix("--")
            promised = f"PLANNER_RENDER_{long.replace('-', '_').upper()}"
            with pytest.MonkeyPatch.context() as patch:
                patch.setenv(promised, "x")
                if option.resolve_envvar_value(context) != "x":
                    wrong[f"--{long}"] = promised
    assert not wrong


def test_the_plan_starts_on_the_next_monday(run: Run, ana: Path) -> None:
    def start(epoch: int) -> str:
        text = run("render", ana, "--format", "json", "-o", "-", env={"SOURCE_DATE_EPOCH": str(epoch)}).stdout
        return str(json.loads(text)["start"])

    monday = 1795392000  # 23 November 2026
    assert start(monday) == "2026-11-23"
    assert start(monday - 86400) == "2026-11-23"
    assert start(monday + 86400) == "2026-11-30"


def test_back_alone_picks_the_back_plan_and_an_option_picks_any(run: Run) -> None:
    def plan(*args: str) -> str:
        return str(json.loads(run("render", "--age", "40", *args, "--format", "json", "-o", "-").stdout)["plan"]["id"])

    assert plan("--cramps", "back") == "back-spasms"
    assert plan("--cramps", "back;calf") == "legs-and-back"
    assert plan("--cramps", "back", "--plan", "night-leg-cramps") == "night-leg-cramps"


def test_a_person_who_should_see_a_clinician_gets_one_page_and_code_0(run: Run, here: Path) -> None:
    result = run("render", "--age", "60", "--condition", "on dialysis", "-o", "page.pdf")
    assert len(pypdf.PdfReader(here / "page.pdf").pages) == 1
    assert "see-a-clinician page" in result.stderr


def test_mode_sets_the_permissions_and_a_wrong_one_is_a_usage_error(run: Run, ana: Path) -> None:
    run("render", ana, "--mode", "644")
    assert stat.S_IMODE(ana.with_suffix(".pdf").stat().st_mode) == 0o644
    for wrong in ("999", "rw", "7777"):
        run("render", ana, "-o", "other.pdf", "--mode", wrong, code=2)


def test_quiet_says_nothing_and_what_was_not_recognised_is_said(run: Run) -> None:
    noted = run("render", "--age", "60", "--medication", "Zyxomab", "--format", "json", "-o", "-")
    assert "Zyxomab" in noted.stderr
    assert run("render", "--age", "60", "--medication", "Zyxomab", "-q", "-o", "x.txt").stderr == ""


def test_no_message_holds_a_name(run: Run, here: Path) -> None:
    (here / "p.yaml").write_text("name: Ana García\nage: 670\nmedications: [Zyxomab]\n")
    assert "Ana" not in run("render", "p.yaml", code=3).output
    (here / "p.yaml").write_text("name: Ana García\nage: 67\nmedications: [Zyxomab]\n")
    assert "Ana" not in run("render", "p.yaml").output
    assert "Ana" not in run("explain", "p.yaml").output
    assert "Ana" not in run("render", "p.yaml", "--format", "json", "-o", "-").output


_FREE = ("medications", "conditions", "symptoms", "habits", "allergies", "diet")


@pytest.mark.parametrize("key", [*KEYS, "XNAMEX"])
@pytest.mark.parametrize("command", ["render", "explain", "check"])
def test_no_message_about_any_key_holds_what_stands_there(run: Run, here: Path, command: str, key: str) -> None:
    words = "XNAMEX" * 20
    (here / "p.json").write_text(json.dumps({"age": 67, key: words}))
    options = ["--format", "text", "-o", "p.txt"] if command == "render" else []
    for more in ([], ["--strict"]) if command != "check" else ([],):
        result = CliRunner().invoke(main, [command, "p.json", *options, *more])
        said = result.output if command == "check" else result.stderr
        assert result.exit_code in (0, 3, 6), result.output
        assert ("XNAMEX" in said) == (key in _FREE), said
        assert "XNAMEX" * 10 not in result.output


# Of what anything may stand in, no option is wrong.
_ANYTHING = {"paper", "edition", "large_print", "language", "name", "id", "dislikes", *_FREE}


@pytest.mark.parametrize("key", sorted(set(KEYS) - _ANYTHING))
def test_no_message_about_an_option_holds_what_stands_there(run: Run, key: str) -> None:
    flag = "--limit" if key == "limits" else f"--{key.replace('_', '-')}"
    said = run("explain", *([] if key == "age" else ["--age", "67"]), flag, "XNAMEX 5", code=3).output
    assert flag.replace("limit", "limits") in said or flag in said
    assert "XNAMEX" not in said


def test_large_print_and_letter_paper_are_other_sheets(run: Run, ana: Path, here: Path) -> None:
    run("render", ana, "-o", "a4.pdf", *START)
    run("render", ana, "--large-print", "--paper", "letter", "-o", "big.pdf", *START)
    small, big = (pypdf.PdfReader(here / name) for name in ("a4.pdf", "big.pdf"))
    assert (round(small.pages[0].mediabox.width), round(big.pages[0].mediabox.width)) == (595, 612)
    assert len(big.pages) > len(small.pages)


# --- hostile strings ----------------------------------------------------------------------------------

HOSTILE = [
    '<img src="file:///etc/passwd">',
    "<b>x",
    "</para><para>",
    "&amp; & &#0; &bogus;",
    "{name} {0} {__class__} %s %(x)s",
    "**bold** _x_ [a](http://x)",
    "\u202eevil\u2066\u200f",
    "a\x00b\x1b[31mc\r\nd",
    "../../etc/passwd",
    "x" * 200,
    "\U0001d518 王小明 محمد हिन्दी 👩‍👩‍👧",
    "=cmd|' /C calc'!A0",
    "\\N{DROP} ' \" ` $HOME $(id)",
]


def _person(text: str) -> dict[str, Any]:
    person: dict[str, Any] = {"name": text, "id": text[:90], "age": 67}
    return person | {key: [text] for key in ("medications", "conditions", "symptoms", "habits", "allergies", "diet")}


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_every_string_of_a_user_is_text(run: Run, here: Path, text: str) -> None:
    (here / "p.json").write_text(json.dumps(_person(text), ensure_ascii=False))
    words = run("render", "p.json", "--format", "text", "-o", "-").stdout
    run("explain", "p.json")
    assert "root:" not in words
    assert not [char for char in words if char in "\x00\x1b\u202e\u2066"]
    assert "\x1b" not in run("render", "p.json", "--format", "json", "-o", "x.json").stderr


@pytest.mark.parametrize("form", ["pdf", "markdown", "ics"])
def test_all_hostile_strings_at_once_end_in_a_clean_sheet(run: Run, here: Path, form: str) -> None:
    person = _person(HOSTILE[0])
    person |= dict.fromkeys(("medications", "conditions", "symptoms", "habits", "allergies", "diet"), HOSTILE)
    (here / "p.json").write_text(json.dumps({**person, "name": "".join(HOSTILE)[:200]}, ensure_ascii=False))
    run("render", "p.json", "--format", form, "-o", "out")
    assert (here / "out").stat().st_size > 1000


def test_json_may_spell_a_letter_in_two_escapes_as_json_writers_do(run: Run, here: Path) -> None:
    (here / "p.json").write_text(json.dumps({"age": 67, "name": "Ana 😀 \U0001d518"}))
    assert "Ana" in run("render", "p.json", "--format", "text", "-o", "-").stdout


def test_a_picture_in_a_name_opens_no_address(run: Run, here: Path) -> None:
    run("render", "--age", "67", "--name", '<img src="http://127.0.0.1:9/x.png">', "-o", "x.pdf")
    text = "".join(page.extract_text() for page in pypdf.PdfReader(here / "x.pdf").pages)
    assert "img src" in text.replace("\n", " ")


# --- the same bytes ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("other", wide(["1", "4242"], "4242"))
@pytest.mark.parametrize("form", ["pdf", "json", "ics"])
def test_the_same_input_gives_the_same_bytes_whatever_the_hash_seed(
    here: Path, ana: Path, form: str, other: str
) -> None:
    made = [
        planner_process("render", "ana.yaml", "--format", form, "-o", "-", *START, seed=seed, folder=here)
        for seed in ("0", other)
    ]
    assert {run.returncode for run in made} == {0}
    assert len({run.stdout for run in made}) == 1
    assert len(made[0].stdout) > 1000


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Ana 😀", "name: an emoji cannot be printed; its name stands in its place: grinning face"),
        ("𐎀𐎁", "name: printed as a line to write it on, as no font here has all of its letters"),
        ("Maria Magdalena " * 12, "name: too long for two lines at the head of a page; it is cut there"),
    ],
)
def test_what_is_printed_otherwise_than_it_was_given_is_said_without_the_name(run: Run, name: str, said: str) -> None:
    """And only of a PDF: text holds every letter."""
    assert said in (result := run("render", "--age", "57", "--name", name, "-o", "plan.pdf")).stderr
    assert name.strip() not in result.stderr
    assert said not in run("render", "--age", "57", "--name", name, "-o", "plan.txt").stderr


def test_a_name_that_needs_shaping_says_what_to_install(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from planner.formats.pdf.layout import drawable

    monkeypatch.setattr(drawable, "can_shape", lambda: False)
    assert "cramp-planner[scripts]" in run("render", "--age", "57", "--name", "श्रीधर", "-o", "plan.pdf").stderr
    assert "note" not in run("render", "--age", "57", "--name", "कमल", "-o", "plan.pdf").stderr
