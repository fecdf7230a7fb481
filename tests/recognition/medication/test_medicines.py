"""What people and hospital records write of medicines, and what it is read as: nothing dropped, nothing guessed."""

from __future__ import annotations

import pytest
from recognised import ids

from planner.lexicon.names import Names
from planner.recognition.reading import read, read_medicine_entry

LOCAL = [
    ("Hydrocortisone 10 MG/ML Topical Cream", "hydrocortisone-local"),
    ("hydrocortisone 1% cream", "hydrocortisone-local"),
    ("hydrocortisone 1%", "hydrocortisone-local"),
    ("fusidic acid 2%", "fusidic-acid-local"),
    ("prednisolone acetate 1% eye drops", "prednisolone-local"),
    ("Prednisolone 10 MG/ML Ophthalmic Suspension", "prednisolone-local"),
    ("dexamethasone ear drops", "dexamethasone-local"),
    ("fluticasone 50 mcg nasal spray", "fluticasone-local"),
    ("steroid cream", "steroid-local"),
]
WHOLE_BODY = [
    "hydrocortisone",
    "hydrocortisone 10 mg tablets",
    "dexamethasone oral solution",
    "Fluticasone propionate 0.25 MG/ACTUAT Dry Powder Inhaler",
    "prednisone 5 mg tablets and hydrocortisone cream",
    "hydrocortisone rectal cream",
    "hydrocortizone cream",
    "hydrocortisone blorb cream",
]


@pytest.mark.parametrize(("text", "id_"), LOCAL)
def test_a_steroid_that_acts_where_it_is_put_is_no_steroid_tablet(names: Names, text: str, id_: str) -> None:
    found = read_medicine_entry(text, names)
    assert [one.id for one in found.medicines] == [id_]
    assert not found.leftover
    assert "steroid" not in found.medicines[0].classes


@pytest.mark.parametrize("text", WHOLE_BODY)
def test_any_other_form_of_a_steroid_and_any_doubt_is_read_the_strict_way(names: Names, text: str) -> None:
    assert any("steroid" in one.classes for one in read_medicine_entry(text, names).medicines)


def test_a_gel_against_pain_stays_an_anti_inflammatory_painkiller(names: Names) -> None:
    assert read_medicine_entry("diclofenac 1% gel", names).medicines[0].classes == ("nsaid-medicine",)
    both = read_medicine_entry("hydrocortisone cream and ibuprofen gel", names).medicines
    assert {class_ for one in both for class_ in one.classes} == {"steroid", "nsaid-medicine"}


WHOLE = [
    ("furosemide 40 mg tablets", "furosemide"),
    ("frusemide", "furosemide"),
    ("FUROSEMIDA 40", "furosemide"),
    ("torasémide", "torasemide"),
    ("Zocor", "simvastatin"),
    ("Simvastatina 20mg", "simvastatin"),
    ("simvastatin 20mg one at night", "simvastatin"),
    ("simvastatin twice a day", "simvastatin"),
    ("a simvastatin", "simvastatin"),
    ("simvastatin 20 MG Oral Tablet [Zocor]", "simvastatin"),
    ("atorvastatin calcium 40mg", "atorvastatin"),
    ("24 HR metoprolol succinate 100 MG Extended Release Oral Tablet", "metoprolol"),
    ("Toprol-XL", "metoprolol"),
    ("Adalat LA 30", "nifedipine"),
    ("NDA020983 200 ACTUAT albuterol 0.09 MG/ACTUAT Metered Dose Inhaler [Ventolin]", "salbutamol"),
    (
        "insulin isophane  human 70 UNT/ML / insulin  regular  human 30 UNT/ML Injectable Suspension [Humulin]",
        "insulin",
    ),
    ("Warfarin Sodium 5 MG Oral Tablet", "warfarin"),
    ("losartan potassium 50mg", "losartan"),
    ("L-Thyroxin 50", "levothyroxine"),
    ("prednisolone 5 mg od", "prednisolone"),
    ("prednisone 5 mg", "prednisone"),
    ("Slow-K", "potassium-chloride"),
    ("slow k 600mg", "potassium-chloride"),
    ("Burinex 1 mg", "bumetanide"),
    ("furosemide (water tablet)", "furosemide"),
    ("warfarin (blood thinner)", "warfarin"),
    ("Lasix 40 mg 1-0-0", "furosemide"),
    ("tacrolimus", "tacrolimus"),
]


@pytest.mark.parametrize(("text", "drug"), WHOLE)
def test_a_medicine_is_known_whatever_its_strength_form_salt_or_language(names: Names, text: str, drug: str) -> None:
    reading = read_medicine_entry(text, names)
    assert ids(reading.medicines) == {drug}
    assert not reading.leftover
    assert not reading.medicines[0].near_miss


COMBINED = [
    ("lisinopril/HCTZ", {"lisinopril", "hydrochlorothiazide"}),
    ("Hydrochlorothiazide 12.5 MG / Lisinopril 20 MG Oral Tablet", {"lisinopril", "hydrochlorothiazide"}),
    ("simvastatin 40 mg & amlodipine 5mg", {"simvastatin", "amlodipine"}),
    ("aspirin plus simvastatin", {"aspirin", "simvastatin"}),
    ("Burinex K", {"bumetanide", "potassium-chloride"}),
    ("Burinex A 1mg", {"bumetanide", "amiloride"}),
    ("Lasix+K", {"furosemide", "potassium-chloride"}),
    ("Neo-NaClex-K", {"bendroflumethiazide", "potassium-chloride"}),
    ("furosemide / potassium chloride", {"furosemide", "potassium-chloride"}),
    ("co-amilozide 5/50", {"amiloride", "hydrochlorothiazide"}),
    ("Tenoretic", {"atenolol", "chlortalidone"}),
    ("Kalten", {"atenolol", "hydrochlorothiazide", "amiloride"}),
    ("Hyzaar", {"losartan", "hydrochlorothiazide"}),
    ("Cozaar-Comp", {"losartan", "hydrochlorothiazide"}),
    ("Coversyl Plus", {"perindopril", "indapamide"}),
    ("Diovan HCT", {"valsartan", "hydrochlorothiazide"}),
    ("Ramipril HCT", {"ramipril", "hydrochlorothiazide"}),
    ("Exforge HCT", {"amlodipine", "valsartan", "hydrochlorothiazide"}),
    ("Entresto 49/51", {"sacubitril", "valsartan"}),
    ("Yaz 28 Day Pack", {"drospirenone", "ethinylestradiol"}),
    ("Inegy", {"simvastatin", "ezetimibe"}),
]


@pytest.mark.parametrize(("text", "parts"), COMBINED)
def test_every_part_of_a_combination_applies(names: Names, text: str, parts: set[str]) -> None:
    reading = read_medicine_entry(text, names)
    assert ids(reading.medicines) == parts
    assert not reading.leftover


PARTLY = [
    ("xyzolol/furosemide", {"furosemide"}),
    ("Ramipril plus", {"ramipril", "hydrochlorothiazide"}),
    ("Bumetanide K", {"bumetanide", "potassium-chloride"}),
    ("Burinex 1 mg A", {"bumetanide"}),
    ("losartan potassium chloride", {"losartan"}),
    ("stopped simvastatin", {"simvastatin"}),
    ("not taking warfarin", {"warfarin"}),
    ("furosemide 40mg for severe heart failure", {"furosemide"}),
    ("ramipril for CKD stage 4", {"ramipril"}),
    ("salbutamol for breathlessness", {"salbutamol"}),
    ("furosemide not for heart failure", {"furosemide"}),
    ("sodium, simvastatin", {"simvastatin"}),
    ("sparkling paracetamol", {"paracetamol"}),
    ("<b>simvastatin</b>", {"simvastatin"}),
]


@pytest.mark.parametrize(("text", "found"), PARTLY)
def test_a_medicine_understood_in_part_only_restricts(names: Names, text: str, found: set[str]) -> None:
    reading = read_medicine_entry(text, names)
    assert reading.leftover
    assert found <= ids(reading.medicines)
    assert all(medicine.near_miss and medicine.resembles for medicine in reading.medicines)


@pytest.mark.parametrize(
    ("text", "drug"),
    [("Lipitoor", "atorvastatin"), ("spironolactne", "spironolactone"), ("Zestoretik", "hydrochlorothiazide")],
)
def test_a_near_miss_is_found_as_such_and_leaves_the_entry_unrecognised(names: Names, text: str, drug: str) -> None:
    reading = read_medicine_entry(text, names)
    assert reading.leftover
    assert drug in ids(reading.medicines)
    assert all(medicine.near_miss for medicine in reading.medicines)


def test_a_misspelling_between_two_medicines_is_both(names: Names) -> None:
    assert {"prednisolone", "prednisone"} <= ids(read_medicine_entry("prednisolne", names).medicines)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "xyz",
        "Lasx",
        "Ho-Salt",
        "Zorbulazole 10 MG",
        "Quentacetam 4 MG",
        "12345",
        "green tea extract",
        "12 HR",
        "um",
    ],
)
def test_what_is_not_listed_is_not_recognised(names: Names, text: str) -> None:
    reading = read_medicine_entry(text, names)
    assert reading.leftover
    assert not reading.medicines


def test_a_word_for_several_classes_means_all_of_them(names: Names) -> None:
    assert ids(read_medicine_entry("water tablets", names).medicines) == {
        "loop-diuretic",
        "thiazide",
        "potassium-sparing-diuretic",
    }
    assert ids(read_medicine_entry("calcium channel blocker", names).medicines) == {"calcium-channel-blocker"}
    assert not read_medicine_entry("a statin", names).leftover


def test_a_class_word_beside_a_medicine_of_another_class_still_counts(names: Names) -> None:
    assert "potassium-sparing-diuretic" in ids(read_medicine_entry("simvastatin and a water tablet", names).medicines)


def test_potassium_beside_a_medicine_that_is_no_potassium_salt_counts_as_potassium(names: Names) -> None:
    assert ids(read_medicine_entry("furosemide potassium", names).medicines) == {"furosemide", "potassium-supplement"}


def test_a_class_word_implies_what_every_medicine_of_the_class_implies(names: Names) -> None:
    (found,) = read_medicine_entry("potassium binder", names).medicines
    assert found.implies == ("high-potassium",)


def test_a_medicine_is_covered_only_if_all_its_classes_and_implied_conditions_are(names: Names) -> None:
    for drug in names.drugs:
        (found,) = read_medicine_entry(drug.id, names).medicines
        classes = all(names.drug_class[one].covered for one in drug.classes)
        implied = all(names.concept[one].covered for one in drug.implies)
        assert found.covered is bool(drug.classes and classes and implied), drug.id


def test_no_medicine_without_a_class_counts_as_covered(names: Names) -> None:
    bare = [drug for drug in names.drugs if not drug.classes]
    assert bare
    assert not any(medicine.covered for drug in bare for medicine in read_medicine_entry(drug.id, names).medicines)


INHALERS = ["Microgynon", "Trelegy Ellipta", "Anoro Ellipta", "Ultibro Breezhaler", "Combivent", "Trimbow", "Spiriva"]


@pytest.mark.parametrize("text", INHALERS)
def test_products_whose_other_part_needs_no_rule_are_checked(names: Names, text: str) -> None:
    reading = read_medicine_entry(text, names)
    assert not reading.leftover
    assert all(medicine.covered for medicine in reading.medicines)


def test_tablets_that_stop_sweating_are_not_the_inhaler(names: Names) -> None:
    assert not any(medicine.covered for medicine in read_medicine_entry("glycopyrrolate 1 mg", names).medicines)


SLEEPY = [
    ("Abuse-Deterrent 12 HR Oxycodone Hydrochloride 10 MG Extended Release Oral Tablet [Oxycontin]", "opioid"),
    ("Acetaminophen 300 MG / Hydrocodone Bitartrate 5 MG Oral Tablet", "opioid"),
    ("diphenhydrAMINE Hydrochloride 25 MG Oral Tablet", "sedating-antihistamine"),
]


@pytest.mark.parametrize(("text", "class_id"), SLEEPY)
def test_a_medicine_that_makes_sleepy_has_its_class_and_is_no_habit(names: Names, text: str, class_id: str) -> None:
    reading = read_medicine_entry(text, names)
    assert not reading.leftover
    assert any(class_id in medicine.classes for medicine in reading.medicines)
    assert not any({"opioids", "sedatives"} & set(medicine.implies) for medicine in reading.medicines)


STRICT = [
    ("NDA020800 0.3 ML Epinephrine 1 MG/ML Auto-Injector", "severe-allergy-not-named"),
    ("Nitroglycerin 0.4 MG/ACTUAT Mucosal Spray", "heart-disease"),
]


@pytest.mark.parametrize(("text", "implied"), STRICT)
def test_what_is_not_neutral_brings_the_rules_of_what_it_stands_for(names: Names, text: str, implied: str) -> None:
    reading = read_medicine_entry(text, names)
    assert not reading.leftover
    assert any(implied in medicine.implies for medicine in reading.medicines)
    assert not any(
        medicine.classes == ("neutral",) and medicine.implies == (implied,) for medicine in reading.medicines
    )


@pytest.mark.parametrize("text", ["furosemidum", "Tamoxifen citrate", "sodium valproate", "tramadol ratiopharm 50 mg"])
def test_latin_salts_and_makers_make_no_difference(names: Names, text: str) -> None:
    assert not read_medicine_entry(text, names).leftover


INVERTED = [
    ("sulfate, morphine", {"morphine"}),
    ("heparin, sodium", {"heparin"}),
    ("sodium glycinate, theophylline", {"theophylline"}),
    ("etexilate mesylate, dabigatran", {"dabigatran"}),
    ("hydrochloride anhydrous, ciprofloxacin", {"ciprofloxacin"}),
    ("acid, mefenamic", {"mefenamic-acid"}),
    ("insulin, regular", {"insulin"}),
    ("von ct, felodipin", {"felodipine"}),
    ("gemfibrozil, genrx", {"gemfibrozil"}),
    ("risedronic acid, monosodium salt", {"risedronate"}),
]


@pytest.mark.parametrize(("text", "drugs"), INVERTED)
def test_a_name_in_the_order_of_a_register_is_read(names: Names, text: str, drugs: set[str]) -> None:
    reading = read_medicine_entry(text, names)
    assert ids(reading.medicines) == drugs
    assert not reading.leftover


@pytest.mark.parametrize(
    "text",
    [
        "potassium, losartan",
        "losartan, potassium",
        "magnesium, omeprazole",
        "calcium, rosuvastatin",
        "sodium, simvastatin",
        "simvastatin, phosphate",
        "simvastatin, salt",
        "zinc sulfate, simvastatin",
    ],
)
def test_a_list_of_two_is_never_taken_for_one_name_turned_round(names: Names, text: str) -> None:
    reading = read_medicine_entry(text, names)
    assert reading.leftover or len(reading.medicines) > 1


VARIANTS = [
    ("terry white chemists moclobemide", "moclobemide"),
    ("apo-verapamil 120", "verapamil"),
    ("Tramadolratiopharm 50 mg", "tramadol"),
    ("Metoprololsuccinat 95 mg", "metoprolol"),
    ("Nexium i.v.", "esomeprazole"),
    ("Oramorph p.o. 10 mg b.d.", "morphine"),
    ("Acephen rectal suppository", "paracetamol"),
    ("idroclorotiazide", "hydrochlorothiazide"),
    ("furosemidu 40", "furosemide"),
    ("Teofillina", "theophylline"),
    ("ramipril clorhidrato", "ramipril"),
    ("17β-estradiol patch", "estradiol"),
]


@pytest.mark.parametrize(("text", "drug"), VARIANTS)
def test_makers_salts_forms_and_spellings_of_other_countries_are_read(names: Names, text: str, drug: str) -> None:
    reading = read_medicine_entry(text, names)
    assert ids(reading.medicines) == {drug}
    assert not reading.leftover


TRAPS = [
    "Burinex K",
    "Burinex 1 mg A",
    "Ramipril plus",
    "Losartan H",
    "Telmisartan AM",
    "Rosulip Plus",
    "Kalpress comp",
    "Allegra D",
    "Relanium with codeine",
    "Tramadol beta and morphia",
    "Apo-ramipril HCT",
    "Fosinopril ratiopharm comp",
    "aspirin free Anacin",
    "Urocaudal Tiazida",
]


@pytest.mark.parametrize("text", TRAPS)
def test_no_suffix_that_may_add_a_medicine_is_stripped(names: Names, text: str) -> None:
    reading = read_medicine_entry(text, names)
    assert reading.leftover or len(reading.medicines) > 1


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("methotrexate 2.5 mg daily", "methotrexate-daily"),
        ("MTX od", "methotrexate-daily"),
        ("Maxtrex 10 mg, 4 tablets each morning", "methotrexate-daily"),
        ("methotrexate 15 mg once weekly", "methotrexate"),
        ("methotrexate 2.5 mg, 6 tablets on one day a week", "methotrexate"),
        ("methotrexate 10 mg", "methotrexate"),
        ("azathioprine 50 mg daily", "azathioprine"),
    ],
)
def test_a_medicine_of_once_a_week_that_is_taken_each_day_is_another_entry(names: Names, text: str, id_: str) -> None:
    reading = read_medicine_entry(text, names)
    assert ids(reading.medicines) == {id_}
    assert not reading.leftover


def test_effervescent_or_soluble_is_read_beside_what_is_dissolved(names: Names) -> None:
    assert ids(read_medicine_entry("co-codamol effervescent", names).medicines) == {
        "paracetamol",
        "codeine",
        "effervescent",
    }
    assert ids(read_medicine_entry("soluble aspirin 300 mg", names).medicines) == {"aspirin", "effervescent"}
    assert ids(read_medicine_entry("soluble insulin", names).medicines) == {"insulin"}


LOOKALIKES = ["beta-heparin", "quinoline", "Movigol", "lantana"]


@pytest.mark.parametrize("text", LOOKALIKES)
def test_what_only_looks_or_sounds_like_a_listed_name_is_not_read_as_it(names: Names, text: str) -> None:
    assert read_medicine_entry(text, names).leftover


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lasix40mg", {"furosemide"}),
        ("bendroflumethiazide2.5mg", {"bendroflumethiazide"}),
        ("clarithromycin 500 bd x 7/7", {"clarithromycin"}),
        ("ramipril 2.5mg ii bd", {"ramipril"}),
        ("atorvastatin 80mg T ON", {"atorvastatin"}),
        ("levothyroxine 100mcg OM 30 mins before food", {"levothyroxine"}),
        ("inj enoxaparin 40mg", {"enoxaparin"}),
        ("omeprazole 20mg (OTC)", {"omeprazole"}),
        ("warfarin as per INR", {"warfarin"}),
        ("codeine linctus", {"codeine"}),
        ("desmopressin melt 120", {"desmopressin"}),
        ("quinine sulf 200mg on", {"quinine"}),
        ("vit D3 1000", {"colecalciferol"}),
        ("mag glycinate 2 at night", {"magnesium"}),
        ("Sando-K eff tabs 2 tds", {"potassium-chloride", "effervescent"}),
        ("Lo-Salt", {"potassium-chloride"}),
        ("salt substitute", {"potassium-chloride"}),
    ],
)
def test_what_prescribers_write_for_short_is_read(names: Names, text: str, expected: set[str]) -> None:
    reading = read(text, names, "medications")

    assert ids(reading.medicines) == expected
    assert not reading.leftover
    assert not any(one.by_likeness for one in reading.medicines)


def test_letters_that_end_in_a_number_stay_a_name(names: Names) -> None:
    assert ids(read_medicine_entry("vitamin B12", names).medicines) == {"vitamin-b12"}


def test_5_asa_is_no_aspirin(names: Names) -> None:
    assert ids(read_medicine_entry("5-ASA", names).medicines) == {"mesalazine"}
    assert {one for medicine in read_medicine_entry("5-ASA 800 mg", names).medicines for one in medicine.implies} == {
        "inflammatory-bowel-disease"
    }
