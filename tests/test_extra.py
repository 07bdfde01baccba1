"""Extra payments and the choice with them: against hand-made tables, trying everything, and a mixed-integer solver."""

import random
from fractions import Fraction
from itertools import accumulate, pairwise, product

import highspy
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debtadvisor.core.extra.pay import Way, closing_sums, pay_extra, way
from debtadvisor.core.extra.search import best_with_extra
from debtadvisor.core.optimise import best, cumulative

PERCENT = Fraction(1, 100)


def loan(name: str, owed: int, payment: int, rate: Fraction, periods: int) -> Way:
    """A debt that pays `payment` a period, the last taking the rest, and takes extra payments at any time."""
    rates = [rate] * periods
    sums = closing_sums(owed, [payment] * periods, rates)
    due = [min(payment, fen) for fen in sums[:-1]] + [sums[-1]]
    return way(name, due, sums, rates)


# --- tables worked out by hand ----------------------------------------------------------------------------------


def test_left_over_cash_goes_to_the_highest_rate_and_then_to_the_next() -> None:
    # a at 10 %: 500 - 100 -> 440 - 100 -> 374 - 100 -> 301.4. b at 20 %: 500 - 100 -> 480 - 100 -> 456 - 100 -> 427.2.
    a, b = loan("a", 500, 100, 10 * PERCENT, 4), loan("b", 500, 100, 20 * PERCENT, 4)
    assert a.signed.by_period == (100, 100, 100, 301)
    assert b.signed.by_period == (100, 100, 100, 427)
    # b gets 100 -> 120 + 100 -> 264, so that 456 - 264 = 192 closes it; 8 are left for a, worth 8.8 in period 3.
    plan = pay_extra(cumulative([300, 300, 300, 500]), [a, b])
    assert plan.payments == ((100, 100, 108, 292), (200, 200, 192, 0))
    assert (plan.total, plan.last, plan.saved) == (1192, 3, 1328 - 1192)


def test_one_debt_is_paid_off_by_hand() -> None:
    # 1,000 at 10 %: pay 300, 700 -> 770; 300, 470 -> 517; 300, 217 -> 238.7 = 239. Extra 200 at once is worth
    # 220, 242, 266 (266.2): in period 2 517 - 242 = 275 is less than 300 and closes the debt.
    one = loan("a", 1000, 300, 10 * PERCENT, 4)
    assert one.closing == (1000, 770, 517, 239)
    plan = pay_extra(cumulative([500, 300, 300, 300]), [one])
    assert plan.payments == ((500, 300, 275, 0),)
    assert (plan.total, plan.last, plan.saved) == (1075, 2, 1139 - 1075)


def test_cash_is_held_for_a_later_dearer_period() -> None:
    # 100 a period; b takes 150 in period 2, so of 80 left in period 0 and 1 only 30 in all can go to a.
    a = loan("a", 1000, 50, 10 * PERCENT, 5)
    b = way("b", [0, 0, 150, 0, 0])
    money = cumulative([100, 100, 100, 300, 1500])
    plan = pay_extra(money, [a, b])
    assert plan.payments[1] == (0, 0, 150, 0, 0)
    # 50 + 50 + 50 + 150 = 300 is all the money of the first three periods: nothing can go to a before period 3.
    assert plan.payments[0][:4] == (50, 50, 50, 300)


def test_without_takers_the_signed_instalments_are_paid() -> None:
    plan = pay_extra(cumulative([10, 10]), [way("a", [5, 5])])
    assert (plan.payments, plan.total, plan.last, plan.saved) == (((5, 5),), 10, 1, 0)


def test_callers_mistakes_are_refused() -> None:
    with pytest.raises(ValueError, match="do not fit"):
        pay_extra(cumulative([5]), [way("a", [6])])
    with pytest.raises(ValueError, match="same periods"):
        way("a", [1, 1], [2, 1], [Fraction(0)])
    with pytest.raises(ValueError, match="last instalment"):
        way("a", [1, 1], [2, 2], [Fraction(0)] * 2)
    with pytest.raises(ValueError, match="with interest"):
        way("a", [1, 1], [9, 1], [Fraction(0)] * 2)


def test_no_debts_and_no_candidates() -> None:
    nothing = best_with_extra((5, 10), [])
    assert nothing is not None
    assert (nothing.plan.total, nothing.proven, nothing.gap) == (0, True, Fraction(0))
    assert best_with_extra((100,), [[]]) is None


# --- a slow second way of paying ---------------------------------------------------------------------------------


def half_up(amount: Fraction) -> int:
    return (amount + Fraction(1, 2)).__floor__()


def grown(one: Way, credit: int, t: int) -> int:
    """That credit one period after t."""
    return half_up(credit * Fraction(one.growth[t], one.unit))


def later(one: Way, credit: int, t: int) -> list[int]:
    """What the debt pays after period t when it has that credit after t and gets nothing more."""
    if one.closing and credit and one.closing[t] - credit <= one.signed.by_period[t]:
        return [0] * (len(one.signed.by_period) - t - 1)
    paid = []
    closed = False
    for s in range(t + 1, len(one.signed.by_period)):
        credit = grown(one, credit, s - 1) if one.closing else 0
        left = one.closing[s] - credit if one.closing else 0
        if closed:
            paid.append(0)
        elif credit and left <= one.signed.by_period[s]:
            paid.append(left)
            closed = True
        else:
            paid.append(one.signed.by_period[s])
    return paid


def slowly(money: tuple[int, ...], ways: list[Way]) -> list[list[int]]:
    """Payments by debt and period, each extra sum found by trying every one from the largest down."""
    new = [money[0], *(b - a for a, b in pairwise(money))]
    credits_, open_, cash = [0] * len(ways), [True] * len(ways), 0
    rows: list[list[int]] = [[] for _ in ways]
    for t in range(len(money)):
        cash += new[t]
        for n, one in enumerate(ways):
            if t and one.closing:
                credits_[n] = grown(one, credits_[n], t - 1)
            due = one.signed.by_period[t] if open_[n] else 0
            if open_[n] and credits_[n] and one.closing[t] - credits_[n] <= due:
                due, open_[n] = one.closing[t] - credits_[n], False
            rows[n].append(due)
            cash -= due
        for n in sorted((n for n, w in enumerate(ways) if w.closing), key=lambda n: (-ways[n].rank[t], n)):
            one = ways[n]
            closing = one.closing[t] - credits_[n] - one.signed.by_period[t]
            if not open_[n]:
                continue
            for fen in range(min(cash, closing), 0, -1):
                after = [0] * (len(money) - t - 1)
                for m, other in enumerate(ways):
                    if open_[m]:
                        credit = credits_[m] + (fen if m == n else 0)
                        after = [a + b for a, b in zip(after, later(other, credit, t), strict=True)]
                known = list(accumulate(new[t + 1 :], initial=cash - fen))
                if all(a >= b for a, b in zip(known, accumulate(after, initial=0), strict=True)):
                    credits_[n] += fen
                    rows[n][-1] += fen
                    cash -= fen
                    open_[n] = fen < closing
                    break
    return rows


PERIODS = 6


@st.composite
def loans(draw: st.DrawFn, name: str) -> Way:
    rate = draw(st.integers(0, 30)) * PERCENT
    periods = draw(st.integers(1, PERIODS))
    short = loan(name, draw(st.integers(1, 120)), draw(st.integers(0, 40)), rate, periods)
    pad = [0] * (PERIODS - periods)
    return way(name, [*short.signed.by_period, *pad], [*short.closing, *pad][:PERIODS], [rate] * PERIODS)


@st.composite
def ways(draw: st.DrawFn, name: str) -> Way:
    if draw(st.booleans()):
        return draw(loans(name).filter(lambda w: w.closing[w.signed.last] == w.signed.by_period[w.signed.last]))
    return way(name, draw(st.lists(st.integers(0, 40), min_size=PERIODS, max_size=PERIODS)))


incomes = st.lists(st.integers(-20, 120), min_size=PERIODS, max_size=PERIODS).map(cumulative)


@settings(max_examples=300, deadline=None)
@given(incomes, st.data())
def test_the_payments_are_those_of_the_slow_way(money: tuple[int, ...], data: st.DataObject) -> None:
    chosen = [data.draw(ways(f"c{n}")) for n in range(data.draw(st.integers(1, 4)))]
    signed = [sum(w.signed.paid[t] for w in chosen) for t in range(PERIODS)]
    if any(a > b for a, b in zip(signed, money, strict=True)):
        return
    plan = pay_extra(money, chosen)
    rows = slowly(money, chosen)
    assert [list(row) for row in plan.payments] == rows
    assert plan.total == sum(map(sum, rows))
    assert plan.saved == signed[-1] - plan.total
    assert plan.last == max((t for row in rows for t, fen in enumerate(row) if fen), default=0)
    assert all(a <= b for a, b in zip(accumulate(map(sum, zip(*rows, strict=True))), money, strict=True))


def tight(seed: int) -> tuple[tuple[int, ...], list[Way]]:
    """Four debts over sixteen periods with dear ones among them, and no fen more than the signed instalments need."""
    draw, periods = random.Random(seed), 16
    chosen = []
    for n in range(3):
        rate, term = draw.randrange(0, 16) * PERCENT, draw.randrange(5, periods + 1)
        rates = [rate] * periods
        owed = draw.randrange(40, 160)
        payment = owed * draw.randrange(90, 170) // (100 * term)
        one = loan(f"c{n}", owed, payment, rate, term)
        pad = [0] * (periods - one.signed.last - 1)
        ends = one.signed.last + 1
        chosen.append(way(one.id, [*one.signed.by_period[:ends], *pad], [*one.closing[:ends], *pad], rates))
    spikes = [0] * periods
    for _ in range(draw.randrange(1, 4)):
        spikes[draw.randrange(1, periods)] = draw.randrange(10, 80)
    chosen.append(way("spikes", spikes))
    new = [draw.randrange(0, 60) for _ in range(periods)]
    signed = [sum(w.signed.paid[t] for w in chosen) for t in range(periods)]
    new[0] += max(0, *(a - b for a, b in zip(signed, accumulate(new), strict=True)))
    return cumulative(new), chosen


@pytest.mark.parametrize("block", range(4))
def test_holding_cash_for_dear_periods_is_that_of_the_slow_way(block: int) -> None:
    for seed in range(60 * block, 60 * block + 60):
        money, chosen = tight(seed)
        assert [list(row) for row in pay_extra(money, chosen).payments] == slowly(money, chosen), seed


@st.composite
def problems(draw: st.DrawFn) -> tuple[tuple[int, ...], list[list[Way]]]:
    groups = [[draw(ways(f"c{n}")) for n in range(draw(st.integers(1, 4)))] for _ in range(draw(st.integers(1, 4)))]
    return draw(incomes), groups


def exhaustive(
    money: tuple[int, ...], groups: list[list[Way]]
) -> tuple[tuple[int, int, tuple[str, ...]], tuple[Way, ...]] | None:
    found: tuple[tuple[int, int, tuple[str, ...]], tuple[Way, ...]] | None = None
    for picks in product(*groups):
        signed = [sum(w.signed.paid[t] for w in picks) for t in range(PERIODS)]
        if any(a > b for a, b in zip(signed, money, strict=True)):
            continue
        plan = pay_extra(money, picks)
        key = (plan.total, plan.last, tuple(w.id for w in picks))
        if found is None or key < found[0]:
            found = (key, picks)
    return found


def insist_on_the_best(money: tuple[int, ...], groups: list[list[Way]]) -> None:
    """The search finds what trying everything finds, ties too, and proves it."""
    expected, found = exhaustive(money, groups), best_with_extra(money, groups)
    if expected is None or found is None:
        assert expected is None
        assert found is None
        return
    assert (found.plan.total, found.plan.last, tuple(w.id for w in found.picks)) == expected[0]
    assert found.proven
    assert found.lower <= found.plan.total


@settings(max_examples=300, deadline=None)
@given(problems())
def test_the_search_finds_what_trying_everything_finds(problem: tuple[tuple[int, ...], list[list[Way]]]) -> None:
    insist_on_the_best(*problem)


@settings(max_examples=100, deadline=None)
@given(problems())
def test_where_nobody_takes_extra_it_is_the_plain_search(problem: tuple[tuple[int, ...], list[list[Way]]]) -> None:
    money, groups = problem
    plain = [[way(w.id, w.signed.by_period) for w in g] for g in groups]
    found, choice = best_with_extra(money, plain), best(money, [[w.signed for w in g] for g in plain])
    assert (found and tuple(w.signed for w in found.picks)) == (choice and choice.picks)


@pytest.mark.parametrize("limit", [1, 50, 500])
def test_a_limit_of_work_gives_a_payable_plan_and_an_honest_bound(limit: int) -> None:
    groups = [
        [loan(f"{g}{n}", 900 + 10 * n, 60 + 15 * n, (n + k) * PERCENT, 12) for n in range(8)]
        for k, g in enumerate("abcdef")
    ]
    money = cumulative([1200] * 12)
    found, whole = best_with_extra(money, groups, limit), best_with_extra(money, groups, 10**9)
    assert found is not None
    assert whole is not None
    assert whole.proven
    assert found.lower <= whole.plan.total <= found.plan.total
    assert found == best_with_extra(money, groups, limit)


# --- a mixed-integer solver, free to pay any sum at any time ---------------------------------------------------------


Sum = dict[int, float]


def added(*parts: Sum) -> Sum:
    """Linear sums of the solver's columns added up."""
    whole: Sum = {}
    for part in parts:
        for column, factor in part.items():
            whole[column] = whole.get(column, 0.0) + factor
    return whole


def scaled(part: Sum, factor: float) -> Sum:
    return {column: factor * old for column, old in part.items()}


class Model:
    """A mixed-integer program, its columns and rows added one by one."""

    def __init__(self) -> None:
        self.solver = highspy.Highs()  # type: ignore[no-untyped-call]  # its constructor has no annotations
        self.solver.silent()
        self.columns = 0

    def column(self, *, whole: bool) -> Sum:
        self.solver.addVar(0.0, 1.0 if whole else highspy.kHighsInf)
        if whole:
            self.solver.changeColIntegrality(self.columns, highspy.HighsVarType.kInteger)
        self.columns += 1
        return {self.columns - 1: 1.0}

    def row(self, part: Sum, low: float, high: float) -> None:
        kept = {column: factor for column, factor in sorted(part.items()) if factor}
        places = np.array(list(kept), dtype=np.int32)
        self.solver.addRow(low, high, len(kept), places, np.array(list(kept.values()), dtype=np.float64))

    def least(self, cost: Sum) -> float | None:
        for column, factor in cost.items():
            self.solver.changeColCost(column, factor)
        self.solver.run()
        if self.solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        return float(self.solver.getInfo().objective_function_value)


def solver_total(money: tuple[int, ...], groups: list[list[Way]]) -> float | None:
    """The least that any choice whose signed instalments fit can cost, closed in any period with any extra payments
    before; None when there is none."""
    model, none = Model(), -highspy.kHighsInf
    by_period: list[list[Sum]] = [[] for _ in range(PERIODS)]
    signed: list[list[Sum]] = [[] for _ in range(PERIODS)]
    for group in groups:
        chosen = []
        for one in group:
            due, last = one.signed.by_period, one.signed.last
            for k in range(last + 1) if one.closing else [last]:
                closes = model.column(whole=True)
                chosen.append(closes)
                for t in range(PERIODS):
                    signed[t].append(scaled(closes, one.signed.paid[t]))
                for t in range(k if one.closing else k + 1):
                    by_period[t].append(scaled(closes, due[t]))
                if not one.closing:
                    continue
                credit: Sum = {}
                for t in range(k):
                    extra = model.column(whole=False)
                    by_period[t].append(extra)
                    credit = added(credit, extra)
                    model.row(added(credit, scaled(closes, -max(one.closing[t] - due[t], 0))), none, 0.0)
                    credit = scaled(credit, float(Fraction(one.growth[t], one.unit)))
                model.row(added(credit, scaled(closes, -one.closing[k])), none, 0.0)
                by_period[k].append(added(scaled(closes, one.closing[k]), scaled(credit, -1.0)))
        model.row(added(*chosen), 1.0, 1.0)
    for t in range(PERIODS):
        model.row(added(*signed[t]), none, money[t])
        model.row(added(*(part for parts in by_period[: t + 1] for part in parts)), none, money[t])
    return model.least(added(*(part for parts in by_period for part in parts)))


def rounding(groups: list[list[Way]]) -> float:
    """Half a fen for each debt and period, grown on."""
    growth = max((max(w.growth, default=1) / w.unit for g in groups for w in g), default=1)
    return len(groups) * PERIODS * 0.5 * float(growth) ** PERIODS + 1e-3


def assert_no_solver_is_cheaper(money: tuple[int, ...], groups: list[list[Way]]) -> None:
    """The bound lies below what a free payer would pay, and that below the plan; both but for rounding."""
    found = best_with_extra(money, groups)
    if found is None:
        return
    least = solver_total(money, groups)
    assert least is not None
    assert found.lower <= least + rounding(groups)
    assert least <= found.plan.total + rounding(groups)


@settings(max_examples=100, deadline=None)
@given(problems())
def test_nothing_a_solver_finds_costs_less_than_the_bound(problem: tuple[tuple[int, ...], list[list[Way]]]) -> None:
    money, groups = problem
    assert_no_solver_is_cheaper(money, groups)


@settings(max_examples=100, deadline=None)
@given(problems())
def test_where_no_period_needs_more_than_it_brings_the_plan_is_the_solvers(
    problem: tuple[tuple[int, ...], list[list[Way]]],
) -> None:
    _, groups = problem
    enough = max(sum(max(w.signed.by_period[t] for w in g) for g in groups) for t in range(PERIODS)) + 5
    money = cumulative([enough] * PERIODS)
    found, least = best_with_extra(money, groups), solver_total(money, groups)
    assert found is not None
    assert least is not None
    assert abs(found.plan.total - least) <= rounding(groups)
