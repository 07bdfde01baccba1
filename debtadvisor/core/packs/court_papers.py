"""Papers that lead to no hearing of a court at first: a payment order (支付令) and a notice of arbitration.

A payment order is answered in writing, item by item, within its days; having no money is no objection. Arbitration
has its own dates and no appeal. Both hold the debt: what is said waits for advice, the dates do not.
"""

from collections.abc import Iterator

from debtadvisor.core.packs.shared import note, say
from debtadvisor.core.script.held import held_points
from debtadvisor.core.script.model import Part, ScriptPoint
from debtadvisor.core.script.talk import Talk

ORDER, ARBITRATION = "payment_order", "arbitration_notice"


def paper_of(talk: Talk) -> str:
    """Which of the two papers holds this debt, the order first; "" when neither does."""
    codes = {finding.code for finding in talk.line.held}
    return next((code for code in (ORDER, ARBITRATION) if code in codes), "")


def paper_points(talk: Talk) -> Iterator[ScriptPoint]:
    """All points about that paper: what it wants, by which day, what to hand in and what to ask for."""
    yield from _order(talk) if paper_of(talk) == ORDER else _arbitration(talk)
    points = held_points(talk)
    yield from (p for p in points if p.part is Part.PROOF)
    for code in ("untrue", "phone_only"):
        yield note(Part.DO_NOT_SAY, code)
    yield note(Part.IN_WRITING, "receipt")
    yield note(Part.AFTER, "log_it")
    yield note(Part.AFTER, "enforcement_page")


def _days(talk: Talk) -> Iterator[ScriptPoint]:
    last = [finding.deadline for finding in talk.line.held if finding.deadline is not None]
    yield note(Part.BEFORE, "deadline", by=min(last)) if last else note(Part.BEFORE, "count_days")


def _order(talk: Talk) -> Iterator[ScriptPoint]:
    part = Part.BEFORE
    yield note(part, "verify", talk.claims("hotline-12368"))
    yield note(part, "order.what", talk.claims("payment-order-15-days"))
    yield from _days(talk)
    yield note(part, "order.no_money", talk.claims("payment-order-inability-not-objection"))
    yield note(part, "order.each_item", talk.claims("payment-order-partial-objection"))
    yield note(part, "order.grounds", talk.claims("payment-order-grounds"))
    yield note(part, "order.letter", debt=talk.line.debt.id)
    yield note(part, "order.nothing_wrong", talk.claims("hotline-12348"))
    yield say(Part.ASK, "order.hand_in", if_true=True)


def _arbitration(talk: Talk) -> Iterator[ScriptPoint]:
    part, rule = Part.BEFORE, talk.claims("arbitration-2026")
    yield note(part, "arbitration.verify")
    yield note(part, "arbitration.what", rule)
    yield note(part, "arbitration.say_it_there", rule)
    yield from _days(talk)
    yield note(part, "free", talk.claims("hotline-12348"))
    yield say(Part.ASK, "arbitration.papers")
