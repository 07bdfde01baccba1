"""What a change does to a plan: figures worked out by hand, and rules that hold for every case."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import accumulate

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debtadvisor.core.case import Case, Debt, Income, Minimum, Rate, WrittenOffer
from debtadvisor.core.codes import IncomeSource, LenderKind, Method, Pot, RatePer, ReliefKind, Security, Standing
from debtadvisor.core.plan.assume import Assumptions, tightened
from debtadvisor.core.plan.build import build_plan
from debtadvisor.core.plan.model import NoOffer, Plan, PlanStatus, World, WorldName
from debtadvisor.core.plan.whatif import Change, ChangeCode, WhatIf, what_if
from tests.builders import TODAY, card, household, loan, shop_income, small_book, sure, yearly, yuan

BOOK = small_book()
FREE = yearly("0")


def planned(case: Case, assumed: Assumptions | None = None) -> Plan:
    result = build_plan(case, BOOK, assumed or Assumptions())
    assert isinstance(result, Plan)
    return result


def asked(case: Case, *changes: Change) -> WhatIf:
    return what_if(planned(case), changes, BOOK)


def world(plan: Plan, name: WorldName = WorldName.AGREED) -> World:
    return plan.pot(Pot.HOUSEHOLD).worlds[name]


def budget(fen: int) -> Change:
    return Change(code=ChangeCode.BUDGET, fen=fen)


def extra(fen: int) -> Change:
    return Change(code=ChangeCode.EXTRA, fen=fen)


def income(share: str) -> Change:
    return Change(code=ChangeCode.INCOME, share=Decimal(share))


def lump(fen: int, on: date) -> Change:
    return Change(code=ChangeCode.LUMP, fen=fen, on=on)


def refuse(*debts: str) -> Change:
    return Change(code=ChangeCode.REFUSE, debts=debts)


def closed(*debts: str) -> Change:
    return Change(code=ChangeCode.CLOSED, debts=debts)


def target(year: int, month: int, day: int) -> Change:
    return Change(code=ChangeCode.TARGET, on=date(year, month, day))


# --- money ----------------------------------------------------------------------------------------


def test_a_fifth_less_income_leaves_1800_of_3000_and_both_loans_ask_for_a_pause() -> None:
    """6,000 - 3,000 of living is 3,000; 4,800 - 3,000 is 1,800. Two loans of 1,000 a month fit the first as agreed. Of
    1,800 t the sum 2,000 t never fits, 2,000 t - 2,000 (one paused for two months) not in the 11th month, and
    2,000 t - 4,000 always."""
    found = asked(household(debts=(loan("a", rate=FREE), loan("b", rate=FREE))), income("-0.2"))
    assert found.base.statement.pot(Pot.HOUSEHOLD).surplus == yuan(3_000)
    assert found.changed.statement.pot(Pot.HOUSEHOLD).surplus == yuan(1_800)
    assert all(line.ask_is_plain_contract for line in found.base.debts)
    assert [line.ask.kind for line in found.changed.debts if line.ask] == [ReliefKind.DEFERRAL] * 2


def test_pay_that_comes_today_is_not_changed() -> None:
    case = household(incomes=(Income(source=IncomeSource.WAGE, amount=sure(6_000), day=TODAY.day),))
    money = asked(case, income("-0.5")).changed.statement.pot(Pot.HOUSEHOLD).new_money
    assert money[:3] == (yuan(3_000), 0, 0)


def test_an_income_is_rounded_down_to_the_fen() -> None:
    case = household(incomes=(Income(source=IncomeSource.WAGE, amount=sure("6000.01"), day=10),))
    changed = asked(case, income("-0.333")).changed
    assert changed.statement.pot(Pot.HOUSEHOLD).income_total == 400_200  # 6,000.01 x 0.667 = 4,002.00667


def test_a_budget_stands_in_place_of_what_the_statement_leaves() -> None:
    found = asked(household(debts=(loan("a", rate=FREE), loan("b", rate=FREE))), budget(yuan(1_800)))
    purse = found.changed.statement.pot(Pot.HOUSEHOLD)
    assert (purse.surplus, purse.assumed, set(purse.new_money[1:])) == (yuan(1_800), -yuan(1_200), {yuan(1_800)})
    assert [line.ask.kind for line in found.changed.debts if line.ask] == [ReliefKind.DEFERRAL] * 2


def test_a_budget_is_for_the_planned_debts_and_priority_payments_come_beside_it() -> None:
    home = loan("home", 12_000, security=Security.HOME, rate=FREE)
    found = asked(household(debts=(home, loan("a", rate=FREE))), budget(yuan(1_000)))
    assert found.changed.debt("home").reserved[1] == yuan(1_000)
    assert found.changed.statement.pot(Pot.HOUSEHOLD).surplus == yuan(2_000)
    assert found.changed.debt("a").ask_is_plain_contract


def test_a_budget_of_nothing_is_no_offer() -> None:
    found = asked(household(), budget(0))
    assert found.changed.status is PlanStatus.INFEASIBLE
    assert found.changed.pot(Pot.HOUSEHOLD).no_offer is NoOffer.DEFICIT


def test_a_budget_lets_a_household_in_deficit_see_what_it_would_take() -> None:
    found = asked(household(income=2_900), budget(yuan(1_000)))
    assert found.base.pot(Pot.HOUSEHOLD).no_offer is NoOffer.DEFICIT
    assert found.changed.status is PlanStatus.OK


def test_no_budget_makes_a_hunger_plan() -> None:
    changed = asked(household(food=200), budget(yuan(1_000))).changed
    assert changed.pot(Pot.HOUSEHOLD).no_offer is NoOffer.BELOW_FLOOR


def test_less_a_month_can_leave_nothing() -> None:
    changed = asked(household(), extra(-yuan(3_000))).changed
    assert changed.pot(Pot.HOUSEHOLD).no_offer is NoOffer.DEFICIT


def test_a_lump_counts_from_its_day_on_and_not_before() -> None:
    """A bill of 20,000 due on 18 December: 3,000 come on the 10th, so 17,000 more are needed that day at the latest."""
    case = household(debts=(card(overdue_since=None, next_due=date(2026, 12, 18), rate=FREE),))

    def whole(fen: int, on: date) -> bool:
        ask = asked(case, lump(fen, on)).changed.debt("card").ask
        assert ask is not None
        return ask.id == "contract"

    assert whole(yuan(17_000), date(2026, 12, 18))
    assert whole(yuan(17_000), TODAY)
    assert not whole(yuan(17_000) - 1, TODAY)
    # It comes a month late, yet the total is the same without interest, so paying whole is no better than rolling on.
    assert not whole(yuan(17_000), date(2027, 1, 10))


def test_a_lump_after_the_last_month_of_the_plan_pays_nothing() -> None:
    found = asked(household(), lump(yuan(50_000), date(2060, 1, 1)))
    assert found.changed.pots == found.base.pots


def test_the_business_purse_keeps_its_own_money() -> None:
    shop = loan("shop", purpose=Pot.BUSINESS, rate=FREE)
    case = household(debts=(loan(rate=FREE), shop))
    case = replace(case, incomes=(*case.incomes, shop_income(1_500)))
    found = asked(case, extra(yuan(500)))
    assert found.changed.statement.pot(Pot.BUSINESS) == found.base.statement.pot(Pot.BUSINESS)


# --- lenders --------------------------------------------------------------------------------------


def late(debt_id: str, principal: int = 12_000, **changes: object) -> Debt:
    """A loan two weeks late whose arrears are one payment."""
    return loan(debt_id, principal, next_due=None, due_day=7, overdue_since=date(2026, 11, 7), **changes)


def test_a_refused_debt_goes_on_as_its_contract() -> None:
    changed = asked(household(debts=(loan(rate=FREE),), income=4_100), refuse("loan")).changed
    line = changed.debt("loan")
    assert line.ask is not None
    assert (line.ask.id, line.ask.waived.total, line.relief and line.relief.options) == ("contract", 0, ())


def test_a_sum_offered_in_writing_outlives_a_refusal() -> None:
    offer = WrittenOffer(amount=yuan(5_000), until=date(2026, 12, 31))
    case = household(debts=(card(written_offer=offer),), cash=6_000)
    changed = asked(case, refuse("card")).changed
    assert changed.debt("card").ask is not None
    assert changed.debt("card").ask_is_plain_contract is False


def test_a_refused_debt_that_no_longer_fits_is_left_out_and_the_others_are_planned() -> None:
    """The card is 95 days late: its contract asks for 20,000 at once, and no month has that."""
    found = asked(household(debts=(card(), loan(rate=FREE))), refuse("card"))
    assert found.changed.left_out == ("card",)
    assert found.changed.status is PlanStatus.INFEASIBLE
    assert found.changed.debt("loan").ask_is_plain_contract
    assert found.base.left_out == ()


def test_what_is_left_over_stays_with_the_debt_that_is_left_out() -> None:
    """Nothing is paid early to the others: the page says to keep what is left and to go on talking."""
    found = asked(household(debts=(card(), loan("day", method=Method.DAILY)), income=6_000), refuse("card"))
    assert found.changed.left_out == ("card",)
    assert not world(found.changed, WorldName.AGREED).early
    alone = asked(household(debts=(loan("day", method=Method.DAILY),), income=6_000), refuse("day"))
    assert world(alone.changed, WorldName.AGREED).early


def test_a_debt_with_a_graver_consequence_is_never_left_out_for_the_others() -> None:
    heavy = card(principal=60_000)
    found = asked(household(debts=(heavy, loan(rate=FREE)), income=9_000), refuse("card"))
    assert found.base.debt("card").protected
    assert found.changed.left_out == ()
    assert found.changed.pot(Pot.HOUSEHOLD).no_offer is NoOffer.NOTHING_FITS


def test_when_everybody_refuses_the_ways_are_those_of_the_contracts() -> None:
    case = household(debts=(loan("a"), late("b"), card()), income=8_000)
    changed = asked(case, refuse("a", "b", "card")).changed
    for line in changed.debts:
        assert line.relief is not None
        assert line.relief.ask == line.relief.contract == line.relief.counter
        assert line.ask is None or line.ask in line.relief.contract
    refused = world(changed, WorldName.REFUSED)
    assert refused == world(planned(case), WorldName.REFUSED)


def test_tightened_refuses_what_is_given_case_by_case_and_keeps_the_shorter_half() -> None:
    ruled = replace(BOOK.terms[0], standing=Standing.REGULATION)
    book = tightened(replace(BOOK, terms=(ruled, *BOOK.terms[1:])))
    assert (book.terms[0].ask.months, book.terms[0].counter.months, book.terms[0].refused) == ((12, 24), (12,), False)
    assert all(row.refused for row in book.terms[1:])
    odd = replace(ruled, ask=replace(ruled.ask, months=(36, 12, 24)))
    assert tightened(replace(BOOK, terms=(odd,))).terms[0].ask.months == (12, 24)


def test_rows_refused_only_by_the_scenario_are_not_told_as_refused_by_the_book() -> None:
    changed = asked(household(debts=(card(), loan(rate=FREE))), Change(code=ChangeCode.TIGHTENED)).changed
    for line in changed.debts:
        assert line.relief is not None
        assert line.relief.options == ()


def test_a_line_that_stops_shows_who_relied_on_it_and_what_is_missing_when() -> None:
    """The card paid its minimum of 10 %, 2,000, on 18 December; then 20,000 are due and 3,000 are there."""
    case = household(debts=(card(overdue_since=None, next_due=date(2026, 12, 18), rate=FREE),))
    found = asked(case, closed("card"))
    assert found.base.debt("card").ask is not None
    (gap,) = found.gaps
    assert (gap.debt, gap.on, gap.bill, gap.before) == ("card", date(2026, 12, 18), yuan(20_000), yuan(2_000))
    assert (gap.short, gap.relied) == (yuan(17_000), True)
    assert found.changed.pot(Pot.HOUSEHOLD).no_offer is NoOffer.NOTHING_FITS
    assert world(found.changed, WorldName.REFUSED).lines[0].payments[1] == yuan(3_000)


def test_a_debt_without_a_bill_does_not_feel_a_line_that_stops() -> None:
    found = asked(household(debts=(loan(), card())), closed("loan", "card"))
    assert found.gaps == ()
    assert found.changed.pots == found.base.pots


# --- a target month -------------------------------------------------------------------------------


def test_the_budget_for_a_target_is_the_least_to_the_fen() -> None:
    """12,000 without interest in 12 payments from 12 December: 1,000 a month end on 12 November 2027."""
    case = household(debts=(loan(rate=FREE),), income=3_500)
    found = asked(case, target(2027, 11, 30))
    assert found.target is not None
    (reach,) = found.target.reaches
    assert (reach.needed, reach.has, reach.enough, reach.too_late) == (yuan(1_000), yuan(500), False, ())
    assert found.changed.status is PlanStatus.OK

    def works(fen: int) -> bool:
        by = Assumptions(budgets={Pot.HOUSEHOLD: fen}, by={Pot.HOUSEHOLD: date(2027, 11, 30)})
        return world(planned(case, by)).feasible

    assert works(yuan(1_000))
    assert not works(yuan(1_000) - 1)


def test_a_target_names_the_budget_by_what_the_lenders_may_answer_as_well() -> None:
    """12,000 at 0 %, called in: asked for in 6, 12 or 24 months and answered with 6 or 12, first on 12 December. By
    the end of 2027 the first twelve fit, 1,000 each, for both; a waiver of a penalty of 1,200 makes the difference of
    100 or, halved, 50 a month. By the end of 2028 the 24 of the ask are enough: 500 a month."""
    debt = loan(
        rate=FREE,
        kind=LenderKind.CONSUMER_FINANCE,
        accelerated=True,
        overdue_since=date(2026, 10, 12),
        next_due=None,
        due_day=12,
        interest_owed=sure(0),
        penalty_owed=sure(1_200),
    )
    for by, agreed, countered in ((2027, 1_000, 1_050), (2028, 500, 1_050)):
        found = asked(household(debts=(debt,)), target(by, 12, 31))
        assert found.target is not None
        (reach,) = found.target.reaches
        assert (reach.needed, reach.countered.needed) == (yuan(agreed), yuan(countered))
        assert reach.enough
        assert reach.countered.enough


def test_a_target_that_only_the_asks_reach_names_the_debt_that_an_answer_would_make_late() -> None:
    soon = loan("a", 9_000, rate=FREE)
    found = asked(household(debts=(soon,)), target(2027, 11, 30))
    assert found.target is not None
    assert found.target.reaches[0].countered.too_late == ()
    none = asked(household(debts=(soon,)), target(2027, 1, 31))
    assert none.target is not None
    assert none.target.reaches[0].countered.too_late == ("a",)


def test_a_target_before_the_earliest_end_names_the_debt() -> None:
    found = asked(household(debts=(loan(rate=FREE),)), target(2027, 10, 31))
    assert found.target is not None
    assert [(one.needed, one.too_late) for one in found.target.reaches] == [(None, ("loan",))]
    assert found.changed == found.base


def test_a_loan_by_the_day_is_paid_off_by_the_target_since_its_contract_allows_it() -> None:
    """6,000 at 0.04 % a day in 12 payments from 12 December. By May 2027 there are six due days: 1,000 and the
    interest of 30 days, 72.00, in the first and dearest month."""
    daily = Rate(Decimal("0.0004"), Decimal("0.0004"), RatePer.DAY)
    case = household(debts=(loan(principal=6_000, method=Method.DAILY, rate=daily),), income=3_700)
    found = asked(case, target(2027, 5, 31))
    assert found.target is not None
    (reach,) = found.target.reaches
    assert (reach.needed, reach.enough, reach.too_late) == (yuan(1_072), False, ())
    assert world(found.changed).last_period == 6
    # The contract alone ends in November; nobody has to be asked to pay it off before.
    ask = found.changed.debt("loan").ask
    assert ask is not None
    assert (ask.id, ask.is_contract, ask.count) == ("cleared-6", True, 6)
    overdue = loan(principal=6_000, method=Method.DAILY, rate=daily, overdue_since=date(2026, 11, 1))
    late_ = asked(household(debts=(overdue,)), target(2027, 5, 31))
    assert late_.target is not None
    assert "cleared-6" not in {c.id for line in late_.changed.debts if line.relief is not None for c in line.relief.ask}


def test_a_bill_is_paid_off_by_the_target_in_any_number_of_months() -> None:
    """A bill of 3,000 at 1 % due on 12 December: four due days by March, each 768.84 as a level sum of 1 %."""
    bill = card(
        principal=3_000,
        rate=yearly("0.12"),
        overdue_since=None,
        next_due=date(2026, 12, 12),
        due_day=12,
        minimum=Minimum(share=Decimal("0.1"), floor=yuan(100)),
    )
    found = asked(household(debts=(bill,), income=3_500), target(2027, 3, 31))
    assert found.target is not None
    (reach,) = found.target.reaches
    assert reach.needed == 76_885  # 768.8433 each, so a quarter of all four payments is a little more than 768.84
    assert world(found.changed).last_period == 4


def test_a_target_that_the_money_reaches_already_leaves_the_money_alone() -> None:
    found = asked(household(debts=(loan(rate=FREE),)), target(2027, 11, 30))
    assert found.target is not None
    assert found.target.reaches[0].enough
    assert found.changed.statement == found.base.statement


def test_no_budget_pays_what_falls_due_before_the_next_pay_day() -> None:
    soon = loan(next_due=date(2026, 12, 5), rate=FREE)
    found = asked(household(debts=(soon,)), target(2027, 11, 30))
    assert found.target is not None
    assert (found.target.reaches[0].needed, found.target.reaches[0].too_late) == (None, ())


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(500, 30_000), min_size=1, max_size=4), st.integers(2027, 2031), st.integers(0, 5_000))
def test_one_fen_less_than_the_budget_for_a_target_never_works(sums: list[int], year: int, cash: int) -> None:
    debts = [late(f"d{n}", fen) if n % 2 else loan(f"d{n}", fen) for n, fen in enumerate(sums)]
    case, by = household(debts=debts, cash=cash), date(year, 12, 31)
    found = asked(case, Change(code=ChangeCode.TARGET, on=by))
    assert found.target is not None
    needed = found.target.reaches[0].needed
    if needed is None:
        return

    def works(fen: int) -> bool:
        plan = planned(case, Assumptions(budgets={Pot.HOUSEHOLD: fen}, by={Pot.HOUSEHOLD: by}))
        return plan.pot(Pot.HOUSEHOLD).no_offer is None

    assert works(needed) or needed == 0
    assert needed == 0 or not works(needed - 1)
    assert all(line.ask is None or line.ask.schedule.due[-1] <= by for line in found.changed.debts)


# --- rules for every case -------------------------------------------------------------------------


@st.composite
def cases(draw: st.DrawFn) -> Case:
    makers: st.SearchStrategy[Callable[[str, int], Debt]] = st.sampled_from([loan, late, card])
    sums = draw(st.lists(st.tuples(makers, st.integers(500, 40_000)), min_size=1, max_size=4))
    debts = tuple(maker(f"d{n}", principal) for n, (maker, principal) in enumerate(sums))
    return household(income=draw(st.integers(3_001, 9_000)), cash=draw(st.integers(0, 5_000)), debts=debts)


@settings(max_examples=25, deadline=None)
@given(cases())
def test_a_change_of_nothing_changes_nothing(case: Case) -> None:
    base = planned(case)
    for change in (extra(0), income("0"), refuse(), closed()):
        assert what_if(base, (change,), BOOK).changed == base


@settings(max_examples=25, deadline=None)
@given(cases(), st.integers(0, 200_000), st.integers(0, 200_000))
def test_more_money_never_makes_less_possible(case: Case, some: int, more: int) -> None:
    first, second = (asked(case, extra(fen)).changed for fen in (some, some + more))
    if first.pot(Pot.HOUSEHOLD).no_offer is None:
        assert second.pot(Pot.HOUSEHOLD).no_offer is None
        assert world(second).total <= world(first).total


@settings(max_examples=40, deadline=None)
@given(cases(), st.data())
def test_no_changed_plan_pays_more_than_there_is(case: Case, data: st.DataObject) -> None:
    ids = tuple(debt.id for debt in case.debts)
    some = data.draw(st.lists(st.sampled_from(ids), unique=True))
    change = data.draw(
        st.sampled_from(
            [
                budget(data.draw(st.integers(0, 500_000))),
                extra(data.draw(st.integers(-300_000, 300_000))),
                income(str(data.draw(st.decimals("-1", "2", places=4)))),
                lump(data.draw(st.integers(1, 3_000_000)), data.draw(st.dates(TODAY, date(2032, 1, 1)))),
                refuse(*some),
                closed(*some),
                Change(code=ChangeCode.TIGHTENED),
                Change(code=ChangeCode.TARGET, on=data.draw(st.dates(TODAY, date(2032, 1, 1)))),
            ]
        )
    )
    changed = asked(case, change).changed
    money = tuple(accumulate(changed.statement.pot(Pot.HOUSEHOLD).new_money))
    for one in changed.pot(Pot.HOUSEHOLD).worlds.values():
        paid = accumulate(map(sum, zip(*(line.payments for line in one.lines), strict=True)))
        if one.feasible and one.name is not WorldName.REFUSED:
            assert all(fen <= have for fen, have in zip(paid, money, strict=False))
        assert all(fen >= 0 for fen in one.left)


@pytest.mark.parametrize("code", [ChangeCode.REFUSE, ChangeCode.CLOSED, ChangeCode.TIGHTENED, ChangeCode.TARGET])
def test_two_hundred_debts_are_answered(code: ChangeCode) -> None:
    debts = [late(f"d{n:03}", 2_000 + n) if n % 2 else loan(f"d{n:03}", 3_000 + n) for n in range(200)]
    case = household(income=150_000, debts=debts)
    change = Change(code=code, debts=tuple(debt.id for debt in debts), on=date(2029, 6, 30))
    found = asked(case, change)
    assert len(found.changed.debts) == 200
