"""What every part of a sheet is told: the plan, the content, the language, the paper and the size of print."""

from __future__ import annotations

from functools import cached_property

from msgspec import Struct

from planner.content.knowledge import Content
from planner.document.attribution import Attribution, attribution
from planner.document.model import Paper
from planner.i18n.language import Language
from planner.model.sheet import BEDTIME, ClinicTheme, Edition
from planner.planning.plan import Plan


class SheetContext(Struct, frozen=True, dict=True):
    """One plan to be put into words."""

    plan: Plan
    content: Content
    language: Language
    paper: Paper
    large: bool
    parts: tuple[str, ...] = ()
    bedtime: str = BEDTIME
    theme: ClinicTheme | None = None
    edition: Edition = "full"

    def say(self, key: str, **values: object) -> str:
        """Return one message of the language with its values filled in."""
        return self.language.say(key, **values)

    @cached_property
    def attribution(self) -> Attribution:
        """Return because of what each line is there, and each thing left out."""
        return attribution(self.plan, self.content.template(self.plan.template.plan))
