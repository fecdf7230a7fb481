"""Lines of a length that reads well, broken where a sentence allows, of letters that can be seen."""

from __future__ import annotations

import pytest

from planner.document.model import (
    Run,
    words,
)
from planner.formats.pdf.layout.linebreak import broken, escape, line_width, natural
from planner.formats.pdf.theme import STANDARD, Style, theme_for

BODY = STANDARD["body"]


def test_controls_and_overrides_do_not_pass_the_gate() -> None:
    """No invisible character and no change of direction reaches the page; a surrogate half is dropped."""
    assert escape("a\x00b\u202ec\u2066d\ufeffe\ud800f\u200bg") == "abcdefg"
    assert escape("tab\tline\nnbsp\xa0") == "tab line nbsp\xa0"


def test_no_line_begins_with_the_stop_of_a_sentence_in_two_runs() -> None:
    """A stop of ours behind a person's own word stays with it, however wide the page."""
    text = (Run("What you told us: "), Run("coffee"), Run(". And more."))
    lines = [line for width in range(48, 180) for line in broken(text, STANDARD["body"], width)]
    assert not [line for line in lines if line[0].parts[0][1].lstrip().startswith(".")]


def test_running_text_has_at_most_70_letters_a_line() -> None:
    """Lines of the standard sheet are of a length that reads well."""
    text = words("Start where you are, and go on with the next day if you miss one. " * 20)
    lines = broken(text, STANDARD["body"], 496, theme_for("a4", large_print=False).letters)
    lengths = ["".join(part for span in line for _, part in span.parts) for line in lines]
    assert 60 <= max(len(line.strip()) for line in lengths) <= 70
    assert max(line_width(line) for line in lines) <= 496


def test_a_mark_is_never_parted_from_the_word_before_it() -> None:
    """However wide the page, and however many marks; what follows may go to the next line."""
    text = (*words("Wear shoes that fit."), Run("○", mark=True), Run("[2]", mark=True), Run(" Then walk a little."))
    for width in range(60, 400, 3):
        lines = ["".join(part for span in line for _, part in span.parts) for line in broken(text, BODY, width)]
        assert [line for line in lines if "fit." in line] == [line for line in lines if "○ [2]" in line]
        assert " ".join("".join(lines).split()) == "Wear shoes that fit. ○ [2] Then walk a little."


def test_a_mark_is_small_and_says_what_it_means() -> None:
    """Its width is that of small letters, so that no line is wider than it may be."""
    text = (*words("Walk."), Run("[2]", mark=True, says="source 2"), Run(" On."))
    (line,) = broken(text, BODY, 400)
    assert [(span.mark, span.says) for span in line] == [(0, ""), (11, "source 2"), (0, "")]
    first, mark, last = line
    assert mark.width == pytest.approx(natural("[2]", Style(11)))
    assert first.x + first.width < mark.x < mark.x + mark.width < last.x
    for width in range(60, 120):
        assert max(map(line_width, broken(text, BODY, width))) <= width + 0.5
