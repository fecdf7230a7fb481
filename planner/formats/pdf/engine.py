"""reportlab as it comes: nobody's code runs in it, nobody's settings change it, and the same plan gives the same bytes.

Left to itself it runs the files `~/.reportlab_mods` and `~/.reportlab_settings`, or modules with these names, and obeys
variables that begin with `RL_`. A program that has loaded reportlab before us keeps what it chose.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import LazyLoader, find_spec, module_from_spec
from types import ModuleType
from typing import Any

__all__ = ["TTFont", "pdfmetrics"]


# What it would load for every sheet, and only a name in some scripts needs.
_LATER = ("uharfbuzz",)


@contextmanager
def _alone() -> Iterator[None]:
    # It looks for a module of the application's own first; where that is there, and empty, nothing else is run.
    ours: dict[str, Any] = {name: ModuleType(name) for name in ("reportlab_mods", "reportlab_settings")}
    # What is None cannot be imported.
    ours = {name: one for name, one in {**ours, **dict.fromkeys(_LATER)}.items() if name not in sys.modules}
    sys.modules.update(ours)
    hidden = {name: os.environ.pop(name) for name in list(os.environ) if name.startswith("RL_")}
    try:
        yield
    finally:
        os.environ.update(hidden)
        for name in ours:
            del sys.modules[name]


def _lazily(package: str, name: str) -> None:
    """Let a module of a package be loaded when something of it is first asked for."""
    whole = f"{package}.{name}"
    spec = find_spec(whole) if whole not in sys.modules else None
    if spec is not None and spec.loader is not None:
        spec.loader = LazyLoader(spec.loader)
        sys.modules[whole] = module = module_from_spec(spec)
        # Where the package has it already, Python does not look into it when it is imported.
        setattr(sys.modules[package], name, module)
        spec.loader.exec_module(module)


# It is there for pictures of photographs, of which a sheet has none: a twentieth of the time of all imports.
_lazily("PIL", "Image")
with _alone():
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
