"""The words of one language, with the forms in which they are written for different countries and clinics."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from msgspec import Struct


class Wording(Struct, frozen=True, dict=True):
    """One language: its messages by key and, but for English, each English sentence of the plans in its words."""

    messages: Mapping[str, str]
    sentences: Mapping[str, str] | None = None

    @cached_property
    def forms(self) -> dict[object, Any]:
        """Return the forms in which sheets were written, by what was asked for: a country, a clinic's numbers."""
        return {}
