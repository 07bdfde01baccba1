"""The smallest relief that makes everything fit: by hand, against trying everything, and what is paid this month."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debtadvisor.core.case import Case, Debt, Rate
from debtadvisor.core.codes import DebtCircumstance, Guarantor, LenderKind, Pot, RatePer, ReliefKind, Security
from debtadvisor.core.money import Money
from debtadvisor.core.optimise import best, cumulative, entry
from debtadvisor.core.plan.build import build_plan
from debtadvisor.core.plan.model import NoOffer, Plan, WorldName
from debtadvisor.core.plan.points import ReliefThatWorks
from debtadvisor.core.plan.purse import after_reserved
from debtadvisor.core.plan.ready import make_ready
from debtadvisor.core.plan.shortfall import relief_that_works
from debtadvisor.core.plan.worlds import pool_of
from debtadvisor.core.relief.concessions import CHARGES, PAUSE, RATE, TERM, Concession, grid, more
from debtadvisor.core.statement import statement
from debtadvisor.core.triage.assess import assess
from debtadvisor.output.blocks import Bullets, Paragraph, Table
from debtadvisor.output.plan.statement import no_offer_part
from debtadvisor.output.plan.stress import shortfall_part
from debtadvisor.output.sources import Citations
from debtadvisor.output.voice import Voice
from debtadvisor.text.catalogue import LANGUAGES, Catalogue
from tests.builders import household, loan, small_book, sure, yuan
from tests.test_plan import debts

BOOK = small_book()


def planned(case: Case) -> Plan:
    result = build_plan(case, BOOK)
    assert isinstance(result, Plan)
    return result


def friend(debt_id: str = "friend", principal: int = 12_000, **changes: object) -> Debt:
    """A private loan without interest, twelve payments of 1,000 from 12 December; the book has no row for its kind."""
    free = Rate(Decimal(0), Decimal(0), RatePer.YEAR)
    return loan(debt_id, principal, kind=LenderKind.PRIVATE_LENDING, rate=free, **changes)


def found(case: Case) -> ReliefThatWorks:
    pot = planned(case).pot(Pot.HOUSEHOLD)
    assert pot.no_offer is NoOffer.NOTHING_FITS
    assert pot.relief_that_works is not None
    return pot.relief_that_works


def told(case: Case) -> list[tuple[str, ReliefKind, int]]:
    return [(step.debt, step.kind, step.months) for step in found(case).steps]


def test_the_grid_is_what_the_asks_of_the_book_use() -> None:
    numbers = grid(BOOK)
    assert numbers.pauses == (1, 2)
    assert numbers.terms == (6, 12, 24, 36, 60)
    assert numbers.penalty == (Decimal(1),)
    assert numbers.interest == ()
    assert numbers.rates == ()


def test_the_shortest_pause_that_is_enough_comes_before_a_longer_term() -> None:
    # 900 a month for 1,000 a month: with a pause of one month the tenth payment, 10,000 of 9,900, is the first to fail;
    # after two months 1,000 (n - 2) never passes 900 n within 14 months
    case = household(income=3_900, debts=[friend()])
    assert told(case) == [("friend", ReliefKind.DEFERRAL, 2)]


def test_where_no_pause_is_enough_the_shortest_term_is_taken() -> None:
    # 400 a month: 24 instalments are 500 each, 36 are 333.33
    assert told(household(income=3_400, debts=[friend()])) == [("friend", ReliefKind.INSTALMENT, 36)]


def test_one_step_of_one_debt_comes_before_two() -> None:
    # 1,340 a month for 2,000: the first to be asked with 36 months leaves 1,000 + 333.33, a few fen above
    case = household(income=4_340, debts=[friend("a"), friend("b")])
    assert told(case) == [("a", ReliefKind.INSTALMENT, 36)]


def test_when_one_is_not_enough_the_pair_with_the_smallest_larger_step() -> None:
    # 700 a month: 36 and 36 months are 666.67; 24 and 60 would be 700 as well, but 60 is the larger step
    case = household(income=3_700, debts=[friend("a"), friend("b")])
    assert told(case) == [("a", ReliefKind.INSTALMENT, 36), ("b", ReliefKind.INSTALMENT, 36)]


def test_when_none_is_enough_it_says_so() -> None:
    result = found(household(income=3_100, debts=[friend("a", 30_000), friend("b", 30_000)]))
    assert result == ReliefThatWorks(steps=(), complete=True)


def test_nothing_is_looked_for_where_there_is_an_offer_or_no_money_at_all() -> None:
    for income in (6_000, 2_900):
        assert planned(household(income=income, debts=[friend()])).pot(Pot.HOUSEHOLD).relief_that_works is None


def test_steps_of_one_kind_go_from_small_to_large() -> None:
    case = household(debts=[friend(penalty_owed=sure(300), interest_owed=sure(200))])
    one = make_ready(case.debts[0], case, BOOK, assess(case, BOOK))
    assert one.place is not None
    assert one.relief is not None
    steps = list(more(one.place, one.relief, grid(BOOK), protected=False))
    assert [s.size for s in steps] == sorted(s.size for s in steps)
    assert {s.size[0] for s in steps} >= {PAUSE, TERM, CHARGES}
    assert all(sum(s.schedule.principal) == yuan(12_000) for s in steps)
    assert not [s for s in more(one.place, one.relief, grid(BOOK), protected=True) if s.kind is ReliefKind.DEFERRAL]


def test_a_lower_rate_is_the_last_thing_tried() -> None:
    case = household(debts=[loan()])
    one = make_ready(case.debts[0], case, BOOK, assess(case, BOOK))
    assert one.place is not None
    assert one.relief is not None
    last = list(more(one.place, one.relief, grid(BOOK), protected=False))[-1]
    assert (last.size[0], last.kind, last.rate) == (RATE, ReliefKind.RATE_REDUCTION, Decimal(0))


def by_trying_everything(case: Case) -> list[tuple[tuple[int, int], ...]]:
    """The sizes of the smallest single step that works, else of the smallest pair, with nothing ruled out before."""
    triage = assess(case, BOOK)
    ready = sorted((make_ready(d, case, BOOK, triage) for d in case.debts), key=lambda r: r.debt.id)
    ours = [r for r in ready if r.debt.purpose is Pot.HOUSEHOLD]
    planned_ones = [r for r in ours if r.planned]
    sheet = statement(case, BOOK, 140)
    money, _ = after_reserved(sheet.pot(Pot.HOUSEHOLD).new_money, ours, sheet.periods)
    spans = sheet.periods
    steps: dict[str, list[Concession]] = {}
    for r in planned_ones:
        assert r.place is not None
        assert r.relief is not None
        steps[r.debt.id] = list(more(r.place, r.relief, grid(BOOK), protected=r.protected))

    def works(taken: Sequence[Concession]) -> bool:
        of = {step.debt: step for step in taken}
        groups = []
        for r in planned_ones:
            ways = [of[r.debt.id].schedule] if r.debt.id in of else [c.schedule for c in pool_of(r, WorldName.AGREED)]
            groups.append([entry(str(n), spans.per_period(w.due, w.payments)) for n, w in enumerate(ways)])
        return best(cumulative(money), groups) is not None

    for many in (1, 2):
        fitting = [
            tuple(sorted((s.size for s in taken), reverse=True))
            for debts in combinations(steps, many)
            for taken in product(*(steps[d] for d in debts))
            if works(taken)
        ]
        if fitting:
            return [min(fitting)]
    return []


@st.composite
def poor_cases(draw: st.DrawFn) -> Case:
    """One or two debts, each too large for what is left."""
    drawn = [draw(debts(f"d{n}")) for n in range(draw(st.integers(1, 3)))]
    owing = [replace(d, circumstances=(), guarantor=Guarantor.NONE, security=Security.NONE) for d in drawn]
    return household(income=3_000 + draw(st.integers(50, 1_500)), debts=owing)


@settings(max_examples=40, deadline=None)
@given(poor_cases())
def test_it_is_what_trying_everything_finds(poor: Case) -> None:
    pot = planned(poor).pot(Pot.HOUSEHOLD)
    if pot.no_offer is not NoOffer.NOTHING_FITS:
        assert pot.relief_that_works is None
        return
    assert pot.relief_that_works is not None
    assert pot.relief_that_works.complete
    sizes = [tuple(sorted((s.size for s in pot.relief_that_works.steps), reverse=True))]
    assert (sizes if pot.relief_that_works.steps else []) == by_trying_everything(poor)


def test_the_order_of_the_debts_changes_nothing() -> None:
    case = household(income=3_700, debts=[friend("a"), friend("b")])
    back = replace(case, debts=tuple(reversed(case.debts)))
    assert found(case) == found(back)


def test_the_work_is_bounded_and_says_so() -> None:
    many = [friend(f"d{n:02}", 9_000 + n) for n in range(24)]
    case = household(income=3_000 + 24 * 200, debts=many)
    triage = assess(case, BOOK)
    ready = [make_ready(d, case, BOOK, triage) for d in case.debts]
    result = relief_that_works(Pot.HOUSEHOLD, ready, statement(case, BOOK, 30), case, BOOK)
    assert not result.steps


def test_shares_of_this_month_leave_out_what_is_kept_back() -> None:
    strange = friend("strange", 1_200, circumstances=(DebtCircumstance.NOT_RECOGNISED,))
    plan = planned(household(income=3_500, debts=[strange, friend("a"), friend("b", 24_000)]))
    assert plan.pot(Pot.HOUSEHOLD).no_offer is NoOffer.NOTHING_FITS
    # of 500 a month 100 stay set aside for the debt that is to be checked first; 400 are shared 1 : 2
    assert [d.share_now for d in plan.debts] == [0, 13_333, 26_667]
    assert plan.debt("strange").reserved[1] == yuan(100)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_gives_the_sum_of_the_shares_and_names_what_is_kept(lang: str) -> None:
    strange = friend("strange", 1_200, name="不认识的", circumstances=(DebtCircumstance.NOT_RECOGNISED,))
    plan = planned(household(income=3_500, debts=[strange, friend("a"), friend("b", 24_000)]))
    blocks = no_offer_part(plan, Voice(Catalogue(lang), plan.case, BOOK))
    table = next(block for block in blocks if isinstance(block, Table))
    assert table.rows[-1].strong
    assert table.rows[-1].cells[1] == Money(yuan(400))
    last = blocks[-1]
    assert isinstance(last, Paragraph)
    assert "不认识的" in last.text
    assert "100" in last.text


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("income", [3_900, 3_400, 3_100])
def test_the_page_has_words_for_each_outcome(lang: str, income: int) -> None:
    plan = planned(household(income=income, debts=[friend()]))
    voice = Voice(Catalogue(lang), plan.case, BOOK)
    blocks = shortfall_part(plan, voice, Citations())
    assert any(isinstance(block, Bullets) for block in blocks) is (income > 3_200)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_kind_of_step_has_words(lang: str) -> None:
    from debtadvisor.output.plan.stress import _step

    case = household(debts=[friend(penalty_owed=sure(300), interest_owed=sure(200)), loan()])
    voice = Voice(Catalogue(lang), case, BOOK)
    numbers = replace(grid(BOOK), interest=(Decimal("0.5"), Decimal(1)))
    kinds = set()
    for debt in case.debts:
        one = make_ready(debt, case, BOOK, assess(case, BOOK))
        assert one.place is not None
        assert one.relief is not None
        for step in more(one.place, one.relief, numbers, protected=False):
            assert _step(step, voice)
            kinds.add(step.kind)
    assert len(kinds) == 5
