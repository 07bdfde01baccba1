"""The three worlds side by side, the agreed one month by month, and every payment of the chosen ways."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from debtadvisor.core.codes import LenderKind
from debtadvisor.core.money import Money
from debtadvisor.core.plan.model import Plan, PotPlan, World, WorldName
from debtadvisor.core.relief.model import Candidate
from debtadvisor.output.blocks import Block, Cell, Column, Heading, Paragraph, Row, Table, Tone, bullets
from debtadvisor.output.plan.fold import WIDE, Shows, everything, split
from debtadvisor.output.voice import Voice
from debtadvisor.text.shapes import percent

# So many months stand each in a row of its own; later ones that are equal are told together.
MONTHS_SINGLY = 12


def last_payment(world: World, plan: Plan) -> date | None:
    """The day of the world's last payment; of a simulated payment, the first day of its month."""
    spans = plan.statement.periods
    if world.last_period < 0:
        return None
    last = [line.candidate for line in world.lines if line.candidate is not None and line.payments[world.last_period]]
    dues = [day for one in last for day in one.schedule.due if spans.index(day) == world.last_period]
    return max(dues, default=spans.starts[world.last_period])


def worlds_table(pot: PotPlan, plan: Plan, voice: Voice) -> Table:
    """Total, highest month, last payment and what is then still owed, for each world."""
    columns = (
        Column(voice.say("worlds.world")),
        Column(voice.say("worlds.total"), right=True),
        Column(voice.say("worlds.highest"), right=True),
        Column(voice.say("worlds.last")),
        Column(voice.say("worlds.left"), right=True),
    )
    return Table(columns=columns, rows=tuple(_world_row(world, plan, voice) for world in pot.worlds.values()))


def _world_row(world: World, plan: Plan, voice: Voice) -> Row:
    name = voice.word("world", world.name)
    if not world.feasible:
        return Row((name, voice.say("worlds.infeasible"), "", "", ""))
    left = sum(line.left for line in world.lines)
    highest = max(map(sum, zip(*(line.payments for line in world.lines), strict=True)), default=0)
    last: Cell = voice.say("worlds.open_end") if left else last_payment(world, plan) or ""
    return Row((name, Money(world.total), Money(highest), last, Money(left)))


def worlds_part(plan: Plan, voice: Voice, shows: Shows = everything) -> list[Block]:
    """The comparison by debt, with what each world means. [] when no purse has worlds."""
    pots = [pot for pot in plan.pots if pot.worlds and pot.no_offer is None]
    if not pots:
        return []
    blocks: list[Block] = [Heading(2, voice.say("worlds.heading"))]
    for pot in pots:
        blocks.extend(_pot_heading(pot, pots, voice))
        blocks.append(_by_debt(pot, voice, shows))
    meant = [voice.say(f"worlds.{name}") for name in WorldName]
    rest = "refused_kept" if plan.case.goals.keep_left else "refused_early"
    meant[-1] = voice.sentences(meant[-1], voice.say(f"worlds.{rest}"))
    if any(_held_to_line(pot, plan) for pot in pots):
        meant.append(voice.say("worlds.private_line"))
    chosen = (WorldName.AGREED, WorldName.COUNTERED)
    early = [name for name in chosen if any(pot.worlds[name].early for pot in pots)]
    if len(early) == 1:
        meant.append(voice.say("worlds.early_one", world=voice.word("world", early[0])))
    elif early:
        meant.append(voice.say("worlds.early"))
    if plan.case.goals.keep_left:
        meant.append(voice.say("worlds.kept"))
    blocks.append(bullets(meant))
    blocks.append(Paragraph(voice.say("worlds.not_certain"), tone=Tone.QUIET))
    if any(not pot.worlds[WorldName.COUNTERED].feasible for pot in pots):
        blocks.append(Paragraph(voice.say("worlds.countered_infeasible"), tone=Tone.WARNING))
    open_gaps = [_gap(w) for pot in pots for w in pot.worlds.values() if w.is_chosen and not w.proven]
    said = voice.say("worlds.proven_early" if early else "worlds.proven")
    if open_gaps:
        said = voice.say("worlds.unproven", gap=percent(max(open_gaps)))
    return [*blocks, Paragraph(said, tone=Tone.QUIET)]


def _held_to_line(pot: PotPlan, plan: Plan) -> bool:
    """Whether the refused world of that purse holds a private loan at interest, which the courts' line bounds."""
    lines = [line for line in plan.debts if pot.worlds[WorldName.REFUSED].line(line.debt.id) is not None]
    found = [line.relief for line in lines if line.relief is not None]
    return any(relief.kind is LenderKind.PRIVATE_LENDING and relief.annual > 0 for relief in found)


def _gap(world: World) -> Decimal:
    """By how much of the best possible the world may be dearer."""
    return Decimal(world.total - world.bound) / world.bound if world.bound else Decimal(0)


def _pot_heading(pot: PotPlan, pots: Sequence[PotPlan], voice: Voice) -> list[Block]:
    return [Heading(3, voice.say("summary.both", pot=voice.word("pot", pot.pot)))] if len(pots) > 1 else []


def _by_debt(pot: PotPlan, voice: Voice, shows: Shows) -> Table:
    """What each debt gets in each world; those that do not stand in full together in one row."""
    columns = (
        Column(voice.say("worlds.debt")),
        *(Column(voice.word("world", name), right=True) for name in pot.worlds),
        Column(voice.say("worlds.left"), right=True),
    )
    told, rest = split([line.debt for line in pot.worlds[WorldName.AGREED].lines], shows)
    rows = [_totals(voice.name(debt), (debt,), pot, voice) for debt in told]
    if rest:
        rows.append(_totals(voice.say("fold.rest", count=len(rest)), rest, pot, voice))
    return Table(columns=columns, rows=tuple(rows), caption=voice.say("worlds.by_debt"))


def _totals(name: str, debts: Sequence[str], pot: PotPlan, voice: Voice) -> Row:
    cells: list[Cell] = [name]
    for world in pot.worlds.values():
        here = [line for debt in debts if (line := world.line(debt)) is not None]
        cells.append(Money(sum(line.total for line in here)) if here else voice.say("worlds.infeasible"))
    refused = pot.worlds[WorldName.REFUSED]
    left = sum(line.left for debt in debts if (line := refused.line(debt)) is not None)
    return Row((*cells, Money(left)))


def months_part(plan: Plan, voice: Voice, *, details: bool = True) -> list[Block]:
    """The agreed world month by month for each purse that has one. [] when none has. Of many debts the sums alone,
    unless `details`."""
    pots = [pot for pot in plan.pots if pot.no_offer is None and pot.worlds]
    if not pots:
        return []
    blocks: list[Block] = [Heading(2, voice.say("months.heading"))]
    for pot in pots:
        blocks.extend(_pot_heading(pot, pots, voice))
        agreed = pot.worlds[WorldName.AGREED]
        wide = len(agreed.lines) > WIDE and not details
        blocks.append(_months(agreed, _reserved(plan, pot), plan.statement.periods.starts, voice, sums_only=wide))
        if wide:
            blocks.append(Paragraph(voice.say("fold.months")))
    note = "months.note_early" if any(pot.worlds[WorldName.AGREED].early for pot in pots) else "months.note"
    return [*blocks, Paragraph(voice.say(note), tone=Tone.QUIET)]


def _reserved(plan: Plan, pot: PotPlan) -> tuple[int, ...]:
    """What the purse pays first or sets aside in each period; () when nothing."""
    rows = [d.reserved for d in plan.debts if d.debt.purpose is pot.pot and any(d.reserved)]
    return tuple(map(sum, zip(*rows, strict=True))) if rows else ()


def _months(world: World, reserved: Sequence[int], starts: Sequence[date], voice: Voice, *, sums_only: bool) -> Table:
    columns = [Column(voice.say("months.from"))]
    columns += [Column(voice.name(line.debt), right=True, quiet=True) for line in world.lines if not sums_only]
    columns.append(Column(voice.say("months.sum"), right=True))
    early = world.early
    if early:
        columns.append(Column(voice.say("months.early"), right=True, quiet=True))
    if reserved:
        columns.append(Column(voice.say("months.reserved"), right=True, quiet=True))
    columns.append(Column(voice.say("months.left"), right=True))
    rows = []
    for first, last in spans(world, reserved):
        name: Cell = starts[first]
        if last > first:
            name = voice.say("months.group", first=starts[first], count=last - first + 1)
        paid = [line.payments[first] for line in world.lines]
        cells: list[Cell] = [name, *(() if sums_only else map(Money, paid)), Money(sum(paid))]
        if early:
            cells.append(Money(early[first]))
        if reserved:
            cells.append(Money(reserved[first]))
        rows.append(Row((*cells, Money(world.left[last]))))
    return Table(columns=tuple(columns), rows=tuple(rows))


def spans(world: World, reserved: Sequence[int] = ()) -> list[tuple[int, int]]:
    """The rows of the month table as (first period, last period): single months first, then equal ones together."""

    def paid(t: int) -> tuple[int, ...]:
        return (*(line.payments[t] for line in world.lines), reserved[t] if reserved else 0)

    found: list[tuple[int, int]] = []
    for t in range(world.last_period + 1):
        if t > MONTHS_SINGLY and found and paid(found[-1][0]) == paid(t):
            found[-1] = (found[-1][0], t)
        else:
            found.append((t, t))
    return found


def schedules_part(plan: Plan, voice: Voice) -> list[Block]:
    """Every payment of each first ask and fallback. [] when nothing is asked."""
    blocks: list[Block] = []
    for line in plan.debts:
        is_agreed = line.ask is not None and line.ask.is_agreed
        ways = {"agreed": line.ask} if is_agreed else {"ask": line.ask, "fallback": line.fallback}
        for key, candidate in ways.items():
            if candidate is not None:
                title = voice.say(f"schedules.{key}", debt=voice.name(line.debt.id))
                blocks += [Heading(3, title), schedule_table(candidate, voice)]
    return [Heading(2, voice.say("schedules.heading")), *blocks] if blocks else []


def schedule_table(candidate: Candidate, voice: Voice) -> Table:
    """The dated payments of one way with their parts, and their sums."""
    schedule = candidate.schedule
    # An agreement names payments, not their parts: none is made up.
    parts = [] if candidate.is_agreed else ["principal", "interest", *(["charges"] if any(schedule.charges) else [])]
    names = ["payment", *parts, *([] if candidate.is_agreed else ["balance"])]
    columns = (
        Column(voice.say("schedules.n"), right=True),
        Column(voice.say("schedules.due")),
        *(Column(voice.say(f"schedules.{_title(name, candidate, voice)}"), right=True) for name in names),
    )
    rows = [Row((row.n, row.due, *(Money(getattr(row, name)) for name in names))) for row in schedule]
    sums: list[Cell] = [Money(sum(getattr(row, name) for row in schedule)) for name in ("payment", *parts)]
    blank = [""] * (len(names) - len(sums))
    rows.append(Row(("", voice.say("schedules.total"), *sums, *blank), strong=True))
    return Table(columns=columns, rows=tuple(rows))


def _title(name: str, candidate: Candidate, voice: Voice) -> str:
    """The key of a column's title: beside charges owed from before, some debts bear a fee each month."""
    fee = name == "charges" and voice.case.debt(candidate.debt).monthly_fee > 0
    return "charges_and_fee" if fee else name
