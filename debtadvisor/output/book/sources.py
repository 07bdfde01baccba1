"""The sources of the policy book: all of them with what rests on each, and one of them with every row that cites it."""

from collections.abc import Mapping

from debtadvisor.core.codes import Evidence
from debtadvisor.core.policy.compare import EntryKind
from debtadvisor.core.policy.model import PolicyBook, Source
from debtadvisor.output.blocks import Block, Column, Heading, Item, Paragraph, Report, Row, Table, Tone, bullets
from debtadvisor.output.book.entries import Cited, Entry, entries
from debtadvisor.output.book.rows import say
from debtadvisor.output.sources import Citations
from debtadvisor.output.voice import Speech
from debtadvisor.text.catalogue import Catalogue


def book_sources(book: PolicyBook, catalogue: Catalogue) -> Report:
    """Every source by the kind of page that was read, with how many rows of the book rest on it."""
    voice, resting = Speech(catalogue), citing(book)
    about = say(voice, "sources_about", version=book.version, sources=len(book.sources))
    blocks: list[Block] = [Heading(1, say(voice, "sources_title")), Paragraph(about)]
    columns = (
        Column(say(voice, "column_title")),
        Column(say(voice, "column_id")),
        Column(say(voice, "column_rows"), right=True),
    )
    for evidence in Evidence:
        rows = [
            Row((_title(source, voice), source.id, len(resting.get(source.id, ()))))
            for source in book.sources.values()
            if source.evidence is evidence
        ]
        if rows:
            title = say(voice, "find_group", kind=voice.word("evidence", evidence), count=len(rows))
            blocks += [Heading(2, title), Table(columns=columns, rows=tuple(rows))]
    return Report(voice.lang, (*blocks, Paragraph(say(voice, "sources_more"), tone=Tone.QUIET)))


def book_source(book: PolicyBook, source_id: str, catalogue: Catalogue) -> Report | None:
    """That source and every row that cites it; None when there is no such source."""
    source = book.sources.get(source_id)
    if source is None:
        return None
    voice, citations = Speech(catalogue), Citations()
    citations.cite(Cited(sources=(source,)))
    notes = citations.notes(voice)
    blocks: list[Block] = [Heading(1, voice.of(source.title)), Paragraph(say(voice, "source_about", id=source.id))]
    if notes is not None:
        blocks.append(notes)
    if not source.citable:
        blocks.append(Paragraph(say(voice, "source_not_citable"), tone=Tone.WARNING))
    if source.scope:
        kinds = voice.joined([voice.word("lender_kind", kind) for kind in sorted(source.scope)])
        blocks.append(Paragraph(say(voice, "scope", kinds=kinds)))
    return Report(voice.lang, (*blocks, *_resting(citing(book).get(source_id, ()), voice)))


def citing(book: PolicyBook) -> Mapping[str, tuple[Entry, ...]]:
    """By id of source, the entries that cite it, in the order of the book."""
    found: dict[str, list[Entry]] = {}
    for entry in entries(book):
        for source in entry.sources:
            found.setdefault(source.id, []).append(entry)
    return {source_id: tuple(rows) for source_id, rows in found.items()}


def _title(source: Source, voice: Speech) -> str:
    title = voice.of(source.title)
    if source.locator:
        title = voice.say("sources.locator", text=title, locator=voice.catalogue.written(source.locator))
    return title if source.citable else say(voice, "title_not_citable", title=title)


def _resting(rows: tuple[Entry, ...], voice: Speech) -> list[Block]:
    """The rows that cite a source, by part of the book."""
    if not rows:
        return [Paragraph(say(voice, "source_unused"))]
    blocks: list[Block] = []
    for kind in EntryKind:
        items = [
            Item(voice.of(row.words[0]), label=row.id) if row.words else Item(row.id)
            for row in rows
            if row.kind is kind
        ]
        if items:
            title = say(voice, "find_group", kind=say(voice, f"entry.{kind}"), count=len(items))
            blocks += [Heading(2, title), bullets(items)]
    return blocks
