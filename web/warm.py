"""Run inside Pyodide when the page is built: compiles all modules, reads the plans once, and packs what that gives."""

import io
import json
import py_compile
import struct
import sys
import zipfile
from datetime import date
from pathlib import Path

SITE, STDLIB = Path("/site"), Path(f"/lib/python{sys.version_info[0]}{sys.version_info[1]}.zip")
# The bytes of these files are their promise: nothing looks whether a source has changed.
MODE = py_compile.PycInvalidationMode.UNCHECKED_HASH
# Of the standard library, what no page can use: what starts processes, serves, tests, or reads letters of old machines.
LEFT_OUT = (
    "_pyrepl/",
    "ensurepip/",
    "multiprocessing/",
    "asyncio/windows",
    "http/server",
    "http/cookiejar",
    "pydoc_data/",
    "unittest/",
    "wsgiref/",
    "xmlrpc/",
    "venv/",
    "idlelib/",
)
LEFT_OUT += (
    "_pyio.py",
    "bdb.py",
    "doctest.py",
    "ftplib.py",
    "imaplib.py",
    "mailbox.py",
    "pdb.py",
    "pickletools.py",
    "poplib.py",
    "pydoc.py",
    "smtplib.py",
)
LEFT_OUT += tuple(
    f"encodings/{family}"
    for family in ("big5", "cp", "euc", "gb", "hp", "hz", "iso2022", "johab", "koi8", "mac_", "ptcp", "shift", "tis")
)
LEFT_OUT += tuple(f"encodings/iso8859_{part}" for part in range(2, 17))


# A person in each form of a health record, so that what reads it is compiled too.
RECORDS = (
    b'{"resourceType": "Bundle", "entry": [{"resource": {"resourceType": "Patient", "gender": "female"}}]}',
    b'{"resourceType": "Patient", "id": "a", "gender": "female"}',
    b"""<ClinicalDocument xmlns="urn:hl7-org:v3"><recordTarget><patientRole><patient>
    <administrativeGenderCode code="F"/></patient></patientRole></recordTarget></ClinicalDocument>""",
)


def compiled(source: bytes, shown: str) -> bytes:
    """Return a module as Python keeps it compiled."""
    given, made = Path("/tmp/module.py"), Path("/tmp/module.pyc")  # noqa: S108 - the file system of Pyodide
    given.write_bytes(source)
    py_compile.compile(str(given), str(made), dfile=shown, doraise=True, invalidation_mode=MODE, optimize=0)
    return made.read_bytes()


def used() -> set[str]:
    """Return the files of all modules that a sheet loads: these are compiled, and the rest stays as it is written."""
    return {str(getattr(module, "__file__", None)) for module in sys.modules.values()}


def library() -> bytes:
    """Return the standard library, what a sheet loads of it compiled, in a zip that is not squeezed twice."""
    made, loaded = io.BytesIO(), used()
    with zipfile.ZipFile(STDLIB) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as new:
        for name in sorted(old.namelist()):
            if name.endswith("/") or name.startswith(LEFT_OUT):
                continue
            data, info = old.read(name), zipfile.ZipInfo(name)
            if f"{STDLIB}/{name}" in loaded:
                info.filename, data = f"{name}c", compiled(data, f"{STDLIB}/{name}")
            new.writestr(info, data)
    return made.getvalue()


def packed(files: dict[str, bytes]) -> bytes:
    """Return files in the form of web/pack.py."""
    head = json.dumps([[name, len(data)] for name, data in files.items()]).encode()
    return struct.pack("<I", len(head)) + head + b"".join(files.values())


def try_once() -> None:
    """Make a sheet with a slip of the hand in it, so that all that is kept between runs is worked out."""
    import in_page

    in_page.understand("medications", "furosemid; nonsuchol")
    in_page.understand("conditions", "hart failure; no diabtes")
    file = Path("/tmp/record")  # noqa: S108 - the file system of Pyodide
    for record in RECORDS:
        file.write_bytes(record)
        if in_page.opened([str(file)]).get("given", {}).get("sex") != "female":
            raise SystemExit(f"the program cannot read a record: {in_page.opened([str(file)])}")
    made = in_page.sheet({"age": 67, "medications": ["furosemide"]}, {"start": date(2026, 11, 23).isoformat()})
    if made["outcome"] != "plan" or in_page.file("pdf")[:4] != b"%PDF" or not in_page.file("ics"):
        raise SystemExit(f"the program makes no sheet: {made}")


def ours() -> dict[str, bytes]:
    """Return all files of the site, what a sheet loads compiled, and the mark of the plans as they were read."""
    from planner.content.cache import fingerprint

    files, loaded = {}, used()
    for file in sorted(SITE.rglob("*")):
        name = file.relative_to(SITE).as_posix()
        if not file.is_file() or name.endswith(".pyc"):
            continue
        source = file.read_bytes()
        if name.endswith(".py") and str(file) in loaded:
            files[f"/site/{name}c"] = compiled(source, f"/site/{name}")
        else:
            files[f"/site/{name}"] = source
    # Nothing can change in the page: what was kept is not compared with three hundred files at each start.
    return files | {"/site/mark.txt": fingerprint(SITE / "plans").encode()}


try_once()
Path("/warm.pack").write_bytes(packed({"stdlib.zip": library(), "site.pack": packed(ours())}))
