"""What a what-if takes for granted beside the case: a budget, refusals, a credit line that stops.

Nothing here is a fact of the case, so it travels beside it as one value that every step may look at. With `NOTHING`
assumed, a plan is the plan of the case. What can be said honestly as another case (an income, a sum to come) is not
here; see `whatif`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from datetime import date

from debtadvisor.core.case import Case
from debtadvisor.core.codes import Pot, Standing
from debtadvisor.core.plan.ready import Ready, set_aside
from debtadvisor.core.policy.model import PolicyBook, ReliefTerm, Terms
from debtadvisor.core.relief.model import Candidate, DebtRelief
from debtadvisor.core.relief.options import cleared, relief
from debtadvisor.core.statement import PotStatement, Statement, first_paid
from debtadvisor.core.value import value

# Rows of these standings are given case by case, or are our own guess: they go first when lenders tighten.
CASE_BY_CASE = frozenset({Standing.PRACTICE, Standing.PLANNING_DEFAULT})


@value
class Assumptions:
    """What is taken for granted.

    budgets    fen a month for all planned debts of a purse, in place of what its statement leaves
    extra      so many fen more a month for the household's debts, or less when negative
    refused    ids of debts whose lenders agree to nothing; a sum already offered in writing stays
    closed     ids of debts whose credit line stops: no bill is paid at its minimum, each falls due whole
    tightened  lenders give nothing case by case, and only the shorter half of the months that they name
    by         day by which every planned debt of a purse must be paid in the agreed world
    """

    budgets: Mapping[Pot, int] = field(default_factory=dict)
    extra: int = 0
    refused: frozenset[str] = frozenset()
    closed: frozenset[str] = frozenset()
    tightened: bool = False
    by: Mapping[Pot, date] = field(default_factory=dict)


NOTHING = Assumptions()


def assumed_ready(one: Ready, case: Case, book: PolicyBook, assumed: Assumptions) -> Ready:
    """That debt with fewer ways of paying. `may_wait` is set when what is assumed took a way from it."""
    found = one.relief
    if found is not None and one.profile is not None and assumed.tightened:
        found = _open_only(relief(one.debt, case, one.profile, tightened(book)), found)
    if found is not None and one.debt.id in assumed.refused:
        found = _refused(found)
    fixed = one.fixed
    if one.debt.id in assumed.closed:
        found = None if found is None else _without_minimum(found)
        fixed = set_aside(one.place, held=bool(one.held), rolls=False) if fixed.due else fixed
    lost = _sums(found) != _sums(one.relief)
    day = assumed.by.get(one.debt.purpose)
    if found is not None and day is not None:
        found = replace(found, ask=paid_by(one, found.ask, day))
    return replace(one, relief=found, fixed=fixed, may_wait=lost and not one.protected)


def _sums(found: DebtRelief | None) -> tuple[tuple[str, int], ...]:
    return () if found is None else tuple((one.id, one.total) for one in found.ask)


def paid_by(one: Ready, ways: Sequence[Candidate], day: date) -> tuple[Candidate, ...]:
    """The ways of that debt whose last payment falls on that day or before; also its contract, paid off by then in
    equal sums, where it takes early payments without a charge."""
    found = tuple(way for way in ways if way.schedule.due[-1] <= day)
    open_contract = any(way.is_old_contract and way.count > 1 for way in ways)
    sooner = cleared(one.place, day) if one.place is not None and open_contract else None
    return found if sooner is None or any(way.id == sooner.id for way in found) else (*found, sooner)


def tightened(book: PolicyBook) -> PolicyBook:
    """The book of lenders that tighten: rows given case by case are refused, and of the months that a row lists only
    the shorter half is left (the middle one included, so that one is always left)."""
    return replace(book, terms=tuple(_tightened(row) for row in book.terms))


def _tightened(row: ReliefTerm) -> ReliefTerm:
    if row.standing in CASE_BY_CASE:
        return replace(row, refused=True)
    return replace(row, ask=_shorter(row.ask), counter=_shorter(row.counter))


def _shorter(terms: Terms) -> Terms:
    return replace(terms, months=tuple(sorted(terms.months))[: (len(terms.months) + 1) // 2])


def _open_only(found: DebtRelief, before: DebtRelief) -> DebtRelief:
    """Without the rows that are refused only by what is assumed: the book does not say that they are not given."""
    said = {option.term.id for option in before.options if option.term.refused}
    return replace(found, options=tuple(o for o in found.options if not o.term.refused or o.term.id in said))


def _refused(found: DebtRelief) -> DebtRelief:
    ask, counter = ((*found.contract, *(one for one in ways if one.is_written)) for ways in (found.ask, found.counter))
    return replace(found, options=(), ask=ask, counter=counter)


def _without_minimum(found: DebtRelief) -> DebtRelief:
    contract, ask, counter = (
        tuple(one for one in ways if not one.is_rolling) for ways in (found.contract, found.ask, found.counter)
    )
    return replace(found, contract=contract, ask=ask, counter=counter)


def assumed_statement(sheet: Statement, ready: Sequence[Ready], assumed: Assumptions) -> Statement:
    """The statement with the budgets and the extra in place; each purse keeps what was assumed in `assumed`."""
    return replace(sheet, pots=tuple(_assumed_purse(purse, sheet, ready, assumed) for purse in sheet.pots))


def _assumed_purse(purse: PotStatement, sheet: Statement, ready: Sequence[Ready], assumed: Assumptions) -> PotStatement:
    spans, budget = sheet.periods, assumed.budgets.get(purse.pot)
    first = first_paid(spans)
    if budget is None:
        extra = assumed.extra if purse.pot is Pot.HOUSEHOLD else 0
        if not extra:
            return purse
        money = tuple(fen + extra if t >= first else fen for t, fen in enumerate(purse.new_money))
        return replace(purse, new_money=money, surplus=purse.surplus + extra, assumed=extra)
    # What is paid or set aside first is paid beside the budget, which is for the planned debts alone.
    asked = [0] * len(spans.starts)
    for one in ready:
        if one.debt.purpose is purse.pot and one.fixed.due:
            fixed = one.fixed.until(spans.end)
            asked = [a + b for a, b in zip(asked, spans.per_period(fixed.due, fixed.payments), strict=True)]
    lumps = [purse.cash if first == 0 else 0, *(0 for _ in spans.starts[1:])]
    for when, fen in purse.lumps:
        if when <= spans.end and spans.index(when) >= first:
            lumps[spans.index(when)] += fen
    money = tuple(old if t < first else budget + asked[t] + lumps[t] for t, old in enumerate(purse.new_money))
    surplus = budget + asked[1]
    return replace(purse, new_money=money, surplus=surplus, assumed=surplus - purse.surplus, unknown=())
