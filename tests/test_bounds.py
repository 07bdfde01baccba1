"""What no plan with early payments can cost less than: prices of cash by hand, against trying everything, and the
stages of the search one by one."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debtadvisor.core.extra import parts, search
from debtadvisor.core.extra.bound import Pricing, Work
from debtadvisor.core.extra.excess import nearer
from debtadvisor.core.extra.near import choices_near, fitting_near
from debtadvisor.core.extra.parts import taken_apart
from debtadvisor.core.extra.pay import Run, Way, pay_extra, way
from debtadvisor.core.extra.prices import ONE, prices_of
from debtadvisor.core.extra.scarce import raised
from debtadvisor.core.extra.search import WORK_LIMIT, best_with_extra
from debtadvisor.core.optimise import cumulative
from tests.benchmarks.optimiser import case
from tests.test_attack import exhaustive as least_with_attacks
from tests.test_attack import problems as costly_problems
from tests.test_extra import exhaustive, insist_on_the_best, problems

Problem = tuple[tuple[int, ...], list[list[Way]]]
PLENTY = 10**9


def pricing_of(money: tuple[int, ...], groups: list[list[Way]], limit: int = PLENTY) -> Pricing:
    return Pricing(money, groups, [range(len(g)) for g in groups], Work(limit))


def even(money: tuple[int, ...]) -> tuple[int, ...]:
    return (ONE,) * len(money)


def fitting(money: tuple[int, ...], groups: list[list[Way]]) -> list[tuple[int, ...]]:
    """The choices whose signed instalments fit, by the places of their candidates."""
    return [
        places
        for places in product(*(range(len(g)) for g in groups))
        if all(sum(g[c].signed.paid[t] for g, c in zip(groups, places, strict=True)) <= a for t, a in enumerate(money))
    ]


# --- by hand -------------------------------------------------------------------------------------------------------


def two_alike() -> Problem:
    """Each debt is closed with 100 at once, or with 40 now and 80 later; there are 100 now and 200 later."""
    groups = [[way(f"{n}-lump", [100, 0]), way(f"{n}-slow", [40, 80])] for n in "ab"]
    return cumulative([100, 200]), groups


def test_cash_before_the_scarce_period_is_as_dear_as_makes_both_ways_cost_the_same() -> None:
    money, groups = two_alike()
    pricing = pricing_of(money, groups)
    priced = pricing.price(even(money))
    # Both closed at once cost 200, though there are only 100.
    assert priced.bound == 200 * ONE
    dear = raised(pricing, priced, 1)
    # 100 x w = 40 x w + 80 at w = 4/3, where each costs 133.33; two of them less a third of the 100 there are: 233.33.
    assert dear.prices == (1_333_333, ONE)
    assert dear.moved == (0,)
    assert dear.bound == 2 * 133_333_300 - 33_333_300
    assert raised(pricing, dear, 5).bound == dear.bound


def test_a_problem_taken_apart_has_the_bound_of_its_best_plan() -> None:
    money, groups = two_alike()
    pricing = pricing_of(money, groups)
    priced = raised(pricing, pricing.price(even(money)), 3)
    # One at once and one slowly do not fit: 140 now. Both slowly cost 240, and that is all that is left.
    found = taken_apart(pricing, priced, 240, PLENTY)
    assert [part.pricing.alive for part in found] == [[[1], [1]]]
    assert found[0].priced.bound == 240 * ONE
    assert pricing.alive == [[0, 1], [0, 1]]


def test_two_scarce_periods_are_made_dear_together() -> None:
    # Each of a and b pays 60 in period 0 or 1, or 30 + 60 later; 60 in all until period 0, 90 until period 1.
    groups = [[way(f"{n}-now", [60, 0, 0]), way(f"{n}-soon", [0, 64, 0]), way(f"{n}-late", [0, 0, 90])] for n in "abc"]
    money = cumulative([60, 30, 300])
    pricing = pricing_of(money, groups)
    dear = raised(pricing, pricing.price(even(money)), 5)
    # One now, 30 of 64 soon, the rest late: 60 + 64 x 30/64 + 90 x (2 - 30/64) is the least of any mix.
    assert dear.moved == (0, 1)
    assert abs(dear.bound - (60 * ONE + 30 * ONE + 90 * (2 * 64 - 30) * ONE // 64)) <= 200


def test_a_choice_that_fits_is_found_near_one_that_does_not() -> None:
    money, groups = two_alike()
    pricing = pricing_of(money, groups)
    assert fitting_near(pricing, pricing.price(even(money))) == (1, 1)
    assert fitting_near(pricing_of((30, 300), groups), pricing.price(even(money))) is None


# --- against trying everything -------------------------------------------------------------------------------------


@settings(max_examples=200, deadline=None)
@given(problems())
def test_raised_prices_only_raise_the_bound_and_never_above_the_best_plan(problem: Problem) -> None:
    money, groups = problem
    best = exhaustive(money, groups)
    if best is None:
        return
    pricing = pricing_of(money, groups)
    plain = pricing.price(even(money))
    dear = raised(pricing, plain, 6)
    close = nearer(pricing, dear, best[0][0], 10)
    assert plain.bound <= dear.bound <= close.bound <= best[0][0] * ONE
    for priced in (dear, close):
        assert all(a >= b for a, b in zip(priced.prices, (*priced.prices[1:], ONE), strict=True))


@settings(max_examples=150, deadline=None)
@given(problems())
def test_the_parts_hold_every_plan_that_is_no_dearer_once_and_bound_it(problem: Problem) -> None:
    money, groups = problem
    best = exhaustive(money, groups)
    if best is None:
        return
    most = best[0][0] + 5
    pricing = pricing_of(money, groups)
    with patch.object(parts, "_NEAR", PLENTY):
        found = taken_apart(pricing, raised(pricing, pricing.price(even(money)), 4), most, PLENTY)
    for places in fitting(money, groups):
        total = pay_extra(money, [g[c] for g, c in zip(groups, places, strict=True)]).total
        held = [p for p in found if all(c in alive for c, alive in zip(places, p.pricing.alive, strict=True))]
        assert len(held) <= 1
        assert held or total > most
        assert all(p.priced.bound <= total * ONE for p in held)


@settings(max_examples=150, deadline=None)
@given(problems())
def test_choices_near_another_fit_and_differ_for_two_debts_at_most(problem: Problem) -> None:
    money, groups = problem
    for start in fitting(money, groups)[:2]:
        run = Run(money, tuple(g[c] for g, c in zip(groups, start, strict=True)))
        run.play()
        pricing = pricing_of(money, groups)
        priced, own = pricing.price(even(money)), pricing.price(prices_of(run))
        for places, paid in choices_near(pricing, priced, own, start, run.total):
            assert 1 <= sum(a != b for a, b in zip(places, start, strict=True)) <= 2
            assert places in fitting(money, groups)
            chosen = [g[c].signed.paid for g, c in zip(groups, places, strict=True)]
            assert paid == tuple(map(sum, zip(*chosen, strict=True)))


@contextmanager
def every_stage() -> Iterator[None]:
    """The search with its first stage cut off after one choice, so that the later ones have to find the best."""
    with (
        patch.object(search, "_SHORT_SEARCH", 1),
        patch.object(search, "_SHORTER_SEARCH", 1),
        patch.object(search, "_MANY", 0),
        patch.object(parts, "_NEAR", PLENTY),
    ):
        yield


@settings(max_examples=300, deadline=None)
@given(problems())
def test_the_later_stages_find_what_trying_everything_finds(problem: Problem) -> None:
    with every_stage():
        insist_on_the_best(*problem)


@settings(max_examples=150, deadline=None)
@given(costly_problems(), st.booleans())
def test_the_later_stages_are_right_about_charges_too(problem: Problem, later: bool) -> None:
    money, groups = problem
    if later:
        with every_stage():
            found = best_with_extra(money, groups)
    else:
        found = best_with_extra(money, groups)
    least = least_with_attacks(money, groups)
    assert (found is None) == (least is None)
    if found is not None and least is not None:
        assert found.lower <= least <= found.plan.total
        assert not found.proven or found.plan.total == least


@settings(max_examples=150, deadline=None)
@given(problems(), st.sampled_from([1, 20, 60, 150, 400]))
def test_broken_off_anywhere_the_bound_is_honest_and_proven_is_true(problem: Problem, limit: int) -> None:
    money, groups = problem
    with every_stage():
        best, found = exhaustive(money, groups), best_with_extra(money, groups, limit)
    if best is None or found is None:
        assert best is None or limit < WORK_LIMIT
        return
    assert found.lower <= best[0][0] <= found.plan.total
    assert not found.proven or found.plan.total == best[0][0]


# --- as large as people have ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", [1, 8, 9, 11, 13, 19])
def test_twenty_debts_are_within_one_percent_of_their_own_bound_with_bounded_work(seed: int) -> None:
    money, groups = case(seed, 20)
    found = best_with_extra(money, groups)
    assert found is not None
    assert 100 * (found.plan.total - found.lower) <= found.lower
    assert found.work <= WORK_LIMIT + WORK_LIMIT // 10


@pytest.mark.parametrize("fee", [False, True])
def test_five_debts_are_proven(fee: bool) -> None:
    for seed in range(30):
        found = best_with_extra(*case(seed, 5, fee))
        assert found is not None
        assert found.proven, seed


def test_a_hundred_debts_end_with_a_plan_after_bounded_work() -> None:
    money, groups = case(3, 100)
    found = best_with_extra(money, groups, 20_000)
    assert found is not None
    assert found.lower <= found.plan.total
    # A first choice is looked for with five times the limit, whatever is left to do after that must be little.
    assert found.work <= 6 * 20_000
    assert found == best_with_extra(money, groups, 20_000)
