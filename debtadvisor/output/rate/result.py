"""What ``debtadvisor rate`` found, as one value for the page and for the document."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from debtadvisor.core.ceilings import Ceiling
from debtadvisor.core.codes import LenderKind
from debtadvisor.core.rates.answer import Answer
from debtadvisor.core.rates.costs import MonthlyCost
from debtadvisor.core.rates.quoted import Quote
from debtadvisor.core.value import value


class Way(StrEnum):
    """How the loan was told: equal payments, a card's fee instalments, a file of flows, or a bare quote."""

    INSTALMENTS = "instalments"
    FEE = "fee"
    FLOWS = "flows"
    QUOTE = "quote"


@value
class FeeCost:
    """What a monthly fee really costs a year when it is paid in `count` instalments."""

    count: int
    cost: MonthlyCost


@value
class RateResult:
    """answer     None for a bare quote
    fee        the monthly fee as quoted, a share of the original principal; None when none was
    quotes     a bare rate on both day bases
    fees       a bare monthly fee for some numbers of instalments
    kind       None when it was not said who lent: `ceilings` then shows which line fits whom, and claims nothing
    contract, filed   days of the contract and of a suit, None when not said
    assumed    True when the day of the money was not given and `as_of` stands for it
    moved      True when a file had its flows in another order
    lpr_read   day up to which the LPR is known
    """

    way: Way
    as_of: date
    book_version: str
    answer: Answer | None = None
    fee: Decimal | None = None
    count: int | None = None
    quotes: tuple[Quote, ...] = ()
    fees: tuple[FeeCost, ...] = ()
    kind: LenderKind | None = None
    lender: str = ""
    contract: date | None = None
    filed: date | None = None
    assumed: bool = False
    moved: bool = False
    ceilings: tuple[Ceiling, ...] = ()
    lpr_read: date | None = None
