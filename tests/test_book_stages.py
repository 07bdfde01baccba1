"""Each lender at each stage: the book offers what was found out, refuses the rest with a reason, and renders."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from math import ceil
from pathlib import Path
from typing import Any

import pytest

from debtadvisor.core.codes import ReliefKind, Stage
from debtadvisor.core.plan.build import build_plan
from debtadvisor.core.plan.model import Plan
from debtadvisor.core.policy.model import Rule
from debtadvisor.core.relief.model import OptionState
from debtadvisor.core.script.build import scripts
from debtadvisor.core.script.model import Part
from debtadvisor.output.markdown import to_markdown
from debtadvisor.output.plan.page import plan_report
from debtadvisor.output.script.page import script_report
from debtadvisor.text.catalogue import LANGUAGES, Catalogue
from tests.book_goldens import FOLDER, asked, book, golden, simple_case
from tests.book_scope import beyond

BOOK = Path(__file__).parent / "book"
KIND = {
    "defer": ReliefKind.DEFERRAL,
    "extend": ReliefKind.TERM_EXTENSION,
    "instalment": ReliefKind.INSTALMENT,
    "personalised": ReliefKind.INSTALMENT_PLAN,
    "settle": ReliefKind.SETTLEMENT,
    "renew": ReliefKind.RENEWAL,
    "waive_penalty": ReliefKind.PENALTY_WAIVER,
    "waive_interest": ReliefKind.INTEREST_WAIVER,
    "pause_contact": ReliefKind.CONTACT_PAUSE,
}
# Of these the facts say that nothing is offered, or that nothing is known.
CLOSED = ("not-applicable", "reported-unavailable", "unknown")
Line = Mapping[str, Any]


@lru_cache
def read(name: str) -> dict[str, Any]:
    """A table of `tests/book`."""
    return tomllib.loads((BOOK / name).read_text(encoding="utf-8"))


FACTS = read("facts.toml")
LENDERS = tuple(FACTS)


@lru_cache
def found_out(lender: str) -> Mapping[str, Line]:
    """What the facts say of each option of that lender, with what it takes from the profile that it extends."""
    own = {option: line for option, line in FACTS[lender].items() if option in KIND}
    above = FACTS[lender].get("extends")
    return {**(found_out(above) if above else {}), **own}


def expected_stages(line: Line) -> list[str]:
    return [] if line["status"] in CLOSED else list(line["stages"])


def open_stages(lender: str, kind: str) -> list[str]:
    """The stages at which the golden list of that lender has that kind open, for a household or a business."""
    page = read(f"lenders/{lender}.toml")
    return [stage for stage in Stage if kind in (*page[stage]["open"], *page[stage].get("open_for_business", ()))]


def on_purpose() -> dict[tuple[str, str], tuple[list[str], list[str]]]:
    """Lender and option → the stages of the facts and those of the book, where they differ on purpose."""
    rows = read("differences.toml")["stages"]
    return {(lender, row["option"]): (row["facts"], row["book"]) for row in rows for lender in row["lenders"]}


# --- the golden lists --------------------------------------------------------------------------------------------


def test_there_is_a_golden_list_for_each_of_the_fifty_five_lenders() -> None:
    assert len(LENDERS) == 55
    assert sorted(path.stem for path in FOLDER.glob("*.toml")) == sorted(LENDERS) == sorted(book().lenders)


@pytest.mark.parametrize("lender", LENDERS)
def test_what_a_lender_may_be_asked_at_each_stage_is_as_it_was_read_in_review(lender: str) -> None:
    assert golden(lender) == (FOLDER / f"{lender}.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("lender", LENDERS)
def test_every_kind_of_relief_is_open_or_closed_with_a_reason_at_every_stage(lender: str) -> None:
    page = read(f"lenders/{lender}.toml")
    for stage in Stage:
        here = page[stage]
        assert sorted([*here["open"], *here["closed"]]) == sorted(KIND.values()), stage
        assert all(here["closed"].values()), stage


# --- against what was found out ----------------------------------------------------------------------------------


def test_every_lender_is_under_the_law_that_was_found_out_for_it() -> None:
    assert {lender: str(book().lenders[lender].kind) for lender in LENDERS} == {
        lender: FACTS[lender]["kind"] for lender in LENDERS
    }


@pytest.mark.parametrize("lender", LENDERS)
def test_an_option_is_open_at_the_stages_that_were_found_out_or_differs_on_purpose(lender: str) -> None:
    for option, line in found_out(lender).items():
        stages = open_stages(lender, KIND[option]), expected_stages(line)
        if stages[0] != stages[1]:
            assert on_purpose().get((lender, option)) == (stages[1], stages[0]), (option, stages)


def test_no_difference_is_kept_that_is_none_and_each_says_why() -> None:
    for (lender, option), (facts, ours) in on_purpose().items():
        assert facts != ours, (lender, option)
        assert expected_stages(found_out(lender)[option]) == facts, (lender, option)
        assert open_stages(lender, KIND[option]) == ours, (lender, option)
    assert all(len(row["why"]) > 20 for rows in read("differences.toml").values() for row in rows)


@pytest.mark.parametrize("lender", LENDERS)
def test_no_more_months_are_asked_than_were_found_out(lender: str) -> None:
    rows = read(f"lenders/{lender}.toml")["rows"]
    pauses = {name: row for row in read("differences.toml")["pause"] for name in row["lenders"]}
    for option, line in found_out(lender).items():
        row = rows.get(KIND[option])
        if row is None or "refused" in row:
            continue
        if "months" in line:
            assert row["most_months"] == line["months"], option
            assert max(row["ask"]["months"]) <= line["months"], option
            assert max(row["counter"]["months"]) <= max(row["ask"]["months"]), option
        if "days" in line:
            months = row["ask"]["defer_months"], row["counter"]["defer_months"]
            if lender in pauses:
                kept = pauses[lender]
                assert (*months, line["days"]) == (kept["asked_months"], kept["countered_months"], kept["days"])
            else:
                assert months[1] <= months[0] <= ceil((line["days"] - 1) / 30), option


def test_the_bounds_of_a_bill_are_those_that_were_found_out() -> None:
    bounded = {lender: line for lender in LENDERS for line in FACTS[lender].values() if "yuan_from" in line}
    assert sorted(bounded) == ["huabei"]
    term = next(t for t in book().terms if t.id == "huabei.deferral")
    balance = next(c for c in term.when if c.fact == "balance")
    assert (balance.minimum, balance.maximum) == (
        bounded["huabei"]["yuan_from"] * 100,
        bounded["huabei"]["yuan_to"] * 100,
    )


@pytest.mark.parametrize(
    ("lender", "option"),
    [
        (lender, option)
        for lender in LENDERS
        for option, line in found_out(lender).items()
        if line["status"] == "not-applicable"
    ],
)
def test_what_does_not_fit_a_product_is_refused_with_a_sentence(lender: str, option: str) -> None:
    row = read(f"lenders/{lender}.toml")["rows"][KIND[option]]
    assert row["refused"].endswith("。")


def test_a_number_that_no_page_supports_is_never_called_the_lenders_own() -> None:
    for lender in LENDERS:
        rows = read(f"lenders/{lender}.toml")["rows"]
        for option, line in found_out(lender).items():
            row = rows.get(KIND[option], {})
            if line["basis"] == "unverified" and "ask" in row:
                assert row["numbers"] == "planning_default", (lender, option)


# --- every page of every lender ----------------------------------------------------------------------------------


def pages(lender: str, stage: Stage) -> Iterator[tuple[str, str]]:
    """Language and text of the plan page and of the script page, for a simple case."""
    case = simple_case(lender, stage)
    result = build_plan(case, book())
    packs = scripts(result, book()) if isinstance(result, Plan) else ()
    for lang in LANGUAGES:
        words = Catalogue(lang)
        yield lang, to_markdown(plan_report(result, packs, book(), words, details=True))
        yield lang, to_markdown(script_report(result, packs, book(), words))


@pytest.mark.parametrize("stage", tuple(Stage))
@pytest.mark.parametrize("lender", LENDERS)
def test_plan_and_script_render_in_both_languages_and_within_scope(lender: str, stage: Stage) -> None:
    kind = book().lenders[lender].kind
    found = tuple(pages(lender, stage))
    assert len(found) == 4
    for lang, page in found:
        assert len(page) > 400, (lang, page)
        assert "$" not in page, lang
        assert not list(beyond(page, kind)), lang


@pytest.mark.parametrize("stage", tuple(Stage))
@pytest.mark.parametrize("lender", LENDERS)
def test_no_plan_and_no_script_rests_on_a_row_that_does_not_reach_the_lender(lender: str, stage: Stage) -> None:
    kind = book().lenders[lender].kind
    result = build_plan(simple_case(lender, stage), book())
    if not isinstance(result, Plan):
        return
    for script in scripts(result, book()):
        # What must not be said rests on the very text that does not reach this lender.
        said = (point for point in script.points if point.part is not Part.DO_NOT_SAY)
        for claim in (claim for point in said for claim in point.claims):
            if isinstance(claim.row, Rule):
                assert claim.row.reaches(kind), claim.row.id
            assert all(source.citable for source in claim.row.sources), claim.row.id
            assert all(not source.scope or kind in source.scope for source in claim.row.sources), claim.row.id


def test_what_is_open_is_in_the_plan_and_what_is_closed_is_never_asked() -> None:
    for lender in LENDERS:
        for stage in Stage:
            found = asked(lender, stage)
            open_kinds = {o.term.kind for o in found.options if o.state is OptionState.OPEN}
            rows = {c.term.kind for c in (*found.ask, *found.counter) if c.term is not None}
            riders = {r.kind for c in (*found.ask, *found.counter) for r in c.riders}
            assert rows | riders <= open_kinds, (lender, stage)
