"""What a script may say to whom: claims stay within their scope, numbers are shown by a page, a HOLD admits nothing."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from debtadvisor.core.case import Hardship
from debtadvisor.core.codes import (
    Confidence,
    Evidence,
    LenderKind,
    Pot,
    Product,
    Proof,
    ReliefKind,
    Stage,
    Standing,
)
from debtadvisor.core.policy.model import Channel, ReliefTerm, Source
from debtadvisor.core.script.held import GENERAL, MANNERS
from debtadvisor.core.script.model import Part
from debtadvisor.core.triage.model import Level
from debtadvisor.core.triage.table import TABLE
from debtadvisor.core.words import Words
from tests.builders import SOURCE
from tests.script_plans import (
    LICENSED,
    LIMITS_OF_ARTICLE_70,
    codes,
    every_planned,
    held,
    offer,
    planned,
    rule_ids,
    script_of,
)

# --- planning defaults -----------------------------------------------------------------------------------------


def test_a_planning_default_is_named_before_the_call_and_beside_the_ask_but_never_aloud() -> None:
    script = script_of(planned())
    named = [p for p in script.points if p.code == "planning_default"]
    assert {p.part for p in named} == {Part.BEFORE, Part.ASK, Part.COUNTER}
    assert not any(p.spoken for p in named)
    assert all(claim.row.id.startswith("test.") for p in named for claim in p.claims)


def test_published_numbers_are_not_called_a_planning_default() -> None:
    published = offer(figures=Standing.LENDER_TERMS)
    script = script_of(planned(ask=published, fallback=published))
    assert "planning_default" not in [p.code for p in script.points]


# --- scope -----------------------------------------------------------------------------------------------------


def test_no_claim_leaves_its_scope_for_any_kind_stage_or_relief() -> None:
    for kind, _, _, script in every_planned():
        for claim in (claim for p in script.points for claim in p.claims):
            assert claim.sources, claim.row.id
            if not isinstance(claim.row, ReliefTerm):
                assert claim.row.reaches(kind), (claim.row.id, kind)


def test_article_70_is_said_to_bank_cards_alone_and_not_to_a_buyer_of_the_claim() -> None:
    for kind, stage, _, script in every_planned():
        cited = {r for r in rule_ids(script) if r.startswith("cc-art70")} - LIMITS_OF_ARTICLE_70
        if kind is not LenderKind.BANK_CREDIT_CARD or stage is Stage.ASSIGNED:
            assert not cited, (kind, stage)
        elif stage is not Stage.PRE_DUE:
            assert "ground.card" in codes(script, Part.ASK)


def test_four_times_the_lpr_is_never_said_to_a_licensed_lender() -> None:
    dear = planned(LenderKind.PRIVATE_LENDING)
    assert dear.relief is not None
    for kind in LICENSED:
        line = planned(kind, relief=replace(dear.relief, kind=kind, annual=Decimal("0.36")))
        script = script_of(replace(line, debt=replace(line.debt, contract_date=date(2025, 6, 1))))
        assert "cost.lpr" not in codes(script, Part.ASK)
        assert "four_times_lpr" in codes(script, Part.DO_NOT_SAY)


@pytest.mark.parametrize(
    ("signed", "annual", "said"),
    [
        (date(2025, 6, 1), "0.24", "12%"),  # LPR 3.0 % from 20 May 2025
        (date(2025, 6, 1), "0.12", None),
        (date(2020, 8, 19), "0.36", None),  # before the rule
        (None, "0.36", None),
    ],
)
def test_a_private_lender_is_asked_for_four_times_the_lpr_of_the_contract_s_day(
    signed: date | None, annual: str, said: str | None
) -> None:
    line = planned(LenderKind.PRIVATE_LENDING)
    assert line.relief is not None
    line = replace(
        line,
        relief=replace(line.relief, annual=Decimal(annual)),
        debt=replace(line.debt, contract_date=signed),
    )
    rates = [p.values["rate"] for p in script_of(line).part(Part.ASK) if p.code == "cost.lpr"]
    assert rates == ([said] if said else [])


@pytest.mark.parametrize(
    ("kind", "annual", "overdue", "said"),
    [
        (LenderKind.CONSUMER_FINANCE, "0.25", None, True),
        (LenderKind.CONSUMER_FINANCE, "0.24", None, False),
        # 300 of penalty and fees on 12,000 in 73 days are 12.5 % a year; with 18 % that is 30.5 %.
        (LenderKind.CONSUMER_FINANCE, "0.18", date(2026, 9, 9), True),
        (LenderKind.CONSUMER_FINANCE, "0.05", date(2026, 9, 9), False),
        (LenderKind.PRIVATE_LENDING, "0.36", None, False),
        (LenderKind.P2P_INTERMEDIARY, "0.36", None, False),
    ],
)
def test_24_percent_is_asked_about_only_in_scope_and_above_the_line(
    kind: LenderKind, annual: str, overdue: date | None, said: bool
) -> None:
    line = planned(kind)
    assert line.relief is not None
    line = replace(
        line, relief=replace(line.relief, annual=Decimal(annual)), debt=replace(line.debt, overdue_since=overdue)
    )
    assert ("cost.total" in codes(script_of(line), Part.ASK)) is said


@pytest.mark.parametrize(
    ("kind", "stage", "relief", "product_", "ground"),
    [
        (LenderKind.BANK_CREDIT_CARD, Stage.M4_PLUS, ReliefKind.INSTALMENT_PLAN, Product.CREDIT_CARD, "card"),
        (LenderKind.BANK_CREDIT_CARD, Stage.ASSIGNED, ReliefKind.SETTLEMENT, Product.CREDIT_CARD, "agreement"),
        (LenderKind.BANK_ONLINE_LOAN, Stage.PRE_DUE, ReliefKind.RENEWAL, Product.BUSINESS_LOAN, "renewal"),
        (LenderKind.BANK_ONLINE_LOAN, Stage.M1, ReliefKind.INSTALMENT, Product.BUSINESS_LOAN, "agreement"),
        (LenderKind.BANK_ONLINE_LOAN, Stage.PRE_DUE, ReliefKind.TERM_EXTENSION, Product.CONSUMER_LOAN, "extension"),
        (LenderKind.CONSUMER_FINANCE, Stage.M2, ReliefKind.INSTALMENT, Product.CASH_LOAN, "relief"),
        (LenderKind.CONSUMER_FINANCE, Stage.M4_PLUS, ReliefKind.INSTALMENT, Product.CASH_LOAN, "agreement"),
        (LenderKind.MICROLOAN, Stage.M2, ReliefKind.INSTALMENT, Product.CASH_LOAN, "agreement"),
        (LenderKind.PRIVATE_LENDING, Stage.M2, ReliefKind.INSTALMENT, Product.PRIVATE_LOAN, "agreement"),
    ],
)
def test_the_ground_fits_the_lender_the_stage_and_the_ask(
    kind: LenderKind, stage: Stage, relief: ReliefKind, product_: Product, ground: str
) -> None:
    line = planned(kind, stage, offer(relief))
    script = script_of(replace(line, debt=replace(line.debt, product=product_)))
    assert [c for c in codes(script, Part.ASK) if c.startswith("ground.")] == [f"ground.{ground}"]


def test_a_stale_rule_is_no_longer_cited() -> None:
    late = date(2099, 6, 1)
    script = script_of(planned(LenderKind.BANK_CREDIT_CARD), as_of=late)
    assert not any(not isinstance(claim.row, ReliefTerm) for p in script.points for claim in p.claims)
    assert not [c for c in codes(script, Part.ASK) if c.startswith("ground.")]
    assert "system_does_not_support.plain" in codes(script, Part.REPLY)


# --- numbers to call ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("evidence", "shown"),
    [(Evidence.LENDER_PAGE, True), (Evidence.UNVERIFIED, False), (Evidence.BORROWER_REPORTED, False), (None, False)],
)
def test_a_number_is_given_only_when_a_page_that_was_read_shows_it(evidence: Evidence | None, shown: bool) -> None:
    line = planned()
    assert line.relief is not None
    page = () if evidence is None else (replace(SOURCE, evidence=evidence),)
    channel = _channel("95000", page)
    profile = replace(line.relief.profile, channels=(channel,))
    script = script_of(replace(line, relief=replace(line.relief, profile=profile)))
    assert ("reach.number" in codes(script, Part.BEFORE)) is shown
    assert ("reach.official" in codes(script, Part.BEFORE)) is not shown


def _channel(number: str, sources: tuple[Source, ...]) -> Channel:
    return Channel(
        use="talk",
        how=Words("打电话", "call"),
        number=number,
        standing=Standing.LENDER_TERMS,
        confidence=Confidence.MEDIUM,
        sources=sources,
    )


# --- HOLD ------------------------------------------------------------------------------------------------------

HOLDS = tuple(code for code, known in TABLE.items() if known.level is Level.HOLD)


@pytest.mark.parametrize("code", HOLDS)
def test_a_held_debt_has_no_amount_no_date_of_payment_and_no_counter(code: str) -> None:
    script = script_of(held(code))
    assert script.held
    assert all(not p.values for p in script.points)
    assert script.part(Part.COUNTER) == script.part(Part.WALK_AWAY) == ()
    assert codes(script, Part.ASK)[0].startswith("held.")


@pytest.mark.parametrize("code", sorted(set(HOLDS) - {"filled_by_other"}))
def test_every_hold_of_triage_has_a_manner_of_its_own(code: str) -> None:
    assert MANNERS[code] != GENERAL


@pytest.mark.parametrize(
    ("purpose", "product", "cited"),
    [
        (Pot.HOUSEHOLD, Product.CASH_LOAN, True),
        (Pot.BUSINESS, Product.CASH_LOAN, False),
        (Pot.HOUSEHOLD, Product.BUSINESS_LOAN, False),
    ],
)
def test_the_standard_on_consumer_credit_is_not_cited_for_a_business_loan(
    purpose: Pot, product: Product, cited: bool
) -> None:
    line = planned(LenderKind.MICROLOAN)
    line = replace(line, debt=replace(line.debt, purpose=purpose, product=product))
    (reply,) = (p for p in script_of(line).part(Part.REPLY) if p.code.startswith("call_your_contacts."))
    assert reply.code == f"call_your_contacts.{'standard' if cited else 'plain'}"
    assert bool(reply.claims) is cited


def test_manners_name_only_findings_that_triage_can_raise() -> None:
    assert set(MANNERS) <= set(HOLDS)


def test_the_most_cautious_manner_leads_when_several_findings_are_open() -> None:
    script = script_of(held("amount_disputed", "old_debt", "shop_closed"))
    assert codes(script, Part.OPENING) == ["held.old_debt"]
    assert "held.admit" in codes(script, Part.DO_NOT_SAY)


def test_on_an_old_debt_the_history_of_demands_is_not_asked_for() -> None:
    script = script_of(held("old_debt"))
    assert {"held.old_history", "held.old_pay"} <= set(codes(script, Part.DO_NOT_SAY))
    assert "held.do_not_call" in codes(script, Part.BEFORE)


def test_a_card_near_the_criminal_line_is_never_answered_with_a_refusal_to_pay() -> None:
    script = script_of(held("card_lawyer", kind=LenderKind.BANK_CREDIT_CARD))
    assert "held.lawyer" in codes(script, Part.BEFORE)
    assert {"pay_in_full_today.held", "pay_some_first.held"} & set(codes(script, Part.REPLY)) == set()


def test_a_police_report_is_claimed_only_with_its_receipt() -> None:
    line = held("identity_theft")
    without = script_of(line)
    having = script_of(line, hardship=Hardship(proof=(Proof.POLICE_RECEIPT,)))
    assert codes(without, Part.OPENING) == ["held.identity_theft.not_reported"]
    assert codes(having, Part.OPENING) == ["held.identity_theft.reported"]
