"""The classic payoff orders against published figures, hand-made tables and a slow second simulator."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from math import ceil, log

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from debtadvisor.core.orders.least import least_budget
from debtadvisor.core.orders.model import (
    MAX_MONTHS,
    Convention,
    Ending,
    Fixed,
    Minimum,
    OpenDebt,
    Order,
    Payoff,
    RateStep,
    Share,
    Signed,
    Timing,
)
from debtadvisor.core.orders.payoff import payoff

PAY_FIRST = Convention(timing=Timing.PAY_FIRST)
RESORTED = Convention(resort=True)
CONVENTIONS = [Convention(), PAY_FIRST, RESORTED, Convention(timing=Timing.PAY_FIRST, resort=True)]


def debt(debt_id: str, yuan: str, annual: str, minimum: str = "0", fee: str = "0") -> OpenDebt:
    """A debt with a fixed minimum, its sums in yuan."""
    return OpenDebt(id=debt_id, balance=fen(yuan), annual=Decimal(annual), minimum=Fixed(fen(minimum)), fee=fen(fee))


def fen(yuan: str) -> int:
    return int(Decimal(yuan) * 100)


# --- published figures ------------------------------------------------------------------------------------------

# debtPayoff.test.ts and oracles.ts of github.com/jamesmontemagno/app-fire-calculator (commit 3db7497): months from
# the closed form n = -ln(1 - P m / A) / ln(1 + m), interest from its own recurrence where it states one.
SINGLE = [
    ("10000", "0.2", "500", 25, 226_600),
    ("12000", "0.2", "500", 31, None),
    ("25000", "0.18", "800", 43, None),
    ("5000", "0.24", "250", 26, None),
    ("40000", "0.06", "900", 51, None),
    ("15000", "0.1499", "400", 51, None),
    ("6000", "0", "500", 12, 0),
]


@pytest.mark.parametrize(("balance", "annual", "payment", "months", "interest"), SINGLE)
@pytest.mark.parametrize("order", Order)
def test_one_debt_takes_the_months_of_the_closed_form(
    order: Order, balance: str, annual: str, payment: str, months: int, interest: int | None
) -> None:
    plan = payoff([debt("card", balance, annual, payment)], fen(payment), order)
    monthly = float(annual) / 12
    exact = -log(1 - float(balance) * monthly / float(payment)) / log(1 + monthly) if monthly else months
    assert plan.months == months == ceil(exact)
    # The source rounds to whole units.
    assert interest is None or abs(plan.total_interest - interest) <= 50


def test_the_first_month_is_charged_once() -> None:
    # 12,000 x 0.20 / 12 = 200.00 exactly; the defect of app-fire-calculator issue 45 charged it twice.
    plan = payoff([debt("card", "12000", "0.2", "500")], fen("500"), Order.AVALANCHE)
    assert plan.balances[0][0] == fen("11700")


def loans(*rows: tuple[str, str, str]) -> list[OpenDebt]:
    return [debt(str(n), *row) for n, row in enumerate(rows)]


def test_avalanche_meets_the_mixed_integer_optimum_of_ryan_chien_payoff() -> None:
    # Default arguments of opt_pay_schedule in github.com/ryan-chien/payoff (source.py, commit 33b0c5b), budget 1800;
    # its solver's optimum, without cents, is 6,055.74.
    debts = loans(
        ("9871.59", "0.0531", "86.12"),
        ("11040.71", "0.0631", "70.54"),
        ("20879.70", "0.0584", "186.60"),
        ("19940.74", "0.0684", "204.72"),
    )
    assert abs(payoff(debts, fen("1800"), Order.AVALANCHE).total_interest - 605_574) <= 5


def test_avalanche_is_a_trifle_below_the_example_of_ryan_chien_payoff() -> None:
    # README of the same repository: 7,501.18 over 44 months, with no last payment allowed below the minimum.
    debts = loans(
        ("9871.59", "0.0531", "86.12"),
        ("11040.71", "0.10", "70.54"),
        ("20879.70", "0.0584", "186.60"),
        ("15600.74", "0.10", "204.72"),
    )
    plan = payoff(debts, fen("1500"), Order.AVALANCHE)
    assert plan.months == 44
    assert 750_118 - 75 <= plan.total_interest <= 750_118


# The debts of github.com/seanfreiburg/unbury.us/issues/15, "snowball more efficient than avalanche". Expected: that
# program's own engine (src/utils/calculator.ts, commit eaf8fc2) and that of app-fire-calculator (calculations.ts,
# commit 5e477e3), both run on 2026-11-22; the second gives whole units.
ISSUE_15 = [
    ("13972", "0.0464", "235.06"),
    ("7062", "0.0655", "82.71"),
    ("6043", "0.0655", "70.77"),
    ("4250", "0.063", "38.55"),
    ("2702", "0.063", "24.50"),
]
PAYING_FIRST = [
    ("451.59", Order.AVALANCHE, 94, ("1864.51", "2046.87", "1859.00", "1547.84", "1020.25")),
    ("451.59", Order.SNOWBALL, 94, ("1864.51", "2222.74", "1824.52", "1592.68", "839.89")),
    ("600", Order.AVALANCHE, 66, ("1862.72", "638.94", "1160.40", "1058.38", "752.41")),
    ("600", Order.SNOWBALL, 66, ("1811.51", "1851.23", "1230.12", "546.08", "109.37")),
    ("1000", Order.AVALANCHE, 37, ("1345.40", "204.22", "471.43", "462.03", "348.07")),
    ("1000", Order.SNOWBALL, 37, ("1346.22", "835.51", "479.88", "169.60", "26.95")),
]
INTEREST_FIRST = [
    ("451.59", Order.AVALANCHE, 95, 8598, "01234"),
    ("451.59", Order.SNOWBALL, 95, 8610, "04321"),
    ("600", Order.AVALANCHE, 67, 5696, "12340"),
    ("600", Order.SNOWBALL, 67, 5750, "43210"),
    ("1000", Order.AVALANCHE, 38, 3023, "12340"),
    ("1000", Order.SNOWBALL, 38, 3050, "43210"),
]


@pytest.mark.parametrize(("budget", "order", "months", "interest"), PAYING_FIRST)
def test_paying_first_and_looking_anew_is_unbury_us_to_the_cent(
    budget: str, order: Order, months: int, interest: tuple[str, ...]
) -> None:
    plan = payoff(loans(*ISSUE_15), fen(budget), order, Convention(timing=Timing.PAY_FIRST, resort=True))
    assert (plan.months, plan.interest) == (months, tuple(map(fen, interest)))


@pytest.mark.parametrize(("budget", "order", "months", "interest", "closed"), INTEREST_FIRST)
def test_interest_first_and_frozen_is_app_fire_calculator(
    budget: str, order: Order, months: int, interest: int, closed: str
) -> None:
    plan = payoff(loans(*ISSUE_15), fen(budget), order)
    assert (plan.months, plan.closed) == (months, tuple(closed))
    assert abs(plan.total_interest - 100 * interest) <= 52  # half a unit, and a cent here and there of rounding


def test_equal_rates_cost_the_same_in_every_order() -> None:
    # "The two strategies coincide when every rate is identical", app-fire-calculator debtPayoff.test.ts.
    debts = loans(("9000", "0.15", "200"), ("4000", "0.15", "120"), ("6000", "0.15", "150"))
    costs = [payoff(debts, fen("670"), order).total_interest for order in Order]
    assert max(costs) - min(costs) <= 3 * 40  # half a fen of rounding per debt and month


# --- tables worked out by hand ----------------------------------------------------------------------------------


def test_freed_minimums_and_leftovers_serve_the_next_debt_in_the_same_month() -> None:
    # Budget 100.00, no interest. Month 0: minimums 30 + 20 + 10, extra 40: a closes with 20, the next 20 go to b.
    # Month 1: b 160 and c 190 get 20 + 10, all 70 freed and extra go to b, and so on.
    debts = [debt("a", "50", "0", "30"), debt("b", "200", "0", "20"), debt("c", "200", "0", "10")]
    plan = payoff(debts, 10_000, Order.SNOWBALL)
    assert [plan.payments[0], plan.payments[1], plan.payments[2]] == [
        (5000,),
        (4000, 9000, 7000),
        (1000, 1000, 3000, 10_000, 5000),
    ]
    assert plan.by_month() == (10_000, 10_000, 10_000, 10_000, 5000)
    assert plan.closed == ("a", "b", "c")
    assert plan.ending is Ending.PAID


def test_a_debt_cleared_by_its_minimum_alone_is_closed_and_its_minimum_rolls_over() -> None:
    # b, last in the order, is cleared by its own minimum in month 1; from then on a gets all.
    debts = [debt("a", "100", "0.12", "10"), debt("b", "15", "0", "10")]
    plan = payoff(debts, 2000, Order.AVALANCHE)
    # a: 100 + 1.00 - 10 = 91; + 0.91 - 15 = 76.91; + 0.77 - 20 = 57.68; + 0.58 - 20 = 38.26; + 0.38 - 20 = 18.64;
    # + 0.19 = 18.83, paid.
    assert plan.payments == ((1000, 1500, 2000, 2000, 2000, 1883), (1000, 500))
    assert plan.balances == ((9100, 7691, 5768, 3826, 1864, 0), (500, 0))
    assert plan.interest == (100 + 91 + 77 + 58 + 38 + 19, 0)
    assert plan.closed == ("b", "a")


def test_paying_first_charges_no_interest_in_the_first_month() -> None:
    # 100.00 at 12 %: pay 50, 1 % of 50.00 is 0.50; pay 50 of 50.50, 1 % of 0.50 is 0.005, half up 0.01; pay 0.51.
    plan = payoff([debt("a", "100", "0.12", "50")], 5000, Order.AVALANCHE, PAY_FIRST)
    assert plan.payments == ((5000, 5000, 51),)
    assert plan.balances == ((5050, 51, 0),)
    assert plan.total_interest == 51


def test_a_share_with_a_floor_is_rounded_up_and_never_below_the_floor() -> None:
    # 10 % of the bill, at least 20.00: 333.33 -> 33.34, 299.99 -> 30.00, 269.99 -> 27.00, 242.99 -> 24.30,
    # 218.69 -> 21.87; of 196.82 the share is below 20.00: nine times the floor, then 16.82.
    bill = OpenDebt(id="bill", balance=33_333, annual=Decimal(0), minimum=Share(Fraction(1, 10), 2000))
    plan = payoff([bill], None, Order.AVALANCHE)
    assert plan.payments == ((3334, 3000, 2700, 2430, 2187, *[2000] * 9, 1682),)
    assert plan.ending is Ending.PAID


def test_a_share_can_come_on_top_of_interest_and_fee() -> None:
    # 1,000.00 at 18 %: interest 15.00, fee 5.00, and 10 % of 1,000.00 on top.
    bill = OpenDebt(
        id="bill", balance=100_000, annual=Decimal("0.18"), minimum=Share(Fraction(1, 10), 0, True), fee=500
    )
    plan = payoff([bill], None, Order.AVALANCHE)
    assert plan.payments[0][0] == 1500 + 500 + 10_000
    assert plan.balances[0][0] == 90_000
    # Without it: 10 % of 1,020.00.
    plain = replace(bill, minimum=Share(Fraction(1, 10)))
    assert payoff([plain], None, Order.AVALANCHE).payments[0][0] == 10_200


def test_paying_first_the_share_on_top_looks_at_the_bill_of_last_month() -> None:
    bill = OpenDebt(id="bill", balance=100_000, annual=Decimal("0.12"), minimum=Share(Fraction(1, 10), 0, True))
    plan = payoff([bill], None, Order.AVALANCHE, PAY_FIRST)
    # 1,000 - 100 = 900, + 9.00 = 909; minimum 9 + 90.
    assert plan.payments[0][:2] == (10_000, 9900)


def test_a_monthly_fee_is_charged_while_the_debt_is_open() -> None:
    # 100 + 3 - 53 = 50; 50 + 3 = 53, paid.
    plan = payoff([debt("a", "100", "0", "53", fee="3")], 5300, Order.AVALANCHE)
    assert plan.payments == ((5300, 5300),)
    assert plan.fees == (600,)
    # Paying first: 100 - 53 = 47 + 3 = 50; paid, and no second fee.
    plan = payoff([debt("a", "100", "0", "53", fee="3")], 5300, Order.AVALANCHE, PAY_FIRST)
    assert plan.payments == ((5300, 5000),)
    assert plan.fees == (300,)


def test_a_debt_whose_promotion_ends_moves_up_in_the_month_before() -> None:
    # The extra 50 of month 1 already saves interest at 24 %, so it goes to b, though b still bears none in month 1.
    b = replace(debt("b", "500", "0", "10"), steps=(RateStep(2, Decimal("0.24")),))
    plan = payoff([debt("a", "500", "0.12", "10"), b], 7000, Order.AVALANCHE)
    assert [plan.payments[0][:3], plan.payments[1][:3]] == [(6000, 1000, 1000), (1000, 6000, 6000)]
    # b: 500 - 10 - 60 = 430; 2 % of 430.00 = 8.60.
    assert plan.balances[1][:3] == (49_000, 43_000, 43_000 + 860 - 6000)
    first = payoff([debt("a", "500", "0.12", "10"), b], 7000, Order.AVALANCHE, PAY_FIRST)
    assert [first.payments[0][:3], first.payments[1][:3]] == [(6000, 6000, 1000), (1000, 1000, 6000)]


def test_a_signed_schedule_keeps_its_instalment_and_ends_earlier() -> None:
    signed = replace(debt("a", "300", "0"), minimum=Signed((10_000, 10_000, 10_000)))
    plan = payoff([signed, debt("b", "900", "0", "10")], 15_000, ("a",))
    assert plan.payments[0] == (14_000, 14_000, 2000)
    assert plan.payments[1][:3] == (1000, 1000, 13_000)


def test_a_last_signed_instalment_takes_all_that_is_left() -> None:
    balloon = replace(debt("a", "300", "0.12"), minimum=Signed((300, 300, 303_00)))
    assert payoff([balloon], None, Order.AVALANCHE).payments == ((300, 300, 30_300),)
    plan = payoff([balloon], 10_000, Order.AVALANCHE)
    # 300 + 3 - 100 = 203; + 2.03 - 100 = 105.03; + 1.05 is due at once.
    assert (plan.ending, plan.months, plan.missing) == (Ending.SHORT, 2, 10_608 - 10_000)
    assert plan.left == (10_503,)


def test_pro_rata_shares_what_is_left_by_balance_to_the_fen() -> None:
    # Extra 1.00 over balances 1, 1 and 1 yuan: 34 + 33 + 33 fen.
    debts = [debt(i, "1", "0") for i in "abc"]
    plan = payoff(debts, 100, Order.PRO_RATA)
    assert plan.payments == ((34, 33, 33), (33, 34, 33), (33, 33, 34))


def test_the_snowball_is_frozen_unless_it_is_asked_to_look_anew() -> None:
    # b starts larger, but its minimum makes it the smaller one after the first month.
    debts = [debt("a", "1000", "0", "10"), debt("b", "1050", "0", "200")]
    assert payoff(debts, 25_000, Order.SNOWBALL).payments[0][0] == 5000
    again = payoff(debts, 25_000, Order.SNOWBALL, RESORTED)
    assert (again.payments[0][0], again.payments[1][0]) == (1000, 24_000)


def test_fewest_months_first_and_never_ending_ones_last() -> None:
    # Alone: a 10 months, b 5 months, c never (1 % a month on 1,000 is its minimum).
    debts = [debt("a", "1000", "0", "100"), debt("b", "1000", "0", "200"), debt("c", "1000", "0.12", "10")]
    assert payoff(debts, 50_000, Order.FEWEST_MONTHS).closed == ("b", "a", "c")


def test_ties_go_to_the_lower_id() -> None:
    twins = [debt(i, "100", "0.1", "10") for i in "ba"]
    for order in (Order.AVALANCHE, Order.SNOWBALL, Order.FEWEST_MONTHS, ()):
        for convention in CONVENTIONS:
            plan = payoff(twins, 5000, order, convention)
            assert (plan.payments[0][0], plan.payments[1][0]) == (4000, 1000)


def test_the_users_own_order_is_followed_and_the_rest_comes_by_id() -> None:
    debts = [debt(i, "100", "0") for i in "abcd"]
    assert payoff(debts, 10_000, ("c", "b")).closed == ("c", "b", "a", "d")


# --- budgets -----------------------------------------------------------------------------------------------------


def test_a_budget_below_the_minimums_says_what_is_missing() -> None:
    plan = payoff([debt("a", "100", "0", "30"), debt("b", "5", "0", "30")], 3000, Order.AVALANCHE)
    assert (plan.ending, plan.months, plan.missing, plan.left) == (Ending.SHORT, 0, 500, (10_000, 500))
    assert plan.payments == ((), ())


def test_a_budget_equal_to_the_minimums_is_enough() -> None:
    # unbury.us, test/unit/calculator.test.js: two debts of 1,000 at 0 %, 100 each, budget 200: 10 months.
    plan = payoff([debt("a", "1000", "0", "100"), debt("b", "1000", "0", "100")], 20_000, Order.AVALANCHE)
    assert (plan.ending, plan.months) == (Ending.PAID, 10)


def test_a_lump_sum_and_a_change_of_budget_are_used_in_their_month() -> None:
    plan = payoff([debt("a", "1000", "0", "10")], [10_000, 35_000, 10_000, 20_000], Order.AVALANCHE)
    assert plan.payments == ((10_000, 35_000, 10_000, 20_000, 20_000, 5000),)


@pytest.mark.parametrize("convention", CONVENTIONS, ids=str)
def test_a_payment_below_the_interest_never_ends_and_the_least_budget_does(convention: Convention) -> None:
    # 10,000 at 30 % bears 250.00 a month; app-fire-calculator gives up on a payment of 100.
    debts = [debt("a", "10000", "0.3", "100")]
    plan = payoff(debts, fen("100"), Order.AVALANCHE, convention)
    assert (plan.ending, plan.months, plan.growing) == (Ending.LEFT, MAX_MONTHS, True)
    assert plan.total_left > fen("10000")
    least = least_budget(debts, Order.AVALANCHE, convention)
    assert fen("243") < least <= fen("250.01")
    assert payoff(debts, least, Order.AVALANCHE, convention).ending is Ending.PAID
    assert payoff(debts, least - 1, Order.AVALANCHE, convention).ending is Ending.LEFT


def test_a_slow_payment_leaves_something_without_growing() -> None:
    plan = payoff([debt("a", "10000", "0", "1")], 100, Order.AVALANCHE)
    assert (plan.ending, plan.growing, plan.total_left) == (Ending.LEFT, False, fen("9400"))


def test_the_least_budget_for_a_date() -> None:
    debts = [debt("a", "1000", "0", "10"), debt("b", "500", "0", "10")]
    assert least_budget(debts, Order.SNOWBALL, within=10) == 15_000
    assert least_budget(debts, Order.SNOWBALL, within=1) == 150_000
    assert least_budget([], Order.SNOWBALL) == 0


def test_nothing_owed_is_paid_at_once() -> None:
    for debts in ([], [debt("a", "0", "0.2", "100", fee="5")]):
        plan = payoff(debts, 0, Order.AVALANCHE)
        assert (plan.ending, plan.months, plan.total_paid) == (Ending.PAID, 0, 0)


def test_a_callers_mistake_is_refused() -> None:
    one = debt("a", "100", "0", "10")
    for bad in (
        lambda: payoff([one, one], 100, Order.AVALANCHE),
        lambda: payoff([one], 100, ("b",)),
        lambda: payoff([one], 100, ("a", "a")),
        lambda: payoff([one], [], Order.AVALANCHE),
        lambda: payoff([one], -1, Order.AVALANCHE),
        lambda: least_budget([one], Order.AVALANCHE, within=0),
        lambda: replace(one, balance=-1),
        lambda: replace(one, steps=(RateStep(0, Decimal(0)),)),
        lambda: Signed(()),
        lambda: Fixed(-1),
        lambda: Share(Fraction(2)),
    ):
        with pytest.raises(ValueError, match=r".+"):
            bad()


# --- a second simulator: slow, exact fractions, one debt after another ----------------------------------------------


def half_up(amount: Fraction) -> int:
    return (amount + Fraction(1, 2)).__floor__()


def rate_in(one: OpenDebt, month: int) -> Fraction:
    annual = one.annual
    for step in one.steps:
        if step.month <= month:
            annual = step.annual
    return Fraction(annual) / 12


def due_of(one: OpenDebt, month: int, owed: int, charges: int) -> int:
    match one.minimum:
        case Fixed(amount):
            return min(amount, owed)
        case Signed(instalments):
            return owed if month + 1 >= len(instalments) else min(instalments[month], owed)
        case Share(share, floor, plus_charges):
            extra = charges if plus_charges else 0
            return min(owed, extra + max(floor, (share * (owed - extra)).__ceil__()))


def months_alone(one: OpenDebt, convention: Convention) -> int:
    rows = simulate([one], None, (), convention)[1]
    return len(rows) if rows and not rows[-1][one.id][1] else MAX_MONTHS + 1


def simulate(
    debts: list[OpenDebt], budget: list[int] | None, order: Order | tuple[str, ...], convention: Convention
) -> tuple[str, list[dict[str, tuple[int, int]]]]:
    """How it ended, and for each month what each open debt got and owes after it."""
    by_id = {d.id: d for d in sorted(debts, key=lambda d: d.id)}
    owed = {i: d.balance for i, d in by_id.items() if d.balance}
    charges = dict.fromkeys(by_id, 0)
    first = convention.timing is Timing.INTEREST_FIRST
    alone = {i: months_alone(d, convention) for i, d in by_id.items()} if order is Order.FEWEST_MONTHS else {}
    rows: list[dict[str, tuple[int, int]]] = []

    def charge(t: int) -> None:
        for i in owed:
            charges[i] = half_up(owed[i] * rate_in(by_id[i], t)) + by_id[i].fee
            owed[i] += charges[i]

    def rank(i: str, t: int) -> tuple[Fraction | int, str]:
        if isinstance(order, tuple):
            return (order.index(i) if i in order else len(order)), i
        if order is Order.AVALANCHE:
            return -rate_in(by_id[i], t + 1 if first else t), i
        if order is Order.SNOWBALL:
            return (owed[i] if convention.resort else by_id[i].balance), i
        return alone[i], i

    for t in range(MAX_MONTHS):
        if not owed:
            return "paid", rows
        if first:
            charge(t)
        due = {i: due_of(by_id[i], t, owed[i], charges[i]) for i in owed}
        cash = sum(due.values()) if budget is None else budget[min(t, len(budget) - 1)]
        if cash < sum(due.values()):
            return "short", rows
        cash -= sum(due.values())
        for i in owed:
            owed[i] -= due[i]
        if order is Order.PRO_RATA:
            cash = min(cash, sum(owed.values()))
            exact = {i: Fraction(cash * fen_, max(sum(owed.values()), 1)) for i, fen_ in owed.items()}
            parts = {i: x.__floor__() for i, x in exact.items()}
            for i in sorted(exact, key=lambda i: (parts[i] - exact[i], i))[: cash - sum(parts.values())]:
                parts[i] += 1
            for i, part in parts.items():
                due[i] += part
                owed[i] -= part
        else:
            for i in sorted(owed, key=lambda i: rank(i, t)):
                part = min(cash, owed[i])
                cash -= part
                due[i] += part
                owed[i] -= part
        still = {i: fen_ for i, fen_ in owed.items() if fen_}
        gone = [i for i in owed if i not in still]
        owed = still
        if not first:
            charge(t)
        rows.append({i: (due[i], owed.get(i, 0)) for i in (*still, *gone)})
    return ("left" if owed else "paid"), rows


rates = st.sampled_from(["0", "0.0499", "0.12", "0.18", "0.2399", "0.36"]).map(Decimal)


@st.composite
def minimums(draw: st.DrawFn) -> Minimum:
    kind = draw(st.sampled_from(["fixed", "fixed", "share", "signed"]))
    if kind == "fixed":
        return Fixed(draw(st.integers(0, 4000)))
    if kind == "share":
        share = Fraction(draw(st.integers(0, 30)), 100)
        return Share(share, draw(st.integers(0, 2000)), draw(st.booleans()))
    run = draw(st.integers(0, 3000))
    return Signed((*[run] * draw(st.integers(1, 8)), *draw(st.lists(st.integers(0, 5000), max_size=4))))


@st.composite
def open_debts(draw: st.DrawFn) -> list[OpenDebt]:
    found = []
    for debt_id in draw(st.permutations("abcd"))[: draw(st.integers(1, 4))]:
        months = sorted(draw(st.sets(st.integers(1, 9), max_size=2)))
        found.append(
            OpenDebt(
                id=debt_id,
                balance=draw(st.integers(0, 30_000)),
                annual=draw(rates),
                minimum=draw(minimums()),
                steps=tuple(RateStep(m, draw(rates)) for m in months),
                fee=draw(st.sampled_from([0, 0, 0, 25, 300])),
            )
        )
    return found


orders = st.sampled_from([*Order, ("c", "a"), ()])
budgets = st.none() | st.lists(st.integers(0, 12_000), min_size=1, max_size=4)


def named(debts: list[OpenDebt], order: Order | tuple[str, ...]) -> Order | tuple[str, ...]:
    """The order without ids that are not there."""
    there = {d.id for d in debts}
    return tuple(i for i in order if i in there) if isinstance(order, tuple) else order


@settings(max_examples=500, deadline=None)
@given(open_debts(), budgets, orders, st.sampled_from(CONVENTIONS))
def test_every_row_is_that_of_the_second_simulator(
    debts: list[OpenDebt], budget: list[int] | None, order: Order | tuple[str, ...], convention: Convention
) -> None:
    order = named(debts, order)
    ending, rows = simulate(debts, budget, order, convention)
    plan = payoff(debts, budget, order, convention)
    assert (plan.ending, plan.months) == (ending, len(rows))
    for n, debt_id in enumerate(plan.ids):
        mine = list(zip(plan.payments[n], plan.balances[n], strict=True))
        assert mine == [row[debt_id] for row in rows if debt_id in row]
    assert plan == payoff(sorted(debts, key=lambda d: d.balance), budget, order, convention)


# --- properties ------------------------------------------------------------------------------------------------------


def interest_again(one: OpenDebt, payments: tuple[int, ...], balances: tuple[int, ...], convention: Convention) -> int:
    """All interest of one debt, summed from its rows at the rates of the months."""
    total, before = 0, one.balance
    for t, (paid, after) in enumerate(zip(payments, balances, strict=True)):
        base = before if convention.timing is Timing.INTEREST_FIRST else before - paid
        total += half_up(base * rate_in(one, t))
        before = after
    return total


@settings(max_examples=300, deadline=None)
@given(open_debts(), budgets, orders, st.sampled_from(CONVENTIONS))
def test_sums_close_and_the_budget_is_used_but_never_passed(
    debts: list[OpenDebt], budget: list[int] | None, order: Order | tuple[str, ...], convention: Convention
) -> None:
    plan = payoff(debts, budget, named(debts, order), convention)
    by_id = {d.id: d for d in debts}
    for n, debt_id in enumerate(plan.ids):
        one = by_id[debt_id]
        principal = sum(plan.payments[n]) - plan.interest[n] - plan.fees[n]
        assert principal == one.balance - plan.left[n]
        assert plan.interest[n] == interest_again(one, plan.payments[n], plan.balances[n], convention)
        assert all(fen_ > 0 for fen_ in plan.balances[n][:-1])
        assert all(fen_ >= 0 for fen_ in plan.payments[n])
    if plan.ending is Ending.PAID:
        assert set(plan.closed) == {d.id for d in debts if d.balance}
        assert plan.total_paid == sum(d.balance for d in debts) + plan.total_interest + plan.total_fees
    if budget is not None:
        for t, paid in enumerate(plan.by_month()):
            allowed = budget[min(t, len(budget) - 1)]
            assert paid <= allowed
            if t + 1 < plan.months:
                assert paid == allowed


@st.composite
def plain_debts(draw: st.DrawFn) -> list[OpenDebt]:
    """Fixed minimums, constant rates, no fee."""
    return [
        OpenDebt(
            id=i, balance=draw(st.integers(1, 50_000)), annual=draw(rates), minimum=Fixed(draw(st.integers(0, 900)))
        )
        for i in "abcde"[: draw(st.integers(1, 5))]
    ]


def rounding(plan: Payoff) -> int:
    """The most that half a fen per debt and month can come to, compounded over that time."""
    return 2 * len(plan.ids) * (plan.months + 1)


@settings(max_examples=300, deadline=None)
@given(plain_debts(), st.integers(1000, 20_000), st.sampled_from(CONVENTIONS))
def test_avalanche_is_never_dearer_while_minimums_are_fixed(
    debts: list[OpenDebt], extra: int, convention: Convention
) -> None:
    budget = sum(d.minimum.fen for d in debts if isinstance(d.minimum, Fixed)) + extra
    avalanche = payoff(debts, budget, Order.AVALANCHE, convention)
    assume(avalanche.ending is Ending.PAID)
    for order in (Order.SNOWBALL, Order.PRO_RATA, Order.FEWEST_MONTHS, tuple(d.id for d in reversed(debts))):
        other = payoff(debts, budget, order, convention)
        if other.ending is Ending.PAID:
            assert avalanche.total_paid <= other.total_paid + rounding(other)


@settings(max_examples=300, deadline=None)
@given(
    plain_debts(),
    st.integers(0, 20_000),
    st.integers(1, 5000),
    st.sampled_from([Order.AVALANCHE, Order.SNOWBALL, Order.FEWEST_MONTHS, ()]),
)
def test_more_budget_is_never_later(
    debts: list[OpenDebt], budget: int, more: int, order: Order | tuple[str, ...]
) -> None:
    less_money, more_money = payoff(debts, budget, order), payoff(debts, budget + more, order)
    if less_money.ending is Ending.PAID:
        assert more_money.ending is Ending.PAID
        assert more_money.months <= less_money.months


@settings(max_examples=60, deadline=None)
@given(plain_debts(), st.sampled_from([*Order, ()]), st.integers(1, 60))
def test_the_least_budget_is_enough_and_a_fen_less_is_not(
    debts: list[OpenDebt], order: Order | tuple[str, ...], within: int
) -> None:
    least = least_budget(debts, order, within=within)
    enough, short = payoff(debts, least, order), payoff(debts, least - 1, order)
    assert (enough.ending, enough.months <= within) == (Ending.PAID, True)
    assert short.ending is not Ending.PAID or short.months > within
