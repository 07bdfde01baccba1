"""The plan page: in the order of a worried reader, with the plan's own figures, every claim with its source."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from prompt_toolkit.utils import get_cwidth

from debtadvisor.core.case import Asset, Borrower, Case, Debt, Event, Goals, Household, Income, Minimum, Rate
from debtadvisor.core.codes import (
    AssetKind,
    Circumstance,
    DebtCircumstance,
    EventKind,
    Every,
    Guarantor,
    Heading,
    IncomeSource,
    LenderKind,
    Method,
    Pot,
    Product,
    RatePer,
    Security,
)
from debtadvisor.core.money import Money
from debtadvisor.core.plan.build import build_plan
from debtadvisor.core.plan.extras import as_signed
from debtadvisor.core.plan.model import ActionCode, Plan, Reason, Stopped, World, WorldLine, WorldName
from debtadvisor.core.policy.model import PolicyBook
from debtadvisor.core.schedule import Schedule
from debtadvisor.core.script.build import scripts
from debtadvisor.core.triage.model import Finding, Level, Triage
from debtadvisor.intake.book import load_book
from debtadvisor.output import blocks
from debtadvisor.output.blocks import Bullets, Notes, Paragraph, Report, Row, Spoken, Table
from debtadvisor.output.layout import layout
from debtadvisor.output.markdown import to_markdown
from debtadvisor.output.plan.months import MONTHS_SINGLY, spans
from debtadvisor.output.plan.page import plan_report
from debtadvisor.output.plan.stop import help_page
from debtadvisor.output.script.page import script_report
from debtadvisor.output.terminal import plain
from debtadvisor.output.voice import Voice
from debtadvisor.text.catalogue import Catalogue
from tests.builders import TODAY, card, household, loan, shop_income, small_book, sure, yearly, yuan

BOOK = small_book()
TWO_LATE = (loan("jiebei", name="借呗", overdue_since=date(2026, 11, 1)), card("card", name="信用卡"))


def bill(debt_id: str, principal: int, rate: str = "0.18", **changes: object) -> Debt:
    """A bill in time, next due on 12 December."""
    plain = card(debt_id, principal, rate=yearly(rate), overdue_since=None, next_due=date(2026, 12, 12), due_day=12)
    plain = replace(plain, minimum=Minimum(share=Decimal("0.1"), floor=yuan(100)))
    return replace(plain, **changes)  # type: ignore[arg-type]  # a test names the fields it changes


def late(**changes: object) -> Case:
    """A loan 20 days late and a card 95 days late, with 3,000 yuan a month to spare."""
    return household(debts=TWO_LATE, **changes)  # type: ignore[arg-type]  # a test names the fields it changes


def planned(case: Case, book: PolicyBook = BOOK) -> Plan:
    result = build_plan(case, book)
    assert isinstance(result, Plan)
    return result


def report(case: Case, lang: str = "zh", *, details: bool = False) -> Report:
    result = build_plan(case, BOOK)
    packs = () if isinstance(result, Stopped) else scripts(result, BOOK)
    return plan_report(result, packs, BOOK, Catalogue(lang), details=details)


def text(page: Report, width: int = 80) -> str:
    return plain(layout(page, width))


def flat(page: Report) -> str:
    """The page on lines so wide that nothing is broken."""
    return text(page, 2000)


def headings(page: Report, level: int) -> list[str]:
    return [b.text for b in page.blocks if isinstance(b, blocks.Heading) and b.level == level]


def section(page: Report, title: str) -> list[blocks.Block]:
    """The blocks below that heading of the second level."""
    found: list[blocks.Block] = []
    inside = False
    for block in page.blocks:
        if isinstance(block, blocks.Heading) and block.level <= 2:
            inside = block.text == title
        elif inside:
            found.append(block)
    return found


def labelled(page: Report, label: str) -> list[str]:
    return [item.text for b in page.blocks if isinstance(b, Bullets) for item in b.items if item.label == label]


def tables(some: Sequence[blocks.Block]) -> list[Table]:
    return [block for block in some if isinstance(block, Table)]


def yuan_words(fen: int) -> str:
    return Catalogue("zh").shape(Money(fen))


def test_the_page_goes_from_what_is_urgent_over_the_plan_to_the_sources() -> None:
    case = late(borrower=Borrower(circumstances=(Circumstance.HOME_AT_RISK,)))
    assert headings(report(case), 2) == [
        "先看这里",
        "一页看懂",
        "每月的钱从哪里来，到哪里去",
        "每一笔怎么谈",
        "三种情况对比",
        "都答应的话，每个月怎么付",
        "看个大概",
        "这份安排扛得住多少",
        "要做的事",
        "没有选的办法，为什么",
        "怎么算的",
        "依据",
    ]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_first_lines_say_who_this_is_not_where_help_is_free_and_that_nothing_leaves(lang: str) -> None:
    notice = next(b for b in report(late(), lang).blocks if isinstance(b, Bullets))
    lines = [item.text for item in notice.items]
    assert len(lines) == 3
    assert ("律师" if lang == "zh" else "not a lawyer") in lines[0]
    assert "12348" in lines[1]
    assert "12378" in lines[1]


def test_the_glance_shows_what_is_left_the_three_totals_and_three_steps() -> None:
    plan = planned(late())
    here = section(report(late()), "一页看懂")
    assert isinstance(here[0], Paragraph)
    assert "3,000 元" in here[0].text
    worlds = plan.pots[0].worlds
    (table,) = tables(here)
    assert [row.cells[0] for row in table.rows] == ["都答应", "还价", "都不答应"]
    assert [row.cells[1] for row in table.rows] == [Money(worlds[name].total) for name in WorldName]
    steps = next(b for b in here if isinstance(b, Bullets))
    assert len(steps.items) == 3
    assert steps.items[0].label == "今天"


def test_the_last_payment_on_the_page_is_the_last_date_of_the_chosen_ways() -> None:
    plan = planned(late())
    (table,) = tables(section(report(late()), "一页看懂"))
    last = max(line.ask.schedule.due[-1] for line in plan.debts if line.ask is not None)
    assert table.rows[0].cells[3] == last


def test_the_statement_adds_up_to_what_is_left() -> None:
    (table,) = tables(section(report(late()), "每月的钱从哪里来，到哪里去"))
    assert [(row.cells[0], row.cells[1]) for row in table.rows] == [
        ("工资", Money(600_000)),
        ("收入合计", Money(600_000)),
        ("吃饭", Money(150_000)),
        ("房租", Money(150_000)),
        ("必须先保的合计", Money(300_000)),
        ("能用来还债", Money(300_000)),
    ]
    assert table.rows[-1].strong


def test_a_living_floor_that_is_our_own_default_is_named_so() -> None:
    assert "不是当地的低保标准" in flat(report(late()))
    given = late(household=Household(living_floor=yuan(1_000)))
    assert "按当地低保标准看" in flat(report(given))
    fed = late(household=Household(food_provided=True))
    assert "吃住有人管" in flat(report(fed))


def test_each_debt_shows_its_ask_its_fallback_and_its_limit_with_the_plans_own_figures() -> None:
    plan, page = planned(late()), report(late())
    asks, limits = labelled(page, "先这样提"), labelled(page, "底线")
    assert len(asks) == len(limits) == 2
    for line, ask, limit in zip(plan.debts, asks, limits, strict=True):
        assert line.ask is not None
        assert line.walk_away is not None
        assert yuan_words(line.ask.total) in ask
        assert yuan_words(line.ask.schedule.payments[0]) in ask
        assert yuan_words(line.walk_away) in limit


def test_a_figure_nobody_publishes_is_called_a_starting_point_and_no_policy() -> None:
    assert labelled(report(late()), "说明").count("上面的数字是起谈点，不是政策。对方可能不同意。") == 2


def test_standing_and_confidence_stand_beside_every_term() -> None:
    basis = labelled(report(late()), "依据")
    assert basis
    assert all("常见做法，可信度低" in line for line in basis)


def test_numbers_of_sources_rise_in_order_of_first_use_and_each_has_its_note() -> None:
    page = report(late())
    used: list[int] = []
    for block in page.blocks:
        if isinstance(block, Paragraph | Spoken):
            used.extend(block.notes)
        elif isinstance(block, Bullets):
            used.extend(number for item in block.items for number in item.notes)
    (notes,) = (block for block in page.blocks if isinstance(block, Notes))
    assert list(dict.fromkeys(used)) == [note.number for note in notes.notes] == list(range(1, len(notes.notes) + 1))
    assert "第三方整理" in notes.notes[0].about


def test_the_months_add_up_to_the_total_of_the_agreed_world() -> None:
    plan, page = planned(late()), report(late())
    (table,) = tables(section(page, "都答应的话，每个月怎么付"))
    world = plan.pots[0].worlds[WorldName.AGREED]
    rows = spans(world)
    assert len(table.rows) == len(rows)
    total = 0
    for row, (first, last) in zip(table.rows, rows, strict=True):
        paid = row.cells[3]
        assert isinstance(paid, Money)
        total += paid.fen * (last - first + 1)
        assert row.cells[-1] == Money(world.left[last])
    assert total == world.total


def world_of(*payments: int) -> World:
    line = WorldLine(debt="a", candidate=None, payments=payments)
    room = (0,) * len(payments)
    return World(name=WorldName.AGREED, feasible=True, lines=(line,), available=room, left=room, proven=True)


def test_a_year_stands_month_by_month_and_equal_months_after_it_stand_together() -> None:
    found = spans(world_of(*[100] * 36, 99, 0, 0))
    assert found[:MONTHS_SINGLY] == [(t, t) for t in range(MONTHS_SINGLY)]
    assert found[MONTHS_SINGLY:] == [(12, 35), (36, 36)]
    assert [t for first, last in found for t in range(first, last + 1)] == list(range(37))


def schedule(*payments: int) -> Schedule:
    due = tuple(date(2027 + n // 12, n % 12 + 1, 9) for n in range(len(payments)))
    return Schedule(due, payments, (0,) * len(payments))


@pytest.mark.parametrize(
    ("payments", "said"),
    [
        ((862_500,), "一次付 8,625 元"),
        ((10_000,) * 6, "6 期，每期 100 元"),
        ((10_000,) * 5 + (10_001,), "6 期，每期 100 元，最后一期 100.01 元"),
        ((34_400, 17_200, 17_200, 16_000), "4 期：第 1 期 344 元，第 2 到 3 期每期 172 元，第 4 期 160 元"),
        ((500, 400, 300, 200, 100), "5 期，每期从 1 元到 5 元"),
    ],
)
def test_payments_are_told_as_short_as_they_allow(payments: tuple[int, ...], said: str) -> None:
    assert Voice(Catalogue("zh"), late(), BOOK).payments(schedule(*payments)) == said


def test_a_way_that_lost_says_why_and_a_missed_condition_says_what_it_met() -> None:
    plan = planned(late())
    shown = "\n".join(
        item.text
        for b in section(report(late(), details=True), "没有选的办法，为什么")
        if isinstance(b, Bullets)
        for item in b.items
    )
    dearer = [lost for line in plan.debts for lost in line.lost if lost.reason is Reason.DEARER]
    assert dearer
    assert all(f"比选中的多付 {yuan_words(lost.extra)}" in shown for lost in dearer)
    pre_due = report(household(debts=(loan(),)))
    assert (
        "要：所处阶段为逾期 30 天以内，或逾期 31 至 60 天，或逾期 61 至 90 天，或逾期 90 天以上；现在：没有逾期。"
        in flat(pre_due)
    )


def test_nobody_is_told_to_wait_until_a_condition_is_met() -> None:
    assert "不要为了够条件故意不还" in flat(report(household(debts=(loan(),))))


def test_a_bill_paid_over_some_months_says_how_and_what_it_costs() -> None:
    minimum = Minimum(share=Decimal("0.1"), floor=yuan(100))
    bill = card(principal=3_000, overdue_since=None, next_due=date(2026, 12, 12), due_day=12, minimum=minimum)
    page = flat(report(household(income=4_200, debts=[bill])))
    assert "照账单还，每月比最低多还一些，3 期，每期 1,030.15 元" in page
    assert "这笔不用协商，也不用办分期：每个月还款日以前，还到这个数就行。" in page
    # 1,200 a month are there. 169.85 more than the instalment, with interest 172.40; 169.85 again, together 347.38 in
    # the third month: 1,030.14 - 347.38 = 682.76.
    assert "一共付 3,082.76 元，比只付该付的少 7.68 元" in page
    assert "照合同一共要还 3,000 元，这样多付 82.76 元。" in page
    # Of the ways that clear it in other months the nearest stands for all.
    assert page.count("照账单还，每月比最低多还一些：") == 1


def test_who_would_rather_save_reads_that_it_is_their_own_choice() -> None:
    minimum = Minimum(share=Decimal("0.1"), floor=yuan(100))
    bill = card(principal=3_000, overdue_since=None, next_due=date(2026, 12, 12), due_day=12, minimum=minimum)
    kept = flat(report(household(income=4_200, debts=[bill], goals=Goals(keep_left=True))))
    assert "您选了先攒着" in kept
    assert "其中提前还" not in kept
    assert "您选了先攒着" not in flat(report(household(income=4_200, debts=[bill])))


def test_early_payment_is_said_in_a_sentence_and_compared_in_the_details() -> None:
    title = "多出来的钱，按什么顺序提前还"
    case = household(income=6_500, debts=[loan("a"), loan("b", 8_000)])
    assert title not in headings(report(case), 2)
    assert flat(report(case)).count("要是每家都让提前还") == 1
    assert title in headings(report(case, details=True), 2)
    assert title not in headings(report(late(), details=False), 2)


def test_no_order_is_cheaper_than_the_cheapest() -> None:
    """Rounded for themselves, the plan's payments come to four fen less here than those of every order."""
    before_pay = date(2026, 12, 9)
    second = bill("huabei", 2_400, kind=LenderKind.CONSUMER_FINANCE, lender="huabei", next_due=before_pay)
    book = load_book()
    debts = [bill("card", 12_000), replace(second, product=Product.PAY_LATER, due_day=9)]
    plan = planned(household(income=4_600, debts=debts), book)
    page = plan_report(plan, (), book, Catalogue("zh"), details=True)
    (compared,) = tables(section(page, "多出来的钱，按什么顺序提前还"))
    over = [row.cells[4] for row in compared.rows]
    assert over[0] == Money(0)
    assert Money(4) in over
    assert all(isinstance(cell, Money) and cell >= Money(0) for cell in over)


def test_what_would_be_cheaper_without_early_payments_tells_only_what_changes_and_how_many_payments() -> None:
    page = flat(report(household(income=4_200, debts=[bill("a", 3_000, name="甲卡"), bill("b", 6_000, "0.12")])))
    (said,) = [line for line in page.splitlines() if "要是一分也不提前还" in line]
    changes = said.split("那时最省的是改成：")[1].split("，少付")[0]
    assert all(re.search(r"用“.+”（(\d+ 期|一次付).*）", part) for part in changes.split("、"))
    plan = planned(household(income=4_200, debts=[bill("a", 3_000), bill("b", 6_000, "0.12")]))
    found = as_signed(plan, plan.pot(Pot.HOUSEHOLD))
    assert found is not None
    own = {line.debt.id: line.ask.id for line in plan.debts if line.ask is not None}
    assert len(changes.split("、")) == sum(own[debt] != pick for debt, pick in found.picks.items())


@pytest.mark.parametrize(("income", "principal", "world"), [(4_000, 15_000, "都答应"), (4_200, 8_000, "还价")])
def test_where_one_world_alone_pays_early_it_is_named(income: int, principal: int, world: str) -> None:
    daily = Rate(Decimal("0.0004"), Decimal("0.0004"), RatePer.DAY)
    debts = [loan("day", 6_000, method=Method.DAILY, rate=daily), card("card", principal)]
    case = household(income=income, debts=debts)
    (pot,) = planned(case).pots
    paying = [name for name in (WorldName.AGREED, WorldName.COUNTERED) if pot.worlds[name].early]
    assert len(paying) == 1
    page = flat(report(case))
    assert f"“{world}”里，每月付完该付的，剩下的钱拿去提前还" in page
    assert "前两种里" not in page


def test_before_anything_is_paid_early_the_other_payments_of_the_month_are_put_aside() -> None:
    """The early payment comes on the due day of its own debt; another instalment of that month may come later."""
    case = household(income=5_500, debts=[bill("a", 3_000), loan("b", next_due=date(2026, 12, 20))])
    plan = planned(case)
    (early,) = [one for one in plan.actions if one.code is ActionCode.PAY_EARLY]
    (later,) = [one for one in plan.actions if one.debt == "b"]
    assert early.on < later.on
    assert "这个月别的该付的也留好了，剩下的再多还" in flat(report(case))


def test_details_show_every_payment_of_each_chosen_way() -> None:
    plan = planned(late())
    assert "每一期的明细" not in headings(report(late()), 2)
    found = tables(section(report(late(), details=True), "每一期的明细"))
    chosen = [c for line in plan.debts for c in (line.ask, line.fallback) if c is not None]
    assert [len(table.rows) for table in found] == [candidate.count + 1 for candidate in chosen]
    for table, candidate in zip(found, chosen, strict=True):
        assert table.rows[-1].cells[2] == Money(candidate.total)


def test_a_held_debt_has_no_ask_and_says_what_to_check() -> None:
    debts = (loan("jiebei", name="借呗"), card("card", name="信用卡", circumstances=(DebtCircumstance.NOT_RECOGNISED,)))
    page = report(household(debts=debts))
    (held,) = [line for line in labelled(page, "怎么办") if "要先确认" in line]
    assert len(labelled(page, "先这样提")) == 1
    assert "先不排还款" in held
    assert any("先确认" in heading for heading in headings(page, 3))


def test_a_priority_debt_is_paid_first_and_not_discussed() -> None:
    home = loan("home", name="房贷", product=Product.HOME_LOAN, security=Security.HOME, instalment=yuan(1_100))
    page = report(household(debts=(home, TWO_LATE[1])))
    assert any("先照合同付" in line for line in labelled(page, "怎么办"))
    assert len(labelled(page, "先这样提")) <= 1


def test_a_deficit_household_gets_reasons_and_help_and_no_offer() -> None:
    poor = late(incomes=household(income=2_900).incomes)
    page = report(poor)
    assert "为什么现在没有还款方案" in headings(page, 2)
    assert "低保" in flat(page)
    assert "12348" in flat(page)
    assert not labelled(page, "先这样提")
    assert not labelled(page, "底线")
    assert "都答应的话，每个月怎么付" not in headings(page, 2)
    assert set(labelled(page, "怎么办")) == {"现在没有可以答应的数。"}


def test_a_token_comes_only_from_the_line_that_the_user_named() -> None:
    goals = Goals(token=yuan(50), token_from=Heading.SOCIAL)
    page = flat(report(late(incomes=household(income=2_900).incomes, goals=goals)))
    assert "从“人情往来”里拿出 50 元" in page


def test_when_nothing_fits_the_smallest_budget_and_this_months_shares_are_said() -> None:
    case = late(incomes=household(income=3_100).incomes)
    plan, page = planned(case), report(case)
    budget = plan.pots[0].smallest_budget
    assert budget is not None
    assert f"每月要有 {yuan_words(budget)}" in flat(page)
    (table,) = tables(section(page, "为什么现在没有还款方案"))
    shares = [line.share_now for line in plan.debts]
    assert [row.cells[1] for row in table.rows] == [*map(Money, shares), Money(sum(shares))]
    assert "不是承诺" in flat(page)


def test_spending_below_a_living_floor_is_never_planned_with() -> None:
    page = report(household(food=100, debts=TWO_LATE))
    assert "不能靠饿肚子还债" in flat(page)
    assert not labelled(page, "先这样提")


def stopped() -> Case:
    return late(note="我活不下去了", borrower=Borrower(name="林女士", safe=False))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("kind", ["plan", "script"])
def test_a_stopped_case_shows_help_and_no_figure_of_any_debt_or_plan(lang: str, kind: str) -> None:
    plan = build_plan(stopped(), BOOK)
    assert isinstance(plan, Stopped)
    words = Catalogue(lang)
    page = plan_report(plan, (), BOOK, words) if kind == "plan" else script_report(plan, (), BOOK, words)
    said = flat(page)
    assert "12356" in said
    assert not re.search(r"\d\s*(元|yuan)|\d\.\d|\d,\d", said)
    for debt in plan.case.debts:
        assert str(debt.balance_high // 100) not in said
    assert not tables(page.blocks)


def test_a_stopped_page_begins_with_help_and_ends_with_the_notice() -> None:
    plan = build_plan(stopped(), BOOK)
    page = flat(plan_report(plan, (), BOOK, Catalogue("zh")))
    assert page.index("12356") < page.index("不是律师")


def test_help_can_be_shown_before_there_is_a_case() -> None:
    found = Triage((Finding(level=Level.STOP, code="self_harm"),))
    said = flat(help_page(found, Catalogue("zh")))
    assert "12356" in said
    assert "12348" in said


def test_a_court_date_does_not_hide_a_threat_but_words_of_despair_stand_alone() -> None:
    events = (
        Event(kind=EventKind.SUMMONS, on=date(2026, 11, 15), debt="card", hearing=date(2026, 12, 20)),
        Event(kind=EventKind.THREAT, on=date(2026, 11, 15), debt="card"),
    )
    sued = flat(report(late(events=events)))
    assert "2026年12月20日" in sued
    assert "还有这些也请留意" in sued
    assert "还有这些也请留意" not in flat(report(late(events=events, note="我活不下去了")))


def test_findings_with_the_same_words_share_one_card_that_names_every_debt() -> None:
    unknown = (DebtCircumstance.NOT_RECOGNISED,)
    debts = tuple(replace(debt, circumstances=unknown) for debt in TWO_LATE)
    page = report(household(debts=debts))
    assert len([heading for heading in headings(page, 3) if heading.endswith("（借呗、信用卡）")]) == 1


def test_a_limit_below_the_first_ask_says_that_the_others_must_agree_first() -> None:
    plan, page = planned(late()), report(late())
    for line, limit in zip(plan.debts, labelled(page, "底线"), strict=True):
        assert line.ask is not None
        assert line.walk_away is not None
        below = line.walk_away < line.ask.schedule.highest
        assert ("别家也答应了" in limit) is below


HAN = re.compile(r"[\u3400-\u9fff]")


@pytest.mark.parametrize("debts", [TWO_LATE, (loan(),)], ids=["late", "in time"])
def test_the_english_page_is_english_but_for_the_words_to_say_and_the_borrowers_own(debts: Sequence[object]) -> None:
    named = tuple(replace(debt, name="My debt") for debt in TWO_LATE) if debts is TWO_LATE else (loan(name="My loan"),)
    page = report(household(debts=named), "en", details=True)
    silent = tuple(replace(b, zh="") if isinstance(b, Spoken) else b for b in page.blocks)
    assert not HAN.search(flat(replace(page, blocks=silent)))


def test_words_to_say_are_chinese_on_both_pages_with_english_beside_them_on_the_english_one() -> None:
    for lang in ("zh", "en"):
        plan = planned(late())
        page = script_report(plan, scripts(plan, BOOK), BOOK, Catalogue(lang))
        lines = [block for block in page.blocks if isinstance(block, Spoken)]
        assert len(lines) > 10
        assert all(HAN.search(line.zh) for line in lines)
        assert all(bool(line.beside) is (lang == "en") for line in lines)


def test_the_script_page_can_be_for_one_debt_alone() -> None:
    plan = planned(late())
    packs = scripts(plan, BOOK)
    found = headings(script_report(plan, packs, BOOK, Catalogue("zh"), debt="card"), 2)
    assert found == ["信用卡", "别的场合怎么说", "依据"]
    with pytest.raises(KeyError):
        script_report(plan, packs, BOOK, Catalogue("zh"), debt="nobody")


def test_the_script_carries_the_same_sums_as_the_plan() -> None:
    plan = planned(late())
    for line in plan.debts:
        assert line.ask is not None
        said = flat(script_report(plan, scripts(plan, BOOK), BOOK, Catalogue("zh"), debt=line.debt.id))
        assert yuan_words(line.ask.total) in said


def test_two_purses_are_told_apart() -> None:
    shop = loan("shop", name="网商贷", purpose=Pot.BUSINESS, overdue_since=date(2026, 11, 1))
    plain_case = household(debts=(TWO_LATE[0], shop))
    case = replace(plain_case, incomes=(*plain_case.incomes, shop_income(5_000)))
    page = report(case)
    assert headings(page, 3).count("家庭的钱") >= 2
    assert headings(page, 3).count("生意的钱") >= 2


def test_two_debts_of_one_name_are_told_apart_by_their_ids() -> None:
    page = report(household(debts=(loan("a", name="网贷"), loan("b", name="网贷"))))
    assert {"网贷（a）", "网贷（b）"} <= set(headings(page, 3))


def with_origin(book: PolicyBook, origin: str) -> PolicyBook:
    return replace(book, terms=tuple(replace(term, origin=origin) for term in book.terms))


def test_terms_from_the_users_own_file_are_named_with_that_file() -> None:
    book = with_origin(BOOK, "我的条件.toml")
    plan = planned(late(), book)
    page = plan_report(plan, (), book, Catalogue("zh"))
    assert "来自 我的条件.toml" in flat(page)
    assert "来自" not in flat(report(late()))


def test_rows_past_their_review_are_listed_as_not_used() -> None:
    old = replace(
        BOOK, terms=tuple(replace(t, validity=replace(t.validity, review_by=date(2026, 1, 1))) for t in BOOK.terms)
    )
    plan = planned(late(), old)
    assert plan.stale
    assert all(row in flat(plan_report(plan, (), old, Catalogue("zh"))) for row in plan.stale)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [40, 80, 200])
def test_a_whole_page_fits_every_width_and_cuts_no_figure(lang: str, width: int) -> None:
    page = report(late(), lang, details=True)
    lines = text(page, width).splitlines()
    assert all(get_cwidth(line) <= width for line in lines)
    assert not any("…" in line for line in lines)
    joined = "\n".join(lines)
    for table in tables(page.blocks):
        for row in table.rows:
            for cell in row.cells:
                if isinstance(cell, Money):
                    assert re.search(
                        rf"(?<![\d,]){re.escape(f'{cell.fen // 100:,}.{cell.fen % 100:02d}')}(?!\d)", joined
                    )


HOSTILE = ["[red]x[/red]", "\x1b[31m红", "<script>alert(1)</script>", "|a|b|", "# h", "长" * 200, "\u202e倒", "a\nb"]


@pytest.mark.parametrize("name", HOSTILE, ids=repr)
def test_a_hostile_name_is_harmless_on_every_page(name: str) -> None:
    debts = tuple(replace(debt, name=name, note=name) for debt in TWO_LATE)
    page = report(household(debts=debts, borrower=Borrower(name=name, city=name)))
    shown = text(page, 40)
    assert all(line.isprintable() for line in shown.splitlines())
    marked = to_markdown(page)
    assert "<script" not in marked
    assert "\x1b" not in marked
    assert "\u202e" not in marked


def test_equal_cases_give_equal_pages() -> None:
    assert text(report(late())) == text(report(late()))
    assert to_markdown(report(late(), "en")) == to_markdown(report(late(), "en"))


def test_as_of_and_tomorrow_are_said_as_people_say_them() -> None:
    voice = Voice(Catalogue("zh"), late(), BOOK)
    assert voice.near(TODAY) == "今天"
    assert voice.near(date(2026, 11, 22)) == "明天，2026年11月22日"
    assert voice.near(date(2026, 11, 23)) == "2026年11月23日"


def test_a_row_of_the_statement_is_never_a_debt() -> None:
    (table,) = tables(section(report(late()), "每月的钱从哪里来，到哪里去"))
    assert all(isinstance(row, Row) and row.cells[0] not in ("借呗", "信用卡") for row in table.rows)


def test_money_that_does_not_come_each_month_is_dated_or_said_not_to_count() -> None:
    bonus = Income(source=IncomeSource.OTHER, amount=sure(8_000), every=Every.ONCE, start=date(2027, 1, 20))
    undated = replace(bonus, start=None)
    case = household(debts=[card()])
    case = replace(case, incomes=(*case.incomes, bonus, undated))
    text = plain(layout(plan_report(build_plan(case, BOOK), (), BOOK, Catalogue("zh")), 80))
    assert "8,000 元，从2027年1月20日起算进那个月" in text
    assert "没写哪天到账，没有算进去" in text


def test_a_debt_that_was_sold_is_named_with_its_holder() -> None:
    case = household(debts=[loan("old", 5_000, name="甲贷", assigned_to="东湖资产", overdue_since=date(2026, 1, 1))])
    text = plain(layout(plan_report(build_plan(case, BOOK), (), BOOK, Catalogue("zh")), 80))
    assert "甲贷（已转给东湖资产）" in text


def lent_at(kind: LenderKind, signed: date | None, lang: str = "zh") -> str:
    """The page about 10,000 at 24 %, five months late, by the shipped book."""
    debt = loan(
        principal=10_000,
        kind=kind,
        rate=yearly("0.24"),
        contract_date=signed,
        overdue_since=date(2026, 7, 10),
        next_due=None,
        due_day=10,
        accelerated=True,
        interest_owed=sure(0),
        penalty_owed=sure(0),
    )
    book = load_book()
    plan = planned(household(income=4_500, debts=[debt]), book)
    return flat(plan_report(plan, (), book, Catalogue(lang), explained=True))


def test_a_private_loan_above_its_line_says_at_which_rate_it_is_asked_for_and_why() -> None:
    undated = lent_at(LenderKind.PRIVATE_LENDING, None)
    assert "没有填签约日" in undated
    assert "一年 15.4%来提" in undated
    assert "15.4% a year" in lent_at(LenderKind.PRIVATE_LENDING, None, "en")
    dated = lent_at(LenderKind.PRIVATE_LENDING, date(2024, 5, 1))
    assert "合同利率高过签约时一年期LPR的四倍（一年 13.8%）" in dated
    assert "没有填签约日" not in dated


@pytest.mark.parametrize("kind", [k for k in LenderKind if k not in (LenderKind.PRIVATE_LENDING, LenderKind.OTHER)])
def test_no_other_lender_is_told_of_the_line_of_private_loans(kind: LenderKind) -> None:
    for lang, said in (("zh", "来提"), ("en", "the ask counts")):
        page = lent_at(kind, None, lang)
        assert said not in page
        assert "15.4%" not in page


def test_a_settlement_says_what_the_days_until_then_add() -> None:
    """20,000 at 18 %, called in; 25,000 come on 1 February 2027, 72 days on: 20,000 x 0.18 x 72 / 360 = 720."""
    lump = Asset(kind=AssetKind.EXPECTED, value=sure(25_000), for_debts=yuan(25_000), available=date(2027, 2, 1))
    called = card(accelerated=True, interest_owed=sure(0), penalty_owed=sure(0))
    page = report(household(income=3_700, debts=[called], assets=(lump,)))
    assert "协商结清，一次付 20,720 元。2027年2月1日付。其中 720 元是从今天到付款那天新增的息费。" in flat(page)
    assert "一次结清的，从今天到付款那天，利息照天数加上" in flat(page)
    assert "一次结清的" not in flat(report(late()))


def test_a_debt_on_hold_is_an_entered_sum_and_never_one_that_is_owed() -> None:
    strange = loan("odd", 5_600, name="某平台", circumstances=(DebtCircumstance.NOT_RECOGNISED,))
    for lang, owed, entered in (("zh", "现在欠", "填的数"), ("en", "Owed now", "Entered")):
        page = report(household(debts=[strange]), lang)
        card_of = flat(page).partition("某平台\n")[2].partition("\n\n")[0]
        assert owed not in card_of
        assert f"{entered}" in card_of
        assert "5,600" in card_of


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_how_to_confirm_is_told_once_with_every_finding_and_its_debt(lang: str) -> None:
    stranger = card("card", circumstances=(DebtCircumstance.NOT_RECOGNISED,))
    theirs = loan("theirs", guarantor=Guarantor.I_GUARANTEE)
    plan = build_plan(household(debts=[stranger, theirs, loan("mine")]), small_book())
    assert isinstance(plan, Plan)
    assert len(plan.triage.holds) > 1
    page = plain(layout(plan_report(plan, (), small_book(), Catalogue(lang)), 600))
    (told,) = [line for line in page.splitlines() if "[[confirmations]]" in line]
    for finding in plan.triage.holds:
        assert f'"{finding.code}"' in told
        assert f'debt = "{finding.debt}"' in told
    assert "mine" not in told
