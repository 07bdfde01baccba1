"""A claim that was sold, or paid out by a guarantor: papers first, figures afterwards, and only to whom they name.

Until the papers are checked nothing is admitted, named or paid: an unchecked buyer may be nobody at all. What stands
behind the gate is said in a second call, once the first lender has confirmed the buyer.
"""

from collections.abc import Iterator

from debtadvisor.core.codes import Stage
from debtadvisor.core.script.model import Part, ScriptPoint
from debtadvisor.core.script.talk import Talk


def is_sold(talk: Talk) -> bool:
    """Whether somebody else than the first lender asks to be paid."""
    return talk.stage is Stage.ASSIGNED


def gate(talk: Talk) -> Iterator[ScriptPoint]:
    """The papers to ask for, where to stop until they are checked, and how the second call begins."""
    yield ScriptPoint(part=Part.ASK, code="sold.papers", spoken=True)
    yield ScriptPoint(part=Part.ASK, code="sold.stop_here", claims=talk.claims("civil-546-assignment-notice"))
    defences = talk.claims("civil-548-defences-follow")
    if defences:
        yield ScriptPoint(part=Part.ASK, code="sold.defences", claims=defences)
    yield ScriptPoint(part=Part.ASK, code="sold.go_on", spoken=True, if_true=True)


def payee(talk: Talk) -> Iterator[ScriptPoint]:
    """Whom to pay, and what the first lender should put in writing."""
    claims = talk.claims("civil-546-assignment-notice")
    yield ScriptPoint(part=Part.IN_WRITING, code="sold.payee", claims=claims)
    if not talk.is_private:
        yield ScriptPoint(part=Part.IN_WRITING, code="sold.first_lender")
