"""Text and Markdown: every block in words, tables with bars, a person's own words as they were given."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pdf_sample
import pytest
from msgspec import structs

from planner.document.model import (
    Block,
    BulletList,
    Cards,
    Cell,
    CheckItem,
    Checklist,
    Document,
    Heading,
    ListItem,
    Note,
    Paragraph,
    Run,
    Section,
    SubjectTable,
    Table,
    WriteLines,
    literal,
    words,
)
from planner.document.printed import fullest
from planner.formats.markdown import to_markdown
from planner.formats.text import to_text
from planner.model.sheet import Identity

WRITERS: tuple[Callable[[Document], str], ...] = (to_text, to_markdown)


def sheet(*blocks: Block, **more: Any) -> Document:
    return pdf_sample.document((), Section("help", blocks), name="", number="", **more)


def lines(writer: Callable[[Document], str], *blocks: Block) -> list[str]:
    """Return the lines of some blocks that are not empty."""
    return [line for line in writer(sheet(*blocks)).splitlines() if line.strip()]


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize(
    ("name", "id_", "whom"),
    [
        ("Ana {id} {name}", "A-1", "Ana {id} {name} · A-1"),
        ("Ana", "{name}{id}", "Ana · {name}{id}"),
        ("{id}", "", "{id}"),
        ("", "{name}", "{name}"),
    ],
)
def test_a_name_with_braces_is_never_filled(writer: Callable[[Document], str], name: str, id_: str, whom: str) -> None:
    header = "{name} · {id}" if name and id_ else "{name}" if name else "{id}"
    document = structs.replace(sheet(), identity=Identity(name, id_), header=header)
    assert writer(document).splitlines()[0].replace("\\", "") == whom


def _bare(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text)


@pytest.mark.parametrize("writer", WRITERS)
def test_every_word_of_the_fullest_sheet_is_there(writer: Callable[[Document], str]) -> None:
    """The first leaf in its fullest form, whatever the paper has room for."""
    document = pdf_sample.sample()
    written = _bare(writer(document))
    for text in _texts(fullest(document)):
        assert set(_bare(text)) <= set(written), text


def _texts(value: Any) -> list[str]:
    """Return all words of blocks but pictures and what is only told aloud."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, tuple):
        return [text for one in value for text in _texts(one)]
    silent = {"says", "kind", "sign", "role", "look", "name", "picture", "alt", "figure", "figures", "blank", "source"}
    fields = getattr(value, "__struct_fields__", ())
    return [text for field in fields if field not in silent for text in _texts(getattr(value, field))]


def test_no_line_of_text_is_wider_than_78_columns() -> None:
    """Long cells go on over several lines."""
    assert max(map(len, to_text(pdf_sample.sample()).splitlines())) <= 78


@pytest.mark.parametrize("writer", WRITERS)
def test_words_kept_together_on_paper_have_plain_spaces(writer: Callable[[Document], str]) -> None:
    kept = literal("1.5\N{NO-BREAK SPACE}litres")
    written = writer(sheet(Paragraph(kept), Table((kept,), ((Cell(kept),),), (1,))))
    assert "1.5 litres" in written
    assert not {sign for sign in written if not sign.isprintable()} - {"\n"}


def test_the_list_of_sources_begins_with_a_line_of_its_own() -> None:
    assert "Sources" in to_text(pdf_sample.sample()).splitlines()
    assert "## Sources" in to_markdown(pdf_sample.sample()).splitlines()


@pytest.mark.parametrize("writer", WRITERS)
def test_a_mark_stands_behind_its_word(writer: Callable[[Document], str]) -> None:
    """With a space, also where the next words follow at once."""
    text = (*words("Walk."), Run("○", mark=True), Run("[2]", mark=True), *words(" Then **rest.**"))
    (line,) = lines(writer, Paragraph(text))
    assert line.replace("\\", "").replace("*", "") == "Walk. ○ [2] Then rest."


def test_a_table_has_bars() -> None:
    rows = ((Cell(words("Walk"), more=(words("Slowly."),)), Cell(kind="tick"), Cell(words("10 min"), kind="bar")),)
    table = Table((words("Habit"), words("Mon"), words("How")), rows, (1, 1, 1))
    assert lines(to_text, table) == [
        "Habit        | Mon | How",
        "-------------+-----+-------",
        "Walk Slowly. | [ ] | 10 min",
    ]
    assert lines(to_markdown, table) == [
        "| Habit | Mon | How |",
        "| --- | --- | --- |",
        "| Walk Slowly. | ☐ | 10 min |",
    ]


def test_a_header_of_empty_words_is_left_out_where_it_may_be() -> None:
    table = Table((words(""), words("")), ((Cell(words("Bed")), Cell(kind="blank")),), (1, 1))
    assert lines(to_text, table) == ["Bed |"]
    assert lines(to_markdown, table) == ["|  |  |", "| --- | --- |", "| Bed |   |"]


def test_a_subject_stands_before_its_first_effect() -> None:
    table = SubjectTable(("Read", "Changed"), pdf_sample.SUBJECTS[:1])
    found = lines(to_text, table)
    assert [line.split("|")[0].strip() for line in found[2:4]] == ["Allopurinol, not known to us", ""]
    assert [line.split("|")[1].strip() for line in found[2:4]] == ["Ask", "No"]
    assert lines(to_markdown, table)[2].startswith("| Allopurinol, not known to us | **Ask** | A pharmacist, **before")


def test_things_to_tick_say_how_much_and_leave_a_line() -> None:
    items = (CheckItem(words("Spinach"), aside="3 spoons"), CheckItem(words("Milk")))
    found = lines(to_text, Checklist(items, blank="a food of your own"))
    assert found[:2] == ["[ ] Spinach · 3 spoons", "[ ] Milk"]
    assert re.fullmatch(r"\[ \] _+", found[2])


def test_cards_lines_and_headings_with_an_aside() -> None:
    found = lines(to_text, Heading(3, "Fruit", "1 each"), pdf_sample.cards(1), WriteLines(("My clinic",)))
    assert found[0] == "Fruit · 1 each"
    assert found[2] == "1. Calf. Back knee straight, heel down. Lean in."
    assert found[-2] == "Each leg: hold 10 seconds, rest 10 seconds. Do it 3 times. Stop if it hurts."
    assert re.fullmatch(r"My clinic: _+", found[-1])


@pytest.mark.parametrize("writer", WRITERS)
def test_the_last_line_of_a_box_is_there(writer: Callable[[Document], str]) -> None:
    box = Note("emergency", "Call", (BulletList((ListItem(words("A sign.")),)),), tail=words("Or call 111."))
    found = [line.strip("> *") for line in lines(writer, box)]
    assert [line for line in found if line] == ["Call", "- A sign.", "Or call 111."]


@pytest.mark.parametrize("writer", [to_text, to_markdown])
def test_a_box_without_a_title_has_no_line_for_one(writer: Callable[[Document], str]) -> None:
    box = Note("stop", "", (BulletList((ListItem(words("A sign.")),)),))
    made = writer(pdf_sample.document(((Section("fridge", (box,)),),), name="", number=""))
    assert "**" not in made
    assert "* " not in made
    assert "- A sign." in made


@pytest.mark.parametrize("text", ["**bold**", "# head", "| a | b |", "[link](x)", "<b>", "- [ ] box"])
def test_a_persons_own_words_never_become_markup(text: str) -> None:
    """In a cell, a card, a box or a heading."""
    card = structs.replace(pdf_sample.cards(1).cards[0], title=text)
    blocks = (
        Heading(3, text, text),
        Table((literal(text),), ((Cell(literal(text)),),), (1,)),
        Cards((card,), literal(text)),
        Note("unread", text, (Paragraph(literal(text)),)),
        WriteLines((text,)),
    )
    assert not re.search(rf"(?<!\\){re.escape(text)}", to_markdown(sheet(*blocks)))


def test_where_to_keep_a_part_stands_below_its_title() -> None:
    document = pdf_sample.document((), Section("food", (Heading(2, "Food"), Paragraph(words("Eat."))), "Take it along"))
    text = [line for line in to_text(document).splitlines() if line.strip()]
    assert text[-4:] == ["Food", "----", "Take it along", "Eat."]
