"""The log → a document for machines. Shape: ``schemas/log.schema.json``.

Every document has the head and one view: what was recorded, the list, what is due, or the conduct. A stopped case
gives its findings alone.
"""

from collections.abc import Mapping, Sequence

from debtadvisor import __version__
from debtadvisor.core.agreement import Agreement
from debtadvisor.core.conduct import Observed
from debtadvisor.core.log import Due, Entry, Missed, Payment
from debtadvisor.core.money import decimal_yuan
from debtadvisor.core.offer.model import Judgement
from debtadvisor.core.plan.model import Plan, Stopped
from debtadvisor.output.columns import Writer
from debtadvisor.output.document import Json, source_document
from debtadvisor.output.log.conduct import Ground, complaint
from debtadvisor.output.plan.export import plan_document
from debtadvisor.text.catalogue import Catalogue

SCHEMA = "debtadvisor.log/1"


def _head(plan: Plan | Stopped, view: str) -> dict[str, object]:
    return {
        "schema": SCHEMA,
        "program": __version__,
        "book": plan.book_version,
        "case": plan.case.id,
        "as_of": plan.case.as_of.isoformat(),
        "status": str(plan.status),
        "view": view,
    }


def stopped_document(plan: Stopped) -> Mapping[str, object]:
    """Help first: the findings, and nothing of the log."""
    return {**_head(plan, "stopped"), "findings": plan_document(plan)["findings"]}


def entries_document(
    plan: Plan, entries: Sequence[Entry], view: str, judged: Judgement | None = None
) -> Mapping[str, object]:
    """The view ``list``, newest last, or ``recorded``, the one that was just written, with what an agreement is
    worth."""
    found = {**_head(plan, view), "entries": [_entry(one) for one in entries]}
    return found if view == "list" else {**found, "judged": None if judged is None else _judged(judged)}


def _judged(judged: Judgement) -> Json:
    return {
        "verdict": judged.verdict.value,
        "because": [reason.value for reason in judged.because],
        "missing": [term.value for term in judged.missing],
        "essential": judged.essential,
    }


def due_document(
    plan: Plan, found: Sequence[Due], gaps: Sequence[Missed], paid: Sequence[Payment]
) -> Mapping[str, object]:
    """The view ``due``."""
    return {
        **_head(plan, "due"),
        "due": [
            {
                "entry": _entry(one.entry),
                "on": one.on.isoformat(),
                "letter": one.letter.value if one.letter else None,
                "person_first": one.person_first,
            }
            for one in found
        ],
        "missed": [
            {
                "debt": one.debt,
                "entry": one.agreed.number,
                "since": one.agreed.missed[0][0].isoformat(),
                "amount": decimal_yuan(one.agreed.short),
                "until": one.agreed.cure.isoformat() if one.agreed.cure else None,
                "kept": one.kept,
            }
            for one in gaps
        ],
        "payments": [
            {
                "debt": one.debt,
                "on": one.on.isoformat(),
                "amount": decimal_yuan(one.fen),
                "as_contract": one.as_contract,
                "catch_up": one.catch_up,
            }
            for one in paid
        ],
    }


def conduct_document(plan: Plan, found: Sequence[Observed], ground: Ground) -> Mapping[str, object]:
    """The view ``conduct``: each thing with the texts of its day, and the Chinese lines of each complaint."""
    write, chinese = Writer(), Catalogue("zh")
    observed = [_observed(one, write) for one in found]
    complaints = []
    for debt in dict.fromkeys(one.debt for one in found):
        here = [one for one in found if one.debt == debt]
        if lines := complaint(debt, here, ground, chinese):
            complaints.append({"debt": debt, "zh": list(lines)})
    return {
        **_head(plan, "conduct"),
        "observed": observed,
        "complaints": complaints,
        "rules": [
            {
                "id": rule.id,
                "standing": rule.standing.value,
                "confidence": rule.confidence.value,
                "sources": [source.id for source in rule.sources],
            }
            for rule in write.rows.values()
        ],
        "sources": [source_document(source) for source in write.sources.values()],
    }


def _observed(one: Observed, write: Writer) -> Json:
    return {
        "matter": one.matter.value,
        "debt": one.debt,
        "sightings": [
            {
                "on": sighting.on.isoformat(),
                "events": list(sighting.events),
                "count": sighting.count,
                "rules": [write.row(rule) for rule in sighting.rules],
            }
            for sighting in one.sightings
        ],
    }


def _entry(one: Entry) -> Json:
    event = one.event
    return {
        "number": one.number,
        "kind": event.kind.value,
        "on": event.on.isoformat(),
        "debt": event.debt,
        "channel": event.channel.value if event.channel else None,
        "outgoing": event.outgoing,
        "who": event.who,
        "ticket": event.ticket,
        "said": event.said,
        "promised": event.promised,
        "next_date": event.next_date.isoformat() if event.next_date else None,
        "outcome": event.outcome.value if event.outcome else None,
        "hour": event.hour,
        "count": event.count,
        "answered": event.answered,
        "amount": None if event.amount is None else decimal_yuan(event.amount),
        "agreement": None if event.agreement is None else _agreement(event.agreement),
        "note": event.note,
    }


def _agreement(terms: Agreement) -> Json:
    """The terms with every payment written out."""
    return {
        "form": terms.form.value,
        "payments": [{"on": on.isoformat(), "amount": decimal_yuan(fen)} for on, fen in terms.dated],
        "waived": None if terms.waived is None else decimal_yuan(terms.waived),
        "pay_to": terms.pay_to.value,
        "paper": [term.value for term in terms.paper],
        "late": [effect.value for effect in terms.late],
        "grace_days": terms.grace_days,
    }
