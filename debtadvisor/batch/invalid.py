"""The output line of a case that could not be planned."""

from collections.abc import Iterable

from debtadvisor.core.errors import Problem
from debtadvisor.intake.explain import explain
from debtadvisor.output.safe import json_text
from debtadvisor.text.catalogue import Catalogue

SCHEMA = "debtadvisor.invalid/1"


def invalid_line(case: str, place: str, problems: Iterable[Problem], catalogue: Catalogue) -> str:
    """One JSON line that names the case, where it stands, and every problem with what to do."""
    told = [
        {"where": p.where, "code": p.code, "values": dict(p.values), "message": explain(p, catalogue)} for p in problems
    ]
    document = {"schema": SCHEMA, "case": case, "place": place, "status": "invalid", "problems": told}
    return json_text(document, indent=None) + "\n"
