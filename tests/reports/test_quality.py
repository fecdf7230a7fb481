"""The numbers of a sheet are those of its pages; what is over a limit is said; docs/quality.md has the right shape."""

from __future__ import annotations

import importlib
import io
import json
import re
from collections import Counter
from typing import Any

import pikepdf
import pypdf
import pytest
from commands import Run
from conftest import CONTENT, ROOT, START
from msgspec import structs
from pdf_reading import opened, with_parts

from planner.document.compose import compose
from planner.document.model import BulletList, Cell, Document, Heading, ListItem, Note, Paragraph, Table, words
from planner.errors import ContentError
from planner.formats.pdf import lay_out, pdf_bytes
from planner.formats.pdf.theme import PdfTheme, theme_for
from planner.planning.apply import apply
from planner.planning.plan import Plan
from planner.profile.resolve import load_profile
from planner.reports.quality import sheets as sheets_module
from planner.reports.quality.ink import most_ink
from planner.reports.quality.language import grade, lengths, sentences_of, worst_section
from planner.reports.quality.measures import COLUMNS, Measured, numbers_of
from planner.reports.quality.report import (
    limit_words,
    quality_json,
    quality_markdown,
    quality_text,
    require_held,
    setting_words,
    verdict,
)
from planner.reports.quality.sheets import PAPERS, SETTINGS, MeasuredSheet, WantedSheet, measure, wanted_sheets
from planner.reports.quality.standard import Allowed, quality_standard
from planner.reports.quality.watching import Piece, pieces, watched

STANDARD = quality_standard()
PEOPLE = {person.id: person for person in STANDARD.people}
NOBODY = apply(CONTENT.template("night-leg-cramps"), load_profile({"age": 44}, CONTENT, as_of=START), START)
LONG = "The cat sat on the mat, and the dog sat on the rug, and the hen sat on the log by day. "


def looks_of(document: Document, theme: PdfTheme | None = None, plan: Plan = NOBODY) -> dict[str, tuple[float, float]]:
    return numbers_of(plan, document, lay_out(document, theme or theme_for("a4", large_print=False))).values


def found(*blocks: Any, **more: Any) -> list[Piece]:
    document = with_parts(blocks, **more)
    layout = lay_out(document, theme_for("a4", large_print=False))
    return pieces(layout.root, watched(document, layout))


# --- measured on the page ---


@pytest.mark.parametrize("kind", ["emergency", "stop", "together", "limits", "cramp"])
def test_no_line_of_a_box_over_the_full_width_is_longer_than_running_text_may_be(kind: Any) -> None:
    said = BulletList((ListItem(words(LONG * 2)), ListItem(words("i" * 30 + " " + "l" * 30 + " " + "i" * 30))))
    box = Note(kind, "A box", (said, Paragraph(words(LONG * 2))), tail=words(LONG))
    for paper in PAPERS:
        layout = lay_out(with_parts([box]), theme_for(paper, large_print=False))
        lines = [line for piece in pieces(layout.root, watched(with_parts([box]), layout)) for line in piece.lines]
        assert max(len(line.text) for line in lines) <= STANDARD.limits["standard"].line.most


@pytest.mark.parametrize(("who", "size"), [("age-only", "standard"), ("ordinary", "large")])
def test_pages_words_and_letters_are_those_of_the_file(who: str, size: Any) -> None:
    """What other programs find in the PDF, which know nothing of the layout."""
    profile = PEOPLE[who].profile_for(("calf",)) | {"large_print": size == "large", "paper": "a4"}
    plan = apply(CONTENT.template("night-leg-cramps"), load_profile(profile, CONTENT, as_of=START), START)
    document = compose(plan, CONTENT)
    data, numbers = pdf_bytes(document), looks_of(document, theme_for("a4", size == "large"), plan)
    pages = pypdf.PdfReader(io.BytesIO(data)).pages
    text = " ".join(page.extract_text() for page in pages)
    assert numbers["pages"] == (len(pages), len(pages))
    counted = sum(any(char.isalpha() for char in word) for word in text.split())
    assert numbers["words"][0] == pytest.approx(counted, rel=0.01)
    sizes = letters_by_size(data)
    body = max(sizes, key=sizes.__getitem__)
    assert (numbers["body"][0], numbers["smallest"][0]) == (body, min(sizes))
    small = sum(count for one, count in sizes.items() if one < body)
    assert numbers["small_letters"][0] == pytest.approx(100 * small / sizes.total(), abs=0.01)


def letters_by_size(data: bytes) -> Counter[float]:
    """Return how many characters of each size a PDF draws, spaces left out; one byte is one character."""
    sizes: Counter[float] = Counter()
    for page in opened(data).pages:
        spaces = {name: space_of(font) for name, font in page.Resources.Font.items()}
        name, size = "", 0.0
        for operands, operator in pikepdf.parse_content_stream(page, "Tf Tj"):
            if str(operator) == "Tf":
                name, size = str(operands[0]), float(operands[1])
            else:
                sizes[size] += sum(code not in spaces[name] for code in bytes(operands[0]))
    return +sizes


def space_of(font: Any) -> set[int]:
    """Return the codes of a font that stand for a space."""
    pairs = re.findall(rb"<(\w\w)> <(\w{4})>\n", font.ToUnicode.read_bytes()) if "/ToUnicode" in font else []
    return {int(code, 16) for code, char in pairs if char in (b"0020", b"00A0")}


def test_headings_and_their_steps_are_measured() -> None:
    document = with_parts(
        (Heading(2, "Second"), Paragraph(words(LONG * 4)), Heading(3, "Third"), Paragraph(words("Text.")))
    )
    theme = theme_for("a4", large_print=False)
    numbers = looks_of(document)
    assert (numbers["title"], numbers["heading_2"], numbers["heading_3"]) == ((24, 24), (18, 18), (14, 14))
    assert numbers["step"][0] == pytest.approx(14 / 12.5)
    styles = theme.styles | {"heading-3": structs.replace(theme.styles["heading-3"], size=17.5)}
    assert looks_of(document, structs.replace(theme, styles=styles))["step"][0] == pytest.approx(18 / 17.5)


def test_leading_and_contrast_are_measured() -> None:
    document = with_parts((Heading(2, "A"), Paragraph(words(LONG * 4)), Heading(3, "B"), Paragraph(words("Text."))))
    theme = theme_for("a4", large_print=False)
    assert looks_of(document)["leading"][0] == pytest.approx(1.36, abs=0.01)
    assert looks_of(document)["contrast"][0] > 7
    pale = structs.replace(theme.styles["body"], colour="#999999", leading=1.2)
    numbers = looks_of(document, structs.replace(theme, styles=theme.styles | {"body": pale}))
    assert numbers["contrast"][0] == pytest.approx(2.85, abs=0.05)
    assert numbers["leading"][0] == pytest.approx(1.2, abs=0.01)


def test_lines_of_running_text_are_measured_and_those_of_tables_are_not() -> None:
    wide = (Cell(words(LONG * 6)),)
    table = Table((words("A"),), (wide,), (1,), row_headers=False)
    blocks = (Heading(2, "A"), table, Heading(3, "B"), Paragraph(words(LONG * 4)))
    typical, longest = looks_of(with_parts(blocks))["line"]
    assert 55 <= typical <= longest <= 70
    styles = theme_for("a4", large_print=False)
    assert looks_of(with_parts(blocks), structs.replace(styles, letters=40))["line"][1] <= 40


def test_ink_is_measured() -> None:
    """A page without words has little, and bold words in a large size more."""
    little = most_ink(pdf_bytes(with_parts((Paragraph(words("Text.")),))))
    more = most_ink(pdf_bytes(with_parts(tuple(Heading(2, "MMMMMMMM " * 4) for _ in range(20)))))
    assert 0 < little < 1 < 5 < more < 40


# --- sentences ---


def test_sentences_are_counted_without_cells_headings_labels_and_own_words() -> None:
    table = Table((words("A"),), ((Cell(words("A cell is a sentence.")),),), (1,), row_headers=False)
    given = "metoprolol succinate 47.5 mg"
    blocks = (
        Heading(2, "Is this a heading?"),
        Paragraph(words(f"Take {given} now. Ask why.")),
        BulletList((ListItem(words("Bananas")), ListItem(words("Rest (a little).")))),
        table,
    )
    assert sentences_of(found(*blocks), [given]) == ["Take this now.", "Ask why.", "Rest (a little)."]
    assert lengths(["Take now.", LONG]) == [2, 22]


def test_the_hardest_section_of_forty_words_is_found() -> None:
    hard = "Considerable musculoskeletal deterioration necessitates immediate professional consultation. "
    blocks = (
        Heading(2, "Easy"),
        Paragraph(words("The cat sat. " * 20)),
        Heading(2, "Hard"),
        Paragraph(words(hard * 6)),
        Heading(2, "Short"),
        Paragraph(words(hard * 2)),
    )
    worst = worst_section(found(*blocks), [])
    assert worst.heading == "Hard"
    assert worst.grade > 15 > 1 > grade(["The cat sat."] * 20)


@pytest.mark.parametrize("name", ["textstat", "pypdfium2"])
def test_what_is_missing_is_named_with_how_to_install_it(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    real = importlib.import_module

    def without(wanted: str, *more: Any) -> Any:
        if wanted == name:
            raise ModuleNotFoundError(wanted)
        return real(wanted, *more)

    monkeypatch.setattr("planner.reports.quality.language.import_module", without)
    with pytest.raises(ContentError, match=rf"need {name}; install it with: pip install 'cramp-planner\[quality\]'"):
        most_ink(b"") if name == "pypdfium2" else grade(["A cat."])


# --- limits ---


@pytest.mark.parametrize(
    ("allowed", "spread", "over"),
    [
        (Allowed(most=6), (6, 6), 0),
        (Allowed(most=6), (7, 7), 1),
        (Allowed(least=45, most=70), (44, 70), 1),
        (Allowed(least=45, most=70), (50, 93), 23),
        (Allowed(), (0, 1000), 0),
    ],
)
def test_a_number_is_held_or_over(allowed: Allowed, spread: tuple[float, float], over: float) -> None:
    assert Measured(*spread, allowed).over == over


@pytest.fixture(scope="module")
def sheet() -> MeasuredSheet:
    """Return the sheet of somebody who told only an age, measured."""
    return measure(WantedSheet(PEOPLE["age-only"], "night-leg-cramps", "a4", "standard"), CONTENT, STANDARD)


def with_limit(sheet: MeasuredSheet, **most: float) -> MeasuredSheet:
    """Return a sheet of which nothing is limited but these measures."""
    free = {name: structs.replace(one, allowed=Allowed(most=most.get(name))) for name, one in sheet.measured.items()}
    return structs.replace(sheet, measured=free)


def test_every_measure_is_there_with_a_number(sheet: MeasuredSheet) -> None:
    assert list(sheet.measured) == list(COLUMNS)
    # Every term is explained.
    assert sheet.measured["terms"].high == 0
    assert all(one.high >= one.low > 0 for name, one in sheet.measured.items() if name != "terms")


def test_what_is_over_is_said_with_how_much(sheet: MeasuredSheet) -> None:
    held, pages = with_limit(sheet), int(sheet.measured["pages"].low)
    over = with_limit(sheet, pages=pages - 2)
    assert verdict(held) == "held"
    assert verdict(over) == "over: pages by 2"
    require_held([held])
    with pytest.raises(ContentError, match=r"pages: 1 of 2 sheets over, by 2 at most \(age-only, night-leg-cramps, A4"):
        require_held([held, over])
    assert f"*{pages}* of {pages - 2}" in quality_text([over])
    assert f"| **{pages}** of {pages - 2} |" in quality_markdown([held, over])
    assert "1 of 2 sheets hold all numbers" in quality_markdown([held, over])
    (data,) = quality_json([over])
    assert data["held"] is False
    assert data["measures"]["pages"] == {
        "value": pages, "at_least": None, "at_most": pages - 2, "held": False, "over_by": 2,
    }  # fmt: skip


def test_the_command_ends_with_4_while_something_is_over(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    own = WantedSheet(PEOPLE["age-only"], "night-leg-cramps", "a4", "standard")
    for pages, code in ((1, 4), (99, 0)):
        person = structs.replace(own.person, pages={"standard": pages}, words=99_999)
        free = structs.replace(
            STANDARD.limits["standard"], **dict.fromkeys(set(COLUMNS) - {"pages", "words"}, Allowed())
        )
        standard = structs.replace(STANDARD, limits={"standard": free})
        monkeypatch.setattr(sheets_module, "quality_standard", lambda standard=standard: standard)
        monkeypatch.setattr(
            sheets_module, "wanted_sheets", lambda _, person=person: [structs.replace(own, person=person)]
        )
        result = run("quality", "--format", "json", code=code)
        assert [one["held"] for one in json.loads(result.stdout)] == [code == 0]
        assert ("pages: 1 of 1 sheets over" in result.stderr) == (code == 4)


# --- the page in docs/ ---

DOCUMENT = (ROOT / "docs" / "quality.md").read_text(encoding="utf-8")


def rows_of(title: str) -> list[list[str]]:
    """Return the rows of a table below a heading, without the line under its head."""
    part = DOCUMENT.split(f"\n## {title}\n")[1].split("\n## ")[0]
    rows = [line.strip("| ").split(" | ") for line in part.splitlines() if line.startswith("|")]
    lines = [
        re.split(r" ?\| ?", line.removeprefix("| ").removesuffix(" |")) for line in part.splitlines() if "|" in line
    ]
    assert len(rows) == len(lines)
    return [line for line in lines if not set("".join(line)) <= {"-", " "}]


def test_the_page_has_the_people_the_limits_and_the_columns_of_today() -> None:
    """`planner quality --format markdown > docs/quality.md` writes it anew."""
    assert [row[0] for row in rows_of("People")[1:]] == list(PEOPLE)
    for row, person in zip(rows_of("People")[1:], STANDARD.people, strict=True):
        assert row[1:] == [
            person.label, f"≤ {person.pages['standard']}", f"≤ {person.pages['large']}", f"≤ {person.words:,}",
        ]  # fmt: skip
    assert rows_of("Columns")[1:] == [[column.head, column.says] for column in COLUMNS.values()]


@pytest.mark.parametrize("plan", STANDARD.plans)
@pytest.mark.parametrize("size", SETTINGS)
def test_the_page_has_a_row_for_each_sheet(plan: str, size: Any) -> None:
    head, limits, *rows = rows_of(f"{plan[:1].upper()}{plan[1:]}, {setting_words(size)}")
    assert head == ["", "paper", *(column.head for column in COLUMNS.values()), "held?"]
    own = {name: getattr(STANDARD.limits[size], name) for name in COLUMNS if name not in ("pages", "words")}
    assert limits[4:-1] == [limit_words(own[name], COLUMNS[name]) for name in own]
    people = [id_ for id_, person in PEOPLE.items() if size in person.pages]
    assert [row[:2] for row in rows] == [[person, paper] for person in people for paper in ("A4", "Letter")]
    for row in rows:
        assert len(row) == len(head)
        assert row[2].split(" of ")[1] == str(PEOPLE[row[0]].pages[size])
        assert row[3].split(" of ")[1] == f"{STANDARD.limit('words', PEOPLE[row[0]], size).most:,.0f}"
        # What is over is bold, and named at the end.
        bold = [name for name, cell in zip(head, row, strict=True) if "**" in cell]
        assert re.findall(r"(?:: |, )(.+?) by ", row[-1]) == bold
        assert (row[-1] == "held") == (not bold)


def test_every_sheet_that_the_page_names_is_measured() -> None:
    wanted = wanted_sheets(STANDARD)
    settings = sum(len(person.pages) for person in PEOPLE.values())
    assert len(wanted) == len(set(map(repr, wanted))) == settings * len(PAPERS) * len(STANDARD.plans)
    assert {one.size for one in wanted} == set(SETTINGS)
