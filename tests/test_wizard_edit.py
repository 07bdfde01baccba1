"""An existing case is edited question by question: what is not touched stays as it was, byte for byte."""

import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings

from debtadvisor.core.errors import CaseError
from debtadvisor.intake.build import case_from
from debtadvisor.intake.edited import EditedCase, read_edited
from debtadvisor.intake.files import answers_of as answers_in
from debtadvisor.intake.prompters import Answer
from debtadvisor.intake.toml_edit import edited_toml
from debtadvisor.intake.wizard.answers import answers_of, written
from debtadvisor.intake.wizard.review import ADD, DONE, REMOVE, RETURN
from debtadvisor.intake.wizard.rows import with_row, without_row
from debtadvisor.intake.wizard.run import Begin, WizardEnd, run_wizard
from debtadvisor.intake.wizard.said import base_of
from tests.running import example
from tests.strategies import AS_OF, KNOWN, Answers, answers
from tests.test_wizard import ZH, Person

NAMES = ("demo", "ahead", "tight", "deficit", "held", "court")
OTHERS = {"网商贷": "wangshangdai", "招商银行": "cmb"}

CASE = """\
# 这份是给王律师看的
as_of = 2026-11-21

[borrower]
safe = true  # 电话里确认过

[[incomes]]
source = "wage"
amount = 6200  # 税后
every = "quarter"

[[spending]]
heading = "rent"
amount = 1300
[[spending]]
heading = "insurance"   # 一年一次
amount = 360
every = "year"
[[spending]]
heading = "food"
amount = "1,500"

[[assets]]
kind = "home"
value = { low = 800_000 }

[[debts]]
# 账单在手机相册里
lender = "花呗"
principal = { low = 3000, high = 5000 }
method = "revolving"
rate = "日万五"
contract_date = 2025-03-01
[debts.minimum]
share = "10%"

[[debts]]
lender = "借呗"
principal = 2_000.50
instalments_left = 6

[[events]]
kind = "threat"
on = 2026-10-01
debt = "jiebei"
said = "再不还就找你领导"
[[events]]
kind = "threat"   # 又来一次
on = 2026-11-02

[[confirmations]]
finding = "disputed"
debt = "jiebei"
by = "王律师"
on = 2026-11-20
why = '''看过合同，
金额没错'''
"""


def edited(folder: Path, text: str = CASE) -> EditedCase:
    path = folder / "case.toml"
    path.write_bytes(text.encode("utf-8"))
    return read_edited(str(path), KNOWN, AS_OF)


def run(case: EditedCase, story: Mapping[str, Answer | list[Answer]]) -> tuple[WizardEnd, Person]:
    person = Person({"borrower.safe": "yes", "review": DONE, **story})  # type: ignore[dict-item]
    end = run_wizard(person, KNOWN, lambda: AS_OF, ZH, Begin(progress=case.start(), base=case.base))
    assert not end.stopped
    return end, person


def text_after(case: EditedCase, story: Mapping[str, Answer | list[Answer]]) -> str:
    return case.text(run(case, story)[0].written, case.path)


# --- nothing is touched ---------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(answers())
def test_a_case_that_is_read_and_not_changed_says_the_same(found: Answers) -> None:
    base = base_of(found, KNOWN)
    assert answers_of(base.said, base) == {key: one for key, one in found.items() if one != {}}


def test_only_safety_is_asked_and_the_file_stays_as_it_is(tmp_path: Path) -> None:
    case = edited(tmp_path)
    end, person = run(case, {})
    assert person.asked == ["borrower.safe", "review"]
    # A yearly line is not asked about, and the page says so.
    assert "  文件里写得更细，原样留着，不在这里问：保险、社保" in person.heard
    assert case.text(end.written, case.path) == CASE


@pytest.mark.parametrize("name", NAMES)
def test_a_bundled_case_that_is_not_changed_stays_byte_for_byte(name: str) -> None:
    text = example(name)
    base = base_of(answers_in(text.encode(), "case.toml"), KNOWN | OTHERS)
    made = written(base.said, base)
    assert edited_toml(text, made.answers, made.rows) == text


# --- one thing is changed -------------------------------------------------------------------------------


def test_one_answer_changes_one_line(tmp_path: Path) -> None:
    story: dict[str, Answer | list[Answer]] = {
        "review": ["@page:spending", DONE],
        "@page:spending": ["spending.rent", RETURN],
        "spending.rent": "1450",
    }
    assert text_after(edited(tmp_path), story) == CASE.replace("amount = 1300\n", "amount = 1450\n")


def test_what_the_questions_do_not_ask_survives_every_change(tmp_path: Path) -> None:
    case = edited(tmp_path)
    story: dict[str, Answer | list[Answer]] = {
        "review": ["@page:debts[1]", "@page:first", "@page:home", DONE],
        "@page:debts[1]": ["debts[1].principal", RETURN],
        "debts[1].principal": "1.9千",
        "@page:first": ["papers.threat.on", RETURN],
        "papers.threat.on": "2026-11-03",
        "@page:home": ["borrower.city", "household.children", RETURN],
        "borrower.city": "厦门",
        "household.children": "1",
    }
    text = text_after(case, story)
    assert tomllib.loads(text) == tomllib.loads(
        CASE.replace("2_000.50", "1900")
        .replace("on = 2026-11-02", "on = 2026-11-03")
        .replace("safe = true", 'safe = true\ncity = "厦门"')
        .replace("[[incomes]]", "[household]\nchildren = 1\n[[incomes]]")
    )
    kept = ("# 这份是给王律师看的", "# 电话里确认过", "# 税后", "# 账单在手机相册里", "# 又来一次", "金额没错'''")
    assert all(comment in text for comment in kept)


def test_a_range_that_cannot_be_typed_stays_when_its_question_is_passed_over(tmp_path: Path) -> None:
    story: dict[str, Answer | list[Answer]] = {
        "review": ["@page:debts[0]", DONE],
        "@page:debts[0]": ["debts[0].principal", "debts[0].rate", RETURN],
    }
    assert text_after(edited(tmp_path), story) == CASE


def test_a_debt_that_is_taken_out_takes_what_points_at_it(tmp_path: Path) -> None:
    story: dict[str, Answer | list[Answer]] = {"review": ["@page:debts[1]", DONE], "@page:debts[1]": REMOVE}
    found = tomllib.loads(text_after(edited(tmp_path), story))
    assert [debt["lender"] for debt in found["debts"]] == ["花呗"]
    assert [(one["on"], one.get("debt"), one.get("said")) for one in found["events"]] == [
        (date(2026, 10, 1), None, "再不还就找你领导"),
        (date(2026, 11, 2), None, None),
    ]
    assert "confirmations" not in found
    case_from(found, KNOWN, AS_OF)


def test_a_debt_that_is_added_stands_behind_the_others(tmp_path: Path) -> None:
    story: dict[str, Answer | list[Answer]] = {
        "review": ["@page:debts[0]", DONE],
        "@page:debts[0]": ADD,
        "debts[2].lender": "花呗",
        "debts[2].product": "pay_later",
        "debts[2].principal": "88",
        "debts[2].method": "revolving",
    }
    case = edited(tmp_path)
    text = text_after(case, story)
    before, added, after = text.partition('\n[[debts]]\nid = "花呗"\n')
    assert added
    assert CASE.startswith(before.rstrip("\n"))
    assert CASE.endswith(after[after.index("[[events]]") :])
    debts = case_from(answers_in(text.encode(), "case.toml"), KNOWN, AS_OF).debts
    assert [(debt.id, debt.principal.high) for debt in debts] == [
        ("huabei", 500_000),
        ("jiebei", 200_050),
        ("花呗", 8_800),
    ]


def test_a_debt_with_another_lender_keeps_the_name_that_others_use(tmp_path: Path) -> None:
    story: dict[str, Answer | list[Answer]] = {
        "review": ["@page:debts[1]", DONE],
        "@page:debts[1]": ["debts[1].lender", RETURN],
        "debts[1].lender": "花呗",
    }
    end, _ = run(edited(tmp_path), story)
    case = case_from(end.answers, KNOWN, AS_OF)
    assert [(debt.id, debt.lender) for debt in case.debts] == [("huabei", "huabei"), ("jiebei", "huabei")]


def test_rows_move_up_and_back_without_loss() -> None:
    base = base_of(answers_in(CASE.encode(), "case.toml"), KNOWN)
    more = with_row(base.said, "debts")
    assert more["debts[1].more"] == "yes"
    less = without_row(base.said, "debts", 0)
    assert less["debts[0].principal"] == "2000.50"
    assert less["debts[0].more"] == "no"
    assert not [key for key in less if key.startswith("debts[1]")]
    assert without_row(base.said, "incomes", 0)["incomes.any"] == "no"


def test_windows_line_ends_stay(tmp_path: Path) -> None:
    text = CASE.replace("'''看过合同，\n金额没错'''", '"看过"').replace("\n", "\r\n")
    story: dict[str, Answer | list[Answer]] = {
        "review": ["@page:spending", DONE],
        "@page:spending": ["spending.food", RETURN],
        "spending.food": "1600",
    }
    assert text_after(edited(tmp_path, text), story) == text.replace('"1,500"', "1600")


def test_a_file_that_is_written_otherwise_is_written_anew_and_says_the_same(tmp_path: Path) -> None:
    text = 'incomes = []\nspending = [{heading = "food", amount = 9}]\nborrower.city = "杭州"\n'
    text += '[[debts]]\n"lender" = "花呗"\nprincipal = 5\nmethod = "revolving"\n'
    case = edited(tmp_path, text)
    story: dict[str, Answer | list[Answer]] = {
        "review": ["@page:spending", DONE],
        "@page:spending": ["spending.food", RETURN],
        "spending.food": "10",
    }
    assert tomllib.loads(text_after(case, story)) == tomllib.loads(text.replace("9}", "10}")) | {
        "borrower": {"city": "杭州", "safe": True}
    }


def test_a_json_case_stays_json(tmp_path: Path) -> None:
    path = tmp_path / "case.json"
    path.write_text(
        '{"incomes": [], "spending": [], "debts": [{"lender": "花呗", "principal": 5, "method": "bullet"}]}'
    )
    case = read_edited(str(path), KNOWN, AS_OF)
    text = case.text(run(case, {})[0].written, path)
    assert answers_in(text.encode(), "case.json")["debts"] == [{"lender": "花呗", "principal": 5, "method": "bullet"}]


# --- what cannot be edited ------------------------------------------------------------------------------


def test_what_is_missing_is_asked_and_what_is_wrong_is_shown(tmp_path: Path) -> None:
    case = edited(tmp_path, CASE.replace("principal = 2_000.50\n", "").replace('"1,500"', '"1,5"'))
    story: dict[str, Answer | list[Answer]] = {
        "debts[1].principal": "2000",
        "review": ["spending.food", DONE],
        "spending.food": "1500",
    }
    end, person = run(case, story)
    assert person.asked == ["borrower.safe", "debts[1].principal", "review", "spending.food", "review"]
    assert case_from(end.answers, KNOWN, AS_OF).debts[1].principal.high == 200_000


@pytest.mark.parametrize(
    "text",
    [
        CASE.replace('by = "王律师"\n', ""),  # no question asks about confirmations
        "debts = 5\nincomes = []\nspending = []\n",
        "no toml",
    ],
)
def test_what_no_question_can_mend_is_told_at_once(tmp_path: Path, text: str) -> None:
    with pytest.raises(CaseError):
        edited(tmp_path, text)


def test_a_lender_that_the_file_names_by_its_id_is_read_over_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "case.toml"
    path.write_text(CASE.replace('lender = "花呗"', 'lender = "huabei"', 1), encoding="utf-8")
    case = read_edited(str(path), KNOWN, AS_OF)
    person = Person({"borrower.safe": "yes", "review": DONE})
    begin = Begin(progress=case.start(), base=case.base, called={"huabei": "花呗"})
    end = run_wizard(person, KNOWN, lambda: AS_OF, ZH, begin)
    assert "【欠款 1：花呗】" in person.heard
    assert "  欠谁的：花呗" in person.heard
    assert not [line for line in person.heard if "huabei" in line]
    assert case.text(end.written, path) == path.read_text(encoding="utf-8")
