"""One table of fields: answers become a case, or all of their problems, and a case becomes its answers again."""

import dataclasses
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from debtadvisor.core.case import Amount, Case, Rate
from debtadvisor.core.codes import BorrowerKind, Every, Pot, RatePer
from debtadvisor.core.errors import CaseError
from debtadvisor.intake.build import answers_from, case_from
from debtadvisor.intake.fields import CASE, Kind, Section
from debtadvisor.intake.files import answers_of, case_json, case_toml
from debtadvisor.text.catalogue import LANGUAGES, Catalogue
from tests.strategies import AS_OF, KNOWN, Answers, answers

DEBT = {"lender": "花呗", "principal": 8632, "instalments_left": 12}


def with_debt(**more: object) -> Answers:
    """The smallest answers, with one debt that says this too."""
    return {
        "incomes": [{"source": "wage", "amount": 6200}],
        "spending": [{"heading": "food", "amount": 1500}],
        "debts": [{key: one for key, one in (DEBT | more).items() if one is not None}],
    }


def case_of(found: Mapping[str, object]) -> Case:
    return case_from(found, KNOWN, AS_OF)


def problems(found: Mapping[str, object]) -> list[tuple[str, str]]:
    """Place and code of everything that is wrong with these answers."""
    with pytest.raises(CaseError) as refused:
        case_of(found)
    return [(problem.where, problem.code) for problem in refused.value.problems]


def sections(section: Section = CASE) -> Iterator[Section]:
    yield section
    for field in section.fields:
        if field.parts is not None:
            yield from sections(field.parts)


# --- the table ------------------------------------------------------------------------------------


@pytest.mark.parametrize("section", list(sections()), ids=lambda section: section.name)
def test_the_table_names_every_field_of_the_dataclass_and_no_other(section: Section) -> None:
    assert isinstance(section.make, type)
    names = {field.name for field in dataclasses.fields(section.make)}
    assert {field.key for field in section.fields} == names


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_field_has_its_words_in_each_language(lang: str) -> None:
    catalogue = Catalogue(lang)
    for section in sections():
        assert catalogue.say("fields", f"sections.{section.name}")
        assert catalogue.say("fields", f"why.{section.name}")
        for field in section.fields:
            assert catalogue.say("fields", f"{section.name}.{field.key}.prompt")
            assert catalogue.say("fields", f"{section.name}.{field.key}.help")
            for code in field.codes:
                assert catalogue.word(field.code_group, code)
    for kind in Kind:
        assert catalogue.say("fields", f"kinds.{kind.value}")


# --- answers become a case --------------------------------------------------------------------------


def test_the_smallest_answers_make_a_case_with_plain_defaults() -> None:
    case = case_of(with_debt())
    assert (case.id, case.as_of, case.borrower.kind) == ("case", AS_OF, BorrowerKind.INDIVIDUAL)
    assert case.household.people == 1
    assert case.incomes[0].every is Every.MONTH
    assert case.debts[0].id == case.debts[0].lender == "huabei"
    assert case.debts[0].principal == Amount.exactly(863_200)
    assert case.debts[0].purpose is Pot.HOUSEHOLD


@pytest.mark.parametrize("name", ["花呗", "花唄", " 花 呗 ", "ＨＵＡＢＥＩ", "蚂蚁花呗", "螞蟻花唄"])
def test_a_lender_is_known_by_id_name_and_alias_in_either_script(name: str) -> None:
    assert case_of(with_debt(lender=name)).debts[0].lender == "huabei"


@pytest.mark.parametrize(
    ("given_sum", "amount"),
    [
        (8632, Amount(863_200, 863_200)),
        (Decimal("8632.17"), Amount(863_217, 863_217)),
        ("8.6万", Amount(8_600_000, 8_600_000)),
        ("8000-9000", Amount(800_000, 900_000)),
        ({"low": 8000, "high": "9千"}, Amount(800_000, 900_000)),
        ({"high": 9000}, Amount(0, 900_000)),
        ({"low": 8000}, Amount(800_000, None)),
        ("unknown", Amount.unknown()),
        ("不知道", Amount.unknown()),
    ],
)
def test_a_sum_may_be_exact_a_range_or_unknown(given_sum: object, amount: Amount) -> None:
    assert case_of(with_debt(principal=given_sum)).debts[0].principal == amount


def test_equal_rates_are_stored_in_one_way() -> None:
    written: list[object] = [Decimal("0.180"), "18%", "18.00%", "0.18"]
    found = [case_of(with_debt(rate=rate)).debts[0].rate for rate in written]
    assert found == [Rate(Decimal("0.18"), Decimal("0.18"), RatePer.YEAR)] * 4
    assert {str(rate.low) for rate in found if rate} == {"0.18"}


def test_a_range_of_rates_keeps_what_it_is_quoted_for() -> None:
    rate = {"low": "0.02%", "high": Decimal("0.0005"), "per": "day"}
    assert case_of(with_debt(rate=rate)).debts[0].rate == Rate(Decimal("0.0002"), Decimal("0.0005"), RatePer.DAY)


def test_not_known_leaves_an_optional_field_out() -> None:
    debt = case_of(with_debt(rate="不知道", due_day="unknown", last_payment="不知道", instalment=800)).debts[0]
    assert (debt.rate, debt.due_day, debt.last_payment) == (None, None, None)


def test_overdue_days_count_back_from_the_day_of_the_case() -> None:
    found = with_debt(overdue_since="逾期40天") | {"as_of": date(2026, 12, 1)}
    assert case_of(found).debts[0].overdue_since == date(2026, 10, 22)


def test_a_debt_called_in_whole_needs_no_instalments() -> None:
    assert case_of(with_debt(instalments_left=None, accelerated=True)).debts[0].accelerated


def test_hostile_names_are_kept_as_they_were_given() -> None:
    name = "[red]\x1b[31m</b>|`*\u202e"
    assert case_of(with_debt(name=name)).debts[0].name == name


# --- and back --------------------------------------------------------------------------------------


@settings(max_examples=40)
@given(answers())
def test_answers_case_answers_is_the_identity(found: Answers) -> None:
    case = case_of(found)
    written = answers_from(case)
    assert case_of(written) == case
    assert answers_from(case_of(written)) == written


@settings(max_examples=40)
@given(answers())
def test_a_case_file_holds_the_whole_case(found: Answers) -> None:
    case = case_of(found)
    written = answers_from(case)
    assert case_of(answers_of(case_toml(written).encode(), "case.toml")) == case
    assert case_of(answers_of(case_json(written).encode(), "case.json")) == case


# --- problems ---------------------------------------------------------------------------------------


def test_all_problems_are_reported_together_in_order_of_place() -> None:
    found = with_debt(principal=-1, rate=18, lender="花") | {"incom": 1, "borrower": {"age": 400}}
    assert problems(found) == [
        ("incom", "unknown_key"),
        ("borrower.age", "out_of_range"),
        ("debts[0].principal", "negative"),
        ("debts[0].lender", "unknown_lender"),
        ("debts[0].rate", "rate_looks_like_percent"),
    ]


def test_a_misspelt_key_is_answered_with_the_nearest() -> None:
    with pytest.raises(CaseError) as refused:
        case_of(with_debt(principel=5))
    assert refused.value.problems[0].values["nearest"] == "principal"


def test_an_unknown_lender_is_answered_with_names_that_look_like_it() -> None:
    with pytest.raises(CaseError) as refused:
        case_of(with_debt(lender="花贝"))
    assert refused.value.problems[0].values["nearest"].split("、")[0] == "花呗"


@pytest.mark.parametrize(
    ("more", "where", "code"),
    [
        ({"principal": 0}, "principal", "not_positive"),
        ({"principal": {"low": 0, "high": 0}}, "principal", "not_positive"),
        ({"principal": True}, "principal", "not_an_amount"),
        ({"principal": 8632.17}, "principal", "not_an_amount"),
        ({"principal": []}, "principal", "not_an_amount"),
        ({"principal": Decimal("NaN")}, "principal", "not_finite"),
        ({"principal": Decimal("-Infinity")}, "principal", "not_finite"),
        ({"principal": 10**18}, "principal", "too_large"),
        ({"principal": Decimal("1e999999")}, "principal", "too_large"),
        ({"principal": 10**5000}, "principal", "too_large"),
        ({"principal": Decimal("0e999999999")}, "principal", "not_positive"),
        ({"principal": Decimal("0.001")}, "principal", "not_whole_fen"),
        ({"principal": Decimal("1e-999999")}, "principal", "not_whole_fen"),
        ({"principal": {"low": 9, "high": 8}}, "principal", "bad_range"),
        ({"principal": {"least": 9}}, "principal", "bad_range_keys"),
        ({"principal": {}}, "principal", "bad_range_keys"),
        ({"rate": 1}, "rate", "rate_looks_like_percent"),
        ({"rate": Decimal("-0.1")}, "rate", "negative_rate"),
        ({"rate": "1800%"}, "rate", "rate_out_of_range"),
        ({"rate": {"low": "0.02%/日", "high": "5%"}}, "rate", "rate_unclear"),
        ({"rate": {"low": 0, "high": "5%", "per": "week"}}, "rate", "unknown_code"),
        ({"rate": False}, "rate", "not_a_rate"),
        ({"due_day": 32}, "due_day", "day_out_of_range"),
        ({"due_day": 0}, "due_day", "day_out_of_range"),
        ({"due_day": Decimal("9.5")}, "due_day", "not_a_count"),
        ({"due_day": True}, "due_day", "not_a_count"),
        ({"instalments_left": 601}, "instalments_left", "out_of_range"),
        ({"instalments_left": None}, "instalments_left", "needs_instalments"),
        ({"overdue_since": date(2026, 11, 22)}, "overdue_since", "after_as_of"),
        ({"overdue_since": "2026-02-30"}, "overdue_since", "impossible_date"),
        ({"overdue_since": 20261101}, "overdue_since", "bad_date"),
        ({"contract_date": date(1492, 1, 1)}, "contract_date", "date_out_of_range"),
        ({"contract_date": "2026-10-01", "overdue_since": "2026-09-01"}, "overdue_since", "before_contract"),
        ({"next_due": date(2026, 11, 20)}, "next_due", "before_as_of"),
        ({"accelerated": "也许"}, "accelerated", "not_yes_or_no"),
        ({"accelerated": 1}, "accelerated", "not_yes_or_no"),
        ({"name": 7}, "name", "not_text"),
        ({"name": "a\0b"}, "name", "bad_character"),
        ({"name": "\ud800"}, "name", "bad_character"),
        ({"note": "字" * 2001}, "note", "text_too_long"),
        ({"id": " "}, "id", "bad_id"),
        ({"id": "a\nb"}, "id", "bad_id"),
        ({"kind": "microloan"}, "kind", "lender_and_kind"),
        ({"lender": None}, "lender", "lender_or_kind"),
        ({"circumstances": "coerced"}, "circumstances", "not_a_list"),
        ({"circumstances": ["coercd"]}, "circumstances[0]", "unknown_code"),
        ({"product": 3}, "product", "not_a_code"),
        ({"minimum": 3}, "minimum", "not_a_table"),
        ({"minimum": {"share": 10}}, "minimum.share", "not_a_share"),
        ({"minimum": {"share": "十分之一"}}, "minimum.share", "not_a_share"),
        ({"disputed": "unknown"}, "disputed", "unknown_not_allowed"),
    ],
)
def test_each_wrong_field_has_its_own_message(more: Answers, where: str, code: str) -> None:
    assert problems(with_debt(**more)) == [(f"debts[0].{where}", code)]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"debts": []}, ("debts", "no_debts")),
        ({"debts": None}, ("debts", "no_debts")),
        ({"debts": {"id": 1}}, ("debts", "not_a_list_of_tables")),
        ({"debts": [DEBT, DEBT]}, ("debts[1].id", "duplicate_id")),
        ({"incomes": None}, ("incomes", "missing")),
        ({"schema": 2}, ("schema", "unknown_schema")),
        ({"schema": True}, ("schema", "unknown_schema")),
        ({"as_of": date(1999, 12, 31)}, ("as_of", "as_of_out_of_range")),
        ({"events": [{"kind": "threat", "on": date(2026, 12, 1)}]}, ("events[0].on", "after_as_of")),
        ({"events": [{"kind": "threat", "on": AS_OF, "debt": "x"}]}, ("events[0].debt", "unknown_debt")),
        ({"hardship": {"since": date(2027, 1, 1)}}, ("hardship.since", "after_as_of")),
        ({"incomes": [{"source": "wage", "amount": 1, "start": AS_OF, "end": "2026-01-01"}]},
         ("incomes[0].end", "ends_before_start")),
        ({"spending": [{"heading": "stock", "amount": 1}]}, ("spending[0].pot", "business_heading")),
        ({"assets": [{"kind": "cash", "value": 5, "for_debts": 6}]}, ("assets[0].for_debts", "more_than_value")),
        ({"goals": {"token": 50}}, ("goals.token_from", "token_needs_line")),
        ({"household": {"adults": 0}}, ("household.adults", "out_of_range")),
        ({"confirmations": [{"finding": " ", "by": "x", "on": AS_OF, "why": "y"}]},
         ("confirmations[0].finding", "missing")),
    ],
)  # fmt: skip
def test_each_wrong_table_has_its_own_message(more: Answers, expected: tuple[str, str]) -> None:
    assert problems(with_debt() | more) == [expected]


_ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.decimals() | st.text(max_size=8) | st.dates() | st.datetimes(),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=8), inner, max_size=2),
    max_leaves=6,
)
_KEYS = st.sampled_from(
    [field.key for field in CASE.fields] + [field.key for field in CASE.field("debts").section.fields]
)


# How long the strategies take to be built on a busy machine is no property of the cases.
@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(_KEYS, _ANY, max_size=4), st.dictionaries(_KEYS, _ANY, max_size=4))
def test_any_answers_give_a_case_or_a_case_error(top: Answers, debt: Answers) -> None:
    refused: CaseError | None = None
    try:
        case_of(with_debt(**debt) | top)
    except CaseError as wrong:
        refused = wrong
    assert refused is None or refused.problems
