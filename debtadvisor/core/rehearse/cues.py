"""Which lines are played, how hard, and the mistakes on offer beside the good sentence; in order of the call.

A mistake is named by the guardrail that it crosses and by its words in the catalogue: ``new_loan.pay``. The lines of
refusals are played only where the pack has a reply for them, so that each fits this lender and this stage.
"""

from collections.abc import Mapping

from debtadvisor.core.rehearse.model import Pressure, Speaker
from debtadvisor.core.value import value

CALM, FIRM, HARD = Pressure.CALM, Pressure.FIRM, Pressure.HARD
_ALL = (CALM, FIRM, HARD)


@value(kw_only=False)
class Cue:
    """One line: what it is about, at which pressures it is played, and the mistakes beside it."""

    code: str
    tones: tuple[Pressure, ...]
    mistakes: tuple[str, ...]


_COMPANY = (
    Cue("identity", _ALL, ("secret.all", "admitted.start")),
    Cue("pay_in_full_today", _ALL, ("uncounted.today", "new_loan.pay")),
    Cue("your_plan", _ALL, ("above_surplus.monthly", "untrue.law", "uncounted.scrape")),
    Cue("not_overdue_no_help", _ALL, ("silence.later", "untrue.person")),
    Cue("system_does_not_support", (CALM, FIRM), ("untrue.article", "temper.complain")),
    Cue("minimum_or_nothing", (FIRM,), ("above_surplus.monthly", "uncounted.yours")),
    Cue("overdue_too_long", (FIRM,), ("family.pay", "uncounted.scrape")),
    Cue("pay_some_first", (CALM,), ("above_surplus.once", "no_writing.now")),
    Cue("lump_sum_only", (FIRM,), ("new_loan.card", "no_writing.deal")),
    Cue("third_party", (HARD,), ("private_account.send", "silence.number")),
    Cue("we_will_sue", (HARD,), ("temper.sue", "uncounted.today")),
    Cue("call_your_contacts", (HARD,), ("family.ask", "temper.complain")),
    Cue("borrow_from_family", (FIRM, HARD), ("new_loan.friend", "family.pay")),
    Cue("read_code", (HARD,), ("secret.code", "secret.screen")),
    Cue("pay_fee_first", (HARD,), ("private_account.fee", "temper.liar")),
    Cue("manager_not_available", (FIRM,), ("silence.number", "temper.complain")),
    Cue("end_agreed", _ALL, ("no_writing.oral", "admitted.amount")),
    Cue("end_countered", _ALL, ("no_writing.deal", "above_surplus.monthly")),
    Cue("end_refused", _ALL, ("temper.liar", "silence.stop")),
)
_PRIVATE = (
    Cue("identity", _ALL, ("silence.number", "uncounted.yours")),
    Cue("pay_in_full_today", _ALL, ("uncounted.today", "new_loan.pay")),
    Cue("your_plan", _ALL, ("above_surplus.monthly", "untrue.law", "uncounted.scrape")),
    Cue("minimum_or_nothing", (FIRM,), ("above_surplus.monthly", "temper.sue")),
    Cue("pay_some_first", (CALM,), ("above_surplus.once", "no_writing.now")),
    Cue("lump_sum_only", (FIRM,), ("new_loan.card", "no_writing.deal")),
    Cue("we_will_sue", (HARD,), ("temper.sue", "uncounted.today")),
    Cue("call_your_contacts", (HARD,), ("family.ask", "temper.liar")),
    Cue("borrow_from_family", (FIRM, HARD), ("family.pay", "new_loan.friend")),
    Cue("end_agreed", _ALL, ("no_writing.oral", "admitted.amount")),
    Cue("end_countered", _ALL, ("no_writing.deal", "above_surplus.monthly")),
    Cue("end_refused", _ALL, ("temper.liar", "silence.stop")),
)
_HELD = (
    Cue("identity", _ALL, ("secret.all", "admitted.wait")),
    Cue("just_confirm", _ALL, ("admitted.all", "temper.liar")),
    Cue("pay_in_full_today", _ALL, ("admitted.wait", "family.pay")),
    Cue("pay_some_first", (CALM, FIRM), ("admitted.some", "temper.liar")),
    Cue("third_party", (HARD,), ("private_account.send", "admitted.wait")),
    Cue("we_will_sue", (HARD,), ("temper.sue", "admitted.wait")),
    Cue("call_your_contacts", (HARD,), ("family.ask", "temper.complain")),
    Cue("end_papers", _ALL, ("no_writing.oral", "admitted.wait")),
    Cue("end_refused", _ALL, ("silence.number", "admitted.some")),
)
CUES: Mapping[Speaker, tuple[Cue, ...]] = {
    Speaker.COMPANY: _COMPANY,
    Speaker.PRIVATE: _PRIVATE,
    Speaker.HELD: _HELD,
}
