"""The flags of `log` that tell an agreement or a payment → its terms, its sum. Every problem is kept in `Flags`.

The flags are those of `offer`; `--count`, which says how often elsewhere, is here the number of instalments.
"""

from collections.abc import Mapping, Sequence
from typing import TypedDict

from debtadvisor.core.agreement import AgreedPayment, Agreement, LateEffect, PaperForm, PaperTerm, PayTo
from debtadvisor.core.codes import EventKind
from debtadvisor.intake.flags import Flags
from debtadvisor.intake.offers import ALL, NOTHING

Texts = Mapping[str, str | Sequence[str] | None]
# Flags that only an agreement has.
OF_AGREEMENT = ("monthly", "from", "down", "last", "pay", "waived", "form", "pay-to", "written", "late", "grace")


def kind_told(texts: Texts) -> EventKind:
    """What is recorded when no kind was named: what the other flags tell of, else a contact."""
    if any(texts.get(name) for name in OF_AGREEMENT):
        return EventKind.AGREEMENT
    return EventKind.PAYMENT if texts.get("amount") else EventKind.CONTACT


def agreement_from(texts: Texts, kind: EventKind, flags: Flags) -> Agreement | None:
    """The terms that those flags tell; None for anything but an agreement, whose flags are then a problem."""
    if kind is not EventKind.AGREEMENT:
        for name in OF_AGREEMENT:
            if texts.get(name):
                flags.report(f"--{name}", "only_for", kind=EventKind.AGREEMENT.value)
        return None
    payments = tuple(_payments(texts, flags))
    for name in ("monthly", "from", "count", "down", "last") if payments else ():
        if _one(texts, name):  # each payment is told by its day: a second way to tell them would be dropped
            flags.report(f"--{name}", "not_with", other="--pay")
    monthly = None if payments else _sum(texts, "monthly", flags)
    first = flags.day("--from", _one(texts, "from"), ahead=True) if _one(texts, "from") and not payments else None
    told = _Told(
        count=flags.count("--count", _one(texts, "count"), high=600) if _one(texts, "count") else 1,
        down=_sum(texts, "down", flags) or 0,
        last=_sum(texts, "last", flags),
        waived=_sum(texts, "waived", flags),
        form=flags.code("--form", _one(texts, "form"), PaperForm) if _one(texts, "form") else PaperForm.ORAL,
        pay_to=flags.code("--pay-to", _one(texts, "pay-to"), PayTo) if _one(texts, "pay-to") else PayTo.UNKNOWN,
        paper=_paper(texts, flags),
        late=tuple(dict.fromkeys(flags.code("--late", one, LateEffect) for one in _many(texts, "late"))),
        grace_days=flags.count("--grace", _one(texts, "grace"), low=0, high=90) if _one(texts, "grace") else None,
    )
    for name, given in (("monthly", monthly), ("from", first)):
        if given is None and not payments:
            flags.report(f"--{name}", "missing_flag")
    if not payments and (monthly is None or first is None):
        return None
    return Agreement(first=first, monthly=monthly, payments=payments, **told)


class _Told(TypedDict):
    """What an agreement says besides its first payments."""

    count: int
    down: int
    last: int | None
    waived: int | None
    form: PaperForm
    pay_to: PayTo
    paper: tuple[PaperTerm, ...]
    late: tuple[LateEffect, ...]
    grace_days: int | None


def paid(texts: Texts, kind: EventKind, flags: Flags) -> int | None:
    """The sum of a payment in fen; None for anything else, where a sum is a problem."""
    text = _one(texts, "amount")
    if kind is EventKind.PAYMENT:
        if not text:
            flags.report("--amount", "missing_flag")
            return None
        return flags.amount("--amount", text)
    if text:
        flags.report("--amount", "only_for", kind=EventKind.PAYMENT.value)
    return None


def _payments(texts: Texts, flags: Flags) -> list[AgreedPayment]:
    found = []
    for text in _many(texts, "pay"):
        halves = flags.pair("--pay", text, "@", "500@2027-01-15")
        if halves is not None:
            day = flags.day("--pay", halves[1], ahead=True)
            found.append(AgreedPayment(on=day, amount=flags.amount("--pay", halves[0])))
    return found


def _paper(texts: Texts, flags: Flags) -> tuple[PaperTerm, ...]:
    named = [name.casefold() for name in _many(texts, "written")]
    if named == [ALL]:
        return tuple(PaperTerm)
    if named == [NOTHING]:
        return ()
    found = {flags.code("--written", name, PaperTerm) for name in named}
    return tuple(term for term in PaperTerm if term in found)


def _sum(texts: Texts, name: str, flags: Flags) -> int | None:
    text = _one(texts, name)
    return flags.amount(f"--{name}", text) if text else None


def _one(texts: Texts, name: str) -> str:
    found = texts.get(name)
    return found if isinstance(found, str) else ""


def _many(texts: Texts, name: str) -> list[str]:
    """What was given in several flags, or in one with commas."""
    found = texts.get(name) or ()
    listed = [found] if isinstance(found, str) else list(found)
    return [part.strip() for text in listed for part in text.replace("，", ",").split(",") if part.strip()]
