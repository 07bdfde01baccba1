"""What Tab offers: commands, case files, lenders; in each shell."""

import subprocess
import sys
from pathlib import Path

import pytest

from debtadvisor.cli.complete import case_files, lender_names
from debtadvisor.intake.book import load_book
from tests.running import LIMIT_SECONDS, environment

# As the installed command is called: completion goes by its name.
CALLED = "import sys; sys.argv[0] = 'debtadvisor'; from debtadvisor.__main__ import main; main()"


def completed(folder: Path, *words: str) -> list[str]:
    """What bash is offered for the last of these words."""
    asked = {"_DEBTADVISOR_COMPLETE": "complete_bash", "COMP_CWORD": str(len(words))}
    env = environment(folder, **asked, COMP_WORDS=" ".join(("debtadvisor", *words)), PYTHONUTF8="1")
    done = subprocess.run(
        [sys.executable, "-c", CALLED], cwd=folder, env=env, capture_output=True, check=False, timeout=LIMIT_SECONDS
    )
    return done.stdout.decode("utf-8").split()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("case.toml", "cousin.json", "notes.txt", ".hidden.toml"):
        (tmp_path / name).touch()
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "one.toml").touch()
    return tmp_path


def test_commands_case_files_and_lenders_are_completed(folder: Path) -> None:
    assert "wizard" in completed(folder, "wi")
    assert completed(folder, "plan", "c") == ["case.toml", "cases/", "cousin.json"]
    assert completed(folder, "wizard", "--from", "cases/") == ["cases/one.toml"]
    assert completed(folder, "policies", "show", "huab") == ["huabei"]
    assert "花呗" in completed(folder, "arrears", "--lender", "花")
    assert "jiebei" in completed(folder, "rate", "--lender", "jie")
    assert "wangshangdai" in completed(folder, "learn", "--lender", "wang")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_its_script(tmp_path: Path, shell: str) -> None:
    env = environment(tmp_path, _TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION="1", PYTHONUTF8="1")
    done = subprocess.run(
        [sys.executable, "-c", CALLED, "--show-completion", shell],
        cwd=tmp_path,
        env=env,
        capture_output=True,
        check=False,
        timeout=LIMIT_SECONDS,
    )
    said = done.stdout.decode("utf-8")
    assert done.returncode == 0
    assert f"complete_{shell}" in said or "_TYPER_COMPLETE_FISH_ACTION" in said
    assert "debtadvisor" in said


def test_files_elsewhere_and_folders_that_are_not_there_do_no_harm(folder: Path) -> None:
    assert case_files(f"{folder}/ca") == [f"{folder}/case.toml", f"{folder}/cases/"]
    assert case_files(f"{folder}/nowhere/x") == []


def test_every_lender_is_offered_by_id_and_by_its_chinese_names() -> None:
    book = load_book()
    assert {name for name, _ in lender_names("")} == set(book.lenders)
    for row in book.lenders.values():
        assert (row.id, row.name.zh) in lender_names(row.id)
        assert row.name.zh in [name for name, _ in lender_names(row.name.zh[:1])]
