"""A clinic's theme, read from its file: strictly, with the place of each fault, and nothing in it that could harm."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, Any, Final

from msgspec import Meta

from planner.content.contrast import contrast, darkened
from planner.content.decode import convert
from planner.errors import ContentError, Problem
from planner.files import png, svg
from planner.files.inputs import read_at_most
from planner.files.places import Path as DataPath
from planner.files.places import YamlText
from planner.files.yaml import MAX_BYTES, read_yaml
from planner.model.items import Strict
from planner.model.sheet import GROUND, ClinicBox, ClinicNumbers, ClinicTheme, Logo

# Letters stand on white and on this; meaning never rests on the accent.
CONTRAST: Final = 7.0
MOST_SENTENCES: Final = 3
_ENDINGS: Final = (".svg", ".png")
_COLOUR: Final = r"^#[0-9a-fA-F]{6}$"
# What is dialled: digits, with the signs that people put between them.
_DIALLED: Final = r"^\+?[0-9(][0-9 ()./-]{1,22}[0-9]$"
# No emergency number is longer, and no clinic's own number is shorter.
_EMERGENCY: Final = r"^[0-9]{2,4}$"
_DIGITS: Final = (3, 15)

_Line = Annotated[str, Meta(min_length=1, max_length=80)]


def _pattern(pattern: str, description: str) -> Meta:
    return Meta(description=description, extra_json_schema={"pattern": pattern})


class ThemeNumbers(Strict, frozen=True, kw_only=True):
    """Whom to call where the plans know no better; `country` is where these numbers hold."""

    country: Annotated[str, _pattern("^[A-Z]{2}$", "Where these numbers hold: two capital letters, such as GB.")]
    emergency: Annotated[str, _pattern(_EMERGENCY, "Printed only where the plans know none for the country.")] = ""
    urgent: Annotated[str, _pattern(_DIALLED, "A line that is answered day and night, in place of the country's.")] = ""
    day_and_night: Annotated[bool, Meta(description="Says that the urgent line is answered at every hour.")] = False


class ThemeBox(Strict, frozen=True, kw_only=True):
    """One more box, in the clinic's own words, printed letter by letter."""

    title: Annotated[str, Meta(min_length=1, max_length=60)]
    text: Annotated[str, Meta(min_length=1, max_length=300, description="At most three sentences.")]


class ThemeFile(Strict, frozen=True, kw_only=True):
    """A clinic's face on the sheet: nothing of it takes the place of a warning, a sign or a limit."""

    name: _Line
    telephone: Annotated[str, _pattern(_DIALLED, "As it is dialled, in quotes.")] = ""
    address: Annotated[tuple[_Line, ...], Meta(max_length=4)] = ()
    logo: Annotated[str, Meta(description="A PNG or an SVG of plain shapes, by its path from this file.")] = ""
    prepared_by: Annotated[str, Meta(max_length=80)] = ""
    accent: Annotated[str, _pattern(_COLOUR, "The colour of headings and lines, with a contrast of 7:1.")] = ""
    numbers: ThemeNumbers | None = None
    box: ThemeBox | None = None


def load_theme(path: Path) -> ClinicTheme:
    """Return the theme of a file, with its logo, or raise ContentError with every fault."""
    text = read_yaml(read_at_most(path, MAX_BYTES, ContentError), str(path))
    faults, written = convert(text.data, ThemeFile) if not text.problems else ([], None)
    problems = [*text.problems, *(text.problem(at, _quoted(text, at, said)) for at, said in faults)]
    if written is None:
        raise ContentError.from_problems(problems)
    problems += [text.problem(at, said) for at, said in _faults(written)]
    logo = None
    try:
        logo = _logo(path, written.logo) if written.logo else None
    except ContentError as error:
        problems.append(_of_logo(text, error))
    if problems:
        raise ContentError.from_problems(problems)
    return _theme(written, logo)


def _quoted(text: YamlText, path: DataPath, said: str) -> str:
    value: Any = text.data
    for step in path:
        value = value.get(step) if isinstance(value, dict) else None
    return (
        f"{said}; put quotes round a number" if isinstance(value, int) and said.startswith("expected words") else said
    )


def _theme(written: ThemeFile, logo: Logo | None) -> ClinicTheme:
    numbers, box = written.numbers, written.box
    return ClinicTheme(
        name=written.name.strip(),
        telephone=written.telephone.strip(),
        address=tuple(line.strip() for line in written.address),
        prepared_by=written.prepared_by.strip(),
        accent=written.accent.lower(),
        logo=logo,
        numbers=ClinicNumbers(numbers.country, numbers.emergency, numbers.urgent) if numbers else None,
        box=ClinicBox(box.title.strip(), " ".join(box.text.split())) if box else None,
    )


# --- what is wrong with it ---


def _faults(written: ThemeFile) -> Iterator[tuple[DataPath, str]]:
    for path, text in _texts(written):
        if said := next((say for say in (_unseen(text), "" if text.strip() else "is empty") if say), ""):
            yield path, said
    if written.telephone and not _is_dialled(written.telephone):
        yield ("telephone",), _NO_NUMBER
    if written.accent:
        yield from ((("accent",), said) for said in _of_accent(written.accent))
    if written.numbers:
        yield from ((("numbers", key), said) for key, said in _of_numbers(written.numbers))
    if written.box and len(re.findall(r"[.!?](?=\s|$)", written.box.text.strip().rstrip(".!?") + ".")) > MOST_SENTENCES:
        yield ("box", "text"), f"has more than {MOST_SENTENCES} sentences; a leaflet of your own has more room"


_NO_NUMBER: Final = "is no telephone number; write what is dialled, such as '01632 960 983' or '+44 1632 960983'"


def _texts(written: ThemeFile) -> Iterator[tuple[DataPath, str]]:
    """Yield each text that is printed, with its place."""
    yield ("name",), written.name
    yield from ((("address", at), line) for at, line in enumerate(written.address))
    if written.prepared_by:
        yield ("prepared_by",), written.prepared_by
    if written.box:
        yield from ((("box", key), getattr(written.box, key)) for key in ("title", "text"))


def _unseen(text: str) -> str:
    """Return what is wrong with a text that holds signs which nobody sees, and which can turn others round."""
    odd = [
        char
        for char in text
        if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") and char not in "\n\u200c\u200d"
    ]
    return f"holds a sign that is not seen (U+{ord(odd[0]):04X}); take it out" if odd else ""


def _is_dialled(number: str) -> bool:
    digits = sum(char.isdigit() for char in number)
    return bool(re.fullmatch(_DIALLED, number)) and _DIGITS[0] <= digits <= _DIGITS[1]


def _of_accent(accent: str) -> Iterator[str]:
    if not re.fullmatch(_COLOUR, accent):
        yield "is no colour; write it as '#123f5a', in quotes"
    elif (found := contrast(accent, GROUND)) < CONTRAST:
        near = darkened(accent, GROUND, CONTRAST)
        yield f"has a contrast of {found:.1f} to 1; letters need {CONTRAST:g} to 1, as the nearest darker '{near}' has"


def _of_numbers(numbers: ThemeNumbers) -> Iterator[tuple[str, str]]:
    if not re.fullmatch(r"[A-Z]{2}", numbers.country):
        yield "country", "is no code of a country; write two capital letters, such as GB"
    if numbers.emergency and not re.fullmatch(_EMERGENCY, numbers.emergency):
        yield (
            "emergency",
            "is no emergency number: those have two to four digits, such as '112'; a clinic's own is its telephone",
        )
    if numbers.urgent and not _is_dialled(numbers.urgent):
        yield "urgent", _NO_NUMBER
    if numbers.urgent and not numbers.day_and_night:
        yield (
            "urgent",
            "stands where people call at night; add 'day_and_night: true' if it is answered then, or take it out",
        )


# --- the logo ---


def _logo(theme: Path, name: str) -> Logo:
    path = theme.parent / name
    read = _READERS.get(path.suffix.lower())
    if read is None:
        raise ContentError(f"the logo's file must end in {' or '.join(_ENDINGS)}")
    try:
        return read(read_at_most(path, png.MAX_BYTES, ContentError))
    except svg.UndrawableError as error:
        raise ContentError(f"{path}: {error}; or save it as a PNG") from error
    except png.UnreadablePngError as error:
        raise ContentError(f"{path}: {error}") from error


def _drawing(data: bytes) -> Logo:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise svg.UndrawableError("it is not UTF-8 text; save it as UTF-8") from error
    if said := svg.fault(text):
        raise svg.UndrawableError(said)
    return svg.picture_of(text)


_READERS: Final[dict[str, Callable[[bytes], Logo]]] = {".svg": _drawing, ".png": png.bitmap_of}


def _of_logo(text: YamlText, error: ContentError) -> Problem:
    return text.problem(("logo",), f"the logo cannot be used: {error}")
