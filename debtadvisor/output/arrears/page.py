"""An overdue debt as a page: the answer, its parts, what a payment would do, every line, how it is counted."""

from debtadvisor.core.arrears.crediting import BY_LAW
from debtadvisor.core.arrears.model import NOTHING, Amounts, Component, Effect, Ledger, Line, LineKind
from debtadvisor.core.arrears.question import Settled
from debtadvisor.core.ceilings import ceilings
from debtadvisor.core.money import Money
from debtadvisor.core.policy.model import PolicyBook, Rule
from debtadvisor.core.rates.costs import cost_of_dates
from debtadvisor.core.rates.errors import NoRateError, SeveralRatesError
from debtadvisor.output.arrears.convention import convention_part, fen_of, matters_part, say
from debtadvisor.output.blocks import Block, Column, Heading, Item, Paragraph, Report, Row, Table, Tone, bullets
from debtadvisor.output.book.rows import say as say_of_book
from debtadvisor.output.sources import Citations, sources_part
from debtadvisor.output.voice import Speech
from debtadvisor.text.catalogue import Catalogue
from debtadvisor.text.shapes import percent

# Three years: after that a claim may be out of time (诉讼时效).
OLD_DAYS = 3 * 365
# Charges are turned into a yearly rate only once they have run for a month.
_DAYS_FOR_A_RATE = 30


def arrears_report(
    settled: Settled, run: Ledger, done: Effect | None, book: PolicyBook, catalogue: Catalogue
) -> Report:
    """The whole page."""
    voice, citations = Speech(catalogue), Citations()
    blocks: list[Block] = [Heading(1, _title(settled, run, voice)), bullets(voice.lines("notice.lines"))]
    old = is_old(run)
    if old:
        blocks += _old(run, book, voice, citations)
    blocks += _summary(settled, run, voice, old=old)
    blocks += [] if old else _line(settled, run, book, voice, citations)
    blocks += _balance(run, voice)
    if done is not None:
        blocks += _if_paid(done, voice, fees=settled.debt.bill is not None)
    blocks += _lines(run, voice)
    blocks += convention_part(settled, voice, citations)
    blocks += matters_part(settled, run, voice)
    if not old:  # a demand for a list, or a word about the sum, can start an old claim anew
        blocks += _ask(voice)
    if settled.rules:
        rules = [_rule(rule, voice, citations) for rule in settled.rules]
        blocks += [Heading(2, say(voice, "rules.heading")), bullets(rules)]
    return Report(voice.lang, (*blocks, *sources_part(citations, voice, book.version)))


def is_old(run: Ledger) -> bool:
    """Overdue for so long that the claim may be out of time: nothing is said, paid or asked before advice."""
    return run.days_past_due > OLD_DAYS


def _old(run: Ledger, book: PolicyBook, voice: Speech, citations: Citations) -> list[Block]:
    rule = book.rule("civil-188-limitation-3y", run.until)
    said: list[Block] = [Paragraph(say(voice, "beware.old", years=run.days_past_due // 365), tone=Tone.WARNING)]
    if rule is not None:
        said.append(bullets([_rule(rule, voice, citations)]))
    return said


def _line(settled: Settled, run: Ledger, book: PolicyBook, voice: Speech, citations: Citations) -> list[Block]:
    """The legal line that the charges so far pass, with what may be made of it; nothing while they stay below."""
    profile, owed = settled.question.profile, run.balance
    principal = owed.due.of(Component.PRINCIPAL)
    if profile is None or not principal or run.days_past_due < _DAYS_FOR_A_RATE or settled.debt.payments:
        return []
    try:
        cost = cost_of_dates((settled.debt.start, run.until), (principal, -owed.overdue))
    except (NoRateError, SeveralRatesError):
        return []
    blocks: list[Block] = []
    for one in ceilings(profile.kind, book, run.until, cost=cost):
        if one.line is None or not one.claimable or not one.excess:
            continue
        text = say(voice, "beware.line", cost=percent(cost.nominal), line=percent(one.line), excess=Money(one.excess))
        limits = (one.rule.use, *([one.rule.caution] if one.rule.caution is not None else []))
        blocks.append(Paragraph(voice.sentences(text, *map(voice.of, limits)), citations.cite(one.rule)))
    return blocks


def _title(settled: Settled, run: Ledger, voice: Speech) -> str:
    profile = settled.question.profile
    if profile is None:
        return say(voice, "title.plain", on=run.until)
    return say(voice, "title.of", name=voice.of(profile.name), on=run.until)


def _summary(settled: Settled, run: Ledger, voice: Speech, *, old: bool) -> list[Block]:
    owed = run.balance
    said = []
    if not owed.total:
        said.append(say(voice, "summary.cleared"))
    elif owed.overdue and not run.days_past_due:
        said.append(say(voice, "summary.due_today", overdue=Money(owed.overdue)))
    elif owed.overdue:
        said.append(say(voice, "summary.overdue", overdue=Money(owed.overdue), days=run.days_past_due))
    else:
        said.append(say(voice, "summary.not_late"))
    if owed.total and owed.total != owed.overdue:
        said.append(say(voice, "summary.total", total=Money(owed.total)))
    if owed.overdue:
        per_day = fen_of(run.per_day)
        growing = say(voice, "summary.per_day", amount=Money(per_day))
        said.append(growing if per_day else say(voice, "summary.per_day_none"))
        if settled.debt.bill is not None and settled.debt.bill.share and settled.debt.judgment is None:
            said.append(say(voice, "summary.bills"))
    if change := sum(line.change for line in run.lines):
        said.append(say(voice, "summary.change", amount=Money(change)))
    return [
        Paragraph(voice.sentences(*said)),
        Paragraph(say(voice, "summary.estimate_old" if old else "summary.estimate"), tone=Tone.QUIET),
    ]


def _balance(run: Ledger, voice: Speech) -> list[Block]:
    owed = run.balance
    rows = [
        Row((voice.word("component", one), Money(owed.due.of(one))))
        for one in Component
        if owed.due.of(one) or one is Component.PRINCIPAL
    ]
    rows.append(Row((say(voice, "balance.overdue"), Money(owed.overdue)), strong=True))
    more = {"not_due": owed.not_due, "running": owed.running, "advance": -owed.advance}
    rows += [Row((say(voice, f"balance.{key}"), Money(fen))) for key, fen in more.items() if fen]
    if any(more.values()):
        rows.append(Row((say(voice, "balance.total"), Money(owed.total)), strong=True))
    columns = (Column(say(voice, "balance.item")), Column(say(voice, "balance.amount"), right=True))
    return [Heading(2, say(voice, "balance.heading")), Table(columns=columns, rows=tuple(rows))]


def _if_paid(done: Effect, voice: Speech, *, fees: bool) -> list[Block]:
    paid, after = done.payment, done.after
    rows = [
        Row((voice.word("component", one), Money(done.credited.of(one)), Money(after.due.of(one) + _later(done, one))))
        for one in Component
        if done.credited.of(one)
    ]
    heading = Heading(2, say(voice, "if_paid.heading", day=paid.day, amount=Money(paid.amount)))
    columns = (
        Column(say(voice, "if_paid.component")),
        Column(say(voice, "if_paid.credited"), right=True),
        Column(say(voice, "if_paid.left"), right=True),
    )
    table: list[Block] = [Table(columns=columns, rows=tuple(rows))] if rows else []
    said = []
    if advance := max(after.advance - done.before.advance, 0):
        said.append(say(voice, "if_paid.advance", amount=Money(advance)))
    if done.change:
        said.append(say(voice, "if_paid.change", amount=Money(done.change)))
    if after.total:
        said.append(say(voice, "if_paid.after", overdue=Money(after.overdue), total=Money(after.total)))
        said.append(_saved(done, voice, fees=fees))
    else:
        said.append(say(voice, "if_paid.clears"))
    quiet = Paragraph(say(voice, "if_paid.first_live"), tone=Tone.QUIET)
    return [heading, *table, Paragraph(voice.sentences(*said)), quiet]


def _later(done: Effect, component: Component) -> int:
    """What of that component is not due yet and was not paid along."""
    settled = done.before.not_due != done.after.not_due
    return done.after.not_due if component is Component.PRINCIPAL and settled else 0


def _saved(done: Effect, voice: Speech, *, fees: bool) -> str:
    """What the payment spares from then on; of a card's bill with the late fees that it spares."""
    month = Money(done.saved_in_30_days)
    if not done.saved_per_day:
        none = say(voice, "if_paid.saved_none")
        return voice.sentences(none, say(voice, "if_paid.saved_fees", month=month)) if month.fen > 0 else none
    fen = fen_of(done.saved_per_day)
    day = say(voice, "if_paid.saved", day=Money(fen)) if fen else say(voice, "if_paid.saved_little")
    return voice.sentences(day, say(voice, "if_paid.saved_with_fees" if fees else "if_paid.saved_month", month=month))


def _lines(run: Ledger, voice: Speech) -> list[Block]:
    rows = [
        Row(
            (
                line.day,
                _what(line, voice),
                Money(sum(line.accrued) + sum(line.posted)),
                Money(line.paid) if line.paid else "",
                Money(line.balance.overdue),
            ),
            strong=line.kind is LineKind.COUNTED,
        )
        for line in run.lines
    ]
    titles = (("day", False), ("what", False), ("added", True), ("paid", True), ("overdue", True))
    columns = tuple(Column(say(voice, f"lines.{key}"), right=right) for key, right in titles)
    table = Table(columns=columns, rows=tuple(rows))
    return [
        Heading(2, say(voice, "lines.heading")),
        table,
        Paragraph(say(voice, "lines.how"), tone=Tone.QUIET),
    ]


def _what(line: Line, voice: Speech) -> str:
    """What happened, with what it added or where the money went."""
    said = voice.word("line_kind", line.kind)
    if line.kind is LineKind.PAID:
        if line.credited == NOTHING:
            return say(voice, "lines.waiting") if line.balance.advance else said
        return say(voice, "lines.credited", parts=_parts(line.credited, voice))
    if line.posted != NOTHING:
        said = say(voice, "lines.posted", what=said, parts=_parts(line.posted, voice))
    if line.credited != NOTHING:
        said = say(voice, "lines.from_advance", what=said, parts=_parts(line.credited, voice))
    return said


def _parts(credited: Amounts, voice: Speech) -> str:
    return voice.joined(
        [
            say(voice, "lines.part", component=voice.word("component", one), amount=Money(credited.of(one)))
            for one in BY_LAW
            if credited.of(one)
        ]
    )


def _rule(rule: Rule, voice: Speech, citations: Citations) -> Item:
    """What the rule says, what to do with it, what not to read into it."""
    caution = say_of_book(voice, "caution", caution=voice.of(rule.caution)) if rule.caution else ""
    use = say_of_book(voice, "use", use=voice.of(rule.use))
    return Item(voice.sentences(voice.of(rule.statement), use, caution), citations.cite(rule))


def _ask(voice: Speech) -> list[Block]:
    lines = voice.catalogue.lines("arrears", "ask.lines")
    return [
        Heading(2, say(voice, "ask.heading")),
        bullets(lines),
        Paragraph(say(voice, "ask.differ")),
    ]
