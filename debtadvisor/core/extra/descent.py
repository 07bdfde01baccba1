"""All choices of one candidate for each debt that may be better than the best so far, depth first.

The debt whose priced costs differ most comes first, its cheapest candidate first; a branch is cut where a bound passes
the best total, never at equality, or where the least that the other debts need does not fit.

There are bounds at several prices. A choice that was paid out for nothing shows prices at which it would have been cut:
they are kept for the choices like it that follow, and those that have not cut for longest make room.
"""

from collections.abc import Sequence
from operator import add, sub

from debtadvisor.core.extra.bound import Priced, Pricing
from debtadvisor.core.extra.paidout import PaidOut, fen_of
from debtadvisor.core.extra.prices import ONE
from debtadvisor.core.optimise import fits

# So many prices at most.
_CUTS = 8


class _Cut:
    """A bound at some prices on the way down.

    cost    of each candidate of each debt
    rest    what the debts from each depth on cost at least, less the worth of the money
    so_far  what the candidates chosen down to each depth cost
    used    when it last cut
    """

    def __init__(self, priced: Priced, order: Sequence[int], alive: Sequence[Sequence[int]]) -> None:
        self.cost = [priced.cost[n] for n in order]
        self.rest = [-priced.worth]
        for n, row in zip(reversed(order), reversed(self.cost), strict=True):
            self.rest.append(self.rest[-1] + min(map(row.__getitem__, alive[n])))
        self.rest.reverse()
        self.so_far = [0] * (len(order) + 1)
        self.used = 0


class Descent:
    """One search.

    stopped   the work or the choices allowed were used up before all were looked at
    met       the choices looked at, by the place of each debt's candidate, with what each costs at least, fen
    """

    def __init__(
        self, paid_out: PaidOut, pricing: Pricing, priced: Sequence[Priced], choices: int | None, limit: int
    ) -> None:
        """Prices `priced`, of which the first gives the order; at most so many `choices`, any for None; `limit` of the
        work."""
        self.paid_out = paid_out
        self.pricing = pricing
        self.limit = limit
        self.choices = choices
        self.stopped = False
        self.met: dict[tuple[int, ...], int] = {}
        main, alive, groups = priced[0].cost, self.pricing.alive, self.pricing.groups
        spread = [max(map(main[n].__getitem__, a)) - min(map(main[n].__getitem__, a)) for n, a in enumerate(alive)]
        self.order = sorted(range(len(groups)), key=lambda n: (-spread[n], n))
        self.cuts = [_Cut(p, self.order, alive) for p in priced]
        self.candidates = [
            [(c, groups[n][c].signed.paid) for c in sorted(alive[n], key=main[n].__getitem__)] for n in self.order
        ]
        need = [(0,) * len(self.pricing.money)]
        for n in reversed(self.order):
            need.append(tuple(map(add, need[-1], self.pricing.least(n))))
        self.room = [tuple(map(sub, self.pricing.money, fen)) for fen in need[::-1]]
        self.places = [0] * len(groups)

    def run(self) -> None:
        self._down(0, (0,) * len(self.pricing.money))

    def _stop(self) -> bool:
        self.stopped = self.stopped or self.pricing.work.spent > self.limit
        return self.stopped

    def _down(self, depth: int, paid: tuple[int, ...]) -> None:
        if depth == len(self.order):
            self._met(paid)
            return
        room, place = self.room[depth + 1], self.order[depth]
        for c, own in self.candidates[depth]:
            if self._stop():
                return
            self.pricing.spend(1)
            cut = self._cut(depth, c)
            if cut is self.cuts[0]:
                break  # they stand in order of this cost
            if cut is not None:
                continue
            together = tuple(map(add, paid, own))
            if fits(together, room):
                self.places[place] = c
                self._down(depth + 1, together)

    def _cut(self, depth: int, c: int) -> _Cut | None:
        """The bound that says no plan with this candidate is better, if there is one."""
        most = self.paid_out.best.total * ONE if self.paid_out.best else None
        for cut in self.cuts:
            so_far = cut.so_far[depth] + cut.cost[depth][c]
            if most is not None and so_far + cut.rest[depth + 1] > most:
                cut.used = self.pricing.work.spent
                return cut
            cut.so_far[depth + 1] = so_far
        return None

    def _met(self, paid: tuple[int, ...]) -> None:
        places = tuple(self.places)
        self.met[places] = max(fen_of(cut.so_far[-1] + cut.rest[-1]) for cut in self.cuts)
        priced = self.paid_out.pay(self.pricing, places, paid)
        if priced is not None:
            self._keep(priced)
        self.stopped = len(self.met) == self.choices

    def _keep(self, priced: Priced) -> None:
        """Cuts at those prices too from here on."""
        if len(self.cuts) == _CUTS:
            self.cuts.remove(min(self.cuts[1:], key=lambda cut: cut.used))
        cut = _Cut(priced, self.order, self.pricing.alive)
        for depth, n in enumerate(self.order):
            cut.so_far[depth + 1] = cut.so_far[depth] + cut.cost[depth][self.places[n]]
        cut.used = self.pricing.work.spent
        self.cuts.append(cut)
