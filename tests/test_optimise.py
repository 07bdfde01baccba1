"""The search against an exhaustive one: same answer, ties included, or the same 'nothing fits'."""

from itertools import accumulate, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debtadvisor.core.optimise import Choice, Entry, best, cumulative, entry, feasible, undominated


def exhaustive(money: tuple[int, ...], groups: list[list[Entry]]) -> tuple[Entry, ...] | None:
    """Every combination, compared by (total, last period, ids)."""
    found: tuple[tuple[int, int, tuple[str, ...]], tuple[Entry, ...]] | None = None
    for picks in product(*groups):
        paid = [sum(p.paid[t] for p in picks) for t in range(len(money))]
        if any(a > b for a, b in zip(paid, money, strict=True)):
            continue
        key = (sum(p.total for p in picks), max(p.last for p in picks), tuple(p.id for p in picks))
        if found is None or key < found[0]:
            found = (key, picks)
    return found[1] if found else None


PERIODS = 6
sums = st.lists(st.integers(0, 9), min_size=PERIODS, max_size=PERIODS).filter(any)


@st.composite
def problems(draw: st.DrawFn) -> tuple[tuple[int, ...], list[list[Entry]]]:
    groups = [
        [entry(f"c{n}", draw(sums)) for n in range(draw(st.integers(1, 5)))] for _ in range(draw(st.integers(1, 4)))
    ]
    money = draw(st.lists(st.integers(-3, 22), min_size=PERIODS, max_size=PERIODS))
    return cumulative(money), groups


@settings(max_examples=400, deadline=None)
@given(problems())
def test_the_search_finds_what_trying_everything_finds(problem: tuple[tuple[int, ...], list[list[Entry]]]) -> None:
    money, groups = problem
    expected = exhaustive(money, groups)
    choice = best(money, groups)
    assert (choice.picks if choice else None) == expected
    assert choice is None or choice.proven
    assert feasible(money, groups) is (expected is not None)


def test_cash_is_carried_into_a_dearer_month() -> None:
    late = entry("late", [0, 0, 30])
    assert best(cumulative([10, 10, 10]), [[late]]) is not None
    assert best(cumulative([10, 10, 9]), [[late]]) is None


def test_the_cheaper_total_wins_over_the_earlier_end() -> None:
    quick, cheap = entry("quick", [11, 0, 0]), entry("cheap", [4, 3, 3])
    choice = best(cumulative([50, 0, 0]), [[quick, cheap]])
    assert choice == Choice((cheap,), True, choice.nodes if choice else 0)


def test_equal_totals_prefer_the_earlier_end_then_the_id() -> None:
    long, short, twin = entry("a", [2, 2, 2]), entry("c", [3, 3, 0]), entry("b", [3, 3, 0])
    choice = best(cumulative([9, 9, 9]), [[long, short, twin]])
    assert choice is not None
    assert [pick.id for pick in choice.picks] == ["b"]


def test_a_candidate_that_pays_later_and_less_dominates() -> None:
    late, early = entry("late", [0, 5]), entry("early", [6, 0])
    assert undominated([early, late]) == (late,)


def test_no_debts_is_the_empty_choice() -> None:
    assert best((0,), []) == Choice((), True, 0)


def test_a_debt_without_candidates_makes_every_choice_impossible() -> None:
    assert best((100,), [[]]) is None


@pytest.mark.parametrize("limit", [1, 5, 50])
def test_a_limit_of_work_never_gives_an_infeasible_choice(limit: int) -> None:
    groups = [[entry(f"{g}{n}", [n, 9 - n, 3 * n]) for n in range(9)] for g in "abcde"]
    money = cumulative([22, 22, 60])
    choice = best(money, groups, limit=limit)
    if choice is not None:
        paid = list(accumulate(sum(p.paid[t] - (p.paid[t - 1] if t else 0) for p in choice.picks) for t in range(3)))
        assert all(a <= b for a, b in zip(paid, money, strict=True))
        assert choice.proven is (choice.nodes <= limit)
