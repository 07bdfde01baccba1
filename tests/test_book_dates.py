"""The book through time: no day on which two rows speak, no gap once a row has begun, and nothing said too late."""

from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise

import pytest

from debtadvisor.core.codes import LenderKind, ReliefKind, Stage
from debtadvisor.core.errors import PolicyError
from debtadvisor.core.policy.model import ReliefTerm, Rule, Validity, insist_fresh
from debtadvisor.core.relief.model import OptionState
from debtadvisor.core.relief.options import relief
from tests.book_goldens import book, simple_case
from tests.builders import TODAY

ONE = timedelta(days=1)
# Kinds that a lender stops having on purpose, with the first day without: none so far.
ALLOWED_GAPS: dict[tuple[str, ReliefKind], date] = {}


def rows() -> tuple[Rule | ReliefTerm, ...]:
    return (*book().rules.values(), *book().terms)


@lru_cache
def grid() -> tuple[date, ...]:
    """The first and last day of every month from 2019 to 2027, and the days around every change of the book."""
    firsts = {date(year, month, 1) for year in range(2019, 2028) for month in range(1, 13)}
    days = firsts | {first - ONE for first in firsts}
    for row in rows():
        for day in (row.validity.start, row.validity.end):
            if day is not None and 2019 <= day.year <= 2027:
                days |= {day - ONE, day, day + ONE}
    return tuple(sorted(days))


def test_the_grid_covers_every_month_and_every_change_of_the_book() -> None:
    assert len(grid()) > 250
    assert {(day.year, day.month) for day in grid()} >= {(y, m) for y in range(2019, 2028) for m in range(1, 13)}


def test_no_two_rows_of_one_profile_and_kind_are_in_force_on_one_day() -> None:
    for day in grid():
        seen: set[tuple[str, ReliefKind]] = set()
        for term in book().terms:
            if term.validity.in_force(day):
                assert (term.profile, term.kind) not in seen, (term.id, day)
                seen.add((term.profile, term.kind))


def test_a_lender_has_at_most_one_row_of_a_kind_on_any_day() -> None:
    for lender in book().lenders:
        for day in grid():
            kinds = [term.kind for term in book().relief(lender, day)]
            assert len(kinds) == len(set(kinds)), (lender, day)


def test_once_a_lender_has_a_row_of_a_kind_it_keeps_one_unless_the_gap_is_explained() -> None:
    for lender in book().lenders:
        begun: set[ReliefKind] = set()
        for day in grid():
            kinds = {term.kind for term in book().relief(lender, day)}
            missing = {kind for kind in begun - kinds if day < ALLOWED_GAPS.get((lender, kind), date.max)}
            assert not missing, (lender, day, missing)
            begun |= kinds


def test_every_row_is_to_be_reviewed_and_no_later_than_a_year_from_now() -> None:
    for row in rows():
        assert row.validity.start <= row.validity.review_by <= date(2027, 11, 30), row.id


def test_a_row_whose_review_is_overdue_drops_its_claim() -> None:
    for rule in book().rules.values():
        after = rule.validity.review_by + ONE
        assert book().rule(rule.id, after) is None, rule.id
        for kind in LenderKind:
            assert all(rule not in book().arguments(kind, relief_, after) for relief_ in rule.supports), rule.id


def test_a_relief_row_whose_review_is_overdue_is_shown_as_stale_and_never_asked() -> None:
    late = max(term.validity.review_by for term in book().terms) + ONE
    for lender in ("huabei", "jiebei", "wangshangdai", "icbc-card"):
        case = replace(simple_case(lender, Stage.M2), as_of=late)
        found = relief(case.debts[0], case, book().lenders[lender], book())
        assert {o.state for o in found.options} <= {OptionState.STALE, OptionState.REFUSED}
        assert all(candidate.is_contract for candidate in (*found.ask, *found.counter))


def test_nothing_is_stale_today_and_a_strict_run_says_what_is_when_it_comes() -> None:
    assert book().stale(TODAY) == ()
    insist_fresh(book(), TODAY)
    with pytest.raises(PolicyError) as raised:
        insist_fresh(book(), date(2027, 1, 1))
    named = {problem.where for problem in raised.value.problems}
    assert {"npl-bulk-transfer-until-2026", "npl-no-onward-sale", "rate-private-4x-lpr-current"} <= named


# --- what ends, on the days before and after -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "first", "last"),
    [
        # The one-off credit repair ran from January to March 2026.
        ("credit-one-off-repair-terms", date(2026, 1, 1), date(2026, 3, 31)),
        # Deferral for those hit by the pandemic ended in the middle of 2023.
        ("pandemic-deferral-2022", date(2022, 11, 14), date(2023, 6, 30)),
        # The trade guideline of 2024 gave way to the national standard.
        ("nifa-2024-guideline", date(2024, 5, 15), date(2025, 2, 27)),
        # Interest subsidies on consumer loans.
        ("subsidy-consumer-loan-2026", date(2026, 1, 1), date(2026, 12, 31)),
        # The pilot of selling claims: reviewed by its last day, silent after it.
        ("npl-bulk-transfer-until-2026", date(2021, 1, 7), date(2026, 12, 31)),
        ("npl-no-onward-sale", date(2021, 1, 7), date(2026, 12, 31)),
    ],
)
def test_what_ends_is_said_on_its_last_day_and_not_on_the_next(row: str, first: date, last: date) -> None:
    days = (first - ONE, first, last, last + ONE)
    assert [book().rule(row, day) is not None for day in days] == [False, True, True, False]


@pytest.mark.parametrize(
    ("ended", "over", "last"),
    [
        ("credit-one-off-repair-terms", "credit-one-off-repair-expired", date(2026, 3, 31)),
        ("pandemic-deferral-2022", "pandemic-deferral-expired", date(2023, 6, 30)),
    ],
)
def test_from_the_day_after_the_book_says_that_it_is_over(ended: str, over: str, last: date) -> None:
    assert (book().rule(ended, last) is not None, book().rule(over, last)) == (True, None)
    assert (book().rule(ended, last + ONE), book().rule(over, last + ONE) is not None) == (None, True)
    assert book().rules[ended].supports == frozenset() or last < TODAY


def test_the_subsidy_of_2025_runs_to_the_end_of_2026_and_never_helps_with_arrears() -> None:
    subsidies = [rule for rule in book().rules.values() if rule.id.startswith("subsidy-consumer-loan")]
    assert len(subsidies) == 2
    for rule in subsidies:
        assert rule.validity.end == date(2026, 12, 31)
        assert rule.supports == frozenset()


def test_the_end_of_the_pilot_is_no_date_on_which_a_sale_becomes_void() -> None:
    pilot = book().rules["npl-bulk-transfer-until-2026"]
    assert pilot.validity.end is None
    assert pilot.validity.review_by == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("rule_id", "first"),
    [
        ("assisted-9-all-in-cost", date(2025, 10, 1)),
        ("cost-disclosure-2026", date(2026, 8, 1)),
        ("arbitration-2026", date(2026, 3, 1)),
        ("xiamen-personal-bankruptcy", date(2025, 11, 1)),
        ("rate-private-4x-lpr", date(2020, 8, 20)),
    ],
)
def test_a_new_text_speaks_from_its_first_day(rule_id: str, first: date) -> None:
    assert book().rule(rule_id, first - ONE) is None
    assert book().rule(rule_id, first) is not None


def test_rows_that_follow_one_another_leave_no_day_between() -> None:
    chains: dict[tuple[str, ReliefKind], list[Validity]] = defaultdict(list)
    for term in book().terms:
        chains[term.profile, term.kind].append(term.validity)
    for key, chain in chains.items():
        ordered = sorted(chain, key=lambda valid: valid.start)
        for before, after in pairwise(ordered):
            assert before.end == after.start - ONE, key
