"""What holds for few debts is asked once for all of them; what a person does not need to type is not typed."""

import io
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from debtadvisor.core.case import Case
from debtadvisor.intake.build import case_from
from debtadvisor.intake.edited import EditedCase, read_edited
from debtadvisor.intake.files import answers_of as answers_in
from debtadvisor.intake.prompters import Answer, Key, PlainPrompter, Question
from debtadvisor.intake.wizard.drafts import load_draft
from debtadvisor.intake.wizard.review import ADD, DONE, REMOVE, RETURN
from debtadvisor.intake.wizard.run import Begin, run_wizard
from debtadvisor.intake.wizard.step import Ask
from tests.strategies import AS_OF, KNOWN
from tests.test_wizard import STORY, ZH, Leaves, Person, Story, but, case_after, run
from tests.test_wizard_edit import CASE, edited, text_after
from tests.test_wizard_paste import READER

# A second debt beside the one of the story.
TWO: Story = {
    "debts[0].more": "yes",
    "debts[1].lender": "借呗",
    "debts[1].product": "cash_loan",
    "debts[1].principal": "20000",
    "debts[1].instalments_left": "10",
}
NEW = ("special", "goals.keep_left", "contract_date", "monthly_fee", "promotion", "written_offer", "disputed")


def new_questions(person: Person) -> list[str]:
    return [key for key in person.asked if any(name in key for name in NEW)]


# --- who is asked -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("story", "asked"),
    [
        ({}, ["special"]),
        ({"debts[0].method": "revolving"}, ["special", "goals.keep_left"]),
        ({"debts[0].method": "daily"}, ["special", "goals.keep_left"]),
        (TWO, ["special"]),
        ({**TWO, "debts[0].method": "revolving", "debts[1].method": "daily"}, ["special", "goals.keep_left"]),
        ({"debts[0].product": "private_loan"}, ["debts[0].contract_date", "special"]),
    ],
    ids=["instalments", "bill", "by_the_day", "two", "two_free", "private"],
)
def test_whoever_none_of_it_concerns_answers_two_questions_more_at_most(story: Story, asked: list[str]) -> None:
    person = Person(but(story))
    run(person)
    assert new_questions(person) == asked


def test_what_is_left_is_saved_by_whoever_says_so() -> None:
    bill: Story = {"debts[0].method": "revolving"}
    assert not case_after(but(bill)).goals.keep_left
    assert case_after(but({**bill, "goals.keep_left": "yes"})).goals.keep_left


def test_the_day_of_the_contract_is_asked_of_a_private_loan_alone() -> None:
    told: Story = {
        "debts[0].lender": "",
        "debts[0].kind": "private_lending",
        "debts[0].name": "表哥",
        "debts[0].product": "private_loan",
        "debts[0].contract_date": "2024年5月1日",
    }
    person = Person(but(told))
    assert case_from(run(person).answers, KNOWN, AS_OF).debts[0].contract_date == date(2024, 5, 1)
    assert person.offered["debts[0].product"] == "private_loan"
    # Not known is no obstacle, and a licensed lender is never asked.
    assert case_after(but({**told, "debts[0].contract_date": "不知道"})).debts[0].contract_date is None


ALL = ("disputed", "monthly_fee", "promotion", "written_offer")
SAID: Story = {
    "special": ALL,
    "debts[0].monthly_fee": "15",
    "debts[0].promotion.rate": "0",
    "debts[0].promotion.until": "2027-03-01",
    "debts[0].written_offer.amount": "6千",
    "debts[0].written_offer.until": "2026-12-31",
}


def test_of_one_debt_all_is_asked_without_asking_which() -> None:
    person = Person(but(SAID))
    debt = case_from(run(person).answers, KNOWN, AS_OF).debts[0]
    assert not [key for key in person.asked if key.startswith("special.")]
    assert (debt.disputed, debt.monthly_fee) == (True, 1500)
    assert debt.promotion is not None
    assert (str(debt.promotion.rate.high), debt.promotion.until) == ("0", date(2027, 3, 1))
    assert debt.written_offer is not None
    assert (debt.written_offer.amount, debt.written_offer.until) == (600_000, date(2026, 12, 31))
    # A rate of nothing is an answer, not a gap.
    assert "  优惠期间的利率是多少：每年 0%" in person.heard
    assert "  这笔债您有异议吗：是" in person.heard


def test_of_several_debts_only_those_are_asked_that_were_named() -> None:
    which: Story = {
        **TWO,
        "special": ("disputed", "monthly_fee"),
        "special.disputed": ("借呗",),
        "special.monthly_fee": ("花唄", "借呗"),
        "debts[0].monthly_fee": "15",
        "debts[1].monthly_fee": "不知道",
    }
    person = Person(but(which))
    case = case_from(run(person).answers, KNOWN, AS_OF)
    assert [(debt.disputed, debt.monthly_fee) for debt in case.debts] == [(False, 1500), (True, 0)]
    assert new_questions(person) == [
        "special",
        "special.disputed",
        "special.monthly_fee",
        "debts[0].monthly_fee",
        "debts[1].disputed",
        "debts[1].monthly_fee",
    ]
    assert person.choices["special.disputed"] == [(("花唄", "花唄"), ("借呗", "借呗"))]


def test_a_debt_that_is_not_theirs_is_asked_what_is_so_with_it() -> None:
    """A pasted list never asked; whoever then says nothing more is held not to know the debt."""
    plain = {key: said for key, said in STORY.items() if not key.startswith("debts")}
    story: Story = {
        **plain,
        "paste": "list",
        "paste_lines": ["花呗 8632.17\n借呗 2.1万", ""],
        "special": ("not_mine",),
        "special.not_mine": ("借呗",),
        "debts[1].circumstances": ("identity_theft",),
    }
    person = Person(story)
    end = run_wizard(person, KNOWN, lambda: AS_OF, ZH, Begin(lists=READER))
    debts = case_from(end.answers, KNOWN, AS_OF).debts
    assert [debt.circumstances for debt in debts] == [(), ("identity_theft",)]
    start = person.asked.index("special")
    assert person.asked[start : start + 4] == [
        "special",
        "special.not_mine",
        "debts[1].circumstances",
        "goals.keep_left",
    ]
    assert person.offered["debts[1].circumstances"] == ("not_recognised",)


def test_what_was_said_of_a_debt_that_is_not_theirs_is_not_asked_again() -> None:
    story: Story = {"debts[0].circumstances": ("borrowed_for_other",), "special": ("not_mine",)}
    person = Person(but(story))
    case = case_from(run(person).answers, KNOWN, AS_OF)
    assert case.debts[0].circumstances == ("borrowed_for_other",)
    assert person.asked.count("debts[0].circumstances") == 1


def test_a_promotion_without_its_last_day_can_be_given_up() -> None:
    story: Story = {
        "special": ("promotion",),
        "debts[0].promotion.rate": ["0", ""],
        "debts[0].promotion.until": ["", "不知道", Key.BACK],
    }
    person = Person(but(story))
    assert case_from(run(person).answers, KNOWN, AS_OF).debts[0].promotion is None
    assert person.heard.count(ZH.say("wizard", "say.must_answer_until")) == 2


# --- rows that come and go ------------------------------------------------------------------------------


def after(story: Story) -> Case:
    return case_after(but({**TWO, "special": ("disputed", "monthly_fee"), "debts[0].monthly_fee": "15", **story}))


def test_a_debt_that_is_taken_out_leaves_the_other_as_it_was() -> None:
    gone: Story = {"special.disputed": ("花唄",), "special.monthly_fee": ("花唄",)}
    case = after({**gone, "review": ["@page:debts[0]", DONE], "@page:debts[0]": REMOVE})
    assert [(debt.id, debt.disputed, debt.monthly_fee) for debt in case.debts] == [("借呗", False, 0)]
    case = after({**gone, "review": ["@page:debts[1]", DONE], "@page:debts[1]": REMOVE})
    assert [(debt.id, debt.disputed, debt.monthly_fee) for debt in case.debts] == [("花唄", True, 1500)]


def test_a_debt_that_gets_another_name_keeps_what_was_said_of_it() -> None:
    same: Story = {
        "debts[1].lender": "花唄",
        "special.disputed": ("花唄-2",),
        "special.monthly_fee": (),
        "papers": ("lawyer_letter",),
        "papers.lawyer_letter.on": "昨天",
        "papers.lawyer_letter.debt": "花唄-2",
    }
    assert [debt.disputed for debt in after(same).debts] == [False, True]
    case = after({**same, "review": ["@page:debts[0]", DONE], "@page:debts[0]": REMOVE})
    assert [(debt.id, debt.disputed) for debt in case.debts] == [("花唄", True)]
    assert [event.debt for event in case.events] == ["花唄"]
    lender: Story = {"@page:debts[1]": ["debts[1].lender", RETURN], "debts[1].lender": ["花唄", "借呗"]}
    case = after({**same, "review": ["@page:debts[1]", DONE], **lender})
    assert [(debt.id, debt.disputed) for debt in case.debts] == [("花唄", False), ("借呗", True)]


def test_a_debt_that_is_added_is_asked_about_with_the_others() -> None:
    more: Story = {
        "special": [("monthly_fee",), ("monthly_fee", "disputed")],
        "special.monthly_fee": ("花唄",),
        "special.disputed": ("借呗",),
        "debts[0].monthly_fee": "15",
        "review": ["@page:debts[0]", DONE],
        "@page:debts[0]": ADD,
    }
    person = Person(but({**{key: said for key, said in TWO.items() if not key.endswith("more")}, **more}))
    case = case_from(run(person).answers, KNOWN, AS_OF)
    assert [(debt.id, debt.disputed, debt.monthly_fee) for debt in case.debts] == [
        ("花唄", False, 1500),
        ("借呗", True, 0),
    ]
    assert person.offered["special"] == ("monthly_fee",)
    assert person.asked.count("debts[0].monthly_fee") == 1


def test_a_run_that_is_left_in_between_goes_on_there(tmp_path: Path) -> None:
    draft, story = tmp_path / "draft.toml", {**TWO, **SAID, "special.promotion": ("花唄",)}
    with pytest.raises(KeyboardInterrupt):
        run(Leaves(but(story), "debts[0].promotion.until", KeyboardInterrupt), draft)
    kept = load_draft(draft)
    assert kept is not None
    assert (kept.said["special"], kept.said["special.promotion"]) == (ALL, ("花唄",))
    person = Person(but({**story, "resume": "0"}))
    assert case_from(run(person, draft).answers, KNOWN, AS_OF) == case_after(but(story))
    assert person.asked[:3] == ["resume", "borrower.safe", "debts[0].promotion.until"]


# --- a file that is edited ------------------------------------------------------------------------------

FULL = CASE.replace(
    "contract_date = 2025-03-01\n",
    """\
contract_date = 2025-03-01
monthly_fee = 12  # 会员费
next_due = 2026-12-09
[debts.promotion]  # 短信里写的
rate = "0%"
until = 2027-01-31
""",
).replace("instalments_left = 6\n", "instalments_left = 6\ndisputed = true\n")
FULL += '[goals]\norder = ["jiebei"]\nkeep_left = true\n'
Edits = Mapping[str, Answer | list[Answer]]


def full(folder: Path) -> EditedCase:
    return edited(folder, FULL)


def test_a_range_of_one_value_reads_as_that_value(tmp_path: Path) -> None:
    case = edited(tmp_path, CASE.replace('rate = "日万五"', "rate = { low = 0, high = 0 }"))
    person = Person({"borrower.safe": "yes", "review": DONE})
    end = run_wizard(person, KNOWN, lambda: AS_OF, ZH, Begin(progress=case.start(), base=case.base))
    assert "  利率是多少：每年 0%" in person.heard
    assert "rate = { low = 0, high = 0 }" in case.text(end.written, case.path)


def test_what_the_file_says_beyond_the_questions_stands_on_the_page(tmp_path: Path) -> None:
    case = full(tmp_path)
    person = Person({"borrower.safe": "yes", "review": DONE})
    end = run_wizard(person, KNOWN, lambda: AS_OF, ZH, Begin(progress=case.start(), base=case.base))
    assert person.asked == ["borrower.safe", "review"]
    for line in (
        "  合同是哪天签的：2025年3月1日",
        "  下一次还款是哪天：2026年12月9日",
        "  最低还款占账单的几成：10%",
        "  除了利息，每月还收多少固定费用：12 元",
        "  优惠到哪天为止：2027年1月31日",
        "  这笔债您有异议吗：是",
        "  每月剩下的钱，想先攒着、不提前还吗：是",
        "  文件里写得更细，原样留着，不在这里问：有多余的钱，您想先还清哪几笔",
    ):
        assert line in person.heard
    assert case.text(end.written, case.path) == FULL


@pytest.mark.parametrize(
    ("key", "typed", "before", "now"),
    [
        ("debts[0].monthly_fee", "20", "monthly_fee = 12  # 会员费\n", "monthly_fee = 20\n"),
        ("debts[0].next_due", "2026-12-10", "next_due = 2026-12-09", "next_due = 2026-12-10"),
        ("debts[0].promotion.until", "2027-02-28", "until = 2027-01-31", "until = 2027-02-28"),
        ("debts[0].promotion.rate", "", '[debts.promotion]  # 短信里写的\nrate = "0%"\nuntil = 2027-01-31\n', ""),
        ("debts[0].minimum.share", "5%", 'share = "10%"', 'share = "5%"'),
        ("debts[1].disputed", "no", "disputed = true", "disputed = false"),
    ],
)
def test_one_such_answer_changes_its_own_line(tmp_path: Path, key: str, typed: str, before: str, now: str) -> None:
    page = f"@page:{key.partition('.')[0]}"
    story: Edits = {"review": [page, DONE], page: [key, RETURN], key: typed}
    assert text_after(full(tmp_path), story) == FULL.replace(before, now)


def test_what_comes_to_hold_is_asked_and_written_into_its_row(tmp_path: Path) -> None:
    story: Edits = {
        "review": ["@page:debts", DONE],
        "@page:debts": ["special", RETURN],
        "special": ("promotion", "disputed"),
        "special.promotion": ("jiebei",),
        "special.disputed": ("huabei",),
        "debts[1].promotion.rate": "8%",
        "debts[1].promotion.until": "2027-05-01",
    }
    text = text_after(edited(tmp_path), story)
    signed, left = "contract_date = 2025-03-01\n", "instalments_left = 6\n"
    promotion = 'promotion = { rate = "8%", until = 2027-05-01 }\n'
    assert text == CASE.replace(signed, signed + "disputed = true\n").replace(left, left + promotion)
    debts = case_from(answers_in(text.encode(), "case.toml"), KNOWN, AS_OF).debts
    assert [(debt.disputed, debt.promotion is not None) for debt in debts] == [(True, False), (False, True)]


def test_what_no_longer_holds_goes_from_the_file(tmp_path: Path) -> None:
    story: Edits = {"review": ["@page:debts", DONE], "@page:debts": ["special", RETURN], "special": ()}
    found = tomllib.loads(text_after(full(tmp_path), story))
    assert not [debt for debt in found["debts"] if debt.keys() & {"monthly_fee", "promotion", "disputed"}]
    assert found["debts"][0]["minimum"] == {"share": "10%"}


# --- a spending heading that is not used ------------------------------------------------------------------


def test_nothing_is_typed_for_what_is_not_spent_and_the_page_says_which_is_which() -> None:
    person = Person(but({"spending.transport": "0", "spending.housing": ""}))
    case = case_from(run(person).answers, KNOWN, AS_OF)
    assert [line.heading for line in case.spending] == ["rent", "food"]
    assert person.heard.count(ZH.say("wizard", "say.spending_how")) == 1
    page = person.heard[person.heard.index("【每月开支】") :]
    assert "  没有花的：交通" in page
    passed = next(line for line in page if line.startswith("  没填、按没有算的："))
    assert "房贷月供" in passed
    assert "交通" not in passed
    assert "房租" not in passed


def test_food_is_never_passed_over_in_silence() -> None:
    person = Person(but({"spending.food": ["", "", "0"]}))
    case = case_from(run(person).answers, KNOWN, AS_OF)
    assert person.heard.count(ZH.say("wizard", "say.must_answer_food")) == 2
    assert [line.heading for line in case.spending] == ["rent"]
    assert "  没有花的：吃饭" in person.heard


def test_a_sum_of_spending_that_was_given_is_kept_by_enter_and_cleared_by_a_dash() -> None:
    page: Story = {"review": ["@page:spending", DONE], "@page:spending": ["spending.rent", RETURN]}
    kept = case_after(but({**page, "spending.rent": ["1300", "1300"]}))
    assert [line.heading for line in kept.spending] == ["rent", "food"]
    cleared = case_after(but({**page, "spending.rent": ["1300", "-"]}))
    assert [line.heading for line in cleared.spending] == ["food"]


# --- clearing a line on a plain terminal ------------------------------------------------------------------

NOTE = Question(key="n", ask=Ask.TEXT, prompt="说明", help="", why="", initial="旧的", optional=True, jumps=True)


def shown(question: Question, typed: str) -> tuple[Answer | Key, str]:
    screen = io.StringIO()
    return PlainPrompter(ZH, io.StringIO(typed), screen).ask(question), screen.getvalue()


def test_a_plain_terminal_says_how_a_text_is_cleared_where_there_is_one_to_clear() -> None:
    hint = ZH.say("wizard", "say.empty_hint")
    assert shown(NOTE, "\n")[0] == "旧的"
    assert hint in shown(NOTE, "\n")[1]
    for other in ({"initial": ""}, {"optional": False}):
        plain = Question(**{"key": "n", "ask": Ask.TEXT, "prompt": "p", "help": "", "why": "", **other})  # type: ignore[arg-type]
        assert hint not in shown(plain, "x\n")[1]


@pytest.mark.parametrize("dash", ["-", " - ", "－", "—", "——", "–"])
def test_a_dash_alone_clears_a_text_and_a_number(dash: str) -> None:
    story: Story = {
        "review": ["@page:home", "@page:debts[0]", DONE],
        "@page:home": ["borrower.city", RETURN],
        "@page:debts[0]": ["debts[0].note", "debts[0].rate", RETURN],
        "borrower.city": ["杭州", dash],
        "debts[0].note": ["记错了", dash],
        "debts[0].rate": ["日万五", dash],
    }
    case = case_after(but(story))
    assert (case.borrower.city, case.debts[0].note, case.debts[0].rate) == ("", "", None)


def test_a_dash_does_not_clear_what_must_be_answered() -> None:
    person = Person(but({"debts[0].principal": ["-", "5000"], "debts[0].note": "A-B - 12"}))
    case = case_from(run(person).answers, KNOWN, AS_OF)
    assert person.asked.count("debts[0].principal") == 2
    assert case.debts[0].note == "A-B - 12"


def test_a_whole_run_on_a_plain_terminal_can_clear_what_an_edited_file_says(tmp_path: Path) -> None:
    path = tmp_path / "case.toml"
    path.write_text(CASE.replace("[borrower]\n", '[borrower]\ncity = "厦门"\n'), encoding="utf-8")
    case = read_edited(str(path), KNOWN, AS_OF)
    # Safe; the second page; its city, cleared; back; all is right.
    lines = io.StringIO("1\n3\n3\n-\n1\n1\n")
    prompter = PlainPrompter(ZH, lines, io.StringIO())
    end = run_wizard(prompter, KNOWN, lambda: AS_OF, ZH, Begin(progress=case.start(), base=case.base))
    assert "city" not in end.answers["borrower"]  # type: ignore[operator]
    assert case.text(end.written, path) == path.read_text(encoding="utf-8").replace('city = "厦门"\n', "")
