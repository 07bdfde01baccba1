"""What a lender has agreed to stands in the contract's place: kept first, never above the surplus, told when missed."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debtadvisor.core.agreed import agreed
from debtadvisor.core.agreement import AgreedPayment, Agreement, PaperForm, PayTo
from debtadvisor.core.case import Case, Confirmation, Debt, Event
from debtadvisor.core.codes import DebtCircumstance, EventKind, LenderKind, Method, Pot, Product, ReliefKind
from debtadvisor.core.dates import monthly
from debtadvisor.core.letters.fits import why_not
from debtadvisor.core.letters.model import LetterKind
from debtadvisor.core.log import missed, payments
from debtadvisor.core.offer.agreed import judge_agreement
from debtadvisor.core.offer.model import Because, Verdict
from debtadvisor.core.plan.build import build_plan
from debtadvisor.core.plan.model import ActionCode, NoOffer, Plan, WorldName
from debtadvisor.core.script.build import scripts
from debtadvisor.core.script.talk import talk
from debtadvisor.core.triage.assess import assess
from debtadvisor.output.layout import layout
from debtadvisor.output.log.page import due_report
from debtadvisor.output.plan.page import plan_report
from debtadvisor.output.terminal import plain
from debtadvisor.output.voice import Voice
from debtadvisor.text.catalogue import Catalogue
from tests.builders import TODAY, card, household, loan, small_book, yuan
from tests.running import example, run

BOOK = small_book()
FIRST = date(2026, 12, 18)
CARD = LenderKind.BANK_CREDIT_CARD


def terms(each: int = 500, count: int = 12, form: PaperForm = PaperForm.WRITTEN, **more: object) -> Agreement:
    plain = Agreement(form=form, first=FIRST, monthly=yuan(each), count=count)
    return replace(plain, **more)  # type: ignore[arg-type]  # a test names the fields it changes


def made(what: Agreement, debt: str = "card", on: date = TODAY) -> Event:
    return Event(kind=EventKind.AGREEMENT, on=on, debt=debt, agreement=what)


def paid(sum_of: int, on: date, debt: str = "card") -> Event:
    return Event(kind=EventKind.PAYMENT, on=on, debt=debt, amount=yuan(sum_of))


def case_with(*events: Event, debts: Sequence[Debt] = (), income: int = 6_000, **more: object) -> Case:
    plain = household(income=income, debts=debts or (card(),), events=events)
    return replace(plain, **more)  # type: ignore[arg-type]  # a test names the fields it changes


def planned(case: Case) -> Plan:
    found = build_plan(case, BOOK)
    assert isinstance(found, Plan)
    return found


def codes(case: Case) -> list[str]:
    return [finding.code for finding in assess(case, BOOK).findings]


# --- what is still to be paid -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("what", "expected"),
    [
        (terms(500, 3), [(FIRST, 500), (date(2027, 1, 18), 500), (date(2027, 2, 18), 500)]),
        (
            terms(500, 3, down=yuan(200), last=yuan(450)),
            [(FIRST, 700), (date(2027, 1, 18), 500), (date(2027, 2, 18), 450)],
        ),
        (
            Agreement(
                payments=(
                    AgreedPayment(on=date(2027, 1, 5), amount=yuan(90)),
                    AgreedPayment(on=FIRST, amount=yuan(40)),
                    AgreedPayment(on=FIRST, amount=yuan(10)),
                )
            ),
            [(FIRST, 50), (date(2027, 1, 5), 90)],
        ),
        (
            Agreement(first=date(2027, 1, 31), monthly=yuan(10), count=2),
            [(date(2027, 1, 31), 10), (date(2027, 2, 28), 10)],
        ),
    ],
    ids=["even", "down and last", "one by one", "month end"],
)
def test_the_payments_of_an_agreement_come_out_of_its_terms(what: Agreement, expected: list[tuple[date, int]]) -> None:
    assert list(what.dated) == [(on, yuan(fen)) for on, fen in expected]
    assert what.total == sum(yuan(fen) for _, fen in expected)


def test_payments_cover_the_oldest_instalment_first_and_the_rest_is_missed_or_to_come() -> None:
    events = (made(terms(500, 3), on=date(2026, 12, 1)), paid(500, FIRST), paid(200, date(2027, 1, 20)))
    found = agreed(card(), case_with(*events), CARD, date(2027, 2, 1))
    assert found is not None
    assert found.paid == yuan(700)
    assert found.missed == ((date(2027, 1, 18), yuan(300)),)
    assert found.coming == ((date(2027, 2, 18), yuan(500)),)
    on_the_day = agreed(card(), case_with(*events), CARD, date(2027, 1, 18))
    assert on_the_day is not None
    assert not on_the_day.missed


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.integers(1, 900), min_size=1, max_size=12),
    st.lists(st.tuples(st.integers(1, 900), st.integers(0, 400)), max_size=6),
    st.integers(0, 420),
)
def test_what_is_paid_missed_and_to_come_is_the_whole_agreement(
    sums: list[int], payments: list[tuple[int, int]], day: int
) -> None:
    due = monthly(FIRST, len(sums))
    what = Agreement(payments=tuple(AgreedPayment(on=d, amount=s) for d, s in zip(due, sums, strict=True)))
    on = date.fromordinal(TODAY.toordinal() + day)
    events = [
        Event(kind=EventKind.PAYMENT, on=date.fromordinal(TODAY.toordinal() + after), debt="card", amount=fen)
        for fen, after in payments
    ]
    found = agreed(card(), case_with(made(what), *events), CARD, on)
    assert found is not None
    open_ = sum(fen for _, fen in (*found.missed, *found.coming))
    assert open_ == max(sum(sums) - found.paid, 0)
    assert all(when < on for when, _ in found.missed)
    assert all(when >= on for when, _ in found.coming)


# --- which agreement counts ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "debt", "code"),
    [
        (PaperForm.WRITTEN, card(), ""),
        (PaperForm.RECORDED, card(), ""),
        (PaperForm.ORAL, card(), "agreement_oral_card"),
        (PaperForm.WRITTEN, loan("card"), ""),
        (PaperForm.RECORDED, loan("card"), "agreement_oral"),
        (PaperForm.ORAL, loan("card"), "agreement_oral"),
    ],
    ids=str,
)
def test_paper_counts_a_recording_counts_for_cards_and_words_hold_the_debt(
    form: PaperForm, debt: Debt, code: str
) -> None:
    case = case_with(made(terms(form=form)), debts=(debt,))
    assert [c for c in codes(case) if c.startswith("agreement")] == ([code] if code else [])
    line = planned(case).debt("card")
    assert bool(line.held) is bool(code)
    assert (line.agreed is None) is bool(code)


def test_a_person_who_confirms_a_spoken_agreement_lets_it_be_planned() -> None:
    seen = Confirmation(finding="agreement_oral", debt="card", by="counsellor", on=TODAY, why="heard the recording")
    case = case_with(made(terms(form=PaperForm.ORAL)), debts=(loan("card"),), confirmations=(seen,))
    line = planned(case).debt("card")
    assert line.ask is not None
    assert line.ask.is_agreed


def test_an_older_paper_counts_until_a_newer_word_is_on_paper() -> None:
    older, newer = made(terms(500), on=date(2026, 11, 1)), made(terms(300, form=PaperForm.ORAL))
    found = agreed(card(), case_with(older, newer), CARD, TODAY)
    assert found is not None
    assert found.terms.monthly == yuan(500)
    assert "agreement_oral_card" not in codes(case_with(older, newer))


def test_the_same_payments_recorded_again_keep_what_was_paid_on_them() -> None:
    # Agreed in words, paid once, then the paper came; its waiver was put right a week later.
    spoken = made(terms(500, form=PaperForm.ORAL), on=date(2026, 9, 1))
    paper = made(terms(500), on=date(2026, 10, 20))
    mended = made(terms(500, waived=yuan(300)), on=date(2026, 10, 27))
    events = (spoken, paid(500, date(2026, 10, 5)), paper, paid(500, date(2026, 10, 22)), mended)
    found = agreed(card(), case_with(*events), CARD, TODAY)
    assert found is not None
    assert (found.on, found.paid) == (date(2026, 10, 27), yuan(1_000))
    # Other payments are another agreement: nothing was paid on it yet.
    other = agreed(card(), case_with(*events, made(terms(400), on=date(2026, 11, 2))), CARD, TODAY)
    assert other is not None
    assert (other.terms.monthly, other.paid) == (yuan(400), 0)


def test_paper_answers_the_earlier_circumstance_of_a_spoken_agreement() -> None:
    spoken = replace(card(), circumstances=(DebtCircumstance.AGREEMENT_ORAL,))
    assert "agreement_oral_card" in codes(case_with(debts=(spoken,)))
    assert "agreement_oral_card" not in codes(case_with(made(terms()), debts=(spoken,)))


def test_a_private_account_is_never_paid_whatever_the_paper_says() -> None:
    case = case_with(made(terms(pay_to=PayTo.PERSONAL)))
    assert {"private_account", "agreement_account"} <= set(codes(case))
    assert "agreement_oral_card" not in codes(case)
    assert planned(case).debt("card").ask is None


def test_a_notice_that_calls_the_debt_in_ends_the_agreement() -> None:
    notice = Event(kind=EventKind.ACCELERATION_NOTICE, on=TODAY, debt="card")
    assert agreed(card(), case_with(made(terms(), on=date(2026, 11, 1)), notice), CARD, TODAY) is None


def test_a_debt_that_is_paid_by_its_agreement_waits_for_its_release_paper() -> None:
    case = case_with(made(terms(500, 1), on=date(2026, 11, 1)), paid(500, TODAY))
    line = planned(case).debt("card")
    assert [finding.code for finding in line.held] == ["agreement_done"]
    assert not any(line.reserved)


# --- the plan ------------------------------------------------------------------------------------------


def test_the_plan_pays_the_agreement_and_asks_for_nothing_more() -> None:
    plan = planned(case_with(made(terms(500, 12))))
    line = plan.debt("card")
    assert line.ask is not None
    assert line.ask_is_plain_contract
    assert line.ask.schedule.payments == (yuan(500),) * 12
    assert line.ask.schedule.due == monthly(FIRST, 12)
    assert line.relief is not None
    assert not line.relief.options
    assert not [action for action in plan.actions if action.code in (ActionCode.CALL, ActionCode.TELL)]
    listed = [(action.on, action.fen) for action in plan.actions if action.code is ActionCode.AGREED_PAYMENT]
    assert listed == [(day, yuan(500)) for day in monthly(FIRST, 3)]


def test_the_others_bend_before_an_agreement_is_given_up() -> None:
    debts = (card(), loan("loan", 9_000, overdue_since=date(2026, 10, 12)))
    plan = planned(case_with(made(terms(2_300, 6)), debts=debts))
    assert plan.pot(Pot.HOUSEHOLD).no_offer is None
    kept, other = plan.debt("card"), plan.debt("loan")
    assert kept.ask is not None
    assert kept.ask.is_agreed
    assert not kept.unkept
    assert other.ask is not None


def test_an_agreement_out_of_reach_is_told_and_something_else_is_asked() -> None:
    plan = planned(case_with(made(terms(3_500, 8))))
    line = plan.debt("card")
    assert "agreement_unaffordable" in [finding.code for finding in plan.triage.findings]
    assert line.unkept
    assert line.ask is not None
    assert line.ask.kind is ReliefKind.INSTALMENT_PLAN
    assert [action.by for action in plan.actions if action.code is ActionCode.SAY_IT_FALLS_SHORT] == [
        date(2026, 12, 15)
    ]


def test_of_two_agreements_only_the_one_that_does_not_fit_is_opened() -> None:
    debts = (card(), card("other", 8_000))
    plan = planned(case_with(made(terms(3_500, 6)), made(terms(400, 12), "other"), debts=debts))
    assert plan.debt("card").unkept
    assert not plan.debt("other").unkept
    kept = plan.debt("other").ask
    assert kept is not None
    assert kept.is_agreed


def test_a_household_without_a_surplus_is_told_that_its_agreement_cannot_be_kept() -> None:
    plan = planned(case_with(made(terms(500)), income=2_900))
    assert plan.pot(Pot.HOUSEHOLD).no_offer is NoOffer.DEFICIT
    assert plan.debt("card").ask is None
    assert "agreement_unaffordable" in [finding.code for finding in plan.triage.findings]


@settings(max_examples=60, deadline=None)
@given(
    each=st.integers(50, 6_000),
    count=st.integers(1, 36),
    down=st.integers(0, 5_000),
    first=st.dates(TODAY, date(2027, 3, 1)),
    income=st.integers(2_500, 9_000),
    late=st.booleans(),
)
def test_no_agreement_makes_a_plan_above_the_surplus(
    each: int, count: int, down: int, first: date, income: int, late: bool
) -> None:
    what = Agreement(form=PaperForm.WRITTEN, first=first, monthly=yuan(each), count=count, down=yuan(down))
    before = [made(terms(300, 2, first=date(2026, 10, 18)), "loan", on=date(2026, 10, 1))] if late else []
    debts = (card(), loan(overdue_since=date(2026, 10, 12)))
    plan = planned(case_with(made(what), *before, debts=debts, income=income))
    pot = plan.pot(Pot.HOUSEHOLD)
    money = list(plan.statement.pot(Pot.HOUSEHOLD).new_money)
    for name in (WorldName.AGREED, WorldName.COUNTERED):
        world = pot.worlds.get(name)
        if world is None or not world.feasible:
            continue
        left = 0
        for t, new in enumerate(money):
            left += new - sum(line.payments[t] for line in world.lines)
            assert left >= 0
    told = {finding.debt for finding in plan.triage.findings if finding.code == "agreement_unaffordable"}
    for line in plan.debts:
        keeps = line.ask is not None and line.ask.is_agreed
        assert line.agreed is None or line.held or keeps or line.debt.id in told


@pytest.mark.parametrize(
    ("on", "listed"),
    [
        (TODAY, [(date(2026, 12, 10), 250, True), (date(2026, 12, 15), 400, False)]),
        (date(2026, 12, 10), [(date(2026, 12, 10), 250, True), (date(2026, 12, 15), 400, False)]),
        (date(2026, 12, 11), [(date(2026, 12, 15), 400, False)]),  # its day is past: what is missed is told above
    ],
    ids=str,
)
def test_what_is_due_lists_the_day_on_which_a_missed_instalment_is_made_good(
    on: date, listed: list[tuple[date, int, bool]]
) -> None:
    what = terms(400, 6, first=date(2026, 11, 15))
    plan = planned(case_with(made(what, on=date(2026, 10, 20)), paid(150, date(2026, 11, 16))))
    found = [(one.on, one.fen, one.catch_up) for one in payments(plan, on) if one.on < date(2027, 1, 1)]
    assert found == [(day, yuan(fen), late) for day, fen, late in listed]
    assert not [one for one in payments(plan, on) if one.catch_up and one.as_contract]


def test_what_was_made_good_or_cannot_be_is_not_listed_as_a_payment() -> None:
    what = terms(400, 6, first=date(2026, 11, 15))
    for events, income in (((paid(400, date(2026, 11, 16)),), 6_000), ((), 3_100)):
        plan = planned(case_with(made(what, on=date(2026, 10, 20)), *events, income=income))
        assert not [one for one in payments(plan, TODAY) if one.catch_up]


@pytest.mark.parametrize(("income", "kept"), [(6_000, True), (3_100, False)], ids=["can be kept", "falls short"])
def test_the_next_step_for_a_missed_instalment_is_one_that_can_be_taken(income: int, kept: bool) -> None:
    """The letter that makes it good fits only while the money reaches for the agreement."""
    what = terms(400, 6, first=date(2026, 11, 15))
    plan = planned(case_with(made(what, on=date(2026, 10, 20)), income=income))
    (gap,) = missed(plan, TODAY)
    assert gap.kept is kept
    voice = Voice(Catalogue("zh"), plan.case, BOOK)
    page = plain(layout(due_report((), (gap,), (), TODAY, "case.toml", voice), 300))
    assert ("--letter catch_up" in page) is kept
    assert ("debtadvisor plan case.toml" in page) is not kept
    about = talk(plan, BOOK, plan.debt("card"))
    assert (why_not(LetterKind.CATCH_UP, about) is None) is kept


@pytest.mark.parametrize(("lang", "said"), [("zh", "还差 1,250 元。"), ("en", "1,250 yuan is missing")])
def test_what_is_missing_is_written_as_every_sum_on_a_page(lang: str, said: str) -> None:
    what = terms(2_000, 6, first=date(2026, 11, 15))
    plan = planned(case_with(made(what, on=date(2026, 10, 20)), paid(750, date(2026, 11, 16))))
    page = plain(layout(plan_report(plan, (), BOOK, Catalogue(lang)), 300))
    assert said in page


def test_a_missed_instalment_is_a_flag_with_its_sum_and_is_made_good_on_the_next_pay_day() -> None:
    what = terms(400, 6, first=date(2026, 11, 15), grace_days=20)
    plan = planned(case_with(made(what, on=date(2026, 10, 20)), paid(150, date(2026, 11, 16))))
    found = next(f for f in plan.triage.findings if f.code == "agreement_missed")
    assert dict(found.values) == {"since": "2026-11-15", "short": "250.00"}
    assert found.deadline == date(2026, 12, 5)
    line = plan.debt("card")
    assert line.ask is not None
    listed = list(zip(line.ask.schedule.due, line.ask.schedule.payments, strict=True))
    assert listed[:2] == [(date(2026, 12, 10), yuan(250)), (date(2026, 12, 15), yuan(400))]
    step = next(action for action in plan.actions if action.code is ActionCode.CATCH_UP)
    assert (step.on, step.fen, step.by) == (TODAY, yuan(250), date(2026, 12, 5))


def test_a_recorded_call_asks_for_a_recap_on_the_same_day_and_keeps_the_first_date() -> None:
    plan = planned(case_with(made(terms(form=PaperForm.RECORDED))))
    assert [action.on for action in plan.actions if action.code is ActionCode.SEND_RECAP] == [TODAY]
    line = plan.debt("card")
    assert line.ask is not None
    assert line.ask.schedule.due[0] == FIRST


# --- weighed as an offer -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("what", "verdict", "because"),
    [
        (terms(950, 23), Verdict.WRITING_FIRST, Because.TERMS_MISSING),
        (terms(950, 23, form=PaperForm.ORAL), Verdict.WRITING_FIRST, Because.NOT_WRITTEN),
        (terms(5_000, 5), Verdict.COUNTER, Because.DOES_NOT_FIT),
        (terms(950, 23, pay_to=PayTo.PERSONAL), Verdict.REFUSE, Because.NEVER),
    ],
    ids=["paper with gaps", "spoken", "above the surplus", "private account"],
)
def test_a_recorded_agreement_is_weighed_like_an_offer(what: Agreement, verdict: Verdict, because: Because) -> None:
    judged = judge_agreement(what, "card", planned(case_with()), BOOK)
    assert judged.verdict is verdict
    assert because in judged.because


# --- as a user meets it --------------------------------------------------------------------------------


def test_an_agreement_goes_from_the_log_into_the_plan_and_back_into_what_is_due(tmp_path: Path) -> None:
    path = tmp_path / "case.toml"
    path.write_text(example("demo"), encoding="utf-8")
    before = path.read_bytes()
    told = ["--debt", "card", "--monthly", "700", "--count", "36", "--from", "2026-12-18", "--on", "2026-11-21"]
    more = ["--form", "written", "--written", "all", "--late", "waiver_lost", "--grace", "3"]
    ran = run(tmp_path, "log", "case.toml", *told, *more)
    assert (ran.code, ran.err) == (0, "")
    assert "36 期，每期 700 元" in ran.out.replace("\n", "")
    assert "每个月都付得起" in ran.out
    assert path.read_bytes().startswith(before)
    plan = run(tmp_path, "plan", "case.toml").out.replace("\n", "").replace(" ", "")
    assert "照2026年11月21日谈定的方案还，36期，每期700元" in plan
    assert "照谈定的付“银行信用卡”这一期700元" in plan
    due = run(tmp_path, "log", "case.toml", "--due", "--on", "2027-01-05").out.replace("\n", "")
    assert "还差 700 元" in due
    assert "减免作废" in due
    assert "--letter catch_up" in due
    run(tmp_path, "log", "case.toml", "--debt", "card", "--amount", "700", "--on", "2026-11-22")
    assert "还差" not in run(tmp_path, "log", "case.toml", "--due", "--on", "2027-01-05").out


@pytest.mark.parametrize("more", [("--explain",), ("--details",), ("--income", "-20%"), ("--refuse", "card")], ids=str)
@pytest.mark.parametrize("each", ["700", "2600"], ids=["kept", "out of reach"])
def test_every_view_of_the_plan_takes_an_agreement(tmp_path: Path, more: tuple[str, ...], each: str) -> None:
    (tmp_path / "case.toml").write_text(example("demo"), encoding="utf-8")
    told = ["--debt", "card", "--monthly", each, "--count", "36", "--from", "2026-12-18", "--on", "2026-11-21"]
    run(tmp_path, "log", "case.toml", *told, "--form", "written")
    for lang in ("zh", "en"):
        ran = run(tmp_path, "plan", "case.toml", *more, "--lang", lang)
        assert (ran.code, ran.err) == (0, ""), ran.err
    found = run(tmp_path, "plan", "case.toml", "--format", "json").read()
    schema = json.loads((files("debtadvisor") / "schemas" / "plan.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(found)
    debts = found["debts"]
    assert isinstance(debts, list)
    line = next(one for one in debts if one["id"] == "card")
    assert line["agreed"]["kept"] is (each == "700")
    script = run(tmp_path, "script", "case.toml", "--debt", "card")
    assert script.code == 0
    assert ("2026年11月21日谈定的方案" in script.out) is (each == "700")


def test_what_is_only_spoken_is_recorded_and_not_yet_planned_with(tmp_path: Path) -> None:
    (tmp_path / "case.toml").write_text(example("demo"), encoding="utf-8")
    told = ["--debt", "jiebei", "--monthly", "600", "--count", "13", "--from", "2026-12-18", "--on", "2026-11-21"]
    out = run(tmp_path, "log", "case.toml", *told, "--form", "recorded").out.replace("\n", "")
    assert "方案先不照这个排" in out
    plan = run(tmp_path, "plan", "case.toml")
    assert plan.code == 5
    assert "照2026年11月21日谈定的方案还" not in plan.out
    due = run(tmp_path, "log", "case.toml", "--due", "--on", "2026-11-22").out.replace("\n", "")
    assert "--letter confirm_oral" in due
    letter = run(tmp_path, "script", "case.toml", "--debt", "jiebei", "--letter", "confirm_oral")
    assert "请把下面几项写明" in letter.out


def test_a_file_that_others_could_read_says_once_that_it_is_closed_now(tmp_path: Path) -> None:
    path = tmp_path / "case.toml"
    path.write_text(example("demo"), encoding="utf-8")
    path.chmod(0o644)
    said = "只有您自己能打开"
    assert said in run(tmp_path, "log", "case.toml", "--debt", "card", "--said", "回电").out
    assert said not in run(tmp_path, "log", "case.toml", "--debt", "card", "--said", "回电").out


def test_a_record_without_a_debt_among_several_says_so(tmp_path: Path) -> None:
    (tmp_path / "case.toml").write_text(example("demo"), encoding="utf-8")
    out = run(tmp_path, "log", "case.toml", "--said", "回电").out.replace("\n", "")
    assert "没写是哪笔" in out
    assert "huabei, jiebei, shop, card" in out


@pytest.mark.parametrize("method", list(Method))
@pytest.mark.parametrize("each", [450, 3_500], ids=["kept", "out of reach"])
def test_an_agreement_takes_the_place_of_a_contract_of_any_method(method: Method, each: int) -> None:
    debt = replace(card(), method=method, monthly_fee=yuan(20), instalments_left=9, original=yuan(24_000))
    case = case_with(made(terms(each, 8)), debts=(debt, loan()))
    plan = planned(case)
    page = plan_report(plan, scripts(plan, BOOK), BOOK, Catalogue("zh"), details=True, explained=True)
    assert plain(layout(page, 80))
    line = plan.debt("card")
    assert line.ask is not None
    assert line.ask.is_agreed is (each == 450)
    assert not any(line.ask.schedule.charges) or not line.ask.is_agreed


def test_the_record_says_when_the_plan_cannot_follow_an_agreement_and_why(tmp_path: Path) -> None:
    told = ["--debt", "card", "--count", "36", "--from", "2026-12-18", "--on", "2026-11-21", "--form", "written"]
    for more, said, not_said in (
        (["--monthly", "9000"], "照您现在的收支，这份排不下", "方案从现在起照这个排"),
        (["--monthly", "700", "--pay-to", "personal"], "核实了官方账户，再记一次", "拿到书面的，再记一次"),
    ):
        (tmp_path / "case.toml").write_text(example("demo"), encoding="utf-8")
        out = run(tmp_path, "log", "case.toml", *told, *more).out.replace("\n", "")
        assert said in out
        assert not_said not in out
        assert "见下面" not in out
    held = run(tmp_path, "plan", "case.toml")
    assert held.code == 5
    assert "方案要付到个人账户" in held.out.replace("\n", "")


def test_a_person_who_lent_may_be_paid_into_their_own_account() -> None:
    friend = replace(loan("card"), kind=LenderKind.PRIVATE_LENDING, lender="", product=Product.PRIVATE_LOAN)
    case = case_with(made(terms(pay_to=PayTo.PERSONAL)), debts=(friend,))
    assert not {"private_account", "agreement_account", "agreement_oral"} & set(codes(case))
    line = planned(case).debt("card")
    assert line.ask is not None
    assert line.ask.is_agreed


@pytest.mark.parametrize("other", [("--monthly", "300"), ("--count", "3"), ("--down", "50")], ids=str)
def test_payments_told_one_by_one_take_no_second_way_of_telling_them(tmp_path: Path, other: tuple[str, str]) -> None:
    path = tmp_path / "case.toml"
    path.write_text(example("demo"), encoding="utf-8")
    ran = run(tmp_path, "log", "case.toml", "--debt", "card", "--pay", "100@2026-12-18", *other)
    assert (ran.code, ran.out) == (2, "")
    assert f"{other[0]}: 这一项不能和 --pay 一起写" in ran.err
    assert path.read_text(encoding="utf-8") == example("demo")


def test_what_is_agreed_stands_although_every_other_lender_refuses() -> None:
    late = replace(card(), overdue_since=date(2026, 8, 18))
    plan = planned(case_with(made(terms()), debts=(late, loan())))
    refused = plan.pots[0].worlds[WorldName.REFUSED].line("card")
    kept = plan.pots[0].worlds[WorldName.AGREED].line("card")
    assert refused is not None
    assert kept is not None
    assert refused.payments == kept.payments
    assert sum(refused.payments) == yuan(6_000)
