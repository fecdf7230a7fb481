"""Food and drink: a shopping list in shelves, what to leave out, what to ask about first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import compress, product
from operator import itemgetter, not_

from planner.document.context import SheetContext, alike
from planner.document.grid import counts
from planner.document.lines import care, common, condition, is_on_pages, lines_of, sentence
from planner.document.model import (
    Block,
    BulletList,
    CheckItem,
    Checklist,
    Group,
    Heading,
    ListItem,
    Paragraph,
    Section,
    Sign,
    Text,
    WriteLines,
    literal,
    plain,
    words,
)
from planner.document.parts.medicines import covered
from planner.files.svg import Picture
from planner.model.foods import SECTIONS, Food, Shelf
from planner.planning.plan import Planned

_HALVES = (0.5, 0.5)
# What the two lists of advice may take of the page's width.
_SHARES = (_HALVES, (0.55, 0.45), (0.45, 0.55), (0.6, 0.4), (0.4, 0.6))
# How many lines of a food the heading of a shelf takes.
_HEAD = 1.5
# So many letters of a food and of its portion stand on one line of a column; the portion of a longer one is below it.
_LETTERS = 34


def food_and_drink(sheet: SheetContext) -> Section:
    """Return the page for shopping."""
    return Section("food", tuple(_blocks(sheet)), sheet.say("food-aside"))


def _blocks(sheet: SheetContext) -> Iterator[Block]:
    said, shelves = _listed(sheet)
    use = sheet.say("food-use") if shelves else ""
    # In large print the line of the title holds where to keep the page.
    yield Heading(2, sheet.say("food-title"), "" if sheet.large else use)
    yield from _lead(sheet, said, f"{use}. " if sheet.large and use else "")
    yield from counts(sheet)
    yield from shelves
    yield from _empty(sheet)
    yield from advice(sheet)


@alike("foods", "drinks")
def _listed(sheet: SheetContext) -> tuple[tuple[str, ...], tuple[Block, ...]]:
    """Return the questions that are asked once for all foods, and the foods in shelves and under other questions."""
    listed = (*sheet.plan.foods, *sheet.plan.drinks)
    said = _asked_above(sheet, listed)
    free = [food for food in listed if not _open(food, said)]
    asking = [food for food in listed if _open(food, said)]
    return said, (*_shelves(sheet, free), *_with_questions(sheet, asking, said))


def _lead(sheet: SheetContext, said: Sequence[str], use: str) -> Iterator[Block]:
    """Yield what holds for all foods, how the list is used, and the one line about what to ask first."""
    lead = [sheet.say("food-reduced")] if "food-amounts" in sheet.plan.reduced else [sheet.say("food-lead")]
    gone = covered(sheet)
    notes = [line for line in lines_of(sheet, "food", "drink") if line.id not in gone and is_on_pages(line)]
    text: list[Text] = [words(f"**{lead[0]}** {use}")]
    text += [(*sentence(sheet, line), *words(" ")) for line in notes]
    asked = condition(sheet, said)
    text += [words(f"**{one}**") for one in asked]
    yield Paragraph(tuple(run for part in text for run in part))


def _asked_above(sheet: SheetContext, listed: Sequence[Planned]) -> tuple[str, ...]:
    """Return the questions that are asked once for all foods: those of plans/, and those on which most foods hang."""
    hanging = dict.fromkeys(check for food in listed for check in food.checks)
    return (*common(listed), *(check for check in hanging if sheet.content.checks[check].above_foods))


# --- shelves ------------------------------------------------------------------------------------------


def _open(food: Planned, said: Sequence[str]) -> tuple[str, ...]:
    """Return the questions on which a food hangs and that no line above the shelves asks."""
    return tuple(check for check in food.checks if check not in said)


def _shelves(sheet: SheetContext, listed: Sequence[Planned]) -> Iterator[Block]:
    """Yield the shelves in two columns of about the same height, or in large print below each other."""
    shelves = [tuple(shelf) for shelf in (_shelf(sheet, name, listed) for name in SECTIONS) if shelf]
    if sheet.large:
        yield from map(Group, shelves)
        yield from _own_shelf(sheet, shelves)
        return
    if shelves:
        yield Group(tuple(Group(tuple(map(Group, column))) for column in _columns(shelves)), _HALVES)
    yield from _own_shelf(sheet, shelves)


def _columns(shelves: Sequence[tuple[Block, ...]]) -> tuple[list[tuple[Block, ...]], list[tuple[Block, ...]]]:
    """Return the shelves in two columns, each in the order of a shop, of which the longer one is as short as can be."""
    lines = [_lines_of_shelf(shelf) for shelf in shelves]
    ways = product((True, False), repeat=len(shelves) - 1)
    # The first shelf begins the first column.
    longest = ((max(_parted(lines, (True, *way))), (True, *way)) for way in ways)
    _, left = min(longest, key=itemgetter(0))
    return list(compress(shelves, left)), list(compress(shelves, map(not_, left)))


def _parted(lines: Sequence[float], left: Sequence[bool]) -> tuple[float, float]:
    """Return how many lines each column has where some shelves stand on the left."""
    first = sum(compress(lines, left))
    return first, sum(lines) - first


def _own_shelf(sheet: SheetContext, shelves: Sequence[object]) -> Iterator[Block]:
    """Yield lines for what somebody adds."""
    if shelves:
        yield WriteLines((sheet.say("shelf-blank"),) * 2)


def _lines_of_shelf(shelf: Sequence[Block]) -> float:
    """Return about how many lines a shelf takes: its foods with their portions, its heading with the space above."""
    heads = [len(block.text + block.aside) for block in shelf if isinstance(block, Heading) and block.aside]
    items = [item for block in shelf if isinstance(block, Checklist) for item in block.items]
    named = [len(plain(item.text) + item.aside) for item in items if item.aside]
    return _HEAD + len(items) + sum(letters > _LETTERS for letters in (*heads, *named))


def _shelf(sheet: SheetContext, name: Shelf, listed: Sequence[Planned]) -> list[Block]:
    """Return one shelf with the portion that most of it shares, and a line to write on."""
    foods = [food for food in listed if _section(food) == name]
    if not foods:
        return []
    portions = [_portion(sheet, food) for food in foods]
    shared = _shared_portion(portions)
    items = tuple(
        _item(sheet, food, "" if portion == shared else portion) for food, portion in zip(foods, portions, strict=True)
    )
    measure = _measure(sheet, foods[portions.index(shared)]) if shared else None
    named = _named_below(sheet, foods)
    # The sign of a shelf pictures what its name begins with: nobody with an allergy to fish is shown one.
    sign: Sign = name if not named or name.startswith(named[0]) else ""
    heading = Heading(3, _title(sheet, name, named), shared, sign, measure)
    return [heading, Checklist(items)]


def _named_below(sheet: SheetContext, foods: Sequence[Planned]) -> list[str]:
    """Return the words of a shelf's title that name a food below it; none where the shelf has no such words."""
    below = {food.item.id for food in foods}
    return [word for word, ids in sheet.content.core.shelf_words.items() if not below.isdisjoint(ids)]


def _title(sheet: SheetContext, name: Shelf, named: Sequence[str]) -> str:
    """Return the title of a shelf: the words that name a food below it, or else its one title."""
    if not named:
        return sheet.say(f"section-{name}")
    title = ", ".join(sheet.say(f"shelf-{word}") for word in named)
    return title[:1].upper() + title[1:]


def _item(sheet: SheetContext, food: Planned, portion: str) -> CheckItem:
    """Return a food to tick, its portion at the line's end; in large print behind it, as others stand in its row."""
    text = _food_text(sheet, food)
    if not sheet.large or not portion:
        return CheckItem(text, portion, measure=_measure(sheet, food) if portion else None)
    return CheckItem((*text, *literal(f", {portion}")))


def _shared_portion(portions: Sequence[str]) -> str:
    """Return the portion that is said once for a shelf: the one that saves most words."""
    best, times = max(Counter(portions).items(), key=lambda one: ((one[1] - 1) * len(one[0]), one[1]))
    return best if times > 1 else ""


def _section(planned: Planned) -> str:
    return planned.item.section if isinstance(planned.item, Food) else ""


def _portion(sheet: SheetContext, planned: Planned) -> str:
    assert isinstance(planned.item, Food)
    return sheet.language.serving(planned.item)


def _measure(sheet: SheetContext, planned: Planned) -> Picture | None:
    """Return the picture of what a portion is measured with: a glass, spoons, a hand."""
    assert isinstance(planned.item, Food)
    written, core = f"{planned.item.serving_in(sheet.language.country.units)} ", sheet.content.core
    named = [words for words in core.portions if written.startswith(f"{words} ")]
    return core.pictures.get(core.portions[max(named, key=len)]) if named else None


def _food_text(sheet: SheetContext, planned: Planned) -> Text:
    """Return a food with what to heed; how strong its evidence is stands above the list for all."""
    heed = (f"({one.rstrip('.')})" for one in care(sheet, planned))
    return words(" ".join([sheet.language.fill(planned.item.text), *heed]))


def _with_questions(sheet: SheetContext, listed: Sequence[Planned], said: Sequence[str]) -> Iterator[Block]:
    """Yield the foods that hang on questions, under the question that they share."""
    groups: dict[tuple[str, ...], list[Planned]] = {}
    for food in listed:
        groups.setdefault(_open(food, said), []).append(food)
    for checks, foods in groups.items():
        items = tuple(_item(sheet, food, _portion(sheet, food)) for food in foods)
        lead = Paragraph(words(f"**{' '.join(condition(sheet, checks))}**"))
        half = (len(items) + 1) // 2
        columns = (Group((Checklist(items[:half]),)), Group((Checklist(items[half:]),)))
        yield Group((lead, Group(columns, _HALVES) if len(items) > 1 else Checklist(items)))


def _empty(sheet: SheetContext) -> Iterator[Block]:
    """Yield the line for a side of the checklist with nothing on it."""
    for slot, title in (("foods", "food-choose"), ("drinks", "drink-choose")):
        if slot in {gap.slot for gap in sheet.plan.gaps} and "food-amounts" not in sheet.plan.reduced:
            yield Group((Heading(3, sheet.say(title)), Paragraph(words(sheet.say("gap")))))


# --- what to leave out, what to ask -------------------------------------------------------------------


def advice(sheet: SheetContext) -> Iterator[Block]:
    """Yield what to leave out beside what to ask about first: what its medicine or illness does not say already."""
    gone = covered(sheet)
    lists: tuple[tuple[str, Sign, Sequence[Planned]], ...] = (
        ("limit-title", "no", sheet.plan.avoid),
        ("ask-title", "ask", sheet.plan.ask_first),
    )
    columns = [Group(tuple(_advice(sheet, title, sign, lines, gone))) for title, sign, lines in lists]
    columns = [column for column in columns if column.blocks]
    if sheet.large:
        yield from (block for column in columns for block in column.blocks)
    elif len(columns) == len(lists):
        yield Group(tuple(columns), _shares(columns))
    else:
        yield from columns


def _shares(columns: Sequence[Group]) -> tuple[float, float]:
    """Return the shares of the page that make the longer of two lists as short as can be."""
    first, second = (_letters(column) for column in columns)
    return min(_SHARES, key=lambda share: max(first / share[0], second / share[1]))


def _letters(column: Group) -> int:
    """Return about how many letters a list has, with a line for the rest of each point's last one."""
    points = [point for block in column.blocks if isinstance(block, BulletList) for point in block.items]
    return sum(len(plain(point.text)) + _LETTERS // 2 for point in points)


def _advice(
    sheet: SheetContext, title: str, sign: Sign, lines: Iterable[Planned], gone: frozenset[str]
) -> Iterator[Block]:
    listed = tuple(ListItem(_advised(sheet, line)) for line in lines if line.id not in gone)
    if listed:
        yield Heading(3, sheet.say(title), sign=sign)
        yield BulletList(listed)


def _advised(sheet: SheetContext, line: Planned) -> Text:
    """Return a thing to leave out or to ask about, with its reason where it is this person's."""
    text, because = sentence(sheet, line, risk=True), sheet.language.fill(line.because)
    return (*text, *words(f" ({sheet.say('because', because=because)})")) if because else text
