"""Every v > 0 that solves an equation whose sign changes more than once, with proof that there is no other.

Received and paid are both rising functions of v, so on [a, b] the sum is at least received(a) - paid(b) and at most
received(b) - paid(a): where either bound keeps off zero there is no root. The same test on the slopes shows where the
sum is monotone, so that a change of sign means exactly one root. Every other interval is cut in two. What is left when
an interval is too narrow to cut is a root that touches zero without crossing it. Runs inside ``localcontext(exact())``.
"""

from decimal import Decimal

from debtadvisor.core.rates.equation import Equation, sign_of
from debtadvisor.core.value import value

# A root is known when its interval is this narrow, as a share of v.
_NARROW = Decimal("1e-40")
# A touching root is told from two near ones down to this width; rounding of the sums allows no less.
_TOUCHING = Decimal("1e-19")
# The longest search. Flows of a real loan need a hundredth of it.
_MOST_TERMS = 3_000_000


class TooMixedError(ArithmeticError):
    """The flows change their sign so often that the search was given up; always after the same number of steps."""


def roots(problem: Equation) -> tuple[Decimal, ...]:
    """All v > 0 that solve it, rising; each within 1e-40 of the truth, or 1e-19 where the sum only touches zero.

    Raises TooMixedError after `_MOST_TERMS` terms were added up, a few seconds on any machine.
    """
    found: list[Decimal] = []
    # A touching root may leave several narrow neighbours behind: they are one.
    touched: Decimal | None = None
    low, high = _bounds(problem)
    waiting = [(_at(problem, low), _at(problem, high))]
    left = _MOST_TERMS // len(problem.times)
    while waiting:
        one, other = waiting.pop()
        a, b = one.factor, other.factor
        if _apart(one.sides, other.sides):
            continue
        if _apart(one.slopes, other.slopes):
            root = _crossing(problem, a, b)
            if root is not None:
                found.append(root)
        elif b - a > a * _TOUCHING:
            middle = _at(problem, (a * b).sqrt() if b > 2 * a else (a + b) / 2)
            waiting += [(middle, other), (one, middle)]
            left -= 1
            if left < 0:
                raise TooMixedError
        else:
            if touched is None or a - touched > a * _TOUCHING:
                found.append((a + b) / 2)
            touched = b
    return tuple(found)


@value
class _Point:
    """The sums at one v."""

    factor: Decimal
    sides: tuple[Decimal, Decimal]
    slopes: tuple[Decimal, Decimal]


def _at(problem: Equation, factor: Decimal) -> _Point:
    received, paid, received_slope, paid_slope = problem.all_sides(factor)
    return _Point(factor=factor, sides=(received, paid), slopes=(received_slope, paid_slope))


def only_root(problem: Equation) -> Decimal:
    """The root of an equation whose sign changes once."""
    return _narrowed(problem, *_bounds(problem))


def _narrowed(problem: Equation, a: Decimal, b: Decimal) -> Decimal:
    """The one root between `a` and `b`, at which the signs differ, by halving."""
    at_a = problem.sign(a)
    while b - a > a * _NARROW:
        middle = (a + b) / 2
        here = problem.sign(middle)
        if here == 0:
            return middle
        a, b = (middle, b) if here == at_a else (a, middle)
    return (a + b) / 2


def _bounds(problem: Equation) -> tuple[Decimal, Decimal]:
    """Below the first and above the second there is no root: there the first or the last flow outweighs all others."""
    first, last = abs(problem.amounts[0]), abs(problem.amounts[-1])
    most = max(map(abs, problem.amounts))
    return Decimal(first) / (2 * (first + most)), 1 + Decimal(2 * most) / last


def _apart(low: tuple[Decimal, Decimal], high: tuple[Decimal, Decimal]) -> bool:
    """Whether the difference of two rising sums keeps off zero between two points."""
    return sign_of(low[0], high[1]) > 0 or sign_of(high[0], low[1]) < 0


def _crossing(problem: Equation, a: Decimal, b: Decimal) -> Decimal | None:
    """The root of a monotone sum in [a, b), None when there is none; one at `b` belongs to the next interval."""
    at_a, at_b = problem.sign(a), problem.sign(b)
    if at_a == 0:
        return a
    return None if at_b == 0 or at_a == at_b else _narrowed(problem, a, b)
