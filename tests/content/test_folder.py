"""A folder of plans is whole or it is not used: no file, picture or rule gets lost without every command saying so."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from commands import START, Run
from conftest import ROOT, wide
from small_plans import PICTURE, write

from planner.content.folder import MANIFEST
from planner.content.loader import read_content
from planner.errors import ContentError, ExitCode
from planner.files.svg import picture_of

PLANS = ROOT / "plans"
FILES = yaml.safe_load((PLANS / MANIFEST).read_text("utf-8"))["files"]
ONE_OF_EACH_FOLDER = {Path(file).parent: file for file in FILES}.values()
COMMANDS = (
    ("render", "--age", "9", "--format", "json", "-o", "-"),
    ("explain", "--age", "9"),
    ("batch", "list.csv", "-d", "out"),
    ("list", "foods"),
    ("check",),
)


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    """Return a copy of our plans."""
    return Path(shutil.copytree(PLANS, tmp_path / "plans"))


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that holds a copy of the program with its plans, as an installation does."""
    home = tmp_path_factory.mktemp("installed")
    shutil.copytree(ROOT / "planner", home / "planner", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(PLANS, home / "planner" / "plans")
    (home / "planner" / "fonts").symlink_to(ROOT / "fonts")
    (home / "list.csv").write_text("age,id\n9,a\n")
    return home


def planner(home: Path, *args: str) -> subprocess.CompletedProcess[str]:
    """Run the planner of an installation in a process of its own."""
    env = {key: value for key, value in os.environ.items() if not key.startswith("PLANNER_")}
    env |= {"PYTHONPATH": str(home), "SOURCE_DATE_EPOCH": "1795392000"}
    command = [sys.executable, "-m", "planner", *args]
    return subprocess.run(command, cwd=home, env=env, capture_output=True, text=True, check=False)


def said(folder: Path) -> str:
    """Return what is wrong with a folder."""
    with pytest.raises(ContentError) as caught:
        read_content(folder)
    assert caught.value.exit_code is ExitCode.CONTENT
    return str(caught.value)


def test_our_list_of_files_is_the_folder() -> None:
    there = [path.relative_to(PLANS) for path in PLANS.rglob("*.yaml")]
    # What stands beside the pictures is for those who draw them.
    plans = [path.as_posix() for path in there if path.parts[0] != "pictures"]
    assert sorted([*FILES, MANIFEST]) == sorted(plans)


@pytest.mark.parametrize("file", wide(FILES, *ONE_OF_EACH_FOLDER))
def test_a_file_that_is_missing_is_named(plans: Path, file: str) -> None:
    (plans / file).unlink()
    assert f"'{file}' is missing from the folder" in said(plans)


@pytest.mark.parametrize("name", ["refusal.yaml", "refusals.yml", "refusals.YAML", "deeper/refusals.yaml"])
def test_a_file_that_is_renamed_is_named_twice(plans: Path, name: str) -> None:
    target = plans / "safety" / name
    target.parent.mkdir(exist_ok=True)
    (plans / "safety" / "refusals.yaml").rename(target)
    found = said(plans)
    assert "'safety/refusals.yaml' is missing from the folder; did you mean" in found
    assert f"safety/{name}: is not listed" in found


@pytest.mark.parametrize("name", ["safety/thyroid.yaml", "thyroid.yml", "safety/more/x.YAML"])
def test_a_file_that_is_not_listed_is_not_passed_over(plans: Path, name: str) -> None:
    (plans / name).parent.mkdir(exist_ok=True)
    (plans / name).write_text("rules: []\n")
    assert f"{name}: is not listed in {MANIFEST}" in said(plans)


def test_a_folder_without_its_list_is_not_used(plans: Path) -> None:
    (plans / MANIFEST).unlink()
    assert f"{MANIFEST}: is missing" in said(plans)


def test_a_list_that_is_cut_off_anywhere_is_not_used(plans: Path) -> None:
    file = plans / MANIFEST
    whole = file.read_bytes()
    listed = range(whole.index(b"must_hold"), len(whole) - 1)
    for at in (*listed[::211], *listed[-11::2]):
        file.write_bytes(whole[:at])
        assert all(line.startswith(f"{MANIFEST}:") for line in said(plans).splitlines()), whole[:at][-40:]


def test_the_last_line_of_the_list_is_its_last(tmp_path: Path) -> None:
    folder = write(tmp_path, MANIFEST, "ends_here: true", "ends_here: false")
    assert "folder.yaml:3:12: 'ends_here: true' must be the last line" in said(folder)
    listed = (folder / MANIFEST).read_text()
    (folder / MANIFEST).write_text("ends_here: true\n" + listed.replace("ends_here: false\n", ""))
    assert "folder.yaml:1:12: 'ends_here: true' must be the last line" in said(folder)


def test_hidden_files_and_other_kinds_are_no_part_of_it(tmp_path: Path) -> None:
    folder = write(tmp_path)
    (folder / ".git").mkdir()
    for name in (".git/config.yaml", "._week.yaml", "week.yaml.bak", "notes.txt"):
        (folder / name).write_text("nonsense: [")
    read_content(folder)


def test_a_file_taken_off_the_list_as_well_is_missed_by_what_it_held(plans: Path) -> None:
    listed = (plans / MANIFEST).read_text("utf-8")
    (plans / "safety" / "refusals.yaml").unlink()
    (plans / MANIFEST).write_text(listed.replace("  - safety/refusals.yaml\n", ""))
    found = said(plans)
    assert "'refuse-child' must be there and is missing from the folder" in found
    rest = ", ".join(file for file in FILES if "refusals" not in file)
    (plans / MANIFEST).write_text(f"files: [{rest}]\nmust_hold: [vegan]\nends_here: true\n")
    found = said(plans)
    for plan in ("night-leg-cramps", "back-spasms"):
        assert f"{plan}.yaml:" in found
    assert "the plan is not for every age, and no rule refuses the others" in found


@pytest.mark.wide
@pytest.mark.parametrize(
    ("lost", "commands"),
    [
        ("safety/refusals.yaml", COMMANDS),
        (MANIFEST, COMMANDS[:1]),
        ("messages/en.yaml", COMMANDS[:1]),
        ("pictures/walk.svg", COMMANDS[:1]),
    ],
)
def test_every_command_misses_a_file_of_an_installation_that_worked_before(
    installed: Path, lost: str, commands: tuple[tuple[str, ...], ...]
) -> None:
    whole = planner(installed, *COMMANDS[0])
    assert whole.returncode == 0
    assert '"outcome": "see_clinician"' in whole.stdout
    file, away = installed / "planner" / "plans" / lost, installed / "away"
    file.rename(away)
    try:
        for command in commands:
            done = planner(installed, *command)
            assert done.returncode == ExitCode.CONTENT, (command, done.stderr)
            assert Path(lost).stem in done.stderr
            assert not done.stdout
    finally:
        away.rename(file)
    assert planner(installed, *COMMANDS[0]).stdout == whole.stdout


def test_a_file_that_cannot_be_read_is_wrong_content(installed: Path) -> None:
    file = installed / "planner" / "plans" / "safety" / "fluids.yaml"
    kept = file.read_bytes()
    file.write_bytes(kept.replace(b"rules:", b"rules: \xff"))
    try:
        assert planner(installed, "list", "foods").returncode == ExitCode.CONTENT
    finally:
        file.write_bytes(kept)


def test_pictures_come_from_the_folder_in_use(tmp_path: Path) -> None:
    content = read_content(write(tmp_path, "pictures/calf.svg", "#123456", "#654321"))
    assert content.raw.pictures == {"calf": picture_of(PICTURE.replace("#123456", "#654321"))}


def test_the_sheet_shows_the_picture_of_the_folder_in_use(run: Run, plans: Path) -> None:
    def sheet(folder: Path) -> bytes:
        return run("render", "--age", "60", "--plans", str(folder), "-o", "-", *START).stdout_bytes

    ours = sheet(plans)
    assert ours == sheet(PLANS)
    for picture in (plans / "pictures").glob("*.svg"):
        picture.write_text(picture.read_text("utf-8").replace("#27313a", "#123456"), "utf-8")
    assert sheet(plans) != ours


def test_a_picture_that_is_missing_or_misnamed_is_named(plans: Path) -> None:
    (plans / "pictures" / "walk.svg").rename(plans / "pictures" / "Walk.svg")
    assert "pictures/Walk.svg: name a picture in small letters" in said(plans)
    (plans / "pictures" / "Walk.svg").unlink()
    found = said(plans)
    assert "stretches.yaml:" in found
    assert "unknown picture 'walk'" in found


@pytest.mark.parametrize(
    ("apple", "water", "words"),
    [
        ("allergens: [peanut]", "", "is made from 'apple' and needs its allergen 'peanut'"),
        ("allergens: [peanut]", "allergens: [peanut]", ""),
        ("tags: [soy, fruit]", "", "is made from 'apple' and needs its tag 'soy'"),
        ("tags: [soy, fruit]", "tags: [soy]", ""),
        ("tags: [fruit]", "", ""),
    ],
)
def test_what_is_made_from_a_food_carries_its_allergens_and_hazards(
    tmp_path: Path, apple: str, water: str, words: str
) -> None:
    folder = write(tmp_path, "base.yaml", "section: fruit,", f"section: fruit, {apple},")
    base = folder / "base.yaml"
    more = f"section: drinks, made_from: [apple],{water and f' {water},'}"
    base.write_text(base.read_text().replace("section: drinks,", more))
    if words:
        assert f"'water' {words}" in said(folder)
    else:
        read_content(folder)


@pytest.mark.parametrize(
    ("apple", "words"),
    [
        ("diet: [vegan], tags: [soy]", "names the diet 'vegan' and carries the tag 'soy', as no vegan food does"),
        ("diet: [vegan], allergens: [peanut]", "and carries the allergen 'peanut'"),
        ("diet: [vegan], groups: [peanut]", "and carries the group 'peanut'"),
        ("diet: [vegan], section: dairy", "and stands in the section 'dairy'"),
        ("diet: [vegan], made_from: [water]", "names the diet 'vegan' and is made from 'water', which does not"),
        ("diet: [strict]", "names the diet 'strict' and not 'vegan', which every strict food fits; add it"),
        ("diet: [strict, vegan]", ""),
        ("diet: [strict, vegan], tags: [fruit]", ""),
        ("diet: [vegan], tags: [fruit], section: nuts-and-seeds", ""),
        ("tags: [soy], section: dairy", ""),
        ("made_from: [water], tags: [soy]", ""),
    ],
)
def test_the_diets_of_a_food_agree_with_what_it_carries_and_is_made_from(
    tmp_path: Path, apple: str, words: str
) -> None:
    shelf = "" if "section" in apple else "section: fruit, "
    folder = write(tmp_path, "base.yaml", "section: fruit, ", f"{shelf}{apple}, ")
    standards, allergies = folder / "standards.yaml", folder / "safety" / "allergies.yaml"
    never = "{tags: [soy], sections: [dairy], allergens: [peanut], groups: [peanut]}"
    strict = "diets:\n  - {diet: strict, fits: [vegan], why: plain, sources: [a-study]}\n"
    text = standards.read_text().replace("{tags: [soy], sections: [dairy]}", never).replace("diets:\n", strict)
    standards.write_text(text)
    another = "  - {id: strict, fact: diet, label: strict, covered: true, sources: [a-study]}\n"
    allergies.write_text(allergies.read_text() + another)
    if words:
        found = said(folder)
        assert found.startswith("base.yaml:18:")
        assert words in found
    else:
        read_content(folder)


def test_our_vegan_foods_hold_nothing_of_an_animal(plans: Path) -> None:
    foods = plans / "foods.yaml"
    whole = foods.read_text("utf-8")
    for id_, tag in (("salmon-cooked", "oily-fish"), ("cheddar", "dairy")):
        before, after = whole.split(f"  - id: {id_}\n")
        foods.write_text(f"{before}  - id: {id_}\n{after.replace('diet: [', 'diet: [vegan, ', 1)}", "utf-8")
        assert f"'{id_}' names the diet 'vegan' and carries the tag '{tag}'" in said(plans)


def test_our_foods_say_what_they_are_made_from() -> None:
    raw = read_content(PLANS).raw
    made = {food.id: food.made_from for food in (*raw.foods, *raw.drinks) if food.made_from}
    assert made["almond-drink-fortified"] == ("almonds",)
    assert made["peanut-butter"] == ("peanuts",)
    foods = {food.id: food for food in (*raw.foods, *raw.drinks)}
    assert "oxalate-high" in foods["almond-drink-fortified"].tags
    assert "must-be-pasteurised" in foods["cocoa-with-milk"].tags


@pytest.mark.parametrize("file", [file for file in FILES if file.endswith(".yaml")])
def test_a_file_can_be_read_without_the_library_in_c(file: str) -> None:
    """Where it is not, as in a browser, `?` before a brace and the like are not what they are elsewhere."""
    for _ in yaml.parse((PLANS / file).read_text("utf-8"), Loader=yaml.SafeLoader):
        pass
