"""How errors are told: a line each, nothing that moves a terminal or forges a line, a flood cut and counted."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conftest import CONTENT
from lists import run_over
from shells import shell
from small_plans import WORDS

import planner.content.loader
import planner.pipeline
from planner import load_profile
from planner.cli.app import main
from planner.content.knowledge import Content
from planner.content.loader import read_content
from planner.errors import ContentError, PartialError, PlannerError, Problem, ProfileError, told, visible

FORGED = "a\x1b[31m\nplanner: all is well\r\x07\u202eb\u2028c\x9b"
MOVING = ("\x1b", "\x07", "\r", "\u202e", "\u2028", "\x9b")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder, made the current one."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(planner.content.loader, "load_content", _content)
    return tmp_path


def _content(folder: Path | None = None) -> Content:
    return CONTENT if folder is None else read_content(folder)


def run(*args: str, code: int, **env: str) -> Result:
    """Run a command and check how it ends."""
    result = CliRunner().invoke(main, list(args), env=env)
    assert result.exit_code == code, result.output
    return result


# --- nothing moves a terminal ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("plain, Ünïcode 王 \u200d👩\u200d👧 and nbsp\xa0", "plain, Ünïcode 王 \u200d👩\u200d👧 and nbsp\xa0"),
        ("a\x1b[31m", r"a\x1b[31m"),
        ("a\nb\rc\td\x00\x7f\x85", r"a\nb\rc\td\x00\x7f\x85"),
        ("\u202e\u2066\u2028\u2029\ufeff", r"\u202e\u2066\u2028\u2029\ufeff"),
        ("\udcff\U000e0041", r"\udcff\U000e0041"),
        ("x" * 5000, "x" * 1999 + "…"),
        ("\uffff", r"\uffff"),
        ("\n" * 1500, r"\n" * 999 + "\\…"),
    ],
)
def test_what_cannot_be_seen_is_spelled_out(text: str, seen: str) -> None:
    assert visible(text) == seen


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (["render", FORGED], 3),
        (["render", f"{FORGED}.yaml", "--age", "60"], 3),
        (["explain", FORGED], 3),
        (["check", FORGED], 3),
        (["batch", FORGED, "-d", "out"], 3),
        (["batch", "list.csv", "-d", f"{FORGED}.file"], 5),
        (["render", "--age", FORGED], 3),
        (["render", "--age", "60", "--sex", FORGED], 3),
        (["render", "--age", "60", "--plan", FORGED], 2),
        (["render", "--age", "60", "--language", FORGED], 2),
        (["render", "--age", "60", "--paper", FORGED], 2),
        (["render", "--age", "60", "--format", FORGED], 2),
        (["render", "--age", "60", "--start", FORGED], 2),
        (["render", "--age", "60", "--mode", FORGED], 2),
        (["render", "--age", "60", "--plans", FORGED], 4),
        (["render", "--age", "60", f"--{FORGED}"], 2),
        (["render", "--age", "60", "-o", f"{FORGED}/plan.pdf"], 5),
        (["render", "--age", "60", "-o", f"{FORGED}.docx"], 2),
        (["render", "--age", "60", "-o", f"x.{FORGED}"], 2),
        (["render", "a", FORGED], 2),
        (["explain", "--age", "60", "--item", FORGED], 2),
        (["list", FORGED], 2),
        (["schema", FORGED], 2),
        ([FORGED], 2),
        (["new", f"{FORGED}/me.yaml"], 5),
    ],
    ids=range(25),
)
def test_no_message_holds_a_sign_that_moves_a_terminal_or_forges_a_line(here: Path, args: list[str], code: int) -> None:
    (here / "list.csv").write_text("id,age\na,67\n")
    (here / f"{FORGED}.file").write_text("")
    result = run(*args, code=code)
    assert not [sign for sign in MOVING if sign in result.output]
    assert "all is well" not in [line.strip() for line in result.output.splitlines()]
    assert not [line for line in result.output.splitlines() if line.startswith("planner: all")]


@pytest.mark.parametrize("line", ["name", "note", "done", "check", "file", "key", "clock"])
def test_files_notes_and_keys_are_told_as_what_they_are(here: Path, line: str) -> None:
    file = here / f"{FORGED}.yaml"
    file.write_text("age: 67\nmedications: [Zyxomab]\n")
    env = {}
    if line == "name":
        file.write_text("age: 670\n")
        args, code = ["render", file.name], 3
    elif line == "note":
        args, code = ["render", "--age", "67", "--medication", f"Zyx{FORGED}", "-o", "x.txt"], 0
    elif line == "done":
        args, code = ["render", file.name, "--format", "text"], 0
    elif line == "check":
        args, code = ["check", file.name], 0
    elif line == "file":
        args, code = ["render", file.name, "-o", file.name], 5
    elif line == "key":
        file.write_text('age: 67\n"a\\e[31m\\nplanner: all is well\\a": 1\n')
        args, code = ["render", file.name], 3
    else:
        args, code = ["render", file.name], 2
        env = {"SOURCE_DATE_EPOCH": FORGED.replace("\x00", "")}
    result = run(*args, code=code, **env)
    assert result.output.strip()
    assert not [sign for sign in MOVING if sign in result.output]
    assert not [text for text in result.output.splitlines() if text.startswith("planner: all")]


def test_new_says_nothing_that_moves_a_terminal(here: Path) -> None:
    answers = f"Ana\n\x1b[31m\n67\n\nZyx\x1b[31m\u202e\n{FORGED}\n"
    result = CliRunner().invoke(main, ["new", "me.yaml"], input=answers + "\n" * 60)
    assert "not recognised" in result.output
    # What is typed is echoed by the test's own terminal; what we say holds our words.
    said = [line for line in result.output.splitlines() if "not recognised" in line or line.startswith("  ")]
    assert not [line for line in said if set(line) & set(MOVING)]


def test_a_bug_is_told_without_them_too(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object) -> None:
        raise RuntimeError(FORGED)

    monkeypatch.setattr(planner.pipeline, "apply", broken)
    result = run("render", "--age", "60", "-o", "x.txt", code=1)
    assert "all is well" in result.stderr
    assert "report it" in result.stderr
    assert not [sign for sign in MOVING if sign in result.stderr]


def test_a_real_process_prints_a_file_s_name_in_one_line(here: Path) -> None:
    done = shell(r"planner render $'a\e[31m\nplanner: all is well.yaml'", here)
    place = r"a\x1b[31m\nplanner: all is well.yaml"
    said = f"planner: {place}: cannot be read: there is no such file; check its name and folder"
    assert (done.returncode, done.stderr) == (3, said + "\n")
    done = shell(r"planner render $'a\xff.yaml'", here)
    assert (done.returncode, r"a\udcff.yaml: cannot" in done.stderr) == (3, True)


def test_help_for_who_says_nothing_is_whole(here: Path) -> None:
    result = CliRunner().invoke(main, [])
    assert "Commands:\n" in result.output
    assert "render" in result.output


def test_a_usage_error_shows_the_usage_and_where_help_is(here: Path) -> None:
    lines = run("render", "--no-such-option", code=2).stderr.splitlines()
    assert lines[0].startswith("Usage: ")
    assert lines[1].endswith("render --help' for help.")
    assert lines[-1].startswith("Error: No such option")


# --- a flood is cut -------------------------------------------------------------------------------------


def _flood(here: Path, number: int) -> None:
    (here / "p.yaml").write_text("age: 67\n" + "".join(f"key-{index}: 1\n" for index in range(number)))
    (here / "l.csv").write_text("id,age\n" + "".join(f"r{index},670\n" for index in range(number)))
    (here / "plans").mkdir()
    rules = "".join(f"  - {{id: r{index}}}\n" for index in range(number))
    (here / "plans" / "rules.yaml").write_text(f"rules:\n{rules}")
    for name, text in WORDS.items():
        (here / "plans" / name).parent.mkdir(parents=True, exist_ok=True)
        (here / "plans" / name).write_text(text)
    files = ", ".join(("rules.yaml", *WORDS))
    (here / "plans" / "folder.yaml").write_text(f"files: [{files}]\nmust_hold: [a]\nends_here: true\n")


FLOODS = {
    "a profile": (["render", "p.yaml"], 3, 0),
    "two profiles": (["check", "p.yaml", "p.yaml"], 3, 0),
    "plans": (["list", "foods", "--plans", "plans"], 4, 0),
    "checked plans": (["check", "plans"], 4, 0),
    "a list": (["batch", "l.csv", "-d", "out", "-q"], 7, 1),
}


@pytest.mark.parametrize("name", FLOODS)
def test_a_flood_of_faults_is_cut_after_twenty_and_counted(here: Path, name: str) -> None:
    args, code, heads = FLOODS[name]
    _flood(here, 1500)
    lines = run(*args, code=code).stderr.splitlines()
    more = 2980 if name == "two profiles" else 1480
    assert len(lines) == heads + 21
    assert lines[-1] == f"… and {more:,} more"
    assert lines[0].startswith("planner: ")


def test_twenty_faults_are_all_told(here: Path) -> None:
    _flood(here, 20)
    for args, code, heads in FLOODS.values():
        expected = heads + (21 if args[-1] == args[-2] else 20)
        assert len(run(*args, code=code).stderr.splitlines()) == expected


def test_the_library_keeps_them_all(here: Path) -> None:
    _flood(here, 1500)
    errors: list[PlannerError] = []
    for work in (
        lambda: load_profile(here / "p.yaml", CONTENT),
        lambda: read_content(here / "plans"),
        lambda: run_over(here / "l.csv", here / "out"),
    ):
        with pytest.raises((ProfileError, ContentError, PartialError)) as raised:
            work()
        errors.append(raised.value)
    assert [len(error.problems) for error in errors] == [1500] * 3
    assert [len(str(error).splitlines()) for error in errors] == [1500, 1500, 1501]
    first = errors[2].problems[0]
    assert (first.file, first.line, first.text) == (
        str(here / "l.csv"),
        2,
        "r0: age is 670; expected 0 to 115. Did a digit slip in?",
    )
    assert len(told(errors[2])) == 22


def test_a_problem_prints_its_place_as_far_as_it_is_known() -> None:
    assert str(Problem("a.yaml", 3, 4, "x", "age")) == "a.yaml:3:4: x"
    assert str(Problem("a.csv", 3, 0, "x")) == "a.csv:3: x"
    assert str(Problem("a.yaml", 0, 0, "x")) == "a.yaml: x"
    assert str(Problem("", 0, 0, "x", "sex")) == "x"


def test_the_flag_of_a_list_is_named_as_it_is_written(here: Path) -> None:
    said = run("render", "--age", "6", "--allergy", "x" * 20_001, code=3).stderr
    assert "--allergy: allergies is 20,001 characters" in said


# --- odd dates ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "epoch", ["²", "١٧٩٥٣٩٢٠٠٠", "\uff11\uff17", "-1", "+5", "1e9", " 1", "9" * 12, "9" * 5000, "1_0", ""]
)
@pytest.mark.parametrize("command", ["render", "batch"])
def test_2_a_clock_that_is_no_plain_number_of_seconds(here: Path, command: str, epoch: str) -> None:
    (here / "list.csv").write_text("id,age\na,67\n")
    args = {"render": ["--age", "60", "-o", "x.txt"], "batch": ["list.csv", "-d", "out"]}[command]
    said = run(command, *args, code=2, SOURCE_DATE_EPOCH=epoch).stderr
    assert "SOURCE_DATE_EPOCH" in said
    assert len(said) < 2100
    assert {path.name for path in here.iterdir()} == {"list.csv"}


@pytest.mark.parametrize("epoch", ["0", "99999999999"])
def test_a_clock_may_stand_anywhere_in_its_range(here: Path, epoch: str) -> None:
    run("render", "--age", "60", "-o", "x.txt", code=0, SOURCE_DATE_EPOCH=epoch)


@pytest.mark.parametrize(
    "start", ["9999-12-31", "9999-12-12", "0000-01-01", "-001-01-01", "10000-01-01", "2026-13-01", ""]
)
@pytest.mark.parametrize("command", ["render", "explain", "batch"])
def test_2_a_start_from_which_no_week_can_be_counted(here: Path, command: str, start: str) -> None:
    (here / "list.csv").write_text("id,age\na,67\n")
    args = {"render": ["--age", "60"], "explain": ["--age", "60"], "batch": ["list.csv", "-d", "out"]}[command]
    run(command, *args, "--start", start, code=2)
    assert {path.name for path in here.iterdir()} == {"list.csv"}


def test_2_a_plan_that_is_not_there_is_told_once_for_a_whole_list(here: Path) -> None:
    (here / "list.csv").write_text("id,age\na,67\nb,68\n")
    said = run("batch", "list.csv", "-d", "out", "--plan", "back-spasm", code=2).stderr
    assert said.splitlines() == [said.strip()]
    assert "did you mean 'back-spasms'" in said
