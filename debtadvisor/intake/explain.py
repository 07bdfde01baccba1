"""The sentence for a problem, in one language."""

from debtadvisor.core.errors import Problem
from debtadvisor.text.catalogue import Catalogue


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
    return catalogue.say("problems", key, **problem.values)
