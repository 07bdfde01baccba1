"""The standard statement by hand: what comes in, what life costs, when money is there."""

from dataclasses import replace
from datetime import date

from debtadvisor.core.case import Amount, Asset, Household, Income, Spending
from debtadvisor.core.codes import AssetKind, Every, Heading, IncomeSource, Pot
from debtadvisor.core.statement import Group, pay_day, statement
from tests.builders import TODAY, household, loan, shop_income, small_book, sure, yuan

BOOK = small_book()


def test_surplus_is_income_less_spending_less_reserve() -> None:
    purse = statement(household(household=Household(reserve=yuan(200))), BOOK, 4).pot(Pot.HOUSEHOLD)
    assert (purse.income_total, purse.spending_total, purse.surplus) == (yuan(6_000), yuan(3_000), yuan(2_800))


def test_before_the_first_pay_day_only_the_cash_that_is_allowed_counts() -> None:
    purse = statement(household(cash=500), BOOK, 4).pot(Pot.HOUSEHOLD)
    assert purse.new_money == (yuan(500), yuan(3_000), yuan(3_000), yuan(3_000))


def test_on_the_pay_day_itself_the_month_counts_at_once() -> None:
    case = household(as_of=date(2026, 12, 10))
    assert statement(case, BOOK, 3).pot(Pot.HOUSEHOLD).new_money[0] == yuan(3_000)


def test_the_pay_day_is_that_of_the_largest_wage() -> None:
    small = Income(source=IncomeSource.GIG, amount=sure(900), day=25)
    case = household()
    assert pay_day(replace(case, incomes=(small, *case.incomes))) == 10
    assert pay_day(replace(case, incomes=(replace(case.incomes[0], day=None),))) is None


def test_a_range_enters_at_its_cautious_end() -> None:
    case = household()
    incomes = (replace(case.incomes[0], amount=Amount(yuan(5_000), yuan(7_000))),)
    spending = (Spending(heading=Heading.FOOD, amount=Amount(yuan(1_200), yuan(1_600))),)
    purse = statement(replace(case, incomes=incomes, spending=spending), BOOK, 3).pot(Pot.HOUSEHOLD)
    assert purse.surplus == yuan(5_000) - yuan(1_600)
    assert [line.kind for line in (*purse.income, *purse.spending)] == [yuan(7_000), yuan(1_200)]


def test_yearly_costs_are_set_aside_evenly_and_rounded_up() -> None:
    spending = (Spending(heading=Heading.INSURANCE, amount=sure(1_000), every=Every.YEAR),)
    purse = statement(household(spending=spending), BOOK, 3).pot(Pot.HOUSEHOLD)
    assert purse.spending_total == 8_334  # 1,000 / 12 = 83.33..., a fen more so that the year is covered
    assert purse.group_total(Group.FIXED) == 8_334


def test_income_that_ends_is_not_counted_after_its_last_day() -> None:
    case = household()
    incomes = (replace(case.incomes[0], end=date(2027, 1, 31)),)
    purse = statement(replace(case, incomes=incomes), BOOK, 5).pot(Pot.HOUSEHOLD)
    assert purse.new_money == (0, yuan(3_000), yuan(3_000), -yuan(3_000), -yuan(3_000))


def test_spending_that_begins_later_lowers_the_later_months() -> None:
    case = household()
    school = Spending(heading=Heading.SCHOOL, amount=sure(400), start=date(2027, 1, 1))
    purse = statement(replace(case, spending=(*case.spending, school)), BOOK, 4).pot(Pot.HOUSEHOLD)
    assert purse.new_money == (0, yuan(3_000), yuan(2_600), yuan(2_600))


def test_a_bonus_and_a_one_time_cost_fall_into_their_own_months() -> None:
    case = household()
    bonus = Income(source=IncomeSource.WAGE, amount=sure(5_000), every=Every.ONCE, start=date(2027, 1, 28))
    repair = Spending(heading=Heading.HOUSEHOLD_GOODS, amount=sure(700), every=Every.ONCE, start=date(2026, 12, 30))
    case = replace(case, incomes=(*case.incomes, bonus), spending=(*case.spending, repair))
    purse = statement(case, BOOK, 4).pot(Pot.HOUSEHOLD)
    assert purse.new_money == (0, yuan(2_300), yuan(8_000), yuan(3_000))


def test_a_lump_sum_is_there_only_from_its_day_and_only_as_far_as_allowed() -> None:
    flat = Asset(kind=AssetKind.EXPECTED, value=sure(9_000), for_debts=yuan(4_000), available=date(2027, 2, 1))
    purse = statement(household(assets=(flat,)), BOOK, 5).pot(Pot.HOUSEHOLD)
    assert purse.new_money == (0, yuan(3_000), yuan(7_000), yuan(3_000), yuan(3_000))
    assert purse.lumps == ((date(2027, 2, 1), yuan(4_000)),)


def test_the_business_purse_stands_apart() -> None:
    case = household(debts=[loan(), loan("shop", purpose=Pot.BUSINESS)])
    stock = Spending(heading=Heading.STOCK, amount=sure(4_000), pot=Pot.BUSINESS)
    case = replace(case, incomes=(*case.incomes, shop_income(5_500)), spending=(*case.spending, stock))
    sheet = statement(case, BOOK, 3)
    assert sheet.pot(Pot.HOUSEHOLD).surplus == yuan(3_000)
    assert sheet.pot(Pot.BUSINESS).surplus == yuan(1_500)
    assert [purse.pot for purse in statement(household(), BOOK, 3).pots] == [Pot.HOUSEHOLD]


def test_the_floor_counts_living_costs_for_everyone_in_the_household() -> None:
    floor = statement(household(household=Household(adults=2, children=1)), BOOK, 3).floor
    assert floor.needed == 3 * yuan(700)
    assert floor.spent == yuan(1_500)  # rent is left out on both sides
    assert floor.below
    assert floor.figure is not None


def test_the_local_standard_replaces_the_planning_default() -> None:
    floor = statement(household(household=Household(living_floor=yuan(1_100))), BOOK, 3).floor
    assert (floor.needed, floor.figure, floor.below) == (yuan(1_100), None, False)


def test_other_spending_needs_a_note() -> None:
    vague = Spending(heading=Heading.OTHER, amount=sure(300))
    case = household()
    assert statement(replace(case, spending=(*case.spending, vague)), BOOK, 3).unexplained == (2,)
    noted = replace(vague, note="孩子的眼镜")
    assert statement(replace(case, spending=(*case.spending, noted)), BOOK, 3).unexplained == ()


def test_periods_follow_the_pay_day() -> None:
    sheet = statement(household(), BOOK, 3)
    assert sheet.periods.starts == (TODAY, date(2026, 12, 10), date(2027, 1, 10))
