"""Times in an entry: how they are written, and on which day or in which year something was."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache

from planner.lexicon.names import Names
from planner.lexicon.patterns import any_of, compiled
from planner.recognition.quantities import spans
from planner.recognition.quantities.calendar import DAYS_OF_A_WEEK, on_day
from planner.recognition.quantities.spans import DAYS_BEFORE_A_BARE_YEAR, GRAVIDA, PARTS, PREGNANT
from planner.recognition.quantities.values import MARK, EntryValue, Given, ValueReader
from planner.recognition.tokens import plain_words

MONTHS_OF_A_YEAR = 12
MONTHS_BACK = 3  # Of three months in a row one at least has each day.
BESIDE = 60  # Letters before and behind a date in which words can make it another.
# The days that a match can mean; none where it is no date.
DayReader = Callable[[re.Match[str], Given], list[date]]


# --- dates ---


def _numbers(match: re.Match[str], given: Given) -> list[date]:
    return given.as_of.of_numbers(int(match["first"]), int(match["second"]), given.as_of.year_of(match["year"]))


def _numbers_alone(match: re.Match[str], given: Given) -> list[date]:
    this = given.as_of.day.year
    pair = int(match["first"]), int(match["second"])
    return [day for year in (this, this - 1) for day in given.as_of.of_numbers(*pair, year)]


def _iso(match: re.Match[str], given: Given) -> list[date]:
    year, month = int(match["year"]), int(match["month"])
    if match["day"]:
        return on_day(year, month, int(match["day"]))
    return given.as_of.of_month(year, month) if on_day(year, month, 1) else []


def _month_and_year(match: re.Match[str], given: Given) -> list[date]:
    return given.as_of.of_month(int(match["year"]), int(match["month"]))


def _named_month_and_year(match: re.Match[str], given: Given) -> list[date]:
    return given.as_of.of_month(int(match["year"]), given.names.words.raw.months[match["month"]])


def _named_day(match: re.Match[str], given: Given) -> list[date]:
    """Return a day of a month by its name: of the year that is given, or each time that it was."""
    month, day = given.names.words.raw.months[match["month"]], int(match["day"])
    if match["year"]:
        return on_day(given.as_of.year_of(match["year"]), month, day)
    return given.as_of.of_each_year(month, day)


def _month_then_number(match: re.Match[str], given: Given) -> list[date]:
    """Return what "Oct 26" can mean: a day, or a month of a year."""
    if match["year"] or len(match["day"]) < 2:
        return _named_day(match, given)
    month, year = given.names.words.raw.months[match["month"]], given.as_of.year_of(match["day"])
    return [*_named_day(match, given), *given.as_of.of_month(year, month)]


def _named_month(match: re.Match[str], given: Given) -> list[date]:
    raw = given.names.words.raw
    month = match["month"]
    alone = not match["led"] and not match["since"]
    return [] if alone and month in raw.months_that_mean_more else given.as_of.of_last(raw.months[month])


def _day_alone(match: re.Match[str], given: Given) -> list[date]:
    """Return the last day of a month that has a number: "on the 10th"."""
    this, number = given.as_of.day, int(match["day"])
    months = (this.year * 12 + this.month - 1 - back for back in range(MONTHS_BACK))
    days = [one for month in months for one in on_day(month // 12, month % 12 + 1, number)]
    return [max(one for one in days if one <= this)] if days else []


def _weekday(match: re.Match[str], given: Given) -> list[date]:
    """Return the last day of that name; of what is done each Monday, or on several days, none."""
    raw = given.names.words.raw
    if match["weekday"] in raw.weekdays_that_mean_more and not match["led"] and not match["since"]:
        return []
    start = max(match.start() - BESIDE, 0)
    before, around = match.string[start : match.start()].split(), match.string[start : match.end() + BESIDE]
    if (before and before[-1] in raw.repeated) or len(_any_weekday(given.names).findall(around)) > 1:
        return []
    ago = (given.as_of.day.weekday() - raw.weekdays[match["weekday"]]) % DAYS_OF_A_WEEK
    return [date.fromordinal(given.as_of.day.toordinal() - ago)]


@lru_cache(maxsize=4)
def _any_weekday(names: Names) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of(names.words.raw.weekdays)})s?\b")


def _date(read: DayReader) -> ValueReader:
    """Return what reads a date: how long ago the nearest of the days is that it can mean."""

    def value(match: re.Match[str], given: Given) -> EntryValue | None:
        days = read(match, given)
        return _placed(match, given, given.as_of.days_since(days)) if days else None

    return value


def _placed(match: re.Match[str], given: Given, days: int | None) -> EntryValue:
    """Return what a date says of the event beside it; one of a visit, or one that is to come, says nothing."""
    before = _elsewhere(given.names).search(match.string, max(match.start() - BESIDE, 0), match.start())
    if before is not None:
        return EntryValue("elsewhere", words_before=len(plain_words(before[0], given.names.words)))
    if days is None:
        return EntryValue("ahead")
    return EntryValue("since" if match.groupdict().get("since") else "ago", days / DAYS_OF_A_WEEK)


def _year(match: re.Match[str], given: Given) -> EntryValue | None:
    """Return how long ago a year ended, which this year did not; "since" tells how long, not when."""
    if match["since"]:
        return EntryValue("year", float(match["year"]))
    first, last = date(int(match["year"]), 1, 1), date(int(match["year"]), 12, 31)
    begun, over = (given.as_of.day - first).days, (given.as_of.day - last).days
    return _placed(match, given, min(begun, max(over, DAYS_BEFORE_A_BARE_YEAR)) if begun >= 0 else None)


@lru_cache(maxsize=4)
def _any_score(names: Names) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of((*names.words.raw.scores, *names.words.raw.rated))})\b")


def _day_and_month(match: re.Match[str], given: Given) -> EntryValue | None:
    """Return what a day and a month without a year say; of low numbers, which may be anything, only of an event."""
    beside = match.string[max(match.start() - BESIDE, 0) : match.end() + BESIDE]
    days = [] if match["second"] in PARTS or _any_score(given.names).search(beside) else _numbers_alone(match, given)
    if not days:
        return None
    value = _placed(match, given, given.as_of.days_since(days))
    sure = max(int(match["first"]), int(match["second"])) > MONTHS_OF_A_YEAR
    return value if sure or value.kind != "ago" else EntryValue("lately", value.number)


@lru_cache(maxsize=4)
def _elsewhere(names: Names) -> re.Pattern[str]:
    """Return what finds, before a date, the words that make it the date of something else."""
    another = any_of(names.words.raw.not_of_the_event)
    return re.compile(rf"\b(?:(?:{another})(?: (?:by|at|in|with) \w+)?[\s:,(]*)+(?:\b(?:on|in|by|for|at))?[\s:,(]*\Z")


# --- how they are written ---


# What must stand in a text for a way to write a time: most ways are not looked for at all.
_NUMBER = re.compile(r"\d")
_JOINED = re.compile(r"\d[-/.]\d")
_OF_FORTY = re.compile(r"/ ?40")
_ON_THE = re.compile(r"\bon the \d")
_FOUR_FIGURES = re.compile(r"(?:19|20)\d\d")
_TRIMESTER = re.compile(r"trimester|\bt[123]\b")
_NEEDED = (_NUMBER, _JOINED, _OF_FORTY, _ON_THE, _FOUR_FIGURES, PREGNANT, _TRIMESTER)


@lru_cache(maxsize=4)
def _time_words(names: Names) -> re.Pattern[str]:
    """Return what finds the letters of a word for a time, also behind others, as in "12oct"."""
    raw = names.words.raw
    words = (*raw.months, *raw.weekdays, *raw.moments, *raw.lately, *raw.in_a_day)
    return re.compile(any_of((*words, "last year", "this year")))


@lru_cache(maxsize=4)
def _whole_time_words(names: Names) -> re.Pattern[str]:
    """Return what finds a word for a time that stands by itself."""
    return re.compile(rf"(?:last|this) year|\b(?:{_time_words(names).pattern})\b")


def times_in(text: str, names: Names) -> Iterator[tuple[re.Pattern[str], ValueReader]]:
    """Yield how the times are written that a text may hold, in the order in which they are looked for."""
    letters = _time_words(names)
    worded = letters.search(text)
    if not (_NUMBER.search(text) or "trimester" in text or (worded and _whole_time_words(names).search(text))):
        return
    found = {letters} if worded else set()
    found |= {one for one in _NEEDED if one.search(text)}
    for needed, pattern, read in _time_patterns(names):
        if needed in found:
            yield compiled(pattern), read


_ROUGHLY = "(?:about |around |over |more than |approximately )?"
_NO_AMOUNT = r"(?! ?(?:m?l|litres?|liters?|[mk]?g|mcg|kcal|calories|units?|iu|steps)\b)"
# "T3" is a stage, a hormone or a bone before these.
_NO_STAGE = r"(?! ?(?:stage|n\d|m\d|tumou?r|cancer|level|fracture|low|raised|normal))"
_AND_DAYS = r"(?:,? ?(?:and |\+ ?)?(?P<day>\d) ?(?:days?|d)\b)?"
_WEEK = r"\b(?P<week>\d{1,2})"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_STARTS = r"(?<![\w=.,/-])"
_ENDS = r"(?![\w/-]|[.,]\d)"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_PART = r"(?P<number>\d\d?)/(?P<part>52|12|7)\b"
_ANY_YEAR = r"(?:(?: ?[,/.-] ?| )(?P<year>(?:19|20)\d\d|\d\d(?! ?[\w%/])))?"


@lru_cache(maxsize=4)
def _time_patterns(names: Names) -> tuple[tuple[re.Pattern[str], str, ValueReader], ...]:
    """Return what a text must hold, how a time is written in it, and what reads it; what one reads the next misses."""
    raw = names.words.raw
    # "D" alone is a vitamin more often than a day, and "m" a metre more often than a month.
    ago, unit = (f"({any_of(words)})s?" for words in (raw.spans, raw.spans.keys() - {"d", "m"}))
    hours = f"({any_of(raw.in_a_day)})s?"
    upper, some = r"(?:\s?(?:-|/|to|or)\s?\d+(?:\.\d+)?)?", "(?:half )?(?:an? )?(?:few |several )?"
    month, since = f"(?P<month>{any_of(raw.months)})\\b\\.?", rf"(?:\b(?P<since>{any_of(raw.since)}) )?"
    behind, led = any_of(raw.ago), rf"(?:\b(?P<led>{any_of(raw.before_a_month)}) )?"
    word, days_after = _time_words(names), any_of(raw.days_after_a_birth)
    ahead = rf"(?:{any_of(raw.still_behind)})\b"
    counted = rf"\d{{1,2}}{upper} ?(?:{any_of(raw.spans.keys() - {'d', 'm', 'year', 'yr', 'y'})})s?\b"
    return (
        # Of a baby that is to come, and no week of a pregnancy.
        (
            _NUMBER,
            rf"\b(?:(?:{any_of(raw.still_before)}) {counted}(?! ?(?:{behind})\b)|{counted} {ahead})",
            spans.to_come,
        ),
        # Of a pregnancy; "27+4" is in its 28th week.
        (_OF_FORTY, r"\b(?P<week>\d{1,2})(?: ?\+ ?(?P<day>\d))? ?/ ?40\b", spans.gestation),
        (
            PREGNANT,
            r"\b(?P<week>\d{1,2}) ?\+ ?(?P<day>[0-6])(?: ?(?:weeks?|wks?|w))?\b(?![/%\w.])(?! ?[/%])",
            spans.gestation_beside,
        ),
        (
            PREGNANT,
            rf"(?:{GRAVIDA}[ ,]*(?:at |now )?)?{_WEEK} ?(?:weeks?|wks?|w)\b(?! ?(?:{behind})\b){_AND_DAYS}",
            spans.gestation_beside,
        ),
        (PREGNANT, r"\b(?P<week>\d{1,2})w(?P<day>\d)d?\b", spans.gestation_beside),
        (
            _JOINED,
            rf"{since}{_STARTS}{_YEAR}[-/.](?P<month>\d\d?)(?:[-/.](?P<day>\d\d?)(?:t\d\d:\S+)?)?{_ENDS}",
            _date(_iso),
        ),
        (
            _JOINED,
            rf"{since}{_STARTS}(?P<first>\d\d?)([/.-])(?P<second>\d\d?)\3(?P<year>(?:19|20)\d\d|\d\d){_ENDS}",
            _date(_numbers),
        ),
        (_JOINED, rf"{since}{_STARTS}(?P<month>0?[1-9]|1[0-2])/{_YEAR}{_ENDS}", _date(_month_and_year)),
        (_JOINED, rf"\bon (?P<first>\d\d?)/(?P<second>\d\d?){_ENDS}", _date(_numbers_alone)),
        (_JOINED, rf"{since}{_STARTS}(?P<first>\d\d?)/(?P<second>\d\d?){_ENDS}(?! ?(?:/|{ago}\b))", _day_and_month),
        (_ON_THE, r"\bon the (?P<day>\d\d?)(?:st|nd|rd|th)\b(?! ?(?:of\b|floor|visit))", _date(_day_alone)),
        (word, rf"{since}{_STARTS}{_DAY}[ ./-]?(?:of )?{month}{_ANY_YEAR}{_ENDS}", _date(_named_day)),
        (word, rf"{since}\b{month},?[ /-]?{_YEAR}{_ENDS}", _date(_named_month_and_year)),
        (word, rf"{since}\b{month} {_DAY}(?:,? {_YEAR})?{_ENDS}(?! ?%)", _date(_month_then_number)),
        (word, rf"{since}{led}\b{month}(?! ?\d)", _date(_named_month)),
        (
            _JOINED,
            rf"(?:\b(?P<lasting>{any_of(raw.lasting)}) )?{_STARTS}{_PART}(?: ?(?P<ago>{behind})\b)?{_ENDS}",
            spans.part,
        ),
        # "2-3 weeks ago" is two.
        (_NUMBER, rf"\b{_ROUGHLY}(\d+(?:\.\d+)?){upper}\s?{ago}\s?(?:{behind})\b", spans.ago),
        (word, rf"\b{_ROUGHLY}(?:(\d+(?:\.\d+)?){upper}\s?|{some}|\b){hours}\s?(?:{behind})\b", spans.hours_ago),
        (_NUMBER, rf"\b(?:{any_of(raw.days_after_an_operation)})[ #:]*(\d{{1,3}})\b", spans.after_an_operation),
        (
            _NUMBER,
            rf"\b(?:(?:{days_after})[ #:]*(\d{{1,3}})|day[ #:]*(\d{{1,3}}) (?:{any_of(raw.after_a_birth)}))\b",
            spans.after_a_birth,
        ),
        # "In the last year" may be now; "last year" alone is over, though nobody knows for how long.
        (word, r"(?<!\bin )(?<!\bthe )(?<!\bthis )(?<!\bover )(?<!\bduring )\blast year\b", spans.last_year),
        (word, r"(?<!\bend of )(?<!\blater )\bthis year\b", spans.this_year),
        (word, rf"\b(?:{any_of(raw.lately)})\b", spans.lately),
        (word, rf"\b(?:{any_of(raw.moments)})\b", spans.moment),
        (
            word,
            # A number, or the value that it has become at the end of a text, makes "sat" a saturation.
            rf"{since}(?:\b(?P<led>on|last|this) )?\b(?P<weekday>{any_of(raw.weekdays)})\b(?![ :=]*\d|[ :=]+$)",
            _date(_weekday),
        ),
        (
            _TRIMESTER,
            rf"\b(first|second|third|1st|2nd|3rd) trimester\b|\btrimester{MARK}(\d|iii|ii|i)\b|\bt([123])\b{_NO_STAGE}",
            spans.trimester,
        ),
        (_NUMBER, rf"\b(?:for )?(\d+(?:\.\d+)?)(?:\s?\+\s?\d)?\s?{unit}\b", spans.duration),
        (
            _FOUR_FIGURES,
            rf"(?:\b(?:(?P<since>since)|in|from|around|circa){MARK})?(?<![=\w/.-]){_YEAR}\b(?![/-]\d){_NO_AMOUNT}",
            _year,
        ),
    )
