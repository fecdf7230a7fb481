"""Whether each plan names what there is, has an emergency sign, and is refused to whom it is not for."""

from __future__ import annotations

from collections.abc import Iterator

from planner.content.checks.known import Known, criterion_faults, source_faults, unresolved
from planner.content.faults import Fault, Record
from planner.logic.compiler import Compiler
from planner.logic.facts import AGE, Range
from planner.logic.truth import Truth
from planner.model.plans import Template


def template_faults(known: Known, template: Template) -> Iterator[Fault]:
    """Yield what is wrong with one plan."""
    record = ("templates", template.plan)
    yield from _names(known, record, template)
    lines = (*known.records.lines, *template.lines)
    if not any(line.part == "alert" and line.when is None for line in lines):
        yield record, (), "no line with the part 'alert' is for everybody: the plan has no emergency sign"
    yield from _scope(known, record, template)


def _names(known: Known, record: Record, template: Template) -> Iterator[Fault]:
    own = {item.id for item in known.content.templates[template.plan].activities}
    yield from criterion_faults(known, record, template.scope.when, ("scope", "when"))
    yield from source_faults(known, record, template.scope.sources, ("scope", "sources"))
    yield from _also(known, record, template)
    yield from unresolved(record, ("tonight",), "item", template.tonight, own)
    yield from unresolved(record, ("stretches",), "stretch", template.stretches, known.content.stretch_by_id)
    said = {line.id for line in known.content.templates[template.plan].lines}
    for index, part in enumerate(template.front):
        yield from unresolved(record, ("front", index, "of"), "item or line", part.of, own | said)
    for index, habit in enumerate(template.habits):
        yield from unresolved(record, ("habits", index, "items"), "item", habit.items, own)
    for index, theme in enumerate(template.themes):
        yield from unresolved(record, ("themes", index, "about"), "item", theme.about, own)
        if bool(theme.about) != (theme.otherwise is not None):
            yield (
                record,
                ("themes", index),
                "'about' and 'otherwise' go together: what it rests on, and what stands else",
            )
    if [theme.day for theme in template.themes] != list(range(1, 8)):
        yield record, ("themes",), "themes must be for days 1 to 7, in order"


def _also(known: Known, record: Record, template: Template) -> Iterator[Fault]:
    """Yield what a plan has of others that is not there, or that it would hold twice."""
    others = [plan for plan in known.records.templates if plan.plan != template.plan]
    held = {plan.plan: {one.id for one in (*plan.items, *plan.lines)} for plan in others}
    there = {id_ for ids in held.values() for id_ in ids}
    yield from unresolved(record, ("also",), "plan, item or line", template.also, there | held.keys())
    yield from unresolved(record, ("leaves_out",), "item or line", template.leaves_out, there)
    taken: set[str] = set()
    for index, id_ in enumerate(template.also):
        now = held.get(id_, {id_})
        if twice := sorted(now & taken):
            yield record, ("also", index), f"'{twice[0]}' would stand twice"
        taken |= now


def _scope(known: Known, record: Record, template: Template) -> Iterator[Fault]:
    """Yield ages out of the scope of a plan that no rule refuses."""
    # What is wrong with a criterion is reported where it stands.
    compiler = Compiler(known.vocabulary, lambda path, text: None)
    scope = compiler.compile(template.scope.when)
    refusing = [compiler.compile(rule.when) for rule in known.records.rules if rule.refuse]
    ages = [{"age": Range(age, age)} for age in range(AGE[0], AGE[1] + 1)]
    out = [age for age in ages if scope.truth(age) is Truth.NO]
    if any(all(when.truth(age) is not Truth.YES for when in refusing) for age in out):
        yield record, ("scope",), "the plan is not for every age, and no rule refuses the others"
