"""The standard statement as tables, with the floor that it was checked against and the months it counts in."""

from collections.abc import Iterator, Sequence
from datetime import date

from debtadvisor.core.codes import Every, Pot
from debtadvisor.core.money import Money
from debtadvisor.core.plan.model import DebtPlan, NoOffer, Plan, PotPlan
from debtadvisor.core.plan.points import LEAST_SHARE
from debtadvisor.core.statement import Group, Line, PotStatement, Statement
from debtadvisor.output.blocks import Block, Cell, Column, Heading, Item, Paragraph, Row, Table, Tone, bullets
from debtadvisor.output.plan.debts import next_reserved
from debtadvisor.output.plan.fold import Shows, everything
from debtadvisor.output.plan.stress import kept_words, total_word
from debtadvisor.output.sources import Citations
from debtadvisor.output.voice import Speech, Voice


def statement_part(plan: Plan, voice: Voice, citations: Citations) -> list[Block]:
    """One table for each purse and the remarks below them."""
    sheet = plan.statement
    blocks: list[Block] = [Heading(2, voice.say("statement.heading"))]
    for purse in sheet.pots:
        if len(sheet.pots) > 1:
            blocks.append(Heading(3, voice.say("summary.both", pot=voice.word("pot", purse.pot))))
        blocks.append(_table(purse, voice))
    blocks.append(bullets(_remarks(sheet, voice, citations)))
    return blocks


def _table(purse: PotStatement, voice: Voice) -> Table:
    lines = (*purse.income, *purse.spending)
    ranged = any(line.kind != line.cautious for line in lines)
    noted = any(line.note or line.every is not Every.MONTH for line in lines)
    titles = [Column(voice.say("statement.item")), Column(voice.say("statement.amount"), right=True)]
    if ranged:
        titles.append(Column(voice.say("statement.kind"), right=True))
    if noted:
        titles.append(Column(voice.say("statement.note")))

    def row(name: str, fen: int, kind: int | None = None, note: str = "", *, strong: bool = False) -> Row:
        cells: list[Cell] = [name, Money(fen)]
        if ranged:
            cells.append("" if kind is None else Money(kind))
        return Row((*cells, note) if noted else tuple(cells), strong=strong)

    def lined(some: Sequence[Line], words: str) -> list[Row]:
        return [row(voice.word(words, line.code), line.cautious, line.kind, _note(line, voice)) for line in some]

    rows = [*lined(purse.income, "income_source")]
    rows.append(row(voice.say("statement.income_total"), purse.income_total, strong=True))
    for group in Group:
        if some := [line for line in purse.spending if line.group is group]:
            rows.extend(lined(some, "heading"))
            total = voice.say("statement.group_total", group=voice.word("group", group))
            rows.append(row(total, purse.group_total(group), strong=True))
    if purse.reserve:
        rows.append(row(voice.say("statement.reserve"), purse.reserve))
    if purse.assumed:
        rows.append(row(Speech(voice.catalogue, "whatif").say("assumed"), purse.assumed))
    rows.append(row(voice.say("statement.surplus"), purse.surplus, strong=True))
    return Table(columns=tuple(titles), rows=tuple(rows))


def _note(line: Line, voice: Voice) -> str:
    every = "" if line.every is Every.MONTH else voice.say("statement.every", every=voice.word("every", line.every))
    return voice.joined([part for part in (line.note.strip(), every) if part])


def _remarks(sheet: Statement, voice: Voice, citations: Citations) -> list[Item]:
    found = [Item(_pay_day(sheet, voice))]
    first = sheet.periods.starts[1]
    if sheet.periods.starts[0].day != sheet.periods.pay_day or not sheet.periods.pay_day_known:
        found.append(Item(voice.say("statement.before_pay_day", day=first)))
    for purse in sheet.pots:
        found += [Item(_lump(day, fen, purse, sheet, voice)) for day, fen in purse.lumps]
        found += [Item(text) for text in _rare(purse.pot, sheet, voice)]
    if any(line.kind != line.cautious for purse in sheet.pots for line in (*purse.income, *purse.spending)):
        found.append(Item(voice.say("statement.range")))
    found.append(_floor(sheet, voice, citations))
    if sheet.unexplained:
        found.append(Item(voice.say("statement.unexplained", count=len(sheet.unexplained))))
    return found


def _lump(day: date, fen: int, purse: PotStatement, sheet: Statement, voice: Voice) -> str:
    """Money that comes once, and that it counts later where payments of its month come before it."""
    said = voice.say("statement.lump", day=day, amount=Money(fen))
    if day not in purse.later:
        return said
    return voice.sentences(said, voice.say("statement.lump_later", day=purse.counted_from(day, sheet.periods)))


def _rare(pot: Pot, sheet: Statement, voice: Voice) -> Iterator[str]:
    """Money that does not come each month: when it is counted, or that it is not because no day was given."""
    for income in voice.case.incomes:
        if income.pot is not pot or income.every is Every.MONTH:
            continue
        source = voice.word("income_source", income.source)
        amount, every = Money(income.amount.low), voice.word("every", income.every)
        if income.start is None:
            yield voice.say("statement.rare_undated", source=source, amount=amount, every=every)
        elif income.start >= sheet.periods.starts[0]:
            yield voice.say("statement.rare", source=source, amount=amount, every=every, day=income.start)


def _pay_day(sheet: Statement, voice: Voice) -> str:
    if not sheet.periods.pay_day_known:
        return voice.say("statement.no_pay_day")
    return voice.say("statement.pay_day", day=sheet.periods.pay_day)


def _floor(sheet: Statement, voice: Voice, citations: Citations) -> Item:
    floor = sheet.floor
    if not floor.checked:
        return Item(voice.say("statement.floor_food"))
    needed, spent = Money(floor.needed), Money(floor.spent)
    if floor.figure is None:
        return Item(voice.say("statement.floor_local", needed=needed, spent=spent))
    return Item(voice.say("statement.floor_default", needed=needed, spent=spent), citations.cite(floor.figure))


def no_offer_part(plan: Plan, voice: Voice, shows: Shows = everything) -> list[Block]:
    """Why a purse makes no offer, what helps, and the smallest budget that would. [] when every purse has an offer.
    Purses with the same reason share one explanation."""
    blocks: list[Block] = []
    for why in NoOffer:
        pots = [pot for pot in plan.pots if pot.no_offer is why]
        if not pots or (why is NoOffer.NO_DEBTS and len(plan.pots) > 1):
            continue
        several = len(pots) < len(plan.pots)
        key = "no_offer.heading_pot" if several else "no_offer.heading"
        blocks.append(Heading(2, voice.say(key, pot=voice.word("pot", pots[0].pot))))
        blocks.append(Paragraph(voice.say(f"no_offer.{why}.body")))
        if steps := voice.lines(f"no_offer.{why}.help"):
            blocks.append(bullets(steps))
        for pot in pots:
            blocks.extend(_what_would_work(plan, pot, voice, shows))
    return blocks


def _what_would_work(plan: Plan, pot: PotPlan, voice: Voice, shows: Shows) -> list[Block]:
    """The smallest budget, and each debt's share of what is there now."""
    blocks: list[Block] = []
    if pot.smallest_budget is not None:
        blocks.append(Paragraph(voice.say("budget.smallest", amount=Money(pot.smallest_budget))))
    elif pot.no_offer is NoOffer.NOTHING_FITS:
        blocks.append(Paragraph(voice.say("budget.smallest_none"), tone=Tone.QUIET))
    shares = [d for d in plan.debts if d.share_now and d.debt.purpose is pot.pot]
    if sum(d.share_now for d in shares) >= LEAST_SHARE:
        blocks.append(Paragraph(_share_words(plan, pot.token, voice)))
        blocks += _shares(shares, voice, shows)
        kept = [(d.debt.id, next_reserved(d)) for d in plan.debts if d.debt.purpose is pot.pot and d.reserved]
        if said := kept_words([(debt, fen) for debt, fen in kept if fen], voice):
            blocks.append(Paragraph(said))
    return blocks


def _shares(shares: Sequence[DebtPlan], voice: Voice, shows: Shows) -> list[Block]:
    """The share of each debt to the fen, with the sum; a share that is only a few yuan is a figure, not an offer."""
    columns = (Column(voice.say("shares.debt")), Column(voice.say("shares.amount"), right=True))
    rows = [Row((voice.name(d.debt.id), Money(d.share_now))) for d in shares if shows(d.debt.id)]
    if rest := [d.share_now for d in shares if not shows(d.debt.id)]:
        rows.append(Row((voice.say("fold.rest", count=len(rest)), Money(sum(rest)))))
    rows.append(Row((total_word(voice), Money(sum(d.share_now for d in shares))), strong=True))
    blocks: list[Block] = [Table(columns=columns, rows=tuple(rows))]
    if any(d.share_now < LEAST_SHARE for d in shares):
        blocks.append(Paragraph(voice.say("budget.tiny", amount=Money(LEAST_SHARE))))
    return blocks


def _share_words(plan: Plan, token: int, voice: Voice) -> str:
    if not token:
        return voice.say("budget.share")
    source = plan.case.goals.token_from
    if source is None:
        return voice.say("budget.token_plain", amount=Money(token))
    return voice.say("budget.token", amount=Money(token), line=voice.word("heading", source))
