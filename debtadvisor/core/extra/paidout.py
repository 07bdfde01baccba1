"""The choices paid out so far, the best of them, and what each costs at least in whatever way it is paid."""

from collections.abc import Mapping, Sequence

from debtadvisor.core.extra.attack import attacked, attacked_together, may_be_attacked
from debtadvisor.core.extra.bound import Priced, Pricing, Work
from debtadvisor.core.extra.excess import nearer
from debtadvisor.core.extra.pay import Run, Way
from debtadvisor.core.extra.prices import ONE, prices_of
from debtadvisor.core.value import value

# A choice paid out costs this much work, and so much for each debt.
_RUN_WORK = 15
_DEBT_WORK = 8
# Steps to prices at which a choice shows what it costs at least.
_STEPS = 12
# A bound nearer to the best plan than this part of it is near enough.
_CLOSE = 1_000


@value(kw_only=False)
class Found:
    """A choice paid out.

    total    all that is paid, fen
    last     last period with a payment
    places   the candidate of each debt, by its place in the group
    run      what is paid, with the best attack periods found
    """

    total: int
    last: int
    places: tuple[int, ...]
    run: Run

    @property
    def key(self) -> tuple[int, int, tuple[str, ...]]:
        """What choices are compared by."""
        return self.total, self.last, tuple(one.id for one in self.run.ways)


class PaidOut:
    """The choices paid out.

    best   the best choice so far
    runs   what each pays, by the places of its candidates
    """

    def __init__(self, money: Sequence[int], groups: Sequence[Sequence[Way]], work: Work) -> None:
        self.money = money
        self.groups = groups
        self.work = work
        self.best: Found | None = None
        self.runs: dict[tuple[int, ...], Run] = {}

    def pay(self, pricing: Pricing, places: tuple[int, ...], signed: Sequence[int] | None = None) -> Priced | None:
        """Pays that choice out, unless it was before; prices at which the candidates of `pricing` show that it is
        dearer than the best, when there are some at hand.

        signed   what it asks for as signed, cumulative, where the caller has it
        """
        if places in self.runs:
            return None
        run = Run(self.money, tuple(g[c] for g, c in zip(self.groups, places, strict=True)), signed)
        run.play()
        self._spend(1, run)
        own = None
        if may_be_attacked(run.ways):
            own = self._own(pricing, run, self._hopeless(run), _STEPS)
            if own.bound < self._hopeless(run) * ONE:
                run, tried = attacked(self.money, run)
                self._spend(tried, run)
                own = None
        self.runs[places] = run
        found = Found(run.total, run.last, places, run)
        if self.best is None or found.key < self.best.key:
            self.best = found
            return None
        own = own or self._own(pricing, run, 0, 0)
        return pricing.price(own.prices) if own.bound > self.best.total * ONE else None

    def attack_together(self, pricing: Pricing) -> bool:
        """Looks for better attack periods of the best choice, all at once; whether there are none."""
        assert self.best is not None
        best, aim = self.best, self._hopeless(self.best.run)
        if not may_be_attacked(best.run.ways) or self._own(pricing, best.run, aim, _STEPS).bound >= aim * ONE:
            return True
        run, whole, tried = attacked_together(self.money, best.run)
        self._spend(tried, run)
        self.best = Found(run.total, run.last, best.places, run)
        return whole

    def least_of(self, pricing: Pricing, met: Mapping[tuple[int, ...], int]) -> int:
        """What no way of paying any of those choices costs less than, fen, or the best total; `met` says what each
        costs at least as far as is known."""
        assert self.best is not None
        lowest = self.best.total
        enough = lowest - lowest // _CLOSE
        for places, least in sorted(met.items(), key=lambda one: (one[1], one[0])):
            if least >= lowest:
                break
            if least < enough and not self.work.over:
                least = max(least, fen_of(self._own(pricing, self.runs[places], enough, _STEPS).bound))
            lowest = min(lowest, least)
        return lowest

    def least_of_best(self, pricing: Pricing) -> int:
        """What no way of paying the best choice costs less than, fen."""
        assert self.best is not None
        least = fen_of(self._own(pricing, self.best.run, self.best.total, _STEPS).bound)
        return min(max(least, 0), self.best.total)

    def _hopeless(self, run: Run) -> int:
        """A bound of that choice that shows, fen, that it can be paid neither cheaper nor as cheap as the best."""
        return run.total if self.best is None else min(run.total, self.best.total + 1)

    def _own(self, pricing: Pricing, run: Run, aim: int, steps: int) -> Priced:
        """Prices for that very choice with a bound of `aim` fen, or near it after so many steps."""
        alone = pricing.alone(run.ways)
        return nearer(alone, alone.price(prices_of(run)), aim, steps)

    def _spend(self, times: int, run: Run) -> None:
        self.work.spent += times * (_RUN_WORK + _DEBT_WORK * len(run.ways))


def fen_of(millionths: int) -> int:
    """Whole fen, rounded up: what costs at least a part of a fen costs a fen."""
    return -(-millionths // ONE)
