"""What left-over cash paid early saves: by hand, what is never counted, and rules over random cases."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import product
from math import prod

from hypothesis import given, settings
from hypothesis import strategies as st

from debtadvisor.core.case import Amount, Case, Debt, Goals, Household, Minimum, Promotion, Rate
from debtadvisor.core.codes import DebtCircumstance, Method, Pot, RatePer
from debtadvisor.core.extra.search import paid_out
from debtadvisor.core.optimise import cumulative, fits
from debtadvisor.core.plan.actions import WITHIN
from debtadvisor.core.plan.build import build_plan
from debtadvisor.core.plan.course import tightest
from debtadvisor.core.plan.extras import Early, EarlyMonth, as_signed, early, new_money
from debtadvisor.core.plan.missed import shortened
from debtadvisor.core.plan.model import ActionCode, Plan, World, WorldName
from debtadvisor.core.plan.ways import may_be_chosen, way_of
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
    assert plan.pot(Pot.HOUSEHOLD).worlds[WorldName.AGREED].lines[0].payments[:5] == (
        0,
        yuan(1_200),
        yuan(1_200),
        65_478,
        0,
    )
    # Beyond the instalment of 1,020.07; the third payment is less than its instalment.
    assert found.months == (
        EarlyMonth(period=1, debts=(("bill", 17_993),)),
        EarlyMonth(period=2, debts=(("bill", 17_993),)),
    )
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
    assert saving(case) is not None
    assert max(agreed(case).lines[0].payments) == yuan(1_100)


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


def agreed(case: Case) -> World:
    return planned(case).pot(Pot.HOUSEHOLD).worlds[WorldName.AGREED]


def test_the_plan_counts_early_payments_when_it_chooses() -> None:
    # 1,200 a month: at its minimum, or in equal sums, with the rest paid early the bill comes to the same:
    # 3,030 - 1,200 = 1,830 -> 1,848.30 - 1,200 = 648.30 -> 654.78. Of those the one that costs least without it.
    world = agreed(household(income=4_200, debts=[bill()]))
    assert world.total == yuan(2_400) + 65_478
    assert world.proven
    assert [line.candidate.id for line in world.lines if line.candidate is not None] == ["bill-3"]


def test_small_instalments_leave_the_rest_for_the_dearer_debt() -> None:
    # 3,000 at 1.5 % a month and 6,000 at 1 %, with 1,200 a month, first bills with a month of interest.
    world = agreed(household(income=4_200, debts=[bill("a", 3_000, "0.18"), bill("b", 6_000, "0.12")]))
    dear, mild, total, month = 304_500, 606_000, 0, 1
    line = world.line("b")
    assert line is not None
    while dear or mild:
        # The milder one gets its instalment, the dearer one all the rest, and what that does not need goes back.
        due = min(mild, line.signed[month])
        first = min(dear, yuan(1_200) - due)
        due = min(mild, yuan(1_200) - first)
        total += due + first
        dear, mild = ((dear - first) * 1015 + 500) // 1000, ((mild - due) * 101 + 50) // 100
        month += 1
    # What is paid early is a credit with interest of its own, rounded for itself: less than a fen a month.
    assert abs(world.total - total) < month
    # The dearer one is gone before what is signed for it alone would have ended.
    assert world.lines[0].total < sum(world.lines[0].signed)


def test_a_fee_that_ends_with_the_debt_counts_in_the_choice() -> None:
    # 3,130 - 1,200 -> 1,930 + 19.30 + 100 - 1,200 -> 849.30 + 8.49 + 100.
    assert agreed(household(income=4_200, debts=[bill(monthly_fee=yuan(100))])).total == yuan(2_400) + 95_779


def test_without_a_debt_that_surely_takes_early_payments_the_instalments_are_the_plan() -> None:
    world = agreed(household(income=5_000, debts=[loan()]))
    assert not world.early
    assert all(line.payments == line.signed for line in world.lines)


def test_what_is_signed_fits_when_nothing_is_paid_early() -> None:
    world = agreed(household(income=4_500, debts=[by_day()]))
    assert world.early
    assert min(world.signed_left) >= 0
    assert world.signed_left[-1] < world.left[-1]
    # The month with the least to spare is told by what has to be paid.
    month = tightest(world)
    assert month is not None
    assert month.left == min(fen for fen, due in zip(world.signed_left, world.lines[0].signed, strict=True) if due)


def test_who_pays_nothing_early_is_told_the_cheaper_choice() -> None:
    case = household(income=4_200, debts=[bill("a", 3_000, "0.18"), bill("b", 6_000, "0.12")])
    plan = planned(case)
    found = as_signed(plan, plan.pot(Pot.HOUSEHOLD))
    assert found is not None
    world, spans = agreed(case), plan.statement.periods
    ways = [
        [way_of(line.debt, one, spans) for one in line.relief.ask] for line in plan.debts if line.relief is not None
    ]
    money = cumulative(new_money(world))
    fitting = [
        sum(one.signed.total for one in picks)
        for picks in product(*ways)
        if fits([sum(one.signed.paid[t] for one in picks) for t in range(len(money))], money)
    ]
    assert found.least == min(fitting)
    assert found.proven
    assert found.total == sum(sum(line.signed) for line in world.lines) == found.least + found.more


def test_who_would_rather_save_pays_nothing_early_and_asks_for_what_is_then_cheapest() -> None:
    debts = [bill("a", 3_000, "0.18"), bill("b", 6_000, "0.12")]
    free = planned(household(income=4_200, debts=debts))
    found = as_signed(free, free.pot(Pot.HOUSEHOLD))
    assert found is not None
    plan = planned(household(income=4_200, debts=debts, goals=Goals(keep_left=True)))
    pot = plan.pot(Pot.HOUSEHOLD)
    world = pot.worlds[WorldName.AGREED]
    assert world.total == found.least
    assert {line.debt: line.candidate.id for line in world.lines if line.candidate is not None} == found.picks
    assert not world.early
    assert early(plan, pot) is None
    assert not [one for one in plan.actions if one.code is ActionCode.PAY_EARLY]


def test_nothing_is_paid_early_while_the_balance_of_another_debt_is_not_known() -> None:
    """What is left over may be needed for that debt: nothing could be set aside for it."""
    debts = [bill("a", 3_000, "0.18"), loan("b")]
    assert agreed(household(income=4_200, debts=debts[:1])).early
    debts[1] = replace(debts[1], principal=Amount.unknown())
    assert not agreed(household(income=4_200, debts=debts)).early


def test_nothing_is_said_of_a_plan_without_early_payments_that_it_has_none() -> None:
    plan = planned(household(income=5_000, debts=[loan()]))
    assert as_signed(plan, plan.pot(Pot.HOUSEHOLD)) is None


def test_early_payments_are_things_to_do_on_the_due_day() -> None:
    plan = planned(household(income=4_500, debts=[by_day()]))
    todo = [one for one in plan.actions if one.code is ActionCode.PAY_EARLY]
    found = saving(plan.case)
    assert found is not None
    soon = [month for month in found.months if plan.statement.periods.starts[month.period] <= TODAY + WITHIN]
    assert [(one.debt, one.fen) for one in todo] == [pair for month in soon for pair in month.debts]
    assert todo
    assert all(TODAY < one.on <= TODAY + WITHIN for one in todo)


def test_a_month_without_pay_finds_nothing_left_where_all_was_paid_early() -> None:
    # 1,500 of 4,500 are left for the debt each month, and all of it is paid: the next month starts with nothing.
    plan = planned(household(income=4_500, debts=[by_day()]))
    pot = plan.pot(Pot.HOUSEHOLD)
    (line,) = pot.worlds[WorldName.AGREED].lines
    stress = pot.stress
    assert stress is not None
    assert stress.missed is not None
    last = stress.last
    assert line.payments[1:last] == (yuan(1_500),) * (last - 1)
    # Without the 4,500 the month has 3,000 too little for living and lacks its instalment; the first lacks as much as
    # any other, since the instalment stays the same. In the last month less is owed than an instalment.
    due = line.signed[1]
    assert stress.missed.worst is not None
    assert stress.missed.cushion == yuan(3_000) + max(line.signed[1:last])
    assert line.signed[stress.missed.worst] == max(line.signed[1:last]) >= due
    assert stress.missed.breaks == stress.missed.worst
    assert stress.missed.holds_from is None


def test_a_month_without_pay_is_bridged_by_what_was_not_paid_early() -> None:
    # The same sums as a loan that may charge for early payments: after six months there is enough in hand.
    plan = planned(household(income=4_500, debts=[loan("day", 8_000)]))
    pot = plan.pot(Pot.HOUSEHOLD)
    world, stress = pot.worlds[WorldName.AGREED], pot.stress
    assert not world.early
    assert stress is not None
    assert stress.missed is not None
    enough = [m for m in range(1, world.last_period + 1) if min(world.left[m : world.last_period + 1]) >= yuan(4_500)]
    assert stress.missed.holds_from == enough[0] > 1


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
def test_the_plan_is_the_best_of_trying_every_choice(case: Case) -> None:
    plan = planned(case)
    for pot in plan.pots:
        for name in (WorldName.AGREED, WorldName.COUNTERED):
            world = pot.worlds.get(name)
            if world is None or not world.feasible or pot.no_offer is not None:
                continue
            money, groups = cumulative(new_money(world)), []
            for line in world.lines:
                debt = plan.debt(line.debt)
                assert debt.relief is not None
                pool = debt.relief.ask if name is WorldName.AGREED else debt.relief.counter
                chosen = may_be_chosen(pool, protected=debt.protected)
                groups.append([way_of(debt.debt, one, plan.statement.periods) for one in chosen])
            assert world.bound <= world.total
            if prod(map(len, groups)) <= 400 and sum(any(one.watched for one in group) for group in groups) < 2:
                tried = [
                    paid_out(money, picks).total
                    for picks in product(*groups)
                    if fits([sum(one.signed.paid[t] for one in picks) for t in range(len(money))], money)
                ]
                assert world.proven
                assert world.total == min(tried)


@settings(max_examples=150, deadline=None)
@given(open_cases())
def test_early_payments_never_pass_the_money_and_only_save(case: Case) -> None:
    plan = planned(case)
    for pot in plan.pots:
        world = pot.worlds.get(WorldName.AGREED)
        if world is None or not world.feasible or pot.no_offer is not None:
            continue
        assert min(world.left) >= 0
        assert min(world.signed_left) >= 0
        found = early(plan, pot)
        if found is None:
            continue
        signed = sum(sum(line.signed) for line in world.lines)
        assert found.saved == signed - world.total
        assert found.saved >= sum(one.saved for one in found.debts) > 0
        assert sum(fen for month in found.months for _, fen in month.debts) == sum(world.early)
        for one in found.debts:
            line = plan.debt(one.debt)
            assert line.ask is not None
            assert line.ask.is_contract
            assert line.debt.method in (Method.REVOLVING, Method.DAILY)
            assert not line.held
            assert not line.priority
            assert one.sooner >= 0
            assert one.debt not in found.ask_first


@settings(max_examples=100, deadline=None)
@given(open_cases(), st.data())
def test_what_is_left_of_the_instalments_follows_from_what_was_paid(case: Case, data: st.DataObject) -> None:
    plan = planned(case)
    for pot in plan.pots:
        world = pot.worlds.get(WorldName.AGREED)
        for line in world.lines if world is not None and pot.no_offer is None else ():
            if not line.instalments or line.candidate is None:
                continue
            one = way_of(plan.debt(line.debt).debt, line.candidate, plan.statement.periods)
            rows = list(shortened(one, line))
            assert rows[0] == line.signed  # nothing was paid early yet
            month = data.draw(st.integers(0, len(rows) - 1))
            assert len(rows[month]) == len(rows) - month
            assert all(rest <= due for rest, due in zip(rows[month], line.signed[month:], strict=True))
            # What was paid early never comes back: the whole falls from month to month, by the payment at least.
            if month + 1 < len(rows):
                assert sum(line.payments[:month]) + sum(rows[month]) >= line.total - len(rows)
