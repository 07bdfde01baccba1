"""Everything that was researched has its place in the book, or a reason why it has none."""

import re
import tomllib
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest

from tests.book_goldens import book

BOOK = Path(__file__).parent / "book"
COVERAGE: dict[str, Any] = tomllib.loads((BOOK / "coverage.toml").read_text(encoding="utf-8"))
LAW: dict[str, Any] = tomllib.loads((BOOK / "law.toml").read_text(encoding="utf-8"))
# Seeds by section: products, mechanisms, tightening, laws, numbers, people, form of the text.
SEEDS = {"s1": 14, "s2": 21, "s3": 11, "s4": 8, "s5": 7, "s6": 13, "s7": 3}


def ids() -> dict[str, tuple[str, ...]]:
    """Every id of the book, by table."""
    return {
        "rule": tuple(book().rules),
        "lender": tuple(book().lenders),
        "relief": tuple(term.id for term in book().terms),
        "myth": tuple(myth.id for myth in book().myths),
        "default": tuple(book().defaults),
    }


def in_book(row: str) -> bool:
    """Whether "rule some-id" is there; `*` stands for any part of an id."""
    table, _, pattern = row.partition(" ")
    return any(fnmatchcase(row_id, pattern) for row_id in ids()[table])


def placed(line: dict[str, Any]) -> bool:
    """Whether every row of that line is in the book, or the line says why there is none."""
    rows = line.get("rows", [])
    reasons = [line.get("why", ""), line.get("program", "")]
    return all(in_book(row) for row in rows) and (bool(rows) or any(len(reason) >= 4 for reason in reasons))


def test_all_224_facts_of_law_are_listed() -> None:
    assert len(LAW) == 224
    assert list(COVERAGE["facts"]) == list(LAW)


@pytest.mark.parametrize("fact", COVERAGE["facts"])
def test_a_fact_of_law_is_in_the_book_or_excused(fact: str) -> None:
    assert placed(COVERAGE["facts"][fact])


def test_a_fact_that_has_a_rule_of_its_name_is_listed_there() -> None:
    for fact in set(LAW) & set(book().rules):
        assert f"rule {fact}" in COVERAGE["facts"][fact]["rows"], fact


def test_only_three_facts_of_law_are_of_no_use_to_a_borrower() -> None:
    excused = [fact for fact, line in COVERAGE["facts"].items() if "rows" not in line]
    assert excused == ["online-loan-2021-2022-followups", "hotline-12321-96110", "holidays-package-coverage"]


def test_every_rule_comes_from_a_fact_but_three_of_our_own() -> None:
    assert set(book().rules) - set(LAW) == {"court-settlement-247", "hotline-110", "pandemic-deferral-2022"}


def test_all_fifty_five_lenders_are_listed_with_the_kinds_of_relief_of_their_own() -> None:
    own = {
        lender: list(dict.fromkeys(str(term.kind) for term in book().terms if term.profile == lender))
        for lender in book().lenders
    }
    assert len(own) == 55
    assert own == COVERAGE["lenders"]


def test_a_lender_has_rows_of_its_own_or_takes_them_from_its_kind() -> None:
    for lender, kinds in COVERAGE["lenders"].items():
        assert kinds or book().lenders[lender].extends, lender


def test_every_item_of_the_seed_list_is_there() -> None:
    counted = {section: sum(1 for seed in COVERAGE["seeds"] if seed.startswith(f"{section}-")) for section in SEEDS}
    assert counted == SEEDS
    assert len(COVERAGE["seeds"]) == sum(SEEDS.values()) == 77


@pytest.mark.parametrize("seed", COVERAGE["seeds"])
def test_a_seed_is_in_the_book_in_the_program_or_excused(seed: str) -> None:
    assert placed(COVERAGE["seeds"][seed])


def test_the_ten_most_misquoted_rules_are_myths() -> None:
    misquoted = COVERAGE["misquoted"]
    assert list(misquoted) == [str(n) for n in range(1, 11)]
    assert len(set(misquoted.values())) == 10
    assert all(in_book(row) for row in misquoted.values())


def test_every_lender_and_myth_has_both_names_and_no_id_is_strange() -> None:
    for table in ("rule", "lender", "relief", "myth"):
        for row_id in ids()[table]:
            assert re.fullmatch(r"[a-z0-9]+(?:[-.][a-z0-9]+)*", row_id), row_id
