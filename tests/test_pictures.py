"""A picture shows what its words say: position, support, side and direction; and its body could be a person's."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from conftest import CONTENT

from planner.drawing import pen, supports
from planner.drawing.figures import Arm, Leg, read_figures
from planner.drawing.pictures import draw
from planner.drawing.skeleton import along, direction, skeleton, stance
from planner.errors import ContentError
from planner.files.svg import picture_of
from planner.formats.pdf import pictures
from planner.formats.pdf.blocks.text import MEASURE_TALL
from planner.model.items import Item
from planner.resources import bundled

FOLDER: Final = bundled("plans") / "pictures"
SLACK: Final = 1.3  # how far, in a person of 103, a hand or a foot may be from what it rests on
Facts = dict[str, Any]


READ: Final = read_figures(bundled("plans"))
DATA: Final[Facts] = yaml.safe_load((FOLDER / "figures.yaml").read_text("utf-8"))
FIGURES: Final[dict[str, Facts]] = DATA["pictures"]
PEOPLE: Final = sorted(name for name, picture in READ.pictures.items() if stance(picture, "hold"))
MOVING: Final = sorted(name for name, figure in FIGURES.items() if "start" in figure)
POSES: Final = sorted((name, pose) for name in PEOPLE for pose in ("start", "hold") if pose in FIGURES[name])
STRETCHES: Final = sorted(stretch.id for stretch in CONTENT.stretches)


def _with_values(item: Item) -> str:
    """Return the words of an item, with all that may stand in the place of a value."""
    said = item.text
    for name, rows in item.values.items():
        values = rows if isinstance(rows, tuple) else (rows,)
        said = said.replace(f"{{{name}}}", " ".join(str(getattr(one, "value", one)) for one in values))
    return said


# What stands beside each picture that is no stretch's.
TEXTS: Final[dict[str, dict[str, tuple[str, str]]]] = {}
for template in CONTENT.templates.values():
    for item in (*template.spec.items, *template.spec.lines, *CONTENT.raw.items, *CONTENT.raw.lines):
        if item.picture:
            TEXTS.setdefault(item.picture, {})[item.id] = (_with_values(item), item.alt)

PORTIONS: Final = CONTENT.raw.portions
RULED: Final = [(line.id, line.picture, line.text, line.alt) for line in CONTENT.rule_lines if line.picture]


def bones(name: str, pose: str) -> Any:
    held = stance(READ.pictures[name], pose)
    assert held
    return skeleton(held, READ.body)


def posed(figure: Facts, name: str) -> Facts:
    """Return a pose as written; what one does not say is as at the start."""
    start, pose = figure.get("start", {}), figure[name]
    return {**start, **pose, "touch": {**start.get("touch", {}), **pose.get("touch", {})}}


# ---- the words


def values(figure: Facts, field: str) -> set[str]:
    held = figure.get(field, [])
    return {held} if isinstance(held, str) else set(held)


def asked(text: str) -> Iterator[tuple[str, Facts]]:
    """Yield the phrases of a text that ask something of a picture."""
    table = DATA["words"]
    longest = sorted(table, key=len, reverse=True)
    for found in re.finditer(r"\b(?:" + "|".join(map(re.escape, longest)) + r")\b", text.casefold()):
        yield found[0], table[found[0]]


def complaints(figure: Facts, text: str, variant: str = "") -> list[str]:
    """Return what a picture shows otherwise than the words, and what it shows that they do not name."""
    needs = list(asked(text))
    named = {value for _, fields in needs for found in fields.values() for value in found}
    if variant:
        needs.append((variant, DATA["variants"][variant]))
        named |= set(DATA["variants"][variant]["support"]) | {"floor"}
    wrong = [
        f"'{phrase}' asks for {field} {allowed}"
        for phrase, fields in needs
        for field, allowed in fields.items()
        if (field == "without" and values(figure, "with") & set(allowed))
        or (field != "without" and not values(figure, field) & set(allowed))
    ]
    shown = values(figure, "with") | (values(figure, "support") if variant else set())
    return wrong + [f"the words name no {thing}" for thing in sorted(shown - named)]


def steps(stretch: str) -> str:
    return " ".join(CONTENT.stretch_by_id[stretch].steps)


@pytest.mark.parametrize("stretch", STRETCHES)
def test_every_stretch_has_a_picture_that_shows_its_words(stretch: str) -> None:
    """Steps and alternate text agree with what the picture states."""
    told = CONTENT.stretch_by_id[stretch]
    figure = FIGURES[told.picture]
    assert complaints(figure, steps(stretch), told.variant) == []
    assert [one for one in complaints(figure, told.alt) if "name no" not in one] == []


# How alternate text says a position, and what a support is called.
SAID: Final = {
    "standing": "stands|walks",
    "seated": "sits|on the front of a chair",
    "on-the-back": "lies on a bed|lies face up|lies on the back",
    "on-the-side": "lies on (?:one|the|her) side",
    "on-the-stomach": "lies face down|lies on the stomach",
    "on-hands-and-knees": "hands and knees",
}

# How it says which way something goes.
MOVES: Final = {
    "forward": "leans (?:in|forward)|knee bends|walks|rounds forward",
    "back": "presses to the wall",
    "up": "lift|stands up|rounds up",
    "down": "heel (?:stays )?down|sink down|presses down",
    "headward": "towards the chest",
    "footward": "back towards the heels",
    "aside": "to one side",
    "round": "in a circle|pedals",
    "toes-up": "toes come up|foot come up|back towards the shin|moves up",
    "bent": "heel back",
}


@pytest.mark.parametrize("stretch", STRETCHES)
def test_alternate_text_tells_position_support_and_movement(stretch: str) -> None:
    """Who cannot see the picture learns how the body is held, on what, and that something moves."""
    told = CONTENT.stretch_by_id[stretch]
    assert told.position
    assert re.search(SAID[told.position], told.alt)
    for support in set(told.support) - {"floor"}:
        assert support in told.alt
    for goes in told.direction:
        assert re.search(MOVES[goes], told.alt)


@pytest.mark.parametrize("picture", sorted(name for name in TEXTS if "position" in FIGURES[name]))
def test_alternate_text_of_first_aid_and_bed_tells_the_position(picture: str) -> None:
    """As for stretches; where a picture is seen from above or from the side need not be said."""
    for _, alt in TEXTS[picture].values():
        assert re.search(SAID[FIGURES[picture]["position"]], alt)


def test_no_two_stretches_share_a_picture() -> None:
    """Each variant has a picture of its own, and every picture belongs to words."""
    used = [CONTENT.stretch_by_id[stretch].picture for stretch in STRETCHES]
    assert len(set(used)) == len(used)
    assert set(FIGURES) == set(used) | set(TEXTS) | set(PORTIONS.values())


# How often a serving asks for what it is measured with, and how full that is.
NUMBERS: Final = {"1/4": (1, 0.25), "1/2": (1, 0.5), "1": (1, None), "2": (2, None), "3": (3, None)}
NAMES: Final = {"tablespoon": "spoon", "small portion": "palm"}


@pytest.mark.parametrize("said", sorted(PORTIONS))
def test_a_portion_is_drawn_as_it_is_said(said: str) -> None:
    """Three spoons are three, half a cup is half full, what is small is smaller or holds less."""
    number, name = said.split(" ", 1)
    (drawn,) = FIGURES[PORTIONS[said]]["props"]
    times, filled = NUMBERS[number]
    assert drawn.get("times", 1) == times
    assert filled is None or drawn["filled"] == filled
    singular = name.removesuffix("s") if name.endswith("spoons") else name
    small, thing = singular.startswith("small "), NAMES.get(singular, singular.removeprefix("small "))
    assert drawn["of"] == thing.removeprefix("table")
    if small and thing != "palm":
        (usual,) = FIGURES[f"portion-{thing}"]["props"]
        assert drawn.get("size", 1) < usual.get("size", 1) or drawn["filled"] < usual["filled"]


@pytest.mark.parametrize("picture", sorted(TEXTS))
def test_the_pictures_of_first_aid_and_bed_show_their_items(picture: str) -> None:
    """Each item says what its picture shows, and so does the picture's alternate text."""
    for item, (text, alt) in TEXTS[picture].items():
        for words in (text, alt):
            wrong = complaints(FIGURES[picture], words)
            # Two items for one picture need not both name everything in it.
            assert [one for one in wrong if "name no" not in one] == [], item
    together = " ".join(text for text, _ in TEXTS[picture].values())
    assert complaints(FIGURES[picture], together) == []


@pytest.mark.parametrize(("rule", "picture", "text", "alt"), RULED)
def test_a_picture_of_what_a_rule_says_shows_it(rule: str, picture: str, text: str, alt: str) -> None:
    """Who may fall is not shown sitting up in bed where the words say its edge."""
    for said in (text, alt):
        assert [one for one in complaints(FIGURES[picture], said) if "name no" not in one] == [], rule


def test_no_phrase_waits_for_words_that_nobody_says() -> None:
    """A row of the table that no text meets would hold nothing; a changed sentence shows here."""
    texts = [steps(stretch) + CONTENT.stretch_by_id[stretch].alt for stretch in STRETCHES]
    texts += [words for items in TEXTS.values() for both in items.values() for words in both]
    texts += [words for _, _, *both in RULED for words in both]
    assert {phrase for text in texts for phrase, _ in asked(text)} == set(DATA["words"])


@pytest.mark.parametrize(
    ("stretch", "field", "value", "says"),
    [
        ("thigh-stretch-side-lying", "position", "on-the-back", "on your side"),
        ("ankle-pumps", "support", ["floor"], "chair"),
        ("calf-stretch-seated", "support", ["floor"], "bed or firm chair"),
        ("bike", "support", ["floor"], "bike"),
        ("foot-stretch", "with", ["towel", "crossed-legs"], "legs uncrossed"),
        ("knee-rolls", "side", "one", "both knees"),
        ("knee-to-chest-side-lying", "with", [], "pillow between your knees"),
        ("cat-cow", "with", [], "knees on a cushion"),
        ("step-drop", "support", ["floor", "wall"], "step"),
        ("back-extension", "position", "on-the-back", "on your tummy"),
        ("heel-raises", "hands", [], "worktop"),
        ("calf-stretch-wall", "knee", "bent", "one leg back, straight"),
        ("soleus-stretch", "knee", "straight", "bend the back knee a little"),
        ("walk", "support", ["floor", "wall"], "the words name no wall"),
        ("seated-back-bend", "with", ["towel"], "the words name no towel"),
    ],
)
def test_a_picture_that_contradicts_its_words_is_found(stretch: str, field: str, value: Any, says: str) -> None:
    """What once was drawn wrong would be named today."""
    told = CONTENT.stretch_by_id[stretch]
    figure = {**FIGURES[told.picture], field: value}
    assert any(says in one for one in complaints(figure, steps(stretch), told.variant))


# ---- what a picture states is what its file states, and what it draws


@pytest.mark.parametrize("picture", sorted(FIGURES))
def test_a_file_states_what_its_figure_states(picture: str) -> None:
    """What the check reads is what the tests of this file hold to the drawing."""
    figure = FIGURES[picture]
    for file in FOLDER.glob(f"{picture}*.svg"):
        if file.stem in (picture, f"{picture}-hold"):
            said = dict(picture_of(file.read_text("utf-8")).shows)
            assert set(said.get("position", ())) == values(figure, "position")
            assert set(said.get("support", ())) == values(figure, "support")
            assert set(said.get("side", ())) == values(figure, "side")
            assert set(said.get("direction", ())) == {one["direction"] for one in figure.get("arrows", ())}


@pytest.mark.parametrize("picture", MOVING)
def test_a_movement_has_an_arrow_and_two_positions(picture: str) -> None:
    """Where start and end are alike, or no arrow says which way, nobody can do it who cannot read."""
    assert FIGURES[picture]["arrows"]
    start, hold = bones(picture, "start").joints, bones(picture, "hold").joints
    assert max(math.dist(start[joint], hold[joint]) for joint in start) > 4 or "cover" in str(FIGURES[picture]["hold"])


PLAIN: Final = ("floor", "wall", "chair", "bed", "worktop", "step", "rail", "bike")
SHOWN: Final = {"bed-end": "bed", "bed-above": "bed", "bed-oblique": "bed", **{kind: kind for kind in PLAIN}}


@pytest.mark.parametrize("picture", sorted(FIGURES))
def test_support_and_things_are_those_that_are_drawn(picture: str) -> None:
    """A fact without its drawing, or a drawing without its fact, is an error."""
    figure = FIGURES[picture]
    drawn = {SHOWN[prop["kind"]] for prop in figure["props"] if prop["kind"] in SHOWN}
    drawn |= {"pedals" for prop in figure["props"] if prop.get("stand")}
    assert values(figure, "support") == drawn
    things = {prop.get("id", prop["kind"]) for prop in figure["props"]}
    things |= {"pen" for prop in figure["props"] if "pen" in prop} | ({"covers"} if "cover" in things else set())
    assert values(figure, "with") - {"crossed-legs"} <= things
    assert ("towel" in things) == ("towel" in values(figure, "with"))


def turn(one: Any, two: Any, three: Any, four: Any) -> float:
    """Return the angle between two bones in space, in degrees; each goes from its first joint to its second."""
    first = [b - a for a, b in zip(one, two, strict=True)]
    second = [b - a for a, b in zip(three, four, strict=True)]
    cosine = sum(a * b for a, b in zip(first, second, strict=True)) / math.hypot(*first) / math.hypot(*second)
    return math.degrees(math.acos(max(-1.0, min(1.0, cosine))))


def knee(name: str, pose: str, side: str) -> float:
    """Return how far a knee is bent, in degrees, in space."""
    hip, middle, ankle = (bones(name, pose).joints[f"{side}-{joint}"] for joint in ("hip", "knee", "ankle"))
    return turn(hip, middle, middle, ankle)


BENT: Final = {"straight": (0, 10), "a-little": (12, 50), "bent": (40, 145)}


@pytest.mark.parametrize("picture", PEOPLE)
def test_knees_and_heels_are_as_stated(picture: str) -> None:
    """Straight, a little bent or bent; the heel of the leg that works is down."""
    figure = FIGURES[picture]
    legs = {"near": ["near"], "far": ["far"], "both": ["near", "far"]}[figure["leg"]]
    others = legs if figure["leg"] == "both" else [{"near": "far", "far": "near"}[figure["leg"]]]
    for field, sides in (("knee", legs), ("other-knee", others)):
        for side in sides if field in figure else []:
            low, high = BENT[figure[field]]
            assert low <= knee(picture, "hold", side) <= high, (field, side)
    if figure.get("heel") == "down":
        touch = posed(figure, "hold")["touch"]
        assert all(touch[f"{side}-heel"] in ("floor", "bed") for side in legs)


@pytest.mark.parametrize("picture", [name for name in PEOPLE if FIGURES[name]["hands"] not in ([], ["chest"])])
def test_hands_hold_what_is_stated(picture: str) -> None:
    """A hand is on each thing that the picture names."""
    figure = FIGURES[picture]
    poses = [posed(figure, pose) for pose in ("start", "hold") if pose in figure]
    touched = {thing for pose in poses for joint, thing in pose["touch"].items() if joint.endswith("-hand")}
    assert set(figure["hands"]) <= touched


@pytest.mark.parametrize("picture", [name for name in PEOPLE if "lies-on" in FIGURES[name]])
def test_who_lies_on_the_side_lies_on_the_left(picture: str) -> None:
    """The left suits reflux and late pregnancy, so that one picture suits all; `near` is the right side."""
    figure = FIGURES[picture]
    assert figure["lies-on"] == "left"
    # Whoever lies on the left and looks at us from the bed has the head at the right: nobody seems to lie on the back.
    oblique = any(prop["kind"] == "bed-oblique" for prop in figure["props"])
    assert oblique != bool(figure.get("mirror"))
    assert figure["eyes"]
    for pose in ("start", "hold") if oblique else ():
        if pose in figure:
            joints = bones(picture, pose).joints
            assert figure["pitch"] < 0
            assert joints["head"][0] > joints["hip"][0]
            assert joints["far-knee"][1] < joints["far-hip"][1]


# ---- arrows


def apart(one: Any, two: Any) -> tuple[float, float]:
    return (two[0] - one[0], two[1] - one[1])


def agree(one: tuple[float, float], two: tuple[float, float]) -> float:
    """Return the cosine between two ways."""
    return (one[0] * two[0] + one[1] * two[1]) / (math.hypot(*one) * math.hypot(*two))


def way(angle: float) -> tuple[float, float]:
    return (math.cos(math.radians(angle)), math.sin(math.radians(angle)))


def wrong_arrow(name: str, one: Facts) -> str:
    """Return what is wrong with an arrow, or nothing."""
    start, hold = bones(name, "start"), bones(name, "hold")
    chord = apart(one["path"][0], one["path"][-1])
    chest, direction = start.angles["chest"], one["direction"]
    if "presses" in one:
        near = math.dist(one["path"][-1], hold.joints[one["presses"]][:2]) < 16
        return "" if near and agree(chord, way(-90)) > 0.9 else "it does not press there"
    moved = apart(start.joints[one["moves"]], hold.joints[one["moves"]])
    side = one["moves"].split("-")[0]
    ankle = [pose.angles.get(f"{side}-sole", 0) - pose.angles.get(f"{side}-shin", 0) for pose in (start, hold)]
    knees = [knee(name, pose, side) if side in ("near", "far") else 0 for pose in ("start", "hold")]
    ways = {
        "forward": chest - 90,
        "back": chest + 90,
        "headward": chest,
        "footward": chest + 180,
        "up": 90,
        "down": -90,
    }
    holds = {
        "toes-up": ankle[1] - ankle[0] > 20,
        "bent": knees[1] - knees[0] > 40,
        "straight": knees[0] - knees[1] > 40,
        **{word: agree(moved, way(angle)) > 0.4 for word, angle in ways.items()},
    }
    if not holds[direction]:
        return f"{one['moves']} does not go {direction}"
    return "" if agree(moved, chord) > 0.4 else f"the arrow does not go where {one['moves']} goes"


ARROWS: Final = [(name, at) for name in MOVING for at in range(len(FIGURES[name]["arrows"]))]


@pytest.mark.parametrize(("picture", "at"), ARROWS)
def test_an_arrow_says_what_its_words_say_and_goes_where_the_body_goes(picture: str, at: int) -> None:
    """The words of an arrow stand in the steps; the joint that it names moves that way from start to hold."""
    one = FIGURES[picture]["arrows"][at]
    owners = [steps(stretch) for stretch in STRETCHES if CONTENT.stretch_by_id[stretch].picture == picture]
    for text in owners or [text for text, _ in TEXTS[picture].values()]:
        assert one["says"].casefold() in text.casefold()
    if one["direction"] not in ("round", "aside"):
        assert wrong_arrow(picture, one) == ""


def test_an_arrow_that_points_the_wrong_way_is_found() -> None:
    """Hips that go back under an arrow that goes forward, as once drawn; a heel that is pressed where it is not."""
    hips = FIGURES["childs-pose"]["arrows"][0]
    assert wrong_arrow("childs-pose", {**hips, "path": hips["path"][::-1]})
    assert wrong_arrow("childs-pose", {**hips, "direction": "headward"})
    heel = FIGURES["calf-stretch-wall"]["arrows"][1]
    assert wrong_arrow("calf-stretch-wall", {**heel, "path": [[20, 26], [20, 8]]})
    toes = FIGURES["calf-stretch-seated"]["arrows"][0]
    assert wrong_arrow("calf-stretch-seated", {**toes, "direction": "bent"})


def test_knees_that_roll_stay_together() -> None:
    """Both legs go to the same side, and then to the other; they once looked like legs apart."""
    for pose, sign in (("hold", 1), ("other", -1)):
        joints = bones("knee-rolls", pose).joints
        aside = [joints[f"{side}-knee"][2] - joints[f"{side}-hip"][2] for side in ("near", "far")]
        assert all(sign * one > 15 for one in aside)


@pytest.mark.parametrize("picture", ["bike", "floor-pedals"])
def test_pedals_go_round_one_axle(picture: str) -> None:
    """Each foot is as far from the axle as the other, in both positions, and they change places."""
    axle = next(prop["crank"] for prop in FIGURES[picture]["props"] if prop["kind"] == "pedals")
    reach = []
    for pose in ("start", "hold"):
        one = bones(picture, pose)
        for side in ("near", "far"):
            under = along(one.joints[f"{side}-ball"], direction(one.angles[f"{side}-sole"] - 90), 3.2)
            reach.append(math.dist(under[:2], axle))
    assert max(reach) - min(reach) < 0.6
    assert agree(*(apart(axle, bones(picture, pose).joints["near-ball"]) for pose in ("start", "hold"))) < 0


# ---- the body

BONES: Final = (
    *(("near-hip", "near-knee", "thigh"), ("near-knee", "near-ankle", "shin"), ("near-ball", "near-toe", "toes")),
    *(("far-hip", "far-knee", "thigh"), ("far-knee", "far-ankle", "shin"), ("far-ball", "far-toe", "toes")),
    *(
        ("near-shoulder", "near-elbow", "upper"),
        ("near-elbow", "near-wrist", "fore"),
        ("near-wrist", "near-hand", "hand"),
    ),
    *(("far-shoulder", "far-elbow", "upper"), ("far-elbow", "far-wrist", "fore"), ("far-wrist", "far-hand", "hand")),
    ("shoulder", "head", "neck"),
)


@pytest.mark.parametrize(("picture", "pose"), POSES)
def test_every_bone_is_as_long_in_every_position(picture: str, pose: str) -> None:
    """Nobody grows between start and hold, or from picture to picture."""
    one = bones(picture, pose)
    for first, second, bone in BONES:
        assert math.dist(one.joints[first], one.joints[second]) == pytest.approx(DATA["body"][bone], abs=0.1), bone
    spine = sum(math.dist(low, high) for low, high in zip(one.back, one.back[1:], strict=False))
    assert spine == pytest.approx(DATA["body"]["back"], abs=0.1)
    soles = [math.dist(one.joints[f"{side}-heel"], one.joints[f"{side}-ball"]) for side in ("near", "far")]
    assert soles[0] == pytest.approx(soles[1], abs=0.01)


# The ball of the foot is drawn lower than the heel, because it is thinner.
SOLE: Final = math.degrees(
    math.atan2(DATA["body"]["heel"] - DATA["body"]["toe"], DATA["body"]["ball"] + DATA["body"]["heel-back"])
)


def turned(angle: float) -> float:
    return (angle + 180) % 360 - 180


def bends(one: Any) -> Iterator[tuple[str, float]]:
    """Yield how far each joint is bent from straight."""
    angles, joints = one.angles, one.joints
    for side in ("near", "far"):
        hip, middle, ankle = (joints[f"{side}-{joint}"] for joint in ("hip", "knee", "ankle"))
        yield "ankle", turn(middle, ankle, joints[f"{side}-heel"], joints[f"{side}-ball"]) - 90 + SOLE
        if abs(hip[2] - middle[2]) > 1:
            # A leg that leaves the plane of the body: there is no forwards and backwards, but how far is still told.
            yield "knee", turn(hip, middle, middle, ankle)
            yield "hip", turn(one.back[1], one.back[0], hip, middle)
        else:
            yield "knee", angles[f"{side}-thigh"] - angles[f"{side}-shin"]
            yield "hip", angles[f"{side}-thigh"] - angles["pelvis"] + 180
        yield "elbow", angles[f"{side}-fore"] - angles[f"{side}-upper"]
        yield "wrist", angles[f"{side}-palm"] - angles[f"{side}-fore"]
        shoulder = turned(angles[f"{side}-upper"] - angles["chest"] + 180)
        yield "shoulder", shoulder + 360 if shoulder < -90 else shoulder
    for low, high in zip(one.back, one.back[1:], strict=False):
        yield "back", math.degrees(math.atan2(high[1] - low[1], high[0] - low[0])) - angles["pelvis"]


@pytest.mark.parametrize(("picture", "pose"), POSES)
def test_no_joint_bends_further_or_otherwise_than_a_body_can(picture: str, pose: str) -> None:
    """Knees bend backwards, elbows forwards, and nothing further than in an able person."""
    for joint, angle in bends(bones(picture, pose)):
        low, high = DATA["limits"][joint]
        bend = angle if joint == "shoulder" else turned(angle)
        assert low <= bend <= high, (joint, bend)


def test_a_knee_that_bends_forwards_is_found() -> None:
    """The limits of the joints can fail."""
    held = stance(READ.pictures["knee-to-chest"], "hold")
    assert held
    broken = Leg(angles=(90, 140), sole=84)
    bent = dict(bends(skeleton(held._replace(legs=(broken, broken)), READ.body)))
    assert turned(bent["knee"]) < DATA["limits"]["knee"][0]


def test_a_place_out_of_reach_is_an_error() -> None:
    """No limb is stretched to reach its place."""
    held = stance(READ.pictures["calf-stretch-wall"], "start")
    assert held
    with pytest.raises(ContentError, match="cannot reach"):
        skeleton(held._replace(arms=(Arm(wrist=(60, 78)), held.arms[1])), READ.body)


# ---- what hands and feet rest on


def prop(figure: Facts, kind: str) -> Facts:
    return next(dict(one) for one in figure["props"] if one["kind"].startswith(kind))


def to_line(point: Any, one: Any, two: Any) -> float:
    """Return how far a point is from a line between two others."""
    dx, dy = apart(one, two)
    share = ((point[0] - one[0]) * dx + (point[1] - one[1]) * dy) / (dx * dx + dy * dy)
    share = max(0.0, min(1.0, share))
    return math.dist(point[:2], (one[0] + share * dx, one[1] + share * dy))


def height(figure: Facts, thing: str) -> float:
    """Return how high the upper side of a thing is."""
    if thing == "cushion":
        cushion = prop(figure, "pillow")
        return float(cushion["at"][1] + cushion["size"][1] / 2)
    if thing == "bed" and prop(figure, "bed")["kind"] == "bed":
        return float(supports.MATTRESS)
    heights = {
        "floor": 0.0,
        "bed": supports.SEAT,
        "chair": supports.SEAT,
        "worktop": supports.WORKTOP,
        "step": supports.STEP,
    }
    return float(heights[thing])


def away(name: str, pose: str, joint: str, thing: str) -> float:
    """Return how far the middle of a joint is from what it rests on."""
    figure, one = FIGURES[name], bones(name, pose)
    point, joints, flesh = one.joints[joint], one.joints, DATA["flesh"]
    side = "far" if figure["leg"] == "far" else "near"
    other = "near" if side == "far" else "far"
    lines = {
        "thigh": (f"{side}-hip", f"{side}-knee", flesh["thigh"] - 1),
        "knee": (f"{other}-knee", f"{other}-ankle", flesh["knee"]),
        "far-knee": ("far-knee", "far-ankle", flesh["knee"]),
        "toes": (f"{side}-ball", f"{side}-toe", 0.0),
        "foot": (f"{side}-ankle", f"{side}-ball", flesh["ankle"]),
        "towel": (f"{side}-wrist", f"{side}-hand", 0.0),
    }
    if thing in lines:
        first, second, thick = lines[thing]
        return to_line(point, joints[first], joints[second]) - float(thick)
    if thing == "wall":
        return abs(float(point[0]) - float(prop(figure, "wall")["x"]))
    if thing == "rail":
        return to_line(point, prop(figure, "rail")["from"], prop(figure, "rail")["to"])
    if thing == "bike":
        bike = prop(figure, "bike")
        gap_to_seat, gap_to_bar = point[1] - bike["seat"][1], math.dist(point[:2], bike["bar"]) - 2
        return float(gap_to_seat if joint == "hip" else gap_to_bar)
    return float(point[1]) - height(figure, thing)


def gap(name: str, pose: str, joint: str, thing: str) -> float:
    """Return how far the skin over a joint is from what it rests on; below zero it would be inside."""
    part = joint.rsplit("-", maxsplit=1)[-1]
    return away(name, pose, joint, thing) - float(DATA["flesh"]["toe" if part == "ball" else part])


# What a hand closes round, and how far into a hand it may then be.
HELD, GRIP = ("toes", "foot", "towel", "rail", "thigh", "bike"), 6.0


@pytest.mark.parametrize(("picture", "pose"), POSES)
def test_hands_feet_and_knees_touch_what_they_rest_on(picture: str, pose: str) -> None:
    """Each limb rests on something or is said to be free; nothing hangs in the air or goes into what bears it."""
    figure = posed(FIGURES[picture], pose)
    touched = {joint: thing for joint, thing in figure["touch"].items() if thing != "air"}
    for joint, thing in touched.items():
        if thing != "pedal":
            low = -GRIP if joint.endswith("-hand") and thing in HELD else -SLACK
            assert low <= gap(picture, pose, joint, thing) <= SLACK, (joint, thing)
    resting = {joint.split("-")[0] + ("-arm" if joint.endswith("-hand") else "-leg") for joint in touched}
    assert {"near-leg", "far-leg", "near-arm", "far-arm"} <= resting | set(figure.get("free", []))


def test_a_foot_in_the_air_is_found() -> None:
    """The distances can fail: heels that are up do not touch the floor."""
    assert gap("heel-raises", "hold", "near-heel", "floor") > SLACK
    assert gap("calf-stretch-wall", "hold", "near-heel", "floor") < SLACK
    assert gap("quad-stretch-side-lying", "start", "near-hand", "foot") > SLACK


@pytest.mark.parametrize(("picture", "pose"), POSES)
def test_nothing_goes_into_the_floor_or_the_bed(picture: str, pose: str) -> None:
    """Whoever is seen from the side is above what bears the body."""
    figure = FIGURES[picture]
    if any(one["kind"] in ("bed-above", "bed-oblique") for one in figure["props"]):
        return
    lying = figure["position"].startswith("on-the-") and "bed" in figure["support"]
    # Legs that hang over the edge of a bed are above the floor.
    hanging = [joint.split("-")[0] for joint, thing in posed(figure, pose)["touch"].items() if thing == "air"]
    for joint, (_, y, _) in bones(picture, pose).joints.items():
        side, part = joint.split("-")[0], joint.split("-")[-1]
        leg = part in ("knee", "ankle", "heel", "ball", "toe")
        level = 20 if lying and not (leg and side in hanging) else 0
        radius = DATA["flesh"].get({"ball": "toe"}.get(part, part), 0)
        assert y - radius >= level - SLACK - (1.4 if part in ("elbow", "ankle") else 0), joint


# ---- the files


def test_the_files_are_those_that_the_figures_draw() -> None:
    """Drawing anew gives the same bytes; no picture is left over, none is missing."""
    made = draw(READ)
    assert {file.name for file in FOLDER.glob("*.svg")} == set(made)
    for name, text in made.items():
        assert (FOLDER / name).read_text("utf-8") == text, f"{name} is stale: planner pictures plans"


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.svg")), ids=lambda file: file.stem)
def test_a_picture_is_drawn_inside_its_box(file: Path) -> None:
    """Every shape is one that the sheet can draw, and none of it lies outside the view."""
    picture = picture_of(file.read_text("utf-8"))
    first, *code = pictures.operators(picture).splitlines()
    assert first == "1 J 1 j"
    drawn = [one for one in code if one.rsplit(" ", 1)[-1] not in ("rg", "RG")]
    shapes = [re.sub(r"^[\d.]+ w ", "", one) for one in drawn]
    points = [point for one in shapes for point in re.findall(r"(-?[\d.]+) (-?[\d.]+)(?= |$)", one)]
    assert len(points) > (10 if file.stem in PORTIONS.values() else 40)
    assert all(-1 <= float(x) <= picture.width + 1 for x, _ in points)
    assert all(-1 <= float(y) <= picture.height + 1 for _, y in points)


def test_both_positions_stand_side_by_side_and_the_hold_alone() -> None:
    """A picture that moves has two files; neither is higher than its box beside the steps or on page 1."""
    for name in FIGURES:
        single = FOLDER / f"{name}-hold.svg"
        assert single.is_file() == (name in MOVING)
        both = (FOLDER / f"{name}.svg").read_text("utf-8")
        alone = picture_of(single.read_text("utf-8") if name in MOVING else both)
        if name in PORTIONS.values():
            assert alone.height <= MEASURE_TALL
            continue
        assert 190 <= alone.width <= 480
        assert 160 <= alone.height <= 360
        if name in MOVING:
            assert picture_of(both).width == 720
            assert 120 <= picture_of(both).height <= 360
            groups = re.findall(r'<g id="(\w+)" ', both)
            assert groups == ["start", "hold"]


def test_a_line_that_lies_below_its_ground_is_painted_first() -> None:
    """`paint-order` keeps the white edge of a limb outside of it."""
    orders = []
    for order in ("", ' paint-order="stroke"'):
        look = f'<path d="M0,0L9,9" fill="#000000" stroke="#ffffff"{order}/>'
        svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{look}</svg>'
        code = pictures.operators(picture_of(svg)).splitlines()
        orders.append([one.rsplit(" ", 1)[-1] for one in code if one.endswith(("rg", "RG"))])
    assert orders == [["rg", "RG"], ["RG", "rg"]]


def light(colour: str) -> float:
    """Return the relative luminance of a colour (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.wide
def test_what_matters_survives_a_photocopier() -> None:
    """Body, lines and far limbs have a contrast of 3 to white at least, and are black in a copy that knows no grey."""
    for colour in (pen.INK, pen.NEAR, pen.FAR):
        assert 1.05 / (light(colour) + 0.05) >= 3
        assert int(colour[3:5], 16) < 128
    # The soft ground of a pillow may vanish: its outline does not.
    assert set(re.findall(r'(?:fill|stroke)="(#\w+)"', "".join(draw(READ).values()))) == {
        *(pen.INK, pen.NEAR, pen.FAR, pen.PAPER, pen.SOFT)
    }


# ---- where names stand


def _flat(path: str) -> list[tuple[float, float]]:
    """Return points along a path, close to each other."""
    found: list[tuple[float, float]] = []
    numbers: list[float] = []
    for word in path.split():
        if word not in ("m", "l", "c", "h"):
            numbers.append(float(word))
            continue
        points = list(zip(numbers[::2], numbers[1::2], strict=True))
        if word == "m":
            found += points
        elif word in ("l", "c"):
            ends = [found[-1], *points]
            for step in range(1, 33):
                at, row = step / 32, ends
                while len(row) > 1:
                    pairs = pairwise(row)
                    row = [(a[0] + (b[0] - a[0]) * at, a[1] + (b[1] - a[1]) * at) for a, b in pairs]
                found.append(row[0])
        numbers = []
    return found


@pytest.mark.parametrize("name", [name for name, one in READ.pictures.items() if one.captions])
def test_the_corner_for_a_name_is_free_in_both_positions(name: str) -> None:
    picture = picture_of((FOLDER / f"{name}.svg").read_text("utf-8"))
    assert picture.captions is not None
    side, wide, high = picture.captions
    for at in (0.0, picture.width / 2):
        left = at if side == "left" else at + picture.width / 2 - wide
        for shape in picture.shapes:
            for x, y in _flat(shape.path):
                assert not (left < x < left + wide and y < high), f"{name}: something is drawn at {x:g},{y:g}"
