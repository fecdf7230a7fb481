"""Data as JSON that people can read."""

from __future__ import annotations

from typing import Any

import msgspec


def json_bytes(data: object) -> bytes:
    """Return data as JSON in UTF-8, indented, with a line end."""
    return msgspec.json.format(msgspec.json.encode(data), indent=2) + b"\n"


def plain(data: object) -> dict[str, Any]:
    """Return a record as what JSON can hold."""
    made: dict[str, Any] = msgspec.to_builtins(data)
    return made
