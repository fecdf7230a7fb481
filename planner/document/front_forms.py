"""The forms that page 1 may have, the fullest first: what yields where it has no room, and where it goes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, Final, Literal

from msgspec import Struct
from msgspec.structs import replace

# Where something stands that yields: on page 1, at its head, on its back, or nowhere.
Where = Literal["front", "head", "back", ""]
# What stands below the pictures.
Box = Literal["questions", "grid", "cramp", "elsewhere", "signs"]


class FrontForm(Struct, frozen=True, cache_hash=True):
    """How full page 1 is: what yields where it has no room, in the order of the fields.

    What helps a cramp elsewhere stands here in large print alone, as the page has two sides then; else on the back, or
    where that has no room with the stretches.
    """

    words: bool = True
    clinic: Where = "front"
    questions: bool = True
    grid: bool = True
    code: Where = "front"
    stretches: int = 3
    picture: float = 45
    beside: tuple[float, float] = (0.6, 0.4)
    order: tuple[Box, ...] = ("questions", "grid", "cramp", "signs")
    elsewhere: Where = "back"
    cramp: Where = "front"


# What yields, one after the other. Signs, limits, what was not read, the message, pictures with their dose never do.
_YIELDS: Final[tuple[dict[str, Any], ...]] = (
    {"words": False},
    {"clinic": "head"},
    {"questions": False},
    {"grid": False},
    {"code": "back"},
    {"stretches": 2},
    {"picture": 30},
    {"beside": (0.48, 0.52)},
    # Where the back cannot hold the questions, they stand on page 1 once more.
    {"questions": True},
    # Where nothing helps, what goes over to the back, or to a page more, are the steps in a cramp, never the signs.
    {"questions": False, "cramp": "back"},
    {"cramp": "front", "order": ("questions", "grid", "signs", "cramp")},
)
# In large print, pictures of the message go before anything else does; the one that is left is tonight's stretch.
_FEWER_IN_LARGE: Final[tuple[dict[str, Any], ...]] = ({"stretches": 2}, {"stretches": 1})
# In large print, where the back has no room for them either, they stand on page 1 or its second side after all.
_TAKEN_BACK_IN_LARGE: Final[tuple[dict[str, Any], ...]] = (
    {"grid": True},
    {"questions": True},
    {"elsewhere": "front"},
    {"questions": False},
    {"grid": False},
)
# In large print the page has two sides. Nothing is parted between them, so that the order says what has room on each.
_ORDERS_IN_LARGE: Final[tuple[tuple[Box, ...], ...]] = (
    ("signs", "questions", "cramp", "elsewhere", "grid"),
    ("questions", "cramp", "signs", "elsewhere", "grid"),
    ("questions", "cramp", "elsewhere", "signs", "grid"),
    ("questions", "grid", "signs", "cramp", "elsewhere"),
    ("questions", "signs", "cramp", "grid", "elsewhere"),
    ("questions", "cramp", "grid", "elsewhere", "signs"),
    ("cramp", "grid", "questions", "elsewhere", "signs"),
)


@cache
def forms(*, clinic: bool = False, large: bool = False, message: bool = False) -> tuple[FrontForm, ...]:
    """Return the forms that page 1 may have, with or without a line of a clinic, the fullest first.

    With a `message` in pictures, these are what it shows.
    """
    made = _forms(_YIELDS, clinic=clinic)
    if large:
        rest = [one for one in _YIELDS[2:] if not (message and "stretches" in one)]
        fewer = _FEWER_IN_LARGE if message else ()
        yields = (_YIELDS[0], *fewer, _YIELDS[1], {"elsewhere": "back"}, *rest, *_TAKEN_BACK_IN_LARGE)
        made = _forms(yields, clinic=clinic, elsewhere=("front",))
        made = tuple(replace(form, order=order) for form in made for order in _ORDERS_IN_LARGE)
    return tuple(dict.fromkeys(made))


def _forms(
    yields: Sequence[dict[str, Any]], *, clinic: bool, elsewhere: tuple[Where, ...] = ("back", "")
) -> tuple[FrontForm, ...]:
    """Return the forms, and what helps a cramp elsewhere in each of some places, but where it yields to one itself."""
    fullest = FrontForm(clinic="front" if clinic else "", elsewhere=elsewhere[0])
    made = [replace(fullest, elsewhere=where) for where in elsewhere]
    for change in yields:
        fullest = replace(fullest, **{**change, **({} if clinic else {"clinic": ""})})
        # What has no room on the back either goes away before anything else yields.
        made += [
            replace(fullest, clinic=clinic_at, code=code_at, elsewhere=elsewhere_at)
            for elsewhere_at in (elsewhere if fullest.elsewhere == elsewhere[0] else (fullest.elsewhere,))
            for code_at in _PLACES[fullest.code]
            for clinic_at in _PLACES[fullest.clinic]
        ]
    return tuple(made)


# Where something is tried once it has begun to yield: a clinic's line takes the room that others left, which in large
# print may be most of a page.
_PLACES: Final[dict[Where, tuple[Where, ...]]] = {
    "front": ("front",),
    "head": ("front", "head", "back", ""),
    "back": ("back", ""),
    "": ("",),
}


@cache
def back_of(form: FrontForm) -> FrontForm:
    """Return the form without what has nothing to do with the back of page 1."""
    return FrontForm(
        clinic="back" if form.clinic == "back" else "",
        questions=form.questions,
        grid=form.grid,
        code="back" if form.code == "back" else "",
        elsewhere=form.elsewhere,
        cramp=form.cramp,
    )


@cache
def boxes_of(form: FrontForm) -> tuple[Box, ...]:
    """Return what stands below the pictures of a form."""
    return tuple(box for box in form.order if box == "signs" or getattr(form, box) in (True, "front"))


@cache
def pictured(form: FrontForm) -> FrontForm:
    """Return the form without what has nothing to do with its pictures."""
    return FrontForm(words=form.words, stretches=form.stretches, picture=form.picture, beside=form.beside)
