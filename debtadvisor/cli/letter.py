"""``script CASE --letter KIND``: one letter ready to send, or the list of those that fit."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from debtadvisor.cli.options import Format
from debtadvisor.core.errors import CaseError, InputError, Problem
from debtadvisor.core.letters.build import letter
from debtadvisor.core.letters.complaints import against_case
from debtadvisor.core.letters.fits import fits
from debtadvisor.core.letters.model import Fit, LetterKind, OrderGround
from debtadvisor.core.plan.model import Plan, Stopped
from debtadvisor.core.policy.model import PolicyBook
from debtadvisor.core.script.talk import Talk, talk

if TYPE_CHECKING:  # importing it at start would slow every command
    from debtadvisor.cli.page import Page

LIST = "list"
# What people write for "I have no money": said to be no ground, instead of only being unknown.
_NO_MONEY = ("inability", "cannot_pay", "no_money", "hardship", "instalments", "没钱", "没有钱", "还不起", "无力偿还")


def write_letter(
    result: Plan | Stopped, book: PolicyBook, page: "Page", debt: str | None, kind: str | None, grounds: Sequence[str]
) -> None:
    """The letter about that debt, or the list; help alone for a stopped case. Raises InputError for what is asked."""
    if isinstance(result, Stopped):
        _stop(result, book, page)
        return
    chosen = _debt(result, debt)
    about = talk(result, book, result.debt(chosen))
    listed = fits(about)
    which, named = _asked(kind, grounds, listed, about)
    try:
        made = None if which is None else letter(which, result, book, chosen, named)
    except CaseError as lacking:
        # The case is sound; what the letter needs besides is an answer that is missing.
        raise InputError(lacking.problems, lacking.origin) from None
    if page.format is Format.JSON:
        from debtadvisor.output.document import to_json
        from debtadvisor.output.letter.export import letter_document

        page.write(to_json(letter_document(result, chosen, listed, made)))
        return
    from debtadvisor.output.letter.page import letter_report, letters_report

    words = page.catalogue()
    if made is None:
        page.show(letters_report(listed, chosen, result, book, words))
    else:
        page.show(letter_report(made, result, book, words))


def _stop(result: Stopped, book: PolicyBook, page: "Page") -> None:
    if page.format is Format.JSON:
        from debtadvisor.output.document import to_json
        from debtadvisor.output.letter.export import letter_document

        page.write(to_json(letter_document(result, "")))
        return
    from debtadvisor.output.letter.page import letter_stop

    page.show(letter_stop(result, book, page.catalogue()))


def _debt(plan: Plan, given: str | None) -> str:
    """The debt that is meant: the one named, or the only one there is."""
    ids = [line.debt.id for line in plan.debts]
    if given is None and len(ids) > 1:
        raise InputError([Problem("--debt", "which_debt", {"allowed": ", ".join(ids)})])
    return given or ids[0]


def _asked(
    kind: str | None, grounds: Sequence[str], listed: Sequence[Fit], about: Talk
) -> tuple[LetterKind | None, list[OrderGround]]:
    """The kind of letter (None: the list) and its grounds, or every problem with them."""
    fitting = [fit.kind.value for fit in listed if fit.why is None]
    objects = kind == LetterKind.PAYMENT_ORDER_OBJECTION
    if grounds and not objects:
        raise InputError([Problem("--ground", "ground_elsewhere", {"letter": str(LetterKind.PAYMENT_ORDER_OBJECTION)})])
    if kind is None or kind == LIST:
        return None, []
    if kind not in list(LetterKind):
        known = ", ".join([LIST, *LetterKind])
        raise InputError([Problem("--letter", "unknown_letter", {"given": kind, "allowed": known})])
    if kind not in fitting:
        allowed = ", ".join(fitting) or LIST
        raise InputError([Problem("--letter", "letter_does_not_fit", {"given": kind, "allowed": allowed})])
    return LetterKind(kind), _grounds(grounds, about) if objects else []


def _grounds(given: Sequence[str], about: Talk) -> list[OrderGround]:
    known = ", ".join(OrderGround)
    if not given:
        raise InputError([Problem("--ground", "which_ground", {"allowed": known})])
    wrong = []
    for code in given:
        if code.strip().lower() in _NO_MONEY:
            wrong.append(Problem("--ground", "inability_is_no_ground", {"allowed": known}))
        elif code not in list(OrderGround):
            wrong.append(Problem("--ground", "unknown_ground", {"given": code, "allowed": known}))
        elif against_case(OrderGround(code), about):
            wrong.append(Problem("--ground", "ground_against_case", {"given": code}))
    if wrong:
        raise InputError(wrong)
    return [OrderGround(code) for code in given]
