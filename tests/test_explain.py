"""--explain: every figure and every row of a plan back to its place in the case or in the book, with its source."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from string import Template

import pytest
from prompt_toolkit.utils import get_cwidth

from debtadvisor.core.case import Amount, Asset, Case, Confirmation, Debt, Event, Minimum, Rate, Spending
from debtadvisor.core.codes import (
    AssetKind,
    Confidence,
    DebtCircumstance,
    EventKind,
    Every,
    Evidence,
    Heading,
    LenderKind,
    Method,
    Pot,
    RatePer,
    ReliefKind,
    Security,
    Stage,
    Standing,
)
from debtadvisor.core.money import Money
from debtadvisor.core.plan.build import build_plan
from debtadvisor.core.plan.course import tightest
from debtadvisor.core.plan.explain import cheaper, runner_up
from debtadvisor.core.plan.model import DebtPlan, Lost, NoOffer, Plan, Reason, Stopped, WorldName
from debtadvisor.core.policy.model import Condition, Figure, PolicyBook, ReliefTerm, Rule, Source, Terms, Validity
from debtadvisor.core.relief.contract import RATE_FIGURES, annual_rate
from debtadvisor.core.relief.model import OptionState
from debtadvisor.core.script.build import scripts
from debtadvisor.core.words import Words
from debtadvisor.intake.build import case_from
from debtadvisor.intake.files import answers_of
from debtadvisor.intake.lender_names import lender_names
from debtadvisor.output import blocks
from debtadvisor.output.blocks import Bullets, Item, Notes, Paragraph, Report, Table
from debtadvisor.output.document import to_json
from debtadvisor.output.explain.figures import traced
from debtadvisor.output.explain.why import why_of
from debtadvisor.output.layout import layout
from debtadvisor.output.plan.export import plan_document
from debtadvisor.output.plan.page import plan_report
from debtadvisor.output.sources import Citations
from debtadvisor.output.terminal import plain
from debtadvisor.output.voice import Voice
from debtadvisor.text.catalogue import LANGUAGES, Catalogue, topic
from tests.builders import (
    ALWAYS,
    SOURCE,
    TODAY,
    card,
    household,
    loan,
    shop_income,
    small_book,
    stages,
    sure,
    yearly,
    yuan,
)
from tests.goldens import book as shipped_book
from tests.running import example, run
from tests.test_terms import leaves

BOOK = small_book()
COMPANY = "generic-consumer-finance"
LATE_LOAN = loan("jiebei", name="借呗", overdue_since=date(2026, 11, 1))
TWO_LATE = (LATE_LOAN, card("card", name="信用卡"))
AMOUNT = re.compile(r"\d[\d,]*(?:\.\d+)? ?(?:元|yuan)")


@lru_cache(maxsize=8)
def example_plan(name: str) -> Plan | Stopped:
    content = (files("debtadvisor") / "examples" / f"{name}.toml").read_bytes()
    case = case_from(answers_of(content, name), lender_names(shipped_book()), TODAY)
    return build_plan(case, shipped_book())


def page_of(result: Plan | Stopped, book: PolicyBook, lang: str = "zh", *, explained: bool = True) -> Report:
    packs = scripts(result, book) if isinstance(result, Plan) else ()
    return plan_report(result, packs, book, Catalogue(lang), explained=explained)


@lru_cache(maxsize=16)
def example_page(name: str, lang: str) -> Report:
    return page_of(example_plan(name), shipped_book(), lang)


def planned(case: Case, book: PolicyBook = BOOK) -> Plan:
    result = build_plan(case, book)
    assert isinstance(result, Plan)
    return result


def trace(case: Case, book: PolicyBook = BOOK, debt: str = "jiebei", lang: str = "zh") -> list[blocks.Block]:
    """The part of the page that explains that debt."""
    plan = planned(case, book)
    return debt_part(page_of(plan, book, lang), plan, book, debt, lang)


def debt_part(page: Report, plan: Plan, book: PolicyBook, debt: str, lang: str) -> list[blocks.Block]:
    name = Voice(Catalogue(lang), plan.case, book).name(debt)
    return below(page, Catalogue(lang).say("explain", "title.debt", debt=name))


def below(page: Report, title: str) -> list[blocks.Block]:
    """The blocks below that heading of the second level."""
    found: list[blocks.Block] = []
    inside = seen = False
    for block in page.blocks:
        if isinstance(block, blocks.Heading) and block.level <= 2:
            inside = block.text == title
            seen = seen or inside
        elif inside:
            found.append(block)
    assert seen, title
    return found


def row_part(part: Sequence[blocks.Block], row: str) -> list[Item]:
    """The items below the heading of that relief row."""
    for title, block in pairwise(part):
        if isinstance(title, blocks.Heading) and title.text.endswith(row) and isinstance(block, Bullets):
            return list(block.items)
    raise AssertionError(f"no heading for {row}")


def items(part: Sequence[blocks.Block]) -> list[Item]:
    return [item for block in part if isinstance(block, Bullets) for item in block.items]


def labelled(some: Sequence[Item], label: str) -> str:
    return "".join(item.text for item in some if item.label == label)


def words(part: Sequence[blocks.Block], lang: str = "zh") -> str:
    return plain(layout(Report(lang, tuple(part)), 5000))


def bare(text: str) -> str:
    """The text without spaces and line ends, so that it may be broken anywhere."""
    return "".join(text.split())


def changed(book: PolicyBook, row: str, **changes: object) -> PolicyBook:
    rows = [
        replace(t, **changes) if t.id == row else t  # type: ignore[arg-type]  # a test names the fields it changes
        for t in book.terms
    ]
    return replace(book, terms=tuple(rows))


def with_profile(figures: Mapping[str, Figure], rows: Sequence[ReliefTerm] = ()) -> PolicyBook:
    """The small book with one lender of its own below the consumer-finance profile."""
    own = replace(
        BOOK.lenders[COMPANY],
        id="lender",
        generic=False,
        extends=COMPANY,
        name=Words("某家", "Some lender"),
        figures=figures,
    )
    return replace(BOOK, lenders={**BOOK.lenders, "lender": own}, terms=(*BOOK.terms, *rows))


def priced(value: str, unit: str) -> Figure:
    return Figure(
        value=Decimal(value),
        unit=unit,
        standing=Standing.LENDER_TERMS,
        confidence=Confidence.MEDIUM,
        sources=(SOURCE,),
    )


EXAMPLES = ("demo", "deficit", "held", "tight", "ahead")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", [40, 80])
@pytest.mark.parametrize("name", [*EXAMPLES, "court", "self_harm"])
def test_the_traced_page_fits_the_width_and_is_the_same_twice(name: str, width: int, lang: str) -> None:
    text = plain(layout(example_page(name, lang), width))
    assert all(get_cwidth(line) <= width for line in text.splitlines())
    again = page_of(example_plan(name), shipped_book(), lang)
    assert plain(layout(again, width)) == text


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", [40, 80])
@pytest.mark.parametrize("name", EXAMPLES)
def test_every_candidate_and_every_row_of_the_line_is_in_the_trace_of_its_debt(
    name: str, width: int, lang: str
) -> None:
    plan, book = example_plan(name), shipped_book()
    assert isinstance(plan, Plan)
    page = example_page(name, lang)
    for line in plan.debts:
        part = debt_part(page, plan, book, line.debt.id, lang)
        text = bare(plain(layout(Report(lang, tuple(part)), width)))
        assert all(one in text for one in candidate_ids(line))
        if line.relief is not None:
            profiles = book.lineage(line.relief.profile.id)
            assert all(profile in text for profile in profiles)
            assert all(term.id in text for term in book.terms if term.profile in profiles)


def candidate_ids(line: DebtPlan) -> set[str]:
    if line.relief is None:
        return set()
    found = {c.id for c in (*line.relief.ask, *line.relief.counter)}
    return found | {lost.candidate.id for lost in line.lost}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", EXAMPLES)
def test_every_option_stands_with_its_state_its_dates_and_its_sources(name: str, lang: str) -> None:
    plan, voice = example_plan(name), Catalogue(lang)
    assert isinstance(plan, Plan)
    page = example_page(name, lang)
    notes = next(b for b in page.blocks if isinstance(b, Notes)).notes
    numbers = {note.number: note for note in notes}
    for line in plan.debts:
        part = debt_part(page, plan, shipped_book(), line.debt.id, lang)
        for option in line.relief.options if line.relief is not None else ():
            row = row_part(part, option.term.id)
            state = labelled(row, voice.say("explain", "row.state_label"))
            assert state.startswith(voice.word("option_state", option.state))
            (where,) = (item for item in row if item.label == voice.say("explain", "row.from_label"))
            assert option.term.profile in where.text
            assert voice.shape(option.term.validity.start) in where.text
            assert voice.shape(option.term.validity.review_by) in where.text
            assert len(where.notes) == len(option.term.sources)
            titles = {s.title.zh if lang == "zh" else s.title.en for s in option.term.sources}
            assert all(any(numbers[n].text.startswith(title) for n in where.notes) for title in titles)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", EXAMPLES)
def test_the_trace_comes_before_the_sources_and_changes_nothing_above_it(name: str, lang: str) -> None:
    page, short = example_page(name, lang), page_of(example_plan(name), shipped_book(), lang, explained=False)
    title = Catalogue(lang).say("explain", "title.whole")
    at = page.blocks.index(blocks.Heading(2, title))
    assert page.blocks[:at] == short.blocks[:at]
    cited = {n for b in page.blocks if isinstance(b, Bullets) for item in b.items for n in item.notes}
    numbers = [note.number for b in page.blocks if isinstance(b, Notes) for note in b.notes]
    assert numbers == list(range(1, len(numbers) + 1))
    assert cited <= set(numbers)
    before = [note for b in short.blocks if isinstance(b, Notes) for note in b.notes]
    after = [note for b in page.blocks if isinstance(b, Notes) for note in b.notes]
    assert [note.url for note in after[: len(before)]] == [note.url for note in before]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("name", "code", "place"), [("court", "summons", "events[0]"), ("self_harm", "self_harm", "note")]
)
def test_a_stop_tells_which_finding_stopped_it_and_where_and_no_amount(
    name: str, code: str, place: str, lang: str
) -> None:
    page = example_page(name, lang)
    short = page_of(example_plan(name), shipped_book(), lang, explained=False)
    assert page.blocks[: len(short.blocks)] == short.blocks
    added = words(page.blocks[len(short.blocks) :])
    assert code in added
    assert place in added
    assert not AMOUNT.search(added)
    assert not AMOUNT.search(plain(layout(page, 5000)))


@pytest.mark.parametrize("name", ["demo", "court"])
def test_json_stays_as_it_is(name: str, tmp_path: Path) -> None:
    (tmp_path / "case.toml").write_text(example(name), encoding="utf-8")
    asked = run(tmp_path, "plan", "case.toml", "--format", "json", "--explain")
    assert asked == run(tmp_path, "plan", "case.toml", "--format", "json")


def test_the_demo_explains_itself_in_markdown_too(tmp_path: Path) -> None:
    shown = run(tmp_path, "demo", "--explain", "--format", "markdown")
    assert shown.code == 0
    assert "## 每个数从哪里来：借呗" in shown.out


# ---- figures -----------------------------------------------------------------------------------------


def test_estimated_interest_and_penalty_show_their_formula_with_its_numbers() -> None:
    # 12,000 x 18 % / 360 x 20 days = 120; the surcharge on it: 120 x (1.5 - 1) = 60
    debt = replace(LATE_LOAN, interest_owed=Amount.unknown(), penalty_owed=Amount.unknown())
    some = items(trace(household(debts=(debt,))))
    interest = labelled(some, "利息")
    assert "本金 12,000 元 × 每年 18% ÷ 360 × 逾期 20 天 = 120 元" in interest
    assert "debts[0].interest_owed" in interest
    penalty = labelled(some, "罚息和违约金")
    assert "120 元 ×（1.5 - 1）= 60 元" in penalty
    assert "defaults.penalty_multiple" in penalty
    assert "起谈点，不是政策" in penalty
    assert labelled(some, "现在欠") == "上面各项加起来，12,180 元。"


def test_a_range_names_both_ends_and_the_end_that_was_used() -> None:
    debt = replace(LATE_LOAN, interest_owed=Amount(yuan(40), yuan(70)), fees_owed=Amount.unknown())
    some = items(trace(household(debts=(debt,))))
    assert labelled(some, "利息") == "您填的是 40 元到 70 元，按多的算（debts[0].interest_owed）。"
    assert "没有算进去" in labelled(some, "费用")


def test_an_unknown_part_with_a_least_sum_says_which_of_the_two_was_taken() -> None:
    debt = replace(LATE_LOAN, interest_owed=Amount(yuan(500), None))
    interest = labelled(items(trace(household(debts=(debt,)))), "利息")
    assert "= 120 元" in interest
    assert "至少 500 元，所以取 500 元" in interest


def test_a_given_rate_is_turned_into_a_yearly_one_before_the_readers_eyes() -> None:
    daily = Rate(Decimal("0.0003"), Decimal("0.0005"), RatePer.DAY)
    said = labelled(items(trace(household(debts=(replace(LATE_LOAN, rate=daily),)))), "年利率")
    assert "取高的一头：日利率 0.05%（debts[0].rate），合每年 18%" in said
    assert "360 天" in said


@pytest.mark.parametrize("used", range(len(RATE_FIGURES)))
def test_the_rate_names_the_figure_of_the_book_that_the_plan_used(used: int) -> None:
    values = {"interest_daily_high": "0.0006", "interest_daily": "0.0004", "rate_annual_high": "0.2"}
    values["late_fee_daily"] = "0.0007"
    units = {name: "per_year" if name.startswith("rate") else "per_day" for name in values}
    left = {name: priced(values[name], units[name]) for name, _ in RATE_FIGURES[used:]}
    book = with_profile(left)
    debt = replace(LATE_LOAN, lender="lender", kind=None, rate=None)
    annual, _ = annual_rate(debt, book.lenders["lender"], book)
    name, _ = RATE_FIGURES[used]
    assert annual == left[name].value * (1 if units[name] == "per_year" else 360)
    said = labelled(items(trace(household(debts=(debt,)), book)), "年利率")
    assert "资料里 lender 的" in said
    assert f"（{name}）" in said
    assert "对方公开的条款，可信度一般" in said
    assert "2026年11月1日核对" in said


def test_a_figure_taken_over_names_the_profile_that_wrote_it() -> None:
    yearly = priced("0.2", "per_year")
    book = with_profile({"rate_annual_high": yearly})
    parent = replace(book.lenders[COMPANY], figures={"rate_annual_high": yearly})
    book = replace(book, lenders={**book.lenders, COMPANY: parent})
    debt = replace(LATE_LOAN, lender="lender", kind=None, rate=None)
    some = items(trace(household(debts=(debt,)), book))
    assert f"资料里 {COMPANY} 的" in labelled(some, "年利率")
    assert COMPANY in labelled(some, "沿用")


def test_a_rate_that_nobody_knows_says_that_it_is_a_planning_default() -> None:
    said = labelled(items(trace(household(debts=(replace(LATE_LOAN, rate=None),)))), "年利率")
    assert "按每年 24% 估" in said
    assert "defaults.rate_annual_unknown：24%" in said
    assert "起谈点，不是政策" in said
    assert "没有来源" in said


def test_a_monthly_fee_says_that_it_was_turned_into_a_rate() -> None:
    fee = Rate(Decimal("0.006"), Decimal("0.006"), RatePer.MONTHLY_FEE)
    said = labelled(items(trace(household(debts=(replace(LATE_LOAN, rate=fee),)))), "年利率")
    assert "月费率 0.6%" in said
    assert "12 期" in said


def test_the_first_payment_is_reckoned_from_today_the_answer_the_pay_day_and_the_due_day() -> None:
    # 21 November + 15 days = 6 December; pay day the 10th; first 12th after both: 12 December
    said = labelled(items(trace(household(debts=(LATE_LOAN,)))), "新谈的第一笔")
    for part in ("2026年11月21日加 15 天是2026年12月6日", "2026年12月10日（每月 10 号）", "每月 12 号：2026年12月12日"):
        assert part in said
    assert "defaults.first_payment_after_days" in said


def test_without_a_pay_day_the_first_of_the_month_is_named() -> None:
    case = household(debts=(LATE_LOAN,))
    case = replace(case, incomes=tuple(replace(one, day=None) for one in case.incomes))
    said = labelled(items(trace(case)), "新谈的第一笔")
    assert "没有填收入到账的日子，按每月 1 号，下一次是2026年12月1日" in said


def test_the_minimum_names_the_bill_the_book_or_the_default() -> None:
    late = card("jiebei")
    default = labelled(items(trace(household(debts=(late,)))), "最低还款")
    assert "余额的 10%" in default
    assert "defaults.minimum_share" in default
    given = replace(late, minimum=Minimum(share=Decimal("0.05"), floor=yuan(100)))
    said = labelled(items(trace(household(debts=(given,)))), "最低还款")
    assert "余额的 5%（debts[0].minimum），这部分不少于 100 元" in said
    profile = replace(
        BOOK.lenders["generic-bank-credit-card"], figures={"minimum_payment_share": priced("0.08", "share")}
    )
    book = replace(BOOK, lenders={**BOOK.lenders, profile.id: profile})
    assert "（minimum_payment_share）：8%" in labelled(items(trace(household(debts=(late,)), book)), "最低还款")


def test_the_stage_stands_with_the_facts_that_made_it() -> None:
    letter = Event(kind=EventKind.LAWYER_LETTER, on=date(2026, 11, 18), debt="jiebei")
    some = items(trace(household(debts=(LATE_LOAN,), events=(letter,))))
    assert labelled(some, "阶段").startswith("律师函或诉前调解")
    facts = labelled(some, "凭什么")
    assert "从2026年11月1日起没有还，到2026年11月21日是 20 天（debts[0].overdue_since）" in facts
    assert "律师函，2026年11月18日（events[0]）" in facts


def test_an_unknown_principal_stops_the_figures_of_that_debt() -> None:
    part = trace(household(debts=(replace(LATE_LOAN, principal=Amount.unknown()), card())))
    assert "本金不清楚（debts[0].principal）" in labelled(items(part), "现在欠")


# ---- relief rows -------------------------------------------------------------------------------------


def test_an_open_row_shows_its_conditions_its_numbers_and_what_became_of_them() -> None:
    plan = planned(household(debts=(LATE_LOAN,)))
    line = plan.debts[0]
    assert line.ask is not None
    row = row_part(trace(household(debts=(LATE_LOAN,))), f"{COMPANY}.instalment")
    assert labelled(row, "状态").startswith("现在可以提")
    assert "现在：逾期 30 天以内" in labelled(row, "符合")
    assert labelled(row, "先提") == "分 6、12、24 期。这些数是起谈点，不是政策。"
    assert labelled(row, "还价时按") == "分 6、12 期。这些数是起谈点，不是政策。"
    for candidate in (c for c in line.relief.ask if c.kind is ReliefKind.INSTALMENT) if line.relief else ():
        said = labelled(row, f"先提 {candidate.id}")
        assert f"付 {candidate.count} 次" in said
        assert Catalogue("zh").shape(Money(candidate.total)) in said
        assert ("选了它" in said) is (candidate.id == line.ask.id)


def test_a_way_that_lost_says_by_how_much() -> None:
    plan = planned(household(debts=(LATE_LOAN,)))
    part = trace(household(debts=(LATE_LOAN,)))
    for lost in plan.debts[0].lost:
        said = "".join(item.text for item in items(part) if item.label == f"先提 {lost.candidate.id}")
        assert "没有选" in said
        if lost.reason == "dearer":
            assert Catalogue("zh").shape(Money(lost.extra)) in said


def test_a_waiver_says_what_it_takes_off_on_either_side() -> None:
    debt = replace(LATE_LOAN, penalty_owed=sure(60))
    row = row_part(trace(household(debts=(debt,))), f"{COMPANY}.penalty_waiver")
    said = labelled(row, "排成了")
    assert "减去请对方免的 60 元" in labelled(items(trace(household(debts=(debt,)))), "先提 contract")
    assert "60 元" in said  # all of it asked
    assert "30 元" in said  # half of it when they counter
    assert labelled(row, "先提") == "违约金和费用免 100%，罚息免 100%。这些数是起谈点，不是政策。"


def test_a_missed_row_names_the_fact_that_missed_it_and_an_unknown_one_what_to_ask() -> None:
    asks = replace(
        next(t for t in BOOK.terms if t.id == f"{COMPANY}.instalment"),
        when=(Condition(fact="contract_age_days", minimum=180), Condition(fact="days_past_due", minimum=30)),
    )
    book = replace(BOOK, terms=tuple(asks if t.id == asks.id else t for t in BOOK.terms))
    row = row_part(trace(household(debts=(LATE_LOAN,)), book), asks.id)
    assert "逾期天数至少 30 天；现在：20 天" in labelled(row, "不符合")
    assert "还不知道" in labelled(row, "不知道")
    assert labelled(row, "状态") == "条件不满足。"


def test_a_stale_row_says_so_and_keeps_its_numbers_to_itself() -> None:
    old = replace(ALWAYS, review_by=date(2026, 11, 20))
    note = Words("这句话不该出现", "this must not be said")
    book = changed(BOOK, f"{COMPANY}.instalment", validity=old, note=note)
    part = trace(household(debts=(LATE_LOAN,)), book)
    row = row_part(part, f"{COMPANY}.instalment")
    state = labelled(row, "状态")
    assert state.startswith("信息过期，先不用")
    assert "2026年11月20日前要复核，到2026年11月21日已经过了" in state
    assert not [item for item in row if item.label in ("先提", "还价时按")]
    assert "不该出现" not in words(part)


@pytest.mark.parametrize(
    ("validity", "said"),
    [
        (replace(ALWAYS, end=date(2026, 11, 20)), "到2026年11月20日为止，2026年11月21日已经不生效"),
        (replace(ALWAYS, start=date(2026, 11, 22)), "2026年11月22日才开始，2026年11月21日还不生效"),
    ],
    ids=["ended-the-day-before", "begins-the-day-after"],
)
def test_a_row_out_of_force_is_named_with_its_dates_and_not_used(validity: Validity, said: str) -> None:
    book = changed(BOOK, f"{COMPANY}.instalment", validity=validity)
    part = trace(household(debts=(LATE_LOAN,)), book)
    (row,) = (item for item in items(part) if item.label.endswith(f"{COMPANY}.instalment"))
    assert said in row.text
    assert row.notes
    with pytest.raises(AssertionError):
        row_part(part, f"{COMPANY}.instalment")


def test_a_row_that_a_nearer_profile_replaces_names_the_one_used_in_its_place() -> None:
    general = next(t for t in BOOK.terms if t.id == f"{COMPANY}.instalment")
    own = replace(general, id="lender.instalment", profile="lender")
    book = with_profile({}, (own,))
    debt = replace(LATE_LOAN, lender="lender", kind=None)
    part = trace(household(debts=(debt,)), book)
    (row,) = (item for item in items(part) if item.label.endswith(general.id))
    assert "lender.instalment 离这一家更近" in row.text
    assert labelled(row_part(part, own.id), "出处").startswith("写在 lender 自己名下")


def test_a_row_of_the_users_own_file_says_so() -> None:
    book = changed(BOOK, f"{COMPANY}.instalment", origin="我的条件.toml")
    part = trace(household(debts=(LATE_LOAN,)), book)
    row = row_part(part, f"{COMPANY}.instalment")
    assert labelled(row, "您的文件") == "这一条来自 我的条件.toml，不是本工具自带的。"
    assert words(part).count("我的条件.toml") == 1


def test_a_refused_row_offers_no_numbers_and_no_place_to_start() -> None:
    book = changed(BOOK, f"{COMPANY}.instalment", refused=True, standing=Standing.PLANNING_DEFAULT)
    row = row_part(trace(household(debts=(LATE_LOAN,)), book), f"{COMPANY}.instalment")
    assert labelled(row, "状态").startswith("对方不给")
    assert not labelled(row, "先提")
    assert "起谈点" not in labelled(row, "出处")


def test_two_rows_that_give_the_same_id_name_the_one_that_is_used() -> None:
    second = replace(next(t for t in BOOK.terms if t.id == f"{COMPANY}.instalment"), id=f"{COMPANY}.instalment.two")
    book = replace(BOOK, terms=(*BOOK.terms, second))
    row = row_part(trace(household(debts=(LATE_LOAN,)), book), second.id)
    assert f"和 {COMPANY}.instalment 排出来的编号相同" in labelled(row, "先提 instalment-12")


def test_every_number_of_a_row_is_put_into_words() -> None:
    full = Terms(
        months=(6,),
        first_after_months=1,
        rate=Decimal("0.12"),
        fee_by_months={6: Decimal("0.03")},
        down_payment=Decimal("0.1"),
    )
    book = changed(BOOK, f"{COMPANY}.instalment", ask=full, max_months=60, figures_standing=Standing.LENDER_TERMS)
    row = row_part(trace(household(debts=(LATE_LOAN,)), book), f"{COMPANY}.instalment")
    said = labelled(row, "先提")
    for part in ("分 6 期", "往后 1 个月", "年利率改为 12%", "6 期手续费一共 3%", "本金的 10%", "来自对方公开的条款"):
        assert part in said
    assert "60 期" in labelled(row, "上限")


# ---- who gets no sums --------------------------------------------------------------------------------


def totals(line: DebtPlan) -> list[str]:
    assert line.relief is not None
    return [
        Catalogue("zh").shape(Money(c.total))
        for c in (*line.relief.ask, *line.relief.counter)
        if c.total != line.relief.owed.balance
    ]


def test_a_household_in_deficit_is_shown_ways_without_their_sums() -> None:
    plan = example_plan("deficit")
    assert isinstance(plan, Plan)
    assert plan.pots[0].no_offer is NoOffer.DEFICIT
    for line in plan.debts:
        part = debt_part(example_page("deficit", "zh"), plan, shipped_book(), line.debt.id, "zh")
        ways = "".join(item.text for item in items(part) if item.label.startswith(("先提 ", "还价 ", "排成了")))
        assert "没有用：收入不够生活" in ways
        assert not AMOUNT.search(ways)
        assert not any(total in words(part) for total in totals(line))


def test_a_debt_on_hold_shows_neither_what_it_comes_to_nor_the_sums_of_any_way() -> None:
    debt = replace(LATE_LOAN, circumstances=(DebtCircumstance.NOT_RECOGNISED,), interest_owed=sure(45))
    case = household(debts=(debt, card()))
    part = trace(case)
    assert "不列欠多少" in labelled(items(part), "现在欠")
    assert "debts[0].circumstances" in labelled(items(part), "先确认")
    assert not any(total in words(part) for total in totals(planned(case).debts[0]))
    assert "instalment-12" in words(part)


def test_a_confirmed_hold_is_named_and_traced_like_any_other() -> None:
    debt = replace(LATE_LOAN, circumstances=(DebtCircumstance.NOT_RECOGNISED,))
    looked = Confirmation(finding="not_recognised", debt="jiebei", by="辅导员", on=TODAY, why="看过合同")
    some = items(trace(household(debts=(debt,), confirmations=(looked,))))
    assert "确认了：not_recognised" in labelled(some, "先确认")
    assert labelled(some, "本金") == "您填的 12,000 元（debts[0].principal）。"


def test_a_priority_debt_says_that_it_is_paid_first_and_how_much_is_set_aside() -> None:
    safe = loan("jiebei", security=Security.HOME)
    some = items(trace(household(debts=(safe, card()))))
    assert labelled(some, "先付")
    assert "先留出" in labelled(some, "先留出")
    assert "没有拿去谈" in labelled(some, "排成了")


def test_a_creditor_outside_the_book_has_figures_but_no_rows() -> None:
    outside = loan("jiebei", kind=LenderKind.OTHER)
    part = trace(household(debts=(outside, card())))
    assert "资料里没有这位债权人" in words(part)
    assert "12,000 元" in labelled(items(part), "本金")
    assert not [b for b in part if isinstance(b, blocks.Heading) and "generic-" in b.text]


# ---- money -------------------------------------------------------------------------------------------


def money_tables(case: Case) -> list[Table]:
    return [b for b in below(page_of(planned(case), BOOK), "每个数从哪里来") if isinstance(b, Table)]


def fen(cell: blocks.Cell) -> int:
    assert isinstance(cell, Money)
    return cell.fen


def test_every_line_of_the_surplus_has_its_place_and_its_sum() -> None:
    yearly = Spending(heading=Heading.SCHOOL, amount=sure(1_000), every=Every.YEAR)
    case = household(debts=TWO_LATE)
    lines, _ = money_tables(replace(case, spending=(*case.spending, yearly)))
    rows = [row.cells for row in lines.rows]
    assert [row[1] for row in rows] == ["incomes[0]", "spending[0]", "spending[1]", "spending[2]", ""]
    assert rows[3][2] == "每年 1,000 元 ÷ 12，除不尽的进一分"
    assert fen(rows[3][3]) == 83_34  # 1,000 / 12 = 83.333..., up to the fen
    assert fen(rows[-1][3]) == yuan(3_000) - 83_34


def test_every_month_adds_up_from_new_money_to_what_is_available() -> None:
    home = loan("home", 60_000, security=Security.HOME, instalments_left=60)
    case = household(debts=(*TWO_LATE, home), cash=800)
    plan = planned(case)
    _, months = money_tables(case)
    world = plan.pots[0].worlds["agreed"]  # type: ignore[index]  # a StrEnum is its own text
    assert [row.cells[0] for row in months.rows] == list(plan.statement.periods.starts[: world.last_period + 1])
    left = 0
    for t, row in enumerate(months.rows):
        new, aside, carried, available = map(fen, row.cells[1:])
        assert carried == left
        assert new - aside + carried == available
        left = available - sum(line.payments[t] for line in world.lines)
        assert left >= 0
    assert fen(months.rows[0].cells[1]) == yuan(800)
    assert fen(months.rows[1].cells[1]) == yuan(3_000)
    assert fen(months.rows[1].cells[2]) == plan.debt("home").reserved[1]


def test_cash_a_lump_and_lines_with_a_date_name_their_places() -> None:
    case = household(debts=TWO_LATE, cash=500)
    bonus = Asset(kind=AssetKind.EXPECTED, value=sure(2_000), for_debts=yuan(1_500), available=date(2027, 1, 20))
    once = Spending(heading=Heading.MEDICAL, amount=sure(300), every=Every.ONCE, start=date(2026, 12, 20))
    case = replace(case, assets=(*case.assets, bonus), spending=(*case.spending, once))
    some = items(below(page_of(planned(case), BOOK), "每个数从哪里来"))
    assert "500 元（assets[0]）" in labelled(some, "现金")
    assert "1,500 元，2027年1月20日到（assets[1]）" in labelled(some, "快到的钱")
    assert "spending[2]" in labelled(some, "按日子算的")


def test_a_lump_that_comes_too_late_for_its_month_is_told_with_the_month_in_which_it_counts() -> None:
    whole = loan(rate=yearly("0"), method=Method.BULLET, instalments_left=1, next_due=date(2027, 1, 12))
    bonus = Asset(kind=AssetKind.EXPECTED, value=sure(12_000), for_debts=yuan(12_000), available=date(2027, 1, 30))
    plan = planned(replace(household(income=3_100, debts=[whole]), assets=(bonus,)))
    page = page_of(plan, BOOK)
    some = items(below(page, "每个数从哪里来"))
    told = "2027年1月30日到（assets[0]）；那个月有的账在这之前就要付，所以算在从2027年2月10日起的那个月"
    assert told in labelled(some, "快到的钱")
    assert any(
        "2027年1月30日还会有 12,000 元" in one.text and "从2027年2月10日起" in one.text for one in items(page.blocks)
    )
    written = json.loads(to_json(plan_document(plan, scripts(plan, BOOK))))
    (pot,) = written["statement"]["pots"]
    assert pot["lumps"] == [{"on": "2027-01-30", "amount": "12000.00", "counted_from": "2027-02-10"}]


def test_the_living_floor_names_the_default_or_the_standard_that_was_given() -> None:
    some = items(below(page_of(planned(household(debts=TWO_LATE)), BOOK), "每个数从哪里来"))
    assert "每人 700 元，1 口人，一共 700 元" in labelled(some, "生活底线")
    assert "起谈点，不是政策" in labelled(some, "生活底线")
    case = household(debts=TWO_LATE)
    case = replace(case, household=replace(case.household, living_floor=yuan(900)))
    local = labelled(items(below(page_of(planned(case), BOOK), "每个数从哪里来")), "生活底线")
    assert "您填的当地标准 900 元（household.living_floor）" in local
    assert "起谈点" not in local


def test_each_purse_is_traced_by_itself() -> None:
    shop = loan("shop", name="网商贷", purpose=Pot.BUSINESS, overdue_since=date(2026, 11, 1))
    case = household(debts=(*TWO_LATE, shop))
    case = replace(case, incomes=(*case.incomes, shop_income(2_500)))
    part = below(page_of(planned(case), BOOK), "每个数从哪里来")
    assert [b.text for b in part if isinstance(b, blocks.Heading)] == ["家庭的钱", "生意的钱"]
    assert len([b for b in part if isinstance(b, Table)]) == 4
    assert words(part).count("生活底线") == 1


# ---- law rows ----------------------------------------------------------------------------------------


def law(rule_id: str, **changes: object) -> Rule:
    official = Source(
        id=f"text-{rule_id}",
        title=Words("某规定", "A rule"),
        checked=date(2026, 11, 1),
        evidence=Evidence.OFFICIAL_TEXT,
    )
    row = Rule(
        id=rule_id,
        topic="negotiation",
        statement=Words("条文", "the text"),
        use=Words("怎么用", "its use"),
        standing=Standing.REGULATION,
        confidence=Confidence.HIGH,
        supports=frozenset({ReliefKind.INSTALMENT}),
        validity=ALWAYS,
        sources=(official,),
    )
    return replace(row, **changes)  # type: ignore[arg-type]  # a test names the fields it changes


def test_law_rows_are_cited_with_place_and_dates_and_the_others_counted_with_the_reason() -> None:
    book = small_book(
        law("civil-561-order-of-payment"),
        law("for-cards", scope=frozenset({LenderKind.BANK_CREDIT_CARD})),
        law("ended", validity=replace(ALWAYS, end=date(2025, 2, 27))),
        law("unread", validity=replace(ALWAYS, review_by=date(2026, 1, 1))),
    )
    part = trace(household(debts=TWO_LATE), book)
    some = items(part)
    cited = [item for item in some if item.label == "civil-561-order-of-payment"]
    rest = labelled(some, "没有引用的")
    assert len(cited) == 1
    assert cited[0].notes
    assert "监管规定，可信度高。从2019年1月1日起" in cited[0].text
    assert "用在：话术“要写进书面的”" in cited[0].text
    assert "1 条管不到这一笔，只管：银行信用卡" in rest
    assert "ended（到2025年2月27日为止）" in rest
    assert "unread（2026年1月1日前要复核）" in rest
    assert "for-cards" not in words(part)


def test_a_card_rule_is_never_cited_for_another_kind_of_debt_in_the_examples() -> None:
    for name in EXAMPLES:
        plan = example_plan(name)
        assert isinstance(plan, Plan)
        for line in plan.debts:
            kind = line.relief.kind if line.relief is not None else line.debt.kind
            part = debt_part(example_page(name, "zh"), plan, shipped_book(), line.debt.id, "zh")
            cited = [shipped_book().rules[i.label] for i in items(part) if i.label in shipped_book().rules]
            assert cited or line.relief is None
            assert kind is not None
            assert all(rule.reaches(kind) and rule.validity.speaks(TODAY) for rule in cited)


# ---- words -------------------------------------------------------------------------------------------


def test_both_languages_have_the_same_keys_and_placeholders() -> None:
    chinese, english = (dict(leaves(topic(lang, "explain"))) for lang in LANGUAGES)
    assert list(chinese) == list(english)
    for key, lines in chinese.items():
        holes = [set(Template("".join(some)).get_identifiers()) for some in (lines, english[key])]
        assert holes[0] == holes[1], key
        assert not re.search(r"\$(?!\{)", "".join((*lines, *english[key]))), key


def test_chinese_sentences_use_full_width_marks() -> None:
    for key, lines in leaves(topic("zh", "explain")):
        assert not re.search(r"[,;:!?()]", re.sub(r"\$\{\w+\}", "", "".join(lines))), key


@pytest.mark.parametrize("lang", LANGUAGES)
def test_only_the_chinese_trace_holds_chinese(lang: str) -> None:
    case = household(debts=(loan("a", overdue_since=date(2026, 11, 1), penalty_owed=sure(9)), card("b")))
    plan = planned(case, changed(BOOK, f"{COMPANY}.instalment", refused=True))
    text = words(below(page_of(plan, BOOK, lang), Catalogue(lang).say("explain", "title.whole")), lang)
    assert bool(re.search(r"[\u4e00-\u9fff]", text)) is (lang == "zh")


def test_every_state_of_an_option_is_reached_by_a_test_book() -> None:
    kinds = (ReliefKind.INSTALMENT, ReliefKind.DEFERRAL, ReliefKind.PENALTY_WAIVER)
    rows = {t.kind: t for t in BOOK.terms if t.profile == COMPANY and t.kind in kinds}
    book = replace(
        BOOK,
        terms=(
            replace(rows[ReliefKind.INSTALMENT], id="open"),
            replace(rows[ReliefKind.INSTALMENT], id="missed", when=stages(Stage.ASSIGNED)),
            replace(rows[ReliefKind.INSTALMENT], id="unknown", when=(Condition(fact="contract_age_days", minimum=1),)),
            replace(rows[ReliefKind.DEFERRAL], id="refused", refused=True),
            replace(rows[ReliefKind.PENALTY_WAIVER], id="stale", validity=replace(ALWAYS, review_by=date(2026, 1, 1))),
        ),
    )
    part = trace(household(debts=(LATE_LOAN,)), book)
    for state in OptionState:
        said = labelled(row_part(part, state.value), "状态")
        assert said.startswith(Catalogue("zh").word("option_state", state))


def test_a_debt_named_like_markup_is_harmless_in_the_trace() -> None:
    debt: Debt = replace(LATE_LOAN, name="\x1b[31m红\u202e", note="[x]")
    page = page_of(planned(household(debts=(debt,))), BOOK)
    assert all(line.isprintable() for line in plain(layout(page, 40)).splitlines())
    assert any(isinstance(b, Paragraph) for b in page.blocks)


# ---- why this ask --------------------------------------------------------------------------------------


WHY = {lang: Catalogue(lang) for lang in LANGUAGES}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", EXAMPLES)
def test_each_ask_names_its_runner_up_and_the_tightest_month_and_nothing_else_does(name: str, lang: str) -> None:
    plan, words = example_plan(name), WHY[lang]
    assert isinstance(plan, Plan)
    page = example_page(name, lang)
    for line in plan.debts:
        some = items(debt_part(page, plan, shipped_book(), line.debt.id, lang))
        second = labelled(some, words.say("explain", "why.second_label"))
        tight = labelled(some, words.say("explain", "why.tightest_label"))
        if line.ask is None:
            assert (second, tight) == ("", "")
            continue
        fit = [one for one in line.lost if one.reason not in (Reason.TOO_MUCH, Reason.FLOOR)]
        if fit:
            nearest = min(fit, key=lambda one: one.extra)
            assert any(f"{one.candidate.id}" in second for one in fit if one.extra == nearest.extra)
            assert nearest.extra == 0 or words.shape(Money(nearest.extra)) in second
        world = plan.pot(line.debt.purpose).worlds[WorldName.AGREED]
        month = tightest(world)
        assert month is not None
        assert words.shape(Money(month.left)) in tight
        assert words.shape(plan.statement.periods.starts[month.period]) in tight


def test_a_cheaper_way_names_the_month_that_cannot_pay_it() -> None:
    case = household(income=3_900, debts=(LATE_LOAN,))
    (line,) = planned(case).debts
    barred = [one for one in line.lost if one.extra < 0]
    assert barred
    least = min(barred, key=lambda one: one.extra)
    assert least.when is not None
    said = labelled(items(trace(case)), "更便宜的")
    assert f"一共付得更少的有 {len(barred)} 种" in said
    assert f"（{least.candidate.id}），能少付 {Catalogue('zh').shape(Money(-least.extra))}" in said
    assert f"{Catalogue('zh').shape(least.when)}那个月就拿不出这么多" in said


def test_the_cheapest_of_all_says_so() -> None:
    some = items(trace(household(income=30_000, debts=(LATE_LOAN,))))
    assert "没有一共付得更少的" in labelled(some, "选它")
    assert labelled(some, "更便宜的") == ""
    assert "要多付" in labelled(some, "第二名")


def lost(way: str, reason: Reason, extra: int) -> Lost:
    line = planned(household(debts=(LATE_LOAN,))).debts[0]
    assert line.ask is not None
    when = TODAY if reason is Reason.TOO_MUCH else None
    return Lost(candidate=replace(line.ask, id=way), reason=reason, extra=extra, when=when)


def test_the_runner_up_fits_costs_least_and_ends_soonest() -> None:
    barred = (lost("a", Reason.TOO_MUCH, -9), lost("b", Reason.FLOOR, -10))
    assert runner_up(barred) is None
    assert runner_up(()) is None
    assert [one.candidate.id for one in cheaper((*barred, lost("c", Reason.DEARER, 1)))] == ["b", "a"]
    same = (lost("e", Reason.LATER, 0), lost("f", Reason.ORDER, 0), lost("d", Reason.DEARER, 1))
    found = runner_up((*barred, *same))
    assert found is not None
    assert found.candidate.id == "f"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("reason", [Reason.LATER, Reason.ORDER, Reason.FLOOR])
def test_every_reason_has_its_sentence(reason: Reason, lang: str) -> None:
    plan = planned(household(debts=(LATE_LOAN,)))
    changed_line = replace(plan.debts[0], lost=(lost("other", reason, -5 if reason is Reason.FLOOR else 0),))
    part = why_of(traced(plan, changed_line, BOOK, Voice(Catalogue(lang), plan.case, BOOK), Citations()))
    assert "other" in words(part, lang)
    alone = why_of(
        traced(plan, replace(changed_line, lost=()), BOOK, Voice(Catalogue(lang), plan.case, BOOK), Citations())
    )
    assert WHY[lang].say("explain", "why.only") in words(alone, lang)


def test_json_names_the_tightest_month_of_each_world() -> None:
    plan = example_plan("demo")
    assert isinstance(plan, Plan)
    document = plan_document(plan)
    for pot, told in zip(plan.pots, document["pots"], strict=True):  # type: ignore[call-overload]  # a list of pots
        for world, one in zip(pot.worlds.values(), told["worlds"], strict=True):
            month = tightest(world)
            assert month is not None
            on = plan.statement.periods.starts[month.period].isoformat()
            assert one["tightest"] == {"period": month.period, "on": on, "left": str(Money(month.left))}
