"""The shape of planner/: layers, no circles, one meaning a class name, files and classes that can be read in one go."""

from __future__ import annotations

import ast
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent / "planner"
# From the top down: a room may use what stands below it, never what stands beside or above it.
LAYERS = (
    ("cli",),
    ("batch", "reports", "proof", "interview", "library", "drawing"),
    ("pipeline",),
    ("formats",),
    ("document",),
    ("i18n",),
    ("planning", "records"),
    ("profile",),
    ("content",),
    ("logic", "recognition"),
    ("lexicon",),
    ("model",),
    ("files",),
    ("errors", "resources"),
)
FLOOR = {room: floor for floor, rooms in enumerate(reversed(LAYERS)) for room in rooms}
# Libraries that one room alone may know.
ONLY_IN = {
    "click": ("cli",),
    "reportlab": ("formats.pdf.engine",),
    "pysat": ("proof",),
    "icalendar": ("formats.calendar",),
    "python_calamine": ("records.xlsx",),
    "PIL": ("files.png",),
    "uharfbuzz": ("formats.pdf.layout.shaping",),
}
LONGEST_CLASS = 150
LONGEST_FILE = 350
# A room of more files is two rooms. What is named here waits for its dividing, and may only shrink until then.
MOST_FILES = 16


def _modules() -> Iterator[tuple[str, Path]]:
    for file in sorted(PACKAGE.rglob("*.py")):
        parts = file.relative_to(PACKAGE).with_suffix("").parts
        yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), file


MODULES = dict(_modules())
# The package's own names, and `python -m planner`, stand outside the house.
ROOMS = {name: file for name, file in MODULES.items() if name not in ("", "__main__")}


@cache
def _tree(file: Path) -> ast.Module:
    """Return a file as it is parsed, once for all tests."""
    return ast.parse(file.read_text(encoding="utf-8"))


def _imports(file: Path) -> Iterator[tuple[int, str]]:
    """Yield each module that a file imports, also inside functions and for types alone, with its line."""
    for node in ast.walk(_tree(file)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.lineno, node.module
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def _own(file: Path) -> Iterator[tuple[int, str]]:
    """Yield each module of the planner that a file imports."""
    for line, name in _imports(file):
        if name.startswith("planner.") and name.removeprefix("planner.") in MODULES:
            yield line, name.removeprefix("planner.")


def test_every_file_stands_in_a_room_and_uses_only_what_is_below() -> None:
    homeless = [name for name in ROOMS if name.split(".", maxsplit=1)[0] not in FLOOR]
    assert not homeless, f"{homeless} stand in no room of the house; see LAYERS"
    wrong = [
        f"{file.relative_to(PACKAGE.parent)}:{line} uses {other}"
        for name, file in ROOMS.items()
        for line, other in _own(file)
        if other.split(".")[0] != name.split(".")[0] and FLOOR[other.split(".")[0]] >= FLOOR[name.split(".")[0]]
    ]
    assert not wrong, "\n".join(wrong)


def test_a_library_is_known_in_one_room() -> None:
    wrong = [
        f"{name}:{line} imports {library}"
        for name, file in ROOMS.items()
        for line, imported in _imports(file)
        for library, rooms in ONLY_IN.items()
        if imported.split(".")[0] == library and not any(f"{name}.".startswith(f"{room}.") for room in rooms)
    ]
    assert not wrong, "\n".join(wrong)


def test_no_files_import_each_other_in_a_circle() -> None:
    uses = {name: {other for _, other in _own(file) if other != name} for name, file in ROOMS.items()}
    # A package's own file is met whenever a file of the package is: that is no use of what it holds.
    uses = {name: {other for other in others if not name.startswith(f"{other}.")} for name, others in uses.items()}
    while free := [name for name, others in uses.items() if not others & uses.keys()]:
        for name in free:
            del uses[name]
    assert not uses, f"circles among {sorted(uses)}"


def test_a_class_name_means_one_thing() -> None:
    homes: dict[str, list[str]] = defaultdict(list)
    for name, file in ROOMS.items():
        for node in _tree(file).body:
            if isinstance(node, ast.ClassDef):
                homes[node.name.strip("_")].append(name)
    assert not {name: found for name, found in homes.items() if len(found) > 1}


def test_files_and_classes_can_be_read_in_one_go() -> None:
    texts = {name: file.read_text(encoding="utf-8") for name, file in ROOMS.items()}
    long = {
        f"{name}.{node.name}": (node.end_lineno or 0) - node.lineno + 1
        for name, file in ROOMS.items()
        for node in ast.walk(_tree(file))
        if isinstance(node, ast.ClassDef)
    }
    assert not {class_: lines for class_, lines in long.items() if lines > LONGEST_CLASS}
    assert not {name: lines for name, text in texts.items() if (lines := len(text.splitlines())) > LONGEST_FILE}


def test_a_room_holds_what_one_can_keep_in_mind() -> None:
    files = Counter(name.rpartition(".")[0] for name, file in ROOMS.items() if file.name != "__init__.py")
    assert not {room: count for room, count in files.items() if count > MOST_FILES}


def test_a_file_says_in_its_first_line_what_it_is_about() -> None:
    said = {name: (ast.get_docstring(_tree(file)) or "").splitlines()[:1] for name, file in MODULES.items()}
    assert not [name for name, first in said.items() if not first]
    assert not [name for name, first in said.items() if len(first[0]) > 120]


def test_nothing_is_keyed_by_identity() -> None:
    wrong = [
        f"{name}:{node.lineno}"
        for name, file in ROOMS.items()
        for node in ast.walk(_tree(file))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "id"
    ]
    assert not wrong, "\n".join(wrong)


# --- what nobody uses ---

# Doors from outside: what `pyproject.toml` starts, and the command that `cli.app` loads from each file by its name.
DOORS = {("cli.app", "main"), *((name, "command") for name in ROOMS if name.startswith("cli."))}
Place = tuple[str, str]


@cache
def _bound(name: str) -> dict[str, Place]:
    """Return what the names that a file imports stand for: a module and a name in it, or a module alone."""
    bound = {}
    for node in ast.walk(_tree(MODULES[name])):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "planner":
            home = (node.module or "").removeprefix("planner").strip(".")
            for alias in node.names:
                inner = f"{home}.{alias.name}".strip(".")
                bound[alias.asname or alias.name] = (inner, "") if inner in MODULES else (home, alias.name)
    return bound


@cache
def _defined() -> set[Place]:
    """Return each function and class of the house."""
    return {
        (name, node.name)
        for name, file in ROOMS.items()
        for node in _tree(file).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
    }


def _meant(place: Place) -> Place:
    """Return where something is defined that a package may only hand on."""
    while place not in _defined() and place[0] in MODULES and place[1] in _bound(place[0]):
        place = _bound(place[0])[place[1]]
    return place


def _named(name: str, part: ast.AST) -> Iterator[Place]:
    """Yield each place that a part of a file names, its own definitions or another file's."""
    for node in ast.walk(part):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            yield _meant(_bound(name).get(node.id, (name, node.id)))
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            home, inner = _bound(name).get(node.value.id, ("", "-"))
            if not inner:
                yield _meant((home, node.attr))


def test_nothing_is_defined_that_only_tests_use() -> None:
    """What is public, a door, or named where a file is loaded is used, and so is what something used names."""
    public = {place for place in map(_meant, _bound("").values()) if place[1]}
    uses: dict[Place, set[Place]] = defaultdict(set)
    for name, file in MODULES.items():
        for node in _tree(file).body:
            own = (name, getattr(node, "name", ""))
            loaded = own not in _defined() or own[1].startswith("__")
            uses["", ""] |= set(_named(name, node)) if loaded else set()
            uses[own] |= set(_named(name, node))
    found, ahead = set(), {("", ""), *public, *DOORS}
    while ahead:
        found |= ahead
        ahead = {place for one in ahead for place in uses[one]} - found
    unused = {place for place in _defined() - found if not place[1].startswith("__")}
    assert not unused, "\n".join(sorted(f"{name}.{defined}" for name, defined in unused))
