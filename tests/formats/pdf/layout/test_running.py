"""Identity, date, page number and status stand on every page, however long the words, the name and the id are."""

from __future__ import annotations

import re
import shutil
import subprocess
from functools import cache
from itertools import product
from math import ceil

import page
import pdf_sample
import pytest
from conftest import wide
from msgspec import structs
from pdf_reading import FORMS, SHEETS, extracted, page_texts, pdf, real

from planner.document.model import Document, Heading, Section
from planner.formats.pdf import lay_out, pdf_bytes
from planner.formats.pdf.blocks.place import Place
from planner.formats.pdf.blocks.text import heading
from planner.formats.pdf.layout.linebreak import line_width
from planner.formats.pdf.layout.running import (
    APART,
    beside_title,
    name_is_cut,
    running_lines,
    said_at_head,
    with_room,
)
from planner.formats.pdf.layout.strips import height_of
from planner.formats.pdf.render import drawn
from planner.formats.pdf.theme import MM, PAPERS, body_height, theme_for
from planner.formats.pdf.write.tags import Element
from planner.model.sheet import Identity

UUID = "123e4567-e89b-12d3-a456-426614174000"
# Names and ids as long as a profile may hold, of narrow and of wide letters, in one word and in many.
WHO: dict[str, dict[str, str]] = {
    "nobody": {},
    "named": {"name": "Ana García", "id": "A-1024"},
    "long name": {"name": "Maria Magdalena " * 12 + "Ana"},
    "long name, usual id": {"name": "N" * 200, "id": UUID},
    "all long": {"name": "Wilhelmina " * 18, "id": "W" * 100},
    "long id": {"id": "".join(f"{number:02}-" for number in range(34))[:100]},
    "wide letters": {"name": "王" * 200, "id": "患" * 100},
    "braces": {"name": "{id} {page}", "id": "{name}"},
}
PRINTS = {f"{paper}{' large' * large}": (paper, large) for paper, large in product(PAPERS, (False, True))}
_WORD = re.compile(r"[^\W\d_]+")
DATE, FOOT = "Week of 23 November 2026", "Draft, not yet reviewed"


def _longer(text: str) -> str:
    """Return words of ours as another language may have them: each longer by a third and more."""
    return _WORD.sub(lambda one: one[0] + "n" * ceil(0.35 * len(one[0])), text)


# What stands at the head and the foot, also as long as no line can be.
WORDS = {
    "English": (DATE, FOOT),
    "longer": (_longer(DATE), _longer(FOOT)),
    "saga": ("From Monday 23 November 2026 and up to Sunday 29 November 2026 " * 3, f"{FOOT} " * 6),
}


@cache
def sheet(person: str, who: str, form: str, language: str) -> tuple[Document, bytes]:
    """Return the sheet of somebody on some paper, and its PDF."""
    made = document_of(person, who, form, language)
    return made, pdf_bytes(made)


def document_of(person: str, who: str, form: str, language: str) -> Document:
    """Return the sheet of somebody on some paper."""
    paper, large = PRINTS[form]
    name, number = WHO[who].get("name", ""), WHO[who].get("id", "")
    date, foot = (text.strip() for text in WORDS[language])
    return structs.replace(
        pdf_sample.sample(full=False) if person == "a plan" else pdf_sample.referral(),
        identity=Identity(name, number),
        header="{name} · {id}" if name and number else "{name}{id}",
        unnamed="{id} · Name:" if number else "Name:",
        date=date,
        foot=foot,
        paper=paper,
        large_print=large,
    )


def pages_of(data: bytes) -> list[list[str]]:
    """Return the text of each page without spaces, as each of two programs reads it that know no tags."""
    read = [[*page_texts(data)]]
    if shutil.which("pdftotext"):
        found = subprocess.run(["pdftotext", "-raw", "-", "-"], input=data, capture_output=True, check=True)
        read.append(found.stdout.decode().split("\f")[:-1])
    return [["".join(text.split()) for text in pages] for pages in read]


def missing(document: Document, data: bytes) -> list[tuple[int, str]]:
    """Return what is not on a page that must be, with the number of the page."""
    who = document.identity
    gone = []
    for pages in pages_of(data):
        for number, text in enumerate(pages, start=1):
            count = document.footer.replace("{page}", str(number)).replace("{pages}", str(len(pages)))
            wanted = [document.foot, document.date, count, who.id, who.name[:3]]
            gone += [(number, words) for words in wanted if "".join(words.split()) not in text]
    return gone


# Each two of a person, a form and a language meet, in a third of all threes.
_MET = [
    (who, form, [*WORDS][(at + to) % len(WORDS)])
    for (at, who), (to, form) in product(enumerate(WHO), enumerate(PRINTS))
]


@pytest.mark.parametrize("of", wide([*product(WHO, PRINTS, WORDS)], *_MET), ids=" ".join)
def test_status_date_number_and_id_stand_in_full_on_the_page_that_sends_to_a_clinician(of: tuple[str, ...]) -> None:
    assert missing(*sheet("a page for the clinician", *of)) == []


_PLANS = [
    (who, form, language)
    for who, form in (("all long", "letter large"), ("long name, usual id", "a4"), ("named", "letter"))
    for language in reversed(WORDS)
]


# The longest in the longest words, the usual ones in ours.
@pytest.mark.parametrize("of", wide(_PLANS, *_PLANS[::4]), ids=" ".join)
def test_status_date_number_and_id_stand_in_full_on_every_page_of_a_plan(of: tuple[str, ...]) -> None:
    document, data = sheet("a plan", *of)
    assert missing(document, data) == []
    assert len(page_texts(data)) > 5


@pytest.mark.parametrize("profile", ["ua1", "2a"])
@pytest.mark.parametrize("who", ["all long", "wide letters"])
def test_a_head_and_a_foot_of_many_lines_conform(who: str, profile: str) -> None:
    _, data = sheet("a page for the clinician", who, "letter large", "saga")
    assert page.validate_pdf_bytes(data, profile=profile).is_compliant


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("form", PRINTS)
@pytest.mark.parametrize("who", WHO)
def test_no_two_texts_of_a_head_or_a_foot_touch(who: str, form: str, language: str) -> None:
    """And each line is within the margins, on page 1 as on page 98."""
    document = document_of("a page for the clinician", who, form, language)
    theme = with_room(document, theme_for(*PRINTS[form]))
    for number in (1, 9, 98):
        lines = running_lines(document, theme, number, 98)
        assert (len(lines.whom), len(lines.foot)) == (theme.head, theme.foot)
        assert max(map(line_width, (*lines.whom, *lines.foot))) <= theme.inner + 1
        assert line_width(lines.whom[0]) + line_width(lines.number) + APART <= theme.inner + 1
        assert line_width(lines.foot[0]) + line_width(lines.beside) + APART <= theme.inner or not lines.beside


def test_a_usual_head_and_foot_take_a_line_each_and_a_long_one_takes_it_from_the_body() -> None:
    heights = {}
    for who, language in product(WHO, WORDS):
        theme = theme_for("a4", large_print=False)
        made = with_room(document_of("a page for the clinician", who, "a4", language), theme)
        heights[who, language] = body_height(made)
        assert round((body_height(theme) - heights[who, language]) / theme.styles["running"].line) == (
            made.head + made.foot - 2
        )
    usual = {heights[who, "English"] for who in ("nobody", "named")}
    assert usual == {body_height(theme_for("a4", large_print=False))}
    longer = {heights[who, "English"] for who in ("long name", "long name, usual id")}
    assert longer == {usual.pop() - theme.styles["running"].line}
    assert heights["all long", "saga"] < heights["all long", "English"] < longer.pop()


@pytest.mark.parametrize("form", PRINTS)
def test_a_name_is_wrapped_before_it_is_cut(form: str) -> None:
    """It has two lines, and the id stands whole behind it."""
    theme = theme_for(*PRINTS[form])
    wrapped = structs.replace(
        document_of("a page for the clinician", "named", form, "English"),
        identity=Identity("Maximiliana Theodora Featherstonehaugh-Cholmondeley", "A-1024" if "large" in form else UUID),
    )
    for document, whole in (
        (document_of("a page for the clinician", "long name, usual id", form, "English"), False),
        (wrapped, True),
    ):
        (first, second) = running_lines(document, with_room(document, theme), 1, 9).whom
        text = " ".join(
            "".join(letters for span in line for _, letters in span.parts).strip() for line in (first, second)
        )
        assert text.endswith(f"· {document.identity.id}")
        assert (document.identity.name in text) is whole
        assert ("…" in text) is not whole
        assert name_is_cut(document, theme) is not whole


@pytest.mark.parametrize("form", PRINTS)
@pytest.mark.parametrize("number", wide(["", "A-1024", UUID, "W" * 100], "", UUID))
def test_where_no_name_is_given_or_can_be_printed_there_is_a_line_to_write_it_on(form: str, number: str) -> None:
    """At least 45 mm long on every page, and what stands beside it leaves it room."""
    for name in ("", "𐎀𐎁 𐎂"):
        document = document_of("a plan", "named", form, "English")
        document = structs.replace(
            document,
            identity=Identity(name, number),
            header="{name} · {id}",
            unnamed="{id} · Name:" if number else "Name:",
        )
        theme = with_room(document, theme_for(*PRINTS[form]))
        lines = running_lines(document, theme, 3, 9)
        assert lines.blank
        assert lines.blank.end - lines.blank.start >= 45 * MM
        data = pdf_bytes(document)
        assert all("Name:" in text and "𐎀" not in text for pages in pages_of(data) for text in pages)
        assert extracted(data).count("Keep where you see it each day") == 1


def test_pages_laid_out_for_somebody_with_a_short_id_are_never_drawn_for_a_long_one() -> None:
    """The id would be cut; whoever lays out for many sees it at once."""
    short = pdf_sample.sample("Ana", "A-1", large_print=True)
    layout = lay_out(short, theme_for("a4", large_print=True))
    long = structs.replace(short, identity=structs.replace(short.identity, id="W" * 100))
    with pytest.raises(ValueError, match="laid out for another sheet"):
        drawn(long, layout, 0)


def test_a_name_is_cut_before_the_id_and_says_so() -> None:
    document, data = sheet("a plan", "all long", "letter large", "English")
    assert document.identity.id == "W" * 100
    assert all("…·WW" in text for pages in pages_of(data) for text in pages)


@pytest.mark.parametrize("sheet", SHEETS)
def test_every_page_says_whose_it_is_and_which(sheet: str) -> None:
    """Identity, date and page number stand on every page."""
    document, pages = SHEETS[sheet], page_texts(pdf(sheet))
    named = document.identity.id or not document.identity.name
    owner = "Ana García · A-1024" if document.identity.id else "Ivy Cole" if not named else "Name:"
    for number, text in enumerate(pages, 1):
        for line in (owner, document.date, f"{number} of {len(pages)}"):
            assert line in text


def test_a_long_name_is_cut_with_an_ellipsis() -> None:
    """A name of 10,000 letters takes two lines of the head and leaves the date in its place."""
    text = extracted(pdf_bytes(pdf_sample.sample(name="N" * 10_000)), 2)
    assert re.search(r"N+…", text)
    assert "Week of 23 November 2026" in text


@pytest.mark.parametrize("large", [False, True])
def test_beside_a_long_name_the_id_is_whole(large: bool) -> None:
    """A clinic finds its patient by the id, however long the name."""
    name = "Maximiliana Featherstonehaugh-Cholmondeley of Bath and Wells"
    text = extracted(pdf_bytes(pdf_sample.sample(name, "LONG-IDENT-0001", "letter", large_print=large)), 2)
    assert re.search(r"Maximiliana[^·]* · LONG-IDENT-0001", text)


@pytest.mark.parametrize("who", ["named", "long name", "all long"])
def test_where_to_keep_a_part_stands_beside_the_number_or_above_the_part(who: str) -> None:
    """Whatever room a name leaves it, it is there once, and the number is not touched."""
    document, data = sheet("a plan", who, "a4", "English")
    assert extracted(data).count("Keep where you see it each day") == 1
    for number in (1, 3, 98):
        lines = running_lines(document, with_room(document, theme_for("a4", large_print=False)), number, 98)
        assert lines.number


@pytest.mark.parametrize("form", FORMS)
def test_the_dates_are_never_cut(form: str) -> None:
    """The week stands in full on every page of a person with a name."""
    document, data = real("71", form)
    for text in page_texts(data):
        assert document.date in text
        assert "Margaret Hill" in text


def test_what_is_said_of_a_part_stands_before_the_aside_of_its_title() -> None:
    """Where it begins no page, as long as both have room at the end of the title's line; else above it."""

    def height(said: str) -> float:
        theme = theme_for(*PRINTS["a4"])
        title = Heading(2, "Food", aside="Amounts are one portion")
        holder = Element("Document")
        strips = heading(title, Place(theme, theme.inner, holder))
        _, told = said_at_head(said, theme, holder, opens=False)
        return height_of(beside_title(told, Section("food", (title,), said), strips, theme))

    assert height("Shopping: tick what you buy") == height("Short") < height("Long " * 14)
