"""Letters that ask for paper: a statement of account, an oral agreement in writing, the terms of a settlement."""

from collections.abc import Iterator
from datetime import date

from debtadvisor.core.codes import Stage
from debtadvisor.core.letters.model import LetterPoint
from debtadvisor.core.letters.say import body, in_doubt, own, request, state, what, you
from debtadvisor.core.money import Money
from debtadvisor.core.script.model import Claim
from debtadvisor.core.script.talk import Talk

# Contracts from this day come with a sheet of all costs: rule `cost-disclosure-2026`.
COST_SHEET_FROM = date(2026, 8, 1)


def statement(about: Talk) -> Iterator[LetterPoint]:
    """The account in parts, the contract, who may collect; the cost sheet only for contracts that must have one."""
    items: tuple[str, ...] = ()
    yield state(about)
    if in_doubt(about):
        if _is_the_lender(about):
            yield body("statement.held_private")
            return
        yield body("statement.held", fresh=True)
        items = ("statement.signed", "statement.payout", "statement.basis", "statement.authority")
    elif about.is_private:
        yield body("statement.private")
    else:
        yield body("statement.why", fresh=True, you=you(about))
        items = ("statement.split", "statement.payments", "statement.contract")
    for code in items:
        yield request(code)
    if not in_doubt(about) and not about.is_private:
        yield from _costs(about)
        if about.stage is Stage.ASSIGNED:
            yield request("statement.transfer", claims=about.claims("civil-546-assignment-notice"))


def _is_the_lender(about: Talk) -> bool:
    """Whether the letter goes to the person who lent, not to somebody who bought the claim."""
    return about.is_private and not about.line.debt.assigned_to.strip()


def _costs(about: Talk) -> Iterator[LetterPoint]:
    signed = about.line.debt.contract_date
    sheet = about.claims("cost-disclosure-2026") if signed is not None and signed >= COST_SHEET_FROM else ()
    if sheet:
        yield request("statement.cost_sheet", claims=sheet)
    else:
        yield request("statement.rate", claims=about.claims("apr-disclosure-2021"))


def recorded(about: Talk) -> tuple[Claim, ...]:
    """The text by which a card plan made on the telephone is recorded; () for anything but a bank's card."""
    return about.claims("cc-art70-stop-collection") if about.is_card else ()


def confirm_oral(about: Talk) -> Iterator[LetterPoint]:
    """What was said on the telephone, asked for in writing. It repeats no figure and turns nothing down: a card plan
    that was recorded counts, and its first payment does not wait for paper."""
    if about.is_private:
        yield body("oral.private")
    else:
        yield body("oral.intro", what=what(about) or "", you=you(about))
        if claims := recorded(about):
            yield body("oral.recorded", claims=claims)
            yield own("oral_card", claims=claims)
    yield body("oral.write", fresh=True)
    items = ["oral.schedule", "oral.waived", "oral.interest", "oral.late", "oral.account"]
    for code in items if about.is_private else [*items, "oral.credit"]:
        yield request(code)


def settlement(about: Talk) -> Iterator[LetterPoint]:
    """The lender's own written sum taken up, with what has to stand on paper before it is paid."""
    written, offer = about.line.debt.written_offer, about.ask
    assert written is not None
    assert offer is not None
    amount = Money(written.amount)
    if about.is_private:
        yield body("settlement.private", amount=amount, until=written.until)
    else:
        yield body("settlement.offered", what=what(about) or "", you=you(about), amount=amount, until=written.until)
    yield body("settlement.accept", first=offer.schedule.due[0], amount=Money(offer.total), fresh=True)
    yield request("settlement.whole", amount=amount)
    if about.is_private:
        yield request("settlement.account.private")
        yield request("settlement.note")
        return
    yield request("settlement.account.company", you=you(about))
    yield request("settlement.release")
    yield request("settlement.credit")
    yield request("settlement.stop")
    if about.stage in (Stage.PRE_SUIT, Stage.LITIGATION):
        yield request("settlement.suit")
    if about.stage is Stage.ASSIGNED:
        yield request("statement.transfer", claims=about.claims("civil-546-assignment-notice"))
    yield own("pay_after")
