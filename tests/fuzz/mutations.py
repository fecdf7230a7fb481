"""Valid input spoilt: the same random numbers give the same bytes, whatever a reader makes of them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from random import Random
from xml.sax.saxutils import quoteattr

from msgspec import Struct

# What an input may grow to: larger ones have tests of their own.
LONGEST = 60_000
_DEEPEST = 3_000
_DIGITS = 5_000

# What has broken programs before, and what people write in the place of what was asked for.
ODD: tuple[str, ...] = (
    *("", " ", "\t", "0", "-0", "-1", "1", "115", "116", "1e999", "-1e999", "1e-999", "NaN", "Infinity", "0x41"),
    *("07", "9" * 18, "9" * 19, "9" * 400, "9" * _DIGITS, "1." + "3" * 400, "2147483648", "18446744073709551616"),
    *("½", "٣٤", "²", "null", "None", "true", "no", "none", "unknown", "n/a", "-", "?", "[]", "{}", "~", "[" * 60),
    *("{" * 60, "\\", "%s%n", "\0", "a\0b", "\x1b[2J\x1b]0;x\x07", "\x08\x08", "\x7f", "\x85", "\u2028", "\u2029"),
    *("\ufeff", "\ufffe", "\uffff", "\u202eevil", "\u2066\u2067\u2069", "\u200b", "\u00ad", "\u0301" * 300),
    *("e\u0301", "\U000e0041", "👩‍👩‍👧", "שלום", "नमस्ते", "ﷺ", "<b>x", "<img src='file:///etc/passwd'>"),
    *("<font color='red' size='99'>", "<para>", "<br/>" * 99, "]]>", "<!--", "&lt;", "&#0;", "&#x202e;"),
    *("&amp;" * 50, "&a;", "<!DOCTYPE x>", "<![CDATA[x]]>", "<?x?>", "=1+1", "@SUM(A1)", "+1", "=cmd|' /C x'!A0"),
    *("../../etc/passwd", "/dev/zero", "C:\\con", "nul", "a/b", "{id}", "{id.__class__}", "{0}", "$HOME", "`id`"),
    *("$(id)", "'; --", "2026-02-30", "0000-00-00", "9999-12-31", "10000-01-01", "1900-02-29", "31/12/1950"),
    *("12/31/50", "19560304", "2019", "1.1.1", "x" * 100, "x" * 1_000, "x" * 10_001, "a b " * 3_000),
    *("gout; " * 300, ", " * 500, "\n" * 50, "a\r\nb", "'", '"', '""', "\"'`"),
)
# What the readers recognise, so that what was spoilt means something to the rest of the program.
KNOWN: tuple[str, ...] = (
    *("furosemide 40 mg tablets", "Zocor", "Lipitoor", "spironolactone", "lithium", "warfarin", "insulin"),
    *("stopped statins in May", "prednisone 5 mg until 12/2025", "ramipril and amlodipine", "co-codamol 30/500"),
    *("no medicines", "potassium tablets", "quinine", "high blood pressure", "CKD stage 3", "CKD stage"),
    *("heart failure", "type 1 diabetes", "gout", "E11.9", "I50", "N18.4", "O80", "mother had a stroke"),
    *("no known problems", "hip replacement 3 weeks ago", "surgery planned for June", "cirrhosis", "on dialysis"),
    *("K 6.2 mmol/L", "eGFR 12", "BP 210/120", "Hb 6", "sodium 118", "potassium 3.1 mEq/L on 2026-11-20"),
    *("weight 1e9 kg", "T 41 C", "dark urine", "one calf swollen and warm", "chest pain", "fell last winter"),
    *("two beers a night", "smokes 60 a day", "night shifts", "nuts", "peanut", "soya", "shellfish (hives)"),
    *("no known allergies", "vegan", "low salt diet", "beetroot", "bananas", "everything", "30 weeks"),
    *("trimester 3", "43 weeks", "gave birth 2 weeks ago", "breastfeeding", "fluid=1.5 L", "salt: 6 g"),
    *("fluid: 1.5 L; salt: 2", "GB", "US", "ZZ", "United States", "Deutschland", "en-US", "de", "letter", "A4"),
    *("easy", "short", "21:30", "25:61", "noon", "yes", "true", "F", "male", "other", "supine", "calf", "back"),
    *("calf; foot; back", "left leg", "very active", "sedentary"),
)


# In the place of what has no quotes round it.
_PLAIN = (
    "0",
    "-1",
    "1",
    "67",
    "3.1",
    "1e3",
    "1e999",
    "-0.0",
    "9" * 30,
    "true",
    "false",
    "null",
    "[]",
    "{}",
    '""',
    "gout",
    "none",
)


class Form(Struct, frozen=True):
    """What a format looks like: where its values stand, how one is written, what opens its levels, its own words."""

    value: re.Pattern[bytes]
    written: Callable[[str], str]
    deeper: tuple[tuple[bytes, bytes], ...]
    words: tuple[bytes, ...]


def _quoted_cell(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _element(text: str) -> str:
    return quoteattr(text)


CSV = Form(
    re.compile(rb'"(?:[^"]|"")*"|[^,;\t|\r\n"]+'),
    _quoted_cell,
    ((b'"', b'"'), (b'="', b'"')),
    (
        b",",
        b";",
        b"\t",
        b"|",
        b'"',
        b"\r\n",
        b"\r",
        b"\n",
        b"sep=;\n",
        b"age",
        b"id",
        b",,,,",
        b"birth_date",
        b"conditions",
    ),
)
JSON = Form(
    re.compile(rb'"(?:[^"\\]|\\.)*"(?!\s*:)|-?\d[\d.eE+-]*|\b(?:true|false|null)\b'),
    json.dumps,
    ((b"[", b"]"), (b'{"a":', b"}"), (b'{"extension":[', b"]}")),
    (
        b"{",
        b"}",
        b"[",
        b"]",
        b",",
        b":",
        b'"',
        b"\\u0000",
        b"\\ud800",
        b"\\udc00\\ud800",
        b"\\x",
        b"1E400",
        b"-",
        b"//",
        b"NaN",
    ),
)
FHIR = Form(
    JSON.value,
    JSON.written,
    JSON.deeper,
    (
        *JSON.words,
        *(
            b'"Patient"',
            b'"Bundle"',
            b'"Medication"',
            b'"Patient/p1"',
            b'"#m"',
            b'"#"',
            b'"urn:uuid:1"',
            b'"entered-in-error"',
        ),
        *(
            b'"http://localhost:9/Patient/p1"',
            b'"file:///etc/passwd"',
            b'"contained":[]',
            b'"resourceType":"Condition",',
            b'"id":"p1",',
        ),
        *(
            b'"deceasedBoolean":true,',
            b'"subject":{"reference":"Patient/p1"},',
            b'"patient":{},',
            b'"code":{"coding":[{}]},',
        ),
    ),
)
XML = Form(
    re.compile(rb'"[^"<>]*"|(?<=>)[^<>]+(?=<)'),
    _element,
    ((b"<entry>", b"</entry>"), (b"<a>", b"</a>"), (b"<section>", b"</section>")),
    (
        *(
            b"<",
            b">",
            b"/>",
            b"&",
            b"&a;",
            b"&#0;",
            b"&#x110000;",
            b"<!DOCTYPE x [<!ENTITY a 'b'>]>",
            b"<![CDATA[",
            b"]]>",
            b"<!--",
        ),
        *(
            b'xmlns=""',
            b'xmlns:x="y"',
            b"x:",
            b'nullFlavor="NI"',
            b'negationInd="true"',
            b'xsi:type="CD"',
            b"<?xml version='1.1'?>",
        ),
        *(
            b"</section>",
            b"<text>",
            b"<reference value='#a'/>",
            b'ID="a"',
            b"<sdtc:deceasedInd value='true'/>",
            b"<patientRole>",
        ),
    ),
)
YAML = Form(
    re.compile(rb'(?<=: )[^\n,\[\]{}]+|(?<=- )[^\n:]+|(?<=\[)[^\n,\]]+|(?<=, )[^\n,\]}]+|"[^"\n]*"'),
    json.dumps,
    ((b"[", b"]"), (b"{a: ", b"}"), (b"- ", b""), (b"? ", b""), (b"\n  - ", b"")),
    (
        *(
            b"&a ",
            b"*a",
            b"<<: *a",
            b"!!python/object:os.system ",
            b"!!binary ",
            b"!!int ",
            b"!t ",
            b"%YAML 1.1\n---\n",
            b"---\n",
        ),
        *(
            b"...\n",
            b"? ",
            b": ",
            b"- ",
            b"|\n",
            b">-\n",
            b"#",
            b"@",
            b"`",
            b"{",
            b"}",
            b"[",
            b"]",
            b"\t",
            b"'",
            b'"',
            b"\\x00",
        ),
        *(
            b"age: 1\n",
            b"name: x\n",
            b"no",
            b"0o7",
            b"1_000",
            b".inf",
            b".nan",
            b"1:30:00",
            b"2001-01-01",
            b"=",
            b"~",
            b"x: *x\n",
        ),
    ),
)
BYTES = Form(
    re.compile(rb"(?!)"), json.dumps, ((b"PK", b""),), (b"PK\x03\x04", b"PK\x05\x06", b"IHDR", b"IDAT", b"IEND")
)


def mutated(data: bytes, others: Sequence[bytes], form: Form, luck: Random) -> bytes:
    """Return an input spoilt in one to six places: mostly its values, so that it is still read; or its bytes."""
    mostly_values = luck.random() < 0.6
    for _ in range(1 + min(int(luck.expovariate(0.8)), 5)):
        if luck.random() < (0.9 if mostly_values else 0.3):
            data = _other_value(data, form, luck)
        else:
            data = luck.choice(_WAYS)(data, others, form, luck)
        data = data[:LONGEST]
    return data


def odd_text(luck: Random) -> str:
    """Return a text that no reader waits for, or one that it knows, or both."""
    if luck.random() < 0.5:
        return luck.choice(KNOWN)
    if luck.random() < 0.7:
        return luck.choice(ODD)
    sign = luck.choice((" ", ";", ",", "\n", " and ", " no ", " since 2019 ", " (", "/"))
    return sign.join(luck.choice((*KNOWN, *ODD[-60:])) for _ in range(luck.randint(2, 4)))


def _bytes_of(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _other_value(data: bytes, form: Form, luck: Random) -> bytes:
    """Put another value in the place of one, mostly as the format writes it."""
    places = [found.span() for found in form.value.finditer(data)]
    if not places:
        return _token(data, (), form, luck)
    begin, end = luck.choice(places)
    is_text = data[begin : begin + 1] == b'"'
    text = odd_text(luck) if is_text or luck.random() < 0.5 else luck.choice(_PLAIN)
    written = form.written(text) if luck.random() < (0.95 if is_text else 0.25) else text
    return data[:begin] + _bytes_of(written) + data[end:]


def _span(data: bytes, luck: Random, most: int = 400) -> tuple[int, int]:
    begin = luck.randrange(len(data) + 1)
    return begin, min(len(data), begin + luck.randint(1, most))


def _flip(data: bytes, others: Sequence[bytes], form: Form, luck: Random) -> bytes:
    spoilt = bytearray(data or b"\0")
    for _ in range(luck.choice((1, 1, 2, 8))):
        spoilt[luck.randrange(len(spoilt))] ^= 1 << luck.randrange(8)
    return bytes(spoilt)


def _other_byte(data: bytes, others: Sequence[bytes], form: Form, luck: Random) -> bytes:
    at = luck.randrange(len(data) + 1)
    new = bytes((luck.choice((0, 9, 10, 13, 26, 27, 34, 39, 92, 127, 128, 192, 237, 255, luck.randrange(256))),))
    return data[:at] + new + data[at + luck.randint(0, 1) :]


def _cut_off(data: bytes, others: Sequence[bytes], form: Form, luck: Random) -> bytes:
    return data[: luck.randrange(len(data) + 1)]


def _cut_out(data: bytes, others: Sequence[bytes], form: Form, luck: Random) -> bytes:
    begin, end = _span(data, luck)
    return data[:begin] + data[end:]


def _again(data: bytes, others: Sequence[bytes], form: Form, luck: Random) -> bytes:
    begin, end = _span(data, luck, luck.choice((8, 100, 4_000)))
    times = luck.choice((2, 2, 3, 50, 1_000))
    return data[:begin] + (data[begin:end] * times)[:LONGEST] + data[end:]


def _splice(data: bytes, others: Sequence[bytes], form: Form, luck: Random) -> bytes:
    other = luck.choice(others) if others else data
    begin, end = _span(other, luck, 4_000)
    at = luck.randrange(len(data) + 1)
    return data[:at] + other[begin:end] + data[at + luck.choice((0, end - begin)) :]


def _lines(data: bytes, others: Sequence[bytes], form: Form, luck: Random) -> bytes:
    """Take a line twice, away, or to another place: a key that stands twice, a header that is none."""
    lines = data.splitlines(keepends=True) or [b""]
    line = luck.choice(lines)
    if luck.random() < 0.5:
        lines.remove(line)
    if luck.random() < 0.7:
        lines.insert(luck.randrange(len(lines) + 1), line)
    return b"".join(lines)


def _twice(data: bytes, others: Sequence[bytes], form: Form, luck: Random) -> bytes:
    """Put one value, or a key, where another stands."""
    places = [found.span() for found in form.value.finditer(data)]
    if len(places) < 2:
        return _again(data, others, form, luck)
    (begin, end), (first, last) = luck.sample(places, 2)
    return data[:begin] + data[first:last] + data[end:]


def _token(data: bytes, others: Sequence[bytes], form: Form, luck: Random) -> bytes:
    at = luck.randrange(len(data) + 1)
    word = luck.choice(form.words) if luck.random() < 0.7 else _bytes_of(luck.choice(ODD))
    return data[:at] + word + data[at:]


def _deep(data: bytes, others: Sequence[bytes], form: Form, luck: Random) -> bytes:
    opening, closing = luck.choice(form.deeper)
    times = luck.choice((2, 49, 50, 51, 200, 201, _DEEPEST))
    begin, end = _span(data, luck)
    inside = data[begin:end] if luck.random() < 0.7 else b""
    return data[:begin] + opening * times + inside + closing * (times if luck.random() < 0.7 else 0) + data[end:]


_CODECS = ("utf-16", "utf-16-le", "utf-32", "utf-8-sig", "utf-7", "cp1252", "mac-roman", "cp037", "shift-jis")


def _otherwise_written(data: bytes, others: Sequence[bytes], form: Form, luck: Random) -> bytes:
    """Write the letters in another way than the format asks for, or end the lines in another."""
    if luck.random() < 0.4:
        return data.replace(b"\n", luck.choice((b"\r", b"\r\n", b"\n\n", b"\x85", b"\0")))
    text = data.decode("utf-8", "replace").encode(luck.choice(_CODECS), "replace")
    return text if luck.random() < 0.8 else text + data


_WAYS = (
    *(_flip, _other_byte, _cut_off, _cut_out, _again, _splice, _lines, _twice, _token, _token, _deep),
    _otherwise_written,
)
