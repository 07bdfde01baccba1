"""The choice of one candidate for each debt that is cheapest when left-over cash is paid as extra payments.

Choices are compared as in `optimise`: least total, then earliest last payment, then candidate ids in order of the
debts; each choice is paid out by `pay.Run`, with the best attack periods that `attack` finds where a debt is charged
for being open or its rate changes.

The bound. For prices w(t) >= 1 that never rise, whatever is paid costs at least the sum over the debts of the cheapest
priced way, less the sum of (w(t) - 1) x new money(t). A priced way is the sum of w(t) x instalment(t), or, with extra
payments, the least over k of that sum before k plus w(k) x the closing sum of k: while closing sums and credits grow
alike, the cost is linear in the extra sums until they close the debt one period sooner, so that paying extra in
several periods is never cheaper than the best of these; a charge for being open only makes closing sooner cheaper
still. The bound holds for every way of paying, not only that of
`pay`; it is exact integer arithmetic, and what rounding can shift is taken off.

The search. First prices come from the best plan so far: a fen in t is worth what it saves at the rate of the debt it
is paid to. Depth first in order of priced cost, cut where a bound passes the best total, never at equality, or where
the least that the other debts need does not fit. When that takes long, prices are moved towards a better bound and
candidates that cannot be part of a better plan are dropped. Work is counted, never seconds.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import accumulate
from math import prod
from operator import add, mul, sub

from debtadvisor.core.extra.attack import attacked, attacked_together, in_question, may_be_attacked
from debtadvisor.core.extra.pay import Extra, Run, Way, extra_of, pay_extra
from debtadvisor.core.extra.prices import ONE, costs, payments_at, prices_of
from debtadvisor.core.optimise import best, drop_unfit, fits, least
from debtadvisor.core.value import value

# One unit of work is about what looking at one candidate of one debt costs; a choice paid out costs 15 and this for
# each debt, a node of the search without extra payments costs `_NODE_WORK`.
WORK_LIMIT = 50_000
_LEAF_WORK = 8
_NODE_WORK = 8
# The search with the first prices ends after so many choices; then the prices are moved so many times.
_SHORT_SEARCH = 25
_PRICE_STEPS = 24
# Work for each debt in looking for a first choice, and for another one at moved prices.
_FIRST_WORK = 30
_DIVE_WORK = 10
# Without a plan there is nothing to aim at: a bound higher by this part is then the aim.
_FIRST_STEP = 50
_START_NODES = 500
# More combinations than this: candidates are also changed one at a time.
_MANY = 20_000
# More debts than this, and a wider gap: the bound is made better even when the search is through.
_FEW = 8
_WIDE = Fraction(1, 100)


@value(kw_only=False)
class BestExtra:
    """The best choice found.

    picks    one way for each debt, in the order given
    plan     what is paid
    proven   no choice paid out in the same manner, with whatever attack periods, is better
    lower    no way of paying any choice whose signed instalments fit costs less than this; at most `plan.total`
    work     units spent
    attack   period from which a debt, by its place, is paid early before all others
    """

    picks: tuple[Way, ...]
    plan: Extra
    proven: bool
    lower: int
    work: int
    attack: Mapping[int, int]

    @property
    def gap(self) -> Fraction:
        """By how much of `lower` the plan may be dearer than the best possible."""
        return Fraction(self.plan.total - self.lower, self.lower) if self.lower else Fraction(0)


def best_with_extra(money: Sequence[int], groups: Sequence[Sequence[Way]], limit: int = WORK_LIMIT) -> BestExtra | None:
    """The best feasible choice with extra payments, or None when no choice's signed instalments fit.

    money   cumulative fen by period, as `optimise.cumulative` gives it
    groups  the candidates of each debt, the debts in order of their ids
    limit   work after which the best found so far is given; a first feasible choice is looked for up to 5 x `limit`,
            so that None is certain only where `optimise.feasible` agrees
    """
    return _Search(tuple(money), groups, limit).run()


def paid_out(money: Sequence[int], ways: Sequence[Way]) -> Extra:
    """That one choice with the extra payments that make it cheapest. Raises ValueError when it does not fit."""
    run = Run(money, ways)
    found = best_with_extra(money, [(one,) for one in ways]) if run.fits and may_be_attacked(ways) else None
    return pay_extra(money, ways) if found is None else found.plan


@value(kw_only=False)
class _Priced:
    """Prices with what they say, all in millionths of a fen.

    cost    of each candidate of each debt, priced
    worth   of the money, beyond its face value
    bound   no plan made of the candidates still there costs less
    """

    prices: tuple[int, ...]
    cost: tuple[tuple[int, ...], ...]
    worth: int
    bound: int


class _Search:
    def __init__(self, money: tuple[int, ...], groups: Sequence[Sequence[Way]], limit: int) -> None:
        self.money = money
        self.income = (money[0], *map(sub, money[1:], money)) if money else ()
        self.groups = [tuple(g) for g in groups]
        self.limit = limit
        self.work = 0
        self.key: tuple[int, int, tuple[str, ...]] | None = None
        self.attack: Mapping[int, int] = {}
        self.found: tuple[Way, ...] = ()
        self.played: Run | None = None

    def run(self) -> BestExtra | None:
        entries = [tuple(w.signed for w in g) for g in self.groups]
        if not drop_unfit(self.money, entries):
            return None
        fitting = [{e.id for e in g} for g in entries]
        # The candidates still in question, by their place in the group.
        if all(len(ids) == 1 for ids in fitting):
            return self._only_choice(fitting)
        self.alive = [[c for c, w in enumerate(g) if w.id in ids] for g, ids in zip(self.groups, fitting, strict=True)]
        priced = self._first_prices()
        done = self._descend(priced, leaves=_SHORT_SEARCH, allowance=self.limit // 8)
        if not done and self.key is not None:
            many = prod(map(len, self.alive)) > _MANY
            if many:
                self._polish(priced[0])
            priced = self._improve(priced)
            if many:
                self._polish(priced[0])
                self._drop(priced[0])
            done = self._descend(priced)
        elif self.key is not None and len(self.groups) > _FEW and self._gap(priced) > _WIDE:
            priced = self._improve(priced)
        if self.key is None:
            return None
        together = self._together()
        assert self.played is not None
        plan = extra_of(self.played)
        lower = min(max(-(-p.bound // ONE) for p in priced), plan.total)
        if sum(any(map(in_question, g)) for g in self.groups) > 1:
            # Other choices were paid out with periods found in turn: only the bound can prove this one.
            done = plan.total == lower or (done and together and all(len(alive) == 1 for alive in self.alive))
        return BestExtra(self.found, plan, done, lower, self.work, self.attack)

    def _together(self) -> bool:
        """Looks for better attack periods of the best choice, all at once; whether there are none."""
        assert self.played is not None
        if not may_be_attacked(self.found) or not self._could_be_cheaper(self.played):
            return True
        self.played, whole, tried = attacked_together(self.money, self.played)
        self.attack = self.played.attack
        self.work += tried * (15 + _LEAF_WORK * len(self.found))
        return whole

    def _only_choice(self, fitting: Sequence[Collection[str]]) -> BestExtra:
        """The result when one candidate of each debt fits: nothing is to be chosen but when to pay what."""
        self.leaf(tuple(next(w for w in g if w.id in ids) for g, ids in zip(self.groups, fitting, strict=True)))
        whole = self._together()
        assert self.played is not None
        prices = prices_of(self.played)
        bound = sum(costs(self.found, prices)) - self._worth(prices)
        plan = extra_of(self.played)
        return BestExtra(self.found, plan, whole, min(max(-(-bound // ONE), 0), plan.total), self.work, self.attack)

    def _gap(self, priced: Sequence[_Priced]) -> Fraction:
        """By how much of the highest bound the best plan is dearer."""
        bound = max(1, *(p.bound for p in priced))
        return Fraction(self.key[0] * ONE - bound, bound) if self.key is not None else Fraction(0)

    def _first_prices(self) -> list[_Priced]:
        """Prices of the first plans met, the better bounds first."""
        priced = [self._price((ONE,) * len(self.money))]
        for _ in range(_PRICE_STEPS):
            self._descend(priced[:1], leaves=1, allowance=_FIRST_WORK * len(self.groups))
            prices = self._steps(priced[0], max(priced[0].bound, ONE) // _FIRST_STEP) if self.key is None else None
            if prices is None:
                break
            priced = [self._price(prices)]
        if self.key is None:
            self._start_without_extra()
        for _ in range(4):
            before = self.key
            if self.played is None:
                break
            priced.insert(0, self._price(prices_of(self.played)))
            self._drop(priced[0])
            self._descend(priced[:1], leaves=1, allowance=_FIRST_WORK * len(self.groups))
            if self.key == before:
                break
        return sorted(priced, key=lambda p: -p.bound)[:2]

    def _start_without_extra(self) -> None:
        """The cheapest choice as signed, or one near it: a start where the cheapest priced ways do not fit together."""
        entries = [[g[c].signed for c in alive] for g, alive in zip(self.groups, self.alive, strict=True)]
        start = best(self.money, entries, limit=_START_NODES)
        if start is None:
            return
        self.work += start.nodes * _NODE_WORK
        ids = [pick.id for pick in start.picks]
        self.leaf(tuple(next(w for w in g if w.id == i) for g, i in zip(self.groups, ids, strict=True)))

    def _price(self, prices: tuple[int, ...]) -> _Priced:
        cost = tuple(tuple(costs(g, prices)) for g in self.groups)
        self.work += 3 * sum(map(len, self.groups))
        worth = self._worth(prices)
        return _Priced(prices, cost, worth, self._bound(cost, worth))

    def _worth(self, prices: Sequence[int]) -> int:
        face: int = ONE * (self.money[-1] if self.money else 0)
        priced: int = sum(map(mul, prices, self.income))
        return priced - face

    def _drop(self, priced: _Priced) -> None:
        """Leaves out each candidate with which every plan is dearer than the best so far."""
        if self.key is None:
            return
        room = self.key[0] * ONE - priced.bound
        for n, row in enumerate(priced.cost):
            lowest = min(map(row.__getitem__, self.alive[n]))
            kept = [c for c in self.alive[n] if row[c] - lowest <= room]
            self.alive[n] = kept or self.alive[n]

    def _improve(self, priced: list[_Priced]) -> list[_Priced]:
        """Moves the prices towards a higher bound (Polyak's step), each time looking at the choice that is cheapest
        there and dropping candidates."""
        assert self.key is not None
        top = best = here = priced[0]
        divisor = since = 1
        for _ in range(_PRICE_STEPS):
            prices = self._steps(here, (self.key[0] * ONE - here.bound) // divisor)
            if prices is None or self.work > self.limit:
                break
            here = self._price(prices)
            self._descend([here], leaves=1, allowance=_DIVE_WORK * len(self.groups))
            since += 1
            if here.bound > best.bound:
                best, since = here, 0
            elif since > 2:
                divisor, since, here = 2 * divisor, 0, best
            self._drop(best)
            best = self._again(best)
        return [best] if best is top else [best, self._again(top)]

    def _polish(self, priced: _Priced) -> None:
        """Changes one debt's candidate at a time while that makes the best plan better; with half the work left."""
        budget = (self.work + self.limit) // 2
        best: tuple[Way, ...] = ()
        while best != self.found and self.work < budget:
            best = self.found
            here = [g.index(w) for g, w in zip(self.groups, best, strict=True)]
            cost = sum(row[c] for row, c in zip(priced.cost, here, strict=True)) - priced.worth
            moves = sorted(
                (priced.cost[n][c] - priced.cost[n][here[n]], n, c)
                for n, alive in enumerate(self.alive)
                for c in alive
                if c != here[n]
            )
            signed = list(map(sum, zip(*(w.signed.paid for w in best), strict=True)))
            for more, n, c in moves:
                if self.found != best or self.work >= budget or (self.key and cost + more > self.key[0] * ONE):
                    break
                self.work += 1
                other = self.groups[n][c]
                paid = list(map(add, map(sub, signed, best[n].signed.paid), other.signed.paid))
                if fits(paid, self.money):
                    self.leaf((*best[:n], other, *best[n + 1 :]), paid)

    def _again(self, priced: _Priced) -> _Priced:
        """The same prices, bounding what the candidates still there can do."""
        return replace(priced, bound=self._bound(priced.cost, priced.worth))

    def _bound(self, cost: Sequence[Sequence[int]], worth: int) -> int:
        return sum(min(map(row.__getitem__, alive)) for row, alive in zip(cost, self.alive, strict=True)) - worth

    def _steps(self, here: _Priced, distance: int) -> tuple[int, ...] | None:
        """Prices a step nearer to a bound that is higher by `distance`: dearer up to where the cheapest priced ways
        need more than the money, cheaper where it is plenty. None when there is nowhere to go."""
        steps = list(map(sub, here.prices, (*here.prices[1:], ONE)))
        over = list(map(sub, accumulate(self._cheapest_payments(here)), self.money))
        over = [fen if step or fen > 0 else 0 for fen, step in zip(over, steps, strict=True)]
        norm = sum(map(mul, over, over))
        if not norm:
            return None
        steps = [max(0, step + distance * fen // norm) for step, fen in zip(steps, over, strict=True)]
        return tuple(accumulate(reversed(steps), initial=ONE))[:0:-1]

    def _cheapest_payments(self, priced: _Priced) -> list[int]:
        """What the cheapest priced way of every debt pays in each period, together."""
        sums = [0] * len(self.money)
        for group, row, alive in zip(self.groups, priced.cost, self.alive, strict=True):
            one = group[min(alive, key=row.__getitem__)]
            sums = list(map(add, sums, payments_at(one, priced.prices)))
        return sums

    def _descend(self, priced: Sequence[_Priced], leaves: int = -1, allowance: int | None = None) -> bool:
        """Looks at all choices that may be better, at most so many of them; whether none was left out."""
        limit = self.limit if self.key is not None else 5 * self.limit
        if allowance is not None:
            limit = min(limit, self.work + allowance)
        return _Descent(self, priced, leaves, limit).run()

    def leaf(self, picks: tuple[Way, ...], signed: Sequence[int] | None = None) -> None:
        run = Run(self.money, picks, signed)
        run.play()
        self.work += 15 + _LEAF_WORK * len(picks)
        if may_be_attacked(picks) and self._could_be_cheaper(run):
            run, tried = attacked(self.money, run)
            self.work += tried * (15 + _LEAF_WORK * len(picks))
        key = (run.total, run.last, tuple(w.id for w in picks))
        if self.key is None or key < self.key:
            self.key, self.found, self.played, self.attack = key, picks, run, run.attack

    def _could_be_cheaper(self, run: Run) -> bool:
        """Whether a bound of that very choice, at its own prices, leaves room below it and below the best."""
        prices = prices_of(run)
        bound = sum(costs(run.ways, prices)) - self._worth(prices)
        least = run.total if self.key is None else min(run.total, self.key[0] + 1)
        return bound < least * ONE


class _Descent:
    """One depth-first search: the debt whose priced costs differ most first, its cheapest candidate first."""

    def __init__(self, search: _Search, priced: Sequence[_Priced], leaves: int, limit: int) -> None:
        self.search = search
        self.limit = limit
        self.leaves = leaves
        self.stopped = False
        main, alive, groups = priced[0].cost, search.alive, search.groups
        spread = [max(map(main[n].__getitem__, a)) - min(map(main[n].__getitem__, a)) for n, a in enumerate(alive)]
        self.order = sorted(range(len(groups)), key=lambda n: (-spread[n], n))
        self.candidates = [
            [(groups[n][c], tuple(p.cost[n][c] for p in priced)) for c in sorted(alive[n], key=main[n].__getitem__)]
            for n in self.order
        ]
        rest = [tuple(p.worth for p in priced)]
        rest[0] = tuple(-fen for fen in rest[0])
        need = [(0,) * len(search.money)]
        for candidates in reversed(self.candidates):
            cheapest = map(min, zip(*(cost for _, cost in candidates), strict=True))
            rest.append(tuple(map(add, rest[-1], cheapest)))
            need.append(tuple(map(add, need[-1], least([w.signed for w, _ in candidates]))))
        self.rest = rest[::-1]
        self.room = [tuple(map(sub, search.money, fen)) for fen in need[::-1]]
        self.picks: list[Way] = list(self.candidates[0][0][:1] * len(groups)) if groups else []

    def run(self) -> bool:
        self._down(0, (0,) * len(self.search.money), (0,) * len(self.rest[0]))
        return not self.stopped

    def _stop(self) -> bool:
        self.stopped = self.stopped or self.search.work > self.limit
        return self.stopped

    def _down(self, depth: int, paid: tuple[int, ...], cost: tuple[int, ...]) -> None:
        search = self.search
        if depth == len(self.order):
            search.leaf(tuple(self.picks), paid)
            self.leaves -= 1
            self.stopped = not self.leaves
            return
        rest, room = self.rest[depth + 1], self.room[depth + 1]
        for one, own in self.candidates[depth]:
            if self._stop():
                return
            search.work += 1
            so_far = tuple(map(add, cost, own))
            if search.key is not None:
                most = search.key[0] * ONE
                if so_far[0] + rest[0] > most:
                    break  # they stand in order of this cost
                if any(a + b > most for a, b in zip(so_far[1:], rest[1:], strict=True)):
                    continue
            together = tuple(map(add, paid, one.signed.paid))
            if fits(together, room):
                self.picks[self.order[depth]] = one
                self._down(depth + 1, together, so_far)
