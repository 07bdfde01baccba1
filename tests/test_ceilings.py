"""Ceilings: which rule fits whom, from which day, with which line; and above all, what is never said to whom."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debtadvisor.core.ceilings import COURT_LINE, PRIVATE_LINE, Ceiling, LineState, Say, ceilings, lines_by_kind
from debtadvisor.core.ceilings import private_line as line_of
from debtadvisor.core.codes import LenderKind
from debtadvisor.core.policy.model import PolicyBook
from debtadvisor.core.rates.costs import Cost, cost_of_dates, cost_of_months, excess_by_days
from debtadvisor.core.schedule import level_sum
from debtadvisor.intake.book import load_book

BOOK = load_book()
TODAY = date(2026, 11, 22)
LICENSED = (
    LenderKind.BANK_CREDIT_CARD,
    LenderKind.BANK_ONLINE_LOAN,
    LenderKind.CONSUMER_FINANCE,
    LenderKind.MICROLOAN,
    LenderKind.ASSISTED_LENDING_PLATFORM,
)
DEAR = cost_of_months((1_200_000, *[-125_000] * 12))  # 43 % a year
CHEAP = cost_of_months((1_200_000, *[-107_200] * 12))  # 13.03 %
days = st.dates(date(2015, 1, 1), date(2028, 12, 31))


def found(kind: LenderKind, contract: date | None = None, cost: Cost | None = DEAR) -> dict[str, Ceiling]:
    return {one.rule.id: one for one in ceilings(kind, BOOK, TODAY, contract=contract, cost=cost)}


def without(book: PolicyBook, rule_id: str) -> PolicyBook:
    return replace(book, rules={key: rule for key, rule in book.rules.items() if key != rule_id})


# --- never --------------------------------------------------------------------------------------------


@given(st.sampled_from(LICENSED), st.none() | days, days, st.none() | days)
def test_no_licensed_lender_is_ever_given_a_private_rule(
    kind: LenderKind, contract: date | None, as_of: date, filed: date | None
) -> None:
    for one in ceilings(kind, BOOK, as_of, contract=contract, filed=filed, cost=DEAR):
        assert not one.rule.id.startswith("rate-private")
        assert kind in one.rule.scope
        assert one.say not in (Say.PRIVATE_LINE, Say.PRIVATE_TOTAL, Say.TWO_STAGES)
        assert one.line in (None, Decimal("0.24"), Decimal("0.2"))


@given(st.none() | days, days)
def test_a_private_lender_is_never_held_to_the_line_of_the_financial_courts(contract: date | None, as_of: date) -> None:
    for one in ceilings(LenderKind.PRIVATE_LENDING, BOOK, as_of, contract=contract, cost=DEAR):
        assert one.rule.id.startswith("rate-private")


@given(st.sampled_from(LenderKind), st.none() | days, days)
def test_every_rule_speaks_on_the_day_and_reaches_the_kind(kind: LenderKind, contract: date | None, day: date) -> None:
    for one in ceilings(kind, BOOK, day, contract=contract, cost=DEAR):
        assert one.rule.validity.speaks(day)
        assert one.rule.reaches(kind)
        assert one.rule.sources


@given(st.sampled_from(LenderKind), st.none() | days, days)
def test_what_is_no_ground_is_never_claimable(kind: LenderKind, contract: date | None, day: date) -> None:
    never = (Say.COMPLAIN, Say.NOT_YET, Say.TALK_ONLY, Say.COURT_INSTEAD, Say.NO_PRIVATE_LINE)
    for one in ceilings(kind, BOOK, day, contract=contract, cost=DEAR):
        assert not (one.claimable and one.say in never)
        assert not (one.claimable and one.state not in (LineState.KNOWN, LineState.NO_FIGURE))
        assert not (one.claimable and one.assisted)


@pytest.mark.parametrize("kind", LenderKind)
def test_nothing_is_claimable_below_the_line(kind: LenderKind) -> None:
    zero = cost_of_months((1_200, *[-100] * 12))
    for one in ceilings(kind, BOOK, TODAY, contract=date(2026, 8, 10), cost=zero):
        assert not one.claimable or one.say is Say.UNLISTED  # that one is about what is charged, not how much
        assert not one.excess


def test_article_seventy_is_no_ceiling() -> None:
    for kind in LenderKind:
        assert not any("art70" in rule for rule in found(kind))


@pytest.mark.parametrize("kind", [LenderKind.P2P_INTERMEDIARY, LenderKind.OTHER])
def test_kinds_without_a_line_get_none(kind: LenderKind) -> None:
    assert found(kind) == {}


def test_a_stale_rule_falls_silent() -> None:
    assert ceilings(LenderKind.BANK_CREDIT_CARD, BOOK, date(2029, 1, 1), cost=DEAR) == ()


def test_a_rule_that_is_not_in_the_book_is_not_replaced_by_a_figure_of_ours() -> None:
    assert COURT_LINE not in {
        one.rule.id for one in ceilings(LenderKind.MICROLOAN, without(BOOK, COURT_LINE), TODAY, cost=DEAR)
    }
    assert line_of(without(BOOK, PRIVATE_LINE), date(2024, 8, 1), TODAY) is None


# --- licensed lenders -----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", LICENSED[:4])
def test_twenty_four_per_cent_must_be_asked_for(kind: LenderKind) -> None:
    court = found(kind)[COURT_LINE]
    assert (court.say, court.state, court.claimable) == (Say.ASK_COURT, LineState.KNOWN, True)
    assert court.line == court.rule.figures["cap_annual"] == Decimal("0.24")
    assert court.rule.caution is not None
    assert not found(kind, cost=CHEAP)[COURT_LINE].claimable


@pytest.mark.parametrize("kind", LICENSED)
def test_licensed_lenders_come_with_the_warning_about_the_private_line(kind: LenderKind) -> None:
    assert found(kind)["rate-licensed-lenders-excluded"].say is Say.NO_PRIVATE_LINE


def test_only_cards_have_the_card_rule_and_only_when_dear() -> None:
    for kind in LenderKind:
        assert ("cc-spc-2021-reduce-total" in found(kind)) is (kind is LenderKind.BANK_CREDIT_CARD)
    card = LenderKind.BANK_CREDIT_CARD
    assert found(card)["cc-spc-2021-reduce-total"].claimable
    assert not found(card, cost=CHEAP)["cc-spc-2021-reduce-total"].claimable


def test_the_notice_on_platform_loans_holds_for_new_contracts_only() -> None:
    kind = LenderKind.ASSISTED_LENDING_PLATFORM
    new, old, unknown = found(kind, date(2025, 10, 1)), found(kind, date(2025, 9, 30)), found(kind)
    assert new["assisted-9-all-in-cost"].claimable
    assert "assisted-9-all-in-cost" not in old
    assert old["assisted-9-existing-business"].say is Say.COURT_INSTEAD
    assert unknown["assisted-9-all-in-cost"].state is LineState.NEEDS_CONTRACT_DATE
    assert not unknown["assisted-9-all-in-cost"].claimable


def test_a_bank_loan_may_not_have_come_from_a_platform() -> None:
    one = found(LenderKind.BANK_ONLINE_LOAN, date(2026, 1, 5))["assisted-9-all-in-cost"]
    assert (one.assisted, one.claimable) == (True, False)


def test_the_microloan_guideline_is_for_complaints_about_new_loans() -> None:
    kind = LenderKind.MICROLOAN
    assert "microloan-cost-24-new-loans" not in found(kind, date(2025, 12, 31))
    new = found(kind, date(2026, 1, 1))
    assert (new["microloan-cost-24-new-loans"].say, new["microloan-cost-24-new-loans"].claimable) == (
        Say.COMPLAIN,
        False,
    )
    later = new["microloan-cost-4lpr-2027"]
    assert (later.say, later.line, later.claimable) == (Say.NOT_YET, None, False)


def test_window_guidance_names_no_sum() -> None:
    one = found(LenderKind.CONSUMER_FINANCE, date(2026, 1, 5))["cf-20-percent-window-guidance"]
    assert (one.say, one.claimable, one.excess) == (Say.TALK_ONLY, False, None)


def test_the_cost_sheet_is_for_contracts_from_august_2026() -> None:
    kind = LenderKind.CONSUMER_FINANCE
    assert found(kind, date(2026, 8, 1))["cost-disclosure-2026"].claimable
    assert "cost-disclosure-2026" not in found(kind, date(2026, 7, 31))


# --- private lending --------------------------------------------------------------------------------------

# One-year LPR as published by the National Interbank Funding Center, times four (conventions.md, section 3).
PRIVATE = [
    (date(2020, 8, 20), "0.154"),
    (date(2021, 12, 19), "0.154"),
    (date(2022, 1, 19), "0.152"),
    (date(2024, 8, 1), "0.134"),
    (date(2025, 5, 20), "0.12"),
    (date(2026, 8, 20), "0.12"),
]


@pytest.mark.parametrize(("contract", "line"), PRIVATE)
def test_the_private_line_is_four_times_the_lpr_of_the_contracts_day(contract: date, line: str) -> None:
    rows = found(LenderKind.PRIVATE_LENDING, contract)
    assert {one.line for one in rows.values()} == {Decimal(line)}
    assert all(one.claimable for one in rows.values())
    assert line_of(BOOK, contract, TODAY) == Decimal(line)


def test_without_the_day_of_the_contract_there_is_no_private_line() -> None:
    for one in found(LenderKind.PRIVATE_LENDING).values():
        assert (one.state, one.line, one.claimable) == (LineState.NEEDS_CONTRACT_DATE, None, False)


def test_an_lpr_that_was_not_read_is_not_guessed() -> None:
    one = found(LenderKind.PRIVATE_LENDING, date(2026, 8, 21))[PRIVATE_LINE]
    assert (one.state, one.line, one.claimable) == (LineState.NEEDS_LPR, None, False)


def test_old_private_loans_are_counted_in_two_stages() -> None:
    old = date(2019, 9, 1)
    rows = found(LenderKind.PRIVATE_LENDING, old)
    assert list(rows) == ["rate-private-transition"]
    assert rows["rate-private-transition"].state is LineState.NEEDS_FILING_DATE

    def stage(filed: date) -> Ceiling:
        kind = LenderKind.PRIVATE_LENDING
        return ceilings(kind, BOOK, TODAY, contract=old, filed=filed, cost=DEAR)[0]

    # The second stage follows the LPR of the day of the suit, not of the contract.
    assert (stage(date(2024, 8, 1)).line, stage(date(2024, 8, 1)).excess) == (Decimal("0.134"), None)
    assert (stage(date(2020, 8, 19)).state, stage(date(2020, 8, 19)).line) == (LineState.OLD_RULE, None)


# --- who lent is not known ----------------------------------------------------------------------------------


@given(st.none() | days, days)
def test_without_a_lender_nothing_is_claimed(contract: date | None, as_of: date) -> None:
    for one in lines_by_kind(BOOK, as_of, contract=contract, cost=DEAR):
        assert (one.claimable, one.excess) == (False, None)
        assert one.kind in one.rule.scope


# --- how far above ------------------------------------------------------------------------------------------


@given(st.integers(10**5, 10**9), st.integers(25, 80), st.integers(2, 60))
def test_the_excess_is_what_level_payments_at_the_line_would_save(principal: int, percent: int, count: int) -> None:
    payment = level_sum(principal, Fraction(percent, 1200), count)
    cost = cost_of_months((principal, *[-payment] * count))
    at_line = principal * Fraction(2, 100) / (1 - Fraction(100, 102) ** count)
    assert abs(cost.excess(Decimal("0.24")) - (payment - at_line) * count) <= Fraction(1, 2)


def test_the_excess_of_the_fee_instalment_by_hand() -> None:
    # 12,000 over 12 months at 1 % a month is 1,066.19 a month (numpy-financial's pmt: 1066.1854641...).
    assert CHEAP.excess(Decimal("0.12")) == round(12 * (1_072_00 - Decimal("106618.54641")))
    assert CHEAP.excess(Decimal("0.24")) == 0


def test_dated_flows_are_held_against_the_line_by_the_day() -> None:
    cost = cost_of_dates([date(2026, 1, 1), date(2027, 1, 1)], [10_000, -13_000])
    # 30 % paid once a year is less than 30 % by simple days: 365 x (1.3^(1/365) - 1) = 26.25 %.
    assert round(cost.nominal, 4) == Decimal("0.2625")
    assert cost.effective == Decimal("0.3")
    assert cost.nominal < cost.effective


def test_between_the_two_figures_a_loan_is_borderline() -> None:
    edge = cost_of_months((1_000_000, *[-level_sum(1_000_000, Fraction(19, 1000), 12)] * 12))
    one = found(LenderKind.MICROLOAN, cost=edge)[COURT_LINE]
    assert edge.nominal < Decimal("0.24") < edge.effective
    assert (one.borderline, one.claimable) == (True, False)


def test_charges_above_the_line_are_counted_on_the_principal_truly_owed() -> None:
    # 10,000 yuan owed for 365 days: 24 % is 2,400 yuan.
    assert excess_by_days(1_000_000 * 365, 300_000, Decimal("0.24")) == 60_000
    assert excess_by_days(1_000_000 * 365, 100_000, Decimal("0.24")) == 0
