"""The READMEs are true: their commands run, every command, option, exit code and key is named, CI calls their line."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from debtadvisor.cli import exits
from debtadvisor.cli.app import app_for
from tests.readme_fields import fields_table

ROOT = Path(__file__).parent.parent
READMES = {"en": ROOT / "README.md", "zh": ROOT / "README.zh-CN.md"}


def text(lang: str) -> str:
    return READMES[lang].read_text(encoding="utf-8")


def shell_blocks(lang: str) -> list[str]:
    return re.findall(r"```sh\n(.*?)```", text(lang), re.DOTALL)


def test_ci_runs_the_test_line_of_the_readme_as_it_stands() -> None:
    install, test, *_ = shell_blocks("en")
    assert install == shell_blocks("zh")[0]
    assert test == shell_blocks("zh")[1]
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert test.strip() in ci.splitlines()
    assert install.strip().endswith("debtadvisor demo")


@pytest.mark.parametrize("lang", READMES)
def test_the_tour_runs_as_written(lang: str, tmp_path: Path) -> None:
    tour = shell_blocks(lang)[2]
    assert tour.count("debtadvisor") >= 8
    lines = "set -e\n" + tour.replace("debtadvisor ", f"{sys.executable} -m debtadvisor ")
    done = subprocess.run(["sh", "-c", lines], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "case.toml").exists()


@pytest.mark.parametrize("lang", READMES)
def test_every_command_and_option_is_named(lang: str) -> None:
    page = text(lang)
    root = typer.main.get_command(app_for(()))
    commands = dict(getattr(root, "commands", {}))
    for name, command in list(commands.items()):
        commands |= {f"{name} {sub}": one for sub, one in getattr(command, "commands", {}).items()}
    assert len(commands) >= 10
    for name, command in commands.items():
        assert name.split()[-1] in page, name
        for option in command.params:
            long = [word for word in option.opts if word.startswith("--") and word != "--help"]
            assert all(word in page for word in long), f"{name} {long}"


@pytest.mark.parametrize("lang", READMES)
def test_every_exit_code_is_named(lang: str) -> None:
    codes = {value for name, value in vars(exits).items() if name.isupper() and isinstance(value, int)}
    assert codes == {1, 2, 3, 4, 5, 70, 130}
    for code in codes:
        assert re.search(rf"^\| {code} \|", text(lang), re.MULTILINE), code


@pytest.mark.parametrize("lang", READMES)
def test_every_key_of_a_case_is_named(lang: str) -> None:
    assert fields_table(lang) in text(lang)


@pytest.mark.parametrize("lang", READMES)
def test_every_dependency_has_its_reason(lang: str) -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    needed = re.search(r"^dependencies = \[(.*?)^\]", project, re.DOTALL | re.MULTILINE)
    assert needed is not None
    names = re.findall(r'"([A-Za-z0-9-]+)', needed[1])
    assert len(names) == 4
    for name in names:
        assert re.search(rf"^\| {name}\b", text(lang), re.MULTILINE), name


@pytest.mark.parametrize("path", ["debtadvisor", "policies.toml", "README.md", "README.zh-CN.md", "CHANGELOG.md"])
def test_nothing_that_ships_names_this_machine(path: str) -> None:
    here = ROOT / path
    files = [here] if here.is_file() else [p for p in here.rglob("*") if p.suffix in {".py", ".toml", ".json"}]
    for file in files:
        assert str(ROOT.parent) + "/" not in file.read_text(encoding="utf-8"), file
