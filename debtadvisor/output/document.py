"""What all documents for machines share: their JSON text, and how a source is written."""

from collections.abc import Mapping

from debtadvisor.core.policy.model import Source
from debtadvisor.output.safe import json_text

Json = Mapping[str, object]


def to_json(document: Mapping[str, object]) -> str:
    """The document as indented JSON text ended by a newline."""
    return json_text(document, indent=2) + "\n"


def batch_row(document: Mapping[str, object]) -> str:
    """The same document on one line ended by a newline, for a file of many."""
    return json_text(document) + "\n"


def source_document(source: Source) -> Json:
    """One source as every document writes it."""
    return {
        "id": source.id,
        "title": {"zh": source.title.zh, "en": source.title.en},
        "publisher": source.publisher,
        "number": source.number,
        "locator": source.locator,
        "url": source.url,
        "in_force": source.in_force.isoformat() if source.in_force else None,
        "until": source.until.isoformat() if source.until else None,
        "published": source.published.isoformat() if source.published else None,
        "checked": source.checked.isoformat(),
        "evidence": str(source.evidence),
    }
