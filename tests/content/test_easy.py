"""The words of the easy edition: each stands in the list of everyday words, and speaks for what there is."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from conftest import CONTENT, ROOT

from planner.content.checks.easy import MESSAGE, uncommon
from planner.content.loader import read_content
from planner.errors import ContentError
from planner.model.items import Item

# What a child of nine may not know yet and the sheet cannot do without; a packet of salt and a cup have the names.
NOT_FOR_CHILDREN = {"baby", "cola", "ease", "energy", "gently", "hot-water", "normal", "numb", "potassium", "press"}
NOT_FOR_CHILDREN |= {"steady", "stomach", "tonic"}
_ENDINGS = ("s", "es", "ed", "ing", "er", "est", "ly")


def wrong(folder: Path, file: str, old: str, new: str) -> str:
    """Return what is said of our plans with one text of one file put in place of another."""
    plans = Path(shutil.copytree(ROOT / "plans", folder / "plans", dirs_exist_ok=True))
    text = (plans / file).read_text()
    assert text.count(old) == 1
    (plans / file).write_text(text.replace(old, new))
    with pytest.raises(ContentError) as error:
        read_content(plans)
    return str(error.value)


def test_every_word_of_the_easy_edition_is_an_everyday_one() -> None:
    written = [text for one in CONTENT.raw.easy for text in (one.title, one.text)]
    written += [text for key, text in CONTENT.raw.messages["en"].items() if key.startswith(MESSAGE)]
    assert len(written) > 60
    assert [word for text in written for word in uncommon(CONTENT.raw, text)] == []


def test_the_everyday_words_are_those_that_children_of_nine_know() -> None:
    """The list that textstat counts hard words with has three thousand of them."""
    textstat = pytest.importorskip("textstat")
    known = set((Path(textstat.__file__).parent / "resources/en/easy_words.txt").read_text().lower().split())
    assert len(known) > 2900

    def is_known(word: str) -> bool:
        stems = [word.removesuffix(ending) for ending in _ENDINGS if word.endswith(ending)]
        return any(one in known or f"{one}e" in known for one in (word, *stems))

    assert {word for word in CONTENT.raw.everyday if not is_known(word)} == NOT_FOR_CHILDREN


def test_a_word_that_nobody_listed_is_named_with_its_place(tmp_path: Path) -> None:
    said = wrong(tmp_path, "easy.yaml", "Hands on a wall.", "Palms on a vertical wall.")
    assert "'Palms' is not among the everyday words" in said
    assert "'vertical' is not among the everyday words" in said
    assert re.search(r"easy\.yaml:\d+:\d+", said)
    assert "'Occasionally'" in wrong(tmp_path, "messages/en.yaml", "easy-turn: Turn over.", "easy-turn: Occasionally.")


def test_easy_words_speak_for_something_and_are_filled_with_its_numbers(tmp_path: Path) -> None:
    said = wrong(tmp_path, "easy.yaml", "of: [calf-wall-nightly]", "of: [calf-wall-nightlly]")
    assert "unknown item 'calf-wall-nightlly'; did you mean 'calf-wall-nightly'?" in said
    said = wrong(tmp_path, "easy.yaml", "Roll both knees to one side.", "Roll both knees for {minutes}.")
    assert "unknown placeholder 'minutes'" in said


def test_one_thing_has_words_once_and_every_stretch_of_bedtime_has_some() -> None:
    spoken = [id_ for one in CONTENT.raw.easy for id_ in one.of]
    assert len(spoken) == len(set(spoken))
    for template in CONTENT.templates.values():
        nightly = {item.id for item in template.activities if item.slot == "bedtime" and item.stretch}
        assert nightly <= set(spoken)


def test_what_is_left_out_is_a_step_and_never_a_warning() -> None:
    items: dict[str, Item] = {}
    for template in CONTENT.templates.values():
        items |= template.items
    left_out = [items[id_] for one in CONTENT.raw.easy for id_ in one.of if not one.text]
    assert {item.id for item in left_out} == {"first-aid-rub", "back-first-aid-rub"}
    assert all(item.part == "first-aid" and item.urgency is None for item in left_out)
