"""A scene: its lines fit this lender and this stage, its good sentences are the pack's and cross no guardrail."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from itertools import product

import pytest

from debtadvisor.core.case import Borrower
from debtadvisor.core.codes import Cause, Circumstance, IncomeSource, LenderKind, ReliefKind, Stage
from debtadvisor.core.conduct import FOR_ALL
from debtadvisor.core.money import Money
from debtadvisor.core.plan.model import NoOffer, Plan, PotPlan
from debtadvisor.core.rehearse.ground import ground
from debtadvisor.core.rehearse.judge import judge
from debtadvisor.core.rehearse.model import (
    Answer,
    Choice,
    Guardrail,
    Improper,
    Limits,
    Played,
    Pressure,
    Said,
    Scene,
    SceneEnd,
    Slip,
    Speaker,
)
from debtadvisor.core.rehearse.offered import offered
from debtadvisor.core.rehearse.play import answered, summary
from debtadvisor.core.rehearse.scene import playable, scene
from debtadvisor.core.relief.model import Waived
from debtadvisor.core.script.held import CHECKED, MANNERS
from debtadvisor.core.script.model import Part
from debtadvisor.core.script.talk import talk
from debtadvisor.intake.spoken import said
from debtadvisor.text.catalogue import Catalogue, topic
from debtadvisor.text.rehearsed import label, line, spoken, told
from debtadvisor.text.scripted import sentence
from tests.builders import yuan
from tests.script_plans import HARDSHIP, KINDS, held, offer, payments, plan_of, planned, shipped

ZH, EN = Catalogue("zh"), Catalogue("en")
ASKS = (None, ReliefKind.INSTALMENT)


def words(choice: Choice) -> Said:
    return said(spoken(ZH, choice))


def without_offer(kind: LenderKind, stage: Stage, share: int, why: NoOffer) -> Plan:
    """A purse that makes no offer; `share` in yuan."""
    line = replace(planned(kind, stage, share_now=yuan(share)), ask=None, fallback=None, walk_away=None)
    return plan_of(line, pot=PotPlan(pot=line.debt.purpose, worlds={}, no_offer=why, token=yuan(share)))


def played_on(plan: Plan) -> list[Scene]:
    return [scene(plan, shipped(), "loan", pressure) for pressure in Pressure]


@lru_cache
def planned_scenes() -> tuple[Scene, ...]:
    """Every kind, stage and pressure: with each ask, with the plain contract, and without an offer."""
    found: list[Scene] = []
    for kind, stage in product(KINDS, Stage):
        for relief in ASKS:
            found += played_on(plan_of(planned(kind, stage, offer(relief)), name="欧阳娜娜"))
        single = offer(ReliefKind.SETTLEMENT, payments(6_000))
        found += played_on(plan_of(planned(kind, stage, single, fallback=single)))
        found += played_on(plan_of(planned(kind, stage, fallback=single)))
        found += played_on(plan_of(planned(kind, stage, offer(None, waived=Waived(), riders=()))))
        found += played_on(without_offer(kind, stage, 0, NoOffer.DEFICIT))
        found += played_on(without_offer(kind, stage, 150, NoOffer.NOTHING_FITS))
    return tuple(found)


@lru_cache
def held_scenes() -> tuple[Scene, ...]:
    """Every finding that holds a debt, at each pressure; and every kind of lender and stage for four of them."""
    found: list[Scene] = []
    for code in (*MANNERS, "filled_by_other"):
        found += played_on(plan_of(held(code, kind=LenderKind.BANK_CREDIT_CARD)))
    for code, kind, stage in product(("not_recognised", "old_debt", "card_lawyer", "amount_disputed"), KINDS, Stage):
        found += played_on(plan_of(held(code, kind=kind, stage=stage)))
    return tuple(found)


def all_scenes() -> tuple[Scene, ...]:
    return (*planned_scenes(), *held_scenes())


def lines_of(one: Scene) -> list[str]:
    return [turn.code for turn in one.turns]


# --- sentences on offer -----------------------------------------------------------------------------------


def test_every_turn_offers_three_or_four_sentences_of_which_one_is_good() -> None:
    for one in all_scenes():
        for turn in one.turns:
            assert len(turn.choices) in (3, 4), (one.kind, turn.code)
            assert sum(choice.trips is None for choice in turn.choices) == 1
            assert len({spoken(ZH, choice) for choice in turn.choices}) == len(turn.choices)


def test_the_good_sentence_crosses_no_guardrail_and_each_mistake_its_own() -> None:
    slips: dict[tuple[str, str], Slip] = {}
    for one in all_scenes():
        for turn in one.turns:
            for choice in turn.choices:
                found = judge(words(choice), one.ground, terms=turn.terms)
                crossed = [slip.guardrail for slip in found]
                text = (one.kind, one.stage, turn.code, spoken(ZH, choice))
                assert (choice.trips in crossed) if choice.trips else crossed == [], text
                slips |= {(slip.guardrail, slip.about): slip for slip in found}
    for slip, catalogue, part in product(slips.values(), (ZH, EN), ("what", "why")):
        assert told(catalogue, slip, part)
    assert {guardrail for guardrail, _ in slips} == set(Guardrail)


def test_the_pack_read_aloud_word_for_word_crosses_nothing() -> None:
    read: set[tuple[str, bool, Limits, LenderKind]] = set()
    for one in all_scenes():
        for point in one.script.points:
            text = sentence(ZH, point) if point.spoken else ""
            here = (text, one.ground.to_check, one.ground.limits, one.kind)
            # What is said once a sale is proved belongs to the second call.
            if text and here not in read and one.stage is not Stage.ASSIGNED:
                read.add(here)
                assert judge(said(text), one.ground, terms=True) == (), (one.kind, one.stage, point.code, text)
    assert len(read) > 500


def test_the_good_sentence_does_not_always_stand_first() -> None:
    for one in planned_scenes():
        assert len({turn.choices.index(turn.good) for turn in one.turns}) > 1


def test_every_line_and_every_sentence_has_words_in_both_languages() -> None:
    for one in all_scenes():
        for turn in one.turns:
            for catalogue in (ZH, EN):
                assert line(catalogue, one, turn)
                assert label(catalogue, turn)
            assert all(spoken(EN, choice) for choice in turn.choices)


def test_no_line_of_the_catalogue_is_left_unplayed() -> None:
    played = {f"{one.speaker}.{turn.code}.{turn.tone}" for one in all_scenes() for turn in one.turns}
    table = topic("zh", "rehearse")["line"]
    assert isinstance(table, dict)
    written = {f"{s}.{code}.{tone}" for s, codes in table.items() for code, tones in codes.items() for tone in tones}
    assert sorted(written - played) == []
    mistakes = topic("zh", "rehearse")["mistake"]
    assert isinstance(mistakes, dict)
    offered_ = {choice.code for one in all_scenes() for turn in one.turns for choice in turn.choices if choice.trips}
    people = {f"untrue.{cause}" for cause in ("job_loss", "disaster", "fraud", "unpaid_wages")}
    people |= {"untrue.business_closed", "untrue.family_change"}
    assert {f"{g}.{name}" for g, names in mistakes.items() for name in names} - offered_ <= people


def test_lines_are_short_and_nobody_is_insulted_or_threatened_with_force() -> None:
    cruel = re.compile("弄死|打死|打断|坐牢|抓|废物|垃圾|老赖|不要脸|曝光|贴|上门|堵|孩子|学校|死|骂|滚|刑事|公安|警察")
    for one in all_scenes():
        for turn in one.turns:
            text = line(ZH, one, turn)
            assert not cruel.search(text), text
            assert len(text) <= 48, text


# --- which lines are played ------------------------------------------------------------------------------


def test_a_scene_is_neither_a_word_nor_an_ordeal() -> None:
    for one in all_scenes():
        assert 4 <= len(one.turns) <= 11, lines_of(one)
        assert lines_of(one)[0] == "identity"
        assert lines_of(one)[-1] == f"end_{one.ending}"


def test_a_private_person_has_no_system_no_manager_no_fee_and_asks_for_no_code() -> None:
    desk = {"system_does_not_support", "manager_not_available", "pay_fee_first", "read_code", "third_party"}
    desk |= {"not_overdue_no_help", "overdue_too_long"}
    private = [one for one in planned_scenes() if one.kind is LenderKind.PRIVATE_LENDING]
    assert {one.stage for one in private} == set(Stage)
    private = [one for one in private if one.stage is not Stage.ASSIGNED]
    assert private
    for one in private:
        assert one.speaker is Speaker.PRIVATE
        assert not desk & set(lines_of(one))


def test_a_debt_before_its_due_day_is_not_pressed_as_if_it_were_late() -> None:
    late = {"overdue_too_long", "we_will_sue", "call_your_contacts", "third_party"}
    for one in all_scenes():
        if one.stage is Stage.PRE_DUE:
            said_ = "".join(line(ZH, one, turn) for turn in one.turns if turn.code != "we_will_sue")
            assert "逾期了" not in said_.replace("等逾期了", "") or one.ground.held
            if not one.ground.held:
                assert not late & set(lines_of(one))
                assert not one.calls_in
                assert all(turn.improper is not Improper.MANY_DIALS for turn in one.turns)
        elif not one.ground.held:
            assert "not_overdue_no_help" not in lines_of(one)


def test_pressure_rises_from_calm_to_hard() -> None:
    improper = {p: [0, 0] for p in Pressure}
    for one in planned_scenes():
        if one.stage is Stage.M3 and one.speaker is Speaker.COMPANY:
            improper[one.pressure][0] += sum(turn.improper is not None for turn in one.turns)
            improper[one.pressure][1] += 1
    assert improper[Pressure.CALM][0] == improper[Pressure.FIRM][0] == 0
    assert improper[Pressure.HARD][0] >= 2 * improper[Pressure.HARD][1]


def test_the_end_follows_pressure_and_what_there_is_to_offer() -> None:
    by_pressure = dict(zip(Pressure, played_on(plan_of(planned())), strict=True))
    assert [by_pressure[p].ending for p in Pressure] == [SceneEnd.AGREED, SceneEnd.COUNTERED, SceneEnd.REFUSED]
    contract = played_on(plan_of(planned(ask=offer(None, waived=Waived(), riders=()))))
    assert [one.ending for one in contract] == [SceneEnd.AGREED] * 3
    empty = played_on(without_offer(LenderKind.CONSUMER_FINANCE, Stage.M2, 0, NoOffer.DEFICIT))
    assert [one.ending for one in empty] == [SceneEnd.AGREED, SceneEnd.REFUSED, SceneEnd.REFUSED]
    papers = played_on(plan_of(held("not_recognised")))
    assert [one.ending for one in papers] == [SceneEnd.PAPERS, SceneEnd.REFUSED, SceneEnd.REFUSED]


def test_the_counter_offer_shows_the_figures_of_the_pack() -> None:
    one = scene(plan_of(planned()), shipped(), "loan", Pressure.FIRM)
    assert one.turns[-1].values == {"first": date(2026, 12, 12), "total": Money(yuan(13_200)), "count": 12}


def test_a_stopped_or_priority_debt_has_no_scene() -> None:
    plan = plan_of(planned(priority=True, ask=None, fallback=None, walk_away=None))
    assert playable(plan, shipped()) == ()
    with pytest.raises(KeyError):
        scene(plan, shipped(), "loan", Pressure.CALM)


def test_the_course_of_the_book_stands_before_the_scene_but_not_after_a_sale() -> None:
    assert played_on(plan_of(planned(LenderKind.BANK_CREDIT_CARD, Stage.M2)))[0].steps
    for one in played_on(plan_of(planned(LenderKind.BANK_CREDIT_CARD, Stage.ASSIGNED))):
        assert one.steps == ()


# --- debts on hold ---------------------------------------------------------------------------------------


def test_on_a_held_debt_the_other_side_rings_and_no_good_sentence_names_a_sum() -> None:
    for one in held_scenes():
        assert one.calls_in
        assert one.speaker is Speaker.HELD
        assert one.ground.held
        assert one.ground.limits == Limits(monthly=0, once=0)
        for turn in one.turns:
            assert offered(words(turn.good)) == ()
            assert not any(isinstance(part, Money) for part in words(turn.good))
            assert not any(isinstance(value, Money) for value in turn.values.values())


def test_only_figures_to_be_checked_may_be_called_ones_own() -> None:
    for code, manner in MANNERS.items():
        one = scene(plan_of(held(code)), shipped(), "loan", Pressure.CALM)
        assert one.ground.to_check is (manner in CHECKED)


# --- what is not right about a line -----------------------------------------------------------------------


def test_rules_about_a_line_speak_on_the_day_and_bind_whoever_collects() -> None:
    seen = 0
    for one in all_scenes():
        for turn in one.turns:
            for rule in turn.rules:
                seen += 1
                assert rule.reaches(one.kind)
                assert rule.validity.speaks(date(2026, 11, 21))
                assert turn.improper is not None
                assert one.stage is not Stage.ASSIGNED or rule.id in FOR_ALL
    assert seen > 100


def test_no_rule_is_cited_past_its_review() -> None:
    plan = plan_of(planned(LenderKind.BANK_CREDIT_CARD, Stage.M3), as_of=date(2099, 6, 1))
    for one in played_on(plan):
        assert all(turn.rules == () for turn in one.turns)
        assert all(claims == () for claims in one.ground.grounds.values())


def test_a_pause_is_offered_after_a_hard_line() -> None:
    for one in planned_scenes():
        if one.pressure is Pressure.HARD and "call_your_contacts" in lines_of(one):
            assert any(turn.breath for turn in one.turns)
        if one.pressure is not Pressure.HARD:
            assert not any(turn.breath for turn in one.turns)


# --- the ground ------------------------------------------------------------------------------------------


def limits_of(plan: Plan) -> Limits:
    return ground(talk(plan, shipped(), plan.debts[0])).limits


def test_the_limit_is_the_walk_away_line_or_the_ask_that_waits_for_the_others() -> None:
    assert limits_of(plan_of(planned())) == Limits(monthly=yuan(1_200), once=yuan(1_200))
    beyond = planned(walk_away=yuan(900), fallback=None)
    assert limits_of(plan_of(beyond)) == Limits(monthly=yuan(1_025), once=yuan(1_025))


def test_one_large_payment_is_no_measure_for_a_month() -> None:
    single = planned(ask=offer(ReliefKind.SETTLEMENT, payments(6_000)), walk_away=yuan(900), fallback=None)
    assert limits_of(plan_of(single)) == Limits(monthly=yuan(900), once=yuan(6_000))


def test_without_an_offer_only_the_share_may_be_named() -> None:
    for why in (NoOffer.DEFICIT, NoOffer.NOTHING_FITS):
        share = without_offer(LenderKind.MICROLOAN, Stage.M2, 60, why)
        assert limits_of(share) == Limits(monthly=yuan(60), once=yuan(60))
    assert limits_of(without_offer(LenderKind.MICROLOAN, Stage.M2, 0, NoOffer.DEFICIT)) == Limits(monthly=0, once=0)


def unsaid(plan: Plan) -> frozenset[str]:
    return ground(talk(plan, shipped(), plan.debts[0])).unsaid


def test_what_the_case_says_of_the_person_may_be_said() -> None:
    plan = plan_of(planned())
    assert HARDSHIP.causes == (Cause.JOB_LOSS,)
    assert "job_loss" not in unsaid(plan)
    assert "illness" in unsaid(plan)
    ill = replace(plan, case=replace(plan.case, borrower=Borrower(circumstances=(Circumstance.ILL,))))
    assert "illness" not in unsaid(ill)
    other = replace(plan, case=replace(plan.case, hardship=replace(HARDSHIP, causes=(Cause.OTHER,))))
    assert unsaid(other) == frozenset()


def test_no_wage_in_the_case_contradicts_no_loss_of_a_job() -> None:
    plan = plan_of(planned(), hardship=replace(HARDSHIP, causes=(Cause.ILLNESS,)))
    assert "job_loss" in unsaid(plan)
    gig = tuple(replace(income, source=IncomeSource.GIG) for income in plan.case.incomes)
    assert "job_loss" not in unsaid(replace(plan, case=replace(plan.case, incomes=gig)))


# --- playing it -------------------------------------------------------------------------------------------


def play(one: Scene, answers: Sequence[Answer]) -> list[Played]:
    return [answered(one, turn, answer, words) for turn, answer in zip(one.turns, answers, strict=False)]


def good(one: Scene) -> Iterator[Answer]:
    for turn in one.turns:
        yield Answer(number=turn.choices.index(turn.good) + 1)


def test_the_good_sentences_alone_leave_nothing_to_practise() -> None:
    for one in (*planned_scenes()[::7], *held_scenes()[::7]):
        found = summary(one, play(one, list(good(one))))
        assert found.finished
        assert found.practise == ()
        assert found.steady == one.turns


def test_each_guardrail_is_practised_once_and_with_the_turn_where_it_was_crossed_first() -> None:
    one = scene(plan_of(planned()), shipped(), "loan", Pressure.HARD)
    answers = [Answer(number=0, said=said("随便你们告")) for _ in one.turns]
    found = summary(one, play(one, answers))
    assert [(slip.guardrail, turn.code) for slip, turn in found.practise] == [(Guardrail.TEMPER, "identity")]
    assert found.steady == ()


def test_a_scene_left_early_tells_what_was_played() -> None:
    one = scene(plan_of(planned()), shipped(), "loan", Pressure.FIRM)
    found = summary(one, play(one, list(good(one))[:2]))
    assert not found.finished
    assert [turn.code for turn in found.steady] == lines_of(one)[:2]
    assert summary(one, []).steady == ()


def test_the_same_scene_and_answers_give_the_same_value() -> None:
    plan = plan_of(planned())
    first, second = (scene(plan, shipped(), "loan", Pressure.HARD) for _ in range(2))
    assert first == second
    assert play(first, list(good(first))) == play(second, list(good(second)))


def test_the_plan_of_the_good_answer_is_the_ask_of_the_pack() -> None:
    for one in planned_scenes():
        ask = [point for point in one.script.part(Part.ASK) if point.spoken]
        plans = [turn.good.points for turn in one.turns if turn.code == "your_plan"]
        assert plans == ([] if one.stage is Stage.ASSIGNED else [tuple(ask[:2])])


def test_a_buyer_hears_no_sum_before_the_sale_is_proved() -> None:
    for one in planned_scenes():
        if one.stage is Stage.ASSIGNED:
            assert one.speaker is Speaker.HELD
            assert one.ending in (SceneEnd.PAPERS, SceneEnd.REFUSED)
            assert all(offered(words(turn.good)) == () for turn in one.turns)
            assert [slip.about for slip in judge(said("我先还500"), one.ground)] == ["sum"]


def test_a_platform_that_only_matched_lenders_has_no_app_and_is_checked_by_its_notice() -> None:
    plan = plan_of(planned(LenderKind.P2P_INTERMEDIARY), name="李明")
    for found in played_on(plan):
        good = [spoken(ZH, turn.good) for turn in found.turns]
        assert not [words for words in good if "App" in words or "名下" in words]
        assert "read_code" not in [turn.code for turn in found.turns]
        if found.calls_in:
            assert "官方公告" in good[0]
