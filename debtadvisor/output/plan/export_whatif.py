"""A what-if, and two plans side by side, for machines. Shapes: ``what_if`` in ``schemas/plan.schema.json``, and
``schemas/against.schema.json``. A stopped case gives its findings alone.
"""

from collections.abc import Mapping

from debtadvisor import __version__
from debtadvisor.core.money import decimal_yuan
from debtadvisor.core.plan.model import Plan, Stopped
from debtadvisor.core.plan.whatif import Change, ChangeCode, Gap, Target, WhatIf
from debtadvisor.output.plan.export import plan_document
from debtadvisor.output.plan.summary import debt_summary, summary

AGAINST_SCHEMA = "debtadvisor.against/1"


def what_if_document(found: WhatIf) -> dict[str, object]:
    """The document of the changed plan, with ``what_if`` beside it. It holds no words to say and nothing to do: nobody
    should call a lender about something that is not so."""
    return {**plan_document(found.changed), "actions": [], "what_if": _what_if(found)}


def _what_if(found: WhatIf) -> Mapping[str, object]:
    return {
        "changes": [{"code": str(one.code), "values": _values(one)} for one in found.changes],
        "base": summary(found.base),
        "changed": summary(found.changed),
        "left_out": list(found.changed.left_out),
        "gaps": [_gap(one) for one in found.gaps],
        "target": None if found.target is None else _target(found.target),
    }


def _values(one: Change) -> Mapping[str, object]:
    """What the change says; only what belongs to its code."""
    if one.code in (ChangeCode.BUDGET, ChangeCode.EXTRA):
        return {"amount": decimal_yuan(one.fen)}
    if one.code is ChangeCode.LUMP and one.on is not None:
        return {"amount": decimal_yuan(one.fen), "on": one.on.isoformat()}
    if one.code is ChangeCode.INCOME:
        return {"share": f"{one.share:f}"}
    if one.code in (ChangeCode.REFUSE, ChangeCode.CLOSED):
        return {"debts": list(one.debts)}
    return {"on": one.on.isoformat()} if one.on is not None else {}


def _gap(one: Gap) -> Mapping[str, object]:
    return {
        "debt": one.debt,
        "on": one.on.isoformat(),
        "bill": decimal_yuan(one.bill),
        "before": decimal_yuan(one.before),
        "short": None if one.short is None else decimal_yuan(one.short),
        "relied": one.relied,
    }


def _target(target: Target) -> Mapping[str, object]:
    return {
        "by": target.by.isoformat(),
        "reaches": [
            {
                "pot": str(one.pot),
                "needed": None if one.needed is None else decimal_yuan(one.needed),
                "has": decimal_yuan(one.has),
                "enough": one.enough,
                "too_late": list(one.too_late),
                "countered": {
                    "needed": None if one.countered.needed is None else decimal_yuan(one.countered.needed),
                    "enough": one.countered.enough,
                    "too_late": list(one.countered.too_late),
                },
            }
            for one in target.reaches
        ],
    }


def against_document(first: Plan | Stopped, second: Plan | Stopped) -> dict[str, object]:
    """Both plans side by side, debt by debt; when either was stopped, the findings of both and no figure."""
    document: dict[str, object] = {"schema": AGAINST_SCHEMA, "program": __version__, "book": first.book_version}
    stopped = not (isinstance(first, Plan) and isinstance(second, Plan))
    for name, plan in (("a", first), ("b", second)):
        side: dict[str, object] = {
            "case": plan.case.id,
            "as_of": plan.case.as_of.isoformat(),
            "status": str(plan.status),
        }
        if stopped:
            side["findings"] = [
                {"level": str(one.level), "code": one.code, "debt": one.debt} for one in plan.triage.findings
            ]
        elif isinstance(plan, Plan):
            side["pots"] = summary(plan)["pots"]
        document[name] = side
    if isinstance(first, Plan) and isinstance(second, Plan):
        ours, theirs = ({line.debt.id: line for line in plan.debts} for plan in (first, second))
        document["debts"] = [
            {"id": debt, "a": debt_summary(ours[debt]), "b": debt_summary(theirs[debt])}
            for debt in ours
            if debt in theirs
        ]
        document["only_a"] = [debt_summary(line) for debt, line in ours.items() if debt not in theirs]
        document["only_b"] = [debt_summary(line) for debt, line in theirs.items() if debt not in ours]
    return document
