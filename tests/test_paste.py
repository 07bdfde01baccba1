"""A pasted list of debts becomes the debts of a case file; what is not understood is told, never dropped or guessed."""

import stat
import time
import tomllib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debtadvisor.core.codes import RatePer
from debtadvisor.core.policy.model import PolicyBook
from debtadvisor.intake.book import load_book
from debtadvisor.intake.build import case_from
from debtadvisor.intake.explain import explain
from debtadvisor.intake.lender_names import lender_names
from debtadvisor.intake.paste.listed import LONGEST_LINE, MOST_LINES, PastedLine, debts_from
from debtadvisor.text.catalogue import LANGUAGES, Catalogue
from tests.running import run
from tests.test_screen import screen

TODAY = date(2026, 11, 21)


@cache
def book() -> PolicyBook:
    return load_book()


@cache
def known() -> Mapping[str, str]:
    return lender_names(book())


def pasted(text: str) -> tuple[PastedLine, ...]:
    return debts_from(text, known(), TODAY, book().lenders)


def answers(line: str) -> dict[str, object]:
    """What one line says, none of it in doubt."""
    (found,) = pasted(line)
    assert [problem.code for problem in found.problems] == [], line
    return dict(found.answers)


def codes(line: str) -> list[str]:
    (found,) = pasted(line)
    return [problem.code for problem in found.problems]


# --- lines as counsellors write them ----------------------------------------------------------------

BILL = {"product": "pay_later", "method": "revolving"}
CARD = {"product": "credit_card", "method": "revolving"}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("花呗 8632.17 9号", {"lender": "花呗", "principal": Decimal("8632.17"), "due_day": 9, **BILL}),
        (
            "招行卡 1.54万 逾期40天 日万五",
            {
                "lender": "招商银行信用卡",
                "principal": 15400,
                "rate": "0.05%/日",
                "overdue_since": date(2026, 10, 12),
                **CARD,
            },
        ),
        (
            "借呗 3.2万 年化14.6% 剩10期 每期3,420 15号",
            {
                "lender": "借呗",
                "principal": 32000,
                "product": "cash_loan",
                "rate": Decimal("0.146"),
                "instalment": 3420,
                "instalments_left": 10,
                "due_day": 15,
            },
        ),
        (
            "网商贷 5万 先息后本 2026-12-20到期",
            {
                "lender": "网商贷",
                "principal": 50000,
                "product": "business_loan",
                "method": "interest_only",
                "instalments_left": 1,
                "next_due": date(2026, 12, 20),
            },
        ),
        (
            "网商贷 5万 生意 先息后本 到期日2027年3月20日",
            {
                "lender": "网商贷",
                "principal": 50000,
                "product": "business_loan",
                "purpose": "business",
                "method": "interest_only",
                "instalments_left": 4,
                "next_due": date(2026, 12, 20),
            },
        ),
        ("美团月付 3,100.50", {"lender": "美团月付", "principal": Decimal("3100.50"), **BILL}),
        (
            "朋友老王 2万 无息 2027-06-30到期",
            {
                "kind": "private_lending",
                "name": "朋友老王",
                "principal": 20000,
                "product": "private_loan",
                "rate": 0,
                "method": "bullet",
                "next_due": date(2027, 6, 30),
            },
        ),
        (
            "建行信用卡，余额21800，最低还款1090，账单日1号，还款日18号，尾号1234",
            {
                "lender": "建设银行信用卡",
                "name": "建设银行信用卡 尾号1234",
                "principal": 21800,
                "minimum": {"share": Decimal("0.05"), "floor": 1090},
                "due_day": 18,
                "note": "账单日1号",
                **CARD,
            },
        ),
        (
            "晋商银行信用卡 3000-5000 最低10%",
            {
                "kind": "bank_credit_card",
                "name": "晋商银行信用卡",
                "principal": {"low": 3000, "high": 5000},
                "minimum": {"share": Decimal("0.1")},
                **CARD,
            },
        ),
        (
            "桔多多 小贷 本金3200 利息120.5 罚息8 违约金35 剩6期 9月1日起逾期 逾期金额1200",
            {
                "kind": "microloan",
                "name": "桔多多",
                "principal": 3200,
                "interest_owed": Decimal("120.5"),
                "penalty_owed": 8,
                "fees_owed": 35,
                "instalments_left": 6,
                "arrears": 1200,
                "overdue_since": date(2026, 9, 1),
            },
        ),
        (
            "房贷 86万 剩240期 每期5200 20号",
            {
                "kind": "other",
                "name": "房贷",
                "principal": 860000,
                "product": "home_loan",
                "instalment": 5200,
                "instalments_left": 240,
                "due_day": 20,
                "security": "home",
            },
        ),
        (
            "欠舅舅5000 一次还清 3月1日前还",
            {
                "kind": "private_lending",
                "name": "舅舅",
                "principal": 5000,
                "product": "private_loan",
                "method": "bullet",
                "next_due": date(2027, 3, 1),
            },
        ),
        (
            "农行信用卡分期 2.4万 18期没还 月费率0.6%",
            {
                "lender": "农业银行信用卡",
                "principal": 24000,
                "product": "credit_card",
                "rate": "月费率0.6%",
                "method": "fee_instalment",
                "instalments_left": 18,
            },
        ),
        ("分期乐 1.2万 共12期 已还3期", {"lender": "分期乐", "principal": 12000, "instalments_left": 9}),
        (
            "微粒贷 不知道 月供 750",
            {"lender": "微粒贷", "principal": "unknown", "product": "cash_loan", "instalment": 750},
        ),
        ("信用卡 2w", {"kind": "bank_credit_card", "principal": 20000, **CARD}),
        ("京东 白条 3k", {"lender": "京东白条", "principal": 3000, **BILL}),
        (
            "拍拍贷 8000元 剩 10 期 2025-03-01借 最后一次还款9月15日",
            {
                "lender": "拍拍贷",
                "principal": 8000,
                "product": "cash_loan",
                "instalments_left": 10,
                "contract_date": date(2025, 3, 1),
                "last_payment": date(2026, 9, 15),
            },
        ),
    ],
)
def test_a_line_says_what_a_counsellor_meant(line: str, expected: Mapping[str, object]) -> None:
    assert answers(line) == expected


PIECES = ("借呗", "3.2万", "年化14.6%", "剩10期", "每期3,420", "15号", "逾期40天")


@given(st.permutations(PIECES), st.sampled_from([" ", "\t", "　", "，", "、", " , ", "  "]))
def test_order_and_separators_do_not_matter(pieces: list[str], between: str) -> None:
    assert answers(between.join(pieces)) == answers(" ".join(PIECES))


@pytest.mark.parametrize(
    "line",
    [
        "花唄(huabei) ８６３２．１７元 ９號",
        "花呗8632.17元9号",
        "花(huā)呗(bèi)：8,632.17元，每月9日还款",
        "1. 欠花呗8632.17，9号",
        "① 花呗 ¥8632.17 9号还",
        "- 蚂蚁花呗 8632.17 还款日9号",
        "【花呗】 8632.17 (9号)",
        "HUABEI 8632.17 9号。",
    ],
)
def test_the_same_line_written_in_other_ways_says_the_same(line: str) -> None:
    assert answers(line) == answers("花呗 8632.17 9号")


def test_traditional_characters_are_read_like_simplified_ones() -> None:
    assert answers("借唄 ３.２萬(wàn) 年化利率１４.６％ 還剩十期 每期3420 逾期40天 每個月15號") == answers(
        "借呗 3.2万 年化利率14.6% 还剩10期 每期3420 逾期40天 每月15号"
    )
    assert answers("網商貸 5萬 先息後本 2026年12月20日到期") == answers("网商贷 5万 先息后本 2026-12-20到期")


@pytest.mark.parametrize(
    ("written", "answer"),
    [
        ("日万五", "0.05%/日"),
        ("0.05%/日", "0.05%/日"),
        ("月费率0.6%", "月费率0.6%"),
        ("年化18%", Decimal("0.18")),
        ("18%", Decimal("0.18")),
        ("1.5%/月", "1.5%/月"),
        ("月息一分五厘", "1.5%/月"),
        ("无息", 0),
    ],
)
def test_every_form_of_a_rate_is_read(written: str, answer: object) -> None:
    assert answers(f"借呗 1万 剩10期 {written}")["rate"] == answer


def test_every_form_of_a_rate_is_one_the_case_file_reads() -> None:
    assert {per.value for per in RatePer} == {"year", "month", "day", "monthly_fee"}


# --- what is asked ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("借呗 3.2万 3420 剩10期", "paste_two_sums"),
        ("借呗 本金3.2万 剩10期 88", "paste_which_sum"),
        ("花呗 18% 0.18", "paste_tiny_sum"),
        ("信用卡 1.54", "paste_tiny_sum"),
        ("花呗 9号", "paste_no_sum"),
        ("8632.17 9号", "paste_no_lender"),
        ("桔多多 3200 剩6期", "paste_unknown_lender"),
        ("花吧 3200 剩6期", "paste_unknown_lender"),
        ("花呗 3200 借呗", "paste_two_lenders"),
        ("花呗 3200 起诉", "paste_unread"),
        ("花呗起诉了 3200 9号", "paste_unread"),
        ("花呗欠了8000多，9号", "paste_about"),
        ("花呗 约8000 9号", "paste_about"),
        ("花呗 8000左右 9号", "paste_about"),
        ("借呗 3200 剩6期 逾期2期", "paste_overdue_since"),
        ("朋友老王 2万 一次还清", "paste_needs_instalments"),
        ("花呗 3200 剩10 9号", "paste_unread"),
        ("花呗 3200 12/9", "paste_unread"),
        ("借呗 3200 剩6期 12/9到期", "paste_unread"),
        ("花呗 3200 9号 15号", "paste_said_twice"),
        ("花呗 3200 0.05%", "paste_small_rate"),
        ("借呗 3200 剩6期 18%/天", "rate_out_of_range"),
        ("借呗 3200 剩6期 万五", "rate_needs_period"),
        ("借呗 3200 剩6期 年化18", "rate_looks_like_percent"),
        ("借呗 3200 剩6期 8月1日", "paste_which_date"),
        ("借呗 3200 剩6期 2026-08-01", "paste_which_date"),
        ("借呗 3200 剩6期 2月30日到期", "impossible_date"),
        ("借呗 3200 剩6期 32号", "day_out_of_range"),
        ("借呗 3200 剩6期 逾期两个月", "paste_roughly"),
        ("借呗 3200 剩6期 逾期", "paste_overdue_since"),
        ("借呗 3200 12期", "paste_which_count"),
        ("借呗 3200 逾期40天 共12期 已还3期", "paste_which_count"),
        ("借呗 3200", "paste_needs_instalments"),
        ("花呗分期 3200", "paste_needs_instalments"),
        ("朋友老王 2万 无息", "paste_needs_instalments"),
        ("招行卡 3000 最低5000", "paste_minimum"),
        ("同上", "paste_nothing_before"),
        ("花呗,8,632.17,9号", "paste_commas"),
        ("花呗 8，632.17", "paste_two_sums"),
        ("花呗 8万6", "amount_unclear"),
        ("花呗 1,23", "paste_two_sums"),
        ("花呗 " + "9" * LONGEST_LINE, "paste_too_long"),
    ],
)
def test_what_could_mean_two_things_is_asked(line: str, code: str) -> None:
    assert code in codes(line)


def test_a_problem_names_the_piece_its_line_and_what_to_write() -> None:
    text = "花呗 3200 9号\n\n# 下面这笔没看懂\n花呗 8000 传票 9号\n"
    problem = pasted(text)[1].problems[0]
    assert (problem.where, problem.code, problem.values["given"]) == ("line 4", "paste_unread", "传票")
    assert "传票" in explain(problem, Catalogue("zh"))


def test_what_was_read_is_kept_beside_what_was_not() -> None:
    (found,) = pasted("借呗 3.2万 剩10期 15号 传票")
    assert (found.answers["principal"], found.answers["due_day"]) == (32000, 15)


def test_a_large_limit_is_no_mistake_and_stays_a_note() -> None:
    assert answers("花呗 3200 额度18万 9号")["note"] == "额度18万"
    assert answers("花呗 180000 9号")["principal"] == 180000


# --- several lines ----------------------------------------------------------------------------------


def test_the_same_again_takes_the_debt_above_with_what_the_line_changes() -> None:
    first, same, other = pasted("分期乐 1.2万 剩9期 15号\n同上\n再一笔同样的 8000 20号")
    assert same.answers == {"id": "分期乐-2", **first.answers}
    assert other.answers == {"id": "分期乐-3", **first.answers, "principal": 8000, "due_day": 20}
    assert (same.problems, other.problems) == ((), ())


def test_a_total_that_is_right_is_no_line_and_a_wrong_one_is_told() -> None:
    debts = "花呗 3,200.50 9号\n招行卡 1万 9号\n"
    assert len(pasted(debts + "合计 13200.5")) == 2
    told = pasted(debts + "合计：1.5万元")[2].problems[0]
    assert (told.code, told.values["given"], told.values["sum"]) == ("paste_total_differs", "15,000.00", "13,200.50")
    assert pasted("花呗 不知道 9号\n总计 5000")[1].problems[0].code == "paste_total_unsure"


def test_a_pasted_list_makes_the_debts_of_a_case() -> None:
    lines = pasted(
        "花呗 8632.17 9号\n招行卡 1.54万 逾期40天 日万五\n借呗 3.2万 年化14.6% 剩10期 每期3,420 15号\n"
        "网商贷 5万 先息后本 2026-12-20到期\n美团月付 3,100.50\n同上 500\n朋友老王 2万 无息 2027-06-30到期"
    )
    case = case_from({"incomes": [], "spending": [], "debts": [line.answers for line in lines]}, known(), TODAY)
    assert [(debt.id, debt.principal.high) for debt in case.debts] == [
        ("huabei", 863_217),
        ("cmb-card", 1_540_000),
        ("jiebei", 3_200_000),
        ("wangshangdai", 5_000_000),
        ("meituan-yuefu", 310_050),
        ("美团月付-2", 50_000),
        ("private_lending", 2_000_000),
    ]


def test_a_list_may_be_long_but_not_without_end() -> None:
    found = pasted("花呗 3200 9号\n" * (MOST_LINES + 2))
    assert [line.problems[0].code for line in found if line.problems] == ["paste_too_long"] * 2


# --- the command ------------------------------------------------------------------------------------

LIST = "花呗 8632.17 9号\n招行卡 1.54万 逾期40天 日万五\n借呗 3.2万 年化14.6% 剩10期 每期3,420 15号\n"
HOME = (
    'as_of = 2026-11-21\n[[incomes]]\nsource = "wage"\namount = 9000\n[[spending]]\nheading = "food"\namount = 1500\n'
)


def test_what_paste_prints_is_the_rest_of_a_case_file(tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text(LIST, encoding="utf-8")
    ran = run(tmp_path, "paste", "list.txt", "--as-of", "2026-11-21")
    assert (ran.code, ran.err) == (0, "共 3 行，读懂 3 笔，0 行要再看一眼。\n")
    (tmp_path / "case.toml").write_text(HOME + ran.out, encoding="utf-8")
    plan = run(tmp_path, "plan", "case.toml", "--format", "json").read()
    debts = plan["debts"]
    assert isinstance(debts, list)
    assert [debt["id"] for debt in debts] == ["huabei", "cmb-card", "jiebei"]


def test_each_debt_is_said_back_in_full_below_the_line_as_pasted(tmp_path: Path) -> None:
    ran = run(tmp_path, "paste", "-", "--as-of", "2026-11-21", given=LIST)
    card = ran.out.split("\n\n")[2].splitlines()
    assert card[0] == "# 招行卡 1.54万 逾期40天 日万五"
    assert card[1].startswith("# 招商银行信用卡：本金 15,400 元；")
    assert "每天 0.05%" in card[1]
    assert "从 2026年10月12日 起逾期" in card[1]
    english = run(tmp_path, "paste", "-", "--as-of", "2026-11-21", "--lang", "en", given=LIST).out
    assert "principal 15,400 yuan" in english
    assert "overdue since 12 Oct 2026" in english


def test_lines_in_doubt_are_told_and_the_others_printed(tmp_path: Path) -> None:
    ran = run(tmp_path, "paste", "-", "--as-of", "2026-11-21", given=LIST + "分期乐 1.2万 传票 剩9期\n")
    assert ran.code == 3
    assert ran.out.count("[[debts]]") == 3
    assert "-: line 4: 没看懂“传票”。" in ran.err
    assert "分期乐" not in ran.out


def test_a_list_can_be_written_to_a_file_for_its_owner_alone(tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text(LIST, encoding="utf-8-sig")
    ran = run(tmp_path, "paste", "list.txt", "--output", "debts.toml")
    assert (ran.code, ran.out) == (0, "")
    assert stat.S_IMODE((tmp_path / "debts.toml").stat().st_mode) == 0o600


def test_someone_who_writes_that_they_cannot_go_on_gets_help_and_no_debts(tmp_path: Path) -> None:
    texts = (LIST + "真的活不下去了", LIST + "真的活不(bú)下去了", (LIST + "真的活不下去了").encode("gb18030"))
    for text in texts:
        ran = run(tmp_path, "paste", "-", given=text)
        assert ran.code == 5
        assert "12356" in ran.out
        assert "8632" not in ran.out
        assert "debts" not in ran.out


def test_on_a_terminal_it_says_how_to_end_the_list(tmp_path: Path) -> None:
    with screen(tmp_path, 40) as terminal:
        terminal.start("paste", "-")
        terminal.wait("贴完另起一行，按 Ctrl-D 结束")
        terminal.write("花呗 3,200.50 9号")
        terminal.press("Enter", "C-d")
        terminal.wait("ended-with-0", "principal = 3200.5", "读懂 1 笔")


def test_a_comment_cannot_be_broken_out_of(tmp_path: Path) -> None:
    ran = run(tmp_path, "paste", "-", given="花呗\x0b3200\x1b 9号\n花呗 3200\u2028[[incomes]] 9号\n")
    assert set(tomllib.loads(ran.out)) <= {"debts"}


# --- anything at all --------------------------------------------------------------------------------

_BITS = st.sampled_from(
    [*PIECES, "花呗", "招行卡", "同上", "合计", "3", ",", ".", "%", "期", "每", "逾期", "老王", "(", "万", "-"]
)


@given(st.text(max_size=60) | st.lists(_BITS, max_size=12).map("".join) | st.lists(_BITS, max_size=12).map(" ".join))
def test_any_text_gives_lines_whose_debts_are_sound_or_whose_doubts_are_told(text: str) -> None:
    for line in pasted(text):
        for problem in line.problems:
            for lang in LANGUAGES:
                assert explain(problem, Catalogue(lang)).endswith(("。", "？", ".", "?"))
        if not line.problems:
            case_from({"incomes": [], "spending": [], "debts": [line.answers]}, known(), TODAY)


def test_a_line_made_to_exhaust_the_reader_is_answered_at_once() -> None:
    start = time.process_time()
    for text in (
        "9号" * 240,
        "1" * 499,
        "万" * 499,
        "花呗" * 240 + "x",
        "1," * 240,
        "逾期" * 200,
        "(" * 499,
        "每月" * 200,
    ):
        assert pasted(text)[0].problems
    assert time.process_time() - start < 5
