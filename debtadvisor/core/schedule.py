"""Repayment schedules: int columns in fen, one entry for each due date.

Invariants: principal parts sum to the principal exactly; no part is negative; interest is rounded half up at each
instalment and never in between; the last instalment takes the difference. Arithmetic is exact (big integers), so
every machine gives the same fen. Rates are fractions per period, made by `rates.periodic`.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import lru_cache
from itertools import accumulate

from debtadvisor.core.money import equal_parts, spread_evenly
from debtadvisor.core.value import value


@value(kw_only=False)
class Instalment:
    """One row of a schedule, all amounts in fen; `balance` is the principal still owed after it."""

    n: int
    due: date
    principal: int
    interest: int
    charges: int
    payment: int
    balance: int


@value(kw_only=False)
class Schedule:
    """What is to be paid when.

    due        strictly increasing dates
    principal  fen of principal in each payment
    interest   fen of interest in each payment
    charges    fen of fees, penalty and interest owed from before in each payment; () means none
    """

    due: tuple[date, ...]
    principal: Sequence[int]
    interest: Sequence[int]
    charges: Sequence[int] = ()

    def __len__(self) -> int:
        return len(self.due)

    @property
    def payments(self) -> tuple[int, ...]:
        """The sum due on each date, in fen."""
        if not self.charges:
            return tuple(map(int.__add__, self.principal, self.interest))
        return tuple(p + i + c for p, i, c in zip(self.principal, self.interest, self.charges, strict=True))

    @property
    def total(self) -> int:
        """All that is paid, in fen."""
        return sum(self.principal) + sum(self.interest) + sum(self.charges)

    @property
    def highest(self) -> int:
        """The largest single payment, in fen; 0 for an empty schedule."""
        return max(self.payments, default=0)

    def __iter__(self) -> Iterator[Instalment]:
        left = sum(self.principal)
        charges = self.charges or (0,) * len(self.due)
        rows = zip(self.due, self.principal, self.interest, charges, strict=True)
        for n, (due, principal, interest, charge) in enumerate(rows, start=1):
            left -= principal
            yield Instalment(n, due, principal, interest, charge, principal + interest + charge, left)

    def with_charges(self, total: int, *, first: bool = False) -> "Schedule":
        """The same schedule with `total` fen more of charges, evenly over it or all with the first payment."""
        if not total:
            return self
        parts = (total, *(0 for _ in self.due[1:])) if first else spread_evenly(total, len(self.due))
        old = self.charges or (0,) * len(self.due)
        return replace(self, charges=tuple(map(int.__add__, old, parts)))

    def until(self, last: date) -> "Schedule":
        """The payments due up to and on that day."""
        n = bisect_right(self.due, last)
        if n == len(self.due):
            return self
        return Schedule(self.due[:n], self.principal[:n], self.interest[:n], self.charges[:n])

    def after(self, first: "Schedule") -> "Schedule":
        """`first`, then this schedule. Raises ValueError when their dates overlap."""
        if first.due and self.due and first.due[-1] >= self.due[0]:
            raise ValueError("the second schedule must start after the first ends")
        charges: tuple[int, ...] = ()
        if first.charges or self.charges:
            charges = (*(first.charges or (0,) * len(first)), *(self.charges or (0,) * len(self)))
        return Schedule(
            (*first.due, *self.due), (*first.principal, *self.principal), (*first.interest, *self.interest), charges
        )


EMPTY = Schedule((), (), ())


def _checked(principal: int, rate: Fraction, due: Sequence[date]) -> int:
    if principal <= 0 or rate < 0 or not due:
        raise ValueError("a schedule needs principal > 0, rate >= 0 and at least one due date")
    return len(due)


def level_sum(principal: int, rate: Fraction, count: int) -> int:
    """The equal payment in fen, rounded half up: P r (1+r)^n / ((1+r)^n - 1); P / n at rate zero."""
    a, b = rate.numerator, rate.denominator
    if not a:
        return (2 * principal + count) // (2 * count)
    top, bottom = _annuity(a, b, count)
    return (principal * top + bottom) // (2 * bottom)


@lru_cache(maxsize=4096)
def _annuity(a: int, b: int, count: int) -> tuple[int, int]:
    """Twice r (1+r)^n over (1+r)^n - 1 for the rate a / b, as numerator and denominator: a plan asks for the same rate
    and number of months again and again."""
    grown: int = (a + b) ** count
    return 2 * a * grown, b * (grown - b**count)


def level_payment(principal: int, rate: Fraction, due: tuple[date, ...], payment: int | None = None) -> Schedule:
    """Repay `principal` in equal instalments (等额本息).

    principal  fen, above zero
    rate       per instalment, as a fraction; zero is allowed
    due        n ≥ 1 dates
    payment    the contract's own figure when known; it must exceed the first interest unless it is the only one

    Raises ValueError for other input. Formula: PMT in OpenFormula 1.2.
    """
    n = _checked(principal, rate, due)
    if payment is None:
        payment = level_sum(principal, rate, n)
    a, b = 2 * rate.numerator, rate.denominator
    double, left = 2 * b, principal
    if n > 1 and payment < (left * a + b) // double:
        raise ValueError("the payment is below its interest")
    parts: list[int] = []
    charged: list[int] = []
    for _ in range(n - 1):
        interest = (left * a + b) // double
        part = payment - interest
        left -= part
        parts.append(part)
        charged.append(interest)
    if left < 0:  # a payment rounded up, or the contract's own, clears the loan before its last date
        return _cleared_early(principal, payment, due, a, double)
    parts.append(left)
    charged.append((left * a + b) // double)
    return Schedule(due, parts, charged)


def _cleared_early(principal: int, payment: int, due: tuple[date, ...], a: int, double: int) -> Schedule:
    """The same payments, the last of them cut to what is left, and nothing after it."""
    left, parts, charged = principal, [], []
    for _ in due:
        interest = (left * a + double // 2) // double
        part = min(payment - interest, left)
        left -= part
        parts.append(part)
        charged.append(interest)
    return Schedule(due, parts, charged)


def equal_principal(principal: int, rate: Fraction, due: tuple[date, ...]) -> Schedule:
    """Repay in equal parts of principal with falling interest (等额本金). Input as for `level_payment`."""
    n = _checked(principal, rate, due)
    parts = equal_parts(principal, n)
    a, b = rate.numerator, rate.denominator
    before = (principal, *(principal - paid for paid in accumulate(parts[:-1])))
    return Schedule(due, parts, tuple((2 * left * a + b) // (2 * b) for left in before))


def interest_only(principal: int, rate: Fraction, due: tuple[date, ...]) -> Schedule:
    """Pay interest each period and the principal with the last (先息后本). Input as for `level_payment`."""
    n = _checked(principal, rate, due)
    a, b = rate.numerator, rate.denominator
    each = (2 * principal * a + b) // (2 * b)
    return Schedule(due, (*(0 for _ in range(n - 1)), principal), (each,) * n)


def bullet(principal: int, interest: int, due: date) -> Schedule:
    """Pay principal and all interest (fen) once, at the end (到期一次还本付息)."""
    if principal <= 0 or interest < 0:
        raise ValueError("a schedule needs principal > 0 and interest >= 0")
    return Schedule((due,), (principal,), (interest,))


def fee_instalment(principal: int, fee_total: int, due: tuple[date, ...]) -> Schedule:
    """Repay in equal parts of principal with a fee on the original sum, spread evenly (手续费分期)."""
    n = _checked(principal, Fraction(0), due)
    return Schedule(due, spread_evenly(principal, n), (0,) * n, spread_evenly(fee_total, n) if fee_total else ())


def minimum_payments(
    balance: int, rate: Fraction, due: tuple[date, ...], share: Fraction, floor: int, least: int = 0
) -> Schedule:
    """Pay the minimum of a bill each month: interest, plus the larger of `floor` and that share of the balance; with
    `least` (fen) never less than that in all.

    Ends when the bill is cleared; the last date takes what is left, however large. Raises ValueError as
    `level_payment` does.
    """
    n = _checked(balance, rate, due)
    a, b = rate.numerator, rate.denominator
    left, parts, charged = balance, [], []
    for k in range(n):
        interest = (2 * left * a + b) // (2 * b)
        minimum = max(floor, -(-left * share.numerator // share.denominator), least - interest)
        part = left if k == n - 1 else min(left, minimum)
        left -= part
        parts.append(part)
        charged.append(interest)
        if not left:
            break
    return Schedule(due[: len(parts)], tuple(parts), tuple(charged))
