"""The choice of one candidate for each debt that is cheapest when left-over cash is paid as extra payments.

Choices are compared as in `optimise`: least total, then earliest last payment, then candidate ids in order of the
debts; each choice is paid out by `pay.Run`, with the best attack periods that `attack` finds where a debt is charged
for being open or its rate changes (`paidout`). What no plan can cost less than is found in `bound`.

The search. First prices come from the best plan so far: a fen in t is worth what it saves at the rate of the debt it
is paid to; where cash is scarce they are raised (`scarce`), and candidates that cannot be part of a better plan are
left out. Depth first in order of priced cost (`descent`). When that takes long, choices near the best one are tried
(`near`), prices are taken from a better plan, and a problem whose bound is still far below the plan is taken apart
(`parts`). Work is counted, never seconds.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import prod

from debtadvisor.core.extra.attack import in_question, may_be_attacked
from debtadvisor.core.extra.bound import Priced, Pricing, Work
from debtadvisor.core.extra.descent import Descent
from debtadvisor.core.extra.near import choices_near, fitting_near
from debtadvisor.core.extra.paidout import Found, PaidOut, fen_of
from debtadvisor.core.extra.parts import taken_apart
from debtadvisor.core.extra.pay import Extra, Run, Way, extra_of, pay_extra
from debtadvisor.core.extra.prices import ONE, prices_of
from debtadvisor.core.extra.scarce import raised
from debtadvisor.core.optimise import best, drop_unfit
from debtadvisor.core.value import value

# One unit of work is about what looking at one candidate of one debt costs; a node of the search without extra payments
# costs `_NODE_WORK`.
WORK_LIMIT = 60_000
_NODE_WORK = 8
# More combinations than this are many.
_MANY = 20_000
# The search with the first prices ends after so many choices, and after so many when there are many combinations: then
# it is quicker to look near the best one.
_SHORT_SEARCH = 25
_SHORTER_SEARCH = 10
# Prices are raised at most so many times until a first choice is met, and taken from so many first plans.
_FIRST_RISES = 24
_FIRST_PLANS = 2
# Work for each debt in looking for one choice.
_ONE_CHOICE = 15
_START_NODES = 500
# Rounds in which prices rise, at first and with a better plan.
_FIRST_ROUNDS = 1
_ROUNDS = 3
# So many times the best plan is made better and the prices with it.
_PLANS = 4
# So many choices near the best one are paid out in vain before that is left.
_IN_VAIN = 12


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


class _Search:
    def __init__(self, money: tuple[int, ...], groups: Sequence[Sequence[Way]], limit: int) -> None:
        self.money = money
        self.groups = [tuple(g) for g in groups]
        self.work = Work(limit)
        self.paid_out = PaidOut(money, self.groups, self.work)

    def run(self) -> BestExtra | None:
        entries = [tuple(w.signed for w in g) for g in self.groups]
        if not drop_unfit(self.money, entries):
            return None
        fitting = [{e.id for e in g} for g in entries]
        alive = [[c for c, w in enumerate(g) if w.id in ids] for g, ids in zip(self.groups, fitting, strict=True)]
        pricing = Pricing(self.money, self.groups, alive, self.work)
        if all(len(places) == 1 for places in alive):
            return self._only_choice(pricing)
        priced = self._first_prices(pricing)
        short = _SHORT_SEARCH if prod(map(len, pricing.alive)) <= _MANY else _SHORTER_SEARCH
        descent = self._descend(pricing, priced, short, self.work.limit // 8)
        if self.paid_out.best is None:
            return None
        if descent.stopped:
            lower, done = self._parts(pricing, self._better_prices(pricing, priced))
        else:
            lower, done = self._lower(pricing, priced, descent), True
        together = self.paid_out.attack_together(pricing)
        plan = extra_of(self._best.run)
        lower = min(lower, plan.total)
        if sum(any(map(in_question, g)) for g in self.groups) > 1:
            # Other choices were paid out with periods found in turn: only the bound can prove this one.
            done = plan.total == lower or (done and together and all(len(a) == 1 for a in pricing.alive))
        return self._result(plan, done, lower)

    def _only_choice(self, pricing: Pricing) -> BestExtra:
        """The result when one candidate of each debt fits: nothing is to be chosen but when to pay what."""
        self.paid_out.pay(pricing, tuple(a[0] for a in pricing.alive))
        whole = self.paid_out.attack_together(pricing)
        return self._result(extra_of(self._best.run), whole, self.paid_out.least_of_best(pricing))

    def _result(self, plan: Extra, proven: bool, lower: int) -> BestExtra:
        run = self._best.run
        return BestExtra(tuple(run.ways), plan, proven, lower, self.work.spent, run.attack)

    @property
    def _best(self) -> Found:
        assert self.paid_out.best is not None
        return self.paid_out.best

    def _first_prices(self, pricing: Pricing) -> list[Priced]:
        """Prices of the first plans met, the better bounds first."""
        priced = [self._first_choice(pricing)]
        if self.paid_out.best is None:
            self._start_without_extra(pricing)
        for _ in range(_FIRST_PLANS):
            before = self.paid_out.best
            if before is None:
                break
            priced.insert(0, self._spoken_for(pricing, _FIRST_ROUNDS))
            self._one_choice(pricing, priced[0])
            if self.paid_out.best is before:
                break
        return _two_best(pricing, priced)

    def _first_choice(self, pricing: Pricing) -> Priced:
        """Prices at which a first choice was met, raised until there is one."""
        priced = pricing.price((ONE,) * len(self.money))
        for _ in range(_FIRST_RISES):
            self._one_choice(pricing, priced)
            before = priced
            if self.paid_out.best is None:
                priced = raised(pricing, priced, 1)
            if priced is before:
                break
        return priced

    def _one_choice(self, pricing: Pricing, priced: Priced) -> None:
        """Pays out the choice that is cheapest at those prices, if one is found."""
        descent = self._descend(pricing, [priced], 1, _ONE_CHOICE * len(self.groups))
        if descent.stopped and not descent.met:
            places = fitting_near(pricing, priced)
            if places is not None:
                self.paid_out.pay(pricing, places)

    def _start_without_extra(self, pricing: Pricing) -> None:
        """The cheapest choice as signed, or one near it: a start where the cheapest priced ways do not fit together."""
        entries = [[g[c].signed for c in a] for g, a in zip(self.groups, pricing.alive, strict=True)]
        start = best(self.money, entries, limit=_START_NODES)
        if start is None:
            return
        pricing.spend(start.nodes * _NODE_WORK)
        ids = [pick.id for pick in start.picks]
        self.paid_out.pay(pricing, tuple([w.id for w in g].index(i) for g, i in zip(self.groups, ids, strict=True)))

    def _spoken_for(self, pricing: Pricing, rounds: int) -> Priced:
        """The prices that the best plan speaks for, raised; candidates that they show to be too dear are left out."""
        priced = pricing.price(prices_of(self._best.run))
        pricing.drop(priced, self._best.total)
        priced = raised(pricing, pricing.again(priced), rounds)
        pricing.drop(priced, self._best.total)
        return pricing.again(priced)

    def _better_prices(self, pricing: Pricing, priced: list[Priced]) -> list[Priced]:
        """Better plans and the prices they speak for, in turn."""
        many = prod(map(len, pricing.alive)) > _MANY
        for n in range(_PLANS):
            before = self._best
            if many:
                self._look_near(pricing, priced[0])
            if n and self._best is before:
                break
            priced = _two_best(pricing, [self._spoken_for(pricing, _ROUNDS), *priced])
            self._one_choice(pricing, priced[0])
        return priced

    def _look_near(self, pricing: Pricing, priced: Priced) -> None:
        """Pays out choices near the best one while that makes the best plan better; with half the work left."""
        budget = (self.work.spent + self.work.limit) // 2
        before: Found | None = None
        while before is not self._best and self.work.spent < budget:
            before, left = self._best, _IN_VAIN
            own = pricing.price(prices_of(before.run))
            for places, paid in choices_near(pricing, priced, own, before.places, before.total):
                self.paid_out.pay(pricing, places, paid)
                left -= 1
                if self._best is not before or not left or self.work.spent >= budget:
                    break

    def _parts(self, whole: Pricing, priced: list[Priced]) -> tuple[int, bool]:
        """What nothing costs less than, fen, after a search of every part of the problem, and whether none was broken
        off."""
        spent, limit = self.work.spent, self.work.limit
        parts = taken_apart(whole, priced[0], self._best.total, spent + (limit - spent) * 9 // 10)
        lowest, done = self._best.total, True
        for part in parts:
            here = [part.priced] if len(parts) > 1 else _two_best(part.pricing, priced)
            descent = self._descend(part.pricing, here)
            lowest = min(lowest, self._lower(part.pricing, here, descent))
            done = done and not descent.stopped
        return lowest, done

    def _lower(self, pricing: Pricing, priced: Sequence[Priced], descent: Descent) -> int:
        """What no choice that was in question there costs less than, fen, or the best total."""
        lower = max(fen_of(p.bound) for p in priced)
        return lower if descent.stopped else max(lower, self.paid_out.least_of(pricing, descent.met))

    def _descend(
        self, pricing: Pricing, priced: Sequence[Priced], choices: int | None = None, allowance: int | None = None
    ) -> Descent:
        """Looks at all choices that may be better, at most so many of them."""
        run: Run | None = self.paid_out.best.run if self.paid_out.best else None
        limit = self.work.limit if run else 5 * self.work.limit
        if allowance is not None:
            limit = min(limit, self.work.spent + allowance)
        if run and choices != 1:
            priced = [*priced, pricing.price(prices_of(run))]
        descent = Descent(self.paid_out, pricing, priced, choices, limit)
        descent.run()
        return descent


def _two_best(pricing: Pricing, priced: Sequence[Priced]) -> list[Priced]:
    """The two with the highest bounds, first the higher, for what the candidates still in question can do."""
    return sorted(map(pricing.again, priced), key=lambda p: -p.bound)[:2]
