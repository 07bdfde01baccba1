"""The flags of one loan, as typed, → a `Loan` and the `Changes` on it, or every problem at once."""

from dataclasses import dataclass, replace
from decimal import Decimal

from debtadvisor.core.codes import DayCount, DeferralInterest, Method, RatePer
from debtadvisor.core.loan.model import (
    Changes,
    Deferral,
    Extension,
    FeeTiming,
    Loan,
    NeverPaidOffError,
    Prepayment,
    Repricing,
    Settlement,
    Step,
    Then,
)
from debtadvisor.core.loan.periods import periods
from debtadvisor.core.loan.run import MOST_MONTHS, months_needed
from debtadvisor.core.money import decimal_yuan
from debtadvisor.intake.flags import Flags

# What people write for the same thing.
_SAME = {"capitalise": DeferralInterest.CAPITALISED, "capitalize": DeferralInterest.CAPITALISED}
_LATEST_STEP = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanTexts:
    """The flags of a loan as typed, None where one was not given."""

    principal: str | None = None
    rate: str | None = None
    months: str | None = None
    method: str | None = None
    start: str | None = None
    first: str | None = None
    due_day: str | None = None
    day_count: str | None = None
    payment: str | None = None
    fee_rate: str | None = None
    fee_timing: str | None = None
    minimum_share: str | None = None
    minimum_floor: str | None = None
    due_whole: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeTexts:
    """The flags of what is agreed on a loan, as typed."""

    defer: str | None = None
    defer_after: str | None = None
    defer_interest: str | None = None
    extend: str | None = None
    extend_after: str | None = None
    prepay: tuple[str, ...] = ()
    then: str | None = None
    step: tuple[str, ...] = ()
    reprice: tuple[str, ...] = ()
    settle: str | None = None
    owed: str | None = None
    waive: str | None = None


def loan_from(texts: LoanTexts, flags: Flags) -> Loan:
    """The loan. Raises InputError with every problem of these flags and of those that `flags` held before."""
    principal = flags.amount("--principal", texts.principal) if texts.principal else _missing(flags, "--principal")
    method = flags.code("--method", texts.method, Method) if texts.method else Method.LEVEL_PAYMENT
    day_count = _day_count(texts, method, flags)
    start = flags.day("--start", texts.start) if texts.start else flags.today
    first = flags.day("--first", texts.first, ahead=True) if texts.first else None
    if first is not None and first <= start:
        flags.report("--first", "first_not_after_start", given=first.isoformat(), start=start.isoformat())
        first = None
    annual, fee_rate = _rates(texts, method, day_count, flags)
    payment = flags.amount("--payment", texts.payment) if texts.payment else None
    if payment is not None and method is not Method.LEVEL_PAYMENT:
        flags.report("--payment", "flag_needs_method", needs=Method.LEVEL_PAYMENT.value)
    months = _months(texts, method, payment, flags)
    day = flags.count("--due-day", texts.due_day, high=31) if texts.due_day else None
    timing = flags.code("--fee-timing", texts.fee_timing, FeeTiming) if texts.fee_timing else FeeTiming.MONTHLY
    loan = Loan(
        principal=principal,
        annual=annual,
        method=method,
        start=start,
        months=months or MOST_MONTHS,
        day_count=day_count,
        first=first,
        day=day,
        payment=payment,
        fee_rate=fee_rate,
        fee_timing=timing,
        minimum_share=flags.share("--minimum-share", texts.minimum_share) if texts.minimum_share else Decimal("0.10"),
        minimum_floor=_sum(flags, "--minimum-floor", texts.minimum_floor),
        due_whole=_sum(flags, "--due-whole", texts.due_whole),
    )
    flags.check()
    if months is None and method is not Method.REVOLVING:
        return replace(loan, months=_enough(loan, flags))
    return loan


def changes_from(texts: ChangeTexts, loan: Loan, flags: Flags) -> Changes:
    """What is agreed on that loan. Raises InputError as `loan_from` does."""
    then = flags.code("--then", texts.then, Then) if texts.then else Then.SHORTEN
    changes = Changes(
        deferral=_deferral(texts, flags),
        extension=_extension(texts, loan, flags),
        prepayments=tuple(paid for text in texts.prepay if (paid := _prepayment(text, then, flags)) is not None),
        steps=tuple(step for text in texts.step if (step := _step(text, flags)) is not None),
        repricings=tuple(rate for text in texts.reprice if (rate := _repricing(text, loan, flags)) is not None),
        settlement=_settlement(texts.settle, flags) if texts.settle else None,
        owed=_sum(flags, "--owed", texts.owed),
        waived=flags.share("--waive", texts.waive) if texts.waive else Decimal(0),
    )
    if changes.steps and loan.method is not Method.LEVEL_PAYMENT:
        flags.report("--step", "flag_needs_method", needs=Method.LEVEL_PAYMENT.value)
    _inside(changes, loan, flags)
    flags.check()
    return changes


def told_never_paid_off(wrong: NeverPaidOffError, flag: str, flags: Flags) -> None:
    """Reports that a payment never pays the loan off, with the least that does."""
    code = "never_paid_off" if wrong.payment <= wrong.interest else "paid_off_too_late"
    flags.report(
        flag,
        code,
        given=decimal_yuan(wrong.payment),
        interest=decimal_yuan(wrong.interest),
        smallest=decimal_yuan(wrong.smallest),
    )


def _missing(flags: Flags, flag: str) -> int:
    flags.report(flag, "missing_flag")
    return 1


def _sum(flags: Flags, flag: str, text: str | None) -> int:
    return flags.amount(flag, text, positive=False) if text else 0


def _day_count(texts: LoanTexts, method: Method, flags: Flags) -> DayCount:
    plain = DayCount.ACTUAL_360 if method is Method.DAILY else DayCount.MONTHLY
    found = flags.code("--day-count", texts.day_count, DayCount) if texts.day_count else plain
    if method is Method.DAILY and found is DayCount.MONTHLY:
        flags.report("--day-count", "daily_counts_days", allowed="actual_360, actual_365")
    return found


def _rates(texts: LoanTexts, method: Method, day_count: DayCount, flags: Flags) -> tuple[Decimal, Decimal]:
    """The nominal annual rate and the monthly fee rate."""
    annual, fee = Decimal(0), flags.share("--fee-rate", texts.fee_rate) if texts.fee_rate else Decimal(0)
    if texts.rate is None:
        if not fee:
            flags.report("--fee-rate" if method is Method.FEE_INSTALMENT else "--rate", "missing_flag")
        return annual, fee
    rate = flags.rate("--rate", texts.rate)
    if rate.per is RatePer.MONTHLY_FEE:
        if fee:
            flags.report("--rate", "fee_rate_twice")
        return annual, rate.high
    if method is Method.FEE_INSTALMENT:
        flags.report("--rate", "fee_is_no_rate")
    per_year = {RatePer.YEAR: 1, RatePer.MONTH: 12, RatePer.DAY: 365 if day_count is DayCount.ACTUAL_365 else 360}
    return rate.high * per_year[rate.per], fee


def _months(texts: LoanTexts, method: Method, payment: int | None, flags: Flags) -> int | None:
    """The number of instalments; None where it follows from the payment or from the minimum."""
    if texts.months:
        return flags.count("--months", texts.months)
    if payment is None and method is not Method.REVOLVING:
        flags.report("--months", "months_or_payment" if method is Method.LEVEL_PAYMENT else "missing_flag")
    return None


def _enough(loan: Loan, flags: Flags) -> int:
    try:
        return months_needed(loan)
    except NeverPaidOffError as wrong:
        told_never_paid_off(wrong, "--payment", flags)
        flags.check()
        raise


def _deferral(texts: ChangeTexts, flags: Flags) -> Deferral | None:
    if not texts.defer:
        return None
    interest = deferral_interest(flags, "--defer-interest", texts.defer_interest or "")
    after = flags.count("--defer-after", texts.defer_after, low=0) if texts.defer_after else 0
    return Deferral(months=flags.count("--defer", texts.defer), after=after, interest=interest)


def deferral_interest(flags: Flags, flag: str, text: str) -> DeferralInterest:
    """What happens to interest while payments pause; simple interest when nothing is said."""
    said = (text or DeferralInterest.SIMPLE).strip().casefold()
    return _SAME.get(said) or flags.code(flag, said, DeferralInterest)


def _extension(texts: ChangeTexts, loan: Loan, flags: Flags) -> Extension | None:
    if not texts.extend:
        return None
    after = flags.count("--extend-after", texts.extend_after, low=0) if texts.extend_after else 0
    low = after + 1 - loan.months
    return Extension(months=flags.count("--extend", texts.extend, low=low, high=MOST_MONTHS - loan.months), after=after)


def _prepayment(text: str, then: Then, flags: Flags) -> Prepayment | None:
    halves = flags.pair("--prepay", text, "@", "5000@2027-06-15")
    if halves is None:
        return None
    return Prepayment(
        on=flags.day("--prepay", halves[1], ahead=True), amount=flags.amount("--prepay", halves[0]), then=then
    )


def _step(text: str, flags: Flags) -> Step | None:
    halves = flags.pair("--step", text, "x", "500x6")
    if halves is None:
        return None
    return Step(payment=flags.amount("--step", halves[0]), count=flags.count("--step", halves[1], high=_LATEST_STEP))


def _repricing(text: str, loan: Loan, flags: Flags) -> Repricing | None:
    halves = flags.pair("--reprice", text, "@", "12%@2027-06-01")
    if halves is None:
        return None
    annual, _ = _rates(LoanTexts(rate=halves[0]), Method.LEVEL_PAYMENT, loan.day_count, flags)
    return Repricing(on=flags.day("--reprice", halves[1], ahead=True), annual=annual)


def _settlement(text: str, flags: Flags) -> Settlement | None:
    halves = flags.pair("--settle", text, "@", "80%@2027-03-01")
    if halves is None:
        return None
    return Settlement(share=flags.share("--settle", halves[0]), on=flags.day("--settle", halves[1], ahead=True))


def _inside(changes: Changes, loan: Loan, flags: Flags) -> None:
    """Reports every payment that lies outside the loan."""
    start, end = loan.start, periods(loan, changes)[-1].due
    paid = [("--prepay", one.on) for one in changes.prepayments]
    if changes.settlement is not None:
        paid.append(("--settle", changes.settlement.on))
    for flag, when in paid:
        if not start < when <= end:
            flags.report(flag, "outside_loan", given=when.isoformat(), start=start.isoformat(), end=end.isoformat())
