"""Every entry of the policy book once, with its sentences and its sources: what `find` and `sources` go through."""

from collections.abc import Iterator

from debtadvisor.core.codes import Confidence, Standing
from debtadvisor.core.policy.compare import EntryKind
from debtadvisor.core.policy.model import Channel, Figure, Lender, Myth, PolicyBook, ReliefTerm, Rule, Source, Step
from debtadvisor.core.value import value
from debtadvisor.core.words import Words


@value
class Entry:
    """One entry.

    words    its sentences, the one that says most about it first
    names    what else it may be looked for by: ids, names, numbers
    codes    (group, code) pairs of `terms.toml` that name it
    sources  what it rests on; of a lender only what its own lines cite, not what it takes from its profile
    """

    kind: EntryKind
    id: str
    words: tuple[Words, ...]
    names: tuple[str, ...] = ()
    codes: tuple[tuple[str, str], ...] = ()
    sources: tuple[Source, ...] = ()


@value
class Cited:
    """Sources without a claim of their own, so that a page can number them."""

    sources: tuple[Source, ...]
    standing: Standing = Standing.PLANNING_DEFAULT
    confidence: Confidence = Confidence.LOW


def entries(book: PolicyBook) -> Iterator[Entry]:
    """Lenders, relief rows, law rows, planning defaults, the LPR, myths, sources, each in the order of the book."""
    yield from (_lender(book, lender) for lender in book.lenders.values())
    yield from (_term(book, term) for term in book.terms)
    yield from map(_rule, book.rules.values())
    yield from (_default(name, figure) for name, figure in book.defaults.items())
    if book.lpr:
        yield Entry(
            kind=EntryKind.LPR,
            id="lpr",
            words=(Words("一年期LPR", "One-year LPR (loan prime rate)"),),
            sources=book.lpr_sources,
        )
    yield from map(_myth, book.myths)
    yield from map(_source, book.sources.values())


def own_lines(book: PolicyBook, lender: Lender) -> tuple[tuple[str, ...], tuple[Channel, ...], tuple[Step, ...]]:
    """Names of figures, channels and steps that the profile brings itself, not from the one it extends."""
    parent = book.lenders.get(lender.extends)
    if parent is None:
        return tuple(lender.figures), lender.channels, lender.steps
    figures = tuple(name for name, figure in lender.figures.items() if parent.figures.get(name) is not figure)
    channels = lender.channels if lender.channels is not parent.channels else ()
    return figures, channels, lender.steps if lender.steps is not parent.steps else ()


def _lender(book: PolicyBook, lender: Lender) -> Entry:
    figures, channels, steps = own_lines(book, lender)
    parent = book.lenders.get(lender.extends)
    words = [lender.name]
    if parent is None or lender.notes is not parent.notes:
        words += lender.notes
    if parent is None or lender.creditors is not parent.creditors:
        words += [text for one in lender.creditors for text in (one.name, one.role, one.note) if text]
    words += [note for name in figures if (note := lender.figures[name].note)]
    words += [*(channel.how for channel in channels), *(step.what for step in steps)]
    if lender.reports_to_pboc and (parent is None or lender.reports_to_pboc is not parent.reports_to_pboc):
        words.append(lender.reports_to_pboc)
    rows: list[Figure | Channel | Step] = [*(lender.figures[name] for name in figures), *channels, *steps]
    return Entry(
        kind=EntryKind.LENDER,
        id=lender.id,
        words=tuple(words),
        names=(*lender.aliases, *(channel.number for channel in channels)),
        codes=(("lender_kind", lender.kind),),
        sources=tuple({source.id: source for row in rows for source in row.sources}.values()),
    )


def _term(book: PolicyBook, term: ReliefTerm) -> Entry:
    lender = book.lenders.get(term.profile)
    names = (lender.name.zh, lender.name.en, *lender.aliases) if lender else (term.profile,)
    return Entry(
        kind=EntryKind.RELIEF,
        id=term.id,
        words=tuple(text for text in (term.note, term.credit_record) if text),
        names=names,
        codes=(("relief_kind", term.kind),),
        sources=term.sources,
    )


def _rule(rule: Rule) -> Entry:
    words = tuple(text for text in (rule.statement, rule.use, rule.caution) if text)
    return Entry(kind=EntryKind.RULE, id=rule.id, words=words, names=rule.places, sources=rule.sources)


def _default(name: str, figure: Figure) -> Entry:
    words = (figure.note,) if figure.note else ()
    return Entry(kind=EntryKind.DEFAULT, id=name, words=words, sources=figure.sources)


def _myth(myth: Myth) -> Entry:
    return Entry(kind=EntryKind.MYTH, id=myth.id, words=(myth.heard, myth.truth), sources=myth.sources)


def _source(source: Source) -> Entry:
    words = tuple(text for text in (source.title, source.note) if text)
    names = (source.publisher, source.number, source.locator)
    return Entry(kind=EntryKind.SOURCE, id=source.id, words=words, names=names)
