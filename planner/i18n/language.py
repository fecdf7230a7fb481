"""One language of the sheet: sentences, dates, numbers and the country's own words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

from msgspec import Struct

from planner.content.knowledge import Content, Country
from planner.errors import UsageError, did_you_mean
from planner.model.records import Food, Item
from planner.planning.plan import Planned


class Language(Struct, frozen=True):
    """The messages of one language, for readers in one country."""

    code: str
    messages: Mapping[str, str]
    country: Country

    def say(self, key: str, **values: object) -> str:
        """Return one message with its values filled in."""
        return self.messages[key].format_map({**self.numbers, **values})

    @property
    def numbers(self) -> dict[str, str]:
        """Return the emergency number and the urgent line of the country."""
        limit = self.messages["limit-as-set"]
        limits = dict.fromkeys(("fluid_limit", "potassium_limit", "salt_limit"), limit)
        return {"emergency": self.country.emergency, "urgent": self.country.urgent, **limits}

    def fill(self, text: str, values: Mapping[str, object] | None = None) -> str:
        """Return a sentence of plans/ with its numbers filled in."""
        return text.format_map({**self.numbers, **(values or {})}) if "{" in text else text

    def text(self, planned: Planned, *, again: bool = False) -> str:
        """Return the sentence of a planned item, or the shorter one that it may have for a later day."""
        values: dict[str, object] = {name: number(value) for name, value in planned.values.items()}
        if planned.food is not None:
            values |= {"food": lower_first(planned.food.text), "serving": self.serving(planned.food)}
        return self.fill((planned.item.again if again else "") or planned.item.text, values)

    def serving(self, food: Food) -> str:
        """Return a serving in household words, in the units of the reader's country, or both if it is not known."""
        words = self.fill(food.serving)
        match = re.fullmatch(r"(.*)\((.*), (.*)\)", words)
        if match is None or self.country.units == "both":
            return words
        return f"{match[1]}({match[3] if self.country.units == 'us' else match[2]})"

    def gives(self, item: Item) -> str:
        """Return which minerals a food gives, in words, without those that its name tells, as in calcium-set tofu."""
        names = [self.messages[name] for name in item.gives] if isinstance(item, Food) else []
        return self.join(name for name in names if name not in item.text)

    def join(self, words: Iterable[str]) -> str:
        """Return words as a list in a sentence."""
        listed = list(words)
        if len(listed) < 2:
            return "".join(listed)
        return f"{', '.join(listed[:-1])} {self.messages['and']} {listed[-1]}"

    def date(self, day: date, form: str = "date") -> str:
        """Return a date as the country writes it: `date` with the year, `day` without, `short` for little room."""
        style = f"{form}-{self.country.english}"
        names = {
            "weekday": self.part("weekdays", day.weekday()),
            "month": self.part("months", day.month - 1),
            "month_short": self.part("months-short", day.month - 1),
        }
        return self.messages[style].format(day=day.day, year=day.year, **names)

    def part(self, key: str, index: int) -> str:
        """Return one word of a message that lists several."""
        return self.messages[key].split(", ")[index]


def number(value: object) -> str:
    """Return a number as a person writes it."""
    return f"{value:g}" if isinstance(value, float) else str(value)


def lower_first(text: str) -> str:
    """Return text for the middle of a sentence."""
    return text[:1].lower() + text[1:] if text[1:2].islower() or " " in text[1:3] else text


def load_language(content: Content, code: str | None = None, country: str | None = None) -> Language:
    """Return one language, or raise UsageError naming those that there are."""
    wanted = code or "en"
    messages = content.raw.messages.get(wanted) or content.raw.messages.get(wanted.split("-")[0])
    if messages is None:
        known = ", ".join(sorted(content.raw.messages))
        hint = did_you_mean(wanted, content.raw.messages)
        raise UsageError(f"there is no translation into '{wanted}' (languages: {known}){hint}")
    return Language(wanted, messages, content.country(country))
