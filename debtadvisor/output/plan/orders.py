"""What early payments save in the plan, what it comes to without them, and the classic orders beside the plan."""

from collections.abc import Iterator, Sequence

from debtadvisor.core.money import Money
from debtadvisor.core.orders.model import Order
from debtadvisor.core.plan.classic import Classic, OrderResult, classic
from debtadvisor.core.plan.extras import LEAST, Early, as_signed, early
from debtadvisor.core.plan.model import DebtPlan, Plan, PotPlan, WorldName
from debtadvisor.core.policy.model import PolicyBook, Rule
from debtadvisor.output.blocks import Block, Column, Heading, Paragraph, Row, Table, Tone
from debtadvisor.output.plan.debts import kind_words
from debtadvisor.output.sources import Citations
from debtadvisor.output.voice import Voice
from debtadvisor.text.catalogue import Value

TOPIC = "orders"
# Of the debts that would be asked for otherwise so many are named.
_NAMED = 4
# What may be said about early payment where a contract is silent.
EARLY_RULE = "civil-677-early-repayment"


def orders_part(plan: Plan, book: PolicyBook, voice: Voice, citations: Citations, *, details: bool) -> list[Block]:
    """A few sentences on what is left over; with `details` also the orders side by side. [] when nothing is left."""
    told = [(pot, early(plan, pot), classic(plan, pot)) for pot in plan.pots]
    blocks: list[Block] = []
    for pot, saving, compared in told:
        blocks += _sentences(plan, pot, saving, compared, voice, details=details)
        blocks += _as_signed(plan, pot, voice, details=details)
    if not details:
        return blocks
    for pot, saving, compared in told:
        if saving is not None:
            blocks.append(_months(plan, saving, voice))
        if compared is not None:
            blocks += _table(plan, pot, compared, voice)
    if blocks and (rule := _rule(plan, book)) is not None:
        blocks.append(Paragraph(_say(voice, "order.law"), citations.cite(rule), Tone.QUIET))
    return blocks


def _say(voice: Voice, key: str, /, **values: Value) -> str:
    return voice.catalogue.say(TOPIC, key, **values)


def _rule(plan: Plan, book: PolicyBook) -> Rule | None:
    rule = book.rules.get(EARLY_RULE)
    return rule if rule is not None and rule.validity.speaks(plan.case.as_of) else None


def _sentences(
    plan: Plan, pot: PotPlan, saving: Early | None, compared: Classic | None, voice: Voice, *, details: bool
) -> Iterator[Block]:
    if saving is not None:
        yield Paragraph(_of_pot(plan, pot, _early(saving, voice), voice))
        yield Paragraph(_say(voice, "early.free"), tone=Tone.QUIET)
        if saving.ask_first:
            debts = voice.joined([voice.name(debt) for debt in saving.ask_first])
            yield Paragraph(_say(voice, "early.ask_first", debts=debts), tone=Tone.QUIET)
    # Where every debt takes early payments anyway, the sentence above has said it; the table says it with `details`.
    if details or compared is None or (saving is not None and not compared.assumed):
        return
    best, cheapest = compared.best, compared.optimum
    if compared.turns and best.total - cheapest.total >= LEAST:
        gain = _gain(compared.months - cheapest.months, -cheapest.over_plan, voice)
        debts = voice.joined([voice.name(turn.debt) for turn in compared.turns])
        yield Paragraph(_of_pot(plan, pot, _say(voice, "order.turned", debts=debts, gain=gain), voice), tone=Tone.QUIET)
    elif -best.over_plan >= LEAST:
        gain = _gain(compared.months - best.months, -best.over_plan, voice)
        said = _say(voice, "order.sentence", order=_name(best, voice), gain=gain)
        yield Paragraph(_of_pot(plan, pot, said, voice), tone=Tone.QUIET)


def _of_pot(plan: Plan, pot: PotPlan, text: str, voice: Voice) -> str:
    if len(plan.pots) == 1:
        return text
    return _say(voice, "of_pot", pot=voice.word("pot", pot.pot), text=text)


def _gain(months: int, saved: int, voice: Voice) -> str:
    amount = Money(saved)
    if months > 1:
        return _say(voice, "gain", months=months, saved=amount)
    return _say(voice, "gain_one" if months == 1 else "gain_only", saved=amount)


def _early(saving: Early, voice: Voice) -> str:
    gains = [(voice.name(one.debt), _gain(one.sooner, one.saved, voice)) for one in saving.debts]
    if len(gains) == 1:
        return _say(voice, "early.one", debt=gains[0][0], gain=gains[0][1])
    parts = [_say(voice, "early.part", debt=debt, gain=gain) for debt, gain in gains]
    return _say(voice, "early.many", parts=_say(voice, "early.joint").join(parts), saved=Money(saving.saved))


def _table(plan: Plan, pot: PotPlan, compared: Classic, voice: Voice) -> Iterator[Block]:
    yield Heading(2, _of_pot(plan, pot, _say(voice, "table.heading"), voice))
    yield Paragraph(_say(voice, "table.intro"))
    best, cheapest = compared.best, compared.optimum
    names = ("months", "total", "cost", "over")
    columns = (
        Column(_say(voice, "table.order")),
        *(Column(_say(voice, f"table.{name}"), right=True) for name in names),
    )
    # What the plan pays can be a fen or two less than in every order, by rounding.
    least = min(compared.total, cheapest.total)
    planned = (compared.months, Money(compared.total), Money(compared.cost), Money(compared.total - least))
    plan_name = "table.plan_early" if pot.worlds[WorldName.AGREED].early else "table.plan"
    rows = [Row((_say(voice, plan_name), *planned))]
    for one in (*compared.orders, *([cheapest] if cheapest.total < best.total else [])):
        figures = (one.months, Money(one.total), Money(one.cost), Money(one.total - least))
        rows.append(Row((_name(one, voice), *figures)))
    yield Table(columns=columns, rows=tuple(rows))
    yield from (Paragraph(text, tone=Tone.QUIET) for text in _notes(plan, compared, best, voice))


def _months(plan: Plan, saving: Early, voice: Voice) -> Table:
    """Whom what is left goes to in each month."""
    columns = (
        Column(_say(voice, "early.month")),
        Column(_say(voice, "early.debt")),
        Column(_say(voice, "early.amount"), right=True),
    )
    starts = plan.statement.periods.starts
    rows = [
        Row((starts[month.period], voice.name(debt), Money(fen)))
        for month in saving.months
        for debt, fen in month.debts
    ]
    return Table(columns=columns, rows=tuple(rows), caption=_say(voice, "early.table"))


def _as_signed(plan: Plan, pot: PotPlan, voice: Voice, *, details: bool) -> Iterator[Block]:
    """What it comes to when nothing is paid early, and with `details` how far the plan can be from the best."""
    found = as_signed(plan, pot)
    if found is None:
        return
    said = [_say(voice, "as_signed.same", total=Money(found.total))] if details else []
    if found.more >= LEAST:
        lines = [(plan.debt(debt), pick) for debt, pick in found.picks.items()]
        other = [_pick(line, pick, voice) for line, pick in lines if line.ask is None or line.ask.id != pick]
        named, more = other[:_NAMED], len(other) - _NAMED
        parts = voice.joined(named if more <= 0 else [*named, _say(voice, "as_signed.more", count=more)])
        total, dearer = Money(found.total), Money(found.more)
        said = [_say(voice, "as_signed.other", parts=parts, total=total, more=dearer)]
    if details:
        world = pot.worlds[WorldName.AGREED]
        gap = world.total - world.bound
        said.append(
            _say(voice, "as_signed.bound", gap=Money(gap)) if gap >= LEAST else _say(voice, "as_signed.bound_none")
        )
    if said:
        yield Paragraph(_of_pot(plan, pot, voice.sentences(*said), voice), tone=Tone.QUIET)


def _pick(line: DebtPlan, pick: str, voice: Voice) -> str:
    assert line.relief is not None
    candidate = next(one for one in line.relief.ask if one.id == pick)
    values = {"way": kind_words(candidate, voice), "payments": voice.payments(candidate.schedule)}
    return _say(voice, "as_signed.part", debt=voice.name(line.debt.id), **values)


def _name(one: OrderResult, voice: Voice) -> str:
    return voice.word("order" if isinstance(one.order, Order) else "own", one.order)


def _notes(plan: Plan, compared: Classic, best: OrderResult, voice: Voice) -> Iterator[str]:
    starts = plan.statement.periods.starts
    for turn in compared.turns:
        key = "table.turn_fee" if voice.case.debt(turn.debt).monthly_fee else "table.turn_rate"
        yield _say(voice, key, day=starts[turn.period], debt=voice.name(turn.debt))
    if compared.bound is not None:
        gap = compared.optimum.total - compared.bound
        yield _say(voice, "table.bound", gap=Money(gap)) if gap >= LEAST else _say(voice, "table.bound_none")
    if compared.all_same:
        yield _say(voice, "table.same", months=best.months, total=Money(best.total))
    else:
        for alike in _alike(compared.orders):
            orders = voice.joined([_name(one, voice) for one in alike])
            yield _say(voice, "table.same_as", orders=orders)
    if compared.assumed:
        yield _say(voice, "table.assumed", debts=voice.joined([voice.name(debt) for debt in compared.assumed]))
    if compared.kept:
        yield _say(voice, "table.kept", debts=voice.joined([voice.name(debt) for debt in compared.kept]))
    yield _say(voice, "table.convention")


def _alike(orders: Sequence[OrderResult]) -> list[list[OrderResult]]:
    """Groups of two or more orders that pay the same in every month."""
    groups: dict[tuple[int, ...], list[OrderResult]] = {}
    for one in orders:
        groups.setdefault(one.payments, []).append(one)
    return [group for group in groups.values() if len(group) > 1]
