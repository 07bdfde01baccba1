from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debtadvisor.core.dates import add_months, days_between, monthly, next_on_day, on_day, periods

days = st.dates(date(2019, 1, 1), date(2040, 12, 31))


def test_the_contract_day_returns_after_a_short_month() -> None:
    assert [d.day for d in monthly(date(2027, 1, 31), 5)] == [31, 28, 31, 30, 31]
    assert monthly(date(2027, 2, 28), 2, 31) == (date(2027, 2, 28), date(2027, 3, 31))


@pytest.mark.parametrize(
    ("year", "month", "day", "expected"),
    [(2028, 2, 30, date(2028, 2, 29)), (2026, 13, 9, date(2027, 1, 9)), (2026, 0, 9, date(2025, 12, 9))],
)
def test_a_day_beyond_the_month_is_its_last(year: int, month: int, day: int, expected: date) -> None:
    assert on_day(year, month, day) == expected


def test_months_are_added_on_the_contract_day() -> None:
    assert add_months(date(2026, 11, 30), 3, 31) == date(2027, 2, 28)


def test_days_count_the_first_and_not_the_last() -> None:
    assert days_between(date(2026, 11, 1), date(2026, 12, 1)) == 30


def test_next_due_day_may_include_today() -> None:
    today = date(2026, 11, 21)
    assert next_on_day(today, 21) == date(2026, 12, 21)
    assert next_on_day(today, 21, inclusive=True) == today
    assert next_on_day(today, 9) == date(2026, 12, 9)


def test_period_0_runs_from_the_day_of_the_case_to_the_eve_of_the_pay_day() -> None:
    spans = periods(date(2026, 11, 21), 10, 3)
    assert spans.starts == (date(2026, 11, 21), date(2026, 12, 10), date(2027, 1, 10))
    assert spans.last_day(0) == date(2026, 12, 9)
    assert spans.last_day(2) == date(2027, 2, 9)


def test_a_due_date_before_the_pay_day_belongs_to_the_earlier_period() -> None:
    spans = periods(date(2026, 11, 21), 10, 3)
    assert [spans.index(d) for d in (date(2026, 12, 9), date(2026, 12, 10), date(2027, 1, 9))] == [0, 1, 1]


def test_without_a_pay_day_periods_are_calendar_months() -> None:
    spans = periods(date(2026, 11, 21), None, 2)
    assert spans.starts == (date(2026, 11, 21), date(2026, 12, 1))
    assert not spans.pay_day_known


@given(days, st.one_of(st.none(), st.integers(1, 31)), st.integers(1, 80))
def test_periods_rise_strictly_and_leave_no_gap(as_of: date, day: int | None, count: int) -> None:
    spans = periods(as_of, day, count)
    assert len(spans.starts) == count
    for t in range(count - 1):
        assert spans.starts[t] < spans.starts[t + 1]
        assert days_between(spans.last_day(t), spans.starts[t + 1]) == 1
        assert spans.index(spans.starts[t]) == t
        assert spans.index(spans.last_day(t)) == t
