"""What a line says fits its mark: it forbids also where it is read alone, and tells nobody to do something."""

from __future__ import annotations

import re
from collections.abc import Iterator

from conftest import CONTENT

from planner.document.changes import unlabelled
from planner.document.context import Speaker
from planner.i18n.language import load_language
from planner.model.items import Item

LANGUAGE = load_language(CONTENT, "en", "GB")
VOICE = Speaker(CONTENT, LANGUAGE)
# With these a sentence tells somebody to do something: under a ban it begins with "Instead".
DOES = ("Choose", "Have", "Move", "Sit", "Sleep", "Stretch", "Use", "Walk", "Wear")


def _banning() -> Iterator[Item]:
    """Yield each line of each rule that forbids something; a mere name stands under a title that forbids it."""
    names = {line.id for rule in CONTENT.raw.rules for line in rule.add if line.part == "avoid"}
    return (line for line in CONTENT.rule_lines if line.tells == "no" and line.id not in names)


def test_what_forbids_begins_with_a_word_that_its_label_stands_for() -> None:
    """What stands behind "No" is a thing, or forbids by itself: else the first words would say the opposite."""
    begins = tuple(f"{said} " for said in (*LANGUAGE.say("effect-no-begins").split("; "), "Do not", "Never"))
    lines = list(_banning())
    assert len(lines) > 100
    assert [line.id for line in lines if not line.text.startswith(begins)] == []


def test_under_a_ban_what_to_do_in_its_place_says_that_it_is_that() -> None:
    for line in _banning():
        for sentence in re.split(r"(?<=[.?]) ", line.text):
            assert not sentence.startswith(tuple(f"{verb} " for verb in DOES)), line.id


def test_what_must_not_be_done_is_said_whole_behind_its_label() -> None:
    """Somebody may read the words alone: "Start quinine" would tell them to."""
    assert unlabelled(VOICE, "Do not start quinine.", "no") == "Do not start quinine."
    assert unlabelled(VOICE, "No tonic water.", "no") == "Tonic water."


def test_what_is_to_be_done_never_loses_its_not() -> None:
    """A label "Do" takes no "do" from "do not"."""
    begun = [line.id for line in CONTENT.rule_lines if line.tells == "do" and line.text.startswith("Do not")]
    assert begun == []
