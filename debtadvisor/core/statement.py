"""The standard statement: what comes in, what life costs, what is left for debts, month by month.

Household and business cash are two pots that never mix. A range enters at its cautious end (income low, spending
high). Money of a period is counted when its pay day comes: before the first pay day only the cash that the user
allows can be offered, since the last pay is already spoken for. Spending that falls due once a quarter or a year
is set aside evenly, rounded up.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum

from debtadvisor.core.case import Amount, Case, Income, Spending
from debtadvisor.core.codes import AssetKind, Every, Heading, Pot
from debtadvisor.core.dates import Periods, on_day, periods
from debtadvisor.core.policy.model import Figure, PolicyBook
from debtadvisor.core.value import value


class Group(StrEnum):
    """The parts of the spending side."""

    PRIORITY = "priority"
    FIXED = "fixed"
    FLEXIBLE = "flexible"
    SAVINGS = "savings"


# Priority is by what happens when a line is not paid, not by its size.
GROUP = {
    **dict.fromkeys(
        (
            Heading.RENT,
            Heading.HOME_LOAN,
            Heading.UTILITIES,
            Heading.FOOD,
            Heading.MEDICAL,
            Heading.CHILD_SUPPORT,
            Heading.FINES_TAX,
        ),
        Group.PRIORITY,
    ),
    **dict.fromkeys(
        (
            Heading.PHONE,
            Heading.TRANSPORT,
            Heading.INSURANCE,
            Heading.SCHOOL,
            Heading.CHILDCARE,
            Heading.ELDER_CARE,
            Heading.STOCK,
            Heading.STAFF,
            Heading.PREMISES,
            Heading.PLATFORM_FEES,
            Heading.BUSINESS_TAX,
            Heading.OWNER_DRAWINGS,
        ),
        Group.FIXED,
    ),
    **dict.fromkeys(
        (
            Heading.CLOTHING,
            Heading.HOUSEHOLD_GOODS,
            Heading.PERSONAL,
            Heading.SOCIAL,
            Heading.LEISURE,
            Heading.OTHER,
        ),
        Group.FLEXIBLE,
    ),
    Heading.SAVINGS: Group.SAVINGS,
}

# What a person lives from: compared with the local subsistence standard. Housing is left out on both sides.
LIVING = frozenset(
    {
        Heading.FOOD,
        Heading.UTILITIES,
        Heading.MEDICAL,
        Heading.PHONE,
        Heading.TRANSPORT,
        Heading.CLOTHING,
        Heading.HOUSEHOLD_GOODS,
        Heading.PERSONAL,
        Heading.SCHOOL,
        Heading.CHILDCARE,
        Heading.OTHER,
    }
)

_MONTHS = {Every.MONTH: 1, Every.QUARTER: 3, Every.YEAR: 12}


@value
class Line:
    """One line of the statement, fen a month. `cautious` is what the plan counts, `kind` the other end.

    code   the income's source or the spending's heading
    group  None for income
    index  its place in the case, so that a page can name it
    """

    code: str
    group: Group | None
    cautious: int
    kind: int
    every: Every
    note: str
    index: int


@value
class Floor:
    """Living costs against a floor, fen a month for the whole household.

    figure   the planning default used; None when the user gave the local standard
    checked  False when food is provided, so that low spending proves nothing
    """

    needed: int
    spent: int
    figure: Figure | None
    checked: bool

    @property
    def below(self) -> bool:
        return self.checked and self.spent < self.needed


@value
class PotStatement:
    """One purse.

    surplus    fen a month left in the first full period, before debts: income - spending - reserve
    cash       fen that the user allows to be used at once
    new_money  fen that each period brings for debts (may be negative); period 0 holds the cash
    later      days of lumps that are counted from the next period on, since payments of their own come before them
    unknown    places of incomes and costs about which nothing is known, so that no surplus can be relied on
    assumed    fen a month of the surplus that only a what-if takes for granted (may be negative)
    """

    pot: Pot
    income: tuple[Line, ...]
    spending: tuple[Line, ...]
    income_total: int
    spending_total: int
    reserve: int
    surplus: int
    cash: int
    lumps: tuple[tuple[date, int], ...]
    new_money: tuple[int, ...]
    later: tuple[date, ...] = ()
    unknown: tuple[str, ...] = ()
    assumed: int = 0

    def counted_from(self, day: date, spans: Periods) -> date:
        """The day from which the lump of that day is counted: its own, or the first after its period."""
        return spans.last_day(spans.index(day)) + timedelta(days=1) if day in self.later else day

    def group_total(self, group: Group) -> int:
        return sum(line.cautious for line in self.spending if line.group is group)


@value
class Statement:
    """Both purses over the periods of the plan. `unexplained` are spending lines that need a note."""

    periods: Periods
    pots: tuple[PotStatement, ...]
    floor: Floor
    unexplained: tuple[int, ...]

    def pot(self, pot: Pot) -> PotStatement:
        """The purse. Raises KeyError when the case does not use it."""
        for one in self.pots:
            if one.pot is pot:
                return one
        raise KeyError(pot)


def pay_day(case: Case) -> int | None:
    """The day of the largest monthly household income whose day is known; None when none is."""
    known = [i for i in case.incomes if i.day and i.every is Every.MONTH and i.pot is Pot.HOUSEHOLD]
    return max(known, key=lambda i: i.amount.low).day if known else None


def statement(case: Case, book: PolicyBook, count: int) -> Statement:
    """The statement over `count` ≥ 2 periods. The business pot appears when anything in the case is in it."""
    spans = periods(case.as_of, pay_day(case), max(count, 2))
    used = {p for p in Pot if p is Pot.HOUSEHOLD or _uses(case, p)}
    return Statement(
        periods=spans,
        pots=tuple(_pot(case, p, spans) for p in Pot if p in used),
        floor=_floor(case, book),
        unexplained=tuple(n for n, s in enumerate(case.spending) if s.heading is Heading.OTHER and not s.note.strip()),
    )


def _uses(case: Case, pot: Pot) -> bool:
    lines: Sequence[Income | Spending] = (*case.incomes, *case.spending)
    return any(one.pot is pot for one in lines) or any(d.purpose is pot for d in case.debts)


def _monthly(amount: int, every: Every) -> int:
    """A recurring sum as a monthly one, rounded up."""
    return -(-amount // _MONTHS[every])


def _high(amount: Amount) -> int:
    return amount.low if amount.high is None else amount.high


def _active(start: date | None, end: date | None, when: date) -> bool:
    return (start is None or start <= when) and (end is None or when <= end)


def _pot(case: Case, pot: Pot, spans: Periods) -> PotStatement:
    incomes = [(n, i) for n, i in enumerate(case.incomes) if i.pot is pot]
    costs = [(n, s) for n, s in enumerate(case.spending) if s.pot is pot and s.every is not Every.ONCE]
    reserve = case.household.reserve if pot is Pot.HOUSEHOLD else 0
    first = spans.starts[1]
    income = tuple(
        Line(
            code=i.source, group=None, cautious=i.amount.low, kind=_high(i.amount), every=i.every, note=i.note, index=n
        )
        for n, i in incomes
        if i.every is Every.MONTH and _active(i.start, i.end, _paid_on(i, first, spans))
    )
    spending = tuple(
        Line(
            code=s.heading,
            group=GROUP[s.heading],
            cautious=_monthly(_high(s.amount), s.every),
            kind=_monthly(s.amount.low, s.every),
            every=s.every,
            note=s.note,
            index=n,
        )
        for n, s in costs
        if _active(s.start, s.end, first)
    )
    received, spent = sum(line.cautious for line in income), sum(line.cautious for line in spending)
    cash = sum(a.for_debts for a in case.assets if a.pot is pot and _now(a.available, case.as_of))
    lumps = tuple(
        sorted(
            (a.available, a.for_debts)
            for a in case.assets
            if a.pot is pot and a.for_debts and a.available is not None and a.available > case.as_of
        )
    )
    money = _new_money([i for _, i in incomes], [s for s in case.spending if s.pot is pot], reserve, spans)
    money[0] += cash
    for when, fen in lumps:
        if when <= spans.end:
            money[spans.index(when)] += fen
    return PotStatement(
        pot=pot,
        income=income,
        spending=spending,
        income_total=received,
        spending_total=spent,
        reserve=reserve,
        surplus=received - spent - reserve,
        cash=cash,
        lumps=lumps,
        new_money=tuple(money),
        unknown=_unknown(case, pot),
    )


def _unknown(case: Case, pot: Pot) -> tuple[str, ...]:
    incomes = [f"incomes[{n}]" for n, i in enumerate(case.incomes) if i.pot is pot and i.amount.is_unknown]
    costs = [f"spending[{n}]" for n, s in enumerate(case.spending) if s.pot is pot and s.amount.is_unknown]
    return (*incomes, *costs)


def _now(available: date | None, as_of: date) -> bool:
    return available is None or available <= as_of


def _paid_on(income: Income, start: date, spans: Periods) -> date:
    """The day within the period that begins at `start` on which a monthly income arrives."""
    day = income.day or spans.pay_day
    here = on_day(start.year, start.month, day)
    return here if here >= start else on_day(start.year, start.month + 1, day)


def first_paid(spans: Periods) -> int:
    """The first period whose pay counts: 0 when `as_of` is itself the pay day, else 1."""
    today = spans.starts[0]
    return 0 if spans.pay_day_known and today == on_day(today.year, today.month, spans.pay_day) else 1


def _new_money(incomes: Sequence[Income], costs: Sequence[Spending], reserve: int, spans: Periods) -> list[int]:
    """What each period adds. Period 0 counts only when `as_of` is itself the pay day: else its pay is spent."""
    money = [0] * len(spans.starts)
    first = first_paid(spans)
    recurring = [i for i in incomes if i.every is Every.MONTH]
    standing = [(s, _monthly(_high(s.amount), s.every)) for s in costs if s.every is not Every.ONCE]
    dated = any(i.start or i.end for i in recurring) or any(s.start or s.end for s, _ in standing)
    for t in range(first, len(spans.starts)):
        if t > first and not dated:
            money[t] = money[first]  # nothing begins or ends, so every month is like the first
            continue
        start = spans.starts[t]
        came = sum(i.amount.low for i in recurring if _active(i.start, i.end, _paid_on(i, start, spans)))
        went = sum(fen for s, fen in standing if _active(s.start, s.end, start))
        money[t] = came - went - reserve
    for i in incomes:
        if i.every is not Every.MONTH:
            for when in _rare_dates(i, spans):
                money[spans.index(when)] += i.amount.low
    for s in costs:
        if s.every is Every.ONCE and s.start is not None and s.start >= spans.starts[0]:
            money[spans.index(s.start)] -= _high(s.amount)
    return money


def income_by_period(case: Case, pot: Pot, spans: Periods) -> tuple[int, ...]:
    """Fen of income, cautious end, that the purse receives in each period; period 0, whose pay is spent, is nothing."""
    incomes = [i for i in case.incomes if i.pot is pot]
    recurring = [i for i in incomes if i.every is Every.MONTH]
    came = [0] * len(spans.starts)
    dated = any(i.start or i.end for i in recurring)
    for t in range(1, len(came)):
        if t > 1 and not dated:
            came[t] = came[1]
            continue
        start = spans.starts[t]
        came[t] = sum(i.amount.low for i in recurring if _active(i.start, i.end, _paid_on(i, start, spans)))
    for i in incomes:
        if i.every is not Every.MONTH:
            for when in _rare_dates(i, spans):
                if t := spans.index(when):
                    came[t] += i.amount.low
    return tuple(came)


def _rare_dates(income: Income, spans: Periods) -> list[date]:
    """When an income that is not monthly arrives: from its `start` on, which it must have to be counted."""
    if income.start is None:
        return []
    if income.every is Every.ONCE:
        dates = [income.start]
    else:
        step = _MONTHS[income.every]
        dates = [on_day(income.start.year, income.start.month + step * k, income.start.day) for k in range(610 // step)]
    return [d for d in dates if spans.starts[0] <= d <= spans.end and (income.end is None or d <= income.end)]


def _floor(case: Case, book: PolicyBook) -> Floor:
    figure = None if case.household.living_floor is not None else book.defaults.get("living_floor")
    each = case.household.living_floor
    if each is None:
        each = int(figure.value * 100) if figure is not None else 0
    spent = sum(
        _monthly(_high(s.amount), s.every)
        for s in case.spending
        if s.pot is Pot.HOUSEHOLD
        and s.heading in LIVING
        and s.every is not Every.ONCE
        and _active(s.start, s.end, case.as_of)
    )
    return Floor(
        needed=each * case.household.people, spent=spent, figure=figure, checked=not case.household.food_provided
    )


def has_home(case: Case) -> bool:
    """Whether the case lists a home, which no plan ever proposes to sell when it is the only one."""
    return any(a.kind is AssetKind.HOME for a in case.assets)
