"""What a lender has agreed to for one debt: its payments, its form, what the paper says. Amounts are fen.

Only what was told is kept. Whether it binds, what of it is paid and what was missed is worked out in `agreed`.
"""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from debtadvisor.core.dates import monthly
from debtadvisor.core.value import value


class PaperForm(StrEnum):
    """In which form an offer or agreement exists. A recorded call binds a card bank; anything else wants paper."""

    WRITTEN = "written"
    RECORDED = "recorded"
    ORAL = "oral"


class PayTo(StrEnum):
    """Whose account the money is to go to."""

    OFFICIAL = "official"
    COMPANY = "company"
    PERSONAL = "personal"
    UNKNOWN = "unknown"


class PaperTerm(StrEnum):
    """What a good agreement says (还款协议应写明的), in the order in which it is checked."""

    PARTIES = "parties"
    CONTRACT_NUMBER = "contract_number"
    BALANCE_SPLIT = "balance_split"
    SCHEDULE = "schedule"
    ACCOUNT = "account"
    INTEREST = "interest"
    WAIVER = "waiver"
    CREDITING = "crediting"
    LATE_PAYMENT = "late_payment"
    RELEASE = "release"
    COLLECTION_STOPS = "collection_stops"
    CREDIT_WORDING = "credit_wording"
    SUIT_WITHDRAWN = "suit_withdrawn"
    EARLY_PAYMENT = "early_payment"
    DUTIES = "duties"
    NO_NEW_CARD = "no_new_card"
    SEAL = "seal"


class LateEffect(StrEnum):
    """What the paper says happens when an instalment is missed."""

    CALLED_IN = "called_in"
    WAIVER_LOST = "waiver_lost"
    INTEREST_AGAIN = "interest_again"


@value
class AgreedPayment:
    """One payment, named by its day."""

    on: date
    amount: int


@value
class Agreement:
    """The terms, as they were told.

    first, monthly, count   so much a month from that day on; `down` on top of the first, `last` when it differs
    payments    each payment by its day, in place of those
    waived      what the lender gives up, fen; None when it was not said
    paper       what stands in the paper; `late` what it says of a missed instalment, `grace_days` to make it good
    """

    form: PaperForm = PaperForm.ORAL
    first: date | None = None
    monthly: int | None = None
    count: int = 1
    down: int = 0
    last: int | None = None
    payments: tuple[AgreedPayment, ...] = ()
    waived: int | None = None
    pay_to: PayTo = PayTo.UNKNOWN
    paper: tuple[PaperTerm, ...] = ()
    late: tuple[LateEffect, ...] = ()
    grace_days: int | None = None

    def __post_init__(self) -> None:
        if not self.payments and (self.first is None or self.monthly is None):
            raise ValueError("an agreement needs its payments, or the first day and the sum of each month")

    @property
    def dated(self) -> tuple[tuple[date, int], ...]:
        """Every payment in order of its day, those of one day together."""
        sums: dict[date, int] = {}
        for on, fen in self._told():
            sums[on] = sums.get(on, 0) + fen
        return tuple(sorted(sums.items()))

    def _told(self) -> Iterator[tuple[date, int]]:
        if self.payments:
            yield from ((one.on, one.amount) for one in self.payments)
            return
        assert self.first is not None
        assert self.monthly is not None
        sums = [self.monthly] * self.count
        if self.last is not None:
            sums[-1] = self.last
        sums[0] += self.down
        yield from zip(monthly(self.first, self.count), sums, strict=True)

    @property
    def total(self) -> int:
        """All that is to be paid, fen."""
        return sum(fen for _, fen in self.dated)
