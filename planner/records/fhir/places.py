"""How references name resources, and what is said of a resource that is not as FHIR has it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import unquote

import msgspec

from planner.errors import Problem, ProfileError

_AT = re.compile(r" - at `\$\.?(.*)`$")
_DEEP = "is nested too deeply to be a health record"
# The largest record that is read holds less than half as many; each takes many times the memory of its letters.
MOST_OBJECTS = 2_000_000


def key_of(reference: str) -> str:
    """Return a reference without the server that it names and without its version: "Patient/1", or urn:uuid:…."""
    if reference.startswith("urn:"):
        return reference
    kind, asked, query = reference.partition("?")
    if asked:
        return f"{kind.rpartition('/')[2]}?{unquote(query)}"
    return "/".join(reference.partition("/_history/")[0].rstrip("/").split("/")[-2:])


@contextmanager
def as_fhir(file: str, line: int, where: str) -> Iterator[None]:
    """Let whatever is not as FHIR R4 has it be a ProfileError that names the place, and nobody's words."""
    try:
        yield
    except RecursionError:
        raise _wrong(file, line, f"{where}{_DEEP}") from None
    except msgspec.ValidationError as error:
        found = _AT.search(str(error))
        at = f"{found[1]} " if found and found[1] else ""
        said = f"{where}{at}is not as FHIR R4 has it; export the record again, as FHIR R4"
        raise _wrong(file, line, said) from None
    except (msgspec.DecodeError, UnicodeDecodeError):
        said = f"{where}is no whole JSON in UTF-8: it is broken, cut off or in other letters; export the record again"
        raise _wrong(file, line, said) from None


def refuse_crowded(data: bytes, file: str, line: int) -> None:
    """Raise ProfileError for JSON that would take far more memory than any record, however few letters it has."""
    if data.count(b"{") > MOST_OBJECTS:
        said = f"holds more than {MOST_OBJECTS:,} objects, more than the record of anybody; export the record again"
        raise _wrong(file, line, said)


def _wrong(file: str, line: int, text: str) -> ProfileError:
    error = ProfileError.from_problems([Problem(file, line, 0, text)])
    assert isinstance(error, ProfileError)  # noqa: S101 - what the class makes of itself
    return error
