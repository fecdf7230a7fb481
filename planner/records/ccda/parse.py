"""XML of a document without what could harm: no DTD, no entities, bounded in depth, and sections given one by one."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from xml.etree.ElementTree import Element
from xml.parsers import expat

from planner.errors import Problem, ProfileError

_DEEPEST = 200
# The largest record that is read holds fewer, and each takes fifty times the memory of its letters.
_MOST_ELEMENTS, _MOST_ATTRIBUTES = 2_000_000, 6_000_000
_V3 = "urn:hl7-org:v3"
_SDTC = "urn:hl7-org:sdtc"
_PREFIXES = {_V3: "", _SDTC: "sdtc:"}
_NOT_ALLOWED = "holds a DOCTYPE or an entity, which no C-CDA has and which could harm; export the record again"
_BROKEN = "is no whole XML: it is broken, cut off or in other letters than it says; export the record again"
_DEEP = "is nested too deeply to be a health record"
_CROWDED = f"holds more than {_MOST_ELEMENTS:,} elements, more than the record of anybody; export the record again"


class _Refused(ValueError):
    """XML that is well formed and is not read all the same."""


def read_document(data: bytes, file: str, section: Callable[[Element], None]) -> Element:
    """Return a document without its sections, each of which is handed over once it is whole and then let go.

    Names of HL7 stand without their namespace, those of its addition as "sdtc:…". Raise ProfileError for what is no
    XML, or could harm.
    """
    tree = _Tree(section)
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    parser.ExternalEntityRefHandler = _refuse
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    parser.StartElementHandler = tree.start
    parser.EndElementHandler = tree.end
    parser.CharacterDataHandler = tree.text
    try:
        parser.Parse(data, True)  # noqa: FBT003 - the last of the data
    except _Refused as refused:
        raise _wrong(file, parser.CurrentLineNumber, str(refused)) from None
    except (expat.ExpatError, LookupError, ValueError):
        line = parser.ErrorLineNumber
        raise _wrong(file, line, _BROKEN) from None
    assert tree.root is not None  # noqa: S101 - XML without an element is no XML
    return tree.root


def _refuse(*_: object) -> int:
    raise _Refused(_NOT_ALLOWED)


def _wrong(file: str, line: int, text: str) -> Exception:
    return ProfileError.from_problems([Problem(file, line, 0, text)])


class _Tree:
    """The elements as they open and close; only what lies around and inside the present section is kept."""

    def __init__(self, section: Callable[[Element], None]) -> None:
        self.root: Element | None = None
        self._open: list[Element] = []
        self._section = section
        self._elements = self._attributes = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Open an element."""
        if len(self._open) >= _DEEPEST:
            raise _Refused(_DEEP)
        self._elements += 1
        self._attributes += len(attributes)
        if self._elements > _MOST_ELEMENTS or self._attributes > _MOST_ATTRIBUTES:
            raise _Refused(_CROWDED)
        made = Element(_named(name), attributes)
        if self._open:
            self._open[-1].append(made)
        elif self.root is None:
            self.root = made
        self._open.append(made)

    def end(self, _: str) -> None:
        """Close an element; a whole section is handed over and taken away."""
        closed = self._open.pop()
        if closed.tag == "section" and self._open:
            self._section(closed)
            self._open[-1].remove(closed)

    def text(self, words: str) -> None:
        """Keep words where they stand."""
        inside = self._open[-1]
        if len(inside):
            inside[-1].tail = (inside[-1].tail or "") + words
        else:
            inside.text = (inside.text or "") + words


@lru_cache(maxsize=1_000)
def _named(name: str) -> str:
    space, _, local = name.rpartition("}")
    return f"{_PREFIXES.get(space, '')}{local}" if space in _PREFIXES or not space else f"{space}}}{local}"
