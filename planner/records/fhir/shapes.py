"""The parts of FHIR R4 resources that are read; all else in them is passed over."""

from __future__ import annotations

import msgspec
from msgspec import Struct


class FhirShape(Struct, frozen=True, rename="camel"):
    """A part of a resource, its keys spelled as FHIR spells them."""


class FhirCoding(FhirShape, frozen=True):
    """A code of a system."""

    system: str = ""
    code: str = ""
    display: str = ""


class FhirConcept(FhirShape, frozen=True):
    """A CodeableConcept: codes that all stand for one thing, and its words."""

    coding: tuple[FhirCoding, ...] = ()
    text: str = ""

    def codes(self) -> frozenset[str]:
        """Return the codes, whatever their systems."""
        return frozenset(one.code for one in self.coding)


class FhirIdentifier(FhirShape, frozen=True):
    """A number by which a person is known somewhere."""

    use: str = ""
    type: FhirConcept = FhirConcept()
    system: str = ""
    value: str = ""


class FhirReference(FhirShape, frozen=True):
    """What points to another resource, by its place or by a number that it is known by."""

    reference: str = ""
    identifier: FhirIdentifier = FhirIdentifier()
    display: str = ""


class FhirPeriod(FhirShape, frozen=True):
    """From when to when."""

    start: str = ""
    end: str = ""


class FhirQuantity(FhirShape, frozen=True):
    """A number with its unit."""

    value: float | None = None
    comparator: str = ""
    unit: str = ""
    code: str = ""


class FhirKind(FhirShape, frozen=True):
    """What every resource says of itself, of whatever kind and release it is."""

    resource_type: str = ""


class FhirRange(FhirShape, frozen=True):
    """Between which numbers something lies."""

    low: FhirQuantity | None = None
    high: FhirQuantity | None = None


class FhirHead(FhirShape, frozen=True):
    """What a resource that is read says of itself, and whom it is about."""

    resource_type: str = ""
    id: str = ""
    subject: FhirReference = FhirReference()
    patient: FhirReference = FhirReference()


class FhirNumbers(FhirShape, frozen=True):
    """By which numbers a person may be referred to."""

    identifier: tuple[FhirIdentifier, ...] = ()


class FhirName(FhirShape, frozen=True):
    """A name of a person."""

    use: str = ""
    text: str = ""
    family: str = ""
    # Where a part has only an extension, FHIR writes null in its place.
    given: tuple[str | None, ...] = ()


class FhirAddress(FhirShape, frozen=True):
    """Where somebody lives: the country alone is read."""

    use: str = ""
    country: str = ""


class FhirCommunication(FhirShape, frozen=True):
    """A language that somebody speaks."""

    language: FhirConcept = FhirConcept()
    preferred: bool = False


class FhirPatient(FhirShape, frozen=True):
    """A person."""

    id: str = ""
    identifier: tuple[FhirIdentifier, ...] = ()
    name: tuple[FhirName, ...] = ()
    gender: str = ""
    birth_date: str = ""
    deceased_boolean: bool = False
    deceased_date_time: str = ""
    address: tuple[FhirAddress, ...] = ()
    communication: tuple[FhirCommunication, ...] = ()


class FhirCondition(FhirShape, frozen=True):
    """An illness."""

    clinical_status: FhirConcept = FhirConcept()
    verification_status: FhirConcept = FhirConcept()
    code: FhirConcept = FhirConcept()
    onset_date_time: str = ""
    onset_period: FhirPeriod = FhirPeriod()
    abatement_date_time: str = ""
    abatement_period: FhirPeriod = FhirPeriod()
    abatement_string: str = ""
    abatement_boolean: bool | None = None
    recorded_date: str = ""


class FhirIngredient(FhirShape, frozen=True):
    """What a medicine holds."""

    item_codeable_concept: FhirConcept = FhirConcept()
    item: None = None  # Of R5, and refused: passed over it would be missed.


class FhirMedication(FhirShape, frozen=True):
    """A medicine as such, which others refer to."""

    resource_type: str = ""
    id: str = ""
    code: FhirConcept = FhirConcept()
    ingredient: tuple[FhirIngredient, ...] = ()


class FhirRepeat(FhirShape, frozen=True):
    """How long something is taken."""

    bounds_period: FhirPeriod = FhirPeriod()


class FhirTiming(FhirShape, frozen=True):
    """When something is taken."""

    repeat: FhirRepeat = FhirRepeat()


class FhirDosage(FhirShape, frozen=True):
    """How a medicine is taken."""

    timing: FhirTiming = FhirTiming()


class FhirDispenseRequest(FhirShape, frozen=True):
    """How long a prescription holds."""

    validity_period: FhirPeriod = FhirPeriod()


class FhirMedicationUse(FhirShape, frozen=True):
    """A MedicationRequest or a MedicationStatement: what is prescribed, or said to be taken."""

    status: str = ""
    intent: str = ""
    # One concept in a statement, several in a request.
    category: FhirConcept | tuple[FhirConcept, ...] = ()
    do_not_perform: bool = False
    medication_codeable_concept: FhirConcept = FhirConcept()
    medication_reference: FhirReference = FhirReference()
    medication: None = None  # Of R5, as above.
    contained: tuple[msgspec.Raw, ...] = ()
    authored_on: str = ""
    effective_date_time: str = ""
    effective_period: FhirPeriod = FhirPeriod()
    # A request calls it one, a statement the other.
    dosage_instruction: tuple[FhirDosage, ...] = ()
    dosage: tuple[FhirDosage, ...] = ()
    dispense_request: FhirDispenseRequest = FhirDispenseRequest()


class FhirReaction(FhirShape, frozen=True):
    """What happened, and what brought it."""

    substance: FhirConcept = FhirConcept()


class FhirAllergy(FhirShape, frozen=True):
    """An AllergyIntolerance."""

    clinical_status: FhirConcept = FhirConcept()
    verification_status: FhirConcept = FhirConcept()
    code: FhirConcept = FhirConcept()
    reaction: tuple[FhirReaction, ...] = ()


class FhirComponent(FhirShape, frozen=True):
    """One of several results that were found together."""

    code: FhirConcept = FhirConcept()
    value_quantity: FhirQuantity | None = None
    value_range: FhirRange = FhirRange()
    value_string: str = ""
    value_integer: int | None = None


class FhirObservation(FhirShape, frozen=True):
    """A result."""

    id: str = ""
    status: str = ""
    code: FhirConcept = FhirConcept()
    effective_date_time: str = ""
    effective_instant: str = ""
    effective_period: FhirPeriod = FhirPeriod()
    issued: str = ""
    value_quantity: FhirQuantity | None = None
    value_range: FhirRange = FhirRange()
    value_codeable_concept: FhirConcept = FhirConcept()
    value_string: str = ""
    value_integer: int | None = None
    value_boolean: bool | None = None
    value_date_time: str = ""
    component: tuple[FhirComponent, ...] = ()


class FhirEmptyList(FhirShape, frozen=True):
    """A List that may say why it is empty."""

    status: str = ""
    code: FhirConcept = FhirConcept()
    empty_reason: FhirConcept = FhirConcept()
    entry: tuple[msgspec.Raw, ...] = ()


class FhirEntry(FhirShape, frozen=True):
    """One entry of a Bundle, its resource not read yet."""

    full_url: str = ""
    resource: msgspec.Raw = msgspec.Raw()


class FhirLink(FhirShape, frozen=True):
    """Where further pages of a search are."""

    relation: str = ""


class FhirBundle(FhirShape, frozen=True):
    """Many resources in one file."""

    resource_type: str = ""
    link: tuple[FhirLink, ...] = ()
    entry: tuple[FhirEntry, ...] = ()
