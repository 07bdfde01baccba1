"""The policy book as pages: a list of lenders, and everything about one lender or one row."""

from collections.abc import Callable
from datetime import date

from debtadvisor.core.codes import LenderKind, ReliefKind, Stage
from debtadvisor.core.policy.model import Lender, PolicyBook, ReliefTerm, Rule
from debtadvisor.output.blocks import Block, Column, Heading, Item, Paragraph, Report, Row, Table, Tone, bullets
from debtadvisor.output.book.entries import Cited
from debtadvisor.output.book.find import myth_blocks
from debtadvisor.output.book.rows import (
    channel_item,
    figure_item,
    listed,
    named,
    rule_blocks,
    rule_item,
    say,
    span,
    term_blocks,
)
from debtadvisor.output.sources import Citations, sources_part
from debtadvisor.output.voice import Speech
from debtadvisor.text.catalogue import Catalogue
from debtadvisor.text.shapes import percent

LPR_ID = "lpr"


def book_list(
    book: PolicyBook, catalogue: Catalogue, on: date, kind: str | None = None, stage: str | None = None
) -> Report:
    """Every profile, by kind of lender, with how many ways may be asked on that day; with `stage`, which ones.

    kind   only lenders of that kind
    stage  only ways whose row is open to a debt at that stage; other conditions may still stand
    """
    voice = Speech(catalogue)
    chosen = [one for one in book.lenders.values() if kind in (None, one.kind)]
    about = say(voice, "list_about", version=book.version, lenders=len(chosen), rules=len(book.rules))
    blocks: list[Block] = [Heading(1, say(voice, "list_title")), Paragraph(about)]
    if stage is not None:
        blocks.append(Paragraph(say(voice, "list_stage", stage=voice.word("stage", stage))))
    for lender_kind in LenderKind:
        rows = [_listed_lender(book, one, on, stage, voice) for one in chosen if one.kind is lender_kind]
        if rows:
            columns = (
                Column(say(voice, "column_name")),
                Column(say(voice, "column_id")),
                Column(say(voice, "column_asks" if stage is None else "column_ways"), right=stage is None),
            )
            blocks += [Heading(2, voice.word("lender_kind", lender_kind)), Table(columns=columns, rows=tuple(rows))]
    return Report(voice.lang, (*blocks, Paragraph(say(voice, "list_more"), tone=Tone.QUIET)))


def _listed_lender(book: PolicyBook, lender: Lender, on: date, stage: str | None, voice: Speech) -> Row:
    kinds = open_kinds(book, lender, on, stage)
    if stage is None:
        return Row((voice.of(lender.name), lender.id, len(kinds)))
    ways = voice.joined([voice.word("relief_kind", one) for one in kinds])
    return Row((voice.of(lender.name), lender.id, ways or say(voice, "no_ways")))


def open_kinds(book: PolicyBook, lender: Lender, on: date, stage: str | None = None) -> tuple[ReliefKind, ...]:
    """The kinds of relief that lender may be asked for on that day, at that stage when one is given."""

    def is_open(term: ReliefTerm) -> bool:
        stages = [c.one_of for c in term.when if c.fact == "stage"]
        return not term.refused and term.validity.speaks(on) and (stage is None or all(stage in s for s in stages))

    return tuple(dict.fromkeys(term.kind for term in book.relief(lender.id, on) if is_open(term)))


def stages() -> tuple[str, ...]:
    """The codes that ``--stage`` takes."""
    return tuple(stage.value for stage in Stage)


def book_entry(book: PolicyBook, entry: str, catalogue: Catalogue, on: date) -> Report | None:
    """Everything about the entry of that id, with its sources; None when there is none.

    A lender, relief row, law row, planning default or myth; ``lpr`` for the LPR. One id may name several rows.
    """
    voice, citations = Speech(catalogue), Citations()
    if entry in book.lenders:
        blocks = _lender(book, book.lenders[entry], on, voice, citations)
    else:
        rows = _rows(book, entry, on, voice, citations)
        if not rows:
            return None
        blocks = [Heading(1, entry), *rows]
    return Report(voice.lang, (*blocks, *sources_part(citations, voice, book.version)))


def _rows(book: PolicyBook, entry: str, on: date, voice: Speech, citations: Citations) -> list[Block]:
    blocks: list[Block] = []
    if entry in book.rules:
        blocks += rule_blocks(book.rules[entry], on, voice, citations)
    for term in book.terms:
        if term.id == entry:
            name = book.lenders[term.profile].name if term.profile in book.lenders else None
            whose = say(voice, "whose", name=voice.of(name) if name else term.profile, id=term.profile)
            blocks += [Paragraph(whose), *term_blocks(term, on, voice, citations)]
    if entry in book.defaults:
        blocks += [
            Paragraph(say(voice, "default_about")),
            bullets([figure_item(entry, book.defaults[entry], voice, citations)]),
        ]
    for myth in book.myths:
        if myth.id == entry:
            blocks += myth_blocks(myth, voice, citations)
    if entry == LPR_ID and book.lpr:
        blocks += _lpr_table(book, voice, citations)
    return blocks


def entry_ids(book: PolicyBook) -> tuple[str, ...]:
    """Every id that `book_entry` knows, lenders first."""
    rows = (*dict.fromkeys(term.id for term in book.terms), *book.rules, *book.defaults)
    lpr = (LPR_ID,) if book.lpr else ()
    return tuple(dict.fromkeys((*book.lenders, *rows, *lpr, *(myth.id for myth in book.myths))))


def _lender(book: PolicyBook, lender: Lender, on: date, voice: Speech, citations: Citations) -> list[Block]:
    blocks: list[Block] = [
        Heading(1, voice.of(lender.name)),
        Paragraph(say(voice, "lender_about", id=lender.id, kind=voice.word("lender_kind", lender.kind))),
    ]
    if lender.aliases:
        blocks.append(Paragraph(say(voice, "lender_aliases", names=voice.joined(lender.aliases))))
    blocks += listed("inherits", _inherits(book, lender, on, voice), voice)
    blocks += _about(lender, voice, citations)
    rules = [rule for rule in book.rules.values() if rule.supports and rule.reaches(lender.kind)]
    if any("lpr_multiple" in rule.figures and rule.validity.speaks(on) for rule in rules):
        blocks += _lpr_part(book, on, voice, citations)
    blocks.append(Heading(2, say(voice, "relief")))
    for term in book.relief(lender.id, on):
        blocks += term_blocks(term, on, voice, citations, _taken_from(book, lender, term, voice))
    return [*blocks, *_arguments(rules, on, voice, citations)]


def _about(lender: Lender, voice: Speech, citations: Citations) -> list[Block]:
    """Creditors, figures, channels, what usually happens, credit record, notes; sources numbered in that order."""
    creditors = [
        Item(voice.of(one.note) if one.note else voice.of(one.role), label=voice.of(one.name))
        for one in lender.creditors
    ]
    figures = [figure_item(name, figure, voice, citations) for name, figure in lender.figures.items()]
    channels = [channel_item(channel, voice, citations) for channel in lender.channels]
    steps = [
        Item(voice.of(step.what), citations.cite(step), label=span(step.from_day, step.to_day, voice))
        for step in lender.steps
    ]
    record = [Item(voice.of(lender.reports_to_pboc))] if lender.reports_to_pboc is not None else []
    notes = [Item(voice.of(note)) for note in lender.notes]
    parts = (
        *(("creditors", creditors), ("figures", figures), ("channels", channels), ("steps", steps)),
        *(("credit_record", record), ("notes", notes)),
    )
    return [block for key, items in parts for block in listed(key, items, voice)]


# Parts of a profile that are taken over as a whole.
_PARTS: tuple[tuple[str, Callable[[Lender], object]], ...] = (
    ("creditors", lambda lender: lender.creditors),
    ("channels", lambda lender: lender.channels),
    ("steps", lambda lender: lender.steps),
    ("credit_record", lambda lender: lender.reports_to_pboc),
    ("notes", lambda lender: lender.notes),
)


def _inherits(book: PolicyBook, lender: Lender, on: date, voice: Speech) -> list[Item]:
    """For each profile of the line, nearest first: what this one takes from it."""
    taken: dict[str, list[str]] = {profile: [] for profile in book.lineage(lender.id)}
    for name in lender.figures:
        owner = _owner(book, lender, lambda one, name=name: one.figures.get(name))  # type: ignore[misc]
        taken[owner].append(named(voice, "figure", name))
    for key, part in _PARTS:
        if part(lender):
            taken[_owner(book, lender, part)].append(say(voice, key))
    for term in book.relief(lender.id, on):
        taken[term.profile].append(voice.word("relief_kind", term.kind))
    return [
        Item(voice.joined(list(dict.fromkeys(parts))), label=_profile(book, profile, voice))
        for profile, parts in taken.items()
        if parts and profile != lender.id
    ]


def _owner(book: PolicyBook, lender: Lender, part: Callable[[Lender], object]) -> str:
    """The profile of the line that wrote that part: the farthest one that still has the very same."""
    owner, mine = lender.id, part(lender)
    for profile in book.lineage(lender.id)[1:]:
        if part(book.lenders[profile]) is not mine:
            break
        owner = profile
    return owner


def _profile(book: PolicyBook, profile: str, voice: Speech) -> str:
    return say(voice, "profile", name=voice.of(book.lenders[profile].name), id=profile)


def _taken_from(book: PolicyBook, lender: Lender, term: ReliefTerm, voice: Speech) -> str:
    """Says whose row it is when it is not the lender's own."""
    if term.profile == lender.id:
        return ""
    return say(voice, "taken_from", profile=_profile(book, term.profile, voice))


def _arguments(rules: list[Rule], on: date, voice: Speech, citations: Citations) -> list[Block]:
    """The law rows that speak on that day, one line each; those that do not are named."""
    speaking = [rule_item(rule, voice, citations) for rule in rules if rule.validity.speaks(on)]
    silent = [rule.id for rule in rules if not rule.validity.speaks(on)]
    blocks = listed("rules", speaking, voice)
    if blocks:
        blocks.append(Paragraph(say(voice, "rules_more"), tone=Tone.QUIET))
    if silent:
        blocks.append(Paragraph(say(voice, "rules_silent", on=on, rules=voice.joined(silent)), tone=Tone.QUIET))
    return blocks


def _lpr_part(book: PolicyBook, on: date, voice: Speech, citations: Citations) -> list[Block]:
    """The LPR of that day, for lenders whose ceiling is told in multiples of it."""
    rate = book.one_year_lpr(on)
    if rate is None:
        return []
    start = max(day for day, _ in book.lpr if day <= on)
    text = say(voice, "lpr_now", rate=percent(rate), start=start)
    if book.lpr_checked is not None:
        text = voice.sentences(text, say(voice, "lpr_checked", day=book.lpr_checked))
    notes = citations.cite(Cited(sources=book.lpr_sources))
    return [Heading(2, say(voice, "lpr")), Paragraph(text, notes)]


def _lpr_table(book: PolicyBook, voice: Speech, citations: Citations) -> list[Block]:
    columns = (Column(say(voice, "column_from")), Column(say(voice, "column_rate"), right=True))
    blocks: list[Block] = [
        Paragraph(say(voice, "lpr_about"), citations.cite(Cited(sources=book.lpr_sources))),
        Table(columns=columns, rows=tuple(Row((day, rate)) for day, rate in book.lpr)),
    ]
    if book.lpr_checked is not None:
        blocks.append(Paragraph(say(voice, "lpr_checked", day=book.lpr_checked)))
    return blocks
