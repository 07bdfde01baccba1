"""What a plan can bear and what would make one work, as values: made by `stress` and `shortfall`.

Periods are indexes into `Statement.periods`; amounts are fen, shares of income are thousandths.
"""

from debtadvisor.core.relief.concessions import Concession
from debtadvisor.core.value import value

# A share of income is told in thousandths; so many are all of it.
ALL_INCOME = 1000
# A share of this month's money below this, fen, is no sum to name to a lender.
LEAST_SHARE = 10_00


@value
class IncomeDrop:
    """The largest lasting fall of income, from the next pay day on, in thousandths, rounded down.

    fixed     what the agreed plan bears as it stands
    breaks    the period that breaks first when income falls by more; None when the plan bears the loss of all income
    replanned what can still be borne when everything is asked anew with what is left; never less than `fixed`
    """

    fixed: int
    breaks: int | None
    replanned: int


@value
class MissedMonth:
    """One month's pay that does not come, in any period from the next pay day to the last payment.

    holds_from  the plan bears it from that period on; None when it never does before the last payment
    worst       the month whose missing pay breaks the plan by most; None when none breaks it
    breaks      the period in which it then breaks
    cushion     fen that must be there besides to bear even that month; 0 when none is needed
    """

    holds_from: int | None
    worst: int | None = None
    breaks: int | None = None
    cushion: int = 0


@value
class Worse:
    """One debt paid in a dearer way, everything else as agreed.

    way     the contract way that then holds: "contract" or "minimum"; "" for the ask without what it hopes for, or
            for a sum that was called in and falls due whole
    whole   fen that falls due at once because no contract way is left; 0 otherwise
    extra   fen paid more in all (may be negative: an ask can be dearer than the contract)
    breaks  the first period whose money does not reach; None when the plan still holds
    short   the most that is missing at any time, fen
    """

    debt: str
    way: str = ""
    whole: int = 0
    extra: int
    breaks: int | None = None
    short: int = 0

    @property
    def holds(self) -> bool:
        return self.breaks is None


@value
class Stress:
    """The break points of one purse.

    last      the last period with a payment
    income    None when no income comes in before the last payment
    not_given each debt whose ask holds a waiver or a rate that may not be given, without it
    refused   each debt with an ask, when that lender alone refuses
    """

    last: int
    income: IncomeDrop | None
    missed: MissedMonth | None
    not_given: tuple[Worse, ...]
    refused: tuple[Worse, ...]


@value
class ReliefThatWorks:
    """The smallest relief with which everything fits.

    steps     one step, or two for two debts; () when none of the book's grid is enough
    complete  False when the bounded search ended before every pair was looked at
    """

    steps: tuple[Concession, ...]
    complete: bool = True
