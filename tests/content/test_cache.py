"""What is kept of the plans between runs is right or it is not used, whoever may have touched it."""

from __future__ import annotations

import os
import random
import shutil
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from conftest import ROOT
from small_plans import write

from planner.content import cache as contentcache
from planner.content.cache import Kept, fingerprint
from planner.content.loader import read_content
from planner.model.folder import Records

FLIPS = 1500


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a small folder of plans."""
    (tmp_path / "plans").mkdir()
    return write(tmp_path / "plans")


@pytest.fixture
def kept(folder: Path, tmp_path: Path) -> Kept:
    """Return what is kept of it, with its content kept already."""
    found = Kept(folder, tmp_path / "kept")
    found("content", Records, lambda: read_content(folder).raw)
    return found


def forbidden() -> Records:
    """Fail: what is kept should have served."""
    raise AssertionError("it was worked out again")


def remade(kept: Kept, raw: Records) -> bool:
    """Return whether content was worked out anew; it is the same content in any case."""
    asked: list[bool] = []

    def work() -> Records:
        asked.append(True)
        return raw

    assert kept("content", Records, work) == raw
    return bool(asked)


def flips(data: bytes) -> Iterator[bytes]:
    """Yield the data with one bit turned, at places all over it, its first and last bytes among them."""
    chance = random.Random(7)  # noqa: S311 - places to try, no secret
    places = {*range(64), *range(len(data) - 64, len(data)), *chance.sample(range(len(data)), FLIPS - 128)}
    for place in sorted(places):
        turned = bytearray(data)
        turned[place] ^= 1 << chance.randrange(8)
        yield bytes(turned)


def test_what_was_kept_serves_the_next_run(folder: Path, kept: Kept, tmp_path: Path) -> None:
    assert Kept(folder, tmp_path / "kept")("content", Records, forbidden) == read_content(folder).raw


def test_a_flipped_bit_anywhere_is_seen_and_mended(folder: Path, kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", lambda handle: None)
    raw, file = read_content(folder).raw, kept.file("content")
    good = file.read_bytes()
    for bad in flips(good):
        file.write_bytes(bad)
        assert remade(kept, raw)
        assert file.read_bytes() == good
    assert not remade(kept, raw)


@pytest.mark.wide
def test_a_flipped_bit_in_what_is_kept_of_our_plans_is_seen(tmp_path: Path) -> None:
    ours = Kept(ROOT / "plans", tmp_path / "kept")
    raw = ours("content", Records, lambda: read_content(ROOT / "plans").raw)
    file = ours.file("content")
    good = file.read_bytes()
    for bad in list(flips(good))[:: FLIPS // 30]:
        file.write_bytes(bad)
        assert remade(ours, raw)
        assert file.read_bytes() == good


@pytest.mark.parametrize("cut", [0, 1, 31, 32, 33, 1000, -1])
def test_a_file_that_is_cut_short_or_longer_is_mended(folder: Path, kept: Kept, cut: int) -> None:
    raw, file = read_content(folder).raw, kept.file("content")
    good = file.read_bytes()
    for bad in (good[:cut], good + b" "):
        file.write_bytes(bad)
        assert remade(kept, raw)
        assert file.read_bytes() == good


def test_one_thing_that_is_kept_is_never_taken_for_another(folder: Path, kept: Kept) -> None:
    shutil.copyfile(kept.file("content"), kept.file("phrases"))
    with pytest.raises(AssertionError, match="worked out again"):
        kept("phrases", Records, forbidden)
    other = Kept(folder, kept.place)
    other.mark = "0" * 32
    shutil.copyfile(kept.file("content"), other.file("content"))
    with pytest.raises(AssertionError, match="worked out again"):
        other("content", Records, forbidden)


@pytest.mark.parametrize("mode", [0o777, 0o775, 0o757])
def test_a_folder_that_others_can_write_to_is_not_trusted(folder: Path, kept: Kept, mode: int) -> None:
    kept.place.chmod(mode)
    with pytest.raises(AssertionError, match="worked out again"):
        kept("content", Records, forbidden)
    # It is ours, so we may close it again.
    assert remade(kept, read_content(folder).raw)
    assert stat.S_IMODE(kept.place.stat().st_mode) == 0o755
    assert not remade(kept, read_content(folder).raw)


@pytest.mark.parametrize("mode", [0o666, 0o664, 0o646])
def test_a_file_that_others_can_write_to_is_not_trusted(folder: Path, kept: Kept, mode: int) -> None:
    kept.file("content").chmod(mode)
    assert remade(kept, read_content(folder).raw)
    assert stat.S_IMODE(kept.file("content").stat().st_mode) == 0o644


def test_only_what_the_user_or_the_administrator_wrote_is_trusted(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    def owned(file: Path, uid: int) -> os.stat_result:
        return os.stat_result((*file.stat()[:4], uid, *file.stat()[5:]))

    for file in (kept.place, kept.file("content")):
        for me, owner, trusted in ((1000, 1000, True), (1000, 0, True), (1000, 1001, False), (0, 1000, False)):
            monkeypatch.setattr(os, "geteuid", lambda me=me: me)
            assert contentcache._trusted(owned(file, owner)) is trusted


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give a file away")
@pytest.mark.parametrize("whose", ["file", "folder"])
def test_a_file_or_folder_of_somebody_else_is_not_trusted(folder: Path, kept: Kept, whose: str) -> None:
    os.chown(kept.file("content") if whose == "file" else kept.place, 54321, -1)
    assert remade(kept, read_content(folder).raw)
    # A folder of somebody else is not written to either.
    assert remade(kept, read_content(folder).raw) is (whose == "folder")


def test_a_link_to_another_folder_is_not_trusted(folder: Path, kept: Kept, tmp_path: Path) -> None:
    kept.place.rename(tmp_path / "elsewhere")
    kept.place.symlink_to(tmp_path / "elsewhere")
    assert remade(kept, read_content(folder).raw)
    assert remade(kept, read_content(folder).raw)


def test_what_is_kept_can_be_read_by_all_and_written_by_one(folder: Path, tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        kept = Kept(folder, tmp_path / "kept")
        kept("content", Records, lambda: read_content(folder).raw)
    finally:
        os.umask(before)
    assert stat.S_IMODE(kept.place.stat().st_mode) == 0o755
    assert stat.S_IMODE(kept.file("content").stat().st_mode) == 0o644


def test_a_place_that_cannot_be_written_to_costs_only_time(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    kept = Kept(folder, tmp_path / "file" / "kept")
    assert remade(kept, read_content(folder).raw)
    assert remade(kept, read_content(folder).raw)


def test_only_the_newest_is_kept(folder: Path, kept: Kept) -> None:
    (folder / "README.md").write_text("more")
    newer = Kept(folder, kept.place)
    assert remade(newer, read_content(folder).raw)
    assert [file.name for file in kept.place.iterdir()] == [newer.file("content").name]


def _swap(folder: Path) -> None:
    one, other = (folder / "safety" / name for name in ("rules.yaml", "allergies.yaml"))
    first, second = one.read_bytes(), other.read_bytes()
    one.write_bytes(second)
    other.write_bytes(first)


def _swap_folders(folder: Path) -> None:
    (folder / "safety" / "week.yaml").write_bytes((folder / "week.yaml").read_bytes())
    (folder / "week.yaml").unlink()


@pytest.mark.parametrize(
    "change",
    [
        _swap,
        _swap_folders,
        lambda folder: (folder / "week.yaml").unlink(),
        lambda folder: (folder / "pictures" / "calf.svg").unlink(),
        lambda folder: (folder / "safety" / "more.yml").write_text(""),
        lambda folder: (folder / "week.yaml").rename(folder / "weak.yaml"),
        lambda folder: (folder / "week.yaml").write_bytes((folder / "week.yaml").read_bytes() + b"\n"),
    ],
)
def test_the_key_sees_each_file_with_its_folder(folder: Path, change: Callable[[Path], object]) -> None:
    before = fingerprint(folder)
    change(folder)
    assert fingerprint(folder) != before


def test_files_of_one_name_in_two_folders_have_their_own_place_in_the_key(tmp_path: Path) -> None:
    marks = set()
    for first, second in (("one", "two"), ("two", "one")):
        for folder, text in (("a", first), ("b", second)):
            (tmp_path / folder).mkdir(exist_ok=True)
            (tmp_path / folder / "same.yaml").write_text(text)
        marks.add(fingerprint(tmp_path))
    assert len(marks) == 2


def test_the_key_sees_the_program_and_its_libraries(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    marks = [fingerprint(folder)]
    monkeypatch.setattr(msgspec, "__version__", "0.0.0")
    marks.append(fingerprint(folder))
    code = Path(shutil.copytree(ROOT / "planner", tmp_path / "planner"))
    monkeypatch.setattr(contentcache, "_PACKAGE", code)
    assert fingerprint(folder) == marks[-1]
    for file in ("content/checks/texts.py", "files/yaml.py", "logic/criteria.py", "model/items.py"):
        (code / file).write_text((code / file).read_text() + "\n")
        marks.append(fingerprint(folder))
    assert len(set(marks)) == len(marks)
