"""The command as a whole: what it loads, how it tells errors to programs and to terminals, and what each verb does."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from conftest import CONTENT, ROOT
from small_plans import write

import planner.content.loader
from planner.cli.app import main
from planner.cli.arguments.names import _MOVED, _OPTIONS_BY_OTHER_NAMES, COMMANDS, module_of, no_option
from planner.content.knowledge import Content
from planner.content.loader import read_content
from planner.errors import ExitCode, nearest
from planner.profile.keys import KEYS


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with a profile and a list, made the current one."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("PLANNER_") or name.endswith("_COLOR")]:
        monkeypatch.delenv(name)
    monkeypatch.setattr(planner.content.loader, "load_content", _content)
    (tmp_path / "ana.yaml").write_text("age: 67\nmedications: [Zyxomab]\n")
    (tmp_path / "list.csv").write_text("id,age,conditions\na,67,none\nb,670,none\nc,9,none\n")
    return tmp_path


def _content(folder: Path | None = None) -> Content:
    return CONTENT if folder is None else read_content(folder)


def run(*args: str, code: int = 0, **env: str) -> Result:
    result = CliRunner().invoke(main, list(args), env=env)
    assert result.exit_code == code, result.output
    return result


def told(result: Result) -> list[dict[str, object]]:
    """Return every line of standard error as JSON."""
    return [json.loads(line) for line in result.stderr.splitlines()]


# --- what is loaded ---------------------------------------------------------------------------------------


def test_the_version_and_the_help_load_no_command(here: Path) -> None:
    for args in ("'--version'", "'--help'", ""):
        script = (
            "import sys; from planner.cli.app import main\n"
            f"try: main([{args}])\nexcept SystemExit: pass\n"
            "sys.stderr.write(' '.join(name for name in sys.modules if name.startswith('planner.')))"
        )
        done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
        loaded = {name.split(".")[1] for name in done.stderr.split()}
        assert loaded == {"cli", "errors", "files"}
        assert not {*map(module_of, COMMANDS)} & set(done.stderr.split())


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_stands_in_a_file_of_its_name(name: str) -> None:
    command = import_module(module_of(name)).command
    assert command.name == name
    assert {"errors", "verbose", "quiet"} <= {param.name for param in command.params}


def test_the_files_of_commands_are_all_named() -> None:
    home = ROOT / "planner" / "cli"
    files = {file.stem for room in (home, home / "judging", home / "makers") for file in room.glob("*.py")}
    assert files == {*(name.replace("-", "_") for name in COMMANDS), "__init__", "app", "messages", "start", "watching"}


def test_every_key_has_a_word_for_its_value_and_it_is_no_value() -> None:
    words = [key.metavar for name, key in KEYS.items() if name not in ("paper", "large_print")]
    assert not [word for word in words if re.search(r"[0-9]", word)]


def test_the_list_of_commands_is_whole_in_80_columns(here: Path) -> None:
    lines = run().stdout.splitlines()
    assert all(f"  {name:<{max(map(len, COMMANDS))}}  {text}" in lines for name, text in COMMANDS.items())
    assert max(map(len, lines)) <= 80


def test_help_of_a_command_is_its_help(here: Path) -> None:
    for name in COMMANDS:
        assert run("help", name).stdout == run(name, "--help").stdout
    assert run("help").stdout == run("--help").stdout == run().stdout
    assert "did you mean 'render'" in run("help", "rendr", code=2).stderr


# --- other names -------------------------------------------------------------------------------------------


def test_other_names_lead_to_options_that_there_are() -> None:
    known = {opt for name in COMMANDS for param in import_module(module_of(name)).command.params for opt in param.opts}
    assert {target.split()[0] for target in _OPTIONS_BY_OTHER_NAMES} <= known | {"--help"}


@pytest.mark.parametrize("flag", _MOVED)
def test_what_check_did_once_is_a_command_of_its_own(here: Path, flag: str) -> None:
    said = run("check", flag, code=2).stderr
    command = _MOVED[flag].split()[1]
    assert f"planner {command}" in said
    assert command in COMMANDS


@pytest.mark.parametrize(
    ("word", "known"),
    [("no-strict", "strict"), ("specified", "unspecified"), ("active", "inactive"), ("male", "female")],
)
def test_a_suggestion_never_says_the_opposite(word: str, known: str) -> None:
    assert nearest(word, [known]) == ""
    assert nearest(known, [word]) == ""


def test_no_option_is_taken_for_its_opposite() -> None:
    context = click.Context(import_module("planner.cli.render").command, info_name="render")
    assert "did you mean" not in no_option("--no-strict", context)
    assert "'--no-large-print'" in no_option("--no-large-prin", context)


# --- mistakes at once ---------------------------------------------------------------------------------------


def test_all_mistakes_of_a_command_line_are_told_at_once(here: Path) -> None:
    said = run(
        "render", "ana.yaml", "--meds", "x", "--start", "23/11/2026", "--paper=lettre", "--age", "-q", code=2
    ).stderr
    lines = [line for line in said.splitlines() if line.startswith("Error: ")]
    assert len(lines) == 4
    assert all(words in said for words in ("'--medication'", "2026-11-23", "'letter'", "--age YEARS"))


def test_what_only_seems_missing_after_another_mistake_is_not_told(here: Path) -> None:
    lines = [
        line for line in run("batch", "--dir", "list.csv", code=2).stderr.splitlines() if line.startswith("Error: ")
    ]
    assert len(lines) == 1


@pytest.mark.parametrize("words", [("Secreta", "67"), ("ana.yaml", "Ana", "Secreta"), ("ana.yaml", "40 Secreta")])
def test_words_too_many_are_not_repeated_unless_they_are_files(here: Path, words: tuple[str, ...]) -> None:
    said = run("render", *words, code=2).stderr
    assert "Secreta" not in said
    assert "quotes" in said


@pytest.mark.parametrize("flag", ["--paper", "--format", "--start", "--mode", "--errors"])
def test_a_wrong_value_of_an_option_is_not_repeated(here: Path, flag: str) -> None:
    assert "XNAMEX" not in run("render", "ana.yaml", flag, "XNAMEX", code=2).stderr


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("23/11/2026", "write it as 2026-11-23"),
        ("11/23/2026", "write it as 2026-11-23"),
        ("23.11.2026", "write it as 2026-11-23"),
        ("2026/11/3", "write it as 2026-11-03"),
        ("5/6/2026", "write it as 2026-06-05 or 2026-05-06"),
        ("31/31/2026", "write it as YYYY-MM-DD"),
        ("2026-13-01", "12 months"),
        ("2026-02-30", "28 days"),
    ],
)
def test_a_date_in_another_form_is_told_the_right_one(here: Path, text: str, form: str) -> None:
    assert form in run("render", "ana.yaml", "--start", text, code=2).stderr


# --- for programs --------------------------------------------------------------------------------------------


def test_each_error_is_an_object_with_its_place(here: Path) -> None:
    (here / "p.yaml").write_text("age: 670\nsex: q\n")
    (age, sex) = told(run("render", "p.yaml", "--errors", "json", code=3))
    assert age == {
        "level": "error",
        "file": "p.yaml",
        "line": 1,
        "column": 6,
        "key": "age",
        "text": "age is 670; expected 0 to 115. Did a digit slip in?",
        "exit_code": 3,
    }
    assert (sex["line"], sex["key"]) == (2, "sex")


def test_no_error_is_cut_for_a_program(here: Path) -> None:
    (here / "p.yaml").write_text("age: 67\n" + "".join(f"key-{index}: 1\n" for index in range(300)))
    assert len(told(run("render", "p.yaml", "--errors=json", code=3))) == 300


@pytest.mark.parametrize(
    ("args", "code", "key"),
    [
        (["rendr"], 2, "rendr"),
        (["render", "--meds", "x"], 2, "--meds"),
        (["render", "ana.yaml", "--start", "soon"], 2, "--start"),
        (["render"], 2, "PROFILE"),
        (["batch"], 2, "LIST"),
        (["render", "--age", "670"], 3, "--age"),
        (["render", "ana.yaml", "--plan", "x"], 2, "--plan"),
        (["render", "ana.yaml", "-o", "."], 5, None),
        (["render", "ana.yaml", "--strict"], 6, None),
        (["list", "foods", "--plans", "nowhere"], 4, None),
    ],
)
def test_every_kind_of_failure_is_told_to_programs(here: Path, args: list[str], code: int, key: str | None) -> None:
    first = told(run(*args, "--errors", "json", code=code))[0]
    assert (first["level"], first["exit_code"], first["key"]) == ("error", code, key)


def test_notes_and_what_was_done_are_objects_too(here: Path) -> None:
    lines = told(run("render", "ana.yaml", "-o", "x.txt", "-v", PLANNER_ERRORS="json"))
    assert [line["level"] for line in lines if line["level"] != "detail"] == ["note", "done"]
    batch = told(run("batch", "list.csv", "-d", "out", "--format", "text", "--errors", "json", code=7))
    assert [line["level"] for line in batch] == ["done", "error", "error"]
    assert (batch[1]["file"], batch[2]["line"]) == (None, 3)


def test_a_bug_is_one_object(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import planner.pipeline

    monkeypatch.setattr(planner.pipeline, "make_plan", lambda *_: 1 // 0)
    (line,) = told(run("render", "ana.yaml", "--errors", "json", code=1))
    assert "ZeroDivisionError" in str(line["text"])


# --- for people ------------------------------------------------------------------------------------------------


def test_verbose_tells_plan_version_and_times(here: Path) -> None:
    said = run("render", "ana.yaml", "-o", "x.txt", "-v").stderr
    assert re.search(r"plan night-leg-cramps [0-9.]+ \(draft\), from [0-9-]+, planner [0-9.]+", said)
    assert len(re.findall(r"\([0-9]+ ms\)", said)) == 3
    assert run("render", "ana.yaml", "-o", "x.txt", "-v", "-q").stderr == ""


def _on_a_terminal(*args: str, folder: Path, **env: str) -> str:
    ours, theirs = pty.openpty()
    # No two processes of the suite see the same settings.
    plain = {name: value for name, value in os.environ.items() if not name.endswith("_COLOR")}
    whole = {**plain, "PYTHONPATH": str(ROOT), "TERM": "xterm", "PYTHONIOENCODING": "utf-8", **env}
    command = [sys.executable, "-m", "planner", *args]
    with subprocess.Popen(
        command, cwd=folder, env=whole, stdout=theirs, stderr=theirs, stdin=subprocess.DEVNULL
    ) as done:
        os.close(theirs)
        said = b""
        try:
            while part := os.read(ours, 65_536):
                said += part
        except OSError:
            pass  # the other end of a terminal is gone
        done.wait(timeout=60)
    os.close(ours)
    return said.decode()


def test_a_terminal_sees_colours_and_ticks_unless_it_says_no(here: Path) -> None:
    args = ("render", "ana.yaml", "-o", "x.txt")
    said = _on_a_terminal(*args, folder=here)
    assert "\x1b[33mnote: \x1b[0m" in said
    assert "\x1b[32m✓\x1b[0m x.txt" in said
    assert "\x1b[1;31mplanner: \x1b[0m" in _on_a_terminal("render", "no.yaml", folder=here)
    for env in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        plain = _on_a_terminal(*args, folder=here, **env)
        assert "\x1b" not in plain
        assert "✓" not in plain
    assert "\x1b[32m✓" in _on_a_terminal("check", folder=here)


def test_elsewhere_there_are_none_unless_forced(here: Path) -> None:
    assert "\x1b" not in run("render", "ana.yaml", "-o", "x.txt").stderr
    assert "\x1b[32m" in run("render", "ana.yaml", "-o", "x.txt", FORCE_COLOR="1").stderr
    assert "\x1b" not in run("render", "ana.yaml", "-o", "x.txt", FORCE_COLOR="1", NO_COLOR="1").stderr


# --- verbs -------------------------------------------------------------------------------------------------------


def test_check_says_what_would_happen_and_writes_nothing(here: Path) -> None:
    before = set(here.iterdir())
    said = run("check", "ana.yaml").stdout
    assert "ok (plan night-leg-cramps)" in said
    assert "note: could not check 'Zyxomab'" in said
    assert "list.csv:3: b: age is 670" in run("check", "list.csv", code=3).stderr
    (here / "good.csv").write_text("id,age\na,67\nc,9\n")
    assert "ok (1 plan, 1 see-a-clinician page)" in run("check", "good.csv").stdout
    (here / "good.csv").write_text("id,age\na,67\nA,9\n")
    assert "same file" in run("check", "good.csv", code=3).stderr
    assert set(here.iterdir()) == {*before, here / "good.csv"}


def test_read_shows_what_is_found_its_status_and_what_is_not_read(here: Path) -> None:
    lines = run("read", "CKD stage 3; denies diabetes; blorbitis").stdout.splitlines()
    # The steps of each entry stand further in, behind a line of their own.
    found = [line for line in lines if not line.startswith("    ") and line != "  how it was read:"]
    assert found[1] == "  chronic kidney disease: conditions, current (stage 3)"
    assert found[3].endswith("diabetes: conditions, denied")
    assert found[5].startswith("  not read")
    assert "    context: denies says denied of what follows" in lines
    rows = json.loads(run("read", "Lipitoor 20 mg", "--key", "medications", "--format", "json").stdout)
    assert [(found["id"], found["near_miss"], found["status"]) for found in rows[0]["found"]] == [
        ("atorvastatin", True, "current")
    ]
    assert rows[0]["not_read"] is True


def test_read_agrees_with_the_sheet(here: Path) -> None:
    words = "mother had a stroke"
    (found,) = json.loads(run("read", words, "--format", "json").stdout)[0]["found"]
    profile = planner.load_profile({"age": 67, "conditions": [words]}, CONTENT)
    assert [(finding.id, finding.status) for finding in profile.findings] == [(found["id"], found["status"])]


def test_population_and_compare_tell_the_same_to_programs(here: Path) -> None:
    numbers = json.loads(run("population", "list.csv", "--format", "json").stdout)
    assert (numbers["people"], numbers["plans"]) == (2, 1)
    assert "2 people" in run("population", "list.csv").stdout
    args = ("compare", "list.csv", "--against", str(ROOT / "plans"))
    assert json.loads(run(*args, "--format", "json").stdout)["different"] == 0
    assert "0 of 2" in run(*args).stdout
    assert "--against FOLDER" in run("compare", "list.csv", code=2).stderr


def test_review_lists_what_is_to_be_signed_as_a_table_or_as_words(here: Path) -> None:
    assert run("review", "--format", "csv").stdout.startswith("file,line,")
    assert run("review").stdout.startswith("#")


def test_prove_names_what_it_needs(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.split(".")[0] == "pysat" or name.startswith("planner.proof")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pysat", None)
    done = CliRunner().invoke(main, ["prove"])
    assert done.exit_code != 0
    assert "cramp-planner[proof]" in done.stderr
    assert "in a checkout with: pip install -e '.[proof]'" in done.stderr


@pytest.mark.parametrize("words", ["unknown", "?", "don't know", "none; unknown"])
def test_words_that_say_that_nobody_knows_are_told_so(here: Path, words: str) -> None:
    assert "Traceback" not in run("read", words).stdout


def test_paper_and_language_are_read_as_the_keys_are(here: Path) -> None:
    run("render", "--age", "44", "-l", "English", "--paper", "US Letter", "--format", "text", "-o", "a.txt")


def test_what_check_finds_names_the_file_to_look_in_also_of_several_folders(here: Path) -> None:
    for name in ("one", "two"):
        (here / name).mkdir()
        write(here / name, "base.yaml", "title: A study", "titel: A study")
    (here / "language.yaml").write_text("age: 60\nlanguage: xx\n")
    said = CliRunner().invoke(main, ["check", "one", "language.yaml", "two"])
    assert said.exit_code == ExitCode.CONTENT
    lines = said.stderr.removeprefix("planner: ").splitlines()
    assert {line.split(":")[0] for line in lines} == {"one/base.yaml", "language.yaml", "two/base.yaml"}
    assert any(line.startswith("one/base.yaml:2:29: unknown key 'titel'") for line in lines)
    assert any(line.startswith("language.yaml: language: there is no translation") for line in lines)
    assert CliRunner().invoke(main, ["check", "one"]).stderr.startswith("planner: base.yaml:2:")
