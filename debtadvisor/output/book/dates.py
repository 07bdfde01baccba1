"""Which rows of the policy book are to be read again: overdue, soon, and those that end soon."""

from collections.abc import Sequence
from datetime import date, timedelta

from debtadvisor.core.policy.model import PolicyBook, ReliefTerm, Rule
from debtadvisor.output.blocks import Block, Heading, Item, Paragraph, Report, Tone, bullets
from debtadvisor.output.book.rows import say
from debtadvisor.output.voice import Speech
from debtadvisor.text.catalogue import Catalogue

SOON_DAYS = 60

Dated = ReliefTerm | Rule


def book_stale(book: PolicyBook, on: date, catalogue: Catalogue) -> Report:
    """Rows in force on that day whose review is overdue, those due within `SOON_DAYS`, and those that end by then."""
    voice, soon = Speech(catalogue), on + timedelta(days=SOON_DAYS)
    every: list[Dated] = [*book.terms, *book.rules.values()]
    rows = [row for row in every if row.validity.in_force(on)]
    overdue = [row for row in rows if row.validity.is_stale(on)]
    due = [row for row in rows if on <= row.validity.review_by <= soon]
    ending = [row for row in rows if row.validity.end is not None and row.validity.end <= soon]
    blocks: list[Block] = [
        Heading(1, say(voice, "stale_title")),
        Paragraph(say(voice, "stale_about", on=on, rows=len(rows), overdue=len(overdue))),
        *_part("stale_overdue", overdue, book, voice),
        *_part("stale_due", due, book, voice),
        *_part("stale_ending", ending, book, voice),
    ]
    if book.lpr_checked is not None:
        blocks.append(Paragraph(say(voice, "lpr_checked", day=book.lpr_checked), tone=Tone.QUIET))
    return Report(voice.lang, tuple(blocks))


def _part(key: str, rows: Sequence[Dated], book: PolicyBook, voice: Speech) -> list[Block]:
    """Those rows by the day that counts, the nearest first."""
    if not rows:
        return []
    title = say(voice, "find_group", kind=say(voice, key, days=SOON_DAYS), count=len(rows))
    ordered = sorted(rows, key=lambda row: _day(key, row))
    return [Heading(2, title), bullets([_item(key, row, book, voice) for row in ordered])]


def _day(key: str, row: Dated) -> date:
    """The last day of the row where its end counts, else the day of its review."""
    end = row.validity.end
    return end if key == "stale_ending" and end is not None else row.validity.review_by


def _item(key: str, row: Dated, book: PolicyBook, voice: Speech) -> Item:
    when = say(voice, f"{key}_on", day=_day(key, row))
    if isinstance(row, Rule):
        return Item(voice.sentences(when, voice.of(row.statement)), label=row.id)
    lender = book.lenders.get(row.profile)
    name = voice.of(lender.name) if lender else row.profile
    said = say(voice, "relief_of", name=name, kind=voice.word("relief_kind", row.kind))
    return Item(voice.sentences(when, said), label=row.id)


def book_checked(book: PolicyBook, catalogue: Catalogue) -> Report:
    """That a book has no problem, with what it holds."""
    voice = Speech(catalogue)
    text = say(
        voice,
        "checked",
        version=book.version,
        lenders=len(book.lenders),
        terms=len(book.terms),
        rules=len(book.rules),
        myths=len(book.myths),
        sources=len(book.sources),
    )
    return Report(voice.lang, (Paragraph(text),))
