"""The page of ``rate``: money in and out, the yearly figures, how they were counted, and the lines beside them.

Still pure: values in, blocks out. A line that does not bite is said to be of no use; what may not be said stands beside
everything that may.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import groupby

from debtadvisor.core.ceilings import Ceiling, LineState, Say
from debtadvisor.core.money import Money
from debtadvisor.core.policy.model import PolicyBook
from debtadvisor.core.rates.answer import Answer
from debtadvisor.output.blocks import Block, Cell, Column, Heading, Item, Paragraph, Report, Row, Table, Tone, bullets
from debtadvisor.output.rate.result import RateResult, Way
from debtadvisor.output.sources import Citations, sources_part
from debtadvisor.output.voice import Speech
from debtadvisor.text.catalogue import Catalogue, Value
from debtadvisor.text.shapes import percent

# A daily rate of 0.0493 % needs more places than a yearly one.
_FINE = 4
# With these nothing is known to be compared yet.
_MISSING = (LineState.NEEDS_CONTRACT_DATE, LineState.NEEDS_FILING_DATE, LineState.NEEDS_LPR, LineState.OLD_RULE)


class _Words(Speech):
    """One language speaking from ``rate.toml``."""

    def say(self, key: str, /, **values: Value) -> str:
        if key.partition(".")[0] == "sources":
            return super().say(key, **values)
        return self.catalogue.say("rate", key, **values)


def rate_report(result: RateResult, book: PolicyBook, catalogue: Catalogue) -> Report:
    """The page of that result in the language of the catalogue."""
    words, citations = _Words(catalogue), Citations()
    blocks: list[Block] = [Heading(1, words.say(_title(result)))]
    if result.answer is None:
        blocks += _quote_part(result, words)
    else:
        blocks.append(Paragraph(words.say("about", day=result.as_of), tone=Tone.QUIET))
        blocks += _answer_part(result, result.answer, words)
    blocks += _ceiling_part(result, words, citations)
    if any(one.rule.sources for one in result.ceilings):
        blocks += sources_part(citations, words, book.version)
    return Report(lang=words.lang, blocks=(*blocks, Paragraph(words.say("notice"), tone=Tone.QUIET)))


def _title(result: RateResult) -> str:
    if result.answer is not None:
        return "title"
    return "title_fee" if result.fees else "title_quote"


# --- a bare quote -------------------------------------------------------------------------------------


def _quote_part(result: RateResult, words: _Words) -> Iterator[Block]:
    if result.fees and result.fee is not None:
        yield Paragraph(words.say("fee.about", fee=percent(result.fee), plain=percent(result.fee * 12)))
        rows = [(fee.count, fee.cost.nominal, fee.cost.effective) for fee in result.fees]
        yield _table(words, "fee", ("count", "nominal", "effective"), rows)
        yield Paragraph(words.say("fee.how"), tone=Tone.QUIET)
        return
    shown: list[tuple[Cell, ...]] = []
    for quote in result.quotes:
        rates = [_fine(quote.month), _fine(quote.year)]
        each = f"{float(quote.per_ten_thousand):.4f}".rstrip("0").rstrip(".")
        shown.append((words.say(f"quote.base_{quote.base}"), _fine(quote.day), each, *rates))
    yield _table(words, "quote", ("base", "day", "ten_thousand", "month", "year"), shown)
    yield Paragraph(words.say("quote.about"))
    yield Paragraph(words.say("quote.simple"), tone=Tone.QUIET)


def _fine(share: Fraction) -> str:
    return percent(Decimal(share.numerator) / share.denominator, _FINE)


def _table(words: _Words, part: str, titles: Sequence[str], rows: Sequence[tuple[Cell, ...]]) -> Table:
    """A table whose first column is a name and whose others are figures."""
    columns = tuple(Column(words.say(f"{part}.{title}"), right=n > 0) for n, title in enumerate(titles))
    return Table(columns=columns, rows=tuple(Row(cells) for cells in rows))


# --- a loan -------------------------------------------------------------------------------------------


def _answer_part(result: RateResult, answer: Answer, words: _Words) -> Iterator[Block]:
    cost = answer.cost
    yield Heading(2, words.say("money.heading"))
    sums = {"received": cost.received, "paid": cost.paid, "cost": cost.paid - cost.received}
    rows: list[tuple[Cell, ...]] = [(words.say(f"money.{name}"), Money(fen)) for name, fen in sums.items()]
    yield _table(words, "money", ("item", "amount"), rows)
    yield Heading(2, words.say("rates.heading"))
    yield _table(words, "rates", ("way", "rate"), [(words.say(f"rates.{n}"), r) for n, r in _figures(answer)])
    if result.fee is not None:
        fee, plain = percent(result.fee), percent(result.fee * 12)
        yield Paragraph(words.say("rates.quoted", fee=fee, plain=plain, real=percent(cost.nominal)))
    if cost.nominal <= 0:
        negative = cost.nominal < 0
        yield Paragraph(words.say("rates.negative" if negative else "rates.zero"), tone=_tone(negative))
    yield Heading(2, words.say("how.heading"))
    yield bullets(_how(result, answer, words))


def _tone(warning: bool) -> Tone:
    return Tone.WARNING if warning else Tone.NORMAL


def _figures(answer: Answer) -> Iterator[tuple[str, Decimal]]:
    if answer.irr_monthly is not None:
        yield "monthly", answer.irr_monthly
    yield answer.cost.measure.value, answer.cost.nominal
    if answer.irr_monthly is not None:
        yield "effective", answer.cost.effective
    if answer.xirr is not None:
        yield "xirr", answer.xirr
    yield "apr_eu", answer.apr_eu
    if answer.apr_us is not None:
        yield "apr_us", answer.apr_us


def _how(result: RateResult, answer: Answer, words: _Words) -> Iterator[str]:
    if answer.irr_monthly is not None:
        yield words.say("how.months")
    if answer.xirr is not None:
        yield words.say("how.days")
    yield words.say("how.simple")
    if result.way is Way.INSTALMENTS:
        yield words.say("how.fees")
    yield words.say("how.apr", unit=words.say(f"unit.{answer.eu_unit}"))
    if result.assumed and answer.start is not None:
        yield words.say("how.assumed", day=answer.start)
    if result.moved:
        yield words.say("how.moved")


# --- the lines ----------------------------------------------------------------------------------------


def _ceiling_part(result: RateResult, words: _Words, citations: Citations) -> Iterator[Block]:
    if result.kind is None and not result.ceilings:
        return
    yield Heading(2, words.say("ceilings.heading"))
    if not result.ceilings:
        yield Paragraph(words.say("ceilings.none"))
        return
    if result.kind is None:
        yield Paragraph(words.say("ceilings.unknown"))
        yield bullets(_by_kind(result, words, citations))
        return
    yield Paragraph(words.say("ceilings.measure"), tone=Tone.QUIET)
    for one in result.ceilings:
        statement, notes = words.of(one.rule.statement), citations.cite(one.rule)
        if one.say is Say.NOT_YET:  # never without the words that it is no ceiling yet
            yield Paragraph(words.sentences(statement, words.say(f"not.{one.say}")), notes)
            continue
        yield Paragraph(statement, notes)
        yield bullets(_items(one, result, words))


def _by_kind(result: RateResult, words: _Words, citations: Citations) -> Iterator[Item]:
    for kind, group in groupby(result.ceilings, key=lambda one: one.kind):
        some = list(group)
        texts = [_brief(one, words) for one in some]
        text = ("；" if words.lang == "zh" else "; ").join(texts) + ("。" if words.lang == "zh" else ".")
        yield Item(text, citations.cite(*(one.rule for one in some)), words.word("lender_kind", kind))


def _brief(one: Ceiling, words: _Words) -> str:
    line = percent(one.line) if one.line is not None else words.say("brief.unknown_line")
    return words.say(f"brief.{one.say}", line=line)


def _items(one: Ceiling, result: RateResult, words: _Words) -> Iterator[Item]:
    """How the loan stands to the line, then what may and may not be said."""
    if one.assisted:
        yield Item(words.say("ceilings.only_assisted"))
    if one.state in _MISSING:
        yield Item(words.say(f"state.{one.state}", read=result.lpr_read or date.max))
    elif one.line is not None:
        yield Item(_compared(one, result, words))
    elif one.say in (Say.ASK_COURT_CARD, Say.COURT_INSTEAD):
        yield Item(words.say("state.no_figure"))
    if _may_be_said(one):
        line = percent(one.line) if one.line is not None else ""
        yield Item(words.say(f"say.{one.say}", line=line), label=words.say("ceilings.can"))
    yield Item(words.say(f"not.{one.say}"), label=words.say("ceilings.cannot"))


def _may_be_said(one: Ceiling) -> bool:
    """Nothing is put into the borrower's mouth below the line, or before the line is known."""
    if one.state in _MISSING:
        return one.say is Say.TWO_STAGES
    if one.say is Say.ASK_COURT_CARD:
        return one.claimable
    return one.line is None or (one.over is not None and one.over > 0)


def _compared(one: Ceiling, result: RateResult, words: _Words) -> str:
    line = percent(one.line or Decimal(0))
    if one.say is Say.TWO_STAGES:
        return words.say("compared.second_stage", line=line)
    if result.answer is None or one.over is None:
        return words.say("compared.line", line=line)
    cost = percent(result.answer.cost.nominal)
    if one.borderline:
        return words.say("compared.borderline", cost=cost, line=line)
    if one.over <= 0:
        return words.say("compared.under", cost=cost, line=line)
    if one.excess is None:
        return words.say("compared.above", cost=cost, line=line)
    return words.say("compared.over", cost=cost, line=line, excess=Money(one.excess))
