"""The ledger of an overdue debt: against published examples, hand computation, and a plain count day by day."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debtadvisor.core.arrears.crediting import BY_LAW, PRINCIPAL_FIRST, contract_order, order_on, shared_out
from debtadvisor.core.arrears.effect import balance_on, dues_of, effect
from debtadvisor.core.arrears.model import (
    Amounts,
    Bill,
    Component,
    Compound,
    CreditOrder,
    Due,
    Judgment,
    LineKind,
    Overdue,
    Payment,
    Penalty,
    PenaltyBase,
)
from debtadvisor.core.arrears.run import ledger
from debtadvisor.core.dates import monthly
from debtadvisor.core.schedule import level_payment

SINCE = date(2026, 7, 10)
WAN_WU = Fraction(5, 10_000)  # 日万五
HALF_ON_TOP = Penalty(surcharge=WAN_WU / 2, on_interest=WAN_WU * 3 / 2)


def one_sum(principal: int, rate: Fraction = WAN_WU, *, since: date = SINCE, interest: int = 0) -> Overdue:
    """One overdue sum in fen, with nothing but its interest."""
    return Overdue(start=since, dues=(Due(since, principal, interest),), rate=rate)


def day(days: int, start: date = SINCE) -> date:
    return start + timedelta(days=days)


def half_up(yuan: str) -> int:
    """Yuan worked out by hand, in fen."""
    return int((Decimal(yuan) * 100).quantize(Decimal(1), ROUND_HALF_UP))


# --- published examples -------------------------------------------------------------------------------


def test_penalty_is_half_the_rate_beside_the_interest_that_goes_on() -> None:
    """https://m.mzbkw.com/baike/688417.html: 1,000 yuan late, 0.05 % a day: penalty 1000 x 0.05 % x 50 % = 0.25 a
    day, and the interest of 1000 x 0.05 % = 0.50 beside it."""
    debt = replace(one_sum(100_000), penalty=HALF_ON_TOP)
    owed = balance_on(debt, day(1)).due
    assert (owed.interest, owed.penalty) == (50, 25)
    # All together 1.5 times the contract's rate, never 1.5 on top of it.
    assert ledger(debt, day(1)).per_day == 100_000 * WAN_WU * 3 / 2


def test_a_bank_loan_at_one_and_a_half_times_its_rate() -> None:
    """http://www.scwest.cn/post/41354.html: 200,000 yuan x (5 % x (1 + 50 %) / 360) x 30 days = 1,250.00 yuan."""
    rate = Fraction(5, 100) / 360
    debt = replace(one_sum(20_000_000, rate), penalty=Penalty(surcharge=rate / 2))
    owed = balance_on(debt, day(30)).due
    assert owed.interest + owed.penalty == 125_000


def test_a_card_bill_of_which_a_part_was_paid_in_time() -> None:
    """http://www.lvdouya.com.cn/licai/202008/57588.html (and many banks' own pages): 1,000 yuan spent on 30 March, 100
    paid on 1 May, statement of 10 May: 1000 x 0.05 % x 32 days + 900 x 0.05 % x 10 days = 16.00 + 4.50 = 20.50 yuan.
    The ten days hold the statement day itself, so it is what is owed on the morning after. No earlier bill held any
    interest, so that the payment went to the principal."""
    debt = replace(
        one_sum(100_000, since=date(2026, 3, 30)),
        credit=CreditOrder.CONTRACT,
        order=(Component.PRINCIPAL,),
        payments=(Payment(date(2026, 5, 1), 10_000),),
    )
    assert balance_on(debt, date(2026, 5, 11)).due == Amounts(principal=90_000, interest=2_050)


def test_the_extra_interest_of_a_judgment() -> None:
    """https://33.wendadaohang.com/zd/cPcRcdh45hPdBWc4dPB.html: on 10,000 yuan 1.75 yuan a day. 365 days are 6.39 %
    (https://m.110ask.com/question/2824888484934095746.html): 10000 x 0.0175 % x 365 = 638.75 yuan."""
    judged, perform_by = date(2026, 7, 10), date(2026, 7, 20)
    debt = replace(
        one_sum(1_000_000, Fraction(0)),
        accelerated=judged,
        judgment=Judgment(on=judged, perform_by=perform_by, per_day=Fraction(175, 1_000_000)),
    )
    assert balance_on(debt, perform_by).due.judgment == 0
    assert balance_on(debt, day(1, perform_by)).due.judgment == 175
    assert balance_on(debt, day(365, perform_by)).due.judgment == 63_875


def test_a_late_fee_by_the_day() -> None:
    """https://www.53761.com.cn/zhixiao/shishi/article/142851.html: 0.05 % a day of 10,000 yuan is 5 yuan a day."""
    debt = replace(one_sum(1_000_000, Fraction(0)), penalty=Penalty(surcharge=WAN_WU))
    assert balance_on(debt, day(1)).due == Amounts(principal=1_000_000, penalty=500)
    assert balance_on(debt, day(10)).due.penalty == 5_000


# --- by hand ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("principal", "annual", "base", "days", "yuan"),
    [
        (2_000_000, "0.18", 360, 134, "1340.00"),  # 20000 x 0.18 x 134 / 360
        (2_000_000, "0.18", 365, 134, "1321.643835"),  # 20000 x 0.18 x 134 / 365
        (1_234_567, "0.24", 360, 1, "8.230446"),  # 12345.67 x 0.24 / 360
        (1, "0.24", 360, 749, "0.004993"),  # a fen needs 750 days at 24 % to bear half a fen
        (1, "0.24", 360, 750, "0.005"),
        (10**14, "0.24", 365, 365, "240000000000"),  # 10^12 yuan
    ],
)
def test_interest_is_principal_by_rate_by_days(principal: int, annual: str, base: int, days: int, yuan: str) -> None:
    rate = Fraction(annual) / base
    assert balance_on(one_sum(principal, rate), day(days)).due.interest == half_up(yuan)


def test_the_day_it_falls_due_costs_nothing_and_the_next_one_a_day() -> None:
    assert balance_on(one_sum(100_000), SINCE).due == Amounts(principal=100_000)
    assert balance_on(one_sum(100_000), day(1)).due.interest == 50


def test_penalty_on_the_instalment_counts_its_interest_too() -> None:
    # 2000 yuan and 600 yuan of interest, 30 days: 2000 x 0.05 % x 30 = 30 of interest,
    # 2000 x 0.025 % x 30 = 15 and 600 x 0.075 % x 30 = 13.50 of penalty.
    base = replace(HALF_ON_TOP, base=PenaltyBase.INSTALMENT)
    owed = balance_on(replace(one_sum(200_000, interest=60_000), penalty=base), day(30)).due
    assert (owed.interest, owed.penalty) == (60_000 + 3_000, 2_850)


def test_interest_on_interest_runs_at_the_contract_rate_until_the_end_and_at_the_penalty_rate_after() -> None:
    # Two instalments of 1000 with 100 interest. Until the last due day: 100 x 0.05 % x 31 = 1.55;
    # then 200 x 0.075 % x 10 = 1.50, together 3.05. Nothing on the penalty.
    second = date(2026, 8, 10)
    debt = Overdue(
        start=SINCE,
        dues=(Due(SINCE, 100_000, 10_000), Due(second, 100_000, 10_000)),
        rate=WAN_WU,
        penalty=HALF_ON_TOP,
        compound=Compound.INTEREST,
    )
    assert balance_on(debt, second).due.compound == 155
    assert balance_on(debt, day(10, second)).due.compound == 305


def test_a_payment_within_the_days_of_grace_was_never_late() -> None:
    debt = replace(one_sum(100_000), penalty=HALF_ON_TOP, grace=3)
    paid = replace(debt, payments=(Payment(day(3), 100_000),))
    assert balance_on(paid, day(400)).total == 0
    # One day later: interest and penalty of all four days, 1000 x 0.075 % x 4 = 3.00.
    assert balance_on(debt, day(3)).overdue == 100_000
    assert balance_on(debt, day(4)).overdue == 100_300
    # 400 of it within grace: 1000 x 2 days, then 600 x 2 days, at 0.075 %: 1.50 + 0.90.
    part = replace(debt, payments=(Payment(day(2), 40_000),))
    assert balance_on(part, day(4)).overdue == 60_240


def test_calling_the_loan_in_makes_the_rest_overdue_with_the_interest_so_far() -> None:
    # Dues of 1000 with 31 yuan of interest on 10 August and 10 September; called in on 20 August: ten of 31 days.
    first, second, called = date(2026, 8, 10), date(2026, 9, 10), date(2026, 8, 20)
    debt = Overdue(
        start=SINCE,
        dues=(Due(first, 100_000, 3_100), Due(second, 100_000, 3_100)),
        rate=WAN_WU,
        accelerated=called,
    )
    before = balance_on(replace(debt, accelerated=None), called)
    owed = balance_on(debt, called)
    assert (before.due.principal, before.not_due, before.running) == (100_000, 100_000, 1_000)
    assert (owed.due.principal, owed.not_due, owed.running) == (200_000, 0, 0)
    # 3100 due, 1000 of the running period, 1000 x 0.05 % x 10 days = 5.00 on the late instalment.
    assert owed.due.interest == 3_100 + 1_000 + 500
    assert owed.total == before.total
    # Thirty days on, 2000 x 0.05 % x 30 = 30.00 more; 10 September brings nothing new.
    assert balance_on(debt, day(30, called)).total == owed.total + 3_000


def test_money_paid_before_it_is_due_waits_for_the_next_due_day() -> None:
    first, second = date(2026, 8, 10), date(2026, 9, 10)
    debt = Overdue(start=SINCE, dues=(Due(first, 100_000), Due(second, 100_000)), rate=WAN_WU)
    early = replace(debt, payments=(Payment(day(5), 150_000),))
    assert balance_on(early, day(5)).advance == 150_000
    assert balance_on(early, first).advance == 50_000
    assert balance_on(early, second).due.principal == 50_000
    assert ledger(early, second).days_past_due == 0


def test_what_was_paid_too_much_is_given_back_as_change() -> None:
    run = ledger(replace(one_sum(100_000), payments=(Payment(day(10), 150_000),)), day(400))
    # 1000 x 0.05 % x 10 days = 5.00 of interest, so 1500 - 1005 = 495 come back.
    assert [line.change for line in run.lines if line.kind is LineKind.PAID] == [49_500]
    assert run.balance.total == run.per_day == run.days_past_due == 0


def test_days_past_due_count_from_the_oldest_sum_unpaid() -> None:
    first, second = date(2026, 7, 10), date(2026, 8, 10)
    debt = Overdue(start=first, dues=(Due(first, 100_000), Due(second, 100_000)), rate=Fraction(0))
    assert ledger(debt, date(2026, 8, 20)).days_past_due == 41
    paid = replace(debt, payments=(Payment(date(2026, 8, 15), 100_000),))
    assert ledger(paid, date(2026, 8, 20)).days_past_due == 10


# --- where a payment goes -----------------------------------------------------------------------------


def test_by_law_interest_comes_before_principal() -> None:
    debt = replace(one_sum(100_000), penalty=HALF_ON_TOP, costs=1_000)
    done = effect(debt, Payment(day(40), 5_000))
    # 10 yuan costs; interest 1000 x 0.05 % x 40 = 20; penalty 10; the last 10 yuan of 50 reach the principal.
    assert done.credited == Amounts(principal=1_000, interest=2_000, penalty=1_000, costs=1_000)
    assert done.after.due == Amounts(principal=99_000)
    # Ten yuan less bear 0.075 % a day: 0.0075 yuan a day, 0.225 in 30 days.
    assert done.saved_per_day == 1_000 * WAN_WU * 3 / 2
    assert done.saved_in_30_days in (22, 23)


def test_a_card_payment_goes_to_principal_first_from_day_91() -> None:
    card = replace(one_sum(100_000), credit=CreditOrder.CARD)
    # 90 days: 1000 x 0.05 % x 90 = 45.00 of interest first; 91 days: principal alone.
    assert effect(card, Payment(day(90), 10_000)).credited == Amounts(principal=5_500, interest=4_500)
    assert effect(card, Payment(day(91), 10_000)).credited == Amounts(principal=10_000)


def test_the_contract_may_name_its_own_order() -> None:
    order = contract_order((Component.FEES, Component.PENALTY, Component.INTEREST, Component.PRINCIPAL))
    assert order[:4] == (Component.FEES, Component.PENALTY, Component.INTEREST, Component.PRINCIPAL)
    assert set(order) == set(Component)
    assert order_on(CreditOrder.CONTRACT, 200, (Component.PRINCIPAL,))[0] is Component.PRINCIPAL
    assert order_on(CreditOrder.LAW, 200) == BY_LAW
    for wrong in ((Component.FEES, Component.FEES), (Component.JUDGMENT,)):
        with pytest.raises(ValueError, match="once"):
            contract_order(wrong)


def test_the_judgment_debt_is_paid_before_its_extra_interest() -> None:
    perform_by = date(2026, 7, 20)
    debt = replace(
        one_sum(1_000_000, Fraction(0)),
        accelerated=SINCE,
        judgment=Judgment(on=SINCE, perform_by=perform_by, per_day=Fraction(175, 1_000_000)),
        payments=(Payment(day(100, perform_by), 400_000),),
    )
    # 10000 x 0.0175 % x 100 = 175.00 stay; then 6000 x 0.0175 % x 100 = 105.00 more.
    assert balance_on(debt, day(100, perform_by)).due == Amounts(principal=600_000, judgment=17_500)
    assert balance_on(debt, day(200, perform_by)).due == Amounts(principal=600_000, judgment=28_000)


def test_ordinary_interest_bears_no_extra_interest_and_runs_beside_it() -> None:
    perform_by = date(2026, 7, 20)
    judgment = Judgment(on=SINCE, perform_by=perform_by, per_day=Fraction(175, 1_000_000), amount=500_000)
    debt = replace(one_sum(1_000_000), accelerated=SINCE, judgment=judgment)
    owed = balance_on(debt, day(100, perform_by)).due
    # 5000 x 0.0175 % x 100 = 87.50; 10000 x 0.05 % x 110 days = 550.00.
    assert (owed.judgment, owed.interest) == (8_750, 55_000)


# --- cards --------------------------------------------------------------------------------------------


def card(principal: int = 1_000_000, **changes: object) -> Overdue:
    """A bill of 10,000 yuan due on 10 July, minimum 1,000, statements on the 20th, late fee 5 %."""
    debt = replace(
        one_sum(principal),
        compound=Compound.BILLED,
        credit=CreditOrder.CARD,
        bill=Bill(statement_day=20, minimum=principal // 10, share=Fraction(5, 100)),
    )
    return replace(debt, **changes)  # type: ignore[arg-type]  # a test names the fields it changes


def test_a_missed_bill_costs_its_late_fee_once_and_bears_no_interest() -> None:
    # 5 % of 1000 = 50.00 on the morning after; nothing more until the next due day.
    assert balance_on(card(), SINCE).due.fees == 0
    assert balance_on(card(), day(1)).due.fees == 5_000
    assert balance_on(card(), date(2026, 8, 10)).due.fees == 5_000
    # By 20 July 11 days of interest are billed, 10000 x 0.05 % x 11 = 55.00. The next minimum holds the 1,000 missed
    # and that interest: 1,055; 5 % are 52.75. The fee is in no base, neither for interest nor for the next fee.
    assert balance_on(card(), date(2026, 8, 11)).due.fees == 5_000 + 5_275
    no_fee = replace(card(), bill=Bill(statement_day=20, minimum=100_000))
    a_year_on = date(2027, 7, 10)
    assert balance_on(card(), a_year_on).due.interest == balance_on(no_fee, a_year_on).due.interest
    assert balance_on(card(), a_year_on).due.compound == balance_on(no_fee, a_year_on).due.compound


@pytest.mark.parametrize(
    ("paid", "floor", "cap", "fee"),
    [
        (0, 0, None, 5_000),
        (60_000, 0, None, 2_000),
        (99_000, 1_000, None, 1_000),
        (0, 0, 3_000, 3_000),
        (100_000, 1_000, None, 0),
    ],
    ids=["nothing", "part", "floor", "cap", "minimum-paid"],
)
def test_the_late_fee_is_a_share_of_what_the_minimum_lacked(paid: int, floor: int, cap: int | None, fee: int) -> None:
    bill = Bill(statement_day=20, minimum=100_000, share=Fraction(5, 100), floor=floor, cap=cap)
    debt = card(bill=bill, payments=(Payment(SINCE, paid),) if paid else ())
    assert balance_on(debt, day(1)).due.fees == fee


def test_billed_interest_bears_interest_from_the_morning_after_the_statement() -> None:
    # 11 days of interest, 55.00, stand on the bill of 20 July; ten days on: 55 x 0.05 % x 10 = 0.275.
    assert balance_on(card(), date(2026, 7, 21)).due.compound == 0
    assert balance_on(card(), date(2026, 7, 31)).due.compound == 28
    assert balance_on(replace(card(), compound=Compound.NONE), date(2026, 7, 31)).due.compound == 0


def test_interest_that_is_on_no_bill_is_paid_last() -> None:
    # On 15 July 25.00 of interest ran, none of it billed; 60 goes to the fee of 50, then 10 to the principal.
    done = effect(card(), Payment(date(2026, 7, 15), 6_000))
    assert done.credited == Amounts(principal=1_000, fees=5_000)
    # All but ten yuan of what is owed: principal and fee whole, then 15 of the 25 yuan.
    done = effect(card(), Payment(date(2026, 7, 15), 1_000_000 + 5_000 + 1_500))
    assert done.credited == Amounts(principal=1_000_000, interest=1_500, fees=5_000)


# --- a second method: day by day ----------------------------------------------------------------------


def naive(debt: Overdue, until: date) -> Amounts:
    """The same debt, day by day in fractions: no grace, no bill, no judgment, the order as by law."""
    owed = dict.fromkeys(Component, Fraction(0))
    term, advance, today = Fraction(0), Fraction(0), debt.start
    last = max(due.day for due in debt.dues)
    rate, extra = debt.rate, debt.penalty.surcharge
    while today <= until:
        for due in debt.dues:
            if due.day == today:
                owed[Component.PRINCIPAL] += due.principal
                owed[Component.INTEREST] += due.interest
                owed[Component.FEES] += due.charges
                term += due.interest
        for paid in sorted(debt.payments, key=lambda one: one.amount):
            if paid.day == today:
                advance += paid.amount
        for component in BY_LAW:
            # A lender's books are in fen: what is paid is the part as shown.
            shown = Fraction(int(owed[component] + Fraction(1, 2)))
            part = min(advance, shown)
            if component is Component.INTEREST:
                term -= min(term, part)
            owed[component] -= part
            advance -= part
        if today < until:
            principal = owed[Component.PRINCIPAL]
            owed[Component.INTEREST] += principal * rate
            owed[Component.PENALTY] += principal * extra
            if debt.penalty.base is PenaltyBase.INSTALMENT:
                owed[Component.PENALTY] += term * debt.penalty.on_interest
            if debt.compound is Compound.INTEREST:
                owed[Component.COMPOUND] += term * (rate + extra if today >= last else rate)
        today += timedelta(days=1)
    return Amounts(*(int(owed[component] + Fraction(1, 2)) for component in Component))


def naive_card(debt: Overdue, until: date) -> tuple[int, int, int]:
    """Interest, compound interest and late fees of an unpaid bill due on the 10th, day by day: no grace, no payment."""
    bill = debt.bill
    assert bill is not None
    interest, compound, fees = Fraction(0), Fraction(0), 0
    billed, minimum, today = 0, bill.minimum, debt.start
    while today <= until:
        if (today - timedelta(days=1)).day == bill.statement_day and today > debt.start:
            grown = int(interest + Fraction(1, 2)) + int(compound + Fraction(1, 2))
            minimum += grown - billed
            billed = grown
        if (today - timedelta(days=1)).day == debt.start.day and today > debt.start:
            fee = int(minimum * bill.share + Fraction(1, 2))
            fees += fee
        if today < until:
            interest += debt.dues[0].principal * debt.rate
            compound += billed * debt.rate
        today += timedelta(days=1)
    return int(interest + Fraction(1, 2)), int(compound + Fraction(1, 2)), fees


@given(st.integers(1_000, 10_000_000), st.integers(0, 800))
def test_an_unpaid_card_bill_grows_as_day_by_day(principal: int, days: int) -> None:
    owed = balance_on(card(principal), day(days)).due
    assert (owed.interest, owed.compound, owed.fees) == naive_card(card(principal), day(days))


PENALTIES = st.sampled_from(
    [Penalty(), HALF_ON_TOP, replace(HALF_ON_TOP, base=PenaltyBase.INSTALMENT), Penalty(surcharge=Fraction(3, 70_000))]
)
PAYMENTS = st.lists(st.builds(Payment, st.integers(0, 200).map(day), st.integers(0, 300_000)), max_size=4).map(tuple)


JUDGMENTS = st.builds(
    lambda on, wait: Judgment(on=day(on), perform_by=day(on + wait), per_day=Fraction(175, 1_000_000)),
    st.integers(0, 100),
    st.integers(0, 30),
)
NAMEABLE = [component for component in Component if component is not Component.JUDGMENT]


@st.composite
def debts(draw: st.DrawFn, credit: CreditOrder = CreditOrder.LAW) -> Overdue:
    """Loans of one to five instalments, some of them paid late or in part."""
    count = draw(st.integers(1, 5))
    sums = st.tuples(st.integers(0, 200_000), st.integers(0, 20_000), st.sampled_from([0, 500]))
    dues = [Due(when, *draw(sums)) for when in monthly(draw(st.integers(0, 40).map(day)), count, 31)]
    penalty = draw(PENALTIES)
    plain = penalty.base is PenaltyBase.INSTALMENT
    return Overdue(
        start=SINCE,
        dues=tuple(dues),
        rate=draw(st.sampled_from([Fraction(0), WAN_WU, Fraction(24, 36_500)])),
        penalty=penalty,
        compound=Compound.NONE if plain else draw(st.sampled_from([Compound.NONE, Compound.INTEREST])),
        grace=draw(st.sampled_from([0, 0, 3])),
        credit=credit,
        costs=draw(st.sampled_from([0, 1_000])),
        payments=draw(PAYMENTS),
        accelerated=draw(st.one_of(st.none(), st.integers(0, 150).map(day))),
        order=draw(st.permutations(NAMEABLE).map(lambda all_: tuple(all_[:3])))
        if credit is CreditOrder.CONTRACT
        else (),
        judgment=draw(st.one_of(st.none(), JUDGMENTS)),
    )


@given(debts(), st.integers(0, 250).map(day))
def test_from_event_to_event_gives_what_day_by_day_gives(debt: Overdue, until: date) -> None:
    plain = replace(debt, grace=0, accelerated=None, costs=0, judgment=None)
    if any(
        line.change or (line.kind is LineKind.PAID and not line.balance.total) for line in ledger(plain, until).lines
    ):
        return  # the plain count knows no settling of what is not due yet
    assert balance_on(plain, until).due == naive(plain, until)


# --- what always holds --------------------------------------------------------------------------------

EVERY = st.one_of(
    debts(),
    debts(CreditOrder.CARD),
    debts(CreditOrder.CONTRACT),
    st.builds(lambda paid, grace: card(payments=paid, grace=grace), PAYMENTS, st.integers(0, 5)),
)


@given(EVERY, st.integers(0, 400))
def test_every_line_adds_up_and_nothing_is_ever_negative(debt: Overdue, days: int) -> None:
    run = ledger(debt, day(days))
    owed, advance = Amounts(), 0
    assert [line.day for line in run.lines] == sorted(line.day for line in run.lines)
    for line in run.lines:
        parts = (*line.balance.due, line.balance.not_due, line.balance.running, line.balance.advance)
        assert min((*parts, *line.accrued, *line.posted, *line.credited, line.change)) >= 0
        owed = Amounts(
            *(a + b + c - d for a, b, c, d in zip(owed, line.accrued, line.posted, line.credited, strict=True))
        )
        assert owed == line.balance.due
        assert line.paid + advance == sum(line.credited) + line.change + line.balance.advance
        advance = line.balance.advance
        assert line.balance.due.principal + line.balance.not_due <= sum(due.principal for due in debt.dues)


@given(EVERY, st.integers(0, 400), st.integers(0, 60))
def test_waiting_without_paying_never_owes_less(debt: Overdue, days: int, more: int) -> None:
    still = replace(debt, payments=tuple(paid for paid in debt.payments if paid.day <= day(days)))
    now, later = balance_on(still, day(days)), balance_on(still, day(days + more))
    assert later.total >= now.total
    assert later.overdue + now.advance >= now.overdue


@given(EVERY, st.integers(1, 400))
def test_looking_in_between_changes_nothing(debt: Overdue, days: int) -> None:
    """A payment of nothing is an event like any other: the lines before it are kept, the balance is the same."""
    looked = replace(debt, payments=(*debt.payments, *(Payment(day(n), 0) for n in range(0, days, 7))))
    assert balance_on(looked, day(days)) == balance_on(debt, day(days))


@given(debts(), st.integers(0, 120), st.integers(0, 120), st.integers(0, 200_000))
def test_paying_earlier_never_makes_the_balance_larger(debt: Overdue, first: int, wait: int, amount: int) -> None:
    """In the order of the law, while nothing is charged on interest. Where principal comes first, as for cards from day
    91, waiting for it can cost less; so it can where interest bears a charge and fees, which bear none, come first."""
    if debt.penalty.on_interest or debt.compound is not Compound.NONE:
        debt = replace(debt, penalty=replace(debt.penalty, on_interest=Fraction(0)), compound=Compound.NONE)
    early = replace(debt, payments=(*debt.payments, Payment(day(first), amount)))
    late = replace(debt, payments=(*debt.payments, Payment(day(first + wait), amount)))
    after = day(first + wait + 40)
    assert balance_on(early, after).total <= balance_on(late, after).total


@given(debts(), st.integers(0, 300))
def test_without_rate_or_fees_nothing_grows(debt: Overdue, days: int) -> None:
    still = replace(debt, rate=Fraction(0), penalty=Penalty(), judgment=None)
    run = ledger(still, day(days))
    assert run.per_day == 0
    assert all(not any(line.accrued) for line in run.lines)


@given(EVERY, st.randoms(use_true_random=False), st.integers(0, 300))
def test_the_order_of_the_input_does_not_matter(debt: Overdue, chance: object, days: int) -> None:
    dues, payments = list(debt.dues), list(debt.payments)
    chance.shuffle(dues)  # type: ignore[attr-defined]  # Hypothesis gives a random.Random
    chance.shuffle(payments)  # type: ignore[attr-defined]
    mixed = replace(debt, dues=tuple(dues), payments=tuple(payments))
    assert ledger(mixed, day(days)).lines == ledger(debt, day(days)).lines


@given(EVERY, st.integers(0, 300), st.integers(0, 300_000))
def test_what_a_payment_does_adds_up(debt: Overdue, days: int, amount: int) -> None:
    done = effect(debt, Payment(day(days), amount))
    assert sum(done.credited) + done.change + done.after.advance - done.before.advance == amount
    assert done.after.total == done.before.total - (amount - done.change)
    assert done.saved_per_day >= 0


@given(st.integers(0, 10**9), st.lists(st.integers(0, 10**6), min_size=7, max_size=7))
def test_a_payment_is_used_up_to_the_fen(amount: int, owed: list[int]) -> None:
    for order in (BY_LAW, PRINCIPAL_FIRST):
        parts = shared_out(amount, Amounts(*owed), order)
        assert sum(parts) == min(amount, sum(owed))
        assert all(part <= whole for part, whole in zip(parts, owed, strict=True))


# --- what cannot be -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"dues": ()}, "dues"),
        ({"start": day(1)}, "dues, none before"),
        ({"dues": (Due(SINCE, 1), Due(SINCE, 2))}, "differ"),
        ({"dues": (Due(SINCE, 1), Due(day(3), 2)), "grace": 3}, "differ"),
        ({"dues": (Due(SINCE, -1),)}, "negative"),
        ({"rate": Fraction(-1)}, "negative"),
        ({"payments": (Payment(day(-1), 100),)}, "before the start"),
        ({"accelerated": day(-1)}, "called in before"),
        (
            {"dues": (Due(SINCE, 1), Due(day(30), 1)), "penalty": Penalty(base=PenaltyBase.WHOLE_PRINCIPAL)},
            "only when",
        ),
        ({"penalty": Penalty(base=PenaltyBase.INSTALMENT), "compound": Compound.INTEREST}, "too"),
        ({"compound": Compound.BILLED}, "bill"),
        ({"credit": CreditOrder.CONTRACT, "order": (Component.FEES, Component.FEES)}, "once"),
        ({"judgment": Judgment(on=SINCE, perform_by=day(-1), per_day=Fraction(0))}, "performed"),
    ],
)
def test_a_debt_that_cannot_be_is_refused(changes: dict[str, object], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        replace(one_sum(100_000), **changes)  # type: ignore[arg-type]  # the wrong fields are the test
    with pytest.raises(ValueError, match="cannot end"):
        ledger(one_sum(100_000), day(-1))


def test_the_missed_part_of_a_schedule_keeps_its_figures() -> None:
    schedule = level_payment(5_000_000, Fraction(3, 200), monthly(date(2026, 2, 10), 24))
    dues = dues_of(schedule, date(2026, 7, 10))
    assert (len(dues), dues[0].day) == (19, date(2026, 7, 10))
    # Instalment 6: the payment is 2,496.21 (PMT(1.5 %, 24, 50000) = 2496.2051); what was not due is the rest.
    assert dues[0].principal + dues[0].interest == 249_621
    assert sum(due.principal for due in dues) == sum(list(schedule.principal)[5:])
