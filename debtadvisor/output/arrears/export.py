"""An overdue debt → a document for machines, published as ``schemas/arrears.schema.json``.

Sums are decimal yuan with two places; what a day costs has four. Rates are decimal fractions a day.
"""

from decimal import Decimal
from fractions import Fraction

from debtadvisor import __version__
from debtadvisor.core.arrears.crediting import order_on
from debtadvisor.core.arrears.model import Amounts, Balance, Bill, Component, Effect, Judgment, Ledger, Line
from debtadvisor.core.arrears.question import Choice, Settled
from debtadvisor.core.money import decimal_yuan
from debtadvisor.core.policy.model import Source
from debtadvisor.output.document import Json, source_document

SCHEMA = "debtadvisor.arrears/1"


def arrears_document(settled: Settled, run: Ledger, done: Effect | None, book_version: str) -> dict[str, object]:
    """The document of that debt on that day."""
    question = settled.question
    return {
        "schema": SCHEMA,
        "program": __version__,
        "book": book_version,
        "on": run.until.isoformat(),
        "lender": question.profile.id if question.profile and not question.profile.generic else None,
        "kind": str(question.kind) if question.kind else None,
        "days_past_due": run.days_past_due,
        "balance": _balance(run.balance),
        "per_day": _daily(run.per_day),
        "lines": [_line(line) for line in run.lines],
        "if_paid": _effect(done) if done is not None else None,
        "convention": _convention(settled, run),
        "rules": [rule.id for rule in settled.rules],
        "sources": [source_document(source) for source in _sources(settled)],
    }


def _amounts(parts: Amounts) -> Json:
    return {component.value: decimal_yuan(parts.of(component)) for component in Component}


def _balance(balance: Balance) -> Json:
    return {
        **_amounts(balance.due),
        "not_due": decimal_yuan(balance.not_due),
        "running": decimal_yuan(balance.running),
        "advance": decimal_yuan(balance.advance),
        "overdue": decimal_yuan(balance.overdue),
        "total": decimal_yuan(balance.total),
    }


def _line(line: Line) -> Json:
    return {
        "on": line.day.isoformat(),
        "what": str(line.kind),
        "accrued": _amounts(line.accrued),
        "posted": _amounts(line.posted),
        "credited": _amounts(line.credited),
        "paid": decimal_yuan(line.paid),
        "change": decimal_yuan(line.change),
        "balance": _balance(line.balance),
        "days_past_due": line.days_past_due,
    }


def _effect(done: Effect) -> Json:
    return {
        "on": done.payment.day.isoformat(),
        "amount": decimal_yuan(done.payment.amount),
        "credited": _amounts(done.credited),
        "change": decimal_yuan(done.change),
        "before": _balance(done.before),
        "after": _balance(done.after),
        "saved_per_day": _daily(done.saved_per_day),
        "saved_in_30_days": decimal_yuan(done.saved_in_30_days),
    }


def _convention(settled: Settled, run: Ledger) -> Json:
    how, debt = settled.convention, settled.debt
    return {
        "rate_per_day": _rate(how.rate),
        "rate_from": _from(how.rate_from),
        "day_count": str(how.day_count),
        "day_count_from": _from(how.day_count_from),
        "penalty": {
            "multiple": f"{how.multiple.normalize():f}" if how.multiple is not None else None,
            "daily": _rate(how.daily) if how.daily is not None else None,
            "surcharge_per_day": _rate(how.surcharge),
            "base": str(how.base),
            "from": _from(how.penalty_from),
        },
        "compound": str(how.compound),
        "compound_from": _from(how.compound_from),
        "grace_days": how.grace,
        "grace_from": _from(how.grace_from),
        "credit": str(how.credit),
        "order": [component.value for component in order_on(how.credit, run.days_past_due, debt.order)],
        "accelerated": debt.accelerated.isoformat() if debt.accelerated else None,
        "late_fee": _bill(debt.bill, settled) if debt.bill is not None else None,
        "judgment": _judgment(debt.judgment) if debt.judgment is not None else None,
        "days": "first_counted_last_not",
        "rounding": "half_up_of_each_sum_since_the_start",
    }


def _bill(bill: Bill, settled: Settled) -> Json:
    how = settled.convention
    return {
        "share": _rate(bill.share),
        "from": _from(how.late_fee_from),
        "min": decimal_yuan(bill.floor),
        "max": decimal_yuan(bill.cap) if bill.cap is not None else None,
        "minimum_payment": decimal_yuan(bill.minimum),
        "minimum_from": _from(how.minimum_from),
        "statement_day": bill.statement_day,
        "statement_from": _from(how.statement_from),
    }


def _judgment(judgment: Judgment) -> Json:
    return {
        "on": judgment.on.isoformat(),
        "perform_by": judgment.perform_by.isoformat(),
        "per_day": _rate(judgment.per_day),
        "amount": decimal_yuan(judgment.amount) if judgment.amount is not None else None,
    }


def _from(choice: Choice) -> Json:
    """Where a figure is from; of one of the book how strong it is and on what it rests."""
    figure = choice.figure
    return {
        "origin": str(choice.origin),
        "standing": str(figure.standing) if figure else None,
        "confidence": str(figure.confidence) if figure else None,
        "sources": [source.id for source in figure.sources] if figure else [],
    }


def _sources(settled: Settled) -> tuple[Source, ...]:
    """Every source named above, each once, in order of first use."""
    how = settled.convention
    choices = [how.rate_from, how.penalty_from, how.grace_from]
    if settled.debt.bill is not None:
        choices += [how.late_fee_from, how.late_fee_bounds, how.minimum_from]
    found = [source for choice in choices if choice.figure is not None for source in choice.figure.sources]
    found += [source for rule in settled.rules for source in rule.sources]
    return tuple({source.id: source for source in found}.values())


def _rate(exact: Fraction) -> str:
    """A rate as a decimal fraction of at most twelve places, without trailing zeros."""
    shown = f"{_decimal(exact, 12):f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def _daily(exact: Fraction) -> str:
    """Yuan a day with four places; `exact` is fen."""
    return f"{_decimal(exact / 100, 4):f}"


def _decimal(exact: Fraction, places: int) -> Decimal:
    top = exact.numerator * 10**places
    return Decimal((2 * top + exact.denominator) // (2 * exact.denominator)).scaleb(-places)
