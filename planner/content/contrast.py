"""How well a colour can be read on another, as WCAG 2.1 counts it."""

from __future__ import annotations


def contrast(first: str, second: str) -> float:
    """Return the contrast of two colours, each #rrggbb: from 1, none, to 21, black on white."""
    bright, dark = sorted((_brightness(first), _brightness(second)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def darkened(colour: str, ground: str, least: float) -> str:
    """Return the nearest darker colour of the same tone that has at least so much contrast to a ground."""
    parts = _parts(colour)
    shades = (_colour(tuple(round(part * share / 255) for part in parts)) for share in range(255, -1, -1))
    return next(shade for shade in shades if contrast(shade, ground) >= least or shade == "#000000")


def _parts(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))


def _colour(parts: tuple[int, ...]) -> str:
    return "#" + "".join(f"{part:02x}" for part in parts)


def _brightness(colour: str) -> float:
    shares = [part / 255 for part in _parts(colour)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
