"""One choice with extra payments, period by period.

Some candidates take extra payments at any time. Their instalments stay as signed and the term gets shorter. In each
period the signed instalments are paid; what cash is left goes to these debts in order of the coming period's rate,
highest first, then in order of the debts; a debt may be put before all others from one period on (its attack period),
which pays where it is charged for being open or where its low rate will end. Each gets the largest sum after which
every later signed instalment of every debt, shortened terms counted, stays payable from known money.

An extra payment is a credit that grows at the debt's rate, rounded half up to a fen each period; the debt closes in
the first period in which its closing sum less the credit is no more than the instalment. A charge for each period in
which the debt is open is part of the instalments and the closing sums, and ends with the debt. Early-repayment charges
are left out: a debt with such a charge is given as candidates without extra payments.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import accumulate
from math import lcm
from operator import add, sub

from debtadvisor.core.optimise import Entry, entry
from debtadvisor.core.value import value

# Rates are ranked in whole parts of this; nearer ones count as equal.
_RANK = 10**15
_BITS = 40


@value(kw_only=False)
class Way:
    """One candidate with what extra payments would do to it.

    signed    what is paid without any extra payment
    closing   for each period the sum that closes the debt in it, this period's instalment included, when only signed
              instalments were paid before; 0 after the last; () when no extra payment is taken
    slip      for each period what rounding can have shifted by then, fen: `bound` allows for it
    growth    1 + rate from each period to the next, over `unit`
    rank      the same rates, comparable between debts; `steady` when they never change
    present   a fen of period 0 grown to each period, times 2^40
    reach     a credit worth less than this in period 0, fen, certainly does not close the debt up to each period
    watched   there may be a best period to put it first: it is charged for being open, or its rate changes
    """

    signed: Entry
    closing: tuple[int, ...] = ()
    slip: tuple[int, ...] = ()
    growth: tuple[int, ...] = ()
    unit: int = 1
    rank: tuple[int, ...] = ()
    steady: bool = True
    present: tuple[int, ...] = ()
    reach: tuple[int, ...] = ()
    watched: bool = False

    @property
    def id(self) -> str:
        return self.signed.id


def way(
    candidate_id: str,
    due: Sequence[int],
    closing: Sequence[int] = (),
    rates: Sequence[Fraction] = (),
    fees: Sequence[int] = (),
) -> Way:
    """A candidate that pays `due` by period, and with `closing` and `rates` takes extra payments at any time.

    due      fen by period
    closing  as in `Way`; each follows from the one before, less its instalment, at the period's rate, to half a fen,
             and the period's fee; in the last period with an instalment it is that instalment
    rates    from each period to the next, ≥ 0, as many as periods
    fees     fen charged in each period while the debt is open, held in `due` and `closing`; () means none

    Raises ValueError when the lengths differ or the closing sums do not follow or end so.
    """
    signed = entry(candidate_id, due)
    if not closing:
        return Way(signed)
    last = signed.last
    if not len(due) == len(closing) == len(rates) or any(rate.numerator < 0 for rate in rates):
        raise ValueError(f"{candidate_id}: instalments, closing sums and rates ≥ 0 must cover the same periods")
    if closing[last] != due[last] or any(closing[last + 1 :]) or min(closing) < 0:
        raise ValueError(f"{candidate_id}: the closing sums must end with the last instalment")
    unit = lcm(*(rate.denominator for rate in rates))
    growth = tuple(unit + rate.numerator * (unit // rate.denominator) for rate in rates)
    left = [fen - paid for fen, paid in zip(closing, due, strict=True)]
    fees = tuple(fees) or (0,) * len(due)
    bare = map(sub, closing[1 : last + 1], fees[1 : last + 1])
    follows = zip(left[:last], bare, growth[:last], strict=True)
    if min(left) < 0 or min(fees) < 0 or any(2 * abs(fen * unit - rest * grown) > unit for rest, fen, grown in follows):
        raise ValueError(f"{candidate_id}: each closing sum must be what the last one left, with interest")
    # Half a fen a period for the credit itself and half for the period in which it closes the debt, each growing on.
    shifted, slip = 0, []
    for grown in growth:
        slip.append(shifted)
        shifted = -(-shifted * grown // unit) + 1
    rank = tuple(rate.numerator * _RANK // rate.denominator for rate in rates)
    present = tuple(accumulate(growth[:-1], lambda worth, grown: worth * grown // unit, initial=1 << _BITS))
    # Rounding moves a credit by at most half a fen a period; a whole one also covers what division cuts off here.
    worth = ((fen - paid << _BITS) // now - len(due) for fen, paid, now in zip(closing, due, present, strict=True))
    return Way(
        signed,
        tuple(closing),
        tuple(slip),
        growth,
        unit,
        rank,
        len(set(rank)) == 1,
        present,
        tuple(accumulate(worth, min)),
        any(fees[1 : last + 1]) or len(set(rank[:last])) > 1,
    )


def closing_sums(owed: int, due: Sequence[int], rates: Sequence[Fraction], fees: Sequence[int] = ()) -> tuple[int, ...]:
    """The closing sums of a debt that owes `owed` in period 0, its fee included: what is left after each instalment
    bears interest, rounded half up, at that period's rate, and the next period's fee is added. Never below 0."""
    sums = []
    for fen, rate, fee in zip(due, rates, (*fees[1:], 0) if fees else (0,) * len(due), strict=True):
        sums.append(owed)
        left = max(owed - fen, 0)
        owed = left + (2 * left * rate.numerator + rate.denominator) // (2 * rate.denominator)
        owed += fee if left else 0
    return tuple(sums)


@value(kw_only=False)
class Extra:
    """A choice with extra payments.

    payments   fen for each debt and period
    total      all that is paid
    last       last period with a payment
    saved      what the signed instalments alone would cost more
    """

    payments: tuple[tuple[int, ...], ...]
    total: int
    last: int
    saved: int


def pay_extra(money: Sequence[int], ways: Sequence[Way], attack: Mapping[int, int] | None = None) -> Extra:
    """What follows from that choice, paid as the module says.

    money   cumulative fen by period, as `optimise.cumulative` gives it
    ways    one for each debt, in order of their ids
    attack  period from which a debt, by its place, comes before all others

    Raises ValueError when the signed instalments alone do not fit the money.
    """
    run = Run(money, ways, attack=attack)
    if not run.fits:
        raise ValueError("the signed instalments do not fit the money")
    run.play()
    return extra_of(run)


def extra_of(run: "Run") -> Extra:
    """What a run that was played pays."""
    ways = run.ways
    rows = [list(w.signed.by_period) for w in ways]
    for n, t in run.closed.items():
        rows[n][t:] = [0] * (run.periods - t)
    for t, n, fen in run.paid:
        rows[n][t] += fen
    signed = sum(w.signed.total for w in ways)
    return Extra(tuple(map(tuple, rows)), run.total, run.last, signed - run.total)


class Run:
    """One choice, period by period.

    paid     (period, debt, fen) of each extra payment and of what closes a debt
    closed   the period in which each debt with extra payments closed
    carried  cash kept at the end of each period
    """

    def __init__(
        self,
        money: Sequence[int],
        ways: Sequence[Way],
        signed: Sequence[int] | None = None,
        attack: Mapping[int, int] | None = None,
    ) -> None:
        """`signed` is the sum of the signed payments, cumulative, where the caller has it already; `attack` as in
        `pay_extra`."""
        self.ways = ways
        self.attack = attack or {}
        self.periods = len(money)
        if signed is None:
            signed = list(map(sum, zip(*(w.signed.paid for w in ways), strict=True))) if ways else [0] * len(money)
        slack = list(map(sub, money, signed))
        self.fits = not ways or not slack or min(slack) >= 0
        # New money less the instalments of the debts still open, by period.
        self.net = [slack[0], *map(sub, slack[1:], slack)] if slack else []
        # The last period that takes more than it brings: until then later instalments must be looked at.
        self.fall = max((t for t, fen in enumerate(self.net) if fen < 0), default=0)
        self.takers = [n for n, w in enumerate(ways) if w.closing]
        # Cash at the end of each later period if nothing extra followed, `given` not yet taken off, terms shortened
        # by the `shortened` credits only: (period of closing, what it frees there). `stale` ones are shorter by now.
        self.slack = slack
        self.given = 0
        self.shortened: dict[int, tuple[int, int]] = {}
        self.stale: set[int] = set()
        self.credit: dict[int, int] = {}
        self.paid: list[tuple[int, int, int]] = []
        self.closed: dict[int, int] = {}
        self.freed: dict[int, int] = {}
        self.carried: list[int] = []
        self.money = money
        self.total = 0

    @property
    def last(self) -> int:
        return max((self.closed.get(n, w.signed.last) for n, w in enumerate(self.ways)), default=0)

    def play(self) -> None:
        """Pays every period; afterwards the results are there."""
        cash = 0
        steady = all(self.ways[n].steady for n in self.takers)
        order, turns = self._order(0), set(self.attack.values())
        for t in range(self.periods):
            cash += self.net[t]
            if self.credit:
                cash += self._grow(t)
            if t and (not steady or t in turns):
                order = self._order(t)
            for n in order:
                if not cash:
                    break
                if n in self.closed:
                    continue
                cash -= self._give(t, n, cash)
            self.carried.append(cash)
            if len(self.closed) == len(self.takers):
                self.carried += accumulate(self.net[t + 1 :], add, initial=cash)
                del self.carried[t + 1]
                break
        self.total = (self.money[-1] - self.carried[-1]) if self.periods else 0

    def _order(self, t: int) -> list[int]:
        if not self.attack:
            return sorted(self.takers, key=lambda n: -self.ways[n].rank[t])
        never = self.periods
        come = {n: s if s <= t else never for n, s in self.attack.items()}
        return sorted(self.takers, key=lambda n: (come.get(n, never), -self.ways[n].rank[t]))

    def _grow(self, t: int) -> int:
        """Credits grow into period t; debts they close are closed. Gives the cash their instalments do not need."""
        freed = 0
        for n, credit in list(self.credit.items()):
            one = self.ways[n]
            credit = (2 * credit * one.growth[t - 1] + one.unit) // (2 * one.unit)
            self.credit[n] = credit
            due, left = one.signed.by_period[t], max(one.closing[t] - credit, 0)
            if left <= due:
                freed += due - left
                self.freed[n] = due - left
                self._close(t, n, left)
        return freed

    def _close(self, t: int, n: int, fen: int) -> None:
        """Ends that debt in period t with `fen`; its later instalments are free."""
        self.closed[n] = t
        self.freed.setdefault(n, 0)
        self.credit.pop(n, None)
        self.paid.append((t, n, fen))
        later = self.ways[n].signed.by_period[t + 1 :]
        self.net[t + 1 :] = map(add, self.net[t + 1 :], later)

    def _give(self, t: int, n: int, cash: int) -> int:
        """Pays that debt as much extra as it may get; the sum."""
        one = self.ways[n]
        due = one.signed.by_period[t]
        closing = one.closing[t] - self.credit.get(n, 0) - due
        if closing <= 0:
            return 0
        fen = min(cash, closing)
        if t < self.fall:
            fen = self._allowed(t, n, fen)
            self.given += fen
            if fen:
                self.stale.add(n)
        if fen == closing:
            self._close(t, n, fen + due)
        elif fen:
            self.credit[n] = self.credit.get(n, 0) + fen
            self.paid.append((t, n, fen))
        return fen

    def _allowed(self, t: int, n: int, fen: int) -> int:
        """The largest sum up to `fen` after which all later instalments up to the last dear period stay payable."""
        one, slack, given, credit = self.ways[n], self.slack, self.given, self.credit.get(n, 0)
        ahead = slice(t + 1, self.fall + 1)
        low = min(slack[ahead])
        if fen <= low - given:
            return fen
        if self.stale:
            for other in sorted(self.stale):
                self._shorten(t, other)
            low = min(slack[ahead])
            if fen <= low - given:
                return fen
        if low <= given:
            # Nothing can be spared before the first such period unless the debt closes by then.
            scarce = slack.index(low, t + 1)
            if (credit + fen << _BITS) // one.present[t] < one.reach[scarce]:
                return 0
        paid, before = one.signed.paid, self.shortened.get(n)
        while fen > 0:
            # Until the debt closes nothing is freed, and with less it would not close sooner.
            end, free = self._closes(t, n, credit + fen, self.fall)
            most = min(slack[t + 1 : end], default=fen + given) - given
            if most < fen:
                fen = most
                continue
            mine = [slack[s] + free + paid[s] - paid[end] for s in range(max(end, t + 1), self.fall + 1)]
            if before is not None:
                mine = [
                    fen_ - (before[1] + paid[s] - paid[before[0]] if s >= before[0] else 0)
                    for s, fen_ in enumerate(mine, start=max(end, t + 1))
                ]
            missing = fen + given - min(mine, default=fen + given)
            if missing <= 0:
                return fen
            fen -= missing
        return 0

    def _closes(self, t: int, n: int, credit: int, last: int) -> tuple[int, int]:
        """When a credit of that debt in period t closes it, and what it frees in that period; the period after
        `last` when it does not close by then."""
        one = self.ways[n]
        due, closing, growth, unit = one.signed.by_period, one.closing, one.growth, one.unit
        if closing[t] - credit <= due[t]:
            return t, 0
        double = 2 * unit
        for s in range(t + 1, last + 1):
            credit = (2 * credit * growth[s - 1] + unit) // double
            if closing[s] - credit <= due[s]:
                return s, min(due[s] - closing[s] + credit, due[s])
        return last + 1, 0

    def _shorten(self, t: int, n: int) -> None:
        """Counts in the slack how much sooner that debt closes with the credit it has now."""
        if n in self.closed:
            end, free = self.closed[n], self.freed[n]
        else:
            end, free = self._closes(t, n, self.credit[n], self.fall)
        paid = self.ways[n].signed.paid
        before = self.shortened.get(n, (self.fall + 1, 0))
        for (at, fen), sign in (((end, free), 1), (before, -1)):
            for s in range(max(at, t), self.fall + 1):
                self.slack[s] += sign * (fen + paid[s] - paid[at])
        self.shortened[n] = (end, free)
        self.stale.discard(n)
