"""Little signs that help to find a thing: line icons. All of them are decoration; the words say the same."""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from planner.files.svg import Picture, Shape, path_of
from planner.formats.pdf import pictures

_INK: Final = "#14181c"

# Paths on a ground of 24 by 24.
PATHS: Final[dict[str, tuple[str, ...]]] = {
    "telephone": (
        (
            "M4.4,2.8L7.7,2.5C8.6,2.4 9.2,2.9 9.4,3.7L10.2,7.2C10.4,7.9 10.1,8.5 9.6,8.9L7.6,10.3"
            "C8.9,13.1 10.9,15.1 13.7,16.4L15.1,14.4C15.5,13.9 16.1,13.6 16.8,13.8L20.3,14.6"
            "C21.1,14.8 21.6,15.4 21.5,16.3L21.2,19.6C21.1,20.6 20.4,21.3 19.4,21.3"
            "C10.3,21.3 2.7,13.7 2.7,4.6C2.7,3.6 3.4,2.9 4.4,2.8Z"
        ),
    ),
    "warning": ("M12,3L22,20.5L2,20.5Z", "M12,9.3L12,14.3", "M12,17.4L12,17.5"),
    "do": ("M4,13L9.5,18.5L20,6",),
    "no": ("M5,5L19,19", "M19,5L5,19"),
    "watch": (
        "M1.5,12C4.5,7 8,5 12,5C16,5 19.5,7 22.5,12C19.5,17 16,19 12,19C8,19 4.5,17 1.5,12Z",
        "M15,12C15,13.7 13.7,15 12,15C10.3,15 9,13.7 9,12C9,10.3 10.3,9 12,9C13.7,9 15,10.3 15,12Z",
    ),
    "ask": ("M7.5,8C7.5,5 9.5,3.5 12,3.5C14.5,3.5 16.5,5 16.5,7.6C16.5,10.8 12,11 12,15", "M12,19.9L12,20"),
    "fruit": (
        (
            "M12,8C10.5,6.6 8.5,6.2 6.8,7C4.6,8 3.8,10.6 4.2,13.4C4.7,17.2 7,20.6 9.4,20.6C10.4,20.6 11,20 12,20"
            "C13,20 13.6,20.6 14.6,20.6C17,20.6 19.3,17.2 19.8,13.4C20.2,10.6 19.4,8 17.2,7C15.5,6.2 13.5,6.6 12,8Z"
        ),
        "M12,8C12,5.5 13.2,3.6 15.4,3",
    ),
    "vegetables": (
        "M15,9L9.4,6.8C6,8.6 3.5,16 2.8,21.2C8,20.5 15.4,18 17.2,14.6Z",
        "M15,9L16.5,3.2",
        "M15,9L20.8,7.5",
        "M15,9L20.5,3.5",
        "M9.2,11L11.2,13",
    ),
    "beans-and-tofu": (
        (
            "M8.5,3.5C12,2.2 14.2,4.6 13.8,7.4C13.5,9.6 14.6,10.4 16.6,10.4C20,10.4 21.8,13.4 20.6,16.6"
            "C18.9,21 12.6,21.8 8.2,18C3.6,14 3.8,5.4 8.5,3.5Z"
        ),
    ),
    "nuts-and-seeds": (
        "M12,2.5C17,7 19,11 18.6,15C18.3,18.8 15.6,21.5 12,21.5C8.4,21.5 5.7,18.8 5.4,15C5,11 7,7 12,2.5Z",
        "M12,9L12,16.5",
    ),
    "grains": (
        (
            "M5,21L5,10.6C3.4,9.8 2.8,8.4 3.1,6.8C3.5,4.6 5.6,3.5 8,3.5L16,3.5C18.4,3.5 20.5,4.6 20.9,6.8"
            "C21.2,8.4 20.6,9.8 19,10.6L19,21Z"
        ),
    ),
    "dairy": (
        (
            "M9,2.8L15,2.8L15,7L17.4,10.6C17.8,11.2 18,11.8 18,12.5L18,19.6C18,20.6 17.3,21.2 16.4,21.2L7.6,21.2"
            "C6.7,21.2 6,20.6 6,19.6L6,12.5C6,11.8 6.2,11.2 6.6,10.6L9,7Z"
        ),
        "M6.2,14L17.8,14",
    ),
    "fish-meat-eggs": (
        "M2,12C5,7.6 9,6.4 12,6.8C15,7.2 17,9.6 18,11L22,7.5L22,16.5L18,13C17,14.4 15,16.8 12,17.2C9,17.6 5,16.4 2,12Z",
        "M7.5,11L7.5,11.2",
    ),
    "other": ("M3,9L21,9L18.8,20.5L5.2,20.5Z", "M7,9L11,3", "M17,9L13,3"),
    "drinks": ("M5,3L19,3L17.4,21L6.6,21Z", "M5.6,9L18.4,9"),
}


@cache
def picture(sign: str, colour: str, weight: float) -> Picture:
    """Return a sign."""
    return Picture(24, 24, tuple(Shape(path_of(path), colour, width=weight) for path in PATHS[sign]))


def draw_sign(
    canvas: Any, sign: str, x: float, top: float, side: float, colour: str = _INK, weight: float = 2.0
) -> None:
    """Draw a sign with its upper left corner at (x, top)."""
    pictures.draw(canvas, picture(sign, colour, weight), x, top, side)
