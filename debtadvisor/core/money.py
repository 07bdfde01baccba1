"""Amounts in whole fen (分). Bulk arithmetic runs on plain ints whose names end in `fen`;
`Money` is the same count as a value of its own, for pages and for the edges of the program.

There is one currency, the yuan: a foreign-currency card bill is entered at the yuan sum the bank asks for.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

# Larger sums than this are typing mistakes, not household debts.
MAX_FEN = 10**12 * 100


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """A count of fen, which may be negative. Adding anything but `Money` raises TypeError."""

    fen: int

    def __post_init__(self) -> None:
        if type(self.fen) is not int:
            raise TypeError(f"fen must be an int, not {type(self.fen).__name__}")

    def __add__(self, other: "Money") -> "Money":
        return Money(self.fen + other.fen) if isinstance(other, Money) else NotImplemented

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.fen - other.fen) if isinstance(other, Money) else NotImplemented

    def __neg__(self) -> "Money":
        return Money(-self.fen)

    def __str__(self) -> str:
        return decimal_yuan(self.fen)


def decimal_yuan(fen: int) -> str:
    """The amount in yuan as a decimal string with two places, for machines.

    >>> decimal_yuan(863217), decimal_yuan(-5)
    ('8632.17', '-0.05')
    """
    sign, fen = ("-", -fen) if fen < 0 else ("", fen)
    return f"{sign}{fen // 100}.{fen % 100:02d}"


def fen_of_yuan(yuan: Decimal | int) -> int:
    """The amount in fen. Raises ValueError when it is not a whole number of fen, TypeError for a float.

    >>> fen_of_yuan(Decimal("8632.17"))
    863217
    """
    if isinstance(yuan, float):
        raise TypeError("money is never a float")
    fen = Decimal(yuan) * 100
    if fen != fen.to_integral_value():
        raise ValueError(f"{yuan} yuan is not a whole number of fen")
    return int(fen)


def times(fen: int, factor: Decimal | Fraction) -> int:
    """`fen` x `factor`, rounded half up (away from zero) to a whole fen."""
    numerator, denominator = factor.as_integer_ratio()
    product = fen * numerator
    half_up = (2 * abs(product) + denominator) // (2 * denominator)
    return half_up if product >= 0 else -half_up


def share_out(total: int, weights: Sequence[int]) -> tuple[int, ...]:
    """`total` divided in proportion to `weights`, to the fen, by largest remainder.

    The shares sum to `total` exactly; equal remainders go to the earlier place.
    Raises ValueError when a weight is negative or all are zero while `total` is not.

    >>> share_out(100, [1, 1, 1])
    (34, 33, 33)
    """
    whole = sum(weights)
    if any(w < 0 for w in weights) or (whole == 0 and total != 0):
        raise ValueError("weights must be non-negative and not all zero")
    if whole == 0:
        return tuple(0 for _ in weights)
    shares = [total * w // whole for w in weights]
    by_remainder = sorted(range(len(weights)), key=lambda i: (-(total * weights[i] % whole), i))
    for i in by_remainder[: total - sum(shares)]:
        shares[i] += 1
    return tuple(shares)


def spread_evenly(total: int, parts: int) -> tuple[int, ...]:
    """`total` in `parts` equal sums; the last takes the difference (the usual contract wording).

    >>> spread_evenly(1000, 3)
    (333, 333, 334)
    """
    each = total // parts
    return (*(each for _ in range(parts - 1)), total - each * (parts - 1))


def equal_parts(total: int, parts: int) -> tuple[int, ...]:
    """`total` in `parts` equal sums, each rounded half up as printed tables of 等额本金 do; the last takes the rest.

    None is negative: of a very small total the later parts are nothing.

    >>> equal_parts(1000, 3), equal_parts(2000, 3)
    ((333, 333, 334), (667, 667, 666))
    """
    each = equal_part(total, parts)
    if each * (parts - 1) <= total:
        return (*(each for _ in range(parts - 1)), total - each * (parts - 1))
    whole = total // each
    return (*(each for _ in range(whole)), total - each * whole, *(0 for _ in range(parts - whole - 1)))


def equal_part(total: int, parts: int) -> int:
    """The regular one of `equal_parts`."""
    return (2 * total + parts) // (2 * parts)


def round_half_up(value: Decimal, places: int) -> Decimal:
    """`value` with `places` decimals, for showing a rate; money is never rounded here."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
