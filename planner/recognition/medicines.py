"""Medicines as people write them: names found in free text, with the classes whose rules they obey."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from planner.content.cache import Keep, at_once
from planner.model.terms import Combination, Concept, Drug, DrugClass, Measure

MAX_WORDS = 120
LONGEST_NAME = 8
SHORTEST_NEAR_MISS = 5
LIKENESS = 0.82

_WORD = re.compile(r"\d+(?:[.,]\d+)*[^\W\d_]*|[^\W_]+|[+/&,;:()\[\]%?<>=]")
_STRENGTH = re.compile(
    r"\d+(?:[.,]\d+)*(?:mgs?|mcg|mcgs|ug|μg|g|gm|gms|ml|mls|l|iu|u|units?|unt|mmol|meq|hr|hrs|h|x|days?|st|nd|rd|th)?\Z"
)
_REGISTER = re.compile(r"(?:nda|anda|bla|ndc)\d*\Z")


def _vocabulary(words: str) -> frozenset[str]:
    """Return the words of a text as a set."""
    return frozenset(words.split())


_MARKS = frozenset("+/&,;:()[]%")
_UNITS = """
    mg mgs milligram milligrams mcg mcgs microgram micrograms ug μg g gm gram grams ml mls l litre liter iu u unit
    units unt actuat actuation actuations mmol meq percent hr hrs hour hours h mgml
    """
_FORMS = """
    tablet tablets tab tabs capsule capsules cap caps caplet caplets pill pills oral solution suspension liquid
    syrup drops elixir injection injections injectable injector inhaler inhalers inhalation puff puffs nebuliser
    nebulizer nebule nebules metered dry powder spray mucosal nasal cream ointment gel topical patch patches
    transdermal system pen pens prefilled pre filled syringe syringes vial vials cartridge kwikpen flexpen solostar
    chewable dispersible orodispersible coated film sachet sachets granules gastro resistant enteric delayed
    extended modified prolonged sustained controlled release retard xl sr mr cr la er xr pr ec dr odt human pack
    strip auto abuse deterrent drug implant intrauterine vaginal ring ellipta breezhaler
    respimat turbohaler turbuhaler accuhaler diskus handihaler evohaler easyhaler genuair nexthaler clickhaler
    autohaler easibreathe hfa rectal rectubes suppository suppositories supprettes intensol sprinkle sprinkles dosepack
    intravenous iv intramuscular im subcutaneous sc aqueous lozenge lozenges comprimido comprimidos comprime comprimes
    tabletten filmtabletten kapseln capsula capsulas gelule gelules recombinant rdna origin micronised micronized micro
    purified tube tubes transmucosal duriles durules
    """
# Forms that act where they are put, and forms that reach the whole body: one of these settles how an entry is read.
_LOCAL_FORMS = _vocabulary(
    """
    cream creams ointment ointments gel gels lotion lotions topical scalp shampoo mousse ophthalmic eye eyes otic
    ear ears nasal nose %
    """
)
_WHOLE_BODY_FORMS = _vocabulary(
    """
    tablet tablets tab tabs capsule capsules cap caps caplet caplets pill pills oral syrup elixir injection injections
    injectable injector inhaler inhalers inhalation puff puffs nebuliser nebulizer nebule nebules intravenous iv
    intramuscular im subcutaneous sc rectal suppository suppositories enema foam chewable dispersible orodispersible
    sachet sachets granules implant mouthwash
    """
)
_DOSING = """
    od bd tds qds qid tid bid qd qam qpm qhs hs om on nocte mane po prn sl once twice thrice one two three four half
    quarter ½ time times daily nightly weekly monthly day days night nights week weeks month months morning mornings
    evening evenings noon lunch lunchtime dinner tea breakfast bed bedtime meal meals food water at in the per every
    each before after with as needed required when and or take takes taking i am my low high dose doses dosage
    strength prescribed by doctor gp alternate other
    """
# How often, where the list has an entry of its own for each day; a word for a week or more settles it the other way.
_EACH_DAY = _vocabulary(
    """
    daily nightly day days night nights od bd tds qds qid tid bid qd qam qpm qhs om nocte mane morning mornings evening
    evenings
    """
)
_EACH_WEEK = _vocabulary("weekly week weeks fortnightly fortnight monthly month months")
_MAKERS = """
    apo novo nu gen pms ratio ratiopharm stada hexal heumann abz sandoz mepha teva mylan viatris zentiva krka accord
    aurobindo actavis aristo basics puren neuraxpharm bayvit normon cinfa kern mabo edigen bexal pharma
    """
_NOISE = _vocabulary(f"{_UNITS} {_FORMS} {_DOSING} {_MAKERS}")
# Potassium, calcium, magnesium and iron are no mere salts: "losartan potassium" stands in the list as a whole name.
_SALTS = _vocabulary(
    """
    sodium disodium hydrochloride dihydrochloride hcl hydrobromide succinate maleate besylate besilate tartrate
    bitartrate mesylate mesilate fumarate hemifumarate phosphate acetate arginine erbumine tert butylamine tosilate
    tosylate dihydrate trihydrate monohydrate hemihydrate anhydrous medoxomil kamedoxomil cilexetil etexilate
    propionate dipropionate furoate xinafoate trifenatate sulfate sulphate bisulfate besulfate bromide hyclate
    lysine citrate tannate polistirex malate monohydrochloride methanesulfonate carbonate monosodium natrium sodico
    sodica sodique hydrate octylamine napadisilate hemitartrate monohydrobromide glycinate hemiethanolate betadex
    valerate enanthate decanoate cypionate hemisuccinate gluconate lactate edisylate hydrochlorid hydrochloridum
    hydrochloricum clorhidrato hidrocloruro cloridrato chlorhydrate sulfat sulfato solfato maleat maleato besilat
    besilato mesilat mesilato tartrat tartrato succinat succinato fumarat fumarato citrat citrato phosphat fosfato
    acetat acetato bromid bromuro bromure propionato dipropionato
    """
)
_MAKERS_BESIDE = _vocabulary(
    """
    rhoxal lin mtw arrow biogaran dbl genrx healthsense chem mart terry white chemists sbpa 1a al azu beta dura
    dorsch gamma von ct desitin effik jenapharm llorens philo burger awd nativelle boehringer delalande henning
    roche merck wyeth leo msd debat geminis seid ur chinoin gtis fph acis galen hameln lichtenstein lindo biochemie
    sanofi pfizer astra asta medica tad wolff lande healthcare laboratories
    """
)
_BESIDE_A_NAME = _SALTS | _MAKERS_BESIDE
# What can be taken on its own, so that a comma may stand between two medicines: "sodium, simvastatin".
_TAKEN_ALONE = _vocabulary(
    """
    sodium natrium phosphate phosphat fosfato carbonate citrate citrat citrato lysine arginine bromide bromid
    bromuro bromure acetate acetat acetato lactate gluconate beta gamma dura al lin leo
    """
)
_MINERALS = _vocabulary("potassium calcium magnesium zinc iron strontium lithium aluminum aluminium")
_ONLY_AFTER = _vocabulary("beta gamma dura al")  # "Beta heparin" is another substance.
_SODIUM_SALT = re.compile(r"\b(?:mono)?sodium salt\b")
_DOTTED = re.compile(r"\b(?:[a-z]\.){2,}|\b[a-z](?:\.[a-z])+\b\.?")
_GLUED = re.compile(
    r"(?<=[a-z]{6})(?:ratiopharm|puren|hexal|hameln|1apharma|hydrochlorid|succinat"
    r"|tartrat|maleat|fumarat|besilat|mesilat|sulfat|phosphat|natrium)\Z"
)
_LETTERS = str.maketrans("kyw", "civ")
_SOUNDS = (("ph", "f"), ("th", "t"), ("rh", "r"), ("ch", "c"), ("ll", "l"), ("ae", "e"), ("oe", "e"))
_SHORTEST_SOUND = 7
_BEFORE_A_SPAN_OF_TIME = _vocabulary("day night week month time tablet pill capsule half quarter dose fortnight")
_ARTICLE_FOLLOWS = ("", "and", "with", "take", "takes", "taking")
_CLASS = "class/"
_ADDING = ("and", "&", "+", "plus")
# "Telmisartan AM" and "losartan H" hold a second medicine; "40 mg am" and "8 h" are times.
_NOT_AFTER_A_NAME = ("am", "h")
# The entry of `medicines.yaml` for a medicine in a form that acts where it is put: `hydrocortisone-local`.
_LOCAL = "-local"
# The entry for a medicine that is another matter when it is taken each day: `methotrexate-daily`.
_DAILY = "-daily"
_TRAPS = {"k": "potassium-chloride", "a": "amiloride", "plus": "hydrochlorothiazide", "comp": "hydrochlorothiazide"}


class Medicine(Struct, frozen=True):
    """One ingredient, or one class, found in one written entry; a near miss may only restrict."""

    given: str
    id: str
    name: str
    classes: tuple[str, ...]
    implies: tuple[str, ...]
    near_miss: bool
    covered: bool
    resembles: str = ""


class MedicineReading(Struct, frozen=True):
    """What was found in one written entry, and whether words that carry meaning were not understood."""

    medicines: tuple[Medicine, ...]
    leftover: bool


class _Hit(Struct, frozen=True):
    """One name found in words: where, what it stands for, and the key of the name as the list has it."""

    start: int
    end: int
    ids: tuple[str, ...]
    known: str
    near: bool = False


@dataclass(frozen=True, eq=False)
class Names:
    """The names of all medicines and concepts, indexed when they are first asked for."""

    classes: Sequence[DrugClass]
    drugs: Sequence[Drug]
    combinations: Sequence[Combination]
    concepts: Sequence[Concept]
    keep: Keep = at_once
    measures: Sequence[Measure] = ()

    @cached_property
    def drug(self) -> dict[str, Drug]:
        """Return the medicines by id."""
        return {drug.id: drug for drug in self.drugs}

    @cached_property
    def drug_class(self) -> dict[str, DrugClass]:
        """Return the classes by id."""
        return {one.id: one for one in self.classes}

    @cached_property
    def concept(self) -> dict[str, Concept]:
        """Return the concepts by id and by `fact/id`: low sodium, for one, is a condition and a diet."""
        by_id = {concept.id: concept for concept in reversed(self.concepts)}
        return by_id | {f"{concept.fact}/{concept.id}": concept for concept in self.concepts}

    @cached_property
    def medicine_keys(self) -> dict[str, tuple[str, ...]]:
        """Return what each name stands for: one medicine, all parts, or (`class/ID`) all classes it may mean."""
        keys: dict[str, tuple[str, ...]] = {}
        for one in self.classes:
            for name in one.names:
                written = key(name)
                keys[written] = (*keys.get(written, ()), f"{_CLASS}{one.id}")
        for drug in self.drugs:
            keys |= dict.fromkeys(map(key, _names(drug)), (drug.id,))
        for combination in self.combinations:
            keys |= dict.fromkeys(map(key, combination.names), combination.parts)
        keys.pop("", None)
        return keys

    @cached_property
    def medicine_names(self) -> dict[str, str]:
        """Return each name as the list spells it, by its key; only near misses and doubts need it."""
        spelled = {key(name): name for one in self.classes for name in one.names}
        spelled |= {key(name): name for drug in self.drugs for name in _names(drug)}
        return spelled | {key(name): name for combination in self.combinations for name in combination.names}

    @cached_property
    def medicine_sounds(self) -> dict[str, str]:
        """Return the key of each generic name by its sound; one that two medicines share is left out."""
        sounds: dict[str, set[str]] = {}
        for drug in self.drugs:
            # An accent is never the only thing that two spellings differ in.
            for written in (name.lower() for name in (drug.name, *drug.names) if name.isascii() and name.isalpha()):
                sounds.setdefault(sound(written), set()).add(written)
        return {
            one: min(written)
            for one, written in sounds.items()
            if len(one) >= _SHORTEST_SOUND and len({self.medicine_keys[known] for known in written}) == 1
        }

    @cached_property
    def medicine_candidates(self) -> dict[str, tuple[str, ...]]:
        """Return the keys that a misspelt name could mean, by their first letter and by their last three."""
        return by_ends(self.medicine_keys)

    @cached_property
    def shared_implications(self) -> dict[str, tuple[str, ...]]:
        """Return, for each class, the conditions that every one of its medicines implies."""
        shared: dict[str, list[str]] = {}
        for drug in self.drugs:
            for class_id in drug.classes:
                known = shared.setdefault(class_id, list(drug.implies))
                shared[class_id] = [implied for implied in known if implied in drug.implies]
        return {class_id: tuple(implied) for class_id, implied in shared.items()}


def build_index(
    classes: Sequence[DrugClass],
    drugs: Sequence[Drug],
    combinations: Sequence[Combination],
    concepts: Sequence[Concept],
    keep: Keep = at_once,
    measures: Sequence[Measure] = (),
) -> Names:
    """Return the prepared names; nothing is indexed before it is needed, and `keep` may know it from before."""
    return Names(tuple(classes), tuple(drugs), tuple(combinations), tuple(concepts), keep, tuple(measures))


def _names(drug: Drug) -> tuple[str, ...]:
    return (drug.id, drug.name, *drug.names, *drug.brands, *drug.more_names)


def plain(text: str) -> str:
    """Return lower-case text without accents."""
    if text.isascii():
        return text.lower()
    split = unicodedata.normalize("NFKD", text.casefold())
    return (
        "".join(letter for letter in split if not unicodedata.combining(letter))
        .replace("\u2019", "'")
        .replace("ß", "ss")
    )


def key(name: str) -> str:
    """Return a name in the form in which names are compared: no case, accents, spaces or hyphens."""
    bare = name.replace(" ", "").replace("-", "")
    if bare.isascii() and bare.isalnum():
        return bare.lower()
    return "".join(_WORD.findall(plain(name)))


def sound(written: str) -> str:
    """Return what spellings of a generic name in several languages share: teofilina, Theophyllin, theophylline."""
    written = written.removeprefix("h").translate(_LETTERS)
    for spelled, said in _SOUNDS:
        if spelled in written:
            written = written.replace(spelled, said)
    return written.removesuffix("um") if written.endswith("um") else written.rstrip("aeou")


def by_ends(keys: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the longer keys by their first letter and by their last three letters."""
    found: dict[str, list[str]] = {}
    for one in keys:
        if len(one) >= SHORTEST_NEAR_MISS:
            found.setdefault(one[0], []).append(one)
            found.setdefault(one[-3:], []).append(one)
    return {end: tuple(ones) for end, ones in found.items()}


def near_misses(word: str, candidates: dict[str, tuple[str, ...]], likeness: float = LIKENESS) -> tuple[str, ...]:
    """Return the keys that a word could be a misspelling of, nearest first; short words have none."""
    if len(word) < SHORTEST_NEAR_MISS or word.isdigit():
        return ()
    plausible = {*candidates.get(word[0], ()), *candidates.get(word[-3:], ())}
    close = sorted(one for one in plausible if abs(len(one) - len(word)) <= 2)
    return tuple(get_close_matches(word, close, n=5, cutoff=likeness))


def read_medicine(text: str, names: Names) -> tuple[Medicine, ...]:
    """Return every ingredient or class named in one entry; nothing at all if none was recognised.

    Where words were left over, everything found counts as a near miss: it may restrict and brings nothing in.
    """
    return read_medicine_entry(text, names).medicines


def read_medicine_entry(text: str, names: Names) -> MedicineReading:
    """Return what one entry names, and whether any part of it was not understood."""
    prepared = _SODIUM_SALT.sub("monosodium", _DOTTED.sub(lambda match: match[0].replace(".", ""), plain(text)))
    spans = list(_WORD.finditer(prepared))
    cut, spans = len(spans) > MAX_WORDS, spans[:MAX_WORDS]
    words = [span[0] for span in spans]
    named = _hits(words, names)
    hits = [hit for hit in named if not _explains(hit, words, named, names)]
    rest = _unexplained(words, named)
    purpose = _purpose(prepared, spans, rest, named, names)
    local = _is_local(words, hits, names)
    rest = [place for place in rest if place not in purpose.places and not (local and words[place] in _LOCAL_FORMS)]
    misses = [*_trapped(words, rest, hits, names), *_misspelt(words, rest, names)]
    leftover = bool(cut or rest or not hits)
    if local and not leftover:
        hits = [replace(hit, ids=tuple(f"{one}{_LOCAL}" for one in hit.ids)) for hit in hits]
    if _EACH_DAY.intersection(words) and not _EACH_WEEK.intersection(words):
        hits = [replace(hit, ids=tuple(_daily(one, names) for one in hit.ids)) for hit in hits]
    medicines = _distinct(_medicines(text, names, [*hits, *misses], uncertain=leftover))
    return MedicineReading(_with_purpose(medicines, purpose), leftover)


def _is_local(words: list[str], hits: list[_Hit], names: Names) -> bool:
    """Return whether an entry names a form that acts where it is put, and all of its medicines are listed in one."""
    forms = set(words)
    named = [one for hit in hits for one in hit.ids]
    listed = all(f"{one}{_LOCAL}" in names.drug for one in named)
    return bool(named) and listed and bool(forms & _LOCAL_FORMS) and not forms & _WHOLE_BODY_FORMS


def _daily(id_: str, names: Names) -> str:
    """Return the entry for a medicine that is taken each day, where the list has one; or the medicine itself."""
    return f"{id_}{_DAILY}" if f"{id_}{_DAILY}" in names.drug else id_


class _Purpose(Struct, frozen=True):
    """What a medicine is said to be for: the conditions, and the places of the words where all was understood."""

    conditions: tuple[str, ...] = ()
    places: frozenset[int] = frozenset()


def _purpose(text: str, spans: Sequence[re.Match[str]], rest: list[int], hits: list[_Hit], names: Names) -> _Purpose:
    """Return what the words after "for" say: "furosemide for heart failure" tells of the heart failure too."""
    start = next((place for place in rest if spans[place][0] == "for"), None)
    if start is None or not any(hit.end <= start for hit in hits):
        return _Purpose()
    from planner.recognition.reading import NEUTRAL, read_entry

    end = min((hit.start for hit in hits if hit.start > start), default=len(spans))
    reading = read_entry(text[spans[start].end() : spans[end - 1].end()], names, "conditions")
    found = [one for one in reading.findings if one.fact == "conditions" and one.status == "current"]
    # A stage, or how bad or recent it is, has no place in a medicine's entry: then the entry is understood in part.
    bare = all(one.covered and not one.severe and (one.stage is None or one.assumed) for one in found)
    whole = bare and not reading.leftover and len(found) == len(reading.findings) > 0
    needed = tuple(one.id for one in found if NEUTRAL not in names.concept[f"conditions/{one.id}"].implies)
    return _Purpose(needed, frozenset(range(start, end)) if whole else frozenset())


def _with_purpose(medicines: tuple[Medicine, ...], purpose: _Purpose) -> tuple[Medicine, ...]:
    """Return the medicines of an entry, the first of which implies what the entry says that it is for."""
    if not medicines or not purpose.conditions:
        return medicines
    first = medicines[0]
    return (replace(first, implies=tuple(dict.fromkeys((*first.implies, *purpose.conditions)))), *medicines[1:])


def _hits(words: list[str], names: Names) -> list[_Hit]:
    """Return the longest known name at each place, so that a known whole name is never split."""
    hits, start = _inverted(words, names), 0
    if hits:
        return hits
    while start < len(words):
        hit = _longest(words, start, names)
        hits.extend([hit] if hit else [])
        start = hit.end if hit else start + 1
    return hits


def _inverted(words: list[str], names: Names) -> list[_Hit]:
    """Return the name that fills an entry in the order of a register: "insulin, regular", "acid, mefenamic"."""
    if words.count(",") != 1:
        return []
    comma = words.index(",")
    parts = words[:comma], words[comma + 1 :]
    for written in ("".join((*parts[1], *parts[0])), "".join((*parts[0], *parts[1]))):
        known = next((one for one in _spellings(written) if one in names.medicine_keys), None)
        if known and any(_only_qualifies(part, names) for part in parts):
            return [_Hit(0, len(words), names.medicine_keys[known], known)]
    return []


def _only_qualifies(part: list[str], names: Names) -> bool:
    """Return whether a part of a name is no medicine of its own; in a whole known name only minerals may be."""
    named = any(_longest(part, start, names) for start in range(len(part)))
    return bool(part) and not named and not _MINERALS.intersection(part)


def _explains(hit: _Hit, words: list[str], hits: list[_Hit], names: Names) -> bool:
    """Return whether a word for a class only says what a medicine beside it is: "furosemide (water tablet)"."""
    classes = {one.removeprefix(_CLASS) for one in hit.ids if one.startswith(_CLASS)}
    if not classes or "".join(words[hit.start - 1 : hit.start]) in _ADDING:
        return False
    others = {class_ for other in hits for one in other.ids if one in names.drug for class_ in names.drug[one].classes}
    return bool(others & classes)


def _longest(words: list[str], start: int, names: Names) -> _Hit | None:
    for end in range(min(len(words), start + LONGEST_NAME), start, -1):
        written = "".join(words[start:end])
        for known in _spellings(written):
            if known in names.medicine_keys:
                return _Hit(start, end, names.medicine_keys[known], known)
    return _by_sound(words, start, names)


def _by_sound(words: list[str], start: int, names: Names) -> _Hit | None:
    """Return the generic name that a word is in the spelling of another language."""
    word = words[start]
    if len(word) <= _SHORTEST_SOUND or word in _NOISE or word in _BESIDE_A_NAME:
        return None
    known = names.medicine_sounds.get(sound(word))
    return _Hit(start, start + 1, names.medicine_keys[known], known) if known else None


def _spellings(written: str) -> tuple[str, ...]:
    """Return a name as written, without the plural, the Latin ending of old labels, or a maker or salt joined to it."""
    latin, bare = written.removesuffix("um"), _GLUED.sub("", written)
    return (
        written,
        written.removesuffix("s"),
        *((latin, f"{latin}e") if latin != written else ()),
        *((bare,) if bare != written else ()),
    )


def _unexplained(words: list[str], hits: list[_Hit]) -> list[int]:
    """Return the places of words that are neither part of a name nor dose, form, salt or time of day."""
    named = {place for hit in hits for place in range(hit.start, hit.end)}
    starts = {hit.start for hit in hits}
    settled = set(named)
    rest = []
    for place, word in enumerate(words):
        if place in named:
            continue
        before, after = "".join(words[place - 1 : place]), "".join(words[place + 1 : place + 2])
        after_a_salt = place - 1 in settled - named
        beside = word in _BESIDE_A_NAME and (place - 1 in settled or _belongs(words, place, named))
        if beside or (word == "salt" and after_a_salt):
            settled.add(place)
        elif (word in _NOT_AFTER_A_NAME and place - 1 in named) or not _is_noise(
            before, word, after, joins=place + 1 in starts and place > 0
        ):
            rest.append(place)
    return rest


def _belongs(words: list[str], place: int, named: set[int]) -> bool:
    """Return whether a salt stands before a name or, if nobody takes it alone, across a comma: "sulfate, morphine"."""
    if place + 1 in named:
        return words[place] not in _ONLY_AFTER
    for step in (1, -1):
        at, commas = place, 0
        while 0 <= at < len(words) and (
            words[at] == "," or (words[at] in _BESIDE_A_NAME and words[at] not in _TAKEN_ALONE)
        ):
            commas += words[at] == ","
            at += step
        if at in named and commas <= 1:
            return True
    return False


def _is_noise(before: str, word: str, after: str, *, joins: bool) -> bool:
    if word in _NOISE or word in _MARKS or _STRENGTH.match(word) or _REGISTER.match(word):
        return True
    if word == "a":
        return after.removesuffix("s") in _BEFORE_A_SPAN_OF_TIME or before in _ARTICLE_FOLLOWS
    if word in ("slow", "immediate", "long", "acting"):
        return after in ("release", "acting") or word == "acting"
    return word in ("plus", "y", "et", "und") and joins


def _trapped(words: list[str], rest: list[int], hits: list[_Hit], names: Names) -> Iterator[_Hit]:
    """Yield what a short suffix usually adds to a product: K potassium, A amiloride, Plus and Comp a thiazide."""
    ends = {hit.end for hit in hits}
    for place in rest:
        added = _TRAPS.get(words[place], "")
        if place in ends and added in names.drug:
            yield _Hit(place, place + 1, (added,), key(added), near=True)


def _misspelt(words: list[str], rest: list[int], names: Names) -> Iterator[_Hit]:
    """Yield all that words not understood resemble, alone or joined with their neighbours."""
    left = set(rest)
    for start in rest:
        for end in range(start + 1, min(len(words), start + 3) + 1):
            if not left.issuperset(range(start, end)):
                break
            for known in near_misses("".join(words[start:end]), names.medicine_candidates):
                yield _Hit(start, end, names.medicine_keys[known], known, near=True)


def _medicines(text: str, names: Names, hits: Iterable[_Hit], *, uncertain: bool) -> Iterator[Medicine]:
    for hit in hits:
        near = hit.near or uncertain
        resembles = names.medicine_names[hit.known] if near else ""
        for one in hit.ids:
            yield _medicine(text, one, names, near=near, resembles=resembles)


def _medicine(text: str, one: str, names: Names, *, near: bool, resembles: str) -> Medicine:
    if not one.startswith(_CLASS):
        drug = names.drug[one]
        name, classes, implies = drug.name or drug.id.replace("-", " "), drug.classes, drug.implies
    else:
        one = one.removeprefix(_CLASS)
        name, classes, implies = names.drug_class[one].label, (one,), names.shared_implications.get(one, ())
    return Medicine(text, one, name, classes, implies, near, _covered(classes, implies, names), resembles)


def _covered(classes: tuple[str, ...], implies: tuple[str, ...], names: Names) -> bool:
    """Return whether all rules are loaded for what a medicine is and implies; one without a class never is."""
    known = bool(classes) and all(one in names.drug_class and names.drug_class[one].covered for one in classes)
    return known and all(one in names.concept and names.concept[one].covered for one in implies)


def _distinct(medicines: Iterable[Medicine]) -> tuple[Medicine, ...]:
    """Return each medicine once, a certain reading before a near miss."""
    found: dict[str, Medicine] = {}
    for medicine in medicines:
        if medicine.id not in found or (found[medicine.id].near_miss and not medicine.near_miss):
            found[medicine.id] = medicine
    return tuple(found.values())
