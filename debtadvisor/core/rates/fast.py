"""First answers in floats: close enough to certify from, quick enough for many calls.

Nothing but + - * / and square roots, and powers by squaring. The last bit may still differ between versions of Python,
whose `sum` rounds in its own way, and in `fast_rate` by the machine's own whole power; certified digits never see it.
"""

from collections.abc import Sequence
from itertools import accumulate
from math import sqrt
from operator import mul, sub

_STEPS = 60
_FLOAT_LIMIT = 1e9


def fast_rate(principal: float, payment: float, count: int) -> float:
    """The rate of one period at which `count` equal payments repay `principal`, within about 1e-10.

    Raises ValueError when the payments do not repay the principal. One or two Halley steps from the first terms of the
    series of the payment in the rate: ratio = 1 + half + curve x half² - half⁴ / 45 ..., half = (count + 1) x rate / 2.
    """
    ratio = payment * count / principal - 1
    if ratio <= 0:
        if ratio < 0:
            raise ValueError("the payments do not even repay the principal")
        return 0.0
    more = count + 1
    curve = (count - 1) / (3 * more)
    root = sqrt(1 + 4 * curve * ratio)
    half = 2 * ratio / (1 + root)
    square = half * half
    found = 2 * (half + square * (square / 45 + curve * half / more) / root) / more
    share = principal / payment
    for _ in range(_STEPS):
        grown = 1 + found
        left = grown**-count
        slope = share - count * left / grown
        if slope <= 0:
            found = 1 / share
            continue
        step = (share * found - 1 + left) / slope
        step /= 1 - step * count * more * left / (grown * grown * 2 * slope)
        found -= step
        if -3e-4 * found < step < 3e-4 * found:
            break
    return found


def fast_factor(times: Sequence[int], amounts: Sequence[int]) -> float | None:
    """The v of one flow followed by flows of the other sign, as a float; None for any other shape or order.

    Newton on the logarithm of what is paid over what is received, which is nearly straight, with the logarithm and
    the power of each small step as a fraction. The first step, from v = 1, also takes in how far the times spread.
    """
    first, later = amounts[0], amounts[1:]
    if not later or (max(later) >= 0 if first > 0 else first == 0 or min(later) <= 0) or times[1] <= times[0]:
        return None
    after = times[1:]
    gaps = list(map(sub, after, times))
    if min(gaps) < 0:
        return None
    against = -first
    worth = float(sum(later))
    parts: Sequence[float] = list(map(mul, later, after))
    mean = sum(parts) / worth
    spread = sum(map(mul, parts, after)) / (worth * mean * mean) - 1
    step = (worth - against) / ((worth + against) * mean)
    step *= 1 + spread * step * mean
    factor: float = (1 - step) / (1 + step)
    for _ in range(_STEPS):
        if not 0 < factor < _FLOAT_LIMIT:
            return None
        powers = {gap: power(factor, gap) for gap in set(gaps)}
        parts = list(map(mul, later, accumulate(map(powers.__getitem__, gaps), mul)))
        worth = float(sum(parts))
        gap = worth - against
        step = gap / ((worth + against) * sum(map(mul, parts, after))) * worth
        factor *= (1 - step) / (1 + step)
        if abs(gap) < 1e-6 * abs(worth):
            return factor
    return None


def power(base: float, exponent: int) -> float:
    """`base` to a whole power, by squaring."""
    grown = 1.0
    while True:
        if exponent & 1:
            grown *= base
        exponent >>= 1
        if not exponent:
            return grown
        base *= base
