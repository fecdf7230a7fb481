"""Which lines are said: each once, of one topic the strictest, on an assumption only what warns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from small_content import a_rule, small_content

from planner.model.items import Item
from planner.model.rules import Rule
from planner.planning.judging import evaluate
from planner.planning.lines import Spoken, in_reading_order, speak
from planner.planning.rulings import combine
from planner.profile.resolve import load_profile

GOUT = {"conditions": {"includes": "gout"}}


def a_line(id_: str, part: str = "sleep", **more: Any) -> Item:
    """Return a line as written."""
    written = {"id": id_, "text": f"Say {id_}.", "part": part, "sources": ["general-advice"], **more}
    return msgspec.convert(written, Item)


def spoken(lines: Sequence[Item], *rules: Rule, **said: Any) -> Spoken:
    """Return what is said to somebody with gout, or to somebody else."""
    content = small_content(rules, lines=lines)
    [template] = content.templates.values()
    profile = {"age": 44, **(said or {"conditions": ["gout"]})}
    return speak(combine(evaluate(template, load_profile(profile, content).facts)))


def ids(said: Spoken) -> list[str]:
    """Return the ids of the lines in their order."""
    return [line.id for line in said.lines]


def test_lines_with_the_same_words_are_said_once() -> None:
    assert ids(spoken([a_line("one"), a_line("two", text="Say one.")])) == ["one"]


def test_of_one_topic_the_strictest_rule_speaks_and_the_line_to_everybody_is_silent() -> None:
    line = a_line("all", topic="salt")
    mild = a_rule("mild", when=GOUT, say="Less.", part="sleep", topic="salt")
    strict = a_rule("strict", when=GOUT, exclude={"id": "all-morning"}, say="None.", part="avoid", topic="salt")
    assert ids(spoken([line], mild, strict, conditions="none")) == ["all"]
    assert ids(spoken([line], mild, strict)) == ["strict"]
    assert spoken([line], mild, strict).rule_of_topic == {"salt": "strict"}


def test_a_rule_that_another_silences_leaves_the_topic_to_the_next() -> None:
    mild = a_rule("mild", when=GOUT, say="Less.", part="sleep", topic="salt")
    strict = a_rule("strict", when=GOUT, ask_first={"id": "all-morning"}, say="None.", part="avoid", topic="salt")
    silence = a_rule("silence", when=GOUT, exclude={"id": "strict"})
    assert ids(spoken([], mild, strict, silence)) == ["mild"]


def test_on_an_assumption_only_what_warns_is_added() -> None:
    """Words that are nearly a habit are taken for it, to be safe; they bring no advice."""
    when = {"habits": {"includes": "smoking"}}
    rule = a_rule("smoker", when=when, add=[a_line("tip"), a_line("warn", part="avoid")])
    assert ids(spoken([], rule, habits=["smoking"])) == ["tip", "warn"]
    assert ids(spoken([], rule, habits=["smokking"])) == ["warn"]


def test_a_line_to_ask_first_stays_unless_it_is_excluded() -> None:
    lines = [a_line("ask", part="ask-first"), a_line("tip")]
    both = {"id": ["ask", "tip"]}
    assert ids(spoken(lines, a_rule("milder", when=GOUT, ask_first=both))) == ["ask"]
    assert ids(spoken(lines, a_rule("stricter", when=GOUT, exclude=both))) == []


def test_a_line_stands_after_the_one_that_it_names_and_after_others_that_name_it() -> None:
    first, last = a_line("first"), a_line("last")
    one, two = (a_line(id_, after=["first"]) for id_ in ("one", "two"))
    assert [line.id for line in in_reading_order([first, last, one, two])] == ["first", "one", "two", "last"]
    assert [line.id for line in in_reading_order([last, one])] == ["last", "one"]
