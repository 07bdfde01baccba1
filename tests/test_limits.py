"""The corners of a plan and of its what-ifs: no debt, one, two hundred, fifty years, one fen, no rate, all on HOLD.
Each is answered rightly or refused clearly, in bounded work."""

import json
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import accumulate
from pathlib import Path

import pytest

from debtadvisor.core.case import Case, Debt
from debtadvisor.core.codes import DebtCircumstance, Pot
from debtadvisor.core.plan.build import build_plan
from debtadvisor.core.plan.model import NoOffer, Plan, PlanStatus, WorldName
from debtadvisor.core.plan.whatif import Change, ChangeCode, what_if
from debtadvisor.output.layout import layout
from debtadvisor.output.plan.page import plan_report
from debtadvisor.output.plan.whatif import what_if_part
from debtadvisor.output.terminal import plain
from debtadvisor.text.catalogue import LANGUAGES, Catalogue
from tests.builders import card, household, loan, small_book, yearly, yuan
from tests.running import example, run

BOOK = small_book()
FREE = yearly("0")
STRANGE = (DebtCircumstance.NOT_RECOGNISED,)


def fifty_years() -> Debt:
    """900,000 without interest in 600 payments of 1,500."""
    return loan("long", 900_000, rate=FREE, instalments_left=600)


CASES: dict[str, Case] = {
    "one debt": household(debts=[loan(rate=FREE)]),
    "two hundred debts": household(income=60_000, debts=[loan(f"d{n:03}", 2_000, rate=FREE) for n in range(200)]),
    "six hundred months": household(debts=[fifty_years()]),
    "one fen": replace(
        household(income=3_000),
        incomes=(replace(household().incomes[0], amount=replace(loan().principal, low=300_001, high=300_001)),),
    ),
    "no rate at all": household(debts=[loan("a", rate=FREE), card("b", rate=FREE)]),
    "all on hold": household(debts=[loan("a", circumstances=STRANGE), card("b", circumstances=STRANGE)]),
}
CHANGES = (
    Change(code=ChangeCode.BUDGET, fen=yuan(1_000)),
    Change(code=ChangeCode.EXTRA, fen=yuan(500)),
    Change(code=ChangeCode.LUMP, fen=yuan(2_000), on=date(2027, 1, 1)),
    Change(code=ChangeCode.TIGHTENED),
    Change(code=ChangeCode.TARGET, on=date(2028, 6, 30)),
)


def planned(case: Case) -> Plan:
    found = build_plan(case, BOOK)
    assert isinstance(found, Plan)
    return found


@cache
def base_of(name: str) -> Plan:
    """The plan of that corner, made once for all changes."""
    return planned(CASES[name])


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("change", [*CHANGES, None], ids=lambda one: one.code if one else "refuse and close all")
def test_every_corner_is_told_under_every_change(name: str, change: Change | None) -> None:
    case = CASES[name]
    everybody = tuple(debt.id for debt in case.debts)
    changes = (
        (change,)
        if change is not None
        else (Change(code=ChangeCode.REFUSE, debts=everybody), Change(code=ChangeCode.CLOSED, debts=everybody))
    )
    found = what_if(base_of(name), changes, BOOK)
    for plan in (found.base, found.changed):
        money = tuple(accumulate(plan.statement.pot(Pot.HOUSEHOLD).new_money))
        for world in plan.pot(Pot.HOUSEHOLD).worlds.values():
            assert all(fen >= 0 for fen in world.left)
            if world.feasible and world.name is not WorldName.REFUSED:
                paid = accumulate(map(sum, zip(*(line.payments for line in world.lines), strict=True)))
                assert all(out <= have for out, have in zip(paid, money, strict=True))
    for lang in LANGUAGES:
        words = Catalogue(lang)
        page = plain(layout(plan_report(found.changed, (), BOOK, words, what_if=what_if_part(found, BOOK, words)), 40))
        assert "$" not in page
        assert lang == "en" or "None" not in page


def test_a_case_without_a_debt_is_refused_whatever_is_asked(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="at least one debt"):
        replace(household(), debts=())
    (tmp_path / "case.toml").write_text(f"debts = []\n{example('demo').partition('[[debts]]')[0]}", encoding="utf-8")
    for words in ((), ("--extra", "500"), ("--target", "2028-06")):
        ran = run(tmp_path, "plan", "case.toml", *words)
        assert (ran.code, ran.out) == (3, "")
        assert "至少一笔" in ran.err


def test_fifty_years_are_followed_to_the_last_fen() -> None:
    ask = planned(CASES["six hundred months"]).debt("long").ask
    assert ask is not None
    assert (ask.count, ask.total) == (600, yuan(900_000))
    assert ask.schedule.due[-1] == date(2076, 11, 12)


def test_a_surplus_of_one_fen_offers_nobody_a_fen() -> None:
    plan = planned(CASES["one fen"])
    assert plan.statement.pot(Pot.HOUSEHOLD).surplus == 1
    assert plan.pot(Pot.HOUSEHOLD).no_offer is NoOffer.NOTHING_FITS
    page = plain(layout(plan_report(plan, (), BOOK, Catalogue("zh")), 200))
    assert "每月只剩 0.01 元，还不够用来还债" in page
    assert "这个月手里的钱按欠款多少分" not in page


def test_without_any_rate_nothing_costs_more_than_its_principal() -> None:
    plan = planned(CASES["no rate at all"])
    assert plan.status is PlanStatus.OK
    assert plan.pot(Pot.HOUSEHOLD).worlds[WorldName.AGREED].total == yuan(12_000) + yuan(20_000)


def test_a_case_on_hold_is_planned_for_nobody_whatever_is_assumed() -> None:
    for change in CHANGES:
        changed = what_if(base_of("all on hold"), (change,), BOOK).changed
        assert changed.status is PlanStatus.HOLD
        assert all(line.ask is None and line.fallback is None and not line.share_now for line in changed.debts)


HOSTILE = ["", " ", "\x1b[31m", "a\u202eb", "x" * 5_000, "${debts}", "[red]", "'; --", "花呗" * 500, "😀"]


@pytest.mark.parametrize("said", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("flag", ["--refuse", "--scenario", "--target", "--lump", "--income", "--extra", "--budget"])
def test_hostile_words_are_refused_in_a_line_that_can_be_read(tmp_path: Path, flag: str, said: str) -> None:
    (tmp_path / "case.toml").write_text(example("demo"), encoding="utf-8")
    for given in (said, f"closed:{said}") if flag == "--scenario" else (said,):
        ran = run(tmp_path, "plan", "case.toml", flag, given)
        assert (ran.code, ran.out) == (2, "")
        assert "Traceback" not in ran.err
        assert all(len(line) < 400 for line in ran.err.splitlines())
        assert not [sign for sign in ran.err if sign in "\x1b\u202e"]


def test_a_name_that_nobody_has_is_answered_with_what_is_near(tmp_path: Path) -> None:
    (tmp_path / "case.toml").write_text(example("demo"), encoding="utf-8")
    ran = run(tmp_path, "plan", "case.toml", "--refuse", "支付宝", "--lang", "en")
    assert ran.code == 2
    assert "huabei" in ran.err
    assert "jiebei" in ran.err
    assert "shop" not in ran.err


@pytest.mark.parametrize("name", ["花呗", "花唄", " huabei ", "HUABEI", "蚂蚁花呗", "Huabei (Ant)"])
def test_a_lender_is_known_by_any_of_its_names(tmp_path: Path, name: str) -> None:
    (tmp_path / "case.toml").write_text(example("demo"), encoding="utf-8")
    ran = run(tmp_path, "plan", "case.toml", "--refuse", name, "--scenario", f"closed:{name}", "-f", "json")
    changes = json.loads(ran.out)["what_if"]["changes"]
    assert [one["values"] for one in changes] == [{"debts": ["huabei"]}] * 2


def test_one_name_may_mean_several_debts(tmp_path: Path) -> None:
    bill = '\n[[debts]]\nid = "two"\nlender = "huabei"\nmethod = "revolving"\nprincipal = 900\ndue_day = 9\n'
    (tmp_path / "case.toml").write_text(example("demo") + bill, encoding="utf-8")
    ran = run(tmp_path, "plan", "case.toml", "--refuse", "花呗", "-f", "json")
    assert json.loads(ran.out)["what_if"]["changes"][0]["values"] == {"debts": ["huabei", "two"]}


def test_a_sum_of_yesterday_is_no_sum_to_come(tmp_path: Path) -> None:
    (tmp_path / "case.toml").write_text(example("demo"), encoding="utf-8")
    assert run(tmp_path, "plan", "case.toml", "--lump", "500@2026-11-20").code == 2
    assert run(tmp_path, "plan", "case.toml", "--lump", "500@2026-11-21").code == 0
