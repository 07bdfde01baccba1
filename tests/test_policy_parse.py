"""The format of the policy book: what it refuses, where it says so, and what a well-formed one means."""

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debtadvisor.core.codes import LenderKind, ReliefKind
from debtadvisor.core.errors import InputError, PolicyError
from debtadvisor.core.policy.merge import merge_books
from debtadvisor.core.policy.model import PolicyBook
from debtadvisor.core.policy.parse import parse_book
from debtadvisor.intake.book import load_book

BROKEN = Path(__file__).parent / "errors" / "policies"

SOURCE = """
[sources.page]
title = { zh = "某网页", en = "A page" }
checked = 2026-11-21
evidence = "news"
"""
LENDERS = """
[[lenders]]
id = "any-bank"
kind = "bank_online_loan"
generic = true
name = { zh = "任一银行", en = "Any bank" }
reports_to_pboc = { zh = "上报征信。", en = "Reported." }
[lenders.figures]
grace_days = { value = 3, unit = "days", standing = "planning_default", confidence = "low" }
penalty_multiple = { value = 1.5, unit = "multiple", standing = "practice", confidence = "low", sources = ["page"] }

[[lenders]]
id = "this-bank"
kind = "bank_online_loan"
extends = "any-bank"
name = { zh = "这家银行", en = "This bank" }
[lenders.figures]
grace_days = { value = 0, unit = "days", standing = "practice", confidence = "low", sources = ["page"] }
"""
VERSION = 'version = "2026-11-21"\n'


def deferral(row_id: str, months: int, start: str, end: str = "", profile: str = "any-bank") -> str:
    """A row that defers by that many months within those dates."""
    return f"""
[[relief]]
id = "{row_id}"
profile = "{profile}"
kind = "deferral"
standing = "practice"
confidence = "low"
figures_standing = "planning_default"
when = {{ balance = {{ min = 100, max = 5000.55 }}, stage = ["pre_due", "m1"] }}
ask = {{ defer_months = {months} }}
counter = {{ defer_months = 1 }}
from = {start}
{f"until = {end}" if end else ""}
review_by = 2030-01-01
sources = ["page"]
"""


def rule(row_id: str, extra: str = "") -> str:
    """A law row that is an argument for a deferral."""
    return f"""
[[rules]]
id = "{row_id}"
topic = "negotiation"
statement = {{ zh = "双方可以协商。", en = "The parties may agree." }}
use = {{ zh = "请求协商。", en = "Ask to agree." }}
standing = "law"
confidence = "medium"
supports = ["deferral"]
from = 2021-01-01
review_by = 2027-05-31
sources = ["page"]
{extra}
"""


def raw(text: str) -> Mapping[str, object]:
    """That TOML as the loader reads it."""
    return tomllib.loads(text, parse_float=Decimal)


def book(*parts: str) -> PolicyBook:
    """The book made of those parts, with the source and the two lenders."""
    return parse_book(raw(VERSION + SOURCE + LENDERS + "".join(parts)))


def said(mapping: Mapping[str, object]) -> list[str]:
    """Place and code of every problem that parsing it finds."""
    try:
        parse_book(mapping)
    except PolicyError as error:
        return [f"{problem.where} {problem.code}" for problem in error.problems]
    return []


@pytest.mark.parametrize("path", sorted(BROKEN.glob("*.toml")), ids=lambda path: path.stem)
def test_each_broken_book_is_refused_with_its_own_message(path: Path) -> None:
    expected = path.with_suffix(".txt").read_text(encoding="utf-8").splitlines()
    assert said(raw(path.read_text(encoding="utf-8"))) == expected


def test_every_message_of_the_parser_has_a_broken_book() -> None:
    folder = Path(__file__).parents[1] / "debtadvisor" / "core" / "policy"
    shown = "".join(path.read_text(encoding="utf-8") for path in BROKEN.glob("*.txt")).split()
    code = "".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.py")))
    spoken = set(re.findall(r'\.say\(\s*[^,]+,\s*"(\w+)"', code))
    assert len(spoken) > 30
    assert sorted(spoken - set(shown)) == []


def test_a_misspelt_key_is_told_the_nearest_one() -> None:
    with pytest.raises(PolicyError) as caught:
        book(deferral("a", 2, "2021-01-01").replace("figures_standing", "figure_standing"))
    unknown = next(problem for problem in caught.value.problems if problem.code == "unknown_key")
    assert unknown.values == {"given": "figure_standing", "nearest": "figures_standing"}


def test_an_unknown_code_is_told_the_allowed_ones() -> None:
    with pytest.raises(PolicyError) as caught:
        book(deferral("a", 2, "2021-01-01").replace('confidence = "low"', 'confidence = "hihg"'))
    assert caught.value.problems[0].values == {"given": "hihg", "nearest": "high", "allowed": "high, medium, low"}


def test_amounts_are_yuan_in_the_file_and_fen_in_the_book() -> None:
    balance, stage = book(deferral("a", 2, "2021-01-01")).terms[0].when
    assert (balance.fact, balance.minimum, balance.maximum) == ("balance", 10_000, 500_055)
    assert (stage.fact, stage.one_of) == ("stage", ("pre_due", "m1"))


def test_a_child_profile_inherits_what_it_does_not_say() -> None:
    child = book(deferral("a", 2, "2021-01-01")).lenders["this-bank"]
    assert child.figures["grace_days"].value == 0
    assert child.figures["penalty_multiple"].value == Decimal("1.5")
    assert child.reports_to_pboc is not None
    assert child.reports_to_pboc.zh == "上报征信。"
    assert not child.generic


def test_a_child_profile_uses_its_parents_terms_until_it_has_its_own() -> None:
    day = date(2026, 11, 21)
    inherited = book(deferral("a", 2, "2021-01-01"))
    own = book(deferral("a", 2, "2021-01-01"), deferral("b", 1, "2021-01-01", profile="this-bank"))
    assert [term.id for term in inherited.relief("this-bank", day)] == ["a"]
    assert [term.id for term in own.relief("this-bank", day)] == ["b"]
    assert [term.id for term in own.relief("any-bank", day)] == ["a"]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2020, 12, 31), []),
        (date(2021, 1, 1), ["old"]),
        (date(2024, 12, 31), ["old"]),
        (date(2025, 1, 1), ["new"]),
        (date(2029, 1, 1), ["new"]),
    ],
)
def test_a_superseded_row_speaks_to_its_last_day_and_the_new_one_from_the_next(day: date, expected: list[str]) -> None:
    dated = book(deferral("old", 2, "2021-01-01", "2024-12-31"), deferral("new", 3, "2025-01-01"))
    assert [term.id for term in dated.relief("any-bank", day)] == expected


def test_a_rule_past_its_review_is_no_argument() -> None:
    dated = book(deferral("a", 2, "2021-01-01"), rule("r"))
    asked = (LenderKind.BANK_ONLINE_LOAN, ReliefKind.DEFERRAL)
    assert [r.id for r in dated.arguments(*asked, date(2027, 5, 31))] == ["r"]
    assert dated.arguments(*asked, date(2027, 6, 1)) == ()
    assert dated.rule("r", date(2027, 6, 1)) is None


def test_arguments_come_strongest_first() -> None:
    weaker = rule("a").replace('standing = "law"', 'standing = "guideline"')
    surer = rule("c").replace('confidence = "medium"', 'confidence = "high"')
    ordered = book(weaker, rule("b"), surer).arguments(
        LenderKind.BANK_ONLINE_LOAN, ReliefKind.DEFERRAL, date(2026, 11, 21)
    )
    assert [r.id for r in ordered] == ["c", "b", "a"]


@pytest.mark.parametrize(
    "text",
    ["依民法典第一百七十条办理。", "利息按年24%算，请求调减。", "等额本息，每期七十元。"],
    ids=["article 170", "24 per cent", "seventy yuan"],
)
def test_words_that_only_look_like_a_claim_out_of_scope_pass(text: str) -> None:
    assert said(raw(VERSION + SOURCE + rule("r").replace("双方可以协商。", text))) == []


def test_a_row_that_denies_a_claim_may_name_it() -> None:
    denial = rule("r", "denies = true").replace("双方可以协商。", "第七十条不管网贷，四倍LPR也不管。")
    assert said(raw(VERSION + SOURCE + denial.replace('supports = ["deferral"]', ""))) == []


def test_an_article_takes_what_it_does_not_say_from_its_document() -> None:
    article = '[sources.page-7]\nof = "page"\nlocator = "第七条"\n'
    source = book(article, rule("r").replace('["page"]', '["page-7"]')).rules["r"].sources[0]
    assert (source.id, source.title.zh, source.locator) == ("page-7", "某网页", "第七条")


def test_an_overlay_replaces_the_row_of_the_same_id_and_adds_the_rest() -> None:
    base = raw(VERSION + SOURCE + LENDERS + deferral("a", 2, "2021-01-01") + rule("r"))
    over = raw('version = "mine"\n' + deferral("a", 4, "2021-01-01") + deferral("b", 1, "2021-01-01", "", "this-bank"))
    laid = parse_book(merge_books(base, over, "mine.toml"))
    assert [(term.id, term.ask.defer_months, term.origin) for term in laid.terms] == [
        ("a", 4, "mine.toml"),
        ("b", 1, "mine.toml"),
    ]
    assert list(laid.rules) == ["r"]
    assert laid.version == "2026-11-21 + mine"


def test_an_overlay_leaves_the_rows_it_does_not_name_as_they_were() -> None:
    base = raw(VERSION + SOURCE + LENDERS + deferral("a", 2, "2021-01-01"))
    laid = parse_book(merge_books(base, {"relief": []}, "empty.toml"))
    assert laid.terms == parse_book(base).terms
    assert laid.terms[0].origin == ""


def test_a_source_of_the_base_that_an_overlay_orphans_is_no_error() -> None:
    base = raw(
        VERSION + SOURCE + SOURCE.replace("page]", "other]") + rule("r").replace('["page"]', '["other"]') + rule("s")
    )
    over = raw(rule("r"))
    assert "other" not in parse_book(merge_books(base, over, "mine.toml")).sources


def test_a_row_written_twice_in_an_overlay_is_said_to_be_there_twice() -> None:
    base = raw(VERSION + SOURCE + rule("r"))
    assert said(merge_books(base, raw(rule("r") + rule("r")), "mine.toml")) == ["rules[r].id duplicate_id"]


def test_a_problem_names_the_line_of_its_row_and_key(tmp_path: Path) -> None:
    path = tmp_path / "policies.toml"
    text = VERSION + SOURCE + LENDERS + deferral("a", 2, "2021-01-01").replace("defer_months = 2", "defer_months = 200")
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PolicyError) as caught:
        load_book(path)
    line = 1 + text[: text.index("\nask =") + 1].count("\n")
    assert [p.where for p in caught.value.problems] == [f"line {line}: relief[a].ask.defer_months"]
    assert caught.value.origin == str(path)


def test_broken_toml_names_its_line(tmp_path: Path) -> None:
    path = tmp_path / "policies.toml"
    path.write_text('version = "1"\n[[rules]\nid = 3\n', encoding="utf-8")
    with pytest.raises(PolicyError) as caught:
        load_book(path)
    assert [(p.where, p.code) for p in caught.value.problems] == [("line 2", "broken_toml")]


@pytest.mark.parametrize(
    ("content", "code"),
    [(None, "file_missing"), (b'version = "\xff"', "not_utf8")],
    ids=["missing", "not utf-8"],
)
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, content: bytes | None, code: str) -> None:
    path = tmp_path / "mine.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        load_book(overlay=path)
    assert [p.code for p in caught.value.problems] == [code]
    assert caught.value.origin == str(path)


def test_a_folder_is_no_policy_book(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        load_book(tmp_path)
    assert [p.code for p in caught.value.problems] == ["not_a_file"]


def test_an_empty_file_says_what_is_missing(tmp_path: Path) -> None:
    path = tmp_path / "empty.toml"
    path.touch()
    with pytest.raises(PolicyError) as caught:
        load_book(path)
    assert [(p.where, p.code) for p in caught.value.problems] == [("version", "missing_key")]


def test_a_byte_order_mark_and_windows_line_ends_are_read_through(tmp_path: Path) -> None:
    path = tmp_path / "policies.toml"
    text = VERSION + SOURCE + rule("r")
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert load_book(path).rules["r"].use.zh == "请求协商。"


KEYS = st.sampled_from(
    [
        *("version", "sources", "rules", "lenders", "relief", "defaults", "lpr", "id", "kind", "profile", "extends"),
        *("when", "ask", "counter", "months", "waiver", "figures", "title", "zh", "en", "from", "until", "of", "scope"),
        *("one_year", "channels", "steps", "notes", "balance", "stage", "fee_by_months", "generic", "x"),
    ]
)
LEAVES = (
    st.integers(-5, 10**15)
    | st.booleans()
    | st.decimals()
    | st.floats()
    | st.dates()
    | st.datetimes()
    | st.sampled_from(["deferral", "bank_credit_card", "law", "a", "第七十条", "", "4 x LPR"])
)
MAPPINGS = st.dictionaries(
    KEYS,
    st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4)),
    max_size=6,
)


def outcome(mapping: Mapping[str, object]) -> PolicyBook | PolicyError:
    """The book, or the error that holds its problems; anything else that is raised fails the test."""
    try:
        return parse_book(mapping)
    except PolicyError as error:
        return error


@given(MAPPINGS)
def test_any_mapping_gives_a_book_or_its_problems(mapping: dict[str, object]) -> None:
    found = outcome(mapping)
    assert isinstance(found, PolicyBook) or found.problems


@given(MAPPINGS, MAPPINGS)
def test_any_overlay_gives_a_book_or_its_problems(base: dict[str, object], overlay: dict[str, object]) -> None:
    found = outcome(merge_books(base, overlay, "mine.toml"))
    assert isinstance(found, PolicyBook) or found.problems
