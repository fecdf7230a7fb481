"""Many files as one: what `page/unpack.js` takes apart again."""

from __future__ import annotations

import gzip
import json
import struct
from collections.abc import Mapping

Files = Mapping[str, bytes]


def packed(files: Files) -> bytes:
    """Return files as a length, a list of names and sizes as JSON, and all their bytes one after the other."""
    head = json.dumps([[name, len(data)] for name, data in files.items()]).encode()
    return struct.pack("<I", len(head)) + head + b"".join(files.values())


def unpacked(data: bytes) -> dict[str, bytes]:
    """Return the files that were packed."""
    (size,) = struct.unpack_from("<I", data)
    at, files = 4 + size, {}
    for name, length in json.loads(data[4:at]):
        files[name] = data[at : at + length]
        at += length
    return files


def squeezed(files: Files) -> bytes:
    """Return files packed, each squeezed by itself; the same files give the same bytes."""
    return packed({name: gzip.compress(data, 9, mtime=0) for name, data in files.items()})
