"""The words in which people answer: what means none, what means unknown, and the other names of each choice."""

from __future__ import annotations

import re
from functools import cache

from planner.profile.words import spelled

# The lexicon of a language takes these tables over once it holds the words of answers too.
YES = ("yes", "true", "y", "1", "on", "ja", "oui", "si", "sí")
NO = ("no", "false", "n", "0", "off", "none", "nein", "non", "nil")
# Nothing was said: an empty value of a database, a dash, a formula that found nothing.
EMPTY = (
    "",
    "/",
    "null",
    "nan",
    "nul",
    "0",
    "#n/a",
    "#ref",
    "#value",
    "#name?",
    "#null",
    "#div/0",
)
UNKNOWN = (
    *("unknown", "not known", "?", "??", "unk", "n/k", "nk", "unsure", "not sure", "do not know", "don't know"),
    *(
        "not on file",
        "not recorded",
        "not reported",
        "not documented",
        "not stated",
        "not asked",
        "not given",
        "not told",
    ),
    *("not available", "not provided", "not entered", "none on file", "none recorded", "none documented", "no record"),
    *("no records", "no data", "no information", "not yet known", "unable to obtain", "to be confirmed", "tbc", "tbd"),
    *("unbekannt", "nicht bekannt", "inconnu", "inconnue", "desconocido", "desconocida", "sconosciuto"),
)
_NOTHING = (
    *(
        "none",
        "nil",
        "no",
        "off",
        "false",
        "non",
        "nothing",
        "n/a",
        "n.a",
        "na",
        "not applicable",
        "nil known",
        "none known",
        "none reported",
    ),
    *("nil reported", "none at all", "zero"),
    *(
        "keine",
        "kein",
        "keiner",
        "nein",
        "ninguno",
        "ninguna",
        "ningún",
        "nada",
        "aucun",
        "aucune",
        "nessuno",
        "nessuna",
    ),
    *("niente", "nenhum", "nenhuma", "geen", "ingen", "inga", "brak", "nic"),
)
_ALLERGIES = r"(?:(?:drug |food |medication |medicine )?(?:allerg(?:y|ies|en)|sensitivit(?:y|ies)|intolerances?))"
# What each key calls the things on its list; "no" before one of them says that there is none.
_NAMES = {
    "medications": r"(?:medicines?|medications?|meds|drugs|tablets|pills|prescriptions?)",
    "conditions": r"(?:(?:medical |health )?(?:problems?|conditions?|illness(?:es)?|diseases?|diagnos[ie]s)"
    r"|comorbidities|(?:past )?medical history|pmh)",
    "symptoms": r"(?:symptoms?|complaints?)",
    "habits": r"(?:habits?)",
    "allergies": _ALLERGIES,
    "diet": r"(?:(?:dietary |diet |food )?(?:restrictions?|limitations?|requirements?)|(?:special |particular )?diet)",
    "limits": r"(?:limits?|restrictions?)",
}
_BEFORE = r"(?:(?:known|reported|any|existing)\s)*"
_AFTER = r"(?:\s(?:known|reported|noted|taken|whatsoever|at all))*(?:\s\(\w+\))?"
# Of illnesses, what is not there now may have been there, and past ones count.
_NOW = re.compile(r"\b(?:current|currently|at present|at the moment|now)\b")
_SHORT = {
    "allergies": ("nka", "nkda", "nkfa", "nkma"),
    "conditions": ("nad", "nothing abnormal detected", "no abnormality detected"),
    "symptoms": ("nad", "asymptomatic"),
    "diet": (
        "normal",
        "normal diet",
        "regular",
        "regular diet",
        "unrestricted",
        "unrestricted diet",
        "ordinary",
        "everything",
        "eats everything",
        "i eat everything",
        "omnivore",
        "omnivorous",
    ),
}
_LEADS = ("no ", "nil ", "denies ", "without ", "keine ")
_NAUGHT, _VOID = frozenset(_NOTHING), frozenset(EMPTY)


@cache
def _none_of(name: str) -> re.Pattern[str]:
    """Return what finds, behind the first word, that there is nothing of a name."""
    return re.compile(rf"{_BEFORE}{name}{_AFTER}")


def _denies(text: str, name: str) -> bool:
    """Return whether a whole text says that there is nothing of a name: "no known allergies"."""
    return text.startswith(_LEADS) and bool(_none_of(name).fullmatch(text, text.index(" ") + 1))


def says_none(key: str, entry: object) -> bool:
    """Return whether an entry of a list says that there is nothing on it."""
    text = spelled(entry)
    if key != "conditions" and _NOW.search(text):
        text = " ".join(_NOW.sub(" ", text).split())
    if text in _NAUGHT or text in _SHORT.get(key, ()):
        return True
    name = _NAMES.get(key)
    return name is not None and _denies(text, name)


def says_nothing(key: str, entry: object) -> bool:
    """Return whether an entry says nothing of this list: it is empty, or speaks of allergies among the medicines."""
    text = spelled(entry)
    return text in _VOID or (key == "medications" and (text in _SHORT["allergies"] or _denies(text, _ALLERGIES)))


_ANY_NAME = f"(?:{'|'.join(_NAMES.values())})"
_NO_RECORD = re.compile(
    rf"no (?:(?:allergy|medication|problem|medical|clinical) )?(?:information|data|records?|details)"
    rf"(?: (?:about|on|of|for|regarding) (?:known |any )?{_ANY_NAME})?"
    r"(?: (?:is|are))?(?: (?:available|applicable|recorded|provided|on file))?"
    rf"|{_ANY_NAME} (?:status )?(?:is |are )?(?:{'|'.join(map(re.escape, UNKNOWN))})"
)


def says_unknown(entry: object) -> bool:
    """Return whether words say that nobody knows: "not recorded", "no information about allergies"."""
    text = spelled(entry)
    return text in UNKNOWN or bool(_NO_RECORD.fullmatch(text))


# --- the other names of a choice ---

SEX = {
    "female": ("f", "woman", "w", "girl", "lady", "fem", "weiblich", "mujer", "femme", "femenino", "féminin"),
    "male": ("m", "man", "boy", "gentleman", "männlich", "hombre", "homme", "masculino", "masculin"),
    "unspecified": (
        *("x", "other", "o", "diverse", "divers", "nonbinary", "non binary", "intersex", "undifferentiated"),
        *("prefer not to say", "not specified", "indeterminate"),
    ),
}
EXERCISE = {
    "sedentary": (
        "none",
        "no",
        "no exercise",
        "inactive",
        "not active",
        "low",
        "very low",
        "little",
        "minimal",
        "none at all",
    ),
    "light": ("lightly active", "a little", "mild", "gentle", "moderately inactive", "low to moderate", "some"),
    "moderate": ("medium", "average", "active", "moderately active", "regular", "fairly active"),
    "vigorous": ("high", "very active", "intense", "hard", "heavy", "strenuous", "athlete", "athletic"),
}
SLEEP = {
    "back": ("supine", "face up", "back sleeper", "flat on my back"),
    "side": (
        "lateral",
        "left",
        "right",
        "left side",
        "right side",
        "sides",
        "side sleeper",
        "fetal",
        "foetal",
        "sideways",
    ),
    "stomach": ("prone", "front", "belly", "tummy", "face down", "stomach sleeper", "abdomen"),
    "mixed": ("varies", "various", "changing", "changes", "any", "all", "different", "back and side", "side and back"),
}
POSTURE = {
    "sitting": (
        "sit",
        "seated",
        "sits",
        "sitting down",
        "desk",
        "desk job",
        "desk work",
        "office",
        "office job",
        "at a desk",
    ),
    "standing": ("stand", "stands", "standing up", "feet", "on feet", "upright", "walking"),
    "mixed": ("both", "varies", "various", "sit and stand", "sitting and standing", "standing and sitting"),
}
PAPER = {
    "a4": ("din a4", "iso a4", "a 4", "210 x 297"),
    "letter": ("us letter", "usletter", "us", "letter size", "ansi a", "8.5 x 11", "8.5x11"),
}
EDITION = {
    "full": ("whole", "complete", "long", "standard"),
    "short": ("brief", "one leaf", "one-leaf", "compact"),
    "easy": ("easy read", "easy-read", "easyread", "easy to read", "simple", "plain"),
}
PLACES = {
    "calf": ("calves", "calfs", "calf muscle", "calf muscles", "lower leg", "lower legs"),
    "foot": ("feet", "toe", "toes", "arch", "arches", "sole", "soles"),
    "thigh": ("thighs", "hamstring", "hamstrings", "quad", "quads", "quadriceps", "upper leg", "upper legs"),
    "back": ("lower back", "upper back", "low back", "spine", "lumbar", "backs"),
}
# A leg that nobody tells more of is both its parts.
LEG = ("leg", "legs")
_SIDES = r"\b(?:left|right|both|my|the|in|on|of|mostly|mainly|and)\b"


def bare(text: str) -> str:
    """Return what was written of a place or a position without the words around it: "on my back" is "back"."""
    return re.sub(
        r"^(?:i |mostly |usually |mainly )*(?:sleep |lie |work )?(?:(?:on|in|at|my|the|a) )*", "", text
    ).strip()


def without_sides(text: str) -> str:
    """Return what was written of a part of the body without its side."""
    return " ".join(re.sub(_SIDES, " ", text).split())


LANGUAGES = {
    "en": ("english", "englisch", "inglés", "anglais", "eng"),
    "es": ("spanish", "español", "espanol", "castellano", "spanisch", "spa"),
    "de": ("german", "deutsch", "alemán", "allemand", "deu", "ger"),
    "fr": ("french", "français", "francais", "französisch", "fra", "fre"),
    "it": ("italian", "italiano", "ita"),
    "pt": ("portuguese", "português", "portugues", "por"),
    "nl": ("dutch", "nederlands", "nld"),
    "pl": ("polish", "polski", "pol"),
    "sv": ("swedish", "svenska", "swe"),
    "da": ("danish", "dansk", "dan"),
    "fi": ("finnish", "suomi", "fin"),
    "el": ("greek", "ελληνικά", "ell"),
    "cs": ("czech", "čeština", "ces"),
    "hu": ("hungarian", "magyar", "hun"),
    "ro": ("romanian", "română", "ron"),
    "tr": ("turkish", "türkçe", "tur"),
    "ru": ("russian", "русский", "rus"),
    "uk": ("ukrainian", "українська", "ukr"),
    "ar": ("arabic", "العربية", "ara"),
    "zh": ("chinese", "中文", "mandarin", "zho"),
    "ja": ("japanese", "日本語", "jpn"),
    "ko": ("korean", "한국어", "kor"),
    "hi": ("hindi", "हिन्दी", "hin"),
    "vi": ("vietnamese", "tiếng việt", "vie"),
    "tl": ("tagalog", "filipino", "tgl"),
    "cy": ("welsh", "cymraeg", "cym"),
}
