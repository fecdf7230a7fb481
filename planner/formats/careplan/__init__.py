"""The plan as a CarePlan of FHIR R4, for a record system to take over as a draft."""
