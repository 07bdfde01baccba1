"""The rules of the plan (never above surplus, exact to the fen, three worlds) over random cases, and its corners."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debtadvisor.core.case import Amount, Asset, Case, Confirmation, Debt, Event, Goals, Household, WrittenOffer
from debtadvisor.core.codes import (
    AssetKind,
    DebtCircumstance,
    EventKind,
    Guarantor,
    LenderKind,
    Method,
    Pot,
    Product,
    ReliefKind,
    Security,
)
from debtadvisor.core.plan.actions import call_days, call_order
from debtadvisor.core.plan.build import build_plan
from debtadvisor.core.plan.model import (
    Action,
    ActionCode,
    CallReason,
    NoOffer,
    Plan,
    PlanStatus,
    Reason,
    Stopped,
    World,
    WorldName,
)
from debtadvisor.core.script.build import scripts
from tests.builders import TODAY, card, household, loan, shop_income, small_book, sure, yearly, yuan

BOOK = small_book()


def planned(case: Case) -> Plan:
    result = build_plan(case, BOOK)
    assert isinstance(result, Plan)
    return result


def world(plan: Plan, name: WorldName, pot: Pot = Pot.HOUSEHOLD) -> World:
    return plan.pot(pot).worlds[name]


@st.composite
def debts(draw: st.DrawFn, debt_id: str) -> Debt:
    principal = draw(st.integers(300, 60_000))
    overdue = draw(st.one_of(st.none(), st.dates(date(2026, 6, 1), TODAY)))
    method = draw(st.sampled_from(list(Method)))
    maker = draw(st.sampled_from([loan, card]))
    changes: dict[str, object] = {
        "overdue_since": overdue,
        "next_due": None,
        "due_day": draw(st.integers(1, 31)),
        "method": method,
        "instalments_left": draw(st.integers(1, 40)),
        "interest_owed": draw(st.sampled_from([sure(0), sure(250), Amount.unknown()])),
        "penalty_owed": draw(st.sampled_from([sure(0), sure(40), Amount.unknown()])),
        "accelerated": draw(st.booleans()) and overdue is not None,
    }
    if draw(st.integers(0, 9)) == 0:
        changes["circumstances"] = (DebtCircumstance.NOT_RECOGNISED,)
    if draw(st.integers(0, 9)) == 0:
        changes["guarantor"] = Guarantor.SOMEONE_GUARANTEES
    if draw(st.integers(0, 9)) == 0:
        changes["security"] = Security.CAR
    return maker(debt_id, principal, **changes)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    count = draw(st.integers(1, 4))
    lump = Asset(
        kind=AssetKind.EXPECTED,
        value=sure(9_000),
        for_debts=yuan(draw(st.integers(0, 9_000))),
        available=date(2027, 2, 1),
    )
    case = household(
        income=draw(st.integers(2_500, 12_000)),
        debts=[draw(debts(f"d{n}")) for n in range(count)],
        cash=draw(st.sampled_from([0, 500, 4_000])),
        household=Household(adults=1, reserve=draw(st.sampled_from([0, yuan(200)]))),
    )
    return replace(case, assets=(*case.assets, lump)) if draw(st.booleans()) else case


def expected(amount: int, day: date) -> Asset:
    return Asset(kind=AssetKind.EXPECTED, value=sure(amount), for_debts=yuan(amount), available=day)


@settings(max_examples=100, deadline=None)
@given(cases(), st.integers(1, 60).map(lambda days: TODAY + timedelta(days=days)), st.integers(1, 20_000))
def test_no_payment_of_a_chosen_world_rests_on_a_sum_that_comes_after_it(case: Case, day: date, amount: int) -> None:
    plan = planned(replace(case, assets=(*case.assets, expected(amount, day))))
    spans = plan.statement.periods
    t = spans.index(day)
    for pot in plan.pots:
        for one in pot.worlds.values():
            if pot.no_offer is not None or not one.is_chosen:
                continue
            dues = [line.candidate.schedule.due for line in one.lines if line.candidate is not None]
            first = [next((due for due in schedule if spans.index(due) == t), date.max) for schedule in dues]
            before = sum(line.payments[t] for line, due in zip(one.lines, first, strict=True) if due < day)
            purse = plan.statement.pot(pot.pot)
            come = sum(fen for on, fen in purse.lumps if on >= day and spans.index(purse.counted_from(on, spans)) == t)
            assert before <= one.available[t] - come


def test_what_falls_due_before_a_sum_comes_is_not_paid_out_of_it() -> None:
    """12,000 without interest due on 12 January, 100 a month beside them, the rest comes on the 30th."""
    whole = loan(rate=yearly("0"), method=Method.BULLET, instalments_left=1, next_due=date(2027, 1, 12))
    rich = household(income=3_100, debts=[whole])
    plan = planned(replace(rich, assets=(expected(12_000, date(2027, 1, 30)),)))
    (line,) = plan.debts
    assert line.ask is None or line.ask.schedule.due[0] >= date(2027, 1, 30)
    purse = plan.statement.pot(Pot.HOUSEHOLD)
    assert purse.counted_from(date(2027, 1, 30), plan.statement.periods) == date(2027, 2, 10)
    assert purse.new_money[2:4] == (yuan(100), yuan(12_100))
    # A sum that comes on the due day itself is there in time.
    early = planned(replace(rich, assets=(expected(12_000, date(2027, 1, 12)),)))
    assert early.debts[0].ask_is_plain_contract
    assert early.statement.pot(Pot.HOUSEHOLD).later == ()


def test_a_sum_is_counted_when_it_comes_where_no_payment_waits_for_it() -> None:
    """The instalments before it are paid by the month's own money."""
    plan = planned(replace(household(income=6_000, debts=[loan()]), assets=(expected(9_000, date(2027, 1, 30)),)))
    assert plan.statement.pot(Pot.HOUSEHOLD).later == ()


def test_a_sum_pays_a_loan_early_only_after_it_has_come() -> None:
    daily = loan(method=Method.DAILY, next_due=date(2026, 12, 20), due_day=20)
    plan = planned(replace(household(income=5_000, debts=[daily]), assets=(expected(15_000, date(2026, 12, 30)),)))
    agreed = world(plan, WorldName.AGREED)
    # 2,000 a month alone on 20 December, all that is left on 20 January.
    assert agreed.lines[0].payments[1] == yuan(2_000)
    assert agreed.last_period == 2


@settings(max_examples=150, deadline=None)
@given(cases())
def test_no_printed_world_offers_more_than_there_is_in_any_month(case: Case) -> None:
    plan = planned(case)
    for pot in plan.pots:
        money = list(plan.statement.pot(pot.pot).new_money)
        for line in plan.debts:
            for t, fen in enumerate(line.reserved):
                money[t] -= fen
        for one in pot.worlds.values():
            held = 0
            for t, new in enumerate(money):
                paid = sum(line.payments[t] for line in one.lines)
                held += new - paid
                if one.feasible:
                    assert held >= 0 or (one.name is WorldName.REFUSED and paid == 0)
                assert all(line.payments[t] >= 0 for line in one.lines)


@settings(max_examples=150, deadline=None)
@given(cases())
def test_every_candidate_is_exact_to_the_fen(case: Case) -> None:
    plan = planned(case)
    for line in plan.debts:
        if line.relief is None:
            continue
        for candidate in (*line.relief.contract, *line.relief.ask, *line.relief.counter):
            schedule = candidate.schedule
            assert sum(schedule.principal) == line.relief.owed.principal
            assert min((*schedule.principal, *schedule.interest, *schedule.charges)) >= 0
            fee = sum(schedule.charges) - (line.relief.owed.charges - candidate.waived.total)
            assert fee > 0 if line.debt.method is Method.FEE_INSTALMENT and candidate.is_contract and fee else fee >= 0
            assert fee == 0 or line.debt.method is Method.FEE_INSTALMENT
            assert list(schedule.due) == sorted(set(schedule.due))
            assert schedule.due[0] >= case.as_of


@settings(max_examples=100, deadline=None)
@given(cases())
def test_worlds_pay_exactly_what_their_candidates_say(case: Case) -> None:
    plan = planned(case)
    for pot in plan.pots:
        for name in (WorldName.AGREED, WorldName.COUNTERED):
            for line in pot.worlds[name].lines if name in pot.worlds else ():
                assert line.candidate is not None
                assert sum(line.signed) == line.candidate.total
                assert line.total <= line.candidate.total


@settings(max_examples=100, deadline=None)
@given(cases())
def test_when_all_agree_it_never_costs_more_than_when_they_bargain(case: Case) -> None:
    for pot in planned(case).pots:
        agreed, countered = pot.worlds.get(WorldName.AGREED), pot.worlds.get(WorldName.COUNTERED)
        if agreed is not None and countered is not None and countered.feasible and agreed.proven:
            assert agreed.total <= countered.total


@settings(max_examples=60, deadline=None)
@given(cases(), st.integers(1, 3_000))
def test_more_income_never_uncovers_a_debt(case: Case, more: int) -> None:
    poor, rich = planned(case), planned(replace(case, incomes=(replace(case.incomes[0], amount=sure(15_000 + more)),)))
    if poor.pot(Pot.HOUSEHOLD).no_offer is None:
        assert rich.pot(Pot.HOUSEHOLD).no_offer is None
        assert world(rich, WorldName.AGREED).total <= world(poor, WorldName.AGREED).total


@settings(max_examples=60, deadline=None)
@given(cases())
def test_the_order_of_the_debts_changes_nothing(case: Case) -> None:
    forward, backward = planned(case), planned(replace(case, debts=tuple(reversed(case.debts))))
    assert forward.pots == backward.pots
    # Findings name the place of a debt in the file, which has changed; everything else must not.
    ahead = [replace(line, held=()) for line in sorted(forward.debts, key=lambda d: d.debt.id)]
    assert ahead == [replace(line, held=()) for line in sorted(backward.debts, key=lambda d: d.debt.id)]


@settings(max_examples=60, deadline=None)
@given(cases())
def test_walking_away_is_never_asked_below_the_ask_that_fits(case: Case) -> None:
    plan = planned(case)
    for line in plan.debts:
        if line.fallback is not None and line.walk_away is not None:
            assert line.walk_away >= min(line.fallback.schedule.payments[:-1] or line.fallback.schedule.payments)


def test_a_deficit_household_gets_no_offer() -> None:
    plan = planned(household(income=2_900, debts=[loan(), card()]))
    pot = plan.pot(Pot.HOUSEHOLD)
    assert plan.status is PlanStatus.INFEASIBLE
    assert pot.no_offer is NoOffer.DEFICIT
    assert not pot.worlds
    assert all(line.ask is None and line.share_now == 0 for line in plan.debts)
    assert "deficit" in {f.code for f in plan.triage.findings}


def test_a_token_comes_only_from_a_line_the_user_names() -> None:
    case = household(income=2_900, debts=[loan(principal=10_000), card(principal=30_000)], goals=Goals(token=yuan(40)))
    plan = planned(case)
    assert plan.pot(Pot.HOUSEHOLD).token == yuan(40)
    assert sum(line.share_now for line in plan.debts) == yuan(40)
    assert plan.debt("card").share_now > plan.debt("loan").share_now > 0


def test_without_an_offer_each_lender_still_hears_of_the_hardship() -> None:
    late = loan("late", 5_000, overdue_since=date(2026, 11, 1))
    plan = planned(household(income=2_900, debts=[late, card(), loan()]))
    told = [a for a in plan.actions if a.code is ActionCode.TELL]
    # relief is widest before the due day; of the late ones the longest overdue comes first
    assert [(a.debt, a.why) for a in told] == [
        ("loan", CallReason.BEFORE_DUE),
        ("card", CallReason.LATE),
        ("late", CallReason.LATE),
    ]
    assert all(a.on.weekday() < 5 for a in told)
    assert not [a for a in plan.actions if a.code is ActionCode.CALL]
    hungry = planned(household(food=300))
    assert not [a for a in hungry.actions if a.code in (ActionCode.TELL, ActionCode.CALL)]


def test_spending_below_the_living_floor_makes_no_hunger_plan() -> None:
    plan = planned(household(food=300))
    assert plan.pot(Pot.HOUSEHOLD).no_offer is NoOffer.BELOW_FLOOR
    assert plan.statement.floor.needed == yuan(700)
    assert all(line.ask is None for line in plan.debts)


def test_food_that_is_provided_lifts_the_floor() -> None:
    plan = planned(household(food=300, household=Household(food_provided=True)))
    assert plan.pot(Pot.HOUSEHOLD).no_offer is None


def test_a_self_harm_sentence_gives_no_plan() -> None:
    result = build_plan(household(note="每天被催，我真的活不下去了"), BOOK)
    assert isinstance(result, Stopped)
    assert result.status is PlanStatus.STOP


def test_a_held_debt_keeps_its_instalment_and_is_not_planned() -> None:
    strange = loan("strange", 6_000, circumstances=(DebtCircumstance.NOT_RECOGNISED,))
    plan = planned(household(debts=[strange, card()]))
    line = plan.debt("strange")
    assert plan.status is PlanStatus.HOLD
    assert line.held
    assert line.ask is None
    # 6,000 at 1.5 % a month over 12: 550.08 a month, from 12 December, in period 1
    assert line.reserved[:3] == (0, 55_008, 55_008)
    assert world(plan, WorldName.AGREED).line("strange") is None


def test_a_confirmed_hold_is_planned() -> None:
    strange = loan("strange", 6_000, circumstances=(DebtCircumstance.NOT_RECOGNISED,))
    case = household(debts=[strange])
    finding = planned(case).triage.holds[0]
    checked = Confirmation(finding=finding.code, debt="strange", by="辅导员", on=TODAY, why="看过合同")
    plan = planned(replace(case, confirmations=(checked,)))
    assert not plan.debt("strange").held
    assert plan.debt("strange").ask is not None


def test_a_debt_whose_balance_nobody_knows_is_never_planned() -> None:
    plan = planned(household(debts=[replace(loan("dark"), principal=Amount.unknown()), loan()]))
    assert plan.debt("dark").ask is None
    assert plan.debt("dark").held
    assert any(a.code is ActionCode.ASK_STATEMENT and a.debt == "dark" for a in plan.actions)


def test_a_home_loan_is_paid_as_agreed_before_all_offers() -> None:
    home = loan(
        "home", 120_000, kind=LenderKind.OTHER, product=Product.HOME_LOAN, instalments_left=240, security=Security.HOME
    )
    plan = planned(household(income=7_000, debts=[home, card()]))
    line = plan.debt("home")
    assert line.priority
    assert line.ask is None
    assert line.reserved[1] > 0
    agreed = world(plan, WorldName.AGREED)
    assert agreed.available[1] == yuan(4_000) - line.reserved[1]


def test_household_and_business_money_never_mix() -> None:
    shop = loan("shop", 30_000, kind=LenderKind.BANK_ONLINE_LOAN, purpose=Pot.BUSINESS)
    case = household(debts=[loan(), shop])
    plan = planned(replace(case, incomes=(*case.incomes, shop_income(2_800))))
    assert world(plan, WorldName.AGREED, Pot.BUSINESS).available[1] == yuan(2_800)
    assert world(plan, WorldName.AGREED, Pot.HOUSEHOLD).available[1] == yuan(3_000)
    poor = planned(replace(case, incomes=(*case.incomes, shop_income(10))))
    assert poor.pot(Pot.BUSINESS).no_offer is NoOffer.NOTHING_FITS
    assert poor.pot(Pot.HOUSEHOLD).no_offer is None


def test_when_nothing_fits_the_smallest_budget_would_fit() -> None:
    case = household(
        income=3_400, debts=[loan("a", 20_000, overdue_since=date(2026, 10, 1), next_due=None, due_day=12)]
    )
    plan = planned(case)
    pot = plan.pot(Pot.HOUSEHOLD)
    assert pot.no_offer is NoOffer.NOTHING_FITS
    assert pot.smallest_budget is not None
    need = pot.smallest_budget
    enough = planned(replace(case, incomes=(replace(case.incomes[0], amount=Amount.exactly(yuan(3_000) + need)),)))
    short = planned(replace(case, incomes=(replace(case.incomes[0], amount=Amount.exactly(yuan(3_000) + need - 1)),)))
    assert enough.pot(Pot.HOUSEHOLD).no_offer is None
    assert short.pot(Pot.HOUSEHOLD).no_offer is NoOffer.NOTHING_FITS
    assert sum(line.share_now for line in plan.debts) == yuan(400)


def test_a_written_offer_may_cut_principal_and_nothing_else_does() -> None:
    offer = WrittenOffer(amount=yuan(9_000), until=date(2026, 12, 20))
    plan = planned(household(debts=[card(written_offer=offer)], cash=9_000))
    ask = plan.debt("card").ask
    assert ask is not None
    assert (ask.id, ask.total, ask.waived.principal) == ("settlement-offer", yuan(9_000), yuan(11_000))
    plain = planned(household(debts=[card()], cash=9_000)).debt("card")
    assert plain.relief is not None
    assert all(c.waived.principal == 0 for c in (*plain.relief.ask, *plain.relief.counter))


def test_a_guaranteed_debt_does_not_wait_so_that_a_cheaper_one_is_paid() -> None:
    plan = planned(household(income=3_500, debts=[loan(guarantor=Guarantor.SOMEONE_GUARANTEES)]))
    line = plan.debt("loan")
    # triage holds a debt with a guarantor; a person has looked, so it may be planned
    confirmed = tuple(
        Confirmation(finding=f.code, debt=f.debt, by="辅导员", on=TODAY, why="看过合同") for f in line.held
    )
    plan = planned(
        replace(plan.case, confirmations=confirmed, incomes=(replace(plan.case.incomes[0], amount=sure(6_000)),))
    )
    line = plan.debt("loan")
    assert line.protected
    assert line.ask is not None
    assert line.ask.kind is not ReliefKind.DEFERRAL
    assert {one.reason for one in line.lost if one.candidate.kind is ReliefKind.DEFERRAL} == {Reason.FLOOR}


def test_talks_start_with_what_is_not_yet_overdue_and_fall_on_working_days() -> None:
    soon = loan("soon", 40_000, next_due=date(2026, 12, 2), instalments_left=6)
    plan = planned(household(income=9_600, debts=[card("old"), soon], cash=2_000))
    calls = [a for a in plan.actions if a.code is ActionCode.CALL]
    assert [a.debt for a in calls][:1] == ["soon"]
    assert all(a.on.weekday() < 5 and a.on > TODAY for a in calls)


def called(*debts: Debt) -> dict[str, Action]:
    """The conversations of a household with nothing to offer, by debt, in their order."""
    plan = planned(household(income=2_000, debts=debts))
    return {a.debt: a for a in plan.actions if a.code is ActionCode.TELL}


def test_one_conversation_a_working_day_and_more_only_before_a_due_day() -> None:
    """21 November 2026 is a Saturday. Three overdue loans take Monday to Wednesday; when five bills fall due on
    Tuesday the 24th, three a day are needed to reach all five by then, and the overdue ones follow."""
    overdue = [card(f"old-{n}", 1_000) for n in range(3)]
    found = called(*overdue)
    assert [(a.on, a.by) for a in found.values()] == [(date(2026, 11, day), None) for day in (23, 24, 25)]
    bills = [loan(f"soon-{n}", next_due=date(2026, 11, 24)) for n in range(5)]
    found = called(*overdue, *bills)
    assert list(found)[:5] == [f"soon-{n}" for n in range(5)]
    assert [found[f"soon-{n}"].on.day for n in range(5)] == [23, 23, 23, 24, 24]
    assert [found[f"old-{n}"].on.day for n in range(3)] == [24, 25, 25]


def test_what_falls_due_before_the_next_working_day_is_talked_about_today() -> None:
    found = called(loan("soon", next_due=date(2026, 11, 22)), card("old"))
    assert (found["soon"].on, found["soon"].by) == (TODAY, date(2026, 11, 22))
    assert found["old"].on == date(2026, 11, 23)


def test_the_day_before_which_to_talk_is_known_from_the_due_day_alone() -> None:
    found = called(loan("soon", next_due=None, due_day=2))
    assert found["soon"].by == date(2026, 12, 2)


@given(st.lists(st.integers(0, 60), min_size=1, max_size=30), st.integers(0, 30))
def test_no_conversation_comes_after_its_due_day_or_thirty_days(ahead: list[int], overdue: int) -> None:
    bills = [loan(f"d{n:02}", 12_000, next_due=TODAY + timedelta(days=days)) for n, days in enumerate(ahead)]
    debts = [*bills, *(card(f"o{n:02}", 1_000) for n in range(overdue))]
    lines = call_order(planned(household(income=2_000, debts=debts)).debts, {Pot.HOUSEHOLD})
    days = call_days(lines, TODAY)
    assert len(days) == len(lines) == len(debts)
    for line, day in zip(lines, days, strict=True):
        assert TODAY <= day <= TODAY + timedelta(days=30)
        assert day.weekday() < 5 or day == TODAY
        assert line.debt.overdue_since or line.debt.next_due is None or day <= line.debt.next_due


def test_what_is_paid_first_stands_in_the_list_with_its_day() -> None:
    home = loan("home", 12_000, security=Security.HOME, rate=yearly("0"))
    plan = planned(household(debts=[home]))
    (paid,) = [a for a in plan.actions if a.code is ActionCode.PAY_AS_AGREED]
    assert (paid.debt, paid.on, paid.fen) == ("home", date(2026, 12, 12), yuan(1_000))
    # Not when the money does not reach: then nobody is told to pay a sum that is not there.
    poor = planned(household(income=3_100, debts=[home]))
    assert not [a for a in poor.actions if a.code is ActionCode.PAY_AS_AGREED]


@pytest.mark.parametrize("kind", [EventKind.SUMMONS, EventKind.JUDGMENT, EventKind.ENFORCEMENT])
def test_court_papers_stop_the_ordinary_plan(kind: EventKind) -> None:
    result = build_plan(household(events=(Event(kind=kind, on=date(2026, 11, 15), debt="loan"),)), BOOK)
    assert isinstance(result, Stopped)


def test_equal_cases_give_equal_plans() -> None:
    case = household(debts=[loan(), card()])
    assert build_plan(case, BOOK) == build_plan(case, small_book())


@pytest.mark.parametrize("line", ["incomes", "spending"])
def test_a_budget_with_an_unknown_line_makes_no_offer(line: str) -> None:
    case = household(debts=[loan(), card()])
    first, *rest = getattr(case, line)
    plan = planned(replace(case, **{line: (replace(first, amount=Amount.unknown()), *rest)}))  # type: ignore[arg-type]  # one of two fields
    assert plan.pot(Pot.HOUSEHOLD).no_offer is NoOffer.BUDGET_UNKNOWN
    assert [f.facts for f in plan.triage.flags if f.code == "budget_unknown"] == [(f"{line}[0]",)]
    assert not {f.code for f in plan.triage.flags} & {"deficit", "below_floor"}
    assert scripts(plan, BOOK) == ()
