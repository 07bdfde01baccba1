"""Letters for machines: which fit a debt, and one of them. Shape: ``schemas/letter.schema.json``.

The text is the Chinese that is sent. A stopped case gives its findings alone.
"""

from collections.abc import Mapping, Sequence

from debtadvisor import __version__
from debtadvisor.core.letters.model import Fit, Letter, LetterPart
from debtadvisor.core.plan.model import Plan, Stopped
from debtadvisor.output.document import Json, source_document
from debtadvisor.output.letter.page import letter_title, paragraphs
from debtadvisor.output.plan.export import plan_document
from debtadvisor.text.catalogue import Catalogue
from debtadvisor.text.lettered import letter_sentence

SCHEMA = "debtadvisor.letter/1"


def letter_document(
    plan: Plan | Stopped, debt: str, fits: Sequence[Fit] = (), found: Letter | None = None
) -> Mapping[str, object]:
    """The document; `found` is None when only the list was asked for. A stopped case has neither."""
    head: dict[str, object] = {
        "schema": SCHEMA,
        "program": __version__,
        "book": plan.book_version,
        "case": plan.case.id,
        "as_of": plan.case.as_of.isoformat(),
        "status": str(plan.status),
    }
    if isinstance(plan, Stopped):
        return {**head, "findings": plan_document(plan)["findings"]}
    listed = [{"kind": str(fit.kind), "fits": fit.why is None, "why": _code(fit.why)} for fit in fits]
    return {**head, "debt": debt, "letters": listed, "letter": None if found is None else _letter(found)}


def _code(why: object) -> str | None:
    return None if why is None else str(why)


def _letter(found: Letter) -> Json:
    words = Catalogue("zh")
    claims = {claim.row.id: claim for point in found.points for claim in point.claims}
    sources = {source.id: source for claim in claims.values() for source in claim.sources}
    return {
        "kind": str(found.kind),
        "title": letter_title(found, words),
        "date": found.on.isoformat(),
        "held": found.held,
        "to": "".join(letter_sentence(words, point) for point in found.part(LetterPart.TO)),
        "from": found.name,
        **{
            str(part): paragraphs(found.part(part), words)
            for part in (LetterPart.BODY, LetterPart.FACT, LetterPart.GROUND, LetterPart.REQUEST, LetterPart.REPLY)
        },
        "enclosed": [letter_sentence(words, point) for point in found.part(LetterPart.ENCLOSED)],
        "closing": "".join(letter_sentence(words, point) for point in found.part(LetterPart.CLOSING)),
        "own": [letter_sentence(words, point) for point in found.part(LetterPart.OWN)],
        "claims": [
            {
                "row": row,
                "standing": str(claim.standing),
                "confidence": str(claim.confidence),
                "sources": [source.id for source in claim.sources],
            }
            for row, claim in claims.items()
        ],
        "sources": [source_document(source) for source in sources.values()],
    }
