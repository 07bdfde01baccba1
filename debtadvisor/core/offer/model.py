"""An offer as the lender made it, and the judgement on it. Amounts are fen, rates fractions of a year.

Nothing here says what a lender must do: an offer is compared with the contract, with the plan's own ask and with the
money there is, and what is not in writing counts as not agreed.
"""

from datetime import date
from enum import StrEnum

from debtadvisor.core.agreement import PaperForm as PaperForm
from debtadvisor.core.agreement import PaperTerm as PaperTerm
from debtadvisor.core.agreement import PayTo as PayTo
from debtadvisor.core.ceilings import Ceiling
from debtadvisor.core.codes import LenderKind, Stage
from debtadvisor.core.plan.within import Fit
from debtadvisor.core.policy.model import Rule
from debtadvisor.core.rates.costs import Cost
from debtadvisor.core.relief.model import Candidate, Owed
from debtadvisor.core.schedule import Schedule
from debtadvisor.core.value import value


class OfferKind(StrEnum):
    """What the lender proposes."""

    INSTALMENTS = "instalments"
    SETTLEMENT = "settlement"
    DEFERRAL = "deferral"
    EXTENSION = "extension"


class Trap(StrEnum):
    """What is wrong with an offer apart from its sums. The first four are told by the person and end the talk."""

    PERSONAL_ACCOUNT = "personal_account"
    FEE_FIRST = "fee_first"
    NEW_LOAN = "new_loan"
    UNKNOWN_COLLECTOR = "unknown_collector"
    THIRD_ACCOUNT = "third_account"
    PAY_FIRST = "pay_first"
    LATE_CANCELS = "late_cancels"
    INTEREST_RUNS = "interest_runs"
    ADMITS_ALL = "admits_all"
    WAIVES_DEFENCE = "waives_defence"
    ENFORCEABLE = "enforceable"
    NEW_GUARANTOR = "new_guarantor"
    BALLOON = "balloon"
    ABOVE_DEBT = "above_debt"
    CLAIMS_MORE = "claims_more"
    SHORT_NOTICE = "short_notice"
    PAST = "past"


# Any of these and nothing is paid, whatever the sums are.
NEVER = (Trap.PERSONAL_ACCOUNT, Trap.FEE_FIRST, Trap.NEW_LOAN)
# These must be cleared up before a first payment; the rest are to be asked about and, where possible, changed.
BEFORE_PAYING = (
    Trap.UNKNOWN_COLLECTOR,
    Trap.THIRD_ACCOUNT,
    Trap.PAY_FIRST,
    Trap.INTEREST_RUNS,
    Trap.ADMITS_ALL,
    Trap.WAIVES_DEFENCE,
    Trap.ENFORCEABLE,
    Trap.NEW_GUARANTOR,
    Trap.CLAIMS_MORE,
)
# Told by the person, not found in the figures.
TOLD = tuple(
    trap
    for trap in Trap
    if trap
    not in (Trap.PERSONAL_ACCOUNT, Trap.BALLOON, Trap.ABOVE_DEBT, Trap.CLAIMS_MORE, Trap.SHORT_NOTICE, Trap.PAST)
)


@value
class LenderOffer:
    """What the lender proposes for one debt.

    schedule   every payment in order of date, fees in `charges`; of a deferral what the contract then asks
    pause      months without payment, of a deferral
    claimed    what they say is owed today, fen; None when they did not say
    waived     what they say they give up, fen; None when they did not say
    until      last day on which it can be accepted
    terms      what stands in their paper
    traps      what the person noticed, of `TOLD`
    """

    kind: OfferKind
    schedule: Schedule
    pause: int = 0
    claimed: int | None = None
    waived: int | None = None
    until: date | None = None
    form: PaperForm = PaperForm.ORAL
    pay_to: PayTo = PayTo.UNKNOWN
    terms: tuple[PaperTerm, ...] = ()
    traps: tuple[Trap, ...] = ()


class Way(StrEnum):
    """What the offer is compared with: the contract kept, the plan's first ask, what is still worth taking."""

    OFFER = "offer"
    CONTRACT = "contract"
    ASK = "ask"
    FALLBACK = "fallback"


@value
class Compared:
    """One way of paying the debt in three figures."""

    way: Way
    total: int
    highest: int
    last: date


class Waiver(StrEnum):
    """Whether what is said to be forgiven leaves the person better off."""

    NONE = "none"
    REAL = "real"
    PARTLY = "partly"
    NOT_REAL = "not_real"


class Verdict(StrEnum):
    """The answer in one word. `WAIT`: good by itself, not to be signed before the other debts have their place."""

    ACCEPT = "accept"
    WRITING_FIRST = "writing_first"
    WAIT = "wait"
    COUNTER = "counter"
    REFUSE = "refuse"
    CHECK_FIRST = "check_first"


class Because(StrEnum):
    """Why, each with the figure that shows it on the page."""

    HELD = "held"
    NEVER = "never"
    NO_MONEY = "no_money"
    DOES_NOT_FIT = "does_not_fit"
    DEARER_THAN_CONTRACT = "dearer_than_contract"
    DEARER_THAN_FALLBACK = "dearer_than_fallback"
    ABOVE_DEBT = "above_debt"
    ABOVE_RATE = "above_rate"
    ABOVE_CEILING = "above_ceiling"
    TOO_LATE = "too_late"
    NOT_WRITTEN = "not_written"
    TERMS_MISSING = "terms_missing"
    CLEAR_UP = "clear_up"
    ONLY_IF_OTHERS = "only_if_others"
    OTHERS_OPEN = "others_open"
    NO_WORSE = "no_worse"
    REST_OPEN = "rest_open"
    FITS = "fits"
    NOT_DEARER = "not_dearer"
    DEARER_THAN_ASK = "dearer_than_ask"


@value
class Judgement:
    """Everything the page says about an offer.

    owed         what is owed today as the plan counts it
    compared     the offer first, then what exists of the other ways
    saved        fen less than the contract, or than what is owed today where no contract goes on; may be negative
    unwaived     fen that the same offer would come to with nothing forgiven
    cost         yearly cost of the principal from the first missed day (today when none was missed) to the last
                 payment; None when less than the principal is paid, or no rate exists
    missing      terms that the paper lacks, those without which nothing is paid first
    essential    how many of `missing` those are
    counter      what to answer with, out of the plan; None when there is nothing to offer, or nothing better
    later        of one sum that does not fit on its day: the first pay day on which the same sum does
    spread       the same total in so many equal payments that it fits
    most         the largest equal payment on the offer's own days that fits, fen; 0 when none does
    """

    debt: str
    kind: LenderKind
    stage: Stage
    offer: LenderOffer
    verdict: Verdict
    because: tuple[Because, ...]
    owed: Owed | None = None
    compared: tuple[Compared, ...] = ()
    saved: int = 0
    unwaived: int = 0
    waiver: Waiver = Waiver.NONE
    fit: Fit | None = None
    cost: Cost | None = None
    ceilings: tuple[Ceiling, ...] = ()
    missing: tuple[PaperTerm, ...] = ()
    essential: int = 0
    traps: tuple[Trap, ...] = ()
    counter: Candidate | None = None
    later: date | None = None
    spread: Schedule | None = None
    most: int = 0
    rules: tuple[Rule, ...] = ()
