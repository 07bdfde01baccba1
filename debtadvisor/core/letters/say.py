"""What every letter needs: to whom, which debt, how the other side is addressed, where the debt stands."""

from collections.abc import Mapping

from debtadvisor.core.codes import DebtCircumstance, LenderKind, Product, Stage
from debtadvisor.core.letters.model import LetterPart, LetterPoint
from debtadvisor.core.script.model import Claim, Value
from debtadvisor.core.script.speech import GENERIC
from debtadvisor.core.script.talk import Mode, Talk

Claims = tuple[Claim, ...]
NONE: Mapping[str, Value] = {}

_BANKS = (LenderKind.BANK_CREDIT_CARD, LenderKind.BANK_ONLINE_LOAN)
_COMPANIES = (LenderKind.CONSUMER_FINANCE, LenderKind.MICROLOAN, LenderKind.ASSISTED_LENDING_PLATFORM)
_ORAL = ("agreement_oral", "agreement_oral_card")
_OF_A_LOAN = "借款钱债账贷欠笔的 "
# A name that ends so is the name of an institution and can stand on an envelope.
_INSTITUTIONS = ("公司", "银行", "信用社", "中心", "合作社")


def body(
    code: str, given: Mapping[str, Value] = NONE, /, *, claims: Claims = (), fresh: bool = False, **values: Value
) -> LetterPoint:
    """A sentence of the letter's text, with the values of a script's point or its own."""
    return LetterPoint(part=LetterPart.BODY, code=code, values={**given, **values}, claims=claims, fresh=fresh)


def request(
    code: str, given: Mapping[str, Value] = NONE, /, *, claims: Claims = (), fresh: bool = True, **values: Value
) -> LetterPoint:
    """Something that is asked for."""
    return LetterPoint(part=LetterPart.REQUEST, code=code, values={**given, **values}, claims=claims, fresh=fresh)


def own(code: str, *, claims: Claims = (), **values: Value) -> LetterPoint:
    """A note for the sender, not sent."""
    return LetterPoint(part=LetterPart.OWN, code=code, values=values, claims=claims)


def you(about: Talk) -> str:
    """Code of how the other side is addressed: 贵行, 贵公司, 贵方, 您."""
    if about.stage is Stage.ASSIGNED:
        return "party"
    if about.is_private:
        return "person"
    return "bank" if about.kind in _BANKS else "company" if about.kind in _COMPANIES else "party"


def what(about: Talk) -> Value | None:
    """What the debt is called; None when neither the case nor the book has a name for it."""
    called = about.line.debt.name.strip()
    if called:
        return _product(about) if called.endswith(_INSTITUTIONS) else called
    if about.is_private:
        return Product.PRIVATE_LOAN
    return None if _is_generic(about) else about.profile.name


def _product(about: Talk) -> Product:
    """The kind of product, where the debt is called by the lender's own name."""
    product = about.line.debt.product
    return Product.CASH_LOAN if product is Product.OTHER else product


def addressee(about: Talk) -> tuple[str, dict[str, Value]]:
    """To whom: the buyer, the one company that the book names, or the lender named in the contract."""
    debt = about.line.debt
    if debt.assigned_to.strip():
        return "named", {"name": debt.assigned_to.strip()}
    if about.is_private:
        called = debt.name.strip()
        # A name, not a description of the loan.
        return ("named", {"name": called}) if called and not any(c in called for c in _OF_A_LOAN) else ("private", {})
    if about.kind is LenderKind.P2P_INTERMEDIARY:
        # The platform only brought them together: it is not the creditor.
        return "wind_down", {"name": what(about) or ""}
    if not _is_generic(about) and len(about.profile.creditors) == 1:
        return "named", {"name": about.profile.creditors[0].name}
    if debt.name.strip().endswith(_INSTITUTIONS):
        return "named", {"name": debt.name.strip()}
    return ("issuer" if about.is_card else "lender"), {"name": what(about) or ""}


def in_doubt(about: Talk) -> bool:
    """Whether it is open who owes the debt or how much. An oral plan holds the figures, not the debt."""
    return about.mode is Mode.HELD and any(finding.code not in _ORAL for finding in about.line.held)


def state(about: Talk) -> LetterPoint:
    """Which debt it is and where it stands; of one in doubt only that nothing is confirmed."""
    if in_doubt(about):
        dead = DebtCircumstance.DECEASED_DEBT in about.line.debt.circumstances
        if about.is_private and not dead and not about.line.debt.assigned_to.strip():
            return body("state.held_private")
        return body("state.deceased" if dead else "state.held", what=what(about) or "")
    late = "overdue" if about.is_overdue else "pre_due"
    if about.stage is Stage.ASSIGNED:
        return body("state.sold", what=what(about) or "", you=you(about))
    if about.is_private:
        return body(f"state.private.{late}")
    if about.kind is LenderKind.P2P_INTERMEDIARY:
        return body(f"state.p2p.{late}", what=what(about) or "")
    if about.kind is LenderKind.ASSISTED_LENDING_PLATFORM:
        return body(f"state.through.{late}", what=what(about) or "", you=you(about))
    return body(f"state.{late}", what=what(about) or "", you=you(about))


def _is_generic(about: Talk) -> bool:
    return about.profile.generic or about.profile.id.startswith(GENERIC)
