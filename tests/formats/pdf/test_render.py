"""What a sheet's PDF must answer when it is asked, not measured."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import page
import pdf_sample
import pikepdf
import pypdf
import pytest
from conftest import CONTENT, plan_for
from msgspec.structs import replace

from planner.document.compose import compose
from planner.document.model import (
    BulletList,
    Cell,
    CheckItem,
    Checklist,
    Document,
    Figure,
    Group,
    Heading,
    Illustrated,
    ListItem,
    Note,
    Paragraph,
    Run,
    Table,
    literal,
    plain,
    words,
)
from planner.errors import ContentError
from planner.files.svg import drawing, fault
from planner.formats.pdf import lay_out, pdf_bytes, write_pdf
from planner.formats.pdf.blocks.lists import lettered
from planner.formats.pdf.fonts import FALLBACKS
from planner.formats.pdf.layout.bidi import visual
from planner.formats.pdf.layout.fitting import settled
from planner.formats.pdf.layout.linebreak import broken, escape, line_width
from planner.formats.pdf.layout.running import with_room
from planner.formats.pdf.render import drawn
from planner.formats.pdf.theme import STANDARD, TIGHTNESS, body_height, theme_for, tightened
from planner.resources import bundled

SHEETS = {
    "standard": pdf_sample.sample(),
    "letter": pdf_sample.sample(paper="letter"),
    "large": pdf_sample.sample(large_print=True),
    "nameless": pdf_sample.sample(name="", number=""),
}
HOSTILE = (
    "<b>x",
    '<img src="file:///etc/passwd">',
    "a & b &amp; c",
    "bell\x07 null\x00 newline\n tab\t",
    "abc\u202edcba\u2066x",
    "N" * 10_000,
    "long name " * 1_000,
    "\ud800 half a pair",
    "😀 𐎀",
    "{page} {pages} {name} {id}",
    "(unbalanced \\ (brackets",
)


@cache
def pdf(sheet: str) -> bytes:
    """Return the bytes of a sheet."""
    return pdf_bytes(SHEETS[sheet])


def opened(data: bytes) -> pikepdf.Pdf:
    """Open a PDF for questions."""
    return pikepdf.open(io.BytesIO(data))


def extracted(data: bytes, number: int | None = None) -> str:
    """Return the text of a PDF, or of one page, as a program sees it that knows no tags."""
    pages = pypdf.PdfReader(io.BytesIO(data)).pages
    chosen = pages if number is None else [pages[number]]
    return "\n".join(one.extract_text() for one in chosen)


# ---- reading a PDF the way a screen reader does


def unicode_map(font: pikepdf.Object) -> dict[int, str]:
    """Return a font's map from codes to letters."""
    pairs = re.findall(rb"<(\w\w)> <(\w{4,})>\n", font.ToUnicode.read_bytes())
    return {int(code, 16): bytes.fromhex(char.decode()).decode("utf-16-be") for code, char in pairs}


def marked_text(one: pikepdf.Page) -> tuple[dict[int, str], str, list[str]]:
    """Return a page's text by mark, the text of its decoration, and what is painted in marks that are no text."""
    fonts = {name: unicode_map(font) for name, font in one.Resources.Font.items() if "/ToUnicode" in font}
    marks: dict[int, str] = {}
    decoration, painted, stack, current = "", [], [], {}
    for operands, operator in pikepdf.parse_content_stream(one):
        name = str(operator)
        if name in {"BDC", "BMC"}:
            properties = operands[1] if len(operands) > 1 else {}
            stack.append((str(operands[0]), int(properties["/MCID"]) if "/MCID" in properties else None))
        elif name == "EMC":
            stack.pop()
        elif name == "Tf":
            current = fonts[str(operands[0])]
        elif name == "Tj":
            text = "".join(current[code] for code in bytes(operands[0]))
            number = next((mark for _, mark in reversed(stack) if mark is not None), None)
            if number is None:
                decoration += text + " "
            else:
                marks[number] = marks.get(number, "") + text
        elif name in {"S", "f", "B"}:
            painted += [role for role, mark in stack if mark is not None]
            assert stack, "every line and every area belongs to an element or is an artifact"
    assert not stack
    return marks, decoration, painted


class Aloud:
    """A PDF read in the order of its tags."""

    def __init__(self, data: bytes) -> None:
        """Open the PDF."""
        self.file = opened(data)
        self.pages = [marked_text(one) for one in self.file.pages]
        self.numbers = {one.objgen: number for number, one in enumerate(self.file.pages)}

    def walk(self, node: Any = None, home: Any = None) -> Iterator[tuple[str, str, int, Any]]:
        """Yield (role, own text, page, node) of each element, parents first."""
        node = self.file.Root.StructTreeRoot.K if node is None else node
        home = node.get("/Pg", home)
        own = "".join(self.mark(kid, home) for kid in kids(node) if isinstance(kid, int) or "/MCID" in kid)
        yield str(node.S)[1:], own, -1 if home is None else self.numbers[home.objgen], node
        for kid in kids(node):
            if not isinstance(kid, int) and "/S" in kid:
                yield from self.walk(kid, home)

    def mark(self, kid: Any, home: Any) -> str:
        """Return the text of a mark."""
        where, number = (home, kid) if isinstance(kid, int) else (kid.Pg, int(kid.MCID))
        return self.pages[self.numbers[where.objgen]][0].get(number, "")

    def read(self, node: Any) -> str:
        """Return the text of an element and of all below it."""
        text = " "
        for kid in kids(node):
            if isinstance(kid, int) or "/MCID" in kid:
                text += self.mark(kid, node.get("/Pg"))
            elif "/S" in kid:
                text += self.read(kid)
        return text

    def words(self) -> list[str]:
        """Return every word in reading order."""
        return self.read(self.file.Root.StructTreeRoot.K).split()


def kids(node: Any) -> list[Any]:
    """Return the children of an element."""
    found = node.get("/K", [])
    return list(found) if isinstance(found, pikepdf.Array) else [found]


@cache
def aloud(sheet: str) -> Aloud:
    """Return a sheet to be read aloud."""
    return Aloud(pdf(sheet))


def spoken(block: Any) -> Iterator[str]:
    """Yield the texts of a block in the order of sense."""
    if isinstance(block, Heading):
        yield block.text
    elif isinstance(block, Paragraph):
        yield plain(block.text)
    elif isinstance(block, BulletList):
        for number, item in enumerate(block.items, 1):
            letter, text = lettered(item.text)
            yield letter or (f"{number}." if block.ordered else "•")
            yield from [plain(text), *item.marks, *map(plain, item.notes)]
    elif isinstance(block, Checklist):
        for check in block.items:
            yield from [check.label, plain(check.text), *check.marks, *map(plain, check.notes)]
    elif isinstance(block, Table):
        yield from [*block.header, *(plain(cell.text) for row in block.rows for cell in row)]
    elif not isinstance(block, Figure):
        yield block.title if isinstance(block, Note) else ""
        for inner in illustrated_order(block) if isinstance(block, Illustrated) else block.blocks:
            yield from spoken(inner)


def illustrated_order(block: Illustrated) -> tuple[Any, ...]:
    """Return the picture after the heading."""
    pictures = (block.figure,) if block.figure else ()
    return (block.blocks[0], *pictures, *block.blocks[1:])


def as_it_stands(document: Document, reader: Aloud) -> Document:
    """Return the document in the order of its pages: what follows the last tear-off part may stand before it."""
    *before, torn, after = document.sections
    heads = [reader.read(node).strip() for role, _, _, node in reader.walk() if role == "H2"]
    if after.kind != "after" or heads.index(after.blocks[0].text) > heads.index(torn.blocks[0].text):
        return document
    return replace(document, sections=(*before, after, torn))


def expected_words(document: Document) -> list[str]:
    """Return every word of a document in reading order, after the line that says whom it is for."""
    who = document.identity
    line = [document.header.format(name=who.name, id=who.id)] if who.name or who.id else []
    texts = [*line, document.date, *(text for part in document.sections for text in spoken(part))]
    return " ".join(texts).split()


# ---- the questions


@pytest.mark.parametrize("sheet", SHEETS)
def test_words_are_read_in_the_order_of_the_document(sheet: str) -> None:
    """A screen reader hears every word once, in order, and no line glues two words together."""
    assert aloud(sheet).words() == expected_words(SHEETS[sheet])


@pytest.mark.parametrize("sheet", SHEETS)
@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_the_sheet_conforms_to_pdf_ua_and_pdf_a(sheet: str, profile: str) -> None:
    """An independent validator finds nothing against PDF/UA-1 and PDF/A-2a."""
    report = page.validate_pdf_bytes(pdf(sheet), profile=profile)
    assert report.is_compliant, [str(failure) for failure in report.failures]


def test_title_and_language_are_told() -> None:
    """The window shows the title, and a voice knows its language."""
    file = opened(pdf("standard"))
    root = file.Root
    assert pypdf.PdfReader(io.BytesIO(pdf("standard"))).metadata.title == SHEETS["standard"].title
    assert (str(root.Lang), bool(root.ViewerPreferences.DisplayDocTitle)) == ("en", True)


def test_fonts_are_embedded_and_speak_unicode() -> None:
    """Every font is in the file, and no code of it means the character zero."""
    file = opened(pdf("standard"))
    fonts = list(file.pages[0].Resources.Font.values())
    assert len(fonts) == 2
    for font in fonts:
        assert "/FontFile2" in font.FontDescriptor
        assert "\0" not in unicode_map(font).values()


@pytest.mark.parametrize("sheet", ["standard", "letter", "nameless"])
def test_the_front_is_page_one_alone(sheet: str) -> None:
    """Page 1 holds the whole front, on both papers, and the days begin on page 2."""
    assert "Leave out the foods marked D" in extracted(pdf(sheet), 0)
    assert "The seven days" in extracted(pdf(sheet), 1)
    assert "The seven days" not in extracted(pdf(sheet), 0)


def test_a_front_in_large_print_has_two_sides() -> None:
    """The days begin on page 3."""
    assert "The seven days" in extracted(pdf("large"), 2)


def test_a_long_front_is_never_cut() -> None:
    """Far too many signs go over to a second page, without loss."""
    signs = BulletList(tuple(pdf_sample._points(*(f"Another sign number {n}" for n in range(60)))))
    crowded = with_front((*pdf_sample.front().blocks, signs))
    assert [word for word in Aloud(pdf_bytes(crowded)).words() if word == "59"] == ["59"]


def with_front(blocks: tuple[Any, ...], *between: pdf_sample.Section) -> Document:
    """Return a sheet of a front, what stands between, and the days."""
    sample = pdf_sample.sample()
    return type(sample)(
        **{name: getattr(sample, name) for name in sample.__struct_fields__ if name != "sections"},
        sections=(pdf_sample.Section("front", blocks), *between, pdf_sample.days()),
    )


@pytest.mark.parametrize("sheet", SHEETS)
def test_boxes_and_lines_are_never_read_out(sheet: str) -> None:
    """Only pictures are painted inside an element; boxes, frames and rules are decoration."""
    assert {role for _, _, painted in aloud(sheet).pages for role in painted} == {"/Figure"}


@pytest.mark.parametrize("sheet", SHEETS)
def test_every_page_says_whose_it_is_and_which(sheet: str) -> None:
    """Identity, date and page number stand on every page."""
    document, pages = SHEETS[sheet], pypdf.PdfReader(io.BytesIO(pdf(sheet))).pages
    owner = "For Ana García (A-1024)" if document.identity.name else document.title
    for number, one in enumerate(pages, 1):
        for line in (owner, document.date, f"{number} of {len(pages)}"):
            assert line in one.extract_text()


def test_headings_make_an_outline_without_gaps() -> None:
    """There is one H1, no level is skipped, and each heading has its bookmark."""
    levels = [int(role[1]) for role, _, _, _ in aloud("standard").walk() if re.fullmatch(r"H\d", role)]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    with opened(pdf("standard")).open_outline() as outline:
        assert count(outline.root) == len(levels)


def count(items: Any) -> int:
    """Return how many bookmarks there are below."""
    return sum(1 + count(item.children) for item in items)


@pytest.mark.parametrize("sheet", SHEETS)
def test_no_day_is_split_and_no_heading_stands_alone(sheet: str) -> None:
    """All of a group is on one page (in large print on two), and after each heading something follows on its page."""
    reader = aloud(sheet)
    elements = [(role, at, node) for role, text, at, node in reader.walk() if text or role == "Div"]
    groups = [{at for _, _, at, _ in reader.walk(node)} for role, _, node in elements if role == "Div"]
    assert len(groups) == 7
    assert all(max(pages) - min(pages) <= (sheet == "large") for pages in groups)
    leaves = [(role, at) for role, at, _ in elements if role != "Div"]
    heads = [index for index, (role, _) in enumerate(leaves) if re.fullmatch(r"H\d", role)]
    assert all(leaves[index][1] == leaves[index + 1][1] for index in heads)


def test_table_rows_are_whole_and_the_header_comes_again_as_decoration() -> None:
    """A long table repeats its header on the next page, where it is seen and not heard."""
    rows = tuple((Cell(words(f"row {n}")), Cell(words("a line " * 20))) for n in range(40))
    data = pdf_bytes(pdf_sample.sample(extra=(Table(("Headword", "Meaning"), rows, (1, 3)),)))
    reader = Aloud(data)
    assert reader.words().count("Headword") == 1
    assert sum("Headword" in decoration for _, decoration, _ in reader.pages) >= 1
    for role, _, _, node in reader.walk():
        if role == "TR":
            assert len({at for _, text, at, _ in reader.walk(node) if text}) <= 1


def test_header_cells_have_a_scope() -> None:
    """Each header cell says whether it heads a column or a row; a box says what to tick."""
    nodes = [(role, node) for role, _, _, node in aloud("standard").walk()]
    scopes = {str(node.A.Scope) for role, node in nodes if role == "TH"}
    assert scopes == {"/Column", "/Row"}
    assert "box to tick for Monday" in {str(node.get("/Alt", "")) for role, node in nodes if role == "TD"}


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_string_ends_in_a_clean_sheet(text: str) -> None:
    """Whatever stands in a name, a medicine or a cell is text: the sheet conforms, and page 1 is still one page."""
    blocks = (
        Paragraph(literal(text)),
        Heading(3, text),
        BulletList((pdf_sample.ListItem(literal(text), (literal(text),)),)),
        Table((text, "B"), ((Cell(literal(text)), Cell(literal(text))),), (1, 1)),
        Note("caution", text, (Checklist((pdf_sample.CheckItem(literal(text), label=text),)),)),
        Group((Figure(pdf_sample.svg("walk"), text),)),
    )
    data = pdf_bytes(pdf_sample.sample(name=text, number=text, extra=blocks))
    for profile in ("ua1", "2a"):
        assert page.validate_pdf_bytes(data, profile=profile).is_compliant
    assert "The seven days" in extracted(data, 1)


def test_markup_is_text() -> None:
    """A tag in a name is printed as it was typed."""
    assert '<img src="file:///x">' in extracted(pdf_bytes(pdf_sample.sample(name='<img src="file:///x">')), 0)


def test_controls_and_overrides_do_not_pass_the_gate() -> None:
    """No invisible character and no change of direction reaches the page; a surrogate half is dropped."""
    assert escape("a\x00b\u202ec\u2066d\ufeffe\ud800f\u200bg") == "abcdefg"
    assert escape("tab\tline\nnbsp\xa0") == "tab line nbsp\xa0"


def test_no_line_begins_with_the_stop_of_a_sentence_in_two_runs() -> None:
    """A stop of ours behind a person's own word stays with it, however wide the page."""
    text = (Run("What you told us: "), Run("coffee"), Run(". And more."))
    lines = [line for width in range(48, 180) for line in broken(text, STANDARD["body"], width)]
    assert not [line for line in lines if line[0].parts[0][1].lstrip().startswith(".")]


def test_a_long_name_is_cut_with_an_ellipsis() -> None:
    """A name of 10,000 letters takes one line of the head and leaves the date in its place."""
    text = extracted(pdf_bytes(pdf_sample.sample(name="N" * 10_000)), 2)
    assert re.search(r"For N+…", text)
    assert "Week of 23 November 2026" in text


@pytest.mark.parametrize("form", ["a4", "large letter"])
def test_beside_a_long_name_the_id_is_whole(form: str) -> None:
    """A clinic finds its patient by the id, however long the name."""
    raw = {"age": 44, "name": "Maximiliana Featherstonehaugh-Cholmondeley of Bath and Wells", "id": "LONG-IDENT-0001"}
    text = extracted(pdf_bytes(compose(plan_for({**raw, **PRINTS[form]}), CONTENT)), 2)
    assert re.search(r"Maximiliana.*… · LONG-IDENT-0001", text)


@pytest.mark.parametrize(
    "name", ["王小明", "김철수", "山田はなこ", "अनिल", "สมชาย", "გიორგი", "Ћирић", "Nguyễn Thị Hồng", "ሰላም", "≤ → ✓"]
)
def test_a_name_of_any_clinic_is_printed(name: str) -> None:
    """No character of these scripts is replaced."""
    assert "?" not in extracted(pdf_bytes(pdf_sample.sample(name=name)), 2)


def test_a_character_without_a_font_is_visible() -> None:
    """Where no font has a character there is a question mark, never an empty box."""
    assert "For ? Bob" in extracted(pdf_bytes(pdf_sample.sample(name="𐎀 Bob")), 2)


def test_right_to_left_names_are_joined_and_turned() -> None:
    """Arabic letters take their joined shapes and stand from right to left; numbers keep their order."""
    assert visual("محمد") == "\ufeaa\ufee4\ufea4\ufee3"
    assert visual("יעקב 12") == "12 בקעי"


def test_the_same_document_gives_the_same_bytes() -> None:
    """Nothing but the document and the creation time is in the file."""
    document = SHEETS["standard"]
    assert pdf_bytes(document) == pdf_bytes(document)
    assert b"D:20261123" not in pdf_bytes(document)
    later = pypdf.PdfReader(io.BytesIO(pdf_bytes(document, creation_time=1_795_392_000))).metadata
    assert later.creation_date.date().isoformat() == "2026-11-23"


def test_a_body_is_laid_out_once_for_many_people() -> None:
    """One layout drawn for two people gives the same files as two layouts, and nothing of one is in the other."""
    ana, bo = pdf_sample.sample("Ana", "A-1"), pdf_sample.sample("Bo Zebra", "B-2")
    layout = lay_out(ana, theme_for("a4", large_print=False))
    assert drawn(ana, layout, 0) == pdf_bytes(ana)
    assert drawn(bo, layout, 0) == pdf_bytes(bo)
    assert drawn(ana, layout, 0) == pdf_bytes(ana)
    assert "Zebra" not in extracted(pdf_bytes(ana))


def test_no_name_is_in_the_metadata() -> None:
    """Title, subject and keywords hold nothing of a person."""
    file = opened(pdf("standard"))
    assert "Ana" not in str(dict(file.docinfo)) + file.Root.Metadata.read_bytes().decode()


@pytest.mark.parametrize(("sheet", "least"), [("standard", 11), ("letter", 11), ("large", 16)])
def test_no_letter_is_smaller_than_the_standard_allows(sheet: str, least: float) -> None:
    """Body text and everything else keep their minimum, also where page 1 is set tightly."""
    sizes = [
        float(operands[1])
        for one in opened(pdf(sheet)).pages
        for operands, operator in pikepdf.parse_content_stream(one, "Tf")
        if str(operator) == "Tf"
    ]
    assert min(sizes) >= least


@pytest.mark.parametrize(("sheet", "size"), [("standard", (595.28, 841.89)), ("letter", (612, 792))])
def test_the_paper_is_the_one_that_was_asked_for(sheet: str, size: tuple[float, float]) -> None:
    """Every page has the size of its paper, and nothing is drawn in the margins."""
    for one in opened(pdf(sheet)).pages:
        assert [float(side) for side in one.MediaBox][2:] == pytest.approx(size, abs=0.01)


def test_running_text_has_at_most_70_letters_a_line() -> None:
    """Lines of the standard sheet are of a length that reads well."""
    text = words("Start where you are, and go on with the next day if you miss one. " * 20)
    lines = broken(text, STANDARD["body"], 496, theme_for("a4", large_print=False).letters)
    lengths = ["".join(part for span in line for _, part in span.parts) for line in lines]
    assert 60 <= max(len(line.strip()) for line in lengths) <= 70
    assert max(line_width(line) for line in lines) <= 496


def test_points_of_a_list_have_at_most_70_letters_a_line() -> None:
    """Points and numbered steps are running text too."""
    long = "Start where you are, and go on with the next day if you miss one. " * 6
    for ordered in (False, True):
        points = BulletList((ListItem(words(long)),), ordered=ordered)
        data = pdf_bytes(with_front(pdf_sample.front().blocks, pdf_sample.Section("flow", (points,))))
        lines = [line.strip() for line in extracted(data, 1).splitlines() if "next day" in line]
        assert lines
        assert max(len(line.lstrip("•1. ")) for line in lines) <= 70


@pytest.mark.parametrize("count", range(36, 48))
def test_the_last_leaf_goes_on_where_a_page_has_only_a_few_lines(count: int) -> None:
    """However much stands before it, no page but the last looks forgotten."""
    points = BulletList(tuple(ListItem(words(f"Point {number}.")) for number in range(count)))
    flow = pdf_sample.Section("flow", (Heading(2, "Many points"), points))
    sample = pdf_sample.sample()
    sections = (pdf_sample.front(), flow, replace(pdf_sample.tear_off()[-1], kind="tear-off"))
    document = type(sample)(
        **{name: getattr(sample, name) for name in sample.__struct_fields__ if name != "sections"}, sections=sections
    )
    layout = lay_out(document, theme_for("a4", large_print=False))
    bottoms = [max(placed.top + placed.strip.height for placed in one) for one in layout.pages]
    assert min(bottoms[:-1]) >= body_height(layout.theme) / 4


def test_streams_end_with_a_line_end_of_two_characters() -> None:
    """PDF/A counts a stream's bytes, and data may itself end with a carriage return."""
    assert set(re.findall(rb"(..)endstream", pdf("standard"), re.DOTALL)) == {b"\r\n"}


@pytest.mark.parametrize("sheet", SHEETS)
def test_no_page_looks_forgotten(sheet: str) -> None:
    """Each page but the last uses a quarter of its height."""
    document = SHEETS[sheet]
    theme = theme_for(document.paper, document.large_print)
    pages = lay_out(document, theme).pages
    bottoms = [max(placed.top + placed.strip.height for placed in one) for one in pages]
    assert min(bottoms[:-1]) >= body_height(theme) / 4
    assert max(bottoms) <= body_height(theme) + 0.1


@pytest.mark.parametrize("picture", sorted(path.stem for path in (bundled("plans") / "pictures").glob("*.svg")))
def test_every_picture_can_be_drawn(picture: str) -> None:
    """A picture has lines, and a sheet with it conforms and tells its movement."""
    svg = pdf_sample.svg(picture)
    assert len(drawing(svg)) > 5
    assert not fault(svg)
    data = pdf_bytes(pdf_sample.sample(extra=(Figure(svg, f"shows {picture}"),)))
    figures = [str(node.Alt) for role, _, _, node in Aloud(data).walk() if role == "Figure"]
    assert figures[-1] == f"shows {picture}"


SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 120">{}</svg>'
LINE = '<line x1="1" y1="1" x2="9" y2="9" stroke="#000000"/>'


@pytest.mark.parametrize(
    ("picture", "words"),
    [
        ("../../etc/passwd", "no SVG"),
        ("", "no SVG"),
        (SVG.format(LINE)[:-3], "no SVG"),
        (SVG.format(""), "nothing is drawn"),
        (LINE, "does not begin with <svg"),
        (SVG.format(LINE).replace("160 120", "90 0"), "viewBox"),
        ('<!DOCTYPE svg [<!ENTITY x "y">]>' + SVG.format(LINE), "entity"),
        (SVG.format("<text>hello</text>"), "<text> is not drawn"),
        (SVG.format('<image href="http://example.org/x.png"/>'), "<image> is not drawn"),
        (SVG.format(f'<g transform="scale(2)">{LINE}</g>'), "transform"),
        (SVG.format(LINE.replace("/>", ' opacity="0"/>')), "opacity"),
        (SVG.format(LINE.replace("#000000", "red")), "'red' of <line> is no colour"),
        (SVG.format(LINE.replace("#000000", "")), "is no colour"),
        (SVG.format(LINE.replace('x1="1"', 'x1="nan"')), "is no number"),
        (SVG.format(LINE.replace('x1="1"', 'x1="one"')), "is no number"),
        (SVG.format(LINE.replace("/>", ' stroke-width="-1"/>')), "below 0"),
        (SVG.format(LINE.replace('x2="9"', 'x2="999"')), "outside its viewBox"),
        (SVG.format('<circle cx="5" cy="5" r="9" stroke="#000000"/>'), "outside its viewBox"),
        (SVG.format('<polyline points="1,2 3" stroke="#000000"/>'), "no pairs"),
        (SVG.format('<polyline points="1,2 3e1,4" stroke="#000000"/>'), "no pairs"),
        (SVG.format('<polyline points="1,2" stroke="#000000"/>'), "two points"),
        (SVG.format('<path d="M 1 2 Q 3 4 5 6" stroke="#000000"/>'), "hold only"),
        (SVG.format('<path d="L 1 2" stroke="#000000"/>'), "begin with M"),
        (SVG.format('<path d="M 1 2 C 3 4 5 6" stroke="#000000"/>'), "needs 3 points"),
        (SVG.format("<g>" * 30 + LINE + "</g>" * 30), "deeper"),
        (SVG.format(LINE * 3000), "larger"),
        (SVG.format('<polyline points="' + "1" * 90_000 + 'x" stroke="#000000"/>'), "no pairs"),
    ],
)
def test_a_picture_that_would_not_be_drawn_as_it_is_meant_is_named(picture: str, words: str) -> None:
    """What the reader would skip, or draw elsewhere, is a fault; a sheet with it is not written."""
    assert words in fault(picture)
    if "outside" not in words:
        with pytest.raises(ContentError, match=words):
            pdf_bytes(pdf_sample.sample(extra=(Figure(picture, "bad"),)))


def test_every_font_file_is_there_with_its_licence() -> None:
    """A fallback that is named is shipped."""
    fonts = bundled("fonts")
    assert all((fonts / f"{name}.ttf").is_file() for name in FALLBACKS)
    assert (fonts / "OFL.txt").is_file()
    assert (fonts / "Apache-2.0.txt").is_file()


def test_a_sheet_is_written_to_a_stream_or_a_file(tmp_path: Path) -> None:
    """Both targets hold the same bytes, and a nine-page sheet is small enough to be mailed."""
    stream, path = io.BytesIO(), tmp_path / "plan.pdf"
    write_pdf(SHEETS["standard"], stream)
    write_pdf(SHEETS["standard"], path)
    assert stream.getvalue() == path.read_bytes() == pdf("standard")
    assert len(stream.getvalue()) < 150_000


# ---- columns


def numbered(count: int) -> tuple[str, ...]:
    """Return short texts that say which they are."""
    return tuple(f"Point number {number} of the list." for number in range(count))


def columned(count: int) -> tuple[Any, ...]:
    """Return a list and a checklist in two columns."""
    points = BulletList(tuple(ListItem(words(text)) for text in numbered(count)), columns=2, small=True)
    boxes = Checklist(tuple(CheckItem(words(text), marks=("A",)) for text in numbered(count)), columns=2)
    return points, Heading(3, "Boxes"), boxes


def places(data: bytes, text: str) -> list[tuple[int, float, float]]:
    """Return (page, x, y) of each line that begins with a text."""
    found: list[tuple[int, float, float]] = []
    for number, one in enumerate(pypdf.PdfReader(io.BytesIO(data)).pages):
        one.extract_text(
            visitor_text=lambda part, _, place, *__, number=number: (
                found.append((number, place[4], place[5])) if part.strip().startswith(text) else None
            )
        )
    return found


@pytest.mark.parametrize("count", [7, 140])
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_columns_are_read_one_after_the_other(count: int, paper: Any) -> None:
    """Items are heard in their order, down the first column and then the second, also over several pages."""
    document = pdf_sample.sample(paper=paper, extra=columned(count))
    data = pdf_bytes(document)
    reader = Aloud(data)
    assert reader.words() == expected_words(document)
    for profile in ("ua1", "2a"):
        assert page.validate_pdf_bytes(data, profile=profile).is_compliant
    lists = [len(kids(node)) for role, _, _, node in reader.walk() if role == "L"]
    assert lists[-2:] == [count, count]


def test_columns_stand_side_by_side_and_are_of_one_height() -> None:
    """Seven points make a column of four and one of three, both from the same height."""
    data = pdf_bytes(pdf_sample.sample(extra=(columned(7)[0],)))
    spots = places(data, "Point number")
    left, right = sorted({round(x) for _, x, _ in spots})
    assert [round(x) for _, x, _ in spots] == [left] * 4 + [right] * 3
    assert spots[0][2] == spots[4][2]


def test_large_print_has_one_column() -> None:
    """Large letters need the whole width."""
    data = pdf_bytes(pdf_sample.sample(large_print=True, extra=(columned(7)[0],)))
    assert len({round(x) for _, x, _ in places(data, "Point number")}) == 1


def test_blocks_side_by_side_are_read_from_the_left() -> None:
    """A box beside a table comes before it, and both stand at one height."""
    table = Table(("Right", "Mon"), ((Cell(words("row")), Cell(kind="tick", alt="box")),), (3, 1))
    beside = Group((Note("message", "Left", (Paragraph(words("of it.")),)), table), (1, 2))
    document = pdf_sample.sample(extra=(beside,))
    assert Aloud(pdf_bytes(document)).words() == expected_words(document)


# ---- real sheets

HEART = ("furosemide", "ramipril", "bisoprolol", "metformin", "atorvastatin", "spironolactone")
PEOPLE: dict[str, dict[str, Any]] = {
    "ordinary": {
        "age": 50,
        "sex": "male",
        "country": "GB",
        "exercise_level": "light",
        **dict.fromkeys(("medications", "conditions", "symptoms", "habits", "allergies", "diet", "limits"), "none"),
    },
    "44": {"age": 44},
    "71": {
        "age": 71,
        "medications": ["indapamide", "Lipitor"],
        "sleep_position": "back",
        "name": "Margaret Hill",
    },
    "pregnant": {
        "age": 30,
        "pregnancy": "30 weeks",
        "allergies": ["nuts"],
        "diet": ["vegetarian"],
        "sleep_position": "back",
    },
    "83": {"age": 83, "conditions": ["heart failure", "type 2 diabetes"], "medications": list(HEART)},
    "37": {
        "age": 37,
        "sex": "male",
        "daily_posture": "sitting",
        "habits": ["a glass of wine on Sundays"],
        "diet": "none",
    },
}
PRINTS: dict[str, dict[str, Any]] = {
    "a4": {"paper": "a4"},
    "letter": {"paper": "letter"},
    "large": {"paper": "a4", "large_print": True},
    "large letter": {"paper": "letter", "large_print": True},
}


@cache
def real(who: str, form: str, plan: str = "night-leg-cramps") -> tuple[Document, bytes]:
    """Return the sheet of a person from the bundled content, as it stands on paper, and its PDF."""
    document = compose(plan_for({**PEOPLE[who], **PRINTS[form]}, plan), CONTENT)
    theme = with_room(document, theme_for(document.paper, document.large_print))
    return settled(document, theme), pdf_bytes(document)


def begins(who: str, form: str, plan: str) -> dict[str, int]:
    """Return on which page each part of a real sheet begins, by its heading."""
    reader = Aloud(real(who, form, plan)[1])
    heads = [(reader.read(node).strip(), at) for role, _, at, node in reader.walk() if role in {"H1", "H2"}]
    return {text: at + 1 for text, at in reversed(heads)}


@pytest.mark.parametrize("form", PRINTS)
@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_a_real_sheet_conforms_and_is_read_in_order(who: str, form: str, profile: str) -> None:
    """What the composer writes is valid, and every word is heard once and in order."""
    document, data = real(who, form)
    assert page.validate_pdf_bytes(data, profile=profile).is_compliant
    reader = Aloud(data)
    assert reader.words() == expected_words(as_it_stands(document, reader))


@pytest.mark.parametrize("form", ["a4", "letter"])
@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("plan", sorted(CONTENT.templates))
def test_page_one_stands_alone_with_the_night_log_at_its_back(plan: str, who: str, form: str) -> None:
    """The leaf for the fridge can be taken out: page 1, the log on page 2, the days from page 3 on."""
    found = begins(who, form, plan)
    assert (found["Night log"], found["Your seven days"]) == (2, 3)


@pytest.mark.parametrize("form", ["large", "large letter"])
@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("plan", sorted(CONTENT.templates))
def test_in_large_print_the_front_and_the_pages_for_a_visit_are_two_leaves(plan: str, who: str, form: str) -> None:
    """The log is on page 3, or on page 4 behind those who should not use the sheet; the days begin a leaf."""
    found = begins(who, form, plan)
    log, clinician = found["Night log"], found["For your clinician"]
    assert (log, clinician) in ((3, 4), (4, 4))
    assert found["Your seven days"] == 5


@pytest.mark.parametrize("form", ["large", "large letter"])
def test_with_room_to_spare_the_log_still_has_one_page(form: str) -> None:
    """A wider setting never sends the days off the leaf that they begin."""
    raw = {"age": 16, "sex": "female", "pregnancy": "no", "exercise_level": "vigorous", "heat": True, "country": "US"}
    told = {**raw, "medications": "none", "conditions": "none", **PRINTS[form]}
    reader = Aloud(pdf_bytes(compose(plan_for(told), CONTENT)))
    starts = {reader.read(node).strip(): at + 1 for role, _, at, node in reader.walk() if role == "H2"}
    assert (starts["Night log"], starts["For your clinician"], starts["Your seven days"]) == (3, 4, 5)


@pytest.mark.parametrize(("form", "most"), [("a4", 11), ("letter", 11), ("large", 16), ("large letter", 16)])
@pytest.mark.parametrize("who", ["44", "ordinary"])
@pytest.mark.parametrize("plan", sorted(CONTENT.templates))
def test_an_ordinary_sheet_has_as_many_pages_as_it_may(plan: str, who: str, form: str, most: int) -> None:
    """Whether little is known of somebody or all: eight pages and those to tear off, in large print twelve."""
    assert len(pypdf.PdfReader(io.BytesIO(real(who, form, plan)[1])).pages) <= most


@pytest.mark.parametrize("form", PRINTS)
@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("plan", sorted(CONTENT.templates))
def test_no_page_of_a_real_sheet_looks_forgotten(plan: str, who: str, form: str) -> None:
    """Each page but the last uses a quarter of its height."""
    document, _ = real(who, form, plan)
    theme = theme_for(document.paper, document.large_print)
    pages = lay_out(document, theme).pages
    bottoms = [max(placed.top + placed.strip.height for placed in one) for one in pages]
    assert min(bottoms[:-1]) >= body_height(theme) / 4


@pytest.mark.parametrize(
    ("large", "sizes"),
    [
        (False, {"body": 12.5, "point": 12.5, "lead": 12.5, "heading-1": 16, "heading-2": 16, "heading-3": 16}),
        (True, {"body": 18, "point": 18, "lead": 18, "heading-1": 20, "heading-2": 20, "heading-3": 20}),
    ],
)
@pytest.mark.parametrize("step", range(len(TIGHTNESS)))
def test_text_steps_and_headings_keep_their_size_where_little_room_is(
    large: bool, sizes: dict[str, float], step: int
) -> None:
    """In the closest setting too, and with enough space between lines."""
    styles = tightened(theme_for("a4", large), step).styles
    assert all(styles[role].size >= least for role, least in sizes.items())
    assert all(style.leading >= 1.35 and style.size >= (16 if large else 11) for style in styles.values())


@pytest.mark.parametrize("profile", [{"age": 9}, {"age": 83, "conditions": ["heart failure NYHA IV"]}])
@pytest.mark.parametrize("form", ["a4", "letter"])
def test_the_sheet_that_sends_to_a_clinician_is_one_page(profile: dict[str, Any], form: str) -> None:
    """Nothing of it can be lost."""
    data = pdf_bytes(compose(plan_for({**profile, **PRINTS[form]}), CONTENT))
    assert len(pypdf.PdfReader(io.BytesIO(data)).pages) == 1


@pytest.mark.parametrize("form", PRINTS)
def test_the_dates_are_never_cut(form: str) -> None:
    """The week stands in full on every page of a person with a name."""
    document, data = real("71", form)
    for one in pypdf.PdfReader(io.BytesIO(data)).pages:
        assert document.date in one.extract_text()
        assert "Margaret Hill" in one.extract_text()
