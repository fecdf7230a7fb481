"""The page as HTML: a shell that holds the payload, a frame that holds everything else, and the policy of both."""

from __future__ import annotations

import base64
import codecs
import hashlib
import html
import json
import re
import struct
from pathlib import Path
from typing import Any

from planner.model.sheet import ClinicTheme

PAGE = Path(__file__).with_name("page")
SANDBOX = "allow-scripts allow-downloads allow-modals"
# What a server that offers the page should say with it; the page holds its policy itself.
HEADERS = {
    "Content-Type": "text/html; charset=utf-16",
    "Content-Security-Policy": "frame-ancestors 'none'; form-action 'none'; base-uri 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), browsing-topics=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-cache",
}
_WORKER = ("unpack.js", "worker.js")
_FRAME = (
    *("shut.js", "unpack.js", "dom.js", "program.js", "understanding.js", "fields.js", "profile.js", "record.js"),
    *("keep.js", "steps.js", "reading.js", "pages.js", "sheet.js", "frame.js"),
)


def _read(*names: str) -> str:
    return "\n".join((PAGE / name).read_text("utf-8") for name in names)


def _script(*names: str) -> str:
    """Return files of JavaScript as one script with a scope of its own."""
    return f'"use strict";\n(() => {{\n{_read(*names)}\n}})();\n'


def _hash(text: str) -> str:
    """Return the sums of a script or style for a policy: as browsers should take it, and as the page is encoded."""
    sums = (hashlib.sha256(text.encode(encoding)).digest() for encoding in ("utf-8", "utf-16-le"))
    return " ".join(f"'sha256-{base64.b64encode(one).decode()}'" for one in sums)


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


# The page is written in UTF-16, so that a letter holds two bytes and little is lost. What HTML would change or take for
# a tag, and halves of letters, stand behind a sign, each as another letter.
_SIGN, _AWAY = "\x01", 0x8000
_NOT_AS_IT_IS = re.compile(f"[\0{_SIGN}\r<\ud800-\udfff]")


def written(data: bytes) -> str:
    """Return bytes as letters that may stand inside a script of a page in UTF-16; `page/shell.js` reads them."""
    pairs = struct.unpack(f"<{len(data) // 2 + len(data) % 2}H", data + b"\0" * (len(data) % 2))
    return _NOT_AS_IT_IS.sub(lambda found: _SIGN + chr(ord(found[0]) ^ _AWAY), "".join(map(chr, pairs)))


def page_bytes(text: str) -> bytes:
    """Return a page as it is kept: its first two bytes name the encoding, and no server can name another."""
    return codecs.BOM_UTF16_LE + text.encode("utf-16-le")


def _as_json(data: Any) -> str:
    """Return data as JSON that may stand inside a script of HTML."""
    return json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")


def document(payload: str, form: dict[str, Any], clinic: ClinicTheme | None = None) -> str:
    """Return the whole page: the payload as `written` gives it, the form with all its words, and whose page it is."""
    style, shell_style = _read("frame.css"), _read("shell.css")
    shell = _script("shell.js")
    worker = _script(*_WORKER)
    frame = f"const DATA = {_as_json({'worker': worker, **form})};\n{_script(*_FRAME)}"
    rules = policy([shell, frame], [style, shell_style])
    words = form["words"]
    said = {"TITLE": words["title"], "SKIP": words["skip-link"], "DRAFT": words["draft"], "MADE": words["made-by"]}
    said = {name: html.escape(text) for name, text in said.items()}
    said["CLINIC"] = _line_of(clinic, words) if clinic else ""
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


def _line_of(clinic: ClinicTheme, words: dict[str, str]) -> str:
    """Return the line of a clinic below the title of the page."""
    said = [words["from-clinic"].format(name=clinic.name)]
    said += [words["call-clinic"].format(telephone=clinic.telephone)] if clinic.telephone else []
    return f'<p class="clinic">{"".join(f"<span>{html.escape(one)}</span> " for one in said)}</p>'


def _filled(name: str, **values: str) -> str:
    """Return a file with each `{{NAME}}` replaced, in one go: what is put in is not looked at again."""
    pieces = (PAGE / name).read_text("utf-8").split("{{")
    out = [pieces[0]]
    for piece in pieces[1:]:
        key, _, rest = piece.partition("}}")
        out += [values[key], rest]
    return "".join(out)
