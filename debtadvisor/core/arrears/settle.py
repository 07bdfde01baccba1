"""A question → the debt and the convention to count it by, with the figures of the policy book where nothing was said.

A penalty over the contract's rate replaces its interest on what is overdue: 1.5 times means normal interest and half of
it on top. A fee by the day replaces it too when it is at least as high, since nobody is charged less for being late;
a lower one stands beside it.
"""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

from debtadvisor.core.arrears.effect import dues_of
from debtadvisor.core.arrears.model import (
    Bill,
    Compound,
    CreditOrder,
    Due,
    Judgment,
    Overdue,
    Penalty,
)
from debtadvisor.core.arrears.question import ASSUMED, GIVEN, Choice, Convention, Origin, Question, Settled
from debtadvisor.core.case import Rate
from debtadvisor.core.codes import DayCount, LenderKind, Method, RatePer
from debtadvisor.core.dates import add_months, monthly
from debtadvisor.core.money import fen_of_yuan, times
from debtadvisor.core.policy.model import Figure, PolicyBook, Rule
from debtadvisor.core.rates.quoted import periodic
from debtadvisor.core.schedule import Schedule, bullet, equal_principal, interest_only, level_payment

METHODS = (Method.LEVEL_PAYMENT, Method.EQUAL_PRINCIPAL, Method.INTEREST_ONLY, Method.BULLET)
# Kinds of which the book knows no penalty rate that holds unless agreed.
_NO_PENALTY = (
    LenderKind.BANK_CREDIT_CARD,
    LenderKind.PRIVATE_LENDING,
    LenderKind.P2P_INTERMEDIARY,
    LenderKind.OTHER,
)
# Days from a card's statement to its due day, where neither the person nor the book says.
_BILL_DAYS = 20
EXTRA_INTEREST = "double-interest-rate"


def settled(question: Question, book: PolicyBook) -> Settled:
    """The debt and its convention. A rate must have been given, unless `rate_known` says that the book has one."""
    convention = _convention(question, book)
    return Settled(
        question=question,
        convention=convention,
        debt=_debt(question, convention, book),
        rules=_rules(question, convention, book),
    )


def rate_known(question: Question, book: PolicyBook) -> bool:
    """Whether interest can be counted without a rate being given: a card's, or a bill that bears only a late fee."""
    card = question.is_card and _figure(question, "interest_daily") is not None
    return card or _late_fee_a_day(question, book) is not None


def day_rate(rate: Rate, count: DayCount) -> Fraction:
    """The rate of one day: as quoted, or a year's / 360 or / 365. Raises ValueError for a monthly fee.

    >>> from debtadvisor.core.codes import RatePer
    >>> day_rate(Rate(Decimal("0.18"), Decimal("0.18"), RatePer.YEAR), DayCount.ACTUAL_360)
    Fraction(1, 2000)
    """
    if rate.per is RatePer.MONTHLY_FEE:
        raise ValueError("a monthly fee is not a rate of interest")
    if rate.per is RatePer.DAY:
        return Fraction(rate.high)
    annual = Fraction(rate.high) * (12 if rate.per is RatePer.MONTH else 1)
    return annual / (365 if count is DayCount.ACTUAL_365 else 360)


def loan_schedule(question: Question) -> Schedule:
    """The loan's whole schedule, by month. The question must have a loan and a rate."""
    loan, rate = question.loan, question.rate
    assert loan is not None
    assert rate is not None
    annual = rate.high * {RatePer.YEAR: 1, RatePer.MONTH: 12, RatePer.DAY: 360, RatePer.MONTHLY_FEE: 12}[rate.per]
    due = monthly(add_months(loan.start, 1), loan.months, loan.start.day)
    each = periodic(annual)
    if loan.method is Method.BULLET:
        return bullet(question.principal, times(question.principal, each * loan.months), due[-1])
    by_method = {
        Method.LEVEL_PAYMENT: level_payment,
        Method.EQUAL_PRINCIPAL: equal_principal,
        Method.INTEREST_ONLY: interest_only,
    }
    return by_method[loan.method](question.principal, each, due)


# --- the convention -----------------------------------------------------------------------------------


def _figure(question: Question, name: str) -> Figure | None:
    return question.profile.figures.get(name) if question.profile else None


def _booked(figure: Figure) -> Choice:
    return Choice(Origin.BOOK, figure)


def _late_fee_a_day(question: Question, book: PolicyBook) -> Figure | None:
    """The lender's fee by the day, unless a penalty multiple stands nearer to it than the fee does."""
    daily, multiple = (_figure(question, name) for name in ("late_fee_daily", "penalty_multiple"))
    if daily is None or multiple is None or question.profile is None:
        return daily
    parent = book.lenders.get(question.profile.extends)
    inherited = parent is not None and parent.figures.get("penalty_multiple") is multiple
    return daily if inherited else None


def _rate(question: Question) -> tuple[Fraction, Choice]:
    if question.rate is not None:
        return day_rate(question.rate, question.day_count), GIVEN
    figure = _figure(question, "interest_daily") if question.is_card else None
    return (Fraction(figure.value), _booked(figure)) if figure else (Fraction(0), ASSUMED)


def _penalty(question: Question, book: PolicyBook) -> tuple[Decimal | None, Fraction | None, Choice]:
    """Penalty rate over contract rate, or the fee by the day; (None, None) for no penalty at all."""
    if question.penalty is not None:
        return question.penalty, None, GIVEN
    if question.penalty_daily is not None:
        return None, day_rate(question.penalty_daily, question.day_count), GIVEN
    if (daily := _late_fee_a_day(question, book)) is not None:
        return None, Fraction(daily.value), _booked(daily)
    if (figure := _figure(question, "penalty_multiple")) is not None:
        return figure.value, None, _booked(figure)
    if question.kind in _NO_PENALTY:
        return None, None, ASSUMED
    default = book.defaults["penalty_multiple"]
    return default.value, None, Choice(Origin.DEFAULT, default)


def _surcharge(rate: Fraction, multiple: Decimal | None, daily: Fraction | None) -> tuple[Fraction, bool]:
    """What a day of lateness costs beside the contract's interest, and whether a daily fee holds that interest."""
    if multiple is not None:
        return rate * (Fraction(multiple) - 1), False
    if daily is None:
        return Fraction(0), False
    return (daily - rate, True) if daily >= rate else (daily, False)


def _convention(question: Question, book: PolicyBook) -> Convention:
    rate, rate_from = _rate(question)
    multiple, daily, penalty_from = _penalty(question, book)
    surcharge, replaces = _surcharge(rate, multiple, daily)
    grace, grace_from = question.grace, GIVEN
    if grace is None:
        figure = _figure(question, "grace_days")
        grace, grace_from = (int(figure.value), _booked(figure)) if figure else (0, ASSUMED)
    compound = question.compound or (Compound.BILLED if question.is_card else Compound.NONE)
    if question.is_card and compound is Compound.INTEREST:
        compound = Compound.BILLED
    on_card = question.kind is LenderKind.BANK_CREDIT_CARD
    fee = _figure(question, "late_fee_share_of_unpaid_minimum")
    bounds = _figure(question, "late_fee_yuan_min") or _figure(question, "late_fee_yuan_max")
    least = _figure(question, "minimum_payment_share")
    bounded = question.late_fee_min is not None or question.late_fee_max is not None
    return Convention(
        rate=rate,
        rate_from=rate_from,
        day_count=question.day_count,
        day_count_from=GIVEN if question.day_count_given else ASSUMED,
        surcharge=surcharge,
        multiple=multiple,
        daily=daily,
        replaces=replaces,
        penalty_from=penalty_from,
        base=question.base,
        base_from=GIVEN if question.base_given else ASSUMED,
        compound=compound,
        compound_from=GIVEN if question.compound else ASSUMED,
        grace=grace,
        grace_from=grace_from,
        credit=question.credit or (CreditOrder.CARD if on_card else CreditOrder.LAW),
        credit_from=GIVEN if question.credit else ASSUMED,
        minimum_from=GIVEN if question.minimum is not None else _booked(least) if least else ASSUMED,
        late_fee_from=GIVEN if question.late_fee_share is not None else _booked(fee) if fee else ASSUMED,
        late_fee_bounds=GIVEN if bounded else _booked(bounds) if bounds else ASSUMED,
        statement_from=GIVEN if question.statement_day else ASSUMED,
        is_card=question.is_card,
    )


# --- the debt -----------------------------------------------------------------------------------------


def _debt(question: Question, convention: Convention, book: PolicyBook) -> Overdue:
    start = question.since
    dues: tuple[Due, ...] = (Due(start, question.principal, question.interest, question.fees),)
    if question.loan is not None:
        schedule = loan_schedule(question)
        dues = dues_of(schedule, question.since)
        missed = len(schedule) - len(dues)
        start = schedule.due[missed - 1] if missed else question.loan.start
        # What was owed besides stands on the first missed instalment.
        first = dues[0]
        dues = (
            replace(first, interest=first.interest + question.interest, charges=first.charges + question.fees),
            *dues[1:],
        )
    on_interest = convention.rate + convention.surcharge
    if convention.daily is not None and not convention.replaces:
        on_interest = convention.daily
    judgment = _judgment(question, book)
    called_in = [day for day in (question.accelerated, question.judged) if day is not None]
    return Overdue(
        start=start,
        dues=dues,
        rate=convention.rate,
        penalty=Penalty(surcharge=convention.surcharge, on_interest=on_interest, base=convention.base),
        compound=convention.compound,
        grace=convention.grace,
        bill=_bill(question, book) if question.is_card else None,
        credit=convention.credit,
        order=question.order,
        costs=question.costs,
        payments=question.payments,
        accelerated=min(called_in, default=None),
        judgment=judgment,
    )


def _bill(question: Question, book: PolicyBook) -> Bill:
    share = question.late_fee_share
    if share is None:
        figure = _figure(question, "late_fee_share_of_unpaid_minimum") or book.defaults["late_fee_share"]
        share = figure.value
    minimum = question.minimum
    if minimum is None:
        minimum = (_figure(question, "minimum_payment_share") or book.defaults["minimum_share"]).value
    if isinstance(minimum, Decimal):
        # The share is of the purchases; interest and fees are asked for whole.
        minimum = times(question.principal, minimum) + question.interest + question.fees
    day = question.statement_day
    if day is None:
        after = _figure(question, "due_days_after_bill")
        day = (question.since - timedelta(days=int(after.value) if after else _BILL_DAYS)).day
    return Bill(
        statement_day=day,
        minimum=min(minimum, question.principal + question.interest + question.fees),
        share=Fraction(share),
        floor=_bound(question, question.late_fee_min, "late_fee_yuan_min") or 0,
        cap=_bound(question, question.late_fee_max, "late_fee_yuan_max"),
    )


def _bound(question: Question, given: int | None, name: str) -> int | None:
    figure = _figure(question, name)
    return given if given is not None or figure is None else fen_of_yuan(figure.value)


def _judgment(question: Question, book: PolicyBook) -> Judgment | None:
    if question.judged is None or question.perform_by is None:
        return None
    return Judgment(
        on=question.judged,
        perform_by=question.perform_by,
        per_day=Fraction(book.rules[EXTRA_INTEREST].figures["per_day"]),
        amount=question.judgment_amount,
    )


# --- what may be cited --------------------------------------------------------------------------------


def _rules(question: Question, convention: Convention, book: PolicyBook) -> tuple[Rule, ...]:
    """Law rows behind the count, each within its scope and in force. Without a kind only those that reach all."""
    card = question.kind is LenderKind.BANK_CREDIT_CARD
    by_law = convention.credit is not CreditOrder.CONTRACT
    wanted = {
        "civil-676-overdue-interest": True,
        "civil-561-order-of-payment": by_law,
        "cc-payment-order-91-days": convention.credit is CreditOrder.CARD,
        "cc-111-penalty-not-bear-interest": card,
        "bank-penalty-rate-30-50": convention.multiple is not None,
        "rate-private-total-cap": question.kind is LenderKind.PRIVATE_LENDING,
        EXTRA_INTEREST: question.judged is not None,
    }
    found = (book.rule(name, question.on) for name, useful in wanted.items() if useful)
    return tuple(rule for rule in found if rule is not None and _reaches(rule, question.kind))


def _reaches(rule: Rule, kind: LenderKind | None) -> bool:
    return not rule.scope if kind is None else rule.reaches(kind)
