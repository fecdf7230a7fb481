"""Makes the page: `python web/build.py -o cramp-planner.html` writes one file, with `--folder` also for a server."""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path.insert(0, str(ROOT))

import msgspec  # noqa: E402
from fetch import FetchError, fetched, from_npm, from_wheel  # noqa: E402
from form import FormError, form  # noqa: E402
from pack import Files, packed, squeezed, unpacked  # noqa: E402
from page_html import HEADERS, document, page_bytes, written  # noqa: E402

from planner.content.theme import load_theme  # noqa: E402
from planner.errors import PlannerError  # noqa: E402
from planner.files.svg import Picture  # noqa: E402
from planner.model.sheet import ClinicTheme  # noqa: E402

MOST_BYTES = 16_000_000
_PYODIDE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "pyodide-lock.json", "python_stdlib.zip")
_PDFJS = ("build/pdf.min.mjs", "build/pdf.worker.min.mjs")
_OURS = ("planner", "plans", "fonts")
_NOT_OURS = (
    "planner/cli/",
    "planner/proof/",
    "planner/drawing/",
    "planner/batch/",
    "planner/reports/quality/",
    "fonts/make.py",
    # Letters of these scripts take shapes that only HarfBuzz works out, which is not in the page: a name in them is a
    # line to write it on, as in the command without its extra `scripts`, and their fonts would never be opened.
    "fonts/NotoSansAdlam-Regular.ttf",
    "fonts/NotoSansBengali-Regular.ttf",
    "fonts/NotoSansChakma-Regular.ttf",
    "fonts/NotoSansDevanagari-Regular.ttf",
    "fonts/NotoSansGujarati-Regular.ttf",
    "fonts/NotoSansGurmukhi-Regular.ttf",
    "fonts/NotoSansHanifiRohingya-Regular.ttf",
    "fonts/NotoSansKannada-Regular.ttf",
    "fonts/NotoSansKhmer-Regular.ttf",
    "fonts/NotoSansMalayalam-Regular.ttf",
    "fonts/NotoSansMeeteiMayek-Regular.ttf",
    "fonts/NotoSansMyanmar-Regular.ttf",
    "fonts/NotoSansNKo-Regular.ttf",
    "fonts/NotoSansOriya-Regular.ttf",
    "fonts/NotoSansSinhala-Regular.ttf",
    "fonts/NotoSansSyriac-Regular.ttf",
    "fonts/NotoSansTamil-Regular.ttf",
    "fonts/NotoSansTelugu-Regular.ttf",
    "fonts/NotoSerifTibetan-Regular.ttf",
)


def site(found: dict[str, Path]) -> dict[str, bytes]:
    """Return all files of the program by their path: ours, those of the libraries, and what stands in for Pillow."""
    files: dict[str, bytes] = {}
    for path in found.values():
        if path.suffix == ".whl":
            files |= {f"/site/{inner}": data for inner, data in from_wheel(path)}
    for folder in _OURS:
        for file in sorted((ROOT / folder).rglob("*")):
            name = file.relative_to(ROOT).as_posix()
            if file.is_file() and "__pycache__" not in name and not name.startswith(_NOT_OURS):
                files[f"/site/{name}"] = file.read_bytes()
    for file in sorted((HERE / "program").rglob("*.py")):
        files[f"/site/{file.relative_to(HERE / 'program').as_posix()}"] = file.read_bytes()
    return files


def warmed(engine: Files, files: Files) -> dict[str, bytes]:
    """Return the standard library and the site after the program ran once in them: compiled, with the plans read."""
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        for inner, data in engine.items():
            (work / inner).write_bytes(data)
        (work / "site.pack").write_bytes(packed(files))
        command = ["node", str(HERE / "warm.mjs"), name, f"{name}/site.pack", str(HERE / "warm.py"), f"{name}/out"]
        subprocess.run(command, check=True)  # noqa: S603 - our own script
        return unpacked((work / "out").read_bytes())


def _kept(cache: Path, engine: Files, files: Files) -> dict[str, bytes]:
    """Return the same, made once for the same files."""
    given = packed(files) + packed(engine) + b"".join((HERE / name).read_bytes() for name in ("warm.mjs", "warm.py"))
    kept = cache / f"warmed-{hashlib.sha256(given).hexdigest()[:32]}.pack"
    if not kept.is_file():
        kept.write_bytes(packed(warmed(engine, files)))
    return unpacked(kept.read_bytes())


def baked(read: ClinicTheme) -> bytes:
    """Return a clinic's theme with its logo read, as `in_page.theme` takes it."""
    logo = {"picture" if isinstance(read.logo, Picture) else "bitmap": read.logo}
    return msgspec.json.encode({**msgspec.structs.asdict(read), "logo": None, **logo})


def payload(cache: Path, theme: ClinicTheme | None) -> bytes:
    """Return all that the page starts: Pyodide, the standard library, the program, and the reader of PDFs."""
    found = fetched(cache)
    engine = from_npm(found["pyodide"], *_PYODIDE)
    viewer = from_npm(found["pdfjs-dist"], *_PDFJS)
    made = _kept(cache, engine, site(found))
    parts = {name: engine[name] for name in ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm")}
    parts |= {name.rpartition("/")[2]: data for name, data in viewer.items()}
    # Nothing is ever installed in the page: the list of what could be is empty.
    lock = json.loads(engine["pyodide-lock.json"]) | {"packages": {}}
    face = {"theme.json": baked(theme)} if theme else {}
    return squeezed(parts | {"lock.json": json.dumps(lock).encode()} | made | face)


def _write_folder(folder: Path, page: bytes) -> None:
    """Write the same for a server: the page, its hash, and the headers that the server should set."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.html").write_bytes(page)
    (folder / "headers.txt").write_text("".join(f"{name}: {value}\n" for name, value in HEADERS.items()), "utf-8")
    names = ("index.html", "headers.txt")
    sums = (f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in names)
    (folder / "SHA256SUMS").write_text("".join(sums), "utf-8")


def main() -> None:
    """Write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-o", "--output", type=Path, default=Path("cramp-planner.html"))
    parser.add_argument("--folder", type=Path, help="write a folder for a server, too")
    parser.add_argument("--theme", type=Path, help="a clinic's theme, for all sheets of this page")
    parser.add_argument("--cache", type=Path, default=ROOT / "build" / "web", help="where what is fetched is kept")
    options = parser.parse_args()
    try:
        questions = form()
        theme = load_theme(options.theme) if options.theme else None
        data = payload(options.cache, theme)
    except (FetchError, FormError, PlannerError) as error:
        sys.exit(str(error))
    made = page_bytes(document(written(data), questions, theme))
    if len(made) > MOST_BYTES:
        sys.exit(f"the page is of {len(made):,} bytes; at most {MOST_BYTES:,} are allowed")
    options.output.write_bytes(made)
    if options.folder:
        _write_folder(options.folder, made)
    sys.stderr.write(f"{options.output}: {len(made):,} bytes, sha256 {hashlib.sha256(made).hexdigest()}\n")


if __name__ == "__main__":
    main()
