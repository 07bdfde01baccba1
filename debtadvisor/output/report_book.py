"""The policy book as pages: a list of lenders, and everything about one lender, relief row or law row."""

from collections.abc import Sequence
from datetime import date

from debtadvisor.core.money import Money
from debtadvisor.core.policy.model import (
    Channel,
    Condition,
    Figure,
    Lender,
    PolicyBook,
    ReliefTerm,
    Rule,
    Terms,
    Validity,
)
from debtadvisor.output.blocks import Block, Column, Heading, Item, Paragraph, Report, Row, Table, Tone, bullets
from debtadvisor.output.report_sources import Citations, sources_part
from debtadvisor.output.report_voice import Speech
from debtadvisor.text.catalogue import Catalogue
from debtadvisor.text.shapes import percent


def book_list(book: PolicyBook, catalogue: Catalogue, on: date, kind: str | None = None) -> Report:
    """Every profile with its kind and what may be asked of it on that day; only those of `kind` when given."""
    voice = Speech(catalogue)
    rows = [
        Row((one.id, voice.of(one.name), voice.word("lender_kind", one.kind), _open_asks(book, one, on)))
        for one in book.lenders.values()
        if kind in (None, one.kind)
    ]
    columns = tuple(Column(_say(voice, f"column_{name}")) for name in ("id", "name", "kind", "asks"))
    about = _say(voice, "list_about", version=book.version, lenders=len(rows), rules=len(book.rules))
    blocks: list[Block] = [
        Heading(1, _say(voice, "list_title")),
        Paragraph(about),
        Table(columns=columns, rows=tuple(rows)),
        Paragraph(_say(voice, "list_more"), tone=Tone.QUIET),
    ]
    return Report(voice.lang, tuple(blocks))


def _open_asks(book: PolicyBook, lender: Lender, on: date) -> int:
    """How many kinds of relief may be asked of that lender on that day."""
    return len({term.kind for term in book.relief(lender.id, on) if not term.refused and term.validity.speaks(on)})


def book_entry(book: PolicyBook, entry: str, catalogue: Catalogue, on: date) -> Report | None:
    """Everything about the lender, relief row or law row of that id, with sources; None when there is none."""
    voice, citations = Speech(catalogue), Citations()
    if entry in book.lenders:
        blocks = _lender(book, book.lenders[entry], on, voice, citations)
    elif entry in book.rules:
        blocks = [Heading(1, entry), *_rule(book.rules[entry], on, voice, citations)]
    else:
        terms = [term for term in book.terms if term.id == entry]
        if not terms:
            return None
        blocks = [Heading(1, entry)]
        for term in terms:
            blocks += _term(term, on, voice, citations)
    return Report(voice.lang, (*blocks, *sources_part(citations, voice, book.version)))


def entry_ids(book: PolicyBook) -> tuple[str, ...]:
    """Every id that `book_entry` knows, lenders first."""
    return (*book.lenders, *dict.fromkeys(term.id for term in book.terms), *book.rules)


def _lender(book: PolicyBook, lender: Lender, on: date, voice: Speech, citations: Citations) -> list[Block]:
    blocks: list[Block] = [
        Heading(1, voice.of(lender.name)),
        Paragraph(_say(voice, "lender_about", id=lender.id, kind=voice.word("lender_kind", lender.kind))),
    ]
    if lender.aliases:
        blocks.append(Paragraph(_say(voice, "lender_aliases", names=voice.joined(lender.aliases))))
    creditors = [
        Item(voice.of(one.note) if one.note else voice.of(one.role), label=voice.of(one.name))
        for one in lender.creditors
    ]
    blocks += _listed("creditors", creditors, voice)
    blocks += _listed("figures", [_figure(n, f, voice, citations) for n, f in lender.figures.items()], voice)
    blocks += _listed("channels", [_channel(c, voice, citations) for c in lender.channels], voice)
    steps = [
        Item(
            voice.of(s.what),
            citations.cite(s),
            label=_days(s.from_day, s.to_day, voice),
        )
        for s in lender.steps
    ]
    blocks += _listed("steps", steps, voice)
    if lender.reports_to_pboc is not None:
        blocks += _listed("credit_record", [Item(voice.of(lender.reports_to_pboc))], voice)
    blocks += _listed("notes", [Item(voice.of(note)) for note in lender.notes], voice)
    blocks.append(Heading(2, _say(voice, "relief")))
    for term in book.relief(lender.id, on):
        blocks += _term(term, on, voice, citations)
    rules = [rule for rule in book.rules.values() if rule.supports and rule.reaches(lender.kind)]
    blocks.append(Heading(2, _say(voice, "rules")))
    for rule in rules:
        blocks += _rule(rule, on, voice, citations)
    return blocks


def _listed(key: str, items: Sequence[Item], voice: Speech) -> list[Block]:
    return [Heading(2, _say(voice, key)), bullets(items)] if items else []


def _strength(standing: str, confidence: str, voice: Speech) -> str:
    return _say(
        voice, "strength", standing=voice.word("standing", standing), confidence=voice.word("confidence", confidence)
    )


_SHARES = ("share", "per_day", "per_year", "rate")


def _figure(name: str, figure: Figure, voice: Speech, citations: Citations) -> Item:
    unit = voice.word("unit", figure.unit)
    shown = percent(figure.value, 4) if figure.unit in ("share", "per_day", "per_year") else f"{figure.value:f}"
    strength = _strength(figure.standing, figure.confidence, voice)
    text = _say(voice, "figure", value=shown, unit=unit, strength=strength)
    note = voice.of(figure.note) if figure.note else ""
    return Item(voice.sentences(text, note), citations.cite(figure), label=voice.word("figure", name))


def _channel(channel: Channel, voice: Speech, citations: Citations) -> Item:
    number = _say(voice, "number", number=channel.number) if channel.number else ""
    return Item(
        voice.sentences(voice.of(channel.how), number),
        citations.cite(channel),
        label=voice.word("channel", channel.use),
    )


def _days(start: int, end: int | None, voice: Speech) -> str:
    return _say(voice, "days_from", start=start) if end is None else _say(voice, "days", start=start, end=end)


def _term(term: ReliefTerm, on: date, voice: Speech, citations: Citations) -> list[Block]:
    title = f"{voice.word('relief_kind', term.kind)} · {term.id}"
    lines = [_valid(term.validity, on, voice)]
    if term.refused:
        lines.append(_say(voice, "refused"))
    if term.origin:
        lines.append(_say(voice, "origin", origin=term.origin))
    if term.when:
        lines.append(_say(voice, "when", conditions=voice.joined([_condition(c, voice) for c in term.when])))
    if not term.refused:
        strength = voice.word("standing", term.figures_standing)
        for side, terms in (("ask", term.ask), ("counter", term.counter)):
            said = _terms(terms, voice)
            if said:
                lines.append(_say(voice, side, terms=said, strength=strength))
    if term.bring:
        lines.append(_say(voice, "bring", papers=voice.joined([voice.word("proof", p) for p in term.bring])))
    for words in (term.note, term.credit_record):
        if words is not None:
            lines.append(voice.of(words))
    head = Paragraph(_strength(term.standing, term.confidence, voice), citations.cite(term))
    return [Heading(3, title), head, bullets(lines)]


def _terms(terms: Terms, voice: Speech) -> str:
    parts = []
    if terms.months:
        parts.append(_say(voice, "terms_months", months=" / ".join(map(str, terms.months))))
    if terms.defer_months:
        parts.append(_say(voice, "terms_defer", months=terms.defer_months))
    for name in ("late_fee", "penalty", "accrued_interest", "future_interest"):
        share = getattr(terms.waiver, name)
        if share:
            parts.append(_say(voice, f"terms_{name}", share=percent(share)))
    if terms.fee_by_months:
        fees = [_say(voice, "terms_fee", months=m, share=percent(f)) for m, f in terms.fee_by_months.items()]
        parts.append(voice.joined(fees))
    return voice.joined(parts)


def _condition(condition: Condition, voice: Speech) -> str:
    name = voice.word("fact", condition.fact)
    if condition.one_of:
        words = [_code(condition.fact, code, voice) for code in condition.one_of]
        return _say(voice, "condition_codes", fact=name, codes=voice.joined(words))
    money = condition.fact in ("balance", "principal")
    low, high = (
        None if end is None else voice.catalogue.shape(Money(end)) if money else str(end)
        for end in (condition.minimum, condition.maximum)
    )
    if low is not None and high is not None:
        return _say(voice, "condition_between", fact=name, low=low, high=high)
    if low is not None:
        return _say(voice, "condition_least", fact=name, low=low)
    return _say(voice, "condition_most", fact=name, high=high or "")


# Facts whose codes are words of another list.
_GROUP = {
    "already_instalments": "yes_no",
    "in_arrears": "yes_no",
    "written_offer": "yes_no",
    "purpose": "pot",
}


def _code(fact: str, code: str, voice: Speech) -> str:
    return voice.word(_GROUP.get(fact, fact), code)


def _rule(rule: Rule, on: date, voice: Speech, citations: Citations) -> list[Block]:
    lines = [_say(voice, "use", use=voice.of(rule.use)), _valid(rule.validity, on, voice)]
    if rule.scope:
        kinds = [voice.word("lender_kind", kind) for kind in sorted(rule.scope)]
        lines.append(_say(voice, "scope", kinds=voice.joined(kinds)))
    if rule.caution is not None:
        lines.append(_say(voice, "caution", caution=voice.of(rule.caution)))
    return [
        Heading(3, rule.id),
        Paragraph(voice.of(rule.statement), citations.cite(rule)),
        Paragraph(_strength(rule.standing, rule.confidence, voice), tone=Tone.QUIET),
        bullets(lines),
    ]


def _valid(validity: Validity, on: date, voice: Speech) -> str:
    until = voice.day(validity.end) if validity.end else _say(voice, "open_end")
    text = _say(voice, "valid", start=validity.start, until=until, review=validity.review_by)
    if not validity.in_force(on):
        return voice.sentences(text, _say(voice, "not_in_force", on=on))
    return voice.sentences(text, _say(voice, "stale", on=on)) if validity.is_stale(on) else text


def _say(voice: Speech, key: str, /, **values: str | int | Money | date) -> str:
    return voice.catalogue.say("policies", key, **values)
