"""What is offered for a slip of the pen is the plain English name of a medicine or illness, and is read as that."""

from __future__ import annotations

import pytest
from conftest import CONTENT

from planner.lexicon.folding import key
from planner.profile.resolve import load_profile


def _offered(list_: str, text: str) -> list[str]:
    profile = load_profile({"age": 67, list_: [text]}, CONTENT)
    return [entry.resembles for entry in profile.not_recognised]


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("metoprlol 50 mg", "metoprolol"),
        ("valsartbn", "valsartan"),
        ("furosemidda", "furosemide"),
        ("espironolacona", "spironolactone"),
        ("atnolol", "atenolol"),
        ("Lipitoor", "Lipitor"),
        ("Zocorr", "Zocor"),
        ("acetaminophn", "acetaminophen"),
        ("co-codamool", "co-codamol"),
    ],
)
def test_a_slip_in_a_medicine_is_offered_its_english_name_or_its_brand(text: str, offered: str) -> None:
    assert [name.lower() for name in _offered("medications", text)] == [offered.lower()]


def test_a_slip_in_a_condition_is_offered_words_without_accents() -> None:
    (offered,) = _offered("diet", "lactoae intolerant")
    assert offered.isascii()
    assert not _offered("diet", offered)


def test_whatever_is_offered_for_a_medicine_is_read_as_the_same_and_has_no_accent_that_a_plain_name_lacks() -> None:
    names, slips = CONTENT.names, 0
    for drug in CONTENT.raw.drugs:
        own = drug.name or drug.id.replace("-", " ")
        for name in drug.names:
            if name.isascii() or names.medicine_keys.get(key(name)) != names.medicine_keys.get(key(own)):
                continue
            slip = f"{name[:3]}q{name[3:]}"
            for offered in filter(None, _offered("medications", slip)):
                slips += 1
                assert offered.isascii(), (slip, offered)
                assert key(offered) in names.medicine_keys
    assert slips > 50
