"""What the criteria of a folder may name: its named criteria, its scales, and the ids that each list may hold."""

from __future__ import annotations

from collections.abc import Mapping

from planner.errors import ContentError
from planner.files.places import Path
from planner.logic.compiler import Compiler, Vocabulary
from planner.logic.criteria import ALWAYS, Node, Report
from planner.model.folder import Records


def raise_fault(path: Path, text: str) -> None:
    """Raise ContentError for what is wrong with a criterion or a selector: the check has let it through."""
    raise ContentError(f"{'.'.join(map(str, path)) or 'plans'}: {text}")


def vocabulary_of(raw: Records, report: Report) -> Vocabulary:
    """Return the vocabulary with named criteria and scales compiled in the order in which they lean on each other."""
    named: dict[str, Node] = {}
    scales: dict[str, tuple[tuple[str, Node], ...]] = {}
    vocabulary = Vocabulary(named, scales, _known_ids(raw))
    compiler = Compiler(vocabulary, report)
    for index, criterion in enumerate(raw.criteria):
        named[criterion.id] = compiler.compile(criterion.when, ("criteria", index, "when"))
    for name, levels in raw.scales.items():
        scales[name] = tuple(
            (
                level.level,
                ALWAYS if level.when is None else compiler.compile(level.when, ("scales", name, index, "when")),
            )
            for index, level in enumerate(levels)
        )
    return vocabulary


def _known_ids(raw: Records) -> Mapping[str, frozenset[str]]:
    by_fact: dict[str, set[str]] = {
        fact: set() for fact in ("conditions", "symptoms", "habits", "allergies", "diet", "limits")
    }
    for concept in raw.concepts:
        by_fact.setdefault(concept.fact, set()).add(concept.id)
    known = {fact: frozenset(ids) for fact, ids in by_fact.items()}
    known["medications"] = frozenset((*raw.drug_ids, *(drug.id for drug in raw.drugs)))
    known["medication_classes"] = frozenset(class_.id for class_ in raw.classes)
    return known
