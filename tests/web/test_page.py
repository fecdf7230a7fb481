"""The page in a browser: it says what the command says, tells nobody, and can be used by everybody.

The page is built once; each scene of `play.mjs` is played in a browser of its own.
`PAGE_FOR_TESTS` names a page that is built already.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from health_records import RXNORM, document, medicine, section, value

from planner.records.health.people import MAX_BYTES

HERE = Path(__file__).parent
STATIN = value("code", "312961", "Simvastatin 20 MG Oral Tablet", RXNORM)
Play = Callable[..., Any]
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
WOMAN = {"age": 67, "sex": "female", "medications": ["furosemide 40 mg", "Zocor"], "country": "GB"}
STOP = {"age": 67, "symptoms": ["dark urine"], "country": "GB"}
PEOPLE: list[dict[str, Any]] = [
    WOMAN,
    {"age": 44},
    {"age": 75, "name": "Ana García", "medications": ["Lipitoor", "blorbacillin"], "country": "IE"},
    {"age": 30, "sex": "female", "pregnancy": {"weeks": 30}, "country": "US"},
    {"age": 33, "sex": "female", "breastfeeding": "yes", "born_weeks_ago": 6},
    {"age": 83, "conditions": ["heart failure"], "limits": {"fluid": "1.5 L"}, "country": "DE"},
    {"age": 61, "conditions": ["CKD stage 3", "high blood pressure"], "medications": ["ramipril 5 mg"]},
    {"age": 50, "cramps": {"where": ["back"]}, "paper": "letter"},
    {"age": 50, "cramps": {"where": ["calf", "back"]}, "large_print": "yes"},
    {"age": 70, "allergies": ["nuts", "milk"], "diet": ["vegan"], "dislikes": ["beetroot"]},
    {"age": 58, "medications": "none", "conditions": "none", "symptoms": "none", "habits": "none", "allergies": "none"},
    {"age": 9},
    STOP,
    {"age": 66, "conditions": ["hip replacement planned", "no diabetes", "mother had gout"]},
    {"age": 72, "medications": ["warfarin"], "conditions": ["AF"], "habits": ["two beers a night"]},
    {"age": 47, "exercise_level": "vigorous", "heat": "yes", "sleep_position": "back", "daily_posture": "standing"},
    {"age": 64, "name": "王 小明", "conditions": ["type 2 diabetes"], "country": "US"},
    {"age": 80, "habits": ["fell last winter"], "symptoms": ["numb feet"]},
    {"age": 55, "conditions": ["eGFR 42", "K 5.8"]},
    {"age": 39, "sex": "male", "medications": ["lithium"], "name": '<img src="x">&"'},
]


def _browser() -> str | None:
    return os.environ.get("BROWSER_FOR_TESTS") or next(filter(None, map(shutil.which, BROWSERS)), None)


@pytest.fixture(scope="session")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the page, built anew unless there is one already, with what its tests need."""
    if _browser() is None or shutil.which("node") is None or shutil.which("npm") is None:
        pytest.skip("no browser, or no Node")
    if not (HERE / "node_modules").is_dir():
        subprocess.run(["npm", "ci", "--silent"], cwd=HERE, check=True)
    if given := os.environ.get("PAGE_FOR_TESTS"):
        return Path(given)
    made = tmp_path_factory.mktemp("page") / "cramp-planner.html"
    subprocess.run([sys.executable, ROOT / "web" / "build.py", "-o", made], check=True, cwd=ROOT)
    return made


@pytest.fixture
def play(page: Path) -> Play:
    """Return what plays a scene on the page, and tells what was seen."""

    def scene(name: str, url: str | None = None, browser: str | None = None, **given: Any) -> Any:
        command = ["node", str(HERE / "play.mjs"), name, url or page.resolve().as_uri()]
        env = {**os.environ, "BROWSER_FOR_TESTS": browser or str(_browser())}
        done = subprocess.run(
            command, input=json.dumps(given), env=env, capture_output=True, text=True, check=False, timeout=900
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return scene


def _by_command(folder: Path, profile: dict[str, Any], form: str) -> str:
    """Return the sum of what the command writes of a profile."""
    given = folder / "profile.json"
    given.write_text(json.dumps(profile), "utf-8")
    return _written_of(given, form)


def _written_of(file: Path, form: str, *more: str) -> str:
    command = [sys.executable, "-m", "planner", "render", str(file), "--format", form, "-o", "-", *more]
    return hashlib.sha256(subprocess.run(command, capture_output=True, check=True, cwd=ROOT).stdout).hexdigest()


def _same(play: Play, folder: Path, people: list[dict[str, Any]]) -> None:
    made = play("bytes", profiles=people)
    wanted = [{form: _by_command(folder, one, form) for form in ("pdf", "ics")} for one in people]
    got = [{"pdf": one["pdf"], "ics": one["ics"]} for one in made]
    # A page that sends somebody to a clinician has nothing for a calendar.
    assert got == [{**one, "ics": two["ics"] and one["ics"]} for one, two in zip(wanted, got, strict=True)]


@pytest.mark.web
def test_the_page_gives_the_bytes_of_the_command(play: Play, tmp_path: Path) -> None:
    _same(play, tmp_path, PEOPLE[:2])


@pytest.mark.web_long
def test_the_page_gives_the_bytes_of_the_command_for_twenty_people(play: Play, tmp_path: Path) -> None:
    assert len(PEOPLE) == 20
    _same(play, tmp_path, PEOPLE)


@pytest.mark.web
def test_no_way_leads_out_of_the_page(play: Play) -> None:
    tried = play("ways")
    assert len(tried) > 25
    for name, seen in tried.items():
        assert not seen["came"], f"{name}: {seen}"
        assert seen["top"], f"{name} led the page away: {seen}"


@pytest.mark.web_long
@pytest.mark.parametrize("width", [1280, 320])
def test_somebody_of_75_comes_to_a_sheet_by_hand_without_a_network(play: Play, width: int) -> None:
    seen = play("walk", width=width, shots=os.environ.get("SHOTS_FOR_TESTS"))
    assert seen["heads"][0] == "What name should stand on the sheet?"
    assert seen["heads"][-1] == "Your answers"
    assert not [head for head in seen["heads"] if "pregnant" in head]
    assert seen["read"] == ["entry is-read", "entry is-near", "entry is-unread"]
    assert "Lipitor 20 mg" in seen["listed"]
    assert "Not known" in seen["listed"]
    assert "blorbacillin" in seen["text"]
    assert seen["large"] > seen["pages"] > 5
    assert seen["back"] == "Your answers"
    # With a press for the country, which is chosen from a list.
    assert seen["presses"] + 1 <= 25
    assert seen["keys"] < 60
    # Nothing is wider than the screen.
    assert max(seen["wide"]) <= 0
    assert not [line for line in seen["said"] if "error" in line.lower()]


@pytest.mark.web_long
@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing_on_any_step(play: Play, width: int) -> None:
    found = play("axe", width=width, profile=WOMAN, record=json.loads(RECORD), stop=STOP)
    assert len(found) > 20
    assert {name: faults for name, faults in found.items() if faults} == {}


@pytest.mark.web_long
def test_the_keyboard_alone_leads_to_a_saved_sheet(play: Play) -> None:
    assert play("keyboard") == {
        "second": "Which sex should the plan go by?",
        "focus": "Your sheet is ready",
        "name": "cramp-plan.pdf",
    }


@pytest.mark.web_long
def test_a_screen_reader_is_told_question_answers_and_sheet(play: Play) -> None:
    told = play("tree", profile=WOMAN)
    assert "heading: Which sex should the plan go by?" in told["question"]
    assert "radio: I don't know" in told["question"]
    assert "button: Next" in told["question"]
    assert any(line.startswith("heading: Against leg cramps") for line in told["sheet"])
    assert any(line.startswith("table") for line in told["sheet"])


RECORD = (ROOT / "examples" / "records" / "ada.json").read_text("utf-8")


def _dead(record: str) -> str:
    bundle = json.loads(record)
    for entry in bundle["entry"]:
        if entry["resource"]["resourceType"] == "Patient":
            entry["resource"]["deceasedBoolean"] = True
    return json.dumps(bundle)


@pytest.mark.web_long
@pytest.mark.parametrize("width", [1280, 320])
def test_what_was_taken_from_a_file_is_told_and_a_wrong_file_is_explained(play: Play, width: int) -> None:
    files = {
        "ana.yaml": (ROOT / "examples" / "ana.yaml").read_text("utf-8"),
        "ada.json": RECORD,
        "summary.xml": document(section("10160-0", medicine(STATIN))),
        "wrong.yaml": "age: 670\nmedications: [Zocor]\n",
        "other.pdf": "%PDF-1.7 x",
        "dead.json": _dead(RECORD),
    }
    seen = play("files", files=files, width=width, shots=os.environ.get("SHOTS_FOR_TESTS"))
    said = {name: one["text"] for name, one in seen.items()}
    assert "furosemide" in said["ana.yaml"]
    assert "(statin)" in said["ada.json"].lower()
    assert "Not taken from your file" in said["ada.json"]
    assert "Simvastatin" in said["summary.xml"]
    assert "670" in said["wrong.yaml"]
    assert "looks like a PDF" in said["other.pdf"]
    assert "has died" in said["dead.json"]
    assert max(one["wide"] for one in seen.values()) <= 0


@pytest.mark.web_long
def test_a_file_that_is_too_large_is_refused_and_nobody_waits_for_a_large_one(play: Play) -> None:
    seen = play("large", most=MAX_BYTES)
    assert "larger than 64 MB" in seen["refused"]
    assert seen["head"] == "Which medicines do you take?"


def _smoker(record: str) -> dict[str, Any]:
    """Return a record that tells of smoking, and so of some habits and not of all."""
    bundle: dict[str, Any] = json.loads(record)
    code = {"coding": [{"system": "http://loinc.org", "code": "72166-2"}]}
    value = {"coding": [{"system": "http://snomed.info/sct", "code": "449868002"}], "text": "Current every day smoker"}
    about = {"reference": "Patient/example"}
    seen = {
        "resourceType": "Observation",
        "status": "final",
        "code": code,
        "subject": about,
        "effectiveDateTime": "2026",
    }
    return {**bundle, "entry": [*bundle["entry"], {"resource": {**seen, "valueCodeableConcept": value}}]}


@pytest.mark.web_long
def test_a_record_gives_the_bytes_of_the_command(play: Play, tmp_path: Path) -> None:
    assert (
        "There may be more" in play("files", files={"a.json": json.dumps(_smoker(RECORD))}, use=True)["a.json"]["text"]
    )
    _same(play, tmp_path, [json.loads(RECORD), _smoker(RECORD)])


@pytest.mark.web_long
def test_a_record_fills_the_form_without_what_was_unticked(play: Play, tmp_path: Path) -> None:
    seen = play("record", file="ada.json", text=RECORD, leave="High blood pressure")
    assert "Simvastatin" in seen["answers"]
    assert "High blood pressure" not in seen["answers"]
    (tmp_path / "saved.yaml").write_text(seen["file"], "utf-8")
    for edition, made in seen["sheets"].items():
        more = ("--edition", edition) if edition else ()
        assert made["pdf"] == _written_of(tmp_path / "saved.yaml", "pdf", *more), edition
        # Who changes how the sheet looks stays where she was.
        assert made["focus"] == ("s-edition" if edition else "")


@pytest.mark.web_long
def test_answers_are_kept_by_a_server_only_if_ticked_and_until_they_are_forgotten(play: Play, served: str) -> None:
    seen = play("keep", served, profile=WOMAN, shots=os.environ.get("SHOTS_FOR_TESTS"))
    assert seen["before"] == {}
    assert list(seen["kept"]) == ["cramp-planner"]
    assert "furosemide" in seen["kept"]["cramp-planner"]
    assert "Use them" in seen["there"]
    assert "furosemide" in seen["answers"]
    assert (seen["after"], seen["gone"]) == ({}, "")


@pytest.mark.web_long
def test_a_page_from_a_file_offers_to_keep_nothing(play: Play) -> None:
    seen = play("keep", profile=WOMAN)
    assert (seen["offered"], seen["again"]) == (False, "")
    assert "stores nothing" in seen["words"]


@pytest.mark.web_long
def test_a_page_for_a_clinician_is_shown_at_once_and_large(play: Play) -> None:
    seen = play("stop", profile=STOP, width=375, shots=os.environ.get("SHOTS_FOR_TESTS"))
    assert seen["head"] in ("Get help now", "Get help today")
    assert "111" in seen["text"] or "999" in seen["text"]
    assert seen["size"] >= 20
    assert "Save for my calendar" not in seen["buttons"]


@pytest.fixture
def served(page: Path, tmp_path: Path) -> Iterator[str]:
    """Return the address at which a server offers the page."""
    shutil.copy(page, tmp_path / "index.html")
    with subprocess.Popen(
        [sys.executable, "-m", "http.server", "0", "--bind", "127.0.0.1", "--directory", tmp_path],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        text=True,
    ) as server:
        try:
            assert server.stdout is not None
            port = server.stdout.readline().partition(" port ")[2].split()[0]
            yield f"http://127.0.0.1:{port}/"
        finally:
            server.terminate()


@pytest.mark.web_long
def test_a_server_can_offer_the_same_page(play: Play, served: str) -> None:
    assert play("stop", served, profile=STOP, width=1280)["head"]


@pytest.mark.web_long
def test_firefox_shows_the_sheet_too(play: Play) -> None:
    found = shutil.which("firefox") or shutil.which("firefox-esr")
    if found is None:
        pytest.skip("no Firefox")
    assert len(play("print", browser=found, profile=WOMAN)["pictures"]) > 5


@pytest.mark.web_long
def test_each_page_is_printed_on_a_sheet_of_its_own_paper(play: Play) -> None:
    seen = play("print", profile={**WOMAN, "paper": "letter"})
    assert len(seen["pictures"]) > 5
    # 200 dots for an inch of US Letter.
    assert {tuple(size) for size in seen["pictures"]} == {(1700, 2200)}
    assert "612pt 792pt" in seen["rule"]


@pytest.mark.web_long
def test_the_same_sources_give_the_same_page(page: Path, tmp_path: Path) -> None:
    if "PAGE_FOR_TESTS" in os.environ:
        pytest.skip("the page was built elsewhere")
    kept = ROOT / "build" / "web"
    shutil.copytree(kept, tmp_path / "cache", ignore=shutil.ignore_patterns("warmed-*"))
    command = [sys.executable, ROOT / "web" / "build.py", "-o", tmp_path / "page.html", "--cache", tmp_path / "cache"]
    subprocess.run(command, check=True, cwd=ROOT)
    assert (tmp_path / "page.html").read_bytes() == page.read_bytes()


@pytest.mark.web_long
def test_the_types_of_the_scripts_hold(page: Path) -> None:
    done = subprocess.run(
        [HERE / "node_modules" / ".bin" / "tsc", "-p", ROOT / "web"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.web_long
def test_fifty_sheets_do_not_fill_the_memory(play: Play) -> None:
    seen = play("memory", profile=WOMAN, times=50)
    assert seen["held"][-1] < 2 * seen["held"][0], seen
