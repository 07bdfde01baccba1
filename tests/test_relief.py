"""What one debt owes, how it runs on, and what each kind of relief makes of it, by hand."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import ceil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debtadvisor.core.case import Amount, Asset, Case, Debt, Minimum, Rate
from debtadvisor.core.codes import (
    AssetKind,
    Cause,
    DeferralInterest,
    LenderKind,
    Method,
    RatePer,
    ReliefKind,
    Stage,
)
from debtadvisor.core.plan.refused import refused_world
from debtadvisor.core.policy.model import Condition, PolicyBook, ReliefTerm, Terms, Validity, Waiver
from debtadvisor.core.relief.contract import Standing, as_agreed, minimum_only, running_on, standing
from debtadvisor.core.relief.kinds import KINDS
from debtadvisor.core.relief.model import Certainty, DebtRelief, OptionState
from debtadvisor.core.relief.options import profile_of, relief
from debtadvisor.core.statement import statement
from debtadvisor.intake.book import load_book
from tests.builders import TODAY, card, household, loan, small_book, sure, yearly, yuan

BOOK = small_book()


def place(debt: Debt, case: Case | None = None) -> Standing:
    case = case or household(debts=[debt])
    profile = profile_of(debt, BOOK)
    assert profile is not None
    return standing(debt, case, profile, BOOK)


def options(debt: Debt, book: PolicyBook = BOOK, **changes: object) -> DebtRelief:
    case = household(debts=[debt], **changes)  # type: ignore[arg-type]  # a test names the fields it changes
    profile = profile_of(debt, book)
    assert profile is not None
    return relief(debt, case, profile, book)


# --- what is owed ------------------------------------------------------------------------------


def test_unknown_interest_and_penalty_are_estimated_from_the_days_past_due() -> None:
    late = loan(
        principal=10_000,
        overdue_since=date(2026, 10, 22),
        interest_owed=Amount.unknown(),
        penalty_owed=Amount.unknown(),
    )
    owed = place(late).owed
    # 10,000 yuan at 18 % / 360 for 30 days is 150; the surcharge of half of it is 75.
    assert (owed.interest, owed.penalty) == (yuan(150), yuan(75))
    assert (owed.interest_from, owed.penalty_from) == (Certainty.ESTIMATED, Certainty.ESTIMATED)


def test_a_range_of_what_is_owed_enters_at_its_high_end() -> None:
    owed = place(loan(principal=10_000, fees_owed=Amount(yuan(10), yuan(40)))).owed
    assert owed.balance == yuan(10_040)


def test_a_day_rate_is_taken_at_360_days() -> None:
    daily = Rate(Decimal("0.0005"), Decimal("0.0005"), RatePer.DAY)
    assert place(loan(rate=daily)).annual == Decimal("0.18")


def test_a_rate_nobody_gave_is_the_planning_default_and_says_so() -> None:
    made = place(loan(rate=None))
    assert (made.annual, made.annual_from) == (Decimal("0.24"), Certainty.DEFAULT)


def test_a_monthly_fee_becomes_the_rate_of_the_same_payments() -> None:
    fee = Rate(Decimal("0.006"), Decimal("0.006"), RatePer.MONTHLY_FEE)
    made = place(loan(rate=fee, method=Method.FEE_INSTALMENT))
    assert round(made.annual * 100, 2) == Decimal("13.03")  # the published figure for 0.6 % over 12 months


# --- the contract ------------------------------------------------------------------------------


def test_a_loan_in_time_runs_on_as_written() -> None:
    schedule = as_agreed(place(loan(principal=12_000, rate=yearly("0.12"))))
    assert schedule is not None
    assert schedule.payments[0] == 106_619
    assert (schedule.due[0], len(schedule)) == (date(2026, 12, 12), 12)


def test_arrears_and_charges_come_with_the_first_payment() -> None:
    late = loan(
        principal=6_000,
        rate=yearly("0"),
        instalments_left=5,
        arrears=sure(1_000),
        next_due=None,
        due_day=12,
        overdue_since=date(2026, 11, 12),
        penalty_owed=sure(30),
    )
    schedule = as_agreed(place(late))
    assert schedule is not None
    assert schedule.payments == (yuan(2_030), yuan(1_000), yuan(1_000), yuan(1_000), yuan(1_000))


def test_unknown_arrears_are_an_instalment_for_each_missed_due_date() -> None:
    late = loan(
        principal=6_000,
        rate=yearly("0"),
        instalment=yuan(1_000),
        instalments_left=4,
        next_due=None,
        due_day=5,
        overdue_since=date(2026, 10, 5),
    )
    schedule = as_agreed(place(late))
    assert schedule is not None
    assert schedule.payments == (yuan(3_000), yuan(1_000), yuan(1_000), yuan(1_000))


def test_a_bill_falls_due_whole_and_its_minimum_is_a_share_with_a_floor() -> None:
    bill = loan(
        principal=5_000,
        rate=yearly("0"),
        method=Method.REVOLVING,
        minimum=Minimum(share=Decimal("0.2"), floor=yuan(900)),
    )
    made = place(bill)
    schedule, least = as_agreed(made), minimum_only(made)
    assert schedule is not None
    assert least is not None
    assert schedule.payments == (yuan(5_000),)
    assert least.payments == (yuan(1_000), yuan(900), yuan(900), yuan(900), yuan(900), yuan(400))


def bill(principal: int = 12_000, rate: str = "0.18", share: str = "0.1", floor: int = 100, fees: int = 0) -> Debt:
    """A card bill in time, next due on 12 December."""
    return card(
        principal=principal,
        rate=yearly(rate),
        overdue_since=None,
        next_due=date(2026, 12, 12),
        due_day=12,
        minimum=Minimum(share=Decimal(share), floor=yuan(floor)),
        fees_owed=sure(fees),
    )


def test_a_bill_may_be_paid_faster_than_its_minimum() -> None:
    ways = {c.id: c.schedule for c in options(bill()).contract}
    assert list(ways) == ["contract", "minimum", "bill-3", "bill-6", "bill-12", "bill-24"]
    # The same equal sums as a loan of 12,000 over 3 months at 1.5 %: 4,120.60, of which 180 is interest at first.
    assert ways["bill-3"].payments == (412_060, 412_060, 412_059)
    assert ways["bill-3"].interest == (18_000, 12_089, 6_090)
    # Over 12 months the minimum of the first month, 1,200 and 180 of interest, is more than 1,100.16.
    assert ways["bill-12"].payments[:3] == (138_000, 124_200, 111_780)
    assert set(ways["bill-12"].payments[3:-1]) == {110_016}
    # So the last of the twelve is smaller: what is left, 577.09, and its interest.
    assert (len(ways["bill-12"]), ways["bill-12"].payments[-1]) == (12, 58_575)


def test_what_is_owed_beside_a_bill_comes_with_its_first_payment() -> None:
    ways = {c.id: c.schedule for c in options(bill(rate="0", fees=50)).contract}
    assert ways["bill-3"].payments == (yuan(4_050), yuan(4_000), yuan(4_000))
    assert ways["bill-3"].charges == (yuan(50), 0, 0)


def test_a_way_that_ends_no_sooner_than_the_minimum_is_left_out() -> None:
    ways = [c.id for c in options(bill(principal=5_000, share="0.2", floor=900)).contract]
    assert ways == ["contract", "minimum", "bill-3"]  # the minimum alone takes six months


def test_only_a_bill_that_is_in_time_or_a_month_late_has_these_ways() -> None:
    assert any(c.is_bill for c in options(bill()).contract)
    month_late = options(replace(bill(), overdue_since=date(2026, 11, 12), next_due=None))
    assert any(c.is_bill for c in month_late.contract)
    for debt in (replace(bill(), overdue_since=date(2026, 9, 1), next_due=None), loan()):
        assert not any(c.is_bill for c in options(debt).contract)


@settings(max_examples=200, deadline=None)
@given(
    st.integers(100, 80_000),
    st.sampled_from(["0", "0.12", "0.18", "0.1825", "0.24"]),
    st.sampled_from(["0.02", "0.05", "0.1", "0.3"]),
    st.sampled_from([0, 1, 100, 900]),
)
def test_more_months_cost_more_and_the_minimum_costs_most(principal: int, rate: str, share: str, floor: int) -> None:
    found = options(bill(principal, rate, share, floor)).contract
    ways = [c for c in found if c.is_bill]
    minimum = next(c for c in found if c.id == "minimum")
    totals = [c.total for c in (*ways, minimum)]
    # Rounding may favour a longer way by a fen for each of its payments, no more.
    assert all(a <= b + minimum.count for a, b in pairwise(totals))
    assert sorted(c.count for c in (*ways, minimum)) == [c.count for c in (*ways, minimum)]
    for c in (*ways, minimum):
        left = yuan(principal)
        assert sum(c.schedule.principal) == left
        for row in c.schedule:
            least = max(yuan(floor), 100, ceil(left * Fraction(share)))
            assert row.principal >= min(least, left)
            left -= row.principal


def test_a_loan_that_was_called_in_has_no_contract_to_go_back_to() -> None:
    assert as_agreed(place(loan(accelerated=True, overdue_since=date(2026, 8, 1)))) is None


def test_interest_monthly_and_principal_at_the_end() -> None:
    schedule = running_on(
        place(loan(method=Method.INTEREST_ONLY, instalments_left=3)), date(2026, 12, 12), yuan(10_000)
    )
    assert schedule.payments == (yuan(150), yuan(150), yuan(10_150))


def test_a_bullet_pays_its_interest_at_the_end() -> None:
    schedule = running_on(place(loan(method=Method.BULLET, instalments_left=6)), date(2026, 12, 12), yuan(10_000))
    assert schedule.payments == (yuan(10_900),)
    assert schedule.due == (date(2027, 5, 12),)


def test_new_payments_leave_the_lender_time_and_start_when_there_is_money() -> None:
    soon = loan(next_due=None, due_day=25, overdue_since=date(2026, 11, 1))
    # 15 days from 21 November is 6 December; the pay day is the 10th; the next 25th after that
    assert place(soon).first == date(2026, 12, 25)


# --- kinds of relief -----------------------------------------------------------------------------


def shapes(kind: ReliefKind, made: Standing, terms: Terms, charges: int = 0) -> dict[str, tuple[int, ...]]:
    return {shape.mark: shape.schedule.payments for shape in KINDS[kind](made, terms, Waiver(), charges)}


def test_every_kind_that_reschedules_has_its_function() -> None:
    riders = {ReliefKind.PENALTY_WAIVER, ReliefKind.INTEREST_WAIVER, ReliefKind.CONTACT_PAUSE}
    assert set(KINDS) == set(ReliefKind) - riders


def test_spreading_anew_puts_what_is_owed_evenly_beside_the_instalments() -> None:
    made = place(card(principal=12_000, rate=yearly("0")))
    found = shapes(ReliefKind.INSTALMENT_PLAN, made, Terms(months=(6, 12)), charges=yuan(120))
    assert found == {"6": (yuan(2_020),) * 6, "12": (yuan(1_010),) * 12}


def test_a_fee_by_months_replaces_interest() -> None:
    terms = Terms(months=(3,), fee_by_months={3: Decimal("0.03")}, first_after_months=1)
    made = place(loan(principal=3_000, method=Method.REVOLVING))
    (shape,) = KINDS[ReliefKind.INSTALMENT](made, terms, Waiver(), 0)
    assert shape.schedule.payments == (yuan(1_030),) * 3
    assert shape.schedule.due[0] == date(2027, 1, 12)


def test_a_down_payment_comes_first_and_the_principal_still_sums() -> None:
    made = place(card(principal=10_000, rate=yearly("0")))
    found = shapes(ReliefKind.INSTALMENT_PLAN, made, Terms(months=(4,), down_payment=Decimal("0.2")))
    assert found["4"] == (yuan(4_000), yuan(2_000), yuan(2_000), yuan(2_000))


@pytest.mark.parametrize(
    ("interest", "payments"),
    [
        # 12,000 at 1 % a month in three level payments of 4,080.27, put off by two months
        (DeferralInterest.NONE, (408_027, 408_027, 408_025)),
        (DeferralInterest.SIMPLE, (408_027, 408_027, 408_025 + 24_000)),
        # 12,240 then
        (DeferralInterest.CAPITALISED, (416_187, 416_187, 416_187)),
    ],
)
def test_a_pause_in_three_ways(interest: DeferralInterest, payments: tuple[int, ...]) -> None:
    made = place(loan(principal=12_000, rate=yearly("0.12"), instalments_left=3))
    found = list(KINDS[ReliefKind.DEFERRAL](made, Terms(defer_months=2, deferral_interest=interest), Waiver(), 0))
    assert [shape.mark for shape in found] == ["1", "2"]
    assert found[1].schedule.due[0] == date(2027, 2, 12)
    assert sum(abs(a - b) for a, b in zip(found[1].schedule.payments, payments, strict=True)) <= 3


def test_an_extension_moves_the_end_and_interest_goes_on() -> None:
    made = place(loan(principal=10_000, method=Method.BULLET, instalments_left=1))
    found = shapes(ReliefKind.TERM_EXTENSION, made, Terms(months=(2,)))
    assert found["2"] == (yuan(150), yuan(150), yuan(10_150))


def test_a_renewal_pays_interest_and_the_principal_is_due_again() -> None:
    made = place(loan(principal=10_000, method=Method.BULLET, instalments_left=1))
    assert shapes(ReliefKind.RENEWAL, made, Terms(months=(1,)))["1"] == (yuan(150), yuan(10_150))


def test_a_lower_rate_keeps_the_contract() -> None:
    made = place(loan(principal=12_000, rate=yearly("0.24")))
    assert shapes(ReliefKind.RATE_REDUCTION, made, Terms(rate=Decimal("0.12")))["0"][0] == 106_619


def test_a_settlement_pays_all_principal_at_once_or_when_a_lump_sum_comes() -> None:
    debt = card(principal=8_000)
    lump = Asset(kind=AssetKind.EXPECTED, value=sure(9_000), for_debts=yuan(9_000), available=date(2027, 3, 1))
    made = place(debt, household(debts=[debt], assets=(lump,)))
    found = list(KINDS[ReliefKind.SETTLEMENT](made, Terms(), Waiver(), yuan(100)))
    assert [(s.mark, s.schedule.due, s.schedule.payments) for s in found] == [
        # 8,000 x 18 % x 27 days / 360 = 108, and x 100 days = 400; the 100 are charges of today
        ("0", (date(2026, 12, 18),), (yuan(8_208),)),
        ("1", (date(2027, 3, 1),), (yuan(8_500),)),
    ]


def settled(debt: Debt, waiver: Waiver = Waiver()) -> tuple[date, int]:  # noqa: B008  # a frozen value
    """The day and the interest until then of the first settlement of that debt."""
    shape = next(KINDS[ReliefKind.SETTLEMENT](place(debt, household(debts=[debt])), Terms(), waiver, 0))
    return shape.schedule.due[0], shape.schedule.interest[0]


def test_a_settlement_of_a_loan_pays_the_interest_and_the_surcharge_of_the_days_until_then() -> None:
    """6,000 at 18 %, called in, from 21 November to 12 December: 21 days. 6,000 x 0.18 x 21 / 360 = 63; half of that is
    the surcharge of a penalty rate of 1.5 times, and a waiver of all or half of the penalty takes it off."""
    called = loan(principal=6_000, accelerated=True, overdue_since=date(2026, 8, 12), next_due=None, due_day=12)
    assert settled(called) == (date(2026, 12, 12), yuan(63) + 31_50)
    assert settled(called, Waiver(penalty=Decimal("0.5")))[1] == yuan(63) + 15_75
    assert settled(called, Waiver(penalty=Decimal(1)))[1] == yuan(63)
    assert settled(called, Waiver(penalty=Decimal(1), future_interest=Decimal(1)))[1] == 0


def test_only_what_is_overdue_of_a_loan_bears_the_surcharge() -> None:
    """Of 6,000 one instalment of 1,000 is overdue: 63 of interest on all of it, and half of 10.50 on the thousand."""
    late = loan(
        principal=6_000,
        overdue_since=date(2026, 8, 12),
        next_due=None,
        due_day=12,
        arrears=sure(1_000),
        interest_owed=sure(0),
    )
    assert settled(late)[1] == yuan(63) + 5_25


def test_penalty_and_interest_of_a_private_loan_together_stay_under_its_line() -> None:
    """Signed in May 2024: the line is 4 x 3.45 % = 13.8 %. 6,000 x 0.138 x 21 / 360 = 48.30, with no surcharge above;
    at 12 % the penalty rate of 18 % is held to the line as well."""
    for rate in ("0.24", "0.138", "0.12"):
        lent = loan(
            principal=6_000,
            rate=yearly(rate),
            kind=LenderKind.PRIVATE_LENDING,
            contract_date=date(2024, 5, 1),
            accelerated=True,
            overdue_since=date(2026, 8, 12),
            next_due=None,
            due_day=12,
        )
        book = load_book()
        made = standing(lent, household(debts=[lent]), book.generic(LenderKind.PRIVATE_LENDING), book)
        shape = next(KINDS[ReliefKind.SETTLEMENT](made, Terms(), Waiver(), 0))
        assert shape.schedule.interest == (48_30,)


def test_a_bill_that_is_not_due_yet_bears_no_interest_until_its_day() -> None:
    """A lump sum comes 30 days after the bill is due: 8,000 x 18 % x 30 / 360 = 120."""
    bill = card(principal=8_000, overdue_since=None, next_due=date(2026, 12, 18))
    lump = Asset(kind=AssetKind.EXPECTED, value=sure(9_000), for_debts=yuan(9_000), available=date(2027, 1, 17))
    made = place(bill, household(debts=[bill], assets=(lump,)))
    found = [s.schedule.interest for s in KINDS[ReliefKind.SETTLEMENT](made, Terms(), Waiver(), 0)]
    assert found == [(0,), (yuan(120),)]


# --- options -------------------------------------------------------------------------------------


def test_waivers_ride_along_with_every_ask() -> None:
    made = options(card(principal=10_000, fees_owed=sure(200), penalty_owed=sure(100)))
    asks = {c.id: c.waived.total for c in made.ask}
    counters = {c.id: c.waived.total for c in made.counter}
    assert set(asks.values()) == {yuan(300)}
    assert counters["instalment_plan-12"] == yuan(150)
    assert all(c.riders for c in made.ask)


def test_months_that_a_lender_may_answer_with_can_be_asked_for_as_well() -> None:
    def shorter(row: ReliefTerm) -> ReliefTerm:
        if row.kind is not ReliefKind.INSTALMENT:
            return row
        return replace(row, counter=replace(row.counter, months=(3, 6), fee_by_months={3: Decimal("0.03")}))

    book = replace(BOOK, terms=tuple(shorter(row) for row in BOOK.terms))
    late = loan(kind=LenderKind.CONSUMER_FINANCE, overdue_since=date(2026, 10, 12), next_due=None, due_day=12)
    found = options(late, book)
    (row,) = [option for option in found.options if option.term.kind is ReliefKind.INSTALMENT]
    assert [one.id for one in row.counter] == ["instalment-3", "instalment-6"]
    assert [one.id for one in row.ask] == ["instalment-3", "instalment-6", "instalment-12", "instalment-24"]
    # Three months at the fee that the lender names for them.
    assert sum(row.ask[0].schedule.interest) == 0
    assert row.ask[0].total <= row.counter[0].total


def test_no_option_waits_for_a_later_stage() -> None:
    made = options(loan())
    states = {o.term.kind: o.state for o in made.options}
    assert states[ReliefKind.DEFERRAL] is OptionState.OPEN
    assert states[ReliefKind.INSTALMENT] is OptionState.MISSED
    missed = next(o for o in made.options if o.term.kind is ReliefKind.INSTALMENT)
    assert [(c.fact, c.met) for c in missed.checks] == [(Stage.PRE_DUE, False)]
    assert missed.ask == ()


def test_a_fact_that_is_not_known_keeps_an_option_closed() -> None:
    row = replace(BOOK.terms[2], when=(Condition(fact="contract_age_days", minimum=10),))
    made = options(loan(), replace(BOOK, terms=(row,)))
    assert made.options[0].state is OptionState.UNKNOWN


@pytest.mark.parametrize(
    ("day", "state"), [(date(2026, 11, 20), OptionState.STALE), (date(2026, 11, 21), OptionState.OPEN)]
)
def test_a_row_past_its_review_date_is_stale(day: date, state: OptionState) -> None:
    row = replace(BOOK.terms[2], validity=Validity(start=date(2020, 1, 1), end=None, review_by=day))
    made = options(loan(), replace(BOOK, terms=(row,)))
    assert made.options[0].state is state
    assert bool(made.options[0].ask) is (state is OptionState.OPEN)


def test_a_row_out_of_force_is_not_seen() -> None:
    over = Validity(start=date(2020, 1, 1), end=date(2026, 11, 20), review_by=date(2030, 1, 1))
    row = replace(BOOK.terms[2], validity=over)
    assert options(loan(), replace(BOOK, terms=(row,))).options == ()


def test_a_refused_row_is_shown_and_never_open() -> None:
    made = options(loan(), replace(BOOK, terms=(replace(BOOK.terms[2], refused=True),)))
    assert made.options[0].state is OptionState.REFUSED
    assert [c.id for c in made.ask] == ["contract"]


def test_a_condition_on_several_causes_needs_any_of_them() -> None:
    row = replace(BOOK.terms[2], when=(Condition(fact="cause", one_of=("illness", "disaster")),))
    book = replace(BOOK, terms=(row,))
    case = household(debts=[loan()])
    ill = replace(case, hardship=replace(case.hardship, causes=(Cause.JOB_LOSS, Cause.ILLNESS)))
    profile = profile_of(loan(), book)
    assert profile is not None
    assert relief(loan(), ill, profile, book).options[0].state is OptionState.OPEN
    assert relief(loan(), case, profile, book).options[0].state is OptionState.MISSED


def test_the_nearest_profile_replaces_the_rows_of_its_kind_only() -> None:
    base = BOOK.lenders["generic-consumer-finance"]
    child = replace(base, id="child", generic=False, extends=base.id)
    own = replace(BOOK.terms[2], id="child.deferral", profile="child")
    book = replace(BOOK, lenders={**BOOK.lenders, "child": child}, terms=(*BOOK.terms, own))
    rows = {t.kind: t.profile for t in book.relief("child", TODAY)}
    assert rows[ReliefKind.DEFERRAL] == "child"
    assert rows[ReliefKind.INSTALMENT] == base.id


# --- the refused world ---------------------------------------------------------------------------


def refused(*debts: Debt, months: int, each: int) -> list[tuple[tuple[int, ...], int]]:
    case = household(debts=debts)
    spans = statement(case, BOOK, months).periods
    places = [(place(debt, case), False) for debt in debts]
    world = refused_world(places, [0, *([each] * (months - 1))], spans)
    return [(line.payments, line.left) for line in world.lines]


def test_what_can_be_kept_whole_is_paid_first_the_smallest_first() -> None:
    small = loan("small", 1_200, rate=yearly("0"), instalments_left=12)
    large = loan("large", 24_000, rate=yearly("0"), instalments_left=12)
    ((little, _), (much, _)) = refused(small, large, months=3, each=yuan(500))
    assert little[1:] == (yuan(100), yuan(100))
    assert much[1:] == (yuan(400), yuan(400))


def test_without_interest_nothing_is_lost_or_made() -> None:
    debts = [loan("a", 9_000, rate=yearly("0")), card("b", 4_000, rate=yearly("0"))]
    for months, each in ((4, yuan(700)), (30, yuan(700))):
        for (paid, left), debt in zip(refused(*debts, months=months, each=each), debts, strict=True):
            assert sum(paid) + left == debt.principal.high


def test_what_is_not_paid_bears_penalty_interest() -> None:
    late = card("late", 10_000, rate=yearly("0.12"), overdue_since=date(2026, 8, 18))
    ((paid, left),) = refused(late, months=3, each=0)
    assert sum(paid) == 0
    # unpaid for three months, so called in whole at once; then 1 % x 1.5 for each of the two months that begin
    assert left == yuan("10302.25")


def test_kinds_of_lenders_outside_the_book_have_no_profile() -> None:
    assert profile_of(loan(kind=LenderKind.OTHER), BOOK) is None


@pytest.mark.parametrize(
    ("kind", "signed", "asked"),
    [
        # One-year LPR of May 2024: 3.45 %, four times that 13.8 % (the published table of the LPR).
        (LenderKind.PRIVATE_LENDING, date(2024, 5, 1), "0.138"),
        # Signed on a day nobody knows: the highest LPR since 20 August 2020 is 3.85 %, four times that 15.4 %.
        (LenderKind.PRIVATE_LENDING, None, "0.154"),
        # Before that day another rule counts it in two stages; nothing is taken off by itself.
        (LenderKind.PRIVATE_LENDING, date(2020, 8, 19), "0.24"),
        (LenderKind.PRIVATE_LENDING, date(2020, 8, 20), "0.154"),
        (LenderKind.CONSUMER_FINANCE, date(2024, 5, 1), "0.24"),
        (LenderKind.BANK_ONLINE_LOAN, date(2024, 5, 1), "0.24"),
        (LenderKind.MICROLOAN, date(2024, 5, 1), "0.24"),
        *((kind, None, "0.24") for kind in LenderKind if kind not in (LenderKind.PRIVATE_LENDING, LenderKind.OTHER)),
    ],
)
def test_only_a_private_loan_is_asked_for_at_the_line_that_courts_protect(
    kind: LenderKind, signed: date | None, asked: str
) -> None:
    debt = loan(principal=10_000, rate=yearly("0.24"), kind=kind, contract_date=signed)
    made = standing(debt, household(debts=[debt]), load_book().generic(kind), load_book())
    assert made.lawful == Decimal(asked)
    assert made.annual == Decimal("0.24")
