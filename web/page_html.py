"""The page as HTML: a shell that holds the payload, a frame that holds everything else, and the policy of both."""

from __future__ import annotations

import base64
import hashlib
import html
import json
from pathlib import Path
from typing import Any

PAGE = Path(__file__).with_name("page")
SANDBOX = "allow-scripts allow-downloads allow-modals"
# What a server that offers the page should say with it; the page holds its policy itself.
HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": "frame-ancestors 'none'; form-action 'none'; base-uri 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), browsing-topics=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-cache",
}
_WORKER = ("unpack.js", "worker.js")
_FRAME = (
    *("shut.js", "unpack.js", "dom.js", "program.js", "understanding.js", "fields.js", "profile.js", "steps.js"),
    *("reading.js", "pages.js", "sheet.js", "frame.js"),
)


def _read(*names: str) -> str:
    return "\n".join((PAGE / name).read_text("utf-8") for name in names)


def _script(*names: str) -> str:
    """Return files of JavaScript as one script with a scope of its own."""
    return f'"use strict";\n(() => {{\n{_read(*names)}\n}})();\n'


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def policy(scripts: list[str], styles: list[str]) -> str:
    """Return what the page may do: run these scripts and styles, and what it makes itself; reach nobody."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {' '.join(map(_hash, scripts))} 'wasm-unsafe-eval' blob:",
            f"style-src {' '.join(map(_hash, styles))}",
            "img-src blob: data:",
            "font-src blob: data:",
            "worker-src blob:",
            "connect-src 'none'",
            "frame-src 'none'",
            "object-src 'none'",
            "form-action 'none'",
            "base-uri 'none'",
        )
    )


# Five letters for four bytes, so that the file is smaller than with base 64; `.` stands where HTML would see a tag.
_NO_TAG = bytes.maketrans(b"<", b".")


def written(data: bytes) -> str:
    """Return bytes as letters that may stand inside a script of HTML; `page/shell.js` reads them."""
    return base64.b85encode(data, pad=True).translate(_NO_TAG).decode("ascii")


def _as_json(data: Any) -> str:
    """Return data as JSON that may stand inside a script of HTML."""
    return json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")


def document(payload: str, form: dict[str, Any]) -> str:
    """Return the whole page: the payload as `written` gives it, and the form with all its words."""
    style, shell_style = _read("frame.css"), _read("shell.css")
    shell = _script("shell.js")
    worker = _script(*_WORKER)
    frame = f"const DATA = {_as_json({'worker': worker, **form})};\n{_script(*_FRAME)}"
    rules = policy([shell, frame], [style, shell_style])
    words = form["words"]
    said = {"TITLE": words["title"], "SKIP": words["skip-link"], "DRAFT": words["draft"], "MADE": words["made-by"]}
    said = {name: html.escape(text) for name, text in said.items()}
    inner = _filled("frame.html", POLICY=html.escape(rules), STYLE=style, SCRIPT=frame, **said)
    return _filled(
        "shell.html",
        POLICY=html.escape(rules),
        STYLE=shell_style,
        SANDBOX=SANDBOX,
        FRAME=html.escape(inner),
        PAYLOAD=payload,
        SCRIPT=shell,
    )


def _filled(name: str, **values: str) -> str:
    """Return a file with each `{{NAME}}` replaced, in one go: what is put in is not looked at again."""
    pieces = (PAGE / name).read_text("utf-8").split("{{")
    out = [pieces[0]]
    for piece in pieces[1:]:
        key, _, rest = piece.partition("}}")
        out += [values[key], rest]
    return "".join(out)
