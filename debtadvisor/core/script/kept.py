"""What is said about a debt whose lender has agreed already: the plan is kept, or what was missed is made good.

Nothing is asked for anew. A payment that was missed is told openly: the first day of what is left to pay must not
sound as if the agreement began on it.
"""

from collections.abc import Iterator
from datetime import date

from debtadvisor.core.agreed import Agreed
from debtadvisor.core.money import Money
from debtadvisor.core.relief.model import Candidate
from debtadvisor.core.schedule import Schedule
from debtadvisor.core.script.figures import figures
from debtadvisor.core.script.model import Part, ScriptPoint, Value
from debtadvisor.core.script.talk import Talk


def kept(talk: Talk) -> Agreed | None:
    """The agreement by which this debt is now paid; None where there is none, or something else is asked."""
    return talk.line.agreed if talk.ask is not None and talk.ask.is_agreed else None


def keeping(made: Agreed, offer: Candidate, talk: Talk) -> Iterator[ScriptPoint]:
    """That the agreement is kept, with what is left to pay; or what was missed and when it is made good."""
    if made.missed:
        since, short = made.missed[0][0], Money(made.short)
        yield _say("lead.agreed_missed", on=made.on, since=since, amount=short)
        yield _say("catch_up.pay", first=catch_up_day(made, offer.schedule), amount=short)
        yield _say("catch_up.private" if talk.is_private else "catch_up.no_breach")
        yield ScriptPoint(part=Part.ASK, code="as_missed")
        return
    if made.paid:
        yield _say("lead.agreed_paid", on=made.on, paid=Money(made.paid))
    else:
        yield _say("lead.agreed", on=made.on)
    shape, numbers = figures(offer)
    yield ScriptPoint(part=Part.ASK, code=f"figures.{shape}", values=numbers, spoken=True)
    yield ScriptPoint(part=Part.ASK, code="as_newly_agreed")


def _say(code: str, **values: Value) -> ScriptPoint:
    return ScriptPoint(part=Part.ASK, code=code, values=values, spoken=True)


def catch_up_day(made: Agreed, schedule: Schedule) -> date:
    """The day of the plan on which what was missed is made good: the first that is no instalment still to come, or
    the one on which it is added to one."""
    coming = dict(made.coming)
    paid = zip(schedule.due, schedule.payments, strict=True)
    return next(day for day, fen in paid if fen > coming.get(day, 0))
