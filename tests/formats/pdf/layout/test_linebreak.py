"""Lines of a length that reads well, broken where a sentence allows, of letters that can be seen."""

from __future__ import annotations

from planner.document.model import (
    Run,
    words,
)
from planner.formats.pdf.layout.linebreak import broken, escape, line_width
from planner.formats.pdf.theme import STANDARD, theme_for


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
