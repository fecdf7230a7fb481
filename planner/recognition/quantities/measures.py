"""What was measured: a test by its name with the value beside it, and what the value stands for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from planner.lexicon.folding import plain
from planner.lexicon.names import Names
from planner.lexicon.patterns import compiled
from planner.lexicon.phrases import PhraseTarget
from planner.model.terms import NEUTRAL, Band, Measure
from planner.recognition.quantities.repeated import LONGEST_GAP, LONGEST_VALUE, TWO_NUMBERS, any_plain, looked_for
from planner.recognition.quantities.values import NUMBER, EntryValue, Given, ValueReader
from planner.recognition.tokens import plain_words

_THOUSANDS = re.compile(r"\d{1,3},\d{3}")


# --- what a value stands for ---


def _measured(match: re.Match[str], given: Given) -> EntryValue | None:
    """Return what a value stands for; nothing if it is impossible in every unit, or could stand for several things."""
    measure = _called(given.names, pair=False).get(match["test"])
    if measure is None or _is_a_unit(match, given.names):
        return None
    if match["aim"] or match["aims"]:
        return _aim(match, measure, given.names)
    if match["range"] and not measure.ranged:
        return _between(match, measure, given.names)
    return _value(match, measure, match["than"] or "", given.names)


def _between(match: re.Match[str], measure: Measure, names: Names) -> EntryValue | None:
    """Return what two ends of a range stand for; nothing if one is impossible or ordinary: that is a usual range."""
    found = next(_possible(match, measure, names), None)
    if found is None or match["than"]:
        return None
    number, unit = found
    ends = number, float(match["upper"].replace(",", "."))
    if ends[1] >= measure.units[unit].below:
        return None
    reached = [_meant(measure, end, unit, "", names) for end in ends if measure.bands[0].begins_at_or_below(end, unit)]
    bands = list(dict.fromkeys(band for one in reached for band in one))
    if len(reached) < len(ends) or any(band.concept == NEUTRAL for band in bands):
        return None
    return _standing(match, measure, bands, number, names)


def _is_a_unit(match: re.Match[str], names: Names) -> bool:
    """Return whether a name is the unit of the number before it: "5 mg 0.4" names no magnesium."""
    if match["test"] not in names.words.raw.units:
        return False
    before = match.string[max(match.start("test") - LONGEST_VALUE, 0) : match.start("test")].rstrip()
    return before[-1:].isdigit() and not _value_before(names).search(before)


@lru_cache(maxsize=4)
def _value_before(names: Names) -> re.Pattern[str]:
    """Return what finds the value of another test at the end of a text: in "K 5.9 Mg 0.8" magnesium is named."""
    return re.compile(rf"\b(?:{any_plain(_called(names, pair=False))})\+{{0,2}}[^a-z]+\Z")


def _without_name(match: re.Match[str], given: Given) -> EntryValue | None:
    """Return what a value stands for that is known by the words behind it: "97 % RA"."""
    measure = next(one for one in given.names.measures if match["behind"] in map(plain, one.behind))
    return _value(match, measure, "", given.names)


def _pair(match: re.Match[str], given: Given) -> EntryValue | None:
    """Return what two numbers stand for, of which either reaches a band; the second is the smaller."""
    return _pair_of(match, _called(given.names, pair=True)[match["test"]], given.names)


def _pair_of(match: re.Match[str], measure: Measure, names: Names) -> EntryValue | None:
    pair = float(match[NUMBER]), float(match["second"])
    most = tuple(unit.below for unit in measure.units)
    if pair[1] >= pair[0] or any(one >= end for one, end in zip(pair, most, strict=True)):
        return None
    bands = [_band_at(measure, number, unit) for unit, number in enumerate(pair)]
    if min(bands) < 0:
        return None
    # One that is too high says more than one that is too low, and either more than one that is ordinary.
    ordinary = next(place for place, band in enumerate(measure.bands) if band.concept == NEUTRAL)
    band = max(bands) if max(bands) > ordinary else min(bands)
    return _standing(match, measure, [measure.bands[band]], pair[0], names)


def _band_at(measure: Measure, number: float, unit: int) -> int:
    """Return the place of the band in which a number lies; -1 where it lies under the first."""
    return sum(band.begins_at_or_below(number, unit) for band in measure.bands) - 1


def _bare_pair(match: re.Match[str], given: Given) -> EntryValue | None:
    """Return what two numbers stand for that are known by the words behind them, or stand alone."""
    measure = next(one for one in given.names.measures if one.pair)
    return _pair_of(match, measure, given.names)


def _aim(match: re.Match[str], measure: Measure, names: Names) -> EntryValue | None:
    """Return what a range stands for that somebody was told; any other aim says nothing of today."""
    told = measure.told_range
    if told is not None and match["range"] and told.from_ in _numbers(match[NUMBER]):
        return _stated(match, told.concept, names)
    return _stated(match, NEUTRAL, names)


def _range_apart(match: re.Match[str], given: Given) -> EntryValue | None:
    """Return the range that stands apart from the one test named before it of which a range may be told."""
    written = match.string[: match.start()].rstrip()
    before = plain_words(written, given.names.words)
    for one in given.names.measures:
        told = one.told_range
        # "Sats target 88-92" is read as a whole.
        named = any(plain(name) in before and not written.endswith(plain(name)) for name in one.names)
        if told is not None and named and told.from_ in _numbers(match[NUMBER]):
            return _stated(match, told.concept, given.names)
    return None


def _stated(match: re.Match[str], concept_id: str, names: Names) -> EntryValue:
    """Return a concept that a number stands for that nobody measured."""
    concept = names.concept[concept_id]
    target = PhraseTarget(f"{concept.fact}/{concept.id}", concept.label)
    return EntryValue("measure", targets=(target,), words_before=_words_before(match, names))


def _value(match: re.Match[str], measure: Measure, than: str, names: Names) -> EntryValue | None:
    found = next(_possible(match, measure, names), None)
    if found is None:
        return None
    number, unit = found
    bands = _meant(measure, number, unit, than.strip(), names)
    return _standing(match, measure, bands, number, names) if bands else None


def _possible(match: re.Match[str], measure: Measure, names: Names) -> Iterator[tuple[float, int]]:
    """Yield the number, and the place of the unit in which it can be."""
    said = match["unit"] or ""
    for unit, one in enumerate(measure.units):
        if said and said not in map(plain, one.names):
            continue
        for number in _numbers(match[NUMBER]):
            low, high = one.alone if one.alone and not said else (0.0, one.below)
            if low <= number < min(high, one.below) and measure.bands[0].begins_at_or_below(number, unit):
                yield number, unit


def _numbers(written: str) -> tuple[float, ...]:
    """Return what a number can be, the likelier first: a comma before three figures parts the thousands."""
    number = float(written.replace(",", "."))
    return (float(written.replace(",", "")), number) if _THOUSANDS.fullmatch(written) else (number,)


def _meant(measure: Measure, number: float, unit: int, than: str, names: Names) -> list[Band]:
    """Return the bands that a value may lie in; "under 90" may be ordinary or not, and is not read."""
    lists, bands = names.words.raw, measure.bands
    reached = [band for band in bands if band.begins_at_or_below(number, unit)]
    if not than:
        return reached[-1:]
    if than[0] in "<≤" or than in lists.less_than:
        below = reached if number > reached[-1].starts[unit] else reached[:-1]
        meant = below or reached
    else:
        meant = [reached[-1], *bands[len(reached) :]]
    ordinary = {band.concept == NEUTRAL for band in meant}
    return meant if len(ordinary) == 1 else []


def _standing(match: re.Match[str], measure: Measure, bands: Iterable[Band], number: float, names: Names) -> EntryValue:
    targets = tuple(band_target(measure, band, names) for band in bands)
    return EntryValue("measure", number, targets, _words_before(match, names))


def _words_before(match: re.Match[str], names: Names) -> int:
    """Return how many words of a match name what was measured."""
    return len(plain_words(match.string[match.start() : match.start(NUMBER)], names.words))


def band_target(measure: Measure, band: Band, names: Names) -> PhraseTarget:
    """Return what a value in a band stands for."""
    concept = names.concept[band.concept]
    return PhraseTarget(
        f"{concept.fact}/{concept.id}",
        concept.label,
        band.stage,
        band.severe,
        status=band.status,
        measure=measure.id,
        band=measure.bands.index(band),
    )


# --- how values are written ---


@lru_cache(maxsize=4)
def _called(names: Names, *, pair: bool) -> dict[str, Measure]:
    """Return the measures of one number, or of two, by each of their names."""
    return {plain(name): one for one in names.measures if one.pair is pair for name in one.names}


def measures_in(text: str, names: Names) -> Iterator[tuple[re.Pattern[str], ValueReader]]:
    """Yield how the values are written that a text may hold, in the order in which they are looked for."""
    missing = {one for one in (looked_for(names)[0], TWO_NUMBERS) if not one.search(text)}
    for needed, pattern, read in _measure_patterns(names):
        if needed not in missing:
            yield compiled(pattern), read


@lru_cache(maxsize=4)
def _measure_patterns(names: Names) -> tuple[tuple[re.Pattern[str] | None, str, ValueReader], ...]:
    """Return what a text must hold, how values are written in it with what was measured, and what reads each."""
    if not names.measures:
        return ()
    raw = names.words.raw
    single = [one for one in names.measures if not one.pair]
    # A name that means something else is found first, and says nothing.
    tests = any_plain(name for one in single for name in (*one.names, *one.not_names))
    units = any_plain(name for one in single for unit in one.units for name in unit.names)
    number = rf"(?P<{NUMBER}>\d{{1,6}}(?:[.,]\d{{1,3}})?)"
    aims, less, more = (any_plain(words) for words in (raw.aims, raw.less_than, raw.more_than))
    between = rf"(?: ?[:=~]? ?\b(?:{any_plain(raw.before_a_value)})\b){{0,4}}"
    # A fraction, a dose, a number of days or a piece of a longer number is no value of a test.
    ends = rf"(?![\w%+]|[.,]\d|/ ?\d|/(?:day|d|hr|h|kg|week)\b|\s(?:{any_plain(raw.after_a_dose)})\b(?! ?[:=]? ?\d))"
    before = rf"(?:\b(?:{any_plain(raw.before_a_test)}) )?"
    # Beside a value its usual range is printed: "128 (133-146)".
    edge = r"(?!(?:19|20)\d\d\b)\d{1,4}(?:[.,]\d+)?"
    usual = (
        rf"(?: ?[(\[](?:(?:{any_plain(raw.usual_range)})[ :]*){{0,3}}{edge} ?(?:-|to) ?{edge}(?: ?(?:{units}))?[)\]])?"
    )
    # "Potassium [H] 5.8": laboratories mark a value before it.
    flag = rf"(?: ?[(\[](?:{any_plain(raw.behind_a_value)})[)\]])?"
    named = (
        rf"(?:\b(?P<aim>{aims})(?: of| for| is)?[ :]+)?{before}(?<![\w/])(?P<test>{tests})(?!\w)\+{{0,2}}{flag}"
        rf"{between}(?: (?P<aims>{aims}))?{between} ?(?:[:=~(]|- |-(?=\d)){{0,2}} ?"
        rf"(?P<than>[<>≤≥]=?|(?:{less}|{more})\s)?\s?{number}"
        rf"(?P<range>\s?(?:-|to)\s?(?P<upper>\d+(?:[.,]\d+)?))?(?: ?(?P<unit>{units})(?![\w/]))?{ends}"
        rf"(?: ?\(? ?(?:{any_plain(raw.behind_a_value)})\b\)?(?=\s*(?:[,;.)(\[]|(?:{tests})\b|\Z)))?{usual}"
    )
    patterns: list[tuple[re.Pattern[str] | None, str, ValueReader]] = [(looked_for(names)[0], named, _measured)]
    pairs = [one for one in names.measures if one.pair]
    if pairs:
        pair = (
            rf"(?P<{NUMBER}>\d{{2,3}}) ?(?:/|-|\b(?:{any_plain(raw.between_two_pressures)})\b) ?(?P<second>\d{{2,3}})\b"
        )
        test = any_plain(name for one in pairs for name in one.names)
        unit = any_plain(name for one in pairs for unit in one.units for name in unit.names)
        by_name = rf"\b(?P<test>{test})\b[^\d;]{{0,{LONGEST_GAP}}}{pair}(?: ?(?:{unit})\b)?"
        # Before a name that one number may follow as well: "BP 188 over 112", "BP 188".
        patterns.insert(0, (TWO_NUMBERS, by_name, _pair))
        following = any_plain(name for one in pairs for name in one.behind)
        # "192/118" alone in an entry, or with what only a pressure has behind it.
        bare = rf"(?<![\w.,/-]){pair}(?![/.,]\d)"
        when = rf"(?= ?\(?(?:{any_plain(raw.moments)})\b)"
        patterns.append((TWO_NUMBERS, rf"{bare}(?: ?\(?(?:{following})\b\)?|{when})", _bare_pair))
        patterns.append((TWO_NUMBERS, rf"\A\s*{bare}\s*\Z", _bare_pair))
    told = [one for one in single if one.told_range]
    if told:
        # The range of a test that was named before: "sats 89%, target 88-92%".
        in_units = (
            rf"(?: ?(?:{any_plain(name for one in told for unit in one.units for name in unit.names)})(?![\w/]))?"
        )
        apart = rf"\b(?:{aims})\b(?: (?:of|for|is|at|range))?[ :]*{number} ?(?:-|to) ?\d{{1,3}}{in_units}"
        patterns.insert(0, (TWO_NUMBERS, apart, _range_apart))
    behind = any_plain(name for one in single for name in one.behind)
    if behind:
        without = rf"(?<![\w.,/-]){number} ?(?P<unit>{units}) ?\(?(?P<behind>{behind})\b\)?"
        patterns.append((None, without, _without_name))
    return tuple(patterns)
