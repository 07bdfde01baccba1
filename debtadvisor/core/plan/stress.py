"""How much the agreed plan of one purse can bear before a payment in it can no longer be made: exact break points.

Nothing here is a forecast. The plan's payments and what is set aside stay as printed; only the money, or one debt's
way of paying, is made worse, and the first month in which the sums no longer reach is named. With A(t) the money and
P(t) the signed payments up to and with period t, slack(t) = A(t) - P(t); the fixed plan needs slack(t) >= 0 up to its
last payment. Early payments stop before anything else does, so they break nothing; only for a month's pay that does
not come they matter, since what they took is no longer there (`missed`). Periods are indexes into `Statement.periods`;
a sum that comes once counts for all of its period, unless the plan itself counts it later (`lumps`).
"""

from collections.abc import Mapping, Sequence
from itertools import accumulate
from operator import sub

from debtadvisor.core.dates import Periods
from debtadvisor.core.optimise import Entry, any_choice, cumulative, entry, undominated
from debtadvisor.core.plan.missed import missed_month
from debtadvisor.core.plan.points import ALL_INCOME, IncomeDrop, Stress, Worse
from debtadvisor.core.plan.ready import Ready
from debtadvisor.core.plan.worlds import Solved
from debtadvisor.core.relief.concessions import without
from debtadvisor.core.relief.model import MINIMUM_ID
from debtadvisor.core.schedule import Schedule

# A choice that is found mostly bears all there is to bear: so often the next step is asked for, then halves.
QUICK_STEPS = 4


def stress(
    planned: Sequence[Ready], agreed: Solved, money: Sequence[int], income: Sequence[int], spans: Periods
) -> Stress | None:
    """The break points of a feasible agreed world; None when it has no payment.

    money   new fen of each period after what is set aside; income   the part of it, before all costs, that is income
    """
    entries = agreed.entries
    picks = {d: entries[d][c.id] for d, c in agreed.picks.items()}
    last = max((p.last for p in picks.values()), default=-1)
    if last < 0 or not any(p.total for p in picks.values()):
        return None
    have = cumulative(money)
    paid = _together(picks)
    slack = tuple(map(sub, have, paid))[: last + 1]
    return Stress(
        last=agreed.world.last_period,
        income=_income(slack, entries, have, tuple(accumulate(income))),
        missed=missed_month(agreed, money, income),
        not_given=_not_given(planned, agreed, picks, slack, spans),
        refused=_refused(planned, agreed, picks, have, paid, spans),
    )


def _together(picks: Mapping[str, Entry]) -> tuple[int, ...]:
    return tuple(map(sum, zip(*(p.paid for p in picks.values()), strict=True)))


def borne(slack: Sequence[int], income: Sequence[int]) -> tuple[int, int | None]:
    """The thousandths of cumulative `income` that may be missing before slack falls below nothing, and the period that
    then falls first short; None when all of it may. Below nothing when slack is negative to begin with."""
    shares = [
        free * ALL_INCOME // came if came else ALL_INCOME if free >= 0 else -1
        for free, came in zip(slack, income, strict=False)
    ]
    most = min(shares, default=ALL_INCOME)
    # The first month with the least share is the first to fall short one thousandth beyond it.
    return (most, shares.index(most)) if most < ALL_INCOME else (ALL_INCOME, None)


def _income(
    slack: Sequence[int], entries: Mapping[str, Mapping[str, Entry]], have: Sequence[int], income: Sequence[int]
) -> IncomeDrop | None:
    if not income[len(slack) - 1]:
        return None
    fixed, breaks = borne(slack, income)
    return IncomeDrop(fixed=fixed, breaks=breaks, replanned=_replanned(fixed, entries, have, income))


def _replanned(
    fixed: int, entries: Mapping[str, Mapping[str, Entry]], have: Sequence[int], income: Sequence[int]
) -> int:
    """The largest fall at which some choice among the asks still fits, in thousandths; at least `fixed`.

    Feasibility falls with the money. A choice that fits raises the lower end to what it bears itself, so the first
    question, one step above the lightest choice, is most often the last; bisection ends the others. Each question is
    asked of a few months only: where no choice fits in those, none fits at all; a choice that fails in another month
    brings that month in.
    """
    groups = [undominated(tuple(e.values())) for e in entries.values()]

    def bears(picks: Sequence[Entry]) -> tuple[int, int | None]:
        return borne(tuple(map(sub, have, map(sum, zip(*(p.paid for p in picks), strict=True)))), income)

    if len(groups) == 1:
        return max(fixed, *(bears((one,))[0] for one in groups[0]))
    most, month = bears([group[-1] for group in groups])
    low, high, months = max(fixed, most), ALL_INCOME, [] if month is None else [month]
    middle, asked = low + 1, 0
    while low < high:
        picks = _fitting(groups, have, income, months, middle)
        most, month = (middle - 1, None) if picks is None else bears(picks)
        if month is not None and most < middle:
            months.append(month)
            continue
        low, high = (low, middle - 1) if picks is None else (most, high)
        asked += 1
        middle = low + 1 if asked < QUICK_STEPS else (low + high + 1) // 2
    return low


def _fitting(
    groups: Sequence[Sequence[Entry]], have: Sequence[int], income: Sequence[int], months: Sequence[int], drop: int
) -> list[Entry] | None:
    """A choice that fits in those months with income fallen by `drop` thousandths; None when there is none."""
    left = [have[t] + (-income[t] * drop) // ALL_INCOME for t in months]
    short = [[Entry(str(n), (), tuple(e.paid[t] for t in months), 0) for n, e in enumerate(g)] for g in groups]
    picks = any_choice(left, short)
    return None if picks is None else [group[int(pick.id)] for group, pick in zip(groups, picks, strict=True)]


def _not_given(
    planned: Sequence[Ready], agreed: Solved, picks: Mapping[str, Entry], slack: Sequence[int], spans: Periods
) -> tuple[Worse, ...]:
    found = []
    for one in planned:
        assert one.place is not None
        pick = agreed.picks[one.debt.id]
        plain = without(pick, one.place)
        if plain is not None:
            paid = cumulative(spans.per_period(plain.due, plain.payments))
            breaks, short = _broken(slack, picks[one.debt.id].paid, paid)
            extra = plain.total - pick.total
            found.append(Worse(debt=one.debt.id, extra=extra, breaks=breaks, short=short))
    return tuple(found)


def _broken(slack: Sequence[int], instead_of: Sequence[int], paid: Sequence[int]) -> tuple[int | None, int]:
    """The first period that does not reach and the most that is missing, with `paid` in place of what it was."""
    left = [free + old - new for free, old, new in zip(slack, instead_of, paid, strict=False)]
    breaks = next((t for t, fen in enumerate(left) if fen < 0), None)
    return breaks, max(-min(left), 0)


def _refused(
    planned: Sequence[Ready],
    agreed: Solved,
    picks: Mapping[str, Entry],
    have: Sequence[int],
    paid: Sequence[int],
    spans: Periods,
) -> tuple[Worse, ...]:
    found = []
    free = tuple(map(sub, have, paid))
    for one in planned:
        pick = agreed.picks[one.debt.id]
        if pick.is_written or (pick.is_contract and not pick.waived.total):
            continue  # nothing is asked that could be refused
        ways = _contract_ways(one)
        tried = []
        for n, (name, schedule) in enumerate(ways):
            instead = entry(name, spans.per_period(schedule.due, schedule.payments))
            last = max(instead.last, *(p.last for d, p in picks.items() if d != one.debt.id), 0)
            breaks, short = _broken(free[: last + 1], picks[one.debt.id].paid, instead.paid)
            worse = Worse(
                debt=one.debt.id,
                way=name,
                whole=0 if name else schedule.total,
                extra=schedule.total - pick.total,
                breaks=breaks,
                short=short,
            )
            # One that holds, else the one that holds longest; of a bill its minimum before the whole.
            tried.append((not worse.holds, -(breaks or 0), n, worse))
            if worse.holds:
                break
        found.append(min(tried, key=lambda one: one[:3])[3])
    return tuple(found)


def _contract_ways(one: Ready) -> list[tuple[str, Schedule]]:
    """The ways to go on without any relief; a sum that was called in, sold or sued on falls due whole. A bill that is
    not overdue is first paid at its minimum: nobody has to agree to that."""
    assert one.relief is not None
    assert one.place is not None
    if one.relief.contract:
        rolls = not one.debt.overdue_since
        ways = sorted(one.relief.contract, key=lambda c: rolls and c.id != MINIMUM_ID)
        return [(c.id, c.schedule) for c in ways]
    owed = one.place.owed
    whole = Schedule((one.place.next_due,), (owed.principal,), (0,)).with_charges(owed.charges, first=True)
    return [("", whole)]
