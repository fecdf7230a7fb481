"""How the files of this folder were made; nothing at run time needs it: python make.py NOTO-FOLDER DROID-FILE."""

from __future__ import annotations

import struct
import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

HERE = Path(__file__).resolve().parent

# Latin with all its extensions, Greek, Cyrillic, punctuation, currencies, letterlike signs, ligatures.
LATIN = (
    (0x20, 0x52F),
    (0x1C80, 0x1C8F),
    (0x1D00, 0x20CF),
    (0x2100, 0x218F),
    (0x2C60, 0x2C7F),
    (0x2DE0, 0x2E5F),
    (0xA640, 0xA69F),
    (0xA720, 0xA7FF),
    (0xAB30, 0xAB6F),
    (0xFB00, 0xFB06),
    (0xFFFD, 0xFFFD),
)
ALL = ((0, 0x10FFFF),)
# Letters that take no other shape, and carry no marks.
PLAIN = ("Armenian", "Georgian", "Ethiopic", "Cherokee", "CanadianAboriginal", "Tifinagh", "Vai", "Lisu", "OlChiki")
# Letters that join, marks that are placed, syllables: these files keep the tables that shape them.
SHAPED = (
    *("Arabic", "Hebrew", "Syriac", "Thaana", "NKo", "Adlam", "HanifiRohingya"),
    *("Devanagari", "Bengali", "Gurmukhi", "Gujarati", "Oriya", "Tamil", "Telugu", "Kannada", "Malayalam", "Sinhala"),
    *("MeeteiMayek", "Chakma", "Thai", "Lao", "Khmer", "Myanmar"),
)
CHARACTERS = {
    "NotoSans-Regular": LATIN,
    "NotoSans-Bold": LATIN,
    "NotoSansMath-Regular": ((0x2190, 0x22FF), (0x25A0, 0x25FF)),
    "NotoSansSymbols2-Regular": ((0x25A0, 0x25FF), (0x2600, 0x27BF)),
    **{f"NotoSans{name}-Regular": ALL for name in (*PLAIN, *SHAPED)},
    "NotoSerifTibetan-Regular": ALL,
}
# The letters of our own text keep what places an accent on them.
LATIN_FEATURES = ("mark", "mkmk")


def features_of(name: str) -> tuple[str, ...]:
    """Return which features of its layout tables a file keeps; a file without any loses the tables."""
    if name.startswith("NotoSans-"):
        return LATIN_FEATURES
    shaped = name == "NotoSerifTibetan-Regular" or name in {f"NotoSans{script}-Regular" for script in SHAPED}
    return ("*",) if shaped else ()


def subset(source: Path, target: Path, ranges: tuple[tuple[int, int], ...], features: tuple[str, ...] = ()) -> None:
    """Write the characters of a font without hints, and with the layout tables that shape its letters or none."""
    font = TTFont(source, recalcTimestamp=False)
    held = [code for code in font.getBestCmap() if any(low <= code <= high for low, high in ranges)]
    options = Options(
        hinting=False,
        layout_features=list(features),
        notdef_outline=True,
        name_IDs=["*"],
        legacy_kern=False,
        drop_tables=["DSIG", "gasp", "kern", "vhea", "vmtx", *(() if features else ("GDEF", "GPOS", "GSUB"))],
        recalc_timestamp=False,
    )
    cutter = Subsetter(options)
    cutter.populate(unicodes=held)
    cutter.subset(font)
    font.save(target)


# IEC 61966-2-1 primaries and white, adapted to D50 as ICC.1:2001 asks.
WHITE = (0.9642, 1.0, 0.8249)
PRIMARIES = {
    b"rXYZ": (0.4360747, 0.2225045, 0.0139322),
    b"gXYZ": (0.3850649, 0.7168786, 0.0971045),
    b"bXYZ": (0.1430804, 0.0606169, 0.7141733),
}
STEPS = 256


def linear(value: float) -> float:
    """Return the light of an sRGB value, both from 0 to 1."""
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def xyz(values: tuple[float, float, float]) -> bytes:
    """Return an XYZ tag."""
    return b"XYZ " + bytes(4) + struct.pack(">3i", *(round(value * 65536) for value in values))


def text(kind: bytes, words: str) -> bytes:
    """Return a text or description tag."""
    data = words.encode("ascii") + b"\0"
    if kind == b"text":
        return b"text" + bytes(4) + data
    return b"desc" + bytes(4) + struct.pack(">I", len(data)) + data + bytes(4 + 4 + 2 + 1 + 67)


def profile() -> bytes:
    """Return an sRGB display profile, ICC version 2.1."""
    steps = [round(linear(step / (STEPS - 1)) * 65535) for step in range(STEPS)]
    curve = b"curv" + bytes(4) + struct.pack(f">I{STEPS}H", STEPS, *steps)
    tags = {b"desc": text(b"desc", "sRGB"), b"cprt": text(b"text", "No copyright, CC0 1.0"), b"wtpt": xyz(WHITE)}
    tags |= {name: xyz(values) for name, values in PRIMARIES.items()}
    table, body, start = b"", b"", 128 + 4 + 12 * (len(tags) + 3)
    for name, data in tags.items():
        table += name + struct.pack(">II", start + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    for name in (b"rTRC", b"gTRC", b"bTRC"):
        table += name + struct.pack(">II", start + len(body), len(curve))
    body += curve + bytes(-len(curve) % 4)
    day = struct.pack(">6H", 2026, 1, 1, 0, 0, 0)
    head = struct.pack(">I4sI4s4s4s", start + len(body), bytes(4), 0x02100000, b"mntr", b"RGB ", b"XYZ ")
    head += day + b"acsp" + bytes(28) + struct.pack(">3i", *(round(value * 65536) for value in WHITE))
    return head.ljust(128, b"\0") + struct.pack(">I", len(tags) + 3) + table + body


if __name__ == "__main__":
    noto, droid = Path(sys.argv[1]), Path(sys.argv[2])
    (HERE / "srgb.icc").write_bytes(profile())
    for name, characters in CHARACTERS.items():
        subset(noto / f"{name}.ttf", HERE / f"{name}.ttf", characters, features_of(name))
    subset(droid, HERE / "DroidSansFallback.ttf", ALL)
