"""What is wrong with a record of plans/: the record, the path in it, and words."""

from __future__ import annotations

from planner.files.places import Path

# The list that a record stands in, and its place there or its name.
Record = tuple[str, object]
Fault = tuple[Record, Path, str]
