"""A name that is made from an id is a file's name on every system, and two spellings of one id make one name."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.files.names import LONGEST, safe_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A-1024", "A-1024"),
        ("con", "id-con"),
        ("NUL", "id-NUL"),
        ("com1", "id-com1"),
        ("COM\u00b9", "id-COM1"),
        ("lpt9.", "id-lpt9"),
        ("Aux ", "id-Aux"),
        ("console", "console"),
        ("com10", "com10"),
        ("A.1...", "A-1"),
        ("A 1  ", "A-1"),
        ("../../etc/passwd", "etc-passwd"),
        ("-rf", "rf"),
        ("Jos\u00e9-1", "Jose-1"),
        ("\u00c9", "E"),
        ("E\u0301", "E"),
        ("Gro\u00df-\u00f8", "Gro\u00df-\u00f8"),
        ("\u5c71\u7530", "\u5c71\u7530"),
        ("\u0418\u0432\u0430\u043d\u043e\u0432 \u0438\u0306", "\u0418\u0432\u0430\u043d\u043e\u0432-\u0439"),
        ("\u0939\u093f\u0928\u094d\u0926\u0940/7", "\u0939\u093f\u0928\u094d\u0926\u0940-7"),
        ("\u0643\u0631\u064a\u0645 \u0661", "\u0643\u0631\u064a\u0645-\u0661"),
        ("a\u202eb", "a-b"),
        ("\u2602", ""),
        ("...", ""),
        ("x" * 79 + " yz", "x" * 79),
    ],
)
def test_a_name_is_safe_and_like_the_id(text: str, name: str) -> None:
    assert safe_name(text) == name


@given(st.text(max_size=200) | st.sampled_from(["con", "Nul", "aux", "prn", "com7", "LPT3"]))
def test_any_text_gives_a_name_that_every_system_takes(text: str) -> None:
    name = safe_name(text)
    assert not re.search(
        r"[^\w-]|^-|-$", "".join(sign for sign in name if not unicodedata.category(sign).startswith("M"))
    )
    assert len(name) <= LONGEST
    assert len(name.encode()) <= 200
    assert not re.fullmatch(r"(?i)con|prn|aux|nul|(?:com|lpt)[0-9]", name)
    assert safe_name(unicodedata.normalize("NFD", text)) == safe_name(unicodedata.normalize("NFC", text)) == name
    assert safe_name(name) == name
