"""One payoff order, month by month.

In each month of INTEREST_FIRST: interest and fee are charged, each open debt gets its minimum (or what is left of it,
when that is less), and the rest of the budget goes to the debts in order, each up to what closes it. So a freed
minimum, and what closing one debt leaves over, serves the next debt in the same month; a debt that its minimum alone
clears is closed like any other. PAY_FIRST charges after the payments, and only debts still open.

Most months are alike: no debt closes, no rate and no budget changes. Such stretches run in a short loop over plain
ints; every other month is worked out step by step in `_Run.month`. Both give the same fen.
"""

from collections.abc import Iterable, Sequence
from math import lcm
from operator import sub

from debtadvisor.core.money import share_out
from debtadvisor.core.orders.model import (
    MAX_MONTHS,
    Convention,
    Ending,
    Fixed,
    OpenDebt,
    Order,
    Payoff,
    Share,
    Signed,
    Timing,
)
from debtadvisor.core.rates.quoted import periodic

DEFAULT = Convention()


def payoff(
    debts: Iterable[OpenDebt],
    budget: int | Sequence[int] | None,
    order: Order | tuple[str, ...],
    convention: Convention = DEFAULT,
) -> Payoff:
    """What that order pays in every month until all is paid, the money is short, or 600 months have passed.

    debts    in any order; their ids differ
    budget   fen a month over all debts, ≥ 0; a list gives each month its own, its last entry holds from then on;
             None pays the minimums alone and lets freed ones go
    order    one of the classic ones, or the user's own as a tuple of ids; debts not named follow by id

    Raises ValueError for ids that are twice there or unknown, and for a budget that is empty or negative.

    >>> from decimal import Decimal
    >>> card = OpenDebt(id="card", balance=1_000_000, annual=Decimal("0.20"), minimum=Fixed(50_000))
    >>> plan = payoff([card], 50_000, Order.AVALANCHE)
    >>> plan.months, plan.total_interest, plan.payments[0][-1]
    (25, 226605, 26605)
    """
    ordered = sorted(debts, key=lambda d: d.id)
    if len({d.id for d in ordered}) != len(ordered):
        raise ValueError("two debts have the same id")
    budgets = None if budget is None else (budget,) if isinstance(budget, int) else tuple(budget)
    if budgets is not None and (not budgets or min(budgets) < 0):
        raise ValueError("a budget must be given and not be negative")
    run = _Run(ordered, budgets, order, convention)
    return run.result(run.play())


class _Run:
    def __init__(
        self,
        debts: Sequence[OpenDebt],
        budgets: tuple[int, ...] | None,
        order: Order | tuple[str, ...],
        convention: Convention,
    ) -> None:
        self.debts = debts
        self.budgets = budgets
        self.order = order
        self.pay_first = convention.timing is Timing.PAY_FIRST
        self.resort = order is Order.SNOWBALL and convention.resort
        rates = [periodic(d.annual) for d in debts]
        steps = [(s.month, n, periodic(s.annual)) for n, d in enumerate(debts) for s in d.steps]
        # One even denominator for all rates: interest is (balance x numerator + half) // unit, half up.
        self.unit = lcm(2, *(r.denominator for r in rates), *(r.denominator for _, _, r in steps))
        self.half = self.unit // 2
        self.numerator = [r.numerator * (self.unit // r.denominator) for r in rates]
        self.coming = self.numerator
        self.steps = sorted((month, n, r.numerator * (self.unit // r.denominator)) for month, n, r in steps)
        self.fee = [0 if d.fee_from else d.fee for d in debts]
        self.waiting = [n for n, d in enumerate(debts) if d.fee_from and d.fee]
        self.changes = self._changes()
        self.balance = [d.balance for d in debts]
        self.charged = [0] * len(debts)
        self.fixed = [d.minimum.fen if isinstance(d.minimum, Fixed) else -1 for d in debts]
        self.open = [n for n, d in enumerate(debts) if d.balance]
        self.payments: list[list[int]] = [[] for _ in debts]
        self.balances: list[list[int]] = [[] for _ in debts]
        self.closed: list[int] = []
        self.months = 0
        self.missing = 0
        self.sequence = self._sequence(convention)

    def _changes(self) -> list[int]:
        """The months, in order, in which a rate, the rank of a rate, or the budget differs from the month before."""
        if not self.steps and not self.waiting and (self.budgets is None or len(self.budgets) == 1):
            return [MAX_MONTHS]
        lead = 0 if self.pay_first else 1
        found = {MAX_MONTHS}
        for month, _, _ in self.steps:
            found |= {month, max(month - lead, 0)}
        found |= {self.debts[n].fee_from for n in self.waiting}
        budgets = self.budgets or ()
        found |= {t for t in range(1, len(budgets)) if budgets[t] != budgets[t - 1]}
        return sorted(found)

    def _sequence(self, convention: Convention) -> list[int]:
        """All debts, the first target first, as far as their order holds for the whole run."""
        everyone = range(len(self.debts))
        if isinstance(self.order, tuple):
            places = {d.id: n for n, d in enumerate(self.debts)}
            if len(set(self.order)) != len(self.order) or not set(self.order) <= places.keys():
                raise ValueError("the order names a debt twice or one that is not there")
            named = [places[debt_id] for debt_id in self.order]
            return named + [n for n in everyone if n not in named]
        if self.order is Order.AVALANCHE:
            return self._by_rate()
        if self.order is Order.SNOWBALL:
            return sorted(everyone, key=self.balance.__getitem__)
        if self.order is Order.FEWEST_MONTHS:
            # Fixed at the start: extra payments only shorten the term of the debt that is first already.
            return sorted(everyone, key=lambda n: _months_alone(self.debts[n], convention))
        return list(everyone)

    def play(self) -> Ending:
        """Runs every month; says how it ended."""
        while self.open:
            if self.months == MAX_MONTHS:
                return Ending.LEFT
            for n in self.waiting:
                self.fee[n] = self.debts[n].fee if self.months >= self.debts[n].fee_from else 0
            if self.steps:
                self._turn()
            if not self._stretch() and not self._month():
                return Ending.SHORT
        return Ending.PAID

    def _turn(self) -> None:
        """Makes the rates those of this month, and ranks the debts by what the next interest will cost."""
        self.coming = self.numerator = [*self.numerator]
        for month, n, numerator in self.steps:
            if month == self.months:
                self.numerator[n] = numerator
        if not self.pay_first:
            self.coming = [*self.numerator]
            for month, n, numerator in self.steps:
                if month == self.months + 1:
                    self.coming[n] = numerator
        if self.order is Order.AVALANCHE:
            self.sequence = self._by_rate()

    def _by_rate(self) -> list[int]:
        return sorted(range(len(self.debts)), key=lambda n: -self.coming[n])

    def _budget(self) -> int | None:
        if self.budgets is None:
            return None
        return self.budgets[min(self.months, len(self.budgets) - 1)]

    def _constant_minimum(self, minimum: Share | Signed) -> tuple[int, int] | None:
        """What is due each month from now on, and the month before which this holds; None when it varies."""
        if isinstance(minimum, Share):
            return None
        due, t = minimum.instalments, self.months
        last = len(due) - 1
        if t >= last:
            return None
        until = t + 1
        while until < last and due[until] == due[t]:
            until += 1
        return due[t], until

    def _minima(self) -> tuple[list[int], int] | None:
        """What the open debts are due each month from now on, and how long; None when one of them varies."""
        until = next(t for t in self.changes if t > self.months)
        minima = [self.fixed[n] for n in self.open]
        for place, n in enumerate(self.open):
            minimum = self.debts[n].minimum if minima[place] < 0 else None
            if minimum is None or isinstance(minimum, Fixed):
                continue
            constant = self._constant_minimum(minimum)
            if constant is None:
                return None
            minima[place], until = constant[0], min(until, constant[1])
        return minima, until

    def _stretch(self) -> bool:
        """Runs the months from here on in which nothing changes and no debt closes, perhaps none.

        True when it came to the end of such months, False when the month it stopped at must be run step by step.
        """
        if self.order is Order.PRO_RATA and self.budgets is not None:
            return False
        constant = self._minima()
        if constant is None:
            return False
        minima, until = constant
        budget = self._budget()
        extra = 0 if budget is None else budget - sum(minima)
        if extra < 0:
            return False
        if self.resort:
            return self._resorted(minima, extra, until)
        while self.open:
            stay = self._steady(minima, extra, until)
            if self.pay_first or self.months == until:
                return self.months == until
            minima = [fen for fen, open_still in zip(minima, stay, strict=True) if open_still]
            extra = 0 if budget is None else budget - sum(minima)
        return True

    def _steady(self, minima: Sequence[int], extra: int, until: int) -> list[bool]:
        """Runs the months in which the first target gets all the extra money; says which debts stay open.

        A month is b -> (b x grown + shift) // unit: interest half up, fee and payment in one whole-number step. With
        interest first the run includes the month in which debts close: what they did not need goes down the order.
        Paying first it stops before that month.
        """
        unit, months = self.unit, until - self.months
        first = next(n for n in self.sequence if self.balance[n])
        columns: dict[int, list[int]] = {}
        # The target is looked at first: it is the likeliest to close, and nobody has to be followed for longer.
        queue = [(first, minima[self.open.index(first)] + extra)]
        queue += [(n, fen) for n, fen in zip(self.open, minima, strict=True) if n != first]
        for n, fen in queue:
            owed, fee, column = self.balance[n], self.fee[n], []
            grown = self.numerator[n] + unit
            if self.pay_first:
                shift = self.half + fee * unit - fen * grown
                for _ in range(months):
                    if owed <= fen:
                        break
                    owed = (owed * grown + shift) // unit
                    column.append(owed)
            else:
                shift = self.half + (fee - fen) * unit
                for _ in range(months):
                    owed = (owed * grown + shift) // unit
                    column.append(owed)
                    if owed <= 0:
                        break
            columns[n] = column
            months = len(column)
        if not months:
            return []
        self.months += months
        for n, fen in zip(self.open, minima, strict=True):
            column = columns[n] if len(columns[n]) == months else columns[n][:months]
            self.balances[n] += column
            self.balance[n] = column[-1]
            self.payments[n] += [fen + extra if n == first else fen] * months
        if self.pay_first or min(self.balance[n] for n in self.open) > 0:
            return []
        return self._close()

    def _close(self) -> list[bool]:
        """Gives what the closing debts got too much in the month just run to the others, in order."""
        balance, spare = self.balance, 0
        for n in self.open:
            if balance[n] <= 0:
                spare -= balance[n]
                self._pay_more(n, balance[n])
        if self.budgets is not None:
            for n in self.sequence:
                if spare and balance[n]:
                    part = min(spare, balance[n])
                    spare -= part
                    self._pay_more(n, part)
        stay = [balance[n] > 0 for n in self.open]
        self.closed += [n for n in self.open if not balance[n]]
        self.open = [n for n in self.open if balance[n]]
        return stay

    def _pay_more(self, n: int, fen: int) -> None:
        """Changes the last payment of that debt by so much."""
        self.payments[n][-1] += fen
        self.balance[n] -= fen
        self.balances[n][-1] = self.balance[n]

    def _resorted(self, minima: Sequence[int], extra: int, until: int) -> bool:
        """The same when `extra` goes to the smallest balance of each month; stops before a debt closes."""
        unit, half = self.unit, self.half
        rates = [self.numerator[n] for n in self.open]
        fees = [self.fee[n] for n in self.open]
        owed = [self.balance[n] for n in self.open]
        rows: list[list[int]] = []
        targets: list[int] = []
        for _ in range(until - self.months):
            if self.pay_first:
                owed = list(map(sub, owed, minima))
            else:
                owed = [
                    b + (b * r + half) // unit + f - m for b, r, f, m in zip(owed, rates, fees, minima, strict=True)
                ]
            low = min(owed)
            if low <= extra:
                break
            target = owed.index(low)
            owed[target] -= extra
            if self.pay_first:
                owed = [b + (b * r + half) // unit + f for b, r, f in zip(owed, rates, fees, strict=True)]
            rows.append(owed)
            targets.append(target)
        for place, n in enumerate(self.open):
            self.balances[n] += [row[place] for row in rows]
            self.payments[n] += [minima[place] + (extra if place == target else 0) for target in targets]
            self.balance[n] = self.balances[n][-1] if rows else self.balance[n]
        self.months += len(rows)
        return self.months == until

    def _month(self) -> bool:
        """One month step by step; False when the budget does not cover the minimums."""
        opened, balance = self.open, self.balance
        before = [balance[n] for n in opened]
        if not self.pay_first:
            self._charge(opened)
        due = [min(self.fixed[n], balance[n]) if self.fixed[n] >= 0 else self._minimum(n) for n in opened]
        budget = self._budget()
        extra = 0 if budget is None else budget - sum(due)
        if extra < 0:
            self.missing = -extra
            for n, fen in zip(opened, before, strict=True):
                balance[n] = fen
            return False
        for n, fen in zip(opened, due, strict=True):
            balance[n] -= fen
            self.payments[n].append(fen)
        for n, fen in self._extras(extra) if extra else ():
            balance[n] -= fen
            self.payments[n][-1] += fen
        self.open = [n for n in opened if balance[n]]
        if self.pay_first:
            self._charge(self.open)
        for n in opened:
            self.balances[n].append(balance[n])
        if len(self.open) < len(opened):
            self.closed += [n for n in opened if not balance[n]]
        self.months += 1
        return True

    def _charge(self, debts: Sequence[int]) -> None:
        """Adds the interest and the fee of this month."""
        for n in debts:
            interest = (self.balance[n] * self.numerator[n] + self.half) // self.unit
            self.charged[n] = interest + self.fee[n]
            self.balance[n] += self.charged[n]

    def _minimum(self, n: int) -> int:
        """What that debt is due now, never more than is owed."""
        minimum, owed = self.debts[n].minimum, self.balance[n]
        if isinstance(minimum, Fixed):
            return min(minimum.fen, owed)
        if isinstance(minimum, Signed):
            last = self.months >= len(minimum.instalments) - 1
            return owed if last else min(minimum.instalments[self.months], owed)
        charges = self.charged[n] if minimum.plus_charges else 0
        share = -(-(owed - charges) * minimum.share.numerator // minimum.share.denominator)
        return min(owed, charges + max(minimum.floor, share))

    def _extras(self, extra: int) -> list[tuple[int, int]]:
        """Who gets what of the money left after the minimums."""
        targets = [n for n in self.sequence if self.balance[n]]
        if self.resort:
            targets.sort(key=lambda n: (self.balance[n], n))
        if self.order is Order.PRO_RATA:
            owed = [self.balance[n] for n in targets]
            return list(zip(targets, share_out(min(extra, sum(owed)), owed), strict=True))
        parts = []
        for n in targets:
            part = min(extra, self.balance[n])
            parts.append((n, part))
            extra -= part
            if not extra:
                break
        return parts

    def result(self, ending: Ending) -> Payoff:
        fees, interest = [], []
        for debt, paid, left in zip(self.debts, self.payments, self.balance, strict=True):
            # Paying first, the month in which a debt closes charges it nothing more.
            charged = len(paid) - (1 if self.pay_first and paid and not left else 0)
            fees.append(max(charged - debt.fee_from, 0) * debt.fee)
            interest.append(sum(paid) + left - debt.balance - fees[-1])
        return Payoff(
            ids=tuple(d.id for d in self.debts),
            ending=ending,
            months=self.months,
            payments=tuple(map(tuple, self.payments)),
            balances=tuple(map(tuple, self.balances)),
            interest=tuple(interest),
            fees=tuple(fees),
            left=tuple(self.balance),
            closed=tuple(self.debts[n].id for n in self.closed),
            missing=self.missing,
            growing=self._grew(),
        )

    def _grew(self) -> bool:
        if not self.open or not self.months:
            return False
        k = self.months - 2
        earlier = (d.balance if k < 0 else c[k] for d, c in zip(self.debts, self.balances, strict=True) if k < len(c))
        return sum(self.balance) >= sum(earlier)


def _months_alone(debt: OpenDebt, convention: Convention) -> int:
    """In how many months the minimums alone clear that debt; one more than the most when they never do."""
    run = _Run([debt], None, (), convention)
    ending = run.play()
    return run.months if ending is Ending.PAID else MAX_MONTHS + 1
