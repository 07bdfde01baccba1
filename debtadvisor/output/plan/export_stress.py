"""What a plan can bear, the smallest relief that works and the roads of the city, as a document writes them."""

from collections.abc import Mapping, Sequence
from datetime import date

from debtadvisor.core.plan.points import IncomeDrop, MissedMonth, ReliefThatWorks, Stress, Worse
from debtadvisor.core.plan.routes import Routes
from debtadvisor.core.relief.concessions import Concession
from debtadvisor.output.columns import Writer

Json = Mapping[str, object]


def stress_document(stress: Stress | None, starts: Sequence[date], write: Writer) -> Json | None:
    """The break points; a period is written as its first day."""
    if stress is None:
        return None
    return {
        "holds_until": write.day(starts[stress.last]),
        "income_drop": None if stress.income is None else _income(stress.income, starts, write),
        "missed_month": None if stress.missed is None else _missed(stress.missed, starts, write),
        "not_given": [_worse(one, starts, write) for one in stress.not_given],
        "refused": [_worse(one, starts, write) for one in stress.refused],
    }


def _day(period: int | None, starts: Sequence[date], write: Writer) -> str | None:
    return None if period is None else write.day(starts[period])


def _share(thousandths: int) -> str:
    return f"{thousandths // 1000}.{thousandths % 1000:03d}"


def _income(one: IncomeDrop, starts: Sequence[date], write: Writer) -> Json:
    return {
        "fixed": _share(one.fixed),
        "breaks": _day(one.breaks, starts, write),
        "replanned": _share(one.replanned),
    }


def _missed(one: MissedMonth, starts: Sequence[date], write: Writer) -> Json:
    return {
        "holds_from": _day(one.holds_from, starts, write),
        "worst": _day(one.worst, starts, write),
        "breaks": _day(one.breaks, starts, write),
        "cushion": write.yuan[one.cushion],
    }


def _worse(one: Worse, starts: Sequence[date], write: Writer) -> Json:
    return {
        "debt": one.debt,
        "way": one.way or None,
        "whole": write.yuan[one.whole] if one.whole else None,
        "extra": write.yuan[one.extra],
        "holds": one.holds,
        "breaks": _day(one.breaks, starts, write),
        "short": write.yuan[one.short],
    }


def relief_document(found: ReliefThatWorks | None, write: Writer) -> Json | None:
    """The smallest relief; `steps` is empty when none of the grid works."""
    if found is None:
        return None
    return {"steps": [_step(one, write) for one in found.steps], "complete": found.complete}


def _step(one: Concession, write: Writer) -> Json:
    return {
        "debt": one.debt,
        "kind": str(one.kind),
        "months": one.months or None,
        "waiver": {name: f"{getattr(one.waiver, name):f}" for name in ("late_fee", "penalty", "accrued_interest")},
        "rate": f"{one.rate:f}",
        "total": write.yuan[one.schedule.total],
        "schedule": {"due": write.days(one.schedule.due), "payment": write.column(one.schedule.payments)},
    }


def routes_document(found: Routes | None, write: Writer) -> Json | None:
    """The rows that hold in the city alone, and those of the whole country, by their ids."""
    if found is None:
        return None
    return {
        "city_known": bool(found.city),
        "local": [write.row(rule) for rule in found.local],
        "general": [write.row(rule) for rule in found.general],
    }
