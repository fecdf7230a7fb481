"""Small valid inputs of every reader, all invented: what the mutations start from."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Sequence
from random import Random
from typing import Any

from health_records import (
    ICD,
    LOINC,
    RXNORM,
    SNOMED,
    allergen,
    allergy,
    bundle,
    coding,
    concept,
    condition,
    document,
    finding,
    lines,
    medicine,
    observation,
    patient,
    prescription,
    problem,
    quantity,
    section,
    value,
)
from logos import png
from mutations import LONGEST, XML, Form, mutated
from small_plans import FILES
from workbooks import DATE, sheet, workbook

_PEOPLE: tuple[dict[str, Any], ...] = (
    {
        "id": "A-1",
        "age": 67,
        "medications": ["furosemide 40 mg", "Zocor"],
        "conditions": ["gout"],
        "name": "Ana García",
    },
    {"id": "A-2", "age": 31, "sex": "female", "pregnancy": {"weeks": 30}, "habits": ["night shifts"], "diet": "vegan"},
    {"id": "A-3", "birth_date": "1950-02-03", "sex": "M", "allergies": "nuts; shellfish", "limits": {"fluid": "1.5 L"}},
    {
        "id": "A-4",
        "age": 54,
        "symptoms": "none",
        "medications": "none",
        "conditions": "none",
        "country": "US",
        "cramps": {"where": ["calf", "back"], "nights_per_week": 3, "for_weeks": 8},
        "bedtime": "21:30",
        "heat": "no",
        "exercise_level": "light",
        "sleep_position": "back",
        "daily_posture": "sitting",
        "dislikes": ["beetroot"],
        "paper": "letter",
        "large_print": "yes",
        "language": "en",
        "breastfeeding": "no",
        "born_weeks_ago": 12,
    },
)

PROFILES_JSON = tuple(json.dumps(one, indent=indent).encode() for one in _PEOPLE for indent in (None, 2))
JSON_LINES = (
    "".join(f"{json.dumps(one)}\n" for one in _PEOPLE).encode(),
    json.dumps({"ID": 7, "Age (years)": "67", "Current medication": "aspirin", "x": [1]}).encode(),
)
PROFILES_YAML = (
    b"age: 67\nmedications: [furosemide 40 mg tablets, Zocor]\nconditions: [high blood pressure, CKD stage 3]\n",
    (
        b"name: Ana Garc\xc3\xada\nid: A-1024\nage: 67\nsex: female\nallergies: [nuts]\ndiet: [vegetarian]\nheat: no\n"
        b"cramps: {where: [calf, foot, back], nights_per_week: 3, for_weeks: 8}\nexercise_level: sedentary\n"
    ),
    (
        b"# late\nage: 31\npregnancy: {weeks: 30}\nborn_weeks_ago: null\nbreastfeeding: no\nsymptoms:\n"
        b"  - one calf swollen\n"
        b"  - 'dark urine'\nhabits: [two beers a night]\n"
    ),
    (
        b'birth_date: 1950-02-03\nlimits: {fluid: 1.5 L, salt: "6 g"}\ncountry: GB\nbedtime: "21:30"\nlanguage: en\n'
        b"paper: a4\nlarge_print: no\nsleep_position: back\ndaily_posture: mixed\ndislikes: [beetroot]\n"
        b"medications: none\n"
    ),
)
LISTS_CSV = (
    b"id,name,age,medications,conditions\nA-1,Ana,67,furosemide 40 mg;Zocor,gout\nA-2,Bo,54,none,none\n",
    b'ID;Name;Age;Medication 1;Medication 2;Conditions\r\n1;"Jos\xe9 ""J"" P.";67;aspirin;;"CKD; gout"\r\n2;;44;;;\r\n',
    (
        b"Clinic list\nprinted 2026-11-20\n\npatient id\tDOB\tsex\tallergies\tpregnant\n"
        b"7\t03/02/1950\tF\tnuts\tno\n8\t31/12/1990\tF\t\t30 weeks\n"
    ),
    (
        b"\xef\xbb\xbfid,date of birth,country,habits,symptoms,limits,language,paper,edition\n"
        b'="0012",1950-02-03,GB,"two beers\n'
        b'a night",none,fluid=1.5 L,en,a4,short\n13,1960-13-01,US,none,one calf swollen,,,letter,easy\n'
    ),
    "id,age,bedtime,cramps,exercise_level,start\nÄ-1,67,21:30,calf,light,2026-11-30\n".encode("utf-16"),
    b"id|age\n1|0\n2|115\n3|unknown\n4|67 y\n5|8 months\n",
)
WORKBOOKS = (
    workbook({"People": sheet(("id", "age", "conditions"), ("A-1", 67, "gout"), ("A-2", 54.0, None))}),
    workbook(
        {
            "List": sheet(
                ("id", "birth date", "name"), (1, f"<v>20000</v>{DATE}", "Ana"), first_row=3, first_column="C"
            ),
            "Notes": sheet(("a",), ("<f>1+1</f>",)),
        }
    ),
    workbook({"L": sheet(("id", "age", "medications"), ("1", "<f>A1</f><v>67</v>", "Zocor"))}, ("a", "b")),
    workbook({"S": '<row r="1"><c r="A1" t="s"><v>0</v></c></row><row><c t="s"><v>1</v></c></row>'}, ("age", "67")),
)

_SUBJECT = {"reference": "Patient/p1"}
_RESOURCES: tuple[dict[str, Any], ...] = (
    patient(
        name=[{"use": "official", "family": "Muster", "given": ["Ada"]}],
        identifier=[{"type": concept("", coding("", "MR")), "value": "MRN-7"}],
        address=[{"country": "US"}],
        communication=[{"language": concept("", coding("", "en-US")), "preferred": True}],
        deceasedBoolean=False,
    ),
    condition(concept("Gout", coding(SNOMED, "90560007", "Gout")), onsetDateTime="2019-03-01"),
    condition(concept("", coding(ICD, "N18.4")), "resolved", abatementPeriod={"start": "2020", "end": "2025-01"}),
    condition(concept("Asthma"), "", "entered-in-error"),
    {"resourceType": "Medication", "id": "m1", "code": concept("Zocor", coding(RXNORM, "36567"))},
    prescription("Medication/m1", dosageInstruction=[{"timing": {"repeat": {"boundsPeriod": {"end": "2027-01-01"}}}}]),
    prescription("#m", contained=[{"resourceType": "Medication", "id": "m", "code": concept("lithium")}]),
    prescription(concept("furosemide 40 MG"), "stopped", authoredOn="2026-01-01", category=[concept("inpatient")]),
    {"resourceType": "MedicationStatement", "status": "active", "subject": _SUBJECT, "category": concept("")}
    | {"medicationCodeableConcept": concept("warfarin"), "effectivePeriod": {"start": "2020-01-01"}},
    allergy(concept("Peanut", coding(SNOMED, "91935009"))),
    observation("2823-3", **quantity(3.1, "mmol/L", comparator="<")),
    observation("85354-9", component=[{"code": concept("", coding(LOINC, "8480-6")), **quantity(180, "mm[Hg]")}]),
    observation("72166-2", valueCodeableConcept=concept("Current smoker", coding(SNOMED, "77176002"))),
    observation("82810-3", valueCodeableConcept=concept("Pregnant", coding(SNOMED, "77386006"))),
    {"resourceType": "List", "status": "current", "subject": _SUBJECT, "code": concept("", coding(LOINC, "48765-2"))}
    | {"emptyReason": concept("", coding("", "nilknown")), "entry": []},
)
BUNDLES = (
    bundle(*_RESOURCES).encode(),
    bundle(*_RESOURCES[:3], type="document", id="x").encode(),
    json.dumps(
        {
            "entry": [
                {"fullUrl": "urn:uuid:1", "resource": patient("")},
                {"fullUrl": "urn:uuid:2", "resource": condition(concept("Gout"), subject={"reference": "urn:uuid:1"})},
            ],
            "type": "transaction",
            "resourceType": "Bundle",
        },
        indent=1,
    ).encode(),
)
BULK = (
    lines(*_RESOURCES).encode(),
    lines(
        patient("p2"), patient(), *_RESOURCES[5:8], condition(concept("Gout"), subject={"reference": "Patient/p2"})
    ).encode(),
)

_NOW = '<low value="20190301"/>'
_POTASSIUM = finding("2823-3", '<value value="3.1" unit="mmol/L"/>')
_SECTIONS = (
    section(
        "11450-4",
        problem(value("value", "90560007", "Gout"), times=_NOW),
        problem(value("value", "55607006", "Problem"), attributes='negationInd="true"'),
        problem(
            '<value nullFlavor="UNK"><originalText><reference value="#p"/></originalText></value>', status="413322009"
        ),
        text='<content ID="p">Asthma</content>',
    ),
    section(
        "10160-0",
        medicine(value("code", "36567", "Zocor", RXNORM), times=_NOW),
        medicine("<name>warfarin</name>", status="completed", times='<high value="20260101"/>'),
    ),
    section("48765-2", allergen(value("code", "91935009", "Peanut")), allergen("", "716186003")),
    section(
        "29762-2",
        finding("72166-2", value("value", "77176002", "Smoker")),
        finding("82810-3", value("value", "77386006", "Pregnant")),
    ),
    section("30954-2", f"<entry><organizer><component>{_POTASSIUM[7:-8]}</component></organizer></entry>"),
    section("8716-3", finding("8480-6", '<value value="180" unit="mm[Hg]"/>')),
    section("46264-8", text="None"),
)
DOCUMENTS = (
    document(*_SECTIONS).encode(),
    document(
        *_SECTIONS[:2], person='<languageCommunication><languageCode code="en"/></languageCommunication>'
    ).encode(),
    document(section("11450-4", text="No known problems"), person='<sdtc:deceasedInd value="false"/>').encode(),
)

THEMES = (
    (
        b"name: Hill Practice\ntelephone: '01632 960 983'\naddress: [1 High Street, Hill]\nlogo: logo.svg\n"
        b"accent: '#123f5a'\n"
        b"prepared_by: Dr A. Nurse\nnumbers: {country: GB, urgent: '111', day_and_night: true}\n"
        b"box: {title: Us, text: Call us.}\n"
    ),
    b"name: Hill\nlogo: logo.png\n",
)
_SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30" fill="none"><g stroke="#123456" stroke-width="2">'
    b'<line x1="1" y1="2" x2="3" y2="4"/><polyline points="1,2 3,4 5 6"/>'
    b'<rect x="1" y="1" width="8" height="9" fill="#ffffff"/>'
    b'<circle cx="9" cy="9" r="3"/><ellipse cx="9" cy="9" rx="3" ry="2"/>'
    b'<path d="M 1 2 l 3 4 C 1 2 3 4 5 6 z"/></g></svg>'
)
DRAWINGS = (_SVG, FILES["pictures/calf.svg"].encode())
BITMAPS = (png(), png(mode="P", colour=1), png(40, 30, "LA", (3, 4)), png(mode="1", colour=1))
PLANS = tuple(
    f"{name}\n{text}".encode() for name, text in FILES.items() if not name.startswith(("lexicon/", "pictures/"))
)


def spoilt_workbook(data: bytes, others: Sequence[bytes], _form: Form, luck: Random) -> bytes:
    """Return a workbook of which a part, the list of its parts, or the packing is spoilt."""
    if luck.random() < 0.2:
        return _spoilt_packing(data, luck)
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    if luck.random() < 0.1:
        parts = _other_parts(parts, luck)
    names = [name for name in parts if name.startswith("xl/worksheets/")] if luck.random() < 0.7 else list(parts)
    name = luck.choice(names or list(parts))
    parts[name] = mutated(parts[name], [*parts.values()], XML, luck)
    written = io.BytesIO()
    kind = luck.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED))
    with zipfile.ZipFile(written, "w", kind) as packed:
        for place, part in parts.items():
            # Without a day of its own a part has that of now: the same number would be another input a moment later.
            packed.writestr(zipfile.ZipInfo(place), part, kind)
    return written.getvalue()


def _other_parts(parts: dict[str, bytes], luck: Random) -> dict[str, bytes]:
    """Return parts of which one is missing, renamed, in the place of another, or there beside itself."""
    name, other = luck.choice(list(parts)), luck.choice(list(parts))
    new = luck.choice(
        ("../../evil", "/etc/passwd", name.upper(), f"{name}/", "xl/vbaProject.bin", "a" * 70_000, "\x1b[2J", "ü")
    )
    changed = luck.choice(({name: parts[other]}, {new[:60_000]: parts[name]}, {}))
    kept = {place: part for place, part in parts.items() if place != name or luck.random() < 0.5}
    return (kept | changed) or parts


def _spoilt_packing(data: bytes, luck: Random) -> bytes:
    """Return a workbook with other bytes where sizes, places, ways and names of its parts stand."""
    spoilt = bytearray(data)
    heads = [at for at in range(len(data) - 30) if data[at : at + 2] == b"PK"]
    for _ in range(luck.randint(1, 4)):
        at = luck.choice(heads) + luck.randrange(4, 46) if luck.random() < 0.7 else luck.randrange(len(spoilt))
        if at < len(spoilt):
            spoilt[at] = luck.choice((0, 1, 8, 9, 12, 14, 127, 255, luck.randrange(256)))
    begin = luck.randrange(len(spoilt))
    if luck.random() < 0.2:
        return bytes(spoilt[:begin])
    return bytes(spoilt[:begin] + spoilt[begin : begin + 99] * luck.choice((1, 1, 1, 2)) + spoilt[begin + 99 :])[
        :LONGEST
    ]
