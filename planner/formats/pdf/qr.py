"""QR codes (ISO/IEC 18004): the dark and light modules of a short text. Libraries that do this take longer to load."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

# How many light modules must lie round a code.
QUIET: Final = 4

# By version, from 1: how many bytes a code holds in all, and where its small squares stand.
_BYTES: Final = (26, 44, 70, 100, 134, 172, 196, 242, 292, 346)
_SQUARES: Final = ((), (6, 18), (6, 22), (6, 26), (6, 30), (6, 34), (6, 22, 38), (6, 24, 42), (6, 26, 46), (6, 28, 50))


class _Correction(NamedTuple):
    """A level of correction: its bits, and by version the bytes for correction of each block and how many there are."""

    bits: int
    extra: tuple[int, ...]
    blocks: tuple[int, ...]


# The weakest first: L, M, Q, H.
_LEVELS: Final = (
    _Correction(1, (7, 10, 15, 20, 26, 18, 20, 24, 30, 18), (1, 1, 1, 1, 1, 2, 2, 2, 2, 4)),
    _Correction(0, (10, 16, 26, 18, 24, 16, 18, 22, 22, 26), (1, 1, 1, 2, 2, 4, 4, 4, 5, 5)),
    _Correction(3, (13, 22, 18, 26, 18, 24, 18, 22, 20, 24), (1, 1, 2, 2, 4, 4, 6, 6, 8, 8)),
    _Correction(2, (17, 28, 22, 16, 22, 28, 26, 26, 24, 28), (1, 1, 2, 4, 4, 4, 5, 6, 8, 8)),
)
_MASKS: Final = (
    lambda x, y: (x + y) % 2 == 0,
    lambda x, y: y % 2 == 0,
    lambda x, y: x % 3 == 0,
    lambda x, y: (x + y) % 3 == 0,
    lambda x, y: (x // 3 + y // 2) % 2 == 0,
    lambda x, y: x * y % 2 + x * y % 3 == 0,
    lambda x, y: (x * y % 2 + x * y % 3) % 2 == 0,
    lambda x, y: ((x + y) % 2 + x * y % 3) % 2 == 0,
)
# Five modules of one kind or more, and the row of a corner with four light ones at one side.
_LONG: Final = re.compile("0{5,}|1{5,}")
_CORNER: Final = re.compile("(?=10111010000|00001011101)")
# After how many lines and columns each of them comes again.
_PERIOD: Final = 12
Module = tuple[int, int]


@lru_cache(maxsize=64)
def modules(text: str) -> tuple[str, ...]:
    """Return the rows of the smallest code that holds a text, its dark modules as 1; raise ValueError if none does.

    Of the levels of correction it has the strongest that takes no more room.
    """
    data = text.encode()
    version, level = _smallest(len(data))
    words = _interleaved(_filled(data, version, level), version, level)
    bits = "".join(f"{word:08b}" for word in words)
    size, places = _size(version), _places(version)
    free = _rows(dict.fromkeys(places, "1"), size)
    drawn = _rows(_fixed(version) | dict(zip(places, bits, strict=False)), size)
    whole = (_masked(drawn, free, number, level, size) for number in range(len(_MASKS)))
    best = min(whole, key=lambda rows: _penalty(rows, size))
    return tuple(f"{row:0{size}b}" for row in best)


def _masked(drawn: Sequence[int], free: Sequence[int], number: int, level: _Correction, size: int) -> list[int]:
    """Return a code with a mask over its bytes, and the modules that say which."""
    said = _rows(dict(_form(level.bits << 3 | number, size)), size)
    return [
        row ^ mask & area | form for row, mask, area, form in zip(drawn, _mask(number, size), free, said, strict=True)
    ]


def _size(version: int) -> int:
    return 17 + 4 * version


def _smallest(length: int) -> tuple[int, _Correction]:
    for version in range(1, len(_BYTES) + 1):
        # The kind of the text and its length stand before it.
        needed = length + (2 if version < 10 else 3)
        fitting = [level for level in _LEVELS if needed <= _room(version, level)]
        if fitting:
            return version, fitting[-1]
    raise ValueError(f"a code holds at most {_room(len(_BYTES), _LEVELS[0]) - 3} bytes, not {length}")


def _room(version: int, level: _Correction) -> int:
    """Return how many bytes a code holds beside those for correction."""
    return _BYTES[version - 1] - level.extra[version - 1] * level.blocks[version - 1]


def _filled(data: bytes, version: int, level: _Correction) -> bytes:
    """Return the bytes of a code: what they are, how many, the text, an end of four bits, and what fills the rest."""
    head = 0b0100 << (8 if version < 10 else 16) | len(data)
    length = len(data) + (2 if version < 10 else 3)
    stream = (head << 8 * len(data) | int.from_bytes(data)) << 4
    rest = _room(version, level) - length
    return stream.to_bytes(length) + (b"\xec\x11" * rest)[:rest]


def _interleaved(data: bytes, version: int, level: _Correction) -> Iterator[int]:
    """Yield the first byte of each block, the second, and so on; then those for correction in the same way."""
    count, extra = level.blocks[version - 1], level.extra[version - 1]
    shorter = count - _BYTES[version - 1] % count
    each = _BYTES[version - 1] // count - extra
    starts = [at * each + max(0, at - shorter) for at in range(count + 1)]
    blocks = [data[start:end] for start, end in pairwise(starts)]
    for column in range(each + 1):
        yield from (block[column] for block in blocks if column < len(block))
    corrections = [_correction(block, extra) for block in blocks]
    for column in range(extra):
        yield from (block[column] for block in corrections)


@cache
def _field() -> tuple[tuple[int, ...], dict[int, int]]:
    """Return the powers of 2 in the field of 256 elements, twice over, and of each element which power it is."""
    powers = [1]
    for _ in range(254):
        doubled = powers[-1] << 1
        powers.append(doubled ^ 0x11D if doubled > 255 else doubled)
    return (*powers, *powers), {element: power for power, element in enumerate(powers)}


@cache
def _divisor(degree: int) -> tuple[int, ...]:
    """Return the powers of the factors of the polynomial by which a block is divided, without its first, which is 1."""
    powers, power_of = _field()
    factors = [1]
    for root in range(degree):
        moved = [powers[power_of[one] + root] for one in factors]
        factors = [first ^ second for first, second in zip([*factors, 0], [0, *moved], strict=True)]
    return tuple(power_of[one] for one in factors[1:])


def _correction(block: bytes, degree: int) -> list[int]:
    """Return the bytes by which a reader mends a block (Reed-Solomon)."""
    (powers, power_of), divisor = _field(), _divisor(degree)
    rest = [0] * degree
    for byte in block:
        lead = byte ^ rest[0]
        rest = [*rest[1:], 0]
        if lead:
            power = power_of[lead]
            rest = [one ^ powers[power + factor] for one, factor in zip(rest, divisor, strict=True)]
    return rest


@cache
def _places(version: int) -> tuple[Module, ...]:
    """Return where the bits of the bytes stand: up and down in pairs of columns, from the right."""
    size, taken = _size(version), _fixed(version)
    columns = [*range(size - 1, 6, -2), *range(5, 0, -2)]
    return tuple(
        place
        for at, right in enumerate(columns)
        for line in range(size)
        for place in ((x, size - 1 - line if at % 2 == 0 else line) for x in (right, right - 1))
        if place not in taken
    )


@cache
def _fixed(version: int) -> dict[Module, str]:
    """Return the modules that every code of a size has, with room for those that say its level and its mask."""
    size = _size(version)
    found = {place: "01"[at % 2 == 0] for at in range(size) for place in ((6, at), (at, 6))}
    for x, y in ((x, y) for x in _SQUARES[version - 1] for y in _SQUARES[version - 1]):
        if (x, y) not in ((6, 6), (6, size - 7), (size - 7, 6)):
            found |= _rings(x, y, 2, size)
    for x, y in ((3, 3), (size - 4, 3), (3, size - 4)):
        found |= _rings(x, y, 4, size)
    found |= dict.fromkeys((place for place, _ in _form(0, size)), "0") | {(8, size - 8): "1"}
    return found | dict(_version(version, size)) if version >= 7 else found


def _rings(x: int, y: int, reach: int, size: int) -> dict[Module, str]:
    """Return squares in squares round a middle, as far as they are inside: dark ones, light ones, dark ones."""
    steps = range(-reach, reach + 1)
    near = ((x + across, y + down, max(abs(across), abs(down))) for across in steps for down in steps)
    light = (2, 4) if reach > 2 else (1,)
    return {(a, b): "10"[ring in light] for a, b, ring in near if 0 <= a < size and 0 <= b < size}


def _form(form: int, size: int) -> Iterator[tuple[Module, str]]:
    """Return the modules that say, twice, the level of correction and the mask."""
    bits = f"{(form << 10 | _remainder(form, 0x537, 10)) ^ 0x5412:015b}"[::-1]
    first = [*((8, y) for y in (0, 1, 2, 3, 4, 5, 7, 8)), *((x, 8) for x in (7, 5, 4, 3, 2, 1, 0))]
    second = [*((size - 1 - at, 8) for at in range(8)), *((8, size - 7 + at) for at in range(7))]
    return zip([*first, *second], bits * 2, strict=True)


def _version(version: int, size: int) -> Iterator[tuple[Module, str]]:
    """Yield the modules that say, twice, how large a code is."""
    bits = f"{version << 12 | _remainder(version, 0x1F25, 12):018b}"[::-1]
    for at, bit in enumerate(bits):
        across, down = size - 11 + at % 3, at // 3
        yield from (((across, down), bit), ((down, across), bit))


def _remainder(value: int, divisor: int, degree: int) -> int:
    """Return what is left of a value, moved by so many bits, after division without carrying (BCH)."""
    rest = value << degree
    while rest.bit_length() > degree:
        rest ^= divisor << rest.bit_length() - degree - 1
    return rest


def _rows(drawn: dict[Module, str], size: int) -> list[int]:
    """Return modules as one number a row, the first module its highest bit."""
    rows = [0] * size
    for (x, y), bit in drawn.items():
        if bit == "1":
            rows[y] |= 1 << size - 1 - x
    return rows


@lru_cache(maxsize=64)
def _mask(number: int, size: int) -> tuple[int, ...]:
    """Return where a mask turns dark into light and light into dark."""
    rows = ["".join("01"[_MASKS[number](x, y)] for x in range(_PERIOD)) * 5 for y in range(_PERIOD)]
    return tuple(int(rows[y % _PERIOD][:size], 2) for y in range(size))


def _penalty(rows: Sequence[int], size: int) -> int:
    """Return how hard a code is to read by the rules of the standard: long lines, blocks, false corners, imbalance."""
    lines = [f"{row:0{size}b}" for row in rows]
    lines += map("".join, zip(*lines, strict=True))
    long = sum(len(line) - 2 for line in _LONG.findall(" ".join(lines)))
    # The light margin counts on either side.
    corners = 40 * len(_CORNER.findall(" ".join(f"0000{line}0000" for line in lines)))
    off = abs(sum(row.bit_count() for row in rows) * 20 - size * size * 10)
    return long + _blocks(rows, size) + corners + (-(-off // (size * size)) - 1) * 10


def _blocks(rows: Sequence[int], size: int) -> int:
    inside = (1 << size - 1) - 1
    return 3 * sum(
        (~(row ^ row >> 1) & ~(row ^ below) & ~(row ^ below >> 1) & inside).bit_count() for row, below in pairwise(rows)
    )
