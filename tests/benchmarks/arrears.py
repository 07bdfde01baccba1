"""Ledgers of overdue loans: 400 days of thirteen instalments with three payments."""

from datetime import date
from fractions import Fraction

from debtadvisor.core.arrears.effect import dues_of
from debtadvisor.core.arrears.model import Overdue, Payment, Penalty
from debtadvisor.core.arrears.run import ledger
from debtadvisor.core.dates import monthly
from debtadvisor.core.schedule import level_payment

START = date(2026, 6, 10)
UNTIL = date(2027, 7, 15)


def late_loan(principal: int) -> Overdue:
    """A loan in fen of which thirteen instalments were missed and three payments made."""
    schedule = level_payment(principal, Fraction(3, 200), monthly(date(2026, 7, 10), 13))
    return Overdue(
        start=START,
        dues=dues_of(schedule),
        rate=Fraction(1, 2_000),
        penalty=Penalty(surcharge=Fraction(1, 4_000)),
        payments=tuple(Payment(date(2026, month, 1), 50_000) for month in (9, 10, 12)),
    )


def count_one(n: int) -> object:
    """One ledger; sums differ so that nothing can be remembered."""
    return ledger(LOANS[n % len(LOANS)], UNTIL)


LOANS = [late_loan(5_000_000 + n) for n in range(100)]
