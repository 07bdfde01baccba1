"""The judgement on a lender's offer → a document for machines. Shape: ``schemas/offer.schema.json``.

A stopped case gives its findings alone; a debt on HOLD a verdict without a single figure.
"""

from collections.abc import Mapping

from debtadvisor import __version__
from debtadvisor.core.ceilings import Ceiling
from debtadvisor.core.money import decimal_yuan
from debtadvisor.core.offer.model import Compared, Judgement
from debtadvisor.core.plan.model import Plan, Stopped
from debtadvisor.core.plan.within import Fit
from debtadvisor.core.schedule import Schedule
from debtadvisor.output.columns import Writer
from debtadvisor.output.document import Json, source_document
from debtadvisor.output.plan.export import plan_document

SCHEMA = "debtadvisor.offer/1"


def offer_document(plan: Plan | Stopped, found: Judgement | None) -> Mapping[str, object]:
    """The document; `found` is None exactly when the plan was stopped."""
    head: dict[str, object] = {
        "schema": SCHEMA,
        "program": __version__,
        "book": plan.book_version,
        "case": plan.case.id,
        "as_of": plan.case.as_of.isoformat(),
        "status": str(plan.status),
    }
    if found is None:
        return {**head, "findings": plan_document(plan)["findings"]}
    write = Writer()
    sums = _sums(found, write) if found.owed is not None else {}
    document: dict[str, object] = {
        **head,
        "debt": found.debt,
        "kind": str(found.offer.kind),
        "verdict": str(found.verdict),
        "because": [str(reason) for reason in found.because],
        "traps": [str(trap) for trap in found.traps],
        **sums,
    }
    document["sources"] = [source_document(source) for source in write.sources.values()]
    return document


def _sums(found: Judgement, write: Writer) -> dict[str, object]:
    offer, owed, price = found.offer, found.owed, found.cost
    assert owed is not None
    return {
        "owed": decimal_yuan(owed.balance),
        "claimed": _maybe(offer.claimed),
        "waived": _maybe(offer.waived),
        "waiver": str(found.waiver),
        "saved": decimal_yuan(found.saved),
        "unwaived": decimal_yuan(found.unwaived),
        "payments": _payments(offer.schedule),
        "compared": [_compared(one) for one in found.compared],
        "fit": _fit(found.fit) if found.fit is not None else None,
        "cost": None
        if price is None
        else {"measure": str(price.measure), "nominal": f"{price.nominal:f}", "effective": f"{price.effective:f}"},
        "ceilings": [_ceiling(one, write) for one in found.ceilings],
        "missing": [str(term) for term in found.missing],
        "missing_essential": found.essential,
        "later": None if found.later is None else found.later.isoformat(),
        "spread": None if found.spread is None else _payments(found.spread),
        "most": decimal_yuan(found.most) if found.most else None,
        "counter": None
        if found.counter is None
        else {
            "id": found.counter.id,
            "total": decimal_yuan(found.counter.total),
            "payments": _payments(found.counter.schedule),
        },
    }


def _payments(schedule: Schedule) -> list[Json]:
    return [
        {"due": due.isoformat(), "payment": decimal_yuan(fen)}
        for due, fen in zip(schedule.due, schedule.payments, strict=True)
    ]


def _maybe(fen: int | None) -> str | None:
    return None if fen is None else decimal_yuan(fen)


def _compared(one: Compared) -> Json:
    return {
        "way": str(one.way),
        "total": decimal_yuan(one.total),
        "highest": decimal_yuan(one.highest),
        "last": one.last.isoformat(),
    }


def _fit(fit: Fit) -> Json:
    return {
        "if_agreed": fit.if_agreed,
        "if_countered": fit.if_countered,
        "alone": fit.alone,
        "when": None if fit.when is None else fit.when.isoformat(),
        "short": decimal_yuan(fit.short),
    }


def _ceiling(one: Ceiling, write: Writer) -> Json:
    return {
        "rule": write.row(one.rule),
        "state": str(one.state),
        "line": None if one.line is None else f"{one.line:f}",
        "claimable": one.claimable,
        "over": None if one.over is None else f"{one.over:f}",
        "excess": _maybe(one.excess),
    }
