"""Where a profile comes from: a file, or text, as YAML or as JSON."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from planner.errors import Problem
from planner.files.places import YamlText


def read_profile_file(path: Path) -> YamlText:
    """Return the data of a profile's file."""
    from planner.files.inputs import read_at_most
    from planner.files.yaml import MAX_BYTES

    return read_text(read_at_most(path, MAX_BYTES), str(path))


def read_text(text: str | bytes, file: str) -> YamlText:
    """Return the data of YAML or JSON text."""
    from planner.files.yaml import read_yaml

    if isinstance(text, str):
        try:
            text = text.encode()
        except UnicodeEncodeError as error:
            fault = f"is no text: half of a letter stands alone (character {error.start + 1})"
            return YamlText(file, None, {}, problems=(Problem(file, 0, 0, fault),))
    # JSON may be indented with tabs, which YAML refuses; a JSON string never holds a raw one.
    read = read_yaml(_as_yaml(text) if text.lstrip()[:1] in (b"{", b"[") else text, file)
    other = _other_kind(text, read.data)
    return YamlText(file, None, {}, problems=(Problem(file, 0, 0, other),)) if other else read


def _other_kind(text: bytes, data: Any) -> str:
    """Return what to say of a file that is of another kind than a profile, or nothing."""
    from planner.files.kinds import HEALTH_RECORDS, WORKBOOK, is_table, kind_by_bytes

    kind = kind_by_bytes(text)
    if kind == WORKBOOK:
        return f"looks like {kind}, not a profile; make the sheets with `planner batch LIST.xlsx -d sheets/`"
    if "Excel" in kind:
        return f"looks like {kind}; save it as CSV UTF-8 and make the sheets with `planner batch LIST.csv -d sheets/`"
    if kind in HEALTH_RECORDS:
        return (
            f"looks like {kind}; a health record is a file: a Bundle, Bulk Data (a resource a line) or a C-CDA document"
        )
    if kind:
        return f"looks like {kind}; a profile is text in YAML or JSON: `planner new me.yaml` asks for what it needs"
    if isinstance(data, list):
        return (
            "is a list, not keys and values; a profile is one person: write one file for each, or a CSV list for many"
        )
    if not isinstance(data, dict) and is_table(text[:10_000].decode("utf-8", "replace")):
        return "looks like a CSV list, not a profile; make the sheets with `planner batch LIST.csv -d sheets/`"
    return ""


def _as_yaml(json: bytes) -> bytes:
    """Return JSON in the form that YAML reads too: without tabs, and with no letter spelled in two escapes."""
    return _PAIR.sub(_letter, json.replace(b"\t", b" "))


def _letter(pair: re.Match[bytes]) -> bytes:
    high, low = int(pair[1], 16), int(pair[2], 16)
    return chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00)).encode()


_PAIR = re.compile(rb"(?<!\\)\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")
