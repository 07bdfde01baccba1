"""The refused world month by month: what is left speeds up the bills, nothing passes the money, more never hurts."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from debtadvisor.core.case import Debt, Minimum, Rate
from debtadvisor.core.codes import LenderKind, Method, RatePer
from debtadvisor.core.plan.build import build_plan
from debtadvisor.core.plan.model import Plan, World, WorldName
from debtadvisor.core.plan.ready import make_ready
from debtadvisor.core.plan.refused import refused_world
from debtadvisor.core.statement import statement
from debtadvisor.core.triage.assess import assess
from debtadvisor.output.plan.months import worlds_part
from debtadvisor.output.voice import Voice
from debtadvisor.text.catalogue import Catalogue
from tests.builders import card, household, loan, small_book, yearly, yuan
from tests.test_extras_plan import bill

BOOK = small_book()


def world(debts: Sequence[Debt], money: Sequence[int], protected: Sequence[str] = (), *, early: bool = True) -> World:
    case = household(debts=debts)
    ready = [make_ready(debt, case, BOOK, assess(case, BOOK)) for debt in debts]
    places = [(one.place, one.debt.id in protected) for one in ready if one.place is not None]
    return refused_world(places, money, statement(case, BOOK, len(money)).periods, early=early)


def test_what_is_left_of_a_month_pays_a_bill_faster_than_its_minimum() -> None:
    (line,) = world([bill()], [0, *[yuan(1_000)] * 8]).lines
    # 3,000 at 1 %: 330 due, 670 more -> 2,030; 223.30 due -> 1,050.30; 115.53 due -> 60.80; then 61.41 closes it.
    assert line.payments == (0, yuan(1_000), yuan(1_000), yuan(1_000), 6_141, 0, 0, 0, 0)
    assert line.left == 0


def test_the_highest_rate_is_paid_faster_first() -> None:
    cheap, dear = bill("cheap", 3_000, "0.06"), bill("dear", 3_000, "0.18")
    first, second = world([cheap, dear], [0, yuan(2_000)]).lines
    # Due 315 and 345; of the 1,340 left all goes to the dear one.
    assert (first.payments[1], second.payments[1]) == (yuan(315), yuan(1_685))


def test_money_that_a_later_payment_needs_is_not_spent_on_a_bill() -> None:
    whole = loan("whole", 2_000, rate=yearly("0"), method=Method.BULLET, instalments_left=3)
    found = world([bill(), whole], [0, *[yuan(1_000)] * 6])
    rolling, once = found.lines
    # 2,000 fall due in February beside a minimum of 267.33 + 24.30 then: 600 have to be there by the end of January.
    assert once.payments[3] == yuan(2_000)
    assert rolling.payments[3] > 0
    assert min(found.left) >= 0


def test_a_loan_is_paid_as_signed_while_money_is_left() -> None:
    plain = loan(rate=yearly("0"))
    found = world([plain], [0, *[yuan(3_000)] * 13])
    assert found.lines[0].payments == (0, *[yuan(1_000)] * 12, 0)
    assert found.left[-1] == yuan(13 * 3_000 - 12_000)


def by_day() -> Debt:
    """3,000 in three instalments at 0.1 % a day."""
    daily = Rate(Decimal("0.001"), Decimal("0.001"), RatePer.DAY)
    return loan("day", 3_000, method=Method.DAILY, rate=daily, instalments_left=3)


def test_what_is_left_pays_a_loan_by_the_day_early_since_nobody_has_to_agree() -> None:
    (line,) = world([by_day()], [0, *[yuan(2_000)] * 4]).lines
    # 30 days from the due day before: 90 and 1,000 are due, 910 more are there; then 31 days on 1,090, 33.79.
    assert line.payments == (0, yuan(2_000), yuan(1_090) + 3_379, 0, 0)
    assert line.left == 0
    kept = world([by_day()], [0, *[yuan(2_000)] * 4], early=False).lines[0].payments
    # 62 on 2,000 for 31 days, 31 on 1,000 for 31 days.
    assert kept == (0, yuan(1_090), yuan(1_062), yuan(1_031), 0)


def test_a_loan_by_the_day_without_anything_left_is_paid_as_signed() -> None:
    (line,) = world([by_day()], [0, yuan(1_090), yuan(1_062), yuan(1_031), 0]).lines
    assert line.payments == (0, yuan(1_090), yuan(1_062), yuan(1_031), 0)
    assert line.left == 0


def test_where_nothing_is_asked_refusal_costs_no_more_than_rounding() -> None:
    plan = build_plan(household(income=4_500, debts=[by_day()]), BOOK)
    assert isinstance(plan, Plan)
    (pot,) = plan.pots
    assert plan.debts[0].ask_is_plain_contract
    assert abs(pot.worlds[WorldName.AGREED].total - pot.worlds[WorldName.REFUSED].total) <= 3


def test_what_a_closed_debt_frees_goes_to_what_is_overdue() -> None:
    small = loan("small", 1_000, rate=yearly("0"), instalments_left=2)
    late = card("late", 3_000, rate=yearly("0"))
    first, second = world([late, small], [0, *[yuan(800)] * 6]).lines
    assert second.payments[1:3] == (yuan(500), yuan(500))
    # 300 beside the instalments of 500, then the whole 800.
    assert first.payments[1:5] == (yuan(300), yuan(300), yuan(800), yuan(800))


def test_a_monthly_fee_ends_with_the_bill() -> None:
    with_fee = bill(rate="0", monthly_fee=yuan(20))
    (line,) = world([with_fee], [0, *[yuan(1_000)] * 8]).lines
    # 300 + 20 due and 680 more; 202 + 20 and 778; 104 + 20 and 876; then 60 and the last fee.
    assert line.payments[1:5] == (yuan(1_000), yuan(1_000), yuan(1_000), yuan(60 + 20))
    assert sum(line.payments) == yuan(3_000 + 4 * 20)


@st.composite
def debts(draw: st.DrawFn) -> list[Debt]:
    found: list[Debt] = []
    for n in range(draw(st.integers(1, 4))):
        rate = f"0.{draw(st.integers(0, 36)):02}"
        principal = draw(st.integers(1, 30_000))
        kind = draw(st.sampled_from(["bill", "loan", "day", "late"]))
        fee = draw(st.sampled_from([0, 0, 1_500]))
        if kind == "bill":
            least = Minimum(share=Decimal(draw(st.sampled_from(["0.05", "0.1"]))), floor=0)
            found.append(bill(f"d{n}", principal, rate, minimum=least, monthly_fee=fee))
        elif kind in ("loan", "day"):
            left, method = draw(st.integers(1, 24)), Method.DAILY if kind == "day" else Method.LEVEL_PAYMENT
            terms = {"rate": yearly(rate), "method": method, "instalments_left": left, "monthly_fee": fee}
            found.append(loan(f"d{n}", principal, **terms))
        else:
            found.append(card(f"d{n}", principal, rate=yearly(rate), monthly_fee=fee))
    return found


flows = st.lists(st.integers(0, 6_000).map(yuan), min_size=13, max_size=30)


@settings(max_examples=200, deadline=None)
@given(debts(), flows)
def test_no_month_passes_the_money_and_nothing_is_left_behind_while_something_is_due(
    owed: list[Debt], money: list[int]
) -> None:
    found = world(owed, money, protected=["d0"])
    carried = 0
    for t, new in enumerate(money):
        paid = sum(line.payments[t] for line in found.lines)
        assert found.available[t] == carried + new
        carried += new - paid
        assert found.left[t] == carried >= 0
    assert all(min(line.payments) >= 0 and line.left >= 0 for line in found.lines)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 30_000), st.integers(0, 36)), min_size=1, max_size=3), st.data())
def test_with_bills_alone_more_money_never_ends_later_nor_leaves_more_owed(
    owed: list[tuple[int, int]], data: st.DataObject
) -> None:
    bills = [bill(f"d{n}", principal, f"0.{rate:02}") for n, (principal, rate) in enumerate(owed)]
    least = data.draw(st.integers(0, 6_000).map(yuan))
    more = least + data.draw(st.integers(1, 3_000).map(yuan))
    poor, rich = (world(bills, [0, *[each] * 40]) for each in (least, more))
    assert sum(line.left for line in rich.lines) <= sum(line.left for line in poor.lines)
    if not any(line.left for line in poor.lines):
        assert rich.last_period <= poor.last_period


@settings(max_examples=100, deadline=None)
@given(debts(), flows)
def test_without_bills_nothing_is_paid_before_it_is_due(owed: list[Debt], money: list[int]) -> None:
    loans = [replace(debt, monthly_fee=0) for debt in owed if debt.method is not Method.REVOLVING]
    if not loans:
        return
    signed = sum(debt.principal.high or 0 for debt in loans)
    rich = world(loans, [10**9, *money])
    assert sum(line.total for line in rich.lines) >= signed or any(line.left for line in rich.lines)


def private(**changes: object) -> Debt:
    usual = loan("wang", 12_000, kind=LenderKind.PRIVATE_LENDING, rate=yearly("0.36"), method=Method.BULLET)
    return replace(usual, instalments_left=1, **changes)  # type: ignore[arg-type]  # a test names the fields


def held_to(debt: Debt, line: str | None, money: Sequence[int]) -> World:
    case = household(debts=[debt])
    (one,) = [make_ready(debt, case, BOOK, assess(case, BOOK))]
    assert one.place is not None
    place = replace(one.place, line=None if line is None else Decimal(line))
    return refused_world([(place, False)], money, statement(case, BOOK, len(money)).periods)


def test_a_private_loan_costs_no_more_than_its_line_when_all_refuse() -> None:
    # 12,000 at 12 % in place of 36 %: 120 a month. Due in December with 120; nothing is paid until February, and the
    # penalty of 1.5 times would be 18 %: the line holds it too. 12,120 -> 12,241.20 -> 12,363.61.
    (line,) = held_to(private(), "0.12", [0, 0, 0, yuan(20_000)]).lines
    assert line.payments == (0, 0, 0, 12_363_61)
    # Below its line the contract's own rate and penalty hold: 12,000 at 6 %, due with 60; then 0.75 % a month.
    (line,) = held_to(private(rate=yearly("0.06")), "0.12", [0, 0, 0, yuan(20_000)]).lines
    assert line.payments == (0, 0, 0, 12_241_58)


def test_the_line_of_private_lending_holds_no_other_lender() -> None:
    # 12,000 at 36 %, due with 360; then 4.5 % a month: 12,360 -> 12,916.20 -> 13,497.43.
    (line,) = held_to(private(kind=LenderKind.CONSUMER_FINANCE), None, [0, 0, 0, yuan(20_000)]).lines
    assert line.payments == (0, 0, 0, 13_497_43)


def test_the_page_tells_of_the_line_only_where_a_private_loan_bears_interest() -> None:
    catalogue, told = Catalogue("zh"), "利息连罚息最多算到一年期LPR的四倍"
    lent = loan(kind=LenderKind.PRIVATE_LENDING, rate=yearly("0.12"))
    for debt, expected in ((lent, True), (replace(lent, rate=yearly("0")), False), (loan(), False)):
        case = household(debts=[debt])
        plan = build_plan(case, BOOK)
        assert isinstance(plan, Plan)
        blocks = worlds_part(plan, Voice(catalogue, case, BOOK))
        assert any(told in str(block) for block in blocks) is expected
