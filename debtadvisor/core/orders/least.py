"""The smallest monthly budget with which an order pays everything off, by bisection."""

from collections.abc import Sequence

from debtadvisor.core.money import times
from debtadvisor.core.orders.model import MAX_MONTHS, Convention, Ending, OpenDebt, Order
from debtadvisor.core.orders.payoff import DEFAULT, payoff
from debtadvisor.core.rates.quoted import periodic


def least_budget(
    debts: Sequence[OpenDebt],
    order: Order | tuple[str, ...],
    convention: Convention = DEFAULT,
    within: int = MAX_MONTHS,
) -> int:
    """The same sum for every month, in fen, that clears all debts in at most `within` months; one fen less does not.

    0 when nothing is owed. In an order whose targets do not depend on the budget, more money never takes longer, so
    that this is the least of all; a snowball that is looked at anew each month may in rare cases manage with less.
    Raises ValueError when `within` is not between 1 and `MAX_MONTHS`, and as `payoff` does.
    """
    if not 1 <= within <= MAX_MONTHS:
        raise ValueError(f"the months must be between 1 and {MAX_MONTHS}")

    def enough(budget: int) -> bool:
        plan = payoff(debts, budget, order, convention)
        return plan.ending is Ending.PAID and plan.months <= within

    # At most all that is owed in the first month, with its charges: that closes everything at once.
    low, high = 0, sum(d.balance + times(d.balance, periodic(d.annual)) + d.fee for d in debts)
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle + 1, high)
    return high
