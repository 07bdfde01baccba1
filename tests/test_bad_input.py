"""Bad input on the command line: one clear message with its place, the right exit code, and nothing written.

Each message has a file of its own in `errors/cli`: ``<name>.txt`` holds the command, the exit code and what standard
error must say; a file of that name with another ending is the bad input, called ``case`` in the command.
"""

import shutil
from pathlib import Path

import pytest

from tests.running import Ran, left_in, run

CASES = Path(__file__).parent / "errors" / "cli"
TOLD = sorted(CASES.glob("*.txt"))
MADE_INPUT = 'as_of = 2026-11-21\n[[incomes]]\nsource = "wage"\namount = 6200\n'


def told(path: Path) -> tuple[list[str], int, str]:
    """The command, the exit code and the message that the file asks for."""
    command, code, message = path.read_text(encoding="utf-8").split("\n", 2)
    return command.split(), int(code.removeprefix("exit ")), message


def bring(path: Path, folder: Path) -> None:
    """Lays the bad input of that name into the folder, as ``case`` with its own ending."""
    for given in path.parent.glob(f"{path.stem}.*"):
        if given != path:
            shutil.copy(given, folder / f"case{given.suffix}")


def refused(ran: Ran, code: int) -> None:
    """Nothing on standard output, one message or more on standard error, and no traceback among them."""
    assert (ran.code, ran.out) == (code, ""), ran.err
    assert ran.err.strip()
    assert "Traceback" not in ran.err
    assert "debtadvisor/" not in ran.err


@pytest.mark.parametrize("path", TOLD, ids=lambda path: path.stem)
def test_bad_input_is_answered_with_its_message_and_nothing_is_written(path: Path, tmp_path: Path) -> None:
    command, code, message = told(path)
    bring(path, tmp_path)
    before = left_in(tmp_path)
    # Where a report can be asked for, it is: it must not appear.
    with_output = command[0] in ("plan", "script", "batch") and "--output" not in command
    ran = run(tmp_path, *command, *(["--output", "report.out"] if with_output else []))
    refused(ran, code)
    assert ran.err == message
    assert left_in(tmp_path) == before


def test_every_bad_input_has_its_message() -> None:
    assert len(TOLD) > 40
    assert {path.stem for path in CASES.iterdir()} == {path.stem for path in TOLD}


def test_an_old_report_stays_when_the_new_one_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "case.toml").write_text("debts = []\n", encoding="utf-8")
    (tmp_path / "plan.txt").write_text("last week's plan", encoding="utf-8")
    refused(run(tmp_path, "plan", "case.toml", "--output", "plan.txt"), 3)
    assert (tmp_path / "plan.txt").read_text(encoding="utf-8") == "last week's plan"
    assert left_in(tmp_path) == ["case.toml", "plan.txt"]


def test_messages_come_in_the_language_asked_for(tmp_path: Path) -> None:
    (tmp_path / "case.toml").write_text(MADE_INPUT, encoding="utf-8")
    for words, env in ((["--lang", "en"], {}), ([], {"DEBTADVISOR_LANG": "en"}), ([], {"LANG": "en_GB.UTF-8"})):
        ran = run(tmp_path, "plan", "case.toml", *words, env=env)
        refused(ran, 3)
        assert "case.toml: spending: This has to be given." in ran.err
        assert not any("\u4e00" <= letter <= "\u9fff" for letter in ran.err)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("case.json", '{"note": ' + "[" * 100_000 + "]" * 100_000 + "}"),
        ("case.json", '{"a":' * 100_000),
        ("case.toml", "note = " + "[" * 100_000 + "]" * 100_000 + "\n"),
        ("case.toml", "note = " + "{a = " * 20_000 + "1" + "}" * 20_000 + "\n"),
        ("case.toml", "note = " + "9" * 10_000 + "\n"),
        ("case.json", '{"schema": ' + "9" * 10_000 + "}"),
    ],
    ids=["json-lists", "json-tables", "toml-lists", "toml-tables", "toml-digits", "json-digits"],
)
def test_input_made_to_exhaust_the_reader_is_refused_in_one_line(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    ran = run(tmp_path, "plan", name, "--output", "report.out")
    refused(ran, 3)
    assert ran.err.startswith(f"{name}: ")
    assert len(ran.err) < 300
    assert left_in(tmp_path) == [name]


def test_a_huge_file_is_refused_without_being_shown(tmp_path: Path) -> None:
    (tmp_path / "case.toml").write_bytes(b'note = "' + b"x" * 20_000_000 + b'"\n')
    ran = run(tmp_path, "plan", "case.toml")
    refused(ran, 3)
    assert "case.toml: note: 这段话有 20000000 个字" in ran.err
    assert len(ran.err) < 1_000


def test_names_that_no_file_can_have_are_refused(tmp_path: Path) -> None:
    for words in (["plan", "x" * 300], ["plan", ""], ["batch", "x" * 300], ["plan", "a.toml", "--policies", ""]):
        refused(run(tmp_path, *words), 2)


def test_a_bad_name_does_not_reach_the_terminal_as_it_is(tmp_path: Path) -> None:
    ran = run(tmp_path, "plan", "\x1b[31m\u202egone.toml")
    refused(ran, 2)
    assert ran.err.startswith("�[31m�gone.toml: ")


@pytest.mark.parametrize(
    "words",
    [
        ["pln"],
        ["plan"],
        ["plan", "a.toml", "b.toml"],
        ["plan", "a.toml", "--colour"],
        ["plan", "a.toml", "--format", "yaml"],
        ["plan", "a.toml", "--lang", "fr"],
        ["plan", "a.toml", "--width", "12"],
        ["batch", "a.csv", "--jobs", "0"],
        ["batch", "a.csv", "--input", "xlsx"],
        ["policies"],
        ["policies", "shw"],
        ["template", "--format", "yaml"],
        [],
    ],
    ids=" ".join,
)
def test_a_wrong_command_line_is_exit_2_with_a_hint_on_how_to_go_on(tmp_path: Path, words: list[str]) -> None:
    ran = run(tmp_path, *words)
    assert ran.code == 2
    assert "Traceback" not in ran.err
    assert "-h" in ran.err + ran.out
    assert left_in(tmp_path) == []


def test_a_stale_book_stops_under_strict_only(tmp_path: Path) -> None:
    """Rows are to be read again by 2028 at the latest; the case counts from the end of 2029."""
    rest = '[[spending]]\nheading = "food"\namount = 1500\n'
    card = '[[debts]]\nkind = "bank_credit_card"\nprincipal = 9000\nmethod = "revolving"\nnext_due = 2029-12-09\n'
    case = MADE_INPUT.replace("2026", "2029") + rest + card
    (tmp_path / "case.toml").write_text(case, encoding="utf-8")
    assert run(tmp_path, "plan", "case.toml").code == 0
    for command in ("plan", "script"):
        ran = run(tmp_path, command, "case.toml", "--strict", "--output", "report.out")
        refused(ran, 4)
        assert "2029-11-21" in ran.err
        assert "复核" in ran.err
    assert left_in(tmp_path) == ["case.toml"]


def test_a_case_on_standard_input_is_read_as_strictly(tmp_path: Path) -> None:
    for given, place in (
        ("a = 1\nb = \n", "-: line 2: "),
        (b"a = 1\nb = '\xff'\n", "-: line 2: "),
        ('{"note": 1,}', "-: line 1: "),
        ("", "-: "),
    ):
        ran = run(tmp_path, "plan", "-", given=given)
        refused(ran, 3)
        assert ran.err.startswith(place)


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("zh", "每期 1,000 元还不清：光利息一期就要 15,000 元。至少每期 15,000.01 元才还得清。"),
        ("en", "1,000 yuan each time never pays it off: the interest alone is 15,000 yuan. It takes at least"),
    ],
)
def test_sums_in_a_message_are_written_as_on_a_page(tmp_path: Path, lang: str, said: str) -> None:
    """18 % a year of a million is 15,000 a month."""
    words = ("--principal", "1000000", "--rate", "0.18", "--payment", "1000", "--lang", lang)
    ran = run(tmp_path, "schedule", *words)
    refused(ran, 2)
    assert said in ran.err
