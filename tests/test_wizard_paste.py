"""A pasted list of debts takes the place of the questions about each; what it leaves out stands on the review."""

from collections.abc import Mapping, Sequence
from datetime import date

import pytest

from debtadvisor.core.errors import Problem
from debtadvisor.core.value import value
from debtadvisor.intake.build import case_from
from debtadvisor.intake.prompters import Key
from debtadvisor.intake.wizard.drafts import Progress
from debtadvisor.intake.wizard.paste import ListReader
from debtadvisor.intake.wizard.review import ADD, DONE
from debtadvisor.intake.wizard.run import Begin, WizardEnd, run_wizard
from tests.strategies import AS_OF, KNOWN
from tests.test_wizard import STORY, ZH, Person, Story


@value
class Line:
    """One line as a reader of lists gives it."""

    line: str
    answers: Mapping[str, object]
    problems: tuple[Problem, ...] = ()


def reads(text: str, today: date) -> Sequence[Line]:
    """The simplest reader there is: lender, principal, and for an overdue debt since when."""
    return [_line(line.split(), line) for line in text.splitlines() if line.strip()]


def heard(answers: Mapping[str, object]) -> str:
    return f"{answers['lender']}，{answers['principal']} 元"


READER = ListReader(reads, heard)


def _line(words: list[str], line: str) -> Line:
    answers: dict[str, object] = {"lender": words[0], "product": "pay_later", "method": "revolving"}
    if len(words) < 2:
        return Line(line=line, answers=answers, problems=(Problem("principal", "missing"),))
    late = {"overdue_since": words[2]} if len(words) > 2 else {}
    return Line(line=line, answers=answers | {"principal": words[1]} | late)


def run(story: Story) -> tuple[WizardEnd, Person]:
    plain = {key: said for key, said in STORY.items() if not key.startswith("debts")}
    person = Person({**plain, "paste": "list", "review": DONE, **story})
    return run_wizard(person, KNOWN, lambda: AS_OF, ZH, Begin(lists=READER)), person


def test_a_list_answers_for_every_debt_in_it() -> None:
    end, person = run({"paste_lines": ["花呗 8632.17\n借呗 2.1万 2026-10-01", ""]})
    debts = case_from(end.answers, KNOWN, AS_OF).debts
    assert [(debt.id, debt.lender, debt.principal.high, debt.overdue_since) for debt in debts] == [
        ("花呗", "huabei", 863_217, None),
        ("借呗", "jiebei", 2_100_000, date(2026, 10, 1)),
    ]
    assert "第 1 笔记下了：花呗，8632.17 元" in person.heard
    assert not [key for key in person.asked if key.startswith("debts[")]
    after = person.asked.index("paste") + 3
    assert person.asked[after : after + 3] == ["special", "goals.keep_left", "goals.keep"]


def test_a_line_in_doubt_is_shown_again_until_it_can_be_read_or_is_left_out() -> None:
    end, person = run({"paste_lines": ["花呗\n借呗 500\n花呗", ""], "paste_again": ["花呗 70", ""]})
    debts = case_from(end.answers, KNOWN, AS_OF).debts
    assert [(debt.lender, debt.principal.high) for debt in debts] == [("huabei", 7_000), ("jiebei", 50_000)]
    assert person.offered["paste_again"] == "花呗"
    assert "这一行还差一点：花呗" in person.heard


def test_lines_may_come_one_by_one() -> None:
    end, _ = run({"paste_lines": ["花呗 1", "借呗 2", ""]})
    assert [debt.lender for debt in case_from(end.answers, KNOWN, AS_OF).debts] == ["huabei", "jiebei"]


@pytest.mark.parametrize("story", [{"paste": "one"}, {"paste_lines": ""}])
def test_without_a_list_each_debt_is_asked_about(story: Story) -> None:
    debts: Story = {"debts[0].lender": "花呗", "debts[0].principal": "5", "debts[0].method": "revolving"}
    end, person = run({**debts, **story})
    assert person.asked.count("paste") == 1
    assert "debts[0].principal" in person.asked
    assert [debt.principal.high for debt in case_from(end.answers, KNOWN, AS_OF).debts] == [500]


def test_without_a_reader_no_list_is_offered() -> None:
    person = Person(STORY)
    run_wizard(person, KNOWN, lambda: AS_OF, ZH, Begin())
    assert "paste" not in person.asked


def test_back_leads_from_the_list_to_the_question_before_it_and_what_was_pasted_stays() -> None:
    before = "hardship.proof"
    end, person = run({"paste": [Key.BACK, "list", "list"], "paste_lines": ["花呗 1", Key.BACK, "借呗 2", ""]})
    assert person.asked.count(before) == 2
    assert person.asked.count("paste") == 3
    assert [debt.lender for debt in case_from(end.answers, KNOWN, AS_OF).debts] == ["huabei", "jiebei"]


def test_why_is_told_at_the_list_too() -> None:
    _, person = run({"paste": [Key.WHY, "list"], "paste_lines": ["?", "花呗 1", ""]})
    assert person.heard.count(ZH.say("wizard", "say.paste_why")) == 2


def test_a_list_can_be_pasted_behind_the_debts_there_are() -> None:
    first: Story = {"paste": ["one", "list"], "debts[0].lender": "花呗", "debts[0].principal": "5"}
    first = {**first, "debts[0].product": "pay_later", "debts[0].method": "revolving"}
    more: Story = {"review": ["@page:debts[0]", DONE], "@page:debts[0]": ADD, "paste_lines": ["花呗 7\n借呗 8", ""]}
    end, person = run({**first, **more})
    assert person.asked.count("paste") == 2
    debts = case_from(end.answers, KNOWN, AS_OF).debts
    assert [(debt.id, debt.principal.high) for debt in debts] == [("花呗", 500), ("花呗-2", 700), ("借呗", 800)]


def test_who_goes_on_with_debts_that_were_begun_is_not_asked_how_again() -> None:
    said = {"debts[0].lender": "花呗"}
    person = Person(STORY)
    run_wizard(person, KNOWN, lambda: AS_OF, ZH, Begin(lists=READER, progress=Progress(said=said)))
    assert "paste" not in person.asked


def test_words_of_self_harm_in_a_list_end_the_questions() -> None:
    plain = {key: said for key, said in STORY.items() if not key.startswith("debts")}
    person = Person({**plain, "paste": "list", "paste_lines": "花呗 5\n活不下去了"})
    end = run_wizard(person, KNOWN, lambda: AS_OF, ZH, Begin(lists=READER))
    assert end.stopped
    assert person.asked[-1] == "paste_lines"


def test_what_a_line_says_beyond_the_questions_is_kept_and_stands_on_the_page() -> None:
    told: dict[str, object] = {
        "lender": "花呗",
        "principal": "15400",
        "method": "revolving",
        "minimum": {"share": "10%", "floor": 100},
        "contract_date": date(2025, 3, 1),
        "next_due": date(2026, 12, 9),
    }
    reader = ListReader(lambda text, today: [Line(line=text, answers=told)], heard)
    plain = {key: said for key, said in STORY.items() if not key.startswith("debts")}
    person = Person({**plain, "paste": "list", "paste_lines": ["一行", ""]})
    end = run_wizard(person, KNOWN, lambda: AS_OF, ZH, Begin(lists=reader))
    debt = case_from(end.answers, KNOWN, AS_OF).debts[0]
    assert debt.minimum is not None
    assert (str(debt.minimum.share), debt.minimum.floor) == ("0.1", 10_000)
    assert (debt.contract_date, debt.next_due) == (date(2025, 3, 1), date(2026, 12, 9))
    assert "  最低还款占账单的几成：10%" in person.heard
    assert "  下一次还款是哪天：2026年12月9日" in person.heard
