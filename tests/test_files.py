"""A file is read whole or refused, and written whole or not at all."""

import io
import json
import stat
from datetime import date
from decimal import Decimal
from pathlib import Path

import jsonschema
import pytest

from debtadvisor.core.errors import CaseError, DebtAdvisorError, InputError
from debtadvisor.intake.build import case_from
from debtadvisor.intake.case_schema import case_schema, schema_text
from debtadvisor.intake.columns import header
from debtadvisor.intake.files import answers_of, read_answers, write_case, write_private
from debtadvisor.intake.template import template_csv, template_json, template_toml
from debtadvisor.text.catalogue import LANGUAGES, Catalogue
from tests.strategies import AS_OF, KNOWN

PACKAGE = Path(__file__).parents[1] / "debtadvisor"


def refused(path: str | Path, standard_input: bytes = b"") -> tuple[type[DebtAdvisorError], str, str]:
    """How reading that file is refused: kind of error, place, code."""
    with pytest.raises(DebtAdvisorError) as wrong:
        read_answers(path, io.BytesIO(standard_input))
    assert len(wrong.value.problems) == 1
    return type(wrong.value), wrong.value.problems[0].where, wrong.value.problems[0].code


def content(tmp_path: Path, text: bytes, name: str = "case.toml") -> Path:
    path = tmp_path / name
    path.write_bytes(text)
    return path


# --- reading ----------------------------------------------------------------------------------------


def test_numbers_of_a_file_are_exact(tmp_path: Path) -> None:
    toml, origin = read_answers(content(tmp_path, b"sum = 8632.17"))
    assert (toml, origin) == ({"sum": Decimal("8632.17")}, str(tmp_path / "case.toml"))
    assert read_answers(content(tmp_path, b'{"sum": 8632.17}', "case.json"))[0] == {"sum": Decimal("8632.17")}


def test_standard_input_is_json_when_it_starts_with_a_brace_else_toml() -> None:
    assert read_answers("-", io.BytesIO(b' {"a": 1}')) == ({"a": 1}, "-")
    assert read_answers("-", io.BytesIO(b"a = 1")) == ({"a": 1}, "-")


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    assert read_answers(content(tmp_path, b"\xef\xbb\xbfa = 1"))[0] == {"a": 1}


def test_a_file_that_cannot_be_read_is_an_input_error(tmp_path: Path) -> None:
    assert refused(tmp_path / "none.toml") == (InputError, "", "file_missing")
    assert refused(tmp_path) == (InputError, "", "not_a_file")
    assert refused("nul\0.toml") == (InputError, "", "file_missing")
    assert refused(content(tmp_path, b"a = 1") / "inside") == (InputError, "", "file_unreadable")


@pytest.mark.parametrize(
    ("text", "where", "code"),
    [
        (b"", "", "empty_file"),
        (b" \n\xef\xbb\xbf".strip(), "", "empty_file"),
        (b"a = 1\nb = \xff\n", "line 2", "not_utf8"),
        (b"a = 1\nb 2\n", "line 2", "broken_toml"),
        (b"a = 1\nb = 2026-02-30\n", "line 2", "broken_toml"),
        (b"a = 1\na = 2\n", "line 2", "broken_toml"),
        (b"a = [\n1,\n", "line 2", "broken_toml"),
        (b"a = " + b"[" * 5000, "", "broken_toml"),
        (b"a = " + b"9" * 5000, "", "broken_toml"),
    ],
)
def test_broken_toml_names_its_line(tmp_path: Path, text: bytes, where: str, code: str) -> None:
    assert refused(content(tmp_path, text)) == (CaseError, where, code)


@pytest.mark.parametrize(
    ("text", "where", "code"),
    [
        (b'{"a": 1,\n}', "line 2", "broken_json"),
        (b'{"a": 1} x', "line 1", "broken_json"),
        (b'{"a": 1, "a": 2}', "", "duplicate_key"),
        (b"[1]", "", "not_a_table"),
        (b'{"a": ' + b"[" * 100_000, "", "broken_json"),
    ],
)
def test_broken_json_names_its_line(tmp_path: Path, text: bytes, where: str, code: str) -> None:
    assert refused(content(tmp_path, text, "case.json")) == (CaseError, where, code)


def test_numbers_that_no_sum_can_be_are_refused_by_name() -> None:
    for number in ("NaN", "Infinity", "-Infinity", "1e99999999999999999999"):
        found = answers_of(f'{{"debts": [{{"kind": "other", "principal": {number}}}]}}'.encode(), "case.json")
        with pytest.raises(CaseError) as wrong:
            case_from(found, KNOWN, AS_OF)
        assert ("debts[0].principal", "not_finite") in [(p.where, p.code) for p in wrong.value.problems]


# --- writing ----------------------------------------------------------------------------------------


def test_a_written_file_is_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "case.toml"
    path.write_text("old")
    path.chmod(0o644)
    write_private(path, "新\n")
    assert path.read_bytes() == "新\n".encode()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["case.toml"]


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    in_the_way = tmp_path / "case.toml"
    in_the_way.mkdir()
    (in_the_way / "kept").write_text("old")
    with pytest.raises(InputError) as wrong:
        write_private(in_the_way, "new")
    assert wrong.value.problems[0].code == "not_a_file"
    assert (in_the_way / "kept").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["case.toml"]


def test_text_that_is_no_utf8_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "case.toml"
    path.write_text("old")
    with pytest.raises(UnicodeEncodeError):
        write_private(path, "\ud800")
    assert path.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["case.toml"]


def test_a_folder_that_is_not_there_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        write_private(tmp_path / "none" / "case.toml", "x")


def test_a_saved_case_is_that_case_when_it_is_read_again(tmp_path: Path) -> None:
    case = case_from(answers_of(template_toml().encode(), "t"), KNOWN, AS_OF)
    write_case(tmp_path / "case.toml", case)
    assert case_from(read_answers(tmp_path / "case.toml")[0], KNOWN, date(2030, 1, 1)) == case


# --- blank cases and the schema -----------------------------------------------------------------------


def switched_on(template: str) -> str:
    """The blank case with every example in it."""
    lines = template.split("\n")
    return "\n".join(line[1:] if line[:1] == "#" and line[1:2] not in ("", " ") else line for line in lines)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_blank_case_is_valid_as_it_stands_and_with_every_example(lang: str) -> None:
    blank = template_toml(Catalogue(lang))
    assert case_from(answers_of(blank.encode(), "t"), KNOWN, AS_OF).debts[0].lender == "huabei"
    whole = case_from(answers_of(switched_on(blank).encode(), "t"), KNOWN, AS_OF)
    assert len(whole.debts) == 2
    assert whole.confirmations
    assert whole.debts[0].written_offer
    assert whole.debts[0].minimum


def test_the_blank_case_names_every_key() -> None:
    found = answers_of(switched_on(template_toml()).encode(), "t")
    schema = case_schema()["properties"]
    assert isinstance(schema, dict)
    assert set(found) == set(schema)
    for key, value in found.items():
        inner = schema[key].get("items", schema[key]).get("properties")
        rows = value if isinstance(value, list) else [value]
        if inner:
            assert {name for row in rows if isinstance(row, dict) for name in row} == set(inner), key


def test_the_shipped_schema_is_the_one_that_the_table_of_fields_gives() -> None:
    assert (PACKAGE / "schemas" / "case.schema.json").read_text(encoding="utf-8") == schema_text()


def test_blank_case_and_examples_fit_the_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(case_schema())
    check = jsonschema.Draft202012Validator(case_schema())
    check.validate(json.loads(template_json()))
    for path in sorted((PACKAGE / "examples").glob("*.toml")):
        answers, _ = read_answers(path)
        check.validate(json.loads(json.dumps(answers, default=lambda one: _json(one))))


def _json(value: object) -> object:
    return float(value) if isinstance(value, Decimal) else str(value)


@pytest.mark.parametrize(
    "change",
    [{"incom": 1}, {"debts": []}, {"spending": "none"}, {"borrower": {"kind": "robot"}}, {"schema": 2}],
)
def test_the_schema_refuses_what_the_builder_refuses(change: dict[str, object]) -> None:
    found = json.loads(template_json()) | change
    assert not jsonschema.Draft202012Validator(case_schema()).is_valid(found)
    with pytest.raises(CaseError):
        case_from(found, KNOWN, AS_OF)


def test_the_blank_csv_is_the_header_alone() -> None:
    assert template_csv() == ",".join(header()) + "\n"
    assert len(set(header())) == len(header())
