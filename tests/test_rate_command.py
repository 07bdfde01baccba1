"""``debtadvisor rate`` from outside: what it prints in every form, and that pages say no more than they may."""

import json
import re
from datetime import date
from decimal import Decimal
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest

from debtadvisor.cli.rate_asked import Asked, no_rate
from debtadvisor.core.ceilings import LineState, Say
from debtadvisor.core.codes import LenderKind
from debtadvisor.core.rates.apr import EuUnit
from debtadvisor.core.rates.costs import CostMeasure
from debtadvisor.core.rates.errors import NoRate
from debtadvisor.intake.book import load_book
from debtadvisor.intake.explain import explain
from debtadvisor.intake.flags import Flags
from debtadvisor.output.layout import layout
from debtadvisor.output.rate.page import rate_report
from debtadvisor.output.rate.schema import rate_schema, schema_text
from debtadvisor.output.terminal import plain
from debtadvisor.text.catalogue import LANGUAGES, Catalogue, topic
from tests.book_scope import beyond
from tests.running import Ran, columns, run

FEE = ("--principal", "12000", "--monthly-fee", "0.6%", "--count", "12")
LOAN = ("--received", "12000", "--payment", "1072", "--count", "12")
DEAR = ("--received", "12000", "--payment", "1250", "--count", "12")
BOOK = load_book()
DAY = ("--as-of", "2026-11-22")
# The flows of Microsoft's page of XIRR, seen by the borrower.
EXCEL = "2008-01-01,10000\n2008-03-01,-2750\n2008-10-30,-4250\n2009-02-15,-3250\n2009-04-01,-2750\n"


def rate(folder: Path, *words: str, given: str | bytes = b"") -> Ran:
    ran = run(folder, "rate", *words, *DAY, given=given)
    assert (ran.code, ran.err) == (0, ""), ran.err
    return ran


def document(folder: Path, *words: str, given: str | bytes = b"") -> dict[str, object]:
    found = rate(folder, *words, "--format", "json", given=given).read()
    validator().validate(found)
    return found


def validator() -> jsonschema.Draft202012Validator:
    schema = json.loads(schema_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def test_the_schema_in_the_package_is_the_one_the_codes_give(tmp_path: Path) -> None:
    shipped = files("debtadvisor") / "schemas" / "rate.schema.json"
    assert shipped.read_text(encoding="utf-8") == schema_text()
    assert json.loads(schema_text()) == rate_schema()
    assert run(tmp_path, "template", "--format", "rate-schema").out == schema_text()


# --- figures ------------------------------------------------------------------------------------------


def test_a_fee_instalment_costs_nearly_twice_what_it_says(tmp_path: Path) -> None:
    # 7.2 % by the quote, 13.03 % nominal, 13.84 % effective: a public note, recomputed by three solvers (peers.md).
    found = document(tmp_path, *FEE)
    assert (found["received"], found["total_paid"], found["cost"]) == ("12000.00", "12864.00", "864.00")
    assert round(Decimal(str(found["nominal_annual"])), 4) == Decimal("0.1303")
    assert round(Decimal(str(found["effective_annual"])), 4) == Decimal("0.1384")
    assert (found["monthly_fee"], found["count"], found["way"]) == ("0.006", 12, "fee")
    page = rate(tmp_path, *FEE).out
    for figure in ("7.2%", "13.03%", "13.84%"):
        assert figure in page
    assert document(tmp_path, *LOAN) == {**found, "way": "instalments", "monthly_fee": None}
    assert document(tmp_path, *FEE[:3], "月费率0.6%", *FEE[4:]) == found


def test_dated_flows_give_the_rate_of_the_spreadsheets(tmp_path: Path) -> None:
    # 37.34 % on https://support.microsoft.com/Excel/xirr-function
    (tmp_path / "f.csv").write_text(EXCEL, encoding="utf-8")
    found = document(tmp_path, "--flows", "f.csv")
    assert round(Decimal(str(found["xirr"])), 4) == Decimal("0.3734")
    assert (found["irr_monthly"], found["apr_us"]) == (None, None)
    assert found["effective_annual"] == found["xirr"]
    convention = found["convention"]
    assert isinstance(convention, dict)
    assert (convention["nominal"], convention["start"]) == ("daily_x365", "2008-01-01")
    assert document(tmp_path, "--flows", "-", given=EXCEL) == found


def test_files_of_flows_may_have_a_header_a_mark_blank_lines_and_any_order(tmp_path: Path) -> None:
    plain = document(tmp_path, "--flows", "-", given=EXCEL)
    lines = EXCEL.splitlines()
    fussy = "\ufeff日期,金额\n\n" + "\n".join([lines[0].replace("10000", '"+10,000.00"'), "", *lines[1:]]) + "\n,\n"
    assert document(tmp_path, "--flows", "-", given=fussy) == plain
    turned = document(tmp_path, "--flows", "-", given="\n".join(reversed(lines)).replace("-2750", "−2750"))
    assert turned["xirr"] == plain["xirr"]
    assert isinstance(turned["convention"], dict)
    assert turned["convention"]["flows_sorted"] is True
    assert "已经排好再算" in rate(tmp_path, "--flows", "-", given="\n".join(reversed(lines))).out


def test_due_days_make_the_rate_by_days_and_a_regular_month_both(tmp_path: Path) -> None:
    months = document(tmp_path, *LOAN)
    dated = document(tmp_path, *LOAN, "--start", "2026-01-09", "--first", "2026-02-09")
    for key in ("irr_monthly", "nominal_annual", "effective_annual", "apr_eu", "apr_us"):
        assert dated[key] == months[key]
    assert months["xirr"] is None
    assert abs(Decimal(str(dated["xirr"])) - Decimal(str(months["effective_annual"]))) < Decimal("0.001")
    assert document(tmp_path, *LOAN, "--start", "2026-01-09") == dated


def test_a_later_first_payment_is_cheaper(tmp_path: Path) -> None:
    soon = document(tmp_path, *LOAN, "--start", "2026-01-09", "--first-after", "20")
    late = document(tmp_path, *LOAN, "--start", "2026-01-09", "--first-after", "45")
    assert Decimal(str(late["xirr"])) < Decimal(str(soon["xirr"]))
    assert (soon["irr_monthly"], late["irr_monthly"]) == (None, None)
    assert late["apr_us"] is not None
    today = document(tmp_path, *LOAN, "--first-after", "45")
    assert isinstance(today["convention"], dict)
    assert (today["convention"]["start"], today["convention"]["start_assumed"]) == ("2026-11-22", True)


def test_fees_are_part_of_the_cost(tmp_path: Path) -> None:
    # A fee kept back is the same as less received; a fee each time the same as a higher payment.
    kept = document(tmp_path, *LOAN, "--fee-upfront", "600", "--fee-monthly", "10.5")
    same = document(tmp_path, "--received", "11400", "--payment", "1082.5", "--count", "12")
    assert kept == same


@pytest.mark.parametrize(
    ("words", "nominal"),
    [
        (("--received", "1200", "--payment", "100", "--count", "12"), "0.000000000000"),
        (("--received", "1000", "--payment", "1100", "--count", "1"), "1.200000000000"),
        (("--received", "1000000000000", "--payment", "999999999999.99", "--count", "1"), "-0.000000000000"),
    ],
    ids=["zero", "one instalment", "a trillion less one fen"],
)
def test_corners_have_exact_answers(tmp_path: Path, words: tuple[str, ...], nominal: str) -> None:
    assert Decimal(str(document(tmp_path, *words)["nominal_annual"])) == Decimal(nominal)


def test_a_trillion_yuan_is_counted_to_the_fen(tmp_path: Path) -> None:
    found = document(tmp_path, "--received", "1000000000000", "--payment", "100000000000", "--count", "12")
    assert (found["total_paid"], found["cost"]) == ("1200000000000.00", "200000000000.00")


def test_paying_back_less_than_received_is_said_and_gives_a_rate_below_zero(tmp_path: Path) -> None:
    less = ("--received", "12000", "--payment", "900", "--count", "12")
    assert str(document(tmp_path, *less)["nominal_annual"]).startswith("-0.")
    assert "利率是负的" in rate(tmp_path, *less).out


# --- quotes ---------------------------------------------------------------------------------------------


def test_a_daily_quote_is_told_on_both_day_bases(tmp_path: Path) -> None:
    found = document(tmp_path, "--convert", "日万五")
    quotes = found["quotes"]
    assert isinstance(quotes, list)
    assert [(q["day_base"], Decimal(q["year"])) for q in quotes] == [(360, Decimal("0.18")), (365, Decimal("0.1825"))]
    assert [Decimal(q["yuan_a_day_on_10000"]) for q in quotes] == [Decimal(5), Decimal(5)]
    assert found["nominal_annual"] is None
    page = rate(tmp_path, "--convert", "日万五").out
    for part in ("360天", "365天", "18%", "18.25%", "1.5%"):
        assert part in page


def test_a_monthly_fee_is_told_for_the_usual_numbers_of_instalments(tmp_path: Path) -> None:
    found = document(tmp_path, "--convert", "月费率0.6%")
    fees = found["fee_instalments"]
    assert isinstance(fees, list)
    assert [fee["count"] for fee in fees] == [3, 6, 12, 24, 36]
    assert fees[2]["nominal_annual"] == document(tmp_path, *FEE)["nominal_annual"]
    assert len(document(tmp_path, "--convert", "月费率0.6%", "--count", "18")["fee_instalments"]) == 1  # type: ignore[arg-type]  # a list by the schema


# --- lines ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", LenderKind)
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("day", ["2019-09-01", "2026-08-10", None])
def test_no_page_claims_what_does_not_reach_that_lender(kind: LenderKind, lang: str, day: str | None) -> None:
    told = {"received": "12000", "payment": "1250", "count": "12", "kind": kind.value, "as_of": "2026-11-22"}
    told |= {"contract_date": day} if day else {}
    result = Asked(told, Flags(date(2026, 11, 22))).of_payments(BOOK)
    page = plain(layout(rate_report(result, BOOK, Catalogue(lang)), 400))
    assert list(beyond(page, kind)) == []
    if kind is not LenderKind.PRIVATE_LENDING:
        assert not re.search(r"15\.4%|13\.4%|(?<!\d)12%", page)
    else:
        assert "12378" not in page


def test_without_a_lender_lines_are_listed_and_nothing_is_claimed(tmp_path: Path) -> None:
    ceilings = document(tmp_path, *DEAR)["ceilings"]
    assert isinstance(ceilings, list)
    assert {one["kind"] for one in ceilings} >= {"bank_credit_card", "private_lending"}
    assert not any(one["claimable"] or one["excess"] for one in ceilings)
    page = rate(tmp_path, *DEAR).out
    assert "没有说是谁放的款" in page
    assert "能做的" not in page


def test_a_lender_is_known_by_any_of_its_names(tmp_path: Path) -> None:
    by_name = document(tmp_path, *DEAR, "--lender", "花唄")
    assert by_name == document(tmp_path, *DEAR, "--lender", "huabei")
    assert by_name["kind"] is not None
    sources = by_name["sources"]
    assert isinstance(sources, list)
    assert {"spc-finance-2017", "private-lending-reach"} <= {source["id"] for source in sources}


def test_the_sum_above_the_line_is_named_to_the_fen(tmp_path: Path) -> None:
    # 12,000 over 12 months at 2 % a month is 1,134.7151592 a month (PMT); 12 x (1,250 - that) is 1,383.42.
    ceilings = document(tmp_path, *DEAR, "--kind", "microloan")["ceilings"]
    assert isinstance(ceilings, list)
    court = ceilings[0]
    assert (court["rule"], court["excess"], court["claimable"]) == ("rate-24-cap-financial-loans", "1383.42", True)
    assert "1,383.42 元" in rate(tmp_path, *DEAR, "--kind", "microloan").out


def test_below_the_line_nothing_is_put_into_the_borrowers_mouth(tmp_path: Path) -> None:
    page = rate(tmp_path, *LOAN, "--kind", "bank_credit_card").out
    assert "没有超过 24%" in page
    assert "请先减掉" not in page
    assert "太高了" not in page


def test_an_old_iou_asks_for_the_day_of_the_suit(tmp_path: Path) -> None:
    words = (*DEAR, "--kind", "private_lending", "--contract-date", "2019-09-01")
    assert "--filed" in rate(tmp_path, *words).out
    assert "13.4%" in rate(tmp_path, *words, "--filed", "2024-08-01").out


# --- pages ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", [40, 80])
@pytest.mark.parametrize("words", [FEE, (*DEAR, "--kind", "bank_credit_card"), ("--convert", "年化18%")])
def test_pages_fit_the_screen(tmp_path: Path, lang: str, width: int, words: tuple[str, ...]) -> None:
    page = rate(tmp_path, *words, "--lang", lang, "--width", str(width)).out
    assert max(map(columns, page.splitlines())) <= width
    assert page == page.replace(" \n", "\n")
    assert rate(tmp_path, *words, "--lang", lang, "--format", "markdown").out.startswith("# ")


def test_the_english_page_is_english(tmp_path: Path) -> None:
    page = rate(tmp_path, *DEAR, "--lang", "en", "--first-after", "40").out
    before_sources = page.partition("Sources\n")[0]
    assert not re.search(r"[\u4e00-\u9fff]", before_sources)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_code_of_the_page_has_its_sentence(lang: str) -> None:
    """A code without words would stop the page in front of somebody who needs it."""
    words = Catalogue(lang)
    without_line = {LineState.KNOWN}
    keys = [f"not.{code}" for code in Say] + [f"brief.{code}" for code in Say if code is not Say.NO_PRIVATE_LINE]
    keys += [f"say.{code}" for code in Say if code is not Say.NOT_YET]
    keys += [f"state.{code}" for code in LineState if code not in without_line]
    keys += [f"rates.{code}" for code in CostMeasure] + [f"unit.{code}" for code in EuUnit]
    for key in keys:
        assert isinstance(words.find("rate", key), str), key
    for why in NoRate:
        problem = no_rate("--flows", why)
        assert "$" not in explain(problem, words)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_blank_is_in_braces(lang: str) -> None:
    assert not re.search(r"\$(?!\{)", json.dumps(topic(lang, "rate"), ensure_ascii=False))


def test_an_answer_can_be_kept_in_a_file(tmp_path: Path) -> None:
    ran = run(tmp_path, "rate", *LOAN, *DAY, "--output", "rate.txt")
    assert (ran.code, ran.out) == (0, "")
    assert (tmp_path / "rate.txt").read_text(encoding="utf-8") == rate(tmp_path, *LOAN).out


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    ran = run(tmp_path, "rate", "--received", "-5", "--payment", "x", "--count", "0", "--kind", "bank", "--lang", "en")
    assert ran.code == 2
    assert [line.partition(":")[0] for line in ran.err.splitlines()] == ["--received", "--payment", "--count", "--kind"]
