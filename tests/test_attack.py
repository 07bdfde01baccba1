"""Extra payments where a debt is charged for being open, or its low rate ends: by hand, by trying everything, and
against a mixed-integer solver that may pay any sum at any time."""

from fractions import Fraction
from itertools import product
from math import prod

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debtadvisor.core.extra.attack import TOGETHER, in_question
from debtadvisor.core.extra.pay import Run, Way, closing_sums, pay_extra, way
from debtadvisor.core.extra.search import best_with_extra
from debtadvisor.core.optimise import cumulative
from tests.test_extra import PERCENT, PERIODS, assert_no_solver_is_cheaper, incomes

NEVER = -1


def test_a_monthly_fee_makes_the_order_of_the_rates_dearer_than_the_best() -> None:
    # a owes 100 at 10 % a period; b owes 100 at no interest, and 20 a period for being open.
    a = way("a", [10, 10, 10, 110], [110] * 4, [10 * PERCENT] * 4)
    b = way("b", [20, 20, 20, 120], [120] * 4, [Fraction(0)] * 4, [20] * 4)
    money = cumulative([130, 60, 60, 150])
    # By rate: a is closed at once with 110. b then gets 20 + 20 + 40 + 20 + 40, and 120 - 80 = 40 closes it: 290.
    assert pay_extra(money, [a, b]).payments == ((110, 0, 0, 0), (20, 60, 60, 40))
    # b first: 120 close it. a gets 10 + 50, which is worth 55 a period later, when 110 - 55 closes it: 245.
    found = best_with_extra(money, [[a], [b]])
    assert found is not None
    assert found.plan.payments == ((10, 60, 55, 0), (120, 0, 0, 0))
    assert (found.plan.total, found.attack, found.proven) == (245, {1: 0}, True)


def test_a_promotion_that_ends_is_paid_before_it_ends_when_that_is_cheaper() -> None:
    # a owes 100 at nothing until period 2 and at 50 % after it; b owes 100 at 10 % throughout.
    a = way("a", [0, 0, 0, 150], [100, 100, 100, 150], [Fraction(0), Fraction(0), 50 * PERCENT, Fraction(0)])
    b = way("b", [10, 10, 10, 110], [110] * 4, [10 * PERCENT] * 4)
    money = cumulative([110, 10, 10, 300])
    # By the coming rate b is closed first; a gets 10 and 10, worth 30 in the end: 110 + 20 + 120.
    assert pay_extra(money, [a, b]).total == 250
    # a is closed while it costs nothing: 100 + 10, then what is signed of b.
    found = best_with_extra(money, [[a], [b]])
    assert found is not None
    assert (found.plan.total, found.plan.payments) == (240, ((100, 0, 0, 0), (10, 10, 10, 110)))


def test_two_debts_with_a_fee_are_put_first_together_when_neither_alone_helps() -> None:
    # c is charged 25.00 a period and d too; a, at 1.4 %, 15.00. In period 2 the last of a asks for 144.62 at once.
    def padded(*sums: int) -> list[int]:
        return [*sums, *[0] * (6 - len(sums))]

    a = way(
        "a",
        padded(3938, 3938, 14462),
        padded(18949, 16721, 14462),
        [14 * PERCENT / 10] * 2 + [12 * PERCENT / 10] * 4,
        [1500] * 6,
    )
    c = way(
        "c",
        [3307, 3307, 3307, 3307, 3307, 7473],
        [11125, 10412, 9690, 8960, 8221, 7473],
        [12 * PERCENT / 10] * 6,
        [2500] * 6,
    )
    d = way("d", padded(4377, 3083), padded(4948, 3083), [21 * PERCENT / 10] * 6, [2500] * 6)
    money = cumulative([26819, 10004, 2896, 14602, 2419, 13988])
    # As long as d is open its 30.83 must be kept for period 1, and c cannot be closed: alone, c first changes nothing.
    plain = pay_extra(money, [a, c, d])
    assert pay_extra(money, [a, c, d], {1: 0}) == plain
    # d and c are closed with 49.48 + 111.25, and a gets what is left of the 268.19: 107.46. It then owes
    # (189.49 - 107.46) x 1.014 + 15.00 = 98.18, which closes it in period 1.
    found = best_with_extra(money, [[a], [c], [d]])
    assert found is not None
    assert found.plan.payments == ((10746, 9818, 0, 0, 0, 0), (11125, 0, 0, 0, 0, 0), (4948, 0, 0, 0, 0, 0))
    assert (found.plan.total, found.proven) == (26819 + 9818, True)
    assert plain.total > found.plan.total


def test_more_periods_than_can_all_be_tried_are_not_called_proven() -> None:
    months = 50
    rates, fees = [Fraction(1, 100)] * months, [30] * months
    due = [130] * (months - 1)

    def fee_debt(name: str, owed: int) -> Way:
        closing = closing_sums(owed, [*due, 0], rates, fees)
        return way(name, [*due, closing[-1]], closing, rates, fees)

    debts = [fee_debt("a", 9_000), fee_debt("b", 8_000), way("c", [0] * 49 + [9_000], [9_000] * 50, [0 * PERCENT] * 50)]
    money = cumulative([300] * 49 + [40_000])
    found = best_with_extra(money, [[one] for one in debts])
    assert found is not None
    assert found.plan.total >= found.lower
    assert not found.proven or found.plan.total == found.lower
    assert found == best_with_extra(money, [[one] for one in debts])


def test_fees_must_be_in_the_closing_sums() -> None:
    with pytest.raises(ValueError, match="with interest"):
        way("b", [20, 120], [120, 120], [Fraction(0)] * 2, [20, 10])
    with pytest.raises(ValueError, match="with interest"):
        way("b", [20, 120], [120, 120], [Fraction(0)] * 2, [20, -20])


@st.composite
def costly(draw: st.DrawFn, name: str) -> Way:
    """A debt with a charge for being open, a rate that changes, both or neither."""
    last = draw(st.integers(0, PERIODS - 1))
    fees = [draw(st.sampled_from([0, 0, 7, 15]))] * PERIODS
    low, high = draw(st.integers(0, 20)), draw(st.integers(0, 40))
    ends = draw(st.integers(0, PERIODS))
    rates = [(low if t < ends else high) * PERCENT for t in range(PERIODS)]
    payment, owed = draw(st.integers(0, 40)), draw(st.integers(1, 120))
    due, closing = [], []
    for t in range(PERIODS):
        if t > last:
            due.append(0)
            closing.append(0)
            continue
        closing.append(owed + fees[t])
        part = owed if t == last else min(payment, owed)
        due.append(part + fees[t])
        left = owed - part
        if not left:
            last = t
        owed = left + (2 * left * rates[t].numerator + rates[t].denominator) // (2 * rates[t].denominator)
    return way(name, due, closing, rates, fees)


@st.composite
def problems(draw: st.DrawFn, ways_each: int = 2) -> tuple[tuple[int, ...], list[list[Way]]]:
    count = draw(st.integers(1, 3))
    groups = [[draw(costly(f"c{n}")) for n in range(draw(st.integers(1, ways_each)))] for _ in range(count)]
    return draw(incomes), groups


@settings(max_examples=150, deadline=None)
@given(incomes, st.data())
def test_put_first_after_it_is_closed_a_debt_changes_nothing(money: tuple[int, ...], data: st.DataObject) -> None:
    chosen = [data.draw(costly(f"c{n}")) for n in range(data.draw(st.integers(1, 3)))]
    run = Run(money, chosen)
    if not run.fits:
        return
    run.play()
    for n, closed in run.closed.items():
        for later in range(closed + 1, PERIODS):
            assert pay_extra(money, chosen, {n: later}) == pay_extra(money, chosen)


def exhaustive(money: tuple[int, ...], groups: list[list[Way]]) -> int | None:
    """The least total over every choice and every attack period of every debt in question."""
    totals = []
    for picks in product(*groups):
        signed = [sum(w.signed.paid[t] for w in picks) for t in range(PERIODS)]
        if any(a > b for a, b in zip(signed, money, strict=True)):
            continue
        for starts in product(*(range(NEVER, w.signed.last if in_question(w) else 0) for w in picks)):
            attack = {n: s for n, s in enumerate(starts) if s != NEVER}
            totals.append(pay_extra(money, picks, attack).total)
    return min(totals, default=None)


@settings(max_examples=150, deadline=None)
@given(problems())
def test_a_choice_is_as_cheap_as_trying_every_attack_period_of_every_debt(
    problem: tuple[tuple[int, ...], list[list[Way]]],
) -> None:
    money, groups = problem
    found, least = best_with_extra(money, groups), exhaustive(money, groups)
    if found is None or least is None:
        assert found is None
        assert least is None
        return
    assert found.lower <= least <= found.plan.total
    if all(len(ways) == 1 for ways in groups):
        asked = [ways[0].signed.last + 1 for ways in groups if in_question(ways[0])]
        assert found.proven or prod(asked) > TOGETHER
    if found.proven:
        assert found.plan.total == least
    assert found.plan.total <= pay_extra(money, found.picks).total
    assert found.plan == pay_extra(money, found.picks, found.attack)


@settings(max_examples=100, deadline=None)
@given(problems())
def test_nothing_a_solver_finds_costs_less_than_the_bound(problem: tuple[tuple[int, ...], list[list[Way]]]) -> None:
    money, groups = problem
    assert_no_solver_is_cheaper(money, groups)


@settings(max_examples=100, deadline=None)
@given(problems())
def test_the_payments_stay_within_the_money_and_the_same_problem_gives_the_same_plan(
    problem: tuple[tuple[int, ...], list[list[Way]]],
) -> None:
    money, groups = problem
    found = best_with_extra(money, groups)
    if found is None:
        return
    paid = cumulative([sum(row[t] for row in found.plan.payments) for t in range(PERIODS)])
    assert all(a <= b for a, b in zip(paid, money, strict=True))
    assert found == best_with_extra(money, groups)
