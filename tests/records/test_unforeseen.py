"""A bug in one row is told by its place in the program, and holds no word of a person."""

from __future__ import annotations

import re

from planner.records.unforeseen import digest


def test_the_letters_of_a_bug_are_those_of_its_place_and_not_of_the_person() -> None:
    def fault(text: str) -> str:
        try:
            raise ValueError(text)
        except ValueError as error:
            return digest(error)

    def other_fault() -> str:
        try:
            return str(int("Ana"))
        except ValueError as error:
            return digest(error)

    assert fault("Ana") == fault("Bea") != other_fault()
    assert re.fullmatch(r"ValueError at test_unforeseen\.py:\d+, [0-9a-f]{8}", fault("Ana"))
