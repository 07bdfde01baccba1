"""Long pages stay readable: the first debts in full, the others in a row each, nothing lost from the sums."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from debtadvisor.core.case import Case, Debt
from debtadvisor.core.codes import Pot
from debtadvisor.core.money import Money
from debtadvisor.core.plan.build import build_plan
from debtadvisor.core.plan.model import ActionCode, NoOffer, Plan
from debtadvisor.core.plan.points import LEAST_SHARE, Worse
from debtadvisor.core.plan.whatif import Change, ChangeCode, what_if
from debtadvisor.core.script.build import scripts
from debtadvisor.output.blocks import Table
from debtadvisor.output.layout import layout
from debtadvisor.output.plan.fold import FIRST, MANY, in_full
from debtadvisor.output.plan.page import plan_report
from debtadvisor.output.plan.stress import stress_part
from debtadvisor.output.plan.whatif import what_if_part
from debtadvisor.output.script.page import script_report
from debtadvisor.output.terminal import plain
from debtadvisor.output.voice import Voice
from debtadvisor.text.catalogue import LANGUAGES, Catalogue
from tests.builders import TODAY, card, household, loan, small_book, yearly

BOOK = small_book()
# A page about forty debts and more holds no more lines than this at 80 columns, whatever their number.
LONGEST = 900
LEAST = Money(LEAST_SHARE)


def some(count: int) -> list[Debt]:
    """Loans and cards in turn, those with an even number not overdue."""
    return [
        card(f"d{n:03}", 1_000 + 10 * n, name=f"第{n}家")
        if n % 2
        else loan(
            f"d{n:03}",
            2_000 + 10 * n,
            rate=yearly("0"),
            name=f"第{n}家",
            next_due=date(2026, 12, 11) + timedelta(days=n % 17),
        )
        for n in range(count)
    ]


def many(count: int, each: int = 250) -> Case:
    return household(income=3_000 + each * count, debts=some(count))


def planned(case: Case) -> Plan:
    found = build_plan(case, BOOK)
    assert isinstance(found, Plan)
    return found


def page(plan: Plan, lang: str = "zh", *, details: bool = False, width: int = 80) -> str:
    return plain(layout(plan_report(plan, scripts(plan, BOOK), BOOK, Catalogue(lang), details=details), width))


def test_a_dozen_debts_are_all_told_in_full() -> None:
    plan = planned(many(MANY))
    shows = in_full(plan, details=False)
    assert all(shows(line.debt.id) for line in plan.debts)
    assert Catalogue("zh").say("report", "fold.debts", count=1).partition("1")[0] not in page(plan)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("count", [40, 200])
def test_a_page_about_many_debts_is_no_longer_than_a_person_can_read(lang: str, count: int) -> None:
    plan = planned(many(count))
    short, whole = page(plan, lang), page(plan, lang, details=True)
    assert len(short.splitlines()) < LONGEST + count * 4  # a row of the short table wraps to four lines at most
    assert "--details" in short
    names = [f"第{n}家" for n in range(count)]
    assert all(name in short for name in names)
    assert all(name in whole for name in names)
    assert len(whole) > len(short)


def test_those_to_be_called_first_stand_in_full() -> None:
    plan = planned(many(40))
    shows = in_full(plan, details=False)
    told = [line.debt.id for line in plan.debts if shows(line.debt.id)]
    assert len(told) == FIRST
    calls = [a.debt for a in plan.actions if a.code is ActionCode.CALL]
    assert set(calls[:FIRST]) == set(told)


def test_the_row_for_the_others_holds_their_sums() -> None:
    plan = planned(many(40))
    made = plan_report(plan, (), BOOK, Catalogue("zh"))
    table = next(b for b in made.blocks if isinstance(b, Table) and b.caption.startswith("每笔一共"))
    assert len(table.rows) == FIRST + 1
    sums = [sum(cell.fen for cell in cells) for cells in zip(*(row.cells[1:] for row in table.rows), strict=True)]
    worlds = plan.pot(Pot.HOUSEHOLD).worlds.values()
    assert sums[:-1] == [world.total for world in worlds]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_what_if_of_many_debts_tells_what_changes_and_how_many_do_not(lang: str) -> None:
    plan = planned(many(40))
    found = what_if(plan, (Change(code=ChangeCode.REFUSE, debts=("d001", "d003")),), BOOK)
    words = Catalogue(lang)
    short = what_if_part(found, BOOK, words)
    table = [b for b in short if isinstance(b, Table)][-1]
    assert len(table.rows) <= FIRST
    whole = [b for b in what_if_part(found, BOOK, words, details=True) if isinstance(b, Table)][-1]
    assert len(whole.rows) == 40


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_what_if_has_no_list_of_things_to_do(lang: str) -> None:
    plan, words = planned(many(3)), Catalogue(lang)
    found = what_if(plan, (Change(code=ChangeCode.EXTRA, fen=10_000),), BOOK)
    made = plan_report(found.changed, (), BOOK, words, what_if=what_if_part(found, BOOK, words))
    told = plain(layout(made, 80))
    for key in ("summary.next", "actions.heading"):
        assert words.say("report", key) in page(plan, lang)
        assert words.say("report", key) not in told


def test_rows_of_a_world_that_neither_side_has_a_plan_for_are_left_out() -> None:
    """Two loans that need all there is: nobody can answer with less, now or with a yuan more."""
    late = loan("a", 36_000, overdue_since=date(2026, 11, 1), rate=yearly("0"))
    plan = planned(household(income=4_600, debts=[late]))
    found = what_if(plan, (Change(code=ChangeCode.EXTRA, fen=100),), BOOK)
    worlds = [one.pot(Pot.HOUSEHOLD).worlds for one in (found.base, found.changed)]
    assert [w["countered"].feasible for w in worlds] == [False, False]  # type: ignore[index]  # a string enum
    table = next(b for b in what_if_part(found, BOOK, Catalogue("zh")) if isinstance(b, Table))
    names = [str(row.cells[0]) for row in table.rows]
    assert not [name for name in names if name.startswith("还价")]
    assert [name for name in names if name.startswith("都答应")]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_share_of_a_few_yuan_is_never_said_as_an_offer(lang: str) -> None:
    """500 a month over 60 called-in cards: eight yuan each. To the fen on the page, but nobody says it on the phone."""
    debts = [card(f"c{n:02}", 20_000, accelerated=True, interest_owed=loan().fees_owed) for n in range(60)]
    plan = planned(household(income=3_500, debts=debts))
    assert plan.pot(Pot.HOUSEHOLD).no_offer is NoOffer.NOTHING_FITS
    assert {line.share_now for line in plan.debts} == {833, 834}
    assert max(line.share_now for line in plan.debts) < LEAST_SHARE
    spoken = [point for pack in scripts(plan, BOOK) for point in pack.points if "amount" in dict(point.values)]
    assert not [point for point in spoken if getattr(dict(point.values)["amount"], "fen", 0) in (833, 834)]
    assert Catalogue(lang).say("report", "budget.tiny", amount=LEAST) in plain(
        layout(plan_report(plan, (), BOOK, Catalogue(lang)), 400)
    )


def test_from_ten_yuan_on_the_share_is_an_offer() -> None:
    debts = [card(f"c{n:02}", 20_000, accelerated=True) for n in range(50)]
    plan = planned(household(income=3_500, debts=debts))
    assert {line.share_now for line in plan.debts} == {1_000}
    assert any("holding" in point.code for pack in scripts(plan, BOOK) for point in pack.points)


def test_the_first_step_is_today() -> None:
    assert planned(many(40)).actions[0].on == TODAY


@pytest.mark.parametrize("debt", [card(), loan(), loan(principal=60_000), card(accelerated=True)], ids=range(4))
@pytest.mark.parametrize("income", [3_400, 4_100, 5_000, 30_000])
def test_where_one_debt_is_all_there_is_nobody_else_is_spoken_of(debt: Debt, income: int) -> None:
    plan = planned(household(income=income, debts=[debt]))
    told = page(plan) + plain(layout(script_report(plan, scripts(plan, BOOK), BOOK, Catalogue("zh")), 400))
    for words in ("别家", "各家的底线", "动别的债", "别的都还能照付"):
        assert words not in told


@pytest.mark.parametrize("lang", LANGUAGES)
def test_of_many_refusals_that_do_no_harm_only_the_number_is_told(lang: str) -> None:
    plan = planned(many(40))
    (pot,) = plan.pots
    assert pot.stress is not None
    names = [line.debt.id for line in plan.debts]
    harm = Worse(debt=names[0], way="contract", extra=0, breaks=1, short=100)
    for count, named in ((6, True), (7, False)):
        fine = tuple(Worse(debt=name, way="contract", extra=0) for name in names[1 : 1 + count])
        bent = replace(pot, stress=replace(pot.stress, refused=(harm, *fine)))
        voice = Voice(Catalogue(lang), plan.case, BOOK)
        told = str(stress_part(replace(plan, pots=(bent,)), voice))
        assert (voice.name(names[3]) in told) is named
        assert (Catalogue(lang).say("stress", "refused.fine_many", count=7) in told) is not named
