"""Slips of the hand: what must be recognised after one, and look-alikes that must never be taken for each other."""

from __future__ import annotations

import pytest
from conftest import CONTENT
from recognised import ids

from planner.lexicon.names import Names
from planner.lexicon.similar import slip_index, slips
from planner.recognition.reading import read_entry, read_medicine_entry
from planner.recognition.typos import slippable

SLIPS = {
    "medications": """
    warfrin=warfarin simvastain=simvastatin spironolactome=spironolactone furosemied=furosemide
    metfromin=metformin amlodipne=amlodipine lisinoprl=lisinopril ramiprl=ramipril omeprazol=omeprazole
    bisporolol=bisoprolol levothroxine=levothyroxine digoxn=digoxin alendornic_acid=alendronate
    gabapetin=gabapentin prednisolne=prednisolone apixban=apixaban rivaroxban=rivaroxaban candesartn=candesartan
    quinnine=quinine lithum=lithium-carbonate methotrexat=methotrexate
    isosorbid_mononitrate=isosorbide-mononitrate hydrochlorothiazied=hydrochlorothiazide Lipitoor=atorvastatin
    indapmide=indapamide urosemide=furosemide spironolcatone=spironolactone amiodaron=amiodarone
    """,
    "conditions": """
    hypertenion=hypertension diabtes=diabetes epilespy=epilepsy astma=asthma heart_failur=heart-failure
    chronic_kidny_disease=chronic-kidney-disease pnuemonia=acute-illness dialisys=dialysis
    kidney_transplnat=kidney-transplant deep_vein_trombosis=blood-clot atrial_fibrilation=arrhythmia
    hyper_tension=hypertension heartfailure=heart-failure osteoarthrits=arthritis pregnent=pregnancy
    type_2_diabtes=type-2-diabetes parkinsnos_disease=parkinsons-disease liver_cirhosis=liver-disease
    glaucmoa=glaucoma osteoporsis=osteoporosis
    """,
    "allergies": """
    penut=peanut shelfish=shellfish seasme=sesame lactsoe=lactose-free glutne=wheat soyabean_protien=soy
    """,
}
PAIRS = [
    (key, pair.split("=")[0].replace("_", " "), pair.split("=")[1])
    for key, pairs in SLIPS.items()
    for pair in pairs.split()
]
# The second is what the first resembles; none is ever read as, or even suggested for, the other.
LOOK_ALIKES = """
quinine/quinidine quinidine/quinine quinapril/quinine midodrine/amiloride amiloride/midodrine
amlodipine/amiloride chlorpromazine/chlorpropamide hydralazine/hydroxyzine hydroxyzine/hydralazine
cycloserine/ciclosporin tyrosine/levothyroxine valganciclovir/valaciclovir pentobarbital/phenobarbital
metolazone/metoprolol metoprolol/metolazone clonidine/clonazepam clonazepam/clonidine Celebrex/Celexa
Lamictal/Lamisil Lamisil/Lamictal Losec/Lasix Lasix/Losec Zantac/Xanax dopamine/dobutamine
misoprostol/metoprolol carbimazole/carbamazepine carbamazepine/carbimazole prednisone/primidone inulin/insulin
lipid/Lopid loperamide/lofepramine butalbital/butabarbital dextran/dexran saline/Neoral serine/sorine
satin/statin static/statin stain/statin ultra/Ultram relax/Relpax panel/Pandel canada/Canasa adrenal/adrenaline
enalapril/captopril propranolol/propofol captopril/carvedilol rosuvastatin/rosiglitazone losartan/lorazepam
sulphite/sulfate nitrite/nitrate hydroxide/hydroxine
"""
LOOK_ALIKE_WORDS = """
ever/fever weather/feather cover/Covera pads/PAD ppm/MS ck/BP T3_stage/trimester TKR_waiting_list/wasting
diary/dairy conclusion/confusion concussion/confusion contusion/confusion contraception/contraction
construction/contraction creatinine/creatine thrombolysis/thrombosis haemolysis/haemoptysis
palpation/palpitations ambulation/amputation arteritis/arthritis myelopathy/myopathy osteopetrosis/osteoporosis
dysphasia/dysphagia dysplasia/dysphagia lymphoid/lymphoma dietetic/diabetic reflexes/reflux overnight/overweight
brand/brandy strike/stroke filling/falling painting/fainting breeding/bleeding browsing/bruising
switching/twitching visiting/vomiting casting/wasting cancel/cancer mental/metal conversion/convulsion
influence/influenza heron/heroin poison/poisson goat/gout hypokalaemia/hypocalcaemia hypocalcaemia/hypokalaemia
hypervolaemia/hyperkalaemia hyperkalaemia/hypokalaemia hypotension/hypertension hypothyroidism/hyperthyroidism
hyperthyroidism/hypothyroidism hyponatraemia/hypernatraemia nephropathy/neuropathy tachycardia/bradycardia
"""
APART = [
    ("medications" if listed is LOOK_ALIKES else "conditions", *pair.replace("_", " ").split("/"))
    for listed in (LOOK_ALIKES, LOOK_ALIKE_WORDS)
    for pair in listed.split()
]


def _read(text: str, key: str, names: Names) -> list[tuple[str, bool, str]]:
    if key == "medications":
        return [(one.id, one.near_miss, one.resembles) for one in read_medicine_entry(text, names).medicines]
    return [(one.id, one.near_miss, one.resembles) for one in read_entry(text, names, key).findings]


def test_there_are_pairs_of_both_kinds() -> None:
    assert len(PAIRS) > 50
    assert len(APART) > 90


@pytest.mark.parametrize(("key", "slip", "meant"), PAIRS)
def test_a_slip_of_the_hand_is_found(names: Names, key: str, slip: str, meant: str) -> None:
    found = {id_: near for id_, near, _ in _read(slip, key, names)}
    # What sounds as a listed generic name does ("omeprazol") is read as that name.
    assert found[meant] or key == "medications"


@pytest.mark.parametrize(("key", "written", "other"), APART)
def test_look_alikes_are_never_taken_for_each_other(names: Names, key: str, written: str, other: str) -> None:
    meant = {id_ for id_, near, _ in _read(other, key, names) if not near}
    own = {id_ for id_, near, _ in _read(written, key, names) if not near}
    assert not [resembles for id_, near, resembles in _read(written, key, names) if near and id_ in meant - own]


@pytest.mark.parametrize("key", ["medications", "conditions", "allergies", "symptoms"])
@pytest.mark.parametrize("word", ["mz", "pq", "cok", "gou", "paz", "no", "xx", "1234", "b12a"])
def test_short_words_and_numbers_are_no_slip(names: Names, key: str, word: str) -> None:
    assert not [one for one in _read(f"zzqq {word}", key, names) if one[1] and one[2] != word]


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        ("abcdef", "abcdef", 0),
        ("abcdef", "abdef", 1),
        ("abcdef", "abxcdef", 1),
        ("abcdef", "abxdef", 1),
        ("abcdef", "abdcef", 1),
        ("abcdef", "badcef", 2),
        ("abcdef", "bcdefg", 2),
        ("abcdef", "axcdxf", 2),
        ("abcdef", "fedcba", 3),
        ("abcdef", "abc", 3),
    ],
)
def test_slips_are_counted_up_to_two(one: str, other: str, count: int) -> None:
    assert min(slips(one, other, 2), 3) == min(slips(other, one, 2), 3) == count


@pytest.mark.parametrize("words", ["phrases", pytest.param("medicines", marks=pytest.mark.wide)])
def test_the_index_finds_each_known_word_after_any_single_slip_that_keeps_its_first_letter(
    names: Names, words: str
) -> None:
    index = getattr(slippable(names), words)
    known = sorted({word for ones in index.ends.values() for word in ones if len(word) > 6})[::23]
    for word in known:
        for place in range(1, len(word) - 1):
            dropped = word[:place] + word[place + 1 :]
            put_in = word[:place] + "q" + word[place:]
            swapped = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
            for slip in {dropped, put_in, swapped} - {word}:
                near = index.near(slip)
                assert word in near or slip in {one for ones in index.ends.values() for one in ones}, (word, slip)


def test_a_word_with_a_slip_in_the_middle_of_a_phrase_needs_the_rest_of_the_phrase(names: Names) -> None:
    assert "chronic-kidney-disease" in ids(read_entry("chronic kidny disease", names, "conditions").findings)
    assert not read_entry("kidny stew", names, "conditions").findings


def test_a_slip_in_a_short_word_gives_only_a_swap_of_letters() -> None:
    index = slip_index(["colic", "fever"])
    assert index.near("coilc") == ("colic",)
    assert not index.near("conic")
    assert not index.near("lever")


def test_words_joined_to_a_name_must_have_just_its_letters(names: Names) -> None:
    assert "hypertension" in ids(read_entry("hyper tension", names, "conditions").findings)
    assert not read_entry("hyper tensionless", names, "conditions").findings
    assert not read_entry("hypr tension", names, "conditions").findings


def test_everyday_words_and_other_names_stand_once_as_plain_words() -> None:
    listed = (*CONTENT.names.lexicon.everyday, *CONTENT.names.lexicon.other_names)
    assert len(set(listed)) == len(listed)
    assert all(word == word.lower() and word.isalpha() for word in listed)
