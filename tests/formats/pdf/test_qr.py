"""The modules of a QR code, read by a program that knows nothing of ours."""

from __future__ import annotations

import pytest
import zxingcpp
from PIL import Image

from planner.formats.pdf.qr import QUIET, modules

# How many pixels a module has, where a code is drawn for a test.
SCALE = 4


def drawn(rows: tuple[str, ...]) -> Image.Image:
    """Return a code with its light margin as a picture."""
    plain = Image.new("L", (len(rows), len(rows)), 255)
    plain.putdata([0 if module == "1" else 255 for row in rows for module in row])
    picture = Image.new("L", (len(rows) + 2 * QUIET,) * 2, 255)
    picture.paste(plain, (QUIET, QUIET))
    return picture.resize((picture.width * SCALE, picture.height * SCALE), Image.Resampling.NEAREST)


def read(picture: Image.Image) -> list[zxingcpp.Barcode]:
    """Return the QR codes of a picture."""
    return list(zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode))


def text_of(length: int) -> str:
    """Return a text of so many bytes that has no two parts alike."""
    return "".join(chr(33 + (at * at + 7 * at + length) % 90) for at in range(length))


# The longest text of each size, and one byte more, which takes the next.
FULL = (17, 32, 53, 78, 106, 134, 154, 192, 230, 271)


@pytest.mark.parametrize("length", sorted({1, *FULL, *(full + 1 for full in FULL[:-1]), 100, 220}))
def test_a_text_is_read_back_from_the_smallest_code_that_holds_it(length: int) -> None:
    rows = modules(text_of(length))
    (found,) = read(drawn(rows))
    assert found.text == text_of(length)
    assert len(rows) == 17 + 4 * next(size for size, full in enumerate(FULL, 1) if length <= full)


# The standard's table: of 21 modules, of 25 and of 37, how many bytes a code holds at each level of correction.
LEVELS = [(7, "H"), (8, "Q"), (11, "Q"), (12, "M"), (14, "M"), (15, "L"), (26, "M"), (27, "L"), (84, "M"), (85, "L")]


@pytest.mark.parametrize(("length", "level"), LEVELS)
def test_a_code_mends_as_much_as_its_size_has_room_for(length: int, level: str) -> None:
    (found,) = read(drawn(modules(text_of(length))))
    assert found.ec_level == level


@pytest.mark.parametrize("text", ["Dehnübungen", "स्ट्रेच", "伸ばす", "a;b,c\\d\ne"])
def test_letters_of_every_script_are_read_back(text: str) -> None:
    (found,) = read(drawn(modules(text)))
    assert found.bytes.decode() == text


def test_a_spoilt_code_is_still_read() -> None:
    """A blot over some modules, such as a fold or a finger leaves, is mended."""
    rows = modules(text_of(100))
    spoilt = tuple(row[:20] + "1" * 3 + row[23:] if 20 <= at < 23 else row for at, row in enumerate(rows))
    assert spoilt != rows
    (found,) = read(drawn(spoilt))
    assert found.text == text_of(100)


def test_a_text_that_no_code_holds_is_refused() -> None:
    with pytest.raises(ValueError, match="at most 271 bytes, not 272"):
        modules(text_of(272))
