"""reportlab is loaded alone: no file, module or variable of a user's runs in it or changes what it writes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

RENDER = ("-m", "planner", "render", str(ROOT / "examples" / "ana.yaml"), "--start", "2026-11-23", "-q", "-o")
MARK = "import pathlib, os; pathlib.Path(os.environ['MARK']).touch(); pageCompression = 0; pdfComments = 1"
FILES = ("home/.reportlab_mods", "home/.reportlab_settings", "path/reportlab_mods.py", "path/reportlab_settings.py")
VARIABLES = {"RL_pdfComments": "1", "RL_pdfMultiLine": "1", "RL_xmlParser": "no such parser"}


def _python(*args: str | Path, folder: Path, **variables: str) -> str:
    env = {name: value for name, value in os.environ.items() if not name.startswith("RL_")}
    env |= {"HOME": str(folder / "home"), "USERPROFILE": str(folder / "home"), "MARK": str(folder / "mark")}
    env |= {"PYTHONPATH": os.pathsep.join([str(folder / "path"), str(ROOT)]), **variables}
    done = subprocess.run(
        [sys.executable, *args], cwd=folder, env=env, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return a sheet as it is where nobody has set anything."""
    folder = tmp_path_factory.mktemp("plain")
    _python(*RENDER, folder / "plain.pdf", folder=folder)
    return (folder / "plain.pdf").read_bytes()


@pytest.mark.parametrize("file", FILES)
def test_a_file_that_reportlab_would_run_is_not_run(plain: bytes, tmp_path: Path, file: str) -> None:
    (tmp_path / file).parent.mkdir()
    (tmp_path / file).write_text(MARK)
    _python(*RENDER, tmp_path / "p.pdf", folder=tmp_path)
    assert not (tmp_path / "mark").exists()
    assert (tmp_path / "p.pdf").read_bytes() == plain
    # The trap is one: reportlab on its own falls into it.
    _python("-c", "import reportlab.rl_config", folder=tmp_path)
    assert (tmp_path / "mark").exists()


def test_variables_for_reportlab_change_no_byte(plain: bytes, tmp_path: Path) -> None:
    _python(*RENDER, tmp_path / "p.pdf", folder=tmp_path, **VARIABLES)
    assert (tmp_path / "p.pdf").read_bytes() == plain


def test_a_program_keeps_its_own_modules_and_variables(tmp_path: Path) -> None:
    (tmp_path / "path").mkdir()
    (tmp_path / "path" / "reportlab_mods.py").write_text("whose = 'the program'")
    code = "import planner.formats.pdf.layout.pagination, os, reportlab_mods as m"
    code += "; print(os.environ['RL_pdfComments'], m.whose)"
    assert _python("-c", code, folder=tmp_path, RL_pdfComments="1").split() == ["1", "the", "program"]


def test_a_program_that_loaded_reportlab_first_keeps_its_settings(tmp_path: Path) -> None:
    code = "from reportlab import rl_config; import planner.formats.pdf.layout.pagination; print(rl_config.pdfComments)"
    assert _python("-c", code, folder=tmp_path, RL_pdfComments="1").strip() == "1"
    code = "import planner.formats.pdf.layout.pagination; from reportlab import rl_config; print(rl_config.pdfComments)"
    assert _python("-c", code, folder=tmp_path, RL_pdfComments="1").strip() == "0"
