"""A clinic on the sheet: where it stands, what it never displaces, and that it is printed letter by letter."""

from __future__ import annotations

import re
from typing import Any

import page
import pytest
from conftest import CONTENT, ROOT, plan_for, words_of
from logos import png
from msgspec.structs import replace
from pdf_reading import FORMS, PEOPLE, Aloud, code, expected_words, extracted, form_with_room, opened
from PIL import Image

from planner.content.theme import load_theme
from planner.document.compose import compose
from planner.document.front_forms import FrontForm, forms
from planner.document.model import Document, Note
from planner.document.printed import fullest
from planner.files.png import bitmap_of
from planner.formats.json import plan_json
from planner.formats.markdown import to_markdown
from planner.formats.pdf import pdf_bytes
from planner.formats.pdf.theme import ACCENT
from planner.formats.text import to_text
from planner.model.sheet import ClinicBox, ClinicNumbers, ClinicTheme, SheetOptions

THEME = load_theme(ROOT / "examples" / "clinic" / "clinic.yaml")
LONG = ClinicTheme(
    name="Wide " * 15 + "Words",
    telephone="+44 (0)1632 960 983 000",
    address=("Wide " * 15 + "Words",) * 4,
    prepared_by="Wide " * 15 + "Words",
    logo=bitmap_of(png(40, 2000)),
    box=ClinicBox("Wide " * 11 + "Words", "Wide " * 59 + "Word."),
)
TWO = {"the example": THEME, "as long as may be": LONG}


def document(who: str, form: str = "a4", theme: ClinicTheme | None = THEME, **more: Any) -> Document:
    return compose(plan_for({**PEOPLE[who], **FORMS[form], **more}), CONTENT, theme=theme)


def chosen(made: Document, *, clinic: bool) -> FrontForm:
    """Return the form of the first leaf that has room."""
    leaf = form_with_room(made)
    large = made.large_print
    return forms(clinic=clinic, large=large, apart=large, week=True)[made.first_leaf.index(leaf)]


@pytest.mark.parametrize("theme", TWO)
@pytest.mark.parametrize("form", [form for form, looks in FORMS.items() if not looks.get("large_print")])
@pytest.mark.parametrize("who", PEOPLE)
def test_nothing_but_the_words_under_pictures_yields_to_a_clinic(who: str, form: str, theme: str) -> None:
    """Signs, limits, questions, the grid, the code and the pictures stand where they stand without it.

    In large print what stands on the two sides is what takes the fewest pages.
    """
    bare, with_clinic = document(who, form, None), document(who, form, TWO[theme])
    least = FrontForm(words=False, clinic="")
    assert replace(chosen(with_clinic, clinic=True), words=False, clinic="", order=least.order) == replace(
        chosen(bare, clinic=False), words=False, clinic=least.clinic, order=least.order
    )


@pytest.mark.parametrize("theme", TWO)
@pytest.mark.parametrize("who", PEOPLE)
def test_every_box_of_the_sheet_is_there_with_a_clinic_too(who: str, theme: str) -> None:
    bare, with_clinic = document(who, theme=None), document(who, theme=TWO[theme])
    assert _boxes(bare) == [one for one in _boxes(with_clinic) if one.kind != "clinic"]
    assert sum(one.kind == "clinic" for one in _boxes(with_clinic)) == 1


def _boxes(made: Document) -> list[Note]:
    return [block for part in fullest(made) for block in part.blocks if isinstance(block, Note)]


@pytest.mark.parametrize("theme", TWO)
@pytest.mark.parametrize("form", FORMS)
def test_it_is_read_aloud_in_its_place_and_the_logo_is_passed_over(form: str, theme: str) -> None:
    made = document("ordinary", form, TWO[theme])
    reader = Aloud(pdf_bytes(made))
    assert reader.words() == expected_words(made)
    figures = [str(node.Alt) for role, _, _, node in reader.walk() if role == "Figure"]
    assert not [alt for alt in figures if TWO[theme].name in alt]


@pytest.mark.parametrize("who", PEOPLE)
def test_name_and_telephone_stand_on_the_first_page(who: str) -> None:
    front = " ".join(extracted(pdf_bytes(document(who, name="Ana Hill")), 0).split())
    assert THEME.name in front
    assert THEME.telephone in front


def test_a_name_and_a_telephone_take_no_page() -> None:
    short = ClinicTheme(name=THEME.name, telephone=THEME.telephone)
    pages = [len(opened(pdf_bytes(document("37", theme=theme, name="Ana"))).pages) for theme in (None, short)]
    assert pages[0] == pages[1]
    assert words_of(document("37", theme=short)).count(THEME.name) == 1


def test_text_and_markdown_name_it_too() -> None:
    for said in (to_text(document("37")), to_markdown(document("37"))):
        for words in (THEME.name, THEME.telephone, *THEME.address, "Prepared by Nurse Priya Shah", "Our cramp group"):
            assert words in said


def test_the_status_of_the_plan_stays_where_it_is() -> None:
    data = pdf_bytes(document("37"))
    assert all("Unreviewed draft" in extracted(data, number) for number in range(len(opened(data).pages)))


def test_without_a_theme_nothing_changes() -> None:
    plan = plan_for(PEOPLE["37"])
    assert pdf_bytes(compose(plan, CONTENT)) == pdf_bytes(compose(plan, CONTENT, options=SheetOptions(), theme=None))
    assert "Your clinic" not in words_of(compose(plan, CONTENT))


MARKUP = '<img src="file:///etc/passwd">&amp;<b>{name} {value} **x** %s\\n#'


def test_its_words_are_never_markup() -> None:
    theme = ClinicTheme(name=MARKUP, prepared_by=MARKUP, address=(MARKUP,), box=ClinicBox(MARKUP, MARKUP))
    made = document("37", theme=theme, name="Ana", id="A-1")
    reader = Aloud(pdf_bytes(made))
    assert " ".join(reader.words()).count(MARKUP) >= 4
    assert to_text(made).replace("\n", " ").count("**x**") >= 4
    assert "\\*\\*x\\*\\*" in to_markdown(made)


# --- a page that sends to a clinician ---


@pytest.mark.parametrize(
    ("profile", "there"),
    [
        ({"age": 67, "symptoms": ["chest pain"]}, False),
        ({"age": 67, "symptoms": ["one calf swollen and warm"]}, False),
        ({"age": 67, "conditions": ["on dialysis"]}, True),
    ],
)
def test_whoever_must_go_now_or_today_finds_no_other_number(profile: dict[str, Any], there: bool) -> None:
    made = compose(plan_for(profile), CONTENT, theme=THEME)
    assert not made.first_leaf
    assert (THEME.telephone in words_of(made)) is there
    assert (THEME.name in words_of(made)) is there


# --- its numbers ---

NUMBERS = ClinicNumbers("PE", emergency="117", urgent="01632 960 111")


@pytest.mark.parametrize(
    ("country", "numbers", "emergency", "urgent"),
    [
        # The plans know no number of Peru, and none where no country is named.
        ("PE", NUMBERS, "117", "01632 960 111"),
        (None, NUMBERS, "117", "01632 960 111"),
        # Of another country it says nothing.
        ("CL", NUMBERS, "your emergency number (112, 911, 999)", "your doctor's urgent line"),
        # What the plans know as the emergency number is never replaced.
        ("GB", replace(NUMBERS, country="GB"), "999", "01632 960 111"),
        ("GB", NUMBERS, "999", "NHS 111"),
        ("GB", ClinicNumbers("GB"), "999", "NHS 111"),
    ],
)
def test_a_number_stands_only_where_it_holds(
    country: str | None, numbers: ClinicNumbers, emergency: str, urgent: str
) -> None:
    theme = replace(THEME, numbers=numbers)
    profile = {**PEOPLE["ordinary"], "country": country}
    plan = plan_for(profile)
    made = words_of(compose(plan, CONTENT, theme=theme))
    assert f"Call {emergency} at once for any of these" in made
    assert f"Call {urgent} today." in made
    asked = replace(plan, profile=replace(plan.profile, options=replace(plan.profile.options, theme=theme)))
    assert f"all {urgent}" in str(plan_json(asked, CONTENT))


# --- on the paper ---


def test_the_accent_takes_the_place_of_ours_and_of_nothing_else() -> None:
    data = pdf_bytes(document("37"))
    ours, theirs = _share(ACCENT), _share(THEME.accent)
    pages = range(len(opened(data).pages))
    assert not [number for number in pages if ours in code(data, number)]
    assert theirs in code(data, 0)
    # The alarm keeps its red, whatever the accent is.
    assert _share("#7d1212") in code(data, 0)


def _share(colour: str) -> str:
    return " ".join(f"{int(colour[at : at + 2], 16) / 255:.3g}" for at in (1, 3, 5))


# How a picture of dots is drawn.
DRAWN = r"/X\d+ Do\n"


def test_a_logo_of_dots_stands_in_the_file_once() -> None:
    picture = bitmap_of(png(30, 20, colour=(0, 80, 80, 255)))
    theme = replace(THEME, logo=picture)
    # In large print its line stands on page 1, and it stands with the address.
    data = pdf_bytes(document("37", "large", theme))
    file = opened(data)
    pages = [number for number in range(len(file.pages)) if re.search(DRAWN, code(data, number))]
    assert len(pages) == 2
    drawn = [file.pages[number].get_images() for number in pages]
    streams = {image.objgen for images in drawn for image in images.values()}
    assert len(streams) == 1
    ((first, *_), *_) = [list(images.values()) for images in drawn]
    assert (int(first.Width), int(first.Height)) == (30, 20)
    assert isinstance(Image.frombytes("RGB", (30, 20), first.read_bytes()).getpixel((0, 0)), tuple)


DOTS = replace(THEME, logo=bitmap_of(png(60, 40, colour=(0, 80, 80, 120))))


@pytest.mark.parametrize("theme", [THEME, DOTS, LONG], ids=["shapes", "dots", "long"])
@pytest.mark.parametrize("form", ["a4", "large"])
@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_a_sheet_with_a_clinic_conforms(profile: str, form: str, theme: ClinicTheme) -> None:
    assert page.validate_pdf_bytes(pdf_bytes(document("37", form, theme)), profile=profile).is_compliant


def test_a_logo_of_dots_is_decoration() -> None:
    """What is neither read nor passed over is a fault of the file."""
    data = pdf_bytes(document("37", "large", DOTS))
    drawn = [code(data, number) for number in range(len(opened(data).pages))]
    before = [one[: found.start()] for one in drawn if (found := re.search(DRAWN, one))]
    assert len(before) == 2
    assert all(one.rindex("/Artifact BMC") > one.rindex("EMC") for one in before)


def test_a_theme_gives_the_same_bytes_each_time() -> None:
    assert pdf_bytes(document("37")) == pdf_bytes(document("37"))
