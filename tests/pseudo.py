"""A language that nobody speaks: our English in Cyrillic letters, so that each word left in English is seen."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from planner.content.folder import MANIFEST
from planner.content.knowledge import Content
from planner.content.sentences import to_translate

CODE = "qps"
_LETTERS = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "абцдефгхийклмнопярстуввкузАБЦДЕФГХИЙКЛМНОПЯРСТУВВКУЗ",
)


def pseudo(text: str) -> str:
    """Return a text in the language, its {names} as they are."""
    return "".join(
        part if part.startswith("{") else part.translate(_LETTERS) for part in re.split(r"(\{[^}]*\})", text)
    )


def translation(content: Content) -> dict[str, Any]:
    """Return the whole translation of some plans."""
    return {
        "messages": {key: {"of": text, "is": pseudo(text)} for key, text in content.raw.messages["en"].items()},
        "sentences": [{"of": text, "is": pseudo(text)} for text in to_translate(content.raw)],
    }


def add(folder: Path, language: dict[str, Any], code: str = CODE) -> Path:
    """Write a translation into a folder of plans, list it there, and return the folder."""
    file = folder / "translations" / f"{code}.yaml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(yaml.safe_dump(language, allow_unicode=True, sort_keys=False, width=10_000), "utf-8")
    manifest = yaml.safe_load((folder / MANIFEST).read_text("utf-8"))
    manifest["files"] += [f"translations/{code}.yaml"]
    (folder / MANIFEST).write_text(yaml.safe_dump(manifest, sort_keys=False), "utf-8")
    return folder
