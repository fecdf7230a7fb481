"""A sheet for the United States speaks American English, one for other countries British: words, spelling, units."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

import pytest
from conftest import CONTENT, plan_for

from planner.content.sentences import length, sentences, split
from planner.document.compose import compose
from planner.formats.json import plan_shape
from planner.formats.pdf import lay_out
from planner.formats.pdf.theme import theme_for
from planner.formats.text import to_text
from planner.i18n.american import American
from planner.i18n.language import load_language

SPELLINGS, PHRASES, CUSTOMARY = CONTENT.core.spellings, CONTENT.core.phrases, CONTENT.core.customary
AMERICAN = American({**SPELLINGS, **PHRASES, **CUSTOMARY})
TEXTS = (*(sentence.text for sentence in sentences(CONTENT.core)), *CONTENT.core.messages["en"].values())

# How British English is spelled, and British words for what comes up on a sheet, whether or not some sentence has them.
_SPELLED = re.compile(
    r"\b(?:\w*(?:aem|oea\b|oest|oedem|paed|orthop|gynae|coeli|caesar|anaest|colour|favour|labour|behaviou|tumour|odour|humour"
    r"|neighbour|mould|litre|metre|fibre|centre|theatre|programme|defence|licence|sulph|liquorice|grey|tyre|cheque|plough"
    r"|yoghurt|pyjama|whisky|neurone)\w*|\w+(?:is(?:ed?|es|ing|ation)|ys(?:ed?|ing))|towards|whilst|amongst|learnt|spelt"
    r"|\w+ll(?:ed|ing))\b",
    re.IGNORECASE,
)
# These are spelled so on both sides of the sea.
_BOTH = re.compile(
    r"(?:exerc|adv|ra|r|superv|bru|prom|surpr|pra|cru|prec|prem|no|po|otherw|likew|w)is(?:e[ds]?|es|ing)|\w*(?:eas|reas)ed?"
    r"|diseases?|rosacea|(?:ca|fi|ro|pu|ki|dri|swe|swa|te|fa|swallow|enro)\w?ll(?:ed|ing)|swallowing|paralysis|promised",
    re.IGNORECASE,
)
_WORDS = re.compile(
    r"\b(?:worktop|tummy|poo|physio\w*|paracetamol|adrenaline|salbutamol|beetroot|courgettes?|aubergines?|porridge|prawns"
    r"|soya|sweets|crisps|biscuits?|wholemeal|stock cubes?|press-ups?|carers?|A&E|GP|chemist|surgery hours|duvet"
    r"|trousers|jumper|nappy|back passage|being sick|a fit|fits \(|waters|tightenings|maternity unit|fortnight"
    r"|tick (?:it|what)|mandarins|spirits|co-trimoxazole|torch|cot|hob)\b",
    re.IGNORECASE,
)
PEOPLE: dict[str, dict[str, Any]] = {
    "age only": {"age": 57},
    "pregnant": {"age": 31, "sex": "female", "pregnancy": {"weeks": 30}},
    "just born": {"age": 31, "sex": "female", "born_weeks_ago": 3, "breastfeeding": True},
    "teenager": {"age": 15, "conditions": ["coeliac disease"], "habits": ["smoking"]},
    "lithium": {"age": 50, "medications": ["lithium", "sertraline"], "conditions": ["epilepsy", "anaemia"]},
    "kidneys": {"age": 66, "conditions": ["CKD stage 4", "haemochromatosis", "kidney stones"], "diet": ["vegan"]},
    "allergies": {"age": 40, "allergies": ["soya", "shellfish", "latex", "celery", "paracetamol"], "diet": ["halal"]},
    "falls": {"age": 84, "medications": ["methotrexate", "alendronate"], "conditions": ["osteoporosis", "Parkinson's"]},
    "ten medicines": {
        "age": 79,
        "medications": ["warfarin", "bisoprolol", "ramipril", "furosemide", "digoxin", "simvastatin", "metformin"],
        "conditions": ["heart failure", "type 2 diabetes", "gout", "sleep apnoea"],
        "limits": {"fluid": "1.5 L"},
    },
    "heat": {"age": 30, "heat": True, "symptoms": ["fever"], "habits": ["two beers a night"]},
    "emergency": {"age": 66, "symptoms": ["dark urine"], "medications": ["simvastatin", "clarithromycin"]},
    "back": {"age": 45, "cramps": {"where": ["back"]}},
}


def british(text: str) -> set[str]:
    """Return the words of a text that only a British reader would write."""
    text = re.sub(r"\{.*?\}", "", text)
    spelled = {word for word in _SPELLED.findall(text) if not _BOTH.fullmatch(word)}
    return spelled | set(_WORDS.findall(text))


@cache
def sheet(person: str, country: str) -> str:
    """Return the sheet of somebody as text, without the titles of sources."""
    plan = plan_for({**PEOPLE[person], "country": country})
    given = [
        entry for key in ("medications", "conditions", "symptoms", "allergies") for entry in PEOPLE[person].get(key, ())
    ]
    text = to_text(compose(plan, CONTENT)).partition("\nSources\n")[0]
    for entry in given:
        text = text.replace(entry, "")
    return text


def test_every_sentence_and_message_is_american_in_the_united_states() -> None:
    assert {text: found for text in TEXTS if (found := british(AMERICAN.of(text)))} == {}


def test_british_words_are_known() -> None:
    """Without the table most of the sheet's own would be found."""
    assert {"diarrhoea", "pasteurised", "litres", "towards", "tummy", "paracetamol"} <= set().union(
        *map(british, TEXTS)
    )


@pytest.mark.parametrize("person", PEOPLE)
def test_a_sheet_is_american_in_the_united_states_and_british_elsewhere(person: str) -> None:
    assert british(sheet(person, "US")) == set()
    words = set(re.findall(r"[a-z-]+", sheet(person, "GB").lower()))
    assert words & {american.lower() for american in SPELLINGS.values()} == set()


def test_no_word_of_the_table_is_idle() -> None:
    """Each stands in a sentence, a message or the name of something as it is read."""
    names = [concept.label for concept in CONTENT.core.concepts] + [class_.label for class_ in CONTENT.core.classes]
    everything = "\n".join([*TEXTS, *names]).lower()
    idle = [
        word
        for word in (*SPELLINGS, *PHRASES, *CUSTOMARY)
        if not re.search(rf"(?<![\w{{]){re.escape(word.lower())}(?!\w)", everything)
    ]
    assert idle == []


def test_no_american_sentence_is_longer_than_a_british_one_may_be() -> None:
    def longest(text: str) -> int:
        return max(map(length, split(text)), default=0)

    assert [text for text in TEXTS if longest(AMERICAN.of(text)) > max(20, longest(text))] == []


def test_degrees_and_pounds_stand_first_for_americans_and_second_for_others() -> None:
    first = re.compile(r"\d (?:°F|lb|inches|cups) \(")
    second = re.compile(r"\d (?:°C|kg|cm|litres|liters) \(")
    assert not [text for text in TEXTS if first.search(text)]
    assert not [text for text in TEXTS if second.search(AMERICAN.of(text))]
    assert len([text for text in TEXTS if second.search(text)]) >= 5


def test_a_country_with_metric_units_and_american_spelling_has_metric_first() -> None:
    warm = next(text for text in TEXTS if "38 °C (100 °F)" in text)
    assert "38 °C (100 °F)" in load_language(CONTENT, "en", "CA").sentence(warm)
    assert "100 °F (38 °C)" in load_language(CONTENT, "en", "US").sentence(warm)


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("Diarrhoea, or diarrhoea.", "Diarrhea, or diarrhea."),
        ("No {litres} litres {tummy}.", "No {litres} liters {tummy}."),
        ("Paracetamol (acetaminophen) or paracetamol?", "Acetaminophen (Tylenol) or acetaminophen?"),
        ("Shoes that fit. A fit?", "Shoes that fit. A seizure?"),
        ("Round your back. Towel round your foot.", "Round your back. Towel around your foot."),
        ("A tick bite.", "A tick bite."),
    ],
)
def test_words_are_replaced_whole_with_their_capital_and_never_in_braces(british: str, american: str) -> None:
    assert AMERICAN.of(british) == american


def test_json_says_the_same_words_as_the_sheet() -> None:
    made = {
        country: json.dumps(plan_shape(plan_for({**PEOPLE["pregnant"], "country": country}), CONTENT), default=str)
        for country in ("US", "GB")
    }
    assert "around your anus" in made["US"]
    assert "round your back passage" in made["GB"]


def test_what_a_person_wrote_stays_as_it_is() -> None:
    plan = plan_for({"age": 50, "country": "US", "medications": ["paracetamol 500 mg"], "conditions": ["tummy blorf"]})
    text = to_text(compose(plan, CONTENT))
    assert "paracetamol 500 mg" in text
    assert "tummy blorf" in text


def test_the_language_of_the_sheet_is_that_of_its_words() -> None:
    assert load_language(CONTENT, "en", "US").tag == "en-US"
    assert load_language(CONTENT, "en", "CA").tag == "en-US"
    assert {load_language(CONTENT, "en", code).tag for code in ("GB", "DE", None)} == {"en-GB"}
    # Who asks for one of the two gets its words too.
    assert load_language(CONTENT, "en-us", "GB").tag == "en-US"
    assert load_language(CONTENT, "en-us", "GB").sentence("Diarrhoea") == "Diarrhea"
    assert load_language(CONTENT, "en-gb", "US").tag == "en-GB"
    assert load_language(CONTENT, "en-gb", "US").sentence("Diarrhoea") == "Diarrhoea"


@pytest.mark.parametrize("person", ["pregnant", "just born", "ten medicines"])
def test_american_words_take_no_more_pages(person: str) -> None:
    """Page 1 is full: none of its lines may grow by one."""
    pages = {}
    for country in ("GB", "US"):
        document = compose(plan_for({**PEOPLE[person], "country": country, "paper": "letter"}), CONTENT)
        pages[country] = len(lay_out(document, theme_for("letter", large_print=False)).pages)
    assert pages["US"] <= pages["GB"]
