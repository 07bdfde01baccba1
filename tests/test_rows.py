"""Many cases at once: a case that cannot be read is reported, and the rest go on."""

import io
import tracemalloc
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from debtadvisor.core.codes import EventKind, Heading, Pot, RatePer
from debtadvisor.core.errors import CaseError, InputError
from debtadvisor.intake.build import case_from
from debtadvisor.intake.rows import CaseRow, cases_from_csv, cases_from_folder, cases_from_jsonl
from tests.strategies import AS_OF, KNOWN

HEADER = "case_id,income,spending.food,lender,principal,instalments_left"


def csv(*lines: str, header: str = HEADER) -> list[CaseRow]:
    return list(cases_from_csv(io.StringIO("\n".join((header, *lines)) + "\n")))


def found(row: CaseRow) -> tuple[str, list[tuple[str, str]]]:
    """Key of a case and what is wrong with it."""
    return row.key, [(problem.where, problem.code) for problem in row.problems]


# --- CSV --------------------------------------------------------------------------------------------


def test_rows_that_share_a_case_id_are_one_case() -> None:
    rows = csv("a,6200,1500,花呗,8.6万,12期", "a,,,借呗,5000,6", "b,1,1,花呗,1,1")
    assert [(row.key, row.place, row.problems) for row in rows] == [("a", "lines 2-3", ()), ("b", "line 4", ())]
    case = case_from(rows[0].answers, KNOWN, AS_OF)
    assert case.id == "a"
    assert [debt.lender for debt in case.debts] == ["huabei", "jiebei"]
    assert case.debts[0].principal.high == 8_600_000
    assert case.incomes[0].amount.high == 620_000


def test_columns_of_lists_tables_business_and_events() -> None:
    header = (
        "CASE_ID,income,business_income,spending.stock,spending.food,cash_for_debts,causes,lender,principal,"
        "instalments_left,debt_circumstances,minimum_share,offer_amount,offer_until,events"
    )
    cells = (
        "a,1,9000,3000,800,500,job_loss|illness,花呗,5000,3,still_used|side_fees,10%,3000,2026-12-31,"
        "summons 2026-11-02|demand 2026-09-01"
    )
    case = case_from(csv(cells, header=header)[0].answers, KNOWN, AS_OF)
    assert [(income.pot, income.amount.high) for income in case.incomes] == [
        (Pot.HOUSEHOLD, 100),
        (Pot.BUSINESS, 900_000),
    ]
    assert [(line.heading, line.pot) for line in case.spending] == [
        (Heading.FOOD, Pot.HOUSEHOLD),
        (Heading.STOCK, Pot.BUSINESS),
    ]
    assert (case.assets[0].value.high, case.assets[0].for_debts) == (50_000, 50_000)
    assert case.hardship.causes == ("job_loss", "illness")
    debt = case.debts[0]
    assert debt.circumstances == ("still_used", "side_fees")
    assert debt.minimum is not None
    assert debt.written_offer is not None
    assert [(event.kind, event.debt) for event in case.events] == [
        (EventKind.SUMMONS, debt.id),
        (EventKind.DEMAND, debt.id),
    ]


def test_a_fee_a_promotion_and_an_order_have_columns_of_their_own() -> None:
    header = (
        "case_id,income,spending.food,lender,principal,instalments_left,"
        "monthly_fee,promotion_rate,promotion_until,pay_order"
    )
    rows = csv("a,6200,800,花呗,5000,3,15,0.02%/日,2027-03-31,jiebei|huabei", "a,,,借呗,9000,12,,,,", header=header)
    case = case_from(rows[0].answers, KNOWN, AS_OF)
    first, second = case.debts
    assert (first.monthly_fee, second.monthly_fee, second.promotion) == (1_500, 0, None)
    assert first.promotion is not None
    assert (first.promotion.rate.per, first.promotion.until) == (RatePer.DAY, date(2027, 3, 31))
    assert case.goals.order == ("jiebei", "huabei")


def test_a_wrong_header_is_refused_with_the_nearest_column() -> None:
    with pytest.raises(CaseError) as refused:
        csv("a", header="caseid,lendr,lender,lender")
    assert [(p.where, p.code, p.values.get("nearest")) for p in refused.value.problems] == [
        ("column 1", "unknown_column", "case_id"),
        ("column 2", "unknown_column", "lender"),
        ("column 4", "duplicate_column", None),
        ("line 1", "missing_column", None),
    ]


def test_an_empty_csv_is_refused() -> None:
    with pytest.raises(CaseError) as refused:
        list(cases_from_csv(io.StringIO("\n\n")))
    assert refused.value.problems[0].code == "empty_file"


def test_a_broken_line_spoils_its_neighbours_and_nothing_else() -> None:
    rows = csv("a,1,1,花呗,1,1", "a,1,1", "b,1,1,花呗,1,1", "c,1,1,花呗,1,1")
    assert [found(row) for row in rows] == [
        ("a", [("line 3", "cells_in_line")]),
        ("b", [("line 3", "cells_in_line")]),
        ("c", []),
    ]


def test_a_broken_line_inside_a_case_spoils_that_case_only() -> None:
    rows = csv("a,1,1,花呗,1,1", ",1,1,花呗,1,1", "a,1,1,借呗,1,1", "b,1,1,花呗,1,1")
    assert [found(row) for row in rows] == [("a", [("line 3", "missing_case_id")]), ("b", [])]


def test_a_quote_in_the_wrong_place_names_its_line() -> None:
    rows = csv('a,1,1,"花"呗,1,1', "b,1,1,花呗,1,1")
    assert [found(row) for row in rows] == [("line 2", [("line 2", "bad_line")]), ("b", [("line 2", "bad_line")])]


def test_rows_of_a_case_must_agree_on_the_household() -> None:
    rows = csv("a,1,1,花呗,1,1", "a,2,1,借呗,1,1")
    assert [found(row) for row in rows] == [("a", [("line 3: income", "differs_in_case")])]


def test_a_case_id_that_comes_back_is_reported() -> None:
    rows = csv("a,1,1,花呗,1,1", "b,1,1,花呗,1,1", "a,1,1,借呗,1,1")
    assert [found(row) for row in rows] == [("a", []), ("b", []), ("a", [("line 4", "case_id_returns")])]


def test_a_byte_order_mark_and_full_width_header_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "cases.csv"
    path.write_bytes(b"\xef\xbb\xbf" + f"ｃase_id{HEADER[7:]}\na,1,1,花呗,1,1\n".encode())
    with path.open(encoding="utf-8-sig", newline="") as stream:
        assert [found(row) for row in cases_from_csv(stream)] == [("a", [])]


def test_another_encoding_is_refused_with_the_way_out(tmp_path: Path) -> None:
    path = tmp_path / "cases.csv"
    path.write_bytes(f"{HEADER}\na,1,1,花呗,1,1\n".encode("gb18030"))
    with path.open(encoding="utf-8-sig", newline="") as stream, pytest.raises(CaseError) as refused:
        list(cases_from_csv(stream))
    assert refused.value.problems[0].code == "csv_encoding"
    with path.open(encoding="gb18030", newline="") as stream:
        assert [found(row) for row in cases_from_csv(stream)] == [("a", [])]


# --- JSONL and folders --------------------------------------------------------------------------------


def test_each_line_of_jsonl_is_a_case_and_a_bad_one_does_not_stop_the_rest() -> None:
    lines = [b'{"id": "a"}\n', b"\n", b"{\n", b'{"note": "\xff"}\n', b"[]\n", b'{"note": "x"}\n', b'{"id": "a"}\n']
    assert [found(row) for row in cases_from_jsonl(lines)] == [
        ("a", []),
        ("line 3", [("line 3", "broken_json")]),
        ("line 4", [("line 4", "not_utf8")]),
        ("line 5", [("line 5", "not_a_table")]),
        ("line-6", []),
        ("a", [("id", "case_id_returns")]),
    ]


def test_a_folder_gives_its_cases_by_name(tmp_path: Path) -> None:
    (tmp_path / "b.toml").write_text("note = 'x'")
    (tmp_path / "a.json").write_text('{"id": "first"}')
    (tmp_path / "c.toml").write_text("note = ")
    (tmp_path / "readme.txt").write_text("no case")
    rows = list(cases_from_folder(tmp_path))
    assert [(row.place, *found(row)) for row in rows] == [
        ("a.json", "first", []),
        ("b.toml", "b", []),
        ("c.toml", "c", [("line 1", "broken_toml")]),
    ]


def test_a_folder_without_cases_is_an_input_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for path, code in (
        (tmp_path, "no_cases"),
        (tmp_path / "none", "file_missing"),
        (tmp_path / "file", "not_a_folder"),
    ):
        with pytest.raises(InputError) as refused:
            list(cases_from_folder(path))
        assert refused.value.problems[0].code == code


def test_memory_does_not_grow_with_the_number_of_cases() -> None:
    def lines(count: int) -> Iterator[str]:
        yield HEADER + "\n"
        for i in range(count):
            yield f"case-{i},6200,1500,花呗,8000,12\n"

    def peak(count: int) -> int:
        tracemalloc.start()
        for row in cases_from_csv(lines(count)):
            assert not row.problems
        size = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return size

    peak(10)
    # Only the eight-byte marks of the ids stay, about a hundred bytes each with their place in the set.
    assert peak(4000) - peak(400) < 3600 * 150
