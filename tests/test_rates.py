"""Rates: published figures, the proof that a rate is the only one, and a second method that shares no code."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from debtadvisor.core.case import Rate
from debtadvisor.core.codes import RatePer
from debtadvisor.core.dates import monthly
from debtadvisor.core.rates.costs import fee_flows, fee_rate, instalment_flows, monthly_cost
from debtadvisor.core.rates.equation import Equation, equation
from debtadvisor.core.rates.errors import NoRate, NoRateError, SeveralRatesError
from debtadvisor.core.rates.fast import fast_rate
from debtadvisor.core.rates.quoted import daily_interest, effective_annual, nominal_annual, quotes
from debtadvisor.core.rates.solve import fast_irr, fast_xirr, irr, level_rate, xirr
from debtadvisor.core.schedule import level_sum

PLACE = Fraction(1, 10**12)


def rounded(rate: Decimal, places: int) -> Decimal:
    return round(rate, places)


# --- published figures ------------------------------------------------------------------------------

# The examples of numpy-financial `irr`, five places: https://numpy.org/numpy-financial/latest/irr.html and
# https://www.w3cschool.cn/doc_numpy_1_13/numpy_1_13-generated-numpy-irr.html
NUMPY_IRR: list[tuple[list[int], str]] = [
    ([-100, 39, 59, 55, 20], "0.28095"),
    ([-100, 0, 0, 74], "-0.0955"),
    ([-100, 100, 0, 7], "0.06206"),
]
# Microsoft's page of IRR, in per cent with one place: https://support.microsoft.com/zh-cn/excel/irr-function
EXCEL_IRR: list[tuple[list[int], str]] = [
    ([-700_000, 120_000, 150_000, 180_000, 210_000], "-0.021"),
    ([-700_000, 120_000, 150_000, 180_000, 210_000, 260_000], "0.087"),
    ([-700_000, 120_000, 150_000], "-0.444"),
]


@pytest.mark.parametrize(("flows", "published"), [*NUMPY_IRR, *EXCEL_IRR])
def test_irr_is_the_published_one(flows: list[int], published: str) -> None:
    places = len(published.partition(".")[2])
    assert rounded(irr(flows), places) == Decimal(published)
    # Lender and borrower see the same rate.
    assert irr([-flow for flow in flows]) == irr(flows)


def test_xirr_is_that_of_the_spreadsheets() -> None:
    # Microsoft's page of XIRR (https://support.microsoft.com/Excel/xirr-function) prints 0.373362535, found by steps
    # that stop within 0.000001 %; so only that far.
    dates = [date(2008, 1, 1), date(2008, 3, 1), date(2008, 10, 30), date(2009, 2, 15), date(2009, 4, 1)]
    amounts = [-10_000, 2_750, 4_250, 3_250, 2_750]
    assert abs(xirr(dates, amounts) - Decimal("0.373362535")) < Decimal("1e-8")
    assert fast_xirr(dates, amounts) == pytest.approx(float(xirr(dates, amounts)), abs=1e-12)


def test_xirr_is_that_of_another_library() -> None:
    # https://docs.rs/financial/latest/financial/fn.xirr.html: within 1e-7 of 0.10004608364
    dates = [date(year, 7, 8) for year in range(2016, 2022)]
    assert abs(xirr(dates, [-379, 100, 100, 100, 100, 100]) - Decimal("0.10004608364")) < Decimal("1e-7")


def test_rate_of_a_payment_is_that_of_the_spreadsheets() -> None:
    # https://support.microsoft.com/zh-CN/Excel/rate-function: 8,000 over 4 years at 200 a month is 9.24 % a year.
    assert rounded(level_rate(800_000, 20_000, 48) * 12, 4) == Decimal("0.0924")
    # numpy-financial's own test of `rate`, to more digits in its ports: rate(10, 0, -3500, 10000) = 0.11069085371,
    # which is a doubling paid at once: 3,500 now for 10,000 after ten periods.
    assert rounded(irr([-3_500, *[0] * 9, 10_000]), 11) == Decimal("0.11069085371")


def test_the_real_rate_of_a_fee_instalment_is_the_published_one() -> None:
    # 12,000 in 12 payments of 1,072, advertised as 7.2 %, costs 13.03 % nominal and 13.84 % effective a year.
    nominal = level_rate(1_200_000, 107_200, 12) * 12
    assert rounded(nominal * 100, 2) == Decimal("13.03")
    assert rounded(effective_annual(nominal) * 100, 2) == Decimal("13.84")
    for cost in (monthly_cost(fee_flows(1_200_000, Decimal("0.006"), 12)), fee_rate(Decimal("0.006"), 12)):
        assert (round(cost.nominal, 4), round(cost.effective, 4)) == (Decimal("0.1303"), Decimal("0.1384"))


def test_a_day_of_five_per_ten_thousand_on_both_day_bases() -> None:
    # conventions.md: 18 % by the contract's 360 days, 18.25 % by the press's 365; five yuan a day on 10,000.
    half = Decimal("0.0005")
    short, long = quotes(Rate(half, half, RatePer.DAY))
    assert (short.base, short.year) == (360, Fraction("0.18"))
    assert short.month == Fraction("0.015")
    assert (long.base, long.year) == (365, Fraction("0.1825"))
    assert short.per_ten_thousand == long.per_ten_thousand == Fraction(5)


def test_a_yearly_quote_has_a_daily_one_for_each_base() -> None:
    short, long = quotes(Rate(Decimal("0.18"), Decimal("0.18"), RatePer.YEAR))
    assert (short.day, long.day) == (Fraction("0.0005"), Fraction(18, 36500))
    assert short.month == long.month == Fraction("0.015")


def test_a_monthly_fee_is_no_rate_of_interest() -> None:
    fee = Rate(Decimal("0.006"), Decimal("0.006"), RatePer.MONTHLY_FEE)
    for reader in (quotes, nominal_annual):
        with pytest.raises(ValueError, match="monthly fee"):
            reader(fee)


# --- fee schemes ------------------------------------------------------------------------------------


def test_every_fee_makes_the_loan_dearer() -> None:
    plain = monthly_cost(instalment_flows(1_000_000, 90_000, 12))
    upfront = monthly_cost(instalment_flows(1_000_000, 90_000, 12, upfront=50_000))
    monthly_fee = monthly_cost(instalment_flows(1_000_000, 90_000, 12, monthly=1_000))
    assert plain.nominal < monthly_fee.nominal < upfront.nominal
    assert plain.nominal < plain.effective
    # A fee kept back is the same as one paid on the first day.
    assert monthly_cost(instalment_flows(950_000, 90_000, 12)) == upfront


def test_a_fee_that_takes_everything_is_refused() -> None:
    with pytest.raises(ValueError, match="leaves nothing"):
        instalment_flows(100, 10, 12, upfront=100)


@given(st.integers(1, 10**9), st.decimals("0", "0.05", places=4), st.integers(1, 60))
def test_a_fee_instalment_pays_principal_and_fees_to_the_fen(principal: int, fee: Decimal, count: int) -> None:
    received, *paid = fee_flows(principal, fee, count)
    charged = (2 * principal * int(fee * 10_000) + 10_000) // 20_000
    assert received == principal
    assert -sum(paid) == principal + charged * count


# --- corners ----------------------------------------------------------------------------------------


def test_rate_zero_is_exactly_zero() -> None:
    assert f"{irr([1_200, *[-100] * 12]):f}" == f"{level_rate(1_200, 100, 12):f}" == "0.000000000000"
    assert fast_rate(1_200, 100, 12) == fast_irr([1_200, *[-100] * 12]) == 0.0


def test_one_instalment_is_its_own_rate() -> None:
    assert irr([100, -110]) == level_rate(100, 110, 1) == Decimal("0.1")


def test_a_billion_yuan_and_one_fen_are_both_counted() -> None:
    assert irr([10**14, *[-(10**13)] * 12]) == irr([10**13, *[-(10**12)] * 12])
    assert level_rate(10**14, 10**14, 1) == 0
    assert level_rate(1, 1, 12) == irr([1, *[-1] * 12])


def test_a_rate_too_small_for_its_last_place_is_zero() -> None:
    assert level_rate(10**14 - 1, 10**14, 1) == irr([10**14 - 1, -(10**14)]) == 0
    assert level_rate(12 * 10**12 - 1, 10**12, 12) == 0


def test_a_tie_goes_to_the_even_digit() -> None:
    # 2 x 10^12 fen for one more fen: exactly half a place; three halves of one are two places.
    assert level_rate(2 * 10**12, 2 * 10**12 + 1, 1) == irr([2 * 10**12, -(2 * 10**12) - 1]) == 0
    assert level_rate(2 * 10**12, 2 * 10**12 + 3, 1) == irr([2 * 10**12, -(2 * 10**12) - 3]) == Decimal("2e-12")


def test_dates_in_any_order_give_the_same_rate() -> None:
    dates = [date(2026, 1, 1), date(2026, 7, 1), date(2026, 3, 1)]
    assert fast_xirr(dates, [100, -60, -50]) == pytest.approx(float(xirr(dates, [100, -60, -50])), abs=1e-12)


def test_a_loan_that_doubles_within_five_days_still_has_a_rate() -> None:
    # 2^73 - 1, since 365 / 5 = 73.
    assert xirr([date(2026, 1, 1), date(2026, 1, 6)], [500, -1_000]) == 2**73 - 1


def test_beyond_any_meaning_there_is_no_rate() -> None:
    with pytest.raises(NoRateError) as told:
        xirr([date(2026, 1, 1), date(2026, 1, 2)], [1, -(10**14)])
    assert told.value.why is NoRate.TOO_HIGH
    with pytest.raises(NoRateError) as told:
        xirr([date(2026, 1, 1), date(2026, 1, 2)], [10**14, -1])
    assert told.value.why is NoRate.TOO_LOW


@pytest.mark.parametrize("flows", [[], [0, 0], [100], [100, 50], [-1, 0, -1], [100, -50, 50, -100, 0][:1]])
def test_flows_of_one_sign_have_no_rate(flows: list[int]) -> None:
    with pytest.raises(NoRateError) as told:
        irr(flows)
    assert told.value.why is NoRate.ONE_SIDED


def test_flows_of_one_day_are_one_flow() -> None:
    day = date(2026, 1, 1)
    with pytest.raises(NoRateError):
        xirr([day, day], [100, -100])
    later = day + timedelta(days=365)
    assert xirr([later, day, day], [-110, 150, -50]) == Decimal("0.1")


def test_payments_below_the_principal_have_a_negative_irr_and_no_level_rate() -> None:
    assert irr([100, -45, -45]) < 0
    for find in (level_rate, fast_rate):
        with pytest.raises(ValueError, match="do not even repay"):
            find(100, 45, 2)


# --- several rates ----------------------------------------------------------------------------------

# numpy's page prints one rate for [-100, 100, 0, -7]; there are two.
SEVERAL: list[tuple[list[int], list[str]]] = [
    ([100, -230, 132], ["0.1", "0.2"]),  # 100 (1 - 1.1 v)(1 - 1.2 v)
    ([-100, 100, 0, -7], ["-0.678894373632", "-0.083299666185"]),
    ([1_000_000, -3_600_000, 4_310_000, -1_716_000], ["0.1", "0.2", "0.3"]),
]


@pytest.mark.parametrize(("flows", "rates"), SEVERAL)
def test_all_rates_are_named_when_there_are_several(flows: list[int], rates: list[str]) -> None:
    with pytest.raises(SeveralRatesError) as told:
        irr(flows)
    assert told.value.rates == tuple(map(Decimal, rates))
    assert rates[0] in str(told.value)


@pytest.mark.parametrize(
    ("flows", "expected"), [([100, -220, 121], "0.1"), ([1, -2, 1], "0"), ([121, -220, 100], None)]
)
def test_a_rate_that_only_touches_zero_is_found(flows: list[int], expected: str | None) -> None:
    assert irr(flows) == (Decimal(expected) if expected else round(Decimal(10) / 11 - 1, 12))


def test_many_changes_of_sign_may_leave_no_rate_or_one() -> None:
    with pytest.raises(NoRateError) as told:
        irr([-5, 10, -8])
    assert told.value.why is NoRate.NO_ROOT
    # https://www.w3cschool.cn/doc_numpy_1_13/numpy_1_13-generated-numpy-irr.html: [-5, 10.5, 1, -8, 1] gives 0.0886,
    # one of two; doubled here to be whole.
    with pytest.raises(SeveralRatesError) as several:
        irr([-10, 21, 2, -16, 2])
    assert Decimal("0.0886") in [round(one, 4) for one in several.value.rates]


def test_flows_too_mixed_for_a_proof_are_given_up_in_bounded_time() -> None:
    with pytest.raises(NoRateError) as told:
        irr([1_000 if n % 2 else -1_000 for n in range(1_200)])
    assert told.value.why is NoRate.TOO_MIXED


# --- a second method --------------------------------------------------------------------------------


def worth(flows: Sequence[tuple[int, int]], factor: Fraction) -> Fraction:
    return sum((amount * factor**time for time, amount in flows), Fraction(0))


def is_next_to(flows: Sequence[tuple[int, int]], rate: Decimal) -> bool:
    """Whether the flows' exact value changes its sign within half a place of that rate of one period."""
    low, high = (1 / (1 + Fraction(rate) + side * PLACE / 2) for side in (-1, 1))
    return worth(flows, low) * worth(flows, high) <= 0


paying = st.lists(st.integers(-(10**8), 0), min_size=1, max_size=40).filter(any)


@given(st.integers(1, 10**9), paying)
@settings(deadline=None)
def test_irr_is_right_to_its_last_place(received: int, paid: list[int]) -> None:
    flows = [received, *paid]
    try:
        found = irr(flows)
    except NoRateError as told:
        assume(told.why is not NoRate.TOO_LOW)
        raise
    assert is_next_to(list(enumerate(flows)), found)


@given(st.integers(1, 10**10), st.integers(1, 10**9), st.integers(1, 120))
@settings(deadline=None)
def test_level_rate_is_right_to_its_last_place(principal: int, payment: int, count: int) -> None:
    assume(payment * count >= principal)
    found = level_rate(principal, payment, count)
    flows = [(0, principal), *((n, -payment) for n in range(1, count + 1))]
    assert is_next_to(flows, found)
    assert found == irr([principal, *[-payment] * count])
    assert fast_rate(principal, payment, count) == pytest.approx(float(found), rel=1e-9, abs=1e-9)


@given(st.integers(50, 105), st.lists(st.tuples(st.integers(5, 45), st.integers(1, 10**8)), min_size=2, max_size=37))
@settings(deadline=None)
def test_xirr_agrees_with_bisection(percent: int, later: list[tuple[int, int]]) -> None:
    day, dates = date(2026, 1, 1), [date(2026, 1, 1)]
    amounts = [sum(paid for _, paid in later) * percent // 100 + 1]
    for gap, paid in later:
        day += timedelta(days=gap)
        dates.append(day)
        amounts.append(-paid)
    found = xirr(dates, amounts)
    if found > 1_000:
        return  # the plain bisection below has too few digits for more
    days = [((day - dates[0]).days, amount) for day, amount in zip(dates, amounts, strict=True)]
    low, high = 0.5, 2.0
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (low, middle) if sum(a * middle**t for t, a in days) < 0 else (middle, high)
    assert float(found) == pytest.approx(low**-365 - 1, rel=1e-6, abs=1e-8)
    assert fast_xirr(dates, amounts) == pytest.approx(float(found), rel=1e-8, abs=1e-9)


@given(st.lists(st.sampled_from([5, 8, 10, 11, 12, 13, 15, 20, 25]), min_size=2, max_size=4, unique=True))
@settings(deadline=None, max_examples=30)
def test_rates_put_into_flows_are_found_again(tenths: list[int]) -> None:
    """The flows are the coefficients of the product of (10 - t v), so that v = 10 / t is a root for each t."""
    flows = [1]
    for t in tenths:
        flows = [10 * a - t * b for a, b in zip([*flows, 0], [0, *flows], strict=True)]
    with pytest.raises(SeveralRatesError) as told:
        irr(flows)
    assert told.value.rates == tuple(Decimal(t) / 10 - 1 for t in sorted(tenths))


@given(st.lists(st.integers(-1_000, 1_000), min_size=2, max_size=8))
@settings(deadline=None, max_examples=60)
def test_no_rate_is_missed(flows: list[int]) -> None:
    """Sturm's theorem counts the distinct positive roots of the polynomial exactly."""
    problem = equation(enumerate(flows))
    assume(problem.changes > 1)
    try:
        found = 1 if irr(flows) is not None else 0
    except SeveralRatesError as several:
        found = len(several.rates)
    except NoRateError:
        found = 0
    assert found == sturm(problem)


def sturm(problem: Equation) -> int:
    """How many different v > 0 solve the equation."""
    first = [Fraction(0)] * (problem.times[-1] + 1)
    for time, amount in zip(problem.times, problem.amounts, strict=True):
        first[time] = Fraction(amount)
    chain = [first, [n * c for n, c in enumerate(first)][1:]]
    while len(chain[-1]) > 1:
        rest = list(chain[-2])
        while len(rest) >= len(chain[-1]):
            share, shift = rest[-1] / chain[-1][-1], len(rest) - len(chain[-1])
            rest = [c - share * chain[-1][n - shift] if n >= shift else c for n, c in enumerate(rest)][:-1]
        while rest and not rest[-1]:
            rest.pop()
        if not rest:
            break
        chain.append([-c for c in rest])
    ends = [[p[0] for p in chain], [p[-1] for p in chain]]
    return _changes(ends[0]) - _changes(ends[1])


def _changes(values: list[Fraction]) -> int:
    signs = [v > 0 for v in values if v]
    return sum(a != b for a, b in pairwise(signs))


@given(st.integers(10_000, 10**9), st.integers(1, 30), st.integers(2, 120))
def test_the_rate_found_gives_the_payment_back(principal: int, thousandths: int, count: int) -> None:
    payment = level_sum(principal, Fraction(thousandths, 1000), count)
    found = level_rate(principal, payment, count)
    assert abs(level_sum(principal, Fraction(found), count) - payment) <= 1


def test_no_rate_exists_when_the_payments_do_not_repay_the_principal() -> None:
    with pytest.raises(ValueError, match="do not even repay"):
        level_rate(100_000, 9_000, 11)


def test_three_years_of_monthly_dates_are_quick_and_right() -> None:
    # The example of the speed table: all solvers agree within 3e-11 (peers.md); here the float and the decimal do.
    dates = (date(2024, 1, 1), *monthly(date(2024, 2, 1), 36))
    amounts = [5_000_000, *[-170_000] * 36]
    assert fast_xirr(dates, amounts) == pytest.approx(float(xirr(dates, amounts)), abs=1e-11)


def test_daily_interest_by_hand() -> None:
    # 10,000 yuan at 0.05 % a day (18 % / 360) for 30 days is 150 yuan.
    assert daily_interest(1_000_000, Decimal("0.18"), 30) == 15_000
    assert daily_interest(1_000_000, Decimal("0.18"), -5) == 0
