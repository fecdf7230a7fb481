"""From the YAML files of a plans/ folder to checked records, every problem with its file, line and column."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Annotated, Any

import msgspec

from planner.content.decode import convert
from planner.content.lexicons import lexicons
from planner.errors import ContentError, Problem, did_you_mean
from planner.files import svg
from planner.files.inputs import read_at_most
from planner.files.places import Path as DataPath
from planner.files.places import YamlText
from planner.files.yaml import MAX_BYTES, read_yaml
from planner.model.codes import Codes
from planner.model.countries import Country
from planner.model.folder import Records
from planner.model.foods import Daily, Food, Meal, Vessel
from planner.model.items import EasyWords, Item
from planner.model.lexicon import Lexicon
from planner.model.manifest import Manifest
from planner.model.plans import Template
from planner.model.rules import Assumption, DefaultValue, Level, NamedCriterion, Rule, SelfCheck
from planner.model.sources import Source
from planner.model.standards import Bound, DietStandard, Standard
from planner.model.stretches import Stretch
from planner.model.terms import Combination, Concept, Drug, DrugClass, Measure, Neutral, Titles
from planner.model.translations import Translation
from planner.resources import bundled

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z]{2})?")
# An empty one would stand in every sentence.
_PHRASE = Annotated[str, msgspec.Meta(min_length=1)]
LISTS: dict[str, Any] = {
    "criteria": NamedCriterion,
    "defaults": DefaultValue,
    "assumptions": Assumption,
    "checks": SelfCheck,
    "sources": Source,
    "classes": DrugClass,
    "drugs": Drug,
    "combinations": Combination,
    "concepts": Concept,
    "titles": Titles,
    "neutral": Neutral,
    "codes": Codes,
    "measures": Measure,
    "foods": Food,
    "drinks": Food,
    "meals": Meal,
    "tags": str,
    "stretches": Stretch,
    "rules": Rule,
    "items": Item,
    "lines": Item,
    "easy": EasyWords,
    "everyday": _PHRASE,
    "bounds": Bound,
    "diets": DietStandard,
    "hazards": str,
    "promises": _PHRASE,
    "denials": _PHRASE,
}

MAPS: dict[str, Any] = {"scales": tuple[Level, ...], "countries": Country, "standards": Standard, "vessels": Vessel}
MAPS |= dict.fromkeys(("spellings", "phrases", "customary", "portions"), str)
MAPS |= {"amounts": Daily, "shelf_words": tuple[str, ...]}

MANIFEST = "folder.yaml"
# The last key of the list of all files: without it, the end of the list is lost.
LAST = "ends_here"
ENGLISH = "messages/en.yaml"

_INNER: dict[str, Any] = {"items": Item, "lines": Item}


@dataclass(frozen=True)
class Places:
    """Where each record of the content was written, so that later checks can name the line."""

    texts: dict[str, YamlText] = field(default_factory=dict)
    records: dict[tuple[str, object], tuple[str, DataPath]] = field(default_factory=dict)
    lists: dict[str, tuple[str, DataPath]] = field(default_factory=dict)

    def problem(self, kind: str, record: object, path: DataPath, text: str) -> Problem:
        """Return a problem inside one record: `kind` is its list, `record` its place there or its name.

        What is nowhere is missed where its list stands, or by the list of all files.
        """
        of = str(record) if kind == "folder" else kind
        file, base = self.records.get((kind, record)) or self.lists.get(of, (MANIFEST, ()))
        source = self.texts.get(file)
        return source.problem((*base, *path), text) if source else Problem(file, 0, 0, text)


class _Folder:
    """Collects the records of all files."""

    def __init__(self) -> None:
        self.found: dict[str, Any] = {name: [] for name in LISTS} | {name: {} for name in MAPS}
        self.templates: list[Template] = []
        self.messages: dict[str, dict[str, str]] = {}
        self.translations: dict[str, Translation] = {}
        self.pictures: dict[str, svg.Picture] = {}
        self.words: dict[str, dict[str, Any]] = {}
        self.lexicons: dict[str, Lexicon] = {}
        self.must_hold: tuple[str, ...] = ()
        self.places = Places()
        self.problems: list[Problem] = []

    def raw(self) -> Records:
        """Return everything found, frozen."""
        lists: dict[str, Any] = {name: tuple(self.found[name]) for name in LISTS}
        maps: dict[str, Any] = {name: self.found[name] for name in MAPS}
        return Records(
            **lists,
            **maps,
            templates=tuple(self.templates),
            messages=self.messages,
            translations=self.translations,
            pictures=self.pictures,
            lexicons=self.lexicons,
            must_hold=self.must_hold,
        )

    def file(self, text: YamlText) -> None:
        """Take one file in."""
        self.places.texts[text.file] = text
        self.problems += text.problems
        if not isinstance(text.data, dict):
            if not text.problems:
                self.problems.append(text.problem((), "expected lists under names such as 'rules:'"))
            return
        if "plan" in text.data:
            self.template(text, text.data)
        else:
            for name, value in text.data.items():
                self.part(text, name, value)

    def part(self, text: YamlText, name: str, value: Any) -> None:
        """Take one top-level list or map of a file in."""
        self.places.lists.setdefault(name, (text.file, (name,)))
        if name in LISTS:
            for index, entry in enumerate(value if isinstance(value, list) else []):
                self.places.records[(name, len(self.found[name]))] = (text.file, (name, index))
                self.found[name] += self.record(text, entry, LISTS[name], (name, index))
        elif name in MAPS:
            for key, entry in (value if isinstance(value, dict) else {}).items():
                self.places.records[(name, key)] = (text.file, (name, key))
                for record in self.record(text, entry, MAPS[name], (name, key)):
                    self.found[name][key] = record
        else:
            known = (*LISTS, *MAPS, "plan")
            self.problems.append(text.problem((name,), f"unknown part '{name}'{did_you_mean(name, known)}", key=True))
        if not isinstance(value, list if name in LISTS else dict) and name in (*LISTS, *MAPS):
            self.problems.append(
                text.problem((name,), f"expected a {'list' if name in LISTS else 'map'} under '{name}'")
            )

    def template(self, text: YamlText, data: dict[str, Any]) -> None:
        """Take a plan template in; its items and lines are read one by one, so that each problem is found."""
        inner: dict[str, Any] = {}
        for name, type_ in _INNER.items():
            read: list[Any] = []
            listed = data.get(name, [])
            if not isinstance(listed, list):
                self.problems.append(text.problem((name,), f"expected a list under '{name}'"))
                listed = []
            for index, entry in enumerate(listed):
                self.places.records[(f"{data['plan']}.{name}", len(read))] = (text.file, (name, index))
                read += self.record(text, entry, type_, (name, index))
            inner[name] = tuple(read)
        self.places.records[("templates", str(data["plan"]))] = (text.file, ())
        outer = {key: value for key, value in data.items() if key not in _INNER} | {name: [] for name in _INNER}
        for template in self.record(text, outer, Template, ()):
            self.templates.append(msgspec.structs.replace(template, **inner))

    def record(self, text: YamlText, entry: Any, type_: Any, path: DataPath) -> Iterator[Any]:
        """Yield the record that an entry makes, or nothing but its problems."""
        problems, record = convert(entry, type_)
        self.problems += [
            text.problem((*path, *where), said, key=said.startswith("unknown key")) for where, said in problems
        ]
        if not problems:
            yield record


def read_folder(folder: Path) -> tuple[Records, Places]:
    """Return all records of a folder and where each stands, or raise ContentError with every fault of form."""
    if not folder.is_dir():
        there = "is a file, not a folder" if folder.exists() else "there is no such folder, and so no plan files"
        raise ContentError(f"{folder}: {there}; name a folder like the bundled plans/, with YAML files in it")
    files = _yaml_files(folder)
    if not files:
        raise ContentError(
            f"{folder} holds no plan files; name a folder like the bundled plans/, with YAML files in it"
        )
    found = _Folder()
    _manifest(found, folder, files)
    for file in files:
        _READERS.get(file.split("/")[0] if "/" in file else file, _Folder.file)(found, _read(folder, file))
    _lexicons(found)
    for picture in sorted(folder.glob("pictures/*.svg")):
        _picture(found, picture)
    if found.problems:
        raise ContentError.from_problems(found.problems)
    return found.raw(), found.places


def _yaml_files(folder: Path) -> list[str]:
    """Return every YAML file of a folder but the hidden ones, those at its top first, then by folder and name.

    What `pictures/` holds beside the pictures is for those who draw them.
    """
    paths = [path.relative_to(folder) for path in folder.rglob("*") if path.suffix.lower() in (".yaml", ".yml")]
    shown = [
        path for path in paths if path.parts[0] != "pictures" and not any(part.startswith(".") for part in path.parts)
    ]
    return [path.as_posix() for path in sorted(shown, key=lambda path: (len(path.parts), path.parts))]


def _read(folder: Path, file: str) -> YamlText:
    return read_yaml(_bytes(folder / file), file)


def _bytes(file: Path) -> bytes:
    return read_at_most(file, MAX_BYTES, ContentError)


def _manifest(found: _Folder, folder: Path, files: list[str]) -> None:
    """Hold a folder to its own list, so that no file is lost, misnamed or left lying about without a word."""
    if MANIFEST not in files:
        said = f"is missing: it lists every file here, so that none is lost; begin with {bundled('plans') / MANIFEST}"
        found.problems.append(Problem(MANIFEST, 0, 0, said))
        return
    text = _read(folder, MANIFEST)
    if isinstance(text.data, dict) and not text.problems and LAST not in text.data:
        said = f"seems to be cut off: put back what is lost; its last line is '{LAST}: true'"
        found.problems.append(text.problem((), said))
        return
    read = list(found.record(text, text.data, Manifest, ())) if not text.problems else []
    if read and (list(text.data)[-1] != LAST or not read[0].ends_here):
        found.problems.append(
            text.problem((LAST,), f"'{LAST}: true' must be the last line: it shows that none is lost")
        )
    for manifest in read:
        found.must_hold = manifest.must_hold
        found.places.texts[MANIFEST] = text
        for index, id_ in enumerate(manifest.must_hold):
            found.places.records[("folder", id_)] = (MANIFEST, ("must_hold", index))
        _whole(found, text, manifest, set(files) - {MANIFEST})


def _whole(found: _Folder, text: YamlText, manifest: Manifest, there: set[str]) -> None:
    for index, file in enumerate(manifest.files):
        if file in manifest.files[:index]:
            found.problems.append(text.problem(("files", index), f"'{file}' stands twice"))
        elif file not in there:
            said = f"'{file}' is missing from the folder{did_you_mean(file, there - {*manifest.files})}"
            found.problems.append(text.problem(("files", index), said))
    for file in sorted(there - {*manifest.files}):
        near = did_you_mean(file, manifest.files)
        found.problems.append(Problem(file, 0, 0, f"is not listed in {MANIFEST}: list it there, or take it away{near}"))


def _listed_already(found: _Folder, text: YamlText) -> None:
    """Report faults of form; what the manifest says was read before."""
    found.problems += text.problems


def _messages(found: _Folder, text: YamlText) -> None:
    found.problems += text.problems
    if text.file != ENGLISH:
        said = "only English stands here; another language stands whole, in translations/, or not at all"
        found.problems.append(Problem(text.file, 0, 0, said))
        return
    found.places.texts[text.file] = text
    found.places.records[("messages", "en")] = (text.file, ())
    data = text.data if isinstance(text.data, dict) else {}
    wrong = [key for key, value in data.items() if not isinstance(value, str)]
    found.problems += [text.problem((key,), f"the message '{key}' must be one line of text") for key in wrong]
    found.messages["en"] = {key: value for key, value in data.items() if isinstance(value, str)}


def _translation(found: _Folder, text: YamlText) -> None:
    found.problems += text.problems
    path = PurePosixPath(text.file)
    if not _LANGUAGE.fullmatch(path.stem) or path.stem == "en" or len(path.parts) > 2:
        said = "name it by the code of its language, such as translations/es.yaml; the plans themselves are in English"
        found.problems.append(Problem(text.file, 0, 0, said))
    elif not text.problems:
        found.places.texts[text.file] = text
        found.places.records[("translations", path.stem)] = (text.file, ())
        for translation in found.record(text, text.data, Translation, ()):
            found.translations[path.stem] = translation


def _words(found: _Folder, text: YamlText) -> None:
    """Take one file of word lists in; all files of a language make one lexicon."""
    found.problems += text.problems
    path = PurePosixPath(text.file)
    if len(path.parts) != 3 or not _LANGUAGE.fullmatch(path.parts[1]):
        said = "put word lists into the folder of their language, such as lexicon/en/doses.yaml"
        found.problems.append(Problem(text.file, 0, 0, said))
        return
    found.places.texts[text.file] = text
    lists = found.words.setdefault(path.parts[1], {})
    for name, words in (text.data if isinstance(text.data, dict) else {}).items():
        if name in lists:
            found.problems.append(text.problem((name,), f"'{name}' stands in two files of this language", key=True))
        lists[name] = words
        found.places.records[(f"lexicon/{path.parts[1]}", name)] = (text.file, (name,))


def _lexicons(found: _Folder) -> None:
    """Make the lexicon of each language of all its files."""
    made = lexicons(found.words)
    found.lexicons |= made.whole
    for language, where, said in made.faults:
        file, base = found.places.records.get((f"lexicon/{language}", where[0] if where else ""), ("", ()))
        text, place = found.places.texts.get(file), (*base, *where[1:])
        found.problems.append(text.problem(place, said) if text else Problem(f"lexicon/{language}", 0, 0, said))


def _picture(found: _Folder, file: Path) -> None:
    name = f"pictures/{file.name}"
    if not re.fullmatch(svg.NAME, file.stem):
        found.problems.append(Problem(name, 0, 0, "name a picture in small letters, numbers and hyphens"))
        return
    data = _bytes(file)
    drawn = data[: svg.MAX_BYTES + 1].decode("utf-8", "replace")
    wrong = svg.fault(drawn)
    if wrong:
        found.problems.append(Problem(name, 0, 0, f"cannot be drawn: {wrong}"))
        return
    found.pictures[file.stem] = svg.picture_of(drawn)


_READERS: dict[str, Callable[[_Folder, YamlText], None]] = {
    MANIFEST: _listed_already,
    "lexicon": _words,
    "messages": _messages,
    "translations": _translation,
}
