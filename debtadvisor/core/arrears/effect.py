"""Questions to a ledger: what falls due, what is owed on a day, what a payment would do."""

from dataclasses import replace
from datetime import date, timedelta

from debtadvisor.core.arrears.model import Amounts, Balance, Due, Effect, Overdue, Payment
from debtadvisor.core.arrears.run import ledger
from debtadvisor.core.schedule import Schedule

_MONTH = timedelta(days=30)


def dues_of(schedule: Schedule, missed_from: date | None = None) -> tuple[Due, ...]:
    """The schedule's due days, from the first missed one on; those before it were paid as agreed."""
    return tuple(
        Due(one.due, one.principal, one.interest, one.charges)
        for one in schedule
        if missed_from is None or one.due >= missed_from
    )


def balance_on(debt: Overdue, day: date) -> Balance:
    """What is owed at the end of that day; its `total` settles everything. Raises ValueError before the start."""
    return ledger(debt, day).balance


def effect(debt: Overdue, payment: Payment) -> Effect:
    """What that payment would do, beside not making it."""
    paid = replace(debt, payments=(*debt.payments, payment))
    without, with_it = ledger(debt, payment.day), ledger(paid, payment.day)
    before, after = without.balance, with_it.balance
    # What was not due yet and is paid all the same counts as principal and interest.
    not_due, running = before.not_due - after.not_due, before.running - after.running
    parts = [was - now for was, now in zip(before.due, after.due, strict=True)]
    credited = Amounts(parts[0] + not_due, parts[1] + running, *parts[2:])
    change = sum(line.change for line in with_it.lines) - sum(line.change for line in without.lines)
    later = payment.day + _MONTH
    grown = balance_on(debt, later).total - balance_on(paid, later).total
    return Effect(
        payment=payment,
        credited=credited,
        change=change,
        before=before,
        after=after,
        saved_per_day=without.per_day - with_it.per_day,
        saved_in_30_days=grown - (payment.amount - change),
    )
