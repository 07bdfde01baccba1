"""Two plans side by side as tables: the purses in total, and what is asked for each debt."""

from collections.abc import Container, Iterator, Sequence

from debtadvisor.core.codes import Pot
from debtadvisor.core.money import Money
from debtadvisor.core.plan.model import DebtPlan, NoOffer, Plan, PotPlan, World, WorldName
from debtadvisor.output.blocks import Block, Cell, Column, Heading, Paragraph, Row, Table
from debtadvisor.output.plan.debts import kind_words
from debtadvisor.output.plan.fold import FIRST, MANY, Shows
from debtadvisor.output.plan.months import last_payment
from debtadvisor.output.plan.summary import highest, owed
from debtadvisor.output.voice import Speech, Voice

Titles = tuple[str, str]


def purses_part(first: Plan, second: Plan, titles: Titles, say: Speech, *, changed_only: bool = False) -> list[Block]:
    """A table for each purse that either plan uses. [] when `changed_only` and nothing differs."""
    blocks: list[Block] = []
    both = [pot for pot in Pot if any(one.pot is pot for plan in (first, second) for one in plan.pots)]
    for pot in both:
        cells = [_purse(plan, pot, say, shown=_with_a_plan(first, second, pot)) for plan in (first, second)]
        if changed_only and cells[0] == cells[1]:
            continue
        if len(both) > 1:
            blocks.append(Heading(3, say.say("compare.pot", pot=say.word("pot", pot))))
        blocks.append(_table(cells, titles, say))
    return blocks


_Cells = dict[str, Cell]


def _table(cells: Sequence[_Cells], titles: Titles, say: Speech) -> Table:
    columns = (Column(say.say("compare.item")), *(Column(title, right=True) for title in titles))
    names = [name for name in _names(say) if any(name in one for one in cells)]
    return Table(columns=columns, rows=tuple(Row((name, *(one.get(name, "") for one in cells))) for name in names))


def _names(say: Speech) -> list[str]:
    """The rows in the order in which they stand, whichever plan has them."""
    names = [say.say("compare.status"), say.say("compare.surplus")]
    for world in WorldName:
        name = say.word("world", world)
        names += [say.say(f"compare.{part}", world=name) for part in ("total", "highest", "last", "left")]
    return names


def _with_a_plan(first: Plan, second: Plan, pot: Pot) -> frozenset[WorldName]:
    """The worlds that either side has a plan for; a row of two blanks says nothing."""
    pots = [one for plan in (first, second) for one in plan.pots if one.pot is pot]
    return frozenset(name for one in pots for name, world in one.worlds.items() if world.feasible)


def _purse(plan: Plan, pot: Pot, say: Speech, shown: Container[WorldName]) -> _Cells:
    found = next((one for one in plan.pots if one.pot is pot), None)
    if found is None:
        return {}
    cells: _Cells = {
        say.say("compare.status"): say.say(f"compare.{_standing(plan, found)}"),
        say.say("compare.surplus"): Money(plan.statement.pot(pot).surplus),
    }
    for name in WorldName:
        if name in shown and (world := found.worlds.get(name)) is not None:
            cells |= _world(world, plan, say)
    return cells


def _standing(plan: Plan, pot: PotPlan) -> str:
    left_out = any(plan.debt(debt).debt.purpose is pot.pot for debt in plan.left_out)
    if pot.no_offer in (None, NoOffer.NO_DEBTS):
        return "some_left_out" if left_out else "planned"
    return "not_planned"


def _world(world: World, plan: Plan, say: Speech) -> _Cells:
    name = say.word("world", world.name)
    if not world.feasible:
        return {say.say("compare.total", world=name): say.say("compare.infeasible")}
    left = sum(line.left for line in world.lines)
    last: Cell = say.say("compare.open_end") if left else last_payment(world, plan) or ""
    cells: _Cells = {
        say.say("compare.total", world=name): Money(world.total),
        say.say("compare.highest", world=name): Money(highest(world)),
        say.say("compare.last", world=name): last,
    }
    if world.name is WorldName.REFUSED:
        cells[say.say("compare.left", world=name)] = Money(left)
    return cells


def asked(line: DebtPlan, plan: Plan, voice: Voice, say: Speech) -> str:
    """What is asked for that debt in one line, or why nothing is."""
    if line.held:
        return say.say("compare.held")
    if line.priority:
        return say.say("compare.priority")
    if line.ask is None:
        return say.say("compare.left_out" if line.debt.id in plan.left_out else "compare.none")
    kind, payments = kind_words(line.ask, voice), voice.payments(line.ask.schedule)
    if line.ask.count == 1:
        return say.say("compare.way_once", kind=kind, payments=payments)
    return say.say("compare.way", kind=kind, payments=payments, total=Money(line.ask.total))


def rest_part(plan: Plan, voice: Voice, shows: Shows) -> list[Block]:
    """The debts that have no card of their own, a row each. [] when every debt has one."""
    rest = [line for line in plan.debts if not shows(line.debt.id)]
    if not rest:
        return []
    say, compared = voice.say, Speech(voice.catalogue, "whatif")
    columns = (
        Column(say("fold.debt")),
        Column(say("fold.owed"), right=True),
        Column(say("fold.ask")),
        Column(say("fold.walk_away"), right=True),
    )
    rows = []
    for line in rest:
        balance = owed(line)
        most: Cell = "" if line.walk_away is None or line.ask_is_plain_contract else Money(line.walk_away)
        known: Cell = compared.say("against.not_known") if balance is None else Money(balance)
        rows.append(Row((voice.name(line.debt.id), known, asked(line, plan, voice, compared), most)))
    return [Paragraph(say("fold.debts", count=len(rest))), Table(columns=columns, rows=tuple(rows))]


def debts_part(
    first: Plan, second: Plan, titles: Titles, voice: Voice, say: Speech, *, details: bool
) -> Iterator[Block]:
    """The ask of each debt in both plans; the second says only what differs. Of many debts those that change, unless
    `details`, and how many stand as they are."""
    rows, same = [], []
    for line in first.debts:
        before, after = (asked(plan.debt(line.debt.id), plan, voice, say) for plan in (first, second))
        name = voice.name(line.debt.id)
        if after == before:
            same.append(line.debt.id)
            rows.append((line.debt.id, Row((name, before, say.say("compare.same")))))
        else:
            rows.append((line.debt.id, Row((name, before, after))))
    kept, more = rows, 0
    if len(rows) > MANY and not details:
        changed = [row for row in rows if row[0] not in same]
        kept, more = changed[:FIRST], max(len(changed) - FIRST, 0)
    columns = (Column(say.say("compare.debt")), *(Column(title) for title in titles))
    if kept:
        yield Table(columns=columns, rows=tuple(row for _, row in kept))
    if more:
        yield Paragraph(say.say("compare.more_changed", count=more))
    if len(kept) + more < len(rows):
        yield Paragraph(say.say("compare.rest_same", count=len(same)))
