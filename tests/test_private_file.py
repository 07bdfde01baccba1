"""A private file is written whole or not at all, and never in place of something that is no file."""

import os
import stat
from pathlib import Path

import pytest

from debtadvisor.core.errors import InputError
from debtadvisor.private_file import private_file


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_only_the_owner_can_read_it(tmp_path: Path) -> None:
    with private_file(tmp_path / "case.toml") as stream:
        stream.write("欠款\n")
    assert (tmp_path / "case.toml").read_text(encoding="utf-8") == "欠款\n"
    assert mode(tmp_path / "case.toml") == 0o600


def test_an_old_file_becomes_private_when_it_is_written_anew(tmp_path: Path) -> None:
    path = tmp_path / "case.toml"
    path.write_text("old")
    path.chmod(0o644)
    with private_file(path) as stream:
        stream.write("new")
    assert (path.read_text(), mode(path)) == ("new", 0o600)


def test_a_crash_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "case.toml"
    path.write_text("old")

    def crash() -> None:
        with private_file(path) as stream:
            stream.write("half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        crash()
    assert path.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["case.toml"]


def test_a_link_keeps_pointing_where_it_did(tmp_path: Path) -> None:
    real, link = tmp_path / "real.toml", tmp_path / "link.toml"
    real.write_text("old")
    link.symlink_to(real)
    with private_file(link) as stream:
        stream.write("new")
    assert link.is_symlink()
    assert real.read_text() == "new"


def test_a_pipe_or_a_folder_is_never_replaced(tmp_path: Path) -> None:
    pipe, folder = tmp_path / "pipe", tmp_path / "folder"
    os.mkfifo(pipe)
    folder.mkdir()
    for path in (pipe, folder):
        with pytest.raises(InputError) as refused, private_file(path) as stream:
            stream.write("x")
        assert refused.value.problems[0].code == "not_a_file"
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_folder_that_does_not_exist_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused, private_file(tmp_path / "none" / "case.toml") as stream:
        stream.write("x")
    assert refused.value.problems[0].code == "unwritable"
