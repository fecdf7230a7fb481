"""One language of the sheet: sentences, dates, numbers and the country's own words."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cached_property, lru_cache
from typing import Final, Literal

from msgspec.structs import replace

from planner.content.knowledge import Content
from planner.content.wording import Wording
from planner.errors import ContentError, UsageError, did_you_mean
from planner.i18n.american import American, american
from planner.i18n.once import Remembering
from planner.model.countries import Country
from planner.model.foods import Food
from planner.model.rules import SelfCheck
from planner.model.sheet import ClinicNumbers
from planner.model.texts import FOODS, LIMITS, PROGRAM, has_words
from planner.planning.plan import Limit, Planned

# So many questions are asked before an offer.
_FEW = 3
# So many words stand in one sentence beside the few that lead to them: of reasons to ask first, of what was not told.
_REASONS, _WORDS = 15, 13
# So many messages and sentences are kept in words.
_KEPT = 4096
# So many forms of a language are kept, for other countries and clinics.
_FORMS = 32
_NO_VALUES: Final[Mapping[str, object]] = {}


class Language(Remembering, frozen=True):
    """The messages and sentences of one language, for readers in one country; English has the sentences as written.

    They are written in British English; `american` has them in the other. `glass` is how many litres a glass holds, in
    which a limit on drinks is told. What says the same to everybody is worked out once, and the last of it kept.
    """

    code: str
    messages: Mapping[str, str]
    country: Country
    glass: float
    sentences: Mapping[str, str] | None = None
    american: American | None = None

    @property
    def tag(self) -> str:
        """Return the tag of the language for what reads aloud: English as it is spelled in the country."""
        return self.code if self.sentences is not None else {"uk": "en-GB", "us": "en-US"}[self.country.english]

    def message(self, key: str) -> str:
        """Return one message as written for the reader's country."""
        return self.messages[key] if self.american is None else self.american.of(self.messages[key])

    def say(self, key: str, **values: object) -> str:
        """Return one message with its values filled in."""
        return str(self.remembered(_filling, key)(values)) if values else self.alone(key)

    @cached_property
    def alone(self) -> Callable[[str], str]:
        """Return what gives a message that has the same words for everybody."""
        return lru_cache(_KEPT)(lambda key: self.message(key).format_map(self.numbers))

    @cached_property
    def numbers(self) -> dict[str, str]:
        """Return the emergency number and the urgent line of the country."""
        limits = dict.fromkeys(LIMITS, self.message("limit-as-set"))
        emergency, urgent = self.sentence(self.country.emergency), self.sentence(self.country.urgent)
        return {"emergency": emergency, "urgent": urgent, **limits, **dict.fromkeys(FOODS, "")}

    def sentence(self, text: str) -> str:
        """Return an English sentence of plans/ in this language, or raise ContentError: no sheet mixes two."""
        if self.american is not None:
            return self.american.of(text)
        if self.sentences is None or not has_words(text):
            return text
        if text not in self.sentences:
            raise ContentError(f"'{text[:60]}' is not translated into '{self.code}', and no sheet is in two languages")
        return self.sentences[text]

    def told(self, text: str) -> str:
        """Return what the reading of a profile says in this language; a name that it repeats stays as it is."""
        if self.sentences is None or text in self.sentences:
            return self.sentence(text)
        for said in PROGRAM:
            pattern = re.sub(r"\\{(\w+)\\}", r"(?P<\1>.+)", re.escape(said))
            if match := re.fullmatch(pattern, text):
                parts = {name: self.told(part) for name, part in match.groupdict().items()}
                return self.sentence(said).format_map(parts)
        return text

    def fill(self, text: str, values: Mapping[str, object] | None = None) -> str:
        """Return a sentence of plans/ with its numbers filled in."""
        return _filled(self, text, values) if values else self.filled(text)

    @cached_property
    def filled(self) -> Callable[[str], str]:
        """Return what gives a sentence of plans/ that has no numbers of a person."""
        return lru_cache(_KEPT)(lambda text: _filled(self, text))

    def text(self, planned: Planned, *, again: bool = False) -> str:
        """Return the sentence of a planned item, or the shorter one that it may have for a later day."""
        values = self.values(planned)
        if planned.food is not None:
            values |= {"food": lower_first(self.sentence(planned.food.text)), "serving": self.serving(planned.food)}
        if planned.meal is not None:
            values |= {"meal": lower_first(self.sentence(planned.meal.text))}
        values |= _named(self, planned.named)
        return self.fill(_words_of(planned, again=again), values)

    def values(self, planned: Planned) -> dict[str, object]:
        """Return what the sentences of a planned item are filled with besides its food or meal."""
        return {name: self.value(name, value) for name, value in planned.values.items()}

    def ask_first(self, checks: Iterable[SelfCheck]) -> str:
        """Return the condition of an item in words: with what to ask before it is done."""
        reasons = dict.fromkeys(reason for check in checks for reason in self.fill(check.unless).split(", "))
        first, *more = in_sentences(reasons, _REASONS)
        said = [self.say("ask-first-with", reasons=self.join(first, "or"))]
        return " ".join(said + [self.say("ask-also-with", reasons=self.join(one, "or")) for one in more])

    def follows(self, check: SelfCheck, *, at_items: bool = True) -> str:
        """Return what follows from a yes, with what it means for the items that ask where there are any."""
        return " ".join(self.fill(text) for text in (check.at_items if at_items else "", check.then) if text)

    def offer(self, planned: Planned, checks: Iterable[SelfCheck]) -> str:
        """Return the offer of another form of an item, after the question whether all is well, or before many."""
        asked, offer = list(checks), self.fill(planned.item.offer, self.values(planned))
        if len(asked) > _FEW:
            return f"{offer} {self.ask_first(asked)}"
        clear = [one for check in asked for one in self.fill(check.clear).rstrip("?").split(", ")]
        joined = self.join(clear[:1] + [lower_first(one) for one in clear[1:]])
        return self.say("offer", asked=joined, offer=offer)

    def limit(self, limit: Limit) -> str:
        """Return a limit or hard stop of page 1 in numbers that a person can use, never more than was set."""
        if limit.rule is not None:
            return self.fill(limit.rule.front)
        if limit.litres is not None:
            litres, count = _rounded_down(limit.litres, 0.01), glasses(self, limit.litres)
            unit = self.message(f"{vessel(self)}-{'one' if count == 1 else 'many'}")
            return self.say("limit-litres", litres=number(litres), count=count, unit=unit)
        what = self.message(f"limit-{limit.id}")
        return self.say("limit-given" if limit.given else "limit-kept", what=what, given=limit.given)

    def value(self, name: str, value: object) -> str:
        """Return what a sentence is filled with: a number, a part of it in words, or a limit as the person gave it."""
        return self.sentence(value) if isinstance(value, str) and name not in LIMITS else number(value)

    def serving(self, food: Food) -> str:
        """Return a serving in household words, in the units of the reader's country, or both if it is not known."""
        written = food.serving_in(self.country.units)
        if written != food.serving:
            return self.fill(written)
        words = self.fill(food.serving)
        match = re.fullmatch(r"(.*)\((.*), (.*)\)", words)
        if match is None or self.country.units == "both":
            return words
        return f"{match[1]}({match[3] if self.country.units == 'us' else match[2]})"

    def join(self, words: Iterable[str], last: str = "and") -> str:
        """Return words as a list in a sentence, the last after the message of that key."""
        listed = list(words)
        if len(listed) < 2:
            return "".join(listed)
        return f"{', '.join(listed[:-1])} {self.message(last)} {listed[-1]}"

    def date(self, day: date, form: str = "date") -> str:
        """Return a date as the country writes it: `date` with the year, `day` without, the others for little room."""
        return self.once(_date, day, form)

    def clock(self, time: str) -> str:
        """Return a time of day, given as hours and minutes, as the country writes it."""
        hour, _, minute = time.partition(":")
        half = self.part("halves-of-the-day", int(hour) // 12)
        values = {"hours": hour, "hour": (int(hour) - 1) % 12 + 1, "minutes": minute, "half": half}
        return self.message(f"clock-{self.country.english}").format(**values)

    def part(self, key: str, index: int) -> str:
        """Return one word of a message that lists several."""
        return self.message(key).split(", ")[index]


def _filling(language: Language, key: str) -> Callable[[Mapping[str, object]], str]:
    """Return what fills values into a message, and the numbers of the country where any of them stands in it."""
    message, numbers = language.message(key), language.numbers
    if any(f"{{{name}" in message for name in numbers):
        return lambda values: message.format_map({**numbers, **values})
    return message.format_map


def _named(language: Language, foods: Iterable[Food]) -> dict[str, str]:
    """Return some foods as a line names them, behind what it says of their mineral: without how they are cooked."""
    names = [lower_first(language.sentence(food.text).split(", ")[0]) for food in foods]
    return dict.fromkeys(FOODS, language.say("such-as", foods=language.join(names, "or"))) if names else {}


def in_sentences(reasons: Iterable[str], most: int = _WORDS) -> list[list[str]]:
    """Return reasons in groups that each fill one short sentence; at least one group."""
    groups: list[list[str]] = [[]]
    for reason in reasons:
        if groups[-1] and len(" ".join([*groups[-1], reason]).split()) > most:
            groups.append([])
        groups[-1].append(reason)
    return groups


def _filled(language: Language, text: str, values: Mapping[str, object] = _NO_VALUES) -> str:
    said = language.sentence(text)
    return said.format_map({**language.numbers, **values}) if "{" in said else said


def _date(language: Language, day: date, form: str) -> str:
    """Return a date in a form of a language's country."""
    names = {
        "weekday": language.part("weekdays", day.weekday()),
        "weekday_short": language.part("weekdays-short", day.weekday()),
        "month": language.part("months", day.month - 1),
        "month_short": language.part("months-short", day.month - 1),
    }
    style = language.message(f"{form}-{language.country.english}")
    return style.format(day=day.day, year=day.year, **names)


def glasses(language: Language, litres: float) -> int:
    """Return how many whole glasses so many litres fill, never more."""
    return int(_rounded_down(litres / language.glass, 1))


def vessel(language: Language) -> str:
    """Return what drinks are counted in where the reader lives."""
    return "cup" if language.country.units == "us" else "glass"


def _rounded_down(value: float, step: float) -> float:
    """Return a number rounded down to whole steps; a limit must not grow."""
    # A step more where the number is one but for what a float cannot hold.
    return math.floor(value / step + 1e-6) * step


def _words_of(planned: Planned, *, again: bool) -> str:
    """Return the sentence of a planned item as written: another where it names a food alone, and no meal."""
    alone = planned.item.pick.alone if planned.item.pick is not None and planned.meal is None else ""
    return alone or (planned.item.again if again else "") or planned.item.text


def number(value: object) -> str:
    """Return a number as a person writes it."""
    return f"{value:g}" if isinstance(value, float) else str(value)


def lower_first(text: str) -> str:
    """Return text for the middle of a sentence."""
    return text[:1].lower() + text[1:] if text[1:2].islower() or " " in text[1:3] else text


def load_language(
    content: Content, code: str | None = None, country: str | None = None, numbers: ClinicNumbers | None = None
) -> Language:
    """Return one language, for a country and with a clinic's numbers; raise UsageError naming those that there are."""
    wanted = code or "en"
    words = content.languages.get(wanted) or content.languages.get(wanted.split("-", maxsplit=1)[0])
    if words is None:
        known = ", ".join(sorted(content.languages))
        hint = did_you_mean(wanted, content.languages)
        raise UsageError(f"there is no translation into '{wanted}' (languages: {known}){hint}")
    asked = wanted, country, numbers
    if asked not in words.forms:
        if len(words.forms) == _FORMS:
            words.forms.clear()
        words.forms[asked] = _in_words(content, words, wanted, _with_numbers(content, country, numbers))
    found: Language = words.forms[asked]
    return found


def _in_words(content: Content, words: Wording, wanted: str, reader: Country) -> Language:
    glass = content.core.vessels["glass"].ml / 1000
    reader = replace(reader, english=_ENGLISH.get(wanted.lower(), reader.english))
    spelled = words.sentences is None and reader.english == "us"
    return Language(
        wanted, words.messages, reader, glass, words.sentences, _american(content, reader) if spelled else None
    )


def _american(content: Content, reader: Country) -> American:
    """Return American English as a country has it: with its own units first, or with metric ones."""
    words = content.core.spellings | content.core.phrases
    return american(tuple((words | content.core.customary if reader.units == "us" else words).items()))


# Who asks for one of the two gets it in every country.
_ENGLISH: Final[dict[str, Literal["uk", "us"]]] = {"en-us": "us", "en-gb": "uk"}


def _with_numbers(content: Content, code: str | None, numbers: ClinicNumbers | None) -> Country:
    """Return a country with the numbers of a clinic, as far as these hold there.

    An emergency number that the plans know is never replaced.
    """
    country = content.country(code)
    if numbers is None or code not in (None, numbers.country):
        return country
    known = country != content.country(None)
    emergency = numbers.emergency if numbers.emergency and not known else country.emergency
    return replace(country, emergency=emergency, urgent=numbers.urgent or country.urgent)
