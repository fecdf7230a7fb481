"""Health records that could harm whoever reads them are refused, with a place and what to do, and touch nothing."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest
from health_records import (
    DAY,
    bundle,
    concept,
    condition,
    document,
    lines,
    observation,
    patient,
    people,
    problem,
    quantity,
    section,
)

from planner.errors import ProfileError
from planner.records.ccda import parse
from planner.records.fhir import bulk, places
from planner.records.health import people as opening
from planner.records.rows import Row, row_answers

BOMB = "<!DOCTYPE lolz [<!ENTITY a 'aaaaaaaaaa'>" + "".join(
    f"<!ENTITY {name} '{f'&{before};' * 10}'>" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)

DEEP = "[" * 100_000 + "]" * 100_000


@pytest.mark.parametrize(
    "before",
    [
        f"{BOMB}]>",
        "<!DOCTYPE x SYSTEM 'file:///etc/passwd'>",
        "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>",
        "<!DOCTYPE x [<!ENTITY % p SYSTEM 'http://localhost:9/x.dtd'> %p;]>",
        "<!DOCTYPE ClinicalDocument>",
    ],
)
def test_a_document_type_is_refused_before_anything_of_it_is_read(tmp_path: Path, before: str) -> None:
    text = document(section("11450-4", problem("<value>&i;</value>")), before=before)
    with pytest.raises(ProfileError, match=r"record\.xml:1: holds a DOCTYPE or an entity"):
        people(tmp_path / "record.xml", text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (document(section("11450-4", "<entry>" * 100_000)), "nested too deeply"),
        (document()[:-30], "is no whole XML"),
        (document().replace("UTF-8", "klingon"), "is no whole XML"),
        (document(section("11450-4", "<entry>&nbsp;</entry>")), "is no whole XML"),
        (document().encode() + b"\x00\xff", "is no whole XML"),
        (document().encode().replace(b"Ada", b"\xff\xfe"), "is no whole XML"),
    ],
)
def test_broken_or_deep_xml_is_refused(tmp_path: Path, text: str | bytes, said: str) -> None:
    with pytest.raises(ProfileError, match=said):
        people(tmp_path / "record.xml", text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (bundle(patient())[:-3], "is no whole JSON"),
        (
            bundle(patient(), {"x": 0}).replace('"x": 0', '"x": ' + DEEP),
            "nested too deeply",
        ),
        (bundle(x=0).replace('"x": 0', '"x": ' + DEEP), "nested too deeply"),
        (bundle(patient()).encode().replace(b"female", b"\xff\xfe"), "is no whole JSON|not as FHIR"),
        (bundle(patient(birthDate=19560304)), r"birthDate is not as FHIR"),
        (lines(patient()) + "[" * 500_000, "record.json:2: is not as FHIR"),
        (lines(patient()) + f'{{"resourceType": "Condition", "x": {DEEP}}}', "record.json:2: is nested too deeply"),
        (lines(patient()) + "{}\x00\n", "is no whole JSON"),
    ],
)
def test_broken_or_deep_json_is_refused(tmp_path: Path, text: str | bytes, said: str) -> None:
    with pytest.raises(ProfileError, match=said):
        people(tmp_path / "record.json", text)


def test_a_record_larger_than_what_is_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MAX_BYTES", 500)
    for name, text in (("a.xml", document()), ("b.json", bundle(patient(name=[{"text": "x" * 1_000}])))):
        with pytest.raises(ProfileError, match="is larger than"):
            people(tmp_path / name, text)


@pytest.mark.parametrize("length", [20_000, 10_000_000])
def test_an_endless_entry_is_cut_or_refused_and_named(tmp_path: Path, length: int) -> None:
    words = "asthma " * (length // 7)
    in_fhir = people(tmp_path / "a.json", bundle(patient(), condition(concept(words))))
    in_ccda = people(tmp_path / "b.xml", document(section("11450-4", problem(f"<value displayName='{words}'/>"))))
    for (person,) in (in_fhir, in_ccda):
        (entry,) = person.cells["conditions"]
        assert len(entry) <= 20_000


def test_markup_of_a_record_is_text(tmp_path: Path) -> None:
    (person,) = people(
        tmp_path / "a.json", bundle(patient(), condition(concept("<img src='file:///etc/passwd'>\u202e")))
    )
    assert person.cells["conditions"] == ["<img src='file:///etc/passwd'>"]


def test_memory_stays_within_a_few_times_the_largest_section(tmp_path: Path) -> None:
    large = section("11450-4", *(problem("<value displayName='Gout'/>") for _ in range(400)))
    text = document(*[large] * 8)
    tracemalloc.start()
    people(tmp_path / "record.xml", text)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 12 * len(text)


def test_a_record_of_more_parts_than_anybody_has_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "MOST_OBJECTS", 1_000)
    monkeypatch.setattr(parse, "_MOST_ELEMENTS", 1_000)
    monkeypatch.setattr(parse, "_MOST_ATTRIBUTES", 1_000)
    crowd = condition({"coding": [{}] * 1_001})
    many = "".join(f"<a b{number}='' c=''/>" for number in range(501))
    for name, text in (
        ("a.json", bundle(patient(), crowd)),
        ("b.ndjson", lines(patient(), crowd)),
        ("c.xml", document(section("11450-4", "<a/>" * 1_001))),
        ("d.xml", document(section("11450-4", many))),
    ):
        with pytest.raises(ProfileError, match=rf"{name}.*, more than the record of anybody; export the record again"):
            people(tmp_path / name, text)


def test_of_one_person_no_more_is_read_than_of_a_bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "MOST_OF_ONE", 2_000)
    text = lines(patient(), *[condition(concept(f"Illness {number}")) for number in range(20)])
    with pytest.raises(ProfileError, match=r"a\.ndjson:\d+: is beyond .* MB about one person"):
        people(tmp_path / "a.ndjson", text)


def test_a_pressure_of_endless_digits_is_no_bug(tmp_path: Path) -> None:
    for number in ("9" * 400, "1e999", "0." + "1" * 400):
        entry = (
            f'<entry><observation><code code="8480-6"/><value value="{number}" unit="mm[Hg]"/></observation></entry>'
        )
        (person,) = people(tmp_path / "a.xml", document(section("8716-3", entry)))
        assert len(str(person.cells)) < 2_000


def test_a_list_that_names_more_than_anybody_has_is_refused_by_name(tmp_path: Path) -> None:
    named = [condition(concept(f"Illness {number}")) for number in range(5_000)]
    (person,) = people(tmp_path / "a.json", bundle(patient(), *named))
    with pytest.raises(ProfileError, match="conditions has 5000 entries; expected at most 100"):
        row_answers(Row(1, person.cells), as_of=DAY)


def test_of_what_is_over_there_is_room_for_the_newest(tmp_path: Path) -> None:
    days = [f"{year}-01-01" for year in range(1000, 2000)]
    over = [condition(concept(f"Gout {day}"), "resolved", abatementDateTime=day) for day in days]
    (person,) = people(tmp_path / "a.json", bundle(patient(), condition(concept("Asthma")), *over))
    assert len(person.cells["conditions"]) == 100
    assert person.cells["conditions"][1] == "Gout 1999-01-01 (resolved 1999-01-01)"
    assert dict(person.left_out) == {"an illness that is over, beyond what is read": 901}


def test_what_stands_in_the_place_of_a_day_is_never_taken_for_words(tmp_path: Path) -> None:
    for day in ("{1}", "no gout", "{}", "2026-1", "20 gout"):
        told = [
            condition(concept("Asthma"), onsetDateTime=day),
            condition(concept("Gout"), "resolved", abatementDateTime=day),
        ]
        result = observation("2823-3", day, **quantity(3.1, "mmol/L"))
        (person,) = people(tmp_path / "a.json", bundle(patient(), *told, result))
        assert person.cells["conditions"] == ["Asthma", "potassium 3.1 mmol/L", "Gout (resolved)"]


def test_a_name_with_braces_stays_as_it_is(tmp_path: Path) -> None:
    (person,) = people(
        tmp_path / "a.json", bundle(patient(), condition(concept("{} {0} {x"), onsetDateTime="2019-01-01"))
    )
    assert person.cells["conditions"][0].startswith("{} {0} {x")
