"""What people write is read exactly, or refused; it is never guessed."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debtadvisor.core.codes import RatePer
from debtadvisor.intake.units import (
    UnitError,
    amount_of,
    amount_range_of,
    count_of,
    date_of,
    is_unknown,
    rate_of,
    yes_or_no,
)

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("8632.17", "8632.17"),
        ("1,234.56", "1234.56"),
        ("１２，３４５元", "12345"),
        ("¥3,000", "3000"),
        ("￥3000.5", "3000.5"),
        ("8.6万", "86000"),
        ("8.6 万元", "86000"),
        ("8.6w", "86000"),
        ("3千块", "3000"),
        ("5k", "5000"),
        ("1万2千", "12000"),
        ("1万2千3百元", "12300"),
        ("人民币500元", "500"),
        ("0", "0"),
        ("-5", "-5"),
        ("1.00000000000000000000000000001万", "10000.0000000000000000000000001"),
    ],
)
def test_sums_are_read_exactly(text: str, yuan: str) -> None:
    assert amount_of(text) == Decimal(yuan)


@pytest.mark.parametrize(
    "text",
    ["", " ", "万", "1,2,3", "12,34", "1234,567", "8万6", "1.2.3", "1 234", "三千", "约8000", "1e5", "nan", "9" * 70],
)
def test_a_sum_that_could_mean_two_things_is_refused(text: str) -> None:
    with pytest.raises(UnitError) as refused:
        amount_of(text)
    assert refused.value.code == "amount_unclear"


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("3000-5000", "3000", "5000"),
        ("3千~5千", "3000", "5000"),
        ("3,000到5,000元", "3000", "5000"),
        ("12", "12", "12"),
    ],
)
def test_a_range_has_two_ends(text: str, low: str, high: str) -> None:
    assert amount_range_of(text) == (Decimal(low), Decimal(high))


@pytest.mark.parametrize("text", ["3-5-8", "3-", "约3-5"])
def test_half_a_range_is_refused(text: str) -> None:
    with pytest.raises(UnitError):
        amount_range_of(text)


@pytest.mark.parametrize(
    ("text", "figure", "per"),
    [
        ("18%", "0.18", RatePer.YEAR),
        ("年化18%", "0.18", RatePer.YEAR),
        ("年利率：１８％", "0.18", RatePer.YEAR),
        ("0.18", "0.18", RatePer.YEAR),
        ("0", "0", RatePer.YEAR),
        ("0.05%/日", "0.0005", RatePer.DAY),
        ("0.05%/天", "0.0005", RatePer.DAY),
        ("0.05% / day", "0.0005", RatePer.DAY),
        ("日利率0.05%", "0.0005", RatePer.DAY),
        ("日万五", "0.0005", RatePer.DAY),
        ("日息万分之五", "0.0005", RatePer.DAY),
        ("日万四点五", "0.00045", RatePer.DAY),
        ("万5/日", "0.0005", RatePer.DAY),
        ("万2.5每天", "0.00025", RatePer.DAY),
        ("万元日息5", "0.0005", RatePer.DAY),
        ("万元日息 3.5元", "0.00035", RatePer.DAY),
        ("一万块一天5块", "0.0005", RatePer.DAY),
        ("月费率0.6%", "0.006", RatePer.MONTHLY_FEE),
        ("月费率 0.6%", "0.006", RatePer.MONTHLY_FEE),
        ("每期费率0.75%", "0.0075", RatePer.MONTHLY_FEE),
        ("1.5%/月", "0.015", RatePer.MONTH),
        ("月利率1.5%", "0.015", RatePer.MONTH),
        ("月息6‰", "0.006", RatePer.MONTH),
        ("月息1分", "0.01", RatePer.MONTH),
        ("月息一分五厘", "0.015", RatePer.MONTH),
        ("月息8厘", "0.008", RatePer.MONTH),
    ],
)
def test_rates_in_their_usual_forms(text: str, figure: str, per: RatePer) -> None:
    assert rate_of(text) == (Decimal(figure), per)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("18", "rate_looks_like_percent"),
        ("年利率18", "rate_looks_like_percent"),
        ("1", "rate_looks_like_percent"),
        ("月费率0.6", "rate_needs_percent"),
        ("0.05/日", "rate_needs_percent"),
        ("万五", "rate_needs_period"),
        ("年息1分", "rate_unclear"),
        ("年化18%/月", "rate_unclear"),
        ("月息", "rate_unclear"),
        ("很高", "rate_unclear"),
        ("-5%", "rate_unclear"),
        ("", "rate_unclear"),
    ],
)
def test_a_rate_without_its_unit_is_refused(text: str, code: str) -> None:
    with pytest.raises(UnitError) as refused:
        rate_of(text)
    assert refused.value.code == code


def test_eighteen_is_answered_with_both_right_forms() -> None:
    with pytest.raises(UnitError) as refused:
        rate_of("18")
    assert refused.value.values == {"given": "18", "percent": "18", "fraction": "0.18"}


@pytest.mark.parametrize(
    ("text", "ahead", "expected"),
    [
        ("2026-11-21", False, date(2026, 11, 21)),
        ("2026/1/5", False, date(2026, 1, 5)),
        ("2026.1.5", False, date(2026, 1, 5)),
        ("2026年11月9日", False, date(2026, 11, 9)),
        ("11月20日", False, date(2026, 11, 20)),
        ("11月22日", False, date(2025, 11, 22)),
        ("11月20日", True, date(2027, 11, 20)),
        ("2月29日", False, date(2024, 2, 29)),
        ("2月29号", True, date(2028, 2, 29)),
        ("21日", False, date(2026, 11, 21)),
        ("22号", False, date(2026, 10, 22)),
        ("31日", False, date(2026, 10, 31)),
        ("31日", True, date(2026, 11, 30)),
        ("9日", True, date(2026, 12, 9)),
        ("逾期40天", False, date(2026, 10, 12)),
        ("已逾期3个月", False, date(2026, 8, 21)),
        ("10天前", False, date(2026, 11, 11)),
        ("昨天", False, date(2026, 11, 20)),
        ("今天", False, TODAY),
    ],
)
def test_dates_and_parts_of_dates(text: str, ahead: bool, expected: date) -> None:
    assert date_of(text, TODAY, ahead=ahead) == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2026-02-30", "impossible_date"),
        ("13月1日", "impossible_date"),
        ("32日", "impossible_date"),
        ("逾期99999个月", "impossible_date"),
        ("20261121", "bad_date"),
        ("11/21", "bad_date"),
        ("上个月", "bad_date"),
        ("2026-1/5", "bad_date"),
        ("", "bad_date"),
    ],
)
def test_dates_that_do_not_exist_or_are_not_clear(text: str, code: str) -> None:
    with pytest.raises(UnitError) as refused:
        date_of(text, TODAY)
    assert refused.value.code == code


def test_counts_and_answers() -> None:
    assert [count_of(text) for text in ("36", "36期", "１２ 个月".replace(" ", ""), "-1")] == [36, 36, 12, -1]
    assert [yes_or_no(text) for text in ("是", "yes", "TRUE", "否", "没有", "0")] == [
        True,
        True,
        True,
        False,
        False,
        False,
    ]
    assert is_unknown(" 不知道 ")
    assert is_unknown("Unknown")
    assert not is_unknown(0)
    for text, read in (("3.5", count_of), ("也许", yes_or_no)):
        with pytest.raises(UnitError):
            read(text)


@given(st.text(max_size=80))
def test_any_text_gives_a_value_or_a_unit_error(text: str) -> None:
    for read in (amount_of, amount_range_of, rate_of, lambda t: date_of(t, TODAY), count_of, yes_or_no):
        refused: UnitError | None = None
        try:
            read(text)
        except UnitError as wrong:
            refused = wrong
        assert refused is None or all(value.encode("utf-8") or not value for value in refused.values.values())


@given(st.integers(min_value=0, max_value=10**14))
def test_a_sum_written_with_separators_is_the_same_sum(fen: int) -> None:
    assert amount_of(f"{fen // 100:,}.{fen % 100:02d}元") * 100 == fen
