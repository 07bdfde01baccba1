"""What an agreed plan can bear: hand-computed break points, and that they are exact on both sides."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import assume, given, settings

from debtadvisor.core.case import Amount, Asset, Case, Debt, Goals, Income, WrittenOffer
from debtadvisor.core.codes import AssetKind, Every, IncomeSource, Pot, ReliefKind, Stage
from debtadvisor.core.plan.build import build_plan
from debtadvisor.core.plan.model import Plan, WorldName
from debtadvisor.core.plan.points import IncomeDrop, MissedMonth, Stress, Worse
from debtadvisor.core.plan.stress import borne
from debtadvisor.core.plan.ways import way_of
from debtadvisor.core.policy.model import Terms
from debtadvisor.core.relief.concessions import without
from debtadvisor.core.statement import income_by_period, statement
from debtadvisor.output.plan.stress import stress_part
from debtadvisor.output.voice import Voice
from debtadvisor.text.catalogue import LANGUAGES, Catalogue, topic
from tests.builders import TODAY, card, household, loan, shop_income, small_book, stages, sure, term, yuan
from tests.test_plan import cases
from tests.test_terms import leaves

BOOK = small_book()


def planned(case: Case) -> Plan:
    result = build_plan(case, BOOK)
    assert isinstance(result, Plan)
    return result


def stress(case: Case) -> Stress:
    found = planned(case).pot(Pot.HOUSEHOLD).stress
    assert found is not None
    return found


FREE = replace(loan(), rate=replace(loan().rate, low=0, high=0))  # type: ignore[type-var]  # the loan has a rate


def free(debt_id: str = "free", principal: int = 12_000, **changes: object) -> Debt:
    """A loan at 0 %: twelve equal payments, the first in period 1."""
    return replace(FREE, id=debt_id, principal=sure(principal), **changes)  # type: ignore[arg-type]  # test changes


def test_the_borne_share_is_the_least_slack_over_cumulative_income() -> None:
    # after 1, 2, 3 months of 1,000: slack 300, 500, 900 -> 30 %, 25 %, 30 %
    assert borne((0, 300, 500, 900), (0, 1000, 2000, 3000)) == (250, 2)
    # 1/3 is rounded down to 33.3 %, and 33.4 % breaks
    assert borne((0, 1), (0, 3)) == (333, 1)
    assert borne((5, 4000), (0, 1000)) == (1000, None)
    assert borne((5,), (0,)) == (1000, None)
    # a choice that does not even fit before the first pay day bears nothing at all
    assert borne((-5, 300), (0, 1000)) == (-1, 0)


def test_a_fall_of_income_by_hand() -> None:
    # 6,000 come in, 3,000 are spent, 1,000 go to the loan: 2,000 may be missing each month, a third of the income
    found = stress(household(debts=[free()]))
    assert found.last == 12
    assert found.income == IncomeDrop(fixed=333, breaks=1, replanned=357)
    # with the pause of two months that is open, 12,000 in 14 months: 30,000 of 84,000 may be missing


def test_cash_that_may_be_used_carries_the_plan_further() -> None:
    # 1,200 of cash at hand: after n months 1,200 + 2,000 n may be missing of 6,000 n, least in the last month, n = 12
    found = stress(household(debts=[free()], cash=1_200))
    assert found.income is not None
    assert (found.income.fixed, found.income.breaks) == ((1_200 + 24_000) * 1000 // 72_000, 12)


def test_a_missed_month_by_hand() -> None:
    # 2,000 are left each month; 6,000 of pay are missed. In month m slack is 2,000 m, so from month 3 on it holds.
    found = stress(household(debts=[free()]))
    assert found.missed == MissedMonth(holds_from=3, worst=1, breaks=1, cushion=yuan(4_000))


def test_a_missed_month_needs_no_cushion_when_there_is_one() -> None:
    found = stress(household(debts=[free()], cash=4_000))
    assert found.missed == MissedMonth(holds_from=1)
    one_fen_less = household(debts=[free()], cash=4_000)
    asset = replace(one_fen_less.assets[0], for_debts=yuan(4_000) - 1)
    assert stress(replace(one_fen_less, assets=(asset,))).missed == MissedMonth(
        holds_from=2, worst=1, breaks=1, cushion=1
    )


def test_waivers_that_are_not_given_by_hand() -> None:
    late = card(principal=12_000, penalty_owed=sure(600), interest_owed=sure(0))
    case = household(income=3_650, debts=[late])
    plan = planned(case)
    ask = plan.debt("card").ask
    assert ask is not None
    assert ask.waived.total == yuan(600)
    found = stress(case)
    # the same months without the waiver: 600 more in all
    assert [(w.debt, w.extra) for w in found.not_given] == [("card", yuan(600))]


def test_a_waiver_that_carries_the_plan_names_the_month_in_which_it_is_missed() -> None:
    late = card(principal=12_000, rate=FREE.rate, penalty_owed=sure(1_200), interest_owed=sure(0))
    # 12,000 over 12 months at 0 % are 1,000 a month; the penalty adds 100 a month, and 40 are left over
    case = household(income=4_040, debts=[late])
    plan = planned(case)
    ask = plan.debt("card").ask
    assert ask is not None
    assert (ask.id, ask.total) == ("instalment_plan-12", yuan(12_000))
    (worse,) = stress(case).not_given
    # 60 short from the first payment on; after twelve payments 12 x 60
    assert (worse.breaks, worse.short) == (ask_period(plan), 12 * yuan(60) - _saved_before(plan))


def ask_period(plan: Plan) -> int | None:
    """The first period in which the plan without its waiver is short, counted by hand from the dates."""
    ask = plan.debt("card").ask
    assert ask is not None
    spans = plan.statement.periods
    left = 0
    for t in range(len(spans.starts)):
        left += plan.statement.pot(Pot.HOUSEHOLD).new_money[t]
        left -= sum(yuan(1_100) for due in ask.schedule.due if spans.index(due) == t)
        if left < 0:
            return t
    return None


def _saved_before(plan: Plan) -> int:
    ask = plan.debt("card").ask
    assert ask is not None
    return (plan.statement.periods.index(ask.schedule.due[0]) - 1) * yuan(1_040)


def test_a_refusal_puts_the_contract_in_place_of_the_ask() -> None:
    late = free("late", 12_000, overdue_since=date(2026, 10, 12), next_due=None, due_day=12, arrears=sure(2_000))
    case = household(income=4_040, debts=[late])
    plan = planned(case)
    ask = plan.debt("late").ask
    assert ask is not None
    assert not ask.is_contract
    (worse,) = stress(case).refused
    assert worse.way == "contract"
    # 2,000 of arrears and the rest over twelve months: more in the first month than the 1,040 there are
    assert worse.breaks == plan.statement.periods.index(date(2026, 12, 12))
    assert not worse.holds


def test_a_sum_that_was_called_in_falls_due_whole_when_refused() -> None:
    called = card(accelerated=True, penalty_owed=sure(0), interest_owed=sure(0))
    (worse,) = stress(household(debts=[called])).refused
    assert (worse.way, worse.whole) == ("", yuan(20_000))
    assert not worse.holds


def test_what_is_only_paid_as_agreed_cannot_be_refused() -> None:
    found = stress(household(debts=[free()]))
    assert found.refused == ()
    assert found.not_given == ()


def test_a_written_sum_is_neither_refused_nor_taken_back() -> None:
    offer = WrittenOffer(amount=yuan(9_000), until=date(2026, 12, 20))
    case = household(debts=[card(written_offer=offer)], cash=9_000)
    ask = planned(case).debt("card").ask
    assert ask is not None
    assert ask.is_written
    assert stress(case).refused == stress(case).not_given == ()


@pytest.mark.parametrize("income", [2_900, 3_010])
def test_without_an_offer_there_is_nothing_to_bear(income: int) -> None:
    plan = planned(household(income=income, debts=[loan(), card()], goals=Goals()))
    assert plan.pot(Pot.HOUSEHOLD).no_offer is not None
    assert plan.pot(Pot.HOUSEHOLD).stress is None
    assert stress_part(plan, Voice(Catalogue("zh"), plan.case, BOOK)) == []


def test_each_purse_has_its_own_break_points() -> None:
    shop = free("shop", 12_000, purpose=Pot.BUSINESS)
    case = household(debts=[free()])
    plan = planned(replace(case, incomes=(*case.incomes, shop_income(2_800)), debts=(*case.debts, shop)))
    home, business = plan.pot(Pot.HOUSEHOLD).stress, plan.pot(Pot.BUSINESS).stress
    assert home is not None
    assert business is not None
    assert home.income is not None
    assert business.income is not None
    assert home.income.fixed == 333
    # 1,000 of 2,800 are needed: 1,800 may be missing
    assert business.income.fixed == 1_800_000 // 2_800


def test_income_of_a_period_is_what_the_statement_counts_before_costs() -> None:
    bonus = Income(source=IncomeSource.OTHER, amount=sure(900), every=Every.ONCE, start=date(2027, 1, 20), day=20)
    ends = Income(source=IncomeSource.GIG, amount=sure(500), day=15, end=date(2027, 2, 20))
    case = household(debts=[free()])
    case = replace(case, incomes=(*case.incomes, bonus, ends))
    sheet = statement(case, BOOK, 13)
    came = income_by_period(case, Pot.HOUSEHOLD, sheet.periods)
    money = sheet.pot(Pot.HOUSEHOLD).new_money
    assert came[0] == 0
    assert [a - b for a, b in zip(came[1:], money[1:], strict=True)] == [yuan(3_000)] * 12
    assert came[2] == yuan(6_000 + 500 + 900)


def paid_of(plan: Plan, instead: dict[str, Sequence[int]] | None = None) -> list[int]:
    """What the agreed world has to pay in each period, with some debts' payments replaced."""
    world = plan.pot(Pot.HOUSEHOLD).worlds[WorldName.AGREED]
    rows = [(instead or {}).get(line.debt, line.signed) for line in world.lines]
    return [sum(column) for column in zip(*rows, strict=True)]


def money_of(plan: Plan) -> list[int]:
    world = plan.pot(Pot.HOUSEHOLD).worlds[WorldName.AGREED]
    return [world.available[0], *(a - b for a, b in zip(world.available[1:], world.left, strict=False))]


def first_short(money: Sequence[int], paid: Sequence[int], last: int) -> int | None:
    """The first period up to `last` whose money does not reach, counted one by one."""
    held = 0
    for t in range(last + 1):
        held += money[t] - paid[t]
        if held < 0:
            return t
    return None


@settings(max_examples=120, deadline=None)
@given(cases())
def test_at_the_break_point_the_plan_holds_and_one_step_beyond_it_does_not(case: Case) -> None:
    plan = planned(case)
    found = plan.pot(Pot.HOUSEHOLD).stress
    assume(found is not None)
    assert found is not None
    money, paid = money_of(plan), paid_of(plan)
    last = max(t for t, fen in enumerate(paid) if fen)
    came = income_by_period(case, Pot.HOUSEHOLD, plan.statement.periods)
    if found.income is not None:
        # thousandths of a fen, so that nothing is rounded
        def at(drop: int) -> int | None:
            less = [m * 1000 - i * drop for m, i in zip(money, came, strict=True)]
            return first_short(less, [p * 1000 for p in paid], last)

        assert at(found.income.fixed) is None
        if found.income.breaks is not None:
            assert at(found.income.fixed + 1) == found.income.breaks
        assert found.income.replanned >= found.income.fixed
    world = plan.pot(Pot.HOUSEHOLD).worlds[WorldName.AGREED]
    if found.missed is not None and world.early:
        ahead = {m: missing_then(plan, m) for m in range(1, found.last + 1) if came[m]}
        worst = max(came[m] - least for m, least in ahead.items())
        # Credits and balances are rounded in turn: less than a fen a month and debt.
        assert abs(found.missed.cushion - max(worst, 0)) <= len(world.lines) * found.last
    elif found.missed is not None:
        shorts = {}
        for m in range(1, found.last + 1):
            less = [fen - (came[m] if t == m else 0) for t, fen in enumerate(money)]
            shorts[m] = first_short(less, paid, found.last)
            with_cushion = [less[0] + found.missed.cushion, *less[1:]]
            assert first_short(with_cushion, paid, found.last) is None
        breaking = [m for m, t in shorts.items() if t is not None]
        if found.missed.worst is None:
            assert not breaking
        else:
            assert shorts[found.missed.worst] == found.missed.breaks
            almost = [m - (came[found.missed.worst] if t == found.missed.worst else 0) for t, m in enumerate(money)]
            almost[0] += found.missed.cushion - 1
            assert first_short(almost, paid, found.last) is not None
            expected = max(breaking) + 1 if max(breaking) < found.last else None
            assert found.missed.holds_from == expected


def missing_then(plan: Plan, month: int) -> int:
    """The least cash from that month to the last payment when its pay comes and nothing is paid early any more: each
    debt that was paid early is counted on from what it still owes, payment by payment."""
    world, spans = plan.pot(Pot.HOUSEHOLD).worlds[WorldName.AGREED], plan.statement.periods
    rows: list[tuple[int, ...]] = []
    for line in world.lines:
        if not line.instalments or line.candidate is None:
            rows.append(line.signed[month:])
            continue
        one = way_of(plan.debt(line.debt).debt, line.candidate, spans)
        balance, row = one.closing[0], list[int]()
        for t, due in enumerate(line.signed):
            fen = line.payments[t] if t < month else min(due, balance)
            row.append(fen)
            balance = max(balance - fen, 0)
            balance = (2 * balance * one.growth[t] + one.unit) // (2 * one.unit)
        rows.append(tuple(row[month:]) if any(line.payments[month:]) else (0,) * (len(row) - month))
    whole = [sum(row[t] for row in rows) for t in range(len(money_of(plan)) - month)]
    while whole and not whole[-1]:
        whole.pop()
    cash, found = world.left[month - 1], list[int]()
    for new, fen in zip(money_of(plan)[month:], whole, strict=False):
        cash += new - fen
        found.append(cash)
    return min(found)


@settings(max_examples=80, deadline=None)
@given(cases())
def test_every_debt_paid_in_a_dearer_way_breaks_where_it_is_said_to(case: Case) -> None:
    plan = planned(case)
    found = plan.pot(Pot.HOUSEHOLD).stress
    assume(found is not None)
    assert found is not None
    money, spans = money_of(plan), plan.statement.periods
    for worse in found.refused:
        relief = plan.debt(worse.debt).relief
        assert relief is not None
        for way in relief.contract:
            row = spans.per_period(way.schedule.due, way.schedule.payments)
            broken = first_short(money, paid_of(plan, {worse.debt: row}), len(money) - 1)
            if way.id == worse.way:
                assert broken == worse.breaks
            elif worse.breaks is not None:
                assert broken is not None
                assert broken <= worse.breaks
        ask = plan.debt(worse.debt).ask
        assert ask is not None
        assert not ask.is_written
    for worse in found.not_given:
        assert worse.holds is (worse.short == 0)


@settings(max_examples=120, deadline=None)
@given(cases())
def test_planned_anew_the_household_bears_the_fall_that_is_named_and_no_more(case: Case) -> None:
    # whole tens of yuan, so that a thousandth is a whole fen and nothing is rounded
    wage = case.incomes[0].amount.low // 1000 * 1000
    case = replace(case, incomes=(replace(case.incomes[0], amount=Amount.exactly(wage)),))
    plan = planned(case)
    found = plan.pot(Pot.HOUSEHOLD).stress
    assume(found is not None and found.income is not None and found.income.replanned < 1000)
    assert found is not None
    assert found.income is not None
    # what is set aside for other debts moves with the money, and no offer is made in a deficit: those are left out
    assume(not any(any(line.reserved) for line in plan.debts))

    def fits(drop: int) -> bool:
        left = Amount.exactly(wage - wage * drop // 1000)
        again = planned(replace(case, incomes=(replace(case.incomes[0], amount=left),)))
        # the break points look at whole months: a sum that then comes too late in its own is not seen by them
        assume(not again.statement.pot(Pot.HOUSEHOLD).later)
        return again.pot(Pot.HOUSEHOLD).no_offer is None

    surplus = plan.statement.pot(Pot.HOUSEHOLD).surplus
    if wage * found.income.replanned // 1000 < surplus:
        assert fits(found.income.replanned)
    assert not fits(found.income.replanned + 1)


def test_taking_back_what_was_hoped_for_never_makes_a_way_cheaper() -> None:
    from debtadvisor.core.plan.ready import make_ready
    from debtadvisor.core.triage.assess import assess

    case = household(debts=[card(), loan("late", overdue_since=date(2026, 11, 1))])
    for debt in case.debts:
        one = make_ready(debt, case, BOOK, assess(case, BOOK))
        assert one.place is not None
        assert one.relief is not None
        for candidate in one.relief.ask:
            taken_back = without(candidate, one.place)
            if taken_back is not None:
                assert taken_back.total >= candidate.total
                assert sum(taken_back.principal) == one.relief.owed.principal
                assert taken_back.due == candidate.schedule.due


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_says_it_in_three_lines_a_purse(lang: str) -> None:
    plan = planned(household(debts=[card(), loan()], cash=500))
    blocks = stress_part(plan, Voice(Catalogue(lang), plan.case, BOOK))
    lists = [block for block in blocks if hasattr(block, "items")]
    assert len(lists) == 1
    assert len(lists[0].items) == 3
    assert len(blocks) == 3


def test_both_languages_say_the_same_things() -> None:
    chinese, english = (dict(leaves(topic(lang, "stress"))) for lang in ("zh", "en"))
    assert list(chinese) == list(english)
    for key, lines in chinese.items():
        holes = [sorted(part.split("}")[0] for part in some[0].split("${")[1:]) for some in (lines, english[key])]
        assert holes[0] == holes[1], key


def test_worse_holds_when_no_month_is_named() -> None:
    assert Worse(debt="a", extra=0).holds
    assert not Worse(debt="a", extra=0, breaks=0, short=1).holds


def test_money_that_comes_once_is_no_income_that_can_fall() -> None:
    lump = Asset(kind=AssetKind.EXPECTED, value=sure(20_000), for_debts=yuan(20_000), available=date(2026, 12, 11))
    case = household(debts=[free()])
    case = replace(case, assets=(lump,))
    found = stress(case)
    assert found.income is not None
    assert case.as_of == TODAY
    # 20,000 + 2,000 n may be missing of 6,000 n, least at n = 12
    assert found.income.fixed == (20_000 + 24_000) * 1000 // 72_000


def test_a_bill_before_its_due_day_falls_back_to_its_minimum_and_not_to_the_whole() -> None:
    """500 are free; the bill of 20,000 is asked for in 60 parts of 333.34. Refused, its minimum of 2,000 is too much as
    well, in the same month as the whole: but nobody is told that 20,000 must be found. Paid at 10 % of what is left, it
    asks for more than 500 fourteen times, and is then 20,000 x (1 - 0.9^14) - 14 x 500 = 8,424.64 short."""
    bill = card(principal=20_000, overdue_since=None, next_due=date(2026, 12, 18), rate=FREE.rate)
    book = small_book()
    soon = term(
        "generic-bank-credit-card",
        ReliefKind.INSTALMENT,
        stages(Stage.PRE_DUE),
        Terms(months=(60,), rate=Decimal(0)),
        Terms(months=(60,), rate=Decimal(0)),
    )
    plan = build_plan(household(income=3_500, debts=[bill]), replace(book, terms=(*book.terms, soon)))
    assert isinstance(plan, Plan)
    found = plan.pot(Pot.HOUSEHOLD).stress
    assert found is not None
    (worse,) = found.refused
    assert (worse.way, worse.whole, worse.breaks) == ("minimum", 0, 1)
    assert abs(worse.short - 8_424_64) < 100


def test_one_missed_month_by_hand() -> None:
    """4,000 come, 3,000 are lived on; 9,600 at 0 % take 800 in each of twelve months; 3,000 may be used. What is left
    after month m is 3,000 + 200 m. A month without its 4,000 is borne from 3,000 + 200 m >= 4,000 on, that is from the
    fifth month, which starts on 10 April 2027; in the first 4,000 - 3,200 = 800 are missing, at once."""
    case = household(income=4_000, cash=3_000, debts=[free("a", 9_600)])
    plan = planned(case)
    missed = stress(case).missed
    assert missed == MissedMonth(holds_from=5, worst=1, breaks=1, cushion=yuan(800))
    assert plan.statement.periods.starts[5] == date(2027, 4, 10)


def test_interest_that_is_not_frozen_by_hand() -> None:
    """12,000 on a card, asked for in twelve payments of 1,000 without further interest, the first on 18 December; 1,050
    are free each month and 300 may be used. At 18 % the payment is 12,000 x 0.015 / (1 - 1.015^-12) = 1,100.16: 50.16
    more than there is. After five months 300 - 250.80 = 49.20 are left, after six 0.96 are missing, after twelve
    301.92 (the last payment takes what rounding left)."""
    book = small_book()
    frozen = term(
        "generic-bank-credit-card",
        ReliefKind.INSTALMENT_PLAN,
        stages(Stage.M4_PLUS),
        Terms(months=(12,), rate=Decimal(0)),
        Terms(months=(12,), rate=Decimal(0)),
    )
    rows = (frozen, *(row for row in book.terms if row.profile != frozen.profile))
    rate = replace(FREE.rate, low=Decimal("0.18"), high=Decimal("0.18"))  # type: ignore[type-var]  # the loan has a rate
    late = card(principal=12_000, rate=rate, interest_owed=sure(0))
    plan = build_plan(household(income=4_050, cash=300, debts=[late]), replace(book, terms=rows))
    assert isinstance(plan, Plan)
    ask = plan.debt("card").ask
    assert ask is not None
    assert (ask.id, ask.total, ask.schedule.due[0]) == ("instalment_plan-12", yuan(12_000), date(2026, 12, 18))
    found = plan.pot(Pot.HOUSEHOLD).stress
    assert found is not None
    (worse,) = found.not_given
    assert (worse.debt, worse.breaks) == ("card", 6)
    assert plan.statement.periods.starts[6] == date(2027, 5, 10)
    assert abs(worse.short - 301_92) <= 6
    assert abs(worse.extra - 12 * 100_16) <= 6
