"""Figures as data: each mistake is named with its place, and a folder's pictures are drawn whole or not at all."""

from __future__ import annotations

import re
import shutil
import stat
from pathlib import Path

import pytest
from commands import Run
from small_plans import write

from planner.drawing.figures import FILE, read_figures
from planner.drawing.files import write_pictures
from planner.drawing.outlines import around, shorter, smooth, tube
from planner.drawing.pictures import draw
from planner.errors import ContentError
from planner.files.svg import fault, path_of, picture_of
from planner.resources import bundled

ONE = """\
largest: 1.3
body: {back: 29, neck: 12.5, thigh: 25, shin: 24, ankle: 5, heel: 3, heel-back: 3, ball: 7.5, toe: 2.1, toes: 3.5,
  upper: 16, fore: 14.5, hand: 4, shoulder-drop: 3, hips: 4.5, shoulders: 8.5}
flesh: {hip: 8, waist: 7.8, chest: 8.3, shoulder: 6.2, neck: 3.8, head: 7, thigh: 7, knee: 5, calf: 4.9, ankle: 3.3,
  heel: 3, toe: 2.1, arm: 3.5, elbow: 3.2, wrist: 2.5, hand: 2.8}
pictures:
  stand:
    position: standing
    support: [floor]
    side: both
    props:
      - {kind: floor, span: [-20, 20]}
      - {kind: pillow, id: cushion, at: [18, 3], size: [12, 6]}
    start:
      hip: [0, 53.8]
      back: [90, 90]
      near-leg: {heel: [-4, 0], sole: 0}
      far-leg: {heel: [0, 0], sole: 0}
      near-arm: {wrist: [10, 60]}
      far-arm: {angles: [-90, -80]}
    hold:
      back: [60, 50]
      props: {cushion: {at: [22, 3]}}
    arrows:
      - {says: Bend, moves: head, direction: forward, path: [[5, 105], [20, 100]]}
"""


def folder(tmp_path: Path, old: str = "", new: str = "") -> Path:
    """Return a folder with one figure, changed in one place."""
    assert old in ONE
    (tmp_path / "pictures").mkdir()
    (tmp_path / FILE).write_text(ONE.replace(old, new, 1) if old else ONE, "utf-8")
    return tmp_path


def test_a_figure_becomes_two_pictures_that_state_what_they_show(tmp_path: Path) -> None:
    made = draw(read_figures(folder(tmp_path)))
    assert set(made) == {"stand.svg", "stand-hold.svg"}
    for text in made.values():
        assert not fault(text)
        assert 'data-position="standing" data-support="floor" data-side="both" data-direction="forward"' in text
    assert re.findall(r'<g id="(\w+)"', made["stand.svg"]) == ["start", "hold"]


def test_what_may_yield_says_so_in_its_files(tmp_path: Path) -> None:
    told = "side: both\n    may-yield: true"
    made = draw(read_figures(folder(tmp_path, "side: both", told)))
    assert all(picture_of(text).may_yield for text in made.values())


def test_check_reads_the_figures_of_a_folder_of_plans(run: Run, tmp_path: Path) -> None:
    plans = write(tmp_path)
    assert run("check", plans).stdout
    (plans / FILE).write_text(ONE.replace("side: both", "sides: both"), "utf-8")
    assert "pictures/figures.yaml:10:5: unknown key 'sides'" in run("check", plans, code=4).stderr


@pytest.mark.parametrize(
    ("old", "new", "place", "words"),
    [
        ("kind: floor", "kind: flor", ":12:", "flor"),
        ("span: [-20, 20]", "span: [-20]", ":12:", "expected"),
        ("largest: 1.3", "largest: wide", ":1:", "expected a number"),
        ("thigh: 25", "thigh: 0", ":2:", "above 0"),
        ("neck: 12.5, ", "", ":2:", "'neck' is missing"),
        ("direction: forward", "direction: forwards", ":25:", "forwards"),
        ("position: standing", "posture: standing", ":8:", "unknown key 'posture'"),
        ("side: both", "side: both\n    may-yeild: true", ":11:", "did you mean 'may-yield'"),
        ("side: both", "side: both\n    may-yield: perhaps", ":11:16:", "expected true or false"),
        ("side: both", "side: both\n    raised: 3", ":11:13:", "expected a list"),
        ("back: [90, 90]", "back: []", ":16:", "put something there"),
        ("  stand:", "  Stand Up:", ":7:", "small letters"),
        ("near-leg: {heel: [-4, 0], sole: 0}", "near-leg: {sole: 0}", "'stand'", "a leg needs its 'angles'"),
        ("near-arm: {wrist: [10, 60]}", "near-arm: {palm: 3}", "'stand'", "an arm needs its 'angles'"),
        ("wrist: [10, 60]", "wrist: [90, 60]", "'stand'", "cannot reach"),
        ("      back: [90, 90]\n", "", "'stand'", "needs a back"),
        ("{cushion: {at: [22, 3]}}", "{cushion: {size: [22]}}", "'stand'", "cushion: size"),
        ("{kind: floor, span: [-20, 20]}", "{kind: towel, round: knee}", ":12:", "knee"),
    ],
)
def test_a_mistake_in_a_figure_is_named_with_its_place(
    tmp_path: Path, old: str, new: str, place: str, words: str
) -> None:
    """By the line of the file, or where the bones do not meet by the name of the picture."""
    with pytest.raises(ContentError) as raised:
        draw(read_figures(folder(tmp_path, old, new)))
    said = str(raised.value)
    assert FILE in said
    assert place in said
    assert words in said


def test_a_towel_needs_somebody(tmp_path: Path) -> None:
    (tmp_path / "pictures").mkdir()
    nobody = ONE.split("  stand:", maxsplit=1)[0] + "  night: {props: [{kind: towel, round: toe}], hold: {}}\n"
    (tmp_path / FILE).write_text(nobody, "utf-8")
    with pytest.raises(ContentError, match="need somebody"):
        draw(read_figures(tmp_path))
    (tmp_path / FILE).write_text(nobody.replace("{kind: towel, round: toe}", ""), "utf-8")
    with pytest.raises(ContentError, match="nothing is drawn"):
        draw(read_figures(tmp_path))


def test_only_what_has_changed_is_written_and_others_stay(tmp_path: Path) -> None:
    """A picture that a clinic drew itself is not touched, and what is written can be read by all."""
    plans = folder(tmp_path)
    own = plans / "pictures" / "own.svg"
    own.write_text("ours", "utf-8")
    assert write_pictures(plans, read_figures(plans)) == (2, 2)
    assert write_pictures(plans, read_figures(plans)) == (2, 0)
    hold = plans / "pictures" / "stand-hold.svg"
    hold.write_text("old", "utf-8")
    assert write_pictures(plans, read_figures(plans)) == (2, 1)
    assert own.read_text("utf-8") == "ours"
    assert stat.S_IMODE(hold.stat().st_mode) == 0o644


@pytest.mark.wide
def test_the_command_draws_what_the_planner_ships(run: Run, tmp_path: Path) -> None:
    """Drawn anew in another folder, every byte is as it was; a faulty figure leaves all pictures alone."""
    plans = tmp_path / "plans"
    shutil.copytree(bundled("plans") / "pictures", plans / "pictures")
    before = {file.name: file.read_bytes() for file in (plans / "pictures").glob("*.svg")}
    for name in before:
        (plans / "pictures" / name).unlink()
    done = run("pictures", str(plans))
    assert f"{len(before)} pictures drawn, {len(before)} of them changed" in done.stderr
    assert {file.name: file.read_bytes() for file in (plans / "pictures").glob("*.svg")} == before
    text = (plans / FILE).read_text("utf-8")
    (plans / FILE).write_text(text.replace("wrist: [29.7, 75]", "wrist: [99, 75]"), "utf-8")
    failed = run("pictures", str(plans), code=ContentError.exit_code)
    assert "'calf-stretch-wall'" in failed.stderr
    assert {file.name: file.read_bytes() for file in (plans / "pictures").glob("*.svg")} == before


def test_a_folder_without_figures_is_named(run: Run, tmp_path: Path) -> None:
    failed = run("pictures", str(tmp_path), code=ContentError.exit_code)
    assert "figures.yaml" in failed.stderr


# ---- outlines


def _on(d: str) -> list[tuple[float, float]]:
    """Return points on the lines of a path."""
    found: list[tuple[float, float]] = []
    for letter, points in _steps(d):
        if letter == "C":
            four = [found[-1], *points]
            for t in (0.25, 0.5, 0.75, 1.0):
                shares = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
                x, y = (sum(share * point[axis] for share, point in zip(shares, four, strict=True)) for axis in (0, 1))
                found.append((x, y))
        else:
            found += points
    return found


def _steps(d: str) -> list[tuple[str, tuple[tuple[float, float], ...]]]:
    steps, numbers = [], []
    for word in path_of(d).split():
        if word in "mlch":
            pairs = tuple(zip(numbers[::2], numbers[1::2], strict=True))
            steps.append(({"m": "M", "l": "L", "c": "C", "h": "Z"}[word], pairs))
            numbers = []
        else:
            numbers.append(float(word))
    return steps


@pytest.mark.parametrize(
    "circles",
    [
        [((50.0, 50.0), 9.0)],
        [((50.0, 50.0), 9.0), ((90.0, 50.0), 9.0)],
        [((50.0, 50.0), 9.0), ((50.0, 90.0), 9.0)],
        [((50.0, 50.0), 12.0), ((90.0, 80.0), 4.0)],
        [((50.0, 50.0), 5.0), ((40.0, 58.0), 3.0), ((70.0, 58.0), 2.0)],
        [((50.0, 50.0), 9.0), ((52.0, 50.0), 3.0)],
    ],
)
def test_a_band_lies_tight_round_its_circles(circles: list[tuple[tuple[float, float], float]]) -> None:
    """It reaches as far as they do on every side, and no further; equal circles straight below each other too."""
    points = [(x / 3, y / 3) for x, y in _on(around(circles))]
    for axis in (0, 1):
        low = min(middle[axis] - radius for middle, radius in circles)
        high = max(middle[axis] + radius for middle, radius in circles)
        assert min(point[axis] for point in points) == pytest.approx(low, abs=0.6)
        assert max(point[axis] for point in points) == pytest.approx(high, abs=0.6)


def test_a_shorter_path_is_the_same_path() -> None:
    bent = [((20.0, 20.0), 5.0), ((40.0, 25.0), 6.0), ((60.0, 40.0), 5.0), ((70.0, 60.0), 4.0)]
    for d in (tube(bent), smooth([point for point, _ in bent]), smooth([point for point, _ in bent], closed=True)):
        assert _steps(shorter(d)) == _steps(d)
        assert len(shorter(d)) < 0.9 * len(d)
