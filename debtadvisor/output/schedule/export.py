"""The schedule of one loan → a document for machines. Shape: ``schemas/schedule.schema.json``."""

from collections.abc import Mapping

from debtadvisor import __version__
from debtadvisor.core.codes import DayCount, Method
from debtadvisor.core.loan.model import Changes, Loan, Run
from debtadvisor.core.loan.run import cost_of
from debtadvisor.core.money import decimal_yuan
from debtadvisor.output.document import Json

SCHEMA = "debtadvisor.schedule/1"


def schedule_document(run: Run) -> Mapping[str, object]:
    """The document of that run."""
    loan = run.loan
    return {
        "schema": SCHEMA,
        "program": __version__,
        "schedule": [
            {
                "n": row.n,
                "due": row.due.isoformat(),
                "kind": str(kind),
                "principal": decimal_yuan(row.principal),
                "interest": decimal_yuan(row.interest),
                "fee": decimal_yuan(row.charges),
                "payment": decimal_yuan(row.payment),
                "balance": decimal_yuan(balance),
            }
            for row, kind, balance in zip(run.schedule, run.kinds, run.balances, strict=True)
        ],
        "totals": _totals(run),
        "cost": _cost(run),
        "convention": {**_convention(loan), **_changes(run.changes)},
    }


def _totals(run: Run) -> Json:
    schedule = run.schedule
    return {
        "principal": decimal_yuan(sum(schedule.principal)),
        "interest": decimal_yuan(sum(schedule.interest)),
        "fee": decimal_yuan(sum(schedule.charges)),
        "fee_upfront": decimal_yuan(run.loan.principal - run.loan.received),
        "payment": decimal_yuan(schedule.total),
        "received": decimal_yuan(run.loan.received),
        "capitalised": decimal_yuan(run.capitalised),
        "forgiven": decimal_yuan(run.forgiven),
        "waived": decimal_yuan(run.waived),
        "unused": decimal_yuan(run.unused),
        "count": len(run.instalments),
    }


def _cost(run: Run) -> Json | None:
    cost = cost_of(run)
    if cost is None:
        return None
    return {"measure": str(cost.measure), "nominal": f"{cost.nominal:f}", "effective": f"{cost.effective:f}"}


def _convention(loan: Loan) -> dict[str, object]:
    return {
        "method": str(loan.method),
        "annual": f"{loan.annual:f}",
        "day_count": str(loan.day_count),
        "odd_first_days": "annual/360" if loan.day_count is DayCount.MONTHLY else str(loan.day_count),
        "days": "first_counted_last_not",
        "rounding": "half_up_each_payment",
        "rounding_rest": "last_payment",
        "due_day": loan.due_day,
        "fee_rate": f"{loan.fee_rate:f}",
        "fee_base": "original_principal",
        "fee_timing": str(loan.fee_timing),
        "minimum_share": f"{loan.minimum_share:f}" if loan.method is Method.REVOLVING else None,
        "minimum_floor": decimal_yuan(loan.minimum_floor) if loan.method is Method.REVOLVING else None,
    }


def _changes(changes: Changes) -> Json:
    deferral, extension = changes.deferral, changes.extension
    return {
        "defer_months": deferral.months if deferral else 0,
        "defer_after": deferral.after if deferral else 0,
        "defer_interest": str(deferral.interest) if deferral else None,
        "extend_months": extension.months if extension else 0,
        "extend_after": extension.after if extension else 0,
        "prepayment": str(changes.prepayments[0].then) if changes.prepayments else None,
    }
