"""The words of the scripts: every point has its sentence in both languages, and spoken lines can be spoken."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import product
from pathlib import Path

import pytest

import debtadvisor
from debtadvisor.core.case import Hardship
from debtadvisor.core.codes import Cause, Guarantor, LenderKind, PackChannel, Pot, Product, Proof, ReliefKind, Stage
from debtadvisor.core.money import Money
from debtadvisor.core.plan.build import build_plan
from debtadvisor.core.plan.model import Action, ActionCode, NoOffer, PotPlan, Stopped
from debtadvisor.core.plan.points import LEAST_SHARE
from debtadvisor.core.policy.model import Channel
from debtadvisor.core.relief.model import WRITTEN_ID, Certainty, Waived
from debtadvisor.core.script.build import scripts
from debtadvisor.core.script.held import MANNERS
from debtadvisor.core.script.model import Part, Script, ScriptPoint
from debtadvisor.core.words import Words
from debtadvisor.intake.build import case_from
from debtadvisor.intake.files import read_answers
from debtadvisor.intake.lender_names import lender_names
from debtadvisor.text.catalogue import Catalogue, topic
from debtadvisor.text.scripted import cost, key, sentence, they_say
from tests.builders import SOURCE, TODAY, yuan
from tests.pack_plans import watched_card
from tests.script_plans import (
    KINDS,
    RESCHEDULING,
    agreed_lines,
    held,
    no_offer,
    offer,
    payments,
    plan_of,
    planned,
    script_of,
    shipped,
)

ZH, EN = Catalogue("zh"), Catalogue("en")
EXAMPLES = Path(debtadvisor.__file__).parent / "examples"
LONGEST_NAME = "欧阳娜娜"
SINCE = date(2026, 10, 31)
UNTIL = date(2027, 12, 31)


def leaves(table: object, at: str = "") -> Iterator[tuple[str, str]]:
    """Every sentence of a catalogue with its dotted key."""
    assert isinstance(table, dict)
    for name, value in table.items():
        if isinstance(value, dict):
            yield from leaves(value, f"{at}{name}.")
        else:
            yield f"{at}{name}", str(value)


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"\$(\w+)", text, re.ASCII))


def hardships() -> Iterator[Hardship]:
    """No cause, each cause without a date, and all papers with dates on both sides."""
    yield Hardship()
    for cause in Cause:
        yield Hardship(causes=(cause,))
        yield Hardship(causes=(cause,), since=SINCE, until=UNTIL, proof=(Proof.BANK_FLOW, Proof.OTHER))


@lru_cache
def all_scripts() -> tuple[Script, ...]:
    """A script for every kind, stage and ask; for every purse without an offer; for every hold; and odd corners."""
    made = [
        script_of(planned(kind, stage, offer(relief)), name=LONGEST_NAME)
        for kind, stage, relief in product(KINDS, Stage, RESCHEDULING)
    ]
    for kind, stage in product(KINDS, (Stage.PRE_DUE, Stage.M2)):
        made.append(no_offer(NoOffer.DEFICIT, 0, stage, kind))
        made.append(no_offer(NoOffer.DEFICIT, 60, stage, kind))
        made.append(script_of(planned(kind, stage, offer(None, waived=Waived(), riders=()))))
    for hardship, stage in product(hardships(), (Stage.PRE_DUE, Stage.M2)):
        made.append(script_of(planned(stage=stage), hardship=hardship, name=LONGEST_NAME))
    reported = Hardship(proof=(Proof.POLICE_RECEIPT,))
    for code in (*MANNERS, "filled_by_other"):
        for line in (
            held(code),
            *(held(code, kind=one) for one in (LenderKind.BANK_CREDIT_CARD, LenderKind.PRIVATE_LENDING)),
        ):
            made.append(script_of(line))
            made.append(script_of(line, hardship=reported))
    return (*made, watched_card(PackChannel.PHONE), *_corners())


def _corners() -> Iterator[Script]:
    """What only some figures bring about: shapes of payments, dear debts, numbers that are shown, dates of calls."""
    runs = ((5_000,), (5, 5, 6), (9, 5, 5), (9, 5, 5, 12), (9, 7, 6, 5), (5, 9, 6, 7))
    for run in runs:
        changed = offer(schedule=payments(*run))
        yield script_of(planned(ask=changed))
        yield script_of(planned(fallback=changed))
    platform = planned(LenderKind.P2P_INTERMEDIARY)
    yield script_of(replace(platform, debt=replace(platform.debt, name="甲贷")))
    yield script_of(planned(fallback=None))
    yield script_of(planned(fallback=offer()))
    tight = planned(walk_away=yuan(10))
    yield script_of(tight)
    yield scripts(plan_of(tight, replace(tight, debt=replace(tight.debt, id="other"))), shipped())[0]
    yield script_of(planned(ask=replace(offer(None), id="minimum")))
    yield script_of(planned(ask=replace(offer(None), id="bill-12")))
    yield script_of(planned(ask=replace(offer(), rate=Decimal(0))))
    yield script_of(planned(ask=replace(offer(), rate=Decimal("0.12"))))
    yield script_of(planned(ask=offer(schedule=payments(*([1_200] * 12)))))
    written = replace(offer(ReliefKind.SETTLEMENT, payments(6_000), Waived(principal=yuan(6_000))), id=WRITTEN_ID)
    yield script_of(planned(stage=Stage.M4_PLUS, ask=written))
    sold = planned(stage=Stage.ASSIGNED)
    yield script_of(replace(sold, debt=replace(sold.debt, name="甲贷", assigned_to="东湖资产")))
    yield from (script_of(line) for line in agreed_lines())
    yield several()
    yield several(walk_away=yuan(10))
    yield from _dear()
    yield from _priorities()
    line = planned(fallback=None, walk_away=None, share_now=yuan(150))
    pot = PotPlan(pot=line.debt.purpose, worlds={}, no_offer=NoOffer.NOTHING_FITS, smallest_budget=yuan(3_210))
    yield script_of(replace(line, ask=None), pot)
    yield script_of(replace(line, ask=None, share_now=LEAST_SHARE - 1), pot)
    beside = plan_of(replace(line, ask=None), pot=pot)
    yield scripts(replace(beside, debts=(*beside.debts, *beside.debts)), shipped())[0]
    calls = (
        Action(code=ActionCode.CALL, on=TODAY, debt="loan"),
        Action(code=ActionCode.LOOK_AGAIN, on=date(2026, 12, 21)),
    )
    yield scripts(plan_of(planned(), actions=calls), shipped())[0]
    yield scripts(plan_of(planned(), actions=(replace(calls[0], by=UNTIL),)), shipped())[0]
    yield from _products()
    for kind in KINDS:  # a day on which every row of the book is past its review
        yield script_of(planned(kind), as_of=date(2099, 6, 1))
        yield script_of(held("identity_theft", kind=kind), as_of=date(2099, 6, 1))
        yield script_of(held("agreement_oral", kind=kind))


def several(walk_away: int = yuan(1_200)) -> Script:
    """The script of a debt beside another one that has a limit too."""
    line = planned(walk_away=walk_away)
    return scripts(plan_of(line, replace(line, debt=replace(line.debt, id="other"))), shipped())[0]


def _dear() -> Iterator[Script]:
    """Debts above 24 %, a private loan above four times the LPR, and a profile with a number and an estimate."""
    for kind in (LenderKind.CONSUMER_FINANCE, LenderKind.PRIVATE_LENDING):
        line = planned(kind)
        assert line.relief is not None
        number = Channel(
            use="talk",
            how=Words("在 App 里找客服", "the service desk in the app"),
            number="95000",
            standing=line.relief.profile.channels[0].standing,
            confidence=line.relief.profile.channels[0].confidence,
            sources=(SOURCE,),
        )
        relief = replace(
            line.relief,
            annual=Decimal("0.36"),
            owed=replace(line.relief.owed, interest_from=Certainty.ESTIMATED),
            profile=replace(line.relief.profile, channels=(number,)),
        )
        yield script_of(replace(line, relief=relief, debt=replace(line.debt, contract_date=date(2025, 6, 1))))


def _priorities() -> Iterator[Script]:
    """Debts paid before all offers, and one outside the book that is planned none the less."""
    for overdue in (None, date(2026, 10, 1)):
        line = planned(LenderKind.OTHER, priority=True, fallback=None, relief=None)
        debt = replace(line.debt, kind=LenderKind.OTHER, product=Product.HOME_LOAN, overdue_since=overdue)
        yield script_of(replace(line, ask=None, debt=debt))
    yield script_of(planned(LenderKind.OTHER))


def _products() -> Iterator[Script]:
    """Each product by its own name; a debt that the borrower or the book names; business and guarantee."""
    for thing in Product:
        line = planned()
        yield script_of(replace(line, debt=replace(line.debt, product=thing)), name=LONGEST_NAME)
    named = planned()
    yield script_of(replace(named, debt=replace(named.debt, name="借呗")))
    for pot, surplus in product(Pot, (yuan(100), -yuan(100))):  # a shop and a household, with money left and without
        line = planned()
        plan = plan_of(replace(line, debt=replace(line.debt, purpose=pot)))
        purses = tuple(replace(purse, pot=pot, surplus=surplus) for purse in plan.statement.pots)
        yield scripts(replace(plan, statement=replace(plan.statement, pots=purses)), shipped())[0]
    for relief in (ReliefKind.RENEWAL, ReliefKind.INSTALMENT):
        shop = planned(LenderKind.BANK_ONLINE_LOAN, Stage.PRE_DUE, offer(relief))
        debt = replace(shop.debt, product=Product.BUSINESS_LOAN, purpose=Pot.BUSINESS, guarantor=Guarantor.NONE)
        causes = Hardship(causes=(Cause.BUSINESS_DOWNTURN,))
        yield script_of(replace(shop, debt=debt), hardship=causes)


def all_points() -> Iterator[tuple[Script, ScriptPoint]]:
    for script in all_scripts():
        for point in script.points:
            yield script, point


def all_spoken() -> Iterator[tuple[Script, ScriptPoint, str]]:
    for script, point in all_points():
        if point.spoken:
            yield script, point, sentence(ZH, point)


def test_limits_that_cannot_all_be_used_say_so() -> None:
    recount = "各家的底线不能同时用满。每谈成一家，都要重新算一遍。"
    assert recount in [sentence(ZH, p) for p in several().part(Part.WALK_AWAY)]
    assert recount not in [sentence(ZH, p) for p in script_of(planned()).part(Part.WALK_AWAY)]


def test_the_money_of_a_settlement_is_not_promised_as_a_part_payment() -> None:
    written = replace(offer(ReliefKind.SETTLEMENT, payments(6_000), Waived(principal=yuan(6_000))), id=WRITTEN_ID)
    script = script_of(planned(stage=Stage.M4_PLUS, ask=written))
    reply = next(p for p in script.part(Part.REPLY) if p.code.startswith("pay_some_first."))
    assert reply.code == "pay_some_first.one"
    assert "先付一部分，后面就凑不齐了" in sentence(ZH, reply)


def test_a_share_is_promised_only_for_when_the_income_is_there() -> None:
    line = planned(fallback=None, walk_away=None, share_now=yuan(150))
    pot = PotPlan(pot=line.debt.purpose, worlds={}, no_offer=NoOffer.NOTHING_FITS, smallest_budget=yuan(3_210))
    said = [sentence(ZH, p) for p in script_of(replace(line, ask=None), pot).points if p.spoken]
    shares = [text for text in said if "150 元" in text]
    assert shares
    assert all("下次收入到账后" in text for text in shares)


# --- both languages --------------------------------------------------------------------------------------------


def test_both_languages_have_the_same_sentences_with_the_same_placeholders() -> None:
    chinese, english = dict(leaves(topic("zh", "script"))), dict(leaves(topic("en", "script")))
    assert list(chinese) == list(english)
    for name, text in chinese.items():
        assert placeholders(text) == placeholders(english[name]), name
        assert text.strip(), name
        assert english[name].strip(), name


def test_every_point_is_a_whole_sentence_in_both_languages() -> None:
    for _, point in all_points():
        for catalogue in (ZH, EN):
            text = sentence(catalogue, point)
            assert text, key(point)
            assert "$" not in text, key(point)


def test_every_value_of_a_spoken_point_is_heard() -> None:
    for _, point, text in all_spoken():
        for name, value in point.values.items():
            if isinstance(value, Money | date):
                assert ZH.shape(value) in text, (key(point), name)


def test_every_sentence_of_the_catalogue_is_used_by_some_script() -> None:
    parts = {part.value for part in Part}
    written = {name for name, _ in leaves(topic("zh", "script")) if name.partition(".")[0] in parts}
    said = {key(point) for _, point in all_points()}
    assert written - said == set()


def test_every_reply_answers_a_refusal_in_words() -> None:
    for _, point in all_points():
        assert bool(they_say(ZH, point)) is (point.part is Part.REPLY)
        assert bool(they_say(EN, point)) is (point.part is Part.REPLY)


def test_a_line_that_can_cost_something_says_what() -> None:
    costly = {key(point) for _, point in all_points() if cost(ZH, point)}
    written = {name.partition(".")[2] for name, _ in leaves(topic("zh", "script")) if name.startswith("cost.")}
    assert costly == written


# --- said aloud ------------------------------------------------------------------------------------------------


def test_no_opening_takes_more_than_120_characters() -> None:
    for script in all_scripts():
        opening = "".join(sentence(ZH, point) for point in script.part(Part.OPENING))
        assert len(opening) <= 120, opening


def test_the_opening_of_the_longest_lender_s_name_still_fits() -> None:
    for lender in shipped().lenders.values():
        line = planned()
        assert line.relief is not None
        line = replace(line, relief=replace(line.relief, profile=lender))
        hardship = Hardship(causes=(Cause.COSTS_ROSE,), since=SINCE, until=UNTIL)
        script = script_of(line, hardship=hardship, name=LONGEST_NAME)
        opening = "".join(sentence(ZH, point) for point in script.part(Part.OPENING))
        assert len(opening) <= 120, opening
        assert "（" not in opening


def test_each_spoken_sentence_fits_one_breath() -> None:
    for _, point, text in all_spoken():
        for piece in re.split(r"[。！？；]", text):
            assert len(piece.replace(" ", "")) <= 60, (key(point), piece)


def test_a_reply_is_one_to_three_sentences() -> None:
    for _, point, text in all_spoken():
        if point.part is Part.REPLY:
            assert 1 <= len([piece for piece in re.split(r"[。！？]", text) if piece]) <= 3, text


def test_spoken_lines_are_simplified_and_punctuated_as_chinese() -> None:
    for _, point, text in all_spoken():
        assert not re.search(r"[\u4e00-\u9fff][,;:?!]", text), (key(point), text)
        assert text[-1] in "。？！", (key(point), text)


# --- what must not be heard ------------------------------------------------------------------------------------


def test_article_70_is_heard_by_banks_about_cards_alone() -> None:
    for script, _, text in all_spoken():
        if script.profile.kind is not LenderKind.BANK_CREDIT_CARD or script.stage is Stage.ASSIGNED:
            assert "七十条" not in text
            assert "70" not in re.sub(r"[\d,.]+ 元|\d+年\d+月\d+日", "", text)


def test_the_lpr_is_heard_by_private_lenders_alone() -> None:
    heard = [script for script, _, text in all_spoken() if "LPR" in text or "四倍" in text]
    assert heard
    assert {script.profile.kind for script in heard} == {LenderKind.PRIVATE_LENDING}


@pytest.mark.parametrize(
    "words", ["停息挂账", "我有权", "必须给我", "应当给我", "违法", "投诉你", "监管会", "保证还", "借新的来", "反催收"]
)
def test_no_spoken_line_threatens_claims_a_right_or_uses_street_talk(words: str) -> None:
    assert not [text for _, _, text in all_spoken() if words in text]


def test_what_is_only_practised_is_asked_as_a_question_or_a_request() -> None:
    for _, point, text in all_spoken():
        if point.part is Part.ASK and any(claim.standing == "practice" for claim in point.claims):
            assert "能不能" in text or "想请您" in text or "我想" in text, text


def test_a_sentence_that_leans_on_a_text_carries_the_row_it_rests_on() -> None:
    leaning = re.compile(r"第七十条|2025年3月|法律允许|管理办法|国家推荐标准|LPR|24 ?%|15 天|20 天|没约定的")
    for _, point in all_points():
        text = sentence(ZH, point)
        if leaning.search(text):
            assert point.claims, text


def test_a_private_lender_is_not_spoken_to_like_a_company() -> None:
    for script, point in all_points():
        if script.profile.kind is LenderKind.PRIVATE_LENDING and not script.held and point.part is not Part.PROOF:
            assert not re.search(r"工单|工号|登记|App|主管|部门|审核", sentence(ZH, point)), key(point)


def test_an_answer_within_15_days_is_expected_only_where_the_rule_reaches() -> None:
    for kind, dated in ((LenderKind.CONSUMER_FINANCE, True), (LenderKind.MICROLOAN, False)):
        text = "".join(sentence(ZH, point) for point in script_of(planned(kind)).part(Part.AFTER))
        assert ("15 天" in text) is dated


def test_held_scripts_promise_nothing_and_name_no_sum() -> None:
    promise = re.compile(r"我会还|我还您|我愿意还|我来还|保证|分期还|每月还|先还|我能.{0,6}还|元")
    for script, point, text in all_spoken():
        if script.held:
            assert not promise.search(text), (key(point), text)
            assert not re.search(r"\d", text), text


def test_held_scripts_ask_for_papers_or_for_time() -> None:
    for script in all_scripts():
        if script.held:
            asked = "".join(sentence(ZH, p) for p in script.part(Part.ASK) if p.spoken)
            assert re.search(r"请.*(发|寄|开|给我|书面|停止)|书面", asked), asked


def test_nobody_asks_a_creditor_for_the_history_of_an_old_debt() -> None:
    for _, point, text in all_spoken():
        if "old_debt" in point.code:
            assert not re.search(r"催|几次|哪天|什么时候|通知", text), text


def test_the_borrower_hears_that_a_planning_default_is_no_policy() -> None:
    notes = [sentence(ZH, point) for _, point in all_points() if point.code == "planning_default"]
    assert notes
    assert all("起谈点，不是政策" in note or "起谈点，不是政策" in note.replace("也是", "") for note in notes)
    assert any("这个数字是起谈点，不是政策" in note for note in notes)


# --- one script read whole -------------------------------------------------------------------------------------


def test_the_call_about_a_card_reads_as_a_counsellor_would_speak() -> None:
    card = planned(LenderKind.BANK_CREDIT_CARD, Stage.M4_PLUS, offer(ReliefKind.INSTALMENT_PLAN))
    card = replace(card, debt=replace(card.debt, product=Product.CREDIT_CARD))
    hardship = Hardship(causes=(Cause.JOB_LOSS,), since=date(2026, 9, 1))
    script = script_of(card, hardship=hardship, name="李明")
    assert "".join(sentence(ZH, p) for p in script.part(Part.OPENING)) == (
        "您好，我是李明。想谈谈我名下的信用卡。我愿意还，想商量个做得到的办法。"
        "我失业了，从2026年9月1日起就很吃力，按原来的实在还不上。金额我还在核对。"
    )
    assert "".join(sentence(ZH, p) for p in script.part(Part.ASK) if p.spoken) == (
        "想请您帮我申请个性化分期，看看能不能这样还。"
        "从2026年12月12日起，每月还 1,025 元。一共 12 期，合计 12,300 元。"
        "罚息和违约金，能不能免掉 240 元？收的费用，能不能免掉 60 元？已经欠下的利息，能不能免掉 300 元？"
        "您那边审核的时候，能不能先不安排催收电话？"
        "这笔确实超出我的还款能力，我也愿意还。信用卡管理办法第七十条说可以协商，想请您帮我申请。"
        "麻烦帮我登记一个工单，把工单号和哪天答复告诉我。"
    )
    assert [sentence(ZH, p) for p in script.part(Part.WALK_AWAY)] == [
        "每次超过 1,200 元就不要答应。超过了，别的账就会断。",
        "这个我现在定不了，我明天答复您。",
    ]


@pytest.mark.parametrize("example", sorted(p.name for p in EXAMPLES.iterdir() if p.name.endswith(".toml")))
def test_the_bundled_cases_have_whole_scripts_in_both_languages(example: str) -> None:
    answers, _ = read_answers(str(EXAMPLES / example))
    plan = build_plan(case_from(answers, lender_names(shipped()), TODAY), shipped())
    if isinstance(plan, Stopped):
        assert plan.triage.stops  # and no script at all
        return
    made = scripts(plan, shipped())
    assert {script.debt for script in made} == {line.debt.id for line in plan.debts}
    for script in made:
        for point in script.points:
            assert sentence(ZH, point)
            assert sentence(EN, point)
        opening = "".join(sentence(ZH, point) for point in script.part(Part.OPENING))
        assert len(opening) <= 120
