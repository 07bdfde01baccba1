"""``schedule`` from outside: what a shell script and a person get, and how bad flags are answered."""

import json
from decimal import Decimal
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest

from tests.running import Ran, columns, run

LOAN = ("schedule", "--principal", "50000", "--rate", "0.18", "--months", "24", "--start", "2026-12-01")


def document(ran: Ran) -> dict[str, object]:
    assert (ran.code, ran.err) == (0, "")
    found = ran.read()
    text = (files("debtadvisor") / "schemas" / "schedule.schema.json").read_text(encoding="utf-8")
    jsonschema.Draft202012Validator(json.loads(text)).validate(found)
    return found


def rows(found: dict[str, object]) -> list[dict[str, str]]:
    listed = found["schedule"]
    assert isinstance(listed, list)
    return listed


def totals(found: dict[str, object]) -> dict[str, str]:
    sums = found["totals"]
    assert isinstance(sums, dict)
    return sums


def test_a_script_gets_every_payment_and_the_convention(tmp_path: Path) -> None:
    found = document(run(tmp_path, *LOAN, "--method", "level_payment", "--format", "json"))
    listed = rows(found)
    assert [listed[0][key] for key in ("due", "principal", "interest", "fee", "balance")] == [
        "2027-01-01",
        "1746.21",  # 2,496.21 - 750.00, the first month's interest on 50,000 at 1.5 %
        "750.00",
        "0.00",
        "48253.79",
    ]
    # PMT(0.015, 24, -50000) is 2,496.205...: the usual spreadsheet formula.
    assert {row["payment"] for row in listed[:-1]} == {"2496.21"}
    assert sum(Decimal(row["principal"]) for row in listed) == 50_000
    assert listed[-1]["balance"] == "0.00"
    assert sum(Decimal(row["payment"]) for row in listed) == Decimal(totals(found)["payment"])


@pytest.mark.parametrize(
    "words",
    [
        ("--method", "equal_principal"),
        ("--method", "interest_only"),
        ("--method", "bullet"),
        ("--method", "daily"),
        ("--method", "revolving", "--minimum-floor", "100", "--due-whole", "500"),
        ("--day-count", "actual_365", "--first", "2026-12-20", "--due-day", "20"),
        ("--fee-rate", "0.2%", "--fee-timing", "upfront"),
        ("--defer", "3", "--defer-interest", "none"),
        ("--defer", "3", "--defer-interest", "simple", "--defer-after", "2"),
        ("--defer", "3", "--defer-interest", "capitalise"),
        ("--extend", "12", "--extend-after", "6"),
        ("--extend", "-6", "--extend-after", "6"),
        ("--prepay", "5000@2027-06-15", "--prepay", "1万@2027-09-01", "--then", "lower"),
        (
            "--step",
            "500x0",
        ),
        ("--step", "800x6", "--step", "1500x6"),
        ("--reprice", "12%@2027-06-01"),
        ("--settle", "80%@2027-06-15"),
        ("--owed", "1200", "--waive", "50%"),
    ],
    ids=lambda words: "-".join(word.lstrip("-") for word in words[:4]),
)
def test_every_method_and_change_is_told_in_every_form(tmp_path: Path, words: tuple[str, ...]) -> None:
    ran = run(tmp_path, *LOAN, *words, "--format", "json")
    if words[-1] == "500x0":
        assert ran.code == 2
        return
    found = document(ran)
    listed, sums = rows(found), totals(found)
    parts = sum(Decimal(row["principal"]) for row in listed)
    assert parts + Decimal(sums["forgiven"]) == 50_000 + Decimal(sums["capitalised"]) or words[0] == "--settle"
    assert listed[-1]["balance"] == "0.00"
    for lang, width in (("zh", 80), ("zh", 40), ("en", 80)):
        page = run(tmp_path, *LOAN, *words, "--lang", lang, "--width", str(width))
        assert (page.code, page.err) == (0, "")
        assert all(columns(line) <= width for line in page.out.splitlines())
        assert f"{Decimal(listed[-1]['payment']):,.2f}" in page.out
        assert "$" not in page.out


def test_a_payment_gives_the_number_of_months(tmp_path: Path) -> None:
    # NPER(0.015, -3000, 50000) is 19.32: nineteen whole payments and a smaller one.
    words = ("schedule", "--principal", "50000", "--rate", "18%", "--payment", "3000", "--format", "json")
    listed = rows(document(run(tmp_path, *words)))
    assert len(listed) == 20
    assert {row["payment"] for row in listed[:-1]} == {"3000.00"}


def test_a_card_instalment_says_that_its_fee_does_not_fall(tmp_path: Path) -> None:
    words = ("schedule", "--principal", "12000", "--method", "fee_instalment", "--rate", "月费率0.6%", "--months", "12")
    page = run(tmp_path, *words)
    assert "每期手续费 72 元，一直按最初的 12,000 元收" in page.out
    assert "1,072" in page.out


def test_a_last_payment_far_above_the_others_is_pointed_out(tmp_path: Path) -> None:
    page = run(tmp_path, *LOAN, "--payment", "1000")
    assert "注意最后一期" in page.out


def test_the_real_cost_of_a_fee_is_the_published_one(tmp_path: Path) -> None:
    # 12,000 in 12 payments of 1,072, advertised as 7.2 % a year: 13.03 % nominal, 13.84 % effective.
    words = ("schedule", "--principal", "12000", "--method", "fee_instalment", "--fee-rate", "0.6%", "--months", "12")
    cost = document(run(tmp_path, *words, "--format", "json"))["cost"]
    assert isinstance(cost, dict)
    assert (round(Decimal(cost["nominal"]), 4), round(Decimal(cost["effective"]), 4)) == (
        Decimal("0.1303"),
        Decimal("0.1384"),
    )
    assert "真实年化约 13.03%" in run(tmp_path, *words).out


def test_the_largest_sum_is_exact(tmp_path: Path) -> None:
    words = ("schedule", "--principal", "1000000000000", "--rate", "0", "--months", "3", "--format", "json")
    found = document(run(tmp_path, *words))
    assert [row["payment"] for row in rows(found)] == ["333333333333.33", "333333333333.33", "333333333333.34"]
