"""The short edition: one leaf, page 1 and on its back the night log with every warning for this person."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from planner.document.citations import unmarked
from planner.document.context import SheetContext
from planner.document.editions.warnings import common_warnings, own_warnings, warning_lists
from planner.document.front_forms import FrontForm, back_of, forms
from planner.document.lines import care, condition
from planner.document.model import Block, Leaf, Paragraph, Section, words
from planner.document.parts.fridge import fridges, shown_stretches
from planner.document.parts.log import above_nights, nights


class BackForm(Struct, frozen=True):
    """How full the back of page 1 is: what yields where it has no room, in the order of the fields."""

    soon: bool = True
    lists: bool = True
    grid: bool = True


# First the signs that can wait for a visit and that hold for everybody; then warnings stand one after the other, and
# at last there is no tick grid: the log has a box for each night.
_BACKS: Final = (
    BackForm(),
    BackForm(soon=False),
    BackForm(soon=False, lists=False),
    BackForm(soon=False, lists=False, grid=False),
)


def short_leaves(sheet: SheetContext) -> tuple[Leaf, ...]:
    """Return the one leaf in each form that it may have, the fullest first; forms share their fronts and backs."""
    # Of large letters so little has room below each other that the forms between are not worth the trial.
    backs = (_BACKS[0], _BACKS[-1]) if sheet.large else _BACKS
    wanted = [(front, form) for form in backs for front in _fronts(sheet, form)]
    pages = _pages(sheet, tuple(dict.fromkeys(front for front, _ in wanted)))

    @cache
    def back(front: FrontForm, form: BackForm) -> Section:
        blocks = (*_above_nights(sheet, front, form), *_nights(sheet, front))
        return unmarked(Section("log", blocks, sheet.say("log-aside")))

    return tuple((pages[front], back(_at_back(front, form), form)) for front, form in wanted)


def _pages(sheet: SheetContext, fronts: tuple[FrontForm, ...]) -> dict[FrontForm, Section]:
    """Return page 1 in some forms."""
    return {form: unmarked(front) for form, (front,) in zip(fronts, fridges(sheet, fronts), strict=True)}


def longer_leaves(sheet: SheetContext) -> tuple[Leaf, ...]:
    """Return the forms for a person whose warnings do not go on the back of page 1: they say so."""
    form, aside = BackForm(), sheet.say("log-aside")
    said = Paragraph(words(sheet.say("longer")))

    @cache
    def backs(front: FrontForm) -> Leaf:
        warnings = Section("warnings", (said, *_above_nights(sheet, front, form)), aside)
        return unmarked((warnings, Section("nights", _nights(sheet, front))))

    pages = _pages(sheet, _fronts(sheet, form))
    return tuple((page, *backs(_at_back(front, form))) for front, page in pages.items())


def _fronts(sheet: SheetContext, form: BackForm) -> tuple[FrontForm, ...]:
    """Return the forms of page 1: where there is no grid, the words under the pictures have its room first."""
    message = bool(sheet.plan.template.front)
    usual = forms(clinic=sheet.theme is not None, large=sheet.large, message=message)
    if not sheet.large:
        # One leaf has room for a cramp of the calf alone.
        usual = tuple(dict.fromkeys(replace(front, elsewhere="") for front in usual))
    if form.grid:
        return usual
    gone = [replace(front, grid=False) for front in usual]
    return tuple(dict.fromkeys((*(replace(front, words=True) for front in gone), *gone)))


def _at_back(front: FrontForm, form: BackForm) -> FrontForm:
    """Return what of a form of page 1 matters to its back, so that each back is made once."""
    grid = front.grid or not form.grid
    return replace(back_of(front), words=front.words, stretches=front.stretches, grid=grid)


def _above_nights(sheet: SheetContext, front: FrontForm, form: BackForm) -> tuple[Block, ...]:
    found = [*own_warnings(sheet), *common_warnings(sheet, soon=form.soon)]
    return (*above_nights(sheet, front), *warning_lists(sheet, found, lists=form.lists), *_how(sheet, front))


def _nights(sheet: SheetContext, front: FrontForm) -> tuple[Block, ...]:
    return (*nights(sheet, front), Paragraph(words(sheet.say("more-in-full")), "small"))


def _how(sheet: SheetContext, form: FrontForm) -> Iterator[Block]:
    """Yield what the cards of the full edition say of tonight's stretches and page 1 does not."""
    doing = {item.item.stretch: item for item in sheet.plan.every_day if item.slot == "bedtime"}
    parts: list[str] = []
    for stretch in shown_stretches(sheet, form):
        planned = doing[stretch.id]
        said = [] if form.words or not stretch.cue else [sheet.language.fill(stretch.cue)]
        said += [*care(sheet, planned), *condition(sheet, planned.checks)]
        if said:
            name = sheet.language.fill(stretch.card or stretch.short or stretch.text)
            parts += [f"**{name}:**", *said]
    if parts:
        yield Paragraph(words(" ".join(parts)))
