"""A line of shell in which `planner` is the command, for tests of what a shell hands over."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from conftest import ROOT


def shell(command: str, folder: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a line of shell in which `planner` is the command."""
    script = f'planner() {{ "{sys.executable}" -m planner "$@"; }}; {command}'
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "", **more}
    return subprocess.run(
        ["bash", "-c", script], cwd=folder, env=env, capture_output=True, text=True, check=False, timeout=60
    )
