"""What one debt owes today, and how it would be paid if the contract simply went on.

Where the person does not know a figure, the cautious end is used and named: interest since the first missed day at
the contract's day rate, penalty as the surcharge on it (the convention of 银发〔2003〕251号: normal interest plus a
surcharge, never 1.5 times on top). Charges owed bear no interest in any schedule here: no compounding by default.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from debtadvisor.core.agreed import Agreed, counting
from debtadvisor.core.case import Amount, Case, Debt
from debtadvisor.core.ceilings import highest_private_line, private_line
from debtadvisor.core.codes import LenderKind, Method, RatePer
from debtadvisor.core.dates import add_months, days_between, monthly, next_on_day
from debtadvisor.core.facts import days_past_due
from debtadvisor.core.money import equal_parts, times
from debtadvisor.core.policy.model import Figure, Lender, PolicyBook
from debtadvisor.core.rates.quoted import daily_interest, periodic
from debtadvisor.core.relief.fees import nominal, promotional, with_monthly_fee
from debtadvisor.core.relief.model import Certainty, Owed
from debtadvisor.core.schedule import (
    Schedule,
    bullet,
    equal_principal,
    fee_instalment,
    interest_only,
    level_payment,
    level_sum,
    minimum_payments,
)
from debtadvisor.core.statement import pay_day
from debtadvisor.core.value import value

# A bill that is only ever paid at its minimum is followed for at most this long; the last payment clears it.
MINIMUM_MONTHS = 60
# Paying more than the minimum is always allowed: in so many months a bill can be cleared instead.
BILL_MONTHS = (3, 6, 12, 24)


@value
class Standing:
    """One debt made ready for planning: everything later steps need, worked out once.

    annual    nominal annual rate on the principal
    line      of a private loan the yearly line that courts protect, counted with the highest LPR of the rule when the
              contract's day is not known; None for every other lender
    day       the contract's due day, which a short month does not change
    next_due  next date of the contract after `as_of`
    first     first date on which a newly agreed payment can fall due
    penalty_multiple  penalty rate over contract rate
    agreed    the agreement that stands in the contract's place, None when there is none; `catch_up` is the pay day on
              which what was missed of it can be made good
    """

    debt: Debt
    case: Case
    profile: Lender
    owed: Owed
    annual: Decimal
    line: Decimal | None
    annual_from: Certainty
    day: int
    next_due: date
    first: date
    penalty_multiple: Decimal
    minimum_share: Fraction
    minimum_floor: int
    catch_up: date
    agreed: Agreed | None = None

    @property
    def lawful(self) -> Decimal:
        """The annual rate, held to the line of a private loan: what an ask is scheduled at, since nobody proposes to
        pay what no court would award."""
        return self.annual if self.line is None else min(self.annual, self.line)

    @property
    def monthly_rate(self) -> Fraction:
        return periodic(self.annual)

    @property
    def left(self) -> int:
        """Instalments of the contract still to come, 1 when the person did not say."""
        return self.debt.instalments_left or 1


def standing(debt: Debt, case: Case, profile: Lender, book: PolicyBook) -> Standing:
    """The debt made ready. Its principal must be known (not `is_unknown`)."""
    annual, certainty = annual_rate(debt, profile, book)
    multiple = penalty_figure(profile, book).value
    day = _due_day(debt, case)
    upcoming = debt.next_due or next_on_day(case.as_of, day, inclusive=not debt.overdue_since)
    lead = int(_default(book, "first_payment_after_days", Decimal(15)))
    first = upcoming if not debt.overdue_since else _first_new(case, lead, day)
    minimum = debt.minimum
    share = (
        minimum.share
        if minimum
        else _figure(profile, "minimum_payment_share") or _default(book, "minimum_share", Decimal("0.10"))
    )
    return Standing(
        debt=debt,
        case=case,
        profile=profile,
        owed=owed_now(debt, case, annual, multiple),
        annual=annual,
        line=_line(debt, case, profile, book),
        annual_from=certainty,
        day=day,
        next_due=upcoming,
        first=first,
        penalty_multiple=multiple,
        minimum_share=Fraction(share),
        minimum_floor=minimum.floor if minimum else 0,
        catch_up=_next_pay(case),
        agreed=counting(debt, case, profile.kind),
    )


def _line(debt: Debt, case: Case, profile: Lender, book: PolicyBook) -> Decimal | None:
    """Four times the LPR of the contract's day, for a private loan alone; without that day the highest there can be,
    which no such loan of the present rule is above."""
    if profile.kind is not LenderKind.PRIVATE_LENDING or debt.kind is LenderKind.OTHER:
        return None
    if debt.contract_date is None:
        return highest_private_line(book, case.as_of)
    return private_line(book, debt.contract_date, case.as_of)


def _first_new(case: Case, lead: int, day: int) -> date:
    """The first due day that leaves the lender `lead` days to answer and comes when there is new money to pay it."""
    answered = date.fromordinal(case.as_of.toordinal() + lead)
    return next_on_day(max(answered, _next_pay(case)), day, inclusive=True)


def _next_pay(case: Case) -> date:
    return next_on_day(case.as_of, pay_day(case) or 1, inclusive=pay_day(case) is not None)


def _due_day(debt: Debt, case: Case) -> int:
    if debt.due_day:
        return debt.due_day
    if debt.next_due:
        return debt.next_due.day
    return debt.overdue_since.day if debt.overdue_since else case.as_of.day


def _figure(profile: Lender, name: str) -> Decimal | None:
    figure = profile.figures.get(name)
    return figure.value if figure else None


def _default(book: PolicyBook, name: str, fallback: Decimal) -> Decimal:
    figure = book.defaults.get(name)
    return figure.value if figure else fallback


# Figures of a profile that say what a rate may be, the most telling first, with their periods a year.
RATE_FIGURES = (
    ("interest_daily_high", 360),
    ("interest_daily", 360),
    ("rate_annual_high", 1),
    ("late_fee_daily", 360),
)


def annual_rate(debt: Debt, profile: Lender, book: PolicyBook) -> tuple[Decimal, Certainty]:
    """The nominal annual rate on the balance: the contract's, else the book's high end, else a planning default.

    For a creditor outside the book a rate that nobody named is none: no other lender's figure stands in for it.
    """
    rate = debt.rate
    if rate is not None and rate.per is RatePer.MONTHLY_FEE:
        return nominal(debt, rate), Certainty.ESTIMATED
    if rate is not None:
        return nominal(debt, rate), Certainty.GIVEN if rate.low == rate.high else Certainty.RANGE
    if profile.kind is LenderKind.OTHER:
        return Decimal(0), Certainty.DEFAULT
    for name, per_year in RATE_FIGURES:
        found = _figure(profile, name)
        if found is not None:
            return found * per_year, Certainty.BOOK
    return _default(book, "rate_annual_unknown", Decimal("0.24")), Certainty.DEFAULT


def penalty_figure(profile: Lender, book: PolicyBook) -> Figure:
    """Penalty rate over contract rate: the lender's own figure, else the planning default."""
    return profile.figures.get("penalty_multiple") or book.defaults["penalty_multiple"]


def owed_now(debt: Debt, case: Case, annual: Decimal, multiple: Decimal) -> Owed:
    """What is owed, cautious end. Unknown interest and penalty are estimated from the days past due; `multiple` is the
    penalty rate over the contract rate."""
    principal = debt.principal.high or 0
    days = days_past_due(debt, case.as_of)
    interest, interest_from = _part(debt.interest_owed, daily_interest(principal, annual, days))
    surcharge = max(multiple - 1, Decimal(0))
    penalty, penalty_from = _part(debt.penalty_owed, times(daily_interest(principal, annual, days), surcharge))
    return Owed(
        principal=principal,
        interest=interest,
        penalty=penalty,
        fees=debt.fees_owed.high or 0,
        interest_from=interest_from,
        penalty_from=penalty_from,
    )


def _part(given: Amount, estimate: int) -> tuple[int, Certainty]:
    if given.high is None:
        return max(estimate, given.low), Certainty.ESTIMATED
    return given.high, Certainty.GIVEN if given.is_exact else Certainty.RANGE


def running_on(place: Standing, start: date, principal: int, rate: Fraction | None = None) -> Schedule:
    """The contract's remaining payments on `principal` from `start` on, without anything owed from before.

    Given a `rate`, it runs throughout; else the contract's does, after its promotion when it has one: what is then
    left is spread anew over the payments to come, at the contract's own payment as long as that clears it in time.
    """
    due = monthly(start, place.left, place.day)
    lower = promotional(place.debt) if rate is None else None
    usual = place.monthly_rate if rate is None else rate
    if lower is None or start > lower[1]:
        return _rows(place, principal, usual, due)
    first = _rows(place, principal, periodic(lower[0]), due, promoted=True)
    if place.debt.method is Method.BULLET:
        cheap = sum(day <= lower[1] for day in due)
        rates = periodic(lower[0]) * cheap + usual * (len(due) - cheap)
        return bullet(principal, times(principal, rates), due[-1])
    first = first.until(lower[1])
    left, rest = principal - sum(first.principal), due[len(first) :]
    return _rows(place, left, usual, rest).after(first) if left and rest else first


def _rows(
    place: Standing, principal: int, rate: Fraction, due: tuple[date, ...], *, promoted: bool = False
) -> Schedule:
    """The contract's payments at one rate. A revolving bill falls due whole. A contract payment that would not even pay
    its interest, or after a promotion not clear the debt in time, is recomputed."""
    debt, n, start = place.debt, len(due), due[0]
    if debt.method is Method.REVOLVING:
        return Schedule((start,), (principal,), (0,))
    if debt.method is Method.EQUAL_PRINCIPAL:
        return equal_principal(principal, rate, due)
    if debt.method is Method.INTEREST_ONLY:
        return interest_only(principal, rate, due)
    if debt.method is Method.DAILY:
        return _by_day(principal, rate * 12, start, due, place)
    if debt.method is Method.BULLET:
        return bullet(principal, times(principal, rate * n), due[-1])
    if debt.method is Method.FEE_INSTALMENT:
        lower = promotional(debt) if promoted else None
        quoted = debt.promotion.rate if lower and debt.promotion else debt.rate
        each = (lower[0] if lower else place.annual) / 24
        each = quoted.high if quoted and quoted.per is RatePer.MONTHLY_FEE else each
        return fee_instalment(principal, times(debt.original or principal, each) * n, due)
    payment = debt.instalment
    if payment is not None and n > 1 and payment <= times(principal, rate):
        payment = None
    if payment is not None and n < place.left and payment < level_sum(principal, rate, n):
        payment = None
    return level_payment(principal, rate, due, payment)


def _by_day(principal: int, annual: Fraction, start: date, due: tuple[date, ...], place: Standing) -> Schedule:
    """Equal principal with the interest of the actual days at annual / 360, from a month before the first date."""
    parts = equal_parts(principal, len(due))
    left, before, charged = principal, add_months(start, -1, place.day), []
    for when, part in zip(due, parts, strict=True):
        charged.append(times(left, annual * days_between(before, when) / 360))
        left, before = left - part, when
    return Schedule(due, parts, tuple(charged))


def overdue_part(place: Standing) -> int:
    """The part of the principal whose contract dates have passed, fen; the whole for a bill or a called-in loan."""
    debt, owed = place.debt, place.owed
    if not debt.overdue_since:
        return 0
    if debt.accelerated or debt.method in (Method.REVOLVING, Method.BULLET) or not debt.instalments_left:
        return owed.principal
    arrears = debt.arrears.high if debt.arrears and debt.arrears.high is not None else _missed(place)
    return min(max(arrears - owed.interest, 0), owed.principal)


def _missed(place: Standing) -> int:
    """Arrears in fen when the person did not say: the regular payment for each due date since the first missed."""
    since, as_of = place.debt.overdue_since or place.case.as_of, place.case.as_of
    months = 1
    while add_months(since, months) <= as_of:
        months += 1
    each = place.debt.instalment or level_sum(place.owed.principal, place.monthly_rate, place.left + months)
    return each * months


def as_agreed(place: Standing) -> Schedule | None:
    """The contract: arrears and charges with the first payment, the rest as written; an agreement in its place. None
    when it was called in."""
    debt, owed = place.debt, place.owed
    if place.agreed is not None:
        return place.agreed.schedule(place.catch_up)
    if debt.accelerated:
        return None
    start = place.next_due if not debt.overdue_since else max(place.next_due, place.case.as_of)
    late = overdue_part(place)
    if late >= owed.principal:
        whole = Schedule((start,), (owed.principal,), (0,)).with_charges(owed.charges, first=True)
        return _with_fee(place, whole)
    rest = running_on(place, start, owed.principal - late)
    if late:
        rest = Schedule(rest.due, (rest.principal[0] + late, *rest.principal[1:]), rest.interest, rest.charges)
    return _with_fee(place, rest.with_charges(owed.charges, first=True))


def minimum_only(place: Standing) -> Schedule | None:
    """A bill paid at its minimum each month, charges with the first; None for any other contract."""
    if place.debt.method is not Method.REVOLVING or place.debt.accelerated or place.agreed is not None:
        return None
    due = monthly(place.next_due, MINIMUM_MONTHS, place.day)
    return _with_fee(place, _bill(place, due).with_charges(place.owed.charges, first=True))


def faster_than_minimum(place: Standing, minimum: Schedule) -> tuple[tuple[int, Schedule], ...]:
    """The same bill cleared in each number of months of `BILL_MONTHS`, charges with the first payment.

    Each month takes the larger of the minimum and an equal sum, the last one what is left; large minimums may clear
    the bill sooner than that. Ways that would not end before the minimum alone does are left out.
    """
    owed, rate = place.owed, place.monthly_rate
    found = []
    for months in BILL_MONTHS:
        due = monthly(place.next_due, months, place.day)
        schedule = _bill(place, due, level_sum(owed.principal, rate, months))
        if len(schedule) < len(minimum):
            found.append((months, _with_fee(place, schedule.with_charges(owed.charges, first=True))))
    return tuple(found)


def cleared_by(place: Standing, last: date) -> tuple[int, Schedule] | None:
    """A contract that takes early payments without a charge, cleared in equal sums by its last due day up to `last`:
    the months that takes, and the payments. None where the contract takes none, is overdue, or falls due whole."""
    debt, owed = place.debt, place.owed
    if debt.overdue_since or debt.accelerated or place.agreed is not None:
        return None
    months = sum(day <= last for day in monthly(place.next_due, MINIMUM_MONTHS, place.day))
    if months < 2:
        return None
    if debt.method is Method.REVOLVING:
        due = monthly(place.next_due, months, place.day)
        schedule = _bill(place, due, level_sum(owed.principal, place.monthly_rate, months))
        return months, _with_fee(place, schedule.with_charges(owed.charges, first=True))
    if debt.method is not Method.DAILY or months >= place.left:
        return None
    sooner = as_agreed(replace(place, debt=replace(debt, instalments_left=months)))
    return None if sooner is None else (months, sooner)


def _bill(place: Standing, due: tuple[date, ...], least: int = 0) -> Schedule:
    floor, lower = floor_of(place), promotional(place.debt)

    def paid(balance: int, rate: Fraction, dates: tuple[date, ...]) -> Schedule:
        return minimum_payments(balance, rate, dates, place.minimum_share, floor, least)

    if lower is None or due[0] > lower[1]:
        return paid(place.owed.principal, place.monthly_rate, due)
    first = paid(place.owed.principal, periodic(lower[0]), due).until(lower[1])
    left = place.owed.principal - sum(first.principal)
    return paid(left, place.monthly_rate, due[len(first) :]).after(first) if left else first


def floor_of(place: Standing) -> int:
    """The least principal that a minimum pays, fen: with nothing given one yuan, so that every bill ends."""
    return max(place.minimum_floor, 100)


def _with_fee(place: Standing, schedule: Schedule) -> Schedule:
    """The schedule with the contract's monthly fee."""
    return with_monthly_fee(schedule, place.debt.monthly_fee, place.next_due, place.day)
