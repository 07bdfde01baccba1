"""The classic orders beside the plan: by hand, never above the money, and the words of the page."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from itertools import accumulate
from string import Template

import pytest
from hypothesis import given, settings

from debtadvisor.core.case import Case, Debt, Goals
from debtadvisor.core.codes import Method, Pot
from debtadvisor.core.orders.model import Order
from debtadvisor.core.plan.build import build_plan
from debtadvisor.core.plan.classic import Classic, Own, classic
from debtadvisor.core.plan.extras import new_money
from debtadvisor.core.plan.model import Plan, WorldName
from debtadvisor.output.blocks import Heading, Paragraph, Table
from debtadvisor.output.plan.orders import orders_part
from debtadvisor.output.sources import Citations
from debtadvisor.output.voice import Voice
from debtadvisor.text.catalogue import LANGUAGES, Catalogue, topic
from tests.builders import household, loan, small_book, sure, yearly, yuan
from tests.test_extras_plan import bill, by_day, open_cases, planned
from tests.test_plan import cases

BOOK = small_book()


def equal(debt_id: str, principal: int, rate: str, left: int = 2, **changes: object) -> Debt:
    """A loan in equal parts of principal, in time."""
    method = changes.pop("method", Method.EQUAL_PRINCIPAL)
    return loan(debt_id, principal, rate=yearly(rate), method=method, instalments_left=left, **changes)


A, B = equal("a", 1_000, "0.24"), equal("b", 600, "0.12")


def compared(case: Case) -> Classic | None:
    plan = planned(case)
    return classic(plan, plan.pot(Pot.HOUSEHOLD))


def test_two_loans_by_hand() -> None:
    found = compared(household(income=3_900, debts=[A, B]))
    assert found is not None
    # Signed: 520 + 306, then 510 + 303. Of 900 a month 74 is left in the first.
    assert (found.months, found.total, found.cost) == (2, yuan(1_639), yuan(39))
    totals = {one.order: one.total for one in found.orders}
    assert totals == {
        Order.AVALANCHE: yuan(900) + 43_452 + 30_300,  # a: 426 and 2 %
        Order.SNOWBALL: yuan(900) + 51_000 + 22_826,  # b: 226 and 1 %
        Order.PRO_RATA: yuan(900) + 46_283 + 27_497,  # 46.25 and 27.75 of the 74
        Order.FEWEST_MONTHS: yuan(900) + 43_452 + 30_300,  # both take two months: a comes first
    }
    assert [one.over_best for one in found.orders] == [0, 74, 28, 0]
    assert [one.over_plan for one in found.orders] == [-148, -74, -120, -148]
    assert [one.cost for one in found.orders] == [t - yuan(1_600) for t in totals.values()]
    assert found.best.order is Order.AVALANCHE
    assert found.assumed == ("a", "b")
    assert found.kept == ()
    assert not found.all_same


def test_the_borrowers_own_order_stands_beside_the_classic_ones() -> None:
    found = compared(household(income=3_900, debts=[A, B], goals=Goals(order=("b",))))
    assert found is not None
    own = found.orders[-1]
    # b: 226 and 1 % of the rest, as the snowball above.
    assert (own.order, own.total, own.over_best) == (Own.OWN, yuan(900) + 51_000 + 22_826, 74)
    nothing_wished = compared(household(income=3_900, debts=[A, B]))
    assert nothing_wished is not None
    assert [one.order for one in nothing_wished.orders] == list(Order)


def test_the_order_of_the_rates_is_dearer_than_the_best_once_there_is_a_fee() -> None:
    # a: 1,000 at 2 % a month; b: 600 without interest and 50 a month for being open; both over three months.
    debts = [equal("a", 900, "0.24", 3), equal("b", 600, "0", 3, monthly_fee=yuan(50))]
    found = compared(household(income=3_800, debts=debts))
    assert found is not None
    # Signed: 318 + 250, 312 + 250, 306 + 250. Of 800 a month 232 are left in December; a then owes 368, b 400.
    # By rate: in January 375.36 close a, b gets 424.64 of its 450; then 25.36 and the fee.
    by_rate = next(one for one in found.orders if one.order is Order.AVALANCHE)
    assert by_rate.total == yuan(1_600) + 7_536
    # b from January on: 450 close it, a gets 350; then 25.36 at 2 %, and no fee any more.
    assert found.optimum.total == yuan(1_600) + 2_587
    assert [(turn.debt, turn.period) for turn in found.turns] == [("b", 2)]
    assert by_rate.over_best == 4_949
    # From December on it would be dearer: 482 leave b 168 + 50, and a bears 2 % of 600.
    assert next(one.total for one in found.orders if one.order is Order.SNOWBALL) == yuan(1_600) + 3_060


def test_money_that_a_later_payment_needs_is_kept_back() -> None:
    whole = equal("later", 2_000, "0", 3, method=Method.BULLET)
    found = compared(household(income=4_300, debts=[A, B, whole]))
    assert found is not None
    assert found.kept == ("later",)
    # 1,300 a month: 474, 961, then 261 over what is signed; only the 261 may be spent at once.
    assert all(one.payments[1] == yuan(826 + 261) for one in found.orders)
    assert all(one.payments[3] == yuan(2_000) for one in found.orders)


def test_charges_owed_from_before_bear_no_interest() -> None:
    plain = compared(household(income=6_000, debts=[A, B]))
    owing = compared(household(income=6_000, debts=[A, replace(B, fees_owed=sure(60))]))
    assert plain is not None
    assert owing is not None
    assert [one.cost for one in owing.orders] == [one.cost for one in plain.orders]


def test_charges_count_in_the_size_of_a_debt() -> None:
    # Without its charges b would be the smaller one.
    found = compared(household(income=4_400, debts=[A, replace(B, fees_owed=sure(450))]))
    assert found is not None
    first = {one.order: one.payments for one in found.orders}
    assert first[Order.SNOWBALL] == first[Order.AVALANCHE]


def test_bills_and_loans_by_the_day_are_open_to_early_payment() -> None:
    found = compared(household(income=6_300, debts=[bill("card", 12_000, "0.18"), by_day(), loan()]))
    assert found is not None
    assert found.kept == ()
    assert found.assumed == ("loan",)


def test_a_first_month_of_28_days_keeps_no_loan_by_the_day_out() -> None:
    march = by_day(next_due=date(2027, 3, 12))
    found = compared(household(income=6_300, debts=[bill("card", 12_000, "0.18"), march]))
    assert found is not None
    assert (found.kept, found.assumed) == ((), ())


def test_arrears_that_come_first_bear_no_interest() -> None:
    late = equal("late", 1_200, "0.12", 2, arrears=sure(400), overdue_since=date(2026, 11, 12), next_due=None)
    late = replace(late, due_day=12)
    plan = planned(household(income=4_400, debts=[A, late]))
    ask = plan.debt("late").ask
    assert ask is not None
    # 400 of arrears and half of the other 800, 8 of interest; then 400 and 4.
    assert ask.schedule.payments == (yuan(808), yuan(404))
    found = classic(plan, plan.pot(Pot.HOUSEHOLD))
    assert found is not None
    assert found.kept == ()
    # 1,400 - 520 - 808 = 72 left goes to a, at 2 %.
    assert found.best.over_plan == -144


def test_where_there_is_no_order_to_choose_nothing_is_compared() -> None:
    same = [equal("a", 1_000, "0"), equal("b", 1_000, "0")]
    assert compared(household(debts=same)) is None
    assert compared(household(debts=[A])) is None
    assert compared(household(income=2_900, debts=[A, B])) is None
    assert compared(household(income=3_010, debts=[A, B])) is None


def test_debts_without_interest_cost_the_same_in_every_order() -> None:
    found = compared(household(income=4_000, debts=[equal("a", 900, "0"), equal("b", 300, "0")]))
    assert found is not None
    assert found.all_same
    assert {one.over_plan for one in found.orders} == {0}


def check(plan: Plan) -> None:
    for pot in plan.pots:
        found = classic(plan, pot)
        if found is None:
            continue
        world = pot.worlds[WorldName.AGREED]
        money = list(accumulate(new_money(world)))
        ids = {line.debt for line in world.lines}
        assert set(found.kept) | set(found.assumed) <= ids
        assert not set(found.kept) & set(found.assumed)
        assert found.optimum.over_best == 0
        assert found.bound is not None
        assert found.bound <= found.optimum.total == min(one.total for one in (*found.orders, found.optimum))
        for one in (*found.orders, found.optimum):
            assert min(one.payments) >= 0
            assert all(paid <= have for paid, have in zip(accumulate(one.payments), money, strict=True))
            assert one.total == sum(one.payments) == found.total + one.over_plan
            assert one.total - one.cost == found.total - found.cost
            assert one.over_best >= 0
            if not world.early:  # otherwise the plan itself pays early, in a better order
                assert one.over_plan <= 0
                assert one.months <= found.months
        # Less than a yuan between the search and the orders is rounding.
        assert found.optimum.over_plan < 100


@settings(max_examples=150, deadline=None)
@given(open_cases())
def test_no_order_passes_the_money_or_beats_the_best(case: Case) -> None:
    check(planned(case))


@settings(max_examples=40, deadline=None)
@given(cases())
def test_the_order_of_the_debts_changes_nothing(case: Case) -> None:
    forward, backward = planned(case), planned(replace(case, debts=tuple(reversed(case.debts))))
    for one, two in zip(forward.pots, backward.pots, strict=True):
        assert classic(forward, one) == classic(backward, two)


def test_two_hundred_debts_are_compared_in_bounded_time() -> None:
    debts = [equal(f"d{n:03}", 500 + n, "0.12", 12) for n in range(200)]
    plan = build_plan(household(income=40_000, debts=debts), BOOK)
    assert isinstance(plan, Plan)
    check(plan)


# --- the page ----------------------------------------------------------------------------------


def page(case: Case, *, details: bool, lang: str = "zh") -> list[Heading | Paragraph | Table]:
    plan = planned(case)
    voice = Voice(Catalogue(lang), plan.case, BOOK)
    return orders_part(plan, BOOK, voice, Citations(), details=details)  # type: ignore[return-value]  # no other blocks


def texts(case: Case, *, details: bool) -> list[str]:
    return [block.text for block in page(case, details=details) if isinstance(block, Paragraph)]


NAMED = [replace(A, name="甲"), replace(B, name="乙")]


def test_the_page_says_it_in_one_sentence() -> None:
    assert texts(household(income=3_900, debts=NAMED), details=False) == [
        "要是每家都让提前还、也不收费，多出来的钱先还利率高的（雪崩），比计划能少付 1.48 元。"
        "几种顺序比一比，加 --details 看。"
    ]


def test_the_details_hold_every_order_beside_the_plan() -> None:
    blocks = page(household(income=3_900, debts=NAMED), details=True)
    (table,) = (block for block in blocks if isinstance(block, Table))
    assert [str(row.cells[0]) for row in table.rows] == [
        "照计划，不提前还",
        "先还利率高的（雪崩）",
        "先还最小的（雪球）",
        "按比例还",
        "先还快结清的",
    ]
    said = texts(household(income=3_900, debts=NAMED), details=True)
    assert "先还利率高的（雪崩）、先还快结清的：结果一样。" in said
    assert "甲、乙：这里当作随时可以提前还、不收费。实际收不收，要先问。" in said


def test_left_over_cash_is_paid_early_with_a_cushion_first() -> None:
    first, free, asked, *_ = texts(household(income=5_600, debts=[replace(bill(), name="甲"), loan()]), details=False)
    assert re.fullmatch(r"每月剩下的钱提前还甲，能.*少付 [\d.]+ 元。", first)
    assert "先留够应急的钱" in free
    assert "先问清楚" in asked


def test_where_nothing_is_left_the_page_is_silent() -> None:
    for details in (False, True):
        assert page(household(debts=[A]), details=details) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_speaks_one_language(lang: str) -> None:
    case = household(income=6_300, debts=[bill("card", 12_000, "0.18", name="A"), replace(by_day(), name="B"), loan()])
    words = [b.text for b in page(case, details=True, lang=lang) if isinstance(b, Paragraph | Heading)]
    assert words
    assert all(bool(re.search(r"[\u4e00-\u9fff]", text)) is (lang == "zh") for text in words)


def leaves(table: Mapping[str, object], above: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value in table.items():
        if isinstance(value, Mapping):
            found |= leaves(value, f"{above}{key}.")
        else:
            found[f"{above}{key}"] = str(value)
    return found


def test_both_languages_have_the_same_keys_and_placeholders() -> None:
    chinese, english = (leaves(topic(lang, "orders")) for lang in LANGUAGES)
    assert list(chinese) == list(english)
    for key, text in chinese.items():
        holes = [set(Template(one).get_identifiers()) for one in (text, english[key])]
        assert holes[0] == holes[1], key
        assert not re.search(r"\$(?!\{)", text + english[key]), key
        assert not re.search(r"[,;:!?()]", re.sub(r"\$\{\w+\}", "", text)), key
