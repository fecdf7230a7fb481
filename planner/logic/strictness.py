"""How strictly a rule's effect treats an item: the stricter beats the milder."""

from __future__ import annotations

RANK = {"add": 0, "caution": 1, "ask_first": 2, "exclude": 3, "refuse": 4}
CAUTION, ASK, OUT = RANK["caution"], RANK["ask_first"], RANK["exclude"]
