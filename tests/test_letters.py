"""Letters: which fit whom, that they say nothing untrue for that lender or stage, and the plan's own figures."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from itertools import product
from pathlib import Path

import jsonschema
import pytest

from debtadvisor.core.agreement import AgreedPayment, PaperForm, PaperTerm
from debtadvisor.core.case import Event, Hardship, WrittenOffer
from debtadvisor.core.codes import (
    Cause,
    ContactChannel,
    DebtCircumstance,
    EventKind,
    LenderKind,
    Outcome,
    Pot,
    Product,
    Proof,
    ReliefKind,
    Stage,
)
from debtadvisor.core.errors import CaseError
from debtadvisor.core.letters.build import letter
from debtadvisor.core.letters.complaints import against_case
from debtadvisor.core.letters.fits import FOR_HELD, fits, why_not
from debtadvisor.core.letters.model import Letter, LetterKind, LetterPart, Misfit, OrderGround
from debtadvisor.core.money import Money
from debtadvisor.core.plan.model import DebtPlan, NoOffer, Plan, PotPlan
from debtadvisor.core.policy.model import ReliefTerm
from debtadvisor.core.relief.model import WRITTEN_ID, Waived
from debtadvisor.core.script.held import MANNERS
from debtadvisor.core.script.talk import talk
from debtadvisor.core.triage.model import Finding, Level, Triage
from debtadvisor.output.layout import layout
from debtadvisor.output.letter.page import letter_report, letters_report
from debtadvisor.output.markdown import to_markdown
from debtadvisor.output.terminal import plain
from debtadvisor.text.catalogue import LANGUAGES, Catalogue, topic
from debtadvisor.text.lettered import letter_sentence
from tests.builders import TODAY, yuan
from tests.running import columns, example, run
from tests.script_plans import (
    HARDSHIP,
    KINDS,
    LIMITS_OF_ARTICLE_70,
    RESCHEDULING,
    agreed_line,
    held,
    offer,
    payments,
    plan_of,
    planned,
    shipped,
)

ZH, EN = Catalogue("zh"), Catalogue("en")
GROUNDS = (OrderGround.PAID_NOT_CREDITED,)
CONDUCT = (
    Event(kind=EventKind.CONTACT, on=date(2026, 11, 10), debt="loan", count=5, hour=23),
    Event(kind=EventKind.CONTACT, on=date(2026, 11, 11), debt="loan", count=8, answered=False),
    Event(kind=EventKind.THIRD_PARTY_CONTACT, on=date(2026, 11, 12), debt="loan"),
    Event(kind=EventKind.THREAT, on=date(2026, 11, 9), debt="loan", hour=9),
    Event(kind=EventKind.IMPERSONATION, on=date(2026, 11, 13), debt="loan", who="自称某派出所"),
    Event(kind=EventKind.PRIVATE_ACCOUNT, on=date(2026, 11, 14), debt="loan"),
    Event(kind=EventKind.PAYMENT_ORDER, on=date(2026, 11, 13), debt="loan"),
)
TOLD = (EventKind.CONTACT, EventKind.DEMAND, EventKind.THREAT, EventKind.VIOLENCE, EventKind.THIRD_PARTY_CONTACT)
FOUND = {"night_contact": 0, "many_calls": 0, "many_dials": 1, "third_party_contact": 2, "threat": 3}


def case_with(
    line: DebtPlan,
    name: str = "李明",
    *,
    conduct: bool = False,
    pot: PotPlan | None = None,
    hardship: Hardship = HARDSHIP,
) -> Plan:
    """A plan of that debt, named as a person would, with what collectors did when asked for."""
    if not line.debt.name and line.debt.kind is not LenderKind.PRIVATE_LENDING:
        line = replace(line, debt=replace(line.debt, name="甲贷"))
    if line.relief is not None and line.relief.stage is Stage.ASSIGNED:
        line = replace(line, debt=replace(line.debt, assigned_to="东湖资产管理公司"))
    plan = plan_of(line, name=name, pot=pot, hardship=hardship)
    if not conduct:
        return plan
    findings = [
        Finding(
            level=Level.FLAG, code=code, debt="loan", facts=(f"events[{n}]",), rules=tuple(shipped().rules.values())
        )
        for code, n in FOUND.items()
    ]
    order = Finding(level=Level.FLAG, code="payment_order", debt="loan", deadline=date(2026, 11, 30))
    return replace(plan, case=replace(plan.case, events=CONDUCT), triage=Triage((*findings, order)))


def written(plan_kind: LenderKind, stage: Stage = Stage.M4_PLUS) -> DebtPlan:
    """A debt whose lender has offered 6,000 yuan in writing, chosen by the plan."""
    chosen = replace(
        offer(ReliefKind.SETTLEMENT, payments(6_000), Waived(principal=yuan(6_000)), riders=()), id=WRITTEN_ID
    )
    line = planned(plan_kind, stage, chosen)
    return replace(
        line, debt=replace(line.debt, written_offer=WrittenOffer(amount=yuan(6_000), until=date(2026, 12, 20)))
    )


def plans() -> Iterator[Plan]:
    """Every kind of lender at every stage with every ask; purses without an offer; held debts; odd corners."""
    for kind, stage, relief in product(KINDS, Stage, RESCHEDULING):
        yield case_with(planned(kind, stage, offer(relief)), conduct=stage is Stage.M2)
    for kind, stage in product(KINDS, (Stage.PRE_DUE, Stage.M2)):
        bare = planned(kind, stage, fallback=None, walk_away=None)
        for why, share in ((NoOffer.DEFICIT, 0), (NoOffer.DEFICIT, 60), (NoOffer.NOTHING_FITS, 60)):
            line = replace(bare, ask=None, share_now=yuan(share))
            alone = case_with(line, pot=PotPlan(pot=Pot.HOUSEHOLD, worlds={}, no_offer=why, token=yuan(share)))
            yield alone
            yield replace(alone, debts=(*alone.debts, replace(alone.debts[0], share_now=0)))
        yield case_with(planned(kind, stage, offer(None, waived=Waived(), riders=())))
        yield case_with(written(kind, Stage.PRE_SUIT if stage is Stage.PRE_DUE else Stage.ASSIGNED))
        business = planned(kind, stage, offer(ReliefKind.RENEWAL))
        yield case_with(replace(business, debt=replace(business.debt, product=Product.BUSINESS_LOAN)), conduct=True)
    limited = case_with(planned(walk_away=yuan(10)))  # above its limit, beside another that has to agree
    other = replace(limited.debts[0], debt=replace(limited.debts[0].debt, id="other"))
    yield replace(limited, debts=(*limited.debts, other))
    for code, lender_kind in product(
        MANNERS, (LenderKind.CONSUMER_FINANCE, LenderKind.BANK_CREDIT_CARD, LenderKind.MICROLOAN)
    ):
        line = held(code, kind=lender_kind)
        told = (DebtCircumstance.AGREEMENT_ORAL, DebtCircumstance.AMOUNT_DISPUTED)
        yield case_with(line)
        yield case_with(replace(line, debt=replace(line.debt, circumstances=told)), conduct=True)
    for circumstance in (
        DebtCircumstance.IDENTITY_THEFT,
        DebtCircumstance.NOT_RECOGNISED,
        DebtCircumstance.DECEASED_DEBT,
    ):
        line = held("identity_theft")
        yield case_with(replace(line, debt=replace(line.debt, circumstances=(circumstance,))))
    for hardship, stage in product(
        (Hardship(), Hardship(causes=tuple(Cause), proof=tuple(Proof))), (Stage.PRE_DUE, Stage.M2)
    ):
        yield case_with(planned(stage=stage), hardship=hardship)
    yield case_with(held("not_recognised", kind=LenderKind.PRIVATE_LENDING))
    oral = held("agreement_oral", kind=LenderKind.PRIVATE_LENDING)
    yield case_with(replace(oral, debt=replace(oral.debt, circumstances=(DebtCircumstance.AGREEMENT_ORAL,))))
    yield case_with(planned(ask=replace(offer(None), id="minimum")))
    for rate in ("0", "0.12"):
        yield case_with(planned(ask=replace(offer(), rate=Decimal(rate))))
    for kind in (LenderKind.CONSUMER_FINANCE, LenderKind.PRIVATE_LENDING):
        dear = planned(kind)
        assert dear.relief is not None
        signed = replace(dear.debt, contract_date=date(2025, 6, 1))
        yield case_with(replace(dear, debt=signed, relief=replace(dear.relief, annual=Decimal("0.36"))))
    for events in _all_events():
        plan = case_with(planned(), conduct=True)
        found = [replace(f, facts=("events[0]",)) for f in plan.triage.findings]
        yield replace(plan, case=replace(plan.case, events=events), triage=Triage(tuple(found)))
    several = case_with(planned())
    yield replace(several, debts=(several.debts[0], several.debts[0]))
    for kind in KINDS:
        for gap in ((), ((date(2026, 11, 12), yuan(300)),)):
            kept = agreed_line(gap)
            assert kept.relief is not None
            kept = replace(kept, relief=replace(kept.relief, kind=kind, profile=shipped().generic(kind)))
            yield case_with(replace(kept, debt=replace(kept.debt, kind=kind)))
            anew = replace(planned(kind, agreed=kept.agreed), unkept=True)
            yield case_with(anew)
    for kind, fills in product(KINDS, FILLS):
        kept = agreed_line(kind=kind)
        assert kept.agreed is not None
        terms = replace(kept.agreed.terms, **fills)  # type: ignore[arg-type]  # a row names the fields it changes
        yield case_with(replace(kept, agreed=replace(kept.agreed, terms=terms, ticket="ZX1")))
    sued = agreed_line()
    assert sued.relief is not None
    yield case_with(replace(sued, relief=replace(sued.relief, stage=Stage.PRE_SUIT)))
    for missed_on in (date(2026, 11, 1), date(2026, 11, 20)):
        kept = agreed_line(((missed_on, yuan(300)),))
        assert kept.agreed is not None
        terms = replace(kept.agreed.terms, grace_days=10)
        yield case_with(replace(kept, agreed=replace(kept.agreed, terms=terms)))
    late = planned()
    yield case_with(
        replace(late, debt=replace(late.debt, overdue_since=date(2026, 10, 5), instalment=yuan(900))), conduct=True
    )
    yield case_with(replace(late, debt=replace(late.debt, next_due=date(2026, 11, 30))))
    app = planned()
    assert app.relief is not None
    several_lenders = replace(app.relief, profile=shipped().lenders["huabei"])
    yield case_with(replace(app, relief=several_lenders), conduct=True)
    friend = planned(LenderKind.PRIVATE_LENDING)
    yield case_with(replace(friend, debt=replace(friend.debt, name="老张")))
    line = planned()
    for run_of in ((5_000,), (5, 5, 6), (9, 5, 5), (9, 5, 5, 12), (9, 7, 6, 5), (5, 9, 6, 7)):
        yield case_with(planned(ask=offer(schedule=payments(*run_of))))
    yield case_with(replace(line, debt=replace(line.debt, contract_date=date(2026, 9, 1))))
    yield case_with(replace(line, debt=replace(line.debt, name="", lender="huabei", kind=None)))


# Agreements on paper: of nothing more than their payments, with a waiver, in one sum, with uneven payments.
FILLS: tuple[dict[str, object], ...] = (
    {"paper": ()},
    {"waived": yuan(300)},
    {"waived": yuan(300), "payments": (AgreedPayment(on=date(2026, 12, 20), amount=yuan(5_000)),)},
    {"down": yuan(500)},
)


def _all_events() -> Iterator[tuple[Event, ...]]:
    """Each kind of contact with an hour and without."""
    order = CONDUCT[-1]
    for kind, hour, answered in product(TOLD, (None, 23), (True, False)):
        yield (Event(kind=kind, on=date(2026, 11, 10), debt="loan", hour=hour, answered=answered), order)


@lru_cache
def all_letters() -> tuple[tuple[Plan, Letter], ...]:
    """Every letter that fits any of those plans."""
    found = []
    for plan in plans():
        about = talk(plan, shipped(), plan.debts[0])
        for fit in fits(about):
            if fit.why is None:
                for grounds in (GROUNDS, tuple(g for g in OrderGround if not against_case(g, about))):
                    found.append((plan, letter(fit.kind, plan, shipped(), "loan", grounds)))
        found += after(plan)
    return tuple(found)


def test_a_person_whose_loan_is_not_clear_hears_neither_a_promise_nor_an_admission() -> None:
    plan = case_with(held("not_recognised", kind=LenderKind.PRIVATE_LENDING))
    text = sent(letter(LetterKind.STATEMENT, plan, shipped(), "loan"))
    assert "不是承认，也不是答应还" in text
    for promise in ("怎么还", "我愿意还", "电子签约", "账对好了"):
        assert promise not in text


# What the log may hold of an application, in the barest and in the fullest form.
ANSWERS = (
    Event(kind=EventKind.CONTACT, on=date(2026, 11, 3), debt="loan", ticket="GD1"),
    *(
        Event(kind=EventKind.CONTACT, on=date(2026, 11, 8), debt="loan", said="违约金不减", outcome=answer)
        for answer in Outcome
    ),
    *(Event(kind=EventKind.CONTACT, on=date(2026, 11, 9), debt="loan", outcome=answer) for answer in Outcome),
    *(
        Event(kind=EventKind.CONTACT, on=date(2026, 11, 3), debt="loan", outgoing=True, channel=way, outcome=answer)
        for way, answer in zip(ContactChannel, (*Outcome, *Outcome), strict=False)
    ),
    *(
        Event(
            kind=EventKind.CONTACT,
            on=date(2026, 11, 3),
            debt="loan",
            outgoing=True,
            who="工号 1024",
            ticket="GD20261103",
            said="系统不支持分期",
            promised="先免一百元罚息",
            next_date=date(2026, 11, 10),
            outcome=answer,
        )
        for answer in Outcome
    ),
)
FOLLOWING = (LetterKind.NO_REPLY, LetterKind.REFUSED, LetterKind.PART_ACCEPTED, LetterKind.CONFIRM_ORAL)


def after(plan: Plan) -> list[tuple[Plan, Letter]]:
    """The letters that follow each of those answers."""
    found = []
    for event in ANSWERS:
        first = Event(kind=EventKind.CONTACT, on=date(2026, 11, 2), debt="loan", outgoing=True, ticket="GD0")
        events = (*plan.case.events, *(() if event.outgoing else (first,)), event)
        told = replace(plan, case=replace(plan.case, events=events))
        about = talk(told, shipped(), told.debts[0])
        for kind in FOLLOWING:
            if why_not(kind, about) is None:
                found.append((told, letter(kind, told, shipped(), "loan")))
    return found


def sent(one: Letter, words: Catalogue = ZH) -> str:
    """All that is sent, title and signature left out."""
    return "".join(letter_sentence(words, p) for p in one.points if p.part is not LetterPart.OWN)


def sums(one: Letter) -> set[int]:
    return {v.fen for p in one.points for v in p.values.values() if isinstance(v, Money)}


def leaves(table: object, at: str = "") -> Iterator[tuple[str, str]]:
    """Every sentence of a catalogue with its dotted key."""
    assert isinstance(table, dict)
    for name, value in table.items():
        if isinstance(value, dict):
            yield from leaves(value, f"{at}{name}.")
        else:
            yield f"{at}{name}", str(value)


def lender(plan: Plan) -> LenderKind:
    return talk(plan, shipped(), plan.debts[0]).kind


# --- words -----------------------------------------------------------------------------------------------------


def test_every_kind_of_letter_can_be_written_and_is_whole_in_both_languages() -> None:
    assert {one.kind for _, one in all_letters()} == set(LetterKind)
    for _, one in all_letters():
        for words in (ZH, EN):
            text = sent(one, words)
            assert not re.search(r"\$|None|\{|\}", text), text
        assert 60 <= len(sent(one)) <= 660, (one.kind, len(sent(one)))


def test_the_page_reads_in_both_languages_and_keeps_to_its_width() -> None:
    seen: set[tuple[LetterKind, bool]] = set()
    for plan, one in all_letters():
        if (one.kind, one.private) in seen:
            continue
        seen.add((one.kind, one.private))
        for lang, width in product(LANGUAGES, (80, 40)):
            report = letter_report(one, plan, shipped(), Catalogue(lang))
            for line in plain(layout(report, width)).splitlines():
                assert columns(line) <= width, line
        markdown = to_markdown(letter_report(one, plan, shipped(), ZH))
        before, _, after = markdown.partition("## 给自己看，不要寄")
        assert "[1]" not in before
        assert "http" not in before
        assert after


def test_english_stands_below_each_chinese_paragraph() -> None:
    plan = case_with(planned())
    made = letter(LetterKind.HARDSHIP, plan, shipped(), "loan")
    page = plain(layout(letter_report(made, plan, shipped(), EN), 80))
    assert "我愿意还" in page
    assert "I want to pay" in page


@pytest.mark.parametrize(
    "words",
    [
        "停息挂账",
        "我有权",
        "必须",
        "应当给我",
        "违法",
        "监管会",
        "保证还",
        "恳求",
        "求求",
        "否则",
        "后果自负",
        "反催收",
    ],
)
def test_no_letter_begs_threatens_or_claims_a_right(words: str) -> None:
    assert not [one.kind for _, one in all_letters() if words in sent(one)]


def test_every_sentence_belongs_to_some_letter() -> None:
    """Save those of a purse in deficit or of a business, and of a company known by its name."""
    used = {f"{point.part}.{point.code}" for _, one in all_letters() for point in one.points}
    known = {
        *(f"body.{code}" for code in ("sheet.business", "sheet_deficit.household", "sheet_deficit.business")),
        *("body.complaint.about.named", "ground.limit.night_also", "ground.limit.calls", "body.mediation.named"),
    }
    rest = {key for key, _ in leaves(topic("zh", "letters")) if not key.startswith(("you.", "page."))} - used
    assert rest <= known, sorted(rest - known)


# --- scope -----------------------------------------------------------------------------------------------------


def test_no_claim_leaves_its_scope() -> None:
    for plan, one in all_letters():
        for claim in (claim for point in one.points for claim in point.claims):
            assert claim.sources
            if not isinstance(claim.row, ReliefTerm):
                assert claim.row.reaches(lender(plan)), (one.kind, claim.row.id)


def test_article_70_stands_in_letters_to_bank_cards_alone() -> None:
    for plan, one in all_letters():
        cited = {
            c.row.id for p in one.points for c in p.claims if c.row.id.startswith("cc-art70")
        } - LIMITS_OF_ARTICLE_70
        stage = talk(plan, shipped(), plan.debts[0]).stage
        if lender(plan) is not LenderKind.BANK_CREDIT_CARD or stage is Stage.ASSIGNED:
            assert not cited
            assert "七十条" not in sent(one)


def test_the_lpr_and_private_words_stay_with_private_lenders() -> None:
    for plan, one in all_letters():
        private = lender(plan) is LenderKind.PRIVATE_LENDING
        assert private or "LPR" not in sent(one)
        if one.private:
            assert not re.search(r"工单|登记|App|审核|贵行|贵公司|贵方|催收", sent(one)), (one.kind, sent(one))


def test_a_sentence_that_leans_on_a_text_carries_its_row() -> None:
    leaning = re.compile(
        r"七十条|2025年3月监管|法律允许|监管规定|推荐标准|自律指引|LPR|24%|二十日|十五日|明示表|治安管理"
    )
    for _, one in all_letters():
        for point in one.points:
            text = letter_sentence(ZH, point)
            if point.part is not LetterPart.OWN and leaning.search(text):
                assert point.claims, text


def test_what_is_only_practised_is_asked_for() -> None:
    for _, one in all_letters():
        for point in one.part(LetterPart.REQUEST):
            if any(claim.standing == "practice" for claim in point.claims):
                said = "".join(letter_sentence(ZH, p) for p in one.part(LetterPart.BODY))
                assert re.search(r"请.*考虑", said), said


def test_the_cost_sheet_is_asked_for_from_august_2026_on() -> None:
    for signed, asked in ((date(2026, 7, 31), False), (date(2026, 8, 1), True), (None, False)):
        line = planned()
        plan = case_with(replace(line, debt=replace(line.debt, contract_date=signed)))
        assert ("明示表" in sent(letter(LetterKind.STATEMENT, plan, shipped(), "loan"))) is asked


def test_the_standard_is_not_cited_for_a_business_loan_or_to_a_buyer() -> None:
    for line in (planned(LenderKind.MICROLOAN), planned(LenderKind.MICROLOAN, Stage.ASSIGNED)):
        business = replace(line, debt=replace(line.debt, product=Product.BUSINESS_LOAN))
        text = sent(letter(LetterKind.STOP_CONTACT, case_with(business), shipped(), "loan"))
        assert "GB/T" not in text
        assert "受法律保护" in text
    assert "GB/T" in sent(letter(LetterKind.STOP_CONTACT, case_with(planned()), shipped(), "loan"))


@pytest.mark.parametrize(
    ("kind", "where"), [(LenderKind.CONSUMER_FINANCE, "12378"), (LenderKind.MICROLOAN, "12345")], ids=str
)
def test_a_complaint_goes_to_whoever_oversees_the_lender_and_tells_the_events_in_order(
    kind: LenderKind, where: str
) -> None:
    made = letter(LetterKind.SUPERVISOR_COMPLAINT, case_with(planned(kind), conduct=True), shipped(), "loan")
    assert where in "".join(letter_sentence(ZH, p) for p in made.part(LetterPart.TO))
    days = [p.values["on"] for p in made.part(LetterPart.FACT) if p.code == "day"]
    assert days == sorted(event.on for event in CONDUCT[:-1])
    assert not sums(made)


# --- figures ---------------------------------------------------------------------------------------------------


def test_figures_are_those_of_the_plan() -> None:
    plan = case_with(planned())
    line, purse = plan.debts[0], plan.statement.pots[0]
    assert line.ask is not None
    assert line.fallback is not None
    budget = {purse.income_total, purse.spending_total + purse.reserve, purse.surplus}
    asked = {line.ask.total, *line.ask.schedule.payments, *(yuan(y) for y in (300, 240, 60))}
    countered = {line.fallback.total, *line.fallback.schedule.payments, line.fallback.waived.total}
    for kind, known in (
        (LetterKind.HARDSHIP, asked | budget),
        (LetterKind.REFUSED, asked),
        (LetterKind.NO_REPLY, asked),
        (LetterKind.MEDIATION_REQUEST, asked | budget),
        (LetterKind.PART_ACCEPTED, countered | {line.ask.total, line.ask.schedule.highest}),
        (LetterKind.WAIVE_PENALTY, {yuan(240), yuan(60)}),
        (LetterKind.STATEMENT, set()),
    ):
        assert sums(letter(kind, with_log(plan, kind), shipped(), "loan")) == known, kind


def with_log(plan: Plan, kind: LetterKind) -> Plan:
    """The plan with the entry of the log that a following letter answers; others as they are."""
    outcome = {LetterKind.REFUSED: Outcome.REFUSED, LetterKind.PART_ACCEPTED: Outcome.PART_ACCEPTED}.get(kind)
    event = Event(kind=EventKind.CONTACT, on=date(2026, 11, 3), debt="loan", ticket="GD1", outcome=outcome)
    return replace(plan, case=replace(plan.case, events=(*plan.case.events, event))) if kind in FOLLOWING else plan


def test_a_letter_that_follows_needs_the_log_and_tells_what_it_holds() -> None:
    plan = case_with(planned())
    about = talk(plan, shipped(), plan.debts[0])
    for kind in (LetterKind.NO_REPLY, LetterKind.REFUSED, LetterKind.PART_ACCEPTED):
        assert why_not(kind, about) is Misfit.NOT_LOGGED
    asked = Event(
        kind=EventKind.CONTACT,
        on=date(2026, 11, 13),
        debt="loan",
        outgoing=True,
        channel=ContactChannel.APP,
        ticket="GD1101",
        who="工号1024",
        promised="三个工作日内回电",
        next_date=date(2026, 11, 18),
    )
    answer = Event(
        kind=EventKind.CONTACT, on=date(2026, 11, 19), debt="loan", said="系统不支持", outcome=Outcome.REFUSED
    )
    waiting = replace(plan, case=replace(plan.case, events=(asked,)))
    text = sent(letter(LetterKind.NO_REPLY, waiting, shipped(), "loan"))
    for told in ("2026年11月13日", "App", "GD1101", "工号1024", "三个工作日内回电", "2026年11月18日"):
        assert told in text
    said_no = replace(plan, case=replace(plan.case, events=(asked, answer)))
    text = sent(letter(LetterKind.REFUSED, said_no, shipped(), "loan"))
    assert text.index("2026年11月13日") < text.index("2026年11月19日") < text.index("系统不支持")
    assert why_not(LetterKind.PART_ACCEPTED, talk(said_no, shipped(), said_no.debts[0])) is Misfit.NOT_LOGGED


def test_a_smaller_request_says_what_was_asked_at_first() -> None:
    plan = with_log(case_with(planned()), LetterKind.PART_ACCEPTED)
    text = sent(letter(LetterKind.PART_ACCEPTED, plan, shipped(), "loan"))
    assert "我原来申请的是 12 期、每期最多 1,025 元、合计 12,300 元" in text


@pytest.mark.parametrize(
    ("held_in_log", "told", "note"),
    [
        ({}, ["同意一部分。"], "granted.unsaid"),
        ({"promised": "先免一百元罚息"}, ["同意一部分：“先免一百元罚息”"], "granted.check"),
        ({"said": "违约金不减"}, ["同意一部分，原话是“违约金不减”"], "granted.check"),
        (
            {"promised": "可以分期", "said": "违约金不减", "next_date": date(2026, 12, 1)},
            ["同意一部分：“可以分期”", "答应的日子是2026年12月1日", "同时说明：“违约金不减”"],
            "granted.check",
        ),
    ],
    ids=["nothing", "promised", "said", "both"],
)
def test_what_was_granted_is_told_in_the_words_of_the_log_and_no_others(
    held_in_log: dict[str, object], told: list[str], note: str
) -> None:
    plan = case_with(planned())
    bare = Event(kind=EventKind.CONTACT, on=date(2026, 11, 9), debt="loan", outcome=Outcome.PART_ACCEPTED)
    event = replace(bare, **held_in_log)  # type: ignore[arg-type]  # a row names the fields it changes
    plan = replace(plan, case=replace(plan.case, events=(event,)))
    made = letter(LetterKind.PART_ACCEPTED, plan, shipped(), "loan")
    text = sent(made)
    assert [words for words in told if words not in text] == []
    assert text.count("“") == len(held_in_log.keys() & {"promised", "said"}) + text.count("“甲贷”")
    assert note in [point.code for point in made.part(LetterPart.OWN)]


def test_an_agreement_that_falls_short_is_told_before_anything_new_is_asked() -> None:
    kept = agreed_line(((date(2026, 11, 12), yuan(300)),))
    text = sent(letter(LetterKind.CATCH_UP, case_with(kept), shipped(), "loan"))
    assert "2026年11月20日谈定过还款方案" in text
    assert "还差 300 元" in text
    assert "2026年12月10日补上" in text
    anew = replace(planned(agreed=agreed_line().agreed), unkept=True)
    text = sent(letter(LetterKind.HARDSHIP, case_with(anew), shipped(), "loan"))
    assert text.index("谈定过还款方案") < text.index("请贵公司考虑下面几点")
    fits_now = {fit.kind: fit.why for fit in fits(talk(case_with(kept), shipped(), case_with(kept).debts[0]))}
    assert fits_now[LetterKind.WAIVE_PENALTY] is Misfit.AGREED
    assert fits_now[LetterKind.CATCH_UP] is None


def on_paper(**changes: object) -> Plan:
    """A card whose bank has agreed on paper to twelve payments of 900 yuan from 12 December on."""
    kept = agreed_line(kind=LenderKind.BANK_CREDIT_CARD)
    assert kept.agreed is not None
    told = replace(kept.agreed.terms, **changes)  # type: ignore[arg-type]  # a test names the fields it changes
    return case_with(replace(kept, agreed=replace(kept.agreed, terms=told, ticket="ZX1")))


def test_a_paper_that_leaves_things_open_is_asked_to_be_completed_by_what_the_log_holds() -> None:
    paper = (PaperTerm.PARTIES, PaperTerm.ACCOUNT, PaperTerm.SCHEDULE, PaperTerm.RELEASE)
    made = letter(LetterKind.COMPLETE_AGREEMENT, on_paper(paper=paper, waived=yuan(300)), shipped(), "loan")
    text = sent(made)
    assert "2026年11月20日，我和贵行就“甲贷”谈定了还款方案" in text
    assert "ZX1" in text
    assert "从2026年12月12日起每期付 900 元，一共 12 期，合计 10,800 元" in text
    assert sums(made) == {yuan(900), yuan(10_800), yuan(300)}
    asked = [point.code.removeprefix("complete.") for point in made.part(LetterPart.REQUEST)]
    assert asked[:4] == ["balance_split", "interest", "waiver", "late_payment"]  # those first that a payment waits for
    assert not {"parties", "account", "schedule", "release", "no_new_card"} & set(asked)
    assert "credit_wording" in asked
    assert "complete.account" not in [point.code for point in made.part(LetterPart.OWN)]


def test_a_person_who_lent_is_asked_to_complete_the_paper_in_plain_words() -> None:
    kept = agreed_line(kind=LenderKind.PRIVATE_LENDING)
    made = letter(LetterKind.COMPLETE_AGREEMENT, case_with(kept), shipped(), "loan")
    text = sent(made)
    assert "付清那天写一张收条" in text
    assert "征信" not in text
    assert "complete.account_private" in [point.code for point in made.part(LetterPart.OWN)]


@pytest.mark.parametrize(
    ("plan", "why"),
    [
        (case_with(planned()), Misfit.NOT_AGREED),
        (on_paper(form=PaperForm.RECORDED), Misfit.NOT_ON_PAPER),
        (on_paper(paper=tuple(PaperTerm)), Misfit.NOTHING_MISSING),
        (case_with(agreed_line(((date(2026, 11, 12), yuan(300)),))), Misfit.CATCH_UP_FIRST),
        (case_with(replace(planned(agreed=agreed_line().agreed), unkept=True)), Misfit.CANNOT_KEEP),
        (case_with(held("agreement_account")), Misfit.HELD),
    ],
    ids=["nothing agreed", "recorded", "complete", "missed", "cannot be kept", "held"],
)
def test_the_list_says_why_there_is_no_paper_to_complete(plan: Plan, why: Misfit) -> None:
    about = talk(plan, shipped(), plan.debts[0])
    assert why_not(LetterKind.COMPLETE_AGREEMENT, about) is why
    page = plain(layout(letters_report(fits(about), "loan", plan, shipped(), ZH), 40))
    assert "complete_agreement" in page
    assert re.sub(r"\s", "", ZH.word("misfit", why))[:8] in re.sub(r"\s", "", page)


@pytest.mark.parametrize(
    ("due", "told"), [(date(2026, 11, 30), True), (date(2026, 12, 12), False), (None, False)], ids=str
)
def test_a_due_date_before_the_first_payment_asked_for_is_told(due: date | None, told: bool) -> None:
    line = planned()
    plan = case_with(replace(line, debt=replace(line.debt, next_due=due)))
    text = sent(letter(LetterKind.HARDSHIP, plan, shipped(), "loan"))
    assert ("到期的那一期，也请并到这个安排里" in text) is told


def test_a_payment_above_the_old_instalment_is_explained() -> None:
    for instalment, told in ((900, True), (1_100, False)):
        line = planned()
        debt = replace(line.debt, overdue_since=date(2026, 10, 5), instalment=yuan(instalment))
        text = sent(letter(LetterKind.HARDSHIP, case_with(replace(line, debt=debt)), shipped(), "loan"))
        assert ("把逾期没还的也分进去了" in text) is told


def test_a_platform_that_only_brought_lender_and_borrower_together_is_no_creditor() -> None:
    text = sent(letter(LetterKind.HARDSHIP, case_with(planned(LenderKind.P2P_INTERMEDIARY)), shipped(), "loan"))
    assert text.startswith("“甲贷”官方公告的清退（清收）机构")
    assert "出借人是谁、现在由谁收款" in text


def test_a_rule_for_one_kind_of_lender_is_weakened_where_several_may_have_lent() -> None:
    line = planned()
    assert line.relief is not None
    for lender_id, told in (("huabei", "放款的是消费金融公司的"), ("zhaolian", "按照消费金融公司的监管规定")):
        relief = replace(line.relief, profile=shipped().lenders[lender_id])
        made = letter(LetterKind.STOP_CONTACT, case_with(replace(line, relief=relief)), shipped(), "loan")
        assert told in sent(made)
        notes = [point.code for point in made.part(LetterPart.OWN)]
        assert ("which_creditor" in notes) is (lender_id == "huabei")


def test_a_buyer_of_the_claim_is_given_no_period_that_binds_lenders() -> None:
    plan = case_with(planned(stage=Stage.ASSIGNED), conduct=True)
    made = letter(LetterKind.THIRD_PARTY_COMPLAINT, plan, shipped(), "loan")
    assert "规定的期限" not in sent(made)
    assert "complaint_dated" not in [point.code for point in made.part(LetterPart.OWN)]


def test_a_wrong_amount_asks_for_the_ledger_and_a_stranger_s_loan_for_the_application() -> None:
    for circumstance, told in (
        (DebtCircumstance.AMOUNT_DISPUTED, "账户流水"),
        (DebtCircumstance.IDENTITY_THEFT, "申请资料"),
    ):
        line = held("amount_disputed")
        debt = replace(line.debt, circumstances=(circumstance,))
        made = letter(LetterKind.CREDIT_OBJECTION, case_with(replace(line, debt=debt)), shipped(), "loan")
        assert told in sent(made)


def test_a_ground_that_the_case_shows_to_be_untrue_is_not_written() -> None:
    line = planned()
    whole = replace(line, debt=replace(line.debt, overdue_since=date(2026, 10, 5), accelerated=True))
    with pytest.raises(ValueError, match="not true"):
        letter(
            LetterKind.PAYMENT_ORDER_OBJECTION,
            case_with(whole, conduct=True),
            shipped(),
            "loan",
            (OrderGround.NOT_DUE,),
        )
    part = replace(line, debt=replace(line.debt, overdue_since=date(2026, 10, 5)))
    made = letter(
        LetterKind.PAYMENT_ORDER_OBJECTION, case_with(part, conduct=True), shipped(), "loan", (OrderGround.NOT_DUE,)
    )
    assert "有一部分还没有到期" in sent(made)


def test_a_person_who_lent_is_called_by_name_and_told_the_rate_once() -> None:
    line = planned(LenderKind.PRIVATE_LENDING)
    assert line.relief is not None
    friend = replace(line, debt=replace(line.debt, name="老张", contract_date=date(2025, 6, 1)))
    assert sent(letter(LetterKind.HARDSHIP, case_with(friend), shipped(), "loan")).startswith("老张您好")
    dear = replace(
        friend, relief=replace(line.relief, annual=Decimal("0.36")), ask=replace(offer(), rate=Decimal("0.12"))
    )
    text = sent(letter(LetterKind.HARDSHIP, case_with(dear), shipped(), "loan"))
    assert text.count("12%") == 1


def test_a_settlement_names_the_lender_s_own_sum_and_day() -> None:
    made = letter(LetterKind.ACCEPT_SETTLEMENT, case_with(written(LenderKind.CONSUMER_FINANCE)), shipped(), "loan")
    assert sums(made) == {yuan(6_000)}


# --- HOLD, STOP, and what does not fit ---------------------------------------------------------------------------


def test_a_held_debt_has_no_letter_that_admits_promises_or_names_a_sum() -> None:
    promise = re.compile(r"我会还|我愿意|我接受|每月还|先还|分期还款的申请|元[，。]")
    seen = {one.kind for _, one in all_letters() if one.held}
    assert seen == set(FOR_HELD)
    for _, one in all_letters():
        if one.held:
            assert not sums(one)
            assert not promise.search(sent(one)), (one.kind, sent(one))


def test_an_oral_plan_is_neither_turned_down_nor_made_a_doubt_about_the_debt() -> None:
    for kind in (LenderKind.BANK_CREDIT_CARD, LenderKind.CONSUMER_FINANCE):
        code = "agreement_oral_card" if kind is LenderKind.BANK_CREDIT_CARD else "agreement_oral"
        line = held(code, kind=kind)
        told = replace(line, debt=replace(line.debt, circumstances=(DebtCircumstance.AGREEMENT_ORAL,)))
        plan = case_with(told)
        oral = sent(letter(LetterKind.CONFIRM_ORAL, plan, shipped(), "loan"))
        assert ("按谈定的日子付第一期" in oral) == (kind is LenderKind.BANK_CREDIT_CARD)
        account = sent(letter(LetterKind.STATEMENT, plan, shipped(), "loan"))
        assert "不作任何确认" not in account + oral
        assert "放款记录" not in account


@pytest.mark.parametrize(
    "circumstance",
    [DebtCircumstance.IDENTITY_THEFT, DebtCircumstance.NOT_RECOGNISED, DebtCircumstance.DECEASED_DEBT],
)
def test_who_may_not_owe_the_debt_does_not_speak_as_its_debtor(circumstance: DebtCircumstance) -> None:
    line = held(circumstance.value)
    doubted = replace(line, debt=replace(line.debt, circumstances=(circumstance,)))
    text = sent(letter(LetterKind.STOP_CONTACT, case_with(doubted, conduct=True), shipped(), "loan"))
    assert "书面联系我" in text
    assert not re.search("债务人|只联系我本人|我会接听|这笔账", text)
    assert ("已经去世" in text) == (circumstance is DebtCircumstance.DECEASED_DEBT)


@pytest.mark.parametrize("code", ["old_debt", "i_guarantee", "untrue_papers_used", "card_lawyer", "minor"])
def test_nobody_writes_first_where_that_could_harm(code: str) -> None:
    about = talk(case_with(held(code)), shipped(), case_with(held(code)).debts[0])
    assert all(fit.why is not None for fit in fits(about))


@pytest.mark.parametrize(
    ("kind", "line", "why"),
    [
        (LetterKind.INSTALMENT_PLAN, planned(LenderKind.CONSUMER_FINANCE), Misfit.CARDS_ONLY),
        (LetterKind.EXTENSION, planned(LenderKind.BANK_ONLINE_LOAN, Stage.M1), Misfit.MATURED),
        (LetterKind.EXTENSION, planned(LenderKind.BANK_CREDIT_CARD, Stage.PRE_DUE), Misfit.NOT_FOR_CARDS),
        (LetterKind.RENEWAL, planned(LenderKind.BANK_ONLINE_LOAN, Stage.PRE_DUE), Misfit.BUSINESS_ONLY),
        (LetterKind.STOP_CONTACT, planned(LenderKind.PRIVATE_LENDING), Misfit.COMPANIES_ONLY),
        (LetterKind.WAIVE_PENALTY, planned(stage=Stage.PRE_DUE), Misfit.NOT_LATE),
        (LetterKind.CREDIT_OBJECTION, planned(), Misfit.NOTHING_WRONG),
        (LetterKind.THIRD_PARTY_COMPLAINT, planned(), Misfit.NO_FACTS),
        (LetterKind.PAYMENT_ORDER_OBJECTION, planned(), Misfit.NO_ORDER),
        (LetterKind.HARDSHIP, held("amount_disputed"), Misfit.HELD),
        (LetterKind.HARDSHIP, planned(priority=True, ask=None), Misfit.PRIORITY),
        (LetterKind.HARDSHIP, planned(LenderKind.OTHER), Misfit.OUTSIDE_BOOK),
        (LetterKind.NO_REPLY, planned(ask=offer(None, waived=Waived(), riders=())), Misfit.KEEPS_CONTRACT),
        (LetterKind.HARDSHIP, written(LenderKind.CONSUMER_FINANCE), Misfit.WRITTEN_OFFER),
        (LetterKind.SUPERVISOR_COMPLAINT, planned(stage=Stage.ASSIGNED), Misfit.SOLD),
    ],
)
def test_a_letter_that_does_not_fit_says_why(kind: LetterKind, line: DebtPlan, why: Misfit) -> None:
    plan = case_with(line)
    about = talk(plan, shipped(), plan.debts[0])
    assert why_not(kind, about) is why
    with pytest.raises(ValueError, match=str(why)):
        letter(kind, plan, shipped(), "loan")
    page = plain(layout(letters_report(fits(about), "loan", plan, shipped(), ZH), 40))
    assert re.sub(r"\s", "", ZH.word("misfit", why))[:8] in re.sub(r"\s", "", page)


def test_a_letter_needs_the_names_that_stand_in_it() -> None:
    plan = plan_of(planned())
    with pytest.raises(CaseError) as wrong:
        letter(LetterKind.HARDSHIP, plan, shipped(), "loan")
    assert [problem.where for problem in wrong.value.problems] == ["borrower.name", "debts[0].name"]


# --- the command -------------------------------------------------------------------------------------------------


def test_the_command_writes_a_letter_a_list_and_a_document(tmp_path: Path) -> None:
    (tmp_path / "case.toml").write_text(example("demo"), encoding="utf-8")
    schema = json.loads((files("debtadvisor") / "schemas" / "letter.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    words = ("script", "case.toml", "--debt", "card", "--letter")
    for kind in ("list", "instalment_plan"):
        ran = run(tmp_path, *words, kind, "--format", "json")
        assert ran.code == 0, ran.err
        jsonschema.Draft202012Validator(schema).validate(ran.read())
    assert "个性化分期" in run(tmp_path, *words, "instalment_plan", "--format", "markdown").out
    assert run(tmp_path, "template", "--format", "letter-schema").read() == schema


@pytest.mark.parametrize("name", ["court", "self_harm"])
def test_a_stopped_case_has_help_and_no_letter(tmp_path: Path, name: str) -> None:
    (tmp_path / "case.toml").write_text(example(name), encoding="utf-8")
    ran = run(tmp_path, "script", "case.toml", "--letter", "hardship")
    assert ran.code == 5
    assert "申请人" not in ran.out
    document = run(tmp_path, "script", "case.toml", "--letter", "hardship", "--format", "json")
    assert document.code == 5
    assert "letter" not in document.read()


def test_the_day_of_the_letter_is_the_day_of_the_case() -> None:
    assert letter(LetterKind.HARDSHIP, case_with(planned()), shipped(), "loan").on == TODAY


def test_what_is_left_each_month_is_told_only_beside_an_offer() -> None:
    for plan, one in all_letters():
        told = {p.code for p in one.points if p.code.startswith("sheet.")}
        if talk(plan, shipped(), plan.debts[0]).ask is None:
            assert not told
