"""The classic payoff orders beside the agreed plan: what each would pay in all, with the same asks and the same money.

Each order pays what is signed, and spends what is left over on early payments, in its own order. The plan does so
where early payment is surely free (`ways`); the orders take it for granted for every debt, and `assumed` says for
which it has to be asked. Convention: each month interest is charged first, then payments are made; interest is rounded
half up to a fen; the instalments stay as signed, so the term gets shorter; ties go to the smaller id.

Money. Of the left-over cash each month may spend what no later signed instalment needs, so no order ever passes the
money of the plan. A debt is paid as in the plan in every order when it has a single payment, or when its schedule does
not follow month by month from its rate (a pause, interest at the end). Charges owed from before bear no interest, nor
do arrears that come with the first payment; they stand beside their debt as a part without a rate.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from enum import StrEnum
from itertools import accumulate, pairwise
from operator import add, sub

from debtadvisor.core.codes import Method
from debtadvisor.core.dates import Periods, days_between
from debtadvisor.core.extra.pay import Way, way
from debtadvisor.core.extra.search import best_with_extra
from debtadvisor.core.money import times
from debtadvisor.core.optimise import cumulative
from debtadvisor.core.orders.model import Ending, OpenDebt, Order, Payoff, RateStep, Signed
from debtadvisor.core.orders.payoff import payoff
from debtadvisor.core.plan.extras import new_money
from debtadvisor.core.plan.model import DebtPlan, Plan, PotPlan, WorldLine, WorldName
from debtadvisor.core.plan.ways import is_free_to_close, ranked
from debtadvisor.core.rates.quoted import periodic
from debtadvisor.core.relief.fees import annual_by_payment
from debtadvisor.core.relief.model import Candidate
from debtadvisor.core.schedule import Schedule
from debtadvisor.core.value import value

# Follows the id of a debt in the id of its part that bears no interest; sorts right behind it.
_BESIDE = "\0beside"
# What the search pays and what an order pays is not told apart below this, fen.
_ROUNDING = 100


class Own(StrEnum):
    """Orders that are none of the classic ones.

    OWN      the borrower's own, from the goals of the case; debts it does not name follow by id
    OPTIMUM  the cheapest way found (`extra.search`): by rate, except where a fee or a rate that ends makes another debt
             dearer, with money kept back for dear months no longer than needed
    """

    OWN = "own"
    OPTIMUM = "optimum"


@value(kw_only=False)
class Turn:
    """From this period on that debt comes before all others, though its rate is not the highest."""

    debt: str
    period: int


@value
class OrderResult:
    """One order over the debts of a purse.

    months     from the month of the first payment to that of the last
    total      fen paid in all, debts kept as signed included
    cost       interest and fees in that, fen: what is paid beyond today's balances less what the asks waive
    over_best  fen more than the cheapest of all; `over_plan` fen more than the plan, below zero when less
    payments   fen in each period
    """

    order: Order | Own
    months: int
    total: int
    cost: int
    over_best: int
    over_plan: int
    payments: tuple[int, ...]


@value
class Classic:
    """The orders beside the plan, the plan's own figures first.

    orders    one for each `Order`, in its order, then the borrower's own when they gave one
    optimum   the cheapest way of paying early, never dearer than any order; `turns` of it, by period
    bound     no way of paying these asks early with this money costs less, fen; None when it was not worked out
    assumed   planned debts for which early payment without a charge is assumed and has to be asked
    kept      planned debts that every order pays as the plan does
    """

    months: int
    total: int
    cost: int
    orders: tuple[OrderResult, ...]
    assumed: tuple[str, ...]
    kept: tuple[str, ...]
    optimum: OrderResult
    turns: tuple[Turn, ...]
    bound: int | None

    @property
    def all_same(self) -> bool:
        """True when every order pays as much in as many months."""
        return len({(one.total, one.months) for one in self.orders}) == 1

    @property
    def best(self) -> OrderResult:
        """The cheapest; then the one that ends first; then in the order of the list."""
        return min(self.orders, key=lambda one: (one.total, one.months))


@value(kw_only=False)
class _Open:
    """One debt as the orders see it: the part that bears interest, and what beside it bears none; `months` until what
    is signed has paid both; `alone` what the first part pays when only what is signed is paid; `yearly` the nominal
    annual rate behind each of its payments, `lead` months after the first payment of all debts."""

    debt: str
    months: int
    parts: tuple[OpenDebt, ...]
    alone: Payoff
    yearly: tuple[Decimal, ...]
    lead: int

    @property
    def balance(self) -> int:
        return sum(part.balance for part in self.parts)


def classic(plan: Plan, pot: PotPlan) -> Classic | None:
    """The orders over the planned debts of that purse; None without an agreed world, or with fewer than two debts
    that an order could tell apart."""
    world = pot.worlds.get(WorldName.AGREED)
    if world is None or not world.feasible or pot.no_offer is not None or len(world.lines) < 2:
        return None
    debts = {line.debt.id: line for line in plan.debts}
    spans = plan.statement.periods
    movable = [line for line in world.lines if line.candidate is not None and line.candidate.count > 1]
    if len(movable) < 2:
        return None
    start = min(_first(line.signed) for line in movable)
    found = [_open(debts[line.debt], line, start, spans) for line in movable]
    open_debts = [one for one in found if one is not None]
    if not _comparable(open_debts):
        return None
    ids = {one.debt for one in open_debts}
    signed = [line.signed for line in world.lines if line.debt in ids]
    kept = [line.payments for line in world.lines if line.debt not in ids]
    budget = _budget(new_money(world), signed, kept, start)
    fixed = _by_period(kept, len(world.left))
    owed = sum(_owed(debts[line.debt], line.candidate) for line in world.lines)
    named: list[tuple[Order | Own, Payoff]] = [(order, _run(order, open_debts, budget)) for order in Order]
    if wished := [name for name in plan.case.goals.order if name in ids]:
        named.append((Own.OWN, _in_order(open_debts, wished, budget)))
    if any(run.ending is not Ending.PAID for _, run in named):
        return None
    paid = {order: tuple(map(add, fixed, _placed(run, start, len(fixed)))) for order, run in named}
    cheapest = min(paid.values(), key=lambda payments: (sum(payments), _months(payments)))
    search = _cheapest(open_debts, new_money(world), fixed, start)
    if search is not None and _is_better(search[0], cheapest):
        cheapest = search[0]
    ours = tuple(_by_period([line.payments for line in world.lines], len(fixed)))
    turns = search[1] if search is not None and cheapest is search[0] else ()
    if _is_better(ours, cheapest):
        cheapest = ours

    def result(order: Order | Own, payments: tuple[int, ...]) -> OrderResult:
        total = sum(payments)
        return OrderResult(
            order=order,
            months=_months(payments),
            total=total,
            cost=total - owed,
            over_best=total - sum(cheapest),
            over_plan=total - world.total,
            payments=payments,
        )

    return Classic(
        months=_months(ours),
        total=world.total,
        cost=world.total - owed,
        orders=tuple(result(order, payments) for order, payments in paid.items()),
        assumed=tuple(line.debt for line in movable if line.debt in ids and not _is_free(debts, line)),
        kept=tuple(line.debt for line in world.lines if line.debt not in ids),
        optimum=result(Own.OPTIMUM, cheapest),
        turns=turns,
        bound=None if search is None else min(search[2], sum(cheapest)),
    )


def _is_better(searched: Sequence[int], ordered: Sequence[int]) -> bool:
    """Whether what the search pays is better than the best of the orders. The search keeps what bears no interest as
    signed and rounds debt by debt: less than a yuan between the two is that, and then the earlier end is better."""
    saved = sum(ordered) - sum(searched)
    return saved >= _ROUNDING or (saved >= 0 and _months(searched) <= _months(ordered))


def _cheapest(
    found: Sequence[_Open], money: Sequence[int], fixed: Sequence[int], start: int
) -> tuple[tuple[int, ...], tuple[Turn, ...], int] | None:
    """The payments by period of the cheapest way, its turns, and what no way costs less than; None when the search
    finds none. Debts kept as signed are part of the sums."""
    # After the last payment there is nothing left to decide.
    end = start + max(one.months for one in found)
    end = max(end, max((t + 1 for t, fen in enumerate(fixed) if fen), default=0))
    spare = cumulative(list(map(sub, money, fixed)))[start:end]
    ways = [one for debt in found for one in _ways(debt, len(spare))]
    best = best_with_extra(spare, [(one,) for one in ways])
    if best is None:
        return None
    paid = _by_period(best.plan.payments, len(spare))
    turns = sorted((start + s, ways[n].id) for n, s in best.attack.items())
    whole = tuple(map(add, fixed, (*(0 for _ in range(start)), *paid, *(0 for _ in fixed[end:]))))
    return whole, tuple(Turn(name, period) for period, name in turns), best.lower + sum(fixed)


def _ways(one: _Open, periods: int) -> list[Way]:
    """The debt for the search: its columns as the orders have them, and the part without a rate as signed."""
    main, alone = one.parts[0], one.alone
    paid, left, months = alone.payments[0], alone.balances[0], alone.months
    pad = (0,) * (periods - months)
    annual = [main.annual] * (periods + 1)
    for step in main.steps:
        annual[step.month :] = [step.annual] * (periods + 1 - step.month)
    fees = [main.fee if t >= main.fee_from else 0 for t in range(periods)]
    rates = [periodic(rate) for rate in annual[1:]]
    found = way(one.debt, (*paid, *pad), (*map(add, paid, left), *pad), rates, fees)
    most = len(one.yearly) - 1
    yearly = [annual[t + 1] and one.yearly[min(max(t + 1 - one.lead, 0), most)] for t in range(periods)]
    found = ranked(found, yearly, watched=main.fee > 0 or len(set(one.yearly)) > 1)
    return [found, *(way(part.id, _signed(part, periods)) for part in one.parts[1:])]


def _signed(part: OpenDebt, periods: int) -> tuple[int, ...]:
    assert isinstance(part.minimum, Signed)
    due = part.minimum.instalments
    return (*due, *(0 for _ in range(periods - len(due))))


def _is_free(debts: Mapping[str, DebtPlan], line: WorldLine) -> bool:
    return line.candidate is not None and is_free_to_close(debts[line.debt].debt, line.candidate)


def _comparable(found: Sequence[_Open]) -> bool:
    """Whether there is an order to choose: two debts that bear interest, or two of different sizes."""
    bearing = sum(any(part.annual or part.steps for part in one.parts) for one in found)
    return len(found) > 1 and (bearing > 1 or len({one.balance for one in found}) > 1)


def _owed(line: DebtPlan, candidate: Candidate | None) -> int:
    """What the candidate pays of today's balance, fen."""
    assert line.relief is not None
    assert candidate is not None
    return line.relief.owed.balance - candidate.waived.total


def _open(line: DebtPlan, paid: WorldLine, start: int, spans: Periods) -> _Open | None:
    """The debt from period `start` on; None when its schedule does not follow month by month from its rate."""
    candidate = paid.candidate
    assert candidate is not None
    schedule, lead = candidate.schedule, _first(paid.signed) - start
    fee = 0 if candidate.is_agreed else line.debt.monthly_fee
    by_day = line.debt.method is Method.DAILY and candidate.is_old_contract
    yearly = _annual(line, candidate)
    bearing = sum(schedule.principal) if by_day else _bearing(schedule, yearly[0])
    late = sum(schedule.principal) - bearing
    paying = [a + b + fee for a, b in zip(schedule.principal, schedule.interest, strict=True)]
    instalments = spans.per_period(schedule.due, [paying[0] - late, *paying[1:]])
    if not instalments[start + lead]:
        return None
    main = _part(line.debt.id, instalments, start, bearing, *_rates(line, candidate, lead, yearly))
    main = replace(main, fee=fee, fee_from=lead)
    alone = payoff([main], None, Order.AVALANCHE)
    drift = sum(instalments) - sum(alone.payments[0])
    signed = instalments[start : start + alone.months]
    if any(map(int.__gt__, alone.payments[0], signed)) or not 0 <= drift <= candidate.count:
        return None
    charges = [fen - fee for fen in schedule.charges or (0,) * len(schedule)]
    if min(charges) < 0:
        return None
    if not late and not any(charges):
        return _Open(line.debt.id, alone.months, (main,), alone, tuple(yearly), lead)
    rest = spans.per_period(schedule.due, [charges[0] + late, *charges[1:]])
    beside = _part(line.debt.id + _BESIDE, rest, start, sum(rest), Decimal(0), ())
    return _Open(line.debt.id, max(alone.months, _last(rest) + 1 - start), (main, beside), alone, tuple(yearly), lead)


def _annual(line: DebtPlan, candidate: Candidate) -> list[Decimal]:
    """The nominal annual rate of the interest that comes with each payment."""
    due = candidate.schedule.due
    return (
        annual_by_payment(line.debt, candidate.rate, due) if candidate.is_old_contract else [candidate.rate] * len(due)
    )


def _bearing(schedule: Schedule, annual: Decimal) -> int:
    """The principal that bears interest until the first payment, fen: all of it, unless the first interest is that of
    less because arrears come with the first payment. Then known only as nearly as that interest tells it, which
    changes no payment."""
    principal, rate = sum(schedule.principal), periodic(annual)
    if not rate or not any(schedule.interest) or schedule.interest[0] >= times(principal, rate):
        return principal
    return max(round(schedule.interest[0] / rate), principal - schedule.principal[0])


def _part(
    part_id: str, by_period: Sequence[int], start: int, balance: int, annual: Decimal, steps: tuple[RateStep, ...]
) -> OpenDebt:
    minimum = Signed(tuple(by_period[start : _last(by_period) + 1]))
    return OpenDebt(id=part_id, balance=balance, annual=annual, minimum=minimum, steps=steps)


def _rates(
    line: DebtPlan, candidate: Candidate, lead: int, yearly: Sequence[Decimal]
) -> tuple[Decimal, tuple[RateStep, ...]]:
    """The rate of month 0 and its later steps: none before the month of the first payment, which is month `lead`."""
    schedule, annual = candidate.schedule, list(yearly)
    if not any(schedule.interest):
        return Decimal(0), ()
    if line.debt.method is Method.DAILY and candidate.is_old_contract:
        # By the day: a month of 31 days is dearer than one of 28, at annual / 360 a day. The first month is told by
        # its interest, since the schedule alone knows where it began.
        days = [days_between(a, b) for a, b in pairwise(schedule.due)]
        first = Decimal(12 * schedule.interest[0]) / sum(schedule.principal)
        annual = [first, *(rate * count / 30 for rate, count in zip(yearly[1:], days, strict=True))]
        steps = [RateStep(lead + n, rate) for n, rate in enumerate(annual)]
    else:
        changes = [n for n, rate in enumerate(annual) if not n or rate != annual[n - 1]]
        steps = [RateStep(lead + n, annual[n]) for n in changes]
    return (Decimal(0), tuple(steps)) if lead else (annual[0], tuple(steps[1:]))


def _budget(
    money: Sequence[int], signed: Sequence[Sequence[int]], kept: Sequence[Sequence[int]], start: int
) -> tuple[int, ...]:
    """What the orders may spend from period `start` on: what is signed, and of the cash left over as much as no later
    signed instalment of any debt needs."""
    due = _by_period(signed, len(money))
    slack = accumulate(map(sub, money, map(add, due, _by_period(kept, len(money)))))
    spare = list(accumulate(reversed(list(slack)), min))[::-1]
    new = [spare[start], *map(sub, spare[start + 1 :], spare[start:])]
    return tuple(map(add, due[start:], new))


def _run(order: Order, found: Sequence[_Open], budget: Sequence[int]) -> Payoff:
    if order in (Order.AVALANCHE, Order.PRO_RATA):
        return payoff([part for one in found for part in one.parts], budget, order)
    # A debt and its charges are one: together they have a size and an end.
    ranked_ = sorted(found, key=lambda one: (one.balance if order is Order.SNOWBALL else one.months, one.debt))
    return _in_order(found, [one.debt for one in ranked_], budget)


def _in_order(found: Sequence[_Open], ids: Sequence[str], budget: Sequence[int]) -> Payoff:
    """The debts in that order, each with its charges; those not named follow by id."""
    ranks = {name: n for n, name in enumerate(ids)}
    parts = [
        part for one in sorted(found, key=lambda one: (ranks.get(one.debt, len(ids)), one.debt)) for part in one.parts
    ]
    return payoff(parts, budget, tuple(part.id for part in parts))


def _placed(run: Payoff, start: int, periods: int) -> Iterator[int]:
    """The payments of a run by period of the plan."""
    column = (*(0 for _ in range(start)), *run.by_month())
    return iter((*column, *(0 for _ in range(periods - len(column)))))


def _by_period(columns: Sequence[Sequence[int]], periods: int) -> list[int]:
    return list(map(sum, zip(*columns, strict=True))) if columns else [0] * periods


def _first(payments: Sequence[int]) -> int:
    return next(t for t, fen in enumerate(payments) if fen)


def _last(payments: Sequence[int]) -> int:
    return max(t for t, fen in enumerate(payments) if fen)


def _months(payments: Sequence[int]) -> int:
    """Months from the first payment to the last."""
    return _last(payments) - _first(payments) + 1
