"""Letters about conduct, wrong entries and court papers: only what the case shows, each limit only where it reaches."""

from collections.abc import Iterator, Sequence

from debtadvisor.core.case import Event
from debtadvisor.core.codes import DebtCircumstance, EventKind, Method, Stage
from debtadvisor.core.conduct import ConductMatter, told
from debtadvisor.core.conduct import conduct as observed
from debtadvisor.core.letters.fits import CONDUCT, conduct, payment_order
from debtadvisor.core.letters.model import LetterPart, LetterPoint, OrderGround
from debtadvisor.core.letters.say import addressee, body, in_doubt, own, request, state, what, you
from debtadvisor.core.script.model import Claim, Value
from debtadvisor.core.script.talk import Mode, Talk

# Finding of conduct → its sentence in a complaint, and the rows that it may rest on, the plainest first.
_LIMITS = {
    "violence": ("harassment", ("public-security-50-harassment",)),
    "threat": ("harassment", ("public-security-50-harassment",)),
    "night_contact": ("night", ("gbt45251-hours",)),
    "many_calls": ("calls", ("gbt45251-call-frequency",)),
    "many_dials": ("dials", ("cba-2026-dial-attempts",)),
}
_BY_STANDARD = ("night", "calls")
_NOT_MINE = (DebtCircumstance.IDENTITY_THEFT, DebtCircumstance.NOT_RECOGNISED)
# Objections that leave the rest of the order standing.
_PARTIAL = (OrderGround.CHARGES_WITHOUT_BASIS, OrderGround.PAID_NOT_CREDITED)


def stop_contact(about: Talk) -> Iterator[LetterPoint]:
    """Only the borrower is to be contacted; the text that says so for this kind of lender."""
    yield state(about)
    if in_doubt(about):
        # Who is not known to owe the debt does not speak as its debtor, and may not promise to answer calls.
        yield _intro(about)
        for code in ("stop.nobody", "stop.in_writing", "stop.agents"):
            yield request(code)
        return
    yield from _about_others(about)
    standard = _standard(about)
    yield _intro(about)
    yield request("stop.only_me")
    yield request("stop.no_others")
    if standard:
        yield request("stop.hours", claims=about.claims("gbt45251-hours"))
    yield request("stop.agents")
    yield from which_creditor(about)


def _standard(about: Talk) -> tuple[Claim, ...]:
    """The recommended standard, where it speaks of this lender; a buyer of the claim is none of those it names."""
    return () if about.stage is Stage.ASSIGNED else about.claims("gbt45251-contacts")


def _about_others(about: Talk, *, named: bool = False) -> Iterator[LetterPoint]:
    """Why nobody else may be called: what binds this kind of lender, else the privacy of everybody.

    `named` when the standard was quoted just before.
    """
    sold = about.stage is Stage.ASSIGNED
    binding = () if sold else about.claims("cf-2024-collection")
    of_banks = () if sold or binding else about.claims("online-loan-collection-third-party")
    standard = _standard(about)
    if binding:
        sure = len(about.profile.creditors) == 1
        yield _ground("others.consumer_finance" if sure else "others.consumer_finance_if", binding)
    elif of_banks:
        yield _ground("others.online_loan", of_banks)
    if standard:
        after = "standard" if binding or of_banks else "standard_alone"
        yield _ground(f"others.{'standard_also' if named else after}", standard)
    if not (binding or of_banks or standard):
        privacy = about.claims("civil-1032-1033-privacy")
        if privacy:
            yield _ground("others.privacy", privacy)


def _ground(code: str, claims: tuple[Claim, ...]) -> LetterPoint:
    """What the conduct is measured by."""
    return LetterPoint(part=LetterPart.GROUND, code=code, claims=claims)


def _intro(about: Talk) -> LetterPoint:
    return LetterPoint(part=LetterPart.GROUND, code="intro_stop", values={"you": you(about)}, fresh=True)


def third_party(about: Talk) -> Iterator[LetterPoint]:
    """A complaint to the lender itself about calls to others."""
    yield state(about)
    yield body("complaint.third_party", fresh=True, you=you(about))
    yield from _facts(about, (ConductMatter.THIRD_PARTY_CONTACT,))
    yield from _about_others(about)
    yield _intro(about)
    for code in ("complaint.stop", "complaint.source", "complaint.answer"):
        yield request(code)
    # The period binds the supervised lender, not a buyer of the claim.
    dated = () if about.stage is Stage.ASSIGNED else about.claims("complaint-15-30-60-days")
    form = "complaint.dated" if dated else "complaint.undated"
    yield LetterPoint(part=LetterPart.REPLY, code=form, claims=dated)
    yield from which_creditor(about)
    yield own("complaint_dated" if dated else "complaint_undated", claims=dated)
    yield own("only_facts", claims=about.claims("complaint-truthful"))


def which_creditor(about: Talk) -> Iterator[LetterPoint]:
    """A note beside a rule for one kind of lender, where the book names several creditors for the product."""
    if about.stage is not Stage.ASSIGNED and len(about.profile.creditors) != 1 and about.claims("cf-2024-collection"):
        yield own("which_creditor")


def supervisor(about: Talk) -> Iterator[LetterPoint]:
    """The facts in order to the authority that oversees this kind of lender; whether money is owed is left out."""
    code, values = addressee(about)
    yield body(f"complaint.about.{code}", values, what=what(about) or "")
    yield body("complaint.conduct_only")
    if code in ("issuer", "lender"):
        yield own("institution")
    yield from _facts(about)
    yield from _limits(about)
    yield request("complaint.handle")
    yield request("complaint.result")
    if any(event.kind is EventKind.THIRD_PARTY_CONTACT for event in conduct(about)):
        yield from which_creditor(about)
    desk = about.claims("hotline-12378")
    yield own("company_first", claims=about.claims("complaint-15-30-60-days"))
    yield own("desk.12378" if desk else "desk.12345", claims=desk or about.claims("hotline-12345"))
    yield own("only_facts", claims=about.claims("complaint-truthful"))
    if any(event.kind in (EventKind.THREAT, EventKind.VIOLENCE) for event in conduct(about)):
        yield own("police", claims=about.claims("hotline-110"))


def _limits(about: Talk) -> Iterator[LetterPoint]:
    """The limit behind each finding, once, and only when its row reached the lender on the day of the event."""
    events = set(conduct(about))
    said: set[str] = set()
    named = False
    findings = [f for f in about.plan.triage.findings if f.code in CONDUCT and events & set(_behind(f.facts, about))]
    for finding in findings:
        if finding.code == "third_party_contact":
            yield from _about_others(about, named=named)
            named = named or bool(_standard(about))
            continue
        code, rules = _LIMITS[finding.code]
        known = {rule.id for rule in finding.rules}
        claims = about.claims(*(rule for rule in rules if rule in known))
        if claims and code not in said:
            said.add(code)
            yield _ground(f"limit.{code}_also" if named and code in _BY_STANDARD else f"limit.{code}", claims)
            named = named or code in _BY_STANDARD


def _behind(places: Sequence[str], about: Talk) -> list[Event]:
    return [event for n, event in enumerate(about.plan.case.events) if f"events[{n}]" in places]


def _facts(about: Talk, only: tuple[ConductMatter, ...] = tuple(ConductMatter)) -> Iterator[LetterPoint]:
    """What the log shows about this debt, one entry for all that is seen in the same events; the same entries and
    words stand in the complaint of the log."""
    case = about.plan.case
    alone = len(case.debts) == 1
    here = [
        one
        for one in observed(case, about.book, case.as_of)
        if one.matter in only and (one.debt == about.line.debt.id or (alone and not one.debt))
    ]
    for entry in told(here, case):
        yield LetterPoint(part=LetterPart.FACT, code="day", values={"on": entry.on}, fresh=True)
        for matter, sighting in entry.seen:
            values: dict[str, Value] = {"count": sighting.count}
            if matter is ConductMatter.NIGHT_CONTACT:
                values["hours"] = "、".join(map(str, entry.hours))
            yield LetterPoint(part=LetterPart.FACT, code=matter.value, values=values)
        if entry.who:
            yield LetterPoint(part=LetterPart.FACT, code="who", values={"who": "、".join(entry.who)})


def credit_objection(about: Talk) -> Iterator[LetterPoint]:
    """An entry that is wrong, sent to whoever reported it."""
    debt = about.line.debt
    yield body("credit.intro", what=what(about) or "", you=you(about))
    if DebtCircumstance.IDENTITY_THEFT in debt.circumstances:
        yield body("credit.identity_theft", fresh=True)
    elif DebtCircumstance.NOT_RECOGNISED in debt.circumstances:
        yield body("credit.not_recognised", fresh=True)
    else:
        yield body("credit.amount", fresh=True)
    of_amount = not any(one in debt.circumstances for one in _NOT_MINE)
    yield request("credit.check_amount" if of_amount else "credit.check")
    yield request("credit.correct")
    claims = about.claims("credit-25-objection-20-days")
    yield request("credit.answer", claims=claims)
    yield own("real_arrears", claims=claims)
    yield own("credit_further", claims=about.claims("credit-26-complaint-30-days"))


def against_case(ground: OrderGround, about: Talk) -> bool:
    """Whether the case itself shows that ground to be untrue: all of the debt is due, so none of it is not yet due."""
    debt = about.line.debt
    whole = debt.accelerated or debt.method in (Method.REVOLVING, Method.BULLET) or not debt.instalments_left
    return ground is OrderGround.NOT_DUE and (debt.accelerated or (debt.overdue_since is not None and whole))


def objection(about: Talk, grounds: Sequence[OrderGround]) -> Iterator[LetterPoint]:
    """The written objection to a payment order: the grounds that were named, and nothing admitted besides.

    Raises ValueError without a ground, or for one that the case shows to be untrue.
    """
    served = payment_order(about)
    if served is None or not grounds:
        raise ValueError("an objection needs a payment order and a ground")
    yield body("order.intro", on=served.on, claims=about.claims("payment-order-15-days"))
    for ground in dict.fromkeys(grounds):
        if against_case(ground, about):
            raise ValueError("the case shows that this ground is not true")
        part = ground is OrderGround.NOT_DUE and about.line.debt.overdue_since is not None
        code = "not_due_part" if part else ground.value
        yield LetterPoint(part=LetterPart.FACT, code=f"ground.{code}", fresh=True)
    yield request("order.end", claims=about.claims("payment-order-grounds"))
    yield LetterPoint(part=LetterPart.REPLY, code="order")
    due = next((f.deadline for f in about.plan.triage.findings if f.code == "payment_order" and f.deadline), None)
    if due is not None:
        yield own("order_deadline", by=due)
    yield own("order_number")
    if OrderGround.NOT_DUE in grounds and about.line.debt.overdue_since is not None:
        yield own("not_due_part")
    yield own("order_true", claims=about.claims("payment-order-inability-not-objection"))
    if all(ground in _PARTIAL for ground in grounds):
        yield own("order_partial", claims=about.claims("payment-order-partial-objection"))
    if about.mode is Mode.HELD:
        yield own("order_advice", claims=about.claims("hotline-12348"))
