"""Debts, orders and conventions of the classic payoff orders, and what a run of one of them gives.

All sums are whole fen, months are counted from 0. These orders spend the whole budget of a month while a debt is
open and keep nothing back for later; a debt takes extra payments at any time, at no charge. Relief, debts that only
take their instalments, and money carried forward belong to `optimise` and `extra`.
"""

from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from debtadvisor.core.value import value

# A plan of more than fifty years is no plan; what is left then is reported.
MAX_MONTHS = 600


class Order(StrEnum):
    """Which debt gets what is left after all minimums. Ties are broken by the debt's id.

    AVALANCHE       highest annual rate first: the rate at which the next interest will be charged, so that a debt
                    moves up in the last month of its promotion
    SNOWBALL        smallest balance first; when that is looked at is part of the `Convention`
    PRO_RATA        all open debts at once, in proportion to their balances after the minimums, by largest remainder
    FEWEST_MONTHS   the debt that its minimums alone would clear soonest; those they never clear come last
    """

    AVALANCHE = "avalanche"
    SNOWBALL = "snowball"
    PRO_RATA = "pro_rata"
    FEWEST_MONTHS = "fewest_months"


class Timing(StrEnum):
    """What happens first in a month: the charge of interest and fee, or the payment."""

    INTEREST_FIRST = "interest_first"
    PAY_FIRST = "pay_first"


@value
class Convention:
    """How months are counted; every result holds for one convention, which the page has to name.

    timing   INTEREST_FIRST charges a month's interest on the balance it starts with, then pays; PAY_FIRST pays,
             then charges what is left, so that the first month bears no interest
    resort   False keeps the snowball in order of the balances at the start; True looks anew each month, at the
             balances after the minimums
    """

    timing: Timing = Timing.INTEREST_FIRST
    resort: bool = False


@value(kw_only=False)
class Fixed:
    """The same minimum every month, fen, or what is left when that is less."""

    fen: int

    def __post_init__(self) -> None:
        if self.fen < 0:
            raise ValueError("a minimum must not be negative")


@value(kw_only=False)
class Share:
    """The minimum of a bill: a share of the balance, rounded up to a fen, at least `floor`.

    share           0 to 1
    floor           fen; the whole balance when that is less
    plus_charges    False: the share of the balance with this month's interest and fee in it. True: all of this
                    month's interest and fee, and on top the share (or floor) of the balance before them
    """

    share: Fraction
    floor: int = 0
    plus_charges: bool = False

    def __post_init__(self) -> None:
        if not 0 <= self.share <= 1 or self.floor < 0:
            raise ValueError("a minimum share must be between 0 and 1, its floor not negative")


@value(kw_only=False)
class Signed:
    """The instalments of a signed schedule by month, fen. Extra payments keep them and shorten the term.

    In the month of the last one, and after it, all that is left is due.
    """

    instalments: tuple[int, ...]

    def __post_init__(self) -> None:
        if not self.instalments or min(self.instalments) < 0:
            raise ValueError("a signed schedule needs instalments, none of them negative")


Minimum = Fixed | Share | Signed


@value(kw_only=False)
class RateStep:
    """Another annual rate from that month (≥ 1) on."""

    month: int
    annual: Decimal


@value
class OpenDebt:
    """A debt that takes extra payments at any time.

    balance   fen owed at the start, ≥ 0; unpaid interest and fees are added to it and bear interest
    annual    nominal annual rate as a fraction, in month 0; a month's interest is a twelfth of it, half up to a fen
    steps     later rates in order of their months: a promotion is `annual` low and one step up
    fee       fen charged in each month in which the debt is open, from month `fee_from` on
    """

    id: str
    balance: int
    annual: Decimal
    minimum: Minimum
    steps: tuple[RateStep, ...] = ()
    fee: int = 0
    fee_from: int = 0

    def __post_init__(self) -> None:
        if (
            self.balance < 0
            or self.fee < 0
            or self.fee_from < 0
            or self.annual < 0
            or any(s.annual < 0 for s in self.steps)
        ):
            raise ValueError(f"{self.id}: balance, fee and rates must not be negative")
        months = [0, *(s.month for s in self.steps)]
        if any(a >= b for a, b in pairwise(months)):
            raise ValueError(f"{self.id}: rate steps must follow one another from month 1 on")


class Ending(StrEnum):
    """How a run ended.

    PAID    every debt is closed
    SHORT   in month `months` the budget does not cover the minimums; nothing of that month is in the columns
    LEFT    something is still owed after `MAX_MONTHS`
    """

    PAID = "paid"
    SHORT = "short"
    LEFT = "left"


@value
class Payoff:
    """A run of one order: int columns in fen, the debts in order of their ids.

    payments   for each debt, one entry for each month in which it was open; in all, entry t is month t
    balances   the same, what is owed at the end of the month
    interest   for each debt, all interest charged; `fees` likewise
    closed     the debts in order of closing, by id within a month
    months     number of months in the columns
    missing    what the budget of month `months` lacks for the minimums; 0 unless SHORT
    growing    no less was owed at the end of the last month than one month earlier: a run that ended LEFT and is
               growing is never paid off; `least.least_budget` says what would pay it off
    """

    ids: tuple[str, ...]
    ending: Ending
    months: int
    payments: tuple[tuple[int, ...], ...]
    balances: tuple[tuple[int, ...], ...]
    interest: tuple[int, ...]
    fees: tuple[int, ...]
    left: tuple[int, ...]
    closed: tuple[str, ...]
    missing: int = 0
    growing: bool = False

    @property
    def total_paid(self) -> int:
        return sum(map(sum, self.payments))

    @property
    def total_interest(self) -> int:
        return sum(self.interest)

    @property
    def total_fees(self) -> int:
        return sum(self.fees)

    @property
    def total_left(self) -> int:
        return sum(self.left)

    def by_month(self) -> tuple[int, ...]:
        """What is paid in each month over all debts, fen."""
        sums = [0] * self.months
        for column in self.payments:
            for t, fen in enumerate(column):
                sums[t] += fen
        return tuple(sums)
