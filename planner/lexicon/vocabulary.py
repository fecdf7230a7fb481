"""The word lists of one language, folded and ready to look words up in."""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import Struct

from planner.lexicon.folding import fold
from planner.lexicon.patterns import any_of
from planner.model.lexicon import Letters, Lexicon


class WordLists(Struct, frozen=True, eq=False):
    """The lists of a lexicon as sets, each said in its comment; what is looked up among folded words is folded."""

    raw: Lexicon

    # Around a title
    # What finds the ending of a title that says nothing.
    title_ending: re.Pattern[str]
    # What finds the kind of a record entry, behind a name or before it.
    record_kind: str

    # Before a code of a classification
    # What finds what names ICD-10, SNOMED CT, RxNorm or ATC, and the signs behind it.
    icd_label: str
    snomed_label: str
    rxnorm_label: str
    atc_label: str

    # Numbers and time
    # Each number word in digits.
    numbers: dict[str, str]
    # What finds a number word in a text.
    number_word: re.Pattern[str]
    # What finds words that are said in another way.
    rewrite: re.Pattern[str]
    # What is read instead of each.
    rewrites: dict[str, str]
    # How many weeks each span of time is.
    weeks: dict[str, float]
    # The words that speak of a time, whether or not it can be read.
    of_a_time: frozenset[str]
    # The words that make a value the newest of its test.
    newest: frozenset[str]
    # The words before an event that was lately, by the last of them.
    dates_an_event: dict[str, tuple[tuple[str, ...], ...]]

    # Around any entry
    # The words that are passed over before anything is looked up.
    dropped: frozenset[str]
    # The words that may stand between a word such as "no" and what it speaks of.
    fillers: frozenset[str]
    # The words that need no meaning beside something that is read.
    harmless: frozenset[str]
    # Where on the body something is, and how it was found out.
    sites: frozenset[str]
    means: frozenset[str]
    # Scores that are given with a number.
    scores: frozenset[str]
    # What begins the reason for a medicine, or its time.
    clause_words: frozenset[str]
    # The words of an entry that only says what every reader of a sheet has.
    of_the_complaint: frozenset[str]
    # What finds what was not there until lately.
    not_until: str

    # Whether, who and when
    # What parts the things of an entry.
    separators: frozenset[str]
    # What ends a sentence.
    breaks: frozenset[str]
    # The words that join alternatives.
    alternatives: frozenset[str]
    # What joins the things of a list.
    joins: frozenset[str]
    # What finds a word for somebody else, and that one tells the same of oneself: "I had one too".
    of_a_relative: str
    same_of_oneself: str
    # What begins a new statement behind a comma or "and".
    openers: frozenset[str]
    # One word that denies what follows.
    denials: frozenset[str]
    # Letters that may stand for several illnesses.
    letters: dict[str, Letters]

    # How bad
    # The words for something severe.
    severe: frozenset[str]
    # Words beside an event that say that it is of today.
    of_today: frozenset[str]
    # The words for something mild or stable.
    mild: frozenset[str]
    # The words that a denial denies alone: "not severe" leaves the illness.
    narrowing: frozenset[str]
    control: frozenset[str]
    # What is severe where it is "poorly" so ("controlled"), and the words that make it so.
    held: frozenset[str]
    poorly: frozenset[str]

    # Allergies
    # The words that only say that there is an allergy, or what it does.
    beside_an_allergy: frozenset[str]
    # The words of an entry that only says that there is no allergy.
    of_a_denied_allergy: frozenset[str]

    # Amounts
    # The vessels, units and meals beside the number of a habit.
    quantities: frozenset[str]
    # The words beside the amount of a limit.
    of_limits: frozenset[str]
    # What finds how many alcoholic drinks somebody has in a day or a week.
    drinks: str
    # The same, with units, which elsewhere may be a medicine's.
    drinks_or_units: str

    # Medicines
    each_day: frozenset[str]
    # The words for a week or more.
    each_week: frozenset[str]
    # What may follow "a" beside a medicine.
    before_a_span_of_time: frozenset[str]
    # What may stand before "a" beside a medicine; the empty word is the beginning.
    article_follows: frozenset[str]
    # The forms that act where they are put.
    local_forms: frozenset[str]
    # The forms that reach the whole body.
    whole_body_forms: frozenset[str]
    in_food: frozenset[str]
    # Forms that are swallowed, and what says that even such a form stays where it is put.
    swallowed_forms: frozenset[str]
    kept_in_place: frozenset[str]
    # The forms of the ways for which the list has entries of their own, by the end of their ids.
    taken_by: dict[str, frozenset[str]]
    # The first and the second words of how a form gives its medicine.
    before_release: frozenset[str]
    release: frozenset[str]
    # The forms alone.
    form_words: frozenset[str]
    # The single words of what says that a thing is not there, over, or only planned.
    context: frozenset[str]
    # The words beside a medicine that say nothing of what it is.
    medicine_noise: frozenset[str]
    # The salts and makers that count only beside a name.
    beside_a_name: frozenset[str]
    # The salts alone.
    salts: frozenset[str]
    # What finds the words behind which stands what a medicine is for.
    purpose: re.Pattern[str]
    # What finds a maker or salt joined to the end of a name.
    glued: re.Pattern[str]

    # The words that are no slip of another.
    everyday: frozenset[str]

    # Words of another key
    # The units of mass that make a number a dose.
    dose_units: frozenset[str]
    # The words for what is taken, and for an illness.
    says_a_medicine: frozenset[str]
    says_an_illness: frozenset[str]


def word_lists(raw: Lexicon) -> WordLists:
    """Return the lists of a lexicon, ready to look words up in."""
    fillers, harmless = _folded(raw.fillers), _folded(raw.harmless)
    denying = (one for one in raw.modifiers if one.says == "denied" and one.where != "after")
    denials = _folded(word for one in denying for word in one.words if " " not in word)
    return WordLists(
        raw=raw,
        not_until=_not_until(raw),
        of_a_relative=_of_a_relative(raw),
        same_of_oneself=_same_of_oneself(raw),
        title_ending=_ending(raw.title_endings),
        record_kind=rf"\((?:{any_of(raw.record_kinds)})\)|^\s*\[(?:{any_of(raw.read_codes)})\]",
        icd_label=_label(raw.icd_labels),
        snomed_label=_label(raw.snomed_labels),
        rxnorm_label=_label(raw.rxnorm_labels),
        atc_label=_label(raw.atc_labels),
        numbers={word: str(number) for word, number in raw.number_words.items()},
        number_word=_whole(raw.number_words),
        rewrite=re.compile(rf"(?<!\w)(?:{any_of(raw.rewrites)})(?:\b|(?<=\W))"),
        rewrites=raw.rewrites,
        weeks={word: days / 7 for word, days in raw.spans.items()},
        of_a_time=_folded((*raw.time_words, *raw.months, *raw.weekdays)),
        newest=_folded(raw.newest),
        dates_an_event=_by_last(tuple(map(fold, words.split())) for words in raw.dates_an_event),
        dropped=frozenset(raw.dropped),
        fillers=fillers,
        harmless=harmless,
        sites=_folded(raw.sites),
        means=_folded(raw.means),
        scores=_folded(raw.scores),
        clause_words=_folded(raw.clause_words),
        of_the_complaint=_folded(raw.complaint) | harmless,
        separators=_folded(raw.separators),
        breaks=_folded(raw.breaks),
        alternatives=_folded(raw.alternatives),
        joins=_folded(raw.joins),
        openers=frozenset(raw.openers),
        letters={fold(one.letters.lower()): one for one in raw.letters},
        denials=denials,
        severe=_folded((*raw.severe, *raw.in_hospital)),
        of_today=_folded((*raw.of_today, *raw.in_hospital)),
        mild=_folded(raw.mild),
        narrowing=_folded((*raw.narrowing, *raw.severe, *raw.mild)),
        control=_folded(raw.control),
        held=_folded(raw.held),
        poorly=_folded(raw.poorly),
        beside_an_allergy=_folded(raw.beside_an_allergy),
        of_a_denied_allergy=_folded(raw.any_allergy) | denials | fillers,
        quantities=_folded(raw.quantities),
        of_limits=_folded(raw.of_limits),
        drinks=_drinks(raw.alcoholic_drinks),
        drinks_or_units=_drinks((*raw.alcoholic_drinks, *raw.alcoholic_units)),
        each_day=frozenset(raw.each_day),
        each_week=frozenset(raw.each_week),
        before_a_span_of_time=frozenset(raw.before_a_span_of_time),
        article_follows=frozenset(("", *raw.article_follows)),
        local_forms=frozenset(raw.local_forms),
        whole_body_forms=frozenset(raw.whole_body_forms),
        in_food=frozenset(raw.in_food),
        swallowed_forms=frozenset(raw.swallowed_forms),
        kept_in_place=frozenset((*raw.kept_in_place, *raw.local_forms)),
        taken_by={f"-{way}": frozenset(forms) for way, forms in raw.taken_by.items()},
        before_release=frozenset(raw.before_release),
        release=frozenset(raw.release),
        form_words=frozenset(raw.forms),
        context=_context_words(raw),
        medicine_noise=frozenset((*raw.units, *raw.forms, *raw.dosing, *raw.makers)),
        beside_a_name=frozenset((*raw.salts, *raw.makers_beside)),
        salts=frozenset(raw.salts),
        purpose=re.compile(_whole(raw.purpose).pattern, re.IGNORECASE),
        everyday=_folded((*raw.everyday, *raw.other_names)),
        dose_units=frozenset(raw.dose_units),
        says_a_medicine=frozenset(raw.says_a_medicine),
        says_an_illness=frozenset(raw.says_an_illness),
        glued=re.compile(rf"(?<=[a-z]{{6}})(?:{'|'.join(sorted(raw.glued))})\Z"),
    )


def _not_until(raw: Lexicon) -> str:
    """Return what finds "no … until …"; behind "before" must stand a time, and nothing that somebody waits for."""
    before_a_time = rf"before(?= (?:{any_of(raw.moments)})\b)"
    so_far = rf"up to(?! (?:the )?(?:{any_of(raw.so_far)})\b)"
    plain = any_of(word for word in raw.until if word not in ("before", "up to"))
    until = "|".join((plain, so_far, before_a_time))
    between = rf"(?P<what>(?:(?!\b(?:{any_of((*raw.openers, *raw.breaks))})(?!\w))[^.;:]){{1,80}}?)"
    later = any_of(raw.still_to_come)
    waits = rf"(?!(?:{any_of(raw.told_to_wait)})\b)"
    return rf"\b(?:{any_of(raw.not_until)}) {waits}{between} (?:{until}) (?=\w)(?!(?:{later})\b)"


def _same_of_oneself(raw: Lexicon) -> str:
    """Return what finds "I had one", "has it too" and "so do I"; the verb stays, as it tells when."""
    words = raw.the_same
    has, same, too, between = map(any_of, (words.has, words.same, words.too, words.between))
    ends = rf"(?=\s*(?:$|[^\w\s]|\d|(?:{any_of(words.behind)})\b))"
    own = rf"\b(?P<own>(?:{any_of(words.who)}) (?:(?:{between}) ){{0,2}}(?:{has})) (?:{same})(?: (?:{too}))*{ends}"
    other = rf"\b(?P<other>{has}) (?:{same})(?: (?:{too}))+{ends}"
    return rf"{own}|{other}|\b(?:{any_of(words.alone)})\b"


def _of_a_relative(raw: Lexicon) -> str:
    """Return what finds a word for somebody else, or for a family."""
    said = (one.words for one in raw.modifiers if one.says == "relative")
    return rf"\b(?:{any_of(word for words in said for word in words)})\b"


def _context_words(raw: Lexicon) -> frozenset[str]:
    """Return the words of denials, of what is over, stopped or planned."""
    said = (one for one in raw.modifiers if one.says in ("denied", "past", "stopped", "planned"))
    words = frozenset(word for one in said for words in one.words for word in words.lower().split())
    return words.difference(raw.harmless, raw.dropped, raw.dosing)


def _label(labels: Iterable[str]) -> str:
    """Return the pattern of what names a classification before its code, with the signs between."""
    return rf"(?<![a-z0-9])(?:{any_of(labels)})(?: codes?| id| number| no\.?)?[ :#=|-]{{1,3}}"


def _drinks(drinks: Iterable[str]) -> str:
    drink = f"(?:{'|'.join(sorted(drinks))})"
    return (
        rf"\b(\d+)(?: ?(?:-|to|or) ?(\d+))? (?:\w+ of )?{drink}s?(?: of \w+)?"
        r" ?(?:(?:a|an|per|each|every|/) ?)?(?:(day|night|evening|daily|nightly)|(week|weekly|wk))\b"
    )


def _by_last(phrases: Iterable[tuple[str, ...]]) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for words in phrases:
        found[words[-1]] = (*found.get(words[-1], ()), words)
    return found


def _folded(words: Iterable[str]) -> frozenset[str]:
    return frozenset(map(fold, words))


def _whole(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of(words)})\b")


def _ending(endings: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf",?\s*[(\[]?(?<!\w)(?:{any_of(endings)})(?!\w)[)\]]?")
