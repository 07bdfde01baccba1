"""A rehearsal → a document for machines. Shape: ``schemas/rehearse.schema.json``.

It tells which sentences were chosen and which guardrails were crossed, and repeats no word that was typed. A stopped
case, also one that was stopped by what was typed, gives its findings alone.
"""

from collections.abc import Iterable, Mapping, Sequence

from debtadvisor import __version__
from debtadvisor.core.plan.model import Plan, Stopped
from debtadvisor.core.policy.model import ReliefTerm, Rule
from debtadvisor.core.rehearse.model import Played, Scene, Slip, Summary, Turn
from debtadvisor.output.columns import Writer
from debtadvisor.output.document import Json, source_document
from debtadvisor.output.plan.export import plan_document

SCHEMA = "debtadvisor.rehearse/1"


def _head(plan: Plan | Stopped) -> dict[str, object]:
    return {
        "schema": SCHEMA,
        "program": __version__,
        "book": plan.book_version,
        "case": plan.case.id,
        "as_of": plan.case.as_of.isoformat(),
        "status": str(plan.status),
    }


def stopped_document(plan: Stopped) -> Mapping[str, object]:
    """Help first: the findings, and no scene."""
    return {**_head(plan), "findings": plan_document(plan)["findings"]}


def rehearse_document(plan: Plan, scene: Scene, played: Sequence[Played], found: Summary) -> Mapping[str, object]:
    """The scene as it was played, line by line, and its summary."""
    write = Writer()
    return {
        **_head(plan),
        "debt": scene.debt,
        "stage": str(scene.stage),
        "pressure": str(scene.pressure),
        "held": scene.ground.held,
        "lines": len(scene.turns),
        "finished": found.finished,
        "ending": str(scene.ending) if found.finished else None,
        "played": [_played(one, number, write) for number, one in enumerate(played, start=1)],
        "steady": [turn.code for turn in found.steady],
        "practise": [
            {"guardrail": str(slip.guardrail), "line": turn.code, "good": _good(turn)} for slip, turn in found.practise
        ],
        "rules": [
            {
                "id": row.id,
                "standing": str(row.standing),
                "confidence": str(row.confidence),
                "sources": [source.id for source in row.sources],
            }
            for row in write.rows.values()
        ],
        "sources": [source_document(source) for source in write.sources.values()],
    }


def _played(one: Played, number: int, write: Writer) -> Json:
    turn = one.turn
    return {
        "number": number,
        "line": turn.code,
        "improper": str(turn.improper) if turn.improper is not None else None,
        "rules": _rules(turn.rules, write),
        "choices": len(turn.choices),
        "good": _good(turn),
        "chosen": one.answer.number or None,
        "slips": [_slip(slip, write) for slip in one.slips],
    }


def _good(turn: Turn) -> int:
    """The number of the good sentence."""
    return turn.choices.index(turn.good) + 1


def _slip(slip: Slip, write: Writer) -> Json:
    rows = [claim.row for claim in slip.claims]
    return {"guardrail": str(slip.guardrail), "about": slip.about, "rules": _rules(rows, write)}


def _rules(rows: Iterable[Rule | ReliefTerm], write: Writer) -> list[str]:
    """The ids of these rows, each to be listed once at the end."""
    return [write.row(row) for row in rows]
