"""Every message has a bad input of its own in `errors/cases`, and stands in every language."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Template

import pytest

from debtadvisor.core.errors import DebtAdvisorError, Problem
from debtadvisor.intake.build import case_from
from debtadvisor.intake.explain import explain
from debtadvisor.intake.files import read_answers
from debtadvisor.intake.rows import cases_from_csv, cases_from_jsonl
from debtadvisor.text.catalogue import LANGUAGES, Catalogue, topic
from tests.strategies import AS_OF, KNOWN

PACKAGE = Path(__file__).parents[1] / "debtadvisor"
CASES = Path(__file__).parent / "errors" / "cases"
COMMANDS = sorted(CASES.with_name("cli").glob("*.txt"))
BAD = sorted(path for path in CASES.iterdir() if path.suffix != ".txt")

# Trouble with a file itself or with the terminal, which no file in a folder can show; see test_files, test_wizard.
OF_THE_SYSTEM = {
    "file_missing",
    "not_a_file",
    "not_a_folder",
    "file_unreadable",
    "file_too_big",
    "unwritable",
    "no_cases",
    "input_ended",
    "no_chinese",
}


def problems_in(path: Path) -> tuple[Problem, ...]:
    """Everything that is reported about that input."""
    try:
        if path.suffix == ".csv":
            with path.open(encoding="utf-8-sig", newline="") as stream:
                return tuple(problem for row in cases_from_csv(stream) for problem in row.problems)
        if path.suffix == ".jsonl":
            return tuple(
                problem for row in cases_from_jsonl(path.read_bytes().splitlines()) for problem in row.problems
            )
        case_from(read_answers(path)[0], KNOWN, AS_OF)
    except DebtAdvisorError as wrong:
        return wrong.problems
    return ()


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_each_bad_input_is_answered_with_its_message_at_its_place(path: Path) -> None:
    found = problems_in(path)
    expected = path.with_suffix(".txt").read_text(encoding="utf-8").splitlines()
    assert [f"{problem.where} {problem.code}".strip() for problem in found] == expected
    for lang in LANGUAGES:
        for problem in found:
            sentence = explain(problem, Catalogue(lang))
            assert "$" not in sentence
            assert sentence.endswith(("。", "？", ".", "?"))


# --- completeness -------------------------------------------------------------------------------------

# Where the code of a message stands among the arguments of what reports it.
_REPORTERS = {"Problem": 1, "report": 1, "UnitError": 0, "_refuse": 0, "_number": 1}


def codes(folder: Path, reporters: dict[str, int]) -> Iterator[str]:
    """Every code that the sources in that folder, or that source, report."""
    for path in sorted(folder.rglob("*.py")) if folder.is_dir() else (folder,):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
                if name in reporters and len(node.args) > reporters[name]:
                    yield from _texts(node.args[reporters[name]])
            elif isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == "code" for t in node.targets):
                yield from _texts(node.value)


def _texts(node: ast.expr) -> Iterator[str]:
    """The codes that an argument may be: one, or either arm of a choice."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _texts(node.body)
        yield from _texts(node.orelse)


INTAKE = frozenset(codes(PACKAGE / "intake", _REPORTERS))
FLAGS = frozenset(
    code
    for name in (
        *("flags", "loans", "offers", "flows", "whatif", "append", "log_entries", "agreements", "rehearsal"),
        *("paste/listed", "paste/line", "paste/whole"),
    )
    for code in codes(PACKAGE / "intake" / f"{name}.py", _REPORTERS)
)
POLICY = frozenset(codes(PACKAGE / "core" / "policy", {"say": 1, "Problem": 1}))


def test_every_message_of_intake_has_a_bad_input() -> None:
    assert len(INTAKE) > 60
    shown = {problem.code for path in BAD for problem in problems_in(path)}
    assert sorted(INTAKE - shown - FLAGS - OF_THE_SYSTEM) == []


def test_every_message_about_a_flag_has_a_bad_command_line() -> None:
    assert len(FLAGS) > 8
    told = "\n".join(path.read_text(encoding="utf-8") for path in COMMANDS)
    sentences = topic("zh", "problems")
    assert [code for code in sorted(FLAGS) if not re.search(_pattern(str(sentences[code])), told)] == []


def _pattern(sentence: str) -> str:
    """What a line with that sentence looks like, whatever fills its blanks."""
    return ".+".join(re.escape(part) for part in re.split(r"\$\{\w+\}", sentence))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_code_has_a_sentence_and_every_sentence_a_code(lang: str) -> None:
    sentences = topic(lang, "problems")
    reported = INTAKE | POLICY | OF_THE_SYSTEM
    assert sorted(reported - sentences.keys()) == []
    plain = {key.removesuffix("_near").removesuffix("_open") for key in sentences}
    assert sorted(plain - set(all_codes())) == []


def all_codes() -> Iterator[str]:
    """Codes of the whole package: other stages report problems in the same words."""
    yield from codes(PACKAGE, _REPORTERS | {"say": 1})


@pytest.mark.parametrize(
    "name", sorted(path.stem for path in (PACKAGE / "text" / "zh").glob("*.toml") if path.stem != "report")
)
def test_both_languages_have_the_same_sentences_with_the_same_blanks(name: str) -> None:
    assert blanks(topic("zh", name)) == blanks(topic("en", name))


def blanks(table: object, place: str = "") -> dict[str, list[str]]:
    """Names to be filled in for each sentence, by its place."""
    if isinstance(table, dict):
        return {key: names for name, inner in table.items() for key, names in blanks(inner, f"{place}.{name}").items()}
    lines = table if isinstance(table, list) else [table]
    return {place: sorted({name for line in lines for name in Template(str(line)).get_identifiers()})}
