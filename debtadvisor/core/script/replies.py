"""Replies to what a desk or a collector usually says: calm, true, one to three sentences each.

Which replies are made depends on the stage, the kind of lender and on whether there is an offer. A code is the
refusal, then the manner of the reply: ``system_does_not_support.card``. `REFUSALS` has the words of the other side.
"""

from collections.abc import Iterator, Mapping

from debtadvisor.core.codes import LenderKind, ReliefKind, Stage
from debtadvisor.core.money import Money
from debtadvisor.core.script.figures import first_payment
from debtadvisor.core.script.kept import kept
from debtadvisor.core.script.model import Claim, Part, ScriptPoint, Value
from debtadvisor.core.script.sold import is_sold
from debtadvisor.core.script.talk import Mode, Talk

REFUSALS = (
    "pay_in_full_today",
    "minimum_or_nothing",
    "system_does_not_support",
    "not_overdue_no_help",
    "overdue_too_long",
    "pay_some_first",
    "lump_sum_only",
    "third_party",
    "we_will_sue",
    "report_to_police",
    "call_your_contacts",
    "borrow_from_family",
    "oral_is_enough",
    "pay_fee_first",
    "manager_not_available",
    "just_confirm",
)

# What is answered by the agreement where there is one.
_BY_AGREEMENT = ("pay_in_full_today", "overdue_too_long", "third_party", "we_will_sue")
_RELIEF_STAGES = (Stage.PRE_DUE, Stage.M1, Stage.M2, Stage.M3)
# Lenders that are companies with a desk; a private person has neither system nor manager.
_NO_DESK = (LenderKind.PRIVATE_LENDING, LenderKind.OTHER)

# What a buyer of the claim hears before its papers are checked: no sum, no promise.
_SOLD_FIRST = {
    "pay_in_full_today": "sold",
    "minimum_or_nothing": "sold",
    "pay_some_first": "sold",
    "lump_sum_only": "sold",
    "borrow_from_family": "sold",
    "just_confirm": "sold",
    "we_will_sue": "held",
    "oral_is_enough": "held",
}


def replies(talk: Talk) -> Iterator[ScriptPoint]:
    """The replies that fit this conversation, in order of `REFUSALS`; never fewer than three."""
    for refusal in REFUSALS if is_sold(talk) else REFUSALS[:-1]:
        if _fits(refusal, talk):
            yield _reply(refusal, talk)


def _fits(refusal: str, talk: Talk) -> bool:
    has_desk, asks = talk.kind not in _NO_DESK, talk.mode is not Mode.AGREED
    if refusal == "pay_fee_first":
        return has_desk
    if refusal in ("system_does_not_support", "manager_not_available"):
        return has_desk and asks
    if refusal == "not_overdue_no_help":
        return has_desk and asks and talk.stage is Stage.PRE_DUE
    if refusal == "overdue_too_long":
        return has_desk and talk.is_long_overdue and not is_sold(talk)
    if refusal == "third_party":
        return has_desk and talk.is_long_overdue
    if refusal == "report_to_police":
        return talk.is_card_to_watch and not is_sold(talk)
    if refusal in ("we_will_sue", "call_your_contacts"):
        return talk.is_overdue
    if refusal in ("minimum_or_nothing", "pay_some_first", "lump_sum_only"):
        return asks
    return True


def _reply(refusal: str, talk: Talk) -> ScriptPoint:
    manner, values, claims = "plain", dict[str, Value](), tuple[Claim, ...]()
    if is_sold(talk) and refusal in _SOLD_FIRST:
        true = refusal == "we_will_sue"
        return ScriptPoint(part=Part.REPLY, code=f"{refusal}.{_SOLD_FIRST[refusal]}", spoken=True, if_true=true)
    made = kept(talk)
    if made is not None and refusal in _BY_AGREEMENT and talk.stage not in (Stage.ASSIGNED, Stage.LITIGATION):
        manner, values = "agreed", {} if refusal == "we_will_sue" else {"on": made.on}
    elif refusal in ("pay_in_full_today", "pay_some_first"):
        manner, values = _money(talk)
        if refusal == "pay_some_first" and talk.ask is not None and talk.ask.kind is ReliefKind.SETTLEMENT:
            manner = "one" if talk.ask.count == 1 else manner
    elif refusal in ("minimum_or_nothing", "lump_sum_only"):
        manner = "offer" if talk.ask is not None else "no_offer"
        if refusal == "lump_sum_only" and talk.ask is not None:
            manner = "one" if talk.ask.count == 1 else "private" if talk.is_private else "offer"
    elif refusal == "system_does_not_support":
        manner, claims = _ground(talk)
    elif refusal == "not_overdue_no_help" and not talk.is_card:
        claims = talk.claims("civil-678-extension") if talk.extends else ()
        manner = "loan" if claims else "plain"
    elif refusal == "call_your_contacts":
        # A buyer of the claim is none of those whom the standard names.
        claims = talk.claims("gbt45251-contacts") if talk.stage is not Stage.ASSIGNED else ()
        manner = "standard" if claims else "plain"
    elif refusal == "oral_is_enough" and talk.is_card:
        claims = talk.claims("cc-art70-stop-collection")
        manner = "card" if claims else "plain"
    elif refusal == "third_party" and talk.stage is Stage.ASSIGNED:
        claims = talk.claims("civil-546-assignment-notice")
        manner = "assigned" if claims else "plain"
    elif refusal == "we_will_sue" and talk.stage is Stage.LITIGATION:
        manner = "court"
    elif refusal == "report_to_police":
        claims = talk.claims("overdue-is-civil-matter")
    elif refusal == "oral_is_enough" and (talk.is_private or talk.is_wound_down):
        manner = "private" if talk.is_private else "wind_down"
    return ScriptPoint(
        part=Part.REPLY,
        code=f"{refusal}.{manner}",
        values=values,
        claims=claims,
        spoken=True,
        if_true=refusal in ("we_will_sue", "report_to_police", "borrow_from_family"),
    )


def _money(talk: Talk) -> tuple[str, dict[str, Value]]:
    """What can be named at once: the first payment of the ask, a share of this month's money, or nothing."""
    if talk.ask is not None:
        return "offer", first_payment(talk.ask)
    if talk.mode in (Mode.HOLDING, Mode.TOKEN):
        return "share", {"amount": Money(talk.line.share_now)}
    return "no_offer", {}


def _ground(talk: Talk) -> tuple[str, tuple[Claim, ...]]:
    """The text that lets this kind of lender agree; it never has to."""
    renews = talk.stage is Stage.PRE_DUE and talk.ask is not None and talk.ask.kind is ReliefKind.RENEWAL
    grounds: Mapping[str, tuple[bool, str]] = {
        "card": (talk.is_card and talk.is_overdue, "cc-art70-eligibility"),
        "renewal": (renews, "renewal-2024-13"),
        "relief": (talk.stage in _RELIEF_STAGES and not talk.is_business_loan, "relief-2025-consumer-loans"),
    }
    for manner, (fits, rule) in grounds.items():
        claims = talk.claims(rule) if fits else ()
        if claims:
            return manner, claims
    return "plain", ()
