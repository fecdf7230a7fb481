"""What the page is made of and we did not write: fetched by name and version, refused unless the hash is as pinned."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PINS = Path(__file__).with_name("pins.json")
# Python as Pyodide has it. PyYAML has no wheel for WebAssembly: of one for Linux the part in Python is taken.
_PYTHON = ("--python-version", "3.14", "--implementation", "cp", "--abi", "cp314")
_PLATFORMS = ("pyemscripten_2026_0_wasm32", "manylinux2014_x86_64", "manylinux_2_17_x86_64")
# What no sheet needs, and what was compiled for another machine.
_LEFT_OUT = (
    "/tests/",
    "reportlab/graphics/",
    "reportlab/fonts/",
    "reportlab/platypus/",
    "__pycache__/",
    "-linux-gnu.so",
    ".pyi",
    "py.typed",
    "/RECORD",
)
# A calendar of ours knows one time zone.
_PLACES, _UTC = "tzdata/zoneinfo/", ("tzdata/zoneinfo/__init__.py", "tzdata/zoneinfo/UTC")


class FetchError(Exception):
    """Something is not to be had, or is not what was pinned."""


def fetched(cache: Path) -> dict[str, Path]:
    """Return the pinned files by name, from the cache where they are there; raise FetchError."""
    pins: dict[str, list[dict[str, str]]] = json.loads(PINS.read_text("utf-8"))
    cache.mkdir(parents=True, exist_ok=True)
    found = {pin["name"]: _one(pin, _npm, cache) for pin in pins["npm"]}
    return found | {pin["name"]: _one(pin, _wheel, cache) for pin in pins["wheels"]}


def _one(pin: dict[str, str], get: Any, cache: Path) -> Path:
    if (kept := _in_cache(pin, cache)) is not None:
        return kept
    get(f"{pin['name']}", pin["version"], cache)
    if (made := _in_cache(pin, cache)) is None:
        raise FetchError(f"{pin['name']} {pin['version']}: what came has another hash than web/pins.json names")
    return made


def _in_cache(pin: dict[str, str], cache: Path) -> Path | None:
    files = (file for file in sorted(cache.iterdir()) if file.is_file())
    return next((file for file in files if hashlib.sha256(file.read_bytes()).hexdigest() == pin["sha256"]), None)


def _npm(name: str, version: str, cache: Path) -> None:
    _run("npm", "pack", "--silent", "--pack-destination", str(cache), f"{name}@{version}")


def _wheel(name: str, version: str, cache: Path) -> None:
    platforms = [part for platform in _PLATFORMS for part in ("--platform", platform)]
    command = (sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:")
    _run(*command, *platforms, *_PYTHON, "--dest", str(cache), f"{name}=={version}")


def _run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - names of web/pins.json
    if done.returncode:
        raise FetchError(f"{' '.join(command)} ended with {done.returncode}:\n{done.stderr.strip()}")


def from_npm(archive: Path, *names: str) -> dict[str, bytes]:
    """Return files of a package of npm by their names."""
    with tarfile.open(archive) as opened:
        return {name: opened.extractfile(f"package/{name}").read() for name in names}  # type: ignore[union-attr]


def from_wheel(wheel: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a wheel that the page needs, each with its path; licences are among them."""
    with zipfile.ZipFile(wheel) as opened:
        for name in sorted(opened.namelist()):
            place = name.startswith(_PLACES) and name not in _UTC
            if not name.endswith("/") and not place and not any(part in name for part in _LEFT_OUT):
                yield name, opened.read(name)
