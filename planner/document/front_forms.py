"""The forms that page 1 may have, the fullest first: what yields where it has no room, and where it goes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any, Final, Literal

from msgspec import Struct
from msgspec.structs import replace

# Where something stands that yields: on page 1, at its head, on its back, or nowhere.
Where = Literal["front", "head", "back", ""]
# What stands below the pictures.
Box = Literal["questions", "grid", "cramp", "elsewhere", "signs", "pictures", "limits", "stop"]
# What has no field of its own, as it stands wherever the order says.
_ALWAYS: Final = ("signs", "pictures", "limits")


class FrontForm(Struct, frozen=True, cache_hash=True):
    """How full page 1 is: what yields where it has no room, in the order of the fields.

    What helps a cramp elsewhere stands here in large print alone, as the page has two sides then; else on the back, or
    where that has no room with the stretches. `first` is what stands on the first of two sides that are told
    apart; on the second may `stop`, who must ask before starting. Where page 1 has no room for the grid, it stands with
    the `week`, or on the back. In large print `means` says whether the signs have room for what they may be.
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
    first: tuple[Box, ...] = ()
    stop: Where = "back"
    week: bool = False
    means: bool = True


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
# In large print the first leaf has two sides, which are told apart: what stands on each, by what is most wanted there.
# First the emergency signs on page 1, with the person's limits where these have room.
_ON_FIRST: Final[tuple[tuple[Box, ...], ...]] = (("pictures", "limits", "signs"), ("pictures", "signs"))
_ON_SECOND: Final[tuple[Box, ...]] = ("limits", "stop", "questions", "cramp", "elsewhere", "grid")
# What yields on page 1, one after the other.
_YIELDS_ON_FIRST: Final[tuple[dict[str, Any], ...]] = ({}, {"words": False}, {"code": "back"}, {"code": ""})
_LAST_ON_FIRST: Final[tuple[dict[str, Any], ...]] = ({"stretches": 2}, {"picture": 30})
# What yields on page 2: who must ask before starting stands there as long as it has room with the steps in a cramp, and
# the grid before what helps elsewhere; else it is for the page of the week, and the questions begin the next page.
_YIELDS_ON_SECOND: Final[tuple[dict[str, Any], ...]] = (
    {},
    {"elsewhere": "back"},
    {"grid": False, "elsewhere": "front"},
    {"elsewhere": "back"},
    {"questions": False, "grid": True},
    {"grid": False},
    {"stop": "back", "questions": True, "grid": True, "elsewhere": "front"},
    {"elsewhere": "back"},
    {"questions": False, "elsewhere": "front"},
    {"elsewhere": "back"},
    {"grid": False, "questions": True},
    {"questions": False},
)
# Where page 1 cannot hold the signs, they are the first thing on page 2.
_BESIDE_SIGNS: Final[tuple[Box, ...]] = ("pictures", "limits", "questions", "cramp", "grid")
_BELOW_SIGNS: Final[tuple[Box, ...]] = ("signs", "stop", "cramp", "questions", "grid", "elsewhere")
_WITH_QUESTIONS: Final[dict[str, Any]] = {"first": ("pictures", "limits", "questions", "cramp")}
_WITH_GRID: Final[dict[str, Any]] = {"first": ("pictures", "limits", "cramp", "grid")}
_YIELDS_BESIDE_SIGNS: Final[tuple[dict[str, Any], ...]] = (
    {},
    {"words": False},
    _WITH_QUESTIONS,
    _WITH_GRID,
    {"first": ("pictures", "limits", "cramp")},
    {"code": "back"},
    {"code": ""},
)
# With few pictures these may have room again, or else the steps in a cramp have none.
_BESIDE_FEW: Final[tuple[dict[str, Any], ...]] = (_WITH_QUESTIONS, _WITH_GRID, {"first": ("pictures", "limits")})
_YIELDS_BELOW_SIGNS: Final[tuple[dict[str, Any], ...]] = (
    {},
    {"elsewhere": "back"},
    {"stop": "back", "elsewhere": "front"},
    {"elsewhere": "back"},
    {"questions": False, "elsewhere": "front"},
    {"elsewhere": "back"},
    {"grid": False, "questions": True},
    {"questions": False},
)
# Where no side can hold what stands on it, the two are one part.
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
def forms(
    *, clinic: bool = False, large: bool = False, message: bool = False, apart: bool = False, week: bool = False
) -> tuple[FrontForm, ...]:
    """Return the forms that page 1 may have, with or without a line of a clinic, the fullest first.

    With a `message` in pictures, these are what it shows. In large print those come first, where asked for, whose sides
    are told `apart`; and with a page of the `week` the tick grid stands there where page 1 has no room for it.
    """
    made = _forms(_YIELDS, clinic=clinic)
    if large:
        rest = [one for one in _YIELDS[2:] if not (message and "stretches" in one)]
        fewer = _FEWER_IN_LARGE if message else ()
        yields = (_YIELDS[0], *fewer, _YIELDS[1], {"elsewhere": "back"}, *rest, *_TAKEN_BACK_IN_LARGE)
        made = _forms(yields, clinic=clinic, elsewhere=("front",))
        made = tuple(replace(form, order=order) for form in made for order in _ORDERS_IN_LARGE)
        if apart:
            made = (*_told_apart(clinic=clinic, message=message), *made)
    # What signs may be yields first.
    means = (True, False) if large else (True,)
    return tuple(dict.fromkeys(replace(form, week=large and week, means=told) for form in made for told in means))


def _told_apart(*, clinic: bool, message: bool) -> Iterator[FrontForm]:
    """Yield the forms with two sides that are told apart, those first whose order is wanted most."""
    fewer, last = (_FEWER_IN_LARGE, _LAST_ON_FIRST[1:]) if message else ((), _LAST_ON_FIRST)
    for on_first in _ON_FIRST:
        sides = replace(FrontForm(), first=on_first, stop="front", elsewhere="front")
        for first in _yielding(sides, (*_YIELDS_ON_FIRST[:2], *fewer, *_YIELDS_ON_FIRST[2:], *last)):
            yield from _with_second(first, _ON_SECOND, _YIELDS_ON_SECOND, clinic=clinic)
    sides = replace(FrontForm(), first=_BESIDE_SIGNS, stop="front", elsewhere="front")
    beside = (*_YIELDS_BESIDE_SIGNS[:2], *fewer, *_YIELDS_BESIDE_SIGNS[2:], *last, *_BESIDE_FEW)
    for first in _yielding(sides, beside):
        yield from _with_second(first, _BELOW_SIGNS, _YIELDS_BELOW_SIGNS, clinic=clinic)


def _with_second(
    first: FrontForm, boxes: tuple[Box, ...], yields: Sequence[dict[str, Any]], *, clinic: bool
) -> Iterator[FrontForm]:
    """Yield a first side with each second: of some boxes those that do not stand on the first."""
    order = tuple(box for box in boxes if box not in first.first)
    places: tuple[Where, ...] = _PLACES["head"] if clinic else ("",)
    for second in _yielding(replace(first, order=order), yields):
        # What stands on the first side does not yield on the second.
        if all(getattr(second, box) == getattr(first, box) for box in ("questions", "grid") if box in first.first):
            yield from (replace(second, clinic=place) for place in places)


def _yielding(form: FrontForm, yields: Iterable[dict[str, Any]]) -> Iterator[FrontForm]:
    """Yield a form as one thing after the other yields."""
    for change in yields:
        form = replace(form, **change)
        yield form


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
        stop=form.stop,
        week=form.week,
    )


@cache
def front_of(form: FrontForm) -> FrontForm:
    """Return the form without what has nothing to do with page 1 itself."""
    return replace(
        form,
        clinic="" if form.clinic == "back" else form.clinic,
        code="front" if form.code == "front" else "",
        elsewhere="front" if form.elsewhere == "front" else "",
        cramp="front" if form.cramp == "front" else "",
        week=False,
    )


@cache
def backs_of(forms: tuple[FrontForm, ...]) -> tuple[FrontForm, ...]:
    """Return each of some forms without what has nothing to do with the back of page 1."""
    return tuple(map(back_of, forms))


@cache
def fronts_of(forms: tuple[FrontForm, ...]) -> tuple[FrontForm, ...]:
    """Return each of some forms without what has nothing to do with page 1 itself."""
    return tuple(map(front_of, forms))


@cache
def boxes_of(form: FrontForm) -> tuple[Box, ...]:
    """Return what stands below the pictures of a form."""
    return tuple(box for box in form.order if box in _ALWAYS or getattr(form, box) in (True, "front"))


@cache
def pictured(form: FrontForm) -> FrontForm:
    """Return the form without what has nothing to do with its pictures."""
    return FrontForm(words=form.words, stretches=form.stretches, picture=form.picture, beside=form.beside)
