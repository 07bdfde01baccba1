"""A lender's offer as flags or as answers to questions, → a `LenderOffer`, or every problem at once.

Both doors fill the same mapping from the name of a flag (without its dashes) to a text or a list of texts.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from debtadvisor.core.case import Case, Debt, WrittenOffer
from debtadvisor.core.offer.model import TOLD, LenderOffer, OfferKind, PaperForm, PaperTerm, PayTo, Trap
from debtadvisor.core.offer.shape import extended, monthly_payments, paused, payments
from debtadvisor.core.policy.model import Lender, PolicyBook
from debtadvisor.core.schedule import Schedule
from debtadvisor.core.value import value
from debtadvisor.intake.flags import Flags
from debtadvisor.intake.loans import deferral_interest

Texts = Mapping[str, str | Sequence[str]]
# `--written all` says that the paper holds every term that it should, `none` that it holds nothing yet.
ALL, NOTHING = "all", "none"


@value(kw_only=False)
class Asked:
    """What an offer is about: the debt of the case with its profile in the book."""

    debt: Debt
    case: Case
    profile: Lender
    book: PolicyBook


def offer_from(texts: Texts, about: Asked, flags: Flags) -> LenderOffer:
    """The offer that those texts describe. Raises InputError with every problem."""
    kind = _kind(texts, about.debt, flags)
    schedule = _schedule(kind, texts, about, flags)
    until = flags.day("--until", _one(texts, "until"), ahead=True) if _one(texts, "until") else None
    written = about.debt.written_offer
    from_case = _rests_on_case(texts, written)
    if from_case and written is not None:
        until = until or written.until
    offer = LenderOffer(
        kind=kind,
        schedule=schedule,
        pause=_count(flags, "--months", texts) if kind is OfferKind.DEFERRAL else 0,
        claimed=_sum(flags, "--claimed", texts),
        waived=_sum(flags, "--waived", texts),
        until=until,
        form=_form(texts, flags, from_case=from_case),
        pay_to=flags.code("--pay-to", _one(texts, "pay-to"), PayTo) if _one(texts, "pay-to") else PayTo.UNKNOWN,
        terms=_terms(texts, flags),
        traps=tuple(flags.code("--trap", text, Trap, set(Trap) - set(TOLD)) for text in _many(texts, "trap")),
    )
    flags.check()
    return offer


def _rests_on_case(texts: Texts, written: WrittenOffer | None) -> bool:
    """Whether the case's own written offer is meant: nothing else was said about sums."""
    said = ("kind", "amount", "monthly", "pay", "months")
    return written is not None and not any(texts.get(name) for name in said)


def _kind(texts: Texts, debt: Debt, flags: Flags) -> OfferKind:
    if _one(texts, "kind"):
        return flags.code("--kind", _one(texts, "kind"), OfferKind)
    if _one(texts, "amount") or _rests_on_case(texts, debt.written_offer):
        return OfferKind.SETTLEMENT
    if texts.get("monthly") or texts.get("pay"):
        return OfferKind.INSTALMENTS
    flags.report("--kind", "missing_flag")
    return OfferKind.INSTALMENTS


def _form(texts: Texts, flags: Flags, *, from_case: bool) -> PaperForm:
    if _one(texts, "form"):
        return flags.code("--form", _one(texts, "form"), PaperForm)
    return PaperForm.WRITTEN if from_case else PaperForm.ORAL


def _terms(texts: Texts, flags: Flags) -> tuple[PaperTerm, ...]:
    named = _many(texts, "written")
    if [name.casefold() for name in named] == [ALL]:
        return tuple(PaperTerm)
    if [name.casefold() for name in named] == [NOTHING]:
        return ()
    found = {flags.code("--written", name, PaperTerm) for name in named}
    return tuple(term for term in PaperTerm if term in found)


def _schedule(kind: OfferKind, texts: Texts, about: Asked, flags: Flags) -> Schedule:
    fee, each = _sum(flags, "--fee", texts) or 0, _sum(flags, "--fee-monthly", texts) or 0
    if kind is OfferKind.SETTLEMENT:
        return payments([_lump(texts, about, flags)], fee)
    if kind is OfferKind.INSTALMENTS:
        return payments(_paid(texts, about, flags), fee, each)
    months = _count(flags, "--months", texts)
    interest = deferral_interest(flags, "--interest", _one(texts, "interest"))
    try:
        if kind is OfferKind.DEFERRAL:
            found = paused(about.debt, about.case, about.profile, about.book, months, interest)
        else:
            found = extended(about.debt, about.case, about.profile, about.book, months)
    except ValueError:
        flags.report("--kind", "called_in")
        return _nothing(about)
    return found.with_charges(fee, first=True)


def _lump(texts: Texts, about: Asked, flags: Flags) -> tuple[date, int]:
    written = about.debt.written_offer
    if _rests_on_case(texts, written) and written is not None:
        return written.until, written.amount
    amount, on = _one(texts, "amount"), _one(texts, "on")
    fen = flags.amount("--amount", amount) if amount else _missing(flags, "--amount")
    return _day(flags, "--on", on, about), fen


def _paid(texts: Texts, about: Asked, flags: Flags) -> list[tuple[date, int]]:
    """Payments named one by one, or so much a month."""
    named = []
    for text in _many(texts, "pay"):
        halves = flags.pair("--pay", text, "@", "500@2027-01-15")
        if halves is not None:
            named.append((_day(flags, "--pay", halves[1], about), flags.amount("--pay", halves[0])))
    if named:
        return named
    monthly = _one(texts, "monthly")
    each = flags.amount("--monthly", monthly) if monthly else _missing(flags, "--monthly")
    return list(
        monthly_payments(
            _day(flags, "--from", _one(texts, "from"), about),
            each,
            _count(flags, "--count", texts),
            down=_sum(flags, "--down", texts) or 0,
            last=_sum(flags, "--last", texts),
        )
    )


def _nothing(about: Asked) -> Schedule:
    return payments([(about.case.as_of, 1)])


def _day(flags: Flags, flag: str, text: str, about: Asked) -> date:
    """A day from the case's own day on."""
    if not text:
        flags.report(flag, "missing_flag")
        return about.case.as_of
    found = flags.day(flag, text, ahead=True)
    if found < about.case.as_of:
        flags.report(flag, "before_case", given=found.isoformat(), as_of=about.case.as_of.isoformat())
    return found


def _missing(flags: Flags, flag: str) -> int:
    flags.report(flag, "missing_flag")
    return 1


def _count(flags: Flags, flag: str, texts: Texts) -> int:
    text = _one(texts, flag.removeprefix("--"))
    if not text:
        return _missing(flags, flag)
    return flags.count(flag, text, high=600)


def _sum(flags: Flags, flag: str, texts: Texts) -> int | None:
    text = _one(texts, flag.removeprefix("--"))
    return flags.amount(flag, text, positive=False) if text else None


def _one(texts: Texts, name: str) -> str:
    found = texts.get(name, "")
    return found if isinstance(found, str) else ""


def _many(texts: Texts, name: str) -> list[str]:
    """Codes given in several flags, or in one with commas."""
    found = texts.get(name, ())
    listed = [found] if isinstance(found, str) else list(found)
    return [part.strip() for text in listed for part in text.replace("，", ",").split(",") if part.strip()]
