"""The plan as JSON: the published schema holds, sums are the plan's own, a stopped case carries no figure."""

import copy
import json
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from importlib.resources import files

import jsonschema
import pytest

from debtadvisor.core.case import Borrower, Case, Rate
from debtadvisor.core.codes import DebtCircumstance, LenderKind, Method, Product, RatePer, ReliefKind, Security
from debtadvisor.core.plan.build import build_plan
from debtadvisor.core.plan.model import Plan, Stopped
from debtadvisor.core.policy.model import Condition
from debtadvisor.core.script.build import scripts
from debtadvisor.intake.book import load_book
from debtadvisor.output.document import batch_row, to_json
from debtadvisor.output.plan.export import plan_document
from debtadvisor.output.plan.schema import plan_schema, schema_text
from tests.builders import card, household, loan, small_book, yearly, yuan

BOOK = small_book()
LATE = (loan("jiebei", name="借呗", overdue_since=date(2026, 11, 1)), card("card", name="信用卡"))


def cases() -> dict[str, Case]:
    held = (LATE[0], replace(LATE[1], circumstances=(DebtCircumstance.NOT_RECOGNISED,)))
    home = loan("home", name="房贷", product=Product.HOME_LOAN, security=Security.HOME, instalment=yuan(1_100))
    return {
        "ok": household(debts=LATE),
        "ok with a priority debt": household(debts=(home, LATE[1])),
        "hold": household(debts=held),
        "stop": household(debts=LATE, note="我活不下去了", borrower=Borrower(name="林女士")),
        "infeasible": household(income=3_100, debts=LATE),
        "infeasible, in deficit": household(income=2_900, debts=LATE),
    }


def document(case: Case) -> dict[str, object]:
    plan = build_plan(case, BOOK)
    return plan_document(plan, () if isinstance(plan, Stopped) else scripts(plan, BOOK))


def as_read(case: Case) -> dict[str, object]:
    """The document as a program reads it."""
    read = json.loads(to_json(document(case)))
    assert isinstance(read, dict)
    return read


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft202012Validator:
    schema = json.loads(schema_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def test_the_schema_in_the_package_is_the_one_the_codes_give() -> None:
    shipped = files("debtadvisor") / "schemas" / "plan.schema.json"
    assert shipped.read_text(encoding="utf-8") == schema_text()
    assert json.loads(schema_text()) == plan_schema()


@pytest.mark.parametrize(("name", "case"), cases().items(), ids=cases())
def test_documents_of_every_status_fit_the_schema(
    name: str, case: Case, validator: jsonschema.Draft202012Validator
) -> None:
    read = as_read(case)
    assert read["status"] == name.split()[0].rstrip(",")
    validator.validate(read)


WRONG: dict[str, tuple[tuple[str | int, ...], object]] = {
    "an unknown key": (("surprise",), 1),
    "a sum that is a number": (("debts", 0, "walk_away"), 12.5),
    "a sum without fen": (("debts", 0, "share_now"), "12"),
    "a date in words": (("as_of",), "21 Nov 2026"),
    "a status that does not exist": (("status",), "fine"),
    "a stop with a plan": (("status",), "stop"),
    "another version of the schema": (("schema",), "debtadvisor.plan/2"),
    "a world that does not exist": (("pots", 0, "worlds", 0, "world"), "maybe"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_document_does_not_fit(name: str, validator: jsonschema.Draft202012Validator) -> None:
    read = as_read(cases()["ok"])
    path, value = WRONG[name]
    broken = copy.deepcopy(read)
    here: object = broken
    for step in path[:-1]:
        assert isinstance(here, dict | list)
        here = here[step]  # type: ignore[index]  # the path is that of the document
    assert isinstance(here, dict)
    here[path[-1]] = value
    assert not validator.is_valid(broken)


def test_a_document_with_a_key_missing_does_not_fit(validator: jsonschema.Draft202012Validator) -> None:
    for key in ("statement", "debts", "pots", "findings", "sources"):
        read = as_read(cases()["ok"])
        del read[key]
        assert not validator.is_valid(read)


def test_a_stopped_case_carries_findings_and_no_figure_at_all() -> None:
    read = as_read(cases()["stop"])
    assert set(read) == {"schema", "program", "book", "case", "as_of", "status", "findings", "rows", "sources"}
    written = to_json(document(cases()["stop"]))
    assert not re.search(r'"-?\d+\.\d\d"', written)
    for debt in cases()["stop"].debts:
        assert str(debt.balance_high // 100) not in written


def fen(text: object) -> int:
    assert isinstance(text, str)
    whole, part = text.split(".")
    return int(whole) * 100 + int(part)


def test_every_schedule_of_the_document_adds_up_to_the_fen() -> None:
    read = as_read(cases()["ok"])
    seen = 0
    for debt in read["debts"]:  # type: ignore[attr-defined]  # a list by the schema
        options = debt["relief"]["options"]
        ways = [c for o in options for c in (*o["ask"], *o["counter"])] + debt["relief"]["contract"] + [debt["ask"]]
        for way in ways:
            columns = way["schedule"]
            assert fen(way["total"]) == sum(map(fen, columns["payment"]))
            if way is debt["ask"]:  # the chosen way also shows what each payment is made of
                parts = sum(fen(cell) for name in ("principal", "interest", "charges") for cell in columns[name])
                assert parts == fen(way["total"])
            assert len(columns["due"]) == len(columns["payment"]) == way["count"]
            assert columns["due"] == sorted(columns["due"])
            seen += 1
    assert seen > 10


def test_the_worlds_of_the_document_never_pay_more_than_is_there() -> None:
    read = as_read(cases()["ok"])
    for pot in read["pots"]:  # type: ignore[attr-defined]  # a list by the schema
        for world in pot["worlds"]:
            paid = [sum(map(fen, month)) for month in zip(*(d["payments"] for d in world["debts"]), strict=True)]
            for have, spent, left in zip(world["available"], paid, world["left"], strict=True):
                assert fen(have) - spent == fen(left) >= 0
            assert fen(world["total"]) == sum(paid)


def test_the_asks_of_the_document_are_those_of_the_plan() -> None:
    plan = build_plan(cases()["ok"], BOOK)
    assert isinstance(plan, Plan)
    read = as_read(cases()["ok"])
    for line, debt in zip(plan.debts, read["debts"], strict=True):  # type: ignore[call-overload]  # a list
        assert line.ask is not None
        assert debt["ask"]["id"] == line.ask.id
        assert fen(debt["ask"]["total"]) == line.ask.total
        assert debt["ask"]["starting_point"] is line.ask.rests_on_default


def test_every_row_and_source_that_is_named_is_listed_once() -> None:
    read = as_read(cases()["ok"])
    rows = [row["id"] for row in read["rows"]]  # type: ignore[attr-defined]  # lists by the schema
    sources = [source["id"] for source in read["sources"]]  # type: ignore[attr-defined]
    assert len(set(rows)) == len(rows)
    assert len(set(sources)) == len(sources)
    named = {o["term"] for debt in read["debts"] for o in debt["relief"]["options"]}  # type: ignore[attr-defined]
    named |= {claim for script in read["scripts"] for point in script["points"] for claim in point["claims"]}  # type: ignore[attr-defined]
    assert named <= set(rows)
    assert {source for row in read["rows"] for source in row["sources"]} <= set(sources)  # type: ignore[attr-defined]


def test_a_conditions_amount_is_a_decimal_string_and_its_days_are_a_number() -> None:
    when = (Condition(fact="balance", minimum=yuan(90_000)), Condition(fact="days_past_due", maximum=7))
    book = replace(BOOK, terms=(*BOOK.terms, replace(BOOK.terms[0], kind=ReliefKind.RENEWAL, when=when)))
    plan = build_plan(household(debts=LATE), book)
    read = json.loads(to_json(plan_document(plan)))
    (renewal,) = (o for o in read["debts"][1]["relief"]["options"] if o["kind"] == "renewal")
    assert renewal["state"] == "missed"
    amount, days = renewal["checks"]
    assert (amount["minimum"], amount["maximum"]) == ("90000.00", None)
    assert fen(amount["found"]) >= yuan(20_000)
    assert (days["maximum"], days["found"], days["met"]) == (7, 95, False)


def test_a_batch_row_is_the_same_document_on_one_line() -> None:
    made = document(cases()["ok"])
    row = batch_row(made)
    assert row.endswith("\n")
    assert len(row.splitlines()) == 1
    assert json.loads(row) == json.loads(to_json(made))


def test_equal_cases_give_equal_bytes() -> None:
    assert to_json(document(cases()["ok"])) == to_json(document(cases()["ok"]))


@pytest.mark.parametrize(
    "name", ["\x1b[31m", "\u202e倒", "a\nb", "\x9b", "<script>", "\ud800", '"', "长" * 200], ids=repr
)
def test_a_hostile_name_is_kept_and_escaped(name: str, validator: jsonschema.Draft202012Validator) -> None:
    case = household(debts=tuple(replace(debt, name=name) for debt in LATE))
    written = to_json(document(case))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]", written)
    read = json.loads(written)
    assert read["debts"][0]["name"] == name
    validator.validate(read)


def test_a_private_loan_above_the_line_tells_the_line_and_its_text(validator: jsonschema.Draft202012Validator) -> None:
    book = load_book()
    lent = loan(kind=LenderKind.PRIVATE_LENDING, rate=yearly("0.30"), contract_date=date(2024, 5, 1))
    plan = build_plan(household(debts=(lent, loan("plain"))), book)
    assert isinstance(plan, Plan)
    found = json.loads(to_json(plan_document(plan)))
    validator.validate(found)
    dear, plain = (line["relief"]["held_to"] for line in found["debts"])
    # Four times the one-year LPR of 20 April 2024, 3.45 %.
    assert (dear["annual"], dear["dated"]) == ("0.1380", True)
    assert dear["row"] in {row["id"] for row in found["rows"]}
    assert plain is None


def test_early_payments_stand_beside_what_is_signed(validator: jsonschema.Draft202012Validator) -> None:
    daily = Rate(Decimal("0.0004"), Decimal("0.0004"), RatePer.DAY)
    found = as_read(household(income=4_500, debts=(loan("day", 8_000, method=Method.DAILY, rate=daily),)))
    validator.validate(found)
    (pot,) = json.loads(to_json(found))["pots"]
    agreed = pot["worlds"][0]
    (line,) = agreed["debts"]
    paid, signed = ([Decimal(fen) for fen in line[key]] for key in ("payments", "signed"))
    assert Decimal(agreed["total"]) == sum(paid) == sum(signed) - Decimal(pot["early"]["saved"])
    beyond = sum(max(a - b, Decimal(0)) for a, b in zip(paid, signed, strict=True))
    assert beyond == sum(Decimal(month["amount"]) for month in pot["early"]["months"])
    assert Decimal(pot["as_signed"]["total"]) == sum(signed)
