from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debtadvisor.core.money import Money, decimal_yuan, fen_of_yuan, round_half_up, share_out, spread_evenly, times


def test_money_adds_only_money() -> None:
    assert Money(150) + Money(50) == Money(200)
    assert Money(150) - Money(50) == Money(100)
    with pytest.raises(TypeError):
        Money(150) + 50  # type: ignore[operator]
    with pytest.raises(TypeError):
        Money(1.5)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("fen", "text"), [(0, "0.00"), (5, "0.05"), (-5, "-0.05"), (863217, "8632.17"), (-100, "-1.00")]
)
def test_yuan_as_a_decimal_string(fen: int, text: str) -> None:
    assert decimal_yuan(fen) == text
    assert str(Money(fen)) == text


def test_a_tenth_of_a_fen_is_refused() -> None:
    with pytest.raises(ValueError, match="whole number of fen"):
        fen_of_yuan(Decimal("1.005"))
    with pytest.raises(TypeError):
        fen_of_yuan(1.5)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("fen", "factor", "expected"),
    [
        (101, Decimal("0.5"), 51),  # 50.5 rounds up
        (-101, Decimal("0.5"), -51),  # and away from zero below it
        (100, Fraction(1, 3), 33),
        (10_000, Decimal("0.0005"), 5),
        (7, Decimal(0), 0),
    ],
)
def test_times_rounds_half_up(fen: int, factor: Decimal | Fraction, expected: int) -> None:
    assert times(fen, factor) == expected


def test_largest_remainder_gives_the_odd_fen_to_the_largest_fraction() -> None:
    # 1,000 fen over 1 : 1 : 4 is 166.67, 166.67, 666.67; two fen are left over and go to the earlier places.
    assert share_out(1000, [1, 1, 4]) == (167, 167, 666)


@given(st.integers(0, 10**9), st.lists(st.integers(0, 10**9), min_size=1, max_size=9).filter(any))
def test_shares_sum_to_the_total_and_miss_their_part_by_less_than_a_fen(total: int, weights: list[int]) -> None:
    shares = share_out(total, weights)
    assert sum(shares) == total
    for share, weight in zip(shares, weights, strict=True):
        assert abs(Fraction(total * weight, sum(weights)) - share) < 1


def test_weights_must_not_be_negative_or_all_zero() -> None:
    with pytest.raises(ValueError, match="weights"):
        share_out(5, [1, -1])
    with pytest.raises(ValueError, match="weights"):
        share_out(5, [0, 0])
    assert share_out(0, [0, 0]) == (0, 0)


@given(st.integers(0, 10**9), st.integers(1, 600))
def test_even_parts_sum_to_the_total_and_only_the_last_differs(total: int, parts: int) -> None:
    spread = spread_evenly(total, parts)
    assert sum(spread) == total
    assert len(set(spread[:-1])) <= 1
    assert spread[-1] >= spread[0]


def test_a_shown_rate_rounds_half_up() -> None:
    assert round_half_up(Decimal("18.125"), 2) == Decimal("18.13")
