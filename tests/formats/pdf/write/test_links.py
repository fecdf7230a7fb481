"""Numbers of sources lead to the list of sources, and the list leads back."""

from __future__ import annotations

import io

import page
import pypdf
import pytest
from pdf_reading import Aloud, aloud, kids, pdf, with_parts

from planner.document.model import BulletList, ListItem, Paragraph, Run, words
from planner.formats.pdf import pdf_bytes


def named(source: str, says: str = "source") -> Paragraph:
    return Paragraph((*words("Walk."), Run("[1]", mark=True, says=says, source=source)))


def listed(*sources: str) -> BulletList:
    return BulletList(tuple(ListItem(words(f"Book {one}"), source=one) for one in sources), ordered=True, small=True)


def links(data: bytes) -> list[tuple[int, int, str]]:
    """Return of each annotation the page where it lies, the page where it leads, and what it says."""
    reader = pypdf.PdfReader(io.BytesIO(data))
    numbers = {one.indirect_reference.idnum: number for number, one in enumerate(reader.pages)}
    found = []
    for number, one in enumerate(reader.pages):
        for reference in one.get("/Annots", []):
            annotation = reference.get_object()
            assert annotation["/F"] == 4
            found.append((number, numbers[list.__getitem__(annotation["/Dest"], 0).idnum], annotation["/Contents"]))
    return found


def test_a_number_leads_to_the_list_and_back() -> None:
    """Each mark of a source, and from the list to the first of them."""
    data = pdf_bytes(with_parts((named("a", "source 1"), named("a", "source 1"), listed("a", "b"))))
    assert sorted(links(data)) == [(0, 0, "Book a"), (0, 0, "source 1"), (0, 0, "source 1")]


def test_a_link_is_an_element_with_its_words_and_its_annotation() -> None:
    data = pdf_bytes(with_parts((named("a", "source 1"), listed("a"))))
    reader = Aloud(data)
    found = [node for role, _, _, node in reader.walk() if role == "Link"]
    said = [(reader.read(node).strip(), str(node.get("/E", ""))) for node in found]
    assert said == [("[1]", "source 1"), ("1", "")]
    for node in found:
        assert [str(kid.Type) for kid in kids(node) if not isinstance(kid, int)] == ["/OBJR"]
    for profile in ("ua1", "2a"):
        assert page.validate_pdf_bytes(data, profile=profile).is_compliant


@pytest.mark.parametrize("blocks", [(named("a"),), (listed("a"),), (named("a"), listed("b"))])
def test_where_there_is_nothing_to_lead_to_there_is_no_link(blocks: tuple[Paragraph | BulletList, ...]) -> None:
    data = pdf_bytes(with_parts(blocks))
    assert links(data) == []
    assert not [role for role, *_ in Aloud(data).walk() if role == "Link"]


def test_links_lie_on_every_page_that_names_a_source_of_the_list() -> None:
    found = links(pdf("standard"))
    reader = aloud("standard")
    heads = {reader.read(node).strip(): at for role, _, at, node in reader.walk() if role == "H2"}
    home = heads["Sources"]
    assert {target for _, target, says in found if says.startswith("source")} == {home}
    assert {number for number, _, _ in found} >= {2, home}
