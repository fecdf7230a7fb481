"""FHIR R4: Bundles and Bulk Data files, read as what they say of each person."""
