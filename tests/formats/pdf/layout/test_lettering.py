"""A name in any script: its letters in the shapes of their place, read as they were written, in its own language."""

from __future__ import annotations

import shutil
import subprocess
from functools import cache

import page
import pdf_sample
import pikepdf
import pypdfium2
import pytest
from msgspec.structs import replace
from pdf_reading import opened

from planner.formats.pdf import pdf_bytes
from planner.formats.pdf.fonts import font
from planner.formats.pdf.layout import shaping
from planner.formats.pdf.layout.drawable import BLANK, lacking, printable
from planner.formats.pdf.layout.lettering import clusters, runs, units
from planner.formats.pdf.layout.linebreak import broken, escape
from planner.formats.pdf.scripts import language_of
from planner.formats.pdf.theme import theme_for
from planner.model.sheet import Identity

# Names with what their script asks of a printer: letters that join, stack or change places, marks that stand on marks.
NAMES = {
    "hi": "श्रीकृष्ण त्रिपाठी",
    "bn": "সুস্মিতা চট্টোপাধ্যায়",
    "pa": "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ",
    "gu": "કૃષ્ણા ત્રિવેદી",
    "or": "ପ୍ରିୟଙ୍କା ମିଶ୍ର",
    "ta": "கோவிந்தன் ஸ்ரீ",
    "te": "శ్రీకృష్ణ రాఘవేంద్ర",
    "kn": "ಲಕ್ಷ್ಮೀ ಕೃಷ್ಣ",
    "ml": "ലക്ഷ്മി കൃഷ്ണൻ",
    "si": "ශ්\u200dරී ලක්ෂ්මී",
    "th": "กิ่งแก้ว น้ำผึ้ง",
    "lo": "ສົມສັກ ຄຳຜຸຍ",
    "my": "မြင့်မြတ်ကျော်",
    "km": "សុខ ស្រីមុំ",
    "bo": "བསྟན་འཛིན་རྒྱ་མཚོ",
    "dv": "މުޙައްމަދު",
    "he": "שָׂרָה",
    "ar": "محمّد",
    "syr": "ܝܘܚܢܢ",
    "ff-Adlm": "𞤀𞤣𞤤𞤢𞤥",
}
LEFT_TO_RIGHT = [tag for tag in NAMES if tag not in ("dv", "he", "ar", "syr", "ff-Adlm")]


@cache
def named(name: str) -> bytes:
    """Return a page for somebody with a name, and an id."""
    made = replace(pdf_sample.referral(), identity=Identity(name, "A-1024"), header="{name} · {id}")
    return pdf_bytes(made)


def shapes(text: str) -> list[tuple[str, int]]:
    """Return the shapes that a text is drawn in, by the font and their number in it."""
    return [
        (name, font(name).shapes[char].number)
        for name, part in runs(text, strong=False)
        for char in part
        if char in font(name).shapes
    ]


@pytest.mark.parametrize("tag", NAMES)
def test_letters_take_the_shapes_of_their_place(tag: str) -> None:
    """Some are drawn that no character stands for, or where no pen would be without help."""
    drawn = [
        font(name).shapes[char] for name, part in runs(NAMES[tag], strong=False) for char in part if char > "\uffff"
    ]
    name = runs(NAMES[tag], strong=False)[0][0]
    usual = {font(name).face.charToGlyph.get(ord(char)) for char in NAMES[tag]}
    assert [shape for shape in drawn if shape.number not in usual or shape.right or shape.up]


@pytest.mark.parametrize("tag", NAMES)
@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_a_sheet_with_a_name_in_any_script_conforms(tag: str, profile: str) -> None:
    assert page.validate_pdf_bytes(named(NAMES[tag]), profile=profile).is_compliant


@pytest.mark.parametrize("tag", LEFT_TO_RIGHT)
def test_two_programs_read_the_name_as_it_was_written(tag: str) -> None:
    text = pypdfium2.PdfDocument(named(NAMES[tag]))[0].get_textpage().get_text_range()
    assert f"{NAMES[tag]} · A-1024" in text
    if shutil.which("pdftotext"):
        found = subprocess.run(["pdftotext", "-", "-"], input=named(NAMES[tag]), capture_output=True, check=True)
        assert f"{NAMES[tag]} · A-1024" in found.stdout.decode()


@pytest.mark.parametrize("tag", NAMES)
def test_all_letters_are_in_the_file_as_text(tag: str) -> None:
    """Where shapes are not the letters, the words stand beside them; elsewhere each shape is its letter."""
    with opened(named(NAMES[tag])) as file:
        spans = [
            str(operands[1]["/ActualText"])
            for operands, operator in pikepdf.parse_content_stream(file.pages[0], "BDC")
            if str(operator) == "BDC" and "/ActualText" in operands[1]
        ]
    read = "".join(
        font(name).shapes[char].letters
        for name, part in runs(NAMES[tag], strong=False)
        for char in part
        if char > "\uffff"
    )
    assert [f"{NAMES[tag]} "] == spans or sorted(read.replace("\u200b", "")) == sorted(NAMES[tag].replace(" ", ""))


@pytest.mark.parametrize("tag", NAMES)
def test_the_language_of_a_name_is_in_the_tree(tag: str) -> None:
    """And only the name has it: the id beside it is the sheet's."""
    with opened(named(NAMES[tag])) as file:
        spans = [one for one in file.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Span"]
        assert [str(one["/Lang"]) for one in spans if "/Lang" in one] == [tag]


@pytest.mark.parametrize(
    ("word", "language"),
    [
        ("王小明", "zh"),
        ("山田はなこ", "ja"),
        ("김철수", "ko"),
        ("Ћирић", "ru"),
        ("Παπαδόπουλος", "el"),
        ("გიორგი", "ka"),
        ("Nguyễn", ""),
        ("β-blocker", ""),
        ("µg", ""),
        ("≤", ""),
        ("12", ""),
    ],
)
def test_the_likeliest_language_of_a_script(word: str, language: str) -> None:
    assert language_of(word) == language


def test_a_sheet_without_such_a_name_has_no_other_language_and_never_loads_what_shapes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(shaping, "_library", lambda: pytest.fail("loaded for nothing"))
    for name in ("Ana García", "王小明", "Ћирић", "Nguyễn Thị Hồng", "김철수"):
        runs.cache_clear()
        escape.cache_clear()
        data = pdf_bytes(replace(pdf_sample.referral(), identity=Identity(name), header="{name}"))
        assert b"/ActualText" not in data


def test_without_what_shapes_a_word_is_a_line_to_write_it_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Never letters that are wrongly joined; what needs no shaping is printed all the same."""
    monkeypatch.setattr(shaping, "_library", lambda: None)
    printable.cache_clear()
    try:
        assert printable("कमल श्री Kumar") == f"कमल {BLANK} Kumar"
        assert printable("محمد") == "محمد"
        assert printable("محمّد") == printable("ݣݣ") == printable("مُ") == BLANK
        assert printable("שרה สมชาย") == "שרה สมชาย"
        assert lacking("श्री").shaping
        assert not lacking("कमल").shaping
    finally:
        printable.cache_clear()


def test_without_a_font_a_word_is_a_line_to_write_it_on() -> None:
    assert printable("𐎀𐎁 Bob") == f"{BLANK} Bob"
    assert lacking("𐎀𐎁 Bob").letters
    assert not lacking("Ћирић").letters


def test_an_emoji_is_named_where_it_stood() -> None:
    assert " ".join(escape("Ana 😀").split()) == "Ana (grinning face)"
    assert " ".join(escape("👍🏽Bob🇩🇪").split()) == "(thumbs up sign) BobDE"
    assert lacking("Ana 😀😀🇩🇪").emoji == ("grinning face", "the letters of a flag")
    assert escape("☀ ✓") == "☀ ✓"


def test_joiners_stay_only_between_letters_that_they_join() -> None:
    assert escape("ශ්\u200dරී") == "ශ්\u200dරී"
    assert escape("a\u200db \u200dක") == "ab ක"


@pytest.mark.parametrize("tag", LEFT_TO_RIGHT)
def test_a_name_is_never_cut_within_a_syllable(tag: str) -> None:
    """However narrow the line, no mark begins one."""
    style = theme_for("a4", large_print=False).styles["body"]
    text = NAMES[tag].replace(" ", "") * 3
    assert "".join(clusters(text)) == text
    pieces = clusters(text)
    for line in broken((pdf_sample.Run(text),), style, 60):
        letters = "".join(span.letters or "".join(part for _, part in span.parts) for span in line).strip()
        assert letters in text
        assert any("".join(pieces[at:]).startswith(letters) for at in range(len(pieces)))


def test_a_width_is_that_of_the_shapes() -> None:
    """A mark that stands on a letter makes no word wider, and a syllable is narrower than its letters apart."""
    assert units("กิ", strong=False) == units("ก", strong=False)
    assert units("क्ष", strong=False) < units("क", strong=False) + units("ष", strong=False)
