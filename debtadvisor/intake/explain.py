"""The sentence for a problem, in one language."""

from decimal import Decimal

from debtadvisor.core.errors import Problem
from debtadvisor.core.money import Money, fen_of_yuan
from debtadvisor.text.catalogue import Catalogue, Value

# Messages whose values are sums of yuan: they are written as every sum on a page is, not as a machine's decimals.
_SUMS = ("never_paid_off", "paid_off_too_late", "more_than_value", "paste_minimum")


def explain(problem: Problem, catalogue: Catalogue) -> str:
    """What is wrong and what to do, without the place, from the catalogue `problems`.

    A code may have a second sentence for when a near name is known (``unknown_key_near``), or when a range has no
    upper end (``number_out_of_range_open``).
    """
    key = problem.code
    if problem.values.get("nearest") and catalogue.find("problems", f"{key}_near") is not None:
        key = f"{key}_near"
    elif problem.values.get("high") == "" and catalogue.find("problems", f"{key}_open") is not None:
        key = f"{key}_open"
    return catalogue.say("problems", key, **_values(problem))


def _values(problem: Problem) -> dict[str, Value]:
    if problem.code not in _SUMS:
        return dict(problem.values)
    return {name: Money(fen_of_yuan(Decimal(text))) for name, text in problem.values.items()}
