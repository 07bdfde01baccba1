"""The schedule of one loan as a page: what it comes to, each payment, and how it was counted."""

from collections.abc import Iterator

from debtadvisor.core.codes import Method
from debtadvisor.core.loan.model import FeeTiming, RowKind, Run, fee_each
from debtadvisor.core.loan.run import cost_of
from debtadvisor.core.money import Money
from debtadvisor.output.blocks import Block, Cell, Column, Heading, Paragraph, Report, Row, Table, Tone, bullets
from debtadvisor.output.voice import Speech
from debtadvisor.text.catalogue import Catalogue
from debtadvisor.text.shapes import percent

# A last payment this many times the usual one is pointed out.
_FAR_MORE = 2


def schedule_report(run: Run, catalogue: Catalogue) -> Report:
    """The page of that run."""
    voice = Speech(catalogue, "schedule")
    method = voice.word("method", run.loan.method)
    blocks: list[Block] = [Heading(1, voice.say("title", principal=Money(run.loan.principal), method=method))]
    blocks += [Paragraph(text) for text in _summary(run, voice)]
    last = run.schedule.payments[-1]
    if run.level is not None and len(run.schedule) > 1 and last > _FAR_MORE * run.level:
        blocks.append(Paragraph(voice.say("big_last", last=Money(last)), tone=Tone.WARNING))
    blocks.append(_table(run, voice))
    blocks += [Heading(2, voice.say("how.heading")), bullets(list(_how(run, voice)))]
    return Report(voice.lang, tuple(blocks))


def _summary(run: Run, voice: Speech) -> Iterator[str]:
    paid, due = run.instalments or run.schedule.payments, run.schedule.due
    if len(due) == 1:
        yield voice.say("once", day=due[0], amount=Money(paid[0]))
    elif len(paid) == 1 or len(set(paid)) == 1:
        yield voice.say("same", count=len(paid), amount=Money(paid[0]))
    elif len(set(paid[:-1])) == 1:
        yield voice.say("equal", count=len(paid), amount=Money(paid[0]), last=Money(paid[-1]))
    else:
        yield voice.say("between", count=len(paid), low=Money(min(paid)), high=Money(max(paid)))
    if len(due) > 1:
        yield voice.say("dates", first=due[0], last=due[-1])
    schedule = run.schedule
    fee = sum(schedule.charges)
    key = "totals" if fee else "totals_plain"
    yield voice.say(
        key,
        total=Money(schedule.total),
        principal=Money(sum(schedule.principal)),
        interest=Money(sum(schedule.interest)),
        fee=Money(fee),
    )
    if run.loan.received != run.loan.principal:
        yield voice.say("received", fee=Money(run.loan.fee_total), received=Money(run.loan.received))
    if (cost := cost_of(run)) is not None and (run.loan.fee_rate or run.changes.owed):
        yield voice.say("cost", nominal=percent(cost.nominal), effective=percent(cost.effective))


def _table(run: Run, voice: Speech) -> Table:
    with_fee = any(run.schedule.charges)
    names = ["payment", "principal", "interest", *(["fee"] if with_fee else []), "balance"]
    columns = [Column(voice.say("column.n"), right=True), Column(voice.say("column.due"))]
    columns += [Column(voice.say(f"column.{name}"), right=True) for name in names]
    rows, n = [], 0
    for row, kind, balance in zip(run.schedule, run.kinds, run.balances, strict=True):
        n += kind is RowKind.INSTALMENT
        mark: Cell = n if kind is RowKind.INSTALMENT else voice.word("row_kind", kind)
        fee = [row.charges] if with_fee else []
        sums = [row.payment, row.principal, row.interest, *fee, balance]
        rows.append(Row((mark, row.due, *map(Money, sums))))
    schedule = run.schedule
    fees = [sum(schedule.charges)] if with_fee else []
    sums = [schedule.total, sum(schedule.principal), sum(schedule.interest), *fees]
    rows.append(Row(("", voice.say("column.sum"), *map(Money, sums), ""), strong=True))
    return Table(columns=tuple(columns), rows=tuple(rows))


def _how(run: Run, voice: Speech) -> Iterator[str]:
    loan = run.loan
    if loan.annual:
        yield voice.say("how.rate", rate=percent(loan.annual, 4))
        yield voice.say(f"how.{loan.day_count}")
        yield voice.say("how.rounding")
    else:
        yield voice.say("how.no_rate")
    if loan.due_day > 28 and len(run.schedule) > 1:
        yield voice.say("how.month_end", day=loan.due_day)
    if loan.method is Method.DAILY:
        yield voice.say("how.daily")
    if loan.method is Method.REVOLVING:
        key = "how.minimum" if loan.minimum_floor else "how.minimum_share"
        yield voice.say(key, share=percent(loan.minimum_share), floor=Money(loan.minimum_floor))
        if loan.due_whole:
            yield voice.say("how.due_whole", amount=Money(loan.due_whole))
    if loan.payment is not None:
        yield voice.say("how.given", payment=Money(loan.payment))
    yield from _fees(run, voice)
    yield from _changes(run, voice)
    yield voice.say("how.contract")


def _fees(run: Run, voice: Speech) -> Iterator[str]:
    loan = run.loan
    if not loan.fee_rate:
        return
    if loan.fee_timing is FeeTiming.MONTHLY:
        yield voice.say("how.fee_monthly", each=Money(fee_each(loan)), principal=Money(loan.principal))
    elif loan.fee_timing is FeeTiming.FIRST:
        yield voice.say("how.fee_first", total=Money(loan.fee_total))
    else:
        yield voice.say("how.fee_upfront", total=Money(loan.fee_total), principal=Money(loan.principal))


def _changes(run: Run, voice: Speech) -> Iterator[str]:
    changes = run.changes
    if (pause := changes.deferral) is not None:
        amount = Money(run.capitalised)
        yield voice.say(f"how.defer_{pause.interest}", n=pause.after + 1, months=pause.months, amount=amount)
    if (more := changes.extension) is not None:
        key = "how.extend" if more.months >= 0 else "how.shorten"
        yield voice.say(key, after=more.after, months=abs(more.months))
    if changes.prepayments:
        yield voice.say(f"how.prepay_{changes.prepayments[0].then}")
        yield voice.say("how.prepay_fee")
        if run.unused:
            yield voice.say("how.prepay_unused", amount=Money(run.unused))
    if changes.steps:
        yield voice.say("how.steps", count=sum(step.count for step in changes.steps))
    for new in changes.repricings:
        yield voice.say("how.reprice", day=new.on, rate=percent(new.annual, 4))
    if (settled := changes.settlement) is not None and run.kinds[-1] is RowKind.SETTLEMENT:
        yield voice.say("how.settle", day=settled.on, share=percent(settled.share), amount=Money(run.forgiven))
    if changes.owed:
        yield voice.say("how.owed", owed=Money(changes.owed), waived=Money(run.waived))
