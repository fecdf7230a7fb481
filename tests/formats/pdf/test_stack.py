"""A stack of sheets: each person's marks lead to his own tags, and nobody's to another's."""

from __future__ import annotations

import io
from functools import cache

import page as validator
import pdf_sample
import pikepdf
import pytest
from msgspec.structs import replace
from pdf_reading import extracted, opened
from stack_reading import faults, foreign_marks, words_of_pages

from planner.document.model import Document
from planner.formats.pdf import pdf_bytes
from planner.formats.pdf.stack import PageSpan, SheetStack
from planner.model.sheet import Identity


def person(label: str, **changes: object) -> Document:
    """Return a realistic sheet whose name and id nobody else has."""
    return replace(pdf_sample.sample(**changes), identity=Identity(name=f"Name{label}", id=label))


# The full sample and a page that sends to a clinician: an even and an odd number of pages.
PEOPLE = {
    "AAA1": person("AAA1"),
    "BBB2": replace(pdf_sample.referral(), identity=Identity(name="NameBBB2", id="BBB2")),
    "CCC3": person("CCC3", full=False),
    "DDD4": person("DDD4", large_print=True),
}


@cache
def made() -> tuple[bytes, dict[str, PageSpan]]:
    """Return a stack of these people and the place of each."""
    stack = SheetStack("a4")
    places = {label: stack.add(document, label) for label, document in PEOPLE.items()}
    return stack.finish(0), places


def pages() -> dict[str, range]:
    """Return the pages of each person, counted from 0, an empty back not among them."""
    return {label: range(place.first_page - 1, place.last_page) for label, place in made()[1].items()}


def test_nothing_of_one_person_leads_to_another() -> None:
    assert faults(made()[0], pages()) == []


def test_no_page_holds_another_persons_words() -> None:
    marks = {label: (label, f"Name{label}") for label in PEOPLE}
    texts = words_of_pages(made()[0], pages())
    assert all(label in texts[label] for label in PEOPLE)
    assert foreign_marks(texts, marks) == []


def changed(change: object) -> bytes:
    """Return the stack after a change to its objects."""
    with opened(made()[0]) as file:
        change(file)  # type: ignore[operator]
        out = io.BytesIO()
        file.save(out)
        return out.getvalue()


def test_a_merge_that_keeps_the_tags_of_another_is_found() -> None:
    """A merge that kept the first person's tree has passed validators."""

    def swap(file: pikepdf.Pdf) -> None:
        first, second = (
            file.Root.StructTreeRoot.ParentTree.Kids[0].Nums,
            file.Root.StructTreeRoot.ParentTree.Kids[1].Nums,
        )
        first[1], second[1] = second[1], first[1]

    assert any("leads to" in fault for fault in faults(changed(swap), pages()))


def test_a_link_and_a_bookmark_that_lead_to_another_are_found() -> None:
    def bend(file: pikepdf.Pdf) -> None:
        last = file.pages[pages()["DDD4"][0]]
        link = next(link for one in pages()["AAA1"] for link in file.pages[one].get("/Annots", ()))
        link.Dest[0] = last.obj
        with file.open_outline() as outline:
            outline.root[0].destination[0] = last.obj

    found = faults(changed(bend), pages())
    assert any("a link of page" in fault for fault in found)
    assert any("a bookmark of AAA1" in fault for fault in found)


def test_a_planted_word_of_another_is_found() -> None:
    stack = SheetStack("a4")
    leak = replace(PEOPLE["CCC3"], foot="as for NameAAA1")
    places = {"AAA1": stack.add(PEOPLE["AAA1"], "AAA1"), "CCC3": stack.add(leak, "CCC3")}
    ranges = {label: range(place.first_page - 1, place.last_page) for label, place in places.items()}
    texts = words_of_pages(stack.finish(0), ranges)
    assert foreign_marks(texts, {"AAA1": ["NameAAA1"], "CCC3": ["NameCCC3"]}) == ["CCC3 holds NameAAA1 of AAA1"]


@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_a_stack_is_accessible_and_archivable(profile: str) -> None:
    report = validator.validate_pdf_bytes(made()[0], profile=profile)
    assert report.is_compliant, [str(one) for one in report.failures][:5] if hasattr(report, "failures") else report


def test_every_sheet_begins_on_a_new_leaf() -> None:
    places = list(made()[1].values())
    assert all(place.first_page % 2 for place in places)
    assert any(place.last_page % 2 for place in places), "a sheet with an odd number of pages is among them"
    with opened(made()[0]) as file:
        assert len(file.pages) == sum(place.leaves for place in places) * 2
        assert str(file.Root.ViewerPreferences.Duplex) == "/DuplexFlipLongEdge"
        last = {place.last_page for place in places if place.last_page % 2}
        assert all(extracted(made()[0], number).strip() == "" for number in last)


@pytest.mark.wide
def test_a_sheet_in_a_stack_has_the_words_of_the_sheet_alone() -> None:
    data, places = made()
    for label, document in PEOPLE.items():
        place = places[label]
        alone = pdf_bytes(document)
        count = place.last_page - place.first_page + 1
        for number in range(count):
            assert extracted(data, place.first_page - 1 + number) == extracted(alone, number), (label, number)


def test_bookmarks_stand_below_their_person() -> None:
    with opened(made()[0]) as file, file.open_outline() as outline:
        assert [entry.title for entry in outline.root] == list(PEOPLE)
        assert all(entry.children and entry.is_closed for entry in outline.root)


def test_fonts_stand_once_however_many_sheets() -> None:
    def fonts(data: bytes) -> int:
        with opened(data) as file:
            return sum(isinstance(one, pikepdf.Stream) and "/Length1" in one for one in file.objects)

    assert fonts(made()[0]) == max(fonts(pdf_bytes(document)) for document in PEOPLE.values())


def test_the_file_says_nothing_of_a_person() -> None:
    with opened(made()[0]) as file:
        said = " ".join(map(str, file.docinfo.values())) + file.Root.Metadata.read_bytes().decode()
        assert said.count("Calmer legs at night") == 2, "in each place once, though all sheets have this title"
        assert not any(mark in said for mark in PEOPLE)


def test_the_same_people_give_the_same_bytes() -> None:
    stack = SheetStack("a4")
    for label, document in PEOPLE.items():
        stack.add(document, label)
    assert stack.finish(0) == made()[0]


def test_another_paper_is_refused() -> None:
    with pytest.raises(ValueError, match="letter"):
        SheetStack("a4").add(person("EEE5", paper="letter"), "EEE5")
