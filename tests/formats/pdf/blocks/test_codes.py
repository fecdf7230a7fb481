"""The reminder on page 1, as a telephone reads it from the paper."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pdf_sample
import pypdfium2
import pytest
import zxingcpp
from conftest import CONTENT, plan_for
from icalendar import Event
from msgspec.structs import replace
from pdf_reading import FORMS, PEOPLE, Aloud, code, expected_words, opened, real, with_parts
from PIL import Image

from planner.document.compose import compose
from planner.document.front_forms import forms
from planner.document.model import Code, Coded, Heading, Paragraph, Section, words
from planner.document.printed import fullest
from planner.formats.pdf import pdf_bytes
from planner.formats.pdf.blocks.codes import MODULE
from planner.formats.pdf.qr import QUIET
from planner.formats.pdf.theme import MM

CODE = Code("BEGIN:VEVENT\nSUMMARY:Test\nEND:VEVENT", "QR code: a test", "Bedtime alarm")


def page(data: bytes, number: int = 0, dpi: int = 150) -> Image.Image:
    """Return a page as a printer or a copier sees it, in greys."""
    document = pypdfium2.PdfDocument(data)
    picture = document[number].render(scale=dpi / 72, grayscale=True).to_pil()
    document.close()
    return picture


def codes(picture: Image.Image) -> list[str]:
    """Return what stands in the codes of a picture."""
    return [found.text for found in zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)]


@cache
def found(data: bytes) -> dict[int, str]:
    """Return what stands in the code of each page of a sheet that has one."""
    pages = range(len(opened(data).pages))
    read = {number: codes(page(data, number)) for number in pages}
    assert all(len(texts) <= 1 for texts in read.values())
    return {number: texts[0] for number, texts in read.items() if texts}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("who", PEOPLE)
def test_a_telephone_reads_one_event_from_the_first_leaf_at_150_dots_in_grey(who: str, form: str) -> None:
    document, data = real(who, form)
    read = found(data)
    at = _pages_of_the_code(data)
    assert list(read) == at
    assert set(read.values()) <= {_code_of(document.first_leaf[0]).holds}
    # In large print the front, and a log with many warnings, have more than one page.
    assert set(at) <= set(range(5))


def _figures(data: bytes) -> list[tuple[int, str, list[float]]]:
    """Return the page, the words and the box of each code, as a screen reader finds them."""
    reader = Aloud(data)
    found = [(page, node) for role, _, page, node in reader.walk() if role == "Figure" and "QR" in str(node.Alt)]
    return [(page, str(node.Alt), [float(side) for side in node.A.BBox]) for page, node in found]


def _pages_of_the_code(data: bytes) -> list[int]:
    return sorted({page for page, _, _ in _figures(data)})


def _event(profile: dict[str, Any]) -> tuple[str, Event]:
    document = compose(plan_for(profile), CONTENT)
    made = _code_of(document.first_leaf[0])
    event = Event.from_ical(made.holds)
    assert isinstance(event, Event)
    return made.holds, event


def _code_of(leaf: Any) -> Code:
    (one,) = [block.code for part in leaf for block in part.blocks if isinstance(block, Coded)]
    assert isinstance(one, Code)
    return one


def test_the_event_comes_each_night_at_bedtime_with_an_alarm() -> None:
    _, event = _event({"age": 50, "bedtime": "22:15"})
    assert event["dtstart"].to_ical() == b"20261123T221500"
    assert event["rrule"].to_ical() == b"FREQ=DAILY"
    (alarm,) = event.walk("VALARM")
    assert alarm["trigger"].dt.total_seconds() == 0
    assert str(event["summary"]) == CONTENT.languages["en"].messages["code-event"]


def test_without_a_bedtime_it_comes_at_the_usual_one() -> None:
    assert _event({"age": 50})[1]["dtstart"].to_ical() == b"20261123T213000"


@pytest.mark.parametrize("language", sorted(CONTENT.languages))
def test_it_is_short_in_every_language(language: str) -> None:
    assert len(_event({"age": 50, "language": language})[0].encode()) < 220


def test_it_hangs_on_nothing_of_a_person_but_the_bedtime() -> None:
    """Two people with nothing in common have the same event: it tells neither name, age nor illness."""
    ana = {"age": 71, "name": "Ana", "id": "A-1", "medications": ["indapamide"], "bedtime": "22:00", "country": "GB"}
    bea = {"age": 30, "name": "Bea", "id": "B-2", "pregnancy": "30 weeks", "bedtime": "10 pm", "country": "US"}
    assert _event(ana)[0] == _event(bea)[0]
    assert _event(ana)[0] != _event({**ana, "bedtime": "22:01"})[0]


@pytest.mark.parametrize(("country", "time"), [("GB", "21:30"), ("US", "9:30 pm")])
def test_it_is_read_aloud_with_its_time_as_the_country_writes_it(country: str, time: str) -> None:
    data = pdf_bytes(compose(plan_for({**PEOPLE["ordinary"], "country": country}), CONTENT))
    ((_, said, _),) = _figures(data)
    assert said == f"QR code: a reminder for your phone at {time} each night"


def test_whoever_may_not_stretch_at_bedtime_is_not_reminded_of_it() -> None:
    plan = plan_for(PEOPLE["ordinary"])
    others = tuple(item for item in plan.every_day if not item.item.stretch)
    assert any(item.slot == "bedtime" for item in others)
    made = compose(replace(plan, every_day=others), CONTENT)
    assert not [block for part in fullest(made) for block in part.blocks if isinstance(block, Coded)]


def test_a_page_that_sends_to_a_clinician_has_none() -> None:
    assert not found(pdf_bytes(compose(plan_for({"age": 67, "conditions": ["on dialysis"]}), CONTENT)))


# --- on the paper ---


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("title", ["Night", "A title of very many words that takes more than one line beside a code"])
def test_its_modules_are_large_enough_and_nothing_stands_in_its_light_margin(
    title: str, paper: Any, large: bool
) -> None:
    """Nothing is drawn for four modules around it, whatever stands beside, below and above."""
    lead = Paragraph(words("Some words that go on and on beside the code. " * 3), "lead")
    for blocks in ((Heading(1, title), lead), (Heading(2, title), lead)):
        first = (Coded(blocks, CODE),) if blocks[0].level == 1 else (Heading(1, "T"), lead, Coded(blocks, CODE), lead)
        document = pdf_sample.document(((pdf_sample.Section("fridge", first),),), paper=paper, large_print=large)
        data = pdf_bytes(document)
        assert Aloud(data).words() == expected_words(document)
        ((_, _, (left, bottom, right, top)),) = _figures(data)
        assert MODULE >= 0.48 * MM
        assert right - left == pytest.approx(top - bottom, abs=0.2)
        dpi = 300
        picture = page(data, dpi=dpi)
        height = picture.height * 72 / dpi
        quiet = QUIET * MODULE
        around = [left - quiet, height - top - quiet, right + quiet, height - bottom + quiet]
        inner = [left, height - top, right, height - bottom]
        # A point is for what rounding of the box and the edges of dots take.
        outer = picture.crop([round(side * dpi / 72) + (4, 4, -4, -4)[at] for at, side in enumerate(around)])
        outer.paste(
            255, [round((side - around[at % 2]) * dpi / 72) + (-8, -8, 4, 4)[at] for at, side in enumerate(inner)]
        )
        assert outer.getextrema() == (255, 255)
        assert codes(page(data)) == [CODE.holds]


def test_it_is_drawn_as_one_path() -> None:
    """No picture of dots, which would blur, and no seams between its modules."""
    data = pdf_bytes(with_parts((Coded((Heading(2, "Part"),), CODE),)))
    drawn = code(data)
    (path,) = re.findall(r"/Figure <</MCID \d+>> BDC\n(.*?)EMC", drawn, flags=re.DOTALL)
    assert len(re.findall(r"\bf\b", path)) == 1
    assert " Do" not in drawn


def test_what_follows_stands_below_the_heading_beside_a_code() -> None:
    """Its level is not lost: a box below a title is a heading of the second level."""
    for who in ("ordinary", "44"):
        reader = Aloud(real(who, "a4")[1])
        roles = [role for role, *_ in reader.walk() if role in {"H1", "H2", "H3"}]
        assert roles[:2] == ["H1", "H2"]
        assert roles.count("H1") == 1


# --- where page 1 is full ---


def test_it_yields_after_the_grid_and_before_the_third_stretch_to_the_back_and_then_altogether() -> None:
    places = [(form.grid, form.code, form.stretches) for form in forms() if form.elsewhere == "back"]
    first = next(at for at, (_, code, _) in enumerate(places) if code != "front")
    assert all(grid is False and stretches == 3 for grid, _, stretches in places[first : first + 2])
    assert [place for _, place, _ in places[first : first + 2]] == ["back", ""]
    assert all(grid is True for grid, _, _ in places[: first - 1])
    assert places[-1][1] == ""
    # Wherever something else yields, it is first tried with the code on the back, then without it.
    assert [place for _, place, _ in places[first:]] == ["back", ""] * ((len(places) - first) // 2)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("who", PEOPLE)
def test_no_sheet_gets_a_page_for_it(who: str, form: str) -> None:
    _, data = real(who, form)
    bare = compose(plan_for({**PEOPLE[who], **FORMS[form]}), CONTENT)
    without = type(bare)(**{**_fields(bare), "first_leaf": tuple(map(_without, bare.first_leaf))})
    assert len(opened(data).pages) <= len(opened(pdf_bytes(without)).pages)


def _fields(document: Any) -> dict[str, Any]:
    return {name: getattr(document, name) for name in document.__struct_fields__}


def _without(leaf: Any) -> Any:
    return tuple(
        type(part)(part.name, tuple(block for one in part.blocks for block in _beside(one)), part.aside)
        for part in leaf
    )


def _beside(block: Any) -> tuple[Any, ...]:
    return block.blocks if isinstance(block, Coded) else (block,)


def test_a_heading_with_a_code_stays_with_the_nights_below_it() -> None:
    """Where the log goes over to a page of its own, its heading, what to note and the code go with it."""
    table = pdf_sample.log(14).blocks[-1]
    head = Coded((Heading(2, "Night log"), Paragraph(words("Note the pain."))), Code("BEGIN:VEVENT", "A code", "Alarm"))
    for above in range(24, 44):
        lines = [Paragraph(words("Words above the log.")) for _ in range(above)]
        reader = Aloud(pdf_bytes(with_parts((Paragraph(words("One.")),), Section("food", (*lines, head, table)))))
        pages = {text.strip(): page for role, text, page, _ in reader.walk() if role in ("H2", "TH") and text.strip()}
        assert pages["Night log"] == pages["Night"], above
