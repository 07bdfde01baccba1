"""The money of one purse, traced: every line of the surplus to its place in the case, then month by month."""

from collections.abc import Iterator, Sequence

from debtadvisor.core.case import Amount, Asset, Case
from debtadvisor.core.codes import Every
from debtadvisor.core.money import Money
from debtadvisor.core.plan.model import Plan, PotPlan, World, WorldName
from debtadvisor.core.statement import Line, PotStatement
from debtadvisor.output.blocks import Block, Cell, Column, Heading, Item, Paragraph, Row, Table, Tone, bullets
from debtadvisor.output.explain.why import tightest_months
from debtadvisor.output.explain.words import default_figure, say
from debtadvisor.output.sources import Citations
from debtadvisor.output.voice import Voice
from debtadvisor.text.catalogue import Value

_MONTHS = {Every.QUARTER: 3, Every.YEAR: 12}


def money_of(plan: Plan, pot: PotPlan, voice: Voice, citations: Citations) -> list[Block]:
    """Lines, remarks, months: surplus → new money → what comes first → what is available."""
    purse = plan.statement.pot(pot.pot)
    blocks: list[Block] = [
        Heading(3, voice.say("summary.both", pot=voice.word("pot", pot.pot))),
        _lines(plan.case, purse, voice),
    ]
    if remarks := list(_remarks(plan, pot, purse, voice, citations)):
        blocks.append(bullets(remarks))
    blocks += _months(plan, pot, purse, voice)
    if tight := list(tightest_months(plan, pot, voice)):
        blocks.append(bullets(tight))
    return blocks


def _lines(case: Case, purse: PotStatement, voice: Voice) -> Table:
    rows = [
        *(_line(line, case, voice, "incomes") for line in purse.income),
        *(_line(line, case, voice, "spending") for line in purse.spending),
    ]
    if purse.reserve:
        name = voice.say("statement.reserve")
        rows.append(Row((name, "household.reserve", say(voice, "money.reserve"), Money(purse.reserve))))
    said = say(voice, "money.surplus")
    rows.append(Row((voice.say("statement.surplus"), "", said, Money(purse.surplus)), strong=True))
    columns = [Column(say(voice, f"money.{key}"), right=key == "amount") for key in ("item", "place", "how", "amount")]
    return Table(columns=tuple(columns), rows=tuple(rows))


def _line(line: Line, case: Case, voice: Voice, key: str) -> Row:
    income = key == "incomes"
    amount = case.incomes[line.index].amount if income else case.spending[line.index].amount
    name = voice.word("income_source" if income else "heading", line.code)
    how = _how(amount, line.every, "low" if income else "high", voice)
    return Row((name, f"{key}[{line.index}]", how, Money(line.cautious)))


def _how(amount: Amount, every: Every, end: str, voice: Voice) -> str:
    low, high = Money(amount.low), Money(amount.low if amount.high is None else amount.high)
    if every in _MONTHS:
        values = {"every": voice.word("every", every), "months": str(_MONTHS[every])}
        if low == high:
            return say(voice, "money.spread", amount=high, **values)
        return say(voice, "money.spread_range", low=low, high=high, **values)
    return say(voice, "money.as_given") if low == high else say(voice, f"money.{end}", low=low, high=high)


def _remarks(plan: Plan, pot: PotPlan, purse: PotStatement, voice: Voice, citations: Citations) -> Iterator[Item]:
    if dated := _by_date(plan.case, purse):
        yield _item(voice, "other", say(voice, "money.other", places=voice.joined(dated)))
    if purse.cash:
        places = voice.joined([name for name, one in _assets(plan.case, purse) if not _later(one, plan.case)])
        yield _item(voice, "cash", say(voice, "money.cash", amount=Money(purse.cash), places=places))
    for name, one in _assets(plan.case, purse):
        if one.available is not None and _later(one, plan.case):
            values: dict[str, Value] = {"amount": Money(one.for_debts), "day": one.available, "place": name}
            if one.available in purse.later:
                values["first"] = purse.counted_from(one.available, plan.statement.periods)
            yield _item(voice, "lump", say(voice, "money.lump_later" if "first" in values else "money.lump", **values))
    if pot.pot is plan.statement.pots[0].pot:
        yield _floor(plan, voice, citations)
    if pot.no_offer is not None:
        yield Item(say(voice, "money.no_offer", why=voice.word("no_offer", pot.no_offer)))
    if pot.smallest_budget is not None:
        first = plan.statement.periods.starts[1]
        yield _item(voice, "budget", say(voice, "money.budget", amount=Money(pot.smallest_budget), first=first))


def _item(voice: Voice, key: str, text: str) -> Item:
    return Item(text, label=say(voice, f"money.{key}_label"))


def _by_date(case: Case, purse: PotStatement) -> list[str]:
    """Places of the purse's lines that are no part of the monthly table: rare, or not running in its month."""
    shown = {("incomes", line.index) for line in purse.income} | {("spending", line.index) for line in purse.spending}
    places = [("incomes", n) for n, one in enumerate(case.incomes) if one.pot is purse.pot]
    places += [("spending", n) for n, one in enumerate(case.spending) if one.pot is purse.pot]
    return [f"{key}[{n}]" for key, n in places if (key, n) not in shown]


def _assets(case: Case, purse: PotStatement) -> list[tuple[str, Asset]]:
    found = [(f"assets[{n}]", one) for n, one in enumerate(case.assets)]
    return [(name, one) for name, one in found if one.pot is purse.pot and one.for_debts]


def _later(one: Asset, case: Case) -> bool:
    return one.available is not None and one.available > case.as_of


def _floor(plan: Plan, voice: Voice, citations: Citations) -> Item:
    floor, home = plan.statement.floor, plan.case.household
    label = say(voice, "money.floor_label")
    values: dict[str, Value] = {
        "each": Money(floor.needed // home.people),
        "people": home.people,
        "needed": Money(floor.needed),
        "place": "household.living_floor",
    }
    key = "money.floor_given" if floor.figure is None else "money.floor_default"
    row = default_figure("living_floor", floor.figure, voice) if floor.figure is not None else ""
    spent = say(voice, "money.floor_spent", spent=Money(floor.spent))
    eased = "" if floor.checked else say(voice, "money.floor_food")
    notes = citations.cite(floor.figure) if floor.figure is not None else ()
    return Item(voice.sentences(say(voice, key, **values), spent, eased, row), notes, label)


def _months(plan: Plan, pot: PotPlan, purse: PotStatement, voice: Voice) -> list[Block]:
    """New money, less what comes first, with what the month before left: what may be offered."""
    starts = plan.statement.periods.starts
    aside = _aside(plan, pot, len(starts))
    world = pot.worlds.get(WorldName.AGREED)
    planned = world is not None and world.feasible
    table = _available(purse, aside, world, plan, voice) if planned and world else _plain(purse, aside, plan, voice)
    notes = [say(voice, "money.note" if planned else "money.note_rest")]
    spans = plan.statement.periods
    if not spans.pay_day_known or starts[0].day != spans.pay_day:
        notes.append(say(voice, "money.note_first", first=starts[1]))
    return [table, Paragraph(voice.sentences(*notes), tone=Tone.QUIET)]


def _aside(plan: Plan, pot: PotPlan, periods: int) -> tuple[int, ...]:
    rows = [d.reserved for d in plan.debts if d.debt.purpose is pot.pot and d.reserved]
    return tuple(map(sum, zip(*rows, strict=True))) if rows else (0,) * periods


def _head(keys: Sequence[str], voice: Voice) -> tuple[Column, ...]:
    return tuple(Column(say(voice, f"money.{key}"), right=key != "from") for key in keys)


def _available(purse: PotStatement, aside: Sequence[int], world: World, plan: Plan, voice: Voice) -> Table:
    """Month by month to the last payment of the agreed world."""
    rows = []
    for t in range(world.last_period + 1):
        carried = world.left[t - 1] if t else 0
        cells = (purse.new_money[t], aside[t], carried, world.available[t])
        rows.append(Row((plan.statement.periods.starts[t], *map(Money, cells))))
    columns = _head(("from", "new", "aside", "carried", "available"), voice)
    return Table(columns=columns, rows=tuple(rows), caption=say(voice, "money.months"))


def _plain(purse: PotStatement, aside: Sequence[int], plan: Plan, voice: Voice) -> Table:
    """Where nothing was chosen there is nothing to carry over: equal months in a row are told together."""
    starts, runs = plan.statement.periods.starts, list[tuple[int, int]]()
    for t, pair in enumerate(zip(purse.new_money, aside, strict=True)):
        if runs and pair == (purse.new_money[runs[-1][0]], aside[runs[-1][0]]):
            runs[-1] = (runs[-1][0], t)
        else:
            runs.append((t, t))
    rows = []
    for first, last in runs:
        name: Cell = starts[first]
        if last > first:
            name = voice.say("months.group", first=starts[first], count=last - first + 1)
        new, kept = purse.new_money[first], aside[first]
        rows.append(Row((name, Money(new), Money(kept), Money(new - kept))))
    return Table(
        columns=_head(("from", "new", "aside", "rest"), voice), rows=tuple(rows), caption=say(voice, "money.months")
    )
