"""The store of what was laid out or drawn: its bounds, and what it lets go of."""

from __future__ import annotations

import pytest

from planner.formats.pdf.layout.store import AskedFor, BoundedStore


@pytest.mark.parametrize(("most", "most_things"), [(20, None), (100, 2)], ids=["bytes", "things"])
def test_what_was_used_longest_ago_goes(most: int, most_things: int | None) -> None:
    store: BoundedStore[str] = BoundedStore(most, most_things)
    for key in ("a", "b", "a", "c"):
        if store.found(key) is None:
            store.keep(key, key.upper(), 10)
    assert (store.found("a"), store.found("b"), store.found("c")) == ("A", None, "C")
    assert (store.kept, store.taken) == (("A", "C"), 20)


def test_what_is_larger_than_the_store_is_not_kept() -> None:
    store: BoundedStore[str] = BoundedStore(9)
    store.keep("a", "A", 10)
    assert (store.found("a"), store.taken) == (None, 0)


def test_what_takes_the_place_of_another_is_counted_once() -> None:
    store: BoundedStore[str] = BoundedStore(100)
    store.keep("a", "A", 10)
    store.keep("a", "B", 30)
    assert (store.kept, store.taken) == (("B",), 30)
    store.clear()
    assert (store.kept, store.taken) == ((), 0)


def test_so_much_is_remembered_of_what_was_asked_for() -> None:
    asked = AskedFor(2)
    asked.add("a")
    asked.add("b", "c")
    assert ["a" in asked, "b" in asked, "c" in asked] == [False, True, True]
    asked.clear()
    assert "c" not in asked
