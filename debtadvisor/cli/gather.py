"""Files and clock → a case, a book and its plan. The one place where the command line meets them."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from debtadvisor.core.case import Case
from debtadvisor.core.errors import CaseError
from debtadvisor.core.plan.build import build_plan
from debtadvisor.core.plan.model import Plan, PlanStatus, Stopped
from debtadvisor.core.policy.model import PolicyBook, insist_fresh
from debtadvisor.intake.book import load_book
from debtadvisor.intake.build import case_from
from debtadvisor.intake.files import read_answers
from debtadvisor.intake.lender_names import lender_names


def book_for(policies: Path | None) -> PolicyBook:
    """The bundled book, with the user's rows laid over it when a file is given."""
    return load_book(overlay=policies)


def case_of(path: str, book: PolicyBook) -> Case:
    """The case in that file, or on standard input for ``-``. Raises InputError or CaseError with all problems."""
    answers, origin = read_answers(path)
    return case_of_answers(answers, origin, book)


def case_of_answers(answers: Mapping[str, object], origin: str, book: PolicyBook) -> Case:
    """The case that those answers make; problems name the file they came from.

    Words of self-harm are heard before any mistake: then the case holds nothing else, and stops.
    """
    today = date.today()
    try:
        return case_from(answers, lender_names(book), today)
    except CaseError as wrong:
        from debtadvisor.intake.distress import case_of_distress

        if (urgent := case_of_distress(answers, today)) is not None:
            return urgent
        raise CaseError(wrong.problems, origin) from None


def plan_of(case: Case, book: PolicyBook, *, strict: bool = False) -> Plan | Stopped:
    """The plan of the case. Under `strict` a row of the book past its review date is a PolicyError."""
    if strict:
        insist_fresh(book, case.as_of)
    return build_plan(case, book)


def needs_a_person(result: Plan | Stopped) -> bool:
    """Whether a person must look before anything is done: a STOP, or a HOLD that nobody has confirmed."""
    return result.status in (PlanStatus.STOP, PlanStatus.HOLD)
