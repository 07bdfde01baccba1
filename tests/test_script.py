"""What a script says of a plan: the figures are the plan's own, and each part fits the stage and the lender."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import product

import pytest

from debtadvisor.core.case import Amount, Hardship, Rate
from debtadvisor.core.codes import (
    Cause,
    LenderKind,
    Pot,
    Product,
    Proof,
    RatePer,
    Stage,
)
from debtadvisor.core.money import Money
from debtadvisor.core.plan.build import build_plan
from debtadvisor.core.plan.model import (
    Action,
    ActionCode,
    NoOffer,
    Plan,
    PotPlan,
)
from debtadvisor.core.relief.model import Waived
from debtadvisor.core.script.build import scripts
from debtadvisor.core.script.model import TRANSFER_PROOF, Claim, Part
from debtadvisor.core.triage.table import TABLE
from debtadvisor.output.script.page import first_words
from debtadvisor.output.sources import Citations
from debtadvisor.output.voice import Voice
from debtadvisor.text.catalogue import Catalogue
from tests.builders import TODAY, household, loan, yuan
from tests.script_plans import (
    KINDS,
    WAIVED,
    agreed_line,
    codes,
    every_planned,
    held,
    no_offer,
    offer,
    payments,
    plan_of,
    planned,
    point,
    script_of,
    shipped,
    sums,
)

# --- figures ---------------------------------------------------------------------------------------------------


def test_the_ask_names_the_plan_s_first_date_amount_number_and_total() -> None:
    script = script_of(planned())
    assert point(script, Part.ASK, "figures.level").values == {
        "first": date(2026, 12, 12),
        "monthly": Money(102_500),
        "count": 12,
        "total": Money(1_230_000),
    }


@pytest.mark.parametrize(
    ("paid", "code", "amounts"),
    [
        ((5_000,), "one", {"total": 5_000}),
        ((500, 500, 500), "level", {"monthly": 500, "total": 1_500}),
        ((500, 500, 501), "level_last", {"monthly": 500, "last_amount": 501, "total": 1_501}),
        ((900, 500, 500), "first_level", {"amount": 900, "monthly": 500, "total": 1_900}),
        (
            (900, 500, 500, 12_000),
            "first_level_last",
            {"amount": 900, "monthly": 500, "last_amount": 12_000, "total": 13_900},
        ),
        ((900, 700, 600, 500), "falling", {"amount": 900, "last_amount": 500, "total": 2_700}),
        ((500, 900, 600, 700), "varied", {"amount": 500, "most": 900, "total": 2_700}),
        ((500, 400), "level_last", {"monthly": 500, "last_amount": 400, "total": 900}),
    ],
)
def test_each_run_of_payments_has_the_sentence_that_tells_it(
    paid: tuple[int, ...], code: str, amounts: dict[str, int]
) -> None:
    script = script_of(planned(ask=offer(schedule=payments(*paid))))
    values = point(script, Part.ASK, f"figures.{code}").values
    assert {k: v for k, v in values.items() if isinstance(v, Money)} == {
        name: Money(yuan(y)) for name, y in amounts.items()
    }


def test_every_waiver_is_asked_in_yuan_under_its_own_row() -> None:
    script = script_of(planned())
    asked = {p.code: (p.values["amount"], p.claims[0].row.id) for p in script.part(Part.ASK) if "waive" in p.code}
    assert asked == {
        "waive.penalty": (Money(24_000), "test.penalty_waiver"),
        "waive.fees": (Money(6_000), "test.penalty_waiver"),
        "waive.interest": (Money(30_000), "test.interest_waiver"),
    }


def test_the_counter_names_the_fallback_and_what_must_still_be_waived() -> None:
    script = script_of(planned())
    assert point(script, Part.COUNTER, "figures.level").values["monthly"] == Money(110_000)
    assert point(script, Part.COUNTER, "waived").values == {"amount": Money(12_000)}


def test_a_fallback_equal_to_the_ask_is_not_raised() -> None:
    ask = offer()
    assert codes(script_of(planned(ask=ask, fallback=ask)), Part.COUNTER) == ["same"]


def test_without_a_fallback_nothing_is_named_in_the_counter() -> None:
    script = script_of(planned(fallback=None))
    assert codes(script, Part.COUNTER) == ["none", "hold"]
    assert sums(script, Part.COUNTER) == set()


def test_the_walk_away_line_is_the_plan_s_and_is_repeated_under_do_not_say() -> None:
    script = script_of(planned())
    assert point(script, Part.WALK_AWAY, "most").values == {"most": Money(120_000)}
    assert point(script, Part.DO_NOT_SAY, "above_walk_away.ever").values == {"most": Money(120_000)}
    assert codes(script, Part.WALK_AWAY)[-1] == "tomorrow"


def test_an_ask_above_the_walk_away_line_is_said_to_hang_on_the_other_lenders() -> None:
    line = planned(walk_away=yuan(800))
    other = replace(line, debt=replace(line.debt, id="other"))
    script = scripts(plan_of(line, other), shipped())[0]
    assert point(script, Part.WALK_AWAY, "most_until_others").values == {"asked": Money(102_500), "most": Money(80_000)}
    assert "above_walk_away.until_others" in codes(script, Part.DO_NOT_SAY)


@pytest.mark.parametrize("beside", ["nobody", "agreed", "held"])
def test_nobody_is_said_to_hang_on_lenders_who_have_nothing_to_agree_to(beside: str) -> None:
    line = planned(walk_away=yuan(800))
    plain = replace(offer(None), waived=Waived(), riders=())
    other = {
        "agreed": replace(line, debt=replace(line.debt, id="other"), ask=plain),
        "held": replace(held("not_recognised"), debt=replace(line.debt, id="other"), ask=None),
    }.get(beside)
    script = scripts(plan_of(line, *([other] if other is not None else [])), shipped())[0]
    assert point(script, Part.WALK_AWAY, "most_each").values == {"most": Money(80_000)}
    assert "above_walk_away.each" in codes(script, Part.DO_NOT_SAY)
    said = {p.code for p in script.points}
    assert not said & {"most_until_others", "above_walk_away.until_others"}


def test_a_buyer_proves_the_claim_before_any_figure_is_named() -> None:
    """The first thing asked for is the proof; figures follow in the script, and none stands on the first screen."""
    for line in (planned(stage=Stage.ASSIGNED), planned(LenderKind.PRIVATE_LENDING, Stage.ASSIGNED)):
        script = script_of(line)
        asked = script.part(Part.ASK)
        assert asked[0].code == TRANSFER_PROOF
        assert asked[0].spoken
        assert asked[1].code == "sold.stop_here"
        assert [claim.row.id for claim in asked[1].claims] == ["civil-546-assignment-notice"]
        assert not [
            p for p in (*script.part(Part.OPENING), asked[0]) for v in p.values.values() if isinstance(v, Money)
        ]
        plan = plan_of(line)
        first = first_words(scripts(plan, shipped()), "loan", Voice(Catalogue("zh"), plan.case, shipped()), Citations())
        assert "转让通知" in str(first[-1])
        assert not [block for block in first if " 元" in str(block)]
    assert TRANSFER_PROOF not in codes(script_of(planned()), Part.ASK)


def test_a_person_who_lent_is_not_told_who_is_calling() -> None:
    for name in ("", "林女士"):
        private = script_of(planned(LenderKind.PRIVATE_LENDING), name=name)
        assert codes(private, Part.OPENING)[0] == "greet_private"
        assert not {"greet", "greet_named"} & set(codes(private, Part.OPENING))
        assert codes(script_of(planned(), name=name), Part.OPENING)[0].startswith("greet")


def test_no_amount_outside_the_plan_appears_in_what_is_said() -> None:
    ask, line = offer(), planned()
    fallback = line.fallback
    assert fallback is not None
    known = {ask.total, fallback.total, line.walk_away, ask.waived.total, fallback.waived.total, 0}
    known |= {*ask.schedule.payments, *fallback.schedule.payments, WAIVED.interest, WAIVED.penalty, WAIVED.fees}
    parts = (Part.OPENING, Part.ASK, Part.COUNTER, Part.WALK_AWAY, Part.REPLY, Part.IN_WRITING, Part.AFTER)
    assert sums(script_of(line), *parts) <= known


def test_the_first_payment_is_the_only_sum_in_the_replies() -> None:
    assert sums(script_of(planned()), Part.REPLY) == {102_500}


def test_the_statement_and_the_balance_stand_before_the_call() -> None:
    script = script_of(planned())  # income 6,000, food and rent 1,500 each
    assert point(script, Part.BEFORE, "sheet").values == {
        "income": Money(600_000),
        "spending": Money(300_000),
        "surplus": Money(300_000),
    }
    assert point(script, Part.BEFORE, "figures").values["balance"] == Money(1_290_000)


def test_interest_still_to_come_is_what_the_total_adds_to_the_balance_after_waivers() -> None:
    script = script_of(planned(ask=offer(schedule=payments(*([1_100] * 12)))))
    # 13,200 is paid; 12,900 is owed, of which 600 is waived: 900 is new.
    assert point(script, Part.ASK, "interest_runs").values == {"amount": Money(90_000)}


# --- replies ---------------------------------------------------------------------------------------------------


def test_every_script_has_at_least_three_replies_and_each_refusal_once() -> None:
    for kind, stage, relief, script in every_planned():
        refusals = [code.partition(".")[0] for code in codes(script, Part.REPLY)]
        assert len(refusals) >= 3, (kind, stage, relief)
        assert len(set(refusals)) == len(refusals)
    for why, kind, stage in product((NoOffer.DEFICIT, NoOffer.NOTHING_FITS), KINDS, Stage):
        assert len(no_offer(why, 50, stage, kind).part(Part.REPLY)) >= 3
    for code in TABLE:
        assert len(script_of(held(code)).part(Part.REPLY)) >= 3


@pytest.mark.parametrize(
    ("stage", "has", "lacks"),
    [
        (Stage.PRE_DUE, "not_overdue_no_help", "overdue_too_long"),
        (Stage.M1, "we_will_sue", "overdue_too_long"),
        (Stage.M2, "overdue_too_long", "not_overdue_no_help"),
        (Stage.M4_PLUS, "third_party", "not_overdue_no_help"),
    ],
)
def test_replies_fit_the_stage(stage: Stage, has: str, lacks: str) -> None:
    refusals = [code.partition(".")[0] for code in codes(script_of(planned(stage=stage)), Part.REPLY)]
    assert has in refusals
    assert lacks not in refusals


def test_a_private_lender_has_no_system_and_no_manager() -> None:
    refusals = {c.partition(".")[0] for c in codes(script_of(planned(LenderKind.PRIVATE_LENDING)), Part.REPLY)}
    assert not refusals & {"system_does_not_support", "manager_not_available", "third_party"}


# --- papers ----------------------------------------------------------------------------------------------------


def test_only_papers_of_the_person_s_own_hardship_are_sent_for() -> None:
    hardship = Hardship(causes=(Cause.JOB_LOSS,), proof=(Proof.BANK_FLOW,))
    script = script_of(planned(), hardship=hardship)
    lacking = {code for code in codes(script, Part.PROOF) if code.startswith("lack.")}
    assert point(script, Part.PROOF, "have").values == {"proof": Proof.BANK_FLOW}
    assert lacking == {
        "lack.wage_slips",
        "lack.dismissal",
        "lack.unemployment",
        "lack.social_insurance",
        "lack.subsistence",
    }


def test_papers_are_offered_aloud_only_when_there_are_some() -> None:
    script = script_of(planned(), hardship=Hardship(causes=(Cause.JOB_LOSS,)))
    assert "none" in codes(script, Part.PROOF)
    assert not any(p.spoken for p in script.part(Part.PROOF))


# --- no offer --------------------------------------------------------------------------------------------------


def test_a_deficit_makes_no_offer_and_names_no_sum_to_the_lender() -> None:
    script = no_offer(NoOffer.DEFICIT)
    assert {p.code for p in script.part(Part.ASK) if p.spoken} == {
        "no_money.status",
        "no_money.record.overdue",
        "no_money.options",
        "work_order",
    }
    assert sums(script, Part.OPENING, Part.ASK, Part.COUNTER, Part.WALK_AWAY, Part.REPLY, Part.AFTER) == set()
    assert codes(script, Part.COUNTER) == []


def test_a_token_is_offered_only_with_the_share_that_the_person_named() -> None:
    script = no_offer(NoOffer.DEFICIT, 80)
    assert point(script, Part.ASK, "no_money.token").values == {"amount": Money(8_000)}
    assert sums(script, Part.ASK, Part.REPLY) == {8_000}


def test_when_nothing_fits_the_share_of_the_month_is_a_holding_offer_with_the_budget_that_would_do() -> None:
    line = planned(fallback=None, walk_away=None, share_now=yuan(150))
    pot = PotPlan(pot=line.debt.purpose, worlds={}, no_offer=NoOffer.NOTHING_FITS, smallest_budget=yuan(3_210))
    script = script_of(replace(line, ask=None), pot)
    assert point(script, Part.ASK, "holding.alone").values == {"amount": Money(15_000)}
    budget = point(script, Part.ASK, "holding.budget")
    assert (budget.values, budget.spoken) == ({"amount": Money(321_000)}, False)


# --- priority, contract, order ---------------------------------------------------------------------------------


def test_a_priority_debt_is_paid_as_agreed_and_asked_nothing() -> None:
    line = planned(LenderKind.OTHER, Stage.PRE_DUE, priority=True, ask=None, fallback=None, relief=None)
    line = replace(line, ask=None, debt=replace(line.debt, product=Product.HOME_LOAN, kind=LenderKind.OTHER))
    script = script_of(line)
    assert codes(script, Part.BEFORE) == ["priority.pre_due"]
    assert script.part(Part.ASK) == script.part(Part.REPLY) == script.part(Part.OPENING) == ()


def test_a_plain_contract_asks_for_nothing() -> None:
    script = script_of(planned(stage=Stage.PRE_DUE, ask=offer(None, waived=Waived(), riders=())))
    assert codes(script, Part.ASK) == ["lead.contract", "figures.level", "as_agreed"]
    assert "willing" not in codes(script, Part.OPENING)
    assert script.part(Part.COUNTER) == ()


def test_what_was_settled_is_named_and_not_asked_for_anew() -> None:
    line = agreed_line()
    assert line.relief is not None
    script = script_of(replace(line, relief=replace(line.relief, stage=Stage.M3)))
    assert "keep.agreed" in codes(script, Part.OPENING)
    today = point(script, Part.REPLY, "pay_in_full_today.agreed")
    assert today.values == {"on": date(2026, 11, 20)}
    assert {"we_will_sue.agreed", "overdue_too_long.agreed", "third_party.agreed"} <= set(codes(script, Part.REPLY))
    missed = agreed_line(missed=((date(2026, 11, 12), yuan(900)),))
    assert "keep.agreed" not in codes(script_of(missed), Part.OPENING)
    in_court = script_of(replace(line, relief=replace(line.relief, stage=Stage.LITIGATION)))
    assert "we_will_sue.court" in codes(in_court, Part.REPLY)


def test_a_late_debt_paid_as_agreed_is_made_good_early_and_asks_for_less_above_24_percent() -> None:
    line = planned(stage=Stage.M2, ask=offer(None, waived=Waived(), riders=()))
    assert codes(script_of(line), Part.ASK)[-1] == "as_agreed_late"
    assert "cost.total" not in codes(script_of(line), Part.ASK)
    assert line.relief is not None
    dear = replace(line, relief=replace(line.relief, annual=Decimal("0.36")))
    assert "cost.total" in codes(script_of(dear), Part.ASK)
    assert "as_agreed" not in codes(script_of(dear), Part.ASK)


def test_an_agreement_that_is_kept_is_only_checked_and_answered_with_itself() -> None:
    line = agreed_line()
    script = script_of(line)
    assert codes(script, Part.ASK) == ["lead.agreed", "figures.level", "as_newly_agreed"]
    on = {"on": date(2026, 11, 20)}
    for reply in ("pay_in_full_today.agreed", "overdue_too_long.agreed", "third_party.agreed"):
        assert point(script, Part.REPLY, reply).values == on
    assert point(script, Part.REPLY, "we_will_sue.agreed").if_true
    told = point(script_of(agreed_line(paid=2)), Part.ASK, "lead.agreed_paid")
    assert told.values == {**on, "paid": Money(180_000)}


def test_a_missed_instalment_is_told_and_no_later_day_passes_for_the_first() -> None:
    script = script_of(agreed_line(((date(2026, 11, 12), yuan(300)),)))
    asked = ["lead.agreed_missed", "catch_up.pay", "catch_up.no_breach", "as_missed"]
    assert codes(script, Part.ASK) == asked
    assert "keep.missed" in codes(script, Part.OPENING)
    assert "keep.agreed" not in codes(script, Part.OPENING)
    made_good = {"first": date(2026, 12, 10), "amount": Money(30_000)}
    assert point(script, Part.ASK, "lead.agreed_missed").values["since"] == date(2026, 11, 12)
    assert point(script, Part.ASK, "catch_up.pay").values == made_good
    assert point(script, Part.AFTER, "first_payment.missed.company").values == made_good


@pytest.mark.parametrize("stage", [Stage.ASSIGNED, Stage.LITIGATION])
def test_before_a_court_or_a_buyer_the_answers_are_those_of_that_stage(stage: Stage) -> None:
    line = agreed_line()
    assert line.relief is not None
    script = script_of(replace(line, relief=replace(line.relief, stage=stage)))
    assert not [code for code in codes(script, Part.REPLY) if code.endswith(".agreed")]


def test_scripts_come_in_the_order_of_the_calls_then_of_the_case() -> None:
    names = ("first", "second", "third", "fourth")
    lines = [planned() for _ in names]
    lines = [replace(line, debt=replace(line.debt, id=name)) for line, name in zip(lines, names, strict=True)]
    calls = [
        Action(code=ActionCode.ASK_STATEMENT, on=TODAY, debt="second"),
        Action(code=ActionCode.CALL, on=TODAY, debt="fourth"),
        Action(code=ActionCode.CALL, on=date(2026, 11, 24), debt="second", by=date(2026, 12, 9)),
    ]
    made = scripts(plan_of(*lines, actions=calls), shipped())
    assert [script.debt for script in made] == ["fourth", "second", "first", "third"]
    assert point(made[1], Part.BEFORE, "call_by").values == {"on": date(2026, 11, 24), "by": date(2026, 12, 9)}


def test_the_business_s_own_cause_is_named_for_its_debt() -> None:
    hardship = Hardship(causes=(Cause.WAGE_CUT, Cause.BUSINESS_DOWNTURN))
    plan = plan_of(planned(), hardship=hardship)
    of_shop = replace(plan.debts[0], debt=replace(plan.debts[0].debt, purpose=Pot.BUSINESS))
    spoken = scripts(replace(plan, debts=(of_shop,)), shipped())[0]
    assert point(spoken, Part.OPENING, "cause.overdue").values == {"cause": Cause.BUSINESS_DOWNTURN}
    assert point(scripts(plan, shipped())[0], Part.OPENING, "cause.overdue").values == {"cause": Cause.WAGE_CUT}


# --- from a case -----------------------------------------------------------------------------------------------


def test_a_case_planned_from_end_to_end_says_the_plan_s_own_figures() -> None:
    cards = loan(
        "card",
        20_000,
        kind=LenderKind.BANK_CREDIT_CARD,
        product=Product.CREDIT_CARD,
        overdue_since=date(2026, 8, 18),
        due_day=18,
        next_due=None,
        instalments_left=None,
        penalty_owed=Amount.unknown(),
        rate=Rate(Decimal("0.0005"), Decimal("0.0005"), RatePer.DAY),
    )
    case = household(debts=[loan(), cards])
    plan = build_plan(case, shipped())
    assert isinstance(plan, Plan)
    made = {script.debt: script for script in scripts(plan, shipped())}
    assert set(made) == {"loan", "card"}
    for line in plan.debts:
        assert line.ask is not None
        said = sums(made[line.debt.id], Part.ASK) - {0}
        own = line.ask
        extra = own.total - (line.relief.owed.balance if line.relief else 0) + own.waived.total
        parts = {own.waived.interest, own.waived.penalty, own.waived.fees}
        assert own.total in said
        assert said <= {own.total, extra, *own.schedule.payments, *parts}
        assert all(isinstance(claim, Claim) for p in made[line.debt.id].points for claim in p.claims)
