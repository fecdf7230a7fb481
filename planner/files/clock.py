"""The one clock of a run: today, or the day that SOURCE_DATE_EPOCH names."""

from __future__ import annotations

import os
import time
from datetime import UTC, date, datetime

from planner.errors import UsageError


def today() -> date:
    """Return today, or the day that SOURCE_DATE_EPOCH names (seconds since 1970, UTC)."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return datetime.now().astimezone().date()
    return datetime.fromtimestamp(_epoch(epoch), tz=UTC).date()


def _epoch(text: str) -> int:
    # Python takes the digits of every script, and a small raised two, for digits.
    if not (text.isascii() and text.isdigit()) or len(text) > 11:
        raise UsageError(f"SOURCE_DATE_EPOCH is '{text}'; expected seconds since 1970, such as {int(time.time())}")
    return int(text)
