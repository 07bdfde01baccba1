"""Packs by channel: every lender, stage and channel, read sentence by sentence in both languages."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import chain, product
from pathlib import Path

import pytest

from debtadvisor.core.case import Event
from debtadvisor.core.codes import EventKind, LenderKind, Outcome, PackChannel, Product, Stage
from debtadvisor.core.money import Money
from debtadvisor.core.packs.build import packs
from debtadvisor.core.plan.model import DebtPlan, NoOffer, Plan, PotPlan
from debtadvisor.core.policy.model import ReliefTerm
from debtadvisor.core.script.model import Part, Script, ScriptPoint
from debtadvisor.core.triage.model import Finding, Level, Triage
from debtadvisor.output.layout import layout, text_of
from debtadvisor.output.script.page import script_report
from debtadvisor.text.catalogue import LANGUAGES, Catalogue, topic
from debtadvisor.text.scripted import CHANNELS, cost, key, sentence, they_say
from tests.builders import yuan
from tests.pack_plans import every_lender, every_mode, logged, pack_of, sold, told_cases, watched_card
from tests.pack_scope import ADMITS, OF_THE_ASK, out_of_scope
from tests.running import columns, example, run
from tests.script_plans import KINDS, codes, held, plan_of, planned, shipped, sums

ZH, EN = Catalogue("zh"), Catalogue("en")
COLLECTOR, COURT, COMPLAINT = PackChannel.COLLECTOR, PackChannel.COURT, PackChannel.COMPLAINT
# What one message in a chat may take; the desk cuts longer ones.
MESSAGE = 100


def every_pack() -> Iterator[Script]:
    yield from chain(every_lender(), every_mode())


def said(script: Script, *parts: Part) -> list[str]:
    """What is said or sent, in Chinese."""
    return [heard("zh", p) for p in script.points if p.spoken and (not parts or p.part in parts)]


def heard(lang: str, p: ScriptPoint) -> str:
    """The sentence; each is put into words once, because the matrix says most of them very often."""
    where = (lang, p.channel, key(p), tuple((name, str(one)) for name, one in p.values.items()))
    if where not in _heard:
        _heard[where] = sentence(Catalogue(lang), p)
    return _heard[where]


_heard: dict[tuple[object, ...], str] = {}


def told(script: Script, *parts: Part) -> list[str]:
    """Everything of those parts, in Chinese."""
    return [heard("zh", p) for p in script.points if not parts or p.part in parts]


# --- the whole matrix ------------------------------------------------------------------------------------------


def test_every_lender_stage_and_channel_has_whole_sentences_in_both_languages() -> None:
    seen: set[tuple[str, tuple[tuple[str, str], ...]]] = set()
    for script in every_pack():
        assert script.points, (script.profile.id, script.stage, script.channel)
        for p in script.points:
            assert p.channel is script.channel
            where = (f"{p.channel}.{key(p)}", tuple((n, str(v)) for n, v in p.values.items()))
            if where in seen:
                continue
            seen.add(where)
            for words in (ZH, EN):
                text = sentence(words, p)
                assert text.strip(), where
                assert "$" not in text, where
                assert bool(they_say(words, p)) is (p.part is Part.REPLY and p.spoken), where
                assert cost(words, p).strip() == cost(words, p)
            for name, value in p.values.items():
                if p.spoken and isinstance(value, Money | date):
                    assert ZH.shape(value) in sentence(ZH, p), (where, name)


def test_every_claim_has_a_source_and_reaches_its_lender() -> None:
    for script in every_pack():
        for claim in (claim for p in script.points for claim in p.claims):
            assert claim.sources, claim.row.id
            if not isinstance(claim.row, ReliefTerm):
                assert claim.row.reaches(script.profile.kind), (claim.row.id, script.profile.id)


def test_no_sentence_is_out_of_scope() -> None:
    checked, found = set(), set()
    for script in every_pack():
        kind, sold_on = script.profile.kind, script.stage is Stage.ASSIGNED
        for p, lang in product(script.points, LANGUAGES):
            text = heard(lang, p)
            if (kind, sold_on, p.spoken, text) not in checked:
                checked.add((kind, sold_on, p.spoken, text))
                found |= {(name, kind, sold_on, text) for name in out_of_scope(script, text, spoken=p.spoken)}
    assert not found


@pytest.mark.parametrize(
    ("kind", "stage", "text", "spoken", "name"),
    [
        (LenderKind.MICROLOAN, Stage.M2, "信用卡管理办法第七十条说可以协商。", True, "article 70"),
        (LenderKind.CONSUMER_FINANCE, Stage.M2, "利息不能超过LPR的四倍。", True, "four times the LPR"),
        (LenderKind.BANK_CREDIT_CARD, Stage.ASSIGNED, "管理办法第七十条说可以协商。", True, "article 70"),
        (LenderKind.PRIVATE_LENDING, Stage.M1, "请给我工单号。", True, "a company's desk"),
        (LenderKind.MICROLOAN, Stage.M1, "打 12378 投诉。", False, "the supervisors' hotline"),
        (LenderKind.BANK_CREDIT_CARD, Stage.M1, "你们这样是违法的。", True, "breaking the law"),
    ],
)
def test_the_lint_finds_what_is_out_of_scope(
    kind: LenderKind, stage: Stage, text: str, spoken: bool, name: str
) -> None:
    script = pack_of(planned(kind, stage), PackChannel.PHONE)
    assert name in list(out_of_scope(script, text, spoken=spoken))


def test_every_opening_takes_at_most_120_characters() -> None:
    for script in every_pack():
        opening = "".join(told(script, Part.OPENING))
        assert len(opening) <= 120, opening


@pytest.mark.parametrize("channel", PackChannel)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_line_is_wider_than_the_page(channel: PackChannel, lang: str) -> None:
    words = Catalogue(lang)
    lines = [planned(kind, stage) for kind in KINDS for stage in (Stage.PRE_DUE, Stage.M2, Stage.ASSIGNED)]
    lines += [held("not_recognised", kind=kind) for kind in KINDS]
    for line in lines:
        plan = plan_of(line)
        report = script_report(plan, packs(plan, shipped(), channel), shipped(), words, channel=channel)
        assert all(columns(text_of(row)) <= 40 for row in layout(report, 40))


def test_the_words_of_the_channels_are_all_used_and_alike_in_both_languages() -> None:
    def leaves(tree: object, above: str = "") -> Iterator[tuple[str, str]]:
        if isinstance(tree, dict):
            for name, one in tree.items():
                yield from leaves(one, f"{above}.{name}" if above else str(name))
        else:
            yield above, str(tree)

    chinese, english = dict(leaves(topic("zh", CHANNELS))), dict(leaves(topic("en", CHANNELS)))
    holes = re.compile(r"\$\{?(\w+)", re.ASCII)
    assert list(chinese) == list(english)
    for name, text in chinese.items():
        assert sorted(holes.findall(text)) == sorted(holes.findall(english[name])), name
    used = {f"{p.channel}.{key(p)}" for script in (*every_pack(), *told_cases()) for p in script.points}
    parts = {part.value for part in Part}
    written = {name for name in chinese if name.split(".")[1] in parts}
    assert written - used == set()


# --- the same plan in every channel ----------------------------------------------------------------------------


def test_the_ask_names_the_same_sums_in_every_channel() -> None:
    for kind, stage in product(KINDS, Stage):
        if stage is Stage.PRE_DUE:
            continue  # no court before the due day
        line = planned(kind, stage)
        assert line.ask is not None
        by_phone = {p.code: p.values for p in pack_of(line, PackChannel.PHONE).part(Part.ASK) if "figures" in p.code}
        for channel in OF_THE_ASK:
            here = {p.code: p.values for p in pack_of(line, channel).part(Part.ASK) if "figures" in p.code}
            assert here == by_phone, (kind, stage, channel)


def test_two_channels_and_two_stages_differ_where_they_should() -> None:
    line = planned(LenderKind.CONSUMER_FINANCE, Stage.M2)
    pages = {channel: tuple(told(pack_of(line, channel))) for channel in PackChannel}
    assert len(set(pages.values())) == len(PackChannel)
    early, late = (
        pack_of(planned(LenderKind.CONSUMER_FINANCE, at_), PackChannel.PHONE) for at_ in (Stage.M1, Stage.M4_PLUS)
    )
    assert "ground.relief" in codes(early, Part.ASK)
    assert "ground.relief" not in codes(late, Part.ASK)


def test_a_message_is_short_and_makes_one_point() -> None:
    for script in every_pack():
        if script.channel is PackChannel.APP:
            for text in said(script):
                assert len(text) <= MESSAGE, text
                assert not re.search(r"这通电话|打来|录音编号|回电", text), text


def test_no_message_or_letter_gives_away_a_card_or_a_code() -> None:
    for channel in (PackChannel.APP, PackChannel.WRITTEN):
        text = "".join(told(pack_of(planned(), channel)))
        assert "验证码" in text
    assert "卡号" in "".join(told(pack_of(planned(), PackChannel.APP), Part.BEFORE))


# --- on HOLD, and STOP -----------------------------------------------------------------------------------------


def test_a_held_debt_is_neither_admitted_nor_offered_in_any_channel() -> None:
    for script in every_pack():
        if script.held:
            for text in said(script):
                assert not ADMITS.search(text), (script.channel, text)
            assert not sums(script, *Part), script.channel


def test_an_old_debt_is_not_begun_by_the_borrower_in_any_channel() -> None:
    line = held("old_debt")
    assert "先不要主动发消息" in "".join(told(pack_of(line, PackChannel.APP), Part.BEFORE))
    written = pack_of(line, PackChannel.WRITTEN)
    assert "letter.none" in codes(written, Part.BEFORE)
    assert "delivery.company" not in codes(written, Part.AFTER)
    assert "nothing.held" in codes(pack_of(line, COMPLAINT), Part.BEFORE)
    assert "held.only_when_called" in codes(pack_of(line, PackChannel.MEDIATION), Part.BEFORE)


@pytest.mark.parametrize("channel", PackChannel)
def test_a_stopped_case_shows_help_alone_in_every_channel(channel: PackChannel, tmp_path: Path) -> None:
    done = run(tmp_path, "script", "-", "--channel", channel.value, "--plain", given=example("self_harm"))
    assert done.code == 5
    assert "12356" in done.out
    assert "元" not in done.out
    assert "--channel" not in done.out


# --- letters ---------------------------------------------------------------------------------------------------


def test_a_written_application_names_the_letter_that_fits_and_how_to_prove_that_it_came() -> None:
    card = planned(LenderKind.BANK_CREDIT_CARD, Stage.M4_PLUS)
    assert card.ask is not None
    script = pack_of(card, PackChannel.WRITTEN)
    first = next(p for p in script.points if p.code == "letter.first")
    assert first.values["code"] == "hardship"  # the ask of this plan is no personalised plan
    assert "--letter hardship" in sentence(ZH, first)
    assert "EMS" in "".join(told(script, Part.AFTER))


# --- a call that comes in --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "stage", "as_of", "product_", "bounds"),
    [
        (LenderKind.BANK_CREDIT_CARD, Stage.M2, date(2026, 11, 21), None, {"hours.text", "calls", "dials"}),
        (LenderKind.CONSUMER_FINANCE, Stage.M2, date(2026, 11, 21), None, {"hours.text", "calls", "dials"}),
        # The association's guideline is of 30 January 2026, the standard of 28 February 2025.
        (LenderKind.CONSUMER_FINANCE, Stage.M2, date(2026, 1, 29), None, {"hours.text", "calls"}),
        (LenderKind.CONSUMER_FINANCE, Stage.M2, date(2025, 2, 27), None, {"hours.none"}),
        (LenderKind.MICROLOAN, Stage.M2, date(2026, 11, 21), None, {"hours.text", "calls"}),
        (LenderKind.PRIVATE_LENDING, Stage.M2, date(2026, 11, 21), None, {"hours.none"}),
        (LenderKind.BANK_CREDIT_CARD, Stage.ASSIGNED, date(2026, 11, 21), None, {"hours.none"}),
        # Both speak of consumer credit, so that no business loan may cite them.
        (LenderKind.BANK_ONLINE_LOAN, Stage.M2, date(2026, 11, 21), Product.BUSINESS_LOAN, {"hours.none"}),
    ],
)
def test_the_bounds_of_a_collector_are_those_that_reach_this_lender_on_this_day(
    kind: LenderKind, stage: Stage, as_of: date, product_: Product | None, bounds: set[str]
) -> None:
    line = planned(kind, stage)
    line = replace(line, debt=replace(line.debt, product=product_ or line.debt.product))
    script = packs(plan_of(line, as_of=as_of), shipped(), COLLECTOR)[0]
    assert {c for c in codes(script, Part.BEFORE) if c.startswith(("hours", "calls", "dials"))} == bounds


def test_a_held_debt_answers_a_collector_in_the_manner_of_its_finding() -> None:
    mine = pack_of(held("not_recognised"), COLLECTOR)
    assert "您说的这笔我对不上，现在不能确认是不是我的" in "".join(told(mine, Part.OPENING))
    card = pack_of(held("card_lawyer", kind=LenderKind.BANK_CREDIT_CARD), COLLECTOR)
    assert "我没有躲" in "".join(told(card, Part.OPENING))
    assert "pay_some_first.held_lawyer" in codes(card, Part.REPLY)


def test_nothing_is_admitted_named_or_paid_to_a_collector() -> None:
    for script in every_pack():
        if script.channel is COLLECTOR:
            assert not sums(script, *Part)
            assert not [text for text in said(script) if ADMITS.search(text)]
            refusals = {c.partition(".")[0] for c in codes(script, Part.REPLY)}
            assert refusals >= {"just_confirm", "pay_in_full_today", "private_account", "tell_code", "visit", "threat"}
            assert codes(script, Part.WALK_AWAY) == ["may_end", "end"]


# --- a card with much principal --------------------------------------------------------------------------------


@pytest.mark.parametrize("channel", [c for c in PackChannel if c not in (PackChannel.WRITTEN, PackChannel.COMPLAINT)])
def test_a_card_with_much_principal_says_what_shows_good_faith_and_frightens_nobody(channel: PackChannel) -> None:
    before = " ".join(told(watched_card(channel), Part.BEFORE))
    assert "非法占有的目的" in before
    assert "只是还不上，是民事纠纷" in before
    assert not re.search(r"坐牢|判刑|抓|犯罪|诈骗", before)
    (rests_on,) = [
        p.claims for p in watched_card(channel).points if p.code == "card_to_watch" and p.part is Part.BEFORE
    ]
    assert [claim.row.id for claim in rests_on] == ["cc-malicious-overdraft-elements", "overdue-is-civil-matter"]


def test_only_a_card_with_that_notice_has_those_lines() -> None:
    watched = [p.code for p in watched_card(PackChannel.PHONE).points]
    plain = [p.code for p in pack_of(planned(LenderKind.BANK_CREDIT_CARD, Stage.M4_PLUS), PackChannel.PHONE).points]
    added = ["card_to_watch", "card_to_watch_pay", "report_to_police.plain", "card_to_watch"]
    assert [code for code in watched if code not in plain] == added
    assert "card_to_watch" in [p.code for p in watched_card(PackChannel.PHONE, code="card_lawyer").points]
    assert not [p.code for script in every_pack() for p in script.points if "card_to_watch" in p.code]


def test_a_word_about_the_police_is_answered_calmly_and_to_a_collector_without_a_promise() -> None:
    for channel in (PackChannel.PHONE, COLLECTOR):
        script = watched_card(channel)
        (reply,) = [p for p in script.part(Part.REPLY) if p.code == "report_to_police.plain"]
        assert reply.if_true
        assert [c.row.id for c in reply.claims] == ["overdue-is-civil-matter"]
        assert ("愿意还" in heard("zh", reply)) is (channel is PackChannel.PHONE)
        assert "律师" in heard("zh", reply)


def test_a_held_card_with_much_principal_is_told_nothing_about_paying() -> None:
    line = held("amount_disputed", kind=LenderKind.BANK_CREDIT_CARD, stage=Stage.M4_PLUS)
    notice = Finding(level=Level.FLAG, code="card_risk_early", facts=("debts[0].principal",))
    script = packs(replace(plan_of(line), triage=Triage((notice,))), shipped(), PackChannel.PHONE)[0]
    assert [p.code for p in script.points if "card_to_watch" in p.code] == ["card_to_watch"]


# --- a person who lent -----------------------------------------------------------------------------------------


def test_a_person_who_lent_is_asked_for_a_receipt_and_never_for_the_credit_record() -> None:
    paid = held("agreement_done", kind=LenderKind.PRIVATE_LENDING)
    for channel in PackChannel:
        for line in (paid, planned(LenderKind.PRIVATE_LENDING)):
            assert "征信" not in " ".join(told(pack_of(line, channel)))
    assert "借条" in " ".join(told(pack_of(paid, PackChannel.PHONE), Part.ASK))
    company = pack_of(held("agreement_done"), PackChannel.PHONE)
    assert "征信" in " ".join(told(company, Part.ASK))


def test_a_mediator_is_told_who_speaks_and_asked_to_put_it_to_the_other_side() -> None:
    line = planned(LenderKind.PRIVATE_LENDING)
    assert line.relief is not None
    dear = replace(line.relief, annual=Decimal("0.24"))
    line = replace(line, relief=dear, debt=replace(line.debt, contract_date=date(2025, 6, 1)))
    script = pack_of(line, PackChannel.MEDIATION, name="林女士")
    assert said(script, Part.OPENING)[0] == "您好，我是林女士。"
    (rate,) = [heard("zh", p) for p in script.part(Part.ASK) if p.code == "cost.lpr"]
    assert rate.startswith("利息想请对方")
    assert "请您" not in rate


# What a lender has and a platform that only matched lenders has not: an account in its books, an app with a desk.
_OF_A_LENDER = re.compile(r"名下|放款方|贵行|官方 App|在 App 里|工单号告诉|受谁的委托")


def test_a_platform_that_only_matched_lenders_is_not_spoken_to_as_a_lender() -> None:
    for channel, name in product(PackChannel, ("", "甲贷")):
        line = planned(LenderKind.P2P_INTERMEDIARY)
        script = pack_of(replace(line, debt=replace(line.debt, name=name)), channel)
        for p in script.points:
            assert not _OF_A_LENDER.search(heard("zh", p)), (channel, heard("zh", p))
        if channel is COURT:
            assert "出借人是谁" in " ".join(said(script, Part.ASK))
        elif channel in OF_THE_ASK:
            opening = " ".join(said(script, Part.OPENING))
            assert "“甲贷”平台借过" in opening if name else "网贷平台借过" in opening
            assert "出借人是谁" in opening
    sold_on = planned(LenderKind.P2P_INTERMEDIARY, Stage.ASSIGNED)
    assert "about_platform" not in codes(pack_of(sold_on, PackChannel.PHONE), Part.OPENING)


def test_money_for_a_platform_in_wind_down_goes_to_the_announced_account_alone() -> None:
    for channel in OF_THE_ASK:
        script = pack_of(planned(LenderKind.P2P_INTERMEDIARY), channel)
        assert "official_account.wind_down" in codes(script, Part.IN_WRITING), channel
        assert "12345" in " ".join(told(script, Part.IN_WRITING))


# --- complaints ------------------------------------------------------------------------------------------------

NIGHT = Event(kind=EventKind.CONTACT, on=date(2026, 11, 10), debt="loan", hour=23, count=2)
MANY = Event(kind=EventKind.CONTACT, on=date(2026, 11, 12), debt="loan", count=5)
ASKED = Event(kind=EventKind.CONTACT, on=date(2026, 11, 3), debt="loan", outgoing=True, ticket="A-17")


def _facts(script: Script) -> list[ScriptPoint]:
    return [p for p in script.part(Part.ASK) if p.code.startswith(("fact.", "asked.", "refused", "no_answer"))]


def test_a_complaint_tells_what_the_log_shows_in_order_of_time() -> None:
    facts = _facts(logged(MANY, NIGHT))
    assert [(p.code, p.values["on"]) for p in facts] == [
        ("fact.night_contact", NIGHT.on),
        ("fact.many_calls", MANY.on),
    ]
    assert all(p.if_true for p in facts)


def test_how_they_collect_and_an_unanswered_application_are_two_complaints() -> None:
    assert [p.code for p in _facts(logged(NIGHT, ASKED))] == ["fact.night_contact"]


def test_an_unanswered_application_is_told_with_its_ticket_and_the_day_of_the_answer() -> None:
    late = replace(ASKED, next_date=date(2026, 11, 10))
    facts = _facts(logged(late))
    assert [p.code for p in facts] == ["asked.ticket", "no_answer"]
    assert "A-17" in sentence(ZH, facts[0])
    assert [p.code for p in _facts(logged(replace(ASKED, outcome=Outcome.REFUSED)))] == ["asked.ticket", "refused"]
    ahead = replace(ASKED, next_date=date(2026, 12, 1))
    assert [p.code for p in _facts(logged(ahead))] == ["asked.ticket"]


def test_without_a_record_no_fact_is_told() -> None:
    script = logged()
    assert _facts(script) == []
    assert "no_record" in codes(script, Part.ASK)


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        (LenderKind.BANK_CREDIT_CARD, "12378"),
        (LenderKind.BANK_ONLINE_LOAN, "12378"),
        (LenderKind.CONSUMER_FINANCE, "12378"),
        (LenderKind.MICROLOAN, "12345"),
    ],
)
def test_the_supervisor_comes_after_the_lender_s_own_desk_and_is_the_one_of_that_kind(
    kind: LenderKind, number: str
) -> None:
    script = pack_of(planned(kind), COMPLAINT)
    steps = [p for p in script.part(Part.BEFORE) if p.code.startswith("step.")]
    assert steps[0].code.startswith("step.own")
    assert steps[1].values["number"] == number


@pytest.mark.parametrize(
    ("kind", "stage", "why"),
    [
        (LenderKind.PRIVATE_LENDING, Stage.M2, "elsewhere.private"),
        (LenderKind.CONSUMER_FINANCE, Stage.ASSIGNED, "elsewhere.sold"),
        (LenderKind.OTHER, Stage.M2, "elsewhere.other"),
    ],
)
def test_where_no_desk_takes_complaints_the_page_says_where_to_go(kind: LenderKind, stage: Stage, why: str) -> None:
    script = pack_of(planned(kind, stage), COMPLAINT)
    assert [p.code for p in script.points] == [why, "police"]


# --- a claim that was sold -------------------------------------------------------------------------------------


def test_a_buyer_shows_its_papers_before_any_sum_is_named() -> None:
    for channel in (PackChannel.PHONE, PackChannel.APP, PackChannel.WRITTEN, PackChannel.MEDIATION):
        spoken = [p for p in sold(channel).points if p.spoken and p.part in (Part.OPENING, Part.ASK)]
        gate = [p.code for p in spoken].index("sold.papers")
        assert not [p for p in spoken[: gate + 1] if any(isinstance(v, Money) for v in p.values.values())]
        assert "我愿意还" not in "".join(sentence(ZH, p) for p in spoken[: gate + 1])
        assert spoken[gate + 1].code == "sold.go_on"
        assert spoken[gate + 1].if_true
        assert not sums(sold(channel), Part.REPLY)


@pytest.mark.parametrize("share", [None, 120])
def test_a_buyer_in_court_is_asked_for_its_papers_and_answered_once_they_are_read(share: int | None) -> None:
    line = planned(stage=Stage.ASSIGNED)
    line = replace(line, debt=replace(line.debt, assigned_to="东湖资产"))
    pot = PotPlan(pot=line.debt.purpose, worlds={}, no_offer=None if share is None else NoOffer.NOTHING_FITS)
    if share is not None:
        line = replace(line, ask=None, fallback=None, walk_away=None, share_now=yuan(share))
    script = pack_of(line, COURT, pot)
    before, asked = said(script, Part.OPENING), [p for p in script.part(Part.ASK) if p.spoken]
    assert [p.code for p in asked[:3]] == ["show_transfer", "answer_after_papers", "sold.go_on"]
    assert "再答复怎么还" in heard("zh", asked[1])
    assert asked[2].if_true
    assert "我愿意还" not in "".join([*before, *(heard("zh", p) for p in asked[:2])])
    if share is not None:
        assert not sums(script, *(part for part in Part if part is not Part.BEFORE))
    replies = " ".join(said(script, Part.REPLY))
    assert "核实之前我不认" in replies
    assert "对得上的我认" not in replies


def test_a_sold_debt_says_whom_to_pay_and_who_gives_the_release_paper() -> None:
    listed = codes(sold(PackChannel.PHONE), Part.IN_WRITING)
    assert {"release_paper.sold", "sold.payee", "sold.first_lender"} <= set(listed)
    assert "reach.sold" in codes(sold(PackChannel.PHONE), Part.BEFORE)


# --- court and mediation ---------------------------------------------------------------------------------------


def test_before_the_due_day_there_is_no_page_for_the_court() -> None:
    assert [p.code for p in pack_of(planned(stage=Stage.PRE_DUE), COURT).points] == ["not_yet"]


def test_a_payment_order_is_answered_in_writing_and_no_money_is_no_objection() -> None:
    served = held("payment_order")
    served = replace(served, held=tuple(replace(f, deadline=date(2026, 12, 1)) for f in served.held))
    script = pack_of(served, COURT)
    cited = {claim.row.id for p in script.points for claim in p.claims}
    assert {"payment-order-15-days", "payment-order-inability-not-objection"} <= cited
    assert "2026年12月1日" in "".join(told(script, Part.BEFORE))
    assert "--letter payment_order_objection" in "".join(told(script, Part.BEFORE))
    assert not [text for text in told(script) if "被告" in text or "答辩" in text]


def test_arbitration_is_not_called_a_court() -> None:
    text = "".join(told(pack_of(held("arbitration_notice"), COURT)))
    assert "仲裁" in text
    assert "不能上诉" in text
    assert "法官" not in text


@pytest.mark.parametrize(
    ("kind", "annual", "cut"),
    [
        (LenderKind.CONSUMER_FINANCE, "0.36", "cut.total"),
        (LenderKind.CONSUMER_FINANCE, "0.18", "cut.penalty"),
        (LenderKind.BANK_CREDIT_CARD, "0.18", "cut.card"),
        (LenderKind.PRIVATE_LENDING, "0.36", "cut.lpr"),
        (LenderKind.PRIVATE_LENDING, "0.10", "cut.penalty"),
    ],
)
def test_the_court_is_asked_to_cut_only_what_its_texts_let_it_cut(kind: LenderKind, annual: str, cut: str) -> None:
    line = planned(kind)
    assert line.relief is not None
    relief = replace(line.relief, annual=Decimal(annual))
    line = replace(line, relief=relief, debt=replace(line.debt, contract_date=date(2025, 6, 1)))
    asked = [c for c in codes(pack_of(line, COURT), Part.ASK) if c.startswith("cut.")]
    assert cut in asked
    assert ("cut.lpr" in asked) is (cut == "cut.lpr")
    assert ("cut.total" in asked) is (cut == "cut.total")


def test_what_a_court_settlement_does_rests_on_the_text_about_court_settlements() -> None:
    script = pack_of(planned(stage=Stage.LITIGATION), COURT)
    (paper,) = [p for p in script.part(Part.IN_WRITING) if p.code == "court_paper"]
    assert [claim.row.id for claim in paper.claims] == ["court-settlement-247"]
    assert "第二百四十七条" in paper.claims[0].sources[0].locator


def test_the_court_is_promised_nothing_but_to_appear_and_judges_alone() -> None:
    for script in every_pack():
        if script.channel is COURT and not script.held:
            for text in told(script):
                assert not re.search(r"会判|胜诉|赢|不会支持|肯定|无效", text), text


def test_a_mediated_paper_is_signed_only_for_what_the_worst_month_can_carry() -> None:
    script = pack_of(planned(), PackChannel.MEDIATION)
    worst = next(p for p in script.part(Part.IN_WRITING) if p.code.startswith("worst_month"))
    assert worst.values == {"most": Money(yuan(1_200))}
    confirmed = next(p for p in script.part(Part.IN_WRITING) if p.code == "confirmation")
    assert [claim.row.id for claim in confirmed.claims] == ["mediation-judicial-confirmation"]


# --- the page --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("channel", PackChannel)
def test_a_page_says_which_other_channels_there_are(channel: PackChannel) -> None:
    line = planned()
    plan = plan_of(line)
    report = script_report(plan, packs(plan, shipped(), channel), shipped(), ZH, channel=channel)
    text = "\n".join(text_of(row) for row in layout(report, 200))
    for other in PackChannel:
        assert (f"--channel {other.value}）" in text) is (other is not channel)


def test_the_channel_stands_in_the_document(tmp_path: Path) -> None:
    done = run(tmp_path, "script", "-", "--channel", "mediation", "--format", "json", given=example("demo"))
    found = done.read()["scripts"]
    assert isinstance(found, list)
    assert {one["channel"] for one in found} == {"mediation"}


def test_an_unknown_channel_is_refused_with_those_there_are(tmp_path: Path) -> None:
    done = run(tmp_path, "script", "-", "--channel", "fax", given=example("demo"))
    assert done.code == 2
    assert "collector" in done.err


# --- several debts on one page ---------------------------------------------------------------------------------


def several(*lines: DebtPlan) -> tuple[Plan, tuple[Script, ...]]:
    """A plan of those debts, each with an id of its own, and their packs for a collector's call."""
    ids = [replace(line, debt=replace(line.debt, id=f"d{n}", name=f"第{n}笔")) for n, line in enumerate(lines)]
    plan = plan_of(*ids)
    return plan, packs(plan, shipped(), COLLECTOR)


def collector_page(plan: Plan, scripts: Sequence[Script], debt: str | None = None) -> str:
    report = script_report(plan, scripts, shipped(), ZH, debt=debt, channel=COLLECTOR)
    page = "\n".join(text_of(line) for line in layout(report, 300))
    return page.split("\n别的场合怎么说\n")[0]


MIXED = (
    planned(LenderKind.CONSUMER_FINANCE),
    planned(LenderKind.CONSUMER_FINANCE, Stage.M4_PLUS),
    planned(LenderKind.BANK_CREDIT_CARD),
    planned(LenderKind.PRIVATE_LENDING),
    held("not_recognised"),
)


def test_what_every_debt_says_to_a_collector_is_told_once_and_nothing_is_lost() -> None:
    plan, scripts = several(*MIXED)
    page = collector_page(plan, scripts)
    shared, own = page.split("第0笔", 1)
    for script in scripts:
        for p in script.points:
            assert heard("zh", p) in page
    for p in scripts[0].points:
        if all(p in script.points for script in scripts):
            assert heard("zh", p) in shared
            assert heard("zh", p) not in [line.strip(" -") for line in own.splitlines()]


def test_debts_with_the_same_lines_stand_under_one_heading() -> None:
    plan, scripts = several(*MIXED)
    page = collector_page(plan, scripts)
    assert "\n第0笔、第1笔\n" in page
    assert "\n第2笔\n" in page
    alike = collector_page(*several(MIXED[0], MIXED[1]))
    assert "第0笔" not in alike  # two debts without any difference need no part of their own
    assert ZH.say(CHANNELS, "collector.together") in alike


def test_a_held_debt_keeps_its_warning_and_offers_nothing_beside_the_others() -> None:
    plan, scripts = several(*MIXED)
    own = collector_page(plan, scripts).split("\n第4笔\n")[1]
    assert own.lstrip("-\n").startswith(ZH.say(CHANNELS, "collector.held"))


def test_one_debt_alone_is_told_whole() -> None:
    plan, scripts = several(*MIXED)
    page = collector_page(plan, scripts, "d2")
    assert ZH.say(CHANNELS, "collector.shared") not in page
    assert all(heard("zh", p) in page for p in scripts[2].points)
