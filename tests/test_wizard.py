"""The wizard asks, takes people back, keeps what they said, and stops for what matters more than money."""

import io
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput

from debtadvisor.core.case import Case
from debtadvisor.core.errors import InputError
from debtadvisor.intake.build import case_from
from debtadvisor.intake.files import answers_of, case_toml
from debtadvisor.intake.prompters import Answer, Key, PlainPrompter, Question, QuestionaryPrompter, can_drive
from debtadvisor.intake.wizard.answers import missing_answers
from debtadvisor.intake.wizard.draft_choice import open_draft
from debtadvisor.intake.wizard.drafts import load_draft
from debtadvisor.intake.wizard.review import ADD, DONE, REMOVE, RETURN
from debtadvisor.intake.wizard.run import Begin, WizardEnd, run_wizard
from debtadvisor.intake.wizard.step import Ask
from debtadvisor.text.catalogue import Catalogue
from tests.strategies import AS_OF, KNOWN

ZH = Catalogue("zh")

# One household with one overdue debt; every other question gets its plain answer.
STORY: Mapping[str, Answer | Key] = {
    "borrower.safe": "yes",
    "borrower.city": "杭州",
    "incomes.any": "yes",
    "incomes[0].source": "wage",
    "incomes[0].amount": "6千2百",
    "incomes[0].day": "10号",
    "spending.rent": "1,300",
    "spending.food": "1500",
    "cash": "1000",
    "cash_for_debts": "300",
    "hardship.causes": ("wage_cut",),
    "debts[0].lender": "花唄",
    "debts[0].product": "pay_later",
    "debts[0].principal": "8632.17",
    "debts[0].rate": "日万五",
    "debts[0].method": "level_payment",
    "debts[0].instalments_left": "11期",
    "debts[0].due_day": "9",
    "debts[0].overdue": "yes",
    "debts[0].overdue_since": "逾期40天",
    "debts[0].arrears": "不知道",
    "review": DONE,
}


Story = Mapping[str, Answer | Key | list[Answer | Key]]


def but(changes: Story) -> Story:
    """The same story with these answers instead. A list is given one after the other."""
    return {**STORY, **changes}


class Person:
    """Answers from a story, in the order in which each question comes; questions it leaves open get a plain answer."""

    back_hint = "back_plain"

    def __init__(self, story: Story) -> None:
        self.story = {key: list(said) if isinstance(said, list) else [said] for key, said in story.items()}
        self.asked: list[str] = []
        self.offered: dict[str, Answer] = {}
        self.choices: dict[str, list[tuple[tuple[str, str], ...]]] = {}
        self.heard: list[str] = []

    def tell(self, text: str) -> None:
        self.heard.append(text)

    def ask(self, question: Question) -> Answer | Key:
        self.asked.append(question.key)
        self.offered[question.key] = question.initial or question.offered
        self.choices.setdefault(question.key, []).append(question.choices)
        assert len(self.asked) < 400, "the wizard goes round in circles"
        said = self.story.get(question.key, [])
        if len(said) > 1:
            return said.pop(0)
        if said:
            return said[0]
        if question.ask is Ask.MANY:
            return ()
        if question.ask is Ask.TEXT:
            usual = question.initial or question.offered
            return usual or ("0" if question.key in ("spending.food", "cash") else "")
        no_more = question.ask is Ask.YES_NO or question.key.endswith(".more")
        return question.initial or ("no" if no_more else question.choices[0][0])


def run(person: Person, draft: Path | None = None) -> WizardEnd:
    if draft is None:
        return run_wizard(person, KNOWN, lambda: AS_OF, ZH, Begin())
    with open_draft(person, ZH, draft) as (kept, progress):
        return run_wizard(person, KNOWN, lambda: AS_OF, ZH, Begin(draft=kept, progress=progress))


def case_after(story: Story) -> Case:
    end = run(Person(story))
    assert not end.stopped
    return case_from(end.answers, KNOWN, AS_OF)


# --- what it yields ---------------------------------------------------------------------------------


def test_the_questions_make_the_case_that_was_told() -> None:
    case = case_after(STORY)
    assert (case.borrower.city, case.borrower.safe) == ("杭州", True)
    assert (case.incomes[0].amount.high, case.incomes[0].day) == (620_000, 10)
    assert [(line.heading.value, line.amount.high) for line in case.spending] == [("rent", 130_000), ("food", 150_000)]
    assert (case.assets[0].value.high, case.assets[0].for_debts) == (100_000, 30_000)
    debt = case.debts[0]
    assert (debt.id, debt.lender, debt.principal.high) == ("花唄", "huabei", 863_217)
    assert (debt.instalments_left, debt.due_day, debt.overdue_since) == (11, 9, date(2026, 10, 12))
    assert debt.arrears is not None
    assert debt.arrears.is_unknown


def test_a_wizard_run_saved_as_a_file_is_the_same_case() -> None:
    answers = run(Person(STORY)).answers
    read = answers_of(case_toml(answers).encode(), "case.toml")
    assert case_from(read, KNOWN, AS_OF) == case_from(answers, KNOWN, AS_OF)


def test_safety_and_papers_are_asked_before_any_sum() -> None:
    person = Person(STORY)
    run(person)
    assert person.asked[:3] == ["borrower.safe", "papers", "borrower.circumstances"]


def test_each_paper_is_asked_for_its_day_and_its_debt() -> None:
    two: Story = {
        "papers": ("summons", "account_frozen"),
        "papers.summons.on": "2026-11-02",
        "papers.summons.hearing": "2026-12-20",
        "papers.account_frozen.on": "昨天",
        "papers.account_frozen.frozen_by": "court",
        "papers.summons.debt": "借呗",
        "debts[0].more": "yes",
        "debts[1].lender": "借呗",
        "debts[1].product": "cash_loan",
        "debts[1].principal": "不知道",
        "debts[1].instalment": "500",
    }
    case = case_after(but(two))
    assert [(e.kind.value, e.on, e.debt, e.hearing) for e in case.events] == [
        ("summons", date(2026, 11, 2), "借呗", date(2026, 12, 20)),
        ("account_frozen", date(2026, 11, 20), "花唄", None),
    ]
    assert case.events[1].frozen_by.value == "court"
    assert case.debts[1].principal.is_unknown


def test_a_lender_that_is_not_in_the_list_is_told_by_kind_and_name() -> None:
    person = Person(
        but(
            {
                "debts[0].lender": ["花贝", ""],
                "debts[0].kind": "microloan",
                "debts[0].name": "某某小贷",
            }
        )
    )
    case = case_from(run(person).answers, KNOWN, AS_OF)
    assert (case.debts[0].lender, case.debts[0].kind, case.debts[0].id) == ("", "microloan", "某某小贷")
    assert any("花呗" in line and "直接回车" in line for line in person.heard)


def test_a_number_where_a_lender_is_asked_is_taken_for_no_name() -> None:
    person = Person(but({"debts[0].lender": ["1", "花呗"]}))
    run(person)
    assert ZH.say("wizard", "say.lender_unknown", given="1") + ZH.say("wizard", "say.lender_skip") in person.heard


def test_an_answer_that_will_not_do_is_explained_and_asked_again() -> None:
    person = Person(but({"debts[0].rate": ["18", "18%"], "debts[0].principal": ["", "1,2,3", "8.6万"]}))
    case = case_from(run(person).answers, KNOWN, AS_OF)
    assert person.asked.count("debts[0].principal") == 3
    assert case.debts[0].principal.high == 8_600_000
    assert case.debts[0].rate is not None
    assert str(case.debts[0].rate.high) == "0.18"
    assert "记下了：86,000 元" in person.heard
    assert "记下了：每年 18%" in person.heard


def test_a_question_mark_tells_why_and_asks_again() -> None:
    person = Person(but({"borrower.safe": [Key.WHY, "yes"], "debts[0].principal": ["？", "5000"]}))
    run(person)
    assert "为什么问：人比钱要紧。不安全的时候，先不谈债。" in person.heard
    assert any(line.startswith("在哪里查：") and "剩余本金" in line for line in person.heard)
    assert person.asked.count("debts[0].principal") == 2


def test_two_debts_at_one_lender_get_names_of_their_own() -> None:
    second: Story = {
        "debts[0].more": "yes",
        "debts[1].lender": "花唄",
        "debts[1].product": "pay_later",
        "debts[1].principal": "100",
        "debts[1].method": "revolving",
    }
    assert [debt.id for debt in case_after(but(second)).debts] == ["花唄", "花唄-2"]


def test_a_business_is_asked_for_its_own_costs() -> None:
    shop: Story = {"borrower.kind": "sole_trader", "incomes[0].source": "business", "spending.stock": "2000"}
    case = case_after(but(shop))
    assert case.incomes[0].pot.value == "business"
    assert ("stock", "business") in [(line.heading.value, line.pot.value) for line in case.spending]


# --- back, review and edit ----------------------------------------------------------------------------


def test_back_returns_with_the_old_answer_and_keeps_the_later_ones() -> None:
    person = Person(but({"household.adults": [Key.BACK, "1"], "borrower.age": ["34", Key.BACK, "34"]}))
    run(person)
    start = person.asked.index("borrower.age")
    assert person.asked[start : start + 7] == [
        "borrower.age",
        "household.adults",
        "borrower.age",
        "borrower.city",
        "borrower.age",
        "household.adults",
        "household.children",
    ]
    assert person.offered["borrower.city"] == "杭州"


def test_back_from_the_first_question_stays_there() -> None:
    person = Person(but({"borrower.safe": [Key.BACK, "yes"]}))
    run(person)
    assert person.asked[:2] == ["borrower.safe", "borrower.safe"]


def test_an_edit_returns_to_the_review() -> None:
    page: Story = {"review": ["@page:cash", DONE], "@page:cash": ["cash", RETURN]}
    person = Person(but({**page, "cash": ["1000", "2000"]}))
    case = case_from(run(person).answers, KNOWN, AS_OF)
    assert person.asked[-5:] == ["review", "@page:cash", "cash", "@page:cash", "review"]
    assert case.assets[0].value.high == 200_000


def test_an_edit_that_opens_new_questions_asks_them() -> None:
    story = but(
        {
            "review": ["@page:debts[0]", DONE],
            "@page:debts[0]": ADD,
            "debts[1].lender": "借呗",
            "debts[1].product": "cash_loan",
            "debts[1].principal": "500",
            "debts[1].method": "bullet",
        }
    )
    assert [debt.lender for debt in case_after(story).debts] == ["huabei", "jiebei"]


def test_the_review_names_what_does_not_fit_and_is_not_left_before_it_is_mended() -> None:
    story = but({"cash_for_debts": ["5000", "100"], "review": ["cash_for_debts", DONE]})
    person = Person(story)
    assert case_from(run(person).answers, KNOWN, AS_OF).assets[0].for_debts == 10_000
    assert any("比现有的" in line for line in person.heard)


# --- marks, other parts, rows ---------------------------------------------------------------------------


def test_a_change_keeps_later_answers_and_marks_those_that_rest_on_it() -> None:
    story = but(
        {
            "review": ["@page:debts[0]", "debts[0].rate", DONE],
            "@page:debts[0]": ["debts[0].product", RETURN],
            "debts[0].product": ["pay_later", "cash_loan"],
        }
    )
    person = Person(story)
    case = case_from(run(person).answers, KNOWN, AS_OF)
    assert (case.debts[0].product, case.debts[0].instalments_left) == ("cash_loan", 11)
    assert "这一改，后面有 2 处答案可能要跟着改，已经标上“再看一眼”。" in person.heard
    marked = [dict(choices) for choices in person.choices["review"]]
    first = ["debts[0].rate", "debts[0].method"]
    assert [list(choices)[1:3] for choices in marked[1:]] == [first, ["debts[0].method", "@page:first"]]
    assert marked[1]["debts[0].rate"] == "再看一眼 -> 利率是多少：每天 0.05%"
    # What was looked at again is marked no more; the plan can be had all the same.
    assert next(iter(marked[2])) == DONE


def test_an_answer_given_again_unchanged_marks_nothing() -> None:
    page: Story = {"review": ["@page:debts[0]", DONE], "@page:debts[0]": ["debts[0].product", RETURN]}
    person = Person(but(page))
    run(person)
    assert not [line for line in person.heard if "再看一眼" in line and "回到上一题" not in line]


def test_another_part_can_be_gone_to_and_what_was_skipped_is_asked_later() -> None:
    jump: Story = {"household.children": [Key.JUMP, "2"], "jump": "@page:hardship"}
    person = Person(but(jump))
    case = case_from(run(person).answers, KNOWN, AS_OF)
    start = person.asked.index("jump")
    assert person.asked[start - 1 : start + 4] == ["household.children", "jump", *HARDSHIP_KEYS]
    # Each question comes once; those that were passed over come before the review.
    assert person.asked.count("incomes[0].amount") == 1
    assert person.asked[-1] == "review"
    assert case == case_after(but({"household.children": "2"}))


HARDSHIP_KEYS = ["hardship.causes", "hardship.since", "hardship.proof"]


def test_nobody_goes_past_what_decides_everything_else() -> None:
    person = Person(but({"papers": [Key.JUMP, ()]}))
    run(person)
    assert "jump" not in person.asked
    assert any("先把第 1 步的几题答完" in line for line in person.heard)


def test_a_part_that_was_answered_can_be_seen_and_changed_on_the_way() -> None:
    story = but(
        {
            "cash": [Key.JUMP, "1000"],
            "jump": "@page:home",
            "@page:home": ["borrower.city", RETURN],
            "borrower.city": ["杭州", "厦门"],
        }
    )
    person = Person(story)
    assert case_from(run(person).answers, KNOWN, AS_OF).borrower.city == "厦门"
    start = person.asked.index("jump")
    assert person.asked[start : start + 5] == ["jump", "@page:home", "borrower.city", "@page:home", "cash"]


def test_each_part_is_announced_with_how_far_it_is() -> None:
    person = Person(STORY)
    run(person)
    said = [line for line in person.heard if line.startswith("第 ")]
    assert said == [
        "第 1 步，共 8 步：先看要紧的",
        "第 2 步，共 8 步：您和家里",
        "第 3 步，共 8 步：收入",
        "第 4 步，共 8 步：每月开支",
        "第 5 步，共 8 步：手头的钱",
        "第 6 步，共 8 步：为什么还不上",
        "第 7 步，共 8 步：欠款 1",
        "第 7 步，共 8 步：欠款里的特别情况",
        "第 8 步，共 8 步：最后几句",
    ]


def test_the_review_tells_everything_that_was_understood() -> None:
    person = Person(STORY)
    run(person)
    page = person.heard[person.heard.index("填完了，核对一遍。记下的是：") :]
    for line in (
        "  每次到手多少：6,200 元",
        "  从哪天开始逾期的：2026年10月12日",
        "  利率是多少：每天 0.05%",
        "  已经逾期的一共多少：不知道",
        "一共 1 笔欠款，本金合计 8,632.17 元。",
        "每月进 6,200 元，花 2,800 元。",
    ):
        assert line in page
    # What is nothing or was left out stands there too, in a line of its own.
    assert any(line.startswith("  没填、按没有算的：房贷月供、") and "房租" not in line for line in page)
    assert any(line.startswith("  没填、没有的：") and "您多大年纪" in line for line in page)


def test_a_debt_too_many_is_taken_out_and_the_papers_follow() -> None:
    story = but(
        {
            "papers": ("lawyer_letter",),
            "papers.lawyer_letter.on": "昨天",
            "papers.lawyer_letter.debt": "借呗",
            "debts[0].more": "yes",
            "debts[1].lender": "借呗",
            "debts[1].product": "cash_loan",
            "debts[1].principal": "500",
            "debts[1].method": "bullet",
            "review": ["@page:debts[0]", DONE],
            "@page:debts[0]": REMOVE,
        }
    )
    case = case_after(story)
    assert [debt.lender for debt in case.debts] == ["jiebei"]
    assert [event.debt for event in case.events] == ["借呗"]


def test_a_lender_that_is_corrected_keeps_its_papers() -> None:
    story = but(
        {
            "papers": ("lawyer_letter",),
            "papers.lawyer_letter.on": "昨天",
            "papers.lawyer_letter.debt": "花唄",
            "debts[0].more": "yes",
            "debts[1].lender": "花唄",
            "debts[1].product": "cash_loan",
            "debts[1].principal": "500",
            "debts[1].method": "bullet",
            "review": ["@page:debts[0]", DONE],
            "@page:debts[0]": ["debts[0].lender", RETURN],
            "debts[0].lender": ["花唄", "借呗"],
        }
    )
    case = case_after(story)
    assert [(debt.id, debt.lender) for debt in case.debts] == [("借呗", "jiebei"), ("花唄", "huabei")]
    assert [event.debt for event in case.events] == ["借呗"]


def test_an_income_can_be_added_and_taken_out_on_its_page() -> None:
    story = but(
        {
            "review": ["@page:incomes", "@page:incomes", DONE],
            "@page:incomes": [ADD, f"{REMOVE}0"],
            "incomes[1].source": "pension",
            "incomes[1].amount": "900",
        }
    )
    assert [(income.source, income.amount.high) for income in case_after(story).incomes] == [("pension", 90_000)]


@pytest.mark.parametrize(
    ("key", "sentence"),
    [
        ("debts[0].principal", "不知道可以写“不知道”"),
        ("debts[0].overdue_since", "逾期40天"),
        ("household.adults", "这一题要答一下"),
    ],
)
def test_not_known_is_accepted_or_a_rough_answer_is_asked_for(key: str, sentence: str) -> None:
    person = Person(but({key: ["", "逾期3个月" if "since" in key else "2"]}))
    run(person)
    assert any(sentence in line for line in person.heard)
    assert person.asked.count(key) == 2


@pytest.mark.parametrize("key", ["debts[0].rate", "debts[0].due_day", "debts[0].last_payment", "incomes[0].day"])
def test_not_known_leaves_out_what_the_plan_can_do_without(key: str) -> None:
    person = Person(but({key: "不知道"}))
    run(person)
    assert person.asked.count(key) == 1


@pytest.mark.parametrize("key", ["incomes[0].amount", "spending.food", "debts[0].principal", "debts[0].fees_owed"])
def test_not_known_travels_as_a_range_where_a_sum_is_asked(key: str) -> None:
    person = Person(but({key: "不知道"}))
    run(person)
    assert person.asked.count(key) == 1


# --- people before plans ------------------------------------------------------------------------------


def test_someone_who_is_not_safe_is_asked_nothing_more_and_leaves_no_trace(tmp_path: Path) -> None:
    person = Person(but({"borrower.safe": "no"}))
    end = run(person, tmp_path / "draft.toml")
    assert end.stopped
    assert person.asked == ["borrower.safe"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("words", ["活不下去了", "活 不 下 去 了", "I want to kill myself"])
def test_words_of_self_harm_in_any_text_end_the_questions(words: str) -> None:
    person = Person(but({"borrower.city": words}))
    assert run(person).stopped
    assert person.asked[-1] == "borrower.city"


def test_a_stop_is_asked_anew_the_next_time(tmp_path: Path) -> None:
    draft = tmp_path / "draft.toml"
    assert run(Person(but({"borrower.city": "活不下去了"})), draft).stopped
    person = Person(but({"resume": "0"}))
    assert not run(person, draft).stopped
    assert person.asked[:3] == ["resume", "borrower.safe", "borrower.city"]


# --- drafts and endings ---------------------------------------------------------------------------------


class Leaves(Person):
    """A person who leaves at one question, in the way given."""

    def __init__(self, story: Story, at: str, how: type[BaseException]) -> None:
        super().__init__(story)
        self.at = at
        self.how = how

    def ask(self, question: Question) -> Answer | Key:
        if question.key == self.at:
            raise self.how
        return super().ask(question)


def test_leaving_keeps_a_private_draft_and_the_next_run_goes_on_from_there(tmp_path: Path) -> None:
    draft = tmp_path / "draft.toml"
    with pytest.raises(KeyboardInterrupt):
        run(Leaves(STORY, "spending.food", KeyboardInterrupt), draft)
    assert stat.S_IMODE(draft.stat().st_mode) == 0o600
    person = Person(but({"resume": "0"}))
    assert case_from(run(person, draft).answers, KNOWN, AS_OF) == case_after(STORY)
    assert person.asked[:3] == ["resume", "borrower.safe", "spending.food"]


def test_a_draft_can_be_left_aside(tmp_path: Path) -> None:
    draft = tmp_path / "draft.toml"
    with pytest.raises(KeyboardInterrupt):
        run(Leaves(STORY, "spending.food", KeyboardInterrupt), draft)
    person = Person(but({"resume": "new"}))
    run(person, draft)
    assert person.asked[:3] == ["resume", "borrower.safe", "papers"]


@pytest.mark.parametrize(
    "text", ["", "draft = 2", "draft = 1\nsaid = 5", "\0", "draft = 1\nsaved = 2026-11-21\n[said]"]
)
def test_a_draft_that_cannot_be_read_is_no_draft(tmp_path: Path, text: str) -> None:
    draft = tmp_path / "draft.toml"
    draft.write_text(text)
    person = Person(STORY)
    run(person, draft)
    assert person.asked[0] == "borrower.safe"


def test_nothing_is_kept_on_a_phone_or_computer_that_someone_else_controls(tmp_path: Path) -> None:
    draft = tmp_path / "draft.toml"
    run(Person(but({"borrower.circumstances": ("phone_controlled",)})), draft)
    assert not draft.exists()


def test_the_end_of_input_accepts_no_default_and_names_what_is_missing(tmp_path: Path) -> None:
    draft = tmp_path / "draft.toml"
    with pytest.raises(InputError) as refused:
        run(Leaves(STORY, "spending.rent", EOFError), draft)
    found = [(problem.where, problem.code) for problem in refused.value.problems]
    assert found == [("", "input_ended"), ("spending", "missing"), ("debts", "no_debts")]
    assert load_draft(draft) is not None


def test_missing_answers_are_listed_all_at_once() -> None:
    assert [problem.where for problem in missing_answers({})] == ["incomes", "spending", "debts"]
    assert missing_answers(run(Person(STORY)).answers) == ()


# --- prompters ------------------------------------------------------------------------------------------

TEXT = Question(key="t", ask=Ask.TEXT, prompt="怎么称呼您", help="可以空着", why="", initial="")
ONE = Question(key="o", ask=Ask.ONE, prompt="哪一种", help="", why="", choices=(("a", "甲"), ("b", "乙")))
THREE = (("a", "甲"), ("b", "乙"), ("c", "丙"))
MANY = Question(key="m", ask=Ask.MANY, prompt="哪些", help="", why="", choices=THREE, initial=("b",))
YES_NO = Question(key="y", ask=Ask.YES_NO, prompt="有吗", help="", why="")


def plain(question: Question, typed: str) -> Answer | Key:
    return PlainPrompter(ZH, io.StringIO(typed), io.StringIO()).ask(question)


def test_the_plain_prompter_takes_numbers_and_lines() -> None:
    assert plain(TEXT, "小李\n") == "小李"
    assert plain(ONE, "2\n") == "b"
    assert plain(ONE, "9\nx\n1\n") == "a"
    assert plain(MANY, "1，3\n") == ("a", "c")
    assert plain(MANY, "\n") == ("b",)
    assert plain(YES_NO, "n\n") == "no"
    assert plain(YES_NO, "是\n") == "yes"
    assert plain(TEXT, "<\n") is Key.BACK
    assert plain(ONE, "?\n") is Key.WHY
    assert plain(MANY, "0\n") == ()


@pytest.mark.parametrize(
    ("typed", "key"), [("《", Key.BACK), ("＜", Key.BACK), ("？", Key.WHY), (">", Key.JUMP), ("》", Key.JUMP)]
)
def test_keys_are_known_as_a_chinese_input_method_writes_them(typed: str, key: Key) -> None:
    for question in (TEXT, ONE, MANY):
        assert plain(replace(question, jumps=True), f"{typed}\n") is key


@pytest.mark.parametrize("question", [TEXT, ONE, MANY, YES_NO], ids=lambda question: question.key)
def test_the_plain_prompter_never_takes_the_end_of_input_for_an_answer(question: Question) -> None:
    with pytest.raises(EOFError):
        plain(question, "")


def test_the_plain_prompter_moves_no_cursor() -> None:
    screen = io.StringIO()
    PlainPrompter(ZH, io.StringIO("1\n"), screen).ask(ONE)
    assert "\x1b" not in screen.getvalue()


@contextmanager
def terminal() -> Iterator[tuple[QuestionaryPrompter, PipeInput]]:
    with create_pipe_input() as keys:
        yield QuestionaryPrompter(ZH, keys, DummyOutput()), keys


ESCAPE, CTRL_B, CTRL_C, CTRL_G, DOWN = "\x1b", "\x02", "\x03", "\x07", "\x1b[B"


@pytest.mark.parametrize(
    ("question", "typed", "answer"),
    [
        (TEXT, "小李\r", "小李"),
        (ONE, DOWN + "\r", "b"),
        (MANY, " \r", ("a", "b")),
        (MANY, "\r", ("b",)),
        (YES_NO, DOWN + "\r", "no"),
        (TEXT, "abc" + CTRL_B, Key.BACK),
        (ONE, CTRL_B, Key.BACK),
        (MANY, CTRL_B, Key.BACK),
        (TEXT, "8" + ESCAPE, Key.BACK),
        (ONE, ESCAPE, Key.BACK),
        (YES_NO, "?", Key.WHY),
        (TEXT, "?\r", "?"),
    ],
)
def test_keys_on_a_terminal(question: Question, typed: str, answer: Answer | Key) -> None:
    with terminal() as (prompter, keys):
        keys.send_text(typed)
        assert prompter.ask(question) == answer


@pytest.mark.parametrize("question", [TEXT, ONE, MANY, YES_NO], ids=lambda question: question.key)
def test_ctrl_g_on_a_terminal_goes_to_another_part_where_there_are_parts(question: Question) -> None:
    with terminal() as (prompter, keys):
        keys.send_text(CTRL_G)
        assert prompter.ask(replace(question, jumps=True)) is Key.JUMP
    with terminal() as (prompter, keys):
        keys.send_text(CTRL_G + "\r")
        assert prompter.ask(question) is not Key.JUMP


@pytest.mark.parametrize("question", [TEXT, ONE, MANY, YES_NO], ids=lambda question: question.key)
def test_ctrl_c_on_a_terminal_is_an_interruption_and_no_answer(question: Question) -> None:
    with terminal() as (prompter, keys):
        keys.send_text(CTRL_C)
        with pytest.raises(KeyboardInterrupt):
            prompter.ask(question)


def test_an_earlier_answer_is_offered_again_on_a_terminal() -> None:
    with terminal() as (prompter, keys):
        keys.send_text("\r")
        again = Question(key="o", ask=Ask.ONE, prompt="哪一种", help="", why="", choices=ONE.choices, initial="b")
        assert prompter.ask(again) == "b"


@pytest.mark.parametrize(("typed", "answer"), [("2", "2"), ("", "1")])
def test_a_usual_answer_is_offered_and_never_mixed_with_what_is_typed(typed: str, answer: str) -> None:
    usual = Question(key="n", ask=Ask.TEXT, prompt="几个大人", help="", why="", offered="1")
    with terminal() as (prompter, keys):
        keys.send_text(typed + "\r")
        assert prompter.ask(usual) == answer
    assert plain(usual, f"{typed}\n") == answer


def test_another_debt_at_the_same_lender_takes_over_what_they_share_and_asks_the_rest() -> None:
    first: Story = {
        "debts[0].more": "same",
        "debts[0].guarantor": "co_borrower",
        "debts[0].circumstances": ("shop_closed",),
    }
    second: Story = {"debts[1].principal": "500", "debts[1].instalments_left": "3", "debts[1].overdue": "no"}
    person = Person(but({**first, **second}))
    case = case_from(run(person).answers, KNOWN, AS_OF)
    one, two = case.debts
    assert [debt.id for debt in case.debts] == ["花唄", "花唄-2"]
    for shared in ("lender", "product", "rate", "method", "due_day"):
        assert getattr(one, shared) == getattr(two, shared)
        assert f"debts[1].{shared}" not in person.asked
    assert (two.principal.high, two.instalments_left, two.overdue_since) == (50_000, 3, None)
    # Who answers for a debt, and what stops or holds it, is never taken over unasked.
    assert {"debts[1].guarantor", "debts[1].circumstances", "debts[1].security"} <= set(person.asked)
    assert person.offered["debts[1].guarantor"] == "none"
    told = person.heard[person.heard.index(ZH.say("wizard", "say.same_as")) + 1 :][:5]
    assert told == [
        "  欠谁的：花唄",
        "  是哪一种欠款：先用后付（如花呗）",
        "  利率是多少：每天 0.05%",
        "  原来约定怎么还：等额本息",
        "  每月几号还款：9",
    ]


def test_a_debt_that_was_spoken_of_is_not_written_over_by_the_one_before_it() -> None:
    back: Story = {
        "debts[0].more": "yes",
        "debts[1].lender": [Key.BACK, "借呗"],
        "debts[1].principal": "20000",
        "debts[1].instalments_left": "4",
        "debts[1].more": [Key.BACK, "no"],
    }
    person = Person(but(back))
    run(person)
    assert [len(choices) for choices in person.choices["debts[0].more"]] == [3, 3]
    again = Person(but({**back, "review": ["debts[0].more", DONE]}))
    run(again)
    assert again.choices["debts[0].more"][-1] == ()


def test_a_product_is_offered_as_the_lender_lends_it() -> None:
    person = Person(but({}))
    products = {"花唄": "pay_later"}
    run_wizard(person, KNOWN, lambda: AS_OF, ZH, Begin(usual=lambda lender: products.get(lender, "")))
    assert person.offered["debts[0].product"] == "pay_later"
    person = Person({**STORY, "debts[0].lender": "借呗"})
    run_wizard(person, KNOWN, lambda: AS_OF, ZH, Begin(usual=lambda lender: products.get(lender, "")))
    assert person.offered["debts[0].product"] == ""


def test_a_console_that_cannot_be_driven_gets_numbered_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on Windows in a shell without a console, where prompt_toolkit finds none."""

    def none_here() -> None:
        raise OSError("No Windows console found")

    assert can_drive()
    monkeypatch.setattr("prompt_toolkit.output.defaults.create_output", none_here)
    assert not can_drive()
