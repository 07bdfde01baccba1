"""What a debt usually is at its lender: the product that the policy book names, and how that product is repaid.

It is offered where nothing was said; whoever says something else is right.
"""

from debtadvisor.core.codes import Method, Product
from debtadvisor.core.policy.model import Lender

# Products with a bill that falls due whole and may be paid at its minimum.
BILLS = (Product.CREDIT_CARD, Product.PAY_LATER)


def usual_product(lender: Lender | None) -> Product | None:
    """The one product of that lender; None when it lends in several ways, or nobody knows it."""
    return lender.product if lender is not None else None


def usual_method(product: Product | None) -> Method | None:
    """How that product is repaid when nothing was said of instalments: a bill for cards and pay-later, else None."""
    return Method.REVOLVING if product in BILLS else None
