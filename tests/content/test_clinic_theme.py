"""A clinic's theme: what it may say, what is wrong with it and where, and that nothing in it can harm."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from conftest import ROOT
from logos import png

from planner.content.contrast import contrast, darkened
from planner.content.theme import CONTRAST, load_theme
from planner.errors import ContentError
from planner.files.png import Bitmap
from planner.files.svg import Picture
from planner.formats.pdf.theme import PAPER, TINT
from planner.model.sheet import GROUND, ClinicTheme
from planner.reports.schemas import schema_of

EXAMPLE = ROOT / "examples" / "clinic" / "clinic.yaml"
LOGO = (EXAMPLE.parent / "logo.svg").read_text(encoding="utf-8")
NUMBERS = {"country": "GB", "urgent": "01632 960 111", "day_and_night": True}


def loaded(folder: Path, **more: Any) -> ClinicTheme:
    """Return the theme of some keys beside a name."""
    path = folder / "clinic.yaml"
    path.write_text(yaml.safe_dump({"name": "Hill Practice", **more}, allow_unicode=True), encoding="utf-8")
    return load_theme(path)


def test_the_example_is_a_theme_with_all_that_one_may_have() -> None:
    theme = load_theme(EXAMPLE)
    assert isinstance(theme.logo, Picture)
    left_out = {key for key in theme.__struct_fields__ if not getattr(theme, key)}
    assert left_out == {"numbers"}
    jsonschema.validate(yaml.safe_load(EXAMPLE.read_text(encoding="utf-8")), schema_of("theme"))


def test_a_name_is_enough(tmp_path: Path) -> None:
    assert loaded(tmp_path) == ClinicTheme(name="Hill Practice")


# Each: what a theme says beside its name, the key that is wrong, and words of what is said.
WRONG: list[tuple[dict[str, Any], str, str]] = [
    ({"name": ""}, "name", "is empty"),
    ({"name": "   "}, "name", "is empty"),
    ({"name": "x" * 81}, "name", "at most 80"),
    ({"name": 7}, "name", "expected words"),
    ({"name": "Hill\u202ePractice"}, "name", "a sign that is not seen (U+202E)"),
    ({"name": "Hill\x07"}, "name", "a sign that is not seen (U+0007)"),
    ({"phone": "01632 960 983"}, "phone", "unknown key 'phone'"),
    ({"adress": ["x"]}, "adress", "did you mean 'address'"),
    ({"telephone": 1632960983}, "telephone", "put quotes round a number"),
    ({"telephone": "call us"}, "telephone", "is no telephone number; write what is dialled"),
    ({"telephone": "12"}, "telephone", "is no telephone number"),
    ({"telephone": "1" * 16}, "telephone", "is no telephone number; write"),
    ({"telephone": "999 <b>"}, "telephone", "is no telephone number"),
    ({"address": "12 Bridge Street"}, "address", "expected a list"),
    ({"address": ["a"] * 5}, "address", "at most 4"),
    ({"address": ["a", "b\u2028c"]}, "address[1]", "a sign that is not seen"),
    ({"prepared_by": "\u200f"}, "prepared_by", "a sign that is not seen"),
    ({"accent": "teal"}, "accent", "is no colour; write it as '#123f5a'"),
    ({"accent": "#fff"}, "accent", "is no colour"),
    ({"accent": "#3fa0e0"}, "accent", "has a contrast of 2.5 to 1; letters need 7 to 1, as the nearest darker '#"),
    ({"numbers": {"emergency": "112"}}, "numbers", "'country' is missing"),
    ({"numbers": {"country": "Britain"}}, "numbers.country", "two capital letters, such as GB"),
    ({"numbers": {"country": "GB", "emergency": "01632 960 983"}}, "numbers.emergency", "two to four digits"),
    ({"numbers": {"country": "GB", "emergency": "none"}}, "numbers.emergency", "two to four digits"),
    ({"numbers": {**NUMBERS, "day_and_night": False}}, "numbers.urgent", "stands where people call at night"),
    ({"numbers": {**NUMBERS, "urgent": "the desk"}}, "numbers.urgent", "is no telephone number"),
    ({"box": {"title": "Us"}}, "box", "'text' is missing"),
    ({"box": {"title": "x" * 61, "text": "Hello."}}, "box.title", "at most 60"),
    ({"box": {"title": "Us", "text": "x" * 301}}, "box.text", "at most 300"),
    ({"box": {"title": "Us", "text": "One. Two! Three? Four."}}, "box.text", "has more than 3 sentences"),
    ({"box": {"title": "Us", "text": "a\u202eb"}}, "box.text", "a sign that is not seen"),
    ({"logo": "logo.gif"}, "logo", "must end in .svg or .png"),
    ({"logo": "away.svg"}, "logo", "there is no such file"),
]


@pytest.mark.parametrize(("keys", "key", "words"), WRONG)
def test_what_is_wrong_is_told_with_its_place_and_what_to_do(
    tmp_path: Path, keys: dict[str, Any], key: str, words: str
) -> None:
    with pytest.raises(ContentError) as caught:
        loaded(tmp_path, **keys)
    problem = next(one for one in caught.value.problems if words in one.text)
    assert problem.key == key
    assert problem.line > 0
    assert str(problem).startswith(f"{tmp_path / 'clinic.yaml'}:{problem.line}:")


# What no schema can say: how a colour is read, signs, sentences, files, and what goes with what.
BEYOND = (
    "contrast",
    "not seen",
    "sentences",
    "must end in",
    "no such file",
    "at night",
    "is no telephone number; write",
)


@pytest.mark.parametrize(("keys", "key", "words"), [one for one in WRONG if not any(said in one[2] for said in BEYOND)])
def test_the_schema_refuses_what_the_planner_refuses(keys: dict[str, Any], key: str, words: str) -> None:
    if keys != {"name": "   "}:
        assert list(jsonschema.Draft202012Validator(schema_of("theme")).iter_errors({"name": "Hill", **keys})), key


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as caught:
        loaded(tmp_path, telephone="no", accent="no", logo="no", box={"title": "T", "text": "A. B. C. D."})
    assert {one.key for one in caught.value.problems} == {"telephone", "accent", "logo", "box.text"}


@pytest.mark.parametrize("text", ["- a list", "name: a\nname: b\n", "name: !!python/object:x y", "\t", "name: [", ""])
def test_what_is_no_map_of_keys_is_told(tmp_path: Path, text: str) -> None:
    path = tmp_path / "clinic.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError, match=r"clinic\.yaml"):
        load_theme(path)


@pytest.mark.parametrize(
    "number", ["01632 960 983", "+44 1632 960983", "(01632) 960-983", "555-0142", "0800.123.456", "116117"]
)
def test_a_number_is_taken_as_people_write_it(tmp_path: Path, number: str) -> None:
    assert loaded(tmp_path, telephone=number).telephone == number


@pytest.mark.parametrize("text", ["One. Two. Three.", "At 2 p.m. we meet", "No point", "Call 1.5 hours before. Yes?"])
def test_up_to_three_sentences_stand_in_the_box(tmp_path: Path, text: str) -> None:
    box = loaded(tmp_path, box={"title": "Us", "text": text}).box
    assert box is not None
    assert box.text == text


# --- the colour ---


def test_the_ground_is_the_palest_on_which_the_sheet_has_letters() -> None:
    assert GROUND == TINT
    assert contrast(GROUND, "#000000") < contrast(PAPER, "#000000")


@pytest.mark.parametrize(("first", "second", "found"), [("#000000", "#ffffff", 21), ("#777777", "#ffffff", 4.48)])
def test_contrast_is_counted_as_the_guidelines_do(first: str, second: str, found: float) -> None:
    assert contrast(first, second) == pytest.approx(found, abs=0.01)
    assert contrast(second, first) == contrast(first, second)


@pytest.mark.parametrize("colour", ["#3fa0e0", "#ff0000", "#00ff00", "#ffff00", "#808080", "#ffffff"])
def test_the_colour_that_is_named_is_taken_and_is_the_nearest(tmp_path: Path, colour: str) -> None:
    near = darkened(colour, GROUND, CONTRAST)
    assert loaded(tmp_path, accent=near).accent == near
    lighter = "#" + "".join(f"{min(255, int(near[at : at + 2], 16) + 3):02x}" for at in (1, 3, 5))
    assert contrast(lighter, GROUND) < CONTRAST


# --- the logo ---


def _part(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _head(width: int, height: int) -> bytes:
    return _part(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0))


def _text(words: bytes) -> bytes:
    return _part(b"zTXt", b"a\0\0" + zlib.compress(words, 9))


def test_a_png_is_read_on_white(tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(png(colour=(255, 0, 0, 0)))
    logo = loaded(tmp_path, logo="logo.png").logo
    assert isinstance(logo, Bitmap)
    assert (logo.width, logo.height) == (3, 2)
    assert zlib.decompress(logo.colours) == b"\xff" * 18


@pytest.mark.parametrize(
    ("mode", "colour"), [("1", 0), ("L", 9), ("P", 3), ("LA", (9, 99)), ("RGB", (1, 2, 3)), ("I;16", 500)]
)
def test_every_kind_of_png_is_read(tmp_path: Path, mode: str, colour: Any) -> None:
    (tmp_path / "logo.PNG").write_bytes(png(mode=mode, colour=colour))
    assert isinstance(loaded(tmp_path, logo="logo.PNG").logo, Bitmap)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"GIF89a", "is no PNG"),
        (b"", "is no PNG"),
        (png()[:40], "is no whole PNG"),
        (png()[:30], "is no whole PNG"),
        (png(2001, 1), "at most 2000 by 2000"),
        (png()[:16] + b"\xff\xff\xff\xff" * 2 + png()[24:], "at most 2000 by 2000"),
        (png() + b"\0" * 1_000_000, "larger than 1 MB"),
        # The library would take the second size, and the memory for it.
        (png()[:33] + _head(60_000, 60_000) + png()[33:], "several times"),
        (png()[:33] + _head(9_000, 9_000) + png()[33:], "several times"),
        (png()[:33] + _text(b"a" * 90_000_000) + png()[33:], "is no whole PNG"),
    ],
)
def test_a_png_that_is_none_or_too_large_is_refused_before_it_is_unpacked(
    tmp_path: Path, data: bytes, words: str
) -> None:
    (tmp_path / "logo.png").write_bytes(data)
    with pytest.raises(ContentError, match=words):
        loaded(tmp_path, logo="logo.png")


@pytest.mark.parametrize(
    ("svg", "words"),
    [
        (LOGO.replace("<circle", "<image href='file:///etc/passwd'/><circle"), "<image> is not drawn here"),
        (LOGO.replace("<circle", "<script>1</script><circle"), "<script> is not drawn here"),
        ("<!DOCTYPE svg [<!ENTITY a 'b'>]>" + LOGO, "a DOCTYPE or an entity"),
        (LOGO.replace('cx="122"', 'cx="500"'), "outside its viewBox"),
        ("not an svg", "it is no SVG"),
    ],
)
def test_an_svg_is_read_strictly(tmp_path: Path, svg: str, words: str) -> None:
    assert svg != LOGO
    (tmp_path / "logo.svg").write_text(svg, encoding="utf-8")
    with pytest.raises(ContentError, match=f"{words}.*; or save it as a PNG"):
        loaded(tmp_path, logo="logo.svg")
