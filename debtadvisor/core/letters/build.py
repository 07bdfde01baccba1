"""A plan's debt → one letter. Figures are those of the script: its ask and its counter are taken over point by point.

What a letter needs and the case does not tell is an error that names the key; only the tail of the identity number
and the signature are left to the hand. A letter about a held debt confirms nothing and carries no amount.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from debtadvisor.core.codes import LenderKind, Pot, Proof, Stage
from debtadvisor.core.errors import CaseError, Problem
from debtadvisor.core.letters.complaints import credit_objection, objection, stop_contact, supervisor, third_party
from debtadvisor.core.letters.fits import why_not
from debtadvisor.core.letters.follow import (
    agreed_before,
    catch_up,
    complete,
    no_reply,
    part_accepted,
    refused,
)
from debtadvisor.core.letters.model import Letter, LetterKind, LetterPart, LetterPoint, OrderGround
from debtadvisor.core.letters.papers import confirm_oral, recorded, settlement, statement
from debtadvisor.core.letters.say import addressee, body, in_doubt, own, request, state, what, you
from debtadvisor.core.plan.model import Plan
from debtadvisor.core.policy.model import PolicyBook
from debtadvisor.core.script.model import Part, ScriptPoint, Value
from debtadvisor.core.script.papers import before
from debtadvisor.core.script.speech import ask, counter, hardship
from debtadvisor.core.script.talk import Mode, Talk, rests_on_default, talk

_CAUSES = ("cause.", "cause_since.", "no_cause.", "keep.")
# Of the script's ask: what is spoken there and not written here.
_NOT_WRITTEN = (
    *("ground.", "menu", "work_order", "private_paper", "no_money.status", "no_money.little", "written_paper"),
    "sold.go_on",
)


def letter(kind: LetterKind, plan: Plan, book: PolicyBook, debt: str, grounds: Sequence[OrderGround] = ()) -> Letter:
    """That letter about that debt.

    Raises ValueError when it does not fit (`fits` tells why), KeyError for an unknown debt, CaseError when the case
    lacks the borrower's name or the lender's.
    """
    about = talk(plan, book, plan.debt(debt))
    reason = why_not(kind, about)
    if reason is not None:
        raise ValueError(reason)
    _insist(about)
    points = [*_head(about, kind)]
    if kind is LetterKind.PAYMENT_ORDER_OBJECTION:
        points += objection(about, grounds)
    else:
        points += _MAKERS[kind](about)
    points += _tail(about, kind, points[:1])
    return Letter(
        kind=kind,
        debt=debt,
        name=plan.case.borrower.name,
        on=plan.case.as_of,
        held=about.mode is Mode.HELD,
        private=_is_to_a_person(about, points[0].code),
        points=tuple(points),
    )


def _insist(about: Talk) -> None:
    """The two names without which no letter can be sent."""
    case = about.plan.case
    missing = [] if case.borrower.name.strip() else ["borrower.name"]
    if what(about) is None:
        number = [debt.id for debt in case.debts].index(about.line.debt.id)
        missing.append(f"debts[{number}].name")
    if missing:
        raise CaseError([Problem(where, "needed_for_letter") for where in missing])


def _head(about: Talk, kind: LetterKind) -> Iterator[LetterPoint]:
    code, values = addressee(about)
    if kind is LetterKind.PAYMENT_ORDER_OBJECTION:
        code, values = "court", {}
    elif kind is LetterKind.MEDIATION_REQUEST:
        code, values = ("neighbours" if about.is_private else "mediators"), {}
    elif kind is LetterKind.SUPERVISOR_COMPLAINT:
        code, values = ("supervisor" if about.claims("hotline-12378") else "local_bureau"), {}
    yield LetterPoint(part=LetterPart.TO, code=code, values=values)
    name: dict[str, Value] = {"name": about.plan.case.borrower.name.strip()}
    if _is_to_a_person(about, code):
        yield LetterPoint(part=LetterPart.BODY, code="greet", values=name)
    else:
        form = "plain" if in_doubt(about) and kind in _CHECKING else _SENDERS.get(kind, "applicant")
        yield LetterPoint(part=LetterPart.FROM, code=form, values=name)


def _is_to_a_person(about: Talk, code: str) -> bool:
    """Whether that addressee is the person who lent, and no buyer of the claim."""
    return about.is_private and code in ("private", "named") and not about.line.debt.assigned_to.strip()


def _hardship(about: Talk) -> Iterator[LetterPoint]:
    yield from _situation(about)
    yield from _ground(about)
    yield body("intro_private", fresh=True) if about.is_private else body("intro", you=you(about), fresh=True)
    yield from _requests(about)


def _instalment_plan(about: Talk) -> Iterator[LetterPoint]:
    yield from _situation(about)
    yield from _ground(about)
    yield body("intro", you=you(about), fresh=True)
    yield from _requests(about)
    listed = about.claims("cc-art70-required-contents")
    if listed:
        yield request("agreement", claims=listed)


def _situation(about: Talk) -> Iterator[LetterPoint]:
    """Where the debt stands, what changed, that there is the will, and the budget."""
    yield state(about)
    yield from agreed_before(about)
    yield from _changed(about)
    yield body("willing", fresh=not about.is_private)
    yield from _budget(about)


def _changed(about: Talk) -> Iterator[LetterPoint]:
    for point in hardship(about):
        if point.code.startswith(_CAUSES) or point.code == "until":
            yield body(point.code, point.values)


def _budget(about: Talk) -> Iterator[LetterPoint]:
    """Income, spending and what is left, as the script's sheet has them; not for a private lender.

    What is left is only told beside an offer: alone, every desk would ask for all of it.
    """
    if about.is_private:
        return
    for point in before(about):
        sheet = point.code.replace("_business", "")
        if sheet == "sheet_deficit" or (sheet == "sheet" and about.ask is not None):
            purse = "business" if about.line.debt.purpose == "business" else "household"
            yield body(f"{sheet}.{purse}", point.values)
            several = sum(line.debt.purpose is about.line.debt.purpose for line in about.plan.debts) > 1
            if sheet == "sheet" and several:
                yield body("shared")


def _ground(about: Talk) -> Iterator[LetterPoint]:
    """The one ground that the script names to this lender, at this stage, for this ask."""
    if about.is_private:
        return
    for point in ask(about):
        if point.code.startswith("ground."):
            yield body(point.code, claims=point.claims, fresh=True, you=you(about))


def _requests(about: Talk) -> Iterator[LetterPoint]:
    """What the script asks for, one item for each; figures stand beside what they belong to."""
    points = tuple(ask(about))
    lines = {str(point.values["rate"]) for point in points if point.code == "cost.lpr"}
    for point in points:
        if not point.spoken or point.code.startswith(_NOT_WRITTEN):
            continue
        if point.code == "lower_rate" and str(point.values["rate"]) in lines:
            continue  # said already, with its reason
        yield _as_request(point, about, fresh=not point.code.startswith("figures."))
        if point.code.startswith("figures."):
            yield from _beside_figures(about)


def _beside_figures(about: Talk) -> Iterator[LetterPoint]:
    """What the figures leave open: a due date that comes before the first payment asked for, and why a payment is
    larger than the contract's."""
    offer, debt = about.ask, about.line.debt
    if offer is None or offer.is_contract or offer.is_written or about.is_private:
        return
    if debt.overdue_since is not None and debt.instalment and offer.count > 1:
        usual = sorted(offer.schedule.payments)[offer.count // 2]
        if usual > debt.instalment:
            yield request("with_arrears", fresh=False)
    next_due = _next_due(about)
    if next_due is not None and next_due < offer.schedule.due[0]:
        yield request("next_due", fresh=False, on=next_due)


def _next_due(about: Talk) -> date | None:
    """The contract's next due date, where its instalments still fall due one by one."""
    debt, relief = about.line.debt, about.line.relief
    if debt.accelerated or relief is None or about.stage in (Stage.ASSIGNED, Stage.LITIGATION):
        return None
    return debt.next_due or (relief.contract[0].schedule.due[0] if relief.contract else None)


def _as_request(point: ScriptPoint, about: Talk, *, fresh: bool) -> LetterPoint:
    return request(point.code, point.values, claims=point.claims, fresh=fresh and not about.is_private)


def _waive_penalty(about: Talk) -> Iterator[LetterPoint]:
    yield state(about)
    yield from _changed(about)
    yield body("intro", you=you(about), fresh=True)
    asked = [p for p in ask(about) if p.code in ("waive.penalty", "waive.fees")]
    for point in asked:
        yield _as_request(point, about, fresh=True)
    if not asked:
        yield request("waive.unnamed")
    yield request("waive.later")
    yield request("waive.written")


def _mediation(about: Talk) -> Iterator[LetterPoint]:
    if about.is_private:
        yield body("mediation.private")
    elif about.stage is Stage.ASSIGNED:
        code, values = addressee(about)
        yield body("mediation.sold", values, what=what(about) or "")
    else:
        code, values = addressee(about)
        yield body(f"mediation.{code}", values, what=what(about) or "")
    yield from _changed(about)
    yield body("willing", fresh=True)
    yield from _budget(about)
    rules = about.claims("mediation-2025-opinion", "mediation-2019-framework")
    yield body("mediation.intro", claims=rules, fresh=True)
    yield from (point for point in _requests(about) if point.code != "contact_pause")
    yield body_after("mediation.fee")


def body_after(code: str) -> LetterPoint:
    """A sentence that stands below the requests."""
    return LetterPoint(part=LetterPart.REPLY, code=code)


def _no_reply(about: Talk) -> Iterator[LetterPoint]:
    yield state(about)
    yield from no_reply(about)
    yield from _requests(about)


def _refused(about: Talk) -> Iterator[LetterPoint]:
    yield state(about)
    yield from _changed(about)
    yield from refused(about)
    yield from _requests(about)


def _part_accepted(about: Talk) -> Iterator[LetterPoint]:
    yield state(about)
    yield from part_accepted(about)
    for point in counter(about):
        if point.part is Part.COUNTER and point.code.startswith("figures."):
            yield _as_request(point, about, fresh=True)
        elif point.code == "waived":
            yield request("counter.waived", point.values, fresh=not about.is_private)


def _catch_up(about: Talk) -> Iterator[LetterPoint]:
    yield state(about)
    yield from catch_up(about)


_MAKERS: Mapping[LetterKind, Callable[[Talk], Iterator[LetterPoint]]] = {
    LetterKind.HARDSHIP: _hardship,
    LetterKind.INSTALMENT_PLAN: _instalment_plan,
    LetterKind.EXTENSION: _hardship,
    LetterKind.RENEWAL: _hardship,
    LetterKind.WAIVE_PENALTY: _waive_penalty,
    LetterKind.STATEMENT: statement,
    LetterKind.STOP_CONTACT: stop_contact,
    LetterKind.THIRD_PARTY_COMPLAINT: third_party,
    LetterKind.CREDIT_OBJECTION: credit_objection,
    LetterKind.MEDIATION_REQUEST: _mediation,
    LetterKind.SUPERVISOR_COMPLAINT: supervisor,
    LetterKind.CONFIRM_ORAL: confirm_oral,
    LetterKind.COMPLETE_AGREEMENT: complete,
    LetterKind.ACCEPT_SETTLEMENT: settlement,
    LetterKind.NO_REPLY: _no_reply,
    LetterKind.REFUSED: _refused,
    LetterKind.PART_ACCEPTED: _part_accepted,
    LetterKind.CATCH_UP: _catch_up,
}
# Letters about a held debt to those who claim it: they learn no number and hear of no address on file.
_CHECKING = (LetterKind.STATEMENT, LetterKind.STOP_CONTACT, LetterKind.THIRD_PARTY_COMPLAINT)
# Letters that do not go to the lender.
_ELSEWHERE = (LetterKind.PAYMENT_ORDER_OBJECTION, LetterKind.MEDIATION_REQUEST, LetterKind.SUPERVISOR_COMPLAINT)
_SENDERS = {
    LetterKind.THIRD_PARTY_COMPLAINT: "complainant",
    LetterKind.SUPERVISOR_COMPLAINT: "complainant",
    LetterKind.PAYMENT_ORDER_OBJECTION: "objector",
}
# Letters that go with the papers that show the hardship.
_WITH_PAPERS = (
    LetterKind.HARDSHIP,
    LetterKind.INSTALMENT_PLAN,
    LetterKind.EXTENSION,
    LetterKind.RENEWAL,
    LetterKind.WAIVE_PENALTY,
    LetterKind.MEDIATION_REQUEST,
    LetterKind.REFUSED,
)
_FOLLOWING = (LetterKind.NO_REPLY, LetterKind.REFUSED, LetterKind.PART_ACCEPTED)
# How the letter asks for its answer; () says so in the letter itself.
_REPLIES = {
    LetterKind.NO_REPLY: "follow.no_reply",
    LetterKind.REFUSED: "follow.refused",
    LetterKind.PART_ACCEPTED: "follow.part_accepted",
    LetterKind.CATCH_UP: "catch_up",
    LetterKind.CONFIRM_ORAL: "oral",
    LetterKind.COMPLETE_AGREEMENT: "complete",
    LetterKind.ACCEPT_SETTLEMENT: "settlement",
    LetterKind.STATEMENT: "statement",
    LetterKind.STOP_CONTACT: "statement",
}
_PRIVATE_REPLIES = {
    LetterKind.STATEMENT: "private_check",
    LetterKind.CONFIRM_ORAL: "oral_private",
    LetterKind.COMPLETE_AGREEMENT: "complete_private",
}
_ANSWERED_INSIDE = (
    LetterKind.CREDIT_OBJECTION,
    LetterKind.PAYMENT_ORDER_OBJECTION,
    LetterKind.THIRD_PARTY_COMPLAINT,
    LetterKind.SUPERVISOR_COMPLAINT,
    LetterKind.MEDIATION_REQUEST,
)


# Papers of the shop say nothing about a debt of the household.
_OF_BUSINESS = (Proof.BUSINESS_LICENCE, Proof.TURNOVER)


def _tail(about: Talk, kind: LetterKind, head: Sequence[LetterPoint]) -> Iterator[LetterPoint]:
    if kind not in _ANSWERED_INSIDE:
        unsure = in_doubt(about) or about.stage is Stage.ASSIGNED
        form = "held" if unsure and kind in _CHECKING else _REPLIES.get(kind, "company")
        if about.is_private and kind is not LetterKind.ACCEPT_SETTLEMENT:
            form = "held_private" if in_doubt(about) else _PRIVATE_REPLIES.get(kind, "private")
        elif kind is LetterKind.CONFIRM_ORAL and recorded(about) and not in_doubt(about):
            form = "oral_card"
        yield LetterPoint(part=LetterPart.REPLY, code=form)
    shown = kind in _WITH_PAPERS and not about.is_private
    proof = about.plan.case.hardship.proof if shown else ()
    left_out = (Proof.OTHER,) if about.line.debt.purpose is Pot.BUSINESS else (Proof.OTHER, *_OF_BUSINESS)
    papers = [p for p in proof if p not in left_out]
    for paper in papers:
        yield LetterPoint(part=LetterPart.ENCLOSED, code="paper", values={"proof": paper})
    if kind is LetterKind.PAYMENT_ORDER_OBJECTION:
        yield LetterPoint(part=LetterPart.ENCLOSED, code="order")
    thanks = about.is_private and kind not in (LetterKind.MEDIATION_REQUEST, LetterKind.PAYMENT_ORDER_OBJECTION)
    yield LetterPoint(part=LetterPart.CLOSING, code="private" if thanks else "formal")
    yield from _notes(about, kind, head)


def _notes(about: Talk, kind: LetterKind, head: Sequence[LetterPoint]) -> Iterator[LetterPoint]:
    """For the sender alone."""
    yield own("true")
    if any(point.code in ("issuer", "lender") for point in head):
        yield own("addressee")
    if kind in (*_FOLLOWING, LetterKind.COMPLETE_AGREEMENT):
        yield own("from_log")
    if kind in _WITH_PAPERS and not about.is_private:
        yield own("copies" if about.plan.case.hardship.proof else "no_papers")
    if kind not in _ELSEWHERE:
        yield own("send.private" if about.is_private else "send.company")
    offer = about.ask
    figured = any(p.code.startswith("figures.") for p in (*ask(about),)) if offer is not None else False
    if kind in (*_WITH_PAPERS, *_FOLLOWING) and offer is not None and figured:
        if about.is_beyond_others and about.line.walk_away is not None:
            yield own("beyond")
        if any(row is not None and rests_on_default(row) for row in (offer.term, *offer.riders)):
            yield own("planning_default_private" if about.is_private else "planning_default")
        yield own("agreed_stands" if about.line.agreed is not None else "old_contract")
    if about.stage is Stage.ASSIGNED:
        yield own("sold", claims=about.claims("civil-546-assignment-notice"))
    if kind is LetterKind.MEDIATION_REQUEST:
        yield own("enforceable", claims=about.claims("court-settlement-247", "mediation-judicial-confirmation"))
    if about.kind is LenderKind.P2P_INTERMEDIARY:
        yield own("wind_down")
