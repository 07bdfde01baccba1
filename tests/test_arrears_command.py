"""``arrears`` from outside: figures worked out by hand, what the page and the document say, and for whom."""

import json
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from importlib.resources import files
from pathlib import Path
from string import Template

import jsonschema
import pytest

from debtadvisor.core.arrears.crediting import CARD_SWITCH
from debtadvisor.core.arrears.settle import EXTRA_INTEREST, METHODS
from debtadvisor.core.codes import Method
from debtadvisor.intake.book import load_book
from debtadvisor.text.catalogue import LANGUAGES, topic
from tests.running import columns, run
from tests.test_terms import leaves

SUM = ("arrears", "--principal", "20000", "--rate", "日万五", "--since", "2026-07-10", "--on", "2026-11-21")
LOAN = (
    *("arrears", "--principal", "50000", "--rate", "18%", "--months", "24", "--start", "2026-01-10"),
    *("--missed-from", "2026-07-10", "--on", "2026-08-20"),
)
CARD = (
    "arrears",
    "--principal",
    "10000",
    "--since",
    "2026-07-10",
    "--kind",
    "bank_credit_card",
    "--statement-day",
    "20",
)
JUDGED = ("--judgment", "2026-08-01", "--perform-by", "2026-08-11")
DAYS = 134  # 10 July to 21 November 2026, the first counted and the last not


def schema() -> jsonschema.Draft202012Validator:
    text = (files("debtadvisor") / "schemas" / "arrears.schema.json").read_text(encoding="utf-8")
    return jsonschema.Draft202012Validator(json.loads(text))


def asked(folder: Path, *words: str) -> dict[str, object]:
    """The document of that command line, checked against its schema."""
    ran = run(folder, *words, "--format", "json")
    assert (ran.code, ran.err) == (0, "")
    document = ran.read()
    schema().validate(document)
    return document


def part(document: dict[str, object], *names: str) -> object:
    """What stands at that place of the document."""
    here: object = document
    for name in names:
        assert isinstance(here, dict)
        here = here[name]
    return here


def yuan(exact: str) -> str:
    """A sum worked out by hand, to the fen."""
    return str(Decimal(exact).quantize(Decimal("0.01"), ROUND_HALF_UP))


# --- figures ------------------------------------------------------------------------------------------


def test_one_overdue_sum_is_interest_and_half_of_it_on_top(tmp_path: Path) -> None:
    assert (date(2026, 11, 21) - date(2026, 7, 10)).days == DAYS
    found = asked(tmp_path, *SUM, "--penalty", "1.5", "--interest-owed", "300")
    assert part(found, "balance", "principal") == "20000.00"
    # 20000 x 0.05 % x 134 = 1340, with the 300 owed before; 20000 x 0.025 % x 134 = 670.
    assert part(found, "balance", "interest") == "1640.00"
    assert part(found, "balance", "penalty") == "670.00"
    assert part(found, "balance", "total") == "22310.00"
    # 20000 x 0.075 % = 15 a day.
    assert found["per_day"] == "15.0000"
    assert found["days_past_due"] == DAYS


def test_a_yearly_rate_is_divided_by_360_unless_365_is_asked_for(tmp_path: Path) -> None:
    words = (*SUM[:4], "18%", *SUM[5:], "--penalty", "1")
    # 20000 x 18 % x 134 / 360 = 1340; / 365 = 1321.643835...
    assert part(asked(tmp_path, *words), "balance", "interest") == "1340.00"
    by_365 = asked(tmp_path, *words, "--day-count", "actual_365")
    assert part(by_365, "balance", "interest") == yuan("1321.643835")
    # A rate quoted for a day is that rate, whatever the year.
    assert part(asked(tmp_path, *SUM, "--day-count", "actual_365"), "balance", "interest") == "1340.00"


def test_a_fee_by_the_day_is_not_added_to_the_interest_that_it_holds(tmp_path: Path) -> None:
    # 0.05 % either way: 20000 x 0.05 % x 134 = 1340 in all, never twice.
    both = asked(tmp_path, *SUM, "--penalty-daily", "日万五")
    assert part(both, "balance", "overdue") == "21340.00"
    # 0.02 % stands beside it: 20000 x 0.07 % x 134 = 1876.
    lower = asked(tmp_path, *SUM, "--penalty-daily", "0.02%/日")
    assert part(lower, "balance", "overdue") == "21876.00"


def test_the_book_knows_what_a_lender_charges_and_says_how_sure_it_is(tmp_path: Path) -> None:
    words = ("arrears", "--principal", "20000", "--since", "2026-07-10", "--on", "2026-11-21", "--lender", "花呗")
    found = asked(tmp_path, *words)
    # 0.05 % a day of the bill: 20000 x 0.05 % x 134 = 1340.
    assert part(found, "balance", "penalty") == "1340.00"
    assert part(found, "balance", "interest") == "0.00"
    assert found["lender"] == "huabei"
    assert part(found, "convention", "penalty", "from", "origin") == "book"
    assert part(found, "convention", "penalty", "from", "standing") == "practice"
    named = {source["id"] for source in found["sources"]}  # type: ignore[attr-defined]
    assert set(part(found, "convention", "penalty", "from", "sources")) <= named  # type: ignore[call-overload]
    # What the person says wins: 0.03 % a day are 804.
    own = asked(tmp_path, *words, "--penalty-daily", "0.03%/日")
    assert part(own, "balance", "penalty") == "804.00"
    assert part(own, "convention", "penalty", "from", "origin") == "given"


def test_a_loan_falls_due_by_its_schedule(tmp_path: Path) -> None:
    # PMT(1.5 %, 24, 50000) = 2496.21. After five payments 41003.07 are left (published formula, each rounded):
    # interest of the sixth is 41003.07 x 1.5 % = 615.05, its principal 1881.16.
    found = asked(tmp_path, *LOAN, "--penalty", "1.5")
    first = found["lines"][0]  # type: ignore[index]
    assert first["posted"]["principal"] == "1881.16"
    assert first["posted"]["interest"] == "615.05"
    # On 20 August two are late, of which 1881.16 for 41 days and 1909.38 for 10, at 0.025 % of penalty:
    # 1881.16 x 41 x 0.00025 + 1909.38 x 10 x 0.00025 = 19.28189 + 4.77345 = 24.05534.
    assert part(found, "balance", "principal") == yuan("3790.54")
    assert part(found, "balance", "penalty") == yuan("24.05534")
    # Interest due 615.05 + 586.83, and 1881.16 x 41 x 0.0005 + 1909.38 x 10 x 0.0005 = 48.11068 on what is late.
    assert part(found, "balance", "interest") == yuan("1249.99068")
    assert found["days_past_due"] == 41


def test_calling_the_loan_in_is_said_and_charged_from_that_day(tmp_path: Path) -> None:
    plain = asked(tmp_path, *LOAN)
    called = asked(tmp_path, *LOAN, "--accelerated", "2026-08-15", "--penalty-base", "whole_principal")
    assert part(called, "balance", "not_due") == "0.00"
    assert Decimal(str(called["per_day"])) > 5 * Decimal(str(plain["per_day"]))
    assert part(called, "convention", "accelerated") == "2026-08-15"
    out = run(tmp_path, *LOAN, "--accelerated", "2026-08-15").out
    assert "2026年8月15日起，全部本金都算到期" in out
    assert "没有算提前到期" in run(tmp_path, *LOAN).out


def test_what_a_payment_would_do(tmp_path: Path) -> None:
    # On 1 December interest is 20000 x 0.05 % x 144 = 1440 and penalty 720: 3000 pays both, and 840 of principal,
    # which then bears 840 x 0.075 % = 0.63 a day less.
    found = asked(tmp_path, *SUM, "--penalty", "1.5", "--if-paid", "3000@2026-12-01")
    assert part(found, "if_paid", "credited", "interest") == "1440.00"
    assert part(found, "if_paid", "credited", "penalty") == "720.00"
    assert part(found, "if_paid", "credited", "principal") == "840.00"
    assert part(found, "if_paid", "saved_per_day") == "0.6300"
    assert part(found, "if_paid", "saved_in_30_days") == "18.90"
    assert part(found, "if_paid", "after", "total") == "19160.00"
    assert asked(tmp_path, *SUM)["if_paid"] is None


def test_payments_may_stand_in_any_order(tmp_path: Path) -> None:
    one, other = ("--paid", "500@2026-09-01"), ("--paid", "0.1万@2026-10-01")
    assert asked(tmp_path, *SUM, *one, *other) == asked(tmp_path, *SUM, *other, *one)


def test_a_card_bill_bears_interest_monthly_and_its_late_fee_once(tmp_path: Path) -> None:
    words = (*CARD, "--rate", "日万五", "--minimum", "10%", "--late-fee-share", "5%", "--grace", "0")
    # The morning after: 10000 x 0.05 % = 5.00, and 5 % of 1000 = 50.00.
    found = asked(tmp_path, *words, "--on", "2026-07-11")
    assert (part(found, "balance", "interest"), part(found, "balance", "fees")) == ("5.00", "50.00")
    # Billed on 20 July: 11 days, 55.00; ten days on it bore 55 x 0.05 % x 10 = 0.275.
    found = asked(tmp_path, *words, "--on", "2026-07-31")
    assert part(found, "balance", "compound") == "0.28"
    assert part(found, "convention", "order") == [
        *("costs", "interest", "compound", "penalty", "fees", "principal", "judgment")
    ]
    late = asked(tmp_path, *words, "--on", "2026-10-09")
    assert late["days_past_due"] == CARD_SWITCH
    assert part(late, "convention", "order")[0] == "principal"  # type: ignore[index]


def test_after_a_judgment_the_extra_interest_runs_beside_the_ordinary(tmp_path: Path) -> None:
    found = asked(tmp_path, *SUM, "--penalty", "1", *JUDGED)
    # From 11 August to 21 November 102 days: 20000 x 0.0175 % x 102 = 357.00; ordinary interest 1340 goes on.
    assert (part(found, "balance", "judgment"), part(found, "balance", "interest")) == ("357.00", "1340.00")
    assert part(found, "convention", "judgment", "per_day") == "0.000175"
    assert EXTRA_INTEREST in found["rules"]  # type: ignore[operator]
    less = asked(tmp_path, *SUM, "--penalty", "1", *JUDGED, "--judgment-amount", "10000")
    assert part(less, "balance", "judgment") == "178.50"


def test_nothing_grows_without_a_rate(tmp_path: Path) -> None:
    found = asked(tmp_path, *SUM[:4], "0%", *SUM[5:], "--penalty", "1")
    assert part(found, "balance", "total") == "20000.00"
    assert found["per_day"] == "0.0000"
    assert "也不会变多" in run(tmp_path, *SUM[:4], "0%", *SUM[5:], "--width", "200").out


def test_the_largest_sum_and_the_longest_loan_can_be_counted(tmp_path: Path) -> None:
    huge = asked(tmp_path, "arrears", "--principal", "1000000000000", *SUM[3:], "--penalty", "1")
    assert part(huge, "balance", "interest") == "67000000000.00"
    words = ("--months", "1200", "--start", "2026-01-31", "--missed-from", "2026-02-28", "--on", "2120-01-01")
    asked(tmp_path, "arrears", "--principal", "50000", "--rate", "18%", *words)


@pytest.mark.parametrize("method", METHODS, ids=str)
def test_every_method_of_repaying_can_be_counted(tmp_path: Path, method: Method) -> None:
    found = asked(tmp_path, *LOAN, "--method", method.value, "--missed-from", "2026-07-10")
    assert Decimal(str(part(found, "balance", "total"))) > 0


# --- scope --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["bank_online_loan", "consumer_finance", "microloan", "assisted_lending_platform"])
def test_rules_are_named_only_to_those_whom_they_reach(tmp_path: Path, kind: str) -> None:
    rules = asked(tmp_path, *SUM, "--kind", kind)["rules"]
    assert isinstance(rules, list)
    assert not [rule for rule in rules if rule.startswith("cc-") or "private" in rule]
    assert ("bank-penalty-rate-30-50" in rules) == (kind in ("bank_online_loan", "consumer_finance"))


def test_cards_and_private_loans_have_rules_of_their_own(tmp_path: Path) -> None:
    card = asked(tmp_path, *CARD, "--on", "2026-11-21")["rules"]
    assert isinstance(card, list)
    assert {"cc-payment-order-91-days", "cc-111-penalty-not-bear-interest"} <= set(card)
    private = asked(tmp_path, *SUM, "--kind", "private_lending")
    assert "rate-private-total-cap" in private["rules"]  # type: ignore[operator]
    # No penalty is taken for granted where only the agreement can say one.
    assert part(private, "convention", "penalty", "multiple") is None
    unnamed = asked(tmp_path, *SUM)["rules"]
    assert unnamed == ["civil-676-overdue-interest", "civil-561-order-of-payment"]


def test_the_24_percent_line_is_not_applied_by_itself(tmp_path: Path) -> None:
    # 36 % a year and 1.5 times of it: 20000 x 0.15 % x 134 = 4020, though a court may cut it on request.
    found = asked(tmp_path, *SUM[:4], "36%", *SUM[5:], "--penalty", "1.5", "--kind", "consumer_finance")
    assert part(found, "balance", "overdue") == "24020.00"


# --- the page -----------------------------------------------------------------------------------------

PAGES = {
    "sum": (*SUM, "--paid", "500@2026-09-01", "--if-paid", "3000@2026-12-01"),
    "lender": (*SUM[:3], *SUM[5:], "--lender", "花呗", "--if-paid", "30000@2026-12-01"),
    "loan": (
        *LOAN,
        "--paid",
        "3000@2026-07-01",
        "--grace",
        "3",
        "--compound",
        "interest",
        "--if-paid",
        "100@2026-09-01",
    ),
    "called-in": (*LOAN, "--accelerated", "2026-08-15", "--lender", "借呗"),
    "card": (*CARD, "--on", "2026-11-21", "--paid", "500@2026-09-01", "--if-paid", "1000@2026-12-01"),
    "judged": (
        *SUM,
        *JUDGED,
        "--paid",
        "3000@2026-10-01",
        "--costs",
        "50",
        "--order",
        "contract",
        "--contract-order",
        "principal,interest",
    ),
    "due-today": (*SUM[:-1], "2026-07-10"),
    "instalment": (*SUM, "--interest-owed", "300", "--penalty-base", "instalment", "--lender", "微粒贷"),
    "beside": (*SUM, "--penalty-daily", "0.01%/日", "--judgment", "2026-08-01", "--perform-by", "2026-08-11"),
    "settled": (*SUM, "--paid", "30000@2026-09-01"),
}


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", [40, 80])
def test_pages_fit_their_width_in_both_languages(tmp_path: Path, name: str, width: int) -> None:
    for lang in LANGUAGES:
        ran = run(tmp_path, *PAGES[name], "--width", str(width), "--lang", lang)
        assert (ran.code, ran.err) == (0, "")
        assert [line for line in ran.out.splitlines() if columns(line) > width] == []
        assert "${" not in ran.out
        if lang == "en":
            told = ran.out.split("\nSources\n")[0]
            lines = [line for line in told.splitlines() if "://" not in line]
            assert not [line for line in lines if any("\u4e00" <= letter <= "\u9fff" for letter in line)]


@pytest.mark.parametrize("name", PAGES)
def test_the_page_shows_the_figures_of_the_document(tmp_path: Path, name: str) -> None:
    found = asked(tmp_path, *PAGES[name])
    for form in ("text", "markdown"):
        out = run(tmp_path, *PAGES[name], "--format", form, "--width", "200").out
        for component in ("principal", "interest", "penalty", "fees", "judgment", "overdue", "total"):
            figure = Decimal(str(part(found, "balance", component)))
            if figure and component != "total":
                assert f"{figure:,.2f}" in out
        assert "对方的账单为准" in out
        assert "一项一项" in out
        assert "最影响结果" in out


def test_what_was_assumed_is_said(tmp_path: Path) -> None:
    out = run(tmp_path, *SUM, "--width", "200").out
    assert "合同利率的 1.5 倍（本工具暂用的）" in out
    assert "利率：每天 0.05%，一年按 360 天是 18%（您写的）" in out
    # 1.3 times would be 20000 x 0.065 % = 13 a day, not 15.
    assert "1.3 倍，没还上的这部分每天大约是 13 元，不是 15 元" in out
    assert "违约金该排在哪里有争议" in out
    card = run(tmp_path, *CARD, "--on", "2026-11-21", "--width", "200").out
    assert "可能从消费记账那天起就计息" in card
    assert "每月 20 号（您写的）" in card
    # Without a statement day one is assumed: 20 days before the due day.
    assert "每月 20 号（本工具暂用的）" in run(tmp_path, *CARD[:-2], "--on", "2026-11-21", "--width", "200").out


def test_a_strict_run_needs_a_book_in_time(tmp_path: Path) -> None:
    assert run(tmp_path, *SUM, "--strict").code == 0
    words = (*SUM[:-1], "2035-01-01", "--strict")
    assert run(tmp_path, *words).code == 4


def test_the_published_schema_is_printed(tmp_path: Path) -> None:
    printed = run(tmp_path, "template", "--format", "arrears-schema")
    assert printed.code == 0
    jsonschema.Draft202012Validator.check_schema(printed.read())
    assert printed.read() == schema().schema


def test_both_languages_say_the_same_things() -> None:
    chinese, english = (dict(leaves(topic(lang, "arrears"))) for lang in ("zh", "en"))
    assert list(chinese) == list(english)
    for key, lines in chinese.items():
        assert all(line.strip() for line in (*lines, *english[key])), key
        holes = [{hole for line in some for hole in Template(line).get_identifiers()} for some in (lines, english[key])]
        assert holes[0] == holes[1], key
        assert len(lines) == len(english[key]), key


def test_the_figures_it_needs_stand_in_the_book() -> None:
    book = load_book()
    assert book.rules[EXTRA_INTEREST].figures["per_day"] == Decimal("0.000175")
    assert book.rules["cc-payment-order-91-days"].figures["days"] == CARD_SWITCH
    assert {"penalty_multiple", "late_fee_share", "minimum_share"} <= set(book.defaults)
