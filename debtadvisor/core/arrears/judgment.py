"""Extra interest for performing a judgment late (加倍部分债务利息), beside the ordinary interest that it awards.

Base: the unpaid money of the judgment other than ordinary interest. A payment that goes to principal, late fees or
costs lowers it; what goes to ordinary interest does not. The rate a day is a figure of the policy book.
"""

from debtadvisor.core.arrears.model import Amounts, Judgment


def awarded(judgment: Judgment, principal: int, fees: int, costs: int) -> int:
    """The money that bears the extra interest on the day of the judgment, fen."""
    return principal + fees + costs if judgment.amount is None else judgment.amount


def still_bearing(left: int, credited: Amounts) -> int:
    """What is left of that money after a payment was used up in those parts."""
    return max(left - credited.principal - credited.fees - credited.costs, 0)
