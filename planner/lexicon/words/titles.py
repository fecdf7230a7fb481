"""What the titles of classifications add to a plain name and what says nothing of it: ICD-10-CM, ICD-9-CM, SNOMED, Read."""

from __future__ import annotations

_OF_WHAT = "(?:type|site|severity|cause|a?etiology|organism|location|part|trimester|laterality|eye|side)"
# Each says that nothing more is known, or that what could come with an illness is not there.
SAY_NOTHING = (
    "not otherwise specified",
    "not elsewhere classified",
    "in diseases classified elsewhere",
    "classified elsewhere",
    "without mention of complications?",
    "without (?:mention of |current |any )?complications?",
    "uncomplicated",
    f"(?:(?:of|due to) )?unspecified {_OF_WHAT}",
    f"{_OF_WHAT} (?:not specified|unspecified)",
    "not specified as (?:acute or chronic|intractable|recurrent)",
    "not specified",
    "unspecified",
    "nos",
    "nec",
    "without status asthmaticus",
    "without behaviou?ral disturbances?(?:, psychotic disturbance, mood disturbance,? and anxiety)?",
    "without (?:acute )?exacerbation",
    "without (?:mention of )?obstruction or gangrene",
    r"without (?:o?esophagitis|dysplasia|ha?ematuria|perforation or abscess|myelopathy or radiculopathy|tophus(?: \(tophi\))?)",
    "without (?:current )?pathological fracture",
    "without macular o?edema",
    "nonintractable",
)
# The trouble is new while an encounter is the first for it, and may be while it heals.
ENCOUNTER = "(?:initial|subsequent) encounter(?: for (?:closed |open )?(?:fracture|injury)(?: with routine healing)?)?"
RECENT = "recent"
# Kinds of record entries, as SNOMED writes them behind a name and Read before it.
RECORD_KINDS = (
    *("disorder", "finding", "situation", "procedure", "event", "substance", "observable entity", "regime/therapy"),
    *("morphologic abnormality", "context-dependent category", "qualifier value", "organism", "product", "occupation"),
    *("medicinal product", "physical object", "record artifact", "social concept", "life style", "person", "diagnosis"),
    *("navigational concept", "problem", "assessment scale", "clinical drug", "function", "body structure"),
)
READ_CODE = r"\[(?:d|x|v|m|so|q)\]"
