"""Which part of a debt a payment uses up first.

By law (民法典 561), unless agreed otherwise: costs, then interest, then the principal debt. Where a late fee (违约金)
stands is disputed; here it comes before principal, which is the worst case for the borrower. Bank cards: the same up
to 90 days past due; from day 91 on principal comes first. Extra interest for late performance comes after the judgment
debt itself, whatever the order.
"""

from collections.abc import Sequence

from debtadvisor.core.arrears.model import Amounts, Component, CreditOrder

C = Component
BY_LAW = (C.COSTS, C.INTEREST, C.COMPOUND, C.PENALTY, C.FEES, C.PRINCIPAL, C.JUDGMENT)
PRINCIPAL_FIRST = (C.PRINCIPAL, C.COSTS, C.INTEREST, C.COMPOUND, C.PENALTY, C.FEES, C.JUDGMENT)
# First day past due on which a payment into a bank card goes to principal first.
CARD_SWITCH = 91


def contract_order(named: Sequence[Component]) -> tuple[Component, ...]:
    """The whole order that a contract naming those components gives: the rest follow as by law.

    Raises ValueError when a component is named twice, or the extra interest of a judgment is named.

    >>> [str(c) for c in contract_order((Component.FEES, Component.PRINCIPAL))][:3]
    ['fees', 'principal', 'costs']
    """
    if len(set(named)) != len(named) or Component.JUDGMENT in named:
        raise ValueError("each component once, and no extra interest of a judgment")
    return (*named, *(component for component in BY_LAW if component not in named))


def order_on(credit: CreditOrder, days_past_due: int, named: tuple[Component, ...] = ()) -> tuple[Component, ...]:
    """The order that holds for a payment made that many days past due."""
    if credit is CreditOrder.CONTRACT:
        return contract_order(named)
    if credit is CreditOrder.CARD and days_past_due >= CARD_SWITCH:
        return PRINCIPAL_FIRST
    return BY_LAW


def shared_out(amount: int, owed: Amounts, order: Sequence[Component]) -> Amounts:
    """How `amount` is used up in that order; the parts sum to it, or to all that is owed when that is less."""
    left = amount
    parts = dict.fromkeys(order, 0)
    for component in order:
        parts[component] = part = min(left, owed.of(component))
        left -= part
        if not left:
            break
    return Amounts(*(parts.get(component, 0) for component in Component))
