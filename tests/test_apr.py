"""The rates of EU, UK and US law: every figure here is one that a law or its commentary printed."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debtadvisor.core.dates import monthly
from debtadvisor.core.rates.answer import answer_of_dates, answer_of_months, is_monthly
from debtadvisor.core.rates.apr import EuUnit, UsFlow, eu_apr, eu_unit, eu_years, us_apr, us_monthly
from debtadvisor.core.rates.errors import NoRate, NoRateError

NONE = Fraction(0)

# --- EU -----------------------------------------------------------------------------------------------

# Examples of calculation on a calendar basis, from the annex of Directive 98/7/EC, as at
# https://service.betterregulation.com/document/260747 : 12.96 %, 16.9 %, and i = 0.1306623.
EU_EXAMPLES = [
    ([date(1994, 1, 1), date(1995, 7, 1)], [1_000, -1_200], "0.1296"),
    ([date(1994, 1, 1), date(1995, 7, 1)], [950, -1_200], "0.169"),
    ([date(1994, 1, 1), date(1995, 1, 1), date(1996, 1, 1)], [1_000, -600, -600], "0.13066"),
]


@pytest.mark.parametrize(("dates", "amounts", "printed"), EU_EXAMPLES)
def test_the_examples_of_the_directive(dates: list[date], amounts: list[int], printed: str) -> None:
    places = len(printed) - 2
    assert abs(eu_apr(dates, amounts, EuUnit.DAY) - Decimal(printed)) <= Decimal(1).scaleb(-places) / 2


def test_the_standard_year_of_the_directive_is_twelve_equal_months() -> None:
    # A year and a half: (1 + X)^1.5 = 1.2, so X = 1.2^(2/3) - 1.
    found = eu_apr([date(1994, 1, 1), date(1995, 7, 1)], [1_000, -1_200])
    assert (1 + found) ** 3 == pytest.approx(Decimal("1.44"), abs=Decimal("1e-10"))


def test_short_loans_of_the_uk_engine() -> None:
    # https://github.com/simontreanor/FSharp.Finance.Personal/blob/main/tests/AprUnitedKingdomTests.fs: within 0.1 %, by
    # days of a 365th of a year.
    day = date(2012, 10, 10)
    one = eu_apr([day, date(2012, 10, 15)], [50_000, -51_000], EuUnit.DAY)
    two = eu_apr([day, date(2012, 11, 10), date(2012, 12, 10)], [50_000, -27_000, -27_000], EuUnit.DAY)
    assert abs(one - Decimal("3.24436")) < Decimal("0.001")
    assert abs(two - Decimal("0.8463")) < Decimal("0.001")


def test_the_apr_of_a_loan_by_months_is_that_of_another_engine() -> None:
    # https://github.com/andrewmurphy353/curo-python: 10,000 in 6 payments of 1,707 is IRR 8.250040 %, APR 8.569257 %.
    dates = (date(2026, 1, 5), *monthly(date(2026, 2, 5), 6))
    answer = answer_of_dates(dates, (1_000_000, *[-170_700] * 6))
    assert round(answer.cost.nominal * 100, 6) == Decimal("8.250040")
    assert round(answer.apr_eu * 100, 6) == Decimal("8.569257")
    assert answer.apr_eu == answer_of_months((1_000_000, *[-170_700] * 6)).apr_eu


# Intervals of the Commission's guidelines (https://ec.europa.eu/info/sites/info/files/guidelines_final.pdf, annex 1,
# section 4.1.1), as kept in the tests of curo.
INTERVALS = [
    (date(2019, 1, 12), date(2020, 1, 12), Fraction(1)),
    (date(2012, 1, 12), date(2012, 2, 15), Fraction(1, 12) + Fraction(3, 365)),
    (date(2012, 1, 12), date(2012, 3, 15), Fraction(2, 12) + Fraction(3, 365)),
]


@pytest.mark.parametrize(("start", "day", "years"), INTERVALS)
def test_odd_days_are_counted_back_from_the_later_day(start: date, day: date, years: Fraction) -> None:
    assert eu_years(start, day, EuUnit.MONTH) == years


def test_whole_weeks_are_fifty_seconds_unless_all_are_whole_months() -> None:
    start = date(2026, 1, 1)
    assert eu_unit([start, date(2026, 1, 8), date(2026, 1, 22)]) is EuUnit.WEEK
    assert eu_unit([start, date(2026, 2, 1)]) is EuUnit.MONTH
    assert eu_years(start, date(2026, 1, 22), EuUnit.WEEK) == Fraction(3, 52)
    assert eu_years(start, start, EuUnit.MONTH) == 0


def test_month_ends_are_whole_months() -> None:
    dates = (date(2026, 1, 31), *monthly(date(2026, 2, 28), 3, 31))
    assert [eu_years(dates[0], day, EuUnit.MONTH) * 12 for day in dates] == [0, 1, 2, 3]
    assert is_monthly(dates)
    assert not is_monthly((date(2026, 1, 31), date(2026, 3, 1)))


# --- US -----------------------------------------------------------------------------------------------

# Appendix J to 12 CFR 1026, (c) Examples: https://www.consumerfinance.gov/rules-policy/regulations/1026/j/ ; the same
# numbers with dates: https://github.com/simontreanor/FSharp.Finance.Personal/blob/main/tests/AprUsActuarialTests.fs


def regular(payment: int, count: int, first: int, odd: Fraction = NONE, step: int = 1) -> list[UsFlow]:
    return [UsFlow(periods=first + n * step, odd=odd, amount=-payment) for n in range(count)]


def flow(periods: int, amount: int, odd: Fraction = NONE) -> UsFlow:
    return UsFlow(periods=periods, odd=odd, amount=amount)


WEEKS4, WEEKS2 = Fraction(13), Fraction(26)
APPENDIX_J = {
    "(c)(1)(i) monthly": ([flow(0, 500_000), *regular(23_000, 24, 1)], 12, "9.69"),
    "(c)(1)(ii) long first period": ([flow(0, 600_000), *regular(20_000, 36, 1, Fraction(19, 30))], 12, "11.82"),
    "(c)(1)(iii) semimonthly": ([flow(0, 500_000), *regular(21_917, 24, 0, Fraction(6, 15))], 24, "10.34"),
    "(c)(1)(iv) quarterly": ([flow(0, 1_000_000), *regular(38_500, 40, 1, Fraction(39, 90))], 4, "8.97"),
    "(c)(1)(v) weekly": ([flow(0, 50_000), *regular(1_760, 30, 4, Fraction(4, 7))], 52, "14.96"),
    "(c)(2)(i) odd first payment": ([flow(0, 500_000), flow(1, -25_000), *regular(23_000, 23, 2)], 12, "10.08"),
    "(c)(2)(ii) every four weeks": (
        [flow(0, 40_000), flow(1, -3_950, Fraction(5, 28)), *regular(3_831, 11, 2, Fraction(5, 28))],
        13,
        "28.50",
    ),
    "(c)(3)(i) odd last payment": ([flow(0, 500_000), *regular(23_000, 23, 1), flow(24, -28_000)], 12, "10.50"),
    "(c)(3)(ii) every two weeks": (
        [flow(0, 20_000), *regular(950, 19, 0, Fraction(8, 14)), flow(19, -3_000, Fraction(8, 14))],
        26,
        "12.22",
    ),
    "(c)(4)(i) odd first and last": (
        [flow(0, 500_000), flow(1, -25_000), *regular(23_000, 22, 2), flow(24, -28_000)],
        12,
        "10.90",
    ),
    "(c)(4)(ii) every two months": (
        [
            flow(0, 800_000),
            flow(0, -44_936, Fraction(52, 60)),
            *regular(46_500, 18, 1, Fraction(52, 60)),
            flow(19, -20_000, Fraction(52, 60)),
        ],
        6,
        "7.30",
    ),
    "(c)(5)(i) single payment": ([flow(0, 100_000), flow(1, -108_000)], Fraction(365, 255), "11.45"),
}


@pytest.mark.parametrize(("flows", "per_year", "printed"), APPENDIX_J.values(), ids=APPENDIX_J)
def test_the_examples_of_appendix_j(flows: list[UsFlow], per_year: int, printed: str) -> None:
    assert round(us_apr(flows, Fraction(per_year)) * 100, 2) == Decimal(printed)


def test_dates_give_the_unit_periods_of_appendix_j() -> None:
    start = date(1978, 1, 10)
    assert _percent(us_monthly([start, *monthly(date(1978, 2, 10), 24)], [500_000] + [-23_000] * 24)) == "9.69"
    late = date(1978, 2, 10)
    assert _percent(us_monthly([late, *monthly(date(1978, 4, 1), 36)], [600_000] + [-20_000] * 36)) == "11.82"
    assert _percent(us_monthly([date(1978, 1, 3), date(1978, 9, 15)], [100_000, -108_000])) == "11.45"


def _percent(rate: Decimal | None) -> str:
    assert rate is not None
    return f"{round(rate * 100, 2)}"


@pytest.mark.parametrize(
    ("dates", "amounts"),
    [
        ([date(2026, 1, 1), date(2026, 1, 20), date(2026, 3, 1)], [100, -60, -60]),  # no month apart
        ([date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)], [100, 50, -160]),  # two advances
        ([date(2026, 1, 1), date(2028, 1, 1)], [100, -120]),  # one payment, more than a year later
    ],
)
def test_where_the_appendix_has_other_unit_periods_no_figure_is_given(dates: list[date], amounts: list[int]) -> None:
    assert us_monthly(dates, amounts) is None


def test_flows_that_the_appendix_cannot_balance_are_refused() -> None:
    with pytest.raises(NoRateError) as told:
        us_apr([flow(0, 100), flow(1, 100)], Fraction(12))
    assert told.value.why is NoRate.ONE_SIDED
    with pytest.raises(ValueError, match="before the payments"):
        us_apr([flow(0, 100), flow(1, -200), flow(2, 100)], Fraction(12))


# --- a second method ------------------------------------------------------------------------------------


@given(st.integers(1, 60), st.integers(0, 29), st.integers(1, 400))
@settings(deadline=None, max_examples=40)
def test_the_us_rate_balances_its_equation_exactly(count: int, odd: int, per_mille: int) -> None:
    """In fractions: a place below and a place above the rate, the sum has different signs."""
    total = 1_000_000
    payment = total * (1000 + per_mille) // (1000 * count)
    flows = [flow(0, total), *regular(payment, count, 1, Fraction(odd, 30))]
    found = us_apr(flows, Fraction(12))

    def worth(yearly: Fraction) -> Fraction:
        i = yearly / 12
        return sum((one.amount / ((1 + one.odd * i) * (1 + i) ** one.periods) for one in flows), NONE)

    place = Fraction(1, 2 * 10**12)
    assert worth(Fraction(found) - place) <= 0 <= worth(Fraction(found) + place)
