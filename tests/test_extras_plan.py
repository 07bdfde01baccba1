"""What left-over cash would save: by hand, what is never counted, and rules over random cases."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import accumulate, product
from math import prod

from hypothesis import given, settings
from hypothesis import strategies as st

from debtadvisor.core.case import Case, Debt, Household, Minimum, Promotion, Rate
from debtadvisor.core.codes import DebtCircumstance, Method, Pot, RatePer
from debtadvisor.core.extra.search import paid_out
from debtadvisor.core.optimise import cumulative, fits
from debtadvisor.core.plan.build import build_plan
from debtadvisor.core.plan.extras import Cheapest, Early, cheapest, early, new_money, ways_of
from debtadvisor.core.plan.model import Plan, WorldName
from tests.builders import TODAY, card, household, loan, small_book, sure, yearly, yuan
from tests.test_plan import cases

BOOK = small_book()
STRANGE = (DebtCircumstance.NOT_RECOGNISED,)


def bill(debt_id: str = "bill", principal: int = 3_000, rate: str = "0.12", **changes: object) -> Debt:
    """A card bill in time, next due on 12 December, a tenth of it the minimum."""
    plain = card(
        debt_id,
        principal,
        rate=yearly(rate),
        overdue_since=None,
        next_due=date(2026, 12, 12),
        due_day=12,
        minimum=Minimum(share=Decimal("0.1"), floor=yuan(100)),
    )
    return replace(plain, **changes)  # type: ignore[arg-type]  # a test names the fields it changes


def by_day(principal: int = 8_000, **changes: object) -> Debt:
    """Twelve months at 0.04 % a day."""
    daily = Rate(Decimal("0.0004"), Decimal("0.0004"), RatePer.DAY)
    return loan("day", principal, method=Method.DAILY, rate=daily, **changes)


def planned(case: Case) -> Plan:
    plan = build_plan(case, BOOK)
    assert isinstance(plan, Plan)
    return plan


def saving(case: Case) -> Early | None:
    plan = planned(case)
    return early(plan, plan.pot(Pot.HOUSEHOLD))


def test_what_is_left_pays_a_bill_earlier() -> None:
    plan = planned(household(income=4_200, debts=[bill()]))
    ask = plan.debt("bill").ask
    assert ask is not None
    # Three times 1,020.07 at 1 % a month; 1,200 a month is there.
    assert (ask.id, ask.schedule.payments) == ("bill-3", (102_007, 102_007, 102_006))
    found = early(plan, plan.pot(Pot.HOUSEHOLD))
    assert found is not None
    # 3,000 + 30 - 1,200 = 1,830; + 18.30 - 1,200 = 648.30; + 6.48 is the last payment.
    assert found.payments[:5] == (0, yuan(1_200), yuan(1_200), 65_478, 0)
    assert found.saved == 306_020 - 305_478 == 542
    assert [(one.debt, one.saved, one.sooner) for one in found.debts] == [("bill", 542, 0)]
    assert found.ask_first == ()


def test_a_loan_by_the_day_ends_sooner() -> None:
    found = saving(household(income=4_500, debts=[by_day()]))
    assert found is not None
    (one,) = found.debts
    assert one.debt == "day"
    # About 700 of 1,500 a month is signed, so it takes less than half the time.
    assert one.sooner == 6
    assert yuan(250) < one.saved < yuan(350)


def test_the_reserve_stays_untouched() -> None:
    case = household(income=4_200, debts=[bill()], household=Household(reserve=yuan(100)))
    found = saving(case)
    assert found is not None
    assert max(found.payments) == yuan(1_100)


def test_a_loan_that_may_charge_for_it_is_only_asked_about() -> None:
    assert saving(household(debts=[loan()])) is None
    found = saving(household(income=5_600, debts=[bill(), loan()]))
    assert found is not None
    assert [one.debt for one in found.debts] == ["bill"]
    assert found.ask_first == ("loan",)


def test_nothing_is_said_where_nothing_is_left_or_nothing_is_saved() -> None:
    assert saving(household(income=6_000, debts=[bill(rate="0")])) is None  # no interest to save
    assert saving(household(income=9_000, debts=[bill()])) is None  # paid whole at once
    assert saving(household(income=3_050, debts=[bill()])) is None  # nothing fits
    assert saving(household(income=2_900, debts=[bill()])) is None  # a deficit


def test_a_debt_on_hold_gets_nothing_early() -> None:
    found = saving(household(income=6_000, debts=[bill("held", 9_000, "0.18", circumstances=STRANGE), bill()]))
    assert found is not None
    assert [one.debt for one in found.debts] == ["bill"]


def test_an_agreed_instalment_is_no_bill_any_more() -> None:
    late = bill(principal=20_000, overdue_since=date(2026, 8, 18), next_due=None)
    plan = planned(household(income=5_000, debts=[late]))
    ask = plan.debt("bill").ask
    assert ask is not None
    assert ask.kind is not None
    assert early(plan, plan.pot(Pot.HOUSEHOLD)) is None


def best_of_all(case: Case) -> Cheapest | None:
    plan = planned(case)
    return cheapest(plan, plan.pot(Pot.HOUSEHOLD))


def test_with_everything_left_paid_early_another_choice_can_be_cheaper() -> None:
    # 1,200 a month: three equal sums of 1,020.07 at 1 % are the cheapest that is signed.
    case = household(income=4_200, debts=[bill()])
    found = best_of_all(case)
    assert found is not None
    # At its minimum with 1,200 a month instead: 3,030 - 1,200 = 1,830 -> 1,848.30 - 1,200 = 648.30 -> 654.78.
    assert found.total == yuan(2_400) + 65_478
    assert found.payments[1:4] == (yuan(1_200), yuan(1_200), 65_478)
    assert found.proven
    # The plan's own 1,020.07 with the rest paid early comes to the same.
    assert found.more == 0


def test_a_fee_that_ends_with_the_debt_counts_in_the_cheapest_choice() -> None:
    found = best_of_all(household(income=4_200, debts=[bill(monthly_fee=yuan(100))]))
    assert found is not None
    # 3,130 - 1,200 -> 1,930 + 19.30 + 100 - 1,200 -> 849.30 + 8.49 + 100.
    assert found.total == yuan(2_400) + 95_779


def test_without_a_debt_that_surely_takes_early_payments_there_is_no_such_choice() -> None:
    assert best_of_all(household(income=5_000, debts=[loan()])) is None
    assert best_of_all(household(income=2_900, debts=[bill()])) is None


@st.composite
def open_cases(draw: st.DrawFn) -> Case:
    """Bills and loans by the day beside others."""
    case = draw(cases())
    debts = []
    for debt in case.debts:
        if draw(st.booleans()):
            principal = draw(st.integers(300, 20_000))
            made = bill(principal=principal) if draw(st.booleans()) else by_day(principal)
            debt = replace(made, id=debt.id, due_day=draw(st.integers(1, 31)), next_due=None, fees_owed=sure(7))
        if draw(st.integers(0, 3)) == 0:
            debt = replace(debt, monthly_fee=draw(st.integers(1, 9_000)))
        if draw(st.integers(0, 3)) == 0:
            lower = yearly(f"0.{draw(st.integers(0, 12)):02}")
            debt = replace(debt, promotion=Promotion(rate=lower, until=draw(st.dates(TODAY, date(2028, 6, 1)))))
        debts.append(debt)
    return replace(case, debts=tuple(debts))


@settings(max_examples=60, deadline=None)
@given(open_cases())
def test_the_cheapest_choice_is_that_of_trying_every_one(case: Case) -> None:
    plan = planned(case)
    for pot in plan.pots:
        found = cheapest(plan, pot)
        if found is None:
            continue
        world, spans = pot.worlds[WorldName.AGREED], plan.statement.periods
        money = cumulative(new_money(world))
        groups = [ways_of(plan.debt(line.debt), spans) for line in world.lines]
        assert found.more >= 0
        assert found.bound <= found.total == sum(found.payments)
        assert all(paid <= have for paid, have in zip(accumulate(found.payments), money, strict=True))
        if prod(map(len, groups)) <= 400 and sum(any(one.watched for one in group) for group in groups) < 2:
            tried = [
                paid_out(money, picks).total
                for picks in product(*groups)
                if fits([sum(one.signed.paid[t] for one in picks) for t in range(len(money))], money)
            ]
            assert found.proven
            assert found.total == min(tried)


@settings(max_examples=150, deadline=None)
@given(open_cases())
def test_early_payments_never_pass_the_money_and_only_save(case: Case) -> None:
    plan = planned(case)
    for pot in plan.pots:
        found = early(plan, pot)
        if found is None:
            continue
        world = pot.worlds[WorldName.AGREED]
        pairs = zip(accumulate(found.payments), accumulate(new_money(world)), strict=True)
        assert all(paid <= have for paid, have in pairs)
        assert sum(found.payments) == world.total - found.saved
        assert found.saved >= sum(one.saved for one in found.debts) > 0
        for one in found.debts:
            line = plan.debt(one.debt)
            assert line.ask is not None
            assert line.ask.is_contract
            assert line.debt.method in (Method.REVOLVING, Method.DAILY)
            assert not line.held
            assert not line.priority
            assert one.sooner >= 0
            assert one.debt not in found.ask_first
