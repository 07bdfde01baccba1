"""The shipped policy book: sourced, dated, in scope, and different for different lenders at the same stage."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from debtadvisor.core.codes import Evidence, LenderKind, ReliefKind, Stage, Standing
from debtadvisor.core.policy.model import Figure, PolicyBook, ReliefTerm, Rule
from debtadvisor.core.triage.table import TABLE
from debtadvisor.core.words import Words
from debtadvisor.intake.book import checkout_book, load_book

TODAY = date(2026, 11, 21)
CARD_AND_THREE_PRODUCTS = ("huabei", "jiebei", "wangshangdai", "generic-credit-card")
ALL_KINDS = tuple(kind for kind in LenderKind if kind is not LenderKind.OTHER)


@pytest.fixture(scope="module")
def book() -> PolicyBook:
    return load_book()


def open_kinds(book: PolicyBook, lender: str, stage: Stage) -> set[tuple[ReliefKind, tuple[int, ...], int]]:
    """What that lender may be asked at that stage: kind, months, months of pause."""
    return {
        (term.kind, term.ask.months, term.ask.defer_months)
        for term in book.relief(lender, TODAY)
        if not term.refused and any(c.fact == "stage" and stage in c.one_of for c in term.when)
    }


def figures(book: PolicyBook) -> Iterator[tuple[str, Figure]]:
    """Every number of the book that stands as a figure, with its place."""
    yield from book.defaults.items()
    for lender in book.lenders.values():
        yield from ((f"{lender.id}.{name}", figure) for name, figure in lender.figures.items())


def sentences(book: PolicyBook) -> Iterator[tuple[str, Words]]:
    """Every sentence of the book that a reader may see, with its place."""
    for rule in book.rules.values():
        yield from ((rule.id, words) for words in (rule.statement, rule.use, rule.caution) if words)
    for term in book.terms:
        yield from ((term.id, words) for words in (term.note, term.credit_record) if words)
    for lender in book.lenders.values():
        yield from ((lender.id, words) for words in lender.notes)
        yield from ((lender.id, channel.how) for channel in lender.channels)
        yield from ((lender.id, step.what) for step in lender.steps)


def test_the_shipped_book_is_the_one_of_the_checkout_and_has_no_problem(book: PolicyBook) -> None:
    assert str(checkout_book()) == str(Path(__file__).parents[1] / "policies.toml")
    assert book.version == "2026-11-21"


def test_every_kind_of_lender_has_one_profile_that_stands_for_it(book: PolicyBook) -> None:
    assert {kind: book.generic(kind).id for kind in ALL_KINDS} == {
        LenderKind.BANK_CREDIT_CARD: "generic-credit-card",
        LenderKind.BANK_ONLINE_LOAN: "generic-bank-online-loan",
        LenderKind.CONSUMER_FINANCE: "generic-consumer-finance",
        LenderKind.MICROLOAN: "generic-microloan",
        LenderKind.P2P_INTERMEDIARY: "generic-p2p-winddown",
        LenderKind.ASSISTED_LENDING_PLATFORM: "generic-assisted-lending",
        LenderKind.PRIVATE_LENDING: "generic-private-lending",
    }
    assert book.lineage("generic-rural-bank") == ("generic-rural-bank", "generic-bank-online-loan")
    assert book.lineage("generic-unlicensed") == ("generic-unlicensed", "generic-private-lending")


@pytest.mark.parametrize(
    ("lender", "name"),
    [("huabei", "花唄"), ("huabei", "蚂蚁花呗"), ("jiebei", "借唄"), ("wangshangdai", "網商貸")],
)
def test_the_three_products_are_found_by_the_names_people_use(book: PolicyBook, lender: str, name: str) -> None:
    assert name in book.lenders[lender].aliases


def test_the_three_products_and_a_card_give_four_different_sets_at_the_same_stage(book: PolicyBook) -> None:
    for stage in (Stage.PRE_DUE, Stage.M1, Stage.M2):
        asked = [open_kinds(book, lender, stage) for lender in CARD_AND_THREE_PRODUCTS]
        assert all(asked)
        assert all(asked[i] != asked[j] for i in range(4) for j in range(i)), stage


def test_article_70_is_an_argument_for_bank_cards_only(book: PolicyBook) -> None:
    for kind in ALL_KINDS:
        cited = {
            rule.id
            for relief in ReliefKind
            for rule in book.arguments(kind, relief, TODAY)
            if any("第七十条" in source.locator for source in rule.sources)
        }
        assert bool(cited) == (kind is LenderKind.BANK_CREDIT_CARD), kind


def test_four_times_lpr_is_an_argument_in_private_lending_only(book: PolicyBook) -> None:
    for kind in ALL_KINDS:
        cited = {
            rule.id
            for relief in ReliefKind
            for rule in book.arguments(kind, relief, TODAY)
            if "lpr_multiple" in rule.figures
        }
        assert bool(cited) == (kind is LenderKind.PRIVATE_LENDING), kind


def test_the_24_per_cent_line_says_that_a_court_must_be_asked(book: PolicyBook) -> None:
    rule = book.rules["rate-24-cap-financial-loans"]
    assert rule.caution is not None
    assert "诉讼中自己提出" in rule.caution.zh
    assert "ask for it in court" in rule.caution.en
    assert not rule.reaches(LenderKind.PRIVATE_LENDING)


def test_the_national_standard_and_the_trade_code_are_no_law(book: PolicyBook) -> None:
    rules = [rule for rule in book.rules.values() if rule.id.startswith(("gbt45251-", "cba-2026-"))]
    assert len(rules) >= 8
    assert {rule.standing for rule in rules} == {Standing.GUIDELINE}


def test_what_was_never_enacted_or_superseded_is_no_rule(book: PolicyBook) -> None:
    gone = {
        *("cc-fee-not-exceed-principal-draft", "network-microloan-draft-2020", "legislative-agenda-2026"),
        *("rate-24-36-old-rule", "nifa-2018-pact", "fake-network-loan-rules-2025"),
    }
    assert gone & set(book.rules) == set()


@pytest.mark.parametrize(
    ("rule_id", "last_day_before", "first_day"),
    [
        ("assisted-9-all-in-cost", date(2025, 9, 30), date(2025, 10, 1)),
        ("cost-disclosure-2026", date(2026, 7, 31), date(2026, 8, 1)),
        ("arbitration-2026", date(2026, 2, 28), date(2026, 3, 1)),
        ("xiamen-personal-bankruptcy", date(2025, 10, 31), date(2025, 11, 1)),
    ],
)
def test_a_new_text_speaks_from_its_first_day(
    book: PolicyBook, rule_id: str, last_day_before: date, first_day: date
) -> None:
    assert book.rule(rule_id, last_day_before) is None
    assert book.rule(rule_id, first_day) is not None


def test_every_rule_that_triage_cites_is_in_the_book_and_speaks(book: PolicyBook) -> None:
    cited = {rule_id for row in TABLE.values() for rule_id in row.rules}
    assert sorted(rule_id for rule_id in cited if book.rule(rule_id, TODAY) is None) == []


def test_every_number_has_a_source_or_is_a_planning_default(book: PolicyBook) -> None:
    for name, figure in figures(book):
        assert figure.sources or figure.standing is Standing.PLANNING_DEFAULT, name
    for term in book.terms:
        assert term.sources or {term.standing, term.figures_standing} == {Standing.PLANNING_DEFAULT}, term.id
    for rule in book.rules.values():
        assert rule.sources, rule.id


def test_months_and_shares_that_no_page_publishes_are_planning_defaults(book: PolicyBook) -> None:
    sourced = {term.id for term in book.terms if term.figures_standing is not Standing.PLANNING_DEFAULT}
    assert sourced == {
        *("huabei.deferral", "huabei.instalment"),
        *("jd-baitiao.deferral", "jd-baitiao.instalment", "fenqile.deferral"),
    }


def test_waivers_ask_the_shares_of_the_guide_and_never_the_principal(book: PolicyBook) -> None:
    zero, half, whole = Decimal(0), Decimal("0.5"), Decimal(1)
    asked = {term.kind: set[tuple[Decimal, ...]]() for term in book.terms}
    for term in book.terms:
        if not term.refused:
            asked[term.kind] |= {
                (w.late_fee, w.penalty, w.accrued_interest, w.future_interest)
                for w in (term.ask.waiver, term.counter.waiver)
            }
    assert asked[ReliefKind.PENALTY_WAIVER] == {(whole, whole, zero, zero), (half, half, zero, zero)}
    assert asked[ReliefKind.SETTLEMENT] == {(whole, whole, zero, zero), (half, half, zero, zero)}
    assert asked[ReliefKind.INTEREST_WAIVER] == {(zero, zero, half, zero), (zero, zero, zero, zero)}
    assert asked[ReliefKind.INSTALMENT] == {(zero, zero, zero, zero)}


def test_huabeis_own_deferral_is_one_month_for_small_bills_before_the_due_day(book: PolicyBook) -> None:
    term = next(t for t in book.terms if t.id == "huabei.deferral")
    conditions = {c.fact: c for c in term.when}
    assert (conditions["balance"].minimum, conditions["balance"].maximum) == (100_00, 5_000_00)
    assert conditions["stage"].one_of == ("pre_due",)
    assert (term.ask.defer_months, term.counter.defer_months) == (1, 1)


def test_huabeis_instalment_fees_are_the_reported_ones_of_2022(book: PolicyBook) -> None:
    term = next(t for t in book.terms if t.id == "huabei.instalment")
    assert term.ask.fee_by_months == {3: Decimal("0.023"), 6: Decimal("0.045"), 12: Decimal("0.075")}
    assert {source.evidence for source in term.sources} == {Evidence.BORROWER_REPORTED}


def test_a_business_loan_is_renewed_only_for_business_and_without_arrears(book: PolicyBook) -> None:
    term = next(t for t in book.relief("wangshangdai", TODAY) if t.kind is ReliefKind.RENEWAL)
    conditions = {c.fact: c.one_of for c in term.when}
    assert conditions["purpose"] == ("business",)
    assert conditions["in_arrears"] == ("no",)
    assert conditions["stage"] == ("pre_due",)


def test_a_refusal_says_why_in_words(book: PolicyBook) -> None:
    refused = [term for term in book.terms if term.refused]
    assert {"generic-credit-card.renewal", "generic-microloan.renewal"} <= {term.id for term in refused}
    assert all(term.note for term in refused)


def test_a_card_plan_rests_on_article_70_within_its_sixty_months(book: PolicyBook) -> None:
    term = next(t for t in book.relief("generic-credit-card", TODAY) if t.kind is ReliefKind.INSTALMENT_PLAN)
    assert term.standing is Standing.REGULATION
    assert max(term.ask.months) == term.max_months == 60
    assert "第七十条" in {source.locator for source in term.sources}


def month_starts() -> list[date]:
    """The first and the last day of every month from 2019 to 2027."""
    firsts = [date(year, month, 1) for year in range(2019, 2028) for month in range(1, 13)]
    return sorted({*firsts, *(first - timedelta(days=1) for first in firsts[1:])})


def test_rows_of_one_lender_and_kind_never_overlap_nor_leave_a_gap_once_begun(book: PolicyBook) -> None:
    for lender in book.lenders:
        begun: set[ReliefKind] = set()
        for day in month_starts():
            kinds = [term.kind for term in book.relief(lender, day)]
            assert len(kinds) == len(set(kinds)), (lender, day)
            assert begun <= set(kinds), (lender, day)
            begun |= set(kinds)


def test_every_row_speaks_today_but_those_of_measures_that_have_ended(book: PolicyBook) -> None:
    rows: list[Rule | ReliefTerm] = [*book.rules.values(), *book.terms]
    ended = {row.id for row in rows if not row.validity.speaks(TODAY)}
    assert ended == {"pandemic-deferral-2022", "credit-one-off-repair-terms", "nifa-2024-guideline"}
    for row in rows:
        assert row.validity.review_by <= date(2027, 11, 30), row.id


def test_what_is_tied_to_the_end_of_2026_is_reviewed_by_then(book: PolicyBook) -> None:
    assert book.rules["npl-bulk-transfer-until-2026"].validity.review_by == date(2026, 12, 31)
    assert book.rules["rate-private-4x-lpr-current"].validity.review_by == date(2026, 12, 31)


def test_only_public_service_numbers_are_printed(book: PolicyBook) -> None:
    public = {"110", "120", "12315", "12345", "12348", "12356", "12363", "12368", "12378"}
    numbers = {channel.number for lender in book.lenders.values() for channel in lender.channels} - {""}
    assert numbers <= public
    for place, words in sentences(book):
        for text in (words.zh, words.en):
            found = set(re.findall(r"(?<![\d.,])(?:1[12]\d{3}|9[56]\d{3}|400-?\d{3}-?\d{4})(?![\d.,%])", text))
            assert found <= public, place


def test_no_article_is_cited_that_nobody_read(book: PolicyBook) -> None:
    for source in book.sources.values():
        assert not (source.evidence is Evidence.UNVERIFIED and source.locator), source.id


def test_no_chinese_sentence_has_half_width_punctuation(book: PolicyBook) -> None:
    for place, words in sentences(book):
        assert not re.search(r"[\u4e00-\u9fff][,;:?!]", words.zh), (place, words.zh)


def test_nothing_in_the_book_is_left_in_traditional_characters_but_aliases(book: PolicyBook) -> None:
    for place, words in sentences(book):
        assert not set(words.zh) & set("還貸額詢協議證據銀債務網時間訴訟"), place


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2019, 8, 19), None),
        (date(2019, 8, 20), "0.0425"),
        (date(2020, 8, 20), "0.0385"),
        (date(2024, 10, 20), "0.0335"),
        (date(2024, 10, 21), "0.031"),
        (date(2025, 5, 20), "0.03"),
        (date(2026, 8, 20), "0.03"),
    ],
)
def test_the_one_year_lpr_of_a_contract_day_is_the_published_one(
    book: PolicyBook, day: date, expected: str | None
) -> None:
    assert book.one_year_lpr(day) == (Decimal(expected) if expected else None)


def test_the_last_checked_lpr_is_named(book: PolicyBook) -> None:
    assert book.lpr_checked == date(2026, 8, 20)


@pytest.mark.parametrize(
    "name",
    [
        *("living_floor", "first_payment_after_days", "rate_annual_unknown", "penalty_multiple", "late_fee_share"),
        *("minimum_share", "call_answer_days"),
    ],
)
def test_a_planning_default_says_that_it_is_one(book: PolicyBook, name: str) -> None:
    figure = book.defaults[name]
    assert figure.standing is Standing.PLANNING_DEFAULT
    assert figure.note is not None
