"""Times in an entry: how long ago, how long, on which day or in which year, in which part of a pregnancy."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from functools import lru_cache

from planner.lexicon.names import Names
from planner.lexicon.phrases import PhraseTarget
from planner.recognition.quantities.calendar import DAYS_OF_A_WEEK, on_day
from planner.recognition.quantities.values import MARK, ROMAN, EntryValue, Given, ValueReader
from planner.recognition.tokens import plain_words

TRIMESTERS = range(1, 4)
LAST_WEEK_OF_PREGNANCY = 42
WEEKS_OF_THREE_MONTHS = 13
THREE_MONTHS = 90 / DAYS_OF_A_WEEK
# Who names only a year does not speak of the last four weeks.
DAYS_BEFORE_A_BARE_YEAR = 29
# Beside these a number of weeks is one of a pregnancy; "G2P1" alone may be long over.
_GRAVIDA = r"\bg\d{1,2} ?p\d{1,2}(?:\+\d)?\b"
_PREGNANT = re.compile(rf"pregnan|gestation|{_GRAVIDA}")
MONTHS_OF_A_YEAR = 12
MONTHS_BACK = 3  # Of three months in a row one at least has each day.
BESIDE = 60  # Letters before and behind a date in which words can make it another.
# How doctors write weeks, months and days: as parts of a year and of a week.
# What a time after an operation tells where the entry names none.
_UNNAMED_OPERATION = (PhraseTarget("conditions/operation-not-named", "operation"),)
_PARTS = {"52": "week", "12": "month", "7": "day"}
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
    return re.compile(rf"\b(?:{_any(names.words.raw.weekdays)})s?\b")


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
    return re.compile(rf"\b(?:{_any((*names.words.raw.scores, *names.words.raw.rated))})\b")


def _day_and_month(match: re.Match[str], given: Given) -> EntryValue | None:
    """Return what a day and a month without a year say; of low numbers, which may be anything, only of an event."""
    beside = match.string[max(match.start() - BESIDE, 0) : match.end() + BESIDE]
    days = [] if match["second"] in _PARTS or _any_score(given.names).search(beside) else _numbers_alone(match, given)
    if not days:
        return None
    value = _placed(match, given, given.as_of.days_since(days))
    sure = max(int(match["first"]), int(match["second"])) > MONTHS_OF_A_YEAR
    return value if sure or value.kind != "ago" else EntryValue("lately", value.number)


@lru_cache(maxsize=4)
def _elsewhere(names: Names) -> re.Pattern[str]:
    """Return what finds, before a date, the words that make it the date of something else."""
    another = _any(names.words.raw.not_of_the_event)
    return re.compile(rf"\b(?:(?:{another})(?: (?:by|at|in|with) \w+)?[\s:,(]*)+(?:\b(?:on|in|by|for|at))?[\s:,(]*\Z")


def _any(words: Iterable[str]) -> str:
    """Return a pattern of any of some words, the longest first."""
    return "|".join(sorted((re.escape(word) for word in words), key=len, reverse=True))


# --- spans of time ---


def _ago(match: re.Match[str], given: Given) -> EntryValue:
    number, span = float(match[1]), given.names.words.weeks[match[2]]
    # Whoever counts 13 weeks means three months, which are 90 days.
    three_months = span == 1 and number == WEEKS_OF_THREE_MONTHS
    weeks = THREE_MONTHS if three_months else number * span
    after = match[0].endswith(tuple(given.names.words.raw.after_an_operation))
    return EntryValue("ago", weeks, targets=_UNNAMED_OPERATION if after else ())


def _hours_ago(match: re.Match[str], given: Given) -> EntryValue:
    number = float(match[1]) if match[1] else 1.0
    return EntryValue("ago", number / given.names.words.raw.in_a_day[match[2]] / DAYS_OF_A_WEEK)


def _after_an_operation(match: re.Match[str], _given: Given) -> EntryValue:
    return EntryValue("ago", float(match[1]) / DAYS_OF_A_WEEK, targets=_UNNAMED_OPERATION)


def _duration(match: re.Match[str], given: Given) -> EntryValue:
    if match[2].startswith("m"):
        return EntryValue("months", float(match[1]))
    return EntryValue("lasting", float(match[1]) * given.names.words.weeks[match[2]])


def _part(match: re.Match[str], given: Given) -> EntryValue | None:
    """Return what "6/52" says; "3/12" and "5/7" are months and days only where a word says that they are a time."""
    if not match["lasting"] and not match["ago"] and match["part"] != "52":
        return None
    weeks = float(match["number"]) * given.names.words.weeks[_PARTS[match["part"]]]
    return EntryValue("ago" if match["ago"] else "lasting", weeks)


def _last_year(_match: re.Match[str], given: Given) -> EntryValue:
    """Return that something was last year, and how long that is over at least."""
    over = given.as_of.day - date(given.as_of.day.year - 1, 12, 31)
    return EntryValue("last year", max(over.days, DAYS_BEFORE_A_BARE_YEAR) / DAYS_OF_A_WEEK)


def _this_year(_match: re.Match[str], given: Given) -> EntryValue:
    """Return what "this year" says: as much as the number of the year does."""
    begun = given.as_of.day - date(given.as_of.day.year, 1, 1)
    return EntryValue("lately", min(begun.days, DAYS_BEFORE_A_BARE_YEAR) / DAYS_OF_A_WEEK)


def _lately(match: re.Match[str], given: Given) -> EntryValue:
    return EntryValue("lately", given.names.words.raw.lately[match[0]] / DAYS_OF_A_WEEK)


def _moment(match: re.Match[str], given: Given) -> EntryValue:
    return EntryValue("ago", given.names.words.raw.moments[match[0]] / DAYS_OF_A_WEEK)


_OF_PREGNANCY = re.compile(r"pregnan|gestation|trimester|maternity|antenatal")


def _trimester(match: re.Match[str], given: Given) -> EntryValue | None:
    """Return one of the three trimesters; any other is left as it is, not understood."""
    said = next(group for group in match.groups() if group)
    # "T3" alone is a stage of a tumour, a part of the spine or a hormone.
    if match[0].startswith("t") and not match[0].startswith("trimester") and not _OF_PREGNANCY.search(match.string):
        return None
    number = ROMAN.get(said) or given.names.words.raw.ordinals.get(said) or int(said[0])
    return EntryValue("trimester", number) if number in TRIMESTERS else None


def _gestation(match: re.Match[str], _given: Given) -> EntryValue:
    """Return the week of a pregnancy at the strictest of its seven days."""
    begun = int(match["day"] or 0) > 0 and int(match["week"]) < LAST_WEEK_OF_PREGNANCY
    return EntryValue("gestation", float(match["week"]) + begun)


def _gestation_beside(match: re.Match[str], given: Given) -> EntryValue | None:
    """Return the week of a pregnancy where the entry speaks of one."""
    return _gestation(match, given) if _PREGNANT.search(match.string) else None


# --- how they are written ---


@lru_cache(maxsize=4)
def may_hold_a_time(names: Names) -> re.Pattern[str]:
    """Return what finds that there may be a time in an entry: most hold no number and no word for one."""
    raw = names.words.raw
    words = _any((*raw.months, *raw.weekdays, *raw.moments, *raw.lately, *raw.in_a_day))
    return re.compile(rf"\d|trimester|(?:last|this) year|\b(?:{words})\b")


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
def time_patterns(names: Names) -> tuple[tuple[re.Pattern[str], ValueReader], ...]:
    """Return how times are written, in the order in which they are looked for: what one has read, the next misses."""
    raw = names.words.raw
    # "D" alone is a vitamin more often than a day, and "m" a metre more often than a month.
    ago, unit = (f"({_any(spans)})s?" for spans in (raw.spans, raw.spans.keys() - {"d", "m"}))
    hours = f"({_any(raw.in_a_day)})s?"
    upper, some = r"(?:\s?(?:-|/|to|or)\s?\d+(?:\.\d+)?)?", "(?:half )?(?:an? )?(?:few |several )?"
    month, since = f"(?P<month>{_any(raw.months)})\\b\\.?", rf"(?:\b(?P<since>{_any(raw.since)}) )?"
    behind, led = _any(raw.ago), rf"(?:\b(?P<led>{_any(raw.before_a_month)}) )?"
    written: tuple[tuple[str, ValueReader], ...] = (
        # Of a pregnancy; "27+4" is in its 28th week.
        (r"\b(?P<week>\d{1,2})(?: ?\+ ?(?P<day>\d))? ?/ ?40\b", _gestation),
        (r"\b(?P<week>\d{1,2}) ?\+ ?(?P<day>[0-6])(?: ?(?:weeks?|wks?|w))?\b(?![/%\w.])(?! ?[/%])", _gestation_beside),
        (
            rf"(?:{_GRAVIDA}[ ,]*(?:at |now )?)?{_WEEK} ?(?:weeks?|wks?|w)\b{_AND_DAYS}",
            _gestation_beside,
        ),
        (r"\b(?P<week>\d{1,2})w(?P<day>\d)d?\b", _gestation_beside),
        (rf"{since}{_STARTS}{_YEAR}[-/.](?P<month>\d\d?)(?:[-/.](?P<day>\d\d?)(?:t\d\d:\S+)?)?{_ENDS}", _date(_iso)),
        (
            rf"{since}{_STARTS}(?P<first>\d\d?)([/.-])(?P<second>\d\d?)\3(?P<year>(?:19|20)\d\d|\d\d){_ENDS}",
            _date(_numbers),
        ),
        (rf"{since}{_STARTS}(?P<month>0?[1-9]|1[0-2])/{_YEAR}{_ENDS}", _date(_month_and_year)),
        (rf"\bon (?P<first>\d\d?)/(?P<second>\d\d?){_ENDS}", _date(_numbers_alone)),
        (rf"{since}{_STARTS}(?P<first>\d\d?)/(?P<second>\d\d?){_ENDS}(?! ?(?:/|{ago}\b))", _day_and_month),
        (r"\bon the (?P<day>\d\d?)(?:st|nd|rd|th)\b(?! ?(?:of\b|floor|visit))", _date(_day_alone)),
        (rf"{since}{_STARTS}{_DAY}[ ./-]?(?:of )?{month}{_ANY_YEAR}{_ENDS}", _date(_named_day)),
        (rf"{since}\b{month},?[ /-]?{_YEAR}{_ENDS}", _date(_named_month_and_year)),
        (rf"{since}\b{month} {_DAY}(?:,? {_YEAR})?{_ENDS}(?! ?%)", _date(_month_then_number)),
        (rf"{since}{led}\b{month}(?! ?\d)", _date(_named_month)),
        (rf"(?:\b(?P<lasting>{_any(raw.lasting)}) )?{_STARTS}{_PART}(?: ?(?P<ago>{behind})\b)?{_ENDS}", _part),
        # "2-3 weeks ago" is two.
        (rf"\b{_ROUGHLY}(\d+(?:\.\d+)?){upper}\s?{ago}\s?(?:{behind})\b", _ago),
        (rf"\b{_ROUGHLY}(?:(\d+(?:\.\d+)?){upper}\s?|{some}|\b){hours}\s?(?:{behind})\b", _hours_ago),
        (rf"\b(?:{_any(raw.days_after_an_operation)})[ #:]*(\d{{1,3}})\b", _after_an_operation),
        # "In the last year" may be now; "last year" alone is over, though nobody knows for how long.
        (r"(?<!\bin )(?<!\bthe )(?<!\bthis )(?<!\bover )(?<!\bduring )\blast year\b", _last_year),
        (r"(?<!\bend of )(?<!\blater )\bthis year\b", _this_year),
        (rf"\b(?:{_any(raw.lately)})\b", _lately),
        (rf"\b(?:{_any(raw.moments)})\b", _moment),
        (rf"{since}(?:\b(?P<led>on|last|this) )?\b(?P<weekday>{_any(raw.weekdays)})\b(?![ :=]*\d)", _date(_weekday)),
        (
            rf"\b(first|second|third|1st|2nd|3rd) trimester\b|\btrimester{MARK}(\d|iii|ii|i)\b|\bt([123])\b{_NO_STAGE}",
            _trimester,
        ),
        (rf"\b(?:for )?(\d+(?:\.\d+)?)(?:\s?\+\s?\d)?\s?{unit}\b", _duration),
        (rf"(?:\b(?:(?P<since>since)|in|from|around|circa){MARK})?(?<![=\w/.-]){_YEAR}\b(?![/-]\d){_NO_AMOUNT}", _year),
    )
    return tuple((re.compile(pattern), read) for pattern, read in written)
