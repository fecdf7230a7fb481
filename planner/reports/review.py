"""What a clinician still has to sign: all in plans/ that was not read in its source, as rows, Markdown or CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from planner.content.folder import Places, read_folder
from planner.content.knowledge import Content
from planner.model.folder import Records
from planner.model.items import Item
from planner.model.plans import Template
from planner.model.rules import Rule, SelfCheck
from planner.reports.in_words import (
    class_words,
    concept_words,
    drug_words,
    item_words,
    joined,
    meal_words,
    measure_words,
    product_words,
    row_words,
    rule_words,
    written,
)

ReviewRow = dict[str, Any]
COLUMNS = ("file", "line", "plan", "kind", "id", "says", "flag", "sources")
# Left empty for the one who signs.
TO_FILL_IN = ("right", "signed_by", "signed_on", "comment")
UNSOURCED = "general-advice"
_FLAGS = {"no": "not verified", "second-hand": "second-hand", "read": "read"}
_KINDS = {"foods": "food", "drinks": "drink", "stretches": "stretch", "items": "activity", "lines": "sentence"}
# Spreadsheet programs run a cell that begins with one of these; an apostrophe in front makes it text.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def review_rows(content: Content) -> list[ReviewRow]:
    """Return what is not verified, or rests on general advice alone, in the order of the files."""
    raw, places = read_folder(content.folder)
    rows = [row for row in _Rows(raw, places).all() if row["flag"] != _FLAGS["read"] or UNSOURCED in row["sources"]]
    return sorted(rows, key=lambda row: (row["file"], row["line"]))


def review_markdown(content: Content) -> str:
    """Return the rows as one Markdown table for each file, with a box to tick."""
    rows = review_rows(content)
    unsigned = f"{len(rows):,} entries are not verified, or rest on general advice."
    lines = ["# To be signed by a clinician", "", unsigned]
    for file, group in groupby(rows, key=lambda row: str(row["file"])):
        entries = list(group)
        plan = f" (plan {entries[0]['plan']})" if entries[0]["plan"] else ""
        lines += ["", f"## {file}{plan}: {len(entries)}", ""]
        lines += ["| line | kind | id | what it says | flag | sources | signed |", "|---|---|---|---|---|---|---|"]
        lines += [_markdown_line(row) for row in entries]
    return "\n".join(lines) + "\n"


def review_csv(content: Content) -> str:
    """Return the rows as CSV with empty columns to fill in; no cell can be taken for a formula."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow([*COLUMNS, *TO_FILL_IN])
    for row in review_rows(content):
        cells = {**row, "sources": "; ".join(row["sources"])}
        writer.writerow([*(harmless(str(cells[name])) for name in COLUMNS), *("" for _ in TO_FILL_IN)])
    return target.getvalue()


def harmless(cell: str) -> str:
    """Return a cell that no spreadsheet program reads as a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _asked(check: SelfCheck) -> str:
    """Return a question with what follows from a yes."""
    return " ".join(filter(None, (check.text, check.at_items, check.then)))


def _markdown_line(row: ReviewRow) -> str:
    cells = (row["line"], row["kind"], f"`{row['id']}`", row["says"], row["flag"], ", ".join(row["sources"]), "[ ]")
    return f"| {' | '.join(str(cell).replace('|', chr(92) + '|') for cell in cells)} |"


class _Rows:
    """Turns each record of plans/ into rows, whatever its flag."""

    def __init__(self, raw: Records, places: Places) -> None:
        self.raw, self.places = raw, places

    def all(self) -> Iterator[ReviewRow]:
        """Yield a row for everything that somebody has to answer for."""
        yield from self.facts()
        yield from self.standards()
        for index, rule in enumerate(self.raw.rules):
            yield from self.rule(("rules", index), rule)
        for name, kind in _KINDS.items():
            for index, item in enumerate(getattr(self.raw, name)):
                yield from self.item((name, index), kind, item)
        for index, meal in enumerate(self.raw.meals):
            yield self.row(("meals", index), "meal", meal.id, meal_words(meal), meal.verified, meal.sources)
        for template in self.raw.templates:
            yield from self.template(template)
        yield from self.words()

    def row(
        self,
        record: tuple[str, object],
        kind: str,
        id_: str,
        says: str,
        verified: str,
        sources: Iterable[str],
        *,
        path: tuple[str | int, ...] = (),
        plan: str = "",
    ) -> ReviewRow:
        """Return one row, with the place where its record stands."""
        place = self.places.problem(*record, path, "")
        return {
            "file": place.file,
            "line": place.line,
            "plan": plan,
            "kind": kind,
            "id": id_,
            "says": " ".join(says.split()),
            "flag": _FLAGS[verified],
            "sources": list(sources),
        }

    def facts(self) -> Iterator[ReviewRow]:
        """Yield named criteria, scale levels, what is assumed, self-checks and emergency numbers."""
        for index, named in enumerate(self.raw.criteria):
            says = f"{named.say}: {written(named.when)}"
            yield self.row(("criteria", index), "criterion", named.id, says, named.verified, named.sources)
        for name, levels in self.raw.scales.items():
            for index, level in enumerate(levels):
                if level.when is not None:
                    record, id_ = ("scales", name), f"{name}.{level.level}"
                    says = f"{name} is '{level.level}' when {written(level.when)}"
                    yield self.row(record, "scale level", id_, says, level.verified, level.sources, path=(index,))
        for index, default in enumerate(self.raw.defaults):
            says = f"{default.fact} is taken as {written(default.value)} when {written(default.when)}"
            yield self.row(("defaults", index), "assumption", default.fact, says, default.verified, default.sources)
        for index, taken in enumerate(self.raw.assumptions):
            says = f"{taken.fact} is taken as {taken.value[0]:g} to {taken.value[1]:g}: {taken.say}"
            yield self.row(("assumptions", index), "assumption", taken.fact, says, taken.verified, taken.sources)
        for index, check in enumerate(self.raw.checks):
            says = f"{_asked(check)} (harm {check.harm}; ask first with {check.unless}; {check.clear})"
            yield self.row(("checks", index), "self-check", check.id, says, check.verified, check.sources)
        for code, country in self.raw.countries.items():
            says = f"{country.name}: emergency {country.emergency}, urgent {country.urgent}"
            yield self.row(("countries", code), "number", code, says, country.verified, ())
        for name, cup in self.raw.vessels.items():
            yield self.row(("vessels", name), "number", name, f"{cup.ml:g} ml: {cup.why}", cup.verified, cup.sources)

    def standards(self) -> Iterator[ReviewRow]:
        """Yield what foods and sentences are held to."""
        for index, one in enumerate(self.raw.bounds):
            says = f"100 g of {one.of} hold at most {one.per_100_g:g} of {one.amount}: {one.why}"
            yield self.row(("bounds", index), "bound", f"{one.of}.{one.amount}", says, one.verified, one.sources)
        for name, standard in self.raw.standards.items():
            says = f"{name}: at most {standard.at_most}: {standard.why}"
            yield self.row(("standards", name), "standard", name, says, standard.verified, standard.sources)

    def rule(self, record: tuple[str, object], rule: Rule) -> Iterator[ReviewRow]:
        """Yield a rule, and each line that it adds."""
        yield self.row(record, "rule", rule.id, rule_words(rule), rule.verified, rule.sources)
        for index, line in enumerate(rule.add):
            yield from self.item(record, "sentence", line, path=("add", index))

    def item(
        self, record: tuple[str, object], kind: str, item: Item, *, path: tuple[str | int, ...] = (), plan: str = ""
    ) -> Iterator[ReviewRow]:
        """Yield an item, and each number, or part of a sentence, that its own is filled with."""
        says = item_words(item)
        yield self.row(record, kind, item.id, says, item.verified, item.sources, path=path, plan=plan)
        for name in ("portion", "portion_us"):
            if portion := getattr(item, name, ""):
                place, id_ = (*path, name), f"{item.id}.{name}"
                yield self.row(record, "portion", id_, portion, "no", (UNSOURCED,), path=place, plan=plan)
        for name, value in item.values.items():
            filled = f"{name}: {'; '.join(map(row_words, value)) if isinstance(value, tuple) else value}"
            id_, place = f"{item.id}.{name}", (*path, "values", name)
            kind = "number" if any(map(str.isdigit, filled)) else "sentence"
            yield self.row(record, kind, id_, filled, item.verified, item.sources, path=place, plan=plan)

    def template(self, template: Template) -> Iterator[ReviewRow]:
        """Yield the sentences of a plan: for its own, no source is named, so nobody has verified them."""
        record, plan = ("templates", template.plan), template.plan
        own = {"title": template.title, "purpose": template.purpose, "message": template.message}
        scope, whom = template.scope, f"the plan is for: {written(template.scope.when)}"
        for name, text in own.items():
            yield self.row(record, "sentence", f"{plan}.{name}", text, "no", (), path=(name,), plan=plan)
        yield self.row(record, "scope", f"{plan}.scope", whom, "no", scope.sources, path=("scope",), plan=plan)
        for index, theme in enumerate(template.themes):
            id_, says = f"{plan}.day-{theme.day}", f"{theme.title}: {theme.text}"
            says += f". Otherwise {theme.otherwise.title}: {theme.otherwise.text}" if theme.otherwise else ""
            yield self.row(record, "sentence", id_, says, "no", (), path=("themes", index), plan=plan)
        for name, items in (("items", template.items), ("lines", template.lines)):
            for index, item in enumerate(items):
                yield from self.item((f"{plan}.{name}", index), _KINDS[name], item, plan=plan)

    def words(self) -> Iterator[ReviewRow]:
        """Yield medicines, classes, concepts and measures: the names, and what they are read as."""
        for index, one in enumerate(self.raw.classes):
            yield self.row(("classes", index), "class of medicines", one.id, class_words(one), "no", one.sources)
        groups = {one.id: one.label for one in self.raw.classes if one.no_rule}
        for index, drug in enumerate(self.raw.drugs):
            says = drug_words(drug, groups)
            yield self.row(("drugs", index), "medicine", drug.id, says, drug.verified, drug.sources)
            if drug.more_names:
                says, place = f"more names: {', '.join(drug.more_names)}", ("more_names",)
                yield self.row(("drugs", index), "medicine", f"{drug.id}.more_names", says, "no", (), path=place)
        for index, product in enumerate(self.raw.combinations):
            id_, says = product.names[0], product_words(product)
            yield self.row(("combinations", index), "medicine", id_, says, product.verified, product.sources)
        for index, concept in enumerate(self.raw.concepts):
            says = concept_words(concept)
            yield self.row(("concepts", index), "concept", concept.id, says, concept.verified, concept.sources)
        for index, code in enumerate(self.raw.codes):
            says = f"{', '.join(code.codes)}: {', '.join(code.of) or f'not read: {code.reason}'}"
            yield self.row(
                ("codes", index), "codes", f"{code.system} {code.codes[0]}", says, code.verified, code.sources
            )
        for index, titles in enumerate(self.raw.titles):
            says = f"more names of {titles.of}: {', '.join(titles.names)}"
            yield self.row(("titles", index), "more names", titles.of, says, "no", ("general-advice",))
        for index, neutral in enumerate(self.raw.neutral):
            says = joined(f"{neutral.label} needs no rule: {neutral.reason}", f"names: {', '.join(neutral.names)}")
            yield self.row(("neutral", index), "needs no rule", neutral.id, says, "no", ("general-advice",))
        for index, measure in enumerate(self.raw.measures):
            says = measure_words(measure)
            yield self.row(("measures", index), "measure", measure.id, says, measure.verified, measure.sources)
