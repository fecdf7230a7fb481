"""How tests run a command: in this process, looking at what it leaves behind, or in one of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from click.testing import Result

ROOT = Path(__file__).resolve().parent.parent
Run = Callable[..., Result]
START = ("--start", "2026-11-23")
ANA = "name: Ana García\nid: A-1024\nage: 67\nsex: female\nmedications: [furosemide 40 mg tablets, Zocor]\n"


def files(folder: Path) -> set[str]:
    """Return the names of what stands in a folder."""
    return {path.name for path in folder.iterdir()}


def planner_process(*args: str, seed: str = "0", folder: Path) -> subprocess.CompletedProcess[bytes]:
    """Run the planner in a process of its own."""
    env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-m", "planner", *args], cwd=folder, env=env, capture_output=True, check=False
    )


def started(*args: str, folder: Path, **more: Any) -> subprocess.Popen[bytes]:
    """Start the planner in a process of its own, and go on."""
    # What a shell starts in the background ignores Ctrl-C, and so would all that it starts.
    more.setdefault("preexec_fn", lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
    env = {**os.environ, "PYTHONPATH": str(ROOT), **more.pop("env", {})}
    return subprocess.Popen(
        [sys.executable, "-m", "planner", *args],
        cwd=folder,
        env=env,
        stderr=subprocess.PIPE,
        **more,
    )
