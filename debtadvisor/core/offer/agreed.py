"""An agreement that was recorded, weighed as the offer it was: affordable beside the other debts, lawful, complete."""

from debtadvisor.core.agreement import Agreement
from debtadvisor.core.offer.judge import judge
from debtadvisor.core.offer.model import Judgement, LenderOffer, OfferKind
from debtadvisor.core.offer.shape import payments
from debtadvisor.core.plan.model import Plan
from debtadvisor.core.policy.model import PolicyBook


def judge_agreement(terms: Agreement, debt: str, plan: Plan, book: PolicyBook) -> Judgement:
    """The judgement on those terms; `plan` is that of the case before they were recorded. Raises KeyError for a debt
    that the plan does not hold."""
    return judge(as_offer(terms), debt, plan, book)


def as_offer(terms: Agreement) -> LenderOffer:
    """The same terms as an offer. One sum with a waiver closes the debt; anything else pays it in instalments."""
    dated = terms.dated
    return LenderOffer(
        kind=OfferKind.SETTLEMENT if len(dated) == 1 and terms.waived else OfferKind.INSTALMENTS,
        schedule=payments(dated),
        waived=terms.waived,
        form=terms.form,
        pay_to=terms.pay_to,
        terms=terms.paper,
    )
