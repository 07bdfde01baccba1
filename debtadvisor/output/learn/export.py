"""A page to learn from → a document for machines, in the language of the page. Shape: ``schemas/learn.schema.json``.

The blocks stand in the order of the page; the numbers of `notes` are those of `sources`.
"""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from debtadvisor import __version__
from debtadvisor.output.blocks import Block, Bullets, Heading, Note, Notes, Paragraph, Report, Spoken

SCHEMA = "debtadvisor.learn/1"


class View(StrEnum):
    """What the document holds: one page, the list of topics, the pages that were found, or help alone."""

    PAGE = "page"
    TOPICS = "topics"
    FOUND = "found"
    HELP = "help"


def learn_document(report: Report, view: View, asked: str, on: date, book: str) -> dict[str, object]:
    """The page with its blocks and sources. `asked` is what stood behind ``learn``, `book` the version of the book."""
    notes = [note for block in report.blocks if isinstance(block, Notes) for note in block.notes]
    return {
        "schema": SCHEMA,
        "program": __version__,
        "book": book,
        "as_of": on.isoformat(),
        "lang": report.lang,
        "view": view.value,
        "asked": "" if view is View.HELP else asked,  # words of despair are kept nowhere
        "title": next((block.text for block in report.blocks if isinstance(block, Heading)), ""),
        "blocks": [one for block in report.blocks for one in _block(block)],
        "sources": [_source(note) for note in notes],
    }


def _block(block: Block) -> Iterator[dict[str, object]]:
    match block:
        case Heading():
            yield {"kind": "heading", "level": block.level, "text": block.text}
        case Paragraph():
            yield {"kind": "text", "text": block.text, "tone": block.tone.value, "notes": list(block.notes)}
        case Bullets():
            items = [{"label": item.label, "text": item.text, "notes": list(item.notes)} for item in block.items]
            yield {"kind": "list", "items": items}
        case Spoken():
            yield {"kind": "say", "label": block.label, "zh": block.zh, "beside": block.beside}
        case Notes():
            return
        case _:  # no page to learn from has a table or a picture
            raise TypeError(f"no form for {type(block).__name__}")


def _source(note: Note) -> dict[str, object]:
    return {"number": note.number, "text": note.text, "about": note.about, "url": note.url}
