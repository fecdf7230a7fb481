"""The tree of tags as text names what an element lacks, so that a golden tree cannot agree to it unseen."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from pdf_reading import Aloud, opened, pdf
from tag_trees import tree_of


def changed(role: str, change: Callable[[Any], None]) -> list[str]:
    """Return the lines that are new where the first element of a role is changed."""
    data, kept = pdf("standard"), io.BytesIO()
    reader = Aloud(data)
    change(next(node for found, _, _, node in reader.walk() if found == role))
    reader.file.save(kept)
    before = tree_of(data).splitlines()
    return [line.strip() for line in tree_of(kept.getvalue()).splitlines() if line not in before]


def without(key: str) -> Callable[[Any], None]:
    return lambda node: node.__delitem__(key)


@pytest.mark.parametrize(
    ("role", "change", "said"),
    [
        ("Figure", without("/Alt"), "Figure NO ALT"),
        ("TH", without("/A"), "NO SCOPE"),
        ("Span", without("/E"), "NO EXPANSION"),
        ("H2", lambda node: node.__setitem__("/S", pikepdf.Name.H3), "H3 "),
        ("P", lambda node: node.__setitem__("/Lang", pikepdf.String("fr")), "P [fr] "),
    ],
)
def test_what_an_element_lacks_or_says_is_seen(role: str, change: Callable[[Any], None], said: str) -> None:
    (line, *_) = changed(role, change)
    assert said in line


def test_a_link_that_leads_nowhere_is_seen() -> None:
    def unlinked(node: Any) -> None:
        kids = [kid for kid in node.K if isinstance(kid, int) or kid.get("/Type") != pikepdf.Name.OBJR]
        node.K = pikepdf.Array(kids)

    assert any("LEADS NOWHERE" in line for line in changed("Link", unlinked))


def test_language_pages_and_tables_are_named() -> None:
    head, *lines = tree_of(pdf("standard")).splitlines()
    with opened(pdf("standard")) as file:
        assert head == f"language {file.Root.Lang}, {len(file.pages)} pages"
    log = next(at for at, line in enumerate(lines) if "Night log" in line and " H2 " in line)
    table = next(line for line in lines[log:] if " Table " in line)
    assert table.strip() == "Table 15 rows, 7 columns"
    assert max(map(len, lines)) < 250
