"""Pages look as they were agreed; `python tests/update_golden.py` draws them anew."""

from __future__ import annotations

import pytest
from golden_pages import DOTS_PER_INCH, FOLDER, PAGES, agreed, difference, drawn
from golden_sheets import HINT
from PIL import Image, ImageDraw


@pytest.mark.parametrize("name", PAGES)
def test_a_page_looks_as_it_was_agreed(name: str) -> None:
    assert not difference(drawn(name), agreed(name)), HINT


def test_no_picture_of_a_page_is_left_over() -> None:
    assert {file.stem for file in FOLDER.iterdir()} == set(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_a_lost_centimetre_is_seen(name: str) -> None:
    """Wherever something stands: the darkest square centimetre of a page is painted over."""
    page = agreed(name)
    side = round(DOTS_PER_INCH / 2.54)
    means = page.resize((page.width // side, page.height // side), Image.Resampling.BOX)
    darkest = min(range(means.width * means.height), key=means.tobytes().__getitem__)
    row, column = divmod(darkest, means.width)
    ImageDraw.Draw(page).rectangle((column * side, row * side, (column + 1) * side, (row + 1) * side), fill=255)
    assert difference(page, agreed(name))


def test_the_edges_of_letters_do_not_count() -> None:
    """Another version of what draws the letters blends them a little differently."""
    page = agreed("week")
    softer = page.resize((page.width * 2, page.height * 2), Image.Resampling.BICUBIC).resize(
        page.size, Image.Resampling.BOX
    )
    assert softer.tobytes() != page.tobytes()
    assert not difference(softer, page)


def test_another_size_is_another_page() -> None:
    assert difference(drawn("fridge"), drawn("fridge-full"))
